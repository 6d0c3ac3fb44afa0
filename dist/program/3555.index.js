import { modules as shared0 } from './shared-82015.index.js';
import { modules as shared1 } from './shared-18895.index.js';
import { modules as shared2 } from './shared-46640.index.js';
import { modules as shared3 } from './shared-25580.index.js';
import { modules as shared4 } from './shared-76355.index.js';
import { modules as shared5 } from './shared-3782.index.js';
import { modules as shared6 } from './shared-64064.index.js';
import { modules as shared7 } from './shared-5872.index.js';
export const id = 3555;
export const ids = [3555];
export const modules = {

...shared0,
...shared1,
...shared2,
...shared3,
...shared4,
...shared5,
...shared6,
...shared7,
63555:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  openSigning: () => (openSigning)
});

var format_amount = __webpack_require__(27186);
var content_error = __webpack_require__(19964);
var digest = __webpack_require__(1564);
var reference = __webpack_require__(28732);
var push = __webpack_require__(64064);
var referrer_tags = __webpack_require__(3782);
;// CONCATENATED MODULE: ./build/push/referrers/taken-tags.js


class TakenTags {
    #uploads;
    constructor(uploads) {
        this.#uploads = uploads;
    }
    at(content, tag) {
        return this.#uploads.find(({ push }) => push.content === content && push.target.tags.some((each) => each === tag));
    }
    refuseLists(content, subjects) {
        const lost = subjects.map(referrer_tags/* referrersTag */.LN).find((tag) => this.at(content, tag));
        if (lost === undefined)
            return;
        throw new content_error/* ContentError */.y(`${content.name}:${lost} is copied, and would replace the list of what refers to an image that is published with it. Leave out such tags ('all-tags'), and copy what refers to images with 'referrers: true'`);
    }
}

var registry_error = __webpack_require__(30648);
var attach_artifact = __webpack_require__(25580);
;// CONCATENATED MODULE: ./build/attach/claim.js
function claimId({ subject, predicate }) {
    return [subject.digest, predicate?.type, predicate?.text].join('\n');
}

var descriptor = __webpack_require__(46937);
var scan_document = __webpack_require__(5872);
var dsse = __webpack_require__(59205);
var in_toto = __webpack_require__(29116);
;// CONCATENATED MODULE: ./build/attach/documents/unsigned.js


function unsigned({ mediaType = dsse/* inTotoType */.Y8, predicate, title }) {
    const bytesFor = (claim) => Buffer.from(mediaType === dsse/* inTotoType */.Y8 ? (0,in_toto/* formatStatement */.j8)({ ...claim, predicate }) : predicate.text);
    return {
        word: 'unsigned',
        description: title,
        isPerRepository: false,
        placeOf: () => ({
            kind: 'referrer',
            artifactType: mediaType,
            configType: 'application/vnd.oci.empty.v1+json',
            layerType: mediaType,
        }),
        async sign(claim) {
            const annotations = {
                'org.opencontainers.image.title': title,
                ...(mediaType === dsse/* inTotoType */.Y8 && { 'in-toto.io/predicate-type': predicate.type }),
            };
            return { layer: { mediaType, bytes: bytesFor(claim), annotations } };
        },
        async verify({ bytes }, claim) {
            if (!bytesFor(claim).equals(bytes))
                throw new Error('is another document');
        },
        commandFor: () => `oras discover --artifact-type ${mediaType}`,
    };
}

var oci_attestations = __webpack_require__(82015);
;// CONCATENATED MODULE: ./build/attach/release/signed-manifests.js

function subjectsOf({ root, manifests }) {
    const attestations = new Set(manifests.flatMap(({ children }) => children.filter(oci_attestations/* isAttestation */.H3)).map(({ digest }) => digest));
    const all = manifests.map(({ descriptor }) => descriptor).filter(({ digest }) => !attestations.has(digest));
    return [root, ...all.filter(({ digest }) => digest !== root.digest)];
}

;// CONCATENATED MODULE: ./build/attach/release/claims.js





async function claimsAbout(image, repository, { signers, documents, found }) {
    const signed = signers.flatMap((signer) => subjectsOf(image).map((subject) => ({ signer, claim: { subject, repository } })));
    const about = documents.map((document) => claimsOf(document, { subject: image.root, repository }, signers));
    const checked = subjectsOf(image).flatMap((subject) => {
        const document = found?.get(subject.digest);
        return document ? [claimsOf(document, { subject, repository }, signers)] : [];
    });
    const fresh = (await Promise.all(checked)).flat().map((each) => ({ ...each, isNew: true }));
    return [...signed, ...(await Promise.all(about)).flat(), ...fresh];
}
async function countClaims(image, repository, attachments) {
    const report = { predicate: { type: scan_document/* scanPredicateType */.jh, text: '{}' }, title: '' };
    const platforms = subjectsOf(image).filter((subject) => !(0,descriptor/* isIndex */.nw)(subject));
    const found = new Map(attachments.isScanned ? platforms.map(({ digest }) => [digest, report]) : []);
    return (await claimsAbout(image, repository, { ...attachments, found })).length;
}
async function claimsOf(document, about, signers) {
    const claim = { ...about, predicate: document.predicate };
    const attesting = signers.filter((signer) => signer.placeOf(claim));
    if (attesting.length > 0)
        return attesting.map((signer) => ({ signer, claim }));
    const signer = unsigned(document);
    const subject = await descriptorOf({ signer, claim });
    const { repository } = about;
    return [{ signer, claim }, ...signers.map((each) => ({ signer: each, claim: { subject, repository } }))];
}
async function descriptorOf({ signer, claim }) {
    const place = signer.placeOf(claim);
    const { layer, annotations } = await signer.sign(claim);
    const artifactType = place?.kind === 'referrer' ? place.artifactType : '';
    return (0,attach_artifact/* referrerOf */.N1)(claim.subject, layer, { artifactType, annotations }).manifest.descriptor;
}

var external_node_util_ = __webpack_require__(57975);
var blob_content = __webpack_require__(18895);
var edit_tag = __webpack_require__(36037);
var read_layer = __webpack_require__(1356);
var tagged_artifact = __webpack_require__(37971);
;// CONCATENATED MODULE: ./build/attach/release/confirm-artifact.js







