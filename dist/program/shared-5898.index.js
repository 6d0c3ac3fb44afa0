export const modules = {
5898:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  u: () => (wait)
});
var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58500);

async function wait(milliseconds, signal) {
    await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(milliseconds, undefined, { signal }).catch(() => signal.throwIfAborted());
}


}),

65425:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  O: () => (RetryState)
});


var wait = __webpack_require__(5898);
;// CONCATENATED MODULE: ./build/http/retry/backoff.js
function backoff(policy, retry, random, asked = 0) {
    const ceiling = Math.min(policy.longestWait, policy.firstWait * 2 ** (retry - 1));
    return Math.max(asked, ceiling * (0.5 + random / 2));
}

var retryable = __webpack_require__(97358);
;// CONCATENATED MODULE: ./build/http/retry/retry-state.js



const silentAttempts = 3;
class RetryState {
    #policy;
    #signal;
    #waited = 0;
    #retries = 0;
    #silences = 0;
    #unheard = 0;
    constructor(policy, signal) {
        this.#policy = policy;
        this.#signal = signal;
    }
    renew() {
        this.#retries = 0;
        this.#silences = 0;
        this.#unheard = 0;
    }
    get isSpent() {
        return this.#unheard >= silentAttempts;
    }
    note(failure) {
        this.#unheard = failure?.isSilence ? this.#unheard + 1 : 0;
    }
    async pause(turn) {
        await (0,wait/* wait */.u)(backoff(this.#policy, turn, Math.random()), this.#signal);
    }
    spend(error) {
        this.#retries += 1;
        if (this.#retries >= this.#policy.attempts)
            throw error;
    }
    async run(attempt) {
        for (;;) {
            try {
                return await attempt();
            }
            catch (error) {
                await this.afterFailure(error);
            }
        }
    }
    async afterFailure(error, attempts = this.#policy.attempts) {
        this.#signal.throwIfAborted();
        if (!((0,retryable/* isRetryable */.r)(error) && error.transient))
            throw error;
        this.#retries += 1;
        if (error.isSilence)
            this.#silences += 1;
        const time = backoff(this.#policy, this.#retries, Math.random(), error.askedWait(this.#policy));
        this.#waited += time;
        const isOver = this.#retries >= attempts || this.#silences >= silentAttempts || this.isSpent;
        if (isOver || this.#waited > this.#policy.budget)
            throw error;
        await (0,wait/* wait */.u)(time, this.#signal);
    }
}


}),

35961:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  oK: () => (Transport)
});


var or_aborted = __webpack_require__(62024);
var http_proxy = __webpack_require__(68533);
var external_node_v8_ = __webpack_require__(78877);
;// CONCATENATED MODULE: ./build/http/undici/load.js

let parts;
function loadUndici() {
    parts ??= load();
    return parts;
}
async function load() {
    for (const flag of ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering'])
        (0,external_node_v8_.setFlagsFromString)(flag);
    return await Promise.all(/* import() */[__webpack_require__.e(2410), __webpack_require__.e(1416)]).then(__webpack_require__.bind(__webpack_require__, 1416));
}

var promises_ = __webpack_require__(58500);
;// CONCATENATED MODULE: ./build/http/connection/last-words.js

function withLastWords(dial) {
    return (options, callback) => dial(options, (...[error, socket]) => {
        if (error)
            callback(error, null);
        else
            callback(null, hearLastWords(socket));
    });
}
function hearLastWords(socket) {
    socket.once('error', (error) => socket.destroy(error));
    const write = socket._write.bind(socket);
    const writev = socket._writev?.bind(socket);
    socket._write = (chunk, encoding, done) => write(chunk, encoding, lateIfFailed(done));
    if (writev)
        socket._writev = (chunks, done) => writev(chunks, lateIfFailed(done));
    return socket;
}
function lateIfFailed(done) {
    return (error) => {
        if (error)
            void afterReading().then(() => done(error));
        else
            done();
    };
}
async function afterReading() {
    await (0,promises_.setImmediate)();
    await (0,promises_.setImmediate)();
}

var external_node_tls_ = __webpack_require__(41692);
;// CONCATENATED MODULE: ./build/http/connection/tls.js

function secureContext({ ca, cert, key }, roots) {
    if (!ca && !cert && roots === 'default')
        return undefined;
    const trusted = roots === 'system'
        ? [...(0,external_node_tls_.getCACertificates)('default'), ...(0,external_node_tls_.getCACertificates)('system')]
        : (0,external_node_tls_.getCACertificates)('default');
    return (0,external_node_tls_.createSecureContext)({ ca: ca ? [...trusted, ca] : trusted, ...(cert && { cert }), ...(key && { key }) });
}
const unknownAuthority = new Set([
    'UNABLE_TO_GET_ISSUER_CERT',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'CERT_SIGNATURE_FAILURE',
]);

;// CONCATENATED MODULE: ./build/http/connection/proxy-agent.js




async function agentThrough(proxy, { roots, ...options }) {
    const { Pool, ProxyAgent } = await loadUndici();
    const context = secureContext({}, roots);
    const proxyTls = context && proxy.url.protocol === 'https:' ? { proxyTls: { secureContext: context } } : {};
    const open = (origin, settings) => {
        if (String(origin) !== proxy.url.href)
            return new Pool(origin, heard(settings));
        return new Pool(origin, { ...blamed(settings, proxy), headersTimeout: 3 * options.connectTimeout });
    };
    return new ProxyAgent({ ...options, ...proxyTls, uri: proxy.url.href, factory: open, clientFactory: open });
}
function heard(settings) {
    const { connect } = settings;
    return typeof connect === 'function' ? { ...settings, connect: withLastWords(connect) } : settings;
}
function blamed(settings, proxy) {
    const { connect } = settings;
    if (typeof connect !== 'function')
        return settings;
    const dial = (address, callback) => connect(address, (...[error, socket]) => {
        if (error)
            callback(new http_proxy/* ProxyTrouble */.qJ(proxy, error), null);
        else
            callback(null, socket);
    });
    return { ...settings, connect: dial };
}

;// CONCATENATED MODULE: ./build/http/connection/warm-connections.js
class WarmConnections {
    #dial;
    #address;
    #ready = [];
    #count = 0;
    constructor(dial, address) {
        this.#dial = dial;
        this.#address = address;
    }
    connect = (address, callback) => {
        this.#take(address).then((socket) => callback(null, socket), (error) => callback(error, null));
    };
    async warm(count) {
        while (this.#count < count)
            this.#ready.push(this.#keep(this.#open(this.#address)));
        await Promise.allSettled(this.#ready);
    }
    [Symbol.dispose]() {
        for (const ready of this.#ready)
            ready.then((socket) => socket.destroy()).catch(() => undefined);
    }
    async #take(address) {
        for (let ready = this.#ready.shift(); ready; ready = this.#ready.shift()) {
            const socket = await ready.catch(() => undefined);
            if (socket && !socket.destroyed)
                return socket.ref();
        }
        return await this.#open(address);
    }
    #open(address) {
        const { promise, resolve, reject } = Promise.withResolvers();
        const less = () => {
            this.#count -= 1;
        };
        this.#count += 1;
        this.#dial(address, (error, socket) => {
            if (socket)
                resolve(socket.once('close', less));
            else
                reject(error);
        });
        promise.catch(less);
        return promise;
    }
    async #keep(opening) {
        opening.catch(() => undefined);
        return (await opening).unref();
    }
}

;// CONCATENATED MODULE: ./build/http/connection/connection.js






const connections = 64;
async function connectionTo(url, options) {
    const { Agent, buildConnector } = await loadUndici();
    const { tls, roots, verify, variables, connectTimeout, bodyTimeout } = options;
    const context = secureContext(tls, roots);
    const security = { ...(context && { secureContext: context }), rejectUnauthorized: verify };
    const dial = withLastWords(buildConnector({ ...security, timeout: connectTimeout, allowH2: false }));
    const { hostname, host, protocol, port } = url;
    const warmConnections = new WarmConnections(dial, {
        hostname: hostname.replace(/^\[(.*)\]$/, '$1'),
        host,
        protocol,
        port,
    });
    const shared = {
        connect: warmConnections.connect,
        connections,
        pipelining: 1,
        allowH2: false,
        keepAliveTimeout: 60_000,
        bodyTimeout,
        maxHeaderSize: 65_536,
    };
    const proxy = (0,http_proxy/* proxyFor */.iJ)(url, variables);
    const dispatcher = proxy
        ? await agentThrough(proxy, { ...shared, roots, requestTls: security, connectTimeout })
        : new Agent(shared);
    return {
        dispatcher,
        warm: async (count) => (proxy ? undefined : await warmConnections.warm(count)),
        explain: (error) => (proxy ? (0,http_proxy/* blameProxy */.Qt)(error, proxy) : error),
        close: () => dispatcher.close(),
        async [Symbol.asyncDispose]() {
            warmConnections[Symbol.dispose]();
            await dispatcher.destroy();
        },
    };
}

var message = __webpack_require__(99014);
;// CONCATENATED MODULE: ./build/http/deadline.js

class Deadline {
    #controller = new AbortController();
    #timer;
    #began;
    #timed = 0;
    #isOver = false;
    get signal() {
        return this.#controller.signal;
    }
    get timed() {
        return this.#timed;
    }
    begin(milliseconds, late) {
        this.pause();
        this.#began = performance.now();
        if (!this.#isOver)
            this.#timer = setTimeout(() => this.miss(new message/* Stalled */.oB(late)), milliseconds);
    }
    pause() {
        clearTimeout(this.#timer);
        if (this.#began !== undefined)
            this.#timed += performance.now() - this.#began;
        this.#began = undefined;
    }
    miss(reason) {
        this.#controller.abort(reason);
    }
    close() {
        this.pause();
        this.#isOver = true;
    }
}

var network_failure = __webpack_require__(73856);
var origin = __webpack_require__(93391);
var content_error = __webpack_require__(19964);
;// CONCATENATED MODULE: ./build/http/request-body.js


const smallestPiece = 4 * 1024;
const firstPiece = 64 * 1024;
async function* streamRequestBody(body, options) {
    using watch = watchFor(options);
    let pieceSize = firstPiece;
    let size = 0;
    try {
        for await (const chunk of body.read(options.ended)) {
            size += chunk.length;
            if (size > body.size)
                break;
            for (let start = 0; start < chunk.length;) {
                const piece = chunk.subarray(start, start + pieceSize);
                body.out?.(piece.length);
                watch.begin();
                yield piece;
                start += piece.length;
                pieceSize = resize(pieceSize, watch.end() / options.silence);
            }
        }
    }
    catch (cause) {
        throw new message/* BrokenBody */.sZ('the content to send cannot be read', { cause });
    }
    if (size === body.size)
        return;
    const word = size > body.size ? 'longer' : 'shorter';
    const cause = new content_error/* ContentError */.y(`the content is ${word} than the ${body.size} bytes announced`);
    throw new message/* BrokenBody */.sZ(cause.message, { cause });
}
function resize(size, took) {
    if (took > 1 / 16)
        return Math.max(smallestPiece, size / 4);
    return took < 1 / 64 ? size * 2 : size;
}
function watchFor({ silence, onStall }) {
    let since = Number.POSITIVE_INFINITY;
    const timer = setInterval(() => {
        if (performance.now() - since > silence)
            onStall(new message/* Stalled */.oB('it stopped reading the upload'));
    }, silence / 4);
    return {
        begin() {
            since = performance.now();
        },
        end() {
            const took = performance.now() - since;
            since = Number.POSITIVE_INFINITY;
            return took;
        },
        [Symbol.dispose]: () => clearInterval(timer),
    };
}

;// CONCATENATED MODULE: ./build/http/response-body.js


const unwantedBytes = 64 * 1024;
const late = 'its response did not end in time';
const leastProgress = 64 * 1024;
const slow = 'its response came too slowly';
function openResponseBody(url, { statusCode, headers, body }, deadline, times) {
    const linesOf = (name) => [headers[name] ?? []].flat();
    return {
        status: statusCode,
        url,
        header: (name) => linesOf(name)[0],
        headers: linesOf,
        headerNames: Object.keys(headers),
        async discard() {
            deadline.begin(times.unwanted, late);
            await body.dump({ limit: unwantedBytes });
            deadline.close();
            await isFree();
        },
        async *pieces() {
            const incoming = body[Symbol.asyncIterator]();
            try {
                for (let [left, size] = [times.body, 0];;) {
                    deadline.begin(left, slow);
                    const began = performance.now();
                    const { done, value } = await incoming.next();
                    deadline.pause();
                    if (done)
                        return;
                    size += value.length;
                    left -= performance.now() - began;
                    if (size >= leastProgress)
                        [left, size] = [times.body, 0];
                    yield value;
                }
            }
            finally {
                deadline.close();
                await incoming.return?.();
            }
        },
        async bytes(limit, use = 'needed') {
            deadline.begin(use === 'needed' ? times.body : times.optional, late);
            try {
                return await read(body, limit);
            }
            finally {
                deadline.close();
            }
        },
    };
}
async function read(body, limit) {
    const chunks = [];
    let size = 0;
    for await (const chunk of body) {
        size += chunk.length;
        if (size > limit)
            throw new message/* BodyTooLarge */.KQ(limit);
        chunks.push(chunk);
    }
    await isFree();
    return Buffer.concat(chunks);
}
const isFree = promises_.setImmediate;

;// CONCATENATED MODULE: ./build/http/transport.js









const defaultTimeouts = {
    connect: 10_000,
    answer: 120_000,
    store: 600_000,
    optional: 5_000,
    piece: 60_000,
    body: 120_000,
    unwanted: 2_000,
};
const connectSteps = 6;
const interimLimit = 64;
const transport_late = 'it did not respond in time';
const isOver = new Error('the request is over');
class Transport {
    #options;
    #timeouts;
    #connections = new Map();
    #roots = 'default';
    constructor(options) {
        this.#options = options;
        this.#timeouts = options.timeouts ?? defaultTimeouts;
    }
    async request(request) {
        const roots = this.#roots;
        try {
            return await this.#send(request);
        }
        catch (error) {
            if (roots === 'system' || !unknownAuthority.has((0,network_failure/* errorCodeOf */.D9)(error) ?? ''))
                throw error;
            this.#trustSystem();
            return await this.#send(request);
        }
    }
    async warm(count) {
        await this.#lineTo(this.#options.home).then((connection) => connection.warm(count), () => undefined);
    }
    async [Symbol.asyncDispose]() {
        const connections = [...this.#connections.values()].map(async (connection) => await (await connection)[Symbol.asyncDispose]());
        await Promise.allSettled(connections);
    }
    async #send(request) {
        const { method, url, headers, body, optional, stores, waited = { milliseconds: 0 }, signal } = request;
        const { dispatcher, explain } = await this.#lineTo(url);
        const { connect, answer: response, store, optional: soon, piece } = this.#timeouts;
        const head = optional ? soon : stores ? store : response;
        const deadline = new Deadline();
        const ended = new AbortController();
        const stream = body && 'size' in body
            ? streamRequestBody(body, { silence: piece, onStall: (error) => deadline.miss(error), ended: ended.signal })
            : undefined;
        const either = AbortSignal.any([signal, deadline.signal]);
        const whole = Math.max(0, connectSteps * connect + head - waited.milliseconds);
        deadline.begin(whole, transport_late);
        try {
            const request = dispatcher.request({
                origin: url.origin,
                path: url.pathname + url.search,
                method,
                headers: { 'user-agent': 'manifold', ...headers, ...sizeOf(body) },
                body: (stream && timed(stream, deadline, whole, ended.signal)) ??
                    body ??
                    null,
                signal: either,
                headersTimeout: head,
                onInfo: interimWatch(deadline),
                reset: false,
            });
            const response = await (0,or_aborted/* orAborted */.H)(request, either);
            deadline.pause();
            waited.milliseconds += deadline.timed;
            return openResponseBody(url, response, deadline, this.#timeouts);
        }
        catch (error) {
            deadline.close();
            throw explain(error);
        }
        finally {
            ended.abort(isOver);
        }
    }
    #lineTo(url) {
        const known = this.#connections.get(url.origin);
        if (known)
            return known;
        const { home, tls, verify, variables } = this.#options;
        const { connect: connectTimeout, piece: bodyTimeout } = this.#timeouts;
        const isHome = (0,origin/* sameOrigin */.Nm)(url, home);
        const connection = connectionTo(url, {
            tls: isHome ? tls : { ...(tls.ca && { ca: tls.ca }) },
            verify: verify || !isHome,
            roots: this.#roots,
            ...{ variables, connectTimeout, bodyTimeout },
        });
        this.#connections.set(url.origin, connection);
        return connection;
    }
    #trustSystem() {
        if (this.#roots === 'system')
            return;
        this.#roots = 'system';
        for (const connection of this.#connections.values())
            connection.then((old) => old.close()).catch(() => undefined);
        this.#connections.clear();
    }
}
function sizeOf(body) {
    return body && 'size' in body ? { 'content-length': String(body.size) } : {};
}
async function* timed(pieces, deadline, head, answered) {
    if (!answered.aborted)
        deadline.pause();
    yield* pieces;
    if (!answered.aborted)
        deadline.begin(head, transport_late);
}
function interimWatch(deadline) {
    let count = 0;
    return () => {
        count += 1;
        if (count > interimLimit)
            deadline.miss(new message/* Stalled */.oB(`it sent more than ${interimLimit} interim responses`));
    };
}


}),

19964:
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


})
};
