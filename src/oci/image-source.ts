import type { BlobContent } from './blob-content.ts'
import type { Digest } from './digest.ts'
import type { Repository } from './distribution/reference.ts'
import type { Tag } from './distribution/tag.ts'
import type { Image } from './image.ts'

/** What a builder says that it built an image from. */
export interface Materials {
  /** References of images in registries, with the digests that were used. */
  readonly images: readonly string[]
  /** Names of OCI layouts. */
  readonly layouts: readonly string[]
}

/** An image to publish, wherever it comes from. */
export interface ImageSource extends AsyncDisposable {
  /** Its name in error messages: `dist/app.tar`. */
  readonly name: string
  readonly image: Image
  /** The content of a blob; undefined if the source lacks it, which a layout may: image-layout.md#blobs */
  blob(digest: Digest): BlobContent | undefined
  /**
   * The content of an image configuration, if that takes no request: it has passed through here. By default `blob` gives
   * it, unless the content is elsewhere (`origin`).
   */
  config?(digest: Digest): BlobContent | undefined
  /**
   * Has blobs sent again that registries turned out to lack; `image` may have changed afterwards. Undefined if they
   * cannot be requested (any more).
   */
  readonly resend?: ((missing: readonly Digest[]) => Promise<void>) | undefined
  /**
   * The repository that has a manifest or blob of the image: a target on the same registry mounts it from there, and
   * a target that is this repository has it already. If there are several, the one nearest to `near`. Undefined for
   * content from elsewhere.
   */
  readonly origin?: (digest: Digest, near?: Repository) => Repository | undefined
  /** What it was built from; undefined if that is not reported, or it was not built here. */
  readonly builtFrom?: Materials | undefined
  /** The image's referrers in the place it comes from; undefined if that place cannot list them. */
  readonly referrers?: Referrers | undefined
  /**
   * The image that this one goes along with because it refers to it, such as a signature: it is pushed, and any tag of
   * its own moves, before the image's tags do.
   */
  readonly attachedTo?: object
  /** The end of the error message for a blob that is missing everywhere: `and neither does dist/app.tar. …` */
  readonly absence: string
}

/** What refers to an image, to its manifests and to those referrers: signatures, attestations, SBOMs. */
export interface Referrers {
  /** Of these, those that refer to a manifest that another image has as well. */
  of(image: Image): Referrers
  /** How many refer to the image, as far as few requests can tell; undefined if they cannot. Never rejects. */
  count(): Promise<number | undefined>
  /** Opens all of them, each after what it refers to. Throws ContentError. */
  open(): Promise<readonly Referrer[]>
}

/** An artifact that refers to an image. */
export interface Referrer {
  readonly source: ImageSource
  /** The tag that it is found by, as what cosign attaches is: it gets that tag wherever the image goes. */
  readonly tag?: Tag
}
