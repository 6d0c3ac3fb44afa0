export const id = 927;
export const ids = [927];
export const modules = {

4964:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  T: () => (atMost)
});
var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500);

const defaultLimit = 10_000;
async function atMost(work, milliseconds = defaultLimit) {
    const over = (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(milliseconds, undefined, { ref: false });
    await Promise.race([work.catch(() => undefined), over]);
}


}),

3250:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  F: () => (singleFlight),
  _: () => (shareFlight)
});
function singleFlight(memory, key, work) {
    return memory.get(key) ?? shareFlight(memory, key, work());
}
function shareFlight(memory, key, result) {
    memory.set(key, result);
    result.catch(() => memory.get(key) === result && memory.delete(key));
    return result;
}


}),

5898:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  u: () => (wait)
});
var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500);

async function wait(milliseconds, signal) {
    await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(milliseconds, undefined, { signal }).catch(() => signal.throwIfAborted());
}


}),

9650:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  V: () => (readAuthEntry),
  c: () => (identityOf)
});
function readAuthEntry(entry) {
    const fields = fieldsOf(entry);
    const { username, password } = pairIn(fields);
    const [registryToken, identityToken] = [textIn(fields, 'registrytoken'), textIn(fields, 'identitytoken')];
    if (registryToken)
        return { kind: 'registry-token', token: registryToken };
    if (identityToken)
        return identityOf(identityToken, username);
    if (username && password)
        return { kind: 'password', username, password };
    if (username || password)
        throw new Error(`it has no ${username ? 'password' : 'user name'}`);
    return undefined;
}
function identityOf(token, username) {
    return { kind: 'identity-token', token, ...(username && username !== '<token>' && { username }) };
}
function fieldsOf(entry) {
    if (typeof (entry ?? {}) !== 'object')
        throw new Error('it is not a JSON object');
    return { ...entry };
}
function pairIn(fields) {
    const auth = textIn(fields, 'auth');
    if (auth === '')
        return { username: textIn(fields, 'username'), password: textIn(fields, 'password') };
    const decoded = Buffer.from(auth, 'base64').toString('utf8').replace(/\0+$/, '');
    const [, username, password] = /^([^:]*):(.*)$/s.exec(decoded) ?? [];
    if (username === undefined || password === undefined || !/^[A-Za-z0-9+/_=\s-]*$/.test(auth)) {
        throw new Error("its 'auth' is not user:password in base64");
    }
    return { username, password };
}
function textIn(fields, name) {
    const value = fields[name] ?? '';
    if (typeof value !== 'string')
        throw new Error(`its '${name}' is not a string`);
    return value;
}


}),

9021:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  $C: () => (readFound),
  Fj: () => (secretsOf),
  Sm: () => (readConfigIn),
  _n: () => (dockerConfigDirectory),
  cd: () => (readConfigs),
  o4: () => (parseConfig),
  tJ: () => (userConfigDirectory)
});
var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
var _disk_regular_file_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6659);
var _input_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3587);
var _registry_auth_credential_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(496);
var _auth_entry_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9650);
var _docker_config_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2288);






function readFound({ read }, where) {
    try {
        return read();
    }
    catch (cause) {
        throw unreadable(where, cause);
    }
}
function dockerConfigDirectory(variables) {
    if (variables.DOCKER_CONFIG)
        return variables.DOCKER_CONFIG;
    const home = variables.HOME ?? variables.USERPROFILE;
    return home ? (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(home, '.docker') : undefined;
}
async function readConfigs(variables) {
    const document = variables.DOCKER_AUTH_CONFIG;
    const given = document ? [parseConfig(document, 'DOCKER_AUTH_CONFIG')] : [];
    const directory = dockerConfigDirectory(variables);
    const docker = directory === undefined ? undefined : await readConfigIn(directory);
    const podman = await Promise.all(podmanFiles(variables).map(readFile));
    return [...given, docker, ...podman.map((file) => file && { ...file, isDockers: false })].filter((config) => config !== undefined);
}
function userConfigDirectory({ XDG_CONFIG_HOME, HOME }) {
    return XDG_CONFIG_HOME || (HOME ? (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(HOME, '.config') : undefined);
}
function podmanFiles(variables) {
    const { REGISTRY_AUTH_FILE, XDG_RUNTIME_DIR } = variables;
    if (REGISTRY_AUTH_FILE)
        return [REGISTRY_AUTH_FILE];
    return [XDG_RUNTIME_DIR, userConfigDirectory(variables)]
        .filter(Boolean)
        .map((folder = '') => (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(folder, 'containers/auth.json'));
}
async function readConfigIn(directory) {
    return await readFile((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(directory, 'config.json'));
}
async function readFile(path) {
    try {
        return parseConfig(await (0,_disk_regular_file_js__WEBPACK_IMPORTED_MODULE_1__/* .readText */ .y)(path), path);
    }
    catch (error) {
        const { code = '' } = error;
        if (['ENOENT', 'ENOTDIR'].includes(code))
            return undefined;
        throw error instanceof _input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .d ? error : unreadable(path, error);
    }
}
function parseConfig(text, where) {
    try {
        return { config: (0,_docker_config_js__WEBPACK_IMPORTED_MODULE_3__/* .parseDockerConfig */ .Cj)(text), where, isDockers: true };
    }
    catch (cause) {
        throw unreadable(where, cause);
    }
}
function unreadable(where, cause) {
    return new _input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .d('registry-auth', `the Docker configuration in ${where} cannot be read: ${cause.message}`, {
        cause,
    });
}
function secretsOf({ config }) {
    return Object.values(config.auths).flatMap((entry) => {
        try {
            const credential = (0,_auth_entry_js__WEBPACK_IMPORTED_MODULE_4__/* .readAuthEntry */ .V)(entry);
            return credential ? [(0,_registry_auth_credential_js__WEBPACK_IMPORTED_MODULE_5__/* .secretOf */ .OM)(credential)] : [];
        }
        catch {
            return [];
        }
    });
}


}),

2288:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Cj: () => (parseDockerConfig),
  TE: () => (lookUp),
  bm: () => (keyFor),
  lR: () => (configKeyOf)
});
/* unused harmony export dockerHubKey */
var _json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9368);
var _oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8732);
var _oci_distribution_registry_scope_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3959);
var _auth_entry_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9650);




const dockerHubKey = 'https://index.docker.io/v1/';
function configKeyOf(registry) {
    return registry === _oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .dockerHub */ .UD ? dockerHubKey : registry;
}
function parseDockerConfig(text) {
    const document = fieldsOf(parseSecret(text), 'it');
    const { auths, credHelpers, credsStore } = document;
    return {
        document,
        auths: fieldsOf(auths ?? {}, "'auths'"),
        credHelpers: fieldsOf(credHelpers ?? {}, "'credHelpers'"),
        credsStore: textOf(credsStore),
    };
}
function lookUp({ auths, credHelpers, credsStore }, repository) {
    const { registry } = repository;
    const server = configKeyOf(registry);
    const own = keyFor({ registry, name: '' }, Object.keys(credHelpers));
    const helper = own === undefined ? credsStore : textOf(credHelpers[own]);
    const key = keyFor(repository, Object.keys(auths));
    return [
        ...(helper ? [{ helper, server }] : []),
        ...(key === undefined ? [] : [{ read: () => readEntry(key, auths[key]) }]),
    ];
}
function keyFor(repository, keys) {
    const { registry } = repository;
    const named = (0,_oci_distribution_registry_scope_js__WEBPACK_IMPORTED_MODULE_1__/* .scopesOf */ .ZK)(repository, keys.filter((key) => hasHost.test(key)));
    const longest = named.at(-1);
    const same = named.filter((key) => pathOf(key) === pathOf(longest ?? ''));
    const written = [configKeyOf(registry), registry];
    return written.find((key) => same.includes(key)) ?? same[0];
}
function pathOf(key) {
    return (0,_oci_distribution_registry_scope_js__WEBPACK_IMPORTED_MODULE_1__/* .parseScope */ .Sk)(key)?.path ?? '';
}
const hasHost = /^(?!(?:https?:\/\/)?(?:\/|$))\S/i;
function readEntry(key, entry) {
    try {
        return (0,_auth_entry_js__WEBPACK_IMPORTED_MODULE_2__/* .readAuthEntry */ .V)(entry);
    }
    catch (error) {
        throw new Error(`the entry '${key}' of 'auths' cannot be used: ${error.message}. Run 'docker login' again`);
    }
}
function parseSecret(text) {
    try {
        return (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .parseJson */ .qF)(text);
    }
    catch {
        throw new Error('it is not valid JSON');
    }
}
function fieldsOf(value, what) {
    if ((0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isRecord */ .u4)(value))
        return value;
    throw new Error(`${what} is not a JSON object`);
}
function textOf(value) {
    return typeof value === 'string' ? value : '';
}


}),

5425:
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

var retryable = __webpack_require__(7358);
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

5961:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  oK: () => (Transport)
});


var or_aborted = __webpack_require__(2024);
var http_proxy = __webpack_require__(8533);
var external_node_v8_ = __webpack_require__(8877);
;// CONCATENATED MODULE: ./build/http/undici/load.js

