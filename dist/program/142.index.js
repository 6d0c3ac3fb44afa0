export const id = 142;
export const ids = [142];
export const modules = {

/***/ 2672:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I5: () => (/* binding */ rootOf),
/* harmony export */   Jf: () => (/* binding */ attestedEntry),
/* harmony export */   Jg: () => (/* binding */ platformOfEntry),
/* harmony export */   Mc: () => (/* binding */ entriesOf),
/* harmony export */   Pf: () => (/* binding */ fieldsOf)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9368);
/* harmony import */ var _attestations_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2015);
/* harmony import */ var _descriptor_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6937);
/* harmony import */ var _image_platform_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7554);




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


/***/ }),

/***/ 7772:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Wm: () => (/* binding */ selectionOf),
/* harmony export */   XO: () => (/* binding */ selectEntries),
/* harmony export */   cG: () => (/* binding */ uniteEntries)
/* harmony export */ });
/* harmony import */ var _input_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3587);
/* harmony import */ var _image_platform_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7554);
/* harmony import */ var _index_entry_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2672);



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


/***/ }),

/***/ 9598:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ meet)
/* harmony export */ });
function meet(artifacts, platforms) {
    const all = artifacts.filter((each) => each.kind === 'part').toSorted(inOrder);
    const conflict = conflictIn(all);
    if (conflict)
        return conflict;
    const parts = chosen(all, platforms);
    const finished = artifacts.filter(({ kind }) => kind === 'finish').map(({ attempt }) => attempt);
    if (finished.length > 0)
        return { state: 'finished', attempt: Math.min(...finished), parts };
    const missing = platforms.filter((platform) => !parts.some(({ part }) => part.includes(platform)));
    return missing.length > 0 ? { state: 'incomplete', missing, parts } : { state: 'complete', parts };
}
function chosen(all, platforms) {
    const parts = platforms.map((platform) => all.find(({ part }) => part.includes(platform)));
    return [...new Set(parts.filter((part) => part !== undefined))];
}
function inOrder(one, other) {
    return one.attempt - other.attempt || (textOf(one) < textOf(other) ? -1 : 1);
}
function textOf({ part, digest }) {
    return `${part.join()} ${digest}`;
}
function conflictIn(all) {
    for (const one of all) {
        const { attempt, digest } = one;
        for (const platform of one.part) {
            const other = all.find((each) => each.attempt === attempt && each.digest !== digest && each.part.includes(platform));
            if (other)
                return { state: 'conflict', platform, digests: [digest, other.digest], attempt };
        }
    }
    return undefined;
}


/***/ }),

/***/ 187:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DS: () => (/* binding */ artifactPrefix),
/* harmony export */   Ep: () => (/* binding */ readArtifactName),
/* harmony export */   Pi: () => (/* binding */ namesToTry),
/* harmony export */   iJ: () => (/* binding */ noteName),
/* harmony export */   p2: () => (/* binding */ imageKey),
/* harmony export */   xE: () => (/* binding */ finishName)
/* harmony export */ });
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1564);

const slugLimit = 30;
function imageKey({ images, tags, flavor, target, commit, platforms }) {
    const text = JSON.stringify([images, tags, flavor, target, commit, platforms]);
    return (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .digestOf */ .ol)(new TextEncoder().encode(text)).slice('sha256:'.length, 'sha256:'.length + 12);
}
function artifactPrefix(key) {
    return `manifold-${key}-`;
}
function noteName(key, { attempt, part, digest }, platforms) {
    const [, hex] = digest.split(':');
    return `${artifactPrefix(key)}${attempt}-part-${partSlug(part, platforms)}-${hex}`;
}
function finishName(key, attempt) {
    return `${artifactPrefix(key)}${attempt}-finish`;
}
function namesToTry(name) {
    return [name, `${name}-2`, `${name}-3`];
}
function readArtifactName(name, key, platforms) {
    const prefix = artifactPrefix(key);
    if (!name.startsWith(prefix))
        return undefined;
    const [, number = '', slug, hex = ''] = /^([1-9]\d{0,5})-(?:finish|part-([a-z0-9.-]+)-([0-9a-f]{128}|[0-9a-f]{64}))(?:-\d)?$/.exec(name.slice(prefix.length)) ?? [];
    const attempt = Number(number);
    if (attempt === 0)
        return undefined;
    if (slug === undefined)
        return { kind: 'finish', attempt };
    const part = slug
        .split('.')
        .map((each) => platforms.find((platform, place) => each === slugOf(platform) || each === `p${place}`));
    const digest = `${hex.length === 64 ? 'sha256' : 'sha512'}:${hex}`;
    const isKnown = part.every((platform) => platform !== undefined);
    return isKnown && (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest) ? { kind: 'part', attempt, part, digest } : undefined;
}
function partSlug(part, platforms) {
    const slug = part.map(slugOf).join('.');
    return slug.length <= slugLimit ? slug : part.map((platform) => `p${platforms.indexOf(platform)}`).join('.');
}
function slugOf(platform) {
    return platform.toLowerCase().replaceAll(/[^a-z0-9]/g, '-');
}


