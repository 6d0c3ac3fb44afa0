export const id = 101;
export const ids = [101];
export const modules = {

6101:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  resultAction: () => (resultAction)
});

var input = __webpack_require__(758);
var input_error = __webpack_require__(3587);
var distribution_reference = __webpack_require__(8732);
var parse_build = __webpack_require__(968);
var credential_inputs = __webpack_require__(1511);
var publish_inputs = __webpack_require__(614);
;// CONCATENATED MODULE: ./build/github/inputs/result-inputs.js






const resultInputs = {
    images: {
        description: "The image to give the outputs of, if the jobs of the run publish several: one or more of its names, one per line, such as `ghcr.io/acme/app`; with a tag, if several go to one repository. The outputs then contain these names only. With `meeting: registry`, the notes are in the first repository named here. Default: the run's only image, or with `meeting: registry` this repository's image in the server's registry",
        parse: parseNames,
    },
    meeting: {
        ...publish_inputs/* publishInputs */.v.meeting,
        description: 'Where the jobs with `part` have left their notes, as they say: `artifacts` or `registry`',
    },
    'allow-missing': {
        description: 'Succeed if the image is not published because parts are missing; the outputs `complete` and `missing` say so',
        default: 'false',
        parse: input/* parseBoolean */.yG,
    },
    registry: credential_inputs/* credentialInputs */.H.registry,
    username: credential_inputs/* credentialInputs */.H.username,
    password: credential_inputs/* credentialInputs */.H.password,
    'registry-auth': credential_inputs/* credentialInputs */.H['registry-auth'],
    'github-token': {
        description: "The job's token, used to read the image back in the server's own registry (ghcr.io on github.com), for which the job needs `packages: read`",
        default: credential_inputs/* credentialInputs */.H['github-token'].default,
        parse: input/* parseText */.r4,
    },
};
function parseNames(text, name) {
    return (0,parse_build/* parseWords */.nl)(text, name).map((word) => {
        const reference = (0,distribution_reference/* parseReference */.F2)(word.replace(/^.*?(?=:[^/]*$|$)/, (path) => path.toLowerCase()));
        if (reference && !reference.digest)
            return reference;
        throw new input_error/* InputError */.d(name, `'${word}' is not an image name like ghcr.io/owner/name`);
    });
}

var step_outputs = __webpack_require__(8816);
var github_server = __webpack_require__(1382);
var default_image = __webpack_require__(2380);
;// CONCATENATED MODULE: ./build/plan/parts/run-images.js

function keyInName(name) {
    return /^manifold-([0-9a-f]{12})-/.exec(name)?.[1];
}
function imagesNamed(all, names) {
    const found = all.filter((image) => names.every((name) => isNamed(image, name)));
    if (found.length > 0)
        return found;
    const repositories = names.map(({ repository }) => ({ repository }));
    const open = all.filter(({ state }) => state !== 'published');
    const [first, ...others] = open.filter((image) => repositories.every((name) => isNamed(image, name)));
    return first ? [others.reduce(both, first)] : [];
}
function both(one, { state, missing }) {
    return { ...one, ...(state !== 'unfinished' && { state }), missing: [...new Set([...one.missing, ...missing])] };
}
function isNamed({ images, note }, { repository, tag }) {
    const name = (0,distribution_reference/* formatRepository */.Sh)(repository);
    if (!images.includes(name))
        return false;
    if (tag === undefined)
        return true;
    const tags = (0,distribution_reference/* parseReferences */.IO)((note?.outputs.tags ?? '').split('\n'));
    return tags.some((each) => each.tag === tag && (0,distribution_reference/* formatRepository */.Sh)(each.repository) === name);
}
function describeUnpublished({ images, state, missing }) {
    const name = images.join(', ');
    switch (state) {
        case 'conflict':
            return `${name} is not published: two jobs of this run built different images for one platform. Give each job of the matrix another 'part'`;
        case 'unfinished':
            return `${name} is not published: all parts are in place, but no job has finished publishing it. Re-run the job that failed, or any of them if all succeeded`;
        default:
            return `${name} is not published: no job of this run has pushed ${missing.join(', ')}. Re-run the failed jobs`;
    }
}

