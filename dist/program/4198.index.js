export const id = 4198;
export const ids = [4198];
export const modules = {

4198:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  signInByEntra: () => (signInByEntra)
});

var registry_error = __webpack_require__(30648);
var oidc_token = __webpack_require__(28214);
var regular_file = __webpack_require__(16659);
;// CONCATENATED MODULE: ./build/identity/azure/entra-token.js



const audience = 'api://AzureADTokenExchange';
const scope = 'https://containerregistry.azure.net/.default';
async function prove(proof, { oidcToken, registry, mask }) {
    switch (proof.kind) {
        case 'oidc':
            return assertion(await oidcToken(audience));
        case 'secret':
            mask(proof.secret);
            return { client_secret: proof.secret };
        case 'file': {
            const token = (await readTokenFile(proof.path, registry)).trim();
            mask(token);
            return assertion(token);
        }
    }
}
async function readTokenFile(path, registry) {
    return await (0,regular_file/* readText */.yR)(path).catch((error) => {
        const operation = 'sign-in with the file in AZURE_FEDERATED_TOKEN_FILE';
        throw new registry_error/* RegistryError */.g({ where: registry, operation, reason: `it ${(0,regular_file/* whyUnreadable */._p)(error)}` });
    });
}
function assertion(token) {
    return {
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: token,
    };
}
async function requestEntraToken(application, context) {
    const { clientId, tenantId, entra } = application;
    const { exchange, mask, now, registry: where } = context;
    const proof = await prove(application.proof, context);
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, scope, ...proof });
    const url = new URL(`https://${entra}/${encodeURIComponent(tenantId)}/oauth2/v2.0/token`);
    const { json } = await exchange({ method: 'POST', url, body }).catch((error) => {
        throw 'client_assertion' in proof ? withClaims(error, proof.client_assertion, clientId) : error;
    });
    const { access_token: value, expires_in: seconds } = json;
    if (typeof value !== 'string' || value === '' || typeof seconds !== 'number')
        throw new registry_error/* RegistryError */.g({ where, operation: `sign-in at ${entra}`, reason: 'the response contains no token' });
    mask(value);
    return { value, expiresAt: new Date(now().getTime() + seconds * 1000) };
}
function withClaims(error, token, clientId) {
    const claims = (0,oidc_token.describeClaims)(token);
    if (!(error instanceof registry_error/* RegistryError */.g) || claims === '')
        return error;
    const { status = 0, advice: known } = error.failure;
    if (![400, 401].includes(status) || known !== undefined)
        return error;
    const trust = `the subject and audience of the federated credentials of ${clientId}`;
    return new registry_error/* RegistryError */.g({ ...error.failure, advice: `The token has ${claims}: compare it with ${trust}.` });
}

;// CONCATENATED MODULE: ./build/identity/azure/refresh-token.js



const nobody = '00000000-0000-0000-0000-000000000000';
async function signInByEntra(application, context) {
    const { entra, tenantId, clientId } = application;
    const key = `Azure ${entra} ${tenantId} ${clientId}`;
    const { value } = await context.shared(key, () => requestEntraToken(application, context));
    const token = await requestRefreshToken(value, application, context);
    context.mask(token);
    const { exp } = (0,oidc_token/* claimsIn */.h)(token);
    const expiresAt = typeof exp === 'number' ? { expiresAt: new Date(exp * 1000) } : {};
    return { kind: 'identity-token', username: nobody, token, ...expiresAt };
}
async function requestRefreshToken(token, application, context) {
    const { registry, exchange } = context;
    const { clientId, tenantId: tenant } = application;
    const body = new URLSearchParams({ grant_type: 'access_token', service: registry, tenant, access_token: token });
    const url = new URL(`https://${registry}/oauth2/exchange`);
    const { json } = await exchange({ method: 'POST', url, body }).catch((error) => {
        if (!(error instanceof registry_error/* RegistryError */.g) || ![401, 403].includes(error.status ?? 0))
            throw error;
        const failure = { ...error.failure, isExchange: false, hasToken: true };
        throw new registry_error/* RegistryError */.g({ ...failure, reason: `Entra ID issued a token to ${clientId}` });
    });
    const { refresh_token: refreshToken } = json;
    if (typeof refreshToken === 'string' && refreshToken !== '')
        return refreshToken;
    const operation = `sign-in at ${registry}`;
    throw new registry_error/* RegistryError */.g({ where: registry, operation, reason: 'the response contains no refresh token' });
}


})
};
