export const id = 3296;
export const ids = [3296];
export const modules = {

61530:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  k: () => (isArtifactName),
  u: () => (fileLimit)
});
const fileLimit = 64 * 1024;
const refused = /["\\:<>|*?/\p{C}]/u;
const nameLimit = 200;
function isArtifactName(name) {
    return name !== '' && name.length <= nameLimit && !refused.test(name);
}


}),

33296:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  openArtifactStore: () => (openArtifactStore)
});

var input_error = __webpack_require__(53587);
var github_server = __webpack_require__(61382);
var json = __webpack_require__(99368);
var network_failure = __webpack_require__(73856);
var proxy = __webpack_require__(68533);
var redirect = __webpack_require__(93701);
var retryable = __webpack_require__(97358);
;// CONCATENATED MODULE: ./build/github/artifacts/artifact-error.js




class ArtifactError extends Error {
    name = 'ArtifactError';
    transient;
    isSilence;
    #failure;
    constructor(failure) {
        const { status, reason, cause } = failure;
        const isTransientStatus = status !== undefined && retryable/* transientStatuses */.T.has(status);
        const transient = reason === undefined && (isTransientStatus || (0,network_failure/* isTransient */.dg)(cause));
        super(`Cannot ${failure.action}: ${whatHappened(failure)}. ${advise(failure, transient)}.`, { cause });
        this.transient = transient;
        this.isSilence = (0,network_failure/* isTimeout */.kL)(cause);
        this.#failure = failure;
    }
    get mayBeDone() {
        const { status = 0, cause } = this.#failure;
        const neverArrived = cause instanceof proxy/* ProxyTrouble */.qJ || unconnected.test((0,network_failure/* errorCodeOf */.D9)(cause) ?? '');
        return this.transient && status !== 429 && !neverArrived;
    }
    askedWait() {
        return this.#failure.retryAfter;
    }
}
const unconnected = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|E(?:HOST|NET)UNREACH|UND_ERR_CONNECT_TIMEOUT)$/;
function whatHappened({ host, status, words = '', reason, cause }) {
    if (reason !== undefined)
        return `the response from ${host} ${reason}`;
    if (status !== undefined)
        return `${host} responded with ${status}${words && ` (${words})`}`;
    if (cause instanceof redirect/* BadRedirect */.m_)
        return `a redirect from ${host} was not followed: ${cause.message}`;
    return `${host}: ${(0,network_failure/* describeNetworkFailure */.Ku)(cause)}`;
}
function advise({ host, status = 0, words = '', cause }, transient) {
    if (cause instanceof proxy/* ProxyTrouble */.qJ)
        return `Allow requests to ${host} through the proxy, or add it to NO_PROXY`;
    if (/insufficient usage|quota|storage limit/i.test(words)) {
        return "Delete artifacts or raise the storage limit of GitHub Actions, or write 'meeting: registry'";
    }
    if (transient)
        return 'Re-run the failed jobs when the service responds again';
    if (status === 401 || status === 403)
        return 'Re-run the job: its access may have expired';
    return "If this happens again, write 'meeting: registry'";
}

;// CONCATENATED MODULE: ./build/github/artifacts/artifact-calls.js


const responseLimit = 8 * 1024 * 1024;
const path = '/twirp/github.actions.results.api.v1.ArtifactService/';
class ArtifactCalls {
    #http;
    #options;
    constructor(http, options) {
        this.#http = http;
        this.#options = options;
    }
    async call({ method, action, fields, ids = this.#options.ids }) {
        const { home, token, missing } = this.#options;
        const body = { workflow_run_backend_id: ids.run, workflow_job_run_backend_id: ids.job, ...fields };
        const request = {
            action,
            method: 'POST',
            url: new URL(`${path}${method}`, home.origin),
            headers: { authorization: `Bearer ${token}`, accept: 'application/json', 'content-type': 'application/json' },
            body: new TextEncoder().encode(JSON.stringify(body)),
            limit: responseLimit,
        };
        const response = await this.#http.send(request);
        const text = new TextDecoder().decode(response.body);
        if (response.status === 404 && (0,json/* parseRecord */.Hh)(text).code !== 'not_found')
            throw missing(`${home.host} responded with 404`);
        const { status, isRepeated } = response;
        return {
            status,
            isRepeated,
            message: () => {
                if (status !== 200)
                    throw this.#http.refused(request, response);
                return this.#parse(text, action);
            },
        };
    }
    #parse(text, action) {
        const { host } = this.#options.home;
        try {
            const message = (0,json/* parseJson */.qF)(text);
            if ((0,json/* isRecord */.u4)(message))
                return message;
        }
        catch (cause) {
            throw new ArtifactError({ action, host, reason: 'is not JSON', cause });
        }
        throw new ArtifactError({ action, host, reason: 'is not a JSON object' });
    }
}

