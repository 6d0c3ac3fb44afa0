import type { FileHandle } from 'node:fs/promises'
import type { Chunks } from '../content/file-bytes.ts'
import type { BlobId } from '../oci/descriptor.ts'
import { algorithmOf, type Digest, digester } from '../oci/digest.ts'
import { orAborted } from '../registry/or-aborted.ts'
import type { BlobContent } from '../registry/upload.ts'
import { Batch, batchSize, type Memory } from './batch.ts'
import { BrokenBlob } from './broken-blob.ts'
import { Recent } from './recent.ts'
import { Spill } from './spill.ts'

/** Who holds the spool has the memory and the disk, and is told of what becomes of a blob. */
export interface SpoolFileOwner {
  readonly memory: Memory
  /** A new file, for one blob alone. */
  readonly open: () => Promise<FileHandle>
  readonly onClose: () => void
  /** The disk does not take what arrives. Gives the error that readers and the writer get. */
  readonly onFailure: (cause: Error) => Error
}

/**
 * A blob that can be read while it still comes: each target that needs it reads at its own pace, and as often as it
 * must. It is in memory as long as there is room; then it goes to disk, but for its newest bytes. It is digested once,
 * as it comes, and its last byte is given out only when the digest was right. All is gone when the last holder lets go.
 */
export class SpoolFile implements BlobContent {
  readonly #expected: BlobId | undefined
  readonly #digester
  readonly #owner: SpoolFileOwner
  readonly #recent: Recent
  /** What is filled now, and nobody has yet. */
  #batch: Batch | undefined
  /** Undefined as long as there is room in memory. */
  #spill: Spill | undefined
  #received = 0
  /** Bytes that readers can have. */
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

  /** Bytes, as far as they are known. */
  get size(): number {
    return this.#expected?.size ?? this.#received
  }

  /** Takes the next chunk, which is copied. Where another must wait until the disk has caught up, resolves then. */
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

  /** All has come. Throws BrokenBlob where it does not digest to `digest`. */
  async finish(digest: Digest): Promise<void> {
    if (this.#batch) void this.#pass(this.#batch)
    await this.#spill?.writing
    const found = this.#failure ? undefined : this.#digester.digest()
    if (found !== digest) this.fail(new BrokenBlob(`a blob digests to ${found}, not to ${digest} as its sender says`))
    if (this.#failure) throw this.#failure
    this.#whole = true
    this.#wake()
    // No more comes that could push its last batches out of memory.
    if (this.#spill) this.#recent.clear()
  }

  /** No more will come: whoever reads is told. */
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
      // The last is not given back: who sends may still have it in a socket.
      if (before) this.#recent.giveBack(before)
      before = batch
    }
  }

  /** Keeps the file until `release` was called as often as this, and once more for its writer. */
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

  /** How many bytes may be read. The last byte waits for the digest. */
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

  /** Hands a batch to readers and, where it must be, to the disk. Gives what the disk has to write before it. */
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
