import { modules as shared0 } from './shared-42314.index.js';
import { modules as shared1 } from './shared-10802.index.js';
import { modules as shared2 } from './shared-56399.index.js';
import { modules as shared3 } from './shared-66996.index.js';
import { modules as shared4 } from './shared-20535.index.js';
import { modules as shared5 } from './shared-61791.index.js';
export const id = 8649;
export const ids = [8649];
export const modules = {

...shared0,
...shared1,
...shared2,
...shared3,
...shared4,
...shared5,
18735:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  H: () => (lineForPart),
  q: () => (levelsApart)
});
var _oci_index_image_platform_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(67554);

function levelsApart(line) {
    const [, levels, rest] = /^([a-z-]+(?:\[[^\]=]*\])?(?:,[a-z-]+(?:\[[^\]=]*\])?)*)(:.*)$/s.exec(line) ?? [];
    return levels === undefined ? [line] : levels.split(',').map((level) => `${level}${rest}`);
}
function lineForPart(line, part) {
    const [, level, only, rest = ''] = /^([a-z-]+)(?:\[(.*?)\])?(:.*)$/s.exec(line) ?? [];
    if (level?.startsWith('index') || level === 'manifest-descriptor')
        return [];
    const wanted = only === undefined ? undefined : (0,_oci_index_image_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .parsePlatform */ .FL)(only);
    if (!wanted)
        return [line];
    const isOwn = part.map(_oci_index_image_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .parsePlatform */ .FL).some((platform) => platform && (0,_oci_index_image_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .isForPlatform */ .b)(wanted, platform));
    return isOwn ? [part.length === 1 ? `${level}${rest}` : line] : [];
}


}),

25780:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  B: () => (withNames),
  S: () => (reportOn)
});
var _plan_parts_brought_image_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(42314);
var _plan_parts_part_report_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9897);


function reportOn(parts, { part, note, attempt }, notes = new Map()) {
    const { release } = note;
    const digest = (0,_plan_parts_brought_image_js__WEBPACK_IMPORTED_MODULE_0__/* .digestOfPart */ .lM)(release);
    const areSeveral = !(0,_plan_parts_brought_image_js__WEBPACK_IMPORTED_MODULE_0__/* .isSingle */ .vX)(release);
    const lines = parts.map((each) => {
        const found = each.digest === digest ? { ...note, attempt } : notes.get(each);
        return { ...each, note: found, ...(areSeveral && { content: (0,_plan_parts_part_report_js__WEBPACK_IMPORTED_MODULE_1__/* .describeContent */ .Xb)(found?.release ?? []) }) };
    });
    return { part, digest, names: areSeveral ? (0,_plan_parts_brought_image_js__WEBPACK_IMPORTED_MODULE_0__/* .namesOfBrought */ .lX)(release) : '', parts: lines };
}
function withNames(outcomes, { planned }) {
    const images = planned.flatMap((image) => image.targets.map(() => image));
    return outcomes.map((outcome, index) => {
        const { name, isBaked } = images[index] ?? {};
        return name !== undefined && isBaked ? { ...outcome, bakeTargets: [name] } : outcome;
    });
}


}),

67622:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  BU: () => (partOf),
  Ub: () => (repositoriesOf),
  WI: () => (pushesOf),
  ki: () => (jobForPart),
  r6: () => (broughtOf),
  rU: () => (withoutRollback)
});
var _oci_distribution_target_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51208);
var _plan_parts_part_names_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(90187);
var _bake_check_bake_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(27460);
var _name_annotation_lines_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(18735);
var _read_part_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3360);





