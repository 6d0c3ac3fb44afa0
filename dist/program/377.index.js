export const id = 377;
export const ids = [377];
export const modules = {

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

2672:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  I5: () => (rootOf),
  Jf: () => (attestedEntry),
  Jg: () => (platformOfEntry),
  Mc: () => (entriesOf),
  Pf: () => (fieldsOf)
});
var _json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9368);
var _attestations_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4396);
var _descriptor_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6937);
var _image_platform_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7554);




function rootOf({ image: { manifests } }) {
    return manifests.at(-1);
}
function fieldsOf({ bytes }) {
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .parseRecord */ .Hh)(new TextDecoder().decode(bytes));
}
function entriesOf(part) {
    const root = rootOf(part);
    const { descriptor, children } = root;
    if (!(0,_descriptor_js__WEBPACK_IMPORTED_MODULE_1__/* .isIndex */ .nw)(descriptor)) {
        const { platform = {} } = part;
        const { mediaType, digest, size } = descriptor;
        return [{ part, descriptor, fields: { mediaType, digest, size, platform } }];
    }
    const { manifests } = fieldsOf(root);
    return children.map((child, index) => ({ part, descriptor: child, fields: manifests[index] ?? {} }));
}
function platformOfEntry({ descriptor, fields }) {
    return (0,_attestations_js__WEBPACK_IMPORTED_MODULE_0__/* .isAttestation */ .H3)(descriptor) ? undefined : (0,_image_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .platformOf */ .tj)(fields.platform);
}
function attestedEntry({ descriptor }) {
    return (0,_attestations_js__WEBPACK_IMPORTED_MODULE_0__/* .isAttestation */ .H3)(descriptor) ? (0,_attestations_js__WEBPACK_IMPORTED_MODULE_0__/* .attestedBy */ .W_)(descriptor) : undefined;
}


}),

7772:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Wm: () => (selectionOf),
  XO: () => (selectEntries),
  cG: () => (uniteEntries)
});
var _input_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3587);
var _image_platform_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7554);
var _index_entry_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2672);



function selectEntries(entries, platforms) {
    const missing = platforms.filter((text) => !entries.some((entry) => isOf(entry, text)));
    (0,_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .throwAll */ .K)(missing.map((text) => new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .d('platforms', whyMissing(text, entries))));
    return entriesFor(entries, platforms);
}
function selectionOf(platforms) {
    return (index) => {
        const entries = (0,_index_entry_js__WEBPACK_IMPORTED_MODULE_2__/* .entriesOf */ .Mc)({ name: '', image: { root: index.descriptor, manifests: [index], blobs: [] } });
        return new Set(entriesFor(entries, platforms).map((entry) => entry.descriptor.digest));
    };
}
function entriesFor(entries, platforms) {
    const images = new Set(entries.filter((entry) => platforms.some((text) => isOf(entry, text))));
    const digests = new Set([...images].map(({ descriptor }) => descriptor.digest));
    return entries.filter((entry) => {
        const attested = (0,_index_entry_js__WEBPACK_IMPORTED_MODULE_2__/* .attestedEntry */ .Jf)(entry);
        return attested ? digests.has(attested) : images.has(entry);
    });
}
function isOf(entry, text) {
    const [wanted, found] = [(0,_image_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .parsePlatform */ .FL)(text), (0,_index_entry_js__WEBPACK_IMPORTED_MODULE_2__/* .platformOfEntry */ .Jg)(entry)];
    return wanted !== undefined && found !== undefined && (0,_image_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .isForPlatform */ .b)(wanted, found);
}
function whyMissing(text, entries) {
    const known = entries.map(_index_entry_js__WEBPACK_IMPORTED_MODULE_2__/* .platformOfEntry */ .Jg).filter((platform) => platform !== undefined);
    const shown = [...new Set(known.map(_image_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .shownPlatform */ .vV))].join(', ');
    const parts = [...new Set(entries.map(({ part }) => part.name))].join(', ');
    return `${parts} ${shown ? `has no image for ${text}, only for ${shown}` : `names no platforms, so ${text} cannot be selected`}`;
}
function uniteEntries(entries) {
    const united = new Map();
    for (const entry of entries) {
        const id = `${entry.descriptor.digest} ${keyOf(entry)}`;
        if (!united.has(id))
            united.set(id, entry);
    }
    (0,_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .throwAll */ .K)(clashes([...united.values()]));
    return [...united.values()];
}
function keyOf(entry) {
    const platform = (0,_index_entry_js__WEBPACK_IMPORTED_MODULE_2__/* .platformOfEntry */ .Jg)(entry);
    return platform && (0,_image_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .platformKey */ .Ng)(platform);
}
function clashes(entries) {
    const firsts = new Map();
    return entries.flatMap((entry) => {
        const key = keyOf(entry);
        if (key === undefined)
            return [];
        const first = firsts.get(key) ?? entry;
        firsts.set(key, first);
        return first.part === entry.part ? [] : [clash(first, entry)];
    });
}
function clash(one, other) {
    const both = [one, other].map(({ part, descriptor }) => `${part.name} (${descriptor.digest})`).join(' and ');
    const platform = (0,_index_entry_js__WEBPACK_IMPORTED_MODULE_2__/* .platformOfEntry */ .Jg)(other);
    const shown = platform ? (0,_image_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .shownPlatform */ .vV)(platform) : '';
    return new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .d('source', `${both} both have an image for ${shown}: remove one of the two lines`);
}


}),

856:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  J: () => (elsewhere),
  s: () => (attachmentsOf)
});
var _oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8732);
var _push_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4064);


async function attachmentsOf(source, pushes, seen = new Set()) {
    const others = elsewhere(source, pushes);
    if (others.length === 0)
        return [];
    const referrers = (await source.referrers?.open()) ?? [];
    return referrers
        .filter(({ source: { image }, tag = '' }) => isAdded(seen, `${image.root.digest} ${tag}`))
        .map(({ source: artifact, tag }) => ({
        source: { ...artifact, attachedTo: source },
        pushes: others.map(({ content }) => new _push_js__WEBPACK_IMPORTED_MODULE_1__/* .Push */ .$({ repository: content.repository, tags: tag ? [tag] : [] }, content)),
    }));
}
function elsewhere({ image, origin }, pushes) {
    const home = origin?.(image.root.digest);
    const unique = new Map(pushes.map((push) => [push.content, push]));
    return [...unique.values()].filter(({ content }) => !home || !(0,_oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .sameRepository */ .RB)(home, content.repository));
}
function isAdded(seen, key) {
    return seen.size < seen.add(key).size;
}


}),

3660:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  k: () => (compositionOf)
});
var _names_annotations_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9557);

function compositionOf({ names }, { platforms, annotations, source }, { DOCKER_METADATA_ANNOTATIONS_LEVELS }) {
    const levels = (DOCKER_METADATA_ANNOTATIONS_LEVELS || (source ? 'index' : 'manifest'))
        .split(',')
        .map((level) => level.trim());
    const lines = annotations === '' ? [] : (0,_names_annotations_js__WEBPACK_IMPORTED_MODULE_0__/* .formatAnnotations */ .M)(names.annotations, levels);
    const parsed = lines.map(parseLine);
    return {
        platforms,
        lines,
        index: Object.fromEntries(parsed.flatMap(({ level, pair }) => (level === 'index' ? [pair] : []))),
        entries: parsed.flatMap(({ level, platform, pair }) => level === 'manifest-descriptor'
            ? [{ ...(platform !== undefined && { platform }), annotations: Object.fromEntries([pair]) }]
            : []),
    };
}
function parseLine(line) {
    const [, level, platform, key = '', value = ''] = /^([a-z-]+)(?:\[(.*?)\])?:([^=]*)=(.*)$/s.exec(line) ?? [];
    return { level, platform, pair: [key, value] };
}


}),

377:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
  publishSource: () => (publishSource)
});
var _builder_lost_annotations_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(3183);
var _oci_index_select_entries_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7772);
var _push_referrers_attachments_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(856);
var _push_until_decided_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2368);
var _push_warm_up_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7383);
var _sources_open_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(762);
var _name_composition_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3660);
var _publish_everywhere_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5950);
var _publish_session_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(9329);
var _referrers_left_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(9348);
var _subjects_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(9399);











