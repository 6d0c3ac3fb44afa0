import { Stalled } from './exchange.ts'

/** Aborts an exchange if one of its phases takes too long, even if bytes keep moving. Times one phase at a time. */
export class Deadline {
  readonly #controller = new AbortController()
  #timer: NodeJS.Timeout | undefined
  #isOver = false

  /** Aborted with a Stalled. */
  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** Starts a phase that may take so many milliseconds; `late` is the error message if it takes longer. */
  begin(milliseconds: number, late: string): void {
    this.pause()
    if (!this.#isOver) this.#timer = setTimeout(() => this.miss(new Stalled(late)), milliseconds)
  }

  /** Stops the timer: what comes next has no time limit. */
  pause(): void {
    clearTimeout(this.#timer)
  }

  /** Aborts the exchange at once. */
  miss(reason: Stalled): void {
    this.#controller.abort(reason)
  }

  /** The exchange has ended: stops timing for good. */
  close(): void {
    this.pause()
    this.#isOver = true
  }
}
