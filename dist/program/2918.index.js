import { modules as shared0 } from './shared-82015.index.js';
import { modules as shared1 } from './shared-18895.index.js';
import { modules as shared2 } from './shared-25580.index.js';
import { modules as shared3 } from './shared-76355.index.js';
import { modules as shared4 } from './shared-3782.index.js';
export const id = 2918;
export const ids = [2918];
export const modules = {

...shared0,
...shared1,
...shared2,
...shared3,
...shared4,
42918:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  openBasePolicy: () => (openBasePolicy),
  openSourcePolicy: () => (openSourcePolicy)
});

var input_error = __webpack_require__(53587);
var content_error = __webpack_require__(19964);
var key_reference = __webpack_require__(32514);
var external_node_crypto_ = __webpack_require__(77598);
var key_kind = __webpack_require__(90425);
;// CONCATENATED MODULE: ./build/attach/keys/public-key.js


const block = /-----BEGIN (?<label>[A-Z0-9 ]+)-----[\s\S]*?-----END \k<label>-----/g;
const labels = ['PUBLIC KEY', 'RSA PUBLIC KEY'];
function parsePublicKey(text, refuse) {
    const [only, ...others] = text.matchAll(block);
    const label = only?.groups?.label ?? '';
    if (others.length > 0)
        throw refuse('holds more than one key: give each a line of its own');
    if (!only || !labels.includes(label))
        throw refuse(describeOther(label));
    return read(only[0], refuse);
}
function read(key, refuse) {
    let publicKey;
    try {
        publicKey = (0,external_node_crypto_.createPublicKey)({ key, format: 'pem' });
    }
    catch {
        throw refuse('is not a valid key, although it looks like PEM. Is it complete?');
    }
    return { kind: (0,key_kind/* checkKind */.pK)(publicKey, refuse), publicKey };
}
function describeOther(label) {
    if (label.endsWith('PRIVATE KEY'))
        return 'is a private key, which is not needed to verify: give the public one';
    if (label === 'CERTIFICATE')
        return 'is a certificate: give its public key';
    return "is not a public key in PEM, as 'cosign public-key' prints it";
}

var bundle = __webpack_require__(50288);
var bundle_signer = __webpack_require__(76355);
var legacy_signer = __webpack_require__(91946);
;// CONCATENATED MODULE: ./build/attach/policy/authority.js




function keyAuthority(key, name) {
    return {
        description: `${name} (${(0,key_kind/* describeKind */.SB)(key.kind)})`,
        verify(layer, digest) {
            if (layer.mediaType === bundle/* bundleType */.$7)
                (0,bundle_signer/* verifyBundle */.I)(layer.bytes, { subject: { digest } }, key);
            else
                (0,legacy_signer/* verifyPayload */.cM)(layer, digest, key);
        },
    };
}
function isSignatureType(mediaType) {
    return mediaType === bundle/* bundleType */.$7 || mediaType === legacy_signer/* signingType */.Wo;
}

var pem = __webpack_require__(5771);
var trusted_root = __webpack_require__(48385);
;// CONCATENATED MODULE: ./build/steps/checks/policy/open-authorities.js






