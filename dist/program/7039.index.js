import { modules as shared0 } from './shared-46681.index.js';
import { modules as shared1 } from './shared-266.index.js';
export const id = 7039;
export const ids = [7039,266,1027];
export const modules = {

...shared0,
...shared1,
7039:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  openKeyless: () => (openKeyless)
});

;// CONCATENATED MODULE: ./build/attach/keyless/endpoints.js
const publicGood = {
    fulcio: new URL('https://fulcio.sigstore.dev'),
    rekor: new URL('https://rekor.sigstore.dev'),
};
const ofGitHub = {
    fulcio: new URL('https://fulcio.githubapp.com'),
    timestamp: new URL('https://timestamp.githubapp.com'),
};
const knownIssuer = 'https://token.actions.githubusercontent.com';
function chooseEndpoints({ fulcioUrl, rekorUrl, timestampUrl }, { issuer, isPublic }, refuse) {
    if (!fulcioUrl && issuer !== knownIssuer && !issuer.startsWith(`${knownIssuer}/`)) {
        throw refuse('fulcio-url', `is missing: sigstore's public services do not accept the tokens of ${issuer}`);
    }
    const usual = fulcioUrl ? {} : isPublic ? publicGood : ofGitHub;
    const chosen = {
        ...usual,
        ...(fulcioUrl && { fulcio: fulcioUrl }),
        ...(rekorUrl && { rekor: rekorUrl }),
        ...(timestampUrl && { timestamp: timestampUrl }),
    };
    if (chosen.rekor || chosen.timestamp)
        return { fulcio: publicGood.fulcio, ...chosen };
    const why = 'its certificates are valid for minutes, so verifiers need to know when they were used';
    throw refuse('fulcio-url', `needs 'rekor-url' or 'timestamp-url': ${why}`);
}
function isPublicGood({ fulcio, rekor }) {
    return fulcio.origin === publicGood.fulcio.origin && isPublicLog(rekor);
}
function isOfGitHub({ fulcio }) {
    return fulcio.origin === ofGitHub.fulcio.origin;
}
function isPublicLog(rekor) {
    return rekor?.hostname.endsWith('.sigstore.dev') ?? false;
}

var external_node_crypto_ = __webpack_require__(77598);
var cosign_bundle = __webpack_require__(50288);
var dsse = __webpack_require__(59205);
var in_toto = __webpack_require__(29116);
var oidc_token = __webpack_require__(28214);
var build_json = __webpack_require__(99368);
var registry_error = __webpack_require__(30648);
var services = __webpack_require__(46681);
var exchange = __webpack_require__(266);
;// CONCATENATED MODULE: ./build/attach/keyless/workflow-identity.js


const audience = 'sigstore';
function mayRequestToken({ variables }) {
    return Boolean(variables.ACTIONS_ID_TOKEN_REQUEST_URL && variables.ACTIONS_ID_TOKEN_REQUEST_TOKEN);
}
async function requestWorkflowToken({ variables, now, log, signal }) {
    const registry = "signing with 'keyless'";
    const options = { registry, variables, now, signal, redact: (text) => log.redact(text) };
    return await (0,oidc_token.requestOidcToken)(audience, {
        registry,
        variables,
        exchange: (request) => (0,exchange.exchange)(request, options),
        mask: (secret) => log.mask(secret),
    });
}
function workflowClaims(token, { variables }) {
    const all = (0,oidc_token/* claimsIn */.h)(token);
    const server = variables.GITHUB_SERVER_URL || 'https://github.com';
    return {
        issuer: String(all.iss),
        identity: `${server}/${all.job_workflow_ref}`,
        isPublic: all.repository_visibility === 'public',
        all,
    };
}

;// CONCATENATED MODULE: ./build/attach/keyless/certificate.js






