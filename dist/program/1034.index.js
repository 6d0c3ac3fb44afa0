import { modules as shared0 } from './shared-5719.index.js';
import { modules as shared1 } from './shared-8142.index.js';
import { modules as shared2 } from './shared-9346.index.js';
import { modules as shared3 } from './shared-2668.index.js';
export const id = 1034;
export const ids = [1034];
export const modules = {

...shared0,
...shared1,
...shared2,
...shared3,
1034:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  finish: () => (finish)
});

var input_error = __webpack_require__(3587);
var reference = __webpack_require__(8732);
var target = __webpack_require__(1208);
var outcome_text = __webpack_require__(7060);
var finished_note = __webpack_require__(8142);
var meeting = __webpack_require__(9598);
var until_decided = __webpack_require__(751);
var warm_up = __webpack_require__(7383);
var content_error = __webpack_require__(9964);
var image_platform = __webpack_require__(7554);
var index_entry = __webpack_require__(2672);
var new_image = __webpack_require__(5719);
var combined_source = __webpack_require__(1963);
var part_platform = __webpack_require__(2874);
;// CONCATENATED MODULE: ./build/sources/combined/join-parts.js






async function joinParts(parts, composition, holds) {
    const read = await Promise.all(parts.map(readOne));
    const image = await (0,new_image/* combineImages */.g)(read, { ...composition, platforms: [] });
    const sources = parts.map(({ source }) => source);
    const joined = (0,combined_source/* combinedSource */.h)(image, sources, stackOf(sources));
    const known = new Set([...image.manifests.map(({ descriptor }) => descriptor), ...image.blobs].map((each) => each.digest));
    known.delete(image.root.digest);
    return {
        ...joined,
        origin: (digest, near) => near && known.has(digest) && holds(near) ? near : joined.origin?.(digest, near),
    };
}
async function readOne({ part, source }) {
    const { platform, ...rest } = await (0,part_platform/* readPart */.o)(source.name, source);
    const read = { ...rest, ...(platform && { platform: (0,image_platform/* withNormalVariant */.bo)(platform) }) };
    const found = (0,index_entry/* entriesOf */.Mc)(read)
        .map(index_entry/* platformOfEntry */.Jg)
        .filter((each) => each !== undefined);
    const wanted = part.map(image_platform/* parsePlatform */.FL).filter((each) => each !== undefined);
    const isRight = wanted.every((each) => found.some((other) => (0,image_platform/* isForPlatform */.b)(each, other))) &&
        found.every((each) => wanted.some((other) => (0,image_platform/* isForPlatform */.b)(other, each)));
    if (isRight)
        return read;
    const shown = [...new Set(found.map(image_platform/* shownPlatform */.vV))].join(', ') || 'no platform';
    throw new content_error/* ContentError */.y(`${source.name} was pushed by another job as the part for ${part.join(', ')}, but it is an image for ${shown}. Check 'part' and the builder of that job.`);
}
function stackOf(sources) {
    const stack = new AsyncDisposableStack();
    for (const source of sources)
        stack.use(source);
    return stack;
}

var open_remote = __webpack_require__(9346);
var window_pool = __webpack_require__(2668);
var name_composition = __webpack_require__(3660);
var publish_everywhere = __webpack_require__(4897);
var publish_session = __webpack_require__(9329);
var output_values = __webpack_require__(2697);
var left_part = __webpack_require__(5780);
;// CONCATENATED MODULE: ./build/steps/parts/locate-parts.js


async function locateParts(parts, pushes) {
    const cost = ({ target }) => Number((0,reference/* isPullCounted */.GY)(target.repository));
    const readers = pushes.toSorted((one, other) => cost(one) - cost(other));
    const [first, ...others] = readers;
    const found = await Promise.all(parts.map((part) => locate(part.digest, first, others)));
    const located = parts.flatMap((part, index) => {
        const { root, from } = found[index] ?? {};
        return root && from ? [{ ...part, root, from }] : [];
    });
    return {
        located,
        gone: parts.filter((_, index) => !found[index]?.root),
        complete: new Set(pushes.filter((push) => found.every(({ holders }) => holders.has(push)))),
    };
}
async function locate(digest, first, others) {
    const reading = first.content.remote.manifests.get(digest);
    const answers = await Promise.allSettled([reading, ...others.map(({ content }) => content.manifests.has(digest))]);
    const all = [first, ...others];
    const holders = all.filter((_, index) => {
        const answer = answers[index];
        return answer?.status === 'fulfilled' && Boolean(answer.value);
    });
    const [from] = holders;
    const failure = answers.find(({ status }) => status === 'rejected');
    if (!from && failure)
        throw failure.reason;
    const root = from === first ? await reading : await from?.content.remote.manifests.get(digest);
    if (from && root)
        from.content.manifests.add(root);
    return { root, from, holders: new Set(holders) };
}
function goneError(gone, pushes) {
    const what = gone
        .map(({ part, digest, attempt }) => `${part.join(', ')} (${digest}, attempt ${attempt})`)
        .join(' and ');
    const where = pushes.map(({ name }) => name).join(', ');
    return new content_error/* ContentError */.y(`${what} was pushed by another job of this run, but is not in ${where}: it may have been deleted as an untagged image. Re-run all jobs.`);
}