/***/ }),

/***/ 1743:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dq: () => (/* binding */ areTexts),
/* harmony export */   VC: () => (/* binding */ readNote),
/* harmony export */   VV: () => (/* binding */ formatPartNote),
/* harmony export */   gT: () => (/* binding */ noteLimit),
/* harmony export */   my: () => (/* binding */ isCount),
/* harmony export */   pH: () => (/* binding */ encodeNote),
/* harmony export */   ti: () => (/* binding */ parsePartNote)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9368);
/* harmony import */ var _oci_content_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9964);
/* harmony import */ var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6937);



const noteLimit = 64 * 1024;
function formatPartNote({ root: { mediaType, digest, size }, ...note }) {
    return encodeNote({ ...note, root: { mediaType, digest, size } });
}
function encodeNote(fields) {
    return new TextEncoder().encode(JSON.stringify({ version: 1, ...fields }));
}
function parsePartNote(bytes) {
    const fields = readNote(bytes);
    if (!fields)
        return undefined;
    const { key, attempt, images, platforms, part, commit, seconds, bytes: size } = fields;
    const root = descriptorIn(fields.root);
    if (!root || typeof key !== 'string' || !isCount(attempt) || typeof commit !== 'string')
        return undefined;
    if (!areTexts(images) || !areTexts(platforms) || !areTexts(part))
        return undefined;
    if (!isCount(size) || typeof seconds !== 'number' || !(seconds >= 0))
        return undefined;
    return { key, attempt, images, platforms, part, root, commit, runner: runnerIn(fields.runner), seconds, bytes: size };
}
function readNote(bytes) {
    if (bytes.length > noteLimit)
        return undefined;
    const fields = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .parseRecord */ .Hh)(new TextDecoder().decode(bytes));
    return fields.version === 1 ? fields : undefined;
}
function areTexts(value) {
    return Array.isArray(value) && value.every((text) => typeof text === 'string' && !/\p{Cc}/u.test(text));
}
function isCount(value) {
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
function descriptorIn(value) {
    try {
        return (0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .parseDescriptor */ .BA)(value, 'the root of a note');
    }
    catch (error) {
        if (error instanceof _oci_content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y)
            return undefined;
        throw error;
    }
}
function runnerIn(value) {
    const { name, os, arch } = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)(value) ? value : {};
    return { name: shortText(name), os: shortText(os), arch: shortText(arch) };
}
function shortText(value) {
    return typeof value === 'string' ? value.replaceAll(/[\s\p{C}]+/gu, ' ').slice(0, 100) : '';
}


/***/ }),

/***/ 856:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ elsewhere),
/* harmony export */   s: () => (/* binding */ attachmentsOf)
/* harmony export */ });
/* harmony import */ var _oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8732);
/* harmony import */ var _push_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4064);


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


/***/ }),

/***/ 6645:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H$: () => (/* binding */ keptFolder),
/* harmony export */   Qm: () => (/* binding */ findKept),
/* harmony export */   qs: () => (/* binding */ layoutIn),
/* harmony export */   rh: () => (/* binding */ writeRecord)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var _disk_regular_file_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6659);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9368);
/* harmony import */ var _oci_content_error_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9964);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1564);







