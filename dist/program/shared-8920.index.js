export const modules = {
8920:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  A: () => (absence),
  d: () => (checkRoot)
});
var _oci_content_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9964);

function checkRoot(image, { digest }) {
    if (digest === undefined || digest === image.root.digest)
        return image;
    throw new _oci_content_error_js__WEBPACK_IMPORTED_MODULE_0__/* .ContentError */ .y(`The builder reported that it pushed ${digest}, but ${image.root.digest} arrived, so nothing is published. Another program on this machine may have pushed instead: run the job again, on a machine that is not shared.`);
}
const absence = "and the builder did not send it. Build once with 'no-cache: true'.";


}),

8449:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  v: () => (exportLayout)
});
var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
var _async_at_most_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4964);
var _oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8732);
var _folder_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(173);
var _layout_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4379);
var _checked_root_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8920);






async function exportLayout(order) {
    const directory = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(order.directory, 'layout');
    const metadata = await order.builder.build(order.request, { kind: 'layout', directory });
    const references = (0,_oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .parseReferences */ .IO)(metadata.materials);
    const indexes = new Set(order.contents.filter(({ failure }) => !failure).map(({ mountIndex }) => mountIndex));
    await (0,_async_at_most_js__WEBPACK_IMPORTED_MODULE_1__/* .atMost */ .T)(Promise.all([...indexes].flatMap((each) => references.map((reference) => each.survey(reference)))));
    const layout = await (0,_layout_js__WEBPACK_IMPORTED_MODULE_4__.openLayout)((0,_folder_js__WEBPACK_IMPORTED_MODULE_3__.openFolder)(directory));
    try {
        return { ...layout, image: (0,_checked_root_js__WEBPACK_IMPORTED_MODULE_5__/* .checkRoot */ .d)(layout.image, metadata), absence: _checked_root_js__WEBPACK_IMPORTED_MODULE_5__/* .absence */ .A, metadata };
    }
    catch (error) {
        await layout[Symbol.asyncDispose]();
        throw error;
    }
}


}),

4587:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  D: () => (logMediaType)
});
var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6937);

function logMediaType({ mediaType }, log) {
    if (mediaType !== _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .mediaTypes */ .Ib.dockerManifest && mediaType !== _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .mediaTypes */ .Ib.dockerIndex)
        return;
    log.info(`The builder produced ${mediaType}, which some registries refuse, instead of the OCI media type. For the OCI type, enable Docker's containerd image store or set up a docker-container builder (docker/setup-buildx-action)`);
}


}),

76:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  Aq: () => (openSink),
  FT: () => (throughSinkOrFiles),
  Gx: () => (unlessUnreached)
});

var build_error = __webpack_require__(8235);
var server = __webpack_require__(6213);
;// CONCATENATED MODULE: ./build/sources/built/discarding-backend.js
class DiscardingBackend {
    async hasBlob() {
        return false;
    }
    async receiveBlob() {
        return { write: () => undefined, finish: async () => undefined, abandon: async () => undefined };
    }
    receiveManifest() { }
    manifest() {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/sources/built/sink-or-files.js



async function throughSinkOrFiles(reach, log, { push, exportFiles }) {
    if (!reach.expected) {
        log.info(`The image is exported to files: ${reach.reason}`);
        return await exportFiles();
    }
    const pushed = await push(reach);
    if (pushed)
        return pushed;
    log.info(`The builder cannot reach this process on ${reach.address}: building again, from its cache, and exporting to files`);
    return await exportFiles();
}
const probePath = 'probe';
async function openSink(backend, { address, probe }, { openBackend, ...options } = {}) {
    const open = (path) => (probe && path === probePath ? new DiscardingBackend() : openBackend?.(path));
    return await (0,server/* startSink */.y)(backend, { ...options, address, openBackend: open });
}
async function unlessUnreached(sink, { probe }, build) {
    const unreached = new AbortController();
    const finished = new AbortController();
    const building = build(unreached.signal);
    const probing = probe && watchReach(sink, probe, { signal: finished.signal, onUnreached: () => unreached.abort() });
    try {
        return await building;
    }
    catch (error) {
        if (unreached.signal.aborted && error === unreached.signal.reason)
            return undefined;
        if (isRefused(error, sink))
            return undefined;
        throw error;
    }
    finally {
        finished.abort();
        await probing;
    }
}
const patience = 5_000;
async function watchReach(sink, probe, { signal, onUnreached }) {
    let timer;
    const onPush = () => {
        timer ??= setTimeout(() => sink.requests === 0 && onUnreached(), patience);
    };
    try {
        await probe(`${sink.host}/${sink.name}/${probePath}:${sink.tag}`, { signal, onPush });
    }
    catch (error) {
        if (isRefused(error, sink))
            onUnreached();
    }
    finally {
        clearTimeout(timer);
    }
}
function isRefused(error, sink) {
    return error instanceof build_error/* BuildError */.z && sink.requests === 0 && error.message.includes(sink.host);
}


})
};
