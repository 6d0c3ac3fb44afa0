export const id = 435;
export const ids = [435];
export const modules = {

4146:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  L2: () => (Chunks),
  ZL: () => (chunkSize),
  io: () => (readBytes)
});

var external_node_fs_ = __webpack_require__(3024);
var content_error = __webpack_require__(9964);
;// CONCATENATED MODULE: ./build/disk/stamp.js

async function checkStamp(file, stamp, name) {
    const now = await file.stat({ bigint: true });
    if (now.size < stamp.size)
        throw new content_error/* ContentError */.y(`${name} was truncated while it was read`);
    const isSame = ['dev', 'ino', 'size', 'mtimeNs', 'ctimeNs'].every((field) => now[field] === stamp[field]);
    if (!isSame)
        throw new content_error/* ContentError */.y(`${name} was changed while it was read`);
}

;// CONCATENATED MODULE: ./build/disk/file-bytes.js



const chunkSize = 256 * 1024;
const shortWait = 3;
async function* readBytes(file, { name, start, end, stamp }, signal) {
    const chunks = new Chunks(file, name);
    for (let position = start; position < end; position += chunkSize) {
        signal.throwIfAborted();
        const chunk = await chunks.read(position, Math.min(chunkSize, end - position));
        if (stamp !== undefined && position + chunk.length === end)
            await checkStamp(file, stamp, name);
        yield chunk;
    }
}
class Chunks {
    #file;
    #name;
    #buffers;
    #shortWait;
    #isQuick = true;
    constructor(file, name, wait = shortWait) {
        this.#file = file;
        this.#name = name;
        this.#shortWait = wait;
    }
    async read(position, length) {
        const buffer = this.#buffer(length);
        for (let filled = 0; filled < length;) {
            const part = { offset: filled, length: length - filled, position: position + filled };
            const count = this.#isQuick ? this.#readAtOnce(buffer, part) : (await this.#file.read(buffer, part)).bytesRead;
            if (count === 0)
                throw new content_error/* ContentError */.y(`${this.#name} was truncated while it was read`);
            filled += count;
        }
        return buffer;
    }
    #readAtOnce(buffer, part) {
        const began = performance.now();
        const count = (0,external_node_fs_.readSync)(this.#file.fd, buffer, part);
        this.#isQuick = performance.now() - began < this.#shortWait;
        return count;
    }
    #buffer(length) {
        if (length < chunkSize)
            return Buffer.allocUnsafeSlow(length);
        const [next, other] = this.#buffers ?? [Buffer.allocUnsafeSlow(chunkSize), Buffer.allocUnsafeSlow(chunkSize)];
        this.#buffers = [other, next];
        return next;
    }
}


}),

3023:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  W: () => (freeChunk)
});
function freeChunk({ buffer, byteLength }) {
    if (buffer.byteLength === byteLength)
        buffer.transfer(0);
}


}),

6877:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  CJ: () => (batchSize),
  ce: () => (Memory),
  lP: () => (Batch)
});
var _disk_file_bytes_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4146);

const batchSize = _disk_file_bytes_js__WEBPACK_IMPORTED_MODULE_0__/* .chunkSize */ .ZL;
class Batch {
    start;
    buffer;
    #filled = 0;
    constructor(start, buffer) {
        this.start = start;
        this.buffer = buffer;
    }
    get end() {
        return this.start + this.#filled;
    }
    get isFull() {
        return this.#filled === this.buffer.length;
    }
    take(bytes) {
        const room = this.buffer.length - this.#filled;
        const piece = bytes.length > room ? bytes.subarray(0, room) : bytes;
        this.buffer.set(piece, this.#filled);
        this.#filled += piece.length;
        return piece.length;
    }
    slice(start, end) {
        return this.buffer.subarray(start - this.start, end - this.start);
    }
}
class Memory {
    #limit;
    #spare = [];
    #used = 0;
    constructor(limit) {
        this.#limit = limit;
    }
    get used() {
        return this.#used;
    }
    get isFull() {
        return this.#used >= this.#limit;
    }
    take(size) {
        this.#used += size;
        return (size === batchSize && this.#spare.pop()) || Buffer.allocUnsafeSlow(size);
    }
    give(buffer) {
        this.lose(buffer);
        if (buffer.length === batchSize)
            this.#spare.push(buffer);
    }
    lose(buffer) {
        this.#used -= buffer.length;
    }
}


}),