var connect = __webpack_require__(9075);
var meeting_places = __webpack_require__(1104);
var read_access = __webpack_require__(7644);
var oci_digest = __webpack_require__(1564);
var tag = __webpack_require__(6485);
;// CONCATENATED MODULE: ./build/steps/result/published-outputs.js



function publishedIn({ images, digest, outputs }) {
    const lines = references(outputs.images || outputs.image || '');
    const published = lines.filter((each) => each.digest === digest && each.tag === undefined);
    const named = published.map(({ repository }) => repository).filter((each) => images.includes((0,distribution_reference/* formatRepository */.Sh)(each)));
    return named.length > 0 ? named : (0,distribution_reference/* parseReferences */.IO)(images).map(({ repository }) => repository);
}
function publishedOutputs(note, repositories) {
    const { digest, outputs } = note;
    const names = repositories.map((repository) => `${(0,distribution_reference/* formatRepository */.Sh)(repository)}@${digest}`);
    const given = (name) => outputs[name] ?? '';
    const tags = linesOf(given('tags')).filter((line) => isTagOf(repositories, (0,distribution_reference/* parseReference */.F2)(line)));
    const tagNames = new Set(tags.map((line) => (0,distribution_reference/* parseReference */.F2)(line)?.tag));
    return {
        ...Object.fromEntries(passedOn.map((name) => [name, given(name)])),
        complete: 'true',
        missing: '',
        digest,
        imageid: (0,oci_digest/* isDigest */.Bc)(given('imageid')) ? given('imageid') : '',
        image: names[0] ?? '',
        images: names.join('\n'),
        tags: tags.join('\n'),
        'tag-names': linesOf(given('tag-names'))
            .filter((name) => (0,tag/* isTag */.d)(name) && tagNames.has(name))
            .join('\n'),
        version: (0,tag/* isTag */.d)(given('version')) ? given('version') : '',
    };
}
const passedOn = ['labels', 'annotations', 'json', 'result'];
function isTagOf(repositories, reference) {
    if (reference?.tag === undefined || reference.digest)
        return false;
    return repositories.some((each) => (0,distribution_reference/* sameRepository */.RB)(each, reference.repository));
}
function references(text) {
    return (0,distribution_reference/* parseReferences */.IO)(linesOf(text));
}
function linesOf(text) {
    return text.split('\n').filter((line) => line !== '');
}

var content_error = __webpack_require__(9964);
var image_platform = __webpack_require__(7554);
var finished_note = __webpack_require__(8142);
var meeting = __webpack_require__(9598);
var part_names = __webpack_require__(187);
var part_note = __webpack_require__(1743);
;// CONCATENATED MODULE: ./build/steps/result/read-run-images.js








async function readRunImages(store) {
    const groups = Map.groupBy(await store.list('manifold-'), ({ name }) => keyInName(name));
    const images = [...groups].map(([key, notes]) => (key === undefined ? undefined : readImage(key, notes, store)));
    return (await Promise.all(images)).filter((image) => image !== undefined);
}
async function readImage(key, notes, store) {
    return (await readPublished(key, notes, store)) ?? (await readParts(key, notes, store));
}
async function readPublished(key, notes, store) {
    const finished = notes.flatMap((artifact) => {
        const named = (0,part_names/* readArtifactName */.Ep)(artifact.name, key, []);
        return named?.kind === 'finish' ? [{ artifact, attempt: named.attempt }] : [];
    });
    for (const { artifact } of finished.toSorted((one, other) => one.attempt - other.attempt)) {
        const note = (0,finished_note/* parseFinishedNote */.Cz)(await store.read(artifact));
        if (note?.key === key && areImages(note.images)) {
            return { key, images: note.images, state: 'published', missing: [], note };
        }
    }
    if (finished.length === 0)
        return undefined;
    const names = finished.map(({ artifact }) => artifact.name).join(', ');
    throw new content_error/* ContentError */.y(`The note of a publication (${names}) cannot be read: re-run all jobs.`);
}
async function readParts(key, notes, store) {
    for (const artifact of notes) {
        const note = (0,part_note/* parsePartNote */.ti)(await store.read(artifact));
        if (note?.key !== key || !areImages(note.images) || !note.platforms.every(image_platform/* parsePlatform */.FL))
            continue;
        const { images, platforms } = note;
        const named = notes.map(({ name }) => (0,part_names/* readArtifactName */.Ep)(name, key, platforms)).filter((each) => each !== undefined);
        return { key, images, ...stateOf((0,meeting/* meet */.A)(named, platforms)) };
    }
    return undefined;
}
function stateOf(meeting) {
    if (meeting.state === 'incomplete')
        return { state: 'incomplete', missing: meeting.missing };
    return { state: meeting.state === 'conflict' ? 'conflict' : 'unfinished', missing: [] };
}
function areImages(images) {
    return images.length > 0 && images.every((image) => isImage(image, (0,distribution_reference/* parseRepository */.SU)(image)));
}
function isImage(image, repository) {
    return repository !== undefined && (0,distribution_reference/* formatRepository */.Sh)(repository) === image;
}