let parts;
function loadUndici() {
    parts ??= load();
    return parts;
}
async function load() {
    for (const flag of ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering'])
        (0,external_node_v8_.setFlagsFromString)(flag);
    return await Promise.all(/* import() */[__webpack_require__.e(410), __webpack_require__.e(416)]).then(__webpack_require__.bind(__webpack_require__, 1416));
}

var promises_ = __webpack_require__(8500);
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

var message = __webpack_require__(9014);
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

var network_failure = __webpack_require__(3856);
var origin = __webpack_require__(3391);
var content_error = __webpack_require__(9964);
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

2133:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  PO: () => (errorStatus),
  Vw: () => (formatProblem),
  uU: () => (parseProblems)
});
var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9368);

const errorStatus = {
    BLOB_UNKNOWN: 404,
    BLOB_UPLOAD_INVALID: 400,
    BLOB_UPLOAD_UNKNOWN: 404,
    DIGEST_INVALID: 400,
    MANIFEST_BLOB_UNKNOWN: 404,
    MANIFEST_INVALID: 400,
    MANIFEST_UNKNOWN: 404,
    NAME_INVALID: 400,
    NAME_UNKNOWN: 404,
    SIZE_INVALID: 400,
    UNAUTHORIZED: 401,
    DENIED: 403,
    UNSUPPORTED: 405,
    TOOMANYREQUESTS: 429,
};
function formatProblem(code, message) {
    return JSON.stringify({ errors: [{ code, message }] });
}
const pageLimit = 8 * 1024;
function parseProblems(body, redact) {
    const shown = (text) => printable(typeof text === 'string' ? redact(text) : '');
    try {
        const fields = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .recordOf */ .zv)((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .parseJson */ .qF)(body));
        const { errors } = fields;
        if (Array.isArray(errors))
            return errors.flatMap((entry) => parseEntry(entry, shown));
        const bare = parseEntry(bareEntry(fields), shown).filter(({ message }) => message !== '');
        if (bare.length > 0)
            return bare;
    }
    catch {
    }
    const text = redact(body)
        .slice(0, pageLimit)
        .replaceAll(/<(?:style|script)\b.*?<\/(?:style|script)>|<[^>]*>/gis, ' ');
    const message = shown(text).slice(0, 200);
    return message === '' ? [] : [{ code: '', message }];
}
function bareEntry({ code, message, error, error_description, details, detail }) {
    return { code: code ?? error, message: message ?? error_description ?? details, detail };
}
function parseEntry(entry, shown) {
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isRecord */ .u4)(entry))
        return [];
    const { code, message, detail } = entry;
    const explanation = explain(detail, shown).slice(0, 200);
    return [
        {
            code: shown(code),
            message: shown(message),
            ...(detail !== undefined && { detail }),
            ...(explanation !== '' && { explanation }),
        },
    ];
}
function explain(detail, shown) {
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isRecord */ .u4)(detail))
        return shown(detail);
    const { message, description, reason } = detail;
    return [message, description, reason].map(shown).find(Boolean) ?? '';
}
function printable(text) {
    const flat = text.replaceAll(/[\p{C}\s]+/gu, ' ');
    return flat.trim().slice(0, 500);
}


}),

7554:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  FL: () => (parsePlatform),
  Ng: () => (platformKey),
  b: () => (isForPlatform),
  bo: () => (withNormalVariant),
  r6: () => (platformInConfig),
  tj: () => (platformOf),
  vV: () => (shownPlatform)
});
var _platform_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4647);

const aliases = {
    i386: '386',
    x86_64: 'amd64',
    'x86-64': 'amd64',
    aarch64: 'arm64',
    armhf: 'arm/v7',
    armel: 'arm/v6',
};
const implied = { amd64: /^v?1$/, arm64: /^v?8(?:\.0)?$/, arm: /^$/ };
function normalize(os, architecture, variant, rest = '') {
    const [name = '', fixed] = (aliases[architecture.toLowerCase()] ?? architecture.toLowerCase()).split('/');
    const given = (fixed ?? variant).toLowerCase().replace(/^(?=\d)/, 'v');
    const isImplied = implied[name]?.test(given) ?? false;
    const system = os.toLowerCase() === 'macos' ? 'darwin' : os.toLowerCase();
    return { os: system, architecture: name, variant: isImplied ? (name === 'arm' ? 'v7' : '') : given, rest };
}
function platformOf(value) {
    const { os, architecture, variant, ...rest } = Object(value);
    if (typeof os !== 'string' || typeof architecture !== 'string' || os === 'unknown')
        return undefined;
    const details = [rest['os.version'] ?? '', rest['os.features'] ?? []];
    return normalize(os, architecture, typeof variant === 'string' ? variant : '', JSON.stringify(details));
}
function platformKey(platform) {
    return [platform.os, platform.architecture, platform.variant, platform.rest].join('/');
}
function shownPlatform({ os, architecture, variant }) {
    return [os, architecture, variant].filter(Boolean).join('/');
}
function parsePlatform(text) {
    const [first = '', second, variant = ''] = text.split('/');
    const platform = second === undefined ? normalize('linux', first, '') : normalize(first, second, variant);
    return (0,_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .isPlatform */ .a)(`${platform.os}/${platform.architecture}`) ? platform : undefined;
}
function isForPlatform(wanted, found) {
    return shownPlatform(wanted) === shownPlatform(found);
}
function withNormalVariant(fields) {
    const variant = platformOf(fields)?.variant;
    if (variant === undefined)
        return fields;
    const { variant: _, ...rest } = fields;
    return { ...rest, ...(variant !== '' && { variant }) };
}
function platformInConfig(config) {
    const { architecture, os, variant } = config;
    if (typeof architecture !== 'string' || typeof os !== 'string' || architecture === '' || os === '')
        return undefined;
    const [version, features] = [config['os.version'], config['os.features']];
    return {
        architecture,
        os,
        ...(typeof version === 'string' && version !== '' && { 'os.version': version }),
        ...(Array.isArray(features) && features.length > 0 && { 'os.features': features }),
        ...(typeof variant === 'string' && variant !== '' && { variant }),
    };
}


}),

7287:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  BU: () => (jobVariables),
  Oz: () => (childVariables),
  qI: () => (cacheService)
});
const secret = /^(?:INPUT_|STATE_|ACTIONS_|GITHUB_TOKEN$|GH_TOKEN$|DOCKER_AUTH_CONFIG$)/;
const cacheService = /^ACTIONS_(?:RUNTIME_TOKEN|RESULTS_URL|CACHE_URL|CACHE_SERVICE_V2)$/;
function childVariables(variables, named = []) {
    return Object.fromEntries(Object.entries(variables).filter(([name]) => !secret.test(name) || named.includes(name)));
}
const own = /^(?:INPUT_|STATE_)/;
function jobVariables(variables, hasCacheService) {
    const isKept = (name) => !own.test(name) && (hasCacheService || !cacheService.test(name));
    return Object.fromEntries(Object.entries(variables).filter(([name]) => isKept(name)));
}


}),

9075:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  I: () => (Registries)
});


var network_failure = __webpack_require__(3856);
var origin = __webpack_require__(3391);
var proxy = __webpack_require__(8533);
var transport = __webpack_require__(5961);
var reference = __webpack_require__(8732);
var registry_error = __webpack_require__(648);
;// CONCATENATED MODULE: ./build/registry/auth/challenge.js
const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const parameter = new RegExp(`\\s*(${token})\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|(${token}))\\s*(?:,|$)`, 'y');
const token68 = /[A-Za-z0-9._~+/-]+=*\s*(?:,|$)/y;
const scheme = new RegExp(`[\\s,]*(${token})(?=\\s|,|$)(?=(\\s*))\\2(?!=)`, 'y');
function parseChallenges(header) {
    const lines = typeof header === 'string' ? [header] : (header ?? []);
    return lines.flatMap(parseLine);
}
function parseLine(line) {
    const challenges = [];
    let position = 0;
    function take(pattern) {
        pattern.lastIndex = position;
        const match = pattern.exec(line);
        if (match)
            position = pattern.lastIndex;
        return match;
    }
    for (let found = take(scheme); found; found = take(scheme)) {
        const parameters = new Map();
        take(token68);
        for (let next = take(parameter); next; next = take(parameter)) {
            const [, name = '', quoted, plain] = next;
            parameters.set(name.toLowerCase(), quoted?.replaceAll(/\\(.)/g, '$1') ?? plain ?? '');
        }
        challenges.push({ scheme: (found[1] ?? '').toLowerCase(), parameters });
    }
    return challenges;
}

var auth_credential = __webpack_require__(496);
;// CONCATENATED MODULE: ./build/registry/auth/realm.js

