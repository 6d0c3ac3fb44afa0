export const modules = {
79346:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  d: () => (openRemote)
});

var oci_descriptor = __webpack_require__(46937);
var reference = __webpack_require__(28732);
var oci_image = __webpack_require__(83947);
var blob_content = __webpack_require__(18895);
var oci_digest = __webpack_require__(1564);
;// CONCATENATED MODULE: ./build/sources/registry/seen-configs.js



const sizeLimit = 1024 * 1024;
const countLimit = 64;
class SeenConfigs {
    #bytes = new Map();
    #wanted;
    constructor({ manifests }) {
        const configs = manifests.flatMap(({ blobs }) => blobs.slice(0, 1)).filter(oci_descriptor/* isImageConfig */._m);
        this.#wanted = new Set(configs
            .filter(({ size }) => size <= sizeLimit)
            .slice(0, countLimit)
            .map(({ digest }) => digest));
    }
    watch(digest, content) {
        if (!content || !this.#wanted.has(digest))
            return content;
        const remember = (bytes) => this.#bytes.set(digest, bytes);
        const { size } = content;
        return {
            size,
            ...(content.expect && { expect: () => content.expect?.() }),
            async *read(start, end, signal) {
                const chunks = [];
                let position = start;
                for await (const chunk of content.read(start, end, signal)) {
                    chunks.push(Buffer.from(chunk));
                    position += chunk.length;
                    if (start === 0 && position === size)
                        remember(Buffer.concat(chunks));
                    yield chunk;
                }
            },
        };
    }
    get(digest) {
        const bytes = this.#bytes.get(digest);
        return bytes && (0,oci_digest/* digestOf */.ol)(bytes, (0,oci_digest/* algorithmOf */.Hy)(digest)) === digest ? (0,blob_content/* contentOfBytes */.I)(bytes) : undefined;
    }
}

var batch = __webpack_require__(16877);
var promises_ = __webpack_require__(58500);
var or_aborted = __webpack_require__(62024);
var free_chunk = __webpack_require__(33023);
var recent = __webpack_require__(34214);
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
        const found = (0,oci_digest/* digester */.WF)((0,oci_digest/* algorithmOf */.Hy)(blob.digest)).digest();
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
            digester: this.#checkpoints.get(start)?.copy() ?? (0,oci_digest/* digester */.WF)((0,oci_digest/* algorithmOf */.Hy)(blob.digest)),
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

var source_error = __webpack_require__(16287);
;// CONCATENATED MODULE: ./build/sources/registry/open-remote.js






async function openRemote(root, place, selection) {
    const { name, remote } = place;
    const { repository } = remote;
    const image = await readImage(root, place, selection).catch((error) => {
        throw (0,source_error/* blameImage */.Z)(name, error);
    });
    const blobs = new Map(image.blobs.map((blob) => [blob.digest, sharedBlob(blob, place)]));
    const configs = new SeenConfigs(image);
    const known = new Set([...image.manifests.map(({ descriptor }) => descriptor.digest), ...blobs.keys()]);
    return {
        name,
        image,
        blob: (digest) => configs.watch(digest, blobs.get(digest)),
        config: (digest) => configs.get(digest),
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


})
};