async function confirmArtifact({ push: { content }, root }, made, copied) {
    const { tag, claims } = made;
    if (tag === undefined) {
        await Promise.all([expectManifest(content, root), ...claims.map((each) => verifyAt(content, root, each))]);
        return root.descriptor.digest;
    }
    const found = await addToTag(content, tag, made, copied);
    await Promise.all(claims.map((each) => verifyAt(content, found, each)));
    return found.descriptor.digest;
}
async function expectManifest(content, { descriptor: { digest } }) {
    if (await content.remote.manifests.get(digest))
        return;
    throw objection(content, digest, 'the registry accepted it but does not return it');
}
async function verifyAt(content, { blobs, descriptor }, made) {
    const { signer, claim, layer } = made;
    const found = blobs.find((blob) => (0,external_node_util_.isDeepStrictEqual)(blob, (0,attach_artifact/* layerDescriptor */.Br)(layer)));
    if (!found)
        throw objection(content, descriptor.digest, 'the registry lost its content');
    const read = await (0,read_layer/* readLayer */.w)(content.remote, found);
    await signer.verify(read, claim).catch((error) => {
        throw objection(content, descriptor.digest, `it ${error.message}`);
    });
}
function objection({ name }, digest, reason) {
    return new content_error/* ContentError */.y(`${name}: ${digest} was written, but cannot be verified: ${reason}`);
}
function lackedBy(manifest, layers) {
    return layers.filter((layer) => !manifest?.blobs.some((blob) => (0,external_node_util_.isDeepStrictEqual)(blob, (0,attach_artifact/* layerDescriptor */.Br)(layer))));
}
async function addToTag(content, tag, { claims }, copied) {
    const own = claims.map(({ layer }) => layer);
    let next;
    return await (0,edit_tag/* editTag */.d)(content, {
        tag,
        operation: 'adding a signature to the tag',
        change(existing) {
            if (existing && lackedBy(existing, own).length === 0)
                return existing;
            const before = copied ?? existing;
            next = (0,tagged_artifact/* withLayers */.V)(before, lackedBy(before, own));
            return next.manifest;
        },
        async prepare() {
            const blobs = [...(next?.contents ?? [])];
            await Promise.all(blobs.map(([digest, bytes]) => content.ensure({ digest, size: bytes.length }, (0,blob_content/* contentOfBytes */.I)(bytes))));
        },
    });
}

var listed_referrers = __webpack_require__(3824);
;// CONCATENATED MODULE: ./build/attach/release/find-existing.js



const mostRead = 20;
async function findExisting(remote, claim, signer) {
    const place = signer.placeOf(claim);
    if (!place)
        return undefined;
    const lookup = { remote, claim, signer, place };
    if (place.kind === 'tag') {
        const tagged = await remote.manifests.get((0,tagged_artifact/* tagFor */.g)(claim, place));
        return tagged && (await firstOf([tagged], lookup));
    }
    let left = mostRead;
    for (const group of await (0,listed_referrers/* likelyReferrers */.fC)(remote, claim.subject.digest, place)) {
        const some = group.slice(0, left);
        left -= some.length;
        const manifests = await Promise.all(some.map(({ digest }) => remote.manifests.get(digest)));
        const found = await firstOf(manifests.filter((manifest) => manifest !== undefined), lookup);
        if (found)
            return found;
    }
    return undefined;
}
async function firstOf(manifests, lookup) {
    for (const { blobs, descriptor } of manifests) {
        const layers = blobs.slice(1).filter(({ mediaType }) => mediaType === lookup.place.layerType);
        for (const layer of layers.slice(-mostRead).toReversed()) {
            if (await makesClaim(layer, lookup))
                return descriptor.digest;
        }
    }
    return undefined;
}
async function makesClaim(layer, { remote, claim, signer }) {
    const content = await (0,read_layer/* readLayer */.w)(remote, layer);
    return await signer.verify(content, claim).then(() => true, () => false);
}

;// CONCATENATED MODULE: ./build/attach/release/make-artifacts.js



