export const id = 890;
export const ids = [890];
export const modules = {

/***/ 7890:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  publishAction: () => (/* binding */ publishAction)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./build/builder/buildx/build-progress.js
const step = /^#(?<vertex>\d+) \[(?:[^\]]* )?\d+\/\d+\] /;
const cached = /^#(?<vertex>\d+) CACHED$/;
const warning = /^#\d+ WARN: (?<message>.*?)(?: \(line (?<line>\d+)\))?$/;
function readProgress(text) {
    const { vertex: begun } = step.exec(text)?.groups ?? {};
    if (begun)
        return { kind: 'step', vertex: begun };
    const { vertex: found } = cached.exec(text)?.groups ?? {};
    if (found)
        return { kind: 'cached', vertex: found };
    const { message, line } = warning.exec(text)?.groups ?? {};
    return message ? { kind: 'warning', message, ...(line && { line: Number(line) }) } : undefined;
}

;// CONCATENATED MODULE: ./build/builder/buildx/check-output.js
const heading = /^WARNING: (?<rule>\w+)(?: - https?:\S+)?$/;
const check_output_location = /^(?<file>[^\s:][^:]*):(?<line>\d+)$/;
const limit = 10;
class CheckOutput {
    #block;
    read(text) {
        const { rule } = heading.exec(text)?.groups ?? {};
        if (rule)
            this.#block = [`${rule}:`];
        if (rule || !this.#block || /^#\d+ /.test(text) || text === '')
            return undefined;
        const { file, line } = check_output_location.exec(text)?.groups ?? {};
        if (!file) {
            this.#block.push(text);
            if (this.#block.length > limit)
                this.#block = undefined;
            return undefined;
        }
        const message = this.#block.join(' ');
        this.#block = undefined;
        return { message, place: { file, line: Number(line) } };
    }
}

// EXTERNAL MODULE: ./build/builder/dockerfile/build-context.js
var build_context = __webpack_require__(5613);
;// CONCATENATED MODULE: ./build/builder/watch.js




class BuildWatch {
    #steps = new Map();
    #warnings = new Map();
    #builds = 0;
    #seconds = 0;
    #platforms = [];
    async timed(request, work) {
        this.#builds += 1;
        this.#platforms = request.platforms;
        const began = performance.now();
        try {
            return await work(this.#reader((0,build_context/* dockerfileOf */.S9)(request)));
        }
        finally {
            this.#seconds += (performance.now() - began) / 1000;
        }
    }
    report() {
        if (this.#builds === 0)
            return undefined;
        return {
            seconds: this.#seconds,
            steps: this.#steps.size,
            cached: [...this.#steps.values()].filter(Boolean).length,
            platforms: this.#platforms,
            warnings: [...this.#warnings.values()].toSorted((a, b) => (a.place.line ?? 0) - (b.place.line ?? 0)),
        };
    }
    #reader(file) {
        const isFirst = this.#builds === 1;
        const check = new CheckOutput();
        return (text) => {
            const checked = check.read(text);
            if (checked)
                this.#warn(checked, file);
            const said = readProgress(text);
            if (said?.kind === 'warning') {
                this.#warn({ message: said.message, place: { file, ...(said.line && { line: said.line }) } }, file);
            }
            if (said && said.kind !== 'warning' && isFirst)
                this.#count(said.vertex, said.kind === 'cached');
        };
    }
    #count(vertex, isCached) {
        if (isCached && !this.#steps.has(vertex))
            return;
        this.#steps.set(vertex, isCached || (this.#steps.get(vertex) ?? false));
    }
    #warn({ message, place }, file) {
        const known = place.file === (0,external_node_path_.basename)(file) ? { ...place, file } : place;
        this.#warnings.set(`${known.file}:${known.line}:${message}`, { message, place: known });
    }
}

// EXTERNAL MODULE: ./build/github/inputs/inputs.js + 3 modules
var inputs_inputs = __webpack_require__(2230);
// EXTERNAL MODULE: ./build/github/report/step-outputs.js
var step_outputs = __webpack_require__(8816);
// EXTERNAL MODULE: ./build/github/repository/run-facts.js + 6 modules
var run_facts = __webpack_require__(4430);
// EXTERNAL MODULE: ./build/http/network-failure.js
var network_failure = __webpack_require__(3856);
// EXTERNAL MODULE: ./build/http/origin.js
var origin = __webpack_require__(3391);
// EXTERNAL MODULE: ./build/http/proxy.js + 1 modules
var proxy = __webpack_require__(8533);
// EXTERNAL MODULE: ./build/http/transport.js + 9 modules
var transport = __webpack_require__(5961);
// EXTERNAL MODULE: ./build/oci/distribution/reference.js
var distribution_reference = __webpack_require__(8732);
// EXTERNAL MODULE: ./build/registry/errors/registry-error.js + 4 modules
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

// EXTERNAL MODULE: ./build/registry/auth/credential.js
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

// EXTERNAL MODULE: ./build/http/message.js
var message = __webpack_require__(9014);
// EXTERNAL MODULE: ./build/http/retry/retry-after.js
var retry_after = __webpack_require__(3533);
// EXTERNAL MODULE: ./build/json.js
var json = __webpack_require__(9368);
// EXTERNAL MODULE: ./build/oci/distribution/error-code.js
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
const warnings_warning = /(?:^|,)\s*299\s+-\s+"((?:[^"\\]|\\.)*)"/g;
const warnings_limit = 10;
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
            for (const [, quoted = ''] of line.matchAll(warnings_warning))
                this.#once(quoted.replaceAll(/\\(.)/g, '$1'));
        }
    }
    #once(text) {
        const shown = this.#redact(text)
            .replaceAll(/[\p{C}\s]+/gu, ' ')
            .trim()
            .slice(0, longest);
        if (shown === '' || this.#told.has(shown) || this.#told.size === warnings_limit)
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

// EXTERNAL MODULE: ./build/http/redirect.js
var redirect = __webpack_require__(3701);
// EXTERNAL MODULE: ./build/http/retry/retry-state.js + 1 modules
var retry_state = __webpack_require__(5425);
// EXTERNAL MODULE: ./build/async/at-most.js
var at_most = __webpack_require__(4964);
// EXTERNAL MODULE: ./build/async/or-aborted.js
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

// EXTERNAL MODULE: ./build/registry/errors/rate-limit.js
var rate_limit = __webpack_require__(294);
// EXTERNAL MODULE: ./build/oci/descriptor.js
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

// EXTERNAL MODULE: ./build/async/wait.js
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
    const secure = new URL(`https://${registry === distribution_reference/* dockerHub */.UD ? 'registry-1.docker.io' : registry}`);
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

;// CONCATENATED MODULE: ./build/steps/job/attempt.js
async function attempt(names, work) {
    try {
        return await work();
    }
    catch (failure) {
        return { names, outcomes: [], isDone: false, failure };
    }
}

;// CONCATENATED MODULE: ./build/steps/job/stop.js
function stopWith(cancelled) {
    const network = new AbortController();
    const building = new AbortController();
    const cancel = () => {
        network.abort(cancelled.reason);
        building.abort(cancelled.reason);
    };
    const ignore = () => cancelled.removeEventListener('abort', cancel);
    const listen = () => (cancelled.aborted ? cancel() : cancelled.addEventListener('abort', cancel, { once: true }));
    let shields = 0;
    listen();
    return {
        network: network.signal,
        building: building.signal,
        stopBuilding: (reason) => building.abort(reason),
        shield() {
            shields += 1;
            ignore();
            return {
                [Symbol.dispose]: () => {
                    shields -= 1;
                    if (shields === 0)
                        listen();
                },
            };
        },
        [Symbol.dispose]: ignore,
    };
}

// EXTERNAL MODULE: ./build/input-error.js
var input_error = __webpack_require__(3587);
// EXTERNAL MODULE: ./build/names/inputs/default-image.js
var default_image = __webpack_require__(2380);
// EXTERNAL MODULE: ./build/names/inputs/image-name.js
var image_name = __webpack_require__(3514);
// EXTERNAL MODULE: ./build/names/inputs/list.js
var list = __webpack_require__(2069);
// EXTERNAL MODULE: ./build/names/inputs/naming.js + 1 modules
var naming = __webpack_require__(1681);
// EXTERNAL MODULE: ./build/names/inputs/parse-rule.js
var parse_rule = __webpack_require__(9181);
// EXTERNAL MODULE: ./build/names/inputs/problems.js
var problems = __webpack_require__(6653);
;// CONCATENATED MODULE: ./build/names/inputs/reference-line.js



const latest = 'latest';
function parseReferenceLine(line, hasImages) {
    const entries = (0,list/* splitFields */.Kp)('tags', line, `, in: ${line}`).map((entry) => entry.trim());
    const isReference = (entry) => (hasImages ? /:/ : /[:/]/).test(entry.replaceAll(/\{\{.*?\}\}/gs, ''));
    if (entries.some((entry) => entry.includes('=')) || !entries.some(isReference))
        return undefined;
    return entries.filter((entry) => entry !== '').map(parseTaggedImage);
}
function parseTaggedImage(entry) {
    if (entry.includes('{{')) {
        throw new input_error/* InputError */.d('tags', `'${entry}' is a full reference, in which expressions are not expanded. List its image in 'images'`);
    }
    const reference = (0,distribution_reference/* parseReference */.F2)(entry);
    if (!reference) {
        throw new input_error/* InputError */.d('tags', `'${entry}' is not a reference like ghcr.io/owner/name:tag (${whyNot(entry)})`);
    }
    const { tag, digest } = reference;
    if (digest)
        throw new input_error/* InputError */.d('tags', `'${entry}' has a digest, but only tags can be published`);
    return tag ? { name: entry.slice(0, -tag.length - 1), tag } : { name: entry, tag: latest };
}
function whyNot(entry) {
    if (/\s/.test(entry))
        return 'it has white space: write one reference per line';
    if (/:(?!\d+\/)[^:/]*\/[^:]*$/.test(entry)) {
        return "a tag cannot contain a slash: for a branch, list the image in 'images' and use type=ref,event=branch here";
    }
    const [name = ''] = entry.split(/:[^/:]*$|@/);
    if (name !== name.toLowerCase())
        return 'names must be in lower case';
    return (0,distribution_reference/* parseRepository */.SU)(name)
        ? "a tag has at most 128 characters: letters, digits, '_', '.' and '-'"
        : `'${name}' is not a valid name`;
}

;// CONCATENATED MODULE: ./build/names/inputs/target-naming.js









function parseTargetNaming(inputs, fallback) {
    const { images: listed, tags, ...others } = (0,problems/* parseFields */.L)({
        images: () => parseTargetImages(inputs.images),
        tags: () => parseTags(inputs, fallback),
        ...(0,naming/* namingParsers */.j)(inputs),
    });
    const { hasRules, ...named } = tags;
    const images = hasRules ? listed : withoutReferenced(listed, tags.references);
    const rules = images.length === 0 && listed.length > 0 ? [] : tags.rules;
    const isNameless = listed.length === 0 && tags.references.length === 0 && fallback !== undefined;
    return { ...others, ...named, rules, images: isNameless ? [checkImage({ name: fallback, enable: true })] : images };
}
function withoutReferenced(images, references) {
    const listed = new Set(references.map(({ name }) => repositoryKey(name)));
    return images.filter(({ name }) => !listed.has(repositoryKey(name)));
}
function repositoryKey(name) {
    const repository = (0,distribution_reference/* parseRepository */.SU)(name);
    return repository ? (0,distribution_reference/* formatRepository */.Sh)(repository) : name;
}
function parseTargetImages(text) {
    if (text.trim() === default_image/* automatic */.Y)
        return [];
    const images = (0,problems/* parseEach */.l)((0,image_name/* parseImages */.eb)(text), checkImage);
    if (images.length > 0)
        return images;
    throw new input_error/* InputError */.d('images', 'the value is empty. Set the variable that it comes from, or omit the input');
}
function parseTags(inputs, fallback) {
    const hasImages = inputs.images.trim() !== default_image/* automatic */.Y;
    const lines = (0,problems/* parseEach */.l)((0,list/* parseNameLines */.wy)('tags', inputs.tags), (line) => ({
        line,
        references: parseReferenceLine(line, hasImages),
    }));
    const references = lines.flatMap((line) => line.references ?? []);
    const ruleLines = lines.filter((line) => !line.references).map(({ line }) => line);
    const [line] = ruleLines;
    const isNamed = hasImages || (references.length === 0 && fallback !== undefined);
    if (line !== undefined && !isNamed)
        throw new input_error/* InputError */.d('images', `name the image that this rule is for: ${line}`);
    const isListed = line === undefined && references.length > 0 && !hasImages;
    return { references, hasRules: line !== undefined, rules: isListed ? [] : (0,parse_rule/* parseRules */.N)(ruleLines, parse_rule/* publishDefaults */._) };
}
function checkImage(image) {
    const lost = (0,image_name/* whyLost */.p5)(image);
    if (lost !== undefined)
        throw new input_error/* InputError */.d('images', lost);
    if ((0,distribution_reference/* parseRepository */.SU)(image.name))
        return image;
    throw new input_error/* InputError */.d('images', `'${image.name}' is not an image name like ghcr.io/owner/name: ${problemOf(image)}`);
}
function problemOf({ name }) {
    if ((0,distribution_reference/* parseReference */.F2)(name))
        return "it has a tag or a digest: tags belong in the input 'tags'";
    if (name.includes('#'))
        return 'put the comment on a separate line';
    return /\s/.test(name)
        ? 'write one image per line'
        : 'the name has characters or a form that registries do not accept';
}
function targetsOf(images) {
    const targets = new Map();
    for (const { name, tags } of images) {
        const repository = (0,distribution_reference/* parseRepository */.SU)(name);
        if (!repository)
            continue;
        const key = (0,distribution_reference/* formatRepository */.Sh)(repository);
        const earlier = targets.get(key)?.tags ?? [];
        targets.set(key, { repository, tags: [...new Set([...earlier, ...tags])] });
    }
    return [...targets.values()].filter(({ tags }) => tags.length > 0);
}

// EXTERNAL MODULE: ./build/names/names.js + 13 modules
var names_names = __webpack_require__(3610);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./build/github/git/git.js
var git_git = __webpack_require__(9489);
;// CONCATENATED MODULE: ./build/github/git/git-head.js



async function readHead(folder, environment) {
    const root = await findCheckout((0,external_node_path_.resolve)(environment.workspace, folder), environment.workspace);
    if (root === undefined)
        return undefined;
    const git = (0,git_git/* gitIn */.uM)({ ...environment, workspace: root });
    const [sha = ''] = await git('rev-parse', '--verify', 'HEAD').catch(() => []);
    if (sha === '')
        return undefined;
    return {
        sha,
        date: async () => validDate(await (0,git_git/* readDate */.h2)(git, sha).catch(() => undefined)),
        isTagged: async (tag) => (await commitOf(git, tag)) === sha,
    };
}
async function findCheckout(folder, workspace) {
    const parent = (0,external_node_path_.dirname)(folder);
    const isOutermost = parent === folder || (0,external_node_path_.relative)(workspace, folder) === '';
    const isRepository = await (0,promises_.stat)((0,external_node_path_.join)(folder, '.git')).then((found) => isOutermost || found.isDirectory(), () => false);
    if (isRepository)
        return folder;
    return isOutermost ? undefined : await findCheckout(parent, workspace);
}
async function commitOf(git, object) {
    if (!/^[0-9a-f]+$/.test(object))
        return undefined;
    return (await git('rev-parse', '--verify', '--quiet', `${object}^{commit}`).catch(() => []))[0];
}
function validDate(date) {
    return date && !Number.isNaN(date.getTime()) ? date : undefined;
}

// EXTERNAL MODULE: ./build/steps/read/context.js + 1 modules
var read_context = __webpack_require__(4371);
;// CONCATENATED MODULE: ./build/steps/name/revision.js



async function revisionOf({ context, source }, event, environment) {
    const folder = (0,read_context/* expandContext */.Wu)(context) || '.';
    const head = source || (0,build_context/* isRemote */.Vx)(folder) ? undefined : await readHead(folder, environment);
    if (!head)
        return { sha: event.sha, date: event.commitDate };
    if ([event.sha, environment.variables.GITHUB_SHA].includes(head.sha)) {
        return { sha: event.sha, date: event.commitDate ?? (await head.date()) };
    }
    const isEvents = event.sha === '' || event.commits.includes(head.sha) || (await head.isTagged(event.sha));
    if (!isEvents)
        environment.log.warning(explain(head.sha, event.sha, folder));
    return { sha: head.sha, date: await head.date() };
}
function explain(built, event, folder) {
    const where = folder === '.' ? '' : ` in ${folder}`;
    return `Commit ${built} is checked out${where}, but this run is for ${event}: the labels 'revision' and 'created' describe the former, the tags the latter. If this is not intended, check the input 'ref' of actions/checkout.`;
}

;// CONCATENATED MODULE: ./build/steps/name/name.js



async function nameTargets(naming, run, inputs, environment) {
    const { log } = environment;
    const revision = await revisionOf(inputs, run.event, environment);
    const isPart = inputs.part.length > 0;
    const date = revision.date ?? (isPart || annotatesIndex(inputs) ? await run.lookups.commitDate() : undefined);
    const now = (isPart ? date : undefined) ?? run.facts.now;
    const names = await (0,names_names/* nameImages */.E)(naming, { ...run.facts, now, revision: { ...revision, date } }, run.lookups);
    const targets = targetsOf(names.images);
    await log.group('Name', async () => {
        const none = naming.hasOtherTags ? 'the tags of the source' : 'no tags';
        for (const { name, tags } of names.images)
            log.info(`${name}: ${tags.join(', ') || none}`);
        if (!inputs.source)
            for (const [key, value] of names.labels)
                log.info(`${key}=${value}`);
    });
    for (const { tag, reason } of names.withheld)
        log.notice(`Tag '${tag}' is not moved: ${reason}`);
    for (const warning of names.warnings)
        log.warning(warning);
    return { names, targets, commit: revision.sha };
}
function annotatesIndex({ source = [], platforms, annotations }) {
    return annotations !== '' && source.length > 0 && (source.length > 1 || platforms.length > 0);
}

// EXTERNAL MODULE: ./build/credentials/config-files.js
var config_files = __webpack_require__(9021);
// EXTERNAL MODULE: ./build/disk/regular-file.js
var regular_file = __webpack_require__(6659);
// EXTERNAL MODULE: ./build/oci/distribution/login.js
var distribution_login = __webpack_require__(2316);
// EXTERNAL MODULE: ./build/credentials/docker-config.js
var docker_config = __webpack_require__(2288);
;// CONCATENATED MODULE: ./build/credentials/kept-logins.js







async function keepLogins(directory, logins, record) {
    const base = await (0,config_files/* readConfigIn */.Sm)(directory);
    const { auths = {}, credHelpers = {} } = base?.config ?? {};
    const kept = [...logins].map(([registry, login]) => {
        const key = (0,docker_config/* configKeyOf */.lR)(registry);
        return {
            key,
            auth: (0,distribution_login/* encodeLogin */.k)(login),
            ...(Object.hasOwn(auths, key) && { entryBefore: auths[key] }),
            ...(Object.hasOwn(credHelpers, key) && { helperBefore: credHelpers[key] }),
        };
    });
    const state = { directory, isNew: base === undefined, logins: kept };
    await (0,promises_.writeFile)(record, JSON.stringify(state), { mode: 0o600 });
    await (0,promises_.mkdir)(directory, { recursive: true, mode: 0o700 });
    const isStored = (key) => Object.hasOwn(credHelpers, key) || (base?.config.credsStore ?? '') !== '';
    await replaceConfig(directory, {
        ...base?.config.document,
        auths: { ...auths, ...Object.fromEntries(kept.map(({ key, auth }) => [key, { auth }])) },
        ...withHelpers({
            ...credHelpers,
            ...Object.fromEntries(kept.flatMap(({ key }) => (isStored(key) ? [[key, '']] : []))),
        }),
    });
}
async function restoreLogins(record) {
    const { directory, isNew, logins } = parseRecord(await readText(record));
    const base = await readConfigIn(directory);
    if (base) {
        const document = withoutLogins(base.config, logins);
        const isEmpty = Object.values(document).every((value) => Object.keys(recordOf(value)).length === 0);
        if (isNew && isEmpty)
            await rm(join(directory, 'config.json'));
        else
            await replaceConfig(directory, document);
    }
    await rm(record);
}
function withoutLogins({ document, ...config }, logins) {
    const auths = { ...config.auths };
    const helpers = { ...config.credHelpers };
    for (const { key, entryBefore, helperBefore } of logins.filter(({ key, auth }) => recordOf(auths[key]).auth === auth)) {
        put(auths, key, entryBefore);
        if (helpers[key] === '')
            put(helpers, key, helperBefore);
    }
    const { credHelpers: _, ...others } = document;
    return { ...others, auths, ...withHelpers(helpers) };
}
function put(fields, key, value) {
    if (value === undefined)
        delete fields[key];
    else
        fields[key] = value;
}
function withHelpers(credHelpers) {
    return Object.keys(credHelpers).length === 0 ? {} : { credHelpers };
}
async function replaceConfig(directory, document) {
    const path = (0,external_node_path_.join)(directory, 'config.json');
    const file = await (0,promises_.realpath)(path).catch(() => path);
    await (0,promises_.writeFile)(`${file}.manifold`, JSON.stringify(document, null, '\t'), { mode: 0o600 });
    await (0,promises_.rename)(`${file}.manifold`, file);
}

// EXTERNAL MODULE: ./build/github/report/state.js
var state = __webpack_require__(2484);
;// CONCATENATED MODULE: ./build/steps/publish/keep-logins.js




async function keepLoginsOf({ outcomes }, { keyring, environment }) {
    const { variables, temp, log } = environment;
    try {
        const directory = (0,config_files/* dockerConfigDirectory */._n)(variables);
        if (directory === undefined)
            throw new Error('neither DOCKER_CONFIG nor HOME is set');
        const published = outcomes.filter(({ status }) => status === 'published');
        const logins = await keyring.loginsTo(published.map(({ target }) => target.repository));
        if (logins.size === 0)
            return;
        const record = `${temp}-logins.json`;
        (0,state/* rememberLogins */.yI)(record, environment);
        await keepLogins(directory, logins, record);
        for (const registry of logins.keys())
            log.info(`${registry}: the login is kept in ${(0,external_node_path_.join)(directory, 'config.json')}`);
    }
    catch (error) {
        log.warning(`The logins are not kept for later steps: ${error.message}`);
    }
}

// EXTERNAL MODULE: ./build/registry/repository.js + 18 modules
var registry_repository = __webpack_require__(6061);
;// CONCATENATED MODULE: ./build/steps/publish/published-tags.js


function withPublishedTags(lookups, { images }, asking) {
    const repositories = images
        .filter(({ enable }) => enable)
        .map(({ name }) => (0,distribution_reference/* parseRepository */.SU)(name))
        .filter((repository) => repository !== undefined);
    return {
        ...lookups,
        knownTags: async () => (await lookups.knownTags()) ?? (await publishedTags(repositories, asking)),
    };
}
async function publishedTags(repositories, asking) {
    const lists = await Promise.allSettled(repositories.map((repository) => tagsOf(repository, asking)));
    const { log } = asking.environment;
    for (const list of lists)
        if (list.status === 'rejected')
            log.warning(list.reason.message);
    const answers = lists.filter((list) => list.status === 'fulfilled').map(({ value }) => value);
    return answers.length === 0 ? undefined : { from: 'registry', names: [...new Set(answers.flat())] };
}
async function tagsOf(repository, { registries }) {
    const registry = await registries.at(repository);
    return await new registry_repository/* RemoteRepository */.N(registry, repository, 'pull').manifests.tags();
}

// EXTERNAL MODULE: ./build/oci/distribution/registry-scope.js
var registry_scope = __webpack_require__(3959);
// EXTERNAL MODULE: ./build/registry/auth/credential-source.js
var credential_source = __webpack_require__(1860);
// EXTERNAL MODULE: ./build/async/single-flight.js
var single_flight = __webpack_require__(3250);
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

// EXTERNAL MODULE: ./build/identity/providers.js + 12 modules
var providers = __webpack_require__(1632);
// EXTERNAL MODULE: ./build/credentials/auth-entry.js
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

// EXTERNAL MODULE: ./build/github/inputs/registry-auth.js
var registry_auth = __webpack_require__(7394);
// EXTERNAL MODULE: ./build/github/repository/github-server.js
var github_server = __webpack_require__(1382);
// EXTERNAL MODULE: ./build/process/variables.js
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
    log.mask((0,distribution_login/* encodeLogin */.k)({ username, password }));
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
    const other = (0,registry_scope/* formatScope */.gk)((0,registry_scope/* parseScope */.Sk)(registry) ?? { registry: distribution_reference/* dockerHub */.UD, path: '' });
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

;// CONCATENATED MODULE: ./build/steps/read/from-registry.js


function checkFromRegistry(inputs) {
    const { referrers, allTags, source } = inputs;
    const isRemote = source?.some(({ kind }) => kind === 'docker') ?? false;
    (0,input_error/* throwAll */.K)([
        ...(referrers && !isRemote
            ? [
                new input_error/* InputError */.d('referrers', "only an image that comes from a registry can have referrers to copy: set 'source: docker://\u2026', or remove it"),
            ]
            : []),
        ...(allTags.length > 0 ? mirrorProblems(inputs) : []),
    ]);
}
function mirroredRepository({ allTags, source = [], }) {
    return allTags.length > 0 ? repositoryOf(source) : undefined;
}
function repositoryOf(source) {
    const [only, ...others] = source;
    if (only?.kind !== 'docker' || others.length > 0)
        return undefined;
    const reference = (0,distribution_reference/* parseReference */.F2)(only.location);
    return reference && !reference.tag && !reference.digest ? reference : undefined;
}
function mirrorProblems({ source = [], tags, flavor, platforms }) {
    const clashes = [
        ['tags', tags !== '', "with 'all-tags' the tags are those of the source: remove one of the two"],
        ['flavor', flavor !== '', "it has no effect with 'all-tags', whose tags keep their names: remove it"],
        ['platforms', platforms.length > 0, "with 'all-tags' images are published as they are: remove one of the two"],
    ];
    const isMissing = repositoryOf(source) === undefined;
    return [
        ...(isMissing
            ? [new input_error/* InputError */.d('all-tags', "it needs one source, without a tag: set 'source: docker://registry/repository'")]
            : []),
        ...clashes.filter(([, isGiven]) => isGiven).map(([name, , reason]) => new input_error/* InputError */.d(name, reason)),
    ];
}

// EXTERNAL MODULE: ./build/github/inputs/input.js
var inputs_input = __webpack_require__(758);
// EXTERNAL MODULE: ./build/oci/index/image-platform.js
var image_platform = __webpack_require__(7554);
// EXTERNAL MODULE: ./build/builder/buildx/attributes.js
var buildx_attributes = __webpack_require__(8828);
// EXTERNAL MODULE: ./build/builder/buildx/output-option.js
var output_option = __webpack_require__(1604);
;// CONCATENATED MODULE: ./build/steps/read/build-outputs.js



function splitOutputs({ outputs, push }) {
    if (!push)
        return { others: outputs, making: new Map() };
    const published = findPublished(outputs);
    return {
        others: outputs.filter((text) => !((0,output_option/* parseImageOutput */.wN)(text) && (0,buildx_attributes/* isPushed */.Yx)(text))),
        making: published ? (0,output_option/* makingOf */.rV)(published) : new Map(),
    };
}
function namesToPublish({ outputs }, isPushRequested) {
    const published = findPublished(outputs);
    if (!published || !(isPushRequested || (0,buildx_attributes/* isPushed */.Yx)(published.text)))
        return [];
    return (0,output_option/* namesIn */.wX)(published).map((name) => (/:[^/]*$/.test(name) ? name : `${name}:latest`));
}
function findPublished(outputs) {
    const described = describing(outputs);
    const [only, ...others] = described;
    return described.find(({ text }) => (0,buildx_attributes/* isPushed */.Yx)(text)) ?? (others.length === 0 ? only : undefined);
}
function describing(outputs) {
    const found = outputs.map(output_option/* parseImageOutput */.wN).filter((output) => output !== undefined);
    return found.filter(output_option/* describesPublished */.B6);
}
const byDigest = "'push-by-digest' leaves the tags to a later step. Remove this output: this step builds all platforms ('platforms: linux/amd64,linux/arm64'), or each job of a matrix builds one of them ('part: linux/amd64', beside the 'platforms' of the whole image) and the last publishes the image, without a job that merges. With 'push: false', buildx pushes by digest";
function checkOutputs({ outputs, push }) {
    const pushed = describing(outputs).filter(({ text }) => (0,buildx_attributes/* isPushed */.Yx)(text));
    if (!push)
        return;
    const problems = [
        ...(pushed.some(({ text }) => (0,buildx_attributes/* isPushedByDigest */.pc)(text)) ? [byDigest] : []),
        ...(pushed.length > 1
            ? ["only one image is published: use a single line with 'push=true' or 'type=registry'"]
            : []),
    ];
    (0,input_error/* throwAll */.K)(problems.map((problem) => new input_error/* InputError */.d('outputs', problem)));
}

// EXTERNAL MODULE: ./build/builder/dockerfile/base.js + 1 modules
var base = __webpack_require__(3137);
;// CONCATENATED MODULE: ./build/builder/dockerfile/own-labels.js

const word = /(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'])+/gs;
const keyOfPair = /^(?:"(?:\\.|[^"\\])*"|'[^']*'|[^="'])+/s;
const variable = /\$(?:\w+|\{[^}]*\})/;
function ownLabels(dockerfile, options) {
    const stages = (0,base/* stagesBelow */.H)(dockerfile, options);
    if (stages.length === 0)
        return undefined;
    const labels = stages.flatMap(({ instructions }) => instructions.filter(({ keyword }) => keyword === 'LABEL'));
    const patterns = labels.flatMap(({ rest }) => keysIn(rest)).map(textsOf);
    return (key) => patterns.some((texts) => fits(key, texts));
}
function keysIn(rest) {
    const words = rest.match(word) ?? [];
    const keys = words.map((text) => keyOfPair.exec(text)?.[0] ?? '');
    return words[0]?.includes('=') ? keys : keys.slice(0, 1);
}
function textsOf(key) {
    return key.replaceAll(/["']|\\(?=.)/g, '').split(variable);
}
function fits(key, [first = '', ...others]) {
    const last = others.pop();
    if (last === undefined)
        return key === first;
    if (!key.startsWith(first) || !key.endsWith(last))
        return false;
    let at = first.length;
    for (const text of others) {
        const found = key.indexOf(text, at);
        if (found < 0)
            return false;
        at = found + text.length;
    }
    return at + last.length <= key.length;
}

;// CONCATENATED MODULE: ./build/steps/read/default-labels.js

function labelsTaken(inputs, dockerfile, log) {
    if (inputs.defaultLabels === 'none')
        return () => true;
    if (inputs.defaultLabels === 'overwrite' || inputs.source)
        return () => false;
    const own = ownLabels(dockerfile, inputs);
    if (own)
        return own;
    const instead = "Add them with 'labels', or set 'default-labels' to 'overwrite'.";
    log.notice(`No repository labels are added to the image, because the labels set by its Dockerfile are not known. ${instead}`);
    return () => true;
}

;// CONCATENATED MODULE: ./build/steps/read/part.js


function checkPart({ part, platforms, allTags }) {
    if (part.length === 0)
        return;
    if (platforms.length === 0) {
        throw new input_error/* InputError */.d('part', "list the platforms of the whole image in 'platforms', such as 'platforms: linux/amd64,linux/arm64', the same in each job");
    }
    const vague = platforms.filter((platform) => !(0,image_platform/* parsePlatform */.FL)(platform));
    const other = part.filter((each) => !platforms.some((platform) => isSame(each, platform)));
    (0,input_error/* throwAll */.K)([
        ...vague.map((text) => new input_error/* InputError */.d('platforms', `write OS/ARCHITECTURE, as in linux/arm64, not '${text}'`)),
        ...(vague.length > 0 ? [] : other).map((text) => new input_error/* InputError */.d('part', `'${text}' is not one of 'platforms' (${platforms.join(', ')})`)),
        ...(allTags.length > 0
            ? [new input_error/* InputError */.d('part', "with 'all-tags' images are published as they are: remove one of the two")]
            : []),
    ]);
}
function partIn({ part, platforms }) {
    return platforms.filter((platform, index) => {
        const isFirst = platforms.findIndex((each) => isSame(each, platform)) === index;
        return isFirst && part.some((each) => isSame(each, platform));
    });
}
function isSame(one, other) {
    const [a, b] = [(0,image_platform/* parsePlatform */.FL)(one), (0,image_platform/* parsePlatform */.FL)(other)];
    return one === other || (a !== undefined && b !== undefined && (0,image_platform/* isForPlatform */.b)(a, b));
}

// EXTERNAL MODULE: ./build/steps/read/required.js
var required = __webpack_require__(3472);
;// CONCATENATED MODULE: ./build/steps/read/stray-entries.js


const builders = /^(?:GIT_AUTH_|HTTP_AUTH_|BUILDKIT_|BUILDX_|SOURCE_DATE_EPOCH$|(?:https?|ftp|no|all)_proxy$)/i;
function warnAboutStrayEntries({ secrets, buildArgs }, dockerfile, log) {
    if (dockerfile === '')
        return;
    const hasVariables = /\b(?:id|target|env)=[^\s,]*\$/.test(dockerfile);
    const names = hasVariables ? [] : secrets.map(([id]) => id);
    for (const entry of unusedIn(names, dockerfile))
        log.warning(complaint('secrets', entry));
    const unused = unusedIn(buildArgs.map((argument) => argument.replace(/=.*/s, '')), dockerfile);
    const first = unused.find((entry) => looksCut(buildArgs[entry - 2] ?? '', buildArgs[entry - 1] ?? ''));
    if (first !== undefined)
        log.notice(complaint('build-args', first));
}
function looksCut(before, argument) {
    return /=[^=]+=/.test(before) || !/^[a-z_][a-z0-9_]*(?:=|$)/i.test(argument);
}
function unusedIn(names, text) {
    const isStray = (name, index) => index > 0 && !builders.test(name) && !text.includes(name);
    return names.flatMap((name, index) => (isStray(name, index) ? [index + 1] : []));
}
function complaint(input, entry) {
    const remedy = `If it is a continuation of entry ${entry - 1}, quote that entry as a whole: "NAME=first line\u23celast line"`;
    return `The Dockerfile does not use entry ${entry} of the input '${input}'. ${remedy}`;
}
function checkBuildArguments({ buildArgs }, variables) {
    const missing = buildArgs.map((argument) => !argument.includes('=') && variables[argument] === undefined);
    const problem = ', or set an environment variable of that name for the step';
    (0,input_error/* throwAll */.K)(missing.flatMap((isMissing, index) => (isMissing ? (0,list/* entryError */.Pm)('NAME=value', 'build-args', index, problem) : [])));
}

;// CONCATENATED MODULE: ./build/steps/read/what-is-kept.js


function checkKeepImage({ keepImage, push, source, call, outputs }) {
    if (!keepImage)
        return;
    const problems = [
        source && "it keeps what is built, and 'source' exists already: name that source in the later step as well",
        call !== '' && "'call' builds no image: remove one of the two",
        push && !source && "the image is kept for a later step to publish: set 'push: false' in this step",
        outputs.some(buildx_attributes/* isPushed */.Yx) && 'the image is kept for a later step to publish: remove the output that pushes',
    ];
    (0,input_error/* throwAll */.K)(problems.filter((problem) => typeof problem === 'string').map((text) => new input_error/* InputError */.d('keep-image', text)));
}

;// CONCATENATED MODULE: ./build/steps/read/read.js

















async function read_all(...works) {
    const results = await Promise.allSettled(works);
    (0,input_error/* throwAll */.K)(results.flatMap((result) => (result.status === 'rejected' ? problemsOf(result.reason) : [])));
    return (await Promise.all(works));
}
function problemsOf(error) {
    return error instanceof AggregateError ? error.errors : [error];
}
async function readAllInputs(environment) {
    const { variables, workspace } = environment;
    const { values: inputs, problems } = await (0,inputs_input/* tryInputs */.zq)(inputs_inputs/* inputs */.QL, variables);
    const reading = readNaming(inputs, variables);
    const accessing = readAccess(inputs, environment);
    const [, naming, access] = await read_all((async () => (0,input_error/* throwAll */.K)(problems))(), reading, accessing, (0,read_context/* checkContent */.aG)(inputs, workspace), checkBuildInputs(inputs, variables), (async () => checkBuildArguments(inputs, variables))(), (async () => checkOutputs(inputs))(), (async () => checkKeepImage(inputs))(), (async () => checkFromRegistry(inputs))(), (async () => checkPart(inputs))(), reading.then((names) => (0,required/* checkRequired */.m)(inputs, names), () => undefined)).catch((error) => failWith(error, inputs.push ? accessing : undefined));
    const dockerfile = inputs.source ? '' : await (0,build_context/* readDockerfile */.n_)((0,read_context/* expandPaths */.pR)(inputs), workspace);
    warnAboutStrayEntries(inputs, dockerfile, environment.log);
    const isTaken = labelsTaken(inputs, dockerfile, environment.log);
    const push = inputs.push && isNamed(naming, environment);
    return { inputs: { ...inputs, push, part: partIn(inputs) }, naming: { ...naming, isTaken }, access, dockerfile };
}
async function failWith(error, accessing) {
    const access = await accessing?.catch(() => undefined);
    (0,input_error/* throwAll */.K)([...problemsOf(error), ...(access?.problems ?? [])]);
    throw error;
}
function isNamed({ images, references }, { log, variables }) {
    if (images.length > 0 || references.length > 0)
        return true;
    const lack = "neither 'images' nor 'tags' names an image, and the build has other outputs";
    if (isPushRequested(variables))
        throw new input_error/* InputError */.d('push', `there is nothing to push: ${lack}`);
    log.info(`Nothing is published: ${lack}`);
    return false;
}
function isPushRequested(variables) {
    return /^true$/i.test((0,inputs_input/* givenInput */.CB)('push', variables)?.trim() ?? '');
}
async function checkBuildInputs({ source, platforms }, variables) {
    if (!source)
        return;
    const given = Object.entries(inputs_inputs/* buildInputs */._9).filter(([name, input]) => {
        const text = (0,inputs_input/* givenInput */.CB)(name, variables)?.trim() ?? '';
        return text !== '' && text !== input.default && name !== 'platforms' && name !== 'part';
    });
    const vague = platforms.filter((platform) => !(0,image_platform/* parsePlatform */.FL)(platform));
    (0,input_error/* throwAll */.K)([
        ...given.map(([name]) => new input_error/* InputError */.d(name, "it has no effect with 'source', since nothing is built: remove it")),
        ...vague.map((text) => new input_error/* InputError */.d('platforms', `write OS/ARCHITECTURE, as in linux/arm64, not '${text}'`)),
    ]);
}
async function readNaming(inputs, variables) {
    const shortShaLength = variables.DOCKER_METADATA_SHORT_SHA_LENGTH;
    const wanted = {
        registry: (0,github_server/* serverRegistry */.tS)(variables),
        repository: variables.GITHUB_REPOSITORY ?? '',
        hasOutputs: !inputs.keepImage && (inputs.load || inputs.outputs.length > 0),
    };
    const tags = tagsIn(inputs, variables);
    const parsed = parseTargetNaming({ ...inputs, tags, shortShaLength }, (0,default_image/* defaultImage */.X)(wanted));
    const naming = inputs.allTags.length > 0 ? { ...parsed, rules: [], hasOtherTags: true } : parsed;
    const isNamed = naming.images.length > 0 || naming.references.length > 0;
    if (isNamed || wanted.hasOutputs)
        return naming;
    throw new input_error/* InputError */.d('images', `name the image to publish: the container registry of ${(0,github_server/* serverUrl */.Vd)(variables)} is not known`);
}
function tagsIn(inputs, variables) {
    if (!inputs.push || inputs.images !== default_image/* automatic */.Y || inputs.tags !== '')
        return inputs.tags;
    return namesToPublish(inputs, isPushRequested(variables)).join('\n');
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
;// CONCATENATED MODULE: ./build/github/report/switch.js
function isDisabled(value = '') {
    return /^(?:0|f|false|n|no|off)$/i.test(value.trim());
}

;// CONCATENATED MODULE: ./build/github/report/annotate.js

const annotate_limit = 10;
function annotateWarnings(warnings, log, variables) {
    if (isDisabled(variables.DOCKER_BUILD_CHECKS_ANNOTATIONS))
        return;
    for (const { message, place } of warnings.slice(0, annotate_limit))
        log.warning(message, place);
    if (warnings.length > annotate_limit)
        log.info(`${warnings.length - annotate_limit} more build check warnings are in the build output above`);
}

// EXTERNAL MODULE: ./build/github/report/report-errors.js
var report_errors = __webpack_require__(1603);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./build/plan/outcome-text.js
var outcome_text = __webpack_require__(7060);
// EXTERNAL MODULE: ./build/plan/parts/part-report.js
var part_report = __webpack_require__(9897);
// EXTERNAL MODULE: ./build/github/report/runner-file.js
var runner_file = __webpack_require__(8518);
;// CONCATENATED MODULE: ./build/github/summary/markdown.js
const live = /:\/\/|www\.|@|#\d|GH-\d|:[\w+-]+:|(?<![0-9a-z])[0-9a-f]{40}(?![0-9a-z])/i;
const special = /[\\`*_{}[\]<>|#!&~$]/g;
const opening = /^(?:[-+=]|\d+(?=[.)]))/;
function markdownText(text) {
    const line = text.replaceAll(/[\s\p{C}]+/gu, ' ').trim();
    const shown = line.replaceAll(/[^\s|`]+|[|`]/g, (word) => (live.test(word) ? asCode(word) : escaped(word)));
    return shown.replace(opening, (first) => (/\d/.test(first) ? `${first}\\` : `\\${first}`));
}
function asCode(word) {
    const [, shown = word, colon = ''] = /^(.+:\d+)(:)$/.exec(word) ?? [];
    return `\`${shown}\`${colon}`;
}
function escaped(word) {
    return word.replaceAll(special, '\\$&');
}

;// CONCATENATED MODULE: ./build/github/summary/summary-text.js
function codeBlock(text, language = '') {
    const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
    const fence = '`'.repeat(longest + 1);
    return `${fence}${language}\n${text.replaceAll(/(?![\n\t])\p{C}/gu, '')}\n${fence}`;
}
function formatSeconds(seconds) {
    if (seconds < 9.95)
        return `${seconds.toFixed(1)} s`;
    const whole = Math.round(seconds);
    return whole < 120 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
function formatCount(count, noun) {
    return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

;// CONCATENATED MODULE: ./build/github/summary/build-line.js


const build_line_limit = 100;
function buildLine({ seconds, steps, cached, platforms }) {
    const parts = [
        formatSeconds(seconds),
        steps > 0 && `${cached} of ${formatCount(steps, 'step')} cached`,
        platforms.length > 0 && platforms.map(markdownText).join(', '),
    ];
    return `**Build:** ${parts.filter(Boolean).join(' \u00b7 ')}`;
}
function warningsList(warnings) {
    if (warnings.length === 0)
        return undefined;
    const lines = warnings.slice(0, build_line_limit).map(formatWarning);
    const rest = warnings.length > build_line_limit ? [`- and ${warnings.length - build_line_limit} more`] : [];
    const heading = `<details><summary>${formatCount(warnings.length, 'build check warning')}</summary>`;
    return [heading, '', ...lines, ...rest, '', '</details>'].join('\n');
}
function formatWarning({ message, place: { file, line } }) {
    return `- ${markdownText(`${line ? `${file}:${line}` : file}: ${message}`)}`;
}

// EXTERNAL MODULE: ./build/format-bytes.js
var format_bytes = __webpack_require__(3915);
;// CONCATENATED MODULE: ./build/github/summary/parts-table.js


const headings = ['Part', 'Digest', 'Size', 'Time', 'Runner'];
function partsTable({ parts, missing }) {
    const rows = [...parts.map(cellsOf), ...missing.map((platform) => [`\u2796 ${code(platform)}`, 'missing', '\u2013', '\u2013', '\u2013'])];
    const lines = [headings, ...rows].map((cells) => `<tr>${cells.map(cellOf).join('')}</tr>`);
    return ['<table>', ...lines, '</table>'].join('\n');
}
function cellOf(text) {
    return `<td nowrap>${text}</td>`;
}
function cellsOf({ part, digest, attempt, note }) {
    const { runner, bytes, seconds } = note ?? {};
    const machine = [runner?.os, runner?.arch].filter(Boolean).join(' ');
    const where = [runner?.name, machine, attempt > 1 && `attempt ${attempt}`].filter(Boolean).join(' \u00b7 ');
    return [
        `\u2705 ${part.map(code).join(', ')}`,
        code(digest),
        bytes === undefined ? '\u2013' : (0,format_bytes/* formatBytes */.z)(bytes),
        seconds === undefined ? '\u2013' : formatSeconds(seconds),
        where === '' ? '\u2013' : code(where),
    ];
}
function code(text) {
    const line = text.replaceAll(/[\s\p{C}]+/gu, ' ');
    return `<code>${line.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</code>`;
}

// EXTERNAL MODULE: ./build/oci/distribution/target.js
var distribution_target = __webpack_require__(1208);
;// CONCATENATED MODULE: ./build/github/summary/tags-list.js



function tagsList(outcomes) {
    const tagged = outcomes.filter(({ tags }) => tags.length > 0);
    const lines = new Set(tagged.map(tags_list_tagsOf));
    if (lines.size < 2)
        return lines.size === 0 ? undefined : `**Tags:** ${[...lines].join()}`;
    return [
        '**Tags:**',
        '',
        ...tagged.map((outcome) => `- \`${(0,distribution_target/* formatTarget */.P)(outcome.target)}\`: ${tags_list_tagsOf(outcome)}`),
    ].join('\n');
}
function tags_list_tagsOf(outcome) {
    const groups = Map.groupBy(outcome.tags, (tag) => (0,outcome_text/* describeTag */.y)(tag, outcome));
    const texts = [...groups].map(([words, group]) => {
        const names = group.map(({ tag }) => `\`${tag}\``).join(', ');
        return words === 'published' ? names : `${names} ${words}`;
    });
    return texts.join('; ');
}
function copyBlocks(outcomes, digest) {
    if (!digest)
        return [];
    const references = outcomes
        .filter(({ status }) => status === 'published')
        .map(({ target, tags, root }) => {
        const tag = tags.find(({ status }) => status === 'published' || status === 'unchanged')?.tag;
        return `${(0,distribution_target/* formatTarget */.P)(target)}${tag ? `:${tag}` : ''}@${root?.digest ?? digest}`;
    });
    return references.length === 0 ? [] : [codeBlock(references.join('\n')), codeBlock(`docker pull ${references[0]}`)];
}

// EXTERNAL MODULE: ./build/plan/outcome.js
var plan_outcome = __webpack_require__(4566);
;// CONCATENATED MODULE: ./build/github/summary/targets-table.js




const marks = {
    published: '\u2705',
    unconfirmed: '\u2753',
    withheld: '\u2796',
    failed: '\u274c',
    planned: '\ud83d\udcdd',
};
const columns = [
    { heading: 'Target', cell: (outcome) => `${markOf(outcome)} <samp>${(0,distribution_target/* formatTarget */.P)(outcome.target)}</samp>` },
    { heading: 'Images', isNumber: true, cell: ({ images = 1 }) => (images > 1 ? String(images) : undefined) },
    {
        heading: 'Referrers',
        isNumber: true,
        cell: ({ referrers = 0 }) => (referrers > 0 ? String(referrers) : undefined),
    },
    { heading: 'Already there', isNumber: true, cell: ({ traffic }) => formatAmount(traffic.kept) },
    { heading: 'Mounted', isNumber: true, cell: ({ traffic }) => formatAmount(traffic.mounted) },
    {
        heading: 'Uploaded',
        isNumber: true,
        cell: ({ traffic, status }) => onlyIf(status !== 'planned', traffic.uploaded),
    },
    {
        heading: 'To upload',
        isNumber: true,
        cell: ({ traffic, status }) => onlyIf(status === 'planned', traffic.uploaded),
    },
    { heading: 'Time', isNumber: true, cell: ({ seconds }) => (seconds > 0 ? formatSeconds(seconds) : undefined) },
    { heading: 'Retries', isNumber: true, cell: ({ retries }) => (retries > 0 ? String(retries) : undefined) },
];
function markOf(outcome) {
    return outcome.status === 'published' && (0,plan_outcome/* overtakenTags */.h5)(outcome).length > 0 ? '\u26a0\ufe0f' : marks[outcome.status];
}
function targetsTable(outcomes) {
    if (outcomes.length === 0)
        return undefined;
    const filled = columns.filter(({ cell }) => outcomes.some((outcome) => cell(outcome) !== undefined));
    const headings = filled.map(({ heading, isNumber }) => `<th nowrap align="${isNumber ? 'right' : 'left'}">${heading}</th>`);
    const rows = outcomes.map((outcome) => filled.map(({ cell, isNumber }) => `<td nowrap${isNumber ? ' align="right"' : ''}>${cell(outcome) ?? '\u2013'}</td>`));
    return ['<table>', ...[headings, ...rows].map((cells) => `<tr>${cells.join('')}</tr>`), '</table>'].join('\n');
}
function formatAmount({ blobs, bytes }) {
    return blobs === 0 ? undefined : `${blobs} (${(0,format_bytes/* formatBytes */.z)(bytes)})`;
}
function onlyIf(applies, amount) {
    return applies ? formatAmount(amount) : undefined;
}
function savingsLine(outcomes) {
    const isPlanned = outcomes.some(({ status }) => status === 'planned');
    if (!isPlanned && outcomes.every(({ status }) => status !== 'published'))
        return undefined;
    const [kept, mounted, uploaded] = ['kept', 'mounted', 'uploaded'].map((kind) => total(outcomes.map(({ traffic }) => traffic[kind])));
    if (!kept || !mounted || !uploaded || kept.blobs + mounted.blobs === 0)
        return undefined;
    const spared = total([kept, mounted]);
    const all = total([spared, uploaded]);
    const reasons = [
        kept.blobs > 0 && `${formatCount(kept.blobs, 'blob')} already there`,
        mounted.blobs > 0 && `${mounted.blobs} mounted`,
    ];
    const words = isPlanned ? 'would not have to be sent' : 'did not have to be sent';
    const amounts = `${(0,format_bytes/* formatBytes */.z)(spared.bytes)} of ${(0,format_bytes/* formatBytes */.z)(all.bytes)}`;
    return `**Saved:** ${amounts} ${words} (${reasons.filter(Boolean).join(', ')})`;
}
function total(amounts) {
    return amounts.reduce((sum, { blobs, bytes }) => ({ blobs: sum.blobs + blobs, bytes: sum.bytes + bytes }), {
        blobs: 0,
        bytes: 0,
    });
}

;// CONCATENATED MODULE: ./build/github/summary/title.js


function titleOf(run) {
    const { outcomes, subject } = run;
    const { mark, words } = verdictOf(run);
    const done = outcomes.filter(({ status }) => status === 'published').length;
    const count = done > 0 && done < outcomes.length ? `${done} of ${outcomes.length}` : outcomes.length;
    const targets = outcomes.length > 1 ? ` (${count} targets)` : '';
    return `### ${mark} ${words} \`${subject.replaceAll('`', '')}\`${targets}`;
}
const replaced = { mark: '\u26a0\ufe0f', words: 'Published, but not every tag points at the image:' };
function verdictOf(run) {
    const { outcomes, failure, goal, isDone } = run;
    if (failure !== undefined)
        return { mark: '\u274c', words: isBuildError(failure) ? failedWords[goal] : 'Failed:' };
    const statuses = new Set(outcomes.map(({ status }) => status));
    if (outcomes.length === 0)
        return { mark: '\u2705', words: doneWords[goal] };
    if (run.part && isDone && !(0,part_report/* isPublication */.PL)(run.part))
        return { mark: '\ud83e\udde9', words: `Brought ${run.part.part.join(', ')} of` };
    return verdictOn(statuses, run);
}
function verdictOn(statuses, { outcomes, isDone }) {
    if (statuses.has('planned'))
        return { mark: isDone ? '\ud83d\udcdd' : '\u274c', words: 'Dry run, nothing was published:' };
    if (!statuses.has('published'))
        return { mark: '\u274c', words: wordsWithout(statuses) };
    if (statuses.size > 1)
        return { mark: isDone ? '\u26a0\ufe0f' : '\u274c', words: 'Partly published:' };
    return outcomes.some((outcome) => (0,plan_outcome/* overtakenTags */.h5)(outcome).length > 0) ? replaced : { mark: '\u2705', words: 'Published' };
}
function wordsWithout(statuses) {
    return statuses.has('unconfirmed') ? 'Accepted, but not visible yet:' : 'Not published:';
}
const doneWords = {
    build: 'Built, not pushed:',
    read: 'Read, not pushed:',
    check: 'Build check passed:',
    call: 'Done:',
};
const failedWords = {
    build: 'Build failed:',
    read: 'Failed:',
    check: 'Build check failed:',
    call: 'Failed:',
};
function isBuildError(failure) {
    return failure instanceof Error && failure.name === 'BuildError';
}

;// CONCATENATED MODULE: ./build/github/summary/summary.js












function summaryMarkdown(run) {
    const { outcomes, digest, failure, build, unpushed, part } = run;
    const isImage = !part || (0,part_report/* isPublication */.PL)(part);
    const parts = [
        titleOf(run),
        unpushed && markdownText(unpushed),
        part && markdownText((0,part_report/* describePart */.xW)(part)),
        ...(failure === undefined ? [] : failureParts(failure)),
        summary_list(outcomes.flatMap(outcome_text/* complaintsOf */.Cv)),
        ...(isImage ? copyBlocks(outcomes, digest) : []),
        digest && outcomes.length === 0 && `**Digest:** \`${digest}\``,
        tagsList(shown(run)),
        part && partsTable(part),
        targetsTable(shown(run)),
        savingsLine(outcomes),
        build && buildLine(build),
        build && warningsList(build.warnings),
    ];
    return `${parts.filter(Boolean).join('\n\n')}\n`;
}
function shown({ outcomes, failure }) {
    return failure === undefined ? outcomes : outcomes.filter(({ status }) => status !== 'withheld');
}
function failureParts(failure) {
    const errors = failure instanceof AggregateError ? failure.errors : [failure];
    const { excerpt } = Object(failure);
    const messages = errors.map((error) => (error instanceof Error ? error.message : String(error)));
    return [errors.length === 1 ? markdownText(messages.join()) : summary_list(messages), excerpt && codeBlock(excerpt)];
}
function summary_list(lines) {
    return lines.map((line) => `- ${markdownText(line)}`).join('\n') || undefined;
}
function writeSummary(markdown, variables) {
    const { GITHUB_STEP_SUMMARY, DOCKER_BUILD_SUMMARY } = variables;
    if (!GITHUB_STEP_SUMMARY || isDisabled(DOCKER_BUILD_SUMMARY))
        return;
    (0,runner_file/* writeRunnerFile */.o)('GITHUB_STEP_SUMMARY', variables, (file) => (0,external_node_fs_.appendFileSync)(file, markdown));
}

// EXTERNAL MODULE: ./build/plan/merged-outcome.js
var merged_outcome = __webpack_require__(2401);
// EXTERNAL MODULE: ./build/steps/name/bake-files.js
var bake_files = __webpack_require__(7367);
// EXTERNAL MODULE: ./build/steps/report/output-values.js
var output_values = __webpack_require__(2697);
// EXTERNAL MODULE: ./build/oci/digest.js
var digest = __webpack_require__(1564);
;// CONCATENATED MODULE: ./build/steps/report/redacted.js


function redacted(result, redact) {
    const { metadata, failure } = result;
    return {
        ...result,
        outcomes: result.outcomes.map((outcome) => {
            const error = outcome.error && withoutSecrets(outcome.error, redact);
            return error ? { ...outcome, error } : outcome;
        }),
        ...(failure !== undefined && { failure: withoutSecrets(failure, redact) }),
        ...(metadata && { metadata: { ...metadata, text: redactJson(metadata.text, redact) } }),
    };
}
function redactedBuild(build, redact) {
    const warnings = build?.warnings.map((warning) => ({ ...warning, message: redact(warning.message) })) ?? [];
    return build && { ...build, warnings };
}
function withoutSecrets(error, redact) {
    if (!(error instanceof Error))
        return typeof error === 'string' ? redact(error) : error;
    const message = redact(error.message);
    if (error instanceof AggregateError) {
        const errors = error.errors.map((each) => withoutSecrets(each, redact));
        return new AggregateError(errors, message, { cause: error });
    }
    const texts = Object.entries(error).map(([key, value]) => [key, typeof value === 'string' ? redact(value) : value]);
    return Object.assign(new Error(message, { cause: error }), Object.fromEntries(texts), { name: error.name });
}
function redactJson(text, redact) {
    if (redact(text) === text)
        return text;
    const shown = (key, value) => typeof value !== 'string' || isGrammatical(key, value) ? value : redact(value);
    return JSON.stringify((0,json/* parseJson */.qF)(text), shown, 2);
}
function isGrammatical(key, value) {
    return key === 'image.name' || (0,digest/* isDigest */.Bc)(value) || /^[0-9a-f]{40,128}$/.test(value);
}

// EXTERNAL MODULE: ./build/steps/report/summarize.js
var summarize = __webpack_require__(9322);
;// CONCATENATED MODULE: ./build/steps/report/report.js












const shownImages = 20;
async function report(given, run, environment) {
    const { log, variables } = environment;
    const result = redacted(given, log.redact);
    const done = { ...run, build: redactedBuild(run.build, log.redact) };
    logResult(result, log);
    annotateWarnings(done.build?.warnings ?? [], log, variables);
    const { texts: values, bakeFiles } = (0,output_values/* outputValues */.u)(result, done.inputs, environment);
    const areWritten = await attemptTo('The outputs', log.error, () => (0,step_outputs/* writeOutputs */.Kn)(values, variables), advice(values));
    await attemptTo('The bake files', log.warning, async () => {
        (0,step_outputs/* writeOutputs */.Kn)(await (0,bake_files/* writeBakeFiles */.A)(bakeFiles, variables.RUNNER_TEMP || (0,external_node_os_.tmpdir)()), variables);
    });
    await attemptTo('The summary', log.warning, () => writeSummary(summaryMarkdown((0,summarize/* summaryOf */.YG)(result, done)), variables));
    return areWritten;
}
function advice({ image }) {
    const remedy = 'Later steps would have no outputs: make the file writable, and re-run the job';
    return image ? `The image was still published, as ${image}. ${remedy}` : remedy;
}
async function attemptTo(what, complain, write, consequence = 'The image is not affected') {
    try {
        await write();
        return true;
    }
    catch (error) {
        complain(`${what} could not be written: ${error.message}. ${consequence}.`);
        return false;
    }
}
function logResult(result, log) {
    const { outcomes, isDone, failure, part } = result;
    if (failure !== undefined)
        (0,report_errors/* reportErrors */.u)(failure, log);
    const complain = isDone ? log.warning : log.error;
    for (const outcome of (0,merged_outcome/* mergeOutcomes */.k)(outcomes)) {
        log.info((0,outcome_text/* describeOutcome */.SS)(outcome));
        for (const complaint of (0,outcome_text/* complaintsOf */.Cv)(outcome))
            complain(complaint);
    }
    for (const line of linesOn(result))
        log.info(line);
    if (part)
        logPart(part, log);
}
function linesOn({ outcomes, image, metadata, kept, part }) {
    const plans = (0,outcome_text/* describeTags */.FE)(outcomes.filter(({ status }) => status === 'planned'));
    const digest = image?.root.digest ?? metadata?.digest;
    const unpushed = outcomes.length === 0 && digest ? [`Not pushed: ${digest}`] : [];
    if (kept)
        unpushed.push((0,summarize/* describeKept */.gt)(kept));
    const isImage = !part || (0,part_report/* isPublication */.PL)(part);
    const images = isImage ? (0,outcome_text/* publishedImages */.H_)(outcomes, image?.root.digest) : [];
    return [...plans, ...firstOf(images), ...unpushed];
}
function logPart(part, log) {
    log.notice((0,part_report/* describePart */.xW)(part));
    for (const line of part.parts)
        log.info((0,part_report/* describePartLine */.J$)(line));
}
function firstOf(images) {
    const rest = images.length - shownImages;
    return rest > 0 ? [...images.slice(0, shownImages), `and ${rest} more`] : images;
}

;// CONCATENATED MODULE: ./build/steps/request/anonymous.js
function accessIn(trust, accessTo) {
    if (trust.isTrusted)
        return accessTo;
    const known = new Map();
    return async (repository) => {
        const access = await accessTo(repository);
        const anonymous = known.get(access) ?? withoutCredentials(access);
        known.set(access, anonymous);
        return anonymous;
    };
}
function withoutCredentials({ tls, insecure }) {
    return {
        ...(tls?.ca && { tls: { ca: tls.ca } }),
        ...(insecure && { insecure }),
        credential: async () => undefined,
    };
}

// EXTERNAL MODULE: ./build/builder/buildx/arguments.js
var buildx_arguments = __webpack_require__(3973);
// EXTERNAL MODULE: ./build/names/annotations.js
var names_annotations = __webpack_require__(9557);
// EXTERNAL MODULE: ./build/names/name-outputs.js
var name_outputs = __webpack_require__(6975);
;// CONCATENATED MODULE: ./build/steps/name/labels-and-annotations.js



const sourceStays = "Labels and annotations are only set as outputs, because 'source' is published unchanged. Add them where the image is built";
const imagesStay = "Labels are only set as outputs, because the images of 'source' are published unchanged. Add them where those are built";
function labelsAndAnnotations({ names }, inputs, { variables, log }) {
    if (inputs.source) {
        warnAboutMarks(inputs, log);
        return { labels: [], annotations: [] };
    }
    const asked = inputs.annotations === '' ? [] : names.annotations;
    const levels = (0,name_outputs/* annotationLevelsIn */.ct)(variables).split(',');
    const all = (0,names_annotations/* formatAnnotations */.M)(asked, levels.map((level) => level.trim()));
    const hasIndex = inputs.platforms.length > 1 || (0,buildx_arguments/* isAttested */.d)(inputs);
    const annotations = hasIndex ? all : all.filter((line) => !line.startsWith('index'));
    if (annotations.length < all.length) {
        log.warning('Index annotations are ignored: an image for one platform without attestations has no index');
    }
    return { labels: names.labels.map(name_outputs/* formatLabel */.wR), annotations };
}
function warnAboutMarks({ source = [], platforms, labels, annotations }, log) {
    const isNew = source.length > 1 || platforms.length > 0;
    if (isNew && labels)
        log.warning(imagesStay);
    if (!isNew && (labels || annotations))
        log.warning(sourceStays);
}

;// CONCATENATED MODULE: ./build/steps/request/confine.js

function confine(request, { ownCaches }) {
    const cacheFrom = (cache) => typeOf(cache) !== 'gha' || ownCaches.includes('gha');
    const cacheTo = (cache) => ownCaches.includes(typeOf(cache));
    const outputs = (output) => !(0,buildx_attributes/* isPushed */.Yx)(output);
    const leftOut = [
        ...request.cacheFrom.filter((cache) => !cacheFrom(cache)).map((cache) => `cache-from ${describe(cache)}`),
        ...request.cacheTo.filter((cache) => !cacheTo(cache)).map((cache) => `cache-to ${describe(cache)}`),
        ...request.outputs.filter((output) => !outputs(output)).map((output) => `outputs ${describe(output)}`),
    ];
    const confined = {
        ...request,
        cacheFrom: request.cacheFrom.filter(cacheFrom),
        cacheTo: request.cacheTo.filter(cacheTo),
        outputs: request.outputs.filter(outputs),
    };
    return { request: confined, leftOut };
}
function typeOf(text) {
    return (0,buildx_attributes/* attributesOf */.Td)(text)?.get('type') ?? '';
}
const confine_shown = ['type', 'ref', 'name', 'scope'];
function describe(text) {
    if (!text.includes('='))
        return text;
    const attributes = [...((0,buildx_attributes/* attributesOf */.Td)(text) ?? [])].filter(([name]) => confine_shown.includes(name));
    return attributes.map(([name, value]) => `${name}=${value}`).join(',') || '(cannot be parsed)';
}

;// CONCATENATED MODULE: ./build/steps/request/secrets.js




async function writeSecrets(inputs, environment) {
    const { variables, workspace, log } = environment;
    const leaveOut = (id, why = '') => {
        log.warning(`Secret '${id}' is not passed to the build, because it is empty${why}`);
        return undefined;
    };
    const written = inputs.secrets.map(async ([id, value], index) => {
        if (value === '')
            return leaveOut(id);
        log.mask(value);
        return { id, source: { file: await writeSecret(`secret-${index}`, value, environment) } };
    });
    const passed = inputs.secretEnvs.map(([id, variable]) => {
        const value = variables[variable];
        if (value) {
            log.mask(value);
            return { id, source: { variable } };
        }
        const named = /^[A-Z_][A-Z0-9_]*$/.test(variable) ? `the variable ${variable}` : 'its variable';
        return leaveOut(id, `: ${named} is ${variable in variables ? 'empty' : 'not set'}`);
    });
    const files = inputs.secretFiles.map(async ([id, file]) => {
        const content = await readSecret(id, (0,external_node_path_.resolve)(workspace, file));
        if (content === '')
            return leaveOut(id, `: the file ${file} is empty`);
        log.mask(content);
        return { id, source: { file } };
    });
    return (await Promise.all([...written, ...passed, ...files])).filter((secret) => secret !== undefined);
}
async function writeSecret(name, value, { temp }) {
    const file = (0,external_node_path_.join)(temp, name);
    await (0,promises_.writeFile)(file, value, { mode: 0o600 });
    return file;
}
async function readSecret(id, path) {
    return await (0,regular_file/* readText */.y)(path).catch(({ code, message }) => {
        throw new input_error/* InputError */.d('secret-files', `the file for secret '${id}' cannot be read (${code ?? message}). Use its path in the checkout, or pass the value with 'secrets'`);
    });
}

;// CONCATENATED MODULE: ./build/steps/request/git-token.js



const gitToken = 'GIT_AUTH_TOKEN';
async function writeGitToken({ context, file, secrets }, source, { githubToken }, environment) {
    const { variables } = environment;
    const server = (0,github_server/* serverUrl */.Vd)(variables);
    const id = `${gitToken}.${URL.parse(server)?.host}`;
    const isGiven = secrets.some((secret) => secret.id === gitToken || secret.id === id);
    if (!githubToken || isGiven || (0,build_context/* isRemote */.Vx)(file) || !isOurs(context, server, source, variables))
        return [];
    return [{ id, source: { file: await writeSecret('git-token', githubToken, environment) } }];
}
function isOurs(context, server, source, variables) {
    const [, url = '', ref = ''] = /^(.*?)(?:#([^:]*)(?::.*)?)?$/s.exec(context) ?? [];
    const given = url.replace(/^github\.com\//, 'https://github.com/').toLowerCase();
    const ours = `${server}/${source.repository}`.toLowerCase();
    return ours.startsWith('https://') && [ours, `${ours}.git`].includes(given) && isTrustedRef(ref, source, variables);
}
function isTrustedRef(ref, source, { GITHUB_SHA }) {
    if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(ref))
        return [source.sha, GITHUB_SHA].includes(ref.toLowerCase());
    const [, space, name = ''] = /^(?:refs\/)?(pull)\/(.*?)(?:\/merge|\/head)?$/s.exec(ref) ?? [];
    if (space)
        return source.ref.kind === 'pull-request' && source.ref.name.replace(/\/head$/, '') === name;
    return !/^refs\/(?!heads\/|tags\/)/.test(ref);
}

// EXTERNAL MODULE: ./build/sources/open.js + 1 modules
var sources_open = __webpack_require__(762);
;// CONCATENATED MODULE: ./build/steps/request/within-checkout.js







async function checkWithinCheckout(inputs, workspace) {
    const root = await (0,promises_.realpath)(workspace);
    const checks = pathsIn(inputs).map(async ([input, path]) => {
        const named = (0,external_node_path_.resolve)(workspace, path);
        if (!isWithin(workspace, named))
            return [];
        const place = await placeOf(named).catch(() => undefined);
        if (place !== undefined && isWithin(root, place))
            return [];
        return [
            new input_error/* InputError */.d(input, `${path} links to a path outside the checkout, which is not allowed for untrusted code`),
        ];
    });
    (0,input_error/* throwAll */.K)((await Promise.all(checks)).flat());
}
function pathsIn(inputs) {
    const { context, file } = (0,read_context/* expandPaths */.pR)(inputs);
    const secrets = inputs.secretFiles.map(([, path]) => ['secret-files', path]);
    const sources = (inputs.source ?? []).map(sources_open/* pathOf */.XM).filter((path) => path !== undefined);
    return [
        ...sources.map((path) => ['source', path]),
        ...((0,build_context/* isRemote */.Vx)(context) ? [] : [['context', context]]),
        ...(file === '' || (0,build_context/* isRemote */.Vx)(file) ? [] : [['file', file]]),
        ...localIn('build-contexts', inputs.buildContexts.map(pathBehind).map(read_context/* expandContext */.Wu)),
        ...secrets,
        ...localIn('ssh', inputs.ssh.map(pathBehind).flatMap((paths) => paths.split(','))),
        ...attributeIn('cache-from', 'src', inputs.cacheFrom),
        ...attributeIn('cache-to', 'dest', inputs.cacheTo),
        ...attributeIn('outputs', 'dest', inputs.outputs),
    ];
}
function pathBehind(assignment) {
    return assignment.replace(/^[^=]*=/, '');
}
function localIn(input, values) {
    const paths = values.map((value) => value.replace(/^oci-layout:\/\//, ''));
    return paths
        .filter((path) => path !== '' && !(0,build_context/* isRemote */.Vx)(path) && !path.includes('://'))
        .map((path) => [input, path]);
}
function attributeIn(input, name, values) {
    const paths = values.map((value) => (value.includes('=') ? (0,buildx_attributes/* attributesOf */.Td)(value)?.get(name) : value));
    return paths.flatMap((path) => (path ? [[input, path]] : []));
}
function isWithin(folder, path) {
    const way = (0,external_node_path_.relative)(folder, path);
    return way !== '..' && !way.startsWith(`..${external_node_path_.sep}`) && !(0,external_node_path_.isAbsolute)(way);
}
async function placeOf(path, links = 0) {
    try {
        return await (0,promises_.realpath)(path);
    }
    catch (error) {
        const { code } = error;
        if (code !== 'ENOENT' || links > 40)
            throw error;
    }
    const folder = await placeOf((0,external_node_path_.dirname)(path), links);
    const target = await (0,promises_.readlink)((0,external_node_path_.resolve)(folder, (0,external_node_path_.basename)(path))).catch(() => undefined);
    return target === undefined ? (0,external_node_path_.resolve)(folder, (0,external_node_path_.basename)(path)) : await placeOf((0,external_node_path_.resolve)(folder, target), links + 1);
}

;// CONCATENATED MODULE: ./build/steps/request/from-inputs.js








async function requestFrom(inputs, named, { event, trust }, environment) {
    if (!trust.isTrusted)
        await checkWithinCheckout(inputs, environment.workspace);
    const { others, making } = splitOutputs({ ...inputs, push: (inputs.push || inputs.keepImage) && trust.isTrusted });
    const request = {
        ...inputs,
        ...labelsAndAnnotations(named, inputs, environment),
        ...(0,read_context/* expandPaths */.pR)(inputs),
        buildContexts: inputs.buildContexts.map(read_context/* expandContext */.Wu),
        secrets: await writeSecrets(inputs, environment),
        outputs: others,
        making,
        names: named.targets.flatMap((target) => target.tags.map((tag) => `${(0,distribution_target/* formatTarget */.P)(target)}:${tag}`)),
    };
    if (!trust.isTrusted)
        return confine(request, trust);
    const ours = await writeGitToken(request, event, inputs, environment);
    return { request: { ...request, secrets: [...request.secrets, ...ours] }, leftOut: [] };
}

;// CONCATENATED MODULE: ./build/steps/request/mode.js
function chooseMode(inputs, trust, leftOut) {
    const isAsked = inputs.push && inputs.call === '';
    if (isAsked && trust.isTrusted)
        return { do: inputs.dryRun ? 'rehearse' : 'publish' };
    const notice = trust.isTrusted ? undefined : noticeOf(trust, isAsked, inputs, leftOut);
    return { do: 'build', ...(notice && { notice }) };
}
function noticeOf({ stranger, advice }, isAsked, { source }, leftOut) {
    const isFromRegistry = source?.some(({ kind }) => kind === 'docker') ?? false;
    if (source && !isAsked && !isFromRegistry)
        return undefined;
    const made = `${source ? 'Read' : 'Built'} without the step's credentials`;
    const sentences = [
        isAsked
            ? `${source && !isFromRegistry ? 'Read, but' : `${made}, and`} not pushed: ${stranger} is not allowed to publish.`
            : `${made}, which are not available to ${stranger}.`,
        advice,
        leftOut.length > 0 && `Left out to protect trusted runs: ${leftOut.join('; ')}.`,
    ];
    return sentences.filter(Boolean).join(' ');
}

;// CONCATENATED MODULE: ./build/steps/request/trust.js

function trustIn(work, { dependabot }) {
    const { author, name, ownCaches } = work;
    switch (author) {
        case 'own':
            return { isTrusted: true };
        case 'dependabot':
            if (dependabot === 'publish')
                return { isTrusted: true };
            return {
                isTrusted: false,
                stranger: `a Dependabot ${isPullRequest(name) ? 'pull request' : 'branch'}`,
                advice: "To change this, set 'dependabot: publish'.",
                ownCaches,
            };
        case 'fork':
            return { isTrusted: false, stranger: `${eventIn(work)} a fork`, ownCaches };
        case 'unknown':
            return {
                isTrusted: false,
                stranger: `${eventIn(work)} an unknown repository`,
                advice: adviceFor(work),
                ownCaches,
            };
    }
}
function eventIn({ name, commentedOn }) {
    if (commentedOn !== undefined)
        return 'a comment on a pull request from';
    return isPullRequest(name) ? 'a pull request from' : `a '${name}' event for a commit from`;
}
function adviceFor({ commentedOn }) {
    return commentedOn === undefined
        ? 'The event does not say which repository its commit is from.'
        : "Give the job 'permissions: pull-requests: read', and this step its 'github-token', so that the repository can be looked up.";
}
function isPullRequest(name) {
    return name.startsWith('pull_request');
}
function environmentFor(trust, environment) {
    const hasCacheService = trust.isTrusted || trust.ownCaches.includes('gha');
    return { ...environment, variables: (0,process_variables/* jobVariables */.BU)(environment.variables, hasCacheService) };
}

;// CONCATENATED MODULE: ./build/actions/publish.js


















async function run(environment) {
    const { inputs, naming, access, dockerfile } = await readAllInputs(environment);
    const facts = await (0,run_facts/* readFacts */.M)(environment, { context: 'workflow', token: inputs.githubToken });
    const trust = trustIn({ ...facts.event, author: await facts.author() }, inputs);
    const confined = environmentFor(trust, environment);
    using stop = stopWith(environment.signal);
    const keyring = keyringFor(inputs, access, confined, stop.network);
    const accessTo = accessIn(trust, (repository) => keyring.accessTo(repository));
    await using registries = registriesOf(accessTo, confined, stop);
    const ask = { registries, environment: confined };
    const lookups = trust.isTrusted ? withPublishedTags(facts.lookups, naming, ask) : facts.lookups;
    const named = await nameTargets(naming, { ...facts, lookups }, inputs, environment);
    const { request, leftOut } = await requestFrom(inputs, named, { event: facts.event, trust }, confined);
    const mode = chooseMode(inputs, trust, leftOut);
    if (mode.notice)
        environment.log.notice(mode.notice);
    const watch = new BuildWatch();
    const signIn = { keyring, registries, incompleteLogins: access.problems };
    const job = { inputs, named, request, dockerfile, trust, ...signIn, stop, watch, environment: confined };
    const result = await attempt(named.names, () => carryOut(job, mode.do));
    if (inputs.keepLogin && mode.do === 'publish')
        await keepLoginsOf(result, job);
    const isReported = await report(result, { inputs, mode, build: watch.report() }, environment);
    return result.isDone && isReported;
}
async function carryOut(job, what) {
    const { source, part } = job.inputs;
    if (part.length > 0)
        return await (await Promise.all(/* import() */[__webpack_require__.e(928), __webpack_require__.e(725), __webpack_require__.e(764), __webpack_require__.e(142)]).then(__webpack_require__.bind(__webpack_require__, 3142))).publishPart(job, what);
    const mirrored = mirroredRepository(job.inputs);
    if (mirrored)
        return await (await Promise.all(/* import() */[__webpack_require__.e(928), __webpack_require__.e(435), __webpack_require__.e(71)]).then(__webpack_require__.bind(__webpack_require__, 2071))).mirrorTags(job, mirrored, what);
    if (source)
        return await (await Promise.all(/* import() */[__webpack_require__.e(928), __webpack_require__.e(377)]).then(__webpack_require__.bind(__webpack_require__, 377))).publishSource(job, source, what);
    if (job.inputs.keepImage)
        return await (await Promise.all(/* import() */[__webpack_require__.e(725), __webpack_require__.e(591)]).then(__webpack_require__.bind(__webpack_require__, 9307))).keepImage(job);
    if (what === 'build')
        return await (await __webpack_require__.e(/* import() */ 791).then(__webpack_require__.bind(__webpack_require__, 1791))).buildOnly(job);
    return await (await Promise.all(/* import() */[__webpack_require__.e(928), __webpack_require__.e(725), __webpack_require__.e(764)]).then(__webpack_require__.bind(__webpack_require__, 5764))).publishImage(job, what);
}
function registriesOf(accessTo, { variables, log, now }, { network: signal }) {
    return new Registries({ accessTo, variables, log, now, signal });
}
const publishAction = {
    title: 'Manifold',
    description: 'Names, builds and publishes a container image to every registry it belongs in',
    inputs: inputs_inputs/* inputs */.QL,
    outputs: step_outputs/* outputs */.V4,
    keepsFiles: true,
    run,
};


/***/ }),

/***/ 4964:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ atMost)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500);

const defaultLimit = 10_000;
async function atMost(work, milliseconds = defaultLimit) {
    const over = (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(milliseconds, undefined, { ref: false });
    await Promise.race([work.catch(() => undefined), over]);
}


/***/ }),

/***/ 3250:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ singleFlight),
/* harmony export */   _: () => (/* binding */ shareFlight)
/* harmony export */ });
function singleFlight(memory, key, work) {
    return memory.get(key) ?? shareFlight(memory, key, work());
}
function shareFlight(memory, key, result) {
    memory.set(key, result);
    result.catch(() => memory.get(key) === result && memory.delete(key));
    return result;
}


