import { modules as shared0 } from './shared-63075.index.js';
import { modules as shared1 } from './shared-98619.index.js';
import { modules as shared2 } from './shared-7979.index.js';
export const id = 7250;
export const ids = [7250];
export const modules = {

...shared0,
...shared1,
...shared2,
59883:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Is: () => (harmless),
  WK: () => (offline),
  Xp: () => (confineGit)
});
const harmless = [
    ['safe.bareRepository', 'explicit'],
    ['core.fsmonitor', 'false'],
    ['core.hooksPath', '/dev/null'],
    ['log.showSignature', 'false'],
    ['credential.helper', ''],
    ['protocol.ext.allow', 'never'],
];
const offline = { GIT_ALLOW_PROTOCOL: 'none', GIT_NO_LAZY_FETCH: '1' };
function confineGit(variables) {
    const own = Number(variables.GIT_CONFIG_COUNT ?? 0);
    const first = Number.isSafeInteger(own) && own > 0 ? own : 0;
    const settings = harmless.flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${first + index}`, key],
        [`GIT_CONFIG_VALUE_${first + index}`, value],
    ]);
    return {
        ...variables,
        ...Object.fromEntries(settings),
        GIT_CONFIG_COUNT: `${first + harmless.length}`,
        ...offline,
    };
}


}),

99489:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  EO: () => (runGit),
  h2: () => (readDate),
  uM: () => (gitIn)
});
var _process_output_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(61381);
var _git_settings_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(59883);


function gitIn(environment, run = environment.query) {
    return (...args) => runGit(args, { ...environment, run }, _git_settings_js__WEBPACK_IMPORTED_MODULE_0__/* .offline */ .WK);
}
async function runGit(args, { run, variables, workspace, signal }, more, onLine) {
    const settings = [..._git_settings_js__WEBPACK_IMPORTED_MODULE_0__/* .harmless */ .Is, ['safe.directory', workspace]].flatMap(([key, value]) => ['-c', `${key}=${value}`]);
    const { exitCode, stdout, stderr } = await run({
        program: 'git',
        args: ['--no-pager', ...settings, ...args],
        variables: { ...gitVariables(variables), ...more },
        directory: workspace,
        signal,
        ...(onLine && { onLine }),
    });
    const [command] = args.filter((arg, index) => !arg.startsWith('-') && args[index - 1] !== '-c');
    if (exitCode !== 0)
        throw new Error(`git ${command}: ${withoutUser(stderr.trim()) || `exit code ${exitCode}`}`);
    if (!onLine && stdout.length >= _process_output_js__WEBPACK_IMPORTED_MODULE_1__/* .tailLimit */ .G)
        throw new Error(`git ${command}: its output is too long`);
    return stdout.split('\n').filter((line) => line !== '');
}
function withoutUser(text) {
    return text.replaceAll(/\/\/[^/@\s']*@/g, '//');
}
function gitVariables(variables) {
    const wanted = /^(?:PATH|HOME|USERPROFILE|SYSTEMROOT|XDG_CONFIG_HOME|SSH_AUTH_SOCK|https?_proxy|no_proxy|GIT_(?:CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM)|CEILING_DIRECTORIES|SSL_CA(?:INFO|PATH)))$/i;
    const kept = Object.entries(variables).filter(([name]) => wanted.test(name));
    return {
        ...Object.fromEntries(kept),
        GIT_TERMINAL_PROMPT: '0',
        GIT_ASKPASS: '',
        GIT_SSH_COMMAND: 'ssh -oBatchMode=yes',
    };
}
async function readDate(git, sha) {
    if (!/^(?:HEAD|[0-9a-f]{40}|[0-9a-f]{64})$/.test(sha))
        throw new Error(`${sha} is not a commit SHA`);
    const [line = ''] = await git('rev-list', '--no-walk', '--timestamp', sha);
    const seconds = Number(/^\d+/.exec(line)?.[0] ?? 0);
    if (seconds === 0)
        throw new Error(`git rev-list: commit ${sha} has no date`);
    return new Date(seconds * 1000);
}


}),

88693:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  z: () => (nameInputs)
});
var _names_inputs_default_image_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(52380);
var _input_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(80758);


const nameInputs = {
    images: {
        description: "Images to publish, one per line, without tags. `auto`: the images named in full in `tags`, otherwise this repository's image in the server's registry (`ghcr.io/<owner>/<repository>`), unless `load` or `outputs` is set",
        default: _names_inputs_default_image_js__WEBPACK_IMPORTED_MODULE_1__/* .automatic */ .Y,
        parse: _input_js__WEBPACK_IMPORTED_MODULE_0__/* .parseText */ .r4,
    },
    tags: {
        description: 'Rules for tags, one per line, or full references such as `user/app:latest`. See docs/tags.md',
        parse: _input_js__WEBPACK_IMPORTED_MODULE_0__/* .parseText */ .r4,
    },
    flavor: { description: 'Settings for all tags: `latest=`, `prefix=`, `suffix=`', parse: _input_js__WEBPACK_IMPORTED_MODULE_0__/* .parseText */ .r4 },
    labels: {
        description: 'Labels to set, as `key=value` lines. They override those of the Dockerfile',
        parse: _input_js__WEBPACK_IMPORTED_MODULE_0__/* .parseText */ .r4,
    },
    annotations: {
        description: 'Annotations to set, as `key=value` lines, or with a level as in `index:key=value`',
        parse: _input_js__WEBPACK_IMPORTED_MODULE_0__/* .parseText */ .r4,
    },
    'default-labels': {
        description: 'Labels derived from the repository: `fill` adds those that the Dockerfile does not set, `overwrite` sets all of them, `none` adds none',
        default: 'fill',
        parse: (0,_input_js__WEBPACK_IMPORTED_MODULE_0__/* .parseChoice */ .HU)(['fill', 'overwrite', 'none']),
    },
    'bake-target': {
        description: 'Name of the bake target that gets the names of this step: in the bake files that are written as outputs, and in those that are built',
        default: 'docker-metadata-action',
        parse: _input_js__WEBPACK_IMPORTED_MODULE_0__/* .parseText */ .r4,
    },
};


}),

68374:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  M: () => (readFacts)
});

;// CONCATENATED MODULE: ./build/github/event/author.js
function authorOf(payload, job) {
    const authors = headsIn(payload, job);
    if (authors.includes('fork'))
        return 'fork';
    if (authors.includes('unknown'))
        return 'unknown';
    const isDependabot = authors.includes('dependabot') && !isPushedByAnother(payload, job.variables);
    return isDependabot || isFromDependabot(payload, job.variables) ? 'dependabot' : 'own';
}
function headsIn(payload, job) {
    const { pull_request, client_payload, workflow_run, issue, check_suite = payload.check_run?.check_suite } = payload;
    const { GITHUB_EVENT_NAME: name = '' } = job.variables;
    const isOf = (family, part) => family.test(name) || Boolean(part);
    const ours = { id: payload.repository?.id, full_name: job.repository };
    return [
        ...(isOf(/^pull_request/, pull_request) ? [authorOfPullRequest(pull_request, ours)] : []),
        ...(isOf(/^repository_dispatch$/, client_payload) ? [authorOfDispatch(client_payload, ours)] : []),
        ...(isOf(/^workflow_run$/, workflow_run) ? [authorIn(workflow_run?.head_repository, ours)] : []),
        ...(isOf(/^check_(?:suite|run)$/, check_suite) ? [authorOfChecks(check_suite)] : []),
        ...(isOf(/^issue_comment$/, issue) ? [authorOfComment(payload)] : []),
        ...(isOf(/^status$/, false) ? [payload.branches?.length ? 'own' : 'unknown'] : []),
    ];
}
function commentedOn({ issue, pull_request }) {
    return issue?.pull_request && !pull_request ? (issue.number ?? 0) : undefined;
}
function authorOfComment(payload) {
    if (payload.pull_request)
        return 'own';
    return commentedOn(payload) === undefined && typeof payload.issue?.number === 'number' ? 'own' : 'unknown';
}
function authorOfDispatch(sent, ours) {
    if (sent?.pull_request)
        return authorOfPullRequest(sent.pull_request, ours);
    return typeof sent === 'object' ? 'own' : 'unknown';
}
function authorOfPullRequest(pullRequest, ours) {
    const { repo, label } = pullRequest?.head ?? {};
    const author = label === '' ? 'fork' : authorIn(repo, ours);
    return author === 'own' && pullRequest?.user?.login === bot ? 'dependabot' : author;
}
function authorIn(head, ours) {
    if (head === null)
        return 'fork';
    if (typeof head?.full_name !== 'string')
        return 'unknown';
    return isSame(head, ours) ? 'own' : 'fork';
}
function isSame(one, other) {
    if (typeof one.id === 'number' && typeof other.id === 'number')
        return one.id === other.id;
    return one.full_name?.toLowerCase() === other.full_name?.toLowerCase();
}
function authorOfChecks(suite) {
    if (suite?.head_branch === null)
        return 'fork';
    return suite?.head_branch === undefined ? 'unknown' : 'own';
}
const dependabotBranch = /^(?:refs\/heads\/)?dependabot[-/_]/;
const bot = 'dependabot[bot]';
function isPushedByAnother({ action }, { GITHUB_ACTOR }) {
    return action === 'synchronize' && GITHUB_ACTOR !== bot;
}
function isFromDependabot({ pull_request, workflow_run }, { GITHUB_ACTOR, GITHUB_REF = '' }) {
    if (workflow_run)
        return workflow_run.actor?.login === bot && dependabotBranch.test(workflow_run.head_branch ?? '');
    return GITHUB_ACTOR === bot && (Boolean(pull_request) || dependabotBranch.test(GITHUB_REF));
}

var git_ref = __webpack_require__(95223);
var input_error = __webpack_require__(53587);
var git_git = __webpack_require__(99489);
;// CONCATENATED MODULE: ./build/github/event/checkout.js


async function readCheckout(environment) {
    const git = (0,git_git/* gitIn */.uM)(environment);
    try {
        const [sha = ''] = await git('rev-parse', '--verify', 'HEAD^{commit}');
        const [branch] = await git('symbolic-ref', '--quiet', 'HEAD').catch(() => []);
        return { ref: branch ?? (await findDetachedRef(git)), sha, date: await (0,git_git/* readDate */.h2)(git, sha) };
    }
    catch (cause) {
        throw new input_error/* InputError */.dz('context', `'git' needs a git checkout in the workspace, so run actions/checkout before this step. ${cause.message}`, {
            cause,
        });
    }
}
const questions = [
    ['--points-at=HEAD', '--sort=-refname', 'refs/tags'],
    ['--points-at=HEAD', '--sort=-refname', 'refs/remotes/pull'],
    ['--points-at=HEAD', '--sort=-refname', 'refs/heads'],
    ['--points-at=HEAD', '--sort=-refname', 'refs/remotes'],
    ['--contains=HEAD', '--sort=-committerdate', 'refs/heads'],
    ['--contains=HEAD', '--sort=-committerdate', 'refs/remotes'],
    ['--contains=HEAD', 'refs/tags'],
];
async function findDetachedRef(git) {
    for (const question of questions) {
        const refs = await git('for-each-ref', '--format=%(refname)', ...question);
        const ref = refs.find((name) => !name.endsWith('/HEAD'));
        if (ref !== undefined)
            return withoutRemote(ref);
    }
    return '';
}
function withoutRemote(ref) {
    return ref
        .replace(/^refs\/remotes\/(?=pull\/\d+\/(?:head|merge)$)/, 'refs/')
        .replace(/^refs\/remotes\/[^/]+\//, 'refs/heads/');
}

var regular_file = __webpack_require__(16659);
var json = __webpack_require__(99368);
;// CONCATENATED MODULE: ./build/github/event/payload.js


const payloadLimit = 32 * 1024 * 1024;
async function readPayload(path, warn) {
    if (!path)
        return {};
    try {
        const payload = (0,json/* parseJson */.qF)(await (0,regular_file/* readText */.yR)(path, payloadLimit));
        if ((0,json/* isRecord */.u4)(payload))
            return payload;
        throw new Error(`${path} is not a JSON object`);
    }
    catch (error) {
        const reason = error.message;
        warn(`The event payload could not be read (${reason}), so some labels may be missing. If the event may involve a commit from a fork, the build gets no credentials and its image is not pushed.`);
        return {};
    }
}

;// CONCATENATED MODULE: ./build/github/event/event.js




async function readEvent(environment, context) {
    const { variables, log } = environment;
    const payload = await readPayload(variables.GITHUB_EVENT_PATH, (message) => log.warning(message));
    const { ref, sha, date } = context === 'git' ? await readCheckout(environment) : readCommit(variables, payload);
    const gitRef = (0,git_ref/* parseGitRef */.T)(ref);
    const repository = variables.GITHUB_REPOSITORY ?? payload.repository?.full_name ?? '';
    const author = authorOf(payload, { variables, repository });
    const comment = commentedOn(payload);
    const defaultBranch = payload.repository?.default_branch;
    return {
        name: variables.GITHUB_EVENT_NAME ?? '',
        ref: gitRef,
        sha,
        commits: [sha, variables.GITHUB_SHA ?? '', payload.pull_request?.head?.sha ?? ''].filter(Boolean),
        commitDate: date,
        baseRef: findBaseRef(gitRef, payload),
        ...(defaultBranch !== undefined && { defaultBranch }),
        ...(payload.release?.prerelease === true && { isPrerelease: true }),
        repository,
        repositoryPayload: payload.repository ?? {},
        author,
        ...(comment !== undefined && { commentedOn: comment }),
        ownCaches: ownCaches(author, variables),
        isPrivate: payload.repository?.private,
    };
}
function readCommit(variables, payload) {
    const { GITHUB_EVENT_NAME: name = '', GITHUB_REF = '', GITHUB_SHA = '', DOCKER_METADATA_PR_HEAD_SHA = '' } = variables;
    const { number = payload.pull_request?.number, pull_request } = payload;
    const ref = name.includes('pull_request_target') && number ? `refs/pull/${number}/merge` : GITHUB_REF;
    const wantsHead = name.includes('pull_request') && /true/i.test(DOCKER_METADATA_PR_HEAD_SHA);
    const sha = (wantsHead && pull_request?.head?.sha) || GITHUB_SHA;
    return { ref, sha, date: findCommitDate(sha, payload) };
}
function findCommitDate(sha, { commits, head_commit, merge_group }) {
    const commit = [...(commits ?? []), head_commit, merge_group?.head_commit].find((known) => known?.id === sha);
    const date = new Date(commit?.timestamp ?? Number.NaN);
    return Number.isNaN(date.getTime()) ? undefined : date;
}
function findBaseRef({ kind }, { base_ref, pull_request }) {
    if (kind === 'tag')
        return base_ref?.replace(/^refs\/heads\//, '') ?? '';
    return kind === 'pull-request' ? (pull_request?.base?.ref ?? '') : '';
}
function ownCaches(author, variables) {
    const { GITHUB_REF = '', GITEA_ACTIONS, FORGEJO_ACTIONS, ACT, RUNNER_ENVIRONMENT } = variables;
    const isOwnRef = GITHUB_REF.startsWith('refs/pull/') || (author === 'dependabot' && dependabotBranch.test(GITHUB_REF));
    if (!isOwnRef || GITEA_ACTIONS || FORGEJO_ACTIONS || ACT)
        return [];
    return ['gha', 'inline', ...(RUNNER_ENVIRONMENT === 'github-hosted' ? ['local'] : [])];
}

var external_node_crypto_ = __webpack_require__(77598);
var promises_ = __webpack_require__(51455);
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./build/github/git/remote-tags.js




const timeLimit = 60_000;
const tagLimit = 1_000_000;
const tagLine = /^[0-9a-f]{40,64}\trefs\/tags\/(.+)$/;
const protocols = 'https:http:ssh:file';
async function readRemoteTags(environment, wait = timeLimit) {
    const git = (0,git_git/* gitIn */.uM)(environment, environment.run);
    const [url] = await git('config', '--get', 'remote.origin.url').catch(() => []);
    if (!url)
        throw new Error("the checkout has no remote named 'origin'");
    const [header] = await git('config', '--get-urlmatch', 'http.extraheader', url).catch(() => []);
    const configuration = (0,external_node_path_.join)(environment.temp, `git-${(0,external_node_crypto_.randomUUID)()}`);
    const sections = [
        `[remote "origin"]\n\turl = ${quoted(url)}\n`,
        header ? `[http]\n\textraHeader = ${quoted(header)}\n` : '',
    ];
    await (0,promises_.writeFile)(configuration, sections.join(''), { mode: 0o600, flag: 'wx' });
    try {
        const late = AbortSignal.timeout(wait);
        const signal = AbortSignal.any([environment.signal, late]);
        const args = ['-c', `include.path=${configuration}`, 'ls-remote', '--tags', '--refs', 'origin'];
        const variables = { GIT_DIR: '/dev/null', GIT_ALLOW_PROTOCOL: protocols };
        const names = [];
        const onLine = (line) => {
            const [, name] = tagLine.exec(line) ?? [];
            if (name !== undefined && names.length <= tagLimit)
                names.push(name);
        };
        await (0,git_git/* runGit */.EO)(args, { ...environment, signal }, variables, onLine).catch((error) => {
            if (late.aborted)
                throw new Error(`git ls-remote: the server did not answer within ${wait / 1000} s`);
            throw error;
        });
        if (names.length > tagLimit)
            throw new Error(`git ls-remote: the server has more than ${tagLimit} tags`);
        return names;
    }
    finally {
        await (0,promises_.rm)(configuration, { force: true });
    }
}
function quoted(value) {
    return `"${value.replaceAll(/[\\"]/g, '\\$&')}"`;
}