async function openAuthorities(input, lines, trustedRoot, environment) {
    const reading = lines.map((line, index) => openAuthority(line, environment, { input, index, trustedRoot }));
    const read = await Promise.allSettled(reading);
    (0,input_error/* throwAll */.Kx)(read.flatMap((result) => (result.status === 'rejected' ? [result.reason] : [])));
    return await Promise.all(reading);
}
async function openAuthority(line, environment, place) {
    return 'key' in line ? await openKey(line.key, environment, place) : await openIdentity(line, environment, place);
}
async function openIdentity(line, environment, { input, index, trustedRoot }) {
    if (trustedRoot === '') {
        throw new input_error/* InputError */.dz(input, `the identity in entry ${index + 1} needs 'trusted-root': give the file that 'cosign trusted-root create --with-default-services' or 'gh attestation trusted-root' writes`);
    }
    const text = await (0,trusted_root/* readTrustedRoot */.g)(trustedRoot, environment);
    const { parseTrustedRoot } = await Promise.all(/* import() */[__webpack_require__.e(3917), __webpack_require__.e(4187), __webpack_require__.e(1027)]).then(__webpack_require__.bind(__webpack_require__, 71027));
    const { identityAuthority } = await Promise.all(/* import() */[__webpack_require__.e(3917), __webpack_require__.e(4187), __webpack_require__.e(3045), __webpack_require__.e(9033)]).then(__webpack_require__.bind(__webpack_require__, 69033));
    try {
        return identityAuthority(line, parseTrustedRoot(text));
    }
    catch (error) {
        throw new input_error/* InputError */.dz('trusted-root', `it ${error.message}`);
    }
}
async function openKey(key, { workspace, log }, { input, index }) {
    const refuse = (problem) => new input_error/* InputError */.dz(input, `the key in entry ${index + 1} ${problem}`);
    if ((0,key_reference/* describeReference */.P)(key) !== undefined) {
        throw refuse("refers to a key elsewhere, which is not supported: give its public key, which 'cosign public-key' prints");
    }
    const text = await (0,pem/* readPem */.J)(key, workspace, refuse);
    if (text.includes('PRIVATE KEY'))
        log.mask(text);
    return keyAuthority(parsePublicKey(text, refuse), `key ${index + 1} of '${input}'`);
}

var oci_digest = __webpack_require__(1564);
var read_layer = __webpack_require__(1356);
var listed_referrers = __webpack_require__(3824);
var tagged_artifact = __webpack_require__(37971);
;// CONCATENATED MODULE: ./build/attach/policy/find-signatures.js




const sizeLimit = 1024 * 1024;
const mostRead = 50;
async function bundleLookups(remote, subject) {
    const likely = (await (0,listed_referrers/* likelyReferrers */.fC)(remote, subject, (0,bundle/* bundlePlace */.M9)())).flat().slice(0, mostRead);
    return likely.map(({ digest }) => async () => layersIn((await remote.manifests.get(digest))?.blobs.slice(0, 2)));
}
function taggedLookup(remote, digest) {
    const tag = (0,tagged_artifact/* tagFor */.g)({ subject: { digest } }, { ending: '.sig' });
    return async () => layersIn((await remote.manifests.get(tag))?.blobs);
}
function layersIn(blobs = []) {
    const fit = blobs.slice(1).filter(({ mediaType, size }) => isSignatureType(mediaType) && size <= sizeLimit);
    return fit.slice(-mostRead).toReversed();
}

;// CONCATENATED MODULE: ./build/attach/policy/find-authority.js



const readAtOnce = 8;
async function findAuthority(remote, digest, authorities) {
    const search = new Search(remote, digest, authorities);
    await search.lookAt(async () => [taggedLookup(remote, digest)].filter(() => (0,oci_digest/* algorithmOf */.Hy)(digest) === 'sha256'));
    if (!search.authority)
        await search.lookAt(() => bundleLookups(remote, digest));
    const { authority, rejected, failure } = search;
    if (!authority && failure !== undefined)
        throw failure;
    return { rejected, ...(authority && { authority }) };
}
class Search {
    #remote;
    #digest;
    #authorities;
    rejected = [];
    authority;
    failure;
    constructor(remote, digest, authorities) {
        this.#remote = remote;
        this.#digest = digest;
        this.#authorities = authorities;
    }
    async lookAt(find) {
        await this.#orRemember(async () => {
            const lookups = await find();
            await this.#each(lookups, async (lookup) => this.#each(await lookup(), (layer) => this.#tryLayer(layer)));
        });
    }
    async #tryLayer(layer) {
        const read = await (0,read_layer/* readLayer */.w)(this.#remote, layer);
        const problems = this.#authorities.map((authority) => {
            try {
                authority.verify(read, this.#digest);
                this.authority ??= authority;
                return undefined;
            }
            catch (error) {
                return error.message;
            }
        });
        if (!problems.includes(undefined))
            this.rejected.push(mostTelling(problems));
    }
    async #each(items, work) {
        for (let start = 0; start < items.length && !this.authority; start += readAtOnce) {
            const some = items.slice(start, start + readAtOnce);
            await Promise.all(some.map((item) => this.#orRemember(() => work(item))));
        }
    }
    async #orRemember(work) {
        try {
            await work();
        }
        catch (error) {
            this.failure ??= error;
        }
    }
}
function mostTelling(problems) {
    return problems.find((problem) => !problem.includes('this key')) ?? 'is not signed with this key';
}