function keptFolder(temp) {
    return `${temp}-image`;
}
function layoutIn(folder) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, 'layout');
}
const recordFile = 'record.json';
const folderName = /^manifold-\w+-image$/;
async function writeRecord(folder, kept, variables) {
    const fields = { ...kept, job: jobIn(variables) };
    const text = JSON.stringify({ ...fields, seal: sealOf(fields, variables) });
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, recordFile), text, { mode: 0o400 });
}
async function findKept({ temp, variables }) {
    const place = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(temp);
    const { uid } = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(temp);
    const names = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)(place).catch(() => []);
    const folders = names.filter((name) => folderName.test(name)).map((name) => (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(place, name));
    const owners = await Promise.all(folders.map((folder) => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.lstat)(folder).catch(() => undefined)));
    const ours = folders.filter((_, index) => owners[index]?.uid === uid);
    const found = await Promise.all(ours.map((folder) => readRecord(folder, variables)));
    return found.filter((kept) => kept !== undefined).toSorted((one, other) => one.time - other.time);
}
async function readRecord(folder, variables) {
    const text = await (0,_disk_regular_file_js__WEBPACK_IMPORTED_MODULE_3__/* .readText */ .y)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, recordFile)).catch((error) => {
        if (error.code === 'ENOENT')
            return undefined;
        throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_5__/* .ContentError */ .y(`The record of a kept image cannot be read: ${error.message}. Build the image again.`);
    });
    if (text === undefined)
        return undefined;
    const { step, digest, isTrusted, time, job, seal } = (0,_json_js__WEBPACK_IMPORTED_MODULE_6__/* .parseRecord */ .Hh)(text);
    if (job !== jobIn(variables))
        return undefined;
    const isWhole = typeof step === 'string' && typeof digest === 'string' && (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_4__/* .isDigest */ .Bc)(digest) && typeof time === 'number';
    const kept = isWhole && { step, digest, isTrusted: isTrusted === true, time };
    if (kept && isSealed({ ...kept, job }, seal, variables))
        return { ...kept, folder };
    throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_5__/* .ContentError */ .y(`The record of a kept image, ${(0,node_path__WEBPACK_IMPORTED_MODULE_2__.basename)(folder)}/${recordFile}, was changed since it was written. Build the image again, and find out which step between changes files below RUNNER_TEMP.`);
}
function jobIn({ GITHUB_RUN_ID = '', GITHUB_RUN_ATTEMPT = '', GITHUB_JOB = '' }) {
    return [GITHUB_RUN_ID, GITHUB_RUN_ATTEMPT, GITHUB_JOB].join('/');
}
function sealOf(fields, { ACTIONS_RUNTIME_TOKEN: key }) {
    const { step, digest, isTrusted, time, job } = fields;
    return key
        ? (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHmac)('sha256', key)
            .update(JSON.stringify([step, digest, isTrusted, time, job]))
            .digest('hex')
        : '';
}
function isSealed(fields, seal, variables) {
    const expected = Buffer.from(sealOf(fields, variables));
    const given = Buffer.from(typeof seal === 'string' ? seal : '');
    if (expected.length === 0 || (!fields.isTrusted && given.length === 0))
        return true;
    return expected.length === given.length && (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.timingSafeEqual)(expected, given);
}


/***/ }),

/***/ 3660:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ compositionOf)
/* harmony export */ });
/* harmony import */ var _names_annotations_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9557);

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


/***/ }),

/***/ 5780:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ reportOn)
/* harmony export */ });
function reportOn(parts, { part, brought, note, attempt }, notes = new Map()) {
    const { digest } = brought.image.root;
    const noteOf = (each) => (each.digest === digest ? { ...note, attempt } : notes.get(each));
    const lines = parts.map((each) => ({ ...each, note: noteOf(each) }));
    return { part, digest, parts: lines };
}


/***/ }),

/***/ 7622:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ partOf),
/* harmony export */   k: () => (/* binding */ jobForPart)
/* harmony export */ });
/* harmony import */ var _plan_parts_part_names_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(187);

function partOf(job) {
    const { inputs, named, environment } = job;
    const { images, tags, flavor, target, part } = inputs;
    const platforms = [...new Set(inputs.platforms)];
    const key = (0,_plan_parts_part_names_js__WEBPACK_IMPORTED_MODULE_0__/* .imageKey */ .p2)({ images, tags, flavor, target, commit: named.commit, platforms });
    const attempt = Math.max(1, Math.trunc(Number(environment.variables.GITHUB_RUN_ATTEMPT)) || 1);
    return { job, key, attempt, part, platforms };
}
function jobForPart({ job, part, platforms }) {
    const { inputs, named, request } = job;
    const isWhole = part.length === platforms.length;
    const isForImages = (line) => isWhole || !/^(?:index|manifest-descriptor)\b/.test(line);
    return {
        ...job,
        inputs: { ...inputs, platforms: part, annotations: marksOf(inputs, isWhole) },
        request: { ...request, platforms: part, annotations: request.annotations.filter(isForImages) },
        named: { ...named, targets: named.targets.map(({ repository }) => ({ repository, tags: [] })) },
        subjects: named.targets,
    };
}
function marksOf({ annotations, source }, isWhole) {
    return source && !isWhole ? '' : annotations;
}


/***/ }),

/***/ 3142:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  publishPart: () => (/* binding */ publishPart)
});