const known = [
    [/^rg\.[a-z]+-[a-z]+\.scw\.cloud$/, 'api.scaleway.com'],
    [/^nvcr\.io$/, 'authn.nvidia.com'],
];
async function whyNotSignIn(realm, rules) {
    const { home, trusted, signedIn } = rules;
    if (realm.username || realm.password)
        return { reason: 'it contains credentials', remedy: '' };
    const plain = realm.protocol === 'http:' && home.protocol === 'http:';
    if (realm.protocol !== 'https:' && !plain)
        return { reason: 'it is not https', remedy: (0,origin/* remedyForPlain */.sJ)(home, realm) };
    if ([home.hostname, ...trusted].some((host) => host === realm.hostname || host === realm.host))
        return undefined;
    const remedy = `. If you trust it, list it under 'realms' for ${rules.registry} in 'registry-auth'`;
    if ((0,origin/* isPrivateAddress */.C0)(realm))
        return { reason: 'it is an address in a private network', remedy };
    if (!signedIn || (await belongs(realm, home)))
        return undefined;
    return { reason: 'it is not known to belong to this registry', remedy };
}
async function belongs(realm, home) {
    const isKnown = known.some(([registry, host]) => registry.test(home.hostname) && host === realm.hostname);
    return isKnown || (await sameRegistrableDomain(realm.hostname, home.hostname));
}
async function sameRegistrableDomain(a, b) {
    const { getDomain } = await __webpack_require__.e(/* import() */ 935).then(__webpack_require__.t.bind(__webpack_require__, 935, 19));
    const domain = getDomain(a, { allowPrivateDomains: true });
    return domain !== null && domain === getDomain(b, { allowPrivateDomains: true });
}

var message = __webpack_require__(9014);
var retry_after = __webpack_require__(3533);
var json = __webpack_require__(9368);
var error_code = __webpack_require__(2133);
;// CONCATENATED MODULE: ./build/registry/auth/token.js






const answerLimit = 128 * 1024;
const shortestLife = 60;
const tokenGrammar = /^[\x21-\x7e]+$/;
const formUnsupported = new Set([400, 401, 404, 405]);
async function requestToken(request, send) {
    const { credential } = request;
    if (credential?.kind !== 'identity-token')
        return await ask(byQuery(request), request, send);
    try {
        return await ask(byForm(request, credential.token), request, send);
    }
    catch (error) {
        const isUnknown = error instanceof registry_error/* RegistryError */.g && formUnsupported.has(error.status ?? 0);
        if (!isUnknown || !credential.username)
            throw error;
        return await ask(byQuery(request), request, send);
    }
}
async function ask(exchange, request, send) {
    const { registry, realm, credential, redact, now } = request;
    const failure = { where: registry, operation: `sign-in at ${realm.host}`, signedIn: credential !== undefined };
    const response = await send(exchange);
    const isGiven = response.status >= 200 && response.status < 300;
    const body = await bodyOf(response, isGiven).catch((cause) => {
        exchange.signal.throwIfAborted();
        throw new registry_error/* RegistryError */.g({ ...failure, ...(cause instanceof message/* BodyTooLarge */.KQ ? { reason: cause.message } : { cause }) });
    });
    if (!isGiven) {
        const retryAfter = (0,retry_after/* parseRetryAfter */.m)(response.header('retry-after'), body, now());
        const said = { status: response.status, problems: problemsIn(body, redact) };
        throw new registry_error/* RegistryError */.g({ ...failure, ...said, ...(retryAfter !== undefined && { retryAfter }) });
    }
    const token = readToken(body, now());
    if (!token)
        throw new registry_error/* RegistryError */.g({ ...failure, reason: 'its response contains no token' });
    return token;
}
async function bodyOf(response, isGiven) {
    const bytes = await response.bytes(answerLimit, isGiven ? 'needed' : 'good to know').catch((cause) => {
        if (isGiven || cause instanceof message/* BodyTooLarge */.KQ)
            throw cause;
        return new Uint8Array();
    });
    return new TextDecoder().decode(bytes);
}
function problemsIn(body, redact) {
    if (/"[^"]*token"\s*:/i.test(body))
        return [];
    const harmless = redact(body).replaceAll(/[\w.~+/=-]{20,}/g, (word) => (/\d/.test(word) ? '\u2026' : word));
    return (0,error_code/* parseProblems */.uU)(harmless, redact).filter(({ message }) => !/^[{[]/.test(message));
}
function byQuery({ realm, service, scopes, credential, signal }) {
    const url = new URL(realm);
    if (service !== undefined)
        url.searchParams.set('service', service);
    for (const scope of scopes)
        url.searchParams.append('scope', scope);
    const authorization = (0,auth_credential/* basicAuthorization */.aR)(credential);
    if (credential && 'username' in credential)
        url.searchParams.set('account', credential.username ?? '');
    return { method: 'GET', url, headers: authorization ? { authorization } : {}, signal };
}
function byForm({ realm, service, scopes, signal }, refreshToken) {
    const form = new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
        client_id: 'manifold',
        scope: scopes.join(' '),
        ...(service !== undefined && { service }),
    });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return { method: 'POST', url: realm, headers, body: new TextEncoder().encode(form.toString()), signal };
}
function readToken(body, now) {
    const response = (0,json/* parseRecord */.Hh)(body);
    const { token, access_token: accessToken, expires_in: expiresIn } = response;
    const value = typeof token === 'string' && token !== '' ? token : accessToken;
    if (typeof value !== 'string' || !tokenGrammar.test(value))
        return undefined;
    const seconds = Math.max(shortestLife, typeof expiresIn === 'number' ? expiresIn : shortestLife);
    const early = Math.min(30, seconds / 4);
    const tokens = Object.entries(response).flatMap(([name, given]) => (/token$/i.test(name) ? [given] : []));
    const given = [...new Set(tokens)].filter((each) => typeof each === 'string');
    return { value, staleAt: now.getTime() + (seconds - early) * 1000, given };
}

;// CONCATENATED MODULE: ./build/registry/auth/token-cache.js

