export const id = 165;
export const ids = [165];
export const modules = {

/***/ 8895:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ contentOfBytes),
/* harmony export */   y: () => (/* binding */ collectBytes)
/* harmony export */ });
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


/***/ }),

/***/ 9964:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ WrongContent),
/* harmony export */   y: () => (/* binding */ ContentError)
/* harmony export */ });
class ContentError extends Error {
    name = 'ContentError';
}
class WrongContent extends ContentError {
}


/***/ }),

/***/ 6937:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $P: () => (/* binding */ manifestMediaTypes),
/* harmony export */   BA: () => (/* binding */ parseDescriptor),
/* harmony export */   Bq: () => (/* binding */ formatPlatform),
/* harmony export */   Ib: () => (/* binding */ mediaTypes),
/* harmony export */   Yh: () => (/* binding */ isManifest),
/* harmony export */   bq: () => (/* binding */ isDistributable),
/* harmony export */   nw: () => (/* binding */ isIndex),
/* harmony export */   oA: () => (/* binding */ checkFields)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9368);
/* harmony import */ var _content_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9964);
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1564);



function formatPlatform({ os, architecture, variant }) {
    return [os, architecture, ...(variant === undefined ? [] : [variant])].join('/');
}
const mediaTypes = {
    ociIndex: 'application/vnd.oci.image.index.v1+json',
    ociManifest: 'application/vnd.oci.image.manifest.v1+json',
    dockerIndex: 'application/vnd.docker.distribution.manifest.list.v2+json',
    dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
    inToto: 'application/vnd.in-toto+json',
};
const manifestMediaTypes = [
    mediaTypes.ociIndex,
    mediaTypes.ociManifest,
    mediaTypes.dockerIndex,
    mediaTypes.dockerManifest,
];
function isIndex({ mediaType }) {
    return mediaType === mediaTypes.ociIndex || mediaType === mediaTypes.dockerIndex;
}
function isManifest({ mediaType }) {
    return manifestMediaTypes.includes(mediaType);
}
const nonDistributable = [
    'application/vnd.oci.image.layer.nondistributable.',
    'application/vnd.docker.image.rootfs.foreign.',
];
function isDistributable({ mediaType }) {
    return !nonDistributable.some((start) => mediaType.startsWith(start));
}
function parseDescriptor(value, where) {
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)(value))
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`${where} is not a descriptor`);
    checkFields(value, fieldNames, where);
    const { mediaType, digest, size, platform, annotations, artifactType } = value;
    if (typeof mediaType !== 'string' || mediaType === '')
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`${where} has no mediaType`);
    if (typeof digest !== 'string' || !(0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest)) {
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`${where} has a digest that cannot be verified: ${JSON.stringify(digest)?.slice(0, 80)}`);
    }
    if (!isSize(size))
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`${where} has no valid size`);
    return {
        mediaType,
        digest,
        size,
        ...(isPlatform(platform) && { platform }),
        ...(isAnnotations(annotations) && { annotations }),
        ...(typeof artifactType === 'string' && { artifactType }),
    };
}
const fieldNames = ['mediaType', 'digest', 'size', 'urls', 'annotations', 'data', 'artifactType', 'platform'];
function checkFields(value, names, where) {
    const mistaken = Object.keys(value).find((key) => (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .mistakenFor */ .eR)(key, names));
    if (mistaken === undefined)
        return;
    throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`${where} has the field '${mistaken}', which some parsers take for '${(0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .mistakenFor */ .eR)(mistaken, names)}'`);
}
function isSize(value) {
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
function isPlatform(value) {
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)(value) && typeof value.os === 'string' && typeof value.architecture === 'string';
}
function isAnnotations(value) {
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)(value) && Object.values(value).every((text) => typeof text === 'string');
}


/***/ }),

/***/ 3947:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ collectImage)
/* harmony export */ });
/* harmony import */ var _content_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9964);
/* harmony import */ var _descriptor_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6937);
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5669);