// EXTERNAL MODULE: ./build/input-error.js
var input_error = __webpack_require__(3587);
// EXTERNAL MODULE: ./build/github/repository/github-server.js
var github_server = __webpack_require__(1382);
// EXTERNAL MODULE: ./build/json.js
var json = __webpack_require__(9368);
// EXTERNAL MODULE: ./build/http/network-failure.js
var network_failure = __webpack_require__(3856);
// EXTERNAL MODULE: ./build/http/proxy.js + 1 modules
var proxy = __webpack_require__(8533);
// EXTERNAL MODULE: ./build/http/redirect.js
var redirect = __webpack_require__(3701);
// EXTERNAL MODULE: ./build/http/retry/retryable.js
var retryable = __webpack_require__(7358);
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

// EXTERNAL MODULE: ./build/http/retry/retry-after.js
var retry_after = __webpack_require__(3533);
// EXTERNAL MODULE: ./build/http/retry/retry-state.js + 1 modules
var retry_state = __webpack_require__(5425);
// EXTERNAL MODULE: ./build/http/transport.js + 9 modules
var transport = __webpack_require__(5961);
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

// EXTERNAL MODULE: ./build/identity/oidc-token.js
var oidc_token = __webpack_require__(8214);
;// CONCATENATED MODULE: ./build/github/artifacts/backend-ids.js

const scope = /(?:^| )Actions\.Results:([\w-]{1,128}):([\w-]{1,128})(?= |$)/;
function backendIdsIn(token) {
    const { scp } = (0,oidc_token/* claimsIn */.h)(token);
    const [, run, job] = scope.exec(typeof scp === 'string' ? scp : '') ?? [];
    return run === undefined || job === undefined ? undefined : { run, job };
}

