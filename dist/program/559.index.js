export const id = 559;
export const ids = [559];
export const modules = {

6641:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  A: () => (adviseOnEcr),
  o: () => (adviseOnRole)
});
var _registry_errors_registry_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(648);

function adviseOnRole(error, arn) {
    const account = arn.split(':')[4];
    return advised(error, [
        [
            /No OpenIDConnect provider found/,
            `Add it to the identity providers in IAM of account ${account}, with the audience sts.amazonaws.com.`,
        ],
        [/audience/i, `Add the audience sts.amazonaws.com to the identity provider in IAM of account ${account}.`],
        [/MaxSessionDuration|DurationSeconds/, `Lower 'role-duration-seconds', or raise the limit of ${arn}.`],
        [/RegionDisabled|not activated/, `Activate STS in this region for account ${account}, or set 'aws-region'.`],
    ]);
}
function adviseOnEcr(error, action) {
    const needed = action.startsWith('ecr-public:') ? `${action} and sts:GetServiceBearerToken` : action;
    const resource = action.endsWith('AuthorizationToken') ? ", for the resource '*'" : '';
    return advised(error, [
        [/AccessDenied|not authorized/, `Allow ${needed} in a policy of this role or user${resource}.`],
        [
            /ExpiredToken|security token included in the request is expired/,
            'The AWS credentials have expired: request them in the same job, shortly before this step, for long enough.',
        ],
        [/Signature (?:expired|not yet current)/, "Synchronize the runner's clock."],
        [
            /UnrecognizedClient|InvalidClientTokenId|security token included in the request is invalid/,
            'Check that the access key exists and is active in the partition of this registry, that its region is enabled in the account, and that a temporary key comes with its session token.',
        ],
        [
            /SignatureDoesNotMatch|InvalidSignature|IncompleteSignature/,
            'Check that the secret access key is the one of this access key ID, without spaces or line breaks.',
        ],
        [/scoped to a valid region/, 'Check the region in the name of the registry.'],
        [/^(?!.*(?:Throttl|Limit|Unavailable))/, 'Check the AWS credentials.'],
    ]);
}
function advised(error, table) {
    if (!(error instanceof _registry_errors_registry_error_js__WEBPACK_IMPORTED_MODULE_0__/* .RegistryError */ .g))
        return error;
    const { status = 0, problems = [], advice } = error.failure;
    if (status < 400 || status >= 500 || advice !== undefined)
        return error;
    const text = problems.map(({ code, message }) => `${code} ${message}`).join(' ');
    const found = table.find(([when]) => when.test(text))?.[1];
    return found === undefined ? error : new _registry_errors_registry_error_js__WEBPACK_IMPORTED_MODULE_0__/* .RegistryError */ .g({ ...error.failure, advice: found });
}


}),

7559:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  createEcrRepository: () => (createEcrRepository),
  getAuthorizationToken: () => (getAuthorizationToken)
});

var build_json = __webpack_require__(9368);
var registry_error = __webpack_require__(648);
var aws_advice = __webpack_require__(6641);
var ecr_host = __webpack_require__(8466);
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/identity/aws/signature-v4.js

const algorithm = 'AWS4-HMAC-SHA256';
function signV4(request, scope) {
    const { accessKeyId, sessionToken } = scope.keys;
    const time = scope.date.toISOString().replaceAll(/[-:]|\.\d+/g, '');
    const token = sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken };
    const headers = { ...request.headers, 'x-amz-date': time, ...token };
    const signed = Object.entries({ ...headers, host: request.url.host }).toSorted(byBytes);
    const names = signed.map(([name]) => name).join(';');
    const lines = signed.map(([name, value]) => `${name}:${value.trim().replaceAll(/ +/g, ' ')}\n`).join('');
    const { method, url, body } = request;
    const canonical = [method, url.pathname, queryOf(url), lines, names, hash(body)].join('\n');
    const scopeText = [time.slice(0, 8), scope.region, scope.service, 'aws4_request'].join('/');
    const text = [algorithm, time, scopeText, hash(canonical)].join('\n');
    const signature = hmac(signingKey(scopeText, scope.keys), text).toString('hex');
    const credential = `Credential=${accessKeyId}/${scopeText}, SignedHeaders=${names}, Signature=${signature}`;
    return { ...headers, authorization: `${algorithm} ${credential}` };
}
function queryOf({ searchParams }) {
    const pairs = [...searchParams].map(([name, value]) => [encode(name), encode(value)]);
    return pairs
        .toSorted(byBytes)
        .map((pair) => pair.join('='))
        .join('&');
}
function encode(text) {
    return encodeURIComponent(text).replaceAll(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}
function byBytes([name, value], [other, another]) {
    return compare(name, other) || compare(value, another);
}
function compare(one, other) {
    return one < other ? -1 : Number(one > other);
}
function signingKey(scope, { secretAccessKey }) {
    return scope.split('/').reduce(hmac, Buffer.from(`AWS4${secretAccessKey}`));
}
function hmac(key, text) {
    return (0,external_node_crypto_.createHmac)('sha256', key).update(text).digest();
}
function hash(text) {
    return (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex');
}

;// CONCATENATED MODULE: ./build/identity/aws/ecr-api.js





async function getAuthorizationToken(host, keys, context) {
    const registries = host.kind === 'public' ? {} : { registryIds: [host.account] };
    const { json } = await callEcr('GetAuthorizationToken', registries, { host, keys, context });
    const [data] = [json.authorizationData].flat();
    const { authorizationToken: token, expiresAt } = (0,build_json/* recordOf */.zv)(data);
    const [username, password] = typeof token === 'string' ? decoded(token) : [];
    if (typeof token !== 'string' || !username || !password) {
        const operation = `sign-in at ${(0,ecr_host/* ecrApiOf */.G$)(host).host}`;
        throw new registry_error/* RegistryError */.g({ where: context.registry, operation, reason: 'its response contains no token' });
    }
    context.mask(token);
    context.mask(password);
    const expiry = typeof expiresAt === 'number' ? { expiresAt: new Date(expiresAt * 1000) } : {};
    return { kind: 'password', username, password, ...expiry };
}
async function createEcrRepository(name, call) {
    const { kind, account } = call.host;
    const fields = kind === 'public'
        ? { repositoryName: name.split('/').slice(1).join('/') }
        : { registryId: account, repositoryName: name };
    await callEcr('CreateRepository', fields, call).catch((error) => {
        if (!(error instanceof registry_error/* RegistryError */.g))
            throw error;
        if (error.has('RepositoryAlreadyExistsException'))
            return;
        throw new registry_error/* RegistryError */.g({ ...error.failure, operation: `creation of repository ${name}` });
    });
}
async function callEcr(action, fields, { host, keys, context }) {
    const url = (0,ecr_host/* ecrApiOf */.G$)(host);
    const [service, api] = host.kind === 'public' ? ['ecr-public', 'SpencerFrontendService'] : ['ecr', 'AmazonEC2ContainerRegistry_V20150921'];
    const body = JSON.stringify(fields);
    const plain = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${api}.${action}` };
    const scope = { keys, region: host.region, service, date: context.now() };
    const headers = signV4({ method: 'POST', url, headers: plain, body }, scope);
    return await context
        .exchange({ method: 'POST', url, headers, body })
        .catch((error) => Promise.reject((0,aws_advice/* adviseOnEcr */.A)(error, `${service}:${action}`)));
}
function decoded(token) {
    return /^([^:]+):(.+)$/s.exec(Buffer.from(token, 'base64').toString('utf8'))?.slice(1) ?? [];
}


})

};