/***/ }),

/***/ 5898:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ wait)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500);

async function wait(milliseconds, signal) {
    await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(milliseconds, undefined, { signal }).catch(() => signal.throwIfAborted());
}


/***/ }),

/***/ 3973:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ buildxArguments),
/* harmony export */   d: () => (/* binding */ isAttested)
/* harmony export */ });
/* harmony import */ var _attributes_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8828);
/* harmony import */ var _output_option_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1604);


function buildxArguments(request, destination, metadataFile) {
    const { attests, provenance, sbom } = request;
    return [
        'build',
        '--progress=plain',
        `--metadata-file=${metadataFile}`,
        ...one('builder', request.builder),
        ...one('file', request.file),
        ...one('target', request.target),
        ...one('platform', request.platforms.join(',')),
        ...many('build-arg', request.buildArgs),
        ...many('build-context', request.buildContexts),
        ...many('secret', request.secrets.map(formatSecret)),
        ...many('ssh', request.ssh),
        ...many('cache-from', request.cacheFrom),
        ...many('cache-to', request.cacheTo),
        ...flag('no-cache', request.noCache),
        ...many('no-cache-filter', request.noCacheFilters),
        ...flag('pull', request.pull),
        ...many('add-host', request.addHosts),
        ...many('allow', request.allow),
        ...many('attest', attests),
        ...(isAttested(request) ? one('provenance', provenance) : ['--provenance=false']),
        ...one('sbom', sbom),
        ...one('network', request.network),
        ...one('shm-size', request.shmSize),
        ...many('ulimit', request.ulimit),
        ...one('cgroup-parent', request.cgroupParent),
        ...one('call', request.call),
        ...many('label', request.labels),
        ...many('annotation', request.annotations),
        ...many('output', outputsOf(request, destination)),
        '--',
        request.context,
    ];
}
function isAttested({ attests, provenance, sbom, }) {
    return attests.length > 0 || provenance !== '' || !['', 'false'].includes(sbom);
}
function isLoad(output) {
    const image = (0,_output_option_js__WEBPACK_IMPORTED_MODULE_1__/* .parseImageOutput */ .wN)(output);
    return image?.type === 'docker' && !image.attributes.has('dest');
}
function isStored(output) {
    return (0,_output_option_js__WEBPACK_IMPORTED_MODULE_1__/* .parseImageOutput */ .wN)(output)?.type === 'image' && !(0,_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .isPushed */ .Yx)(output);
}
function outputsOf({ outputs, load, names, making }, destination) {
    const loads = outputs.some(isLoad);
    const all = [...(load && !loads ? ['type=docker'] : []), ...outputs];
    const namesOf = (output) => ((load || loads) && !isLoad(output) && isStored(output) ? [] : names);
    const others = all.map((output) => (0,_output_option_js__WEBPACK_IMPORTED_MODULE_1__/* .complete */ .My)(output, namesOf(output)));
    switch (destination.kind) {
        case 'sink':
            return [...others, published('image', { name: destination.name, push: 'true', store: 'false' }, making)];
        case 'layout':
            return [...others, published('oci', { tar: 'false', dest: destination.directory, ...(0,_output_option_js__WEBPACK_IMPORTED_MODULE_1__/* .named */ .KT)(names) }, making)];
        case 'none':
            return others;
    }
}
function published(type, place, making) {
    const attributes = new Map([...Object.entries(place), ['oci-mediatypes', 'true'], ...making]);
    return (0,_output_option_js__WEBPACK_IMPORTED_MODULE_1__/* .formatOutput */ .V$)({ type, attributes });
}
function formatSecret({ id, source }) {
    return (0,_output_option_js__WEBPACK_IMPORTED_MODULE_1__/* .csv */ .fu)([`id=${id}`, 'file' in source ? `src=${source.file}` : `env=${source.variable}`]);
}
function one(name, value) {
    return value === '' ? [] : [`--${name}=${value}`];
}
function many(name, values) {
    return values.map((value) => `--${name}=${value}`);
}
function flag(name, isSet) {
    return isSet ? [`--${name}`] : [];
}


