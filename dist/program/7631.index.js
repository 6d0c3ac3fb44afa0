export const id = 7631;
export const ids = [7631];
export const modules = {

945:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  ApiClient: () => (ApiClient)
});

var utils = __webpack_require__(1845);
var http_link = __webpack_require__(8961);
var retry_state = __webpack_require__(5425);
var transport = __webpack_require__(5961);
var message = __webpack_require__(9014);
var network_failure = __webpack_require__(3856);
var proxy = __webpack_require__(8533);
var redirect = __webpack_require__(3701);
var retry_after = __webpack_require__(3533);
var retryable = __webpack_require__(7358);
var json = __webpack_require__(9368);
;// CONCATENATED MODULE: ./build/github/repository/api-error.js







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
function explainApiFailure(error, home, now) {
    if (!isRequestError(error))
        return explainMissingResponse(error, home);
    const { response, message, cause } = error;
    return response ? refusedByApi(response, now, message) : explainMissingResponse(cause, home);
}
function isRequestError(error) {
    return error.name === 'HttpError';
}
function refusedByApi({ status, url, headers, data }, now, message = '') {
    const retryAfter = (0,retry_after/* parseRetryAfter */.m)(headers['retry-after']?.toString(), '', now);
    const isLimit = status === 403 && retryAfter !== undefined;
    const { message: explanation } = (0,json/* recordOf */.zv)(data);
    const isExplained = typeof explanation === 'string' && explanation !== '';
    const words = isExplained ? message || explanation : `${new URL(url).host} responded with ${status}`;
    return new ApiError(words, { transient: retryable/* transientStatuses */.T.has(status) || isLimit, retryAfter });
}
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

const bodyLimit = 32 * 1024 * 1024;
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
async function read(response) {
    if (response.status < 400)
        return await response.bytes(bodyLimit);
    return await response.bytes(bodyLimit, 'good to know').catch(() => new Uint8Array());
}
function headersOf(response) {
    const lines = response.headerNames.map((name) => [name, response.headers(name).join(', ')]);
    return new Map([['content-type', 'application/json'], ...lines]);
}

;// CONCATENATED MODULE: ./build/github/repository/api-client.js






class ApiClient {
    #options;
    #transport;
    #octokit;
    constructor(options) {
        const { home, token, variables } = options;
        this.#options = options;
        this.#transport = new transport/* Transport */.oK({ home, tls: {}, verify: true, variables });
        const request = { fetch: apiFetch(this.#transport, home), log: { warn: () => undefined } };
        const baseUrl = home.href.replace(/\/+$/, '');
        this.#octokit = new utils/* GitHub */.gq((0,utils/* getOctokitOptions */.EG)(token, { baseUrl, userAgent: 'manifold', request }));
    }
    async ask(question) {
        const { home, retryPolicy, signal, now } = this.#options;
        return await new retry_state/* RetryState */.O(retryPolicy, signal).run(() => this.#attempt(question).catch((error) => Promise.reject(explainApiFailure(error, home, now()))));
    }
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
function isJson(data) {
    return typeof data === 'object' && data !== null && !(data instanceof ArrayBuffer);
}


}),

2315:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Q: () => (HttpClient)
});
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


}),

5549:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  h: () => (fetch)
});
/** The default of Octokit's option of this name. */
async function fetch() {
  throw new Error('Give Octokit the fetch of src/github/repository/api-fetch.ts')
}


})
};
