export const id = 203;
export const ids = [203];
export const modules = {

/***/ 8862:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ ConcurrencyLimit)
/* harmony export */ });
class ConcurrencyLimit {
    #limit;
    #waiting = [];
    #running = 0;
    constructor(limit) {
        this.#limit = limit;
    }
    async run(work) {
        if (this.#running >= this.#limit)
            await new Promise((start) => this.#waiting.push(start));
        else
            this.#running += 1;
        try {
            return await work();
        }
        finally {
            const next = this.#waiting.shift();
            if (next)
                next();
            else
                this.#running -= 1;
        }
    }
}


/***/ }),

/***/ 3947:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ collectImage)
/* harmony export */ });
/* harmony import */ var _async_concurrency_limit_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8862);
/* harmony import */ var _content_error_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9964);
/* harmony import */ var _descriptor_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6937);
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5669);




const depthLimit = 8;
const readsAtOnce = 16;
const totalLimit = 16 * _manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .manifestLimit */ .t;
async function collectImage(root, read) {
    const found = new Map();
    const manifests = new Map();
    const blobs = new Map();
    function visit({ digest }, depth) {
        if (manifests.has(digest))
            return;
        checkDepth(root, depth);
        const manifest = found.get(digest);
        for (const child of manifest.children.filter(_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .isManifest */ .Yh))
            visit(child, depth + 1);
        const other = manifest.children.filter((child) => !(0,_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .isManifest */ .Yh)(child));
        for (const blob of [...manifest.blobs, ...other].filter(_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .isDistributable */ .bq))
            blobs.set(blob.digest, blob);
        manifests.set(digest, manifest);
    }
    await readAll(root, read, found);
    visit(root, 1);
    return { root, manifests: [...manifests.values()], blobs: [...blobs.values()] };
}
async function readAll(root, read, found) {
    const turns = new _async_concurrency_limit_js__WEBPACK_IMPORTED_MODULE_2__/* .ConcurrencyLimit */ .D(readsAtOnce);
    let total = 0;
    for (let [level, depth] = [[root], 1]; level.length > 0; depth++) {
        checkDepth(root, depth);
        total += level.reduce((sum, { size }) => sum + size, 0);
        if (total > totalLimit)
            throw new _content_error_js__WEBPACK_IMPORTED_MODULE_3__/* .ContentError */ .y(`${root.digest} has more than ${totalLimit} bytes of manifests`);
        const failed = new AbortController();
        const manifests = level.map((descriptor) => turns.run(async () => {
            failed.signal.throwIfAborted();
            return checkedAgainst(descriptor, await read(descriptor));
        }));
        const all = await Promise.all(manifests).catch((error) => {
            failed.abort(error);
            throw error;
        });
        for (const manifest of all)
            found.set(manifest.descriptor.digest, manifest);
        const children = all.flatMap((manifest) => manifest.children.filter(_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .isManifest */ .Yh));
        const next = new Map(children.map((child) => [child.digest, child]));
        level = [...next.values()].filter(({ digest }) => !found.has(digest));
    }
}
function checkedAgainst(descriptor, manifest) {
    const found = manifest.descriptor;
    for (const field of ['digest', 'mediaType', 'size']) {
        if (found[field] === descriptor[field])
            continue;
        const where = `manifest ${descriptor.digest}`;
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_3__/* .ContentError */ .y(`${where} has the ${field} ${found[field]}, but its descriptor says ${descriptor[field]}`);
    }
    return manifest;
}
function checkDepth(root, depth) {
    if (depth > depthLimit)
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_3__/* .ContentError */ .y(`index ${root.digest} is nested more than ${depthLimit} deep`);
}


/***/ }),

/***/ 3203:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openRemoteImage: () => (/* binding */ openRemoteImage)
});