/***/ }),

/***/ 8828:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Td: () => (/* binding */ attributesOf),
/* harmony export */   Yx: () => (/* binding */ isPushed),
/* harmony export */   pc: () => (/* binding */ isPushedByDigest)
/* harmony export */ });
/* harmony import */ var _names_inputs_list_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2069);

function attributesOf(text) {
    if (/[\r\n]/.test(text))
        return undefined;
    try {
        const pairs = (0,_names_inputs_list_js__WEBPACK_IMPORTED_MODULE_0__/* .splitFields */ .Kp)('outputs', text).flatMap((field) => {
            const { name = '', value = '' } = /^(?<name>[^=]*)=(?<value>.*)$/s.exec(field)?.groups ?? {};
            return name === '' ? [] : [[name.trim().toLowerCase(), value]];
        });
        return new Map(pairs);
    }
    catch {
        return undefined;
    }
}
function isPushed(output) {
    const attributes = attributesOf(output);
    if (!attributes)
        return true;
    const push = attributes.get('push') ?? (attributes.get('type') === 'registry' ? 'true' : 'false');
    return [push, attributes.get('push-by-digest') ?? 'false'].some((value) => !isFalse.test(value));
}
function isPushedByDigest(output) {
    return !isFalse.test(attributesOf(output)?.get('push-by-digest') ?? 'false');
}
const isFalse = /^(?:0|f|F|false|FALSE|False)$/;


