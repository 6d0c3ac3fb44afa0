import { modules as shared0 } from './shared-802.index.js';
import { modules as shared1 } from './shared-9598.index.js';
import { modules as shared2 } from './shared-6399.index.js';
import { modules as shared3 } from './shared-1791.index.js';
import { modules as shared4 } from './shared-535.index.js';
import { modules as shared5 } from './shared-6996.index.js';
export const id = 1074;
export const ids = [1074];
export const modules = {

...shared0,
...shared1,
...shared2,
...shared3,
...shared4,
...shared5,
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
        checks: job.checks.filter(({ isForParts }) => isForParts),
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

var publish_command = __webpack_require__(45);
var meeting_places = __webpack_require__(1104);
var build_only = __webpack_require__(1791);
var keep_image = __webpack_require__(535);
var publish_image = __webpack_require__(6996);
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
            return await (await __webpack_require__.e(/* import() */ 4878).then(__webpack_require__.bind(__webpack_require__, 4878))).confirm(left, meeting, found);
        case 'complete': {
            const taken = await takeLock(store, (0,part_names/* finishName */.xE)(key, attempt));
            if (taken) {
                const { lock, isCertain } = taken;
                const own = isCertain ? left : { ...left, job: (0,part_job/* withoutRollback */.rU)(left.job) };
                return await (await __webpack_require__.e(/* import() */ 1034).then(__webpack_require__.bind(__webpack_require__, 1034))).finish(own, found, lock);
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
    const { source, keepImage: isKept, run } = job.inputs;
    if (source)
        return await (0,publish_source.publishSource)(job, source, what);
    if (run)
        return await (0,publish_command.publishCommand)(job, what);
    if (isKept)
        return await (0,keep_image.keepImage)(job);
    return what === 'build' ? await (0,build_only.buildOnly)(job) : await (0,publish_image.publishImage)(job, what);
}
function sayNoNote(part, { environment: { log } }) {
    log.notice(`${part.join(', ')} is not published by this run, so no note is left for the jobs that build the other parts`);
}


})
};
