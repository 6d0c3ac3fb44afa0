import type { BlobContent } from '../oci/blob-content.ts'
import type { BlobId } from '../oci/descriptor.ts'
import type { Digest } from '../oci/digest.ts'
import type { Tag } from '../oci/distribution/tag.ts'
import type { Image } from '../oci/image.ts'
import type { Manifest } from '../oci/manifest.ts'
import type { BlobRecipient } from './blob-recipient.ts'
import { FanOut } from './fan-out.ts'
import { DiscardedBlob, IncomingBlob } from './incoming-blob.ts'
import { ReceivedBlobs } from './received-blobs.ts'
import { ReceivedManifests } from './received-manifests.ts'
import type { SharedArrivals } from './shared-arrivals.ts'
import type { BlobWriter, SinkBackend } from './sink/backend.ts'
import type { Spool } from './spool/spool.ts'
import type { SpoolFile } from './spool/spool-file.ts'

interface ReceiverOptions {
  /** How long to wait for a target, in milliseconds. */
  readonly timeout?: number
  /** What arrives for this image or for others of the same build. */
  readonly shared?: SharedArrivals
}

/** Receives an image from a builder, and hands each blob to the pushes that need it while it still arrives. */
export class Receiver implements SinkBackend, AsyncDisposable {
  readonly #fanOut: FanOut
  readonly #spool: Spool
  readonly #shared: SharedArrivals | undefined
  readonly #received = new ReceivedBlobs()
  readonly #manifests = new ReceivedManifests()

  constructor(pushes: readonly BlobRecipient[], spool: Spool, { timeout, shared }: ReceiverOptions = {}) {
    this.#fanOut = new FanOut(pushes, timeout)
    this.#spool = spool
    this.#shared = shared
  }

  async hasBlob(digest: Digest): Promise<boolean> {
    if (this.#received.has(digest)) return true
    return await (this.#shared?.has(digest, this.#fanOut) ?? this.#fanOut.has(digest))
  }

  async receiveBlob(expected?: BlobId): Promise<BlobWriter> {
    if (expected && !this.#fanOut.needs(expected.digest)) return new DiscardedBlob(expected)
    const to = { fanOut: this.#fanOut, received: this.#received, shared: this.#shared }
    return new IncomingBlob(this.#spool.create(expected), expected, to)
  }

  receiveManifest(manifest: Manifest, tag?: Tag): void {
    this.#manifests.add(manifest, tag)
  }

  manifest(reference: Digest | Tag): Manifest | undefined {
    return this.#manifests.get(reference)
  }

  /** The image that was received. Throws ContentError if its root, or a manifest below that, did not arrive. */
  async image(): Promise<Image> {
    return await this.#manifests.image()
  }

  /** A part of an attestation that was received; undefined for any other blob. */
  attestationPart(digest: Digest): SpoolFile | undefined {
    return this.#received.attestationPart(digest)
  }

  /** An image configuration that was received, if it was small enough to be kept. */
  config(digest: Digest): BlobContent | undefined {
    return this.#received.configs.get(digest)
  }

  /** Makes the builder send a blob again in its next run. */
  forget(digest: Digest): void {
    this.#received.forget(digest)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#received[Symbol.asyncDispose]()
  }
}
