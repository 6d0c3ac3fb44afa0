import { Lane } from './lane.ts'
import { RegistryError } from './registry-error.ts'
import { askedWait, type RetryPolicy } from './retry.ts'
import { wait } from './wait.ts'

/** Requests with a body up to this size queue with those that have none. */
const smallBody = 64 * 1024

/**
 * Limits concurrent requests to a registry: large bodies and other requests separately. If the registry answers that it
 * is overloaded, both limits are halved, and all requests pause for the time it asks for, not just the one it refused.
 */
export class Pace {
  readonly #policy: RetryPolicy
  readonly #requests = new Lane({ first: 16 })
  readonly #bodies = new Lane({ first: 6, most: 16 })
  #slowedAt = Number.NEGATIVE_INFINITY
  #pausedUntil = 0

  constructor(policy: RetryPolicy) {
    this.#policy = policy
  }

  /** Whether a speculative request would delay no other, and the registry never asked to slow down. */
  get isCalm(): boolean {
    return this.#requests.isCalm
  }

  /** Runs a request with a body of `size` bytes when it is its turn. `signal` aborts the wait. */
  async run<Result>(size: number, work: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
    const lane = size > smallBody ? this.#bodies : this.#requests
    const inTurn = async () => {
      await this.#pause(signal)
      const began = performance.now()
      try {
        return await work()
      } catch (error) {
        // Before the next request gets its turn, since it would be sent at once.
        if (error instanceof RegistryError) this.#heed(error, began)
        throw error
      }
    }
    return await lane.run(size, inTurn, signal)
  }

  #heed(error: RegistryError, began: number): void {
    const { isRateLimit, status } = error
    if (!isRateLimit && status !== 503) return
    // A whole burst may be refused: requests that began before the last slow-down say nothing about the new limits.
    if (began > this.#slowedAt) {
      this.#slowedAt = performance.now()
      this.#requests.slow()
      this.#bodies.slow()
    }
    const time = askedWait(error, this.#policy) ?? this.#policy.firstWait
    // No request waits for longer than the budget: then it is better that each gets the error.
    if (isRateLimit && time <= this.#policy.budget) {
      this.#pausedUntil = Math.max(this.#pausedUntil, performance.now() + time)
    }
  }

  async #pause(signal: AbortSignal): Promise<void> {
    for (let left = this.#pausedUntil - performance.now(); left > 0; left = this.#pausedUntil - performance.now()) {
      await wait(left, signal)
    }
  }
}
