import type { RegistryProblem } from '../oci/error-code.ts'
import { advise } from './advice.ts'
import { codeOf, isPassing, isSilence, wordsFor } from './cause.ts'
import { ProxyTrouble } from './proxy.ts'
import { isRateLimit } from './rate-limit.ts'
import { wordsOf } from './words-of.ts'

/** What went wrong at a registry, as it was seen. */
export interface Failure {
  /** `ghcr.io/acme/app`, or a host alone. */
  readonly where: string
  /** What was being done, as a noun: `upload of sha256:12ab… (34 MB)`. */
  readonly operation: string
  /** The answer's status; absent where there was no answer. */
  readonly status?: number
  readonly problems?: readonly RegistryProblem[]
  /** What was wrong, where it is not the status that says it. */
  readonly reason?: string
  /** Milliseconds that the registry asked to wait. */
  readonly retryAfter?: number
  /** Whether a credential was sent; decides the advice after a refusal. */
  readonly signedIn?: boolean
  /** Whether the credential was good for a token, so that it is not what is wrong. */
  readonly hasToken?: boolean
  /** Whether the request was one that begins an upload. */
  readonly begins?: boolean
  /** Whether the answer is certainly a registry's. */
  readonly isRegistry?: boolean
  /** The media type of what was sent, where a registry may not know it. */
  readonly mediaType?: string | undefined
  /** The origin that the registry sent this request to, where that is not its own. */
  readonly place?: string | undefined
  readonly cause?: unknown
}

const refusals = new Set([400, 401, 403, 405, 409, 412, 413])
/** Whether time may heal it; from 520 on they are Cloudflare's for a registry that it does not reach. */
export const passingStatuses: ReadonlySet<number> = new Set([
  408, 425, 429, 499, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 527, 529, 530,
])

/** A registry that refused, broke the protocol, or was not reached. The message says what to do. */
export class RegistryError extends Error {
  override readonly name = 'RegistryError'
  readonly failure: Failure

  constructor(failure: Failure) {
    const verb = failure.status && refusals.has(failure.status) ? 'was refused' : 'failed'
    const { cause } = failure
    const proxy = cause instanceof ProxyTrouble ? cause : undefined
    const advice = advise({ ...failure, code: codeOf(cause), proxy })
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
    if (this.status === undefined) return isPassing(this.failure.cause)
    return passingStatuses.has(this.status) || this.isRateLimit
  }

  /** Whether an answer came that is no refusal, was understood, and is wrong. */
  get isWrongAnswer(): boolean {
    return this.failure.reason !== undefined
  }

  /** Whether too much was asked of the registry. */
  get isRateLimit(): boolean {
    return isRateLimit(this.failure)
  }

  /** Whether nothing was heard for as long as we wait. */
  get isSilence(): boolean {
    return this.status === undefined && isSilence(this.failure.cause)
  }

  /** Whether something was refused because the registry lacks what it names: distribution-spec, "Error Codes". */
  get lacksContent(): boolean {
    return ['MANIFEST_BLOB_UNKNOWN', 'BLOB_UNKNOWN', 'MANIFEST_UNKNOWN'].some((code) => this.has(code))
  }

  /** Whether the answer names this error code. */
  has(code: string): boolean {
    return this.failure.problems?.some((problem) => problem.code === code) ?? false
  }
}

function describe({ place, retryAfter = 0, ...failure }: Failure): string {
  const asked = Number.isFinite(retryAfter) && retryAfter >= 1000 ? ` (it asks to wait ${inWords(retryAfter)})` : ''
  const happened = `${whatHappened(failure)}${asked}`
  return place === undefined ? happened : `the registry sent it to ${place}: ${happened}`
}

function whatHappened({ status, problems = [], reason, cause }: Failure): string {
  if (status === undefined) return reason ?? wordsFor(cause)
  const explained = wordsOf(problems).replace(`${status} `, '').replace(/\.+$/, '')
  return [status, explained, reason && `(${reason})`].filter(Boolean).join(' ')
}

function inWords(milliseconds: number): string {
  const minutes = Math.ceil(milliseconds / 60_000)
  if (minutes <= 1) return `${Math.ceil(milliseconds / 1000)} s`
  return minutes < 120 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`
}
