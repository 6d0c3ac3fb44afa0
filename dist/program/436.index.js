export const id = 436;
export const ids = [436];
export const modules = {

/***/ 436:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  ApiClient: () => (/* binding */ ApiClient)
});

// EXTERNAL MODULE: ./build/http/link.js
var http_link = __webpack_require__(8961);
// EXTERNAL MODULE: ./build/http/redirect.js
var redirect = __webpack_require__(3701);
// EXTERNAL MODULE: ./build/http/retry/retry-state.js + 1 modules
var retry_state = __webpack_require__(5425);
// EXTERNAL MODULE: ./build/http/transport.js + 9 modules
var transport = __webpack_require__(5961);
// EXTERNAL MODULE: ./build/json.js
var json = __webpack_require__(9368);
// EXTERNAL MODULE: ./build/http/message.js
var message = __webpack_require__(9014);
// EXTERNAL MODULE: ./build/http/network-failure.js
var network_failure = __webpack_require__(3856);
// EXTERNAL MODULE: ./build/http/proxy.js + 1 modules
var proxy = __webpack_require__(8533);
// EXTERNAL MODULE: ./build/http/retry/retry-after.js
var retry_after = __webpack_require__(3533);
// EXTERNAL MODULE: ./build/http/retry/retryable.js
var retryable = __webpack_require__(7358);
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
/** The error for a response other than 200, with what its body says. */
function refusedByApi({ status, url, header }, body, now) {
    const retryAfter = (0,retry_after/* parseRetryAfter */.m)(header('retry-after'), '', now);
    // GitHub reports its secondary rate limit as a 403 as well: docs.github.com/rest/using-the-rest-api/best-practices
    const isLimit = status === 403 && retryAfter !== undefined;
    const message = messageIn(body) ?? `${url.host} responded with ${status}`;
    return new ApiError(message, { transient: retryable/* transientStatuses */.T.has(status) || isLimit, retryAfter });
}
function messageIn(body) {
    const { message, errors, documentation_url: page } = (0,json/* parseRecord */.Hh)(body);
    if (typeof message !== 'string' || message === '')
        return undefined;
    const details = Array.isArray(errors) ? `: ${errors.map((error) => JSON.stringify(error)).join(', ')}` : '';
    return `${message}${details}${typeof page === 'string' ? ` - ${page}` : ''}`;
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

;// CONCATENATED MODULE: ./build/github/repository/api-client.js






/** In bytes; a commit may list thousands of files. */
const bodyLimit = 32 * 1024 * 1024;
/** Sends requests to GitHub's API with the job's token, and by the same rules as to a registry. */
class ApiClient {
    #options;
    #transport;
    constructor(options) {
        const { home, variables } = options;
        this.#options = options;
        this.#transport = new transport/* Transport */.oK({ home, tls: {}, verify: true, variables });
    }
    /** Reads JSON from a URL of the API's origin, with retries. Throws ApiError. */
    async get(url) {
        const { home, retryPolicy, signal } = this.#options;
        const retryState = new retry_state/* RetryState */.O(retryPolicy, signal);
        for (;;) {
            try {
                return await this.#attempt(url);
            }
            catch (error) {
                await retryState.afterFailure(explainMissingResponse(error, home));
            }
        }
    }
    /** The next page of a list; undefined after the last. Throws if it is at another origin. */
    nextAfter(page) {
        return (0,http_link/* nextPage */.Z)(page, this.#options.home, (reason) => new Error(`GitHub's ${reason}`));
    }
    async [Symbol.asyncDispose]() {
        await this.#transport[Symbol.asyncDispose]();
    }
    async #attempt(url) {
        const { home, token, retryPolicy, now } = this.#options;
        const signal = AbortSignal.any([this.#options.signal, AbortSignal.timeout(retryPolicy.timeout)]);
        const headers = { accept: 'application/vnd.github.v3+json', authorization: `token ${token}` };
        const request = { method: 'GET', url, headers, signal };
        const response = await (0,redirect/* followRedirects */.FE)(request, home, this.#transport);
        if (response.status !== 200)
            throw refusedByApi(response, await explanationIn(response), now());
        const { status, url: found, header, headers: lines } = response;
        return { status, url: found, header, headers: lines, data: parse(await textOf(response)) };
    }
}
/** If the body does not arrive, the status says enough. */
async function explanationIn(response) {
    return await textOf(response, 'good to know').catch(() => '');
}
async function textOf(response, use) {
    return new TextDecoder().decode(await response.bytes(bodyLimit, use));
}
function parse(text) {
    try {
        const data = (0,json/* parseJson */.qF)(text);
        if (typeof data === 'object' && data !== null)
            return data;
    }
    catch {
        // It is cut short.
    }
    throw new ApiError("GitHub's response was incomplete", { transient: true });
}


/***/ })

};