var repository_api = __webpack_require__(98619);
var github_server = __webpack_require__(61382);
;// CONCATENATED MODULE: ./build/github/repository/run-facts.js






async function readFacts(environment, { context, token }, connect = repository_api/* repositoryApi */.R) {
    const now = environment.now();
    const event = await readEvent(environment, context);
    const api = connect(event.repository, token, environment);
    const git = (0,git_git/* gitIn */.uM)(environment);
    const described = await describeRepository(event, api, environment);
    return {
        event,
        author: () => findAuthor(event, api, environment),
        isPrivate: described.private,
        facts: { event, source: toSource(described, event.repository, environment), now },
        lookups: {
            commitDate: async () => event.commitDate ?? (await run_facts_findCommitDate(event.sha, git, api, environment)) ?? now,
            knownTags: () => findKnownTags(context, api, environment),
        },
    };
}
async function findAuthor(event, api, asking) {
    const { author, commentedOn: number, repository, repositoryPayload } = event;
    if (number === undefined)
        return author;
    const ask = () => api.pullRequest(number);
    const pullRequest = await firstAnswer([ask], `The author of pull request ${number} is not known`, asking);
    return authorOfPullRequest(pullRequest, { id: repositoryPayload.id, full_name: repository });
}
async function describeRepository({ repositoryPayload: told }, api, asking) {
    const { name, html_url, description, license, default_branch } = told;
    if (![name, html_url, description, license, default_branch].includes(undefined))
        return told;
    const asked = await firstAnswer([api.repository], 'Some repository labels are missing', asking);
    return { ...asked, ...told };
}
function toSource({ name, html_url, description, license, default_branch }, repository, { variables }) {
    return {
        name: oneLine(name ?? repository.slice(repository.indexOf('/') + 1)),
        url: oneLine(html_url ?? (repository && `${(0,github_server/* serverUrl */.Vd)(variables)}/${repository}`)),
        description: oneLine(description ?? ''),
        license: oneLine(license?.spdx_id ?? ''),
        defaultBranch: default_branch ?? '',
    };
}
function oneLine(text) {
    return text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
}
async function run_facts_findCommitDate(sha, git, api, asking) {
    if (sha === '')
        return undefined;
    return await firstAnswer([() => (0,git_git/* readDate */.h2)(git, sha), () => api.commitDate(sha)], 'commit_date is set to the time of this run', asking);
}
async function findKnownTags(context, api, environment) {
    const fromCheckout = () => readRemoteTags(environment);
    const questions = context === 'git' ? [fromCheckout, api.tags] : [api.tags, fromCheckout];
    const names = await firstAnswer(questions, 'The git tags could not be listed', environment);
    return names && { from: 'git', names };
}
async function firstAnswer(questions, consequence, { log, signal }) {
    const problems = [];
    for (const question of questions) {
        try {
            return await question();
        }
        catch (error) {
            signal.throwIfAborted();
            problems.push(error.message);
        }
    }
    log.warning(`${consequence}: ${problems.join('; ')}`);
    return undefined;
}


}),

