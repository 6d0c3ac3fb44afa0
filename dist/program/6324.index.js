export const id = 6324;
export const ids = [6324];
export const modules = {

64964:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  T: () => (atMost)
});
var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58500);

const defaultLimit = 10_000;
async function atMost(work, milliseconds = defaultLimit) {
    const over = (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(milliseconds, undefined, { ref: false });
    await Promise.race([work.catch(() => undefined), over]);
}


}),

22915:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  V: () => (Background)
});
class Background {
    #works = new Set();
    add(work) {
        const ended = work.catch(() => undefined).finally(() => this.#works.delete(ended));
        this.#works.add(ended);
    }
    async settled() {
        while (this.#works.size > 0)
            await Promise.all(this.#works);
    }
}


}),

63250:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  F: () => (singleFlight),
  _: () => (shareFlight)
});
function singleFlight(memory, key, work) {
    return memory.get(key) ?? shareFlight(memory, key, work());
}
function shareFlight(memory, key, result) {
    memory.set(key, result);
    result.catch(() => memory.get(key) === result && memory.delete(key));
    return result;
}


}),

29650:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  V: () => (readAuthEntry),
  c: () => (identityOf)
});
function readAuthEntry(entry) {
    const fields = fieldsOf(entry);
    const { username, password } = pairIn(fields);
    const [registryToken, identityToken] = [textIn(fields, 'registrytoken'), textIn(fields, 'identitytoken')];
    if (registryToken)
        return { kind: 'registry-token', token: registryToken };
    if (identityToken)
        return identityOf(identityToken, username);
    if (username && password)
        return { kind: 'password', username, password };
    if (username || password)
        throw new Error(`it has no ${username ? 'password' : 'user name'}`);
    return undefined;
}
function identityOf(token, username) {
    return { kind: 'identity-token', token, ...(username && username !== '<token>' && { username }) };
}
function fieldsOf(entry) {
    if (typeof (entry ?? {}) !== 'object')
        throw new Error('it is not a JSON object');
    return { ...entry };
}
function pairIn(fields) {
    const auth = textIn(fields, 'auth');
    if (auth === '')
        return { username: textIn(fields, 'username'), password: textIn(fields, 'password') };
    const decoded = Buffer.from(auth, 'base64').toString('utf8').replace(/\0+$/, '');
    const [, username, password] = /^([^:]*):(.*)$/s.exec(decoded) ?? [];
    if (username === undefined || password === undefined || !/^[A-Za-z0-9+/_=\s-]*$/.test(auth)) {
        throw new Error("its 'auth' is not user:password in base64");
    }
    return { username, password };
}
function textIn(fields, name) {
    const value = fields[name] ?? '';
    if (typeof value !== 'string')
        throw new Error(`its '${name}' is not a string`);
    return value;
}


}),

49021:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  $C: () => (readFound),
  Fj: () => (secretsOf),
  Sm: () => (readConfigIn),
  _n: () => (dockerConfigDirectory),
  cd: () => (readConfigs),
  o4: () => (parseConfig),
  tJ: () => (userConfigDirectory)
});
var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
var _disk_regular_file_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(16659);
var _input_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(53587);
var _registry_auth_credential_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(60496);
var _auth_entry_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(29650);
var _docker_config_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(12288);






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
    return home ? (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(home, '.docker') : undefined;
}
async function readConfigs(variables) {
    const document = variables.DOCKER_AUTH_CONFIG;
    const given = document ? [parseConfig(document, 'DOCKER_AUTH_CONFIG')] : [];
    const directory = dockerConfigDirectory(variables);
    const docker = directory === undefined ? undefined : await readConfigIn(directory);
    const podman = await Promise.all(podmanFiles(variables).map(readFile));
    return [...given, docker, ...podman.map((file) => file && { ...file, isDockers: false })].filter((config) => config !== undefined);
}
function userConfigDirectory({ XDG_CONFIG_HOME, HOME }) {
    return XDG_CONFIG_HOME || (HOME ? (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(HOME, '.config') : undefined);
}
function podmanFiles(variables) {
    const { REGISTRY_AUTH_FILE, XDG_RUNTIME_DIR } = variables;
    if (REGISTRY_AUTH_FILE)
        return [REGISTRY_AUTH_FILE];
    return [XDG_RUNTIME_DIR, userConfigDirectory(variables)]
        .filter(Boolean)
        .map((folder = '') => (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(folder, 'containers/auth.json'));
}
async function readConfigIn(directory) {
    return await readFile((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(directory, 'config.json'));
}
async function readFile(path) {
    try {
        return parseConfig(await (0,_disk_regular_file_js__WEBPACK_IMPORTED_MODULE_1__/* .readText */ .yR)(path), path);
    }
    catch (error) {
        const { code = '' } = error;
        if (['ENOENT', 'ENOTDIR'].includes(code))
            return undefined;
        throw error instanceof _input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz ? error : unreadable(path, error);
    }
}
function parseConfig(text, where) {
    try {
        return { config: (0,_docker_config_js__WEBPACK_IMPORTED_MODULE_3__/* .parseDockerConfig */ .Cj)(text), where, isDockers: true };
    }
    catch (cause) {
        throw unreadable(where, cause);
    }
}
function unreadable(where, cause) {
    return new _input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz('registry-auth', `the Docker configuration in ${where} cannot be read: ${cause.message}`, {
        cause,
    });
}
function secretsOf({ config }) {
    return Object.values(config.auths).flatMap((entry) => {
        try {
            const credential = (0,_auth_entry_js__WEBPACK_IMPORTED_MODULE_4__/* .readAuthEntry */ .V)(entry);
            return credential ? [(0,_registry_auth_credential_js__WEBPACK_IMPORTED_MODULE_5__/* .secretOf */ .OM)(credential)] : [];
        }
        catch {
            return [];
        }
    });
}


}),

12288:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Cj: () => (parseDockerConfig),
  TE: () => (lookUp),
  bm: () => (keyFor),
  lR: () => (configKeyOf)
});
/* unused harmony export dockerHubKey */
var _json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(99368);
var _oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(28732);
var _oci_distribution_registry_scope_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(43959);
var _auth_entry_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(29650);




const dockerHubKey = 'https://index.docker.io/v1/';
function configKeyOf(registry) {
    return registry === _oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .dockerHub */ .UD ? dockerHubKey : registry;
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
    const server = configKeyOf(registry);
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
    const named = (0,_oci_distribution_registry_scope_js__WEBPACK_IMPORTED_MODULE_1__/* .scopesOf */ .ZK)(repository, keys.filter((key) => hasHost.test(key)));
    const longest = named.at(-1);
    const same = named.filter((key) => pathOf(key) === pathOf(longest ?? ''));
    const written = [configKeyOf(registry), registry];
    return written.find((key) => same.includes(key)) ?? same[0];
}
function pathOf(key) {
    return (0,_oci_distribution_registry_scope_js__WEBPACK_IMPORTED_MODULE_1__/* .parseScope */ .Sk)(key)?.path ?? '';
}
const hasHost = /^(?!(?:https?:\/\/)?(?:\/|$))\S/i;
function readEntry(key, entry) {
    try {
        return (0,_auth_entry_js__WEBPACK_IMPORTED_MODULE_2__/* .readAuthEntry */ .V)(entry);
    }
    catch (error) {
        throw new Error(`the entry '${key}' of 'auths' cannot be used: ${error.message}. Run 'docker login' again`);
    }
}
function parseSecret(text) {
    try {
        return (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .parseJson */ .qF)(text);
    }
    catch {
        throw new Error('it is not valid JSON');
    }
}
function fieldsOf(value, what) {
    if ((0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isRecord */ .u4)(value))
        return value;
    throw new Error(`${what} is not a JSON object`);
}
function textOf(value) {
    return typeof value === 'string' ? value : '';
}


}),

70968:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Li: () => (parseLines),
  Mf: () => (parseCall),
  We: () => (parseArguments),
  dC: () => (parseSecrets),
  h6: () => (parseWordPairs),
  k6: () => (parseAssignments),
  nl: () => (parseWords),
  pQ: () => (parseRawLines),
  qA: () => (parsePlatforms),
  xg: () => (parsePairs)
});
var _input_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(53587);
var _names_inputs_list_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(72069);
var _oci_platform_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(44647);



function parseLines(text, name) {
    return (0,_names_inputs_list_js__WEBPACK_IMPORTED_MODULE_1__/* .parseList */ .E1)(name, text);
}
function parseWords(text, name) {
    return (0,_names_inputs_list_js__WEBPACK_IMPORTED_MODULE_1__/* .parseList */ .E1)(name, text)
        .flatMap((line) => (0,_names_inputs_list_js__WEBPACK_IMPORTED_MODULE_1__/* .splitFields */ .Kp)(name, line).map((word) => word.trim()))
        .filter(Boolean);
}
function parsePlatforms(text, name) {
    const platforms = parseWords(text, name);
    const wrong = platforms.filter((word) => !(0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .isPlatform */ .a)(word));
    if (wrong.length === 0)
        return platforms;
    const form = "write platforms as 'linux/amd64,linux/arm/v7', separated by commas or line breaks";
    throw new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(name, `${form}, not '${wrong.join("', '")}'`);
}
function parseCall(text) {
    return text === 'build' ? '' : text;
}
function parseRawLines(text) {
    return text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '' && !line.startsWith('#'));
}
function parsePairs(text, name) {
    return (0,_names_inputs_list_js__WEBPACK_IMPORTED_MODULE_1__/* .parseList */ .E1)(name, text).map((line, index) => toPair(line, index, name));
}
function parseWordPairs(text, name) {
    return parseWords(text, name).map((word, index) => toPair(word, index, name));
}
function toPair(text, index, input) {
    const [, name, value] = /^([^=\s]+)\s*=(.+)$/s.exec(text) ?? [];
    if (!name || !value)
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(input, `write entry ${index + 1} as name=value`);
    return [name, value];
}
function parseAssignments(text, name) {
    return parseForm(/^[^=\s"]+=/, text, name);
}
function parseArguments(text, name) {
    return parseForm(/^[^=\s"]+=|^\w+$/, text, name);
}
function parseForm(form, text, name) {
    return (0,_names_inputs_list_js__WEBPACK_IMPORTED_MODULE_1__/* .splitItems */ .b9)(name, text).map((item, index) => {
        const line = item.text.trim();
        if (item.hasMore || !form.test(line))
            throw (0,_names_inputs_list_js__WEBPACK_IMPORTED_MODULE_1__/* .entryError */ .Pm)('name=value', name, index);
        return line;
    });
}
function parseSecrets(text, name) {
    return (0,_names_inputs_list_js__WEBPACK_IMPORTED_MODULE_1__/* .splitItems */ .b9)(name, text.replaceAll('\r\n', '\n')).map((item, index) => {
        const [, id, value] = /^\s*(?<id>[^\s="]+)\s*=(?<value>.*)$/s.exec(item.text) ?? [];
        if (id === undefined || value === undefined || item.hasMore)
            throw (0,_names_inputs_list_js__WEBPACK_IMPORTED_MODULE_1__/* .entryError */ .Pm)('id=value', name, index);
        return [id, value];
    });
}


}),

11550:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  of: () => (parseRepositories),
  XT: () => (parseRequired),
  bk: () => (parseSourceInput),
  jU: () => (parseTagPatterns),
  Fk: () => (withSmallLetters)
});

var input_error = __webpack_require__(53587);
var reference = __webpack_require__(28732);
var sources_open = __webpack_require__(90762);
var parse_build = __webpack_require__(70968);
;// CONCATENATED MODULE: ./build/github/inputs/source-mistakes.js

const mistakes = [
    {
        pattern: /,\s*(?:oci-|docker|previous)/,
        advice: (text) => `write each source on a line of its own, without commas, not '${text}'`,
    },
    {
        pattern: /^(?:oci-layout|oci-archive|docker-archive|docker-daemon|previous|docker):.*(?<=[:@/])$/,
        advice: (text) => `something is missing at the end of '${text}': is a variable or an output empty?`,
    },
    {
        pattern: /^docker-daemon:\/\/./,
        advice: (text) => `write '${text.replace('//', '')}', not '${text}'`,
    },
    {
        pattern: /^https?:\/\/./,
        advice: (text) => `write '${text.replace(/^https?/, 'docker')}', not '${text}'`,
    },
    {
        pattern: /^[^:]*\.tar(?:\.\w+)?$/,
        advice: (text) => `write 'oci-archive:${text}' or 'docker-archive:${text}', not '${text}'`,
    },
    {
        pattern: /^[^\s/]+\.[^\s/]+\/\S+$/,
        advice: (text) => `write 'docker://${text}', not '${text}'`,
    },
];
function correctSource(text) {
    const mistake = mistakes.find(({ pattern }) => pattern.test(text));
    return mistake?.advice(text) ?? `write ${(0,sources_open/* listSourceForms */.Pe)((form) => `'${form}'`)}, not '${text}'`;
}

;// CONCATENATED MODULE: ./build/github/inputs/parse-images.js





function parseRepositories(text, name) {
    return (0,parse_build/* parseWords */.nl)(text, name).map((word) => {
        const repository = (0,reference/* parseRepository */.SU)(word);
        if (!repository)
            throw new input_error/* InputError */.dz(name, `'${word}' is not an image name like ghcr.io/owner/name`);
        return repository;
    });
}
function withSmallLetters(reference) {
    return reference.replace(/^.*?(?=:[^/]*$|$)/, (path) => path.toLowerCase());
}
function parseSourceInput(text, name) {
    const lines = (0,parse_build/* parseLines */.Li)(text, name);
    if (lines.length === 0)
        return undefined;
    const problems = [];
    const sources = lines.flatMap((line) => {
        const source = (0,sources_open/* parseSource */.PJ)(line);
        const objection = source ? (0,sources_open/* objectionTo */.Dx)(source) : correctSource(line);
        if (objection !== undefined)
            problems.push(new input_error/* InputError */.dz(name, objection));
        return source ?? [];
    });
    (0,input_error/* throwAll */.Kx)(problems);
    return sources;
}
function parseTagPatterns(text, name) {
    const patterns = (0,parse_build/* parseWords */.nl)(text, name);
    if (patterns.length === 1 && text === 'true')
        throw new input_error/* InputError */.dz(name, "write '*' for all tags");
    const wrong = patterns.find((pattern) => !/^!?[\w.*-]{1,256}$/.test(pattern));
    if (wrong === undefined)
        return patterns;
    throw new input_error/* InputError */.dz(name, `write tags such as 'latest', 'v1.*' or '!*-rc*', separated by commas or line breaks, not '${wrong}'`);
}
function parseRequired(text, name) {
    if (text === 'any')
        return 'any';
    const words = text === 'all' ? [] : (0,parse_build/* parseWords */.nl)(text, name);
    return words.length === 0 ? 'all' : words.map((word) => parseRequiredWord(word, name));
}
function parseRequiredWord(text, name) {
    const word = text.toLowerCase();
    const registry = (0,reference/* canonicalRegistry */.i7)(word);
    if (!word.includes('/') && /[.:]|^localhost$/.test(word) && (0,reference/* isRegistry */.Cf)(registry))
        return registry;
    const repository = (0,reference/* parseRepository */.SU)(word);
    if (!repository)
        throw new input_error/* InputError */.dz(name, `write 'all', 'any', or registries, owners or images, not '${text}'`);
    const [host = '', owner, ...more] = word.split('/');
    const isOwner = owner !== undefined && more.length === 0 && (0,reference/* canonicalRegistry */.i7)(host) === reference/* dockerHub */.UD;
    return isOwner ? `${reference/* dockerHub */.UD}/${owner}` : (0,reference/* formatRepository */.Sh)(repository);
}


}),

46937:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  $P: () => (manifestMediaTypes),
  BA: () => (parseDescriptor),
  Bq: () => (formatPlatform),
  Ib: () => (mediaTypes),
  Yh: () => (isManifest),
  _m: () => (isImageConfig),
  bq: () => (isDistributable),
  nw: () => (isIndex),
  oA: () => (checkFields)
});
var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(99368);
var _content_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(19964);
var _digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1564);



function formatPlatform({ os, architecture, variant }) {
    return [os, architecture, ...(variant === undefined ? [] : [variant])].join('/');
}
const mediaTypes = {
    ociIndex: 'application/vnd.oci.image.index.v1+json',
    ociManifest: 'application/vnd.oci.image.manifest.v1+json',
    dockerIndex: 'application/vnd.docker.distribution.manifest.list.v2+json',
    dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
    inToto: 'application/vnd.in-toto+json',
};
const manifestMediaTypes = [
    mediaTypes.ociIndex,
    mediaTypes.ociManifest,
    mediaTypes.dockerIndex,
    mediaTypes.dockerManifest,
];
function isIndex({ mediaType }) {
    return mediaType === mediaTypes.ociIndex || mediaType === mediaTypes.dockerIndex;
}
function isManifest({ mediaType }) {
    return manifestMediaTypes.includes(mediaType);
}
const imageConfigs = [
    'application/vnd.oci.image.config.v1+json',
    'application/vnd.docker.container.image.v1+json',
];
function isImageConfig({ mediaType }) {
    return imageConfigs.includes(mediaType);
}
const nonDistributable = [
    'application/vnd.oci.image.layer.nondistributable.',
    'application/vnd.docker.image.rootfs.foreign.',
];
function isDistributable({ mediaType }) {
    return !nonDistributable.some((start) => mediaType.startsWith(start));
}
function parseDescriptor(value, where) {
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)(value))
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`${where} is not a descriptor`);
    checkFields(value, fieldNames, where);
    const { mediaType, digest, size, platform, annotations, artifactType } = value;
    if (typeof mediaType !== 'string' || mediaType === '')
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`${where} has no mediaType`);
    if (typeof digest !== 'string' || !(0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest)) {
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`${where} has a digest that cannot be verified: ${JSON.stringify(digest)?.slice(0, 80)}`);
    }
    if (!isSize(size))
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`${where} has no valid size`);
    if ((0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)(platform))
        checkFields(platform, platformNames, `the platform of ${where}`);
    return {
        mediaType,
        digest,
        size,
        ...(isPlatform(platform) && { platform }),
        ...(isAnnotations(annotations) && { annotations }),
        ...(typeof artifactType === 'string' && { artifactType }),
    };
}
const fieldNames = ['mediaType', 'digest', 'size', 'urls', 'annotations', 'data', 'artifactType', 'platform'];
const platformNames = ['architecture', 'os', 'os.version', 'os.features', 'variant'];
function checkFields(value, names, where) {
    const mistaken = Object.keys(value).find((key) => (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .mistakenFor */ .eR)(key, names));
    if (mistaken === undefined)
        return;
    throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`${where} has the field '${mistaken}', which some parsers take for '${(0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .mistakenFor */ .eR)(mistaken, names)}'`);
}
function isSize(value) {
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
function isPlatform(value) {
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)(value) && typeof value.os === 'string' && typeof value.architecture === 'string';
}
function isAnnotations(value) {
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)(value) && Object.values(value).every((text) => typeof text === 'string');
}


}),

