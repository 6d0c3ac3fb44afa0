export const modules = {
30551:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  i: () => (baseImages)
});
var _oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(28732);
var _dockerfile_base_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(48378);


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

78250:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  h: () => (builderFor)
});

var external_node_path_ = __webpack_require__(76760);
var builders = __webpack_require__(2283);
var base_images = __webpack_require__(30551);
var process_variables = __webpack_require__(87287);
var attributes = __webpack_require__(13503);
;// CONCATENATED MODULE: ./build/builder/buildx/options/named-variables.js


function namedVariables(variables, request, secretVariables) {
    const passedOn = request.buildArgs.filter((argument) => !argument.includes('='));
    const isCached = [...request.cacheFrom, ...request.cacheTo].some((cache) => (0,attributes/* attributesOf */.Td)(cache)?.get('type') === 'gha');
    const service = isCached ? Object.keys(variables).filter((name) => process_variables/* cacheService */.qI.test(name)) : [];
    return [...passedOn, ...secretVariables, ...service];
}

var auth_file = __webpack_require__(29122);
var builder_config = __webpack_require__(90433);
var config_files = __webpack_require__(49021);
var git_settings = __webpack_require__(59883);
var state = __webpack_require__(12484);
var distribution_login = __webpack_require__(72316);
;// CONCATENATED MODULE: ./build/steps/job/builder-for.js











async function builderFor(job, { signal, onStarted }) {
    const { inputs, trust, request, watch, environment } = job;
    const { variables, temp, log } = environment;
    const directory = (0,external_node_path_.join)(temp, 'docker');
    const secrets = inputs.secretEnvs.map(([, variable]) => variable);
    const passedOn = namedVariables(variables, request, secrets);
    const kind = (0,builders/* builderKind */.Y)(request.builder);
    const [writeLogins, add] = kind.logins === 'docker' ? [builder_config/* writeDockerConfig */._D, builder_config/* addLogin */.r$] : [auth_file/* writeAuthFile */.Y, auth_file/* addToAuthFile */.d];
    const config = await writeLogins({
        directory,
        base: (0,config_files/* dockerConfigDirectory */._n)(variables),
        logins: trust.isTrusted ? await loginsFor(job) : new Map(),
        variables: trust.isTrusted ? variables : { ...variables, DOCKER_AUTH_CONFIG: '' },
    });
    return await kind.open({
        environment,
        variables: { ...(0,git_settings/* confineGit */.Xp)((0,process_variables/* childVariables */.Oz)(variables, passedOn)), ...config },
        async addLogin(registry, login) {
            log.mask(login.password);
            log.mask((0,distribution_login/* encodeLogin */.k)(login));
            await add(directory, registry, login);
        },
        temp,
        watch,
        signal,
        ownBuilder: {
            ...(inputs.builderOptions && { options: inputs.builderOptions }),
            isKept: inputs.keepBuilder && trust.isTrusted,
            onMade: (name, { DOCKER_CONFIG = '', BUILDX_CONFIG = '' }) => (0,state/* rememberBuilder */.hG)({ name, DOCKER_CONFIG, BUILDX_CONFIG }, environment),
            onRemoved: () => (0,state/* rememberBuilder */.hG)(undefined, environment),
        },
        ...(onStarted && { onStarted }),
    });
}
async function loginsFor({ request, dockerfile, keyring }) {
    const read = (0,base_images/* baseImages */.i)(request, dockerfile);
    return await keyring.logins(read.map(({ repository }) => repository));
}


})
};
