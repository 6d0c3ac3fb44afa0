export const id = 6719;
export const ids = [6719];
export const modules = {

16659:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  _p: () => (whyUnreadable),
  lf: () => (openRegular),
  yR: () => (readText)
});
var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
var _format_amount_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(27186);



const readOnly = node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | (node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK ?? 0) | (node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NOCTTY ?? 0);
const textLimit = 1024 * 1024;
const piece = 64 * 1024;
async function openRegular(path) {
    const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(path, readOnly);
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
    throw new Error(`it is larger than ${(0,_format_amount_js__WEBPACK_IMPORTED_MODULE_2__/* .formatBytes */ .z)(limit)}`);
}
function whyUnreadable({ code, message }) {
    return code === 'ENOENT' ? 'does not exist' : `cannot be read: ${code ?? message}`;
}
async function readText(path, limit = textLimit) {
    return (await readRegular(path, limit)).toString('utf8');
}


}),

27186:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  B: () => (formatCount),
  z: () => (formatBytes)
});
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


}),

80758:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  CB: () => (givenInput),
  F9: () => (namesOfGiven),
  HU: () => (parseChoice),
  Ko: () => (readInputs),
  r4: () => (parseText),
  yG: () => (parseBoolean),
  zq: () => (tryInputs)
});
var _input_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(53587);

async function readInputs(table, variables) {
    const { values, problems } = await tryInputs(table, variables);
    (0,_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .throwAll */ .Kx)(problems);
    return values;
}
async function tryInputs(table, variables) {
    const problems = [];
    const entries = Object.entries(table).map(async ([name, input]) => {
        const value = await parseInput(input, name, variables).catch((problem) => {
            problems.push(problem);
            return input.parse('', name);
        });
        return [camelCase(name), value];
    });
    const values = Object.fromEntries(await Promise.all(entries));
    return { values, problems };
}
async function parseInput(input, name, variables) {
    const text = givenInput(name, variables) ?? defaultOf(input);
    return await input.parse(input.isExact ? text : text.trim(), name);
}
function givenInput(name, variables) {
    return variables[`INPUT_${name.toUpperCase()}`];
}
function namesOfGiven(table, variables) {
    return Object.entries(table).flatMap(([name, input]) => {
        const text = givenInput(name, variables)?.trim() ?? '';
        return text !== '' && text !== input.default ? [name] : [];
    });
}
function defaultOf({ default: text = '' }) {
    return text.includes('${{') ? '' : text;
}
function camelCase(name) {
    return name.replaceAll(/-(\w)/g, (_, letter) => letter.toUpperCase());
}
function parseText(text) {
    return text;
}
function parseBoolean(text, name) {
    if (/^true$/i.test(text))
        return true;
    if (text === '' || /^false$/i.test(text))
        return false;
    throw new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(name, `write 'true' or 'false', not '${text}'`);
}
function parseChoice(words) {
    return (text, name) => {
        const word = text === '' ? words[0] : words.find((known) => known === text);
        if (word === undefined)
            throw new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(name, `write one of ${words.join(', ')}, not '${text}'`);
        return word;
    };
}


}),

57394:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  b: () => (parseRegistryAuth),
  h: () => (registryIn)
});
var _identity_providers_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(61632);
var _input_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(53587);
var _json_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(99368);
var _oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(28732);
var _oci_distribution_registry_scope_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(43959);





const texts = ['username', 'password', 'ca', 'cert', 'key'];
const known = ['registry', 'scope', ...texts, 'insecure', 'realms', ..._identity_providers_js__WEBPACK_IMPORTED_MODULE_0__/* .identityFields */ .AA];
async function parseRegistryAuth(text, name) {
    if (text === '')
        return [];
    const entries = await parseYaml(text, name);
    if (!Array.isArray(entries))
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(name, "write a YAML list of entries with 'registry', 'username' and 'password'");
    const parsed = entries.map((entry, index) => parseEntry(entry, (problem) => new _input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(name, `entry ${index + 1}: ${problem}`)));
    const twice = parsed.find(({ registry }, index) => parsed.findIndex((other) => other.registry === registry) !== index);
    if (twice)
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(name, `${twice.registry} is listed twice`);
    return parsed;
}
async function parseYaml(text, name) {
    const { load } = await __webpack_require__.e(/* import() */ 3243).then(__webpack_require__.bind(__webpack_require__, 33243));
    try {
        return load(text);
    }
    catch (error) {
        const { mark } = error;
        const line = mark ? ` (line ${mark.line + 1})` : '';
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(name, `this is not valid YAML${line}. Write a value that may have several lines or special characters, such as a key, as \${{ toJSON(secrets.NAME) }}`);
    }
}
function parseEntry(entry, fail) {
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .isRecord */ .u4)(entry))
        throw fail("write 'registry', 'username' and 'password'");
    const fields = Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== null && value !== ''));
    checkFields(Object.keys(entry), fail);
    const { insecure } = fields;
    if (insecure !== undefined && typeof insecure !== 'boolean')
        throw fail("'insecure' must be true or false");
    if (!fields.cert !== !fields.key)
        throw fail("give both 'cert' and 'key', or neither");
    const textsIn = (keys, read = textOf) => Object.fromEntries(keys.filter((key) => fields[key] !== undefined).map((key) => [key, read(fields, key, fail)]));
    const identity = textsIn(_identity_providers_js__WEBPACK_IMPORTED_MODULE_0__/* .identityFields */ .AA, scalarOf);
    return {
        ...textsIn(texts),
        ...(Object.keys(identity).length > 0 && { identity }),
        registry: registryOf(fields, fail),
        ...(insecure !== undefined && { insecure }),
        ...(fields.realms !== undefined && { realms: realmsOf(fields.realms, fail) }),
    };
}
function checkFields(keys, fail) {
    if (keys.every((name) => known.includes(name)))
        return;
    throw fail(`it has an unknown field; the known fields are: ${known.join(', ')}`);
}
function textOf(fields, key, fail) {
    const value = fields[key];
    if (typeof value !== 'string')
        throw fail(`'${key}' must be text: put it in quotes`);
    return value;
}
function scalarOf(fields, key, fail) {
    const value = fields[key];
    const isExact = typeof value === 'boolean' || Number.isSafeInteger(value);
    return isExact ? String(value) : textOf(fields, key, fail);
}
function registryOf(fields, fail) {
    const text = textOf({ registry: '', ...fields }, 'registry', fail);
    const registry = registryIn(text, (problem) => fail(`'registry': ${problem}`));
    return fields.scope === undefined ? registry : scopedTo(registry, textOf(fields, 'scope', fail), fail);
}
function scopedTo(registry, scope, fail) {
    const [path = '', actions = 'pull,push'] = scope.split('@');
    if (registry.includes('/'))
        throw fail("give the path in 'registry' or in 'scope', not in both");
    if (!actions.split(',').includes('push')) {
        throw fail(`'scope': this login is for '${actions}' only: remove the actions to publish with it`);
    }
    return registryIn(`${registry}/${path}`, (problem) => fail(`'scope': ${problem}`));
}
function registryIn(text, fail) {
    const scope = (0,_oci_distribution_registry_scope_js__WEBPACK_IMPORTED_MODULE_3__/* .parseScope */ .Sk)(text);
    const form = "write it as 'HOST', 'HOST:PORT', or 'HOST/PATH' for the repositories under a path";
    if (scope === undefined)
        throw fail(`this is not a registry name: ${form}`);
    if (scope.ignored)
        throw fail(`only a host can have a scheme: omit the scheme, or the path after ${scope.registry}`);
    return (0,_oci_distribution_registry_scope_js__WEBPACK_IMPORTED_MODULE_3__/* .formatScope */ .gk)(scope);
}
function realmsOf(value, fail) {
    const realms = [value].flat().map((realm) => (typeof realm === 'string' ? realm.toLowerCase() : ''));
    if (realms.every(_oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .isRegistry */ .Cf))
        return realms;
    throw fail("'realms' must be a list of host names");
}


}),

31511:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  H: () => (credentialInputs),
  c: () => (signInInputs)
});
var _input_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(80758);
var _registry_auth_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(57394);


const credentialInputs = {
    registry: {
        description: 'Registry that `username` and `password` are for, or `HOST/PATH`. Default: Docker Hub',
        parse: _input_js__WEBPACK_IMPORTED_MODULE_0__/* .parseText */ .r4,
    },
    username: { description: 'User name', parse: _input_js__WEBPACK_IMPORTED_MODULE_0__/* .parseText */ .r4 },
    password: { description: 'Password or token', parse: _input_js__WEBPACK_IMPORTED_MODULE_0__/* .parseText */ .r4 },
    'registry-auth': {
        description: 'YAML list of entries with `registry` (`HOST`, or `HOST/PATH` for the repositories under a path), `username` and `password`, or what signs in without a stored secret; each may also have `ca`, `cert`, `key` (PEM or path), `insecure`, `realms`. See docs/registries.md',
        parse: _registry_auth_js__WEBPACK_IMPORTED_MODULE_1__/* .parseRegistryAuth */ .b,
    },
    'keep-login': {
        description: "Also write the logins that images were published with into the job's Docker configuration, for later steps such as `docker pull` or cosign. They are removed at the end of the job",
        default: 'false',
        parse: _input_js__WEBPACK_IMPORTED_MODULE_0__/* .parseBoolean */ .yG,
    },
    'github-token': {
        description: "The job's token, used to sign in to the server's own registry (ghcr.io on github.com) and to fetch this repository if it is the `context`",
        default: '${{ github.token }}',
        parse: _input_js__WEBPACK_IMPORTED_MODULE_0__/* .parseText */ .r4,
    },
};
const { registry, username, password } = credentialInputs;
function signInInputs(use) {
    return {
        registry,
        username,
        password,
        'registry-auth': credentialInputs['registry-auth'],
        'github-token': { ...credentialInputs['github-token'], description: `The job's token, ${use}` },
    };
}


}),

68816:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Kn: () => (writeOutputs),
  V4: () => (outputs),
  VP: () => (exportOutputs),
  Zv: () => (inspectOutputs),
  _V: () => (metadataOutputs),
  wg: () => (resultOutputs)
});
var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
var _actions_core__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(33838);
var _names_name_outputs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6975);
var _runner_file_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(68518);




