import type { BlobContent } from '../../oci/blob-content.ts'
import type { BlobId } from '../../oci/descriptor.ts'
import type { Digest } from '../../oci/digest.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import type { Manifest } from '../../oci/manifest.ts'

/** An incoming blob. After a call has failed, every other call but `abandon` fails as well. */
export interface BlobWriter {
  /** Copies a chunk, whose memory is released afterwards. If the next must wait, resolves when it may come. */
  write(chunk: Uint8Array): Promise<void> | undefined
  /** Called at the end of the content. Throws WrongContent if its digest is not `digest`. */
  finish(digest: Digest): Promise<void>
  /** Called if the sender has disconnected. */
  abandon(): Promise<void>
}

/** What the sink needs from its backend. */
export interface SinkBackend {
  /** Whether the builder need not send this blob. */
  hasBlob(digest: Digest): Promise<boolean>
  /** Starts to receive a blob; digest and size (in bytes) are known if the builder sends them first. */
  receiveBlob(expected?: BlobId): Promise<BlobWriter>
  /** Receives a manifest, which is the root if it has a tag. In any order, any number of times. */
  receiveManifest(manifest: Manifest, tag?: Tag): void
  /** A manifest that was received before. */
  manifest(reference: Digest | Tag): Manifest | undefined
  /** What may be read back; undefined if only manifests can be, by a builder that is known to send everything. */
  readonly contents?: ReceivedContents
}

/** What a backend has received, for clients that read what they have pushed. */
export interface ReceivedContents {
  /** A blob that was received completely, perhaps in another repository of the sink. */
  blob(digest: Digest): BlobContent | undefined
  readonly tags: readonly Tag[]
  readonly manifests: readonly Manifest[]
}