class ArtifactMaker {
    #signed = new Map();
    #made = new Map();
    async make(claims) {
        const layers = await Promise.all(claims.map(async (each) => ({ ...each, signed: await this.#sign(each) })));
        const tagged = Map.groupBy(layers, tagOf);
        return [...tagged].flatMap(([tag, group]) => tag === undefined ? group.map((each) => this.#refer(each)) : [together(tag, group)]);
    }
    #sign({ signer, claim }) {
        const { registry, name } = claim.repository;
        const key = [claimId(claim), ...(signer.isPerRepository ? [registry, name] : [])].join('\n');
        const own = this.#signed.get(signer) ?? new Map();
        this.#signed.set(signer, own);
        const signing = own.get(key) ?? signer.sign(claim);
        own.set(key, signing);
        return signing;
    }
    #refer({ signer, claim, signed: { layer, annotations } }) {
        const place = signer.placeOf(claim);
        const { artifactType, configType } = place;
        const artifact = (0,attach_artifact/* referrerOf */.N1)(claim.subject, layer, { artifactType, annotations }, configType);
        const { digest } = artifact.manifest.descriptor;
        const made = this.#made.get(digest) ?? { artifact, claims: [{ signer, claim, layer }] };
        this.#made.set(digest, made);
        return made;
    }
}
function together(tag, group) {
    const claims = group.map(({ signer, claim, signed: { layer } }) => ({ signer, claim, layer }));
    const [first, ...others] = claims;
    return {
        artifact: (0,tagged_artifact/* withLayers */.V)(undefined, claims.map(({ layer }) => layer)),
        claims: [first, ...others],
        tag,
    };
}
function tagOf({ signer, claim }) {
    const place = signer.placeOf(claim);
    return place?.kind === 'tag' ? (0,tagged_artifact/* tagFor */.g)(claim, place) : undefined;
}

;// CONCATENATED MODULE: ./build/attach/release/prepare-repository.js



const mostSessions = 8;
async function prepareRepository({ push, image }, count) {
    const { content } = push;
    await content.preparation.warmedUp;
    if (content.failure || content.presence.knows(image.root.digest))
        return;
    const config = { digest: (0,digest/* digestOf */.ol)(attach_artifact/* emptyConfig */.i4), size: attach_artifact/* emptyConfig */.i4.length };
    const open = async () => content.spares.reserve(await content.remote.blobs.openSession());
    const sessions = Array.from({ length: Math.min(count, mostSessions) }, () => content.spares.whileOpen(open));
    await Promise.allSettled([content.ensure(config, (0,blob_content/* contentOfBytes */.I)(attach_artifact/* emptyConfig */.i4)), ...sessions]);
}

;// CONCATENATED MODULE: ./build/attach/release/attaching.js














class Attaching {
    #attachments;
    #log;
    #made = new Map();
    #attached = [];
    #taken = new TakenTags([]);
    constructor(attachments, log) {
        this.#attachments = attachments;
        this.#log = log;
    }
    get attached() {
        return this.#attached;
    }
    async begin(uploads) {
        await Promise.all(uniqueImages(uploads).map(async (upload) => {
            const count = await countClaims(upload.image, upload.push.content.repository, this.#attachments);
            await prepareRepository(upload, count);
        }));
    }
    mayKeep = async ({ root: subject }, { remote, repository }) => {
        const signed = this.#attachments.signers.map((signer) => findExisting(remote, { subject, repository }, signer));
        const found = await Promise.all(signed).catch(() => [undefined]);
        return !found.includes(undefined);
    };
    async approve(ready, late) {
        const maker = new ArtifactMaker();
        this.#taken = new TakenTags([...ready, ...late]);
        const uploads = uniqueImages([...ready, ...late]);
        const made = await Promise.all(uploads.map(async (upload) => {
            this.#detectReferrersApi(upload);
            const artifacts = await maker.make(await this.#due(upload, ready.includes(upload)));
            for (const { claims } of artifacts)
                for (const { layer } of claims)
                    assignSession(upload, layer);
            return { upload, artifacts };
        }));
        return this.#releaseOf(made);
    }
    async confirm(uploads) {
        const own = uploads.flatMap((upload) => {
            const made = this.#made.get(upload.source);
            return made ? [{ upload, made }] : [];
        });
        const found = await Promise.all(own.map(async ({ upload, made }) => {
            return await this.#confirm(upload, made).catch((error) => {
                if (!(error instanceof registry_error/* RegistryError */.g))
                    throw error;
                upload.push.fail(error);
                return [];
            });
        }));
        this.#add(found.flat());
    }
    async #confirm(upload, { artifact, images }) {
        const { content } = upload.push;
        const image = images.find((each) => each.upload.push.content === content);
        if (image?.upload.image.root.digest !== image?.root) {
            throw new content_error/* ContentError */.y(`${content.name}: the image there is not the one that was signed. Run this again`);
        }
        const copied = this.#taken.at(content, artifact.tag);
        copied?.push.leaveTags();
        const digest = await confirmArtifact(upload, artifact, copied?.root);
        const { repository } = content;
        return artifact.claims.map((each) => attachedAs(each, { repository, digest, isKept: false, content: each.layer.bytes }));
    }
    #detectReferrersApi({ push: { content }, image }) {
        void content.remote.listsReferrers(image.root.digest).catch(() => undefined);
    }
    async #due(upload, isReady) {
        const { remote, repository } = upload.push.content;
        const claims = await claimsAbout(upload.image, repository, this.#attachments);
        const referring = claims.filter((each) => tagOf(each) === undefined);
        this.#taken.refuseLists(upload.push.content, referring.map(({ claim }) => claim.subject.digest));
        if (!isReady || !upload.wasThere)
            return claims;
        const found = await Promise.all(claims.map(async (each) => {
            if (each.isNew || this.#taken.at(upload.push.content, tagOf(each)))
                return undefined;
            const digest = await findExisting(remote, each.claim, each.signer).catch(() => undefined);
            return digest && attachedAs(each, { repository, digest, isKept: true });
        }));
        this.#add(found.filter((each) => each !== undefined));
        return claims.filter((_, index) => !found[index]);
    }
    #add(found) {
        for (const [name, group] of Map.groupBy(found, ({ repository }) => (0,reference/* formatRepository */.Sh)(repository))) {
            const [kept, written] = [group.filter(({ isKept }) => isKept), group.filter(({ isKept }) => !isKept)];
            const amounts = [written.length > 0 && `verified ${countOf(written)}`, kept.length > 0 && `kept ${countOf(kept)}`];
            this.#log.info(`${name}: ${amounts.filter(Boolean).join(', ')}`);
        }
        this.#attached.push(...found.filter((each) => !this.#attached.some((known) => isSame(known, each))));
    }
    #releaseOf(made) {
        const images = Map.groupBy(made, ({ upload }) => upload.source);
        return [...images].flatMap(([source, group]) => {
            const artifacts = new Set(group.flatMap(({ artifacts: own }) => own));
            return [...artifacts].map((artifact) => {
                const uploads = group.filter(({ artifacts: own }) => own.includes(artifact)).map(({ upload }) => upload);
                const part = (0,attach_artifact/* sourceOf */.vz)(artifact.artifact, 'a signature', source);
                this.#made.set(part, {
                    artifact,
                    images: uploads.map((upload) => ({ upload, root: upload.image.root.digest })),
                });
                const pushes = uploads.map(({ push: { target, content } }) => new push/* Push */.$({ ...target, tags: [] }, content));
                return { source: part, pushes };
            });
        });
    }
}
function attachedAs({ claim, signer }, where) {
    const [isSigned, isByWorkflow] = [signer.word !== 'unsigned', signer.claims !== undefined];
    return { ...where, claim, command: signer.commandFor(claim), isSigned, isByWorkflow };
}
function isSame(one, other) {
    if (one.digest !== other.digest || !(0,reference/* sameRepository */.RB)(one.repository, other.repository))
        return false;
    return claimId(one.claim) === claimId(other.claim);
}
function countOf(attached) {
    const signatures = attached.filter(({ claim, isSigned }) => isSigned && !claim.predicate).length;
    const documents = attached.length - signatures;
    return [signatures > 0 && (0,format_amount/* formatCount */.B)(signatures, 'signature'), documents > 0 && (0,format_amount/* formatCount */.B)(documents, 'document')]
        .filter(Boolean)
        .join(' and ');
}
function assignSession({ push: { content } }, { bytes }) {
    content.spares.assignReserved((0,digest/* digestOf */.ol)(bytes));
}
function uniqueImages(uploads) {
    const images = uploads.filter(({ source }) => !source.attachedTo);
    const keyed = images.map((upload) => {
        return [`${upload.push.name} ${upload.image.root.digest}`, upload];
    });
    return [...new Map(keyed).values()];
}

;// CONCATENATED MODULE: ./build/attach/release/describe-attached.js

