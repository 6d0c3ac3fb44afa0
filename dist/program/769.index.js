export const id = 769;
export const ids = [769,379,173];
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

8895:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  I: () => (contentOfBytes),
  y: () => (collectBytes)
});
function contentOfBytes(bytes) {
    return {
        size: bytes.length,
        async *read(start, end) {
            yield bytes.subarray(start, end);
        },
    };
}
async function collectBytes(read) {
    const chunks = [];
    for await (const chunk of read(new AbortController().signal))
        chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks);
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

5647:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  F: () => (configsIn),
  k: () => (dockerManifest)
});
var _json_file_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8238);

const dockerManifest = 'manifest.json';
function configsIn(bytes, where) {
    const entries = (0,_json_file_js__WEBPACK_IMPORTED_MODULE_0__/* .parseJsonFile */ .O)(bytes, where);
    if (!Array.isArray(entries))
        return [];
    return entries.map((entry) => (0,_json_file_js__WEBPACK_IMPORTED_MODULE_0__/* .checkedRecord */ .F)(Object(entry), ['Config'], where).Config);
}


}),

3806:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  o: () => (readSmall)
});
var _oci_blob_content_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8895);
var _oci_content_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9964);
var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5669);



async function readSmall({ name, find }, path) {
    const file = await find(path);
    if (!file)
        return undefined;
    if (file.size > _oci_manifest_js__WEBPACK_IMPORTED_MODULE_0__/* .manifestLimit */ .t)
        throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_1__/* .ContentError */ .y(`${name}/${path} is larger than ${_oci_manifest_js__WEBPACK_IMPORTED_MODULE_0__/* .manifestLimit */ .t} bytes`);
    return await (0,_oci_blob_content_js__WEBPACK_IMPORTED_MODULE_2__/* .collectBytes */ .y)((signal) => file.read(0, file.size, signal));
}


}),

173:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  openFolder: () => (openFolder)
});
var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
var _disk_file_bytes_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4146);
var _disk_regular_file_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6659);
var _oci_content_error_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9964);





function openFolder(directory) {
    let root;
    return {
        name: directory,
        async find(path) {
            root ??= (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(directory);
            return await findFile((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, path), await root.catch(() => directory));
        },
        [Symbol.asyncDispose]: async () => undefined,
    };
}
async function findFile(path, root) {
    const found = await look(path, root);
    if (!found)
        return undefined;
    if (!found.isFile())
        throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_4__/* .ContentError */ .y(`${path} is not a regular file`);
    return {
        size: Number(found.size),
        async *read(start, end, signal) {
            await using file = await openWithin(path, root);
            yield* (0,_disk_file_bytes_js__WEBPACK_IMPORTED_MODULE_2__/* .readBytes */ .io)(file, { name: path, start, end, stamp: found }, signal);
        },
    };
}
async function look(path, root) {
    try {
        checkWithin(root, await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(path), path);
        return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(path, { bigint: true });
    }
    catch (error) {
        const { code } = error;
        if (code === 'ENOENT' || code === 'ENOTDIR')
            return undefined;
        throw unreadable(path, error);
    }
}
async function openWithin(path, root) {
    let file;
    try {
        file = await (0,_disk_regular_file_js__WEBPACK_IMPORTED_MODULE_3__/* .openRegular */ .l)(path);
        checkWithin(root, await placeOf(file, path), path);
        return file;
    }
    catch (error) {
        await file?.close();
        throw unreadable(path, error);
    }
}
async function placeOf(file, path) {
    return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readlink)(`/proc/self/fd/${file.fd}`).catch(() => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(path));
}
function checkWithin(root, place, path) {
    if (place.startsWith(root.endsWith(node_path__WEBPACK_IMPORTED_MODULE_1__.sep) ? root : root + node_path__WEBPACK_IMPORTED_MODULE_1__.sep))
        return;
    throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_4__/* .ContentError */ .y(`${path} is a link that points outside the image, to ${place}. Replace the link with a copy of the file.`);
}
function unreadable(path, cause) {
    if (cause instanceof _oci_content_error_js__WEBPACK_IMPORTED_MODULE_4__/* .ContentError */ .y)
        return cause;
    return new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_4__/* .ContentError */ .y(`${path} cannot be read: ${cause.message}`, { cause });
}


}),

