export const id = 564;
export const ids = [564];
export const modules = {

/***/ 2564:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openSources: () => (/* binding */ openSources)
});

// EXTERNAL MODULE: ./build/input-error.js
var input_error = __webpack_require__(3587);
// EXTERNAL MODULE: ./build/oci/descriptor.js
var oci_descriptor = __webpack_require__(6937);
// EXTERNAL MODULE: ./build/oci/content-error.js
var content_error = __webpack_require__(9964);
// EXTERNAL MODULE: ./build/oci/image.js
var oci_image = __webpack_require__(3947);
// EXTERNAL MODULE: ./build/oci/manifest.js
var manifest = __webpack_require__(5669);
// EXTERNAL MODULE: ./build/oci/index/image-platform.js
var image_platform = __webpack_require__(7554);
// EXTERNAL MODULE: ./build/json.js
var json = __webpack_require__(9368);
// EXTERNAL MODULE: ./build/oci/attestations.js
var attestations = __webpack_require__(2015);
;// CONCATENATED MODULE: ./build/oci/index/index-entry.js




function rootOf({ image: { manifests } }) {
    return manifests.at(-1);
}
function fieldsOf({ bytes }) {
    return (0,json/* parseRecord */.Hh)(new TextDecoder().decode(bytes));
}
function entriesOf(part) {
    const root = rootOf(part);
    const { descriptor, children } = root;
    if (!(0,oci_descriptor/* isIndex */.nw)(descriptor)) {
        const { platform = {} } = part;
        const { mediaType, digest, size } = descriptor;
        return [{ part: part.name, descriptor, fields: { mediaType, digest, size, platform } }];
    }
    const { manifests } = fieldsOf(root);
    return children.map((child, index) => ({ part: part.name, descriptor: child, fields: manifests[index] ?? {} }));
}
function platformOfEntry({ descriptor, fields }) {
    return (0,attestations/* isAttestation */.H3)(descriptor) ? undefined : (0,image_platform/* platformOf */.tj)(fields.platform);
}
function attestedEntry({ descriptor }) {
    return (0,attestations/* isAttestation */.H3)(descriptor) ? (0,attestations/* attestedBy */.W_)(descriptor) : undefined;
}

;// CONCATENATED MODULE: ./build/oci/index/select-entries.js



function selectEntries(entries, platforms) {
    const wanted = platforms.map((text) => ({ text, platform: (0,image_platform/* parsePlatform */.FL)(text) }));
    const isOf = (entry, { platform }) => {
        const found = platformOfEntry(entry);
        return platform !== undefined && found !== undefined && (0,image_platform/* isForPlatform */.b)(platform, found);
    };
    const missing = wanted.filter((each) => !entries.some((entry) => isOf(entry, each)));
    (0,input_error/* throwAll */.K)(missing.map(({ text }) => new input_error/* InputError */.d('platforms', whyMissing(text, entries))));
    const images = new Set(entries.filter((entry) => wanted.some((each) => isOf(entry, each))));
    const digests = new Set([...images].map(({ descriptor }) => descriptor.digest));
    return entries.filter((entry) => {
        const attested = attestedEntry(entry);
        return attested ? digests.has(attested) : images.has(entry);
    });
}
function whyMissing(text, entries) {
    const known = entries.map(platformOfEntry).filter((platform) => platform !== undefined);
    const shown = [...new Set(known.map(image_platform/* shownPlatform */.vV))].join(', ');
    const parts = [...new Set(entries.map(({ part }) => part))].join(', ');
    return `${parts} ${shown ? `has no image for ${text}, only for ${shown}` : `names no platforms, so ${text} cannot be selected`}`;
}
function uniteEntries(entries) {
    const united = new Map();
    for (const entry of entries) {
        const id = `${entry.descriptor.digest} ${keyOf(entry)}`;
        if (!united.has(id))
            united.set(id, entry);
    }
    (0,input_error/* throwAll */.K)(clashes([...united.values()]));
    return [...united.values()];
}
function keyOf(entry) {
    const platform = platformOfEntry(entry);
    return platform && (0,image_platform/* platformKey */.Ng)(platform);
}
function clashes(entries) {
    const firsts = new Map();
    return entries.flatMap((entry) => {
        const key = keyOf(entry);
        if (key === undefined)
            return [];
        const first = firsts.get(key) ?? entry;
        firsts.set(key, first);
        return first.part === entry.part ? [] : [clash(first, entry)];
    });
}
function clash(one, other) {
    const both = [one, other].map(({ part, descriptor }) => `${part} (${descriptor.digest})`).join(' and ');
    const platform = platformOfEntry(other);
    const shown = platform ? (0,image_platform/* shownPlatform */.vV)(platform) : '';
    return new input_error/* InputError */.d('source', `${both} both have an image for ${shown}: remove one of the two lines`);
}

;// CONCATENATED MODULE: ./build/oci/index/new-image.js







