import { modules as shared0 } from './shared-78235.index.js';
import { modules as shared1 } from './shared-2263.index.js';
export const id = 3579;
export const ids = [3579];
export const modules = {

...shared0,
...shared1,
23579:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  Buildah: () => (Buildah)
});

var external_node_path_ = __webpack_require__(76760);
var regular_file = __webpack_require__(16659);
var build_error = __webpack_require__(78235);
var builder_program = __webpack_require__(2263);
var build_context = __webpack_require__(45613);
var image_platform = __webpack_require__(67554);
var cache_repository = __webpack_require__(11981);
;// CONCATENATED MODULE: ./build/builder/buildah/build-arguments.js


function buildArguments(request, options) {
    const { platform, idFile, format, layers, noCache, secrets, timestamps } = options;
    return [
        'build',
        `--iidfile=${idFile}`,
        '--force-rm',
        ...(format === undefined ? [] : [`--format=${format}`]),
        ...(layers ? ['--layers'] : []),
        ...one('platform', platform),
        ...one('file', request.file),
        ...one('target', request.target),
        ...many('build-arg', request.buildArgs),
        ...many('build-context', request.buildContexts),
        ...secrets.map(([id, file]) => `--secret=id=${id},src=${file}`),
        ...many('ssh', request.ssh),
        ...many('cache-from', request.cacheFrom.map(cache_repository/* cacheRepository */.Z)),
        ...many('cache-to', request.cacheTo.map(cache_repository/* cacheRepository */.Z)),
        ...(noCache ? ['--no-cache'] : []),
        ...(request.pull ? ['--pull'] : []),
        ...many('add-host', request.addHosts.map(withColon)),
        ...one('network', request.network === 'default' ? '' : request.network),
        ...one('shm-size', request.shmSize),
        ...many('ulimit', request.ulimit),
        ...one('cgroup-parent', request.cgroupParent),
        ...timestamps,
        ...many('label', request.labels),
        ...many('annotation', request.annotations.map((line) => annotationFor(line, platform))),
        '--',
        request.context,
    ];
}
function withColon(host) {
    return host.replace(/^([^:=]+)=/, '$1:');
}
function annotationFor(line, platform) {
    const { only, text } = /^manifest(?:\[(?<only>[^\]]*)\])?:(?<text>.*)$/s.exec(line)?.groups ?? {};
    return only === undefined || isSame(only, platform) ? text : undefined;
}
function isSame(one, other) {
    const [first, second] = [(0,image_platform/* parsePlatform */.FL)(one), (0,image_platform/* parsePlatform */.FL)(other)];
    return first && second ? (0,image_platform/* isForPlatform */.b)(first, second) : one === other;
}
function one(name, value) {
    return value === '' ? [] : [`--${name}=${value}`];
}
function many(name, values) {
    return values.filter((value) => value !== undefined).map((value) => `--${name}=${value}`);
}

