import { modules as shared0 } from './shared-16287.index.js';
import { modules as shared1 } from './shared-67554.index.js';
import { modules as shared2 } from './shared-82672.index.js';
export const id = 3343;
export const ids = [3343];
export const modules = {

...shared0,
...shared1,
...shared2,
23343:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  inspectAction: () => (inspectAction)
});

var input = __webpack_require__(80758);
var input_error = __webpack_require__(53587);
var classes_range = __webpack_require__(96782);
;// CONCATENATED MODULE: ./build/names/versions/version-range.js

function parseRange(text) {
    try {
        const range = new classes_range(text);
        return { has: ({ normal }) => range.test(normal) };
    }
    catch {
        return undefined;
    }
}

var distribution_reference = __webpack_require__(28732);
var registry_scope = __webpack_require__(43959);
var tag_patterns = __webpack_require__(16654);
var parse_build = __webpack_require__(70968);
var parse_images = __webpack_require__(11550);
var credential_inputs = __webpack_require__(31511);
;// CONCATENATED MODULE: ./build/github/inputs/inspect-inputs.js








const inspectInputs = {
    images: {
        description: 'Images to inspect, one per line: `ghcr.io/acme/app:1.4`, or by digest. Without tag and digest, `latest`, or what `tags` selects',
        parse: parseImages,
    },
    tags: {
        description: "Tags to list in the repositories of `images`, one filter per line: `match=v1.*`, `match=/v\\d+/`, `match=!*-rc*`; `newest=>=1.2 <2` selects the one with the highest version in a range, in npm's syntax",
        parse: parseFilter,
    },
    catalog: {
        description: 'Registries whose repositories to list, one per line: `registry.acme.example`, or a path there. For Docker Hub, a namespace (`docker.io/acme`) or a search (`docker.io?query=words`)',
        parse: parseCatalogs,
    },
    ...(0,credential_inputs/* signInInputs */.c)("used to sign in to the server's own registry (ghcr.io on github.com), for which the job needs `packages: read`"),
};
function parseImages(text, name) {
    const problems = [];
    const found = [...new Set((0,parse_build/* parseWords */.nl)(text, name).map(parse_images/* withSmallLetters */.Fk))].flatMap((word) => {
        const reference = (0,distribution_reference/* parseReference */.F2)(word);
        if (!reference)
            problems.push(new input_error/* InputError */.dz(name, `'${word}' is not an image like ghcr.io/owner/name:tag`));
        return reference ? [{ ...reference, text: word }] : [];
    });
    (0,input_error/* throwAll */.Kx)(problems);
    return found;
}
function parseFilter(text, name) {
    const problems = [];
    const lines = (0,parse_build/* parseLines */.Li)(text, name).flatMap((line) => {
        try {
            return [parseFilterLine(line, name)];
        }
        catch (problem) {
            problems.push(problem);
            return [];
        }
    });
    const ranges = lines.filter((line) => 'newest' in line);
    if (ranges.length > 1)
        problems.push(new input_error/* InputError */.dz(name, `write one line with newest=, not ${ranges.length}`));
    (0,input_error/* throwAll */.Kx)(problems);
    if (lines.length === 0)
        return undefined;
    const patterns = lines.filter((line) => 'pattern' in line);
    return { ...(patterns.length > 0 && { match: patternsOf(patterns) }), ...ranges[0] };
}
function parseFilterLine(line, name) {
    const { key, value = '' } = /^(?<key>match|newest)=(?<value>.*)$/.exec(line)?.groups ?? {};
    const text = value.trim();
    if (key === 'match') {
        const pattern = (0,tag_patterns/* parsePattern */.EY)(text.replace(/^!/, ''), 'match', name);
        if (pattern)
            return { pattern, isExcluded: text.startsWith('!') };
        throw new input_error/* InputError */.dz(name, `'${text}' is not a pattern: write match=v1.* or match=/v1\\.\\d+/`);
    }
    if (key === undefined)
        throw new input_error/* InputError */.dz(name, `write match=PATTERN or newest=RANGE, not '${line}'`);
    const range = parseRange(text);
    if (range)
        return { newest: { ...range, text } };
    throw new input_error/* InputError */.dz(name, `'${text}' is not a range of versions: write newest=>=1.2 <2, or newest=* for all`);
}
function patternsOf(lines) {
    const included = lines.flatMap(({ pattern, isExcluded }) => (isExcluded ? [] : [pattern]));
    const excluded = lines.flatMap(({ pattern, isExcluded }) => (isExcluded ? [pattern] : []));
    return { included: included.length > 0 ? included : [{ kind: 'glob', text: '*' }], excluded };
}
function parseCatalogs(text, name) {
    return (0,parse_build/* parseLines */.Li)(text, name).map((line) => {
        const [place = '', query] = line.split(/\?query=(.*)/s);
        const scope = (0,registry_scope/* parseScope */.Sk)(place);
        if (!scope || scope.ignored !== undefined) {
            throw new input_error/* InputError */.dz(name, `'${line}' is not a registry: write registry.acme.example, or docker.io/acme`);
        }
        const { registry, path } = scope;
        checkHub(scope, query, name);
        return { registry, path, ...(query !== undefined && { query: query.trim() }) };
    });
}
function checkHub({ registry, path }, query, name) {
    const isHub = registry === 'docker.io';
    if (!isHub && query !== undefined)
        throw new input_error/* InputError */.dz(name, `only Docker Hub can be searched, not ${registry}`);
    if (!isHub || (query === undefined) === (path !== '' && !path.includes('/')))
        return;
    throw new input_error/* InputError */.dz(name, `for Docker Hub, write a namespace (docker.io/acme) or a search (docker.io?query=words)`);
}

