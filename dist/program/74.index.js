export const id = 74;
export const ids = [74];
export const modules = {

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

9598:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  A: () => (meet)
});
function meet(artifacts, platforms) {
    const all = artifacts.filter((each) => each.kind === 'part').toSorted(inOrder);
    const conflict = conflictIn(all, platforms);
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
function conflictIn(all, platforms) {
    for (const platform of platforms) {
        const [first, ...others] = all.filter(({ part }) => part.includes(platform));
        const other = others.find(({ attempt, digest }) => attempt === first?.attempt && digest !== first.digest);
        if (first && other)
            return { state: 'conflict', platform, digests: [first.digest, other.digest], attempt: first.attempt };
    }
    return undefined;
}


}),

1743:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Dq: () => (areTexts),
  VC: () => (readNote),
  VV: () => (formatPartNote),
  gT: () => (noteLimit),
  my: () => (isCount),
  pH: () => (encodeNote),
  ti: () => (parsePartNote)
});
var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9368);
var _oci_content_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9964);
var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6937);



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

6645:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  H$: () => (keptFolder),
  Qm: () => (findKept),
  qs: () => (layoutIn),
  rh: () => (writeRecord)
});
var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
var _disk_regular_file_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6659);
var _json_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9368);
var _oci_content_error_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9964);
var _oci_digest_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1564);







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


}),

1104:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  x: () => (openMeetingPlace)
});
var _input_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3587);
var _plan_parts_note_tags_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3909);
var _registry_repository_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6061);



const places = {
    async artifacts({ environment }) {
        const { openArtifactStore } = await __webpack_require__.e(/* import() */ 296).then(__webpack_require__.bind(__webpack_require__, 3296));
        return openArtifactStore(environment);
    },
    async registry(context) {
        const { RegistryArtifacts } = await __webpack_require__.e(/* import() */ 313).then(__webpack_require__.bind(__webpack_require__, 9313));
        const { registries, environment, repository, image } = context;
        const run = runIn(environment);
        if (!repository)
            throw new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .d('images', 'name the image: the notes are left in its repository');
        const registry = await registries.at(repository);
        const remote = new _registry_repository_js__WEBPACK_IMPORTED_MODULE_2__/* .RemoteRepository */ .N(registry, repository, image ? 'pull,push' : 'pull');
        const noted = image && { ...image, run };
        const { log, signal } = environment;
        return new RegistryArtifacts({
            ...{ remote, run, log, signal },
            tagsOf: (name) => (noted ? (0,_plan_parts_note_tags_js__WEBPACK_IMPORTED_MODULE_1__/* .tagsOfNote */ .rx)(name, noted) : []),
            known: async () => noted ? (0,_plan_parts_note_tags_js__WEBPACK_IMPORTED_MODULE_1__/* .tagsOfNotes */ .qh)(noted, noted.attempt) : (0,_plan_parts_note_tags_js__WEBPACK_IMPORTED_MODULE_1__/* .noteTagsAmong */ .o9)(await remote.manifests.tags(), run),
        });
    },
};
async function openMeetingPlace(meeting, context) {
    return await places[meeting](context);
}
function runIn({ variables: { GITHUB_RUN_ID: run = '' } }) {
    if (/^\d{1,20}$/.test(run))
        return run;
    throw new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .d('meeting', "GITHUB_RUN_ID is not set: jobs find each other's notes by the number of their run");
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

5780:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  S: () => (reportOn)
});
function reportOn(parts, { part, brought, note, attempt }, notes = new Map()) {
    const { digest } = brought.image.root;
    const noteOf = (each) => (each.digest === digest ? { ...note, attempt } : notes.get(each));
    const lines = parts.map((each) => ({ ...each, note: noteOf(each) }));
    return { part, digest, parts: lines };
}


}),

7622:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  BU: () => (partOf),
  ki: () => (jobForPart),
  rU: () => (withoutRollback)
});
var _oci_index_image_platform_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7554);
var _plan_parts_part_names_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(187);
var _read_part_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3360);



