interface Waiting {
  readonly weight: number
  readonly start: () => void
}

/**
 * Lets a limited number run at once; of those that wait, the heaviest goes first, so that the longest upload does not
 * begin last. The limit follows what the registry bears, as TCP does with its window: it grows by one with each success
 * until `slow` halves it, and from then on with as many successes as it lets run at once.
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

  /** Whether another would run at once, and none was ever too much. */
  get isCalm(): boolean {
    return !this.#isSlowed && this.#running < this.#limit && this.#waiting.length === 0
  }

  /** Runs work when it is its turn; an aborted `signal` ends the wait, with its reason. */
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
