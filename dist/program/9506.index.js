import { modules as shared0 } from './shared-7979.index.js';
export const id = 9506;
export const ids = [9506];
export const modules = {

...shared0,
19506:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  cleanUpAction: () => (cleanUpAction)
});

var input_error = __webpack_require__(53587);
var concurrency_limit = __webpack_require__(88862);
var registry_error = __webpack_require__(30648);
var in_words = __webpack_require__(93959);
var tag_list = __webpack_require__(7689);
var registry_repository = __webpack_require__(40782);
var repository_requests = __webpack_require__(67168);
var external_node_crypto_ = __webpack_require__(77598);
var blob_content = __webpack_require__(18895);
var descriptor = __webpack_require__(46937);
var oci_digest = __webpack_require__(1564);
var reference = __webpack_require__(28732);
var manifest = __webpack_require__(95669);
var condition = __webpack_require__(69275);
;// CONCATENATED MODULE: ./build/inventory/displace-tag.js








const emptyConfig = new TextEncoder().encode('{}');
const emptyType = 'application/vnd.oci.empty.v1+json';
class TagDisplacement {
    #remote;
    #remove;
    #prepared;
    constructor(remote, remove) {
        this.#remote = remote;
        this.#remove = remove;
    }
    async untag(tag, digest) {
        const { manifests } = this.#remote;
        this.#prepared ??= this.#prepare();
        await this.#prepared;
        const seen = await manifests.lookClosely(tag);
        if (!seen?.manifest)
            return { removed: true };
        if (seen.digest !== digest)
            return { removed: false, reason: 'it was moved meanwhile' };
        const other = uniqueManifest();
        await manifests.putOnce(other, tag, (0,condition/* conditionOf */.rI)(seen));
        try {
            const removal = await this.#remove(other.descriptor.digest);
            if (!removal.removed)
                await this.#putBack(seen.manifest, tag);
            return removal;
        }
        catch (error) {
            await this.#putBack(seen.manifest, tag);
            throw error;
        }
    }
    async #prepare() {
        const { blobs, manifests } = this.#remote;
        const config = { digest: (0,oci_digest/* digestOf */.ol)(emptyConfig), size: emptyConfig.length };
        if (!(await blobs.has(config.digest)))
            await blobs.upload(config, (0,blob_content/* contentOfBytes */.I)(emptyConfig), () => undefined);
        const probe = uniqueManifest();
        await manifests.put(probe, probe.descriptor.digest);
        const removal = await this.#remove(probe.descriptor.digest);
        if (removal.removed)
            return;
        const where = (0,reference/* formatRepository */.Sh)(this.#remote.repository);
        throw new registry_error/* RegistryError */.g({ where, operation: 'deleting a manifest to try it out', reason: removal.reason });
    }
    async #putBack(manifest, tag) {
        await this.#remote.afterwards.put(manifest, tag).catch((error) => {
            const where = (0,reference/* formatRepository */.Sh)(this.#remote.repository);
            const advice = `The tag '${tag}' pointed at ${manifest.descriptor.digest}: push it again, or delete it.`;
            throw new registry_error/* RegistryError */.g({ where, operation: `putting the tag '${tag}' back`, advice, cause: error });
        });
    }
}
function uniqueManifest() {
    const config = { mediaType: emptyType, digest: (0,oci_digest/* digestOf */.ol)(emptyConfig), size: emptyConfig.length };
    const fields = {
        schemaVersion: 2,
        mediaType: descriptor/* mediaTypes */.Ib.ociManifest,
        artifactType: 'application/vnd.manifold.deleted-tag.v1',
        config,
        layers: [],
        annotations: { 'io.manifold.id': (0,external_node_crypto_.randomUUID)() },
    };
    return (0,manifest/* parseManifest */.N)(new TextEncoder().encode(JSON.stringify(fields)));
}

;// CONCATENATED MODULE: ./build/inventory/oci-inventory.js







const ociInventory = {
    word: 'oci',
    title: 'the OCI distribution API',
    isFor: () => true,
    open: async (context) => new OciInventory(context),
};
const removed = { removed: true };
const refusals = [409, 412, 423];
class OciInventory {
    #reads;
    #writes;
    #remote;
    #displacement;
    #turns = new concurrency_limit/* ConcurrencyLimit */.D(1);
    #deletesTags;
    tagRemoval = 'always';
    dropsUnnamed = true;
    constructor({ registry, repository }) {
        this.#reads = new repository_requests/* RepositoryRequests */.z(registry, repository, 'pull');
        this.#writes = new repository_requests/* RepositoryRequests */.z(registry, repository, 'pull,push');
        this.#remote = new registry_repository/* RemoteRepository */.N(registry, repository);
        this.#displacement = new TagDisplacement(this.#remote, (digest) => this.#remove(digest));
    }
    async list() {
        const tags = await (0,tag_list/* listTagsStrictly */.Ys)(this.#reads);
        return { tags: tags.map((tag) => ({ tag })) };
    }
    async untag(tag, digest) {
        return await this.#inTurn(async () => {
            if (this.#deletesTags !== false) {
                const { manifest } = (await this.#remote.manifests.lookClosely(tag)) ?? {};
                const removal = await this.#deleteTag(tag);
                if (removal?.removed && manifest)
                    await this.#checkIsThere(manifest, tag);
                if (removal)
                    return removal;
            }
            return await this.#displacement.untag(tag, digest);
        });
    }
    async remove(digest) {
        return await this.#inTurn(() => this.#remove(digest));
    }
    async #inTurn(work) {
        return this.#deletesTags === true ? await work() : await this.#turns.run(work);
    }
    async #deleteTag(tag) {
        try {
            const removal = await this.#delete(tag);
            this.#deletesTags = true;
            return removal;
        }
        catch (error) {
            if (!isUnsupported(error) && !isStatus(error, 400))
                throw error;
            this.#deletesTags = false;
            return undefined;
        }
    }
    async #checkIsThere(manifest, tag) {
        const { digest } = manifest.descriptor;
        const { afterwards } = this.#remote;
        if ((await afterwards.head(digest)) !== undefined)
            return;
        await afterwards.put(manifest, digest);
        const reason = `it deleted ${digest} as well, which was put back; other tags of it may be gone`;
        const advice = "Name the registry's own API in 'registry-api', or do not let a rule delete tags of images that stay.";
        throw new registry_error/* RegistryError */.g({ where: this.#writes.where, operation: `removal of ${(0,in_words/* inWords */.r)(tag)}`, reason, advice });
    }
    async #remove(digest) {
        try {
            return await this.#delete(digest);
        }
        catch (error) {
            if (error instanceof registry_error/* RegistryError */.g && error.has('DENIED') && error.status === 405)
                return { removed: false, reason: error.message };
            if (!isUnsupported(error))
                throw error;
            const advice = "Deletion is switched off at this registry: switch it on (distribution: 'REGISTRY_STORAGE_DELETE_ENABLED=true'), or name its API in 'registry-api'.";
            throw new registry_error/* RegistryError */.g({ ...error.failure, advice });
        }
    }
    async #delete(reference) {
        const { name } = this.#writes;
        const endpoint = { end: '9', method: 'DELETE', name, reference };
        const scopes = this.#writes.scopesWith('pull', name);
        try {
            await this.#writes.ask(`removal of ${(0,in_words/* inWords */.r)(reference)}`, endpoint, [200, 202, 204, 404], { scopes });
            return removed;
        }
        catch (error) {
            if (!(error instanceof registry_error/* RegistryError */.g) || !refusals.includes(error.status ?? 0))
                throw error;
            return { removed: false, reason: error.message };
        }
    }
}
function isUnsupported(error) {
    return isStatus(error, 405) || isStatus(error, 501) || (error instanceof registry_error/* RegistryError */.g && error.has('UNSUPPORTED'));
}
function isStatus(error, status) {
    return error instanceof registry_error/* RegistryError */.g && error.status === status;
}

var build_json = __webpack_require__(99368);
var endpoint = __webpack_require__(59924);
var tag = __webpack_require__(16485);
;// CONCATENATED MODULE: ./build/inventory/vendors/listed.js