var distribution_reference = __webpack_require__(28732);
var registry_repository = __webpack_require__(40782);
;// CONCATENATED MODULE: ./build/steps/checks/policy/signed-image.js




async function repositoryToVerify(repository, { registries, stop }) {
    return new registry_repository/* RemoteRepository */.N(await registries.at(repository), repository, 'pull', stop.network);
}
async function requireSignature(remote, { name, repository, digest }, { input, authorities }) {
    const { authority, rejected } = await findAuthority(remote, digest, authorities);
    if (authority)
        return authority;
    const reasons = [...new Set(rejected)].slice(0, 3).join(' or ');
    const names = authorities.map(({ description }) => description);
    const expected = [...names.slice(0, 3), ...(names.length > 3 ? ['another one'] : [])].join(' or ');
    const seen = reasons === '' ? '' : ` (what it has ${reasons}; expected: ${expected})`;
    throw new content_error/* ContentError */.y(`${name} has no signature at ${repository.registry} that '${input}' accepts${seen}. Sign it there (cosign sign ${(0,distribution_reference/* formatRepository */.Sh)(repository)}@${digest}), or use an image that is signed`);
}

var attestations = __webpack_require__(82015);
var registry_error = __webpack_require__(30648);
;// CONCATENATED MODULE: ./build/steps/checks/policy/verify-base.js





const mostImages = 64;
async function verifyBases(sources, policy, job) {
    const names = [...new Set(sources.flatMap(imagesBelow))];
    const { environment } = job;
    const verified = await Promise.allSettled(names.map((name) => verifyBase(name, policy, job)));
    environment.signal.throwIfAborted();
    const problems = verified.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    const [only, ...others] = problems;
    if (only)
        throw others.length === 0 ? only : new content_error/* ContentError */.y(problems.map(({ message }) => message).join('; '));
    if (names.length === 0)
        environment.log.info('No base image to verify: nothing was built from an image');
}
function imagesBelow({ builtFrom }) {
    if (!builtFrom) {
        throw new content_error/* ContentError */.y(`the base images cannot be verified, since the builder did not report them. Remove BUILDX_METADATA_PROVENANCE from the environment, update buildx and BuildKit, or remove 'verify-base'`);
    }
    const [layout] = builtFrom.layouts;
    if (layout === undefined)
        return builtFrom.images;
    throw new content_error/* ContentError */.y(`the image was built from an OCI layout (${layout}), which cannot be verified. Build from an image in a registry, or remove 'verify-base'`);
}
async function verifyBase(text, policy, job) {
    const reference = (0,distribution_reference/* parseReference */.F2)(text);
    const name = `the base image ${text}`;
    if (!reference?.digest) {
        throw new content_error/* ContentError */.y(`${name} cannot be verified, since the builder did not report its digest. Name it by digest`);
    }
    const { repository, digest } = reference;
    try {
        const remote = await repositoryToVerify(repository, job);
        const description = await verifyAt(remote, { name, repository, digest }, policy);
        job.environment.log.info(`Verified ${name}: signed with ${description}`);
    }
    catch (error) {
        if (!(error instanceof registry_error/* RegistryError */.g))
            throw error;
        throw new content_error/* ContentError */.y(`${name} cannot be verified: ${error.message}`, { cause: error });
    }
}
async function verifyAt(remote, image, policy) {
    try {
        return (await requireSignature(remote, image, policy)).description;
    }
    catch (error) {
        if (!(error instanceof content_error/* ContentError */.y))
            throw error;
        const { children = [] } = (await remote.manifests.get(image.digest)) ?? {};
        const images = children.filter((child) => !(0,attestations/* isAttestation */.H3)(child));
        if (images.length === 0 || images.length > mostImages)
            throw error;
        const found = [];
        for (const { digest } of images) {
            const name = `${(0,distribution_reference/* formatRepository */.Sh)(image.repository)}@${digest}`;
            const signed = await requireSignature(remote, { ...image, name, digest }, policy).catch((problem) => {
                throw problem instanceof content_error/* ContentError */.y ? error : problem;
            });
            found.push(signed.description);
        }
        return `${[...new Set(found)].join(', ')}, as ${found.length} images of its index`;
    }
}

