export const id = 650;
export const ids = [650];
export const modules = {

/***/ 2650:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  publishSource: () => (/* binding */ publishSource)
});

// EXTERNAL MODULE: ./build/builder/lost-annotations.js
var lost_annotations = __webpack_require__(3183);
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

// EXTERNAL MODULE: ./build/steps/publish/publish-everywhere.js + 11 modules
var publish_everywhere = __webpack_require__(8387);
// EXTERNAL MODULE: ./build/steps/publish/publish-session.js + 13 modules
var publish_session = __webpack_require__(7532);
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
    const { openSources } = await __webpack_require__.e(/* import() */ 564).then(__webpack_require__.bind(__webpack_require__, 2564));
    const composition = compositionOf(named, inputs, variables);
    const openers = references.map((reference) => () => (0,sources_open/* openSource */.oD)(reference, { ...context, pushes: [] }));
    const source = await openSources(openers, composition, log);
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
    const beforeBuild = references.some(sources_open/* isMade */.sX) && rules.existing !== 'fail';
    const contents = beforeBuild && mode === 'publish' ? session.contents : [];
    const opening = publish_source_open(job, references, { pushes, contents });
    const warm = { beforeBuild, rules, creates: mode === 'publish', ...(!beforeBuild && { source: opening }) };
    const works = pushes.map((push) => ({ push, done: (0,warm_up/* warmUp */.l)(push, warm) }));
    await using source = await opening;
    if (!source.origin)
        await (0,subjects/* warnAboutUnbound */.n)(source, job.environment.log);
    await (0,until_decided/* untilDecided */.N)(works, job.inputs.required, 0);
    if (job.stop.building.aborted)
        return (0,publish_session/* abandonedResult */.Od)(session, job);
    const outcomes = await (0,publish_everywhere/* publishEverywhere */.Q)([{ source, pushes }], job, mode, session);
    return { names: job.named.names, outcomes, image: source.image, isDone: (0,publish_session/* isSuccess */.oJ)(outcomes, job) };
}


/***/ })

};