const pageLimit = 20_000;
const listed_removed = { removed: true };
function refused(reason) {
    return { removed: false, reason };
}
function brokenListing({ where, operation }, reason) {
    return new registry_error/* RegistryError */.g({ where, operation, reason });
}
async function readPages(list, first, read) {
    const seen = new Set();
    for (let page = first; page !== undefined;) {
        const key = String(page);
        if (seen.has(key))
            throw brokenListing(list, 'its pages form a loop');
        if (seen.size >= pageLimit)
            throw brokenListing(list, `it has more than ${pageLimit} pages`);
        seen.add(key);
        page = (await read(page)).next;
    }
}
class Collected {
    #list;
    #manifests = new Map();
    #tags = new Map();
    constructor(list) {
        this.#list = list;
    }
    get tags() {
        return [...this.#tags.values()];
    }
    get listing() {
        return { tags: this.tags, manifests: [...this.#manifests.values()] };
    }
    has(digest) {
        return this.#manifests.has(digest);
    }
    addManifest(manifest) {
        if (this.#manifests.has(manifest.digest))
            throw brokenListing(this.#list, `it has ${manifest.digest} twice`);
        this.#manifests.set(manifest.digest, manifest);
    }
    addTag(tag) {
        if (this.#tags.has(tag.tag))
            throw brokenListing(this.#list, `it has the tag '${tag.tag}' twice`);
        this.#tags.set(tag.tag, tag);
    }
}
function listEntries(value, list) {
    if (Array.isArray(value))
        return value.map(build_json/* recordOf */.zv);
    throw brokenListing(list, 'the response is not a list');
}
function listedDigest(value, list) {
    if (typeof value === 'string' && (0,oci_digest/* isDigest */.Bc)(value))
        return value;
    throw brokenListing(list, 'an entry has no digest');
}
function listedTag(value, list) {
    if (typeof value === 'string' && (0,tag/* isTag */.d)(value))
        return value;
    throw brokenListing(list, 'an entry has no tag');
}
function listedTags(value, list) {
    const tags = value ?? [];
    if (Array.isArray(tags))
        return tags.map((tag) => listedTag(tag, list));
    throw brokenListing(list, 'the tags of an entry are not a list');
}
function pushedAt(value) {
    const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
    return time > 0 ? { pushedAt: time } : {};
}

;// CONCATENATED MODULE: ./build/inventory/vendors/acr.js






const pageSize = 500;
const acr_pageLimit = 4 * 1024 * 1024;
const needsRole = "Assign this identity the role AcrDelete beside AcrPush on the registry, or 'Container Registry Repository Contributor' if the registry uses ABAC; a token needs content/delete and metadata/read.";
const acr = {
    word: 'acr',
    title: 'the API of Azure Container Registry',
    isFor: (registry) => /^[a-z0-9-]+\.azurecr\.(?:io|cn|us)$/.test(registry),
    open: async (context) => new Acr(context),
};
class Acr {
    tagRemoval = 'always';
    dropsUnnamed = false;
    #requests;
    constructor({ registry, repository }) {
        this.#requests = new repository_requests/* RepositoryRequests */.z(registry, repository, 'pull');
    }
    async list() {
        const list = { where: this.#requests.where, operation: 'listing manifests' };
        const found = new Collected(list);
        await this.#listAll('manifests', (entry) => {
            const digest = listedDigest(entry.digest, list);
            found.addManifest({ digest, ...pushedAt(entry.lastUpdateTime ?? entry.createdTime), ...lockIn(entry) });
            return digest;
        });
        await this.#listAll('tags', (entry) => {
            const tag = listedTag(entry.name, list);
            const digest = listedDigest(entry.digest, list);
            found.addTag({ tag, digest, ...pushedAt(entry.lastUpdateTime ?? entry.createdTime), ...lockIn(entry) });
            return tag;
        });
        return found.listing;
    }
    async untag(tag) {
        return await this.#delete(tag, `/acr/v1/${this.#requests.name}/_tags/${tag}`);
    }
    async remove(digest) {
        const { name } = this.#requests;
        return await this.#delete(digest, (0,endpoint/* toUrl */.b)({ end: '9', method: 'DELETE', name, reference: digest }));
    }
    async #listAll(what, add) {
        const operation = `listing ${what}`;
        const list = { where: this.#requests.where, operation };
        await readPages(list, '', async (last) => {
            const query = new URLSearchParams({ n: String(pageSize), ...(last && { last }) });
            const path = `/acr/v1/${this.#requests.name}/_${what}?${query}`;
            const { body } = await this.#send(operation, 'GET', path, 'metadata_read');
            const page = (0,build_json/* parseRecord */.Hh)(new TextDecoder().decode(body));
            const isPage = page.imageName === this.#requests.name;
            const entries = listEntries(page[what] ?? (isPage ? [] : undefined), list);
            const added = entries.map(add);
            return { next: added.at(-1) };
        });
    }
    async #delete(reference, path) {
        try {
            await this.#send(`removal of ${(0,in_words/* inWords */.r)(reference)}`, 'DELETE', path, 'delete');
            return listed_removed;
        }
        catch (error) {
            if (!(error instanceof registry_error/* RegistryError */.g) || ![405, 409].includes(error.status ?? 0))
                throw error;
            return refused('it is locked: deleteEnabled or writeEnabled is false');
        }
    }
    async #send(operation, method, path, action) {
        const { registry, countRetry, name } = this.#requests;
        const url = new URL(path, registry.home);
        const scopes = [`repository:${name}:${action}`];
        const isRead = method === 'GET';
        const expect = isRead ? [200] : [200, 202, 204, 404];
        const details = { scopes, ...(isRead && { limit: acr_pageLimit }) };
        const request = this.#requests.request(operation, method, url, expect, details);
        return await registry.send(request, countRetry).catch((error) => {
            const isDenied = error instanceof registry_error/* RegistryError */.g && (error.status === 401 || error.status === 403);
            if (!isDenied || error.isRateLimit)
                throw error;
            throw new registry_error/* RegistryError */.g({ ...error.failure, advice: needsRole });
        });
    }
}
function lockIn({ changeableAttributes }) {
    const { deleteEnabled, writeEnabled } = (0,build_json/* recordOf */.zv)(changeableAttributes);
    if (deleteEnabled === false)
        return { locked: 'deleteEnabled is false' };
    return writeEnabled === false ? { locked: 'writeEnabled is false' } : {};
}

var pages = __webpack_require__(58404);
;// CONCATENATED MODULE: ./build/inventory/vendors/still-tagged.js

async function removeTagsOf(digest, { tags, manifests, untag }) {
    for (const { tag } of tags.filter((each) => each.digest === digest)) {
        if ((await manifests.head(tag)) !== digest)
            continue;
        const removal = await untag(tag, digest);
        if (!removal.removed)
            return removal;
    }
    return listed_removed;
}

;// CONCATENATED MODULE: ./build/inventory/vendors/artifact-registry.js








const bytesLimit = 64 * 1024 * 1024;
const timeLimit = 300_000;
const artifact_registry_needsRole = 'Grant this account roles/artifactregistry.repoAdmin on the repository.';
const artifactRegistry = {
    word: 'google',
    title: "Google's list of manifests",
    isFor: (registry) => /^(?:[a-z0-9-]+-docker\.pkg\.dev|(?:(?:us|eu|asia)\.)?gcr\.io)$/.test(registry),
    open: async (context) => new ArtifactRegistry(context),
};
class ArtifactRegistry {
    tagRemoval = 'always';
    dropsUnnamed = false;
    #requests;
    #repository;
    #tags = [];
    constructor({ registry, repository }) {
        this.#requests = new repository_requests/* RepositoryRequests */.z(registry, repository, 'pull,push');
        this.#repository = new registry_repository/* RemoteRepository */.N(registry, repository, 'pull');
    }
    async list() {
        const requests = this.#requests;
        const operation = 'listing tags and manifests';
        const retryState = requests.retryState();
        const list = { requests, operation, bytes: bytesLimit, time: timeLimit, retryState };
        const read = { where: requests.where, operation };
        const found = new Collected(read);
        const named = new Set();
        const url = requests.urlOf({ end: '8', method: 'GET', name: requests.name });
        for await (const { body } of (0,pages/* followPages */.kv)(list, await (0,pages/* readPage */.SP)(list, url, [200]))) {
            const { manifest, tags } = (0,build_json/* parseRecord */.Hh)(new TextDecoder().decode(body));
            if (!(0,build_json/* isRecord */.u4)(manifest))
                throw brokenListing(read, 'the response lists no manifests');
            for (const [name, entry] of Object.entries(manifest))
                addTo(found, name, (0,build_json/* recordOf */.zv)(entry), read);
            for (const tag of listedTags(tags, read))
                named.add(tag);
        }
        for (const { tag } of found.tags)
            named.delete(tag);
        const [lost] = named;
        if (lost !== undefined)
            throw brokenListing(read, `it has no manifest for the tag '${lost}'`);
        this.#tags = found.tags;
        return found.listing;
    }
    async untag(tag) {
        return await this.#delete(tag);
    }
    async remove(digest) {
        const { manifests } = this.#repository;
        const untagged = await removeTagsOf(digest, { tags: this.#tags, manifests, untag: (tag) => this.untag(tag) });
        return untagged.removed ? await this.#delete(digest) : untagged;
    }
    async #delete(reference) {
        const { name } = this.#requests;
        try {
            const endpoint = { end: '9', method: 'DELETE', name, reference };
            await this.#requests.ask(`removal of ${(0,in_words/* inWords */.r)(reference)}`, endpoint, [200, 202, 204, 404]);
            return listed_removed;
        }
        catch (error) {
            if (!(error instanceof registry_error/* RegistryError */.g))
                throw error;
            const reason = whyRefused(error);
            if (reason)
                return refused(reason);
            const isDenied = error.status === 401 || error.status === 403;
            throw isDenied && !error.isRateLimit ? new registry_error/* RegistryError */.g({ ...error.failure, advice: artifact_registry_needsRole }) : error;
        }
    }
}
function addTo(found, name, { timeUploadedMs: time, tag: tags }, read) {
    const digest = listedDigest(name, read);
    const isTime = typeof time === 'string' && /^[1-9]\d{0,15}$/.test(time);
    found.addManifest({ digest, ...(isTime && { pushedAt: Number(time) }) });
    for (const tag of listedTags(tags, read))
        found.addTag({ tag, digest });
}
function whyRefused(error) {
    if (error.has('GOOGLE_MANIFEST_DANGLING_TAG'))
        return 'a tag points at it';
    if (error.has('GOOGLE_MANIFEST_DANGLING_PARENT_IMAGE'))
        return 'an index refers to it';
    const { problems = [] } = error.failure;
    const isImmutable = problems.some(({ message }) => /immutable/i.test(message));
    return isImmutable ? "the repository's tags are immutable" : undefined;
}

var auth_credential = __webpack_require__(60496);
var oidc_token = __webpack_require__(28214);
var credential_source = __webpack_require__(51860);
;// CONCATENATED MODULE: ./build/inventory/vendors/hub-token.js




const operation = 'sign-in at hub.docker.com';
const needsToken = "Docker Hub's API takes a user and a personal access token with 'Read, Write & Delete', or an organization and its access token, and not the passwords of OIDC connections.";
function hubToken(api, { access, repository, log, now }) {
    const where = `${repository.registry}/${repository.name}`;
    return (0,credential_source/* remembered */.H)(async () => {
        const credential = await access.credential();
        if (credential?.kind !== 'password') {
            throw new registry_error/* RegistryError */.g({ where, operation, reason: 'it needs a user and a password', advice: needsToken });
        }
        const body = { identifier: credential.username, secret: credential.password };
        const advice = (status) => (status < 500 && status !== 429 ? needsToken : undefined);
        const { json } = await api.ask({ method: 'POST', path: '/v2/auth/token', operation, body, advice });
        const { access_token: token } = (0,build_json/* recordOf */.zv)(json);
        if (typeof token !== 'string' || token === '') {
            throw new registry_error/* RegistryError */.g({ where, operation, reason: 'its response contains no token' });
        }
        log.mask(token);
        const { exp } = (0,oidc_token/* claimsIn */.h)(token);
        return { kind: 'registry-token', token, ...(typeof exp === 'number' && { expiresAt: new Date(exp * 1000) }) };
    }, now);
}

;// CONCATENATED MODULE: ./build/inventory/vendors/docker-hub-tags.js












const home = new URL('https://hub.docker.com');
const needsDelete = "Use an access token with 'Read, Write & Delete' of a user, or organization, that may write to this repository.";
const dockerHubApi = {
    word: 'docker-hub',
    title: "Docker Hub's API",
    isFor: (registry) => registry === reference/* dockerHub */.UD,
    async open(context) {
        const { registry, name } = context.repository;
        if (registry !== reference/* dockerHub */.UD)
            throw new input_error/* InputError */.dz('registry-api', `'docker-hub' is for images at Docker Hub, not for ${registry}/${name}`);
        const signIn = hubToken(context.api({ home }), context);
        const headers = async () => {
            const token = await signIn();
            return token ? { authorization: `Bearer ${(0,auth_credential/* secretOf */.OM)(token)}` } : {};
        };
        return new DockerHub(context.api({ home, headers }), context);
    },
};
class DockerHub {
    tagRemoval = 'always';
    dropsUnnamed = false;
    #api;
    #requests;
    #repository;
    #tags = [];
    constructor(api, { registry, repository }) {
        this.#api = api;
        this.#requests = new repository_requests/* RepositoryRequests */.z(registry, repository, 'pull');
        this.#repository = new registry_repository/* RemoteRepository */.N(registry, repository, 'pull');
    }
    async list() {
        const list = { where: this.#requests.where, operation: 'listing tags' };
        const found = new Collected(list);
        const [namespace = '', name = ''] = this.#requests.name.split('/');
        const first = `/v2/namespaces/${namespace}/repositories/${name}/tags?page_size=100&page=1`;
        let count;
        await readPages(list, first, async (path) => {
            const { json } = await this.#api.ask({ method: 'GET', path, operation: list.operation, advice: deniedAdvice });
            const page = (0,build_json/* recordOf */.zv)(json);
            for (const entry of listEntries(page.results, list))
                found.addTag(tagOf(entry, list));
            count = page.count;
            const { next } = page;
            if (typeof next !== 'string' && next !== null)
                throw brokenListing(list, 'a page does not say whether it is the last');
            return { next: next ?? undefined };
        });
        if (count !== found.tags.length)
            throw brokenListing(list, `it ended after ${found.tags.length} tags, but there are ${String(count)}`);
        this.#tags = found.tags;
        return { tags: found.tags };
    }
    async untag(tag) {
        const path = `/v2/repositories/${this.#requests.name}/tags/${tag}/`;
        const operation = `removal of ${(0,in_words/* inWords */.r)(tag)}`;
        await this.#api.ask({ method: 'DELETE', path, operation, answers: [404], advice: deniedAdvice });
        return listed_removed;
    }
    async remove(digest) {
        const { manifests } = this.#repository;
        const untagged = await removeTagsOf(digest, { tags: this.#tags, manifests, untag: (tag) => this.untag(tag) });
        return untagged.removed ? await this.#removeManifest(digest) : untagged;
    }
    async #removeManifest(digest) {
        const { name } = this.#requests;
        const scopes = [...this.#requests.scopesWith('delete', name)];
        const endpoint = { end: '9', method: 'DELETE', name, reference: digest };
        try {
            await this.#requests.ask(`removal of ${(0,in_words/* inWords */.r)(digest)}`, endpoint, [200, 202, 204, 404], { scopes, attempts: 2 });
            return listed_removed;
        }
        catch (error) {
            if (!(error instanceof registry_error/* RegistryError */.g) || error.isRateLimit)
                throw error;
            const { status, problems = [] } = error.failure;
            if (status === 500 && problems.some(({ message }) => /background/i.test(message)))
                return refused('Docker Hub has not deleted it yet, and tries again in the background');
            if (status === 403)
                return refused("a tag or another image refers to it, or the access token lacks 'Delete'");
            throw error;
        }
    }
}
function deniedAdvice(status) {
    return status === 401 || status === 403 ? needsDelete : undefined;
}
function tagOf({ name, digest, images, tag_last_pushed: time }, list) {
    const [only, ...more] = [images ?? []].flat();
    const known = [digest, more.length === 0 ? (0,build_json/* recordOf */.zv)(only).digest : undefined].find((each) => typeof each === 'string' && (0,oci_digest/* isDigest */.Bc)(each));
    return { tag: listedTag(name, list), ...(known && { digest: known }), ...pushedAt(time) };
}

var ecr_host = __webpack_require__(48466);
var promises_ = __webpack_require__(58500);
;// CONCATENATED MODULE: ./build/inventory/vendors/ecr-batch.js



const batchLimit = 100;
class EcrBatch {
    #send;
    #waiting = [];
    #isRunning = false;
    constructor(send) {
        this.#send = send;
    }
    async remove(id) {
        const { promise, resolve } = Promise.withResolvers();
        this.#waiting.push({ id, settle: resolve });
        if (!this.#isRunning)
            void this.#run();
        return await promise;
    }
    async #run() {
        this.#isRunning = true;
        await (0,promises_.setImmediate)();
        while (this.#waiting.length > 0) {
            const batch = this.#waiting.splice(0, batchLimit);
            const answer = this.#send(batch.map(({ id }) => id));
            for (const { id, settle } of batch)
                settle(answer.then((response) => resultFor(id, response)));
            await answer.catch(() => undefined);
        }
        this.#isRunning = false;
    }
}
function resultFor(id, { imageIds, failures }) {
    const isAbout = (value) => Object.entries(id).every(([name, text]) => (0,build_json/* recordOf */.zv)(value)[name] === text);
    const failure = [failures]
        .flat()
        .map(build_json/* recordOf */.zv)
        .find(({ imageId }) => isAbout(imageId));
    if (failure)
        return failed(failure);
    if ([imageIds].flat().some(isAbout))
        return listed_removed;
    return refused('Amazon ECR did not say what became of it');
}
function failed({ failureCode: code, failureReason: reason }) {
    if (code === 'ImageNotFound')
        return listed_removed;
    if (code === 'ImageReferencedByManifestList')
        return refused('an index refers to it');
    return refused(`${String(code)}: ${String(reason ?? 'no reason given')}`);
}

;// CONCATENATED MODULE: ./build/inventory/vendors/ecr.js






const ecr_pageSize = 1000;
const ecr = {
    word: 'ecr',
    title: 'the API of Amazon ECR',
    isFor: (registry) => (0,ecr_host/* parseEcrHost */.wl)(registry) !== undefined,
    open: async (context) => new Ecr(context),
};
class Ecr {
    tagRemoval = 'unless-last';
    dropsUnnamed = false;
    #context;
    #where;
    #batch;
    #lastUntagging = Promise.resolve();
    constructor(context) {
        this.#context = context;
        this.#where = `${context.repository.registry}/${context.repository.name}`;
        this.#batch = new EcrBatch((ids) => this.#call('BatchDeleteImage', { imageIds: ids }, `removal of ${ids.length} images`));
    }
    async list() {
        const list = { where: this.#where, operation: 'listing images' };
        const found = new Collected(list);
        await readPages(list, '', async (token) => {
            const page = await this.#describe({ maxResults: ecr_pageSize, ...(token && { nextToken: token }) }, list.operation);
            for (const entry of listEntries(page.imageDetails, list))
                ecr_addTo(found, entry, list);
            const { nextToken: next } = page;
            if (next !== undefined && next !== null && typeof next !== 'string')
                throw brokenListing(list, 'its next page has no name');
            return { next: next || undefined };
        });
        return found.listing;
    }
    async untag(tag, digest) {
        const untagging = this.#lastUntagging.then(() => this.#untag(tag, digest));
        this.#lastUntagging = untagging.catch(() => undefined);
        return await untagging;
    }
    async #untag(tag, digest) {
        const operation = `check of ${(0,in_words/* inWords */.r)(digest)}`;
        const images = await this.#describe({ imageIds: [{ imageDigest: digest }] }, operation).catch((error) => {
            if (error instanceof registry_error/* RegistryError */.g && error.has('ImageNotFoundException'))
                return { imageDetails: [] };
            throw error;
        });
        const list = { where: this.#where, operation };
        const [image] = listEntries(images.imageDetails, list);
        const tags = listedTags((0,build_json/* recordOf */.zv)(image).imageTags, list);
        if (!tags.includes(tag))
            return listed_removed;
        if (tags.length === 1)
            return refused('Amazon ECR deletes an image together with its last tag');
        return await this.#batch.remove({ imageTag: tag });
    }
    async remove(digest) {
        return await this.#batch.remove({ imageDigest: digest });
    }
    async #describe(fields, operation) {
        return await this.#call('DescribeImages', fields, operation);
    }
    async #call(action, fields, operation) {
        const { access, repository } = this.#context;
        if (access.call)
            return await access.call({ action, name: repository.name, fields, operation });
        const reason = "it needs AWS keys, and the registry's password is not enough: use aws-actions/configure-aws-credentials in an earlier step, or 'role-to-assume' in 'registry-auth'";
        throw new registry_error/* RegistryError */.g({ where: this.#where, operation, reason });
    }
}
function ecr_addTo(found, { imageDigest, imagePushedAt: time, imageTags }, list) {
    const digest = listedDigest(imageDigest, list);
    found.addManifest({ digest, ...(typeof time === 'number' && time > 0 && { pushedAt: Math.round(time * 1000) }) });
    for (const tag of listedTags(imageTags, list))
        found.addTag({ tag, digest });
}

var wait = __webpack_require__(5898);
;// CONCATENATED MODULE: ./build/inventory/vendors/github/point-budget.js
const burst = 100;
const rate = 780 / 60_000;
class PointBudget {
    #left = burst;
    #at;
    spend(points, now) {
        const earned = (now - (this.#at ?? now)) * rate;
        this.#left = Math.min(burst, this.#left + earned) - points;
        this.#at = now;
        return Math.max(0, Math.ceil(-this.#left / rate));
    }
}

;// CONCATENATED MODULE: ./build/inventory/vendors/github/package-versions.js






const package_versions_pageSize = 100;
const points = { GET: 1, DELETE: 5 };
const needsAdmin = "Give the job 'permissions: packages: write', and this repository the Admin role in the package's settings, under 'Manage Actions access'; or use a classic token with read:packages and delete:packages as the password.";
const budgets = new WeakMap();
function budgetOf({ access }) {
    const budget = budgets.get(access) ?? new PointBudget();
    budgets.set(access, budget);
    return budget;
}
class PackageVersions {
    #context;
    #api;
    #root;
    #where;
    #budget;
    #path;
    constructor(home, context) {
        const { access, repository } = context;
        const headers = async () => {
            const credential = await access.credential();
            const accept = { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' };
            return { ...accept, ...(credential && { authorization: `Bearer ${(0,auth_credential/* secretOf */.OM)(credential)}` }) };
        };
        this.#context = context;
        this.#api = context.api({ home: new URL(home.origin), headers });
        this.#root = home.pathname;
        this.#where = `${repository.registry}/${repository.name}`;
        this.#budget = budgetOf(context);
    }
    async list(isWanted = () => false) {
        const list = { where: this.#where, operation: 'listing versions' };
        const ask = (path) => this.#ask({ method: 'GET', path, operation: list.operation });
        const first = `${await this.#versions()}?per_page=${package_versions_pageSize}&state=active`;
        const found = [];
        let pages = 0;
        await readPages(list, first, async (path) => {
            const { json, next } = await ask(path);
            const versions = listEntries(json, list).map((entry) => versionOf(entry, list));
            found.push(...versions);
            pages += 1;
            if (versions.some(isWanted))
                return { next: undefined };
            const rest = next !== undefined || versions.length < package_versions_pageSize ? [] : (await ask(`${first}&page=${pages + 1}`)).json;
            if (listEntries(rest, list).length > 0)
                throw brokenListing(list, `its pages end after ${pages * package_versions_pageSize} versions, but it has more`);
            return { next: next?.href };
        });
        return found;
    }
    async delete(id, operation) {
        const path = `${await this.#versions()}/${id}`;
        const { status, json } = await this.#ask({ method: 'DELETE', path, operation, answers: [400, 404, 422] });
        if (status < 300 || status === 404)
            return undefined;
        const { message } = (0,build_json/* recordOf */.zv)(json);
        const said = typeof message === 'string' ? this.#context.log.redact(message) : '';
        if (/last (?:tagged )?version/i.test(said))
            return 'GitHub does not delete the last version with a tag: delete the whole package instead';
        if (/5,?000 downloads/i.test(said))
            return 'GitHub does not delete a public version with more than 5000 downloads: ask GitHub Support';
        throw new registry_error/* RegistryError */.g({ where: this.#where, operation, status, problems: [{ code: '', message: said }] });
    }
    #versions() {
        this.#path ??= this.#findPackage();
        return this.#path;
    }
    async #findPackage() {
        const [owner = '', ...rest] = this.#context.repository.name.split('/');
        const operation = 'search for the package';
        for (const kind of ['orgs', 'users']) {
            const path = `${this.#root}${kind}/${owner}/packages/container/${encodeURIComponent(rest.join('/'))}`;
            const { status } = await this.#ask({ method: 'GET', path, operation, answers: [404] });
            if (status < 300)
                return `${path}/versions`;
        }
        const advice = `Check the name. ${needsAdmin}`;
        throw new registry_error/* RegistryError */.g({ where: this.#where, operation, status: 404, advice });
    }
    async #ask(request) {
        const { now, signal } = this.#context;
        const time = this.#budget.spend(points[request.method], now().getTime());
        if (time > 0)
            await (0,wait/* wait */.u)(time, signal);
        const advice = (status, text) => [401, 403].includes(status) && !/rate limit/i.test(text) ? needsAdmin : undefined;
        return await this.#api.ask({ ...request, advice });
    }
}
function versionOf({ id, name, updated_at: updated, metadata }, list) {
    const digest = listedDigest(name, list);
    if (typeof id !== 'number' || !Number.isSafeInteger(id))
        throw brokenListing(list, 'a version has no ID');
    const { container } = (0,build_json/* recordOf */.zv)(metadata);
    if (container === undefined)
        throw brokenListing(list, 'a version is not of a container');
    return { id, digest, tags: listedTags((0,build_json/* recordOf */.zv)(container).tags, list), ...pushedAt(updated) };
}

;// CONCATENATED MODULE: ./build/inventory/vendors/github/github-packages.js






const gheCom = /^containers\.[a-z0-9-]+\.ghe\.com$/;
const attempts = 6;
const githubPackages = {
    word: 'github',
    title: "GitHub's API",
    isFor: (registry, { GITHUB_SERVER_URL: server = '' }) => registry === 'ghcr.io' || gheCom.test(registry) || registry === `containers.${URL.parse(server)?.host}`,
    open: async (context) => new GitHubPackages(context),
};
function apiOf(registry) {
    if (registry === 'ghcr.io')
        return new URL('https://api.github.com/');
    const server = registry.replace(/^containers\./, '');
    return new URL(gheCom.test(registry) ? `https://api.${server}/` : `https://${server}/api/v3/`);
}
class GitHubPackages {
    tagRemoval = 'always';
    dropsUnnamed = false;
    #context;
    #versions;
    #displacement;
    #ids = new Map();
    constructor(context) {
        const { registry, repository } = context;
        this.#context = context;
        this.#versions = new PackageVersions(apiOf(registry.name), context);
        const remote = new registry_repository/* RemoteRepository */.N(registry, repository);
        this.#displacement = new TagDisplacement(remote, (digest) => this.#removePushed(digest));
    }
    async list() {
        const { registry, name } = this.#context.repository;
        const found = new Collected({ where: `${registry}/${name}`, operation: 'listing versions' });
        for (const { id, tags, ...manifest } of await this.#versions.list()) {
            found.addManifest(manifest);
            for (const tag of tags)
                found.addTag({ ...manifest, tag });
            this.#ids.set(manifest.digest, id);
        }
        return found.listing;
    }
    async untag(tag, digest) {
        return await this.#displacement.untag(tag, digest);
    }
    async remove(digest) {
        if (this.#ids.size === 0)
            await this.list();
        const id = this.#ids.get(digest);
        if (id === undefined)
            return listed_removed;
        const objection = await this.#versions.delete(id, `removal of ${(0,in_words/* inWords */.r)(digest)}`);
        return objection === undefined ? listed_removed : refused(objection);
    }
    async #removePushed(digest) {
        const { registry, repository, signal } = this.#context;
        const patience = registry.retryState(signal);
        for (let turn = 1; turn <= attempts; turn++) {
            const versions = await this.#versions.list((version) => version.digest === digest);
            const id = versions.find((version) => version.digest === digest)?.id;
            if (id !== undefined) {
                this.#ids.set(digest, id);
                return await this.remove(digest);
            }
            await patience.pause(turn);
        }
        const where = `${repository.registry}/${repository.name}`;
        const reason = "GitHub's API does not list it";
        throw new registry_error/* RegistryError */.g({ where, operation: `search for ${(0,in_words/* inWords */.r)(digest)}, which was just pushed,`, reason });
    }
}

;// CONCATENATED MODULE: ./build/inventory/vendors/gitlab.js








const gitlab_needsToken = "Use an access token with the scopes 'api' and 'read_registry', of a user, a project or a group, with the role Developer at least: deploy tokens cannot delete tags.";
const gitlab = {
    word: 'gitlab',
    title: "GitLab's API",
    isFor: (registry) => registry === 'registry.gitlab.com',
    async open(context) {
        const { access, registry } = context;
        const { tls, insecure } = access;
        const headers = async () => {
            const credential = await access.credential();
            return credential ? { authorization: `Bearer ${(0,auth_credential/* secretOf */.OM)(credential)}` } : {};
        };
        const home = gitlab_apiOf(registry.home);
        const api = context.api({ home, headers, ...(tls && { tls }), ...(insecure && { insecure }) });
        return new GitLab(api, context);
    },
};
function gitlab_apiOf({ protocol, hostname, origin }) {
    if (hostname.startsWith('registry.'))
        return new URL(`${protocol}//${hostname.slice('registry.'.length)}`);
    return new URL(protocol === 'http:' ? origin : `https://${hostname}`);
}
class GitLab {
    tagRemoval = 'always';
    dropsUnnamed = true;
    #api;
    #repository;
    #where;
    #plain;
    #remote;
    #tags = [];
    #path;
    constructor(api, context) {
        this.#api = api;
        this.#repository = context.repository;
        this.#where = `${context.repository.registry}/${context.repository.name}`;
        this.#plain = new OciInventory(context);
        this.#remote = new registry_repository/* RemoteRepository */.N(context.registry, context.repository, 'pull');
    }
    async list() {
        const { tags } = await this.#plain.list();
        this.#tags = await Promise.all(tags.map(async (each) => {
            const digest = await this.#remote.manifests.head(each.tag);
            return digest ? { ...each, digest } : each;
        }));
        return { tags: this.#tags };
    }
    async untag(tag) {
        const operation = `removal of ${(0,in_words/* inWords */.r)(tag)}`;
        const path = `${await this.#repositoryPath()}/tags/${tag}`;
        const answers = [403, 404];
        const { status, text } = await this.#api.ask({ method: 'DELETE', path, operation, answers, advice: gitlab_deniedAdvice });
        if (status !== 403)
            return listed_removed;
        if (/protected/i.test(text))
            return refused('a rule of the project protects it');
        throw new registry_error/* RegistryError */.g({ where: this.#where, operation, status, advice: gitlab_needsToken });
    }
    async remove(digest) {
        const isTagged = this.#tags.some((each) => each.digest === digest);
        if (!isTagged)
            return refused('GitLab deletes only tags; its garbage collection deletes what nothing refers to');
        const { manifests } = this.#remote;
        return await removeTagsOf(digest, { tags: this.#tags, manifests, untag: (tag) => this.untag(tag) });
    }
    #repositoryPath() {
        this.#path ??= this.#findRepository();
        return this.#path;
    }
    async #findRepository() {
        const list = { where: this.#where, operation: 'search for the repository' };
        const project = await this.#findProject(list.operation);
        const first = `/api/v4/projects/${project}/registry/repositories?per_page=100`;
        let found;
        await readPages(list, first, async (page) => {
            const { json, next } = await this.#api.ask({
                method: 'GET',
                path: page,
                operation: list.operation,
                advice: gitlab_deniedAdvice,
            });
            const { id } = listEntries(json, list).find((each) => each.path === this.#repository.name) ?? {};
            if (typeof id === 'number')
                found = `/api/v4/projects/${project}/registry/repositories/${id}`;
            return { next: found === undefined ? next?.href : undefined };
        });
        if (found !== undefined)
            return found;
        throw brokenListing(list, `the project has no repository ${this.#repository.name}`);
    }
    async #findProject(operation) {
        const parts = this.#repository.name.split('/');
        for (let length = parts.length; length >= 2; length--) {
            const path = `/api/v4/projects/${encodeURIComponent(parts.slice(0, length).join('/'))}`;
            const { status, json } = await this.#api.ask({
                method: 'GET',
                path,
                operation,
                answers: [404],
                advice: gitlab_deniedAdvice,
            });
            const { id } = (0,build_json/* recordOf */.zv)(json);
            if (status < 300 && typeof id === 'number')
                return id;
        }
        throw new registry_error/* RegistryError */.g({ where: this.#where, operation, status: 404, advice: gitlab_needsToken });
    }
}
function gitlab_deniedAdvice(status) {
    return status === 401 || status === 403 ? gitlab_needsToken : undefined;
}

;// CONCATENATED MODULE: ./build/inventory/vendors/harbor.js




const harbor_pageSize = 100;
const needsRights = 'Give the robot account the permissions to list and delete artifacts, and to delete tags, or the user the role Maintainer in the project.';
const harbor = {
    word: 'harbor',
    title: "Harbor's API",
    isFor: () => false,
    async open(context) {
        const { access, registry } = context;
        const { tls, insecure } = access;
        const headers = async () => {
            const authorization = (0,auth_credential/* basicAuthorization */.aR)(await access.credential());
            return authorization === undefined ? {} : { authorization };
        };
        const api = context.api({ home: registry.home, headers, ...(tls && { tls }), ...(insecure && { insecure }) });
        return new Harbor(api, context);
    },
};
class Harbor {
    tagRemoval = 'always';
    dropsUnnamed = true;
    #api;
    #where;
    #artifacts;
    constructor(api, { repository }) {
        this.#api = api;
        this.#where = `${repository.registry}/${repository.name}`;
        const [project = '', ...rest] = repository.name.split('/');
        const name = encodeURIComponent(encodeURIComponent(rest.join('/')));
        this.#artifacts = `/api/v2.0/projects/${project}/repositories/${name}/artifacts`;
    }
    async list() {
        const list = { where: this.#where, operation: 'listing artifacts' };
        const found = new Collected(list);
        let count = 0;
        await readPages(list, 1, async (page) => {
            const query = `q=base%3D*&with_tag=true&with_immutable_status=true&with_accessory=true&page=${page}&page_size=${harbor_pageSize}`;
            const path = `${this.#artifacts}?${query}`;
            const { json, header } = await this.#api.ask({
                method: 'GET',
                path,
                operation: list.operation,
                advice: rightsAdvice,
            });
            const entries = listEntries(json, list);
            for (const entry of entries)
                harbor_addTo(found, entry, list);
            count += entries.length;
            return {
                next: isComplete({ count, entries: entries.length, total: header('x-total-count') }, list)
                    ? undefined
                    : page + 1,
            };
        });
        return found.listing;
    }
    async untag(tag, digest) {
        return await this.#delete(tag, `${this.#artifacts}/${digest}/tags/${tag}`);
    }
    async remove(digest) {
        return await this.#delete(digest, `${this.#artifacts}/${digest}`);
    }
    async #delete(reference, path) {
        const operation = `removal of ${(0,in_words/* inWords */.r)(reference)}`;
        const answers = [404, 412];
        const { status, json } = await this.#api.ask({ method: 'DELETE', path, operation, answers, advice: rightsAdvice });
        if (status !== 412)
            return listed_removed;
        const [problem] = [(0,build_json/* recordOf */.zv)(json).errors].flat();
        const { message } = (0,build_json/* recordOf */.zv)(problem);
        return refused(typeof message === 'string' && /immutable/i.test(message)
            ? 'a rule makes its tag immutable'
            : 'an index refers to it');
    }
}
function rightsAdvice(status) {
    return status === 401 || status === 403 ? needsRights : undefined;
}
function isComplete({ count, entries, total: text, }, list) {
    const total = Number(text ?? Number.NaN);
    if (!Number.isSafeInteger(total))
        throw brokenListing(list, 'it does not say how many artifacts there are');
    if (count > total || (count < total && entries === 0))
        throw brokenListing(list, `it has ${count} artifacts, but there are ${total}`);
    return count === total;
}
function harbor_addTo(found, { digest: text, push_time: time, tags, accessories }, list) {
    const digest = listedDigest(text, list);
    const all = tags === null || tags === undefined ? [] : listEntries(tags, list);
    const locked = 'a rule makes it immutable';
    const isLocked = all.some(({ immutable }) => immutable === true);
    found.addManifest({ digest, ...pushedAt(time), ...(isLocked && { locked }) });
    for (const { name, push_time: moved, immutable } of all) {
        found.addTag({ tag: listedTag(name, list), digest, ...pushedAt(moved), ...(immutable === true && { locked }) });
    }
    for (const { digest: other, creation_time: created } of accessories ? listEntries(accessories, list) : []) {
        const accessory = listedDigest(other, list);
        if (!found.has(accessory))
            found.addManifest({ digest: accessory, ...pushedAt(created) });
    }
}

;// CONCATENATED MODULE: ./build/inventory/vendors/quay-tags.js





const oauthUser = '$oauthtoken';
const quay_tags_needsToken = "The OAuth token needs the permissions 'View all visible repositories' and 'Read/Write to any accessible repositories'.";
const quayApi = {
    word: 'quay',
    title: "Quay's API",
    isFor: (registry) => registry === 'quay.io',
    async open(context) {
        const { access, registry, repository, log } = context;
        const credential = await access.credential();
        const plain = new OciInventory(context);
        if (credential?.kind !== 'password' || credential.username !== oauthUser) {
            log.info(`${repository.registry}/${repository.name}: Quay says when a tag moved only to the user '${oauthUser}' with an OAuth token, and this is another user.`);
            return plain;
        }
        const { tls, insecure } = access;
        const headers = async () => ({ authorization: `Bearer ${(0,auth_credential/* secretOf */.OM)(credential)}` });
        const api = context.api({ home: registry.home, headers, ...(tls && { tls }), ...(insecure && { insecure }) });
        return new Quay(api, plain, context);
    },
};
class Quay {
    tagRemoval = 'always';
    dropsUnnamed = true;
    #api;
    #plain;
    #where;
    #path;
    constructor(api, plain, { repository }) {
        this.#api = api;
        this.#plain = plain;
        this.#where = `${repository.registry}/${repository.name}`;
        this.#path = `/api/v1/repository/${repository.name}/tag/`;
    }
    async list() {
        const list = { where: this.#where, operation: 'listing tags' };
        const found = new Collected(list);
        await readPages(list, 1, async (page) => {
            const path = `${this.#path}?onlyActiveTags=true&limit=100&page=${page}`;
            const { json } = await this.#api.ask({ method: 'GET', path, operation: list.operation, advice: quay_tags_deniedAdvice });
            const { tags, has_additional: hasMore, page: told } = (0,build_json/* recordOf */.zv)(json);
            if (typeof hasMore !== 'boolean')
                throw brokenListing(list, 'a page does not say whether it is the last');
            if (told !== undefined && told !== page)
                throw brokenListing(list, `it sent page ${String(told)} instead of ${page}`);
            for (const entry of listEntries(tags, list))
                found.addTag(quay_tags_tagOf(entry, list));
            return { next: hasMore ? page + 1 : undefined };
        });
        return { tags: found.tags };
    }
    async untag(tag) {
        const operation = `removal of ${(0,in_words/* inWords */.r)(tag)}`;
        const path = `${this.#path}${tag}`;
        const answers = [400, 404, 409];
        const { status, text } = await this.#api.ask({ method: 'DELETE', path, operation, answers, advice: quay_tags_deniedAdvice });
        if (status < 300 || status === 404)
            return listed_removed;
        return refused(/immutable/i.test(text) ? 'it is immutable' : `Quay responded with ${status}`);
    }
    async remove(digest) {
        return await this.#plain.remove(digest);
    }
}
function quay_tags_tagOf(entry, list) {
    const { name, manifest_digest: digest, start_ts: time, immutable } = entry;
    return {
        tag: listedTag(name, list),
        digest: listedDigest(digest, list),
        ...(typeof time === 'number' && time > 0 && { pushedAt: time * 1000 }),
        ...(immutable === true && { locked: 'it is immutable' }),
    };
}
function quay_tags_deniedAdvice(status) {
    return status === 401 || status === 403 ? quay_tags_needsToken : undefined;
}

;// CONCATENATED MODULE: ./build/inventory/inventories.js









const inventoryKinds = [
    githubPackages,
    dockerHubApi,
    ecr,
    artifactRegistry,
    acr,
    quayApi,
    gitlab,
    harbor,
    ociInventory,
];
function inventoryKindOf(registry, variables, words = new Map()) {
    const named = (word) => inventoryKinds.find((kind) => kind.word === word);
    const told = inventoryKinds.find((kind) => kind !== ociInventory && kind.isFor(registry, variables));
    return named(words.get(registry)) ?? told ?? named(words.get('')) ?? ociInventory;
}

;// CONCATENATED MODULE: ./build/retention/native/native-policy.js
const nativeWords = ['ecr', 'gar', 'harbor', 'gitlab', 'acr', 'zot'];

var duration = __webpack_require__(84954);
;// CONCATENATED MODULE: ./build/retention/policy/policy-kind.js

function scalar(schema, form, parse) {
    const read = (value, at, report) => {
        const parsed = parse(value);
        if (parsed === undefined)
            report(at, `${show(value)} is not valid: write ${form}`);
        return parsed;
    };
    return { schema, read };
}
function listOf(item, form, single = false) {
    const list = { type: 'array', items: item.schema, minItems: 1 };
    const read = (value, at, report) => {
        const values = single && !Array.isArray(value) ? [value] : value;
        if (!Array.isArray(values) || values.length === 0)
            return void report(at, `write ${form}`);
        const isOnly = values !== value;
        return values.flatMap((each, index) => item.read(each, isOnly ? at : `${at}[${index}]`, report) ?? []);
    };
    return { schema: single ? { anyOf: [item.schema, list] } : list, read };
}
function objectOf(fields, form) {
    const known = Object.entries(fields);
    const properties = Object.fromEntries(known.map(([, { key, about, kind }]) => [key, { description: about, ...kind.schema }]));
    const read = (value, at, report) => {
        if (!(0,build_json/* isRecord */.u4)(value))
            return void report(at, `write ${form}`);
        const keys = known.map(([, { key }]) => key);
        for (const key of Object.keys(value)) {
            if (!keys.includes(key))
                report(join(at, key), unknownField(key, keys));
        }
        const entries = known.flatMap(([name, { key, kind }]) => {
            const parsed = value[key] === undefined ? undefined : kind.read(value[key], join(at, key), report);
            return parsed === undefined ? [] : [[name, parsed]];
        });
        return Object.fromEntries(entries);
    };
    return { schema: { type: 'object', properties, additionalProperties: false }, read };
}
function switchOr(kind) {
    const read = (value, at, report) => {
        if (value === false)
            return false;
        return kind.read(value === true ? {} : value, at, report);
    };
    return { schema: { anyOf: [{ type: 'boolean' }, kind.schema] }, read };
}
function join(at, key) {
    return at === '' ? key : `${at}.${key}`;
}
function show(value) {
    if (typeof value === 'string')
        return `'${value.slice(0, 80)}'`;
    if (typeof value === 'object' && value !== null)
        return Array.isArray(value) ? 'a list' : 'a mapping';
    return value === null ? 'an empty value' : String(value);
}
function unknownField(key, known) {
    const plain = (text) => text.toLowerCase().replaceAll(/[^a-z]/g, '');
    const [nearest] = known
        .map((name) => ({ name, edits: edits(plain(key), plain(name)) }))
        .filter(({ name, edits }) => edits <= Math.max(1, name.length / 3))
        .toSorted((a, b) => a.edits - b.edits);
    const hint = nearest ? `did you mean '${nearest.name}'?` : `the known fields are ${known.join(', ')}`;
    return `this field is unknown: ${hint}`;
}
function edits(a, b) {
    if (a.length > 40)
        return a.length;
    let row = Array.from({ length: b.length + 1 }, (_, column) => column);
    for (const [index, letter] of [...a].entries())
        row = nextRow(row, letter, b, index + 1);
    return at(row, b.length);
}
function nextRow(row, letter, text, start) {
    const next = [start];
    for (const [column, other] of [...text].entries()) {
        const replaced = at(row, column) + (letter === other ? 0 : 1);
        next.push(Math.min(replaced, at(row, column + 1) + 1, at(next, column) + 1));
    }
    return next;
}
function at(row, column) {
    return row[column] ?? 0;
}

var tag_patterns = __webpack_require__(16654);
var tag_template = __webpack_require__(20079);
var tag_version = __webpack_require__(98717);
;// CONCATENATED MODULE: ./build/retention/policy/policy-fields.js







const age = scalar({ type: 'string', pattern: '^[0-9]{1,5}[hdw]$' }, 'hours, days or weeks, such as 12h, 30d or 2w', (value) => (typeof value === 'string' ? (0,duration/* parseAge */.F1)(value) : undefined));
const flag = scalar({ type: 'boolean' }, 'true or false', (value) => (typeof value === 'boolean' ? value : undefined));
const patternForm = "a glob such as 'v*', or a regular expression such as '/v\\d+/', in quotes";
const pattern = {
    schema: { type: 'string', minLength: 1 },
    read: (value, at, report) => {
        if (typeof value !== 'string')
            return void report(at, `write ${patternForm}`);
        const isExcluded = value.startsWith('!');
        try {
            const parsed = (0,tag_patterns/* parsePattern */.EY)(isExcluded ? value.slice(1) : value, at);
            if (parsed)
                return { pattern: parsed, isExcluded };
            report(at, `'${value.slice(0, 80)}' cannot match a tag: write ${patternForm}`);
        }
        catch (error) {
            if (!(error instanceof input_error/* InputError */.dz))
                throw error;
            report(at, error.message.replace(/^Input 'policy': /, ''));
        }
        return undefined;
    },
};
const patternList = listOf(pattern, 'a list of patterns for tags', true);
const patterns = {
    schema: patternList.schema,
    read: (value, at, report) => {
        const all = patternList.read(value, at, report);
        if (all === undefined)
            return undefined;
        const included = all.filter(({ isExcluded }) => !isExcluded).map((each) => each.pattern);
        const excluded = all.filter(({ isExcluded }) => isExcluded).map((each) => each.pattern);
        if (included.length === 0 && excluded.length > 0)
            return void report(at, "add what to select, such as '*'");
        return { included, excluded };
    },
};
const versions = scalar({ type: 'string', minLength: 1 }, "a range of semantic versions, such as '>=1.2 <2'", (value) => (typeof value === 'string' && (0,tag_version/* isVersionRange */.Gg)(value) ? value : undefined));
function template(variable, example) {
    return scalar({ type: 'string', pattern: `\\{\\{ *${variable} *\\}\\}` }, `a tag with {{${variable}}} once, such as '${example}'`, (value) => (typeof value === 'string' ? (0,tag_template/* parseTemplate */.QC)(value, variable) : undefined));
}
const count = scalar({ type: 'integer', minimum: 1 }, 'a number from 1 up', (value) => typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined);
const ceiling = scalar({
    anyOf: [
        { type: 'integer', minimum: 0 },
        { type: 'string', pattern: '^(100|[0-9]{1,2})%$' },
    ],
}, 'a number, or a percentage such as 20%', (value) => {
    if (typeof value === 'number')
        return Number.isSafeInteger(value) && value >= 0 ? { count: value } : undefined;
    const [, percent] = /^(100|\d{1,2})%$/.exec(typeof value === 'string' ? value : '') ?? [];
    return percent === undefined ? undefined : { percent: Number(percent) };
});
const digest = scalar({ type: 'string' }, 'a digest, such as sha256:\u2026 with 64 hexadecimal digits', (value) => typeof value === 'string' && (0,oci_digest/* isDigest */.Bc)(value) ? value : undefined);
const digestList = listOf(digest, 'a list of digests');
const noDigests = "it lists no digest: check where they come from, or leave 'keep-digests' out if nothing runs";
const digests = {
    schema: { anyOf: [{ type: 'string' }, digestList.schema] },
    read: (value, at, report) => {
        const listed = typeof value === 'string' ? value.split(/\s+/).filter((line) => line !== '') : value;
        if (!Array.isArray(listed) || listed.length === 0)
            return void report(at, noDigests);
        return digestList.read(listed.map((each) => (typeof each === 'string' ? each.replace(/^.*@/, '') : each)), at, report);
    },
};
function field(key, about, kind) {
    return { key, about, kind };
}
const selecting = {
    tags: field('tags', 'Globs, or regular expressions between slashes; one that begins with ! excludes.', patterns),
    versions: field('versions', 'A range of semantic versions; other tags are not selected.', versions),
};
const keepRule = objectOf({
    ...selecting,
    newest: field('newest', 'The newest images of those: by version if all tags are versions, else by time.', count),
    youngerThan: field('younger-than', 'Only what is younger, or of unknown age.', age),
}, "a rule with 'tags', 'versions', 'newest' or 'younger-than'");
const deleteRule = objectOf({
    ...selecting,
    olderThan: field('older-than', 'Only what is older; what is of unknown age stays.', age),
    closedPullRequests: field('closed-pull-requests', 'How the tags of pull requests are named; those of closed ones are selected.', template('number', 'pr-{{number}}')),
    deletedBranches: field('deleted-branches', 'How the tags of branches are named; those of deleted ones are selected.', template('branch', 'branch-{{branch}}')),
    stable: field('stable', "Also take 'latest' and stable versions that are not named in full.", flag),
}, "a rule with 'tags', 'versions', 'closed-pull-requests' or 'deleted-branches'");
const aged = switchOr(objectOf({ olderThan: field('older-than', 'The least age.', age) }, 'true, false or { older-than: 7d }'));
const policyKind = objectOf({
    keep: field('keep', 'What stays, whatever the other rules say.', listOf(keepRule, 'a list of rules')),
    delete: field('delete', 'What may go of the rest.', listOf(deleteRule, 'a list of rules')),
    untagged: field('untagged', 'Images without a tag that nothing names; from 7 days unless set otherwise.', aged),
    orphans: field('orphans', 'Signatures, attestations and other referrers whose subject is gone.', aged),
    broken: field('broken', 'Indexes of which an image is missing.', flag),
    keepDigests: field('keep-digests', 'Digests that stay, such as those that an environment runs.', digests),
    atMost: field('at-most', 'Nothing is deleted if more than this many, or this share, would go.', ceiling),
}, "a YAML mapping with 'keep', 'delete', 'untagged', 'orphans' or 'broken'");
const policySchema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'The policy of the clean-up action',
    ...policyKind.schema,
};

;// CONCATENATED MODULE: ./build/retention/policy/parse-policy.js



const sizeLimit = 64 * 1024;
const untaggedFloor = (0,duration/* parseAge */.F1)('7d') ?? 0;
async function parsePolicy(text) {
    const problems = [];
    const report = (at, problem) => {
        problems.push({ at, error: new input_error/* InputError */.dz('policy', at === '' ? problem : `${at}: ${problem}`) });
    };
    const fields = policyKind.read(await readYaml(text), '', report);
    const faulty = problems.map(({ at }) => at);
    if (fields)
        checkRules(fields, (at) => !faulty.some((place) => place.startsWith(at)), report);
    (0,input_error/* throwAll */.Kx)(problems.map(({ error }) => error));
    return toPolicy(fields ?? {});
}
async function readYaml(text) {
    if (text.trim() === '')
        throw new input_error/* InputError */.dz('policy', "write what may be deleted, such as 'untagged: true'");
    if (text.length > sizeLimit)
        throw new input_error/* InputError */.dz('policy', 'it is longer than 64 KiB');
    const { load } = await __webpack_require__.e(/* import() */ 3243).then(__webpack_require__.bind(__webpack_require__, 33243));
    try {
        return load(text);
    }
    catch (cause) {
        const { reason, mark } = cause;
        const line = mark ? ` in line ${mark.line + 1}` : '';
        throw new input_error/* InputError */.dz('policy', `it is not valid YAML: ${reason ?? 'it cannot be read'}${line}`, { cause });
    }
}
function checkRules(fields, isValid, report) {
    const placed = (name, rules = []) => rules.map((rule, index) => ({ rule, at: `${name}[${index}]` })).filter(({ at }) => isValid(at));
    for (const { rule, at } of placed('keep', fields.keep))
        checkKeep(rule, at, report);
    for (const { rule, at } of placed('delete', fields.delete))
        checkDelete(rule, at, report);
    if (fields.delete || fields.untagged || fields.orphans || fields.broken || !isValid(''))
        return;
    report('', "it deletes nothing, since what no rule names is kept: add 'delete', such as - tags: '*', or 'untagged: true'");
}
function checkKeep(rule, at, report) {
    if (Object.keys(rule).length === 0)
        report(at, "say what it keeps: 'tags', 'versions', 'newest' or 'younger-than'");
    if (rule.newest === undefined || rule.youngerThan === undefined)
        return;
    report(at, "write 'newest' and 'younger-than' as two rules, each of which keeps what it selects");
}
function checkDelete(rule, at, report) {
    if (rule.tags || rule.versions || rule.closedPullRequests || rule.deletedBranches)
        return;
    report(at, "say which tags: 'tags', 'versions', 'closed-pull-requests' or 'deleted-branches'; '*' is every tag");
}
function toPolicy(fields) {
    const { keep = [], delete: rules = [], untagged, orphans, broken = false, keepDigests = [], atMost } = fields;
    return {
        keep: keep.map((rule, index) => ({ ...rule, at: `keep[${index}]` })),
        delete: rules.map((rule, index) => ({ stable: false, ...rule, at: `delete[${index}]` })),
        ...(untagged && { untagged: { olderThan: untaggedFloor, ...untagged } }),
        ...(orphans && { orphans }),
        broken,
        keepDigests,
        ...(atMost && { atMost }),
    };
}

var input = __webpack_require__(80758);
var parse_build = __webpack_require__(70968);
var parse_images = __webpack_require__(11550);
var credential_inputs = __webpack_require__(31511);
;// CONCATENATED MODULE: ./build/github/inputs/tables/clean-up-inputs.js









const cleanUpInputs = {
    images: {
        description: 'The images to clean up, without tags, one per line or separated by commas: `ghcr.io/acme/app`',
        parse: parseImages,
    },
    'dry-run': {
        description: 'Only say what would be deleted. Write `false` to delete it',
        default: 'true',
        parse: (text, name) => text === '' || (0,input/* parseBoolean */.yG)(text, name),
    },
    policy: {
        description: 'What to keep and what may be deleted, as YAML with `keep`, `delete`, `untagged`, `orphans`, `broken`, `keep-digests` and `at-most`. What no rule names is kept, and `keep` always wins. See docs/clean-up.md',
        parse: async (text) => (text === '' ? undefined : await parsePolicy(text)),
    },
    'registry-api': {
        description: 'The API that a registry is cleaned up with, if its host does not show what it is: one word, or `HOST=WORD` for each registry. See docs/registries.md',
        parse: parseRegistryApi,
    },
    'native-policy': {
        description: 'Also write the nearest policy that the registry carries out itself into the output of this name, without applying it: `ecr`, `gar`, `harbor`, `gitlab`, `acr` or `zot`',
        parse: (text, name) => (text === '' ? undefined : parseNativeWord(text, name)),
    },
    ...(0,credential_inputs/* signInInputs */.c)("used to sign in to the server's own registry (ghcr.io on github.com), to delete from it, and to find out which pull requests and branches exist. The job needs `packages: write`, and `pull-requests: read` or `contents: read` for rules about those"),
};
const parseNativeWord = (0,input/* parseChoice */.HU)(nativeWords);
function parseImages(text, name) {
    const all = (0,parse_images/* parseRepositories */.of)(text.toLowerCase(), name);
    return [...new Map(all.map((repository) => [(0,reference/* formatRepository */.Sh)(repository), repository])).values()];
}
function parseRegistryApi(text, name) {
    return new Map((0,parse_build/* parseWords */.nl)(text, name).map((entry) => parseEntry(entry, name)));
}
function parseEntry(entry, name) {
    const [word = '', host] = entry.split('=').reverse();
    const words = inventoryKinds.map((kind) => kind.word);
    if (!words.includes(word))
        throw new input_error/* InputError */.dz(name, `write one of ${words.join(', ')}, not '${word}'`);
    const registry = host === undefined ? '' : (0,reference/* canonicalRegistry */.i7)(host);
    if (registry === '' || (0,reference/* isRegistry */.Cf)(registry))
        return [registry, word];
    throw new input_error/* InputError */.dz(name, `'${host}' is not the host of a registry`);
}
const cleanUpOutputs = {
    plan: 'JSON: for each repository every tag and manifest with `keep` or `delete`, the rule that decided, and the reason',
    'plan-file': 'Path of a file with the same JSON, however long it is',
    deleted: 'The number of tags that were deleted, or would be in a dry run',
    kept: 'The number of tags that are kept',
    bytes: "Bytes that this frees once the registry's garbage is collected",
    'native-policy': 'With the input of this name: JSON or commands for the registry, empty if it can delete nothing by itself; for several images, JSON with a text for each',
};

var read_access = __webpack_require__(17644);
;// CONCATENATED MODULE: ./build/steps/clean-up/clean-up-job.js




const required = {
    images: 'name at least one image, such as ghcr.io/owner/name',
    policy: "say what may be deleted, such as 'untagged: true'. What no rule names is kept",
};
async function readCleanUp(environment) {
    const { variables, signal } = environment;
    const { values, problems } = await (0,input/* tryInputs */.zq)(cleanUpInputs, variables);
    const missing = Object.entries(required).filter(([name]) => !(0,input/* givenInput */.CB)(name, variables)?.trim());
    const access = await (0,read_access/* readAccess */.z)(values, environment);
    const all = [...problems.flatMap(input_error/* problemsOf */.GW), ...missing.map((each) => new input_error/* InputError */.dz(...each)), ...access.problems];
    (0,input_error/* throwAll */.Kx)(all);
    return {
        images: values.images,
        policy: values.policy,
        isDryRun: values.dryRun,
        registryApis: values.registryApi,
        nativePolicy: values.nativePolicy,
        token: values.githubToken,
        keyring: (0,read_access/* keyringFor */.n)(values, access, environment, signal),
    };
}

var attestations = __webpack_require__(82015);
;// CONCATENATED MODULE: ./build/inventory/graph/stored-manifest.js

const earliest = Date.UTC(2013, 2);
const entryAnnotation = /^vnd\.docker\.reference\./;
class Compaction {
    #digests = new Map();
    #texts = new Map();
    of({ descriptor, bytes, children, blobs, subject }, listed) {
        const fields = (0,build_json/* parseRecord */.Hh)(new TextDecoder().decode(bytes));
        const createdAt = parseCreated((0,build_json/* recordOf */.zv)(fields.annotations)['org.opencontainers.image.created']);
        const { artifactType } = fields;
        const type = typeof artifactType === 'string' && artifactType !== '' ? this.#text(artifactType) : undefined;
        return {
            digest: this.digest(descriptor.digest),
            mediaType: this.#text(descriptor.mediaType),
            size: descriptor.size,
            children: children.map((child) => this.#entry(child)),
            blobs: blobs.map(({ digest, size }) => ({ digest: this.digest(digest), size })),
            ...(subject && { subject: this.digest(subject.digest) }),
            ...(type !== undefined && { artifactType: type }),
            ...(listed?.pushedAt !== undefined && { pushedAt: listed.pushedAt }),
            ...(createdAt !== undefined && { createdAt }),
            ...(listed?.locked !== undefined && { locked: listed.locked }),
        };
    }
    digest(digest) {
        const known = this.#digests.get(digest);
        if (known === undefined)
            this.#digests.set(digest, digest);
        return known ?? digest;
    }
    #entry({ mediaType, digest, size, platform, annotations }) {
        const telling = Object.entries(annotations ?? {}).filter(([name]) => entryAnnotation.test(name));
        return {
            mediaType: this.#text(mediaType),
            digest: this.digest(digest),
            size,
            ...(platform && { platform: { os: this.#text(platform.os), architecture: this.#text(platform.architecture) } }),
            ...(telling.length > 0 && { annotations: Object.fromEntries(telling) }),
        };
    }
    #text(text) {
        const known = this.#texts.get(text);
        if (known === undefined)
            this.#texts.set(text, text);
        return known ?? text;
    }
}
function parseCreated(text) {
    const time = typeof text === 'string' ? Date.parse(text) : Number.NaN;
    return time >= earliest ? time : undefined;
}

;// CONCATENATED MODULE: ./build/inventory/graph/image-ages.js







const readsAtOnce = 32;
const [smallest, largest] = [16, 1024 * 1024];
const levelLimit = 8;
async function withAges(graph, images, remote) {
    const configs = new Map();
    for (const digest of new Set(images)) {
        const manifest = graph.manifests.get(digest);
        const config = manifest && isUndated(manifest) ? configOf(manifest, graph) : undefined;
        if (config)
            configs.set(digest, config);
    }
    const times = await readTimes(configs.values(), remote);
    const dated = [...graph.manifests].map(([digest, manifest]) => {
        const createdAt = times.get(configs.get(digest)?.digest);
        return [digest, createdAt === undefined ? manifest : { ...manifest, createdAt }];
    });
    return { ...graph, manifests: new Map(dated) };
}
function isUndated({ pushedAt, createdAt }) {
    return pushedAt === undefined && createdAt === undefined;
}
function configOf(manifest, graph, level = 0) {
    const [config] = manifest.blobs;
    if (config)
        return config.size >= smallest && config.size <= largest ? config : undefined;
    const image = manifest.children.find((child) => !(0,attestations/* isAttestation */.H3)(child) && graph.manifests.has(child.digest));
    const below = image && level < levelLimit ? graph.manifests.get(image.digest) : undefined;
    return below && configOf(below, graph, level + 1);
}
async function readTimes(configs, { blobs }) {
    const turns = new concurrency_limit/* ConcurrencyLimit */.D(readsAtOnce);
    const ended = new AbortController();
    const unique = new Map([...configs].map((config) => [config.digest, config]));
    const read = async (config) => {
        ended.signal.throwIfAborted();
        const bytes = await (0,blob_content/* collectBytes */.y)(() => blobs.download(config, 0, ended.signal)).catch(unlessGone);
        const isWhole = bytes && (0,oci_digest/* digestOf */.ol)(bytes, (0,oci_digest/* algorithmOf */.Hy)(config.digest)) === config.digest;
        return [config.digest, isWhole ? parseCreated((0,build_json/* parseRecord */.Hh)(bytes.toString()).created) : undefined];
    };
    try {
        return new Map(await Promise.all([...unique.values()].map((config) => turns.run(() => read(config)))));
    }
    catch (error) {
        ended.abort(error);
        throw error;
    }
}
function unlessGone(error) {
    if (!(error instanceof registry_error/* RegistryError */.g) || error.status !== 404)
        throw error;
}

var format_amount = __webpack_require__(27186);
var referrer_tags = __webpack_require__(3782);
;// CONCATENATED MODULE: ./build/retention/graph/links.js


function linksIn({ tags, manifests, missing }) {
    const namedAfter = subjectsOfTags(tags, manifests, missing);
    const byDigest = Map.groupBy(tags, ({ digest }) => digest);
    const refers = (digest, subject) => {
        const isHere = subject !== undefined && manifests.has(subject) && manifests.has(digest);
        return isHere ? [{ digest, subject }] : [];
    };
    const all = [...manifests.values()];
    const referrers = bySubject([
        ...all.flatMap(({ digest, subject }) => refers(digest, subject)),
        ...tags.flatMap(({ digest, tag }) => refers(digest, namedAfter.get(tag))),
    ]);
    const untagged = all.filter(({ digest }) => !byDigest.has(digest));
    const lists = bySubject(untagged.flatMap((manifest) => refers(manifest.digest, subjectOfList(manifest, manifests))));
    const children = new Map(all.flatMap((manifest) => {
        const here = manifest.children.map((child) => child.digest).filter((child) => manifests.has(child));
        return here.length > 0 ? [[manifest.digest, here]] : [];
    }));
    return {
        children: (digest) => children.get(digest) ?? [],
        referrers: (digest) => referrers.get(digest) ?? [],
        formerLists: (digest) => lists.get(digest) ?? [],
        subject: (digest) => {
            const subject = manifests.get(digest)?.subject;
            return subject !== undefined && manifests.has(subject) ? subject : undefined;
        },
        namedAfter,
        tags: byDigest,
    };
}
function bySubject(references) {
    const groups = Map.groupBy(references, ({ subject }) => subject);
    return new Map([...groups].map(([subject, group]) => [subject, group.map(({ digest }) => digest)]));
}
function subjectOfList({ children, subject }, manifests) {
    const [first, ...others] = new Set(children.map(({ digest }) => manifests.get(digest)?.subject));
    return subject === undefined && others.length === 0 ? first : undefined;
}
function isBlobEntry(entry) {
    return !(0,descriptor/* isManifest */.Yh)(entry) && blobTypes.some((start) => entry.mediaType.startsWith(start));
}
const blobTypes = [
    'application/vnd.oci.image.layer.',
    'application/vnd.docker.image.rootfs.',
    'application/vnd.buildkit.cacheconfig.',
];
const grammar = /^(?<algorithm>sha256|sha512)-(?<hex>[0-9a-f]{64})(?:\.(?:sig|att|sbom))?$/;
function subjectsOfTags(tags, manifests, missing) {
    const long = [...manifests.keys(), ...missing].filter((digest) => digest.startsWith('sha512:'));
    const byTag = new Map(long.map((digest) => [(0,referrer_tags/* referrersTag */.LN)(digest), digest]));
    const subjectOf = (tag) => {
        const { algorithm, hex } = grammar.exec(tag)?.groups ?? {};
        return algorithm === 'sha256' ? `sha256:${hex}` : byTag.get(tag);
    };
    const named = tags.map(({ tag }) => ({ tag, subject: subjectOf(tag) }));
    return new Map(named.flatMap(({ tag, subject }) => (subject ? [[tag, subject]] : [])));
}

;// CONCATENATED MODULE: ./build/inventory/graph/graph-limits.js

const manifestLimit = 500_000;
const graph_limits_levelLimit = 32;
class GraphLimits {
    #where;
    #manifests = 0;
    constructor(where) {
        this.#where = where;
    }
    count() {
        this.#manifests += 1;
        if (this.#manifests > manifestLimit)
            throw this.#failure(`it has more than ${manifestLimit} manifests`);
    }
    enter(level) {
        if (level > graph_limits_levelLimit)
            throw this.#failure(`its manifests are nested more than ${graph_limits_levelLimit} deep`);
    }
    #failure(reason) {
        return new registry_error/* RegistryError */.g({ where: this.#where, operation: 'reading what the repository holds', reason });
    }
}

;// CONCATENATED MODULE: ./build/inventory/graph/graph-reader.js









const graph_reader_readsAtOnce = 64;
const progressStep = 1_000;
class GraphReader {
    #remote;
    #progress;
    #where;
    #limits;
    #turns = new concurrency_limit/* ConcurrencyLimit */.D(graph_reader_readsAtOnce);
    #compaction = new Compaction();
    #manifests = new Map();
    #missing = new Set();
    #listed = new Map();
    #tags = [];
    #dangling = [];
    #asked = new Set();
    #failed = new AbortController();
    #listsUntagged = false;
    constructor({ registry, repository, progress }) {
        const signal = AbortSignal.any([registry.signal, this.#failed.signal]);
        this.#remote = new registry_repository/* RemoteRepository */.N(registry, repository, 'pull', signal);
        this.#progress = progress;
        this.#where = (0,reference/* formatRepository */.Sh)(repository);
        this.#limits = new GraphLimits(this.#where);
    }
    get graph() {
        const listsUntagged = this.#listsUntagged;
        return { tags: this.#tags, manifests: this.#manifests, missing: this.#missing, listsUntagged };
    }
    get dangling() {
        return this.#dangling;
    }
    async read({ tags, manifests }, extra) {
        this.#listsUntagged = manifests !== undefined;
        for (const each of manifests ?? [])
            this.#listed.set(each.digest, each);
        await this.#readTags(tags);
        const subjects = this.#tags.map(({ tag }) => (0,referrer_tags/* subjectOfTag */.sA)(tag)).filter((subject) => subject !== undefined);
        const listed = [...this.#listed.keys()].filter((digest) => !this.#isKnown(digest));
        await this.#visitAll(listed, 'listed');
        await this.#walk([...this.#tags.map(({ digest }) => digest), ...subjects, ...extra, ...this.#named()]);
    }
    async readTag({ tag }) {
        const manifest = await this.#find(tag);
        if (!manifest)
            return undefined;
        const stored = this.#add(manifest);
        await this.#walk(namesOf(stored));
        return stored;
    }
    async readReferrers(subjects) {
        const before = this.#manifests.size + this.#missing.size;
        const [first, ...others] = subjects.filter((digest) => this.#manifests.has(digest) && !this.#asked.has(digest));
        if (first === undefined || !(await this.#remote.listsReferrers(first)))
            return false;
        await this.#walk((await this.#each([first, ...others], (subject) => this.#referrersOf(subject))).flat());
        return this.#manifests.size + this.#missing.size > before;
    }
    async #referrersOf(subject) {
        this.#asked.add(subject);
        return ((await this.#remote.referrers(subject)) ?? []).map(({ digest }) => digest);
    }
    async #readTags(tags) {
        let read = 0;
        const byDigest = new Set(tags.map(({ digest }) => digest).filter((digest) => digest !== undefined));
        const all = await this.#each(tags, async (tag) => {
            const digest = tag.digest ?? (await this.#digestAt(tag));
            if (digest === undefined)
                this.#dangling.push(tag);
            read += 1;
            if (read % progressStep === 0)
                this.#progress(`read ${read} of ${tags.length} tags`);
            return digest === undefined ? [] : [{ ...tag, digest: this.#compaction.digest(digest) }];
        });
        for (const tag of all.flat())
            this.#tags.push(tag);
        await this.#visitAll([...byDigest], 'named');
    }
    async #digestAt({ tag }) {
        this.#limits.count();
        const manifest = (await this.#find(tag)) ?? (await this.#find(tag));
        return manifest && this.#add(manifest).digest;
    }
    async #walk(digests) {
        let open = digests;
        for (let level = 0; open.length > 0; level++) {
            this.#limits.enter(level);
            open = (await this.#visitAll(open, 'named')).flatMap(namesOf);
        }
    }
    async #visitAll(digests, why) {
        const open = [...new Set(digests)].filter((digest) => !this.#isKnown(digest));
        const all = await this.#each(open, (digest) => this.#visit(digest, why));
        return all.filter((manifest) => manifest !== undefined);
    }
    async #each(items, work) {
        try {
            return await Promise.all(items.map((item) => this.#turns.run(() => work(item))));
        }
        catch (error) {
            this.#failed.abort(error);
            throw error;
        }
    }
    async #visit(digest, why) {
        this.#limits.count();
        const manifest = await this.#find(digest);
        if (manifest)
            return this.#add(manifest);
        if (why === 'named')
            this.#missing.add(this.#compaction.digest(digest));
        return undefined;
    }
    async #find(reference) {
        const found = await this.#remote.find(reference);
        return 'missing' in found ? undefined : found;
    }
    #add(manifest) {
        const { digest } = manifest.descriptor;
        const known = this.#manifests.get(digest);
        if (known)
            return known;
        const unknown = manifest.children.find((child) => !((0,descriptor/* isManifest */.Yh)(child) || isBlobEntry(child)));
        if (unknown) {
            const operation = `reading index ${digest}`;
            const reason = `it has an entry of the unknown media type ${unknown.mediaType.slice(0, 100)}`;
            throw new registry_error/* RegistryError */.g({ where: this.#where, operation, reason });
        }
        const stored = this.#compaction.of(manifest, this.#listed.get(digest));
        this.#manifests.set(stored.digest, stored);
        if (this.#manifests.size % progressStep === 0)
            this.#progress(`read ${this.#manifests.size} manifests`);
        return stored;
    }
    #named() {
        return [...this.#manifests.values()].flatMap(namesOf);
    }
    #isKnown(digest) {
        return this.#manifests.has(digest) || this.#missing.has(digest);
    }
}
function namesOf({ children, subject }) {
    const named = children.filter((child) => !isBlobEntry(child)).map(({ digest }) => digest);
    return subject === undefined ? named : [...named, subject];
}

;// CONCATENATED MODULE: ./build/inventory/graph/read-graph.js



async function readGraph({ inventory, registry, repository, keepDigests, log, }) {
    const where = (0,reference/* formatRepository */.Sh)(repository);
    const reader = new GraphReader({ registry, repository, progress: (line) => log.info(`${where}: ${line}`) });
    const listing = await inventory.list();
    log.info(`${where}: ${(0,format_amount/* formatCount */.B)(listing.tags.length, 'tag')}${listed(listing.manifests?.length)}`);
    if (listing.tags.length === 0 && !listing.manifests?.length)
        log.notice(`${where}: ${emptyList}`);
    await reader.read(listing, keepDigests);
    const { dangling } = reader;
    if (dangling.length > 0) {
        const names = dangling.slice(0, 5).map(({ tag }) => tag);
        const more = dangling.length > names.length ? `, and ${dangling.length - names.length} more` : '';
        log.notice(`${where}: these tags point at no manifest, and are left as they are: ${names.join(', ')}${more}. A registry lists such tags if its garbage collection removed their manifests`);
    }
    return reader;
}
const emptyList = 'the registry lists nothing here: if there are images, check the name, and whether this user may list them';
function listed(count) {
    return count === undefined ? '; it does not list manifests without a tag' : `, ${(0,format_amount/* formatCount */.B)(count, 'manifest')}`;
}

;// CONCATENATED MODULE: ./build/inventory/removal/check-removal.js


const requestsAtOnce = 32;
async function checkRemoval({ tags, removal, pause, signal }, inventory, { manifests }) {
    const turns = new concurrency_limit/* ConcurrencyLimit */.D(requestsAtOnce);
    const digestsAt = async (names) => new Map(await Promise.all(names.map((name) => turns.run(async () => [name, await manifests.head(name)]))));
    const listing = await inventory.list();
    const listed = new Set(listing.tags.map(({ tag }) => tag));
    const listedManifests = new Set((listing.manifests ?? []).map(({ digest }) => digest));
    const before = new Map(tags.map(({ tag, digest }) => [tag, digest]));
    const found = await digestsAt(removal.tags.filter((tag) => listed.has(tag)));
    const dangling = found.keys().filter((tag) => found.get(tag) === undefined);
    const same = [...found.keys().filter((tag) => found.get(tag) !== undefined && found.get(tag) === before.get(tag))];
    const moved = found.keys().filter((tag) => found.get(tag) !== undefined && found.get(tag) !== before.get(tag));
    const left = removal.manifests.filter((digest) => listedManifests.has(digest));
    if (same.length + left.length > 0)
        await (0,wait/* wait */.u)(pause, signal);
    const again = new Map([...(await digestsAt(same)), ...(await digestsAt(left))]);
    return {
        dangling: [...dangling],
        undeleted: [...again.keys().filter((name) => again.get(name) !== undefined)],
        changed: [...listed].filter((tag) => !before.has(tag)).concat(...moved),
    };
}

;// CONCATENATED MODULE: ./build/retention/graph/reachable.js
function reach(seeds, next) {
    const reached = new Map();
    const open = [];
    const add = (digest, from) => {
        if (reached.has(digest))
            return;
        reached.set(digest, from);
        open.push(digest);
    };
    for (const seed of seeds) {
        add(seed, seed);
        for (let digest = open.pop(); digest !== undefined; digest = open.pop()) {
            for (const found of next(digest))
                add(found, digest);
        }
    }
    return reached;
}
function dependents({ children, referrers, formerLists }) {
    return (digest) => [...children(digest), ...referrers(digest), ...formerLists(digest)];
}
function companions(links) {
    const next = dependents(links);
    return (digest) => [...next(digest), ...[links.subject(digest) ?? []].flat()];
}

;// CONCATENATED MODULE: ./build/inventory/removal/confirm-kept.js




const confirm_kept_requestsAtOnce = 32;
async function confirmKept(kept, graph, { manifests }) {
    const turns = new concurrency_limit/* ConcurrencyLimit */.D(confirm_kept_requestsAtOnce);
    const moved = [];
    const requests = new Map();
    const isThere = async (digest) => {
        const request = requests.get(digest) ?? turns.run(async () => (await manifests.head(digest)) !== undefined);
        requests.set(digest, request);
        return await request;
    };
    const check = async ({ tag, digest }) => {
        const now = await turns.run(() => manifests.head(tag));
        if (now === undefined)
            return graph.missing.has(digest) ? [] : [`the tag '${tag}' is gone`];
        if (now !== digest) {
            moved.push(tag);
            return [];
        }
        const reached = reach([digest], (each) => childrenOf(each, graph))
            .keys()
            .toArray();
        const parts = reached.filter((each) => each !== digest && !graph.missing.has(each));
        const found = await Promise.all(parts.map(isThere));
        const lost = parts.filter((_, index) => !found[index]);
        return lost.map((part) => `the tag '${tag}' lacks ${(0,oci_digest/* shortDigest */.VK)(part)}`);
    };
    const broken = (await Promise.all(kept.map(check))).flat();
    const roots = new Set(kept.map(({ digest }) => digest));
    return { tags: kept.length, manifests: new Set([...roots, ...requests.keys()]).size, broken, moved };
}
function childrenOf(digest, { manifests }) {
    const children = manifests.get(digest)?.children ?? [];
    return children.filter((child) => !isBlobEntry(child)).map((child) => child.digest);
}

;// CONCATENATED MODULE: ./build/retention/removal/may-remove.js

function whyHeldBack(step, state) {
    const back = step.absent.find((digest) => state.present.has(digest));
    if (back !== undefined)
        return `${(0,oci_digest/* shortDigest */.VK)(back)} exists by now`;
    if (step.do === 'untag') {
        return state.tagsOf(step.digest).includes(step.tag) ? undefined : `tag '${step.tag}' has moved meanwhile`;
    }
    const used = [step, ...step.takes].map((each) => whyUsed(each, state)).find((why) => why !== undefined);
    if (used !== undefined)
        return used;
    const dropped = step.drops.find((digest) => state.exposed.has(digest));
    if (dropped !== undefined)
        return `something that was pushed meanwhile needs ${(0,oci_digest/* shortDigest */.VK)(dropped)}, which goes with it`;
    const parent = step.after.find((digest) => state.left.has(digest));
    return parent && `${(0,oci_digest/* shortDigest */.VK)(parent)}, which stays, needs it or is its subject`;
}
function whyUsed({ digest, tags }, { tagsOf, named }) {
    const added = tagsOf(digest).find((tag) => !tags.includes(tag));
    if (added !== undefined)
        return `tag '${added}' points at ${(0,oci_digest/* shortDigest */.VK)(digest)} now`;
    return named.has(digest) ? `a tag that appeared meanwhile needs ${(0,oci_digest/* shortDigest */.VK)(digest)}` : undefined;
}

;// CONCATENATED MODULE: ./build/inventory/removal/current-tags.js



const current_tags_requestsAtOnce = 32;
class CurrentTags {
    #inventory;
    #manifests;
    #reader;
    #known;
    needed = new Set();
    constructor(reader, inventory, manifests) {
        this.#reader = reader;
        this.#inventory = inventory;
        this.#manifests = manifests;
        const tags = reader.graph.tags.map(({ tag, digest }) => [tag, digest]);
        this.#known = new Map([...reader.dangling.map(({ tag }) => [tag, undefined]), ...tags]);
    }
    get size() {
        return this.#known.size;
    }
    forget(tag) {
        this.#known.set(tag, undefined);
    }
    async checkAll() {
        const { tags } = await this.#inventory.list();
        const turns = new concurrency_limit/* ConcurrencyLimit */.D(current_tags_requestsAtOnce);
        const found = await Promise.all(tags.map((tag) => turns.run(() => this.#whetherMoved(tag))));
        for (const tag of found)
            if (tag)
                await this.#protect(tag);
    }
    async check(tag) {
        const digest = await this.#manifests.head(tag);
        if (digest !== undefined && digest !== this.#known.get(tag))
            await this.#protect({ tag, digest });
        return digest;
    }
    async #whetherMoved(listed) {
        const digest = listed.digest ?? (await this.#manifests.head(listed.tag));
        const isSame = digest === undefined || digest === this.#known.get(listed.tag);
        return isSame ? undefined : listed;
    }
    get exposed() {
        if (this.needed.size === 0)
            return this.needed;
        const { children } = linksIn(this.#reader.graph);
        return this.needed.difference(new Set([...this.#known.values(), ...[...this.needed].flatMap(children)]));
    }
    async #protect(tag) {
        const manifest = await this.#reader.readTag(tag);
        if (!manifest)
            return;
        this.#known.set(tag.tag, manifest.digest);
        const needed = reach([manifest.digest], companions(linksIn(this.#reader.graph)));
        for (const digest of needed.keys())
            this.needed.add(digest);
    }
}

;// CONCATENATED MODULE: ./build/inventory/removal/removal.js




const stepsAtOnce = 8;
const stepsPerCheck = 100;
async function carryOut(steps, options) {
    return await new RemovalRun(options).run(steps);
}
class RemovalRun {
    #options;
    #current;
    #gone = new Map();
    #tags = [];
    #manifests = [];
    #stayed = [];
    #stopped;
    constructor(options) {
        this.#options = options;
        this.#current = new CurrentTags(options.reader, options.inventory, options.remote.manifests);
    }
    async run(steps) {
        const perCheck = Math.max(stepsPerCheck, Math.ceil(this.#current.size / 2));
        for (let at = 0; at < steps.length && this.#stopped === undefined; at += perCheck) {
            if (at > 0)
                this.#options.progress(`carried out ${at} of ${steps.length} removals`);
            await this.#current.checkAll().catch((error) => this.#stop(error));
            const turns = new concurrency_limit/* ConcurrencyLimit */.D(stepsAtOnce);
            await Promise.all(steps.slice(at, at + perCheck).map((step) => turns.run(() => this.#carryOut(step))));
        }
        const done = { tags: this.#tags, manifests: this.#manifests, stayed: this.#stayed };
        return { ...done, ...(this.#stopped !== undefined && { stopped: this.#stopped }) };
    }
    async #carryOut(step) {
        const work = step.do === 'untag' ? this.#untag(step) : this.#remove(step);
        const done = work.catch((error) => {
            this.#stop(error);
            return false;
        });
        if (step.do === 'remove')
            this.#gone.set(step.digest, done);
        await done;
    }
    #stop(error) {
        this.#stopped ??= error.message;
    }
    async #untag(step) {
        if (this.#stopped !== undefined)
            return false;
        const { tag, digest } = step;
        const now = await this.#current.check(tag);
        const tags = now === digest ? [tag] : [];
        const state = { ...unchanged, tagsOf: () => tags, present: await this.#presentAmong(step.absent) };
        const reason = now === undefined ? undefined : whyHeldBack(step, state);
        const removal = await this.#unless(reason, async () => {
            if (now === undefined)
                return { removed: true };
            return (await this.#options.inventory.untag?.(tag, digest)) ?? { removed: false, reason: noUntagging };
        });
        if (!removal.removed)
            return this.#recordStayed({ tags: [tag], digest, isTag: true, reason: removal.reason });
        this.#recordRemoved(tag);
        return true;
    }
    async #remove(step) {
        const { digest, tags } = step;
        const state = await this.#stateBefore(step);
        if (this.#stopped !== undefined)
            return false;
        const removal = await this.#unless(whyHeldBack(step, state), () => this.#options.inventory.remove(digest));
        if (!removal.removed)
            return this.#recordStayed({ tags, digest, isTag: false, reason: removal.reason });
        for (const tag of tags) {
            if (state.moved.has(tag))
                this.#recordStayed({ tags: [tag], digest, isTag: true, reason: 'it has moved meanwhile' });
            else
                this.#recordRemoved(tag);
        }
        this.#manifests.push(digest);
        return true;
    }
    async #unless(reason, work) {
        return reason === undefined ? await work() : { removed: false, reason };
    }
    async #stateBefore({ digest, tags, after, absent }) {
        const left = new Set();
        for (const each of after) {
            const isGone = (await this.#gone.get(each)) ?? false;
            if (this.#stopped === undefined && (!isGone || (await this.#isBack(each))))
                left.add(each);
        }
        const now = await Promise.all(tags.map(async (tag) => [tag, await this.#current.check(tag)]));
        const pointing = now.filter(([, at]) => at === digest).map(([tag]) => tag);
        return {
            tagsOf: (each) => (each === digest ? pointing : []),
            moved: new Set(now.filter(([, at]) => at !== undefined && at !== digest).map(([tag]) => tag)),
            left,
            named: this.#current.needed,
            exposed: this.#current.exposed,
            present: await this.#presentAmong(absent),
        };
    }
    async #presentAmong(digests) {
        const found = await Promise.all(digests.map(async (each) => ((await this.#isThere(each)) ? [each] : [])));
        return new Set(found.flat());
    }
    async #isBack(digest) {
        if (!(await this.#isThere(digest)))
            return false;
        await (0,wait/* wait */.u)(this.#options.pause, this.#options.signal);
        return await this.#isThere(digest);
    }
    async #isThere(digest) {
        return (await this.#options.remote.manifests.head(digest)) !== undefined;
    }
    #recordRemoved(tag) {
        this.#current.forget(tag);
        this.#tags.push(tag);
    }
    #recordStayed(stayed) {
        this.#stayed.push(stayed);
        return false;
    }
}
const unchanged = {
    tagsOf: () => [],
    left: new Set(),
    named: new Set(),
    exposed: new Set(),
    present: new Set(),
};
const noUntagging = 'this registry removes a tag only with its manifest';

;// CONCATENATED MODULE: ./build/retention/graph/broken-indexes.js


function brokenIndexes({ manifests, missing }) {
    const lacks = new Map();
    const visit = (digest, depth) => {
        const known = lacks.get(digest);
        if (known || depth > depthLimit)
            return known ?? [];
        const images = (manifests.get(digest)?.children ?? []).filter((child) => !((0,attestations/* isAttestation */.H3)(child) || isBlobEntry(child)));
        const lacking = images.flatMap((child) => missing.has(child.digest) ? [child.digest] : visit(child.digest, depth + 1));
        lacks.set(digest, [...new Set(lacking)]);
        return lacking;
    };
    for (const digest of manifests.keys())
        visit(digest, 0);
    return new Map([...lacks].filter(([, lacking]) => lacking.length > 0));
}
const depthLimit = 64;

;// CONCATENATED MODULE: ./build/retention/graph/completeness.js



function whyIncomplete(graph, policy, facts) {
    return whyGraph(graph) ?? whyDigests(graph, policy) ?? whyFacts(policy, facts);
}
function whyGraph({ tags, manifests, missing }) {
    const isKnown = (digest) => manifests.has(digest) || missing.has(digest);
    const both = [...missing].find((digest) => manifests.has(digest));
    if (both)
        return `Manifest ${(0,oci_digest/* shortDigest */.VK)(both)} was both read and missing, so it changed meanwhile.`;
    const names = new Set();
    for (const { tag, digest } of tags) {
        if (names.has(tag))
            return `Tag '${tag}' was listed twice, so the tags changed meanwhile.`;
        names.add(tag);
        if (!isKnown(digest))
            return `Tag '${tag}' points at ${(0,oci_digest/* shortDigest */.VK)(digest)}, which was not read.`;
    }
    for (const manifest of manifests.values()) {
        const unread = namedBy(manifest).find((digest) => !isKnown(digest));
        if (unread)
            return `Manifest ${(0,oci_digest/* shortDigest */.VK)(manifest.digest)} names ${(0,oci_digest/* shortDigest */.VK)(unread)}, which was not read.`;
    }
    return undefined;
}
function namedBy({ children, subject }) {
    const named = children.filter((child) => !isBlobEntry(child)).map(({ digest }) => digest);
    return subject === undefined ? named : [...named, subject];
}
function whyDigests({ manifests, missing }, { keepDigests }) {
    const unread = keepDigests.find((digest) => !(manifests.has(digest) || missing.has(digest)));
    return unread && `'keep-digests' names ${(0,oci_digest/* shortDigest */.VK)(unread)}, which was not read.`;
}
function whyFacts(policy, facts) {
    const templates = policy.delete.flatMap(({ deletedBranches }) => deletedBranches ?? []);
    if (!Number.isFinite(facts.now))
        return 'The time is not known.';
    if (policy.delete.some(({ closedPullRequests }) => closedPullRequests) && !facts.closedPullRequests) {
        return 'The closed pull requests are not known.';
    }
    if (templates.length === 0)
        return undefined;
    if (!facts.branches?.length)
        return 'The branches that exist are not known.';
    const isOpen = templates.some((template) => !(0,tag_template/* identifiesBranches */.bv)(template));
    return isOpen && !facts.formerBranches ? 'The branches that were deleted are not known.' : undefined;
}

;// CONCATENATED MODULE: ./build/retention/graph/freed-bytes.js

function freedBytes({ manifests }, removed) {
    const stays = manifests.values().filter(({ digest }) => !removed.has(digest));
    const counted = new Set(stays.flatMap((manifest) => blobsOf(manifest).map(({ digest }) => digest)));
    const newBytes = ({ digest, size }) => {
        if (counted.has(digest))
            return 0;
        counted.add(digest);
        return size;
    };
    return new Map([...removed].flatMap((digest) => {
        const manifest = manifests.get(digest);
        if (!manifest)
            return [];
        return [[digest, blobsOf(manifest).reduce((sum, blob) => sum + newBytes(blob), manifest.size)]];
    }));
}
function blobsOf({ blobs, children }) {
    return children.length === 0 ? blobs : [...blobs, ...children.filter(isBlobEntry)];
}

;// CONCATENATED MODULE: ./build/retention/graph/image-times.js

const image_times_earliest = Date.UTC(2013, 2);
const image_times_depthLimit = 64;
function imageTimes({ manifests }) {
    const known = new Map();
    const ofManifest = (digest, depth = 0) => {
        const manifest = manifests.get(digest);
        if (!manifest || depth > image_times_depthLimit)
            return undefined;
        if (!known.has(digest))
            known.set(digest, ownTime(manifest) ?? ofChildren(manifest, depth));
        return known.get(digest);
    };
    const ofChildren = ({ children }, depth) => {
        const images = children.filter((child) => !(0,attestations/* isAttestation */.H3)(child));
        const times = images.map((child) => ofManifest(child.digest, depth + 1)).filter((time) => time !== undefined);
        return times.length > 0 ? times.reduce((a, b) => Math.max(a, b)) : undefined;
    };
    return { ofManifest: (digest) => ofManifest(digest), ofTag: ({ pushedAt, digest }) => pushedAt ?? ofManifest(digest) };
}
function ownTime({ pushedAt, createdAt = 0 }) {
    return pushedAt ?? (createdAt >= image_times_earliest ? createdAt : undefined);
}

;// CONCATENATED MODULE: ./build/retention/removal/ceiling.js

function whyAboveCeiling({ tags: ruled, untagged, removed, condemned }, tags, ceiling) {
    if (!ceiling)
        return undefined;
    const counted = tags.filter(({ tag }) => ruled.has(tag));
    const isOwn = (digest) => removed.has(digest) && condemned.get(digest) === digest;
    const going = counted.filter((tag) => tag.do === 'delete').length + [...untagged.keys()].filter(isOwn).length;
    const total = counted.length + untagged.size;
    const isWithin = 'count' in ceiling ? going <= ceiling.count : going * 100 <= total * ceiling.percent;
    if (isWithin)
        return undefined;
    const limit = 'count' in ceiling ? ceiling.count : `${ceiling.percent}%`;
    const of = `${going} of ${(0,format_amount/* formatCount */.B)(total, 'entry')}`;
    return `${of} (tags, and manifests without one) would be deleted, and 'at-most' allows ${limit}. Nothing is deleted: correct the rules, or raise 'at-most'.`;
}

var note_tags = __webpack_require__(83909);
var semver = __webpack_require__(22041);
;// CONCATENATED MODULE: ./build/retention/rules/newest-tags.js


function areVersions(tags) {
    return tags.every((tag) => (0,tag_version/* versionIn */.It)(tag) !== undefined);
}
function newestTags(tags, count, timeOf) {
    if (areVersions(tags.map(({ tag }) => tag)))
        return first(tags, count, compareVersions);
    const times = new Map(tags.map((tag) => [tag, timeOf(tag)]));
    const undated = tags.filter((tag) => times.get(tag) === undefined);
    const dated = tags.filter((tag) => times.get(tag) !== undefined);
    return [...undated, ...first(dated, count, (a, b) => (times.get(b) ?? 0) - (times.get(a) ?? 0))];
}
function first(tags, count, compare) {
    const sorted = tags.toSorted(compare);
    const digests = new Set();
    let last;
    return sorted.filter((tag) => {
        const isFirst = digests.size < count || digests.has(tag.digest) || (last !== undefined && compare(last, tag) === 0);
        if (digests.size < count)
            last = tag;
        if (isFirst)
            digests.add(tag.digest);
        return isFirst;
    });
}
function compareVersions(a, b) {
    const [one, other] = [(0,tag_version/* versionIn */.It)(a.tag)?.version, (0,tag_version/* versionIn */.It)(b.tag)?.version];
    return one && other ? semver/* semver */.h.compare(other, one) : 0;
}

var rule_tags = __webpack_require__(3525);
;// CONCATENATED MODULE: ./build/retention/rules/tag-decisions.js







function ruleOnTags(scope) {
    const { graph, policy } = scope;
    const names = graph.tags.map(({ tag }) => tag);
    const keeping = policy.keep.map((rule) => ({ rule, tags: keptBy(rule, names, scope) }));
    const deleting = policy.delete.map((rule) => ({ rule, tags: (0,rule_tags/* tagsToDelete */.q$)(rule, names, scope.facts, policy) }));
    return new Map(graph.tags.map((tag) => [tag.tag, ruleOn(tag, keeping, deleting, scope)]));
}
function ruleOn(tag, keeping, deleting, scope) {
    const locked = tag.locked ?? scope.graph.manifests.get(tag.digest)?.locked;
    if (locked !== undefined)
        return { do: 'keep', reason: `locked: ${locked}` };
    if (scope.policy.keepDigests.includes(tag.digest))
        return keep('keep-digests', 'its digest is listed');
    const kept = keeping.find(({ tags }) => tags.has(tag.tag));
    if (kept)
        return keep(kept.rule.at, (0,rule_tags/* describeRule */.IO)(kept.rule));
    if ((0,referrer_tags/* isReferrerTag */.kC)(tag.tag))
        return undefined;
    const named = deleting.filter(({ tags }) => tags.has(tag.tag)).map(({ rule }) => applyRule(rule, tag, scope));
    return (named.find((ruling) => ruling.do === 'delete') ??
        ((0,note_tags/* isNoteTag */.dD)(tag.tag) ? ruleOnNote(tag, scope) : undefined) ??
        ruleOnBrokenTag(tag, scope) ??
        named[0] ?? { do: 'keep', reason: 'no rule names it' });
}
function keptBy(rule, names, { graph, times, facts }) {
    const { newest, youngerThan } = rule;
    const named = new Set((0,rule_tags/* tagsToKeep */.mm)(rule, names));
    const tags = graph.tags.filter(({ tag }) => named.has(tag));
    if (newest !== undefined)
        return new Set(newestTags(tags, newest, times.ofTag).map(({ tag }) => tag));
    if (youngerThan === undefined)
        return named;
    return new Set(tags.filter((tag) => !isOlder(times.ofTag(tag), youngerThan, facts)).map(({ tag }) => tag));
}
function applyRule(rule, tag, { times, facts }) {
    const isNamed = rule.tags !== undefined && (0,tag_patterns/* namesInFull */.n9)(rule.tags, tag.tag);
    if ((0,tag_version/* isStableTag */.Sz)(tag.tag) && !(isNamed || rule.stable)) {
        const what = tag.tag === 'latest' ? "'latest' goes" : 'stable versions go';
        return keep(rule.at, `${what} only if named in full, or with 'stable: true'`);
    }
    const { olderThan } = rule;
    if (olderThan === undefined || isOlder(times.ofTag(tag), olderThan, facts)) {
        return { do: 'delete', rule: rule.at, reason: (0,rule_tags/* describeRule */.IO)(rule) };
    }
    return keep(rule.at, whyNotOld(times.ofTag(tag), olderThan));
}
function ruleOnNote(tag, { policy: { untagged }, times, facts }) {
    if (!untagged)
        return { do: 'keep', reason: "a note of a run, which goes with 'untagged'" };
    const time = times.ofTag(tag);
    if (!isOlder(time, untagged.olderThan, facts))
        return keep('untagged', whyNotOld(time, untagged.olderThan));
    return { do: 'delete', rule: 'untagged', reason: `a note of a run, older than ${(0,duration/* formatAge */.nV)(untagged.olderThan)}` };
}
function ruleOnBrokenTag(tag, { policy, graph, broken, times, facts }) {
    const isGone = graph.missing.has(tag.digest);
    if (!(policy.broken && (isGone || broken.has(tag.digest))))
        return undefined;
    if ((0,tag_version/* isStableTag */.Sz)(tag.tag))
        return keep('broken', 'an image is missing, but stable versions go only if named in full');
    if (isRecent(times.ofTag(tag), facts))
        return keep('broken', 'an image is missing, but it may still be being pushed');
    return {
        do: 'delete',
        rule: 'broken',
        reason: isGone ? 'its manifest is missing' : 'an image of the index is missing',
    };
}
function keep(rule, reason) {
    return { do: 'keep', rule, reason };
}
function whyNotOld(time, age) {
    return time === undefined ? 'its age is unknown' : `it is not older than ${(0,duration/* formatAge */.nV)(age)}`;
}
function isOlder(time, age, { now }) {
    return time !== undefined && now - time > age;
}
const pushLimit = 86_400_000;
function isRecent(time, facts) {
    return time !== undefined && !isOlder(time, pushLimit, facts);
}

;// CONCATENATED MODULE: ./build/retention/rules/manifest-rulings.js


function ruleOnManifest(manifest, scope) {
    const { policy, graph, times } = scope;
    const { digest, subject, locked } = manifest;
    if (locked !== undefined)
        return { do: 'keep', reason: `locked: ${locked}` };
    if (policy.keepDigests.includes(digest))
        return { do: 'keep', rule: 'keep-digests', reason: 'it is listed' };
    if (subject !== undefined && !graph.missing.has(subject))
        return undefined;
    const time = times.ofManifest(digest);
    if (subject !== undefined)
        return ruleOnOrphan(time, scope);
    return keptByAge(time, scope) ?? ruleOnBroken(digest, time, scope) ?? ruleOnUntagged(time, scope);
}
function ruleOnBroken(digest, time, { policy, broken, facts }) {
    if (!(policy.broken && broken.has(digest)))
        return undefined;
    const reason = 'an image of the index is missing';
    return isRecent(time, facts)
        ? manifest_rulings_keep('broken', `${reason}, but it may still be being pushed`)
        : remove('broken', reason);
}
function ruleOnUntagged(time, { policy: { untagged }, facts }) {
    if (!untagged)
        return { do: 'keep', reason: 'it has no tag, and no rule names it' };
    if (!isOlder(time, untagged.olderThan, facts))
        return manifest_rulings_keep('untagged', whyNotOld(time, untagged.olderThan));
    return remove('untagged', `it has no tag, and is older than ${(0,duration/* formatAge */.nV)(untagged.olderThan)}`);
}
function ruleOnOrphan(time, scope) {
    const reason = 'its subject is gone';
    const { orphans } = scope.policy;
    if (!orphans)
        return { do: 'keep', reason: `${reason}, and 'orphans' is not set` };
    const { olderThan } = orphans;
    if (isRecent(time, scope.facts))
        return manifest_rulings_keep('orphans', `${reason}, but the subject may still be being pushed`);
    if (olderThan !== undefined && !isOlder(time, olderThan, scope.facts))
        return manifest_rulings_keep('orphans', whyNotOld(time, olderThan));
    return keptByAge(time, scope) ?? remove('orphans', reason);
}
function keptByAge(time, { policy, facts }) {
    const rule = policy.keep.find(({ tags, versions, youngerThan }) => !(tags || versions) && youngerThan !== undefined && !isOlder(time, youngerThan, facts));
    return rule && manifest_rulings_keep(rule.at, whyNotOld(time, rule.youngerThan ?? 0));
}
function absentFor(digest, rule, { tags, namedAfter }, { graph, broken }) {
    const own = graph.manifests.get(digest)?.subject;
    const named = (tags.get(digest) ?? []).map(({ tag }) => namedAfter.get(tag));
    const subjects = [own, ...named].filter((subject) => subject !== undefined);
    const images = rule === 'broken' ? (broken.get(digest) ?? []) : [];
    return [...subjects.filter((subject) => graph.missing.has(subject)), ...images];
}
function manifest_rulings_keep(rule, reason) {
    return { do: 'keep', rule, reason };
}
function remove(rule, reason) {
    return { do: 'delete', rule, reason };
}

;// CONCATENATED MODULE: ./build/retention/removal/removal-order.js

function orderOf(removed, links) {
    const parents = inverse(removed, links.children);
    const taken = (digest) => reach(links.referrers(digest), links.referrers).keys();
    const takes = new Map([...removed].map((digest) => [digest, [...taken(digest)].filter((each) => each !== digest)]));
    const indexes = new Map([...takes].map(([digest, referrers]) => {
        const named = referrers.flatMap((referrer) => [...(parents.get(referrer) ?? [])]);
        const others = named.filter((index) => index !== digest && !referrers.includes(index));
        return [digest, new Set([...(parents.get(digest) ?? []), ...others])];
    }));
    return { parents, indexes, subjects: inverse(removed, links.referrers), takes };
}
function inverse(removed, next) {
    const before = new Map([...removed].map((digest) => [digest, new Set()]));
    for (const digest of removed)
        for (const other of next(digest))
            before.get(other)?.add(digest);
    return before;
}
function sortForRemoval(removed, order, isLast) {
    const sorted = new Set();
    let open = [...removed];
    for (let [first] = open; first !== undefined; [first] = open) {
        const free = open.filter((digest) => nextBefore(digest, order, sorted) === undefined);
        const early = free.filter((digest) => !isLast(digest));
        const level = [early, free].find(({ length }) => length > 0) ?? [firstOfCircle(first, order, sorted)];
        for (const digest of level)
            sorted.add(digest);
        open = open.filter((digest) => !sorted.has(digest));
    }
    return [...sorted];
}
function nextBefore(digest, { indexes, subjects }, sorted) {
    const waiting = (before) => before?.values().find((other) => !sorted.has(other));
    return waiting(indexes.get(digest)) ?? waiting(subjects.get(digest));
}
function firstOfCircle(first, order, sorted) {
    const seen = new Set();
    let digest = first;
    for (let next = first; next !== undefined && !seen.has(next);) {
        digest = next;
        seen.add(digest);
        next = nextBefore(digest, order, sorted);
    }
    const isNamed = (each) => order.parents.get(each)?.isSubsetOf(sorted) === false;
    const circle = [...seen].slice([...seen].indexOf(nextBefore(digest, order, sorted) ?? digest));
    return circle.find((each) => !isNamed(each)) ?? digest;
}

;// CONCATENATED MODULE: ./build/retention/removal/plan-steps.js



function planSteps(tags, { removed, seeds }, links, scope, { dropsUnnamed }) {
    const isAlone = (each) => each.do === 'delete' && !removed.has(each.digest);
    const untaggings = tags.filter(isAlone).map(({ tag, digest }) => {
        const absent = scope.graph.missing.has(digest) ? [digest] : [];
        return { do: 'untag', tag, digest, absent };
    });
    const order = orderOf(removed, links);
    const isOrphan = (digest) => seeds.get(digest)?.rule === 'orphans';
    const sorted = sortForRemoval(removed, order, isOrphan);
    const places = new Map(sorted.map((digest, place) => [digest, place]));
    const isBefore = (one, other) => (places.get(one) ?? 0) < (places.get(other) ?? 0);
    const absentFrom = (digest) => absentFor(digest, seeds.get(digest)?.rule, links, scope);
    const lost = (digests) => dropsUnnamed ? digests.flatMap((each) => missingEntries(each, scope)) : [];
    const removals = sorted.map((digest) => {
        const drops = dropsUnnamed ? droppedWith(digest, removed, links) : [];
        const takes = [...new Set([...(order.takes.get(digest) ?? []), ...drops.flatMap(links.referrers)])].filter((each) => each !== digest);
        return {
            do: 'remove',
            digest,
            tags: tagsOf(digest, links),
            after: waitsFor(digest, order).filter((each) => isBefore(each, digest)),
            takes: takes.map((referrer) => ({ digest: referrer, tags: tagsOf(referrer, links) })),
            drops,
            absent: [
                ...new Set([...[digest, ...takes, ...drops].flatMap(absentFrom), ...lost([digest, ...takes, ...drops])]),
            ],
        };
    });
    return [...untaggings, ...removals];
}
function droppedWith(digest, removed, links) {
    const next = (each) => [...links.children(each), ...links.referrers(each)].filter((other) => other !== digest && removed.has(other));
    return [...reach(next(digest), next).keys()];
}
function missingEntries(digest, { graph: { manifests, missing } }) {
    const children = manifests.get(digest)?.children ?? [];
    return children.map((child) => child.digest).filter((child) => missing.has(child));
}
function waitsFor(digest, { indexes, subjects }) {
    return [...new Set([...(indexes.get(digest) ?? []), ...(subjects.get(digest) ?? [])])];
}
function tagsOf(digest, links) {
    return links.tags.get(digest)?.map(({ tag }) => tag) ?? [];
}

;// CONCATENATED MODULE: ./build/retention/rules/last-names.js

function reachWithNames(staying, condemned, tags, links) {
    const holders = new Map();
    const isTagged = (digest) => links.tags.get(digest)?.some(({ tag }) => tags.get(tag)?.do === 'keep') === true;
    for (;;) {
        const kept = reach([...staying, ...holders.keys()], companions(links));
        const named = new Set(kept.keys().flatMap(links.children));
        const isExposed = (digest) => kept.has(digest) && !named.has(digest) && !isTagged(digest);
        const added = condemned.keys().flatMap((index) => {
            const exposed = kept.has(index) ? undefined : links.children(index).find(isExposed);
            return exposed === undefined ? [] : [[index, exposed]];
        });
        const size = holders.size;
        for (const [index, exposed] of added)
            holders.set(index, exposed);
        if (holders.size === size)
            return new Map([...kept, ...holders]);
    }
}

;// CONCATENATED MODULE: ./build/retention/rules/manifest-decisions.js




function decideManifests(ruled, links, scope, { dropsUnnamed }) {
    const { manifests } = scope.graph;
    const tags = tagRulings(ruled, links, scope);
    const ruledOn = [...manifests.values()].map((manifest) => ruleOnOne(manifest, tags, links, scope));
    const seeds = new Map(ruledOn.flatMap(({ digest, ruling }) => (ruling?.do === 'delete' ? [[digest, ruling]] : [])));
    const condemned = reach(seeds.keys(), dependents(links));
    const roots = ruledOn.filter(({ isRoot }) => isRoot).map(({ digest }) => digest);
    const unnamed = manifests.keys().filter((digest) => !condemned.has(digest));
    const staying = [...roots, ...unnamed];
    const kept = dropsUnnamed ? reachWithNames(staying, condemned, tags, links) : reach(staying, companions(links));
    const removed = new Set(condemned.keys().filter((digest) => !kept.has(digest)));
    const untagged = new Map(ruledOn.flatMap(({ digest, ruling }) => (ruling && !links.tags.has(digest) ? [[digest, ruling]] : [])));
    return { tags, untagged, seeds, condemned, kept, removed };
}
function ruleOnOne(manifest, tags, links, scope) {
    const { digest } = manifest;
    const own = links.tags.get(digest)?.map(({ tag }) => tags.get(tag)) ?? [];
    if (own.length === 0)
        return { digest, ruling: ruleOnManifest(manifest, scope), isRoot: isFixed(manifest, scope) };
    const keeping = own.find((ruling) => ruling?.do === 'keep');
    const isRoot = keeping !== undefined || isFixed(manifest, scope);
    return { digest, ruling: keeping ?? own.find((ruling) => ruling !== undefined), isRoot };
}
function isFixed({ digest, locked }, { policy }) {
    return locked !== undefined || policy.keepDigests.includes(digest);
}
function tagRulings(ruled, { namedAfter }, scope) {
    const { graph, times } = scope;
    const rulingOn = (tag) => {
        const subject = namedAfter.get(tag.tag);
        const ruling = ruled.get(tag.tag);
        if (ruling || (subject && graph.manifests.has(subject)))
            return ruling;
        if (subject && graph.missing.has(subject))
            return ruleOnOrphan(times.ofTag(tag), scope);
        return { do: 'keep', reason: 'it is not known whether its subject exists' };
    };
    return new Map(graph.tags.flatMap((tag) => {
        const ruling = rulingOn(tag);
        return ruling ? [[tag.tag, ruling]] : [];
    }));
}
function explainManifest({ digest }, decided, links) {
    const { removed, condemned, kept, seeds } = decided;
    const verdict = removed.has(digest) ? 'delete' : 'keep';
    const from = (verdict === 'delete' ? condemned : kept).get(digest) ?? digest;
    if (from === digest)
        return { ...explainRuling(digest, verdict, decided, links), do: verdict };
    const rule = verdict === 'delete' ? seeds.get(seedOf(digest, condemned))?.rule : undefined;
    return { do: verdict, ...(rule && { rule }), reason: explainLink(digest, from, links) };
}
function explainRuling(digest, verdict, { tags, untagged }, links) {
    const tag = links.tags.get(digest)?.find((own) => tags.get(own.tag)?.do === verdict)?.tag;
    const ruling = tag === undefined ? untagged.get(digest) : tags.get(tag);
    if (!ruling || ruling.do !== verdict)
        return { reason: 'no rule names it' };
    const { rule, reason } = ruling;
    return { ...(rule !== undefined && { rule }), reason: tag === undefined ? reason : `tag '${tag}': ${reason}` };
}
function seedOf(digest, reached) {
    let from = digest;
    for (let next = reached.get(from); next !== undefined && next !== from; next = reached.get(from))
        from = next;
    return from;
}
function explainLink(digest, from, links) {
    if (links.children(digest).includes(from))
        return `this registry deletes ${(0,oci_digest/* shortDigest */.VK)(from)} together with it`;
    if (links.children(from).includes(digest))
        return `part of ${(0,oci_digest/* shortDigest */.VK)(from)}`;
    if ([...links.referrers(from), ...links.formerLists(from)].includes(digest))
        return `refers to ${(0,oci_digest/* shortDigest */.VK)(from)}`;
    return `${(0,oci_digest/* shortDigest */.VK)(from)} refers to it`;
}

;// CONCATENATED MODULE: ./build/retention/rules/settle-tags.js

function settleTags(decided, traits, links, scope) {
    const { graph, times } = scope;
    const wanted = new Map(graph.tags.map((tag) => [tag, decided.tags.get(tag.tag) ?? withSubject(tag, decided, links)]));
    const parts = new Set(decided.kept.keys().flatMap(links.children));
    return graph.tags.map((tag) => {
        const ruling = wanted.get(tag) ?? { do: 'keep', reason: 'no rule names it' };
        const others = (links.tags.get(tag.digest) ?? []).filter((other) => wanted.get(other)?.do === 'keep');
        const isAlone = ruling.do === 'delete' && !decided.removed.has(tag.digest);
        const canGo = !isAlone || canUntag(tag, traits, { hasOthers: others.length > 0, isPart: parts.has(tag.digest) }, scope);
        const time = times.ofTag(tag);
        return {
            tag: tag.tag,
            digest: tag.digest,
            ...(time !== undefined && { time }),
            ...(canGo ? ruling : { ...ruling, do: 'keep', reason: whyStuck(tag, others, scope) }),
        };
    });
}
function withSubject({ tag }, { removed }, { namedAfter }) {
    const subject = namedAfter.get(tag);
    if (subject === undefined)
        return { do: 'keep', reason: 'no rule names it' };
    return { do: removed.has(subject) ? 'delete' : 'keep', reason: `refers to ${(0,oci_digest/* shortDigest */.VK)(subject)}` };
}
function canUntag({ digest }, { tagRemoval, dropsUnnamed }, { hasOthers, isPart }, { graph }) {
    if (tagRemoval === 'never')
        return false;
    if (hasOthers || graph.missing.has(digest))
        return true;
    return tagRemoval === 'always' && (isPart || !dropsUnnamed);
}
function whyStuck({ digest }, others, { graph }) {
    if (graph.missing.has(digest))
        return 'this registry deletes no tag whose manifest is missing';
    const [other] = others;
    const user = other ? `tag '${other.tag}' keeps` : 'another image needs';
    return `this registry deletes it only with its manifest ${(0,oci_digest/* shortDigest */.VK)(digest)}, which ${user}`;
}

;// CONCATENATED MODULE: ./build/retention/plan-clean-up.js










function planCleanUp(graph, policy, facts, traits) {
    const unknownDigests = policy.keepDigests.filter((digest) => !graph.manifests.has(digest));
    const incomplete = whyIncomplete(graph, policy, facts);
    if (incomplete !== undefined)
        return { ...keepAll(graph), refused: `${incomplete} Nothing is deleted.`, unknownDigests };
    const scope = { graph, policy, facts, times: imageTimes(graph), broken: brokenIndexes(graph) };
    const links = linksIn(graph);
    const decided = decideManifests(ruleOnTags(scope), links, scope, traits);
    const { removed } = decided;
    const tags = settleTags(decided, traits, links, scope);
    const bytes = freedBytes(graph, removed);
    const manifests = [...graph.manifests.values()].map((manifest) => ({
        digest: manifest.digest,
        mediaType: manifest.mediaType,
        bytes: bytes.get(manifest.digest) ?? 0,
        ...explainManifest(manifest, decided, links),
    }));
    const refused = whyAboveCeiling(decided, tags, policy.atMost);
    return {
        tags,
        manifests,
        steps: refused === undefined ? planSteps(tags, decided, links, scope, traits) : [],
        bytes: bytes.values().reduce((sum, each) => sum + each, 0),
        ...(refused !== undefined && { refused }),
        unknownDigests,
    };
}
function keepAll({ tags, manifests }) {
    const kept = { do: 'keep', reason: 'nothing is deleted' };
    return {
        tags: tags.map(({ tag, digest }) => ({ tag, digest, ...kept })),
        manifests: [...manifests.values()].map(({ digest, mediaType }) => ({ digest, mediaType, bytes: 0, ...kept })),
        steps: [],
        bytes: 0,
    };
}

;// CONCATENATED MODULE: ./build/steps/clean-up/images-to-date.js




function imagesToDate(graph, policy, facts) {
    const names = graph.tags.map(({ tag }) => tag);
    const keeping = policy.keep.flatMap((rule) => {
        const tags = rule.newest === undefined && rule.youngerThan === undefined ? [] : (0,rule_tags/* tagsToKeep */.mm)(rule, names);
        return rule.newest !== undefined && areVersions(tags) ? [] : tags;
    });
    const deleting = policy.delete.flatMap((rule) => rule.olderThan === undefined ? [] : [...(0,rule_tags/* tagsToDelete */.q$)(rule, names, facts, policy)]);
    const notes = policy.untagged ? names.filter(note_tags/* isNoteTag */.dD) : [];
    const tags = new Set([...keeping, ...deleting, ...notes]);
    const tagged = graph.tags.filter(({ tag, pushedAt }) => tags.has(tag) && pushedAt === undefined);
    return new Set([
        ...tagged.map(({ digest }) => digest),
        ...(policy.broken ? brokenIndexes(graph).keys() : []),
        ...(policy.untagged || policy.orphans?.olderThan !== undefined ? untagged(graph) : []),
    ]);
}
function untagged({ tags, manifests }) {
    const named = new Set(tags.map(({ digest }) => digest));
    for (const { children } of manifests.values())
        for (const { digest } of children)
            named.add(digest);
    return [...manifests.keys()].filter((digest) => !named.has(digest));
}

;// CONCATENATED MODULE: ./build/steps/clean-up/policy-facts.js

async function readPolicyFacts(policy, tags, { token, environment }) {
    const now = environment.now().getTime();
    const { pullRequestsFrom, branches: needsBranches } = questionsOf(policy, tags);
    if (pullRequestsFrom === undefined && !needsBranches)
        return { now, closedPullRequests: new Set() };
    const repository = environment.variables.GITHUB_REPOSITORY ?? '';
    const { GitHubLists } = await Promise.all(/* import() */[__webpack_require__.e(1845), __webpack_require__.e(8824)]).then(__webpack_require__.bind(__webpack_require__, 55732));
    await using lists = new GitHubLists(repository, token, environment);
    const closed = pullRequestsFrom === undefined ? [] : await lists.closedPullRequests(pullRequestsFrom);
    const branches = needsBranches ? await lists.branches() : undefined;
    return {
        now,
        closedPullRequests: new Set(closed.map(({ number }) => number)),
        formerBranches: branchesOf(closed),
        ...(branches && { branches }),
    };
}
function questionsOf({ delete: rules }, tags) {
    const numbers = rules.flatMap(({ closedPullRequests: template }) => template ? tags.map((tag) => (0,tag_template/* pullRequestOf */._n)(tag, template)).filter((number) => number !== undefined) : []);
    const templates = rules.flatMap(({ deletedBranches }) => deletedBranches ?? []);
    const lowest = numbers.length === 0 ? undefined : numbers.reduce((a, b) => Math.min(a, b));
    return {
        pullRequestsFrom: templates.every(tag_template/* identifiesBranches */.bv) ? lowest : 0,
        branches: templates.length > 0,
    };
}
function branchesOf(closed) {
    return [...new Set(closed.map(({ branch }) => branch).filter((branch) => branch !== undefined))];
}

;// CONCATENATED MODULE: ./build/steps/clean-up/clean-up-repository.js










const clean_up_repository_levelLimit = 16;
async function cleanUpRepository(open, repository, job, environment) {
    try {
        const opened = await open();
        const { reader, plan } = await decide(opened, job, environment);
        if (plan.refused !== undefined)
            return { repository, plan, problems: [plan.refused] };
        if (job.isDryRun || plan.steps.length === 0)
            return { repository, plan, problems: [] };
        return await clean_up_repository_remove(opened, { reader, plan }, environment);
    }
    catch (error) {
        environment.signal.throwIfAborted();
        const problem = `Nothing is deleted in ${(0,reference/* formatRepository */.Sh)(repository)}: ${error.message}`;
        return { repository, problems: [problem] };
    }
}
async function decide({ repository, registry, inventory }, { policy, token }, environment) {
    const { log } = environment;
    const { keepDigests } = policy;
    const reader = await readGraph({ inventory, registry, repository, keepDigests, log });
    const tags = reader.graph.tags.map(({ tag }) => tag);
    const facts = await readPolicyFacts(policy, tags, { token, environment });
    const remote = new registry_repository/* RemoteRepository */.N(registry, repository, 'pull');
    for (let level = 0;; level++) {
        const graph = await withAges(reader.graph, imagesToDate(reader.graph, policy, facts), remote);
        const plan = planCleanUp(graph, policy, facts, inventory);
        const isComplete = graph.listsUntagged || level === clean_up_repository_levelLimit;
        if (isComplete || !(await reader.readReferrers(removedBy(plan))))
            return { reader, plan };
    }
}
function removedBy({ manifests }) {
    return manifests.filter((manifest) => manifest.do === 'delete').map(({ digest }) => digest);
}
async function clean_up_repository_remove({ repository, registry, inventory }, { reader, plan }, { log, signal }) {
    const where = (0,reference/* formatRepository */.Sh)(repository);
    const remote = new registry_repository/* RemoteRepository */.N(registry, repository);
    const { graph } = reader;
    const progress = (line) => log.info(`${where}: ${line}`);
    const pause = 4 * registry.firstWait;
    const removal = await carryOut(plan.steps, { inventory, remote, reader, progress, pause, signal });
    signal.throwIfAborted();
    const result = { repository, plan, removal };
    const stopped = removal.stopped === undefined ? [] : [stoppedAt(where, removal)];
    try {
        const kept = plan.tags.filter((tag) => tag.do === 'keep');
        const confirmation = await confirmKept(kept, graph, remote);
        const after = await checkRemoval({ tags: plan.tags, removal, pause, signal }, inventory, remote);
        const later = await confirmKept(await readTags([...confirmation.moved, ...after.changed], reader), graph, remote);
        const problems = [
            ...confirmation.broken,
            ...later.broken.map((sentence) => `${sentence}; it was pushed during the clean-up: push it again`),
            ...after.dangling.map((tag) => `the registry still lists the tag '${tag}', whose manifest it deleted`),
            ...undeleted(after.undeleted),
        ];
        return { ...result, confirmation, problems: [...stopped, ...problems.map((problem) => `${where}: ${problem}`)] };
    }
    catch (error) {
        const unknown = `${where}: it could not be confirmed that the kept tags are whole: ${error.message}`;
        return { ...result, problems: [...stopped, unknown] };
    }
}
async function readTags(tags, reader) {
    const found = [];
    for (const tag of new Set(tags)) {
        const manifest = await reader.readTag({ tag });
        if (manifest)
            found.push({ tag, digest: manifest.digest });
    }
    return found;
}
function undeleted(names) {
    if (names.length === 0)
        return [];
    const shown = names.slice(0, 5).join(', ');
    const more = names.length > 5 ? ` and ${names.length - 5} more` : '';
    return [`${shown}${more}: still there, though the registry, or a proxy in front of it, says that they are deleted`];
}
function stoppedAt(where, { stopped, tags, manifests }) {
    const done = `${tags.length} tags and ${manifests.length} manifests were deleted before that`;
    return `${where}: the removal ended early: ${stopped} (${done}; the next run goes on)`;
}

var http_link = __webpack_require__(68961);
var origin = __webpack_require__(93391);
var retry_after = __webpack_require__(3533);
var retry_state = __webpack_require__(65425);
var transport = __webpack_require__(35961);
var error_code = __webpack_require__(82133);
;// CONCATENATED MODULE: ./build/inventory/registry-api.js








const responseLimit = 8 * 1024 * 1024;
const defaultRetry = { attempts: 6, firstWait: 1_000, longestWait: 20_000, budget: 300_000 };
class RegistryApi {
    #options;
    #parts;
    #transport;
    constructor(options, parts) {
        const { home, tls = {}, insecure = false } = options;
        this.#options = options;
        this.#parts = parts;
        this.#transport = new transport/* Transport */.oK({ home, tls, verify: !insecure, variables: parts.variables });
    }
    async ask(request) {
        const { signal, retry = defaultRetry } = this.#parts;
        return await new retry_state/* RetryState */.O(retry, signal).run(() => this.#attempt(request));
    }
    async [Symbol.asyncDispose]() {
        await this.#transport[Symbol.asyncDispose]();
    }
    async #attempt(request) {
        const { home, headers } = this.#options;
        const { where, signal } = this.#parts;
        const failure = { where, operation: request.operation, asked: home.origin };
        const url = this.#urlOf(request, failure);
        const own = await headers?.(request);
        try {
            const sent = { ...messageOf(request), url, signal };
            const response = await this.#transport.request({ ...sent, headers: { ...sent.headers, ...own } });
            return await this.#read(request, response, failure);
        }
        catch (cause) {
            signal.throwIfAborted();
            throw cause instanceof registry_error/* RegistryError */.g ? cause : new registry_error/* RegistryError */.g({ ...failure, cause });
        }
    }
    #urlOf({ path }, failure) {
        const { home, insecure = false } = this.#options;
        const url = URL.parse(path, home.href);
        if (!url || !(0,origin/* sameOrigin */.Nm)(url, home)) {
            throw new registry_error/* RegistryError */.g({ ...failure, reason: `a page is at another origin (${url?.origin ?? 'no URL'})` });
        }
        if (url.protocol === 'https:' || insecure || (0,origin/* isLoopback */.U9)(url))
            return url;
        throw new registry_error/* RegistryError */.g({ ...failure, reason: `${home.origin} is not https` });
    }
    async #read(request, response, failure) {
        const { redact, now } = this.#parts;
        const { status } = response;
        const text = new TextDecoder().decode(await response.bytes(responseLimit));
        if ((status >= 200 && status < 300) || request.answers?.includes(status)) {
            const refuse = (reason) => new registry_error/* RegistryError */.g({ ...failure, reason: `its ${reason}` });
            const next = (0,http_link/* nextPage */.Z)(response, this.#options.home, refuse);
            return { status, text, json: jsonIn(text), header: (name) => response.header(name), next };
        }
        const retryAfter = (0,retry_after/* parseRetryAfter */.m)(response.header('retry-after'), text, now());
        const advice = request.advice?.(status, text);
        throw new registry_error/* RegistryError */.g({
            ...{ ...failure, status, problems: (0,error_code/* parseProblems */.uU)(text, redact) },
            ...(retryAfter !== undefined && { retryAfter }),
            ...(advice !== undefined && { advice }),
        });
    }
}
function messageOf({ method, headers = {}, body }) {
    const accept = { accept: 'application/json', ...headers };
    if (body === undefined)
        return { method, headers: accept };
    if (typeof body === 'string')
        return { method, headers: accept, body: new TextEncoder().encode(body) };
    const type = { 'content-type': 'application/json' };
    return { method, headers: { ...type, ...accept }, body: new TextEncoder().encode(JSON.stringify(body)) };
}
function jsonIn(text) {
    try {
        return (0,build_json/* parseJson */.qF)(text);
    }
    catch {
        return undefined;
    }
}

var connect = __webpack_require__(9075);
;// CONCATENATED MODULE: ./build/steps/clean-up/open-repositories.js




class OpenRepositories {
    #job;
    #environment;
    #registries;
    #opened = new AsyncDisposableStack();
    constructor(job, environment) {
        const { variables, log, now, signal } = environment;
        const accessTo = (repository) => job.keyring.accessTo(repository);
        this.#job = job;
        this.#environment = environment;
        this.#registries = this.#opened.use(new connect/* Registries */.I({ accessTo, variables, log, now, signal }));
    }
    async open(repository) {
        const { keyring, registryApis } = this.#job;
        const { variables, log, now, signal } = this.#environment;
        const kind = inventoryKindOf(repository.registry, variables, registryApis);
        const where = (0,reference/* formatRepository */.Sh)(repository);
        const parts = { where, variables, redact: log.redact, now, signal };
        const registry = await this.#registries.at(repository);
        const access = await keyring.accessTo(repository);
        const inventory = await kind.open({
            ...{ repository, registry, access, variables, log, now, signal },
            api: (options) => this.#opened.use(new RegistryApi(options, parts)),
        });
        log.info(`${where}: listed and cleaned up with ${kind.title}`);
        return { repository, registry, inventory };
    }
    async [Symbol.asyncDispose]() {
        await this.#opened[Symbol.asyncDispose]();
    }
}

var external_node_fs_promises_ = __webpack_require__(51455);
var external_node_path_ = __webpack_require__(76760);
var step_outputs = __webpack_require__(68816);
var summary = __webpack_require__(2087);
var markdown = __webpack_require__(51212);
;// CONCATENATED MODULE: ./build/steps/clean-up/repository-result.js
function deletedTags({ plan, removal }) {
    if (removal)
        return removal.tags.length;
    return plan && plan.refused === undefined ? plan.tags.filter((tag) => tag.do === 'delete').length : 0;
}
function deletedManifests({ plan, removal }) {
    if (removal)
        return removal.manifests.length;
    return plan && plan.refused === undefined ? plan.manifests.filter((each) => each.do === 'delete').length : 0;
}
function bytesFreed({ plan, removal }) {
    if (!plan || plan.refused !== undefined)
        return 0;
    if (!removal)
        return plan.bytes;
    const gone = new Set(removal.manifests);
    return plan.manifests.reduce((sum, { digest, bytes }) => sum + (gone.has(digest) ? bytes : 0), 0);
}

;// CONCATENATED MODULE: ./build/steps/clean-up/clean-up-summary.js





const summaryLimit = 1_000_000;
const rowLimit = 200;
const reasonLimit = 300;
function cleanUpSummary(results, isDryRun) {
    const parts = [`### ${isDryRun ? 'Clean-up, dry run: nothing was deleted' : 'Clean-up'}`];
    let size = 0;
    for (const [index, result] of results.entries()) {
        const section = repositorySection(result, isDryRun);
        size += Buffer.byteLength(section);
        if (size > summaryLimit)
            return `${[...parts, `And ${results.length - index} more images.`].join('\n\n')}\n`;
        parts.push(section);
    }
    return `${parts.join('\n\n')}\n`;
}
function repositorySection(result, isDryRun) {
    const { repository, plan, removal, confirmation, problems } = result;
    const stayed = removal?.stayed.slice(0, rowLimit) ?? [];
    return [
        `**${(0,markdown/* markdownCode */.D)((0,reference/* formatRepository */.Sh)(repository))}**`,
        problems.map((problem) => `- ${(0,markdown/* markdownText */.p)(problem)}`).join('\n'),
        plan && totals(result, plan, isDryRun),
        plan && decisionsTable(plan),
        stayed
            .map(({ tags, digest, reason }) => `- ${(0,markdown/* markdownCode */.D)(tags[0] ?? (0,oci_digest/* shortDigest */.VK)(digest))} stays: ${(0,markdown/* markdownText */.p)(reason)}`)
            .join('\n'),
        confirmation && confirmation.broken.length === 0
            ? `All ${(0,format_amount/* formatCount */.B)(confirmation.tags, 'kept tag')} were checked afterwards, with the ${(0,format_amount/* formatCount */.B)(confirmation.manifests, 'manifest')} they reach: all are there.`
            : undefined,
    ]
        .filter(Boolean)
        .join('\n\n');
}
function totals(result, { tags, manifests }, isDryRun) {
    const verb = isDryRun ? 'Would delete' : 'Deleted';
    return `${verb} ${deletedTags(result)} of ${(0,format_amount/* formatCount */.B)(tags.length, 'tag')} and ${deletedManifests(result)} of ${(0,format_amount/* formatCount */.B)(manifests.length, 'manifest')}, which frees ${(0,format_amount/* formatBytes */.z)(bytesFreed(result))} once the registry collects its garbage.`;
}
function decisionsTable({ tags, manifests }) {
    const bytes = new Map(manifests.map((manifest) => [manifest.digest, manifest.bytes]));
    const sorted = [...tags.filter((tag) => tag.do === 'delete'), ...tags.filter((tag) => tag.do === 'keep')];
    const rows = sorted.slice(0, rowLimit).map((tag) => rowOf(tag, bytes.get(tag.digest) ?? 0));
    if (rows.length === 0)
        return undefined;
    const more = sorted.length > rowLimit ? `\n\nAnd ${sorted.length - rowLimit} more tags: see the output \`plan-file\`.` : '';
    return `${['| tag | digest | | why | frees |', '| :-- | :-- | :-- | :-- | --: |', ...rows].join('\n')}${more}`;
}
function rowOf({ tag, digest, do: action, rule, reason }, bytes) {
    const text = [rule, reason].filter(Boolean).join(': ');
    const why = text.length > reasonLimit ? `${text.slice(0, reasonLimit)}\u2026` : text;
    const freed = action === 'delete' && bytes > 0 ? (0,format_amount/* formatBytes */.z)(bytes) : '';
    return `| ${[(0,markdown/* markdownCode */.D)(tag), (0,markdown/* markdownCode */.D)((0,oci_digest/* shortDigest */.VK)(digest)), action, (0,markdown/* markdownText */.p)(why), freed].join(' | ')} |`;
}

;// CONCATENATED MODULE: ./build/steps/clean-up/plan-json.js

function planJson(results, isDryRun, size = 'full') {
    const isShown = (decision) => size === 'full' || (size === 'brief' && decision.do === 'delete');
    const repositories = results.map(({ repository, plan, removal, problems }) => ({
        image: (0,reference/* formatRepository */.Sh)(repository),
        tags: plan?.tags.filter(isShown).map(tagEntry) ?? [],
        manifests: plan?.manifests.filter(isShown).map(manifestEntry) ?? [],
        bytes: plan?.bytes ?? 0,
        ...(removal &&
            size !== 'counts' && { deleted: { tags: removal.tags, manifests: removal.manifests }, stayed: removal.stayed }),
        problems,
    }));
    return JSON.stringify({ 'dry-run': isDryRun, ...(size !== 'full' && { truncated: true }), repositories });
}
function planWithin(limit, results, isDryRun) {
    const full = planJson(results, isDryRun);
    if (full.length <= limit)
        return full;
    const brief = planJson(results, isDryRun, 'brief');
    return brief.length <= limit ? brief : planJson(results, isDryRun, 'counts');
}
function tagEntry({ tag, digest, do: action, rule, reason, time }) {
    const at = time === undefined ? {} : { time: new Date(time).toISOString() };
    return { tag, digest, do: action, ...(rule !== undefined && { rule }), reason, ...at };
}
function manifestEntry({ digest, mediaType, do: action, rule, reason, bytes }) {
    return { digest, 'media-type': mediaType, do: action, ...(rule !== undefined && { rule }), reason, bytes };
}

;// CONCATENATED MODULE: ./build/steps/clean-up/report-clean-up.js










const lineLimit = 1_000;
const outputLimit = 500_000;
async function reportCleanUp(results, isDryRun, { log, variables, temp }) {
    for (const result of results)
        await log.group(headingOf(result, isDryRun), async () => logResult(result, log));
    for (const result of results)
        annotate(result, log);
    const file = (0,external_node_path_.join)(await (0,external_node_fs_promises_.mkdtemp)((0,external_node_path_.join)(temp, 'clean-up-')), 'plan.json');
    const text = planJson(results, isDryRun);
    await (0,external_node_fs_promises_.writeFile)(file, text);
    const total = (count) => results.reduce((sum, each) => sum + count(each), 0);
    const kept = (result) => (result.plan?.tags.length ?? 0) - deletedTags(result);
    (0,step_outputs/* writeOutputs */.Kn)({
        plan: planWithin(outputLimit, results, isDryRun),
        'plan-file': file,
        deleted: String(total(deletedTags)),
        kept: String(total(kept)),
        bytes: String(total(bytesFreed)),
    }, variables);
    (0,summary.writeSummary)(log.redact(cleanUpSummary(results, isDryRun)), variables);
    return results.every(({ problems }) => problems.length === 0);
}
function annotate({ repository, plan, removal, problems }, log) {
    const where = (0,reference/* formatRepository */.Sh)(repository);
    for (const problem of problems)
        log.error(problem);
    for (const { tags, digest, reason } of removal?.stayed ?? []) {
        log.warning(`${where}: ${tags.join(', ') || (0,oci_digest/* shortDigest */.VK)(digest)} stays: ${reason}`);
    }
    for (const digest of plan?.unknownDigests ?? []) {
        log.warning(`${where}: 'keep-digests' lists ${digest}, which the repository does not have`);
    }
}
function headingOf(result, isDryRun) {
    const { repository, plan } = result;
    const where = (0,reference/* formatRepository */.Sh)(repository);
    if (!plan)
        return `${where}: not cleaned up`;
    const [tags, manifests] = [deletedTags(result), deletedManifests(result)];
    const what = `${tags} of ${(0,format_amount/* formatCount */.B)(plan.tags.length, 'tag')} and ${manifests} of ${(0,format_amount/* formatCount */.B)(plan.manifests.length, 'manifest')}`;
    return `${where}: ${isDryRun ? 'would delete' : 'deleted'} ${what}, ${(0,format_amount/* formatBytes */.z)(bytesFreed(result))}`;
}
function logResult({ plan, confirmation }, log) {
    if (!plan)
        return;
    const deleted = plan.tags.filter((tag) => tag.do === 'delete');
    const kept = plan.tags.filter((tag) => tag.do === 'keep');
    const lines = [...deleted, ...kept].map(lineOf);
    for (const line of lines.slice(0, lineLimit))
        log.info(line);
    if (lines.length > lineLimit)
        log.info(`and ${lines.length - lineLimit} more tags: see the output 'plan-file'`);
    if (!confirmation)
        return;
    const { tags, manifests, broken } = confirmation;
    const found = `checked ${(0,format_amount/* formatCount */.B)(tags, 'kept tag')} and the ${(0,format_amount/* formatCount */.B)(manifests, 'manifest')} they reach`;
    log.info(broken.length === 0 ? `${found}: all are there` : `${found}: ${broken.length} are missing`);
}
function lineOf({ do: what, tag, digest, rule, reason }) {
    return `${what} ${tag} (${(0,oci_digest/* shortDigest */.VK)(digest)}): ${[rule, reason].filter(Boolean).join(': ')}`;
}

;// CONCATENATED MODULE: ./build/steps/clean-up/write-native-policies.js




async function writeNativePolicies(word, { images, policy }, { log, variables }) {
    const { toNativePolicy } = await __webpack_require__.e(/* import() */ 5286).then(__webpack_require__.bind(__webpack_require__, 75286));
    const written = images.map((repository) => {
        return { image: (0,reference/* formatRepository */.Sh)(repository), ...toNativePolicy(policy, word, repository.name) };
    });
    for (const each of written)
        await log.group(`${each.image}: ${write_native_policies_headingOf(each, word)}`, async () => logPolicy(each, log));
    const [only] = written;
    const texts = Object.fromEntries(written.map(({ image, text }) => [image, text]));
    (0,step_outputs/* writeOutputs */.Kn)({ 'native-policy': written.length === 1 ? (only?.text ?? '') : JSON.stringify(texts) }, variables);
    (0,summary.writeSummary)(log.redact(written.map((each) => sectionOf(each, word)).join('')), variables);
}
function write_native_policies_headingOf({ text }, word) {
    return text === '' ? `no policy of '${word}' does the same` : `the nearest policy of '${word}'`;
}
function logPolicy({ text, differences }, log) {
    for (const line of text.split('\n'))
        log.info(line);
    for (const difference of differences)
        log.info(`It differs: ${difference}`);
}
function sectionOf(each, word) {
    const list = each.differences.map((difference) => `- ${(0,markdown/* markdownText */.p)(difference)}`).join('\n');
    return `**${(0,markdown/* markdownCode */.D)(each.image)}**: ${(0,markdown/* markdownText */.p)(write_native_policies_headingOf(each, word))}, in the output \`native-policy\`. It differs:\n\n${list}\n\n`;
}

;// CONCATENATED MODULE: ./build/actions/clean-up.js






async function run(environment) {
    const job = await readCleanUp(environment);
    await using repositories = new OpenRepositories(job, environment);
    const results = [];
    for (const repository of job.images) {
        results.push(await cleanUpRepository(() => repositories.open(repository), repository, job, environment));
    }
    if (job.nativePolicy)
        await writeNativePolicies(job.nativePolicy, job, environment);
    return await reportCleanUp(results, job.isDryRun, environment);
}
const cleanUpAction = {
    title: 'Manifold clean-up',
    description: 'Deletes from registries what a policy does not keep, and never a part of what stays',
    inputs: cleanUpInputs,
    outputs: cleanUpOutputs,
    keepsFiles: false,
    run,
};


}),

84954:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  BA: () => (inHours),
  DV: () => (inDays),
  F1: () => (parseAge),
  nV: () => (formatAge)
});
const units = { h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const grammar = /^(?<count>\d{1,5})(?<unit>[hdw])$/;
function parseAge(text) {
    const { count, unit } = grammar.exec(text)?.groups ?? {};
    const age = Number(count) * units[unit];
    return age > 0 ? age : undefined;
}
function formatAge(age) {
    const [unit, length] = age % units.d === 0 ? ['d', units.d] : ['h', units.h];
    return `${Math.round(age / length)}${unit}`;
}
function inDays(age) {
    return Math.max(1, Math.ceil(age / units.d));
}
function inHours(age) {
    return Math.ceil(age / units.h);
}


}),

20079:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  QC: () => (parseTemplate),
  _n: () => (pullRequestOf),
  bv: () => (identifiesBranches),
  ly: () => (tagsOfBranch),
  s3: () => (hasFormOf)
});
var _names_tag_name_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7979);

function parseTemplate(text, variable) {
    const [, before = '', name, after = ''] = /^([^{}]*)\{\{\s*(\w+)\s*\}\}([^{}]*)$/.exec(text) ?? [];
    const isPlain = /^[a-zA-Z0-9_./-]*$/.test(before + after);
    return name === variable && isPlain ? { text, variable, before, after } : undefined;
}
function pullRequestOf(tag, { before, after }) {
    const [start, end] = [(0,_names_tag_name_js__WEBPACK_IMPORTED_MODULE_0__/* .sanitize */ .a)(before), (0,_names_tag_name_js__WEBPACK_IMPORTED_MODULE_0__/* .sanitize */ .a)(after)];
    if (!tag.startsWith(start) || !tag.endsWith(end))
        return undefined;
    const digits = tag.slice(start.length, tag.length - end.length);
    return /^[1-9]\d{0,9}$/.test(digits) ? Number(digits) : undefined;
}
function tagsOfBranch(branch, { before, after }) {
    const whole = `${before}${branch}${after}`;
    return [(0,_names_tag_name_js__WEBPACK_IMPORTED_MODULE_0__/* .toTag */ .y)(whole)?.tag ?? '', `${(0,_names_tag_name_js__WEBPACK_IMPORTED_MODULE_0__/* .sanitize */ .a)(before)}${(0,_names_tag_name_js__WEBPACK_IMPORTED_MODULE_0__/* .toTag */ .y)(branch)?.tag ?? ''}${(0,_names_tag_name_js__WEBPACK_IMPORTED_MODULE_0__/* .sanitize */ .a)(after)}`, (0,_names_tag_name_js__WEBPACK_IMPORTED_MODULE_0__/* .sanitize */ .a)(whole)];
}
function hasFormOf(tag, { before, after }) {
    const [start, end] = [(0,_names_tag_name_js__WEBPACK_IMPORTED_MODULE_0__/* .sanitize */ .a)(before).replace(/^[.-]+/, ''), (0,_names_tag_name_js__WEBPACK_IMPORTED_MODULE_0__/* .sanitize */ .a)(after)];
    return tag.length > start.length + end.length && tag.startsWith(start) && tag.endsWith(end);
}
function identifiesBranches({ before, after }) {
    return /[a-zA-Z0-9]/.test(before + after);
}


}),

3525:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  IO: () => (describeRule),
  mm: () => (tagsToKeep),
  q$: () => (tagsToDelete)
});
var _plan_tag_selection_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77865);
var _policy_duration_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(84954);
var _policy_tag_patterns_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(16654);
var _policy_tag_template_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(20079);
var _policy_tag_version_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(98717);





function tagsToKeep({ tags: patterns, versions, at }, tags) {
    return matchingTags(patterns, tags, at).filter((tag) => {
        const version = versions === undefined ? undefined : (0,_policy_tag_version_js__WEBPACK_IMPORTED_MODULE_4__/* .versionIn */ .It)(tag);
        return versions === undefined || (version !== undefined && (0,_policy_tag_version_js__WEBPACK_IMPORTED_MODULE_4__/* .overlapsRange */ .UI)(version, versions));
    });
}
function tagsToDelete(rule, tags, facts, policy) {
    const { versions } = rule;
    const named = matchingTags(rule.tags, tags, rule.at).filter((tag) => {
        const version = versions === undefined ? undefined : (0,_policy_tag_version_js__WEBPACK_IMPORTED_MODULE_4__/* .versionIn */ .It)(tag);
        return versions === undefined || (version !== undefined && (0,_policy_tag_version_js__WEBPACK_IMPORTED_MODULE_4__/* .isWithinRange */ .XM)(version, versions));
    });
    return new Set(ofDeletedBranches(rule, ofClosedPullRequests(rule, named, facts), facts, policy));
}
function describeRule(rule) {
    return [
        rule.newest !== undefined && `newest ${rule.newest}`,
        rule.tags && `tags ${(0,_policy_tag_patterns_js__WEBPACK_IMPORTED_MODULE_2__/* .formatPatterns */ .NI)(rule.tags)}`,
        rule.versions !== undefined && `versions '${rule.versions}'`,
        rule.closedPullRequests && `closed pull request '${rule.closedPullRequests.text}'`,
        rule.deletedBranches && `deleted branch '${rule.deletedBranches.text}'`,
        rule.youngerThan !== undefined && `younger than ${(0,_policy_duration_js__WEBPACK_IMPORTED_MODULE_1__/* .formatAge */ .nV)(rule.youngerThan)}`,
        rule.olderThan !== undefined && `older than ${(0,_policy_duration_js__WEBPACK_IMPORTED_MODULE_1__/* .formatAge */ .nV)(rule.olderThan)}`,
    ]
        .filter(Boolean)
        .join(', ');
}
function matchingTags(patterns, tags, at) {
    if (!patterns)
        return tags.filter((tag) => (0,_plan_tag_selection_js__WEBPACK_IMPORTED_MODULE_0__/* .mayTake */ .zL)('*', tag));
    const selected = (0,_policy_tag_patterns_js__WEBPACK_IMPORTED_MODULE_2__/* .selectMatching */ .uZ)(tags, patterns, at);
    return tags.filter((tag) => selected.has(tag));
}
function ofClosedPullRequests({ closedPullRequests: template }, tags, { closedPullRequests }) {
    if (!template)
        return tags;
    return tags.filter((tag) => {
        const number = (0,_policy_tag_template_js__WEBPACK_IMPORTED_MODULE_3__/* .pullRequestOf */ ._n)(tag, template);
        return number !== undefined && closedPullRequests?.has(number) === true;
    });
}
function ofDeletedBranches({ deletedBranches: template }, tags, { branches = [], formerBranches = [] }, { delete: rules }) {
    if (!template)
        return tags;
    const templates = rules.flatMap(({ deletedBranches }) => deletedBranches ?? []);
    const existing = new Set(branches.flatMap((branch) => templates.flatMap((each) => (0,_policy_tag_template_js__WEBPACK_IMPORTED_MODULE_3__/* .tagsOfBranch */ .ly)(branch, each))));
    const former = new Set(formerBranches.flatMap((branch) => (0,_policy_tag_template_js__WEBPACK_IMPORTED_MODULE_3__/* .tagsOfBranch */ .ly)(branch, template)));
    const isOwn = (tag) => (0,_policy_tag_template_js__WEBPACK_IMPORTED_MODULE_3__/* .identifiesBranches */ .bv)(template) && (0,_policy_tag_template_js__WEBPACK_IMPORTED_MODULE_3__/* .hasFormOf */ .s3)(tag, template) && !continuesOne(tag, existing);
    const isBranch = (tag) => former.has(tag) || isOwn(tag);
    return tags.filter((tag) => isBranch(tag) && !existing.has(tag));
}
function continuesOne(tag, others) {
    return tag.matchAll(/[-_.]/g).some(({ index }) => others.has(tag.slice(0, index)));
}


})
};
