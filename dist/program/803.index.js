export const id = 803;
export const ids = [803];
export const modules = {

/***/ 4146:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  L2: () => (/* binding */ Chunks),
  ZL: () => (/* binding */ chunkSize),
  io: () => (/* binding */ readBytes)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./build/oci/content-error.js
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


/***/ }),

/***/ 8895:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ contentOfBytes),
/* harmony export */   y: () => (/* binding */ collectBytes)
/* harmony export */ });
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


/***/ }),

/***/ 9964:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ WrongContent),
/* harmony export */   y: () => (/* binding */ ContentError)
/* harmony export */ });
class ContentError extends Error {
    name = 'ContentError';
}
class WrongContent extends ContentError {
}


/***/ }),

/***/ 3803:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openArchive: () => (/* binding */ openArchive)
});

// EXTERNAL MODULE: ./build/disk/file-bytes.js + 1 modules
var file_bytes = __webpack_require__(4146);
// EXTERNAL MODULE: ./build/disk/regular-file.js
var regular_file = __webpack_require__(6659);
;// CONCATENATED MODULE: ./build/disk/tar/tar-header.js
const blockSize = 512;
function parseTarHeader(block) {
    if (isZero(block))
        return undefined;
    if (octalIn(block, 148, 8) !== checksum(block))
        throw new TarError('it is not a tar archive, or it is corrupt');
    const type = tar_header_text(block, 156, 1) || '0';
    const name = tar_header_text(block, 0, 100);
    const prefix = prefixOf(block);
    return { name: prefix === '' ? name : `${prefix}/${name}`, size: number(block, 124, 12), type };
}
class TarError extends Error {
    name = 'TarError';
}
const zeros = Buffer.alloc(64 * 1024);
function isZero(bytes) {
    return bytes.equals(zeros.subarray(0, bytes.length));
}
function checksum(block) {
    let sum = 8 * 0x20;
    for (const [index, byte] of block.entries())
        if (index < 148 || index >= 156)
            sum += byte;
    return sum;
}
function tar_header_text(block, start, length) {
    const field = block.subarray(start, start + length);
    const end = field.indexOf(0);
    return field.toString('utf8', 0, end < 0 ? length : end);
}
function prefixOf(block) {
    const magic = block.toString('latin1', 257, 265);
    if (magic.startsWith('ustar\0')) {
        if (block.toString('latin1', 508, 512) === 'tar\0')
            throw new TarError('it is in star format; create it in pax format');
        return tar_header_text(block, 345, 155);
    }
    const times = block.toString('latin1', 345, 369);
    if (magic === 'ustar  \0' && !/^[0-7\0 ]*$/.test(times))
        throw new TarError('a header has a time that is not a number');
    return '';
}
function number(block, start, length) {
    const first = block[start] ?? 0;
    if ((first & 0x80) === 0) {
        const value = octalIn(block, start, length);
        if (value === undefined)
            throw new TarError('a header field is not a number');
        return value;
    }
    if (first !== 0x80)
        throw new TarError('a number in a header field is too large');
    const value = block.subarray(start + 1, start + length).reduce((total, byte) => total * 256 + byte, 0);
    if (!Number.isSafeInteger(value))
        throw new TarError('a number in a header field is too large');
    return value;
}
function octalIn(block, start, length) {
    const digits = /^ *([0-7]+)[ \0]*$/.exec(block.toString('latin1', start, start + length))?.[1];
    return digits === undefined ? undefined : Number.parseInt(digits, 8);
}

;// CONCATENATED MODULE: ./build/disk/tar/pax.js

const refused = /^(?:GNU\.sparse|GNU\.volume|SCHILY\.realsize|SCHILY\.filetype|SCHILY\.volhdr)/;
function parsePax(bytes) {
    const fields = new Map();
    for (let start = 0; start < bytes.length;) {
        const { key, value, end } = recordAt(bytes, start);
        if (refused.test(key))
            throw new TarError('it contains a sparse file, or a file of a special type');
        if (fields.has(key))
            throw new TarError(`an extended header sets ${JSON.stringify(key)} twice`);
        fields.set(key, value);
        start = end;
    }
    return { ...pathIn(fields), ...sizeIn(fields) };
}
function recordAt(bytes, start) {
    const space = bytes.indexOf(' ', start);
    const digits = space < 0 || space > start + 10 ? '' : bytes.toString('latin1', start, space);
    const end = start + Number(/^[1-9]\d*$/.test(digits) ? digits : 0);
    const equals = bytes.indexOf('=', space);
    const isRecord = space < equals && equals < end && end <= bytes.length && bytes[end - 1] === newline;
    if (!isRecord)
        throw new TarError('an extended header is malformed');
    return { key: bytes.toString('utf8', space + 1, equals), value: bytes.toString('utf8', equals + 1, end - 1), end };
}
const newline = 0x0a;
function pathIn(fields) {
    const path = fields.get('path');
    if (path === undefined)
        return {};
    if (path === '' || path.includes('\0'))
        throw new TarError('an extended header has a path that is empty or contains a NUL');
    return { path };
}
function sizeIn(fields) {
    const size = fields.get('size');
    if (size === undefined)
        return {};
    if (!/^\d{1,15}$/.test(size))
        throw new TarError('an extended header has a size that is not a number');
    return { size: Number(size) };
}

