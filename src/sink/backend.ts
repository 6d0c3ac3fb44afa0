import { ContentError } from '../oci/content-error.ts'
import type { BlobId } from '../oci/descriptor.ts'
import type { Digest } from '../oci/digest.ts'
import type { Manifest } from '../oci/manifest.ts'
import type { Tag } from '../oci/tag.ts'

/** What came is not what its sender says it is. */
export class WrongContent extends ContentError {}

/** A blob on its way in. After a call that failed, every other but `abandon` fails, too. */
export interface Intake {
  /** Takes a copy of a chunk, whose memory is gone then. Where the next must wait, resolves when it may come. */
  write(chunk: Uint8Array): Promise<void> | undefined
  /** All has come. Throws WrongContent where it does not digest to `digest`. */
  finish(digest: Digest): Promise<void>
  /** The sender has gone away. */
  abandon(): Promise<void>
}

/** What the sink asks of those who stand behind it. */
export interface SinkBackend {
  /** Whether the builder need not send this blob. */
  hasBlob(digest: Digest): Promise<boolean>
  /** Begins to take a blob; digest and size are known where the builder says them first. Size is in bytes. */
  receiveBlob(expected?: BlobId): Promise<Intake>
  /** Takes a manifest, which is the root where it comes with a tag. Any order, any number of times. */
  receiveManifest(manifest: Manifest, tag?: Tag): void
  /** A manifest that was received. */
  manifest(reference: Digest | Tag): Manifest | undefined
}