const outputs = {
    digest: 'Digest of the image',
    image: 'The `name@digest` of the first published target; empty if a bake made several images',
    images: 'The `name@digest` of every published target, one per line',
    result: 'JSON: the status of each target, its digest and tags, blobs and bytes kept, mounted and uploaded, retries and seconds',
    scan: 'JSON: the findings of `scan` for each platform, counted by severity, how many have a fix, and what is new since the previous image',
    signatures: 'The `name@digest` of each signature of the image and its platforms, one per line',
    attestations: 'The `name@digest` of each document attached to the image, one per line',
    imageid: 'Digest of the image configuration, or of the index if there is one',
    metadata: "JSON: buildx's build metadata; with bake, by target",
    version: 'Version of the image: the first tag',
    tags: 'Full tags, one per line',
    'tag-names': 'Tags without their image, one per line',
    labels: 'Labels, as `key=value` lines',
    annotations: 'Annotations, as `level:key=value` lines',
    json: 'JSON: tags, labels and annotations',
    'bake-file-tags': 'Path of a bake file with the tags',
    'bake-file-labels': 'Path of a bake file with the labels',
    'bake-file-annotations': 'Path of a bake file with the annotations',
    'bake-file': 'Path of a bake file with tags and labels',
};
const { version, tags, labels, annotations, json } = outputs;
const metadataOutputs = {
    version,
    tags,
    'tag-names': outputs['tag-names'],
    labels,
    annotations,
    json,
    'bake-file-tags': outputs['bake-file-tags'],
    'bake-file-labels': outputs['bake-file-labels'],
    'bake-file-annotations': outputs['bake-file-annotations'],
    'bake-file': outputs['bake-file'],
};
const resultOutputs = {
    complete: '`true` if the image is published, otherwise `false`',
    missing: 'The platforms that no job has pushed, one per line',
    digest: outputs.digest,
    image: outputs.image,
    images: outputs.images,
    result: outputs.result,
    imageid: outputs.imageid,
    version,
    tags,
    'tag-names': outputs['tag-names'],
    labels,
    annotations,
    json,
};
const inspectOutputs = {
    exists: '`true` if the image exists or, with `tags` alone, any tag that they select; `false` if the registry answers that it does not exist',
    image: 'The `name@digest` of the image',
    tag: 'The tag of the image: the one in `images` or, with `newest=`, the one that was found',
    digest: 'Digest of the image',
    'media-type': 'Media type of its manifest',
    platforms: 'JSON: for each platform, `platform`, `digest`, `mediaType`, `size` and the digests of its `attestations`',
    size: 'JSON: bytes of the compressed layers by platform, such as `linux/amd64`, and in `total`',
    created: 'When the image was created, according to its configuration; with several platforms, that of the first',
    labels: 'JSON: labels; with several platforms, those of the first',
    annotations: 'JSON: annotations of the manifest, or of the index',
    config: 'JSON: the configuration; with several platforms, that of the first',
    layers: 'JSON: `mediaType`, `digest` and `size` of each layer; with several platforms, those of the first',
    referrers: 'JSON: `digest`, `mediaType`, `size`, `artifactType`, `annotations` of each manifest that refers to the image (signatures, attestations, SBOMs), and its `tag`, if it is found by one',
    manifest: 'The manifest, or the index, as it is stored',
    tags: 'JSON: the tags that `tags` selects, in natural order',
    catalog: 'JSON: the repositories that `catalog` lists, such as `registry.acme.example/shop`',
    json: 'JSON: a list of all images with these fields, in camel case, as far as they exist; each platform has all its own, and `error` says why an image could not be inspected',
};
function writeOutputs(values, variables) {
    (0,_runner_file_js__WEBPACK_IMPORTED_MODULE_3__/* .writeRunnerFile */ .o)('GITHUB_OUTPUT', variables, (file) => {
        const before = file ? (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(file) : undefined;
        try {
            for (const [name, value] of Object.entries(values))
                (0,_actions_core__WEBPACK_IMPORTED_MODULE_1__/* .setOutput */ .uH)(name, value);
        }
        catch (error) {
            if (before?.isFile())
                (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.truncateSync)(file, before.size);
            throw error;
        }
    });
}
function exportOutputs(values, variables) {
    (0,_runner_file_js__WEBPACK_IMPORTED_MODULE_3__/* .writeRunnerFile */ .o)('GITHUB_ENV', variables, () => {
        for (const [name, value] of Object.entries(values))
            (0,_actions_core__WEBPACK_IMPORTED_MODULE_1__/* .exportVariable */ .dN)((0,_names_name_outputs_js__WEBPACK_IMPORTED_MODULE_2__/* .outputVariable */ .Qh)(name), value);
    });
}


}),

61382:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  CG: () => (serverKind),
  Vd: () => (serverUrl),
  tS: () => (serverRegistry),
  y0: () => (apiUrl)
});
var _oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(28732);

function serverUrl({ GITHUB_SERVER_URL }) {
    return (GITHUB_SERVER_URL || 'https://github.com').replace(/\/+$/, '');
}
function apiUrl(variables) {
    const server = serverUrl(variables);
    return variables.GITHUB_API_URL || (isGitHubCom(server) ? 'https://api.github.com' : `${server}/api/v3`);
}
function serverRegistry(variables) {
    const host = (0,_oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .canonicalRegistry */ .i7)(serverUrl(variables));
    const names = {
        'github.com': 'ghcr.io',
        gitea: host,
        'ghe.com': `containers.${host}`,
        enterprise: `containers.${host}`,
    };
    const kind = serverKind(variables);
    return kind && [names[kind]].find(_oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .isRegistry */ .Cf);
}
function serverKind(variables) {
    const server = serverUrl(variables);
    const { GITEA_ACTIONS, FORGEJO_ACTIONS, GITHUB_API_URL = '' } = variables;
    const api = /\/api\/(v\d+)\/?$/.exec(GITHUB_API_URL)?.[1];
    if (isGitHubCom(server))
        return 'github.com';
    if (GITEA_ACTIONS || FORGEJO_ACTIONS || api === 'v1')
        return 'gitea';
    if ((0,_oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .canonicalRegistry */ .i7)(server).endsWith('.ghe.com'))
        return 'ghe.com';
    return api === 'v3' ? 'enterprise' : undefined;
}
function isGitHubCom(server) {
    return server.toLowerCase() === 'https://github.com';
}


}),

99014:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  KQ: () => (BodyTooLarge),
  LX: () => (Truncated),
  oB: () => (Stalled),
  sZ: () => (BrokenBody)
});
class BodyTooLarge extends Error {
    name = 'BodyTooLarge';
    constructor(limit) {
        super(`its response is larger than ${limit} bytes`);
    }
}
class Truncated extends Error {
    name = 'Truncated';
    code = 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH';
}
class Stalled extends Error {
    name = 'Stalled';
    code = 'ETIMEDOUT';
}
class BrokenBody extends Error {
    name = 'BrokenBody';
}


}),

73856:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  D9: () => (errorCodeOf),
  Ku: () => (describeNetworkFailure),
  R0: () => (isUnreachable),
  WN: () => (suggestsPlainHttp),
  dg: () => (isTransient),
  kL: () => (isTimeout),
  wt: () => (certificateRefused)
});
var _message_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(99014);
var _proxy_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(68533);


function errorCodeOf(error) {
    if (!(error instanceof Error))
        return undefined;
    const inner = errorCodeOf(error.cause);
    if (inner)
        return inner;
    if (error instanceof AggregateError)
        return errorCodeOf(error.errors[0]);
    if ('code' in error && typeof error.code === 'string')
        return error.code;
    return error.name === 'HTTPParserError' ? 'HPE_INVALID' : undefined;
}
const system = /^E(?:CONN|NET|HOST|AI_AGAIN|PIPE|TIMEDOUT|NOTFOUND|ADDRNOTAVAIL)/;
const client = /^UND_ERR_(?:SOCKET|ABORTED|CONNECT_TIMEOUT|HEADERS_TIMEOUT|BODY_TIMEOUT|RES_CONTENT_LENGTH_MISMATCH|PRX)/;
function isTransient(error) {
    if (error instanceof _proxy_js__WEBPACK_IMPORTED_MODULE_1__/* .ProxyTrouble */ .qJ && (error.status ?? 500) < 500)
        return false;
    const code = errorCodeOf(error) ?? '';
    return system.test(code) || client.test(code) || code === 'HPE_INVALID_EOF_STATE';
}
function isTimeout(error) {
    return /TIMEDOUT|TIMEOUT/.test(errorCodeOf(error) ?? '');
}
function suggestsPlainHttp(error) {
    if (error instanceof _proxy_js__WEBPACK_IMPORTED_MODULE_1__/* .ProxyTrouble */ .qJ && [undefined, 407].includes(error.status))
        return false;
    return plain.test(errorCodeOf(error) ?? '');
}
const plain = /^(?:EPROTO|ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG|ECONNREFUSED|ECONNRESET|UND_ERR_ABORTED)$/;
function isUnreachable(error) {
    return /^(?:ENOTFOUND|EAI_AGAIN|E(?:HOST|NET)UNREACH|UND_ERR_CONNECT_TIMEOUT)$/.test(errorCodeOf(error) ?? '');
}
function describeNetworkFailure(error) {
    const code = errorCodeOf(error);
    if (error instanceof _message_js__WEBPACK_IMPORTED_MODULE_0__/* .Stalled */ .oB)
        return error.message;
    if (error instanceof _proxy_js__WEBPACK_IMPORTED_MODULE_1__/* .ProxyTrouble */ .qJ)
        return wordsForProxy(error);
    if (code === undefined)
        return error instanceof Error ? error.message : 'no response';
    const words = table.find(([pattern]) => pattern.test(code))?.[1] ?? 'the connection failed';
    return code.startsWith('UND_ERR_') ? words : `${words} (${code})`;
}
function wordsForProxy({ host, status, cause }) {
    return status === undefined
        ? `the proxy ${host} could not be reached: ${describeNetworkFailure(cause)}`
        : `the proxy ${host} refused the connection (${status})`;
}
const certificateRefused = /^ERR_SSL_.*_ALERT_(?:BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|CERTIFICATE_(?:EXPIRED|REVOKED|UNKNOWN)|UNKNOWN_CA)$/;
const table = [
    [/^ECONNREFUSED$/, 'the connection was refused'],
    [/^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, 'the connection was lost'],
    [/^ENOTFOUND$/, 'no such host'],
    [/^EAI_AGAIN$/, 'its name could not be resolved'],
    [/^UND_ERR_CONNECT_TIMEOUT$/, 'connecting to it timed out'],
    [/^(?:ETIMEDOUT|UND_ERR_HEADERS_TIMEOUT)$/, 'it did not respond in time'],
    [/^(?:UND_ERR_BODY_TIMEOUT|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|HPE_INVALID_EOF_STATE)$/, 'its response ended early'],
    [/^(?:EPROTO|ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG)$/, 'it does not speak TLS on this port'],
    [/^ERR_SSL_.*CERTIFICATE_REQUIRED$/, 'it requires a client certificate'],
    [certificateRefused, 'it rejected the client certificate, or requires one'],
    [/^ERR_SSL_/, 'the TLS handshake failed'],
    [/^CERT_HAS_EXPIRED$/, 'its certificate has expired'],
    [/^CERT_NOT_YET_VALID$/, 'its certificate is not valid yet'],
    [/^ERR_TLS_CERT_ALTNAME_INVALID$/, 'its certificate is for another name'],
    [/^DEPTH_ZERO_SELF_SIGNED_CERT$/, 'its certificate is self-signed'],
    [
        /^(?:SELF_SIGNED_CERT_IN_CHAIN|CERT_SIGNATURE_FAILURE|UNABLE_TO_)/,
        'its certificate is signed by an unknown authority',
    ],
    [/^HPE_/, 'its response is not HTTP'],
    [/^ERR_OSSL_/, 'the given certificate or key cannot be used'],
];


}),

93391:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  C0: () => (isPrivateAddress),
  KC: () => (resolveLocation),
  Nm: () => (sameOrigin),
  U9: () => (isLoopback),
  Zn: () => (whyNotFollow),
  sJ: () => (remedyForPlain)
});
var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77030);

const networks = {
    private: ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
    loopback: ['0.0.0.0/8', '127.0.0.0/8', '::/127'],
    linkLocal: ['169.254.0.0/16', 'fe80::/10'],
};
const depths = Object.values(networks).map((subnets) => {
    const list = new node_net__WEBPACK_IMPORTED_MODULE_0__.BlockList();
    for (const subnet of subnets) {
        const [network = '', prefix] = subnet.split('/');
        list.addSubnet(network, Number(prefix), network.includes(':') ? 'ipv6' : 'ipv4');
    }
    return list;
});
const loopback = Object.keys(networks).indexOf('loopback') + 1;
function hostOf(url) {
    return url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
}
function depthOf(url) {
    const host = hostOf(url);
    const version = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host);
    if (version === 0)
        return host === 'localhost' || host.endsWith('.localhost') ? loopback : 0;
    return depths.findIndex((list) => list.check(host, version === 6 ? 'ipv6' : 'ipv4')) + 1;
}
function isPrivateAddress(url) {
    return depthOf(url) > 0;
}
function isLoopback(url) {
    return depthOf(url) === loopback;
}
function sameOrigin(a, b) {
    return a.origin === b.origin;
}
function resolveLocation(location, from) {
    const target = URL.parse(location, from.href);
    if (from.protocol !== 'https:' || target?.protocol !== 'http:')
        return target;
    const secure = new URL(target);
    secure.protocol = 'https:';
    return sameOrigin(secure, from) ? secure : target;
}
function remedyForPlain(from, to) {
    if (from.protocol !== 'https:' || to.protocol !== 'http:')
        return '';
    return '. If a proxy in front of the registry terminates TLS, have it pass on Host, and set X-Forwarded-Proto to https';
}
function whyNotFollow(from, to, home) {
    if (to.protocol !== 'https:' && to.protocol !== 'http:')
        return 'it is not an http or https URL';
    if (to.username || to.password)
        return 'it contains credentials';
    if (sameOrigin(from, to))
        return undefined;
    if (from.protocol === 'https:' && to.protocol === 'http:')
        return 'it goes from https to http';
    if (depthOf(to) > depthOf(home))
        return 'it is an address in a private network';
    return undefined;
}


}),

