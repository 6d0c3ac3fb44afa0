import { modules as shared0 } from './shared-88862.index.js';
import { modules as shared1 } from './shared-24146.index.js';
import { modules as shared2 } from './shared-82015.index.js';
import { modules as shared3 } from './shared-18895.index.js';
import { modules as shared4 } from './shared-59657.index.js';
import { modules as shared5 } from './shared-83947.index.js';
import { modules as shared6 } from './shared-85647.index.js';
export const id = 127;
export const ids = [127,4379];
export const modules = {

...shared0,
...shared1,
...shared2,
...shared3,
...shared4,
...shared5,
...shared6,
96071:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  j: () => (settleAll),
  z: () => (MissingBlobs)
});
class MissingBlobs extends Error {
    name = 'MissingBlobs';
    digests;
    constructor(digests) {
        super(`a registry does not have ${digests.join(', ')}, which the builder did not send`);
        this.digests = digests;
    }
    get reason() {
        return `it no longer has ${this.digests.join(', ')}, which it had before`;
    }
}
async function settleAll(works) {
    const results = await Promise.allSettled(works);
    const errors = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    const missing = errors.filter((error) => error instanceof MissingBlobs);
    for (const error of errors)
        if (!(error instanceof MissingBlobs))
            throw error;
    if (missing.length > 0)
        throw new MissingBlobs([...new Set(missing.flatMap(({ digests }) => digests))]);
}


}),

80127:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  openDockerArchive: () => (openDockerArchive),
  openOciArchive: () => (openOciArchive)
});

var content_error = __webpack_require__(19964);
var oci_digest = __webpack_require__(1564);
var file_bytes = __webpack_require__(24146);
;// CONCATENATED MODULE: ./build/disk/magic-numbers.js
const magicNumbers = {
    gzip: Buffer.from([0x1f, 0x8b]),
    zstd: Buffer.from([0x28, 0xb5, 0x2f, 0xfd]),
    xz: Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a]),
    bzip2: Buffer.from('BZh'),
};
const magicLength = Math.max(...Object.values(magicNumbers).map(({ length }) => length));
function compressionIn(start) {
    const found = Object.entries(magicNumbers).find(([, bytes]) => bytes.equals(start.subarray(0, bytes.length)));
    return found?.[0];
}

