import { ContentError } from '../oci/content-error.ts'
import { type Digest, isDigest } from '../oci/digest.ts'
import type { Tag } from '../oci/distribution/tag.ts'
import { collectImage, type Image } from '../oci/image.ts'
import type { Manifest } from '../oci/manifest.ts'

/** The manifests that a builder pushed; the one that it pushed to a tag last is the root of the image. */
export class ReceivedManifests {
  readonly #manifests = new Map<Digest, Manifest>()
  readonly #tags = new Map<Tag, Manifest>()
  #root: Manifest | undefined

  add(manifest: Manifest, tag?: Tag): void {
    this.#manifests.set(manifest.descriptor.digest, manifest)
    if (!tag) return
    this.#tags.set(tag, manifest)
    this.#root = manifest
  }

  get(reference: Digest | Tag): Manifest | undefined {
    return isDigest(reference) ? this.#manifests.get(reference) : this.#tags.get(reference)
  }

  /** In the order in which they arrived. */
  get all(): readonly Manifest[] {
    return [...this.#manifests.values()]
  }

  /** What each tag points at. */
  get tags(): ReadonlyMap<Tag, Manifest> {
    return this.#tags
  }

  /** The image that was received. Throws ContentError if its root, or a manifest below that, did not arrive. */
  async image(): Promise<Image> {
    if (!this.#root) throw new ContentError('the builder succeeded but pushed no image')
    return await collectImage(this.#root.descriptor, ({ digest }) => {
      const manifest = this.#manifests.get(digest)
      if (!manifest) throw new ContentError(`the builder pushed an index without its manifest ${digest}`)
      return manifest
    })
  }
}
