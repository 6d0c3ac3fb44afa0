import { Stalled } from './exchange.ts'

/** Ends an exchange of which a part takes too long, however much moves meanwhile. One part is timed at a time. */
export class Deadline {
  readonly #controller = new AbortController()
  #timer: NodeJS.Timeout | undefined
  #isOver = false

  /** Aborted with a Stalled. */
  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** The part that begins now may take so many milliseconds; `late` completes what is said if it takes longer. */
  begin(milliseconds: number, late: string): void {
    this.pause()
    if (!this.#isOver) this.#timer = setTimeout(() => this.miss(new Stalled(late)), milliseconds)
  }

  /** What comes next may take as long as it takes. */
  pause(): void {
    clearTimeout(this.#timer)
  }

  /** Ends the exchange at once. */
  miss(reason: Stalled): void {
    this.#controller.abort(reason)
  }

  /** The exchange has ended: nothing is timed any more. */
  close(): void {
    this.pause()
    this.#isOver = true
  }
}
