import { modules as shared0 } from './shared-15927.index.js';
export const id = 7167;
export const ids = [7167];
export const modules = {

...shared0,
7167:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  BuildxBaker: () => (BuildxBaker)
});

var promises_ = __webpack_require__(51455);
var external_node_path_ = __webpack_require__(76760);
var build_error = __webpack_require__(78235);
var cached_build = __webpack_require__(62989);
var metadata_file = __webpack_require__(77671);
;// CONCATENATED MODULE: ./build/builder/bake/bake-arguments.js
function printArguments(request) {
    const { given, own, set, noCache, pull, load, provenance, sbom, targets } = request;
    return [
        ...bakeWith(request),
        '--print',
        ...[...given, ...own].map((file) => `--file=${file}`),
        ...set.map((value) => `--set=${value}`),
        ...(noCache ? ['--no-cache'] : []),
        ...(pull ? ['--pull'] : []),
        ...(load ? ['--load'] : []),
        ...(provenance ? [`--provenance=${provenance}`] : []),
        ...(sbom ? [`--sbom=${sbom}`] : []),
        ...targetsOf(request, targets),
    ];
}
function bakeArguments(request, targets, { definition, metadata }) {
    const { remote, given, own, call } = request;
    const all = remote === undefined ? [definition] : [...given, ...own, `cwd://${definition}`];
    return [
        ...bakeWith(request),
        `--metadata-file=${metadata}`,
        ...(call ? [`--call=${call}`] : []),
        ...all.map((file) => `--file=${file}`),
        ...targetsOf(request, targets),
    ];
}
function bakeWith({ builder, allow }) {
    return [
        'bake',
        '--progress=plain',
        ...(builder ? [`--builder=${builder}`] : []),
        ...allow.map((entitlement) => `--allow=${entitlement}`),
    ];
}
function targetsOf({ remote }, targets) {
    return ['--', ...(remote === undefined ? [] : [remote]), ...targets];
}

var failure = __webpack_require__(98243);
var annotated_file = __webpack_require__(39946);
var build_context = __webpack_require__(45613);
;// CONCATENATED MODULE: ./build/builder/bake/bake-failure.js





const failedTarget = /^ERROR: target (?:manifold-bake-)?(?<name>[\w-]+): /m;
const askedPrivileges = /^Pass "(?<flags>--allow=[^"]+)" to grant requested privileges\.$/m;
const missingTarget = /^ERROR: failed to find target (?<name>\S+)$/m;
const hclPlace = /(?<start>^ERROR: )\S+:\d+,[\d,-]+: /m;
function explainDefinition(output, exitCode) {
    if (/couldn't find a bake definition/.test(output)) {
        return new build_error/* BuildError */.z("A bake file was not found: name it in 'bake-files', or its folder in 'bake-source'.");
    }
    const { name } = missingTarget.exec(output)?.groups ?? {};
    if (name !== undefined) {
        return new build_error/* BuildError */.z(`The bake definition has no target or group '${name}': check 'bake-targets', and what its groups and targets name.`);
    }
    return renamed((0,failure/* explainFailure */.S)(output.replace(hclPlace, '$<start>'), exitCode, ''), 'The bake definition cannot be read');
}
const advice = [
    [/failed to read dockerfile|unable to prepare context/i, "Check 'context' and 'dockerfile' of the target."],
    [/^ERROR: .*target stage .* could not be found/m, "Check 'target' in the bake file."],
    [
        /^ERROR: .*secret \S+: not found/m,
        "Name it in 'secret' of the target, or add a line '*.secrets=type=env,id=ID,env=VARIABLE' to 'set', and set the variable in 'env' of the step.",
    ],
];
function dockerfileIn({ context, dockerfile }, { directory, remote, workspace }) {
    if ((0,build_context/* isRemote */.Vx)(context))
        return dockerfile;
    return remote === undefined ? (0,external_node_path_.relative)(workspace, (0,external_node_path_.resolve)(directory, context, dockerfile)) : (0,external_node_path_.join)(context, dockerfile);
}
async function explainBake(output, exitCode, plan, place) {
    const { flags } = askedPrivileges.exec(output)?.groups ?? {};
    if (flags !== undefined) {
        const asked = flags.split(/\s+/).map((flag) => flag.replace('--allow=', ''));
        return new build_error/* BuildError */.z(`The bake definition asks for privileges that it was not granted: ${asked.join(', ')}. To grant them, add them to the input 'allow'.`);
    }
    const { name } = failedTarget.exec(output)?.groups ?? {};
    const only = plan.length === 1 ? plan[0]?.target : undefined;
    const target = plan.find((each) => each.target.name === name)?.target ?? only;
    if (!target)
        return (0,failure/* explainFailure */.S)(output, exitCode, '', { first: advice });
    const file = dockerfileIn(target, place);
    const isHere = place.remote === undefined && !(0,build_context/* isRemote */.Vx)(target.context);
    const annotated = isHere ? await (0,annotated_file/* annotatedFile */.D)({ context: '.', file }, place.workspace) : file;
    const error = (0,failure/* explainFailure */.S)(output.replace(failedTarget, 'ERROR: '), exitCode, file, { annotated, first: advice });
    return renamed(error, `The build of target '${target.name}' failed`);
}
function renamed({ message, place, excerpt }, what) {
    return new build_error/* BuildError */.z(message.replace(/^The build failed/, what), { place, excerpt });
}