59924:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  B: () => (parseEndpoint),
  b: () => (toUrl)
});
var _digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1564);
var _reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(28732);
var _tag_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(16485);



function toUrl(endpoint) {
    switch (endpoint.end) {
        case '1':
            return '/v2/';
        case '2':
            return `/v2/${endpoint.name}/blobs/${endpoint.digest}`;
        case '3':
        case '7a':
        case '9':
            return `/v2/${endpoint.name}/manifests/${endpoint.reference}`;
        case '7b':
            return `/v2/${endpoint.name}/manifests/${endpoint.reference}?${endpoint.tags.map((tag) => `tag=${tag}`).join('&')}`;
        case '4a':
            return `/v2/${endpoint.name}/blobs/uploads/`;
        case '4b':
            return `/v2/${endpoint.name}/blobs/uploads/?digest=${endpoint.digest}`;
        case '5':
        case '13':
        case '14':
            return `/v2/${endpoint.name}/blobs/uploads/${endpoint.session}`;
        case '6':
            return `/v2/${endpoint.name}/blobs/uploads/${endpoint.session}?digest=${endpoint.digest}`;
        case '8':
            return `/v2/${endpoint.name}/tags/list`;
        case '11': {
            const from = endpoint.from ? `&from=${encodeURIComponent(endpoint.from)}` : '';
            return `/v2/${endpoint.name}/blobs/uploads/?mount=${endpoint.mount}${from}`;
        }
        case '12':
            return `/v2/${endpoint.name}/referrers/${endpoint.digest}`;
    }
}
const form = /^\/v2\/(?<name>.+)\/(?<kind>blobs\/uploads|blobs|manifests|tags|referrers)\/(?<last>[^/]*)$/;
const sessionGrammar = /^[A-Za-z0-9_-]{1,128}$/;
const parsers = {
    blobs: ({ method, name, last }) => (0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(last) && isRead(method) ? { end: '2', method, name, digest: last } : undefined,
    'blobs/uploads': (line) => (line.last === '' ? parseUploadStart(line) : parseSession(line)),
    manifests: parseManifestEndpoint,
    tags: ({ method, name, last }) => (last === 'list' && method === 'GET' ? { end: '8', method, name } : undefined),
    referrers: ({ method, name, last }) => (0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(last) && method === 'GET' ? { end: '12', method, name, digest: last } : undefined,
};
function parseEndpoint(method, target) {
    const [path = '', search = ''] = target.split(/\?(.*)/s);
    if (path === '/v2/' && method === 'GET')
        return { end: '1', method };
    const { name = '', kind = '', last = '' } = form.exec(path.replaceAll(/%3a/gi, ':'))?.groups ?? {};
    return (0,_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .isName */ .Eo)(name) ? parsers[kind]?.({ method, name, last, query: new URLSearchParams(search) }) : undefined;
}
function isRead(method) {
    return method === 'GET' || method === 'HEAD';
}
function parseManifestEndpoint({ method, name, last: reference, query }) {
    if (!(0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(reference) && !(0,_tag_js__WEBPACK_IMPORTED_MODULE_2__/* .isTag */ .d)(reference))
        return undefined;
    if (isRead(method))
        return { end: '3', method, name, reference };
    if (method === 'DELETE')
        return { end: '9', method, name, reference };
    if (method !== 'PUT')
        return undefined;
    const tags = query.getAll('tag');
    if (tags.length === 0)
        return { end: '7a', method, name, reference };
    return (0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(reference) && tags.every(_tag_js__WEBPACK_IMPORTED_MODULE_2__/* .isTag */ .d) ? { end: '7b', method, name, reference, tags } : undefined;
}
function parseUploadStart({ method, name, query }) {
    if (method !== 'POST')
        return undefined;
    if (query.has('mount'))
        return parseMount(name, query);
    const digest = query.get('digest');
    if (digest === null)
        return { end: '4a', method, name };
    return (0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest) ? { end: '4b', method, name, digest } : undefined;
}
function parseMount(name, query) {
    const mount = query.get('mount') ?? '';
    const from = query.get('from');
    if (!(0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(mount) || (from !== null && !(0,_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .isName */ .Eo)(from)))
        return undefined;
    return { end: '11', method: 'POST', name, mount, ...(from !== null && { from }) };
}
function parseSession({ method, name, last: session, query }) {
    if (!sessionGrammar.test(session))
        return undefined;
    const digest = query.get('digest') ?? '';
    if (method === 'PUT')
        return (0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest) ? { end: '6', method, name, session, digest } : undefined;
    if (method === 'PATCH')
        return { end: '5', method, name, session };
    if (method === 'GET')
        return { end: '13', method, name, session };
    return method === 'DELETE' ? { end: '14', method, name, session } : undefined;
}


}),

82133:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  PO: () => (errorStatus),
  Vw: () => (formatProblem),
  uU: () => (parseProblems)
});
var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(99368);

const errorStatus = {
    BLOB_UNKNOWN: 404,
    BLOB_UPLOAD_INVALID: 400,
    BLOB_UPLOAD_UNKNOWN: 404,
    DIGEST_INVALID: 400,
    MANIFEST_BLOB_UNKNOWN: 404,
    MANIFEST_INVALID: 400,
    MANIFEST_UNKNOWN: 404,
    NAME_INVALID: 400,
    NAME_UNKNOWN: 404,
    SIZE_INVALID: 400,
    UNAUTHORIZED: 401,
    DENIED: 403,
    UNSUPPORTED: 405,
    TOOMANYREQUESTS: 429,
};
function formatProblem(code, message) {
    return JSON.stringify({ errors: [{ code, message }] });
}
const pageLimit = 8 * 1024;
function parseProblems(body, redact) {
    const shown = (text) => printable(typeof text === 'string' ? redact(text) : '');
    try {
        const fields = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .recordOf */ .zv)((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .parseJson */ .qF)(body));
        const { errors } = fields;
        if (Array.isArray(errors))
            return errors.flatMap((entry) => parseEntry(entry, shown));
        const bare = parseEntry(bareEntry(fields), shown).filter(({ message }) => message !== '');
        if (bare.length > 0)
            return bare;
    }
    catch {
    }
    const text = redact(body)
        .slice(0, pageLimit)
        .replaceAll(/<(?:style|script)\b.*?<\/(?:style|script)>|<[^>]*>/gis, ' ');
    const message = shown(text).slice(0, 200);
    return message === '' ? [] : [{ code: '', message }];
}
function bareEntry({ code, message, error, error_description, details, detail }) {
    return { code: code ?? error, message: message ?? error_description ?? details ?? detail, detail };
}
function parseEntry(entry, shown) {
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isRecord */ .u4)(entry))
        return [];
    const { code, message, detail } = entry;
    const explanation = explain(detail, shown).slice(0, 200);
    return [
        {
            code: shown(code),
            message: shown(message),
            ...(detail !== undefined && { detail }),
            ...(explanation !== '' && { explanation }),
        },
    ];
}
function explain(detail, shown) {
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isRecord */ .u4)(detail))
        return shown(detail);
    const { message, description, reason } = detail;
    return [message, description, reason].map(shown).find(Boolean) ?? '';
}
function printable(text) {
    const flat = text.replaceAll(/[\p{C}\s]+/gu, ' ');
    return flat.trim().slice(0, 500);
}


}),

95669:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  N: () => (parseManifest),
  t: () => (manifestLimit)
});
var _json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(99368);
var _content_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(19964);
var _descriptor_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(46937);
var _digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1564);




const manifestLimit = 4 * 1024 * 1024;
function parseManifest(bytes, contentType, algorithm = 'sha256') {
    const digest = (0,_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .digestOf */ .ol)(bytes, algorithm);
    const where = `manifest ${digest}`;
    if (bytes.length > manifestLimit)
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`${where} is larger than ${manifestLimit} bytes`);
    const fields = fieldsIn(bytes, where);
    const mediaType = mediaTypeOf(fields, contentType, where);
    const index = (0,_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .isIndex */ .nw)({ mediaType });
    if (has(fields, index ? ['config', 'layers'] : ['manifests'])) {
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`${where} is both an index and an image manifest`);
    }
    (0,_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .checkFields */ .oA)(fields, fieldNames, where);
    const descriptor = { mediaType, digest, size: bytes.length };
    const subject = fields.subject ? { subject: (0,_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .parseDescriptor */ .BA)(fields.subject, `subject of ${where}`) } : {};
    const children = index ? list(fields.manifests, where) : [];
    const blobs = index ? [] : [(0,_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .parseDescriptor */ .BA)(fields.config, `config of ${where}`), ...list(fields.layers, where)];
    return { descriptor, bytes, children, blobs, ...subject, ...baseIn(fields) };
}
function baseIn({ annotations }) {
    const name = annotations?.['org.opencontainers.image.base.name'];
    const digest = annotations?.['org.opencontainers.image.base.digest'];
    return {
        ...(typeof name === 'string' && { base: name }),
        ...(typeof digest === 'string' && (0,_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(digest) && { baseDigest: digest }),
    };
}
function has(fields, names) {
    return Object.keys(fields).some((key) => names.includes(key.toLowerCase()));
}
const fieldNames = [
    'schemaVersion',
    'mediaType',
    'artifactType',
    'config',
    'layers',
    'manifests',
    'subject',
    'annotations',
];
function fieldsIn(bytes, where) {
    const value = parseBytes(bytes, where);
    if ((0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isRecord */ .u4)(value))
        return value;
    throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`${where} is not a JSON object`);
}
function parseBytes(bytes, where) {
    try {
        return (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .parseUnambiguousJson */ .Z9)(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
    }
    catch (cause) {
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`${where} is not valid JSON: ${cause.message}`, { cause });
    }
}
function mediaTypeOf(fields, contentType, where) {
    const own = fields.mediaType ?? '';
    if (typeof own !== 'string')
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`${where} has a mediaType that is not a string`);
    const told = contentType?.split(';')[0]?.trim();
    if (own && told && own !== told)
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`${where} says it is ${own} but was sent as ${told}`);
    const mediaType = own || told || (fields.manifests ? _descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .mediaTypes */ .Ib.ociIndex : _descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .mediaTypes */ .Ib.ociManifest);
    if (!(0,_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .isManifest */ .Yh)({ mediaType }))
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`${where} has an unsupported media type: ${mediaType}`);
    return mediaType;
}
function list(value, where) {
    if (!Array.isArray(value))
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`${where} has no list of 'manifests' or 'layers'`);
    return value.map((entry, index) => (0,_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .parseDescriptor */ .BA)(entry, `entry ${index} of ${where}`));
}


}),

44647:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  a: () => (isPlatform)
});
const systems = 'aix android darwin dragonfly freebsd hurd illumos ios js linux macos nacl netbsd openbsd plan9 solaris wasi wasip1 windows zos';
const architectures = '386 amd64 amd64p32 arm armbe arm64 arm64be loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ppc ppc64 ppc64le riscv riscv64 s390 s390x sparc sparc64 wasm wasm32';
const aliases = 'aarch64 armel armhf i386 x86-64 x86_64';
const isSystem = oneOf(systems);
const isArchitecture = oneOf(`${architectures} ${aliases}`);
function oneOf(words) {
    const known = new Set(words.split(' '));
    return (text) => known.has(text.toLowerCase());
}
function isPlatform(text) {
    const [first = '', second, variant = '', ...more] = text.split('/');
    if (more.length > 0 || !/^[a-z0-9.]*$/i.test(variant))
        return false;
    if (second === undefined)
        return isSystem(first) || isArchitecture(first) || first === 'local';
    return isSystem(first) && isArchitecture(second);
}


}),

87287:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  BU: () => (jobVariables),
  K1: () => (untrustedVariables),
  L0: () => (commandVariables),
  Oz: () => (childVariables),
  mg: () => (secretFreeVariables),
  qI: () => (cacheService)
});
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


}),

69275:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Cr: () => (isConditionRefused),
  RT: () => (entityTagOf),
  rI: () => (conditionOf)
});
var _errors_registry_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(30648);

function conditionOf(seen) {
    if (!seen)
        return { 'if-none-match': '*' };
    return seen.entityTag === undefined ? undefined : { 'if-match': seen.entityTag };
}
function entityTagOf(response) {
    const tag = response.header('etag');
    return tag !== undefined && /^"[^"]*"$/.test(tag) ? { entityTag: tag } : {};
}
function isConditionRefused(error) {
    return error instanceof _errors_registry_error_js__WEBPACK_IMPORTED_MODULE_0__/* .RegistryError */ .g && (error.status === 412 || error.status === 501);
}


}),

9075:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  I: () => (Registries),
  N: () => (connect)
});

var network_failure = __webpack_require__(73856);
var origin = __webpack_require__(93391);
var proxy = __webpack_require__(68533);
var transport = __webpack_require__(35961);
var reference = __webpack_require__(28732);
var registry_error = __webpack_require__(30648);
;// CONCATENATED MODULE: ./build/registry/auth/challenge.js
const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const parameter = new RegExp(`\\s*(${token})\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|(${token}))\\s*(?:,|$)`, 'y');
const token68 = /[A-Za-z0-9._~+/-]+=*\s*(?:,|$)/y;
const scheme = new RegExp(`[\\s,]*(${token})(?=\\s|,|$)(?=(\\s*))\\2(?!=)`, 'y');
function parseChallenges(header) {
    const lines = typeof header === 'string' ? [header] : (header ?? []);
    return lines.flatMap(parseLine);
}
function parseLine(line) {
    const challenges = [];
    let position = 0;
    function take(pattern) {
        pattern.lastIndex = position;
        const match = pattern.exec(line);
        if (match)
            position = pattern.lastIndex;
        return match;
    }
    for (let found = take(scheme); found; found = take(scheme)) {
        const parameters = new Map();
        take(token68);
        for (let next = take(parameter); next; next = take(parameter)) {
            const [, name = '', quoted, plain] = next;
            parameters.set(name.toLowerCase(), quoted?.replaceAll(/\\(.)/g, '$1') ?? plain ?? '');
        }
        challenges.push({ scheme: (found[1] ?? '').toLowerCase(), parameters });
    }
    return challenges;
}

var auth_credential = __webpack_require__(60496);
;// CONCATENATED MODULE: ./build/registry/auth/realm.js

const known = [
    [/^rg\.[a-z]+-[a-z]+\.scw\.cloud$/, 'api.scaleway.com'],
    [/^nvcr\.io$/, 'authn.nvidia.com'],
];
async function whyNotSignIn(realm, rules) {
    const { home, trusted, signedIn } = rules;
    if (realm.username || realm.password)
        return { reason: 'it contains credentials', remedy: '' };
    const plain = realm.protocol === 'http:' && home.protocol === 'http:';
    if (realm.protocol !== 'https:' && !plain)
        return { reason: 'it is not https', remedy: (0,origin/* remedyForPlain */.sJ)(home, realm) };
    if ([home.hostname, ...trusted].some((host) => host === realm.hostname || host === realm.host))
        return undefined;
    const remedy = `. If you trust it, list it under 'realms' for ${rules.registry} in 'registry-auth'`;
    if ((0,origin/* isPrivateAddress */.C0)(realm))
        return { reason: 'it is an address in a private network', remedy };
    if (!signedIn || (await belongs(realm, home)))
        return undefined;
    return { reason: 'it is not known to belong to this registry', remedy };
}
async function belongs(realm, home) {
    const isKnown = known.some(([registry, host]) => registry.test(home.hostname) && host === realm.hostname);
    return isKnown || (await sameRegistrableDomain(realm.hostname, home.hostname));
}
async function sameRegistrableDomain(a, b) {
    const { getDomain } = await __webpack_require__.e(/* import() */ 935).then(__webpack_require__.t.bind(__webpack_require__, 20935, 19));
    const domain = getDomain(a, { allowPrivateDomains: true });
    return domain !== null && domain === getDomain(b, { allowPrivateDomains: true });
}

var message = __webpack_require__(99014);
var retry_after = __webpack_require__(3533);
var json = __webpack_require__(99368);
var error_code = __webpack_require__(82133);
;// CONCATENATED MODULE: ./build/registry/auth/token.js






