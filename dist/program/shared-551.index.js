export const modules = {
551:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  i: () => (baseImages)
});
var _oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8732);
var _dockerfile_base_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3137);


function baseImages(request, dockerfile) {
    const base = (0,_dockerfile_base_js__WEBPACK_IMPORTED_MODULE_1__/* .baseOf */ .b)(dockerfile, request);
    const names = [...(base ? [base] : []), ...[...request.cacheFrom, ...request.cacheTo].flatMap(cacheImage)];
    return (0,_oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .parseReferences */ .IO)(names);
}
function cacheImage(cache) {
    const fields = cache.split(',');
    if (fields.every((field) => !field.includes('=')))
        return fields;
    const isRegistry = fields.includes('type=registry');
    return isRegistry ? fields.filter((field) => field.startsWith('ref=')).map((field) => field.slice('ref='.length)) : [];
}


}),

7023:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  h: () => (builderFor)
});

var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./build/builder/builders.js
const reservedBuilders = {};
const buildx = {
    async open(context) {
        const { Buildx } = await __webpack_require__.e(/* import() */ 44).then(__webpack_require__.bind(__webpack_require__, 9044));
        return new Buildx(context);
    },
};
async function openBuilder(name, context) {
    return await (Object.hasOwn(reservedBuilders, name) ? (reservedBuilders[name] ?? buildx) : buildx).open(context);
}

var base_images = __webpack_require__(551);
var process_variables = __webpack_require__(7287);
var attributes = __webpack_require__(3503);
;// CONCATENATED MODULE: ./build/builder/buildx/options/named-variables.js


function namedVariables(variables, request, secretVariables) {
    const passedOn = request.buildArgs.filter((argument) => !argument.includes('='));
    const isCached = [...request.cacheFrom, ...request.cacheTo].some((cache) => (0,attributes/* attributesOf */.Td)(cache)?.get('type') === 'gha');
    const service = isCached ? Object.keys(variables).filter((name) => process_variables/* cacheService */.qI.test(name)) : [];
    return [...passedOn, ...secretVariables, ...service];
}

var promises_ = __webpack_require__(1455);
var distribution_login = __webpack_require__(2316);
var config_files = __webpack_require__(9021);
var docker_config = __webpack_require__(2288);
;// CONCATENATED MODULE: ./build/credentials/builder-config.js





const linked = ['contexts', 'cli-plugins'];
async function writeDockerConfig({ directory, base, logins, variables, }) {
    await (0,promises_.mkdir)(directory, { recursive: true, mode: 0o700 });
    const config = base === undefined ? undefined : await (0,config_files/* readConfigIn */.Sm)(base);
    const auths = { ...authsIn(variables.DOCKER_AUTH_CONFIG), ...authsOf(logins) };
    await writeConfig(directory, withAuths(config, auths));
    if (!base)
        return { DOCKER_CONFIG: directory };
    for (const name of linked) {
        if (await exists((0,external_node_path_.join)(base, name)))
            await (0,promises_.symlink)((0,external_node_path_.join)(base, name), (0,external_node_path_.join)(directory, name));
    }
    return { DOCKER_CONFIG: directory, BUILDX_CONFIG: variables.BUILDX_CONFIG || (0,external_node_path_.join)(base, 'buildx') };
}
async function addLogin(directory, registry, login) {
    await writeConfig(directory, withAuths(await (0,config_files/* readConfigIn */.Sm)(directory), authsOf(new Map([[registry, login]]))));
}
async function writeConfig(directory, document) {
    await (0,promises_.writeFile)((0,external_node_path_.join)(directory, 'config.json'), JSON.stringify(document, null, 2), { mode: 0o600 });
}
function authsOf(logins) {
    const entries = [...logins].map(([registry, login]) => [(0,docker_config/* configKeyOf */.lR)(registry), { auth: (0,distribution_login/* encodeLogin */.k)(login) }]);
    return Object.fromEntries(entries);
}
function authsIn(document = '') {
    return document === '' ? {} : (0,config_files/* parseConfig */.o4)(document, 'DOCKER_AUTH_CONFIG').config.auths;
}
function withAuths(base, auths) {
    const helpers = Object.fromEntries(Object.keys(auths).map((key) => [key, '']));
    return {
        ...base?.config.document,
        auths: { ...base?.config.auths, ...auths },
        credHelpers: { ...base?.config.credHelpers, ...helpers },
    };
}
async function exists(path) {
    return await (0,promises_.access)(path).then(() => true, () => false);
}

var git_settings = __webpack_require__(9883);
;// CONCATENATED MODULE: ./build/steps/job/builder-for.js









async function builderFor(job, { signal, onStarted }) {
    const { inputs, trust, request, watch, environment } = job;
    const { variables, temp, log } = environment;
    const directory = (0,external_node_path_.join)(temp, 'docker');
    const secrets = inputs.secretEnvs.map(([, variable]) => variable);
    const passedOn = namedVariables(variables, request, secrets);
    const config = await writeDockerConfig({
        directory,
        base: (0,config_files/* dockerConfigDirectory */._n)(variables),
        logins: trust.isTrusted ? await loginsFor(job) : new Map(),
        variables: trust.isTrusted ? variables : { ...variables, DOCKER_AUTH_CONFIG: '' },
    });
    return await openBuilder(request.builder, {
        environment,
        variables: { ...(0,git_settings/* confineGit */.Xp)((0,process_variables/* childVariables */.Oz)(variables, passedOn)), ...config },
        async addLogin(registry, login) {
            log.mask(login.password);
            log.mask((0,distribution_login/* encodeLogin */.k)(login));
            await addLogin(directory, registry, login);
        },
        temp,
        watch,
        signal,
        ...(onStarted && { onStarted }),
    });
}
async function loginsFor({ request, dockerfile, keyring }) {
    const read = (0,base_images/* baseImages */.i)(request, dockerfile);
    return await keyring.logins(read.map(({ repository }) => repository));
}


})
};
