/** Ends a turn, and says whether a response came, and whether it was a challenge. */
export type Leave = (learnt: 'challenge' | 'answer' | 'nothing') => void

/**
 * Sends the first request alone until its response is there: what it learns, above all the challenge, helps the others.
 * Some registries allow anonymous reads and challenge only writes, so the first write after that is sent alone, too.
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
      // If there was no response, the others need not find that out one after the other.
      if (learnt !== 'answer' || kind === 'write') this.#open.write = true
      resolve()
    }
  }
}
