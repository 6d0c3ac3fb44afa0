import { Stalled } from './message.ts'

/** Aborts an exchange if one of its phases takes too long, even if bytes keep moving. Times one phase at a time. */
export class Deadline {
  readonly #controller = new AbortController()
  #timer: NodeJS.Timeout | undefined
  #began: number | undefined
  #timed = 0
  #isOver = false

  /** Aborted with a Stalled. */
  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** Milliseconds that all finished phases took together. */
  get timed(): number {
    return this.#timed
  }

  /** Starts a phase that may take so many milliseconds; `late` is the error message if it takes longer. */
  begin(milliseconds: number, late: string): void {
    this.pause()
    this.#began = performance.now()
    if (!this.#isOver) this.#timer = setTimeout(() => this.miss(new Stalled(late)), milliseconds)
  }

  /** Stops the timer: what comes next has no time limit. */
  pause(): void {
    clearTimeout(this.#timer)
    if (this.#began !== undefined) this.#timed += performance.now() - this.#began
    this.#began = undefined
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
