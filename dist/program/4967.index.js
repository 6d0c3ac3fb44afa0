import { modules as shared0 } from './shared-8862.index.js';
import { modules as shared1 } from './shared-8895.index.js';
import { modules as shared2 } from './shared-9657.index.js';
import { modules as shared3 } from './shared-9122.index.js';
import { modules as shared4 } from './shared-970.index.js';
import { modules as shared5 } from './shared-3191.index.js';
import { modules as shared6 } from './shared-9359.index.js';
import { modules as shared7 } from './shared-8453.index.js';
export const id = 4967;
export const ids = [4967];
export const modules = {

...shared0,
...shared1,
...shared2,
...shared3,
...shared4,
...shared5,
...shared6,
...shared7,
4967:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  openTest: () => (openTest)
});

var external_node_os_ = __webpack_require__(8161);
var external_node_path_ = __webpack_require__(6760);
var format_amount = __webpack_require__(7186);
var process_script = __webpack_require__(3191);
var shell = __webpack_require__(9632);
var check = __webpack_require__(970);
var content_error = __webpack_require__(9964);
var oci_digest = __webpack_require__(1564);
var reference = __webpack_require__(8732);
var gate = __webpack_require__(6247);
var release = __webpack_require__(8412);
;// CONCATENATED MODULE: ./build/checks/content/checked-image.js





function imagesAt(ready, required) {
    const images = Map.groupBy(ready.filter(({ source }) => !source.attachedTo), release/* imageOf */.dT);
    return [...images.values()].map((uploads) => {
        const [first] = uploads;
        return imageAt(uploads.find(({ push }) => (0,gate/* isRequired */.gx)(push.name, required)) ?? first);
    });
}
function imageAt({ push, image, source }) {
    const { repository } = push.target;
    const local = (digest) => (source.origin ? undefined : source.blob(digest));
    return {
        name: `${(0,reference/* formatRepository */.Sh)(repository)}@${image.root.digest}`,
        image,
        repository,
        isHere: (digest) => local(digest) !== undefined,
        read: verified(push.name, (blob, signal) => {
            const content = local(blob.digest);
            return content ? content.read(0, blob.size, signal) : push.content.remote.blobs.download(blob, 0, signal);
        }),
    };
}
function imageHere(source) {
    const { name, image } = source;
    return {
        name: `${name} (${image.root.digest})`,
        image,
        isHere: (digest) => source.blob(digest) !== undefined,
        read: verified(name, (blob, signal) => {
            const content = source.blob(blob.digest);
            if (!content)
                throw new content_error/* ContentError */.y(`${name} lacks ${blob.digest}`);
            return content.read(0, blob.size, signal);
        }),
    };
}
function verified(where, read) {
    return async function* (blob, signal) {
        const digest = (0,oci_digest/* digester */.WF)((0,oci_digest/* algorithmOf */.Hy)(blob.digest));
        let size = 0;
        for await (const chunk of read(blob, signal)) {
            digest.update(chunk);
            size += chunk.length;
            if (size > blob.size)
                break;
            yield chunk;
        }
        const found = digest.digest();
        if (size === blob.size && found === blob.digest)
            return;
        throw new content_error/* ContentError */.y(`${where} returns other content for ${blob.digest}: delete it there, and publish again`);
    };
}

var external_node_fs_ = __webpack_require__(3024);
var promises_ = __webpack_require__(1455);
var external_node_stream_ = __webpack_require__(7075);
var external_node_stream_promises_ = __webpack_require__(6466);
var layout_writer = __webpack_require__(9359);
var descriptor = __webpack_require__(6937);
;// CONCATENATED MODULE: ./build/checks/content/checked-layout.js









