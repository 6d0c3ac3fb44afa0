import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'

export interface RoundsOptions {
  /** Milliseconds without any movement after which clients are taken to wait for us. */
  readonly quiet?: number
}

/**
 * A logical clock for round trips. Requests are held until their senders have nothing more to send, then all of them
 * are answered at once: that is one round. So the number of rounds is the length of the longest chain of requests of
 * which each needed the answer to the one before, whatever the machine's speed. Servers that share one clock (several
 * registries, a token service) have their rounds in common.
 *
 * A request belongs to the round in which it is answered: at the earliest that in which its headers arrived, and with a
 * body that in which the body was complete. Opening connections and TLS handshakes keep a round open but are none.
 */
export class Rounds {
  readonly #quiet: number
  #count = 0
  #movements = 0
  #waiting: ((round: number) => void)[] = []
  #watching = false

  constructor({ quiet = 30 }: RoundsOptions = {}) {
    this.#quiet = quiet
  }

  /** The rounds answered up to now. */
  get count(): number {
    return this.#count
  }

  /** Something arrived or left: a connection, a piece of a body, an answer. */
  moved(): void {
    this.#movements += 1
  }

  /** Waits for the round's end. Gives its number, from 1. */
  turn(): Promise<number> {
    this.moved()
    const released = new Promise<number>((resolve) => this.#waiting.push(resolve))
    if (!this.#watching) void this.#watch()
    return released
  }

  async #watch(): Promise<void> {
    this.#watching = true
    while (this.#waiting.length > 0) {
      await this.#stillness()
      this.#count += 1
      const wave = this.#waiting
      this.#waiting = []
      for (const release of wave) release(this.#count)
    }
    this.#watching = false
  }

  /** Resolves once nothing moved for the quiet time. A busy event loop may hide movement, so its lag starts it anew. */
  async #stillness(): Promise<void> {
    for (;;) {
      const before = this.#movements
      const asleep = performance.now()
      await sleep(this.#quiet)
      const late = performance.now() - asleep > this.#quiet * 1.5 + 5
      // What is already in the sockets is read before this goes on.
      for (let turn = 0; turn < 3; turn += 1) await nextTurn()
      if (!late && this.#movements === before) return
    }
  }
}
