import type { BlobContent } from './blob-content.ts'
import type { Digest } from './digest.ts'
import type { Repository } from './distribution/reference.ts'
import type { Image } from './image.ts'

/** An image to publish, wherever it comes from. */
export interface ImageSource extends AsyncDisposable {
  /** Its name in error messages: `dist/app.tar`. */
  readonly name: string
  readonly image: Image
  /** The content of a blob; undefined if the source lacks it, which a layout may: image-layout.md#blobs */
  blob(digest: Digest): BlobContent | undefined
  /**
   * Has blobs sent again that registries turned out to lack; `image` may have changed afterwards. Undefined if they
   * cannot be requested (any more).
   */
  readonly resend?: ((missing: readonly Digest[]) => Promise<void>) | undefined
  /**
   * The repository that a manifest or blob of the image lies in: a target on the same registry mounts it from there, and
   * a target that is this repository has it already. If there are several, the one nearest to `near`. Undefined for
   * content from elsewhere.
   */
  readonly origin?: (digest: Digest, near?: Repository) => Repository | undefined
  /** The end of the error message for a blob that is missing everywhere: `and neither does dist/app.tar. …` */
  readonly absence: string
}
