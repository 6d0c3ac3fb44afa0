export const id = 130;
export const ids = [130,173];
export const modules = {

8235:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  z: () => (BuildError)
});
class BuildError extends Error {
    name = 'BuildError';
    place;
    excerpt;
    constructor(message, { place, excerpt, ...options } = {}) {
        super(message, options);
        this.place = place;
        this.excerpt = excerpt;
    }
}


}),

551:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  i: () => (baseImages)
});
var _oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8732);
var _dockerfile_base_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3137);


function baseImages(request, dockerfile) {
    const base = (0,_dockerfile_base_js__WEBPACK_IMPORTED_MODULE_1__/* .baseOf */ .b)(dockerfile, request);
    const names = [...(base ? [base] : []), ...[...request.cacheFrom, ...request.cacheTo].flatMap(cacheImage)];
    return (0,_oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .parseReferences */ .IO)(names);
}
function cacheImage(cache) {
    const fields = cache.split(',');
    if (fields.every((field) => !field.includes('=')))
        return fields;
    const isRegistry = fields.includes('type=registry');
    return isRegistry ? fields.filter((field) => field.startsWith('ref=')).map((field) => field.slice('ref='.length)) : [];
}


}),

3183:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  A: () => (describeLostAnnotations),
  R: () => (lostAnnotations)
});
var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9368);

function lostAnnotations(lines, { root, manifests }) {
    const index = manifests.find(({ descriptor, children }) => descriptor.digest === root.digest && children.length > 0);
    const places = {
        manifest: manifests.filter(({ blobs }) => blobs.length > 0).map(annotationsOf),
        index: index ? [annotationsOf(index)] : [],
        'manifest-descriptor': index?.children.map(({ annotations = {} }) => annotations) ?? [],
    };
    return lines.filter((line) => {
        const { level = '', key = '', value, } = /^(?<level>[a-z-]+)(?:\[.*?\])?:(?<key>[^=]*)=(?<value>.*)$/s.exec(line)?.groups ?? {};
        return (level in places &&
            !(level === 'manifest-descriptor' && !index) &&
            !places[level]?.some((all) => all[key] === value));
    });
}
function annotationsOf({ bytes }) {
    const { annotations } = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .parseJson */ .qF)(new TextDecoder().decode(bytes));
    return annotations ?? {};
}
function describeLostAnnotations(lost) {
    const [first, ...others] = lost.map((line) => line.replace(/=.*/s, ''));
    const what = others.length === 0 ? `Annotation ${first} is` : `Annotation ${first} and ${others.length} more are`;
    const instead = "enable Docker's containerd image store, or set up a builder with docker/setup-buildx-action";
    return `${what} missing from the image (not stored by the builder): ${instead}`;
}


}),

4146:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  L2: () => (Chunks),
  ZL: () => (chunkSize),
  io: () => (readBytes)
});

var external_node_fs_ = __webpack_require__(3024);
var content_error = __webpack_require__(9964);
;// CONCATENATED MODULE: ./build/disk/stamp.js

async function checkStamp(file, stamp, name) {
    const now = await file.stat({ bigint: true });
    if (now.size < stamp.size)
        throw new content_error/* ContentError */.y(`${name} was truncated while it was read`);
    const isSame = ['dev', 'ino', 'size', 'mtimeNs', 'ctimeNs'].every((field) => now[field] === stamp[field]);
    if (!isSame)
        throw new content_error/* ContentError */.y(`${name} was changed while it was read`);
}

;// CONCATENATED MODULE: ./build/disk/file-bytes.js



const chunkSize = 256 * 1024;
const shortWait = 3;
async function* readBytes(file, { name, start, end, stamp }, signal) {
    const chunks = new Chunks(file, name);
    for (let position = start; position < end; position += chunkSize) {
        signal.throwIfAborted();
        const chunk = await chunks.read(position, Math.min(chunkSize, end - position));
        if (stamp !== undefined && position + chunk.length === end)
            await checkStamp(file, stamp, name);
        yield chunk;
    }
}
class Chunks {
    #file;
    #name;
    #buffers;
    #shortWait;
    #isQuick = true;
    constructor(file, name, wait = shortWait) {
        this.#file = file;
        this.#name = name;
        this.#shortWait = wait;
    }
    async read(position, length) {
        const buffer = this.#buffer(length);
        for (let filled = 0; filled < length;) {
            const part = { offset: filled, length: length - filled, position: position + filled };
            const count = this.#isQuick ? this.#readAtOnce(buffer, part) : (await this.#file.read(buffer, part)).bytesRead;
            if (count === 0)
                throw new content_error/* ContentError */.y(`${this.#name} was truncated while it was read`);
            filled += count;
        }
        return buffer;
    }
    #readAtOnce(buffer, part) {
        const began = performance.now();
        const count = (0,external_node_fs_.readSync)(this.#file.fd, buffer, part);
        this.#isQuick = performance.now() - began < this.#shortWait;
        return count;
    }
    #buffer(length) {
        if (length < chunkSize)
            return Buffer.allocUnsafeSlow(length);
        const [next, other] = this.#buffers ?? [Buffer.allocUnsafeSlow(chunkSize), Buffer.allocUnsafeSlow(chunkSize)];
        this.#buffers = [other, next];
        return next;
    }
}


}),