var registry_error = __webpack_require__(648);
var registry_repository = __webpack_require__(6061);
;// CONCATENATED MODULE: ./build/steps/result/verify-published.js





async function verifyPublished(repositories, digest, { registries, log }) {
    const results = await Promise.allSettled(repositories.map((each) => readBack(each, digest, registries)));
    const failures = results.filter((result) => result.status === 'rejected').map(({ reason }) => reason);
    for (const failure of failures.filter(isDenied)) {
        log.warning(`The image could not be verified, since this job may not read it. ${failure.message}`);
    }
    (0,input_error/* throwAll */.K)(failures.filter((failure) => !isDenied(failure)));
}
async function readBack(repository, digest, registries) {
    const registry = await registries.at(repository);
    if (await new registry_repository/* RemoteRepository */.N(registry, repository, 'pull').manifests.get(digest))
        return;
    throw new content_error/* ContentError */.y(`${(0,distribution_reference/* formatRepository */.Sh)(repository)} does not have ${digest}, which this run published: it may have been deleted since. Start a new run.`);
}
function isDenied(failure) {
    return failure instanceof registry_error/* RegistryError */.g && [401, 403].includes(failure.status ?? 0) && !failure.isRateLimit;
}

;// CONCATENATED MODULE: ./build/actions/published-result.js














