import type { BlobContent } from '../oci/blob-content.ts'
import type { Digest } from '../oci/digest.ts'
import type { Image } from '../oci/image.ts'

/** Files by path, separated by `/`: a directory or an archive. */
export interface Files extends AsyncDisposable {
  /** Its name in error messages. */
  readonly name: string
  find(path: string): Promise<BlobContent | undefined>
}

/** An existing image on disk. */
export interface ImageSource extends AsyncDisposable {
  /** Its name in error messages. */
  readonly name: string
  readonly image: Image
  /** A blob of the image; undefined if the source lacks it, which a layout may: image-layout.md#blobs */
  blob(digest: Digest): BlobContent | undefined
}
