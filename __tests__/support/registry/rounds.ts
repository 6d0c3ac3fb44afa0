import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'

export interface RoundsOptions {
  /** Milliseconds without activity after which clients are considered to be waiting for the servers. */
  readonly quiet?: number
}

/**
 * A logical clock for round trips. Requests are held until their senders have nothing more to send, and then all of
 * them are answered at once: that is one round. The number of rounds is thus the length of the longest chain of
 * requests that each depend on the response to the one before, however fast the machine. Servers that share a clock
 * (several registries, a token service) share its rounds.
 *
 * A request belongs to the round in which it is answered: at the earliest the one in which its headers arrived or, with
 * a body, the one in which its body was complete. Opening connections and TLS handshakes extend a round but do not
 * count.
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

  /** The number of rounds so far. */
  get count(): number {
    return this.#count
  }

  /** Something arrived or was sent: a connection, part of a body, a response. */
  moved(): void {
    this.#movements += 1
  }

  /** Waits for the end of the round, and returns its number, from 1. */
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

  /** Resolves after the quiet time without activity. A busy event loop may hide some, so its lag restarts the wait. */
  async #stillness(): Promise<void> {
    for (;;) {
      const before = this.#movements
      const asleep = performance.now()
      await sleep(this.#quiet)
      const late = performance.now() - asleep > this.#quiet * 1.5 + 5
      // Process what is already in the sockets first.
      for (let turn = 0; turn < 3; turn += 1) await nextTurn()
      if (!late && this.#movements === before) return
    }
  }
}
