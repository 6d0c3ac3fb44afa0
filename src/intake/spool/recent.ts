import type { Batch, Memory } from './batch.ts'

/** Batches that stay in memory although they are on disk, for readers that are slightly behind. */
const kept = 4

/** The part of a blob that is in memory: its newest bytes. */
export class Recent {
  readonly #memory: Memory
  /** Oldest first. */
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

  /** Releases batches that are on disk, ending at byte `written` or before, except for the newest four. */
  trim(written: number): void {
    while (this.#batches.length > kept && (this.#batches[0] as Batch).end <= written) {
      this.#dismiss(this.#batches.shift() as Batch)
    }
  }

  /** Releases the oldest batch. */
  drop(): void {
    const oldest = this.#batches.shift()
    if (oldest) this.#dismiss(oldest)
  }

  /** Releases all batches. */
  clear(): void {
    for (const batch of this.#batches.splice(0)) this.#dismiss(batch)
  }

  /** The batch that contains byte `position` of the blob. It is not reused until it is given back, if it ever is. */
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
