import { modules as shared0 } from './shared-79346.index.js';
import { modules as shared1 } from './shared-16287.index.js';
import { modules as shared2 } from './shared-45719.index.js';
import { modules as shared3 } from './shared-28142.index.js';
import { modules as shared4 } from './shared-12668.index.js';
import { modules as shared5 } from './shared-68477.index.js';
export const id = 9901;
export const ids = [9901];
export const modules = {

...shared0,
...shared1,
...shared2,
...shared3,
...shared4,
...shared5,
9901:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  finish: () => (finish)
});

var input_error = __webpack_require__(53587);
var reference = __webpack_require__(28732);
var outcome_text = __webpack_require__(27060);
var finished_note = __webpack_require__(28142);
var until_decided = __webpack_require__(10751);
var warm_up = __webpack_require__(57383);
var content_error = __webpack_require__(19964);
var image_platform = __webpack_require__(67554);
var index_entry = __webpack_require__(82672);
var new_image = __webpack_require__(45719);
var combined_source = __webpack_require__(41963);
var part_platform = __webpack_require__(72874);
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

var open_remote = __webpack_require__(79346);
var window_pool = __webpack_require__(12668);
var bake_result = __webpack_require__(68477);
var publish_everywhere = __webpack_require__(34897);
var publish_session = __webpack_require__(99329);
var output_values = __webpack_require__(32697);
var left_part = __webpack_require__(25780);
var part_job = __webpack_require__(67622);
var brought_image = __webpack_require__(42314);
var parts_meeting = __webpack_require__(79598);
;// CONCATENATED MODULE: ./build/steps/parts/finish/locate-parts.js


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
function goneError(gone) {
    const what = gone
        .map(({ part, digest, attempt }) => `${part.join(', ')} (${digest}, attempt ${attempt})`)
        .join(' and ');
    const where = [...new Set(gone.flatMap(({ pushes }) => pushes.map(({ name }) => name)))].join(', ');
    return new content_error/* ContentError */.y(`${what} was pushed by another job of this run, but is not in ${where}: it may have been deleted as an untagged image. Re-run all jobs.`);
}

var part_note = __webpack_require__(81743);
;// CONCATENATED MODULE: ./build/steps/parts/finish/read-notes.js


async function readNotes(parts, found, left) {
    const read = parts.map(async (part) => [part, await readNote(part, found, left).catch(() => undefined)]);
    const notes = await Promise.all(read);
    return new Map(notes.flatMap(([part, note]) => (note ? [[part, note]] : [])));
}
async function readNote({ digest, attempt }, found, { store, note: own }) {
    if (digest === (0,brought_image/* digestOfPart */.lM)(own.release))
        return own;
    const named = found.find((each) => each.kind === 'part' && each.digest === digest && each.attempt === attempt);
    const note = named?.artifact && (0,part_note/* parsePartNote */.ti)(await store.read(named.artifact));
    return note && (0,brought_image/* digestOfPart */.lM)(note.release) === digest ? note : undefined;
}

;// CONCATENATED MODULE: ./build/steps/parts/finish/locate-release.js







