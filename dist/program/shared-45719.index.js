export const modules = {
45719:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  g: () => (combineImages)
});

var content_error = __webpack_require__(19964);
var descriptor = __webpack_require__(46937);
var oci_image = __webpack_require__(83947);
var manifest = __webpack_require__(95669);
var image_platform = __webpack_require__(67554);
var index_entry = __webpack_require__(82672);
;// CONCATENATED MODULE: ./build/oci/index/entry-order.js


function inPlatformOrder(entries, platforms) {
    const wanted = platforms.map(image_platform/* parsePlatform */.FL);
    const placeOf = (entry) => {
        const found = (0,index_entry/* platformOfEntry */.Jg)(entry);
        const place = found ? wanted.findIndex((platform) => platform && (0,image_platform/* isForPlatform */.b)(platform, found)) : -1;
        return place < 0 ? wanted.length : place;
    };
    const images = entries.filter((entry) => (0,index_entry/* platformOfEntry */.Jg)(entry)).toSorted((a, b) => placeOf(a) - placeOf(b));
    const places = new Map(images.map(({ descriptor }, place) => [descriptor.digest, place]));
    const subjectOf = (entry) => {
        const subject = (0,index_entry/* attestedEntry */.Jf)(entry);
        return (subject && places.get(subject)) ?? images.length;
    };
    const others = entries.filter((entry) => !(0,index_entry/* platformOfEntry */.Jg)(entry));
    return [...images, ...others.toSorted((a, b) => subjectOf(a) - subjectOf(b))];
}

var select_entries = __webpack_require__(97772);
;// CONCATENATED MODULE: ./build/oci/index/new-image.js








async function combineImages(parts, composition) {
    const { platforms, order } = composition;
    const [first, ...others] = parts;
    const all = parts.flatMap(index_entry/* entriesOf */.Mc);
    const selected = platforms.length === 0 ? all : (0,select_entries/* selectEntries */.XO)(all, platforms);
    if (others.length === 0 && selected.length === all.length)
        return first.image;
    const united = others.length === 0 ? selected : (0,select_entries/* uniteEntries */.cG)(selected);
    const entries = order ? inPlatformOrder(united, order) : united;
    const known = new Map(parts.flatMap(({ image }) => image.manifests).map((each) => [each.descriptor.digest, each]));
    const [only, ...more] = entries;
    const isSingle = platforms.length > 0 && more.length === 0;
    const single = isSingle && only ? known.get(only.descriptor.digest) : undefined;
    const base = others.length === 0 ? (0,index_entry/* fieldsOf */.Pf)((0,index_entry/* rootOf */.I5)(first)) : { schemaVersion: 2, mediaType: descriptor/* mediaTypes */.Ib.ociIndex };
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
    const found = (0,index_entry/* platformOfEntry */.Jg)(entry);
    const own = entries.filter(({ platform }) => {
        const wanted = platform === undefined ? found : (0,image_platform/* parsePlatform */.FL)(platform);
        return found && wanted && (0,image_platform/* isForPlatform */.b)(wanted, found);
    });
    if (own.length === 0)
        return entry.fields;
    const before = Object(entry.fields.annotations);
    const annotations = Object.assign({}, before, ...own.map((each) => each.annotations));
    const { platform, ...fields } = entry.fields;
    return { ...fields, annotations, ...(platform !== undefined && { platform }) };
}


}),

41963:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  h: () => (combinedSource)
});

var reference = __webpack_require__(28732);
var stored_config = __webpack_require__(93442);
;// CONCATENATED MODULE: ./build/sources/combined/combined-referrers.js
function combinedReferrers(image, sources) {
    const all = sources.map(({ referrers }) => referrers?.of(image)).filter((referrers) => referrers !== undefined);
    return all.length === 0 ? undefined : together(all);
}
function together(all) {
    return {
        of: (image) => together(all.map((each) => each.of(image))),
        async count() {
            const counts = await Promise.all(all.map((each) => each.count()));
            const known = counts.filter((count) => count !== undefined);
            return known.length === 0 ? undefined : known.reduce((sum, count) => sum + count, 0);
        },
        open: async () => (await Promise.all(all.map((each) => each.open()))).flat(),
    };
}

;// CONCATENATED MODULE: ./build/sources/combined/combined-source.js



function combinedSource(image, sources, resources) {
    const [only, ...others] = sources;
    const referrers = combinedReferrers(image, sources);
    const hasOrigins = sources.some(({ origin }) => origin !== undefined);
    return {
        name: sources.map(({ name }) => name).join(', '),
        image,
        blob: (digest) => sources.map((source) => source.blob(digest)).find((content) => content !== undefined),
        config: (digest) => sources.map((source) => (0,stored_config/* storedConfig */.q)(source, digest)).find((content) => content !== undefined),
        ...(hasOrigins && { origin: (digest, near) => nearest(digest, near, sources) }),
        ...(referrers && { referrers }),
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


}),

72874:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  o: () => (readPart)
});
var _input_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(53587);
var _json_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(99368);
var _oci_blob_content_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(18895);
var _oci_content_error_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(19964);
var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(46937);
var _oci_index_image_platform_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(67554);
var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(95669);







async function readPart(name, source) {
    const { image } = source;
    const root = image.manifests.at(-1);
    if ((0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_1__/* .isIndex */ .nw)(root.descriptor))
        return { name, image };
    const [config] = root.blobs;
    if (!config || !(0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_1__/* .isImageConfig */ ._m)(config)) {
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('source', `${name} is an artifact (${config?.mediaType}), not a container image, ${consequence}`);
    }
    const platform = (0,_oci_index_image_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .platformInConfig */ .r6)((0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .parseRecord */ .Hh)(await readConfig(source, config)));
    if (platform)
        return { name, image, platform };
    throw new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('source', `the configuration of ${name} does not name its platform, ${consequence}`);
}
const consequence = 'so it cannot be combined with other images or selected by platform: publish it in a step of its own';
async function readConfig(source, { digest, size }) {
    const content = source.blob(digest);
    if (!content)
        throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_5__/* .ContentError */ .y(`The configuration ${digest} is missing, ${source.absence}`);
    if (size > _oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .manifestLimit */ .t) {
        throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_5__/* .ContentError */ .y(`${source.name}: the configuration ${digest} is larger than ${_oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .manifestLimit */ .t} bytes`);
    }
    return (await (0,_oci_blob_content_js__WEBPACK_IMPORTED_MODULE_6__/* .collectBytes */ .y)((signal) => content.read(0, size, signal))).toString('utf8');
}


})
};
