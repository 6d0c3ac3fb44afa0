export const id = 591;
export const ids = [591];
export const modules = {

8862:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  D: () => (ConcurrencyLimit)
});
class ConcurrencyLimit {
    #limit;
    #waiting = [];
    #running = 0;
    constructor(limit) {
        this.#limit = limit;
    }
    async run(work) {
        if (this.#running >= this.#limit)
            await new Promise((start) => this.#waiting.push(start));
        else
            this.#running += 1;
        try {
            return await work();
        }
        finally {
            const next = this.#waiting.shift();
            if (next)
                next();
            else
                this.#running -= 1;
        }
    }
}


}),

4396:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  AB: () => (withoutAttestations),
  H3: () => (isAttestation),
  W_: () => (attestedBy),
  gJ: () => (attestedKinds)
});
var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9368);
var _digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1564);


const kind = 'vnd.docker.reference.type';
const subject = 'vnd.docker.reference.digest';
const predicateType = 'in-toto.io/predicate-type';
function isAttestation({ annotations }) {
    return annotations?.[kind] === 'attestation-manifest';
}
function attestedBy({ annotations }) {
    const digest = annotations?.[subject] ?? '';
    return (0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest) ? digest : undefined;
}
function attestedKinds(index, manifestOf) {
    return index.children
        .filter(isAttestation)
        .flatMap(({ digest, annotations }) => (manifestOf(digest)?.blobs ?? []).slice(1).map((statement) => {
        const type = statement.annotations?.[predicateType] ?? statement.mediaType;
        return `${annotations?.[subject]} ${type}`;
    }))
        .toSorted();
}
function withoutAttestations({ bytes }) {
    const fields = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .parseJson */ .qF)(new TextDecoder().decode(bytes));
    return { ...fields, manifests: fields.manifests?.filter((entry) => !isAttestation(entry)) };
}


}),

9657:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  J: () => (BrokenBlob),
  a: () => (SpoolError)
});
var _content_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9964);

class BrokenBlob extends _content_error_js__WEBPACK_IMPORTED_MODULE_0__/* .WrongContent */ .l {
}
class SpoolError extends _content_error_js__WEBPACK_IMPORTED_MODULE_0__/* .ContentError */ .y {
    constructor(directory, cause) {
        super(`Blobs for the registries cannot be buffered in ${directory}: ${cause.message}. Free up disk space there.`, {
            cause,
        });
    }
}


}),

3947:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Q: () => (collectImage)
});
var _async_concurrency_limit_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8862);
var _content_error_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9964);
var _descriptor_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6937);
var _digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1564);
var _manifest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5669);





