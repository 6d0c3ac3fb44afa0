import { modules as shared0 } from './shared-67554.index.js';
import { modules as shared1 } from './shared-57117.index.js';
import { modules as shared2 } from './shared-19319.index.js';
export const id = 9269;
export const ids = [9269];
export const modules = {

...shared0,
...shared1,
...shared2,
69269:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  publishAction: () => (publishAction)
});

var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./build/builder/watch.js

class BuildWatch {
    #steps = new Map();
    #warnings = new Map();
    #builds = 0;
    #seconds = 0;
    #platforms = [];
    async timed({ platforms, file }, read, work) {
        this.#builds += 1;
        this.#platforms = platforms;
        const began = performance.now();
        try {
            return await work(this.#reader(file, read));
        }
        finally {
            this.#seconds += (performance.now() - began) / 1000;
        }
    }
    report() {
        if (this.#builds === 0)
            return undefined;
        return {
            seconds: this.#seconds,
            steps: this.#steps.size,
            cached: [...this.#steps.values()].filter(Boolean).length,
            platforms: this.#platforms,
            warnings: [...this.#warnings.values()].toSorted((a, b) => (a.place.line ?? 0) - (b.place.line ?? 0)),
        };
    }
    #reader(file, read) {
        const isFirst = this.#builds === 1;
        return (text) => {
            const progress = read(text);
            if (progress?.kind === 'warning')
                this.#warn(progress.warning, file);
            else if (progress && isFirst)
                this.#count(progress.step, progress.kind === 'cached');
        };
    }
    #count(step, isCached) {
        if (isCached && !this.#steps.has(step))
            return;
        this.#steps.set(step, isCached || (this.#steps.get(step) ?? false));
    }
    #warn({ message, place }, file) {
        const known = place.file === (0,external_node_path_.basename)(file) ? { ...place, file } : place;
        this.#warnings.set(`${known.file}:${known.line}:${message}`, { message, place: known });
    }
}

var inputs_inputs = __webpack_require__(70551);
var step_outputs = __webpack_require__(68816);
var run_facts = __webpack_require__(68374);
var connect = __webpack_require__(9075);
var check_bake = __webpack_require__(27460);
var input_error = __webpack_require__(53587);
;// CONCATENATED MODULE: ./build/steps/checks/check-kinds.js
const checkKinds = [
    {
        isAsked: ({ verifyBase }) => verifyBase.length > 0,
        open: async (job) => await (await __webpack_require__.e(/* import() */ 2918).then(__webpack_require__.bind(__webpack_require__, 42918))).openBasePolicy(job),
    },
    {
        isAsked: ({ verifySource }) => verifySource.length > 0,
        open: async (job) => await (await __webpack_require__.e(/* import() */ 2918).then(__webpack_require__.bind(__webpack_require__, 42918))).openSourcePolicy(job),
    },
    {
        isAsked: ({ test }) => test !== '',
        open: async (job) => (await __webpack_require__.e(/* import() */ 6157).then(__webpack_require__.bind(__webpack_require__, 76157))).openTest(job),
    },
    {
        isAsked: ({ scan }) => scan !== undefined,
        open: async (job) => await (await __webpack_require__.e(/* import() */ 7650).then(__webpack_require__.bind(__webpack_require__, 47650))).openScan(job),
    },
    {
        isAsked: ({ verifyBase, verifySource, trustedRoot, ...inputs }) => (trustedRoot !== '' && [...verifyBase, ...verifySource].every((line) => 'key' in line)) || isSigning(inputs),
        open: async (job) => await (await __webpack_require__.e(/* import() */ 3555).then(__webpack_require__.bind(__webpack_require__, 63555))).openSigning(job),
    },
];
function isSigning(inputs) {
    const { sign, attach, signKey, signPassword, signCertificate, signFormat } = inputs;
    const { fulcioUrl, rekorUrl, timestampUrl } = inputs;
    const isGiven = [sign, attach, signKey, signPassword, signCertificate].some(({ length }) => length > 0);
    return isGiven || signFormat === 'legacy' || [fulcioUrl, rekorUrl, timestampUrl].some((url) => url !== undefined);
}

;// CONCATENATED MODULE: ./build/steps/checks/content-trust.js
function warnAboutContentTrust({ DOCKER_CONTENT_TRUST }, { warning }) {
    if (!DOCKER_CONTENT_TRUST || /^(?:0|f|false)$/i.test(DOCKER_CONTENT_TRUST))
        return;
    warning('DOCKER_CONTENT_TRUST is set, but Docker Content Trust has been retired: nothing is signed or verified with it, and other steps that pull images by tag fail. Remove the variable; docs/trust.md says how images are signed and verified now.');
}

;// CONCATENATED MODULE: ./build/steps/checks/open-checks.js



async function openChecks(prepared) {
    const job = { ...prepared, found: new Map() };
    warnAboutContentTrust(job.environment.variables, job.environment.log);
    const asked = checkKinds.filter(({ isAsked }) => isAsked(job.inputs));
    const opened = await Promise.allSettled(asked.map(({ open }) => open(job)));
    (0,input_error/* throwAll */.Kx)(opened.flatMap((result) => (result.status === 'rejected' ? (0,input_error/* problemsOf */.GW)(result.reason) : [])));
    return opened.flatMap((result) => (result.status === 'fulfilled' && result.value ? [result.value] : []));
}

;// CONCATENATED MODULE: ./build/steps/job/attempt.js
async function attempt(names, work) {
    try {
        return await work();
    }
    catch (failure) {
        return { names, outcomes: [], isDone: false, failure };
    }
}

;// CONCATENATED MODULE: ./build/steps/job/stop.js
function stopWith(cancelled) {
    const network = new AbortController();
    const building = new AbortController();
    const cancel = () => {
        network.abort(cancelled.reason);
        building.abort(cancelled.reason);
    };
    const ignore = () => cancelled.removeEventListener('abort', cancel);
    const listen = () => (cancelled.aborted ? cancel() : cancelled.addEventListener('abort', cancel, { once: true }));
    let shields = 0;
    listen();
    return {
        network: network.signal,
        building: building.signal,
        stopBuilding: (reason) => building.abort(reason),
        shield() {
            shields += 1;
            ignore();
            return {
                [Symbol.dispose]: () => {
                    shields -= 1;
                    if (shields === 0)
                        listen();
                },
            };
        },
        [Symbol.dispose]: ignore,
    };
}

var target_naming = __webpack_require__(90212);
var names_names = __webpack_require__(22453);
var build_context = __webpack_require__(45613);
var promises_ = __webpack_require__(51455);
var git_git = __webpack_require__(99489);
;// CONCATENATED MODULE: ./build/github/git/git-head.js



async function readHead(folder, environment) {
    const root = await findCheckout((0,external_node_path_.resolve)(environment.workspace, folder), environment.workspace);
    if (root === undefined)
        return undefined;
    const git = (0,git_git/* gitIn */.uM)({ ...environment, workspace: root });
    const [sha = ''] = await git('rev-parse', '--verify', 'HEAD').catch(() => []);
    if (sha === '')
        return undefined;
    return {
        sha,
        date: async () => validDate(await (0,git_git/* readDate */.h2)(git, sha).catch(() => undefined)),
        isTagged: async (tag) => (await commitOf(git, tag)) === sha,
    };
}
async function findCheckout(folder, workspace) {
    const parent = (0,external_node_path_.dirname)(folder);
    const isOutermost = parent === folder || (0,external_node_path_.relative)(workspace, folder) === '';
    const isRepository = await (0,promises_.stat)((0,external_node_path_.join)(folder, '.git')).then((found) => isOutermost || found.isDirectory(), () => false);
    if (isRepository)
        return folder;
    return isOutermost ? undefined : await findCheckout(parent, workspace);
}
async function commitOf(git, object) {
    if (!/^[0-9a-f]+$/.test(object))
        return undefined;
    return (await git('rev-parse', '--verify', '--quiet', `${object}^{commit}`).catch(() => []))[0];
}
function validDate(date) {
    return date && !Number.isNaN(date.getTime()) ? date : undefined;
}

var read_context = __webpack_require__(54371);
;// CONCATENATED MODULE: ./build/steps/name/revision.js



async function revisionOf({ context, source, bakeSource }, event, environment) {
    const folder = (0,read_context/* expandContext */.Wu)(bakeSource || context) || '.';
    const head = source || (0,build_context/* isRemote */.Vx)(folder) ? undefined : await readHead(folder, environment);
    if (!head)
        return { sha: event.sha, date: event.commitDate };
    if ([event.sha, environment.variables.GITHUB_SHA].includes(head.sha)) {
        return { sha: event.sha, date: event.commitDate ?? (await head.date()) };
    }
    const isEvents = event.sha === '' || event.commits.includes(head.sha) || (await head.isTagged(event.sha));
    if (!isEvents)
        environment.log.warning(explain(head.sha, event.sha, folder));
    return { sha: head.sha, date: await head.date() };
}
function explain(built, event, folder) {
    const where = folder === '.' ? '' : ` in ${folder}`;
    return `Commit ${built} is checked out${where}, but this run is for ${event}: the labels 'revision' and 'created' describe the former, the tags the latter. If this is not intended, check the input 'ref' of actions/checkout.`;
}

;// CONCATENATED MODULE: ./build/steps/name/name.js



async function nameTargets(naming, run, inputs, environment) {
    const { log } = environment;
    const revision = await revisionOf(inputs, run.event, environment);
    const isPart = inputs.part.length > 0;
    const date = revision.date ?? (isPart || annotatesIndex(inputs) ? await run.lookups.commitDate() : undefined);
    const now = (isPart ? date : undefined) ?? run.facts.now;
    const names = await (0,names_names/* nameImages */.E)(naming, { ...run.facts, now, revision: { ...revision, date } }, run.lookups);
    const targets = (0,target_naming/* targetsOf */.Q)(names.images);
    const isBuilt = !inputs.source && !inputs.run;
    await log.group('Name', async () => {
        const none = inputs.allTags.length > 0 ? 'the tags of the source' : 'no tags';
        for (const { name, tags } of names.images)
            log.info(`${name}: ${tags.join(', ') || none}`);
        for (const [key, value] of isBuilt ? names.labels : [])
            log.info(`${key}=${value}`);
    });
    for (const { tag, reason } of names.withheld)
        log.notice(`Tag '${tag}' is not moved: ${reason}`);
    for (const warning of names.warnings)
        log.warning(warning);
    return { names, targets, commit: revision.sha };
}
function annotatesIndex({ source = [], platforms, annotations }) {
    return annotations !== '' && source.length > 0 && (source.length > 1 || platforms.length > 0);
}

var config_files = __webpack_require__(49021);
var regular_file = __webpack_require__(16659);
var distribution_login = __webpack_require__(72316);
var docker_config = __webpack_require__(12288);
;// CONCATENATED MODULE: ./build/credentials/kept-logins.js







async function keepLogins(directory, logins, record) {
    const base = await (0,config_files/* readConfigIn */.Sm)(directory);
    const { auths = {}, credHelpers = {} } = base?.config ?? {};
    const kept = [...logins].map(([registry, login]) => {
        const key = (0,docker_config/* configKeyOf */.lR)(registry);
        return {
            key,
            auth: (0,distribution_login/* encodeLogin */.k)(login),
            ...(Object.hasOwn(auths, key) && { entryBefore: auths[key] }),
            ...(Object.hasOwn(credHelpers, key) && { helperBefore: credHelpers[key] }),
        };
    });
    const state = { directory, isNew: base === undefined, logins: kept };
    await (0,promises_.writeFile)(record, JSON.stringify(state), { mode: 0o600 });
    await (0,promises_.mkdir)(directory, { recursive: true, mode: 0o700 });
    const isStored = (key) => Object.hasOwn(credHelpers, key) || (base?.config.credsStore ?? '') !== '';
    await replaceConfig(directory, {
        ...base?.config.document,
        auths: { ...auths, ...Object.fromEntries(kept.map(({ key, auth }) => [key, { auth }])) },
        ...withHelpers({
            ...credHelpers,
            ...Object.fromEntries(kept.flatMap(({ key }) => (isStored(key) ? [[key, '']] : []))),
        }),
    });
}
async function restoreLogins(record) {
    const { directory, isNew, logins } = parseRecord(await readText(record));
    const base = await readConfigIn(directory);
    if (base) {
        const document = withoutLogins(base.config, logins);
        const isEmpty = Object.values(document).every((value) => Object.keys(recordOf(value)).length === 0);
        if (isNew && isEmpty)
            await rm(join(directory, 'config.json'));
        else
            await replaceConfig(directory, document);
    }
    await rm(record);
}
function withoutLogins({ document, ...config }, logins) {
    const auths = { ...config.auths };
    const helpers = { ...config.credHelpers };
    for (const { key, entryBefore, helperBefore } of logins.filter(({ key, auth }) => recordOf(auths[key]).auth === auth)) {
        put(auths, key, entryBefore);
        if (helpers[key] === '')
            put(helpers, key, helperBefore);
    }
    const { credHelpers: _, ...others } = document;
    return { ...others, auths, ...withHelpers(helpers) };
}
function put(fields, key, value) {
    if (value === undefined)
        delete fields[key];
    else
        fields[key] = value;
}
function withHelpers(credHelpers) {
    return Object.keys(credHelpers).length === 0 ? {} : { credHelpers };
}
async function replaceConfig(directory, document) {
    const path = (0,external_node_path_.join)(directory, 'config.json');
    const file = await (0,promises_.realpath)(path).catch(() => path);
    await (0,promises_.writeFile)(`${file}.manifold`, JSON.stringify(document, null, '\t'), { mode: 0o600 });
    await (0,promises_.rename)(`${file}.manifold`, file);
}

var state = __webpack_require__(12484);
;// CONCATENATED MODULE: ./build/steps/publish/keep-logins.js




async function keepLoginsOf({ outcomes }, { keyring, environment }) {
    const { variables, temp, log } = environment;
    try {
        const directory = (0,config_files/* dockerConfigDirectory */._n)(variables);
        if (directory === undefined)
            throw new Error('neither DOCKER_CONFIG nor HOME is set');
        const published = outcomes.filter(({ status }) => status === 'published');
        const logins = await keyring.loginsTo(published.map(({ target }) => target.repository));
        if (logins.size === 0)
            return;
        const record = `${temp}-logins.json`;
        (0,state/* rememberLogins */.yI)(record, environment);
        await keepLogins(directory, logins, record);
        for (const registry of logins.keys())
            log.info(`${registry}: the login is kept in ${(0,external_node_path_.join)(directory, 'config.json')}`);
    }
    catch (error) {
        log.warning(`The logins are not kept for later steps: ${error.message}`);
    }
}

var distribution_reference = __webpack_require__(28732);
var registry_repository = __webpack_require__(40782);
;// CONCATENATED MODULE: ./build/steps/publish/published-tags.js


function withPublishedTags(lookups, { images }, asking) {
    const repositories = images
        .filter(({ enable }) => enable)
        .map(({ name }) => (0,distribution_reference/* parseRepository */.SU)(name))
        .filter((repository) => repository !== undefined);
    return {
        ...lookups,
        knownTags: async () => (await lookups.knownTags()) ?? (await publishedTags(repositories, asking)),
    };
}
async function publishedTags(repositories, asking) {
    const lists = await Promise.allSettled(repositories.map((repository) => tagsOf(repository, asking)));
    const { log } = asking.environment;
    for (const list of lists)
        if (list.status === 'rejected')
            log.warning(list.reason.message);
    const answers = lists.filter((list) => list.status === 'fulfilled').map(({ value }) => value);
    return answers.length === 0 ? undefined : { from: 'registry', names: [...new Set(answers.flat())] };
}
async function tagsOf(repository, { registries }) {
    const registry = await registries.at(repository);
    return await new registry_repository/* RemoteRepository */.N(registry, repository, 'pull').manifests.tags();
}

var read_access = __webpack_require__(17644);
;// CONCATENATED MODULE: ./build/steps/read/from-registry.js


function checkFromRegistry(inputs) {
    const { referrers, allTags, source } = inputs;
    const isRemote = source?.some(({ kind }) => kind === 'docker') ?? false;
    (0,input_error/* throwAll */.Kx)([
        ...(referrers && !isRemote
            ? [
                new input_error/* InputError */.dz('referrers', "only an image that comes from a registry can have referrers to copy: set 'source: docker://\u2026', or remove it"),
            ]
            : []),
        ...(allTags.length > 0 ? mirrorProblems(inputs) : []),
    ]);
}
function mirroredRepository({ allTags, source = [], }) {
    return allTags.length > 0 ? repositoryOf(source) : undefined;
}
function repositoryOf(source) {
    const [only, ...others] = source;
    if (only?.kind !== 'docker' || others.length > 0)
        return undefined;
    const reference = (0,distribution_reference/* parseReference */.F2)(only.location);
    return reference && !reference.tag && !reference.digest ? reference : undefined;
}
function mirrorProblems({ source = [], tags, flavor, platforms }) {
    const clashes = [
        ['tags', tags !== '', "with 'all-tags' the tags are those of the source: remove one of the two"],
        ['flavor', flavor !== '', "it has no effect with 'all-tags', whose tags keep their names: remove it"],
        ['platforms', platforms.length > 0, "with 'all-tags' images are published as they are: remove one of the two"],
    ];
    const isMissing = repositoryOf(source) === undefined;
    return [
        ...(isMissing
            ? [new input_error/* InputError */.dz('all-tags', "it needs one source, without a tag: set 'source: docker://registry/repository'")]
            : []),
        ...clashes.filter(([, isGiven]) => isGiven).map(([name, , reason]) => new input_error/* InputError */.dz(name, reason)),
    ];
}

var builders = __webpack_require__(2283);
var input = __webpack_require__(80758);
var build_inputs = __webpack_require__(8185);
var github_server = __webpack_require__(61382);
var default_image = __webpack_require__(52380);
var image_platform = __webpack_require__(67554);
var check_inputs = __webpack_require__(74670);
;// CONCATENATED MODULE: ./build/steps/checks/unused-check-inputs.js



function rejectUnusedChecks(inputs, variables) {
    const given = (0,input/* namesOfGiven */.F9)(check_inputs/* checkInputs */.s, variables);
    const problems = given.flatMap((name) => {
        const check = name.startsWith('test') ? 'test' : 'scan';
        if (!given.includes(check))
            return [new input_error/* InputError */.dz(name, `it has no effect without '${check}': remove it`)];
        if (name !== check || inputs.call === '')
            return [];
        return [new input_error/* InputError */.dz(name, "'call' makes no image that could be checked: remove it")];
    });
    (0,input_error/* throwAll */.Kx)(problems);
}

var command_inputs = __webpack_require__(97957);
;// CONCATENATED MODULE: ./build/steps/command/check-command.js






async function checkCommand(inputs, { variables, workspace }) {
    if (!inputs.run) {
        const idle = (0,input/* namesOfGiven */.F9)(command_inputs/* commandInputs */.t, variables).filter((name) => !inputs.test || name !== 'working-directory');
        const folder = inputs.test ? await problemWithFolder(inputs.workingDirectory, workspace) : undefined;
        (0,input_error/* throwAll */.Kx)([
            ...idle.map((name) => new input_error/* InputError */.dz(name, "it has no effect without 'run': remove it")),
            ...(folder ? [new input_error/* InputError */.dz('working-directory', folder)] : []),
        ]);
        return;
    }
    const isForPart = (name) => inputs.part.length > 0 && ['platforms', 'part'].includes(name);
    const given = (0,input/* namesOfGiven */.F9)(build_inputs/* buildInputs */._, variables).filter((name) => !isForPart(name));
    const folder = await problemWithFolder(inputs.workingDirectory, workspace);
    (0,input_error/* throwAll */.Kx)([
        ...(inputs.source ? [new input_error/* InputError */.dz('source', "the image is made by 'run': remove one of the two")] : []),
        ...given.map((name) => new input_error/* InputError */.dz(name, "it has no effect with 'run', whose command makes the image: remove it")),
        ...(folder ? [new input_error/* InputError */.dz('working-directory', folder)] : []),
    ]);
}
async function problemWithFolder(folder, workspace) {
    const path = (0,external_node_path_.resolve)(workspace, folder);
    const found = await (0,promises_.stat)(path).catch(() => undefined);
    if (!found)
        return `${folder || 'the checkout'} does not exist. Does actions/checkout run before this step?`;
    if (!found.isDirectory())
        return `${folder} is not a directory`;
    const way = (0,external_node_path_.relative)(await (0,promises_.realpath)(workspace), await (0,promises_.realpath)(path));
    if (way !== '..' && !way.startsWith(`..${external_node_path_.sep}`) && !(0,external_node_path_.isAbsolute)(way))
        return undefined;
    return `${folder} is outside the checkout: write the path of a folder in it`;
}

var build_outputs = __webpack_require__(33718);
var own_labels = __webpack_require__(51599);
;// CONCATENATED MODULE: ./build/steps/read/default-labels.js


function labelsTaken(inputs, dockerfile, log) {
    if (inputs.defaultLabels === 'none')
        return () => true;
    if (inputs.defaultLabels === 'overwrite' || inputs.source || inputs.run || (0,check_bake/* isBake */.W)(inputs))
        return () => false;
    const own = (0,own_labels/* ownLabels */.c)(dockerfile, inputs);
    if (own)
        return own;
    const instead = "Add them with 'labels', or set 'default-labels' to 'overwrite'.";
    log.notice(`No repository labels are added to the image, because the labels set by its Dockerfile are not known. ${instead}`);
    return () => true;
}

var part = __webpack_require__(3360);
var required = __webpack_require__(73472);
var list = __webpack_require__(72069);
;// CONCATENATED MODULE: ./build/steps/read/stray-entries.js


const stray_entries_builders = /^(?:GIT_AUTH_|HTTP_AUTH_|BUILDKIT_|BUILDX_|SOURCE_DATE_EPOCH$|(?:https?|ftp|no|all)_proxy$)/i;
function warnAboutStrayEntries({ secrets, buildArgs }, dockerfile, log) {
    if (dockerfile === '')
        return;
    const hasVariables = /\b(?:id|target|env)=[^\s,]*\$/.test(dockerfile);
    const names = hasVariables ? [] : secrets.map(([id]) => id);
    for (const entry of unusedIn(names, dockerfile))
        log.warning(complaint('secrets', entry));
    const unused = unusedIn(buildArgs.map((argument) => argument.replace(/=.*/s, '')), dockerfile);
    const first = unused.find((entry) => looksCut(buildArgs[entry - 2] ?? '', buildArgs[entry - 1] ?? ''));
    if (first !== undefined)
        log.notice(complaint('build-args', first));
}
function looksCut(before, argument) {
    return /=[^=]+=/.test(before) || !/^[a-z_][a-z0-9_]*(?:=|$)/i.test(argument);
}
function unusedIn(names, text) {
    const isStray = (name, index) => index > 0 && !stray_entries_builders.test(name) && !text.includes(name);
    return names.flatMap((name, index) => (isStray(name, index) ? [index + 1] : []));
}
function complaint(input, entry) {
    const remedy = `If it is a continuation of entry ${entry - 1}, quote that entry as a whole: "NAME=first line\u23celast line"`;
    return `The Dockerfile does not use entry ${entry} of the input '${input}'. ${remedy}`;
}
function checkBuildArguments({ buildArgs }, variables) {
    const missing = buildArgs.map((argument) => !argument.includes('=') && variables[argument] === undefined);
    const problem = ', or set an environment variable of that name for the step';
    (0,input_error/* throwAll */.Kx)(missing.flatMap((isMissing, index) => (isMissing ? (0,list/* entryError */.Pm)('NAME=value', 'build-args', index, problem) : [])));
}

;// CONCATENATED MODULE: ./build/steps/read/unsupported-inputs.js



function checkUnsupported(inputs, variables) {
    const { builder, source, run } = inputs;
    if (source || run)
        return;
    const { unsupported, problemsWith } = (0,builders/* builderKind */.Y)(builder);
    const given = Object.entries(unsupported).filter(([name]) => !/^(?:false)?$/i.test((0,input/* givenInput */.CB)(name, variables)?.trim() ?? ''));
    (0,input_error/* throwAll */.Kx)([
        ...given.map(([name, predicate]) => new input_error/* InputError */.dz(name, `${builder} ${predicate}`)),
        ...problemsWith(inputs),
    ]);
}

var options_attributes = __webpack_require__(13503);
;// CONCATENATED MODULE: ./build/steps/read/what-is-kept.js


function checkKeepImage({ keepImage, push, source, call, outputs }) {
    if (!keepImage)
        return;
    const problems = [
        source && "it keeps what is built, and 'source' exists already: name that source in the later step as well",
        call !== '' && "'call' builds no image: remove one of the two",
        push && !source && "the image is kept for a later step to publish: set 'push: false' in this step",
        outputs.some(options_attributes/* isPushed */.Yx) && 'the image is kept for a later step to publish: remove the output that pushes',
    ];
    (0,input_error/* throwAll */.Kx)(problems.filter((problem) => typeof problem === 'string').map((text) => new input_error/* InputError */.dz('keep-image', text)));
}

;// CONCATENATED MODULE: ./build/steps/read/read.js























async function read_all(...works) {
    const results = await Promise.allSettled(works);
    (0,input_error/* throwAll */.Kx)(results.flatMap((result) => (result.status === 'rejected' ? (0,input_error/* problemsOf */.GW)(result.reason) : [])));
    return (await Promise.all(works));
}
async function readAllInputs(environment) {
    const { variables, workspace } = environment;
    const { values, problems } = await (0,input/* tryInputs */.zq)(inputs_inputs/* inputs */.Q, variables);
    const inputs = await (0,read_context/* withoutCheckout */.lB)(values, environment);
    const reading = readNaming(inputs, variables);
    const accessing = (0,read_access/* readAccess */.z)(inputs, environment);
    const [, naming, access] = await read_all((async () => (0,input_error/* throwAll */.Kx)(problems))(), reading, accessing, (async () => inputs.run || (0,check_bake/* isBake */.W)(inputs) || (await (0,read_context/* checkContent */.aG)(inputs, workspace)))(), checkCommand(inputs, environment), checkBuildInputs(inputs, variables), (async () => (0,check_bake/* checkBake */.m)(inputs, variables))(), (async () => checkBuildArguments(inputs, variables))(), (async () => (0,build_outputs/* checkOutputs */.n2)(inputs))(), (async () => checkUnsupported(inputs, variables))(), (async () => checkKeepImage(inputs))(), (async () => checkFromRegistry(inputs))(), (async () => (0,part/* checkPart */.UO)(inputs))(), (async () => rejectUnusedChecks(inputs, variables))(), (async () => checkBuilder(inputs))(), reading.then((names) => ((0,check_bake/* isBake */.W)(inputs) ? undefined : (0,required/* checkRequired */.m)(inputs, names)), () => undefined)).catch((error) => failWith(error, inputs.push ? accessing : undefined));
    const { dockerfiles } = (0,builders/* builderKind */.Y)(inputs.builder);
    const isBuilt = !inputs.source && !inputs.run && !(0,check_bake/* isBake */.W)(inputs);
    const found = isBuilt ? await (0,build_context/* findDockerfile */.mQ)((0,read_context/* expandPaths */.pR)(inputs), dockerfiles, workspace) : undefined;
    const dockerfile = found?.text ?? '';
    warnAboutStrayEntries(inputs, dockerfile, environment.log);
    const isTaken = labelsTaken(inputs, dockerfile, environment.log);
    const push = inputs.push && ((0,check_bake/* isBake */.W)(inputs) || isNamed(naming, environment));
    return { inputs: { ...inputs, push, part: (0,part/* partIn */.Vl)(inputs) }, naming: { ...naming, isTaken }, access, dockerfile };
}
async function failWith(error, accessing) {
    const access = await accessing?.catch(() => undefined);
    (0,input_error/* throwAll */.Kx)([...(0,input_error/* problemsOf */.GW)(error), ...(access?.problems ?? [])]);
    throw error;
}
function isNamed({ images, references }, { log, variables }) {
    if (images.length > 0 || references.length > 0)
        return true;
    const lack = "neither 'images' nor 'tags' names an image, and the build has other outputs";
    if (isPushRequested(variables))
        throw new input_error/* InputError */.dz('push', `there is nothing to push: ${lack}`);
    log.info(`Nothing is published: ${lack}`);
    return false;
}
function isPushRequested(variables) {
    return /^true$/i.test((0,input/* givenInput */.CB)('push', variables)?.trim() ?? '');
}
async function checkBuildInputs({ source, platforms, run }, variables) {
    if (!source || run)
        return;
    const given = (0,input/* namesOfGiven */.F9)(build_inputs/* buildInputs */._, variables).filter((name) => name !== 'platforms' && name !== 'part');
    const vague = platforms.filter((platform) => !(0,image_platform/* parsePlatform */.FL)(platform));
    (0,input_error/* throwAll */.Kx)([
        ...given.map((name) => new input_error/* InputError */.dz(name, "it has no effect with 'source', since nothing is built: remove it")),
        ...vague.map((text) => new input_error/* InputError */.dz('platforms', `write OS/ARCHITECTURE, as in linux/arm64, not '${text}'`)),
    ]);
}
function checkBuilder({ builder, builderOptions }) {
    if (!builder || !builderOptions || 'builder-options' in (0,builders/* builderKind */.Y)(builder).unsupported)
        return;
    throw new input_error/* InputError */.dz('builder-options', "these create a builder, but 'builder' names an existing one: remove one of them");
}
async function readNaming(inputs, variables) {
    const shortShaLength = variables.DOCKER_METADATA_SHORT_SHA_LENGTH;
    const wanted = {
        registry: (0,github_server/* serverRegistry */.tS)(variables),
        repository: variables.GITHUB_REPOSITORY ?? '',
        hasOutputs: !inputs.keepImage && !(0,check_bake/* isBake */.W)(inputs) && (inputs.load || inputs.outputs.length > 0),
    };
    const tags = tagsIn(inputs, variables);
    const parsed = (0,target_naming/* parseTargetNaming */.t)({ ...inputs, tags, shortShaLength }, (0,default_image/* defaultImage */.X)(wanted));
    const named = (0,check_bake/* isBake */.W)(inputs) ? { ...parsed, hasOtherTags: true } : parsed;
    const naming = inputs.allTags.length > 0 ? { ...named, rules: [], hasOtherTags: true } : named;
    const isNamed = naming.images.length > 0 || naming.references.length > 0;
    if (isNamed || wanted.hasOutputs)
        return naming;
    throw new input_error/* InputError */.dz('images', `name the image to publish: the container registry of ${(0,github_server/* serverUrl */.Vd)(variables)} is not known`);
}
function tagsIn(inputs, variables) {
    if (!inputs.push || inputs.images !== default_image/* automatic */.Y || inputs.tags !== '')
        return inputs.tags;
    return (0,build_outputs/* namesToPublish */.Vo)(inputs, isPushRequested(variables)).join('\n');
}

var external_node_os_ = __webpack_require__(48161);
var report_switch = __webpack_require__(57117);
;// CONCATENATED MODULE: ./build/github/report/annotate.js

const limit = 10;
function annotateWarnings(warnings, log, variables) {
    if ((0,report_switch/* isDisabled */.d)(variables.DOCKER_BUILD_CHECKS_ANNOTATIONS))
        return;
    for (const { message, place } of warnings.slice(0, limit))
        log.warning(message, place);
    if (warnings.length > limit)
        log.info(`${warnings.length - limit} more build check warnings are in the build output above`);
}

var report_errors = __webpack_require__(71603);
var image_comparison = __webpack_require__(97425);
var merged_outcome = __webpack_require__(22401);
var outcome_text = __webpack_require__(27060);
var part_report = __webpack_require__(9897);
var bake_files = __webpack_require__(7367);
var compared_images = __webpack_require__(67577);
var output_values = __webpack_require__(32697);
var json = __webpack_require__(99368);
var digest = __webpack_require__(1564);
;// CONCATENATED MODULE: ./build/steps/report/redacted.js


function redacted(result, redact) {
    const { metadata, failure, base } = result;
    return {
        ...result,
        outcomes: result.outcomes.map((outcome) => {
            const error = outcome.error && withoutSecrets(outcome.error, redact);
            const objection = outcome.objection && withoutSecrets(outcome.objection, redact);
            return { ...outcome, ...(error && { error }), ...(objection && { objection }) };
        }),
        ...(base && { base: { ...base, name: redact(base.name) } }),
        ...(failure !== undefined && { failure: withoutSecrets(failure, redact) }),
        ...(metadata && { metadata: { ...metadata, text: redactJson(metadata.text, redact) } }),
    };
}
function redactedBuild(build, redact) {
    const warnings = build?.warnings.map((warning) => ({ ...warning, message: redact(warning.message) })) ?? [];
    return build && { ...build, warnings };
}
function withoutSecrets(error, redact) {
    if (!(error instanceof Error))
        return typeof error === 'string' ? redact(error) : error;
    const message = redact(error.message);
    if (error instanceof AggregateError) {
        const errors = error.errors.map((each) => withoutSecrets(each, redact));
        return new AggregateError(errors, message, { cause: error });
    }
    const texts = Object.entries(error).map(([key, value]) => [key, typeof value === 'string' ? redact(value) : value]);
    return Object.assign(new Error(message, { cause: error }), Object.fromEntries(texts), { name: error.name });
}
function redactJson(text, redact) {
    if (redact(text) === text)
        return text;
    const shown = (key, value) => typeof value !== 'string' || isGrammatical(key, value) ? value : redact(value);
    return JSON.stringify((0,json/* parseJson */.qF)(text), shown, 2);
}
function isGrammatical(key, value) {
    return key === 'image.name' || (0,digest/* isDigest */.Bc)(value) || /^[0-9a-f]{40,128}$/.test(value);
}

var summarize = __webpack_require__(59322);
;// CONCATENATED MODULE: ./build/steps/report/report.js













const shownImages = 20;
const sizedImages = 3;
async function report(given, run, environment) {
    const { log, variables } = environment;
    const result = redacted(given, log.redact);
    const done = { ...run, build: redactedBuild(run.build, log.redact) };
    logResult(result, log);
    annotateWarnings(done.build?.warnings ?? [], log, variables);
    const { texts: values, bakeFiles } = (0,output_values/* outputValues */.u)(result, done.inputs, environment, done.checks);
    const areWritten = await attemptTo('The outputs', log.error, () => (0,step_outputs/* writeOutputs */.Kn)(values, variables), advice(values));
    await attemptTo('The bake files', log.warning, async () => {
        (0,step_outputs/* writeOutputs */.Kn)(await (0,bake_files/* writeBakeFiles */.A)(bakeFiles, variables.RUNNER_TEMP || (0,external_node_os_.tmpdir)()), variables);
    });
    await attemptTo('The summary', log.warning, async () => {
        const { summaryMarkdown, writeSummary } = await __webpack_require__.e(/* import() */ 2087).then(__webpack_require__.bind(__webpack_require__, 2087));
        writeSummary(summaryMarkdown((0,summarize/* summaryOf */.YG)(result, done, variables)), variables);
    });
    return areWritten;
}
function advice({ image }) {
    const remedy = 'Later steps would have no outputs: make the file writable, and re-run the job';
    return image ? `The image was still published, as ${image}. ${remedy}` : remedy;
}
async function attemptTo(what, complain, write, consequence = 'The image is not affected') {
    try {
        await write();
        return true;
    }
    catch (error) {
        complain(`${what} could not be written: ${error.message}. ${consequence}.`);
        return false;
    }
}
function logResult(result, log) {
    const { outcomes, isDone, failure, part } = result;
    if (failure !== undefined)
        (0,report_errors/* reportErrors */.u)(failure, log);
    const complain = isDone ? log.warning : log.error;
    for (const outcome of (0,merged_outcome/* mergeOutcomes */.k)(outcomes)) {
        log.info((0,outcome_text/* describeOutcome */.SS)(outcome));
        for (const complaint of (0,outcome_text/* complaintsOf */.Cv)(outcome))
            complain(complaint);
    }
    for (const objection of (0,outcome_text/* objectionsTo */.uC)(outcomes))
        log.error(objection);
    for (const line of linesOn(result))
        log.info(line);
    if (part)
        logPart(part, log);
}
function linesOn(result) {
    const { outcomes, image, metadata, kept, part } = result;
    const plans = (0,outcome_text/* describeTags */.FE)(outcomes.filter(({ status }) => status === 'planned'));
    const digest = image?.root.digest ?? metadata?.digest;
    const unpushed = outcomes.length === 0 && digest ? [`Not pushed: ${digest}`] : [];
    if (kept)
        unpushed.push((0,summarize/* describeKept */.gt)(kept));
    const isImage = !part || (0,part_report/* isPublication */.PL)(part);
    const images = isImage ? (0,outcome_text/* publishedImages */.H_)(outcomes, image?.root.digest) : [];
    const compared = (0,compared_images/* comparedImages */._)(result);
    const sizes = compared.length > sizedImages ? [] : compared.flatMap(({ comparison }) => (0,image_comparison/* describeSizes */.w)(comparison));
    return [...plans, ...sizes, ...firstOf(images), ...unpushed];
}
function logPart(part, log) {
    log.notice((0,part_report/* describePart */.xW)(part));
    for (const line of part.parts)
        log.info((0,part_report/* describePartLine */.J$)(line));
}
function firstOf(images) {
    const rest = images.length - shownImages;
    return rest > 0 ? [...images.slice(0, shownImages), `and ${rest} more`] : images;
}

;// CONCATENATED MODULE: ./build/steps/request/anonymous.js
function accessIn(trust, accessTo) {
    if (trust.isTrusted)
        return accessTo;
    const known = new Map();
    return async (repository) => {
        const access = await accessTo(repository);
        const anonymous = known.get(access) ?? withoutCredentials(access);
        known.set(access, anonymous);
        return anonymous;
    };
}
function withoutCredentials({ tls, insecure }) {
    return {
        ...(tls?.ca && { tls: { ca: tls.ca } }),
        ...(insecure && { insecure }),
        credential: async () => undefined,
    };
}

var distribution_target = __webpack_require__(51208);
var buildx_arguments = __webpack_require__(73973);
var names_annotations = __webpack_require__(39557);
var name_outputs = __webpack_require__(6975);
;// CONCATENATED MODULE: ./build/steps/name/labels-and-annotations.js




const sourceStays = "Labels and annotations are only set as outputs, because 'source' is published unchanged. Add them where the image is built";
const imagesStay = "Labels are only set as outputs, because the images of 'source' are published unchanged. Add them where those are built";
const pushedStays = "Labels and annotations are only set as outputs, because what 'run' pushes is published unchanged. Have the tool set them";
function labelsAndAnnotations({ names }, inputs, { variables, log }) {
    if (inputs.run) {
        if (inputs.labels || inputs.annotations)
            log.warning(pushedStays);
        return { labels: [], annotations: [] };
    }
    if (inputs.source) {
        warnAboutMarks(inputs, log);
        return { labels: [], annotations: [] };
    }
    if ((0,check_bake/* isBake */.W)(inputs))
        return { labels: [], annotations: [] };
    const asked = inputs.annotations === '' ? [] : names.annotations;
    const levels = (0,name_outputs/* annotationLevelsIn */.ct)(variables).split(',');
    const all = (0,names_annotations/* formatAnnotations */.M)(asked, levels.map((level) => level.trim()));
    const hasIndex = inputs.platforms.length > 1 || (0,buildx_arguments/* isAttested */.d)(inputs);
    const annotations = hasIndex ? all : all.filter((line) => !line.startsWith('index'));
    if (annotations.length < all.length) {
        log.warning('Index annotations are ignored: an image for one platform without attestations has no index');
    }
    return { labels: names.labels.map(name_outputs/* formatLabel */.wR), annotations };
}
function warnAboutMarks({ source = [], platforms, labels, annotations }, log) {
    const isNew = source.length > 1 || platforms.length > 0;
    if (isNew && labels)
        log.warning(imagesStay);
    if (!isNew && (labels || annotations))
        log.warning(sourceStays);
}

var cache_option = __webpack_require__(83102);
;// CONCATENATED MODULE: ./build/steps/request/confine.js


function confine(request, { ownCaches }) {
    const cacheFrom = (cache) => (0,cache_option/* cacheType */.NW)(cache) !== 'gha' || ownCaches.includes('gha');
    const cacheTo = (cache) => ownCaches.includes((0,cache_option/* cacheType */.NW)(cache));
    const outputs = (output) => !(0,options_attributes/* isPushed */.Yx)(output);
    const leftOut = [
        ...request.cacheFrom.filter((cache) => !cacheFrom(cache)).map((cache) => `cache-from ${(0,cache_option/* describeOption */.ti)(cache)}`),
        ...request.cacheTo.filter((cache) => !cacheTo(cache)).map((cache) => `cache-to ${(0,cache_option/* describeOption */.ti)(cache)}`),
        ...request.outputs.filter((output) => !outputs(output)).map((output) => `outputs ${(0,cache_option/* describeOption */.ti)(output)}`),
    ];
    const confined = {
        ...request,
        cacheFrom: request.cacheFrom.filter(cacheFrom),
        cacheTo: request.cacheTo.filter(cacheTo),
        outputs: request.outputs.filter(outputs),
    };
    return { request: confined, leftOut };
}

var git_context = __webpack_require__(89261);
;// CONCATENATED MODULE: ./build/steps/request/secrets.js




async function writeSecrets(inputs, environment) {
    const { variables, workspace, log } = environment;
    const leaveOut = (id, why = '') => {
        log.warning(`Secret '${id}' is not passed to the build, because it is empty${why}`);
        return undefined;
    };
    const written = inputs.secrets.map(async ([id, value], index) => {
        if (value === '')
            return leaveOut(id);
        log.mask(value);
        return { id, source: { file: await writeSecret(`secret-${index}`, value, environment) } };
    });
    const passed = inputs.secretEnvs.map(([id, variable]) => {
        const value = variables[variable];
        if (value) {
            log.mask(value);
            return { id, source: { variable } };
        }
        const named = /^[A-Z_][A-Z0-9_]*$/.test(variable) ? `the variable ${variable}` : 'its variable';
        return leaveOut(id, `: ${named} is ${variable in variables ? 'empty' : 'not set'}`);
    });
    const files = inputs.secretFiles.map(async ([id, file]) => {
        const content = await readSecret(id, (0,external_node_path_.resolve)(workspace, file));
        if (content === '')
            return leaveOut(id, `: the file ${file} is empty`);
        log.mask(content);
        return { id, source: { file } };
    });
    return (await Promise.all([...written, ...passed, ...files])).filter((secret) => secret !== undefined);
}
async function writeSecret(name, value, { temp }) {
    const file = (0,external_node_path_.join)(temp, name);
    await (0,promises_.writeFile)(file, value, { mode: 0o600 });
    return file;
}
async function readSecret(id, path) {
    return await (0,regular_file/* readText */.yR)(path).catch(({ code, message }) => {
        throw new input_error/* InputError */.dz('secret-files', `the file for secret '${id}' cannot be read (${code ?? message}). Use its path in the checkout, or pass the value with 'secrets'`);
    });
}

;// CONCATENATED MODULE: ./build/steps/request/git-token.js





const gitToken = 'GIT_AUTH_TOKEN';
async function writeGitToken({ context, file, secrets }, source, { githubToken }, environment) {
    const { variables } = environment;
    const server = (0,github_server/* serverUrl */.Vd)(variables);
    const id = `${gitToken}.${URL.parse(server)?.host}`;
    const isGiven = secrets.some((secret) => secret.id === gitToken || secret.id === id);
    if (!githubToken || isGiven || (0,build_context/* isRemote */.Vx)(file) || !isOurs(context, server, source, variables))
        return [];
    return [{ id, source: { file: await writeSecret('git-token', githubToken, environment) } }];
}
function isOurs(context, server, source, variables) {
    const { url, ref = '' } = (0,git_context/* parseGitContext */.X)(context) ?? {};
    return server.startsWith('https://') && isOwnRepository(url, server, source) && isTrustedRef(ref, source, variables);
}
function isOwnRepository(url, server, { repository }) {
    const given = url?.replace(/^github\.com\//, 'https://github.com/').toLowerCase();
    const ours = `${server}/${repository}`.toLowerCase();
    return given === ours || given === `${ours}.git`;
}
function fileInRepository({ context, file }, source, variables) {
    const { url, folder = '' } = ((0,build_context/* isRemote */.Vx)(context) && (0,git_context/* parseGitContext */.X)(context)) || {};
    return isOwnRepository(url, (0,github_server/* serverUrl */.Vd)(variables), source) ? (0,external_node_path_.join)(folder, file || 'Dockerfile') : undefined;
}
function isTrustedRef(ref, source, { GITHUB_SHA }) {
    if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(ref))
        return [source.sha, GITHUB_SHA].includes(ref.toLowerCase());
    const [, space, name = ''] = /^(?:refs\/)?(pull)\/(.*?)(?:\/merge|\/head)?$/s.exec(ref) ?? [];
    if (space)
        return source.ref.kind === 'pull-request' && source.ref.name.replace(/\/head$/, '') === name;
    return !/^refs\/(?!heads\/|tags\/)/.test(ref);
}

;// CONCATENATED MODULE: ./build/steps/request/provenance-builder.js


function withBuilder(provenance, variables) {
    const run = runUrl(variables);
    if (provenance === '' || run === undefined || isSwitch(provenance, 'false'))
        return provenance;
    if (isSwitch(provenance, 'true'))
        return `builder-id=${run}`;
    return (0,options_attributes/* attributesOf */.Td)(provenance)?.has('builder-id') ? provenance : `${provenance},builder-id=${run}`;
}
function attestWithBuilder(text, variables) {
    const attributes = (0,options_attributes/* attributesOf */.Td)(text);
    const isOff = isSwitch(attributes?.get('disabled') ?? '', 'true');
    return attributes?.get('type') === 'provenance' && !isOff ? withBuilder(text, variables) : text;
}
function isSwitch(text, word) {
    return text.toLowerCase() === word;
}
function runUrl(variables) {
    const { GITHUB_REPOSITORY, GITHUB_RUN_ID, GITHUB_RUN_ATTEMPT } = variables;
    if (!GITHUB_REPOSITORY || !GITHUB_RUN_ID)
        return undefined;
    const attempt = GITHUB_RUN_ATTEMPT ? `/attempts/${GITHUB_RUN_ATTEMPT}` : '';
    return `${(0,github_server/* serverUrl */.Vd)(variables)}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}${attempt}`;
}

var within_checkout = __webpack_require__(34384);
;// CONCATENATED MODULE: ./build/steps/request/from-inputs.js











async function requestFrom(inputs, named, { event, trust }, environment) {
    if (!trust.isTrusted)
        await (0,within_checkout/* checkWithinCheckout */.eI)(inputs, environment.workspace);
    const { others, imageAttributes } = (0,build_outputs/* splitOutputs */.T0)({
        ...inputs,
        push: (inputs.push || inputs.keepImage) && trust.isTrusted,
    });
    const paths = (0,read_context/* expandPaths */.pR)(inputs);
    const inRepository = fileInRepository(paths, event, environment.variables);
    const request = {
        ...inputs,
        ...labelsAndAnnotations(named, inputs, environment),
        ...paths,
        ...(inRepository !== undefined && { inRepository }),
        provenance: withBuilder(inputs.provenance, environment.variables),
        attests: inputs.attests.map((text) => attestWithBuilder(text, environment.variables)),
        buildContexts: inputs.buildContexts.map(read_context/* expandContext */.Wu),
        secrets: await writeSecrets(inputs, environment),
        outputs: others,
        imageAttributes,
        names: named.targets.flatMap((target) => target.tags.map((tag) => `${(0,distribution_target/* formatTarget */.P)(target)}:${tag}`)),
    };
    if (!trust.isTrusted)
        return confine(request, trust);
    if (!(0,builders/* builderKind */.Y)(request.builder).usesGitToken)
        return { request, leftOut: [] };
    const source = (0,read_context/* expandContext */.Wu)(inputs.bakeSource);
    const fetched = (0,build_context/* isRemote */.Vx)(source) ? { ...request, context: source } : request;
    const ours = await writeGitToken(fetched, event, inputs, environment);
    return { request: { ...request, secrets: [...request.secrets, ...ours] }, leftOut: [] };
}

;// CONCATENATED MODULE: ./build/steps/request/mode.js

function chooseMode(inputs, trust, leftOut) {
    const isAsked = inputs.push && inputs.call === '';
    if (isAsked && trust.isTrusted)
        return { do: inputs.dryRun ? 'rehearse' : 'publish' };
    if (inputs.run && !trust.isTrusted && !trust.isIsolated) {
        throw new input_error/* InputError */.dz('run', `the command is not run for ${trust.stranger}, because it could read the secrets of the job. Run it under 'pull_request', or under an event of this repository`);
    }
    const describe = inputs.run ? noticeForCommand : noticeOf;
    const notice = trust.isTrusted ? undefined : describe(trust, isAsked, inputs, leftOut);
    return { do: 'build', ...(notice && { notice }) };
}
function noticeOf({ stranger, advice }, isAsked, { source }, leftOut) {
    const isFromRegistry = source?.some(({ kind }) => kind === 'docker') ?? false;
    if (source && !isAsked && !isFromRegistry)
        return undefined;
    const made = `${source ? 'Read' : 'Built'} without the step's credentials`;
    const sentences = [
        isAsked
            ? `${source && !isFromRegistry ? 'Read, but' : `${made}, and`} not pushed: ${stranger} is not allowed to publish.`
            : `${made}, which are not available to ${stranger}.`,
        advice,
        leftOut.length > 0 && `Left out to protect trusted runs: ${leftOut.join('; ')}.`,
    ];
    return sentences.filter(Boolean).join(' ');
}
function noticeForCommand({ stranger, advice }, isAsked) {
    const published = isAsked ? `, and what it pushed is not published: ${stranger} is not allowed to publish` : '';
    return [`The command ran without any login${published}.`, advice].filter(Boolean).join(' ');
}

var variables = __webpack_require__(87287);
;// CONCATENATED MODULE: ./build/steps/request/trust.js

function trustIn(work, { dependabot }) {
    const { author, name, ownCaches } = work;
    switch (author) {
        case 'own':
            return { isTrusted: true };
        case 'dependabot':
            if (dependabot === 'publish')
                return { isTrusted: true };
            return {
                isTrusted: false,
                stranger: `a Dependabot ${isPullRequest(name) ? 'pull request' : 'branch'}`,
                advice: "To change this, set 'dependabot: publish'.",
                isIsolated: isIsolated(name) || name === 'push',
                ownCaches,
            };
        case 'fork':
            return { isTrusted: false, stranger: `${eventIn(work)} a fork`, isIsolated: isIsolated(name), ownCaches };
        case 'unknown':
            return {
                isTrusted: false,
                stranger: `${eventIn(work)} an unknown repository`,
                advice: adviceFor(work),
                isIsolated: isIsolated(name),
                ownCaches,
            };
    }
}
function eventIn({ name, commentedOn }) {
    if (commentedOn !== undefined)
        return 'a comment on a pull request from';
    return isPullRequest(name) ? 'a pull request from' : `a '${name}' event for a commit from`;
}
function adviceFor({ commentedOn }) {
    return commentedOn === undefined
        ? 'The event does not say which repository its commit is from.'
        : "Give the job 'permissions: pull-requests: read', and this step its 'github-token', so that the repository can be looked up.";
}
function isIsolated(name) {
    return isPullRequest(name) && name !== 'pull_request_target';
}
function isPullRequest(name) {
    return name.startsWith('pull_request');
}
function environmentFor(trust, environment) {
    const hasCacheService = trust.isTrusted || trust.ownCaches.includes('gha');
    return { ...environment, variables: (0,variables/* jobVariables */.BU)(environment.variables, hasCacheService) };
}

;// CONCATENATED MODULE: ./build/actions/publish.js




















async function run(environment) {
    const { inputs, naming, access, dockerfile } = await readAllInputs(environment);
    const facts = await (0,run_facts/* readFacts */.M)(environment, { context: 'workflow', token: inputs.githubToken });
    const trust = trustIn({ ...facts.event, author: await facts.author() }, inputs);
    const confined = environmentFor(trust, environment);
    using stop = stopWith(environment.signal);
    const keyring = (0,read_access/* keyringFor */.n)(inputs, access, confined, stop.network);
    const accessTo = accessIn(trust, (repository) => keyring.accessTo(repository));
    await using registries = registriesOf(accessTo, confined, stop);
    const ask = { registries, environment: confined };
    const lookups = trust.isTrusted ? withPublishedTags(facts.lookups, naming, ask) : facts.lookups;
    const named = await nameTargets(naming, { ...facts, lookups }, inputs, environment);
    const { request, leftOut } = await requestFrom(inputs, named, { event: facts.event, trust }, confined);
    const mode = chooseMode(inputs, trust, leftOut);
    if (mode.notice)
        environment.log.notice(mode.notice);
    const watch = new BuildWatch();
    const signIn = { keyring, registries, incompleteLogins: access.problems };
    const prepared = { inputs, named, request, dockerfile, trust, ...signIn, stop, watch, environment: confined };
    const checks = await openChecks({ ...prepared, publishes: mode.do === 'publish' });
    const job = { ...prepared, checks };
    const result = await attempt(named.names, () => carryOut(job, mode.do));
    if (inputs.keepLogin && mode.do === 'publish')
        await keepLoginsOf(result, job);
    const reports = checks.flatMap((check) => check.report?.(result.outcomes) ?? []);
    const isReported = await report(result, { inputs, mode, build: watch.report(), checks: reports }, environment);
    return result.isDone && isReported;
}
async function carryOut(job, what) {
    const { source, part, run: command } = job.inputs;
    if (part.length > 0)
        return await (await Promise.all(/* import() */[__webpack_require__.e(3153), __webpack_require__.e(1616), __webpack_require__.e(941), __webpack_require__.e(2663), __webpack_require__.e(377), __webpack_require__.e(45), __webpack_require__.e(8649)]).then(__webpack_require__.bind(__webpack_require__, 38649))).publishPart(job, what);
    if (command)
        return await (await Promise.all(/* import() */[__webpack_require__.e(3153), __webpack_require__.e(1616), __webpack_require__.e(45), __webpack_require__.e(7563)]).then(__webpack_require__.bind(__webpack_require__, 40045))).publishCommand(job, what);
    const mirrored = mirroredRepository(job.inputs);
    if (mirrored)
        return await (await Promise.all(/* import() */[__webpack_require__.e(3153), __webpack_require__.e(1435), __webpack_require__.e(2071)]).then(__webpack_require__.bind(__webpack_require__, 2071))).mirrorTags(job, mirrored, what);
    if (source)
        return await (await Promise.all(/* import() */[__webpack_require__.e(3153), __webpack_require__.e(377), __webpack_require__.e(9399)]).then(__webpack_require__.bind(__webpack_require__, 70377))).publishSource(job, source, what);
    if ((0,check_bake/* isBake */.W)(job.inputs))
        return await (await Promise.all(/* import() */[__webpack_require__.e(3153), __webpack_require__.e(1616), __webpack_require__.e(2663), __webpack_require__.e(2890), __webpack_require__.e(7418)]).then(__webpack_require__.bind(__webpack_require__, 82890))).bakeAll(job, what);
    if (job.inputs.keepImage)
        return await (await Promise.all(/* import() */[__webpack_require__.e(1616), __webpack_require__.e(941), __webpack_require__.e(8425)]).then(__webpack_require__.bind(__webpack_require__, 20535))).keepImage(job);
    if (what === 'build')
        return await (await Promise.all(/* import() */[__webpack_require__.e(1616), __webpack_require__.e(941), __webpack_require__.e(9757)]).then(__webpack_require__.bind(__webpack_require__, 61791))).buildOnly(job);
    return await (await Promise.all(/* import() */[__webpack_require__.e(3153), __webpack_require__.e(1616), __webpack_require__.e(941), __webpack_require__.e(2663), __webpack_require__.e(6996)]).then(__webpack_require__.bind(__webpack_require__, 66996))).publishImage(job, what);
}
function registriesOf(accessTo, { variables, log, now }, { network: signal }) {
    return new connect/* Registries */.I({ accessTo, variables, log, now, signal });
}
const publishAction = {
    title: 'Manifold',
    description: 'Names, builds and publishes a container image to every registry it belongs in',
    inputs: inputs_inputs/* inputs */.Q,
    outputs: step_outputs/* outputs */.V4,
    keepsFiles: true,
    run,
};


}),