const depthLimit = 8;
const totalLimit = 16 * _manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .manifestLimit */ .t;
async function collectImage(root, read) {
    const manifests = new Map();
    const blobs = new Map();
    let total = 0;
    async function visit(descriptor, depth) {
        if (manifests.has(descriptor.digest))
            return;
        if (depth > depthLimit)
            throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`index ${root.digest} is nested more than ${depthLimit} deep`);
        total += descriptor.size;
        if (total > totalLimit)
            throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`${root.digest} has more than ${totalLimit} bytes of manifests`);
        const manifest = checkedAgainst(descriptor, await read(descriptor));
        for (const child of manifest.children.filter(_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .isManifest */ .Yh))
            await visit(child, depth + 1);
        const other = manifest.children.filter((child) => !(0,_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .isManifest */ .Yh)(child));
        for (const blob of [...manifest.blobs, ...other].filter(_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .isDistributable */ .bq))
            blobs.set(blob.digest, blob);
        manifests.set(descriptor.digest, manifest);
    }
    await visit(root, 1);
    return { root, manifests: [...manifests.values()], blobs: [...blobs.values()] };
}
function checkedAgainst(descriptor, manifest) {
    const found = manifest.descriptor;
    for (const field of ['digest', 'mediaType', 'size']) {
        if (found[field] === descriptor[field])
            continue;
        const where = `manifest ${descriptor.digest}`;
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`${where} has the ${field} ${found[field]}, but its descriptor says ${descriptor[field]}`);
    }
    return manifest;
}


/***/ }),

/***/ 5669:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ parseManifest),
/* harmony export */   t: () => (/* binding */ manifestLimit)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9368);
/* harmony import */ var _content_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9964);
/* harmony import */ var _descriptor_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6937);
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1564);




const manifestLimit = 4 * 1024 * 1024;
function parseManifest(bytes, contentType, algorithm = 'sha256') {
    const digest = (0,_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .digestOf */ .ol)(bytes, algorithm);
    const where = `manifest ${digest}`;
    if (bytes.length > manifestLimit)
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`${where} is larger than ${manifestLimit} bytes`);
    const fields = fieldsIn(bytes, where);
    const mediaType = mediaTypeOf(fields, contentType, where);
    const index = (0,_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .isIndex */ .nw)({ mediaType });
    if (has(fields, index ? ['config', 'layers'] : ['manifests'])) {
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`${where} is both an index and an image manifest`);
    }
    (0,_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .checkFields */ .oA)(fields, fieldNames, where);
    const descriptor = { mediaType, digest, size: bytes.length };
    const subject = fields.subject ? { subject: (0,_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .parseDescriptor */ .BA)(fields.subject, `subject of ${where}`) } : {};
    const children = index ? list(fields.manifests, where) : [];
    const blobs = index ? [] : [(0,_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .parseDescriptor */ .BA)(fields.config, `config of ${where}`), ...list(fields.layers, where)];
    const base = fields.annotations?.['org.opencontainers.image.base.name'];
    return { descriptor, bytes, children, blobs, ...subject, ...(typeof base === 'string' && { base }) };
}
function has(fields, names) {
    return Object.keys(fields).some((key) => names.includes(key.toLowerCase()));
}
const fieldNames = [
    'schemaVersion',
    'mediaType',
    'artifactType',
    'config',
    'layers',
    'manifests',
    'subject',
    'annotations',
];
function fieldsIn(bytes, where) {
    const value = parseBytes(bytes, where);
    if ((0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isRecord */ .u4)(value))
        return value;
    throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`${where} is not a JSON object`);
}
function parseBytes(bytes, where) {
    try {
        return (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .parseUnambiguousJson */ .Z9)(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    }
    catch (cause) {
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`${where} is not valid JSON: ${cause.message}`, { cause });
    }
}
function mediaTypeOf(fields, contentType, where) {
    const own = fields.mediaType ?? '';
    if (typeof own !== 'string')
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`${where} has a mediaType that is not a string`);
    const told = contentType?.split(';')[0]?.trim();
    if (own && told && own !== told)
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`${where} says it is ${own} but was sent as ${told}`);
    const mediaType = own || told || (fields.manifests ? _descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .mediaTypes */ .Ib.ociIndex : _descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .mediaTypes */ .Ib.ociManifest);
    if (!(0,_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .isManifest */ .Yh)({ mediaType }))
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`${where} has an unsupported media type: ${mediaType}`);
    return mediaType;
}
function list(value, where) {
    if (!Array.isArray(value))
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`${where} has no list of 'manifests' or 'layers'`);
    return value.map((entry, index) => (0,_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .parseDescriptor */ .BA)(entry, `entry ${index} of ${where}`));
}