3023:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  W: () => (freeChunk)
});
function freeChunk({ buffer, byteLength }) {
    if (buffer.byteLength === byteLength)
        buffer.transfer(0);
}


}),

6004:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  h: () => (findUnbound),
  A: () => (renameAttestations)
});

var json = __webpack_require__(9368);
var blob_content = __webpack_require__(8895);
var content_error = __webpack_require__(9964);
var descriptor = __webpack_require__(6937);
var oci_digest = __webpack_require__(1564);
var oci_image = __webpack_require__(3947);
var oci_manifest = __webpack_require__(5669);
;// CONCATENATED MODULE: ./build/intake/attestation/spliced-content.js


function splice(content, { start, end, bytes }) {
    return join([
        { content, start: 0, end: start },
        { content: (0,blob_content/* contentOfBytes */.I)(bytes), start: 0, end: bytes.length },
        { content, start: end, end: content.size },
    ]);
}
async function digestLike(digest, content) {
    const all = (0,oci_digest/* digester */.WF)((0,oci_digest/* algorithmOf */.Hy)(digest));
    for await (const chunk of content.read(0, content.size, new AbortController().signal))
        all.update(chunk);
    return all.digest();
}
function join(parts) {
    return {
        size: parts.reduce((size, { start, end }) => size + end - start, 0),
        async *read(from, to, signal) {
            let position = 0;
            for (const { content, start, end } of parts) {
                const [first, last] = [Math.max(from - position, 0), Math.min(to - position, end - start)];
                if (first < last)
                    yield* content.read(start + first, start + last, signal);
                position += end - start;
            }
        },
    };
}

var statement = __webpack_require__(701);
;// CONCATENATED MODULE: ./build/intake/attestation/attestation.js









const headLimit = 1024 * 1024;
async function renameAttestations(image, renaming) {
    const blobs = new Map();
    const replaced = new Map();
    const manifests = new Map();
    for (const manifest of image.manifests) {
        for (const { old, digest, content } of await renameBlobs(manifest, renaming)) {
            blobs.set(digest, content);
            replaced.set(old.digest, { ...old, digest, size: content.size });
        }
        const renewed = renew(manifest, replaced);
        if (renewed !== manifest)
            replaced.set(manifest.descriptor.digest, renewed.descriptor);
        manifests.set(renewed.descriptor.digest, renewed);
    }
    const root = replaced.get(image.root.digest);
    return { image: root ? await (0,oci_image/* collectImage */.Q)(root, ({ digest }) => manifests.get(digest)) : image, blobs };
}
async function findUnbound(image, partOf) {
    const statements = image.manifests.flatMap(({ blobs }) => blobs.filter(isStatement));
    const unbound = [];
    for (const { digest } of statements) {
        const content = partOf(digest);
        if (content && (0,statement/* lacksSubject */.vS)(await readHead(content), content.size <= headLimit))
            unbound.push(digest);
    }
    return unbound;
}
function isStatement({ mediaType }) {
    return mediaType === descriptor/* mediaTypes */.Ib.inToto;
}
async function renameBlobs({ blobs }, renaming) {
    const statements = [];
    for (const old of blobs.filter(isStatement)) {
        const content = await renameStatement(old.digest, renaming);
        if (content)
            statements.push({ old, digest: await digestLike(old.digest, content), content });
    }
    const [config] = blobs;
    const listed = config && statements.length > 0 ? renaming.partOf(config.digest) : undefined;
    return config && listed ? [...statements, await relist(config, listed, statements)] : statements;
}
async function renameStatement(digest, { partOf, builtName, urls }) {
    const content = partOf(digest);
    const splicing = content && (0,statement/* renameSubjects */.EM)(await readHead(content), builtName, urls);
    return splicing && splice(content, splicing);
}
async function relist(old, content, statements) {
    if (content.size > headLimit)
        throw new content_error/* ContentError */.y(`the config ${old.digest} of an attestation is too large to be rewritten`);
    let text = (await readHead(content)).toString('utf8');
    for (const statement of statements)
        text = text.replaceAll(statement.old.digest, statement.digest);
    const bytes = Buffer.from(text);
    return { old, digest: (0,oci_digest/* digestOf */.ol)(bytes), content: (0,blob_content/* contentOfBytes */.I)(bytes) };
}
async function readHead(content) {
    return await (0,blob_content/* collectBytes */.y)((signal) => content.read(0, Math.min(content.size, headLimit), signal));
}
function renew(manifest, replaced) {
    if (![...manifest.children, ...manifest.blobs].some(({ digest }) => replaced.has(digest)))
        return manifest;
    const fields = (0,json/* parseJson */.qF)(Buffer.from(manifest.bytes).toString('utf8'));
    const text = JSON.stringify(fields, (_, value) => withReplaced(value, replaced), 2);
    return (0,oci_manifest/* parseManifest */.N)(Buffer.from(text), manifest.descriptor.mediaType);
}
function withReplaced(value, replaced) {
    if (typeof value !== 'object' || value === null || !('digest' in value))
        return value;
    const now = replaced.get(value.digest);
    return now ? { ...value, digest: now.digest, size: now.size } : value;
}


}),

701:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  EM: () => (renameSubjects),
  Gv: () => (isObject),
  QP: () => (isAttestationPart),
  p0: () => (packageUrls),
  vS: () => (lacksSubject)
});
var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9368);
var _oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8732);


function isAttestationPart(start) {
    if (!isObject(start))
        return false;
    const text = Buffer.from(start.subarray(0, 1024)).toString('latin1');
    return text.includes('in-toto.io/Statement') || text.includes('"architecture":"unknown"');
}
function isObject(start) {
    return start[0] === '{'.charCodeAt(0);
}
function packageUrls(targets) {
    return targets.flatMap(({ repository: { registry, name }, tags }) => {
        const path = registry === _oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .dockerHub */ .UD ? name.replace(/^library\//, '') : `${registry}/${name}`;
        return tags.map((tag) => `pkg:docker/${path}@${tag}`);
    });
}
function renameSubjects(head, builtName, urls) {
    const text = Buffer.from(head).toString('latin1');
    const place = findList(text, 'subject');
    if (!place)
        return undefined;
    const before = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .parseJson */ .qF)(text.slice(place.start, place.end));
    const isBuilt = ({ name }) => name?.startsWith(`pkg:docker/${builtName}@`) ?? false;
    if (!before.some(isBuilt))
        return undefined;
    const after = before.flatMap((entry) => (isBuilt(entry) ? urls.map((url) => renamed(entry, url)) : [entry]));
    return { ...place, bytes: Buffer.from(JSON.stringify(after), 'latin1') };
}
function lacksSubject(head, isWhole) {
    const text = Buffer.from(head).toString('latin1');
    const place = findList(text, 'subject');
    return place ? /^\[\s*\]$/.test(text.slice(place.start, place.end)) : isWhole;
}
const token = /"(?:[^"\\]|\\.)*"?|[{}[\]:]/gs;
const steps = { '{': 1, '[': 1, '}': -1, ']': -1 };
function findList(text, key) {
    let depth = 0;
    let start;
    let last = '';
    for (const { 0: found, index } of text.matchAll(token)) {
        if (depth === 1 && last + found === `"${key}":[`)
            start = index;
        const step = steps[found] ?? 0;
        depth += step;
        if (start !== undefined && step < 0 && depth === 1)
            return { start, end: index + 1 };
        last = found === ':' ? `${last}:` : found;
    }
    return undefined;
}
function renamed(subject, url) {
    const qualifiers = subject.name?.indexOf('?') ?? -1;
    return { ...subject, name: qualifiers < 0 ? url : `${url}${subject.name?.slice(qualifiers)}` };
}


}),

8453:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  w: () => (ReceivedManifests)
});
var _oci_content_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9964);
var _oci_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1564);
var _oci_image_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3947);



class ReceivedManifests {
    #manifests = new Map();
    #root;
    add(manifest, tag) {
        this.#manifests.set(manifest.descriptor.digest, manifest);
        if (tag)
            this.#root = { tag, manifest };
    }
    get(reference) {
        if ((0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(reference))
            return this.#manifests.get(reference);
        return this.#root?.tag === reference ? this.#root.manifest : undefined;
    }
    async image() {
        if (!this.#root)
            throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y('the builder succeeded but pushed no image');
        return await (0,_oci_image_js__WEBPACK_IMPORTED_MODULE_1__/* .collectImage */ .Q)(this.#root.manifest.descriptor, ({ digest }) => {
            const manifest = this.#manifests.get(digest);
            if (!manifest)
                throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`the builder pushed an index without its manifest ${digest}`);
            return manifest;
        });
    }
}


}),

8216:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  y: () => (startSink)
});

var external_node_crypto_ = __webpack_require__(7598);
var external_node_events_ = __webpack_require__(8474);
var external_node_http_ = __webpack_require__(7067);
var content_error = __webpack_require__(9964);
var distribution_endpoint = __webpack_require__(9924);
var promises_ = __webpack_require__(8500);
var descriptor = __webpack_require__(6937);
var oci_digest = __webpack_require__(1564);
var oci_manifest = __webpack_require__(5669);
var error_code = __webpack_require__(2133);
;// CONCATENATED MODULE: ./build/intake/sink/response.js

function refusal(code, message, status = error_code/* errorStatus */.PO[code]) {
    return { status, headers: { 'content-type': 'application/json' }, body: Buffer.from((0,error_code/* formatProblem */.Vw)(code, message)) };
}
function send({ status, headers, body }, response) {
    const hasLength = body !== undefined || (status !== 204 && response.req.method !== 'HEAD');
    response.writeHead(status, { ...(hasLength && { 'content-length': String(body?.length ?? 0) }), ...headers });
    response.end(body);
}

;// CONCATENATED MODULE: ./build/intake/sink/manifest-requests.js