/***/ }),

/***/ 7671:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Eb: () => (/* binding */ publishedMetadata),
/* harmony export */   _6: () => (/* binding */ readMetadata)
/* harmony export */ });
/* unused harmony export materialsIn */
/* harmony import */ var _disk_regular_file_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6659);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9368);
/* harmony import */ var _oci_distribution_target_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1208);



const metadataLimit = 64 * 1024 * 1024;
async function readMetadata(path) {
    const text = await (0,_disk_regular_file_js__WEBPACK_IMPORTED_MODULE_0__/* .readText */ .y)(path, metadataLimit).catch(() => '{}');
    const fields = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .recordOf */ .zv)((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseJson */ .qF)(text));
    const digest = fields['containerimage.digest'];
    const configDigest = fields['containerimage.config.digest'];
    return {
        text,
        materials: materialsIn(fields),
        ...(typeof digest === 'string' && { digest }),
        ...(typeof configDigest === 'string' && { configDigest }),
    };
}
function publishedMetadata({ text }, root, outcomes) {
    const { 'image.name': _, ...fields } = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .recordOf */ .zv)((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseJson */ .qF)(text));
    const names = outcomes.flatMap(publishedNames).join(',');
    const { digest, mediaType, size } = root;
    const before = fields['containerimage.descriptor'];
    const published = {
        ...fields,
        'containerimage.descriptor': { ...before, mediaType, digest, size },
        'containerimage.digest': digest,
        ...(names && { 'image.name': names }),
    };
    return JSON.stringify(published, null, 2);
}
function publishedNames({ target, status, tags }) {
    if (status !== 'published')
        return [];
    const there = tags.filter((tag) => tag.status === 'published' || tag.status === 'unchanged');
    return there.map(({ tag }) => `${(0,_oci_distribution_target_js__WEBPACK_IMPORTED_MODULE_1__/* .formatTarget */ .P)(target)}:${tag}`);
}
function materialsIn(metadata) {
    const statements = Object.keys(metadata)
        .filter((key) => /^buildx\.build\.provenance(?:\/|$)/.test(key))
        .map((key) => (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .recordOf */ .zv)(metadata[key]));
    const entries = statements.flatMap((statement) => [
        ...listOf(statement.materials),
        ...listOf((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .recordOf */ .zv)(statement.buildDefinition).resolvedDependencies),
    ]);
    return [...new Set(entries.flatMap(imageOf))];
}
function imageOf(entry) {
    const { uri, digest } = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .recordOf */ .zv)(entry);
    const { name, version } = /^pkg:docker\/(?<name>[^@?]+)(?:@(?<version>[^?]+))?/.exec(String(uri))?.groups ?? {};
    const { sha256 } = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .recordOf */ .zv)(digest);
    if (name === undefined)
        return [];
    const tag = version === undefined || version.startsWith('sha256') ? '' : `:${version}`;
    return [decodeURIComponent(`${name}${tag}`) + (typeof sha256 === 'string' ? `@sha256:${sha256}` : '')];
}
function listOf(value) {
    return Array.isArray(value) ? value : [];
}