;// CONCATENATED MODULE: ./build/disk/tar/tar-members.js

const pathLimit = 4096;
class TarMembers {
    #members = new Map();
    get paths() {
        return [...this.#members.values()].map(({ path }) => path);
    }
    add(given, kind, entry) {
        const path = normal(given);
        const key = foldedOf(path);
        const former = this.#members.get(key);
        if (former && (kind !== 'folder' || former.kind !== 'folder'))
            throw new TarError(`it contains ${quoted(path)} twice`);
        if (path === '' && kind !== 'folder')
            throw new TarError('it contains a file without a name');
        this.#members.set(key, { path, kind, entry });
    }
    check() {
        for (const { path } of this.#members.values()) {
            const above = this.#notFolderAbove(path);
            if (above)
                throw new TarError(`it contains ${quoted(path)} under ${quoted(above.path)}, which is not a directory`);
        }
    }
    find(path) {
        const found = this.#members.get(foldedOf(path)) ?? this.#notFolderAbove(path);
        if (!found || found.kind === 'folder')
            return undefined;
        if (found.kind !== 'file')
            throw new TarError(`its entry ${quoted(found.path)} is a ${found.kind}, not a file`);
        if (found.path !== path)
            throw new TarError(`it contains ${quoted(found.path)} instead of ${quoted(path)}`);
        return found.entry;
    }
    #notFolderAbove(path) {
        for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
            const above = this.#members.get(foldedOf(path.slice(0, end)));
            if (above && above.kind !== 'folder')
                return above;
        }
        return undefined;
    }
}
function normal(given) {
    if (given.length > pathLimit)
        throw new TarError(`it contains a path of more than ${pathLimit} characters`);
    const parts = given.split('/').filter((part) => part !== '' && part !== '.');
    const leadsOut = given.startsWith('/') || parts.includes('..') || given.includes('\\');
    if (leadsOut)
        throw new TarError(`it contains ${quoted(given)}, which is not a relative path inside it`);
    return parts.join('/');
}
function foldedOf(path) {
    return path
        .normalize('NFC')
        .toUpperCase()
        .replaceAll(/[. ]+(?=\/|$)/g, '');
}
function quoted(path) {
    return JSON.stringify(path.length > 200 ? `${path.slice(0, 200)}\u2026` : path);
}

;// CONCATENATED MODULE: ./build/disk/tar/tar.js