68533:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  qJ: () => (ProxyTrouble),
  G1: () => (UnusableProxy),
  Qt: () => (blameProxy),
  iJ: () => (proxyFor),
  rw: () => (proxyVariable)
});

var external_node_net_ = __webpack_require__(77030);
var external_node_url_ = __webpack_require__(73136);
;// CONCATENATED MODULE: ./build/http/no-proxy.js


function isListed({ hostname, port, protocol }, list) {
    const destination = {
        host: bare(hostname),
        port: port || (protocol === 'https:' ? '443' : '80'),
    };
    return list
        .toLowerCase()
        .split(/[,\s]+/)
        .some((entry) => covers(entry, destination));
}
function bare(name) {
    return name.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
}
function covers(entry, { host, port }) {
    const [network = '', prefix] = entry.split('/');
    if (prefix !== undefined)
        return /^\d{1,3}$/.test(prefix) && isWithin(host, network, Number(prefix));
    const [, name = entry, only = port] = /^(\[.+\]|[^:]+):(\d+)$/.exec(entry) ?? [];
    return only === port && isNamed(bare(name), host);
}
function isNamed(name, host) {
    if (name === '*')
        return true;
    const version = (0,external_node_net_.isIP)(name);
    if (version > 0)
        return isWithin(host, name, version === 4 ? 32 : 128);
    if ((0,external_node_net_.isIP)(host) > 0)
        return false;
    const domain = (0,external_node_url_.domainToASCII)(name.replace(/^\*?\./, ''));
    if (domain === '')
        return false;
    return host.endsWith(`.${domain}`) || (host === domain && !/^\*?\./.test(name));
}
function isWithin(host, network, prefix) {
    const version = (0,external_node_net_.isIP)(network);
    if (version === 0 || (0,external_node_net_.isIP)(host) !== version || prefix > (version === 4 ? 32 : 128))
        return false;
    const list = new external_node_net_.BlockList();
    const family = version === 4 ? 'ipv4' : 'ipv6';
    list.addSubnet(network, prefix, family);
    return list.check(host, family);
}

var origin = __webpack_require__(93391);
;// CONCATENATED MODULE: ./build/http/proxy.js


class UnusableProxy extends Error {
    name = 'UnusableProxy';
    constructor(variable) {
        super(`The environment variable ${variable} is not a usable proxy URL. Write it as 'http://HOST:PORT', or 'http://USER:PASSWORD@HOST:PORT' with special characters percent-encoded.`);
    }
}
class ProxyTrouble extends Error {
    name = 'ProxyTrouble';
    host;
    variable;
    status;
    constructor({ host, variable }, cause) {
        super(cause.message, { cause });
        this.host = host;
        this.variable = variable;
        this.status = statusIn(cause);
    }
}
const schemes = ['http:', 'https:', 'socks5:', 'socks:'];
function proxyFor(url, variables) {
    const variable = proxyVariable(url, variables);
    if (variable === undefined)
        return undefined;
    const proxy = parse(variables[variable] ?? '');
    if (!proxy)
        throw new UnusableProxy(variable);
    return { url: proxy, host: proxy.host, variable };
}
function proxyVariable(url, variables) {
    const name = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
    const variable = [name, name.toUpperCase()].find((one) => variables[one]);
    const isExempt = (0,origin/* isLoopback */.U9)(url) || isListed(url, variables.no_proxy || variables.NO_PROXY || '');
    return isExempt ? undefined : variable;
}
function blameProxy(error, proxy) {
    if (!(error instanceof Error && 'code' in error))
        return error;
    const code = String(error.code);
    const isBehind = code === 'UND_ERR_CONNECT_TIMEOUT' && !error.message.includes(proxy.url.hostname);
    const isIts = answered.test(code) ? statusIn(error) !== undefined : notReached.test(code) && !isBehind;
    return isIts ? new ProxyTrouble(proxy, error) : error;
}
const notReached = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|E(?:HOST|NET)UNREACH|UND_ERR_(?:CONNECT_TIMEOUT|PRX_\w+|SOCKS5\w*))$/;
const answered = /^UND_ERR_(?:ABORTED|INVALID_ARG)$/;
function statusIn({ message }) {
    const [, status] = /\((\d{3})\)/.exec(message) ?? [];
    return status === undefined ? undefined : Number(status);
}
function parse(text) {
    const trimmed = text.trim().replace(/^socks5h:/i, 'socks5:');
    const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`);
    return url && schemes.includes(url.protocol) && url.hostname !== '' && isEncoded(url) ? url : undefined;
}
function isEncoded({ username, password }) {
    try {
        decodeURIComponent(`${username}${password}`);
        return true;
    }
    catch {
        return false;
    }
}


}),

3533:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  m: () => (parseRetryAfter)
});
const units = {
    h: 3_600_000,
    m: 60_000,
    s: 1000,
    ms: 1,
    us: 1e-3,
    \u00b5s: 1e-3,
    ns: 1e-6,
};
const term = /(\d+(?:\.\d+)?)(h|ms|us|\u00b5s|ns|m|s)/g;
const told = new RegExp(`retry-after: ((?:${term.source})+)`);
const firstTime = 1e9;
function parseRetryAfter(header, body, now) {
    const text = header?.trim() ?? '';
    if (/^\d+(?:\.\d+)?$/.test(text)) {
        const seconds = Number(text);
        return seconds < firstTime ? Math.ceil(seconds * 1000) : Math.max(0, Math.ceil(seconds * 1000 - now.getTime()));
    }
    const date = /^[a-z]{3,9},? /i.test(text) ? Date.parse(text) : Number.NaN;
    if (!Number.isNaN(date))
        return Math.max(0, date - now.getTime());
    const [, duration] = told.exec(body.toLowerCase()) ?? [];
    if (!duration)
        return undefined;
    const terms = [...duration.matchAll(term)];
    return Math.ceil(terms.reduce((sum, [, amount, unit = '']) => sum + Number(amount) * (units[unit] ?? 0), 0));
}


}),

97358:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  T: () => (transientStatuses),
  r: () => (isRetryable)
});
const transientStatuses = new Set([
    408, 425, 429, 499, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 527, 529, 530,
]);
function isRetryable(error) {
    return error instanceof Error && 'transient' in error && 'isSilence' in error && 'askedWait' in error;
}


}),

48466:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  EK: () => (isAwsRegion),
  G$: () => (ecrApiOf),
  WR: () => (stsOf),
  wl: () => (parseEcrHost)
});
const commercial = { partition: 'aws', ipv4: 'amazonaws.com', dualStack: 'api.aws', registries: 'on.aws' };
const govCloud = { ...commercial, partition: 'aws-us-gov' };
const others = [
    {
        partition: 'aws-cn',
        ipv4: 'amazonaws.com.cn',
        dualStack: 'api.amazonwebservices.com.cn',
        registries: 'on.amazonwebservices.com.cn',
    },
    {
        partition: 'aws-eusc',
        ipv4: 'amazonaws.eu',
        dualStack: 'api.amazonwebservices.eu',
        registries: 'on.amazonwebservices.eu',
    },
    { partition: 'aws-iso', ipv4: 'c2s.ic.gov', dualStack: 'api.aws.ic.gov', registries: 'on.aws.ic.gov' },
    { partition: 'aws-iso-b', ipv4: 'sc2s.sgov.gov', dualStack: 'api.aws.scloud', registries: 'on.aws.scloud' },
    {
        partition: 'aws-iso-e',
        ipv4: 'cloud.adc-e.uk',
        dualStack: 'api.cloud-aws.adc-e.uk',
        registries: 'on.cloud-aws.adc-e.uk',
    },
    { partition: 'aws-iso-f', ipv4: 'csp.hci.ic.gov', dualStack: 'api.aws.hci.ic.gov', registries: 'on.aws.hci.ic.gov' },
];
const region = /^[a-z]{2,5}(?:-[a-z]{2,12}){1,3}-\d{1,2}$/;
const privateHost = /^(?<account>\d{12})\.dkr(?<separator>[.-])ecr(?<fips>-fips)?\.(?<region>[a-z0-9-]+)\.(?<domain>.+)$/;
const publicRegion = 'us-east-1';
function isAwsRegion(text) {
    return region.test(text);
}
function parseEcrHost(host) {
    if (host === 'public.ecr.aws' || host === 'ecr-public.aws.com') {
        const dualStack = host === 'ecr-public.aws.com';
        return { kind: 'public', account: '', region: publicRegion, partition: 'aws', fips: false, dualStack };
    }
    const groups = privateHost.exec(host)?.groups ?? {};
    const { account = '', region = '', separator, domain, fips } = groups;
    if (!isAwsRegion(region))
        return undefined;
    const dualStack = separator === '-';
    const domains = [region.startsWith('us-gov-') ? govCloud : commercial, ...others];
    const found = domains.find(({ ipv4, registries }) => domain === (dualStack ? registries : ipv4));
    return found && { kind: 'private', account, region, partition: found.partition, fips: fips !== undefined, dualStack };
}
function ecrApiOf({ kind, region, partition, fips, dualStack }) {
    const domain = domainOf(partition, dualStack);
    const service = kind === 'public' ? 'ecr-public' : 'ecr';
    if (fips)
        return new URL(`https://${service}-fips.${region}.${domain}/`);
    return new URL(`https://${dualStack ? '' : 'api.'}${service}.${region}.${domain}/`);
}
function stsOf({ partition, fips, dualStack }, region) {
    const service = fips && partition !== 'aws-us-gov' ? 'sts-fips' : 'sts';
    return new URL(`https://${service}.${region}.${domainOf(partition, dualStack)}/`);
}
function domainOf(partition, dualStack) {
    const domains = others.find((each) => each.partition === partition) ?? commercial;
    return dualStack ? domains.dualStack : domains.ipv4;
}


}),

22270:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  A4: () => (jwtType),
  H4: () => (isServiceAccount),
  RD: () => (isWorkloadIdentityProvider)
});
const provider = /^projects\/\d+\/locations\/global\/workloadIdentityPools\/[a-z0-9-]{1,40}\/providers\/[a-z0-9-]{1,40}$/;
const serviceAccount = /^[a-z0-9-]+@(?:[a-z0-9-]+\.)+gserviceaccount\.com$/;
function isWorkloadIdentityProvider(text) {
    return provider.test(text);
}
function isServiceAccount(text) {
    return serviceAccount.test(text);
}
const jwtType = 'urn:ietf:params:oauth:token-type:jwt';


}),

28214:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  describeClaims: () => (describeClaims),
  h: () => (claimsIn),
  requestOidcToken: () => (requestOidcToken)
});
var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(99368);
var _registry_errors_registry_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(30648);


async function requestOidcToken(audience, { registry, variables, exchange, mask }) {
    const { ACTIONS_ID_TOKEN_REQUEST_URL: service, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token } = variables;
    const failure = { where: registry, operation: "sign-in with the workflow's OIDC token" };
    if (!service || !token) {
        const advice = "Give the job 'permissions: id-token: write'. Pull requests from forks never get one";
        throw new _registry_errors_registry_error_js__WEBPACK_IMPORTED_MODULE_0__/* .RegistryError */ .g({ ...failure, reason: `this job may not request a token. ${advice}` });
    }
    mask(token);
    const url = new URL(service);
    url.searchParams.set('audience', audience);
    const { json } = await exchange({
        method: 'GET',
        url,
        headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
    });
    if (typeof json.value !== 'string' || json.value === '') {
        throw new _registry_errors_registry_error_js__WEBPACK_IMPORTED_MODULE_0__/* .RegistryError */ .g({ ...failure, reason: "GitHub's response contains no token" });
    }
    mask(json.value);
    return json.value;
}
const shown = ['sub', 'aud', 'repository', 'ref'];
function describeClaims(token) {
    const claims = claimsIn(token);
    return shown.flatMap((name) => (typeof claims[name] === 'string' ? [`${name}=${claims[name]}`] : [])).join(', ');
}
function claimsIn(token) {
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .parseRecord */ .Hh)(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
}


}),

