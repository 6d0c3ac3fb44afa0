export const modules = {
9307:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  keepImage: () => (keepImage)
});

var builders = __webpack_require__(2283);
var lost_annotations = __webpack_require__(3183);
var state = __webpack_require__(2484);
var promises_ = __webpack_require__(1455);
var external_node_path_ = __webpack_require__(6760);
var attestation = __webpack_require__(6004);
var statement = __webpack_require__(701);
var external_node_crypto_ = __webpack_require__(7598);
var broken_blob = __webpack_require__(9657);
var digest = __webpack_require__(1564);
var received_manifests = __webpack_require__(8453);
;// CONCATENATED MODULE: ./build/intake/layout-writer.js






class LayoutWriter {
    #directory;
    #onFailure;
    #blobs = new Set();
    #manifests = new received_manifests/* ReceivedManifests */.w();
    constructor(directory, onFailure) {
        this.#directory = directory;
        this.#onFailure = onFailure;
    }
    async hasBlob(digest) {
        return this.#blobs.has(digest);
    }
    async receiveBlob(expected) {
        const path = (0,external_node_path_.join)(this.#directory, `incoming-${(0,external_node_crypto_.randomUUID)()}`);
        const file = await this.#guarded(() => (0,promises_.open)(path, 'wx', 0o600));
        return new BlobFile(file, expected?.digest, {
            guarded: (work) => this.#guarded(work),
            keep: async (digest) => {
                await this.#guarded(() => moveTo(blobPath(this.#directory, digest), path));
                this.#blobs.add(digest);
            },
            discard: () => (0,promises_.rm)(path, { force: true }),
        });
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
    async #guarded(work) {
        try {
            return await work();
        }
        catch (error) {
            this.#onFailure(error);
            throw error;
        }
    }
}
class BlobFile {
    #file;
    #digester;
    #place;
    #size = 0;
    #writing = Promise.resolve();
    constructor(file, expected, place) {
        this.#file = file;
        this.#digester = (0,digest/* digester */.WF)(expected && (0,digest/* algorithmOf */.Hy)(expected));
        this.#place = place;
    }
    write(chunk) {
        this.#digester.update(chunk);
        const copy = Buffer.from(chunk);
        const start = this.#size;
        this.#size += copy.length;
        const written = this.#writing.then(() => this.#place.guarded(() => writeAll(this.#file, copy, start)));
        this.#writing = written;
        return written;
    }
    async finish(digest) {
        await this.#close();
        const found = this.#digester.digest();
        if (found === digest)
            return await this.#place.keep(digest);
        await this.#place.discard();
        throw new broken_blob/* BrokenBlob */.J(`a blob has the digest ${found}, but its sender declared ${digest}`);
    }
    async abandon() {
        await this.#close().catch(() => undefined);
        await this.#place.discard();
    }
    async #close() {
        try {
            await this.#writing;
        }
        finally {
            await this.#file.close();
        }
    }
}
async function writeAll(file, bytes, start) {
    for (let done = 0; done < bytes.length;) {
        const { bytesWritten } = await file.write(bytes, done, bytes.length - done, start + done);
        if (bytesWritten === 0)
            throw new Error('nothing could be written');
        done += bytesWritten;
    }
}
function blobPath(directory, digest) {
    return (0,external_node_path_.join)(directory, 'blobs', digest.replace(':', '/'));
}
async function moveTo(path, from) {
    await (0,promises_.mkdir)((0,external_node_path_.dirname)(path), { recursive: true });
    await (0,promises_.rename)(from, path);
}
async function writeBlob(directory, { digest }, bytes) {
    const path = blobPath(directory, digest);
    await (0,promises_.mkdir)((0,external_node_path_.dirname)(path), { recursive: true });
    await (0,promises_.writeFile)(path, bytes, { mode: 0o600 });
}
async function writeIndex(directory, { mediaType, digest, size }) {
    const write = (name, value) => (0,promises_.writeFile)((0,external_node_path_.join)(directory, name), JSON.stringify(value), { mode: 0o600 });
    await write('oci-layout', { imageLayoutVersion: '1.0.0' });
    await write('index.json', { schemaVersion: 2, manifests: [{ mediaType, digest, size }] });
}

var blob_content = __webpack_require__(8895);
var content_error = __webpack_require__(9964);
var checked_root = __webpack_require__(8920);
var export_layout = __webpack_require__(8449);
var media_type = __webpack_require__(4587);
var sink_or_files = __webpack_require__(76);
var sources_folder = __webpack_require__(173);
var sources_layout = __webpack_require__(4379);
var kept_record = __webpack_require__(6645);
;// CONCATENATED MODULE: ./build/sources/kept/keep.js