// EXTERNAL MODULE: ./build/oci/digest.js
var oci_digest = __webpack_require__(1564);
;// CONCATENATED MODULE: ./build/github/artifacts/artifact-store.js
const fileLimit = 64 * 1024;
const refused = /["\\:<>|*?/\p{C}]/u;
const nameLimit = 200;
function isArtifactName(name) {
    return name !== '' && name.length <= nameLimit && !refused.test(name);
}

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

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
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
        if (file.length > fileLimit)
            throw new Error(`The file for the artifact '${name}' has more than ${fileLimit} bytes`);
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

// EXTERNAL MODULE: ./build/http/origin.js
var origin = __webpack_require__(3391);
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
const retention = 24 * 60 * 60 * 1000;
const conflict = 409;
class RunArtifacts {
    #options;
    #listed = new WeakMap();
    constructor(options) {
        this.#options = options;
    }
    async create(name) {
        if (!isArtifactName(name))
            throw new Error(`'${name}' is not a valid name for an artifact`);
        const { calls, http, now } = this.#options;
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
        const limit = fileLimit + zipOverhead;
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
    return new RunArtifacts({ home, http, calls, ids, now, mask: log.mask });
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
function missing(reason) {
    return new input_error/* InputError */.d('meeting', `the jobs of this run cannot find each other's parts in its artifact service: ${reason}. Either write 'meeting: registry', or combine the parts in a job of your own, with one line 'docker://NAME@DIGEST' for each part in 'source'`);
}

// EXTERNAL MODULE: ./build/steps/publish/build-only.js
var build_only = __webpack_require__(1791);
// EXTERNAL MODULE: ./build/steps/publish/keep-image.js + 2 modules
var keep_image = __webpack_require__(9307);
// EXTERNAL MODULE: ./build/steps/publish/publish-image.js + 9 modules
var publish_image = __webpack_require__(5764);
// EXTERNAL MODULE: ./build/steps/publish/publish-source.js
var publish_source = __webpack_require__(377);
// EXTERNAL MODULE: ./build/plan/parts/meeting.js
var parts_meeting = __webpack_require__(9598);
// EXTERNAL MODULE: ./build/plan/parts/part-names.js
var part_names = __webpack_require__(187);
// EXTERNAL MODULE: ./build/steps/parts/left-part.js
var left_part = __webpack_require__(5780);
;// CONCATENATED MODULE: ./build/steps/parts/taking.js

async function createNote(store, name) {
    for (const each of (0,part_names/* namesToTry */.Pi)(name)) {
        const created = await store.create(each);
        if (created !== 'taken' && created !== 'uncertain')
            return created;
    }
    return undefined;
}
async function takeLock(store, name) {
    for (const each of (0,part_names/* namesToTry */.Pi)(name)) {
        const created = await store.create(each);
        if (created === 'taken')
            return undefined;
        if (created !== 'uncertain')
            return created;
    }
    throw new Error('The artifact service does not say which job publishes the image: its responses were lost. Re-run this job.');
}

;// CONCATENATED MODULE: ./build/steps/parts/conclude.js





async function conclude(left) {
    const { key, platforms, store, brought, attempt } = left;
    const found = (await store.list((0,part_names/* artifactPrefix */.DS)(key))).flatMap((artifact) => {
        const named = (0,part_names/* readArtifactName */.Ep)(artifact.name, key, platforms);
        return named ? [{ ...named, artifact }] : [];
    });
    const meeting = (0,parts_meeting/* meet */.A)(found, platforms);
    switch (meeting.state) {
        case 'conflict':
            throw conflictError(meeting);
        case 'incomplete':
            return { ...brought, part: { ...(0,left_part/* reportOn */.S)(meeting.parts, left), state: 'waiting', missing: meeting.missing } };
        case 'finished':
            return await (await __webpack_require__.e(/* import() */ 878).then(__webpack_require__.bind(__webpack_require__, 4878))).confirm(left, meeting, found);
        case 'complete': {
            const lock = await takeLock(store, (0,part_names/* finishName */.xE)(key, attempt));
            if (lock)
                return await (await __webpack_require__.e(/* import() */ 34).then(__webpack_require__.bind(__webpack_require__, 1034))).finish(left, found, lock);
            return { ...brought, part: { ...(0,left_part/* reportOn */.S)(meeting.parts, left), state: 'elsewhere', missing: [] } };
        }
    }
}
function conflictError({ platform, digests, attempt }) {
    return new input_error/* InputError */.d('part', `two jobs of this run (attempt ${attempt}) built different images for ${platform}: ${digests.join(' and ')}. Give each job of the matrix another 'part'`);
}

// EXTERNAL MODULE: ./build/steps/parts/part-job.js
var part_job = __webpack_require__(7622);
// EXTERNAL MODULE: ./build/oci/distribution/target.js
var target = __webpack_require__(1208);
// EXTERNAL MODULE: ./build/plan/parts/part-note.js
var part_note = __webpack_require__(1743);
;// CONCATENATED MODULE: ./build/steps/parts/pending-note.js




class PendingNote {
    #store;
    #run;
    #start;
    #prepared;
    constructor(store, run) {
        this.#store = store;
        this.#run = run;
        this.#start = run.job.environment.elapsed();
    }
    prepare(image) {
        const note = noteOn(image, this.#run, (this.#run.job.environment.elapsed() - this.#start) / 1000);
        const artifact = this.#create(note);
        artifact.catch(() => undefined);
        this.#prepared = { digest: image.root.digest, note, artifact };
        return this.#prepared;
    }
    async leave(image) {
        const isExpected = this.#prepared?.digest === image.root.digest;
        const { note, artifact } = isExpected && this.#prepared ? this.#prepared : this.prepare(image);
        await (await artifact).finalize();
        return note;
    }
    async #create(note) {
        const { key, attempt, part, root } = note;
        const artifact = await createNote(this.#store, (0,part_names/* noteName */.iJ)(key, { attempt, part, digest: root.digest }, this.#run.platforms));
        if (!artifact) {
            throw new Error(`Several jobs of this run built the same image for ${part.join(', ')}: give each job of the matrix another 'part'`);
        }
        await artifact.upload((0,part_note/* formatPartNote */.VV)(note));
        return artifact;
    }
}
function noteOn(image, { job, key, attempt, part, platforms }, seconds) {
    const { RUNNER_NAME: name = '', RUNNER_OS: os = '', RUNNER_ARCH: arch = '' } = job.environment.variables;
    return {
        key,
        attempt,
        images: job.named.targets.map(target/* formatTarget */.P),
        platforms,
        part,
        root: image.root,
        commit: job.named.commit,
        runner: { name, os, arch },
        seconds: Math.round(seconds * 10) / 10,
        bytes: image.blobs.reduce((sum, { size }) => sum + size, 0),
    };
}

;// CONCATENATED MODULE: ./build/steps/parts/publish-part.js








async function publishPart(job, what) {
    const run = (0,part_job/* partOf */.B)(job);
    if (what !== 'publish') {
        sayNoNote(run.part, job);
        return await bring((0,part_job/* jobForPart */.k)(run), what);
    }
    await using store = openArtifactStore(job.environment);
    const note = new PendingNote(store, run);
    const brought = await bring({ ...(0,part_job/* jobForPart */.k)(run), onImage: (image) => note.prepare(image) }, what);
    const { image } = brought;
    if (!brought.isDone || !image)
        return brought;
    try {
        return await conclude({ ...run, store, brought: { ...brought, image }, note: await note.leave(image) });
    }
    catch (failure) {
        return { ...brought, isDone: false, failure };
    }
}
async function bring(job, what) {
    const { source, keepImage: isKept } = job.inputs;
    if (source)
        return await (0,publish_source.publishSource)(job, source, what);
    if (isKept)
        return await (0,keep_image.keepImage)(job);
    return what === 'build' ? await (0,build_only.buildOnly)(job) : await (0,publish_image.publishImage)(job, what);
}
function sayNoNote(part, { environment: { log } }) {
    log.notice(`${part.join(', ')} is not published by this run, so no note is left for the jobs that build the other parts`);
}


/***/ }),

/***/ 1791:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   buildOnly: () => (/* binding */ buildOnly)
/* harmony export */ });
/* harmony import */ var _job_builder_for_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6706);