8238:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  F: () => (checkedRecord),
  O: () => (parseJsonFile)
});
var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9368);
var _oci_content_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9964);


function parseJsonFile(bytes, where) {
    try {
        return (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .parseUnambiguousJson */ .Z9)(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
    }
    catch (cause) {
        throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_1__/* .ContentError */ .y(`${where} is not valid, unambiguous JSON: ${cause.message}`, { cause });
    }
}
function checkedRecord(value, fields, where) {
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isRecord */ .u4)(value))
        throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_1__/* .ContentError */ .y(`${where} is not an object`);
    for (const key of Object.keys(value)) {
        const mistaken = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .mistakenFor */ .eR)(key, fields);
        if (mistaken)
            throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_1__/* .ContentError */ .y(`${where} is ambiguous: some parsers treat its field '${key}' as '${mistaken}'`);
    }
    return value;
}


}),

3769:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  openPrevious: () => (openPrevious)
});
var _input_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3587);
var _oci_content_error_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9964);
var _folder_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(173);
var _layout_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4379);
var _record_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6645);





const howToKeep = "Set 'push: false' and 'keep-image: true' in the step that builds the image";
async function openPrevious({ step, digest }, context) {
    const kept = choose(await (0,_record_js__WEBPACK_IMPORTED_MODULE_3__/* .findKept */ .Qm)(context), step);
    if (digest !== undefined && kept.digest !== digest) {
        throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_4__/* .ContentError */ .y(`Step '${kept.step}' kept ${kept.digest}, and not ${digest}. Build the image again.`);
    }
    if (context.publishes && !kept.isTrusted) {
        throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_4__/* .ContentError */ .y(`Step '${kept.step}' built its image from work that is not allowed to publish here, so this step does not publish it. If that is Dependabot's and you trust it, set 'dependabot: publish' in that step as well.`);
    }
    return await open(kept);
}
function choose(all, step) {
    const found = step === '' ? all : all.filter((kept) => kept.step === step);
    const [last] = found.slice(-1);
    const names = [...new Set(all.map((kept) => `previous:${kept.step}`))];
    if (last && found.every((kept) => kept.step === last.step))
        return last;
    if (names.length === 0)
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .d('source', `no earlier step of this job has kept an image. ${howToKeep}`);
    const problem = step === '' ? 'several steps have kept an image' : `step '${step}' has not kept an image`;
    throw new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .d('source', `${problem}: write ${names.join(' or ')}`);
}
async function open({ step, digest, folder }) {
    const files = { ...(0,_folder_js__WEBPACK_IMPORTED_MODULE_1__.openFolder)((0,_record_js__WEBPACK_IMPORTED_MODULE_3__/* .layoutIn */ .qs)(folder)), name: `previous:${step}` };
    try {
        const source = await (0,_layout_js__WEBPACK_IMPORTED_MODULE_2__.openLayout)(files, digest);
        const missing = source.image.blobs.find((blob) => !source.blob(blob.digest));
        if (missing)
            throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_4__/* .ContentError */ .y(`${files.name} is missing ${missing.digest}`);
        return source;
    }
    catch (error) {
        throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_4__/* .ContentError */ .y(`The image that step '${step}' kept was changed or removed since: ${error.message}. Build it again, and find out which step between changes files below RUNNER_TEMP.`, { cause: error });
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

4379:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  openLayout: () => (openLayout)
});
var _json_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(9368);
var _oci_attestations_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4396);
var _oci_content_error_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(9964);
var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6937);
var _oci_digest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1564);
var _oci_image_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3947);
var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5669);
var _docker_manifest_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(5647);
var _files_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3806);
var _listed_names_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(349);
var _verified_file_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(4112);











