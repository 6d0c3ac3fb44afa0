import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Runs several clients in an order that the test chooses: `hold` is awaited at every point where another client may come
 * first, and one of those that wait there goes on at a time. A client waits at one point at a time.
 */
export class Turns {
  readonly #waiting: (() => void)[] = []
  #clients = 0

  readonly hold = (): Promise<void> => new Promise((goOn) => this.#waiting.push(goOn))

  /** Runs all clients to their ends. `choose` gives the index of the next one of so many that wait. */
  async run<Result>(
    clients: readonly (() => Promise<Result>)[],
    choose: (waiting: number) => number
  ): Promise<readonly Result[]> {
    this.#clients = clients.length
    const results = Promise.all(
      clients.map((client) =>
        client().finally(() => {
          this.#clients -= 1
        })
      )
    )
    while (this.#clients > 0) {
      if (this.#waiting.length < this.#clients) await sleep(0)
      else this.#waiting.splice(choose(this.#waiting.length), 1)[0]?.()
    }
    return await results
  }
}
