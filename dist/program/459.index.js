export const id = 459;
export const ids = [459];
export const modules = {

/***/ 4964:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ atMost)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500);

/** Milliseconds that optional work may take. */
const defaultLimit = 10_000;
/** Waits for optional work, at most this long, and ignores its failure. Never rejects. */
async function atMost(work, milliseconds = defaultLimit) {
    const over = (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(milliseconds, undefined, { ref: false });
    await Promise.race([work.catch(() => undefined), over]);
}


/***/ }),

/***/ 3250:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ singleFlight),
/* harmony export */   _: () => (/* binding */ shareFlight)
/* harmony export */ });
/** Runs `work` once per key and shares the result. A failure is forgotten, so that it can be retried. */
function singleFlight(memory, key, work) {
    return memory.get(key) ?? shareFlight(memory, key, work());
}
/** Shares work that the caller has just started because there was none for the key. */
function shareFlight(memory, key, result) {
    memory.set(key, result);
    result.catch(() => memory.get(key) === result && memory.delete(key));
    return result;
}


/***/ }),

/***/ 6004:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  h: () => (/* binding */ findUnbound),
  A: () => (/* binding */ renameAttestations)
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
;// CONCATENATED MODULE: ./build/intake/attestation/spliced-content.js


/** Content with one range of bytes replaced. The rest is read from the original. */
function splice(content, { start, end, bytes }) {
    return join([
        { content, start: 0, end: start },
        { content: (0,blob_content/* contentOfBytes */.I)(bytes), start: 0, end: bytes.length },
        { content, start: end, end: content.size },
    ]);
}
/** Digests content with the algorithm of another digest. */
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

// EXTERNAL MODULE: ./build/intake/attestation/statement.js
var statement = __webpack_require__(701);
;// CONCATENATED MODULE: ./build/intake/attestation/attestation.js









/** Bytes. Subjects are at the start of a statement, and a config is smaller than this. */
const headLimit = 1024 * 1024;
/**
 * BuildKit writes the name it pushes to into its attestations. This replaces it with the published names and updates
 * every digest up to the root: statement, config, manifest, index. The same image and names always give the same bytes.
 */
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
/** Finds statements of an image that have no subject, among those whose content is available. */
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
/** Rewrites the statements of a manifest that name the built image, and the config that lists them. */
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
/** A config lists its layers by the digest of their uncompressed content, which for a statement is the blob itself. */
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
/** The manifest with updated descriptors for replaced content; the same manifest if it references none. */
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


/***/ }),

/***/ 701:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EM: () => (/* binding */ renameSubjects),
/* harmony export */   Gv: () => (/* binding */ isObject),
/* harmony export */   QP: () => (/* binding */ isAttestationPart),
/* harmony export */   p0: () => (/* binding */ packageUrls),
/* harmony export */   vS: () => (/* binding */ lacksSubject)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9368);
/* harmony import */ var _oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8732);


/**
 * Whether a blob, judging by its first bytes, is part of a BuildKit attestation: an in-toto statement, or the config
 * that lists the statements' digests.
 */
function isAttestationPart(start) {
    if (!isObject(start))
        return false;
    const text = Buffer.from(start.subarray(0, 1024)).toString('latin1');
    return text.includes('in-toto.io/Statement') || text.includes('"architecture":"unknown"');
}
/** Whether a blob starts like a JSON object. */
function isObject(start) {
    return start[0] === '{'.charCodeAt(0);
}
/** The package URLs that BuildKit uses for the names it pushes: purl-spec, types/docker-definition.json */
function packageUrls(targets) {
    return targets.flatMap(({ repository: { registry, name }, tags }) => {
        const path = registry === _oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .dockerHub */ .UD ? name.replace(/^library\//, '') : `${registry}/${name}`;
        return tags.map((tag) => `pkg:docker/${path}@${tag}`);
    });
}
/**
 * Replaces every subject named after `builtName` (`127.0.0.1:PORT/name`) with `urls`, keeping its qualifiers. `head` is
 * the start of a statement: the subject comes before the predicate, which may be megabytes. Undefined if no subject has
 * that name.
 */
function renameSubjects(head, builtName, urls) {
    // One character per byte, so that offsets in the text are offsets in the blob, and non-ASCII text stays unchanged.
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
/**
 * Whether a statement, judging by its first bytes, has no subject: then it cannot be used to verify anything. If there
 * is no subject list in these bytes, it may come later, unless `isWhole` says that these are all the bytes.
 */
function lacksSubject(head, isWhole) {
    const text = Buffer.from(head).toString('latin1');
    const place = findList(text, 'subject');
    return place ? /^\[\s*\]$/.test(text.slice(place.start, place.end)) : isWhole;
}
/** A string may be cut off: it would be searched again from each of its quotes otherwise. */
const token = /"(?:[^"\\]|\\.)*"?|[{}[\]:]/gs;
const steps = { '{': 1, '[': 1, '}': -1, ']': -1 };
/** The position of the list under a key of the object in this text; undefined if it is missing or incomplete. */
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


/***/ }),

/***/ 4396:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AB: () => (/* binding */ withoutAttestations),
/* harmony export */   H3: () => (/* binding */ isAttestation),
/* harmony export */   gJ: () => (/* binding */ attestedKinds)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9368);

/**
 * The annotations with which BuildKit marks an index entry as describing another one:
 * docs/attestations/attestation-storage.md
 */
const kind = 'vnd.docker.reference.type';
const subject = 'vnd.docker.reference.digest';
const predicateType = 'in-toto.io/predicate-type';
/** Whether an index entry holds attestations about another entry. */
function isAttestation({ annotations }) {
    return annotations?.[kind] === 'attestation-manifest';
}
/**
 * The kinds of attestation in an index, each with the entry that it is about: `sha256:…
 * https://slsa.dev/provenance/v1`.
 */
function attestedKinds(index, manifestOf) {
    return index.children
        .filter(isAttestation)
        .flatMap(({ digest, annotations }) => 
    // The first blob is the config.
    (manifestOf(digest)?.blobs ?? []).slice(1).map((statement) => {
        const type = statement.annotations?.[predicateType] ?? statement.mediaType;
        return `${annotations?.[subject]} ${type}`;
    }))
        .toSorted();
}
/** The fields of an index, without its attestation entries. */
function withoutAttestations({ bytes }) {
    const fields = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .parseJson */ .qF)(new TextDecoder().decode(bytes));
    return { ...fields, manifests: fields.manifests?.filter((entry) => !isAttestation(entry)) };
}


/***/ }),

/***/ 8895:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ contentOfBytes),
/* harmony export */   y: () => (/* binding */ collectBytes)
/* harmony export */ });
/** A small blob that was generated here and is held in memory. */
function contentOfBytes(bytes) {
    return {
        size: bytes.length,
        async *read(start, end) {
            yield bytes.subarray(start, end);
        },
    };
}
/** Reads everything into one buffer, so it must fit in memory. Copies each chunk, which the next may overwrite. */
async function collectBytes(read) {
    const chunks = [];
    for await (const chunk of read(new AbortController().signal))
        chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks);
}


/***/ }),

/***/ 9657:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ BrokenBlob),
/* harmony export */   a: () => (/* binding */ SpoolError)
/* harmony export */ });
/* harmony import */ var _content_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9964);

/** A blob that will never be complete: its sender disconnected or sent other content. Not a registry's fault. */
class BrokenBlob extends _content_error_js__WEBPACK_IMPORTED_MODULE_0__/* .WrongContent */ .l {
}
/** Received data could not be written to disk: the fault of this machine, not of a registry. */
class SpoolError extends _content_error_js__WEBPACK_IMPORTED_MODULE_0__/* .ContentError */ .y {
    constructor(directory, cause) {
        super(`Blobs for the registries cannot be buffered in ${directory}: ${cause.message}. Free up disk space there.`, {
            cause,
        });
    }
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



/** Levels of manifests; more than any real image has. */
const depthLimit = 8;
/** The total size of all manifests in bytes, as they are held in memory. */
const totalLimit = 16 * _manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .manifestLimit */ .t;
/**
 * Collects everything that `root` references. `read` finds the manifest of a descriptor. Throws ContentError if the
 * manifest does not match the descriptor.
 */
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
        // An index may list content of an unknown kind; clients agree to treat it as a blob.
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

/***/ 6071:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ settleAll),
/* harmony export */   z: () => (/* binding */ MissingBlobs)
/* harmony export */ });
/** Blobs that a target lacks and that we do not have: the builder has to send them again. */
class MissingBlobs extends Error {
    name = 'MissingBlobs';
    digests;
    constructor(digests) {
        super(`a registry does not have ${digests.join(', ')}, which the builder did not send`);
        this.digests = digests;
    }
    /** Describes the problem as one of the registry, for when the builder is not asked again. */
    get reason() {
        return `it no longer has ${this.digests.join(', ')}, which it had before`;
    }
}
/** Waits for all to settle. Throws the first error or, if all errors are missing blobs, one MissingBlobs for all. */
async function settleAll(works) {
    const results = await Promise.allSettled(works);
    const errors = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    const missing = errors.filter((error) => error instanceof MissingBlobs);
    for (const error of errors)
        if (!(error instanceof MissingBlobs))
            throw error;
    if (missing.length > 0)
        throw new MissingBlobs([...new Set(missing.flatMap(({ digests }) => digests))]);
}


/***/ }),

/***/ 1366:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ totalTraffic)
/* harmony export */ });
/** Adds up the steps of an image's blobs; a blob without a known step is left out. */
function totalTraffic(steps) {
    const total = (kind) => {
        const blobs = steps.filter(({ step }) => step?.do === kind).map(({ blob }) => blob);
        return { blobs: blobs.length, bytes: blobs.reduce((sum, { size }) => sum + size, 0) };
    };
    return { kept: total('keep'), mounted: total('mount'), uploaded: total('upload') };
}


/***/ }),

/***/ 8726:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Of: () => (/* binding */ refusalOf),
/* harmony export */   V5: () => (/* binding */ planTagMove),
/* harmony export */   YC: () => (/* binding */ ruleOn),
/* harmony export */   nU: () => (/* binding */ planLateMove),
/* harmony export */   t3: () => (/* binding */ isImmutable)
/* harmony export */ });
/* harmony import */ var _input_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3587);

/** Decides whether one tag, which now points at `before`, may be moved to `digest`. */
function planTagMove(tag, before, digest, rules) {
    if (before === digest)
        return { tag, do: 'unchanged' };
    if (before === undefined)
        return { tag, do: 'write', before };
    if (isImmutable(tag, rules)) {
        return { tag, do: 'refuse', before, reason: "it matches 'immutable-tags' and points at another image" };
    }
    if (rules.existing === 'skip')
        return { tag, do: 'skip', before };
    if (rules.existing === 'fail')
        return { tag, do: 'refuse', before, reason: "it already exists, and 'existing-tags' is 'fail'" };
    return { tag, do: 'write', before };
}
/** Adjusts a move for a late target: a tag that somebody else has moved since `first` is left alone. */
function planLateMove(move, first) {
    return move.do === 'write' && move.before !== first ? { tag: move.tag, do: 'withhold' } : move;
}
/** Why some tags of a target must not be moved; undefined if all may. */
function refusalOf(target, moves) {
    const refused = moves.filter((move) => move.do === 'refuse');
    if (refused.length === 0)
        return undefined;
    const reasons = refused.map(({ tag, reason }) => `${target}:${tag} was not moved: ${reason}`);
    return new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .d('tags', reasons.join('; '));
}
/** Which input restricts when a tag may be written that may point at another image; undefined if none does. */
function ruleOn(tag, rules) {
    if (isImmutable(tag, rules))
        return "it matches 'immutable-tags'";
    return rules.existing === 'overwrite' ? undefined : `'existing-tags' is '${rules.existing}'`;
}
function isImmutable(tag, { immutable }) {
    return immutable.some((glob) => covers(glob, tag));
}
/** Matches each part between asterisks at its first position: a regular expression would try all others as well. */
function covers(glob, tag) {
    const [first = '', ...parts] = glob.split('*');
    const last = parts.pop();
    if (last === undefined)
        return tag === first;
    if (!tag.startsWith(first))
        return false;
    let from = first.length;
    for (const part of parts) {
        const place = tag.indexOf(part, from);
        if (place < 0)
            return false;
        from = place + part.length;
    }
    return tag.length - last.length >= from && tag.endsWith(last);
}


