export const modules = {
36004:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  h: () => (findUnbound),
  A: () => (renameAttestations)
});

var json = __webpack_require__(99368);
var blob_content = __webpack_require__(18895);
var content_error = __webpack_require__(19964);
var descriptor = __webpack_require__(46937);
var oci_digest = __webpack_require__(1564);
var oci_image = __webpack_require__(83947);
var oci_manifest = __webpack_require__(95669);
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

var statement = __webpack_require__(90701);
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

90701:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  EM: () => (renameSubjects),
  Gv: () => (isObject),
  QP: () => (isAttestationPart),
  p0: () => (packageUrls),
  vS: () => (lacksSubject)
});
var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(99368);
var _oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(28732);


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


})
};