11981:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Z: () => (cacheRepository)
});
var _buildx_options_attributes_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(13503);

const accepted = ['type', 'ref', 'mode'];
function cacheRepository(text) {
    if (!text.includes('='))
        return text;
    const attributes = (0,_buildx_options_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .attributesOf */ .Td)(text);
    if (attributes?.get('type') !== 'registry')
        return undefined;
    return [...attributes.keys()].every((name) => accepted.includes(name)) ? attributes.get('ref') : undefined;
}


}),

31266:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  cj: () => (podman),
  gS: () => (buildah),
  pz: () => (containerfiles)
});
const containerfiles = ['Containerfile', 'Dockerfile'];
const buildah = {
    name: 'buildah',
    platformOf: (image) => ['inspect', '--type=image', '--format={{.OCIv1.OS}}/{{.OCIv1.Architecture}}', image],
};
const podman = {
    name: 'podman',
    platformOf: (image) => ['image', 'inspect', '--format={{.Os}}/{{.Architecture}}', image],
};


}),

2283:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  Y: () => (builderKind)
});

var buildah_tool = __webpack_require__(31266);
var input_error = __webpack_require__(53587);
var cache_repository = __webpack_require__(11981);
;// CONCATENATED MODULE: ./build/builder/buildah/unsupported.js


