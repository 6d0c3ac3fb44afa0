import { RegistryError } from './registry-error.ts'
import { wait } from './wait.ts'

/** How long a request is tried for. All times are in milliseconds. */
export interface RetryPolicy {
  readonly attempts: number
  readonly firstWait: number
  readonly longestWait: number
  /** The longest that one request waits in all. */
  readonly budget: number
}

export const defaultRetryPolicy: RetryPolicy = { attempts: 9, firstWait: 500, longestWait: 30_000, budget: 300_000 }

/** Each try of a registry that is silent costs minutes. */
export const silentAttempts = 3

/** Milliseconds to wait before attempt `retry` + 1 (`retry` counts from 1); `random` is in [0, 1). */
export function backoff(policy: RetryPolicy, retry: number, random: number, asked = 0): number {
  const ceiling = Math.min(policy.longestWait, policy.firstWait * 2 ** (retry - 1))
  return Math.max(asked, ceiling * (0.5 + random / 2))
}

/** Milliseconds that a refusal asks to wait; undefined where it does not say. */
export function askedWait({ status, isRateLimit, failure }: RegistryError, policy: RetryPolicy): number | undefined {
  // GitHub's secondary limit says no time, and means minutes.
  return failure.retryAfter ?? (isRateLimit && status === 403 ? 2 * policy.longestWait : undefined)
}

/** Decides after each failure of one request whether it is worth another try, and waits until then. */
export class Patience {
  readonly #policy: RetryPolicy
  readonly #signal: AbortSignal
  #waited = 0
  #retries = 0
  #silences = 0
  #unheard = 0

  constructor(policy: RetryPolicy, signal: AbortSignal) {
    this.#policy = policy
    this.#signal = signal
  }

  /** Tries are counted anew, since something came of the last. The budget stays as it is. */
  renew(): void {
    this.#retries = 0
    this.#silences = 0
    this.#unheard = 0
  }

  /** Whether nothing was heard too often in a row, be it of the request or of what was asked beside it. */
  get isSpent(): boolean {
    return this.#unheard >= silentAttempts
  }

  /** Takes note of how an exchange ended where several make up an attempt. */
  note(failure?: RegistryError): void {
    this.#unheard = failure?.isSilence ? this.#unheard + 1 : 0
  }

  /** Waits a while, for what is not a failure. `turn` counts from 1. */
  async pause(turn: number): Promise<void> {
    await wait(backoff(this.#policy, turn, Math.random()), this.#signal)
  }

  /** Counts a failed try after which something better is done than to wait; throws `error` where it was the last. */
  spend(error: unknown): void {
    this.#retries += 1
    if (this.#retries >= this.#policy.attempts) throw error
  }

  /** Waits for the next try; throws `error` where there is none. `attempts` lowers the policy's number. */
  async afterFailure(error: unknown, attempts = this.#policy.attempts): Promise<void> {
    this.#signal.throwIfAborted()
    if (!(error instanceof RegistryError && error.transient)) throw error
    this.#retries += 1
    if (error.isSilence) this.#silences += 1
    const time = backoff(this.#policy, this.#retries, Math.random(), askedWait(error, this.#policy))
    this.#waited += time
    const isOver = this.#retries >= attempts || this.#silences >= silentAttempts || this.isSpent
    if (isOver || this.#waited > this.#policy.budget) throw error
    await wait(time, this.#signal)
  }
}
