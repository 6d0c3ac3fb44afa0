import type { FileHandle } from 'node:fs/promises'
import { readBytes } from '../content/file-bytes.ts'
import { algorithmOf, type Digest, digester } from '../oci/digest.ts'
import type { BlobContent } from '../registry/upload.ts'
import { BrokenBlob } from './broken-blob.ts'

/** Chunks are gathered to this many bytes before they are written, so that small ones do not cost a call each. */
const batchSize = 512 * 1024

/** Who holds the spool is told of what becomes of a file. */
export interface SpoolFileEvents {
  readonly onClose: () => void
  /** The disk does not take what arrives. Gives the error that readers and the writer get. */
  readonly onFailure: (cause: Error) => Error
}

/**
 * A blob on disk that can be read while it is still written: each target that needs it reads at its own pace. It is
 * digested once, as it comes, and its last byte is given out only when the digest was right. The file has no name, so
 * it is gone when the last holder lets go, and when the process is killed.
 */
export class SpoolFile implements BlobContent {
  readonly #file: FileHandle
  readonly #expected: { readonly digest: Digest; readonly size: number } | undefined
  readonly #digester
  readonly #events: SpoolFileEvents
  /** One is filled while the other is written. */
  readonly #batches: [Buffer, Buffer]
  #filled = 0
  #received = 0
  #written = 0
  #writing: Promise<void> = Promise.resolve()
  #whole = false
  #failure: Error | undefined
  #grown = Promise.withResolvers<void>()
  #holders = 1

  constructor(
    file: FileHandle,
    expected: { readonly digest: Digest; readonly size: number } | undefined,
    events: SpoolFileEvents
  ) {
    this.#file = file
    this.#expected = expected
    this.#digester = digester(expected ? algorithmOf(expected.digest) : 'sha256')
    this.#events = events
    const size = Math.min(batchSize, expected?.size ?? batchSize)
    this.#batches = [Buffer.allocUnsafeSlow(size), Buffer.allocUnsafeSlow(size)]
  }

  /** Bytes, as far as they are known. */
  get size(): number {
    return this.#expected?.size ?? this.#received
  }

  /**
   * Takes the next chunk. Resolves when another may come. The chunk is copied at once: chunks that live on until they
   * are written outlive the garbage collector's quick rounds, and memory grows by tens of megabytes.
   */
  async write(chunk: Uint8Array): Promise<void> {
    this.#digester.update(chunk)
    this.#received += chunk.length
    for (let start = 0; start < chunk.length; ) {
      const [batch] = this.#batches
      const piece = chunk.subarray(start, start + batch.length - this.#filled)
      batch.set(piece, this.#filled)
      this.#filled += piece.length
      start += piece.length
      if (this.#filled === batch.length) await this.#flush()
      if (this.#failure) throw this.#failure
    }
  }

  /** All has come. Throws BrokenBlob where it does not digest to `digest`. */
  async finish(digest: Digest): Promise<void> {
    await this.#flush()
    await this.#writing
    const found = this.#failure ? undefined : this.#digester.digest()
    if (found !== digest) this.fail(new BrokenBlob(`a blob digests to ${found}, not to ${digest} as its sender says`))
    if (this.#failure) throw this.#failure
    this.#whole = true
    this.#wake()
  }

  /** No more will come: whoever reads is told. */
  fail(error: Error): void {
    this.#failure ??= error
    this.#wake()
  }

  read(start: number, end: number, signal: AbortSignal): AsyncIterable<Uint8Array> {
    const range = { name: 'a blob on its way', start, end }
    return readBytes(this.#file, range, signal, (wanted) => this.#available(wanted, signal))
  }

  /** Keeps the file until `release` was called as often as this, and once more for its writer. */
  hold(): void {
    this.#holders += 1
  }

  async release(): Promise<void> {
    this.#holders -= 1
    if (this.#holders > 0) return
    this.#events.onClose()
    await this.#file.close()
  }

  async #available(wanted: number, signal: AbortSignal): Promise<void> {
    const { promise: ended, reject } = Promise.withResolvers<never>()
    const stop = () => reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    try {
      // The last byte waits for the digest.
      while (!this.#whole && Math.min(this.#written, this.size - 1) < wanted) {
        if (this.#failure) throw this.#failure
        await Promise.race([this.#grown.promise, ended])
      }
    } finally {
      signal.removeEventListener('abort', stop)
      ended.catch(() => undefined)
    }
  }

  async #flush(): Promise<void> {
    const [full, other] = this.#batches
    const batch = full.subarray(0, this.#filled)
    await this.#writing
    this.#writing = this.#append(batch)
    this.#batches.splice(0, 2, other, full)
    this.#filled = 0
  }

  async #append(batch: Uint8Array): Promise<void> {
    try {
      for (let start = 0; start < batch.length && !this.#failure; ) {
        const { bytesWritten } = await this.#file.write(batch, start, batch.length - start, this.#written)
        // A disk that is nearly full takes a part, and says why with the next.
        if (bytesWritten === 0) throw new Error('nothing could be written')
        start += bytesWritten
        this.#written += bytesWritten
      }
      this.#wake()
    } catch (cause) {
      this.fail(this.#events.onFailure(cause as Error))
    }
  }

  #wake(): void {
    this.#grown.resolve()
    this.#grown = Promise.withResolvers<void>()
  }
}
