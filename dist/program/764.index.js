import { modules as shared0 } from './shared-6877.index.js';
import { modules as shared1 } from './shared-4214.index.js';
export const id = 764;
export const ids = [764];
export const modules = {

...shared0,
...shared1,
5764:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  publishImage: () => (publishImage)
});

var build_error = __webpack_require__(8235);
var base_images = __webpack_require__(551);
var lost_annotations = __webpack_require__(3183);
var warm_up = __webpack_require__(7383);
var export_layout = __webpack_require__(8449);
var attestation = __webpack_require__(6004);
var statement = __webpack_require__(701);
var promises_ = __webpack_require__(8500);
var broken_blob = __webpack_require__(9657);
;// CONCATENATED MODULE: ./build/intake/fan-out.js


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
        const late = (0,promises_.setTimeout)(wait, undefined, { ref: false });
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
        if (!(error instanceof broken_blob/* BrokenBlob */.J || error instanceof broken_blob/* SpoolError */.a))
            push.fail(error);
    }
    finally {
        await file.release();
    }
}

var oci_digest = __webpack_require__(1564);
;// CONCATENATED MODULE: ./build/intake/incoming-blob.js



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
        if (this.#isPart ?? (0,statement/* isAttestationPart */.QP)(this.#start))
            return this.#to.received.holdBack(digest, this.#file);
        this.#deliver({ digest, size: this.#file.size });
        this.#to.received.add(digest);
        await this.#release();
    }
    async abandon() {
        this.#file.fail(new broken_blob/* BrokenBlob */.J('the builder aborted the upload of a blob'));
        await this.#release();
    }
    #lookInto(chunk) {
        this.#start = Buffer.concat([this.#start, chunk.subarray(0, bytesToInspect)]);
        if (this.#start.length >= bytesToInspect || !(0,statement/* isObject */.Gv)(this.#start))
            this.#isPart = (0,statement/* isAttestationPart */.QP)(this.#start);
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
        this.#digester = (0,oci_digest/* digester */.WF)((0,oci_digest/* algorithmOf */.Hy)(digest));
    }
    write(chunk) {
        this.#digester.update(chunk);
    }
    async finish(digest) {
        const found = this.#digester.digest();
        if (found !== digest)
            throw new broken_blob/* BrokenBlob */.J(`a blob has the digest ${found}, but its sender declared ${digest}`);
    }
    async abandon() {
    }
}

;// CONCATENATED MODULE: ./build/intake/received-blobs.js
class ReceivedBlobs {
    #digests = new Set();
    #attestationParts = new Map();
    has(digest) {
        return this.#digests.has(digest);
    }
    add(digest) {
        this.#digests.add(digest);
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
        await Promise.all([...this.#attestationParts.values()].map((file) => file.release()));
        this.#attestationParts.clear();
    }
}

var received_manifests = __webpack_require__(8453);
;// CONCATENATED MODULE: ./build/intake/receive.js




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
    forget(digest) {
        this.#received.forget(digest);
    }
    async [Symbol.asyncDispose]() {
        await this.#received[Symbol.asyncDispose]();
    }
}

var external_node_crypto_ = __webpack_require__(7598);
var external_node_fs_promises_ = __webpack_require__(1455);
var external_node_path_ = __webpack_require__(6760);
var spool_batch = __webpack_require__(6877);
var or_aborted = __webpack_require__(2024);
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
        this.#digester = (0,oci_digest/* digester */.WF)(expected ? (0,oci_digest/* algorithmOf */.Hy)(expected.digest) : 'sha256');
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
        const file = await (0,external_node_fs_promises_.open)(path, 'wx+', 0o600);
        await (0,external_node_fs_promises_.rm)(path, { force: true });
        return file;
    }
}

var checked_root = __webpack_require__(8920);
var media_type = __webpack_require__(4587);
var sink_or_files = __webpack_require__(1825);
;// CONCATENATED MODULE: ./build/sources/built/push-to-sink.js







const buildLimit = 3;
async function pushToSink(order, reach) {
    const { contents, builder, directory, onMachineFailure } = order;
    await using opened = new AsyncDisposableStack();
    const receiver = opened.use(new Receiver(contents, new Spool(directory, onMachineFailure)));
    const sink = opened.use(await (0,sink_or_files/* openSink */.Aq)(receiver, reach));
    await builder.signIn(sink.host, sink.login);
    const image = new SinkImage(order, receiver, sink);
    if (!(await image.isBuilt(reach)))
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
    keep(resources) {
        this.#resources = resources;
    }
    async isBuilt(reach) {
        const build = async (signal) => {
            await this.#build(signal);
            return true;
        };
        return (await (0,sink_or_files/* unlessUnreached */.Gx)(this.#sink, reach, build)) ?? false;
    }
    async [Symbol.asyncDispose]() {
        await this.#resources?.[Symbol.asyncDispose]();
    }
    async #build(signal) {
        const { request, targets, builder, log } = this.#order;
        const name = `${this.#sink.host}/${this.#sink.name}`;
        this.#builds += 1;
        this.#metadata = await builder.build(request, { kind: 'sink', name: `${name}:${this.#sink.tag}` }, signal);
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
    return await (0,sink_or_files/* throughSinkOrFiles */.FT)(await order.builder.reach(order.request), order.log, {
        push: (reach) => pushToSink(order, reach),
        exportFiles: () => (0,export_layout/* exportLayout */.v)(order),
    });
}

var builder_for = __webpack_require__(7023);
var publish_everywhere = __webpack_require__(9587);
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
    return { names: named.names, outcomes, image, metadata, isDone: (0,publish_session/* isSuccess */.oJ)(outcomes, job) };
}


})
};
