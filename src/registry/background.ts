/** Work that nobody waits for but who ends everything. */
export class Background {
  readonly #works = new Set<Promise<unknown>>()

  /** Takes note of work that is under way; whether it fails does not matter. */
  add(work: Promise<unknown>): void {
    const ended = work.catch(() => undefined).finally(() => this.#works.delete(ended))
    this.#works.add(ended)
  }

  /** Resolves when all has ended, and all that was added meanwhile. */
  async settled(): Promise<void> {
    while (this.#works.size > 0) await Promise.all(this.#works)
  }
}
