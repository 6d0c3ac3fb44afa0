import { BodyTooLarge } from '../../http/message.ts'
import { describeNetworkFailure, isTimeout, isTransient } from '../../http/network-failure.ts'
import { ProxyTrouble, UnusableProxy } from '../../http/proxy.ts'
import { BadRedirect } from '../../http/redirect.ts'
import { parseRetryAfter } from '../../http/retry/retry-after.ts'
import { type Retryable, transientStatuses } from '../../http/retry/retryable.ts'
import { recordOf } from '../../json.ts'

interface Nature {
  readonly transient: boolean
  readonly isSilence?: boolean
  /** Of the response. */
  readonly status?: number
  /** Milliseconds. */
  readonly retryAfter?: number | undefined
  readonly cause?: unknown
}

/** A request to GitHub's API failed. */
export class ApiError extends Error implements Retryable {
  override readonly name = 'ApiError'
  readonly transient: boolean
  readonly isSilence: boolean
  /** Of the response; undefined if there was none. */
  readonly status: number | undefined
  readonly #retryAfter: number | undefined

  constructor(message: string, { transient, isSilence = false, status, retryAfter, cause }: Nature) {
    super(message, { cause })
    this.transient = transient
    this.isSilence = isSilence
    this.status = status
    this.#retryAfter = retryAfter
  }

  askedWait(): number | undefined {
    return this.#retryAfter
  }
}

/** A response as Octokit reports it; `data` is the body, parsed if it is JSON. */
export interface ApiResponse {
  readonly status: number
  /** The URL that was requested. */
  readonly url: string
  readonly headers: Readonly<Record<string, string | number | undefined>>
  readonly data: unknown
}

/** Octokit's RequestError. It has a cause instead of a response if `fetch` rejected. */
interface RequestError {
  readonly name: 'HttpError'
  readonly message: string
  readonly response?: ApiResponse
  readonly cause?: unknown
}

/** Converts the error of an Octokit request to an ApiError. */
export function explainApiFailure(error: unknown, home: URL, now: Date): unknown {
  if (!isRequestError(error)) return explainMissingResponse(error, home)
  const { response, message, cause } = error
  return response ? refusedByApi(response, now, message) : explainMissingResponse(cause, home)
}

function isRequestError(error: unknown): error is RequestError {
  return (error as Error).name === 'HttpError'
}

/** The error for a response that is not a success. Octokit's message counts if the body has one. */
export function refusedByApi({ status, url, headers, data }: ApiResponse, now: Date, message = ''): ApiError {
  const retryAfter = parseRetryAfter(headers['retry-after']?.toString(), '', now)
  // GitHub reports its secondary rate limit as a 403 as well: docs.github.com/rest/using-the-rest-api/best-practices
  const isLimit = status === 403 && retryAfter !== undefined
  const { message: explanation } = recordOf(data)
  const isExplained = typeof explanation === 'string' && explanation !== ''
  const words = isExplained ? message || explanation : `${new URL(url).host} responded with ${status}`
  return new ApiError(words, { transient: transientStatuses.has(status) || isLimit, status, retryAfter })
}

/** Explains why a request got no response, with the host that did not respond. */
function explainMissingResponse(cause: unknown, { host }: URL): unknown {
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
