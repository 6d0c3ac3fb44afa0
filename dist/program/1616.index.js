import { modules as shared0 } from './shared-24146.index.js';
import { modules as shared1 } from './shared-29122.index.js';
import { modules as shared2 } from './shared-36004.index.js';
import { modules as shared3 } from './shared-48453.index.js';
export const id = 1616;
export const ids = [1616];
export const modules = {

...shared0,
...shared1,
...shared2,
...shared3,
33023:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  W: () => (freeChunk)
});
function freeChunk({ buffer, byteLength }) {
    if (buffer.byteLength === byteLength)
        buffer.transfer(0);
}


}),

46213:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  y: () => (startSink)
});

var external_node_crypto_ = __webpack_require__(77598);
var external_node_events_ = __webpack_require__(78474);
var external_node_http_ = __webpack_require__(37067);
var content_error = __webpack_require__(19964);
var distribution_endpoint = __webpack_require__(59924);
var external_node_stream_ = __webpack_require__(57075);
var promises_ = __webpack_require__(46466);
var error_code = __webpack_require__(82133);
;// CONCATENATED MODULE: ./build/intake/sink/response.js



function refusal(code, message, status = error_code/* errorStatus */.PO[code]) {
    return { status, headers: { 'content-type': 'application/json' }, body: Buffer.from((0,error_code/* formatProblem */.Vw)(code, message)) };
}
function send({ status, headers, body, content }, response) {
    const hasLength = body !== undefined || (status !== 204 && response.req.method !== 'HEAD');
    response.writeHead(status, { ...(hasLength && { 'content-length': String(body?.length ?? 0) }), ...headers });
    if (content)
        stream(content, response);
    else
        response.end(body);
}
function stream(content, response) {
    const over = new AbortController();
    const copies = async function* () {
        for await (const chunk of content.read(0, content.size, over.signal))
            yield Buffer.from(chunk);
    };
    (0,promises_.pipeline)(external_node_stream_.Readable.from(copies(), { objectMode: false }), response).catch(() => over.abort());
}

;// CONCATENATED MODULE: ./build/intake/sink/blob-requests.js

async function findBlob({ method, digest }, { headers }, backend, uploads) {
    const content = backend.contents?.blob(digest);
    const size = content?.size ?? uploads.sizeOf(digest);
    const found = { 'docker-content-digest': digest, ...(size !== undefined && { 'content-length': String(size) }) };
    if (content) {
        const type = { 'content-type': 'application/octet-stream' };
        return { status: 200, headers: { ...type, ...found }, ...(method === 'GET' && { content }) };
    }
    const isEnough = size !== undefined || headers['user-agent']?.startsWith('buildkit/');
    if (method === 'HEAD' && isEnough && (await backend.hasBlob(digest)))
        return { status: 200, headers: found };
    return refusal('BLOB_UNKNOWN', 'a target lacks this blob');
}

var external_node_timers_promises_ = __webpack_require__(58500);
var descriptor = __webpack_require__(46937);
var oci_digest = __webpack_require__(1564);
var referrer_index = __webpack_require__(52359);
var oci_manifest = __webpack_require__(95669);
;// CONCATENATED MODULE: ./build/intake/sink/manifest-requests.js








