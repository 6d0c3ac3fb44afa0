import { setTimeout } from 'node:timers/promises'
import { RegistryError } from './registry-error.ts'

/** How long a request is tried for. All times are in milliseconds. */
export interface RetryPolicy {
  readonly attempts: number
  readonly firstWait: number
  readonly longestWait: number
  /** The longest that one request waits in all. */
  readonly budget: number
}

export const defaultRetryPolicy: RetryPolicy = { attempts: 9, firstWait: 500, longestWait: 30_000, budget: 300_000 }

/** Milliseconds to wait before attempt `retry` + 1 (`retry` counts from 1); `random` is in [0, 1). */
export function backoff(policy: RetryPolicy, retry: number, random: number, retryAfter = 0): number {
  const ceiling = Math.min(policy.longestWait, policy.firstWait * 2 ** (retry - 1))
  return Math.max(retryAfter, ceiling * (0.5 + random / 2))
}

/**
 * `Retry-After` (RFC 9110, 10.2.3) in milliseconds from `now`: seconds or a date; GHCR puts `retry-after: 10.3ms` into
 * the body instead.
 */
export function parseRetryAfter(header: string | undefined, body: string, now: Date): number | undefined {
  if (header && /^\d+$/.test(header.trim())) return Number(header) * 1000
  const date = header ? Date.parse(header) : Number.NaN
  if (!Number.isNaN(date)) return Math.max(0, date - now.getTime())
  const [, amount, unit] = /retry-after: (\d+(?:\.\d+)?)(ms|s)/i.exec(body) ?? []
  return amount ? Math.ceil(Number(amount) * (unit === 'ms' ? 1 : 1000)) : undefined
}

/** Decides after each failure of one request whether it is worth another try, and waits until then. */
export class Patience {
  readonly #policy: RetryPolicy
  readonly #signal: AbortSignal
  #waited = 0
  #retries = 0

  constructor(policy: RetryPolicy, signal: AbortSignal) {
    this.#policy = policy
    this.#signal = signal
  }

  get retries(): number {
    return this.#retries
  }

  /** Waits for the next try; throws `error` where there is none. `attempts` lowers the policy's number. */
  async afterFailure(error: unknown, attempts = this.#policy.attempts): Promise<void> {
    this.#signal.throwIfAborted()
    if (!(error instanceof RegistryError && error.transient)) throw error
    const wait = backoff(this.#policy, this.#retries + 1, Math.random(), error.failure.retryAfter)
    if (this.#retries + 1 >= attempts || this.#waited + wait > this.#policy.budget) throw error
    this.#retries += 1
    this.#waited += wait
    await setTimeout(wait, undefined, { signal: this.#signal })
  }
}
