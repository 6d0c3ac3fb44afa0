import { modules as shared0 } from './shared-88862.index.js';
import { modules as shared1 } from './shared-82015.index.js';
import { modules as shared2 } from './shared-18895.index.js';
import { modules as shared3 } from './shared-83947.index.js';
import { modules as shared4 } from './shared-3782.index.js';
export const id = 9134;
export const ids = [9134];
export const modules = {

...shared0,
...shared1,
...shared2,
...shared3,
...shared4,
87605:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  openRemoteImage: () => (openRemoteImage)
});

var registry_repository = __webpack_require__(40782);
var open_remote = __webpack_require__(79346);
var registry_pulls = __webpack_require__(60313);
var content_error = __webpack_require__(19964);
var descriptor = __webpack_require__(46937);
var oci_digest = __webpack_require__(1564);
var reference = __webpack_require__(28732);
;// CONCATENATED MODULE: ./build/sources/registry/read-root.js




async function readRoot(reference, { manifests }, targets) {
    const { repository, digest, tag = 'latest' } = reference;
    let pulls = 0;
    const pull = async (wanted) => {
        pulls += 1;
        return await manifests.get(wanted);
    };
    const { cheaper, others } = sorted(targets, repository);
    const known = digest ?? (cheaper.length > 0 ? await manifests.head(tag) : undefined);
    if (known !== undefined)
        lookFor(known, others);
    const copy = known && (await findCopy(known, cheaper));
    const root = copy?.root ?? (await pull(known ?? tag));
    if (!root)
        throw new content_error/* ContentError */.y(whyMissing(reference, digest ?? tag));
    if ((0,descriptor/* isIndex */.nw)(root.descriptor))
        lookFor(root.descriptor.digest, others);
    const read = async (child) => (await copy?.target.manifests.get(child)) ?? (await pull(child));
    return { root, read, pulls: () => pulls };
}
function sorted(targets, source) {
    const isCheaper = ({ repository }) => (0,reference/* isPullCounted */.GY)(source) && !(0,reference/* isPullCounted */.GY)(repository);
    const others = targets.filter((target) => !isCheaper(target) && !(0,reference/* sameRepository */.RB)(target.repository, source));
    return { cheaper: targets.filter(isCheaper), others };
}
function lookFor(root, targets) {
    for (const { manifests } of targets)
        manifests.has(root).catch(() => undefined);
}
async function findCopy(digest, targets) {
    const roots = await Promise.all(targets.map(async (target) => ({ target, root: await target.manifests.get(digest) })));
    return roots.find(({ root }) => root !== undefined);
}
function whyMissing({ name, repository, tag, digest }, wanted) {
    const what = (0,oci_digest/* isDigest */.Bc)(wanted) ? wanted : `the tag '${wanted}'`;
    const isImplied = tag === undefined && digest === undefined;
    const hint = isImplied ? " Without a tag, 'latest' is meant." : '';
    return `The source ${name} cannot be read: ${(0,reference/* formatRepository */.Sh)(repository)} does not have ${what}.${hint} Check the spelling. If the repository is private, sign in to its registry: some registries hide private repositories.`;
}

var remote_referrers = __webpack_require__(54659);
var source_error = __webpack_require__(16287);
;// CONCATENATED MODULE: ./build/sources/registry/remote-image.js






async function openRemoteImage(reference, options) {
    const { name, repository } = reference;
    const { registry, targets, pool, log, signal, selection } = options;
    const remote = new registry_repository/* RemoteRepository */.N(registry, repository, 'pull', signal);
    const { root, read, pulls } = await readRoot(reference, remote, targets).catch((error) => {
        throw (0,source_error/* blameSource */.fD)(name, error);
    });
    const place = { name, remote, pool, log };
    const source = await (0,open_remote/* openRemote */.d)(root, { ...place, read }, selection);
    const referrers = remote_referrers/* RemoteReferrers */.v.to(source.image, place);
    const { pullAllowance: allowance } = remote;
    (0,registry_pulls/* reportPulls */.v)(repository.registry, { count: pulls(), allowance }, log);
    return {
        ...source,
        referrers,
        async [Symbol.asyncDispose]() {
            await referrers[Symbol.asyncDispose]();
            await source[Symbol.asyncDispose]();
        },
    };
}


})
};
