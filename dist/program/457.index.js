export const id = 457;
export const ids = [457];
export const modules = {

/***/ 5898:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ wait)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500);

/** Waits; rejects with the signal's reason if `signal` is aborted, instead of with the AbortError of Node's timer. */
async function wait(milliseconds, signal) {
    await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(milliseconds, undefined, { signal }).catch(() => signal.throwIfAborted());
}


/***/ }),

/***/ 5425:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  O: () => (/* binding */ RetryState)
});

// UNUSED EXPORTS: silentAttempts

// EXTERNAL MODULE: ./build/async/wait.js
var wait = __webpack_require__(5898);
;// CONCATENATED MODULE: ./build/http/retry/backoff.js
/** Milliseconds to wait before attempt `retry` + 1 (`retry` counts from 1); `random` is in [0, 1). */
function backoff(policy, retry, random, asked = 0) {
    const ceiling = Math.min(policy.longestWait, policy.firstWait * 2 ** (retry - 1));
    return Math.max(asked, ceiling * (0.5 + random / 2));
}

// EXTERNAL MODULE: ./build/http/retry/retryable.js
var retryable = __webpack_require__(7358);
;// CONCATENATED MODULE: ./build/http/retry/retry-state.js



/** Each attempt that times out costs minutes. */
const silentAttempts = 3;
/** Decides after each failure of a request whether to retry it, and waits until then. */
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
    /** Resets the count of attempts after progress was made. The budget stays as it is. */
    renew() {
        this.#retries = 0;
        this.#silences = 0;
        this.#unheard = 0;
    }
    /** Whether there were too many timeouts in a row, of the request or of the checks around it. */
    get isSpent() {
        return this.#unheard >= silentAttempts;
    }
    /** Records how an exchange ended, if an attempt consists of several. */
    note(failure) {
        this.#unheard = failure?.isSilence ? this.#unheard + 1 : 0;
    }
    /** Waits for a while without counting a failure. `turn` counts from 1. */
    async pause(turn) {
        await (0,wait/* wait */.u)(backoff(this.#policy, turn, Math.random()), this.#signal);
    }
    /** Counts a failed attempt that needs no wait before the next; throws `error` if it was the last. */
    spend(error) {
        this.#retries += 1;
        if (this.#retries >= this.#policy.attempts)
            throw error;
    }
    /** Waits before the next attempt, or throws `error` if no attempt is left. `attempts` lowers the policy's limit. */
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


/***/ }),

/***/ 5961:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  oK: () => (/* binding */ Transport)
});

// UNUSED EXPORTS: connectSteps, defaultTimeouts, interimLimit

// EXTERNAL MODULE: ./build/async/or-aborted.js
var or_aborted = __webpack_require__(2024);
// EXTERNAL MODULE: ./build/http/proxy.js + 1 modules
var http_proxy = __webpack_require__(8533);
// EXTERNAL MODULE: external "node:v8"
var external_node_v8_ = __webpack_require__(8877);
;// CONCATENATED MODULE: ./build/http/undici/load.js

let parts;
/** Loads undici when it is first needed: it takes a third of the action's start. */
function loadUndici() {
    parts ??= load();
    return parts;
}
/**
 * undici's parser is WebAssembly, which V8 would optimize in the background: useless for a few hundred response heads,
 * and the process waits for it at exit, 0.1 s on two cores.
 */
