import type { BlobContent } from '../oci/blob-content.ts'
import type { BlobId } from '../oci/descriptor.ts'
import type { Digest } from '../oci/digest.ts'

/** A target as the intake sees it: it takes the blobs that a builder sends. */
export interface BlobRecipient {
  /** Why nothing more is sent to it. */
  readonly failure: Error | undefined
  /** Content is about to arrive, several blobs at a time. */
  prepare(connections: number): void
  /** Whether it has the blob, or was able to mount it. */
  has(digest: Digest): Promise<boolean>
  /** Whether it is not known to have the blob. */
  needs(digest: Digest): boolean
  /** Takes the blob, which may still be arriving. */
  ensure(blob: BlobId, content: BlobContent): Promise<unknown>
  fail(error: Error): void
}
