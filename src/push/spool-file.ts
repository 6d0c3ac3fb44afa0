import type { FileHandle } from 'node:fs/promises'
import { readBytes } from '../content/file-bytes.ts'
import { ContentError } from '../oci/content-error.ts'
import { algorithmOf, type Digest, digester } from '../oci/digest.ts'
import type { BlobContent } from '../registry/upload.ts'

/** Chunks are gathered to this many bytes before they are written, so that small ones do not cost a call each. */
const batchSize = 1024 * 1024

/** A blob that will never be whole: its sender went away or sent something else. No fault of any registry. */
export class BrokenBlob extends ContentError {}

/** The disk does not take what arrives. */
export class SpoolError extends ContentError {}

/**
 * A blob on disk that can be read while it is still written: each target that needs it reads at its own pace. It is
 * digested once, as it comes, and its last byte is given out only when the digest was right. The file has no name, so
 * it is gone when the last holder lets go, and when the process is killed.
 */
export class SpoolFile implements BlobContent {
  readonly #file: FileHandle
  readonly #expected: { readonly digest: Digest; readonly size: number } | undefined
  readonly #digester
  readonly #onClose: () => void
  #batch: Uint8Array[] = []
  #received = 0
  #written = 0
  #flushing: Promise<void> = Promise.resolve()
  #whole = false
  #failure: Error | undefined
  #grown = Promise.withResolvers<void>()
  #holders = 1

  constructor(
    file: FileHandle,
    expected: { readonly digest: Digest; readonly size: number } | undefined,
    onClose: () => void
  ) {
    this.#file = file
    this.#expected = expected
    this.#digester = digester(expected ? algorithmOf(expected.digest) : 'sha256')
    this.#onClose = onClose
  }

  /** Bytes, as far as they are known. */
  get size(): number {
    return this.#expected?.size ?? this.#received
  }

  get isBroken(): boolean {
    return this.#failure !== undefined
  }

  /** Takes the next chunk, which must not change afterwards. Resolves when another may come. */
  async write(chunk: Uint8Array): Promise<void> {
    this.#digester.update(chunk)
    this.#batch.push(chunk)
    this.#received += chunk.length
    if (this.#received - this.#written >= 2 * batchSize) await this.#flushing
    if (this.#failure) throw this.#failure
    if (sizeOf(this.#batch) >= batchSize) this.#flush()
  }

  /** All has come. Throws BrokenBlob where it does not digest to `digest`. */
  async finish(digest: Digest): Promise<void> {
    this.#flush()
    await this.#flushing
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
    return readBytes(this.#file, { start, end }, signal, (wanted) => this.#available(wanted, signal))
  }

  /** Keeps the file until `release` was called as often as this, and once more for its writer. */
  hold(): void {
    this.#holders += 1
  }

  async release(): Promise<void> {
    this.#holders -= 1
    if (this.#holders > 0) return
    this.#onClose()
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

  #flush(): void {
    const batch = this.#batch
    this.#batch = []
    this.#flushing = this.#flushing.then(() => this.#append(batch))
  }

  async #append(batch: readonly Uint8Array[]): Promise<void> {
    if (this.#failure || batch.length === 0) return
    try {
      const { bytesWritten } = await this.#file.writev(batch, this.#written)
      if (bytesWritten < sizeOf(batch)) throw new Error('ENOSPC: no space left on device')
      this.#written += bytesWritten
      this.#wake()
    } catch (cause) {
      this.fail(new SpoolError((cause as Error).message, { cause }))
    }
  }

  #wake(): void {
    this.#grown.resolve()
    this.#grown = Promise.withResolvers<void>()
  }
}

function sizeOf(chunks: readonly Uint8Array[]): number {
  return chunks.reduce((sum, { length }) => sum + length, 0)
}