/***/ }),

/***/ 8767:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ findEquivalent)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7975);
/* harmony import */ var _oci_attestations_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4396);
/* harmony import */ var _oci_image_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3947);



/**
 * Finds an image that a tag of the target points at and that differs from the one to publish only in its attestations,
 * of which it has the same kinds: repeating a build changes their timestamps. Undefined if there is none.
 */
async function findEquivalent(push, image) {
    const root = image.manifests.find(({ descriptor }) => descriptor.digest === image.root.digest);
    if (!root?.children.some(_oci_attestations_js__WEBPACK_IMPORTED_MODULE_2__/* .isAttestation */ .H3))
        return undefined;
    for (const digest of push.shownRoots) {
        const found = digest === image.root.digest ? undefined : await push.manifests.get(digest);
        const same = found && (await completed(push, found, root, image));
        if (same)
            return same;
    }
    return undefined;
}
/** The image of an existing index, if it is complete and differs only in its attestations. */
async function completed(push, found, root, image) {
    if (!(0,node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)((0,_oci_attestations_js__WEBPACK_IMPORTED_MODULE_2__/* .withoutAttestations */ .AB)(found), (0,_oci_attestations_js__WEBPACK_IMPORTED_MODULE_2__/* .withoutAttestations */ .AB)(root)))
        return undefined;
    const digests = found.children.filter(_oci_attestations_js__WEBPACK_IMPORTED_MODULE_2__/* .isAttestation */ .H3).map(({ digest }) => digest);
    const attestations = await Promise.all(digests.map((digest) => push.manifests.get(digest)));
    const all = [...image.manifests, ...attestations.filter((manifest) => manifest !== undefined), found];
    const known = new Map(all.map((manifest) => [manifest.descriptor.digest, manifest]));
    const kindsOf = (index) => (0,_oci_attestations_js__WEBPACK_IMPORTED_MODULE_2__/* .attestedKinds */ .gJ)(index, (digest) => known.get(digest));
    const isSame = attestations.every(Boolean) && (0,node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)(kindsOf(found), kindsOf(root));
    return isSame ? await whole(push, found, attestations, known) : undefined;
}
/** We do not have the content of existing attestations, so the target must have it. */
async function whole(push, found, attestations, known) {
    push.presence.add([...attestations, found].map(({ descriptor }) => descriptor.digest));
    const blobs = attestations.flatMap((manifest) => manifest.blobs);
    if (!push.verifiesContent)
        push.presence.add(blobs.map(({ digest }) => digest));
    const isThere = await Promise.all(blobs.map(({ digest }) => push.presence.look(digest)));
    if (isThere.includes(false))
        return undefined;
    return await (0,_oci_image_js__WEBPACK_IMPORTED_MODULE_1__/* .collectImage */ .Q)(found.descriptor, ({ digest }) => known.get(digest));
}


/***/ }),

/***/ 524:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   y: () => (/* binding */ explore)
/* harmony export */ });
/* harmony import */ var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6937);

/** Maximum number of manifests to read; enough for an index of many platforms. */
const readLimit = 24;
/**
 * Reads manifests of a repository from `start` downwards, and reports the digests that exist: the manifests themselves
 * and their blobs, since registries refuse a manifest without its blobs. The children of an index are not reported:
 * clean-up jobs delete them, and registries allow that. Children that are not wanted are not read.
 */
async function explore(manifests, start, tell, isWanted = () => true) {
    const seen = new Set();
    const read = async (reference) => {
        if (seen.has(reference) || seen.size >= readLimit)
            return;
        seen.add(reference);
        const found = await manifests.get(reference);
        if (found)
            await note(found);
    };
    const note = async (manifest) => {
        const { descriptor, blobs, children } = manifest;
        seen.add(descriptor.digest);
        // A build cache is an index of blobs.
        const content = [descriptor, ...blobs, ...children.filter((child) => !(0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .isManifest */ .Yh)(child))];
        const digests = content.map(({ digest }) => digest);
        tell(digests, manifest);
        await Promise.all(children.filter((child) => (0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .isManifest */ .Yh)(child) && isWanted(child)).map(({ digest }) => read(digest)));
    };
    await Promise.all(start.map((each) => (typeof each === 'string' ? read(each) : note(each))));
}


/***/ }),

/***/ 909:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   cz: () => (/* binding */ detailsOf),
/* harmony export */   sG: () => (/* binding */ outcomeOf),
/* harmony export */   t_: () => (/* binding */ outcomeWithout)
/* harmony export */ });
/* harmony import */ var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6937);
/* harmony import */ var _plan_step_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1366);
/* harmony import */ var _registry_errors_registry_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(648);



/** The outcome of a push. For an abandoned target, counts the blobs known so far. */
function outcomeOf(updates) {
    const { push, upload, outcomes: tags, isOvertaken } = updates;
    const steps = upload.image.blobs.map((blob) => ({ blob, step: push.stepOf(blob.digest) }));
    const error = push.failure ?? (isOvertaken ? overtaken(push) : undefined);
    return {
        ...outcomeWithout(push, tags),
        status: statusOf(updates),
        traffic: (0,_plan_step_js__WEBPACK_IMPORTED_MODULE_2__/* .totalTraffic */ .K)(steps),
        ...detailsOf(upload),
        ...(error && { error }),
    };
}
/** Which image it was, and in which state the target had it. */
function detailsOf({ image, repaired, isEquivalent }) {
    const platforms = image.manifests
        .flatMap(({ children }) => children)
        .filter(({ platform }) => platform?.os !== 'unknown');
    return {
        root: image.root,
        platforms: platforms.flatMap(({ platform, digest }) => platform ? [{ platform: (0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .formatPlatform */ .Bq)(platform), digest }] : []),
        ...(repaired > 0 && { repaired }),
        ...(isEquivalent && { isEquivalent }),
    };
}
/** The outcome of a push that never got an image. */
function outcomeWithout(push, tags) {
    return {
        target: push.target,
        status: push.failure ? 'failed' : 'withheld',
        tags,
        traffic: (0,_plan_step_js__WEBPACK_IMPORTED_MODULE_2__/* .totalTraffic */ .K)([]),
        sent: push.meter.sent,
        retries: push.remote.retries,
        seconds: push.meter.seconds,
        ...(push.failure && { error: push.failure }),
    };
}
function statusOf({ push, outcomes: tags, isPutBack, isComplete }) {
    if (push.failure || tags.some(({ status }) => status === 'stuck'))
        return 'failed';
    if (tags.some(({ status }) => status === 'unconfirmed'))
        return 'unconfirmed';
    // A tag that another job moved right afterwards still counts as published, which is reported: no rule applied to it.
    const good = ['published', 'unchanged', 'skipped', ...(isPutBack ? [] : ['overtaken'])];
    const isPublished = tags.length > 0 ? tags.every(({ status }) => good.includes(status)) : isComplete && !isPutBack;
    return isPublished ? 'published' : 'withheld';
}
function overtaken({ name }) {
    const reason = 'another job moved its tags before the image was complete; run this again if this image is the newer one';
    return new _registry_errors_registry_error_js__WEBPACK_IMPORTED_MODULE_1__/* .RegistryError */ .g({ where: name, operation: 'writing tags', reason });
}


/***/ }),

/***/ 2368:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ untilDecided)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500);
/* harmony import */ var _plan_gate_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6247);


/**
 * Waits until all required targets have ended or, if none is required individually, one is ready; then at most
 * `timeout` milliseconds for the rest. Returns the work still in progress, whose failures are not thrown anywhere.
 */
async function untilDecided(works, required, timeout) {
    const states = new Map(works.map((work) => [work, 'under way']));
    const decided = Promise.withResolvers();
    const end = (work, isDone) => {
        states.set(work, isDone && !work.push.failure ? 'ready' : 'failed');
        const targets = works.map((each) => ({ target: each.push.name, state: states.get(each) ?? 'failed' }));
        if ((0,_plan_gate_js__WEBPACK_IMPORTED_MODULE_1__/* .isDecided */ .d$)(targets, required))
            decided.resolve();
    };
    const all = works.map((work) => work.done.then(() => end(work, true), () => end(work, false)));
    const over = new AbortController();
    const late = decided.promise.then(() => (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(timeout, undefined, { signal: over.signal }));
    await Promise.race([Promise.all(all), late]);
    over.abort();
    late.catch(() => undefined);
    return works.filter((work) => states.get(work) === 'under way');
}


/***/ }),

/***/ 967:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ warmUp)
/* harmony export */ });
/* harmony import */ var _async_at_most_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4964);
/* harmony import */ var _input_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3587);
/* harmony import */ var _oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8732);
/* harmony import */ var _plan_tag_move_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8726);
/* harmony import */ var _registry_errors_registry_error_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(648);
/* harmony import */ var _content_equivalent_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8767);
/* harmony import */ var _content_explore_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(524);







/**
 * While the image is built, does everything for one target that does not need it: signs in, opens connections, proves
 * that a push is allowed, and reads what its tags point at and so what exists there. A failure fails the push.
 */
function warmUp(push, options) {
    const { promise: explored, resolve } = Promise.withResolvers();
    const all = warm(push, options, resolve)
        .catch((error) => push.fail(error))
        .finally(resolve);
    push.warmUp(all, explored);
    return all;
}
async function warm(push, options, explored) {
    const { beforeBuild, rules, creates = false, image } = options;
    // Artifactory denies access to tags that do not exist. That may be assumed if no rule depends on a tag's old image.
    if (rules.existing === 'overwrite' && rules.immutable.length === 0)
        push.tags.takeDenialAsMissing();
    // All registries challenge a write, only some a read. The first challenge is answered for all: the write goes first.
    const proof = beforeBuild ? provePush(push, creates) : undefined;
    const [manifest] = await Promise.all([readTags(push), proof, image && findRoot(push, image.root.digest)]);
    push.presence.add(push.tags.digests);
    const root = image && (await rootOf(push, image));
    checkTags(push, rules, root);
    if (root && push.presence.knows(root))
        return;
    if (!beforeBuild)
        await createIfMissing(push, creates);
    await learn(push, options, manifest, explored);
}
/** Finds out what exists, but for what would delay the push. */
async function learn(push, { beforeBuild, bases = [] }, manifest, explored) {
    const others = beforeBuild && !isPullCounted(push) ? push.tags.digests : [];
    const learned = findExisting(push, [...(manifest ? [manifest] : []), ...others], bases, explored);
    // What is not known by then is looked up blob by blob.
    await (0,_async_at_most_js__WEBPACK_IMPORTED_MODULE_0__/* .atMost */ .T)(learned.then(() => (beforeBuild ? push.prepareMounts() : undefined)));
}
/** Only an attempt proves it: a token may grant less than requested without saying so. The first upload can use it. */
async function provePush({ remote, spares }, creates) {
    const open = async () => spares.keepFree(await remote.blobs.openSession('permission to push'));
    await open().catch(async (error) => {
        if (!remote.mayCreate || !(error instanceof _registry_errors_registry_error_js__WEBPACK_IMPORTED_MODULE_4__/* .RegistryError */ .g && error.has('NAME_UNKNOWN')))
            throw error;
        if (!creates)
            return;
        await remote.create();
        await open();
    });
}
/** An image that is known is pushed at once: only its first upload would find out that the repository is missing. */
async function createIfMissing(push, creates) {
    if (push.remote.mayCreate)
        await provePush(push, creates);
}
/** Docker Hub counts a GET of a manifest as a pull. */
function isPullCounted({ target }) {
    return target.repository.registry === _oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .dockerHub */ .UD;
}
async function readTags(push) {
    if (isPullCounted(push))
        return await push.tags.read().then(() => undefined);
    const manifest = await push.tags.readWithManifest();
    if (manifest)
        push.manifests.add(manifest);
    return manifest;
}
/** The root that the target gets, which may be an existing one. */
async function rootOf(push, image) {
    return ((await (0,_content_equivalent_js__WEBPACK_IMPORTED_MODULE_5__/* .findEquivalent */ .M)(push, image)) ?? image).root.digest;
}
async function findRoot({ remote, presence }, root) {
    if (await remote.manifests.head(root))
        presence.add([root]);
}
/** Fails early if it is already known that the tags will be refused. */
function checkTags({ target, tags, name }, rules, root) {
    const found = target.tags.map((tag) => ({ tag, digest: tags.digestOf(tag) }));
    const refusal = root &&
        (0,_plan_tag_move_js__WEBPACK_IMPORTED_MODULE_3__/* .refusalOf */ .Of)(name, found.map(({ tag, digest }) => (0,_plan_tag_move_js__WEBPACK_IMPORTED_MODULE_3__/* .planTagMove */ .V5)(tag, digest, root, rules)));
    if (refusal)
        throw refusal;
    const existing = found.find(({ tag, digest }) => digest && !(0,_plan_tag_move_js__WEBPACK_IMPORTED_MODULE_3__/* .isImmutable */ .t3)(tag, rules));
    if (existing && !root && rules.existing === 'fail') {
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .d('existing-tags', `${name}:${existing.tag} already exists; nothing was published`);
    }
}
/** Finds out what the target has, and what can be mounted from the base images of the new and the previous image. */
async function findExisting(push, start, bases, explored) {
    const { remote, presence, mountIndex } = push;
    const surveys = bases.map((reference) => mountIndex.survey(reference));
    await (0,_content_explore_js__WEBPACK_IMPORTED_MODULE_6__/* .explore */ .y)(remote.manifests, start, (digests, manifest) => {
        push.manifests.add(manifest);
        // When content is verified, only manifests that were read are taken for granted.
        presence.add(push.verifiesContent ? [manifest.descriptor.digest] : digests);
        const { base } = manifest;
        const reference = base === undefined ? undefined : (0,_oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .parseReference */ .F2)(base);
        if (reference)
            surveys.push(mountIndex.survey(reference));
    });
    explored();
    await Promise.all(surveys);
}


