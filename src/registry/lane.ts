interface Waiting {
  readonly weight: number
  readonly start: () => void
}

/**
 * Limits concurrency. Of those that wait the heaviest runs first, so that the longest upload does not start last. The
 * limit adapts to the registry as TCP's congestion window does: it grows by one with each success until `slow` halves
 * it, and from then on by one after as many successes as the limit itself.
 */
export class Lane {
  readonly #most: number
  readonly #waiting: Waiting[] = []
  #limit: number
  #running = 0
  #successes = 0
  #isSlowed = false

  constructor({ first, most = first }: { first: number; most?: number }) {
    this.#limit = first
    this.#most = most
  }

  /** Whether another would run at once, and the limit was never lowered. */
  get isCalm(): boolean {
    return !this.#isSlowed && this.#running < this.#limit && this.#waiting.length === 0
  }

  /** Runs work when it is its turn. If `signal` is aborted while it waits, rejects with the signal's reason. */
  async run<Result>(weight: number, work: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
    signal.throwIfAborted()
    if (this.#running >= this.#limit) await this.#turn(weight, signal)
    else this.#running += 1
    try {
      const result = await work()
      this.#grow()
      return result
    } finally {
      this.#running -= 1
      this.#startNext()
    }
  }

  slow(): void {
    this.#limit = Math.max(1, Math.floor(this.#limit / 2))
    this.#isSlowed = true
    this.#successes = 0
  }

  async #turn(weight: number, signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const waiting = { weight, start: resolve }
    const place = this.#waiting.findIndex((other) => other.weight < weight)
    this.#waiting.splice(place < 0 ? this.#waiting.length : place, 0, waiting)
    const leave = () => {
      const found = this.#waiting.indexOf(waiting)
      if (found >= 0) this.#waiting.splice(found, 1)
      reject(signal.reason)
    }
    signal.addEventListener('abort', leave, { once: true })
    try {
      await promise
    } finally {
      signal.removeEventListener('abort', leave)
    }
  }

  #grow(): void {
    this.#successes += 1
    if (this.#successes < (this.#isSlowed ? this.#limit : 1) || this.#limit >= this.#most) return
    this.#successes = 0
    this.#limit += 1
  }

  #startNext(): void {
    while (this.#running < this.#limit && this.#waiting.length > 0) {
      this.#running += 1
      this.#waiting.shift()?.start()
    }
  }
}
