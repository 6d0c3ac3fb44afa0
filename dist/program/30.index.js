export const id = 30;
export const ids = [30];
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

5030:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  Buildx: () => (Buildx)
});

var external_node_path_ = __webpack_require__(6760);
var build_error = __webpack_require__(8235);
var promises_ = __webpack_require__(1455);
var build_context = __webpack_require__(5613);
;// CONCATENATED MODULE: ./build/builder/dockerfile/annotated-file.js



async function annotatedFile(request, workspace) {
    const { context, inRepository } = request;
    const file = (0,build_context/* dockerfileOf */.S9)(request);
    if ((0,build_context/* isRemote */.Vx)(file))
        return file;
    if ((0,build_context/* isRemote */.Vx)(context))
        return inRepository ?? `${context}/${file}`;
    const path = (0,external_node_path_.resolve)(workspace, file);
    const root = await repositoryOf((0,external_node_path_.dirname)(path), workspace);
    return (0,external_node_path_.relative)(root, path);
}
async function repositoryOf(folder, workspace) {
    const isOutside = (0,external_node_path_.relative)(workspace, folder).startsWith('..');
    if (isOutside || (0,external_node_path_.relative)(workspace, folder) === '')
        return workspace;
    const isRoot = await (0,promises_.stat)((0,external_node_path_.join)(folder, '.git')).then(() => true, () => false);
    return isRoot ? folder : await repositoryOf((0,external_node_path_.dirname)(folder), workspace);
}

var buildx_arguments = __webpack_require__(3973);
var metadata_file = __webpack_require__(7671);
var cache_option = __webpack_require__(3102);
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

;// CONCATENATED MODULE: ./build/builder/buildx/progress/cache-failures.js
const line = /^#(?<vertex>\d+) (?<said>.*)$/;
const importing = /^importing cache manifest from (?<cache>\S+)$/;
const exporters = {
    'exporting cache to registry': 'registry',
    'exporting to GitHub Actions Cache': 'gha',
    'exporting cache to client directory': 'local',
    'exporting cache to Amazon S3': 's3',
    'exporting cache to Azure Blob Storage': 'azblob',
};
class CacheFailures {
    #begun = new Map();
    #all = [];
    #hasImported = false;
    get all() {
        return this.#all;
    }
    get hasImported() {
        return this.#hasImported;
    }
    read(text) {
        const { vertex = '', said = '' } = line.exec(text)?.groups ?? {};
        const begun = vertex === '' ? undefined : beginningIn(said);
        if (begun)
            this.#begun.set(vertex, begun);
        const known = this.#begun.get(vertex);
        if (!known)
            return;
        if (/^(?:DONE|CACHED)\b/.test(said) && known.kind === 'import')
            this.#hasImported = true;
        const reason = /^ERROR: (?<reason>.*)$/.exec(said)?.groups?.reason;
        if (reason && !(known.kind === 'import' && isAbsent(reason)))
            this.#all.push({ ...known, reason });
    }
}
function beginningIn(said) {
    const from = importing.exec(said)?.groups?.cache;
    if (from)
        return { kind: 'import', cache: from.replace(/^(\w+):\d{10,}$/, '$1') };
    const to = exporters[said];
    return to === undefined ? undefined : { kind: 'export', cache: to };
}
function isAbsent(reason) {
    return /(?:not found|no such file or directory)$/.test(reason);
}

;// CONCATENATED MODULE: ./build/builder/buildx/progress/cache-messages.js

function describeCacheFailure({ kind, cache, reason }, { cacheFrom, cacheTo }) {
    const why = reason.replace(/\.$/, '');
    if (kind === 'import')
        return `Cache ${named(cache, cacheFrom)} could not be read and was not used: ${why}.`;
    return `Cache ${named(cache, cacheTo)} could not be written: ${why}. The image is not affected. To make this an error, add 'ignore-error=false' to 'cache-to'.`;
}
function named(cache, given) {
    const [only, ...others] = given.filter((text) => (0,cache_option/* cacheType */.NW)(text) === cache).map(cache_option/* describeOption */.ti);
    return only === undefined ? cache : others.length === 0 ? only : `of type ${cache}`;
}
function leftOut(cache) {
    return `Cache ${(0,cache_option/* describeOption */.ti)(cache)} is not used: the runner does not provide GitHub's cache service (ACTIONS_RUNTIME_TOKEN and ACTIONS_RESULTS_URL are not set). Use another type, such as 'type=registry,ref=\u2026'.`;
}
const lost = /^ERROR: .*?((?:failed to copy: )?(?:httpReadSeeker: failed open|could not fetch content descriptor|failed to read .*actions cache).*)$/m;
function wasLostFromCache(output) {
    return lost.exec(output)?.[1];
}
function rebuilding(cause) {
    return `A layer could not be fetched, perhaps from a cache of 'cache-from', so the image is built again without these: ${cause.replace(/\.$/, '')}.`;
}