95223:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  T: () => (parseGitRef),
  l: () => (nameIf)
});
function parseGitRef(ref) {
    const { space, rest = '' } = /^refs\/(?<space>heads|tags|pull)\/(?<rest>.*)$/s.exec(ref)?.groups ?? {};
    switch (space) {
        case 'heads':
            return { kind: 'branch', name: rest };
        case 'tags':
            return { kind: 'tag', name: rest };
        case 'pull':
            return { kind: 'pull-request', name: rest.replace(/\/merge$/, '') };
        default:
            return { kind: 'other', name: ref };
    }
}
function nameIf(kind, ref) {
    return ref.kind === kind ? ref.name : '';
}


}),

65446:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  B: () => (parseFieldChoice)
});
var _input_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(53587);

function parseFieldChoice(input, name, words, value, where) {
    const word = words.find((known) => known === value);
    if (word)
        return word;
    const problem = value === undefined ? `${name} is missing` : `${name} cannot be '${value}'`;
    throw new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(input, `${problem}; it must be one of ${words.join(', ')}, in: ${where}`);
}


}),

52380:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  X: () => (defaultImage),
  Y: () => (automatic)
});
const automatic = 'auto';
function defaultImage({ registry, repository, hasOutputs }) {
    return hasOutputs || registry === undefined ? undefined : `${registry}/${repository.toLowerCase()}`;
}


}),

83514:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Gi: () => (isFor),
  P6: () => (checkRuleImages),
  eb: () => (parseImages),
  p5: () => (whyLost)
});
var _input_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(53587);
var _oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(28732);
var _choice_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(65446);
var _list_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(72069);
var _problems_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(26653);





function parseImages(text) {
    const lines = (0,_list_js__WEBPACK_IMPORTED_MODULE_3__/* .parseNameLines */ .wy)('images', text);
    const [line, ...others] = lines;
    if (line !== undefined && others.length === 0 && !line.includes('=')) {
        return (0,_list_js__WEBPACK_IMPORTED_MODULE_3__/* .splitFields */ .Kp)('images', line).map((name) => ({ name: name.trim().toLowerCase(), enable: true }));
    }
    return (0,_problems_js__WEBPACK_IMPORTED_MODULE_4__/* .parseEach */ .l)(lines, parseImage);
}
function parseImage(line) {
    const fields = (0,_list_js__WEBPACK_IMPORTED_MODULE_3__/* .splitFields */ .Kp)('images', line, `, in: ${line}`).map((field) => parseField(field, line));
    const image = Object.assign({ name: '', enable: true }, ...fields);
    if (image.name === '')
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('images', `the name is missing, in: ${line}`);
    const lost = fields.find(({ name }) => name && name !== image.name)?.name;
    return lost === undefined ? image : { ...image, lost };
}
function parseField(field, line) {
    const [key = '', value, ...more] = field.split('=').map((part) => part.trim());
    if (more.length > 0)
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('images', `'${field}' has more than one equals sign, in: ${line}`);
    if (value === undefined)
        return { name: key.toLowerCase() };
    switch (key.toLowerCase()) {
        case 'name':
            return { name: value.toLowerCase() };
        case 'enable':
            return { enable: (0,_choice_js__WEBPACK_IMPORTED_MODULE_2__/* .parseFieldChoice */ .B)('images', 'enable', ['true', 'false'], value, line) === 'true' };
        default:
            throw new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('images', `'${key}' is not known here: use name or enable, in: ${line}`);
    }
}
function whyLost({ lost, name }) {
    return lost && `'${lost}' is ignored because '${name}' is on the same line: write one image per line`;
}
function isFor({ images }, name) {
    return images.length === 0 || images.some((image) => sameImage(image, name));
}
function checkRuleImages(rules, images) {
    (0,_problems_js__WEBPACK_IMPORTED_MODULE_4__/* .parseEach */ .l)(rules, ({ images: wanted, line }) => {
        const missing = wanted.find((image) => !images.some(({ name }) => sameImage(image, name)));
        if (missing === undefined)
            return;
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('tags', `'${missing}' is not one of the images, in: ${line}`);
    });
}
function sameImage(a, b) {
    const [one, other] = [(0,_oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .parseRepository */ .SU)(a), (0,_oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .parseRepository */ .SU)(b)];
    return a === b || (one !== undefined && other !== undefined && (0,_oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .sameRepository */ .RB)(one, other));
}


}),

81681:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  j: () => (namingParsers),
  m: () => (parseNaming)
});

var input_error = __webpack_require__(53587);
var choice = __webpack_require__(65446);
var list = __webpack_require__(72069);
;// CONCATENATED MODULE: ./build/names/inputs/flavor.js



const unflavored = { latest: 'auto', prefix: '', suffix: '', prefixLatest: false, suffixLatest: false };
const equals = /=(?![^{}]*\}\})/;
function parseFlavor(text) {
    const doubts = [];
    const changes = (0,list/* parseNameLines */.wy)('flavor', text).flatMap((line) => parseLine(line, doubts));
    return Object.assign({ ...unflavored, doubts }, ...changes);
}
function parseLine(line, doubts) {
    let affix;
    return (0,list/* splitFields */.Kp)('flavor', line, `, in: ${line}`).map((field) => {
        const [key = '', value, ...lost] = field.split(equals).map((part) => part.trim());
        if (lost.length > 0)
            doubts.push(`'=${lost.join('=')}' has no effect: a value ends at an equals sign, in: ${line}`);
        if (value === undefined)
            throw new input_error/* InputError */.dz('flavor', `'${field}' has no value, in: ${line}`);
        const name = key.toLowerCase();
        if (name === 'prefix' || name === 'suffix')
            affix = name;
        return parseSetting(name, value, affix, line);
    });
}
function parseSetting(name, value, affix, line) {
    switch (name) {
        case 'latest':
            return { latest: (0,choice/* parseFieldChoice */.B)('flavor', name, ['auto', 'true', 'false', 'highest'], value, line) };
        case 'prefix':
        case 'suffix':
            return { [name]: value };
        case 'onlatest': {
            const onLatest = (0,choice/* parseFieldChoice */.B)('flavor', name, ['true', 'false'], value, line) === 'true';
            return affix ? { [`${affix}Latest`]: onLatest } : {};
        }
        default:
            throw new input_error/* InputError */.dz('flavor', `'${name}' is not a flavor setting: use latest, prefix, suffix or onlatest, in: ${line}`);
    }
}

