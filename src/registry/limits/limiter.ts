/** What is queued. */
export interface Load {
  readonly owner: string
  readonly weight: number
}

interface Waiting extends Load {
  readonly start: () => void
}

/**
 * Limits concurrency. Next is the owner with the fewest running, and of theirs the heaviest, so that the longest upload
 * does not start last. An owner with none running need not wait, even if the others have taken the whole limit. The limit
 * adapts to the registry as TCP's congestion window does: it grows by one with each success until `slow` halves it, and
 * from then on by one after as many successes as the limit itself.
 */
export class Limiter {
  readonly #most: number
  readonly #waiting: Waiting[] = []
  #limit: number
  #running = 0
  readonly #runningOf = new Map<string, number>()
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

  /** Waits for a turn, which `leave` ends. If `signal` is aborted meanwhile, rejects with the signal's reason. */
  async enter(load: Load, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (this.#mayStart(load)) this.#count(load, 1)
    else await this.#turn(load, signal)
  }

  /** Ends a turn, once, and starts what comes next. */
  leave(load: Load): void {
    this.#count(load, -1)
    this.#startNext()
  }

  /** Notes a success. */
  grow(): void {
    this.#successes += 1
    if (this.#successes < (this.#isSlowed ? this.#limit : 1) || this.#limit >= this.#most) return
    this.#successes = 0
    this.#limit += 1
  }

  slow(): void {
    this.#limit = Math.max(1, Math.floor(this.#limit / 2))
    this.#isSlowed = true
    this.#successes = 0
  }

  #owned({ owner }: Load): number {
    return this.#runningOf.get(owner) ?? 0
  }

  #count(load: Load, change: 1 | -1): void {
    this.#running += change
    this.#runningOf.set(load.owner, this.#owned(load) + change)
  }

  #mayStart(load: Load): boolean {
    return this.#running < this.#limit || this.#owned(load) === 0
  }

  async #turn(load: Load, signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const waiting = { ...load, start: resolve }
    const place = this.#waiting.findIndex((other) => other.weight < load.weight)
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

  #startNext(): void {
    for (let next = this.#next(); next; next = this.#next()) {
      this.#waiting.splice(this.#waiting.indexOf(next), 1)
      this.#count(next, 1)
      next.start()
    }
  }

  #next(): Waiting | undefined {
    let next: Waiting | undefined
    for (const each of this.#waiting) {
      const isFirst = !next || this.#owned(each) < this.#owned(next)
      if (isFirst && this.#mayStart(each)) next = each
    }
    return next
  }
}