async function buildOnly(job) {
    const { request, named, environment } = job;
    const { signal } = environment;
    const builder = await (0,_job_builder_for_js__WEBPACK_IMPORTED_MODULE_0__/* .builderFor */ .h)(job, { signal });
    const metadata = await builder.build(request, { kind: 'none' });
    return { names: named.names, outcomes: [], metadata, isDone: true };
}


/***/ }),

/***/ 9307:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  keepImage: () => (/* binding */ keepImage)
});

// EXTERNAL MODULE: ./build/builder/lost-annotations.js
var lost_annotations = __webpack_require__(3183);
// EXTERNAL MODULE: ./build/github/report/state.js
var state = __webpack_require__(2484);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/builder/build-error.js
var build_error = __webpack_require__(8235);
// EXTERNAL MODULE: ./build/intake/attestation/attestation.js + 1 modules
var attestation = __webpack_require__(6004);
// EXTERNAL MODULE: ./build/intake/attestation/statement.js
var statement = __webpack_require__(701);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./build/oci/broken-blob.js
var broken_blob = __webpack_require__(9657);
// EXTERNAL MODULE: ./build/oci/digest.js
var digest = __webpack_require__(1564);
// EXTERNAL MODULE: ./build/intake/received-manifests.js
var received_manifests = __webpack_require__(8453);
;// CONCATENATED MODULE: ./build/intake/layout-writer.js






class LayoutWriter {
    #directory;
    #onFailure;
    #blobs = new Set();
    #manifests = new received_manifests/* ReceivedManifests */.w();
    constructor(directory, onFailure) {
        this.#directory = directory;
        this.#onFailure = onFailure;
    }
    async hasBlob(digest) {
        return this.#blobs.has(digest);
    }
    async receiveBlob(expected) {
        const path = (0,external_node_path_.join)(this.#directory, `incoming-${(0,external_node_crypto_.randomUUID)()}`);
        const file = await this.#guarded(() => (0,promises_.open)(path, 'wx', 0o600));
        return new BlobFile(file, expected?.digest, {
            guarded: (work) => this.#guarded(work),
            keep: async (digest) => {
                await this.#guarded(() => moveTo(blobPath(this.#directory, digest), path));
                this.#blobs.add(digest);
            },
            discard: () => (0,promises_.rm)(path, { force: true }),
        });
    }
    receiveManifest(manifest, tag) {
        this.#manifests.add(manifest, tag);
    }
    manifest(reference) {
        return this.#manifests.get(reference);
    }
    async image() {
        return await this.#manifests.image();
    }
    async #guarded(work) {
        try {
            return await work();
        }
        catch (error) {
            this.#onFailure(error);
            throw error;
        }
    }
}
class BlobFile {
    #file;
    #digester;
    #place;
    #size = 0;
    #writing = Promise.resolve();
    constructor(file, expected, place) {
        this.#file = file;
        this.#digester = (0,digest/* digester */.WF)(expected && (0,digest/* algorithmOf */.Hy)(expected));
        this.#place = place;
    }
    write(chunk) {
        this.#digester.update(chunk);
        const copy = Buffer.from(chunk);
        const start = this.#size;
        this.#size += copy.length;
        const written = this.#writing.then(() => this.#place.guarded(() => writeAll(this.#file, copy, start)));
        this.#writing = written;
        return written;
    }
    async finish(digest) {
        await this.#close();
        const found = this.#digester.digest();
        if (found === digest)
            return await this.#place.keep(digest);
        await this.#place.discard();
        throw new broken_blob/* BrokenBlob */.J(`a blob has the digest ${found}, but its sender declared ${digest}`);
    }
    async abandon() {
        await this.#close().catch(() => undefined);
        await this.#place.discard();
    }
    async #close() {
        try {
            await this.#writing;
        }
        finally {
            await this.#file.close();
        }
    }
}
async function writeAll(file, bytes, start) {
    for (let done = 0; done < bytes.length;) {
        const { bytesWritten } = await file.write(bytes, done, bytes.length - done, start + done);
        if (bytesWritten === 0)
            throw new Error('nothing could be written');
        done += bytesWritten;
    }
}
function blobPath(directory, digest) {
    return (0,external_node_path_.join)(directory, 'blobs', digest.replace(':', '/'));
}
async function moveTo(path, from) {
    await (0,promises_.mkdir)((0,external_node_path_.dirname)(path), { recursive: true });
    await (0,promises_.rename)(from, path);
}
async function writeBlob(directory, { digest }, bytes) {
    const path = blobPath(directory, digest);
    await (0,promises_.mkdir)((0,external_node_path_.dirname)(path), { recursive: true });
    await (0,promises_.writeFile)(path, bytes, { mode: 0o600 });
}
async function writeIndex(directory, { mediaType, digest, size }) {
    const write = (name, value) => (0,promises_.writeFile)((0,external_node_path_.join)(directory, name), JSON.stringify(value), { mode: 0o600 });
    await write('oci-layout', { imageLayoutVersion: '1.0.0' });
    await write('index.json', { schemaVersion: 2, manifests: [{ mediaType, digest, size }] });
}