var image_name = __webpack_require__(83514);
var parse_rule = __webpack_require__(39181);
var problems = __webpack_require__(26653);
;// CONCATENATED MODULE: ./build/names/inputs/naming.js





function parseNaming(inputs) {
    return (0,problems/* parseFields */.L)({
        ...namingParsers(inputs),
        images: () => (0,image_name/* parseImages */.eb)(inputs.images),
        rules: () => (0,parse_rule/* parseRules */.N)((0,list/* parseNameLines */.wy)('tags', inputs.tags)),
        references: () => [],
    });
}
function namingParsers({ flavor, labels, annotations, shortShaLength }) {
    return {
        flavor: () => parseFlavor(flavor),
        labels: () => (0,list/* parseNameLines */.wy)('labels', labels),
        annotations: () => (0,list/* parseNameLines */.wy)('annotations', annotations),
        shortShaLength: () => shortShaLength,
    };
}


}),

39181:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  N: () => (parseRules),
  _: () => (publishDefaults)
});
var _input_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(53587);
var _choice_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(65446);
var _list_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(72069);
var _problems_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(26653);




const metadataDefaults = ['type=schedule', 'type=ref,event=branch', 'type=ref,event=tag', 'type=ref,event=pr'];
const publishDefaults = metadataDefaults.map((line) => line.replace(/event=tag$/, '$&,latest=stable'));
const types = {
    schedule: { priority: 1000, attributes: ['pattern'] },
    semver: { priority: 900, attributes: ['pattern', 'value', 'match', 'tag-prefix', 'moving'] },
    pep440: { priority: 900, attributes: ['pattern', 'value', 'match', 'tag-prefix', 'moving'] },
    match: { priority: 800, attributes: ['pattern', 'group', 'value', 'tag-prefix'] },
    edge: { priority: 700, attributes: ['branch'] },
    ref: { priority: 600, attributes: ['event', 'tag-prefix', 'latest'] },
    raw: { priority: 200, attributes: ['value'] },
    sha: { priority: 100, attributes: ['format'] },
};
const common = ['type', 'enable', 'priority', 'prefix', 'suffix', 'image'];
function parseRules(lines, defaults = metadataDefaults) {
    const rules = (0,_problems_js__WEBPACK_IMPORTED_MODULE_3__/* .parseEach */ .l)(lines.length === 0 ? defaults : lines, parseRule);
    return rules.toSorted((a, b) => Number(a.priority < b.priority) - Number(a.priority > b.priority));
}
function parseRule(line) {
    const fields = parseRuleFields(line);
    const attributes = Object.fromEntries(fields);
    const type = parseType(fields, line);
    const { enable = 'true', priority = types[type].priority, prefix = implicitPrefix(type, attributes) } = attributes;
    const { suffix, image = '' } = attributes;
    return {
        line,
        doubts: findDoubts(type, fields, line),
        enable,
        priority: Number(priority),
        ...(prefix !== undefined && { prefix }),
        ...(suffix !== undefined && { suffix }),
        images: image.toLowerCase().split(/\s+/).filter(Boolean),
        ...parseOwn(type, attributes, line),
    };
}
function parseRuleFields(line) {
    const texts = (0,_list_js__WEBPACK_IMPORTED_MODULE_2__/* .splitFields */ .Kp)('tags', line, `, in: ${line}`).filter((field) => field.trim() !== '');
    const bare = texts.filter((text) => text.indexOf('=') < 1);
    if (bare.length < 2)
        return texts.map(parseField);
    const form = 'write one per line, and quote a value that contains a comma: type=raw,"value=\u2026"';
    throw new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('tags', `'${bare.join(',')}' has a comma between tags: ${form}`);
}
function parseType(fields, line) {
    const known = Object.keys(types);
    const given = fields
        .filter(([key]) => key === 'type')
        .map(([, type]) => (0,_choice_js__WEBPACK_IMPORTED_MODULE_1__/* .parseFieldChoice */ .B)('tags', 'type', known, type, line));
    return given.at(-1) ?? 'raw';
}
function parseField(field) {
    const equals = field.indexOf('=');
    if (equals < 1)
        return ['value', field.trim()];
    return [field.slice(0, equals).trim().toLowerCase(), field.slice(equals + 1).trim()];
}
function implicitPrefix(type, { event }) {
    if (type === 'sha')
        return 'sha-';
    return type === 'ref' && event === 'pr' ? 'pr-' : undefined;
}
function findDoubts(type, fields, line) {
    const keys = fields.map(([key]) => key).filter((key) => key !== '');
    const repeated = keys.filter((key, index) => keys.indexOf(key) !== index);
    return [
        ...strangeKeys(type, keys).map((key) => `'${key}' has no effect on type=${type}, in: ${line}`),
        ...repeated.map((key) => `'${key}' is given twice; the last one is used (quote a field that contains a comma), in: ${line}`),
    ];
}
function strangeKeys(type, keys) {
    return keys.filter((key) => !common.includes(key) && !types[type].attributes.includes(key));
}
function parseOwn(type, attributes, line) {
    const { value = '', match = '', group = '0', branch = '', 'tag-prefix': tagPrefix = '' } = attributes;
    switch (type) {
        case 'schedule':
            return { type, pattern: attributes.pattern ?? 'nightly' };
        case 'semver':
        case 'pep440': {
            const moving = (0,_choice_js__WEBPACK_IMPORTED_MODULE_1__/* .parseFieldChoice */ .B)('tags', 'moving', ['always', 'highest'], attributes.moving ?? 'always', line);
            return { type, pattern: required('pattern', type, attributes, line), value, match, tagPrefix, moving };
        }
        case 'match':
            if (Number.isNaN(Number(group)))
                throw new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('tags', `group must be a number, not '${group}', in: ${line}`);
            return { type, pattern: required('pattern', type, attributes, line), group, value, tagPrefix };
        case 'edge':
            return { type, branch };
        case 'ref': {
            const latest = (0,_choice_js__WEBPACK_IMPORTED_MODULE_1__/* .parseFieldChoice */ .B)('tags', 'latest', ['always', 'stable'], attributes.latest ?? 'always', line);
            const event = (0,_choice_js__WEBPACK_IMPORTED_MODULE_1__/* .parseFieldChoice */ .B)('tags', 'event', ['branch', 'tag', 'pr'], attributes.event, line);
            return { type, event, tagPrefix, latest };
        }
        case 'raw':
            return { type, value: oneWord(required('value', type, attributes, line)) };
        case 'sha':
            return { type, format: (0,_choice_js__WEBPACK_IMPORTED_MODULE_1__/* .parseFieldChoice */ .B)('tags', 'format', ['short', 'long'], attributes.format ?? 'short', line) };
    }
}
function oneWord(value) {
    if (!/\s/.test(value.replaceAll(/\{\{.*?\}\}/gs, '')))
        return value;
    throw new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('tags', `'${value}' contains white space, which is not allowed in a tag: write one tag per line`);
}
function required(key, type, attributes, line) {
    const value = attributes[key];
    if (value !== undefined)
        return value;
    const [strange] = strangeKeys(type, Object.keys(attributes));
    const problem = strange === undefined
        ? `${key} is missing`
        : `'${strange}' is not an attribute of type=${type} (did you mean '${key}'?)`;
    throw new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('tags', `${problem}, in: ${line}`);
}


}),

26653:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  L: () => (parseFields),
  l: () => (parseEach)
});
var _input_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(53587);

function parseEach(items, parse) {
    const problems = [];
    const parsed = items.flatMap((item) => {
        try {
            return [parse(item)];
        }
        catch (error) {
            problems.push(...problemsIn(error));
            return [];
        }
    });
    (0,_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .throwAll */ .Kx)(problems);
    return parsed;
}
function parseFields(fields) {
    const entries = parseEach(Object.entries(fields), ([key, parse]) => [key, parse()]);
    return Object.fromEntries(entries);
}
function problemsIn(error) {
    if (error instanceof _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz)
        return [error];
    if (error instanceof AggregateError)
        return error.errors.flatMap(problemsIn);
    throw error;
}


}),

22453:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  E: () => (nameImages)
});

