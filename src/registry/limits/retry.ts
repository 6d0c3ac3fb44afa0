import type { RetryPolicy } from '../../http/retry/backoff.ts'

/** How requests to a registry are retried, and how long those of its other repositories pause. */
export interface RegistryRetryPolicy extends RetryPolicy {
  /** The longest that a repository waits because of another one at its registry, in milliseconds. */
  readonly othersWait?: number
}

/** Milliseconds. */
export const defaultOthersWait = 5_000

export function othersWaitOf({ othersWait = defaultOthersWait }: RegistryRetryPolicy): number {
  return othersWait
}

export const defaultRetryPolicy: RegistryRetryPolicy = {
  attempts: 9,
  firstWait: 500,
  longestWait: 30_000,
  budget: 300_000,
}
