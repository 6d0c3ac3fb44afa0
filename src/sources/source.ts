import type { Digest } from '../oci/digest.ts'
import type { Image } from '../oci/image.ts'

/** A file, or a part of one, that is read in ranges. */
export interface StoredFile {
  /** Bytes. */
  readonly size: number
  /** Reads bytes `start` up to, not including, `end`. A chunk may be overwritten by the second one after it. */
  read(start: number, end: number, signal: AbortSignal): AsyncIterable<Uint8Array>
}

/** Files by path, separated by `/`: a directory or an archive. */
export interface Files extends AsyncDisposable {
  /** Its name in error messages. */
  readonly name: string
  find(path: string): Promise<StoredFile | undefined>
}

/** An existing image on disk. */
export interface ImageSource extends AsyncDisposable {
  /** Its name in error messages. */
  readonly name: string
  readonly image: Image
  /** A blob of the image; undefined if the source lacks it, which a layout may: image-layout.md#blobs */
  blob(digest: Digest): StoredFile | undefined
}