var annotations = __webpack_require__(39557);
var input_error = __webpack_require__(53587);
var choice = __webpack_require__(65446);
var problems = __webpack_require__(26653);
;// CONCATENATED MODULE: ./node_modules/@renovatebot/pep440/lib/version.js
const VERSION_PATTERN = [
  'v?',
  '(?:',
  /* */ '(?:(?<epoch>[0-9]+)!)?', // epoch
  /* */ '(?<release>[0-9]+(?:\\.[0-9]+)*)', // release segment
  /* */ '(?<pre>', // pre-release
  /*    */ '[-_\\.]?',
  /*    */ '(?<pre_l>(a|b|c|rc|alpha|beta|pre|preview))',
  /*    */ '[-_\\.]?',
  /*    */ '(?<pre_n>[0-9]+)?',
  /* */ ')?',
  /* */ '(?<post>', // post release
  /*    */ '(?:-(?<post_n1>[0-9]+))',
  /*    */ '|',
  /*    */ '(?:',
  /*        */ '[-_\\.]?',
  /*        */ '(?<post_l>post|rev|r)',
  /*        */ '[-_\\.]?',
  /*        */ '(?<post_n2>[0-9]+)?',
  /*    */ ')',
  /* */ ')?',
  /* */ '(?<dev>', // dev release
  /*    */ '[-_\\.]?',
  /*    */ '(?<dev_l>dev)',
  /*    */ '[-_\\.]?',
  /*    */ '(?<dev_n>[0-9]+)?',
  /* */ ')?',
  ')',
  '(?:\\+(?<local>[a-z0-9]+(?:[-_\\.][a-z0-9]+)*))?', // local version
].join('');



const validRegex = new RegExp('^' + VERSION_PATTERN + '$', 'i');

function valid(version) {
  return validRegex.test(version) ? version : null;
}

const cleanRegex = new RegExp('^\\s*' + VERSION_PATTERN + '\\s*$', 'i');
function clean(version) {
  return version_stringify(version_parse(version, cleanRegex));
}

function version_parse(version, regex) {
  // Validate the version and parse it into pieces
  const { groups } = (regex || validRegex).exec(version) || {};
  if (!groups) {
    return null;
  }

  // Store the parsed out pieces of the version
  const parsed = {
    epoch: Number(groups.epoch ? groups.epoch : 0),
    release: groups.release.split('.').map(Number),
    pre: normalize_letter_version(groups.pre_l, groups.pre_n),
    post: normalize_letter_version(
      groups.post_l,
      groups.post_n1 || groups.post_n2,
    ),
    dev: normalize_letter_version(groups.dev_l, groups.dev_n),
    local: parse_local_version(groups.local),
  };

  return parsed;
}

function version_stringify(parsed) {
  if (!parsed) {
    return null;
  }
  const { epoch, release, pre, post, dev, local } = parsed;
  const parts = [];

  // Epoch
  if (epoch !== 0) {
    parts.push(`${epoch}!`);
  }
  // Release segment
  parts.push(release.join('.'));

  // Pre-release
  if (pre) {
    parts.push(pre.join(''));
  }
  // Post-release
  if (post) {
    parts.push('.' + post.join(''));
  }
  // Development release
  if (dev) {
    parts.push('.' + dev.join(''));
  }
  // Local version segment
  if (local) {
    parts.push(`+${local}`);
  }
  return parts.join('');
}

function normalize_letter_version(letterIn, numberIn) {
  let letter = letterIn;
  let number = numberIn;
  if (letter) {
    // We consider there to be an implicit 0 in a pre-release if there is
    // not a numeral associated with it.
    if (!number) {
      number = 0;
    }
    // We normalize any letters to their lower case form
    letter = letter.toLowerCase();

    // We consider some words to be alternate spellings of other words and
    // in those cases we want to normalize the spellings to our preferred
    // spelling.
    if (letter === 'alpha') {
      letter = 'a';
    } else if (letter === 'beta') {
      letter = 'b';
    } else if (['c', 'pre', 'preview'].includes(letter)) {
      letter = 'rc';
    } else if (['rev', 'r'].includes(letter)) {
      letter = 'post';
    }
    return [letter, Number(number)];
  }
  if (!letter && number) {
    // We assume if we are given a number, but we are not given a letter
    // then this is using the implicit post release syntax (e.g. 1.0-1)
    letter = 'post';

    return [letter, Number(number)];
  }
  return null;
}

function parse_local_version(local) {
  /*
    Takes a string like abc.1.twelve and turns it into("abc", 1, "twelve").
    */
  if (local) {
    return local
      .split(/[._-]/)
      .map((part) =>
        Number.isNaN(Number(part)) ? part.toLowerCase() : Number(part),
      );
  }
  return null;
}

function explain(version) {
  const parsed = version_parse(version);
  if (!parsed) {
    return parsed;
  }
  const { epoch, release, pre, post, dev, local } = parsed;

  let base_version = '';
  if (epoch !== 0) {
    base_version += epoch + '!';
  }
  base_version += release.join('.');

  const is_prerelease = Boolean(dev || pre);
  const is_devrelease = Boolean(dev);
  const is_postrelease = Boolean(post);

  // return

  return {
    epoch,
    release,
    pre,
    post: post ? post[1] : post,
    dev: dev ? dev[1] : dev,
    local: local ? local.join('.') : local,
    public: version_stringify(parsed).split('+', 1)[0],
    base_version,
    is_prerelease,
    is_devrelease,
    is_postrelease,
  };
}

;// CONCATENATED MODULE: ./node_modules/@renovatebot/pep440/lib/operator.js




function lt(version, other) {
  return compare(version, other) < 0;
}

function le(version, other) {
  return compare(version, other) <= 0;
}

function eq(version, other) {
  return compare(version, other) === 0;
}

function ne(version, other) {
  return compare(version, other) !== 0;
}

function ge(version, other) {
  return compare(version, other) >= 0;
}

function gt(version, other) {
  return compare(version, other) > 0;
}

function arbitrary(version, other) {
  return version.toLowerCase() === other.toLowerCase();
}

function compare(version, other) {
  const parsedVersion = version_parse(version);
  const parsedOther = version_parse(other);

  const keyVersion = calculateKey(parsedVersion);
  const keyOther = calculateKey(parsedOther);

  return pyCompare(keyVersion, keyOther);
}

function rcompare(version, other) {
  return -compare(version, other);
}

// this logic is buitin in python, but we need to port it to js
// see https://stackoverflow.com/a/5292332/1438522
function pyCompare(elemIn, otherIn) {
  let elem = elemIn;
  let other = otherIn;
  if (elem === other) {
    return 0;
  }
  if (Array.isArray(elem) !== Array.isArray(other)) {
    elem = Array.isArray(elem) ? elem : [elem];
    other = Array.isArray(other) ? other : [other];
  }
  if (Array.isArray(elem)) {
    const len = Math.min(elem.length, other.length);
    for (let i = 0; i < len; i += 1) {
      const res = pyCompare(elem[i], other[i]);
      if (res !== 0) {
        return res;
      }
    }
    return elem.length - other.length;
  }
  if (elem === -Infinity || other === Infinity) {
    return -1;
  }
  if (elem === Infinity || other === -Infinity) {
    return 1;
  }
  return elem < other ? -1 : 1;
}

function calculateKey(input) {
  const { epoch } = input;
  let { release, pre, post, local, dev } = input;
  // When we compare a release version, we want to compare it with all of the
  // trailing zeros removed. So we'll use a reverse the list, drop all the now
  // leading zeros until we come to something non zero, then take the rest
  // re-reverse it back into the correct order and make it a tuple and use
  // that for our sorting key.
  release = release.concat();
  release.reverse();
  while (release.length && release[0] === 0) {
    release.shift();
  }
  release.reverse();

  // We need to "trick" the sorting algorithm to put 1.0.dev0 before 1.0a0.
  // We'll do this by abusing the pre segment, but we _only_ want to do this
  // if there is !a pre or a post segment. If we have one of those then
  // the normal sorting rules will handle this case correctly.
  if (!pre && !post && dev) pre = -Infinity;
  // Versions without a pre-release (except as noted above) should sort after
  // those with one.
  else if (!pre) pre = Infinity;

  // Versions without a post segment should sort before those with one.
  if (!post) post = -Infinity;

  // Versions without a development segment should sort after those with one.
  if (!dev) dev = Infinity;

  if (!local) {
    // Versions without a local segment should sort before those with one.
    local = -Infinity;
  } else {
    // Versions with a local segment need that segment parsed to implement
    // the sorting rules in PEP440.
    // - Alpha numeric segments sort before numeric segments
    // - Alpha numeric segments sort lexicographically
    // - Numeric segments sort numerically
    // - Shorter versions sort before longer versions when the prefixes
    //   match exactly
    local = local.map((i) =>
      Number.isNaN(Number(i)) ? [-Infinity, i] : [Number(i), ''],
    );
  }

  return [epoch, release, pre, post, dev, local];
}

;// CONCATENATED MODULE: ./node_modules/@renovatebot/pep440/lib/specifier.js
// This file is dual licensed under the terms of the Apache License, Version
// 2.0, and the BSD License. See the LICENSE file in the root of this repository
// for complete details.





const RANGE_PATTERN = [
  '(?<operator>(===|~=|==|!=|<=|>=|<|>))',
  '\\s*',
  '(',
  /*  */ '(?<version>(?:' + VERSION_PATTERN.replace(/\?<\w+>/g, '?:') + '))',
  /*  */ '(?<prefix>\\.\\*)?',
  /*  */ '|',
  /*  */ '(?<legacy>[^,;\\s)]+)',
  ')',
].join('');