61632:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  ls: () => (identify),
  AA: () => (identityFields),
  oY: () => (neutralValues)
});


var input_error = __webpack_require__(53587);
var ecr_host = __webpack_require__(48466);
var registry_error = __webpack_require__(30648);
var external_node_path_ = __webpack_require__(76760);
var regular_file = __webpack_require__(16659);
;// CONCATENATED MODULE: ./build/identity/aws/key-source.js

const stsAudience = 'sts.amazonaws.com';
const usualSessionName = 'GitHubActions';
function roleKeys({ arn, sessionName = usualSessionName, duration, region }, host, oidcToken) {
    const request = { arn, sessionName, sts: (0,ecr_host/* stsOf */.WR)(host, region), ...(duration && { duration }) };
    const key = ['aws', arn, sessionName, duration, host.fips].join(' ');
    return {
        description: `OIDC, role ${arn}`,
        trustedBy: `the trust policy of ${arn}`,
        keys: async (context) => await context.shared(key, async () => {
            const { assumeRole } = await __webpack_require__.e(/* import() */ 5804).then(__webpack_require__.bind(__webpack_require__, 65804));
            return await assumeRole(request, await oidcToken(context), context);
        }),
    };
}
function knownKeys(description, keys) {
    return {
        description,
        keys: async ({ mask }) => {
            mask(keys.secretAccessKey);
            if (keys.sessionToken !== undefined)
                mask(keys.sessionToken);
            return keys;
        },
    };
}

;// CONCATENATED MODULE: ./build/identity/aws/job-keys.js




function jobKeys(variables, host) {
    const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = variables;
    const { AWS_SESSION_TOKEN: sessionToken, AWS_PROFILE: profile } = variables;
    if (accessKeyId && secretAccessKey) {
        const keys = { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
        return knownKeys("AWS credentials in the job's environment", keys);
    }
    return webIdentityKeys(variables, host) ?? (profile ? profileKeys(profile, variables) : undefined);
}
function webIdentityKeys(variables, host) {
    const { AWS_WEB_IDENTITY_TOKEN_FILE: file, AWS_ROLE_ARN: arn, AWS_ROLE_SESSION_NAME: name } = variables;
    if (!file || !arn)
        return undefined;
    const role = { arn, sessionName: name || undefined, region: host.region };
    return roleKeys(role, host, async (context) => {
        const token = (await readIn(file, 'AWS_WEB_IDENTITY_TOKEN_FILE', context)).trim();
        context.mask(token);
        return token;
    });
}
function profileKeys(profile, variables) {
    const home = variables.HOME ?? variables.USERPROFILE ?? '';
    const file = variables.AWS_SHARED_CREDENTIALS_FILE || (0,external_node_path_.join)(home, '.aws', 'credentials');
    const description = `AWS profile ${profile}`;
    return {
        description,
        async keys(context) {
            const keys = profileIn(await readIn(file, 'AWS_PROFILE', context), profile);
            if (keys)
                return await knownKeys(description, keys).keys(context);
            throw new registry_error/* RegistryError */.g({
                where: context.registry,
                operation: 'sign-in with AWS_PROFILE',
                reason: `${file} has no access key for the profile ${profile}`,
            });
        },
    };
}
async function readIn(file, variable, { registry }) {
    return await (0,regular_file/* readText */.yR)(file).catch((error) => {
        const reason = `${file} ${(0,regular_file/* whyUnreadable */._p)(error)}`;
        throw new registry_error/* RegistryError */.g({ where: registry, operation: `sign-in with ${variable}`, reason });
    });
}
function profileIn(text, profile) {
    const fields = new Map();
    let section = '';
    for (const line of text.split(/\r?\n/)) {
        section = /^\[\s*(.*?)\s*\]/.exec(line)?.[1] ?? section;
        const [, name = '', value = ''] = /^([a-z_]+)\s*=\s*(\S+)\s*$/i.exec(line) ?? [];
        if (section === profile && name !== '')
            fields.set(name.toLowerCase(), value);
    }
    const accessKeyId = fields.get('aws_access_key_id');
    const secretAccessKey = fields.get('aws_secret_access_key');
    const sessionToken = fields.get('aws_session_token');
    return accessKeyId && secretAccessKey
        ? { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) }
        : undefined;
}

;// CONCATENATED MODULE: ./build/identity/aws/given-keys.js





const roleArn = /^arn:(?<partition>aws[a-z-]*):iam::\d{12}:role\/[\w+=,.@/-]{1,577}$/;
const accessKeyId = /^A[KS]IA[A-Z0-9]{12,124}$/;
const sessionName = /^[\w+=,.@-]{2,64}$/;
const roleFields = ['role-session-name', 'role-duration-seconds'];
function givenKeys({ entry, registry, host, variables }) {
    const { username = '', 'role-to-assume': role, ecr } = entry;
    const fail = (problem) => new input_error/* InputError */.dz('registry-auth', `${problem} (${registry})`);
    const isKey = accessKeyId.test(username);
    if (ecr === 'false' && (role !== undefined || isKey))
        throw fail("'ecr: false' contradicts the AWS credentials of the same entry: remove one of the two");
    if (ecr === 'false')
        return undefined;
    checkRegion(entry, host, fail);
    if (role !== undefined)
        return roleOf(role, entry, host, fail);
    const unused = roleFields.find((field) => entry[field] !== undefined);
    if (unused)
        throw fail(`'${unused}' has no effect without 'role-to-assume'`);
    if (isKey)
        return accessKeyOf(entry, fail);
    if (entry['aws-session-token'] !== undefined)
        throw fail("'aws-session-token' has no effect without an access key ID as 'username' and its secret as 'password'");
    return jobKeysFor(entry, { fail, host, variables });
}
function roleOf(arn, entry, host, fail) {
    const { 'role-session-name': name, 'role-duration-seconds': duration, 'aws-region': region = host.region } = entry;
    const partition = roleArn.exec(arn)?.groups?.partition;
    if (partition === undefined)
        throw fail("'role-to-assume' must be an ARN: 'arn:aws:iam::123456789012:role/NAME'");
    if (partition !== host.partition)
        throw fail(`'role-to-assume' is in the partition ${partition}, but the registry in ${host.partition}`);
    if (entry.username !== undefined || entry.password !== undefined)
        throw fail("'role-to-assume' is used without 'username' and 'password': remove them, or the role");
    if (name !== undefined && !sessionName.test(name))
        throw fail("'role-session-name' must have 2 to 64 characters: letters, digits and any of =,.@_-+");
    const seconds = Number(duration ?? 3600);
    if (!Number.isInteger(seconds) || seconds < 900 || seconds > 43_200)
        throw fail("'role-duration-seconds' must be a number from 900 to 43200");
    const role = { arn, sessionName: name, region, ...(duration && { duration }) };
    return roleKeys(role, host, ({ oidcToken }) => oidcToken(stsAudience));
}
function accessKeyOf(entry, fail) {
    const { username = '', password, 'aws-session-token': sessionToken } = entry;
    if (password === undefined)
        return undefined;
    if (username.startsWith('ASIA') && sessionToken === undefined)
        throw fail("the access key ID in 'username' is that of a session: give its token as 'aws-session-token'");
    const keys = { accessKeyId: username, secretAccessKey: password, ...(sessionToken && { sessionToken }) };
    return knownKeys('AWS access key from the inputs', keys);
}
function jobKeysFor({ username, password, ecr, 'create-repository': creates }, { fail, host, variables }) {
    const isNeeded = ecr === 'true' || creates === 'true';
    if (!isNeeded)
        return undefined;
    const how = "set 'role-to-assume', or 'username' and 'password' to an access key, or use aws-actions/configure-aws-credentials in an earlier step";
    if (username !== undefined || password !== undefined) {
        const field = ecr === 'true' ? 'ecr' : 'create-repository';
        throw fail(`'${field}: true' needs AWS credentials, which this user and password are not: ${how}`);
    }
    return jobKeys(variables, host) ?? missingKeys(how);
}
function missingKeys(how) {
    return {
        description: 'AWS credentials',
        async keys({ registry }) {
            const reason = `the job has no AWS credentials: ${how}`;
            throw new registry_error/* RegistryError */.g({ where: registry, operation: 'sign-in with AWS credentials', reason });
        },
    };
}
function checkRegion({ 'aws-region': region }, host, fail) {
    if (region === undefined)
        return;
    if (!(0,ecr_host/* isAwsRegion */.EK)(region))
        throw fail("'aws-region' must be the name of a region: 'eu-central-1'");
    if (host.kind === 'private' && region !== host.region)
        throw fail(`'aws-region' is ${region}, but the registry is in ${host.region}: remove it, or correct one of the two`);
}

;// CONCATENATED MODULE: ./build/identity/aws/aws.js




const aws = {
    name: 'AWS',
    fields: [
        'ecr',
        'role-to-assume',
        'aws-region',
        'role-session-name',
        'role-duration-seconds',
        'aws-session-token',
        'create-repository',
    ],
    identify({ registry, entry, variables }) {
        const host = (0,ecr_host/* parseEcrHost */.wl)(registry);
        if (entry)
            checkSwitches(entry, registry, host);
        if (!host)
            return undefined;
        const keys = entry ? givenKeys({ entry, registry, host, variables }) : jobKeys(variables, host);
        return keys && identityAt(host, keys, entry?.['create-repository'] === 'true');
    },
};
function checkSwitches(entry, registry, host) {
    const { ecr = 'auto', 'create-repository': create = 'false' } = entry;
    const fail = (problem) => new input_error/* InputError */.dz('registry-auth', problem);
    if (!['auto', 'true', 'false'].includes(ecr))
        throw fail(`'ecr' of ${registry} must be auto, true or false`);
    if (!['true', 'false'].includes(create))
        throw fail(`'create-repository' of ${registry} must be true or false`);
    if (ecr === 'true' && !host)
        throw fail(`${registry} is not a registry of Amazon ECR: remove 'ecr: true'`);
}
function identityAt(host, { description, trustedBy, keys }, creates) {
    return {
        description,
        ...(trustedBy !== undefined && { trustedBy }),
        async signIn(context) {
            const { getAuthorizationToken } = await __webpack_require__.e(/* import() */ 7559).then(__webpack_require__.bind(__webpack_require__, 7559));
            return await getAuthorizationToken(host, await keys(context), context);
        },
        async call(call, context) {
            const { callEcrOf } = await __webpack_require__.e(/* import() */ 7559).then(__webpack_require__.bind(__webpack_require__, 7559));
            return await callEcrOf(call, { host, keys: await keys(context), context });
        },
        ...(creates && {
            async createRepository(name, context) {
                const { createEcrRepository } = await __webpack_require__.e(/* import() */ 7559).then(__webpack_require__.bind(__webpack_require__, 7559));
                await createEcrRepository(name, { host, keys: await keys(context), context });
            },
        }),
    };
}

;// CONCATENATED MODULE: ./build/identity/azure/azure.js

const hosts = /^[a-z0-9-]+\.azurecr\.(io|cn|us)$/;
const entraHosts = new Map([
    ['io', 'login.microsoftonline.com'],
    ['cn', 'login.partner.microsoftonline.cn'],
    ['us', 'login.microsoftonline.us'],
]);
const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const domain = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i;
const azure = {
    name: 'Azure',
    fields: ['client-id', 'tenant-id'],
    identify({ registry, entry, variables }) {
        const entra = entraHosts.get(hosts.exec(registry)?.[1] ?? '');
        if (entra === undefined)
            return undefined;
        return entry ? identityOf(entry, registry, entra) : identityIn(variables, entra);
    },
};
function identityOf(entry, registry, entra) {
    const { 'client-id': clientId = '', 'tenant-id': tenantId = '', username, password } = entry;
    if (!clientId && !tenantId)
        return undefined;
    const fail = (problem) => new input_error/* InputError */.dz('registry-auth', `${registry} has ${problem}`);
    if (username || password)
        throw fail("'client-id' or 'tenant-id' as well as a username and password: remove one of the two");
    if (!tenantId)
        throw fail("'client-id' without 'tenant-id', or with an empty one");
    if (!clientId)
        throw fail("'tenant-id' without 'client-id', or with an empty one");
    if (!guid.test(clientId))
        throw fail("a 'client-id' that is not the ID of an application or managed identity");
    if (!guid.test(tenantId) && !domain.test(tenantId))
        throw fail("a 'tenant-id' that is not the ID of a tenant");
    return identityAs({ clientId, tenantId, entra, proof: { kind: 'oidc' } }, 'OIDC');
}
function identityIn(variables, entra) {
    const { AZURE_CLIENT_ID: clientId, AZURE_TENANT_ID: tenantId } = variables;
    const { AZURE_CLIENT_SECRET: secret, AZURE_FEDERATED_TOKEN_FILE: path } = variables;
    if (!clientId || !tenantId)
        return undefined;
    const application = { clientId, tenantId, entra };
    if (secret)
        return identityAs({ ...application, proof: { kind: 'secret', secret } }, 'AZURE_CLIENT_SECRET');
    if (path)
        return identityAs({ ...application, proof: { kind: 'file', path } }, 'AZURE_FEDERATED_TOKEN_FILE');
    return undefined;
}
function identityAs(application, how) {
    return {
        description: `${how}, client ${application.clientId}`,
        signIn: async (context) => (await __webpack_require__.e(/* import() */ 4198).then(__webpack_require__.bind(__webpack_require__, 4198))).signInByEntra(application, context),
    };
}