const shownPlatforms = 8;
function describeAttached(all, outcomes, otherCommand = () => undefined) {
    const published = outcomes.filter(({ status }) => status === 'published');
    const there = all.filter(({ repository }) => published.some(({ target }) => (0,reference/* sameRepository */.RB)(target.repository, repository)));
    const signatures = there.filter(({ claim, isSigned }) => isSigned && !claim.predicate);
    const others = there.filter((each) => !signatures.includes(each));
    return {
        outputs: { signatures: namesOf(signatures), attestations: namesOf(others) },
        summary: summaryOf(there, published, otherCommand),
    };
}
function namesOf(all) {
    return [...new Set(all.map(({ repository, digest }) => `${(0,reference/* formatRepository */.Sh)(repository)}@${digest}`))].join('\n');
}
function summaryOf(there, published, otherCommand) {
    const roots = published.map(({ root }) => root?.digest);
    const about = there.filter(({ claim }) => roots.includes(claim.subject.digest));
    const lines = [...commandsFor(about, otherCommand), ...forPlatforms(there, about, published, otherCommand)];
    return lines.length === 0 ? undefined : `**Verify:**\n\n\`\`\`\n${lines.join('\n')}\n\`\`\``;
}
function commandsFor(attached, otherCommand) {
    const commands = attached.flatMap((each) => {
        const { digest } = each.claim.subject;
        const image = `${(0,reference/* formatRepository */.Sh)(each.repository)}@${digest}`;
        const other = otherCommand(each, image);
        const own = [`${each.command} ${digest}`, `${each.command} ${image}`];
        return other === undefined ? [own] : [own, [`other than ${own[0]}`, other]];
    });
    return [...new Map(commands.toReversed()).values()].toReversed();
}
function forPlatforms(there, about, published, otherCommand) {
    const isOneOfMany = new Set(published.map(({ root }) => root?.digest)).size > 1;
    const platforms = published.flatMap((outcome) => outcome.platforms ?? []);
    const unique = new Map(platforms.map((each) => [each.digest, each.platform]));
    const below = there.filter((each) => !about.includes(each) && unique.has(each.claim.subject.digest));
    const [first] = below;
    if (!first)
        return [];
    if (isOneOfMany)
        return ['# The platforms of each image are verified in the same way, with their digests.'];
    const known = about.map(({ command }) => command);
    const own = below.filter((each) => {
        return each.claim.subject.digest === first.claim.subject.digest && !known.includes(each.command);
    });
    const others = [...unique].slice(0, shownPlatforms).map(([digest, platform]) => `# ${platform}: ${digest}`);
    const rest = unique.size - others.length;
    return [
        '# Its platforms are verified in the same way, with their digests:',
        ...others,
        ...(rest > 0 ? [`# and ${rest} more`] : []),
        ...commandsFor(own, otherCommand),
    ];
}

var input_error = __webpack_require__(53587);
var verify_command = __webpack_require__(11849);
var api_error = __webpack_require__(46640);
var api = __webpack_require__(98619);
var github_server = __webpack_require__(61382);
;// CONCATENATED MODULE: ./build/github/repository/store-attestations.js


async function storeAttestations(repository, bundles, { token, ...environment }) {
    const { ApiClient } = await Promise.all(/* import() */[__webpack_require__.e(1845), __webpack_require__.e(3896)]).then(__webpack_require__.bind(__webpack_require__, 58741));
    const { variables, signal, now } = environment;
    const home = new URL((0,github_server/* apiUrl */.y0)(variables));
    await using client = new ApiClient({ home, token, retryPolicy: api/* defaultApiPolicy */.U, variables, signal, now });
    const [owner = '', repo = ''] = repository.split('/');
    for (const bundle of bundles) {
        await client.ask(({ rest }, request) => rest.repos.createAttestation({ owner, repo, bundle, request }));
    }
}

var json = __webpack_require__(99368);
;// CONCATENATED MODULE: ./build/steps/checks/github-attestations.js