const emptyIndex = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: descriptor/* mediaTypes */.Ib.ociIndex, manifests: [] }));
function listReferrers() {
    return { status: 200, headers: { 'content-type': descriptor/* mediaTypes */.Ib.ociIndex }, body: emptyIndex };
}
function readManifest({ method, reference }, backend) {
    const manifest = method === 'GET' ? backend.manifest(reference) : undefined;
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
    const late = (0,promises_.setTimeout)(milliseconds, 'late', { signal: over.signal }).catch(() => 'late');
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

var external_node_stream_ = __webpack_require__(7075);
var free_chunk = __webpack_require__(3023);
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
    start({ name }) {
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
    find(name) {
        const path = name === this.#name ? '' : name.slice(this.#name.length + 1);
        if (name !== this.#name && (path === '' || !name.startsWith(`${this.#name}/`)))
            return undefined;
        return this.#repositories.get(path) ?? this.#opened(path);
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
    async function replyTo(request) {
        if (!isAdmitted(request.headers.authorization, login))
            return askForLogin();
        const endpoint = (0,distribution_endpoint/* parseEndpoint */.B)(request.method ?? '', request.url ?? '');
        if (endpoint?.end === '1')
            return { status: 200 };
        const repository = endpoint && repositories.find(endpoint.name);
        if (!endpoint || !repository)
            return refusal('NAME_UNKNOWN', 'no such repository');
        requests += 1;
        return await serve(endpoint, request, { ...repository, ...desk });
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
        [Symbol.asyncDispose]: () => stop(server, repositories),
    };
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
        case '12':
            return listReferrers();
        case '13':
            return uploads.status(endpoint);
        case '14':
            return await uploads.cancel(endpoint);
        default:
            return refusal('UNSUPPORTED', 'only push requests are supported');
    }
}
async function findBlob({ method, digest }, { headers }, backend, uploads) {
    const size = uploads.sizeOf(digest);
    const isEnough = size !== undefined || headers['user-agent']?.startsWith('buildkit/');
    const found = method === 'HEAD' && isEnough && (await backend.hasBlob(digest));
    if (!found)
        return refusal('BLOB_UNKNOWN', 'a target lacks this blob');
    return {
        status: 200,
        headers: { 'docker-content-digest': digest, ...(size !== undefined && { 'content-length': String(size) }) },
    };
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


}),

8895:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  I: () => (contentOfBytes),
  y: () => (collectBytes)
});
function contentOfBytes(bytes) {
    return {
        size: bytes.length,
        async *read(start, end) {
            yield bytes.subarray(start, end);
        },
    };
}
async function collectBytes(read) {
    const chunks = [];
    for await (const chunk of read(new AbortController().signal))
        chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks);
}


}),

8920:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  A: () => (absence),
  d: () => (checkRoot)
});
var _oci_content_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9964);

function checkRoot(image, { digest }) {
    if (digest === undefined || digest === image.root.digest)
        return image;
    throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_0__/* .ContentError */ .y(`The builder reported that it pushed ${digest}, but ${image.root.digest} arrived, so nothing is published. Another program on this machine may have pushed instead: run the job again, on a machine that is not shared.`);
}
const absence = "and the builder did not send it. Build once with 'no-cache: true'.";


}),

8449:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  v: () => (exportLayout)
});
var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
var _async_at_most_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4964);
var _oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8732);
var _folder_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(173);
var _layout_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4379);
var _checked_root_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8920);






async function exportLayout(order) {
    const directory = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(order.directory, 'layout');
    const metadata = await order.builder.build(order.request, { kind: 'layout', directory });
    const references = (0,_oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .parseReferences */ .IO)(metadata.materials);
    const indexes = new Set(order.contents.filter(({ failure }) => !failure).map(({ mountIndex }) => mountIndex));
    await (0,_async_at_most_js__WEBPACK_IMPORTED_MODULE_1__/* .atMost */ .T)(Promise.all([...indexes].flatMap((each) => references.map((reference) => each.survey(reference)))));
    const layout = await (0,_layout_js__WEBPACK_IMPORTED_MODULE_4__.openLayout)((0,_folder_js__WEBPACK_IMPORTED_MODULE_3__.openFolder)(directory));
    try {
        return { ...layout, image: (0,_checked_root_js__WEBPACK_IMPORTED_MODULE_5__/* .checkRoot */ .d)(layout.image, metadata), absence: _checked_root_js__WEBPACK_IMPORTED_MODULE_5__/* .absence */ .A, metadata };
    }
    catch (error) {
        await layout[Symbol.asyncDispose]();
        throw error;
    }
}


}),

4587:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  D: () => (logMediaType)
});
var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6937);

function logMediaType({ mediaType }, log) {
    if (mediaType !== _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .mediaTypes */ .Ib.dockerManifest && mediaType !== _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .mediaTypes */ .Ib.dockerIndex)
        return;
    log.info(`The builder produced ${mediaType}, which some registries refuse, instead of the OCI media type. For the OCI type, enable Docker's containerd image store or set up a docker-container builder (docker/setup-buildx-action)`);
}


}),

3731:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  F: () => (throughSinkOrFiles),
  G: () => (unlessUnreached)
});
var _builder_build_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8235);

