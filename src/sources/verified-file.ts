import type { BlobContent } from '../oci/blob-content.ts'
import { ContentError } from '../oci/content-error.ts'
import type { BlobId } from '../oci/descriptor.ts'
import { algorithmOf, type Digest, type Digester, digester } from '../oci/digest.ts'

/**
 * A blob that is digested while it is read, once for all readers: the reader furthest ahead feeds the digest. The last
 * chunk is given out only after the digest was verified. `read` throws ContentError if it does not match.
 */
export class VerifiedFile implements BlobContent {
  readonly size: number
  readonly #file: BlobContent
  readonly #digest: Digest
  readonly #name: string
  readonly #digester: Digester
  /** Bytes digested so far. */
  #digested = 0
  #found: Digest | undefined

  /** `name` is the file's name in error messages. */
  constructor(file: BlobContent, { digest }: BlobId, name: string) {
    this.size = file.size
    this.#file = file
    this.#digest = digest
    this.#name = name
    this.#digester = digester(algorithmOf(digest))
  }

  async *read(start: number, end: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    if (start > this.#digested) await this.#catchUp(start, signal)
    // An empty blob has no last chunk.
    if (this.size === 0) this.#take(new Uint8Array(), 0)
    let position = start
    for await (const chunk of this.#file.read(start, end, signal)) {
      this.#take(chunk, position)
      position += chunk.length
      yield chunk
    }
  }

  /** Digests what no reader has read yet before `start`. */
  async #catchUp(start: number, signal: AbortSignal): Promise<void> {
    let position = this.#digested
    for await (const chunk of this.#file.read(position, start, signal)) {
      this.#take(chunk, position)
      position += chunk.length
    }
  }

  #take(chunk: Uint8Array, position: number): void {
    const known = this.#digested - position
    if (known < chunk.length) {
      this.#digester.update(known === 0 ? chunk : chunk.subarray(known))
      this.#digested = position + chunk.length
    }
    if (this.#digested === this.size) this.#found ??= this.#digester.digest()
    if (this.#found === undefined || this.#found === this.#digest) return
    throw new ContentError(
      `${this.#name} is corrupt: its content has the digest ${this.#found}. Export the image again.`
    )
  }
}
