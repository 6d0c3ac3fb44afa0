export const id = 61;
export const ids = [61];
export const modules = {

2915:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  V: () => (Background)
});
class Background {
    #works = new Set();
    add(work) {
        const ended = work.catch(() => undefined).finally(() => this.#works.delete(ended));
        this.#works.add(ended);
    }
    async settled() {
        while (this.#works.size > 0)
            await Promise.all(this.#works);
    }
}


}),

8961:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Z: () => (nextPage)
});
/* unused harmony export parseLinks */
var _origin_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3391);

const target = /[\s,]*<([^>]*)>/y;
const parameter = /\s*;\s*(?:([^\s=;,"]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?)?/y;
function parseLinks(lines) {
    return lines.flatMap((line) => [...linksIn(line)]);
}
function* linksIn(line) {
    let position = 0;
    const read = (pattern) => {
        pattern.lastIndex = position;
        const found = pattern.exec(line);
        if (found)
            position = pattern.lastIndex;
        return found;
    };
    for (let link = read(target); link; link = read(target)) {
        const parameters = new Map();
        for (let found = read(parameter); found; found = read(parameter)) {
            const [, name = '', quoted, token = ''] = found;
            const key = name.toLowerCase();
            if (!parameters.has(key))
                parameters.set(key, quoted?.replaceAll(/\\(.)/g, '$1') ?? token);
        }
        const relations = parameters.get('rel')?.toLowerCase().split(/\s+/).filter(Boolean) ?? [];
        yield { target: link[1] ?? '', relations, anchor: parameters.get('anchor') };
    }
}
function nextPage(page, home, refuse) {
    const next = parseLinks(page.headers('link')).find(({ relations, anchor }) => {
        const isOwn = anchor === undefined || URL.parse(anchor, page.url.href)?.href === page.url.href;
        return isOwn && relations.includes('next');
    });
    if (!next)
        return undefined;
    const url = (0,_origin_js__WEBPACK_IMPORTED_MODULE_0__/* .resolveLocation */ .KC)(next.target, page.url);
    if (url && (0,_origin_js__WEBPACK_IMPORTED_MODULE_0__/* .sameOrigin */ .Nm)(url, home))
        return url;
    throw refuse(`next page is at another origin (${url?.origin ?? 'no URL'})`);
}


}),

3701:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  FE: () => (followRedirects),
  m_: () => (BadRedirect)
});
/* unused harmony export redirectLimit */
var _origin_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3391);

const redirects = new Set([301, 302, 303, 307, 308]);
const redirectLimit = 5;
class BadRedirect extends Error {
    name = 'BadRedirect';
}
async function followRedirects(request, home, transport, answered) {
    let current = { ...request, waited: { milliseconds: 0 } };
    for (let hops = 0; hops <= redirectLimit; hops++) {
        const response = await transport.request(current);
        answered?.(response);
        const location = response.header('location');
        if (!redirects.has(response.status) || !location)
            return response;
        await response.discard();
        current = next(current, response.status, location, home);
    }
    throw new BadRedirect(`it is the ${redirectLimit + 1}th in a row`);
}
function next(request, status, location, home) {
    const { method, url, headers } = request;
    const target = (0,_origin_js__WEBPACK_IMPORTED_MODULE_0__/* .resolveLocation */ .KC)(location, url);
    const objection = target ? (0,_origin_js__WEBPACK_IMPORTED_MODULE_0__/* .whyNotFollow */ .Zn)(url, target, home) : 'its Location is not a URL';
    if (!target || objection)
        throw new BadRedirect(`${objection} (${target?.origin ?? 'no URL'})`);
    const isRead = method === 'GET' || method === 'HEAD';
    if (!isRead && (status < 307 || !(0,_origin_js__WEBPACK_IMPORTED_MODULE_0__/* .sameOrigin */ .Nm)(url, target))) {
        throw new BadRedirect(`a ${method} may be redirected only within its origin, and only with 307 or 308 (${target.origin})`);
    }
    if ((0,_origin_js__WEBPACK_IMPORTED_MODULE_0__/* .sameOrigin */ .Nm)(url, target))
        return { ...request, url: target };
    const { authorization: _, ...harmless } = headers;
    return { ...request, url: target, headers: harmless };
}


}),

9964:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  l: () => (WrongContent),
  y: () => (ContentError)
});
class ContentError extends Error {
    name = 'ContentError';
}
class WrongContent extends ContentError {
}


}),

6937:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  $P: () => (manifestMediaTypes),
  BA: () => (parseDescriptor),
  Bq: () => (formatPlatform),
  Ib: () => (mediaTypes),
  Yh: () => (isManifest),
  bq: () => (isDistributable),
  nw: () => (isIndex),
  oA: () => (checkFields)
});
var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9368);
var _content_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9964);
var _digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1564);



function formatPlatform({ os, architecture, variant }) {
    return [os, architecture, ...(variant === undefined ? [] : [variant])].join('/');
}
const mediaTypes = {
    ociIndex: 'application/vnd.oci.image.index.v1+json',
    ociManifest: 'application/vnd.oci.image.manifest.v1+json',
    dockerIndex: 'application/vnd.docker.distribution.manifest.list.v2+json',
    dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
    inToto: 'application/vnd.in-toto+json',
};
const manifestMediaTypes = [
    mediaTypes.ociIndex,
    mediaTypes.ociManifest,
    mediaTypes.dockerIndex,
    mediaTypes.dockerManifest,
];
function isIndex({ mediaType }) {
    return mediaType === mediaTypes.ociIndex || mediaType === mediaTypes.dockerIndex;
}
function isManifest({ mediaType }) {
    return manifestMediaTypes.includes(mediaType);
}
const nonDistributable = [
    'application/vnd.oci.image.layer.nondistributable.',
    'application/vnd.docker.image.rootfs.foreign.',
];
function isDistributable({ mediaType }) {
    return !nonDistributable.some((start) => mediaType.startsWith(start));
}
function parseDescriptor(value, where) {
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)(value))
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`${where} is not a descriptor`);
    checkFields(value, fieldNames, where);
    const { mediaType, digest, size, platform, annotations, artifactType } = value;
    if (typeof mediaType !== 'string' || mediaType === '')
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`${where} has no mediaType`);
    if (typeof digest !== 'string' || !(0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest)) {
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`${where} has a digest that cannot be verified: ${JSON.stringify(digest)?.slice(0, 80)}`);
    }
    if (!isSize(size))
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`${where} has no valid size`);
    return {
        mediaType,
        digest,
        size,
        ...(isPlatform(platform) && { platform }),
        ...(isAnnotations(annotations) && { annotations }),
        ...(typeof artifactType === 'string' && { artifactType }),
    };
}
const fieldNames = ['mediaType', 'digest', 'size', 'urls', 'annotations', 'data', 'artifactType', 'platform'];
function checkFields(value, names, where) {
    const mistaken = Object.keys(value).find((key) => (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .mistakenFor */ .eR)(key, names));
    if (mistaken === undefined)
        return;
    throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`${where} has the field '${mistaken}', which some parsers take for '${(0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .mistakenFor */ .eR)(mistaken, names)}'`);
}
function isSize(value) {
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
function isPlatform(value) {
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)(value) && typeof value.os === 'string' && typeof value.architecture === 'string';
}
function isAnnotations(value) {
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)(value) && Object.values(value).every((text) => typeof text === 'string');
}


}),

