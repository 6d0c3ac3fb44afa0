export const id = 631;
export const ids = [631];
export const modules = {

/***/ 945:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  ApiClient: () => (/* binding */ ApiClient)
});

// EXTERNAL MODULE: ./node_modules/@actions/github/lib/utils.js + 21 modules
var utils = __webpack_require__(1845);
// EXTERNAL MODULE: ./build/http/link.js
var http_link = __webpack_require__(8961);
// EXTERNAL MODULE: ./build/http/retry/retry-state.js + 1 modules
var retry_state = __webpack_require__(5425);
// EXTERNAL MODULE: ./build/http/transport.js + 9 modules
var transport = __webpack_require__(5961);
// EXTERNAL MODULE: ./build/http/message.js
var message = __webpack_require__(9014);
// EXTERNAL MODULE: ./build/http/network-failure.js
var network_failure = __webpack_require__(3856);
// EXTERNAL MODULE: ./build/http/proxy.js + 1 modules
var proxy = __webpack_require__(8533);
// EXTERNAL MODULE: ./build/http/redirect.js
var redirect = __webpack_require__(3701);
// EXTERNAL MODULE: ./build/http/retry/retry-after.js
var retry_after = __webpack_require__(3533);
// EXTERNAL MODULE: ./build/http/retry/retryable.js
var retryable = __webpack_require__(7358);
// EXTERNAL MODULE: ./build/json.js
var json = __webpack_require__(9368);
;// CONCATENATED MODULE: ./build/github/repository/api-error.js







/** A request to GitHub's API failed. */
class ApiError extends Error {
    name = 'ApiError';
    transient;
    isSilence;
    #retryAfter;
    constructor(message, { transient, isSilence = false, retryAfter, cause }) {
        super(message, { cause });
        this.transient = transient;
        this.isSilence = isSilence;
        this.#retryAfter = retryAfter;
    }
    askedWait() {
        return this.#retryAfter;
    }
}
/** Converts the error of an Octokit request to an ApiError. */
function explainApiFailure(error, home, now) {
    if (!isRequestError(error))
        return explainMissingResponse(error, home);
    const { response, message, cause } = error;
    return response ? refusedByApi(response, now, message) : explainMissingResponse(cause, home);
}
function isRequestError(error) {
    return error.name === 'HttpError';
}
/** The error for a response that is not a success. Octokit's message counts if the body has one. */
function refusedByApi({ status, url, headers, data }, now, message = '') {
    const retryAfter = (0,retry_after/* parseRetryAfter */.m)(headers['retry-after']?.toString(), '', now);
    // GitHub reports its secondary rate limit as a 403 as well: docs.github.com/rest/using-the-rest-api/best-practices
    const isLimit = status === 403 && retryAfter !== undefined;
    const { message: explanation } = (0,json/* recordOf */.zv)(data);
    const isExplained = typeof explanation === 'string' && explanation !== '';
    const words = isExplained ? message || explanation : `${new URL(url).host} responded with ${status}`;
    return new ApiError(words, { transient: retryable/* transientStatuses */.T.has(status) || isLimit, retryAfter });
}
/** Explains why a request got no response, with the host that did not respond. */
function explainMissingResponse(cause, { host }) {
    if (cause instanceof ApiError || cause instanceof proxy/* UnusableProxy */.G1)
        return cause;
    if (cause instanceof proxy/* ProxyTrouble */.qJ && cause.status !== undefined) {
        const remedy = `allow requests to ${host} through the proxy, or add it to NO_PROXY`;
        const message = `the proxy refused to connect to ${host} (${cause.status}): ${remedy}`;
        return new ApiError(message, { transient: (0,network_failure/* isTransient */.dg)(cause), cause });
    }
    if ((0,network_failure/* isTimeout */.kL)(cause) || cause.name === 'TimeoutError') {
        return new ApiError(`${host} did not respond in time`, { transient: true, isSilence: true, cause });
    }
    return new ApiError(`${host} could not be reached: ${wordsFor(cause)}`, { transient: (0,network_failure/* isTransient */.dg)(cause), cause });
}
function wordsFor(cause) {
    if (cause instanceof redirect/* BadRedirect */.m_)
        return `a redirect was not followed: ${cause.message}`;
    if (cause instanceof proxy/* ProxyTrouble */.qJ || cause instanceof message/* BodyTooLarge */.KQ)
        return (0,network_failure/* describeNetworkFailure */.Ku)(cause);
    return rootOf(cause).message;
}
function rootOf(error) {
    const { cause } = error;
    return cause instanceof Error ? rootOf(cause) : error;
}

;// CONCATENATED MODULE: ./build/github/repository/api-fetch.js

/** In bytes; a commit may list thousands of files. */
const bodyLimit = 32 * 1024 * 1024;
/**
 * A `fetch` for Octokit that sends requests by the same rules as to a registry. The body has arrived when it resolves,
 * so it rejects if the body is too large or ends early.
 */
function apiFetch(transport, home) {
    return async (url, { method, headers, body, signal }) => {
        const sent = body === undefined ? {} : { body: typeof body === 'string' ? new TextEncoder().encode(body) : body };
        const request = { method, url: new URL(url), headers, signal, ...sent };
        const response = await (0,redirect/* followRedirects */.FE)(request, home, transport);
        const content = await read(response);
        return {
            status: response.status,
            statusText: '',
            url: response.url.href,
            headers: headersOf(response),
            text: async () => new TextDecoder().decode(content),
            arrayBuffer: async () => new Uint8Array(content).buffer,
        };
    };
}
/** If the body of an error does not arrive, the status says enough. */
async function read(response) {
    if (response.status < 400)
        return await response.bytes(bodyLimit);
    return await response.bytes(bodyLimit, 'good to know').catch(() => new Uint8Array());
}
/** Octokit parses JSON only where the type says so; JSON is what it has asked for. */
function headersOf(response) {
    const lines = response.headerNames.map((name) => [name, response.headers(name).join(', ')]);
    return new Map([['content-type', 'application/json'], ...lines]);
}

