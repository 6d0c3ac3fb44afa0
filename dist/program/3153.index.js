import { modules as shared0 } from './shared-88862.index.js';
import { modules as shared1 } from './shared-82015.index.js';
import { modules as shared2 } from './shared-18895.index.js';
import { modules as shared3 } from './shared-59657.index.js';
import { modules as shared4 } from './shared-83947.index.js';
import { modules as shared5 } from './shared-3782.index.js';
import { modules as shared6 } from './shared-78235.index.js';
import { modules as shared7 } from './shared-52359.index.js';
import { modules as shared8 } from './shared-83909.index.js';
import { modules as shared9 } from './shared-77865.index.js';
import { modules as shared10 } from './shared-50970.index.js';
import { modules as shared11 } from './shared-64064.index.js';
import { modules as shared12 } from './shared-48412.index.js';
export const id = 3153;
export const ids = [3153];
export const modules = {

...shared0,
...shared1,
...shared2,
...shared3,
...shared4,
...shared5,
...shared6,
...shared7,
...shared8,
...shared9,
...shared10,
...shared11,
...shared12,
96071:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  j: () => (settleAll),
  z: () => (MissingBlobs)
});
class MissingBlobs extends Error {
    name = 'MissingBlobs';
    digests;
    constructor(digests) {
        super(`a registry does not have ${digests.join(', ')}, which the builder did not send`);
        this.digests = digests;
    }
    get reason() {
        return `it no longer has ${this.digests.join(', ')}, which it had before`;
    }
}
async function settleAll(works) {
    const results = await Promise.allSettled(works);
    const errors = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    const missing = errors.filter((error) => error instanceof MissingBlobs);
    for (const error of errors)
        if (!(error instanceof MissingBlobs))
            throw error;
    if (missing.length > 0)
        throw new MissingBlobs([...new Set(missing.flatMap(({ digests }) => digests))]);
}


}),

98726:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Of: () => (refusalOf),
  V5: () => (planTagMove),
  YC: () => (ruleOn),
  nU: () => (planLateMove),
  t3: () => (isImmutable)
});
var _input_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(53587);
var _tag_selection_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(77865);


function planTagMove(tag, before, digest, rules) {
    if (before === digest)
        return { tag, do: 'unchanged' };
    if (before === undefined)
        return { tag, do: 'write', before };
    if (isImmutable(tag, rules)) {
        return { tag, do: 'refuse', before, reason: "it matches 'immutable-tags' and points at another image" };
    }
    if (rules.existing === 'skip')
        return { tag, do: 'skip', before };
    if (rules.existing === 'fail')
        return { tag, do: 'refuse', before, reason: "it already exists, and 'existing-tags' is 'fail'" };
    return { tag, do: 'write', before };
}
function planLateMove(move, first) {
    return move.do === 'write' && move.before !== first ? { tag: move.tag, do: 'withhold' } : move;
}
function refusalOf(target, moves) {
    const refused = moves.filter((move) => move.do === 'refuse');
    if (refused.length === 0)
        return undefined;
    const reasons = refused.map(({ tag, reason }) => `${target}:${tag} was not moved: ${reason}`);
    return new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('tags', reasons.join('; '));
}
function ruleOn(tag, rules) {
    if (isImmutable(tag, rules))
        return "it matches 'immutable-tags'";
    return rules.existing === 'overwrite' ? undefined : `'existing-tags' is '${rules.existing}'`;
}
function isImmutable(tag, { immutable }) {
    return immutable.some((glob) => (0,_tag_selection_js__WEBPACK_IMPORTED_MODULE_1__/* .matchesGlob */ .kt)(tag, glob));
}


}),

58767:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  M: () => (findEquivalent)
});
var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57975);
var _oci_attestations_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(82015);
var _oci_image_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(83947);



async function findEquivalent({ content, shownRoots }, image, mayKeep = async () => true) {
    const root = image.manifests.find(({ descriptor }) => descriptor.digest === image.root.digest);
    if (!root?.children.some(_oci_attestations_js__WEBPACK_IMPORTED_MODULE_1__/* .isAttestation */ .H3))
        return undefined;
    for (const digest of shownRoots) {
        const found = digest === image.root.digest ? undefined : await content.manifests.get(digest);
        const same = found && (await completed(content, found, root, image));
        if (same && (await mayKeep(same, content)))
            return same;
    }
    return undefined;
}
async function completed(push, found, root, image) {
    if (!(0,node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)((0,_oci_attestations_js__WEBPACK_IMPORTED_MODULE_1__/* .withoutAttestations */ .AB)(found), (0,_oci_attestations_js__WEBPACK_IMPORTED_MODULE_1__/* .withoutAttestations */ .AB)(root)))
        return undefined;
    const digests = found.children.filter(_oci_attestations_js__WEBPACK_IMPORTED_MODULE_1__/* .isAttestation */ .H3).map(({ digest }) => digest);
    const attestations = await Promise.all(digests.map((digest) => push.manifests.get(digest)));
    const all = [...image.manifests, ...attestations.filter((manifest) => manifest !== undefined), found];
    const known = new Map(all.map((manifest) => [manifest.descriptor.digest, manifest]));
    const kindsOf = (index) => (0,_oci_attestations_js__WEBPACK_IMPORTED_MODULE_1__/* .attestedKinds */ .gJ)(index, (digest) => known.get(digest));
    const isSame = attestations.every(Boolean) && (0,node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)(kindsOf(found), kindsOf(root));
    return isSame ? await whole(push, found, attestations, known) : undefined;
}
async function whole(push, found, attestations, known) {
    push.presence.add([...attestations, found].map(({ descriptor }) => descriptor.digest));
    const blobs = attestations.flatMap((manifest) => manifest.blobs);
    if (!push.verifiesContent)
        push.presence.add(blobs.map(({ digest }) => digest));
    const isThere = await Promise.all(blobs.map(({ digest }) => push.presence.look(digest)));
    if (isThere.includes(false))
        return undefined;
    return await (0,_oci_image_js__WEBPACK_IMPORTED_MODULE_2__/* .collectImage */ .Q)(found.descriptor, ({ digest }) => known.get(digest)).catch(() => undefined);
}


}),

524:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  y: () => (explore)
});
var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(46937);

const readLimit = 24;
async function explore(manifests, start, tell, isWanted = () => true) {
    const seen = new Set();
    const read = async (reference) => {
        if (seen.has(reference) || seen.size >= readLimit)
            return;
        seen.add(reference);
        const found = await manifests.get(reference);
        if (found)
            await note(found);
    };
    const note = async (manifest) => {
        const { descriptor, blobs, children } = manifest;
        seen.add(descriptor.digest);
        const content = [descriptor, ...blobs, ...children.filter((child) => !(0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .isManifest */ .Yh)(child))];
        const digests = content.map(({ digest }) => digest);
        tell(digests, manifest);
        await Promise.all(children.filter((child) => (0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .isManifest */ .Yh)(child) && isWanted(child)).map(({ digest }) => read(digest)));
    };
    await Promise.all(start.map((each) => (typeof each === 'string' ? read(each) : note(each))));
}


}),

69338:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  W: () => (countStep),
  n: () => (countOnce)
});
function countOnce(uploads) {
    const groups = Map.groupBy(uploads, ({ push }) => push.content);
    return new Map([...groups].flatMap(([content, group]) => sharesAt(content, group)));
}
function countStep(blob, step, { own }) {
    return { blob, step: step && !own.has(blob.digest) ? { do: 'keep' } : step };
}
function sharesAt({ meter, remote }, uploads) {
    const counted = new Set();
    const isNew = ({ digest }) => counted.size < counted.add(digest).size;
    const owns = uploads.map(({ image }) => new Set(image.blobs.filter(isNew).map(({ digest }) => digest)));
    const sent = owns.map((own) => [...own].reduce((sum, digest) => sum + meter.sentOf(digest), 0));
    const rest = meter.sent - sent.reduce((sum, bytes) => sum + bytes, 0);
    return uploads.map((upload, index) => {
        const isFirst = index === 0;
        const share = { sent: (sent[index] ?? 0) + (isFirst ? rest : 0), retries: isFirst ? remote.retries : 0 };
        return [upload, { own: owns[index], ...share }];
    });
}


}),

10751:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  N: () => (untilDecided)
});
var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58500);
var _plan_gate_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56247);


async function untilDecided(works, required, timeout) {
    const progress = new Progress(works);
    const decided = Promise.withResolvers();
    const end = (work, isDone) => {
        progress.end(work, isDone);
        if (progress.isDecided(required))
            decided.resolve();
    };
    const all = works.map((work) => work.done.then(() => end(work, true), () => end(work, false)));
    const over = new AbortController();
    const late = decided.promise.then(() => (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(timeout, undefined, { signal: over.signal }));
    await Promise.race([Promise.all(all), late]);
    over.abort();
    late.catch(() => undefined);
    return works.filter((work) => progress.stateOf(work.push.content) === 'under way');
}
class Progress {
    #images;
    #pending = new Map();
    #failed = new Set();
    constructor(works) {
        this.#images = [...Map.groupBy(works, ({ source }) => source).values()];
        for (const [content, group] of Map.groupBy(works, ({ push }) => push.content)) {
            this.#pending.set(content, new Set(group));
        }
    }
    end(work, isDone) {
        const { content } = work.push;
        this.#pending.get(content)?.delete(work);
        if (!isDone)
            this.#failed.add(content);
    }
    stateOf(content) {
        if (this.#pending.get(content)?.size)
            return 'under way';
        return content.failure || this.#failed.has(content) ? 'failed' : 'ready';
    }
    isDecided(required) {
        return this.#images.every((works) => {
            const targets = works.map(({ push }) => ({ target: push.name, state: this.stateOf(push.content) }));
            return (0,_plan_gate_js__WEBPACK_IMPORTED_MODULE_1__/* .isDecided */ .d$)(targets, required);
        });
    }
}


}),

38269:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  t: () => (withReferrers)
});
var _plan_step_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(81366);
var _release_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(48412);


function withReferrers(all) {
    const attached = Map.groupBy(all.filter(([upload]) => upload.source.attachedTo), ([upload]) => upload.push.content);
    return all
        .filter(([upload]) => !upload.source.attachedTo)
        .map(([upload, outcome]) => {
        const own = attached.get(upload.push.content)?.filter(([other]) => (0,_release_js__WEBPACK_IMPORTED_MODULE_0__/* .imageOf */ .dT)(other) === upload.source) ?? [];
        return own.length === 0
            ? outcome
            : merged(outcome, own.map(([, each]) => each));
    });
}
function merged(outcome, referrers) {
    const all = [outcome, ...referrers];
    const isUnconfirmed = outcome.status === 'published' && all.some(({ status }) => status === 'unconfirmed');
    return {
        ...outcome,
        ...(isUnconfirmed && { status: 'unconfirmed' }),
        tags: [...outcome.tags, ...referrers.flatMap(({ tags }) => tags.filter(needsAttention))],
        referrers: referrers.filter(({ status }) => status === outcome.status).length,
        traffic: all.map(({ traffic }) => traffic).reduce(_plan_step_js__WEBPACK_IMPORTED_MODULE_1__/* .addTraffic */ .b),
        sent: all.reduce((sum, { sent }) => sum + sent, 0),
        retries: all.reduce((sum, { retries }) => sum + retries, 0),
    };
}
function needsAttention({ status }) {
    return !['published', 'unchanged', 'withheld', 'restored'].includes(status);
}


}),