const answerLimit = 128 * 1024;
const shortestLife = 60;
const tokenGrammar = /^[\x21-\x7e]+$/;
const formUnsupported = new Set([400, 401, 404, 405]);
async function requestToken(request, send) {
    const { credential } = request;
    if (credential?.kind !== 'identity-token')
        return await ask(byQuery(request), request, send);
    try {
        return await ask(byForm(request, credential.token), request, send);
    }
    catch (error) {
        const isUnknown = error instanceof registry_error/* RegistryError */.g && formUnsupported.has(error.status ?? 0);
        if (!isUnknown || !credential.username)
            throw error;
        return await ask(byQuery(request), request, send);
    }
}
async function ask(exchange, request, send) {
    const { registry, realm, credential, redact, now } = request;
    const failure = { where: registry, operation: `sign-in at ${realm.host}`, signedIn: credential !== undefined };
    const response = await send(exchange);
    const isGiven = response.status >= 200 && response.status < 300;
    const body = await bodyOf(response, isGiven).catch((cause) => {
        exchange.signal.throwIfAborted();
        throw new registry_error/* RegistryError */.g({ ...failure, ...(cause instanceof message/* BodyTooLarge */.KQ ? { reason: cause.message } : { cause }) });
    });
    if (!isGiven) {
        const retryAfter = (0,retry_after/* parseRetryAfter */.m)(response.header('retry-after'), body, now());
        const said = { status: response.status, problems: problemsIn(body, redact) };
        throw new registry_error/* RegistryError */.g({ ...failure, ...said, ...(retryAfter !== undefined && { retryAfter }) });
    }
    const token = readToken(body, now());
    if (!token)
        throw new registry_error/* RegistryError */.g({ ...failure, reason: 'its response contains no token' });
    return token;
}
async function bodyOf(response, isGiven) {
    const bytes = await response.bytes(answerLimit, isGiven ? 'needed' : 'good to know').catch((cause) => {
        if (isGiven || cause instanceof message/* BodyTooLarge */.KQ)
            throw cause;
        return new Uint8Array();
    });
    return new TextDecoder().decode(bytes);
}
function problemsIn(body, redact) {
    if (/"[^"]*token"\s*:/i.test(body))
        return [];
    const harmless = redact(body).replaceAll(/[\w.~+/=-]{20,}/g, (word) => (/\d/.test(word) ? '\u2026' : word));
    return (0,error_code/* parseProblems */.uU)(harmless, redact).filter(({ message }) => !/^[{[]/.test(message));
}
function byQuery({ realm, service, scopes, credential, signal }) {
    const url = new URL(realm);
    if (service !== undefined)
        url.searchParams.set('service', service);
    for (const scope of scopes)
        url.searchParams.append('scope', scope);
    const authorization = (0,auth_credential/* basicAuthorization */.aR)(credential);
    if (credential && 'username' in credential)
        url.searchParams.set('account', credential.username ?? '');
    return { method: 'GET', url, headers: authorization ? { authorization } : {}, signal };
}
function byForm({ realm, service, scopes, signal }, refreshToken) {
    const form = new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
        client_id: 'manifold',
        scope: scopes.join(' '),
        ...(service !== undefined && { service }),
    });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return { method: 'POST', url: realm, headers, body: new TextEncoder().encode(form.toString()), signal };
}
function readToken(body, now) {
    const response = (0,json/* parseRecord */.Hh)(body);
    const { token, access_token: accessToken, expires_in: expiresIn } = response;
    const value = typeof token === 'string' && token !== '' ? token : accessToken;
    if (typeof value !== 'string' || !tokenGrammar.test(value))
        return undefined;
    const seconds = Math.max(shortestLife, typeof expiresIn === 'number' ? expiresIn : shortestLife);
    const early = Math.min(30, seconds / 4);
    const tokens = Object.entries(response).flatMap(([name, given]) => (/token$/i.test(name) ? [given] : []));
    const given = [...new Set(tokens)].filter((each) => typeof each === 'string');
    return { value, staleAt: now.getTime() + (seconds - early) * 1000, given };
}

;// CONCATENATED MODULE: ./build/registry/auth/token-cache.js

class TokenCache {
    #ask;
    #now;
    #held = new Map();
    constructor(ask, now) {
        this.#ask = ask;
        this.#now = now;
    }
    async token(scopes) {
        const key = scopes.join(' ');
        const held = this.#held.get(key);
        if (!held)
            return await this.#fetch(key, scopes);
        const { value, staleAt } = await held.token;
        if (staleAt > this.#now().getTime())
            return value;
        this.#forget(key, held);
        return await this.token(scopes);
    }
    refused(scopes, value) {
        const key = scopes.join(' ');
        const held = this.#held.get(key);
        if (held?.value === value)
            this.#forget(key, held);
    }
    async #fetch(key, scopes) {
        const fresh = { token: this.#ask(scopes) };
        this.#held.set(key, fresh);
        try {
            const { value } = await fresh.token;
            fresh.value = value;
            return value;
        }
        catch (error) {
            if (!(error instanceof registry_error/* RegistryError */.g) || error.transient)
                this.#forget(key, fresh);
            throw error;
        }
    }
    #forget(key, held) {
        if (this.#held.get(key) === held)
            this.#held.delete(key);
    }
}

;// CONCATENATED MODULE: ./build/registry/auth/authorization.js







const shortestToken = 16;
const refusals = new Set([400, 401, 403]);
class Authorization {
    #options;
    #tokenCache;
    #asked = new Map();
    #challenge;
    #masked;
    constructor(options) {
        this.#options = options;
        this.#tokenCache = new TokenCache((scopes) => this.#request(scopes), options.now);
    }
    get isChallenged() {
        return this.#challenge !== undefined;
    }
    async credential() {
        const credential = await this.#options.credential();
        const pair = (0,auth_credential/* basicAuthorization */.aR)(credential);
        if (pair !== undefined && pair !== this.#masked)
            this.#options.mask(pair.slice('Basic '.length));
        this.#masked = pair;
        return credential;
    }
    async header(scopes) {
        const credential = await this.credential();
        if (credential?.kind === 'registry-token')
            return `Bearer ${credential.token}`;
        if (this.#challenge?.scheme === 'bearer')
            return `Bearer ${await this.#tokenCache.token(this.#widened(scopes))}`;
        return this.#challenge && (0,auth_credential/* basicAuthorization */.aR)(credential);
    }
    async headerToShare(scopes) {
        const credential = await this.credential();
        if (!credential || credential.kind === 'registry-token' || this.#challenge?.scheme !== 'bearer') {
            return await this.header(scopes);
        }
        return `Bearer ${(await this.#request(scopes)).value}`;
    }
    async challenged(response, scopes, sent) {
        const challenges = parseChallenges(response.headers('www-authenticate'));
        const challenge = challenges.find(({ scheme }) => scheme === 'bearer') ?? challenges.find(({ scheme }) => scheme === 'basic');
        const credential = await this.credential();
        if (credential?.kind === 'registry-token') {
            return sent !== `Bearer ${credential.token}` || (await this.#replaced(credential));
        }
        if (!challenge)
            return false;
        this.#challenge = challenge;
        if (challenge.scheme === 'basic') {
            const pair = (0,auth_credential/* basicAuthorization */.aR)(credential);
            return pair !== undefined && (pair !== sent || (await this.#replaced(credential)));
        }
        const isShort = challenge.parameters.get('error') === 'insufficient_scope';
        if (!isShort)
            this.#tokenCache.refused(this.#widened(scopes), sent?.replace(/^Bearer /, '') ?? '');
        return this.#widen(scopes, challenge) || !isShort;
    }
    async expired(sent) {
        const credential = await this.credential();
        return (0,auth_credential/* basicAuthorization */.aR)(credential) !== sent || (await this.#replaced(credential));
    }
    async #replaced(refused) {
        if (!refused)
            return false;
        const other = await this.#options.credential(refused);
        return other !== undefined && !(0,auth_credential/* isSameCredential */.cw)(other, refused);
    }
    #widen(scopes, challenge) {
        const wanted = challenge.parameters.get('scope')?.split(' ').filter(Boolean) ?? [];
        const missing = wanted.filter((scope) => !this.#widened(scopes).some((held) => covers(held, scope)));
        if (missing.length > 0)
            this.#asked.set(scopes.join(' '), missing);
        return missing.length > 0;
    }
    #widened(scopes) {
        return [...(this.#asked.get(scopes.join(' ')) ?? []), ...scopes];
    }
    async #request(scopes) {
        const credential = await this.credential();
        const token = await this.#requestAs(credential, scopes).catch(async (error) => {
            const isRefusal = error instanceof registry_error/* RegistryError */.g && refusals.has(error.status ?? 0);
            if (!isRefusal || !(await this.#replaced(credential)))
                throw error;
            return await this.#requestAs(await this.credential(), scopes);
        });
        for (const given of token.given)
            if (given.length >= shortestToken)
                this.#options.mask(given);
        return token;
    }
    async #requestAs(credential, scopes) {
        const { registry, now, send, redact, signal } = this.#options;
        const realm = await this.#realm(credential !== undefined);
        const service = this.#challenge?.parameters.get('service');
        return await requestToken({ realm, service, scopes, credential, registry, redact, now, signal }, send);
    }
    async #realm(signedIn) {
        const { registry, home, realms } = this.#options;
        const text = this.#challenge?.parameters.get('realm');
        const realm = text ? (0,origin/* resolveLocation */.KC)(text, home) : null;
        const objection = realm
            ? await whyNotSignIn(realm, { registry, home, trusted: realms, signedIn })
            : { reason: 'its realm is not a URL', remedy: '' };
        if (realm && !objection)
            return realm;
        const place = realm?.host || 'no URL';
        throw new registry_error/* RegistryError */.g({
            where: registry,
            operation: 'sign-in',
            reason: `the registry's token service (${place}) was not used: ${objection?.reason}${objection?.remedy}`,
        });
    }
}
function covers(held, wanted) {
    const split = (scope) => [scope.slice(0, scope.lastIndexOf(':')), scope.slice(scope.lastIndexOf(':') + 1)];
    const [heldResource, heldActions] = split(held);
    const [resource, actions] = split(wanted);
    return heldResource === resource && actions.split(',').every((action) => heldActions.split(',').includes(action));
}

;// CONCATENATED MODULE: ./build/registry/errors/warnings.js
const warning = /(?:^|,)\s*299\s+-\s+"((?:[^"\\]|\\.)*)"/g;
const limit = 10;
const longest = 300;
class Warnings {
    #tell;
    #redact;
    #told = new Set();
    constructor(tell, redact) {
        this.#tell = tell;
        this.#redact = redact;
    }
    note(response) {
        for (const line of response.headers('warning')) {
            for (const [, quoted = ''] of line.matchAll(warning))
                this.#once(quoted.replaceAll(/\\(.)/g, '$1'));
        }
    }
    #once(text) {
        const shown = this.#redact(text)
            .replaceAll(/[\p{C}\s]+/gu, ' ')
            .trim()
            .slice(0, longest);
        if (shown === '' || this.#told.has(shown) || this.#told.size === limit)
            return;
        this.#told.add(shown);
        this.#tell(shown);
    }
}

;// CONCATENATED MODULE: ./build/registry/limits/retry.js
const defaultOthersWait = 5_000;
function othersWaitOf({ othersWait = defaultOthersWait }) {
    return othersWait;
}
const defaultRetryPolicy = {
    attempts: 9,
    firstWait: 500,
    longestWait: 30_000,
    budget: 300_000,
};

var redirect = __webpack_require__(93701);
var retry_state = __webpack_require__(65425);
var at_most = __webpack_require__(64964);
var or_aborted = __webpack_require__(62024);
;// CONCATENATED MODULE: ./build/registry/auth/first-request.js


class FirstRequest {
    #moment;
    #open = { read: false, write: false };
    #inside = new Map();
    constructor(moment) {
        this.#moment = moment;
    }
    async enter(repository, kind, signal) {
        const until = performance.now() + this.#moment;
        while (!this.#open[kind]) {
            const own = this.#inside.get(repository);
            const [other] = this.#inside.values();
            const left = until - performance.now();
            if (own !== undefined)
                await own;
            else if (other !== undefined && left > 0)
                await (0,at_most/* atMost */.T)((0,or_aborted/* orAborted */.H)(other, signal), left);
            else
                return this.#goFirst(repository, kind);
            signal.throwIfAborted();
        }
        return () => undefined;
    }
    #goFirst(repository, kind) {
        const { promise, resolve } = Promise.withResolvers();
        this.#inside.set(repository, promise);
        return (learnt) => {
            if (this.#inside.get(repository) !== promise)
                return;
            this.#inside.delete(repository);
            this.#open.read = true;
            if (learnt !== 'answer' || kind === 'write')
                this.#open.write = true;
            resolve();
        };
    }
}

;// CONCATENATED MODULE: ./build/registry/capabilities.js
function newCapabilities() {
    return {
        bodyLimit: Number.POSITIVE_INFINITY,
        takesWhole: undefined,
        resumes: true,
        knowsHead: true,
        takesTags: undefined,
        takesSubject: undefined,
        lists: new Map(),
    };
}

var rate_limit = __webpack_require__(30294);
var descriptor = __webpack_require__(46937);
;// CONCATENATED MODULE: ./build/registry/errors/refusal.js







const bodyLimit = 64 * 1024;
async function refusedResponse(request, response, state) {
    const { where, operation, begins = false } = request;
    const { now, redact, ...shown } = state;
    const body = await response.bytes(bodyLimit, 'good to know').catch(() => new Uint8Array());
    const text = new TextDecoder().decode(body);
    const retryAfter = (0,retry_after/* parseRetryAfter */.m)(response.header('retry-after'), text, now);
    return new registry_error/* RegistryError */.g({
        ...{ where, operation, begins, ...shown },
        status: response.status,
        problems: (0,error_code/* parseProblems */.uU)(text, redact),
        isRegistry: response.header('docker-distribution-api-version') !== undefined,
        mediaType: descriptor/* manifestMediaTypes */.$P.find((type) => type === request.headers?.['content-type']),
        ...(retryAfter !== undefined && { retryAfter }),
    });
}
function failureOf({ where, operation }, cause, place) {
    if (cause instanceof message/* BrokenBody */.sZ)
        return cause.cause;
    if (cause instanceof proxy/* UnusableProxy */.G1)
        return cause;
    if (cause instanceof message/* BodyTooLarge */.KQ)
        return new registry_error/* RegistryError */.g({ where, operation, reason: cause.message });
    if (cause instanceof redirect/* BadRedirect */.m_)
        return new registry_error/* RegistryError */.g({ where, operation, reason: `a redirect was not followed: ${cause.message}`, cause });
    return new registry_error/* RegistryError */.g({ where, operation, place, cause });
}

;// CONCATENATED MODULE: ./build/registry/limits/limiter.js
class Limiter {
    #most;
    #waiting = [];
    #limit;
    #running = 0;
    #runningOf = new Map();
    #successes = 0;
    #isSlowed = false;
    constructor({ first, most = first }) {
        this.#limit = first;
        this.#most = most;
    }
    get isCalm() {
        return !this.#isSlowed && this.#running < this.#limit && this.#waiting.length === 0;
    }
    async enter(load, signal) {
        signal.throwIfAborted();
        if (this.#mayStart(load))
            this.#count(load, 1);
        else
            await this.#turn(load, signal);
    }
    leave(load) {
        this.#count(load, -1);
        this.#startNext();
    }
    grow() {
        this.#successes += 1;
        if (this.#successes < (this.#isSlowed ? this.#limit : 1) || this.#limit >= this.#most)
            return;
        this.#successes = 0;
        this.#limit += 1;
    }
    slow() {
        this.#limit = Math.max(1, Math.floor(this.#limit / 2));
        this.#isSlowed = true;
        this.#successes = 0;
    }
    #owned({ owner }) {
        return this.#runningOf.get(owner) ?? 0;
    }
    #count(load, change) {
        this.#running += change;
        this.#runningOf.set(load.owner, this.#owned(load) + change);
    }
    #mayStart(load) {
        return this.#running < this.#limit || this.#owned(load) === 0;
    }
    async #turn(load, signal) {
        const { promise, resolve, reject } = Promise.withResolvers();
        const waiting = { ...load, start: resolve };
        const place = this.#waiting.findIndex((other) => other.weight < load.weight);
        this.#waiting.splice(place < 0 ? this.#waiting.length : place, 0, waiting);
        const leave = () => {
            const found = this.#waiting.indexOf(waiting);
            if (found >= 0)
                this.#waiting.splice(found, 1);
            reject(signal.reason);
        };
        signal.addEventListener('abort', leave, { once: true });
        try {
            await promise;
        }
        finally {
            signal.removeEventListener('abort', leave);
        }
    }
    #startNext() {
        for (let next = this.#next(); next; next = this.#next()) {
            this.#waiting.splice(this.#waiting.indexOf(next), 1);
            this.#count(next, 1);
            next.start();
        }
    }
    #next() {
        let next;
        for (const each of this.#waiting) {
            const isFirst = !next || this.#owned(each) < this.#owned(next);
            if (isFirst && this.#mayStart(each))
                next = each;
        }
        return next;
    }
}

var wait = __webpack_require__(5898);
;// CONCATENATED MODULE: ./build/registry/limits/pauses.js


