export const modules = {
58741:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  ApiClient: () => (ApiClient)
});

var utils = __webpack_require__(61845);
var http_link = __webpack_require__(68961);
var retry_state = __webpack_require__(65425);
var transport = __webpack_require__(35961);
var api_error = __webpack_require__(46640);
var redirect = __webpack_require__(93701);
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
        return await new retry_state/* RetryState */.O(retryPolicy, signal).run(() => this.#attempt(question).catch((error) => Promise.reject((0,api_error/* explainApiFailure */.Gp)(error, home, now()))));
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
            throw (0,api_error/* refusedByApi */.Q2)(answer, now());
        if (isJson(answer.data))
            return answer;
        throw new api_error/* ApiError */.hD("GitHub's response was incomplete", { transient: true });
    }
}
function isJson(data) {
    return typeof data === 'object' && data !== null && !(data instanceof ArrayBuffer);
}


}),

82315:
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

75549:
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