var resource_names = __webpack_require__(22270);
;// CONCATENATED MODULE: ./build/identity/google/google.js


const google_hosts = /^(?:[a-z0-9-]+-docker\.pkg\.dev|(?:(?:us|eu|asia)\.)?gcr\.io)$/;
const tokenVariables = ['CLOUDSDK_AUTH_ACCESS_TOKEN', 'GOOGLE_OAUTH_ACCESS_TOKEN'];
const fileVariables = ['CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE', 'GOOGLE_APPLICATION_CREDENTIALS'];
const google = {
    name: 'Google',
    fields: ['workload-identity-provider', 'service-account'],
    identify({ registry, entry, variables }) {
        if (!google_hosts.test(registry))
            return undefined;
        return entry ? google_identityOf(entry, registry) : google_identityIn(variables);
    },
};
function google_identityOf(entry, registry) {
    const { 'workload-identity-provider': provider = '', 'service-account': account = '', username, password } = entry;
    if (!provider && !account)
        return undefined;
    const fail = (problem) => new input_error/* InputError */.dz('registry-auth', `${registry} ${problem}`);
    if (username || password)
        throw fail("has 'workload-identity-provider' as well as a username and password: remove one of the two");
    if (!provider)
        throw fail("has 'service-account' without 'workload-identity-provider', or with an empty one");
    if (!(0,resource_names/* isWorkloadIdentityProvider */.RD)(provider))
        throw fail("has a 'workload-identity-provider' that is not a full resource name: 'projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/PROVIDER', with the number of the project instead of its ID");
    if (account && !(0,resource_names/* isServiceAccount */.H4)(account))
        throw fail("has a 'service-account' that is not an email address: 'NAME@PROJECT.iam.gserviceaccount.com'");
    const audience = `https://iam.googleapis.com/${provider}`;
    return {
        description: `OIDC, ${account || provider}`,
        trustedBy: `the attribute condition of ${provider}`,
        signIn: (context) => shared(`${provider} ${account}`, context, async () => {
            const { signInAs } = await __webpack_require__.e(/* import() */ 7529).then(__webpack_require__.bind(__webpack_require__, 17529));
            const subjectToken = () => context.oidcToken(audience);
            return await signInAs({ provider, account, type: resource_names/* jwtType */.A4, subjectToken }, context);
        }),
    };
}
function google_identityIn(variables) {
    const given = tokenVariables.find((name) => variables[name]);
    if (given)
        return { description: given, signIn: async ({ mask }) => login({ value: variables[given] ?? '' }, mask) };
    const named = fileVariables.find((name) => variables[name]);
    if (named === undefined)
        return undefined;
    const path = variables[named] ?? '';
    return {
        description: `the Google credentials in ${named}`,
        trustedBy: 'the attribute condition of the workload identity provider',
        signIn: (context) => shared(path, context, async () => {
            const { signInByFile } = await __webpack_require__.e(/* import() */ 6000).then(__webpack_require__.bind(__webpack_require__, 6000));
            return await signInByFile({ path, variable: named }, context);
        }),
    };
}
async function shared(key, context, signIn) {
    return login(await context.shared(`Google ${key}`, signIn), context.mask);
}
function login({ value, expiresAt }, mask) {
    mask(value);
    return {
        kind: 'password',
        username: 'oauth2accesstoken',
        password: value,
        ...(expiresAt && { expiresAt }),
    };
}

;// CONCATENATED MODULE: ./build/identity/job-token.js
const jobToken = {
    name: "the job's token",
    fields: [],
    identify({ registry, entry, variables, job }) {
        if (entry || registry !== job.registry || job.token === '')
            return undefined;
        const username = variables.GITHUB_ACTOR || 'x-access-token';
        return {
            description: "the job's token",
            signIn: async () => ({ kind: 'password', username, password: job.token }),
        };
    },
};

var reference = __webpack_require__(28732);
var oidc_token = __webpack_require__(28214);
var distribution_login = __webpack_require__(72316);
var credential_source = __webpack_require__(51860);
;// CONCATENATED MODULE: ./build/identity/registries/issued-token.js




const tokenExchange = {
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
};
const usualLifetime = 3600;
function readIssued({ json }, field, { host }, { registry: where, mask, now }) {
    const value = json[field];
    if (typeof value !== 'string' || value === '')
        throw new registry_error/* RegistryError */.g({ where, operation: `sign-in at ${host}`, reason: 'the response contains no token' });
    mask(value);
    const { exp, iat } = (0,oidc_token/* claimsIn */.h)(value);
    const lifetime = [json.expires_in, Number(exp) - Number(iat)].find(isPositive) ?? usualLifetime;
    const used = Math.max(lifetime, lifetime / 2 + credential_source/* expiryMargin */.q / 1000);
    return { value, expiresAt: new Date(now().getTime() + used * 1000) };
}
function isPositive(value) {
    return typeof value === 'number' && value > 0;
}
function loginWith({ value: password, expiresAt }, username, { mask }) {
    mask((0,distribution_login/* encodeLogin */.k)({ username, password }));
    return { kind: 'password', username, password, expiresAt };
}

;// CONCATENATED MODULE: ./build/identity/registries/artifactory.js





const usualAudience = 'jfrog-github';
const artifactory = {
    name: 'Artifactory',
    fields: ['provider-name', 'project-key', 'platform-url', 'audience'],
    identify({ registry, entry }) {
        const { 'provider-name': provider, 'project-key': project = '', username, password } = entry ?? {};
        if (!entry || !provider || registry === reference/* dockerHub */.UD)
            return undefined;
        if (username || password)
            throw new input_error/* InputError */.dz('registry-auth', `${registry} has 'provider-name' as well as a username or password: remove one of the two`);
        const { audience = usualAudience } = entry;
        return artifactory_identityAs({ platform: platformIn(entry, registry), provider, project, audience });
    },
};
function platformIn(entry, registry) {
    const given = entry['platform-url'] ?? `https://${registry}`;
    const url = URL.canParse(given) ? new URL(given) : undefined;
    if (url?.protocol === 'https:' && `${url.origin}/` === url.href)
        return url;
    throw new input_error/* InputError */.dz('registry-auth', `${registry} has a 'platform-url' that is not the URL of a JFrog Platform: 'https://HOST'`);
}
function artifactory_identityAs(integration) {
    const { provider, project, platform, audience } = integration;
    return {
        description: `OIDC, provider ${provider} of ${platform.host}`,
        trustedBy: `the audience of the integration ${provider}, and the claims in its identity mappings`,
        signIn: async (context) => {
            const key = ['Artifactory', platform.host, provider, project, audience].join(' ');
            const token = await context.shared(key, () => exchangeAt(integration, context));
            return loginWith(token, userOf(token.value, platform, context), context);
        },
    };
}
async function exchangeAt({ platform, provider, project, audience }, context) {
    const response = await context.exchange({
        method: 'POST',
        url: new URL('/access/api/v1/oidc/token', platform),
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({
            ...tokenExchange,
            subject_token: await context.oidcToken(audience),
            provider_name: provider,
            ...(project && { project_key: project }),
        }),
        atRegistry: true,
    });
    return readIssued(response, 'access_token', platform, context);
}
function userOf(token, { host }, { registry: where }) {
    const { sub } = (0,oidc_token/* claimsIn */.h)(token);
    const user = typeof sub === 'string' ? sub.slice(sub.lastIndexOf('/') + 1) : '';
    if (user !== '' && !user.includes(':'))
        return user;
    throw new registry_error/* RegistryError */.g({ where, operation: `sign-in at ${host}`, reason: 'the access token names no user' });
}

;// CONCATENATED MODULE: ./build/identity/registries/chainguard.js


const host = 'cgr.dev';
const issuer = 'issuer.enforce.dev';
const username = '_token';
const chainguard = {
    name: 'Chainguard',
    fields: ['identity', 'audience'],
    identify({ registry, entry }) {
        const { identity, audience = issuer, username: user, password } = entry ?? {};
        if (!identity || registry !== host)
            return undefined;
        const fail = (problem) => new input_error/* InputError */.dz('registry-auth', `${registry} has ${problem}`);
        if (user || password)
            throw fail("'identity' as well as a username or password: remove one of the two");
        if (!/^[\w-]+(?:\/[\w-]+)+$/.test(identity))
            throw fail("an 'identity' that is not a UIDP, as chainctl shows it");
        return chainguard_identityAs(identity, audience);
    },
};
function chainguard_identityAs(identity, audience) {
    return {
        description: `OIDC, identity ${identity}`,
        trustedBy: 'the issuer, subject and audience that the identity matches',
        signIn: async (context) => {
            const key = `Chainguard ${identity} ${audience}`;
            return loginWith(await context.shared(key, () => chainguard_exchangeAt(identity, audience, context)), username, context);
        },
    };
}
async function chainguard_exchangeAt(identity, audience, context) {
    const url = new URL(`https://${issuer}/sts/exchange`);
    url.search = new URLSearchParams({ aud: host, identity }).toString();
    const authorization = `Bearer ${await context.oidcToken(audience)}`;
    const response = await context.exchange({ method: 'GET', url, headers: { authorization } });
    return readIssued(response, 'token', url, context);
}

;// CONCATENATED MODULE: ./build/identity/registries/docker-hub.js



const docker_hub_hosts = [reference/* dockerHub */.UD, 'dhi.io'];
const service = new URL('https://identity.docker.com/oauth/token');
const variable = 'DOCKERHUB_OIDC_CONNECTIONID';
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const lifetime = 3600;
const dockerHubOidc = {
    name: 'Docker Hub',
    fields: ['connection-id'],
    identify({ registry, entry, variables }) {
        if (!entry || !docker_hub_hosts.includes(registry))
            return undefined;
        const { 'connection-id': given = '', username = '', password } = entry;
        const left = username && !password ? (variables[variable] ?? '').trim() : '';
        const connection = given || left;
        if (!connection)
            return undefined;
        if (!uuid.test(connection))
            throw new input_error/* InputError */.dz(...notAnId(given !== '', registry));
        const fail = (problem) => new input_error/* InputError */.dz('registry-auth', `${registry} has 'connection-id' ${problem}`);
        if (password)
            throw fail('as well as a password: remove one of the two');
        if (!username)
            throw fail("without 'username', which must be the organization that the connection belongs to");
        return docker_hub_identityAs(connection, username);
    },
};
function notAnId(isGiven, registry) {
    const form = 'a UUID, as shown under OIDC connections in Docker Home';
    return isGiven
        ? ['registry-auth', `${registry} has a 'connection-id' that is not ${form}`]
        : ['username', `the variable ${variable} is set, but it is not ${form}`];
}
function docker_hub_identityAs(connection, organization) {
    return {
        description: `OIDC, connection ${connection} of ${organization}`,
        trustedBy: 'the rulesets of the OIDC connection in Docker Home',
        signIn: async (context) => {
            const token = await context.shared(`Docker Hub ${connection}`, () => docker_hub_exchangeAt(connection, context));
            return loginWith(token, organization, context);
        },
    };
}
async function docker_hub_exchangeAt(connection, context) {
    const response = await context.exchange({
        method: 'POST',
        url: service,
        body: new URLSearchParams({
            ...tokenExchange,
            subject_token: await context.oidcToken(service.origin),
            connection_id: connection,
            expires_in: String(lifetime),
        }),
    });
    return readIssued(response, 'access_token', service, context);
}