var regular_file = __webpack_require__(16659);
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
    return {
        name: prefix === '' ? name : `${prefix}/${name}`,
        size: number(block, 124, 12),
        type,
        link: tar_header_text(block, 157, 100),
    };
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
    return { ...pathIn(fields, 'path'), ...pathIn(fields, 'linkpath'), ...sizeIn(fields) };
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
function pathIn(fields, key) {
    const path = fields.get(key);
    if (path === undefined)
        return {};
    if (path === '' || path.includes('\0'))
        throw new TarError('an extended header has a path that is empty or contains a NUL');
    return key === 'path' ? { path } : { link: path };
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

const linkLimit = 8;
const pathLimit = 4096;
const levelLimit = 100;
class TarMembers {
    #members = new Map();
    get paths() {
        return [...this.#members.values()].map(({ path }) => path);
    }
    add(member) {
        const path = normal(member.path);
        const { kind } = member;
        const key = foldedOf(path);
        const former = this.#members.get(key);
        if (former && (kind !== 'folder' || former.kind !== 'folder'))
            throw new TarError(`it contains ${quoted(path)} twice`);
        if (path === '' && kind !== 'folder')
            throw new TarError('it contains a file without a name');
        this.#members.set(key, { ...member, path });
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
    resolve(given) {
        let path = normal(given, 'refers to');
        for (let links = 0; links <= linkLimit; links++) {
            const { link, path: at } = this.#members.get(foldedOf(path)) ?? {};
            if (!link || at !== path)
                return this.find(path);
            path = normal(targetOf(path, link), 'refers to');
        }
        throw new TarError(`its entry ${quoted(given)} is a link that leads to more than ${linkLimit} others`);
    }
    #notFolderAbove(path) {
        const key = foldedOf(path);
        for (let end = key.lastIndexOf('/'); end > 0; end = key.lastIndexOf('/', end - 1)) {
            const above = this.#members.get(key.slice(0, end));
            if (above && above.kind !== 'folder')
                return above;
        }
        return undefined;
    }
}
function normal(given, verb = 'contains') {
    if (given.length > pathLimit)
        throw new TarError(`it ${verb} a path of more than ${pathLimit} characters`);
    const parts = given.split('/').filter((part) => part !== '' && part !== '.');
    if (parts.length > levelLimit)
        throw new TarError(`it ${verb} a path of more than ${levelLimit} levels`);
    const leadsOut = given.startsWith('/') || parts.includes('..') || given.includes('\\');
    if (leadsOut)
        throw new TarError(`it ${verb} ${quoted(given)}, which is not a relative path inside it`);
    return parts.join('/');
}
function targetOf(path, { target, isSymbolic }) {
    const own = isSymbolic ? path.split('/').slice(0, -1) : [];
    const parts = target.split('/').filter((part) => part !== '' && part !== '.');
    const up = Math.max(0, parts.findIndex((part) => part !== '..'));
    const down = parts.slice(up);
    const isInside = !/^\/|\\/.test(target) && up <= own.length && !down.includes('..');
    if (isInside)
        return [...own.slice(0, own.length - up), ...down].join('/');
    throw new TarError(`its entry ${quoted(path)} is a link that points outside it, to ${quoted(target)}`);
}
function foldedOf(path) {
    return path
        .normalize('NFC')
        .toUpperCase()
        .replaceAll(/(?<![. ])[. ]+(?=\/|$)/g, '');
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
    for await (const { path, type, entry, link } of entriesOf(archive)) {
        count += 1;
        if (count > entryLimit)
            throw new TarError(`it has more than ${entryLimit} entries`);
        if (!extensions.includes(type))
            members.add({ path, kind: kindOf(type, path), entry, ...linkOf(type, link) });
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
function linkOf(type, target) {
    return type === '1' || type === '2' ? { link: { target, isSymbolic: type === '2' } } : {};
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
        const { type } = header;
        yield { path: extension?.path ?? header.name, type, entry, link: extension?.link ?? header.link };
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
    const fields = type === 'K' ? { link: longName(bytes) } : type === 'L' ? { path: longName(bytes) } : parsePax(bytes);
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

var blob_content = __webpack_require__(18895);
;// CONCATENATED MODULE: ./build/sources/archive.js







async function openArchive(path, name = path) {
    const file = await (0,regular_file/* openRegular */.lf)(path).catch((cause) => {
        throw new content_error/* ContentError */.y(`${name} cannot be read: ${cause.message}`, { cause });
    });
    const guarded = async (work) => {
        try {
            return await work();
        }
        catch (cause) {
            throw new content_error/* ContentError */.y(`${name} cannot be read as an archive: ${cause.message}`, { cause });
        }
    };
    try {
        const stats = await file.stat({ bigint: true });
        const members = await guarded(() => indexArchive(file, name, Number(stats.size)));
        const place = { file, name, stamp: stats };
        return {
            name,
            find: async (entry) => storedFile(place, await guarded(() => members.find(entry))),
            resolve: async (entry) => storedFile(place, await guarded(() => members.resolve(entry))),
            [Symbol.asyncDispose]: () => file.close(),
        };
    }
    catch (error) {
        await file.close();
        throw error;
    }
}
async function indexArchive(file, name, size) {
    const start = await readAt(file, { name, start: 0, end: Math.min(magicLength, size) });
    const compression = compressionIn(start);
    if (compression)
        throw new Error(`it is compressed with ${compression}; decompress it first`);
    if (size < blockSize)
        throw new Error(size === 0 ? 'it is empty' : 'it is not a tar archive');
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

var docker_manifest = __webpack_require__(85647);
var sources_layout = __webpack_require__(34379);
var promises_ = __webpack_require__(51455);
var external_node_path_ = __webpack_require__(76760);
var oci_descriptor = __webpack_require__(46937);
var oci_manifest = __webpack_require__(95669);
var missing_blobs = __webpack_require__(96071);
var concurrency_limit = __webpack_require__(88862);
var format_amount = __webpack_require__(27186);
var wait = __webpack_require__(5898);
var attestations = __webpack_require__(82015);
var json_file = __webpack_require__(78238);
;// CONCATENATED MODULE: ./build/sources/docker/image-config.js



function parseImageConfig(config, where) {
    const { rootfs = {}, os, architecture } = (0,json_file/* checkedRecord */.F)((0,json_file/* parseJsonFile */.O)(config, where), fieldNames, where);
    const { diff_ids: diffIds } = (0,json_file/* checkedRecord */.F)(rootfs ?? {}, ['diff_ids'], `'rootfs' in ${where}`);
    const platform = typeof os === 'string' && typeof architecture === 'string' ? { os, architecture } : undefined;
    return { diffIds: digestsIn(diffIds ?? [], where), platform };
}
const fieldNames = ['rootfs', 'os', 'architecture'];
function digestsIn(diffIds, where) {
    if (!Array.isArray(diffIds))
        throw new content_error/* ContentError */.y(`${where} has 'diff_ids' that are not a list`);
    const invalid = diffIds.findIndex((digest) => typeof digest !== 'string' || !(0,oci_digest/* isDigest */.Bc)(digest));
    if (invalid < 0)
        return diffIds;
    throw new content_error/* ContentError */.y(`${where} has a diff ID that cannot be verified, for layer ${invalid + 1}`);
}

;// CONCATENATED MODULE: ./build/sources/docker/layers/layer-types.js
const [gzip, zstd] = [
    'application/vnd.oci.image.layer.v1.tar+gzip',
    'application/vnd.oci.image.layer.v1.tar+zstd',
];
const layerTypeOf = { gzip, zstd };
const layerTypes = new Map([
    [gzip, gzip],
    [zstd, zstd],
    ['application/vnd.docker.image.rootfs.diff.tar.gzip', gzip],
    ['application/vnd.docker.image.rootfs.diff.tar.zstd', zstd],
]);

;// CONCATENATED MODULE: ./build/sources/docker/layers/present-layers.js







const patience = 30_000;
const imageLimit = 4;
async function presentLayers(pushes, platform, signal) {
    const maps = await Promise.all(pushes.map(async (push) => ({ push, layers: await soon(push, platform, signal) })));
    const [first, ...others] = maps.filter(({ push }) => !push.failure).map(({ layers }) => layers);
    const common = new Map();
    for (const [diffId, layers] of first ?? []) {
        const isEverywhere = ({ digest }) => others.every((other) => other.get(diffId)?.some((layer) => layer.digest === digest));
        const shared = layers.find(isEverywhere);
        if (shared)
            common.set(diffId, shared);
    }
    return common;
}
async function soon(push, platform, signal) {
    const done = new AbortController();
    const late = (0,wait/* wait */.u)(patience, AbortSignal.any([signal, done.signal]));
    const found = await Promise.race([layersAt(push, platform, signal), late]).catch(() => undefined);
    done.abort();
    return found ?? new Map();
}
async function layersAt(push, platform, signal) {
    const { content, tags } = push;
    await tags.refresh();
    const found = new Map();
    const roots = await Promise.all(tags.digests.slice(0, imageLimit).map((digest) => content.manifests.get(digest)));
    const images = await Promise.all(roots.map((root) => imagesBelow(root, content, platform)));
    for (const image of images.flat().slice(0, imageLimit)) {
        for (const [diffId, layer] of await layersOf(image, content, signal)) {
            found.set(diffId, [...(found.get(diffId) ?? []), layer]);
        }
    }
    return found;
}
async function imagesBelow(root, { manifests }, platform) {
    if (!root)
        return [];
    if (root.children.length === 0)
        return [root];
    const isOurs = (child) => !(0,attestations/* isAttestation */.H3)(child) &&
        child.platform?.os === platform?.os &&
        child.platform?.architecture === platform?.architecture;
    const children = root.children.filter(isOurs).slice(0, imageLimit);
    const found = await Promise.all(children.map(({ digest }) => manifests.get(digest)));
    return found.filter((child) => child !== undefined);
}
async function layersOf({ blobs: [config, ...layers] }, { remote }, signal) {
    if (!config || config.size > oci_manifest/* manifestLimit */.t)
        return [];
    const bytes = await (0,blob_content/* collectBytes */.y)(() => remote.blobs.download(config, 0, signal));
    if ((0,oci_digest/* digestOf */.ol)(bytes, (0,oci_digest/* algorithmOf */.Hy)(config.digest)) !== config.digest)
        return [];
    const { diffIds } = parseImageConfig(bytes, 'the configuration');
    if (diffIds.length !== layers.length)
        return [];
    return layers.flatMap(({ mediaType, digest, size }, index) => {
        const type = layerTypes.get(mediaType);
        return type ? [[diffIds[index], { mediaType: type, digest, size }]] : [];
    });
}

var verified_file = __webpack_require__(94112);
var external_node_zlib_ = __webpack_require__(38522);
;// CONCATENATED MODULE: ./build/sources/docker/layers/decompress.js

const zstdWindowLog = 26;
const decompressors = {
    gzip: () => (0,external_node_zlib_.createGunzip)(),
    zstd: () => (0,external_node_zlib_.createZstdDecompress)({ params: { [external_node_zlib_.constants.ZSTD_d_windowLogMax]: zstdWindowLog } }),
};
async function decompress(content, compression, onData) {
    const stream = decompressors[compression]();
    const { promise: ended, resolve: end, reject: fail } = Promise.withResolvers();
    ended.catch(() => undefined);
    let [isOver, goOn] = [false, end];
    stream.on('data', onData);
    stream.once('error', (error) => {
        fail(error);
        goOn();
    });
    stream.once('end', () => {
        isOver = true;
        end();
        goOn();
    });
    try {
        for await (const chunk of content) {
            const { promise: written, resolve } = Promise.withResolvers();
            goOn = resolve;
            stream.write(chunk, () => resolve());
            await written;
            if (stream.errored)
                break;
            if (isOver)
                throw new Error('it has data after its end');
        }
        stream.end();
        await ended;
    }
    finally {
        stream.destroy();
    }
}

var broken_blob = __webpack_require__(59657);
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./build/sources/docker/layers/gzip.js


const deflate = (0,external_node_util_.promisify)(external_node_zlib_.deflateRaw);
const gzip_blockSize = 512 * 1024;
const windowSize = 32 * 1024;
const effort = { level: 4, memLevel: 9 };
const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
const lastBlock = Buffer.from([0x03, 0x00]);
const blocksAhead = 8;
async function gzip_gzip(content, write) {
    const pending = [];
    let [checksum, size, before] = [0, 0, Buffer.of()];
    let written = write(header);
    try {
        for await (const block of blocksOf(content)) {
            checksum = (0,external_node_zlib_.crc32)(block, checksum);
            size += block.length;
            written = writeAfter(written, compress(block, before), write);
            before = block.subarray(-windowSize);
            pending.push(written);
            if (pending.length === blocksAhead)
                await pending.shift();
        }
    }
    finally {
        await Promise.allSettled([written]);
    }
    await written;
    await write(Buffer.concat([lastBlock, trailer(checksum, size)]));
}
function writeAfter(before, compressed, write) {
    const written = Promise.all([compressed, before]).then(([bytes]) => write(bytes));
    written.catch(() => undefined);
    return written;
}
function compress(block, dictionary) {
    const finishFlush = external_node_zlib_.constants.Z_SYNC_FLUSH;
    const chunkSize = gzip_blockSize + 1024;
    return deflate(block, { ...effort, finishFlush, chunkSize, ...(dictionary.length > 0 && { dictionary }) });
}
async function* blocksOf(content) {
    let [block, filled] = [Buffer.allocUnsafeSlow(gzip_blockSize), 0];
    for await (const chunk of content) {
        for (let start = 0; start < chunk.length;) {
            const part = chunk.subarray(start, start + gzip_blockSize - filled);
            block.set(part, filled);
            filled += part.length;
            start += part.length;
            if (filled < gzip_blockSize)
                continue;
            yield block;
            [block, filled] = [Buffer.allocUnsafeSlow(gzip_blockSize), 0];
        }
    }
    if (filled > 0)
        yield block.subarray(0, filled);
}
function trailer(checksum, size) {
    const bytes = Buffer.alloc(8);
    bytes.writeUInt32LE(checksum, 0);
    bytes.writeUInt32LE(size % 2 ** 32, 4);
    return bytes;
}

;// CONCATENATED MODULE: ./build/sources/docker/layers/layer-file.js







async function compressInto(path, content) {
    const digests = (0,oci_digest/* digester */.WF)();
    const guarded = (work) => work.catch((cause) => {
        throw new broken_blob/* SpoolError */.a((0,external_node_path_.dirname)(path), cause);
    });
    await using file = await guarded((0,promises_.open)(path, 'wx', 0o600));
    await gzip_gzip(content, async (bytes) => {
        digests.update(bytes);
        await guarded(file.writeFile(bytes));
    });
    const stamp = await file.stat({ bigint: true });
    return {
        digest: digests.digest(),
        content: {
            size: Number(stamp.size),
            async *read(start, end, signal) {
                await using reading = await (0,regular_file/* openRegular */.lf)(path);
                yield* (0,file_bytes/* readBytes */.io)(reading, { name: path, start, end, stamp }, signal);
            },
        },
    };
}

;// CONCATENATED MODULE: ./build/sources/docker/layers/saved-layer.js









async function compressionOf({ content }, signal) {
    const start = await (0,blob_content/* collectBytes */.y)(() => content.read(0, Math.min(magicLength, content.size), signal));
    const found = compressionIn(start);
    return found === 'gzip' || found === 'zstd' ? found : undefined;
}
async function readyLayer(layer, options) {
    const { directory, present, signal } = options;
    const compression = await compressionOf(layer, signal);
    if (compression)
        return await keep(layer, compression, signal);
    const descriptor = present.get(layer.diffId);
    return descriptor ? await reuse(layer, descriptor, signal) : await saved_layer_compress(layer, directory, signal);
}
async function reuse({ name, diffId, content }, descriptor, signal) {
    const digests = (0,oci_digest/* digester */.WF)((0,oci_digest/* algorithmOf */.Hy)(diffId));
    for await (const chunk of content.read(0, content.size, signal))
        digests.update(chunk);
    check(name, digests.digest(), diffId);
    return { descriptor };
}
async function saved_layer_compress({ name, diffId, content }, directory, signal) {
    const digests = (0,oci_digest/* digester */.WF)((0,oci_digest/* algorithmOf */.Hy)(diffId));
    const path = (0,external_node_path_.join)(directory, `layer-${diffId.replace(':', '-')}`);
    const file = await compressInto(path, digested(content.read(0, content.size, signal), digests));
    check(name, digests.digest(), diffId);
    return ready(file.digest, file.content, 'gzip');
}
async function keep(layer, compression, signal) {
    const { name, diffId, content } = layer;
    const [outside, inside] = [(0,oci_digest/* digester */.WF)(), (0,oci_digest/* digester */.WF)((0,oci_digest/* algorithmOf */.Hy)(diffId))];
    const bytes = digested(content.read(0, content.size, signal), outside);
    await decompress(bytes, compression, (piece) => inside.update(piece)).catch((cause) => {
        signal.throwIfAborted();
        if (cause instanceof content_error/* ContentError */.y)
            throw cause;
        throw new content_error/* ContentError */.y(`${name} cannot be decompressed with ${compression}: ${cause.message}`, { cause });
    });
    check(name, inside.digest(), diffId);
    const digest = outside.digest();
    return ready(digest, new verified_file/* VerifiedFile */.P(content, { digest, size: content.size }, name), compression);
}
function ready(digest, content, compression) {
    return { descriptor: { mediaType: layerTypeOf[compression], digest, size: content.size }, content };
}
function check(name, found, diffId) {
    if (found === diffId)
        return;
    throw new content_error/* ContentError */.y(`${name} is not the layer that the image's configuration names: uncompressed, its digest is ${found} instead of ${diffId}. Save the image again.`);
}
async function* digested(content, digests) {
    for await (const chunk of content) {
        digests.update(chunk);
        yield chunk;
    }
}

;// CONCATENATED MODULE: ./build/sources/docker/layers/ready-layers.js




const large = 8 * 1024 * 1024;
const smallAtOnce = 4;
async function readyLayers({ layers, platform }, options) {
    const { signal, former, missing } = options;
    const turns = { large: new concurrency_limit/* ConcurrencyLimit */.D(1), small: new concurrency_limit/* ConcurrencyLimit */.D(smallAtOnce) };
    const failed = new AbortController();
    const each = { ...options, signal: AbortSignal.any([signal, failed.signal]) };
    const isKept = (layer) => layer && (layer.content || !missing.includes(layer.descriptor.digest));
    const works = new Map();
    const present = former.length > 0 ? new Map() : await findPresent({ layers, platform }, options);
    for (const [index, layer] of layers.entries()) {
        if (works.has(layer.diffId))
            continue;
        const before = former[index];
        const turn = layer.content.size > large ? turns.large : turns.small;
        const work = before && isKept(before) ? Promise.resolve(before) : turn.run(() => readyLayer(layer, { ...each, present }));
        void work.then((ready) => handOut(ready, options.contents)).catch((error) => failed.abort(error));
        works.set(layer.diffId, work);
    }
    await Promise.allSettled(works.values());
    failed.signal.throwIfAborted();
    return await Promise.all(layers.map(({ diffId }) => works.get(diffId)));
}
async function findPresent({ layers, platform }, { pushes, signal }) {
    for (const layer of layers) {
        if (!(await compressionOf(layer, signal)))
            return await presentLayers(pushes, platform, signal);
    }
    return new Map();
}
function handOut({ descriptor, content }, contents) {
    if (!content)
        return;
    for (const push of contents.filter(({ failure }) => !failure)) {
        push.ensure(descriptor, content).catch((error) => push.fail(error));
    }
}
function describeLayers(layers, ready) {
    const sum = (sizes) => (0,format_amount/* formatBytes */.z)(sizes.reduce((total, size) => total + size, 0));
    const reused = ready.filter(({ content }) => !content);
    const [saved, published] = [layers.map(({ content }) => content.size), ready.map(({ descriptor }) => descriptor.size)];
    const count = (0,format_amount/* formatCount */.B)(layers.length, 'layer');
    const hint = reused.length > 0 ? `; ${reused.length} of them reused from the targets` : '';
    return `Verified ${count} (${sum(saved)}, compressed ${sum(published)})${hint}`;
}

;// CONCATENATED MODULE: ./build/sources/docker/compose.js








async function composeImage(parts, options, opened) {
    const directory = await (0,promises_.mkdtemp)((0,external_node_path_.join)(options.temp, 'layers-'));
    const image = new ComposedImage(parts, { ...options, directory }, opened);
    try {
        await image.compose([]);
        return image;
    }
    catch (error) {
        await (0,promises_.rm)(directory, { recursive: true, force: true });
        throw error;
    }
}
class ComposedImage {
    name;
    absence;
    #parts;
    #options;
    #opened;
    #configDigest;
    #layers = [];
    #image;
    constructor(parts, options, opened) {
        this.name = parts.name;
        this.absence = `and neither does ${parts.name}. Save the image again.`;
        this.#parts = parts;
        this.#options = options;
        this.#opened = opened;
        this.#configDigest = (0,oci_digest/* digestOf */.ol)(parts.config);
    }
    get image() {
        return this.#image;
    }
    get resend() {
        if (this.#layers.every(({ content }) => content))
            return undefined;
        return async (missing) => {
            const isReused = this.#layers.some(({ descriptor, content }) => !content && missing.includes(descriptor.digest));
            if (!isReused)
                throw new missing_blobs/* MissingBlobs */.z(missing);
            this.#options.log.info('A target lacks layers that its image should have, so they have to be compressed');
            await this.compose(missing);
        };
    }
    blob(digest) {
        if (digest === this.#configDigest)
            return (0,blob_content/* contentOfBytes */.I)(this.#parts.config);
        return this.#layers.find(({ descriptor }) => descriptor.digest === digest)?.content;
    }
    async compose(missing) {
        const { layers } = this.#parts;
        this.#layers = await readyLayers(this.#parts, { ...this.#options, missing, former: this.#layers });
        this.#image = imageOf(this.#parts.config, this.#layers);
        this.#options.log.info(describeLayers(layers, this.#layers));
    }
    async [Symbol.asyncDispose]() {
        await (0,promises_.rm)(this.#options.directory, { recursive: true, force: true });
        await this.#opened[Symbol.asyncDispose]();
    }
}
function imageOf(bytes, layers) {
    const { ociManifest: mediaType } = oci_descriptor/* mediaTypes */.Ib;
    const config = {
        mediaType: 'application/vnd.oci.image.config.v1+json',
        digest: (0,oci_digest/* digestOf */.ol)(bytes),
        size: bytes.length,
    };
    const fields = { schemaVersion: 2, mediaType, config, layers: layers.map(({ descriptor }) => descriptor) };
    const manifest = (0,oci_manifest/* parseManifest */.N)(Buffer.from(JSON.stringify(fields)));
    const blobs = new Map(manifest.blobs.map((blob) => [blob.digest, blob]));
    return { root: manifest.descriptor, manifests: [manifest], blobs: [...blobs.values()] };
}

var sources_files = __webpack_require__(23806);
var reference = __webpack_require__(28732);
var listed_names = __webpack_require__(70349);
;// CONCATENATED MODULE: ./build/sources/docker/saved-images.js





const saved_images_fieldNames = ['Config', 'RepoTags', 'Layers'];
function parseSavedImages(bytes, where) {
    const entries = (0,json_file/* parseJsonFile */.O)(bytes, where);
    if (!Array.isArray(entries))
        throw new content_error/* ContentError */.y(`${where} is not a list of images`);
    return entries.map((entry, index) => parseEntry(entry, `entry ${index} of ${where}`));
}
function chooseSaved(images, name, where) {
    const [only, ...others] = name === undefined ? images : images.filter((image) => isNamed(image, name));
    if (only && others.every((other) => other.config === only.config))
        return only;
    const names = (0,listed_names/* listedNames */.c)(images.map(shownName));
    throw new content_error/* ContentError */.y(only
        ? `${where} contains several images: choose one of ${names}`
        : `${where} contains no image${name === undefined ? '' : ` named ${name}`}; available: ${names || 'none'}`);
}
function fullName(name) {
    const { repository, tag, digest } = (0,reference/* parseReference */.F2)(name) ?? {};
    if (!repository)
        return undefined;
    return `${(0,reference/* formatRepository */.Sh)(repository)}${digest ? `@${digest}` : `:${tag ?? 'latest'}`}`;
}
function isNamed({ names, config }, name) {
    if ((0,oci_digest/* isDigest */.Bc)(name))
        return config.includes(name.slice(name.indexOf(':') + 1));
    const full = fullName(name);
    return names.some((each) => each === name || (full !== undefined && fullName(each) === full));
}
function shownName({ names, config }) {
    const hex = /[0-9a-f]{64}/.exec(config)?.[0];
    return names.find((name) => fullName(name) !== undefined) ?? (hex ? `sha256:${hex}` : 'an image without a name');
}
function parseEntry(entry, where) {
    const fields = (0,json_file/* checkedRecord */.F)(entry, saved_images_fieldNames, where);
    const { Config: config } = fields;
    if (typeof config !== 'string' || config === '')
        throw new content_error/* ContentError */.y(`${where} has no 'Config'`);
    return { config, layers: strings(fields, 'Layers', where), names: strings(fields, 'RepoTags', where) };
}
function strings(entry, field, where) {
    const value = entry[field] ?? [];
    if (Array.isArray(value) && value.every((item) => typeof item === 'string'))
        return value;
    throw new content_error/* ContentError */.y(`${where} has a field '${field}' that is not a list of strings`);
}

;// CONCATENATED MODULE: ./build/sources/docker/image-parts.js








const howToSave = "Save it again with 'docker save', 'podman save' or 'skopeo copy \u2026 docker-archive:file'.";
async function partsOfArchive(files, chosen) {
    const { name } = files;
    const saved = await savedImage(files, chosen);
    const config = await (0,sources_files/* readSmall */.o)({ name, find: files.resolve }, saved.config);
    if (!config)
        throw new content_error/* ContentError */.y(`${name} lacks the configuration of its image, ${shown(saved.config)}. ${howToSave}`);
    checkId(config, chosen, name);
    const layers = [];
    for (const path of saved.layers) {
        const content = await files.resolve(path);
        if (!content)
            throw new content_error/* ContentError */.y(`${name} lists the layer ${shown(path)}, but has no file of that name. ${howToSave}`);
        layers.push({ path, content });
    }
    return withDiffIds({ name, config, layers });
}
function checkId(config, chosen, name) {
    if (chosen === undefined || !(0,oci_digest/* isDigest */.Bc)(chosen))
        return;
    const found = (0,oci_digest/* digestOf */.ol)(config, (0,oci_digest/* algorithmOf */.Hy)(chosen));
    if (found === chosen)
        return;
    throw new content_error/* ContentError */.y(`${name} has an image under the ID ${chosen} whose ID is ${found}. ${howToSave}`);
}
async function savedImage(files, chosen) {
    const { name } = files;
    const bytes = (await (0,sources_files/* readSmall */.o)(files, docker_manifest/* dockerManifest */.k)) ?? Buffer.of();
    return chooseSaved(parseSavedImages(bytes, `${name}/${docker_manifest/* dockerManifest */.k}`), chosen, name);
}
const uncompressed = ['application/vnd.oci.image.layer.v1.tar', 'application/vnd.docker.image.rootfs.diff.tar'];
async function partsOfLayout({ name, image, blob }) {
    const [manifest, ...others] = image.manifests;
    if (!manifest || others.length > 0)
        return undefined;
    const [first, ...descriptors] = manifest.blobs;
    const config = first && blob(first.digest);
    const layers = descriptors.flatMap(({ digest }) => {
        const content = blob(digest);
        return content ? [{ path: digest, content }] : [];
    });
    const isWhole = layers.length === descriptors.length;
    if (!config || config.size > oci_manifest/* manifestLimit */.t || !isWhole)
        return undefined;
    if (!descriptors.some(({ mediaType }) => uncompressed.includes(mediaType)))
        return undefined;
    return withDiffIds({ name, config: await (0,blob_content/* collectBytes */.y)((signal) => config.read(0, config.size, signal)), layers });
}
function withDiffIds({ name, config, layers }) {
    const { diffIds, platform } = parseImageConfig(config, `the configuration of the image in ${name}`);
    if (diffIds.length !== layers.length) {
        throw new content_error/* ContentError */.y(`${name} has ${layers.length} layers for an image whose configuration lists ${diffIds.length} diff IDs. ${howToSave}`);
    }
    const named = layers.map(({ path, content }, index) => ({
        name: `layer ${index + 1} of ${layers.length} (${shown(path)}) in ${name}`,
        diffId: diffIds[index],
        content,
    }));
    return { name, config, platform, layers: named };
}
function shown(path) {
    return JSON.stringify(path.length > 200 ? `${path.slice(0, 200)}\u2026` : path);
}

;// CONCATENATED MODULE: ./build/sources/docker/present-platform.js


function presentPlatform(tell) {
    return async (root, manifest, exists) => {
        const present = [];
        for (const child of manifest.children)
            if (await exists(child))
                present.push(child);
        const [only, ...others] = present.filter((child) => !(0,attestations/* isAttestation */.H3)(child));
        const isWhole = present.length === manifest.children.length;
        if (isWhole || !only || others.length > 0)
            return root;
        tell(describe(only, manifest));
        return only;
    };
}
function describe(only, { descriptor, children }) {
    const named = (child) => (0,attestations/* isAttestation */.H3)(child) ? 'attestations' : child.platform ? (0,oci_descriptor/* formatPlatform */.Bq)(child.platform) : child.digest;
    const all = [...new Set(children.map(named))].join(', ');
    return `Of the image ${descriptor.digest} (${all}), only ${named(only)} was pulled or saved. As with 'docker push', only that is published: ${only.digest}`;
}

;// CONCATENATED MODULE: ./build/sources/docker/open-archive.js









async function openDockerArchive(order) {
    return await withFiles(order, async (files) => {
        const isSaved = (await files.find(docker_manifest/* dockerManifest */.k)) !== undefined;
        const hasIndex = (await files.find('index.json')) !== undefined;
        if (isSaved && hasIndex) {
            const named = { ...order, ...(await nameInIndex(files, order.name)) };
            return await openBoth(files, named, presentPlatform((sentence) => order.log.notice(sentence)));
        }
        if (isSaved)
            return await openClassic(files, order);
        throw new content_error/* ContentError */.y(hasIndex
            ? `${files.name} is an OCI archive, not a Docker archive: write 'oci-archive:' instead of 'docker-archive:'`
            : `${files.name} is not a Docker archive: it has no ${docker_manifest/* dockerManifest */.k}. ${howToSave}`);
    });
}
async function openOciArchive(order) {
    return await withFiles(order, async (files) => {
        const isSaved = (await files.find(docker_manifest/* dockerManifest */.k)) !== undefined;
        if ((await files.find('index.json')) !== undefined) {
            return isSaved ? await openBoth(files, order) : await layoutIn(files, order.name);
        }
        if (!isSaved)
            return await layoutIn(files, order.name);
        throw new content_error/* ContentError */.y(`${files.name} is a Docker archive, not an OCI archive: write 'docker-archive:' instead of 'oci-archive:'`);
    });
}
async function withFiles({ location, shownAs, onClosed }, open) {
    const archive = await openArchive(location, shownAs);
    const close = async () => {
        await archive[Symbol.asyncDispose]();
        await onClosed?.();
    };
    const files = { ...archive, [Symbol.asyncDispose]: close };
    try {
        return await open(files);
    }
    catch (error) {
        await files[Symbol.asyncDispose]();
        throw error;
    }
}
async function openBoth(files, order, narrowing) {
    const layout = await layoutIn(files, order.name, narrowing);
    const parts = await partsOfLayout(layout);
    return parts ? await composeImage(parts, order, files) : layout;
}
async function layoutIn(files, name, narrowing) {
    const layout = await (0,sources_layout.openLayout)({ ...files, [Symbol.asyncDispose]: async () => undefined }, name, narrowing);
    return { ...layout, [Symbol.asyncDispose]: files[Symbol.asyncDispose] };
}
async function nameInIndex(files, name) {
    if (name !== undefined && (0,oci_digest/* isDigest */.Bc)(name))
        return { name };
    const [saved = ''] = (await savedImage(files, name)).names;
    return name === undefined ? {} : { name: fullName(saved) ?? name };
}
async function openClassic(files, order) {
    return await composeImage(await partsOfArchive(files, order.name), order, files);
}


})
};
