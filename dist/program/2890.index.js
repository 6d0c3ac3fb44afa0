import { modules as shared0 } from './shared-15927.index.js';
import { modules as shared1 } from './shared-68477.index.js';
export const id = 2890;
export const ids = [2890];
export const modules = {

...shared0,
...shared1,
7515:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  T: () => (planBake),
  l: () => (makesImage)
});
var _builder_buildx_options_output_option_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(29461);
var _input_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(53587);
var _names_inputs_target_naming_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(90212);
var _oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(28732);
var _oci_distribution_target_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(51208);
var _read_build_outputs_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(33718);






function planBake(targets, isPublished) {
    if (!isPublished)
        return targets.map(built);
    const problems = [];
    const plans = targets.map((target) => {
        try {
            return planTarget(target);
        }
        catch (error) {
            problems.push(...(0,_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .problemsOf */ .GW)(error));
            return built(target);
        }
    });
    (0,_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .throwAll */ .Kx)([...problems, ...sharedTags(plans)]);
    return plans;
}
function built(target) {
    return {
        planned: { target, names: [], outputs: target.outputs, imageAttributes: new Map(), labels: new Map() },
        targets: [],
    };
}
function planTarget(target) {
    const { name, tags, outputs } = target;
    if (!makesImage(outputs))
        return built(target);
    checkOutputsOf(target);
    const names = tags.length > 0 ? tags : (0,_read_build_outputs_js__WEBPACK_IMPORTED_MODULE_5__/* .namesToPublish */ .Vo)({ outputs }, true);
    const found = (0,_names_inputs_target_naming_js__WEBPACK_IMPORTED_MODULE_2__/* .targetsOf */ .Q)(names.map((text) => parseTag(name, text)));
    if (found.length === 0) {
        const whyNot = `it has no tags. Add 'tags' to it, or let it inherit the names of this step from 'docker-metadata-action'`;
        return { ...built(target), whyNot };
    }
    const { others, imageAttributes } = (0,_read_build_outputs_js__WEBPACK_IMPORTED_MODULE_5__/* .splitOutputs */ .T0)({ outputs, push: true });
    const full = found.flatMap((each) => each.tags.map((tag) => `${(0,_oci_distribution_target_js__WEBPACK_IMPORTED_MODULE_4__/* .formatTarget */ .P)(each)}:${tag}`));
    const planned = { target: target, names: full, outputs: others, imageAttributes, labels: new Map() };
    return { planned, targets: found };
}
function makesImage(outputs) {
    const images = outputs.map(_builder_buildx_options_output_option_js__WEBPACK_IMPORTED_MODULE_0__/* .parseImageOutput */ .wN);
    return images.every((image) => image?.type === 'docker') || images.some((image) => image && (0,_builder_buildx_options_output_option_js__WEBPACK_IMPORTED_MODULE_0__/* .describesPublished */ .B6)(image));
}
function checkOutputsOf({ name, outputs }) {
    try {
        (0,_read_build_outputs_js__WEBPACK_IMPORTED_MODULE_5__/* .checkOutputs */ .n2)({ outputs, push: true });
    }
    catch (error) {
        const all = (0,_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .problemsOf */ .GW)(error);
        (0,_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .throwAll */ .Kx)(all.map(({ message }) => new _input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz('bake-files', `target '${name}': ${message.replace(/^Input 'outputs': /, '')}`)));
    }
}
function parseTag(target, text) {
    const reference = (0,_oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .parseReference */ .F2)(text);
    if (!reference || reference.digest) {
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz('bake-files', `target '${target}' has the tag '${text}', which is not a reference like ghcr.io/owner/name:tag`);
    }
    return { name: (0,_oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .formatRepository */ .Sh)(reference.repository), tags: [reference.tag ?? 'latest'] };
}
function sharedTags(plans) {
    const named = plans.flatMap(({ planned }) => planned.names.map((name) => ({ name, target: planned.target.name })));
    const groups = [...Map.groupBy(named, ({ name }) => name)].filter(([, group]) => group.length > 1);
    return groups.map(([name, group]) => {
        const targets = group.map(({ target }) => `'${target}'`);
        const [all, how] = targets.length > 2 ? [targets.join(', '), 'all'] : [targets.join(' and '), 'both'];
        return new _input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz('bake-files', `targets ${all} would ${how} be published as ${name}: give each its own tags`);
    });
}


}),

51112:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  g: () => (plansForPlatforms),
  w: () => (narrowPlans)
});
var _builder_bake_templates_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(49519);
var _input_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(53587);
var _name_annotation_lines_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(18735);
var _read_part_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3360);