;// CONCATENATED MODULE: ./build/github/repository/api-client.js






/** Octokit with the job's token, over our own HTTP client and with its retries. */
class ApiClient {
    #options;
    #transport;
    #octokit;
    constructor(options) {
        const { home, token, variables } = options;
        this.#options = options;
        this.#transport = new transport/* Transport */.oK({ home, tls: {}, verify: true, variables });
        // Octokit would print deprecation warnings, which users can do nothing about.
        const request = { fetch: apiFetch(this.#transport, home), log: { warn: () => undefined } };
        const baseUrl = home.href.replace(/\/+$/, '');
        this.#octokit = new utils/* GitHub */.gq((0,utils/* getOctokitOptions */.EG)(token, { baseUrl, userAgent: 'manifold', request }));
    }
    /** Sends a request that returns JSON, with retries. Throws ApiError. */
    async ask(question) {
        const { home, retryPolicy, signal, now } = this.#options;
        const retryState = new retry_state/* RetryState */.O(retryPolicy, signal);
        for (;;) {
            try {
                return await this.#attempt(question);
            }
            catch (error) {
                await retryState.afterFailure(explainApiFailure(error, home, now()));
            }
        }
    }
    /** The URL of the next page of a list; undefined after the last. Throws if it is at another origin. */
    nextAfter({ status, url, headers }) {
        const lines = (name) => [headers[name] ?? []].flat().map(String);
        const page = { status, url: new URL(url), header: (name) => lines(name)[0], headers: lines };
        return (0,http_link/* nextPage */.Z)(page, this.#options.home, (reason) => new Error(`GitHub's ${reason}`))?.href;
    }
    async [Symbol.asyncDispose]() {
        await this.#transport[Symbol.asyncDispose]();
    }
    async #attempt(question) {
        const { retryPolicy, signal, now } = this.#options;
        const timeout = AbortSignal.timeout(retryPolicy.timeout);
        const answer = await question(this.#octokit, { signal: AbortSignal.any([signal, timeout]) });
        if (answer.status >= 300)
            throw refusedByApi(answer, now());
        if (isJson(answer.data))
            return answer;
        throw new ApiError("GitHub's response was incomplete", { transient: true });
    }
}
/** Octokit returns the text of a body that is cut short, and the bytes of one that is neither JSON nor text. */
function isJson(data) {
    return typeof data === 'object' && data !== null && !(data instanceof ArrayBuffer);
}


/***/ }),

/***/ 8961:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ nextPage)
/* harmony export */ });
/* unused harmony export parseLinks */
/* harmony import */ var _origin_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3391);

const target = /[\s,]*<([^>]*)>/y;
const parameter = /\s*;\s*(?:([^\s=;,"]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?)?/y;
/** Parses the lines of `Link` (RFC 8288, appendix B.2). A line is read as far as it is valid. */
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
            // Of several with one name, the first counts.
            if (!parameters.has(key))
                parameters.set(key, quoted?.replaceAll(/\\(.)/g, '$1') ?? token);
        }
        const relations = parameters.get('rel')?.toLowerCase().split(/\s+/).filter(Boolean) ?? [];
        yield { target: link[1] ?? '', relations, anchor: parameters.get('anchor') };
    }
}
/**
 * The page after this one; undefined if it is the last. Credentials are sent with the request for it, so it must be of
 * the origin of `home`; otherwise throws what `refuse` makes of the reason.
 */
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


/***/ }),

/***/ 3701:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FE: () => (/* binding */ followRedirects),
/* harmony export */   m_: () => (/* binding */ BadRedirect)
/* harmony export */ });
/* unused harmony export redirectLimit */
/* harmony import */ var _origin_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3391);

const redirects = new Set([301, 302, 303, 307, 308]);
const redirectLimit = 5;
/** A redirect that must not be followed; the message completes "a redirect was not followed:". */
class BadRedirect extends Error {
    name = 'BadRedirect';
}
/**
 * Sends a request and follows redirects. Reads may be redirected to another origin, without Authorization from then on;
 * writes only within their own. All responses together have the time limit of one. (GHSA-vh4v-2xq2-g5cg: the port and
 * the scheme are part of an origin.) `answered` is called with each response.
 */
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


/***/ }),

/***/ 2315:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ HttpClient)
/* harmony export */ });
/* unused harmony export BearerCredentialHandler */
// Stands in for the HTTP client of @actions/core and @actions/github: see docs/decisions/0006.

/** @actions/github asks it for its agents when it is loaded, and getIDToken of @actions/core for a response. */
class HttpClient {
  getAgent() {}

  getAgentDispatcher() {}

  async getJson() {
    throw new Error('Request OIDC tokens through src/http/transport.ts, not through @actions/core')
  }
}

class BearerCredentialHandler {}


/***/ }),

/***/ 5549:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ fetch)
/* harmony export */ });
/** The default of Octokit's option of this name. */
async function fetch() {
  throw new Error('Give Octokit the fetch of src/github/repository/api-fetch.ts')
}


/***/ })

};