;// CONCATENATED MODULE: ./build/builder/buildx/progress/failure.js


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
function explainFailure(output, exitCode, { file, annotated = file }) {
    const warnings = checkFailed.exec(output)?.[1];
    if (warnings)
        return new build_error/* BuildError */.z(`The build check found ${warnings} in ${file}. ${checkAdvice}`);
    const { file: named = '', line, source = '' } = [...output.matchAll(failure_frame)].at(-1)?.groups ?? {};
    const isKnown = named === (0,external_node_path_.basename)(file);
    const where = line ? ` at ${isKnown ? file : named}:${line}` : '';
    const place = line ? { file: isKnown ? annotated : named, ...linesOf(Number(line), source) } : undefined;
    const reason = reasonIn(output) ?? `exit code ${exitCode}`;
    const said = advice.find(([pattern]) => pattern.test(output))?.[1];
    const message = `The build failed${where}: ${reason.replace(/\.$/, '')}.${said ? ` ${said}` : ''}`;
    return new build_error/* BuildError */.z(message, { place, excerpt: excerptOf(output, source) });
}
function linesOf(line, source) {
    const last = [...source.matchAll(/^ *(\d+) \| >>> /gm)].map(([, number]) => Number(number)).at(-1) ?? line;
    return { line, ...(last > line && { endLine: last }) };
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

;// CONCATENATED MODULE: ./build/builder/buildx/reach.js



const onLoopback = { expected: true, address: '127.0.0.1' };
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
    return urls.map(reachOfEngine).find(({ expected }) => !expected) ?? onLoopback;
}
function reachOfEngine(endpoint) {
    const host = URL.parse(endpoint)?.hostname ?? '';
    const isHere = endpoint === '' || /^(?:unix|npipe|fd):/.test(endpoint) || /^(?:localhost|127\.[\d.]+|\[::1\])$/.test(host);
    return isHere ? onLoopback : { expected: false, reason: `the builder runs on ${host || endpoint}` };
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

var format_amount = __webpack_require__(7186);
;// CONCATENATED MODULE: ./build/builder/buildx/shown-command.js

function shownCommand(program, args) {
    const labels = args.filter((arg) => arg.startsWith('--label='));
    if (labels.length < 2)
        return [program, ...args].join(' ');
    const shown = args.map((arg) => (arg === labels[0] ? `[${(0,format_amount/* formatCount */.B)(labels.length, 'label')}]` : arg));
    return [program, ...shown.filter((arg) => !labels.includes(arg))].join(' ');
}

;// CONCATENATED MODULE: ./build/builder/buildx/buildx.js













class Buildx {
    #context;
    #isStarted = false;
    constructor(context) {
        this.#context = context;
    }
    async reach({ builder }) {
        return await reachOf(builder, this.#context.variables);
    }
    async signIn(registry, login) {
        await this.#context.addLogin(registry, login);
    }
    async build(request, destination) {
        const { environment, variables, temp } = this.#context;
        const { workspace, log } = environment;
        for (const cache of (0,cache_option/* leftOutCaches */.$W)([...request.cacheFrom, ...request.cacheTo], variables))
            log.warning(leftOut(cache));
        const metadataFile = (0,external_node_path_.join)(temp, 'metadata.json');
        const file = { file: (0,build_context/* dockerfileOf */.S9)(request), annotated: await annotatedFile(request, workspace) };
        let attempt = await this.#attempt(request, destination, { metadataFile, file });
        const cause = attempt.exitCode === 0 || !attempt.caches.hasImported ? undefined : wasLostFromCache(attempt.output);
        if (cause !== undefined) {
            log.warning(rebuilding(cause));
            attempt = await this.#attempt({ ...request, cacheFrom: [] }, destination, { metadataFile, file });
        }
        if (attempt.exitCode !== 0)
            throw explainFailure(attempt.output, attempt.exitCode, file);
        return await (0,metadata_file/* readMetadata */._6)(metadataFile);
    }
    async [Symbol.asyncDispose]() { }
    async #attempt(request, destination, { metadataFile, file }) {
        const { environment, variables, watch, signal } = this.#context;
        const { workspace, log } = environment;
        const { path: program, args: before } = await findBuildx(variables);
        const args = [...before, ...(0,buildx_arguments/* buildxArguments */.X)(request, destination, metadataFile)];
        const caches = new CacheFailures();
        const { exitCode, stdout, stderr } = await log.group('Build', async () => {
            log.info(`[command] ${shownCommand(program, args)}`);
            const work = async (watched) => {
                const onLine = (line) => {
                    const shown = log.redact(line);
                    log.info(shown);
                    watched(shown);
                    caches.read(shown);
                };
                return await this.#run({ program, args, variables, directory: workspace, onLine, cut: log.cut, signal });
            };
            return await watch.timed(request, work, file.annotated);
        });
        for (const failure of caches.all) {
            if (failure.kind === 'import' || exitCode === 0)
                log.warning(describeCacheFailure(failure, request));
        }
        return { exitCode, output: log.redact(`${stdout}\n${stderr}`), caches };
    }
    async #run(command) {
        const { environment, signal } = this.#context;
        const tell = () => environment.log.info(`Stopping the build: ${signal.reason.message}`);
        signal.addEventListener('abort', tell, { once: true });
        const ended = environment.run(command).finally(() => signal.removeEventListener('abort', tell));
        if (!this.#isStarted)
            this.#context.onStarted?.();
        this.#isStarted = true;
        return await ended.catch((cause) => {
            command.signal?.throwIfAborted();
            throw new build_error/* BuildError */.z('Docker cannot be started. Install Docker with buildx before this step.', { cause });
        });
    }
}


})

};
