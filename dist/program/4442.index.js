import { modules as shared0 } from './shared-266.index.js';
export const id = 4442;
export const ids = [4442,266];
export const modules = {

...shared0,
4442:
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

var external_node_crypto_ = __webpack_require__(7598);
var cosign_bundle = __webpack_require__(288);
var dsse = __webpack_require__(9205);
var in_toto = __webpack_require__(9116);
var dist = __webpack_require__(3917);
var oidc_token = __webpack_require__(8214);
var build_json = __webpack_require__(9368);
var registry_error = __webpack_require__(648);
var exchange = __webpack_require__(266);
;// CONCATENATED MODULE: ./build/attach/keyless/services.js

async function callService(base, { path, purpose, body, answers = [] }, { variables, now, log, signal }) {
    const url = new URL(base.href.replace(/\/+$/, '') + path);
    const sent = body === undefined
        ? { method: 'GET' }
        : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    return await (0,exchange.exchange)({ ...sent, url, purpose, answers, mayBeLocal: true }, { registry: url.host, variables, now, signal, redact: (text) => log.redact(text) });
}

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
const issuerExtension = '1.3.6.1.4.1.57264.1.8';
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
        const { json } = await callService(this.#fulcio, {
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
function identityIn(certificate) {
    const parsed = dist.X509Certificate.parse(certificate.raw);
    const issuer = parsed.extension(issuerExtension)?.valueObj.subs[0]?.value.toString('utf8');
    return { identity: parsed.subjectAltName, issuer };
}

;// CONCATENATED MODULE: ./build/attach/keyless/keyless-command.js

function keylessCommand(predicate, { identity, issuer }, endpoints) {
    const command = predicate ? `verify-attestation --type ${predicate.type}` : 'verify';
    const who = `--certificate-identity ${quoted(identity)} --certificate-oidc-issuer ${quoted(issuer)}`;
    const trust = isPublicGood(endpoints) ? [] : ['--trusted-root trusted-root.json'];
    const log = endpoints.rekor ? [] : ['--insecure-ignore-tlog', '--use-signed-timestamps'];
    const certificates = isOfGitHub(endpoints) ? ['--insecure-ignore-sct'] : [];
    return ['cosign', command, who, ...trust, ...log, ...certificates].join(' ');
}
function quoted(text = '') {
    return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

var protobuf_specs_dist = __webpack_require__(9654);
var verify_dist = __webpack_require__(4187);
;// CONCATENATED MODULE: ./build/attach/keyless/witnesses.js





const purpose = 'entry in the transparency log';
async function witness(envelope, certificate, { rekor, timestamp }, context) {
    const [entry, stamp] = await Promise.all([
        rekor && enterInLog(envelope, certificate, rekor, context),
        timestamp && requestTimestamp(envelope, timestamp, context),
    ]);
    return {
        tlogEntries: entry ? [entry] : [],
        ...(stamp && { timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp: stamp }] } }),
    };
}
async function enterInLog(envelope, certificate, rekor, context) {
    const proposedContent = {
        envelope: JSON.stringify((0,dsse/* formatEnvelope */.MG)(envelope)),
        verifiers: [Buffer.from(certificate.toString()).toString('base64')],
    };
    const body = { apiVersion: '0.0.1', kind: 'dsse', spec: { proposedContent } };
    const answer = await callService(rekor, { path: '/api/v1/log/entries', purpose, body, answers: [409] }, context);
    if (answer.status !== 409)
        return logEntry(answer.json, rekor);
    const [, uuid] = /\/([0-9a-f]{64,80})$/.exec(answer.header('location') ?? '') ?? [];
    if (!uuid)
        throw failure(rekor, 'the log has this entry already, but does not say where');
    return logEntry((await callService(rekor, { path: `/api/v1/log/entries/${uuid}`, purpose }, context)).json, rekor);
}
function logEntry(json, rekor) {
    const entry = (0,build_json/* recordOf */.zv)(Object.values(json)[0]);
    const { inclusionProof, signedEntryTimestamp } = (0,build_json/* recordOf */.zv)(entry.verification);
    const proof = (0,build_json/* recordOf */.zv)(inclusionProof);
    const { kind, apiVersion } = (0,build_json/* parseRecord */.Hh)(Buffer.from(String(entry.body), 'base64').toString('utf8'));
    if (kind !== 'dsse' || typeof proof.checkpoint !== 'string' || !Array.isArray(proof.hashes)) {
        throw failure(rekor, 'the response is not an entry with its proof of inclusion');
    }
    return {
        logIndex: String(entry.logIndex),
        logId: { keyId: fromHex(entry.logID) },
        kindVersion: { kind, version: apiVersion },
        integratedTime: String(entry.integratedTime),
        ...(typeof signedEntryTimestamp === 'string' && { inclusionPromise: { signedEntryTimestamp } }),
        inclusionProof: {
            logIndex: String(proof.logIndex),
            rootHash: fromHex(proof.rootHash),
            treeSize: String(proof.treeSize),
            hashes: proof.hashes.map(fromHex),
            checkpoint: { envelope: proof.checkpoint },
        },
        canonicalizedBody: entry.body,
    };
}
async function requestTimestamp({ signature }, timestamp, context) {
    const artifactHash = (0,external_node_crypto_.createHash)('sha256').update(signature).digest('base64');
    const path = timestamp.pathname === '/' ? timestampPath : '';
    const body = { artifactHash, hashAlgorithm: 'sha256' };
    const { bytes } = await callService(timestamp, { path, purpose: 'time stamp', body }, context);
    return Buffer.from(bytes).toString('base64');
}
const timestampPath = '/api/v1/timestamp';
function fromHex(text) {
    return Buffer.from(String(text), 'hex').toString('base64');
}
function failure({ host: where }, reason) {
    return new registry_error/* RegistryError */.g({ where, operation: purpose, reason });
}