;// CONCATENATED MODULE: ./build/identity/registries/quay.js




const robotName = /^[a-z0-9][a-z0-9._-]*\+[a-z0-9][a-z0-9._-]*$/;
const quay = {
    name: 'Quay',
    fields: ['robot', 'audience'],
    identify({ registry, entry }) {
        const { robot, audience = `https://${registry}`, username, password } = entry ?? {};
        if (!robot || registry === reference/* dockerHub */.UD)
            return undefined;
        const fail = (problem) => new input_error/* InputError */.dz('registry-auth', `${registry} has ${problem}`);
        if (username || password)
            throw fail("'robot' as well as a username or password: remove one of the two");
        if (!robotName.test(robot))
            throw fail("a 'robot' that is not the full name of a robot account: 'ORGANIZATION+NAME'");
        return quay_identityAs(robot, audience, registry);
    },
};
function quay_identityAs(robot, audience, registry) {
    return {
        description: `OIDC, robot ${robot}`,
        trustedBy: `the issuer and the subject in the federation settings of ${robot}`,
        signIn: async (context) => {
            const key = `Quay ${registry} ${robot} ${audience}`;
            return loginWith(await context.shared(key, () => quay_exchangeAt(registry, robot, audience, context)), robot, context);
        },
    };
}
async function quay_exchangeAt(registry, robot, audience, context) {
    const { exchange, oidcToken, mask } = context;
    const url = new URL(`https://${registry}/oauth2/federation/robot/token`);
    const login = (0,distribution_login/* encodeLogin */.k)({ username: robot, password: await oidcToken(audience) });
    mask(login);
    const response = await exchange({
        method: 'GET',
        url,
        headers: { authorization: `Basic ${login}`, accept: 'application/json' },
        atRegistry: true,
    });
    return readIssued(response, 'token', url, context);
}

;// CONCATENATED MODULE: ./build/identity/providers.js









const identityProviders = [
    aws,
    azure,
    google,
    dockerHubOidc,
    quay,
    artifactory,
    chainguard,
    jobToken,
];
const identityFields = [...new Set(identityProviders.flatMap(({ fields }) => fields))];
function identify(request) {
    for (const provider of identityProviders) {
        const identity = provider.identify(request);
        if (identity)
            return onlyWith(provider.fields, request, identity);
    }
    return undefined;
}
const neutralValues = new Set(['', 'auto', 'false']);
function onlyWith(fields, { registry, entry = {} }, identity) {
    const other = identityFields.find((field) => !neutralValues.has(entry[field] ?? '') && !fields.includes(field));
    if (other === undefined)
        return identity;
    throw new input_error/* InputError */.dz('registry-auth', `'${other}' has no effect at ${registry} next to '${given(fields, entry)}'`);
}
function given(fields, entry) {
    return fields.find((field) => entry[field] !== undefined) ?? 'username';
}


}),

53587:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  GW: () => (problemsOf),
  Kx: () => (throwAll),
  dz: () => (InputError)
});
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

99368:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Hh: () => (parseRecord),
  Z9: () => (parseUnambiguousJson),
  eR: () => (mistakenFor),
  qF: () => (parseJson),
  u4: () => (isRecord),
  zv: () => (recordOf)
});
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

39557:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  M: () => (formatAnnotations),
  f: () => (parseAnnotation)
});
var _input_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(53587);
var _labels_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(86220);


const level = /^(?:manifest|index)(?:-descriptor)?(?:\[[\w/.-]+\])?$/;
function parseAnnotation(label) {
    const [text, value] = label;
    const colon = text.indexOf(':');
    if (colon < 0)
        return { label, levels: [] };
    const levels = text
        .slice(0, colon)
        .split(',')
        .map((part) => part.trim());
    if (levels.every((part) => level.test(part)))
        return { label: [text.slice(colon + 1), value], levels };
    const wrong = levels.find((part) => !level.test(part));
    if (text.slice(0, colon).includes('.') && !/[[,]/.test(text))
        return { label, levels: [] };
    const known = 'manifest, index, manifest-descriptor or index-descriptor, or manifest[linux/amd64] for one platform';
    throw new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('annotations', `'${wrong}' in '${text}' is not an annotation level: use ${known}`);
}
function formatAnnotations(annotations, levels) {
    const placed = annotations.flatMap(({ label, levels: own }) => (own.length === 0 ? levels : own).map((where) => ({ where, label })));
    const groups = Map.groupBy(placed, ({ where }) => where);
    return [...new Set([...levels, ...groups.keys()])].flatMap((where) => {
        const labels = new Map(groups.get(where)?.map(({ label }) => label));
        return [...labels].toSorted(([a], [b]) => (0,_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .compareKeys */ .YD)(a, b)).map(([key, value]) => `${where}:${key}=${value}`);
    });
}


}),

72069:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  E1: () => (parseList),
  Kp: () => (splitFields),
  Pm: () => (entryError),
  b9: () => (splitItems),
  wy: () => (parseNameLines)
});
var csv_parse_sync__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(25175);
var _input_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(53587);


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
    return new _input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(input, `write entry ${index + 1} as ${form}${problem}${perhaps}`);
}
function checkItem(input, { text, isQuoted }, index) {
    if (isQuoted)
        return;
    if (/^\s*"/.test(text)) {
        const problem = 'the closing quote must be at the end of a line, and quotes inside it must be doubled';
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(input, `write entry ${index + 1} as one quoted text: ${problem}`);
    }
    if (/-----BEGIN (?!.*-----END )/.test(text)) {
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(input, `write entry ${index + 1} as ${inQuotes}: it is only the first line of a key`);
    }
    if (index > 0 && isEndOfBase64(text.trim())) {
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(input, `write entry ${index} as ${inQuotes}: entry ${index + 1} looks like its last line`);
    }
}
function isEndOfBase64(text) {
    if (/^[\w+/-]+==$/.test(text))
        return true;
    return text.length % 4 === 0 && /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[A-Za-z0-9+/]{15,}=$/.test(text);
}
function splitFields(input, item, where = '') {
    try {
        const [fields = []] = (0,csv_parse_sync__WEBPACK_IMPORTED_MODULE_0__/* .parse */ .qg)(item, { relax_column_count: true, skip_empty_lines: true });
        return fields;
    }
    catch (cause) {
        const problem = 'quote a whole field, as in "value=a,b", and double any quotes inside it';
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(input, `the quotes are not valid: ${problem}${where}`, { cause });
    }
}
function parseNameLines(input, text) {
    const lines = parseList(input, text);
    const found = lines.flatMap((line) => /\$\{\{.*?(?:\}\}|$)/s.exec(line)?.[0] ?? []);
    if (found.length === 0)
        return lines;
    const where = 'GitHub expands expressions only in workflow files, not in the value of a variable or an input';
    throw new _input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(input, `'${found[0]}' was not expanded: ${where}. To write literal braces, use \\{{`);
}


}),

86220:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Mr: () => (mergeLabels),
  Xy: () => (parseLabels),
  YD: () => (compareKeys),
  n_: () => (knownLabels)
});
var _input_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(53587);

function knownLabels({ event, source, now, revision = event }, version) {
    const labels = [
        ['title', source.name],
        ['description', source.description],
        ['url', source.url],
        ['source', source.url],
        ['version', version],
        ['created', (revision.date ?? now).toISOString()],
        ['revision', revision.sha],
        ['licenses', source.license],
    ];
    return labels.filter(([, value]) => value !== '').map(([key, value]) => [`org.opencontainers.image.${key}`, value]);
}
function parseLabels(input, lines, warn) {
    return lines.flatMap((line) => {
        const equals = line.indexOf('=');
        if (equals >= 0)
            return [[line.slice(0, equals), line.slice(equals + 1)]];
        const form = 'write key=value, or "key=first line\u23celast line", quoted as a whole, if the value has several lines';
        if (/\s/.test(line.trim()))
            throw new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(input, `'${line}' has no equals sign: ${form}`);
        if (line.trim() !== '')
            warn(`Input '${input}': '${line}' is ignored because it has no equals sign: ${form}`);
        return [];
    });
}
function mergeLabels(labels) {
    return [...new Map(labels)].toSorted(([a], [b]) => compareKeys(a, b));
}
function compareKeys(one, other) {
    const isPlain = /^[a-z0-9.]*$/;
    if (!isPlain.test(one) || !isPlain.test(other))
        return one.localeCompare(other, 'en');
    return Number(one > other) - Number(one < other);
}


}),

6975:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  AH: () => (formatOutputs),
  C6: () => (parseSetOutputEnv),
  DF: () => (defaultFormat),
  Qh: () => (outputVariable),
  ct: () => (annotationLevelsIn),
  wR: () => (formatLabel)
});
var _input_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(53587);
var _annotations_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(39557);


function annotationLevelsIn({ DOCKER_METADATA_ANNOTATIONS_LEVELS: levels }) {
    return levels || defaultFormat.annotationLevels;
}
const defaultFormat = {
    tagSeparator: '\n',
    labelSeparator: '\n',
    annotationSeparator: '\n',
    annotationLevels: 'manifest',
    bakeTarget: 'docker-metadata-action',
};
function formatOutputs(names, wanted) {
    const format = withDefaults(wanted);
    const tags = names.images.flatMap(fullNames);
    const tagNames = [...new Set(names.images.flatMap((image) => image.tags))];
    const labels = Object.fromEntries(names.labels);
    const annotations = (0,_annotations_js__WEBPACK_IMPORTED_MODULE_1__/* .formatAnnotations */ .M)(names.annotations, format.annotationLevels.split(','));
    const images = names.images.map(({ name }) => name).join(',');
    const args = { DOCKER_META_IMAGES: images, DOCKER_META_VERSION: names.version || undefined };
    const bake = (fields) => JSON.stringify({ target: { [format.bakeTarget]: fields } }, null, 2);
    return {
        texts: {
            version: names.version,
            tags: tags.join(format.tagSeparator),
            'tag-names': tagNames.join(format.tagSeparator),
            labels: names.labels.map(formatLabel).map(asItem).join(format.labelSeparator),
            annotations: annotations.map(asItem).join(format.annotationSeparator),
            json: JSON.stringify({ tags, 'tag-names': tagNames, labels, annotations }),
        },
        bakeFiles: {
            'bake-file': bake({ tags, labels, args }),
            'bake-file-tags': bake({ tags, args }),
            'bake-file-labels': bake({ labels }),
            'bake-file-annotations': bake({ annotations }),
        },
    };
}
function withDefaults(wanted) {
    return { ...defaultFormat, ...Object.fromEntries(Object.entries(wanted).filter(([, text]) => text)) };
}
function fullNames({ name, tags }) {
    return name === '' ? tags : tags.map((tag) => `${name}:${tag}`);
}
function formatLabel([key, value]) {
    return `${key}=${value}`;
}
function asItem(text) {
    return /[\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
function outputVariable(output) {
    return `DOCKER_METADATA_OUTPUT_${output.replaceAll('-', '_').toUpperCase()}`;
}
function parseSetOutputEnv(value = '') {
    if (value === '' || /^(?:1|t|T|true|TRUE|True)$/.test(value))
        return true;
    if (/^(?:0|f|F|false|FALSE|False)$/.test(value))
        return false;
    throw new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('DOCKER_METADATA_SET_OUTPUT_ENV', `write 'true' or 'false', not '${value}'`);
}


}),

1564:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Bc: () => (isDigest),
  Hy: () => (algorithmOf),
  VK: () => (shortDigest),
  WF: () => (digester),
  ol: () => (digestOf)
});
var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);

const grammar = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;
function isDigest(text) {
    return grammar.test(text);
}
function algorithmOf(digest) {
    return digest.startsWith('sha512:') ? 'sha512' : 'sha256';
}
function digester(algorithm = 'sha256') {
    return digesterOf(algorithm, (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)(algorithm));
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


}),