/***/ }),

/***/ 1604:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B6: () => (/* binding */ describesPublished),
/* harmony export */   KT: () => (/* binding */ named),
/* harmony export */   My: () => (/* binding */ complete),
/* harmony export */   V$: () => (/* binding */ formatOutput),
/* harmony export */   fu: () => (/* binding */ csv),
/* harmony export */   rV: () => (/* binding */ makingOf),
/* harmony export */   wN: () => (/* binding */ parseImageOutput),
/* harmony export */   wX: () => (/* binding */ namesIn)
/* harmony export */ });
/* harmony import */ var _attributes_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8828);

const imageTypes = ['image', 'registry', 'docker', 'oci'];
function parseImageOutput(text) {
    const attributes = new Map((0,_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .attributesOf */ .Td)(text));
    const type = attributes.get('type') ?? '';
    attributes.delete('type');
    return imageTypes.includes(type) ? { text, type, attributes } : undefined;
}
function formatOutput({ type, attributes }) {
    return csv([`type=${type}`, ...[...attributes].map(([key, value]) => `${key}=${value}`)]);
}
function csv(parts) {
    return parts.map((part) => (/[",\r\n]/.test(part) ? `"${part.replaceAll('"', '""')}"` : part)).join(',');
}
function describesPublished({ type }) {
    return type === 'image' || type === 'registry';
}
const placing = /^(?:name|dest|tar|push|push-by-digest|name-canonical|store|unpack|registry\.insecure|dangling-name-prefix)$/;
function makingOf({ attributes }) {
    return new Map([...attributes].filter(([key]) => !placing.test(key)));
}
function namesIn({ attributes }) {
    return (attributes.get('name') ?? '')
        .split(',')
        .map((name) => name.trim())
        .filter(Boolean);
}
function complete(text, names) {
    const output = parseImageOutput(text);
    if (!output)
        return text;
    const missing = Object.entries({ 'oci-mediatypes': 'true', ...named(names) }).filter(([key]) => !output.attributes.has(key));
    return formatOutput({ ...output, attributes: new Map([...output.attributes, ...missing]) });
}
function named(names) {
    return names.length > 0 ? { name: names.join(',') } : {};
}


/***/ }),

/***/ 3137:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  b: () => (/* binding */ baseOf),
  H: () => (/* binding */ stagesBelow)
});

