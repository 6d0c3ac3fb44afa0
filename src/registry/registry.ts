import { parseProblems } from '../oci/error-code.ts'
import type { Authorization } from './authorization.ts'
import { type Answer, type Body, BodyTooLarge, BrokenBody, type Exchange, type Reply } from './exchange.ts'
import { Greeting, type Leave } from './greeting.ts'
import { type Habits, newHabits } from './habits.ts'
import { sameOrigin } from './origin.ts'
import { Pace } from './pace.ts'
import { BadRedirect, followRedirects } from './redirect.ts'
import { RegistryError } from './registry-error.ts'
import { Patience, parseRetryAfter, type RetryPolicy } from './retry.ts'
import type { Transport } from './transport.ts'

/** One thing asked of a registry. */
export interface Request extends Pick<Exchange, 'method' | 'url' | 'optional'> {
  /** `ghcr.io/acme/app`, for errors. */
  readonly where: string
  /** What is being done, as a noun, for errors. */
  readonly operation: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Body | Uint8Array
  /** distribution, docs/content/spec/auth/scope.md */
  readonly scopes: readonly string[]
  /** The answers that are no failure. */
  readonly expect: readonly number[]
  /** The most bytes that such an answer may have; without it their body is not read. */
  readonly limit?: number
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
/** A registry that never answered is probably not there. */
const attemptsAtStranger = 4

/** One registry host and our standing there: shared by all repositories on it, so that limits and tokens are, too. */
export class Registry implements AsyncDisposable {
  readonly name: string
  readonly home: URL
  readonly habits: Habits = newHabits()
  readonly #parts: RegistryParts
  readonly #pace: Pace
  readonly #greeting = new Greeting()
  #answered = false

  constructor(parts: RegistryParts) {
    this.name = parts.name
    this.home = parts.home
    this.#parts = parts
    this.#pace = new Pace(parts.retry, parts.signal)
  }

  /**
   * Opens connections, up to so many, for a burst of requests that is to come. That costs no request. Servers close
   * connections that stay idle, so it is best done seconds before. Never rejects.
   */
  async warm(connections: number): Promise<void> {
    await this.#parts.transport.warm(connections)
  }

  /** Sends a request until it is answered as expected, or throws RegistryError. `onRetry` is told of each new try. */
  async send(request: Request, onRetry?: () => void): Promise<Reply> {
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
    await patience.afterFailure(error, this.#answered ? undefined : attemptsAtStranger)
  }

  /** Sends a request once, signed in. */
  async attempt(request: Request): Promise<Reply> {
    const { body } = request
    const size = body ? ('size' in body ? body.size : body.length) : 0
    return await this.#pace.run(size, async () => {
      const isRead = request.method === 'GET' || request.method === 'HEAD'
      const leave = await this.#greeting.enter(isRead ? 'read' : 'write')
      try {
        return await this.#signedIn(request, leave)
      } finally {
        leave('nothing')
      }
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#parts.transport[Symbol.asyncDispose]()
  }

  async #signedIn(request: Request, leave: Leave): Promise<Reply> {
    const { authorization } = this.#parts
    for (let last = request.optional; ; ) {
      const sent = await authorization.header(request.scopes)
      const answer = await this.#exchange(request, sent)
      if (request.expect.includes(answer.status)) {
        leave('answer')
        return await this.#read(request, answer)
      }
      // Credentials are for the registry itself: nobody else gets them by asking, wherever a redirect led.
      const mayRenew = !last && answer.status === 401 && sameOrigin(answer.url, this.home)
      const isRenewed = mayRenew && (await authorization.challenged(answer, request.scopes, sent))
      leave(authorization.isChallenged ? 'challenge' : 'answer')
      if (!isRenewed) throw await this.#refusal(request, answer)
      await answer.discard()
      // To have shown nothing is no refusal of what we have.
      last = sent !== undefined
    }
  }

  async #exchange(request: Request, authorization: string | undefined): Promise<Answer> {
    const { transport, signal } = this.#parts
    const { method, url, headers, body, optional = false } = request
    const own = authorization !== undefined && sameOrigin(url, this.home)
    const exchange = { method, url, headers: { ...headers, ...(own && { authorization }) }, optional, signal }
    try {
      const answer = await followRedirects({ ...exchange, ...(body && { body }) }, this.home, (next) =>
        transport.exchange(next)
      )
      this.#answered = true
      return answer
    } catch (error) {
      throw this.#failure(request, error)
    }
  }

  async #read({ limit, ...request }: Request, answer: Answer): Promise<Reply> {
    const { status, url, header, headers } = answer
    try {
      const isWanted = limit !== undefined && status < 300
      const body = isWanted ? await answer.bytes(limit) : await nothing(answer)
      return { status, url, header, headers, body }
    } catch (error) {
      throw this.#failure(request, error)
    }
  }

  #failure({ where, operation }: Request, cause: unknown): unknown {
    if (this.#parts.signal.aborted) return this.#parts.signal.reason
    // What was to be sent is at fault, not the registry.
    if (cause instanceof BrokenBody) return cause.cause
    if (cause instanceof BodyTooLarge) return new RegistryError({ where, operation, reason: cause.message })
    if (cause instanceof BadRedirect)
      return new RegistryError({ where, operation, reason: `a redirect was not followed: ${cause.message}` })
    return new RegistryError({ where, operation, cause })
  }

  async #refusal({ where, operation }: Request, answer: Answer): Promise<RegistryError> {
    const { status } = answer
    // The status says enough where its explanation does not arrive.
    const body = await answer.bytes(errorBodyLimit).catch(() => new Uint8Array())
    const text = new TextDecoder().decode(body)
    const retryAfter = parseRetryAfter(answer.header('retry-after'), text, this.#parts.now())
    return new RegistryError({
      where,
      operation,
      status,
      problems: parseProblems(text),
      signedIn: (await this.#parts.authorization.credential()) !== undefined,
      ...(retryAfter !== undefined && { retryAfter }),
    })
  }
}

async function nothing(answer: Answer): Promise<Uint8Array> {
  await answer.discard()
  return new Uint8Array()
}
