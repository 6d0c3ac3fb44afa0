import type { FileHandle } from 'node:fs/promises'
import { orAborted } from '../../async/or-aborted.ts'
import type { Chunks } from '../../disk/file-bytes.ts'
import type { BlobContent } from '../../oci/blob-content.ts'
import { BrokenBlob } from '../../oci/broken-blob.ts'
import type { BlobId } from '../../oci/descriptor.ts'
import { algorithmOf, type Digest, digester } from '../../oci/digest.ts'
import { Batch, batchSize, type Memory } from './batch.ts'
import { Recent } from './recent.ts'
import { Spill } from './spill.ts'

/** Provides memory and disk for a blob, and is notified when it is closed or fails. */
export interface SpoolFileOwner {
  readonly memory: Memory
  /** Creates a file for this blob only. */
  readonly open: () => Promise<FileHandle>
  readonly onClose: () => void
  /** Called when writing to disk fails. Returns the error for the readers and the writer. */
  readonly onFailure: (cause: Error) => Error
}

/**
 * A blob that can be read while it still arrives: each target reads it at its own pace, and as often as necessary. It
 * stays in memory while there is room; then it goes to disk, except for its newest bytes. It is digested once, as it
 * arrives, and its last byte is given out only after the digest was verified. It is deleted with its last holder.
 */
export class SpoolFile implements BlobContent {
  readonly #expected: BlobId | undefined
  readonly #digester
  readonly #owner: SpoolFileOwner
  readonly #recent: Recent
  /** The batch that is being filled, and that no reader can see yet. */
  #batch: Batch | undefined
  /** Undefined while there is room in memory. */
  #spill: Spill | undefined
  #received = 0
  /** Bytes that are available to readers. */
  #complete = 0
  #whole = false
  #failure: Error | undefined
  #grown = Promise.withResolvers<void>()
  #holders = 1

  constructor(expected: BlobId | undefined, owner: SpoolFileOwner) {
    this.#expected = expected
    this.#digester = digester(expected ? algorithmOf(expected.digest) : 'sha256')
    this.#owner = owner
    this.#recent = new Recent(owner.memory)
  }

  /** Bytes: the expected size, or what was received so far. */
  get size(): number {
    return this.#expected?.size ?? this.#received
  }

  /** Copies the next chunk. If the disk is behind, the promise resolves when another chunk may be written. */
  write(chunk: Uint8Array): Promise<void> | undefined {
    if (this.#failure) throw this.#failure
    this.#received += chunk.length
    let writing: Promise<void> | undefined
    for (let start = 0; start < chunk.length; ) {
      this.#batch ??= this.#nextBatch()
      start += this.#batch.take(start === 0 ? chunk : chunk.subarray(start))
      if (this.#batch.isFull) writing = this.#pass(this.#batch)
    }
    return writing && this.#caughtUp(writing)
  }

  /** Ends the blob. Throws BrokenBlob if its content does not have this digest. */
  async finish(digest: Digest): Promise<void> {
    if (this.#batch) void this.#pass(this.#batch)
    await this.#spill?.writing
    const found = this.#failure ? undefined : this.#digester.digest()
    if (found !== digest) this.fail(new BrokenBlob(`a blob has the digest ${found}, but its sender declared ${digest}`))
    if (this.#failure) throw this.#failure
    this.#whole = true
    this.#wake()
    // No further batch would displace the last ones from memory.
    if (this.#spill) this.#recent.clear()
  }

  /** Ends the blob with an error, which all readers get. */
  fail(error: Error): void {
    this.#failure ??= error
    this.#spill?.stop()
    this.#wake()
  }

  async *read(start: number, end: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    let chunks: Chunks | undefined
    let before: Batch | undefined
    for (let [position, stop] = [start, start]; position < end; position = stop) {
      stop = Math.min(end, position - (position % batchSize) + batchSize)
      if (this.#readable < stop) await this.#available(stop, signal)
      signal.throwIfAborted()
      const batch = this.#recent.lend(position)
      if (batch) yield batch.slice(position, stop)
      else {
        chunks ??= (this.#spill as Spill).reader()
        yield await chunks.read(position, stop - position)
      }
      // The last batch is not given back: it may still be in a socket's buffer.
      if (before) this.#recent.giveBack(before)
      before = batch
    }
  }

  /** Keeps the file until `release` was called once for each `hold`, and once for the writer. */
  hold(): void {
    this.#holders += 1
  }

  async release(): Promise<void> {
    this.#holders -= 1
    if (this.#holders > 0) return
    this.#owner.onClose()
    await this.#spill?.close()
    this.#recent.clear()
    if (this.#batch) this.#owner.memory.give(this.#batch.buffer)
    this.#batch = undefined
  }

  /** The number of bytes that can be read. The last byte waits for the digest. */
  get #readable(): number {
    if (this.#failure) return 0
    return this.#whole ? this.size : Math.min(this.#complete, this.size - 1)
  }

  async #available(wanted: number, signal: AbortSignal): Promise<void> {
    while (this.#readable < wanted) {
      if (this.#failure) throw this.#failure
      await orAborted(this.#grown.promise, signal)
    }
  }

  /** Passes a batch on to readers and, if necessary, to disk. Returns the disk writes that must finish before it. */
  #pass(batch: Batch): Promise<void> | undefined {
    this.#batch = undefined
    this.#digester.update(batch.slice(batch.start, batch.end))
    this.#complete = batch.end
    this.#recent.add(batch)
    const writing = this.#spill?.writing
    if (this.#spill) this.#spill.add(batch)
    else if (this.#owner.memory.isFull) this.#startSpill()
    this.#wake()
    return writing
  }

  #startSpill(): void {
    this.#spill = new Spill({
      open: this.#owner.open,
      onWritten: (bytes) => this.#recent.trim(bytes),
      onFailure: (cause) => this.fail(this.#owner.onFailure(cause)),
    })
    for (const batch of this.#recent.batches) this.#spill.add(batch)
  }

  async #caughtUp(writing: Promise<void>): Promise<void> {
    await writing
    if (this.#failure) throw this.#failure
  }

  #nextBatch(): Batch {
    const missing = (this.#expected?.size ?? 0) - this.#complete
    const size = missing > 0 ? Math.min(batchSize, missing) : batchSize
    return new Batch(this.#complete, this.#owner.memory.take(size))
  }

  #wake(): void {
    this.#grown.resolve()
    this.#grown = Promise.withResolvers<void>()
  }
}