;// CONCATENATED MODULE: ./build/builder/dockerfile/instructions.js
function instructionsIn(dockerfile) {
    const continuation = /^#\s*escape\s*=\s*`/im.test(dockerfile) ? '`' : '\\';
    const lines = dockerfile.split(/\r?\n/).map((line) => line.trim());
    const instructions = [];
    let begun = '';
    for (let at = 0; at < lines.length; at++) {
        const line = lines[at] ?? '';
        if (line === '' || line.startsWith('#'))
            continue;
        if (line.endsWith(continuation)) {
            begun += `${line.slice(0, -1)} `;
            continue;
        }
        const text = begun + line;
        begun = '';
        const [, keyword = '', rest = ''] = /^(\w+)\s+(.*)$/s.exec(text) ?? [];
        instructions.push({ keyword: keyword.toUpperCase(), rest });
        at = endOf(hereDocumentsOf(text), lines, at);
    }
    return instructions;
}
function endOf(words, lines, start) {
    let at = start;
    for (const word of words) {
        at = lines.indexOf(word, at + 1);
        if (at < 0)
            return lines.length;
    }
    return at;
}
function hereDocumentsOf(text) {
    if (!/^(?:RUN|COPY|ADD)\b/i.test(text))
        return [];
    return [...text.matchAll(/<<-?(["']?)(?<end>\w+)\1/g)].map(({ groups }) => groups?.end ?? '');
}

;// CONCATENATED MODULE: ./build/builder/dockerfile/base.js

const valueLimit = 4096;
function baseOf(dockerfile, { target, buildArgs, buildContexts }) {
    const base = stagesBelow(dockerfile, { target, buildArgs }).at(-1)?.from;
    const instead = base && pairsOf(buildContexts).get(base);
    if (instead !== undefined)
        return /^docker-image:\/\/(.+)$/.exec(instead)?.[1];
    return base === 'scratch' ? undefined : base;
}
function stagesBelow(dockerfile, { target, buildArgs }) {
    const instructions = instructionsIn(dockerfile);
    const starts = instructions.flatMap(({ keyword }, index) => (keyword === 'FROM' ? [index] : []));
    const values = valuesOf(instructions.slice(0, starts[0] ?? 0), pairsOf(buildArgs));
    const stages = starts.map((start, index) => stageOf(instructions.slice(start, starts[index + 1]), values));
    const named = stages.findIndex(({ name }) => name !== '' && name === target.toLowerCase());
    const numbered = /^\d+$/.test(target) ? Number(target) : -1;
    const found = named < 0 ? numbered : named;
    return followed(stages, target === '' ? stages.length - 1 : found);
}
function followed(stages, index) {
    const named = new Map();
    const below = stages.map(({ name, from }, at) => {
        const earlier = named.get(from.toLowerCase());
        if (name !== '')
            named.set(name, at);
        return earlier;
    });
    const chain = [];
    for (let at = index; at !== undefined; at = below[at])
        chain.push(...stages.slice(at, at + 1));
    return chain;
}
function stageOf([first, ...instructions], values) {
    const [from = '', as = '', name = ''] = first?.rest.split(/\s+/).filter((word) => !word.startsWith('--')) ?? [];
    return { from: expand(from, values), name: /^as$/i.test(as) ? name.toLowerCase() : '', instructions };
}
function valuesOf(instructions, given) {
    const values = new Map();
    const declared = instructions.filter(({ keyword }) => keyword === 'ARG').flatMap(({ rest }) => rest.split(/\s+/));
    for (const [name, value] of pairsOf(declared))
        values.set(name, given.get(name) ?? expand(value, values));
    return values;
}
const variable = /\$(?:(?<plain>\w+)|\{(?<name>\w+)(?::-(?<otherwise>[^}]*))?\})/g;
function expand(text, values) {
    let room = valueLimit;
    const expanded = text.replace(/^(["'])(.*)\1$/, '$2').replaceAll(variable, (...match) => {
        const { plain, name = plain, otherwise = '' } = match.at(-1);
        const value = values.get(name ?? '') || otherwise;
        room -= value.length;
        return room < 0 ? '' : value;
    });
    return room < 0 ? '' : expanded;
}
function pairsOf(texts) {
    return new Map(texts.map((text) => /^([^=]*)=?(.*)$/s.exec(text)?.slice(1)));
}


/***/ }),

/***/ 5613:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S9: () => (/* binding */ dockerfileOf),
/* harmony export */   Vx: () => (/* binding */ isRemote),
/* harmony export */   j1: () => (/* binding */ dockerfilePaths),
/* harmony export */   n_: () => (/* binding */ readDockerfile)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _disk_regular_file_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6659);


function isRemote(context) {
    return /^(?:https?|git|ssh):\/\/|^git@|^github\.com\//.test(context);
}
function dockerfileOf({ context, file }) {
    return file || (isRemote(context) ? 'Dockerfile' : (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(context, 'Dockerfile'));
}
function dockerfilePaths({ context, file }) {
    if (isRemote(context) || isRemote(file))
        return [];
    return file ? [file] : [dockerfileOf({ context, file }), (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(context, 'dockerfile')];
}
async function readDockerfile(paths, workspace) {
    const texts = await Promise.allSettled(dockerfilePaths(paths).map((path) => (0,_disk_regular_file_js__WEBPACK_IMPORTED_MODULE_1__/* .readText */ .y)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(workspace, path))));
    return texts.find((text) => text.status === 'fulfilled')?.value ?? '';
}


/***/ }),