async function load() {
    for (const flag of ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering'])
        (0,external_node_v8_.setFlagsFromString)(flag);
    return await Promise.all(/* import() */[__webpack_require__.e(410), __webpack_require__.e(416)]).then(__webpack_require__.bind(__webpack_require__, 1416));
}

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./build/http/connection/last-words.js

/** Makes connections on which a response that arrived before a failed write is still read. */
function withLastWords(dial) {
    return (options, callback) => dial(options, (...[error, socket]) => {
        if (error)
            callback(error, null);
        else
            callback(null, hearLastWords(socket));
    });
}
/**
 * Delays write errors until everything that arrived on the connection was read, since nothing is read after an error. A
 * server that refuses a body responds and closes while we are still sending: the next write fails although the response
 * has arrived. (https://www.rfc-editor.org/rfc/rfc9112#section-9.6)
 */
function hearLastWords(socket) {
    // With TLS 1.3 a server rejects a client certificate after the handshake, and then closes the connection: undici
    // reports the close, unless the socket is destroyed with the alert.
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
/** Between two check phases of the event loop, every readable socket is read. */
async function afterReading() {
    await (0,promises_.setImmediate)();
    await (0,promises_.setImmediate)();
}

// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(1692);
;// CONCATENATED MODULE: ./build/http/connection/tls.js

function secureContext({ ca, cert, key }, roots) {
    if (!ca && !cert && roots === 'default')
        return undefined;
    const trusted = roots === 'system'
        ? [...(0,external_node_tls_.getCACertificates)('default'), ...(0,external_node_tls_.getCACertificates)('system')]
        : (0,external_node_tls_.getCACertificates)('default');
    return (0,external_node_tls_.createSecureContext)({ ca: ca ? [...trusted, ca] : trusted, ...(cert && { cert }), ...(key && { key }) });
}
/** The codes of certificate errors that might not occur with another list of CAs. */
const unknownAuthority = new Set([
    'UNABLE_TO_GET_ISSUER_CERT',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    // Two CAs of the same name.
    'CERT_SIGNATURE_FAILURE',
]);

;// CONCATENATED MODULE: ./build/http/connection/proxy-agent.js




/** Connects through a proxy. Its certificate is verified with the usual CAs, not with those of a registry. */
async function agentThrough(proxy, { roots, ...options }) {
    const { Pool, ProxyAgent } = await loadUndici();
    const context = secureContext({}, roots);
    // undici takes any proxyTls to mean that a SOCKS proxy speaks TLS.
    const proxyTls = context && proxy.url.protocol === 'https:' ? { proxyTls: { secureContext: context } } : {};
    const open = (origin, settings) => {
        if (String(origin) !== proxy.url.href)
            return new Pool(origin, heard(settings));
        // A proxy has a timeout of its own for servers that do not respond.
        return new Pool(origin, { ...blamed(settings, proxy), headersTimeout: 3 * options.connectTimeout });
    };
    return new ProxyAgent({ ...options, ...proxyTls, uri: proxy.url.href, factory: open, clientFactory: open });
}
function heard(settings) {
    const { connect } = settings;
    return typeof connect === 'function' ? { ...settings, connect: withLastWords(connect) } : settings;
}
/** Connection errors here are the proxy's. Once there is a tunnel, the same errors are the registry's. */
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
/**
 * The connections to one origin. Some may be opened in advance, without a request, so that a burst of requests need not
 * wait for handshakes.
 */
class WarmConnections {
    #dial;
    #address;
    #ready = [];
    /** The number of connections that are open or being opened, in use or not. */
    #count = 0;
    constructor(dial, address) {
        this.#dial = dial;
        this.#address = address;
    }
    /** Called by undici for a new connection. */
    connect = (address, callback) => {
        this.#take(address).then((socket) => callback(null, socket), (error) => callback(error, null));
    };
    /** Opens connections until there are `count`. Resolves when they are open or have failed; never rejects. */
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
    /** An unused connection must not keep the process alive. */
    async #keep(opening) {
        opening.catch(() => undefined);
        return (await opening).unref();
    }
}

;// CONCATENATED MODULE: ./build/http/connection/connection.js






/** Enough for all requests that the throttle allows at once, also for many repositories. */
const connections = 64;
/** Opens no connection yet. Throws UnusableProxy, and the TLS error of a certificate that cannot be used. */
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
        // HTTP/2 slows uploads down: its flow-control windows are small.
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

// EXTERNAL MODULE: ./build/http/message.js
var message = __webpack_require__(9014);
;// CONCATENATED MODULE: ./build/http/deadline.js

/** Aborts an exchange if one of its phases takes too long, even if bytes keep moving. Times one phase at a time. */
class Deadline {
    #controller = new AbortController();
    #timer;
    #began;
    #timed = 0;
    #isOver = false;
    /** Aborted with a Stalled. */
    get signal() {
        return this.#controller.signal;
    }
    /** Milliseconds that all finished phases took together. */
    get timed() {
        return this.#timed;
    }
    /** Starts a phase that may take so many milliseconds; `late` is the error message if it takes longer. */
    begin(milliseconds, late) {
        this.pause();
        this.#began = performance.now();
        if (!this.#isOver)
            this.#timer = setTimeout(() => this.miss(new message/* Stalled */.oB(late)), milliseconds);
    }
    /** Stops the timer: what comes next has no time limit. */
    pause() {
        clearTimeout(this.#timer);
        if (this.#began !== undefined)
            this.#timed += performance.now() - this.#began;
        this.#began = undefined;
    }
    /** Aborts the exchange at once. */
    miss(reason) {
        this.#controller.abort(reason);
    }
    /** The exchange has ended: stops timing for good. */
    close() {
        this.pause();
        this.#isOver = true;
    }
}

// EXTERNAL MODULE: ./build/http/network-failure.js
var network_failure = __webpack_require__(3856);
// EXTERNAL MODULE: ./build/http/origin.js
var origin = __webpack_require__(3391);
// EXTERNAL MODULE: ./build/oci/content-error.js
var content_error = __webpack_require__(9964);
;// CONCATENATED MODULE: ./build/http/request-body.js


const smallestPiece = 4 * 1024;
const firstPiece = 64 * 1024;
/**
 * Streams a request body of exactly the announced size. If sending is slow, pieces get smaller, so that a slow
 * connection can be told from a dead one. Throws BrokenBody if the body cannot be read or has the wrong length.
 */
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
/** `took` is the time that the last piece took, as a fraction of the silence allowed. */
function resize(size, took) {
    if (took > 1 / 16)
        return Math.max(smallestPiece, size / 4);
    return took < 1 / 64 ? size * 2 : size;
}
/** Checks periodically whether the current piece takes too long: a timer for each would cost more than the piece. */
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


/** Discarding more bytes than this costs more than opening another connection. */
const unwantedBytes = 64 * 1024;
const late = 'its response did not end in time';
/** A response whose head has arrived; its body must end before the `deadline`. */
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
        // Leaving the loop destroys the body and with it the connection.
        if (size > limit)
            throw new message/* BodyTooLarge */.KQ(limit);
        chunks.push(chunk);
    }
    await isFree();
    return Buffer.concat(chunks);
}
/** undici frees the connection a turn of the event loop later: a request before that opens another needlessly. */
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
/** Connect timeouts at most: lookup and TCP, a proxy's response (three times as long), TLS with it and behind it. */
const connectSteps = 6;
/** No server sends more interim responses than this (RFC 9110, 15.2). */
const interimLimit = 64;
const transport_late = 'it did not respond in time';
/** Created once: by default Node creates an error with a stack for each request. */
const isOver = new Error('the request is over');
/**
 * Just sends requests: no redirects, no retries, no credentials except a client certificate at the registry's origin.
 */
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
    /** Opens connections to the registry in advance. Sends nothing, and never rejects. */
    async warm(count) {
        // The requests will report what is wrong with a certificate or a proxy.
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
        // Bytes handed to a socket may take as long to be sent.
        const whole = Math.max(0, connectSteps * connect + head - waited.milliseconds);
        deadline.begin(whole, transport_late);
        try {
            const request = dispatcher.request({
                origin: url.origin,
                path: url.pathname + url.search,
                method,
                headers: { 'user-agent': 'manifold', ...headers, ...sizeOf(body) },
                // undici accepts any async iterable; its types only allow streams.
                body: (stream && timed(stream, deadline, whole, ended.signal)) ??
                    body ??
                    null,
                signal: either,
                headersTimeout: head,
                onInfo: interimWatch(deadline),
                // Without this undici closes the connection after every HEAD.
                reset: false,
            });
            // undici checks the signal only once it is connected.
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
            // A response or an error ends the upload: a body must not go on waiting for bytes still to come.
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
/** Sending has no time limit; the time for the response starts at its end, unless that came earlier. */
async function* timed(pieces, deadline, head, answered) {
    if (!answered.aborted)
        deadline.pause();
    yield* pieces;
    if (!answered.aborted)
        deadline.begin(head, transport_late);
}
/** Counts interim responses: undici restarts its timeout after each. */
function interimWatch(deadline) {
    let count = 0;
    return () => {
        count += 1;
        if (count > interimLimit)
            deadline.miss(new message/* Stalled */.oB(`it sent more than ${interimLimit} interim responses`));
    };
}


/***/ }),

/***/ 9964:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ WrongContent),
/* harmony export */   y: () => (/* binding */ ContentError)
/* harmony export */ });
/** Content that does not match its descriptor, violates the image-spec, or cannot be read or stored. */
class ContentError extends Error {
    name = 'ContentError';
}
/** The content received is not what its sender says it is. */
class WrongContent extends ContentError {
}


/***/ })

};
