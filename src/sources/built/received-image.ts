import type { BuildResult } from '../../builder/builder.ts'
import { renameAttestations } from '../../intake/attestation/attestation.ts'
import { packageUrls } from '../../intake/attestation/statement.ts'
import type { Receiver } from '../../intake/receive.ts'
import type { BlobContent } from '../../oci/blob-content.ts'
import type { Digest } from '../../oci/digest.ts'
import type { Image } from '../../oci/image.ts'
import type { Materials } from '../../oci/image-source.ts'
import type { BuildOrder } from './build-order.ts'
import { builtFrom } from './built-from.ts'
import { checkRoot } from './checked-root.ts'
import { reportMediaType } from './media-type.ts'

/** What an image was ordered with and the attributes of its output, if it has any. */
type Ordered = Pick<BuildOrder, 'targets' | 'log'> & {
  readonly imageAttributes?: BuildOrder['request']['imageAttributes']
}

/** An image that a builder pushed to the sink. */
export class ReceivedImage {
  readonly #receiver: Receiver
  readonly #order: Ordered
  #metadata: BuildResult | undefined
  #image: Image | undefined
  /** Blobs that were rewritten here. */
  #blobs: ReadonlyMap<Digest, BlobContent> = new Map()

  constructor(receiver: Receiver, order: Ordered) {
    this.#receiver = receiver
    this.#order = order
  }

  get image(): Image {
    return this.#image as Image
  }

  get metadata(): BuildResult {
    return this.#metadata as BuildResult
  }

  get builtFrom(): Materials | undefined {
    return builtFrom(this.metadata)
  }

  blob(digest: Digest): BlobContent | undefined {
    return this.#blobs.get(digest) ?? this.#receiver.attestationPart(digest)
  }

  config(digest: Digest): BlobContent | undefined {
    return this.#receiver.config(digest)
  }

  /** Makes the builder send blobs again in its next run. */
  forget(digests: readonly Digest[]): void {
    for (const digest of digests) this.#receiver.forget(digest)
  }

  /**
   * Takes what was pushed under this name, which attestations replace by those of the targets. Throws ContentError if it
   * is not what the builder reports.
   */
  async take(metadata: BuildResult, builtName: string): Promise<void> {
    const { targets, log, imageAttributes = new Map() } = this.#order
    const received = checkRoot(await this.#receiver.image(), metadata)
    reportMediaType(received.root, imageAttributes, log)
    const partOf = (digest: Digest) => this.#receiver.attestationPart(digest)
    const renamed = await renameAttestations(received, { builtName, urls: packageUrls(targets), partOf })
    this.#metadata = metadata
    this.#image = renamed.image
    this.#blobs = renamed.blobs
  }
}