/***/ }),

/***/ 4157:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Q: () => (/* binding */ publishEverywhere)
});

// EXTERNAL MODULE: ./build/async/or-aborted.js
var or_aborted = __webpack_require__(2024);
// EXTERNAL MODULE: ./build/format-bytes.js
var format_bytes = __webpack_require__(3915);
// EXTERNAL MODULE: ./build/oci/missing-blobs.js
var missing_blobs = __webpack_require__(6071);
// EXTERNAL MODULE: ./build/plan/outcome-text.js
var outcome_text = __webpack_require__(7060);
// EXTERNAL MODULE: ./build/registry/errors/registry-error.js + 4 modules
var registry_error = __webpack_require__(648);
;// CONCATENATED MODULE: ./build/async/concurrency-limit.js
/** Runs at most `limit` tasks at a time, and the others in order, so that a list of any length takes little memory. */
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

// EXTERNAL MODULE: ./build/async/single-flight.js
var single_flight = __webpack_require__(3250);
// EXTERNAL MODULE: ./build/oci/content-error.js
var content_error = __webpack_require__(9964);
// EXTERNAL MODULE: ./build/oci/descriptor.js
var descriptor = __webpack_require__(6937);
// EXTERNAL MODULE: ./build/oci/digest.js
var digest = __webpack_require__(1564);
;// CONCATENATED MODULE: ./build/registry/errors/lacking.js


/** Whether a manifest was refused because the registry lacks content that it references. */
function lacksContent(error) {
    return error instanceof registry_error/* RegistryError */.g && error.lacksContent;
}
/** The digests that an error reports as unknown; empty if it names none. */
function namedBy({ failure }) {
    const said = JSON.stringify(failure.problems?.map(({ detail, message }) => [detail, message])) ?? '';
    return [...said.matchAll(/sha(?:256|512):[0-9a-f]+/g)].map(([digest]) => digest).filter(digest/* isDigest */.Bc);
}

// EXTERNAL MODULE: ./build/push/content/equivalent.js
var equivalent = __webpack_require__(8767);
;// CONCATENATED MODULE: ./build/push/content/content-upload.js







/** How often a registry may report content as missing that it claimed to have. */
const missingContentAttempts = 4;
/** Blobs processed at a time: more than there are connections, so that the largest of them goes first. */
const blobsAtOnce = 256;
/** After this many attempts the registry's claims are ignored; until then it may just not be consistent yet. */
const patientAttempts = 2;
/**
 * Brings an image to one target, blobs before manifests and children before parents, all by digest, so that no tag
 * points at any of it yet. Each part waits only for the parts it references. Rejects with MissingBlobs if the target
 * lacks blobs that we do not have.
 */
class ContentUpload {
    push;
    #source;
    /** Manifests below the root that turned out to be missing although the target has the root. */
    #gone = new Set();
    #image;
    #manifests;
    #wasThere;
    #built;
    #puts = new Map();
    #turns = new ConcurrencyLimit(blobsAtOnce);
    constructor(push, source) {
        const { image } = source;
        this.push = push;
        this.#source = source;
        this.#image = image;
        this.#manifests = byDigest(image);
        this.#built = image.root.digest;
    }
    /** The image to publish: the given one, or an existing one that differs only in its attestations. */
    get image() {
        return this.#image;
    }
    /** Whether the existing image differs only in its attestations, and is kept. */
    get isEquivalent() {
        return this.#image.root.digest !== this.#built;
    }
    /** The number of missing manifests and blobs of an image that the target already had. */
    get repaired() {
        if (!this.#wasThere)
            return 0;
        return this.#gone.size + this.#image.blobs.filter(({ digest }) => this.#isBroken(digest)).length;
    }
    get root() {
        return this.#manifests.get(this.image.root.digest);
    }
    /** Brings everything, including the root. */
    async complete() {
        await this.uploadContent();
        await this.#bring(this.root);
    }
    /** Brings everything below the root. */
    async uploadContent() {
        await this.survey();
        await this.#bringContentOf(this.root);
    }
    /** Finds out which parts of the image the target has, as far as possible without a request for each blob. */
    async survey() {
        const { presence } = this.push;
        if (this.#wasThere === undefined)
            await this.#findEquivalent();
        this.#wasThere ??= presence.knows(this.image.root.digest);
        // Parents come after their children.
        for (const manifest of this.image.manifests.toReversed())
            this.#assumeBelow(manifest);
        if (this.#wasThere)
            await this.#lookForChildren();
    }
    /**
     * Tries once to write the root under a tag. Returns the digest that the registry reports as stored, if it does.
     * `retryState` counts the remaining retries.
     */
    async putRoot(tag, retryState, condition) {
        return await this.#write(this.root, () => this.push.remote.manifests.putOnce(this.root, tag, condition), retryState);
    }
    /** Writes the root by digest, with as many of these tags as the registry accepts in one request; returns those. */
    async putRootWith(tags) {
        const taken = await this.#write(this.root, (retryState) => this.push.remote.manifests.putTags(this.root, tags, retryState));
        this.push.presence.add([this.image.root.digest]);
        return taken;
    }
    #isBroken(digest) {
        return this.push.hasBrought(digest) || this.push.presence.isMissing(digest);
    }
    async #findEquivalent() {
        const image = await (0,equivalent/* findEquivalent */.M)(this.push, this.#image);
        if (!image)
            return;
        this.#image = image;
        this.#manifests = byDigest(image);
    }
    /** If a manifest exists, so do its blobs: registries refuse it otherwise. The children of an index may be deleted. */
    #assumeBelow({ descriptor, blobs }) {
        const { presence, verifiesContent } = this.push;
        if (!verifiesContent && presence.knows(descriptor.digest))
            presence.add(blobs.map(({ digest }) => digest));
    }
    async #lookForChildren() {
        const { remote, presence } = this.push;
        const look = async (child) => {
            const { digest } = child.descriptor;
            if (presence.knows(digest))
                return;
            if (await remote.manifests.head(digest))
                presence.add([digest]);
            else
                this.#miss(child);
            this.#assumeBelow(child);
        };
        await Promise.all(this.image.manifests.filter((manifest) => manifest !== this.root).map(look));
    }
    /** The blobs of a deleted manifest may have been deleted with it, so the target is asked before they are sent. */
    #miss({ descriptor, blobs }) {
        const { presence } = this.push;
        this.#gone.add(descriptor.digest);
        for (const { digest } of blobs)
            if (!presence.knows(digest))
                presence.doubt(digest);
    }
    async #bringContentOf({ blobs, children }) {
        await (0,missing_blobs/* settleAll */.j)([
            ...blobs.filter(descriptor/* isDistributable */.bq).map((blob) => this.#ensure(blob)),
            ...children.map((child) => {
                const known = this.#manifests.get(child.digest);
                return known ? this.#bring(known) : this.#ensure(child);
            }),
        ]);
    }
    async #ensure(blob) {
        const { push } = this;
        const ensured = this.#turns.run(() => push.ensure(blob, this.#source.blob(blob.digest)));
        await ensured.catch((error) => {
            const isFinal = error instanceof missing_blobs/* MissingBlobs */.z && !this.#source.resend;
            const failure = isFinal
                ? new content_error/* ContentError */.y(`${push.name} does not have ${blob.digest}, ${this.#source.absence}`)
                : error;
            // Immediately, so that nothing more is started for this target.
            if (!(failure instanceof missing_blobs/* MissingBlobs */.z))
                push.fail(failure);
            throw failure;
        });
    }
    async #bring(manifest) {
        const { push } = this;
        const { digest } = manifest.descriptor;
        if (push.presence.knows(digest))
            return push.verifiesContent ? await this.#bringContentOf(manifest) : undefined;
        await (0,single_flight/* singleFlight */.F)(this.#puts, digest, async () => {
            await this.#write(manifest, (retryState) => push.remote.manifests.put(manifest, digest, retryState));
            push.presence.add([digest]);
        });
    }
    /** Writes a manifest. If the registry lacks what it claimed to have, waits, asks again, then ignores the claims. */
    async #write(manifest, put, retryState = this.push.remote.manifests.retryState()) {
        for (let attempt = 1;; attempt++) {
            await this.#bringContentOf(manifest);
            try {
                return await put(retryState);
            }
            catch (error) {
                if (!lacksContent(error) || attempt === missingContentAttempts)
                    throw error;
                retryState.spend(error);
                await this.push.pause(attempt);
                this.#unsettle(manifest, namedBy(error), attempt > patientAttempts);
            }
        }
    }
    /** Forgets what the registry claimed to have. What it accepted in this run is re-sent only if the error names it. */
    #unsettle({ blobs, children }, named, isLiar) {
        const own = [...blobs, ...children].map(({ digest }) => digest);
        const suspects = own.filter((digest) => named.includes(digest));
        for (const digest of suspects.length > 0 ? suspects : own) {
            if (isLiar && (suspects.length > 0 || !this.push.hasBrought(digest)))
                this.push.distrust(digest);
            else
                this.push.doubt(digest);
            this.#puts.delete(digest);
        }
    }
}
function byDigest({ manifests }) {
    return new Map(manifests.map((manifest) => [manifest.descriptor.digest, manifest]));
}

// EXTERNAL MODULE: ./build/push/until-decided.js
var until_decided = __webpack_require__(2368);
;// CONCATENATED MODULE: ./build/push/content-phase.js


/**
 * The first phase: brings the complete image to all targets in parallel; a single target gets the root later, with its
 * tags. A failure at one target fails its push. Throws one MissingBlobs for all targets if blobs have to be sent to us
 * again. Waits `timeout` milliseconds longer for targets that are not required, and returns those still in progress.
 */
async function completeAll(uploads, required, timeout) {
    const withRoot = uploads.length > 1;
    const all = uploads.map((upload) => ({
        upload,
        push: upload.push,
        done: complete(upload, withRoot),
    }));
    const late = await (0,until_decided/* untilDecided */.N)(all, required, timeout);
    await (0,missing_blobs/* settleAll */.j)(all.filter((each) => !late.includes(each)).map(({ done }) => done));
    return late;
}
/** Reads the tags again, since others may have moved them during the push. Returns the targets that are too slow. */
async function refreshAll(uploads, required, timeout) {
    const all = uploads.map((upload) => ({ upload, push: upload.push, done: refresh(upload) }));
    return await (0,until_decided/* untilDecided */.N)(all, required, timeout);
}
async function complete(upload, withRoot) {
    const { push } = upload;
    try {
        await push.warmedUp;
        if (push.failure)
            return;
        // Others may have moved the tags during the build.
        await (0,missing_blobs/* settleAll */.j)([uploadContent(upload, withRoot), push.tags.refresh()]);
    }
    catch (error) {
        if (error instanceof missing_blobs/* MissingBlobs */.z)
            throw error;
        push.fail(error);
    }
}
async function uploadContent(upload, withRoot) {
    using _ = upload.push.meter.time();
    await (withRoot ? upload.complete() : upload.uploadContent());
}
async function refresh({ push }) {
    if (!push.failure)
        await push.tags.refresh().catch((error) => push.fail(error));
}

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(8474);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./build/plan/gate.js
var gate = __webpack_require__(6247);
// EXTERNAL MODULE: ./build/plan/tag-move.js
var tag_move = __webpack_require__(8726);
;// CONCATENATED MODULE: ./build/push/tags/replaced.js


