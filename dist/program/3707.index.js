export const id = 3707;
export const ids = [3707];
export const modules = {

23707:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  runOnly: () => (runOnly)
});

var state = __webpack_require__(12484);
var input_error = __webpack_require__(53587);
var content_error = __webpack_require__(19964);
var command_intake = __webpack_require__(30356);
var layout_writer = __webpack_require__(9359);
var keep = __webpack_require__(90941);
var kept_record = __webpack_require__(46645);
;// CONCATENATED MODULE: ./build/sources/kept/keep-source.js




async function keepSource(source, place, signal) {
    const { root, manifests, blobs } = source.image;
    const directory = await (0,keep/* makeLayout */.zz)(place);
    const layout = (0,kept_record/* layoutIn */.qs)(directory);
    const writer = new layout_writer/* LayoutWriter */.s1(layout, () => undefined);
    await (0,keep/* writing */.dV)(place, async () => {
        for (const blob of blobs)
            await copy(blob, source, writer, signal);
        for (const { descriptor, bytes } of manifests)
            await (0,layout_writer/* writeBlob */.Zh)(layout, descriptor, bytes);
        await (0,layout_writer/* writeIndex */._M)(layout, root);
    });
    await (0,keep/* moveToFolder */.jX)(directory, root.digest, place);
}
async function copy(blob, source, to, signal) {
    const content = source.blob(blob.digest);
    if (!content)
        throw new content_error/* ContentError */.y(`${source.name} does not have ${blob.digest}, ${source.absence}`);
    const writer = await to.receiveBlob(blob);
    for await (const chunk of content.read(0, blob.size, signal))
        await writer.write(chunk);
    await writer.finish(blob.digest);
}

var check_unpublished = __webpack_require__(33290);
var command_targets = __webpack_require__(63520);
var pushed_images = __webpack_require__(38721);
var run_in = __webpack_require__(34926);
;// CONCATENATED MODULE: ./build/steps/command/run-only.js










async function runOnly(job) {
    const { inputs, named, subjects, stop, environment } = job;
    await using intake = await command_intake/* CommandIntake */.c.open({
        directory: environment.temp,
        onMachineFailure: stop.stopBuilding,
        open: async () => [],
    });
    await (0,run_in/* runIn */.V)(intake, job);
    const images = await (0,pushed_images/* pushedImages */.G)(intake, subjects ?? named.targets, environment.log);
    for (const { source } of images) {
        checkBlobs(source, 'its image');
        for (const referrer of (await source.referrers?.open()) ?? [])
            checkBlobs(referrer.source, 'what it attached');
    }
    await (0,check_unpublished/* checkUnpublished */.yf)(images.map(({ source }) => source), job);
    const [only, ...others] = images;
    const kept = inputs.keepImage ? await keepOnly(images, job) : undefined;
    const paths = images.map(({ path }) => path);
    return {
        names: (0,command_targets/* namesBelow */.kV)(named.names, paths),
        outcomes: [],
        ...(only && others.length === 0 && { image: only.source.image }),
        ...(kept !== undefined && { kept }),
        isDone: true,
    };
}
function checkBlobs({ name, image, blob }, what) {
    const missing = image.blobs.find(({ digest }) => !blob(digest));
    if (missing)
        throw new content_error/* ContentError */.y(`${name}: the command did not push the blob ${missing.digest} of ${what}.`);
}
async function keepOnly(images, { trust, stop, environment }) {
    const [only, ...others] = images;
    if (!only || others.length > 0 || only.path !== '') {
        throw new input_error/* InputError */.dz('keep-image', 'only one image can be kept: have the command push to $MANIFOLD_REPOSITORY alone');
    }
    const { variables, temp, log, now } = environment;
    const step = variables.GITHUB_ACTION || 'unnamed';
    const folder = (0,kept_record/* keptFolder */.H$)(temp);
    (0,state/* rememberImage */.N1)(folder, environment);
    const record = { step, isTrusted: trust.isTrusted, time: now().getTime() };
    await keepSource(only.source, { directory: temp, folder, record, variables }, stop.building);
    const count = await only.source.referrers?.count();
    if (count)
        log.notice(`The image is kept without what the command attached to it (signatures, attestations or SBOMs: ${count})`);
    return `previous:${step}`;
}


})
};
