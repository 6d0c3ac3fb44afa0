import { setTimeout } from 'node:timers/promises'
import { ContentError } from '../oci/content-error.ts'
import { parseProblems } from '../oci/error-code.ts'
import type { Authorization } from './authorization.ts'
import { type Answer, type Body, BodyTooLarge, type Exchange } from './exchange.ts'
import { Lane } from './lane.ts'
import { sameOrigin } from './origin.ts'
import { BadRedirect, followRedirects } from './redirect.ts'
import { RegistryError } from './registry-error.ts'
import { Patience, parseRetryAfter, type RetryPolicy } from './retry.ts'
import type { Transport } from './transport.ts'

/** One thing asked of a registry. */
export interface Request {
  /** `ghcr.io/acme/app`, for errors. */
  readonly where: string
  /** What is being done, as a noun, for errors. */
  readonly operation: string
  readonly method: Exchange['method']
  readonly url: URL
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Body | Uint8Array
  /** distribution, docs/content/spec/auth/scope.md */
  readonly scopes: readonly string[]
  /** The answers that are no failure. */
  readonly expect: readonly number[]
}

export interface RegistryParts {
  /** The canonical host. */
  readonly name: string
  /** Where its API is. */
  readonly home: URL
  readonly transport: Transport
  readonly authorization: Authorization
  readonly retry: RetryPolicy
  readonly now: () => Date
  readonly signal: AbortSignal
}

const errorBodyLimit = 64 * 1024
/** A body up to this size takes its turn with the requests that have none. */
const smallBody = 64 * 1024
/** A registry that never answered is probably not there. */
const attemptsAtStranger = 4

/** One registry host and our standing there: shared by all repositories on it, so that limits and tokens are, too. */
export class Registry implements AsyncDisposable {
  readonly name: string
  readonly home: URL
  readonly #parts: RegistryParts
  readonly #requests = new Lane({ first: 16 })
  readonly #bodies = new Lane({ first: 6, most: 16 })
  #greeting: Promise<void> | undefined
  #answered = false
  #pausedUntil = 0

  constructor(parts: RegistryParts) {
    this.name = parts.name
    this.home = parts.home
    this.#parts = parts
  }

  /** Sends a request until it is answered as expected, or throws RegistryError. `onRetry` is told of each new try. */
  async send(request: Request, onRetry?: () => void): Promise<Answer> {
    const patience = this.patience()
    for (;;) {
      try {
        return await this.attempt(request)
      } catch (error) {
        await this.recover(error, patience)
        onRetry?.()
      }
    }
  }

  patience(): Patience {
    return new Patience(this.#parts.retry, this.#parts.signal)
  }

  /** Waits after a failed attempt as long as it takes; throws `error` where another attempt is not worth it. */
  async recover(error: unknown, patience: Patience): Promise<void> {
    if (error instanceof RegistryError && (error.status === 429 || error.status === 503)) this.#slowDown(error)
    await patience.afterFailure(error, this.#answered ? undefined : attemptsAtStranger)
  }

  /** Sends a request once, signed in. */
  async attempt(request: Request): Promise<Answer> {
    const size = request.body ? ('size' in request.body ? request.body.size : request.body.length) : 0
    const lane = size > smallBody ? this.#bodies : this.#requests
    return await lane.run(size, async () => {
      await this.#pause()
      return await this.#greeted(() => this.#signedIn(request))
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#parts.transport[Symbol.asyncDispose]()
  }

  /** The first request goes alone: what it learns (the challenge, a token, that nobody is there) serves all others. */
  async #greeted<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#greeting !== undefined) {
      await this.#greeting
      return await work()
    }
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#greeting = promise
    try {
      return await work()
    } finally {
      if (!this.#answered) this.#greeting = undefined
      resolve()
    }
  }

  async #signedIn(request: Request): Promise<Answer> {
    const { authorization } = this.#parts
    for (let last = false; ; last = true) {
      const sent = await authorization.header(request.scopes)
      const answer = await this.#exchange(request, sent)
      if (request.expect.includes(answer.status)) return answer
      const mine = answer.status === 401 && sameOrigin(answer.url, this.home)
      if (last || !mine || !authorization.challenged(answer, request.scopes, sent))
        throw await this.#refusal(request, answer)
      await answer.discard()
    }
  }

  async #exchange(request: Request, authorization: string | undefined): Promise<Answer> {
    const { transport, signal } = this.#parts
    const { where, operation, method, url, headers, body } = request
    const own = authorization !== undefined && sameOrigin(url, this.home)
    const exchange = {
      method,
      url,
      headers: { ...headers, ...(own && { authorization }) },
      signal,
      ...(body && { body }),
    }
    try {
      const answer = await followRedirects(exchange, this.home, (next) => transport.exchange(next))
      this.#answered = true
      return answer
    } catch (cause) {
      signal.throwIfAborted()
      // What was to be sent is at fault, not the registry.
      if (cause instanceof ContentError) throw cause
      if (cause instanceof BadRedirect)
        throw new RegistryError({ where, operation, reason: `a redirect was not followed: ${cause.message}` })
      throw new RegistryError({ where, operation, cause })
    }
  }

  async #refusal({ where, operation }: Request, answer: Answer): Promise<RegistryError> {
    const body = await answer.bytes(errorBodyLimit).catch((error: unknown) => {
      if (error instanceof BodyTooLarge) return new Uint8Array()
      throw new RegistryError({ where, operation, status: answer.status, cause: error })
    })
    const text = new TextDecoder().decode(body)
    const retryAfter = parseRetryAfter(answer.header('retry-after'), text, this.#parts.now())
    return new RegistryError({
      where,
      operation,
      status: answer.status,
      problems: parseProblems(text),
      signedIn: (await this.#parts.authorization.credential()) !== undefined,
      ...(retryAfter !== undefined && { retryAfter }),
    })
  }

  #slowDown({ status, failure }: RegistryError): void {
    this.#requests.slow()
    this.#bodies.slow()
    if (status !== 429) return
    const wait = failure.retryAfter ?? this.#parts.retry.firstWait
    this.#pausedUntil = Math.max(this.#pausedUntil, performance.now() + wait)
  }

  /** A registry that said 429 is left alone by all, not only by the request that heard it. */
  async #pause(): Promise<void> {
    for (let wait = this.#pausedUntil - performance.now(); wait > 0; wait = this.#pausedUntil - performance.now()) {
      await setTimeout(wait, undefined, { signal: this.#parts.signal })
    }
  }
}
