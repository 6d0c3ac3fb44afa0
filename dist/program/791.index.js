export const id = 791;
export const ids = [791];
export const modules = {

8235:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  z: () => (BuildError)
});
class BuildError extends Error {
    name = 'BuildError';
    place;
    excerpt;
    constructor(message, { place, excerpt, ...options } = {}) {
        super(message, options);
        this.place = place;
        this.excerpt = excerpt;
    }
}


}),

551:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  i: () => (baseImages)
});
var _oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8732);
var _dockerfile_base_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3137);


function baseImages(request, dockerfile) {
    const base = (0,_dockerfile_base_js__WEBPACK_IMPORTED_MODULE_1__/* .baseOf */ .b)(dockerfile, request);
    const names = [...(base ? [base] : []), ...[...request.cacheFrom, ...request.cacheTo].flatMap(cacheImage)];
    return (0,_oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .parseReferences */ .IO)(names);
}
function cacheImage(cache) {
    const fields = cache.split(',');
    if (fields.every((field) => !field.includes('=')))
        return fields;
    const isRegistry = fields.includes('type=registry');
    return isRegistry ? fields.filter((field) => field.startsWith('ref=')).map((field) => field.slice('ref='.length)) : [];
}


}),

6706:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  h: () => (builderFor)
});

var external_node_path_ = __webpack_require__(6760);
var base_images = __webpack_require__(551);
var build_error = __webpack_require__(8235);
var build_context = __webpack_require__(5613);
var buildx_arguments = __webpack_require__(3973);
;// CONCATENATED MODULE: ./build/builder/buildx/failure.js