;// CONCATENATED MODULE: ./build/steps/checks/policy/open-policy.js





async function openBasePolicy(job) {
    const { inputs, environment } = job;
    const given = inputs.source ? 'source' : inputs.run ? 'run' : inputs.call ? 'call' : undefined;
    if (given)
        throw new input_error/* InputError */.dz('verify-base', `it has no effect with '${given}', since nothing is built: remove it`);
    const policy = await open_policy_open('verify-base', job);
    if (!policy)
        return undefined;
    const verify = async (sources) => await verifyBases(sources, policy, job);
    return {
        name: policy.input,
        stage: 'policy',
        isForParts: true,
        async approve(ready, late) {
            const sources = [...ready, ...late].map(({ source }) => source).filter(({ attachedTo }) => !attachedTo);
            await environment.log.group('Base images', () => verify([...new Set(sources)]));
            return [];
        },
        ...(!job.publishes && { checkUnpublished: async ({ sources }) => await verify(sources) }),
    };
}
async function openSourcePolicy(job) {
    checkSources(job.inputs);
    const policy = await open_policy_open('verify-source', job);
    if (!policy)
        return undefined;
    let admitted = 0;
    return {
        name: policy.input,
        stage: 'policy',
        isForParts: true,
        async admit(source) {
            await verifySource(source, policy, job);
            admitted += 1;
        },
        async approve() {
            if (admitted > 0)
                return [];
            throw new content_error/* ContentError */.y('no image was verified. This is a bug in this action: report it');
        },
    };
}
async function open_policy_open(input, job) {
    const { inputs, publishes, trust, environment } = job;
    const lines = input === 'verify-base' ? inputs.verifyBase : inputs.verifySource;
    const isLater = trust.isTrusted && (inputs.keepImage || inputs.dryRun);
    if (publishes || isLater)
        return { input, authorities: await openAuthorities(input, lines, inputs.trustedRoot, environment) };
    environment.log.notice(`Nothing is published, so '${input}' verifies nothing`);
    return undefined;
}
function checkSources({ source, run }) {
    if (!source || run) {
        throw new input_error/* InputError */.dz('verify-source', "it has no effect without 'source: docker://\u2026': remove it");
    }
    const others = source.filter(({ kind }) => kind !== 'docker').map(({ kind }) => kind);
    (0,input_error/* throwAll */.Kx)([...new Set(others)].map((kind) => {
        return new input_error/* InputError */.dz('verify-source', `it verifies signatures in registries, and '${kind}' images have none: use 'docker://\u2026', or remove this input`);
    }));
}
async function verifySource(source, policy, job) {
    const { digest } = source.image.root;
    const repository = source.origin?.(digest);
    if (!repository)
        throw new content_error/* ContentError */.y(`${source.name} cannot be verified, since it is in no registry`);
    const name = `the image ${source.name} (${digest})`;
    const remote = await repositoryToVerify(repository, job);
    const { description } = await requireSignature(remote, { name, repository, digest }, policy);
    job.environment.log.info(`Verified ${name}: signed with ${description}`);
}


})
};