class TokenCache {
    #ask;
    #now;
    #held = new Map();
    constructor(ask, now) {
        this.#ask = ask;
        this.#now = now;
    }
    async token(scopes) {
        const key = scopes.join(' ');
        const held = this.#held.get(key);
        if (!held)
            return await this.#fetch(key, scopes);
        const { value, staleAt } = await held.token;
        if (staleAt > this.#now().getTime())
            return value;
        this.#forget(key, held);
        return await this.token(scopes);
    }
    refused(scopes, value) {
        const key = scopes.join(' ');
        const held = this.#held.get(key);
        if (held?.value === value)
            this.#forget(key, held);
    }
    async #fetch(key, scopes) {
        const fresh = { token: this.#ask(scopes) };
        this.#held.set(key, fresh);
        try {
            const { value } = await fresh.token;
            fresh.value = value;
            return value;
        }
        catch (error) {
            if (!(error instanceof registry_error/* RegistryError */.g) || error.transient)
                this.#forget(key, fresh);
            throw error;
        }
    }
    #forget(key, held) {
        if (this.#held.get(key) === held)
            this.#held.delete(key);
    }
}

;// CONCATENATED MODULE: ./build/registry/auth/authorization.js







const shortestToken = 16;
const refusals = new Set([400, 401, 403]);
class Authorization {
    #options;
    #tokenCache;
    #asked = new Map();
    #challenge;
    #masked;
    constructor(options) {
        this.#options = options;
        this.#tokenCache = new TokenCache((scopes) => this.#request(scopes), options.now);
    }
    get isChallenged() {
        return this.#challenge !== undefined;
    }
    async credential() {
        const credential = await this.#options.credential();
        const pair = (0,auth_credential/* basicAuthorization */.aR)(credential);
        if (pair !== undefined && pair !== this.#masked)
            this.#options.mask(pair.slice('Basic '.length));
        this.#masked = pair;
        return credential;
    }
    async header(scopes) {
        const credential = await this.credential();
        if (credential?.kind === 'registry-token')
            return `Bearer ${credential.token}`;
        if (this.#challenge?.scheme === 'bearer')
            return `Bearer ${await this.#tokenCache.token(this.#widened(scopes))}`;
        return this.#challenge && (0,auth_credential/* basicAuthorization */.aR)(credential);
    }
    async challenged(response, scopes, sent) {
        const challenges = parseChallenges(response.headers('www-authenticate'));
        const challenge = challenges.find(({ scheme }) => scheme === 'bearer') ?? challenges.find(({ scheme }) => scheme === 'basic');
        const credential = await this.credential();
        if (credential?.kind === 'registry-token') {
            return sent !== `Bearer ${credential.token}` || (await this.#replaced(credential));
        }
        if (!challenge)
            return false;
        this.#challenge = challenge;
        if (challenge.scheme === 'basic') {
            const pair = (0,auth_credential/* basicAuthorization */.aR)(credential);
            return pair !== undefined && (pair !== sent || (await this.#replaced(credential)));
        }
        const isShort = challenge.parameters.get('error') === 'insufficient_scope';
        if (!isShort)
            this.#tokenCache.refused(this.#widened(scopes), sent?.replace(/^Bearer /, '') ?? '');
        return this.#widen(scopes, challenge) || !isShort;
    }
    async expired(sent) {
        const credential = await this.credential();
        return (0,auth_credential/* basicAuthorization */.aR)(credential) !== sent || (await this.#replaced(credential));
    }
    async #replaced(refused) {
        if (!refused)
            return false;
        const other = await this.#options.credential(refused);
        return other !== undefined && !(0,auth_credential/* isSameCredential */.cw)(other, refused);
    }
    #widen(scopes, challenge) {
        const wanted = challenge.parameters.get('scope')?.split(' ').filter(Boolean) ?? [];
        const missing = wanted.filter((scope) => !this.#widened(scopes).some((held) => covers(held, scope)));
        if (missing.length > 0)
            this.#asked.set(scopes.join(' '), missing);
        return missing.length > 0;
    }
    #widened(scopes) {
        return [...(this.#asked.get(scopes.join(' ')) ?? []), ...scopes];
    }
    async #request(scopes) {
        const credential = await this.credential();
        const token = await this.#requestAs(credential, scopes).catch(async (error) => {
            const isRefusal = error instanceof registry_error/* RegistryError */.g && refusals.has(error.status ?? 0);
            if (!isRefusal || !(await this.#replaced(credential)))
                throw error;
            return await this.#requestAs(await this.credential(), scopes);
        });
        for (const given of token.given)
            if (given.length >= shortestToken)
                this.#options.mask(given);
        return token;
    }
    async #requestAs(credential, scopes) {
        const { registry, now, send, redact, signal } = this.#options;
        const realm = await this.#realm(credential !== undefined);
        const service = this.#challenge?.parameters.get('service');
        return await requestToken({ realm, service, scopes, credential, registry, redact, now, signal }, send);
    }
    async #realm(signedIn) {
        const { registry, home, realms } = this.#options;
        const text = this.#challenge?.parameters.get('realm');
        const realm = text ? (0,origin/* resolveLocation */.KC)(text, home) : null;
        const objection = realm
            ? await whyNotSignIn(realm, { registry, home, trusted: realms, signedIn })
            : { reason: 'its realm is not a URL', remedy: '' };
        if (realm && !objection)
            return realm;
        const place = realm?.host || 'no URL';
        throw new registry_error/* RegistryError */.g({
            where: registry,
            operation: 'sign-in',
            reason: `the registry's token service (${place}) was not used: ${objection?.reason}${objection?.remedy}`,
        });
    }
}
function covers(held, wanted) {
    const split = (scope) => [scope.slice(0, scope.lastIndexOf(':')), scope.slice(scope.lastIndexOf(':') + 1)];
    const [heldResource, heldActions] = split(held);
    const [resource, actions] = split(wanted);
    return heldResource === resource && actions.split(',').every((action) => heldActions.split(',').includes(action));
}

;// CONCATENATED MODULE: ./build/registry/errors/warnings.js
const warning = /(?:^|,)\s*299\s+-\s+"((?:[^"\\]|\\.)*)"/g;
const limit = 10;
const longest = 300;
class Warnings {
    #tell;
    #redact;
    #told = new Set();
    constructor(tell, redact) {
        this.#tell = tell;
        this.#redact = redact;
    }
    note(response) {
        for (const line of response.headers('warning')) {
            for (const [, quoted = ''] of line.matchAll(warning))
                this.#once(quoted.replaceAll(/\\(.)/g, '$1'));
        }
    }
    #once(text) {
        const shown = this.#redact(text)
            .replaceAll(/[\p{C}\s]+/gu, ' ')
            .trim()
            .slice(0, longest);
        if (shown === '' || this.#told.has(shown) || this.#told.size === limit)
            return;
        this.#told.add(shown);
        this.#tell(shown);
    }
}

;// CONCATENATED MODULE: ./build/registry/limits/retry.js
const defaultOthersWait = 5_000;
function othersWaitOf({ othersWait = defaultOthersWait }) {
    return othersWait;
}
const defaultRetryPolicy = {
    attempts: 9,
    firstWait: 500,
    longestWait: 30_000,
    budget: 300_000,
};

var redirect = __webpack_require__(3701);
var retry_state = __webpack_require__(5425);
var at_most = __webpack_require__(4964);
var or_aborted = __webpack_require__(2024);
;// CONCATENATED MODULE: ./build/registry/auth/first-request.js


class FirstRequest {
    #moment;
    #open = { read: false, write: false };
    #inside = new Map();
    constructor(moment) {
        this.#moment = moment;
    }
    async enter(repository, kind, signal) {
        const until = performance.now() + this.#moment;
        while (!this.#open[kind]) {
            const own = this.#inside.get(repository);
            const [other] = this.#inside.values();
            const left = until - performance.now();
            if (own !== undefined)
                await own;
            else if (other !== undefined && left > 0)
                await (0,at_most/* atMost */.T)((0,or_aborted/* orAborted */.H)(other, signal), left);
            else
                return this.#goFirst(repository, kind);
            signal.throwIfAborted();
        }
        return () => undefined;
    }
    #goFirst(repository, kind) {
        const { promise, resolve } = Promise.withResolvers();
        this.#inside.set(repository, promise);
        return (learnt) => {
            if (this.#inside.get(repository) !== promise)
                return;
            this.#inside.delete(repository);
            this.#open.read = true;
            if (learnt !== 'answer' || kind === 'write')
                this.#open.write = true;
            resolve();
        };
    }
}

;// CONCATENATED MODULE: ./build/registry/capabilities.js
function newCapabilities() {
    return {
        bodyLimit: Number.POSITIVE_INFINITY,
        takesWhole: undefined,
        resumes: true,
        knowsHead: true,
        takesTags: undefined,
        takesSubject: undefined,
    };
}

var rate_limit = __webpack_require__(294);
var descriptor = __webpack_require__(6937);
;// CONCATENATED MODULE: ./build/registry/errors/refusal.js







const bodyLimit = 64 * 1024;
async function refusedResponse(request, response, state) {
    const { where, operation, begins = false } = request;
    const { now, redact, ...shown } = state;
    const body = await response.bytes(bodyLimit, 'good to know').catch(() => new Uint8Array());
    const text = new TextDecoder().decode(body);
    const retryAfter = (0,retry_after/* parseRetryAfter */.m)(response.header('retry-after'), text, now);
    return new registry_error/* RegistryError */.g({
        ...{ where, operation, begins, ...shown },
        status: response.status,
        problems: (0,error_code/* parseProblems */.uU)(text, redact),
        isRegistry: response.header('docker-distribution-api-version') !== undefined,
        mediaType: descriptor/* manifestMediaTypes */.$P.find((type) => type === request.headers?.['content-type']),
        ...(retryAfter !== undefined && { retryAfter }),
    });
}
function failureOf({ where, operation }, cause, place) {
    if (cause instanceof message/* BrokenBody */.sZ)
        return cause.cause;
    if (cause instanceof proxy/* UnusableProxy */.G1)
        return cause;
    if (cause instanceof message/* BodyTooLarge */.KQ)
        return new registry_error/* RegistryError */.g({ where, operation, reason: cause.message });
    if (cause instanceof redirect/* BadRedirect */.m_)
        return new registry_error/* RegistryError */.g({ where, operation, reason: `a redirect was not followed: ${cause.message}`, cause });
    return new registry_error/* RegistryError */.g({ where, operation, place, cause });
}

;// CONCATENATED MODULE: ./build/registry/limits/limiter.js
class Limiter {
    #most;
    #waiting = [];
    #limit;
    #running = 0;
    #runningOf = new Map();
    #successes = 0;
    #isSlowed = false;
    constructor({ first, most = first }) {
        this.#limit = first;
        this.#most = most;
    }
    get isCalm() {
        return !this.#isSlowed && this.#running < this.#limit && this.#waiting.length === 0;
    }
    async enter(load, signal) {
        signal.throwIfAborted();
        if (this.#mayStart(load))
            this.#count(load, 1);
        else
            await this.#turn(load, signal);
    }
    leave(load) {
        this.#count(load, -1);
        this.#startNext();
    }
    grow() {
        this.#successes += 1;
        if (this.#successes < (this.#isSlowed ? this.#limit : 1) || this.#limit >= this.#most)
            return;
        this.#successes = 0;
        this.#limit += 1;
    }
    slow() {
        this.#limit = Math.max(1, Math.floor(this.#limit / 2));
        this.#isSlowed = true;
        this.#successes = 0;
    }
    #owned({ owner }) {
        return this.#runningOf.get(owner) ?? 0;
    }
    #count(load, change) {
        this.#running += change;
        this.#runningOf.set(load.owner, this.#owned(load) + change);
    }
    #mayStart(load) {
        return this.#running < this.#limit || this.#owned(load) === 0;
    }
    async #turn(load, signal) {
        const { promise, resolve, reject } = Promise.withResolvers();
        const waiting = { ...load, start: resolve };
        const place = this.#waiting.findIndex((other) => other.weight < load.weight);
        this.#waiting.splice(place < 0 ? this.#waiting.length : place, 0, waiting);
        const leave = () => {
            const found = this.#waiting.indexOf(waiting);
            if (found >= 0)
                this.#waiting.splice(found, 1);
            reject(signal.reason);
        };
        signal.addEventListener('abort', leave, { once: true });
        try {
            await promise;
        }
        finally {
            signal.removeEventListener('abort', leave);
        }
    }
    #startNext() {
        for (let next = this.#next(); next; next = this.#next()) {
            this.#waiting.splice(this.#waiting.indexOf(next), 1);
            this.#count(next, 1);
            next.start();
        }
    }
    #next() {
        let next;
        for (const each of this.#waiting) {
            const isFirst = !next || this.#owned(each) < this.#owned(next);
            if (isFirst && this.#mayStart(each))
                next = each;
        }
        return next;
    }
}