/***/ }),

/***/ 5165:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openLayout: () => (/* binding */ openLayout)
});

// EXTERNAL MODULE: ./build/json.js
var json = __webpack_require__(9368);
// EXTERNAL MODULE: ./build/oci/blob-content.js
var blob_content = __webpack_require__(8895);
// EXTERNAL MODULE: ./build/oci/content-error.js
var content_error = __webpack_require__(9964);
// EXTERNAL MODULE: ./build/oci/descriptor.js
var descriptor = __webpack_require__(6937);
// EXTERNAL MODULE: ./build/oci/digest.js
var oci_digest = __webpack_require__(1564);
// EXTERNAL MODULE: ./build/oci/image.js
var oci_image = __webpack_require__(3947);
// EXTERNAL MODULE: ./build/oci/manifest.js
var oci_manifest = __webpack_require__(5669);
;// CONCATENATED MODULE: ./build/sources/docker-manifest.js


const dockerManifest = 'manifest.json';
function configsIn(bytes, where) {
    const entries = parse(bytes, where);
    if (!Array.isArray(entries))
        return [];
    return entries.map((entry) => {
        const fields = Object(entry);
        const mistaken = Object.keys(fields).find((key) => (0,json/* mistakenFor */.eR)(key, ['Config']));
        if (mistaken === undefined)
            return fields.Config;
        throw new content_error/* ContentError */.y(`${where} is ambiguous: some parsers treat its field '${mistaken}' as 'Config'`);
    });
}
function parse(bytes, where) {
    try {
        return (0,json/* parseUnambiguousJson */.Z9)(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    }
    catch (cause) {
        throw new content_error/* ContentError */.y(`${where} is not valid, unambiguous JSON: ${cause.message}`, { cause });
    }
}

;// CONCATENATED MODULE: ./build/sources/verified-file.js


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
        this.#digester = (0,oci_digest/* digester */.WF)((0,oci_digest/* algorithmOf */.Hy)(digest));
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
        throw new content_error/* ContentError */.y(`${this.#name} is corrupt: its content has the digest ${this.#found}. Export the image again.`);
    }
}

;// CONCATENATED MODULE: ./build/sources/layout.js









