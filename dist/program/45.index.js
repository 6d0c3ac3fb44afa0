import { modules as shared0 } from './shared-73191.index.js';
export const id = 45;
export const ids = [45];
export const modules = {

...shared0,
30356:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  c: () => (CommandIntake)
});

var received_blobs = __webpack_require__(35484);
var server = __webpack_require__(46213);
var spool = __webpack_require__(98235);
var content_error = __webpack_require__(19964);
var fan_out = __webpack_require__(94493);
var incoming_blob = __webpack_require__(91033);
var received_manifests = __webpack_require__(48453);
;// CONCATENATED MODULE: ./build/sources/command/pushed-repository.js



const connections = 8;
class PushedRepository {
    path;
    manifests = new received_manifests/* ReceivedManifests */.w();
    opened;
    #shared;
    #recipients = [];
    #fanOut = new fan_out/* FanOut */.C(this.#recipients);
    #isPrepared = false;
    constructor(path, shared, opening) {
        this.path = path;
        this.#shared = shared;
        this.opened = opening.then((recipients) => this.#recipients.push(...recipients));
        this.opened.catch(() => undefined);
    }
    get contents() {
        const { blobs } = this.#shared;
        return {
            blob: (digest) => blobs.content(digest),
            tags: [...this.manifests.tags.keys()],
            manifests: this.manifests.all,
        };
    }
    async hasBlob(digest) {
        if (this.#shared.blobs.has(digest))
            return true;
        await this.opened.catch(() => undefined);
        return this.#recipients.length > 0 && (await this.#fanOut.has(digest));
    }
    async receiveBlob(expected) {
        await this.opened.catch(() => undefined);
        if (!this.#isPrepared)
            for (const recipient of this.#recipients)
                recipient.prepare(connections);
        this.#isPrepared = true;
        const to = { fanOut: this.#fanOut, received: this.#shared.blobs };
        return new incoming_blob/* IncomingBlob */.o(this.#shared.spool.create(expected), expected, to);
    }
    receiveManifest(manifest, tag) {
        this.#shared.admit(manifest);
        this.manifests.add(manifest, tag);
    }
    manifest(reference) {
        return this.manifests.get(reference);
    }
}

;// CONCATENATED MODULE: ./build/sources/command/command-intake.js





const repositoryLimit = 100;
const manifestLimits = { count: 2_000, bytes: 64 * 1024 * 1024 };
class CommandIntake {
    blobs;
    repositories;
    #sink;
    #listening;
    #opened;
    constructor(sink, listening, received, opened) {
        this.blobs = received.blobs;
        this.repositories = received.repositories;
        this.#sink = sink;
        this.#listening = listening;
        this.#opened = opened;
    }
    static async open({ directory, onMachineFailure, open }) {
        await using opened = new AsyncDisposableStack();
        const blobs = opened.use(new received_blobs/* ReceivedBlobs */.Y(true));
        const shared = { spool: new spool/* Spool */.Q(directory, onMachineFailure), blobs, admit: limited() };
        const own = new PushedRepository('', shared, open(''));
        const repositories = [own];
        const openBackend = (path) => {
            if (repositories.length === repositoryLimit)
                throw new content_error/* ContentError */.y(`the command may push to ${repositoryLimit} repositories at most`);
            const repository = new PushedRepository(path, shared, open(path));
            repositories.push(repository);
            return repository;
        };
        const listening = opened.use(new AsyncDisposableStack());
        const sink = listening.use(await (0,server/* startSink */.y)(own, { openBackend, acceptsAnyTag: true }));
        return new CommandIntake(sink, listening, { blobs, repositories }, opened.move());
    }
    get host() {
        return this.#sink.host;
    }
    get name() {
        return this.#sink.name;
    }
    get login() {
        return this.#sink.login;
    }
    async end() {
        const wasPushing = this.#sink.pending > 0;
        await this.#listening[Symbol.asyncDispose]();
        return wasPushing;
    }
    async [Symbol.asyncDispose]() {
        await this.#opened[Symbol.asyncDispose]();
    }
}
function limited() {
    let count = 0;
    let bytes = 0;
    return ({ descriptor }) => {
        count += 1;
        bytes += descriptor.size;
        if (count <= manifestLimits.count && bytes <= manifestLimits.bytes)
            return;
        throw new content_error/* ContentError */.y(`the command pushed more than ${manifestLimits.count} manifests, or more than 64 MiB of them`);
    };
}


}),

63520:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  E7: () => (CommandTargets),
  Uw: () => (targetsBelow),
  kV: () => (namesBelow)
});
var _push_warm_up_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57383);

function targetsBelow(targets, path) {
    if (path === '')
        return targets;
    return targets.map(({ repository, tags }) => ({
        repository: { ...repository, name: `${repository.name}/${path}` },
        tags,
    }));
}
function namesBelow(names, paths) {
    const images = paths.flatMap((path) => names.images.map((image) => ({ ...image, name: [image.name, path].filter(Boolean).join('/') })));
    return { ...names, images };
}
class CommandTargets {
    #job;
    #session;
    #mode;
    #own;
    #opened = new Map();
    constructor(job, session, mode) {
        this.#job = job;
        this.#session = session;
        this.#mode = mode;
        this.#own = [...session.pushes];
    }
    async recipients(path) {
        const pushes = await this.pushes(path);
        return this.#mode === 'publish' ? [...new Set(pushes.map(({ content }) => content))] : [];
    }
    pushes(path) {
        const pushes = this.#opened.get(path) ?? this.#open(path);
        this.#opened.set(path, pushes);
        return pushes;
    }
    warmUp(pushes = this.#own) {
        const { rules } = this.#session;
        for (const push of pushes)
            void (0,_push_warm_up_js__WEBPACK_IMPORTED_MODULE_0__/* .warmUp */ .l)(push, { beforeBuild: true, rules, creates: this.#mode === 'publish' });
    }
    async #open(path) {
        if (path === '')
            return this.#own;
        const pushes = await this.#session.add(targetsBelow(this.#job.named.targets, path));
        this.warmUp(pushes);
        return pushes;
    }
}


}),

