<<<<<<<< HEAD:dist/program/shared-4493.index.js
========
export const id = 9415;
export const ids = [9415];
>>>>>>>> fc18fb6 (Compare the image with the previous one in the summary: sizes by platform and layer, and what made them):dist/program/9415.index.js
export const modules = {
4493:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  C: () => (FanOut)
});
<<<<<<<< HEAD:dist/program/shared-4493.index.js
var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500);
var _oci_broken_blob_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9657);
========
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

9415:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  publishImage: () => (publishImage)
});

var build_error = __webpack_require__(8235);
var base_images = __webpack_require__(551);
var used_base = __webpack_require__(802);
var lost_annotations = __webpack_require__(3183);
var warm_up = __webpack_require__(7383);
var export_layout = __webpack_require__(8449);
var attestation = __webpack_require__(6004);
var statement = __webpack_require__(701);
var promises_ = __webpack_require__(8500);
var broken_blob = __webpack_require__(9657);
;// CONCATENATED MODULE: ./build/intake/fan-out.js
>>>>>>>> fc18fb6 (Compare the image with the previous one in the summary: sizes by platform and layer, and what made them):dist/program/9415.index.js


const defaultTimeout = 5_000;
const shortened = 1 / 20;
const connections = 8;
class FanOut {
    #pushes;
    #timeout;
    #slow = new Set();
    #isWarm = false;
    constructor(pushes, timeout = defaultTimeout) {
        this.#pushes = pushes;
        this.#timeout = timeout;
    }
    async has(digest) {
        this.#warm();
        const answers = await Promise.all(this.#live().map((push) => this.#hasInTime(push, digest)));
        return answers.every(Boolean);
    }
    needs(digest) {
        return this.#live().some((push) => push.needs(digest));
    }
    deliver(blob, file) {
        for (const push of this.#live()) {
            file.hold();
            void deliver(push, blob, file);
        }
    }
    #warm() {
        if (this.#isWarm)
            return;
        this.#isWarm = true;
        for (const push of this.#live())
            push.prepare(connections);
    }
    #live() {
        return this.#pushes.filter((push) => !push.failure);
    }
    async #hasInTime(push, digest) {
        const known = push.has(digest).catch((error) => {
            push.fail(error);
            return true;
        });
        void known.then(() => this.#slow.delete(push));
        const wait = this.#slow.has(push) ? this.#timeout * shortened : this.#timeout;
        const late = (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(wait, undefined, { ref: false });
        const answer = await Promise.race([known, late]);
        if (answer === undefined)
            this.#slow.add(push);
        return answer ?? false;
    }
}
async function deliver(push, blob, file) {
    try {
        await push.ensure(blob, file);
    }
    catch (error) {
        if (!(error instanceof _oci_broken_blob_js__WEBPACK_IMPORTED_MODULE_1__/* .BrokenBlob */ .J || error instanceof _oci_broken_blob_js__WEBPACK_IMPORTED_MODULE_1__/* .SpoolError */ .a))
            push.fail(error);
    }
    finally {
        await file.release();
    }
}


}),

1033:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  o: () => (IncomingBlob),
  t: () => (DiscardedBlob)
});
var _oci_broken_blob_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9657);
var _oci_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1564);
var _attestation_statement_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(701);