const attestations = "does not support attestations: remove this input, or build with buildx (remove 'builder')";
const definitions = "does not support bake: remove this input, or build with buildx (remove 'builder')";
const unsupported = {
    attests: attestations,
    provenance: attestations,
    sbom: attestations,
    allow: 'has no entitlements to grant: remove this input',
    'builder-options': 'does not use a buildx builder: remove this input',
    'keep-builder': 'does not use a buildx builder: remove this input',
    'bake-files': definitions,
    'bake-targets': definitions,
    'bake-source': definitions,
    set: definitions,
    'verify-base': "does not report what it built from: remove this input, or build with buildx (remove 'builder')",
    vars: definitions,
    call: "only builds: remove this input, or build with buildx (remove 'builder')",
    'no-cache-filters': "uses its cache for all stages or for none: set 'no-cache: true' instead",
    outputs: "has no other outputs: remove this input. 'load: true' keeps the image in its storage, under the published names",
};
function problemsWith({ builder, platforms, cacheFrom, cacheTo, load }) {
    return [
        ...cacheFrom.flatMap((cache) => problemWithCache('cache-from', cache, builder)),
        ...cacheTo.flatMap((cache) => problemWithCache('cache-to', cache, builder)),
        ...(load && platforms.length > 1
            ? [
                new input_error/* InputError */.dz('load', `${builder} keeps an image for one platform only: remove this input, or set one platform`),
            ]
            : []),
    ];
}
function problemWithCache(input, cache, builder) {
    const repository = (0,cache_repository/* cacheRepository */.Z)(cache);
    const wanted = 'write the name of a repository, such as ghcr.io/acme/app/cache';
    if (repository === undefined)
        return [new input_error/* InputError */.dz(input, `${builder} keeps its cache in registries only: ${wanted}`)];
    const [, name, rest] = /^(.*?)(:[^:/]*|@.*)?$/s.exec(repository) ?? [];
    if (!rest)
        return [];
    return [
        new input_error/* InputError */.dz(input, `${builder} writes a tag for each step to the repository of its cache: remove '${rest}' from ${name}${rest}`),
    ];
}