9924:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  B: () => (parseEndpoint),
  b: () => (toUrl)
});
var _digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1564);
var _reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8732);
var _tag_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6485);



function toUrl(endpoint) {
    switch (endpoint.end) {
        case '1':
            return '/v2/';
        case '2':
            return `/v2/${endpoint.name}/blobs/${endpoint.digest}`;
        case '3':
        case '7a':
        case '9':
            return `/v2/${endpoint.name}/manifests/${endpoint.reference}`;
        case '7b':
            return `/v2/${endpoint.name}/manifests/${endpoint.reference}?${endpoint.tags.map((tag) => `tag=${tag}`).join('&')}`;
        case '4a':
            return `/v2/${endpoint.name}/blobs/uploads/`;
        case '4b':
            return `/v2/${endpoint.name}/blobs/uploads/?digest=${endpoint.digest}`;
        case '5':
        case '13':
        case '14':
            return `/v2/${endpoint.name}/blobs/uploads/${endpoint.session}`;
        case '6':
            return `/v2/${endpoint.name}/blobs/uploads/${endpoint.session}?digest=${endpoint.digest}`;
        case '8':
            return `/v2/${endpoint.name}/tags/list`;
        case '11': {
            const from = endpoint.from ? `&from=${encodeURIComponent(endpoint.from)}` : '';
            return `/v2/${endpoint.name}/blobs/uploads/?mount=${endpoint.mount}${from}`;
        }
        case '12':
            return `/v2/${endpoint.name}/referrers/${endpoint.digest}`;
    }
}
const form = /^\/v2\/(?<name>.+)\/(?<kind>blobs\/uploads|blobs|manifests|tags|referrers)\/(?<last>[^/]*)$/;
const sessionGrammar = /^[A-Za-z0-9_-]{1,128}$/;
const parsers = {
    blobs: ({ method, name, last }) => (0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(last) && isRead(method) ? { end: '2', method, name, digest: last } : undefined,
    'blobs/uploads': (line) => (line.last === '' ? parseUploadStart(line) : parseSession(line)),
    manifests: parseManifestEndpoint,
    tags: ({ method, name, last }) => (last === 'list' && method === 'GET' ? { end: '8', method, name } : undefined),
    referrers: ({ method, name, last }) => (0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(last) && method === 'GET' ? { end: '12', method, name, digest: last } : undefined,
};
function parseEndpoint(method, target) {
    const [path = '', search = ''] = target.split(/\?(.*)/s);
    if (path === '/v2/' && method === 'GET')
        return { end: '1', method };
    const { name = '', kind = '', last = '' } = form.exec(path.replaceAll(/%3a/gi, ':'))?.groups ?? {};
    return (0,_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .isName */ .Eo)(name) ? parsers[kind]?.({ method, name, last, query: new URLSearchParams(search) }) : undefined;
}
function isRead(method) {
    return method === 'GET' || method === 'HEAD';
}
function parseManifestEndpoint({ method, name, last: reference, query }) {
    if (!(0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(reference) && !(0,_tag_js__WEBPACK_IMPORTED_MODULE_2__/* .isTag */ .d)(reference))
        return undefined;
    if (isRead(method))
        return { end: '3', method, name, reference };
    if (method === 'DELETE')
        return { end: '9', method, name, reference };
    if (method !== 'PUT')
        return undefined;
    const tags = query.getAll('tag');
    if (tags.length === 0)
        return { end: '7a', method, name, reference };
    return (0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(reference) && tags.every(_tag_js__WEBPACK_IMPORTED_MODULE_2__/* .isTag */ .d) ? { end: '7b', method, name, reference, tags } : undefined;
}
function parseUploadStart({ method, name, query }) {
    if (method !== 'POST')
        return undefined;
    if (query.has('mount'))
        return parseMount(name, query);
    const digest = query.get('digest');
    if (digest === null)
        return { end: '4a', method, name };
    return (0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest) ? { end: '4b', method, name, digest } : undefined;
}
function parseMount(name, query) {
    const mount = query.get('mount') ?? '';
    const from = query.get('from');
    if (!(0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(mount) || (from !== null && !(0,_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .isName */ .Eo)(from)))
        return undefined;
    return { end: '11', method: 'POST', name, mount, ...(from !== null && { from }) };
}
function parseSession({ method, name, last: session, query }) {
    if (!sessionGrammar.test(session))
        return undefined;
    const digest = query.get('digest') ?? '';
    if (method === 'PUT')
        return (0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest) ? { end: '6', method, name, session, digest } : undefined;
    if (method === 'PATCH')
        return { end: '5', method, name, session };
    if (method === 'GET')
        return { end: '13', method, name, session };
    return method === 'DELETE' ? { end: '14', method, name, session } : undefined;
}


}),

5669:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  N: () => (parseManifest),
  t: () => (manifestLimit)
});
var _json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9368);
var _content_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9964);
var _descriptor_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6937);
var _digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1564);




const manifestLimit = 4 * 1024 * 1024;
function parseManifest(bytes, contentType, algorithm = 'sha256') {
    const digest = (0,_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .digestOf */ .ol)(bytes, algorithm);
    const where = `manifest ${digest}`;
    if (bytes.length > manifestLimit)
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`${where} is larger than ${manifestLimit} bytes`);
    const fields = fieldsIn(bytes, where);
    const mediaType = mediaTypeOf(fields, contentType, where);
    const index = (0,_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .isIndex */ .nw)({ mediaType });
    if (has(fields, index ? ['config', 'layers'] : ['manifests'])) {
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`${where} is both an index and an image manifest`);
    }
    (0,_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .checkFields */ .oA)(fields, fieldNames, where);
    const descriptor = { mediaType, digest, size: bytes.length };
    const subject = fields.subject ? { subject: (0,_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .parseDescriptor */ .BA)(fields.subject, `subject of ${where}`) } : {};
    const children = index ? list(fields.manifests, where) : [];
    const blobs = index ? [] : [(0,_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .parseDescriptor */ .BA)(fields.config, `config of ${where}`), ...list(fields.layers, where)];
    const base = fields.annotations?.['org.opencontainers.image.base.name'];
    return { descriptor, bytes, children, blobs, ...subject, ...(typeof base === 'string' && { base }) };
}
function has(fields, names) {
    return Object.keys(fields).some((key) => names.includes(key.toLowerCase()));
}
const fieldNames = [
    'schemaVersion',
    'mediaType',
    'artifactType',
    'config',
    'layers',
    'manifests',
    'subject',
    'annotations',
];
function fieldsIn(bytes, where) {
    const value = parseBytes(bytes, where);
    if ((0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isRecord */ .u4)(value))
        return value;
    throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`${where} is not a JSON object`);
}
function parseBytes(bytes, where) {
    try {
        return (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .parseUnambiguousJson */ .Z9)(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
    }
    catch (cause) {
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`${where} is not valid JSON: ${cause.message}`, { cause });
    }
}
function mediaTypeOf(fields, contentType, where) {
    const own = fields.mediaType ?? '';
    if (typeof own !== 'string')
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`${where} has a mediaType that is not a string`);
    const told = contentType?.split(';')[0]?.trim();
    if (own && told && own !== told)
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`${where} says it is ${own} but was sent as ${told}`);
    const mediaType = own || told || (fields.manifests ? _descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .mediaTypes */ .Ib.ociIndex : _descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .mediaTypes */ .Ib.ociManifest);
    if (!(0,_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .isManifest */ .Yh)({ mediaType }))
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`${where} has an unsupported media type: ${mediaType}`);
    return mediaType;
}
function list(value, where) {
    if (!Array.isArray(value))
        throw new _content_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ContentError */ .y(`${where} has no list of 'manifests' or 'layers'`);
    return value.map((entry, index) => (0,_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .parseDescriptor */ .BA)(entry, `entry ${index} of ${where}`));
}


}),