const blobsAtOnce = 4;
const reserve = 512 * 1024 * 1024;
class CheckedLayout {
    directory;
    #options;
    #written = new Set();
    constructor(options) {
        this.directory = options.directory;
        this.#options = options;
    }
    async add(checked, manifests) {
        const { log } = this.#options;
        const all = new Map(manifests.flatMap(({ blobs }) => blobs).map((blob) => [blob.digest, blob]));
        const due = [...all.values()].filter((blob) => (0,descriptor/* isDistributable */.bq)(blob) && !this.#written.has(blob.digest));
        const away = due.filter(({ digest }) => !checked.isHere(digest));
        await this.#makeRoom(sizeOf(due));
        if (away.length > 0)
            log.info(`${checked.name}: reading back ${(0,format_amount/* formatCount */.B)(away.length, 'blob')} (${(0,format_amount/* formatBytes */.z)(sizeOf(away))})`);
        for (let at = 0; at < due.length; at += blobsAtOnce) {
            await Promise.all(due.slice(at, at + blobsAtOnce).map((blob) => this.#write(blob, checked)));
        }
        for (const { descriptor, bytes } of manifests)
            await (0,layout_writer/* writeBlob */.Zh)(this.directory, descriptor, bytes);
    }
    async select(root) {
        await (0,layout_writer/* writeIndex */._M)(this.directory, root);
    }
    async #makeRoom(bytes) {
        await (0,promises_.mkdir)(this.directory, { recursive: true, mode: 0o700 });
        const { bavail, bsize } = await (0,promises_.statfs)(this.directory);
        const free = bavail * bsize;
        if (bytes + reserve <= free)
            return;
        throw new content_error/* ContentError */.y(`the image has ${(0,format_amount/* formatBytes */.z)(bytes)} to write to the disk, but the runner's temporary folder has only ${(0,format_amount/* formatBytes */.z)(free)} free. Free some space, or use a runner with a larger disk.`);
    }
    async #write(blob, { read }) {
        const path = (0,layout_writer/* blobPath */.nD)(this.directory, blob.digest);
        await (0,promises_.mkdir)((0,external_node_path_.dirname)(path), { recursive: true });
        const { signal } = this.#options;
        const copies = async function* () {
            for await (const chunk of read(blob, signal))
                yield Buffer.from(chunk);
        };
        await (0,external_node_stream_promises_.pipeline)(external_node_stream_.Readable.from(copies()), (0,external_node_fs_.createWriteStream)(path, { mode: 0o600 }), { signal });
        this.#written.add(blob.digest);
    }
}
function sizeOf(blobs) {
    return blobs.reduce((sum, { size }) => sum + size, 0);
}

var json = __webpack_require__(9368);
var blob_content = __webpack_require__(8895);
var image_platform = __webpack_require__(7554);
;// CONCATENATED MODULE: ./build/checks/content/platform-manifests.js



const configLimit = 4 * 1024 * 1024;
async function platformManifests(checked, signal) {
    const { manifests } = checked.image;
    const entries = new Map(manifests.flatMap(({ children }) => children.map((child) => [child.digest, child])));
    const images = manifests.filter(({ children, blobs }) => children.length === 0 && blobs.length > 0);
    const found = images.map(async (manifest) => {
        const entry = entries.get(manifest.descriptor.digest);
        if (entry?.platform?.os === 'unknown')
            return [];
        const named = (0,image_platform/* platformOf */.tj)(entry?.platform) ?? (0,image_platform/* platformOf */.tj)(await configPlatform(manifest, checked, signal));
        return [{ platform: named ? (0,image_platform/* shownPlatform */.vV)(named) : 'unknown', manifest }];
    });
    return (await Promise.all(found)).flat();
}
async function configPlatform({ blobs }, { read }, signal) {
    const [config] = blobs;
    if (!config?.mediaType.endsWith('+json') || config.size > configLimit)
        return undefined;
    const bytes = await (0,blob_content/* collectBytes */.y)(() => read(config, signal));
    return (0,image_platform/* platformInConfig */.r6)((0,json/* parseRecord */.Hh)(bytes.toString()));
}

;// CONCATENATED MODULE: ./build/checks/test/test-platforms.js

function testRuns(available, wanted, native) {
    const own = available.find((platform) => isSame(platform, native));
    const runs = (platforms) => platforms.map((platform) => ({ platform, isForeign: !isSame(platform, native) }));
    if (wanted === 'all')
        return runs(available);
    if (wanted === 'native')
        return runs([own ?? available[0]].filter((platform) => platform !== undefined));
    return runs(available.filter((platform) => wanted.some((each) => isSame(platform, each))));
}
function isSame(one, other) {
    const [first, second] = [(0,image_platform/* parsePlatform */.FL)(one), (0,image_platform/* parsePlatform */.FL)(other)];
    return first && second ? (0,image_platform/* isForPlatform */.b)(first, second) : one === other;
}
const architectures = { X64: 'amd64', X86: '386', ARM64: 'arm64', ARM: 'arm' };
function runnerPlatform(system = '', architecture = '', otherwise = 'x64') {
    const name = architectures[architecture] ?? architectures[otherwise.toUpperCase()] ?? otherwise;
    return `${system === 'Windows' ? 'windows' : 'linux'}/${name}`;
}

;// CONCATENATED MODULE: ./build/checks/test/test-variables.js
function testVariables({ images, names, layout, platforms }, run) {
    return {
        MANIFOLD_IMAGE: names[0] ?? '',
        MANIFOLD_IMAGES: names.join('\n'),
        MANIFOLD_DIGEST: images[0]?.image.root.digest ?? '',
        MANIFOLD_PLATFORMS: platforms.join(','),
        MANIFOLD_PLATFORM: run?.platform ?? '',
        ...(layout !== undefined && { MANIFOLD_LAYOUT: layout }),
        ...(run?.isForeign && { DOCKER_DEFAULT_PLATFORM: run.platform }),
    };
}

;// CONCATENATED MODULE: ./build/checks/test/test-check.js










class TestCheck {
    name = 'test';
    stage = 'proof';
    isForParts = true;
    #options;
    constructor(options) {
        this.#options = options;
    }
    async approve(ready) {
        const { required, signIn } = this.#options;
        const images = imagesAt(ready, required);
        const repositories = images.map(({ repository }) => repository).filter((repository) => repository !== undefined);
        await this.#test({ images, names: images.map(({ name }) => name) }, await signIn(repositories));
        return [];
    }
    async tryOut({ sources, loaded }) {
        const { temp, environment, signal, signIn } = this.#options;
        const images = sources.map(imageHere);
        const [first] = images;
        const variables = await signIn([]);
        if (loaded.length > 0 || !first)
            return await this.#test({ images, names: loaded }, variables);
        const layout = new CheckedLayout({ directory: (0,external_node_path_.join)(temp, 'tested'), log: environment.log, signal });
        await layout.add(first, first.image.manifests);
        await layout.select(first.image.root);
        await this.#test({ images, names: [], layout: layout.directory }, variables);
    }
    async #test(given, variables) {
        const { platforms: wanted, native, environment } = this.#options;
        const platforms = await platformsOf(given.images, this.#options.signal);
        const subject = { ...given, platforms };
        const runs = testRuns(platforms, wanted, native);
        if (runs.length === 0) {
            const others = `the image has only ${platforms.join(', ')}`;
            environment.log.notice(`Not tested: ${others}, none of which 'test-platforms' lists`);
        }
        for (const run of runs) {
            environment.log.info(`Testing ${nameOf(subject)} on ${run.platform}${run.isForeign ? ', which is emulated' : ''}`);
            await this.#run(run, { ...this.#options.variables, ...variables, ...testVariables(subject, run) });
        }
    }
    async #run({ platform }, variables) {
        const { script, directory, timeout, temp, environment, signal } = this.#options;
        const late = AbortSignal.timeout(timeout * 60_000);
        const ending = (0,process_script/* runScript */.j)({
            ...{ script, directory, variables, environment },
            shell: (0,shell/* parseShell */.a)('bash'),
            path: (0,external_node_path_.join)(temp, 'test'),
            signal: AbortSignal.any([signal, late]),
        });
        const { exitCode, words, excerpt } = await ending.catch((cause) => {
            signal.throwIfAborted();
            throw new check/* CheckError */.t(this.name, late.aborted ? tooLong(timeout, platform) : cause.message, { cause });
        });
        if (exitCode === 0)
            return;
        const problem = `the command ended with exit code ${exitCode} on ${platform}${words ? `: ${words}` : ''}.`;
        throw new check/* CheckError */.t(this.name, problem, { excerpt });
    }
}
function tooLong(timeout, platform) {
    return `the command did not end within ${(0,format_amount/* formatCount */.B)(timeout, 'minute')} on ${platform}, and was stopped. Set 'test-timeout' to allow more.`;
}
function nameOf({ images, names, layout }) {
    const [name] = names;
    const others = images.length > 1 ? ` and ${images.length - 1} more` : '';
    return `${name ?? layout ?? 'the image'}${others}`;
}
async function platformsOf(images, signal) {
    const all = await Promise.all(images.map((image) => platformManifests(image, signal)));
    return [...new Set(all.flat().map(({ platform }) => platform))];
}

