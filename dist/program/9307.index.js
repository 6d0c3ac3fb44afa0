export const id = 9307;
export const ids = [9307,9002];
export const modules = {

3442:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  q: () => (storedConfig)
});
function storedConfig(source, digest) {
    if (source.config)
        return source.config(digest);
    return source.origin ? undefined : source.blob(digest);
}


}),

9149:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  q: () => (compareImages),
  o: () => (largestChanges)
});

;// CONCATENATED MODULE: ./build/plan/comparison/align-layers.js
const weighedLimit = 100_000;
function alignLayers(before, after) {
    const shorter = Math.min(before.length, after.length);
    const isSame = (one, other) => one?.digest === other?.digest;
    let start = 0;
    while (start < shorter && isSame(before[start], after[start]))
        start++;
    let end = 0;
    while (end < shorter - start && isSame(before.at(-1 - end), after.at(-1 - end)))
        end++;
    const [oldEnd, newEnd] = [before.length - end, after.length - end];
    return [
        ...after.slice(0, start).map((layer, index) => paired(before[index], layer)),
        ...alignRest(before.slice(start, oldEnd), after.slice(start, newEnd)),
        ...after.slice(newEnd).map((layer, index) => paired(before[oldEnd + index], layer)),
    ];
}
function paired(before, after) {
    return { ...(before && { before }), ...(after && { after }) };
}
function alignRest(before, after) {
    if (before.length * after.length <= weighedLimit)
        return leastChange(before, after);
    return [...after.map((layer) => paired(undefined, layer)), ...before.map((layer) => paired(layer, undefined))];
}
function leastChange(before, after) {
    const costs = Array.from({ length: before.length + 1 }, () => new Array(after.length + 1).fill(0));
    const best = (row, column) => {
        const ways = waysFrom(before[row], after[column], row, column);
        const all = ways.map((way) => ({ ...way, cost: way.cost + (costs[way.row]?.[way.column] ?? 0) }));
        return all.reduce((found, way) => (found && found.cost <= way.cost ? found : way), undefined);
    };
    for (let row = before.length; row >= 0; row--) {
        const line = costs[row];
        for (let column = after.length; column >= 0; column--)
            line[column] = best(row, column)?.cost ?? 0;
    }
    const pairs = [];
    for (let way = best(0, 0); way; way = best(way.row, way.column))
        pairs.push(way.pair);
    return pairs;
}
function waysFrom(old, layer, row, column) {
    const both = old && layer && mayBePair(old, layer) ? [{ pair: paired(old, layer), cost: costOfPair(old, layer) }] : [];
    return [
        ...both.map((way) => ({ ...way, row: row + 1, column: column + 1 })),
        ...(old ? [{ pair: paired(old, undefined), cost: alone, row: row + 1, column }] : []),
        ...(layer ? [{ pair: paired(undefined, layer), cost: alone, row, column: column + 1 }] : []),
    ];
}
function mayBePair(before, after) {
    const [one, other] = [before.instruction, after.instruction];
    return before.digest === after.digest || one === undefined || other === undefined || one === other;
}
const alone = 0.5;
function costOfPair(before, after) {
    if (before.digest === after.digest)
        return 0;
    return 0.01 + (0.98 * Math.abs(before.size - after.size)) / Math.max(before.size, after.size, 1);
}

;// CONCATENATED MODULE: ./build/plan/comparison/compare-images.js

function compareImages(after, before) {
    const matches = matchPlatforms(after, before ?? []);
    const platforms = after.flatMap((image) => {
        const { layers, platform } = image;
        if (!layers)
            return [];
        const former = before && (matches.get(image) ?? { layers: [] });
        const compared = former?.layers ? alignLayers(former.layers, layers).map(comparedLayer) : layers.map(lone);
        const isOtherBase = former?.base && image.base && former.base !== image.base;
        return [
            {
                ...(platform !== undefined && { platform }),
                size: total(layers),
                ...(former?.layers && { before: total(former.layers) }),
                layers: compared,
                ...(isOtherBase && { otherBase: former.base }),
            },
        ];
    });
    const matched = new Set(matches.values());
    const gone = (before ?? []).filter((image) => !matched.has(image)).flatMap(({ platform }) => platform ?? []);
    return { platforms, gone };
}
function largestChanges({ layers }, limit) {
    return layers
        .filter(({ status, size, before }) => status !== 'alone' && size !== before)
        .toSorted((one, other) => Math.abs(other.size - other.before) - Math.abs(one.size - one.before))
        .slice(0, limit);
}
function matchPlatforms(after, before) {
    const [only, ...others] = after;
    const [former, ...more] = before;
    const isUnnamed = only && former && (only.platform === undefined || former.platform === undefined);
    if (isUnnamed && others.length === 0 && more.length === 0)
        return new Map([[only, former]]);
    const left = Map.groupBy(before, ({ platform }) => platform);
    return new Map(after.flatMap((image) => {
        const match = image.platform === undefined ? undefined : left.get(image.platform)?.shift();
        return match ? [[image, match]] : [];
    }));
}
function comparedLayer({ before, after }) {
    const { digest, instruction } = (after ?? before);
    const said = instruction ?? before?.instruction;
    return {
        status: statusOf(before, after),
        digest,
        size: after?.size ?? 0,
        before: before?.size ?? 0,
        ...(said !== undefined && { instruction: said }),
    };
}
function statusOf(before, after) {
    if (!before)
        return 'new';
    if (!after)
        return 'gone';
    return before.digest === after.digest ? 'same' : 'changed';
}
function lone({ digest, size, instruction }) {
    return { status: 'alone', digest, size, before: 0, ...(instruction !== undefined && { instruction }) };
}
function total(layers) {
    return layers.reduce((sum, { size }) => sum + size, 0);
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

9002:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  g: () => (sizesOf),
  withComparisons: () => (withComparisons)
});