const margin = 60_000;
class Certificates {
    #fulcio;
    #context;
    #current;
    constructor(fulcio, context) {
        this.#fulcio = fulcio;
        this.#context = context;
    }
    async last() {
        return await this.#current;
    }
    async get() {
        const held = this.#current;
        const certified = await held;
        if (certified && certified.certificate.validToDate.getTime() - margin > this.#context.now().getTime()) {
            return certified;
        }
        if (this.#current === held)
            this.#current = this.#request();
        return await this.#current;
    }
    async #request() {
        const token = await requestWorkflowToken(this.#context);
        const { privateKey, publicKey } = (0,external_node_crypto_.generateKeyPairSync)('ec', { namedCurve: 'P-256' });
        const proof = (0,external_node_crypto_.sign)('sha256', Buffer.from(String((0,oidc_token/* claimsIn */.h)(token).sub)), privateKey);
        const content = publicKey.export({ type: 'spki', format: 'pem' });
        const { json } = await (0,services/* callService */.c)(this.#fulcio, {
            path: '/api/v2/signingCert',
            purpose: 'request of a certificate',
            body: {
                credentials: { oidcIdentityToken: token },
                publicKeyRequest: {
                    publicKey: { algorithm: 'ECDSA', content },
                    proofOfPossession: proof.toString('base64'),
                },
            },
        }, this.#context);
        const [certificate, ...authorities] = this.#certificatesIn(json);
        if (!certificate?.checkPrivateKey(privateKey))
            throw this.#failure('the certificate in the response is for another key');
        return { privateKey, certificate, authorities };
    }
    #certificatesIn(json) {
        const { chain } = (0,build_json/* recordOf */.zv)(json.signedCertificateEmbeddedSct ?? json.signedCertificateDetachedSct);
        const { certificates } = (0,build_json/* recordOf */.zv)(chain);
        try {
            return certificates.map((pem) => new external_node_crypto_.X509Certificate(String(pem)));
        }
        catch {
            throw this.#failure('the response has no certificate');
        }
    }
    #failure(reason) {
        return new registry_error/* RegistryError */.g({ where: this.#fulcio.host, operation: 'request of a certificate', reason });
    }
}

var certified_identity = __webpack_require__(42371);
var verify_command = __webpack_require__(11849);
;// CONCATENATED MODULE: ./build/attach/keyless/keyless-command.js


function keylessCommand(predicate, { identity, issuer }, endpoints) {
    const command = predicate ? `verify-attestation --type ${(0,verify_command/* quoted */.T)(predicate.type)}` : 'verify';
    const who = `--certificate-identity ${(0,verify_command/* quoted */.T)(identity)} --certificate-oidc-issuer ${(0,verify_command/* quoted */.T)(issuer)}`;
    const trust = isPublicGood(endpoints) ? [] : ['--trusted-root trusted-root.json'];
    const log = endpoints.rekor ? [] : ['--insecure-ignore-tlog', '--use-signed-timestamps'];
    const certificates = isOfGitHub(endpoints) ? ['--insecure-ignore-sct'] : [];
    return ['cosign', command, who, ...trust, ...log, ...certificates].join(' ');
}

var trusted_services = __webpack_require__(71027);
var verify_bundle = __webpack_require__(13045);
var witnesses = __webpack_require__(53614);
;// CONCATENATED MODULE: ./build/attach/keyless/keyless-signer.js










class KeylessSigner {
    word = 'keyless';
    isPerRepository = false;
    #options;
    #certificates;
    #signer;
    #trust;
    #authorities;
    constructor(options) {
        this.#options = options;
        this.#signer = options.claims;
        this.#certificates = new Certificates(options.endpoints.fulcio, options.context);
    }
    get description() {
        const { claims, endpoints } = this.#options;
        return `keyless (${claims.identity}, ${[endpoints.fulcio, endpoints.rekor, endpoints.timestamp].flatMap((url) => url?.host ?? []).join(', ')})`;
    }
    get claims() {
        return this.#options.claims.all;
    }
    placeOf({ predicate }) {
        return (0,cosign_bundle/* bundlePlace */.M9)(predicate);
    }
    async sign(claim) {
        const { endpoints, context, trusted } = this.#options;
        const { privateKey, certificate } = await this.#certificates.get();
        this.#signer = (0,certified_identity/* identityIn */.K)(certificate);
        if (!trusted)
            await this.#serviceTrust();
        const payload = Buffer.from((0,in_toto/* formatStatement */.j8)(claim));
        const signature = (0,external_node_crypto_.sign)('sha256', (0,dsse/* preAuthEncoding */.JC)(dsse/* inTotoType */.Y8, payload), privateKey);
        const envelope = { payload, payloadType: dsse/* inTotoType */.Y8, signature };
        const witnessed = await (0,witnesses/* witness */.u)(envelope, certificate, endpoints, context);
        const material = { certificate: { rawBytes: certificate.raw.toString('base64') }, ...witnessed };
        return (0,cosign_bundle/* formatBundle */.a1)(envelope, material, claim.predicate ?? in_toto/* signaturePredicate */.oo);
    }
    async verify({ bytes }, claim) {
        const { endpoints, trusted } = this.#options;
        const { payload } = (0,cosign_bundle/* envelopeIn */.YC)(bytes);
        (0,in_toto/* checkStatement */.It)(payload.toString('utf8'), claim);
        const bundle = (0,verify_bundle/* parseCertifiedBundle */.Lr)(bytes);
        const own = await this.#certificates.last();
        const required = { signer: this.#signer, isLogged: endpoints.rekor !== undefined };
        if (trusted)
            (0,verify_bundle/* verifyWithRoot */.Mv)(bundle, trusted, required);
        else
            (0,verify_bundle/* verifyWithServices */.s3)(bundle, await this.#serviceTrust(), await this.#authoritiesFor(bundle, own), required);
    }
    commandFor({ predicate }) {
        return keylessCommand(predicate, this.#signer, this.#options.endpoints);
    }
    async #authoritiesFor({ certificate }, own) {
        if (own?.certificate.raw.equals(certificate.raw))
            return own.authorities;
        this.#authorities ??= (0,trusted_services/* requestAuthorities */.X)(this.#options.endpoints, this.#options.context);
        return [...(own?.authorities ?? []), ...(await this.#authorities)];
    }
    #serviceTrust() {
        this.#trust ??= (0,trusted_services/* requestTrust */.g)(this.#options.endpoints, this.#options.context);
        return this.#trust;
    }
}

;// CONCATENATED MODULE: ./build/attach/keyless/open-keyless.js




async function openKeyless({ services, refuse }, context) {
    if (!mayRequestToken(context)) {
        const line = "add 'id-token: write' to the 'permissions' of the job";
        throw refuse('sign', `'keyless' needs the OIDC token of the workflow, which this job may not request: ${line}`);
    }
    const trusted = services.trustedRoot === '' ? undefined : parseRoot(services.trustedRoot, refuse);
    const claims = workflowClaims(await requestWorkflowToken(context), context);
    const endpoints = chooseEndpoints(services, claims, refuse);
    if (isPublicLog(endpoints.rekor) && !claims.isPublic) {
        context.log.warning(`The public log at ${endpoints.rekor?.host} will permanently show the names of this repository, which is not public, of its workflow and of its branch. Remove 'rekor-url' to use GitHub's own services, which publish nothing`);
    }
    return new KeylessSigner({ endpoints, claims, trusted, context });
}
function parseRoot(text, refuse) {
    try {
        return (0,trusted_services.parseTrustedRoot)(text);
    }
    catch (error) {
        throw refuse('trusted-root', error.message);
    }
}


})
};