const isEqualityOperator = (op) => ['==', '!=', '==='].includes(op);

const rangeRegex = new RegExp('^' + RANGE_PATTERN + '$', 'i');

function specifier_parse(ranges) {
  if (!ranges.trim()) {
    return [];
  }

  const specifiers = ranges
    .split(',')
    .map((range) => rangeRegex.exec(range.trim()) || {})
    .map(({ groups }) => {
      if (!groups) {
        return null;
      }

      let { ...spec } = groups;
      const { operator, version, prefix, legacy } = groups;

      if (version) {
        spec = { ...spec, ...explainVersion(version) };
        if (operator === '~=') {
          if (spec.release.length < 2) {
            return null;
          }
        }
        if (!isEqualityOperator(operator) && spec.local) {
          return null;
        }

        if (prefix) {
          if (!isEqualityOperator(operator) || spec.dev || spec.local) {
            return null;
          }
        }
      }
      if (legacy && operator !== '===') {
        return null;
      }

      return spec;
    });

  if (specifiers.filter(Boolean).length !== specifiers.length) {
    return null;
  }

  return specifiers;
}

function filter(versions, specifier, options = {}) {
  const filtered = pick(versions, specifier, options);
  if (filtered.length === 0 && options.prereleases === undefined) {
    return pick(versions, specifier, { prereleases: true });
  }
  return filtered;
}

function maxSatisfying(versions, range, options) {
  const found = filter(versions, range, options).sort(Operator.compare);
  return found.length === 0 ? null : found[found.length - 1];
}

function minSatisfying(versions, range, options) {
  const found = filter(versions, range, options).sort(Operator.compare);
  return found.length === 0 ? null : found[0];
}

function pick(versions, specifier, options) {
  const parsed = specifier_parse(specifier);

  if (!parsed) {
    return [];
  }

  return versions.filter((version) => {
    const explained = explainVersion(version);

    if (!parsed.length) {
      return explained && !(explained.is_prerelease && !options.prereleases);
    }

    return parsed.reduce((pass, spec) => {
      if (!pass) {
        return false;
      }
      return contains({ ...spec, ...options }, { version, explained });
    }, true);
  });
}

function satisfies(version, specifier, options = {}) {
  const filtered = pick([version], specifier, options);

  return filtered.length === 1;
}

function arrayStartsWith(array, prefix) {
  if (prefix.length > array.length) {
    return false;
  }

  for (let i = 0; i < prefix.length; i += 1) {
    if (prefix[i] !== array[i]) {
      return false;
    }
  }

  return true;
}

function contains(specifier, input) {
  const { explained } = input;
  let { version } = input;
  const { ...spec } = specifier;

  if (spec.prereleases === undefined) {
    spec.prereleases = spec.is_prerelease;
  }

  if (explained && explained.is_prerelease && !spec.prereleases) {
    return false;
  }

  if (spec.operator === '~=') {
    let compatiblePrefix = spec.release.slice(0, -1).concat('*').join('.');
    if (spec.epoch) {
      compatiblePrefix = spec.epoch + '!' + compatiblePrefix;
    }
    return satisfies(version, `>=${spec.version}, ==${compatiblePrefix}`, {
      prereleases: spec.prereleases,
    });
  }

  if (spec.prefix) {
    const isMatching =
      explained.epoch === spec.epoch &&
      arrayStartsWith(explained.release, spec.release);
    const isEquality = spec.operator !== '!=';
    return isEquality ? isMatching : !isMatching;
  }

  if (explained && explained.local && spec.version) {
    // Ignore candidate local labels only when the specifier itself is public.
    if (spec.operator !== '===' && !spec.local) {
      version = explained.public;
      spec.version = explainVersion(spec.version).public;
    }
  }

  if (spec.operator === '<' || spec.operator === '>') {
    // simplified version of https://www.python.org/dev/peps/pep-0440/#exclusive-ordered-comparison
    if (Operator.eq(spec.release.join('.'), explained.release.join('.'))) {
      return false;
    }
  }

  // TODO: fix me?
  // eslint-disable-next-line import-x/namespace
  const op = Operator[spec.operator];
  return op(version, spec.version || spec.legacy);
}

function validRange(specifier) {
  return Boolean(specifier_parse(specifier));
}

;// CONCATENATED MODULE: ./node_modules/@renovatebot/pep440/lib/semantic.js


// those notation are borrowed from semver


function major(input) {
  const version = explain(input);
  if (!version) {
    throw new TypeError('Invalid Version: ' + input);
  }
  return version.release[0];
}

function minor(input) {
  const version = explain(input);
  if (!version) {
    throw new TypeError('Invalid Version: ' + input);
  }
  if (version.release.length < 2) {
    return 0;
  }
  return version.release[1];
}

function patch(input) {
  const version = explain(input);
  if (!version) {
    throw new TypeError('Invalid Version: ' + input);
  }
  if (version.release.length < 3) {
    return 0;
  }
  return version.release[2];
}

function inc(input, release, preReleaseIdentifier) {
  let identifier = preReleaseIdentifier || `a`;
  const version = parse(input);

  if (!version) {
    return null;
  }

  if (
    !['a', 'b', 'c', 'rc', 'alpha', 'beta', 'pre', 'preview'].includes(
      identifier,
    )
  ) {
    return null;
  }

  switch (release) {
    case 'premajor':
      {
        const [majorVersion] = version.release;
        version.release.fill(0);
        version.release[0] = majorVersion + 1;
      }
      version.pre = [identifier, 0];
      delete version.post;
      delete version.dev;
      delete version.local;
      break;
    case 'preminor':
      {
        const [majorVersion, minorVersion = 0] = version.release;
        version.release.fill(0);
        version.release[0] = majorVersion;
        version.release[1] = minorVersion + 1;
      }
      version.pre = [identifier, 0];
      delete version.post;
      delete version.dev;
      delete version.local;
      break;
    case 'prepatch':
      {
        const [majorVersion, minorVersion = 0, patchVersion = 0] =
          version.release;
        version.release.fill(0);
        version.release[0] = majorVersion;
        version.release[1] = minorVersion;
        version.release[2] = patchVersion + 1;
      }
      version.pre = [identifier, 0];
      delete version.post;
      delete version.dev;
      delete version.local;
      break;
    case 'prerelease':
      if (version.pre === null) {
        const [majorVersion, minorVersion = 0, patchVersion = 0] =
          version.release;
        version.release.fill(0);
        version.release[0] = majorVersion;
        version.release[1] = minorVersion;
        version.release[2] = patchVersion + 1;
        version.pre = [identifier, 0];
      } else {
        if (preReleaseIdentifier === undefined && version.pre !== null) {
          [identifier] = version.pre;
        }

        const [letter, number] = version.pre;
        if (letter === identifier) {
          version.pre = [letter, number + 1];
        } else {
          version.pre = [identifier, 0];
        }
      }

      delete version.post;
      delete version.dev;
      delete version.local;
      break;
    case 'major':
      if (
        version.release.slice(1).some((value) => value !== 0) ||
        version.pre === null
      ) {
        const [majorVersion] = version.release;
        version.release.fill(0);
        version.release[0] = majorVersion + 1;
      }
      delete version.pre;
      delete version.post;
      delete version.dev;
      delete version.local;
      break;
    case 'minor':
      if (
        version.release.slice(2).some((value) => value !== 0) ||
        version.pre === null
      ) {
        const [majorVersion, minorVersion = 0] = version.release;
        version.release.fill(0);
        version.release[0] = majorVersion;
        version.release[1] = minorVersion + 1;
      }
      delete version.pre;
      delete version.post;
      delete version.dev;
      delete version.local;
      break;
    case 'patch':
      if (
        version.release.slice(3).some((value) => value !== 0) ||
        version.pre === null
      ) {
        const [majorVersion, minorVersion = 0, patchVersion = 0] =
          version.release;
        version.release.fill(0);
        version.release[0] = majorVersion;
        version.release[1] = minorVersion;
        version.release[2] = patchVersion + 1;
      }
      delete version.pre;
      delete version.post;
      delete version.dev;
      delete version.local;
      break;
    default:
      return null;
  }

  return stringify(version);
}

;// CONCATENATED MODULE: ./node_modules/@renovatebot/pep440/index.js










;// CONCATENATED MODULE: ./build/names/versions/pep440.js

const pep440 = {
    name: 'PEP 440',
    url: 'https://peps.python.org/pep-0440',
    read: readPep440,
    compare: (a, b) => compare(a.normal, b.normal),
};
function readPep440(raw) {
    const parts = explain(raw);
    const normal = clean(raw);
    if (!parts || normal === null)
        return undefined;
    const stable = !(parts.is_prerelease || parts.is_postrelease || parts.is_devrelease);
    const fields = { raw, version: normal, major: major(raw), minor: minor(raw), patch: patch(raw) };
    return { scheme: pep440, normal, stable, fields };
}

