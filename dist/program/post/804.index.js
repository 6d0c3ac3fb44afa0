export const id = 804;
export const ids = [804];
export const modules = {

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

804:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  removeBuilder: () => (removeBuilder)
});

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
    }
};
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
    const command = {
        program: 'docker',
        args: ['buildx', 'rm', '--force', name],
        variables: { ...childVariables(variables), ...Object.fromEntries(folders) },
    };
    const problem = await run({ ...command, signal: AbortSignal.timeout(patience) }).then(({ exitCode, stderr }) => (exitCode === 0 ? '' : stderr.trim()), (error) => error.message);
    if (problem !== '')
        await warn(`The builder ${name} was not removed: ${problem}. Run 'docker buildx rm ${name}'.`);
}


})

};
