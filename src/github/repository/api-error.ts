import { BodyTooLarge, type ResponseHead } from '../../http/message.ts'
import { describeNetworkFailure, isTimeout, isTransient } from '../../http/network-failure.ts'
import { ProxyTrouble, UnusableProxy } from '../../http/proxy.ts'
import { BadRedirect } from '../../http/redirect.ts'
import { parseRetryAfter } from '../../http/retry/retry-after.ts'
import { type Retryable, transientStatuses } from '../../http/retry/retryable.ts'
import { parseRecord } from '../../json.ts'

interface Nature {
  readonly transient: boolean
  readonly isSilence?: boolean
  /** Milliseconds. */
  readonly retryAfter?: number | undefined
  readonly cause?: unknown
}

/** A request to GitHub's API failed. */
export class ApiError extends Error implements Retryable {
  override readonly name = 'ApiError'
  readonly transient: boolean
  readonly isSilence: boolean
  readonly #retryAfter: number | undefined

  constructor(message: string, { transient, isSilence = false, retryAfter, cause }: Nature) {
    super(message, { cause })
    this.transient = transient
    this.isSilence = isSilence
    this.#retryAfter = retryAfter
  }

  askedWait(): number | undefined {
    return this.#retryAfter
  }
}

/** The error for a response other than 200, with what its body says. */
export function refusedByApi({ status, url, header }: ResponseHead, body: string, now: Date): ApiError {
  const retryAfter = parseRetryAfter(header('retry-after'), '', now)
  // GitHub reports its secondary rate limit as a 403 as well: docs.github.com/rest/using-the-rest-api/best-practices
  const isLimit = status === 403 && retryAfter !== undefined
  const message = messageIn(body) ?? `${url.host} responded with ${status}`
  return new ApiError(message, { transient: transientStatuses.has(status) || isLimit, retryAfter })
}

function messageIn(body: string): string | undefined {
  const { message, errors, documentation_url: page } = parseRecord(body)
  if (typeof message !== 'string' || message === '') return undefined
  const details = Array.isArray(errors) ? `: ${errors.map((error) => JSON.stringify(error)).join(', ')}` : ''
  return `${message}${details}${typeof page === 'string' ? ` - ${page}` : ''}`
}

/** Explains why a request got no response, with the host that did not respond. */
export function explainMissingResponse(cause: unknown, { host }: URL): unknown {
  if (cause instanceof ApiError || cause instanceof UnusableProxy) return cause
  if (cause instanceof ProxyTrouble && cause.status !== undefined) {
    const remedy = `allow requests to ${host} through the proxy, or add it to NO_PROXY`
    const message = `the proxy refused to connect to ${host} (${cause.status}): ${remedy}`
    return new ApiError(message, { transient: isTransient(cause), cause })
  }
  if (isTimeout(cause) || (cause as Error).name === 'TimeoutError') {
    return new ApiError(`${host} did not respond in time`, { transient: true, isSilence: true, cause })
  }
  return new ApiError(`${host} could not be reached: ${wordsFor(cause)}`, { transient: isTransient(cause), cause })
}

function wordsFor(cause: unknown): string {
  if (cause instanceof BadRedirect) return `a redirect was not followed: ${cause.message}`
  if (cause instanceof ProxyTrouble || cause instanceof BodyTooLarge) return describeNetworkFailure(cause)
  return rootOf(cause).message
}

function rootOf(error: unknown): Error {
  const { cause } = error as Error
  return cause instanceof Error ? rootOf(cause) : (error as Error)
}
