export const modules = {
93442:
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

9002:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  g: () => (sizesOf),
  withComparisons: () => (withComparisons)
});

var compare_images = __webpack_require__(9149);
var attestations = __webpack_require__(82015);
var descriptor = __webpack_require__(46937);
var image_platform = __webpack_require__(67554);
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

var target = __webpack_require__(51208);
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

var blob_content = __webpack_require__(18895);
var stored_config = __webpack_require__(93442);
var json = __webpack_require__(99368);
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
