import type { RegistryProblem } from '../oci/error-code.ts'
import { advise } from './advice.ts'
import { codeOf, isPassing, isSilence, wordsFor } from './cause.ts'

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
  readonly cause?: unknown
}

const refusals = new Set([400, 401, 403, 405, 409, 412, 413])
const passing = new Set([408, 425, 429, 499, 500, 502, 503, 504, 520, 521, 522, 523, 524])

/** A registry that refused, broke the protocol, or was not reached. The message says what to do. */
export class RegistryError extends Error {
  override readonly name = 'RegistryError'
  readonly failure: Failure

  constructor(failure: Failure) {
    const verb = failure.status && refusals.has(failure.status) ? 'was refused' : 'failed'
    const advice = advise({ ...failure, code: codeOf(failure.cause) })
    super(`${failure.where}: ${failure.operation} ${verb}: ${describe(failure)}.${advice ? ` ${advice}` : ''}`, {
      cause: failure.cause,
    })
    this.failure = failure
  }

  get status(): number | undefined {
    return this.failure.status
  }

  /** Whether the same request may succeed later. */
  get transient(): boolean {
    if (this.status === undefined) return isPassing(this.failure.cause)
    return passing.has(this.status) || this.isRateLimit
  }

  /** Whether too much was asked of the registry. GitHub words its secondary limit as a 403. */
  get isRateLimit(): boolean {
    const { status, problems = [] } = this.failure
    return status === 429 || (status === 403 && problems.some(({ message }) => /rate limit/i.test(message)))
  }

  /** Whether nothing was heard for as long as we wait. */
  get isSilence(): boolean {
    return this.status === undefined && isSilence(this.failure.cause)
  }

  /** Whether the answer names this error code. */
  has(code: string): boolean {
    return this.failure.problems?.some((problem) => problem.code === code) ?? false
  }
}

function describe({ status, problems = [], reason, cause }: Failure): string {
  if (status === undefined) return reason ?? wordsFor(cause)
  const first = problems.find(({ code, message }) => code || message)
  const said = first ? [first.code, once(first.message)].filter(Boolean).join(': ') : ''
  const explained = said.replace(`${status} `, '').replace(/\.+$/, '')
  return [status, explained, reason && `(${reason})`].filter(Boolean).join(' ')
}

/** Pages of proxies say everything twice: in the title and in the heading. */
function once(text: string): string {
  return text.replace(/^(.{4,}?) \1(?= |$)/, '$1')
}
