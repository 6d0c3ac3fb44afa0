import type { BlobContent } from '../../oci/blob-content.ts'
import type { BlobId } from '../../oci/descriptor.ts'
import type { Blobs } from '../../registry/blobs.ts'
import { blameSource } from './source-error.ts'

/** The content of a blob in a registry, requested each time that it is read. It is not digested. */
export function remoteBlob(blob: BlobId, blobs: Blobs, source: string): BlobContent {
  return {
    size: blob.size,
    async *read(start, end, signal) {
      try {
        yield* blobs.download(blob, { start, end }, signal)
      } catch (error) {
        throw blameSource(source, error)
      }
    },
  }
}
