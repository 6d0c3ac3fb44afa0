import type { BufferedResponse, HttpResponse, ResponseHead } from '../http/message.ts'
import { sameOrigin } from '../http/origin.ts'
import { followRedirects } from '../http/redirect.ts'
import { RetryState } from '../http/retry/retry-state.ts'
import { type EndFirstRequest, FirstRequest } from './auth/first-request.ts'
import { type Capabilities, newCapabilities } from './capabilities.ts'
import { isDisguisedRateLimit } from './errors/rate-limit.ts'
import { failureOf, refusedResponse } from './errors/refusal.ts'
import { RegistryError } from './errors/registry-error.ts'
import { othersWaitOf } from './limits/retry.ts'
import { Throttle } from './limits/throttle.ts'
import type { RegistryParts } from './registry-parts.ts'
import type { RegistryRequest } from './registry-request.ts'

/** A host that never responded probably does not exist. */
export const attemptsAtStranger = 4
/** Milliseconds. Optional requests do not wait any longer. */
const briefWait = 5_000

/** One registry host with our sign-in state: shared by all its repositories, so limits and tokens are shared, too. */
export class Registry implements AsyncDisposable {
  readonly name: string
  readonly home: URL
  /** Aborts every request to this registry: the signal of the run. */
  readonly signal: AbortSignal
  readonly capabilities: Capabilities = newCapabilities()
  readonly #parts: RegistryParts
  readonly #throttle: Throttle
  readonly #firstRequest: FirstRequest

  constructor(parts: RegistryParts) {
    this.name = parts.name
    this.home = parts.home
    this.signal = parts.signal
    this.#parts = parts
    this.#throttle = new Throttle(parts.retry)
    this.#firstRequest = new FirstRequest(othersWaitOf(parts.retry))
  }

  /**
   * Opens up to so many connections for a coming burst of requests, without sending any. Servers close idle
   * connections, so it is best done seconds before. Never rejects.
   */
  async warm(connections: number): Promise<void> {
    await this.#parts.transport.warm(connections)
  }

  /** Creates a missing repository; undefined if that was not asked for. Throws RegistryError. */
  get createRepository(): RegistryParts['createRepository'] {
    return this.#parts.createRepository
  }

  /** Whether a speculative request would do no harm now. */
  get isCalm(): boolean {
    return this.#throttle.isCalm
  }

  /** Sends a request, with retries. Throws RegistryError if it fails. `onRetry` is called before each retry. */
  async send(request: RegistryRequest, onRetry?: () => void): Promise<BufferedResponse> {
    const { retryState = this.retryState(request.signal) } = request
    for (;;) {
      try {
        return await this.attempt(request)
      } catch (error) {
        // Whatever the status: waiting alone does not supply the content that a manifest references.
        if (request.method === 'PUT' && error instanceof RegistryError && error.lacksContent) throw error
        await this.recover(error, retryState, request.attempts)
        onRetry?.()
      }
    }
  }

  /** Milliseconds before the first retry of a request. */
  get firstWait(): number {
    return this.#parts.retry.firstWait
  }

  retryState(signal: AbortSignal): RetryState {
    return new RetryState(this.#parts.retry, signal)
  }

  /** Waits after a failed attempt until the next one; throws `error` if another is not worth it. */
  async recover(error: unknown, retryState: RetryState, attempts?: number): Promise<void> {
    await retryState.afterFailure(error, attempts ?? (this.isUnheard(error) ? attemptsAtStranger : undefined))
  }

  /** Whether the host of a failed request has never responded: it probably does not exist. */
  isUnheard(error: unknown): boolean {
    const { place = this.home.origin, asked = place } = error instanceof RegistryError ? error.failure : {}
    return !this.#parts.heard.has(asked)
  }

  /** Whether the registry asked only for a short pause, which applies to all requests here. */
  isBriefLimit(error: unknown): boolean {
    const { retry } = this.#parts
    const isLimit = error instanceof RegistryError && error.isRateLimit
    return isLimit && (error.askedWait(retry) ?? retry.firstWait) <= briefWait
  }

  /**
   * Gets the token for requests with these scopes in advance. Does nothing if the registry has not asked for a token
   * yet. Never rejects: the requests will report the error.
   */
  async prepare(scopes: readonly string[]): Promise<void> {
    const { authorization } = this.#parts
    if (authorization.isChallenged) await authorization.header(scopes).catch(() => undefined)
  }

  /** What another program may send to pull from these repositories, and no more if there is a token service. */
  async pullAuthorization(names: readonly string[]): Promise<string | undefined> {
    return await this.#parts.authorization.headerToShare(names.map((name) => `repository:${name}:pull`))
  }

  /** Sends a request once, signing in if necessary. */
  async attempt(request: RegistryRequest): Promise<BufferedResponse> {
    const { where, body, signal } = request
    const size = body ? ('size' in body ? body.size : body.length) : 0
    using slot = await this.#throttle.enter({ where, size, signal })
    try {
      return await this.#read(request, await this.#greeted(request))
    } catch (error) {
      slot.failed(error)
      throw error
    }
  }

  /** Sends a request once, like `attempt`, and gives the response's body in pieces. `check` may refuse its head first. */
  async *stream(request: RegistryRequest, size: number, check: (head: ResponseHead) => void) {
    const { where, signal } = request
    using slot = await this.#throttle.enter({ where, size, isDownload: true, signal })
    try {
      const response = await this.#greeted(request)
      yield* this.#pieces(request, response, check)
    } catch (error) {
      slot.failed(error)
      throw error
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#parts.transport[Symbol.asyncDispose]()
  }

  async *#pieces(request: RegistryRequest, response: HttpResponse, check: (head: ResponseHead) => void) {
    try {
      check(response)
    } catch (error) {
      await response.discard()
      throw error
    }
    try {
      yield* response.pieces()
    } catch (error) {
      throw this.#failure(request, error)
    }
  }

  /** The response with an expected status, whose body is still to come. */
  async #greeted(request: RegistryRequest): Promise<HttpResponse> {
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    const leave = await this.#firstRequest.enter(request.where, isRead ? 'read' : 'write', request.signal)
    try {
      return await this.#signedIn(request, leave)
    } finally {
      leave('nothing')
    }
  }