4214:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  g: () => (Recent)
});
const kept = 4;
class Recent {
    #memory;
    #batches = [];
    #lent = new Map();
    constructor(memory) {
        this.#memory = memory;
    }
    get batches() {
        return this.#batches;
    }
    add(batch) {
        this.#batches.push(batch);
    }
    trim(written) {
        while (this.#batches.length > kept && this.#batches[0].end <= written) {
            this.#dismiss(this.#batches.shift());
        }
    }
    drop() {
        const oldest = this.#batches.shift();
        if (oldest)
            this.#dismiss(oldest);
    }
    clear() {
        for (const batch of this.#batches.splice(0))
            this.#dismiss(batch);
    }
    lend(position) {
        const batch = this.#batches.find(({ start, end }) => start <= position && position < end);
        if (batch)
            this.#lent.set(batch, (this.#lent.get(batch) ?? 0) + 1);
        return batch;
    }
    giveBack(batch) {
        const others = (this.#lent.get(batch) ?? 1) - 1;
        if (others > 0)
            this.#lent.set(batch, others);
        else
            this.#lent.delete(batch);
    }
    #dismiss(batch) {
        if (this.#lent.delete(batch))
            this.#memory.lose(batch.buffer);
        else
            this.#memory.give(batch.buffer);
    }
}


}),

8240:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  d: () => (openRemote)
});

var oci_descriptor = __webpack_require__(6937);
var reference = __webpack_require__(8732);
var oci_image = __webpack_require__(3947);
var batch = __webpack_require__(6877);
var digest = __webpack_require__(1564);
var promises_ = __webpack_require__(8500);
var or_aborted = __webpack_require__(2024);
var free_chunk = __webpack_require__(3023);
var recent = __webpack_require__(4214);
;// CONCATENATED MODULE: ./build/sources/registry/shared-download.js





