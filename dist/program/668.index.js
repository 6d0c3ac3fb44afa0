export const id = 668;
export const ids = [668];
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


})

};
