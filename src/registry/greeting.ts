/** Ends a turn: whether an answer came, and whether it says how to sign in. */
export type Leave = (learnt: 'challenge' | 'answer' | 'nothing') => void

/**
 * Lets the first request go alone until it is answered: what it learns, above all the challenge, serves all others.
 * Some registries let anybody read and challenge only who writes, so the first write after that goes alone, too.
 */
export class Greeting {
  readonly #open = { read: false, write: false }
  #inside: Promise<void> | undefined

  async enter(kind: 'read' | 'write'): Promise<Leave> {
    while (!this.#open[kind] && this.#inside !== undefined) await this.#inside
    if (this.#open[kind]) return () => undefined
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#inside = promise
    return (learnt) => {
      if (this.#inside !== promise) return
      this.#inside = undefined
      this.#open.read = true
      // Where nobody answered, the others need not find that out one after the other.
      if (learnt !== 'answer' || kind === 'write') this.#open.write = true
      resolve()
    }
  }
}
