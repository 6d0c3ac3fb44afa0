export const id = 9033;
export const ids = [9033];
export const modules = {

69033:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  identityAuthority: () => (identityAuthority)
});

var bundle = __webpack_require__(50288);
var in_toto = __webpack_require__(29116);
var legacy_signer = __webpack_require__(91946);
var certified_identity = __webpack_require__(42371);
var external_node_crypto_ = __webpack_require__(77598);
var dist = __webpack_require__(61040);
var verify_dist = __webpack_require__(54187);
var json = __webpack_require__(99368);
;// CONCATENATED MODULE: ./build/attach/keyless/certified-layer.js






const fields = {
    certificate: 'dev.sigstore.cosign/certificate',
    entry: 'dev.sigstore.cosign/bundle',
    timestamp: 'dev.sigstore.cosign/rfc3161timestamp',
};
function parseCertifiedLayer(layer) {
    const signature = (0,legacy_signer/* signatureIn */.Sb)(layer);
    const { [fields.certificate]: pem, [fields.entry]: entry, [fields.timestamp]: timestamp } = layer.annotations ?? {};
    if (pem === undefined)
        throw new Error('is not signed with a certificate');
    const certified = readCertificate(pem);
    const messageDigest = { algorithm: 'SHA2_256', digest: (0,external_node_crypto_.createHash)('sha256').update(layer.bytes).digest('base64') };
    try {
        const bundle = (0,dist/* bundleFromJSON */.vw)({
            mediaType: 'application/vnd.dev.sigstore.bundle+json;version=0.1',
            verificationMaterial: {
                x509CertificateChain: { certificates: [{ rawBytes: certified.certificate.raw.toString('base64') }] },
                tlogEntries: entry === undefined ? [] : [logEntry((0,json/* parseRecord */.Hh)(entry))],
                timestampVerificationData: {
                    rfc3161Timestamps: timestamp === undefined ? [] : [stampIn((0,json/* parseRecord */.Hh)(timestamp))],
                },
            },
            messageSignature: { messageDigest, signature: signature.toString('base64') },
        });
        return { entity: (0,verify_dist/* toSignedEntity */.DC)(bundle, Buffer.from(layer.bytes)), ...certified, logNames: [] };
    }
    catch {
        throw new Error('has an entry of a log, or a timestamp, that cannot be read');
    }
}
function readCertificate(pem) {
    try {
        const certificate = new external_node_crypto_.X509Certificate(pem);
        return { certificate, signer: (0,certified_identity/* identityIn */.K)(certificate) };
    }
    catch {
        throw new Error('has a certificate that cannot be read');
    }
}
function logEntry({ SignedEntryTimestamp, Payload }) {
    const { body, integratedTime, logIndex, logID } = (0,json/* recordOf */.zv)(Payload);
    const { kind, apiVersion } = (0,json/* parseRecord */.Hh)(Buffer.from(String(body), 'base64').toString('utf8'));
    return {
        logIndex: String(logIndex),
        logId: { keyId: Buffer.from(String(logID), 'hex').toString('base64') },
        kindVersion: { kind, version: apiVersion },
        integratedTime: String(integratedTime),
        inclusionPromise: { signedEntryTimestamp: SignedEntryTimestamp },
        canonicalizedBody: body,
    };
}
function stampIn({ SignedRFC3161Timestamp }) {
    return { signedTimestamp: SignedRFC3161Timestamp };
}

var verify_bundle = __webpack_require__(13045);
;// CONCATENATED MODULE: ./build/attach/policy/identity-authority.js






function identityAuthority(signer, trusted) {
    const required = { signer, isLogged: trusted.tlogs.length > 0 };
    return {
        description: (0,certified_identity/* formatIdentity */.g)(signer),
        verify(layer, digest) {
            if (layer.mediaType === bundle/* bundleType */.$7) {
                (0,in_toto/* checkStatement */.It)((0,bundle/* envelopeIn */.YC)(layer.bytes).payload.toString('utf8'), { subject: { digest } });
                (0,verify_bundle/* verifyWithRoot */.Mv)((0,verify_bundle/* parseCertifiedBundle */.Lr)(layer.bytes), trusted, required);
            }
            else {
                const certified = parseCertifiedLayer(layer);
                (0,legacy_signer/* checkPayload */.xL)(layer, digest);
                (0,verify_bundle/* verifyWithRoot */.Mv)(certified, trusted, required);
            }
        },
    };
}


})
};