40909:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  RK: () => (outcomesOf),
  cz: () => (detailsOf),
  t_: () => (outcomeWithout)
});
var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(46937);
var _plan_step_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(81366);
var _registry_errors_registry_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(30648);
var _count_once_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(69338);
var _referrers_with_referrers_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(38269);





function outcomesOf(all) {
    const shares = (0,_count_once_js__WEBPACK_IMPORTED_MODULE_3__/* .countOnce */ .n)(all.map(({ upload }) => upload));
    return (0,_referrers_with_referrers_js__WEBPACK_IMPORTED_MODULE_2__/* .withReferrers */ .t)(all.map((updates) => [updates.upload, outcomeOf(updates, shares.get(updates.upload))]));
}
function outcomeOf(updates, share) {
    const { push, upload, outcomes: tags, isOvertaken } = updates;
    const steps = upload.image.blobs.map((blob) => (0,_count_once_js__WEBPACK_IMPORTED_MODULE_3__/* .countStep */ .W)(blob, push.content.stepOf(blob.digest), share));
    const error = push.failure ?? (isOvertaken ? overtaken(push) : undefined);
    return {
        ...outcomeWithout(push, tags),
        status: statusOf(updates),
        traffic: (0,_plan_step_js__WEBPACK_IMPORTED_MODULE_4__/* .totalTraffic */ .K)(steps),
        sent: share.sent,
        retries: share.retries,
        ...detailsOf(upload),
        ...(error && { error }),
    };
}
function detailsOf({ image, repaired, isEquivalent }) {
    const platforms = image.manifests
        .flatMap(({ children }) => children)
        .filter(({ platform }) => platform?.os !== 'unknown');
    return {
        root: image.root,
        platforms: platforms.flatMap(({ platform, digest }) => platform ? [{ platform: (0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .formatPlatform */ .Bq)(platform), digest }] : []),
        ...(repaired > 0 && { repaired }),
        ...(isEquivalent && { isEquivalent }),
    };
}
function outcomeWithout(push, tags) {
    return {
        target: push.target,
        status: push.failure ? 'failed' : 'withheld',
        tags,
        traffic: (0,_plan_step_js__WEBPACK_IMPORTED_MODULE_4__/* .totalTraffic */ .K)([]),
        sent: push.content.meter.sent,
        retries: push.content.remote.retries,
        seconds: push.content.meter.seconds,
        ...(push.failure && { error: push.failure }),
    };
}
function statusOf({ push, outcomes: tags, isPutBack, isComplete }) {
    if (push.failure || tags.some(({ status }) => status === 'stuck'))
        return 'failed';
    if (tags.some(({ status }) => status === 'unconfirmed'))
        return 'unconfirmed';
    const good = ['published', 'unchanged', 'skipped', ...(isPutBack ? [] : ['overtaken'])];
    const isPublished = tags.length > 0 ? tags.every(({ status }) => good.includes(status)) : isComplete && !isPutBack;
    return isPublished ? 'published' : 'withheld';
}
function overtaken({ name }) {
    const reason = 'another job moved its tags before the image was complete; run this again if this image is the newer one';
    return new _registry_errors_registry_error_js__WEBPACK_IMPORTED_MODULE_1__/* .RegistryError */ .g({ where: name, operation: 'writing tags', reason });
}


}),

57383:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  l: () => (warmUp)
});

var at_most = __webpack_require__(64964);
var input_error = __webpack_require__(53587);
var distribution_reference = __webpack_require__(28732);
var tag_move = __webpack_require__(98726);
var registry_error = __webpack_require__(30648);
var equivalent = __webpack_require__(58767);
var explore = __webpack_require__(524);
;// CONCATENATED MODULE: ./build/push/origins.js

function noteOrigins(push, { image, origin }) {
    if (!origin)
        return;
    const { presence, mountIndex, repository, verifiesContent } = push;
    const isHere = (digest) => {
        const from = origin(digest, repository);
        return from !== undefined && (0,distribution_reference/* sameRepository */.RB)(from, repository);
    };
    presence.add(image.manifests.map(({ descriptor }) => descriptor.digest).filter(isHere));
    for (const { digest } of image.blobs) {
        const from = origin(digest, repository);
        if (isHere(digest))
            presence.add(verifiesContent ? [] : [digest]);
        else if (from?.registry === repository.registry)
            mountIndex.addOrigin(digest, from.name);
    }
}

;// CONCATENATED MODULE: ./build/push/warm-up.js








function warmUp(push, options) {
    const { promise: explored, resolve } = Promise.withResolvers();
    const all = warm(push, options, resolve)
        .catch((error) => push.fail(error))
        .finally(resolve);
    push.content.preparation.warmUp(all, explored);
    return all;
}
async function warm(push, options, explored) {
    const { beforeBuild, rules, creates = false, source, isOneOfMany = false } = options;
    const { content } = push;
    if (rules.existing === 'overwrite' && rules.immutable.length === 0)
        push.tags.takeDenialAsMissing();
    const proof = beforeBuild ? provePush(content, creates) : undefined;
    const reading = readTags(push);
    const finding = source && findRoot(push, source, isOneOfMany ? reading : undefined);
    const [manifest, known] = await Promise.all([reading, finding, proof]);
    const image = known?.image;
    content.presence.add(push.tags.digests);
    const root = known && (await rootOf(push, known));
    checkTags(push, rules, root);
    if (root && content.presence.knows(root))
        return;
    if (!beforeBuild)
        await createIfMissing(content, creates);
    await learn(push, { ...options, ...(image && { bases: basesOf(image) }) }, manifest, explored);
}
async function learn(push, { beforeBuild, bases = [] }, manifest, explored) {
    const others = beforeBuild && !(0,distribution_reference/* isPullCounted */.GY)(push.content.repository) ? push.tags.digests : [];
    const learned = findExisting(push.content, [...(manifest ? [manifest] : []), ...others], bases, explored);
    await (0,at_most/* atMost */.T)(learned.then(() => (beforeBuild ? push.content.prepareMounts() : undefined)));
}
async function provePush({ remote, spares, preparation }, creates) {
    const open = async () => spares.keepFree(await remote.blobs.openSession('permission to push'));
    const prove = async () => await open().catch(async (error) => {
        if (!remote.mayCreate || !(error instanceof registry_error/* RegistryError */.g && error.has('NAME_UNKNOWN')))
            throw error;
        if (!creates)
            return;
        await remote.create();
        await open();
    });
    await preparation.prove(prove);
}
async function createIfMissing(content, creates) {
    if (content.remote.mayCreate)
        await provePush(content, creates);
}
async function readTags(push) {
    if ((0,distribution_reference/* isPullCounted */.GY)(push.content.repository))
        return await push.tags.read().then(() => undefined);
    const manifest = await push.tags.readWithManifest();
    if (manifest)
        push.content.manifests.add(manifest);
    return manifest;
}
async function rootOf(push, { image, origin }) {
    return ((origin ? undefined : await (0,equivalent/* findEquivalent */.M)(push, image)) ?? image).root.digest;
}
async function findRoot({ content, tags }, source, first) {
    const known = await source;
    await first;
    content.presence.add(tags.digests);
    noteOrigins(content, known);
    const { digest } = known.image.root;
    if (!content.presence.knows(digest) && (await hasRoot(content, known)))
        content.presence.add([digest]);
    return known;
}
async function hasRoot({ manifests }, { image, attachedTo }) {
    const { digest } = image.root;
    const subject = attachedTo && image.manifests.at(-1)?.subject;
    const listed = subject && (await manifests.referrers(subject.digest).catch(() => undefined));
    return listed ? listed.some((each) => each.digest === digest) : await manifests.has(digest);
}
function basesOf({ manifests }) {
    return (0,distribution_reference/* parseReferences */.IO)(new Set(manifests.flatMap(({ base }) => base ?? [])));
}
function checkTags({ target, tags, name }, rules, root) {
    const found = target.tags.map((tag) => ({ tag, digest: tags.digestOf(tag) }));
    const refusal = root &&
        (0,tag_move/* refusalOf */.Of)(name, found.map(({ tag, digest }) => (0,tag_move/* planTagMove */.V5)(tag, digest, root, rules)));
    if (refusal)
        throw refusal;
    const existing = found.find(({ tag, digest }) => digest && !(0,tag_move/* isImmutable */.t3)(tag, rules));
    if (existing && !root && rules.existing === 'fail') {
        throw new input_error/* InputError */.dz('existing-tags', `${name}:${existing.tag} already exists; nothing was published`);
    }
}
async function findExisting({ manifests, remote, presence, mountIndex, verifiesContent }, start, bases, explored) {
    const surveys = bases.map((reference) => mountIndex.survey(reference));
    await (0,explore/* explore */.y)(remote.manifests, start, (digests, manifest) => {
        manifests.add(manifest);
        presence.add(verifiesContent ? [manifest.descriptor.digest] : digests);
        const { base } = manifest;
        const reference = base === undefined ? undefined : (0,distribution_reference/* parseReference */.F2)(base);
        if (reference)
            surveys.push(mountIndex.survey(reference));
    });
    explored();
    await Promise.all(surveys);
}


}),

34897:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  Q: () => (publishEverywhere)
});

var or_aborted = __webpack_require__(62024);
var missing_blobs = __webpack_require__(96071);
var outcome_text = __webpack_require__(27060);
var registry_error = __webpack_require__(30648);
var concurrency_limit = __webpack_require__(88862);
var content_error = __webpack_require__(19964);
var descriptor = __webpack_require__(46937);
var digest = __webpack_require__(1564);
;// CONCATENATED MODULE: ./build/registry/errors/lacking.js


function lacksContent(error) {
    return error instanceof registry_error/* RegistryError */.g && error.lacksContent;
}
function namedBy({ failure }) {
    const said = JSON.stringify(failure.problems?.map(({ detail, message }) => [detail, message])) ?? '';
    return [...said.matchAll(/sha(?:256|512):[0-9a-f]+/g)].map(([digest]) => digest).filter(digest/* isDigest */.Bc);
}

var equivalent = __webpack_require__(58767);
;// CONCATENATED MODULE: ./build/push/content/content-upload.js