9275:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Cr: () => (isConditionRefused),
  RT: () => (entityTagOf),
  rI: () => (conditionOf)
});
var _errors_registry_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(648);

function conditionOf(seen) {
    if (!seen)
        return { 'if-none-match': '*' };
    return seen.entityTag === undefined ? undefined : { 'if-match': seen.entityTag };
}
function entityTagOf(response) {
    const tag = response.header('etag');
    return tag !== undefined && /^"[^"]*"$/.test(tag) ? { entityTag: tag } : {};
}
function isConditionRefused(error) {
    return error instanceof _errors_registry_error_js__WEBPACK_IMPORTED_MODULE_0__/* .RegistryError */ .g && (error.status === 412 || error.status === 501);
}


}),

6061:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  N: () => (RemoteRepository)
});

var format_amount = __webpack_require__(7186);
var oci_digest = __webpack_require__(1564);
;// CONCATENATED MODULE: ./build/registry/digest-header.js

function claimedDigest(response) {
    const text = response.header('docker-content-digest');
    return text !== undefined && (0,oci_digest/* isDigest */.Bc)(text) ? text : undefined;
}
function contradicts(response, digest) {
    const claimed = claimedDigest(response);
    return claimed !== undefined && claimed !== digest && (0,oci_digest/* algorithmOf */.Hy)(claimed) === (0,oci_digest/* algorithmOf */.Hy)(digest);
}

var registry_error = __webpack_require__(648);
var redirect = __webpack_require__(3701);
;// CONCATENATED MODULE: ./build/registry/pull/blob-check.js




const empty = new Set(['sha256', 'sha512'].map((algorithm) => (0,oci_digest/* digestOf */.ol)(new Uint8Array(), algorithm)));
class BlobCheck {
    #requests;
    #shown = new Map();
    #damaged = new Set();
    constructor(requests) {
        this.#requests = requests;
    }
    isDamaged(digest) {
        return this.#damaged.has(digest);
    }
    isSuspect({ digest, size }) {
        return (this.#shown.get(digest) ?? size) !== size;
    }
    async isThere(asked) {
        const { registry, countRetry } = this.#requests;
        return await this.#isThere(asked, (request) => registry.send(request, countRetry));
    }
    async isThereOnce(asked) {
        return await this.#isThere(asked, (request) => this.#requests.registry.attempt(request));
    }
    async #isThere(asked, send) {
        try {
            return (await this.#byHead(asked, send)) ?? (await this.#byGet(asked, send));
        }
        catch (error) {
            if (error instanceof registry_error/* RegistryError */.g && error.cause instanceof redirect/* BadRedirect */.m_)
                return false;
            throw error;
        }
    }
    async #byHead(asked, send) {
        const { digest } = asked;
        const { capabilities } = this.#requests.registry;
        if (!capabilities.knowsHead)
            return undefined;
        const response = await send(this.#request('HEAD', digest, [200, 403, 404, 405]));
        if (response.status === 405) {
            capabilities.knowsHead = false;
            return undefined;
        }
        if (response.status !== 200 || contradicts(response, digest))
            return false;
        return this.#fits(asked, sizeIn(response)) ? true : undefined;
    }
    async #byGet(asked, send) {
        const { digest } = asked;
        const response = await send(this.#request('GET', digest, [200, 206, 416, 403, 404]));
        if ([403, 404].includes(response.status) || contradicts(response, digest))
            return false;
        const size = sizeIn(response);
        if (response.status === 416 && size === undefined)
            return false;
        const isWhole = this.#fits(asked, size);
        if (isWhole)
            this.#damaged.delete(digest);
        else
            this.#damaged.add(digest);
        return isWhole;
    }
    #fits({ digest, size }, shown) {
        if (size !== undefined)
            this.#shown.delete(digest);
        if (shown === undefined)
            return true;
        if (size !== undefined)
            return shown === size;
        this.#shown.set(digest, shown);
        return shown > 0 || empty.has(digest);
    }
    #request(method, digest, expect) {
        const requests = this.#requests;
        const url = requests.urlOf({ end: '2', method, name: requests.name, digest });
        const details = method === 'GET' ? { headers: { range: 'bytes=0-0' } } : {};
        return requests.request(`check of ${(0,oci_digest/* shortDigest */.VK)(digest)}`, method, url, expect, details);
    }
}
function sizeIn(response) {
    const range = /\/(\d+)$/.exec(response.header('content-range') ?? '')?.[1];
    const told = response.status === 200 ? response.header('content-length') : range;
    return told === undefined ? undefined : Number(told);
}

var message = __webpack_require__(9014);
;// CONCATENATED MODULE: ./build/registry/pull/content-range.js
function deliveryOf(response) {
    if (response.status !== 206) {
        const length = response.header('content-length');
        return { first: 0, size: length === undefined ? undefined : Number(length) };
    }
    const [, first, size] = /^bytes (\d+)-\d+\/(\d+|\*)$/i.exec(response.header('content-range')?.trim() ?? '') ?? [];
    if (first === undefined)
        return undefined;
    return { first: Number(first), size: size === '*' ? undefined : Number(size) };
}

;// CONCATENATED MODULE: ./build/registry/pull/download.js





const minimumProgress = 64 * 1024;
async function* download(given, start) {
    const { requests, blob } = given;
    const signal = AbortSignal.any([requests.signal, given.signal]);
    const retryState = requests.registry.retryState(signal);
    for (let position = start; position < blob.size;) {
        const before = position;
        try {
            for await (const piece of piecesFrom(position, { ...given, signal })) {
                position += piece.length;
                yield piece;
            }
        }
        catch (error) {
            if (position >= before + minimumProgress)
                retryState.renew();
            await requests.registry.recover(error, retryState);
            requests.countRetry();
        }
    }
}
async function* piecesFrom(position, download) {
    const { requests, blob } = download;
    const request = requestFor(position, download);
    const { where, operation } = request;
    let reached = position;
    const check = (head) => {
        reached = beginningOf(head, request, { position, size: blob.size });
    };
    for await (const piece of requests.registry.stream(request, blob.size - position, check)) {
        const wanted = piece.subarray(Math.max(0, position - reached), Math.max(0, blob.size - reached));
        reached += piece.length;
        if (wanted.length > 0)
            yield wanted;
        if (reached > blob.size)
            throw new registry_error/* RegistryError */.g({ where, operation, reason: 'the blob is longer there' });
    }
    if (reached === blob.size)
        return;
    throw new registry_error/* RegistryError */.g({ where, operation, cause: new message/* Truncated */.LX(`it sent ${reached} of ${blob.size} bytes`) });
}
function requestFor(position, { requests, blob, signal }) {
    const { digest, size } = blob;
    const operation = `download of ${(0,oci_digest/* shortDigest */.VK)(digest)} (${(0,format_amount/* formatBytes */.z)(size)})`;
    const url = requests.urlOf({ end: '2', method: 'GET', name: requests.name, digest });
    const headers = position === 0 ? {} : { range: `bytes=${position}-` };
    return { ...requests.request(operation, 'GET', url, [200, 206], { headers }), signal };
}
function beginningOf(head, { where, operation }, { position, size }) {
    const delivery = deliveryOf(head);
    const refuse = (reason) => new registry_error/* RegistryError */.g({ where, operation, reason });
    if (!delivery)
        throw refuse('it sent a part of the blob, but its Content-Range does not say which');
    if (delivery.size !== undefined && delivery.size !== size) {
        throw refuse(`the blob has ${delivery.size} bytes there instead of ${size}`);
    }
    if (delivery.first === position || (delivery.first === 0 && head.status === 200))
        return delivery.first;
    throw refuse(`it sent the blob from byte ${delivery.first} on, instead of from ${position}`);
}

