import { setTimeout } from 'node:timers/promises'
import { orAborted } from '../../async/or-aborted.ts'
import { freeChunk } from '../../http/free-chunk.ts'
import { Batch, batchSize } from '../../intake/spool/batch.ts'
import { Recent } from '../../intake/spool/recent.ts'
import type { BlobId } from '../../oci/descriptor.ts'
import type { Digest, Digester } from '../../oci/digest.ts'
import type { Idle, WindowPool } from './window-pool.ts'

/** Batches that a download may always have in memory, so that each goes on. */
export const leastBatches = 4
/** Batches that it has in memory at most. */
const mostBatches = 32

/** Somebody who reads a blob: `floor` is the offset of the oldest byte that must not be overwritten yet. */
export interface BlobReader {
  position: number
  floor: number
  /** Whether it stands for a reader that will begin in a moment. */
  readonly isExpected?: true
}

export interface SharedDownloadOptions {
  readonly blob: BlobId
  /** The offset of its first byte. */
  readonly start: number
  /** What has digested all bytes before that. */
  readonly digester: Digester
  readonly pool: WindowPool
  /** Milliseconds for which the fastest reader waits for the others, all in all. */
  readonly patience: number
  /** Downloads the blob from `start` on. */
  readonly open: (signal: AbortSignal) => AsyncIterable<Uint8Array<ArrayBuffer>>
  /** Called with each offset up to which the content was digested. */
  readonly onDigested: (offset: number, digester: Digester) => void
  /** Makes the error for content with this digest instead of the blob's. */
  readonly refuse: (found: Digest) => Error
  /** Called when it can no longer be joined. */
  readonly onEnd: () => void
}

/**
 * One download of a blob, for several readers: a window of its bytes is in memory. The download waits for the fastest
 * reader, which waits for the others for a moment; then those that are too far behind lose their place, and have to go
 * on with another download. The last batch is given out only after the digest was verified.
 */
export class SharedDownload implements Idle {
  readonly #options: SharedDownloadOptions
  readonly #recent: Recent
  readonly #readers = new Set<BlobReader>()
  readonly #over = new AbortController()
  /** The batch that is being filled, and that nobody can read yet. */
  #filling: Batch | undefined
  #head: number
  #patience: number
  #failure: unknown
  #isEnded = false
  #changed = Promise.withResolvers<void>()

  constructor(options: SharedDownloadOptions) {
    this.#options = options
    this.#recent = new Recent(options.pool.memory)
    this.#head = options.start
    this.#patience = options.patience
  }

  /** The offset after the last byte that can be read. */
  get head(): number {
    return this.#head
  }

  /** Whether byte `position` is in memory, or will be soon. */
  reaches(position: number): boolean {
    const tail = this.#recent.batches[0]?.start ?? this.#head
    return !this.#isEnded && tail <= position && position <= this.#head + mostBatches * batchSize
  }

  join(reader: BlobReader): void {
    this.#readers.add(reader)
    this.#options.pool.release(this)
    this.moved()
  }

  leave(reader: BlobReader): void {
    this.#readers.delete(reader)
    this.moved()
    if (this.#readers.size > 0 || this.#isEnded) return
    if (this.#isComplete) this.#options.pool.keep(this)
    else this.evict()
  }

  /** Notes that a reader has moved on. */
  moved(): void {
    this.#changed.resolve()
    this.#changed = Promise.withResolvers<void>()
  }

  /** The batch at a reader's position, when it has arrived; undefined if the reader has lost its place. */
  async next(reader: BlobReader, signal: AbortSignal): Promise<Batch | undefined> {
    for (;;) {
      signal.throwIfAborted()
      if (this.#failure !== undefined) throw this.#failure
      if (!this.#readers.has(reader)) return undefined
      const batch = this.#recent.lend(reader.position)
      if (batch) return batch
      await orAborted(this.#changed.promise, signal)
    }
  }

  /** Allows the memory of a batch to be reused. */
  giveBack(batch: Batch): void {
    this.#recent.giveBack(batch)
  }

  /** Ends the download, and forgets what is in memory. */
  evict(): void {
    this.#end()
    this.#recent.clear()
    this.#over.abort(new Error('the blob is no longer read'))
  }

  get #isComplete(): boolean {
    return this.#head === this.#options.blob.size
  }

  /** Downloads the blob. Never rejects: the readers get the error. */
  async run(): Promise<void> {
    const { open, pool } = this.#options
    try {
      for await (const piece of open(this.#over.signal)) {
        await this.#take(piece)
        freeChunk(piece)
      }
    } catch (error) {
      this.#failure ??= error
      this.evict()
    }
    if (this.#filling) pool.memory.give(this.#filling.buffer)
    this.moved()
  }

  async #take(piece: Uint8Array): Promise<void> {
    for (let used = 0; used < piece.length; ) {
      this.#filling ??= await this.#nextBatch()
      used += this.#filling.take(used === 0 ? piece : piece.subarray(used))
      if (!this.#filling.isFull) return
      this.#pass(this.#filling)
      this.#filling = undefined
    }
  }

  #end(): void {
    this.#isEnded = true
    const { pool, onEnd } = this.#options
    pool.release(this)
    onEnd()
  }

  /** Makes a full batch available. */
  #pass(batch: Batch): void {
    const { blob, digester, onDigested } = this.#options
    this.#over.signal.throwIfAborted()
    digester.update(batch.slice(batch.start, batch.end))
    if (batch.end === blob.size) this.#verify()
    else onDigested(batch.end, digester)
    this.#recent.add(batch)
    this.#head = batch.end
    this.moved()
  }

  #verify(): void {
    const { blob, digester, refuse } = this.#options
    const found = digester.digest()
    if (found !== blob.digest) throw refuse(found)
  }

  async #nextBatch(): Promise<Batch> {
    const { blob, pool } = this.#options
    while (!this.#hasRoom()) await this.#makeRoom()
    return new Batch(this.#head, pool.memory.take(Math.min(batchSize, blob.size - this.#head)))
  }

  #hasRoom(): boolean {
    const { length } = this.#recent.batches
    // Even if this one may have the memory anyway, others that nobody reads should not.
    const isFree = this.#options.pool.hasRoom()
    return length < (isFree ? mostBatches : leastBatches)
  }

  /** Releases the oldest batch, or waits for somebody who still needs it. */
  async #makeRoom(): Promise<void> {
    this.#over.signal.throwIfAborted()
    const end = this.#recent.batches[0]?.end ?? 0
    const behind = [...this.#readers].filter(({ floor }) => floor < end)
    const isAwaited = [...this.#readers].some(({ position }) => position >= this.#head) || this.#isOnlyExpected
    if (behind.length > 0 && !isAwaited) return await orAborted(this.#changed.promise, this.#over.signal)
    if (behind.length > 0 && this.#patience > 0) return await this.#waitForOthers()
    // A download that takes up a connection for a reader that does not begin could hold up those that are read.
    if (this.#isOnlyExpected) return this.evict()
    for (const reader of behind) this.#readers.delete(reader)
    this.#recent.drop()
    if (behind.length > 0) this.moved()
  }

  get #isOnlyExpected(): boolean {
    return this.#readers.size > 0 && [...this.#readers].every(({ isExpected }) => isExpected)
  }

  async #waitForOthers(): Promise<void> {
    const began = performance.now()
    const timer = new AbortController()
    const patience = setTimeout(this.#patience, undefined, { signal: timer.signal }).catch(() => undefined)
    await orAborted(Promise.race([this.#changed.promise, patience]), this.#over.signal).finally(() => timer.abort())
    this.#patience -= performance.now() - began
  }
}
