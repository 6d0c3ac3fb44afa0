import { RegistryError } from '../errors/registry-error.ts'
import { Limiter, type Load } from './limiter.ts'
import { Pauses } from './pauses.ts'
import { othersWaitOf, type RegistryRetryPolicy } from './retry.ts'

/** Requests with a body, in either direction, up to this size queue with those that have none. */
const smallBody = 64 * 1024

/** A request that waits for its turn. */
interface Turn {
  /** The repository: `ghcr.io/acme/app`. */
  readonly where: string
  /** Bytes of its body, or of the response's if that is streamed. */
  readonly size: number
  /** Whether the response is streamed, for as long as whoever reads it takes. */
  readonly isDownload?: boolean
  /** Aborts the wait. */
  readonly signal: AbortSignal
}

/** The turn of one request. Disposing of the slot starts the next request. */
export interface Slot extends Disposable {
  /** Notes that the request failed, which slows down those that are started next. Without it the request succeeded. */
  failed(error: unknown): void
}

/**
 * Limits concurrent requests to a registry: large bodies, downloads and other requests separately. If the registry
 * answers that it is overloaded, all limits are halved. All requests of the repository that it refused pause for the
 * time it asks for, and those of other repositories for a moment.
 */
export class Throttle {
  readonly #policy: RegistryRetryPolicy
  readonly #pauses: Pauses
  readonly #requests = new Limiter({ first: 16 })
  readonly #bodies = new Limiter({ first: 6, most: 16 })
  readonly #downloads = new Limiter({ first: 6, most: 16 })
  #slowedAt = Number.NEGATIVE_INFINITY

  constructor(policy: RegistryRetryPolicy) {
    this.#policy = policy
    this.#pauses = new Pauses(othersWaitOf(policy))
  }

  /** Whether a speculative request would delay no other, and the registry never asked to slow down. */
  get isCalm(): boolean {
    return this.#requests.isCalm
  }

  /** Waits until it is the request's turn. */
  async enter({ where, size, isDownload = false, signal }: Turn): Promise<Slot> {
    const limiter = size <= smallBody ? this.#requests : isDownload ? this.#downloads : this.#bodies
    const load = { owner: where, weight: size }
    for (;;) {
      // Pauses are not spent within the limits, which other repositories need.
      await this.#pauses.over(where, signal)
      await limiter.enter(load, signal)
      if (this.#pauses.isOver(where)) return this.#slot(limiter, load)
      limiter.leave(load)
    }
  }

  #slot(limiter: Limiter, load: Load): Slot {
    const began = performance.now()
    const end = this.#pauses.begin(load.owner)
    let isSuccess = true
    return {
      failed: (error) => {
        isSuccess = false
        if (error instanceof RegistryError) this.#heed(load.owner, error, began)
      },
      [Symbol.dispose]() {
        end(isSuccess)
        if (isSuccess) limiter.grow()
        // Last, since it starts the next request.
        limiter.leave(load)
      },
    }
  }

  #heed(where: string, error: RegistryError, began: number): void {
    const { isRateLimit, status } = error
    if (!isRateLimit && status !== 503) return
    // A whole burst may be refused: requests that began before the last slow-down say nothing about the new limits.
    if (began > this.#slowedAt) {
      this.#slowedAt = performance.now()
      this.#requests.slow()
      this.#bodies.slow()
      this.#downloads.slow()
    }
    const time = error.askedWait(this.#policy) ?? this.#policy.firstWait
    // No request waits for longer than the budget: then it is better that each gets the error.
    if (isRateLimit && time <= this.#policy.budget) this.#pauses.tell(where, time)
  }
}
