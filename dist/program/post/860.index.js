export const id = 860;
export const ids = [860];
export const modules = {

587:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  dz: () => (InputError)
});
/* unused harmony exports problemsOf, throwAll */
class InputError extends Error {
    name = 'InputError';
    constructor(input, problem, options) {
        super(`Input '${input}': ${problem}`, options);
    }
}
function problemsOf(error) {
    return error instanceof AggregateError ? error.errors : [error];
}
function throwAll(problems) {
    if (problems.length > 1)
        throw new AggregateError(problems, 'Some inputs are not valid');
    for (const problem of problems)
        throw problem;
}


}),

368:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Hh: () => (parseRecord),
  qF: () => (parseJson),
  u4: () => (isRecord),
  zv: () => (recordOf)
});
/* unused harmony exports parseUnambiguousJson, mistakenFor */
const depthLimit = 500;
function parseJson(text) {
    scan(text, () => undefined);
    return JSON.parse(text);
}
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function recordOf(value) {
    return isRecord(value) ? value : {};
}
function parseRecord(text) {
    try {
        return recordOf(parseJson(text));
    }
    catch {
        return {};
    }
}
function parseUnambiguousJson(text) {
    scan(text, (keys, quoted) => {
        const key = String(JSON.parse(quoted));
        if (keys.has(key))
            throw new SyntaxError(`it has the key ${JSON.stringify(key.slice(0, 80))} twice`);
        keys.add(key);
    });
    return JSON.parse(text);
}
function mistakenFor(key, fields) {
    return fields.includes(key) ? undefined : fields.find((field) => folded(field) === folded(key));
}
function folded(text) {
    return text.toUpperCase().toLowerCase();
}
function scan(text, onKey) {
    const open = [];
    let last = '';
    for (const mark of marksIn(text)) {
        switch (mark) {
            case '{':
            case '[':
                open.push(new Set());
                if (open.length > depthLimit)
                    throw new SyntaxError(`it is nested more than ${depthLimit} deep`);
                break;
            case '}':
            case ']':
                open.pop();
                break;
            case ':':
                onKey(open.at(-1) ?? new Set(), last);
                break;
            default:
                last = mark;
        }
    }
}
function* marksIn(text) {
    const mark = /["{}[\]:]/g;
    for (let found = mark.exec(text); found; found = mark.exec(text)) {
        if (found[0] === '"')
            mark.lastIndex = endOfString(text, found.index) + 1;
        yield text.slice(found.index, mark.lastIndex);
    }
}
function endOfString(text, start) {
    for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
        let backslashes = 0;
        while (text[end - 1 - backslashes] === '\\')
            backslashes += 1;
        if (backslashes % 2 === 0)
            return end;
    }
    throw new SyntaxError('it has an unterminated string');
}


}),

860:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  removeBuilder: () => (removeBuilder)
});

var sync = __webpack_require__(329);
var input_error = __webpack_require__(587);
;// CONCATENATED MODULE: ./build/names/inputs/list.js