function partOf(job) {
    const { inputs, named, environment } = job;
    const { images, tags, flavor, target, part } = inputs;
    const platforms = (0,_read_part_js__WEBPACK_IMPORTED_MODULE_2__/* .distinctPlatforms */ .PC)(inputs.platforms);
    const key = (0,_plan_parts_part_names_js__WEBPACK_IMPORTED_MODULE_1__/* .imageKey */ .p2)({ images, tags, flavor, target, commit: named.commit, platforms });
    const attempt = Math.max(1, Math.trunc(Number(environment.variables.GITHUB_RUN_ATTEMPT)) || 1);
    return { job, key, attempt, part, platforms };
}
function withoutRollback(job) {
    return { ...job, inputs: { ...job.inputs, onFailure: 'keep' } };
}
function jobForPart({ job, part, platforms }) {
    const { inputs, named, request } = job;
    const isWhole = part.length === platforms.length;
    const annotations = isWhole ? request.annotations : request.annotations.flatMap((line) => lineForPart(line, part));
    return {
        ...job,
        inputs: { ...inputs, platforms: part, annotations: marksOf(inputs, isWhole) },
        request: { ...request, platforms: part, annotations },
        named: { ...named, targets: named.targets.map(({ repository }) => ({ repository, tags: [] })) },
        subjects: named.targets,
    };
}
function lineForPart(line, part) {
    const [, level, only, rest = ''] = /^([a-z-]+)(?:\[(.*?)\])?(:.*)$/s.exec(line) ?? [];
    if (level === 'index' || level === 'manifest-descriptor')
        return [];
    const wanted = only === undefined ? undefined : (0,_oci_index_image_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .parsePlatform */ .FL)(only);
    if (!wanted)
        return [line];
    const isOwn = part.map(_oci_index_image_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .parsePlatform */ .FL).some((platform) => platform && (0,_oci_index_image_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .isForPlatform */ .b)(wanted, platform));
    return isOwn ? [part.length === 1 ? `${level}${rest}` : line] : [];
}
function marksOf({ annotations, source }, isWhole) {
    return source && !isWhole ? '' : annotations;
}


}),

1074:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  publishPart: () => (publishPart)
});

var meeting_places = __webpack_require__(1104);
var build_only = __webpack_require__(1791);
var keep_image = __webpack_require__(9307);
var publish_image = __webpack_require__(5764);
var publish_session = __webpack_require__(9329);
var publish_source = __webpack_require__(377);
var input_error = __webpack_require__(3587);
var parts_meeting = __webpack_require__(9598);
var part_names = __webpack_require__(187);
var left_part = __webpack_require__(5780);
var part_job = __webpack_require__(7622);
;// CONCATENATED MODULE: ./build/steps/parts/taking.js

async function createNote(store, name) {
    let isCertain = true;
    for (const each of (0,part_names/* namesToTry */.Pi)(name)) {
        const created = await store.create(each);
        if (created !== 'taken' && created !== 'uncertain')
            return created;
        isCertain &&= created === 'taken';
    }
    if (isCertain)
        return undefined;
    throw new Error('The artifact service does not say whether it has the note: its responses were lost. Re-run this job.');
}
async function takeLock(store, name) {
    for (const each of (0,part_names/* namesToTry */.Pi)(name)) {
        const created = await store.create(each);
        if (created === 'taken')
            return undefined;
        if (created !== 'uncertain')
            return { lock: created, isCertain: each === name };
    }
    throw new Error('The artifact service does not say which job publishes the image: its responses were lost. Re-run this job.');
}

;// CONCATENATED MODULE: ./build/steps/parts/conclude.js






async function conclude(left) {
    const { key, platforms, store, brought, attempt } = left;
    const listed = (await store.list((0,part_names/* artifactPrefix */.DS)(key))).flatMap((artifact) => {
        const named = (0,part_names/* readArtifactName */.Ep)(artifact.name, key, platforms);
        return named && (named.kind === 'finish' || named.attempt <= attempt) ? [{ ...named, artifact }] : [];
    });
    const found = withOwn(listed, left);
    const meeting = (0,parts_meeting/* meet */.A)(found, platforms);
    switch (meeting.state) {
        case 'conflict':
            throw conflictError(meeting);
        case 'incomplete':
            return { ...brought, part: { ...(0,left_part/* reportOn */.S)(meeting.parts, left), state: 'waiting', missing: meeting.missing } };
        case 'finished':
            return await (await __webpack_require__.e(/* import() */ 878).then(__webpack_require__.bind(__webpack_require__, 4878))).confirm(left, meeting, found);
        case 'complete': {
            const taken = await takeLock(store, (0,part_names/* finishName */.xE)(key, attempt));
            if (taken) {
                const { lock, isCertain } = taken;
                const own = isCertain ? left : { ...left, job: (0,part_job/* withoutRollback */.rU)(left.job) };
                return await (await __webpack_require__.e(/* import() */ 34).then(__webpack_require__.bind(__webpack_require__, 1034))).finish(own, found, lock);
            }
            return { ...brought, part: { ...(0,left_part/* reportOn */.S)(meeting.parts, left), state: 'elsewhere', missing: [] } };
        }
    }
}
function withOwn(found, { attempt, part, note }) {
    const { digest } = note.root;
    if (found.some((each) => each.kind === 'part' && each.attempt === attempt && each.digest === digest))
        return found;
    return [...found, { kind: 'part', attempt, part, digest }];
}
function conflictError({ platform, digests, attempt }) {
    return new input_error/* InputError */.d('part', `two jobs of this run (attempt ${attempt}) built different images for ${platform}: ${digests.join(' and ')}. Give each job of the matrix another 'part'`);
}

