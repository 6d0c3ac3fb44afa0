import { describeNetworkFailure, errorCodeOf, isTimeout, isTransient } from '../../http/network-failure.ts'
import { ProxyTrouble } from '../../http/proxy.ts'
import { BadRedirect } from '../../http/redirect.ts'
import { type Retryable, transientStatuses } from '../../http/retry/retryable.ts'

/** The details of a failed request for artifacts. */
export interface ArtifactFailure {
  /** What was to be done, such as `list artifacts`. */
  readonly action: string
  /** The host that was asked. */
  readonly host: string
  /** The status of the response, and what it says about itself. */
  readonly status?: number
  readonly words?: string
  /** What was wrong, if it is not the status. */
  readonly reason?: string
  /** Milliseconds to wait, as the server asked. */
  readonly retryAfter?: number | undefined
  readonly cause?: unknown
}

/** The artifact service of the workflow run, or its storage, refused or could not be reached. */
export class ArtifactError extends Error implements Retryable {
  override readonly name = 'ArtifactError'
  readonly transient: boolean
  readonly isSilence: boolean
  readonly #failure: ArtifactFailure

  constructor(failure: ArtifactFailure) {
    const { status, reason, cause } = failure
    const isTransientStatus = status !== undefined && transientStatuses.has(status)
    const transient = reason === undefined && (isTransientStatus || isTransient(cause))
    super(`Cannot ${failure.action}: ${whatHappened(failure)}. ${advise(failure, transient)}.`, { cause })
    this.transient = transient
    this.isSilence = isTimeout(cause)
    this.#failure = failure
  }

  /** Whether the request may have been carried out, although there is no response that says so. */
  get mayBeDone(): boolean {
    const { status = 0, cause } = this.#failure
    const neverArrived = cause instanceof ProxyTrouble || unconnected.test(errorCodeOf(cause) ?? '')
    return this.transient && status !== 429 && !neverArrived
  }

  askedWait(): number | undefined {
    return this.#failure.retryAfter
  }
}

const unconnected = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|E(?:HOST|NET)UNREACH|UND_ERR_CONNECT_TIMEOUT)$/

function whatHappened({ host, status, words = '', reason, cause }: ArtifactFailure): string {
  if (reason !== undefined) return `the response from ${host} ${reason}`
  if (status !== undefined) return `${host} responded with ${status}${words && ` (${words})`}`
  if (cause instanceof BadRedirect) return `a redirect from ${host} was not followed: ${cause.message}`
  return `${host}: ${describeNetworkFailure(cause)}`
}

/** What to do, as a sentence without its full stop. */
function advise({ host, status = 0, words = '', cause }: ArtifactFailure, transient: boolean): string {
  if (cause instanceof ProxyTrouble) return `Allow requests to ${host} through the proxy, or add it to NO_PROXY`
  if (/insufficient usage|quota|storage limit/i.test(words)) {
    return "Delete artifacts or raise the storage limit of GitHub Actions, or write 'meeting: registry'"
  }
  if (transient) return 'Re-run the failed jobs when the service responds again'
  if (status === 401 || status === 403) return 'Re-run the job: its access may have expired'
  return "If this happens again, write 'meeting: registry'"
}