/***/ 9650:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ readAuthEntry),
/* harmony export */   c: () => (/* binding */ identityOf)
/* harmony export */ });
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


/***/ }),

/***/ 9021:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $C: () => (/* binding */ readFound),
/* harmony export */   Fj: () => (/* binding */ secretsOf),
/* harmony export */   Sm: () => (/* binding */ readConfigIn),
/* harmony export */   _n: () => (/* binding */ dockerConfigDirectory),
/* harmony export */   cd: () => (/* binding */ readConfigs),
/* harmony export */   o4: () => (/* binding */ parseConfig),
/* harmony export */   tJ: () => (/* binding */ userConfigDirectory)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _disk_regular_file_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6659);
/* harmony import */ var _input_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3587);
/* harmony import */ var _registry_auth_credential_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(496);
/* harmony import */ var _auth_entry_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9650);
/* harmony import */ var _docker_config_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2288);






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


/***/ }),

/***/ 2288:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cj: () => (/* binding */ parseDockerConfig),
/* harmony export */   TE: () => (/* binding */ lookUp),
/* harmony export */   bm: () => (/* binding */ keyFor),
/* harmony export */   lR: () => (/* binding */ configKeyOf)
/* harmony export */ });
/* unused harmony export dockerHubKey */
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9368);
/* harmony import */ var _oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8732);
/* harmony import */ var _oci_distribution_registry_scope_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3959);
/* harmony import */ var _auth_entry_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9650);




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
function backoff(policy, retry, random, asked = 0) {
    const ceiling = Math.min(policy.longestWait, policy.firstWait * 2 ** (retry - 1));
    return Math.max(asked, ceiling * (0.5 + random / 2));
}

// EXTERNAL MODULE: ./build/http/retry/retryable.js
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
function loadUndici() {
    parts ??= load();
    return parts;
}
async function load() {
    for (const flag of ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering'])
        (0,external_node_v8_.setFlagsFromString)(flag);
    return await Promise.all(/* import() */[__webpack_require__.e(410), __webpack_require__.e(416)]).then(__webpack_require__.bind(__webpack_require__, 1416));
}

// EXTERNAL MODULE: external "node:timers/promises"
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

// EXTERNAL MODULE: ./build/http/message.js
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

// EXTERNAL MODULE: ./build/http/network-failure.js
var network_failure = __webpack_require__(3856);
// EXTERNAL MODULE: ./build/http/origin.js
var origin = __webpack_require__(3391);
// EXTERNAL MODULE: ./build/oci/content-error.js
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


/***/ }),

/***/ 2133:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   PO: () => (/* binding */ errorStatus),
/* harmony export */   Vw: () => (/* binding */ formatProblem),
/* harmony export */   uU: () => (/* binding */ parseProblems)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9368);

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


/***/ }),

/***/ 1208:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ formatTarget)
/* harmony export */ });
/* harmony import */ var _reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8732);

function formatTarget({ repository }) {
    return (0,_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .formatRepository */ .Sh)(repository);
}


/***/ }),

/***/ 7554:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FL: () => (/* binding */ parsePlatform),
/* harmony export */   Ng: () => (/* binding */ platformKey),
/* harmony export */   b: () => (/* binding */ isForPlatform),
/* harmony export */   bo: () => (/* binding */ withNormalVariant),
/* harmony export */   r6: () => (/* binding */ platformInConfig),
/* harmony export */   tj: () => (/* binding */ platformOf),
/* harmony export */   vV: () => (/* binding */ shownPlatform)
/* harmony export */ });
/* harmony import */ var _platform_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4647);

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


/***/ }),

/***/ 6247:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gv: () => (/* binding */ unmatched),
/* harmony export */   JD: () => (/* binding */ isLost),
/* harmony export */   bT: () => (/* binding */ mayPublish),
/* harmony export */   d$: () => (/* binding */ isDecided),
/* harmony export */   eC: () => (/* binding */ mayPublishAll),
/* harmony export */   gx: () => (/* binding */ isRequired)
/* harmony export */ });
function isRequired(target, required) {
    if (required === 'all')
        return true;
    if (required === 'any')
        return false;
    return required.some((name) => covers(name, target));
}
function unmatched(targets, required) {
    if (typeof required === 'string')
        return [];
    return required.filter((name) => !targets.some((target) => covers(name, target)));
}
function covers(name, target) {
    const image = name.replace(/^docker\.io\/(?=[^/]+$)/, 'docker.io/library/');
    return target === name || target === image || target.startsWith(`${name}/`);
}
function mayPublish(targets, required) {
    const lacking = targets.some(({ target, ready }) => !ready && isRequired(target, required));
    return !lacking && targets.some(({ ready }) => ready);
}
function mayPublishAll(images, required) {
    const judged = required === 'any' ? images : [images.flat()];
    return judged.length > 0 && judged.every((targets) => mayPublish(targets, required));
}
function isDecided(targets, required) {
    const needed = targets.filter(({ target }) => isRequired(target, required));
    if (needed.length > 0)
        return needed.every(({ state }) => state !== 'under way');
    return targets.some(({ state }) => state === 'ready');
}
function isLost(failed, targets, required) {
    const lost = targets.filter((target) => failed.includes(target));
    return targets.length > 0 && (lost.length === targets.length || lost.some((target) => isRequired(target, required)));
}


/***/ }),

/***/ 2401:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ mergeOutcomes)
/* harmony export */ });
/* harmony import */ var _oci_distribution_target_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1208);
/* harmony import */ var _step_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1366);


const order = ['failed', 'unconfirmed', 'withheld', 'published', 'planned'];
function mergeOutcomes(outcomes) {
    return [...Map.groupBy(outcomes, ({ target }) => (0,_oci_distribution_target_js__WEBPACK_IMPORTED_MODULE_0__/* .formatTarget */ .P)(target)).values()].map(merged);
}
function merged(outcomes) {
    const [first, ...others] = outcomes;
    if (others.length === 0)
        return first;
    const { root: _, platforms: __, isEquivalent: ___, ...rest } = first;
    const error = outcomes.find((outcome) => outcome.error)?.error;
    const referrers = sumOf(outcomes, (outcome) => outcome.referrers);
    const repaired = sumOf(outcomes, (outcome) => outcome.repaired);
    return {
        ...rest,
        target: { ...first.target, tags: outcomes.flatMap(({ target }) => target.tags) },
        status: order.find((status) => outcomes.some((outcome) => outcome.status === status)) ?? first.status,
        images: outcomes.length,
        tags: outcomes.flatMap(({ tags }) => tags),
        traffic: outcomes.map(({ traffic }) => traffic).reduce(_step_js__WEBPACK_IMPORTED_MODULE_1__/* .addTraffic */ .b),
        sent: sumOf(outcomes, ({ sent }) => sent),
        retries: sumOf(outcomes, ({ retries }) => retries),
        seconds: Math.max(...outcomes.map(({ seconds }) => seconds)),
        ...(referrers > 0 && { referrers }),
        ...(repaired > 0 && { repaired }),
        ...(error && { error }),
    };
}
function sumOf(outcomes, of) {
    return outcomes.reduce((sum, outcome) => sum + (of(outcome) ?? 0), 0);
}


/***/ }),

/***/ 7060:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cv: () => (/* binding */ complaintsOf),
/* harmony export */   FE: () => (/* binding */ describeTags),
/* harmony export */   H_: () => (/* binding */ publishedImages),
/* harmony export */   Rz: () => (/* binding */ partResultJson),
/* harmony export */   SS: () => (/* binding */ describeOutcome),
/* harmony export */   y: () => (/* binding */ describeTag),
/* harmony export */   y3: () => (/* binding */ resultJson)
/* harmony export */ });
/* harmony import */ var _format_bytes_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3915);
/* harmony import */ var _oci_distribution_target_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1208);
/* harmony import */ var _outcome_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4566);



const marks = {
    published: '\u2713',
    planned: '\u2713',
    unconfirmed: '?',
    withheld: '\u2013',
    failed: '\u2717',
};
function describeOutcome(outcome) {
    const { target, status, tags, traffic, seconds, retries } = outcome;
    const isPlanned = status === 'planned';
    const parts = [
        status === 'failed' && 'failed',
        status === 'unconfirmed' && 'accepted, but not visible yet',
        imagesIn(outcome),
        replacedIn(outcome),
        referrersIn(outcome),
        missing(outcome),
        status === 'withheld' && (isUntouched(tags) ? 'no tag was moved' : 'not published'),
        amount('kept', traffic.kept),
        amount('mounted', traffic.mounted),
        amount(isPlanned ? 'to upload' : 'uploaded', traffic.uploaded),
        !isPlanned && `${seconds.toFixed(1)} s`,
        retries > 0 && `${retries} ${retries === 1 ? 'retry' : 'retries'}`,
    ];
    return `${markOf(outcome)} ${(0,_oci_distribution_target_js__WEBPACK_IMPORTED_MODULE_0__/* .formatTarget */ .P)(target)}: ${parts.filter(Boolean).join(', ')}`;
}
function markOf(outcome) {
    return outcome.status === 'published' && (0,_outcome_js__WEBPACK_IMPORTED_MODULE_1__/* .overtakenTags */ .h5)(outcome).length > 0 ? '!' : marks[outcome.status];
}
function imagesIn({ images = 1 }) {
    return images > 1 && `${images} images`;
}
function replacedIn(outcome) {
    const { length } = (0,_outcome_js__WEBPACK_IMPORTED_MODULE_1__/* .overtakenTags */ .h5)(outcome);
    return length > 0 && `${length} of ${outcome.tags.length} tags ${length === 1 ? 'points' : 'point'} at another image`;
}
function referrersIn({ status, referrers = 0 }) {
    const isThere = status === 'published' || status === 'planned' || status === 'unconfirmed';
    return isThere && referrers > 0 && `with ${referrers} ${referrers === 1 ? 'referrer' : 'referrers'}`;
}
function missing({ status, repaired = 0 }) {
    const isPlanned = status === 'planned';
    const parts = `${repaired} missing ${repaired === 1 ? 'part' : 'parts'}`;
    return repaired > 0 && (isPlanned ? parts : `${parts} sent again`);
}
function isUntouched(tags) {
    return tags.every(({ status }) => !['restored', 'overtaken', 'stuck'].includes(status));
}
function amount(verb, { blobs, bytes }) {
    return blobs > 0 && `${blobs} ${verb} (${(0,_format_bytes_js__WEBPACK_IMPORTED_MODULE_2__/* .formatBytes */ .z)(bytes)})`;
}
function complaintsOf(outcome) {
    const { target, tags, error } = outcome;
    const unconfirmed = tags
        .filter(({ status }) => status === 'unconfirmed')
        .map(({ tag, digest }) => `'${tag}' (returns ${digest ?? 'nothing'})`);
    const stuck = tags.filter(({ status }) => status === 'stuck');
    const names = stuck.map(({ tag, before, hidden }) => `'${tag}' (${hidden ? 'not readable before' : before ? `before: ${before}` : 'new'})`);
    return [
        ...(error ? [error.message] : []),
        ...(unconfirmed.length > 0
            ? [
                `${(0,_oci_distribution_target_js__WEBPACK_IMPORTED_MODULE_0__/* .formatTarget */ .P)(target)}: the registry accepted these tags, but does not return the new image for them: ${unconfirmed.join(', ')}. Re-run this job.`,
            ]
            : []),
        ...(stuck.length > 0
            ? [`${(0,_oci_distribution_target_js__WEBPACK_IMPORTED_MODULE_0__/* .formatTarget */ .P)(target)}: ${names.join(', ')} could not be restored. Fix this by hand, or publish again.`]
            : []),
        ...replacedOf(outcome),
    ];
}
function replacedOf(outcome) {
    const tags = (0,_outcome_js__WEBPACK_IMPORTED_MODULE_1__/* .overtakenTags */ .h5)(outcome).map(({ tag, digest }) => `'${tag}' (returns ${digest ?? 'another'})`);
    if (tags.length === 0)
        return [];
    const written = outcome.root?.digest ?? 'the new image';
    return [
        `${(0,_oci_distribution_target_js__WEBPACK_IMPORTED_MODULE_0__/* .formatTarget */ .P)(outcome.target)}: the registry accepted ${written}, but now returns another image for these tags: ${tags.join(', ')}. Another job may have published them at the same time; re-run this job if its image is the newer one.`,
    ];
}
function describeTags(outcomes) {
    const described = outcomes.flatMap((outcome) => outcome.tags.map((tag) => ({
        tag: tag.tag,
        target: (0,_oci_distribution_target_js__WEBPACK_IMPORTED_MODULE_0__/* .formatTarget */ .P)(outcome.target),
        words: describeTag(tag, outcome),
    })));
    const groups = Map.groupBy(described, ({ target, words }) => `${target} ${words}`);
    return [...groups.values()].flatMap((group) => {
        const [{ target, words } = { target: '', words: '' }] = group;
        return `${target}: ${group.map(({ tag }) => tag).join(', ')} ${words}`;
    });
}
const tagWords = {
    published: 'published',
    unchanged: 'already up to date',
    skipped: 'left as it was',
    withheld: 'not moved',
    failed: 'not written',
    restored: 'restored',
    overtaken: 'written, but since replaced by another image',
    unconfirmed: 'accepted, but not visible yet',
    stuck: 'possibly moved, and not restored',
};
function describeTag({ status, digest }, outcome) {
    if (outcome.status === 'planned' && status === 'published')
        return 'would be published';
    if (outcome.isEquivalent && status === 'unchanged')
        return `left at ${digest}: the same image except for its attestations`;
    return tagWords[status];
}
function partResultJson(outcomes, { part, missing, state }) {
    const all = outcomes.map((outcome) => resultOf(outcome, undefined));
    const isThere = (status) => status === 'published';
    return JSON.stringify(all.map((each) => ({ ...each, ...(isThere(each.status) && { status: 'part' }), part, missing, state })));
}
function resultJson(outcomes, digest) {
    return JSON.stringify(outcomes.map((outcome) => resultOf(outcome, digest)));
}
function resultOf(outcome, digest) {
    const { target, status, tags, traffic, sent, retries, seconds, platforms = [], repaired, referrers } = outcome;
    return {
        target: (0,_oci_distribution_target_js__WEBPACK_IMPORTED_MODULE_0__/* .formatTarget */ .P)(target),
        status,
        digest: status === 'failed' || status === 'planned' ? undefined : ((0,_outcome_js__WEBPACK_IMPORTED_MODULE_1__/* .imageDigest */ .Wf)(outcome) ?? digest),
        tags: tags.map(({ hidden: _, ...tag }) => tag),
        ...(platforms.length > 0 && { platforms }),
        ...(repaired !== undefined && { repaired }),
        ...(referrers !== undefined && { referrers }),
        ...traffic,
        sent,
        retries,
        seconds: Math.round(seconds * 1000) / 1000,
        error: status === 'published' ? undefined : complaintsOf(outcome).join('; ') || undefined,
    };
}
function publishedImages(outcomes, digest) {
    const images = outcomes
        .filter(({ status }) => status === 'published')
        .map((outcome) => ({ target: outcome.target, found: (0,_outcome_js__WEBPACK_IMPORTED_MODULE_1__/* .imageDigest */ .Wf)(outcome) ?? digest }));
    return images.flatMap(({ target, found }) => (found ? [`${(0,_oci_distribution_target_js__WEBPACK_IMPORTED_MODULE_0__/* .formatTarget */ .P)(target)}@${found}`] : []));
}


/***/ }),