async function locateRelease(left, found, all) {
    const pushes = (0,part_job/* pushesOf */.WI)(left.planned, all);
    const gone = [];
    const lost = new Set();
    for (;;) {
        const rest = found.filter((each) => each.kind === 'part' && !lost.has(each.digest));
        const meeting = (0,parts_meeting/* meet */.A)(rest, left.platforms);
        if (meeting.state !== 'complete') {
            const without = found.filter((each) => each.kind === 'part' && lost.has(each.digest));
            await checkPlans(without, left, found);
            throw goneError(gone);
        }
        const { parts } = meeting;
        const notes = (0,brought_image/* isSingle */.vX)(left.note.release) ? new Map() : await readAll(parts, left, found);
        const pieces = left.planned.map(({ name }) => piecesOf(name, parts, left, notes));
        const images = await Promise.all(pieces.map((each, index) => locateImage(each, pushes[index] ?? [])));
        const missing = images.flatMap((image) => image.missing);
        if (missing.length === 0)
            return { parts, images: images.map(({ location }) => location), notes };
        for (const { of, ...piece } of missing) {
            gone.push(piece);
            lost.add(of.digest);
        }
    }
}
async function locateImage(pieces, pushes) {
    const location = await locateParts(pieces, pushes);
    const missing = pieces.filter((piece) => location.gone.includes(piece)).map((piece) => ({ ...piece, pushes }));
    return { location, missing };
}
function piecesOf(name, parts, left, notes) {
    const planned = left.note.release.find((image) => image.name === name);
    return parts.flatMap((of) => {
        const part = of.part.filter((platform) => planned?.platforms.includes(platform));
        if (part.length === 0)
            return [];
        if ((0,brought_image/* isSingle */.vX)(left.note.release))
            return [{ ...of, of }];
        const root = notes.get(of)?.release.find((image) => image.name === name)?.root;
        if (root)
            return [{ ...of, part, digest: root.digest, of }];
        throw new content_error/* ContentError */.y(`The job that built ${of.part.join(', ')} (attempt ${of.attempt}) has brought no part of ${name || 'the image'}: re-run all jobs.`);
    });
}
async function readAll(parts, left, found) {
    const notes = await checkPlans(parts, left, found);
    const unread = parts.filter((part) => !notes.has(part));
    if (unread.length === 0)
        return notes;
    const names = unread.map(({ part, attempt }) => `${part.join(', ')} (attempt ${attempt})`).join(' and ');
    throw new content_error/* ContentError */.y(`The note about ${names} cannot be read: re-run this job, or else all jobs.`);
}
async function checkPlans(parts, left, found) {
    const notes = await readNotes(parts, found, left);
    for (const [{ part }, { release }] of notes) {
        const difference = (0,brought_image/* differenceBetween */.wm)(left.note.release, release);
        if (difference)
            throw differentPlans(left.part, part, difference);
    }
    return notes;
}
function differentPlans(own, other, difference) {
    return new input_error/* InputError */.dz('part', `this job, for ${own.join(', ')}, and the job for ${other.join(', ')} build different releases: ${difference}. Have each job build the same images, under the same tags, and start a new run; inputs that tell releases of one run apart are described in docs/parts.md`);
}

;// CONCATENATED MODULE: ./build/steps/parts/finish/finish.js

















async function finish(left, found, lock) {
    const { job, platforms, planned, brought } = left;
    const { log } = job.environment;
    for (const outcome of brought.outcomes)
        log.info((0,outcome_text/* describeOutcome */.SS)(outcome));
    log.info(`All parts are in place: this job publishes the ${planned.length > 1 ? 'images' : 'image'} for ${platforms.join(', ')}`);
    await using session = await (0,publish_session/* openPublishSession */._s)(job);
    const locating = locateRelease(left, found, session.pushes);
    const opening = locating.then(({ images }) => joinAll(left, images));
    const warming = warmAll(opening, left, session);
    await using opened = await opening;
    const { parts, notes } = await locating;
    const reading = notes.size > 0 ? notes : readNotes(parts, found, left);
    await (0,until_decided/* untilDecided */.N)(warming, job.inputs.required, 0);
    const result = job.stop.building.aborted ? (0,publish_session/* abandonedResult */.Od)(session, job) : await publishParts(left, opened, session);
    const state = result.isDone ? 'finished' : 'failed';
    const finished = { ...result, part: { ...(0,left_part/* reportOn */.S)(parts, left, await reading), state, missing: [] } };
    if (result.isDone)
        await leaveFinished(finished, opened.sources, left, lock);
    return finished;
}
async function joinAll(left, images) {
    await using opened = new AsyncDisposableStack();
    const joining = left.planned.map((planned, index) => join(left, planned, images[index]));
    const results = await Promise.allSettled(joining);
    const sources = results.flatMap((result) => (result.status === 'fulfilled' ? [opened.use(result.value)] : []));
    (0,input_error/* throwAll */.Kx)(results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : [])));
    const kept = opened.move();
    return { sources, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}