async function publishSource(job, references, mode) {
    if (mode !== 'build')
        return await publishFrom(job, references, mode);
    await using source = await open(job, references);
    return { names: job.named.names, outcomes: [], image: source.image, isDone: true };
}
async function open({ inputs, named, registries, stop, environment }, references, session) {
    const { log, variables } = environment;
    const { pushes = [], contents = [] } = session ?? {};
    const signal = references.some(_sources_open_js__WEBPACK_IMPORTED_MODULE_4__/* .isMade */ .sX) ? stop.building : stop.network;
    const context = { ...environment, registries, publishes: session !== undefined, contents, signal };
    const [only, ...others] = references;
    if (only && others.length === 0 && inputs.platforms.length === 0)
        return await (0,_sources_open_js__WEBPACK_IMPORTED_MODULE_4__/* .openSource */ .oD)(only, { ...context, pushes });
    const { openSources } = await __webpack_require__.e(/* import() */ 458).then(__webpack_require__.bind(__webpack_require__, 1458));
    const composition = (0,_name_composition_js__WEBPACK_IMPORTED_MODULE_5__/* .compositionOf */ .k)(named, inputs, variables);
    const { platforms } = inputs;
    const part = { ...context, pushes: [], ...(platforms.length > 0 && { selection: (0,_oci_index_select_entries_js__WEBPACK_IMPORTED_MODULE_0__/* .selectionOf */ .Wm)(platforms) }) };
    const lines = references.map((reference) => ({
        name: (0,_sources_open_js__WEBPACK_IMPORTED_MODULE_4__/* .formatSource */ .j2)(reference),
        open: () => (0,_sources_open_js__WEBPACK_IMPORTED_MODULE_4__/* .openSource */ .oD)(reference, part),
    }));
    const source = await openSources(lines, composition, log);
    const lost = (0,_builder_lost_annotations_js__WEBPACK_IMPORTED_MODULE_10__/* .lostAnnotations */ .R)(composition.lines, source.image);
    if (lost.length > 0)
        log.warning(describeUnset(lost));
    return source;
}
function describeUnset(lost) {
    const keys = lost.map((line) => line.replace(/=.*/s, '')).join(', ');
    return `Annotations can only be set on a new index ('index:') and its entries ('manifest-descriptor:', for a platform that it lists), because the images themselves are not changed. Not set: ${keys}`;
}
async function publishFrom(job, references, mode) {
    await using session = await (0,_publish_session_js__WEBPACK_IMPORTED_MODULE_7__/* .openPublishSession */ ._s)(job);
    try {
        return await openAndPublish(job, references, mode, session);
    }
    catch (error) {
        if (session.isLost && error === job.stop.building.reason)
            return (0,_publish_session_js__WEBPACK_IMPORTED_MODULE_7__/* .abandonedResult */ .Od)(session, job);
        throw error;
    }
}
async function openAndPublish(job, references, mode, session) {
    const { pushes, rules } = session;
    const beforeBuild = references.every(_sources_open_js__WEBPACK_IMPORTED_MODULE_4__/* .isMade */ .sX) && rules.existing !== 'fail';
    const contents = beforeBuild && mode === 'publish' ? session.contents : [];
    const opening = open(job, references, { pushes, contents });
    const warm = { beforeBuild, rules, creates: mode === 'publish', ...(!beforeBuild && { source: opening }) };
    const works = pushes.map((push) => ({ push, done: (0,_push_warm_up_js__WEBPACK_IMPORTED_MODULE_3__/* .warmUp */ .l)(push, warm) }));
    const left = job.inputs.referrers ? [] : [new _referrers_left_js__WEBPACK_IMPORTED_MODULE_8__/* .ReferrersLeft */ .u(opening, pushes)];
    await using source = await opening;
    job.onImage?.(source.image);
    const attached = job.inputs.referrers ? await (0,_push_referrers_attachments_js__WEBPACK_IMPORTED_MODULE_1__/* .attachmentsOf */ .s)(source, pushes) : [];
    works.push(...attached.flatMap((part) => warmUpAll(part, warm)));
    if (!source.origin)
        await (0,_subjects_js__WEBPACK_IMPORTED_MODULE_9__/* .warnAboutUnbound */ .n)(source, job.environment.log);
    await (0,_push_until_decided_js__WEBPACK_IMPORTED_MODULE_2__/* .untilDecided */ .N)(works, job.inputs.required, 0);
    if (job.stop.building.aborted)
        return (0,_publish_session_js__WEBPACK_IMPORTED_MODULE_7__/* .abandonedResult */ .Od)(session, job);
    const outcomes = await (0,_publish_everywhere_js__WEBPACK_IMPORTED_MODULE_6__/* .publishEverywhere */ .Q)([{ source, pushes }, ...attached], job, mode, session);
    (0,_referrers_left_js__WEBPACK_IMPORTED_MODULE_8__/* .tellReferrersLeft */ .V)(left, source.name, job.environment.log);
    return { names: job.named.names, outcomes, image: source.image, isDone: (0,_publish_session_js__WEBPACK_IMPORTED_MODULE_7__/* .isSuccess */ .oJ)(outcomes, job) };
}
function warmUpAll({ source, pushes }, warm) {
    return pushes.map((push) => ({ push, done: (0,_push_warm_up_js__WEBPACK_IMPORTED_MODULE_3__/* .warmUp */ .l)(push, { ...warm, source }) }));
}


}),

9348:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  V: () => (tellReferrersLeft),
  u: () => (ReferrersLeft)
});
var _format_amount_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7186);
var _push_referrers_attachments_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(856);


class ReferrersLeft {
    #count = 0;
    constructor(opening, pushes) {
        void this.#countThem(opening, pushes).catch(() => undefined);
    }
    get count() {
        return this.#count;
    }
    async #countThem(opening, pushes) {
        const source = await opening;
        if ((0,_push_referrers_attachments_js__WEBPACK_IMPORTED_MODULE_0__/* .elsewhere */ .J)(source, pushes).length === 0)
            return;
        await Promise.all(pushes.map(({ content }) => content.preparation.warmedUp));
        const isNew = pushes.some(({ content, failure }) => !failure && content.needs(source.image.root.digest));
        if (isNew)
            this.#count = (await source.referrers?.count()) ?? 0;
    }
}
function tellReferrersLeft(all, name, log) {
    const count = all.reduce((sum, left) => sum + left.count, 0);
    if (count === 0)
        return;
    const what = (0,_format_amount_js__WEBPACK_IMPORTED_MODULE_1__/* .formatCount */ .B)(count, 'referrer');
    log.notice(`At least ${what} of ${name} (signatures, attestations or SBOMs) ${count === 1 ? 'is' : 'are'} not published. To publish referrers along with the image, set 'referrers: true'`);
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