class Pauses {
    #moment;
    #told = new Map();
    #letThrough = new Map();
    #trials = new Map();
    constructor(moment) {
        this.#moment = moment;
    }
    tell(repository, milliseconds) {
        const { since = performance.now(), until = 0 } = this.#told.get(repository) ?? {};
        const later = Math.max(until, performance.now() + milliseconds);
        const untilForOthers = Math.min(later, since + this.#moment);
        this.#told.set(repository, { since, until: later, untilForOthers });
    }
    async over(repository, signal) {
        for (let left = this.#left(repository); left > 0; left = this.#left(repository))
            await (0,wait/* wait */.u)(left, signal);
        if (!this.#isOnTrial(repository))
            return;
        const trial = this.#trials.get(repository);
        if (trial !== undefined)
            await (0,or_aborted/* orAborted */.H)(trial, signal);
    }
    isOver(repository) {
        return this.#left(repository) <= 0 && !(this.#isOnTrial(repository) && this.#trials.has(repository));
    }
    begin(repository) {
        const began = performance.now();
        const { promise, resolve } = Promise.withResolvers();
        const end = () => {
            if (this.#trials.get(repository) === promise)
                this.#trials.delete(repository);
            resolve();
        };
        if (this.#isOnTrial(repository))
            this.#trials.set(repository, promise);
        const timer = setTimeout(end, this.#moment);
        return (isSuccess) => {
            if (isSuccess)
                this.#letThrough.set(repository, began);
            clearTimeout(timer);
            end();
        };
    }
    #left(repository) {
        const own = this.#told.get(repository)?.until ?? 0;
        const others = this.#concerning(repository).map(({ untilForOthers }) => untilForOthers);
        return Math.max(own, ...others) - performance.now();
    }
    #isOnTrial(repository) {
        return this.#concerning(repository).some(({ until }) => until > performance.now());
    }
    #concerning(repository) {
        const letThrough = this.#letThrough.get(repository) ?? Number.NEGATIVE_INFINITY;
        const others = [...this.#told].filter(([other]) => other !== repository).map(([, told]) => told);
        return others.filter(({ since }) => since > letThrough);
    }
}

;// CONCATENATED MODULE: ./build/registry/limits/throttle.js




const smallBody = 64 * 1024;
class Throttle {
    #policy;
    #pauses;
    #requests = new Limiter({ first: 16 });
    #bodies = new Limiter({ first: 6, most: 16 });
    #downloads = new Limiter({ first: 6, most: 16 });
    #slowedAt = Number.NEGATIVE_INFINITY;
    constructor(policy) {
        this.#policy = policy;
        this.#pauses = new Pauses(othersWaitOf(policy));
    }
    get isCalm() {
        return this.#requests.isCalm;
    }
    async enter({ where, size, isDownload = false, signal }) {
        const limiter = size <= smallBody ? this.#requests : isDownload ? this.#downloads : this.#bodies;
        const load = { owner: where, weight: size };
        for (;;) {
            await this.#pauses.over(where, signal);
            await limiter.enter(load, signal);
            if (this.#pauses.isOver(where))
                return this.#slot(limiter, load);
            limiter.leave(load);
        }
    }
    #slot(limiter, load) {
        const began = performance.now();
        const end = this.#pauses.begin(load.owner);
        let isSuccess = true;
        return {
            failed: (error) => {
                isSuccess = false;
                if (error instanceof registry_error/* RegistryError */.g)
                    this.#heed(load.owner, error, began);
            },
            [Symbol.dispose]() {
                end(isSuccess);
                if (isSuccess)
                    limiter.grow();
                limiter.leave(load);
            },
        };
    }
    #heed(where, error, began) {
        const { isRateLimit, status } = error;
        if (!isRateLimit && status !== 503)
            return;
        if (began > this.#slowedAt) {
            this.#slowedAt = performance.now();
            this.#requests.slow();
            this.#bodies.slow();
            this.#downloads.slow();
        }
        const time = error.askedWait(this.#policy) ?? this.#policy.firstWait;
        if (isRateLimit && time <= this.#policy.budget)
            this.#pauses.tell(where, time);
    }
}

;// CONCATENATED MODULE: ./build/registry/registry.js










const attemptsAtStranger = 4;
const briefWait = 5_000;
class Registry {
    name;
    home;
    signal;
    capabilities = newCapabilities();
    #parts;
    #throttle;
    #firstRequest;
    constructor(parts) {
        this.name = parts.name;
        this.home = parts.home;
        this.signal = parts.signal;
        this.#parts = parts;
        this.#throttle = new Throttle(parts.retry);
        this.#firstRequest = new FirstRequest(othersWaitOf(parts.retry));
    }
    async warm(connections) {
        await this.#parts.transport.warm(connections);
    }
    get createRepository() {
        return this.#parts.createRepository;
    }
    get isCalm() {
        return this.#throttle.isCalm;
    }
    async send(request, onRetry) {
        const { retryState = this.retryState(request.signal) } = request;
        for (;;) {
            try {
                return await this.attempt(request);
            }
            catch (error) {
                if (request.method === 'PUT' && error instanceof registry_error/* RegistryError */.g && error.lacksContent)
                    throw error;
                await this.recover(error, retryState, request.attempts);
                onRetry?.();
            }
        }
    }
    get firstWait() {
        return this.#parts.retry.firstWait;
    }
    retryState(signal) {
        return new retry_state/* RetryState */.O(this.#parts.retry, signal);
    }
    async recover(error, retryState, attempts) {
        await retryState.afterFailure(error, attempts ?? (this.isUnheard(error) ? attemptsAtStranger : undefined));
    }
    isUnheard(error) {
        const { place = this.home.origin, asked = place } = error instanceof registry_error/* RegistryError */.g ? error.failure : {};
        return !this.#parts.heard.has(asked);
    }
    isBriefLimit(error) {
        const { retry } = this.#parts;
        const isLimit = error instanceof registry_error/* RegistryError */.g && error.isRateLimit;
        return isLimit && (error.askedWait(retry) ?? retry.firstWait) <= briefWait;
    }
    async prepare(scopes) {
        const { authorization } = this.#parts;
        if (authorization.isChallenged)
            await authorization.header(scopes).catch(() => undefined);
    }
    async pullAuthorization(names) {
        return await this.#parts.authorization.headerToShare(names.map((name) => `repository:${name}:pull`));
    }
    async attempt(request) {
        const { where, body, signal } = request;
        const size = body ? ('size' in body ? body.size : body.length) : 0;
        using slot = await this.#throttle.enter({ where, size, signal });
        try {
            return await this.#read(request, await this.#greeted(request));
        }
        catch (error) {
            slot.failed(error);
            throw error;
        }
    }
    async *stream(request, size, check) {
        const { where, signal } = request;
        using slot = await this.#throttle.enter({ where, size, isDownload: true, signal });
        try {
            const response = await this.#greeted(request);
            yield* this.#pieces(request, response, check);
        }
        catch (error) {
            slot.failed(error);
            throw error;
        }
    }
    async [Symbol.asyncDispose]() {
        await this.#parts.transport[Symbol.asyncDispose]();
    }
    async *#pieces(request, response, check) {
        try {
            check(response);
        }
        catch (error) {
            await response.discard();
            throw error;
        }
        try {
            yield* response.pieces();
        }
        catch (error) {
            throw this.#failure(request, error);
        }
    }
    async #greeted(request) {
        const isRead = request.method === 'GET' || request.method === 'HEAD';
        const leave = await this.#firstRequest.enter(request.where, isRead ? 'read' : 'write', request.signal);
        try {
            return await this.#signedIn(request, leave);
        }
        finally {
            leave('nothing');
        }
    }
    async #signedIn(request, leave) {
        const { authorization, now } = this.#parts;
        for (let isLastTry = request.optional;;) {
            const sent = await authorization.header(request.scopes);
            const response = await this.#request(request, sent);
            if (request.expect.includes(response.status) && !(0,rate_limit/* isDisguisedRateLimit */.t)(response, now())) {
                leave('answer');
                return response;
            }
            await this.#renew(request, response, { sent, isLastTry, leave });
            isLastTry = sent !== undefined;
        }
    }
    async #renew(request, response, { sent, isLastTry, leave }) {
        const { authorization } = this.#parts;
        const mayRenew = !isLastTry && (0,origin/* sameOrigin */.Nm)(response.url, this.home);
        const isChallenge = mayRenew && response.status === 401;
        const isRenewed = isChallenge && (await authorization.challenged(response, request.scopes, sent));
        leave(authorization.isChallenged ? 'challenge' : 'answer');
        if (isRenewed)
            return await response.discard();
        const refusal = await this.#refusal(request, response, sent);
        const isReplaced = mayRenew && sent && refusal.isExpiry && (await authorization.expired(sent));
        if (!isReplaced)
            throw refusal;
    }
    async #request(request, authorization) {
        const { transport, warnings, heard } = this.#parts;
        const { method, url, headers, body, optional = false, stores = false, signal } = request;
        const own = authorization !== undefined && (0,origin/* sameOrigin */.Nm)(url, this.home);
        const sent = { method, url, headers: { ...headers, ...(own && { authorization }) }, optional, stores, signal };
        try {
            return await (0,redirect/* followRedirects */.FE)({ ...sent, ...(body && { body }) }, this.home, transport, (response) => {
                heard.add(response.url.origin);
                if ((0,origin/* sameOrigin */.Nm)(response.url, this.home))
                    warnings.note(response);
            });
        }
        catch (error) {
            throw this.#failure(request, error);
        }
    }
    async #read({ limit, ...request }, response) {
        const { status, url, header, headers } = response;
        try {
            const isWanted = limit !== undefined && status < 300;
            const body = isWanted ? await response.bytes(limit) : await response.discard().then(() => new Uint8Array());
            return { status, url, header, headers, body };
        }
        catch (error) {
            throw this.#failure(request, error);
        }
    }
    #failure(request, cause) {
        const { signal } = request;
        return signal.aborted ? signal.reason : failureOf(request, cause, this.#placeOf(request.url));
    }
    #placeOf(url) {
        return (0,origin/* sameOrigin */.Nm)(url, this.home) ? undefined : url.origin;
    }
    async #refusal(request, response, sent) {
        const { authorization, redact, now } = this.#parts;
        const credential = await authorization.credential();
        const isOurs = (0,origin/* sameOrigin */.Nm)(response.url, this.home) && credential?.kind !== 'registry-token';
        const hasToken = isOurs && sent?.startsWith('Bearer ') === true;
        const place = this.#placeOf(response.url);
        const username = credential && 'username' in credential ? credential.username : undefined;
        const state = { signedIn: credential !== undefined, username, hasToken, redact, now: now(), place };
        return await refusedResponse(request, response, state);
    }
}

;// CONCATENATED MODULE: ./build/registry/connect.js










class Registries {
    #options;
    #clients = new Map();
    constructor(options) {
        this.#options = options;
    }
    async at(repository) {
        const access = await this.#options.accessTo(repository);
        const client = this.#clients.get(access) ?? this.#connect(repository.registry, access);
        this.#clients.set(access, client);
        return await client;
    }
    async [Symbol.asyncDispose]() {
        const clients = await Promise.allSettled(this.#clients.values());
        const open = clients.filter((client) => client.status === 'fulfilled');
        await Promise.all(open.map(({ value }) => value[Symbol.asyncDispose]()));
    }
    #connect(registry, access) {
        const { accessTo: _, log, ...options } = this.#options;
        const { mask, redact } = log;
        const warned = (text) => log.info(`${registry} warns: ${text}`);
        return connect({ ...options, ...access, registry, mask, redact, warned });
    }
}
async function connect(options) {
    const { registry, credential, realms = [], mask, redact, now, signal, retry = defaultRetryPolicy } = options;
    const home = await homeOf(options);
    const transport = transportTo(home, options);
    const heard = new Set();
    const authorization = new Authorization({
        registry,
        home,
        credential,
        realms,
        mask,
        redact,
        now,
        signal,
        send: async (request) => {
            const { host, origin } = request.url;
            const response = await transport.request(request).catch((cause) => {
                signal.throwIfAborted();
                if (cause instanceof proxy/* UnusableProxy */.G1)
                    throw cause;
                throw new registry_error/* RegistryError */.g({ where: registry, operation: `sign-in at ${host}`, asked: origin, cause });
            });
            heard.add(origin);
            return response;
        },
    });
    const warnings = new Warnings(options.warned ?? (() => undefined), redact);
    const { createRepository } = options;
    return new Registry({
        ...{ name: registry, home, transport, authorization, warnings, heard, retry, redact, now, signal },
        ...(createRepository && { createRepository }),
    });
}
function transportTo(home, { tls = {}, insecure = false, variables, timeouts }) {
    return new transport/* Transport */.oK({ home, tls, verify: !insecure, variables, ...(timeouts && { timeouts }) });
}
async function homeOf(options) {
    const { registry, tls, insecure } = options;
    const secure = new URL(`https://${registry === reference/* dockerHub */.UD ? 'registry-1.docker.io' : registry}`);
    const plain = new URL(`http://${secure.host}`);
    if (insecure)
        return (await speaksTls(secure, plain, options)) ? secure : plain;
    return (0,origin/* isLoopback */.U9)(secure) && !tls?.ca && !tls?.cert ? plain : secure;
}
async function speaksTls(secure, plain, options) {
    const { signal, variables } = options;
    await using transport = transportTo(secure, options);
    const request = { method: 'GET', url: new URL('/v2/', secure), headers: {}, signal };
    const isProxied = (url) => (0,proxy/* proxyVariable */.rw)(url, variables) !== undefined;
    const isOnlyWay = isProxied(plain) && !isProxied(secure);
    return await transport.request(request).then(async (response) => {
        await response.discard();
        return true;
    }, (error) => !(0,network_failure/* suggestsPlainHttp */.WN)(error) && !((0,network_failure/* isUnreachable */.R0)(error) && isOnlyWay));
}


}),

93959:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  A: () => (manifestInWords),
  r: () => (inWords)
});
var _oci_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1564);

function inWords(reference) {
    return (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(reference) ? (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .shortDigest */ .VK)(reference) : `tag '${reference}'`;
}
function manifestInWords({ subject }, digest) {
    return subject ? `referrer ${inWords(digest)} of ${inWords(subject.digest)}` : `manifest ${inWords(digest)}`;
}


}),

58404:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  SP: () => (readPage),
  aC: () => (brokenList),
  kv: () => (followPages)
});
var _http_link_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(68961);
var _errors_registry_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(30648);


const pageLimit = 2_000;
async function readPage(list, url, expect) {
    const { requests, operation, accept, bytes, retryState } = list;
    const headers = accept === undefined ? {} : { accept };
    const request = requests.request(operation, 'GET', url, expect, { headers, limit: bytes, retryState });
    return await requests.registry.send(request, requests.countRetry);
}
async function* followPages(list, first) {
    const { requests, retryState, time } = list;
    const seen = new Set();
    const end = performance.now() + time;
    for (let page = first;;) {
        yield page;
        const next = (0,_http_link_js__WEBPACK_IMPORTED_MODULE_0__/* .nextPage */ .Z)(page, requests.registry.home, (reason) => brokenList(list, `its ${reason}`));
        if (!next)
            return;
        if (seen.has(next.href))
            throw brokenList(list, 'its pages form a loop');
        if (seen.size + 1 >= pageLimit)
            throw brokenList(list, `it has more than ${pageLimit} pages`);
        if (performance.now() > end)
            throw brokenList(list, `it takes longer than ${time / 1000} seconds`);
        seen.add(next.href);
        retryState.renew();
        page = await readPage(list, next, [200]);
    }
}
function brokenList({ requests, operation }, reason) {
    return new _errors_registry_error_js__WEBPACK_IMPORTED_MODULE_1__/* .RegistryError */ .g({ where: requests.where, operation, reason });
}


}),

7689:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Ys: () => (listTagsStrictly),
  cB: () => (listTags),
  sm: () => (tagsOnFirstPage)
});
var _json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(99368);
var _oci_distribution_tag_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(16485);
var _errors_registry_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(30648);
var _pages_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(58404);




const pageSize = 1000;
const tagLimit = 1_000_000;
const timeLimit = 300_000;
const bytesLimit = 4 * 1024 * 1024;
async function listTagsStrictly(requests) {
    const tags = await readTags(requests, timeLimit, 'strict');
    const last = tags.at(-1);
    if (last === undefined || tags.length % 10 > 0)
        return tags;
    const list = listOf(requests, timeLimit);
    const rest = requests.urlOf({ end: '8', method: 'GET', name: requests.name });
    const page = await (0,_pages_js__WEBPACK_IMPORTED_MODULE_1__/* .readPage */ .SP)(list, new URL(`?n=${pageSize}&last=${last}`, rest), [200, 400, 404]);
    const more = page.status === 200 ? tagsIn(page, list, 'strict').filter((tag) => !tags.includes(tag)) : [];
    if (more.length === 0)
        return tags;
    throw (0,_pages_js__WEBPACK_IMPORTED_MODULE_1__/* .brokenList */ .aC)(list, `its pages end after ${tags.length} tags, but it has more, such as '${more[0]}'`);
}
async function listTags(requests, time = timeLimit) {
    return await readTags(requests, time, 'lenient');
}
async function readTags(requests, time, strictness) {
    const list = listOf(requests, time);
    const tags = new Set();
    const first = await firstPage(list, requests, strictness);
    if (!first)
        return [];
    for await (const page of (0,_pages_js__WEBPACK_IMPORTED_MODULE_1__/* .followPages */ .kv)(list, first)) {
        for (const tag of tagsIn(page, list, strictness))
            tags.add(tag);
        if (tags.size > tagLimit)
            throw (0,_pages_js__WEBPACK_IMPORTED_MODULE_1__/* .brokenList */ .aC)(list, `it has more than ${tagLimit} tags`);
    }
    return [...tags];
}
function listOf(requests, time) {
    return { requests, operation: 'listing tags', bytes: bytesLimit, time, retryState: requests.retryState() };
}
const usualPage = 50;
const refusals = [400, 401, 403, 405, 501];
async function tagsOnFirstPage(requests) {
    const list = listOf(requests, timeLimit);
    try {
        const page = await firstPage(list, requests, 'lenient');
        if (!page)
            return { isRepository: false, tags: new Set() };
        const tags = tagsIn(page, list, 'lenient');
        const isCutShort = tags.length > 0 && tags.length % usualPage === 0;
        return isCutShort || page.headers('link').length > 0 ? undefined : { isRepository: true, tags: new Set(tags) };
    }
    catch (error) {
        if (!(error instanceof _errors_registry_error_js__WEBPACK_IMPORTED_MODULE_0__/* .RegistryError */ .g) || error.isRateLimit || !refusals.includes(error.status))
            throw error;
        return undefined;
    }
}
async function firstPage(list, requests, strictness) {
    const all = requests.urlOf({ end: '8', method: 'GET', name: requests.name });
    const many = new URL(`?n=${pageSize}`, all);
    const page = await (0,_pages_js__WEBPACK_IMPORTED_MODULE_1__/* .readPage */ .SP)(list, many, strictness === 'strict' ? [200, 400] : [200, 400, 404]);
    if (page.status === 400)
        return await (0,_pages_js__WEBPACK_IMPORTED_MODULE_1__/* .readPage */ .SP)(list, all, [200]);
    return page.status === 200 ? page : undefined;
}
function tagsIn({ body }, list, strictness) {
    const { name, tags } = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseRecord */ .Hh)(new TextDecoder().decode(body));
    if (name !== undefined && (tags ?? null) === null)
        return [];
    if (!Array.isArray(tags))
        throw (0,_pages_js__WEBPACK_IMPORTED_MODULE_1__/* .brokenList */ .aC)(list, 'the response is not a tag list');
    const valid = tags.filter((tag) => typeof tag === 'string').filter(_oci_distribution_tag_js__WEBPACK_IMPORTED_MODULE_3__/* .isTag */ .d);
    if (strictness === 'strict' && valid.length < tags.length)
        throw (0,_pages_js__WEBPACK_IMPORTED_MODULE_1__/* .brokenList */ .aC)(list, 'it has an entry that is not a tag');
    return valid;
}


}),