function plansForPlatforms(plans, platforms) {
    const published = plans.filter(({ targets }) => targets.length > 0).map(({ planned }) => planned.target);
    const strangers = published.flatMap((target) => {
        const unknown = target.platforms.filter((each) => !platforms.some((platform) => (0,_read_part_js__WEBPACK_IMPORTED_MODULE_3__/* .isSamePlatform */ .SW)(each, platform)));
        return unknown.length > 0 ? [strangerError(target.name, unknown)] : [];
    });
    const isUsed = (platform) => published.some((target) => target.platforms.length === 0 || target.platforms.some((each) => (0,_read_part_js__WEBPACK_IMPORTED_MODULE_3__/* .isSamePlatform */ .SW)(each, platform)));
    const idle = published.length > 0 ? platforms.filter((platform) => !isUsed(platform)) : [];
    (0,_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .throwAll */ .Kx)([...strangers, ...idle.map(idleError)]);
    return plans.map((plan) => {
        const given = plan.planned.target.platforms;
        return withPlatforms(plan, given.length === 0 ? platforms : (0,_read_part_js__WEBPACK_IMPORTED_MODULE_3__/* .partIn */ .Vl)({ part: given, platforms }));
    });
}
function narrowPlans(plans, part) {
    const narrow = plans.map((plan) => {
        const { target } = plan.planned;
        return withPlatforms(plan, target.platforms.filter((platform) => part.includes(platform)));
    });
    const isKept = ({ planned: { target } }) => target.platforms.length > 0;
    const needed = new Set(narrow.filter(isKept).flatMap(({ planned: { target } }) => [...target.contexts.values()]));
    return narrow.flatMap((plan, index) => {
        const whole = plans[index];
        if (isKept(plan))
            return [withAnnotations(plan, part, whole.planned.target.platforms.length)];
        return needed.has(`target:${plan.planned.target.name}`) ? [{ ...whole, targets: [] }] : [];
    });
}
function withPlatforms({ planned, ...plan }, platforms) {
    const { target } = planned;
    return {
        ...plan,
        planned: { ...planned, target: { ...target, platforms, fields: { ...target.fields, platforms } } },
    };
}
function withAnnotations({ planned, ...plan }, part, count) {
    const { target } = planned;
    if (target.annotations.length === 0 || target.platforms.length === count)
        return { planned, ...plan };
    const own = part.filter((platform) => target.platforms.includes(platform));
    const annotations = target.annotations.flatMap(_name_annotation_lines_js__WEBPACK_IMPORTED_MODULE_2__/* .levelsApart */ .q).flatMap((line) => (0,_name_annotation_lines_js__WEBPACK_IMPORTED_MODULE_2__/* .lineForPart */ .H)(line, own));
    const fields = { ...target.fields, annotations: annotations.map(_builder_bake_templates_js__WEBPACK_IMPORTED_MODULE_0__/* .withEscapes */ .rq) };
    return { ...plan, planned: { ...planned, target: { ...target, annotations, fields } } };
}
function strangerError(name, unknown) {
    return new _input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz('platforms', `target '${name}' is also for ${unknown.join(', ')}: list the platforms of all targets, or leave some out with 'set: ${name}.platform=\u2026'`);
}
function idleError(platform) {
    return new _input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz('platforms', `no published target of the definition is for ${platform}: remove it, and the job that builds it`);
}


}),

61440:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  L: () => (bakerOf),
  H: () => (prepareBake)
});

var promises_ = __webpack_require__(51455);
var external_node_path_ = __webpack_require__(76760);
var build_error = __webpack_require__(78235);
var options_attributes = __webpack_require__(13503);
var input_error = __webpack_require__(53587);
var distribution_target = __webpack_require__(51208);
var builder_for = __webpack_require__(78250);
var read_part = __webpack_require__(3360);
var regular_file = __webpack_require__(16659);
var within_checkout = __webpack_require__(34384);
var json = __webpack_require__(99368);
;// CONCATENATED MODULE: ./build/steps/bake/confine-compose.js






const [composeFields, variableFields] = [
    ['include', 'extends'],
    ['env_file', 'label_file'],
];
const fileLimit = 100;
async function confineCompose(files, { directory, workspace }) {
    const given = files.filter((file) => !/\.(?:hcl|json)$/i.test(file)).map((file) => (0,external_node_path_.resolve)(directory, file));
    const places = { files: new Set(given), folders: new Set([directory]), texts: new Set(['.env']) };
    for (const file of places.files) {
        if (places.files.size > fileLimit)
            throw invalid(`the bake definition includes more than ${fileLimit} files`);
        await checkInside(file, workspace);
        await visit(file, places);
    }
    for (const folder of places.folders) {
        for (const text of places.texts)
            await checkInside((0,external_node_path_.resolve)(folder, text), workspace);
    }
}
async function visit(file, { files, folders, texts }) {
    folders.add((0,external_node_path_.dirname)(file));
    const named = [...pathsBelow(await parseCompose(file))];
    for (const { text } of named) {
        if (text.includes('$'))
            throw invalid(`${file} names a file by a variable (${text})`);
        texts.add(text);
    }
    const composed = named.filter(({ isCompose }) => isCompose);
    for (const path of composed.flatMap(({ text }) => [...folders].map((folder) => (0,external_node_path_.resolve)(folder, text)))) {
        const kind = await kindOf(path);
        if (kind === 'file')
            files.add(path);
        if (kind === 'folder')
            folders.add(path);
    }
}
async function checkInside(path, workspace) {
    if ((await kindOf(path)) === undefined || (await (0,within_checkout/* isInCheckout */.CN)(path, workspace, workspace)))
        return;
    throw invalid(`the bake definition has buildx read ${path}, which is outside the checkout`);
}
async function kindOf(path) {
    return await (0,promises_.stat)(path).then((place) => (place.isDirectory() ? 'folder' : 'file'), () => undefined);
}
async function parseCompose(file) {
    const { load } = await __webpack_require__.e(/* import() */ 3243).then(__webpack_require__.bind(__webpack_require__, 33243));
    try {
        return load(await (0,regular_file/* readText */.yR)(file));
    }
    catch (cause) {
        throw invalid(`${file} is not plain YAML (bake files in HCL end in .hcl)`, cause);
    }
}
function* pathsBelow(value, isCompose, seen = new Set()) {
    if (typeof value === 'string' && isCompose !== undefined)
        yield { text: value, isCompose };
    if (typeof value !== 'object' || value === null || seen.has(value))
        return;
    if (isCompose === undefined)
        seen.add(value);
    for (const [field, each] of (0,json/* isRecord */.u4)(value) ? Object.entries(value) : Object.values(value).entries()) {
        yield* pathsBelow(each, meaningOf(field) ?? isCompose, seen);
    }
}
function meaningOf(field) {
    if (composeFields?.includes(`${field}`))
        return true;
    return variableFields?.includes(`${field}`) ? false : undefined;
}
function invalid(problem, cause) {
    return new input_error/* InputError */.dz('bake-files', `${problem}: that is not allowed for untrusted code`, { cause });
}

;// CONCATENATED MODULE: ./build/steps/bake/confine-bake.js