var retry_after = __webpack_require__(3533);
var retry_state = __webpack_require__(65425);
var transport = __webpack_require__(35961);
;// CONCATENATED MODULE: ./build/github/artifacts/artifact-http.js








const defaultPolicy = { attempts: 6, firstWait: 1_000, longestWait: 10_000, budget: 120_000 };
const defaultArtifactTimes = {
    connect: 10_000,
    answer: 30_000,
    store: 30_000,
    optional: 5_000,
    piece: 30_000,
    body: 30_000,
    unwanted: 2_000,
};
class ArtifactHttp {
    #options;
    #transport;
    constructor(options) {
        const { home, variables, timeouts = defaultArtifactTimes } = options;
        this.#options = options;
        this.#transport = new transport/* Transport */.oK({ home, tls: {}, verify: true, variables, timeouts });
    }
    async send(request) {
        const { retryPolicy = defaultPolicy, signal } = this.#options;
        let isRepeated = false;
        const attempt = async () => {
            try {
                return await this.#attempt(request);
            }
            catch (error) {
                isRepeated ||= error instanceof ArtifactError && error.mayBeDone;
                throw error;
            }
        };
        const response = await new retry_state/* RetryState */.O(retryPolicy, signal).run(attempt);
        return { ...response, isRepeated };
    }
    refused({ action }, { status, url, body, header }) {
        const retryAfter = (0,retry_after/* parseRetryAfter */.m)(header('retry-after'), '', this.#options.now());
        const words = this.#wordsIn(body, header('x-ms-error-code'));
        return new ArtifactError({ action, host: url.host, status, words, retryAfter });
    }
    async [Symbol.asyncDispose]() {
        await this.#transport[Symbol.asyncDispose]();
    }
    async #attempt(request) {
        const response = await this.#exchange(request);
        if (retryable/* transientStatuses */.T.has(response.status))
            throw this.refused(request, response);
        return response;
    }
    async #exchange({ action, limit, ...request }) {
        const { home, signal } = this.#options;
        try {
            const response = await (0,redirect/* followRedirects */.FE)({ ...request, signal }, home, this.#transport);
            const { status, url, header, headers } = response;
            const body = status < 400
                ? await response.bytes(limit)
                : await response.bytes(errorLimit, 'good to know').catch(() => new Uint8Array());
            return { status, url, header, headers, body };
        }
        catch (cause) {
            signal.throwIfAborted();
            if (cause instanceof proxy/* UnusableProxy */.G1)
                throw cause;
            throw new ArtifactError({ action, host: request.url.host, cause });
        }
    }
    #wordsIn(body, storageCode = '') {
        const { code, msg } = (0,json/* parseRecord */.Hh)(new TextDecoder().decode(body));
        const words = [code, msg].filter((word) => typeof word === 'string' && word !== '').join(': ') || storageCode;
        return this.#options
            .redact(words)
            .replaceAll(/[\p{C}\s]+/gu, ' ')
            .trim()
            .slice(0, 300);
    }
}
const errorLimit = 64 * 1024;

var oidc_token = __webpack_require__(28214);
;// CONCATENATED MODULE: ./build/github/artifacts/backend-ids.js

const scope = /(?:^| )Actions\.Results:([\w-]{1,128}):([\w-]{1,128})(?= |$)/;
function backendIdsIn(token) {
    const { scp } = (0,oidc_token/* claimsIn */.h)(token);
    const [, run, job] = scope.exec(typeof scp === 'string' ? scp : '') ?? [];
    return run === undefined || job === undefined ? undefined : { run, job };
}

var oci_digest = __webpack_require__(1564);
var artifact_store = __webpack_require__(61530);
;// CONCATENATED MODULE: ./build/github/artifacts/listed-artifact.js


