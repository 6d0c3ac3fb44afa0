export const id = 173;
export const ids = [173];
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


})

};
