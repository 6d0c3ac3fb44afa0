export const id = 34;
export const ids = [34];
export const modules = {

5719:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  g: () => (combineImages)
});

var content_error = __webpack_require__(9964);
var descriptor = __webpack_require__(6937);
var oci_image = __webpack_require__(3947);
var manifest = __webpack_require__(5669);
var image_platform = __webpack_require__(7554);
var index_entry = __webpack_require__(2672);
;// CONCATENATED MODULE: ./build/oci/index/entry-order.js


function inPlatformOrder(entries, platforms) {
    const wanted = platforms.map(image_platform/* parsePlatform */.FL);
    const placeOf = (entry) => {
        const found = (0,index_entry/* platformOfEntry */.Jg)(entry);
        const place = found ? wanted.findIndex((platform) => platform && (0,image_platform/* isForPlatform */.b)(platform, found)) : -1;
        return place < 0 ? wanted.length : place;
    };
    const images = entries.filter((entry) => (0,index_entry/* platformOfEntry */.Jg)(entry)).toSorted((a, b) => placeOf(a) - placeOf(b));
    const places = new Map(images.map(({ descriptor }, place) => [descriptor.digest, place]));
    const subjectOf = (entry) => {
        const subject = (0,index_entry/* attestedEntry */.Jf)(entry);
        return (subject && places.get(subject)) ?? images.length;
    };
    const others = entries.filter((entry) => !(0,index_entry/* platformOfEntry */.Jg)(entry));
    return [...images, ...others.toSorted((a, b) => subjectOf(a) - subjectOf(b))];
}

var select_entries = __webpack_require__(7772);
;// CONCATENATED MODULE: ./build/oci/index/new-image.js








async function combineImages(parts, composition) {
    const { platforms, order } = composition;
    const [first, ...others] = parts;
    const all = parts.flatMap(index_entry/* entriesOf */.Mc);
    const selected = platforms.length === 0 ? all : (0,select_entries/* selectEntries */.XO)(all, platforms);
    if (others.length === 0 && selected.length === all.length)
        return first.image;
    const united = others.length === 0 ? selected : (0,select_entries/* uniteEntries */.cG)(selected);
    const entries = order ? inPlatformOrder(united, order) : united;
    const known = new Map(parts.flatMap(({ image }) => image.manifests).map((each) => [each.descriptor.digest, each]));
    const [only, ...more] = entries;
    const isSingle = platforms.length > 0 && more.length === 0;
    const single = isSingle && only ? known.get(only.descriptor.digest) : undefined;
    const base = others.length === 0 ? (0,index_entry/* fieldsOf */.Pf)((0,index_entry/* rootOf */.I5)(first)) : { schemaVersion: 2, mediaType: descriptor/* mediaTypes */.Ib.ociIndex };
    const root = single ?? newIndex(base, entries, composition);
    return await (0,oci_image/* collectImage */.Q)(root.descriptor, ({ digest, mediaType }) => {
        const manifest = digest === root.descriptor.digest ? root : known.get(digest);
        if (manifest)
            return manifest;
        throw new content_error/* ContentError */.y(`manifest ${digest} (${mediaType}) is missing from the sources`);
    });
}
function newIndex(base, entries, composition) {
    const before = Object(base.annotations);
    const annotations = { ...before, ...composition.index };
    const fields = {
        ...base,
        manifests: entries.map((entry) => annotated(entry, composition)),
        ...(Object.keys(annotations).length > 0 && { annotations }),
    };
    return (0,manifest/* parseManifest */.N)(new TextEncoder().encode(JSON.stringify(fields, null, 2)));
}
function annotated(entry, { entries }) {
    const found = (0,index_entry/* platformOfEntry */.Jg)(entry);
    const own = entries.filter(({ platform }) => {
        const wanted = platform === undefined ? found : (0,image_platform/* parsePlatform */.FL)(platform);
        return found && wanted && (0,image_platform/* isForPlatform */.b)(wanted, found);
    });
    if (own.length === 0)
        return entry.fields;
    const before = Object(entry.fields.annotations);
    const annotations = Object.assign({}, before, ...own.map((each) => each.annotations));
    const { platform, ...fields } = entry.fields;
    return { ...fields, annotations, ...(platform !== undefined && { platform }) };
}


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

1963:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  h: () => (combinedSource)
});

var reference = __webpack_require__(8732);
;// CONCATENATED MODULE: ./build/sources/combined/combined-referrers.js
function combinedReferrers(image, sources) {
    const all = sources.map(({ referrers }) => referrers?.of(image)).filter((referrers) => referrers !== undefined);
    return all.length === 0 ? undefined : together(all);
}
function together(all) {
    return {
        of: (image) => together(all.map((each) => each.of(image))),
        async count() {
            const counts = await Promise.all(all.map((each) => each.count()));
            const known = counts.filter((count) => count !== undefined);
            return known.length === 0 ? undefined : known.reduce((sum, count) => sum + count, 0);
        },
        open: async () => (await Promise.all(all.map((each) => each.open()))).flat(),
    };
}