var step_outputs = __webpack_require__(68816);
var summary = __webpack_require__(2087);
var connect = __webpack_require__(9075);
var read_access = __webpack_require__(17644);
var concurrency_limit = __webpack_require__(88862);
var single_flight = __webpack_require__(63250);
var registry_error = __webpack_require__(30648);
var source_error = __webpack_require__(16287);
var oci_descriptor = __webpack_require__(46937);
var oci_digest = __webpack_require__(1564);
var search = __webpack_require__(63075);
var semver = __webpack_require__(22041);
var tag_selection = __webpack_require__(77865);
var tag_version = __webpack_require__(98717);
;// CONCATENATED MODULE: ./build/steps/inspect/image/filter-tags.js





const everything = { included: [{ kind: 'glob', text: '*' }], excluded: [] };
function filterTags(all, { match, newest }) {
    const tags = (0,tag_selection/* inNaturalOrder */.LB)([...(0,tag_patterns/* selectMatching */.uZ)(all, match ?? everything, 'match', 'tags')]);
    const highest = newest && newestOf(tags, newest, match);
    return { tags, ...(highest && { newest: highest }) };
}
function newestOf(tags, range, match) {
    const written = match ? writtenVersions(tags, match) : new Map();
    const versions = tags.flatMap((tag) => {
        const version = semver/* semver */.h.read(written.get(tag) ?? tag);
        return version && range.has(match ? releaseOf(tag, version) : version) ? [{ tag, version }] : [];
    });
    return versions.toSorted((one, other) => semver/* semver */.h.compare(other.version, one.version))[0]?.tag;
}
function releaseOf(tag, version) {
    const { major, minor, patch } = version.fields;
    if (version.stable || (0,tag_version/* versionIn */.It)(tag)?.isStable !== true)
        return version;
    return semver/* semver */.h.read(`${major}.${minor}.${patch}`) ?? version;
}
function writtenVersions(tags, { included }) {
    const found = included.flatMap((pattern) => {
        if (pattern.kind === 'glob')
            return [];
        const results = (0,search/* search */.$)(tags, `^(?:${pattern.source})$`, pattern.flags, `match: ${pattern.text}`);
        return tags.flatMap((tag, place) => {
            const version = results[place]?.[1];
            return version === undefined ? [] : [[tag, version]];
        });
    });
    return new Map(found);
}

var referrer_tags = __webpack_require__(3782);
var index_entry = __webpack_require__(82672);
var json = __webpack_require__(99368);
var blob_content = __webpack_require__(18895);
var content_error = __webpack_require__(19964);
;// CONCATENATED MODULE: ./build/steps/inspect/image/manifest-facts.js






const configLimit = 4 * 1024 * 1024;
const emptyConfigType = 'application/vnd.oci.empty.v1+json';
async function readManifestFacts(manifest, place) {
    const [descriptor, ...layers] = manifest.blobs;
    const config = descriptor && (await readConfig(descriptor, place));
    const isImage = descriptor !== undefined && (0,oci_descriptor/* isImageConfig */._m)(descriptor);
    const annotations = textFields((0,index_entry/* fieldsOf */.Pf)(manifest).annotations);
    const created = (isImage && config?.created) || annotations['org.opencontainers.image.created'];
    return {
        ...(typeof created === 'string' && created !== '' && { created }),
        labels: isImage ? textFields((0,json/* recordOf */.zv)(config?.config).Labels) : {},
        annotations,
        ...(config && { config }),
        layers: layers.map(({ mediaType, digest, size }) => ({ mediaType, digest, size })),
    };
}
function artifactTypeOf(manifest) {
    const { artifactType } = (0,index_entry/* fieldsOf */.Pf)(manifest);
    if (typeof artifactType === 'string' && artifactType !== '')
        return artifactType;
    const [config] = manifest.blobs;
    return (0,oci_descriptor/* isIndex */.nw)(manifest.descriptor) || !config || (0,oci_descriptor/* isImageConfig */._m)(config) ? undefined : config.mediaType;
}
async function readConfig(descriptor, place) {
    const { mediaType, digest, size } = descriptor;
    const isImage = (0,oci_descriptor/* isImageConfig */._m)(descriptor);
    const isText = mediaType.endsWith('+json') && mediaType !== emptyConfigType;
    if (!isImage && (!isText || size > configLimit))
        return undefined;
    const fail = (problem) => new content_error/* ContentError */.y(`${place.image}: the configuration ${digest} ${problem}`);
    if (size > configLimit)
        throw fail(`is larger than ${configLimit} bytes, which no image needs`);
    place.limits.count(descriptor);
    const { remote, signal } = place;
    const bytes = await (0,blob_content/* collectBytes */.y)(() => remote.blobs.download(descriptor, 0, signal));
    if ((0,oci_digest/* digestOf */.ol)(bytes, (0,oci_digest/* algorithmOf */.Hy)(digest)) !== digest)
        throw fail('has other content. Push the image there again');
    const config = parsed(bytes);
    if (!config && isImage)
        throw fail('is not a JSON object. Build the image again');
    return config;
}
function parsed(bytes) {
    try {
        const value = (0,json/* parseJson */.qF)(bytes.toString());
        return (0,json/* isRecord */.u4)(value) ? value : undefined;
    }
    catch {
        return undefined;
    }
}
function textFields(value) {
    const texts = Object.entries((0,json/* recordOf */.zv)(value)).filter((entry) => typeof entry[1] === 'string');
    return Object.fromEntries(texts);
}