var wait = __webpack_require__(5898);
;// CONCATENATED MODULE: ./build/registry/limits/pauses.js


class Pauses {
    #moment;
    #told = new Map();
    #letThrough = new Map();
    #trials = new Map();
    constructor(moment) {
        this.#moment = moment;
    }
    tell(repository, milliseconds) {
        const { since = performance.now(), until = 0 } = this.#told.get(repository) ?? {};
        const later = Math.max(until, performance.now() + milliseconds);
        const untilForOthers = Math.min(later, since + this.#moment);
        this.#told.set(repository, { since, until: later, untilForOthers });
    }
    async over(repository, signal) {
        for (let left = this.#left(repository); left > 0; left = this.#left(repository))
            await (0,wait/* wait */.u)(left, signal);
        if (!this.#isOnTrial(repository))
            return;
        const trial = this.#trials.get(repository);
        if (trial !== undefined)
            await (0,or_aborted/* orAborted */.H)(trial, signal);
    }
    isOver(repository) {
        return this.#left(repository) <= 0 && !(this.#isOnTrial(repository) && this.#trials.has(repository));
    }
    begin(repository) {
        const began = performance.now();
        const { promise, resolve } = Promise.withResolvers();
        const end = () => {
            if (this.#trials.get(repository) === promise)
                this.#trials.delete(repository);
            resolve();
        };
        if (this.#isOnTrial(repository))
            this.#trials.set(repository, promise);
        const timer = setTimeout(end, this.#moment);
        return (isSuccess) => {
            if (isSuccess)
                this.#letThrough.set(repository, began);
            clearTimeout(timer);
            end();
        };
    }
    #left(repository) {
        const own = this.#told.get(repository)?.until ?? 0;
        const others = this.#concerning(repository).map(({ untilForOthers }) => untilForOthers);
        return Math.max(own, ...others) - performance.now();
    }
    #isOnTrial(repository) {
        return this.#concerning(repository).some(({ until }) => until > performance.now());
    }
    #concerning(repository) {
        const letThrough = this.#letThrough.get(repository) ?? Number.NEGATIVE_INFINITY;
        const others = [...this.#told].filter(([other]) => other !== repository).map(([, told]) => told);
        return others.filter(({ since }) => since > letThrough);
    }
}

;// CONCATENATED MODULE: ./build/registry/limits/throttle.js




const smallBody = 64 * 1024;
class Throttle {
    #policy;
    #pauses;
    #requests = new Limiter({ first: 16 });
    #bodies = new Limiter({ first: 6, most: 16 });
    #downloads = new Limiter({ first: 6, most: 16 });
    #slowedAt = Number.NEGATIVE_INFINITY;
    constructor(policy) {
        this.#policy = policy;
        this.#pauses = new Pauses(othersWaitOf(policy));
    }
    get isCalm() {
        return this.#requests.isCalm;
    }
    async enter({ where, size, isDownload = false, signal }) {
        const limiter = size <= smallBody ? this.#requests : isDownload ? this.#downloads : this.#bodies;
        const load = { owner: where, weight: size };
        for (;;) {
            await this.#pauses.over(where, signal);
            await limiter.enter(load, signal);
            if (this.#pauses.isOver(where))
                return this.#slot(limiter, load);
            limiter.leave(load);
        }
    }
    #slot(limiter, load) {
        const began = performance.now();
        const end = this.#pauses.begin(load.owner);
        let isSuccess = true;
        return {
            failed: (error) => {
                isSuccess = false;
                if (error instanceof registry_error/* RegistryError */.g)
                    this.#heed(load.owner, error, began);
            },
            [Symbol.dispose]() {
                end(isSuccess);
                if (isSuccess)
                    limiter.grow();
                limiter.leave(load);
            },
        };
    }
    #heed(where, error, began) {
        const { isRateLimit, status } = error;
        if (!isRateLimit && status !== 503)
            return;
        if (began > this.#slowedAt) {
            this.#slowedAt = performance.now();
            this.#requests.slow();
            this.#bodies.slow();
            this.#downloads.slow();
        }
        const time = error.askedWait(this.#policy) ?? this.#policy.firstWait;
        if (isRateLimit && time <= this.#policy.budget)
            this.#pauses.tell(where, time);
    }
}

;// CONCATENATED MODULE: ./build/registry/registry.js










const attemptsAtStranger = 4;
const briefWait = 5_000;
class Registry {
    name;
    home;
    signal;
    capabilities = newCapabilities();
    #parts;
    #throttle;
    #firstRequest;
    constructor(parts) {
        this.name = parts.name;
        this.home = parts.home;
        this.signal = parts.signal;
        this.#parts = parts;
        this.#throttle = new Throttle(parts.retry);
        this.#firstRequest = new FirstRequest(othersWaitOf(parts.retry));
    }
    async warm(connections) {
        await this.#parts.transport.warm(connections);
    }
    get createRepository() {
        return this.#parts.createRepository;
    }
    get isCalm() {
        return this.#throttle.isCalm;
    }
    async send(request, onRetry) {
        const { retryState = this.retryState(request.signal) } = request;
        for (;;) {
            try {
                return await this.attempt(request);
            }
            catch (error) {
                if (request.method === 'PUT' && error instanceof registry_error/* RegistryError */.g && error.lacksContent)
                    throw error;
                await this.recover(error, retryState, request.attempts);
                onRetry?.();
            }
        }
    }
    get firstWait() {
        return this.#parts.retry.firstWait;
    }
    retryState(signal) {
        return new retry_state/* RetryState */.O(this.#parts.retry, signal);
    }
    async recover(error, retryState, attempts) {
        await retryState.afterFailure(error, attempts ?? (this.isUnheard(error) ? attemptsAtStranger : undefined));
    }
    isUnheard(error) {
        const { place = this.home.origin, asked = place } = error instanceof registry_error/* RegistryError */.g ? error.failure : {};
        return !this.#parts.heard.has(asked);
    }
    isBriefLimit(error) {
        const { retry } = this.#parts;
        const isLimit = error instanceof registry_error/* RegistryError */.g && error.isRateLimit;
        return isLimit && (error.askedWait(retry) ?? retry.firstWait) <= briefWait;
    }
    async prepare(scopes) {
        const { authorization } = this.#parts;
        if (authorization.isChallenged)
            await authorization.header(scopes).catch(() => undefined);
    }
    async attempt(request) {
        const { where, body, signal } = request;
        const size = body ? ('size' in body ? body.size : body.length) : 0;
        using slot = await this.#throttle.enter({ where, size, signal });
        try {
            return await this.#read(request, await this.#greeted(request));
        }
        catch (error) {
            slot.failed(error);
            throw error;
        }
    }
    async *stream(request, size, check) {
        const { where, signal } = request;
        using slot = await this.#throttle.enter({ where, size, isDownload: true, signal });
        try {
            const response = await this.#greeted(request);
            yield* this.#pieces(request, response, check);
        }
        catch (error) {
            slot.failed(error);
            throw error;
        }
    }
    async [Symbol.asyncDispose]() {
        await this.#parts.transport[Symbol.asyncDispose]();
    }
    async *#pieces(request, response, check) {
        try {
            check(response);
        }
        catch (error) {
            await response.discard();
            throw error;
        }
        try {
            yield* response.pieces();
        }
        catch (error) {
            throw this.#failure(request, error);
        }
    }
    async #greeted(request) {
        const isRead = request.method === 'GET' || request.method === 'HEAD';
        const leave = await this.#firstRequest.enter(request.where, isRead ? 'read' : 'write', request.signal);
        try {
            return await this.#signedIn(request, leave);
        }
        finally {
            leave('nothing');
        }
    }
    async #signedIn(request, leave) {
        const { authorization, now } = this.#parts;
        for (let isLastTry = request.optional;;) {
            const sent = await authorization.header(request.scopes);
            const response = await this.#request(request, sent);
            if (request.expect.includes(response.status) && !(0,rate_limit/* isDisguisedRateLimit */.t)(response, now())) {
                leave('answer');
                return response;
            }
            await this.#renew(request, response, { sent, isLastTry, leave });
            isLastTry = sent !== undefined;
        }
    }
    async #renew(request, response, { sent, isLastTry, leave }) {
        const { authorization } = this.#parts;
        const mayRenew = !isLastTry && (0,origin/* sameOrigin */.Nm)(response.url, this.home);
        const isChallenge = mayRenew && response.status === 401;
        const isRenewed = isChallenge && (await authorization.challenged(response, request.scopes, sent));
        leave(authorization.isChallenged ? 'challenge' : 'answer');
        if (isRenewed)
            return await response.discard();
        const refusal = await this.#refusal(request, response, sent);
        const isReplaced = mayRenew && sent && refusal.isExpiry && (await authorization.expired(sent));
        if (!isReplaced)
            throw refusal;
    }
    async #request(request, authorization) {
        const { transport, warnings, heard } = this.#parts;
        const { method, url, headers, body, optional = false, stores = false, signal } = request;
        const own = authorization !== undefined && (0,origin/* sameOrigin */.Nm)(url, this.home);
        const sent = { method, url, headers: { ...headers, ...(own && { authorization }) }, optional, stores, signal };
        try {
            return await (0,redirect/* followRedirects */.FE)({ ...sent, ...(body && { body }) }, this.home, transport, (response) => {
                heard.add(response.url.origin);
                if ((0,origin/* sameOrigin */.Nm)(response.url, this.home))
                    warnings.note(response);
            });
        }
        catch (error) {
            throw this.#failure(request, error);
        }
    }
    async #read({ limit, ...request }, response) {
        const { status, url, header, headers } = response;
        try {
            const isWanted = limit !== undefined && status < 300;
            const body = isWanted ? await response.bytes(limit) : await nothing(response);
            return { status, url, header, headers, body };
        }
        catch (error) {
            throw this.#failure(request, error);
        }
    }
    #failure(request, cause) {
        const { signal } = request;
        return signal.aborted ? signal.reason : failureOf(request, cause, this.#placeOf(request.url));
    }
    #placeOf(url) {
        return (0,origin/* sameOrigin */.Nm)(url, this.home) ? undefined : url.origin;
    }
    async #refusal(request, response, sent) {
        const { authorization, redact, now } = this.#parts;
        const credential = await authorization.credential();
        const isOurs = (0,origin/* sameOrigin */.Nm)(response.url, this.home) && credential?.kind !== 'registry-token';
        const hasToken = isOurs && sent?.startsWith('Bearer ') === true;
        const place = this.#placeOf(response.url);
        const username = credential && 'username' in credential ? credential.username : undefined;
        const state = { signedIn: credential !== undefined, username, hasToken, redact, now: now(), place };
        return await refusedResponse(request, response, state);
    }
}
async function nothing(response) {
    await response.discard();
    return new Uint8Array();
}

