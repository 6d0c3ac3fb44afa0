import { modules as shared0 } from './shared-80856.index.js';
import { modules as shared1 } from './shared-12668.index.js';
import { modules as shared2 } from './shared-58397.index.js';
export const id = 2071;
export const ids = [2071];
export const modules = {

...shared0,
...shared1,
...shared2,
79615:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  t: () => (upToDate),
  x: () => (isUpToDate)
});
var _target_outcome_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40909);

async function isUpToDate(digest, pushes) {
    await Promise.allSettled(pushes.map(({ tags }) => tags.read()));
    return pushes.every(({ target, tags }) => target.tags.every((tag) => tags.digestOf(tag) === digest));
}
function upToDate(push, digest, status) {
    const tags = push.target.tags.map((tag) => ({ tag, status: 'unchanged', digest, before: digest }));
    return { ...(0,_target_outcome_js__WEBPACK_IMPORTED_MODULE_0__/* .outcomeWithout */ .t_)(push, tags), status: push.failure ? 'failed' : status, sent: 0, retries: 0 };
}


}),

2071:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  mirrorTags: () => (mirrorTags)
});

var format_amount = __webpack_require__(27186);
var input_error = __webpack_require__(53587);
var reference = __webpack_require__(28732);
var tag_selection = __webpack_require__(77865);
var until_decided = __webpack_require__(10751);
var attachments = __webpack_require__(80856);
var up_to_date = __webpack_require__(79615);
var warm_up = __webpack_require__(57383);
var concurrency_limit = __webpack_require__(88862);
var content_error = __webpack_require__(19964);
var registry_repository = __webpack_require__(40782);
var open_remote = __webpack_require__(79346);
var pulls = __webpack_require__(60313);
var remote_referrers = __webpack_require__(54659);
var source_error = __webpack_require__(16287);
var window_pool = __webpack_require__(12668);
;// CONCATENATED MODULE: ./build/sources/registry/tagged-images.js









