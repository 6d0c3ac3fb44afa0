export const id = 9134;
export const ids = [9134];
export const modules = {

8862:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  D: () => (ConcurrencyLimit)
});
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


}),

4396:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  AB: () => (withoutAttestations),
  H3: () => (isAttestation),
  W_: () => (attestedBy),
  gJ: () => (attestedKinds)
});
var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9368);
var _digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1564);


const kind = 'vnd.docker.reference.type';
const subject = 'vnd.docker.reference.digest';
const predicateType = 'in-toto.io/predicate-type';
function isAttestation({ annotations }) {
    return annotations?.[kind] === 'attestation-manifest';
}
function attestedBy({ annotations }) {
    const digest = annotations?.[subject] ?? '';
    return (0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest) ? digest : undefined;
}
function attestedKinds(index, manifestOf) {
    return index.children
        .filter(isAttestation)
        .flatMap(({ digest, annotations }) => (manifestOf(digest)?.blobs ?? []).slice(1).map((statement) => {
        const type = statement.annotations?.[predicateType] ?? statement.mediaType;
        return `${annotations?.[subject]} ${type}`;
    }))
        .toSorted();
}
function withoutAttestations({ bytes }) {
    const fields = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .parseJson */ .qF)(new TextDecoder().decode(bytes));
    return { ...fields, manifests: fields.manifests?.filter((entry) => !isAttestation(entry)) };
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

3782:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  FJ: () => (cosignTags),
  LN: () => (referrersTag),
  kC: () => (isReferrerTag)
});
var _digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1564);

const cosignEndings = ['.sig', '.att', '.sbom'];
function referrersTag(digest) {
    const [algorithm = '', encoded = ''] = digest.split(':');
    return `${algorithm}-${encoded.slice(0, 64)}`;
}
function cosignTags(digest) {
    if ((0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .algorithmOf */ .Hy)(digest) !== 'sha256')
        return [];
    return cosignEndings.map((ending) => `${digest.replace(':', '-')}${ending}`);
}
const grammar = /^sha(?:256|512)-[0-9a-f]{64}(?:\.(?:sig|att|sbom))?$/;
function isReferrerTag(tag) {
    return grammar.test(tag);
}


}),

3947:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Q: () => (collectImage)
});
var _async_concurrency_limit_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8862);
var _content_error_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9964);
var _descriptor_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6937);
var _digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1564);
var _manifest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5669);





const depthLimit = 8;
const readsAtOnce = 16;
const totalLimit = 16 * _manifest_js__WEBPACK_IMPORTED_MODULE_2__/* .manifestLimit */ .t;
async function collectImage(root, read, selection) {
    const found = new Map();
    const manifests = new Map();
    const blobs = new Map();
    const childrenOf = (manifest) => {
        const isRoot = manifest.descriptor.digest === root.digest && manifest.children.length > 0;
        const chosen = isRoot ? selection?.(manifest) : undefined;
        return chosen ? manifest.children.filter(({ digest }) => chosen.has(digest)) : manifest.children;
    };
    function visit({ digest }, depth) {
        if (manifests.has(digest))
            return;
        checkDepth(root, depth);
        const manifest = found.get(digest);
        const children = childrenOf(manifest);
        for (const child of children.filter(_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .isManifest */ .Yh))
            visit(child, depth + 1);
        const other = children.filter((child) => !(0,_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .isManifest */ .Yh)(child));
        for (const blob of [...manifest.blobs, ...other].filter(_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .isDistributable */ .bq)) {
            checkSize(blob, blobs.get(blob.digest), digest);
            blobs.set(blob.digest, blob);
        }
        manifests.set(digest, manifest);
    }
    await readAll(root, { read, childrenOf }, found);
    visit(root, 1);
    return { root, manifests: [...manifests.values()], blobs: [...blobs.values()] };
}
async function readAll(root, { read, childrenOf }, found) {
    const turns = new _async_concurrency_limit_js__WEBPACK_IMPORTED_MODULE_3__/* .ConcurrencyLimit */ .D(readsAtOnce);
    let total = 0;
    for (let [level, depth] = [[root], 1]; level.length > 0; depth++) {
        checkDepth(root, depth);
        total += level.reduce((sum, { size }) => sum + size, 0);
        if (total > totalLimit)
            throw new _content_error_js__WEBPACK_IMPORTED_MODULE_4__/* .ContentError */ .y(`${root.digest} has more than ${totalLimit} bytes of manifests`);
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
        const children = all.flatMap((manifest) => childrenOf(manifest).filter(_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .isManifest */ .Yh));
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
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_4__/* .ContentError */ .y(`${where} has the ${field} ${found[field]}, but its descriptor says ${descriptor[field]}`);
    }
    return manifest;
}
function checkDepth(root, depth) {
    if (depth > depthLimit)
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_4__/* .ContentError */ .y(`index ${root.digest} is nested more than ${depthLimit} deep`);
}
function checkSize({ digest, size }, former, manifest) {
    const where = `manifest ${manifest}`;
    if (former && former.size !== size) {
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_4__/* .ContentError */ .y(`${where} says that ${digest} has ${size} bytes, but it is also listed with ${former.size}`);
    }
    if (size === 0 && (0,_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .digestOf */ .ol)(Buffer.of(), (0,_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .algorithmOf */ .Hy)(digest)) !== digest) {
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_4__/* .ContentError */ .y(`${where} says that ${digest} is empty, but that is not the digest of empty content`);
    }
}


}),