;// CONCATENATED MODULE: ./build/registry/connect.js










class Registries {
    #options;
    #clients = new Map();
    constructor(options) {
        this.#options = options;
    }
    async at(repository) {
        const access = await this.#options.accessTo(repository);
        const client = this.#clients.get(access) ?? this.#connect(repository.registry, access);
        this.#clients.set(access, client);
        return await client;
    }
    async [Symbol.asyncDispose]() {
        const clients = await Promise.allSettled(this.#clients.values());
        const open = clients.filter((client) => client.status === 'fulfilled');
        await Promise.all(open.map(({ value }) => value[Symbol.asyncDispose]()));
    }
    #connect(registry, access) {
        const { accessTo: _, log, ...options } = this.#options;
        const { mask, redact } = log;
        const warned = (text) => log.info(`${registry} warns: ${text}`);
        return connect({ ...options, ...access, registry, mask, redact, warned });
    }
}
async function connect(options) {
    const { registry, credential, realms = [], mask, redact, now, signal, retry = defaultRetryPolicy } = options;
    const home = await homeOf(options);
    const transport = transportTo(home, options);
    const heard = new Set();
    const authorization = new Authorization({
        registry,
        home,
        credential,
        realms,
        mask,
        redact,
        now,
        signal,
        send: async (request) => {
            const { host, origin } = request.url;
            const response = await transport.request(request).catch((cause) => {
                signal.throwIfAborted();
                if (cause instanceof proxy/* UnusableProxy */.G1)
                    throw cause;
                throw new registry_error/* RegistryError */.g({ where: registry, operation: `sign-in at ${host}`, asked: origin, cause });
            });
            heard.add(origin);
            return response;
        },
    });
    const warnings = new Warnings(options.warned ?? (() => undefined), redact);
    const { createRepository } = options;
    return new Registry({
        ...{ name: registry, home, transport, authorization, warnings, heard, retry, redact, now, signal },
        ...(createRepository && { createRepository }),
    });
}
function transportTo(home, { tls = {}, insecure = false, variables, timeouts }) {
    return new transport/* Transport */.oK({ home, tls, verify: !insecure, variables, ...(timeouts && { timeouts }) });
}
async function homeOf(options) {
    const { registry, tls, insecure } = options;
    const secure = new URL(`https://${registry === reference/* dockerHub */.UD ? 'registry-1.docker.io' : registry}`);
    const plain = new URL(`http://${secure.host}`);
    if (insecure)
        return (await speaksTls(secure, plain, options)) ? secure : plain;
    return (0,origin/* isLoopback */.U9)(secure) && !tls?.ca && !tls?.cert ? plain : secure;
}
async function speaksTls(secure, plain, options) {
    const { signal, variables } = options;
    await using transport = transportTo(secure, options);
    const request = { method: 'GET', url: new URL('/v2/', secure), headers: {}, signal };
    const isProxied = (url) => (0,proxy/* proxyVariable */.rw)(url, variables) !== undefined;
    const isOnlyWay = isProxied(plain) && !isProxied(secure);
    return await transport.request(request).then(async (response) => {
        await response.discard();
        return true;
    }, (error) => !(0,network_failure/* suggestsPlainHttp */.WN)(error) && !((0,network_failure/* isUnreachable */.R0)(error) && isOnlyWay));
}


}),

7644:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  n: () => (keyringFor),
  z: () => (readAccess)
});

var external_node_path_ = __webpack_require__(6760);
var registry_scope = __webpack_require__(3959);
var auth_credential = __webpack_require__(496);
var credential_source = __webpack_require__(1860);
var single_flight = __webpack_require__(3250);
var registry_error = __webpack_require__(648);
;// CONCATENATED MODULE: ./build/identity/identity-session.js


class IdentitySession {
    #options;
    #shared = new Map();
    constructor(options) {
        this.#options = options;
    }
    async signIn(identity, registry, tls = {}) {
        return await this.#during(identity, { registry, tls }, (context) => identity.signIn(context));
    }
    async createRepository(identity, { registry, name }, tls = {}) {
        await this.#during(identity, { registry, tls }, async (context) => await identity.createRepository?.(name, context));
    }
    async #during(identity, { registry, tls }, work) {
        const { variables, mask, now, signal } = this.#options;
        const send = async (request) => {
            const { exchange } = await __webpack_require__.e(/* import() */ 266).then(__webpack_require__.bind(__webpack_require__, 266));
            return await exchange(request, { ...this.#options, registry, tls });
        };
        let claims = '';
        const oidcToken = async (audience) => {
            const { describeClaims, requestOidcToken } = await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 8214));
            const token = await requestOidcToken(audience, { registry, variables, exchange: send, mask });
            claims = describeClaims(token);
            return token;
        };
        const explained = async (work) => {
            try {
                return await work();
            }
            catch (error) {
                throw error instanceof registry_error/* RegistryError */.g ? withClaims(error, registry, claims, identity) : error;
            }
        };
        const shared = (key, work) => this.#share(key, () => explained(work));
        const context = { registry, variables, exchange: send, oidcToken, shared, mask, now, signal };
        return await explained(() => work(context));
    }
    async #share(key, work) {
        const held = this.#shared.get(key);
        const result = await held;
        if (result && result.expiresAt.getTime() - credential_source/* expiryMargin */.q > this.#options.now().getTime())
            return result;
        if (this.#shared.get(key) === held)
            this.#shared.set(key, this.#forgettingTrouble(key, work()));
        return await this.#shared.get(key);
    }
    async #forgettingTrouble(key, work) {
        try {
            return await work;
        }
        catch (error) {
            if (!(error instanceof registry_error/* RegistryError */.g) || error.transient)
                this.#shared.delete(key);
            throw error;
        }
    }
}
function withClaims(error, where, claims, { trustedBy }) {
    const { status, reason, advice } = error.failure;
    const isRefusal = [400, 401, 403].includes(status ?? 0) && reason === undefined && advice === undefined;
    if (claims !== '' && isRefusal) {
        const remedy = trustedBy === undefined ? '' : `: compare it with ${trustedBy}`;
        return new registry_error/* RegistryError */.g({ ...error.failure, where, advice: `The workflow's token has ${claims}${remedy}.` });
    }
    return error.failure.where === where ? error : new registry_error/* RegistryError */.g({ ...error.failure, where });
}

var providers = __webpack_require__(1632);
var config_files = __webpack_require__(9021);
var docker_config = __webpack_require__(2288);
var json = __webpack_require__(9368);
var auth_entry = __webpack_require__(9650);
;// CONCATENATED MODULE: ./build/credentials/helper.js



