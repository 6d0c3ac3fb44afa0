export const modules = {
94493:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  C: () => (FanOut)
});
var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58500);
var _oci_broken_blob_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(59657);


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
    async deliver(blob, file) {
        this.#warm();
        await Promise.all(this.#live().map((push) => {
            file.hold();
            return deliver(push, blob, file);
        }));
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

91033:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  o: () => (IncomingBlob),
  t: () => (DiscardedBlob)
});
var _oci_broken_blob_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(59657);
var _oci_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1564);
var _attestation_statement_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(90701);



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
        if (expected)
            to.shared?.begin(expected.digest);
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
        if (this.#isPart ?? (0,_attestation_statement_js__WEBPACK_IMPORTED_MODULE_2__/* .isAttestationPart */ .QP)(this.#start)) {
            this.#to.shared?.end(digest);
            return this.#to.received.holdBack(digest, this.#file);
        }
        this.#deliver({ digest, size: this.#file.size });
        this.#to.received.add(digest, this.#file);
        if ((0,_attestation_statement_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .Gv)(this.#start))
            await this.#to.received.configs.add(digest, this.#file);
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
        const delivered = this.#to.fanOut.deliver(blob, this.#file);
        this.#to.shared?.add(blob, this.#file, delivered);
    }
    async #release() {
        if (this.#isReleased)
            return;
        this.#isReleased = true;
        if (this.#expected)
            this.#to.shared?.end(this.#expected.digest);
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


}),

35484:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  Y: () => (ReceivedBlobs)
});

var blob_content = __webpack_require__(18895);
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

class ReceivedBlobs {
    #keepsAll;
    #digests = new Set();
    #attestationParts = new Map();
    #kept = new Map();
    configs = new KeptConfigs();
    constructor(keepsAll = false) {
        this.#keepsAll = keepsAll;
    }
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

98235:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  Q: () => (Spool)
});

var external_node_crypto_ = __webpack_require__(77598);
var promises_ = __webpack_require__(51455);
var external_node_path_ = __webpack_require__(76760);
var broken_blob = __webpack_require__(59657);
var spool_batch = __webpack_require__(16877);
var or_aborted = __webpack_require__(62024);
var digest = __webpack_require__(1564);
var recent = __webpack_require__(34214);
var file_bytes = __webpack_require__(24146);
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


})
};