;// CONCATENATED MODULE: ./build/attach/keyless/trusted-services.js








const always = { start: new Date(0), end: new Date(8_640_000_000_000_000) };
const pem = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;
function parseTrustedRoot(text) {
    const all = rootsIn(text).map((root) => (0,verify_dist/* toTrustMaterial */.jO)(protobuf_specs_dist.TrustedRoot.fromJSON(root)));
    const material = {
        certificateAuthorities: all.flatMap((each) => each.certificateAuthorities),
        timestampAuthorities: all.flatMap((each) => each.timestampAuthorities),
        tlogs: all.flatMap((each) => each.tlogs),
        ctlogs: all.flatMap((each) => each.ctlogs),
    };
    if (material.certificateAuthorities.length === 0)
        throw new Error('names no certificate authority');
    return { ...material, publicKey: () => unknownKey() };
}
function rootsIn(text) {
    try {
        const roots = tryJson(text) ??
            text
                .split('\n')
                .filter((line) => line.trim() !== '')
                .map(build_json/* parseJson */.qF);
        if (roots.every(build_json/* isRecord */.u4))
            return roots;
    }
    catch { }
    throw new Error("is not a trusted root in JSON, as 'cosign trusted-root create' writes it");
}
function tryJson(text) {
    try {
        return [(0,build_json/* parseJson */.qF)(text)];
    }
    catch {
        return undefined;
    }
}
function unknownKey() {
    throw new Error('is signed with a key');
}
async function requestTrust({ rekor, timestamp }, context) {
    const [tlogs, timestampAuthorities] = await Promise.all([
        rekor ? requestLogKey(rekor, context) : [],
        timestamp ? requestTimestampChain(timestamp, context) : [],
    ]);
    return { tlogs, timestampAuthorities };
}
async function requestAuthorities({ fulcio }, context) {
    try {
        const request = { path: '/api/v2/trustBundle', purpose: 'request of its authorities' };
        const { json } = await callService(fulcio, request, context);
        const chains = Array.isArray(json.chains) ? json.chains : [];
        return chains.flatMap((chain) => certificatesIn(JSON.stringify((0,build_json/* recordOf */.zv)(chain).certificates).replaceAll('\\n', '\n')));
    }
    catch {
        context.signal.throwIfAborted();
        return [];
    }
}
async function requestLogKey(rekor, context) {
    const purpose = 'request of the public key of the log';
    const { text } = await callService(rekor, { path: '/api/v1/log/publicKey', purpose }, context);
    try {
        const publicKey = (0,external_node_crypto_.createPublicKey)(text);
        const der = publicKey.export({ type: 'spki', format: 'der' });
        return [{ logID: (0,external_node_crypto_.createHash)('sha256').update(der).digest(), baseURL: rekor.href, publicKey, validFor: always }];
    }
    catch {
        throw unreadable(rekor, purpose);
    }
}
async function requestTimestampChain(timestamp, context) {
    const purpose = 'request of the certificates for time stamps';
    const path = `${timestamp.pathname === '/' ? timestampPath : ''}/certchain`;
    const { text } = await callService(timestamp, { path, purpose }, context);
    const chain = certificatesIn(text).map(({ raw }) => dist.X509Certificate.parse(raw));
    if (chain.length === 0)
        throw unreadable(timestamp, purpose);
    return [{ certChain: chain, validFor: always }];
}
function certificatesIn(text) {
    return (text.match(pem) ?? []).map((each) => new external_node_crypto_.X509Certificate(each));
}
function unreadable({ host: where }, operation) {
    const reason = "the response cannot be read. Give the input 'trusted-root'";
    return new registry_error/* RegistryError */.g({ where, operation, reason });
}

var bundle_dist = __webpack_require__(1040);
;// CONCATENATED MODULE: ./build/attach/keyless/verify-bundle.js