const helperName = /^[A-Za-z0-9._-]+$/;
const defaultTimeout = 60_000;
async function askHelper(request) {
    const { helper, registry } = request;
    const program = `docker-credential-${helper}`;
    const fail = (reason, cause) => new registry_error/* RegistryError */.g({ where: registry, operation: `sign-in with ${program}`, reason, ...(cause ? { cause } : {}) });
    if (!helperName.test(helper))
        throw fail('this is not a valid credential helper name');
    const { exitCode, stdout, stderr } = await runHelper(program, request, fail);
    if (/credentials not found/i.test(`${stdout}\n${stderr}`))
        return undefined;
    const { Username: username, Secret: secret } = (0,json/* parseRecord */.Hh)(stdout);
    if (typeof secret === 'string')
        request.mask(secret);
    if (exitCode !== 0)
        throw fail(`the program failed with exit code ${exitCode}${lastWords(stdout, stderr, request)}`);
    if (typeof username !== 'string' || typeof secret !== 'string' || secret === '')
        throw fail('it returned no credential');
    return username === '<token>' ? (0,auth_entry/* identityOf */.c)(secret, username) : { kind: 'password', username, password: secret };
}
function lastWords(stdout, stderr, { redact }) {
    const said = /\S/.test(stderr) || /secret/i.test(stdout) ? stderr : stdout;
    const words = redact(said).trim().split('\n').at(-1) ?? '';
    const shown = words
        .replaceAll(/[\s\p{C}]+/gu, ' ')
        .trim()
        .slice(0, 300)
        .replace(/\.+$/, '');
    return shown === '' ? '' : ` (${shown})`;
}
async function runHelper(program, { server, run, variables, timeout = defaultTimeout, signal }, fail) {
    const limit = AbortSignal.timeout(timeout);
    const command = { program, args: ['get'], variables, input: `${server}\n`, signal: AbortSignal.any([signal, limit]) };
    const { promise: late, reject } = Promise.withResolvers();
    limit.addEventListener('abort', () => reject(limit.reason), { once: true });
    return await Promise.race([run(command), late]).catch((cause) => {
        signal.throwIfAborted();
        if (limit.aborted)
            throw fail(`the program did not finish within ${timeout / 1000} seconds`, cause);
        throw fail('the program cannot be started. Install it, or remove it from the Docker config', cause);
    });
}

var promises_ = __webpack_require__(1455);
var regular_file = __webpack_require__(6659);
var input_error = __webpack_require__(3587);
;// CONCATENATED MODULE: ./build/credentials/host-certificates.js





async function hostCertificates(registry, variables, folders = certificateFolders(variables)) {
    for (const folder of folders) {
        const directory = (0,external_node_path_.join)(folder, registry);
        const names = await (0,promises_.readdir)(directory).catch((error) => {
            if (['ENOENT', 'ENOTDIR', 'EINVAL'].includes(error.code ?? ''))
                return undefined;
            throw unusable(directory, error.code ?? error.message);
        });
        if (names)
            return await readAll(directory, names.toSorted());
    }
    return {};
}
function certificateFolders(variables) {
    const config = (0,config_files/* userConfigDirectory */.tJ)(variables);
    const own = config ? [(0,external_node_path_.join)(config, 'docker/certs.d'), (0,external_node_path_.join)(config, 'containers/certs.d')] : [];
    return [...own, '/etc/docker/certs.d', '/etc/containers/certs.d'];
}
async function readAll(directory, names) {
    const authorities = names.filter((name) => name.endsWith('.crt'));
    const ca = await Promise.all(authorities.map((name) => read(directory, name)));
    const client = names.find((name) => name.endsWith('.cert'));
    const own = client === undefined ? {} : await readPair(directory, client, names);
    return { ...(ca.length > 0 && { ca: ca.join('\n') }), ...own };
}
async function readPair(directory, certificate, names) {
    const key = certificate.replace(/cert$/, 'key');
    if (!names.includes(key))
        throw unusable((0,external_node_path_.join)(directory, certificate), `${key} is missing next to it`);
    return { cert: await read(directory, certificate), key: await read(directory, key) };
}
async function read(directory, name) {
    const path = (0,external_node_path_.join)(directory, name);
    return await (0,regular_file/* readText */.y)(path).catch(({ code, message }) => {
        throw unusable(path, code ?? message);
    });
}
function unusable(path, reason) {
    return new input_error/* InputError */.d('registry-auth', `the certificate ${path} cannot be used: ${reason}`);
}

;// CONCATENATED MODULE: ./build/credentials/settings.js


async function settingsFor(repository, { given, variables, mask }) {
    const found = await hostCertificates(repository.registry, variables);
    if (found.key)
        mask(found.key);
    const all = (0,registry_scope/* scopesOf */.ZK)(repository, given.keys()).map((scope) => given.get(scope) ?? {});
    const { credential: _, identity: __, ...settings } = Object.assign({}, ...all);
    return { ...settings, tls: Object.assign({}, found, ...all.map(({ tls }) => tls)) };
}

;// CONCATENATED MODULE: ./build/credentials/lookup.js