var semver = __webpack_require__(22041);
var search = __webpack_require__(63075);
;// CONCATENATED MODULE: ./build/names/rules/reading.js

function readRuleText(rule, { facts, language, vocabulary }) {
    const { ref } = facts.event;
    if (rule.value !== '')
        return withoutPrefix(rule, language.expand('tags', rule.value, vocabulary));
    return ref.kind === 'tag' ? withoutPrefix(rule, ref.name) : undefined;
}
function withoutPrefix({ tagPrefix }, name) {
    return name.startsWith(tagPrefix) ? name.slice(tagPrefix.length) : undefined;
}
function searchMatch({ pattern, line }, texts) {
    const [, expression = pattern, flags = ''] = /^\/(.+)\/(.*)$/.exec(pattern) ?? [];
    return (0,search/* search */.$)(texts, expression, flags, line);
}
function groupOf(found, group) {
    return Object.hasOwn(found, group) ? found[Number(group)] : undefined;
}

;// CONCATENATED MODULE: ./build/names/rules/propose-version.js




function proposeVersion(rule, scheme, context) {
    const text = readRuleText(rule, context);
    if (text === undefined)
        return undefined;
    const written = versionText(rule, text, context).replaceAll('/', '-');
    const version = scheme.read(written);
    if (version)
        return { value: renderPattern(rule.pattern, version, context.language), latest: version.stable, version };
    context.warn(`'${written}' is not a ${scheme.name} version (${scheme.url}), so this rule produces no tag: ${rule.line}`);
    return undefined;
}
function versionText({ match, line }, text, { warn }) {
    if (match === '')
        return text;
    const [found] = (0,search/* search */.$)([text], match, '', line);
    if (!found) {
        warn(`'${match}' does not match '${text}', so the whole text is used`);
        return text;
    }
    const [, version] = found;
    if (version !== undefined)
        return version;
    throw new input_error/* InputError */.dz('tags', `match needs a capture group around the version, as in match=v(.*), in: ${line}`);
}
function renderPattern(pattern, version, { expand, isRaw }) {
    return version.stable || isRaw(pattern) ? expand('tags', pattern, version.fields) : version.normal;
}
function proposeMatch(rule, context) {
    const text = readRuleText(rule, context);
    if (text === undefined)
        return undefined;
    const [found] = searchMatch(rule, [text]);
    const value = found ? groupOf(found, rule.group) : undefined;
    if (value !== undefined)
        return { value, latest: true, version: semver/* semver */.h.read(value) };
    const problem = found ? `has no group ${rule.group} in` : 'does not match';
    context.warn(`'${rule.pattern}' ${problem} '${text}', so this rule produces no tag: ${rule.line}`);
    return undefined;
}

;// CONCATENATED MODULE: ./build/names/rules/propose.js




function propose(rule, context) {
    const { facts, language, vocabulary, dates } = context;
    switch (rule.type) {
        case 'schedule':
            if (!facts.event.name.includes('schedule'))
                return undefined;
            return { value: language.expand('tags', rule.pattern, dates), latest: false };
        case 'semver':
            return proposeVersion(rule, semver/* semver */.h, context);
        case 'pep440':
            return proposeVersion(rule, pep440, context);
        case 'match':
            return proposeMatch(rule, context);
        case 'edge':
            return proposeEdge(rule, facts);
        case 'ref':
            return proposeRef(rule, facts);
        case 'raw':
            return { value: language.expand('tags', rule.value, vocabulary), latest: false };
        case 'sha':
            return proposeSha(rule, context);
    }
}
function proposeEdge({ branch }, { event: { ref }, source }) {
    if (ref.kind !== 'branch' || ref.name !== (branch || source.defaultBranch))
        return undefined;
    return { value: 'edge', latest: false };
}
function proposeRef(rule, { event }) {
    const { ref } = event;
    switch (rule.event) {
        case 'branch':
            return ref.kind === 'branch' ? { value: ref.name, latest: false } : undefined;
        case 'pr':
            return ref.kind === 'pull-request' ? { value: ref.name, latest: false } : undefined;
        case 'tag':
            return ref.kind === 'tag' ? proposeTag(rule, ref.name, event) : undefined;
    }
}
function proposeTag(rule, name, { isPrerelease }) {
    const value = withoutPrefix(rule, name);
    if (value === undefined)
        return undefined;
    const version = semver/* semver */.h.read(value);
    const isStable = !isPrerelease && (version ?? pep440.read(value))?.stable === true;
    return { value, latest: rule.latest === 'always' || isStable, version };
}
function proposeSha({ format }, { facts, shortSha }) {
    const { sha } = facts.event;
    if (sha === '')
        return undefined;
    return { value: format === 'long' ? sha : shortSha(), latest: false };
}

var tag_name = __webpack_require__(7979);
;// CONCATENATED MODULE: ./build/names/candidate.js





function findCandidates(rules, flavor, context) {
    return (0,problems/* parseEach */.l)(rules, (rule) => findCandidate(rule, flavor, context)).flatMap((candidate) => candidate ?? []);
}
function findCandidate(rule, flavor, context) {
    if (!isEnabled(rule, context))
        return undefined;
    for (const doubt of rule.doubts)
        context.warn(doubt);
    const proposal = propose(rule, context);
    if (!proposal)
        return undefined;
    const { expand } = context.language;
    const prefix = expand('tags', rule.prefix ?? flavor.prefix, context.vocabulary);
    const suffix = expand('tags', rule.suffix ?? flavor.suffix, context.vocabulary);
    const text = `${prefix}${proposal.value}${suffix}`;
    return text === '' ? undefined : { ...proposal, rule, tag: nameTag(text, rule.line, context), prefix, suffix };
}
function isEnabled({ enable, line }, { language, vocabulary }) {
    return ((0,choice/* parseFieldChoice */.B)('tags', 'enable', ['true', 'false'], language.expand('tags', enable, vocabulary), line) === 'true');
}
function nameTag(text, line, { warn }) {
    const { tag, warning } = (0,tag_name/* toTag */.y)(text) ?? {};
    if (tag === undefined) {
        throw new input_error/* InputError */.dz('tags', `'${text}' contains no letter or digit that is allowed in a tag (A-Z, a-z, 0-9), in: ${line}`);
    }
    if (warning !== undefined)
        warn(warning);
    return tag;
}

;// CONCATENATED MODULE: ./build/names/expressions/expression.js
const plain = { expand: (_input, text) => text, isRaw: () => false };
async function loadLanguage(texts) {
    const expressions = texts.filter((text) => text.includes('{{'));
    if (expressions.length === 0)
        return plain;
    const template = Promise.all(/* import() */[__webpack_require__.e(6217), __webpack_require__.e(833)]).then(__webpack_require__.bind(__webpack_require__, 20833));
    const dates = expressions.some((text) => text.includes('date')) ? await Promise.all(/* import() */[__webpack_require__.e(6282), __webpack_require__.e(2015)]).then(__webpack_require__.bind(__webpack_require__, 62015)) : undefined;
    const { expandTemplate: expand, isRaw } = await template;
    return { expand, isRaw, ...(dates && { dates }) };
}

var git_ref = __webpack_require__(95223);
;// CONCATENATED MODULE: ./build/names/expressions/vocabulary.js

function eventVocabulary(event, shortSha) {
    const isDefault = isDefaultBranch(event);
    return {
        branch: () => (0,git_ref/* nameIf */.l)('branch', event.ref),
        tag: () => (0,git_ref/* nameIf */.l)('tag', event.ref),
        sha: shortSha,
        base_ref: () => event.baseRef,
        is_default_branch: () => `${isDefault}`,
        is_not_default_branch: () => `${!isDefault}`,
    };
}
function isDefaultBranch({ name, ref, defaultBranch }) {
    if (ref.name === '')
        return false;
    if (ref.kind === 'branch' && ref.name === defaultBranch)
        return true;
    return /discussion|issues|schedule/.test(name);
}
function dateVocabulary({ now, commit }, formats, warn) {
    if (!formats)
        return {};
    const { formatDate, isZone } = formats;
    const name = (date) => (format, call) => {
        const text = parseFormat(format);
        const zone = parseZone(call);
        if (isZone(zone))
            return formatDate(date, text, zone);
        warn(`'${zone}' is not a known time zone, so UTC is used`);
        return formatDate(date, text, 'UTC');
    };
    return { date: name(now), commit_date: name(commit) };
}
function parseFormat(format) {
    if (format && typeof format !== 'string')
        throw new Error('Put the date format in single quotes');
    return typeof format === 'string' ? format : '';
}
function parseZone(call) {
    const { hash } = call;
    if (!hash)
        throw new Error('A date takes only one format');
    const { tz, ...others } = { tz: 'UTC', ...hash };
    const [unknown] = Object.keys(others);
    if (unknown !== undefined)
        throw new Error(`A date takes only the option tz, not '${unknown}'`);
    if (typeof tz !== 'string' || tz === '')
        throw new Error('Put the time zone in single quotes');
    return tz;
}