async function run(environment) {
    const { variables, log, now, signal } = environment;
    const inputs = await (0,input/* readInputs */.Ko)(resultInputs, variables);
    const access = await (0,read_access/* readAccess */.z)(inputs, environment);
    (0,input_error/* throwAll */.K)(access.problems);
    const keyring = (0,read_access/* keyringFor */.n)(inputs, access, environment, signal);
    const accessTo = (repository) => keyring.accessTo(repository);
    await using registries = new connect/* Registries */.I({ accessTo, variables, log, now, signal });
    const { image, all } = await findImage(inputs, environment, registries);
    if (image?.note) {
        const { note } = image;
        const repositories = wantedOf(publishedIn(note), inputs);
        await verifyPublished(repositories, note.digest, { registries, log });
        (0,step_outputs/* writeOutputs */.Kn)(publishedOutputs(note, repositories), variables);
        const names = repositories.map((repository) => `${(0,distribution_reference/* formatRepository */.Sh)(repository)}@${note.digest}`);
        for (const name of names)
            log.info(`Published in attempt ${note.attempt} of this run: ${name}`);
        return true;
    }
    (0,step_outputs/* writeOutputs */.Kn)({ ...nothing, complete: 'false', missing: image?.missing.join('\n') ?? '' }, variables);
    const problem = image ? describeUnpublished(image) : noNotes(inputs, all);
    if (inputs.allowMissing)
        log.notice(problem);
    else
        log.error(`${problem}, or write 'allow-missing: true' to go on without the image`);
    return inputs.allowMissing;
}
function wantedOf(published, { images }) {
    if (images.length === 0)
        return published;
    const isNamed = (each) => images.some(({ repository }) => (0,distribution_reference/* sameRepository */.RB)(repository, each));
    const lacking = images.filter(({ repository }) => !published.some((each) => (0,distribution_reference/* sameRepository */.RB)(repository, each)));
    (0,input_error/* throwAll */.K)(lacking.map(({ repository }) => {
        const name = (0,distribution_reference/* formatRepository */.Sh)(repository);
        return new input_error/* InputError */.d('images', `the image was published by this run, but not as ${name}: name only repositories in which it was published`);
    }));
    return published.filter(isNamed);
}
const nothing = Object.fromEntries(Object.keys(step_outputs/* resultOutputs */.wg).map((name) => [name, '']));
async function findImage({ images, meeting }, environment, registries) {
    const repository = images[0]?.repository ?? ownImage(environment);
    await using store = await (0,meeting_places/* openMeetingPlace */.x)(meeting, { registries, environment, repository });
    const all = await readRunImages(store);
    const [found, ...more] = imagesNamed(all, images);
    if (more.length === 0)
        return { image: found, all };
    const names = imagesNamed(all, images).map((each) => each.images.join(', '));
    throw new input_error/* InputError */.d('images', `the jobs of this run publish several images: ${names.join('; ')}. Name one of them, with a tag if they have the same names`);
}
function ownImage({ variables }) {
    const { GITHUB_REPOSITORY: repository = '' } = variables;
    return (0,distribution_reference/* parseRepository */.SU)((0,default_image/* defaultImage */.X)({ registry: (0,github_server/* serverRegistry */.tS)(variables), repository, hasOutputs: false }) ?? '');
}
function noNotes({ images }, all) {
    const nameOf = ({ repository, tag }) => `${(0,distribution_reference/* formatRepository */.Sh)(repository)}${tag ? `:${tag}` : ''}`;
    const names = images.map(nameOf).join(', ') || 'an image';
    const others = all.map((each) => each.images.join(', ')).join('; ');
    if (others)
        return `No job of this run has pushed a part of ${names}, only of ${others}. Check the input 'images'`;
    return `No job of this run has pushed a part of ${names}. Check that this job 'needs' the jobs with 'part', and has their 'meeting'`;
}
const resultAction = {
    title: 'Manifold result',
    description: 'Gives the outputs of an image that several jobs have built, whichever of them published it',
    inputs: resultInputs,
    outputs: step_outputs/* resultOutputs */.wg,
    keepsFiles: false,
    run,
};


}),

8142:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Cz: () => (parseFinishedNote),
  Qr: () => (formatFinishedNote),
  y3: () => (checkSameImage)
});
var _input_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3587);
var _json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9368);
var _oci_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1564);
var _part_note_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1743);




function formatFinishedNote(note) {
    const whole = (0,_part_note_js__WEBPACK_IMPORTED_MODULE_2__/* .encodeNote */ .pH)(note);
    if (whole.length <= _part_note_js__WEBPACK_IMPORTED_MODULE_2__/* .noteLimit */ .gT)
        return whole;
    const { digest, image = '', images = '', tags = '', version = '' } = note.outputs;
    const short = (0,_part_note_js__WEBPACK_IMPORTED_MODULE_2__/* .encodeNote */ .pH)({ ...note, outputs: { digest, image, images, tags, version } });
    return short.length <= _part_note_js__WEBPACK_IMPORTED_MODULE_2__/* .noteLimit */ .gT ? short : (0,_part_note_js__WEBPACK_IMPORTED_MODULE_2__/* .encodeNote */ .pH)({ ...note, outputs: { digest, image, version } });
}
function checkSameImage(one, other) {
    const digests = [one, other].map((bytes) => parseFinishedNote(bytes)?.digest);
    if (digests.includes(undefined) || digests[0] === digests[1])
        return;
    throw new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .d('annotations', `two jobs of this run published different indexes of the same parts: ${digests.join(' and ')}. Set the same annotations of the index in each job, and start a new run`);
}
function parseFinishedNote(bytes) {
    const { key, attempt, images, platforms, digest, outputs } = (0,_part_note_js__WEBPACK_IMPORTED_MODULE_2__/* .readNote */ .VC)(bytes) ?? {};
    if (typeof key !== 'string' || !(0,_part_note_js__WEBPACK_IMPORTED_MODULE_2__/* .isCount */ .my)(attempt) || typeof digest !== 'string' || !(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(digest))
        return undefined;
    if (!(0,_part_note_js__WEBPACK_IMPORTED_MODULE_2__/* .areTexts */ .Dq)(images) || !(0,_part_note_js__WEBPACK_IMPORTED_MODULE_2__/* .areTexts */ .Dq)(platforms) || !(0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isRecord */ .u4)(outputs))
        return undefined;
    const texts = Object.entries(outputs).filter((entry) => typeof entry[1] === 'string');
    return { key, attempt, images, platforms, digest, outputs: Object.fromEntries(texts) };
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

3909:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Ed: () => (isNoteAt),
  dD: () => (isNoteTag),
  o9: () => (noteTagsAmong),
  qh: () => (tagsOfNotes),
  rx: () => (tagsOfNote)
});
/* unused harmony export noteTagPrefix */
var _oci_distribution_tag_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6485);
var _part_names_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(187);