72316:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  k: () => (encodeLogin)
});
function encodeLogin({ username, password }) {
    return Buffer.from(`${username}:${password}`).toString('base64');
}


}),

28732:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Cf: () => (isRegistry),
  Eo: () => (isName),
  F2: () => (parseReference),
  GY: () => (isPullCounted),
  IO: () => (parseReferences),
  RB: () => (sameRepository),
  SU: () => (parseRepository),
  Sh: () => (formatRepository),
  UD: () => (dockerHub),
  i7: () => (canonicalRegistry)
});
var _digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1564);
var _tag_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(16485);


const dockerHub = 'docker.io';
function isPullCounted({ registry }) {
    return registry === dockerHub;
}
const dockerHubHosts = new Set([dockerHub, 'index.docker.io', 'registry-1.docker.io', 'registry.hub.docker.com']);
const component = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const nameGrammar = new RegExp(`^${component}(?:/${component})*$`);
const label = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';
const hostGrammar = new RegExp(`^(?:${label}(?:\\.${label})*|\\[[0-9a-f:.]+\\])(?::[1-9]\\d{0,4})?$`);
function isName(text) {
    return text.length <= 255 && nameGrammar.test(text);
}
function isRegistry(text) {
    if (text.length > 261 || !hostGrammar.test(text))
        return false;
    return URL.parse(`https://${text}`)?.hostname === text.replace(/:\d+$/, '');
}
function canonicalRegistry(text) {
    const host = text
        .trim()
        .toLowerCase()
        .replace(/^https?:\/\//, '')
        .replace(/\/.*$/, '');
    return host === '' || dockerHubHosts.has(host) ? dockerHub : host;
}
function parseReference(text) {
    const [located = '', digest, ...more] = text.split('@');
    const { path, tag } = splitTag(located);
    const repository = parseRepository(path);
    if (!repository || more.length > 0)
        return undefined;
    if (tag !== undefined && !(0,_tag_js__WEBPACK_IMPORTED_MODULE_1__/* .isTag */ .d)(tag))
        return undefined;
    if (digest !== undefined && !(0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest))
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
    const registry = canonicalRegistry(hasHost ? first : dockerHub);
    const path = hasHost ? text.slice(slash + 1) : text;
    const name = registry === dockerHub && !path.includes('/') ? `library/${path}` : path;
    return isRegistry(registry) && isName(name) && !/\s/.test(text) ? { registry, name } : undefined;
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


}),

43959:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Sk: () => (parseScope),
  UO: () => (isWithin),
  ZK: () => (scopesOf),
  gk: () => (formatScope)
});
var _reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(28732);

const apiPath = /^\/(?:v[12]\/)?$/;
function parseScope(text) {
    const [, scheme = '', host = '', rest = ''] = /^(https?:\/\/)?([^/]*)(.*)$/is.exec(text.trim()) ?? [];
    const registry = (0,_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .canonicalRegistry */ .i7)(host);
    if (!(0,_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .isRegistry */ .Cf)(registry))
        return undefined;
    if (rest === '' || apiPath.test(rest))
        return { registry, path: '' };
    const path = rest.slice(1).replace(/\/$/, '');
    if (scheme !== '')
        return { registry, path: '', ignored: path };
    return (0,_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .isName */ .Eo)(path) ? { registry, path } : undefined;
}
function formatScope({ registry, path }) {
    return path === '' ? registry : `${registry}/${path}`;
}
function isWithin({ registry, name }, scope) {
    const { path } = scope;
    return registry === scope.registry && (path === '' || name === path || name.startsWith(`${path}/`));
}
function scopesOf(repository, keys) {
    const lengthOf = (key) => parseScope(key)?.path.length ?? 0;
    const found = [...keys].filter((key) => {
        const scope = parseScope(key);
        return scope !== undefined && isWithin(repository, scope);
    });
    return found.toSorted((one, other) => lengthOf(one) - lengthOf(other));
}


}),

16485:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  d: () => (isTag),
  q: () => (tagLimit)
});
const tagLimit = 128;
const grammar = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;
function isTag(text) {
    return grammar.test(text);
}


}),

51860:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  H: () => (remembered),
  q: () => (expiryMargin)
});
var _credential_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(60496);

const expiryMargin = 60_000;
function remembered(source, now) {
    const final = new WeakSet();
    let held;
    async function replace(old, isRefused) {
        try {
            const other = await source(old);
            if (other && !(0,_credential_js__WEBPACK_IMPORTED_MODULE_0__/* .isSameCredential */ .cw)(other, old))
                return other;
        }
        catch (error) {
            if (isRefused || isExpired(old, now(), 0))
                throw error;
            return old;
        }
        final.add(old);
        return old;
    }
    return async (useless) => {
        held ??= source();
        const asked = held;
        const credential = await asked;
        if (!credential || final.has(credential))
            return credential;
        if (credential !== useless && !isExpired(credential, now()))
            return credential;
        if (held === asked)
            held = replace(credential, credential === useless);
        return await held;
    };
}
function isExpired({ expiresAt }, now, early = expiryMargin) {
    return expiresAt !== undefined && expiresAt.getTime() - early <= now.getTime();
}


}),

60496:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  OM: () => (secretOf),
  aR: () => (basicAuthorization),
  cw: () => (isSameCredential)
});
var _oci_distribution_login_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(72316);

function basicAuthorization(credential) {
    if (!credential || credential.kind === 'registry-token' || !credential.username)
        return undefined;
    const password = credential.kind === 'password' ? credential.password : credential.token;
    return `Basic ${(0,_oci_distribution_login_js__WEBPACK_IMPORTED_MODULE_0__/* .encodeLogin */ .k)({ username: credential.username, password })}`;
}
function secretOf(credential) {
    return credential.kind === 'password' ? credential.password : credential.token;
}
function isSameCredential(one, other) {
    return one.kind === other.kind && secretOf(one) === secretOf(other) && usernameOf(one) === usernameOf(other);
}
function usernameOf(credential) {
    return credential.kind === 'registry-token' ? undefined : credential.username;
}


}),

30294:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  a: () => (isRateLimit),
  t: () => (isDisguisedRateLimit)
});
var _http_retry_retry_after_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3533);

const disguises = [403, 404];
function isRateLimit({ status = 0, problems = [], retryAfter = 0 }) {
    if (status === 429)
        return true;
    if (status === 403 && problems.some(({ message }) => /rate limit/i.test(message)))
        return true;
    return disguises.includes(status) && retryAfter > 0;
}
function isDisguisedRateLimit(response, now) {
    const retryAfter = (0,_http_retry_retry_after_js__WEBPACK_IMPORTED_MODULE_0__/* .parseRetryAfter */ .m)(response.header('retry-after'), '', now) ?? 0;
    return disguises.includes(response.status) && retryAfter > 0;
}


}),

30648:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  g: () => (RegistryError)
});

var network_failure = __webpack_require__(73856);
var http_proxy = __webpack_require__(68533);
var retryable = __webpack_require__(97358);
var rate_limit = __webpack_require__(30294);
;// CONCATENATED MODULE: ./build/registry/errors/trouble.js
const registryOf = ({ where }) => where.split('/')[0] ?? where;
const isAt = (host) => (trouble) => host.test(registryOf(trouble));
const names = (code) => (trouble) => trouble.problems?.some((problem) => problem.code === code) ?? false;
const isDenied = ({ status }) => status === 401 || status === 403;
const isForbidden = ({ status, hasToken, operation }) => status === 403 || (status === 401 && (hasToken === true || !operation.startsWith('sign-in')));
const says = (pattern) => ({ problems = [] }) => problems.some(({ code, message, explanation = '' }) => pattern.test(`${code} ${message} ${explanation}`));

;// CONCATENATED MODULE: ./build/registry/errors/registry-advice.js

const isGhcr = isAt(/^(?:ghcr\.io|containers\..*\.ghe\.com)$/);
const isLikeGitHub = isAt(/^containers\./);
const isEcr = isAt(/^(?:public\.ecr\.aws|ecr-public\.aws\.com)$|^\d{12}\.dkr[.-]ecr(?:-fips)?\.[a-z0-9-]+\.(?:amazonaws\.(?:com(?:\.cn)?|eu)|on\.aws(?:\.ic\.gov|\.hci\.ic\.gov|\.scloud)?|on\.amazonwebservices\.(?:com\.cn|eu)|c2s\.ic\.gov|sc2s\.sgov\.gov|csp\.hci\.ic\.gov|cloud\.adc-e\.uk|on\.cloud-aws\.adc-e\.uk)$/);
const isGoogle = isAt(/^(?:[a-z0-9-]+-docker\.pkg\.dev|(?:(?:us|eu|asia)\.)?gcr\.io)$/);
const isAcr = isAt(/^[a-z0-9-]+\.azurecr\.(?:io|cn|us)$/);
const isDockerHub = isAt(/^docker\.io$/);
const isGitLab = isAt(/^registry\.gitlab\.com$/);
const isQuays = says(/access to the requested resource is not authorized/i);
const isGitLabs = says(/^DENIED access forbidden|HTTP Basic: Access denied/);
const isHarbors = says(/unauthorized to access repository: /);
const adviceByRegistry = [
    {
        when: (trouble) => isGhcr(trouble) && isDenied(trouble),
        say: () => "Give the job 'permissions: packages: write', or give this repository the Write role in the package settings.",
    },
    {
        when: (trouble) => isLikeGitHub(trouble) && isDenied(trouble),
        say: ({ where }) => `Check that this user may push to ${where}. If it is GitHub's registry, give the job 'permissions: packages: write', or give this repository the Write role in the package settings.`,
    },
    {
        when: (trouble) => isGoogle(trouble) && isForbidden(trouble),
        say: ({ where }) => `Grant this account roles/artifactregistry.writer on ${where}, and create the repository if it does not exist: Artifact Registry does not create it on push.`,
    },
    {
        when: (trouble) => isAcr(trouble) && isDenied(trouble) && says(/\bfirewall\b|client with IP/i)(trouble),
        say: () => "Allow the runner's address in the registry's firewall, or use a runner in its network: GitHub's runners have no fixed addresses.",
    },
    {
        when: (trouble) => isAcr(trouble) && isForbidden(trouble),
        say: (trouble) => `Assign this identity the role AcrPush on ${registryOf(trouble)}, or 'Container Registry Repository Writer' if the registry uses ABAC.`,
    },
    {
        when: (trouble) => isEcr(trouble) && names('NAME_UNKNOWN')(trouble),
        say: () => "Create the repository first, set 'create-repository: true' for it in 'registry-auth', or set up a repository creation template.",
    },
    {
        when: (trouble) => isDockerHub(trouble) && isDenied(trouble) && says(/insufficient scopes/i)(trouble),
        say: () => "Use an access token with 'Read & Write' permissions.",
    },
    {
        when: (trouble) => isDockerHub(trouble) && isDenied(trouble) && trouble.hasToken === true,
        say: ({ where }) => `Check that this user may push to ${where}, that the access token has 'Read & Write' permissions, and that the plan allows another private repository.`,
    },
    {
        when: (trouble) => isDenied(trouble) && isQuays(trouble),
        say: ({ where }) => `Give this user or robot account Write permission for ${where}, or the Creator role in a team if the repository does not exist.`,
    },
    {
        when: (trouble) => isDenied(trouble) && (isGitLabs(trouble) || (isGitLab(trouble) && isForbidden(trouble))),
        say: ({ where }) => `Use a deploy token or an access token with the scopes read_registry and write_registry for the project of ${where}.`,
    },
    {
        when: (trouble) => isDenied(trouble) && isHarbors(trouble) && /^robot(?:\+|$)/.test(trouble.username ?? ''),
        say: ({ username }) => `Harbor's robot accounts are named 'robot$NAME', but this user is '${username}': a shell replaces $NAME unless it is in single quotes.`,
    },
    {
        when: (trouble) => isDenied(trouble) && isHarbors(trouble),
        say: () => 'Check the username and password: Harbor says the same if they are wrong. If they are right, give the user the role Developer in the project, or the robot account the permission to push.',
    },
    {
        when: says(/registry contains \d+ repositories, limit is \d+/),
        say: () => "Delete a repository, or upgrade the registry's plan.",
    },
];