function parseCertifiedBundle(bytes) {
    const bundle = tryParse(bytes);
    const entity = bundle && (0,verify_dist/* toSignedEntity */.DC)(bundle);
    const { content, tlogEntries } = bundle?.verificationMaterial ?? {};
    if (!entity || content?.$case !== 'certificate')
        throw new Error('is not signed with a certificate');
    const certificate = new external_node_crypto_.X509Certificate(content.certificate.rawBytes);
    const notes = (tlogEntries ?? []).map(({ inclusionProof }) => inclusionProof?.checkpoint?.envelope ?? '');
    return { entity, certificate, logNames: notes.map((note) => note.split(/ - |\n/)[0] ?? '') };
}
function tryParse(bytes) {
    try {
        return (0,bundle_dist/* bundleFromJSON */.vw)((0,build_json/* parseRecord */.Hh)(Buffer.from(bytes).toString('utf8')));
    }
    catch {
        return undefined;
    }
}
function verifyWithRoot(bundle, trusted, required) {
    checkIdentity(bundle, required);
    verify(bundle.entity, trusted, {
        ...thresholds(required),
        ctlogThreshold: trusted.ctlogs.length > 0 ? 1 : 0,
    });
}
function verifyWithServices(bundle, { timestampAuthorities, tlogs }, authorities, required) {
    checkIdentity(bundle, required);
    const { certificate, entity, logNames } = bundle;
    if (!authorities.some((each) => hasIssued(each, certificate))) {
        throw new Error('has a certificate of an unknown authority');
    }
    const from = certificate.validFromDate;
    const key = {
        publicKey: certificate.publicKey,
        validFor: (date) => from <= date && date <= certificate.validToDate,
    };
    const named = tlogs.map((log) => ({ ...log, baseURL: [log.baseURL, ...logNames].join(' ') }));
    const trusted = { timestampAuthorities, tlogs: named, certificateAuthorities: [], ctlogs: [], publicKey: () => key };
    verify({ ...entity, key: { $case: 'public-key', hint: '' } }, trusted, thresholds(required));
}
function checkIdentity({ certificate }, { signer }) {
    const { identity, issuer } = identityIn(certificate);
    if (identity !== signer.identity || issuer !== signer.issuer)
        throw new Error(`is signed by ${identity}`);
}
function hasIssued(authority, certificate) {
    return authority.ca && certificate.checkIssued(authority) && certificate.verify(authority.publicKey);
}
function thresholds({ isLogged }) {
    return { tlogThreshold: isLogged ? 1 : 0, timestampThreshold: 1 };
}
function verify(entity, trusted, options) {
    try {
        new verify_dist/* Verifier */.BL(trusted, options).verify(entity);
    }
    catch (error) {
        throw new Error(`does not verify: ${error.message}`, { cause: error });
    }
}

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
    placeOf() {
        return cosign_bundle/* bundlePlace */.M9;
    }
    async sign(claim) {
        const { endpoints, context, trusted } = this.#options;
        const { privateKey, certificate } = await this.#certificates.get();
        this.#signer = identityIn(certificate);
        if (!trusted)
            await this.#serviceTrust();
        const payload = Buffer.from((0,in_toto/* formatStatement */.j8)(claim));
        const signature = (0,external_node_crypto_.sign)('sha256', (0,dsse/* preAuthEncoding */.JC)(dsse/* inTotoType */.Y8, payload), privateKey);
        const envelope = { payload, payloadType: dsse/* inTotoType */.Y8, signature };
        const witnessed = await witness(envelope, certificate, endpoints, context);
        const material = { certificate: { rawBytes: certificate.raw.toString('base64') }, ...witnessed };
        return (0,cosign_bundle/* formatBundle */.a1)(envelope, material, claim.predicate ?? in_toto/* signaturePredicate */.oo);
    }
    async verify({ bytes }, claim) {
        const { endpoints, trusted } = this.#options;
        const { payload } = (0,cosign_bundle/* envelopeIn */.YC)(bytes);
        (0,in_toto/* checkStatement */.It)(payload.toString('utf8'), claim);
        const bundle = parseCertifiedBundle(bytes);
        const own = await this.#certificates.last();
        const required = { signer: this.#signer, isLogged: endpoints.rekor !== undefined };
        if (trusted)
            verifyWithRoot(bundle, trusted, required);
        else
            verifyWithServices(bundle, await this.#serviceTrust(), await this.#authoritiesFor(bundle, own), required);
    }
    commandFor({ predicate }) {
        return keylessCommand(predicate, this.#signer, this.#options.endpoints);
    }
    async #authoritiesFor({ certificate }, own) {
        if (own?.certificate.raw.equals(certificate.raw))
            return own.authorities;
        this.#authorities ??= requestAuthorities(this.#options.endpoints, this.#options.context);
        return [...(own?.authorities ?? []), ...(await this.#authorities)];
    }
    #serviceTrust() {
        this.#trust ??= requestTrust(this.#options.endpoints, this.#options.context);
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
        context.log.warning(`The public log at ${endpoints.rekor?.host} will show the names of this repository, which is not public, its workflow and its branch to everybody, for ever. Remove 'rekor-url' to use GitHub's own services, which publish nothing`);
    }
    return new KeylessSigner({ endpoints, claims, trusted, context });
}
function parseRoot(text, refuse) {
    try {
        return parseTrustedRoot(text);
    }
    catch (error) {
        throw refuse('trusted-root', error.message);
    }
}


})
};