;// CONCATENATED MODULE: ./build/steps/inspect/image/find-referrers.js




const readLimit = 100;
async function findReferrers(subject, repository) {
    const [listed, page] = await Promise.all([repository.remote.referrers(subject), repository.tagsAtOnce()]);
    const mayHave = (tag) => page?.tags.has(tag) ?? true;
    const fallback = listed === undefined ? [(0,referrer_tags/* referrersTag */.LN)(subject)] : [];
    const [indexes, attached] = await Promise.all([fallback, (0,referrer_tags/* cosignTags */.FJ)(subject)].map((tags) => readTags(tags.filter(mayHave), repository)));
    const children = (indexes ?? []).flatMap(({ tag, manifest }) => manifest.children.map((child) => ({ child, tag })));
    const found = [
        ...(listed ?? []).map(factsOf),
        ...(await Promise.all(children.map(async ({ child, tag }, place) => {
            return { ...(place < readLimit ? await withType(child, repository) : factsOf(child)), tag };
        }))),
        ...(attached ?? []).map(({ tag, manifest }) => ({ ...factsOfManifest(manifest), tag })),
    ];
    return [...new Map(found.map((each) => [each.digest, each])).values()];
}
async function withType(child, { remote }) {
    if (child.artifactType !== undefined && child.artifactType !== emptyConfigType)
        return factsOf(child);
    const manifest = await remote.find(child.digest);
    return 'missing' in manifest ? factsOf(child) : factsOfManifest(manifest);
}
async function readTags(tags, { remote }) {
    const found = tags.map(async (tag) => {
        const manifest = await remote.find(tag);
        return 'missing' in manifest ? [] : [{ tag, manifest }];
    });
    return (await Promise.all(found)).flat();
}
function factsOf({ mediaType, digest, size, artifactType, annotations }) {
    return { mediaType, digest, size, ...(artifactType && { artifactType }), ...(annotations && { annotations }) };
}
function factsOfManifest(manifest) {
    const { descriptor, blobs } = manifest;
    const [config, layer] = blobs;
    const artifactType = config && (0,oci_descriptor/* isImageConfig */._m)(config) ? layer?.mediaType : artifactTypeOf(manifest);
    return factsOf({
        ...descriptor,
        ...(artifactType && { artifactType }),
        annotations: textFields((0,index_entry/* fieldsOf */.Pf)(manifest).annotations),
    });
}

var manifest = __webpack_require__(95669);
var registry_repository = __webpack_require__(40782);
;// CONCATENATED MODULE: ./build/steps/inspect/image/inspected-repository.js