;// CONCATENATED MODULE: ./build/registry/errors/advice.js




const isNoUploadEndpoint = ({ begins, status = 0 }) => begins === true && [404, 405].includes(status);
const isCoded = ({ problems = [] }) => problems.some(({ code }) => code !== '');
const isProxy = (response) => ({ proxy }) => proxy !== undefined && [proxy.status, proxy.status === undefined ? 'silent' : 'answered'].includes(response);
const has = (pattern) => (trouble) => pattern.test(trouble.code ?? '');
const isUntrusted = has(/^(?:UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|CERT_SIGNATURE_FAILURE)/);
const isInsecure = has(/^(?:CERT_|ERR_TLS_|ERR_SSL_|EPROTO)/);
const isMisdirected = (trouble) => trouble.place !== undefined &&
    (trouble.status === undefined ? !isUntrusted(trouble) : [404, 405].includes(trouble.status));
const isRefusedElsewhere = (trouble) => trouble.place !== undefined && isDenied(trouble);
const isFull = (trouble) => [403, 405, 412, 413, 507].includes(trouble.status ?? 0) &&
    says(/quota|storage limit|exceeds? the (?:storage|space)|no space left|insufficient storage/i)(trouble);
const isReadOnly = (trouble) => (trouble.status === 405 && trouble.begins === true && (trouble.isRegistry === true || isCoded(trouble))) ||
    ([403, 405, 503].includes(trouble.status ?? 0) && says(/\bread[- _]?only\b/i)(trouble));
const wantsTls = (trouble) => trouble.status === 400 && says(/HTTP request (?:to an HTTPS server|was sent to HTTPS port)/i)(trouble);
const isVague = ({ problems = [] }) => problems.every(({ code }) => ['', 'UNKNOWN', 'UNSUPPORTED', 'MANIFEST_INVALID', 'MANIFEST_UNVERIFIED'].includes(code));
const isUnknownType = (trouble) => trouble.mediaType !== undefined &&
    [400, 404, 405, 406, 415, 501].includes(trouble.status ?? 0) &&
    (isVague(trouble) || trouble.status === 415);
const isReferrer = ({ operation }) => operation.startsWith('referrer ');
const table = [
    {
        when: isProxy(407),
        say: ({ proxy }) => `Put the proxy's user name and password in ${proxy?.variable}: 'http://USER:PASSWORD@HOST:PORT'.`,
    },
    {
        when: isProxy('answered'),
        say: (trouble) => `Allow requests to ${registryOf(trouble)} in the proxy, or add it to NO_PROXY.`,
    },
    {
        when: (trouble) => isProxy('silent')(trouble) && isUntrusted(trouble),
        say: () => "Add the proxy's CA to the runner's trust store, or set NODE_EXTRA_CA_CERTS to the path of its certificate.",
    },
    {
        when: (trouble) => isProxy('silent')(trouble) && isInsecure(trouble),
        say: ({ proxy }) => `Check ${proxy?.variable} in the environment, and the proxy's certificate.`,
    },
    {
        when: isProxy('silent'),
        say: ({ proxy }) => `Check ${proxy?.variable} in the environment, and that the proxy is running.`,
    },
    {
        when: isMisdirected,
        say: () => "Configure the proxy in front of the registry to pass on Host with the port, and X-Forwarded-Proto, or set the public URL in the registry's own configuration.",
    },
    { when: isRefusedElsewhere, say: ({ place }) => `Check the storage at ${place} that the registry redirects to.` },
    {
        when: (trouble) => isDockerHub(trouble) && (0,rate_limit/* isRateLimit */.a)(trouble) && says(/pull rate limit/i)(trouble),
        say: ({ signedIn }) => signedIn === true
            ? 'Docker Hub limits the pulls of this account: try again later, or upgrade its plan.'
            : 'Sign in to Docker Hub: it limits anonymous pulls by IP address.',
    },
    {
        when: rate_limit/* isRateLimit */.a,
        say: () => 'The registry limits the rate of requests: try again later, or sign in to raise the limit.',
    },
    {
        when: wantsTls,
        say: (trouble) => `It only accepts https: set 'ca' for ${registryOf(trouble)} in 'registry-auth' to the certificate of its CA.`,
    },
    {
        when: isReadOnly,
        say: (trouble) => `${registryOf(trouble)} accepts no uploads: it is read-only, or a cache of another registry. Make it writable, or push to the other registry.`,
    },
    {
        when: isFull,
        say: (trouble) => `Free up space at ${registryOf(trouble)}, or raise its quota.`,
    },
    { when: (trouble) => isDenied(trouble) && trouble.isExchange === true, say: () => '' },
    {
        when: (trouble) => isDenied(trouble) && trouble.signedIn === false,
        say: (trouble) => `No credentials for ${registryOf(trouble)}: set 'username' and 'password', or 'registry-auth'. A secret that does not exist is an empty string, which counts as not set.`,
    },
    ...adviceByRegistry,
    {
        when: (trouble) => isDenied(trouble) && trouble.hasToken === true,
        say: ({ where }) => `Check that ${where} exists, and that this user, or the access token used as its password, may push to it.`,
    },
    {
        when: ({ status, operation }) => status === 401 || (status === 403 && operation.startsWith('sign-in')),
        say: (trouble) => `Check the username and password for ${registryOf(trouble)}.`,
    },
    { when: ({ status }) => status === 403, say: (trouble) => `Check that this user may push to ${trouble.where}.` },
    {
        when: (trouble) => names('NAME_UNKNOWN')(trouble) || (isNoUploadEndpoint(trouble) && trouble.status === 404 && isCoded(trouble)),
        say: () => 'Create the repository or project first, and check its name.',
    },
    {
        when: isNoUploadEndpoint,
        say: (trouble) => `Check the host and the name: ${registryOf(trouble)} does not accept uploads under this name.`,
    },
    {
        when: (trouble) => isUnknownType(trouble) && isReferrer(trouble),
        say: (trouble) => `Check that ${registryOf(trouble)} accepts manifests that refer to others ('subject', OCI 1.1). Signatures of cosign can do without: set 'sign-format' to 'legacy'.`,
    },
    {
        when: isUnknownType,
        say: (trouble) => `The media type of the manifest is ${trouble.mediaType}: check that ${registryOf(trouble)} supports it.`,
    },
    {
        when: names('DIGEST_INVALID'),
        say: () => 'The content was corrupted in transit or at its source: try again; if it fails again, rebuild the image or fetch it again.',
    },
    {
        when: ({ status }) => status === 413,
        say: () => 'A proxy in front of the registry limits the size of uploads: raise its limit.',
    },
    {
        when: isUntrusted,
        say: (trouble) => `Set 'ca' for ${registryOf(trouble)} in 'registry-auth' to the certificate of its CA.`,
    },
    { when: has(/^CERT_/), say: (trouble) => `${registryOf(trouble)} needs a new certificate.` },
    {
        when: has(/^ERR_TLS_CERT_ALTNAME/),
        say: () => "Use a host name that the registry's certificate covers.",
    },
    {
        when: (trouble) => has(/CERTIFICATE_REQUIRED$/)(trouble) || has(network_failure/* certificateRefused */.wt)(trouble),
        say: (trouble) => `Set 'cert' and 'key' for ${registryOf(trouble)} in 'registry-auth'.`,
    },
    {
        when: has(/^(?:EPROTO|ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG)$/),
        say: (trouble) => `If it speaks plain HTTP, set 'insecure: true' for ${registryOf(trouble)} in 'registry-auth'.`,
    },
    { when: has(/^(?:ENOTFOUND|EAI_AGAIN)$/), say: () => "Check the registry's name, and that the runner can reach it." },
    { when: has(/^ECONNREFUSED$/), say: () => 'Check that the registry is running, and that the port is right.' },
    {
        when: has(/^(?:UND_ERR_CONNECT_TIMEOUT|E(?:HOST|NET)UNREACH)$/),
        say: () => 'Check that the runner can reach it: a firewall or a missing proxy setting may be in the way.',
    },
];
function advise(trouble) {
    return table.find(({ when }) => when(trouble))?.say(trouble);
}

;// CONCATENATED MODULE: ./build/registry/errors/problem-text.js
function describeProblems(problems) {
    const best = problems.toSorted((a, b) => specificityOf(b) - specificityOf(a)).at(0);
    if (!best)
        return '';
    const { code, message, explanation = '' } = best;
    const said = once(message);
    const parts = said.includes(explanation) ? [said] : explanation.includes(said) ? [explanation] : [said, explanation];
    return [code, ...parts.map((part) => part.replace(/[.:]+$/, ''))].filter(Boolean).join(': ');
}
function specificityOf({ code, message, explanation }) {
    const isTelling = /[a-z]/i.test(message) && !/^(?:unknown|internal)(?: server)?(?: error)?$/i.test(message);
    const isRepeated = message.toLowerCase().replaceAll(' ', '_') === code.toLowerCase();
    return (['', 'UNKNOWN'].includes(code) ? 0 : 2) + (isTelling && !isRepeated ? 1 : 0) + (explanation ? 1 : 0);
}
function once(text) {
    return text.replace(/^(.{4,}?) \1(?= |$)/, '$1');
}

;// CONCATENATED MODULE: ./build/registry/errors/registry-error.js






const refusals = new Set([400, 401, 403, 405, 409, 412, 413]);
class RegistryError extends Error {
    name = 'RegistryError';
    failure;
    constructor(failure) {
        const verb = failure.status && refusals.has(failure.status) ? 'was refused' : 'failed';
        const { cause } = failure;
        const proxy = cause instanceof http_proxy/* ProxyTrouble */.qJ ? cause : undefined;
        const advice = failure.advice ?? advise({ ...failure, code: (0,network_failure/* errorCodeOf */.D9)(cause), proxy });
        super(`${failure.where}: ${failure.operation} ${verb}: ${describe(failure)}.${advice ? ` ${advice}` : ''}`, {
            cause,
        });
        this.failure = failure;
    }
    get status() {
        return this.failure.status;
    }
    get transient() {
        if (this.status === undefined)
            return (0,network_failure/* isTransient */.dg)(this.failure.cause);
        return retryable/* transientStatuses */.T.has(this.status) || this.isRateLimit;
    }
    get isWrongAnswer() {
        return this.failure.reason !== undefined;
    }
    get isRateLimit() {
        return (0,rate_limit/* isRateLimit */.a)(this.failure);
    }
    get isSilence() {
        return this.status === undefined && (0,network_failure/* isTimeout */.kL)(this.failure.cause);
    }
    askedWait({ longestWait }) {
        return this.failure.retryAfter ?? (this.isRateLimit && this.status === 403 ? 2 * longestWait : undefined);
    }
    get lacksContent() {
        return ['MANIFEST_BLOB_UNKNOWN', 'BLOB_UNKNOWN', 'MANIFEST_UNKNOWN'].some((code) => this.has(code));
    }
    get isExpiry() {
        const { status, problems = [] } = this.failure;
        return status === 403 && problems.some(({ message }) => /authorization token has expired/i.test(message));
    }
    get isCoded() {
        return this.failure.problems?.some(({ code }) => code !== '') ?? false;
    }
    has(code) {
        return this.failure.problems?.some((problem) => problem.code === code) ?? false;
    }
}
function describe({ place, retryAfter = 0, ...failure }) {
    const asked = Number.isFinite(retryAfter) && retryAfter >= 1000 ? ` (retry after ${inWords(retryAfter)})` : '';
    const happened = `${whatHappened(failure)}${asked}`;
    return place === undefined ? happened : `the registry sent it to ${place}: ${happened}`;
}
function whatHappened({ status, problems = [], reason, cause }) {
    if (status === undefined)
        return reason ?? (0,network_failure/* describeNetworkFailure */.Ku)(cause);
    const explained = describeProblems(problems).replace(`${status} `, '').replace(/\.+$/, '');
    return [status, explained, reason && `(${reason})`].filter(Boolean).join(' ');
}
function inWords(milliseconds) {
    const minutes = Math.ceil(milliseconds / 60_000);
    if (minutes <= 1)
        return `${Math.ceil(milliseconds / 1000)} s`;
    return minutes < 120 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`;
}


})
};
