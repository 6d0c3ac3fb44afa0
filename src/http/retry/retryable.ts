import type { RetryPolicy } from './backoff.ts'

/** An error that says whether the request may be sent again. An error that says nothing is final. */
export interface Retryable {
  /** Whether the same request may succeed later. */
  readonly transient: boolean
  /** Whether it is a timeout. */
  readonly isSilence: boolean
  /** Milliseconds to wait, as the server asked; undefined if it did not. */
  askedWait(policy: RetryPolicy): number | undefined
}

/** Transient statuses; those from 520 on are Cloudflare's for a server that it cannot reach. */
export const transientStatuses: ReadonlySet<number> = new Set([
  408, 425, 429, 499, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 527, 529, 530,
])

export function isRetryable(error: unknown): error is Error & Retryable {
  return error instanceof Error && 'transient' in error && 'isSilence' in error && 'askedWait' in error
}
