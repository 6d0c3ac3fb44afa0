import { modules as shared0 } from './shared-24146.index.js';
import { modules as shared1 } from './shared-16877.index.js';
import { modules as shared2 } from './shared-34214.index.js';
import { modules as shared3 } from './shared-79346.index.js';
import { modules as shared4 } from './shared-16287.index.js';
export const id = 1435;
export const ids = [1435];
export const modules = {

...shared0,
...shared1,
...shared2,
...shared3,
...shared4,
33023:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  W: () => (freeChunk)
});
function freeChunk({ buffer, byteLength }) {
    if (buffer.byteLength === byteLength)
        buffer.transfer(0);
}


}),

60313:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  v: () => (reportPulls)
});
var _format_amount_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(27186);
var _oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(28732);


const fewPulls = 0.1;
function reportPulls(registry, { count, allowance }, log) {
    if (!allowance && !(0,_oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .isPullCounted */ .GY)({ registry }))
        return;
    const took = `${registry}: reading the source took ${inWords(count)}`;
    if (!allowance) {
        log.info(took);
        return;
    }
    const { remaining, limit } = allowance;
    const left = `${limit === undefined ? inWords(remaining) : `${remaining} of ${inWords(limit)}`} left${periodOf(allowance)}`;
    if (limit === undefined || remaining > limit * fewPulls)
        log.info(`${took}; ${left}`);
    else
        log.warning(`${took}; only ${left}. Sign in with an account that may pull more, or wait until the period ends`);
}
function inWords(count) {
    return count === 0 ? 'no pulls' : (0,_format_amount_js__WEBPACK_IMPORTED_MODULE_1__/* .formatCount */ .B)(count, 'pull');
}
function periodOf({ period }) {
    if (period === undefined || period === 0)
        return '';
    const [length, unit] = period >= 3600 ? [period / 3600, 'hour'] : [period / 60, 'minute'];
    const rounded = Math.ceil(length);
    return ` in a period of ${(0,_format_amount_js__WEBPACK_IMPORTED_MODULE_1__/* .formatCount */ .B)(rounded, unit)}`;
}


}),

54659:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  v: () => (RemoteReferrers)
});

var concurrency_limit = __webpack_require__(88862);
var oci_attestations = __webpack_require__(82015);
var reference = __webpack_require__(28732);
var referrer_tags = __webpack_require__(3782);
var open_remote = __webpack_require__(79346);
var format_amount = __webpack_require__(27186);
var manifest = __webpack_require__(95669);
var source_error = __webpack_require__(16287);
;// CONCATENATED MODULE: ./build/sources/registry/referrer-limits.js