const missingContentAttempts = 4;
const blobsAtOnce = 256;
const patientAttempts = 2;
class ContentUpload {
    push;
    source;
    #content;
    #gone = new Set();
    #image;
    #manifests;
    #wasThere;
    #built;
    #mayKeep;
    #turns = new concurrency_limit/* ConcurrencyLimit */.D(blobsAtOnce);
    constructor(push, source, mayKeep) {
        const { image } = source;
        this.#mayKeep = mayKeep;
        this.push = push;
        this.source = source;
        this.#content = push.content;
        this.#image = image;
        this.#manifests = byDigest(image);
        this.#built = image.root.digest;
    }
    get image() {
        return this.#image;
    }
    get isEquivalent() {
        return this.#image.root.digest !== this.#built;
    }
    get repaired() {
        if (!this.#wasThere)
            return 0;
        return this.#gone.size + this.#image.blobs.filter(({ digest }) => this.#isBroken(digest)).length;
    }
    get wasThere() {
        return this.#wasThere ?? false;
    }
    get root() {
        return this.#manifests.get(this.image.root.digest);
    }
    async complete() {
        await this.uploadContent();
        await this.#bring(this.root);
    }
    async uploadContent() {
        await this.survey();
        await this.#bringContentOf(this.root);
    }
    async survey() {
        const { presence } = this.#content;
        if (this.#wasThere === undefined)
            await this.#findEquivalent();
        this.#wasThere ??= presence.knows(this.image.root.digest);
        for (const manifest of this.image.manifests.toReversed())
            this.#assumeBelow(manifest);
        if (this.#wasThere)
            await this.#lookForChildren();
    }
    async putRoot(tag, retryState, condition) {
        return await this.#write(this.root, () => this.#content.remote.manifests.putOnce(this.root, tag, condition), retryState);
    }
    async putRootWith(tags) {
        const taken = await this.#write(this.root, (retryState) => this.#content.remote.manifests.putTags(this.root, tags, retryState));
        this.#content.presence.add([this.image.root.digest]);
        return taken;
    }
    #isBroken(digest) {
        return this.#content.hasBrought(digest) || this.#content.presence.isMissing(digest);
    }
    async #findEquivalent() {
        const image = this.source.origin ? undefined : await (0,equivalent/* findEquivalent */.M)(this.push, this.#image, this.#mayKeep);
        if (!image)
            return;
        this.#image = image;
        this.#manifests = byDigest(image);
    }
    #assumeBelow({ descriptor, blobs }) {
        const { presence, verifiesContent } = this.#content;
        if (!verifiesContent && presence.knows(descriptor.digest))
            presence.add(blobs.map(({ digest }) => digest));
    }
    async #lookForChildren() {
        const { manifests, presence } = this.#content;
        const look = async (child) => {
            const { digest } = child.descriptor;
            if (presence.knows(digest))
                return;
            if (await manifests.has(digest))
                presence.add([digest]);
            else
                this.#miss(child);
            this.#assumeBelow(child);
        };
        await Promise.all(this.image.manifests.filter((manifest) => manifest !== this.root).map(look));
    }
    #miss({ descriptor, blobs }) {
        const { presence } = this.#content;
        this.#gone.add(descriptor.digest);
        for (const { digest } of blobs)
            if (!presence.knows(digest))
                presence.doubt(digest);
    }
    async #bringContentOf({ blobs, children }) {
        await (0,missing_blobs/* settleAll */.j)([
            ...blobs.filter(descriptor/* isDistributable */.bq).map((blob) => this.#ensure(blob)),
            ...children.map((child) => {
                const known = this.#manifests.get(child.digest);
                return known ? this.#bring(known) : this.#ensure(child);
            }),
        ]);
    }
    async #ensure(blob) {
        const content = this.#content;
        const ensured = this.#turns.run(() => content.ensure(blob, this.source.blob(blob.digest)));
        await ensured.catch((error) => {
            const isFinal = error instanceof missing_blobs/* MissingBlobs */.z && !this.source.resend;
            const failure = isFinal
                ? new content_error/* ContentError */.y(`${content.name} does not have ${blob.digest}, ${this.source.absence}`)
                : error;
            if (!(failure instanceof missing_blobs/* MissingBlobs */.z))
                content.fail(failure);
            throw failure;
        });
    }
    async #bring(manifest) {
        const { presence, verifiesContent, remote, manifests } = this.#content;
        const { digest } = manifest.descriptor;
        if (presence.knows(digest))
            return verifiesContent ? await this.#bringContentOf(manifest) : undefined;
        await manifests.write(digest, async () => {
            await this.#write(manifest, (retryState) => remote.manifests.put(manifest, digest, retryState));
            presence.add([digest]);
        });
    }
    async #write(manifest, put, retryState = this.#content.remote.manifests.retryState()) {
        for (let attempt = 1;; attempt++) {
            await this.#bringContentOf(manifest);
            try {
                return await put(retryState);
            }
            catch (error) {
                if (!lacksContent(error) || attempt === missingContentAttempts)
                    throw error;
                retryState.spend(error);
                await this.#content.pause(attempt);
                this.#unsettle(manifest, namedBy(error), attempt > patientAttempts);
            }
        }
    }
    #unsettle({ blobs, children }, named, isLiar) {
        const own = [...blobs, ...children].map(({ digest }) => digest);
        const suspects = own.filter((digest) => named.includes(digest));
        for (const digest of suspects.length > 0 ? suspects : own) {
            if (isLiar && (suspects.length > 0 || !this.#content.hasBrought(digest)))
                this.#content.distrust(digest);
            else
                this.#content.doubt(digest);
        }
    }
}
function byDigest({ manifests }) {
    return new Map(manifests.map((manifest) => [manifest.descriptor.digest, manifest]));
}

var referrer_index = __webpack_require__(52359);
var referrer_tags = __webpack_require__(3782);
var edit_tag = __webpack_require__(36037);
;// CONCATENATED MODULE: ./build/push/referrers/list-referrers.js