const bytesToInspect = 1024;
class IncomingBlob {
    #file;
    #expected;
    #to;
    #start = new Uint8Array();
    #isPart;
    #isDelivered = false;
    #isReleased = false;
    constructor(file, expected, to) {
        this.#file = file;
        this.#expected = expected;
        this.#to = to;
    }
    write(chunk) {
        if (this.#isPart === undefined)
            this.#lookInto(chunk);
        const written = this.#file.write(chunk);
        if (this.#isPart === false && this.#expected)
            this.#deliver(this.#expected);
        return written;
    }
    async finish(digest) {
        try {
            await this.#file.finish(digest);
        }
        catch (error) {
            await this.#release();
            throw error;
        }
        if (this.#isPart ?? (0,_attestation_statement_js__WEBPACK_IMPORTED_MODULE_2__/* .isAttestationPart */ .QP)(this.#start))
            return this.#to.received.holdBack(digest, this.#file);
        this.#deliver({ digest, size: this.#file.size });
<<<<<<<< HEAD:dist/program/shared-4493.index.js
        this.#to.received.add(digest, this.#file);
========
        this.#to.received.add(digest);
        if ((0,statement/* isObject */.Gv)(this.#start))
            await this.#to.received.configs.add(digest, this.#file);
>>>>>>>> fc18fb6 (Compare the image with the previous one in the summary: sizes by platform and layer, and what made them):dist/program/9415.index.js
        await this.#release();
    }
    async abandon() {
        this.#file.fail(new _oci_broken_blob_js__WEBPACK_IMPORTED_MODULE_0__/* .BrokenBlob */ .J('the builder aborted the upload of a blob'));
        await this.#release();
    }
    #lookInto(chunk) {
        this.#start = Buffer.concat([this.#start, chunk.subarray(0, bytesToInspect)]);
        if (this.#start.length >= bytesToInspect || !(0,_attestation_statement_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .Gv)(this.#start))
            this.#isPart = (0,_attestation_statement_js__WEBPACK_IMPORTED_MODULE_2__/* .isAttestationPart */ .QP)(this.#start);
    }
    #deliver(blob) {
        if (this.#isDelivered)
            return;
        this.#isDelivered = true;
        this.#to.fanOut.deliver(blob, this.#file);
    }
    async #release() {
        if (this.#isReleased)
            return;
        this.#isReleased = true;
        await this.#file.release();
    }
}
class DiscardedBlob {
    #digester;
    constructor({ digest }) {
        this.#digester = (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .digester */ .WF)((0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .algorithmOf */ .Hy)(digest));
    }
    write(chunk) {
        this.#digester.update(chunk);
    }
    async finish(digest) {
        const found = this.#digester.digest();
        if (found !== digest)
            throw new _oci_broken_blob_js__WEBPACK_IMPORTED_MODULE_0__/* .BrokenBlob */ .J(`a blob has the digest ${found}, but its sender declared ${digest}`);
    }
    async abandon() {
    }
}

<<<<<<<< HEAD:dist/program/shared-4493.index.js

}),

8887:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Y: () => (ReceivedBlobs)
});
========
var blob_content = __webpack_require__(8895);
;// CONCATENATED MODULE: ./build/intake/kept-configs.js

const sizeLimit = 1024 * 1024;
const totalLimit = 4 * 1024 * 1024;
const countLimit = 64;
class KeptConfigs {
    #contents = new Map();
    #size = 0;
    async add(digest, content) {
        const { size } = content;
        if (this.#contents.has(digest) || this.#contents.size >= countLimit)
            return;
        if (size > sizeLimit || this.#size + size > totalLimit)
            return;
        this.#size += size;
        this.#contents.set(digest, (0,blob_content/* contentOfBytes */.I)(await (0,blob_content/* collectBytes */.y)((signal) => content.read(0, size, signal))));
    }
    get(digest) {
        return this.#contents.get(digest);
    }
}

;// CONCATENATED MODULE: ./build/intake/received-blobs.js

>>>>>>>> fc18fb6 (Compare the image with the previous one in the summary: sizes by platform and layer, and what made them):dist/program/9415.index.js
class ReceivedBlobs {
    #keepsAll;
    #digests = new Set();
    #attestationParts = new Map();
<<<<<<<< HEAD:dist/program/shared-4493.index.js
    #kept = new Map();
    constructor(keepsAll = false) {
        this.#keepsAll = keepsAll;
    }
========
    configs = new KeptConfigs();
>>>>>>>> fc18fb6 (Compare the image with the previous one in the summary: sizes by platform and layer, and what made them):dist/program/9415.index.js
    has(digest) {
        return this.#digests.has(digest);
    }
    add(digest, file) {
        this.#digests.add(digest);
        if (!this.#keepsAll || this.#kept.has(digest))
            return;
        file.hold();
        this.#kept.set(digest, file);
    }
    content(digest) {
        return this.#kept.get(digest) ?? this.#attestationParts.get(digest);
    }
    holdBack(digest, file) {
        this.#digests.add(digest);
        const former = this.#attestationParts.get(digest);
        this.#attestationParts.set(digest, file);
        void former?.release();
    }
    attestationPart(digest) {
        return this.#attestationParts.get(digest);
    }
    forget(digest) {
        this.#digests.delete(digest);
    }
    async [Symbol.asyncDispose]() {
        const held = [...this.#attestationParts.values(), ...this.#kept.values()];
        this.#attestationParts.clear();
        this.#kept.clear();
        await Promise.all(held.map((file) => file.release()));
    }
}


}),

616:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  Q: () => (Spool)
});

<<<<<<<< HEAD:dist/program/shared-4493.index.js
========

class Receiver {
    #fanOut;
    #spool;
    #received = new ReceivedBlobs();
    #manifests = new received_manifests/* ReceivedManifests */.w();
    constructor(pushes, spool, timeout) {
        this.#fanOut = new FanOut(pushes, timeout);
        this.#spool = spool;
    }
    async hasBlob(digest) {
        return this.#received.has(digest) || (await this.#fanOut.has(digest));
    }
    async receiveBlob(expected) {
        if (expected && !this.#fanOut.needs(expected.digest))
            return new DiscardedBlob(expected);
        const to = { fanOut: this.#fanOut, received: this.#received };
        return new IncomingBlob(this.#spool.create(expected), expected, to);
    }
    receiveManifest(manifest, tag) {
        this.#manifests.add(manifest, tag);
    }
    manifest(reference) {
        return this.#manifests.get(reference);
    }
    async image() {
        return await this.#manifests.image();
    }
    attestationPart(digest) {
        return this.#received.attestationPart(digest);
    }
    config(digest) {
        return this.#received.configs.get(digest);
    }
    forget(digest) {
        this.#received.forget(digest);
    }
    async [Symbol.asyncDispose]() {
        await this.#received[Symbol.asyncDispose]();
    }
}

var server = __webpack_require__(8216);
>>>>>>>> fc18fb6 (Compare the image with the previous one in the summary: sizes by platform and layer, and what made them):dist/program/9415.index.js
var external_node_crypto_ = __webpack_require__(7598);
var promises_ = __webpack_require__(1455);
var external_node_path_ = __webpack_require__(6760);
var broken_blob = __webpack_require__(9657);
var spool_batch = __webpack_require__(6877);
var or_aborted = __webpack_require__(2024);
var digest = __webpack_require__(1564);
var recent = __webpack_require__(4214);
var file_bytes = __webpack_require__(4146);
;// CONCATENATED MODULE: ./build/intake/spool/spill.js

class Spill {
    #options;
    #file;
    #isOver = false;
    #written = 0;
    #writing;
    constructor(options) {
        this.#options = options;
    }
    get writing() {
        return this.#writing;
    }
    add(batch) {
        const writing = this.#append(batch, this.#writing).finally(() => {
            if (this.#writing === writing)
                this.#writing = undefined;
        });
        this.#writing = writing;
    }
    reader() {
        return new file_bytes/* Chunks */.L2(this.#file, 'a buffered blob');
    }
    stop() {
        this.#isOver = true;
    }
    async close() {
        await this.#writing;
        await this.#file?.close();
    }
    async #append(batch, before) {
        await before;
        if (this.#isOver)
            return;
        const { start, end } = batch;
        try {
            this.#file ??= await this.#options.open();
            while (this.#written < end && !this.#isOver) {
                const [offset, length] = [this.#written - start, end - this.#written];
                const { bytesWritten } = await this.#file.write(batch.buffer, offset, length, this.#written);
                if (bytesWritten === 0)
                    throw new Error('nothing could be written');
                this.#written += bytesWritten;
            }
            this.#options.onWritten(this.#written);
        }
        catch (cause) {
            this.stop();
            this.#options.onFailure(cause);
        }
    }
}

;// CONCATENATED MODULE: ./build/intake/spool/spool-file.js






class SpoolFile {
    #expected;
    #digester;
    #owner;
    #recent;
    #batch;
    #spill;
    #received = 0;
    #complete = 0;
    #whole = false;
    #failure;
    #grown = Promise.withResolvers();
    #holders = 1;
    constructor(expected, owner) {
        this.#expected = expected;
        this.#digester = (0,digest/* digester */.WF)(expected ? (0,digest/* algorithmOf */.Hy)(expected.digest) : 'sha256');
        this.#owner = owner;
        this.#recent = new recent/* Recent */.g(owner.memory);
    }
    get size() {
        return this.#expected?.size ?? this.#received;
    }
    write(chunk) {
        if (this.#failure)
            throw this.#failure;
        this.#received += chunk.length;
        let writing;
        for (let start = 0; start < chunk.length;) {
            this.#batch ??= this.#nextBatch();
            start += this.#batch.take(start === 0 ? chunk : chunk.subarray(start));
            if (this.#batch.isFull)
                writing = this.#pass(this.#batch);
        }
        return writing && this.#caughtUp(writing);
    }
    async finish(digest) {
        if (this.#batch)
            void this.#pass(this.#batch);
        await this.#spill?.writing;
        const found = this.#failure ? undefined : this.#digester.digest();
        if (found !== digest)
            this.fail(new broken_blob/* BrokenBlob */.J(`a blob has the digest ${found}, but its sender declared ${digest}`));
        if (this.#failure)
            throw this.#failure;
        this.#whole = true;
        this.#wake();
        if (this.#spill)
            this.#recent.clear();
    }
    fail(error) {
        this.#failure ??= error;
        this.#spill?.stop();
        this.#wake();
    }
    async *read(start, end, signal) {
        let chunks;
        let before;
        for (let [position, stop] = [start, start]; position < end; position = stop) {
            stop = Math.min(end, position - (position % spool_batch/* batchSize */.CJ) + spool_batch/* batchSize */.CJ);
            if (this.#readable < stop)
                await this.#available(stop, signal);
            signal.throwIfAborted();
            const batch = this.#recent.lend(position);
            if (batch)
                yield batch.slice(position, stop);
            else {
                chunks ??= this.#spill.reader();
                yield await chunks.read(position, stop - position);
            }
            if (before)
                this.#recent.giveBack(before);
            before = batch;
        }
    }
    hold() {
        this.#holders += 1;
    }
    async release() {
        this.#holders -= 1;
        if (this.#holders > 0)
            return;
        this.#owner.onClose();
        await this.#spill?.close();
        this.#recent.clear();
        if (this.#batch)
            this.#owner.memory.give(this.#batch.buffer);
        this.#batch = undefined;
    }
    get #readable() {
        if (this.#failure)
            return 0;
        return this.#whole ? this.size : Math.min(this.#complete, this.size - 1);
    }
    async #available(wanted, signal) {
        while (this.#readable < wanted) {
            if (this.#failure)
                throw this.#failure;
            await (0,or_aborted/* orAborted */.H)(this.#grown.promise, signal);
        }
    }
    #pass(batch) {
        this.#batch = undefined;
        this.#digester.update(batch.slice(batch.start, batch.end));
        this.#complete = batch.end;
        this.#recent.add(batch);
        const writing = this.#spill?.writing;
        if (this.#spill)
            this.#spill.add(batch);
        else if (this.#owner.memory.isFull)
            this.#startSpill();
        this.#wake();
        return writing;
    }
    #startSpill() {
        this.#spill = new Spill({
            open: this.#owner.open,
            onWritten: (bytes) => this.#recent.trim(bytes),
            onFailure: (cause) => this.fail(this.#owner.onFailure(cause)),
        });
        for (const batch of this.#recent.batches)
            this.#spill.add(batch);
    }
    async #caughtUp(writing) {
        await writing;
        if (this.#failure)
            throw this.#failure;
    }
    #nextBatch() {
        const missing = (this.#expected?.size ?? 0) - this.#complete;
        const size = missing > 0 ? Math.min(spool_batch/* batchSize */.CJ, missing) : spool_batch/* batchSize */.CJ;
        return new spool_batch/* Batch */.lP(this.#complete, this.#owner.memory.take(size));
    }
    #wake() {
        this.#grown.resolve();
        this.#grown = Promise.withResolvers();
    }
}

;// CONCATENATED MODULE: ./build/intake/spool/spool.js






const memoryLimit = 64 * 1024 * 1024;
class Spool {
    #directory;
    #onBroken;
    #memory;
    #open = 0;
    constructor(directory, onBroken, limit = memoryLimit) {
        this.#directory = directory;
        this.#onBroken = onBroken;
        this.#memory = new spool_batch/* Memory */.ce(limit);
    }
    get size() {
        return this.#open;
    }
    create(expected) {
        this.#open += 1;
        return new SpoolFile(expected, {
            memory: this.#memory,
            open: () => this.#file(),
            onClose: () => {
                this.#open -= 1;
            },
            onFailure: (cause) => {
                const error = new broken_blob/* SpoolError */.a(this.#directory, cause);
                this.#onBroken(error);
                return error;
            },
        });
    }
    async #file() {
        const path = (0,external_node_path_.join)(this.#directory, `blob-${(0,external_node_crypto_.randomUUID)()}`);
        const file = await (0,promises_.open)(path, 'wx+', 0o600);
        await (0,promises_.rm)(path, { force: true });
        return file;
    }
}

<<<<<<<< HEAD:dist/program/shared-4493.index.js
========
var checked_root = __webpack_require__(8920);
var media_type = __webpack_require__(4587);
var sink_or_files = __webpack_require__(3731);
;// CONCATENATED MODULE: ./build/sources/built/push-to-sink.js








const buildLimit = 3;
async function pushToSink(order, address) {
    const { contents, builder, directory, onMachineFailure } = order;
    await using opened = new AsyncDisposableStack();
    const receiver = opened.use(new Receiver(contents, new Spool(directory, onMachineFailure)));
    const sink = opened.use(await (0,server/* startSink */.y)(receiver, { address }));
    await builder.signIn(sink.host, sink.login);
    const image = new SinkImage(order, receiver, sink);
    if (!(await image.isBuilt()))
        return undefined;
    image.keep(opened.move());
    return image;
}
class SinkImage {
    name = 'the build';
    absence = checked_root/* absence */.A;
    #order;
    #receiver;
    #sink;
    #resources;
    #builds = 0;
    #metadata;
    #image;
    #blobs = new Map();
    constructor(order, receiver, sink) {
        this.#order = order;
        this.#receiver = receiver;
        this.#sink = sink;
    }
    get image() {
        return this.#image;
    }
    get metadata() {
        return this.#metadata;
    }
    get resend() {
        return this.#builds < buildLimit ? (missing) => this.#buildAgain(missing) : undefined;
    }
    blob(digest) {
        return this.#blobs.get(digest) ?? this.#receiver.attestationPart(digest);
    }
    config(digest) {
        return this.#receiver.config(digest);
    }
    keep(resources) {
        this.#resources = resources;
    }
    async isBuilt() {
        const built = this.#build().then(() => true);
        return (await (0,sink_or_files/* unlessUnreached */.G)(this.#sink, built)) ?? false;
    }
    async [Symbol.asyncDispose]() {
        await this.#resources?.[Symbol.asyncDispose]();
    }
    async #build() {
        const { request, targets, builder, log } = this.#order;
        const name = `${this.#sink.host}/${this.#sink.name}`;
        this.#builds += 1;
        this.#metadata = await builder.build(request, { kind: 'sink', name: `${name}:${this.#sink.tag}` });
        const received = (0,checked_root/* checkRoot */.d)(await this.#receiver.image(), this.#metadata);
        (0,media_type/* logMediaType */.D)(received.root, log);
        const partOf = (digest) => this.#receiver.attestationPart(digest);
        const renamed = await (0,attestation/* renameAttestations */.A)(received, { builtName: name, urls: (0,statement/* packageUrls */.p0)(targets), partOf });
        this.#image = renamed.image;
        this.#blobs = renamed.blobs;
    }
    async #buildAgain(missing) {
        const { log } = this.#order;
        log.info(`Asking the builder again for blobs that a registry turned out to lack (${missing.length})`);
        for (const digest of missing)
            this.#receiver.forget(digest);
        await this.#build();
    }
}

;// CONCATENATED MODULE: ./build/sources/built/build-image.js



async function buildImage(order) {
    return await (0,sink_or_files/* throughSinkOrFiles */.F)(await order.builder.reach(order.request), order.log, {
        push: (address) => pushToSink(order, address),
        exportFiles: () => (0,export_layout/* exportLayout */.v)(order),
    });
}

var builder_for = __webpack_require__(7023);
var publish_everywhere = __webpack_require__(5950);
var publish_session = __webpack_require__(9329);
var subjects = __webpack_require__(9399);
;// CONCATENATED MODULE: ./build/steps/publish/publish-image.js










async function publishImage(job, mode) {
    await using session = await (0,publish_session/* openPublishSession */._s)(job);
    try {
        return await buildAndPublish(job, mode, session);
    }
    catch (error) {
        if (session.isLost && error === job.stop.building.reason)
            return (0,publish_session/* abandonedResult */.Od)(session, job);
        if (error instanceof build_error/* BuildError */.z)
            return { ...(0,publish_session/* abandonedResult */.Od)(session, job), failure: error };
        throw error;
    }
}
async function buildAndPublish(job, mode, session) {
    const { named, request, dockerfile, stop, environment } = job;
    const { pushes, contents, rules } = session;
    const bases = (0,base_images/* baseImages */.i)(request, dockerfile);
    const onStarted = () => {
        for (const push of pushes)
            void (0,warm_up/* warmUp */.l)(push, { beforeBuild: true, rules, bases, creates: mode === 'publish' });
    };
    await using builder = await (0,builder_for/* builderFor */.h)(job, { signal: stop.building, onStarted });
    await using built = await buildImage({
        request,
        contents: mode === 'publish' ? contents : [],
        targets: job.subjects ?? named.targets,
        builder,
        log: environment.log,
        directory: environment.temp,
        onMachineFailure: stop.stopBuilding,
    });
    const lost = (0,lost_annotations/* lostAnnotations */.R)(request.annotations, built.image);
    if (lost.length > 0)
        environment.log.warning((0,lost_annotations/* describeLostAnnotations */.A)(lost));
    job.onImage?.(built.image);
    await (0,subjects/* warnAboutUnbound */.n)(built, environment.log);
    const outcomes = await (0,publish_everywhere/* publishEverywhere */.Q)([{ source: built, pushes }], job, mode, session);
    const { image, metadata } = built;
    const base = (0,used_base/* usedBase */.N)(request, dockerfile, metadata);
    return { names: named.names, outcomes, image, metadata, base, isDone: (0,publish_session/* isSuccess */.oJ)(outcomes, job) };
}

>>>>>>>> fc18fb6 (Compare the image with the previous one in the summary: sizes by platform and layer, and what made them):dist/program/9415.index.js

})
};