function fieldOf(message, name) {
    return message[name] ?? message[name.replaceAll(/_(\w)/g, (_, letter) => letter.toUpperCase())];
}
function parseArtifactList(response, isWanted, ids) {
    const { artifacts: entries = [] } = response;
    if (!Array.isArray(entries))
        return undefined;
    const wanted = entries.filter((entry) => (0,json/* isRecord */.u4)(entry) && typeof entry.name === 'string' && isWanted(entry.name));
    const parsed = wanted.map((entry) => parseEntry(entry, ids));
    const artifacts = parsed.filter((artifact) => artifact !== undefined);
    if (artifacts.length < parsed.length)
        return undefined;
    const sorted = artifacts.toSorted((a, b) => a.id - b.id);
    return [...new Map(sorted.map((artifact) => [artifact.name, artifact])).values()].toSorted((a, b) => a.id - b.id);
}
function parseEntry(entry, ids) {
    const id = integerIn(fieldOf(entry, 'database_id'));
    const size = integerIn(entry.size ?? 0);
    const run = fieldOf(entry, 'workflow_run_backend_id') ?? ids.run;
    const job = fieldOf(entry, 'workflow_job_run_backend_id') ?? ids.job;
    if (id === undefined || size === undefined || !isBackendId(run) || !isBackendId(job))
        return undefined;
    const { digest } = entry;
    const known = typeof digest === 'string' && (0,oci_digest/* isDigest */.Bc)(digest) ? { digest } : {};
    return { name: String(entry.name), id, size, madeBy: { run, job }, ...known };
}
const isBackendId = (value) => typeof value === 'string' && /^[\w-]{1,128}$/.test(value);
function integerIn(value) {
    const number = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
    return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

;// CONCATENATED MODULE: ./build/github/artifacts/storage/blob-storage.js
const blockId = Buffer.from('block-00000').toString('base64');
const blockList = `<?xml version="1.0" encoding="utf-8"?><BlockList><Latest>${blockId}</Latest></BlockList>`;
const bodyLimit = 64 * 1024;
async function uploadBlob(http, url, { action, content, type }) {
    const put = async (query, headers, body) => {
        const request = {
            ...{ action, method: 'PUT', url: withQuery(url, query), headers, body },
            limit: bodyLimit,
        };
        const response = await http.send(request);
        if (response.status !== 201)
            throw http.refused(request, response);
    };
    const octets = { 'content-type': 'application/octet-stream' };
    await put(`comp=block&blockid=${encodeURIComponent(blockId)}`, octets, content);
    const xml = { 'content-type': 'application/xml', 'x-ms-blob-content-type': type };
    await put('comp=blocklist', xml, new TextEncoder().encode(blockList));
}
function withQuery(url, query) {
    const target = new URL(url);
    target.search += `${target.search ? '&' : ''}${query}`;
    return target;
}
async function downloadBlob(http, sign, { action, limit }) {
    const download = async () => {
        const request = { action, method: 'GET', url: await sign(), headers: {}, limit };
        return { request, response: await http.send(request) };
    };
    const first = await download();
    const isExpired = first.response.status === 401 || first.response.status === 403;
    const { request, response } = isExpired ? await download() : first;
    if (response.status !== 200)
        throw http.refused(request, response);
    return response.body;
}

var external_node_zlib_ = __webpack_require__(38522);
;// CONCATENATED MODULE: ./build/github/artifacts/storage/zip-file.js

class BadZip extends Error {
    name = 'BadZip';
}
const localHeader = { signature: 0x04034b50, size: 30 };
const centralHeader = { signature: 0x02014b50, size: 46 };
const endRecord = { signature: 0x06054b50, size: 22 };
const headers = localHeader.size + centralHeader.size + endRecord.size;
const version = 20;
const day = 0x21;
const zipOverhead = headers + 2 * 100;
function zipOf(name, file) {
    const written = Buffer.from(name, 'latin1');
    const description = Buffer.alloc(26);
    description.writeUInt16LE(version, 0);
    description.writeUInt16LE(day, 8);
    description.writeUInt32LE((0,external_node_zlib_.crc32)(file), 10);
    description.writeUInt32LE(file.length, 14);
    description.writeUInt32LE(file.length, 18);
    description.writeUInt16LE(written.length, 22);
    const local = header(localHeader);
    description.copy(local, 4);
    const central = header(centralHeader);
    central.writeUInt16LE(version, 4);
    description.copy(central, 6);
    const end = header(endRecord);
    end.writeUInt16LE(1, 8);
    end.writeUInt16LE(1, 10);
    end.writeUInt32LE(central.length + written.length, 12);
    end.writeUInt32LE(local.length + written.length + file.length, 16);
    return Buffer.concat([local, written, file, central, written, end]);
}
function header({ signature, size }) {
    const bytes = Buffer.alloc(size);
    bytes.writeUInt32LE(signature);
    return bytes;
}
function fileInZip(bytes) {
    const zip = Buffer.from(bytes);
    const nameLength = zip.length < headers ? 0 : zip.readUInt16LE(26);
    const start = localHeader.size + nameLength;
    const size = zip.length - headers - 2 * nameLength;
    const file = size < 0 ? undefined : zip.subarray(start, start + size);
    if (!file || !zip.equals(zipOf(zip.toString('latin1', localHeader.size, start), file))) {
        throw new BadZip('its content is not a zip file with a single file that is not compressed');
    }
    return file;
}

;// CONCATENATED MODULE: ./build/github/artifacts/run-artifact.js




class RunArtifact {
    #options;
    #zip;
    constructor(options) {
        this.#options = options;
    }
    async upload(file) {
        const { name, url, http } = this.#options;
        if (file.length > artifact_store/* fileLimit */.u)
            throw new Error(`The file for the artifact '${name}' has more than ${artifact_store/* fileLimit */.u} bytes`);
        const zip = zipOf('content.json', file);
        await uploadBlob(http, url, { action: `upload the artifact '${name}'`, content: zip, type: 'application/zip' });
        this.#zip = zip;
    }
    async finalize() {
        const { name, calls, find } = this.#options;
        const zip = this.#zip;
        if (!zip)
            throw new Error(`The artifact '${name}' was not uploaded`);
        const hash = (0,oci_digest/* digestOf */.ol)(zip);
        const action = `finalize the artifact '${name}'`;
        const fields = { name, size: String(zip.length), hash };
        const response = await calls.call({ method: 'FinalizeArtifact', action, fields });
        if (response.status !== 200 && response.isRepeated) {
            const found = await find();
            if (found && [hash, undefined].includes(found.digest))
                return;
        }
        response.message();
    }
}

var origin = __webpack_require__(93391);
;// CONCATENATED MODULE: ./build/github/artifacts/storage/signed-url.js

const lengthLimit = 8 * 1024;
function parseSignedUrl(text, home, mask) {
    const url = typeof text === 'string' && text.length <= lengthLimit ? URL.parse(text) : undefined;
    if (!url)
        return 'has no signed URL';
    for (const secret of secretsOf(url))
        mask(secret);
    const objection = (0,origin/* whyNotFollow */.Zn)(home, url, home);
    return objection === undefined ? url : `has a signed URL (${url.origin}) that must not be used: ${objection}`;
}
function secretsOf({ search, searchParams }) {
    const raw = [...search.matchAll(/[?&]sig=([^&]*)/g)].map(([, value = '']) => value);
    return [search.slice(1), ...raw, ...searchParams.getAll('sig')].filter((secret) => secret !== '');
}

;// CONCATENATED MODULE: ./build/github/artifacts/run-artifacts.js








const run_artifacts_version = 4;
const conflict = 409;
class RunArtifacts {
    #options;
    #listed = new WeakMap();
    constructor(options) {
        this.#options = options;
    }
    async create(name) {
        if (!(0,artifact_store/* isArtifactName */.k)(name))
            throw new Error(`'${name}' is not a valid name for an artifact`);
        const { calls, http, now, retention } = this.#options;
        const action = `create the artifact '${name}'`;
        const expires_at = new Date(now().getTime() + retention).toISOString();
        const response = await calls.call({ method: 'CreateArtifact', action, fields: { name, version: run_artifacts_version, expires_at } });
        if (response.status === conflict)
            return response.isRepeated ? 'uncertain' : 'taken';
        const url = this.#signedUrl(response.message(), 'signed_upload_url', action);
        const find = async () => (await this.#list({ name_filter: name }, (each) => each === name)).at(-1);
        return new RunArtifact({ name, url, http, calls, find });
    }
    async list(prefix) {
        return await this.#list({}, (name) => name.startsWith(prefix));
    }
    async read(artifact) {
        const listed = this.#listed.get(artifact);
        if (!listed)
            throw new Error(`'${artifact.name}' is not from a list of this store`);
        const action = `read the artifact '${artifact.name}'`;
        const bytes = await this.#download(listed, action);
        const { host } = this.#options.home;
        if (listed.digest !== undefined && (0,oci_digest/* digestOf */.ol)(bytes) !== listed.digest) {
            throw new ArtifactError({ action, host, reason: 'has another digest than the list of artifacts says' });
        }
        try {
            return fileInZip(bytes);
        }
        catch (cause) {
            throw new ArtifactError({ action, host, reason: 'is not a zip file with a single uncompressed file', cause });
        }
    }
    async [Symbol.asyncDispose]() {
        await this.#options.http[Symbol.asyncDispose]();
    }
    async #list(filter, isWanted) {
        const { calls, ids, home } = this.#options;
        const action = 'list the artifacts of this run';
        const response = await calls.call({ method: 'ListArtifacts', action, fields: filter });
        const artifacts = parseArtifactList(response.message(), isWanted, ids);
        if (!artifacts)
            throw new ArtifactError({ action, host: home.host, reason: 'is not a list of artifacts' });
        for (const artifact of artifacts)
            this.#listed.set(artifact, artifact);
        return artifacts;
    }
    async #download({ name, size, madeBy }, action) {
        const { calls, http, home } = this.#options;
        const limit = artifact_store/* fileLimit */.u + zipOverhead;
        const tooLarge = { action, host: home.host, reason: `lists it with ${size} bytes, more than ${limit}` };
        if (size > limit)
            throw new ArtifactError(tooLarge);
        const request = async () => {
            const response = await calls.call({ method: 'GetSignedArtifactURL', action, ids: madeBy, fields: { name } });
            return this.#signedUrl(response.message(), 'signed_url', action);
        };
        return await downloadBlob(http, request, { action, limit });
    }
    #signedUrl(message, field, action) {
        const { home, mask } = this.#options;
        const url = parseSignedUrl(fieldOf(message, field), home, mask);
        if (typeof url === 'string')
            throw new ArtifactError({ action, host: home.host, reason: url });
        return url;
    }
}