class InspectedRepository {
    remote;
    #all;
    #page;
    constructor(remote) {
        this.remote = remote;
    }
    static async at(repository, registries) {
        return new InspectedRepository(new registry_repository/* RemoteRepository */.N(await registries.at(repository), repository, 'pull'));
    }
    async tags() {
        this.#all ??= this.#listAll();
        return await this.#all;
    }
    async tagsAtOnce() {
        this.#page ??= this.#all === undefined ? this.remote.tagsAtOnce() : pageOf(this.#all);
        return await this.#page;
    }
    async #listAll() {
        try {
            return await this.remote.allTags();
        }
        catch (error) {
            if (!(error instanceof registry_error/* RegistryError */.g) || error.status !== 404 || !error.isCoded)
                throw error;
            const first = await this.remote.tagsAtOnce();
            if (first?.isRepository === false)
                return [];
            throw error;
        }
    }
}
async function pageOf(all) {
    const tags = new Set(await all);
    return { isRepository: tags.size > 0, tags };
}
const sizeLimit = 16 * manifest/* manifestLimit */.t;
const countLimit = 1_000;
class ReadLimits {
    #image;
    #bytes = 0;
    #count = 0;
    constructor(image) {
        this.#image = image;
    }
    count({ size }) {
        this.#bytes += size;
        this.#count += 1;
        if (this.#bytes > sizeLimit)
            this.#refuse(`more than ${sizeLimit} bytes of manifests and configurations`);
        if (this.#count > countLimit)
            this.#refuse(`more than ${countLimit} manifests and configurations`);
    }
    #refuse(what) {
        throw new content_error/* ContentError */.y(`${this.#image} has ${what}, which is too much to read`);
    }
}

var attestations = __webpack_require__(82015);
var image_platform = __webpack_require__(67554);
;// CONCATENATED MODULE: ./build/steps/inspect/image/read-platforms.js







const depthLimit = 8;
const entryLimit = 500;
async function readPlatforms(root, place) {
    const entries = await imagesIn(root, place, 1);
    const attestations = Map.groupBy(entries, index_entry/* attestedEntry */.Jf);
    const images = entries.filter((entry) => (0,index_entry/* attestedEntry */.Jf)(entry) === undefined);
    return await Promise.all(images.map(async (entry) => {
        const about = attestations.get(entry.descriptor.digest)?.map(({ descriptor }) => descriptor.digest);
        return { ...(await readEntry(entry, place)), ...(about && { attestations: about }) };
    }));
}
function soleImage({ descriptor, blobs: [config] }, facts) {
    if (!config || !(0,oci_descriptor/* isImageConfig */._m)(config))
        return undefined;
    return { platform: nameOf((0,image_platform/* platformInConfig */.r6)(facts.config ?? {})), ...idOf(descriptor), ...withSize(facts) };
}
async function imagesIn(index, place, depth) {
    if (depth > depthLimit)
        throw new content_error/* ContentError */.y(`${place.image} is an index that is nested more than ${depthLimit} deep`);
    const part = { name: place.image, image: { root: index.descriptor, manifests: [index], blobs: [] } };
    const entries = (0,index_entry/* entriesOf */.Mc)(part).filter(({ descriptor }) => (0,oci_descriptor/* isManifest */.Yh)(descriptor) && isWanted(descriptor));
    if (entries.length > entryLimit) {
        throw new content_error/* ContentError */.y(`${place.image} is an index of more than ${entryLimit} manifests, which is too much to read`);
    }
    const all = entries.map(async (entry) => {
        if (!(0,oci_descriptor/* isIndex */.nw)(entry.descriptor))
            return [entry];
        const nested = await readChild(entry.descriptor, place);
        return nested ? await imagesIn(nested, place, depth + 1) : [entry];
    });
    return (await Promise.all(all)).flat();
}
function isWanted(descriptor) {
    return (0,attestations/* isAttestation */.H3)(descriptor) || descriptor.platform?.os !== 'unknown';
}
async function readEntry({ descriptor, fields }, place) {
    const manifest = (0,oci_descriptor/* isIndex */.nw)(descriptor) ? undefined : await readChild(descriptor, place);
    if (!manifest)
        return { platform: nameOf(fields.platform), ...idOf(descriptor), missing: true };
    const facts = await readManifestFacts(manifest, place);
    const platform = (0,image_platform/* platformOf */.tj)(fields.platform) ? fields.platform : (0,image_platform/* platformInConfig */.r6)(facts.config ?? {});
    return { platform: nameOf(platform), ...idOf(descriptor), ...withSize(facts) };
}
async function readChild(descriptor, { image, remote, limits }) {
    limits.count(descriptor);
    const found = await remote.find(descriptor.digest);
    if ('missing' in found)
        return undefined;
    const { mediaType } = found.descriptor;
    if (mediaType === descriptor.mediaType)
        return found;
    throw new content_error/* ContentError */.y(`${image}: the manifest ${descriptor.digest} is ${mediaType}, but its index says ${descriptor.mediaType}. Build the image again`);
}
function idOf({ digest, mediaType }) {
    return { digest, mediaType };
}
function withSize(facts) {
    return { ...facts, size: facts.layers.reduce((sum, { size }) => sum + size, 0) };
}
function nameOf(platform) {
    const known = (0,image_platform/* platformOf */.tj)(platform);
    if (!known)
        return 'unknown';
    const version = (0,json/* recordOf */.zv)(platform)['os.version'];
    const [os, ...rest] = (0,image_platform/* shownPlatform */.vV)(known).split('/');
    return [typeof version === 'string' && version !== '' ? `${os}(${version})` : os, ...rest].join('/');
}

;// CONCATENATED MODULE: ./build/steps/inspect/image/inspect-image.js







async function inspectImage({ text: image, tag: named, digest }, repository, { filter, signal }) {
    const listed = filter && filterTags(await repository.tags(), filter);
    const tag = named ?? (digest ? undefined : tagToInspect(listed, filter));
    const known = { image, ...(tag && { tag }), ...(listed && { tags: listed.tags }) };
    const wanted = digest ?? tag;
    if (!wanted)
        return { ...known, exists: !filter?.newest && known.tags?.length !== 0 };
    const found = await repository.remote.find(wanted);
    if ('missing' in found)
        return { ...known, exists: false, missing: await whatIsMissing(found, wanted, repository) };
    const place = { image, remote: repository.remote, limits: new ReadLimits(image), signal };
    const [about, referrers] = await Promise.all([
        describe(found, place),
        findReferrers(found.descriptor.digest, repository),
    ]);
    return { ...known, exists: true, ...about, referrers };
}
function tagToInspect(listed, filter) {
    return filter ? listed?.newest : 'latest';
}
async function describe(root, place) {
    place.limits.count(root.descriptor);
    const own = await readManifestFacts(root, place);
    const sole = soleImage(root, own);
    const platforms = (0,oci_descriptor/* isIndex */.nw)(root.descriptor) ? await readPlatforms(root, place) : sole ? [sole] : [];
    const [first] = platforms;
    const { digest, mediaType } = root.descriptor;
    const artifactType = artifactTypeOf(root);
    return {
        digest,
        mediaType,
        ...(artifactType && { artifactType }),
        platforms,
        size: sizesOf(platforms, own),
        ...own,
        ...((0,oci_descriptor/* isIndex */.nw)(root.descriptor) && first && factsOfFirst(first)),
        manifest: new TextDecoder('utf-8', { ignoreBOM: true }).decode(root.bytes),
    };
}
function factsOfFirst({ created, labels, config, layers }) {
    return {
        ...(created && { created }),
        ...(labels && { labels }),
        ...(config && { config }),
        ...(layers && { layers }),
    };
}
function sizesOf(platforms, own) {
    const layers = new Map([...platforms, own].flatMap((each) => each.layers ?? []).map(({ digest, size }) => [digest, size]));
    const total = layers.values().reduce((sum, size) => sum + size, 0);
    const each = platforms.flatMap(({ platform, size }) => (size === undefined ? [] : [[platform, size]]));
    return { total, ...Object.fromEntries(each) };
}
async function whatIsMissing({ missing }, wanted, repository) {
    if (missing === 'repository')
        return 'repository';
    const page = await repository.tagsAtOnce().catch(() => undefined);
    if (page && !page.isRepository)
        return 'repository';
    return (0,oci_digest/* isDigest */.Bc)(wanted) ? 'digest' : 'tag';
}

;// CONCATENATED MODULE: ./build/steps/inspect/inspect-images.js







const imagesAtOnce = 16;
async function inspectImages(references, { registries, filter, signal }) {
    const turns = new concurrency_limit/* ConcurrencyLimit */.D(imagesAtOnce);
    const open = new Map();
    return await Promise.all(references.map(async (reference) => {
        const { repository, text: image } = reference;
        const opening = () => InspectedRepository.at(repository, registries);
        try {
            const place = await (0,single_flight/* singleFlight */.F)(open, (0,distribution_reference/* formatRepository */.Sh)(repository), opening);
            return await turns.run(() => inspectImage(reference, place, { filter, signal }));
        }
        catch (error) {
            signal.throwIfAborted();
            return { image, error: error instanceof registry_error/* RegistryError */.g ? (0,source_error/* withAdviceToRead */.uY)(error) : error };
        }
    }));
}

var pages = __webpack_require__(58404);
;// CONCATENATED MODULE: ./build/registry/lists/repository-list.js




const pageSize = 1_000;
const repositoryLimit = 1_000_000;
const timeLimit = 300_000;
const bytesLimit = 4 * 1024 * 1024;
const scopes = ['registry:catalog:*'];
const refusals = [400, 401, 403, 404, 405, 501];
async function listRepositories(registry) {
    const list = catalogOf(registry);
    const names = new Set();
    try {
        const first = await (0,pages/* readPage */.SP)(list, new URL(`/v2/_catalog?n=${pageSize}`, registry.home), [200]);
        for await (const page of (0,pages/* followPages */.kv)(list, first)) {
            for (const name of namesIn(page, list))
                names.add(name);
            if (names.size > repositoryLimit)
                throw (0,pages/* brokenList */.aC)(list, `it has more than ${repositoryLimit} entries`);
        }
    }
    catch (error) {
        if (!(error instanceof registry_error/* RegistryError */.g) || error.isRateLimit || !refusals.includes(error.status))
            throw error;
        const advice = `Not every registry lists its repositories, and some do so only for administrators: name the images of ${registry.name} one by one.`;
        throw new registry_error/* RegistryError */.g({ ...error.failure, advice });
    }
    return [...names];
}
function catalogOf(registry) {
    const { name: where, signal } = registry;
    return {
        requests: {
            registry,
            where,
            countRetry: () => undefined,
            request: (operation, method, url, expect, details) => {
                return { where, operation, method, url, expect, scopes, signal, ...details };
            },
        },
        operation: 'listing repositories',
        bytes: bytesLimit,
        time: timeLimit,
        retryState: registry.retryState(signal),
    };
}
function namesIn({ body }, list) {
    const { repositories } = (0,json/* parseRecord */.Hh)(new TextDecoder().decode(body));
    if (repositories === null)
        return [];
    if (!Array.isArray(repositories))
        throw (0,pages/* brokenList */.aC)(list, 'the response is not a list of repositories');
    return repositories.filter((name) => typeof name === 'string').filter(distribution_reference/* isName */.Eo);
}

;// CONCATENATED MODULE: ./build/steps/inspect/hub-repositories.js




const apiHost = 'hub.docker.com';
const hub_repositories_pageSize = 100;
const pageLimit = 100;
const hub_repositories_bytesLimit = 4 * 1024 * 1024;
async function listHubRepositories({ path, query }, { variables, log, now, signal }) {
    const { mask, redact } = log;
    const anonymous = async () => undefined;
    await using api = await (0,connect/* connect */.N)({ registry: apiHost, credential: anonymous, variables, mask, redact, now, signal });
    const where = query === undefined ? `${distribution_reference/* dockerHub */.UD}/${path}` : distribution_reference/* dockerHub */.UD;
    const found = [];
    for (let page = 1; page <= pageLimit; page += 1) {
        const url = new URL(query === undefined ? `/v2/namespaces/${path}/repositories` : '/v2/search/repositories/', api.home);
        url.search = String(new URLSearchParams({ ...(query !== undefined && { query }), page: `${page}`, page_size: `${hub_repositories_pageSize}` }));
        const { results, next } = await readPageOf(api, url, where);
        found.push(...results.flatMap((entry) => repositoryIn(entry, path)));
        if (query !== undefined || typeof next !== 'string')
            return found.map(distribution_reference/* formatRepository */.Sh);
    }
    const reason = `it has more than ${pageLimit * hub_repositories_pageSize} repositories`;
    throw new registry_error/* RegistryError */.g({ where, operation: 'listing repositories', reason });
}
async function readPageOf(api, url, where) {
    const { signal } = api;
    const operation = 'listing repositories';
    const request = {
        where,
        operation,
        method: 'GET',
        url,
        scopes: [],
        expect: [200],
        limit: hub_repositories_bytesLimit,
        signal,
    };
    const { body } = await api.send(request).catch((error) => {
        if (!(error instanceof registry_error/* RegistryError */.g) || error.status !== 404)
            throw error;
        throw new registry_error/* RegistryError */.g({ ...error.failure, advice: 'Check the name of the namespace.' });
    });
    const { results, next } = (0,json/* parseRecord */.Hh)(new TextDecoder().decode(body));
    if (Array.isArray(results))
        return { results: results, next };
    throw new registry_error/* RegistryError */.g({ where, operation, reason: 'the response is not a list of repositories' });
}
function repositoryIn(entry, namespace) {
    const { name, repo_name: found } = (0,json/* recordOf */.zv)(entry);
    const text = typeof found === 'string' ? found : typeof name === 'string' ? `${namespace}/${name}` : '';
    const repository = (0,distribution_reference/* parseRepository */.SU)(`${distribution_reference/* dockerHub */.UD}/${text}`);
    return repository ? [repository] : [];
}

;// CONCATENATED MODULE: ./build/steps/inspect/list-catalogs.js




async function listCatalogs(catalogs, registries, environment) {
    return await Promise.all(catalogs.map(async (catalog) => {
        const name = list_catalogs_nameOf(catalog);
        try {
            return { name, repositories: await listCatalog(catalog, registries, environment) };
        }
        catch (error) {
            environment.signal.throwIfAborted();
            return { name, error };
        }
    }));
}
function list_catalogs_nameOf(catalog) {
    return catalog.query === undefined ? (0,registry_scope/* formatScope */.gk)(catalog) : `${distribution_reference/* dockerHub */.UD}?query=${catalog.query}`;
}
async function listCatalog(catalog, registries, environment) {
    const { registry, path } = catalog;
    if (registry === distribution_reference/* dockerHub */.UD)
        return await listHubRepositories(catalog, environment);
    const client = await registries.at({ registry, name: path });
    const all = (await listRepositories(client)).map((name) => ({ registry, name }));
    return all.filter((repository) => (0,registry_scope/* isWithin */.UO)(repository, catalog)).map(distribution_reference/* formatRepository */.Sh);
}

;// CONCATENATED MODULE: ./build/steps/inspect/inspect-all.js





async function inspectAll(inputs, environment) {
    checkTogether(inputs);
    const { variables, log, now, signal } = environment;
    const access = await (0,read_access/* readAccess */.z)(inputs, environment);
    (0,input_error/* throwAll */.Kx)(access.problems);
    const keyring = (0,read_access/* keyringFor */.n)(inputs, access, environment, signal);
    const accessTo = (repository) => keyring.accessTo(repository);
    await using registries = new connect/* Registries */.I({ accessTo, variables, log, now, signal });
    const [inspected, catalogs] = await Promise.all([
        inspectImages(inputs.images, { filter: inputs.tags, registries, signal }),
        listCatalogs(inputs.catalog, registries, environment),
    ]);
    return { inspected, catalogs };
}
function checkTogether({ images, tags, catalog }) {
    if (images.length === 0 && tags)
        throw new input_error/* InputError */.dz('images', "name the images whose 'tags' are wanted");
    if (images.length > 0 || catalog.length > 0)
        return;
    throw new input_error/* InputError */.dz('images', "name at least one image, such as ghcr.io/owner/name:tag, or a registry in 'catalog'");
}

;// CONCATENATED MODULE: ./build/steps/inspect/inspection.js
function isFailed(each) {
    return 'error' in each;
}

var format_amount = __webpack_require__(27186);
var report_errors = __webpack_require__(71603);
;// CONCATENATED MODULE: ./build/steps/inspect/report/shown.js
const textLimit = 100;
const listLimit = 20;
function oneLine(text) {
    return text
        .replaceAll(/[\s\p{C}]+/gu, ' ')
        .trim()
        .slice(0, textLimit);
}
function firstOf(words) {
    const rest = words.length - listLimit;
    const first = words.slice(0, listLimit).join(', ');
    return rest > 0 ? `${first} and ${rest} more` : first;
}

;// CONCATENATED MODULE: ./build/steps/inspect/report/inspection-log.js





function logInspection({ inspected, catalogs }, log) {
    for (const each of inspected) {
        if (isFailed(each)) {
            (0,report_errors/* reportErrors */.u)(each.error, log);
            continue;
        }
        log.info(describeInspection(each));
        const incomplete = missingPlatforms(each);
        if (incomplete !== undefined)
            log.warning(incomplete);
    }
    for (const each of catalogs) {
        if (isFailed(each))
            (0,report_errors/* reportErrors */.u)(each.error, log);
        else
            log.info(`${each.name}: ${(0,format_amount/* formatCount */.B)(each.repositories.length, 'repository')}`);
    }
}
function describeInspection(inspection) {
    const { image, exists, digest, created, platforms = [], referrers = [], tags, tag } = inspection;
    if (!exists)
        return `${image} ${whyMissing(inspection)}`;
    const parts = [
        digest && tag && !image.endsWith(`:${tag}`) ? `'${tag}' is ${digest}` : digest,
        firstOf(platforms.map(platformWithSize)),
        created && `created ${oneLine(created)}`,
        digest && (0,format_amount/* formatCount */.B)(referrers.length, 'referrer'),
        tags && `${(0,format_amount/* formatCount */.B)(tags.length, 'tag')} selected (${(0,tag_selection/* nameSome */.Kf)(tags)})`,
    ];
    return `${image}: ${parts.filter(Boolean).join(', ')}`;
}
function platformWithSize({ platform, size }) {
    return `${oneLine(platform)} (${size === undefined ? 'missing' : (0,format_amount/* formatBytes */.z)(size)})`;
}
function whyMissing({ missing, tag, tags = [] }) {
    if (missing === 'repository')
        return 'does not exist: the registry does not have the repository';
    if (missing === 'tag')
        return `does not exist: the repository does not have the tag '${tag}'`;
    if (missing === 'digest')
        return 'does not exist: the repository does not have this digest';
    if (tags.length === 0)
        return 'has no tag that matches';
    return `has no such version: none of its ${(0,format_amount/* formatCount */.B)(tags.length, 'tag')} is a version in the range`;
}
function missingPlatforms({ image, platforms = [] }) {
    const missing = platforms.filter((each) => each.missing);
    if (missing.length === 0)
        return undefined;
    const named = firstOf(missing.map(({ platform, digest }) => `${oneLine(platform)} (${digest})`));
    return `${image} is incomplete: its index lists manifests that the repository does not have: ${named}. Push the image there again, or ignore this if only some platforms were copied`;
}

;// CONCATENATED MODULE: ./build/steps/inspect/report/inspection-outputs.js


function inspectionOutputs({ inspected, catalogs }, redact) {
    const [first] = inspected;
    const repositories = catalogs.flatMap((each) => (isFailed(each) ? [] : each.repositories));
    const all = inspected.map((each) => isFailed(each) ? { image: each.image, error: redact(messageOf(each.error)) } : each);
    return {
        ...outputsOf(first && !isFailed(first) ? first : undefined),
        catalog: catalogs.length === 0 ? '' : JSON.stringify(repositories),
        json: JSON.stringify(all),
    };
}
function outputsOf(image) {
    const { digest = '', tag = '', mediaType = '', created = '', manifest = '' } = image ?? {};
    const { repository } = (0,distribution_reference/* parseReference */.F2)(image?.image ?? '') ?? {};
    const json = (value) => (value === undefined ? '' : JSON.stringify(value));
    return {
        exists: image ? String(image.exists) : '',
        image: digest && repository ? `${(0,distribution_reference/* formatRepository */.Sh)(repository)}@${digest}` : '',
        tag,
        digest,
        'media-type': mediaType,
        platforms: json(image?.platforms?.map(shortly)),
        size: json(image?.size),
        created,
        labels: json(image?.labels),
        annotations: json(image?.annotations),
        config: json(image?.config),
        layers: json(image?.layers),
        referrers: json(image?.referrers),
        manifest,
        tags: json(image?.tags),
    };
}
function shortly({ platform, digest, mediaType, size, attestations, missing }) {
    return {
        ...{ platform, digest, mediaType },
        ...(size !== undefined && { size }),
        ...(attestations && { attestations }),
        ...(missing && { missing }),
    };
}
function messageOf(error) {
    return error instanceof Error ? error.message : String(error);
}

var html = __webpack_require__(4788);
var markdown = __webpack_require__(51212);
;// CONCATENATED MODULE: ./build/steps/inspect/report/inspection-summary.js







const rowLimit = 200;
function inspectionSummary({ inspected, catalogs }, redact) {
    const failures = [...inspected, ...catalogs].filter(isFailed).slice(0, rowLimit);
    const rows = inspected.slice(0, rowLimit);
    const rest = inspected.length - rows.length;
    const sections = [
        `### \ud83d\udd0e ${inspected.length > 0 ? `Inspected ${(0,format_amount/* formatCount */.B)(inspected.length, 'image')}` : 'Listed repositories'}`,
        failures.map(({ error }) => `- ${(0,markdown/* markdownText */.p)(redact(messageOf(error)))}`).join('\n'),
        rows.length > 0 && (0,html/* htmlTable */.I)(columnsWith(redact), rows),
        rest > 0 && `and ${(0,format_amount/* formatCount */.B)(rest, 'more image')}`,
        ...catalogs.map(catalogLine),
    ];
    return `${sections.filter(Boolean).join('\n\n')}\n`;
}
const columnsWith = (redact) => [
    { heading: 'Image', cell: (each) => `${markOf(each)} ${(0,html/* htmlCode */.h)(each.image)}` },
    ofImage('Tag', ({ tag, image }) => (tag && !image.endsWith(`:${tag}`) ? (0,html/* htmlCode */.h)(tag) : undefined)),
    ofImage('Digest', ({ digest }) => digest && `<code>${(0,oci_digest/* shortDigest */.VK)(digest)}</code>`),
    ofImage('Platforms', ({ platforms = [] }) => {
        const names = firstOf(platforms.map(({ platform }) => oneLine(redact(platform))));
        return names ? (0,html/* htmlCode */.h)(names) : undefined;
    }),
    ofImage('Size', ({ size }) => size && (0,format_amount/* formatBytes */.z)(size.total ?? 0), true),
    ofImage('Created', ({ created }) => created && (0,html/* htmlCode */.h)(oneLine(redact(created)))),
    ofImage('Referrers', ({ referrers }) => referrers && String(referrers.length), true),
    ofImage('Tags', ({ tags }) => tags && String(tags.length), true),
];
function ofImage(heading, cell, isNumber = false) {
    return { heading, isNumber, cell: (each) => (isFailed(each) ? undefined : cell(each)) };
}
function markOf(each) {
    if (isFailed(each))
        return '\u274c';
    return each.exists ? '\u2705' : '\u2796';
}
function catalogLine(catalog) {
    if (isFailed(catalog))
        return undefined;
    const { name, repositories } = catalog;
    const count = (0,format_amount/* formatCount */.B)(repositories.length, 'repository');
    const names = firstOf(repositories.map(markdown/* markdownCode */.D));
    return `**${(0,markdown/* markdownText */.p)(name)}:** ${count}${names && ` (${names})`}`;
}

;// CONCATENATED MODULE: ./build/actions/inspect.js









async function run(environment) {
    const { variables, log } = environment;
    const inputs = await (0,input/* readInputs */.Ko)(inspectInputs, variables);
    const result = await inspectAll(inputs, environment);
    logInspection(result, log);
    (0,step_outputs/* writeOutputs */.Kn)(inspectionOutputs(result, log.redact), variables);
    (0,summary.writeSummary)(inspectionSummary(result, log.redact), variables);
    return ![...result.inspected, ...result.catalogs].some(isFailed);
}
const inspectAction = {
    title: 'Manifold inspect',
    description: 'Finds out what is at a registry without pulling it: images, tags and repositories',
    inputs: inspectInputs,
    outputs: step_outputs/* inspectOutputs */.Zv,
    keepsFiles: false,
    run,
};


})
};