const depthLimit = 8;
const readsAtOnce = 16;
const totalLimit = 16 * _manifest_js__WEBPACK_IMPORTED_MODULE_2__/* .manifestLimit */ .t;
async function collectImage(root, read, selection) {
    const found = new Map();
    const manifests = new Map();
    const blobs = new Map();
    const childrenOf = (manifest) => {
        const isRoot = manifest.descriptor.digest === root.digest && manifest.children.length > 0;
        const chosen = isRoot ? selection?.(manifest) : undefined;
        return chosen ? manifest.children.filter(({ digest }) => chosen.has(digest)) : manifest.children;
    };
    function visit({ digest }, depth) {
        if (manifests.has(digest))
            return;
        checkDepth(root, depth);
        const manifest = found.get(digest);
        const children = childrenOf(manifest);
        for (const child of children.filter(_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .isManifest */ .Yh))
            visit(child, depth + 1);
        const other = children.filter((child) => !(0,_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .isManifest */ .Yh)(child));
        for (const blob of [...manifest.blobs, ...other].filter(_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .isDistributable */ .bq)) {
            checkSize(blob, blobs.get(blob.digest), digest);
            blobs.set(blob.digest, blob);
        }
        manifests.set(digest, manifest);
    }
    await readAll(root, { read, childrenOf }, found);
    visit(root, 1);
    return { root, manifests: [...manifests.values()], blobs: [...blobs.values()] };
}
async function readAll(root, { read, childrenOf }, found) {
    const turns = new _async_concurrency_limit_js__WEBPACK_IMPORTED_MODULE_3__/* .ConcurrencyLimit */ .D(readsAtOnce);
    let total = 0;
    for (let [level, depth] = [[root], 1]; level.length > 0; depth++) {
        checkDepth(root, depth);
        total += level.reduce((sum, { size }) => sum + size, 0);
        if (total > totalLimit)
            throw new _content_error_js__WEBPACK_IMPORTED_MODULE_4__/* .ContentError */ .y(`${root.digest} has more than ${totalLimit} bytes of manifests`);
        const failed = new AbortController();
        const manifests = level.map((descriptor) => turns.run(async () => {
            failed.signal.throwIfAborted();
            return checkedAgainst(descriptor, await read(descriptor));
        }));
        const all = await Promise.all(manifests).catch((error) => {
            failed.abort(error);
            throw error;
        });
        for (const manifest of all)
            found.set(manifest.descriptor.digest, manifest);
        const children = all.flatMap((manifest) => childrenOf(manifest).filter(_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .isManifest */ .Yh));
        const next = new Map(children.map((child) => [child.digest, child]));
        level = [...next.values()].filter(({ digest }) => !found.has(digest));
    }
}
function checkedAgainst(descriptor, manifest) {
    const found = manifest.descriptor;
    for (const field of ['digest', 'mediaType', 'size']) {
        if (found[field] === descriptor[field])
            continue;
        const where = `manifest ${descriptor.digest}`;
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_4__/* .ContentError */ .y(`${where} has the ${field} ${found[field]}, but its descriptor says ${descriptor[field]}`);
    }
    return manifest;
}
function checkDepth(root, depth) {
    if (depth > depthLimit)
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_4__/* .ContentError */ .y(`index ${root.digest} is nested more than ${depthLimit} deep`);
}
function checkSize({ digest, size }, former, manifest) {
    const where = `manifest ${manifest}`;
    if (former && former.size !== size) {
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_4__/* .ContentError */ .y(`${where} says that ${digest} has ${size} bytes, but it is also listed with ${former.size}`);
    }
    if (size === 0 && (0,_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .digestOf */ .ol)(Buffer.of(), (0,_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .algorithmOf */ .Hy)(digest)) !== digest) {
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_4__/* .ContentError */ .y(`${where} says that ${digest} is empty, but that is not the digest of empty content`);
    }
}


}),

6645:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  H$: () => (keptFolder),
  Qm: () => (findKept),
  qs: () => (layoutIn),
  rh: () => (writeRecord)
});
var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
var _disk_regular_file_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6659);
var _json_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9368);
var _oci_content_error_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9964);
var _oci_digest_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1564);