const entryLimit = 100_000;
const extensionLimit = 1024 * 1024;
const octalLimit = 8 ** 11;
const piece = 64 * 1024;
const kinds = {
    '0': 'file',
    '1': 'link',
    '2': 'link',
    '3': 'device',
    '4': 'device',
    '5': 'folder',
    '6': 'device',
};
const tar_refused = {
    S: 'it contains a sparse file',
    M: 'it is one volume of a multi-volume archive',
};
const extensions = 'LKxg';
async function indexTar(archive) {
    const members = new TarMembers();
    let count = 0;
    for await (const { path, type, entry } of entriesOf(archive)) {
        count += 1;
        if (count > entryLimit)
            throw new TarError(`it has more than ${entryLimit} entries`);
        if (!extensions.includes(type))
            members.add(path, kindOf(type, path), entry);
    }
    members.check();
    return members;
}
function kindOf(type, path) {
    const kind = kinds[type];
    if (!kind)
        throw new TarError(`it contains an entry of unknown type ${JSON.stringify(type)}`);
    if (kind === 'file' && path.endsWith('/'))
        throw new TarError('it contains a file whose name ends in a slash');
    return kind;
}
async function* entriesOf(archive) {
    let extension;
    let position = 0;
    while (position < archive.size) {
        if (position + blockSize > archive.size)
            throw new TarError('it is truncated');
        const header = parseTarHeader(await archive.read(position, blockSize));
        if (!header)
            break;
        const entry = locate(header, extension, position, archive);
        yield { path: extension?.path ?? header.name, type: header.type, entry };
        extension = await extensionOf(header, entry, archive, extension);
        position = entry.start + Math.ceil(entry.size / blockSize) * blockSize;
    }
    if (extension || position > archive.size)
        throw new TarError('it is truncated');
    await checkEnd(position, archive);
}
async function checkEnd(end, archive) {
    for (let position = end; position < archive.size; position += piece) {
        const rest = await archive.read(position, Math.min(piece, archive.size - position));
        if (!isZero(rest))
            throw new TarError('it has data after its end');
    }
}
function locate({ type, size: said }, extension, position, archive) {
    const objection = tar_refused[type];
    if (objection)
        throw new TarError(objection);
    const isExtension = extensions.includes(type);
    const size = isExtension ? said : sizeOf(said, extension?.size);
    const entry = { start: position + blockSize, size };
    if (!isExtension && type !== '0' && size > 0)
        throw new TarError('it has content for an entry that is not a file');
    if (isExtension && size > extensionLimit)
        throw new TarError('it has a header larger than 1 MiB');
    if (entry.start + size > archive.size)
        throw new TarError('it is truncated');
    return entry;
}
function sizeOf(said, extended) {
    if (extended === undefined || extended === said)
        return said;
    if (said === 0 && extended >= octalLimit)
        return extended;
    throw new TarError('it gives two sizes for one file');
}
async function extensionOf({ type }, entry, archive, former) {
    if (!extensions.includes(type))
        return undefined;
    const bytes = await archive.read(entry.start, entry.size);
    const fields = type === 'K' ? {} : type === 'L' ? { path: longName(bytes) } : parsePax(bytes);
    const keys = Object.keys(fields);
    if (type === 'g' && keys.length > 0)
        throw new TarError('it sets one name or size for all files');
    if (former && keys.some((key) => key in former))
        throw new TarError('it gives two names or sizes for one file');
    return { ...former, ...fields };
}
function longName(bytes) {
    const path = bytes.toString('utf8').replace(/\0.*$/s, '');
    if (path === '')
        throw new TarError('it has an empty long name');
    return path;
}

// EXTERNAL MODULE: ./build/oci/blob-content.js
var blob_content = __webpack_require__(8895);
// EXTERNAL MODULE: ./build/oci/content-error.js
var content_error = __webpack_require__(9964);
;// CONCATENATED MODULE: ./build/sources/archive.js





const compressions = [
    { name: 'gzip', start: Buffer.from([0x1f, 0x8b]) },
    { name: 'zstd', start: Buffer.from([0x28, 0xb5, 0x2f, 0xfd]) },
    { name: 'xz', start: Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a]) },
    { name: 'bzip2', start: Buffer.from('BZh') },
];
async function openArchive(path) {
    const file = await (0,regular_file/* openRegular */.l)(path).catch((cause) => {
        throw new content_error/* ContentError */.y(`${path} cannot be read: ${cause.message}`, { cause });
    });
    const guarded = async (work) => {
        try {
            return await work();
        }
        catch (cause) {
            throw new content_error/* ContentError */.y(`${path} cannot be read as an archive: ${cause.message}`, { cause });
        }
    };
    try {
        const stats = await file.stat({ bigint: true });
        const members = await guarded(() => indexArchive(file, path, Number(stats.size)));
        const place = { file, name: path, stamp: stats };
        return {
            name: path,
            find: async (entry) => storedFile(place, await guarded(() => members.find(entry))),
            [Symbol.asyncDispose]: () => file.close(),
        };
    }
    catch (error) {
        await file.close();
        throw error;
    }
}
async function indexArchive(file, name, size) {
    const start = await readAt(file, { name, start: 0, end: Math.min(8, size) });
    const compression = compressions.find((known) => start.subarray(0, known.start.length).equals(known.start));
    if (compression)
        throw new Error(`it is compressed with ${compression.name}; decompress it first`);
    return await indexTar({ size, read: (from, length) => readAt(file, { name, start: from, end: from + length }) });
}
async function readAt(file, range) {
    return await (0,blob_content/* collectBytes */.y)((signal) => (0,file_bytes/* readBytes */.io)(file, range, signal));
}
function storedFile({ file, name, stamp }, entry) {
    if (!entry)
        return undefined;
    const { start: first, size } = entry;
    return {
        size,
        read: (start, end, signal) => (0,file_bytes/* readBytes */.io)(file, { name, start: first + start, end: first + end, stamp }, signal),
    };
}


/***/ })

};