const entry = /[^\S\n]*"(?<quoted>(?:[^"]|"")*)"(?<more>,[^\n]*)?[^\S\n]*(?:\n|$)|(?<line>[^\n]+)(?:\n|$)|\n/gy;
function splitItems(input, text) {
    const items = [...text.matchAll(entry)]
        .map(({ groups }) => {
        const { quoted, more = '', line = '' } = groups ?? {};
        const isQuoted = quoted !== undefined;
        return { text: isQuoted ? quoted.replaceAll('""', '"') + more : line, isQuoted, hasMore: more !== '' };
    })
        .filter(({ text: item, isQuoted }) => (isQuoted ? item !== '' : /^\s*[^\s#]/.test(item)));
    items.forEach((item, index) => {
        checkItem(input, item, index);
    });
    return items;
}
function parseList(input, text) {
    return splitItems(input, text)
        .map((item) => item.text.trim())
        .filter((item) => item !== '');
}
const inQuotes = '"NAME=first line\u23celast line" (quote the whole entry, and double any quotes inside it)';
function entryError(form, input, index, problem = '') {
    const perhaps = index > 0 ? `. If it continues entry ${index}, write that entry as ${inQuotes}` : '';
    return new InputError(input, `write entry ${index + 1} as ${form}${problem}${perhaps}`);
}
function checkItem(input, { text, isQuoted }, index) {
    if (isQuoted)
        return;
    if (/^\s*"/.test(text)) {
        const problem = 'the closing quote must be at the end of a line, and quotes inside it must be doubled';
        throw new InputError(input, `write entry ${index + 1} as one quoted text: ${problem}`);
    }
    if (/-----BEGIN (?!.*-----END )/.test(text)) {
        throw new InputError(input, `write entry ${index + 1} as ${inQuotes}: it is only the first line of a key`);
    }
    if (index > 0 && isEndOfBase64(text.trim())) {
        throw new InputError(input, `write entry ${index} as ${inQuotes}: entry ${index + 1} looks like its last line`);
    }
}
function isEndOfBase64(text) {
    if (/^[\w+/-]+==$/.test(text))
        return true;
    return text.length % 4 === 0 && /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[A-Za-z0-9+/]{15,}=$/.test(text);
}
function list_splitFields(input, item, where = '') {
    try {
        const [fields = []] = parse(item, { relax_column_count: true, skip_empty_lines: true });
        return fields;
    }
    catch (cause) {
        const problem = 'quote a whole field, as in "value=a,b", and double any quotes inside it';
        throw new InputError(input, `the quotes are not valid: ${problem}${where}`, { cause });
    }
}
function parseNameLines(input, text) {
    const lines = parseList(input, text);
    const found = lines.flatMap((line) => /\$\{\{.*?(?:\}\}|$)/s.exec(line)?.[0] ?? []);
    if (found.length === 0)
        return lines;
    const where = 'GitHub expands expressions only in workflow files, not in the value of a variable or an input';
    throw new InputError(input, `'${found[0]}' was not expanded: ${where}. To write literal braces, use \\{{`);
}

;// CONCATENATED MODULE: ./build/builder/buildx/options/attributes.js

function attributes_attributesOf(text) {
    if (/[\r\n]/.test(text))
        return undefined;
    try {
        const pairs = splitFields('outputs', text).flatMap((field) => {
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
    const attributes = attributes_attributesOf(output);
    if (!attributes)
        return true;
    const push = attributes.get('push') ?? (attributes.get('type') === 'registry' ? 'true' : 'false');
    return [push, attributes.get('push-by-digest') ?? 'false'].some((value) => !isFalse.test(value));
}
function isPushedByDigest(output) {
    return !isFalse.test(attributes_attributesOf(output)?.get('push-by-digest') ?? 'false');
}
const isFalse = /^(?:0|f|F|false|FALSE|False)$/;

;// CONCATENATED MODULE: ./build/builder/buildx/options/output-option.js

const imageTypes = (/* unused pure expression or super */ null && (['image', 'registry', 'docker', 'oci']));
function parseImageOutput(text) {
    const attributes = new Map(attributesOf(text));
    const type = attributes.get('type') ?? '';
    attributes.delete('type');
    return imageTypes.includes(type) ? { text, type, attributes } : undefined;
}
function formatOutput({ type, attributes }) {
    return output_option_csv([`type=${type}`, ...[...attributes].map(([key, value]) => `${key}=${value}`)]);
}
function output_option_csv(parts) {
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

;// CONCATENATED MODULE: ./build/builder/buildx/selection/builder-options.js

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
        ...driverOptions(driver, node).map((option) => `--driver-opt=${csv([option])}`),
        ...(buildkitdFlags ? [`--buildkitd-flags=${buildkitdFlags}`] : []),
        ...(platforms.length > 0 ? [`--platform=${platforms.join(',')}`] : []),
        ...(endpoint ? ['--', endpoint] : []),
    ];
}

var json = __webpack_require__(368);
var external_node_child_process_ = __webpack_require__(421);
var external_node_os_ = __webpack_require__(161);
var external_node_process_ = __webpack_require__(708);
var promises_ = __webpack_require__(500);
;// CONCATENATED MODULE: ./build/process/output.js
const tailLimit = 1024 * 1024;
const lineLimit = 64 * 1024;
function collectOutput(stream, onLine, cut = (_, at) => at) {
    const lastOf = (text) => text.slice(cut(text, Math.max(0, text.length - tailLimit)));
    let tail = '';
    let rest = '';
    const nextPiece = () => {
        const end = cut(rest, lineLimit);
        const piece = rest.slice(0, end);
        rest = rest.slice(end);
        return piece;
    };
    stream.setEncoding('utf8');
    stream.on('data', (text) => {
        tail += text;
        if (tail.length > 2 * tailLimit)
            tail = lastOf(tail);
        if (!onLine)
            return;
        const lines = (rest + text).split(/\r?\n|\r(?=[^\n])/);
        rest = lines.pop() ?? '';
        for (const line of lines)
            onLine(line);
        while (rest.length > 2 * lineLimit)
            onLine(nextPiece());
    });
    stream.on('end', () => {
        while (rest.length > lineLimit)
            onLine?.(nextPiece());
        if (rest !== '')
            onLine?.(rest.replace(/\r$/, ''));
    });
    return () => lastOf(tail);
}

;// CONCATENATED MODULE: ./build/process/run.js





const grace = 5_000;
const restGrace = 500;
const run = async (command) => {
    const { program, args, variables, directory, input, onLine, cut, signal, isGroup = false } = command;
    signal?.throwIfAborted();
    const child = (0,external_node_child_process_.spawn)(program, args, {
        ...{ cwd: directory, env: variables, detached: isGroup },
        stdio: ['pipe', 'pipe', 'pipe'],
    });
    const closeOutputs = () => {
        for (const stream of [child.stdout, child.stderr])
            stream.destroy();
    };
    let killing;
    const stop = () => {
        end(child, 'SIGTERM', isGroup);
        killing = setTimeout(() => {
            end(child, 'SIGKILL', isGroup);
            closeOutputs();
        }, grace);
    };
    signal?.addEventListener('abort', stop, { once: true });
    try {
        child.stdin.on('error', () => undefined).end(input ?? '');
        const [stdout, stderr] = [collectOutput(child.stdout, onLine, cut), collectOutput(child.stderr, onLine, cut)];
        if (isGroup)
            child.once('exit', () => void (0,promises_.setTimeout)(grace, undefined, { ref: false }).then(closeOutputs));
        const exitCode = await new Promise((resolve, reject) => {
            child.on('error', reject);
            child.on('close', (code, killer) => resolve(code ?? 128 + external_node_os_.constants.signals[killer ?? 'SIGKILL']));
        });
        signal?.throwIfAborted();
        return { exitCode, stdout: stdout(), stderr: stderr() };
    }
    finally {
        clearTimeout(killing);
        signal?.removeEventListener('abort', stop);
        if (killing && isGroup)
            await endRest(child);
    }
};
async function endRest(child) {
    for (let waited = 0; waited < restGrace && hasGroup(child); waited += 50)
        await (0,promises_.setTimeout)(50);
    if (hasGroup(child))
        end(child, 'SIGKILL', true);
}
function hasGroup({ pid }) {
    try {
        return pid !== undefined && (0,external_node_process_.kill)(-pid, 0);
    }
    catch {
        return false;
    }
}
function end(child, signal, isGroup) {
    try {
        if (isGroup && child.pid !== undefined)
            (0,external_node_process_.kill)(-child.pid, signal);
        else
            child.kill(signal);
    }
    catch {
        child.kill(signal);
    }
}

;// CONCATENATED MODULE: ./build/process/variables.js
const secret = /^(?:INPUT_|STATE_|ACTIONS_|GITHUB_TOKEN$|GH_TOKEN$|DOCKER_AUTH_CONFIG$|DOCKER_CONTENT_TRUST)/;
const cacheService = /^ACTIONS_(?:RUNTIME_TOKEN|RESULTS_URL|CACHE_URL|CACHE_SERVICE_V2)$/;
function childVariables(variables, named = []) {
    return Object.fromEntries(Object.entries(variables).filter(([name]) => !secret.test(name) || named.includes(name)));
}
const needed = /^(?:PATH|HOME|(?:https?|all|ftp|no)_proxy)$/i;
function secretFreeVariables(variables, redact) {
    const isHarmless = ([name, value = '']) => name !== 'GITHUB_STATE' && (needed.test(name) || redact(value) === value);
    return Object.fromEntries(Object.entries(childVariables(variables)).filter(isHarmless));
}
const actionsOnly = /^(?:INPUT_|STATE_|ACTIONS_|GITHUB_STATE$|DOCKER_AUTH_CONFIG$)/;
const forLaterSteps = /^GITHUB_(?:ENV|PATH|OUTPUT|STEP_SUMMARY)$/;
function commandVariables(variables) {
    return Object.fromEntries(Object.entries(variables).filter(([name]) => !actionsOnly.test(name)));
}
function untrustedVariables(variables) {
    const left = Object.entries(childVariables(commandVariables(variables)));
    return Object.fromEntries(left.filter(([name]) => !forLaterSteps.test(name)));
}
const own = /^(?:INPUT_|STATE_)/;
function jobVariables(variables, hasCacheService) {
    const isKept = (name) => !own.test(name) && (hasCacheService || !cacheService.test(name));
    return Object.fromEntries(Object.entries(variables).filter(([name]) => isKept(name)));
}

;// CONCATENATED MODULE: ./build/steps/environment/remove-builder.js




const patience = 60_000;
async function removeBuilder(state, variables, warn) {
    const { name, DOCKER_CONFIG, BUILDX_CONFIG } = (0,json/* parseRecord */.Hh)(state);
    if (typeof name !== 'string' || !/^manifold-[\da-f]+$/.test(name))
        return;
    const folders = Object.entries({ DOCKER_CONFIG, BUILDX_CONFIG }).filter(([, folder]) => folder);
    const own = { ...childVariables(variables), ...Object.fromEntries(folders) };
    const docker = (...args) => run({ program: 'docker', args, variables: own, signal: AbortSignal.timeout(patience) }).then(({ exitCode, stderr }) => (exitCode === 0 ? '' : stderr.trim()), (error) => error.message);
    const problem = await docker('buildx', 'rm', '--force', name);
    await docker('context', 'rm', '--force', contextOf(name));
    if (problem !== '')
        await warn(`The builder ${name} was not removed: ${problem}. Run 'docker buildx rm ${name}'.`);
}


})

};
