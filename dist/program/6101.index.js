import { modules as shared0 } from './shared-28142.index.js';
import { modules as shared1 } from './shared-83909.index.js';
import { modules as shared2 } from './shared-67554.index.js';
import { modules as shared3 } from './shared-19319.index.js';
import { modules as shared4 } from './shared-42314.index.js';
export const id = 6101;
export const ids = [6101];
export const modules = {

...shared0,
...shared1,
...shared2,
...shared3,
...shared4,
46101:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  resultAction: () => (resultAction)
});

var input = __webpack_require__(80758);
var input_error = __webpack_require__(53587);
var distribution_reference = __webpack_require__(28732);
var parse_build = __webpack_require__(70968);
var parse_images = __webpack_require__(11550);
var credential_inputs = __webpack_require__(31511);
var publish_inputs = __webpack_require__(19319);
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
    ...(0,credential_inputs/* signInInputs */.c)("used to read the image back in the server's own registry (ghcr.io on github.com), for which the job needs `packages: read`"),
};
function parseNames(text, name) {
    return (0,parse_build/* parseWords */.nl)(text, name).map((word) => {
        const reference = (0,distribution_reference/* parseReference */.F2)((0,parse_images/* withSmallLetters */.Fk)(word));
        if (reference && !reference.digest)
            return reference;
        throw new input_error/* InputError */.dz(name, `'${word}' is not an image name like ghcr.io/owner/name`);
    });
}

var step_outputs = __webpack_require__(68816);
var github_server = __webpack_require__(61382);
var default_image = __webpack_require__(52380);
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
    const own = (note?.published ?? []).flatMap(({ tags }) => tags);
    const tags = (0,distribution_reference/* parseReferences */.IO)(own.length > 0 ? own : (note?.outputs.tags ?? '').split('\n'));
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
var meeting_places = __webpack_require__(41104);
var read_access = __webpack_require__(17644);
var oci_digest = __webpack_require__(1564);
var tag = __webpack_require__(16485);
;// CONCATENATED MODULE: ./build/steps/result/published-outputs.js



function formatPublished({ repository, digest }) {
    return `${(0,distribution_reference/* formatRepository */.Sh)(repository)}@${digest}`;
}
function publishedIn({ published, outputs }) {
    const lines = references(outputs.images || outputs.image || '');
    const named = published.map(({ images, digest, tags: fullTags }) => lines
        .filter((each) => each.digest === digest && each.tag === undefined)
        .map(({ repository }) => ({ repository, digest, fullTags }))
        .filter(({ repository }) => images.includes((0,distribution_reference/* formatRepository */.Sh)(repository))));
    if (named.flat().length > 0)
        return named.flat();
    return published.flatMap(({ images, digest, tags: fullTags }) => (0,distribution_reference/* parseReferences */.IO)(images).map(({ repository }) => ({ repository, digest, fullTags })));
}
function publishedOutputs({ outputs, published }, names) {
    const [only, ...others] = [...new Set(names.map(({ digest }) => digest))];
    const digest = others.length === 0 ? (only ?? '') : '';
    const images = names.map(formatPublished);
    const repositories = names.map(({ repository }) => repository);
    const given = (name) => outputs[name] ?? '';
    const tags = linesOf(given('tags')).filter((line) => isTagOf(repositories, (0,distribution_reference/* parseReference */.F2)(line)));
    const tagNames = new Set(tags.map((line) => (0,distribution_reference/* parseReference */.F2)(line)?.tag));
    const imageid = published.length > 1 ? digest : given('imageid');
    return {
        ...Object.fromEntries(passedOn.map((name) => [name, given(name)])),
        complete: 'true',
        missing: '',
        digest,
        imageid: (0,oci_digest/* isDigest */.Bc)(imageid) ? imageid : '',
        image: digest ? (images[0] ?? '') : '',
        images: images.join('\n'),
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

var content_error = __webpack_require__(19964);
var image_platform = __webpack_require__(67554);
var finished_note = __webpack_require__(28142);
var meeting = __webpack_require__(79598);
var part_names = __webpack_require__(90187);
var part_note = __webpack_require__(81743);
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

var registry_error = __webpack_require__(30648);
var registry_repository = __webpack_require__(40782);
;// CONCATENATED MODULE: ./build/steps/result/verify-published.js





async function verifyPublished(names, { registries, log }) {
    const results = await Promise.allSettled(names.map((each) => readBack(each, registries)));
    const failures = results.filter((result) => result.status === 'rejected').map(({ reason }) => reason);
    for (const failure of failures.filter(isDenied)) {
        log.warning(`The image could not be verified, since this job may not read it. ${failure.message}`);
    }
    (0,input_error/* throwAll */.Kx)(failures.filter((failure) => !isDenied(failure)));
}
async function readBack({ repository, digest }, registries) {
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
    (0,input_error/* throwAll */.Kx)(access.problems);
    const keyring = (0,read_access/* keyringFor */.n)(inputs, access, environment, signal);
    const accessTo = (repository) => keyring.accessTo(repository);
    await using registries = new connect/* Registries */.I({ accessTo, variables, log, now, signal });
    const { image, all } = await findImage(inputs, environment, registries);
    if (image?.note) {
        const { note } = image;
        const names = wantedOf(publishedIn(note), inputs);
        await verifyPublished(names, { registries, log });
        (0,step_outputs/* writeOutputs */.Kn)(publishedOutputs(note, names), variables);
        for (const name of names)
            log.info(`Published in attempt ${note.attempt} of this run: ${formatPublished(name)}`);
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
    const isNamed = (each) => images.some((name) => isNameOf(each, name));
    const lacking = images.filter(({ repository }) => !published.some((each) => (0,distribution_reference/* sameRepository */.RB)(repository, each.repository)));
    (0,input_error/* throwAll */.Kx)(lacking.map(({ repository }) => {
        const name = (0,distribution_reference/* formatRepository */.Sh)(repository);
        return new input_error/* InputError */.dz('images', `the image was published by this run, but not as ${name}: name only repositories in which it was published`);
    }));
    return published.filter(isNamed);
}
function isNameOf({ repository, fullTags }, name) {
    if (!(0,distribution_reference/* sameRepository */.RB)(name.repository, repository))
        return false;
    return (name.tag === undefined || fullTags.length === 0 || fullTags.includes(`${(0,distribution_reference/* formatRepository */.Sh)(repository)}:${name.tag}`));
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
    throw new input_error/* InputError */.dz('images', `the jobs of this run publish several images: ${names.join('; ')}. Name one of them, with a tag if they have the same names`);
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

52380:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  X: () => (defaultImage),
  Y: () => (automatic)
});
const automatic = 'auto';
function defaultImage({ registry, repository, hasOutputs }) {
    return hasOutputs || registry === undefined ? undefined : `${registry}/${repository.toLowerCase()}`;
}


})
};