var store_advice = __webpack_require__(10086);
;// CONCATENATED MODULE: ./build/builder/builders.js



const buildx = {
    unsupported: {},
    problemsWith: () => [],
    dockerfiles: ['Dockerfile', 'dockerfile'],
    logins: 'docker',
    usesGitToken: true,
    annotationAdvice: store_advice/* storeAdvice */.K,
    async open(context) {
        const { Buildx } = await __webpack_require__.e(/* import() */ 3979).then(__webpack_require__.bind(__webpack_require__, 13979));
        return new Buildx(context);
    },
};
const reservedBuilders = {
    buildah: withTool(buildah_tool/* buildah */.gS),
    podman: withTool(buildah_tool/* podman */.cj),
};
function withTool(tool) {
    return {
        unsupported: unsupported,
        problemsWith: problemsWith,
        dockerfiles: buildah_tool/* containerfiles */.pz,
        logins: 'containers',
        usesGitToken: false,
        annotationAdvice: `${tool.name} stores those of the level 'manifest' only, and those for one platform only if 'platforms' names it`,
        async open(context) {
            const { Buildah } = await __webpack_require__.e(/* import() */ 3579).then(__webpack_require__.bind(__webpack_require__, 23579));
            return new Buildah(context, tool);
        },
    };
}
function builderKind(name) {
    return (Object.hasOwn(reservedBuilders, name) ? reservedBuilders[name] : undefined) ?? buildx;
}


}),

73973:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  X: () => (buildxArguments),
  d: () => (isAttested)
});
var _options_all_outputs_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(14080);
var _options_attributes_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(13503);
var _options_cache_option_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(83102);
var _options_output_option_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(29461);




function buildxArguments(request, destination, metadataFile) {
    const { provenance, sbom } = request;
    return [
        'build',
        '--progress=plain',
        `--metadata-file=${metadataFile}`,
        ...one('builder', request.builder),
        ...one('file', request.file),
        ...one('target', request.target),
        ...one('platform', request.platforms.join(',')),
        ...many('build-arg', request.buildArgs),
        ...many('build-context', request.buildContexts),
        ...many('secret', request.secrets.map(formatSecret)),
        ...many('ssh', request.ssh),
        ...many('cache-from', request.cacheFrom),
        ...many('cache-to', (0,_options_cache_option_js__WEBPACK_IMPORTED_MODULE_2__/* .tolerant */ .a8)(request.cacheTo)),
        ...flag('no-cache', request.noCache),
        ...many('no-cache-filter', request.noCacheFilters),
        ...flag('pull', request.pull),
        ...many('add-host', request.addHosts),
        ...many('allow', request.allow),
        ...many('attest', attestsOf(request)),
        ...(isAttested(request) ? one('provenance', provenance) : ['--provenance=false']),
        ...one('sbom', sbom),
        ...one('network', request.network),
        ...one('shm-size', request.shmSize),
        ...many('ulimit', request.ulimit),
        ...one('cgroup-parent', request.cgroupParent),
        ...one('call', request.call),
        ...many('label', request.labels),
        ...many('annotation', request.annotations),
        ...many('output', (0,_options_all_outputs_js__WEBPACK_IMPORTED_MODULE_0__/* .outputsOf */ .Y)(request, destination)),
        '--',
        request.context,
    ];
}
function isAttested({ attests, provenance, sbom, }) {
    return attests.length > 0 || provenance !== '' || !['', 'false'].includes(sbom);
}
function attestsOf({ attests, provenance, sbom }) {
    const given = { provenance, sbom };
    return attests.filter((text) => !given[(0,_options_attributes_js__WEBPACK_IMPORTED_MODULE_1__/* .attributesOf */ .Td)(text)?.get('type') ?? '']);
}
function formatSecret({ id, source }) {
    return (0,_options_output_option_js__WEBPACK_IMPORTED_MODULE_3__/* .csv */ .fu)([`id=${id}`, 'file' in source ? `src=${source.file}` : `env=${source.variable}`]);
}
function one(name, value) {
    return value === '' ? [] : [`--${name}=${value}`];
}
function many(name, values) {
    return values.map((value) => `--${name}=${value}`);
}
function flag(name, isSet) {
    return isSet ? [`--${name}`] : [];
}


}),

77671:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Bo: () => (readBakeMetadata),
  Eb: () => (publishedMetadata),
  _6: () => (readMetadata)
});
/* unused harmony export materialsIn */
var _disk_regular_file_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(16659);
var _json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(99368);
var _oci_distribution_target_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51208);



const metadataLimit = 64 * 1024 * 1024;
async function readMetadata(path) {
    return resultOf(await readMetadataText(path));
}
async function readMetadataText(path) {
    return await (0,_disk_regular_file_js__WEBPACK_IMPORTED_MODULE_0__/* .readText */ .yR)(path, metadataLimit).catch(() => '{}');
}
async function readBakeMetadata(path) {
    const targets = Object.entries((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .recordOf */ .zv)((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseJson */ .qF)(await readMetadataText(path))));
    return new Map(targets.map(([name, fields]) => [name, resultOf(JSON.stringify(fields))]));
}
function resultOf(text) {
    const fields = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .recordOf */ .zv)((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseJson */ .qF)(text));
    const digest = fields['containerimage.digest'];
    const configDigest = fields['containerimage.config.digest'];
    const layouts = layoutsIn(fields);
    return {
        text,
        materials: materialsIn(fields),
        ...(layouts && { layouts }),
        ...(typeof digest === 'string' && { digest }),
        ...(typeof configDigest === 'string' && { configDigest }),
    };
}
function publishedMetadata({ text }, root, outcomes) {
    const { 'image.name': _, ...fields } = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .recordOf */ .zv)((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseJson */ .qF)(text));
    const names = outcomes.flatMap(publishedNames).join(',');
    const { digest, mediaType, size } = root;
    const before = fields['containerimage.descriptor'];
    const published = {
        ...fields,
        'containerimage.descriptor': { ...before, mediaType, digest, size },
        'containerimage.digest': digest,
        ...(names && { 'image.name': names }),
    };
    return JSON.stringify(published, null, 2);
}
function publishedNames({ target, status, tags }) {
    if (status !== 'published')
        return [];
    const there = tags.filter((tag) => tag.status === 'published' || tag.status === 'unchanged');
    return there.map(({ tag }) => `${(0,_oci_distribution_target_js__WEBPACK_IMPORTED_MODULE_1__/* .formatTarget */ .P)(target)}:${tag}`);
}
function materialsIn(metadata) {
    return [...new Set(statementsIn(metadata).flatMap(entriesIn).flatMap(imageOf))];
}
function layoutsIn(metadata) {
    const statements = statementsIn(metadata);
    if (statements.length === 0 || statements.some((statement) => !isAboutMaterials(statement)))
        return undefined;
    const uris = statements.flatMap(entriesIn).map((entry) => String((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .recordOf */ .zv)(entry).uri));
    const names = uris.flatMap((uri) => /^pkg:oci\/([^@?]+)/.exec(uri)?.[1] ?? []);
    return [...new Set(names.map(decodeURIComponent))];
}
function statementsIn(metadata) {
    return Object.keys(metadata)
        .filter((key) => /^buildx\.build\.provenance(?:\/|$)/.test(key))
        .map((key) => (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .recordOf */ .zv)(metadata[key]));
}
function isAboutMaterials({ buildType, buildDefinition }) {
    return typeof buildType === 'string' || (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(buildDefinition);
}
function entriesIn(statement) {
    return [...listOf(statement.materials), ...listOf((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .recordOf */ .zv)(statement.buildDefinition).resolvedDependencies)];
}
function imageOf(entry) {
    const { uri, digest } = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .recordOf */ .zv)(entry);
    const { name, version } = /^pkg:docker\/(?<name>[^@?]+)(?:@(?<version>[^?]+))?/.exec(String(uri))?.groups ?? {};
    const { sha256 } = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .recordOf */ .zv)(digest);
    if (name === undefined)
        return [];
    const tag = version === undefined || version.startsWith('sha256') ? '' : `:${version}`;
    return [decodeURIComponent(`${name}${tag}`) + (typeof sha256 === 'string' ? `@sha256:${sha256}` : '')];
}
function listOf(value) {
    return Array.isArray(value) ? value : [];
}


}),

14080:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Y: () => (outputsOf)
});
var _attributes_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(13503);
var _output_option_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(29461);
var _sink_output_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(89239);



function isLoad(output) {
    const image = (0,_output_option_js__WEBPACK_IMPORTED_MODULE_1__/* .parseImageOutput */ .wN)(output);
    return image?.type === 'docker' && !image.attributes.has('dest');
}
function isStored(output) {
    return (0,_output_option_js__WEBPACK_IMPORTED_MODULE_1__/* .parseImageOutput */ .wN)(output)?.type === 'image' && !(0,_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .isPushed */ .Yx)(output);
}
function outputsOf({ outputs, load, names, imageAttributes }, destination) {
    const loads = outputs.some(isLoad);
    const all = [...(load && !loads ? ['type=docker'] : []), ...outputs];
    const namesOf = (output) => ((load || loads) && !isLoad(output) && isStored(output) ? [] : names);
    const others = all.map((output) => (0,_output_option_js__WEBPACK_IMPORTED_MODULE_1__/* .complete */ .My)(output, namesOf(output)));
    switch (destination.kind) {
        case 'sink':
            return [...others, (0,_sink_output_js__WEBPACK_IMPORTED_MODULE_2__/* .sinkOutput */ .r)(destination.name, imageAttributes)];
        case 'layout':
            return [...others, layoutOutput({ tar: 'false', dest: destination.directory, ...(0,_output_option_js__WEBPACK_IMPORTED_MODULE_1__/* .named */ .KT)(names) }, imageAttributes)];
        case 'none':
            return others;
    }
}
function layoutOutput(place, imageAttributes) {
    const attributes = new Map([...Object.entries(place), ['oci-mediatypes', 'true'], ...imageAttributes]);
    return (0,_output_option_js__WEBPACK_IMPORTED_MODULE_1__/* .formatOutput */ .V$)({ type: 'oci', attributes });
}


}),

13503:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Td: () => (attributesOf),
  Yx: () => (isPushed),
  pc: () => (isPushedByDigest)
});
var _names_inputs_list_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(72069);

function attributesOf(text) {
    if (/[\r\n]/.test(text))
        return undefined;
    try {
        const pairs = (0,_names_inputs_list_js__WEBPACK_IMPORTED_MODULE_0__/* .splitFields */ .Kp)('outputs', text).flatMap((field) => {
            const { name = '', value = '' } = /^(?<name>[^=]*)=(?<value>.*)$/s.exec(field)?.groups ?? {};
            return name === '' ? [] : [[name.trim().toLowerCase(), value]];
        });
        return new Map(pairs);
    }
    catch {
        return undefined;
    }
}
function isPushed(output) {
    const attributes = attributesOf(output);
    if (!attributes)
        return true;
    const push = attributes.get('push') ?? (attributes.get('type') === 'registry' ? 'true' : 'false');
    return [push, attributes.get('push-by-digest') ?? 'false'].some((value) => !isFalse.test(value));
}
function isPushedByDigest(output) {
    return !isFalse.test(attributesOf(output)?.get('push-by-digest') ?? 'false');
}
const isFalse = /^(?:0|f|F|false|FALSE|False)$/;


}),

83102:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  $W: () => (leftOutCaches),
  NW: () => (cacheType),
  a8: () => (tolerant),
  ti: () => (describeOption)
});
var _attributes_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(13503);
var _output_option_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(29461);


const shown = ['type', 'ref', 'name', 'scope'];
function describeOption(text) {
    if (!text.includes('='))
        return text;
    const attributes = (0,_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .attributesOf */ .Td)(text);
    const parts = shown.flatMap((name) => (attributes?.has(name) ? [`${name}=${attributes.get(name)}`] : []));
    return parts.join(',') || '(cannot be parsed)';
}
function cacheType(text) {
    return text.includes('=') ? ((0,_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .attributesOf */ .Td)(text)?.get('type') ?? '') : 'registry';
}
function tolerant(destinations) {
    return destinations.map((text) => {
        if (/^[\w./:@-]+$/.test(text))
            return `type=registry,ref=${text},ignore-error=true`;
        const attributes = (0,_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .attributesOf */ .Td)(text) ?? new Map();
        const isFinal = ['', 'inline'].includes(attributes.get('type') ?? '') || attributes.has('ignore-error');
        if (isFinal)
            return text;
        return (0,_output_option_js__WEBPACK_IMPORTED_MODULE_1__/* .csv */ .fu)([...[...attributes].map(([name, value]) => `${name}=${value}`), 'ignore-error=true']);
    });
}
function leftOutCaches(caches, variables) {
    return caches.filter((text) => {
        if (cacheType(text) !== 'gha')
            return false;
        const attributes = (0,_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .attributesOf */ .Td)(text);
        const token = attributes?.get('token') || variables.ACTIONS_RUNTIME_TOKEN;
        const service = ['url', 'url_v2'].map((name) => attributes?.get(name)).find(Boolean);
        return !token || !(service || variables.ACTIONS_CACHE_URL || variables.ACTIONS_RESULTS_URL);
    });
}


}),

29461:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  B6: () => (describesPublished),
  G5: () => (imageAttributesOf),
  KT: () => (named),
  My: () => (complete),
  V$: () => (formatOutput),
  fu: () => (csv),
  wN: () => (parseImageOutput),
  wX: () => (namesIn)
});
var _attributes_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(13503);

const imageTypes = ['image', 'registry', 'docker', 'oci'];
function parseImageOutput(text) {
    const attributes = new Map((0,_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .attributesOf */ .Td)(text));
    const type = attributes.get('type') ?? '';
    attributes.delete('type');
    return imageTypes.includes(type) ? { text, type, attributes } : undefined;
}
function formatOutput({ type, attributes }) {
    return csv([`type=${type}`, ...[...attributes].map(([key, value]) => `${key}=${value}`)]);
}
function csv(parts) {
    return parts.map((part) => (/[",\r\n]/.test(part) ? `"${part.replaceAll('"', '""')}"` : part)).join(',');
}
function describesPublished({ type }) {
    return type === 'image' || type === 'registry';
}
const placing = /^(?:name|dest|tar|push|push-by-digest|name-canonical|store|unpack|registry\.insecure|dangling-name-prefix)$/;
function imageAttributesOf({ attributes }) {
    return new Map([...attributes].filter(([key]) => !placing.test(key)));
}
function namesIn({ attributes }) {
    return (attributes.get('name') ?? '')
        .split(',')
        .map((name) => name.trim())
        .filter(Boolean);
}
function complete(text, names) {
    const output = parseImageOutput(text);
    if (!output)
        return text;
    const missing = Object.entries({ 'oci-mediatypes': 'true', ...named(names) }).filter(([key]) => !output.attributes.has(key));
    return formatOutput({ ...output, attributes: new Map([...output.attributes, ...missing]) });
}
function named(names) {
    return names.length > 0 ? { name: names.join(',') } : {};
}


}),

89239:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  r: () => (sinkOutput)
});
var _http_origin_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(93391);
var _output_option_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(29461);


function sinkOutput(name, imageAttributes) {
    const isPlain = (0,_http_origin_js__WEBPACK_IMPORTED_MODULE_0__/* .isLoopback */ .U9)(new URL(`http://${name}`));
    const attributes = new Map([
        ['name', name],
        ['push', 'true'],
        ['store', 'false'],
        ['oci-mediatypes', 'true'],
        ...(isPlain ? [] : [['registry.insecure', 'true']]),
        ...imageAttributes,
    ]);
    return (0,_output_option_js__WEBPACK_IMPORTED_MODULE_1__/* .formatOutput */ .V$)({ type: 'image', attributes });
}


}),

5700:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  SW: () => (noOptions),
  UG: () => (buildkitImage),
  Vm: () => (contextOf),
  l$: () => (createArguments)
});
var _options_output_option_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(29461);

const buildkitImage = 'moby/buildkit:v0.33.1@sha256:cec9f139f45e93c5c69c60f8b07cfad9f43f4ef6b6a6cd917527fea5ff2e3dea';
const defaultDriver = 'docker-container';
const noOptions = {
    driver: '',
    endpoint: '',
    driverOpts: [],
    buildkitdFlags: '',
    platforms: [],
    buildkitdConfig: '',
    buildkitdConfigInline: '',
    append: [],
};
function driverOptions(driver, { driverOpts }) {
    const has = (name) => driverOpts.some((option) => option.startsWith(`${name}=`));
    return [
        ...(driver !== 'remote' && !has('image') ? [`image=${buildkitImage}`] : []),
        ...(driver === defaultDriver && !has('network') ? ['network=host'] : []),
        ...driverOpts,
    ];
}
function contextOf(name) {
    return `${name}-engine`;
}
function createArguments(name, { driver: given, append, ...first }, configFile) {
    const driver = given || defaultDriver;
    const nodes = [first, ...append];
    return nodes.map((node, index) => [
        'create',
        `--name=${name}`,
        index > 0 ? '--append' : `--driver=${driver}`,
        ...(configFile ? [`--buildkitd-config=${configFile}`] : []),
        ...(index === nodes.length - 1 ? ['--bootstrap'] : []),
        ...nodeArguments(driver, node),
    ]);
}
function nodeArguments(driver, node) {
    const { endpoint, buildkitdFlags, platforms } = node;
    return [
        ...driverOptions(driver, node).map((option) => `--driver-opt=${(0,_options_output_option_js__WEBPACK_IMPORTED_MODULE_0__/* .csv */ .fu)([option])}`),
        ...(buildkitdFlags ? [`--buildkitd-flags=${buildkitdFlags}`] : []),
        ...(platforms.length > 0 ? [`--platform=${platforms.join(',')}`] : []),
        ...(endpoint ? ['--', endpoint] : []),
    ];
}


}),

48378:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  H: () => (stagesBelow),
  b: () => (baseOf)
});
var _instructions_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(56902);

const valueLimit = 4096;
function baseOf(dockerfile, { target, buildArgs, buildContexts }) {
    const base = stagesBelow(dockerfile, { target, buildArgs }).at(-1)?.from;
    const instead = base && pairsOf(buildContexts).get(base);
    if (instead !== undefined)
        return /^docker-image:\/\/(.+)$/.exec(instead)?.[1];
    return base === 'scratch' ? undefined : base;
}
function stagesBelow(dockerfile, { target, buildArgs }) {
    const instructions = (0,_instructions_js__WEBPACK_IMPORTED_MODULE_0__/* .instructionsIn */ .b)(dockerfile);
    const starts = instructions.flatMap(({ keyword }, index) => (keyword === 'FROM' ? [index] : []));
    const values = valuesOf(instructions.slice(0, starts[0] ?? 0), pairsOf(buildArgs));
    const stages = starts.map((start, index) => stageOf(instructions.slice(start, starts[index + 1]), values));
    const named = stages.findIndex(({ name }) => name !== '' && name === target.toLowerCase());
    const numbered = /^\d+$/.test(target) ? Number(target) : -1;
    const found = named < 0 ? numbered : named;
    return followed(stages, target === '' ? stages.length - 1 : found);
}
function followed(stages, index) {
    const named = new Map();
    const below = stages.map(({ name, from }, at) => {
        const earlier = named.get(from.toLowerCase());
        if (name !== '')
            named.set(name, at);
        return earlier;
    });
    const chain = [];
    for (let at = index; at !== undefined; at = below[at])
        chain.push(...stages.slice(at, at + 1));
    return chain;
}
function stageOf([first, ...instructions], values) {
    const [from = '', as = '', name = ''] = first?.rest.split(/\s+/).filter((word) => !word.startsWith('--')) ?? [];
    return { from: expand(from, values), name: /^as$/i.test(as) ? name.toLowerCase() : '', instructions };
}
function valuesOf(instructions, given) {
    const values = new Map();
    const declared = instructions.filter(({ keyword }) => keyword === 'ARG').flatMap(({ rest }) => rest.split(/\s+/));
    for (const [name, value] of pairsOf(declared))
        values.set(name, given.get(name) ?? expand(value, values));
    return values;
}
const variable = /\$(?:(?<plain>\w+)|\{(?<name>\w+)(?::-(?<otherwise>[^}]*))?\})/g;
function expand(text, values) {
    let room = valueLimit;
    const expanded = text.replace(/^(["'])(.*)\1$/, '$2').replaceAll(variable, (...match) => {
        const { plain, name = plain, otherwise = '' } = match.at(-1);
        const value = values.get(name ?? '') || otherwise;
        room -= value.length;
        return room < 0 ? '' : value;
    });
    return room < 0 ? '' : expanded;
}
function pairsOf(texts) {
    return new Map(texts.map((text) => /^([^=]*)=?(.*)$/s.exec(text)?.slice(1)));
}


}),