var target = __webpack_require__(1208);
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
    const run = (0,part_job/* partOf */.BU)(job.inputs.meeting === 'registry' ? (0,part_job/* withoutRollback */.rU)(job) : job);
    if (what !== 'publish') {
        sayNoNote(run.part, job);
        return await bring((0,part_job/* jobForPart */.ki)(run), what);
    }
    (0,publish_session/* checkTargets */.VJ)(job);
    await using store = await openStore(run);
    const note = new PendingNote(store, run);
    const brought = await bring({ ...(0,part_job/* jobForPart */.ki)(run), onImage: (image) => note.prepare(image) }, what);
    const { image } = brought;
    if (!image)
        return brought;
    if (!brought.isDone)
        return failed(brought, image, run);
    try {
        return await conclude({ ...run, store, brought: { ...brought, image }, note: await note.leave(image) });
    }
    catch (failure) {
        return { ...failed(brought, image, run), failure };
    }
}
async function openStore({ job, key, platforms, attempt }) {
    const { inputs, named, registries, environment } = job;
    const repository = named.targets[0]?.repository;
    const image = { key, platforms, attempt };
    return await (0,meeting_places/* openMeetingPlace */.x)(inputs.meeting, { registries, environment, repository, image });
}
function failed(brought, { root: { digest } }, { part }) {
    return { ...brought, isDone: false, part: { part, digest, state: 'failed', missing: [], parts: [] } };
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


}),

1791:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
  buildOnly: () => (buildOnly)
});
var _job_builder_for_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7023);

async function buildOnly(job) {
    const { request, named, environment } = job;
    const { signal } = environment;
    await using builder = await (0,_job_builder_for_js__WEBPACK_IMPORTED_MODULE_0__/* .builderFor */ .h)(job, { signal });
    const metadata = await builder.build(request, { kind: 'none' });
    return { names: named.names, outcomes: [], metadata, isDone: true };
}


}),

9307:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  keepImage: () => (keepImage)
});

var lost_annotations = __webpack_require__(3183);
var state = __webpack_require__(2484);
var promises_ = __webpack_require__(1455);
var external_node_path_ = __webpack_require__(6760);
var attestation = __webpack_require__(6004);
var statement = __webpack_require__(701);
var external_node_crypto_ = __webpack_require__(7598);
var broken_blob = __webpack_require__(9657);
var digest = __webpack_require__(1564);
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

var server = __webpack_require__(8216);
var blob_content = __webpack_require__(8895);
var content_error = __webpack_require__(9964);
var checked_root = __webpack_require__(8920);
var export_layout = __webpack_require__(8449);
var media_type = __webpack_require__(4587);
var sink_or_files = __webpack_require__(3731);
var sources_folder = __webpack_require__(173);
var sources_layout = __webpack_require__(4379);
var kept_record = __webpack_require__(6645);
;// CONCATENATED MODULE: ./build/sources/kept/keep.js















async function keepBuilt(order) {
    const { folder, record, variables } = order;
    const directory = (0,external_node_path_.join)(order.directory, 'image');
    await writing(order, () => (0,promises_.mkdir)((0,kept_record/* layoutIn */.qs)(directory), { recursive: true, mode: 0o700 }));
    const metadata = await (0,sink_or_files/* throughSinkOrFiles */.F)(await order.builder.reach(order.request), order.log, {
        push: (address) => receiveLayout(order, (0,kept_record/* layoutIn */.qs)(directory), address),
        exportFiles: () => exportTo(directory, order),
    });
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
async function receiveLayout(order, layout, address) {
    const { request, builder, log, onMachineFailure } = order;
    const writer = new LayoutWriter(layout, (cause) => onMachineFailure(diskError(order, cause)));
    await using sink = await (0,server/* startSink */.y)(writer, { address });
    await builder.signIn(sink.host, sink.login);
    const name = `${sink.host}/${sink.name}`;
    const metadata = await (0,sink_or_files/* unlessUnreached */.G)(sink, builder.build(request, { kind: 'sink', name: `${name}:${sink.tag}` }));
    if (!metadata) {
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

var builder_for = __webpack_require__(7023);
var subjects = __webpack_require__(9399);
;// CONCATENATED MODULE: ./build/steps/publish/keep-image.js






async function keepImage(job) {
    const { named, request, trust, stop, environment } = job;
    const { variables, temp, log, now } = environment;
    const step = variables.GITHUB_ACTION || 'unnamed';
    const folder = (0,kept_record/* keptFolder */.H$)(temp);
    (0,state/* rememberImage */.N1)(folder, environment);
    await using builder = await (0,builder_for/* builderFor */.h)(job, { signal: stop.building });
    await using built = await keepBuilt({
        request,
        targets: named.targets,
        builder,
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


})

};