;// CONCATENATED MODULE: ./build/builder/buildah/build-output.js
const step = /^(?:\[[^\]]+\] )*STEP \d+\/\d+: (?<text>.*)$/;
const cached = /^--> Using cache /;
const warning = /^time=\S+ level=warning msg="(?<message>(?:[^"\\]|\\.)*)"/;
const noise = /^(?:sub)?process exited with (?:status|error)|^(?:\[[^\]]+\] )*(?:-->|COMMIT)|^Error: /;
const keptLines = 50;
const remedies = [
    [/^HEALTHCHECK is not supported for OCI/, "To keep it, set 'BUILDAH_FORMAT: docker' in the step's 'env'"],
];
class BuildOutput {
    #file;
    #said = [];
    #steps = 0;
    #step = '';
    constructor(file) {
        this.#file = file;
    }
    get step() {
        return this.#step;
    }
    get said() {
        return this.#said;
    }
    read(line) {
        const { text } = step.exec(line)?.groups ?? {};
        if (text !== undefined)
            return this.#begin(text);
        if (cached.test(line))
            return this.#isCounted() ? { kind: 'cached', step: String(this.#steps) } : undefined;
        const { message } = warning.exec(line)?.groups ?? {};
        if (message !== undefined)
            return this.#warn(message.replaceAll(/\\(.)/g, '$1'));
        if (line !== '' && !noise.test(line))
            this.#said.push(line);
        if (this.#said.length > keptLines)
            this.#said.shift();
        return undefined;
    }
    #begin(text) {
        this.#step = text;
        this.#said.length = 0;
        if (!this.#isCounted())
            return undefined;
        this.#steps += 1;
        return { kind: 'step', step: String(this.#steps) };
    }
    #isCounted() {
        return /^(?:RUN|COPY|ADD|WORKDIR)\b/i.test(this.#step);
    }
    #warn(message) {
        const remedy = remedies.find(([pattern]) => pattern.test(message))?.[1];
        const text = remedy ? `${message.replace(/\.$/, '')}. ${remedy}` : message;
        return { kind: 'warning', warning: { message: text, place: { file: this.#file } } };
    }
}

var instructions = __webpack_require__(56902);
;// CONCATENATED MODULE: ./build/builder/buildah/explain.js


const excerptLimit = 20;
const wrapping = [
    [/^\d+ errors? occurred:\n\t\* /, ''],
    [
        /^prepping temporary context directory: cloning "([^"]*)" to "[^"]*":\s*fatal: ([^\n]*)[\s\S]*$/,
        'the context $1 cannot be cloned: $2',
    ],
    [/\n[\s\S]*$/, ''],
    [/^building at STEP "(?:[^"\\]|\\.|"(?!: ))*": /, ''],
    [/^(?:creating build container|building|Build error): /, ''],
    [/^while running runtime: /, ''],
    [/^checking on sources under "[^"]*": copier: stat: /, ''],
    [/^(Unknown instruction: "\w+").*$/, '$1'],
    [/^initializing source docker:\/\/(\S+?): (?:reading manifest \S+ in \S+: )?/, 'base image $1: '],
    [/^pinging container registry \S+: Get "[^"]*": /, ''],
];
const evidenceLimit = 8 * 1024;
const advice = [
    [
        /exec format error/i,
        'Set up emulation for this platform (docker/setup-qemu-action), or build on a runner for that platform.',
    ],
    [
        /short-name .* did not resolve|short-name resolution enforced/,
        "Write the image's registry in FROM, as in docker.io/library/NAME, or list registries in registries.conf.",
    ],
    [
        /initializing source docker:.*(?:unauthorized|denied|authentication required|invalid username)/,
        "Check the image name and, if the image is not public, add credentials for its registry to 'registry-auth'.",
    ],
    [
        /initializing source docker:.*toomanyrequests/,
        "Add credentials for its registry to 'registry-auth' to raise the limit.",
    ],
    [
        /copier: stat: "[^"]*": no such file/,
        'Check that it is in the build context and not excluded by .containerignore or .dockerignore.',
    ],
    [
        /could not read Username for|Authentication failed for|failed while performing `git/i,
        "Check out the repository before this step (actions/checkout), and set 'context' to its path.",
    ],
    [/target "[^"]*" was not found/, "Check the input 'target'."],
    [
        /no secret id .*|secret .* not found|secret required but no secret/i,
        "Pass it with the input 'secrets', 'secret-envs' or 'secret-files'.",
    ],
    [
        /no subuid ranges|no subgid ranges|cannot find UID\/GID for user|insufficient UIDs or GIDs/i,
        "Give the runner's user ranges in /etc/subuid and /etc/subgid, or run the job as root.",
    ],
    [
        /overlay.* (?:not supported|is not supported over)|mount program|kernel does not support overlay/i,
        "Install fuse-overlayfs, or set 'STORAGE_DRIVER: vfs' in the step's 'env'.",
    ],
    [
        /unshare|clone.*operation not permitted|error setting up.*namespace/i,
        "In a container without the right to create namespaces, set 'BUILDAH_ISOLATION: chroot' in the step's 'env'.",
    ],
    [/no space left on device/i, 'Free disk space before this step.'],
];
function explainFailedBuild(failure) {
    const { builder, stderr, exitCode, step, said, file, dockerfile } = failure;
    const { reason, isStep } = reasonIn(stderr) ?? {
        reason: `${builder} ended with exit code ${exitCode}`,
        isStep: false,
    };
    const line = isStep ? lineOf(step, dockerfile) : undefined;
    const where = line === undefined ? '' : ` at ${file}:${line}`;
    const lastWords = isStep && /^RUN\b/i.test(step) ? said.at(-1)?.trim().slice(0, 300) : undefined;
    const what = isStep ? `${step.slice(0, 200)}: ${reason}` : reason;
    const remedy = adviceOn(stderr);
    const message = `The build failed${where}: ${what.replace(/\.$/, '')}${lastWords ? ` (${lastWords})` : ''}.${remedy ? ` ${remedy}` : ''}`;
    const excerpt = said
        .slice(-excerptLimit)
        .map((text) => text.slice(0, 200))
        .join('\n');
    const place = line === undefined ? undefined : { file, line };
    return new build_error/* BuildError */.z(message, { place, excerpt: excerpt || undefined });
}
function explainFailedCommand(builder, what, stderr) {
    const text = lastError(stderr)?.replace(/\n[\s\S]*$/, '') ?? 'it gave no reason';
    const remedy = adviceOn(stderr);
    return new build_error/* BuildError */.z(`${builder} could not ${what}: ${text.replace(/\.$/, '')}.${remedy ? ` ${remedy}` : ''}`);
}
function adviceOn(stderr) {
    const evidence = stderr.slice(-evidenceLimit);
    return advice.find(([pattern]) => pattern.test(evidence))?.[1];
}
function reasonIn(stderr) {
    const text = lastError(stderr);
    if (text === undefined)
        return undefined;
    const reason = wrapping.reduce((rest, [pattern, instead]) => rest.replace(pattern, instead), text);
    return { reason, isStep: /building at STEP "/.test(text) };
}
function lastError(stderr) {
    return /(?:^|\n)Error: (?<text>(?:(?!\nError: )[\s\S])*)$/.exec(stderr.trimEnd())?.groups?.text;
}
function lineOf(step, dockerfile) {
    const wanted = normal(step);
    const same = (0,instructions/* instructionsIn */.b)(dockerfile).filter(({ keyword, rest }) => normal(`${keyword} ${rest}`) === wanted);
    return same.length === 1 ? same[0]?.line : undefined;
}
function normal(instruction) {
    return instruction.replaceAll(/\s+/g, ' ').trim().toLowerCase();
}

var external_node_crypto_ = __webpack_require__(77598);
var json = __webpack_require__(99368);
;// CONCATENATED MODULE: ./build/builder/buildah/images.js







class Images {
    #program;
    #tool;
    #temp;
    constructor(program, tool, temp) {
        this.#program = program;
        this.#tool = tool;
        this.#temp = temp;
    }
    async isFor(platform, id) {
        const wanted = (0,image_platform/* parsePlatform */.FL)(platform);
        if (!wanted)
            return true;
        const { stdout } = await this.#done(this.#program.ask({ args: this.#tool.platformOf(id) }), 'inspect the image');
        const found = (0,image_platform/* parsePlatform */.FL)(stdout.trim());
        return found?.os === wanted.os && found.architecture === wanted.architecture;
    }
    async name(id, names) {
        if (names.length === 0)
            return;
        await this.#done(this.#program.act({ args: ['tag', id, ...names] }), 'name the image');
    }
    async send(ids, { platforms, format }, to) {
        const [only = ''] = ids;
        if (ids.length === 1)
            return await this.#push(['push'], only, to);
        const list = `localhost/manifold-${(0,external_node_crypto_.randomUUID)()}:image`;
        const members = ids.map((id) => `containers-storage:${id}`);
        const creating = this.#program.act({ args: ['manifest', 'create', list, ...members] });
        await using _ = { [Symbol.asyncDispose]: () => this.#remove(list) };
        await this.#done(creating, 'make an index of the images');
        await this.#checkVariants(list, platforms);
        return await this.#push(['manifest', 'push', '--all', `--format=${format === 'docker' ? 'v2s2' : 'oci'}`], list, to);
    }
    async #checkVariants(list, platforms) {
        const wanted = platforms.map(image_platform/* parsePlatform */.FL).filter((platform) => platform !== undefined);
        if (new Set(wanted.map(({ os, architecture }) => `${os}/${architecture}`)).size === wanted.length)
            return;
        const { stdout } = await this.#done(this.#program.ask({ args: ['manifest', 'inspect', list] }), 'read the index');
        const { manifests } = (0,json/* recordOf */.zv)((0,json/* parseJson */.qF)(stdout));
        const found = (Array.isArray(manifests) ? manifests : []).map((entry) => (0,image_platform/* platformOf */.tj)((0,json/* recordOf */.zv)(entry).platform));
        const names = new Set(found.filter((platform) => platform !== undefined).map(image_platform/* shownPlatform */.vV));
        if (wanted.every((platform) => names.has((0,image_platform/* shownPlatform */.vV)(platform))))
            return;
        throw new build_error/* BuildError */.z(`${this.#tool.name} built the images for ${platforms.join(', ')} as ${[...names].join(', ')}, so a client cannot find the right one. Install a newer version, or leave out the others of the same architecture in 'platforms'.`);
    }
    async #push(command, image, to) {
        const digestFile = (0,external_node_path_.join)(this.#temp, 'digest');
        const place = to.kind === 'sink' ? ['--tls-verify=false', image, `docker://${to.name}`] : [image, `oci:${to.directory}`];
        const args = [...command, '--quiet', `--digestfile=${digestFile}`, ...place];
        await this.#done(this.#program.act({ args }), 'pass on the image');
        return (await (0,regular_file/* readText */.yR)(digestFile)).trim();
    }
    async #remove(list) {
        await this.#program.tidy({ args: ['manifest', 'rm', list] }).catch(() => undefined);
    }
    async #done(running, what) {
        const ended = await running;
        if (ended.exitCode !== 0)
            throw explainFailedCommand(this.#tool.name, what, ended.stderr);
        return ended;
    }
}

var promises_ = __webpack_require__(51455);
var input_error = __webpack_require__(53587);
;// CONCATENATED MODULE: ./build/builder/buildah/secret-files.js



async function secretFiles(secrets, { temp, variables, environment }) {
    const contentOf = async ({ source }) => 'file' in source ? await (0,promises_.readFile)((0,external_node_path_.resolve)(environment.workspace, source.file)) : (variables[source.variable] ?? '');
    const files = secrets.map(async (secret, index) => {
        const { id, source } = secret;
        if (id.includes(','))
            throw new input_error/* InputError */.dz('secrets', `Buildah and Podman take no ID with a comma, such as '${id}': rename it`);
        const path = 'file' in source ? (0,external_node_path_.resolve)(environment.workspace, source.file) : undefined;
        if (path?.includes(',') === false)
            return [id, path];
        const file = (0,external_node_path_.join)(temp, `secret-copy-${index}`);
        await (0,promises_.writeFile)(file, await contentOf(secret), { mode: 0o600 });
        return [id, file];
    });
    return await Promise.all(files);
}

;// CONCATENATED MODULE: ./build/builder/buildah/timestamps.js
const timestamps_name = 'SOURCE_DATE_EPOCH';
function sourceDateEpoch({ buildArgs }, variables) {
    const given = buildArgs.findLast((argument) => argument.startsWith(`${timestamps_name}=`));
    return given?.slice(timestamps_name.length + 1) ?? variables[timestamps_name] ?? '';
}
function timestampArguments(epoch, help) {
    if (epoch === '')
        return [];
    return help.includes('--source-date-epoch')
        ? [`--source-date-epoch=${epoch}`, '--rewrite-timestamp']
        : [`--timestamp=${epoch}`, `--build-arg=${timestamps_name}=${epoch}`];
}

var tool = __webpack_require__(31266);
;// CONCATENATED MODULE: ./build/builder/buildah/buildah.js












class Buildah {
    #context;
    #tool;
    #program;
    #images;
    #output = new BuildOutput('');
    constructor(context, tool) {
        const { name } = tool;
        this.#context = context;
        this.#tool = tool;
        this.#program = new builder_program/* BuilderProgram */.C(context, {
            find: async () => ({ path: name, args: [] }),
            progress: (dockerfile) => {
                this.#output = new BuildOutput(dockerfile);
                return (line) => this.#output.read(line);
            },
            absence: `${name} cannot be started. Install ${name} before this step, or remove the input 'builder' to build with Docker.`,
        });
        this.#images = new Images(this.#program, tool, context.temp);
    }
    async reach() {
        return { expected: true, address: '127.0.0.1' };
    }
    async signIn(registry, login) {
        await this.#context.addLogin(registry, login);
    }
    async build(request, destination) {
        const options = await this.#options(request);
        const platforms = request.platforms.length === 0 ? [''] : [...new Set(request.platforms)];
        const found = await (0,build_context/* findDockerfile */.mQ)(request, tool/* containerfiles */.pz, this.#context.environment.workspace);
        const subject = found ? { ...request, file: found.path } : request;
        const ids = await this.#program.several(subject, async (run) => {
            const build = async (more) => {
                const { exitCode, stderr } = await run({ args: buildArguments(request, { ...options, ...more }) });
                if (exitCode === 0)
                    return (await (0,regular_file/* readText */.yR)(options.idFile)).trim().replace(/^sha256:/, '');
                throw this.#explain(exitCode, stderr, found ?? { path: (0,build_context/* dockerfileOf */.S9)(request), text: '' });
            };
            const built = [];
            for (const platform of platforms)
                built.push(await this.#buildFor(platform, built, request.noCache, build));
            return built;
        });
        const [only = ''] = ids;
        if (request.load)
            await this.#images.name(only, request.names);
        const format = options.format ?? this.#context.variables.BUILDAH_FORMAT ?? '';
        const digest = destination.kind === 'none' ? undefined : await this.#images.send(ids, { platforms, format }, destination);
        return resultOf(digest, ids.length === 1 ? `sha256:${only}` : undefined);
    }
    async [Symbol.asyncDispose]() { }
    async #options(request) {
        const { temp, variables } = this.#context;
        const { BUILDAH_FORMAT, BUILDAH_LAYERS } = variables;
        const epoch = sourceDateEpoch(request, variables);
        const help = epoch === '' ? '' : (await this.#program.ask({ args: ['build', '--help'] })).stdout;
        const isCached = request.cacheFrom.length > 0 || request.cacheTo.length > 0;
        return {
            idFile: (0,external_node_path_.join)(temp, 'image-id'),
            format: BUILDAH_FORMAT ? undefined : 'oci',
            layers: isCached || !BUILDAH_LAYERS,
            secrets: await secretFiles(request.secrets, this.#context),
            timestamps: timestampArguments(epoch, help),
        };
    }
    async #buildFor(platform, others, noCache, build) {
        const isRight = async (id) => platform === '' || (!others.includes(id) && (await this.#images.isFor(platform, id)));
        const id = await build({ platform, noCache });
        if (await isRight(id))
            return id;
        this.#context.environment.log.info(`The cache holds the image of another platform: building ${platform} without it`);
        const again = await build({ platform, noCache: true });
        if (await isRight(again))
            return again;
        throw new build_error/* BuildError */.z(`${this.#tool.name} built an image for another platform than ${platform}. Check '--platform' in the Dockerfile's FROM.`);
    }
    #explain(exitCode, stderr, { path, text }) {
        const { step, said } = this.#output;
        return explainFailedBuild({
            builder: this.#tool.name,
            exitCode,
            stderr: this.#context.environment.log.redact(stderr),
            step,
            said,
            file: path,
            dockerfile: text,
        });
    }
}
function resultOf(digest, configDigest) {
    const fields = {
        ...(configDigest && { 'containerimage.config.digest': configDigest }),
        ...(digest && { 'containerimage.digest': digest }),
    };
    return {
        materials: [],
        text: JSON.stringify(fields, null, 2),
        ...(digest && { digest }),
        ...(configDigest && { configDigest }),
    };
}


})
};