const emptyIndex = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: descriptor/* mediaTypes */.Ib.ociIndex, manifests: [] }));
function listReferrers({ digest }, { contents }) {
    const found = contents?.manifests.filter(({ subject }) => subject?.digest === digest) ?? [];
    const body = found.length > 0 ? (0,referrer_index/* addReferrers */.I)(undefined, found).bytes : emptyIndex;
    return { status: 200, headers: { 'content-type': descriptor/* mediaTypes */.Ib.ociIndex }, body };
}
function listAllTags({ name }, { contents }) {
    if (!contents)
        return refusal('UNSUPPORTED', 'only push requests are supported');
    const body = Buffer.from(JSON.stringify({ name, tags: contents.tags.toSorted() }));
    return { status: 200, headers: { 'content-type': 'application/json' }, body };
}
function readManifest({ method, reference }, backend) {
    const manifest = method === 'GET' || backend.contents ? backend.manifest(reference) : undefined;
    if (!manifest)
        return refusal('MANIFEST_UNKNOWN', 'no such manifest');
    const { mediaType, digest } = manifest.descriptor;
    return { status: 200, headers: { 'content-type': mediaType, 'docker-content-digest': digest }, body: manifest.bytes };
}
async function writeManifest(endpoint, request, { backend, tag, manifestTime }) {
    const { name, reference } = endpoint;
    const bytes = await inTime(readBody(request), manifestTime);
    if (bytes === 'late')
        return tooLate(manifestTime);
    if (tag && !(0,oci_digest/* isDigest */.Bc)(reference) && reference !== tag)
        return refusal('DENIED', `only the tag '${tag}' is accepted here`);
    if (!bytes)
        return refusal('MANIFEST_INVALID', `the manifest is larger than ${oci_manifest/* manifestLimit */.t} bytes`, 413);
    const manifest = parse(bytes, request.headers['content-type'], reference);
    if (manifest instanceof content_error/* ContentError */.y)
        return refusal('MANIFEST_INVALID', manifest.message);
    const { digest } = manifest.descriptor;
    if ((0,oci_digest/* isDigest */.Bc)(reference) && reference !== digest)
        return refusal('DIGEST_INVALID', `its digest is ${digest}`);
    backend.receiveManifest(manifest, ...((0,oci_digest/* isDigest */.Bc)(reference) ? [] : [reference]));
    const location = (0,distribution_endpoint/* toUrl */.b)({ end: '3', method: 'GET', name, reference: digest });
    const subject = manifest.subject && { 'oci-subject': manifest.subject.digest };
    return { status: 201, headers: { location, 'docker-content-digest': digest, ...subject } };
}
function parse(bytes, contentType, reference) {
    try {
        return (0,oci_manifest/* parseManifest */.N)(bytes, contentType, (0,oci_digest/* isDigest */.Bc)(reference) ? (0,oci_digest/* algorithmOf */.Hy)(reference) : 'sha256');
    }
    catch (error) {
        if (error instanceof content_error/* ContentError */.y)
            return error;
        throw error;
    }
}
async function inTime(work, milliseconds) {
    const over = new AbortController();
    const late = (0,external_node_timers_promises_.setTimeout)(milliseconds, 'late', { signal: over.signal }).catch(() => 'late');
    try {
        return await Promise.race([work, late]);
    }
    finally {
        over.abort();
        work.catch(() => undefined);
    }
}
function tooLate(milliseconds) {
    const { headers, ...reply } = refusal('MANIFEST_INVALID', `the manifest did not arrive within ${milliseconds / 1000} s`, 408);
    return { ...reply, headers: { ...headers, connection: 'close' } };
}
async function readBody(request) {
    const chunks = [];
    let size = 0;
    for await (const chunk of request) {
        size += chunk.length;
        if (size <= oci_manifest/* manifestLimit */.t)
            chunks.push(chunk);
    }
    return size <= oci_manifest/* manifestLimit */.t ? Buffer.concat(chunks) : undefined;
}

var free_chunk = __webpack_require__(33023);
;// CONCATENATED MODULE: ./build/intake/sink/read-all.js


function readAll(stream, writer, counted) {
    const { promise, resolve, reject } = Promise.withResolvers();
    const stop = (error) => {
        stream.off('data', onData).pause();
        reject(error);
    };
    function onData(chunk) {
        try {
            counted(chunk.length);
            const ready = writer.write(chunk);
            (0,free_chunk/* freeChunk */.W)(chunk);
            if (!ready)
                return;
            stream.pause();
            ready.then(() => stream.resume(), stop);
        }
        catch (error) {
            stop(error);
        }
    }
    (0,external_node_stream_.finished)(stream, { writable: false }, (error) => (error ? reject(error) : resolve()));
    stream.on('data', onData);
    return promise;
}

;// CONCATENATED MODULE: ./build/intake/sink/uploads.js