/** The failure of a target if rules apply to these tags. It names each tag, its rule, and both digests. */
function replacedError({ where, written, tags }, { rules }) {
    const found = tags.map(({ tag, digest }) => {
        // The only rule left is the one for late targets.
        const rule = (0,tag_move/* ruleOn */.YC)(tag, rules) ?? 'this target was late';
        return `'${tag}' (returns ${digest}; ${rule})`;
    });
    const reason = `the registry accepted ${written}, but now returns another image for ${found.join(', ')}; check which other job publishes there, then run this again`;
    return new registry_error/* RegistryError */.g({ where, operation: 'writing tags', reason });
}

// EXTERNAL MODULE: ./build/registry/condition.js
var condition = __webpack_require__(9275);
;// CONCATENATED MODULE: ./build/push/tags/confirm.js

/** Milliseconds for which a registry that accepted a tag may still return the old image. */
const defaultCatchUp = 15_000;
/** Checks that a tag points at what was written; retries for a while, as reads may lag behind writes. Never rejects. */
async function confirmTag(written, upload, { catchUp = defaultCatchUp, cancelled }) {
    const { push } = upload;
    const isBlind = written.isTold && push.tags.isDenied(written.tag);
    const began = push.elapsed();
    for (let times = 1;; times++) {
        const { status, shown } = await sight(written, upload).catch((error) => ({
            status: statusAfter(error, isBlind),
            shown: undefined,
        }));
        if (status !== 'behind')
            return { status, shown };
        const left = catchUp - (push.elapsed() - began);
        const isOver = left <= 0 || (await push.pause(times, left, cancelled).catch(() => true));
        if (isOver)
            return { status: 'unconfirmed', shown };
    }
}
async function sight({ tag, before }, { push, image }) {
    const { manifests } = push.remote;
    const isOld = (digest) => digest === undefined || digest === before;
    let shown = await manifests.head(tag);
    // A header may be wrong; the bytes are not.
    if (!isOld(shown) && shown !== image.root.digest)
        shown = (await manifests.lookClosely(tag))?.digest;
    if (shown === image.root.digest)
        return { status: 'published', shown };
    return { status: isOld(shown) ? 'behind' : 'overtaken', shown };
}
/** Without permission to read, the only confirmation is a digest in the response to the write. */
function statusAfter(error, isBlind) {
    if (!(error instanceof registry_error/* RegistryError */.g))
        return 'unconfirmed';
    if (isBlind && error.status === 403)
        return 'published';
    return error.transient ? 'behind' : 'unconfirmed';
}

;// CONCATENATED MODULE: ./build/push/tags/put-back.js

/**
 * Rolls a tag back to what it pointed at before it was written, or deletes it if it was new. A failed write may have
 * taken effect, and somebody else may have moved the tag since, so it is read right before each attempt.
 */
async function rollBackTag(tag, before, { push, image }) {
    const ours = image.root.digest;
    const { afterwards } = push.remote;
    const way = await planRollback(tag, before, push);
    const retryState = afterwards.retryState();
    let isConditional = true;
    for (let tries = 0;; tries++) {
        const seen = await afterwards.lookClosely(tag);
        if (seen?.digest !== ours)
            return { ...found(seen?.digest), ...(tries > 0 && isAt(way, seen) && { isBack: true }) };
        try {
            const isBack = await way.go(isConditional ? (0,condition/* conditionOf */.rI)(seen) : undefined);
            return { ...found(isBack ? way.goal : ours), isBack };
        }
        catch (error) {
            isConditional = await staysConditional(isConditional, error, () => afterwards.recover(error, retryState));
        }
    }
}
async function planRollback(tag, goal, { tags, remote }) {
    const manifests = remote.afterwards;
    const former = goal && (await manifests.get(goal));
    if (former)
        return { goal, go: async (condition) => manifests.putOnce(former, tag, condition).then(() => true) };
    // A tag that the registry refused to show may have existed.
    const isNew = goal === undefined && !tags.isDenied(tag);
    return { goal, go: async () => isNew && (await manifests.removeOnce(tag)) };
}
/** Waits before the next attempt. If the condition was refused, the next attempt is immediate and without one. */
async function staysConditional(isConditional, error, recover) {
    if (isConditional && (0,condition/* isConditionRefused */.Cr)(error))
        return false;
    await recover();
    return isConditional;
}
/** Whether an attempt took effect although its response said otherwise. */
function isAt({ goal }, seen) {
    return seen?.digest === goal;
}
function found(digest) {
    return digest === undefined ? {} : { found: digest };
}

;// CONCATENATED MODULE: ./build/push/tags/tag-update.js