async function listReferrersAt(content, uploads) {
    const manifests = uploads.map(({ root }) => root).filter(({ subject }) => subject);
    const unique = new Map(manifests.map((manifest) => [manifest.descriptor.digest, manifest]));
    const groups = Map.groupBy(unique.values(), ({ subject }) => subject?.digest);
    await Promise.all([...groups].map(([subject, referrers]) => list(content, subject, referrers)));
}
async function list(content, subject, referrers) {
    if (await isListedByRegistry(content, subject))
        return;
    const change = new Addition(referrers);
    await (0,edit_tag/* editTag */.d)(content, {
        tag: (0,referrer_tags/* referrersTag */.LN)(subject),
        operation: 'adding to the list of referrers',
        change: (existing) => change.to(existing),
        adapt: (error) => change.drop(error),
    });
}
async function isListedByRegistry({ remote, manifests }, subject) {
    if (remote.takesSubject === undefined)
        return (await manifests.referrers(subject)) !== undefined;
    return remote.takesSubject && (await remote.listsReferrers(subject));
}
class Addition {
    #referrers;
    #gone = new Set();
    constructor(referrers) {
        this.#referrers = referrers;
    }
    to(existing) {
        const index = (0,referrer_index/* addReferrers */.I)(existing, this.#referrers);
        return this.#gone.size === 0 || index === existing ? index : (0,referrer_index/* removeReferrers */.F)(index, [...this.#gone]);
    }
    drop(error) {
        const own = this.#referrers.map(({ descriptor }) => descriptor.digest);
        const gone = (lacksContent(error) ? namedBy(error) : []).filter((digest) => !own.includes(digest) && !this.#gone.has(digest));
        for (const digest of gone)
            this.#gone.add(digest);
        return gone.length > 0;
    }
}

;// CONCATENATED MODULE: ./build/push/referrers/subjects-first.js
class SubjectsFirst {
    #works = new Map();
    run({ push, image }, work) {
        const { content } = push;
        const here = this.#works.get(content) ?? new Map();
        this.#works.set(content, here);
        const subjects = image.manifests.map(({ subject }) => subject && here.get(subject.digest));
        const done = work(Promise.allSettled(subjects));
        for (const { descriptor } of image.manifests)
            if (!here.has(descriptor.digest))
                here.set(descriptor.digest, done);
        return done;
    }
}

var release = __webpack_require__(48412);
var until_decided = __webpack_require__(10751);
;// CONCATENATED MODULE: ./build/push/phases/content-phase.js





async function completeAll(uploads, required, timeout, isChecked = false) {
    const withRoot = isChecked || uploads.length > 1 || uploads.some(({ root }) => root.subject);
    const order = new SubjectsFirst();
    const all = uploads.map((upload) => pending(upload, order.run(upload, (subjects) => complete(upload, withRoot, subjects))));
    const late = await (0,until_decided/* untilDecided */.N)(all, required, timeout);
    await (0,missing_blobs/* settleAll */.j)(all.filter((each) => !late.includes(each)).map(({ done }) => done));
    return late;
}
async function settleTargets(uploads, findable, required, timeout) {
    const groups = Map.groupBy(uploads.filter((upload) => !findable.includes(upload)), ({ push }) => push.content);
    const lists = new Map([...groups].map(([content, group]) => [content, makeFindable(content, group)]));
    const all = uploads.map((upload) => pending(upload, settle(upload, lists.get(upload.push.content))));
    return await (0,until_decided/* untilDecided */.N)(all, required, timeout);
}
async function makeFindable(content, uploads) {
    if (!content.failure)
        await listReferrersAt(content, uploads).catch((error) => content.fail(error));
}
function completeAfter(upload, others) {
    return pending(upload, others.then(() => complete(upload, true, Promise.resolve())));
}
function pending(upload, done) {
    return { upload, push: upload.push, source: (0,release/* imageOf */.dT)(upload), done };
}
async function complete(upload, withRoot, subjects) {
    const { push } = upload;
    try {
        await push.content.preparation.warmedUp;
        if (push.failure)
            return;
        await (0,missing_blobs/* settleAll */.j)([uploadContent(upload, withRoot, subjects), push.tags.refresh()]);
    }
    catch (error) {
        if (error instanceof missing_blobs/* MissingBlobs */.z)
            throw error;
        push.fail(error);
    }
}
async function uploadContent(upload, withRoot, subjects) {
    using _ = upload.push.content.meter.time();
    await upload.uploadContent();
    if (!withRoot)
        return;
    await subjects;
    if (!upload.push.failure)
        await upload.complete();
}
async function settle({ push }, listed) {
    if (!push.failure)
        await Promise.all([push.tags.refresh(), listed]).catch((error) => push.fail(error));
}

;// CONCATENATED MODULE: ./build/push/phases/check-phase.js


async function runChecks(checks, uploads, late, options) {
    const alive = uploads.filter(({ push }) => !push.failure);
    const [slow, ready] = [alive.filter((each) => isAmong(each, late)), alive.filter((each) => !isAmong(each, late))];
    try {
        const attached = (await checks.approve(ready, slow)).flatMap(({ source, pushes }) => pushes.map((push) => new ContentUpload(push, source)));
        const more = await bring(attached, uploads, late, options);
        const there = attached.filter((upload) => !isAmong(upload, [...late, ...more]));
        const repositories = Map.groupBy(there, ({ push }) => push.content);
        await Promise.all([...repositories].map(([content, group]) => makeFindable(content, group)));
        await checks.confirm(there.filter(({ push }) => !push.failure));
        return { attached, late: more };
    }
    catch (error) {
        return { attached: [], late: [], objection: error };
    }
}
async function bring(attached, images, late, { required, lateAfter }) {
    const later = attached
        .filter((upload) => isAmong(upload, late))
        .map((upload) => {
        const before = late.filter(({ push }) => push.content === upload.push.content);
        return completeAfter(upload, Promise.allSettled(before.map(({ done }) => done)));
    });
    const now = attached.filter((upload) => !isAmong(upload, late));
    const slow = now.length > 0 ? await completeAll(now, required, lateAfter, true) : [];
    const held = images.filter((upload) => isAmong(upload, slow)).map((upload) => pending(upload, Promise.resolve()));
    return [...later, ...slow, ...held];
}
function isAmong({ push }, late) {
    return late.some((each) => each.push.content === push.content);
}

var external_node_events_ = __webpack_require__(78474);
var promises_ = __webpack_require__(58500);
var gate = __webpack_require__(56247);
var tag_move = __webpack_require__(98726);
;// CONCATENATED MODULE: ./build/push/tags/replaced.js


function replacedError({ where, written, tags }, { rules }) {
    const found = tags.map(({ tag, digest }) => {
        const rule = (0,tag_move/* ruleOn */.YC)(tag, rules) ?? 'this target was late';
        return `'${tag}' (returns ${digest}; ${rule})`;
    });
    const reason = `the registry accepted ${written}, but now returns another image for ${found.join(', ')}; check which other job publishes there, then run this again`;
    return new registry_error/* RegistryError */.g({ where, operation: 'writing tags', reason });
}

var condition = __webpack_require__(69275);
;// CONCATENATED MODULE: ./build/push/tags/confirm.js

const defaultCatchUp = 15_000;
async function confirmTag(written, upload, { catchUp = defaultCatchUp, cancelled }) {
    const { push } = upload;
    const isBlind = written.isTold && push.tags.isDenied(written.tag);
    const began = push.content.elapsed();
    for (let times = 1;; times++) {
        const { status, shown } = await sight(written, upload).catch((error) => ({
            status: statusAfter(error, isBlind),
            shown: undefined,
        }));
        if (status !== 'behind')
            return { status, shown };
        const left = catchUp - (push.content.elapsed() - began);
        const isOver = left <= 0 || (await push.content.pause(times, left, cancelled).catch(() => true));
        if (isOver)
            return { status: 'unconfirmed', shown };
    }
}
async function sight({ tag, before }, { push, image }) {
    const { manifests } = push.content.remote;
    const isOld = (digest) => digest === undefined || digest === before;
    let shown = await manifests.head(tag);
    if (!isOld(shown) && shown !== image.root.digest)
        shown = (await manifests.lookClosely(tag))?.digest;
    if (shown === image.root.digest)
        return { status: 'published', shown };
    return { status: isOld(shown) ? 'behind' : 'overtaken', shown };
}
function statusAfter(error, isBlind) {
    if (!(error instanceof registry_error/* RegistryError */.g))
        return 'unconfirmed';
    if (isBlind && error.status === 403)
        return 'published';
    return error.transient ? 'behind' : 'unconfirmed';
}

;// CONCATENATED MODULE: ./build/push/tags/put-back.js

async function rollBackTag(tag, before, { push, image }) {
    const ours = image.root.digest;
    const { afterwards } = push.content.remote;
    const way = await planRollback(tag, before, push);
    const retryState = afterwards.retryState();
    let isConditional = true;
    for (let tries = 0;; tries++) {
        const seen = await afterwards.lookClosely(tag);
        if (seen?.digest !== ours)
            return { ...found(seen?.digest), ...(tries > 0 && isAt(way, seen) && { isBack: true }) };
        try {
            const isBack = await way.go(isConditional ? (0,condition/* conditionOf */.rI)(seen) : undefined);
            return { ...found(isBack ? way.goal : ours), isBack };
        }
        catch (error) {
            isConditional = await staysConditional(isConditional, error, () => afterwards.recover(error, retryState));
        }
    }
}
async function planRollback(tag, goal, { tags, content }) {
    const manifests = content.remote.afterwards;
    const former = goal && (await manifests.get(goal));
    if (former)
        return { goal, go: async (condition) => manifests.putOnce(former, tag, condition).then(() => true) };
    const isNew = goal === undefined && !tags.isDenied(tag);
    return { goal, go: async () => isNew && (await manifests.removeOnce(tag)) };
}
async function staysConditional(isConditional, error, recover) {
    if (isConditional && (0,condition/* isConditionRefused */.Cr)(error))
        return false;
    await recover();
    return isConditional;
}
function isAt({ goal }, seen) {
    return seen?.digest === goal;
}
function found(digest) {
    return digest === undefined ? {} : { found: digest };
}

;// CONCATENATED MODULE: ./build/push/tags/tag-update.js





const justNow = 1_000;
const conflictLimit = 3;
const settled = {
    write: 'withheld',
    withhold: 'withheld',
    unchanged: 'unchanged',
    skip: 'skipped',
    refuse: 'failed',
};
class TagUpdate {
    tag;
    #upload;
    #terms;
    #move;
    #before;
    #status;
    #shown;
    #lookedAt = Number.NEGATIVE_INFINITY;
    #condition;
    #isConditional = true;
    #wasTried = false;
    #conflicts = 0;
    #isTold = false;
    #isUnclear = false;
    constructor(tag, upload, terms) {
        this.tag = tag;
        this.#upload = upload;
        this.#terms = terms;
        this.#before = upload.push.tags.digestOf(tag);
        this.#move = this.#plan();
        this.#status = settled[this.#move.do];
    }
    get move() {
        return this.#move;
    }
    get isDue() {
        return this.#move.do === 'write';
    }
    get isWritten() {
        return this.#status === 'unconfirmed' || this.#status === 'published';
    }
    get isRuled() {
        const { rules, isLate = false } = this.#terms;
        return isLate || (0,tag_move/* ruleOn */.YC)(this.tag, rules) !== undefined;
    }
    get outcome() {
        const { tags } = this.#upload.push;
        const before = this.#before;
        const hidden = tags.isDenied(this.tag);
        const digest = this.#shown ?? (this.isDue ? undefined : before);
        const status = this.#status === 'failed' && this.#isUnclear ? 'stuck' : this.#status;
        return { tag: this.tag, status, ...(digest && { digest }), ...(before && { before }), ...(hidden && { hidden }) };
    }
    withhold() {
        this.#move = { tag: this.tag, do: 'withhold' };
    }
    async look() {
        const { push, image } = this.#upload;
        this.#lookedAt = push.content.elapsed();
        this.#isUnclear = this.#wasTried;
        const seen = await push.tags.look(this.tag);
        this.#isUnclear = false;
        this.#condition = this.#isConditional ? (0,condition/* conditionOf */.rI)(seen) : undefined;
        if (this.#wasTried && seen?.digest === image.root.digest)
            return this.#found();
        this.#before = seen?.digest;
        this.#move = this.#plan();
        if (this.isDue)
            return;
        this.#status = settled[this.#move.do];
        const refusal = (0,tag_move/* refusalOf */.Of)(push.name, [this.#move]);
        if (refusal)
            throw refusal;
    }
    async write(looks) {
        const retryState = this.#upload.push.content.remote.manifests.retryState();
        while (await this.#isToBeWritten(looks)) {
            this.begin();
            this.#wasTried = true;
            try {
                this.took(await this.#upload.putRoot(this.tag, retryState, this.#condition));
            }
            catch (error) {
                await this.#getOver(error, retryState);
            }
        }
    }
    begin() {
        this.#status = 'failed';
    }
    breakOff() {
        this.#isUnclear = true;
    }
    took(told) {
        this.#status = 'unconfirmed';
        this.#isTold = told !== undefined;
    }
    async confirm(patient) {
        if (this.#status !== 'unconfirmed')
            return;
        const written = { tag: this.tag, before: this.#before, isTold: this.#isTold };
        const { status, shown } = await confirmTag(written, this.#upload, patient);
        this.#status = status;
        this.#shown = shown;
    }
    async putBack() {
        const was = this.#status;
        if (!this.isDue || was === 'withheld')
            return;
        if (was !== 'failed')
            this.#status = 'stuck';
        const { found, isBack } = await rollBackTag(this.tag, this.#before, this.#upload);
        this.#isUnclear = false;
        this.#shown = found;
        if (isBack !== undefined)
            this.#status = isBack ? 'restored' : 'stuck';
        else if (was === 'published')
            this.#status = 'overtaken';
        else
            this.#status = was;
    }
    get #isJustSeen() {
        return !this.#wasTried && this.#upload.push.content.elapsed() - this.#lookedAt <= justNow;
    }
    async #isToBeWritten(looks) {
        if (this.isWritten)
            return false;
        if (this.isRuled || (looks && !this.#isJustSeen))
            await this.look();
        return this.isDue && !this.isWritten;
    }
    #plan() {
        const { push, image } = this.#upload;
        const { tag } = this;
        const { rules, isLate } = this.#terms;
        const move = (0,tag_move/* planTagMove */.V5)(tag, this.#before, image.root.digest, rules);
        return isLate ? (0,tag_move/* planLateMove */.nU)(move, push.tags.firstDigestOf(tag)) : move;
    }
    #found() {
        this.#status = 'published';
        this.#shown = this.#upload.image.root.digest;
    }
    async #getOver(error, retryState) {
        if ((0,condition/* isConditionRefused */.Cr)(error) && this.#condition && this.#conflicts < conflictLimit)
            return await this.#lookAfterConflict();
        try {
            await this.#upload.push.content.remote.manifests.recover(error, retryState);
        }
        catch (final) {
            if (!(await this.#isThere(final)))
                throw final;
        }
    }
    async #lookAfterConflict() {
        const before = this.#before;
        this.#conflicts += 1;
        await this.look();
        this.#isConditional = this.#before !== before;
    }
    async #isThere(error) {
        if (refusesConcurrentWrites(error))
            return false;
        const { push, image } = this.#upload;
        this.#isUnclear = push.failure !== undefined || !(error instanceof registry_error/* RegistryError */.g) || error.isWrongAnswer;
        if (this.#isUnclear)
            return false;
        const seen = await push.content.remote.manifests.head(this.tag).catch(() => {
            this.#isUnclear = true;
        });
        if (seen === image.root.digest)
            this.#found();
        return seen === image.root.digest;
    }
}
function refusesConcurrentWrites(error) {
    return error instanceof registry_error/* RegistryError */.g && error.has('MANIFEST_INVALID');
}

;// CONCATENATED MODULE: ./build/push/tags/tag-updates.js




class TagUpdates {
    push;
    upload;
    #tags;
    #terms;
    #isPutBack = false;
    #isComplete = false;
    constructor(upload, terms) {
        this.push = upload.push;
        this.upload = upload;
        this.#terms = terms;
        this.#tags = upload.push.movable.map((tag) => new TagUpdate(tag, upload, terms));
        if (this.isOvertaken)
            for (const tag of this.#tags)
                if (tag.isDue)
                    tag.withhold();
    }
    get isOvertaken() {
        return this.#tags.some(({ move }) => move.do === 'withhold');
    }
    get outcomes() {
        return this.#tags.map(({ outcome }) => outcome);
    }
    get due() {
        return this.#tags.filter(({ isDue }) => isDue).map(({ tag }) => tag);
    }
    get isUntouched() {
        return !this.#tags.some(({ isWritten }) => isWritten);
    }
    get refusal() {
        return (0,tag_move/* refusalOf */.Of)(this.push.name, this.#tags.map(({ move }) => move));
    }
    async write(looks) {
        const failure = await this.#writeAll(looks).catch((error) => ({ error }));
        await Promise.all(this.#tags.map((tag) => tag.confirm(failure ? { ...this.#terms, catchUp: 0 } : this.#terms)));
        if (failure)
            throw failure.error;
        this.#refuseReplaced();
        if (this.isUntouched)
            await this.upload.complete();
        this.#isComplete = true;
    }
    get isComplete() {
        return this.#isComplete;
    }
    get isPutBack() {
        return this.#isPutBack;
    }
    async putBack() {
        this.#isPutBack = true;
        const failures = await each(this.#tags, (tag) => tag.putBack());
        for (const [tag, error] of failures)
            if (refusesConcurrentWrites(error))
                await tag.putBack().catch(() => undefined);
    }
    #refuseReplaced() {
        const tags = this.#tags
            .filter(({ isRuled }) => isRuled)
            .map(({ outcome }) => outcome)
            .filter(({ status }) => status === 'overtaken');
        if (tags.length === 0)
            return;
        throw replacedError({ where: this.push.name, written: this.upload.image.root.digest, tags }, this.#terms);
    }
    async #writeAll(looks) {
        const tags = await this.#writeTogether(looks);
        const failures = await each(tags, (tag) => tag.write(looks));
        for (const error of failures.values())
            if (!refusesConcurrentWrites(error))
                throw error;
        for (const tag of failures.keys())
            await tag.write(looks);
    }
    async #writeTogether(looks) {
        const { presence, remote } = this.push.content;
        const due = this.#tags.filter(({ isDue }) => isDue);
        const isRootDue = !presence.knows(this.upload.image.root.digest);
        const free = due.filter(({ isRuled }) => !isRuled);
        if (free.length < 2 || !(isRootDue || remote.manifests.takesTags))
            return due;
        if (looks)
            await Promise.all(free.map((tag) => tag.look()));
        const together = free.filter(({ isDue }) => isDue);
        const taken = await this.#putWith(together);
        for (const tag of taken)
            tag.took(this.upload.image.root.digest);
        return due.filter((tag) => tag.isDue && !taken.includes(tag));
    }
    async #putWith(tags) {
        for (const tag of tags)
            tag.begin();
        try {
            const taken = await this.upload.putRootWith(tags.map(({ tag }) => tag));
            return tags.filter(({ tag }) => taken.includes(tag));
        }
        catch (error) {
            const isOpen = this.push.failure || (error instanceof registry_error/* RegistryError */.g && error.transient);
            if (isOpen)
                for (const tag of tags)
                    tag.breakOff();
            throw error;
        }
    }
}
async function each(tags, work) {
    const failures = new Map();
    await Promise.all(tags.map((tag) => work(tag).catch((error) => failures.set(tag, error))));
    return failures;
}

;// CONCATENATED MODULE: ./build/push/tags/move-tags.js







const moment = 2_000;
async function moveTags(uploads, { required, onFailure, ...terms }) {
    const { cancelled } = terms;
    const updates = uploads.map((upload) => new TagUpdates(upload, terms));
    for (const { push, refusal } of updates)
        if (refusal)
            push.fail(refusal);
    if (!isOpen(updates, required))
        return updates;
    const live = updates.filter(({ push }) => !push.failure);
    const mayPutBack = onFailure === 'rollback' && live.flatMap(({ due }) => due).length > 1;
    const isOnly = live.length === 1 && !terms.isLate;
    const way = { looks: mayPutBack, isOnly, cancelled };
    const attached = live.filter(({ upload, due }) => upload.source.attachedTo && due.length > 0);
    await Promise.all(attached.map((updates) => write(updates, way)));
    const left = isOpen(updates, required) ? live.filter((each) => !attached.includes(each) && !each.push.failure) : [];
    await Promise.all(left.map((updates) => write(updates, way)));
    if (!mayPutBack)
        return updates;
    const everywhere = !isOpen(updates, required);
    const undone = updates.filter(({ push }) => everywhere || push.failure);
    await inTime(Promise.all(undone.map((updates) => updates.putBack())), cancelled).catch(() => undefined);
    return updates;
}
function isOpen(updates, required) {
    const images = Map.groupBy(updates, ({ upload }) => (0,release/* imageOf */.dT)(upload));
    const targets = [...images.values()].map((group) => group.map(({ push }) => ({ target: push.name, ready: !push.failure })));
    return (0,gate/* mayPublishAll */.eC)(targets, required);
}
async function write(updates, { looks, isOnly, cancelled }) {
    const { push } = updates;
    const fail = (reason) => push.fail(new registry_error/* RegistryError */.g({ where: push.name, operation: 'writing tags', reason }));
    const work = updates.write(looks);
    try {
        using _ = push.content.meter.time();
        await inTime(work, cancelled);
    }
    catch (error) {
        if (cancelled.aborted && error === cancelled.reason)
            return fail(error.message);
        if (!(error instanceof missing_blobs/* MissingBlobs */.z))
            return push.fail(error);
        if (isOnly && updates.isUntouched)
            throw error;
        fail(error.reason);
    }
    finally {
        await work.catch(() => undefined);
    }
}
async function inTime(work, cancelled) {
    const isOver = new AbortController();
    const signal = isOver.signal;
    const aborted = cancelled.aborted ? Promise.resolve() : (0,external_node_events_.once)(cancelled, 'abort', { signal });
    const late = aborted.then(() => (0,promises_.setTimeout)(moment, undefined, { signal }));
    try {
        await Promise.race([work, late.then(() => cancelled.throwIfAborted())]);
    }
    finally {
        isOver.abort();
        late.catch(() => undefined);
    }
}

var target_outcome = __webpack_require__(40909);
;// CONCATENATED MODULE: ./build/push/publish.js











const defaultLateAfter = 120_000;
const defaultLateFor = 1_800_000;
const answerWait = 5_000;
async function publish(release, options) {
    for (;;) {
        try {
            return await publishOnce(release.flatMap(({ source, pushes }) => pushes.map((push) => new ContentUpload(push, source, options.checks?.mayKeep))), options);
        }
        catch (error) {
            if (!(error instanceof missing_blobs/* MissingBlobs */.z))
                throw error;
            await resend(error, release);
        }
    }
}
async function resend(error, release) {
    const isOnly = release.length === 1;
    const asked = release.flatMap(({ source: { image, resend } }) => {
        const missing = error.digests.filter((digest) => isOnly || image.blobs.some((blob) => blob.digest === digest));
        return resend && missing.length > 0 ? [() => resend(missing)] : [];
    });
    if (asked.length === 0)
        throw error;
    await (0,missing_blobs/* settleAll */.j)(asked.map((ask) => ask()));
}
async function publishOnce(images, options) {
    void options.checks?.begin?.(images).catch(() => undefined);
    const late = await sendContent(images, options);
    const { attached, late: more, objection } = await check(images, late, options);
    if (objection)
        return withheld(images, objection, options);
    const uploads = [...images, ...attached];
    late.push(...more);
    using shielded = new DisposableStack();
    shielded.use(options.shield());
    const moved = await options.log.group('Tags', async () => {
        late.push(...(await publish_settle(without(late, uploads), attached, options)));
        return await move(without(late, uploads), options);
    });
    shielded.dispose();
    const repositories = [...Map.groupBy(late, ({ push }) => push.content).values()];
    const followed = await Promise.all(repositories.map((group) => followUp(group, moved, options)));
    const all = new Map([...moved, ...followed.flat()].map((each) => [each.upload, each]));
    return (0,target_outcome/* outcomesOf */.RK)(uploads.map((upload) => all.get(upload)));
}
async function sendContent(uploads, { required, log, checks, lateAfter = defaultLateAfter }) {
    const late = await log.group('Push', () => {
        for (const line of (0,release/* describeImages */.Sx)(uploads))
            log.info(line);
        return completeAll(uploads, required, lateAfter, checks !== undefined);
    });
    return [...late];
}
async function check(images, late, { checks, lateAfter = defaultLateAfter, ...options }) {
    const updates = without(late, images).map((upload) => new TagUpdates(upload, options));
    if (!checks || !isOpen(updates, options.required))
        return { attached: [], late: [] };
    const checked = await options.log.group('Checks', () => runChecks(checks, images, late, { required: options.required, lateAfter: Math.min(answerWait, lateAfter) }));
    options.cancelled.throwIfAborted();
    return checked;
}
function withheld(images, objection, terms) {
    const outcomes = (0,target_outcome/* outcomesOf */.RK)(images.map((upload) => new TagUpdates(upload, terms)));
    return outcomes.map((outcome) => outcome.status === 'failed' ? outcome : { ...outcome, status: 'withheld', objection });
}
async function publish_settle(uploads, findable, { required, lateAfter = defaultLateAfter, cancelled }) {
    const late = [];
    const looks = settleTargets(uploads, findable, required, Math.min(answerWait, lateAfter));
    await inTime(looks.then((more) => late.push(...more)), cancelled);
    cancelled.throwIfAborted();
    return late;
}
async function move(uploads, options) {
    const moved = await moveTags(uploads, options);
    tell(moved, options);
    return moved;
}
async function followUp(works, others, options) {
    const late = { ...options, required: 'all', isLate: true };
    const uploads = works.map(({ upload }) => upload);
    if (!isOpen(others, options.required))
        return uploads.map((upload) => new TagUpdates(upload, late));
    for (const { push } of works.slice(0, 1)) {
        options.log.info(`${push.name} is not complete yet. It is not required, so the tags of the other targets did not wait for it`);
    }
    using over = endAfter(options.lateFor ?? defaultLateFor);
    await Promise.all(works.map((work) => finish(work, over.signal)));
    for (const { push } of works.slice(0, 1)) {
        await makeFindable(push.content, uploads);
        const attached = uploads.filter(({ source }) => source.attachedTo);
        if (!push.failure)
            await options.checks?.confirm(attached).catch((error) => push.fail(error));
    }
    using _ = options.shield();
    const cancelled = AbortSignal.any([options.cancelled, over.signal]);
    const updates = await moveTags(uploads, { ...late, cancelled });
    tell(updates, options);
    return updates;
}
async function finish({ push, done }, signal) {
    await (0,or_aborted/* orAborted */.H)(done, signal).catch((error) => push.fail(failureOf(push, error)));
    if (!push.failure)
        await (0,or_aborted/* orAborted */.H)(push.tags.read(), signal).catch((error) => push.fail(failureOf(push, error)));
}
class TooLate extends Error {
    constructor(milliseconds) {
        super(`it was not complete ${milliseconds / 60_000} minutes after the other targets`);
    }
}
function endAfter(milliseconds) {
    const over = new AbortController();
    const timer = setTimeout(() => over.abort(new TooLate(milliseconds)), milliseconds);
    return { signal: over.signal, [Symbol.dispose]: () => clearTimeout(timer) };
}
function failureOf({ name }, error) {
    if (error instanceof TooLate)
        return new registry_error/* RegistryError */.g({ where: name, operation: 'push', reason: error.message });
    if (!(error instanceof missing_blobs/* MissingBlobs */.z))
        return error;
    return new registry_error/* RegistryError */.g({ where: name, operation: 'push', reason: error.reason });
}
function tell(updates, { log }) {
    for (const line of (0,outcome_text/* describeTags */.FE)((0,target_outcome/* outcomesOf */.RK)(updates)))
        log.info(line);
}
function without(late, uploads) {
    return uploads.filter((upload) => !late.some((each) => each.upload === upload));
}

var step = __webpack_require__(81366);
var count_once = __webpack_require__(69338);
var with_referrers = __webpack_require__(38269);
;// CONCATENATED MODULE: ./build/push/rehearse.js







const questionsAtOnce = 256;
const statuses = { write: 'published', unchanged: 'unchanged', skip: 'skipped', refuse: 'failed' };
async function rehearse(release, rules) {
    const uploads = release.flatMap(({ source, pushes }) => pushes.map((push) => new ContentUpload(push, source)));
    const steps = await Promise.all(uploads.map(findSteps));
    const shares = (0,count_once/* countOnce */.n)(uploads);
    return (0,with_referrers/* withReferrers */.t)(uploads.map((upload, index) => [upload, outcomeOf(upload, shares.get(upload), steps[index] ?? [], rules)]));
}
function outcomeOf(upload, share, steps, rules) {
    const { push, image } = upload;
    const moves = push.target.tags.map((tag) => (0,tag_move/* planTagMove */.V5)(tag, push.tags.digestOf(tag), image.root.digest, rules));
    const error = push.failure ?? (0,tag_move/* refusalOf */.Of)(push.name, moves);
    return {
        target: push.target,
        status: error ? 'failed' : 'planned',
        tags: moves.map((move) => {
            const before = push.tags.digestOf(move.tag);
            return { tag: move.tag, status: push.failure ? 'withheld' : statuses[move.do], ...(before && { before }) };
        }),
        traffic: (0,step/* totalTraffic */.K)(steps.map(({ blob, step }) => (0,count_once/* countStep */.W)(blob, step, share))),
        sent: 0,
        retries: share.retries,
        seconds: push.content.meter.seconds,
        ...(0,target_outcome/* detailsOf */.cz)(upload),
        ...(error && { error }),
    };
}
async function findSteps(upload) {
    try {
        return await stepsFor(upload);
    }
    catch (error) {
        upload.push.fail(error);
        return [];
    }
}
async function stepsFor(upload) {
    const { push } = upload;
    await push.content.preparation.warmedUp;
    if (push.failure)
        return [];
    await upload.survey();
    const { presence, mountIndex } = push.content;
    const turns = new concurrency_limit/* ConcurrencyLimit */.D(questionsAtOnce);
    return await Promise.all(upload.image.blobs.map(async (blob) => {
        const isThere = await turns.run(() => presence.look(blob.digest, blob.size));
        const holder = mountIndex.hasOrigin(blob.digest) ? mountIndex.holderOf(blob.digest) : undefined;
        const other = holder === undefined ? { do: 'upload' } : { do: 'mount', from: holder };
        return { blob, step: isThere ? { do: 'keep' } : other };
    }));
}

var check_unpublished = __webpack_require__(33290);
var compose_checks = __webpack_require__(75112);
;// CONCATENATED MODULE: ./build/steps/publish/publish-everywhere.js




async function publishEverywhere(release, job, mode, { rules }) {
    const { inputs, stop, checks, environment } = job;
    const { log, signal: cancelled } = environment;
    const terms = { ...inputs, rules, cancelled, log, shield: () => stop.shield() };
    const outcomes = mode === 'publish'
        ? await publish(release, { ...terms, checks: (0,compose_checks/* composeChecks */.Y)(checks) })
        : await withUnpublishedChecks(release, await rehearse(release, rules), job);
    const { withComparisons } = await __webpack_require__.e(/* import() */ 9002).then(__webpack_require__.bind(__webpack_require__, 9002));
    return await withComparisons(release, outcomes, log.redact);
}
async function withUnpublishedChecks(release, outcomes, job) {
    const images = release.map(({ source }) => source).filter(({ attachedTo }) => !attachedTo);
    try {
        await (0,check_unpublished/* checkUnpublished */.yf)(images, job);
        return outcomes;
    }
    catch (error) {
        job.environment.signal.throwIfAborted();
        const objection = error;
        return outcomes.map((each) => (each.status === 'failed' ? each : { ...each, status: 'withheld', objection }));
    }
}


}),

99329:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  Od: () => (abandonedResult),
  VJ: () => (checkTargets),
  S3: () => (endedEarly),
  oJ: () => (isSuccess),
  _s: () => (openPublishSession)
});

var build_error = __webpack_require__(78235);
var input_error = __webpack_require__(53587);
var distribution_target = __webpack_require__(51208);
var gate = __webpack_require__(56247);
var format_amount = __webpack_require__(27186);
;// CONCATENATED MODULE: ./build/push/progress.js

const interval = 5_000;
function watchProgress(contents, log, every = interval) {
    const last = new Map();
    const timer = setInterval(() => {
        for (const content of contents) {
            const { sent, done, expected } = content.meter;
            const recent = sent - (last.get(content) ?? 0);
            if (recent > 0)
                log.info(`${content.name}: ${describeProgress({ done, expected, recent, milliseconds: every })}`);
            last.set(content, sent);
        }
    }, every);
    timer.unref();
    return { [Symbol.dispose]: () => clearInterval(timer) };
}
function describeProgress({ done, expected, recent, milliseconds }) {
    const rate = (recent * 1000) / milliseconds;
    const left = expected - done;
    const time = left > 0 && rate > 0 ? `, ${Math.ceil(left / rate)} s left` : '';
    return `${(0,format_amount/* formatBytes */.z)(done)} of ${(0,format_amount/* formatBytes */.z)(expected)} sent, ${(0,format_amount/* formatBytes */.z)(rate)}/s${time}`;
}

var target_outcome = __webpack_require__(40909);
var promises_ = __webpack_require__(58500);
var registry_repository = __webpack_require__(40782);
var single_flight = __webpack_require__(63250);
var wait = __webpack_require__(5898);
var broken_blob = __webpack_require__(59657);
var distribution_reference = __webpack_require__(28732);
var missing_blobs = __webpack_require__(96071);
;// CONCATENATED MODULE: ./build/push/content/given-up.js
class GivenUp extends Error {
    constructor(name, cause) {
        super(`nothing more is sent to ${name}`, { cause });
    }
}

;// CONCATENATED MODULE: ./build/push/content/known-manifests.js

class KnownManifests {
    #remote;
    #read = new Map();
    #seen = new Map();
    #written = new Map();
    #referrers = new Map();
    constructor(remote) {
        this.#remote = remote;
    }
    get(digest) {
        return (0,single_flight/* singleFlight */.F)(this.#read, digest, () => this.#remote.manifests.get(digest).catch(() => undefined));
    }
    async known(digest) {
        return await this.#read.get(digest);
    }
    async has(digest) {
        const read = this.#read.get(digest);
        if (read !== undefined)
            return (await read) !== undefined;
        return await (0,single_flight/* singleFlight */.F)(this.#seen, digest, async () => (await this.#remote.manifests.head(digest)) !== undefined);
    }
    add(manifest) {
        this.#read.set(manifest.descriptor.digest, Promise.resolve(manifest));
    }
    referrers(subject) {
        return (0,single_flight/* singleFlight */.F)(this.#referrers, subject, () => this.#remote.referrers(subject));
    }
    async write(digest, put) {
        await (0,single_flight/* singleFlight */.F)(this.#written, digest, put);
    }
    forget(digest) {
        this.#written.delete(digest);
    }
}

;// CONCATENATED MODULE: ./build/push/content/meter.js
class Meter {
    #uploads = new Map();
    #sent = 0;
    #began;
    #ended = 0;
    get sent() {
        return this.#sent;
    }
    get expected() {
        return this.#total(({ size }) => size);
    }
    get done() {
        return this.#total(({ size, sent }) => Math.min(size, sent));
    }
    get seconds() {
        return this.#began === undefined ? 0 : (this.#ended - this.#began) / 1000;
    }
    sentOf(digest) {
        return this.#uploads.get(digest)?.sent ?? 0;
    }
    upload({ digest, size }) {
        const upload = { size, sent: 0 };
        this.#uploads.set(digest, upload);
        return (bytes) => {
            upload.sent += bytes;
            this.#sent += bytes;
        };
    }
    time() {
        this.#began ??= performance.now();
        return {
            [Symbol.dispose]: () => {
                this.#ended = performance.now();
            },
        };
    }
    #total(of) {
        return [...this.#uploads.values()].reduce((sum, upload) => sum + of(upload), 0);
    }
}

;// CONCATENATED MODULE: ./build/push/content/mount-sources.js

const limit = 3;
class MountSources {
    #push;
    #options;
    #named;
    #tried = new Map();
    #siblings;
    #awaited;
    constructor(push, options) {
        this.#push = push;
        this.#options = options;
        this.#named = options.mountFrom.filter((name) => name !== push.repository.name).slice(0, limit);
        this.#siblings = [push];
        this.#awaited = [push];
    }
    join(pushes, awaited) {
        this.#siblings = pushes;
        this.#awaited = awaited;
    }
    async begin(digest, mayOpen) {
        await (0,promises_.setImmediate)();
        const { remote, spares } = this.#push;
        if (this.#options.verifyContent || !remote.isCalm || this.#earlier().length > 0)
            return undefined;
        const [source] = this.#untried(digest, [...this.#holder(digest), ...this.#named]);
        if (source === undefined && (spares.has(digest) || spares.assign(digest) || !mayOpen()))
            return undefined;
        return await spares.whileOpen(async () => {
            if (source === undefined) {
                spares.keep(digest, await remote.blobs.openSession());
                return undefined;
            }
            return await this.#tryFrom(digest, source);
        });
    }
    get repositories() {
        const others = [...this.#live().map(repositoryOf), ...this.#options.mountIndex.repositories, ...this.#named];
        return [...new Set(others)].filter((name) => name !== this.#push.repository.name);
    }
    mayMount(digest) {
        return this.#live().length > 0 || this.#holder(digest).length > 0 || this.#named.length > 0;
    }
    async mount(digest) {
        const live = this.#live();
        const mayAsk = live.length <= limit;
        const found = await Promise.all(live.map((sibling) => {
            const { presence } = sibling;
            const isAsked = mayAsk && this.#awaited.includes(sibling);
            return isAsked ? presence.look(digest).catch(() => false) : presence.knows(digest);
        }));
        const siblings = live.filter((_, index) => found[index]);
        const sources = [...siblings.slice(0, 1).map(repositoryOf), ...this.#holder(digest), ...this.#named];
        for (const from of this.#untried(digest, sources)) {
            const step = await this.#mountFrom(digest, from);
            if (step)
                return step;
        }
        return undefined;
    }
    async mountKnown(digest) {
        const sibling = this.#live().find(({ presence }) => presence.knows(digest));
        const [from] = this.#untried(digest, sibling ? [repositoryOf(sibling)] : this.#holder(digest));
        return from === undefined ? undefined : await this.#tryFrom(digest, from);
    }
    async mountFromOrigin(digest) {
        const isSure = this.#options.mountIndex.hasOrigin(digest) && !this.#push.presence.isDoubted(digest);
        return isSure && !this.#options.verifyContent ? await this.mountKnown(digest) : undefined;
    }
    async mountFromUploader(digest) {
        const earlier = this.#earlier();
        if (earlier.length > 0) {
            await Promise.allSettled(earlier.map((sibling) => sibling.finding(digest)));
            await (0,promises_.setImmediate)();
        }
        const others = this.#live().filter((sibling) => this.#awaited.includes(sibling));
        const sibling = earlier.find((other) => other.uploading(digest)) ?? others.find((other) => other.sending(digest));
        const isThere = await (sibling?.uploading(digest) ?? sibling?.sending(digest))?.then(() => true, () => false);
        return sibling && isThere ? await this.#mountFrom(digest, repositoryOf(sibling)) : undefined;
    }
    async #tryFrom(digest, from) {
        this.#tried.set(digest, from);
        return await this.#mountFrom(digest, from);
    }
    #untried(digest, sources) {
        return [...new Set(sources)].filter((name) => name !== this.#tried.get(digest));
    }
    async #mountFrom(digest, from) {
        const answer = await this.#push.remote.blobs.mount(digest, from);
        if (answer === 'mounted')
            return { do: 'mount', from };
        if (answer)
            this.#push.spares.keep(digest, answer);
        return undefined;
    }
    #holder(digest) {
        const holder = this.#options.mountIndex.holderOf(digest);
        return holder === undefined || holder === this.#push.repository.name ? [] : [holder];
    }
    #live() {
        return this.#siblings.filter((sibling) => sibling !== this.#push && !sibling.failure);
    }
    #earlier() {
        return this.#awaited.slice(0, this.#awaited.indexOf(this.#push)).filter(({ failure }) => !failure);
    }
}
function repositoryOf({ repository }) {
    return repository.name;
}

;// CONCATENATED MODULE: ./build/push/content/preparation.js
class Preparation {
    #warmUps = [];
    #explored = [];
    #works = [];
    #expected = new Map();
    #permission;
    warmUp(all, explored) {
        this.#warmUps.push(all);
        this.#explored.push(explored);
    }
    get warmedUp() {
        return together(this.#warmUps);
    }
    get explored() {
        return together(this.#explored);
    }
    async prove(attempt) {
        this.#permission ??= attempt();
        await this.#permission;
    }
    add(work) {
        this.#works.push(work);
    }
    begin() {
        for (const work of this.#works)
            work();
    }
    expect(digest, content) {
        const expected = this.#expected.has(digest) ? undefined : content?.expect?.();
        if (expected)
            this.#expected.set(digest, expected);
    }
    end(digest) {
        this.#expected.get(digest)?.[Symbol.dispose]();
        this.#expected.delete(digest);
    }
}
function together(works) {
    return works.length > 1 ? Promise.all(works) : works[0];
}

;// CONCATENATED MODULE: ./build/push/content/presence.js

class Presence {
    #ask;
    #known = new Set();
    #answers = new Map();
    #missing = new Set();
    #doubted = new Set();
    #distrusted = new Set();
    constructor(ask) {
        this.#ask = ask;
    }
    add(digests) {
        for (const digest of digests)
            this.#known.add(digest);
    }
    knows(digest) {
        return this.#known.has(digest);
    }
    isDoubted(digest) {
        return this.#doubted.has(digest);
    }
    isDistrusted(digest) {
        return this.#distrusted.has(digest);
    }
    async look(digest, size) {
        if (this.#known.has(digest))
            return true;
        if (this.#distrusted.has(digest))
            return false;
        const isThere = await (0,single_flight/* singleFlight */.F)(this.#answers, digest, () => this.#ask(digest, size));
        if (isThere)
            this.#known.add(digest);
        else
            this.#missing.add(digest);
        return isThere;
    }
    isMissing(digest) {
        return this.#missing.has(digest);
    }
    doubt(digest) {
        this.#doubted.add(digest);
        this.#known.delete(digest);
        this.#answers.delete(digest);
    }
    distrust(digest) {
        this.doubt(digest);
        this.#distrusted.add(digest);
    }
}

var background = __webpack_require__(22915);
;// CONCATENATED MODULE: ./build/push/content/spare-sessions.js

const maximumAge = 60_000;
class SpareSessions {
    #blobs;
    #open = new Map();
    #opening = new background/* Background */.V();
    #elapsed;
    #reserved = [];
    #free;
    #isClosed = false;
    constructor(blobs, elapsed) {
        this.#blobs = blobs;
        this.#elapsed = elapsed;
    }
    keepFree(session) {
        this.#free = this.#from(session);
    }
    assign(digest) {
        const free = this.#takeFree();
        if (free)
            this.#keep(digest, free);
        return free !== undefined;
    }
    reserve(session) {
        if (this.#isClosed)
            this.#blobs.cancelLater(session);
        else
            this.#reserved.push(this.#from(session));
    }
    assignReserved(digest) {
        const reserved = this.#reserved.pop();
        if (reserved)
            this.#keep(digest, reserved);
    }
    has(digest) {
        return this.#open.has(digest);
    }
    async whileOpen(work) {
        if (this.#isClosed)
            return undefined;
        const opening = work().catch(() => undefined);
        this.#opening.add(opening);
        return await opening;
    }
    keep(digest, session) {
        this.#keep(digest, this.#from(session));
    }
    take(digest) {
        const kept = this.#takeKept(digest);
        if (kept && this.#isLasting(kept))
            return kept.session;
        if (kept)
            this.#blobs.cancelLater(kept.session);
        return this.#takeFree()?.session;
    }
    drop(digest) {
        const kept = this.#takeKept(digest);
        if (kept)
            this.#blobs.cancelLater(kept.session);
    }
    async close() {
        this.#isClosed = true;
        for (const digest of [...this.#open.keys()])
            this.drop(digest);
        for (const { session } of this.#reserved.splice(0))
            this.#blobs.cancelLater(session);
        if (this.#free)
            this.#blobs.cancelLater(this.#free.session);
        this.#free = undefined;
        await this.#opening.settled();
        await this.#blobs.settled();
    }
    #from(session) {
        return { session, since: this.#elapsed() };
    }
    #isLasting({ since }) {
        return this.#elapsed() - since <= maximumAge;
    }
    #keep(digest, kept) {
        this.drop(digest);
        if (this.#isClosed)
            this.#blobs.cancelLater(kept.session);
        else
            this.#open.set(digest, kept);
    }
    #takeKept(digest) {
        const kept = this.#open.get(digest);
        this.#open.delete(digest);
        return kept;
    }
    #takeFree() {
        const free = this.#free;
        if (!free || !this.#isLasting(free))
            return undefined;
        this.#free = undefined;
        return free;
    }
}

;// CONCATENATED MODULE: ./build/push/content/content-push.js












const tiny = 64 * 1024;
class ContentPush {
    repository;
    remote;
    meter = new Meter();
    presence;
    spares;
    preparation = new Preparation();
    manifests;
    mountIndex;
    name;
    elapsed;
    verifiesContent;
    #options;
    #sources;
    #finds = new Map();
    #uploads = new Map();
    #sends = new Map();
    #steps = new Map();
    #failure;
    #isFamiliar = false;
    constructor(repository, remote, options) {
        this.repository = repository;
        this.remote = remote;
        this.#options = options;
        this.presence = new Presence((digest, size) => remote.blobs.has(digest, size));
        this.spares = new SpareSessions(remote.blobs, options.elapsed);
        this.manifests = new KnownManifests(remote);
        this.mountIndex = options.mountIndex;
        this.name = (0,distribution_reference/* formatRepository */.Sh)(repository);
        this.elapsed = options.elapsed;
        this.verifiesContent = options.verifyContent ?? false;
        this.#sources = new MountSources(this, options);
    }
    get failure() {
        return this.#failure;
    }
    prepare(connections) {
        void this.remote.warm(connections);
        this.preparation.begin();
    }
    fail(error) {
        if (this.#failure)
            return;
        this.#failure = error;
        this.#options.stopSending(new GivenUp(this.name, error));
        this.#options.onFailure(this);
    }
    async pause(time, most = Number.POSITIVE_INFINITY, signal = this.#options.signal) {
        await (0,wait/* wait */.u)(Math.min(most, this.#options.firstWait * 2 ** (time - 1)), signal);
    }
    join(pushes, awaited) {
        this.#sources.join(pushes, awaited);
    }
    async prepareMounts() {
        await this.remote.blobs.prepareMounts(this.#sources.repositories);
    }
    stepOf(digest) {
        return this.presence.knows(digest) ? (this.#steps.get(digest) ?? { do: 'keep' }) : undefined;
    }
    hasBrought(digest) {
        return this.#steps.has(digest);
    }
    finding(digest) {
        return this.#finds.get(digest);
    }
    uploading(digest) {
        return this.#uploads.get(digest);
    }
    sending(digest) {
        return this.#sends.get(digest);
    }
    async has(digest) {
        return (this.#stepKnown(digest) ?? (await this.#find(digest))) !== undefined;
    }
    needs(digest) {
        return !this.presence.knows(digest);
    }
    async ensure(blob, content) {
        const { digest } = blob;
        if (!this.hasBrought(digest) && this.remote.blobs.isSuspect(blob))
            this.doubt(digest);
        const step = this.stepOf(digest) ?? (await this.#joined(digest)) ?? (await this.#findFor(blob, content));
        if (step)
            return step;
        if (!content)
            throw new missing_blobs/* MissingBlobs */.z([digest]);
        if (this.#uploads.has(digest))
            return await this.ensure(blob, content);
        return await (0,single_flight/* shareFlight */._)(this.#uploads, digest, this.#upload(blob, content));
    }
    doubt(digest) {
        this.presence.doubt(digest);
        this.#forget(digest);
    }
    distrust(digest) {
        this.presence.distrust(digest);
        this.#forget(digest);
    }
    #forget(digest) {
        this.#finds.delete(digest);
        this.#uploads.delete(digest);
        this.#sends.delete(digest);
        this.manifests.forget(digest);
    }
    async #joined(digest) {
        try {
            return await this.#uploads.get(digest);
        }
        catch (error) {
            if (error instanceof broken_blob/* BrokenBlob */.J)
                return undefined;
            throw error;
        }
    }
    async #findFor(blob, content) {
        const { digest, size } = blob;
        const isAsked = size > tiny || !content || this.#finds.has(digest) || this.presence.isDoubted(digest);
        return isAsked || this.verifiesContent || this.mountIndex.hasOrigin(digest)
            ? await this.#find(digest, size, content)
            : this.#done(digest, await this.#sources.mountKnown(digest));
    }
    #stepKnown(digest) {
        const step = this.stepOf(digest);
        if (step?.do === 'keep')
            this.#isFamiliar = true;
        return step;
    }
    #find(digest, size, content) {
        const find = () => this.#keepOrMount(digest, size, content);
        return (0,single_flight/* singleFlight */.F)(this.#finds, digest, async () => this.#done(digest, await find()));
    }
    async #keepOrMount(digest, size, content) {
        if (this.presence.isDistrusted(digest))
            return undefined;
        await this.preparation.explored;
        return this.#stepKnown(digest) ?? (await this.#lookOrMount(digest, size, content));
    }
    async #lookOrMount(digest, size, content) {
        const mounted = await this.#sources.mountFromOrigin(digest);
        if (mounted)
            return mounted;
        const early = this.#sources.begin(digest, () => size !== undefined || !this.#isFamiliar);
        if (!(await this.presence.look(digest, size))) {
            if (!this.#sources.mayMount(digest))
                this.preparation.expect(digest, content);
            const step = await early;
            if (this.remote.blobs.isDamaged(digest))
                return undefined;
            return step ?? (await this.#sources.mount(digest));
        }
        void early.then(() => this.spares.drop(digest));
        return { do: 'keep' };
    }
    async #upload(blob, content) {
        using _ = this.meter.time();
        const mounted = blob.size > tiny ? await this.#sources.mountFromUploader(blob.digest) : undefined;
        return this.#done(blob.digest, mounted ?? (await (0,single_flight/* shareFlight */._)(this.#sends, blob.digest, this.#send(blob, content))));
    }
    async #send(blob, content) {
        if (this.#failure)
            throw this.#failure;
        this.preparation.expect(blob.digest, content);
        await this.remote.blobs.upload(blob, content, this.meter.upload(blob), this.spares.take(blob.digest));
        return { do: 'upload' };
    }
    #done(digest, step) {
        if (step)
            this.presence.add([digest]);
        if (step && step.do !== 'keep')
            this.#steps.set(digest, step);
        if (step)
            this.preparation.end(digest);
        return step;
    }
}

var attestations = __webpack_require__(82015);
var explore = __webpack_require__(524);
;// CONCATENATED MODULE: ./build/push/content/mount-index.js




class MountIndex {
    #registry;
    #surveys = new Map();
    #holders = new Map();
    #origins = new Set();
    constructor(registry) {
        this.#registry = registry;
    }
    get repositories() {
        return [...new Set(this.#holders.values())];
    }
    holderOf(digest) {
        return this.#holders.get(digest);
    }
    addOrigin(digest, name) {
        this.#holders.set(digest, name);
        this.#origins.add(digest);
    }
    hasOrigin(digest) {
        return this.#origins.has(digest);
    }
    async survey({ repository, tag, digest }) {
        const { registry, name } = repository;
        if (registry !== this.#registry.name || (0,distribution_reference/* isPullCounted */.GY)(repository))
            return;
        const reference = digest ?? tag ?? 'latest';
        const key = `${name}@${reference}`;
        const survey = this.#surveys.get(key) ?? this.#read(name, reference).catch(() => undefined);
        this.#surveys.set(key, survey);
        await survey;
    }
    async #read(name, reference) {
        const repository = { registry: this.#registry.name, name };
        const { manifests } = new registry_repository/* RemoteRepository */.N(this.#registry, repository, 'pull');
        const hold = (digests) => {
            for (const digest of digests)
                if (!this.#origins.has(digest))
                    this.#holders.set(digest, name);
        };
        await (0,explore/* explore */.y)(manifests, [reference], hold, (child) => !(0,attestations/* isAttestation */.H3)(child));
    }
}

var push = __webpack_require__(64064);
var release = __webpack_require__(48412);
;// CONCATENATED MODULE: ./build/push/targets.js







const closeTimeout = 2_000;
async function openPushes(targets, options) {
    const done = new AbortController();
    const signal = AbortSignal.any([options.signal, done.signal]);
    const groups = new Map();
    const all = [];
    const contents = [];
    const add = async (more) => {
        (0,release/* refuseSharedTags */.z1)([...all.map(({ target }) => target), ...more]);
        const clients = await Promise.all(more.map((target) => options.registries.at(target.repository)));
        const added = more.map((target, index) => {
            const registry = clients[index];
            const group = groups.get(registry) ?? new RegistryPushes(registry, { ...options, signal });
            groups.set(registry, group);
            return new push/* Push */.$(target, group.contentOf(target.repository));
        });
        for (const group of groups.values())
            group.join();
        all.push(...added);
        contents.push(...new Set(added.map(({ content }) => content)).difference(new Set(contents)));
        return added;
    };
    await add(targets);
    return {
        ...{ all, contents, add },
        async [Symbol.asyncDispose]() {
            const ended = Promise.all(contents.map(({ spares }) => spares.close()));
            await Promise.race([ended, (0,promises_.setTimeout)(closeTimeout, undefined, { ref: false })]);
            done.abort();
        },
    };
}
class RegistryPushes {
    #registry;
    #options;
    #shared;
    #contents = new Map();
    constructor(registry, options) {
        const { mountFrom, elapsed, signal, onFailure, verifyContent = false } = options;
        this.#registry = registry;
        this.#options = options;
        this.#shared = {
            mountFrom: mountFrom.filter((source) => source.registry === registry.name).map(({ name }) => name),
            mountIndex: new MountIndex(registry),
            firstWait: registry.firstWait,
            ...{ elapsed, signal, onFailure, verifyContent },
        };
    }
    contentOf(repository) {
        const known = this.#contents.get(repository.name);
        if (known)
            return known;
        const sending = new AbortController();
        const signal = AbortSignal.any([this.#shared.signal, sending.signal]);
        const remote = new registry_repository/* RemoteRepository */.N(this.#registry, repository, 'pull,push', signal);
        const stopSending = (reason) => sending.abort(reason);
        const content = new ContentPush(repository, remote, { ...this.#shared, stopSending });
        this.#contents.set(repository.name, content);
        return content;
    }
    join() {
        join([...this.#contents.values()], this.#options.required);
    }
}
function join(contents, needed) {
    const { required, others } = partition(contents, needed);
    for (const content of required)
        content.join(contents, required);
    for (const content of others)
        content.join(contents, [...required, ...others]);
}
function partition(contents, required = 'all') {
    const isNeeded = ({ name }) => (0,gate/* isRequired */.gx)(name, required);
    return { required: contents.filter(isNeeded), others: contents.filter((content) => !isNeeded(content)) };
}

var required = __webpack_require__(73472);
;// CONCATENATED MODULE: ./build/steps/publish/publish-session.js








function checkTargets({ named, incompleteLogins, environment }) {
    (0,input_error/* throwAll */.Kx)(incompleteLogins);
    if (named.targets.length === 0)
        throw new input_error/* InputError */.dz('tags', whyNothing(environment.variables.GITHUB_EVENT_NAME));
}
async function openPublishSession(job) {
    const { inputs, environment } = job;
    checkTargets(job);
    const pushes = await openTargets(job);
    (0,required/* warnIfNothingRequired */.M)(inputs, job.named.targets, environment.log);
    const progress = watchProgress(pushes.contents, environment.log);
    return {
        pushes: pushes.all,
        contents: pushes.contents,
        add: pushes.add,
        verifiesContent: verifiesContent(job),
        rules: { existing: inputs.existingTags, immutable: inputs.immutableTags },
        get isLost() {
            const failed = pushes.contents.filter(({ failure }) => failure).map(({ name }) => name);
            return (0,gate/* isLost */.JD)(failed, [...new Set(pushes.all.map(({ name }) => name))], inputs.required);
        },
        async [Symbol.asyncDispose]() {
            progress[Symbol.dispose]();
            await pushes[Symbol.asyncDispose]();
        },
    };
}
function verifiesContent({ inputs, environment }) {
    return inputs.verifyContent || Number(environment.variables.GITHUB_RUN_ATTEMPT) > 1;
}
async function openTargets(job) {
    const { inputs, named, registries, stop, environment } = job;
    const names = new Set(named.targets.map(distribution_target/* formatTarget */.P));
    const failed = [];
    const pushes = await openPushes(named.targets, {
        registries,
        mountFrom: inputs.mountFrom,
        required: inputs.required,
        verifyContent: verifiesContent(job),
        elapsed: environment.elapsed,
        signal: stop.network,
        onFailure({ name }) {
            failed.push(name);
            if ((0,gate/* isLost */.JD)(failed, [...names], inputs.required)) {
                stop.stopBuilding(new Error('no target is left to publish to'));
            }
        },
    });
    return {
        ...pushes,
        async add(more) {
            for (const target of more)
                names.add((0,distribution_target/* formatTarget */.P)(target));
            return await pushes.add(more);
        },
    };
}
function whyNothing(event = 'this event') {
    const rule = event.startsWith('pull_request') ? 'type=ref,event=pr' : 'type=ref,event=branch';
    return `no rule produced a tag for '${event}', so there is nothing to publish. Add a rule for it, such as ${rule}, or set 'push: false' for it`;
}
function abandonedResult({ pushes }, { named }) {
    const outcomes = pushes.map((push) => {
        const tags = push.target.tags.map((tag) => ({ tag, status: 'withheld' }));
        return (0,target_outcome/* outcomeWithout */.t_)(push, tags);
    });
    return { names: named.names, outcomes, isDone: false };
}
function endedEarly(error, session, job) {
    if (session.isLost && error === job.stop.building.reason)
        return abandonedResult(session, job);
    if (error instanceof build_error/* BuildError */.z)
        return { ...abandonedResult(session, job), failure: error };
    throw error;
}
function isSuccess(outcomes, { inputs }) {
    const targets = outcomes.map(({ target, status }) => ({
        target: (0,distribution_target/* formatTarget */.P)(target),
        ready: status === 'published' || status === 'planned',
    }));
    return (0,gate/* mayPublish */.bT)(targets, inputs.required);
}


})
};
