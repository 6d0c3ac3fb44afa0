import type { Digest } from '../oci/digest.ts'
import type { Image } from '../oci/image.ts'

/** A file, or a part of one, that is read by ranges. */
export interface StoredFile {
  /** Bytes. */
  readonly size: number
  /** Bytes `start` up to, not including, `end`. A chunk may be overwritten once the next but one is asked for. */
  read(start: number, end: number, signal: AbortSignal): AsyncIterable<Uint8Array>
}

/** Files by path, with `/` between its parts: a folder or an archive. */
export interface Files extends AsyncDisposable {
  /** How users know it, for errors. */
  readonly name: string
  find(path: string): Promise<StoredFile | undefined>
}

/** An image that exists already, on a disk. */
export interface Source extends AsyncDisposable {
  /** How users know it, for errors. */
  readonly name: string
  readonly image: Image
  /** A blob of the image; undefined where the source does not hold it, which a layout may: image-layout.md#blobs */
  blob(digest: Digest): StoredFile | undefined
}