class CredentialLookup {
    #options;
    #identities;
    #mask;
    #refused = [];
    #sources = new Map();
    #settings = new Map();
    #configs;
    constructor(options) {
        this.#mask = maskOnce(options.mask);
        this.#options = { ...options, mask: this.#mask };
        this.#identities = new IdentitySession(this.#options);
    }
    async find(repository, useless) {
        if (useless)
            this.#refused.push(useless);
        for (const way of await this.#waysFor(repository)) {
            const credential = await way.credential(useless);
            if (!credential || this.#refused.some((each) => (0,auth_credential/* isSameCredential */.cw)(each, credential)))
                continue;
            this.#mask((0,auth_credential/* secretOf */.OM)(credential));
            return { credential, way };
        }
        return undefined;
    }
    settingsFor(repository) {
        const { registry } = repository;
        const key = (0,registry_scope/* scopesOf */.ZK)(repository, this.#options.given.keys()).at(-1) ?? registry;
        return (0,single_flight/* singleFlight */.F)(this.#settings, key, () => settingsFor(repository, this.#options));
    }
    async isFoundByDocker(repository) {
        const ways = await this.#waysFor(repository);
        return ways.every(({ isDockers }) => isDockers) && !(await this.scopeOf(repository)).includes('/');
    }
    #givenScope(repository) {
        const { given } = this.#options;
        return (0,registry_scope/* scopesOf */.ZK)(repository, given.keys()).findLast((scope) => {
            const { credential, identity } = given.get(scope) ?? {};
            return credential ?? identity;
        });
    }
    async scopeOf(repository) {
        const given = this.#givenScope(repository);
        if (given !== undefined)
            return given;
        const configs = await this.#read().catch(() => []);
        const keys = configs.map(({ config }) => (0,docker_config/* keyFor */.bm)(repository, Object.keys(config.auths)) ?? repository.registry);
        return keys.map((key) => (0,registry_scope/* formatScope */.gk)((0,registry_scope/* parseScope */.Sk)(key) ?? { registry: key, path: '' })).join(' ');
    }
    creatorFor(repository) {
        const { identity } = this.#options.given.get(this.#givenScope(repository) ?? '') ?? {};
        if (!identity?.createRepository)
            return undefined;
        return async (name) => {
            const { tls } = await this.settingsFor(repository);
            await this.#identities.createRepository(identity, { ...repository, name }, tls);
        };
    }
    async #waysFor(repository) {
        const { registry } = repository;
        const scope = this.#givenScope(repository);
        const given = scope === undefined ? undefined : this.#options.given.get(scope);
        if (given?.identity)
            return [this.#asIdentity(given.identity, repository, given)];
        if (given)
            return [{ description: 'the login in the inputs', credential: async () => given.credential, isDockers: false }];
        const configs = await this.#read();
        const { variables, job } = this.#options;
        const ambient = (0,providers/* identify */.ls)({ registry, entry: undefined, variables, job });
        return [
            ...configs.flatMap((config) => this.#waysIn(config, repository)),
            ...(ambient ? [this.#asIdentity(ambient, repository, registry)] : []),
        ];
    }
    #asIdentity(identity, repository, key) {
        const signIn = async () => {
            const { tls } = await this.settingsFor(repository);
            return await this.#identities.signIn(identity, repository.registry, tls);
        };
        return { description: identity.description, credential: this.#remembered(key, signIn), isDockers: false };
    }
    #waysIn({ config, where, isDockers }, repository) {
        return (0,docker_config/* lookUp */.TE)(config, repository).map((found) => 'read' in found
            ? { description: where, credential: async () => (0,config_files/* readFound */.$C)(found, where), isDockers }
            : {
                description: `docker-credential-${found.helper}`,
                credential: this.#helper(found, repository),
                isDockers,
            });
    }
    #helper({ helper, server }, { registry }) {
        const { run, helperVariables: variables, mask, redact, helperTimeout: timeout, signal } = this.#options;
        const how = { helper, server, registry, run, variables, mask, redact, signal, ...(timeout && { timeout }) };
        return this.#remembered(`${helper} ${server}`, () => askHelper(how));
    }
    #remembered(key, source) {
        const known = this.#sources.get(key) ?? (0,credential_source/* remembered */.H)(source, this.#options.now);
        this.#sources.set(key, known);
        return known;
    }
    #read() {
        this.#configs ??= this.#readOnce();
        return this.#configs;
    }
    async #readOnce() {
        const configs = await (0,config_files/* readConfigs */.cd)(this.#options.variables);
        for (const secret of configs.flatMap(config_files/* secretsOf */.Fj))
            this.#mask(secret);
        return configs;
    }
}
function maskOnce(mask) {
    const masked = new Set();
    return (secret) => {
        if (!masked.has(secret))
            mask(secret);
        masked.add(secret);
    };
}

;// CONCATENATED MODULE: ./build/credentials/keyring.js




class Keyring {
    #options;
    #lookup;
    #accesses = new Map();
    constructor(options) {
        this.#options = options;
        this.#lookup = new CredentialLookup(options);
    }
    async accessTo(repository) {
        const { given } = this.#options;
        const settings = (0,registry_scope/* scopesOf */.ZK)(repository, given.keys());
        const key = [repository.registry, settings.at(-1), await this.#lookup.scopeOf(repository)].join(' ');
        const access = this.#accesses.get(key) ?? this.#newAccess(repository);
        this.#accesses.set(key, access);
        return await access;
    }
    async logins(read = []) {
        const { given, job } = this.#options;
        const own = job.registry === undefined ? [] : [{ registry: job.registry, name: '' }];
        const toRead = await Promise.all([...read, ...own].map((repository) => this.#loginToRead(repository)));
        const whole = byWidth(given).map(([key, { credential }]) => loginOf((0,registry_scope/* parseScope */.Sk)(key)?.registry ?? key, credential));
        return new Map([...toRead, ...whole].filter((login) => login !== undefined).toReversed());
    }
    async loginsTo(repositories) {
        const logins = repositories.map(async (repository) => {
            const { credential } = await this.accessTo(repository);
            return loginOf(repository.registry, await credential());
        });
        return new Map((await Promise.all(logins)).filter((login) => login !== undefined).toReversed());
    }
    async #credentialFor(repository, useless) {
        const { signingIn, anonymous } = this.#options;
        const found = await this.#lookup.find(repository, useless);
        if (found)
            signingIn?.(repository.registry, found.way.description);
        else if (!useless)
            anonymous?.(repository);
        return found?.credential;
    }
    async #newAccess(repository) {
        const settings = await this.#lookup.settingsFor(repository);
        const { registry } = repository;
        const create = this.#lookup.creatorFor(repository);
        return {
            ...settings,
            ...(create && {
                createRepository: async (name) => {
                    await create(name);
                    this.#options.created?.({ registry, name });
                },
            }),
            credential: (0,credential_source/* remembered */.H)((useless) => this.#credentialFor(repository, useless), this.#options.now),
        };
    }
    async #loginToRead(repository) {
        try {
            if (await this.#lookup.isFoundByDocker(repository))
                return undefined;
            const found = await this.#lookup.find(repository);
            const isDockers = found?.way.isDockers && !(await this.#lookup.scopeOf(repository)).includes('/');
            return isDockers ? undefined : loginOf(repository.registry, found?.credential);
        }
        catch {
            return undefined;
        }
    }
}
function loginOf(registry, credential) {
    if (!credential || credential.kind === 'registry-token' || !credential.username)
        return undefined;
    return [registry, { username: credential.username, password: (0,auth_credential/* secretOf */.OM)(credential) }];
}
function byWidth(given) {
    return [...given].toSorted(([one], [other]) => Number(one.includes('/')) - Number(other.includes('/')));
}

var registry_auth = __webpack_require__(7394);
var github_server = __webpack_require__(1382);
var login = __webpack_require__(2316);
var reference = __webpack_require__(8732);
var process_variables = __webpack_require__(7287);
;// CONCATENATED MODULE: ./build/steps/read/access.js











const whyEmpty = 'A secret is empty if it does not exist or is not available to this event';
const pemHeader = '-----BEGIN ';
async function readAccess(inputs, environment) {
    const problems = [];
    const given = new Map();
    for (const entry of [...inputs.registryAuth, ...singleEntry(inputs)]) {
        const { registry, username, password } = entry;
        const credential = credentialIn(entry, environment.log);
        const invalid = [];
        const identity = unlessInvalid(() => identityIn(entry, environment), invalid);
        if (!identity && Boolean(username) !== Boolean(password))
            invalid.push(incompleteLogin(entry, inputs));
        problems.push(...invalid.slice(0, 1));
        const who = identity ? { identity } : { ...(credential && invalid.length === 0 && { credential }) };
        given.set(registry, { ...(await settingsIn(entry, environment)), ...who });
    }
    return { given, problems };
}
function unlessInvalid(read, problems) {
    try {
        return read();
    }
    catch (error) {
        if (!(error instanceof input_error/* InputError */.d))
            throw error;
        problems.push(error);
        return undefined;
    }
}
function identityIn({ registry: scope, username, password, identity: fields = {} }, { variables, log }) {
    for (const [field, value] of Object.entries(fields))
        if (/token$/.test(field))
            log.mask(value);
    const registry = (0,registry_scope/* parseScope */.Sk)(scope)?.registry ?? scope;
    const entry = { ...fields, ...(username && { username }), ...(password && { password }) };
    const identity = (0,providers/* identify */.ls)({ registry, entry, variables, job: { token: '', registry: undefined } });
    const unused = Object.keys(fields).find((field) => !providers/* neutralValues */.oY.has(fields[field] ?? ''));
    if (identity || unused === undefined)
        return identity;
    throw new input_error/* InputError */.d('registry-auth', `${registry} does not use '${unused}': remove it`);
}
function credentialIn({ username, password }, log) {
    if (password)
        log.mask(password);
    if (!username || !password)
        return undefined;
    log.mask((0,login/* encodeLogin */.k)({ username, password }));
    return { kind: 'password', username, password };
}
function keyringFor(inputs, access, { variables, run, log, now }, signal) {
    const jobToken = inputs.githubToken;
    if (jobToken)
        log.mask(jobToken);
    return new Keyring({
        given: access.given,
        job: { token: jobToken, registry: (0,github_server/* serverRegistry */.tS)(variables) },
        variables,
        helperVariables: (0,process_variables/* childVariables */.Oz)(variables, ['DOCKER_AUTH_CONFIG']),
        run,
        signingIn: (registry, description) => log.info(`${registry}: ${description}`),
        anonymous(repository) {
            const remark = whyAnonymous(repository, inputs, access);
            if (remark !== undefined)
                log.notice(remark);
        },
        created: ({ registry, name }) => log.info(`${registry}/${name}: created the repository`),
        mask: log.mask,
        redact: log.redact,
        now,
        signal,
    });
}
function whyAnonymous(repository, { registry, username, password }, { given }) {
    const host = repository.registry;
    const listed = (0,registry_scope/* scopesOf */.ZK)(repository, given.keys()).at(-1);
    if (listed !== undefined)
        return `'registry-auth' lists ${listed} without a username and password, or with empty ones. ${whyEmpty}`;
    if (!username || !password)
        return undefined;
    const other = (0,registry_scope/* formatScope */.gk)((0,registry_scope/* parseScope */.Sk)(registry) ?? { registry: reference/* dockerHub */.UD, path: '' });
    return `${host} is accessed without a login: 'username' and 'password' are for ${other}. To use them for ${host}, set the input 'registry' to ${host}`;
}
function singleEntry({ registry, username, password, registryAuth }) {
    if (!username && !password)
        return [];
    const scope = (0,registry_auth/* registryIn */.h)(registry, (problem) => new input_error/* InputError */.d('registry', problem));
    if (registryAuth.some((entry) => entry.registry === scope)) {
        throw new input_error/* InputError */.d('registry', `${scope} is also listed in 'registry-auth': remove one of the two`);
    }
    return [{ registry: scope, ...(username && { username }), ...(password && { password }) }];
}
function incompleteLogin({ registry, username }, { registryAuth }) {
    const missing = username ? 'password' : 'username';
    return registryAuth.some((entry) => entry.registry === registry)
        ? new input_error/* InputError */.d('registry-auth', `the ${missing} for ${registry} is empty. ${whyEmpty}`)
        : new input_error/* InputError */.d(missing, `it is empty, but needed to sign in to ${registry}. ${whyEmpty}`);
}
async function settingsIn({ registry, ca, cert, key, insecure, realms }, { workspace, log }) {
    const read = (text, field) => readPem(text, field, registry, workspace);
    const tls = {
        ...(ca && { ca: await read(ca, 'ca') }),
        ...(cert && { cert: await read(cert, 'cert') }),
        ...(key && { key: await masked(key, read(key, 'key'), log) }),
    };
    return { tls, ...(insecure && { insecure }), ...(realms && { realms }) };
}
async function masked(given, reading, { mask }) {
    const key = await reading.catch((problem) => {
        mask(given);
        throw problem;
    });
    mask(key);
    return key;
}
async function readPem(text, field, registry, workspace) {
    if (text.includes(pemHeader))
        return text;
    const fail = (problem) => {
        const hint = /^[A-Za-z0-9+/=\s]{64,}$/.test(text) ? 'Decode the base64, and provide' : 'Provide';
        const wanted = `${hint} PEM, which begins with '${pemHeader.trim()}', or the path of a PEM file in the checkout`;
        return new input_error/* InputError */.d('registry-auth', `'${field}' of ${registry} ${problem}. ${wanted}`);
    };
    const content = await (0,regular_file/* readText */.y)((0,external_node_path_.resolve)(workspace, text)).catch(({ code, message }) => {
        throw fail(`cannot be read: ${code ?? message}`);
    });
    if (content.includes(pemHeader))
        return content;
    throw fail('is not a PEM file');
}


})

};