const numberLimit = 1_000;
const depthLimit = 5;
const sizeLimit = 8 * 1024 ** 3;
const manifestsLimit = 16 * manifest/* manifestLimit */.t;
class ReferrerLimits {
    #source;
    #manifests = new Map();
    #failure;
    constructor(source) {
        this.#source = source;
    }
    async read(get) {
        if (this.#failure)
            throw this.#failure;
        const manifest = await get();
        if (!manifest)
            return undefined;
        this.#manifests.set(manifest.descriptor.digest, manifest.descriptor.size);
        this.checkNumber(this.#manifests.size);
        const bytes = sum(this.#manifests);
        if (bytes > manifestsLimit)
            throw this.#tooMuch(`${(0,format_amount/* formatBytes */.z)(bytes)} of manifests`);
        return manifest;
    }
    checkNumber(count) {
        if (count > numberLimit)
            throw this.#tooMuch(`more than ${numberLimit} manifests`);
    }
    checkDepth(depth) {
        if (depth > depthLimit)
            throw this.#tooMuch(`a chain of more than ${depthLimit} manifests`);
    }
    checkContent(blobs) {
        const bytes = sum(new Map(blobs.map(({ digest, size }) => [digest, size])));
        if (bytes > sizeLimit)
            throw this.#tooMuch(`content of ${(0,format_amount/* formatBytes */.z)(bytes)}`);
    }
    #tooMuch(what) {
        this.#failure = new source_error/* SourceError */.c8(`The source ${this.#source} has ${what} that refer to it, which is too much to copy along. Set 'referrers: false', and copy those that are needed on their own.`);
        return this.#failure;
    }
}
function sum(sizes) {
    return sizes.values().reduce((total, size) => total + size, 0);
}

;// CONCATENATED MODULE: ./build/sources/registry/remote-referrers.js







const counted = 6;
const questionsAtOnce = 32;
class RemoteReferrers {
    #subjects;
    #place;
    #turns = new concurrency_limit/* ConcurrencyLimit */.D(questionsAtOnce);
    #opened;
    constructor(subjects, place, opened) {
        this.#subjects = subjects;
        this.#place = place;
        this.#opened = opened;
    }
    static to(image, place) {
        return new RemoteReferrers(subjectsIn(image), place, new AsyncDisposableStack());
    }
    of(image) {
        const kept = new Set(digestsOf(image));
        const subjects = this.#subjects.filter((digest) => kept.has(digest));
        return new RemoteReferrers(subjects, this.#place, this.#opened);
    }
    async count() {
        if (!this.#place.remote.isCalm)
            return undefined;
        try {
            return await this.#countSome(this.#subjects.slice(-counted));
        }
        catch {
            return undefined;
        }
    }
    async open() {
        try {
            return await this.#open();
        }
        catch (error) {
            throw (0,source_error/* blameSource */.fD)(this.#place.name, error);
        }
    }
    async [Symbol.asyncDispose]() {
        await this.#opened[Symbol.asyncDispose]();
    }
    async #open() {
        const limits = new ReferrerLimits(this.#place.name);
        const seen = new Set(this.#subjects);
        const all = [];
        for (let level = [...seen], depth = 1; level.length > 0; depth++) {
            const found = (await this.#findAll(level)).filter(({ digest, tag }) => tag !== undefined || !seen.has(digest));
            limits.checkNumber(all.length + found.length);
            if (found.length > 0)
                limits.checkDepth(depth);
            const opened = await Promise.all(found.map((each) => this.#read(each, limits)));
            all.push(...opened.filter((each) => each !== undefined));
            limits.checkContent(all.flatMap(({ source }) => source.image.blobs));
            level = opened.flatMap((each) => (each ? digestsOf(each.source.image) : [])).filter((digest) => !seen.has(digest));
            for (const digest of level)
                seen.add(digest);
        }
        return all;
    }
    async #countSome(subjects) {
        const { remote } = this.#place;
        const [found, ...lists] = await Promise.all([
            this.#findAll(subjects.slice(-1)),
            ...subjects.slice(0, -1).map((subject) => this.#turns.run(() => remote.referrers(subject))),
        ]);
        const listed = lists.flatMap((list) => list ?? []).map(({ digest }) => digest);
        const others = new Set(listed.filter((digest) => !found.some((each) => each.digest === digest)));
        return found.length + others.size;
    }
    async #findAll(subjects) {
        const found = await Promise.all(subjects.flatMap((subject) => [
            this.#turns.run(() => this.#listed(subject)),
            ...(0,referrer_tags/* cosignTags */.FJ)(subject).map((tag) => this.#turns.run(() => this.#tagged(tag))),
        ]));
        return [...new Map(found.flat().map((each) => [`${each.digest} ${each.tag ?? ''}`, each])).values()];
    }
    async #listed(subject) {
        const { remote } = this.#place;
        const listed = await remote.referrers(subject);
        if (listed)
            return listed.map(({ digest }) => ({ digest }));
        const [index] = await this.#tagged((0,referrer_tags/* referrersTag */.LN)(subject));
        const { children = [] } = (index && (await remote.manifests.get(index.digest))) ?? {};
        return children.map(({ digest }) => ({ digest }));
    }
    async #tagged(tag) {
        const { remote, mayHave = () => true } = this.#place;
        const digest = mayHave(tag) ? await remote.manifests.head(tag) : undefined;
        return digest === undefined ? [] : [{ digest, tag }];
    }
    async #read({ digest, tag }, limits) {
        const { name, remote, log } = this.#place;
        const read = (wanted) => limits.read(() => remote.manifests.get(wanted));
        const root = await this.#turns.run(() => read(digest));
        if (root) {
            const source = this.#opened.use(await (0,open_remote/* openRemote */.d)(root, { ...this.#place, read }));
            return { source, ...(tag !== undefined && { tag }) };
        }
        log.info(`${(0,reference/* formatRepository */.Sh)(remote.repository)} lists ${digest} as a referrer of ${name}, but does not have it`);
        return undefined;
    }
}
function subjectsIn({ manifests }) {
    const attestations = new Set(manifests.flatMap(({ children }) => children.filter(oci_attestations/* isAttestation */.H3)).map(({ digest }) => digest));
    const all = manifests.map(({ descriptor }) => descriptor.digest);
    return [...all.filter((digest) => attestations.has(digest)), ...all.filter((digest) => !attestations.has(digest))];
}
function digestsOf({ manifests }) {
    return manifests.map(({ descriptor }) => descriptor.digest);
}


})
};