const attemptLimit = 51;
const listLimit = 500;
const grammar = /^manifold-run-\d{1,20}-([0-9a-f]{12})-([1-9]\d{0,5})-(.+)$/;
const nameGrammar = /^manifold-([0-9a-f]{12})-([1-9]\d{0,5})-(finish(?:-\d)?$|part-)/;
function noteTagPrefix(run) {
    return `manifold-run-${run}-`;
}
function isNoteTag(tag) {
    return grammar.test(tag);
}
function tagsOfNote(name, image) {
    const named = (0,_part_names_js__WEBPACK_IMPORTED_MODULE_0__/* .readArtifactName */ .Ep)(name, image.key, image.platforms);
    if (!named)
        return [];
    const { attempt } = named;
    if (named.kind === 'finish')
        return [finishedTag(image, attempt)];
    return named.part.map((platform) => partTag(image, attempt, platform));
}
function tagsOfNotes(image, attempt) {
    const first = Math.max(1, attempt - attemptLimit + 1);
    const all = Array.from({ length: attempt - first + 1 }, (_, later) => first + later);
    return {
        parts: all.flatMap((attempt) => image.platforms.map((platform) => partTag(image, attempt, platform))),
        finished: all.map((attempt) => finishedTag(image, attempt)),
    };
}
function noteTagsAmong(tags, run) {
    const own = tags.filter((tag) => tag.startsWith(noteTagPrefix(run)) && grammar.test(tag));
    const isFinished = (tag) => tag.endsWith('-finish');
    return {
        parts: own.filter((tag) => !isFinished(tag)).slice(0, listLimit),
        finished: own.filter(isFinished).slice(0, listLimit),
    };
}
function isNoteAt(tag, name) {
    const [, key, attempt, rest] = grammar.exec(tag) ?? [];
    const [, namedKey, namedAttempt, kind = ''] = nameGrammar.exec(name) ?? [];
    return key !== undefined && key === namedKey && attempt === namedAttempt && (rest === 'finish') === (kind !== 'part-');
}
function partTag({ run, key, platforms }, attempt, platform) {
    return tag(`${noteTagPrefix(run)}${key}-${attempt}-${(0,_part_names_js__WEBPACK_IMPORTED_MODULE_0__/* .partSlug */ .X2)([platform], platforms)}`);
}
function finishedTag({ run, key }, attempt) {
    return tag(`${noteTagPrefix(run)}${key}-${attempt}-finish`);
}
function tag(text) {
    if (!(0,_oci_distribution_tag_js__WEBPACK_IMPORTED_MODULE_1__/* .isTag */ .d)(text))
        throw new Error(`'${text}' is not a tag`);
    return text;
}


}),

187:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  DS: () => (artifactPrefix),
  Ep: () => (readArtifactName),
  Pi: () => (namesToTry),
  X2: () => (partSlug),
  iJ: () => (noteName),
  p2: () => (imageKey),
  xE: () => (finishName)
});
var _oci_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1564);

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


})

};