var compare_images = __webpack_require__(9149);
var attestations = __webpack_require__(4396);
var descriptor = __webpack_require__(6937);
var image_platform = __webpack_require__(7554);
;// CONCATENATED MODULE: ./build/plan/comparison/image-layers.js



const depthLimit = 8;
function platformImages({ root, manifestOf, historyOf }) {
    const below = ({ children }, depth) => children.flatMap((child) => imagesAt(child, depth + 1));
    const imagesAt = (entry, depth) => {
        if (!(0,descriptor/* isManifest */.Yh)(entry) || (0,attestations/* isAttestation */.H3)(entry) || entry.platform?.os === 'unknown' || depth > depthLimit)
            return [];
        const manifest = manifestOf(entry.digest);
        if ((0,descriptor/* isIndex */.nw)(entry))
            return manifest ? below(manifest, depth) : [];
        return manifest ? imageIn(manifest, entry, historyOf) : [{ ...platformIn(entry), layers: undefined }];
    };
    return (0,descriptor/* isIndex */.nw)(root.descriptor) ? below(root, 1) : imageIn(root, root.descriptor, historyOf);
}
function imageIn({ blobs: [config, ...layers], baseDigest }, entry, historyOf) {
    if (!config || !(0,descriptor/* isImageConfig */._m)(config))
        return [];
    const history = historyOf(config.digest);
    const { platform = history?.platform } = platformIn(entry);
    const instructions = history?.instructions.length === layers.length ? history.instructions : [];
    return [
        {
            ...(platform !== undefined && { platform }),
            layers: layers.map(({ digest, size }, index) => {
                const instruction = instructions[index];
                return { digest, size, ...(instruction !== undefined && { instruction }) };
            }),
            ...(baseDigest && { base: baseDigest }),
        },
    ];
}
function platformIn({ platform }) {
    const found = (0,image_platform/* platformOf */.tj)(platform);
    return found ? { platform: (0,image_platform/* shownPlatform */.vV)(found) } : {};
}

var target = __webpack_require__(1208);
;// CONCATENATED MODULE: ./build/steps/comparison/previous-image.js



const manifestLimit = 24;
async function formerImage({ content: { manifests } }, outcome, image, historyOf) {
    for (const { tag, digest } of formerTags(outcome)) {
        const previous = { tag, name: `${(0,target/* formatTarget */.P)(outcome.target)}@${digest}` };
        if (digest === outcome.root?.digest)
            return { previous, platforms: image };
        const root = await manifests.known(digest);
        if (!root)
            continue;
        const all = await manifestsBelow(root, (child) => manifests.known(child));
        return { previous, platforms: platformImages({ root, manifestOf: (child) => all.get(child), historyOf }) };
    }
    return undefined;
}
function formerTags({ tags, root }) {
    const isTaken = ['published', 'overtaken', 'unconfirmed', 'unchanged'];
    const found = tags.filter(({ status }) => isTaken.includes(status));
    const former = found.flatMap(({ tag, before }) => (before ? [{ tag, digest: before }] : []));
    return [
        ...former.filter(({ digest }) => digest !== root?.digest),
        ...former.filter(({ digest }) => digest === root?.digest),
    ];
}
async function manifestsBelow(root, read) {
    const found = new Map();
    for (let level = root.children.filter(descriptor/* isManifest */.Yh); level.length > 0 && found.size < manifestLimit;) {
        const all = await Promise.all(level.slice(0, manifestLimit).map(({ digest }) => read(digest)));
        const fresh = all.filter((manifest) => manifest !== undefined && !found.has(manifest.descriptor.digest));
        for (const manifest of fresh)
            if (manifest)
                found.set(manifest.descriptor.digest, manifest);
        level = fresh.flatMap((manifest) => manifest?.children ?? []).filter(descriptor/* isManifest */.Yh);
    }
    return found;
}

