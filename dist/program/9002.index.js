export const id = 9002;
export const ids = [9002];
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


})

};