const nameAnnotations = ['org.opencontainers.image.ref.name', 'io.containerd.image.name'];
const howToSave = "Save the image with Docker 25 or newer, 'podman save --format oci-archive', or 'skopeo copy \u2026 oci-archive:file'.";
async function openLayout(files, name) {
    try {
        return await readLayout(files, name);
    }
    catch (error) {
        await files[Symbol.asyncDispose]();
        throw error;
    }
}
async function readLayout(files, name) {
    const root = await readRoot(files, name);
    const image = await (0,oci_image/* collectImage */.Q)(root, (descriptor) => readManifest(files, descriptor, descriptor === root));
    await checkDockerManifest(files, image, name !== undefined);
    const blobs = new Map();
    for (const blob of image.blobs) {
        const path = pathOf(blob.digest);
        const file = await files.find(path);
        if (file && file.size !== blob.size) {
            throw new content_error/* ContentError */.y(`${files.name}: ${blob.digest} has ${file.size} bytes instead of ${blob.size}`);
        }
        if (file)
            blobs.set(blob.digest, new VerifiedFile(file, blob, `${files.name}/${path}`));
    }
    return {
        name: files.name,
        image: { ...image, root: image.manifests.at(-1).descriptor },
        blob: (digest) => blobs.get(digest),
        absence: `and neither does ${files.name}. Export the complete image, or list a repository that has it in 'mount-from'.`,
        [Symbol.asyncDispose]: () => files[Symbol.asyncDispose](),
    };
}
async function readRoot(files, name) {
    const bytes = await readSmall(files, 'index.json');
    if (!bytes)
        throw new content_error/* ContentError */.y(`${files.name} is not an OCI image layout: it has no index.json. ${howToSave}`);
    const roots = entriesOf(bytes, files.name).map((entry) => (0,descriptor/* parseDescriptor */.BA)(entry, `${files.name}/index.json`));
    const chosen = name === undefined ? roots : roots.filter((root) => namesOf(root).includes(name));
    const [only, ...others] = chosen;
    if (only && others.every(({ digest }) => digest === only.digest))
        return only;
    const names = roots.map((root) => namesOf(root)[0]).join(', ');
    throw new content_error/* ContentError */.y(only
        ? `${files.name} contains several images: choose one of ${names}`
        : `${files.name} contains no image${name === undefined ? '' : ` named ${name}`}; available: ${names || 'none'}`);
}
async function checkDockerManifest(files, { manifests }, isChosen) {
    const bytes = await readSmall(files, dockerManifest);
    const listed = bytes ? configsIn(bytes, `${files.name}/${dockerManifest}`) : [];
    const configs = manifests.flatMap(({ blobs: [config] }) => (config ? [pathOf(config.digest)] : []));
    const isOurs = (path) => configs.some((config) => config === path);
    if (listed.length === 0 || (isChosen ? listed.some(isOurs) : listed.every(isOurs)))
        return;
    throw new content_error/* ContentError */.y(`${files.name} contains different images for different programs: its ${dockerManifest}, which 'docker load' reads, lists a configuration that its index.json does not lead to. ${howToSave}`);
}
function entriesOf(bytes, name) {
    try {
        const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
        const index = (0,json/* parseUnambiguousJson */.Z9)(text);
        const mistaken = Object.keys(index).find((key) => (0,json/* mistakenFor */.eR)(key, ['manifests']));
        if (mistaken === undefined)
            return 'manifests' in index && Array.isArray(index.manifests) ? index.manifests : [];
        throw new SyntaxError(`some parsers treat its field '${mistaken}' as 'manifests'`);
    }
    catch (cause) {
        throw new content_error/* ContentError */.y(`${name}/index.json is not valid, unambiguous JSON: ${cause.message}`, {
            cause,
        });
    }
}
function namesOf({ annotations, digest }) {
    return [...nameAnnotations.flatMap((key) => annotations?.[key] ?? []), digest];
}
async function readManifest(files, descriptor, isRoot) {
    const { digest, mediaType } = descriptor;
    const bytes = await readSmall(files, pathOf(digest));
    if (!bytes)
        throw new content_error/* ContentError */.y(`${files.name} ${describeMissing(descriptor, isRoot)}`);
    const manifest = (0,oci_manifest/* parseManifest */.N)(bytes, mediaType, (0,oci_digest/* algorithmOf */.Hy)(digest));
    if (manifest.descriptor.digest !== digest)
        throw new content_error/* ContentError */.y(`${files.name}: the content of ${digest} does not match its digest`);
    return manifest;
}
function describeMissing({ digest, platform }, isRoot) {
    if (isRoot || !platform)
        return `is missing manifest ${digest}`;
    return `is missing the image for ${(0,descriptor/* formatPlatform */.Bq)(platform)} (${digest}). Pull that platform before saving, or save only the others: docker save --platform <os/arch>.`;
}
async function readSmall(files, path) {
    const file = await files.find(path);
    if (!file)
        return undefined;
    if (file.size > oci_manifest/* manifestLimit */.t)
        throw new content_error/* ContentError */.y(`${files.name}/${path} is larger than ${oci_manifest/* manifestLimit */.t} bytes`);
    return await (0,blob_content/* collectBytes */.y)((signal) => file.read(0, file.size, signal));
}
function pathOf(digest) {
    return `blobs/${digest.replace(':', '/')}`;
}


/***/ })

};