async function throughSinkOrFiles(reach, log, { push, exportFiles }) {
    if (!reach.expected) {
        log.info(`The image is exported to files: ${reach.reason}`);
        return await exportFiles();
    }
    const pushed = await push(reach.address);
    if (pushed)
        return pushed;
    log.info('The builder cannot reach this process: building again, from its cache, and exporting to files');
    return await exportFiles();
}
async function unlessUnreached(sink, building) {
    try {
        return await building;
    }
    catch (error) {
        if (error instanceof _builder_build_error_js__WEBPACK_IMPORTED_MODULE_0__/* .BuildError */ .z && sink.requests === 0 && error.message.includes(sink.host))
            return undefined;
        throw error;
    }
}


}),

5647:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  F: () => (configsIn),
  k: () => (dockerManifest)
});
var _json_file_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8238);

const dockerManifest = 'manifest.json';
function configsIn(bytes, where) {
    const entries = (0,_json_file_js__WEBPACK_IMPORTED_MODULE_0__/* .parseJsonFile */ .O)(bytes, where);
    if (!Array.isArray(entries))
        return [];
    return entries.map((entry) => (0,_json_file_js__WEBPACK_IMPORTED_MODULE_0__/* .checkedRecord */ .F)(Object(entry), ['Config'], where).Config);
}


}),

3806:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  o: () => (readSmall)
});
var _oci_blob_content_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8895);
var _oci_content_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9964);
var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5669);



async function readSmall({ name, find }, path) {
    const file = await find(path);
    if (!file)
        return undefined;
    if (file.size > _oci_manifest_js__WEBPACK_IMPORTED_MODULE_0__/* .manifestLimit */ .t)
        throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_1__/* .ContentError */ .y(`${name}/${path} is larger than ${_oci_manifest_js__WEBPACK_IMPORTED_MODULE_0__/* .manifestLimit */ .t} bytes`);
    return await (0,_oci_blob_content_js__WEBPACK_IMPORTED_MODULE_2__/* .collectBytes */ .y)((signal) => file.read(0, file.size, signal));
}


}),

173:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  openFolder: () => (openFolder)
});
var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
var _disk_file_bytes_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4146);
var _disk_regular_file_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6659);
var _oci_content_error_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9964);





function openFolder(directory) {
    let root;
    return {
        name: directory,
        async find(path) {
            root ??= (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(directory);
            return await findFile((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, path), await root.catch(() => directory));
        },
        [Symbol.asyncDispose]: async () => undefined,
    };
}
async function findFile(path, root) {
    const found = await look(path, root);
    if (!found)
        return undefined;
    if (!found.isFile())
        throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_4__/* .ContentError */ .y(`${path} is not a regular file`);
    return {
        size: Number(found.size),
        async *read(start, end, signal) {
            await using file = await openWithin(path, root);
            yield* (0,_disk_file_bytes_js__WEBPACK_IMPORTED_MODULE_2__/* .readBytes */ .io)(file, { name: path, start, end, stamp: found }, signal);
        },
    };
}
async function look(path, root) {
    try {
        checkWithin(root, await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(path), path);
        return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(path, { bigint: true });
    }
    catch (error) {
        const { code } = error;
        if (code === 'ENOENT' || code === 'ENOTDIR')
            return undefined;
        throw unreadable(path, error);
    }
}
async function openWithin(path, root) {
    let file;
    try {
        file = await (0,_disk_regular_file_js__WEBPACK_IMPORTED_MODULE_3__/* .openRegular */ .l)(path);
        checkWithin(root, await placeOf(file, path), path);
        return file;
    }
    catch (error) {
        await file?.close();
        throw unreadable(path, error);
    }
}
async function placeOf(file, path) {
    return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readlink)(`/proc/self/fd/${file.fd}`).catch(() => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(path));
}
function checkWithin(root, place, path) {
    if (place.startsWith(root.endsWith(node_path__WEBPACK_IMPORTED_MODULE_1__.sep) ? root : root + node_path__WEBPACK_IMPORTED_MODULE_1__.sep))
        return;
    throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_4__/* .ContentError */ .y(`${path} is a link that points outside the image, to ${place}. Replace the link with a copy of the file.`);
}
function unreadable(path, cause) {
    if (cause instanceof _oci_content_error_js__WEBPACK_IMPORTED_MODULE_4__/* .ContentError */ .y)
        return cause;
    return new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_4__/* .ContentError */ .y(`${path} cannot be read: ${cause.message}`, { cause });
}


}),

8238:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  F: () => (checkedRecord),
  O: () => (parseJsonFile)
});
var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9368);
var _oci_content_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9964);


function parseJsonFile(bytes, where) {
    try {
        return (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .parseUnambiguousJson */ .Z9)(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
    }
    catch (cause) {
        throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_1__/* .ContentError */ .y(`${where} is not valid, unambiguous JSON: ${cause.message}`, { cause });
    }
}
function checkedRecord(value, fields, where) {
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isRecord */ .u4)(value))
        throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_1__/* .ContentError */ .y(`${where} is not an object`);
    for (const key of Object.keys(value)) {
        const mistaken = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .mistakenFor */ .eR)(key, fields);
        if (mistaken)
            throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_1__/* .ContentError */ .y(`${where} is ambiguous: some parsers treat its field '${key}' as '${mistaken}'`);
    }
    return value;
}


}),

