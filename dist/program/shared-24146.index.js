export const modules = {
24146:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  L2: () => (Chunks),
  ZL: () => (chunkSize),
  io: () => (readBytes)
});

var external_node_fs_ = __webpack_require__(73024);
var content_error = __webpack_require__(19964);
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


})
};
