import { modules as shared0 } from './shared-96641.index.js';
export const id = 7559;
export const ids = [7559];
export const modules = {

...shared0,
7559:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  callEcrOf: () => (callEcrOf),
  createEcrRepository: () => (createEcrRepository),
  getAuthorizationToken: () => (getAuthorizationToken)
});

var build_json = __webpack_require__(99368);
var registry_error = __webpack_require__(30648);
var aws_advice = __webpack_require__(96641);
var ecr_host = __webpack_require__(48466);
var external_node_crypto_ = __webpack_require__(77598);
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
    await callEcr('CreateRepository', repositoryFields(name, call.host), call).catch((error) => {
        if (!(error instanceof registry_error/* RegistryError */.g))
            throw error;
        if (error.has('RepositoryAlreadyExistsException'))
            return;
        throw new registry_error/* RegistryError */.g({ ...error.failure, operation: `creation of repository ${name}` });
    });
}
const pageLimit = 16 * 1024 * 1024;
async function callEcrOf({ action, name, fields, operation }, call) {
    const request = { ...repositoryFields(name, call.host), ...fields };
    return await callEcr(action, request, call, pageLimit).then(({ json }) => json, (error) => Promise.reject(error instanceof registry_error/* RegistryError */.g ? new registry_error/* RegistryError */.g({ ...error.failure, operation }) : error));
}
function repositoryFields(name, { kind, account }) {
    if (kind === 'public')
        return { repositoryName: name.split('/').slice(1).join('/') };
    return { registryId: account, repositoryName: name };
}
async function callEcr(action, fields, { host, keys, context }, limit) {
    const url = (0,ecr_host/* ecrApiOf */.G$)(host);
    const [service, api] = host.kind === 'public' ? ['ecr-public', 'SpencerFrontendService'] : ['ecr', 'AmazonEC2ContainerRegistry_V20150921'];
    const body = JSON.stringify(fields);
    const plain = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${api}.${action}` };
    const scope = { keys, region: host.region, service, date: context.now() };
    const headers = signV4({ method: 'POST', url, headers: plain, body }, scope);
    return await context
        .exchange({ method: 'POST', url, headers, body, ...(limit && { limit }) })
        .catch((error) => Promise.reject((0,aws_advice/* adviseOnEcr */.A)(error, `${service}:${action}`)));
}
function decoded(token) {
    return /^([^:]+):(.+)$/s.exec(Buffer.from(token, 'base64').toString('utf8'))?.slice(1) ?? [];
}


})
};
