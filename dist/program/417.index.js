export const id = 417;
export const ids = [417];
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

/***/ 417:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  publishSource: () => (/* binding */ publishSource)
});

// EXTERNAL MODULE: ./build/builder/lost-annotations.js
var lost_annotations = __webpack_require__(3183);
// EXTERNAL MODULE: ./build/oci/index/select-entries.js
var select_entries = __webpack_require__(7772);
// EXTERNAL MODULE: ./build/oci/distribution/reference.js
var reference = __webpack_require__(8732);
// EXTERNAL MODULE: ./build/push/push.js + 1 modules
var push = __webpack_require__(4064);
;// CONCATENATED MODULE: ./build/push/referrers/attachments.js


async function attachmentsOf(source, pushes, seen = new Set()) {
    const others = elsewhere(source, pushes);
    if (others.length === 0)
        return [];
    const referrers = (await source.referrers?.open()) ?? [];
    return referrers
        .filter(({ source: { image }, tag = '' }) => isAdded(seen, `${image.root.digest} ${tag}`))
        .map(({ source: artifact, tag }) => ({
        source: { ...artifact, attachedTo: source },
        pushes: others.map(({ content }) => new push/* Push */.$({ repository: content.repository, tags: tag ? [tag] : [] }, content)),
    }));
}
function elsewhere({ image, origin }, pushes) {
    const home = origin?.(image.root.digest);
    const unique = new Map(pushes.map((push) => [push.content, push]));
    return [...unique.values()].filter(({ content }) => !home || !(0,reference/* sameRepository */.RB)(home, content.repository));
}
function isAdded(seen, key) {
    return seen.size < seen.add(key).size;
}

// EXTERNAL MODULE: ./build/push/until-decided.js
var until_decided = __webpack_require__(2368);
// EXTERNAL MODULE: ./build/push/warm-up.js + 1 modules
var warm_up = __webpack_require__(7383);
// EXTERNAL MODULE: ./build/sources/open.js
var sources_open = __webpack_require__(4285);
// EXTERNAL MODULE: ./build/names/annotations.js
var names_annotations = __webpack_require__(9557);
;// CONCATENATED MODULE: ./build/steps/name/composition.js

function compositionOf({ names }, { platforms, annotations }, { DOCKER_METADATA_ANNOTATIONS_LEVELS }) {
    const levels = (DOCKER_METADATA_ANNOTATIONS_LEVELS || 'index').split(',').map((level) => level.trim());
    const lines = annotations === '' ? [] : (0,names_annotations/* formatAnnotations */.M)(names.annotations, levels);
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

// EXTERNAL MODULE: ./build/steps/publish/publish-everywhere.js + 14 modules
var publish_everywhere = __webpack_require__(5950);
// EXTERNAL MODULE: ./build/steps/publish/publish-session.js + 11 modules
var publish_session = __webpack_require__(9329);
;// CONCATENATED MODULE: ./build/steps/publish/referrers-left.js

class ReferrersLeft {
    #name = '';
    #count = 0;
    constructor(opening, pushes) {
        void this.#countThem(opening, pushes).catch(() => undefined);
    }
    tell(log) {
        if (this.#count === 0)
            return;
        const what = this.#count === 1 ? '1 manifest refers' : `${this.#count} manifests refer`;
        log.notice(`${what} to ${this.#name} (signatures, attestations or SBOMs) and stay behind. To publish them along with the image, set 'referrers: true'`);
    }
    async #countThem(opening, pushes) {
        const source = await opening;
        if (elsewhere(source, pushes).length === 0)
            return;
        this.#name = source.name;
        this.#count = (await source.referrers?.count()) ?? 0;
    }
}

// EXTERNAL MODULE: ./build/steps/publish/subjects.js
var subjects = __webpack_require__(9399);
;// CONCATENATED MODULE: ./build/steps/publish/publish-source.js











async function publishSource(job, references, mode) {
    if (mode !== 'build')
        return await publishFrom(job, references, mode);
    await using source = await publish_source_open(job, references);
    return { names: job.named.names, outcomes: [], image: source.image, isDone: true };
}
async function publish_source_open({ inputs, named, registries, stop, environment }, references, session) {
    const { log, variables } = environment;
    const { pushes = [], contents = [] } = session ?? {};
    const signal = references.some(sources_open/* isMade */.sX) ? stop.building : stop.network;
    const context = { ...environment, registries, publishes: session !== undefined, contents, signal };
    const [only, ...others] = references;
    if (only && others.length === 0 && inputs.platforms.length === 0)
        return await (0,sources_open/* openSource */.oD)(only, { ...context, pushes });
    const { openSources } = await __webpack_require__.e(/* import() */ 170).then(__webpack_require__.bind(__webpack_require__, 6170));
    const composition = compositionOf(named, inputs, variables);
    const { platforms } = inputs;
    const part = { ...context, pushes: [], ...(platforms.length > 0 && { selection: (0,select_entries/* selectionOf */.Wm)(platforms) }) };
    const lines = references.map((reference) => ({
        name: (0,sources_open/* formatSource */.j2)(reference),
        open: () => (0,sources_open/* openSource */.oD)(reference, part),
    }));
    const source = await openSources(lines, composition, log);
    const lost = (0,lost_annotations/* lostAnnotations */.R)(composition.lines, source.image);
    if (lost.length > 0)
        log.warning(describeUnset(lost));
    return source;
}
function describeUnset(lost) {
    const keys = lost.map((line) => line.replace(/=.*/s, '')).join(', ');
    return `Annotations that are not set, because only those of an index ('index:') and of its entries ('manifest-descriptor:') can be, if the sources make a new one: ${keys}`;
}
async function publishFrom(job, references, mode) {
    await using session = await (0,publish_session/* openPublishSession */._s)(job);
    try {
        return await openAndPublish(job, references, mode, session);
    }
    catch (error) {
        if (session.isLost && error === job.stop.building.reason)
            return (0,publish_session/* abandonedResult */.Od)(session, job);
        throw error;
    }
}
async function openAndPublish(job, references, mode, session) {
    const { pushes, rules } = session;
    const beforeBuild = references.every(sources_open/* isMade */.sX) && rules.existing !== 'fail';
    const contents = beforeBuild && mode === 'publish' ? session.contents : [];
    const opening = publish_source_open(job, references, { pushes, contents });
    const warm = { beforeBuild, rules, creates: mode === 'publish', ...(!beforeBuild && { source: opening }) };
    const works = pushes.map((push) => ({ push, done: (0,warm_up/* warmUp */.l)(push, warm) }));
    const left = job.inputs.referrers ? undefined : new ReferrersLeft(opening, pushes);
    await using source = await opening;
    const attached = job.inputs.referrers ? await attachmentsOf(source, pushes) : [];
    works.push(...attached.flatMap((part) => warmUpAll(part, warm)));
    if (!source.origin)
        await (0,subjects/* warnAboutUnbound */.n)(source, job.environment.log);
    await (0,until_decided/* untilDecided */.N)(works, job.inputs.required, 0);
    if (job.stop.building.aborted)
        return (0,publish_session/* abandonedResult */.Od)(session, job);
    const outcomes = await (0,publish_everywhere/* publishEverywhere */.Q)([{ source, pushes }, ...attached], job, mode, session);
    left?.tell(job.environment.log);
    return { names: job.named.names, outcomes, image: source.image, isDone: (0,publish_session/* isSuccess */.oJ)(outcomes, job) };
}
function warmUpAll({ source, pushes }, warm) {
    return pushes.map((push) => ({ push, done: (0,warm_up/* warmUp */.l)(push, { ...warm, source }) }));
}


/***/ })

};
