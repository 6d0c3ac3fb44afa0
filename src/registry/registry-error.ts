import type { RegistryProblem } from '../oci/error-code.ts'
import { advise } from './advice.ts'

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

/** A registry that refused, broke the protocol, or was not reached. The message says what to do. */
export class RegistryError extends Error {
  override readonly name = 'RegistryError'
  readonly failure: Failure
  /** Whether the same request may succeed later. */
  readonly transient: boolean

  constructor(failure: Failure) {
    const verb = failure.status && refusals.has(failure.status) ? 'was refused' : 'failed'
    const advice = advise({ ...failure, code: codeOf(failure.cause) })
    super(`${failure.where}: ${failure.operation} ${verb}: ${describe(failure)}.${advice ? ` ${advice}` : ''}`, {
      cause: failure.cause,
    })
    this.failure = failure
    this.transient = isTransient(failure)
  }

  get status(): number | undefined {
    return this.failure.status
  }

  /** Whether the answer names this error code. */
  has(code: string): boolean {
    return this.failure.problems?.some((problem) => problem.code === code) ?? false
  }
}

const refusals = new Set([400, 401, 403, 405, 409, 412, 413])
const transientStatus = new Set([408, 425, 429, 499, 500, 502, 503, 504, 522])
const finalCodes = /^(?:ERR_TLS|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|EPROTO|ERR_SSL|HPE_|ERR_INVALID)/

/** GHCR and GitHub word their secondary rate limit as a 403. */
function isRateLimit({ status, problems = [] }: Failure): boolean {
  return status === 403 && problems.some(({ message }) => /rate limit/i.test(message))
}

function isTransient(failure: Failure): boolean {
  if (failure.status !== undefined) return transientStatus.has(failure.status) || isRateLimit(failure)
  return failure.cause !== undefined && !finalCodes.test(codeOf(failure.cause) ?? '')
}

/** The code of a system or TLS error, which HTTP clients wrap in errors of their own. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  const inner = codeOf(error.cause)
  if (inner) return inner
  if (error instanceof AggregateError) return codeOf(error.errors[0])
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

function describe({ status, problems = [], reason, cause }: Failure): string {
  const first = problems.find(({ code, message }) => code || message)
  const said = first ? [first.code, first.message].filter(Boolean).join(': ').replace(/\.+$/, '') : ''
  if (status !== undefined) return [status, said, reason && `(${reason})`].filter(Boolean).join(' ')
  return reason ?? systemReason(codeOf(cause)) ?? (cause instanceof Error ? cause.message : 'no answer')
}

function systemReason(code: string | undefined): string | undefined {
  return code && (systemReasons[code] ?? `the connection broke (${code})`)
}

const systemReasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there (ECONNREFUSED)',
  ECONNRESET: 'the connection was cut (ECONNRESET)',
  EPIPE: 'the connection was cut (EPIPE)',
  UND_ERR_SOCKET: 'the connection was cut',
  ENOTFOUND: 'there is no such host (ENOTFOUND)',
  EAI_AGAIN: 'its name could not be looked up (EAI_AGAIN)',
  ETIMEDOUT: 'it did not answer in time (ETIMEDOUT)',
  UND_ERR_CONNECT_TIMEOUT: 'it could not be connected to in time',
  UND_ERR_HEADERS_TIMEOUT: 'it did not answer in time',
  UND_ERR_BODY_TIMEOUT: 'its answer stopped half-way',
  EPROTO: 'it does not speak TLS there (EPROTO)',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS there',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate comes from an unknown authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate comes from an unknown authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate comes from an unknown authority',
}