const nameAnnotations = ['org.opencontainers.image.ref.name', 'io.containerd.image.name'];
const howToSave = "Save the image with Docker 25 or newer, 'podman save --format oci-archive', or 'skopeo copy \u2026 oci-archive:file'.";
async function openLayout(files, name, narrowing) {
    try {
        return await readLayout(files, name, narrowing);
    }
    catch (error) {
        await files[Symbol.asyncDispose]();
        throw error;
    }
}
async function readLayout(files, name, narrowing) {
    const chosen = await readRoot(files, name);
    const root = narrowing ? await narrow(files, chosen, narrowing) : chosen;
    const image = await (0,_oci_image_js__WEBPACK_IMPORTED_MODULE_3__/* .collectImage */ .Q)(root, (descriptor) => readManifest(files, descriptor, descriptor === root));
    await checkDockerManifest(files, image, name !== undefined);
    const blobs = new Map();
    for (const blob of image.blobs) {
        const path = pathOf(blob.digest);
        const file = await files.find(path);
        if (file && file.size !== blob.size) {
            throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_7__/* .ContentError */ .y(`${files.name}: ${blob.digest} has ${file.size} bytes instead of ${blob.size}`);
        }
        if (file)
            blobs.set(blob.digest, new _verified_file_js__WEBPACK_IMPORTED_MODULE_6__/* .VerifiedFile */ .P(file, blob, `${files.name}/${path}`));
    }
    return {
        name: files.name,
        image: { ...image, root: image.manifests.at(-1).descriptor },
        blob: (digest) => blobs.get(digest),
        absence: `and neither does ${files.name}. Export the complete image, or list a repository that has it in 'mount-from'.`,
        [Symbol.asyncDispose]: () => files[Symbol.asyncDispose](),
    };
}
async function narrow(files, root, narrowing) {
    const exists = async ({ digest }) => (await files.find(pathOf(digest))) !== undefined;
    return await narrowing(root, await readManifest(files, root, true), exists);
}
async function readRoot(files, name) {
    const bytes = await (0,_files_js__WEBPACK_IMPORTED_MODULE_5__/* .readSmall */ .o)(files, 'index.json');
    if (!bytes)
        throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_7__/* .ContentError */ .y(`${files.name} is not an OCI image layout: it has no index.json. ${howToSave}`);
    const roots = entriesOf(bytes, files.name).map((entry) => (0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_1__/* .parseDescriptor */ .BA)(entry, `${files.name}/index.json`));
    const chosen = name === undefined ? roots : roots.filter((root) => isNamed(root, name));
    const [only, ...others] = chosen;
    if (only && others.every(({ digest }) => digest === only.digest))
        return only;
    const names = (0,_listed_names_js__WEBPACK_IMPORTED_MODULE_8__/* .listedNames */ .c)(roots.flatMap((root) => namesOf(root).slice(0, 1)));
    throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_7__/* .ContentError */ .y(only
        ? `${files.name} contains several images: choose one of ${names}`
        : `${files.name} contains no image${name === undefined ? '' : ` named ${name}`}; available: ${names || 'none'}`);
}
async function checkDockerManifest(files, { manifests }, isChosen) {
    const bytes = await (0,_files_js__WEBPACK_IMPORTED_MODULE_5__/* .readSmall */ .o)(files, _docker_manifest_js__WEBPACK_IMPORTED_MODULE_9__/* .dockerManifest */ .k);
    const listed = bytes ? (0,_docker_manifest_js__WEBPACK_IMPORTED_MODULE_9__/* .configsIn */ .F)(bytes, `${files.name}/${_docker_manifest_js__WEBPACK_IMPORTED_MODULE_9__/* .dockerManifest */ .k}`) : [];
    const configs = manifests.flatMap(({ blobs: [config] }) => (config ? [pathOf(config.digest)] : []));
    const isOurs = (path) => configs.some((config) => config === path);
    if (listed.length === 0 || (isChosen ? listed.some(isOurs) : listed.every(isOurs)))
        return;
    throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_7__/* .ContentError */ .y(`${files.name} contains different images for different programs: its ${_docker_manifest_js__WEBPACK_IMPORTED_MODULE_9__/* .dockerManifest */ .k}, which 'docker load' reads, lists a configuration that its index.json does not lead to. ${howToSave}`);
}
function entriesOf(bytes, name) {
    try {
        const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
        const index = (0,_json_js__WEBPACK_IMPORTED_MODULE_10__/* .parseUnambiguousJson */ .Z9)(text);
        const mistaken = Object.keys(index).find((key) => (0,_json_js__WEBPACK_IMPORTED_MODULE_10__/* .mistakenFor */ .eR)(key, ['manifests']));
        if (mistaken === undefined)
            return 'manifests' in index && Array.isArray(index.manifests) ? index.manifests : [];
        throw new SyntaxError(`some parsers treat its field '${mistaken}' as 'manifests'`);
    }
    catch (cause) {
        throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_7__/* .ContentError */ .y(`${name}/index.json is not valid, unambiguous JSON: ${cause.message}`, {
            cause,
        });
    }
}
function isNamed(root, name) {
    return (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .isDigest */ .Bc)(name) ? root.digest === name : namesOf(root).includes(name);
}
function namesOf({ annotations, digest }) {
    return [...nameAnnotations.flatMap((key) => annotations?.[key] ?? []), digest];
}
async function readManifest(files, descriptor, isRoot) {
    const { digest, mediaType } = descriptor;
    const bytes = await (0,_files_js__WEBPACK_IMPORTED_MODULE_5__/* .readSmall */ .o)(files, pathOf(digest));
    if (!bytes)
        throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_7__/* .ContentError */ .y(`${files.name} ${describeMissing(descriptor, isRoot)}`);
    const manifest = (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_4__/* .parseManifest */ .N)(bytes, mediaType, (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .algorithmOf */ .Hy)(digest));
    if (manifest.descriptor.digest !== digest)
        throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_7__/* .ContentError */ .y(`${files.name}: the content of ${digest} does not match its digest`);
    return manifest;
}
function describeMissing(descriptor, isRoot) {
    const { digest, platform } = descriptor;
    if ((0,_oci_attestations_js__WEBPACK_IMPORTED_MODULE_0__/* .isAttestation */ .H3)(descriptor))
        return `is missing attestations of its image (${digest}), which 'docker pull' does not fetch. If 'docker save' wrote it, publish the image without them: 'docker-archive:' instead of 'oci-archive:'.`;
    if (isRoot || !platform)
        return `is missing manifest ${digest}`;
    return `is missing the image for ${(0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_1__/* .formatPlatform */ .Bq)(platform)} (${digest}). Pull that platform before saving, or save only the others: docker save --platform <os/arch>.`;
}
function pathOf(digest) {
    return `blobs/${digest.replace(':', '/')}`;
}


}),

349:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  c: () => (listedNames)
});
const listLimit = 20;
const lengthLimit = 200;
function listedNames(names) {
    const unique = [...new Set(names)];
    const shown = unique.slice(0, listLimit).map(shownName).join(', ');
    const left = unique.length - listLimit;
    return left > 0 ? `${shown} and ${left} more` : shown;
}
function shownName(name) {
    const short = name.length > lengthLimit ? `${name.slice(0, lengthLimit)}\u2026` : name;
    return /^[\w.:/@+\u2026 -]+$/.test(short) ? short : JSON.stringify(short);
}


}),

4112:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  P: () => (VerifiedFile)
});
var _oci_content_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9964);
var _oci_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1564);


class VerifiedFile {
    size;
    #file;
    #digest;
    #name;
    #digester;
    #digested = 0;
    #found;
    constructor(file, { digest }, name) {
        this.size = file.size;
        this.#file = file;
        this.#digest = digest;
        this.#name = name;
        this.#digester = (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .digester */ .WF)((0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .algorithmOf */ .Hy)(digest));
    }
    async *read(start, end, signal) {
        if (start > this.#digested)
            await this.#catchUp(start, signal);
        if (this.size === 0)
            this.#take(new Uint8Array(), 0);
        let position = start;
        for await (const chunk of this.#file.read(start, end, signal)) {
            this.#take(chunk, position);
            position += chunk.length;
            yield chunk;
        }
    }
    async #catchUp(start, signal) {
        let position = this.#digested;
        for await (const chunk of this.#file.read(position, start, signal)) {
            this.#take(chunk, position);
            position += chunk.length;
        }
    }
    #take(chunk, position) {
        const known = this.#digested - position;
        if (known < chunk.length) {
            this.#digester.update(known === 0 ? chunk : chunk.subarray(known));
            this.#digested = position + chunk.length;
        }
        if (this.#digested === this.size)
            this.#found ??= this.#digester.digest();
        if (this.#found === undefined || this.#found === this.#digest)
            return;
        throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_1__/* .ContentError */ .y(`${this.#name} is corrupt: its content has the digest ${this.#found}. Export the image again.`);
    }
}


})

};