// EXTERNAL MODULE: ./build/intake/sink/server.js + 5 modules
var server = __webpack_require__(3262);
// EXTERNAL MODULE: ./build/oci/blob-content.js
var blob_content = __webpack_require__(8895);
// EXTERNAL MODULE: ./build/oci/content-error.js
var content_error = __webpack_require__(9964);
// EXTERNAL MODULE: ./build/sources/built/checked-root.js
var checked_root = __webpack_require__(8920);
// EXTERNAL MODULE: ./build/sources/built/export-layout.js
var export_layout = __webpack_require__(8449);
// EXTERNAL MODULE: ./build/sources/built/media-type.js
var media_type = __webpack_require__(4587);
// EXTERNAL MODULE: ./build/sources/folder.js
var sources_folder = __webpack_require__(173);
// EXTERNAL MODULE: ./build/sources/layout.js
var sources_layout = __webpack_require__(4379);
// EXTERNAL MODULE: ./build/sources/kept/record.js
var kept_record = __webpack_require__(6645);
;// CONCATENATED MODULE: ./build/sources/kept/keep.js















async function keepBuilt(order) {
    const { folder, record, variables } = order;
    const directory = (0,external_node_path_.join)(order.directory, 'image');
    await writing(order, () => (0,promises_.mkdir)((0,kept_record/* layoutIn */.qs)(directory), { recursive: true, mode: 0o700 }));
    const metadata = (await receiveLayout(order, (0,kept_record/* layoutIn */.qs)(directory))) ?? (await exportTo(directory, order));
    const built = await (0,sources_layout.openLayout)((0,sources_folder.openFolder)((0,kept_record/* layoutIn */.qs)(directory)));
    await built[Symbol.asyncDispose]();
    await writing(order, async () => {
        await (0,kept_record/* writeRecord */.rh)(directory, { ...record, digest: built.image.root.digest }, variables);
        await (0,promises_.rename)(directory, folder);
    });
    return { ...(await (0,sources_layout.openLayout)((0,sources_folder.openFolder)((0,kept_record/* layoutIn */.qs)(folder)))), metadata };
}
async function exportTo(directory, order) {
    await using exported = await (0,export_layout/* exportLayout */.v)({ ...order, directory, contents: [] });
    return exported.metadata;
}
async function receiveLayout(order, layout) {
    const { request, builder, log, onMachineFailure } = order;
    const reach = await builder.reach(request);
    if (!reach.expected)
        return undefined;
    const writer = new LayoutWriter(layout, (cause) => onMachineFailure(diskError(order, cause)));
    await using sink = await (0,server/* startSink */.y)(writer);
    await builder.signIn(sink.host, sink.login);
    const name = `${sink.host}/${sink.name}`;
    const metadata = await unlessUnreached(sink, builder.build(request, { kind: 'sink', name: `${name}:${sink.tag}` }));
    if (!metadata) {
        log.info('The builder cannot reach this process: building again, from its cache, and exporting to files');
        await (0,promises_.rm)(layout, { recursive: true });
        return undefined;
    }
    const { root, manifests } = (0,checked_root/* checkRoot */.d)(await writer.image(), metadata);
    (0,media_type/* logMediaType */.D)(root, log);
    await writing(order, async () => {
        for (const { descriptor, bytes } of manifests)
            await writeBlob(layout, descriptor, bytes);
        await writeIndex(layout, root);
        await nameTargets(layout, name, order);
    });
    return metadata;
}
async function unlessUnreached(sink, building) {
    try {
        return await building;
    }
    catch (error) {
        if (error instanceof build_error/* BuildError */.z && sink.requests === 0 && error.message.includes(sink.host))
            return undefined;
        throw error;
    }
}
async function nameTargets(layout, builtName, { targets }) {
    await using source = await (0,sources_layout.openLayout)((0,sources_folder.openFolder)(layout));
    const { image } = source;
    const renamed = await (0,attestation/* renameAttestations */.A)(image, {
        builtName,
        urls: (0,statement/* packageUrls */.p0)(targets),
        partOf: (digest) => source.blob(digest),
    });
    if (renamed.image === image)
        return;
    for (const [digest, content] of renamed.blobs) {
        const { size } = content;
        await writeBlob(layout, { digest, size }, await (0,blob_content/* collectBytes */.y)((signal) => content.read(0, size, signal)));
    }
    for (const { descriptor, bytes } of renamed.image.manifests)
        await writeBlob(layout, descriptor, bytes);
    await writeIndex(layout, renamed.image.root);
}
async function writing(order, work) {
    try {
        return await work();
    }
    catch (error) {
        throw error instanceof content_error/* ContentError */.y ? error : diskError(order, error);
    }
}
function diskError({ folder }, cause) {
    return new content_error/* ContentError */.y(`The image cannot be kept in ${folder}: ${cause.message}. Make sure that the runner's temporary folder is writable and has free space.`, { cause });
}