4379:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  openLayout: () => (openLayout)
});
var _json_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(9368);
var _oci_attestations_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4396);
var _oci_content_error_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(9964);
var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6937);
var _oci_digest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1564);
var _oci_image_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3947);
var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5669);
var _docker_manifest_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(5647);
var _files_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3806);
var _listed_names_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(349);
var _verified_file_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(4112);











const nameAnnotations = ['org.opencontainers.image.ref.name', 'io.containerd.image.name'];
const howToSave = "Save the image with Docker 25 or newer, 'podman save --format oci-archive', or 'skopeo copy \u2026 oci-archive:file'.";
async function openLayout(files, name, narrowing) {
    try {
        return await readLayout(files, name, narrowing);
    }
    catch (error) {
        await files[Symbol.asyncDispose]();
        throw error;
    }
}
async function readLayout(files, name, narrowing) {
    const chosen = await readRoot(files, name);
    const root = narrowing ? await narrow(files, chosen, narrowing) : chosen;
    const image = await (0,_oci_image_js__WEBPACK_IMPORTED_MODULE_3__/* .collectImage */ .Q)(root, (descriptor) => readManifest(files, descriptor, descriptor === root));
    await checkDockerManifest(files, image, name !== undefined);
    const blobs = new Map();
    for (const blob of image.blobs) {
        const path = pathOf(blob.digest);
        const file = await files.find(path);
        if (file && file.size !== blob.size) {
            throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_7__/* .ContentError */ .y(`${files.name}: ${blob.digest} has ${file.size} bytes instead of ${blob.size}`);
        }
        if (file)
            blobs.set(blob.digest, new _verified_file_js__WEBPACK_IMPORTED_MODULE_6__/* .VerifiedFile */ .P(file, blob, `${files.name}/${path}`));
    }
    return {
        name: files.name,
        image: { ...image, root: image.manifests.at(-1).descriptor },
        blob: (digest) => blobs.get(digest),
        absence: `and neither does ${files.name}. Export the complete image, or list a repository that has it in 'mount-from'.`,
        [Symbol.asyncDispose]: () => files[Symbol.asyncDispose](),
    };
}
async function narrow(files, root, narrowing) {
    const exists = async ({ digest }) => (await files.find(pathOf(digest))) !== undefined;
    return await narrowing(root, await readManifest(files, root, true), exists);
}
async function readRoot(files, name) {
    const bytes = await (0,_files_js__WEBPACK_IMPORTED_MODULE_5__/* .readSmall */ .o)(files, 'index.json');
    if (!bytes)
        throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_7__/* .ContentError */ .y(`${files.name} is not an OCI image layout: it has no index.json. ${howToSave}`);
    const roots = entriesOf(bytes, files.name).map((entry) => (0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_1__/* .parseDescriptor */ .BA)(entry, `${files.name}/index.json`));
    const chosen = name === undefined ? roots : roots.filter((root) => isNamed(root, name));
    const [only, ...others] = chosen;
    if (only && others.every(({ digest }) => digest === only.digest))
        return only;
    const names = (0,_listed_names_js__WEBPACK_IMPORTED_MODULE_8__/* .listedNames */ .c)(roots.flatMap((root) => namesOf(root).slice(0, 1)));
    throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_7__/* .ContentError */ .y(only
        ? `${files.name} contains several images: choose one of ${names}`
        : `${files.name} contains no image${name === undefined ? '' : ` named ${name}`}; available: ${names || 'none'}`);
}
async function checkDockerManifest(files, { manifests }, isChosen) {
    const bytes = await (0,_files_js__WEBPACK_IMPORTED_MODULE_5__/* .readSmall */ .o)(files, _docker_manifest_js__WEBPACK_IMPORTED_MODULE_9__/* .dockerManifest */ .k);
    const listed = bytes ? (0,_docker_manifest_js__WEBPACK_IMPORTED_MODULE_9__/* .configsIn */ .F)(bytes, `${files.name}/${_docker_manifest_js__WEBPACK_IMPORTED_MODULE_9__/* .dockerManifest */ .k}`) : [];
    const configs = manifests.flatMap(({ blobs: [config] }) => (config ? [pathOf(config.digest)] : []));
    const isOurs = (path) => configs.some((config) => config === path);
    if (listed.length === 0 || (isChosen ? listed.some(isOurs) : listed.every(isOurs)))
        return;
    throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_7__/* .ContentError */ .y(`${files.name} contains different images for different programs: its ${_docker_manifest_js__WEBPACK_IMPORTED_MODULE_9__/* .dockerManifest */ .k}, which 'docker load' reads, lists a configuration that its index.json does not lead to. ${howToSave}`);
}
function entriesOf(bytes, name) {
    try {
        const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
        const index = (0,_json_js__WEBPACK_IMPORTED_MODULE_10__/* .parseUnambiguousJson */ .Z9)(text);
        const mistaken = Object.keys(index).find((key) => (0,_json_js__WEBPACK_IMPORTED_MODULE_10__/* .mistakenFor */ .eR)(key, ['manifests']));
        if (mistaken === undefined)
            return 'manifests' in index && Array.isArray(index.manifests) ? index.manifests : [];
        throw new SyntaxError(`some parsers treat its field '${mistaken}' as 'manifests'`);
    }
    catch (cause) {
        throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_7__/* .ContentError */ .y(`${name}/index.json is not valid, unambiguous JSON: ${cause.message}`, {
            cause,
        });
    }
}
function isNamed(root, name) {
    return (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .isDigest */ .Bc)(name) ? root.digest === name : namesOf(root).includes(name);
}
function namesOf({ annotations, digest }) {
    return [...nameAnnotations.flatMap((key) => annotations?.[key] ?? []), digest];
}
async function readManifest(files, descriptor, isRoot) {
    const { digest, mediaType } = descriptor;
    const bytes = await (0,_files_js__WEBPACK_IMPORTED_MODULE_5__/* .readSmall */ .o)(files, pathOf(digest));
    if (!bytes)
        throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_7__/* .ContentError */ .y(`${files.name} ${describeMissing(descriptor, isRoot)}`);
    const manifest = (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_4__/* .parseManifest */ .N)(bytes, mediaType, (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .algorithmOf */ .Hy)(digest));
    if (manifest.descriptor.digest !== digest)
        throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_7__/* .ContentError */ .y(`${files.name}: the content of ${digest} does not match its digest`);
    return manifest;
}
function describeMissing(descriptor, isRoot) {
    const { digest, platform } = descriptor;
    if ((0,_oci_attestations_js__WEBPACK_IMPORTED_MODULE_0__/* .isAttestation */ .H3)(descriptor))
        return `is missing attestations of its image (${digest}), which 'docker pull' does not fetch. If 'docker save' wrote it, publish the image without them: 'docker-archive:' instead of 'oci-archive:'.`;
    if (isRoot || !platform)
        return `is missing manifest ${digest}`;
    return `is missing the image for ${(0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_1__/* .formatPlatform */ .Bq)(platform)} (${digest}). Pull that platform before saving, or save only the others: docker save --platform <os/arch>.`;
}
function pathOf(digest) {
    return `blobs/${digest.replace(':', '/')}`;
}


}),

349:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  c: () => (listedNames)
});
const listLimit = 20;
const lengthLimit = 200;
function listedNames(names) {
    const unique = [...new Set(names)];
    const shown = unique.slice(0, listLimit).map(shownName).join(', ');
    const left = unique.length - listLimit;
    return left > 0 ? `${shown} and ${left} more` : shown;
}
function shownName(name) {
    const short = name.length > lengthLimit ? `${name.slice(0, lengthLimit)}\u2026` : name;
    return /^[\w.:/@+\u2026 -]+$/.test(short) ? short : JSON.stringify(short);
}


}),

4112:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  P: () => (VerifiedFile)
});
var _oci_content_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9964);
var _oci_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1564);


class VerifiedFile {
    size;
    #file;
    #digest;
    #name;
    #digester;
    #digested = 0;
    #found;
    constructor(file, { digest }, name) {
        this.size = file.size;
        this.#file = file;
        this.#digest = digest;
        this.#name = name;
        this.#digester = (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .digester */ .WF)((0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .algorithmOf */ .Hy)(digest));
    }
    async *read(start, end, signal) {
        if (start > this.#digested)
            await this.#catchUp(start, signal);
        if (this.size === 0)
            this.#take(new Uint8Array(), 0);
        let position = start;
        for await (const chunk of this.#file.read(start, end, signal)) {
            this.#take(chunk, position);
            position += chunk.length;
            yield chunk;
        }
    }
    async #catchUp(start, signal) {
        let position = this.#digested;
        for await (const chunk of this.#file.read(position, start, signal)) {
            this.#take(chunk, position);
            position += chunk.length;
        }
    }
    #take(chunk, position) {
        const known = this.#digested - position;
        if (known < chunk.length) {
            this.#digester.update(known === 0 ? chunk : chunk.subarray(known));
            this.#digested = position + chunk.length;
        }
        if (this.#digested === this.size)
            this.#found ??= this.#digester.digest();
        if (this.#found === undefined || this.#found === this.#digest)
            return;
        throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_1__/* .ContentError */ .y(`${this.#name} is corrupt: its content has the digest ${this.#found}. Export the image again.`);
    }
}


}),

7023:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  h: () => (builderFor)
});

var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./build/builder/builders.js
const reservedBuilders = {};
const buildx = {
    async open(context) {
        const { Buildx } = await __webpack_require__.e(/* import() */ 30).then(__webpack_require__.bind(__webpack_require__, 5030));
        return new Buildx(context);
    },
};
async function openBuilder(name, context) {
    return await (Object.hasOwn(reservedBuilders, name) ? (reservedBuilders[name] ?? buildx) : buildx).open(context);
}

