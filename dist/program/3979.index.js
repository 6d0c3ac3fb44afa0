import { modules as shared0 } from './shared-78235.index.js';
import { modules as shared1 } from './shared-2263.index.js';
export const id = 3979;
export const ids = [3979];
export const modules = {

...shared0,
...shared1,
13979:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  Buildx: () => (Buildx)
});

var external_node_path_ = __webpack_require__(76760);
var annotated_file = __webpack_require__(39946);
var build_context = __webpack_require__(45613);
var buildx_arguments = __webpack_require__(73973);
var cached_build = __webpack_require__(62989);
var metadata_file = __webpack_require__(77671);
var builder_program = __webpack_require__(2263);
var promises_ = __webpack_require__(51455);
var regular_file = __webpack_require__(16659);
var json = __webpack_require__(99368);
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
    const text = await (0,regular_file/* readText */.yR)((0,external_node_path_.join)(directory, 'config.json')).catch(() => '{}');
    const { cliPluginsExtraDirs: folders } = (0,json/* recordOf */.zv)((0,json/* parseJson */.qF)(text));
    return Array.isArray(folders) ? folders.filter((folder) => typeof folder === 'string') : [];
}

;// CONCATENATED MODULE: ./build/builder/buildx/progress/build-progress.js
const step = /^#(?<vertex>\d+) \[(?:[^\]]* )?\d+\/\d+\] /;
const cached = /^#(?<vertex>\d+) CACHED$/;
const warning = /^#\d+ WARN: (?<message>.*?)(?: \(line (?<line>\d+)\))?$/;
function readProgress(text) {
    const { vertex: begun } = step.exec(text)?.groups ?? {};
    if (begun)
        return { kind: 'step', vertex: begun };
    const { vertex: found } = cached.exec(text)?.groups ?? {};
    if (found)
        return { kind: 'cached', vertex: found };
    const { message, line } = warning.exec(text)?.groups ?? {};
    return message ? { kind: 'warning', message, ...(line && { line: Number(line) }) } : undefined;
}

;// CONCATENATED MODULE: ./build/builder/buildx/progress/check-output.js