;// CONCATENATED MODULE: ./build/sources/combined/combined-source.js


function combinedSource(image, sources, resources) {
    const [only, ...others] = sources;
    const referrers = combinedReferrers(image, sources);
    const hasOrigins = sources.some(({ origin }) => origin !== undefined);
    return {
        name: sources.map(({ name }) => name).join(', '),
        image,
        blob: (digest) => sources.map((source) => source.blob(digest)).find((content) => content !== undefined),
        ...(hasOrigins && { origin: (digest, near) => nearest(digest, near, sources) }),
        ...(referrers && { referrers }),
        absence: only && others.length === 0
            ? only.absence
            : "and neither does any line of 'source'. Name complete images, or list a repository that has it in 'mount-from'.",
        [Symbol.asyncDispose]: () => resources[Symbol.asyncDispose](),
    };
}
function nearest(digest, near, sources) {
    const all = sources.map(({ origin }) => origin?.(digest)).filter((origin) => origin !== undefined);
    if (!near)
        return all[0];
    const here = all.find((origin) => (0,reference/* sameRepository */.RB)(origin, near));
    return here ?? all.find(({ registry }) => registry === near.registry) ?? all[0];
}


}),

2874:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  o: () => (readPart)
});
var _input_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3587);
var _json_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9368);
var _oci_blob_content_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(8895);
var _oci_content_error_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9964);
var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6937);
var _oci_index_image_platform_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7554);
var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5669);







const configTypes = ['application/vnd.oci.image.config.v1+json', 'application/vnd.docker.container.image.v1+json'];
async function readPart(name, source) {
    const { image } = source;
    const root = image.manifests.at(-1);
    if ((0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_1__/* .isIndex */ .nw)(root.descriptor))
        return { name, image };
    const [config] = root.blobs;
    const type = config?.mediaType;
    if (!config || !configTypes.includes(type ?? '')) {
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .d('source', `${name} is an artifact (${type}), not a container image, ${consequence}`);
    }
    const platform = (0,_oci_index_image_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .platformInConfig */ .r6)((0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .parseRecord */ .Hh)(await readConfig(source, config)));
    if (platform)
        return { name, image, platform };
    throw new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .d('source', `the configuration of ${name} does not name its platform, ${consequence}`);
}
const consequence = 'so it cannot be combined with other images or selected by platform: publish it in a step of its own';
async function readConfig(source, { digest, size }) {
    const content = source.blob(digest);
    if (!content)
        throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_5__/* .ContentError */ .y(`The configuration ${digest} is missing, ${source.absence}`);
    if (size > _oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .manifestLimit */ .t) {
        throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_5__/* .ContentError */ .y(`${source.name}: the configuration ${digest} is larger than ${_oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .manifestLimit */ .t} bytes`);
    }
    return (await (0,_oci_blob_content_js__WEBPACK_IMPORTED_MODULE_6__/* .collectBytes */ .y)((signal) => content.read(0, size, signal))).toString('utf8');
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


}),

2668:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  poolOf: () => (poolOf)
});
/* unused harmony export WindowPool */
var _intake_spool_batch_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6877);

const memoryLimit = 32 * 1024 * 1024;
class WindowPool {
    memory;
    #limit;
    #reserved = 0;
    #idle = new Set();
    constructor(limit = memoryLimit) {
        this.memory = new _intake_spool_batch_js__WEBPACK_IMPORTED_MODULE_0__/* .Memory */ .ce(limit);
        this.#limit = limit;
    }
    reserve(bytes) {
        if (!this.hasRoom() || this.#reserved + bytes > this.#limit)
            return undefined;
        this.#reserved += bytes;
        let isHeld = true;
        return {
            [Symbol.dispose]: () => {
                if (isHeld)
                    this.#reserved -= bytes;
                isHeld = false;
            },
        };
    }
    hasRoom() {
        for (const idle of this.#idle) {
            if (!this.memory.isFull)
                break;
            this.#idle.delete(idle);
            idle.evict();
        }
        return !this.memory.isFull;
    }
    keep(idle) {
        this.#idle.add(idle);
    }
    release(idle) {
        this.#idle.delete(idle);
    }
}
const pools = new WeakMap();
function poolOf(registries) {
    const pool = pools.get(registries) ?? new WindowPool();
    pools.set(registries, pool);
    return pool;
}


}),

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
var until_decided = __webpack_require__(2368);
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

var open_remote = __webpack_require__(8240);
var window_pool = __webpack_require__(2668);
var name_composition = __webpack_require__(3660);
var publish_everywhere = __webpack_require__(5950);
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
    const outcomes = await (0,publish_everywhere/* publishEverywhere */.Q)([{ source, pushes }], job, 'publish', session);
    const { configDigest: _, ...metadata } = brought.metadata ?? { materials: [], text: '' };
    return {
        names: job.named.names,
        outcomes,
        image: source.image,
        ...(brought.metadata && { metadata }),
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
