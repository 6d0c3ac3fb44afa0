/** Background work, which is awaited only at shutdown. */
export class Background {
  readonly #works = new Set<Promise<unknown>>()

  /** Tracks work that is already running; its failure is ignored. */
  add(work: Promise<unknown>): void {
    const ended = work.catch(() => undefined).finally(() => this.#works.delete(ended))
    this.#works.add(ended)
  }

  /** Resolves when all work has finished, including any that was added in the meantime. */
  async settled(): Promise<void> {
    while (this.#works.size > 0) await Promise.all(this.#works)
  }
}