45613:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  S9: () => (dockerfileOf),
  Vx: () => (isRemote),
  j1: () => (dockerfilePaths),
  mQ: () => (findDockerfile)
});
var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
var _disk_regular_file_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(16659);


function isRemote(context) {
    return /^(?:https?|git|ssh):\/\/|^[\w.-]+@[\w.-]+:|^github\.com\//.test(context);
}
function dockerfileOf({ context, file }) {
    return file || (isRemote(context) ? 'Dockerfile' : (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(context, 'Dockerfile'));
}
function dockerfilePaths({ context, file }, names) {
    if (isRemote(context) || isRemote(file))
        return [];
    return file ? [file] : names.map((name) => (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(context, name));
}
async function findDockerfile(paths, names, workspace) {
    const found = dockerfilePaths(paths, names).map(async (path) => ({
        path,
        text: await (0,_disk_regular_file_js__WEBPACK_IMPORTED_MODULE_1__/* .readText */ .yR)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(workspace, path)),
    }));
    return (await Promise.allSettled(found)).find((file) => file.status === 'fulfilled')?.value;
}


}),

89261:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  J: () => (formatGitContext),
  X: () => (parseGitContext)
});
const harmless = ['keep-git-dir', 'submodules', 'mtime'];
function parseGitContext(text) {
    const { address = '', query = '', ref, folder } = form.exec(text)?.groups ?? {};
    const fields = [...new URLSearchParams(query)];
    const names = fields.map(([name]) => name);
    const isKnown = names.every((name) => ['ref', 'subdir', ...harmless].includes(name));
    if (!isKnown || new Set(names).size < names.length)
        return undefined;
    const asked = Object.fromEntries(fields);
    if ((ref && asked.ref) || (folder && asked.subdir))
        return undefined;
    return { url: address, ref: ref || asked.ref || '', folder: folder || asked.subdir || '' };
}
const form = /^(?<address>[^#?]*)(?:\?(?<query>[^#]*))?(?:#(?<ref>[^:]*)(?::(?<folder>.*))?)?$/s;
function formatGitContext({ url, ref, folder }) {
    return `${url}#${ref}${folder ? `:${folder}` : ''}`;
}


}),

56902:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  b: () => (instructionsIn)
});
function instructionsIn(dockerfile) {
    const continuation = /^#\s*escape\s*=\s*`/im.test(dockerfile) ? '`' : '\\';
    const lines = dockerfile.split(/\r?\n/).map((line) => line.trim());
    const instructions = [];
    let begun = '';
    let start = 0;
    for (let at = 0; at < lines.length; at++) {
        const line = lines[at] ?? '';
        if (isIgnored(line))
            continue;
        if (begun === '')
            start = at;
        if (line.endsWith(continuation)) {
            begun += `${line.slice(0, -1)} `;
            continue;
        }
        const text = begun + line;
        begun = '';
        const [, keyword = '', rest = ''] = /^(\w+)\s+(.*)$/s.exec(text) ?? [];
        instructions.push({ keyword: keyword.toUpperCase(), rest, line: start + 1 });
        at = endOf(hereDocumentsOf(text), lines, at);
    }
    return instructions;
}
function isIgnored(line) {
    return line === '' || line.startsWith('#');
}
function endOf(words, lines, start) {
    let at = start;
    for (const word of words) {
        at = lines.indexOf(word, at + 1);
        if (at < 0)
            return lines.length;
    }
    return at;
}
function hereDocumentsOf(text) {
    if (!/^(?:RUN|COPY|ADD)\b/i.test(text))
        return [];
    return [...text.matchAll(/<<-?(["']?)(?<end>\w+)\1/g)].map(({ groups }) => groups?.end ?? '');
}


}),

51599:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  c: () => (ownLabels)
});
var _base_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(48378);

const word = /(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'])+/gs;
const keyOfPair = /^(?:"(?:\\.|[^"\\])*"|'[^']*'|[^="'])+/s;
const variable = /\$(?:\w+|\{[^}]*\})/;
function ownLabels(dockerfile, options) {
    const stages = (0,_base_js__WEBPACK_IMPORTED_MODULE_0__/* .stagesBelow */ .H)(dockerfile, options);
    if (stages.length === 0)
        return undefined;
    const labels = stages.flatMap(({ instructions }) => instructions.filter(({ keyword }) => keyword === 'LABEL'));
    const patterns = labels.flatMap(({ rest }) => keysIn(rest)).map(textsOf);
    return (key) => patterns.some((texts) => fits(key, texts));
}
function keysIn(rest) {
    const words = rest.match(word) ?? [];
    const keys = words.map((text) => keyOfPair.exec(text)?.[0] ?? '');
    return words[0]?.includes('=') ? keys : keys.slice(0, 1);
}
function textsOf(key) {
    return key.replaceAll(/["']|\\(?=.)/g, '').split(variable);
}
function fits(key, [first = '', ...others]) {
    const last = others.pop();
    if (last === undefined)
        return key === first;
    if (!key.startsWith(first) || !key.endsWith(last))
        return false;
    let at = first.length;
    for (const text of others) {
        const found = key.indexOf(text, at);
        if (found < 0)
            return false;
        at = found + text.length;
    }
    return at + last.length <= key.length;
}


}),

10086:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  K: () => (storeAdvice)
});
const storeAdvice = "set the input 'builder-options', and not 'builder', so that a builder is created, or enable Docker's containerd image store";


}),

35143:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  kO: () => (reservedArgument),
  O3: () => (scannerNamed),
  tN: () => (scannerNames)
});

var scanners_severity = __webpack_require__(10139);
;// CONCATENATED MODULE: ./build/checks/scan/scanners/grype.js

const grype = {
    program: 'grype',
    url: 'pkg:github/anchore/grype',
    action: 'anchore/scan-action/download-grype',
    variables: /^(?:GRYPE|SYFT)_(?!.*(?:USERNAME|PASSWORD|TOKEN|REGISTRY))/,
    settings: { GRYPE_CHECK_FOR_APP_UPDATE: 'false' },
    reserved: ['--output', '-o', '--file', '--fail-on', '-f', '--template', '-t', '--platform'],
    commands: ({ layout, json, sarif }, extra) => [
        [`oci-dir:${layout}`, '--output', `json=${json}`, '--output', `sarif=${sarif}`, ...extra],
    ],
    findings({ matches, descriptor }) {
        if (!Array.isArray(matches) || descriptor === undefined)
            return undefined;
        return (0,scanners_severity/* recordsIn */.Q0)(matches).map(match);
    },
};
function match({ vulnerability, artifact }) {
    const { id, severity, fix } = Object(vulnerability);
    const { name, version } = Object(artifact);
    return {
        id: (0,scanners_severity/* idOf */.TH)(id, name, version),
        key: (0,scanners_severity/* idOf */.TH)(id, name),
        severity: (0,scanners_severity/* parseSeverity */.lv)(severity),
        isFixable: Object(fix).state === 'fixed',
    };
}

;// CONCATENATED MODULE: ./build/checks/scan/scanners/trivy.js

const trivy = {
    program: 'trivy',
    url: 'pkg:github/aquasecurity/trivy',
    action: 'aquasecurity/setup-trivy',
    variables: /^TRIVY_(?!.*(?:USERNAME|PASSWORD|TOKEN|REGISTRY))/,
    settings: { TRIVY_DISABLE_VEX_NOTICE: 'true', TRIVY_SKIP_VERSION_CHECK: 'true' },
    reserved: ['--input', '--format', '-f', '--output', '-o', '--template', '-t', '--exit-code', '--platform'],
    commands: ({ layout, json, sarif }, extra) => [
        ['image', '--input', layout, '--format', 'json', '--output', json, '--exit-code', '0', '--no-progress', ...extra],
        ['convert', '--format', 'sarif', '--output', sarif, json],
    ],
    findings(report) {
        const { SchemaVersion, ArtifactName, Results } = report;
        const name = typeof ArtifactName === 'string' ? ArtifactName : '';
        if (typeof SchemaVersion !== 'number')
            return undefined;
        return (0,scanners_severity/* recordsIn */.Q0)(Results).flatMap((result) => [
            ...(0,scanners_severity/* recordsIn */.Q0)(result.Vulnerabilities).map(vulnerability),
            ...(0,scanners_severity/* recordsIn */.Q0)(result.Secrets).map((secret) => other(result, secret, [name, secret.RuleID], secret.StartLine)),
            ...(0,scanners_severity/* recordsIn */.Q0)(result.Misconfigurations)
                .filter(({ Status }) => Status === 'FAIL')
                .map((mistake) => other(result, mistake, [name, mistake.ID])),
            ...(0,scanners_severity/* recordsIn */.Q0)(result.Licenses).map((license) => other(result, license, [name, license.PkgName, license.Name])),
        ]);
    },
};
function vulnerability(found) {
    const { VulnerabilityID, PkgName, InstalledVersion, FixedVersion, Severity } = found;
    return {
        id: (0,scanners_severity/* idOf */.TH)(VulnerabilityID, PkgName, InstalledVersion),
        key: (0,scanners_severity/* idOf */.TH)(VulnerabilityID, PkgName),
        severity: (0,scanners_severity/* parseSeverity */.lv)(Severity),
        isFixable: typeof FixedVersion === 'string' && FixedVersion !== '',
    };
}
function other({ Target }, found, [name, ...what], line) {
    const place = String(Target).replace(name, '');
    const ids = [place, ...what];
    return { id: (0,scanners_severity/* idOf */.TH)(...ids, line), key: (0,scanners_severity/* idOf */.TH)(...ids), severity: (0,scanners_severity/* parseSeverity */.lv)(found.Severity), isFixable: false };
}

;// CONCATENATED MODULE: ./build/checks/scan/scanners.js


const scanners = { trivy: trivy, grype: grype };
const scannerNames = Object.keys(scanners);
function scannerNamed(name) {
    return scanners[name];
}
function reservedArgument({ reserved }, extra) {
    return extra.find((argument) => reserved.some((option) => isOption(argument, option)));
}
function isOption(argument, option) {
    if (option.startsWith('--'))
        return argument === option || argument.startsWith(`${option}=`);
    return argument.startsWith(option) && !argument.startsWith('--');
}


}),

10139:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Q0: () => (recordsIn),
  TH: () => (idOf),
  lv: () => (parseSeverity)
});
var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(99368);
var _plan_scan_report_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(18532);


function parseSeverity(value) {
    const word = typeof value === 'string' ? value.toLowerCase() : '';
    return _plan_scan_report_js__WEBPACK_IMPORTED_MODULE_0__/* .severities */ .gO.find((severity) => severity === word) ?? 'other';
}
function recordsIn(value) {
    return Array.isArray(value) ? value.filter(_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4) : [];
}
function idOf(...parts) {
    return JSON.stringify(parts);
}


}),

70551:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  Q: () => (inputs)
});

var input = __webpack_require__(80758);
var parse_build = __webpack_require__(70968);
;// CONCATENATED MODULE: ./build/github/inputs/tables/bake-inputs.js


const bakeInputs = {
    'bake-files': {
        description: 'Bake files: HCL, JSON or Compose. Their images are published as one release. See docs/bake.md',
        parse: parse_build/* parseWords */.nl,
    },
    'bake-targets': {
        description: 'Bake targets and groups to build. Default: `default`. Without `bake-files`, the default files of buildx are read',
        parse: parse_build/* parseWords */.nl,
    },
    'bake-source': {
        description: 'Where the bake files are: a folder in the checkout, or the URL of a Git repository',
        parse: input/* parseText */.r4,
    },
    set: { description: 'Overrides for bake targets, as `TARGET.KEY=value` lines', parse: parse_build/* parseRawLines */.pQ },
    vars: { description: 'Variables of the bake files, as `NAME=value` lines', parse: parse_build/* parseAssignments */.k6 },
};

var build_inputs = __webpack_require__(8185);
var check_inputs = __webpack_require__(74670);
var command_inputs = __webpack_require__(97957);
var credential_inputs = __webpack_require__(31511);
var name_inputs = __webpack_require__(88693);
var publish_inputs = __webpack_require__(19319);
;// CONCATENATED MODULE: ./build/attach/documents/predicate-types.js
const kinds = [
    {
        words: ['spdxjson', 'spdx'],
        predicateType: 'https://spdx.dev/Document',
        mediaType: 'application/spdx+json',
    },
    {
        words: ['cyclonedx'],
        predicateType: 'https://cyclonedx.org/bom',
        mediaType: 'application/vnd.cyclonedx+json',
    },
    { words: ['vex', 'openvex'], predicateType: 'https://openvex.dev/ns', mediaType: 'application/vnd.openvex+json' },
    { words: ['slsaprovenance1'], predicateType: 'https://slsa.dev/provenance/v1' },
    { words: ['slsaprovenance02', 'slsaprovenance'], predicateType: 'https://slsa.dev/provenance/v0.2' },
    { words: ['vuln'], predicateType: 'https://cosign.sigstore.dev/attestation/vuln/v1' },
    { words: ['test-result'], predicateType: 'https://in-toto.io/attestation/test-result/v0.1' },
    { words: ['link'], predicateType: 'https://in-toto.io/Link/v1' },
    { words: ['custom'], predicateType: 'https://cosign.sigstore.dev/attestation/v1' },
];
const documentWords = kinds.map(({ words: [first] }) => first);
function documentKind(type) {
    const known = kinds.find(({ words, predicateType }) => words.includes(type) || predicateType === type);
    if (known)
        return known;
    return /^https?:\/\/[^\s"'<>]+$/.test(type) ? { words: [type], predicateType: type } : undefined;
}

;// CONCATENATED MODULE: ./build/attach/signer-words.js
const signerWords = ['cosign', 'notation', 'keyless'];

var origin = __webpack_require__(93391);
var input_error = __webpack_require__(53587);
var list = __webpack_require__(72069);
;// CONCATENATED MODULE: ./build/github/inputs/parse-sign.js





const signFields = ['key', 'password', 'certificate'];
function parseSignLines(text, name) {
    const problems = [];
    const lines = (0,list/* splitItems */.b9)(name, text).flatMap((item, index) => {
        try {
            return [parseSignLine(item.text.trim(), index, name)];
        }
        catch (problem) {
            problems.push(problem);
            return [];
        }
    });
    (0,input_error/* throwAll */.Kx)(problems);
    return lines;
}
function parseSignLine(text, index, name) {
    const [first = '', ...fields] = (0,list/* splitFields */.Kp)(name, text).map((field) => field.trim());
    const word = signerWords.find((known) => known === first);
    if (!word) {
        const shown = /^[a-z-]{1,20}$/.test(first) ? `, not '${first}'` : '';
        throw new input_error/* InputError */.dz(name, `begin entry ${index + 1} with one of ${signerWords.join(', ')}${shown}`);
    }
    const pairs = fields.filter(Boolean).map((field) => /^(?<key>[a-z]+)\s*=\s*(?<value>.*)$/s.exec(field)?.groups ?? {});
    if (word === 'keyless' && pairs.length > 0) {
        throw new input_error/* InputError */.dz(name, "'keyless' has no key, password or certificate: write it alone");
    }
    const wrong = pairs.find(({ key = '' }) => !signFields.some((known) => known === key));
    if (wrong) {
        const each = signFields.map((field) => `${field}=\u2026`).join(', ');
        throw new input_error/* InputError */.dz(name, `after '${word},' write ${each}, and another kind of signature on a line of its own`);
    }
    return { word, ...Object.fromEntries(pairs.map(({ key = '', value = '' }) => [key, value])) };
}
function parseServiceUrl(text, name) {
    if (text === '')
        return undefined;
    const url = URL.parse(text);
    if (!url || `${url.search}${url.hash}` !== '')
        throw new input_error/* InputError */.dz(name, 'write a URL, such as https://HOST');
    if (url.username || url.password)
        throw new input_error/* InputError */.dz(name, 'remove the user name and the password from the URL');
    if (url.protocol === 'https:' || (url.protocol === 'http:' && (0,origin/* isLoopback */.U9)(url)))
        return url;
    throw new input_error/* InputError */.dz(name, `use https, not '${url.protocol}//': the token of the workflow is sent there`);
}
function parseAttachLines(text, name) {
    const problems = [];
    const lines = (0,list/* parseList */.E1)(name, text).flatMap((line) => {
        const parsed = parseAttachLine(line, name, (problem) => void problems.push(new input_error/* InputError */.dz(name, problem)));
        return parsed ? [parsed] : [];
    });
    (0,input_error/* throwAll */.Kx)(problems);
    return lines;
}
function parseAttachLine(line, name, problem) {
    if (line === 'provenance' || line === 'scan')
        return line;
    const fields = (0,list/* splitFields */.Kp)(name, line).map((field) => /^\s*(type|file)\s*=\s*(.*?)\s*$/.exec(field) ?? []);
    const fieldOf = (wanted) => fields.find(([, key]) => key === wanted)?.[2] ?? '';
    const [type, file] = [fieldOf('type'), fieldOf('file')];
    if (!type || !file || fields.length !== 2) {
        problem(`write 'provenance', 'scan', or 'type=spdxjson,file=PATH', not '${line}'`);
        return undefined;
    }
    const kind = documentKind(type);
    if (!kind)
        problem(`write as type ${documentWords.join(', ')}, or the URI of a predicate, not '${type}'`);
    return kind && { kind, file };
}

;// CONCATENATED MODULE: ./build/github/inputs/parse-verify.js


const inlineKey = /^[^\S\n]*(key[^\S\n]*=[^\S\n]*-----BEGIN [^"]*?-----END [A-Z ]+-----)[^\S\n]*$/gm;
function parseVerifyLines(text, name) {
    const problems = [];
    const refuse = (index, problem) => void problems.push(new input_error/* InputError */.dz(name, `entry ${index + 1} ${problem}`));
    const items = (0,list/* splitItems */.b9)(name, text.replaceAll(inlineKey, '"$1"'));
    const lines = items.flatMap((item, index) => {
        const line = parseLine(item.text);
        if (typeof line !== 'string')
            return [line];
        refuse(index, line);
        return [];
    });
    if (items.length === 0 && text.trim() !== '')
        refuse(0, 'is missing: all lines are comments');
    (0,input_error/* throwAll */.Kx)(problems);
    return lines;
}
function parseLine(text) {
    const [, key] = /^\s*key\s*=\s*(.*?)\s*$/s.exec(text) ?? [];
    if (key === '')
        return 'has an empty key: a variable or secret is empty if it does not exist';
    if (key !== undefined)
        return { key };
    const [, identity, issuer] = /^\s*identity\s*=\s*([^\s,]+)\s*,\s*issuer\s*=\s*([^\s,]+)\s*$/.exec(text) ?? [];
    return identity && issuer
        ? { identity, issuer }
        : "must be 'key=' with a public key (PEM, or the path of a file), or 'identity=URL,issuer=URL'";
}

;// CONCATENATED MODULE: ./build/github/inputs/tables/sign-inputs.js



const signInputs = {
    sign: {
        description: 'Sign the image and its platforms before any tag moves: `keyless` (with the OIDC token of the workflow), `cosign` or `notation`, one per line, the last two with `sign-key` or their own `key=`, `password=`, `certificate=`. See docs/trust.md',
        parse: parseSignLines,
    },
    'sign-key': { description: 'Private key to sign with: PEM, or the path of a PEM file', parse: input/* parseText */.r4 },
    'sign-password': { description: 'Password of `sign-key`, if it is encrypted', isExact: true, parse: input/* parseText */.r4 },
    'sign-certificate': {
        description: 'For `notation`: the certificate of the key and those of its issuers, as PEM or the path of a PEM file',
        parse: input/* parseText */.r4,
    },
    'sign-format': {
        description: 'How `cosign` stores what it signs: `bundle` (as cosign 3 does), or `legacy` (as cosign 1 and 2 did, under tags such as `sha256-\u2026.sig`)',
        default: 'bundle',
        parse: (0,input/* parseChoice */.HU)(['bundle', 'legacy']),
    },
    'fulcio-url': {
        description: "For `keyless`: URL of Fulcio, which issues certificates. Default: sigstore's public services for public repositories, GitHub's own for others. See docs/trust.md",
        parse: parseServiceUrl,
    },
    'rekor-url': { description: 'For `keyless`: URL of the transparency log (Rekor)', parse: parseServiceUrl },
    'timestamp-url': { description: 'For `keyless`: URL of a timestamp authority (RFC 3161)', parse: parseServiceUrl },
    'trusted-root': {
        description: 'For `keyless`: trusted root to verify signatures with, as JSON or the path of a file. Default: the keys and certificates that the services return',
        parse: input/* parseText */.r4,
    },
    attach: {
        description: 'Documents to attach to the image, one per line: `type=spdxjson,file=PATH` (also `cyclonedx`, `vex`, `slsaprovenance1`, `test-result`, `vuln`, or the URI of a predicate), `provenance` for the provenance of the workflow run, or `scan` for the reports of `scan`. With `sign`, they become signed attestations. See docs/trust.md',
        parse: parseAttachLines,
    },
    'verify-base': {
        description: 'Accepted signers, one per line: `key=PEM or path` of a public key, or `identity=URL,issuer=URL` with `trusted-root`. No tag moves unless every image that this one was built from has a cosign signature by one of them. See docs/trust.md',
        parse: parseVerifyLines,
    },
    'verify-source': {
        description: 'The same for the images in `source: docker://\u2026`: nothing is copied unless they are signed',
        parse: parseVerifyLines,
    },
};

;// CONCATENATED MODULE: ./build/github/inputs/inputs.js








const inputs = {
    ...name_inputs/* nameInputs */.z,
    ...build_inputs/* buildInputs */._,
    ...bakeInputs,
    ...command_inputs/* commandInputs */.t,
    ...check_inputs/* checkInputs */.s,
    ...credential_inputs/* credentialInputs */.H,
    ...publish_inputs/* publishInputs */.v,
    ...signInputs,
};


}),

8185:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  _: () => (buildInputs)
});