var bake_needs = __webpack_require__(15927);
var input_error = __webpack_require__(53587);
var json = __webpack_require__(99368);
var output_option = __webpack_require__(29461);
;// CONCATENATED MODULE: ./build/builder/bake/entries.js


function entriesIn(value) {
    if (!Array.isArray(value))
        return [];
    return value.flatMap((entry) => {
        if (typeof entry === 'string')
            return [entry];
        return (0,json/* isRecord */.u4)(entry) ? [(0,output_option/* csv */.fu)(Object.entries(entry).map(([key, text]) => `${key}=${String(text)}`))] : [];
    });
}
function sshEntriesIn(value) {
    if (!Array.isArray(value))
        return [];
    return value.flatMap((entry) => {
        if (typeof entry === 'string')
            return [entry];
        if (!(0,json/* isRecord */.u4)(entry))
            return [];
        const paths = stringsIn(entry.paths);
        return [`${String(entry.id ?? '')}${paths.length > 0 ? `=${paths.join(',')}` : ''}`];
    });
}
function stringsIn(value) {
    return Array.isArray(value) ? value.filter((text) => typeof text === 'string') : [];
}
function textsIn(value) {
    const entries = (0,json/* isRecord */.u4)(value) ? Object.entries(value) : [];
    return new Map(entries.filter((entry) => typeof entry[1] === 'string'));
}

var templates = __webpack_require__(49519);
;// CONCATENATED MODULE: ./build/builder/bake/definition.js




const targetLimit = 1_000;
function parseBakeDefinition(text) {
    const { target } = (0,json/* recordOf */.zv)(parsed(text));
    if (!(0,json/* isRecord */.u4)(target))
        throw invalid('it has no targets');
    const entries = Object.entries(target);
    if (entries.length > targetLimit)
        throw invalid(`it has more than ${targetLimit} targets`);
    return entries.map(([name, fields]) => parseTarget(name, (0,json/* isRecord */.u4)(fields) ? withoutDescription(fields) : fields));
}
function parsed(text) {
    try {
        return (0,json/* parseJson */.qF)(text);
    }
    catch (cause) {
        throw invalid(`what buildx prints is not JSON, or longer than 1 MiB (${cause.message})`, cause);
    }
}
function invalid(problem, cause) {
    return new input_error/* InputError */.dz('bake-files', `the definition cannot be used: ${problem}`, { cause });
}
function withoutDescription({ description: _, ...fields }) {
    return fields;
}
function parseTarget(name, fields) {
    if (!/^[\w-]+$/.test(name) || !(0,json/* isRecord */.u4)(fields))
        throw invalid(`'${name}' is not a valid target`);
    (0,templates/* checkTemplates */.Yw)(name, fields);
    return {
        name,
        fields,
        context: textOf(fields.context) || '.',
        contexts: textsIn(fields.contexts),
        dockerfile: textOf(fields.dockerfile) || 'Dockerfile',
        dockerfileInline: typeof fields['dockerfile-inline'] === 'string' ? (0,templates/* withoutEscapes */.Lx)(fields['dockerfile-inline']) : undefined,
        stage: textOf(fields.target),
        args: unescaped(fields.args),
        labels: unescaped(fields.labels),
        annotations: stringsIn(fields.annotations).map(templates/* withoutEscapes */.Lx),
        tags: stringsIn(fields.tags),
        platforms: stringsIn(fields.platforms),
        entitlements: stringsIn(fields.entitlements),
        outputs: entriesIn(fields.output),
        attests: entriesIn(fields.attest),
        cacheFrom: entriesIn(fields['cache-from']),
        cacheTo: entriesIn(fields['cache-to']),
        secrets: entriesIn(fields.secret),
        ssh: sshEntriesIn(fields.ssh),
    };
}
function unescaped(value) {
    return new Map([...textsIn(value)].map(([key, text]) => [key, (0,templates/* withoutEscapes */.Lx)(text)]));
}
function textOf(value) {
    return typeof value === 'string' ? value : '';
}