// EXTERNAL MODULE: ./build/oci/content-error.js
var content_error = __webpack_require__(9964);
// EXTERNAL MODULE: ./build/oci/descriptor.js
var oci_descriptor = __webpack_require__(6937);
// EXTERNAL MODULE: ./build/oci/distribution/reference.js
var reference = __webpack_require__(8732);
// EXTERNAL MODULE: ./build/oci/image.js
var oci_image = __webpack_require__(3947);
// EXTERNAL MODULE: ./build/registry/repository.js + 15 modules
var registry_repository = __webpack_require__(2131);
// EXTERNAL MODULE: ./build/sources/verified-file.js
var verified_file = __webpack_require__(4112);
// EXTERNAL MODULE: ./build/registry/errors/registry-error.js + 4 modules
var registry_error = __webpack_require__(648);
;// CONCATENATED MODULE: ./build/sources/registry/source-error.js


class SourceError extends content_error/* ContentError */.y {
}
function blameSource(source, error) {
    if (!(error instanceof registry_error/* RegistryError */.g))
        return error;
    return new SourceError(`The source ${source} cannot be read: ${error.message}`, { cause: error });
}

;// CONCATENATED MODULE: ./build/sources/registry/remote-blob.js

function remoteBlob(blob, blobs, source) {
    return {
        size: blob.size,
        async *read(start, end, signal) {
            try {
                yield* blobs.download(blob, { start, end }, signal);
            }
            catch (error) {
                throw blameSource(source, error);
            }
        },
    };
}

;// CONCATENATED MODULE: ./build/sources/registry/remote-image.js








async function openRemoteImage(reference, registry, signal) {
    const { name, repository } = reference;
    const remote = new registry_repository/* RemoteRepository */.N(registry, repository, 'pull', signal);
    const image = await readImage(reference, remote).catch((error) => {
        throw blameSource(name, error);
    });
    const blobs = new Map();
    for (const blob of image.blobs) {
        const content = remoteBlob(blob, remote.blobs, name);
        blobs.set(blob.digest, new verified_file/* VerifiedFile */.P(content, blob, `${shortPlace(reference)}`));
    }
    const known = new Set([...image.manifests.map(({ descriptor }) => descriptor.digest), ...blobs.keys()]);
    return {
        name,
        image,
        blob: (digest) => blobs.get(digest),
        origin: (digest) => (known.has(digest) ? repository : undefined),
        absence: `and neither does ${name}.`,
        [Symbol.asyncDispose]: async () => undefined,
    };
}
function shortPlace({ name }) {
    return name;
}
async function readImage(reference, { manifests }) {
    const wanted = reference.digest ?? reference.tag ?? 'latest';
    const root = await manifests.get(wanted);
    if (!root)
        throw new content_error/* ContentError */.y(whyMissing(reference, wanted));
    return await (0,oci_image/* collectImage */.Q)(root.descriptor, async (descriptor) => {
        if (descriptor.digest === root.descriptor.digest)
            return root;
        return (await manifests.get(descriptor.digest)) ?? missingChild(reference, root, descriptor);
    });
}
function whyMissing({ name, repository, tag, digest }, wanted) {
    const what = digest ?? `the tag '${wanted}'`;
    const isImplied = tag === undefined && digest === undefined;
    const hint = isImplied ? " Without a tag, 'latest' is meant." : '';
    return `The source ${name} cannot be read: ${(0,reference/* formatRepository */.Sh)(repository)} does not have ${what}.${hint} If the repository is private, sign in to its registry: some registries hide what others may not read.`;
}
function missingChild({ name, repository }, root, descriptor) {
    const { digest, platform } = descriptor;
    const what = platform && platform.os !== 'unknown' ? `the image for ${(0,oci_descriptor/* formatPlatform */.Bq)(platform)}` : 'a manifest';
    throw new content_error/* ContentError */.y(`The source ${name} is incomplete: its index ${root.descriptor.digest} lists ${what} (${digest}), which ${(0,reference/* formatRepository */.Sh)(repository)} does not have. Copy all platforms of the image there first.`);
}


/***/ }),

/***/ 4112:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ VerifiedFile)
/* harmony export */ });
/* harmony import */ var _oci_content_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9964);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1564);


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


/***/ })

};
