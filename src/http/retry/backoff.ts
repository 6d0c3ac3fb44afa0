/** How often and how long a request is retried. All times are in milliseconds. */
export interface RetryPolicy {
  readonly attempts: number
  readonly firstWait: number
  readonly longestWait: number
  /** The longest that one request waits in total. */
  readonly budget: number
}

/** Milliseconds to wait before attempt `retry` + 1 (`retry` counts from 1); `random` is in [0, 1). */
export function backoff(policy: RetryPolicy, retry: number, random: number, asked = 0): number {
  const ceiling = Math.min(policy.longestWait, policy.firstWait * 2 ** (retry - 1))
  return Math.max(asked, ceiling * (0.5 + random / 2))
}