/** Milliseconds after which what a rollback would restore is read again. */
const justNow = 1_000;
/** How often somebody else may move a tag between our read and our write. */
const conflictLimit = 3;
const settled = {
    write: 'withheld',
    withhold: 'withheld',
    unchanged: 'unchanged',
    skip: 'skipped',
    refuse: 'failed',
};
/** One tag of a target: its planned move, the result, and the rollback. */
class TagUpdate {
    tag;
    #upload;
    #terms;
    #move;
    /** What it pointed at before it was written, or when it was last read. */
    #before;
    #status;
    #shown;
    #lookedAt = Number.NEGATIVE_INFINITY;
    #condition;
    /** False once the registry turned out to refuse conditions that are met. */
    #isConditional = true;
    #wasTried = false;
    #conflicts = 0;
    /** Whether the registry reported the digest that it stored. */
    #isTold = false;
    /** Whether it is unknown if the tag was written. */
    #isUnclear = false;
    constructor(tag, upload, terms) {
        this.tag = tag;
        this.#upload = upload;
        this.#terms = terms;
        this.#before = upload.push.tags.digestOf(tag);
        this.#move = this.#plan();
        this.#status = settled[this.#move.do];
    }
    get move() {
        return this.#move;
    }
    /** Whether it has to be written, or has been since. */
    get isDue() {
        return this.#move.do === 'write';
    }
    /** Whether the registry accepted it. */
    get isWritten() {
        return this.#status === 'unconfirmed' || this.#status === 'published';
    }
    /**
     * Whether a rule applies to it: then it is read right before it is written, and must point at the image afterwards.
     */
    get isRuled() {
        const { rules, isLate = false } = this.#terms;
        return isLate || (0,tag_move/* ruleOn */.YC)(this.tag, rules) !== undefined;
    }
    get outcome() {
        const { tags } = this.#upload.push;
        const before = this.#before;
        const hidden = tags.isDenied(this.tag);
        const digest = this.#shown ?? (this.isDue ? undefined : before);
        const status = this.#status === 'failed' && this.#isUnclear ? 'stuck' : this.#status;
        return { tag: this.tag, status, ...(digest && { digest }), ...(before && { before }), ...(hidden && { hidden }) };
    }
    /** Leaves the tag as it is. */
    withhold() {
        this.#move = { tag: this.tag, do: 'withhold' };
    }
    /** Reads what the tag points at, and decides again. Throws InputError if it may not be moved. */
    async look() {
        const { push, image } = this.#upload;
        this.#lookedAt = push.elapsed();
        this.#isUnclear = this.#wasTried;
        const seen = await push.tags.look(this.tag);
        this.#isUnclear = false;
        this.#condition = this.#isConditional ? (0,condition/* conditionOf */.rI)(seen) : undefined;
        // The response to an attempt was lost, but the attempt succeeded.
        if (this.#wasTried && seen?.digest === image.root.digest)
            return this.#found();
        this.#before = seen?.digest;
        this.#move = this.#plan();
        if (this.isDue)
            return;
        this.#status = settled[this.#move.do];
        const refusal = (0,tag_move/* refusalOf */.Of)(push.name, [this.#move]);
        if (refusal)
            throw refusal;
    }
    /** Writes the tag. With `looks` it is read right before, since it may have to be rolled back. */
    async write(looks) {
        const retryState = this.#upload.push.remote.manifests.retryState();
        while (await this.#isToBeWritten(looks)) {
            this.begin();
            this.#wasTried = true;
            try {
                this.took(await this.#upload.putRoot(this.tag, retryState, this.#condition));
            }
            catch (error) {
                await this.#getOver(error, retryState);
            }
        }
    }
    /** Records that the tag is being written. If that is interrupted, the result is unknown. */
    begin() {
        this.#status = 'failed';
    }
    /** Records that writing was interrupted. */
    breakOff() {
        this.#isUnclear = true;
    }
    /** Records that the registry accepted the tag, and the digest that it reported as stored, if it did. */
    took(told) {
        this.#status = 'unconfirmed';
        this.#isTold = told !== undefined;
    }
    /** Checks that the tag points at what was written, for as long as reads may lag behind writes. */
    async confirm(patient) {
        if (this.#status !== 'unconfirmed')
            return;
        const written = { tag: this.tag, before: this.#before, isTold: this.#isTold };
        const { status, shown } = await confirmTag(written, this.#upload, patient);
        this.#status = status;
        this.#shown = shown;
    }
    /** Rolls the tag back to what it pointed at, if it points at what was written. */
    async putBack() {
        const was = this.#status;
        if (!this.isDue || was === 'withheld')
            return;
        // Until proven otherwise.
        if (was !== 'failed')
            this.#status = 'stuck';
        const { found, isBack } = await rollBackTag(this.tag, this.#before, this.#upload);
        this.#isUnclear = false;
        this.#shown = found;
        if (isBack !== undefined)
            this.#status = isBack ? 'restored' : 'stuck';
        else if (was === 'published')
            this.#status = 'overtaken';
        else
            this.#status = was;
    }
    get #isJustSeen() {
        return !this.#wasTried && this.#upload.push.elapsed() - this.#lookedAt <= justNow;
    }
    async #isToBeWritten(looks) {
        if (this.isWritten)
            return false;
        if (this.isRuled || (looks && !this.#isJustSeen))
            await this.look();
        return this.isDue && !this.isWritten;
    }
    #plan() {
        const { push, image } = this.#upload;
        const { tag } = this;
        const { rules, isLate } = this.#terms;
        const move = (0,tag_move/* planTagMove */.V5)(tag, this.#before, image.root.digest, rules);
        return isLate ? (0,tag_move/* planLateMove */.nU)(move, push.tags.firstDigestOf(tag)) : move;
    }
    #found() {
        this.#status = 'published';
        this.#shown = this.#upload.image.root.digest;
    }
    /** Handles a failed attempt: throws if there is to be no other and the tag does not point at the image anyway. */
    async #getOver(error, retryState) {
        if ((0,condition/* isConditionRefused */.Cr)(error) && this.#condition && this.#conflicts < conflictLimit)
            return await this.#lookAfterConflict();
        try {
            await this.#upload.push.remote.manifests.recover(error, retryState);
        }
        catch (final) {
            if (!(await this.#isThere(final)))
                throw final;
        }
    }
    /** A condition that was refused although it was met is not used again: it had another reason, or an unknown one. */
    async #lookAfterConflict() {
        const before = this.#before;
        this.#conflicts += 1;
        await this.look();
        this.#isConditional = this.#before !== before;
    }
    /** If the response to a successful write was lost, its repetition may have been refused, so the tag is read. */
    async #isThere(error) {
        if (refusesConcurrentWrites(error))
            return false;
        const { push, image } = this.#upload;
        this.#isUnclear = push.failure !== undefined || !(error instanceof registry_error/* RegistryError */.g) || error.isWrongAnswer;
        if (this.#isUnclear)
            return false;
        const seen = await push.remote.manifests.head(this.tag).catch(() => {
            this.#isUnclear = true;
        });
        if (seen === image.root.digest)
            this.#found();
        return seen === image.root.digest;
    }
}
/** Quay refuses concurrent writes of one manifest under two tags. */
function refusesConcurrentWrites(error) {
    return error instanceof registry_error/* RegistryError */.g && error.has('MANIFEST_INVALID');
}

;// CONCATENATED MODULE: ./build/push/tags/tag-updates.js




/** The tags of one target. */
class TagUpdates {
    push;
    upload;
    #tags;
    #terms;
    #isPutBack = false;
    #isComplete = false;
    constructor(upload, terms) {
        this.push = upload.push;
        this.upload = upload;
        this.#terms = terms;
        this.#tags = upload.push.target.tags.map((tag) => new TagUpdate(tag, upload, terms));
        // Moving only some of them would mix two releases.
        if (this.isOvertaken)
            for (const tag of this.#tags)
                if (tag.isDue)
                    tag.withhold();
    }
    /** Whether somebody else has moved tags of a late target. */
    get isOvertaken() {
        return this.#tags.some(({ move }) => move.do === 'withhold');
    }
    get outcomes() {
        return this.#tags.map(({ outcome }) => outcome);
    }
    /** Tags that have to be written. */
    get due() {
        return this.#tags.filter(({ isDue }) => isDue).map(({ tag }) => tag);
    }
    /** Whether no tag was moved. */
    get isUntouched() {
        return !this.#tags.some(({ isWritten }) => isWritten);
    }
    /** The reason why the rules in the inputs do not allow all tags to be moved. */
    get refusal() {
        return (0,tag_move/* refusalOf */.Of)(this.push.name, this.#tags.map(({ move }) => move));
    }
    /**
     * Moves the tags, and reads them back. With `looks` each is also read right before. Throws the first failure once all
     * have ended.
     */
    async write(looks) {
        const failure = await this.#writeAll(looks).catch((error) => ({ error }));
        await Promise.all(this.#tags.map((tag) => tag.confirm(failure ? { ...this.#terms, catchUp: 0 } : this.#terms)));
        if (failure)
            throw failure.error;
        this.#refuseReplaced();
        // The image must be available by digest even if no tag was written.
        if (this.isUntouched)
            await this.upload.complete();
        this.#isComplete = true;
    }
    /** Whether the target has the whole image, and every tag that it was to get: where there are none, by its digest alone. */
    get isComplete() {
        return this.#isComplete;
    }
    /** Whether a rollback of the tags was requested. */
    get isPutBack() {
        return this.#isPutBack;
    }
    /** Rolls the moved tags back to what they pointed at. */
    async putBack() {
        this.#isPutBack = true;
        const failures = await each(this.#tags, (tag) => tag.putBack());
        for (const [tag, error] of failures)
            if (refusesConcurrentWrites(error))
                await tag.putBack().catch(() => undefined);
    }
    /** Other jobs may overwrite a tag, unless a rule applies to it: then the result is not what was asked for. */
    #refuseReplaced() {
        const tags = this.#tags
            .filter(({ isRuled }) => isRuled)
            .map(({ outcome }) => outcome)
            .filter(({ status }) => status === 'overtaken');
        if (tags.length === 0)
            return;
        throw replacedError({ where: this.push.name, written: this.upload.image.root.digest, tags }, this.#terms);
    }
    async #writeAll(looks) {
        const tags = await this.#writeTogether(looks);
        const failures = await each(tags, (tag) => tag.write(looks));
        for (const error of failures.values())
            if (!refusesConcurrentWrites(error))
                throw error;
        for (const tag of failures.keys())
            await tag.write(looks);
    }
    /** Writes tags in the same request as the root, if that takes no extra request. Returns the remaining tags. */
    async #writeTogether(looks) {
        const { presence, remote } = this.push;
        const due = this.#tags.filter(({ isDue }) => isDue);
        const isRootDue = !presence.knows(this.upload.image.root.digest);
        const free = due.filter(({ isRuled }) => !isRuled);
        if (free.length < 2 || !(isRootDue || remote.manifests.takesTags))
            return due;
        if (looks)
            await Promise.all(free.map((tag) => tag.look()));
        const together = free.filter(({ isDue }) => isDue);
        const taken = await this.#putWith(together);
        for (const tag of taken)
            tag.took(this.upload.image.root.digest);
        return due.filter((tag) => tag.isDue && !taken.includes(tag));
    }
    async #putWith(tags) {
        for (const tag of tags)
            tag.begin();
        try {
            const taken = await this.upload.putRootWith(tags.map(({ tag }) => tag));
            return tags.filter(({ tag }) => taken.includes(tag));
        }
        catch (error) {
            const isOpen = this.push.failure || (error instanceof registry_error/* RegistryError */.g && error.transient);
            if (isOpen)
                for (const tag of tags)
                    tag.breakOff();
            throw error;
        }
    }
}
/** Runs `work` for all tags in parallel, and returns the failures. */
async function each(tags, work) {
    const failures = new Map();
    await Promise.all(tags.map((tag) => work(tag).catch((error) => failures.set(tag, error))));
    return failures;
}

;// CONCATENATED MODULE: ./build/push/tags/move-tags.js






/** Milliseconds. A runner that cancels a step kills it a few seconds later. */
const moment = 2_000;
/**
 * The third phase: moves the tags at all targets in parallel, if and only if every required target has the complete
 * image. If that fails halfway, the tags that were moved are rolled back, unless that is turned off. Throws
 * MissingBlobs, before any tag was moved, if a single target turns out to lack content.
 */
async function moveTags(uploads, { required, onFailure, ...terms }) {
    const { cancelled } = terms;
    const updates = uploads.map((upload) => new TagUpdates(upload, terms));
    for (const { push, refusal } of updates)
        if (refusal)
            push.fail(refusal);
    if (!isOpen(updates, required))
        return updates;
    const live = updates.filter(({ push }) => !push.failure);
    // A single tag has no others to be consistent with.
    const mayPutBack = onFailure === 'rollback' && live.flatMap(({ due }) => due).length > 1;
    const isOnly = live.length === 1 && !terms.isLate;
    await Promise.all(live.map((updates) => write(updates, { looks: mayPutBack, isOnly, cancelled })));
    if (!mayPutBack)
        return updates;
    const everywhere = !isOpen(updates, required);
    const undone = updates.filter(({ push }) => everywhere || push.failure);
    // The status of each tag says whether it was rolled back in time.
    await inTime(Promise.all(undone.map((updates) => updates.putBack())), cancelled).catch(() => undefined);
    return updates;
}
/** Whether the tags of all targets may move. */
function isOpen(updates, required) {
    const targets = updates.map(({ push }) => ({ target: push.name, ready: !push.failure }));
    return (0,gate/* mayPublish */.bT)(targets, required);
}
async function write(updates, { looks, isOnly, cancelled }) {
    const { push } = updates;
    const fail = (reason) => push.fail(new registry_error/* RegistryError */.g({ where: push.name, operation: 'writing tags', reason }));
    const work = updates.write(looks);
    try {
        using _ = push.meter.time();
        await inTime(work, cancelled);
    }
    catch (error) {
        if (cancelled.aborted && error === cancelled.reason)
            return fail(error.message);
        if (!(error instanceof missing_blobs/* MissingBlobs */.z))
            return push.fail(error);
        if (isOnly && updates.isUntouched)
            throw error;
        fail(error.reason);
    }
    finally {
        // A failed push sends nothing more, so a tag that is rolled back stays so.
        await work.catch(() => undefined);
    }
}
/** Waits for work. Once the run is cancelled, waits only a moment longer, then rejects with the abort reason. */
async function inTime(work, cancelled) {
    const isOver = new AbortController();
    const signal = isOver.signal;
    const aborted = cancelled.aborted ? Promise.resolve() : (0,external_node_events_.once)(cancelled, 'abort', { signal });
    const late = aborted.then(() => (0,promises_.setTimeout)(moment, undefined, { signal }));
    try {
        await Promise.race([work, late.then(() => cancelled.throwIfAborted())]);
    }
    finally {
        isOver.abort();
        late.catch(() => undefined);
    }
}

// EXTERNAL MODULE: ./build/push/target-outcome.js
var target_outcome = __webpack_require__(909);
;// CONCATENATED MODULE: ./build/push/publish.js










/** Milliseconds for which a target that is not required may delay the tags of the others. */
const defaultLateAfter = 120_000;
/** Milliseconds after which a late target is given up, even if it still makes progress. */
const defaultLateFor = 1_800_000;
/** Milliseconds of those, at most, to wait for the final read of its tags. */
const answerWait = 5_000;
/**
 * Publishes an image. The order of publication is defined here and nowhere else: content, by digest, to all targets;
 * whatever has to be settled while nothing is public yet; then the tags, at all targets in parallel. A target that is
 * not required and not complete in time is finished later: its tags move once it is complete. Blobs that a registry
 * turns out to lack are sent again by the source, before any tag was moved. Throws MissingBlobs if it cannot send them.
 */
async function publish(source, pushes, options) {
    for (;;) {
        try {
            return await publishOnce(pushes.map((push) => new ContentUpload(push, source)), options);
        }
        catch (error) {
            if (!(error instanceof missing_blobs/* MissingBlobs */.z) || !source.resend)
                throw error;
            await source.resend(error.digests);
        }
    }
}
async function publishOnce(uploads, options) {
    const late = await sendContent(uploads, options);
    using shielded = new DisposableStack();
    shielded.use(options.shield());
    const moved = await options.log.group('Tags', async () => {
        late.push(...(await settle(without(late, uploads), options)));
        return await move(without(late, uploads), options);
    });
    shielded.dispose();
    const followed = await Promise.all(late.map((each) => followUp(each, moved, options)));
    const all = [...moved, ...followed];
    return uploads.map((upload) => (0,target_outcome/* outcomeOf */.sG)(all.find((each) => each.upload === upload)));
}
/** The first phase. Returns the targets that are late. */
async function sendContent(uploads, { required, log, lateAfter = defaultLateAfter }) {
    const late = await log.group('Push', () => {
        for (const { image } of uploads.slice(0, 1))
            log.info(describe(image));
        return completeAll(uploads, required, lateAfter);
    });
    return [...late];
}
/** The second phase: every byte is in place, and nothing is public yet. Returns the targets that do not respond in time. */
async function settle(uploads, { required, lateAfter = defaultLateAfter, cancelled }) {
    const late = [];
    const looks = refreshAll(uploads, required, Math.min(answerWait, lateAfter));
    await inTime(looks.then((more) => late.push(...more)), cancelled);
    cancelled.throwIfAborted();
    return late;
}
/** The third phase. */
async function move(uploads, options) {
    const moved = await moveTags(uploads, options);
    tell(moved, options);
    return moved;
}
/** Finishes a late target: its tags move if they still point where they did at the start, and the others' moved. */
async function followUp({ upload, push, done }, others, options) {
    const late = { ...options, required: 'any', isLate: true };
    if (!isOpen(others, options.required))
        return new TagUpdates(upload, late);
    options.log.info(`${push.name} is not complete yet. It is not required, so the tags of the other targets did not wait for it`);
    using over = endAfter(options.lateFor ?? defaultLateFor);
    const { signal } = over;
    await (0,or_aborted/* orAborted */.H)(done, signal).catch((error) => push.fail(failureOf(push, error)));
    if (!push.failure)
        await (0,or_aborted/* orAborted */.H)(push.tags.read(), signal).catch((error) => push.fail(failureOf(push, error)));
    using _ = options.shield();
    const cancelled = AbortSignal.any([options.cancelled, signal]);
    const updates = await moveTags([upload], { ...late, cancelled });
    tell(updates, options);
    return updates[0];
}
/** The time limit of a late target has passed. */
class TooLate extends Error {
    constructor(milliseconds) {
        super(`it was not complete ${milliseconds / 60_000} minutes after the other targets`);
    }
}
function endAfter(milliseconds) {
    const over = new AbortController();
    const timer = setTimeout(() => over.abort(new TooLate(milliseconds)), milliseconds);
    return { signal: over.signal, [Symbol.dispose]: () => clearTimeout(timer) };
}
/** Content that a late target turns out to lack is not requested again. */
function failureOf({ name }, error) {
    if (error instanceof TooLate)
        return new registry_error/* RegistryError */.g({ where: name, operation: 'push', reason: error.message });
    if (!(error instanceof missing_blobs/* MissingBlobs */.z))
        return error;
    return new registry_error/* RegistryError */.g({ where: name, operation: 'push', reason: error.reason });
}
function tell(updates, { log }) {
    for (const line of updates.map(target_outcome/* outcomeOf */.sG).flatMap(outcome_text/* describeTags */.FE))
        log.info(line);
}
function without(late, uploads) {
    return uploads.filter((upload) => !late.some((each) => each.upload === upload));
}
function describe({ root, manifests, blobs }) {
    const bytes = blobs.reduce((sum, { size }) => sum + size, 0);
    const count = (number, noun) => `${number} ${noun}${number === 1 ? '' : 's'}`;
    return `${root.digest}: ${count(manifests.length, 'manifest')}, ${count(blobs.length, 'blob')} (${(0,format_bytes/* formatBytes */.z)(bytes)})`;
}

// EXTERNAL MODULE: ./build/plan/step.js
var step = __webpack_require__(1366);
;// CONCATENATED MODULE: ./build/push/rehearse.js





const questionsAtOnce = 256;
const statuses = { write: 'published', unchanged: 'unchanged', skip: 'skipped', refuse: 'failed' };
/** Finds out what publishing an image would do at one target, without changing anything. */
async function rehearse(source, push, rules) {
    const upload = new ContentUpload(push, source);
    const steps = await stepsFor(upload).catch((error) => {
        push.fail(error);
        return [];
    });
    const { image } = upload;
    const moves = push.target.tags.map((tag) => (0,tag_move/* planTagMove */.V5)(tag, push.tags.digestOf(tag), image.root.digest, rules));
    const error = push.failure ?? (0,tag_move/* refusalOf */.Of)(push.name, moves);
    return {
        target: push.target,
        status: error ? 'failed' : 'planned',
        tags: moves.map((move) => {
            const before = push.tags.digestOf(move.tag);
            return { tag: move.tag, status: push.failure ? 'withheld' : statuses[move.do], ...(before && { before }) };
        }),
        traffic: (0,step/* totalTraffic */.K)(steps),
        sent: 0,
        retries: push.remote.retries,
        seconds: push.meter.seconds,
        ...(0,target_outcome/* detailsOf */.cz)(upload),
        ...(error && { error }),
    };
}
async function stepsFor(upload) {
    const { push } = upload;
    await push.warmedUp;
    if (push.failure)
        return [];
    await upload.survey();
    const { presence } = push;
    const turns = new ConcurrencyLimit(questionsAtOnce);
    return await Promise.all(upload.image.blobs.map(async (blob) => {
        const isThere = await turns.run(() => presence.look(blob.digest, blob.size));
        return { blob, step: { do: isThere ? 'keep' : 'upload' } };
    }));
}

;// CONCATENATED MODULE: ./build/steps/publish/publish-everywhere.js


/** Publishes an image to all targets. A rehearsal only finds out what that would involve. */
async function publishEverywhere(source, { inputs, stop, environment: { log, signal: cancelled } }, mode, { pushes, rules }) {
    if (mode !== 'publish')
        return await Promise.all(pushes.map((push) => rehearse(source, push, rules)));
    return await publish(source, pushes, { ...inputs, rules, cancelled, log, shield: () => stop.shield() });
}


/***/ }),

/***/ 3654:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Od: () => (/* binding */ abandonedResult),
  oJ: () => (/* binding */ isSuccess),
  _s: () => (/* binding */ openPublishSession)
});

// EXTERNAL MODULE: ./build/input-error.js
var input_error = __webpack_require__(3587);
// EXTERNAL MODULE: ./build/oci/distribution/target.js
var distribution_target = __webpack_require__(1208);
// EXTERNAL MODULE: ./build/plan/gate.js
var gate = __webpack_require__(6247);
// EXTERNAL MODULE: ./build/format-bytes.js
var format_bytes = __webpack_require__(3915);
;// CONCATENATED MODULE: ./build/push/progress.js

/** Milliseconds between reports. */
const interval = 5_000;
/** Logs the progress of running uploads every few seconds: bytes, rate, and the time left. */
function watchProgress(pushes, log, every = interval) {
    const last = new Map();
    const timer = setInterval(() => {
        for (const push of pushes) {
            const { sent, done, expected } = push.meter;
            const recent = sent - (last.get(push) ?? 0);
            if (recent > 0)
                log.info(`${push.name}: ${describeProgress({ done, expected, recent, milliseconds: every })}`);
            last.set(push, sent);
        }
    }, every);
    timer.unref();
    return { [Symbol.dispose]: () => clearInterval(timer) };
}
/** `34 MB of 120 MB sent, 12 MB/s, 8 s left` */
function describeProgress({ done, expected, recent, milliseconds }) {
    const rate = (recent * 1000) / milliseconds;
    const left = expected - done;
    const time = left > 0 && rate > 0 ? `, ${Math.ceil(left / rate)} s left` : '';
    return `${(0,format_bytes/* formatBytes */.z)(done)} of ${(0,format_bytes/* formatBytes */.z)(expected)} sent, ${(0,format_bytes/* formatBytes */.z)(rate)}/s${time}`;
}

// EXTERNAL MODULE: ./build/push/target-outcome.js
var target_outcome = __webpack_require__(909);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./build/registry/repository.js + 13 modules
var registry_repository = __webpack_require__(5875);
// EXTERNAL MODULE: ./build/oci/attestations.js
var attestations = __webpack_require__(4396);
// EXTERNAL MODULE: ./build/oci/distribution/reference.js
var distribution_reference = __webpack_require__(8732);
// EXTERNAL MODULE: ./build/push/content/explore.js
var explore = __webpack_require__(524);
;// CONCATENATED MODULE: ./build/push/content/mount-index.js




/**
 * Which blobs other repositories of a registry have: those of the base image, of the cache, and of what the previous
 * image was built from. Shared by all pushes to the registry.
 */
class MountIndex {
    #registry;
    #surveys = new Map();
    #holders = new Map();
    constructor(registry) {
        this.#registry = registry;
    }
    /** Repositories that are known to have blobs. */
    get repositories() {
        return [...new Set(this.#holders.values())];
    }
    /** A repository that is known to have this blob. */
    holderOf(digest) {
        return this.#holders.get(digest);
    }
    /** Finds out, once, which blobs an image of this registry has. Ignores images that cannot be read: never rejects. */
    async survey({ repository, tag, digest }) {
        const { registry, name } = repository;
        // Docker Hub counts this as a pull.
        if (registry !== this.#registry.name || registry === distribution_reference/* dockerHub */.UD)
            return;
        const reference = digest ?? tag ?? 'latest';
        const key = `${name}@${reference}`;
        const survey = this.#surveys.get(key) ?? this.#read(name, reference).catch(() => undefined);
        this.#surveys.set(key, survey);
        await survey;
    }
    async #read(name, reference) {
        const repository = { registry: this.#registry.name, name };
        const { manifests } = new registry_repository/* RemoteRepository */.N(this.#registry, repository, 'pull');
        const hold = (digests) => {
            for (const digest of digests)
                this.#holders.set(digest, name);
        };
        // No two images share attestations.
        await (0,explore/* explore */.y)(manifests, [reference], hold, (child) => !(0,attestations/* isAttestation */.H3)(child));
    }
}

// EXTERNAL MODULE: ./build/async/single-flight.js
var single_flight = __webpack_require__(3250);
// EXTERNAL MODULE: ./build/async/wait.js
var wait = __webpack_require__(5898);
// EXTERNAL MODULE: ./build/oci/broken-blob.js
var broken_blob = __webpack_require__(9657);
// EXTERNAL MODULE: ./build/oci/missing-blobs.js
var missing_blobs = __webpack_require__(6071);
;// CONCATENATED MODULE: ./build/push/content/given-up.js
/** Aborts what is in progress for a failed target; the reason is the push's failure. */
class GivenUp extends Error {
    constructor(name, cause) {
        super(`nothing more is sent to ${name}`, { cause });
    }
}

;// CONCATENATED MODULE: ./build/push/content/meter.js
/** Counts the bytes sent to one target, and the time that takes. */
class Meter {
    #uploads = new Map();
    #sent = 0;
    #began;
    #ended = 0;
    /** Bytes of blobs that were sent, counting re-sent bytes again. */
    get sent() {
        return this.#sent;
    }
    /** Total size of the blobs that were or are being uploaded, in bytes. */
    get expected() {
        return this.#total(({ size }) => size);
    }
    /** Of those, the bytes sent so far; a blob with re-sent bytes counts at most its size. */
    get done() {
        return this.#total(({ size, sent }) => Math.min(size, sent));
    }
    /** Seconds from the start of the first timed work to the end of the last. */
    get seconds() {
        return this.#began === undefined ? 0 : (this.#ended - this.#began) / 1000;
    }
    /** Starts counting an upload. The returned function is to be called with the number of bytes, as they are sent. */
    upload({ digest, size }) {
        const upload = { size, sent: 0 };
        this.#uploads.set(digest, upload);
        return (bytes) => {
            upload.sent += bytes;
            this.#sent += bytes;
        };
    }
    /** Measures the time of a part of the work, until what it returns is disposed of. */
    time() {
        this.#began ??= performance.now();
        return {
            [Symbol.dispose]: () => {
                this.#ended = performance.now();
            },
        };
    }
    #total(of) {
        return [...this.#uploads.values()].reduce((sum, upload) => sum + of(upload), 0);
    }
}

;// CONCATENATED MODULE: ./build/push/content/mount-sources.js

/** Maximum number of repositories to try that are not known to have the blob: each costs a round trip. */
const limit = 3;
/**
 * Repositories that blobs can be mounted from instead of being uploaded: those on the same registry that are targets
 * themselves, are known to have the blob, or are listed by the user. A refused mount opens an upload session, which is
 * kept for the upload.
 */
class MountSources {
    #push;
    #options;
    #named;
    /** The repository tried for a blob while the target was still being asked about it. */
    #begun = new Map();
    #siblings;
    /** Siblings that may be asked and waited for, in the order in which a blob is sent to them. */
    #awaited;
    constructor(push, options) {
        this.#push = push;
        this.#options = options;
        this.#named = options.mountFrom.filter((name) => name !== push.repository.name).slice(0, limit);
        this.#siblings = [push];
        this.#awaited = [push];
    }
    join(pushes, awaited) {
        this.#siblings = pushes;
        this.#awaited = awaited;
    }
    /**
     * Takes the next step for a blob while the target is still being asked about it: mounts it, or opens a session for
     * it, in addition to the free one only if `mayOpen`. Does nothing if that would delay requests that are needed. Never
     * rejects.
     */
    async begin(digest, mayOpen) {
        // Lookups started in this turn of the event loop go first.
        await (0,promises_.setImmediate)();
        const { remote, spares } = this.#push;
        if (this.#options.verifyContent || !remote.isCalm || this.#earlier().length > 0)
            return undefined;
        const [source] = [...this.#holder(digest), ...this.#named];
        if (source === undefined && (spares.assign(digest) || !mayOpen()))
            return undefined;
        return await spares.whileOpen(async () => {
            if (source === undefined) {
                spares.keep(digest, await remote.blobs.openSession());
                return undefined;
            }
            this.#begun.set(digest, source);
            return await this.#mountFrom(digest, source);
        });
    }
    /** Repositories that blobs may be mounted from later. */
    get repositories() {
        const others = [...this.#live().map(repositoryOf), ...this.#options.mountIndex.repositories, ...this.#named];
        return [...new Set(others)].filter((name) => name !== this.#push.repository.name);
    }
    /** Mounts a blob that the target lacks from a repository that has it, or may have it. */
    async mount(digest) {
        const live = this.#live();
        const found = await Promise.all(live.map((sibling) => {
            const { presence } = sibling;
            return this.#awaited.includes(sibling) ? presence.look(digest).catch(() => false) : presence.knows(digest);
        }));
        const siblings = live.filter((_, index) => found[index]);
        const sources = new Set([...siblings.slice(0, 1).map(repositoryOf), ...this.#holder(digest), ...this.#named]);
        sources.delete(this.#begun.get(digest) ?? '');
        for (const from of sources) {
            const step = await this.#mountFrom(digest, from);
            if (step)
                return step;
        }
        return undefined;
    }
    /** Mounts a blob from a repository that is known to have it, without asking first. */
    async mountKnown(digest) {
        const sibling = this.#live().find(({ presence }) => presence.knows(digest));
        const [from] = sibling ? [repositoryOf(sibling)] : this.#holder(digest);
        return from === undefined ? undefined : await this.#mountFrom(digest, from);
    }
    /** Waits for an earlier sibling that the blob is sent to, and mounts it from there. None waits for a later one. */
    async mountFromUploader(digest) {
        const earlier = this.#earlier();
        if (earlier.length === 0)
            return undefined;
        await Promise.allSettled(earlier.map((sibling) => sibling.finding(digest)));
        // A sibling that did not find the blob starts to send it right afterwards.
        await (0,promises_.setImmediate)();
        const sibling = earlier.find((other) => other.uploading(digest));
        const isThere = await sibling?.uploading(digest)?.then(() => true, () => false);
        return sibling && isThere ? await this.#mountFrom(digest, repositoryOf(sibling)) : undefined;
    }
    async #mountFrom(digest, from) {
        const answer = await this.#push.remote.blobs.mount(digest, from);
        if (answer === 'mounted')
            return { do: 'mount', from };
        if (answer)
            this.#push.spares.keep(digest, answer);
        return undefined;
    }
    /** Another repository that is known to have a blob, if there is one. */
    #holder(digest) {
        const holder = this.#options.mountIndex.holderOf(digest);
        return holder === undefined || holder === this.#push.repository.name ? [] : [holder];
    }
    #live() {
        return this.#siblings.filter((sibling) => sibling !== this.#push && !sibling.failure);
    }
    /** Siblings that a blob is sent to before this one. */
    #earlier() {
        return this.#awaited.slice(0, this.#awaited.indexOf(this.#push)).filter(({ failure }) => !failure);
    }
}
function repositoryOf({ repository }) {
    return repository.name;
}

;// CONCATENATED MODULE: ./build/push/content/presence.js

/** Which content a target is known to have: its tags reach it, the target said so, or this run brought it. */
class Presence {
    #ask;
    #known = new Set();
    #answers = new Map();
    #missing = new Set();
    #doubted = new Set();
    #distrusted = new Set();
    constructor(ask) {
        this.#ask = ask;
    }
    add(digests) {
        for (const digest of digests)
            this.#known.add(digest);
    }
    knows(digest) {
        return this.#known.has(digest);
    }
    /** Whether it turned out to be missing once, so that nothing may be assumed. */
    isDoubted(digest) {
        return this.#doubted.has(digest);
    }
    isDistrusted(digest) {
        return this.#distrusted.has(digest);
    }
    /** Whether the target has it, as is known or by asking once. Content of another size does not count. */
    async look(digest, size) {
        if (this.#known.has(digest))
            return true;
        if (this.#distrusted.has(digest))
            return false;
        const isThere = await (0,single_flight/* singleFlight */.F)(this.#answers, digest, () => this.#ask(digest, size));
        if (isThere)
            this.#known.add(digest);
        else
            this.#missing.add(digest);
        return isThere;
    }
    /** Whether the target said that it does not have it. */
    isMissing(digest) {
        return this.#missing.has(digest);
    }
    /** Forgets what is known about it, so that the target is asked again. */
    doubt(digest) {
        this.#doubted.add(digest);
        this.#known.delete(digest);
        this.#answers.delete(digest);
    }
    /** Ignores what the target claims about it: it counts as present only once it was sent. */
    distrust(digest) {
        this.doubt(digest);
        this.#distrusted.add(digest);
    }
}

;// CONCATENATED MODULE: ./build/push/content/read-manifests.js

/** Manifests of a target, each read once. */
class ReadManifests {
    #manifests;
    #read = new Map();
    constructor(manifests) {
        this.#manifests = manifests;
    }
    /** Undefined for a manifest that does not exist or cannot be read. */
    get(digest) {
        return (0,single_flight/* singleFlight */.F)(this.#read, digest, () => this.#manifests.get(digest).catch(() => undefined));
    }
    /** Adds a manifest that was read elsewhere. */
    add(manifest) {
        this.#read.set(manifest.descriptor.digest, Promise.resolve(manifest));
    }
}

// EXTERNAL MODULE: ./build/async/background.js
var background = __webpack_require__(2915);
;// CONCATENATED MODULE: ./build/push/content/spare-sessions.js

/** Milliseconds. An older session may have expired, which would only show after the whole blob was sent. */
const maximumAge = 60_000;
/**
 * Open upload sessions that may still be needed: the one that proved the permission to push, those of refused mounts,
 * and those opened while the registry was still being asked about the blob. At most one for each blob.
 */
class SpareSessions {
    #blobs;
    #open = new Map();
    /** Work that is opening sessions. */
    #opening = new background/* Background */.V();
    #elapsed;
    #free;
    #isClosed = false;
    constructor(blobs, elapsed) {
        this.#blobs = blobs;
        this.#elapsed = elapsed;
    }
    /** Keeps a session for whichever blob is sent first. */
    keepFree(session) {
        this.#free = this.#from(session);
    }
    /** Assigns the free session to this blob. Returns false if there is none. */
    assign(digest) {
        const free = this.#takeFree();
        if (free)
            this.#keep(digest, free);
        return free !== undefined;
    }
    /** Runs work that may open a session to keep, unless sessions are no longer needed. Never rejects. */
    async whileOpen(work) {
        if (this.#isClosed)
            return undefined;
        const opening = work().catch(() => undefined);
        this.#opening.add(opening);
        return await opening;
    }
    keep(digest, session) {
        this.#keep(digest, this.#from(session));
    }
    /** Takes the session that is kept for this blob, or else the free one. */
    take(digest) {
        const kept = this.#takeKept(digest);
        if (kept && this.#isLasting(kept))
            return kept.session;
        if (kept)
            this.#blobs.cancelLater(kept.session);
        return this.#takeFree()?.session;
    }
    /** Cancels the session for this blob, which is not needed. */
    drop(digest) {
        const kept = this.#takeKept(digest);
        if (kept)
            this.#blobs.cancelLater(kept.session);
    }
    /** Cancels all sessions that are left, including those still being opened. */
    async close() {
        this.#isClosed = true;
        for (const digest of [...this.#open.keys()])
            this.drop(digest);
        if (this.#free)
            this.#blobs.cancelLater(this.#free.session);
        this.#free = undefined;
        await this.#opening.settled();
        await this.#blobs.settled();
    }
    #from(session) {
        return { session, since: this.#elapsed() };
    }
    #isLasting({ since }) {
        return this.#elapsed() - since <= maximumAge;
    }
    #keep(digest, kept) {
        this.drop(digest);
        if (this.#isClosed)
            this.#blobs.cancelLater(kept.session);
        else
            this.#open.set(digest, kept);
    }
    #takeKept(digest) {
        const kept = this.#open.get(digest);
        this.#open.delete(digest);
        return kept;
    }
    #takeFree() {
        const free = this.#free;
        if (!free || !this.#isLasting(free))
            return undefined;
        this.#free = undefined;
        return free;
    }
}

;// CONCATENATED MODULE: ./build/push/content/content-push.js











/** Bytes. A blob up to this size is sent without asking first: sending it costs less than the round trip. */
const tiny = 64 * 1024;
/** Content going to one repository: decides for every blob, once, whether it is kept, mounted or uploaded. */
class ContentPush {
    repository;
    remote;
    meter = new Meter();
    presence;
    spares;
    manifests;
    mountIndex;
    #options;
    #sources;
    #finds = new Map();
    #uploads = new Map();
    #steps = new Map();
    #failure;
    /** Whether the target had a part of the image: then little is new, and that may not even be a blob of an image. */
    #isFamiliar = false;
    #warmedUp = Promise.resolve();
    #explored = Promise.resolve();
    constructor(repository, remote, options) {
        this.repository = repository;
        this.remote = remote;
        this.#options = options;
        this.presence = new Presence((digest, size) => remote.blobs.has(digest, size));
        this.spares = new SpareSessions(remote.blobs, options.elapsed);
        this.manifests = new ReadManifests(remote.manifests);
        this.mountIndex = options.mountIndex;
        this.#sources = new MountSources(this, options);
    }
    /** Whether to check each blob, even if the target has a manifest that references it. */
    get verifiesContent() {
        return this.#options.verifyContent ?? false;
    }
    /** The roots that the repository is known to hold under a tag. */
    get shownRoots() {
        return [];
    }
    get name() {
        return (0,distribution_reference/* formatRepository */.Sh)(this.repository);
    }
    /** The reason why nothing more is done for this target. */
    get failure() {
        return this.#failure;
    }
    /** Resolves when the warm-up during the build has ended. */
    get warmedUp() {
        return this.#warmedUp;
    }
    /** Sets the warm-up during the build. `explored` resolves once it is known what the tags reach. Neither rejects. */
    warmUp(all, explored) {
        this.#warmedUp = all;
        this.#explored = explored;
    }
    fail(error) {
        if (this.#failure)
            return;
        this.#failure = error;
        this.#options.stopSending(new GivenUp(this.name, error));
        this.#options.onFailure();
    }
    /** Milliseconds on a monotonic clock. */
    elapsed() {
        return this.#options.elapsed();
    }
    /** Waits for a registry that may not be consistent yet: twice as long each time, up to `most` milliseconds. */
    async pause(time, most = Number.POSITIVE_INFINITY, signal = this.#options.signal) {
        await (0,wait/* wait */.u)(Math.min(most, this.#options.firstWait * 2 ** (time - 1)), signal);
    }
    /**
     * Makes pushes to repositories of one registry siblings: a blob that both lack is sent to one and mounted in the
     * other. Only those in `awaited` are asked and waited for; each waits only for those before it.
     */
    join(pushes, awaited) {
        this.#sources.join(pushes, awaited);
    }
    /** Prepares for mounts as far as possible before the blobs are known. Never rejects. */
    async prepareMounts() {
        await this.remote.blobs.prepareMounts(this.#sources.repositories);
    }
    /** How a blob got to the target; undefined unless it is known to be there. */
    stepOf(digest) {
        return this.presence.knows(digest) ? (this.#steps.get(digest) ?? { do: 'keep' }) : undefined;
    }
    /** Whether this run brought the blob to the target. */
    hasBrought(digest) {
        return this.#steps.has(digest);
    }
    /** The lookup of a blob, in progress or done. */
    finding(digest) {
        return this.#finds.get(digest);
    }
    /** The upload of a blob, in progress or done. */
    uploading(digest) {
        return this.#uploads.get(digest);
    }
    /** Whether the blob is at the target already, or was mounted there just now. */
    async has(digest) {
        return (this.#stepKnown(digest) ?? (await this.#find(digest))) !== undefined;
    }
    /** Whether the target is not known to have the blob. */
    needs(digest) {
        return !this.presence.knows(digest);
    }
    /** Makes sure that the target has the blob. Throws MissingBlobs if it has to be sent, but `content` is not given. */
    async ensure(blob, content) {
        const { digest } = blob;
        // The builder asks for blobs by digest only.
        if (!this.hasBrought(digest) && this.remote.blobs.isSuspect(blob))
            this.doubt(digest);
        const step = this.stepOf(digest) ?? (await this.#joined(digest)) ?? (await this.#findFor(blob, content));
        if (step)
            return step;
        if (!content)
            throw new missing_blobs/* MissingBlobs */.z([digest]);
        // In the meantime the same blob may have started to arrive from elsewhere.
        if (this.#uploads.has(digest))
            return await this.ensure(blob, content);
        return await (0,single_flight/* shareFlight */._)(this.#uploads, digest, this.#upload(blob, content));
    }
    /** Makes sure that the target is asked again about a blob that turned out to be missing. */
    doubt(digest) {
        this.presence.doubt(digest);
        this.#forget(digest);
    }
    /** Ignores what the target claims about this blob, and stops asking it. */
    distrust(digest) {
        this.presence.distrust(digest);
        this.#forget(digest);
    }
    #forget(digest) {
        this.#finds.delete(digest);
        this.#uploads.delete(digest);
    }
    /** The result of an upload in progress; undefined if its content broke off, as other content may do. */
    async #joined(digest) {
        try {
            return await this.#uploads.get(digest);
        }
        catch (error) {
            if (error instanceof broken_blob/* BrokenBlob */.J)
                return undefined;
            throw error;
        }
    }
    async #findFor(blob, content) {
        const { digest, size } = blob;
        const isAsked = size > tiny || !content || this.#finds.has(digest) || this.presence.isDoubted(digest);
        return isAsked || this.verifiesContent
            ? await this.#find(digest, size)
            : this.#done(digest, await this.#sources.mountKnown(digest));
    }
    /** Like `stepOf`, but also notes that the image shares content with what the tags reach. */
    #stepKnown(digest) {
        const step = this.stepOf(digest);
        if (step?.do === 'keep')
            this.#isFamiliar = true;
        return step;
    }
    /** Only a builder's query comes without the size: it asks about everything it has. */
    #find(digest, size) {
        return (0,single_flight/* singleFlight */.F)(this.#finds, digest, async () => this.#done(digest, await this.#keepOrMount(digest, size)));
    }
    async #keepOrMount(digest, size) {
        if (this.presence.isDistrusted(digest))
            return undefined;
        // Everything that the tags reach exists, which takes only a few requests to find out.
        await this.#explored;
        const known = this.#stepKnown(digest);
        if (known)
            return known;
        const early = this.#sources.begin(digest, () => size !== undefined || !this.#isFamiliar);
        if (!(await this.presence.look(digest, size))) {
            const step = await early;
            // Other repositories of the registry share the damaged copy.
            if (this.remote.blobs.isDamaged(digest))
                return undefined;
            return step ?? (await this.#sources.mount(digest));
        }
        void early.then(() => this.spares.drop(digest));
        return { do: 'keep' };
    }
    async #upload(blob, content) {
        using _ = this.meter.time();
        const mounted = blob.size > tiny ? await this.#sources.mountFromUploader(blob.digest) : undefined;
        return this.#done(blob.digest, mounted ?? (await this.#send(blob, content)));
    }
    async #send(blob, content) {
        if (this.#failure)
            throw this.#failure;
        await this.remote.blobs.upload(blob, content, this.meter.upload(blob), this.spares.take(blob.digest));
        return { do: 'upload' };
    }
    /** Records how a blob got to the target. Finding it there later does not change that. */
    #done(digest, step) {
        if (step)
            this.presence.add([digest]);
        if (step && step.do !== 'keep')
            this.#steps.set(digest, step);
        return step;
    }
}

// EXTERNAL MODULE: ./build/registry/errors/registry-error.js + 4 modules
var registry_error = __webpack_require__(648);
;// CONCATENATED MODULE: ./build/push/tags/tag-state.js

/** Milliseconds after which somebody else may well have moved a tag. */
const fresh = 5_000;
/** What the tags of a target pointed at when they were last read. */
class TagState {
    #tags;
    #manifests;
    #elapsed;
    #digests = new Map();
    /** What each tag pointed at when it was first read. */
    #first = new Map();
    #denied = new Set();
    #readAt = Number.NEGATIVE_INFINITY;
    #deniedIsMissing = false;
    #reading;
    /** `elapsed` gives milliseconds on a monotonic clock. */
    constructor(tags, manifests, elapsed) {
        this.#tags = tags;
        this.#manifests = manifests;
        this.#elapsed = elapsed;
    }
    /** The digests that the tags point at, without duplicates. */
    get digests() {
        return [...new Set([...this.#digests.values()].filter((digest) => digest !== undefined))];
    }
    /** What a tag points at; undefined if it does not exist or was not read. */
    digestOf(tag) {
        return this.#digests.get(tag);
    }
    /** What a tag pointed at when it was first read. */
    firstDigestOf(tag) {
        return this.#first.get(tag);
    }
    /** Whether the registry refused to say what a tag points at, which was treated as a missing tag. */
    isDenied(tag) {
        return this.#denied.has(tag);
    }
    /**
     * From now on, treats a refusal to say what a tag points at as a missing tag: Artifactory answers 403 for what does
     * not exist (RTFACT-13797).
     */
    takeDenialAsMissing() {
        this.#deniedIsMissing = true;
    }
    async read() {
        await this.#all(this.#tags.map((tag) => this.look(tag)));
    }
    /** Reads the tags again if they were read too long ago. */
    async refresh() {
        if (this.#elapsed() - this.#readAt <= fresh)
            return;
        await (this.#reading ?? this.read());
    }
    /** Like `read`, but returns the manifest of the last tag: usually (`1.4.2 1.4 latest`) it is the one that moves. */
    async readWithManifest() {
        const last = this.#tags.at(-1);
        const manifest = last ? this.#readManifest(last) : undefined;
        await this.#all([...this.#tags.slice(0, -1).map((tag) => this.look(tag)), manifest]);
        return await manifest;
    }
    /** Reads one tag now. */
    async look(tag) {
        const found = await this.#unlessDenied(tag, this.#manifests.look(tag));
        this.#note(tag, found?.digest);
        return found;
    }
    async #all(asked) {
        const began = this.#elapsed();
        this.#reading = Promise.all(asked).finally(() => {
            this.#reading = undefined;
        });
        await this.#reading;
        this.#readAt = began;
    }
    async #readManifest(tag) {
        try {
            const manifest = await this.#unlessDenied(tag, this.#manifests.get(tag));
            this.#note(tag, manifest?.descriptor.digest);
            return manifest;
        }
        catch (error) {
            // The tag may point at something that we never publish, but it still has a digest.
            if (error instanceof registry_error/* RegistryError */.g && !error.isWrongAnswer)
                throw error;
            await this.look(tag);
            return undefined;
        }
    }
    #note(tag, digest) {
        this.#digests.set(tag, digest);
        if (!this.#first.has(tag))
            this.#first.set(tag, digest);
    }
    async #unlessDenied(tag, asked) {
        this.#denied.delete(tag);
        return await asked.catch((error) => {
            const isDenied = error instanceof registry_error/* RegistryError */.g && error.status === 403 && !error.isRateLimit;
            if (!(isDenied && this.#deniedIsMissing))
                throw error;
            this.#denied.add(tag);
            return undefined;
        });
    }
}

;// CONCATENATED MODULE: ./build/push/push.js


/** One image going to one target: its content, and the state of the tags it is to get. */
class Push extends ContentPush {
    target;
    tags;
    constructor(target, remote, options) {
        super(target.repository, remote, { ...options, onFailure: () => options.onFailure(this) });
        this.target = target;
        this.tags = new TagState(target.tags, remote.manifests, options.elapsed);
    }
    get shownRoots() {
        return this.tags.digests;
    }
    /** Opens connections and reads the tags again: content is about to arrive, and the tags move soon after it. */
    prepare(connections) {
        void this.remote.warm(connections);
        // What fails is asked again when it is needed.
        this.tags.refresh().catch(() => undefined);
    }
}

;// CONCATENATED MODULE: ./build/push/targets.js





/** Milliseconds to wait for registries to cancel unused upload sessions. */
const closeTimeout = 2_000;
/** Creates a push for each target. Targets with one client are siblings: they share connections, tokens and limits. */
async function openPushes(targets, options) {
    // What is still running at the end, above all a retry that waits, is aborted.
    const done = new AbortController();
    const signal = AbortSignal.any([options.signal, done.signal]);
    const clients = await Promise.all(targets.map((target) => options.registries.at(target.repository)));
    const groups = Map.groupBy(targets, (_, index) => clients[index]);
    const pushes = [...groups].flatMap(([registry, group]) => joined(group, registry, { ...options, signal }));
    const all = targets.map((target) => pushes.find((push) => push.target === target));
    return {
        all,
        async [Symbol.asyncDispose]() {
            const ended = Promise.all(all.map(({ spares }) => spares.close()));
            await Promise.race([ended, (0,promises_.setTimeout)(closeTimeout, undefined, { ref: false })]);
            done.abort();
        },
    };
}
/** Creates the pushes to repositories of one registry, as the same user. */
function joined(targets, registry, options) {
    const { mountFrom, elapsed, signal, onFailure, verifyContent = false } = options;
    const shared = {
        mountFrom: mountFrom.filter((source) => source.registry === registry.name).map(({ name }) => name),
        mountIndex: new MountIndex(registry),
        firstWait: registry.firstWait,
        elapsed,
        signal,
        onFailure,
        verifyContent,
    };
    const pushes = targets.map((target) => {
        const sending = new AbortController();
        const remote = new registry_repository/* RemoteRepository */.N(registry, target.repository, 'pull,push', AbortSignal.any([signal, sending.signal]));
        return new Push(target, remote, { ...shared, stopSending: (reason) => sending.abort(reason) });
    });
    const { required, others } = partition(pushes, options.required);
    for (const push of required)
        push.join(pushes, required);
    for (const push of others)
        push.join(pushes, [...required, ...others]);
    return pushes;
}
/** Targets that are not required wait for those that are, and never the other way round. */
function partition(pushes, required = 'all') {
    const isNeeded = ({ name }) => (0,gate/* isRequired */.gx)(name, required);
    return { required: pushes.filter(isNeeded), others: pushes.filter((push) => !isNeeded(push)) };
}

// EXTERNAL MODULE: ./build/steps/read/required.js
var required = __webpack_require__(3472);
;// CONCATENATED MODULE: ./build/steps/publish/publish-session.js







/** Prepares publishing to all targets. Throws InputError if there are none, or credentials are incomplete. */
async function openPublishSession(job) {
    const { inputs, incompleteLogins, environment } = job;
    (0,input_error/* throwAll */.K)(incompleteLogins);
    const pushes = await openTargets(job);
    (0,required/* warnIfNothingRequired */.M)(inputs, job.named.targets, environment.log);
    const progress = watchProgress(pushes.all, environment.log);
    return {
        pushes: pushes.all,
        rules: { existing: inputs.existingTags, immutable: inputs.immutableTags },
        get isLost() {
            const failed = pushes.all.filter(({ failure }) => failure).map(({ name }) => name);
            return (0,gate/* isLost */.JD)(failed, job.named.targets.map(distribution_target/* formatTarget */.P), inputs.required);
        },
        async [Symbol.asyncDispose]() {
            progress[Symbol.dispose]();
            await pushes[Symbol.asyncDispose]();
        },
    };
}
async function openTargets({ inputs, named, registries, stop, environment }) {
    const { targets } = named;
    if (targets.length === 0) {
        throw new input_error/* InputError */.d('tags', whyNothing(environment.variables.GITHUB_EVENT_NAME));
    }
    const failed = [];
    return await openPushes(targets, {
        registries,
        mountFrom: inputs.mountFrom,
        required: inputs.required,
        // A job is usually re-run because something is wrong.
        verifyContent: inputs.verifyContent || Number(environment.variables.GITHUB_RUN_ATTEMPT) > 1,
        elapsed: environment.elapsed,
        signal: stop.network,
        onFailure(push) {
            failed.push(push.name);
            if ((0,gate/* isLost */.JD)(failed, targets.map(distribution_target/* formatTarget */.P), inputs.required)) {
                stop.stopBuilding(new Error('no target is left to publish to'));
            }
        },
    });
}
function whyNothing(event = 'this event') {
    const rule = event.startsWith('pull_request') ? 'type=ref,event=pr' : 'type=ref,event=branch';
    return `no rule produced a tag for '${event}', so there is nothing to publish. Add a rule for it, such as ${rule}, or set 'push: false' for it`;
}
/** The result of a run whose targets failed before there was anything to publish. */
function abandonedResult({ pushes }, { named }) {
    const outcomes = pushes.map((push) => {
        const tags = push.target.tags.map((tag) => ({ tag, status: 'withheld' }));
        return (0,target_outcome/* outcomeWithout */.t_)(push, tags);
    });
    return { names: named.names, outcomes, isDone: false };
}
/** Whether enough targets succeeded. */
function isSuccess(outcomes, { inputs }) {
    const targets = outcomes.map(({ target, status }) => ({
        target: (0,distribution_target/* formatTarget */.P)(target),
        ready: status === 'published' || status === 'planned',
    }));
    return (0,gate/* mayPublish */.bT)(targets, inputs.required);
}


/***/ }),

/***/ 9399:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ warnAboutUnbound)
/* harmony export */ });
/* harmony import */ var _intake_attestation_attestation_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6004);

/** An attestation without a subject attests nothing. The image is no worse for it, so this is only a warning. */
async function warnAboutUnbound(source, log) {
    const unbound = await (0,_intake_attestation_attestation_js__WEBPACK_IMPORTED_MODULE_0__/* .findUnbound */ .h)(source.image, (digest) => source.blob(digest));
    if (unbound.length === 0)
        return;
    const which = unbound.join(', ');
    log.warning(`The image has attestations without a subject, which cannot be used to verify it: ${which}. Set the image's name in the builder: for buildx, 'name=' in the output`);
}


/***/ })

};