const questionsAtOnce = 32;
const imagesAtOnce = 8;
class TaggedImages {
    #remote;
    #pool;
    #log;
    #opened = new AsyncDisposableStack();
    #turns = new concurrency_limit/* ConcurrencyLimit */.D(imagesAtOnce);
    #all = new Set();
    #pulls = 0;
    constructor(remote, pool, log) {
        this.#remote = remote;
        this.#pool = pool;
        this.#log = log;
    }
    static async in(repository, { registries, log, signal }) {
        const registry = await registries.at(repository);
        return new TaggedImages(new registry_repository/* RemoteRepository */.N(registry, repository, 'pull', signal), (0,window_pool.poolOf)(registries), log);
    }
    get countsPulls() {
        const { repository, pullAllowance } = this.#remote;
        return (0,reference/* isPullCounted */.GY)(repository) || pullAllowance !== undefined;
    }
    get name() {
        return `docker://${(0,reference/* formatRepository */.Sh)(this.#remote.repository)}`;
    }
    async tags() {
        const tags = await this.#orBlame(this.#remote.manifests.tags());
        this.#all = new Set(tags);
        return tags;
    }
    async find(tags) {
        const turns = new concurrency_limit/* ConcurrencyLimit */.D(questionsAtOnce);
        const heads = tags.map((tag) => turns.run(async () => [tag, await this.#remote.manifests.head(tag)]));
        const found = await this.#orBlame(Promise.all(heads));
        const groups = Map.groupBy(found, ([, digest]) => digest);
        return [...groups].flatMap(([digest, group]) => (digest ? [{ digest, tags: group.map(([tag]) => tag) }] : []));
    }
    async open({ digest, tags }) {
        return await this.#turns.run(async () => {
            const place = { name: `${this.name}:${tags[0]}`, remote: this.#remote, pool: this.#pool };
            const root = await this.#orBlame(this.#remote.manifests.get(digest));
            if (!root)
                throw new content_error/* ContentError */.y(`The source ${place.name} cannot be read: ${digest} was deleted meanwhile`);
            const source = this.#opened.use(await (0,open_remote/* openRemote */.d)(root, place));
            const mayHave = (tag) => this.#all.has(tag);
            const referrers = this.#opened.use(remote_referrers/* RemoteReferrers */.v.to(source.image, { ...place, log: this.#log, mayHave }));
            this.#pulls += source.image.manifests.length;
            return { ...source, referrers };
        });
    }
    report() {
        const { repository, pullAllowance: allowance } = this.#remote;
        if (this.#pulls > 0)
            (0,pulls/* reportPulls */.v)(repository.registry, { count: this.#pulls, allowance }, this.#log);
    }
    async [Symbol.asyncDispose]() {
        await this.#opened[Symbol.asyncDispose]();
    }
    async #orBlame(asked) {
        return await asked.catch((error) => {
            throw (0,source_error/* blameSource */.fD)(this.name, error);
        });
    }
}

var admit = __webpack_require__(58397);
var check_unpublished = __webpack_require__(33290);
var publish_everywhere = __webpack_require__(34897);
var publish_session = __webpack_require__(99329);
var referrers_left = __webpack_require__(79348);
;// CONCATENATED MODULE: ./build/steps/publish/mirror.js














const tagLimit = 1_000;
const shownTags = 50;
async function mirrorTags(job, { repository }, mode) {
    const { registries, stop, environment, inputs } = job;
    const { log } = environment;
    await using images = await TaggedImages.in(repository, { registries, log, signal: stop.network });
    const all = await images.tags();
    const chosen = (0,tag_selection/* selectTags */.O)(all, inputs.allTags);
    checkChosen(chosen.length, images.name, (0,tag_selection/* nameSome */.Kf)(all), inputs);
    const found = await images.find(chosen);
    const rest = chosen.length > shownTags ? ` and ${chosen.length - shownTags} more` : '';
    const some = `${chosen.slice(0, shownTags).join(', ')}${rest}`;
    log.info(`${images.name}: ${(0,format_amount/* formatCount */.B)(chosen.length, 'tag')} of ${(0,format_amount/* formatCount */.B)(found.length, 'image')}: ${some}`);
    const named = { ...job.named.names, images: job.named.names.images.map(({ name }) => ({ name, tags: chosen })) };
    if (mode === 'build') {
        (0,check_unpublished/* noticeUnchecked */.tZ)("'test' and 'scan' look at the images of 'all-tags' only where they are published", job);
        return { names: named, outcomes: [], isDone: true };
    }
    const repositories = repositoriesOf(job);
    const own = repositories.find((each) => (0,reference/* sameRepository */.RB)(each, repository));
    if (own)
        throw new input_error/* InputError */.dz('images', `${(0,reference/* formatRepository */.Sh)(own)} is the source itself: name another repository`);
    const targets = found.map(({ tags }) => repositories.map((each) => ({ repository: each, tags })));
    const mirror = { ...job, named: { ...job.named, names: named, targets: targets.flat() } };
    await using session = await (0,publish_session/* openPublishSession */._s)(mirror);
    const parts = found.map((each, index) => ({ ...each, pushes: pushesTo(targets[index] ?? [], session) }));
    return await publishParts(parts, images, { job: mirror, mode, session });
}
async function publishParts(parts, images, run) {
    const { job, mode, session } = run;
    const { named, inputs, stop, environment } = job;
    const isSpared = images.countsPulls && !session.verifiesContent && !inputs.referrers && job.checks.length === 0;
    const done = isSpared ? await findDone(parts) : new Set();
    const due = parts.filter((part) => !done.has(part));
    const opened = due.map((part) => ({ ...part, opening: (0,admit/* openAdmitted */.z)(images.open(part), job) }));
    const works = opened.flatMap(({ pushes, opening }) => warmUpAll({ source: opening, pushes }, run));
    const left = inputs.referrers ? [] : opened.slice(0, 20).map((part) => new referrers_left/* ReferrersLeft */.u(part.opening, part.pushes));
    const release = await Promise.all(opened.map(async ({ pushes, opening }) => ({ source: await opening, pushes })));
    const attached = inputs.referrers ? await attachAll(release) : [];
    images.report();
    works.push(...attached.flatMap((part) => warmUpAll(part, run)));
    await (0,until_decided/* untilDecided */.N)(works, inputs.required, 0);
    if (stop.building.aborted)
        return (0,publish_session/* abandonedResult */.Od)(session, job);
    const all = [...release, ...attached];
    const published = all.length > 0 ? await (0,publish_everywhere/* publishEverywhere */.Q)(all, job, mode, session) : [];
    (0,referrers_left/* tellReferrersLeft */.V)(left, images.name, environment.log);
    const outcomes = inOrder(parts, done, published, mode);
    return { names: named.names, outcomes, isDone: (0,publish_session/* isSuccess */.oJ)(outcomes, job) };
}
async function findDone(parts) {
    const found = await Promise.all(parts.map(async (part) => (await (0,up_to_date/* isUpToDate */.x)(part.digest, part.pushes)) && part));
    return new Set(found.filter((part) => part !== false));
}
function warmUpAll({ source, pushes }, { mode, session: { rules } }) {
    const warm = { beforeBuild: false, rules, creates: mode === 'publish', source, isOneOfMany: true };
    return pushes.map((push) => ({ push, source, done: (0,warm_up/* warmUp */.l)(push, warm) }));
}
async function attachAll(release) {
    const seen = new Set();
    const all = await Promise.all(release.map(({ source, pushes }) => (0,attachments/* attachmentsOf */.s)(source, pushes, seen)));
    return all.flat();
}
function inOrder(parts, done, published, mode) {
    const rest = [...published];
    const status = mode === 'publish' ? 'published' : 'planned';
    return parts.flatMap((part) => done.has(part) ? part.pushes.map((push) => (0,up_to_date/* upToDate */.t)(push, part.digest, status)) : rest.splice(0, part.pushes.length));
}
function repositoriesOf({ named }) {
    const all = named.names.images.map(({ name }) => (0,reference/* parseRepository */.SU)(name)).filter((each) => each !== undefined);
    return [...new Map(all.map((each) => [(0,reference/* formatRepository */.Sh)(each), each])).values()];
}
function pushesTo(targets, { pushes }) {
    return pushes.filter(({ target }) => targets.includes(target));
}
function checkChosen(count, name, some, { allTags }) {
    const patterns = `'${allTags.join("', '")}'`;
    if (count > tagLimit) {
        throw new input_error/* InputError */.dz('all-tags', `${count} tags of ${name} match ${patterns}, but at most ${tagLimit} can be published at once: use patterns that match fewer`);
    }
    if (count > 0)
        return;
    throw new input_error/* InputError */.dz('all-tags', `no tag of ${name} matches ${patterns}. ${some ? `It has ${some}` : 'It has no tags'}`);
}


})
};