67168:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  z: () => (RepositoryRequests)
});

var distribution_endpoint = __webpack_require__(59924);
var reference = __webpack_require__(28732);
;// CONCATENATED MODULE: ./build/registry/limits/pull-allowance.js
const quota = /^(\d{1,9})(?:\s*;\s*w=(\d{1,9}))?$/;
function pullAllowanceIn(response) {
    const [, remaining, period] = quota.exec(response.header('ratelimit-remaining')?.trim() ?? '') ?? [];
    const [, limit] = quota.exec(response.header('ratelimit-limit')?.trim() ?? '') ?? [];
    if (remaining === undefined)
        return undefined;
    return {
        remaining: Number(remaining),
        ...(limit !== undefined && { limit: Number(limit) }),
        ...(period !== undefined && { period: Number(period) }),
    };
}

;// CONCATENATED MODULE: ./build/registry/repository-requests.js



class RepositoryRequests {
    registry;
    repository;
    where;
    #scopes;
    signal;
    #retries = 0;
    #allowance;
    constructor(registry, repository, rights, signal = registry.signal) {
        this.registry = registry;
        this.repository = repository;
        this.where = (0,reference/* formatRepository */.Sh)(repository);
        this.#scopes = [`repository:${repository.name}:${rights}`];
        this.signal = signal;
    }
    get name() {
        return this.repository.name;
    }
    get pullAllowance() {
        return this.#allowance;
    }
    get retries() {
        return this.#retries;
    }
    countRetry = () => {
        this.#retries += 1;
    };
    async ask(operation, endpoint, expect, details = {}) {
        const request = this.request(operation, endpoint.method, this.urlOf(endpoint), expect, details);
        const response = await this.registry.send(request, this.countRetry);
        this.#note(pullAllowanceIn(response));
        return response;
    }
    #note(told) {
        if (told && told.remaining <= (this.#allowance?.remaining ?? told.remaining))
            this.#allowance = told;
    }
    urlOf(endpoint) {
        return new URL((0,distribution_endpoint/* toUrl */.b)(endpoint), this.registry.home);
    }
    request(operation, method, url, expect, details = {}) {
        const { where, signal } = this;
        return { where, operation, method, url, expect, scopes: this.#scopes, signal, ...details };
    }
    retryState() {
        return this.registry.retryState(this.signal);
    }
    scopesWith(action, name) {
        return [...this.#scopes, `repository:${name}:${action}`];
    }
}


}),

40782:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  N: () => (RemoteRepository)
});

var single_flight = __webpack_require__(63250);
var format_amount = __webpack_require__(27186);
var oci_digest = __webpack_require__(1564);
;// CONCATENATED MODULE: ./build/registry/digest-header.js

function claimedDigest(response) {
    const text = response.header('docker-content-digest');
    return text !== undefined && (0,oci_digest/* isDigest */.Bc)(text) ? text : undefined;
}
function contradicts(response, digest) {
    const claimed = claimedDigest(response);
    return claimed !== undefined && claimed !== digest && (0,oci_digest/* algorithmOf */.Hy)(claimed) === (0,oci_digest/* algorithmOf */.Hy)(digest);
}

var registry_error = __webpack_require__(30648);
var redirect = __webpack_require__(93701);
;// CONCATENATED MODULE: ./build/registry/pull/blob-check.js




const empty = new Set(['sha256', 'sha512'].map((algorithm) => (0,oci_digest/* digestOf */.ol)(new Uint8Array(), algorithm)));
class BlobCheck {
    #requests;
    #shown = new Map();
    #damaged = new Set();
    constructor(requests) {
        this.#requests = requests;
    }
    isDamaged(digest) {
        return this.#damaged.has(digest);
    }
    isSuspect({ digest, size }) {
        return (this.#shown.get(digest) ?? size) !== size;
    }
    async isThere(asked) {
        const { registry, countRetry } = this.#requests;
        return await this.#isThere(asked, (request) => registry.send(request, countRetry));
    }
    async isThereOnce(asked) {
        return await this.#isThere(asked, (request) => this.#requests.registry.attempt(request));
    }
    async #isThere(asked, send) {
        try {
            return (await this.#byHead(asked, send)) ?? (await this.#byGet(asked, send));
        }
        catch (error) {
            if (error instanceof registry_error/* RegistryError */.g && error.cause instanceof redirect/* BadRedirect */.m_)
                return false;
            throw error;
        }
    }
    async #byHead(asked, send) {
        const { digest } = asked;
        const { capabilities } = this.#requests.registry;
        if (!capabilities.knowsHead)
            return undefined;
        const response = await send(this.#request('HEAD', digest, [200, 403, 404, 405]));
        if (response.status === 405) {
            capabilities.knowsHead = false;
            return undefined;
        }
        if (response.status !== 200 || contradicts(response, digest))
            return false;
        return this.#fits(asked, sizeIn(response)) ? true : undefined;
    }
    async #byGet(asked, send) {
        const { digest } = asked;
        const response = await send(this.#request('GET', digest, [200, 206, 416, 403, 404]));
        if ([403, 404].includes(response.status) || contradicts(response, digest))
            return false;
        const size = sizeIn(response);
        if (response.status === 416 && size === undefined)
            return false;
        const isWhole = this.#fits(asked, size);
        if (isWhole)
            this.#damaged.delete(digest);
        else
            this.#damaged.add(digest);
        return isWhole;
    }
    #fits({ digest, size }, shown) {
        if (size !== undefined)
            this.#shown.delete(digest);
        if (shown === undefined)
            return true;
        if (size !== undefined)
            return shown === size;
        this.#shown.set(digest, shown);
        return shown > 0 || empty.has(digest);
    }
    #request(method, digest, expect) {
        const requests = this.#requests;
        const url = requests.urlOf({ end: '2', method, name: requests.name, digest });
        const details = method === 'GET' ? { headers: { range: 'bytes=0-0' } } : {};
        return requests.request(`check of ${(0,oci_digest/* shortDigest */.VK)(digest)}`, method, url, expect, details);
    }
}
function sizeIn(response) {
    const range = /\/(\d+)$/.exec(response.header('content-range') ?? '')?.[1];
    const told = response.status === 200 ? response.header('content-length') : range;
    return told === undefined ? undefined : Number(told);
}

var message = __webpack_require__(99014);
;// CONCATENATED MODULE: ./build/registry/pull/content-range.js
function deliveryOf(response) {
    if (response.status !== 206) {
        const length = response.header('content-length');
        return { first: 0, size: length === undefined ? undefined : Number(length) };
    }
    const [, first, size] = /^bytes (\d+)-\d+\/(\d+|\*)$/i.exec(response.header('content-range')?.trim() ?? '') ?? [];
    if (first === undefined)
        return undefined;
    return { first: Number(first), size: size === '*' ? undefined : Number(size) };
}

;// CONCATENATED MODULE: ./build/registry/pull/download.js





const minimumProgress = 64 * 1024;
async function* download(given, start) {
    const { requests, blob } = given;
    const signal = AbortSignal.any([requests.signal, given.signal]);
    const retryState = requests.registry.retryState(signal);
    for (let position = start; position < blob.size;) {
        const before = position;
        try {
            for await (const piece of piecesFrom(position, { ...given, signal })) {
                position += piece.length;
                yield piece;
            }
        }
        catch (error) {
            if (position >= before + minimumProgress)
                retryState.renew();
            await requests.registry.recover(error, retryState);
            requests.countRetry();
        }
    }
}
async function* piecesFrom(position, download) {
    const { requests, blob } = download;
    const request = requestFor(position, download);
    const { where, operation } = request;
    let reached = position;
    const check = (head) => {
        reached = beginningOf(head, request, { position, size: blob.size });
    };
    for await (const piece of requests.registry.stream(request, blob.size - position, check)) {
        const wanted = piece.subarray(Math.max(0, position - reached), Math.max(0, blob.size - reached));
        reached += piece.length;
        if (wanted.length > 0)
            yield wanted;
        if (reached > blob.size)
            throw new registry_error/* RegistryError */.g({ where, operation, reason: 'the blob is longer there' });
    }
    if (reached === blob.size)
        return;
    throw new registry_error/* RegistryError */.g({ where, operation, cause: new message/* Truncated */.LX(`it sent ${reached} of ${blob.size} bytes`) });
}
function requestFor(position, { requests, blob, signal }) {
    const { digest, size } = blob;
    const operation = `download of ${(0,oci_digest/* shortDigest */.VK)(digest)} (${(0,format_amount/* formatBytes */.z)(size)})`;
    const url = requests.urlOf({ end: '2', method: 'GET', name: requests.name, digest });
    const headers = position === 0 ? {} : { range: `bytes=${position}-` };
    return { ...requests.request(operation, 'GET', url, [200, 206], { headers }), signal };
}
function beginningOf(head, { where, operation }, { position, size }) {
    const delivery = deliveryOf(head);
    const refuse = (reason) => new registry_error/* RegistryError */.g({ where, operation, reason });
    if (!delivery)
        throw refuse('it sent a part of the blob, but its Content-Range does not say which');
    if (delivery.size !== undefined && delivery.size !== size) {
        throw refuse(`the blob has ${delivery.size} bytes there instead of ${size}`);
    }
    if (delivery.first === position || (delivery.first === 0 && head.status === 200))
        return delivery.first;
    throw refuse(`it sent the blob from byte ${delivery.first} on, instead of from ${position}`);
}

var origin = __webpack_require__(93391);
;// CONCATENATED MODULE: ./build/registry/upload/session.js


function sessionOf(response, requests, operation) {
    const location = response.header('location');
    const url = location === undefined ? null : (0,origin/* resolveLocation */.KC)(location, response.url);
    const objection = url ? (0,origin/* whyNotFollow */.Zn)(response.url, url, requests.registry.home) : 'it is missing';
    if (!url || objection) {
        const details = url ? ` (${url.origin})${(0,origin/* remedyForPlain */.sJ)(response.url, url)}` : '';
        const reason = `the Location of its upload session was not used: ${objection}${details}`;
        throw new registry_error/* RegistryError */.g({ where: requests.where, operation, reason });
    }
    const minimum = Number(response.header('oci-chunk-min-length') ?? Number.NaN);
    return Number.isSafeInteger(minimum) && minimum > 0 ? { url, chunkMinimum: minimum } : { url };
}
function nextSession(session, response, requests, operation) {
    return response.header('location') === undefined
        ? session
        : { ...session, ...sessionOf(response, requests, operation) };
}
function closingUrl({ url }, digest) {
    const closing = new URL(url);
    closing.search = `${url.search === '' ? '' : `${url.search}&`}digest=${encodeURIComponent(digest)}`;
    return closing;
}
function heldBytes(response) {
    const [, last] = /^(?:bytes=)?0-(\d+)$/.exec(response.header('range') ?? '') ?? [];
    const held = Number(last ?? 0) + 1;
    return Number.isSafeInteger(held) && held > 1 ? held : undefined;
}

var background = __webpack_require__(22915);
var or_aborted = __webpack_require__(62024);
;// CONCATENATED MODULE: ./build/registry/upload/sessions.js



class Sessions {
    #requests;
    #ending;
    #background = new background/* Background */.V();
    #cancelAction = 'push';
    constructor(requests, ending) {
        this.#requests = requests;
        this.#ending = ending;
    }
    async open(operation) {
        const { registry, countRetry } = this.#ending;
        return await this.#opened(registry.send(this.#start(operation), countRetry), operation);
    }
    async openOnce(operation) {
        return await this.#opened(this.#ending.registry.attempt(this.#start(operation)), operation);
    }
    async cancel(session) {
        const action = this.#cancelAction;
        const status = await this.#cancel(session, action);
        if (status !== 401 || action === 'delete')
            return;
        this.#cancelAction = 'delete';
        await this.#cancel(session, 'delete');
    }
    cancelLater(session) {
        this.#background.add(this.cancel(session));
    }
    async settled() {
        await this.#background.settled();
    }
    #start(operation) {
        const requests = this.#ending;
        const url = requests.urlOf({ end: '4a', method: 'POST', name: requests.name });
        return requests.request(operation, 'POST', url, [202], { begins: true });
    }
    async #opened(asked, operation) {
        const opening = asked.then((response) => sessionOf(response, this.#requests, operation));
        return await (0,or_aborted/* orAborted */.H)(opening, this.#requests.signal).catch((error) => {
            this.#background.add(opening.then((session) => this.cancel(session)));
            throw error;
        });
    }
    async #cancel(session, action) {
        const requests = this.#ending;
        const rights = action === 'delete' ? { scopes: requests.scopesWith('delete', requests.name) } : {};
        const expect = [200, 202, 204, 401, 404, 405];
        const details = { optional: true, ...rights };
        const request = requests.request('end of an upload', 'DELETE', session.url, expect, details);
        return await requests.registry.attempt(request).then(({ status }) => status, () => undefined);
    }
}

;// CONCATENATED MODULE: ./build/registry/upload/chunk-size.js
const MiB = 1024 * 1024;
const sizes = [90 * MiB, 18 * MiB, 9 * MiB, 4 * MiB, 0.9 * MiB].map(Math.floor);
function smallerChunk(refused) {
    return sizes.find((size) => size < refused);
}

;// CONCATENATED MODULE: ./build/registry/upload/cuts.js