const plainFields = [
    'annotations',
    'attest',
    'context',
    'contexts',
    'dockerfile',
    'dockerfile-inline',
    'args',
    'labels',
    'tags',
    'target',
    'platforms',
    'pull',
    'no-cache',
    'no-cache-filter',
    'network',
    'shm-size',
    'ulimits',
    'call',
    'entitlements',
    'extra-hosts',
];
async function confineBake(targets, { directory, allow }, { workspace, ownCaches }) {
    const problems = await Promise.all(targets.map((target) => problemsIn(target, { directory, allow, workspace })));
    (0,input_error/* throwAll */.Kx)(problems.flat());
    const confined = targets.map((target) => confineTarget(target, ownCaches));
    return { targets: confined.map(({ target }) => target), leftOut: confined.flatMap(({ leftOut }) => leftOut) };
}
async function checkBakeSource({ remote, directory, given }, { stranger }, workspace) {
    if (remote !== undefined) {
        const advice = 'check it out and name its folder';
        throw new input_error/* InputError */.dz('bake-source', `a definition in another repository is not built for ${stranger}: ${advice}`);
    }
    for (const file of ['.', ...given]) {
        if (await (0,within_checkout/* isInCheckout */.CN)(local(file), directory, workspace))
            continue;
        throw new input_error/* InputError */.dz('bake-files', `${file} is outside the checkout, which is not allowed for untrusted code`);
    }
    await confineCompose(given.map(local), { directory, workspace });
}
function confineTarget(target, ownCaches) {
    const { name, fields } = target;
    const outputs = target.outputs.filter((text) => !(0,options_attributes/* isPushed */.Yx)(text));
    const cacheFrom = target.cacheFrom.filter((text) => (0,options_attributes/* attributesOf */.Td)(text) && (typeIn(text) !== 'gha' || ownCaches.includes('gha')));
    const cacheTo = target.cacheTo.filter((text) => ownCaches.includes(typeIn(text)));
    const secrets = target.secrets.filter((text) => filesOfSecret(text).length > 0);
    const lists = { output: outputs, 'cache-from': cacheFrom, 'cache-to': cacheTo, secret: secrets };
    const left = [
        ['output', target.outputs.length > outputs.length],
        ['cache-from', target.cacheFrom.length > cacheFrom.length],
        ['cache-to', target.cacheTo.length > cacheTo.length],
        ['secret', target.secrets.length > secrets.length],
        ['ssh', target.ssh.length > 0],
    ];
    const kept = Object.entries(fields).filter(([field]) => plainFields.includes(field));
    const filled = Object.entries(lists).filter(([, entries]) => entries.length > 0);
    return {
        target: {
            ...target,
            fields: Object.fromEntries([...kept, ...filled]),
            outputs,
            cacheFrom,
            cacheTo,
            secrets,
            ssh: [],
        },
        leftOut: left.filter(([, isLeft]) => isLeft).map(([field]) => `${field} of target ${name}`),
    };
}
async function problemsIn(target, { directory, workspace, allow }) {
    const granted = target.entitlements.filter((entitlement) => !allow.includes(entitlement));
    const outside = await Promise.all(pathsIn(target).map(async (path) => ((await (0,within_checkout/* isInCheckout */.CN)(path, directory, workspace)) ? [] : [path])));
    const written = [...target.outputs, ...target.cacheTo].flatMap(destinationsIn).filter((path) => path !== '-');
    const inRepository = await Promise.all(written.map(async (path) => ((await (0,within_checkout/* isInRepository */.cC)(path, directory, workspace)) ? [path] : [])));
    const { name } = target;
    return [
        ...granted.map((text) => new input_error/* InputError */.dz('allow', `target '${name}' asks for '${text}': add it to 'allow', or remove it`)),
        ...outside
            .flat()
            .map((path) => new input_error/* InputError */.dz('bake-files', `target '${name}' names ${path}, which is outside the checkout: that is not allowed for untrusted code`)),
        ...inRepository
            .flat()
            .map((path) => new input_error/* InputError */.dz('bake-files', `target '${name}' writes to ${path}, where it could replace files of git: name a folder for the output alone`)),
    ];
}
function pathsIn(target) {
    const { context, contexts, dockerfile, dockerfileInline, outputs, cacheFrom, cacheTo, secrets } = target;
    const folder = local(context);
    const file = /^(?:\/|cwd:)/.test(dockerfile) ? local(dockerfile) : `${folder}/${dockerfile}`;
    return [
        folder,
        ...(dockerfileInline !== undefined || /^https?:/.test(dockerfile) ? [] : [file]),
        ...[...contexts.values()].filter((text) => !/^(?:target:|docker-image:)/.test(text)).flatMap(pathsOfContext),
        ...[...outputs, ...cacheTo].flatMap(destinationsIn),
        ...cacheFrom.flatMap((text) => (0,options_attributes/* attributesOf */.Td)(text)?.get('src') ?? []),
        ...secrets.flatMap(filesOfSecret),
    ].filter((path) => path !== '-');
}
function pathsOfContext(text) {
    const layout = /^oci-layout:\/\/(?<path>.*)$/s.exec(text)?.groups?.path;
    if (layout === undefined)
        return [local(text)];
    return [layout, ...[...layout.matchAll(/[:@]/g)].map(({ index }) => layout.slice(0, index) || '.')];
}
function destinationsIn(text) {
    return [(0,options_attributes/* attributesOf */.Td)(text)?.get('dest'), /^type=|[",]/.test(text) ? undefined : text].filter((path) => path !== undefined);
}
function local(text) {
    return text.replace(/^cwd:\/\//, '') || '.';
}
function filesOfSecret(text) {
    const attributes = (0,options_attributes/* attributesOf */.Td)(text);
    if (!attributes || attributes.has('env') || attributes.get('type') === 'env')
        return [];
    return [attributes.get('src'), attributes.get('source')].filter((path) => path !== undefined);
}
function typeIn(text) {
    return (0,options_attributes/* attributesOf */.Td)(text)?.get('type') ?? '';
}
const harmless = /^(?:PATH|HOME|TMPDIR|LANG|LC_\w+|XDG_RUNTIME_DIR|CI|SOURCE_DATE_EPOCH|DOCKER_(?:HOST|CONTEXT|CONFIG|CERT_PATH|TLS|TLS_VERIFY|API_VERSION)|BUILDX_(?:BUILDER|CONFIG)|GITHUB_(?:SHA|REF|REF_NAME|REF_TYPE|HEAD_REF|BASE_REF|REPOSITORY|RUN_ID|RUN_NUMBER|EVENT_NAME|SERVER_URL))$/;
function harmlessVariables(variables) {
    return Object.fromEntries(Object.entries(variables).filter(([name]) => harmless.test(name)));
}

;// CONCATENATED MODULE: ./build/steps/bake/bake-environment.js



async function environmentToRead({ inputs, trust, request, environment, }) {
    const vars = Object.fromEntries(inputs.vars.map((line) => [nameOfVar(line), line.replace(/^[^=]*=/s, '')]));
    const { variables } = environment;
    const own = trust.isTrusted ? { BUILDX_BAKE_ENTITLEMENTS_FS: '0', ...variables } : harmlessVariables(variables);
    const token = await gitTokenIn(request);
    return { ...environment, variables: { ...own, ...vars, ...(token && { BUILDX_BAKE_GIT_AUTH_TOKEN: token }) } };
}
function environmentToBuild(environment) {
    return { ...environment, variables: { ...environment.variables, BUILDX_BAKE_FILE_RELATIVE_PATHS: '0' } };
}
async function warnAboutVars({ remote, directory, given, set }, { inputs, environment: { log } }) {
    if (inputs.vars.length === 0 || remote !== undefined)
        return;
    const texts = await Promise.all(given.map((file) => (0,regular_file/* readText */.yR)((0,external_node_path_.resolve)(directory, file)).catch(() => undefined)));
    const isKnown = texts.every((text) => text !== undefined && !/^\s*-?\s*(?:include|extends)\s*:/m.test(text));
    if (!isKnown)
        return;
    const words = new Set([...texts, ...set].join('\n').match(/\w+/g));
    const unused = inputs.vars.map(nameOfVar).filter((name) => name !== 'SOURCE_DATE_EPOCH' && !words.has(name));
    for (const name of unused) {
        log.warning(`The variable '${name}' in 'vars' is not mentioned in ${given.join(', ')}: check how it is written`);
    }
}
function nameOfVar(line) {
    return line.replace(/=.*/s, '');
}
async function gitTokenIn({ secrets }) {
    const secret = secrets.find(({ id }) => id.startsWith('GIT_AUTH_TOKEN'));
    return secret && 'file' in secret.source ? await (0,regular_file/* readText */.yR)(secret.source.file) : undefined;
}

var templates = __webpack_require__(49519);
var write_definition = __webpack_require__(15777);
var build_context = __webpack_require__(45613);
var own_labels = __webpack_require__(51599);
;// CONCATENATED MODULE: ./build/steps/bake/default-bake-labels.js



const version = 'org.opencontainers.image.version';
function givenLabels({ labels }) {
    const keys = labels.split('\n').map((line) => line.trim().replace(/^"/, '').replace(/=.*/s, '').trim());
    return new Set(keys);
}
async function dockerfileOfTarget(target, directory) {
    const { context, dockerfile, dockerfileInline } = target;
    if (dockerfileInline !== undefined)
        return dockerfileInline;
    const file = (0,external_node_path_.isAbsolute)(dockerfile) ? dockerfile : (0,external_node_path_.join)(context, dockerfile);
    return (await (0,build_context/* findDockerfile */.mQ)({ context, file }, [], directory))?.text ?? '';
}
function defaultBakeLabels(target, dockerfile, { inputs, named, request, environment }) {
    if (inputs.defaultLabels === 'none')
        return new Map();
    const { stage, args, name } = target;
    const buildArgs = [...args].map((pair) => pair.join('='));
    const own = inputs.defaultLabels === 'fill' ? (0,own_labels/* ownLabels */.c)(dockerfile, { target: stage, buildArgs }) : () => false;
    if (!own) {
        environment.log.notice(`No repository labels are added to target '${name}', because the labels set by its Dockerfile are not known. Add them with 'labels' in the bake file, or set 'default-labels' to 'overwrite'.`);
        return new Map();
    }
    const isNamedHere = target.tags.some((tag) => request.names.includes(tag));
    const given = givenLabels(inputs);
    const isMissing = (key) => !given.has(key) && !target.labels.has(key) && !own(key);
    return new Map(named.names.labels.filter(([key]) => isMissing(key) && (key !== version || isNamedHere)));
}

;// CONCATENATED MODULE: ./build/steps/bake/bake-marks.js



function marked(planned, dockerfile, job) {
    const { target } = planned;
    const labels = defaultBakeLabels(target, dockerfile, job);
    const kept = withoutIndex(target.annotations);
    const hasIndex = target.platforms.length > 1 || (0,write_definition/* isAttestedTarget */.A)(target);
    if (hasIndex || kept.join('\n') === target.annotations.join('\n'))
        return { ...planned, labels };
    job.environment.log.warning(`Index annotations are ignored for target '${target.name}': an image for one platform without attestations has no index`);
    const fields = { ...target.fields, annotations: kept.map(templates/* withEscapes */.rq) };
    return { ...planned, labels, target: { ...target, annotations: kept, fields } };
}
const levels = /^(?:(?:manifest|index)(?:-descriptor)?(?:\[[^\]]*\])?,?)+(?=:)/;
function withoutIndex(annotations) {
    return annotations.flatMap((line) => {
        const [given = ''] = levels.exec(line) ?? [];
        const kept = given.split(',').filter((level) => !level.startsWith('index'));
        return given !== '' && kept.length === 0 ? [] : [kept.join(',') + line.slice(given.length)];
    });
}

var plan_bake = __webpack_require__(7515);
var platforms_of_bake = __webpack_require__(51112);
var annotations = __webpack_require__(39557);
var name_outputs = __webpack_require__(6975);
var context = __webpack_require__(54371);
;// CONCATENATED MODULE: ./build/steps/bake/request-bake.js









const defaultFiles = [
    'compose.yaml',
    'compose.yml',
    'docker-compose.yml',
    'docker-compose.yaml',
    'docker-bake.json',
    'docker-bake.hcl',
    'docker-bake.override.json',
    'docker-bake.override.hcl',
];
async function bakeRequestFrom(job) {
    const { inputs, environment } = job;
    const source = (0,context/* expandContext */.Wu)(inputs.bakeSource) || '.';
    const naming = await writeNaming(job);
    const options = { ...inputs, targets: inputs.bakeTargets };
    if ((0,build_context/* isRemote */.Vx)(source)) {
        const files = { given: inputs.bakeFiles, own: [`cwd://${naming}`] };
        return { ...options, ...files, directory: environment.workspace, remote: source };
    }
    const directory = (0,external_node_path_.resolve)(environment.workspace, source);
    return { ...options, directory, given: await filesIn(directory, inputs.bakeFiles), own: [naming] };
}
async function filesIn(directory, given) {
    if (!(await isThere(directory)))
        throw new input_error/* InputError */.dz('bake-source', `${directory} does not exist. Does actions/checkout run before this step?`);
    const known = given.length > 0 ? given : defaultFiles;
    const found = await Promise.all(known.map((file) => isThere((0,external_node_path_.resolve)(directory, file.replace(/^cwd:\/\//, '')))));
    const missing = given.filter((_, index) => !found[index]);
    if (missing.length > 0) {
        const advice = 'Paths are relative to the checkout, or to the folder in bake-source';
        throw new input_error/* InputError */.dz('bake-files', `${missing.join(', ')} does not exist. ${advice}`);
    }
    const files = known.filter((_, index) => found[index]);
    if (files.length > 0)
        return files;
    throw new input_error/* InputError */.dz('bake-files', 'docker-bake.hcl, docker-bake.json and compose.yaml do not exist: name the bake files');
}
async function isThere(path) {
    return await (0,promises_.stat)(path).then(() => true, () => false);
}
async function writeNaming({ inputs, named, request, environment }) {
    const { names } = named;
    const path = (0,external_node_path_.join)(environment.temp, 'docker-metadata.json');
    const labels = names.labels.filter(([key]) => givenLabels(inputs).has(key));
    const annotations = ownAnnotations({ inputs, named, environment });
    const fields = {
        ...(request.names.length > 0 && { tags: request.names }),
        ...(labels.length > 0 && { labels: Object.fromEntries(labels.map((pair) => pair.map(templates/* withEscapes */.rq))) }),
        ...(annotations.length > 0 && { annotations: annotations.map(templates/* withEscapes */.rq) }),
        args: {
            DOCKER_META_IMAGES: (0,templates/* withEscapes */.rq)(names.images.map(({ name }) => name).join(',')),
            ...(names.version && { DOCKER_META_VERSION: (0,templates/* withEscapes */.rq)(names.version) }),
        },
    };
    await (0,promises_.writeFile)(path, JSON.stringify({ target: { [inputs.bakeTarget]: fields } }, null, 2), { mode: 0o600 });
    return path;
}
function ownAnnotations({ inputs, named: { names }, environment: { variables }, }) {
    if (inputs.annotations === '')
        return [];
    const levels = (0,name_outputs/* annotationLevelsIn */.ct)(variables).split(',');
    return (0,annotations/* formatAnnotations */.M)(names.annotations, levels.map((level) => level.trim()));
}

;// CONCATENATED MODULE: ./build/steps/bake/prepare-bake.js















async function prepareBake(given, mode) {
    const job = { ...given, environment: await environmentToRead(given) };
    const request = await bakeRequestFrom(job);
    if (!job.trust.isTrusted)
        await checkBakeSource(request, job.trust, job.environment.workspace);
    await warnAboutVars(request, job);
    const read = await readTargets(job, request);
    const targets = job.trust.isTrusted ? read : await confined(read, request, job);
    const planned = (0,plan_bake/* planBake */.T)(targets, mode !== 'build');
    const { part, platforms } = job.inputs;
    const plans = part.length > 0 ? (0,platforms_of_bake/* plansForPlatforms */.g)(planned, (0,read_part/* distinctPlatforms */.PC)(platforms)) : planned;
    tellPlans(plans, mode, job);
    const dockerfiles = new Map();
    for (const { planned } of plans.filter((plan) => plan.targets.length > 0)) {
        dockerfiles.set(planned.target.name, await dockerfileOfTarget(planned.target, request.directory));
    }
    const markedPlans = plans.map((plan) => {
        const text = dockerfiles.get(plan.planned.target.name);
        return text === undefined ? plan : { ...plan, planned: marked(plan.planned, text, job) };
    });
    return { job: withDefinition(job, markedPlans, mode), request, plans: markedPlans, dockerfiles };
}
async function readTargets(job, request) {
    const temp = (0,external_node_path_.join)(job.environment.temp, 'definition');
    await (0,promises_.mkdir)(temp, { recursive: true });
    await using builder = await (0,builder_for/* builderFor */.h)({ ...job, environment: { ...job.environment, temp } }, { signal: job.stop.building });
    const baker = await bakerOf(builder, job);
    if (job.trust.isTrusted)
        return await baker.read(request);
    return await readWithoutAgent(baker, request, job);
}
async function readWithoutAgent(baker, request, job) {
    try {
        return await baker.read(request);
    }
    catch (error) {
        if (!(error instanceof build_error/* BuildError */.z))
            throw error;
    }
    const targets = await baker.read({ ...request, set: [...request.set, '*.ssh='] });
    tellLeftOut(['ssh of all targets'], job);
    return targets;
}
async function bakerOf(builder, { inputs }) {
    const baker = await builder.baker?.();
    if (baker)
        return baker;
    throw new input_error/* InputError */.dz('builder', `'${inputs.builder}' cannot build bake definitions: name a builder of buildx`);
}
async function confined(targets, request, job) {
    if (job.trust.isTrusted)
        return targets;
    const { workspace } = job.environment;
    const kept = await confineBake(targets, request, { workspace, ownCaches: job.trust.ownCaches });
    tellLeftOut(kept.leftOut, job);
    return kept.targets;
}
function tellLeftOut(leftOut, { trust, environment: { log } }) {
    if (trust.isTrusted || leftOut.length === 0)
        return;
    log.notice(`Left out of the bake definition, because it comes from ${trust.stranger}: ${leftOut.join('; ')}`);
}
function tellPlans(plans, mode, { environment: { log }, inputs }) {
    for (const { planned, targets } of plans) {
        log.info(`Target ${planned.target.name}: ${targets.length > 0 ? planned.names.join(', ') : 'not published'}`);
    }
    if (mode === 'build')
        return;
    const lacking = plans.filter(({ whyNot }) => whyNot !== undefined);
    const isNothing = plans.every(({ targets }) => targets.length === 0);
    if (isNothing && (lacking.length > 0 || !inputs.push)) {
        const [{ planned, whyNot } = {}] = lacking;
        throw new input_error/* InputError */.dz('bake-files', `there is nothing to publish: target '${planned?.target.name}' is not published, because ${whyNot}. Or set 'push: false'`);
    }
    for (const { planned, whyNot } of lacking) {
        log.notice(`Target '${planned.target.name}' is built, but not published: ${whyNot}`);
    }
}
function withDefinition(job, plans, mode) {
    const { inputs, named, request, trust } = job;
    const targets = plans.map(({ planned }) => planned.target);
    const images = mode === 'build' ? [] : plans.flatMap((plan) => plan.targets.map(nameOf));
    const secrets = targets.flatMap((target) => target.secrets);
    const variables = secrets.flatMap((text) => {
        const attributes = (0,options_attributes/* attributesOf */.Td)(text);
        const variable = attributes?.get('env') ?? (attributes?.get('type') === 'env' ? attributes.get('id') : undefined);
        return variable ? [[attributes?.get('id') ?? variable, variable]] : [];
    });
    return {
        ...job,
        environment: environmentToBuild(job.environment),
        inputs: { ...inputs, secretEnvs: trust.isTrusted ? variables : [] },
        request: {
            ...request,
            cacheFrom: targets.flatMap(({ cacheFrom }) => cacheFrom),
            cacheTo: targets.flatMap(({ cacheTo }) => cacheTo),
        },
        named: {
            ...named,
            names: { ...named.names, images: images.length > 0 ? images : named.names.images },
            targets: plans.flatMap((plan) => plan.targets),
        },
    };
}
function nameOf(target) {
    return { name: (0,distribution_target/* formatTarget */.P)(target), tags: target.tags };
}


}),

82890:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  bakeAll: () => (bakeAll),
  bakePrepared: () => (bakePrepared)
});

var bake_needs = __webpack_require__(15927);
var base_images = __webpack_require__(30551);
var warm_up = __webpack_require__(57383);
var sink_or_files = __webpack_require__(13731);
var promises_ = __webpack_require__(51455);
var external_node_path_ = __webpack_require__(76760);
var at_most = __webpack_require__(64964);
var reference = __webpack_require__(28732);
var built_from = __webpack_require__(71191);
var checked_root = __webpack_require__(8920);
var folder = __webpack_require__(70173);
var sources_layout = __webpack_require__(34379);
;// CONCATENATED MODULE: ./build/sources/baked/bake-order.js
function pathsOf(targets) {
    const isPath = (name) => /^[a-z0-9]+(?:[_-][a-z0-9]+)*$/.test(name);
    return new Map(targets.map(({ name }, index) => [name, isPath(name) ? `t-${name}` : `${index}`]));
}

;// CONCATENATED MODULE: ./build/sources/baked/export-layouts.js









async function exportLayouts({ plan, published, bake, directory, }) {
    const folders = new Map([...pathsOf(published)].map(([name, path]) => [name, (0,external_node_path_.join)(directory, 'layouts', path)]));
    for (const folder of folders.values())
        await (0,promises_.mkdir)(folder, { recursive: true, mode: 0o700 });
    const destinations = new Map([...folders].map(([name, folder]) => [name, { kind: 'layout', directory: folder }]));
    const results = await bake(plan, destinations);
    await using opened = new AsyncDisposableStack();
    const images = [];
    for (const target of published) {
        const metadata = results.get(target.name);
        await surveyMaterials(target, metadata);
        const layout = opened.use(await (0,sources_layout.openLayout)((0,folder.openFolder)(folders.get(target.name) ?? '')));
        const image = (0,checked_root/* checkRoot */.d)(layout.image, metadata);
        const name = `target '${target.name}'`;
        images.push({ ...layout, name, image, absence: checked_root/* absence */.A, metadata, builtFrom: (0,built_from/* builtFrom */.d)(metadata), target });
    }
    const kept = opened.move();
    return { images, [Symbol.asyncDispose]: () => kept[Symbol.asyncDispose]() };
}
async function surveyMaterials({ contents }, { materials }) {
    const references = (0,reference/* parseReferences */.IO)(materials);
    const indexes = new Set(contents.filter(({ failure }) => !failure).map(({ mountIndex }) => mountIndex));
    await (0,at_most/* atMost */.T)(Promise.all([...indexes].flatMap((each) => references.map((reference) => each.survey(reference)))));
}

var external_node_timers_promises_ = __webpack_require__(58500);
var receive = __webpack_require__(44880);
;// CONCATENATED MODULE: ./build/intake/shared-arrivals.js

const defaultStartTime = 2_000;
class SharedArrivals {
    #arrivals = new Map();
    #asked = new Map();
    #startTime;
    constructor(startTime = defaultStartTime) {
        this.#startTime = startTime;
    }
    async has(digest, image) {
        if (this.#deliver(digest, image))
            return true;
        const first = this.#asked.get(digest);
        if (!first)
            return await this.#askFirst(digest, image);
        const has = image.has(digest);
        await first.known.promise;
        return this.#deliver(digest, image) || (await has);
    }
    begin(digest) {
        const turn = this.#asked.get(digest);
        if (turn)
            turn.isSending = true;
    }
    end(digest) {
        this.#asked.get(digest)?.known.resolve();
        this.#asked.delete(digest);
    }
    add(blob, file, delivered) {
        const { digest } = blob;
        const known = this.#arrivals.get(digest);
        const arrival = known?.file === file ? known : { blob, file, deliveries: 0 };
        if (arrival !== known)
            file.hold();
        this.#arrivals.set(digest, arrival);
        this.end(digest);
        this.#count(arrival, delivered);
    }
    async #askFirst(digest, image) {
        const turn = { known: Promise.withResolvers(), isSending: false };
        this.#asked.set(digest, turn);
        const end = () => {
            if (this.#asked.get(digest) === turn)
                this.end(digest);
        };
        const has = await image.has(digest);
        if (has)
            end();
        else
            void (0,external_node_timers_promises_.setTimeout)(this.#startTime, undefined, { ref: false }).then(() => turn.isSending || end());
        return has;
    }
    #deliver(digest, image) {
        const arrival = this.#arrivals.get(digest);
        if (!arrival)
            return false;
        this.#count(arrival, image.deliver(arrival.blob, arrival.file));
        return true;
    }
    #count(arrival, delivered) {
        const { digest } = arrival.blob;
        arrival.deliveries += 1;
        void delivered.then(() => {
            arrival.deliveries -= 1;
            if (arrival.deliveries > 0)
                return;
            if (this.#arrivals.get(digest) === arrival)
                this.#arrivals.delete(digest);
            void arrival.file.release();
        });
    }
}

var spool_spool = __webpack_require__(98235);
var discarding_backend = __webpack_require__(90247);
var received_image = __webpack_require__(97075);
;// CONCATENATED MODULE: ./build/sources/baked/sink-target.js


class SinkTarget extends received_image/* ReceivedImage */.F {
    name;
    absence = checked_root/* absence */.A;
    target;
    receiver;
    path;
    #again;
    #mayAsk = true;
    constructor({ target, receiver, path, again, log }) {
        super(receiver, { targets: target.targets, log });
        this.name = `target '${target.name}'`;
        this.target = target;
        this.receiver = receiver;
        this.path = path;
        this.#again = again;
    }
    get resend() {
        return this.#mayAsk ? (missing) => this.#again(missing, this) : undefined;
    }
    hasAny(digests) {
        return this.image.blobs.some(({ digest }) => digests.includes(digest));
    }
    stopAsking() {
        this.#mayAsk = false;
    }
    async [Symbol.asyncDispose]() {
    }
}

;// CONCATENATED MODULE: ./build/sources/baked/push-baked.js








const buildLimit = 3;
async function pushBakedToSink(order, reach) {
    const { published, builder, directory, onMachineFailure, log } = order;
    await using opened = new AsyncDisposableStack();
    const spool = new spool_spool/* Spool */.Q(directory, onMachineFailure);
    const shared = new SharedArrivals();
    const again = (missing, target) => bake.again(missing, target);
    const paths = pathsOf(published);
    const targets = published.map((target) => {
        const receiver = opened.use(new receive/* Receiver */.i(target.contents, spool, { shared }));
        return new SinkTarget({ target, receiver, path: paths.get(target.name) ?? '', log, again });
    });
    const openBackend = (path) => targets.find((target) => target.path === path)?.receiver;
    const sink = opened.use(await (0,sink_or_files/* openSink */.Aq)(new discarding_backend/* DiscardingBackend */.D(), reach, { openBackend }));
    const bake = new SinkBake(order, targets, sink);
    await builder.signIn(sink.host, sink.login);
    const build = async (signal) => {
        await bake.run(targets, signal);
        return true;
    };
    if (!(await (0,sink_or_files/* unlessUnreached */.Gx)(sink, reach, build)))
        return undefined;
    const kept = opened.move();
    return { images: targets, [Symbol.asyncDispose]: () => kept[Symbol.asyncDispose]() };
}
class SinkBake {
    #order;
    #targets;
    #sink;
    #builds = 0;
    #next;
    constructor(order, targets, sink) {
        this.#order = order;
        this.#targets = targets;
        this.#sink = sink;
    }
    async run(targets, signal) {
        const { plan, bake } = this.#order;
        const { host, name, tag } = this.#sink;
        this.#builds += 1;
        const builtNames = new Map(targets.map((each) => [each.target.name, `${host}/${name}/${each.path}`]));
        const destinations = new Map([...builtNames].map(([target, place]) => [target, { kind: 'sink', name: `${place}:${tag}` }]));
        const isWanted = (target) => this.#builds === 1 || destinations.has(target);
        const results = await bake(plan.filter(({ target }) => isWanted(target.name)), destinations, signal);
        for (const each of targets) {
            await each.take(results.get(each.target.name), builtNames.get(each.target.name) ?? '');
        }
    }
    async again(missing, asking) {
        this.#next ??= this.#open();
        for (const digest of missing)
            this.#next.missing.add(digest);
        this.#next.asking.add(asking);
        await this.#next.done;
    }
    #open() {
        const [missing, asking] = [new Set(), new Set()];
        return { missing, asking, done: (0,external_node_timers_promises_.setImmediate)().then(() => this.#resend([...missing], asking)) };
    }
    async #resend(missing, asking) {
        this.#next = undefined;
        const names = [...asking].map(({ target }) => target.name).join(', ');
        this.#order.log.info(`Asking the builder again for blobs that a registry turned out to lack (${missing.length}, for ${names})`);
        const concerned = this.#targets.filter((each) => asking.has(each) || each.hasAny(missing));
        for (const each of concerned)
            each.forget(missing);
        await this.run(concerned);
        if (this.#builds >= buildLimit)
            for (const each of this.#targets)
                each.stopAsking();
    }
}

;// CONCATENATED MODULE: ./build/sources/baked/bake-images.js



async function bakeImages(order) {
    return await (0,sink_or_files/* throughSinkOrFiles */.FT)(order.reach, order.log, {
        push: (reach) => pushBakedToSink(order, reach),
        exportFiles: () => exportLayouts(order),
    });
}

var check_unpublished = __webpack_require__(33290);
var builder_for = __webpack_require__(78250);
var publish_everywhere = __webpack_require__(34897);
var publish_session = __webpack_require__(99329);
var subjects = __webpack_require__(59399);
var required = __webpack_require__(73472);
var bake_result = __webpack_require__(68477);
var plan_bake = __webpack_require__(7515);
var prepare_bake = __webpack_require__(61440);
;// CONCATENATED MODULE: ./build/steps/bake/publish-bake.js














async function bakeAll(given, mode) {
    return await bakePrepared(await (0,prepare_bake/* prepareBake */.H)(given, mode), mode);
}
async function bakePrepared(bake, mode) {
    const isPublished = bake.plans.some(({ targets }) => targets.length > 0);
    return isPublished ? await publishBake(bake, mode) : await buildBake(bake);
}
async function publishBake(bake, mode) {
    const { job } = bake;
    (0,required/* checkRequired */.m)(job.inputs, {
        images: job.named.names.images.map(({ name }) => ({ name, enable: true })),
        references: [],
    });
    await using session = await (0,publish_session/* openPublishSession */._s)(job);
    const named = (result) => ({ ...result, outcomes: (0,bake_result/* withTargetNames */.a_)(result.outcomes, bake.plans) });
    try {
        return named(await bakeAndPublish(bake, mode, session));
    }
    catch (error) {
        return named((0,publish_session/* endedEarly */.S3)(error, session, job));
    }
}
async function bakeAndPublish(bake, mode, session) {
    const { job, request, plans } = bake;
    const { named, stop, environment } = job;
    const parts = plans.filter(({ targets }) => targets.length > 0);
    const published = parts.map(({ planned, targets, subjects = targets }) => {
        const pushes = session.pushes.filter(({ target }) => targets.includes(target));
        const contents = mode === 'publish' ? [...new Set(pushes.map(({ content }) => content))] : [];
        return { name: planned.target.name, targets: subjects, contents, pushes };
    });
    const onStarted = () => {
        for (const { name, pushes } of published)
            warmUpAll(pushes, basesOf(bake, name), { mode, session });
    };
    await using builder = await (0,builder_for/* builderFor */.h)(job, { signal: stop.building, onStarted });
    const baker = await (0,prepare_bake/* bakerOf */.L)(builder, job);
    const plan = plans.map(({ planned }) => planned);
    const order = {
        ...{ plan, published, builder },
        bake: (...given) => baker.bake(request, ...given),
        log: environment.log,
        directory: environment.temp,
        onMachineFailure: stop.stopBuilding,
    };
    await using baked = mode !== 'publish' && (0,check_unpublished/* hasUnpublishedChecks */.rQ)(job)
        ? await exportLayouts(order)
        : await bakeImages({ ...order, reach: await builder.reach((0,bake_needs/* bakeNeeds */.R)(request, plan)) });
    const images = baked.images.map(({ target: { name }, image }) => ({ name, image }));
    job.onImages?.(images);
    for (const image of baked.images)
        await (0,subjects/* warnAboutUnbound */.n)(image, environment.log);
    const release = baked.images.map((source, index) => ({ source, pushes: published[index]?.pushes ?? [] }));
    const outcomes = await (0,publish_everywhere/* publishEverywhere */.Q)(release, job, mode, session);
    const isDone = (0,publish_session/* isSuccess */.oJ)(outcomes, job);
    return { names: named.names, outcomes, images, metadata: (0,bake_result/* bakedMetadata */.tm)(baked.images, outcomes, plans), isDone };
}
function basesOf({ job, plans, dockerfiles }, name) {
    const target = plans.find(({ planned }) => planned.target.name === name)?.planned.target;
    if (!target)
        return [];
    const { stage, args, contexts, cacheFrom, cacheTo } = target;
    const pairs = (map) => [...map].map((pair) => pair.join('='));
    const options = { target: stage, buildArgs: pairs(args), buildContexts: pairs(contexts), cacheFrom, cacheTo };
    return (0,base_images/* baseImages */.i)({ ...job.request, ...options }, dockerfiles.get(name) ?? '');
}
function warmUpAll(pushes, bases, { mode, session }) {
    for (const push of pushes)
        void (0,warm_up/* warmUp */.l)(push, { beforeBuild: true, rules: session.rules, bases, creates: mode === 'publish' });
}
async function buildBake(bake) {
    const { job, request, plans } = bake;
    const { named, stop } = job;
    await using builder = await (0,builder_for/* builderFor */.h)(job, { signal: stop.building });
    const baker = await (0,prepare_bake/* bakerOf */.L)(builder, job);
    const plan = plans.map(({ planned }) => planned);
    const results = (0,check_unpublished/* hasUnpublishedChecks */.rQ)(job)
        ? await bakeAndCheck(bake, baker)
        : await baker.bake(request, plan, new Map());
    const text = results.size > 0 ? (0,bake_result/* formatByTarget */.Y8)([...results].map(([name, result]) => ({ name, ...result }))) : '';
    return { names: named.names, outcomes: [], metadata: { materials: [], text }, isDone: true };
}
async function bakeAndCheck({ job, request, plans }, baker) {
    const { inputs, environment } = job;
    const plan = plans.map(({ planned }) => ({ ...planned, names: planned.target.tags }));
    const made = plan.filter(({ target }) => (0,plan_bake/* makesImage */.l)(target.outputs));
    if (made.length === 0) {
        (0,check_unpublished/* noticeUnchecked */.tZ)('the targets make no images', job);
        return await baker.bake(request, plan, new Map());
    }
    let results = new Map();
    await using baked = await exportLayouts({
        plan,
        published: made.map(({ target: { name } }) => ({ name, targets: [], contents: [] })),
        async bake(...given) {
            results = await baker.bake(request, ...given);
            return results;
        },
        directory: environment.temp,
    });
    const loaded = made.flatMap(({ names }) => names.slice(0, 1));
    await (0,check_unpublished/* checkUnpublished */.yf)(baked.images, job, inputs.load && loaded.length === made.length ? loaded : []);
    return results;
}


})
};