const noSession = refusal('BLOB_UPLOAD_UNKNOWN', 'no such upload session');
class Uploads {
    #backend;
    #uploads = new Map();
    #sizes = new Map();
    constructor(backend) {
        this.#backend = backend;
    }
    sizeOf(digest) {
        return this.#sizes.get(digest);
    }
    start(endpoint) {
        const { name } = endpoint;
        if (endpoint.end === '11' && this.#backend.contents?.blob(endpoint.mount))
            return created(name, endpoint.mount);
        const session = (0,external_node_crypto_.randomUUID)();
        this.#uploads.set(session, { offset: 0 });
        return accepted(name, session, 0);
    }
    async whole(endpoint, request) {
        return await this.#finish({ offset: 0 }, endpoint, request);
    }
    async append({ name, session }, request) {
        const upload = this.#open(session);
        if (!upload)
            return noSession;
        const start = /^(\d+)-\d+$/.exec(request.headers['content-range'] ?? '')?.[1];
        if (start !== undefined && Number(start) !== upload.offset) {
            return { ...accepted(name, session, upload.offset), status: 416 };
        }
        await this.#take(session, upload, request);
        if (this.#uploads.has(session))
            return accepted(name, session, upload.offset);
        await this.#abandon(session, upload);
        return noSession;
    }
    async close(endpoint, request) {
        const { session, name, digest } = endpoint;
        const upload = this.#uploads.get(session);
        if (upload?.finished === digest)
            return created(name, digest);
        if (!upload || upload.finished)
            return noSession;
        return await this.#finish(upload, endpoint, request);
    }
    status({ name, session }) {
        const upload = this.#open(session);
        return upload ? { ...accepted(name, session, upload.offset), status: 204 } : noSession;
    }
    async cancel({ session }) {
        const upload = this.#open(session);
        if (!upload)
            return noSession;
        await this.#abandon(session, upload);
        return { status: 204 };
    }
    async [Symbol.asyncDispose]() {
        const open = [...this.#uploads].filter(([, { finished }]) => !finished);
        await Promise.all(open.map(([session, upload]) => this.#abandon(session, upload)));
    }
    async #abandon(session, upload) {
        this.#uploads.delete(session);
        if (upload.isAbandoned || !upload.intake)
            return;
        upload.isAbandoned = true;
        await upload.intake.abandon();
    }
    #open(session) {
        const upload = this.#uploads.get(session);
        return upload?.finished ? undefined : upload;
    }
    async #finish(upload, { name, session = '', digest }, request) {
        const length = request.headers['content-length'];
        const expected = length ? { digest, size: Number(length) } : undefined;
        const intake = await this.#take(session, upload, request, expected);
        try {
            await intake.finish(digest);
        }
        catch (error) {
            this.#uploads.delete(session);
            if (error instanceof content_error/* WrongContent */.l)
                return refusal('DIGEST_INVALID', error.message);
            throw error;
        }
        upload.finished = digest;
        this.#sizes.set(digest, upload.offset);
        return created(name, digest);
    }
    async #take(session, upload, request, expected) {
        upload.intake ??= await this.#backend.receiveBlob(expected);
        try {
            await readAll(request, upload.intake, (bytes) => {
                upload.offset += bytes;
            });
            return upload.intake;
        }
        catch (error) {
            await this.#abandon(session, upload);
            throw error;
        }
    }
}
function created(name, digest) {
    const location = (0,distribution_endpoint/* toUrl */.b)({ end: '2', method: 'GET', name, digest });
    return { status: 201, headers: { location, 'docker-content-digest': digest } };
}
function accepted(name, session, offset) {
    const location = (0,distribution_endpoint/* toUrl */.b)({ end: '13', method: 'GET', name, session });
    const range = `0-${Math.max(0, offset - 1)}`;
    return { status: 202, headers: { location, range, 'docker-upload-uuid': session } };
}

;// CONCATENATED MODULE: ./build/intake/sink/repositories.js

class SinkRepositories {
    #name;
    #open;
    #repositories = new Map();
    constructor(name, own, open = () => undefined) {
        this.#name = name;
        this.#open = open;
        this.#repositories.set('', repositoryWith(own));
    }
    find(name, opens) {
        const path = name === this.#name ? '' : name.slice(this.#name.length + 1);
        if (name !== this.#name && (path === '' || !name.startsWith(`${this.#name}/`)))
            return undefined;
        return this.#repositories.get(path) ?? (opens ? this.#opened(path) : undefined);
    }
    #opened(path) {
        const backend = this.#open(path);
        if (!backend)
            return undefined;
        const repository = repositoryWith(backend);
        this.#repositories.set(path, repository);
        return repository;
    }
    async [Symbol.asyncDispose]() {
        await Promise.all([...this.#repositories.values()].map(({ uploads }) => uploads[Symbol.asyncDispose]()));
    }
}
function repositoryWith(backend) {
    return { backend, uploads: new Uploads(backend) };
}

;// CONCATENATED MODULE: ./build/intake/sink/sink-login.js


const username = 'manifold';
function newLogin() {
    return { username, password: (0,external_node_crypto_.randomBytes)(32).toString('hex') };
}
function isAdmitted(authorization, { username: user, password }) {
    const given = /^basic +(?<pair>[\w+/]+=*) *$/i.exec(authorization ?? '')?.groups?.pair ?? '';
    return (0,external_node_crypto_.timingSafeEqual)(sha256(Buffer.from(given, 'base64')), sha256(Buffer.from(`${user}:${password}`)));
}
function sha256(bytes) {
    return (0,external_node_crypto_.createHash)('sha256').update(bytes).digest();
}
function askForLogin() {
    const { headers, ...reply } = refusal('UNAUTHORIZED', 'only the builder of this step may push here');
    return { ...reply, headers: { ...headers, 'www-authenticate': 'Basic realm="manifold", charset="UTF-8"' } };
}

;// CONCATENATED MODULE: ./build/intake/sink/server.js










const tag = 'image';
const defaultManifestTime = 120_000;
const loopback = '127.0.0.1';
async function startSink(backend, options = {}) {
    const { address = loopback, openBackend, acceptsAnyTag = false, manifestTime = defaultManifestTime } = options;
    const name = `manifold/${(0,external_node_crypto_.randomBytes)(16).toString('hex')}`;
    const login = newLogin();
    const repositories = new SinkRepositories(name, backend, openBackend);
    const desk = { ...(!acceptsAnyTag && { tag }), manifestTime };
    let requests = 0;
    let pending = 0;
    async function replyTo(request) {
        if (!isAdmitted(request.headers.authorization, login))
            return askForLogin();
        const endpoint = (0,distribution_endpoint/* parseEndpoint */.B)(request.method ?? '', request.url ?? '');
        if (endpoint?.end === '1')
            return { status: 200 };
        const repository = endpoint && repositories.find(endpoint.name, mayBeginPush(endpoint));
        if (!endpoint || !repository)
            return refusal('NAME_UNKNOWN', 'no such repository');
        requests += 1;
        pending += 1;
        return await serve(endpoint, request, { ...repository, ...desk }).finally(() => {
            pending -= 1;
        });
    }
    const server = (0,external_node_http_.createServer)((request, response) => {
        replyTo(request).then((reply) => send(reply, response), (error) => fail(error, response));
    });
    server.requestTimeout = 0;
    server.keepAliveTimeout = 60_000;
    server.listen(0, address);
    await (0,external_node_events_.once)(server, 'listening');
    const { port } = server.address();
    return {
        host: `${address.includes(':') ? `[${address}]` : address}:${port}`,
        name,
        login,
        tag,
        get requests() {
            return requests;
        },
        get pending() {
            return pending;
        },
        [Symbol.asyncDispose]: () => stop(server, repositories),
    };
}
function mayBeginPush({ end, ...endpoint }) {
    return (['4a', '4b', '7a', '7b', '11'].includes(end) || (end === '2' && 'method' in endpoint && endpoint.method === 'HEAD'));
}
async function serve(endpoint, request, { backend, uploads, ...desk }) {
    switch (endpoint.end) {
        case '2':
            return await findBlob(endpoint, request, backend, uploads);
        case '3':
            return readManifest(endpoint, backend);
        case '4a':
        case '11':
            return uploads.start(endpoint);
        case '4b':
            return await uploads.whole(endpoint, request);
        case '5':
            return await uploads.append(endpoint, request);
        case '6':
            return await uploads.close(endpoint, request);
        case '7a':
        case '7b':
            return await writeManifest(endpoint, request, { backend, ...desk });
        case '8':
            return listAllTags(endpoint, backend);
        case '12':
            return listReferrers(endpoint, backend);
        case '13':
            return uploads.status(endpoint);
        case '14':
            return await uploads.cancel(endpoint);
        default:
            return refusal('UNSUPPORTED', 'only push requests are supported');
    }
}
function fail(error, response) {
    response.setHeader('connection', 'close');
    const message = error instanceof content_error/* ContentError */.y ? error.message : 'the upload could not be received';
    send(refusal('BLOB_UPLOAD_INVALID', message), response);
}
async function stop(server, repositories) {
    server.closeAllConnections();
    server.close();
    await (0,external_node_events_.once)(server, 'close');
    await repositories[Symbol.asyncDispose]();
}


})
};
