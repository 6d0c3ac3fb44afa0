import { Lane } from './lane.ts'
import { RegistryError } from './registry-error.ts'
import { askedWait, type RetryPolicy } from './retry.ts'
import { wait } from './wait.ts'

/** A body up to this size takes its turn with the requests that have none. */
const smallBody = 64 * 1024

/**
 * How much a registry is asked at a time: requests in one lane, large bodies in another. A registry that says that this
 * is too much gets half, and is left alone by all as long as it asks for, not only by the request that heard it.
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

  /** Whether a request that may turn out to be in vain holds up no other, and the registry never said it was too much. */
  get isCalm(): boolean {
    return this.#requests.isCalm
  }

  /** Runs a request with a body of so many bytes when it is its turn. `signal` ends the wait for that. */
  async run<Result>(size: number, work: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
    const lane = size > smallBody ? this.#bodies : this.#requests
    const inTurn = async () => {
      await this.#pause(signal)
      const began = performance.now()
      try {
        return await work()
      } catch (error) {
        // Before the turn goes to another request, which would go out at once.
        if (error instanceof RegistryError) this.#heed(error, began)
        throw error
      }
    }
    return await lane.run(size, inTurn, signal)
  }

  #heed(error: RegistryError, began: number): void {
    const { isRateLimit, status } = error
    if (!isRateLimit && status !== 503) return
    // A whole wave may be refused: what began before the pace was slowed says nothing about the new one.
    if (began > this.#slowedAt) {
      this.#slowedAt = performance.now()
      this.#requests.slow()
      this.#bodies.slow()
    }
    const time = askedWait(error, this.#policy) ?? this.#policy.firstWait
    // Nobody waits for longer than the budget: then everybody had better be told.
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