function warmAll(opening, { planned }, { pushes, rules }) {
    return (0,part_job/* pushesOf */.WI)(planned, pushes).flatMap((own, index) => {
        const source = opening.then(({ sources }) => sources[index]);
        return own.map((push) => ({
            push,
            source,
            done: (0,warm_up/* warmUp */.l)(push, { beforeBuild: false, rules, creates: true, source }),
        }));
    });
}
async function join({ job }, { platforms, marks }, { located, complete }) {
    const pool = (0,window_pool.poolOf)(job.registries);
    const opened = await Promise.all(located.map(async ({ part, root, digest, from: { name, content } }) => {
        const { remote, manifests } = content;
        const place = { name: `${name}@${digest}`, remote, pool, read: (child) => manifests.get(child) };
        return { part, source: await (0,open_remote/* openRemote */.d)(root, place) };
    }));
    const composition = { ...marks, platforms: [], order: platforms };
    const holders = [...complete].map(({ target }) => target.repository);
    return await joinParts(opened, composition, (near) => holders.some((each) => (0,reference/* sameRepository */.RB)(each, near)));
}
async function publishParts(left, { sources }, session) {
    const { job, planned, brought } = left;
    const checks = job.checks.filter(({ isForParts }) => !isForParts);
    const pushes = (0,part_job/* pushesOf */.WI)(planned, session.pushes);
    const release = sources.map((source, index) => ({ source, pushes: pushes[index] ?? [] }));
    const outcomes = (0,left_part/* withNames */.B)(await (0,publish_everywhere/* publishEverywhere */.Q)(release, { ...job, checks }, 'publish', session), left);
    const [only, ...others] = sources;
    const metadata = publishedMetadataOf(left, sources, outcomes);
    return {
        names: brought.names,
        outcomes,
        ...(only && others.length === 0 && { image: only.image }),
        ...(metadata && { metadata }),
        base: brought.base,
        isDone: (0,publish_session/* isSuccess */.oJ)(outcomes, job),
    };
}
function publishedMetadataOf({ planned, brought }, sources, outcomes) {
    if (!brought.metadata)
        return undefined;
    const { configDigest: _, ...metadata } = brought.metadata;
    if (!planned.some(({ isBaked }) => isBaked))
        return metadata;
    const roots = planned.map(({ name }, index) => ({ name, root: sources[index].image.root }));
    return { materials: [], text: (0,bake_result/* joinedBakeMetadata */.yq)(metadata.text, roots, outcomes) };
}
async function leaveFinished(result, sources, left, lock) {
    const { job, planned, key, attempt, platforms } = left;
    const { metadata: _, ...outputs } = (0,output_values/* outputValues */.u)(result, job.inputs, job.environment).texts;
    const images = (0,part_job/* repositoriesOf */.Ub)(planned);
    const published = left.note.release.map(({ name, tags }, index) => {
        const { digest } = sources[index].image.root;
        return { name, images: (0,part_job/* repositoriesOf */.Ub)(planned.slice(index, index + 1)), tags, digest };
    });
    try {
        await lock.upload((0,finished_note/* formatFinishedNote */.Qr)({ key, attempt, images, platforms, published, outputs }));
        await lock.finalize();
    }
    catch (cause) {
        if (cause instanceof input_error/* InputError */.dz)
            throw cause;
        const names = published.map((each) => `${each.images.join(', ')}@${each.digest}`).join('; ');
        const problem = `The image was published as ${names}, but later jobs cannot find that out`;
        throw new Error(`${problem}: ${cause.message} Re-run this job.`, { cause });
    }
}


})
};