var write_definition = __webpack_require__(15777);
;// CONCATENATED MODULE: ./build/builder/bake/baker.js










class BuildxBaker {
    #program;
    #context;
    #selection;
    constructor(program, context, selection) {
        this.#program = program;
        this.#context = context;
        this.#selection = selection;
    }
    async read(request) {
        const { redact } = this.#context.environment.log;
        const { directory } = request;
        const { exitCode, stdout, stderr } = await this.#program.ask({ args: printArguments(request), directory });
        if (exitCode !== 0)
            throw explainDefinition(redact(stderr), exitCode);
        return parseBakeDefinition(stdout);
    }
    async bake(request, plan, destinations, signal) {
        const { environment, variables, temp } = this.#context;
        const [definition, metadata] = [(0,external_node_path_.join)(temp, 'docker-bake.json'), (0,external_node_path_.join)(temp, 'bake-metadata.json')];
        const nameOf = namingFor(request);
        const place = { ...request, workspace: environment.workspace };
        const names = plan.map(({ target }) => nameOf(target.name));
        const folders = [...destinations.values()].flatMap((each) => (each.kind === 'layout' ? [each.directory] : []));
        const builder = await this.#selection.choose((0,bake_needs/* bakeNeeds */.R)(request, plan), folders.length > 0);
        const isConfined = variables.BUILDX_BAKE_ENTITLEMENTS_FS !== '0';
        const allow = [...request.allow, ...(isConfined ? folders.map((folder) => `fs.write=${folder}`) : [])];
        const prepare = async (readsCaches) => {
            const text = (0,write_definition/* formatBakeDefinition */.o)(plan, destinations, { nameOf, readsCaches });
            await (0,promises_.writeFile)(definition, text, { mode: 0o600 });
            return {
                args: bakeArguments({ ...request, builder, allow }, names, { definition, metadata }),
                directory: request.directory,
                subject: subjectOf(plan, place),
                onLine: this.#selection.onLine,
                ...(signal && { signal }),
            };
        };
        const context = { environment, variables, program: this.#program };
        const { exitCode, output } = await (0,cached_build/* buildWithCaches */.m)({ ...cachesOf(plan), prepare }, context);
        if (exitCode !== 0)
            throw await explainBake(output, exitCode, plan, place);
        if (request.call !== '')
            return new Map();
        const found = await (0,metadata_file/* readBakeMetadata */.Bo)(metadata);
        const named = plan.map(({ target }) => [target.name, found.get(nameOf(target.name))]);
        const results = new Map(named.filter((entry) => entry[1] !== undefined));
        const missing = [...destinations.keys()].find((name) => !results.has(name));
        if (missing === undefined)
            return results;
        throw new build_error/* BuildError */.z(`The builder does not report that it built target '${missing}', so nothing is published.`);
    }
}
function namingFor({ remote }) {
    return remote === undefined ? (target) => target : (target) => `manifold-bake-${target}`;
}
function cachesOf(plan) {
    const targets = plan.map(({ target }) => target);
    return {
        cacheFrom: [...new Set(targets.flatMap(({ cacheFrom }) => cacheFrom))],
        cacheTo: [...new Set(targets.flatMap(({ cacheTo }) => cacheTo))],
    };
}
function subjectOf(plan, place) {
    const files = new Set(plan.map(({ target }) => dockerfileIn(target, place)));
    const [file = ''] = files;
    const platforms = [...new Set(plan.flatMap(({ target }) => target.platforms))];
    return { context: '.', file: files.size === 1 ? file : '', platforms };
}


})
};