/***/ 4566:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K4: () => (/* binding */ commonDigest),
/* harmony export */   Wf: () => (/* binding */ imageDigest),
/* harmony export */   h5: () => (/* binding */ overtakenTags)
/* harmony export */ });
function imageDigest({ root, tags }) {
    return root?.digest ?? tags.find(({ status }) => status === 'unchanged')?.digest;
}
function commonDigest(outcomes) {
    const digests = new Set(outcomes.filter(({ status }) => status === 'published').map(imageDigest));
    return digests.size === 1 ? [...digests][0] : undefined;
}
function overtakenTags({ status, tags }) {
    const isTaken = status === 'published' || status === 'unconfirmed';
    return isTaken ? tags.filter((tag) => tag.status === 'overtaken') : [];
}


/***/ }),

/***/ 9897:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J$: () => (/* binding */ describePartLine),
/* harmony export */   PL: () => (/* binding */ isPublication),
/* harmony export */   xW: () => (/* binding */ describePart)
/* harmony export */ });
/* harmony import */ var _format_bytes_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3915);

function isPublication({ state }) {
    return state === 'finished' || state === 'repeated';
}
function describePart({ part, digest, state, missing, attempt, parts }) {
    const own = `${part.join(', ')} (${digest})`;
    switch (state) {
        case 'waiting':
            return `${own} is in place, without a tag. Still missing: ${missing.join(', ')}. The job that pushes the last part publishes the image.`;
        case 'elsewhere':
            return `${own} is in place, and so are all other parts. Another job publishes the image.`;
        case 'finished':
            return `All parts are in place: this job has published the image for ${parts.flatMap((each) => each.part).join(', ')}.`;
        case 'repeated':
            return `The image of this run was published already (attempt ${attempt}). Nothing was published by this job.${other(parts, digest, part)}`;
    }
}
function other(parts, digest, part) {
    const used = parts.filter((each) => each.part.some((platform) => part.includes(platform)));
    const others = used.filter((each) => each.digest !== digest);
    if (others.length === 0)
        return '';
    return ` This job built ${digest} for ${part.join(', ')}, which is not part of it: the image has ${others.map((each) => each.digest).join(', ')}.`;
}
function describePartLine({ part, digest, attempt, note }) {
    const { runner, seconds, bytes } = note ?? {};
    const machine = [runner?.os, runner?.arch].filter(Boolean).join(' ');
    const where = runner && [runner.name, machine && `(${machine})`].filter(Boolean).join(' ');
    const details = [
        digest,
        bytes !== undefined && (0,_format_bytes_js__WEBPACK_IMPORTED_MODULE_0__/* .formatBytes */ .z)(bytes),
        seconds !== undefined && `${seconds.toFixed(1)} s`,
        where && `on ${where}`,
        attempt > 1 && `attempt ${attempt}`,
    ];
    return `${part.join(', ')}: ${details.filter(Boolean).join(', ')}`;
}


/***/ }),

/***/ 1366:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ totalTraffic),
/* harmony export */   b: () => (/* binding */ addTraffic)
/* harmony export */ });
function addTraffic(one, other) {
    const sum = (kind) => ({
        blobs: one[kind].blobs + other[kind].blobs,
        bytes: one[kind].bytes + other[kind].bytes,
    });
    return { kept: sum('kept'), mounted: sum('mounted'), uploaded: sum('uploaded') };
}
function totalTraffic(steps) {
    const total = (kind) => {
        const blobs = steps.filter(({ step }) => step?.do === kind).map(({ blob }) => blob);
        return { blobs: blobs.length, bytes: blobs.reduce((sum, { size }) => sum + size, 0) };
    };
    return { kept: total('keep'), mounted: total('mount'), uploaded: total('upload') };
}


/***/ }),

/***/ 7287:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BU: () => (/* binding */ jobVariables),
/* harmony export */   Oz: () => (/* binding */ childVariables),
/* harmony export */   qI: () => (/* binding */ cacheService)
/* harmony export */ });
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


/***/ }),

/***/ 4371:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  aG: () => (/* binding */ checkContent),
  Wu: () => (/* binding */ expandContext),
  pR: () => (/* binding */ expandPaths)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/builder/dockerfile/build-context.js
var build_context = __webpack_require__(5613);
;// CONCATENATED MODULE: ./build/builder/dockerfile/find-dockerfiles.js


const depthLimit = 3;
const entryLimit = 5_000;
const named = 3;
async function findDockerfiles(workspace) {
    const found = [];
    let folders = [''];
    let seen = 0;
    for (let depth = 0; depth < depthLimit && folders.length > 0; depth++) {
        const below = [];
        for (const folder of folders) {
            const entries = await (0,promises_.readdir)((0,external_node_path_.join)(workspace, folder), { withFileTypes: true }).catch(() => []);
            seen += entries.length;
            if (seen > entryLimit)
                return found.slice(0, named);
            found.push(...entries.filter((entry) => entry.isFile() && isDockerfile(entry.name)).map(pathIn(folder)));
            below.push(...entries.filter((entry) => entry.isDirectory() && !isForeign(entry.name)).map(pathIn(folder)));
        }
        folders = below.toSorted();
    }
    return found.slice(0, named);
}
const pathIn = (folder) => (entry) => (0,external_node_path_.join)(folder, entry.name);
function isDockerfile(name) {
    return /^(?:Docker|Container)file(?:\.|$)|\.Dockerfile$/i.test(name) && !name.endsWith('ignore');
}
function isForeign(name) {
    return name.startsWith('.') || name === 'node_modules' || name === 'vendor';
}

// EXTERNAL MODULE: ./build/input-error.js
var input_error = __webpack_require__(3587);
// EXTERNAL MODULE: ./build/sources/open.js + 1 modules
var sources_open = __webpack_require__(762);
;// CONCATENATED MODULE: ./build/steps/read/context.js






function expandContext(text) {
    return text.replace(/\{\{\s*defaultContext\s*\}\}(?::(?<folder>.*))?$/, (_, folder) => folder || '.');
}
function expandPaths({ context: given, file }) {
    const folder = folderIn(given);
    const isWithin = folder !== undefined && file !== '' && !(0,build_context/* isRemote */.Vx)(file) && !(0,external_node_path_.isAbsolute)(file);
    return { context: expandContext(given) || '.', file: isWithin ? (0,external_node_path_.join)(folder, file) : file };
}
function folderIn(context) {
    return /^\{\{\s*defaultContext\s*\}\}:(?<folder>.+)$/.exec(context)?.groups?.folder;
}
async function checkContent(inputs, workspace) {
    if (!inputs.source)
        return await checkContext(inputs, workspace);
    const problems = await Promise.all(inputs.source.map((source) => problemWith(source, workspace)));
    (0,input_error/* throwAll */.K)(problems.flatMap((problem) => (problem === undefined ? [] : [new input_error/* InputError */.d('source', problem)])));
}
async function problemWith(source, workspace) {
    const path = (0,sources_open/* pathOf */.XM)(source);
    if (path === undefined)
        return undefined;
    const found = await (0,promises_.stat)((0,external_node_path_.resolve)(workspace, path)).catch(() => undefined);
    const { kind } = source;
    if (!found)
        return `${path} does not exist. Does an earlier step of this job write or download it?`;
    if (found.isDirectory() && kind !== 'oci-layout') {
        return `${path} is a directory: write 'oci-layout:${path}' for an image layout, or the path of the archive`;
    }
    if (found.isFile() && kind === 'oci-layout')
        return `${path} is a file: write 'oci-archive:${path}'`;
    return undefined;
}
async function checkContext(inputs, workspace) {
    const { context, file } = expandPaths(inputs);
    if ((0,build_context/* isRemote */.Vx)(context) || (0,build_context/* isRemote */.Vx)(file))
        return;
    const isFolder = await (0,promises_.stat)((0,external_node_path_.resolve)(workspace, context)).then((found) => found.isDirectory(), () => false);
    if (!isFolder)
        throw new input_error/* InputError */.d('context', `directory ${context} does not exist. ${hint}`);
    const candidates = (0,build_context/* dockerfilePaths */.j1)({ context, file });
    const found = await Promise.all(candidates.map((name) => (0,promises_.stat)((0,external_node_path_.resolve)(workspace, name)).catch(() => undefined)));
    if (found.some((stats) => stats?.isFile()))
        return;
    if (found.some(Boolean))
        throw new input_error/* InputError */.d('file', `${candidates[0]} is not a regular file`);
    throw new input_error/* InputError */.d('file', await sentenceFor(candidates[0] ?? '', inputs, workspace));
}
async function sentenceFor(missing, { context, file }, workspace) {
    const others = await findDockerfiles(workspace);
    const folder = folderIn(context);
    const [other] = others;
    if (other === undefined)
        return `${missing} does not exist. ${hint}`;
    const beside = (0,external_node_path_.join)(file || 'Dockerfile');
    const advice = folder !== undefined && others.includes(beside)
        ? `With '{{defaultContext}}:${folder}', 'file' is relative to that directory: to build ${beside}, set 'context: ${folder}' and 'file: ${beside}'.`
        : `To build ${other}, set 'file: ${other}'.`;
    return `${missing} does not exist, but ${others.join(', ')} ${others.length > 1 ? 'do' : 'does'}. ${advice}`;
}
const hint = 'Does actions/checkout run before this step?';


/***/ }),

/***/ 3472:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ warnIfNothingRequired),
/* harmony export */   m: () => (/* binding */ checkRequired)
/* harmony export */ });
/* harmony import */ var _input_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3587);
/* harmony import */ var _oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8732);
/* harmony import */ var _oci_distribution_target_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1208);
/* harmony import */ var _plan_gate_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6247);




function checkRequired({ required }, { images, references }) {
    const found = (0,_oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .parseReferences */ .IO)([...images, ...references].map(({ name }) => name));
    const named = [...new Set(found.map(({ repository }) => (0,_oci_distribution_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .formatRepository */ .Sh)(repository)))];
    const advice = `list registries, owners or images of these targets: ${named.join(', ')}`;
    (0,_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .throwAll */ .K)((0,_plan_gate_js__WEBPACK_IMPORTED_MODULE_3__/* .unmatched */ .Gv)(named, required).map((entry) => new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .d('required', `no target matches '${entry}': ${advice}`)));
}
function warnIfNothingRequired({ required }, targets, log) {
    const idle = (0,_plan_gate_js__WEBPACK_IMPORTED_MODULE_3__/* .unmatched */ .Gv)(targets.map(_oci_distribution_target_js__WEBPACK_IMPORTED_MODULE_2__/* .formatTarget */ .P), required);
    if (idle.length === 0 || idle.length < required.length)
        return;
    log.notice("None of the targets in 'required' is published in this run, so one successful target is enough");
}


/***/ }),

/***/ 2697:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ outputValues)
/* harmony export */ });
/* harmony import */ var _builder_buildx_metadata_file_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7671);
/* harmony import */ var _names_name_outputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6975);
/* harmony import */ var _plan_outcome_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4566);
/* harmony import */ var _plan_outcome_text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7060);
/* harmony import */ var _plan_parts_part_report_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9897);
/* harmony import */ var _summarize_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9322);






function outputValues(result, { bakeTarget }, { variables }) {
    const { texts, bakeFiles } = (0,_names_name_outputs_js__WEBPACK_IMPORTED_MODULE_1__/* .formatOutputs */ .AH)(result.names, {
        annotationLevels: (0,_names_name_outputs_js__WEBPACK_IMPORTED_MODULE_1__/* .annotationLevelsIn */ .ct)(variables),
        bakeTarget,
    });
    return { texts: { ...texts, ...imageOutputs(result) }, bakeFiles };
}
function imageOutputs(result) {
    const { outcomes, image, metadata, part } = result;
    if (part && !(0,_plan_parts_part_report_js__WEBPACK_IMPORTED_MODULE_4__/* .isPublication */ .PL)(part))
        return { ...unpublished, result: (0,_plan_outcome_text_js__WEBPACK_IMPORTED_MODULE_2__/* .partResultJson */ .Rz)(outcomes, part) };
    const root = image && (0,_summarize_js__WEBPACK_IMPORTED_MODULE_3__/* .publishedRoot */ .Tj)({ outcomes, image });
    const images = (0,_plan_outcome_text_js__WEBPACK_IMPORTED_MODULE_2__/* .publishedImages */ .H_)(outcomes, root?.digest);
    const digest = root?.digest ?? metadata?.digest ?? (0,_plan_outcome_js__WEBPACK_IMPORTED_MODULE_5__/* .commonDigest */ .K4)(outcomes) ?? '';
    const isPublished = metadata && root;
    return {
        digest,
        image: images[0] ?? '',
        images: images.join('\n'),
        result: (0,_plan_outcome_text_js__WEBPACK_IMPORTED_MODULE_2__/* .resultJson */ .y3)(outcomes, root?.digest),
        imageid: metadata?.configDigest ?? configOf(image) ?? digest,
        metadata: isPublished ? (0,_builder_buildx_metadata_file_js__WEBPACK_IMPORTED_MODULE_0__/* .publishedMetadata */ .Eb)(metadata, root, outcomes) : (metadata?.text ?? ''),
    };
}
const unpublished = { digest: '', image: '', images: '', imageid: '', metadata: '' };
function configOf(image) {
    return image?.manifests.at(-1)?.blobs[0]?.digest;
}


/***/ }),

/***/ 9322:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Tj: () => (/* binding */ publishedRoot),
/* harmony export */   YG: () => (/* binding */ summaryOf),
/* harmony export */   gt: () => (/* binding */ describeKept)
/* harmony export */ });
/* harmony import */ var _builder_dockerfile_build_context_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5613);
/* harmony import */ var _plan_merged_outcome_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2401);
/* harmony import */ var _plan_outcome_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4566);
/* harmony import */ var _read_context_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4371);




function summaryOf(result, { inputs, mode, build }) {
    const { outcomes, kept, isDone, failure, part } = result;
    const goal = goalOf(inputs);
    const dockerfile = (0,_builder_dockerfile_build_context_js__WEBPACK_IMPORTED_MODULE_0__/* .dockerfileOf */ .S9)((0,_read_context_js__WEBPACK_IMPORTED_MODULE_2__/* .expandPaths */ .pR)(inputs));
    const isImage = goal === 'build' || goal === 'read';
    return {
        subject: (isImage && firstName(result)) || dockerfile,
        goal,
        outcomes: (0,_plan_merged_outcome_js__WEBPACK_IMPORTED_MODULE_1__/* .mergeOutcomes */ .k)(outcomes),
        isDone,
        digest: digestOfImage(result),
        part,
        failure,
        build,
        unpushed: kept
            ? [mode.notice, describeKept(kept)].filter(Boolean).join(' ')
            : (mode.notice ?? (isImage && !inputs.push ? "Not pushed: the input 'push' is false." : undefined)),
    };
}
function digestOfImage({ outcomes, image, metadata, part }) {
    return (image && publishedRoot({ outcomes, image }))?.digest ?? metadata?.digest ?? (part && (0,_plan_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .commonDigest */ .K4)(outcomes));
}
function describeKept(kept) {
    return `Kept until the end of the job: a later step publishes it with 'source: ${kept}'.`;
}
function goalOf({ call, source }) {
    if (source)
        return 'read';
    if (call === '')
        return 'build';
    return /^check\b/.test(call) ? 'check' : 'call';
}
function firstName({ names: { images }, outcomes }) {
    const { name = '', tags = [] } = images.find(({ tags: all }) => all.length > 0) ?? images[0] ?? {};
    if ((0,_plan_merged_outcome_js__WEBPACK_IMPORTED_MODULE_1__/* .mergeOutcomes */ .k)(outcomes).some(({ images: many = 1 }) => many > 1))
        return name;
    return [name, ...tags.slice(0, 1)].filter(Boolean).join(':') || undefined;
}
function publishedRoot({ outcomes, image }) {
    const roots = outcomes.filter(({ status }) => status === 'published' || status === 'planned').map(({ root }) => root);
    const [first] = roots;
    return roots.every((root) => root?.digest === first?.digest) ? (first ?? image?.root) : image?.root;
}


/***/ })

};