function partOf(job) {
    const { inputs, named, environment } = job;
    const { images, tags, flavor, target, part, bakeFiles, bakeTargets, bakeSource, vars } = inputs;
    const platforms = (0,_read_part_js__WEBPACK_IMPORTED_MODULE_4__/* .distinctPlatforms */ .PC)(inputs.platforms);
    const bake = (0,_bake_check_bake_js__WEBPACK_IMPORTED_MODULE_2__/* .isBake */ .W)(inputs) ? { bakeFiles, bakeTargets, bakeSource, vars } : undefined;
    const key = (0,_plan_parts_part_names_js__WEBPACK_IMPORTED_MODULE_1__/* .imageKey */ .p2)({ images, tags, flavor, target, commit: named.commit, platforms, ...(bake && { bake }) });
    const attempt = Math.max(1, Math.trunc(Number(environment.variables.GITHUB_RUN_ATTEMPT)) || 1);
    return { job, key, attempt, part, platforms };
}
function broughtOf(planned, made) {
    const isOnly = planned.length === 1;
    return planned.map(({ name, targets, platforms }) => {
        const root = made.find((each) => each.name === name)?.image.root;
        const tags = isOnly && name === '' ? [] : targets.flatMap(fullTags);
        return { name, tags, platforms, ...(root && { root }) };
    });
}
function repositoriesOf(images) {
    return [...new Set(images.flatMap(({ targets }) => targets.map(_oci_distribution_target_js__WEBPACK_IMPORTED_MODULE_0__/* .formatTarget */ .P)))];
}
function pushesOf(images, pushes) {
    let start = 0;
    return images.map(({ targets: { length } }) => {
        start += length;
        return pushes.slice(start - length, start);
    });
}
function fullTags(target) {
    return target.tags.map((tag) => `${(0,_oci_distribution_target_js__WEBPACK_IMPORTED_MODULE_0__/* .formatTarget */ .P)(target)}:${tag}`);
}
function withoutRollback(job) {
    return { ...job, inputs: { ...job.inputs, onFailure: 'keep' } };
}
function jobForPart({ job, part, platforms }) {
    const { inputs, named, request } = job;
    const isWhole = part.length === platforms.length;
    const annotations = isWhole ? request.annotations : request.annotations.flatMap((line) => (0,_name_annotation_lines_js__WEBPACK_IMPORTED_MODULE_3__/* .lineForPart */ .H)(line, part));
    return {
        ...job,
        inputs: { ...inputs, platforms: part, annotations: marksOf(inputs, isWhole) },
        request: { ...request, platforms: part, annotations },
        named: { ...named, targets: named.targets.map(({ repository }) => ({ repository, tags: [] })) },
        subjects: named.targets,
        checks: job.checks.filter(({ isForParts }) => isForParts),
    };
}
function marksOf({ annotations, source }, isWhole) {
    return source && !isWhole ? '' : annotations;
}


}),

38649:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  bringPart: () => (bringPart),
  publishPart: () => (publishPart)
});

var brought_image = __webpack_require__(42314);
var check_bake = __webpack_require__(27460);
var meeting_places = __webpack_require__(41104);
var publish_session = __webpack_require__(99329);
var input_error = __webpack_require__(53587);
var parts_meeting = __webpack_require__(79598);
var part_names = __webpack_require__(90187);
var left_part = __webpack_require__(25780);
var part_job = __webpack_require__(67622);
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
            throw conflictError(meeting, (0,brought_image/* isSingle */.vX)(left.note.release));
        case 'incomplete':
            return { ...brought, part: { ...(0,left_part/* reportOn */.S)(meeting.parts, left), state: 'waiting', missing: meeting.missing } };
        case 'finished':
            return await (await __webpack_require__.e(/* import() */ 162).then(__webpack_require__.bind(__webpack_require__, 20162))).confirm(left, meeting, found);
        case 'complete': {
            const taken = await takeLock(store, (0,part_names/* finishName */.xE)(key, attempt));
            if (taken) {
                const { lock, isCertain } = taken;
                const own = isCertain ? left : { ...left, job: (0,part_job/* withoutRollback */.rU)(left.job) };
                return await (await __webpack_require__.e(/* import() */ 9901).then(__webpack_require__.bind(__webpack_require__, 9901))).finish(own, found, lock);
            }
            return { ...brought, part: { ...(0,left_part/* reportOn */.S)(meeting.parts, left), state: 'elsewhere', missing: [] } };
        }
    }
}
function withOwn(found, { attempt, part, note }) {
    const digest = (0,brought_image/* digestOfPart */.lM)(note.release);
    if (found.some((each) => each.kind === 'part' && each.attempt === attempt && each.digest === digest))
        return found;
    return [...found, { kind: 'part', attempt, part, digest }];
}
function conflictError({ platform, digests, attempt }, isOne) {
    const [which, advice] = isOne
        ? [`: ${digests.join(' and ')}`, '']
        : ['', "; jobs of different releases also need different 'images', 'tags', 'bake-targets' or 'vars'"];
    return new input_error/* InputError */.dz('part', `two jobs of this run (attempt ${attempt}) built different images for ${platform}${which}. Give each job of the matrix another 'part'${advice}`);
}