7605:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  openRemoteImage: () => (openRemoteImage)
});

var registry_repository = __webpack_require__(6061);
var open_remote = __webpack_require__(9346);
var registry_pulls = __webpack_require__(313);
var content_error = __webpack_require__(9964);
var descriptor = __webpack_require__(6937);
var oci_digest = __webpack_require__(1564);
var reference = __webpack_require__(8732);
;// CONCATENATED MODULE: ./build/sources/registry/read-root.js




async function readRoot(reference, { manifests }, targets) {
    const { repository, digest, tag = 'latest' } = reference;
    let pulls = 0;
    const pull = async (wanted) => {
        pulls += 1;
        return await manifests.get(wanted);
    };
    const { cheaper, others } = sorted(targets, repository);
    const known = digest ?? (cheaper.length > 0 ? await manifests.head(tag) : undefined);
    if (known !== undefined)
        lookFor(known, others);
    const copy = known && (await findCopy(known, cheaper));
    const root = copy?.root ?? (await pull(known ?? tag));
    if (!root)
        throw new content_error/* ContentError */.y(whyMissing(reference, digest ?? tag));
    if ((0,descriptor/* isIndex */.nw)(root.descriptor))
        lookFor(root.descriptor.digest, others);
    const read = async (child) => (await copy?.target.manifests.get(child)) ?? (await pull(child));
    return { root, read, pulls: () => pulls };
}
function sorted(targets, source) {
    const isCheaper = ({ repository }) => (0,reference/* isPullCounted */.GY)(source) && !(0,reference/* isPullCounted */.GY)(repository);
    const others = targets.filter((target) => !isCheaper(target) && !(0,reference/* sameRepository */.RB)(target.repository, source));
    return { cheaper: targets.filter(isCheaper), others };
}
function lookFor(root, targets) {
    for (const { manifests } of targets)
        manifests.has(root).catch(() => undefined);
}
async function findCopy(digest, targets) {
    const roots = await Promise.all(targets.map(async (target) => ({ target, root: await target.manifests.get(digest) })));
    return roots.find(({ root }) => root !== undefined);
}
function whyMissing({ name, repository, tag, digest }, wanted) {
    const what = (0,oci_digest/* isDigest */.Bc)(wanted) ? wanted : `the tag '${wanted}'`;
    const isImplied = tag === undefined && digest === undefined;
    const hint = isImplied ? " Without a tag, 'latest' is meant." : '';
    return `The source ${name} cannot be read: ${(0,reference/* formatRepository */.Sh)(repository)} does not have ${what}.${hint} Check the spelling. If the repository is private, sign in to its registry: some registries hide private repositories.`;
}

var remote_referrers = __webpack_require__(4659);
var source_error = __webpack_require__(6287);
;// CONCATENATED MODULE: ./build/sources/registry/remote-image.js






async function openRemoteImage(reference, options) {
    const { name, repository } = reference;
    const { registry, targets, pool, log, signal, selection } = options;
    const remote = new registry_repository/* RemoteRepository */.N(registry, repository, 'pull', signal);
    const { root, read, pulls } = await readRoot(reference, remote, targets).catch((error) => {
        throw (0,source_error/* blameSource */.fD)(name, error);
    });
    const place = { name, remote, pool, log };
    const source = await (0,open_remote/* openRemote */.d)(root, { ...place, read }, selection);
    const referrers = remote_referrers/* RemoteReferrers */.v.to(source.image, place);
    const { pullAllowance: allowance } = remote;
    (0,registry_pulls/* reportPulls */.v)(repository.registry, { count: pulls(), allowance }, log);
    return {
        ...source,
        referrers,
        async [Symbol.asyncDispose]() {
            await referrers[Symbol.asyncDispose]();
            await source[Symbol.asyncDispose]();
        },
    };
}


})

};