const failure_frame = /^(?<file>[^\s:][^\n:]*):(?<line>\d+)\n-{20}$(?<source>(?:\n(?!-{20}$)[^\n]*){0,40})/gm;
const stepOutput = /^------\n > [^\n]*:\n(?<said>(?:(?!------)[^\n]*\n)+)------$/gm;
const checkFailed = /^Check complete, (\d+ warnings?) ha(?:s|ve) been found!$/m;
const checkAdvice = "Fix them, or skip a rule with '# check=skip=RULE' at the top of the Dockerfile.";
const excerptLimit = 20;
const wrapping = [
    [/^failed to build: /, ''],
    [/^failed to solve: /, ''],
    [/^failed to compute cache key: /, ''],
    [/^failed to calculate checksum of ref \S+: /, ''],
    [/^rpc error: code = \w+ desc = /, ''],
    [/^\S+: failed to resolve source metadata for (\S+): (?:\1: )?/, 'base image $1: '],
    [/^use `docker --context=(\S+) buildx` to switch to context .*/, "'$1' is a Docker context, not a builder"],
    [/\. Is the docker daemon running\?$/, ''],
];
const advice = [
    [
        /fatal: could not read Username for|fatal: Authentication failed for/,
        "If the repository is private, pass a token that can read it: 'secrets: GIT_AUTH_TOKEN=\u2026'. The job's own token is used for this repository only (SECURITY.md).",
    ],
    [/failed to read dockerfile|unable to prepare context/i, "Check the inputs 'context' and 'file'."],
    [/^ERROR: .*"[^"]+": not found$/m, 'Check that it is in the build context and not excluded by .dockerignore.'],
    [/^ERROR: .*target stage .* could not be found/m, "Check the input 'target'."],
    [/^ERROR: .*secret \S+: not found/m, "Pass it with the input 'secrets', 'secret-envs' or 'secret-files'."],
    [
        /^ERROR: .*failed to resolve source metadata.*(?:40[13]|denied|authorization)/m,
        "Check the image name and, if the image is not public, add credentials for its registry to 'registry-auth'.",
    ],
    [
        /^ERROR: .*failed to resolve source metadata.*(?:429|toomanyrequests)/m,
        "Add credentials for its registry to 'registry-auth' to raise the limit.",
    ],
    [
        /^ERROR: use `docker --context=/m,
        "Remove the input 'builder' and set the environment variable DOCKER_CONTEXT to that name, or create a builder there with docker/setup-buildx-action (input 'endpoint').",
    ],
    [/tag is needed when pushing to registry/, "Name the image in 'tags' or 'images', or with 'name=' in the output."],
    [/no builder .* found/i, "Check the input 'builder', or set up the builder in an earlier step."],
    [
        /is not supported for the docker driver/i,
        "Set up a builder in an earlier step (docker/setup-buildx-action), or enable Docker's containerd image store.",
    ],
    [
        /exec format error/i,
        'Set up emulation for this platform (docker/setup-qemu-action), or build on a runner for that platform.',
    ],
    [/no space left on device/i, 'Free disk space before this step.'],
    [/cannot connect to the docker daemon/i, 'Start Docker before this step.'],
    [/^unknown flag: --progress$|'buildx' is not a docker command/m, "Install Docker's buildx plugin before this step."],
];
function explainFailure(output, exitCode, file) {
    const warnings = checkFailed.exec(output)?.[1];
    if (warnings)
        return new build_error/* BuildError */.z(`The build check found ${warnings} in ${file}. ${checkAdvice}`);
    const { file: named = '', line, source = '' } = [...output.matchAll(failure_frame)].at(-1)?.groups ?? {};
    const place = line ? { file: named === (0,external_node_path_.basename)(file) ? file : named, line: Number(line) } : undefined;
    const where = place ? ` at ${place.file}:${place.line}` : '';
    const reason = reasonIn(output) ?? `exit code ${exitCode}`;
    const said = advice.find(([pattern]) => pattern.test(output))?.[1];
    const message = `The build failed${where}: ${reason.replace(/\.$/, '')}.${said ? ` ${said}` : ''}`;
    return new build_error/* BuildError */.z(message, { place, excerpt: excerptOf(output, source) });
}
function excerptOf(output, source) {
    const parts = [wordsOf(output).slice(-excerptLimit), source.split('\n').slice(1)];
    const texts = parts.map((lines) => lines.map((line) => line.slice(0, 200)).join('\n'));
    return texts.filter((text) => text !== '').join('\n\n') || undefined;
}
function reasonIn(output) {
    const lines = output.split('\n');
    const last = lines.findLastIndex((line) => line.startsWith('ERROR: '));
    if (last < 0)
        return /^.+(?=\n\nUsage:)/m.exec(output)?.[0];
    const start = lines[last]?.slice('ERROR: '.length) ?? '';
    const whole = start.endsWith(':') ? `${start} ${lines[last + 1]}` : start;
    const reason = wrapping.reduce((text, [pattern, instead]) => text.replace(pattern, instead), whole);
    return `${reason}${/^process /.test(reason) ? lastWords(output) : ''}`;
}
function lastWords(output) {
    const words = wordsOf(output).at(-1)?.trim().slice(0, 300);
    return words ? ` (${words})` : '';
}
function wordsOf(output) {
    const said = [...output.matchAll(stepOutput)].at(-1)?.groups?.said?.trimEnd() ?? '';
    return said === '' ? [] : said.split('\n').map((line) => line.replace(/^\d+\.\d+ /, ''));
}

var metadata_file = __webpack_require__(7671);
var promises_ = __webpack_require__(1455);
var regular_file = __webpack_require__(6659);
var json = __webpack_require__(9368);
;// CONCATENATED MODULE: ./build/builder/buildx/plugin.js




const systemFolders = [
    '/usr/local/lib/docker/cli-plugins',
    '/usr/local/libexec/docker/cli-plugins',
    '/usr/lib/docker/cli-plugins',
    '/usr/libexec/docker/cli-plugins',
];
async function findBuildx(variables, folders = systemFolders) {
    const { DOCKER_CONFIG = '', PATH = '' } = variables;
    const own = DOCKER_CONFIG ? [...(await extraFolders(DOCKER_CONFIG)), (0,external_node_path_.join)(DOCKER_CONFIG, 'cli-plugins')] : [];
    const hasClient = () => firstProgram(PATH.split(external_node_path_.delimiter).filter(Boolean), 'docker');
    const path = (await firstPlugin(own)) ?? ((await hasClient()) && (await firstPlugin(folders)));
    return path === undefined ? { path: 'docker', args: ['buildx'] } : { path, args: [] };
}
async function firstPlugin(folders) {
    return await firstProgram(folders, 'docker-buildx');
}
async function firstProgram(folders, name) {
    for (const folder of folders) {
        const path = (0,external_node_path_.join)(folder, name);
        if (await isProgram(path))
            return path;
    }
    return undefined;
}
async function isProgram(path) {
    try {
        await (0,promises_.access)(path, promises_.constants.X_OK);
        return (await (0,promises_.stat)(path)).isFile();
    }
    catch {
        return false;
    }
}
async function extraFolders(directory) {
    const text = await (0,regular_file/* readText */.y)((0,external_node_path_.join)(directory, 'config.json')).catch(() => '{}');
    const { cliPluginsExtraDirs: folders } = (0,json/* recordOf */.zv)((0,json/* parseJson */.qF)(text));
    return Array.isArray(folders) ? folders.filter((folder) => typeof folder === 'string') : [];
}

;// CONCATENATED MODULE: ./build/builder/buildx/reach.js



async function currentBuilder(builder, variables) {
    if (builder || variables.BUILDX_BUILDER)
        return builder || (variables.BUILDX_BUILDER ?? '');
    const current = await readStore(variables, 'current');
    return current?.Name ?? '';
}
async function reachOf(builder, variables) {
    const name = await currentBuilder(builder, variables);
    const group = /^[\w.-]+$/.test(name) ? await readStore(variables, (0,external_node_path_.join)('instances', name)) : undefined;
    const driver = group?.Driver ?? 'docker';
    const nodes = group?.Nodes ?? [];
    switch (driver) {
        case 'docker':
            return reachOfEngine(variables.DOCKER_HOST ?? '');
        case 'docker-container':
            if (nodes.some(({ DriverOpts }) => DriverOpts?.network !== 'host')) {
                const reason = `builder ${name} runs in its own network (driver-opts: network=host would change that)`;
                return { expected: false, reason };
            }
            return reachOfAll(nodes, variables);
        case 'remote':
            return reachOfAll(nodes, variables);
        default:
            return { expected: false, reason: `builder ${name} (${driver}) runs on another machine` };
    }
}
function reachOfAll(nodes, { DOCKER_HOST = '' }) {
    const urls = nodes.map(({ Endpoint = '' }) => (Endpoint.includes('://') ? Endpoint : DOCKER_HOST));
    return urls.map(reachOfEngine).find(({ expected }) => !expected) ?? { expected: true };
}
function reachOfEngine(endpoint) {
    const host = URL.parse(endpoint)?.hostname ?? '';
    const isHere = endpoint === '' || /^(?:unix|npipe|fd):/.test(endpoint) || /^(?:localhost|127\.[\d.]+|\[::1\])$/.test(host);
    return isHere ? { expected: true } : { expected: false, reason: `the builder runs on ${host || endpoint}` };
}
async function readStore(variables, name) {
    const { BUILDX_CONFIG, DOCKER_CONFIG } = variables;
    const store = BUILDX_CONFIG || (DOCKER_CONFIG && (0,external_node_path_.join)(DOCKER_CONFIG, 'buildx'));
    if (!store)
        return undefined;
    try {
        return (0,json/* parseJson */.qF)(await (0,regular_file/* readText */.y)((0,external_node_path_.join)(store, name)));
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/builder/buildx/buildx.js







class Buildx {
    #options;
    #isStarted = false;
    constructor(options) {
        this.#options = options;
    }
    async reach({ builder }) {
        return await reachOf(builder, this.#options.variables);
    }
    async signIn(registry, login) {
        await this.#options.addLogin(registry, login);
    }
    async build(request, destination) {
        const { environment, variables, metadataFile, watch, signal } = this.#options;
        const { workspace, log } = environment;
        const { path: program, args: before } = await findBuildx(variables);
        const args = [...before, ...(0,buildx_arguments/* buildxArguments */.X)(request, destination, metadataFile)];
        const { exitCode, stdout, stderr } = await log.group('Build', async () => {
            log.info(`[command] ${program} ${args.join(' ')}`);
            return await watch.timed(request, async (watched) => {
                const onLine = (line) => {
                    const shown = log.redact(line);
                    log.info(shown);
                    watched(shown);
                };
                return await this.#run({ program, args, variables, directory: workspace, onLine, cut: log.cut, signal });
            });
        });
        if (exitCode !== 0)
            throw explainFailure(log.redact(`${stdout}\n${stderr}`), exitCode, (0,build_context/* dockerfileOf */.S9)(request));
        return await (0,metadata_file/* readMetadata */._6)(metadataFile);
    }
    async #run(command) {
        const { environment, signal } = this.#options;
        const tell = () => environment.log.info(`Stopping the build: ${signal.reason.message}`);
        signal.addEventListener('abort', tell, { once: true });
        const ended = environment.run(command).finally(() => signal.removeEventListener('abort', tell));
        if (!this.#isStarted)
            this.#options.onStarted?.();
        this.#isStarted = true;
        return await ended.catch((cause) => {
            command.signal?.throwIfAborted();
            throw new build_error/* BuildError */.z('Docker cannot be started. Install Docker with buildx before this step.', { cause });
        });
    }
}

var process_variables = __webpack_require__(7287);
var attributes = __webpack_require__(8828);
;// CONCATENATED MODULE: ./build/builder/buildx/named-variables.js


function namedVariables(variables, request, secretVariables) {
    const passedOn = request.buildArgs.filter((argument) => !argument.includes('='));
    const isCached = [...request.cacheFrom, ...request.cacheTo].some((cache) => (0,attributes/* attributesOf */.Td)(cache)?.get('type') === 'gha');
    const service = isCached ? Object.keys(variables).filter((name) => process_variables/* cacheService */.qI.test(name)) : [];
    return [...passedOn, ...secretVariables, ...service];
}

var distribution_login = __webpack_require__(2316);
var config_files = __webpack_require__(9021);
var docker_config = __webpack_require__(2288);
;// CONCATENATED MODULE: ./build/credentials/builder-config.js





const linked = ['contexts', 'cli-plugins'];
async function writeDockerConfig({ directory, base, logins, variables, }) {
    await (0,promises_.mkdir)(directory, { recursive: true, mode: 0o700 });
    const config = base === undefined ? undefined : await (0,config_files/* readConfigIn */.Sm)(base);
    const auths = { ...authsIn(variables.DOCKER_AUTH_CONFIG), ...authsOf(logins) };
    await writeConfig(directory, withAuths(config, auths));
    if (!base)
        return { DOCKER_CONFIG: directory };
    for (const name of linked) {
        if (await exists((0,external_node_path_.join)(base, name)))
            await (0,promises_.symlink)((0,external_node_path_.join)(base, name), (0,external_node_path_.join)(directory, name));
    }
    return { DOCKER_CONFIG: directory, BUILDX_CONFIG: variables.BUILDX_CONFIG || (0,external_node_path_.join)(base, 'buildx') };
}
async function addLogin(directory, registry, login) {
    await writeConfig(directory, withAuths(await (0,config_files/* readConfigIn */.Sm)(directory), authsOf(new Map([[registry, login]]))));
}
async function writeConfig(directory, document) {
    await (0,promises_.writeFile)((0,external_node_path_.join)(directory, 'config.json'), JSON.stringify(document, null, 2), { mode: 0o600 });
}
function authsOf(logins) {
    const entries = [...logins].map(([registry, login]) => [(0,docker_config/* configKeyOf */.lR)(registry), { auth: (0,distribution_login/* encodeLogin */.k)(login) }]);
    return Object.fromEntries(entries);
}
function authsIn(document = '') {
    return document === '' ? {} : (0,config_files/* parseConfig */.o4)(document, 'DOCKER_AUTH_CONFIG').config.auths;
}
function withAuths(base, auths) {
    const helpers = Object.fromEntries(Object.keys(auths).map((key) => [key, '']));
    return {
        ...base?.config.document,
        auths: { ...base?.config.auths, ...auths },
        credHelpers: { ...base?.config.credHelpers, ...helpers },
    };
}
async function exists(path) {
    return await (0,promises_.access)(path).then(() => true, () => false);
}

var git_settings = __webpack_require__(9883);
;// CONCATENATED MODULE: ./build/steps/job/builder-for.js









async function builderFor(job, { signal, onStarted }) {
    const { inputs, trust, request, watch, environment } = job;
    const { variables, temp, log } = environment;
    const directory = (0,external_node_path_.join)(temp, 'docker');
    const secrets = inputs.secretEnvs.map(([, variable]) => variable);
    const passedOn = namedVariables(variables, request, secrets);
    const config = await writeDockerConfig({
        directory,
        base: (0,config_files/* dockerConfigDirectory */._n)(variables),
        logins: trust.isTrusted ? await loginsFor(job) : new Map(),
        variables: trust.isTrusted ? variables : { ...variables, DOCKER_AUTH_CONFIG: '' },
    });
    return new Buildx({
        environment,
        variables: { ...(0,git_settings/* confineGit */.Xp)((0,process_variables/* childVariables */.Oz)(variables, passedOn)), ...config },
        async addLogin(registry, login) {
            log.mask(login.password);
            log.mask((0,distribution_login/* encodeLogin */.k)(login));
            await addLogin(directory, registry, login);
        },
        metadataFile: (0,external_node_path_.join)(temp, 'metadata.json'),
        watch,
        signal,
        ...(onStarted && { onStarted }),
    });
}
async function loginsFor({ request, dockerfile, keyring }) {
    const read = (0,base_images/* baseImages */.i)(request, dockerfile);
    return await keyring.logins(read.map(({ repository }) => repository));
}


}),

1791:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
  buildOnly: () => (buildOnly)
});
var _job_builder_for_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6706);

async function buildOnly(job) {
    const { request, named, environment } = job;
    const { signal } = environment;
    const builder = await (0,_job_builder_for_js__WEBPACK_IMPORTED_MODULE_0__/* .builderFor */ .h)(job, { signal });
    const metadata = await builder.build(request, { kind: 'none' });
    return { names: named.names, outcomes: [], metadata, isDone: true };
}


})

};
