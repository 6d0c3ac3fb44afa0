export const id = 635;
export const ids = [635];
export const modules = {

635:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  restoreLogins: () => (restoreLogins)
});


var promises_ = __webpack_require__(455);
var external_node_path_ = __webpack_require__(760);
var external_node_fs_ = __webpack_require__(24);
;// CONCATENATED MODULE: ./build/format-amount.js
const units = ['B', 'kB', 'MB', 'GB', 'TB'];
function formatBytes(bytes) {
    let value = bytes;
    let unit = 0;
    while (value >= 999.5 && unit < units.length - 1) {
        value /= 1000;
        unit += 1;
    }
    const digits = unit === 0 || value >= 100 ? 0 : 1;
    return `${value.toFixed(digits).replace(/\.0$/, '')} ${units[unit]}`;
}
function formatCount(count, noun) {
    if (count === 1)
        return `${count} ${noun}`;
    return `${count} ${/[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`}`;
}

;// CONCATENATED MODULE: ./build/disk/regular-file.js



const readOnly = external_node_fs_.constants.O_RDONLY | (external_node_fs_.constants.O_NONBLOCK ?? 0) | (external_node_fs_.constants.O_NOCTTY ?? 0);
const textLimit = 1024 * 1024;
const piece = 64 * 1024;
async function openRegular(path) {
    const file = await (0,promises_.open)(path, readOnly);
    try {
        if ((await file.stat()).isFile())
            return file;
    }
    catch (error) {
        await file.close();
        throw error;
    }
    await file.close();
    throw new Error('it is not a regular file');
}
async function readRegular(path, limit) {
    await using file = await openRegular(path);
    const pieces = [];
    for (let size = 0; size <= limit;) {
        const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(piece), 0, piece, size);
        if (bytesRead === 0)
            return Buffer.concat(pieces);
        pieces.push(buffer.subarray(0, bytesRead));
        size += bytesRead;
    }
    throw new Error(`it is larger than ${formatBytes(limit)}`);
}
function whyUnreadable({ code, message }) {
    return code === 'ENOENT' ? 'does not exist' : `cannot be read: ${code ?? message}`;
}
async function readText(path, limit = textLimit) {
    return (await readRegular(path, limit)).toString('utf8');
}

var json = __webpack_require__(368);
var input_error = __webpack_require__(587);
var external_node_crypto_ = __webpack_require__(598);
;// CONCATENATED MODULE: ./build/oci/digest.js

const grammar = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;
function digest_isDigest(text) {
    return grammar.test(text);
}
function algorithmOf(digest) {
    return digest.startsWith('sha512:') ? 'sha512' : 'sha256';
}
function digester(algorithm = 'sha256') {
    return digesterOf(algorithm, createHash(algorithm));
}
function digesterOf(algorithm, hash) {
    return {
        update: (chunk) => {
            hash.update(chunk);
        },
        digest: () => `${algorithm}:${hash.digest('hex')}`,
        copy: () => digesterOf(algorithm, hash.copy()),
    };
}
function digestOf(bytes, algorithm = 'sha256') {
    const all = digester(algorithm);
    all.update(bytes);
    return all.digest();
}
function shortDigest(digest) {
    return digest.slice(0, 'sha256:'.length + 12);
}

;// CONCATENATED MODULE: ./build/oci/distribution/reference.js


const reference_dockerHub = 'docker.io';
function isPullCounted({ registry }) {
    return registry === reference_dockerHub;
}
const dockerHubHosts = new Set([reference_dockerHub, 'index.docker.io', 'registry-1.docker.io', 'registry.hub.docker.com']);
const component = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const nameGrammar = new RegExp(`^${component}(?:/${component})*$`);
const label = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';
const hostGrammar = new RegExp(`^(?:${label}(?:\\.${label})*|\\[[0-9a-f:.]+\\])(?::[1-9]\\d{0,4})?$`);
function reference_isName(text) {
    return text.length <= 255 && nameGrammar.test(text);
}
function reference_isRegistry(text) {
    if (text.length > 261 || !hostGrammar.test(text))
        return false;
    return URL.parse(`https://${text}`)?.hostname === text.replace(/:\d+$/, '');
}
function reference_canonicalRegistry(text) {
    const host = text
        .trim()
        .toLowerCase()
        .replace(/^https?:\/\//, '')
        .replace(/\/.*$/, '');
    return host === '' || dockerHubHosts.has(host) ? reference_dockerHub : host;
}
function parseReference(text) {
    const [located = '', digest, ...more] = text.split('@');
    const { path, tag } = splitTag(located);
    const repository = parseRepository(path);
    if (!repository || more.length > 0)
        return undefined;
    if (tag !== undefined && !isTag(tag))
        return undefined;
    if (digest !== undefined && !isDigest(digest))
        return undefined;
    return { repository, ...(tag && { tag }), ...(digest && { digest }) };
}
function parseReferences(texts) {
    return [...texts].map(parseReference).filter((reference) => reference !== undefined);
}
function parseRepository(text) {
    const slash = text.indexOf('/');
    const first = slash < 0 ? '' : text.slice(0, slash);
    const hasHost = /[.:[]/.test(first) || first.toLowerCase() === 'localhost';
    const registry = reference_canonicalRegistry(hasHost ? first : reference_dockerHub);
    const path = hasHost ? text.slice(slash + 1) : text;
    const name = registry === reference_dockerHub && !path.includes('/') ? `library/${path}` : path;
    return reference_isRegistry(registry) && reference_isName(name) && !/\s/.test(text) ? { registry, name } : undefined;
}
function formatRepository({ registry, name }) {
    return `${registry}/${name}`;
}
function sameRepository(a, b) {
    return a.registry === b.registry && a.name === b.name;
}
function splitTag(text) {
    const colon = text.lastIndexOf(':');
    if (colon <= text.lastIndexOf('/'))
        return { path: text };
    return { path: text.slice(0, colon), tag: text.slice(colon + 1) };
}

;// CONCATENATED MODULE: ./build/oci/distribution/registry-scope.js

const apiPath = /^\/(?:v[12]\/)?$/;
function registry_scope_parseScope(text) {
    const [, scheme = '', host = '', rest = ''] = /^(https?:\/\/)?([^/]*)(.*)$/is.exec(text.trim()) ?? [];
    const registry = canonicalRegistry(host);
    if (!isRegistry(registry))
        return undefined;
    if (rest === '' || apiPath.test(rest))
        return { registry, path: '' };
    const path = rest.slice(1).replace(/\/$/, '');
    if (scheme !== '')
        return { registry, path: '', ignored: path };
    return isName(path) ? { registry, path } : undefined;
}
function formatScope({ registry, path }) {
    return path === '' ? registry : `${registry}/${path}`;
}
function isWithin({ registry, name }, scope) {
    const { path } = scope;
    return registry === scope.registry && (path === '' || name === path || name.startsWith(`${path}/`));
}
function registry_scope_scopesOf(repository, keys) {
    const lengthOf = (key) => registry_scope_parseScope(key)?.path.length ?? 0;
    const found = [...keys].filter((key) => {
        const scope = registry_scope_parseScope(key);
        return scope !== undefined && isWithin(repository, scope);
    });
    return found.toSorted((one, other) => lengthOf(one) - lengthOf(other));
}

;// CONCATENATED MODULE: ./build/credentials/docker-config.js




const dockerHubKey = 'https://index.docker.io/v1/';
function docker_config_configKeyOf(registry) {
    return registry === dockerHub ? dockerHubKey : registry;
}
function parseDockerConfig(text) {
    const document = fieldsOf(parseSecret(text), 'it');
    const { auths, credHelpers, credsStore } = document;
    return {
        document,
        auths: fieldsOf(auths ?? {}, "'auths'"),
        credHelpers: fieldsOf(credHelpers ?? {}, "'credHelpers'"),
        credsStore: textOf(credsStore),
    };
}
function lookUp({ auths, credHelpers, credsStore }, repository) {
    const { registry } = repository;
    const server = docker_config_configKeyOf(registry);
    const own = keyFor({ registry, name: '' }, Object.keys(credHelpers));
    const helper = own === undefined ? credsStore : textOf(credHelpers[own]);
    const key = keyFor(repository, Object.keys(auths));
    return [
        ...(helper ? [{ helper, server }] : []),
        ...(key === undefined ? [] : [{ read: () => readEntry(key, auths[key]) }]),
    ];
}
function keyFor(repository, keys) {
    const { registry } = repository;
    const named = scopesOf(repository, keys.filter((key) => hasHost.test(key)));
    const longest = named.at(-1);
    const same = named.filter((key) => pathOf(key) === pathOf(longest ?? ''));
    const written = [docker_config_configKeyOf(registry), registry];
    return written.find((key) => same.includes(key)) ?? same[0];
}
function pathOf(key) {
    return parseScope(key)?.path ?? '';
}
const hasHost = /^(?!(?:https?:\/\/)?(?:\/|$))\S/i;
function readEntry(key, entry) {
    try {
        return readAuthEntry(entry);
    }
    catch (error) {
        throw new Error(`the entry '${key}' of 'auths' cannot be used: ${error.message}. Run 'docker login' again`);
    }
}
function parseSecret(text) {
    try {
        return (0,json/* parseJson */.qF)(text);
    }
    catch {
        throw new Error('it is not valid JSON');
    }
}
function fieldsOf(value, what) {
    if ((0,json/* isRecord */.u4)(value))
        return value;
    throw new Error(`${what} is not a JSON object`);
}
function textOf(value) {
    return typeof value === 'string' ? value : '';
}

;// CONCATENATED MODULE: ./build/credentials/config-files.js






function readFound({ read }, where) {
    try {
        return read();
    }
    catch (cause) {
        throw unreadable(where, cause);
    }
}
function dockerConfigDirectory(variables) {
    if (variables.DOCKER_CONFIG)
        return variables.DOCKER_CONFIG;
    const home = variables.HOME ?? variables.USERPROFILE;
    return home ? join(home, '.docker') : undefined;
}
async function readConfigs(variables) {
    const document = variables.DOCKER_AUTH_CONFIG;
    const given = document ? [parseConfig(document, 'DOCKER_AUTH_CONFIG')] : [];
    const directory = dockerConfigDirectory(variables);
    const docker = directory === undefined ? undefined : await config_files_readConfigIn(directory);
    const podman = await Promise.all(podmanFiles(variables).map(readFile));
    return [...given, docker, ...podman.map((file) => file && { ...file, isDockers: false })].filter((config) => config !== undefined);
}
function userConfigDirectory({ XDG_CONFIG_HOME, HOME }) {
    return XDG_CONFIG_HOME || (HOME ? join(HOME, '.config') : undefined);
}
function podmanFiles(variables) {
    const { REGISTRY_AUTH_FILE, XDG_RUNTIME_DIR } = variables;
    if (REGISTRY_AUTH_FILE)
        return [REGISTRY_AUTH_FILE];
    return [XDG_RUNTIME_DIR, userConfigDirectory(variables)]
        .filter(Boolean)
        .map((folder = '') => join(folder, 'containers/auth.json'));
}
async function config_files_readConfigIn(directory) {
    return await readFile((0,external_node_path_.join)(directory, 'config.json'));
}
async function readFile(path) {
    try {
        return parseConfig(await readText(path), path);
    }
    catch (error) {
        const { code = '' } = error;
        if (['ENOENT', 'ENOTDIR'].includes(code))
            return undefined;
        throw error instanceof input_error/* InputError */.dz ? error : unreadable(path, error);
    }
}
function parseConfig(text, where) {
    try {
        return { config: parseDockerConfig(text), where, isDockers: true };
    }
    catch (cause) {
        throw unreadable(where, cause);
    }
}
function unreadable(where, cause) {
    return new input_error/* InputError */.dz('registry-auth', `the Docker configuration in ${where} cannot be read: ${cause.message}`, {
        cause,
    });
}
function secretsOf({ config }) {
    return Object.values(config.auths).flatMap((entry) => {
        try {
            const credential = readAuthEntry(entry);
            return credential ? [secretOf(credential)] : [];
        }
        catch {
            return [];
        }
    });
}

;// CONCATENATED MODULE: ./build/credentials/kept-logins.js







async function keepLogins(directory, logins, record) {
    const base = await readConfigIn(directory);
    const { auths = {}, credHelpers = {} } = base?.config ?? {};
    const kept = [...logins].map(([registry, login]) => {
        const key = configKeyOf(registry);
        return {
            key,
            auth: encodeLogin(login),
            ...(Object.hasOwn(auths, key) && { entryBefore: auths[key] }),
            ...(Object.hasOwn(credHelpers, key) && { helperBefore: credHelpers[key] }),
        };
    });
    const state = { directory, isNew: base === undefined, logins: kept };
    await writeFile(record, JSON.stringify(state), { mode: 0o600 });
    await mkdir(directory, { recursive: true, mode: 0o700 });
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
    const { directory, isNew, logins } = (0,json/* parseRecord */.Hh)(await readText(record));
    const base = await config_files_readConfigIn(directory);
    if (base) {
        const document = withoutLogins(base.config, logins);
        const isEmpty = Object.values(document).every((value) => Object.keys((0,json/* recordOf */.zv)(value)).length === 0);
        if (isNew && isEmpty)
            await (0,promises_.rm)((0,external_node_path_.join)(directory, 'config.json'));
        else
            await replaceConfig(directory, document);
    }
    await (0,promises_.rm)(record);
}
function withoutLogins({ document, ...config }, logins) {
    const auths = { ...config.auths };
    const helpers = { ...config.credHelpers };
    for (const { key, entryBefore, helperBefore } of logins.filter(({ key, auth }) => (0,json/* recordOf */.zv)(auths[key]).auth === auth)) {
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


}),

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


})

};