const refusals = [401, 403, 404];
class GitHubAttestations {
    #job;
    #known = new Set();
    #isStored = false;
    constructor(job) {
        this.#job = job;
    }
    async store(attached) {
        const due = attached.filter(({ claim, content }) => claim.predicate && content && !this.#known.has(claimId(claim)));
        const unique = [...new Map(due.map((each) => [claimId(each.claim), each])).values()];
        if (unique.length === 0)
            return;
        for (const { claim } of unique)
            this.#known.add(claimId(claim));
        const bundles = unique.map(({ content = new Uint8Array() }) => (0,json/* parseRecord */.Hh)(Buffer.from(content).toString('utf8')));
        const { environment, inputs } = this.#job;
        try {
            const token = inputs.githubToken;
            if (token === '')
                throw new api_error/* ApiError */.hD("the input 'github-token' is empty", { transient: false });
            await storeAttestations(this.#repository, bundles, { ...environment, token });
            this.#isStored = true;
        }
        catch (error) {
            environment.signal.throwIfAborted();
            this.#report(error);
        }
    }
    commandFor({ claim: { predicate } }, image) {
        if (!predicate)
            return undefined;
        const { fulcioUrl } = this.#job.inputs;
        const options = [
            ...(predicate.type === 'https://slsa.dev/provenance/v1' ? [] : [`--predicate-type ${(0,verify_command/* quoted */.T)(predicate.type)}`]),
            ...(this.#isStored ? [] : ['--bundle-from-oci']),
            ...(fulcioUrl ? ['--custom-trusted-root trusted-root.jsonl'] : []),
        ];
        return [`gh attestation verify oci://${image} --repo ${this.#repository}`, ...options].join(' ');
    }
    get #repository() {
        return this.#job.environment.variables.GITHUB_REPOSITORY ?? '';
    }
    #report(error) {
        const { log } = this.#job.environment;
        const what = 'The attestations are in the registries, but not stored with GitHub';
        if (error instanceof api_error/* ApiError */.hD && refusals.includes(error.status)) {
            const remedy = "To store them there too, add 'attestations: write' to the 'permissions' of the job; private repositories need a plan that has artifact attestations";
            log.notice(`${what}: ${error.message}. ${remedy}`);
        }
        else
            log.warning(`${what}: ${error.message}`);
    }
}

var key_reference = __webpack_require__(32514);
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./build/attach/keys/encrypted-key.js



const derive = (0,external_node_util_.promisify)(external_node_crypto_.scrypt);
const keyBytes = 32;
const memoryLimit = 256 * 1024 * 1024;
const mostPasses = 4;
async function decryptCosignKey(body, password) {
    const { kdf, cipher, ciphertext } = (0,json/* parseRecord */.Hh)(body.toString('utf8'));
    const { name, params, salt } = (0,json/* recordOf */.zv)(kdf);
    const { name: cipherName, nonce } = (0,json/* recordOf */.zv)(cipher);
    if (name !== 'scrypt' || cipherName !== 'nacl/secretbox')
        throw new Error('it is encrypted in an unknown way');
    const { N, r, p } = (0,json/* recordOf */.zv)(params);
    const options = { N: sizeIn(N), r: sizeIn(r), p: sizeIn(p), maxmem: memoryLimit };
    if (options.N * options.r * 128 > memoryLimit / 2 || options.p > mostPasses) {
        throw new Error('it is encrypted with parameters that no version of cosign uses');
    }
    const sealed = { nonce: bytesIn(nonce), ciphertext: bytesIn(ciphertext) };
    const key = await derive(password, bytesIn(salt), keyBytes, options);
    const { xsalsa20poly1305 } = await __webpack_require__.e(/* import() */ 6382).then(__webpack_require__.bind(__webpack_require__, 46382));
    try {
        return Buffer.from(xsalsa20poly1305(key, sealed.nonce).decrypt(sealed.ciphertext));
    }
    catch {
        return undefined;
    }
}
function sizeIn(value) {
    if (Number.isSafeInteger(value) && value > 0)
        return value;
    throw new Error('its encryption has no valid parameters');
}
function bytesIn(value) {
    if (typeof value === 'string')
        return Buffer.from(value, 'base64');
    throw new Error('its encryption is incomplete');
}

var key_kind = __webpack_require__(90425);
;// CONCATENATED MODULE: ./build/attach/keys/signing-key.js



const block = /-----BEGIN (?<label>[A-Z0-9 ]+)-----(?<body>[\s\S]*?)-----END \k<label>-----/;
const cosignLabels = ['ENCRYPTED SIGSTORE PRIVATE KEY', 'ENCRYPTED COSIGN PRIVATE KEY'];
const labels = ['PRIVATE KEY', 'ENCRYPTED PRIVATE KEY', 'RSA PRIVATE KEY', 'EC PRIVATE KEY'];
async function parseSigningKey(text, password, refuse) {
    const { label = '', body = '' } = keyBlockIn(text);
    if (cosignLabels.includes(label))
        return checked(await fromCosign(body, password, refuse), refuse);
    if (!labels.includes(label))
        throw refuse(describeOther(label));
    const isEncrypted = label === 'ENCRYPTED PRIVATE KEY' || /^Proc-Type: 4,ENCRYPTED/m.test(body);
    if (isEncrypted && password === '')
        throw refuse(withoutPassword);
    const pem = text.slice(text.indexOf(`-----BEGIN ${label}-----`));
    return checked(fromPem(pem, isEncrypted ? password : undefined, refuse), refuse);
}
function fromPem(key, passphrase, refuse) {
    try {
        return (0,external_node_crypto_.createPrivateKey)({ key, format: 'pem', ...(passphrase !== undefined && { passphrase }) });
    }
    catch {
        if (passphrase !== undefined)
            throw refuse(wrongPassword);
        throw refuse('is not a valid key, although it looks like PEM. Is it complete?');
    }
}
const withoutPassword = "is encrypted: add its password in 'sign-password', or as 'password=' beside the key";
const wrongPassword = 'cannot be decrypted: the password is wrong, or the key is damaged';
function keyBlockIn(text) {
    const all = [...text.matchAll(new RegExp(block, 'g'))].map(({ groups = {} }) => groups);
    return all.find(({ label = '' }) => label.endsWith('PRIVATE KEY')) ?? all[0] ?? {};
}
async function fromCosign(body, password, refuse) {
    const der = await decryptCosignKey(Buffer.from(body, 'base64'), password).catch((error) => {
        throw refuse(`cannot be read: ${error.message}`);
    });
    if (!der)
        throw refuse(password === '' ? withoutPassword : wrongPassword);
    try {
        return (0,external_node_crypto_.createPrivateKey)({ key: der, format: 'der', type: 'pkcs8' });
    }
    catch {
        throw refuse('holds no private key once it is decrypted');
    }
}
function describeOther(label) {
    if (label === 'OPENSSH PRIVATE KEY') {
        return "is in OpenSSH's format: convert a copy of it with 'ssh-keygen -p -m PKCS8 -f FILE'";
    }
    if (label === 'PUBLIC KEY')
        return 'is a public key, which cannot sign: give the private one';
    if (label === 'CERTIFICATE')
        return 'is a certificate: give its private key';
    return 'is not a private key in PEM (PKCS#8, or as cosign generates it)';
}
function checked(privateKey, refuse) {
    const kind = (0,key_kind/* checkKind */.pK)(privateKey, refuse);
    const publicKey = (0,external_node_crypto_.createPublicKey)(privateKey);
    const fingerprint = (0,external_node_crypto_.createHash)('sha256')
        .update(publicKey.export({ type: 'spki', format: 'der' }))
        .digest();
    return { kind, privateKey, publicKey, fingerprint };
}

var bundle_signer = __webpack_require__(76355);
var legacy_signer = __webpack_require__(91946);
;// CONCATENATED MODULE: ./build/attach/cosign/open-cosign.js



async function openCosign({ key, password, format, refuse }) {
    const signingKey = await parseSigningKey(key, password, (problem) => refuse('key', problem));
    return format === 'legacy' ? (0,legacy_signer/* legacySigner */.Kw)(signingKey) : (0,bundle_signer/* bundleSigner */.$)(signingKey);
}

;// CONCATENATED MODULE: ./build/attach/notation/algorithms.js

const ofCurves = {
    'P-256': { name: 'ES256', hash: 'sha256' },
    'P-384': { name: 'ES384', hash: 'sha384' },
    'P-521': { name: 'ES512', hash: 'sha512' },
};
const ofSizes = {
    2048: { name: 'PS256', hash: 'sha256' },
    3072: { name: 'PS384', hash: 'sha384' },
    4096: { name: 'PS512', hash: 'sha512' },
};
function algorithmFor(kind) {
    if (kind.type === 'ed25519')
        return undefined;
    return kind.type === 'ec' ? ofCurves[kind.curve] : ofSizes[kind.bits];
}
const algorithms_form = {
    dsaEncoding: 'ieee-p1363',
    padding: external_node_crypto_.constants.RSA_PKCS1_PSS_PADDING,
    saltLength: external_node_crypto_.constants.RSA_PSS_SALTLEN_DIGEST,
};
function signJws(bytes, { hash }, { kind, privateKey }) {
    return (0,external_node_crypto_.sign)(hash, bytes, withForm(kind, privateKey));
}
function isSignedJws(bytes, signature, { hash }, { kind, publicKey }) {
    return (0,external_node_crypto_.verify)(hash, bytes, withForm(kind, publicKey), signature);
}
function withForm({ type }, key) {
    const { dsaEncoding, padding, saltLength } = algorithms_form;
    return type === 'ec' ? { key, dsaEncoding } : { key, padding, saltLength };
}

;// CONCATENATED MODULE: ./build/attach/notation/key-usage.js
const codeSigning = '1.3.6.1.5.5.7.3.3';
const otherUses = ['2.5.29.37.0', '1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.4', '1.3.6.1.5.5.7.3.8', '1.3.6.1.5.5.7.3.9'];
async function usageProblem(certificate, position) {
    const { X509Certificate: Parsed } = await __webpack_require__.e(/* import() */ 3917).then(__webpack_require__.t.bind(__webpack_require__, 83917, 19));
    const usage = Parsed.parse(certificate.toString()).extKeyUsage;
    if (!usage?.critical)
        return "has no critical extension 'keyUsage'";
    if (position > 0)
        return usage.keyCertSign && certificate.ca ? undefined : 'does not belong to a certificate authority';
    if (!usage.digitalSignature)
        return "may not be used for digital signatures ('keyUsage' lacks digitalSignature)";
    if (certificate.ca && !isSelfSigned(certificate)) {
        return 'belongs to a certificate authority, which may not sign images';
    }
    return extendedUsageProblem(certificate);
}
function extendedUsageProblem(certificate) {
    const uses = certificate.keyUsage ?? [];
    if (uses.length === 0)
        return undefined;
    if (!uses.includes(codeSigning))
        return "may not be used for code signing ('extendedKeyUsage' lacks codeSigning)";
    const other = uses.find((id) => otherUses.includes(id));
    return other === undefined ? undefined : `may also be used for other purposes than signing (${other})`;
}
function isSelfSigned(certificate) {
    return certificate.verify(certificate.publicKey);
}

;// CONCATENATED MODULE: ./build/attach/notation/certificate-chain.js




const pem = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;
async function parseCertificateChain(text, key, now, refuse) {
    const all = certificatesIn(text, refuse);
    const leaf = all.find((each) => each.publicKey.equals(key.publicKey));
    if (!leaf)
        throw refuse('does not belong to the key that signs');
    const chain = inOrder(leaf, all, refuse);
    for (const [position, certificate] of chain.entries()) {
        const name = `holds the certificate '${nameOf(certificate)}', which`;
        const problem = validityProblem(certificate, now) ?? kindProblem(certificate) ?? (await usageProblem(certificate, position));
        if (problem !== undefined)
            throw refuse(`${name} ${problem}`);
    }
    const certificates = chain.map(({ raw }) => raw);
    const thumbprints = certificates.map((der) => (0,external_node_crypto_.createHash)('sha256').update(der).digest('hex'));
    return { certificates, thumbprints, subject: nameOf(leaf) };
}
function certificatesIn(text, refuse) {
    const blocks = text.match(pem) ?? [];
    if (blocks.length === 0)
        throw refuse('is not a chain of certificates in PEM');
    try {
        return blocks.map((block) => new external_node_crypto_.X509Certificate(block));
    }
    catch {
        throw refuse('holds a certificate that cannot be read');
    }
}
function inOrder(leaf, all, refuse) {
    const chain = [leaf];
    for (let last = leaf; !isIssuedBy(last, last);) {
        const issuer = all.find((each) => !chain.includes(each) && isIssuedBy(last, each));
        if (!issuer) {
            throw refuse(`comes without the certificate that issued '${nameOf(last)}': notation needs the chain up to the root`);
        }
        chain.push(issuer);
        last = issuer;
    }
    return chain;
}
function isIssuedBy(certificate, issuer) {
    return certificate.issuer === issuer.subject && certificate.verify(issuer.publicKey);
}
function nameOf({ subject }) {
    return subject.split('\n').join(',');
}
function validityProblem({ validFromDate, validToDate }, now) {
    if (validToDate < now)
        return `expired on ${validToDate.toISOString()}`;
    return validFromDate > now ? `is not valid before ${validFromDate.toISOString()}` : undefined;
}
function kindProblem({ publicKey }) {
    const kind = (0,key_kind/* kindOf */.I)(publicKey);
    if (typeof kind === 'string')
        return `has ${kind}, which notation does not support`;
    return algorithmFor(kind) ? undefined : `has an ${(0,key_kind/* describeKind */.SB)(kind)} key, which notation does not support`;
}

;// CONCATENATED MODULE: ./build/attach/notation/notation-signer.js




const signatureType = 'application/vnd.cncf.notary.signature';
const envelopeType = 'application/jose+json';
const payloadType = 'application/vnd.cncf.notary.payload.v1+json';
const schemeHeader = 'io.cncf.notary.signingScheme';
const timeHeader = 'io.cncf.notary.signingTime';
const place = {
    kind: 'referrer',
    artifactType: signatureType,
    configType: signatureType,
    layerType: envelopeType,
};
function notationSigner(options) {
    return {
        word: 'notation',
        description: `notation (${(0,key_kind/* describeKind */.SB)(options.key.kind)}, ${options.chain.subject})`,
        isPerRepository: false,
        placeOf: ({ predicate }) => (predicate ? undefined : place),
        sign: async (claim) => signImage(claim, options),
        verify: async (layer, claim) => verifySignature(layer, claim, options),
        commandFor: () => 'notation verify',
    };
}
function targetOf({ mediaType, digest, size }) {
    return { mediaType, digest, size };
}
function signImage({ subject }, { key, algorithm, chain, now }) {
    const header = {
        alg: algorithm.name,
        cty: payloadType,
        crit: [schemeHeader],
        [schemeHeader]: 'notary.x509',
        [timeHeader]: now()
            .toISOString()
            .replace(/\.\d+Z$/, 'Z'),
    };
    const [protectedPart, payload] = [encode(header), encode({ targetArtifact: targetOf(subject) })];
    const signature = signJws(Buffer.from(`${protectedPart}.${payload}`), algorithm, key).toString('base64url');
    const x5c = chain.certificates.map((der) => der.toString('base64'));
    const unprotected = { x5c, 'io.cncf.notary.signingAgent': 'manifold/1' };
    const envelope = { payload, protected: protectedPart, header: unprotected, signature };
    return {
        layer: { mediaType: envelopeType, bytes: Buffer.from(JSON.stringify(envelope)) },
        annotations: { 'io.cncf.notary.x509chain.thumbprint#S256': JSON.stringify(chain.thumbprints) },
    };
}
function verifySignature({ mediaType, bytes }, { subject }, { key, algorithm, chain }) {
    const { payload, protected: protectedPart, header, signature } = (0,json/* parseRecord */.Hh)(Buffer.from(bytes).toString('utf8'));
    const isComplete = [payload, protectedPart, signature].every((part) => typeof part === 'string');
    if (mediaType !== envelopeType || !isComplete)
        throw new Error('is not a signature in JWS');
    const { alg, [schemeHeader]: scheme } = decode(String(protectedPart));
    if (alg !== algorithm.name || scheme !== 'notary.x509')
        throw new Error('is signed in another way');
    const signed = Buffer.from(`${protectedPart}.${payload}`);
    if (!isSignedJws(signed, Buffer.from(String(signature), 'base64url'), algorithm, key)) {
        throw new Error('is not signed with this key');
    }
    const x5c = (0,json/* isRecord */.u4)(header) ? header.x5c : undefined;
    const own = chain.certificates.map((der) => der.toString('base64'));
    if (!(0,external_node_util_.isDeepStrictEqual)(x5c, own))
        throw new Error('has other certificates');
    const { mediaType: type, digest, size } = (0,json/* recordOf */.zv)(decode(String(payload)).targetArtifact);
    if (!(0,external_node_util_.isDeepStrictEqual)({ mediaType: type, digest, size }, targetOf(subject)))
        throw new Error('is about another image');
}
function encode(value) {
    return Buffer.from(JSON.stringify(value)).toString('base64url');
}
function decode(part) {
    return (0,json/* parseRecord */.Hh)(Buffer.from(part, 'base64url').toString('utf8'));
}

;// CONCATENATED MODULE: ./build/attach/notation/open-notation.js





async function openNotation({ key: text, password, certificate, refuse }, { now }) {
    const key = await parseSigningKey(text, password, (problem) => refuse('key', problem));
    const algorithm = algorithmFor(key.kind);
    if (!algorithm) {
        const known = 'Use ECDSA P-256, P-384 or P-521, or RSA with 2048, 3072 or 4096 bits';
        throw refuse('key', `is ${(0,key_kind/* describeKind */.SB)(key.kind)}, which notation does not support. ${known}`);
    }
    const chain = await parseCertificateChain(certificate, key, now(), (problem) => refuse('certificate', problem));
    return notationSigner({ key, algorithm, chain, now });
}

;// CONCATENATED MODULE: ./build/attach/signers.js


const signerKinds = {
    cosign: { open: openCosign },
    notation: { open: openNotation },
    keyless: { open: async (...given) => (await Promise.all(/* import() */[__webpack_require__.e(3917), __webpack_require__.e(4187), __webpack_require__.e(3045), __webpack_require__.e(7039)]).then(__webpack_require__.bind(__webpack_require__, 7039))).openKeyless(...given) },
};

var read_pem = __webpack_require__(5771);
var trusted_root = __webpack_require__(48385);
;// CONCATENATED MODULE: ./build/steps/checks/open-signers.js





const whyEmpty = 'A secret is empty if it does not exist or is not available to this event';
async function openSigners(inputs, environment) {
    const opening = inputs.sign.map((line) => openSigner(line, inputs, environment));
    const opened = await Promise.allSettled(opening);
    const problems = opened.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    (0,input_error/* throwAll */.Kx)([...new Map(problems.map((problem) => [problem.message, problem])).values()]);
    return await Promise.all(opening);
}
async function openSigner(line, inputs, environment) {
    const { word } = line;
    if (word === 'keyless')
        return await openKeyless(inputs, environment);
    const given = { key: inputs.signKey, password: inputs.signPassword, certificate: inputs.signCertificate, ...line };
    const refuse = (field, problem) => {
        const isOwn = new Map(Object.entries(line)).has(field);
        return isOwn
            ? new input_error/* InputError */.dz('sign', `the ${field} for '${word}' ${problem}`)
            : new input_error/* InputError */.dz(`sign-${field}`, `the ${field} ${problem}`);
    };
    const key = await readKey(given.key, given.password, environment, (problem) => refuse('key', problem));
    const certificate = word === 'notation'
        ? await readCertificate(given.certificate, environment, (problem) => refuse('certificate', problem))
        : '';
    const request = { key, password: given.password, certificate, format: inputs.signFormat, services: inputs, refuse };
    return await signerKinds[word].open(request, environment);
}
async function openKeyless(inputs, environment) {
    const refuse = (input, problem) => new input_error/* InputError */.dz(input, problem);
    const trustedRoot = await (0,trusted_root/* readTrustedRoot */.g)(inputs.trustedRoot, environment);
    const none = { key: '', password: '', certificate: '' };
    const request = { ...none, format: inputs.signFormat, services: { ...inputs, trustedRoot }, refuse };
    return await signerKinds.keyless.open(request, environment);
}
async function readKey(given, password, { workspace, log }, refuse) {
    if (password)
        log.mask(password);
    if (given === '')
        throw refuse(`is empty, but is needed to sign. ${whyEmpty}`);
    const reference = (0,key_reference/* describeReference */.P)(given);
    if (reference !== undefined)
        throw refuse(reference);
    const key = await (0,read_pem/* readMasked */.u)(given, (0,read_pem/* readPem */.J)(given, workspace, refuse), log);
    const [, body = ''] = /-----BEGIN [A-Z ]*PRIVATE KEY-----([^-]*)-----END/.exec(key) ?? [];
    if (body.trim() !== '')
        log.mask(body.replaceAll(/\s/g, ''));
    return key;
}
async function readCertificate(given, { workspace }, refuse) {
    if (given !== '')
        return await (0,read_pem/* readPem */.J)(given, workspace, refuse);
    throw refuse('is missing: notation signs with a key and its certificate, followed by those of its issuers');
}

var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./build/attach/documents/document.js

function parseDocument(text, { predicateType, mediaType }, title) {
    const value = jsonIn(text);
    const problem = problemWith(value, predicateType);
    if (problem !== undefined)
        throw new Error(problem);
    return { predicate: { type: predicateType, text: text.trim() }, title, ...(mediaType && { mediaType }) };
}
function jsonIn(text) {
    if (text.startsWith('\uFEFF'))
        throw new Error('begins with a byte order mark, which is not JSON: save it as UTF-8 without one');
    try {
        const value = (0,json/* parseUnambiguousJson */.Z9)(text);
        if ((0,json/* isRecord */.u4)(value))
            return value;
    }
    catch (error) {
        throw new Error(`is not valid JSON: ${error.message}`);
    }
    throw new Error('is not a JSON object');
}
const marks = {
    'https://spdx.dev/Document': ['spdxVersion', /^SPDX-/, 'an SPDX document (SPDX 2, with spdxVersion)'],
    'https://cyclonedx.org/bom': ['bomFormat', /^CycloneDX$/, 'a CycloneDX document'],
    'https://openvex.dev/ns': ['@context', /^https:\/\/openvex\.dev\/ns/, 'an OpenVEX document'],
};
function problemWith(value, predicateType) {
    if (typeof value.predicateType === 'string' && value._type !== undefined) {
        return 'is a whole in-toto statement: give its predicate alone, since the statement is written here';
    }
    const [field, form, name] = marks[predicateType] ?? [];
    const isMarked = !field || !form || form.test(String(value[field]));
    const isSpdx3 = field === 'spdxVersion' && Array.isArray(value['@graph']);
    return isMarked || isSpdx3 ? undefined : `is not ${name}`;
}

;// CONCATENATED MODULE: ./build/attach/documents/provenance.js
const needed = {
    repository: 'GITHUB_REPOSITORY',
    ref: 'GITHUB_REF',
    sha: 'GITHUB_SHA',
    workflow_ref: 'GITHUB_WORKFLOW_REF',
    run_id: 'GITHUB_RUN_ID',
    run_attempt: 'GITHUB_RUN_ATTEMPT',
};
function provenanceOf(variables, claims = factsIn(variables)) {
    const server = variables.GITHUB_SERVER_URL || 'https://github.com';
    const { repository, ref, sha: gitCommit, run_id: run, run_attempt: attempt } = claims;
    const { event_name, repository_id, repository_owner_id, runner_environment } = claims;
    const source = `${server}/${repository}`;
    const workflow = String(claims.workflow_ref);
    const [, path = '', workflowRef = ref] = /^[^/]+\/[^/]+\/(.*?)(?:@(.*))?$/.exec(workflow) ?? [];
    const github = { event_name, repository_id, repository_owner_id, runner_environment };
    const provenance = {
        buildDefinition: {
            buildType: 'https://actions.github.io/buildtypes/workflow/v1',
            externalParameters: { workflow: { ref: workflowRef, repository: source, path } },
            internalParameters: { github },
            resolvedDependencies: [{ uri: `git+${source}@${ref}`, digest: { gitCommit } }],
        },
        runDetails: {
            builder: { id: `${server}/${claims.job_workflow_ref ?? workflow}` },
            metadata: { invocationId: `${source}/actions/runs/${run}/attempts/${attempt}` },
        },
    };
    const predicate = { type: 'https://slsa.dev/provenance/v1', text: JSON.stringify(provenance) };
    return { predicate, title: 'provenance.json' };
}
function factsIn(variables) {
    const missing = Object.values(needed).find((name) => !variables[name]);
    if (missing !== undefined)
        throw new Error(`needs the environment of a workflow run, but ${missing} is not set`);
    return {
        ...Object.fromEntries(Object.entries(needed).map(([claim, name]) => [claim, variables[name]])),
        event_name: variables.GITHUB_EVENT_NAME,
        repository_id: variables.GITHUB_REPOSITORY_ID,
        repository_owner_id: variables.GITHUB_REPOSITORY_OWNER_ID,
        runner_environment: variables.RUNNER_ENVIRONMENT,
    };
}

var regular_file = __webpack_require__(16659);
;// CONCATENATED MODULE: ./build/steps/checks/read-documents.js





const sizeLimit = 16 * 1024 * 1024;
async function readDocuments({ attach }, environment, claims) {
    const reading = attach.filter((line) => line !== 'scan').map((line) => readDocument(line, environment, claims));
    const read = await Promise.allSettled(reading);
    (0,input_error/* throwAll */.Kx)(read.flatMap((result) => (result.status === 'rejected' ? [result.reason] : [])));
    return await Promise.all(reading);
}
async function readDocument(line, { variables, workspace }, claims) {
    if (line === 'provenance') {
        const known = await claims;
        return parsed(() => provenanceOf(variables, known), "'provenance'");
    }
    const { kind, file } = line;
    const text = await (0,regular_file/* readText */.yR)((0,external_node_path_.resolve)(workspace, file), sizeLimit).catch((error) => {
        const remedy = error.code === 'ENOENT' ? '. An earlier step has to write it' : '';
        throw new input_error/* InputError */.dz('attach', `${file} ${(0,regular_file/* whyUnreadable */._p)(error)}${remedy}`);
    });
    return parsed(() => parseDocument(text, kind, (0,external_node_path_.basename)(file)), file);
}
function parsed(parse, name) {
    try {
        return parse();
    }
    catch (error) {
        throw new input_error/* InputError */.dz('attach', `${name} ${error.message}`);
    }
}

;// CONCATENATED MODULE: ./build/steps/checks/sign.js






async function openSigning(job) {
    const { inputs, publishes, found, environment } = job;
    const { log } = environment;
    const asked = [...(inputs.sign.length > 0 ? ['sign'] : []), ...(inputs.attach.length > 0 ? ['attach'] : [])];
    if (!publishes) {
        if (asked.length > 0)
            log.notice(`Nothing is published, so '${asked.join("' and '")}' and their keys are not used`);
        return undefined;
    }
    const signing = openSigners(inputs, environment);
    const claims = signing.then((signers) => signers.find((signer) => signer.claims)?.claims, () => undefined);
    const reading = [signing, readDocuments(inputs, environment, claims)];
    const results = await Promise.allSettled([...reading, checkCombination(inputs)]);
    (0,input_error/* throwAll */.Kx)(results.flatMap((result) => (result.status === 'rejected' ? (0,input_error/* problemsOf */.GW)(result.reason) : [])));
    const attachments = {
        signers: await reading[0],
        documents: await reading[1],
        found,
        isScanned: inputs.attach.includes('scan'),
    };
    for (const { description } of attachments.signers)
        log.info(`Signing with ${description}`);
    const attaching = new Attaching(attachments, log);
    const github = new GitHubAttestations(job);
    return {
        name: asked[0] ?? 'sign',
        stage: 'attachment',
        isForParts: false,
        begin: (uploads) => attaching.begin(uploads),
        mayKeep: attaching.mayKeep,
        approve: (ready, late) => attaching.approve(ready, late),
        async confirm(attached) {
            await attaching.confirm(attached);
            await github.store(attaching.attached.filter(({ isByWorkflow }) => isByWorkflow));
        },
        report: (outcomes) => describeAttached(attaching.attached, outcomes, (each, image) => each.isByWorkflow ? github.commandFor(each, image) : undefined),
    };
}
async function checkCombination(inputs) {
    const words = inputs.sign.map(({ word }) => word);
    const onlyFor = (users, given) => {
        const unused = Object.keys(given).filter((name) => given[name] && !users.some((word) => words.includes(word)));
        const remedy = users.map((word) => `'sign: ${word}'`).join(' or ');
        return unused.map((name) => new input_error/* InputError */.dz(name, `it has no effect without ${remedy}. Add that, or remove it`));
    };
    (0,input_error/* throwAll */.Kx)([
        ...onlyFor(['cosign', 'notation'], { 'sign-key': inputs.signKey, 'sign-password': inputs.signPassword }),
        ...onlyFor(['notation'], { 'sign-certificate': inputs.signCertificate }),
        ...onlyFor(['cosign'], { 'sign-format': inputs.signFormat === 'legacy' }),
        ...onlyFor(['keyless'], {
            'fulcio-url': inputs.fulcioUrl,
            'rekor-url': inputs.rekorUrl,
            'timestamp-url': inputs.timestampUrl,
            'trusted-root': inputs.trustedRoot !== '' && [...inputs.verifyBase, ...inputs.verifySource].every((line) => 'key' in line),
        }),
        ...(inputs.attach.includes('scan') && !inputs.scan
            ? [new input_error/* InputError */.dz('attach', "nothing is scanned: add the input 'scan', or remove 'scan' here")]
            : []),
        ...(inputs.attach.includes('provenance') ? problemsWithProvenance(words) : []),
    ]);
}
function problemsWithProvenance(words) {
    if (words.some((word) => word !== 'notation'))
        return [];
    const reason = words.length === 0
        ? "it proves nothing unsigned. Add 'sign: keyless' or 'sign: cosign'"
        : "notation cannot sign it. Add 'keyless' or 'cosign' to 'sign'";
    return [new input_error/* InputError */.dz('attach', `'provenance' has to be signed: ${reason}`)];
}


})
};