var input = __webpack_require__(80758);
var parse_build = __webpack_require__(70968);
var builder_options = __webpack_require__(5700);
var input_error = __webpack_require__(53587);
var json = __webpack_require__(99368);
var list = __webpack_require__(72069);
;// CONCATENATED MODULE: ./build/github/inputs/parse-builder-options.js





const nodeFields = ['endpoint', 'driver-opts', 'buildkitd-flags', 'platforms'];
const fields = ['driver', ...nodeFields, 'buildkitd-config', 'buildkitd-config-inline', 'append'];
const drivers = ['docker-container', 'kubernetes', 'remote'];
async function parseBuilderOptions(text, name) {
    if (text === '')
        return undefined;
    const given = await readYaml(text, name);
    const problems = [];
    const fail = (problem) => void problems.push(new input_error/* InputError */.dz(name, problem));
    if (!(0,json/* isRecord */.u4)(given))
        throw new input_error/* InputError */.dz(name, `write a YAML mapping with the fields ${fields.join(', ')}`);
    checkKeys(given, fields, fail);
    const append = nodesIn(given.append, fail);
    const options = {
        ...builder_options/* noOptions */.SW,
        ...nodeIn(given, fail, name),
        driver: textIn(given, 'driver', fail),
        buildkitdConfig: textIn(given, 'buildkitd-config', fail),
        buildkitdConfigInline: textIn(given, 'buildkitd-config-inline', fail),
        append: append.map((node, index) => nodeIn(node, (problem) => fail(`node ${index + 1} of 'append': ${problem}`), name)),
    };
    checkTogether(options, fail);
    (0,input_error/* throwAll */.Kx)(problems);
    return options;
}
async function readYaml(text, name) {
    const { load } = await __webpack_require__.e(/* import() */ 3243).then(__webpack_require__.bind(__webpack_require__, 33243));
    try {
        return load(text);
    }
    catch (error) {
        const { mark } = error;
        throw new input_error/* InputError */.dz(name, `this is not valid YAML${mark ? ` (line ${mark.line + 1})` : ''}`);
    }
}
function nodesIn(value, fail) {
    if (value === undefined || value === null)
        return [];
    if (Array.isArray(value) && value.every(json/* isRecord */.u4)) {
        for (const [index, node] of value.entries()) {
            checkKeys(node, nodeFields, (problem) => fail(`node ${index + 1} of 'append': ${problem}`));
        }
        return value;
    }
    fail("'append' must be a list of nodes, each with its 'endpoint'");
    return [];
}
function nodeIn(node, fail, name) {
    return {
        endpoint: textIn(node, 'endpoint', fail),
        driverOpts: driverOptsIn(node, fail),
        buildkitdFlags: textIn(node, 'buildkitd-flags', fail),
        platforms: platformsIn(node, fail, name),
    };
}
function checkKeys(node, known, fail) {
    for (const key of Object.keys(node).filter((field) => !known.includes(field))) {
        fail(`'${key}' is not a known field; the fields are: ${known.join(', ')}`);
    }
}
function textIn(node, key, fail) {
    const value = node[key] ?? '';
    if (typeof value === 'string')
        return value.trim();
    fail(`'${key}' must be text`);
    return '';
}
function linesIn(node, key, fail) {
    const value = node[key] ?? [];
    const lines = typeof value === 'string' ? value.split('\n') : value;
    if (Array.isArray(lines) && lines.every((line) => typeof line === 'string')) {
        return lines.map((line) => line.trim()).filter((line) => line !== '');
    }
    fail(`'${key}' must be a list of texts`);
    return [];
}
function driverOptsIn(node, fail) {
    const lines = linesIn(node, 'driver-opts', fail).flatMap((line) => optionsIn(line, fail));
    const wrong = lines.filter((line) => !/^[^=\s]+=/.test(line));
    for (const line of wrong)
        fail(`write an option of the driver as name=value, not '${line}'`);
    return lines.filter((line) => !wrong.includes(line));
}
function optionsIn(line, fail) {
    const options = [];
    try {
        for (const field of (0,list/* splitFields */.Kp)('', line)) {
            const isOption = options.length === 0 || /^[^=\s]+=/.test(field);
            options.push(isOption ? field : `${options.pop()},${field}`);
        }
        return options;
    }
    catch {
        fail(`the quotes in '${line}' are not valid: quote a whole option, as in "name=a,b"`);
        return [];
    }
}
function platformsIn(node, fail, name) {
    try {
        return (0,parse_build/* parsePlatforms */.qA)(linesIn(node, 'platforms', fail).join('\n'), name);
    }
    catch (error) {
        fail(error.message.replace(/^Input '[^']*': /, ''));
        return [];
    }
}
function checkTogether(options, fail) {
    const { driver, endpoint, buildkitdConfig, buildkitdConfigInline } = options;
    if (driver !== '' && !drivers.includes(driver))
        fail(`'driver' must be one of ${drivers.join(', ')}`);
    if (driver === 'remote' && endpoint === '')
        fail("the driver 'remote' requires the 'endpoint' of a BuildKit");
    if (buildkitdConfig && buildkitdConfigInline) {
        fail("give either 'buildkitd-config' or 'buildkitd-config-inline', not both");
    }
}

;// CONCATENATED MODULE: ./build/github/inputs/tables/build-inputs.js



const buildInputs = {
    context: { description: 'Build context: a folder in the checkout, or a URL', default: '.', parse: input/* parseText */.r4 },
    file: { description: 'Path of the Dockerfile. Default: `<context>/Dockerfile`', parse: input/* parseText */.r4 },
    target: { description: 'Stage to build', parse: input/* parseText */.r4 },
    platforms: {
        description: 'Platforms to build for, such as `linux/amd64,linux/arm64`; with `source`, those of its platforms to publish',
        parse: parse_build/* parsePlatforms */.qA,
    },
    part: {
        description: 'The platforms of `platforms` that this job builds, where the jobs of a matrix build one image, or all images of a bake: the job that pushes the last part publishes them. See docs/parts.md',
        parse: parse_build/* parsePlatforms */.qA,
    },
    'build-args': {
        description: 'Build arguments, as `NAME=value` lines; `NAME` alone takes the value of the environment variable',
        parse: parse_build/* parseArguments */.We,
    },
    'build-contexts': { description: 'Additional build contexts, as `name=path` lines', parse: parse_build/* parseAssignments */.k6 },
    secrets: { description: 'Secrets for the build, as `id=value` lines', isExact: true, parse: parse_build/* parseSecrets */.dC },
    'secret-envs': {
        description: 'Secrets for the build from environment variables, as `id=VARIABLE` lines',
        parse: parse_build/* parseWordPairs */.h6,
    },
    'secret-files': { description: 'Secrets for the build from files, as `id=path` lines', parse: parse_build/* parsePairs */.xg },
    ssh: { description: 'SSH agent sockets or keys to forward to the build', parse: parse_build/* parseWords */.nl },
    'cache-from': { description: 'Cache sources, in buildx syntax', parse: parse_build/* parseLines */.Li },
    'cache-to': { description: 'Cache destinations, in buildx syntax', parse: parse_build/* parseLines */.Li },
    'no-cache': { description: 'Do not use the build cache', default: 'false', parse: input/* parseBoolean */.yG },
    'no-cache-filters': { description: 'Stages to build without the cache', parse: parse_build/* parseWords */.nl },
    pull: { description: 'Always look for newer versions of base images', default: 'false', parse: input/* parseBoolean */.yG },
    'add-hosts': { description: 'Additional host names for the build, as `host:address`', parse: parse_build/* parseWords */.nl },
    allow: { description: 'Entitlements to grant, such as `network.host`', parse: parse_build/* parseWords */.nl },
    attests: { description: 'Attestations to add, in buildx syntax', parse: parse_build/* parseLines */.Li },
    provenance: { description: 'Provenance attestation to add, such as `mode=max`. Default: none', parse: input/* parseText */.r4 },
    sbom: { description: 'SBOM attestation to add: `true`, or a generator. Default: none', parse: input/* parseText */.r4 },
    network: { description: 'Networking mode for `RUN`', parse: input/* parseText */.r4 },
    'shm-size': { description: 'Size of `/dev/shm`', parse: input/* parseText */.r4 },
    ulimit: { description: 'Limits for `RUN`', parse: parse_build/* parseLines */.Li },
    'cgroup-parent': { description: 'Parent cgroup for `RUN`', parse: input/* parseText */.r4 },
    builder: {
        description: 'Name of a buildx builder, or `buildah` or `podman` to build without Docker. Default: the current builder, or one that is created for this step if Docker cannot do what is asked for. See docs/builders.md',
        parse: input/* parseText */.r4,
    },
    'builder-options': {
        description: 'Create a builder for this step with these options of docker/setup-buildx-action, as a YAML mapping: `driver-opts`, `buildkitd-config`, `buildkitd-config-inline`, `buildkitd-flags`, `platforms`, `append`, `driver`, `endpoint`',
        parse: parseBuilderOptions,
    },
    'keep-builder': {
        description: 'Keep the builder that this step creates, with its cache, for later steps and jobs on this machine that ask for the same options',
        default: 'false',
        parse: input/* parseBoolean */.yG,
    },
    call: { description: 'Method to call instead of building, such as `check`', parse: parse_build/* parseCall */.Mf },
    load: { description: 'Also load the image into Docker', default: 'false', parse: input/* parseBoolean */.yG },
    outputs: { description: 'Additional outputs, in buildx syntax. See docs/outputs.md', parse: parse_build/* parseRawLines */.pQ },
};


}),

74670:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  s: () => (checkInputs)
});
var _checks_scan_scanners_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(35143);
var _input_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(53587);
var _process_shell_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(99632);
var _input_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(80758);
var _parse_build_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(70968);





const checkInputs = {
    test: {
        description: 'A command that tests the image before any tag moves, as it will be pulled: `$MANIFOLD_IMAGE` is its `name@digest`. If it fails, no tag moves. See docs/trust.md',
        isExact: true,
        parse: (text) => (text.trim() === '' ? '' : text),
    },
    'test-platforms': {
        description: "Platforms to run `test` on: `native` (the runner's own), `all`, or a list. Other platforms need QEMU on the runner",
        default: 'native',
        parse: parseTestPlatforms,
    },
    'test-timeout': {
        description: 'Time limit for `test` on each platform, in minutes',
        default: '10',
        parse: parseMinutes,
    },
    scan: {
        description: `Scan each platform of the image before any tag moves, with ${_checks_scan_scanners_js__WEBPACK_IMPORTED_MODULE_0__/* .scannerNames */ .tN.map((name) => `\`${name}\``).join(' or ')}. The scanner must be on PATH; nothing is downloaded. See docs/trust.md`,
        parse: parseScanner,
    },
    'scan-fail-on': {
        description: 'A finding of this severity or worse keeps the tags from moving: `critical`, `high`, `medium`, `low` or `never`',
        default: 'critical',
        parse: (0,_input_js__WEBPACK_IMPORTED_MODULE_3__/* .parseChoice */ .HU)(['critical', 'high', 'medium', 'low', 'never']),
    },
    'scan-args': {
        description: 'More arguments for the scanner, as in a shell: `--ignore-unfixed`, `--ignorefile path`, `--vex path` (Trivy); `--only-fixed`, `--config path`, `--vex path` (Grype)',
        parse: parseArguments,
    },
    'scan-sarif': {
        description: 'File in the checkout to write the findings to, as SARIF, even if they keep the tags from moving',
        parse: _input_js__WEBPACK_IMPORTED_MODULE_3__/* .parseText */ .r4,
    },
    warn: {
        description: 'Only warn about findings of `scan`, and about a scanner that fails',
        default: 'false',
        parse: _input_js__WEBPACK_IMPORTED_MODULE_3__/* .parseBoolean */ .yG,
    },
};
function parseTestPlatforms(text, name) {
    if (text === '' || text === 'native')
        return 'native';
    if (text === 'all')
        return 'all';
    return (0,_parse_build_js__WEBPACK_IMPORTED_MODULE_4__/* .parsePlatforms */ .qA)(text, name);
}
function parseMinutes(text, name) {
    const minutes = Number(text || '10');
    if (minutes > 0 && minutes <= 360)
        return minutes;
    throw new _input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(name, `write a number of minutes from 1 to 360, not '${text}'`);
}
function parseScanner(text, name) {
    return text === '' ? undefined : (0,_input_js__WEBPACK_IMPORTED_MODULE_3__/* .parseChoice */ .HU)(_checks_scan_scanners_js__WEBPACK_IMPORTED_MODULE_0__/* .scannerNames */ .tN)(text, name);
}
function parseArguments(text, name) {
    const words = (0,_process_shell_js__WEBPACK_IMPORTED_MODULE_2__/* .splitWords */ .yM)(text);
    if (words)
        return words;
    throw new _input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(name, `a quote is not closed: write arguments as in a shell, not '${text}'`);
}


}),

97957:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  t: () => (commandInputs)
});
var _input_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(53587);
var _process_shell_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(99632);
var _input_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(80758);



const commandInputs = {
    run: {
        description: 'A command that builds an image and pushes it to `$MANIFOLD_REPOSITORY` (ko, Jib, goreleaser, a script). What it pushes is published. See docs/run.md',
        isExact: true,
        parse: (text) => (text.trim() === '' ? '' : text),
    },
    'run-shell': {
        description: `Shell for \`run\`: ${_process_shell_js__WEBPACK_IMPORTED_MODULE_1__/* .shellWords */ .CH.map((word) => `\`${word}\``).join(', ')}, or a command line with \`{0}\` for the script's file`,
        default: 'bash',
        parse: parseShellInput,
    },
    'working-directory': { description: 'Folder in the checkout where `run` and `test` run', parse: _input_js__WEBPACK_IMPORTED_MODULE_2__/* .parseText */ .r4 },
};
function parseShellInput(text, name) {
    const shell = (0,_process_shell_js__WEBPACK_IMPORTED_MODULE_1__/* .parseShell */ .aV)(text || 'bash');
    if (shell)
        return shell;
    throw new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(name, `write one of ${_process_shell_js__WEBPACK_IMPORTED_MODULE_1__/* .shellWords */ .CH.join(', ')}, or a command line with {0} for the script's file, not '${text}'`);
}


}),

90212:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  t: () => (parseTargetNaming),
  Q: () => (targetsOf)
});

var input_error = __webpack_require__(53587);
var distribution_reference = __webpack_require__(28732);
var default_image = __webpack_require__(52380);
var image_name = __webpack_require__(83514);
var list = __webpack_require__(72069);
var naming = __webpack_require__(81681);
var parse_rule = __webpack_require__(39181);
var problems = __webpack_require__(26653);
;// CONCATENATED MODULE: ./build/names/inputs/reference-line.js



const latest = 'latest';
function parseReferenceLine(line, hasImages) {
    const entries = (0,list/* splitFields */.Kp)('tags', line, `, in: ${line}`).map((entry) => entry.trim());
    const isReference = (entry) => (hasImages ? /:/ : /[:/]/).test(entry.replaceAll(/\{\{.*?\}\}/gs, ''));
    if (entries.some((entry) => entry.includes('=')) || !entries.some(isReference))
        return undefined;
    return entries.filter((entry) => entry !== '').map(parseTaggedImage);
}
function parseTaggedImage(entry) {
    if (entry.includes('{{')) {
        throw new input_error/* InputError */.dz('tags', `'${entry}' is a full reference, in which expressions are not expanded. List its image in 'images'`);
    }
    const reference = (0,distribution_reference/* parseReference */.F2)(entry);
    if (!reference) {
        throw new input_error/* InputError */.dz('tags', `'${entry}' is not a reference like ghcr.io/owner/name:tag (${whyNot(entry)})`);
    }
    const { tag, digest } = reference;
    if (digest)
        throw new input_error/* InputError */.dz('tags', `'${entry}' has a digest, but only tags can be published`);
    return tag ? { name: entry.slice(0, -tag.length - 1), tag } : { name: entry, tag: latest };
}
function whyNot(entry) {
    if (/\s/.test(entry))
        return 'it has white space: write one reference per line';
    if (/:(?!\d+\/)[^:/]*\/[^:]*$/.test(entry)) {
        return "a tag cannot contain a slash: for a branch, list the image in 'images' and use type=ref,event=branch here";
    }
    const [name = ''] = entry.split(/:[^/:]*$|@/);
    if (name !== name.toLowerCase())
        return 'names must be in lower case';
    return (0,distribution_reference/* parseRepository */.SU)(name)
        ? "a tag has at most 128 characters: letters, digits, '_', '.' and '-'"
        : `'${name}' is not a valid name`;
}

;// CONCATENATED MODULE: ./build/names/inputs/target-naming.js









