import { type BlobContent, contentOfBytes } from '../../oci/blob-content.ts'
import { isImageConfig } from '../../oci/descriptor.ts'
import { algorithmOf, type Digest, digestOf } from '../../oci/digest.ts'
import type { Image } from '../../oci/image.ts'

/** Bytes of one configuration; most have a few thousand. */
const sizeLimit = 1024 * 1024
const countLimit = 64

/** The configurations of an image that somebody has read from a registry, so that nobody has to ask for them again. */
export class SeenConfigs {
  readonly #bytes = new Map<Digest, Uint8Array>()
  readonly #wanted: ReadonlySet<Digest>

  constructor({ manifests }: Pick<Image, 'manifests'>) {
    const configs = manifests.flatMap(({ blobs }) => blobs.slice(0, 1)).filter(isImageConfig)
    this.#wanted = new Set(
      configs
        .filter(({ size }) => size <= sizeLimit)
        .slice(0, countLimit)
        .map(({ digest }) => digest)
    )
  }

  /** The content of a blob, which is remembered when it is read if it is a configuration. */
  watch(digest: Digest, content: BlobContent | undefined): BlobContent | undefined {
    if (!content || !this.#wanted.has(digest)) return content
    const remember = (bytes: Uint8Array) => this.#bytes.set(digest, bytes)
    const { size } = content
    return {
      size,
      ...(content.expect && { expect: () => content.expect?.() as Disposable }),
      async *read(start, end, signal) {
        const chunks: Uint8Array[] = []
        let position = start
        for await (const chunk of content.read(start, end, signal)) {
          chunks.push(Buffer.from(chunk))
          position += chunk.length
          if (start === 0 && position === size) remember(Buffer.concat(chunks))
          yield chunk
        }
      },
    }
  }

  /** A configuration that was read; undefined for any other blob. */
  get(digest: Digest): BlobContent | undefined {
    const bytes = this.#bytes.get(digest)
    return bytes && digestOf(bytes, algorithmOf(digest)) === digest ? contentOfBytes(bytes) : undefined
  }
}