const heading = /^WARNING: (?<rule>\w+)(?: - https?:\S+)?$/;
const check_output_location = /^(?<file>[^\s:][^:]*):(?<line>\d+)$/;
const limit = 10;
const field = /^ +"(?<name>ruleName|detail|line)": (?<value>"(?:[^"\\]|\\.)*"|\d+),?$/;
class CheckOutput {
    #file;
    #block;
    #fields = {};
    constructor(file) {
        this.#file = file;
    }
    read(text) {
        const { name, value = '' } = field.exec(text)?.groups ?? {};
        if (name)
            return this.#readField(name, (0,json/* parseJson */.qF)(value));
        const { rule } = heading.exec(text)?.groups ?? {};
        if (rule)
            this.#block = [`${rule}:`];
        if (rule || !this.#block || /^#\d+ /.test(text) || text === '')
            return undefined;
        const { file, line } = check_output_location.exec(text)?.groups ?? {};
        if (!file) {
            this.#block.push(text);
            if (this.#block.length > limit)
                this.#block = undefined;
            return undefined;
        }
        const message = this.#block.join(' ');
        this.#block = undefined;
        return { message, place: { file, line: Number(line) } };
    }
    #readField(name, value) {
        if (name === 'ruleName')
            this.#fields = {};
        this.#fields = { ...this.#fields, [name]: value };
        const { ruleName, detail, line } = this.#fields;
        if (typeof line !== 'number' || ruleName === undefined)
            return undefined;
        this.#fields = {};
        return { message: `${ruleName}: ${detail}`, place: { file: this.#file, line } };
    }
}

;// CONCATENATED MODULE: ./build/builder/buildx/progress/buildx-progress.js


function buildxProgress(file) {
    const check = new CheckOutput(file);
    return (text) => {
        const checked = check.read(text);
        if (checked)
            return { kind: 'warning', warning: checked };
        const said = readProgress(text);
        if (said?.kind !== 'warning')
            return said && { kind: said.kind, step: said.vertex };
        const { message, line } = said;
        return { kind: 'warning', warning: { message, place: { file, ...(line && { line }) } } };
    };
}

;// CONCATENATED MODULE: ./build/builder/buildx/program.js



class BuildxProgram extends builder_program/* BuilderProgram */.C {
    constructor(context) {
        super(context, {
            find: () => findBuildx(context.variables),
            progress: buildxProgress,
            absence: 'Docker cannot be started. Install Docker with buildx before this step.',
        });
    }
}

var failure = __webpack_require__(98243);
var build_error = __webpack_require__(78235);
var cache_option = __webpack_require__(83102);
var builder_options = __webpack_require__(5700);
var output_option = __webpack_require__(29461);
;// CONCATENATED MODULE: ./build/builder/buildx/selection/classic-store.js


function beyondClassicStore(needs) {
    const { platforms, attests, provenance, sbom, cacheTo, annotations, outputs, imageAttributes, call } = needs;
    if (call !== '')
        return undefined;
    if (platforms.length > 1)
        return 'several platforms';
    if (attests.length > 0 || !isFalse(provenance) || !isFalse(sbom))
        return 'attestations';
    const cache = cacheTo.map(cache_option/* cacheType */.NW).find((type) => !['', 'inline'].includes(type));
    if (cache !== undefined)
        return `a cache of type '${cache}'`;
    if (annotations.length > 0)
        return 'annotations';
    if (imageAttributes.size > 0)
        return `the output attribute '${[...imageAttributes.keys()][0]}'`;
    const file = outputs.map(output_option/* parseImageOutput */.wN).find((output) => output?.type === 'oci' || output?.attributes.has('dest'));
    return file && `an output of type '${file.type}'`;
}
function isFalse(text) {
    return text === '' || text === 'false';
}

;// CONCATENATED MODULE: ./build/builder/buildx/selection/engine-facts.js

const patience = 5_000;
async function askEngine(client, endpoint = '') {
    const text = await ask(client, endpoint, ['info', '--format', '{{json .Name}}\n{{json .DriverStatus}}']);
    const [name = '', status = ''] = text.split('\n');
    if (!/^".+"$/.test(name))
        return undefined;
    return { hostname: String((0,json/* parseJson */.qF)(name)), hasContainerdStore: status.includes('io.containerd.snapshotter') };
}
async function gatewaysOf({ container, network }, client, endpoint) {
    const format = '{{json .NetworkSettings.Networks}}';
    const networks = (0,json/* parseRecord */.Hh)(await ask(client, endpoint, ['container', 'inspect', '--format', format, container]));
    const found = Object.entries(networks)
        .map(([name, settings]) => (name === 'host' ? 'host' : String((0,json/* recordOf */.zv)(settings).Gateway ?? '')))
        .filter(Boolean);
    if (found.length > 0)
        return found;
    const ipam = await ask(client, endpoint, ['network', 'inspect', '--format', '{{json .IPAM.Config}}', network]);
    const configs = (0,json/* parseRecord */.Hh)(`{"all":${ipam || '[]'}}`).all;
    const gateways = (Array.isArray(configs) ? configs : []).map((config) => String((0,json/* recordOf */.zv)(config).Gateway ?? ''));
    return gateways.filter(Boolean);
}
async function ask({ environment, variables, signal }, endpoint, args) {
    try {
        const { exitCode, stdout } = await environment.run({
            program: 'docker',
            args: [...engineArguments(endpoint, variables), ...args],
            variables,
            signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
        });
        return exitCode === 0 ? stdout.trim() : '';
    }
    catch {
        signal.throwIfAborted();
        return '';
    }
}
function engineArguments(endpoint, { DOCKER_HOST }) {
    if (endpoint === '' || endpoint === 'default' || endpoint === DOCKER_HOST)
        return [];
    return [endpoint.includes('://') ? '--host' : '--context', endpoint];
}

var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./build/builder/buildx/selection/node-group.js




async function currentBuilder(builder, variables) {
    const given = builder || variables.BUILDX_BUILDER;
    const name = given || ((await readStore(variables, 'current'))?.Name ?? '');
    const group = /^[\w.-]+$/.test(name) ? await readStore(variables, (0,external_node_path_.join)('instances', name)) : undefined;
    return { name, ...(group && { group }) };
}
async function readStore(variables, name) {
    const { BUILDX_CONFIG, DOCKER_CONFIG } = variables;
    const store = BUILDX_CONFIG || (DOCKER_CONFIG && (0,external_node_path_.join)(DOCKER_CONFIG, 'buildx'));
    return store ? (await readDocument((0,external_node_path_.join)(store, name))) : undefined;
}
async function endpointUrl(endpoint, variables) {
    if (endpoint.includes('://'))
        return endpoint;
    const { DOCKER_HOST = '', DOCKER_CONTEXT, DOCKER_CONFIG = '' } = variables;
    const config = (0,json/* recordOf */.zv)(DOCKER_CONFIG && (await readDocument((0,external_node_path_.join)(DOCKER_CONFIG, 'config.json'))));
    const selected = DOCKER_HOST ? 'default' : DOCKER_CONTEXT || String(config.currentContext ?? '');
    const context = endpoint || selected;
    if (context === '' || context === 'default')
        return DOCKER_HOST;
    const folder = (0,external_node_crypto_.createHash)('sha256').update(context).digest('hex');
    const meta = DOCKER_CONFIG && (await readDocument((0,external_node_path_.join)(DOCKER_CONFIG, 'contexts', 'meta', folder, 'meta.json')));
    const { Host } = (0,json/* recordOf */.zv)((0,json/* recordOf */.zv)((0,json/* recordOf */.zv)(meta).Endpoints).docker);
    return typeof Host === 'string' ? Host : DOCKER_HOST;
}
async function readDocument(path) {
    try {
        return (0,json/* parseJson */.qF)(await (0,regular_file/* readText */.yR)(path));
    }
    catch {
        return undefined;
    }
}

var external_node_timers_promises_ = __webpack_require__(58500);
;// CONCATENATED MODULE: ./build/builder/buildx/selection/own-builder.js








async function openOwnBuilder(options, context) {
    const needsContext = isTlsEngine(context.variables) && options.endpoint === '';
    if (context.ownBuilder?.isKept && !needsContext)
        return await openKeptBuilder(options, context);
    return await openTemporaryBuilder(options, needsContext, context);
}
async function openKeptBuilder(options, context) {
    const { environment, variables } = context;
    const name = await stableName(options, context);
    const kept = { name, [Symbol.asyncDispose]: async () => undefined };
    const use = async () => {
        environment.log.info(`Using the builder ${name}, which an earlier step has kept`);
        await waitUntilUp(name, context);
    };
    if ((await currentBuilder(name, variables)).group) {
        await use();
        return kept;
    }
    try {
        await makeBuilder(name, options, false, context);
    }
    catch (error) {
        if (!/existing instance for/.test(error.message)) {
            await removeBuilder(name, false, context);
            throw error;
        }
        await use();
    }
    return kept;
}
const pause = 500;
const questionLimit = 60;
async function waitUntilUp(name, { program, signal }) {
    for (let questions = 0; questions < questionLimit; questions++) {
        const { exitCode, stdout } = await program.ask({ args: ['inspect', '--bootstrap', name] });
        if (exitCode === 0 && /^BuildKit(?: version)?:/im.test(stdout))
            return;
        await (0,external_node_timers_promises_.setTimeout)(pause, undefined, { signal }).catch(() => signal.throwIfAborted());
    }
}
async function openTemporaryBuilder(options, needsContext, context) {
    const { environment, variables, ownBuilder } = context;
    const name = `manifold-${(0,external_node_crypto_.randomBytes)(8).toString('hex')}`;
    ownBuilder?.onMade?.(name, variables);
    try {
        await makeBuilder(name, options, needsContext, context);
    }
    catch (error) {
        await removeBuilder(name, needsContext, context);
        ownBuilder?.onRemoved?.();
        throw error;
    }
    return {
        name,
        async [Symbol.asyncDispose]() {
            const problem = await removeBuilder(name, needsContext, context);
            if (problem)
                environment.log.warning(`The builder ${name} was not removed: ${problem}`);
            else
                ownBuilder?.onRemoved?.();
        },
    };
}
async function removeBuilder(name, hasContext, context) {
    const { environment, variables, program } = context;
    const { exitCode, stderr } = await program.tidy({ args: ['rm', '--force', name] });
    if (hasContext) {
        const args = ['context', 'rm', '--force', (0,builder_options/* contextOf */.Vm)(name)];
        await environment.run({ program: 'docker', args, variables, signal: AbortSignal.timeout(5_000) });
    }
    return exitCode === 0 ? '' : lastLine(environment.log.redact(stderr));
}
async function makeBuilder(name, options, needsContext, context) {
    const { environment, program } = context;
    if (needsContext)
        await makeDockerContext(name, context);
    const placed = needsContext ? { ...options, endpoint: (0,builder_options/* contextOf */.Vm)(name) } : options;
    for (const args of (0,builder_options/* createArguments */.l$)(name, placed, await configFile(options, context))) {
        environment.log.info(`[command] docker buildx ${args.join(' ')}`);
        const { exitCode, stdout, stderr } = await program.ask({ args });
        if (exitCode !== 0)
            throw new build_error/* BuildError */.z(explain(environment.log.redact(`${stdout}\n${stderr}`)));
    }
}
function explain(output) {
    const reason = lastLine(output).replace(/\.$/, '');
    const isMissing = /pull|manifest unknown|not found|no such host|i\/o timeout|dial tcp/i.test(reason);
    const advice = isMissing
        ? "Make sure that the engine can pull BuildKit's image, or name another one in 'builder-options' (driver-opts: image=\u2026)."
        : "Check the input 'builder-options', or name an existing builder in 'builder'.";
    return `A builder could not be created: ${reason}. ${advice}`;
}
function lastLine(output) {
    const lines = output.trim().split('\n');
    const error = lines.findLast((line) => line.startsWith('ERROR: ')) ?? lines.at(-1) ?? '';
    return error.replace(/^ERROR: /, '');
}
async function configFile({ buildkitdConfig, buildkitdConfigInline }, { temp }) {
    if (buildkitdConfigInline === '')
        return buildkitdConfig;
    const path = (0,external_node_path_.join)(temp, 'buildkitd.toml');
    await (0,promises_.writeFile)(path, buildkitdConfigInline, { mode: 0o600 });
    return path;
}
async function makeDockerContext(name, context) {
    const { environment, variables, signal } = context;
    const folder = variables.DOCKER_CERT_PATH || (0,external_node_path_.join)(variables.HOME ?? '', '.docker');
    const files = { ca: 'ca.pem', cert: 'cert.pem', key: 'key.pem' };
    const parts = Object.entries(files).map(([key, file]) => `${key}=${(0,external_node_path_.join)(folder, file)}`);
    const docker = [`host=${variables.DOCKER_HOST}`, ...parts].join(',');
    const args = ['context', 'create', (0,builder_options/* contextOf */.Vm)(name), '--docker', docker];
    const { exitCode, stderr } = await environment.run({ program: 'docker', args, variables, signal });
    if (exitCode !== 0)
        throw new build_error/* BuildError */.z(explain(environment.log.redact(stderr)));
}
function isTlsEngine({ DOCKER_HOST = '', DOCKER_TLS_VERIFY, DOCKER_TLS }) {
    return DOCKER_HOST.startsWith('tcp:') && Boolean(DOCKER_TLS_VERIFY || DOCKER_TLS);
}
async function stableName(options, { environment, variables }) {
    const { endpoint, buildkitdConfig } = options;
    const engine = await endpointUrl(endpoint, variables);
    const file = (0,external_node_path_.resolve)(environment.workspace, buildkitdConfig);
    const config = buildkitdConfig === '' ? '' : await (0,regular_file/* readText */.yR)(file).catch(() => '');
    const text = JSON.stringify([options, builder_options/* buildkitImage */.UG, engine, config]);
    return `manifold-kept-${(0,external_node_crypto_.createHash)('sha256').update(text).digest('hex').slice(0, 12)}`;
}

var or_aborted = __webpack_require__(62024);
var sink_output = __webpack_require__(89239);
;// CONCATENATED MODULE: ./build/builder/buildx/selection/probe.js



const dockerfile = 'FROM scratch\nLABEL probe=reach\n';
const isUp = /^#\d+ \[(?!internal\] booting buildkit)/;
const isPushing = /^#\d+ pushing /;
class ProbeRunner {
    #program;
    #up = Promise.withResolvers();
    constructor(program) {
        this.#program = program;
    }
    onLine = (line) => {
        if (isUp.test(line))
            this.#up.resolve();
    };
    probe(builder) {
        return async (name, { signal, onPush }) => {
            await (0,or_aborted/* orAborted */.H)(this.#up.promise, signal);
            const args = [
                'build',
                '--progress=plain',
                '--provenance=false',
                ...(builder ? [`--builder=${builder}`] : []),
                `--output=${(0,sink_output/* sinkOutput */.r)(name, new Map())}`,
                '-',
            ];
            const onLine = (line) => {
                if (isPushing.test(line))
                    onPush();
            };
            const { exitCode, stdout, stderr } = await this.#program.ask({ args, input: dockerfile, onLine, signal });
            if (exitCode !== 0)
                throw new build_error/* BuildError */.z(`The probe failed: ${`${stdout}\n${stderr}`.slice(-2_000)}`);
        };
    }
}

var origin = __webpack_require__(93391);
;// CONCATENATED MODULE: ./build/builder/buildx/selection/reach.js



const loopback = { address: '127.0.0.1', isCertain: true };
async function reachOf({ name, group }, context) {
    const nodes = group?.Nodes ?? [];
    const spots = group
        ? await Promise.all(nodes.map((node) => spotOfNode(name, group.Driver ?? '', node, context)))
        : [await spotOfHost(await endpointUrl(name, context.variables), context)];
    const lost = spots.find(({ reason }) => reason !== undefined);
    if (lost?.reason !== undefined)
        return { expected: false, reason: lost.reason };
    const known = spots.filter((spot) => spot.reason === undefined);
    const addresses = new Set(known.map(({ address }) => address).filter((address) => address !== loopback.address));
    const [address = loopback.address] = addresses;
    if (addresses.size > 1)
        return { expected: false, reason: `the nodes of builder ${name} are in different networks` };
    const isCertain = known.every((spot) => spot.isCertain);
    return { expected: true, address, ...(!isCertain && { probe: context.probe }) };
}
async function spotOfNode(name, driver, node, context) {
    const { Endpoint = '', DriverOpts, Name = `${name}0` } = node;
    switch (driver) {
        case 'docker-container': {
            const network = DriverOpts?.network || 'bridge';
            if (network === 'host')
                return await spotOfHost(await endpointUrl(Endpoint, context.variables), context);
            const container = `buildx_buildkit_${Name}`;
            return await spotOfContainer({ builder: name, container, network, endpoint: Endpoint }, context);
        }
        case 'remote':
            if (Endpoint.startsWith('docker-container:')) {
                const container = URL.parse(Endpoint)?.hostname ?? '';
                return await spotOfContainer({ builder: name, container, network: 'bridge', endpoint: '' }, context);
            }
            return Endpoint.startsWith('kube-pod:') ? spotOfPod(name, context) : await spotOfHost(Endpoint, context);
        case 'kubernetes':
            return spotOfPod(name, context);
        default:
            return { reason: `builder ${name} has the driver '${driver}', whose network is not known` };
    }
}
async function spotOfHost(url, { machine, ...client }) {
    if (isSocket(url))
        return (await isOutside(url, machine, client)) ? spotOfSelf(machine) : loopback;
    const { hostname: host = '', port = '', protocol = '' } = URL.parse(url) ?? {};
    const name = host.replace(/^\[|\]$/g, '');
    if (isHere(host))
        return loopback;
    const address = await machine.addressTowards(name, Number(port) || (protocol === 'ssh:' ? 22 : 2375));
    if (address === undefined)
        return { reason: `the builder runs on ${name || url}, which cannot be connected to` };
    return isHere(address) ? loopback : { address, isCertain: false };
}
async function spotOfContainer({ builder, container, network, endpoint }, context) {
    const host = await spotOfHost(await endpointUrl(endpoint, context.variables), context);
    if (host.reason !== undefined || host.address !== loopback.address)
        return host;
    const gateways = await gatewaysOf({ container, network }, context, endpoint);
    if (gateways.includes('host'))
        return host;
    const address = gateways.find((gateway) => context.machine.addresses.includes(gateway));
    return address === undefined
        ? { reason: `builder ${builder} is in a network in which this machine has no address` }
        : { address, isCertain: false };
}
function spotOfPod(name, { machine, variables }) {
    return variables.KUBERNETES_SERVICE_HOST ? spotOfSelf(machine) : { reason: `builder ${name} runs in Kubernetes` };
}
function spotOfSelf({ addresses: [address] }) {
    return address === undefined ? { reason: 'this job has no address in a network' } : { address, isCertain: false };
}
async function isOutside(url, machine, client) {
    const path = url === '' ? '/var/run/docker.sock' : (URL.parse(url)?.pathname ?? '');
    if (!(await machine.isContainer()) || !(await machine.isMounted(path)))
        return false;
    const facts = await askEngine(client, url);
    return facts !== undefined && facts.hostname !== machine.hostname;
}
function isSocket(url) {
    return url === '' || /^(?:unix|npipe|fd):/.test(url);
}
function isHere(host) {
    const url = URL.parse(`http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}`);
    return url !== null && (0,origin/* isLoopback */.U9)(url);
}

var external_node_os_ = __webpack_require__(48161);
var external_node_events_ = __webpack_require__(78474);
var external_node_net_ = __webpack_require__(77030);
;// CONCATENATED MODULE: ./build/http/connection/local-address.js


async function localAddressTo(host, port, patience = 3_000) {
    const socket = (0,external_node_net_.connect)({ host, port });
    try {
        await (0,external_node_events_.once)(socket, 'connect', { signal: AbortSignal.timeout(patience) });
        const { localAddress = '' } = socket;
        const address = localAddress.replace(/^::ffff:(?=[\d.]+$)/i, '');
        return (0,external_node_net_.isIP)(address) ? address : undefined;
    }
    catch {
        return undefined;
    }
    finally {
        socket.destroy();
    }
}

;// CONCATENATED MODULE: ./build/builder/buildx/selection/this-machine.js



const marks = ['/.dockerenv', '/run/.containerenv'];
const thisMachine = {
    get hostname() {
        return (0,external_node_os_.hostname)();
    },
    get addresses() {
        const all = Object.values((0,external_node_os_.networkInterfaces)()).flatMap((each) => each ?? []);
        return all
            .filter(({ internal, address }) => !internal && !/^fe80:/i.test(address))
            .toSorted((a, b) => a.family.localeCompare(b.family))
            .map(({ address }) => address);
    },
    async isContainer() {
        return (await Promise.all(marks.map(exists))).includes(true);
    },
    async isMounted(path) {
        const table = await (0,promises_.readFile)('/proc/self/mountinfo', 'utf8').catch(() => '');
        return isMountedIn(table, path);
    },
    addressTowards: localAddressTo,
};
function isMountedIn(table, path) {
    const points = table.split('\n').map((line) => (line.split(' ')[4] ?? '').replaceAll('\\040', ' '));
    const places = [path, path.replace(/\/[^/]*$/, '')].flatMap((place) => [
        place,
        place.replace(/^\/var\/run\//, '/run/'),
    ]);
    return places.some((place) => place !== '' && points.includes(place));
}
async function exists(path) {
    return await (0,promises_.access)(path).then(() => true, () => false);
}

;// CONCATENATED MODULE: ./build/builder/buildx/selection/selection.js










const unable = "with Docker's classic image store, the engine cannot";
class BuilderSelection {
    #context;
    #program;
    #probes;
    #own;
    #facts;
    constructor(context, program) {
        this.#context = context;
        this.#program = program;
        this.#probes = new ProbeRunner(program);
    }
    onLine = (line) => this.#probes.onLine(line);
    async choose(request, isExported = false) {
        const { ownBuilder, variables, environment } = this.#context;
        if (this.#own || ownBuilder?.options)
            return (await this.#openOwn()).name;
        const unused = (0,cache_option/* leftOutCaches */.$W)(request.cacheTo, variables);
        const cacheTo = request.cacheTo.filter((cache) => !unused.includes(cache));
        const beyond = isExported ? 'an OCI layout' : beyondClassicStore({ ...request, cacheTo });
        if (beyond === undefined || (await isChosen(request.builder, this.#context)))
            return request.builder;
        const stored = await currentBuilder(request.builder, variables);
        if ((await this.#askEngine(stored))?.hasContainerdStore !== false)
            return request.builder;
        environment.log.info(`A builder is created for this step: ${unable} build ${beyond}`);
        return (await this.#openOwn()).name;
    }
    async reach(request) {
        const { variables, environment } = this.#context;
        const name = await this.choose(request);
        const stored = await currentBuilder(name, variables);
        const reach = await this.#reachOf(stored);
        const isSimple = stored.group || (reach.expected && !reach.probe);
        if (isSimple || (await this.#askEngine(stored))?.hasContainerdStore !== false)
            return reach;
        if (await isChosen(request.builder, this.#context)) {
            throw new build_error/* BuildError */.z(`The engine of builder '${name}' is not on this machine, and ${unable} push to this job or export an image: enable the containerd image store there, or remove the input 'builder' so that a builder is created.`);
        }
        environment.log.info(`A builder is created for this step: ${unable} push to a job on another machine`);
        return await this.#reachOf(await currentBuilder((await this.#openOwn()).name, variables));
    }
    async [Symbol.asyncDispose]() {
        await (await this.#own?.catch(() => undefined))?.[Symbol.asyncDispose]();
    }
    async #reachOf(stored) {
        const { machine = thisMachine } = this.#context;
        return await reachOf(stored, { ...this.#context, machine, probe: this.#probes.probe(stored.name) });
    }
    async #openOwn() {
        const { ownBuilder } = this.#context;
        this.#own ??= openOwnBuilder(ownBuilder?.options ?? builder_options/* noOptions */.SW, { ...this.#context, program: this.#program });
        return await this.#own;
    }
    async #askEngine({ name }) {
        this.#facts ??= askEngine(this.#context, name);
        return await this.#facts;
    }
}
async function isChosen(builder, { variables }) {
    return (builder !== '' || Boolean(variables.BUILDX_BUILDER) || (await currentBuilder('', variables)).group !== undefined);
}

;// CONCATENATED MODULE: ./build/builder/buildx/buildx.js









class Buildx {
    #context;
    #program;
    #selection;
    constructor(context) {
        this.#context = context;
        this.#program = new BuildxProgram(context);
        this.#selection = new BuilderSelection(context, this.#program);
    }
    async reach(needs) {
        return await this.#selection.reach(needs);
    }
    async signIn(registry, login) {
        await this.#context.addLogin(registry, login);
    }
    async build(request, destination, signal) {
        const { environment, variables, temp } = this.#context;
        const metadataFile = (0,external_node_path_.join)(temp, 'metadata.json');
        const builder = await this.#selection.choose(request, destination.kind === 'layout');
        const prepare = async (readsCaches) => {
            const attempted = { ...request, builder, ...(!readsCaches && { cacheFrom: [] }) };
            return {
                args: (0,buildx_arguments/* buildxArguments */.X)(attempted, destination, metadataFile),
                subject: request,
                onLine: this.#selection.onLine,
                ...(signal && { signal }),
            };
        };
        const context = { environment, variables, program: this.#program };
        const { exitCode, output } = await (0,cached_build/* buildWithCaches */.m)({ ...request, prepare }, context);
        if (exitCode === 0)
            return await (0,metadata_file/* readMetadata */._6)(metadataFile);
        const annotated = await (0,annotated_file/* annotatedFile */.D)(request, environment.workspace);
        throw (0,failure/* explainFailure */.S)(output, exitCode, (0,build_context/* dockerfileOf */.S9)(request), { annotated });
    }
    async baker() {
        const { BuildxBaker } = await __webpack_require__.e(/* import() */ 7167).then(__webpack_require__.bind(__webpack_require__, 7167));
        return new BuildxBaker(this.#program, this.#context, this.#selection);
    }
    async [Symbol.asyncDispose]() {
        await this.#selection[Symbol.asyncDispose]();
    }
}


}),

62989:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  m: () => (buildWithCaches)
});

var cache_option = __webpack_require__(83102);
;// CONCATENATED MODULE: ./build/builder/buildx/progress/cache-failures.js
const targetPrefix = /^\[[\w-]+\] /;
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
function beginningIn(text) {
    const said = text.replace(targetPrefix, '');
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
const lost = /^ERROR: .*?((?:failed to copy|could not fetch content descriptor): .*)$/m;
function wasLostFromCache(output) {
    return lost.exec(output)?.[1];
}
function rebuilding(cause) {
    return `A layer could not be fetched, perhaps from a cache of 'cache-from', so the image is built again without these: ${cause.replace(/\.$/, '')}.`;
}

;// CONCATENATED MODULE: ./build/builder/buildx/cached-build.js



async function buildWithCaches(build, context) {
    const { log } = context.environment;
    for (const cache of (0,cache_option/* leftOutCaches */.$W)([...build.cacheFrom, ...build.cacheTo], context.variables)) {
        log.warning(leftOut(cache));
    }
    const first = await attempt(build, true, context);
    const cause = first.exitCode !== 0 && first.hasImported ? wasLostFromCache(first.output) : undefined;
    if (cause === undefined)
        return first;
    log.warning(rebuilding(cause));
    return await attempt({ ...build, cacheFrom: [] }, false, context);
}
async function attempt({ prepare, ...given }, readsCaches, { program, environment: { log } }) {
    const caches = new CacheFailures();
    const build = await prepare(readsCaches);
    const { exitCode, stdout, stderr } = await program.build({
        ...build,
        onLine: (line) => {
            build.onLine?.(line);
            caches.read(log.redact(line));
        },
    });
    for (const failure of caches.all) {
        if (failure.kind === 'import' || exitCode === 0)
            log.warning(describeCacheFailure(failure, given));
    }
    return { exitCode, output: log.redact(`${stdout}\n${stderr}`), hasImported: caches.hasImported };
}


}),

98243:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  S: () => (explainFailure)
});
var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
var _format_amount_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(27186);
var _build_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(78235);
var _store_advice_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(10086);




const frame = /^(?<file>[^\s:][^\n:]*):(?<line>\d+)\n-{20}$(?<source>(?:\n(?!-{20}$)[^\n]*){0,40})/gm;
const stepOutput = /^------\n > [^\n]*:\n(?<said>(?:(?!------)[^\n]*\n)+)------$/gm;
const checkFailed = /^Check complete, (\d+ warnings?) ha(?:s|ve) been found!$/m;
const checkedRule = /^ +"ruleName": "/gm;
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
        "Remove the input 'builder' and set the environment variable DOCKER_CONTEXT to that name, or replace it with 'builder-options' (field 'endpoint').",
    ],
    [/tag is needed when pushing to registry/, "Name the image in 'tags' or 'images', or with 'name=' in the output."],
    [
        /^ERROR: .*lint violation found for rules: /m,
        "The warnings above are errors because of '# check=error=true' in the Dockerfile: fix them, or skip a rule with '# check=skip=RULE'.",
    ],
    [/no builder "[^"\n]*" found/i, "Check the input 'builder', or set up the builder in an earlier step."],
    [/is not supported for the docker driver/i, `${_store_advice_js__WEBPACK_IMPORTED_MODULE_2__/* .storeAdvice */ .K.replace(/^s/, 'S')}.`],
    [
        /exec format error/i,
        'Set up emulation for this platform (docker/setup-qemu-action), or build on a runner for that platform.',
    ],
    [/no space left on device/i, 'Free disk space before this step.'],
    [/cannot connect to the docker daemon/i, 'Start Docker before this step.'],
    [/^unknown flag: --progress$|'buildx' is not a docker command/m, "Install Docker's buildx plugin before this step."],
];
function explainFailure(output, exitCode, file, { annotated = file, first = [] } = {}) {
    const warnings = checkFailed.exec(output)?.[1] ?? warningsInJson(output);
    if (warnings)
        return new _build_error_js__WEBPACK_IMPORTED_MODULE_1__/* .BuildError */ .z(`The build check found ${warnings}${file && ` in ${file}`}. ${checkAdvice}`);
    const { where, place, source } = placeIn(output, file, annotated);
    const reason = reasonIn(output) ?? `exit code ${exitCode}`;
    const said = [...first, ...advice].find(([pattern]) => pattern.test(output))?.[1];
    const message = `The build failed${where}: ${reason.replace(/\.$/, '')}.${said ? ` ${said}` : ''}`;
    return new _build_error_js__WEBPACK_IMPORTED_MODULE_1__/* .BuildError */ .z(message, { place, excerpt: excerptOf(output, source) });
}
function placeIn(output, file, annotated) {
    const { file: named = '', line, source = '' } = [...output.matchAll(frame)].at(-1)?.groups ?? {};
    if (!line)
        return { where: '', source };
    const isKnown = named === (0,node_path__WEBPACK_IMPORTED_MODULE_0__.basename)(file);
    const place = { file: isKnown ? annotated : named, ...linesOf(Number(line), source) };
    return { where: ` at ${isKnown ? file : named}:${line}`, place, source };
}
function warningsInJson(output) {
    const count = [...output.matchAll(checkedRule)].length;
    return count > 0 ? (0,_format_amount_js__WEBPACK_IMPORTED_MODULE_3__/* .formatCount */ .B)(count, 'warning') : undefined;
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
        return /^.+(?=\n\nUsage:)/m.exec(output)?.[0].replace(/^unknown flag: --progress$/, 'Docker does not know buildx');
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


})
};