function parseTargetNaming(inputs, fallback) {
    const { images: listed, tags, ...others } = (0,problems/* parseFields */.L)({
        images: () => parseTargetImages(inputs.images),
        tags: () => parseTags(inputs, fallback),
        ...(0,naming/* namingParsers */.j)(inputs),
    });
    const { hasRules, ...named } = tags;
    const images = hasRules ? listed : withoutReferenced(listed, tags.references);
    const rules = images.length === 0 && listed.length > 0 ? [] : tags.rules;
    const isNameless = listed.length === 0 && tags.references.length === 0 && fallback !== undefined;
    return { ...others, ...named, rules, images: isNameless ? [checkImage({ name: fallback, enable: true })] : images };
}
function withoutReferenced(images, references) {
    const listed = new Set(references.map(({ name }) => repositoryKey(name)));
    return images.filter(({ name }) => !listed.has(repositoryKey(name)));
}
function repositoryKey(name) {
    const repository = (0,distribution_reference/* parseRepository */.SU)(name);
    return repository ? (0,distribution_reference/* formatRepository */.Sh)(repository) : name;
}
function parseTargetImages(text) {
    if (text.trim() === default_image/* automatic */.Y)
        return [];
    const images = (0,problems/* parseEach */.l)((0,image_name/* parseImages */.eb)(text), checkImage);
    if (images.length > 0)
        return images;
    throw new input_error/* InputError */.dz('images', 'the value is empty. Set the variable that it comes from, or omit the input');
}
function parseTags(inputs, fallback) {
    const hasImages = inputs.images.trim() !== default_image/* automatic */.Y;
    const lines = (0,problems/* parseEach */.l)((0,list/* parseNameLines */.wy)('tags', inputs.tags), (line) => ({
        line,
        references: parseReferenceLine(line, hasImages),
    }));
    const references = lines.flatMap((line) => line.references ?? []);
    const ruleLines = lines.filter((line) => !line.references).map(({ line }) => line);
    const [line] = ruleLines;
    const isNamed = hasImages || (references.length === 0 && fallback !== undefined);
    if (line !== undefined && !isNamed)
        throw new input_error/* InputError */.dz('images', `name the image that this rule is for: ${line}`);
    const isListed = line === undefined && references.length > 0 && !hasImages;
    return { references, hasRules: line !== undefined, rules: isListed ? [] : (0,parse_rule/* parseRules */.N)(ruleLines, parse_rule/* publishDefaults */._) };
}
function checkImage(image) {
    const lost = (0,image_name/* whyLost */.p5)(image);
    if (lost !== undefined)
        throw new input_error/* InputError */.dz('images', lost);
    if ((0,distribution_reference/* parseRepository */.SU)(image.name))
        return image;
    throw new input_error/* InputError */.dz('images', `'${image.name}' is not an image name like ghcr.io/owner/name: ${problemOf(image)}`);
}
function problemOf({ name }) {
    if ((0,distribution_reference/* parseReference */.F2)(name))
        return "it has a tag or a digest: tags belong in the input 'tags'";
    if (name.includes('#'))
        return 'put the comment on a separate line';
    return /\s/.test(name)
        ? 'write one image per line'
        : 'the name has characters or a form that registries do not accept';
}
function targetsOf(images) {
    const targets = new Map();
    for (const { name, tags } of images) {
        const repository = (0,distribution_reference/* parseRepository */.SU)(name);
        if (!repository)
            continue;
        const key = (0,distribution_reference/* formatRepository */.Sh)(repository);
        const earlier = targets.get(key)?.tags ?? [];
        targets.set(key, { repository, tags: [...new Set([...earlier, ...tags])] });
    }
    return [...targets.values()].filter(({ tags }) => tags.length > 0);
}


}),

56247:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Gv: () => (unmatched),
  JD: () => (isLost),
  bT: () => (mayPublish),
  d$: () => (isDecided),
  eC: () => (mayPublishAll),
  gx: () => (isRequired)
});
function isRequired(target, required) {
    if (required === 'all')
        return true;
    if (required === 'any')
        return false;
    return required.some((name) => covers(name, target));
}
function unmatched(targets, required) {
    if (typeof required === 'string')
        return [];
    return required.filter((name) => !targets.some((target) => covers(name, target)));
}
function covers(name, target) {
    const image = name.replace(/^docker\.io\/(?=[^/]+$)/, 'docker.io/library/');
    return target === name || target === image || target.startsWith(`${name}/`);
}
function mayPublish(targets, required) {
    const lacking = targets.some(({ target, ready }) => !ready && isRequired(target, required));
    return !lacking && targets.some(({ ready }) => ready);
}
function mayPublishAll(images, required) {
    const judged = required === 'any' ? images : [images.flat()];
    return judged.length > 0 && judged.every((targets) => mayPublish(targets, required));
}
function isDecided(targets, required) {
    const needed = targets.filter(({ target }) => isRequired(target, required));
    if (needed.length > 0)
        return needed.every(({ state }) => state !== 'under way');
    return targets.some(({ state }) => state === 'ready');
}
function isLost(failed, targets, required) {
    const lost = targets.filter((target) => failed.includes(target));
    return targets.length > 0 && (lost.length === targets.length || lost.some((target) => isRequired(target, required)));
}


}),

22401:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  k: () => (mergeOutcomes)
});
var _oci_distribution_target_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51208);
var _step_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(81366);


const order = ['failed', 'unconfirmed', 'withheld', 'published', 'planned'];
function mergeOutcomes(outcomes) {
    return [...Map.groupBy(outcomes, ({ target }) => (0,_oci_distribution_target_js__WEBPACK_IMPORTED_MODULE_0__/* .formatTarget */ .P)(target)).values()].map(merged);
}
function merged(outcomes) {
    const [first, ...others] = outcomes;
    if (others.length === 0)
        return first;
    const { root: _, platforms: __, isEquivalent: ___, comparison: ____, ...rest } = first;
    const error = outcomes.find((outcome) => outcome.error)?.error;
    const objection = outcomes.find((outcome) => outcome.objection)?.objection;
    const referrers = sumOf(outcomes, (outcome) => outcome.referrers);
    const repaired = sumOf(outcomes, (outcome) => outcome.repaired);
    return {
        ...rest,
        target: { ...first.target, tags: outcomes.flatMap(({ target }) => target.tags) },
        status: order.find((status) => outcomes.some((outcome) => outcome.status === status)) ?? first.status,
        images: outcomes.length,
        ...(first.bakeTargets && { bakeTargets: outcomes.flatMap(({ bakeTargets = [] }) => bakeTargets) }),
        tags: outcomes.flatMap(({ tags }) => tags),
        traffic: outcomes.map(({ traffic }) => traffic).reduce(_step_js__WEBPACK_IMPORTED_MODULE_1__/* .addTraffic */ .b),
        sent: sumOf(outcomes, ({ sent }) => sent),
        retries: sumOf(outcomes, ({ retries }) => retries),
        seconds: Math.max(...outcomes.map(({ seconds }) => seconds)),
        ...(referrers > 0 && { referrers }),
        ...(repaired > 0 && { repaired }),
        ...(error && { error }),
        ...(objection && { objection }),
    };
}
function sumOf(outcomes, of) {
    return outcomes.reduce((sum, outcome) => sum + (of(outcome) ?? 0), 0);
}


}),

18532:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Ey: () => (scanJson),
  Gt: () => (countFindings),
  d9: () => (describeExcess),
  gO: () => (severities),
  wv: () => (describeCounts)
});
const severities = ['critical', 'high', 'medium', 'low', 'other'];
function countFindings(findings) {
    const distinct = [...new Map(findings.map((finding) => [finding.id, finding])).values()];
    const countOf = (severity) => {
        const those = distinct.filter((finding) => finding.severity === severity);
        return { found: those.length, fixable: those.filter(({ isFixable }) => isFixable).length };
    };
    return Object.fromEntries(severities.map((severity) => [severity, countOf(severity)]));
}
function describeExcess(counts, threshold) {
    if (threshold === 'never')
        return undefined;
    const bad = severities.slice(0, severities.indexOf(threshold) + 1).filter((severity) => counts[severity].found > 0);
    return bad.map((severity) => describeCount(severity, counts[severity])).join(', ') || undefined;
}
function describeCounts(counts) {
    const found = severities.filter((severity) => counts[severity].found > 0);
    return found.map((severity) => describeCount(severity, counts[severity])).join(', ') || 'no findings';
}
function describeCount(severity, { found, fixable }) {
    return `${found} ${severity}${fixable > 0 ? ` (${fixable} fixable)` : ''}`;
}
function scanJson(scans) {
    if (scans.length === 0)
        return '';
    const foundIn = (counts) => Object.fromEntries(severities.map((severity) => [severity, counts[severity].found]));
    return JSON.stringify(scans.map(({ image, platform, counts, change }) => ({
        ...{ image, platform },
        ...foundIn(counts),
        fixable: Object.fromEntries(severities.map((severity) => [severity, counts[severity].fixable])),
        ...(change && { new: foundIn(countFindings(change.added)), gone: foundIn(countFindings(change.gone)) }),
    })));
}


}),

81366:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  K: () => (totalTraffic),
  b: () => (addTraffic)
});
function addTraffic(one, other) {
    const sum = (kind) => ({
        blobs: one[kind].blobs + other[kind].blobs,
        bytes: one[kind].bytes + other[kind].bytes,
    });
    return { kept: sum('kept'), mounted: sum('mounted'), uploaded: sum('uploaded') };
}
function totalTraffic(steps) {
    const total = (kind) => {
        const blobs = steps.filter(({ step }) => step?.do === kind).map(({ blob }) => blob);
        return { blobs: blobs.length, bytes: blobs.reduce((sum, { size }) => sum + size, 0) };
    };
    return { kept: total('keep'), mounted: total('mount'), uploaded: total('upload') };
}


}),

99632:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  CH: () => (shellWords),
  aV: () => (parseShell),
  yM: () => (splitWords)
});
const shells = {
    bash: { program: 'bash', args: ['--noprofile', '--norc', '-eo', 'pipefail', '{0}'], ending: '.sh' },
    sh: { program: 'sh', args: ['-e', '{0}'], ending: '.sh' },
    python: { program: 'python', args: ['{0}'], ending: '.py' },
    pwsh: {
        program: 'pwsh',
        args: ['-command', ". '{0}'"],
        ending: '.ps1',
        before: "$ErrorActionPreference = 'stop'\n",
        after: '\nif ((Test-Path -LiteralPath variable:\\LASTEXITCODE)) { exit $LASTEXITCODE }',
    },
};
const shellWords = Object.keys(shells);
function parseShell(text) {
    if (Object.hasOwn(shells, text))
        return shells[text];
    const [program, ...args] = splitWords(text) ?? [];
    if (program === undefined || !args.some((argument) => argument.includes('{0}')))
        return undefined;
    return { program, args, ending: '.sh' };
}
function splitWords(text) {
    if (!/^(?:[^"']|"[^"]*"|'[^']*')*$/.test(text))
        return undefined;
    const words = text.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? [];
    return words.map((word) => word.replaceAll(/"([^"]*)"|'([^']*)'/g, '$1$2'));
}


}),

27460:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  W: () => (isBake),
  m: () => (checkBake)
});
var _github_inputs_input_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(80758);
var _github_inputs_inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(70551);
var _input_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(53587);
var _names_name_outputs_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6975);




function isBake({ bakeFiles, bakeTargets, bakeSource, }) {
    return bakeFiles.length > 0 || bakeTargets.length > 0 || bakeSource !== '';
}
const inDefinition = (key) => `the bake definition decides that: add a line '*.${key}' to 'set', or change the bake file`;
const remove = 'it has no effect on a bake definition: remove one of the two';
const others = {
    context: inDefinition('context=PATH'),
    file: inDefinition('dockerfile=PATH'),
    target: inDefinition('target=STAGE'),
    platforms: inDefinition('platform=linux/amd64,linux/arm64'),
    'build-args': inDefinition('args.NAME=value'),
    'build-contexts': inDefinition('contexts.NAME=PATH'),
    secrets: "set it as an environment variable of the step, and add a line '*.secrets=type=env,id=ID,env=VARIABLE' to 'set', or change the bake file",
    'secret-envs': inDefinition('secrets=type=env,id=ID,env=VARIABLE'),
    'secret-files': inDefinition('secrets=type=file,id=ID,src=PATH'),
    ssh: inDefinition('ssh=default'),
    'cache-from': inDefinition('cache-from=type=gha'),
    'cache-to': inDefinition('cache-to=type=gha'),
    'no-cache-filters': inDefinition('no-cache-filter=STAGE'),
    'add-hosts': inDefinition('extra-hosts.HOST=ADDRESS'),
    attests: inDefinition('attest=type=sbom'),
    network: inDefinition('network=host'),
    'shm-size': inDefinition('shm-size=128m'),
    ulimit: inDefinition('ulimits=nofile=1024:1024'),
    'cgroup-parent': 'bake has no such setting: remove it',
    outputs: inDefinition('output=type=local,dest=out'),
    source: "an existing image is not built: remove it, or 'bake-files', 'bake-targets' and 'bake-source'",
    run: "a command makes its images by itself: remove it, or 'bake-files', 'bake-targets' and 'bake-source'",
    'all-tags': remove,
    referrers: remove,
    'keep-image': 'only a single image can be kept for a later step: remove it, or build one image without bake',
};
const reserved = /^(?:PATH|HOME|LD_.*|DOCKER_.*|BUILDX_.*|BUILDKIT_.*)$/;
function checkBake(inputs, variables) {
    (0,_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .throwAll */ .Kx)(isBake(inputs) ? problemsWith(inputs, variables) : strayIn(inputs));
}
function problemsWith({ bakeFiles, bakeTargets, bakeTarget, vars }, variables) {
    const given = new Set((0,_github_inputs_input_js__WEBPACK_IMPORTED_MODULE_0__/* .namesOfGiven */ .F9)(_github_inputs_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .inputs */ .Q, variables));
    const isForPart = (name) => name === 'platforms' && given.has('part');
    const clashes = Object.entries(others).filter(([name]) => given.has(name) && !isForPart(name));
    const isMistaken = bakeFiles.length > 0 && bakeTargets.length === 0 && !['', _names_name_outputs_js__WEBPACK_IMPORTED_MODULE_3__/* .defaultFormat */ .DF.bakeTarget].includes(bakeTarget);
    const wrong = vars
        .map((line) => line.replace(/=.*/s, ''))
        .filter((name) => !/^\w+$/.test(name) || reserved.test(name));
    return [
        ...clashes.map(([name, instead]) => new _input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz(name, instead)),
        ...(isMistaken
            ? [
                new _input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz('bake-target', `it names the target that gets the tags and labels of this step; to build '${bakeTarget}', write 'bake-targets: ${bakeTarget}'`),
            ]
            : []),
        ...(vars.length > 0 && ignoresVariables(variables)
            ? [new _input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz('vars', 'buildx ignores them, because BUILDX_BAKE_DISABLE_VARS_ENV_LOOKUP is set: remove that')]
            : []),
        ...wrong.map((name) => new _input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz('vars', `'${name}' cannot be a variable of a bake file: choose another name`)),
    ];
}
function ignoresVariables({ BUILDX_BAKE_DISABLE_VARS_ENV_LOOKUP: text = '' }) {
    return /^(?:1|t|true)$/i.test(text);
}
function strayIn({ set, vars }) {
    const stray = [
        ['set', set],
        ['vars', vars],
    ];
    return stray
        .filter(([, lines]) => lines.length > 0)
        .map(([name]) => new _input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz(name, "it has no effect without a bake definition: set 'bake-files' or 'bake-targets'"));
}


}),

33718:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  T0: () => (splitOutputs),
  Vo: () => (namesToPublish),
  n2: () => (checkOutputs)
});
var _builder_buildx_options_attributes_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(13503);
var _builder_buildx_options_output_option_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(29461);
var _input_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(53587);



function splitOutputs({ outputs, push }) {
    if (!push)
        return { others: outputs, imageAttributes: new Map() };
    const published = findPublished(outputs);
    return {
        others: outputs.filter((text) => !((0,_builder_buildx_options_output_option_js__WEBPACK_IMPORTED_MODULE_1__/* .parseImageOutput */ .wN)(text) && (0,_builder_buildx_options_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .isPushed */ .Yx)(text))),
        imageAttributes: published ? (0,_builder_buildx_options_output_option_js__WEBPACK_IMPORTED_MODULE_1__/* .imageAttributesOf */ .G5)(published) : new Map(),
    };
}
function namesToPublish({ outputs }, isPushRequested) {
    const published = findPublished(outputs);
    if (!published || !(isPushRequested || (0,_builder_buildx_options_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .isPushed */ .Yx)(published.text)))
        return [];
    return (0,_builder_buildx_options_output_option_js__WEBPACK_IMPORTED_MODULE_1__/* .namesIn */ .wX)(published).map((name) => (/:[^/]*$/.test(name) ? name : `${name}:latest`));
}
function findPublished(outputs) {
    const described = describing(outputs);
    const [only, ...others] = described;
    return described.find(({ text }) => (0,_builder_buildx_options_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .isPushed */ .Yx)(text)) ?? (others.length === 0 ? only : undefined);
}
function describing(outputs) {
    const found = outputs.map(_builder_buildx_options_output_option_js__WEBPACK_IMPORTED_MODULE_1__/* .parseImageOutput */ .wN).filter((output) => output !== undefined);
    return found.filter(_builder_buildx_options_output_option_js__WEBPACK_IMPORTED_MODULE_1__/* .describesPublished */ .B6);
}
const byDigest = "'push-by-digest' leaves the tags to a later step. Remove this output: this step builds all platforms ('platforms: linux/amd64,linux/arm64'), or each job of a matrix builds one of them ('part: linux/amd64', beside the 'platforms' of the whole image) and the last publishes the image, without a job that merges. With 'push: false', buildx pushes by digest";
function checkOutputs({ outputs, push }) {
    const pushed = describing(outputs).filter(({ text }) => (0,_builder_buildx_options_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .isPushed */ .Yx)(text));
    if (!push)
        return;
    const problems = [
        ...(pushed.some(({ text }) => (0,_builder_buildx_options_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .isPushedByDigest */ .pc)(text)) ? [byDigest] : []),
        ...(pushed.length > 1
            ? ["only one image is published: use a single line with 'push=true' or 'type=registry'"]
            : []),
    ];
    (0,_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .throwAll */ .Kx)(problems.map((problem) => new _input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz('outputs', problem)));
}


}),

54371:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  aG: () => (checkContent),
  Wu: () => (expandContext),
  pR: () => (expandPaths),
  lB: () => (withoutCheckout)
});

var promises_ = __webpack_require__(51455);
var external_node_path_ = __webpack_require__(76760);
var builders = __webpack_require__(2283);
var build_context = __webpack_require__(45613);
;// CONCATENATED MODULE: ./build/builder/dockerfile/find-dockerfiles.js


const depthLimit = 3;
const entryLimit = 5_000;
const named = 3;
async function findDockerfiles(workspace) {
    const found = [];
    let folders = [''];
    let seen = 0;
    for (let depth = 0; depth < depthLimit && folders.length > 0; depth++) {
        const below = [];
        for (const folder of folders) {
            const entries = await (0,promises_.readdir)((0,external_node_path_.join)(workspace, folder), { withFileTypes: true }).catch(() => []);
            seen += entries.length;
            if (seen > entryLimit)
                return found.slice(0, named);
            found.push(...entries.filter((entry) => entry.isFile() && isDockerfile(entry.name)).map(pathIn(folder)));
            below.push(...entries.filter((entry) => entry.isDirectory() && !isForeign(entry.name)).map(pathIn(folder)));
        }
        folders = below.toSorted();
    }
    return found.slice(0, named);
}
const pathIn = (folder) => (entry) => (0,external_node_path_.join)(folder, entry.name);
function isDockerfile(name) {
    return /^(?:Docker|Container)file(?:\.|$)|\.Dockerfile$/i.test(name) && !name.endsWith('ignore');
}
function isForeign(name) {
    return name.startsWith('.') || name === 'node_modules' || name === 'vendor';
}