var origin = __webpack_require__(3391);
;// CONCATENATED MODULE: ./build/registry/upload/session.js


function sessionOf(response, requests, operation) {
    const location = response.header('location');
    const url = location === undefined ? null : (0,origin/* resolveLocation */.KC)(location, response.url);
    const objection = url ? (0,origin/* whyNotFollow */.Zn)(response.url, url, requests.registry.home) : 'it is missing';
    if (!url || objection) {
        const details = url ? ` (${url.origin})${(0,origin/* remedyForPlain */.sJ)(response.url, url)}` : '';
        const reason = `the Location of its upload session was not used: ${objection}${details}`;
        throw new registry_error/* RegistryError */.g({ where: requests.where, operation, reason });
    }
    const minimum = Number(response.header('oci-chunk-min-length') ?? Number.NaN);
    return Number.isSafeInteger(minimum) && minimum > 0 ? { url, chunkMinimum: minimum } : { url };
}
function nextSession(session, response, requests, operation) {
    return response.header('location') === undefined
        ? session
        : { ...session, ...sessionOf(response, requests, operation) };
}
function closingUrl({ url }, digest) {
    const closing = new URL(url);
    closing.search = `${url.search === '' ? '' : `${url.search}&`}digest=${encodeURIComponent(digest)}`;
    return closing;
}
function heldBytes(response) {
    const [, last] = /^(?:bytes=)?0-(\d+)$/.exec(response.header('range') ?? '') ?? [];
    const held = Number(last ?? 0) + 1;
    return Number.isSafeInteger(held) && held > 1 ? held : undefined;
}

var background = __webpack_require__(2915);
var or_aborted = __webpack_require__(2024);
;// CONCATENATED MODULE: ./build/registry/upload/sessions.js



class Sessions {
    #requests;
    #ending;
    #background = new background/* Background */.V();
    #cancelAction = 'push';
    constructor(requests, ending) {
        this.#requests = requests;
        this.#ending = ending;
    }
    async open(operation) {
        const { registry, countRetry } = this.#ending;
        return await this.#opened(registry.send(this.#start(operation), countRetry), operation);
    }
    async openOnce(operation) {
        return await this.#opened(this.#ending.registry.attempt(this.#start(operation)), operation);
    }
    async cancel(session) {
        const action = this.#cancelAction;
        const status = await this.#cancel(session, action);
        if (status !== 401 || action === 'delete')
            return;
        this.#cancelAction = 'delete';
        await this.#cancel(session, 'delete');
    }
    cancelLater(session) {
        this.#background.add(this.cancel(session));
    }
    async settled() {
        await this.#background.settled();
    }
    #start(operation) {
        const requests = this.#ending;
        const url = requests.urlOf({ end: '4a', method: 'POST', name: requests.name });
        return requests.request(operation, 'POST', url, [202], { begins: true });
    }
    async #opened(asked, operation) {
        const opening = asked.then((response) => sessionOf(response, this.#requests, operation));
        return await (0,or_aborted/* orAborted */.H)(opening, this.#requests.signal).catch((error) => {
            this.#background.add(opening.then((session) => this.cancel(session)));
            throw error;
        });
    }
    async #cancel(session, action) {
        const requests = this.#ending;
        const rights = action === 'delete' ? { scopes: requests.scopesWith('delete', requests.name) } : {};
        const expect = [200, 202, 204, 401, 404, 405];
        const details = { optional: true, ...rights };
        const request = requests.request('end of an upload', 'DELETE', session.url, expect, details);
        return await requests.registry.attempt(request).then(({ status }) => status, () => undefined);
    }
}

;// CONCATENATED MODULE: ./build/registry/upload/chunk-size.js
const MiB = 1024 * 1024;
const sizes = [90 * MiB, 18 * MiB, 9 * MiB, 4 * MiB, 0.9 * MiB].map(Math.floor);
function smallerChunk(refused) {
    return sizes.find((size) => size < refused);
}

;// CONCATENATED MODULE: ./build/registry/upload/cuts.js

