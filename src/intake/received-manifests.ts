import { ContentError } from '../oci/content-error.ts'
import { type Digest, isDigest } from '../oci/digest.ts'
import type { Tag } from '../oci/distribution/tag.ts'
import { collectImage, type Image } from '../oci/image.ts'
import type { Manifest } from '../oci/manifest.ts'

/** The manifests that a builder pushed; the one that it pushed to a tag is the root of the image. */
export class ReceivedManifests {
  readonly #manifests = new Map<Digest, Manifest>()
  #root: { readonly tag: Tag; readonly manifest: Manifest } | undefined

  add(manifest: Manifest, tag?: Tag): void {
    this.#manifests.set(manifest.descriptor.digest, manifest)
    if (tag) this.#root = { tag, manifest }
  }

  get(reference: Digest | Tag): Manifest | undefined {
    if (isDigest(reference)) return this.#manifests.get(reference)
    return this.#root?.tag === reference ? this.#root.manifest : undefined
  }

  /** The image that was received. Throws ContentError if its root, or a manifest below that, did not arrive. */
  async image(): Promise<Image> {
    if (!this.#root) throw new ContentError('the builder succeeded but pushed no image')
    return await collectImage(this.#root.manifest.descriptor, ({ digest }) => {
      const manifest = this.#manifests.get(digest)
      if (!manifest) throw new ContentError(`the builder pushed an index without its manifest ${digest}`)
      return manifest
    })
  }
}