var process_variables = __webpack_require__(7287);
var auth_file = __webpack_require__(9122);
var builder_config = __webpack_require__(433);
var config_files = __webpack_require__(9021);
;// CONCATENATED MODULE: ./build/steps/checks/pull-access.js





async function pullVariables(repositories, { registries, environment }) {
    const { variables, temp } = environment;
    const clients = await Promise.all(repositories.map((repository) => registries.at(repository)));
    const groups = Map.groupBy(repositories, (_, index) => clients[index]);
    const found = [...groups].map(async ([registry, group]) => {
        const names = [...new Set(group.map(({ name }) => name))];
        const login = loginIn(await registry.pullAuthorization(names));
        return login ? [[registry.name, login]] : [];
    });
    const logins = new Map((await Promise.all(found)).flat());
    const directory = await (0,promises_.mkdtemp)((0,external_node_path_.join)(temp, 'pull-'));
    const base = (0,config_files/* dockerConfigDirectory */._n)(variables);
    return {
        ...(await (0,builder_config/* writeDockerConfig */._D)({ directory, base, logins, variables, isAnonymous: true })),
        ...(await (0,auth_file/* writeAuthFile */.Y)({ directory, logins, variables: {} })),
    };
}
function loginIn(header = '') {
    const [, scheme = '', value = ''] = /^(Basic|Bearer) (.*)$/.exec(header) ?? [];
    if (scheme === 'Bearer')
        return { registryToken: value };
    const [, username, password] = /^([^:]*):(.*)$/s.exec(Buffer.from(value, 'base64').toString()) ?? [];
    return username !== undefined && password !== undefined ? { username, password } : undefined;
}

;// CONCATENATED MODULE: ./build/steps/checks/open-test.js






function openTest(job) {
    const { inputs, environment } = job;
    const { variables, workspace, temp, log, signal } = environment;
    return new TestCheck({
        script: inputs.test,
        directory: (0,external_node_path_.resolve)(workspace, inputs.workingDirectory),
        timeout: inputs.testTimeout,
        platforms: inputs.testPlatforms,
        native: runnerPlatform(variables.RUNNER_OS, variables.RUNNER_ARCH, (0,external_node_os_.arch)()),
        required: inputs.required,
        variables: (0,process_variables/* secretFreeVariables */.mg)(variables, log.redact),
        signIn: (repositories) => pullVariables(repositories, job),
        ...{ temp, environment, signal },
    });
}


})
};