var blob_content = __webpack_require__(8895);
var stored_config = __webpack_require__(3442);
var json = __webpack_require__(9368);
;// CONCATENATED MODULE: ./build/plan/comparison/instruction.js
const shell = /(?:\/usr)?\/bin\/(?:ba|da|a|z|k)?sh (?:-[a-z]+ (?:[a-z]+ )?)*-[a-z]*c /;
function instructionIn(createdBy) {
    const text = createdBy.replace(/\s+# buildkit$/, '').trim();
    const [, metadata] = /^\/bin\/sh -c #\(nop\)\s+(.*)$/s.exec(text) ?? [];
    if (metadata !== undefined)
        return metadata.trim();
    const command = text.replace(/^RUN /, '');
    const isRun = command !== text;
    const hasArguments = /^\|\d+ /.test(command);
    const found = shell.exec(command);
    if (found && (hasArguments || found.index === 0))
        return `RUN ${command.slice(found.index + found[0].length).trim()}`;
    if (hasArguments)
        return 'RUN \u2026';
    return isRun ? `RUN ${command}` : text;
}

;// CONCATENATED MODULE: ./build/plan/comparison/history.js



function readHistory(config, redact) {
    const fields = (0,json/* parseRecord */.Hh)(config);
    const platform = (0,image_platform/* platformOf */.tj)((0,image_platform/* platformInConfig */.r6)(fields));
    const entries = Array.isArray(fields.history) ? fields.history.filter(json/* isRecord */.u4) : [];
    return {
        ...(platform && { platform: (0,image_platform/* shownPlatform */.vV)(platform) }),
        instructions: entries.filter((entry) => entry.empty_layer !== true).map((entry) => instructionOf(entry, redact)),
    };
}
function instructionOf({ created_by: by }, redact) {
    return typeof by === 'string' && by !== '' ? instructionIn(redact(by)) : undefined;
}

;// CONCATENATED MODULE: ./build/steps/comparison/read-histories.js




const sizeLimit = 1024 * 1024;
const countLimit = 64;
async function readHistories(source, redact) {
    const first = source.image.manifests.flatMap(({ blobs }) => blobs.slice(0, 1));
    const configs = first.filter((blob) => (0,descriptor/* isImageConfig */._m)(blob) && blob.size <= sizeLimit).slice(0, countLimit);
    const found = configs.map(async (config) => {
        const text = await readConfig(source, config);
        return text === undefined ? [] : [[config.digest, readHistory(text, redact)]];
    });
    return new Map((await Promise.all(found)).flat());
}
async function readConfig(source, { digest, size }) {
    const content = (0,stored_config/* storedConfig */.q)(source, digest);
    if (content?.size !== size)
        return undefined;
    try {
        return (await (0,blob_content/* collectBytes */.y)((signal) => content.read(0, size, signal))).toString('utf8');
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/steps/comparison/compare-release.js




async function withComparisons(release, outcomes, redact) {
    const parts = new Map(release.flatMap((part) => part.pushes.map((push) => [push.target, { ...part, push }])));
    const read = new Map(await Promise.all(release.map(async ({ source }) => [source, await readImage(source, redact)])));
    return await Promise.all(outcomes.map(async (outcome) => {
        const part = parts.get(outcome.target);
        const image = part && read.get(part.source);
        const isThere = ['published', 'planned', 'unconfirmed'].includes(outcome.status);
        if (!part || !image || !isThere || image.platforms.length === 0)
            return outcome;
        return { ...outcome, comparison: await compare(part.source.image, image, part.push, outcome) };
    }));
}
async function sizesOf(source, redact) {
    const { platforms } = await readImage(source, redact);
    if (platforms.length === 0)
        return undefined;
    return { ...(0,compare_images/* compareImages */.q)(platforms, undefined), made: source.image.root.digest };
}
async function compare({ root }, { platforms, historyOf }, push, outcome) {
    const former = await formerImage(push, outcome, platforms, historyOf);
    return {
        ...(0,compare_images/* compareImages */.q)(platforms, former?.platforms),
        made: root.digest,
        ...(former && { previous: former.previous }),
    };
}
async function readImage(source, redact) {
    const { root, manifests } = source.image;
    const histories = await readHistories(source, redact);
    const all = new Map(manifests.map((manifest) => [manifest.descriptor.digest, manifest]));
    const historyOf = (config) => histories.get(config);
    const known = { root: all.get(root.digest), manifestOf: all.get.bind(all), historyOf };
    return { platforms: platformImages(known), historyOf };
}


}),

9307:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  keepImage: () => (keepImage)
});

var used_base = __webpack_require__(802);
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

var compare_release = __webpack_require__(9002);
var builder_for = __webpack_require__(7023);
var subjects = __webpack_require__(9399);
;// CONCATENATED MODULE: ./build/steps/publish/keep-image.js








async function keepImage(job) {
    const { named, request, dockerfile, trust, stop, environment } = job;
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
    const base = (0,used_base/* usedBase */.N)(request, dockerfile, metadata);
    const sizes = await (0,compare_release/* sizesOf */.g)(built, log.redact);
    return { names: named.names, outcomes: [], image, metadata, base, sizes, kept: `previous:${step}`, isDone: true };
}


})

};