var command_targets = __webpack_require__(63520);
var publish_command = __webpack_require__(40045);
var composition = __webpack_require__(13660);
var build_only = __webpack_require__(61791);
var keep_image = __webpack_require__(20535);
var publish_image = __webpack_require__(66996);
var publish_source = __webpack_require__(70377);
var part = __webpack_require__(3360);
;// CONCATENATED MODULE: ./build/steps/parts/image-part.js








function imagePart(job, mode) {
    const { inputs, named, environment } = job;
    const marks = (0,composition/* compositionOf */.k)(named, inputs, environment.variables);
    const platforms = (0,part/* distinctPlatforms */.PC)(inputs.platforms);
    const planned = ({ name }) => ({
        ...{ name, platforms, marks },
        targets: (0,command_targets/* targetsBelow */.Uw)(named.targets, name),
    });
    return { job, mode, plan: (made) => made.map(planned), make: (bare) => make(bare, mode) };
}
async function make(job, mode) {
    const { source, keepImage: isKept, run } = job.inputs;
    if (source)
        return await (0,publish_source.publishSource)(job, source, mode);
    if (run)
        return await (0,publish_command.publishCommand)(job, mode);
    if (isKept)
        return await (0,keep_image.keepImage)(job);
    return mode === 'build' ? await (0,build_only.buildOnly)(job) : await (0,publish_image.publishImage)(job, mode);
}

var part_note = __webpack_require__(81743);
;// CONCATENATED MODULE: ./build/steps/parts/pending-note.js