40045:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
  publishCommand: () => (publishCommand)
});
var _push_referrers_attachments_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(80856);
var _push_warm_up_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(57383);
var _sources_command_command_intake_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(30356);
var _publish_publish_everywhere_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(34897);
var _publish_publish_session_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(99329);
var _publish_subjects_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(59399);
var _command_targets_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(63520);
var _pushed_images_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(38721);
var _run_in_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(34926);









async function publishCommand(job, mode) {
    if (mode === 'build')
        return await (await Promise.all(/* import() */[__webpack_require__.e(941), __webpack_require__.e(3707)]).then(__webpack_require__.bind(__webpack_require__, 23707))).runOnly(job);
    await using session = await (0,_publish_publish_session_js__WEBPACK_IMPORTED_MODULE_4__/* .openPublishSession */ ._s)(job);
    try {
        return await runAndPublish(job, mode, session);
    }
    catch (error) {
        return (0,_publish_publish_session_js__WEBPACK_IMPORTED_MODULE_4__/* .endedEarly */ .S3)(error, session, job);
    }
}
async function runAndPublish(job, mode, session) {
    const { named, stop, environment } = job;
    const { log, temp: directory } = environment;
    const targets = new _command_targets_js__WEBPACK_IMPORTED_MODULE_6__/* .CommandTargets */ .E7(job, session, mode);
    await using intake = await _sources_command_command_intake_js__WEBPACK_IMPORTED_MODULE_2__/* .CommandIntake */ .c.open({
        directory,
        onMachineFailure: stop.stopBuilding,
        open: (path) => targets.recipients(path),
    });
    await (0,_run_in_js__WEBPACK_IMPORTED_MODULE_8__/* .runIn */ .V)(intake, job, () => targets.warmUp());
    const images = await (0,_pushed_images_js__WEBPACK_IMPORTED_MODULE_7__/* .pushedImages */ .G)(intake, job.subjects ?? named.targets, log);
    const release = await Promise.all(images.map(async ({ path, source }) => ({ source, pushes: await targets.pushes(path) })));
    const [only, ...others] = release;
    const made = images.map(({ path, source: { image } }) => ({ name: path, image }));
    job.onImages?.(made);
    const attached = await attach(release, session, mode);
    for (const { source } of release)
        await (0,_publish_subjects_js__WEBPACK_IMPORTED_MODULE_5__/* .warnAboutUnbound */ .n)(source, log);
    const outcomes = await (0,_publish_publish_everywhere_js__WEBPACK_IMPORTED_MODULE_3__/* .publishEverywhere */ .Q)([...release, ...attached], job, mode, session);
    return {
        names: (0,_command_targets_js__WEBPACK_IMPORTED_MODULE_6__/* .namesBelow */ .kV)(named.names, images.map(({ path }) => path)),
        outcomes,
        ...(only && others.length === 0 && { image: only.source.image }),
        images: made,
        isDone: (0,_publish_publish_session_js__WEBPACK_IMPORTED_MODULE_4__/* .isSuccess */ .oJ)(outcomes, job),
    };
}
async function attach(release, { rules }, mode) {
    const attached = (await Promise.all(release.map(({ source, pushes }) => (0,_push_referrers_attachments_js__WEBPACK_IMPORTED_MODULE_0__/* .attachmentsOf */ .s)(source, pushes)))).flat();
    for (const { source, pushes } of attached) {
        for (const push of pushes)
            void (0,_push_warm_up_js__WEBPACK_IMPORTED_MODULE_1__/* .warmUp */ .l)(push, { beforeBuild: false, rules, creates: mode === 'publish', source });
    }
    return attached;
}


}),