;// CONCATENATED MODULE: ./build/names/expressions/rule-context.js



async function prepareRuleContext(naming, facts, lookups, warn) {
    const { rules, flavor, labels, annotations } = naming;
    const texts = [...rules.map(({ line }) => line), flavor.prefix, flavor.suffix, ...labels, ...annotations];
    const language = await loadLanguage(texts);
    const commit = texts.some((text) => text.includes('commit_date')) ? await lookups.commitDate() : facts.now;
    const dates = dateVocabulary({ now: facts.now, commit }, language.dates, warn);
    const short = () => shortSha(facts.event.sha, naming.shortShaLength);
    return {
        facts,
        language,
        vocabulary: { ...eventVocabulary(facts.event, short), ...dates },
        dates,
        shortSha: short,
        warn,
    };
}
const variable = 'DOCKER_METADATA_SHORT_SHA_LENGTH';
function shortSha(sha, length = '') {
    const count = length === '' ? 7 : Number(length);
    if (Number.isNaN(count))
        throw new input_error/* InputError */.dz(variable, `'${length}' is not a number`);
    return sha.substring(0, count);
}

var image_name = __webpack_require__(83514);
var labels = __webpack_require__(86220);
;// CONCATENATED MODULE: ./build/names/moving.js




function needsKnownTags(candidates, flavor, language) {
    const latest = flavor.latest === 'highest' && candidates.some(({ latest, version }) => latest && version?.stable);
    return latest || candidates.some((candidate) => movesToHighest(candidate, language));
}
function whyTagStays(candidate, known, language) {
    if (!movesToHighest(candidate, language))
        return undefined;
    return whyStays(candidate, known, (other) => sharesTag(candidate, other, language));
}
function whyLatestStays(candidate, known) {
    return whyStays(candidate, known, () => true);
}
function movesToHighest(candidate, language) {
    const { rule, version } = candidate;
    if (!version?.stable || !('moving' in rule) || rule.moving !== 'highest')
        return false;
    const { major, minor, patch } = version.fields;
    const next = version.scheme.read(`${major}.${minor}.${patch + 1}`);
    return next !== undefined && sharesTag(candidate, next, language);
}
function sharesTag({ rule, value }, other, language) {
    return 'moving' in rule && renderPattern(rule.pattern, other, language) === value;
}
function whyStays(candidate, known, shares) {
    const { version, value } = candidate;
    if (!version)
        return `'${value}' is not a version, so it cannot be the highest`;
    if (!version.stable)
        return `${version.normal} is not a stable version`;
    if (!known)
        return 'the existing versions could not be listed';
    const { compare, read } = version.scheme;
    const [highest] = knownTexts(candidate, known)
        .map(read)
        .filter((other) => other !== undefined)
        .filter((other) => other.stable && compare(other, version) > 0 && shares(other))
        .toSorted((a, b) => compare(b, a));
    return highest && `${highest.normal} is higher than ${version.normal}`;
}
function knownTexts(candidate, { names, from }) {
    if (from === 'git')
        return gitTagTexts(candidate.rule, names).map((text) => text.replaceAll('/', '-'));
    const prefix = (0,tag_name/* sanitize */.a)(candidate.prefix);
    const suffix = (0,tag_name/* sanitize */.a)(candidate.suffix);
    const ours = names.filter((name) => name.startsWith(prefix) && name.endsWith(suffix));
    return ours.map((name) => name.slice(prefix.length, name.length - suffix.length));
}
function gitTagTexts(rule, names) {
    if (!('tagPrefix' in rule))
        return names;
    const texts = names.map((name) => withoutPrefix(rule, name)).filter((text) => text !== undefined);
    if (rule.type === 'ref')
        return texts;
    return searchAll(rule, texts).filter((text) => text !== undefined);
}
function searchAll(rule, texts) {
    const group = (name) => (found) => (found ? groupOf(found, name) : undefined);
    if (rule.type === 'match')
        return searchMatch(rule, texts).map(group(rule.group));
    return rule.match === '' ? texts : (0,search/* search */.$)(texts, rule.match, '', rule.line).map(group('1'));
}

;// CONCATENATED MODULE: ./build/names/select.js


function select_select(candidates, flavor, known, context) {
    const own = candidates.map((candidate) => {
        return { candidate, tag: candidate.tag, reason: whyTagStays(candidate, known, context.language) };
    });
    const first = own.find(({ reason }) => reason === undefined)?.candidate;
    const judged = [...own, ...(first ? judgeLatest(first, flavor, known, context) : [])];
    const tags = new Set(judged.filter(({ reason }) => reason === undefined).map(({ tag }) => tag));
    const withheld = judged.flatMap(({ tag, reason }) => (reason === undefined || tags.has(tag) ? [] : { tag, reason }));
    return { tags: [...tags], withheld };
}
function judgeLatest(first, flavor, known, context) {
    const isWanted = flavor.latest === 'true' || (flavor.latest !== 'false' && first.latest);
    if (!isWanted)
        return [];
    const expand = (affix) => context.language.expand('flavor', affix, context.vocabulary);
    const prefix = flavor.prefixLatest ? expand(flavor.prefix) : '';
    const suffix = flavor.suffixLatest ? expand(flavor.suffix) : '';
    const reason = flavor.latest === 'highest' ? whyLatestStays(first, known) : undefined;
    return [{ tag: nameTag(`${prefix}latest${suffix}`, 'latest', context), reason }];
}

;// CONCATENATED MODULE: ./build/names/names.js








async function nameImages(naming, facts, lookups) {
    const { rules, references, flavor } = naming;
    (0,image_name/* checkRuleImages */.P6)(rules, naming.images);
    const warnings = new Set([...flavor.doubts, ...naming.images.flatMap((image) => (0,image_name/* whyLost */.p5)(image) ?? [])]);
    const context = await prepareRuleContext(naming, facts, lookups, (warning) => warnings.add(warning));
    const candidates = findCandidates(rules, flavor, context);
    const known = needsKnownTags(candidates, flavor, context.language) ? await lookups.knownTags() : undefined;
    const selectFor = (names) => {
        const theirs = candidates.filter(({ rule }) => names.some((name) => (0,image_name/* isFor */.Gi)(rule, name)));
        return select_select(theirs, flavor, known, context);
    };
    const names = nameList(naming);
    const { tags, withheld } = selectFor(names);
    const images = names.map((name) => ({ name, tags: selectFor([name]).tags }));
    const version = tags[0] ?? references[0]?.tag ?? '';
    if (version === '' && !naming.hasOtherTags)
        warnings.add("No rule produced a tag for this event: see the input 'tags'");
    const description = describe(naming, version, context);
    return {
        version,
        images: [...images, ...groupReferences(references)],
        ...description,
        withheld,
        warnings: [...warnings],
    };
}
function describe(naming, version, context) {
    const { isTaken = () => false } = naming;
    const known = (0,labels/* knownLabels */.n_)(context.facts, version);
    const given = (0,problems/* parseFields */.L)({
        labels: () => (0,labels/* parseLabels */.Xy)('labels', expandLines('labels', naming.labels, context), context.warn),
        annotations: () => {
            const lines = expandLines('annotations', naming.annotations, context);
            return (0,problems/* parseEach */.l)((0,labels/* parseLabels */.Xy)('annotations', lines, context.warn), annotations/* parseAnnotation */.f);
        },
    });
    return {
        labels: (0,labels/* mergeLabels */.Mr)([...known.filter(([key]) => !isTaken(key)), ...given.labels]),
        annotations: [...known.map((label) => ({ label, levels: [] })), ...given.annotations],
    };
}
function nameList({ images, references }) {
    const names = images.filter(({ enable }) => enable).map(({ name }) => name);
    return names.length === 0 && references.length === 0 ? [''] : names;
}
function groupReferences(references) {
    const groups = Map.groupBy(references, ({ name }) => name);
    return [...groups].map(([name, group]) => ({ name, tags: [...new Set(group.map(({ tag }) => tag))] }));
}
function expandLines(input, lines, { language, vocabulary }) {
    return (0,problems/* parseEach */.l)(lines, (line) => language.expand(input, line, vocabulary));
}


}),

7367:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  A: () => (writeBakeFiles)
});
var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
var _environment_step_folder_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(62151);



async function writeBakeFiles(files, directory) {
    try {
        return await writeInto(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdtemp)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, 'bake-')), files);
    }
    catch (cause) {
        const problem = `Cannot write the bake files to ${directory}: ${cause.message}`;
        throw new Error(`${problem}. ${_environment_step_folder_js__WEBPACK_IMPORTED_MODULE_2__/* .temporaryAdvice */ .U}`, { cause });
    }
}
async function writeInto(folder, files) {
    const written = Object.entries(files).map(async ([name, content]) => {
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, `${name}.json`);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(path, content);
        return [name, path];
    });
    return Object.fromEntries(await Promise.all(written));
}


})
};