  async #signedIn(request: RegistryRequest, leave: EndFirstRequest): Promise<HttpResponse> {
    const { authorization, now } = this.#parts
    for (let isLastTry = request.optional; ; ) {
      const sent = await authorization.header(request.scopes)
      const response = await this.#request(request, sent)
      if (request.expect.includes(response.status) && !isDisguisedRateLimit(response, now())) {
        leave('answer')
        return response
      }
      await this.#renew(request, response, { sent, isLastTry, leave })
      // A refusal of an anonymous request says nothing about our credentials.
      isLastTry = sent !== undefined
    }
  }

  /** Gets ready to repeat a refused request. Throws the refusal if that would not help. */
  async #renew(
    request: RegistryRequest,
    response: HttpResponse,
    { sent, isLastTry, leave }: { sent: string | undefined; isLastTry: boolean | undefined; leave: EndFirstRequest }
  ): Promise<void> {
    const { authorization } = this.#parts
    // Credentials are for the registry only: a challenge from another origin, after a redirect, is ignored.
    const mayRenew = !isLastTry && sameOrigin(response.url, this.home)
    const isChallenge = mayRenew && response.status === 401
    const isRenewed = isChallenge && (await authorization.challenged(response, request.scopes, sent))
    leave(authorization.isChallenged ? 'challenge' : 'answer')
    if (isRenewed) return await response.discard()
    const refusal = await this.#refusal(request, response, sent)
    const isReplaced = mayRenew && sent && refusal.isExpiry && (await authorization.expired(sent))
    if (!isReplaced) throw refusal
  }

  async #request(request: RegistryRequest, authorization: string | undefined): Promise<HttpResponse> {
    const { transport, warnings, heard } = this.#parts
    const { method, url, headers, body, optional = false, stores = false, signal } = request
    const own = authorization !== undefined && sameOrigin(url, this.home)
    const sent = { method, url, headers: { ...headers, ...(own && { authorization }) }, optional, stores, signal }
    try {
      return await followRedirects({ ...sent, ...(body && { body }) }, this.home, transport, (response) => {
        heard.add(response.url.origin)
        if (sameOrigin(response.url, this.home)) warnings.note(response)
      })
    } catch (error) {
      throw this.#failure(request, error)
    }
  }

  async #read({ limit, ...request }: RegistryRequest, response: HttpResponse): Promise<BufferedResponse> {
    const { status, url, header, headers } = response
    try {
      const isWanted = limit !== undefined && status < 300
      const body = isWanted ? await response.bytes(limit) : await response.discard().then(() => new Uint8Array())
      return { status, url, header, headers, body }
    } catch (error) {
      throw this.#failure(request, error)
    }
  }

  #failure(request: RegistryRequest, cause: unknown): unknown {
    const { signal } = request
    return signal.aborted ? signal.reason : failureOf(request, cause, this.#placeOf(request.url))
  }

  #placeOf(url: URL): string | undefined {
    return sameOrigin(url, this.home) ? undefined : url.origin
  }

  async #refusal(request: RegistryRequest, response: HttpResponse, sent: string | undefined): Promise<RegistryError> {
    const { authorization, redact, now } = this.#parts
    const credential = await authorization.credential()
    const isOurs = sameOrigin(response.url, this.home) && credential?.kind !== 'registry-token'
    const hasToken = isOurs && sent?.startsWith('Bearer ') === true
    const place = this.#placeOf(response.url)
    const username = credential && 'username' in credential ? credential.username : undefined
    const state = { signedIn: credential !== undefined, username, hasToken, redact, now: now(), place }
    return await refusedResponse(request, response, state)
  }
}