var part_note = __webpack_require__(1743);
;// CONCATENATED MODULE: ./build/steps/parts/read-notes.js

async function readNotes(parts, found, store) {
    const read = parts.map(async (part) => [part, await readNote(part, found, store).catch(() => undefined)]);
    const notes = await Promise.all(read);
    return new Map(notes.flatMap(([part, note]) => (note ? [[part, note]] : [])));
}
async function readNote({ digest, attempt }, found, store) {
    const named = found.find((each) => each.kind === 'part' && each.digest === digest && each.attempt === attempt);
    const note = named?.artifact && (0,part_note/* parsePartNote */.ti)(await store.read(named.artifact));
    return note?.root.digest === digest ? note : undefined;
}

;// CONCATENATED MODULE: ./build/steps/parts/finish.js


















async function finish(left, found, lock) {
    const { job, store, platforms, brought } = left;
    const { log } = job.environment;
    for (const outcome of brought.outcomes)
        log.info((0,outcome_text/* describeOutcome */.SS)(outcome));
    log.info(`All parts are in place: this job publishes the image for ${platforms.join(', ')}`);
    await using session = await (0,publish_session/* openPublishSession */._s)(job);
    const locating = locateAll(left, found, session);
    const opening = locating.then(({ location }) => join(left, location));
    const warming = warmAll(opening, session);
    await using source = await opening;
    const { parts } = await locating;
    const reading = readNotes(parts.filter(({ digest }) => digest !== left.note.root.digest), found, store);
    await (0,until_decided/* untilDecided */.N)(warming, job.inputs.required, 0);
    const result = job.stop.building.aborted ? (0,publish_session/* abandonedResult */.Od)(session, job) : await publishParts(left, source, session);
    const state = result.isDone ? 'finished' : 'failed';
    const finished = { ...result, part: { ...(0,left_part/* reportOn */.S)(parts, left, await reading), state, missing: [] } };
    if (result.isDone)
        await leaveFinished(finished, source.image, left, lock);
    return finished;
}
function warmAll(source, { pushes, rules }) {
    return pushes.map((push) => ({ push, done: (0,warm_up/* warmUp */.l)(push, { beforeBuild: false, rules, creates: true, source }) }));
}
async function locateAll({ platforms }, found, { pushes }) {
    const lost = new Set();
    for (;;) {
        const rest = found.filter((each) => each.kind === 'part' && !lost.has(each.digest));
        const { state, parts } = (0,meeting/* meet */.A)(rest, platforms);
        const missing = found.filter((each) => each.kind === 'part' && lost.has(each.digest));
        if (state !== 'complete')
            throw goneError(missing, pushes);
        const location = await locateParts(parts, pushes);
        if (location.gone.length === 0)
            return { location, parts };
        for (const { digest } of location.gone)
            lost.add(digest);
    }
}
async function join({ job, platforms }, { located, complete }) {
    const { named, inputs, registries, environment } = job;
    const pool = (0,window_pool.poolOf)(registries);
    const opened = await Promise.all(located.map(async ({ part, root, digest, from: { name, content } }) => {
        const { remote, manifests } = content;
        const place = { name: `${name}@${digest}`, remote, pool, read: (child) => manifests.get(child) };
        return { part, source: await (0,open_remote/* openRemote */.d)(root, place) };
    }));
    const composition = { ...(0,name_composition/* compositionOf */.k)(named, inputs, environment.variables), order: platforms };
    const holders = [...complete].map(({ target }) => target.repository);
    return await joinParts(opened, composition, (near) => holders.some((each) => (0,reference/* sameRepository */.RB)(each, near)));
}
async function publishParts({ job, brought }, source, session) {
    const { pushes } = session;
    const checks = job.checks.filter(({ isForParts }) => !isForParts);
    const outcomes = await (0,publish_everywhere/* publishEverywhere */.Q)([{ source, pushes }], { ...job, checks }, 'publish', session);
    const { configDigest: _, ...metadata } = brought.metadata ?? { materials: [], text: '' };
    return {
        names: job.named.names,
        outcomes,
        image: source.image,
        ...(brought.metadata && { metadata }),
        base: brought.base,
        isDone: (0,publish_session/* isSuccess */.oJ)(outcomes, job),
    };
}
async function leaveFinished(result, image, left, lock) {
    const { job, key, attempt, platforms } = left;
    const { metadata: _, ...outputs } = (0,output_values/* outputValues */.u)(result, job.inputs, job.environment).texts;
    const images = job.named.targets.map(target/* formatTarget */.P);
    const { digest } = image.root;
    try {
        await lock.upload((0,finished_note/* formatFinishedNote */.Qr)({ key, attempt, images, platforms, digest, outputs }));
        await lock.finalize();
    }
    catch (cause) {
        if (cause instanceof input_error/* InputError */.d)
            throw cause;
        const problem = `The image was published as ${images.join(', ')}@${digest}, but later jobs cannot find that out`;
        throw new Error(`${problem}: ${cause.message} Re-run this job.`, { cause });
    }
}


})
};
