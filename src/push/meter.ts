import type { BlobId } from '../oci/descriptor.ts'
import type { Digest } from '../oci/digest.ts'

/** What goes out to one target, in bytes, and how long that takes. */
export class Meter {
  readonly #uploads = new Map<Digest, { readonly size: number; sent: number }>()
  #sent = 0
  #began: number | undefined
  #ended = 0

  /** Bytes of blobs that went out, again those that went out again. */
  get sent(): number {
    return this.#sent
  }

  /** Bytes of the blobs that were or are being uploaded. */
  get expected(): number {
    return this.#total(({ size }) => size)
  }

  /** Of those, the bytes that are out. What has to go out again was not. */
  get done(): number {
    return this.#total(({ size, sent }) => Math.min(size, sent))
  }

  /** From the first thing done for the image to the last. */
  get seconds(): number {
    return this.#began === undefined ? 0 : (this.#ended - this.#began) / 1000
  }

  /** Begins an upload; what it gives is to be told of the bytes as they go out. */
  upload({ digest, size }: BlobId): (bytes: number) => void {
    const upload = { size, sent: 0 }
    this.#uploads.set(digest, upload)
    return (bytes) => {
      upload.sent += bytes
      this.#sent += bytes
    }
  }

  /** Runs a part of the work, on the clock. */
  async timed<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#began ??= performance.now()
    try {
      return await work()
    } finally {
      this.#ended = performance.now()
    }
  }

  #total(of: (upload: { readonly size: number; readonly sent: number }) => number): number {
    return [...this.#uploads.values()].reduce((sum, upload) => sum + of(upload), 0)
  }
}