const underway = 8 * 1024 * 1024;
class Cuts {
    #last;
    #limit = Number.POSITIVE_INFINITY;
    #isForgone = false;
    get limit() {
        return this.#limit;
    }
    note(error, { start, out }) {
        const isCut = error.status === undefined && error.transient && !error.isSilence && out > 0;
        const last = isCut && this.#last?.start === start ? this.#last : undefined;
        this.#last = isCut ? { start, out } : undefined;
        if (!last || this.#isForgone || Math.abs(last.out - out) > Math.max(underway, last.out / 10))
            return;
        this.#limit = smallerChunk(Math.min(last.out, out)) ?? this.#limit;
    }
    forgo() {
        const wasTried = this.#limit < Number.POSITIVE_INFINITY;
        this.#limit = Number.POSITIVE_INFINITY;
        this.#isForgone = true;
        return wasTried;
    }
}

;// CONCATENATED MODULE: ./build/registry/upload/is-stored.js

const tries = 3;
const slowToStoreSize = 8 * 1024 * 1024;
const polls = 4;
async function isStored({ blob, check }, retryState) {
    for (let tried = 1;; tried++) {
        try {
            const isThere = await check.isThereOnce(blob);
            retryState.note();
            return isThere;
        }
        catch (error) {
            if (!(error instanceof registry_error/* RegistryError */.g))
                throw error;
            retryState.note(error);
            if (error.isSilence || !error.transient || tried === tries)
                return false;
            await retryState.pause(tried);
        }
    }
}
async function isStoredLate(parts, retryState) {
    if (parts.blob.size < slowToStoreSize)
        return false;
    for (let polled = 1; polled < polls && !retryState.isSpent; polled++) {
        if (await isStored(parts, retryState))
            return true;
        await retryState.pause(polled);
    }
    return !retryState.isSpent && (await isStored(parts, retryState));
}

;// CONCATENATED MODULE: ./build/registry/upload/transfer.js



const octets = { 'content-type': 'application/octet-stream' };
class Transfer {
    #upload;
    #session;
    #offset = 0;
    #reach = 0;
    #bodySize = 0;
    #start = 0;
    #out = 0;
    #wasClosed = false;
    #hasTakenChunk = false;
    constructor(upload, session) {
        this.#upload = upload;
        this.#session = session;
    }
    get session() {
        return this.#session;
    }
    get offset() {
        return this.#offset;
    }
    get bodySize() {
        return this.#bodySize;
    }
    get start() {
        return this.#start;
    }
    get out() {
        return this.#out;
    }
    get wasClosed() {
        return this.#wasClosed;
    }
    get isUntriedResumption() {
        return this.#offset > 0 && !this.#hasTakenChunk;
    }
    get isOut() {
        return this.#reach === this.#upload.blob.size;
    }
    async sendWhole() {
        await this.#close(this.#body(0, this.#upload.blob.size));
    }
    async sendChunks(limit) {
        const { size } = this.#upload.blob;
        while (this.#offset < size) {
            const end = Math.min(size, this.#offset + Math.max(limit, this.#session.chunkMinimum ?? 0));
            await this.#append(end);
            this.#offset = end;
        }
        await this.#close(new Uint8Array());
    }
    async resume() {
        const { requests, operation } = this.#upload;
        const asked = `status of the ${operation}`;
        try {
            const response = await requests.registry.attempt(requests.request(asked, 'GET', this.#session.url, [204]));
            const held = heldBytes(response);
            this.#session = nextSession(this.#session, response, requests, asked);
            if (held === undefined || held < this.#offset || held > this.#reach)
                return 'unclear';
            this.#offset = held;
            return 'resumed';
        }
        catch (error) {
            if (error instanceof registry_error/* RegistryError */.g)
                return error;
            throw error;
        }
    }
    async #append(end) {
        const { requests, operation } = this.#upload;
        const headers = { ...octets, 'content-range': `${this.#offset}-${end - 1}` };
        const details = { headers, body: this.#body(this.#offset, end), stores: true };
        const request = requests.request(operation, 'PATCH', this.#session.url, [201, 202, 204], details);
        const response = await requests.registry.attempt(request);
        this.#hasTakenChunk = true;
        this.#session = nextSession(this.#session, response, requests, operation);
    }
    async #close(body) {
        const { requests, operation, blob } = this.#upload;
        const url = closingUrl(this.#session, blob.digest);
        const details = { headers: octets, body, stores: true };
        const request = requests.request(operation, 'PUT', url, [200, 201, 204], details);
        this.#wasClosed = true;
        const response = await requests.registry.attempt(request);
        if (!contradicts(response, blob.digest))
            return;
        throw new registry_error/* RegistryError */.g({
            where: requests.where,
            operation,
            reason: `it stored ${claimedDigest(response)} instead`,
        });
    }
    #body(start, end) {
        const { content, sent } = this.#upload;
        this.#bodySize = end - start;
        this.#start = start;
        this.#out = 0;
        let next = start;
        return {
            size: end - start,
            read: (signal) => {
                next = start;
                this.#out = 0;
                return content.read(start, end, signal);
            },
            out: (bytes) => {
                next += bytes;
                this.#out += bytes;
                this.#reach = Math.max(this.#reach, next);
                sent(bytes);
            },
        };
    }
}

;// CONCATENATED MODULE: ./build/registry/upload/upload.js





const lostSessionLimit = 3;
const resumeThreshold = 1024 * 1024;
const statusTries = 5;
const failingStatusTries = 3;
const upload_minimumProgress = 64 * 1024;
const correctionLimit = 3;
const refusesChunk = new Set([400, 405, 409, 413, 416]);
const refusesAnyChunk = new Set([405, 413]);
const gone = new Set([404, 410]);
class Upload {
    #parts;
    #transfer;
    #lostSessions = 0;
    #lostWholes = 0;
    #corrections = 0;
    #cuts = new Cuts();
    #mayResume = true;
    constructor(parts, session) {
        this.#parts = parts;
        this.#transfer = session && new Transfer(parts, session);
    }
    async run() {
        try {
            await this.#store();
        }
        catch (error) {
            const isReached = !this.#parts.requests.registry.isUnheard(error);
            if (this.#transfer && isReached)
                this.#parts.sessions.cancelLater(this.#transfer.session);
            throw error;
        }
    }
    async #store() {
        const { requests } = this.#parts;
        const retryState = requests.retryState();
        for (;;) {
            const before = this.#transfer?.offset ?? 0;
            const failure = await this.#try(retryState);
            if (!failure || (await this.#settle(failure, retryState)))
                return;
            requests.countRetry();
            if (this.#transfer && this.#transfer.offset >= before + upload_minimumProgress)
                retryState.renew();
        }
    }
    async #try(retryState) {
        try {
            const { sessions, operation } = this.#parts;
            this.#transfer ??= new Transfer(this.#parts, await sessions.openOnce(operation));
            retryState.note();
            await this.#send(this.#transfer);
            return undefined;
        }
        catch (error) {
            if (!(error instanceof registry_error/* RegistryError */.g))
                throw error;
            if (this.#transfer && this.#parts.requests.registry.capabilities.resumes)
                this.#cuts.note(error, this.#transfer);
            return error;
        }
    }
    async #send(transfer) {
        const { requests, blob } = this.#parts;
        const { capabilities } = requests.registry;
        const limit = Math.min(capabilities.bodyLimit, this.#cuts.limit);
        const mayBeWhole = capabilities.takesWhole ?? this.#lostWholes < 2;
        if (!mayBeWhole || transfer.offset > 0 || blob.size > limit) {
            await transfer.sendChunks(limit);
            capabilities.bodyLimit = limit;
            capabilities.takesWhole ??= mayBeWhole ? undefined : false;
            return;
        }
        await transfer.sendWhole();
        capabilities.takesWhole = true;
    }
    async #settle(error, retryState) {
        const transfer = this.#transfer;
        retryState.note(error);
        const isUncertain = transfer?.wasClosed === true && (error.transient || error.status === 404);
        if (isUncertain && (await isStored(this.#parts, retryState)))
            return true;
        if (transfer && (await this.#mayGoOn(error, transfer, retryState)))
            return false;
        await this.#parts.requests.registry.recover(error, retryState);
        if (transfer && (await this.#takeStock(transfer, isUncertain, retryState)))
            return true;
        if (retryState.isSpent)
            throw error;
        return false;
    }
    async #takeStock(transfer, isUncertain, retryState) {
        const state = await this.#ask(transfer, retryState);
        if (state === 'resumed')
            return false;
        const isLost = state instanceof registry_error/* RegistryError */.g && !state.isSilence;
        if (isUncertain && isLost && transfer.isOut && (await isStoredLate(this.#parts, retryState)))
            return true;
        await this.#drop(transfer, state);
        return false;
    }
    async #mayGoOn(error, transfer, retryState) {
        if (transfer.isUntriedResumption && refusesChunk.has(error.status ?? 0)) {
            await this.#reconsider(error, transfer, retryState);
            return true;
        }
        if (error.status === 413)
            return this.#shrink(transfer);
        if (refusesChunk.has(error.status ?? 0) && this.#cuts.forgo()) {
            await this.#drop(transfer, 'unclear');
            return true;
        }
        if (!this.#tellsLoss(error, transfer))
            return false;
        this.#lostSessions += 1;
        if (transfer.offset === 0)
            this.#lostWholes += 1;
        this.#transfer = undefined;
        return true;
    }
    async #reconsider({ status = 0 }, transfer, retryState) {
        const { offset } = transfer;
        const state = refusesAnyChunk.has(status) ? 'resumed' : await this.#ask(transfer, retryState);
        if (state === 'resumed' && transfer.offset > offset && this.#corrections < correctionLimit) {
            this.#corrections += 1;
            return await retryState.pause(this.#corrections);
        }
        if (state === 'resumed')
            this.#parts.requests.registry.capabilities.resumes = false;
        this.#mayResume = false;
        await this.#drop(transfer, state);
    }
    async #ask(transfer, retryState) {
        const { requests } = this.#parts;
        for (let tries = 1;; tries++) {
            const state = await this.#resume(transfer);
            if (!(state instanceof registry_error/* RegistryError */.g))
                return state;
            retryState.note(state);
            const isEnough = tries >= (state.status === 500 ? failingStatusTries : statusTries);
            const isVoid = state.isSilence || requests.registry.isUnheard(state);
            if (!state.transient || isVoid || isEnough)
                return state;
            await requests.registry.recover(state, retryState);
            requests.countRetry();
        }
    }
    async #resume(transfer) {
        if (this.#parts.blob.size < resumeThreshold)
            return 'unasked';
        if (this.#mayResume && this.#parts.requests.registry.capabilities.resumes)
            return await transfer.resume();
        const state = transfer.isOut ? await transfer.resume() : 'unclear';
        return state === 'resumed' ? 'unclear' : state;
    }
    async #drop(transfer, state) {
        this.#transfer = undefined;
        const { registry } = this.#parts.requests;
        const isError = state instanceof registry_error/* RegistryError */.g;
        const isFutile = isError && (state.isSilence || registry.isUnheard(state) || gone.has(state.status ?? 0));
        if (state !== 'unasked' && !isFutile)
            await this.#parts.sessions.cancel(transfer.session);
    }
    #shrink({ bodySize: refused, session }) {
        const { capabilities } = this.#parts.requests.registry;
        if (refused <= (session.chunkMinimum ?? 0))
            return false;
        if (refused > capabilities.bodyLimit)
            return true;
        const chunk = smallerChunk(refused);
        if (chunk !== undefined)
            capabilities.bodyLimit = chunk;
        return chunk !== undefined;
    }
    #tellsLoss({ status = 0 }, { offset }) {
        if (this.#lostSessions >= lostSessionLimit)
            return false;
        return [404, 410, 416].includes(status) || (offset > 0 && [400, 405, 409].includes(status));
    }
}

;// CONCATENATED MODULE: ./build/registry/blobs.js









const mountTries = 3;
class Blobs {
    #requests;
    #closedSources = new Set();
    #check;
    #sessions;
    constructor(requests, ending) {
        this.#requests = requests;
        this.#check = new BlobCheck(requests);
        this.#sessions = new Sessions(requests, ending);
    }
    async has(digest, size) {
        return await this.#check.isThere({ digest, size });
    }
    isDamaged(digest) {
        return this.#check.isDamaged(digest);
    }
    isSuspect(blob) {
        return this.#check.isSuspect(blob);
    }
    download(blob, start, signal) {
        return download({ requests: this.#requests, blob, signal }, start);
    }
    async mount(digest, from) {
        const requests = this.#requests;
        if (this.#closedSources.has(from))
            return undefined;
        const operation = `mount of ${(0,oci_digest/* shortDigest */.VK)(digest)} from ${from}`;
        const url = requests.urlOf({ end: '11', method: 'POST', name: requests.name, mount: digest, from });
        const request = requests.request(operation, 'POST', url, [201, 202], { scopes: requests.scopesWith('pull', from) });
        try {
            const response = await this.#attemptMount(request);
            if (response.status === 202)
                return sessionOf(response, requests, operation);
            return contradicts(response, digest) ? undefined : 'mounted';
        }
        catch (error) {
            requests.signal.throwIfAborted();
            if (isClosing(error))
                this.#closedSources.add(from);
            return undefined;
        }
    }
    async prepareMounts(sources) {
        const { registry } = this.#requests;
        await Promise.all(sources.map((from) => registry.prepare(this.#requests.scopesWith('pull', from))));
    }
    async openSession(operation = 'start of an upload') {
        return await this.#sessions.open(operation);
    }
    async cancel(session) {
        await this.#sessions.cancel(session);
    }
    cancelLater(session) {
        this.#sessions.cancelLater(session);
    }
    async settled() {
        await this.#sessions.settled();
    }
    async upload(blob, content, sent, session) {
        const operation = `upload of ${(0,oci_digest/* shortDigest */.VK)(blob.digest)} (${(0,format_amount/* formatBytes */.z)(blob.size)})`;
        const parts = { requests: this.#requests, sessions: this.#sessions, check: this.#check };
        await new Upload({ ...parts, operation, blob, content, sent }, session).run();
        if (!this.isDamaged(blob.digest) || (await this.has(blob.digest, blob.size)))
            return;
        const reason = `its damaged copy of the blob (not ${blob.size} bytes long) is still there. Delete it from the registry`;
        throw new registry_error/* RegistryError */.g({ where: this.#requests.where, operation, reason });
    }
    async #attemptMount(request) {
        const { registry, countRetry } = this.#requests;
        for (let tries = 1;; tries++) {
            try {
                return await registry.attempt(request);
            }
            catch (error) {
                if (tries === mountTries || !registry.isBriefLimit(error))
                    throw error;
                countRetry();
            }
        }
    }
}
function isClosing(error) {
    if (!(error instanceof registry_error/* RegistryError */.g))
        return true;
    return error.status !== 404 && (!error.transient || error.isSilence);
}

var json = __webpack_require__(99368);
var content_error = __webpack_require__(19964);
var descriptor = __webpack_require__(46937);
var pages = __webpack_require__(58404);
;// CONCATENATED MODULE: ./build/registry/lists/referrer-list.js





const referrerLimit = 1_000;
const timeLimit = 60_000;
const bytesLimit = 4 * 1024 * 1024;
const unknown = [404, 400, 403, 405, 501];
async function readReferrers(requests, subject) {
    const operation = `listing what refers to ${(0,oci_digest/* shortDigest */.VK)(subject)}`;
    const retryState = requests.retryState();
    const accept = descriptor/* mediaTypes */.Ib.ociIndex;
    const list = { requests, operation, accept, bytes: bytesLimit, time: timeLimit, retryState };
    const url = requests.urlOf({ end: '12', method: 'GET', name: requests.name, digest: subject });
    const first = await (0,pages/* readPage */.SP)(list, url, [200, ...unknown]);
    const isList = first.status === 200 && first.header('content-type')?.split(';')[0]?.trim() === descriptor/* mediaTypes */.Ib.ociIndex;
    if (!isList)
        return undefined;
    const found = new Map();
    for await (const { body } of (0,pages/* followPages */.kv)(list, first)) {
        for (const descriptor of descriptorsIn(body, list))
            found.set(descriptor.digest, descriptor);
        if (found.size > referrerLimit)
            throw (0,pages/* brokenList */.aC)(list, `it has more than ${referrerLimit} entries`);
    }
    return [...found.values()];
}
function descriptorsIn(body, list) {
    const { manifests } = (0,json/* parseRecord */.Hh)(new TextDecoder().decode(body));
    if (!Array.isArray(manifests))
        throw (0,pages/* brokenList */.aC)(list, 'the response is not an index');
    try {
        return manifests.map((entry, index) => (0,descriptor/* parseDescriptor */.BA)(entry, `entry ${index}`)).filter(descriptor/* isManifest */.Yh);
    }
    catch (error) {
        if (error instanceof content_error/* ContentError */.y)
            throw (0,pages/* brokenList */.aC)(list, error.message);
        throw error;
    }
}

var tag_list = __webpack_require__(7689);
var tag = __webpack_require__(16485);
var oci_manifest = __webpack_require__(95669);
var condition = __webpack_require__(69275);
var in_words = __webpack_require__(93959);
;// CONCATENATED MODULE: ./build/registry/pull/find-manifest.js





const acceptManifests = { accept: descriptor/* manifestMediaTypes */.$P.join(', ') };
async function findManifest(requests, reference) {
    const operation = `reading ${(0,in_words/* inWords */.r)(reference)}`;
    const endpoint = { end: '3', method: 'GET', name: requests.name, reference };
    const details = { headers: acceptManifests, limit: oci_manifest/* manifestLimit */.t };
    try {
        const response = await requests.ask(operation, endpoint, [200], details);
        return parseResponse(response, reference, { where: requests.where, operation });
    }
    catch (error) {
        if (!(error instanceof registry_error/* RegistryError */.g) || error.status !== 404 || error.failure.place !== undefined)
            throw error;
        if (!error.isCoded)
            await checkIsRegistry(requests, error);
        return { missing: error.has('NAME_UNKNOWN') ? 'repository' : 'manifest' };
    }
}
async function checkIsRegistry(requests, { failure }) {
    const operation = 'check of its API';
    await requests.ask(operation, { end: '1', method: 'GET' }, [200]).catch((error) => {
        if (!(error instanceof registry_error/* RegistryError */.g) || error.status !== 404)
            throw error;
        const advice = `Check the name: ${requests.registry.name} does not answer as a registry.`;
        throw new registry_error/* RegistryError */.g({ ...failure, advice, cause: error });
    });
}
function parseResponse(response, reference, { where, operation }) {
    const algorithm = (0,oci_digest/* isDigest */.Bc)(reference) ? (0,oci_digest/* algorithmOf */.Hy)(reference) : 'sha256';
    try {
        const manifest = (0,oci_manifest/* parseManifest */.N)(response.body, response.header('content-type'), algorithm);
        if (!(0,oci_digest/* isDigest */.Bc)(reference) || manifest.descriptor.digest === reference)
            return manifest;
    }
    catch (cause) {
        throw new registry_error/* RegistryError */.g({ where, operation, reason: cause.message, cause });
    }
    throw new registry_error/* RegistryError */.g({ where, operation, reason: `it sent content that does not match ${reference}` });
}

;// CONCATENATED MODULE: ./build/registry/manifests.js









const stored = [200, 201, 202];
const urlLimit = 2_000;
const triesWithTags = 3;
class Manifests {
    #requests;
    constructor(requests) {
        this.#requests = requests;
    }
    async head(reference) {
        return (await this.look(reference))?.digest;
    }
    async look(reference) {
        const operation = `check of ${(0,in_words/* inWords */.r)(reference)}`;
        const endpoint = { end: '3', method: 'HEAD', name: this.#requests.name, reference };
        const response = await this.#requests.ask(operation, endpoint, [200, 403, 404, 405], { headers: acceptManifests });
        if (response.status === 404)
            return undefined;
        const claimed = response.status === 200 ? claimedDigest(response) : undefined;
        const isSure = (0,oci_digest/* isDigest */.Bc)(reference)
            ? response.status === 200 && !contradicts(response, reference) && reference
            : claimed;
        if (isSure)
            return { digest: isSure, ...(0,condition/* entityTagOf */.RT)(response) };
        return await this.#sight(reference, (0,oci_digest/* isDigest */.Bc)(reference));
    }
    async lookClosely(tag) {
        return await this.#sight(tag, false);
    }
    async get(reference) {
        return (await this.#read(reference, false))?.manifest;
    }
    async tags(time) {
        return await (0,tag_list/* listTags */.cB)(this.#requests, time);
    }
    async put(manifest, reference, retryState) {
        const operation = (0,oci_digest/* isDigest */.Bc)(reference) ? (0,in_words/* manifestInWords */.A)(manifest, reference) : `tag '${reference}'`;
        const endpoint = { end: '7a', method: 'PUT', name: this.#requests.name, reference };
        const response = await this.#requests.ask(operation, endpoint, stored, {
            ...bodyOf(manifest),
            retryState,
        });
        return this.#verify(response, manifest, operation);
    }
    async putOnce(manifest, tag, condition) {
        const requests = this.#requests;
        const operation = `tag '${tag}'`;
        const url = requests.urlOf({ end: '7a', method: 'PUT', name: requests.name, reference: tag });
        const request = requests.request(operation, 'PUT', url, stored, bodyOf(manifest, condition));
        return this.#verify(await requests.registry.attempt(request), manifest, operation);
    }
    retryState() {
        return this.#requests.retryState();
    }
    async recover(error, retryState) {
        const { registry, countRetry } = this.#requests;
        if (error instanceof registry_error/* RegistryError */.g && error.lacksContent)
            throw error;
        await registry.recover(error, retryState);
        countRetry();
    }
    get takesTags() {
        return this.#requests.registry.capabilities.takesTags;
    }
    async putTags(manifest, tags, retryState) {
        const { capabilities } = this.#requests.registry;
        const [first = [], ...others] = this.#inUrls(manifest, tags);
        if (capabilities.takesTags === false || tags.length === 0) {
            await this.put(manifest, manifest.descriptor.digest, retryState);
            return [];
        }
        const taken = await this.#putSome(manifest, first, retryState);
        capabilities.takesTags = taken.length > 0;
        const more = capabilities.takesTags ? others : [];
        return [taken, ...(await Promise.all(more.map((some) => this.#putSome(manifest, some))))].flat();
    }
    #inUrls({ descriptor: { digest } }, tags) {
        const parts = [];
        const lengthWith = (some) => this.#requests.urlOf(this.#tagging(digest, some)).href.length;
        for (const tag of tags) {
            const last = parts.at(-1);
            if (last && lengthWith([...last, tag]) <= urlLimit)
                last.push(tag);
            else
                parts.push([tag]);
        }
        return parts;
    }
    #tagging(reference, tags) {
        return { end: '7b', method: 'PUT', name: this.#requests.name, reference, tags };
    }
    async #putSome(manifest, tags, retryState) {
        const { digest } = manifest.descriptor;
        const { takesTags } = this.#requests.registry.capabilities;
        const operation = `manifest ${(0,in_words/* inWords */.r)(digest)} with ${tags.length} tags`;
        const details = { ...bodyOf(manifest), retryState, ...(!takesTags && { attempts: triesWithTags }) };
        const asked = this.#requests.ask(operation, this.#tagging(digest, tags), stored, details);
        const response = await asked.catch((error) => {
            if (takesTags || !mayBeForTags(error))
                throw error;
        });
        if (!response)
            await this.put(manifest, digest, retryState);
        else
            this.#verify(response, manifest, operation);
        const told = response ? tagsIn(response) : [];
        return tags.filter((tag) => told.includes(tag));
    }
    async removeOnce(reference) {
        const requests = this.#requests;
        const url = requests.urlOf({ end: '9', method: 'DELETE', name: requests.name, reference });
        const expect = [200, 202, 204, 404, 400, 403, 405];
        const scopes = requests.scopesWith('pull', requests.name);
        const request = requests.request(`removal of ${(0,in_words/* inWords */.r)(reference)}`, 'DELETE', url, expect, { scopes });
        const { status } = await requests.registry.attempt(request);
        return status < 300 || status === 404;
    }
    async #read(reference, deniedIsMissing) {
        const operation = `reading ${(0,in_words/* inWords */.r)(reference)}`;
        const endpoint = { end: '3', method: 'GET', name: this.#requests.name, reference };
        const details = { headers: acceptManifests, limit: oci_manifest/* manifestLimit */.t };
        const response = await this.#requests.ask(operation, endpoint, [200, 404], details).catch((error) => {
            if (!(error instanceof registry_error/* RegistryError */.g) || !meansMissing(error, deniedIsMissing))
                throw error;
        });
        if (response?.status !== 200)
            return undefined;
        return { manifest: parseResponse(response, reference, { where: this.#requests.where, operation }), response };
    }
    async #sight(reference, deniedIsMissing) {
        const seen = await this.#read(reference, deniedIsMissing);
        return seen && { digest: seen.manifest.descriptor.digest, manifest: seen.manifest, ...(0,condition/* entityTagOf */.RT)(seen.response) };
    }
    #verify(response, { descriptor, bytes, subject }, operation) {
        if (subject)
            this.#requests.registry.capabilities.takesSubject = response.header('oci-subject') !== undefined;
        const claimed = claimedDigest(response);
        if (claimed === undefined)
            return undefined;
        if (claimed === (0,oci_digest/* digestOf */.ol)(bytes, (0,oci_digest/* algorithmOf */.Hy)(claimed)))
            return descriptor.digest;
        throw new registry_error/* RegistryError */.g({
            where: this.#requests.where,
            operation,
            reason: `it stored ${claimed} instead of ${descriptor.digest}`,
        });
    }
}
function mayBeForTags(error) {
    if (!(error instanceof registry_error/* RegistryError */.g) || error.lacksContent)
        return false;
    return error.status !== undefined || (error.transient && !error.isSilence);
}
const missing = ['MANIFEST_UNKNOWN', 'NAME_UNKNOWN'];
function meansMissing(error, deniedIsMissing) {
    if (missing.some((code) => error.has(code)))
        return true;
    return deniedIsMissing && error.status === 403 && !error.isRateLimit;
}
function bodyOf({ descriptor, bytes }, condition) {
    return { headers: { 'content-type': descriptor.mediaType, ...condition }, body: bytes };
}
function tagsIn(response) {
    return response
        .headers('oci-tag')
        .flatMap((line) => line.split(','))
        .map((tag) => tag.trim())
        .filter(tag/* isTag */.d);
}

var repository_requests = __webpack_require__(67168);
;// CONCATENATED MODULE: ./build/registry/repository.js







class RemoteRepository {
    repository;
    blobs;
    manifests;
    afterwards;
    #requests;
    #sending;
    constructor(registry, repository, rights = 'pull,push', sending) {
        this.repository = repository;
        this.#requests = new repository_requests/* RepositoryRequests */.z(registry, repository, rights);
        this.#sending = new repository_requests/* RepositoryRequests */.z(registry, repository, rights, sending);
        this.blobs = new Blobs(this.#sending, this.#requests);
        this.manifests = new Manifests(this.#sending);
        this.afterwards = new Manifests(this.#requests);
    }
    async warm(connections) {
        await this.#requests.registry.warm(connections);
    }
    get mayCreate() {
        return this.#requests.registry.createRepository !== undefined;
    }
    async create() {
        await this.#requests.registry.createRepository?.(this.repository.name);
    }
    get isCalm() {
        return this.#requests.registry.isCalm;
    }
    get pullAllowance() {
        return this.#sending.pullAllowance;
    }
    async find(reference) {
        return await findManifest(this.#sending, reference);
    }
    async allTags() {
        return await (0,tag_list/* listTagsStrictly */.Ys)(this.#sending);
    }
    async tagsAtOnce() {
        return await (0,tag_list/* tagsOnFirstPage */.sm)(this.#sending);
    }
    async referrers(subject) {
        return await readReferrers(this.#sending, subject);
    }
    async listsReferrers(subject) {
        const { lists } = this.#requests.registry.capabilities;
        return await (0,single_flight/* singleFlight */.F)(lists, 'referrers', async () => (await this.referrers(subject)) !== undefined);
    }
    get takesSubject() {
        return this.#requests.registry.capabilities.takesSubject;
    }
    get retries() {
        return this.#requests.retries + this.#sending.retries;
    }
}


}),

90762:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  j2: () => (formatSource),
  sX: () => (isMade),
  Pe: () => (listSourceForms),
  Dx: () => (objectionTo),
  oD: () => (openSource),
  PJ: () => (parseSource),
  XM: () => (pathOf)
});


var external_node_path_ = __webpack_require__(76760);
var distribution_reference = __webpack_require__(28732);
;// CONCATENATED MODULE: ./build/sources/misnamed.js

const reasons = [
    [/[:@]$/, 'is the variable or output at its end empty?'],
    [/\*/, "for several tags, set 'all-tags', and leave the tag out here"],
    [/\{\{/, `only \${{ \u2026 }} is expanded here, by GitHub`],
    [/@sha256:/, 'a digest has 64 hexadecimal digits'],
    [/^(?:[^@]*\/)?[^:@/]*[A-Z]/, 'names are lower case'],
];
function misnamed(text) {
    if ((0,distribution_reference/* parseReference */.F2)(text))
        return undefined;
    const [, reason] = reasons.find(([pattern]) => pattern.test(text)) ?? [];
    const form = 'ghcr.io/owner/name:tag or ghcr.io/owner/name@sha256:\u2026';
    return `'${text}' is not an image name like ${form}${reason === undefined ? '' : `: ${reason}`}`;
}

;// CONCATENATED MODULE: ./build/sources/open.js



const pathAndName = /^(?:\/\/)?(?<location>(?:[A-Za-z]:[\\/])?[^:]+)(?::(?<name>.+))?$/;
const sourceKinds = {
    'oci-layout': {
        form: 'folder',
        description: 'an OCI image layout, as written by `docker buildx build --output type=oci,tar=false`, skopeo, ko or Bazel',
        grammar: pathAndName,
        isPath: true,
        async open({ location, name }) {
            const { openLayout } = await __webpack_require__.e(/* import() */ 4379).then(__webpack_require__.bind(__webpack_require__, 34379));
            const { openFolder } = await __webpack_require__.e(/* import() */ 173).then(__webpack_require__.bind(__webpack_require__, 70173));
            return await openLayout(openFolder(location), name);
        },
    },
    'oci-archive': {
        form: 'file',
        hint: 'as `docker save` writes it',
        description: 'the same as a tar archive, or the output of `docker save` since Docker 25 ([example](../examples/from-docker-save.yml)); it is read in place, not unpacked',
        grammar: pathAndName,
        isPath: true,
        async open(place, context) {
            const { openOciArchive } = await __webpack_require__.e(/* import() */ 127).then(__webpack_require__.bind(__webpack_require__, 80127));
            return await openOciArchive({ ...place, ...context });
        },
    },
    'docker-archive': {
        form: 'file',
        hint: 'as `podman save` and Jib write it',
        description: 'what `podman save`, `skopeo copy \u2026 docker-archive:file`, `buildah push \u2026 docker-archive:file`, Jib (`jib-image.tar`), kaniko (`--tar-path`), ko, Bazel, `docker buildx build --output type=docker,dest=file` and `docker save` write for `docker load` ([example](../examples/from-docker-archive.yml))',
        grammar: pathAndName,
        isPath: true,
        isMade: true,
        async open(place, context) {
            const { openDockerArchive } = await __webpack_require__.e(/* import() */ 127).then(__webpack_require__.bind(__webpack_require__, 80127));
            return await openDockerArchive({ ...place, ...context });
        },
    },
    'docker-daemon': {
        form: 'name:tag',
        hint: 'an image of the Docker engine',
        description: 'an image of the Docker engine, by name or ID, saved with the `docker` client of the job ([example](../examples/from-engine.yml))',
        grammar: /^(?<location>[A-Za-z0-9][\w.:/@-]{0,500})$/,
        isPath: false,
        isMade: true,
        objection: (location) => (0,distribution_reference/* parseReference */.F2)(location)
            ? undefined
            : `'${location}' is not the name or ID of an image, like app:1.4 or sha256:\u2026`,
        async open({ location }, context) {
            const { openEngineImage } = await Promise.all(/* import() */[__webpack_require__.e(127), __webpack_require__.e(5246)]).then(__webpack_require__.bind(__webpack_require__, 85246));
            return await openEngineImage(location, context);
        },
    },
    previous: {
        form: 'step',
        isComplete: true,
        hint: 'the image that an earlier step of the job kept',
        description: 'the image that an earlier step of the job kept (`keep-image: true`): that of the step with this `id`, or the only one. `previous:step@sha256:\u2026` accepts that digest alone ([example](../examples/build-test-publish.yml))',
        grammar: /^(?<location>[\w-]+)(?:@(?<name>sha256:[0-9a-f]{64}))?$/,
        isPath: false,
        async open({ location: step, name: digest }, context) {
            const { openPrevious } = await __webpack_require__.e(/* import() */ 3769).then(__webpack_require__.bind(__webpack_require__, 33769));
            return await openPrevious({ step, digest }, context);
        },
    },
    docker: {
        form: '//registry/name:tag',
        hint: 'an image in a registry',
        description: 'an image in a registry, by tag (`latest` by default) or `@digest`: it is copied to the targets by digest, with all platforms and attestations ([Promotion](#promotion), [example](../examples/promote.yml))',
        grammar: /^\/\/(?<location>\S+)$/,
        isPath: false,
        objection: misnamed,
        async open({ location }, { registries, pushes, ...context }) {
            const { openRemoteImage } = await Promise.all(/* import() */[__webpack_require__.e(1435), __webpack_require__.e(9134)]).then(__webpack_require__.bind(__webpack_require__, 87605));
            const { poolOf } = await __webpack_require__.e(/* import() */ 2668).then(__webpack_require__.bind(__webpack_require__, 12668));
            const reference = { ...(0,distribution_reference/* parseReference */.F2)(location), name: `docker://${location}` };
            const registry = await registries.at(reference.repository);
            const targets = [...new Set(pushes.map(({ content }) => content))];
            return await openRemoteImage(reference, { ...context, registry, targets, pool: poolOf(registries) });
        },
    },
};
function parseSource(text) {
    const [, word = '', rest] = /^([^:]*)(?::(.*))?$/s.exec(text.trim()) ?? [];
    if (!isKind(word))
        return undefined;
    const { grammar, isComplete } = sourceKinds[word];
    if (rest === undefined)
        return isComplete ? { kind: word, location: '' } : undefined;
    const { location, name } = grammar.exec(rest)?.groups ?? {};
    return location === undefined ? undefined : { kind: word, location, ...(name !== undefined && { name }) };
}
function formatSource({ kind, location, name }) {
    const { form, isPath } = sourceKinds[kind];
    const place = location === '' ? '' : `:${form.startsWith('//') ? '//' : ''}${location}`;
    return `${kind}${place}${name === undefined ? '' : `${isPath ? ':' : '@'}${name}`}`;
}
function isKind(word) {
    return Object.hasOwn(sourceKinds, word);
}
function objectionTo({ kind, location }) {
    const { objection } = sourceKinds[kind];
    return objection?.(location);
}
function isMade({ kind }) {
    const { isMade: takesTime } = sourceKinds[kind];
    return takesTime === true;
}
function pathOf({ kind, location }) {
    return sourceKinds[kind].isPath ? location : undefined;
}
async function openSource(reference, context) {
    const { kind, location, ...name } = reference;
    const { isPath, open } = sourceKinds[kind];
    return await open({ ...name, location: isPath ? (0,external_node_path_.resolve)(context.workspace, location) : location }, context);
}
function formOf(kind) {
    const { form, isComplete } = sourceKinds[kind];
    return isComplete ? `${kind}[:${form}]` : `${kind}:${form}`;
}
function listSourceForms(show) {
    const forms = Object.entries(sourceKinds).map(([kind, { hint }]) => show(formOf(kind), hint));
    return [forms.slice(0, -1).join(', '), ...forms.slice(-1)].join(' or ');
}


}),

17644:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  n: () => (keyringFor),
  z: () => (readAccess)
});

var registry_scope = __webpack_require__(43959);
var auth_credential = __webpack_require__(60496);
var credential_source = __webpack_require__(51860);
var single_flight = __webpack_require__(63250);
var registry_error = __webpack_require__(30648);
;// CONCATENATED MODULE: ./build/identity/identity-session.js


class IdentitySession {
    #options;
    #shared = new Map();
    constructor(options) {
        this.#options = options;
    }
    async signIn(identity, registry, tls = {}) {
        return await this.#during(identity, { registry, tls }, (context) => identity.signIn(context));
    }
    async createRepository(identity, { registry, name }, tls = {}) {
        await this.#during(identity, { registry, tls }, async (context) => await identity.createRepository?.(name, context));
    }
    async call(identity, registry, call, tls = {}) {
        return await this.#during(identity, { registry, tls }, async (context) => (await identity.call?.(call, context)) ?? {});
    }
    async #during(identity, { registry, tls }, work) {
        const { variables, mask, now, signal } = this.#options;
        const send = async (request) => {
            const { exchange } = await __webpack_require__.e(/* import() */ 266).then(__webpack_require__.bind(__webpack_require__, 266));
            return await exchange(request, { ...this.#options, registry, tls });
        };
        let claims = '';
        const oidcToken = async (audience) => {
            const { describeClaims, requestOidcToken } = await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 28214));
            const token = await requestOidcToken(audience, { registry, variables, exchange: send, mask });
            claims = describeClaims(token);
            return token;
        };
        const explained = async (work) => {
            try {
                return await work();
            }
            catch (error) {
                throw error instanceof registry_error/* RegistryError */.g ? withClaims(error, registry, claims, identity) : error;
            }
        };
        const shared = (key, work) => this.#share(key, () => explained(work));
        const context = { registry, variables, exchange: send, oidcToken, shared, mask, now, signal };
        return await explained(() => work(context));
    }
    async #share(key, work) {
        const held = this.#shared.get(key);
        const result = await held;
        if (result && result.expiresAt.getTime() - credential_source/* expiryMargin */.q > this.#options.now().getTime())
            return result;
        if (this.#shared.get(key) === held)
            this.#shared.set(key, this.#forgettingTrouble(key, work()));
        return await this.#shared.get(key);
    }
    async #forgettingTrouble(key, work) {
        try {
            return await work;
        }
        catch (error) {
            if (!(error instanceof registry_error/* RegistryError */.g) || error.transient)
                this.#shared.delete(key);
            throw error;
        }
    }
}
function withClaims(error, where, claims, { trustedBy }) {
    const { status, reason, advice } = error.failure;
    const isRefusal = [400, 401, 403].includes(status ?? 0) && reason === undefined && advice === undefined;
    if (claims !== '' && isRefusal) {
        const remedy = trustedBy === undefined ? '' : `: compare it with ${trustedBy}`;
        return new registry_error/* RegistryError */.g({ ...error.failure, where, advice: `The workflow's token has ${claims}${remedy}.` });
    }
    return error.failure.where === where ? error : new registry_error/* RegistryError */.g({ ...error.failure, where });
}

var providers = __webpack_require__(61632);
var config_files = __webpack_require__(49021);
var docker_config = __webpack_require__(12288);
var json = __webpack_require__(99368);
var auth_entry = __webpack_require__(29650);
;// CONCATENATED MODULE: ./build/credentials/helper.js



const helperName = /^[A-Za-z0-9._-]+$/;
const defaultTimeout = 60_000;
async function askHelper(request) {
    const { helper, registry } = request;
    const program = `docker-credential-${helper}`;
    const fail = (reason, cause) => new registry_error/* RegistryError */.g({ where: registry, operation: `sign-in with ${program}`, reason, ...(cause ? { cause } : {}) });
    if (!helperName.test(helper))
        throw fail('this is not a valid credential helper name');
    const { exitCode, stdout, stderr } = await runHelper(program, request, fail);
    if (/credentials not found/i.test(`${stdout}\n${stderr}`))
        return undefined;
    const { Username: username, Secret: secret } = (0,json/* parseRecord */.Hh)(stdout);
    if (typeof secret === 'string')
        request.mask(secret);
    if (exitCode !== 0)
        throw fail(`the program failed with exit code ${exitCode}${lastWords(stdout, stderr, request)}`);
    if (typeof username !== 'string' || typeof secret !== 'string' || secret === '')
        throw fail('it returned no credential');
    return username === '<token>' ? (0,auth_entry/* identityOf */.c)(secret, username) : { kind: 'password', username, password: secret };
}
function lastWords(stdout, stderr, { redact }) {
    const said = /\S/.test(stderr) || /secret/i.test(stdout) ? stderr : stdout;
    const words = redact(said).trim().split('\n').at(-1) ?? '';
    const shown = words
        .replaceAll(/[\s\p{C}]+/gu, ' ')
        .trim()
        .slice(0, 300)
        .replace(/\.+$/, '');
    return shown === '' ? '' : ` (${shown})`;
}
async function runHelper(program, { server, run, variables, timeout = defaultTimeout, signal }, fail) {
    const limit = AbortSignal.timeout(timeout);
    const command = { program, args: ['get'], variables, input: `${server}\n`, signal: AbortSignal.any([signal, limit]) };
    const { promise: late, reject } = Promise.withResolvers();
    limit.addEventListener('abort', () => reject(limit.reason), { once: true });
    return await Promise.race([run(command), late]).catch((cause) => {
        signal.throwIfAborted();
        if (limit.aborted)
            throw fail(`the program did not finish within ${timeout / 1000} seconds`, cause);
        throw fail('the program cannot be started. Install it, or remove it from the Docker config', cause);
    });
}

var promises_ = __webpack_require__(51455);
var external_node_path_ = __webpack_require__(76760);
var regular_file = __webpack_require__(16659);
var input_error = __webpack_require__(53587);
;// CONCATENATED MODULE: ./build/credentials/host-certificates.js





async function hostCertificates(registry, variables, folders = certificateFolders(variables)) {
    for (const folder of folders) {
        const directory = (0,external_node_path_.join)(folder, registry);
        const names = await (0,promises_.readdir)(directory).catch((error) => {
            if (['ENOENT', 'ENOTDIR', 'EINVAL'].includes(error.code ?? ''))
                return undefined;
            throw unusable(directory, error.code ?? error.message);
        });
        if (names)
            return await readAll(directory, names.toSorted());
    }
    return {};
}
function certificateFolders(variables) {
    const config = (0,config_files/* userConfigDirectory */.tJ)(variables);
    const own = config ? [(0,external_node_path_.join)(config, 'docker/certs.d'), (0,external_node_path_.join)(config, 'containers/certs.d')] : [];
    return [...own, '/etc/docker/certs.d', '/etc/containers/certs.d'];
}
async function readAll(directory, names) {
    const authorities = names.filter((name) => name.endsWith('.crt'));
    const ca = await Promise.all(authorities.map((name) => read(directory, name)));
    const client = names.find((name) => name.endsWith('.cert'));
    const own = client === undefined ? {} : await readPair(directory, client, names);
    return { ...(ca.length > 0 && { ca: ca.join('\n') }), ...own };
}
async function readPair(directory, certificate, names) {
    const key = certificate.replace(/cert$/, 'key');
    if (!names.includes(key))
        throw unusable((0,external_node_path_.join)(directory, certificate), `${key} is missing next to it`);
    return { cert: await read(directory, certificate), key: await read(directory, key) };
}
async function read(directory, name) {
    const path = (0,external_node_path_.join)(directory, name);
    return await (0,regular_file/* readText */.yR)(path).catch(({ code, message }) => {
        throw unusable(path, code ?? message);
    });
}
function unusable(path, reason) {
    return new input_error/* InputError */.dz('registry-auth', `the certificate ${path} cannot be used: ${reason}`);
}

;// CONCATENATED MODULE: ./build/credentials/settings.js


async function settingsFor(repository, { given, variables, mask }) {
    const found = await hostCertificates(repository.registry, variables);
    if (found.key)
        mask(found.key);
    const all = (0,registry_scope/* scopesOf */.ZK)(repository, given.keys()).map((scope) => given.get(scope) ?? {});
    const { credential: _, identity: __, ...settings } = Object.assign({}, ...all);
    return { ...settings, tls: Object.assign({}, found, ...all.map(({ tls }) => tls)) };
}

;// CONCATENATED MODULE: ./build/credentials/lookup.js










class CredentialLookup {
    #options;
    #identities;
    #mask;
    #refused = [];
    #sources = new Map();
    #settings = new Map();
    #configs;
    constructor(options) {
        this.#mask = maskOnce(options.mask);
        this.#options = { ...options, mask: this.#mask };
        this.#identities = new IdentitySession(this.#options);
    }
    async find(repository, useless) {
        if (useless)
            this.#refused.push(useless);
        for (const way of await this.#waysFor(repository)) {
            const credential = await way.credential(useless);
            if (!credential || this.#refused.some((each) => (0,auth_credential/* isSameCredential */.cw)(each, credential)))
                continue;
            this.#mask((0,auth_credential/* secretOf */.OM)(credential));
            return { credential, way };
        }
        return undefined;
    }
    settingsFor(repository) {
        const { registry } = repository;
        const key = (0,registry_scope/* scopesOf */.ZK)(repository, this.#options.given.keys()).at(-1) ?? registry;
        return (0,single_flight/* singleFlight */.F)(this.#settings, key, () => settingsFor(repository, this.#options));
    }
    async isFoundByDocker(repository) {
        const ways = await this.#waysFor(repository);
        return ways.every(({ isDockers }) => isDockers) && !(await this.scopeOf(repository)).includes('/');
    }
    #givenScope(repository) {
        const { given } = this.#options;
        return (0,registry_scope/* scopesOf */.ZK)(repository, given.keys()).findLast((scope) => {
            const { credential, identity } = given.get(scope) ?? {};
            return credential ?? identity;
        });
    }
    async scopeOf(repository) {
        const given = this.#givenScope(repository);
        if (given !== undefined)
            return given;
        const configs = await this.#read().catch(() => []);
        const keys = configs.map(({ config }) => (0,docker_config/* keyFor */.bm)(repository, Object.keys(config.auths)) ?? repository.registry);
        return keys.map((key) => (0,registry_scope/* formatScope */.gk)((0,registry_scope/* parseScope */.Sk)(key) ?? { registry: key, path: '' })).join(' ');
    }
    creatorFor(repository) {
        const { identity } = this.#options.given.get(this.#givenScope(repository) ?? '') ?? {};
        if (!identity?.createRepository)
            return undefined;
        return async (name) => {
            const { tls } = await this.settingsFor(repository);
            await this.#identities.createRepository(identity, { ...repository, name }, tls);
        };
    }
    callerFor(repository) {
        const { registry } = repository;
        const scope = this.#givenScope(repository);
        const { given, variables, job } = this.#options;
        const identity = scope === undefined ? (0,providers/* identify */.ls)({ registry, entry: undefined, variables, job }) : given.get(scope)?.identity;
        if (!identity?.call)
            return undefined;
        return async (call) => {
            const { tls } = await this.settingsFor(repository);
            return await this.#identities.call(identity, registry, call, tls);
        };
    }
    async #waysFor(repository) {
        const { registry } = repository;
        const scope = this.#givenScope(repository);
        const given = scope === undefined ? undefined : this.#options.given.get(scope);
        if (given?.identity)
            return [this.#asIdentity(given.identity, repository, given)];
        if (given)
            return [{ description: 'the login in the inputs', credential: async () => given.credential, isDockers: false }];
        const configs = await this.#read();
        const { variables, job } = this.#options;
        const ambient = (0,providers/* identify */.ls)({ registry, entry: undefined, variables, job });
        return [
            ...configs.flatMap((config) => this.#waysIn(config, repository)),
            ...(ambient ? [this.#asIdentity(ambient, repository, registry)] : []),
        ];
    }
    #asIdentity(identity, repository, key) {
        const signIn = async () => {
            const { tls } = await this.settingsFor(repository);
            return await this.#identities.signIn(identity, repository.registry, tls);
        };
        return { description: identity.description, credential: this.#remembered(key, signIn), isDockers: false };
    }
    #waysIn({ config, where, isDockers }, repository) {
        return (0,docker_config/* lookUp */.TE)(config, repository).map((found) => 'read' in found
            ? { description: where, credential: async () => (0,config_files/* readFound */.$C)(found, where), isDockers }
            : {
                description: `docker-credential-${found.helper}`,
                credential: this.#helper(found, repository),
                isDockers,
            });
    }
    #helper({ helper, server }, { registry }) {
        const { run, helperVariables: variables, mask, redact, helperTimeout: timeout, signal } = this.#options;
        const how = { helper, server, registry, run, variables, mask, redact, signal, ...(timeout && { timeout }) };
        return this.#remembered(`${helper} ${server}`, () => askHelper(how));
    }
    #remembered(key, source) {
        const known = this.#sources.get(key) ?? (0,credential_source/* remembered */.H)(source, this.#options.now);
        this.#sources.set(key, known);
        return known;
    }
    #read() {
        this.#configs ??= this.#readOnce();
        return this.#configs;
    }
    async #readOnce() {
        const configs = await (0,config_files/* readConfigs */.cd)(this.#options.variables);
        for (const secret of configs.flatMap(config_files/* secretsOf */.Fj))
            this.#mask(secret);
        return configs;
    }
}
function maskOnce(mask) {
    const masked = new Set();
    return (secret) => {
        if (!masked.has(secret))
            mask(secret);
        masked.add(secret);
    };
}

;// CONCATENATED MODULE: ./build/credentials/keyring.js




class Keyring {
    #options;
    #lookup;
    #accesses = new Map();
    constructor(options) {
        this.#options = options;
        this.#lookup = new CredentialLookup(options);
    }
    async accessTo(repository) {
        const { given } = this.#options;
        const settings = (0,registry_scope/* scopesOf */.ZK)(repository, given.keys());
        const key = [repository.registry, settings.at(-1), await this.#lookup.scopeOf(repository)].join(' ');
        const access = this.#accesses.get(key) ?? this.#newAccess(repository);
        this.#accesses.set(key, access);
        return await access;
    }
    async logins(read = []) {
        const { given, job } = this.#options;
        const own = job.registry === undefined ? [] : [{ registry: job.registry, name: '' }];
        const toRead = await Promise.all([...read, ...own].map((repository) => this.#loginToRead(repository)));
        const whole = byWidth(given).map(([key, { credential }]) => loginOf((0,registry_scope/* parseScope */.Sk)(key)?.registry ?? key, credential));
        return new Map([...toRead, ...whole].filter((login) => login !== undefined).toReversed());
    }
    async loginsTo(repositories) {
        const logins = repositories.map(async (repository) => {
            const { credential } = await this.accessTo(repository);
            return loginOf(repository.registry, await credential());
        });
        return new Map((await Promise.all(logins)).filter((login) => login !== undefined).toReversed());
    }
    async #credentialFor(repository, useless) {
        const { signingIn, anonymous } = this.#options;
        const found = await this.#lookup.find(repository, useless);
        if (found)
            signingIn?.(repository.registry, found.way.description);
        else if (!useless)
            anonymous?.(repository);
        return found?.credential;
    }
    async #newAccess(repository) {
        const settings = await this.#lookup.settingsFor(repository);
        const { registry } = repository;
        const call = this.#lookup.callerFor(repository);
        const create = this.#lookup.creatorFor(repository);
        return {
            ...settings,
            ...(call && { call }),
            ...(create && {
                createRepository: async (name) => {
                    await create(name);
                    this.#options.created?.({ registry, name });
                },
            }),
            credential: (0,credential_source/* remembered */.H)((useless) => this.#credentialFor(repository, useless), this.#options.now),
        };
    }
    async #loginToRead(repository) {
        try {
            if (await this.#lookup.isFoundByDocker(repository))
                return undefined;
            const found = await this.#lookup.find(repository);
            const isDockers = found?.way.isDockers && !(await this.#lookup.scopeOf(repository)).includes('/');
            return isDockers ? undefined : loginOf(repository.registry, found?.credential);
        }
        catch {
            return undefined;
        }
    }
}
function loginOf(registry, credential) {
    if (!credential || credential.kind === 'registry-token' || !credential.username)
        return undefined;
    return [registry, { username: credential.username, password: (0,auth_credential/* secretOf */.OM)(credential) }];
}
function byWidth(given) {
    return [...given].toSorted(([one], [other]) => Number(one.includes('/')) - Number(other.includes('/')));
}

var registry_auth = __webpack_require__(57394);
var github_server = __webpack_require__(61382);
var login = __webpack_require__(72316);
var reference = __webpack_require__(28732);
var process_variables = __webpack_require__(87287);
var pem = __webpack_require__(5771);
;// CONCATENATED MODULE: ./build/steps/read/access.js










const whyEmpty = 'A secret is empty if it does not exist or is not available to this event';
async function readAccess(inputs, environment) {
    const problems = [];
    const given = new Map();
    for (const entry of [...inputs.registryAuth, ...singleEntry(inputs)]) {
        const { registry, username, password } = entry;
        const credential = credentialIn(entry, environment.log);
        const invalid = [];
        const identity = unlessInvalid(() => identityIn(entry, environment), invalid);
        if (!identity && Boolean(username) !== Boolean(password))
            invalid.push(incompleteLogin(entry, inputs));
        problems.push(...invalid.slice(0, 1));
        const who = identity ? { identity } : { ...(credential && invalid.length === 0 && { credential }) };
        given.set(registry, { ...(await settingsIn(entry, environment)), ...who });
    }
    return { given, problems };
}
function unlessInvalid(read, problems) {
    try {
        return read();
    }
    catch (error) {
        if (!(error instanceof input_error/* InputError */.dz))
            throw error;
        problems.push(error);
        return undefined;
    }
}
function identityIn({ registry: scope, username, password, identity: fields = {} }, { variables, log }) {
    for (const [field, value] of Object.entries(fields))
        if (/token$/.test(field))
            log.mask(value);
    const registry = (0,registry_scope/* parseScope */.Sk)(scope)?.registry ?? scope;
    const entry = { ...fields, ...(username && { username }), ...(password && { password }) };
    const identity = (0,providers/* identify */.ls)({ registry, entry, variables, job: { token: '', registry: undefined } });
    const unused = Object.keys(fields).find((field) => !providers/* neutralValues */.oY.has(fields[field] ?? ''));
    if (identity || unused === undefined)
        return identity;
    throw new input_error/* InputError */.dz('registry-auth', `${registry} does not use '${unused}': remove it`);
}
function credentialIn({ username, password }, log) {
    if (password)
        log.mask(password);
    if (!username || !password)
        return undefined;
    log.mask((0,login/* encodeLogin */.k)({ username, password }));
    return { kind: 'password', username, password };
}
function keyringFor(inputs, access, { variables, run, log, now }, signal) {
    const jobToken = inputs.githubToken;
    if (jobToken)
        log.mask(jobToken);
    return new Keyring({
        given: access.given,
        job: { token: jobToken, registry: (0,github_server/* serverRegistry */.tS)(variables) },
        variables,
        helperVariables: (0,process_variables/* childVariables */.Oz)(variables, ['DOCKER_AUTH_CONFIG']),
        run,
        signingIn: (registry, description) => log.info(`${registry}: ${description}`),
        anonymous(repository) {
            const remark = whyAnonymous(repository, inputs, access);
            if (remark !== undefined)
                log.notice(remark);
        },
        created: ({ registry, name }) => log.info(`${registry}/${name}: created the repository`),
        mask: log.mask,
        redact: log.redact,
        now,
        signal,
    });
}
function whyAnonymous(repository, { registry, username, password }, { given }) {
    const host = repository.registry;
    const listed = (0,registry_scope/* scopesOf */.ZK)(repository, given.keys()).at(-1);
    if (listed !== undefined)
        return `'registry-auth' lists ${listed} without a username and password, or with empty ones. ${whyEmpty}`;
    if (!username || !password)
        return undefined;
    const other = (0,registry_scope/* formatScope */.gk)((0,registry_scope/* parseScope */.Sk)(registry) ?? { registry: reference/* dockerHub */.UD, path: '' });
    return `${host} is accessed without a login: 'username' and 'password' are for ${other}. To use them for ${host}, set the input 'registry' to ${host}`;
}
function singleEntry({ registry, username, password, registryAuth }) {
    if (!username && !password)
        return [];
    const scope = (0,registry_auth/* registryIn */.h)(registry, (problem) => new input_error/* InputError */.dz('registry', problem));
    if (registryAuth.some((entry) => entry.registry === scope)) {
        throw new input_error/* InputError */.dz('registry', `${scope} is also listed in 'registry-auth': remove one of the two`);
    }
    return [{ registry: scope, ...(username && { username }), ...(password && { password }) }];
}
function incompleteLogin({ registry, username }, { registryAuth }) {
    const missing = username ? 'password' : 'username';
    return registryAuth.some((entry) => entry.registry === registry)
        ? new input_error/* InputError */.dz('registry-auth', `the ${missing} for ${registry} is empty. ${whyEmpty}`)
        : new input_error/* InputError */.dz(missing, `it is empty, but is needed to sign in to ${registry}. ${whyEmpty}`);
}
async function settingsIn({ registry, ca, cert, key, insecure, realms }, { workspace, log }) {
    const read = (text, field) => (0,pem/* readPem */.J)(text, workspace, (problem) => new input_error/* InputError */.dz('registry-auth', `'${field}' of ${registry} ${problem}`));
    const tls = {
        ...(ca && { ca: await read(ca, 'ca') }),
        ...(cert && { cert: await read(cert, 'cert') }),
        ...(key && { key: await (0,pem/* readMasked */.u)(key, read(key, 'key'), log) }),
    };
    return { tls, ...(insecure && { insecure }), ...(realms && { realms }) };
}


}),

5771:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  J: () => (readPem),
  u: () => (readMasked)
});
var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
var _disk_regular_file_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(16659);


const pemHeader = '-----BEGIN ';
async function readPem(text, workspace, fail) {
    if (text.includes(pemHeader))
        return text;
    const failWith = (problem) => {
        const hint = /^[A-Za-z0-9+/=\s]{64,}$/.test(text) ? 'Decode the base64, and provide' : 'Provide';
        return fail(`${problem}. ${hint} PEM, which begins with '${pemHeader.trim()}', or the path of a PEM file in the checkout`);
    };
    const content = await (0,_disk_regular_file_js__WEBPACK_IMPORTED_MODULE_1__/* .readText */ .yR)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(workspace, text)).catch((error) => {
        throw failWith(`names a file that ${(0,_disk_regular_file_js__WEBPACK_IMPORTED_MODULE_1__/* .whyUnreadable */ ._p)(error)}`);
    });
    if (content.includes(pemHeader))
        return content;
    throw failWith('is not a PEM file');
}
async function readMasked(given, reading, { mask }) {
    const key = await reading.catch((problem) => {
        mask(given);
        throw problem;
    });
    mask(key);
    return key;
}


})
};
