export const modules = {
66996:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  publishImage: () => (publishImage)
});

var builders = __webpack_require__(2283);
var base_images = __webpack_require__(30551);
var used_base = __webpack_require__(10802);
var lost_annotations = __webpack_require__(63183);
var warm_up = __webpack_require__(57383);
var export_layout = __webpack_require__(28449);
var receive = __webpack_require__(44880);
var spool = __webpack_require__(98235);
var checked_root = __webpack_require__(8920);
var received_image = __webpack_require__(97075);
var sink_or_files = __webpack_require__(13731);
;// CONCATENATED MODULE: ./build/sources/built/push-to-sink.js





const buildLimit = 3;
async function pushToSink(order, reach) {
    const { contents, builder, directory, onMachineFailure } = order;
    await using opened = new AsyncDisposableStack();
    const receiver = opened.use(new receive/* Receiver */.i(contents, new spool/* Spool */.Q(directory, onMachineFailure)));
    const sink = opened.use(await (0,sink_or_files/* openSink */.Aq)(receiver, reach));
    await builder.signIn(sink.host, sink.login);
    const image = new SinkImage(order, receiver, sink);
    if (!(await image.isBuilt(reach)))
        return undefined;
    image.keep(opened.move());
    return image;
}
class SinkImage extends received_image/* ReceivedImage */.F {
    name = 'the build';
    absence = checked_root/* absence */.A;
    #order;
    #sink;
    #resources;
    #builds = 0;
    constructor(order, receiver, sink) {
        super(receiver, { ...order, imageAttributes: order.request.imageAttributes });
        this.#order = order;
        this.#sink = sink;
    }
    get resend() {
        return this.#builds < buildLimit ? (missing) => this.#buildAgain(missing) : undefined;
    }
    keep(resources) {
        this.#resources = resources;
    }
    async isBuilt(reach) {
        const build = async (signal) => {
            await this.#build(signal);
            return true;
        };
        return (await (0,sink_or_files/* unlessUnreached */.Gx)(this.#sink, reach, build)) ?? false;
    }
    async [Symbol.asyncDispose]() {
        await this.#resources?.[Symbol.asyncDispose]();
    }
    async #build(signal) {
        const { request, builder } = this.#order;
        const { host, name, tag } = this.#sink;
        this.#builds += 1;
        const metadata = await builder.build(request, { kind: 'sink', name: `${host}/${name}:${tag}` }, signal);
        await this.take(metadata, `${host}/${name}`);
    }
    async #buildAgain(missing) {
        this.#order.log.info(`Asking the builder again for blobs that a registry turned out to lack (${missing.length})`);
        this.forget(missing);
        await this.#build();
    }
}

;// CONCATENATED MODULE: ./build/sources/built/build-image.js



async function buildImage(order) {
    return await (0,sink_or_files/* throughSinkOrFiles */.FT)(await order.builder.reach(order.request), order.log, {
        push: (reach) => pushToSink(order, reach),
        exportFiles: () => (0,export_layout/* exportLayout */.v)(order),
    });
}

var check_unpublished = __webpack_require__(33290);
var builder_for = __webpack_require__(78250);
var build_here = __webpack_require__(56399);
var publish_everywhere = __webpack_require__(34897);
var publish_session = __webpack_require__(99329);
var subjects = __webpack_require__(59399);
;// CONCATENATED MODULE: ./build/steps/publish/publish-image.js












async function publishImage(job, mode) {
    await using session = await (0,publish_session/* openPublishSession */._s)(job);
    try {
        return await buildAndPublish(job, mode, session);
    }
    catch (error) {
        return (0,publish_session/* endedEarly */.S3)(error, session, job);
    }
}
async function buildAndPublish(job, mode, session) {
    const { named, request, dockerfile, stop, environment } = job;
    const { pushes, rules } = session;
    const bases = (0,base_images/* baseImages */.i)(request, dockerfile);
    const onStarted = () => {
        for (const push of pushes)
            void (0,warm_up/* warmUp */.l)(push, { beforeBuild: true, rules, bases, creates: mode === 'publish' });
    };
    await using builder = await (0,builder_for/* builderFor */.h)(job, { signal: stop.building, onStarted });
    const order = { request, builder, log: environment.log, directory: environment.temp };
    const contents = mode === 'publish' ? session.contents : [];
    const onMachineFailure = stop.stopBuilding;
    await using built = mode !== 'publish' && (0,check_unpublished/* hasUnpublishedChecks */.rQ)(job)
        ? await (0,build_here/* buildHere */.$)(job, builder)
        : await buildImage({ ...order, contents, targets: job.subjects ?? named.targets, onMachineFailure });
    const lost = (0,lost_annotations/* lostAnnotations */.R)(request.annotations, built.image);
    if (lost.length > 0)
        environment.log.warning((0,lost_annotations/* describeLostAnnotations */.A)(lost, (0,builders/* builderKind */.Y)(request.builder).annotationAdvice));
    job.onImages?.([{ name: '', image: built.image }]);
    await (0,subjects/* warnAboutUnbound */.n)(built, environment.log);
    const outcomes = await (0,publish_everywhere/* publishEverywhere */.Q)([{ source: built, pushes }], job, mode, session);
    const { image, metadata } = built;
    const base = (0,used_base/* usedBase */.N)(request, dockerfile, metadata);
    return { names: named.names, outcomes, image, metadata, base, isDone: (0,publish_session/* isSuccess */.oJ)(outcomes, job) };
}


})
};
