import { modules as shared0 } from './shared-88862.index.js';
import { modules as shared1 } from './shared-18895.index.js';
import { modules as shared2 } from './shared-59657.index.js';
import { modules as shared3 } from './shared-83947.index.js';
import { modules as shared4 } from './shared-29122.index.js';
import { modules as shared5 } from './shared-48453.index.js';
import { modules as shared6 } from './shared-50970.index.js';
import { modules as shared7 } from './shared-48412.index.js';
import { modules as shared8 } from './shared-73191.index.js';
import { modules as shared9 } from './shared-43543.index.js';
import { modules as shared10 } from './shared-9359.index.js';
export const id = 6157;
export const ids = [6157];
export const modules = {

...shared0,
...shared1,
...shared2,
...shared3,
...shared4,
...shared5,
...shared6,
...shared7,
...shared8,
...shared9,
...shared10,
76157:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  openTest: () => (openTest)
});

var external_node_os_ = __webpack_require__(48161);
var external_node_path_ = __webpack_require__(76760);
var format_amount = __webpack_require__(27186);
var process_script = __webpack_require__(73191);
var shell = __webpack_require__(99632);
var check = __webpack_require__(50970);
var checked_image = __webpack_require__(43543);
var checked_layout = __webpack_require__(88306);
var platform_manifests = __webpack_require__(54100);
var image_platform = __webpack_require__(67554);
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
function testVariables({ images, names, layouts = [], platforms }, run) {
    return {
        MANIFOLD_IMAGE: names[0] ?? '',
        MANIFOLD_IMAGES: names.join('\n'),
        MANIFOLD_DIGEST: images[0]?.image.root.digest ?? '',
        MANIFOLD_PLATFORMS: platforms.join(','),
        MANIFOLD_PLATFORM: run?.platform ?? '',
        ...(layouts.length > 0 && { MANIFOLD_LAYOUT: layouts[0], MANIFOLD_LAYOUTS: layouts.join('\n') }),
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
        const images = (0,checked_image/* imagesAt */.F)(ready, required);
        const repositories = images.map(({ repository }) => repository).filter((repository) => repository !== undefined);
        await this.#test({ images, names: images.map(({ name }) => name) }, await signIn(repositories));
        return [];
    }
    async checkUnpublished({ sources, loaded }) {
        const images = sources.map(checked_image/* imageHere */.Y);
        const variables = await this.#options.signIn([]);
        if (loaded.length > 0)
            return await this.#test({ images, names: loaded }, variables);
        const layouts = [];
        for (const image of images)
            layouts.push(await this.#writeLayout(image, `tested-${layouts.length}`));
        await this.#test({ images, names: [], layouts }, variables);
    }
    async #writeLayout(checked, folder) {
        const { temp, environment, signal } = this.#options;
        const layout = new checked_layout/* CheckedLayout */.K({ directory: (0,external_node_path_.join)(temp, folder), log: environment.log, signal });
        await layout.add(checked, checked.image.manifests);
        await layout.select(checked.image.root);
        return layout.directory;
    }
    async #test(given, variables) {
        const { platforms: wanted, native, environment } = this.#options;
        const platforms = await platformsOf(given.images, this.#options.signal);
        const subject = { ...given, platforms };
        const runs = testRuns(platforms, wanted, native);
        if (runs.length === 0)
            this.#refuse(platforms);
        for (const run of runs) {
            environment.log.info(`Testing ${nameOf(subject)} on ${run.platform}${run.isForeign ? ', which is emulated' : ''}`);
            await this.#run(run, { ...this.#options.variables, ...variables, ...testVariables(subject, run) });
        }
    }
    #refuse(platforms) {
        const problem = `the image is for ${platforms.join(', ')} only, which 'test-platforms' does not list`;
        if (!this.#options.isPart)
            throw new check/* CheckError */.t(this.name, `${problem}. Correct the list.`);
        this.#options.environment.log.notice(`Not tested: ${problem}`);
    }
    async #run({ platform }, variables) {
        const { script, directory, timeout, temp, environment, signal } = this.#options;
        const late = AbortSignal.timeout(timeout * 60_000);
        const ending = (0,process_script/* runScript */.j)({
            ...{ script, directory, variables, environment },
            shell: (0,shell/* parseShell */.aV)('bash'),
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
function nameOf({ images, names, layouts = [] }) {
    const [name = layouts[0]] = names;
    const others = images.length > 1 ? ` and ${images.length - 1} more` : '';
    return `${name ?? 'the image'}${others}`;
}
async function platformsOf(images, signal) {
    const all = await Promise.all(images.map((image) => (0,platform_manifests/* platformManifests */.O)(image, signal)));
    return [...new Set(all.flat().map(({ platform }) => platform))];
}

var process_variables = __webpack_require__(87287);
var promises_ = __webpack_require__(51455);
var auth_file = __webpack_require__(29122);
var builder_config = __webpack_require__(90433);
var config_files = __webpack_require__(49021);
;// CONCATENATED MODULE: ./build/steps/checks/proof/pull-access.js





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

;// CONCATENATED MODULE: ./build/steps/checks/proof/open-test.js






function openTest(job) {
    const { inputs, trust, environment } = job;
    if (!trust.isTrusted && !trust.isIsolated) {
        const remedy = "Run it under 'pull_request', or under an event of this repository";
        environment.log.notice(`Not tested: for ${trust.stranger} the command could read the secrets of the job. ${remedy}`);
        return undefined;
    }
    const { variables, workspace, temp, log, signal } = environment;
    return new TestCheck({
        script: inputs.test,
        directory: (0,external_node_path_.resolve)(workspace, inputs.workingDirectory),
        timeout: inputs.testTimeout,
        platforms: inputs.testPlatforms,
        isPart: inputs.part.length > 0,
        native: runnerPlatform(variables.RUNNER_OS, variables.RUNNER_ARCH, (0,external_node_os_.arch)()),
        required: inputs.required,
        variables: (0,process_variables/* secretFreeVariables */.mg)(variables, log.redact),
        signIn: (repositories) => pullVariables(repositories, job),
        ...{ temp, environment, signal },
    });
}


})
};
