import { createHash } from 'node:crypto'

/**
 * Reproducible randomness: what happens to a request depends on the seed, on the kind of request, and on how many of
 * that kind came before, but not on the order in which different requests arrive.
 */
export class Chance {
  readonly #seed: number
  readonly #seen = new Map<string, number>()

  constructor(seed: number) {
    this.#seed = seed
  }

  /** The next number from 0 up to 1 for this kind of request. */
  next(kind: string): () => number {
    const count = (this.#seen.get(kind) ?? 0) + 1
    this.#seen.set(kind, count)
    let draws = 0
    return () => {
      draws += 1
      const hash = createHash('sha256').update(`${this.#seed} ${kind} ${count} ${draws}`).digest()
      return hash.readUInt32BE() / 2 ** 32
    }
  }
}

export function pick<Item>(items: readonly Item[], draw: () => number): Item | undefined {
  return items[Math.floor(draw() * items.length)]
}