const underway = 8 * 1024 * 1024;
class Cuts {
    #last;
    #limit = Number.POSITIVE_INFINITY;
    #isForgone = false;
    get limit() {
        return this.#limit;
    }
    note(error, { start, out }) {
        const isCut = error.status === undefined && error.transient && !error.isSilence && out > 0;
        const last = isCut && this.#last?.start === start ? this.#last : undefined;
        this.#last = isCut ? { start, out } : undefined;
        if (!last || this.#isForgone || Math.abs(last.out - out) > Math.max(underway, last.out / 10))
            return;
        this.#limit = smallerChunk(Math.min(last.out, out)) ?? this.#limit;
    }
    forgo() {
        const wasTried = this.#limit < Number.POSITIVE_INFINITY;
        this.#limit = Number.POSITIVE_INFINITY;
        this.#isForgone = true;
        return wasTried;
    }
}

;// CONCATENATED MODULE: ./build/registry/upload/is-stored.js

const tries = 3;
const slowToStoreSize = 8 * 1024 * 1024;
const polls = 4;
async function isStored({ blob, check }, retryState) {
    for (let tried = 1;; tried++) {
        try {
            const isThere = await check.isThereOnce(blob);
            retryState.note();
            return isThere;
        }
        catch (error) {
            if (!(error instanceof registry_error/* RegistryError */.g))
                throw error;
            retryState.note(error);
            if (error.isSilence || !error.transient || tried === tries)
                return false;
            await retryState.pause(tried);
        }
    }
}
async function isStoredLate(parts, retryState) {
    if (parts.blob.size < slowToStoreSize)
        return false;
    for (let polled = 1; polled < polls && !retryState.isSpent; polled++) {
        if (await isStored(parts, retryState))
            return true;
        await retryState.pause(polled);
    }
    return !retryState.isSpent && (await isStored(parts, retryState));
}

;// CONCATENATED MODULE: ./build/registry/upload/transfer.js



const octets = { 'content-type': 'application/octet-stream' };
class Transfer {
    #upload;
    #session;
    #offset = 0;
    #reach = 0;
    #bodySize = 0;
    #start = 0;
    #out = 0;
    #wasClosed = false;
    #hasTakenChunk = false;
    constructor(upload, session) {
        this.#upload = upload;
        this.#session = session;
    }
    get session() {
        return this.#session;
    }
    get offset() {
        return this.#offset;
    }
    get bodySize() {
        return this.#bodySize;
    }
    get start() {
        return this.#start;
    }
    get out() {
        return this.#out;
    }
    get wasClosed() {
        return this.#wasClosed;
    }
    get isUntriedResumption() {
        return this.#offset > 0 && !this.#hasTakenChunk;
    }
    get isOut() {
        return this.#reach === this.#upload.blob.size;
    }
    async sendWhole() {
        await this.#close(this.#body(0, this.#upload.blob.size));
    }
    async sendChunks(limit) {
        const { size } = this.#upload.blob;
        while (this.#offset < size) {
            const end = Math.min(size, this.#offset + Math.max(limit, this.#session.chunkMinimum ?? 0));
            await this.#append(end);
            this.#offset = end;
        }
        await this.#close(new Uint8Array());
    }
    async resume() {
        const { requests, operation } = this.#upload;
        const asked = `status of the ${operation}`;
        try {
            const response = await requests.registry.attempt(requests.request(asked, 'GET', this.#session.url, [204]));
            const held = heldBytes(response);
            this.#session = nextSession(this.#session, response, requests, asked);
            if (held === undefined || held < this.#offset || held > this.#reach)
                return 'unclear';
            this.#offset = held;
            return 'resumed';
        }
        catch (error) {
            if (error instanceof registry_error/* RegistryError */.g)
                return error;
            throw error;
        }
    }
    async #append(end) {
        const { requests, operation } = this.#upload;
        const headers = { ...octets, 'content-range': `${this.#offset}-${end - 1}` };
        const details = { headers, body: this.#body(this.#offset, end), stores: true };
        const request = requests.request(operation, 'PATCH', this.#session.url, [201, 202, 204], details);
        const response = await requests.registry.attempt(request);
        this.#hasTakenChunk = true;
        this.#session = nextSession(this.#session, response, requests, operation);
    }
    async #close(body) {
        const { requests, operation, blob } = this.#upload;
        const url = closingUrl(this.#session, blob.digest);
        const details = { headers: octets, body, stores: true };
        const request = requests.request(operation, 'PUT', url, [200, 201, 204], details);
        this.#wasClosed = true;
        const response = await requests.registry.attempt(request);
        if (!contradicts(response, blob.digest))
            return;
        throw new registry_error/* RegistryError */.g({
            where: requests.where,
            operation,
            reason: `it stored ${claimedDigest(response)} instead`,
        });
    }
    #body(start, end) {
        const { content, sent } = this.#upload;
        this.#bodySize = end - start;
        this.#start = start;
        this.#out = 0;
        let next = start;
        return {
            size: end - start,
            read: (signal) => {
                next = start;
                this.#out = 0;
                return content.read(start, end, signal);
            },
            out: (bytes) => {
                next += bytes;
                this.#out += bytes;
                this.#reach = Math.max(this.#reach, next);
                sent(bytes);
            },
        };
    }
}

;// CONCATENATED MODULE: ./build/registry/upload/upload.js





const lostSessionLimit = 3;
const resumeThreshold = 1024 * 1024;
const statusTries = 5;
const failingStatusTries = 3;
const upload_minimumProgress = 64 * 1024;
const correctionLimit = 3;
const refusesChunk = new Set([400, 405, 409, 413, 416]);
const refusesAnyChunk = new Set([405, 413]);
const gone = new Set([404, 410]);
class Upload {
    #parts;
    #transfer;
    #lostSessions = 0;
    #lostWholes = 0;
    #corrections = 0;
    #cuts = new Cuts();
    #mayResume = true;
    constructor(parts, session) {
        this.#parts = parts;
        this.#transfer = session && new Transfer(parts, session);
    }
    async run() {
        try {
            await this.#store();
        }
        catch (error) {
            const isReached = !this.#parts.requests.registry.isUnheard(error);
            if (this.#transfer && isReached)
                this.#parts.sessions.cancelLater(this.#transfer.session);
            throw error;
        }
    }
    async #store() {
        const { requests } = this.#parts;
        const retryState = requests.retryState();
        for (;;) {
            const before = this.#transfer?.offset ?? 0;
            const failure = await this.#try(retryState);
            if (!failure || (await this.#settle(failure, retryState)))
                return;
            requests.countRetry();
            if (this.#transfer && this.#transfer.offset >= before + upload_minimumProgress)
                retryState.renew();
        }
    }
    async #try(retryState) {
        try {
            const { sessions, operation } = this.#parts;
            this.#transfer ??= new Transfer(this.#parts, await sessions.openOnce(operation));
            retryState.note();
            await this.#send(this.#transfer);
            return undefined;
        }
        catch (error) {
            if (!(error instanceof registry_error/* RegistryError */.g))
                throw error;
            if (this.#transfer && this.#parts.requests.registry.capabilities.resumes)
                this.#cuts.note(error, this.#transfer);
            return error;
        }
    }
    async #send(transfer) {
        const { requests, blob } = this.#parts;
        const { capabilities } = requests.registry;
        const limit = Math.min(capabilities.bodyLimit, this.#cuts.limit);
        const mayBeWhole = capabilities.takesWhole ?? this.#lostWholes < 2;
        if (!mayBeWhole || transfer.offset > 0 || blob.size > limit) {
            await transfer.sendChunks(limit);
            capabilities.bodyLimit = limit;
            capabilities.takesWhole ??= mayBeWhole ? undefined : false;
            return;
        }
        await transfer.sendWhole();
        capabilities.takesWhole = true;
    }
    async #settle(error, retryState) {
        const transfer = this.#transfer;
        retryState.note(error);
        const isUncertain = transfer?.wasClosed === true && (error.transient || error.status === 404);
        if (isUncertain && (await isStored(this.#parts, retryState)))
            return true;
        if (transfer && (await this.#mayGoOn(error, transfer, retryState)))
            return false;
        await this.#parts.requests.registry.recover(error, retryState);
        if (transfer && (await this.#takeStock(transfer, isUncertain, retryState)))
            return true;
        if (retryState.isSpent)
            throw error;
        return false;
    }
    async #takeStock(transfer, isUncertain, retryState) {
        const state = await this.#ask(transfer, retryState);
        if (state === 'resumed')
            return false;
        const isLost = state instanceof registry_error/* RegistryError */.g && !state.isSilence;
        if (isUncertain && isLost && transfer.isOut && (await isStoredLate(this.#parts, retryState)))
            return true;
        await this.#drop(transfer, state);
        return false;
    }
    async #mayGoOn(error, transfer, retryState) {
        if (transfer.isUntriedResumption && refusesChunk.has(error.status ?? 0)) {
            await this.#reconsider(error, transfer, retryState);
            return true;
        }
        if (error.status === 413)
            return this.#shrink(transfer);
        if (refusesChunk.has(error.status ?? 0) && this.#cuts.forgo()) {
            await this.#drop(transfer, 'unclear');
            return true;
        }
        if (!this.#tellsLoss(error, transfer))
            return false;
        this.#lostSessions += 1;
        if (transfer.offset === 0)
            this.#lostWholes += 1;
        this.#transfer = undefined;
        return true;
    }
    async #reconsider({ status = 0 }, transfer, retryState) {
        const { offset } = transfer;
        const state = refusesAnyChunk.has(status) ? 'resumed' : await this.#ask(transfer, retryState);
        if (state === 'resumed' && transfer.offset > offset && this.#corrections < correctionLimit) {
            this.#corrections += 1;
            return await retryState.pause(this.#corrections);
        }
        if (state === 'resumed')
            this.#parts.requests.registry.capabilities.resumes = false;
        this.#mayResume = false;
        await this.#drop(transfer, state);
    }
    async #ask(transfer, retryState) {
        const { requests } = this.#parts;
        for (let tries = 1;; tries++) {
            const state = await this.#resume(transfer);
            if (!(state instanceof registry_error/* RegistryError */.g))
                return state;
            retryState.note(state);
            const isEnough = tries >= (state.status === 500 ? failingStatusTries : statusTries);
            const isVoid = state.isSilence || requests.registry.isUnheard(state);
            if (!state.transient || isVoid || isEnough)
                return state;
            await requests.registry.recover(state, retryState);
            requests.countRetry();
        }
    }
    async #resume(transfer) {
        if (this.#parts.blob.size < resumeThreshold)
            return 'unasked';
        if (this.#mayResume && this.#parts.requests.registry.capabilities.resumes)
            return await transfer.resume();
        const state = transfer.isOut ? await transfer.resume() : 'unclear';
        return state === 'resumed' ? 'unclear' : state;
    }
    async #drop(transfer, state) {
        this.#transfer = undefined;
        const { registry } = this.#parts.requests;
        const isError = state instanceof registry_error/* RegistryError */.g;
        const isFutile = isError && (state.isSilence || registry.isUnheard(state) || gone.has(state.status ?? 0));
        if (state !== 'unasked' && !isFutile)
            await this.#parts.sessions.cancel(transfer.session);
    }
    #shrink({ bodySize: refused, session }) {
        const { capabilities } = this.#parts.requests.registry;
        if (refused <= (session.chunkMinimum ?? 0))
            return false;
        if (refused > capabilities.bodyLimit)
            return true;
        const chunk = smallerChunk(refused);
        if (chunk !== undefined)
            capabilities.bodyLimit = chunk;
        return chunk !== undefined;
    }
    #tellsLoss({ status = 0 }, { offset }) {
        if (this.#lostSessions >= lostSessionLimit)
            return false;
        return [404, 410, 416].includes(status) || (offset > 0 && [400, 405, 409].includes(status));
    }
}

;// CONCATENATED MODULE: ./build/registry/blobs.js









const mountTries = 3;
class Blobs {
    #requests;
    #closedSources = new Set();
    #check;
    #sessions;
    constructor(requests, ending) {
        this.#requests = requests;
        this.#check = new BlobCheck(requests);
        this.#sessions = new Sessions(requests, ending);
    }
    async has(digest, size) {
        return await this.#check.isThere({ digest, size });
    }
    isDamaged(digest) {
        return this.#check.isDamaged(digest);
    }
    isSuspect(blob) {
        return this.#check.isSuspect(blob);
    }
    download(blob, start, signal) {
        return download({ requests: this.#requests, blob, signal }, start);
    }
    async mount(digest, from) {
        const requests = this.#requests;
        if (this.#closedSources.has(from))
            return undefined;
        const operation = `mount of ${(0,oci_digest/* shortDigest */.VK)(digest)} from ${from}`;
        const url = requests.urlOf({ end: '11', method: 'POST', name: requests.name, mount: digest, from });
        const request = requests.request(operation, 'POST', url, [201, 202], { scopes: requests.scopesWith('pull', from) });
        try {
            const response = await this.#attemptMount(request);
            if (response.status === 202)
                return sessionOf(response, requests, operation);
            return contradicts(response, digest) ? undefined : 'mounted';
        }
        catch (error) {
            requests.signal.throwIfAborted();
            if (isClosing(error))
                this.#closedSources.add(from);
            return undefined;
        }
    }
    async prepareMounts(sources) {
        const { registry } = this.#requests;
        await Promise.all(sources.map((from) => registry.prepare(this.#requests.scopesWith('pull', from))));
    }
    async openSession(operation = 'start of an upload') {
        return await this.#sessions.open(operation);
    }
    async cancel(session) {
        await this.#sessions.cancel(session);
    }
    cancelLater(session) {
        this.#sessions.cancelLater(session);
    }
    async settled() {
        await this.#sessions.settled();
    }
    async upload(blob, content, sent, session) {
        const operation = `upload of ${(0,oci_digest/* shortDigest */.VK)(blob.digest)} (${(0,format_amount/* formatBytes */.z)(blob.size)})`;
        const parts = { requests: this.#requests, sessions: this.#sessions, check: this.#check };
        await new Upload({ ...parts, operation, blob, content, sent }, session).run();
        if (!this.isDamaged(blob.digest) || (await this.has(blob.digest, blob.size)))
            return;
        const reason = `its damaged copy of the blob (not ${blob.size} bytes long) is still there. Delete it from the registry`;
        throw new registry_error/* RegistryError */.g({ where: this.#requests.where, operation, reason });
    }
    async #attemptMount(request) {
        const { registry, countRetry } = this.#requests;
        for (let tries = 1;; tries++) {
            try {
                return await registry.attempt(request);
            }
            catch (error) {
                if (tries === mountTries || !registry.isBriefLimit(error))
                    throw error;
                countRetry();
            }
        }
    }
}
function isClosing(error) {
    if (!(error instanceof registry_error/* RegistryError */.g))
        return true;
    return error.status !== 404 && (!error.transient || error.isSilence);
}

var json = __webpack_require__(9368);
var content_error = __webpack_require__(9964);
var descriptor = __webpack_require__(6937);
var http_link = __webpack_require__(8961);
;// CONCATENATED MODULE: ./build/registry/lists/pages.js


const pageLimit = 2_000;
async function readPage(list, url, expect) {
    const { requests, operation, accept, bytes, retryState } = list;
    const headers = accept === undefined ? {} : { accept };
    const request = requests.request(operation, 'GET', url, expect, { headers, limit: bytes, retryState });
    return await requests.registry.send(request, requests.countRetry);
}
async function* followPages(list, first) {
    const { requests, retryState, time } = list;
    const seen = new Set();
    const end = performance.now() + time;
    for (let page = first;;) {
        yield page;
        const next = (0,http_link/* nextPage */.Z)(page, requests.registry.home, (reason) => brokenList(list, `its ${reason}`));
        if (!next)
            return;
        if (seen.has(next.href))
            throw brokenList(list, 'its pages form a loop');
        if (seen.size + 1 >= pageLimit)
            throw brokenList(list, `it has more than ${pageLimit} pages`);
        if (performance.now() > end)
            throw brokenList(list, `it takes longer than ${time / 1000} seconds`);
        seen.add(next.href);
        retryState.renew();
        page = await readPage(list, next, [200]);
    }
}
function brokenList({ requests, operation }, reason) {
    return new registry_error/* RegistryError */.g({ where: requests.where, operation, reason });
}

;// CONCATENATED MODULE: ./build/registry/lists/referrer-list.js





const referrerLimit = 1_000;
const timeLimit = 60_000;
const bytesLimit = 4 * 1024 * 1024;
const unknown = [404, 400, 403, 405, 501];
async function readReferrers(requests, subject) {
    const operation = `listing what refers to ${(0,oci_digest/* shortDigest */.VK)(subject)}`;
    const retryState = requests.retryState();
    const accept = descriptor/* mediaTypes */.Ib.ociIndex;
    const list = { requests, operation, accept, bytes: bytesLimit, time: timeLimit, retryState };
    const url = requests.urlOf({ end: '12', method: 'GET', name: requests.name, digest: subject });
    const first = await readPage(list, url, [200, ...unknown]);
    const isList = first.status === 200 && first.header('content-type')?.split(';')[0]?.trim() === descriptor/* mediaTypes */.Ib.ociIndex;
    if (!isList)
        return undefined;
    const found = new Map();
    for await (const { body } of followPages(list, first)) {
        for (const descriptor of descriptorsIn(body, list))
            found.set(descriptor.digest, descriptor);
        if (found.size > referrerLimit)
            throw brokenList(list, `it has more than ${referrerLimit} entries`);
    }
    return [...found.values()];
}
function descriptorsIn(body, list) {
    const { manifests } = (0,json/* parseRecord */.Hh)(new TextDecoder().decode(body));
    if (!Array.isArray(manifests))
        throw brokenList(list, 'the response is not an index');
    try {
        return manifests.map((entry, index) => (0,descriptor/* parseDescriptor */.BA)(entry, `entry ${index}`)).filter(descriptor/* isManifest */.Yh);
    }
    catch (error) {
        if (error instanceof content_error/* ContentError */.y)
            throw brokenList(list, error.message);
        throw error;
    }
}

var tag = __webpack_require__(6485);
var oci_manifest = __webpack_require__(5669);
var condition = __webpack_require__(9275);
;// CONCATENATED MODULE: ./build/registry/lists/tag-list.js



const pageSize = 1000;
const tagLimit = 1_000_000;
const tag_list_timeLimit = 300_000;
const tag_list_bytesLimit = 4 * 1024 * 1024;
async function listTags(requests, time = tag_list_timeLimit) {
    const retryState = requests.retryState();
    const list = { requests, operation: 'listing tags', bytes: tag_list_bytesLimit, time, retryState };
    const tags = new Set();
    const first = await firstPage(list);
    if (!first)
        return [];
    for await (const page of followPages(list, first)) {
        for (const tag of tagsIn(page, list))
            tags.add(tag);
        if (tags.size > tagLimit)
            throw brokenList(list, `it has more than ${tagLimit} tags`);
    }
    return [...tags];
}
async function firstPage(list) {
    const { requests } = list;
    const all = requests.urlOf({ end: '8', method: 'GET', name: requests.name });
    const many = new URL(`?n=${pageSize}`, all);
    const page = await readPage(list, many, [200, 400, 404]);
    if (page.status === 400)
        return await readPage(list, all, [200]);
    return page.status === 200 ? page : undefined;
}
function tagsIn({ body }, list) {
    const { name, tags } = (0,json/* parseRecord */.Hh)(new TextDecoder().decode(body));
    if (name !== undefined && (tags ?? null) === null)
        return [];
    if (!Array.isArray(tags))
        throw brokenList(list, 'the response is not a tag list');
    return tags.filter((tag) => typeof tag === 'string').filter(tag/* isTag */.d);
}

;// CONCATENATED MODULE: ./build/registry/manifests.js








const accept = { accept: descriptor/* manifestMediaTypes */.$P.join(', ') };
const stored = [200, 201, 202];
const urlLimit = 2_000;
const triesWithTags = 3;
class Manifests {
    #requests;
    constructor(requests) {
        this.#requests = requests;
    }
    async head(reference) {
        return (await this.look(reference))?.digest;
    }
    async look(reference) {
        const operation = `check of ${inWords(reference)}`;
        const endpoint = { end: '3', method: 'HEAD', name: this.#requests.name, reference };
        const response = await this.#requests.ask(operation, endpoint, [200, 403, 404, 405], { headers: accept });
        if (response.status === 404)
            return undefined;
        const claimed = response.status === 200 ? claimedDigest(response) : undefined;
        const isSure = (0,oci_digest/* isDigest */.Bc)(reference)
            ? response.status === 200 && !contradicts(response, reference) && reference
            : claimed;
        if (isSure)
            return { digest: isSure, ...(0,condition/* entityTagOf */.RT)(response) };
        return await this.#sight(reference, (0,oci_digest/* isDigest */.Bc)(reference));
    }
    async lookClosely(tag) {
        return await this.#sight(tag, false);
    }
    async get(reference) {
        return (await this.#read(reference, false))?.manifest;
    }
    async tags(time) {
        return await listTags(this.#requests, time);
    }
    async put(manifest, reference, retryState) {
        const operation = (0,oci_digest/* isDigest */.Bc)(reference) ? `manifest ${inWords(reference)}` : `tag '${reference}'`;
        const endpoint = { end: '7a', method: 'PUT', name: this.#requests.name, reference };
        const response = await this.#requests.ask(operation, endpoint, stored, {
            ...bodyOf(manifest),
            retryState,
        });
        return this.#verify(response, manifest, operation);
    }
    async putOnce(manifest, tag, condition) {
        const requests = this.#requests;
        const operation = `tag '${tag}'`;
        const url = requests.urlOf({ end: '7a', method: 'PUT', name: requests.name, reference: tag });
        const request = requests.request(operation, 'PUT', url, stored, bodyOf(manifest, condition));
        return this.#verify(await requests.registry.attempt(request), manifest, operation);
    }
    retryState() {
        return this.#requests.retryState();
    }
    async recover(error, retryState) {
        const { registry, countRetry } = this.#requests;
        if (error instanceof registry_error/* RegistryError */.g && error.lacksContent)
            throw error;
        await registry.recover(error, retryState);
        countRetry();
    }
    get takesTags() {
        return this.#requests.registry.capabilities.takesTags;
    }
    async putTags(manifest, tags, retryState) {
        const { capabilities } = this.#requests.registry;
        const [first = [], ...others] = this.#inUrls(manifest, tags);
        if (capabilities.takesTags === false || tags.length === 0) {
            await this.put(manifest, manifest.descriptor.digest, retryState);
            return [];
        }
        const taken = await this.#putSome(manifest, first, retryState);
        capabilities.takesTags = taken.length > 0;
        const more = capabilities.takesTags ? others : [];
        return [taken, ...(await Promise.all(more.map((some) => this.#putSome(manifest, some))))].flat();
    }
    #inUrls({ descriptor: { digest } }, tags) {
        const parts = [];
        const lengthWith = (some) => this.#requests.urlOf(this.#tagging(digest, some)).href.length;
        for (const tag of tags) {
            const last = parts.at(-1);
            if (last && lengthWith([...last, tag]) <= urlLimit)
                last.push(tag);
            else
                parts.push([tag]);
        }
        return parts;
    }
    #tagging(reference, tags) {
        return { end: '7b', method: 'PUT', name: this.#requests.name, reference, tags };
    }
    async #putSome(manifest, tags, retryState) {
        const { digest } = manifest.descriptor;
        const { takesTags } = this.#requests.registry.capabilities;
        const operation = `manifest ${inWords(digest)} with ${tags.length} tags`;
        const details = { ...bodyOf(manifest), retryState, ...(!takesTags && { attempts: triesWithTags }) };
        const asked = this.#requests.ask(operation, this.#tagging(digest, tags), stored, details);
        const response = await asked.catch((error) => {
            if (takesTags || !mayBeForTags(error))
                throw error;
        });
        if (!response)
            await this.put(manifest, digest, retryState);
        else
            this.#verify(response, manifest, operation);
        const told = response ? manifests_tagsIn(response) : [];
        return tags.filter((tag) => told.includes(tag));
    }
    async removeOnce(reference) {
        const requests = this.#requests;
        const url = requests.urlOf({ end: '9', method: 'DELETE', name: requests.name, reference });
        const expect = [200, 202, 204, 404, 400, 403, 405];
        const scopes = requests.scopesWith('pull', requests.name);
        const request = requests.request(`removal of ${inWords(reference)}`, 'DELETE', url, expect, { scopes });
        const { status } = await requests.registry.attempt(request);
        return status < 300 || status === 404;
    }
    async #read(reference, deniedIsMissing) {
        const operation = `reading ${inWords(reference)}`;
        const endpoint = { end: '3', method: 'GET', name: this.#requests.name, reference };
        const details = { headers: accept, limit: oci_manifest/* manifestLimit */.t };
        const response = await this.#requests.ask(operation, endpoint, [200, 404], details).catch((error) => {
            if (!(error instanceof registry_error/* RegistryError */.g) || !meansMissing(error, deniedIsMissing))
                throw error;
        });
        if (response?.status !== 200)
            return undefined;
        return { manifest: this.#parse(response, reference, operation), response: response };
    }
    async #sight(reference, deniedIsMissing) {
        const seen = await this.#read(reference, deniedIsMissing);
        return seen && { digest: seen.manifest.descriptor.digest, manifest: seen.manifest, ...(0,condition/* entityTagOf */.RT)(seen.response) };
    }
    #parse(response, reference, operation) {
        const algorithm = (0,oci_digest/* isDigest */.Bc)(reference) ? (0,oci_digest/* algorithmOf */.Hy)(reference) : 'sha256';
        try {
            const manifest = (0,oci_manifest/* parseManifest */.N)(response.body, response.header('content-type'), algorithm);
            if (!(0,oci_digest/* isDigest */.Bc)(reference) || manifest.descriptor.digest === reference)
                return manifest;
        }
        catch (cause) {
            throw new registry_error/* RegistryError */.g({ where: this.#requests.where, operation, reason: cause.message, cause });
        }
        throw new registry_error/* RegistryError */.g({
            where: this.#requests.where,
            operation,
            reason: `it sent content that does not match ${reference}`,
        });
    }
    #verify(response, { descriptor, bytes, subject }, operation) {
        if (subject)
            this.#requests.registry.capabilities.takesSubject = response.header('oci-subject') !== undefined;
        const claimed = claimedDigest(response);
        if (claimed === undefined)
            return undefined;
        if (claimed === (0,oci_digest/* digestOf */.ol)(bytes, (0,oci_digest/* algorithmOf */.Hy)(claimed)))
            return descriptor.digest;
        throw new registry_error/* RegistryError */.g({
            where: this.#requests.where,
            operation,
            reason: `it stored ${claimed} instead of ${descriptor.digest}`,
        });
    }
}
function mayBeForTags(error) {
    if (!(error instanceof registry_error/* RegistryError */.g) || error.lacksContent)
        return false;
    return error.status !== undefined || (error.transient && !error.isSilence);
}
const missing = ['MANIFEST_UNKNOWN', 'NAME_UNKNOWN'];
function meansMissing(error, deniedIsMissing) {
    if (missing.some((code) => error.has(code)))
        return true;
    return deniedIsMissing && error.status === 403 && !error.isRateLimit;
}
function bodyOf({ descriptor, bytes }, condition) {
    return { headers: { 'content-type': descriptor.mediaType, ...condition }, body: bytes };
}
function manifests_tagsIn(response) {
    return response
        .headers('oci-tag')
        .flatMap((line) => line.split(','))
        .map((tag) => tag.trim())
        .filter(tag/* isTag */.d);
}
function inWords(reference) {
    return (0,oci_digest/* isDigest */.Bc)(reference) ? (0,oci_digest/* shortDigest */.VK)(reference) : `tag '${reference}'`;
}

var distribution_endpoint = __webpack_require__(9924);
var reference = __webpack_require__(8732);
;// CONCATENATED MODULE: ./build/registry/limits/pull-allowance.js
const quota = /^(\d{1,9})(?:\s*;\s*w=(\d{1,9}))?$/;
function pullAllowanceIn(response) {
    const [, remaining, period] = quota.exec(response.header('ratelimit-remaining')?.trim() ?? '') ?? [];
    const [, limit] = quota.exec(response.header('ratelimit-limit')?.trim() ?? '') ?? [];
    if (remaining === undefined)
        return undefined;
    return {
        remaining: Number(remaining),
        ...(limit !== undefined && { limit: Number(limit) }),
        ...(period !== undefined && { period: Number(period) }),
    };
}

;// CONCATENATED MODULE: ./build/registry/repository-requests.js



class RepositoryRequests {
    registry;
    repository;
    where;
    #scopes;
    signal;
    #retries = 0;
    #allowance;
    constructor(registry, repository, rights, signal = registry.signal) {
        this.registry = registry;
        this.repository = repository;
        this.where = (0,reference/* formatRepository */.Sh)(repository);
        this.#scopes = [`repository:${repository.name}:${rights}`];
        this.signal = signal;
    }
    get name() {
        return this.repository.name;
    }
    get pullAllowance() {
        return this.#allowance;
    }
    get retries() {
        return this.#retries;
    }
    countRetry = () => {
        this.#retries += 1;
    };
    async ask(operation, endpoint, expect, details = {}) {
        const request = this.request(operation, endpoint.method, this.urlOf(endpoint), expect, details);
        const response = await this.registry.send(request, this.countRetry);
        this.#note(pullAllowanceIn(response));
        return response;
    }
    #note(told) {
        if (told && told.remaining <= (this.#allowance?.remaining ?? told.remaining))
            this.#allowance = told;
    }
    urlOf(endpoint) {
        return new URL((0,distribution_endpoint/* toUrl */.b)(endpoint), this.registry.home);
    }
    request(operation, method, url, expect, details = {}) {
        const { where, signal } = this;
        return { where, operation, method, url, expect, scopes: this.#scopes, signal, ...details };
    }
    retryState() {
        return this.registry.retryState(this.signal);
    }
    scopesWith(action, name) {
        return [...this.#scopes, `repository:${name}:${action}`];
    }
}

;// CONCATENATED MODULE: ./build/registry/repository.js




class RemoteRepository {
    repository;
    blobs;
    manifests;
    afterwards;
    #requests;
    #sending;
    constructor(registry, repository, rights = 'pull,push', sending) {
        this.repository = repository;
        this.#requests = new RepositoryRequests(registry, repository, rights);
        this.#sending = new RepositoryRequests(registry, repository, rights, sending);
        this.blobs = new Blobs(this.#sending, this.#requests);
        this.manifests = new Manifests(this.#sending);
        this.afterwards = new Manifests(this.#requests);
    }
    async warm(connections) {
        await this.#requests.registry.warm(connections);
    }
    get mayCreate() {
        return this.#requests.registry.createRepository !== undefined;
    }
    async create() {
        await this.#requests.registry.createRepository?.(this.repository.name);
    }
    get isCalm() {
        return this.#requests.registry.isCalm;
    }
    get pullAllowance() {
        return this.#sending.pullAllowance;
    }
    async referrers(subject) {
        return await readReferrers(this.#sending, subject);
    }
    get takesSubject() {
        return this.#requests.registry.capabilities.takesSubject;
    }
    get retries() {
        return this.#requests.retries + this.#sending.retries;
    }
}


})

};