38721:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  G: () => (pushedImages)
});

var input_error = __webpack_require__(53587);
var attestation = __webpack_require__(36004);
var statement = __webpack_require__(90701);
var content_error = __webpack_require__(19964);
var oci_image = __webpack_require__(83947);
var referrer_tags = __webpack_require__(3782);
;// CONCATENATED MODULE: ./build/sources/command/find-image.js


function findImage(pushed) {
    const graph = new ManifestGraph(pushed);
    const tagged = graph.topmost(graph.tagged());
    const candidates = tagged.length > 0 ? tagged : graph.topmost(graph.untagged());
    const [root, ...others] = candidates;
    if (!root && pushed.manifests.length === 0)
        return undefined;
    if (!root)
        throw new input_error/* InputError */.dz('run', `the command pushed signatures or other referrers to ${pushed.name}, but not the image that they refer to`);
    if (others.length > 0)
        throw severalImages(pushed, candidates);
    return { root, ...graph.around(root) };
}
class ManifestGraph {
    #manifests;
    #tags;
    #referrerTags;
    constructor({ manifests, tags }) {
        this.#manifests = new Map(manifests.map((manifest) => [manifest.descriptor.digest, manifest]));
        this.#tags = tags;
        const referring = [...tags.keys()].filter(referrer_tags/* isReferrerTag */.kC);
        this.#referrerTags = Map.groupBy(referring, (tag) => tags.get(tag).descriptor.digest);
    }
    tagged() {
        const named = [...this.#tags].filter(([tag]) => !(0,referrer_tags/* isReferrerTag */.kC)(tag)).map(([, { descriptor }]) => descriptor.digest);
        const manifests = [...new Set(named)].map((digest) => this.#manifests.get(digest));
        return manifests.filter((manifest) => this.#subjectsOf(manifest).length === 0);
    }
    untagged() {
        return [...this.#manifests.values()].filter((manifest) => this.#subjectsOf(manifest).length === 0 && !this.#referrerTags.has(manifest.descriptor.digest));
    }
    topmost(manifests) {
        const parts = new Set(manifests.flatMap((manifest) => [...this.#below([manifest])].slice(1)));
        return manifests.filter(({ descriptor }) => !parts.has(descriptor.digest));
    }
    around(root) {
        const reached = this.#below([root]);
        const referring = [];
        for (;;) {
            const found = [...this.#manifests.values()].filter((manifest) => {
                const isReferring = this.#subjectsOf(manifest).some((subject) => reached.has(subject));
                return isReferring && !reached.has(manifest.descriptor.digest);
            });
            if (found.length === 0)
                break;
            referring.push(...found);
            for (const digest of this.#below(found))
                reached.add(digest);
        }
        const referrers = referring.flatMap((manifest) => {
            const tags = this.#tagsOf(manifest).filter((tag) => reached.has(subjectIn(tag)));
            return tags.length === 0 ? [{ manifest }] : tags.map((tag) => ({ manifest, tag }));
        });
        return { referrers, left: [...this.#manifests.values()].filter((manifest) => this.#isLeft(manifest, reached)) };
    }
    #isLeft(manifest, reached) {
        const isList = this.#tagsOf(manifest).some((tag) => /^sha\d+-\w+$/.test(tag));
        return !reached.has(manifest.descriptor.digest) && !isList;
    }
    #tagsOf({ descriptor }) {
        return this.#referrerTags.get(descriptor.digest) ?? [];
    }
    #subjectsOf(manifest) {
        const { subject } = manifest;
        const named = this.#tagsOf(manifest).map(subjectIn);
        return [...(subject ? [subject.digest] : []), ...named].filter((digest) => this.#manifests.has(digest));
    }
    #below(manifests) {
        const found = new Set();
        const visit = (manifest) => {
            if (!manifest || found.has(manifest.descriptor.digest))
                return;
            found.add(manifest.descriptor.digest);
            for (const { digest } of manifest.children)
                visit(this.#manifests.get(digest));
        };
        for (const manifest of manifests)
            visit(manifest);
        return found;
    }
}
function subjectIn(tag) {
    return tag.replace(/^(sha\d+)-([0-9a-f]+)\..*$/, '$1:$2');
}
function severalImages({ name, tags }, images) {
    const shown = images.slice(0, 5).map(({ descriptor: { digest } }) => {
        const own = [...tags].filter(([, manifest]) => manifest.descriptor.digest === digest).map(([tag]) => `:${tag}`);
        return own.length > 0 ? `${own.join(', ')} (${digest})` : digest;
    });
    const all = [...shown, ...(images.length > 5 ? [`${images.length - 5} more`] : [])].join(' and ');
    return new input_error/* InputError */.dz('run', `the command pushed different images to ${name}: ${all}. One image is published from each repository: push the others to repositories of their own, such as ${name}/debug`);
}

;// CONCATENATED MODULE: ./build/sources/command/pushed-image.js





const repositoryVariable = '$MANIFOLD_REPOSITORY';
function shownName(path) {
    return [repositoryVariable, path].filter(Boolean).join('/');
}
async function openPushed({ path, manifests }, { blobs, builtName, targets }) {
    const name = shownName(path);
    const found = findImage({ name, manifests: manifests.all, tags: manifests.tags });
    if (!found)
        return undefined;
    const collect = ({ descriptor }) => (0,oci_image/* collectImage */.Q)(descriptor, ({ digest }) => {
        const manifest = manifests.get(digest);
        if (manifest)
            return manifest;
        throw new content_error/* ContentError */.y(`The command pushed an index to ${name} without its manifest ${digest}: push that first.`);
    });
    const partOf = (digest) => blobs.content(digest);
    const { image, blobs: renamed } = await (0,attestation/* renameAttestations */.A)(await collect(found.root), {
        ...{ builtName, partOf },
        urls: (0,statement/* packageUrls */.p0)(targets),
    });
    const sourceOf = (own) => ({
        name,
        image: own,
        blob: (digest) => renamed.get(digest) ?? blobs.content(digest),
        absence: `and the command did not push it to ${name}. Run it again without its cache of what it has pushed.`,
        [Symbol.asyncDispose]: async () => undefined,
    });
    const { kept, lost } = splitReferrers(found, image);
    const referrers = await Promise.all(kept.map(async ({ manifest, tag }) => ({
        source: sourceOf(await collect(manifest)),
        ...(tag && { tag }),
    })));
    const own = { of: () => own, count: async () => referrers.length, open: async () => referrers };
    const left = [...found.left, ...lost].map(({ descriptor }) => descriptor.digest);
    return { path, source: { ...sourceOf(image), referrers: own }, left };
}
function splitReferrers({ root, referrers }, { root: published }) {
    const applies = root.descriptor.digest === published.digest;
    return { kept: applies ? referrers : [], lost: applies ? [] : referrers.map(({ manifest }) => manifest) };
}

var command_targets = __webpack_require__(63520);
;// CONCATENATED MODULE: ./build/steps/command/pushed-images.js



const shownDigests = 5;
async function pushedImages({ host, name, blobs, repositories }, targets, log) {
    const results = await Promise.allSettled(repositories.map(async (repository) => {
        await repository.opened;
        const { path } = repository;
        const builtName = [host, name, path].filter(Boolean).join('/');
        return await openPushed(repository, { blobs, builtName, targets: (0,command_targets/* targetsBelow */.Uw)(targets, path) });
    }));
    (0,input_error/* throwAll */.Kx)(results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : [])));
    const found = results.flatMap((result) => (result.status === 'fulfilled' && result.value ? [result.value] : []));
    if (found.length === 0)
        throw new input_error/* InputError */.dz('run', nothing);
    for (const { path, left } of found) {
        if (left.length === 0)
            continue;
        const [are, they, their] = left.length === 1 ? ['is', 'it', 'its'] : ['are', 'them', 'their'];
        const shown = [
            ...left.slice(0, shownDigests),
            ...(left.length > shownDigests ? [`${left.length - shownDigests} more`] : []),
        ];
        log.notice(`${shown.join(', ')} ${are} not published: the command pushed ${they} to ${shownName(path)} without a tag of ${their} own, and no published image refers to ${they}`);
    }
    return found.toSorted((one, other) => (one.path < other.path ? -1 : 1));
}
const nothing = 'the command ended successfully, but pushed no image to publish. Have it push to the repository in the variable MANIFOLD_REPOSITORY, such as \'docker push "$MANIFOLD_REPOSITORY"\': docs/run.md says how for each tool';


}),

34926:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  V: () => (runIn)
});

var external_node_path_ = __webpack_require__(76760);
var auth_file = __webpack_require__(29122);
var builder_config = __webpack_require__(90433);
var config_files = __webpack_require__(49021);
var distribution_login = __webpack_require__(72316);
var process_variables = __webpack_require__(87287);
var build_error = __webpack_require__(78235);
var script = __webpack_require__(73191);
;// CONCATENATED MODULE: ./build/sources/command/run-command.js



async function runCommand({ temp, ...order }) {
    const { shell, environment, signal } = order;
    const { exitCode, words, excerpt } = await environment.log.group('Run', async () => {
        return await (0,script/* runScript */.j)({ ...order, path: (0,external_node_path_.join)(temp, 'command') }).catch((cause) => {
            signal.throwIfAborted();
            const problem = `${shell.program} cannot be started: ${cause.message}. Check the input 'run-shell'.`;
            throw new build_error/* BuildError */.z(problem, { cause });
        });
    });
    if (exitCode === 0)
        return;
    const said = words ? `: ${words}` : '';
    throw new build_error/* BuildError */.z(`The command in 'run' ended with exit code ${exitCode}, so nothing is published${said}.`, {
        excerpt: excerpt || undefined,
    });
}

;// CONCATENATED MODULE: ./build/sources/command/tool-variables.js
function toolVariables(host, name) {
    const repository = `${host}/${name}`;
    return { MANIFOLD_REGISTRY: host, MANIFOLD_REPOSITORY: repository, KO_DOCKER_REPO: repository };
}

;// CONCATENATED MODULE: ./build/steps/command/run-in.js








async function runIn(intake, job, onStarted) {
    const { inputs, stop, environment } = job;
    await runCommand({
        script: inputs.run,
        shell: inputs.runShell,
        directory: (0,external_node_path_.resolve)(environment.workspace, inputs.workingDirectory),
        variables: await variablesFor(intake, job),
        temp: environment.temp,
        environment,
        signal: stop.building,
        ...(onStarted && { onStarted }),
    });
    if (await intake.end())
        environment.log.warning("The command in 'run' ended while something that it left in the background was still pushing: what had not arrived by then is not published. Let the command wait for it");
}
async function variablesFor({ host, name, login }, { trust, environment }) {
    const { variables, temp, log } = environment;
    const { isTrusted } = trust;
    log.mask(login.password);
    log.mask((0,distribution_login/* encodeLogin */.k)(login));
    const logins = new Map([[host, login]]);
    const base = (0,config_files/* dockerConfigDirectory */._n)(variables);
    return {
        ...(isTrusted ? (0,process_variables/* commandVariables */.L0)(variables) : (0,process_variables/* untrustedVariables */.K1)(variables)),
        ...(await (0,builder_config/* writeDockerConfig */._D)({
            ...{ base, logins, variables },
            directory: (0,external_node_path_.join)(temp, 'docker'),
            isAnonymous: !isTrusted,
        })),
        ...(await (0,auth_file/* writeAuthFile */.Y)({ directory: temp, logins, variables: isTrusted ? variables : {} })),
        ...toolVariables(host, name),
    };
}


})
};