const leastBatches = 4;
const mostBatches = 32;
class SharedDownload {
    #options;
    #recent;
    #readers = new Set();
    #over = new AbortController();
    #filling;
    #head;
    #patience;
    #failure;
    #isEnded = false;
    #changed = Promise.withResolvers();
    constructor(options) {
        this.#options = options;
        this.#recent = new recent/* Recent */.g(options.pool.memory);
        this.#head = options.start;
        this.#patience = options.patience;
    }
    get head() {
        return this.#head;
    }
    reaches(position) {
        const tail = this.#recent.batches[0]?.start ?? this.#head;
        return !this.#isEnded && tail <= position && position <= this.#head + mostBatches * batch/* batchSize */.CJ;
    }
    join(reader) {
        this.#readers.add(reader);
        this.#options.pool.release(this);
        this.moved();
    }
    leave(reader) {
        this.#readers.delete(reader);
        this.moved();
        if (this.#readers.size > 0 || this.#isEnded)
            return;
        if (this.#isComplete)
            this.#options.pool.keep(this);
        else
            this.evict();
    }
    moved() {
        this.#changed.resolve();
        this.#changed = Promise.withResolvers();
    }
    async next(reader, signal) {
        for (;;) {
            signal.throwIfAborted();
            if (this.#failure !== undefined)
                throw this.#failure;
            if (!this.#readers.has(reader))
                return undefined;
            const batch = this.#recent.lend(reader.position);
            if (batch)
                return batch;
            await (0,or_aborted/* orAborted */.H)(this.#changed.promise, signal);
        }
    }
    giveBack(batch) {
        this.#recent.giveBack(batch);
    }
    evict() {
        this.#end();
        this.#recent.clear();
        this.#over.abort(new Error('the blob is no longer read'));
    }
    get #isComplete() {
        return this.#head === this.#options.blob.size;
    }
    async run() {
        const { open, pool } = this.#options;
        try {
            for await (const piece of open(this.#over.signal)) {
                await this.#take(piece);
                (0,free_chunk/* freeChunk */.W)(piece);
            }
        }
        catch (error) {
            this.#failure ??= error;
            this.evict();
        }
        if (this.#filling)
            pool.memory.give(this.#filling.buffer);
        this.moved();
    }
    async #take(piece) {
        for (let used = 0; used < piece.length;) {
            this.#filling ??= await this.#nextBatch();
            used += this.#filling.take(used === 0 ? piece : piece.subarray(used));
            if (!this.#filling.isFull)
                return;
            this.#pass(this.#filling);
            this.#filling = undefined;
        }
    }
    #end() {
        this.#isEnded = true;
        const { pool, onEnd } = this.#options;
        pool.release(this);
        onEnd();
    }
    #pass(batch) {
        const { blob, digester, onDigested } = this.#options;
        this.#over.signal.throwIfAborted();
        digester.update(batch.slice(batch.start, batch.end));
        if (batch.end === blob.size)
            this.#verify();
        else
            onDigested(batch.end, digester);
        this.#recent.add(batch);
        this.#head = batch.end;
        this.moved();
    }
    #verify() {
        const { blob, digester, refuse } = this.#options;
        const found = digester.digest();
        if (found !== blob.digest)
            throw refuse(found);
    }
    async #nextBatch() {
        const { blob, pool } = this.#options;
        while (!this.#hasRoom())
            await this.#makeRoom();
        return new batch/* Batch */.lP(this.#head, pool.memory.take(Math.min(batch/* batchSize */.CJ, blob.size - this.#head)));
    }
    #hasRoom() {
        const { length } = this.#recent.batches;
        const isFree = this.#options.pool.hasRoom();
        return length < (isFree ? mostBatches : leastBatches);
    }
    async #makeRoom() {
        this.#over.signal.throwIfAborted();
        const end = this.#recent.batches[0]?.end ?? 0;
        const behind = [...this.#readers].filter(({ floor }) => floor < end);
        const isAwaited = [...this.#readers].some(({ position }) => position >= this.#head) || this.#isOnlyExpected;
        if (behind.length > 0 && !isAwaited)
            return await (0,or_aborted/* orAborted */.H)(this.#changed.promise, this.#over.signal);
        if (behind.length > 0 && this.#patience > 0)
            return await this.#waitForOthers();
        if (this.#isOnlyExpected)
            return this.evict();
        for (const reader of behind)
            this.#readers.delete(reader);
        this.#recent.drop();
        if (behind.length > 0)
            this.moved();
    }
    get #isOnlyExpected() {
        return this.#readers.size > 0 && [...this.#readers].every(({ isExpected }) => isExpected);
    }
    async #waitForOthers() {
        const began = performance.now();
        const timer = new AbortController();
        const patience = (0,promises_.setTimeout)(this.#patience, undefined, { signal: timer.signal }).catch(() => undefined);
        await (0,or_aborted/* orAborted */.H)(Promise.race([this.#changed.promise, patience]), this.#over.signal).finally(() => timer.abort());
        this.#patience -= performance.now() - began;
    }
}

;// CONCATENATED MODULE: ./build/sources/registry/shared-blob.js



const checkpointDistance = 16 * batch/* batchSize */.CJ;
const earlyBytes = leastBatches * batch/* batchSize */.CJ;
const defaultPatience = 500;
class SharedBlob {
    size;
    #options;
    #downloads = new Set();
    #checkpoints = new Map();
    #expected = new Set();
    constructor(options) {
        this.#options = options;
        this.size = options.blob.size;
    }
    async *read(start, end, signal) {
        if (this.size === 0)
            this.#verifyEmpty();
        const reader = { position: start, floor: start };
        let download;
        let before;
        const leave = () => download?.leave(reader);
        signal.addEventListener('abort', leave, { once: true });
        try {
            while (reader.position < end) {
                signal.throwIfAborted();
                download = this.#follow(reader, download);
                const batch = await download.next(reader, signal);
                if (!batch) {
                    download = undefined;
                    continue;
                }
                const chunk = batch.slice(reader.position, Math.min(end, batch.end));
                yield chunk;
                if (before)
                    before.download.giveBack(before.batch);
                before = { download, batch };
                reader.floor = reader.position;
                reader.position += chunk.length;
                download.moved();
            }
        }
        finally {
            signal.removeEventListener('abort', leave);
            leave();
        }
    }
    expect() {
        const isSmall = this.size > 0 && this.size <= earlyBytes;
        const reserved = isSmall ? this.#options.pool.reserve(this.size) : undefined;
        const expected = { reader: { position: 0, floor: 0, isExpected: true }, reserved };
        this.#expected.add(expected);
        const download = reserved ? this.#downloadAt(0) : this.#reaching(0);
        if (download)
            this.#hold(download);
        return { [Symbol.dispose]: () => this.#arrive(expected) };
    }
    [Symbol.dispose]() {
        for (const download of this.#downloads)
            download.evict();
    }
    #verifyEmpty() {
        const { blob, refuse } = this.#options;
        const found = (0,digest/* digester */.WF)((0,digest/* algorithmOf */.Hy)(blob.digest)).digest();
        if (found !== blob.digest)
            throw refuse(found);
    }
    #follow(reader, current) {
        const download = this.#downloadAt(reader.position);
        if (download === current)
            return download;
        current?.leave(reader);
        download.join(reader);
        const [expected] = this.#expected;
        if (expected && reader.position === 0)
            this.#arrive(expected);
        return download;
    }
    #hold(download) {
        for (const expected of this.#expected) {
            if (expected.download)
                continue;
            expected.download = download;
            download.join(expected.reader);
        }
    }
    #arrive(expected) {
        this.#expected.delete(expected);
        expected.download?.leave(expected.reader);
        expected.reserved?.[Symbol.dispose]();
    }
    #reaching(position) {
        const reaching = [...this.#downloads].filter((download) => download.reaches(position));
        return reaching.toSorted((one, other) => other.head - one.head)[0];
    }
    #downloadAt(position) {
        return this.#reaching(position) ?? this.#open(position);
    }
    #open(position) {
        const { blob, pool, download: from, refuse, patience = defaultPatience } = this.#options;
        const start = Math.max(0, ...[...this.#checkpoints.keys()].filter((offset) => offset <= position));
        const download = new SharedDownload({
            blob,
            start,
            digester: this.#checkpoints.get(start)?.copy() ?? (0,digest/* digester */.WF)((0,digest/* algorithmOf */.Hy)(blob.digest)),
            pool,
            patience,
            open: (signal) => from(start, signal),
            onDigested: (offset, state) => {
                if (offset % checkpointDistance === 0 && !this.#checkpoints.has(offset)) {
                    this.#checkpoints.set(offset, state.copy());
                }
            },
            refuse,
            onEnd: () => this.#downloads.delete(download),
        });
        this.#downloads.add(download);
        if (start === 0)
            this.#hold(download);
        void download.run();
        return download;
    }
}

var source_error = __webpack_require__(6287);
;// CONCATENATED MODULE: ./build/sources/registry/open-remote.js





async function openRemote(root, place, selection) {
    const { name, remote } = place;
    const { repository } = remote;
    const image = await readImage(root, place, selection).catch((error) => {
        throw (0,source_error/* blameImage */.Z)(name, error);
    });
    const blobs = new Map(image.blobs.map((blob) => [blob.digest, sharedBlob(blob, place)]));
    const known = new Set([...image.manifests.map(({ descriptor }) => descriptor.digest), ...blobs.keys()]);
    return {
        name,
        image,
        blob: (digest) => blobs.get(digest),
        origin: (digest) => (known.has(digest) ? repository : undefined),
        absence: `and neither does ${name}.`,
        async [Symbol.asyncDispose]() {
            for (const blob of blobs.values())
                blob[Symbol.dispose]();
        },
    };
}
function sharedBlob(blob, { name, remote: { blobs }, pool }) {
    return new SharedBlob({
        blob,
        pool,
        async *download(start, signal) {
            try {
                yield* blobs.download(blob, start, signal);
            }
            catch (error) {
                throw (0,source_error/* blameSource */.fD)(name, error);
            }
        },
        refuse: (found) => (0,source_error/* wrongBlob */.P1)(name, blob.digest, found),
    });
}
async function readImage(root, place, selection) {
    const { remote, read: get = (digest) => remote.manifests.get(digest) } = place;
    const read = async (descriptor) => {
        if (descriptor.digest === root.descriptor.digest)
            return root;
        return (await get(descriptor.digest)) ?? missingChild(place, root, descriptor);
    };
    return await (0,oci_image/* collectImage */.Q)(root.descriptor, read, selection);
}
function missingChild({ name, remote }, root, descriptor) {
    const { digest, platform } = descriptor;
    const what = platform && platform.os !== 'unknown' ? `the image for ${(0,oci_descriptor/* formatPlatform */.Bq)(platform)}` : 'a manifest';
    throw new source_error/* SourceError */.c8(`The source ${name} is incomplete: its index ${root.descriptor.digest} lists ${what} (${digest}), which ${(0,reference/* formatRepository */.Sh)(remote.repository)} does not have. Copy all platforms of the image there first.`);
}


}),

313:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  v: () => (reportPulls)
});
var _format_amount_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7186);
var _oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8732);


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

4659:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  v: () => (RemoteReferrers)
});

