import type { HttpRequest, RequestBody } from '../http/message.ts'
import type { RetryState } from '../http/retry/retry-state.ts'

/** One request to a registry. */
export interface RegistryRequest extends Pick<HttpRequest, 'method' | 'url' | 'optional' | 'stores'> {
  /** `ghcr.io/acme/app`, for errors. */
  readonly where: string
  /** What is being done, as a noun, for errors. */
  readonly operation: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: RequestBody | Uint8Array
  /** distribution, docs/content/spec/auth/scope.md */
  readonly scopes: readonly string[]
  /** The statuses that count as success. */
  readonly expect: readonly number[]
  /** The maximum size in bytes of the body of such a response; if absent, the body is not read. */
  readonly limit?: number
  /** Whether it starts an upload, so that a server without this endpoint accepts no uploads: determines the advice. */
  readonly begins?: boolean
  /** The retry state to continue with, if this request is part of an operation that is retried as a whole. */
  readonly retryState?: RetryState | undefined
  /** Fewer attempts than usual, if there is another way. */
  readonly attempts?: number
  /** Aborts this request, including the wait for its turn and for retries. */
  readonly signal: AbortSignal
}
