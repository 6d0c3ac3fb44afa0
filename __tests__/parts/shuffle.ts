import { setImmediate as nextTurn } from 'node:timers/promises'
import { Rounds } from '../support/registry/rounds.ts'

/** A pseudorandom number below `limit`: mulberry32. */
export function randomFrom(seed: number): (limit: number) => number {
  let state = seed
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }
}

/** Answers requests to several servers one at a time, in random order: every interleaving of the clients is possible. */
export class Shuffle extends Rounds {
  readonly #random: (limit: number) => number
  readonly #held: (() => void)[] = []
  /** Called before each answer. */
  look: () => void = () => undefined
  #isRunning = false

  constructor(random: (limit: number) => number) {
    super()
    this.#random = random
  }

  override moved(): void {
    // A request is held until it is drawn, however much arrives meanwhile.
  }

  override turn(): Promise<number> {
    const { promise, resolve } = Promise.withResolvers<number>()
    this.#held.push(() => resolve(0))
    if (!this.#isRunning) void this.#run()
    return promise
  }

  async #run(): Promise<void> {
    this.#isRunning = true
    while (this.#held.length > 0) {
      // What the last answer leads to may arrive first.
      for (let turn = this.#random(6); turn >= 0; turn -= 1) await nextTurn()
      this.look()
      this.#held.splice(this.#random(this.#held.length), 1)[0]?.()
    }
    this.#isRunning = false
  }
}