var git_context = __webpack_require__(89261);
var github_server = __webpack_require__(61382);
var input_error = __webpack_require__(53587);
var sources_open = __webpack_require__(90762);
;// CONCATENATED MODULE: ./build/steps/read/context.js









async function withoutCheckout(inputs, { variables, workspace, log }) {
    const { GITHUB_REPOSITORY: repository, GITHUB_SHA: ref } = variables;
    const isDefault = inputs.context === '.' || defaultContext.test(inputs.context);
    const isBuilt = !inputs.source && !inputs.run;
    if (!isBuilt || !isDefault || !repository || !ref || !(await isEmpty(workspace)))
        return inputs;
    const url = `${(0,github_server/* serverUrl */.Vd)(variables)}/${repository}.git`;
    const inRepository = (text) => text.replace(defaultContext, (_, folder = '') => (0,git_context/* formatGitContext */.J)({ url, ref, folder }));
    const context = inRepository(inputs.context === '.' ? '{{defaultContext}}' : inputs.context);
    log.info(`Nothing is checked out, so the builder fetches the context: ${context}`);
    return { ...inputs, context, buildContexts: inputs.buildContexts.map(inRepository) };
}
async function isEmpty(folder) {
    return (await (0,promises_.readdir)(folder).catch(() => [])).length === 0;
}
const defaultContext = /\{\{\s*defaultContext\s*\}\}(?::(?<folder>.*))?$/;
function expandContext(text) {
    return text.replace(defaultContext, (_, folder) => folder || '.');
}
function expandPaths({ context: given, file }) {
    const folder = folderIn(given);
    const isWithin = folder !== undefined && file !== '' && !(0,build_context/* isRemote */.Vx)(file) && !(0,external_node_path_.isAbsolute)(file);
    return { context: expandContext(given) || '.', file: isWithin ? (0,external_node_path_.join)(folder, file) : file };
}
function folderIn(context) {
    return /^\{\{\s*defaultContext\s*\}\}:(?<folder>.+)$/.exec(context)?.groups?.folder;
}
async function checkContent(inputs, workspace) {
    if (!inputs.source)
        return await checkContext(inputs, workspace);
    const problems = await Promise.all(inputs.source.map((source) => problemWith(source, workspace)));
    (0,input_error/* throwAll */.Kx)(problems.flatMap((problem) => (problem === undefined ? [] : [new input_error/* InputError */.dz('source', problem)])));
}
async function problemWith(source, workspace) {
    const path = (0,sources_open/* pathOf */.XM)(source);
    if (path === undefined)
        return undefined;
    const found = await (0,promises_.stat)((0,external_node_path_.resolve)(workspace, path)).catch(() => undefined);
    const { kind } = source;
    if (!found)
        return `${path} does not exist. Does an earlier step of this job write or download it?`;
    if (found.isDirectory() && kind !== 'oci-layout') {
        return `${path} is a directory: write 'oci-layout:${path}' for an image layout, or the path of the archive`;
    }
    if (found.isFile() && kind === 'oci-layout')
        return `${path} is a file: write 'oci-archive:${path}'`;
    return undefined;
}
async function checkContext(inputs, workspace) {
    const { context, file } = expandPaths(inputs);
    if ((0,build_context/* isRemote */.Vx)(context) || (0,build_context/* isRemote */.Vx)(file))
        return;
    const isFolder = await (0,promises_.stat)((0,external_node_path_.resolve)(workspace, context)).then((found) => found.isDirectory(), () => false);
    if (!isFolder)
        throw new input_error/* InputError */.dz('context', `directory ${context} does not exist. ${hint}`);
    const candidates = (0,build_context/* dockerfilePaths */.j1)({ context, file }, (0,builders/* builderKind */.Y)(inputs.builder).dockerfiles);
    const found = await Promise.all(candidates.map((name) => (0,promises_.stat)((0,external_node_path_.resolve)(workspace, name)).catch(() => undefined)));
    if (found.some((stats) => stats?.isFile()))
        return;
    if (found.some(Boolean))
        throw new input_error/* InputError */.dz('file', `${candidates[0]} is not a regular file`);
    throw new input_error/* InputError */.dz('file', await sentenceFor(candidates[0] ?? '', inputs, workspace));
}
async function sentenceFor(missing, { context, file }, workspace) {
    const others = await findDockerfiles(workspace);
    const folder = folderIn(context);
    const [other] = others;
    if (other === undefined)
        return `${missing} does not exist. ${hint}`;
    const beside = (0,external_node_path_.join)(file || 'Dockerfile');
    const advice = folder !== undefined && others.includes(beside)
        ? `With '{{defaultContext}}:${folder}', 'file' is relative to that directory: to build ${beside}, set 'context: ${folder}' and 'file: ${beside}'.`
        : `To build ${other}, set 'file: ${other}'.`;
    return `${missing} does not exist, but ${others.join(', ')} ${others.length > 1 ? 'do' : 'does'}. ${advice}`;
}
const hint = 'Does actions/checkout run before this step?';


}),

3360:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  PC: () => (distinctPlatforms),
  SW: () => (isSamePlatform),
  UO: () => (checkPart),
  Vl: () => (partIn)
});
var _input_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(53587);
var _oci_index_image_platform_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(67554);


function checkPart({ part, platforms, allTags, meeting }) {
    if (part.length === 0 && meeting === 'registry') {
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('meeting', "it has no effect without 'part': remove it, or name the platforms of this job");
    }
    if (part.length === 0)
        return;
    if (platforms.length === 0) {
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('part', "list the platforms of the whole image in 'platforms', such as 'platforms: linux/amd64,linux/arm64', the same in each job");
    }
    const vague = platforms.filter((platform) => !(0,_oci_index_image_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .parsePlatform */ .FL)(platform));
    const other = part.filter((each) => !platforms.some((platform) => isSamePlatform(each, platform)));
    (0,_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .throwAll */ .Kx)([
        ...vague.map((text) => new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('platforms', `write OS/ARCHITECTURE, as in linux/arm64, not '${text}'`)),
        ...(vague.length > 0 ? [] : other).map((text) => new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('part', `'${text}' is not one of 'platforms' (${platforms.join(', ')})`)),
        ...(allTags.length > 0
            ? [new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('part', "with 'all-tags' images are published as they are: remove one of the two")]
            : []),
    ]);
}
function partIn({ part, platforms }) {
    return distinctPlatforms(platforms).filter((platform) => part.some((each) => isSamePlatform(each, platform)));
}
function distinctPlatforms(platforms) {
    return platforms.filter((platform, index) => platforms.findIndex((each) => isSamePlatform(each, platform)) === index);
}
function isSamePlatform(one, other) {
    const [a, b] = [(0,_oci_index_image_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .parsePlatform */ .FL)(one), (0,_oci_index_image_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .parsePlatform */ .FL)(other)];
    return one === other || (a !== undefined && b !== undefined && (0,_oci_index_image_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .isForPlatform */ .b)(a, b));
}


}),

73472:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  M: () => (warnIfNothingRequired),
  m: () => (checkRequired)
});
var _input_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(53587);
var _oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(28732);
var _oci_distribution_target_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(51208);
var _plan_gate_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(56247);




function checkRequired({ required }, { images, references }) {
    const found = (0,_oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .parseReferences */ .IO)([...images, ...references].map(({ name }) => name));
    const named = [...new Set(found.map(({ repository }) => (0,_oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .formatRepository */ .Sh)(repository)))];
    const advice = `list registries, owners or images of these targets: ${named.join(', ')}`;
    (0,_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .throwAll */ .Kx)((0,_plan_gate_js__WEBPACK_IMPORTED_MODULE_3__/* .unmatched */ .Gv)(named, required).map((entry) => new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('required', `no target matches '${entry}': ${advice}`)));
}
function warnIfNothingRequired({ required }, targets, log) {
    const idle = (0,_plan_gate_js__WEBPACK_IMPORTED_MODULE_3__/* .unmatched */ .Gv)(targets.map(_oci_distribution_target_js__WEBPACK_IMPORTED_MODULE_2__/* .formatTarget */ .P), required);
    if (idle.length === 0 || idle.length < required.length)
        return;
    log.notice("None of the targets in 'required' is published in this run, so one successful target is enough");
}


}),

67577:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  _: () => (comparedImages)
});
var _oci_distribution_target_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51208);
var _plan_parts_part_report_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9897);


function comparedImages({ outcomes, sizes, part, names }) {
    if (part && !(0,_plan_parts_part_report_js__WEBPACK_IMPORTED_MODULE_1__/* .isPublication */ .PL)(part))
        return [];
    const compared = outcomes.flatMap(withComparison);
    const images = [...Map.groupBy(compared, ({ comparison }) => comparison.made).values()];
    const [{ name = '', tags: [tag] = [] } = {}] = names.images;
    if (images.length === 0 && sizes)
        return [{ name: tag === undefined ? name : `${name}:${tag}`, comparison: sizes }];
    return images.flatMap((group) => group.find(({ comparison }) => comparison.previous) ?? group.slice(0, 1));
}
function withComparison({ comparison, target, tags }) {
    const [first] = tags;
    return comparison ? [{ name: `${(0,_oci_distribution_target_js__WEBPACK_IMPORTED_MODULE_0__/* .formatTarget */ .P)(target)}${first ? `:${first.tag}` : ''}`, comparison }] : [];
}


}),

32697:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  u: () => (outputValues)
});
var _builder_buildx_metadata_file_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77671);
var _names_name_outputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6975);
var _plan_outcome_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(54566);
var _plan_outcome_text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(27060);
var _plan_parts_part_report_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9897);
var _summarize_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(59322);






function outputValues(result, { bakeTarget }, { variables }, checks = []) {
    const { texts, bakeFiles } = (0,_names_name_outputs_js__WEBPACK_IMPORTED_MODULE_1__/* .formatOutputs */ .AH)(result.names, {
        annotationLevels: (0,_names_name_outputs_js__WEBPACK_IMPORTED_MODULE_1__/* .annotationLevelsIn */ .ct)(variables),
        bakeTarget,
    });
    return {
        texts: Object.assign({ ...texts, ...imageOutputs(result) }, ...checks.map(({ outputs }) => outputs)),
        bakeFiles,
    };
}
function imageOutputs(result) {
    const { outcomes, image, metadata, part } = result;
    if (part && !(0,_plan_parts_part_report_js__WEBPACK_IMPORTED_MODULE_4__/* .isPublication */ .PL)(part))
        return { ...unpublished, result: (0,_plan_outcome_text_js__WEBPACK_IMPORTED_MODULE_2__/* .partResultJson */ .Rz)(outcomes, part) };
    const root = image && (0,_summarize_js__WEBPACK_IMPORTED_MODULE_3__/* .publishedRoot */ .Tj)({ outcomes, image });
    const images = (0,_plan_outcome_text_js__WEBPACK_IMPORTED_MODULE_2__/* .publishedImages */ .H_)(outcomes, root?.digest);
    const digest = root?.digest ?? metadata?.digest ?? (0,_plan_outcome_js__WEBPACK_IMPORTED_MODULE_5__/* .commonDigest */ .K4)(outcomes) ?? '';
    const isPublished = metadata && root;
    return {
        digest,
        image: areSeveral(outcomes) ? '' : (images[0] ?? ''),
        images: images.join('\n'),
        result: (0,_plan_outcome_text_js__WEBPACK_IMPORTED_MODULE_2__/* .resultJson */ .y3)(outcomes, root?.digest),
        imageid: metadata?.configDigest ?? configOf(image) ?? digest,
        metadata: isPublished ? (0,_builder_buildx_metadata_file_js__WEBPACK_IMPORTED_MODULE_0__/* .publishedMetadata */ .Eb)(metadata, root, outcomes) : (metadata?.text ?? ''),
    };
}
function areSeveral(outcomes) {
    return new Set(outcomes.flatMap(({ bakeTargets = [] }) => bakeTargets)).size > 1;
}
const unpublished = { digest: '', image: '', images: '', imageid: '', metadata: '' };
function configOf(image) {
    return image?.manifests.at(-1)?.blobs[0]?.digest;
}


}),

59322:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Tj: () => (publishedRoot),
  YG: () => (summaryOf),
  gt: () => (describeKept)
});
var _builder_dockerfile_build_context_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(45613);
var _plan_merged_outcome_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(22401);
var _plan_outcome_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(54566);
var _read_context_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(54371);
var _compared_images_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(67577);





function summaryOf(result, { inputs, mode, build, checks = [] }, variables) {
    const { outcomes, kept, isDone, failure, part } = result;
    const goal = goalOf(inputs);
    const dockerfile = (0,_builder_dockerfile_build_context_js__WEBPACK_IMPORTED_MODULE_0__/* .dockerfileOf */ .S9)((0,_read_context_js__WEBPACK_IMPORTED_MODULE_2__/* .expandPaths */ .pR)(inputs));
    const isImage = goal === 'build' || goal === 'run' || goal === 'read';
    return {
        subject: (isImage && firstName(result)) || dockerfile,
        goal,
        outcomes: (0,_plan_merged_outcome_js__WEBPACK_IMPORTED_MODULE_1__/* .mergeOutcomes */ .k)(outcomes),
        isDone,
        digest: digestOfImage(result),
        image: { images: (0,_compared_images_js__WEBPACK_IMPORTED_MODULE_3__/* .comparedImages */ ._)(result), base: result.base, platform: runnerPlatform(variables) },
        part,
        failure,
        build,
        checks: checks.flatMap(({ summary }) => summary ?? []),
        unpushed: kept
            ? [mode.notice, describeKept(kept)].filter(Boolean).join(' ')
            : (mode.notice ?? (isImage && !inputs.push ? "Not pushed: the input 'push' is false." : undefined)),
    };
}
function digestOfImage({ outcomes, image, metadata, part }) {
    return (image && publishedRoot({ outcomes, image }))?.digest ?? metadata?.digest ?? (part && (0,_plan_outcome_js__WEBPACK_IMPORTED_MODULE_4__/* .commonDigest */ .K4)(outcomes));
}
const architectures = { X86: '386', X64: 'amd64', ARM: 'arm/v7', ARM64: 'arm64' };
function runnerPlatform({ RUNNER_OS: os = 'Linux', RUNNER_ARCH: architecture = 'X64' }) {
    return `${os.toLowerCase()}/${architectures[architecture] ?? architecture.toLowerCase()}`;
}
function describeKept(kept) {
    return `Kept until the end of the job: a later step publishes it with 'source: ${kept}'.`;
}
function goalOf({ call, run, source }) {
    if (run)
        return 'run';
    if (source)
        return 'read';
    if (call === '')
        return 'build';
    return /^check\b/.test(call) ? 'check' : 'call';
}
function firstName({ names: { images }, outcomes }) {
    const { name = '', tags = [] } = images.find(({ tags: all }) => all.length > 0) ?? images[0] ?? {};
    if ((0,_plan_merged_outcome_js__WEBPACK_IMPORTED_MODULE_1__/* .mergeOutcomes */ .k)(outcomes).some(({ images: many = 1 }) => many > 1))
        return name;
    return [name, ...tags.slice(0, 1)].filter(Boolean).join(':') || undefined;
}
function publishedRoot({ outcomes, image }) {
    const roots = outcomes.filter(({ status }) => status === 'published' || status === 'planned').map(({ root }) => root);
    const [first] = roots;
    return roots.every((root) => root?.digest === first?.digest) ? (first ?? image?.root) : image?.root;
}


}),

34384:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  CN: () => (isInCheckout),
  cC: () => (isInRepository),
  eI: () => (checkWithinCheckout)
});
var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
var _builder_buildx_options_attributes_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(13503);
var _builder_dockerfile_build_context_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(45613);
var _input_error_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(53587);
var _sources_open_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(90762);
var _read_context_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(54371);







async function checkWithinCheckout(inputs, workspace) {
    const root = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(workspace);
    const checks = pathsIn(inputs).map(async ([input, path]) => {
        const named = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workspace, path);
        if (!isWithin(workspace, named))
            return [];
        const place = await placeOf(named).catch(() => undefined);
        if (place !== undefined && isWithin(root, place))
            return [];
        return [
            new _input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz(input, `${path} links to a path outside the checkout, which is not allowed for untrusted code`),
        ];
    });
    (0,_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .throwAll */ .Kx)((await Promise.all(checks)).flat());
}
async function isInCheckout(path, folder, workspace) {
    const place = await placeOf((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(folder, path)).catch(() => undefined);
    return place !== undefined && isWithin(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(workspace), place);
}
async function isInRepository(path, folder, workspace) {
    const place = await placeOf((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(folder, path));
    const root = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(workspace);
    const isBelow = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(root, place).toLowerCase().split(node_path__WEBPACK_IMPORTED_MODULE_1__.sep).includes('.git');
    const isAbove = isWithin(place, root) || isWithin(place, await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(folder));
    return isBelow || isAbove || (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.lstat)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(place, '.git')).catch(() => undefined)) !== undefined;
}
function pathsIn(inputs) {
    const { context, file } = (0,_read_context_js__WEBPACK_IMPORTED_MODULE_6__/* .expandPaths */ .pR)(inputs);
    const { builderOptions } = inputs;
    const secrets = inputs.secretFiles.map(([, path]) => ['secret-files', path]);
    const sources = (inputs.source ?? []).map(_sources_open_js__WEBPACK_IMPORTED_MODULE_5__/* .pathOf */ .XM).filter((path) => path !== undefined);
    return [
        ...sources.map((path) => ['source', path]),
        ...(inputs.scanSarif === '' ? [] : [['scan-sarif', inputs.scanSarif]]),
        ...((0,_builder_dockerfile_build_context_js__WEBPACK_IMPORTED_MODULE_3__/* .isRemote */ .Vx)(context) ? [] : [['context', context]]),
        ...(file === '' || (0,_builder_dockerfile_build_context_js__WEBPACK_IMPORTED_MODULE_3__/* .isRemote */ .Vx)(file) ? [] : [['file', file]]),
        ...localIn('build-contexts', inputs.buildContexts.map(pathBehind).map(_read_context_js__WEBPACK_IMPORTED_MODULE_6__/* .expandContext */ .Wu)),
        ...secrets,
        ...(builderOptions?.buildkitdConfig ? [['builder-options', builderOptions.buildkitdConfig]] : []),
        ...localIn('ssh', inputs.ssh.map(pathBehind).flatMap((paths) => paths.split(','))),
        ...attributeIn('cache-from', 'src', inputs.cacheFrom),
        ...attributeIn('cache-to', 'dest', inputs.cacheTo),
        ...attributeIn('outputs', 'dest', inputs.outputs),
    ];
}
function pathBehind(assignment) {
    return assignment.replace(/^[^=]*=/, '');
}
function localIn(input, values) {
    const paths = values.map((value) => value.replace(/^oci-layout:\/\//, ''));
    return paths
        .filter((path) => path !== '' && !(0,_builder_dockerfile_build_context_js__WEBPACK_IMPORTED_MODULE_3__/* .isRemote */ .Vx)(path) && !path.includes('://'))
        .map((path) => [input, path]);
}
function attributeIn(input, name, values) {
    const paths = values.map((value) => (value.includes('=') ? (0,_builder_buildx_options_attributes_js__WEBPACK_IMPORTED_MODULE_2__/* .attributesOf */ .Td)(value)?.get(name) : value));
    return paths.flatMap((path) => (path ? [[input, path]] : []));
}
function isWithin(folder, path) {
    const way = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(folder, path);
    return way !== '..' && !way.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_1__.sep}`) && !(0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(way);
}
async function placeOf(path, links = 0) {
    try {
        return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(path);
    }
    catch (error) {
        const { code } = error;
        if (code !== 'ENOENT' || links > 40)
            throw error;
    }
    const folder = await placeOf((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path), links);
    const target = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readlink)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(folder, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(path))).catch(() => undefined);
    return target === undefined ? (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(folder, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(path)) : await placeOf((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(folder, target), links + 1);
}


})
};
