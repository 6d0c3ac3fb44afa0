import { type BlobContent, collectBytes, contentOfBytes } from '../oci/blob-content.ts'
import type { Digest } from '../oci/digest.ts'

/** Bytes of one configuration; most have a few thousand. */
const sizeLimit = 1024 * 1024
/** Bytes and number of all of them. */
const totalLimit = 4 * 1024 * 1024
const countLimit = 64

/** The image configurations among the blobs that have passed through: they tell which instruction made a layer. */
export class KeptConfigs {
  readonly #contents = new Map<Digest, BlobContent>()
  #size = 0

  /** Keeps a complete blob that is a JSON object, and so may be a configuration, if it is small enough. */
  async add(digest: Digest, content: BlobContent): Promise<void> {
    const { size } = content
    if (this.#contents.has(digest) || this.#contents.size >= countLimit) return
    if (size > sizeLimit || this.#size + size > totalLimit) return
    this.#size += size
    this.#contents.set(digest, contentOfBytes(await collectBytes((signal) => content.read(0, size, signal))))
  }

  get(digest: Digest): BlobContent | undefined {
    return this.#contents.get(digest)
  }
}