// EXTERNAL MODULE: ./build/steps/job/builder-for.js + 6 modules
var builder_for = __webpack_require__(6706);
// EXTERNAL MODULE: ./build/steps/publish/subjects.js
var subjects = __webpack_require__(9399);
;// CONCATENATED MODULE: ./build/steps/publish/keep-image.js






async function keepImage(job) {
    const { named, request, trust, stop, environment } = job;
    const { variables, temp, log, now } = environment;
    const step = variables.GITHUB_ACTION || 'unnamed';
    const folder = (0,kept_record/* keptFolder */.H$)(temp);
    (0,state/* rememberImage */.N1)(folder, environment);
    await using built = await keepBuilt({
        request,
        targets: named.targets,
        builder: await (0,builder_for/* builderFor */.h)(job, { signal: stop.building }),
        log,
        directory: temp,
        folder,
        record: { step, isTrusted: trust.isTrusted, time: now().getTime() },
        variables,
        onMachineFailure: stop.stopBuilding,
    });
    const lost = (0,lost_annotations/* lostAnnotations */.R)(request.annotations, built.image);
    if (lost.length > 0)
        log.warning((0,lost_annotations/* describeLostAnnotations */.A)(lost));
    await (0,subjects/* warnAboutUnbound */.n)(built, log);
    const { image, metadata } = built;
    return { names: named.names, outcomes: [], image, metadata, kept: `previous:${step}`, isDone: true };
}


/***/ }),

/***/ 377:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   publishSource: () => (/* binding */ publishSource)
/* harmony export */ });
/* harmony import */ var _builder_lost_annotations_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(3183);
/* harmony import */ var _oci_index_select_entries_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7772);
/* harmony import */ var _push_referrers_attachments_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(856);
/* harmony import */ var _push_until_decided_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2368);
/* harmony import */ var _push_warm_up_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7383);
/* harmony import */ var _sources_open_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(762);
/* harmony import */ var _name_composition_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3660);
/* harmony import */ var _publish_everywhere_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5950);
/* harmony import */ var _publish_session_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(9329);
/* harmony import */ var _referrers_left_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(9348);
/* harmony import */ var _subjects_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(9399);











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


/***/ }),

/***/ 9348:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ tellReferrersLeft),
/* harmony export */   u: () => (/* binding */ ReferrersLeft)
/* harmony export */ });
/* harmony import */ var _push_referrers_attachments_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(856);

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
    const what = count === 1 ? '1 referrer' : `${count} referrers`;
    log.notice(`At least ${what} of ${name} (signatures, attestations or SBOMs) ${count === 1 ? 'is' : 'are'} not published. To publish referrers along with the image, set 'referrers: true'`);
}


/***/ })

};
