import type { BlobId } from '../../oci/descriptor.ts'
import type { Digest } from '../../oci/digest.ts'

/** Counts the bytes sent to one target, and the time that takes. */
export class Meter {
  readonly #uploads = new Map<Digest, { readonly size: number; sent: number }>()
  #sent = 0
  #began: number | undefined
  #ended = 0

  /** Bytes of blobs that were sent, counting re-sent bytes again. */
  get sent(): number {
    return this.#sent
  }

  /** Total size of the blobs that were or are being uploaded, in bytes. */
  get expected(): number {
    return this.#total(({ size }) => size)
  }

  /** Of those, the bytes sent so far; a blob with re-sent bytes counts at most its size. */
  get done(): number {
    return this.#total(({ size, sent }) => Math.min(size, sent))
  }

  /** Seconds from the start of the first timed work to the end of the last. */
  get seconds(): number {
    return this.#began === undefined ? 0 : (this.#ended - this.#began) / 1000
  }

  /** Of the bytes sent, those of one blob. */
  sentOf(digest: Digest): number {
    return this.#uploads.get(digest)?.sent ?? 0
  }

  /** Starts counting an upload. The returned function is to be called with the number of bytes, as they are sent. */
  upload({ digest, size }: BlobId): (bytes: number) => void {
    const upload = { size, sent: 0 }
    this.#uploads.set(digest, upload)
    return (bytes) => {
      upload.sent += bytes
      this.#sent += bytes
    }
  }

  /** Measures the time of a part of the work, until what it returns is disposed of. */
  time(): Disposable {
    this.#began ??= performance.now()
    return {
      [Symbol.dispose]: () => {
        this.#ended = performance.now()
      },
    }
  }

  #total(of: (upload: { readonly size: number; readonly sent: number }) => number): number {
    return [...this.#uploads.values()].reduce((sum, upload) => sum + of(upload), 0)
  }
}