function keptFolder(temp) {
    return `${temp}-image`;
}
function layoutIn(folder) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, 'layout');
}
const recordFile = 'record.json';
const folderName = /^manifold-\w+-image$/;
async function writeRecord(folder, kept, variables) {
    const fields = { ...kept, job: jobIn(variables) };
    const text = JSON.stringify({ ...fields, seal: sealOf(fields, variables) });
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, recordFile), text, { mode: 0o400 });
}
async function findKept({ temp, variables }) {
    const place = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(temp);
    const { uid } = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(temp);
    const names = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)(place).catch(() => []);
    const folders = names.filter((name) => folderName.test(name)).map((name) => (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(place, name));
    const owners = await Promise.all(folders.map((folder) => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.lstat)(folder).catch(() => undefined)));
    const ours = folders.filter((_, index) => owners[index]?.uid === uid);
    const found = await Promise.all(ours.map((folder) => readRecord(folder, variables)));
    return found.filter((kept) => kept !== undefined).toSorted((one, other) => one.time - other.time);
}
async function readRecord(folder, variables) {
    const text = await (0,_disk_regular_file_js__WEBPACK_IMPORTED_MODULE_3__/* .readText */ .y)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, recordFile)).catch((error) => {
        if (error.code === 'ENOENT')
            return undefined;
        throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_5__/* .ContentError */ .y(`The record of a kept image cannot be read: ${error.message}. Build the image again.`);
    });
    if (text === undefined)
        return undefined;
    const { step, digest, isTrusted, time, job, seal } = (0,_json_js__WEBPACK_IMPORTED_MODULE_6__/* .parseRecord */ .Hh)(text);
    if (job !== jobIn(variables))
        return undefined;
    const isWhole = typeof step === 'string' && typeof digest === 'string' && (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_4__/* .isDigest */ .Bc)(digest) && typeof time === 'number';
    const kept = isWhole && { step, digest, isTrusted: isTrusted === true, time };
    if (kept && isSealed({ ...kept, job }, seal, variables))
        return { ...kept, folder };
    throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_5__/* .ContentError */ .y(`The record of a kept image, ${(0,node_path__WEBPACK_IMPORTED_MODULE_2__.basename)(folder)}/${recordFile}, was changed since it was written. Build the image again, and find out which step between changes files below RUNNER_TEMP.`);
}
function jobIn({ GITHUB_RUN_ID = '', GITHUB_RUN_ATTEMPT = '', GITHUB_JOB = '' }) {
    return [GITHUB_RUN_ID, GITHUB_RUN_ATTEMPT, GITHUB_JOB].join('/');
}
function sealOf(fields, { ACTIONS_RUNTIME_TOKEN: key }) {
    const { step, digest, isTrusted, time, job } = fields;
    return key
        ? (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHmac)('sha256', key)
            .update(JSON.stringify([step, digest, isTrusted, time, job]))
            .digest('hex')
        : '';
}
function isSealed(fields, seal, variables) {
    const expected = Buffer.from(sealOf(fields, variables));
    const given = Buffer.from(typeof seal === 'string' ? seal : '');
    if (expected.length === 0 || (!fields.isTrusted && given.length === 0))
        return true;
    return expected.length === given.length && (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.timingSafeEqual)(expected, given);
}


}),

9307:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  keepImage: () => (keepImage)
});

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

var server = __webpack_require__(8216);
var blob_content = __webpack_require__(8895);
var content_error = __webpack_require__(9964);
var checked_root = __webpack_require__(8920);
var export_layout = __webpack_require__(8449);
var media_type = __webpack_require__(4587);
var sink_or_files = __webpack_require__(3731);
var sources_folder = __webpack_require__(173);
var sources_layout = __webpack_require__(4379);
var kept_record = __webpack_require__(6645);
;// CONCATENATED MODULE: ./build/sources/kept/keep.js















async function keepBuilt(order) {
    const { folder, record, variables } = order;
    const directory = (0,external_node_path_.join)(order.directory, 'image');
    await writing(order, () => (0,promises_.mkdir)((0,kept_record/* layoutIn */.qs)(directory), { recursive: true, mode: 0o700 }));
    const metadata = await (0,sink_or_files/* throughSinkOrFiles */.F)(await order.builder.reach(order.request), order.log, {
        push: (address) => receiveLayout(order, (0,kept_record/* layoutIn */.qs)(directory), address),
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
async function receiveLayout(order, layout, address) {
    const { request, builder, log, onMachineFailure } = order;
    const writer = new LayoutWriter(layout, (cause) => onMachineFailure(diskError(order, cause)));
    await using sink = await (0,server/* startSink */.y)(writer, { address });
    await builder.signIn(sink.host, sink.login);
    const name = `${sink.host}/${sink.name}`;
    const metadata = await (0,sink_or_files/* unlessUnreached */.G)(sink, builder.build(request, { kind: 'sink', name: `${name}:${sink.tag}` }));
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

var builder_for = __webpack_require__(7023);
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
        log.warning((0,lost_annotations/* describeLostAnnotations */.A)(lost));
    await (0,subjects/* warnAboutUnbound */.n)(built, log);
    const { image, metadata } = built;
    return { names: named.names, outcomes: [], image, metadata, kept: `previous:${step}`, isDone: true };
}


})

};