;// CONCATENATED MODULE: ./build/github/artifacts/open-artifact-store.js






function openArtifactStore({ variables, log, signal, now }, settings = {}) {
    const { home, token, ids } = accessIn(variables, log.mask);
    const http = new ArtifactHttp({ ...settings, home, variables, signal, now, redact: log.redact });
    const calls = new ArtifactCalls(http, { home, token, ids, missing });
    return new RunArtifacts({ home, http, calls, ids, now, mask: log.mask, retention: retentionIn(variables) });
}
function accessIn(variables, mask) {
    const { ACTIONS_RESULTS_URL: service = '', ACTIONS_RUNTIME_TOKEN: token = '' } = variables;
    if (token !== '')
        mask(token);
    if ((0,github_server/* serverKind */.CG)(variables) === 'enterprise')
        throw missing(`GitHub Enterprise Server (${(0,github_server/* serverUrl */.Vd)(variables)}) does not have it`);
    if (service === '' || token === '') {
        throw missing('this runner does not set ACTIONS_RESULTS_URL and ACTIONS_RUNTIME_TOKEN for the step');
    }
    const home = URL.parse(service);
    if (!home || !/^https?:$/.test(home.protocol))
        throw missing('ACTIONS_RESULTS_URL is not an http or https URL');
    const ids = backendIdsIn(token);
    if (!ids)
        throw missing("ACTIONS_RUNTIME_TOKEN does not have the scope 'Actions.Results'");
    return { home, token, ids };
}
const daysNeeded = 30;
function retentionIn({ GITHUB_RETENTION_DAYS: text = '' }) {
    const days = /^[1-9]\d{0,4}$/.test(text) ? Math.min(Number(text), daysNeeded) : daysNeeded;
    return days * 24 * 60 * 60 * 1000;
}
function missing(reason) {
    return new input_error/* InputError */.dz('meeting', `the jobs of this run cannot find each other's parts in its artifact service: ${reason}. Either write 'meeting: registry', or combine the parts in a job of your own, with one line 'docker://NAME@DIGEST' for each part in 'source'`);
}


})
};