async function keepBuilt(order) {
    const { folder, record, variables } = order;
    const directory = (0,external_node_path_.join)(order.directory, 'image');
    await writing(order, () => (0,promises_.mkdir)((0,kept_record/* layoutIn */.qs)(directory), { recursive: true, mode: 0o700 }));
    const metadata = await (0,sink_or_files/* throughSinkOrFiles */.FT)(await order.builder.reach(order.request), order.log, {
        push: (reach) => receiveLayout(order, (0,kept_record/* layoutIn */.qs)(directory), reach),
        exportFiles: () => exportTo(directory, order),
    });
    const built = await (0,sources_layout.openLayout)((0,sources_folder.openFolder)((0,kept_record/* layoutIn */.qs)(directory)));
    await built[Symbol.asyncDispose]();
    await writing(order, async () => {
        await (0,kept_record/* writeRecord */.rh)(directory, { ...record, digest: built.image.root.digest }, variables);
        await (0,promises_.rename)(directory, folder);
    });
    return { ...(await (0,sources_layout.openLayout)((0,sources_folder.openFolder)((0,kept_record/* layoutIn */.qs)(folder)))), metadata };
}
async function exportTo(directory, order) {
    await using exported = await (0,export_layout/* exportLayout */.v)({ ...order, directory, contents: [] });
    return exported.metadata;
}
async function receiveLayout(order, layout, reach) {
    const { request, builder, log, onMachineFailure } = order;
    const writer = new LayoutWriter(layout, (cause) => onMachineFailure(diskError(order, cause)));
    await using sink = await (0,sink_or_files/* openSink */.Aq)(writer, reach);
    await builder.signIn(sink.host, sink.login);
    const name = `${sink.host}/${sink.name}`;
    const destination = { kind: 'sink', name: `${name}:${sink.tag}` };
    const metadata = await (0,sink_or_files/* unlessUnreached */.Gx)(sink, reach, (signal) => builder.build(request, destination, signal));
    if (!metadata) {
        await (0,promises_.rm)(layout, { recursive: true });
        return undefined;
    }
    const { root, manifests } = (0,checked_root/* checkRoot */.d)(await writer.image(), metadata);
    (0,media_type/* logMediaType */.D)(root, log);
    await writing(order, async () => {
        for (const { descriptor, bytes } of manifests)
            await writeBlob(layout, descriptor, bytes);
        await writeIndex(layout, root);
        await nameTargets(layout, name, order);
    });
    return metadata;
}
async function nameTargets(layout, builtName, { targets }) {
    await using source = await (0,sources_layout.openLayout)((0,sources_folder.openFolder)(layout));
    const { image } = source;
    const renamed = await (0,attestation/* renameAttestations */.A)(image, {
        builtName,
        urls: (0,statement/* packageUrls */.p0)(targets),
        partOf: (digest) => source.blob(digest),
    });
    if (renamed.image === image)
        return;
    for (const [digest, content] of renamed.blobs) {
        const { size } = content;
        await writeBlob(layout, { digest, size }, await (0,blob_content/* collectBytes */.y)((signal) => content.read(0, size, signal)));
    }
    for (const { descriptor, bytes } of renamed.image.manifests)
        await writeBlob(layout, descriptor, bytes);
    await writeIndex(layout, renamed.image.root);
}
async function writing(order, work) {
    try {
        return await work();
    }
    catch (error) {
        throw error instanceof content_error/* ContentError */.y ? error : diskError(order, error);
    }
}
function diskError({ folder }, cause) {
    return new content_error/* ContentError */.y(`The image cannot be kept in ${folder}: ${cause.message}. Make sure that the runner's temporary folder is writable and has free space.`, { cause });
}

var builder_for = __webpack_require__(8250);
var subjects = __webpack_require__(9399);
;// CONCATENATED MODULE: ./build/steps/publish/keep-image.js







async function keepImage(job) {
    const { named, request, trust, stop, environment } = job;
    const { variables, temp, log, now } = environment;
    const step = variables.GITHUB_ACTION || 'unnamed';
    const folder = (0,kept_record/* keptFolder */.H$)(temp);
    (0,state/* rememberImage */.N1)(folder, environment);
    await using builder = await (0,builder_for/* builderFor */.h)(job, { signal: stop.building });
    await using built = await keepBuilt({
        request,
        targets: named.targets,
        builder,
        log,
        directory: temp,
        folder,
        record: { step, isTrusted: trust.isTrusted, time: now().getTime() },
        variables,
        onMachineFailure: stop.stopBuilding,
    });
    const lost = (0,lost_annotations/* lostAnnotations */.R)(request.annotations, built.image);
    if (lost.length > 0)
        log.warning((0,lost_annotations/* describeLostAnnotations */.A)(lost, (0,builders/* builderKind */.Y)(request.builder).annotationAdvice));
    await (0,subjects/* warnAboutUnbound */.n)(built, log);
    const { image, metadata } = built;
    return { names: named.names, outcomes: [], image, metadata, kept: `previous:${step}`, isDone: true };
}


})
};
