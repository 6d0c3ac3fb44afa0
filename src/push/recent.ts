import type { Batch, Memory } from './batch.ts'

/** Batches that stay in memory although they are on disk, for who is only a little late. */
const kept = 4

/** The part of a blob that is in memory, its newest bytes. */
export class Recent {
  readonly #memory: Memory
  /** The oldest first. */
  readonly #batches: Batch[] = []
  readonly #lent = new Map<Batch, number>()

  constructor(memory: Memory) {
    this.#memory = memory
  }

  get batches(): readonly Batch[] {
    return this.#batches
  }

  add(batch: Batch): void {
    this.#batches.push(batch)
  }

  /** Lets go of batches that end before the byte `written` and so are on disk, but for the newest four. */
  trim(written: number): void {
    while (this.#batches.length > kept && (this.#batches[0] as Batch).end <= written) {
      this.#dismiss(this.#batches.shift() as Batch)
    }
  }

  /** Forgets all. */
  clear(): void {
    for (const batch of this.#batches.splice(0)) this.#dismiss(batch)
  }

  /** The batch that has the blob's byte `position`. It stays as it is until it is given back, which may be never. */
  lend(position: number): Batch | undefined {
    const batch = this.#batches.find(({ start, end }) => start <= position && position < end)
    if (batch) this.#lent.set(batch, (this.#lent.get(batch) ?? 0) + 1)
    return batch
  }

  giveBack(batch: Batch): void {
    const others = (this.#lent.get(batch) ?? 1) - 1
    if (others > 0) this.#lent.set(batch, others)
    else this.#lent.delete(batch)
  }

  #dismiss(batch: Batch): void {
    if (this.#lent.delete(batch)) this.#memory.lose(batch.buffer)
    else this.#memory.give(batch.buffer)
  }
}