var base_images = __webpack_require__(551);
var process_variables = __webpack_require__(7287);
var attributes = __webpack_require__(3503);
;// CONCATENATED MODULE: ./build/builder/buildx/options/named-variables.js


function namedVariables(variables, request, secretVariables) {
    const passedOn = request.buildArgs.filter((argument) => !argument.includes('='));
    const isCached = [...request.cacheFrom, ...request.cacheTo].some((cache) => (0,attributes/* attributesOf */.Td)(cache)?.get('type') === 'gha');
    const service = isCached ? Object.keys(variables).filter((name) => process_variables/* cacheService */.qI.test(name)) : [];
    return [...passedOn, ...secretVariables, ...service];
}

var promises_ = __webpack_require__(1455);
var distribution_login = __webpack_require__(2316);
var config_files = __webpack_require__(9021);
var docker_config = __webpack_require__(2288);
;// CONCATENATED MODULE: ./build/credentials/builder-config.js





const linked = ['contexts', 'cli-plugins'];
async function writeDockerConfig({ directory, base, logins, variables, }) {
    await (0,promises_.mkdir)(directory, { recursive: true, mode: 0o700 });
    const config = base === undefined ? undefined : await (0,config_files/* readConfigIn */.Sm)(base);
    const auths = { ...authsIn(variables.DOCKER_AUTH_CONFIG), ...authsOf(logins) };
    await writeConfig(directory, withAuths(config, auths));
    if (!base)
        return { DOCKER_CONFIG: directory };
    for (const name of linked) {
        if (await exists((0,external_node_path_.join)(base, name)))
            await (0,promises_.symlink)((0,external_node_path_.join)(base, name), (0,external_node_path_.join)(directory, name));
    }
    return { DOCKER_CONFIG: directory, BUILDX_CONFIG: variables.BUILDX_CONFIG || (0,external_node_path_.join)(base, 'buildx') };
}
async function addLogin(directory, registry, login) {
    await writeConfig(directory, withAuths(await (0,config_files/* readConfigIn */.Sm)(directory), authsOf(new Map([[registry, login]]))));
}
async function writeConfig(directory, document) {
    await (0,promises_.writeFile)((0,external_node_path_.join)(directory, 'config.json'), JSON.stringify(document, null, 2), { mode: 0o600 });
}
function authsOf(logins) {
    const entries = [...logins].map(([registry, login]) => [(0,docker_config/* configKeyOf */.lR)(registry), { auth: (0,distribution_login/* encodeLogin */.k)(login) }]);
    return Object.fromEntries(entries);
}
function authsIn(document = '') {
    return document === '' ? {} : (0,config_files/* parseConfig */.o4)(document, 'DOCKER_AUTH_CONFIG').config.auths;
}
function withAuths(base, auths) {
    const helpers = Object.fromEntries(Object.keys(auths).map((key) => [key, '']));
    return {
        ...base?.config.document,
        auths: { ...base?.config.auths, ...auths },
        credHelpers: { ...base?.config.credHelpers, ...helpers },
    };
}
async function exists(path) {
    return await (0,promises_.access)(path).then(() => true, () => false);
}

var git_settings = __webpack_require__(9883);
;// CONCATENATED MODULE: ./build/steps/job/builder-for.js









async function builderFor(job, { signal, onStarted }) {
    const { inputs, trust, request, watch, environment } = job;
    const { variables, temp, log } = environment;
    const directory = (0,external_node_path_.join)(temp, 'docker');
    const secrets = inputs.secretEnvs.map(([, variable]) => variable);
    const passedOn = namedVariables(variables, request, secrets);
    const config = await writeDockerConfig({
        directory,
        base: (0,config_files/* dockerConfigDirectory */._n)(variables),
        logins: trust.isTrusted ? await loginsFor(job) : new Map(),
        variables: trust.isTrusted ? variables : { ...variables, DOCKER_AUTH_CONFIG: '' },
    });
    return await openBuilder(request.builder, {
        environment,
        variables: { ...(0,git_settings/* confineGit */.Xp)((0,process_variables/* childVariables */.Oz)(variables, passedOn)), ...config },
        async addLogin(registry, login) {
            log.mask(login.password);
            log.mask((0,distribution_login/* encodeLogin */.k)(login));
            await addLogin(directory, registry, login);
        },
        temp,
        watch,
        signal,
        ...(onStarted && { onStarted }),
    });
}
async function loginsFor({ request, dockerfile, keyring }) {
    const read = (0,base_images/* baseImages */.i)(request, dockerfile);
    return await keyring.logins(read.map(({ repository }) => repository));
}


}),

9399:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  n: () => (warnAboutUnbound)
});
var _intake_attestation_attestation_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6004);

async function warnAboutUnbound(source, log) {
    const unbound = await (0,_intake_attestation_attestation_js__WEBPACK_IMPORTED_MODULE_0__/* .findUnbound */ .h)(source.image, (digest) => source.blob(digest));
    if (unbound.length === 0)
        return;
    const which = unbound.join(', ');
    log.warning(`The image has attestations without a subject, which cannot be used to verify it: ${which}. Set the image's name in the builder: for buildx, 'name=' in the output`);
}


})

};
