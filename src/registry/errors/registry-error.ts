import { describeNetworkFailure, errorCodeOf, isTimeout, isTransient } from '../../http/network-failure.ts'
import { ProxyTrouble } from '../../http/proxy.ts'
import type { RetryPolicy } from '../../http/retry/backoff.ts'
import { type Retryable, transientStatuses } from '../../http/retry/retryable.ts'
import type { RegistryProblem } from '../../oci/distribution/error-code.ts'
import { advise } from './advice.ts'
import { describeProblems } from './problem-text.ts'
import { isRateLimit } from './rate-limit.ts'

/** The details of a failure at a registry. */
export interface Failure {
  /** `ghcr.io/acme/app`, or just a host. */
  readonly where: string
  /** What was being done, as a noun: `upload of sha256:12ab… (34 MB)`. */
  readonly operation: string
  /** The status of the response; absent if there was none. */
  readonly status?: number
  readonly problems?: readonly RegistryProblem[]
  /** What was wrong, if the status does not say it. */
  readonly reason?: string
  /** Milliseconds to wait, as the registry asked. */
  readonly retryAfter?: number
  /** Whether a credential was sent; determines the advice after a refusal. */
  readonly signedIn?: boolean
  /** The user that was signed in. */
  readonly username?: string | undefined
  /** Whether the credential was accepted for a token, and so is not the cause. */
  readonly hasToken?: boolean
  /** Whether an identity service was asked for a credential, so there is no password that may be wrong. */
  readonly isExchange?: boolean
  /** Whether the request was to start an upload. */
  readonly begins?: boolean
  /** Whether the response certainly came from a registry. */
  readonly isRegistry?: boolean
  /** The media type of the body, if a registry may not support it. */
  readonly mediaType?: string | undefined
  /** The origin that the registry directed this request to, if not its own. */
  readonly place?: string | undefined
  /** The origin that did not respond to a sign-in. */
  readonly asked?: string
  /** What to do, in whole sentences, if whoever sent the request knows it better than the general advice. */
  readonly advice?: string
  readonly cause?: unknown
}

const refusals = new Set([400, 401, 403, 405, 409, 412, 413])

/** A registry refused, violated the protocol, or could not be reached. The message says what to do. */
export class RegistryError extends Error implements Retryable {
  override readonly name = 'RegistryError'
  readonly failure: Failure

  constructor(failure: Failure) {
    const verb = failure.status && refusals.has(failure.status) ? 'was refused' : 'failed'
    const { cause } = failure
    const proxy = cause instanceof ProxyTrouble ? cause : undefined
    const advice = failure.advice ?? advise({ ...failure, code: errorCodeOf(cause), proxy })
    super(`${failure.where}: ${failure.operation} ${verb}: ${describe(failure)}.${advice ? ` ${advice}` : ''}`, {
      cause,
    })
    this.failure = failure
  }

  get status(): number | undefined {
    return this.failure.status
  }

  /** Whether the same request may succeed later. */
  get transient(): boolean {
    if (this.status === undefined) return isTransient(this.failure.cause)
    return transientStatuses.has(this.status) || this.isRateLimit
  }

  /** Whether there was a response that was not a refusal, but whose content is wrong. */
  get isWrongAnswer(): boolean {
    return this.failure.reason !== undefined
  }

  /** Whether the registry is limiting the rate of requests. */
  get isRateLimit(): boolean {
    return isRateLimit(this.failure)
  }

  /** Whether it is a timeout. */
  get isSilence(): boolean {
    return this.status === undefined && isTimeout(this.failure.cause)
  }

  /** Milliseconds to wait, as the registry asked; undefined if it did not. */
  askedWait({ longestWait }: RetryPolicy): number | undefined {
    // GitHub's secondary limit states no time, and lasts minutes.
    return this.failure.retryAfter ?? (this.isRateLimit && this.status === 403 ? 2 * longestWait : undefined)
  }

  /** Whether the registry lacks content that the request references: distribution-spec, "Error Codes". */
  get lacksContent(): boolean {
    return ['MANIFEST_BLOB_UNKNOWN', 'BLOB_UNKNOWN', 'MANIFEST_UNKNOWN'].some((code) => this.has(code))
  }

  /** Whether it says that the credential has expired. ECR does so with a 403: github.com/aws/aws-cli/issues/6580. */
  get isExpiry(): boolean {
    const { status, problems = [] } = this.failure
    return status === 403 && problems.some(({ message }) => /authorization token has expired/i.test(message))
  }

  /** Whether the response has an error code at all: a registry wrote it, and not just any web server. */
  get isCoded(): boolean {
    return this.failure.problems?.some(({ code }) => code !== '') ?? false
  }

  /** Whether the response contains this error code. */
  has(code: string): boolean {
    return this.failure.problems?.some((problem) => problem.code === code) ?? false
  }
}

function describe({ place, retryAfter = 0, ...failure }: Failure): string {
  const asked = Number.isFinite(retryAfter) && retryAfter >= 1000 ? ` (retry after ${inWords(retryAfter)})` : ''
  const happened = `${whatHappened(failure)}${asked}`
  return place === undefined ? happened : `the registry sent it to ${place}: ${happened}`
}

function whatHappened({ status, problems = [], reason, cause }: Failure): string {
  if (status === undefined) return reason ?? describeNetworkFailure(cause)
  const explained = describeProblems(problems).replace(`${status} `, '').replace(/\.+$/, '')
  return [status, explained, reason && `(${reason})`].filter(Boolean).join(' ')
}

function inWords(milliseconds: number): string {
  const minutes = Math.ceil(milliseconds / 60_000)
  if (minutes <= 1) return `${Math.ceil(milliseconds / 1000)} s`
  return minutes < 120 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`
}
