/** As many requests run at once at one registry; more wait there for their turn (registry/registry.ts). */
const width = 16

/** Counts the requests to one registry, so that those that may turn out to be in vain never hold up others. */
export class Width {
  #busy = 0

  get isFree(): boolean {
    return this.#busy < width
  }

  async occupy<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#busy += 1
    try {
      return await work()
    } finally {
      this.#busy -= 1
    }
  }
}