async function combineImages(parts, composition) {
    const { platforms } = composition;
    const [first, ...others] = parts;
    const all = parts.flatMap(entriesOf);
    const selected = platforms.length === 0 ? all : selectEntries(all, platforms);
    if (others.length === 0 && selected.length === all.length)
        return first.image;
    const entries = others.length === 0 ? selected : uniteEntries(selected);
    const known = new Map(parts.flatMap(({ image }) => image.manifests).map((each) => [each.descriptor.digest, each]));
    const [only, ...more] = entries;
    const isSingle = platforms.length > 0 && more.length === 0;
    const single = isSingle && only ? known.get(only.descriptor.digest) : undefined;
    const base = others.length === 0 ? fieldsOf(rootOf(first)) : { schemaVersion: 2, mediaType: oci_descriptor/* mediaTypes */.Ib.ociIndex };
    const root = single ?? newIndex(base, entries, composition);
    return await (0,oci_image/* collectImage */.Q)(root.descriptor, ({ digest, mediaType }) => {
        const manifest = digest === root.descriptor.digest ? root : known.get(digest);
        if (manifest)
            return manifest;
        throw new content_error/* ContentError */.y(`manifest ${digest} (${mediaType}) is missing from the sources`);
    });
}
function newIndex(base, entries, composition) {
    const before = Object(base.annotations);
    const annotations = { ...before, ...composition.index };
    const fields = {
        ...base,
        manifests: entries.map((entry) => annotated(entry, composition)),
        ...(Object.keys(annotations).length > 0 && { annotations }),
    };
    return (0,manifest/* parseManifest */.N)(new TextEncoder().encode(JSON.stringify(fields, null, 2)));
}
function annotated(entry, { entries }) {
    const found = platformOfEntry(entry);
    const own = entries.filter(({ platform }) => {
        const wanted = platform === undefined ? found : (0,image_platform/* parsePlatform */.FL)(platform);
        return found && wanted && (0,image_platform/* isForPlatform */.b)(wanted, found);
    });
    if (own.length === 0)
        return entry.fields;
    const before = Object(entry.fields.annotations);
    return { ...entry.fields, annotations: Object.assign({}, before, ...own.map(({ annotations }) => annotations)) };
}

// EXTERNAL MODULE: ./build/oci/distribution/reference.js
var reference = __webpack_require__(8732);
;// CONCATENATED MODULE: ./build/sources/combined/combined-source.js

function combinedSource(image, sources, resources) {
    const [only, ...others] = sources;
    const hasOrigins = sources.some(({ origin }) => origin !== undefined);
    return {
        name: sources.map(({ name }) => name).join(', '),
        image,
        blob: (digest) => sources.map((source) => source.blob(digest)).find((content) => content !== undefined),
        ...(hasOrigins && { origin: (digest, near) => nearest(digest, near, sources) }),
        absence: only && others.length === 0
            ? only.absence
            : "and neither does any line of 'source'. Name complete images, or list a repository that has it in 'mount-from'.",
        [Symbol.asyncDispose]: () => resources[Symbol.asyncDispose](),
    };
}
function nearest(digest, near, sources) {
    const all = sources.map(({ origin }) => origin?.(digest)).filter((origin) => origin !== undefined);
    if (!near)
        return all[0];
    const here = all.find((origin) => (0,reference/* sameRepository */.RB)(origin, near));
    return here ?? all.find(({ registry }) => registry === near.registry) ?? all[0];
}

// EXTERNAL MODULE: ./build/oci/blob-content.js
var blob_content = __webpack_require__(8895);
;// CONCATENATED MODULE: ./build/sources/combined/part-platform.js







const configTypes = ['application/vnd.oci.image.config.v1+json', 'application/vnd.docker.container.image.v1+json'];
async function readPart(source) {
    const { name, image } = source;
    const root = image.manifests.at(-1);
    if ((0,oci_descriptor/* isIndex */.nw)(root.descriptor))
        return { name, image };
    const [config] = root.blobs;
    const type = config?.mediaType;
    if (!config || !configTypes.includes(type ?? '')) {
        throw new input_error/* InputError */.d('source', `${name} is an artifact (${type}), not a container image, ${consequence}`);
    }
    const platform = (0,image_platform/* platformInConfig */.r6)((0,json/* parseRecord */.Hh)(await readConfig(source, config)));
    if (platform)
        return { name, image, platform };
    throw new input_error/* InputError */.d('source', `the configuration of ${name} does not name its platform, ${consequence}`);
}
const consequence = 'so it cannot be combined with other images or selected by platform: publish it in a step of its own';
async function readConfig(source, { digest, size }) {
    const content = source.blob(digest);
    if (!content)
        throw new content_error/* ContentError */.y(`The configuration ${digest} is missing, ${source.absence}`);
    if (size > manifest/* manifestLimit */.t) {
        throw new content_error/* ContentError */.y(`${source.name}: the configuration ${digest} is larger than ${manifest/* manifestLimit */.t} bytes`);
    }
    return (await (0,blob_content/* collectBytes */.y)((signal) => content.read(0, size, signal))).toString('utf8');
}

;// CONCATENATED MODULE: ./build/sources/combined/open-sources.js





async function openSources(openers, composition, log) {
    await using opened = new AsyncDisposableStack();
    const results = await Promise.allSettled(openers.map((open) => open()));
    const sources = results.flatMap((result) => (result.status === 'fulfilled' ? [opened.use(result.value)] : []));
    (0,input_error/* throwAll */.K)(results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : [])));
    const [first] = sources;
    if (first && sources.length === 1 && composition.platforms.length === 0) {
        opened.move();
        return first;
    }
    const parts = await Promise.all(sources.map(readPart));
    const image = await combineImages(parts, composition);
    tell(image, sources, log);
    return combinedSource(image, sources, opened.move());
}
function tell(image, sources, log) {
    const { root, manifests } = image;
    if (sources.some((source) => source.image.root.digest === root.digest))
        return;
    const names = sources.map(({ name }) => name).join(', ');
    log.info(`${root.digest} is another image than ${names}: signatures and other referrers of those are not referrers of it`);
    for (const { digest, platform } of manifests.at(-1)?.children ?? []) {
        if (platform && platform.os !== 'unknown')
            log.info(`${(0,oci_descriptor/* formatPlatform */.Bq)(platform)}: ${digest}`);
    }
}


/***/ })

};