class PendingNote {
    #store;
    #run;
    #plan;
    #start;
    #prepared;
    constructor(store, run, plan) {
        this.#store = store;
        this.#run = run;
        this.#plan = plan;
        this.#start = run.job.environment.elapsed();
    }
    prepare(made) {
        const seconds = (this.#run.job.environment.elapsed() - this.#start) / 1000;
        const note = noteOn(made, this.#plan(made), this.#run, seconds);
        const artifact = this.#create(note);
        artifact.catch(() => undefined);
        this.#prepared = { digest: (0,brought_image/* digestOfPart */.lM)(note.release), note, artifact };
        return this.#prepared;
    }
    async leave(made) {
        const isExpected = this.#prepared?.digest === (0,brought_image/* digestOfPart */.lM)((0,part_job/* broughtOf */.r6)(this.#plan(made), made));
        const { note, artifact } = isExpected && this.#prepared ? this.#prepared : this.prepare(made);
        await (await artifact).finalize();
        return note;
    }
    async #create(note) {
        const { key, attempt, part, release } = note;
        const text = (0,part_note/* formatPartNote */.VV)(note);
        if (text.length > part_note/* noteLimit */.gT) {
            throw new input_error/* InputError */.dz('part', `the note about ${release.length} images is longer than ${part_note/* noteLimit */.gT / 1024} KiB: build them in several steps`);
        }
        const artifact = await createNote(this.#store, (0,part_names/* noteName */.iJ)(key, { attempt, part, digest: (0,brought_image/* digestOfPart */.lM)(release) }, this.#run.platforms));
        if (!artifact) {
            throw new Error(`Several jobs of this run built the same image for ${part.join(', ')}: give each job of the matrix another 'part'`);
        }
        await artifact.upload(text);
        return artifact;
    }
}
function noteOn(made, planned, { job, key, attempt, part, platforms }, seconds) {
    const { RUNNER_NAME: name = '', RUNNER_OS: os = '', RUNNER_ARCH: arch = '' } = job.environment.variables;
    const blobs = new Map(made.flatMap(({ image }) => image.blobs.map((blob) => [blob.digest, blob.size])));
    return {
        key,
        attempt,
        images: (0,part_job/* repositoriesOf */.Ub)(planned),
        platforms,
        part,
        release: (0,part_job/* broughtOf */.r6)(planned, made),
        commit: job.named.commit,
        runner: { name, os, arch },
        seconds: Math.round(seconds * 10) / 10,
        bytes: [...blobs.values()].reduce((sum, size) => sum + size, 0),
    };
}

;// CONCATENATED MODULE: ./build/steps/parts/publish-part.js








async function publishPart(given, mode) {
    const job = given.inputs.meeting === 'registry' ? (0,part_job/* withoutRollback */.rU)(given) : given;
    if (!(0,check_bake/* isBake */.W)(job.inputs))
        return await bringPart(imagePart(job, mode));
    return await bringPart(await (await Promise.all(/* import() */[__webpack_require__.e(2890), __webpack_require__.e(6116)]).then(__webpack_require__.bind(__webpack_require__, 76116))).bakePart(job, mode));
}
async function bringPart(maker) {
    const { job, mode } = maker;
    const run = (0,part_job/* partOf */.BU)(job);
    if (mode !== 'publish') {
        sayNoNote(run.part, job);
        return await maker.make({ ...(0,part_job/* jobForPart */.ki)(run), checks: job.checks });
    }
    (0,publish_session/* checkTargets */.VJ)(job);
    await using store = await openStore(run);
    const plan = (made) => maker.plan(made);
    const note = new PendingNote(store, run, plan);
    const brought = await maker.make({ ...(0,part_job/* jobForPart */.ki)(run), onImages: (made) => note.prepare(made) });
    const made = brought.images ?? (brought.image ? [{ name: '', image: brought.image }] : []);
    if (made.length === 0)
        return brought;
    const planned = plan(made);
    if (!brought.isDone)
        return failed(brought, made, { ...run, planned });
    try {
        const whole = { ...job, named: { ...job.named, targets: planned.flatMap(({ targets }) => targets) } };
        return await conclude({ ...run, job: whole, planned, store, brought, note: await note.leave(made) });
    }
    catch (failure) {
        return { ...failed(brought, made, { ...run, planned }), failure };
    }
}
async function openStore({ job, key, platforms, attempt }) {
    const { inputs, named, registries, environment } = job;
    const repository = named.targets[0]?.repository;
    const image = { key, platforms, attempt };
    return await (0,meeting_places/* openMeetingPlace */.x)(inputs.meeting, { registries, environment, repository, image });
}
function failed(brought, made, { part, planned }) {
    const release = (0,part_job/* broughtOf */.r6)(planned, made);
    const names = (0,brought_image/* isSingle */.vX)(release) ? '' : (0,brought_image/* namesOfBrought */.lX)(release);
    const report = { part, digest: (0,brought_image/* digestOfPart */.lM)(release), names, state: 'failed', missing: [], parts: [] };
    return { ...brought, isDone: false, part: report };
}
function sayNoNote(part, { environment: { log } }) {
    log.notice(`${part.join(', ')} is not published by this run, so no note is left for the jobs that build the other parts`);
}


})
};