var concurrency_limit = __webpack_require__(8862);
var oci_attestations = __webpack_require__(4396);
var reference = __webpack_require__(8732);
var referrer_tags = __webpack_require__(3782);
var open_remote = __webpack_require__(8240);
var format_amount = __webpack_require__(7186);
var manifest = __webpack_require__(5669);
var source_error = __webpack_require__(6287);
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


}),

6287:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  P1: () => (wrongBlob),
  Z: () => (blameImage),
  c8: () => (SourceError),
  fD: () => (blameSource)
});
var _oci_content_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9964);
var _registry_errors_registry_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(648);


class SourceError extends _oci_content_error_js__WEBPACK_IMPORTED_MODULE_1__/* .ContentError */ .y {
}
function blameSource(source, error) {
    if (!(error instanceof _registry_errors_registry_error_js__WEBPACK_IMPORTED_MODULE_0__/* .RegistryError */ .g))
        return error;
    const advice = adviceToRead(error);
    const { message } = advice === undefined ? error : new _registry_errors_registry_error_js__WEBPACK_IMPORTED_MODULE_0__/* .RegistryError */ .g({ ...error.failure, advice });
    return new SourceError(`The source ${source} cannot be read: ${message}`, { cause: error });
}
function blameImage(source, error) {
    if (!(error instanceof _oci_content_error_js__WEBPACK_IMPORTED_MODULE_1__/* .ContentError */ .y) || error instanceof SourceError)
        return blameSource(source, error);
    return new SourceError(`The source ${source} is invalid: ${error.message}. Build the image again.`, { cause: error });
}
function adviceToRead({ failure, isRateLimit }) {
    const { where, status = 0, signedIn, place, isExchange } = failure;
    if (status === 404)
        return `The image is incomplete there, so push it to ${where} again, or publish another one.`;
    const isRefused = [401, 403].includes(status) && !isRateLimit && signedIn === true;
    if (!isRefused || place !== undefined || isExchange === true)
        return undefined;
    const isGitHub = /^ghcr\.io\//.test(where);
    return `Check that this user may pull from ${where}${isGitHub ? ": the job needs 'permissions: packages: read', and this repository access to the package" : ''}.`;
}
function wrongBlob(source, wanted, found) {
    return new SourceError(`The source ${source} is corrupt: the content of its blob ${wanted} has the digest ${found}. Push the image there again.`);
}


})

};
