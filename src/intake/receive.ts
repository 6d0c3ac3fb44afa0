import { ContentError } from '../oci/content-error.ts'
import type { BlobId } from '../oci/descriptor.ts'
import { type Digest, isDigest } from '../oci/digest.ts'
import type { Tag } from '../oci/distribution/tag.ts'
import { collectImage, type Image } from '../oci/image.ts'
import type { Manifest } from '../oci/manifest.ts'
import type { BlobRecipient } from './blob-recipient.ts'
import { FanOut } from './fan-out.ts'
import { DiscardedBlob, IncomingBlob } from './incoming-blob.ts'
import { ReceivedBlobs } from './received-blobs.ts'
import type { BlobWriter, SinkBackend } from './sink/backend.ts'
import type { Spool } from './spool/spool.ts'
import type { SpoolFile } from './spool/spool-file.ts'

/** Receives an image from a builder, and hands each blob to the pushes that need it while it still arrives. */
export class Receiver implements SinkBackend, AsyncDisposable {
  readonly #fanOut: FanOut
  readonly #spool: Spool
  readonly #received = new ReceivedBlobs()
  readonly #manifests = new Map<Digest, Manifest>()
  #root: { readonly tag: Tag; readonly manifest: Manifest } | undefined

  /** `timeout` is how long to wait for a target, in milliseconds. */
  constructor(pushes: readonly BlobRecipient[], spool: Spool, timeout?: number) {
    this.#fanOut = new FanOut(pushes, timeout)
    this.#spool = spool
  }

  async hasBlob(digest: Digest): Promise<boolean> {
    return this.#received.has(digest) || (await this.#fanOut.has(digest))
  }

  async receiveBlob(expected?: BlobId): Promise<BlobWriter> {
    if (expected && !this.#fanOut.needs(expected.digest)) return new DiscardedBlob(expected)
    const to = { fanOut: this.#fanOut, received: this.#received }
    return new IncomingBlob(this.#spool.create(expected), expected, to)
  }

  receiveManifest(manifest: Manifest, tag?: Tag): void {
    this.#manifests.set(manifest.descriptor.digest, manifest)
    if (tag) this.#root = { tag, manifest }
  }

  manifest(reference: Digest | Tag): Manifest | undefined {
    if (isDigest(reference)) return this.#manifests.get(reference)
    return this.#root?.tag === reference ? this.#root.manifest : undefined
  }

  /** The image that was received. Throws ContentError if its root, or a manifest below that, did not arrive. */
  async image(): Promise<Image> {
    if (!this.#root) throw new ContentError('the builder succeeded but pushed no image')
    return await collectImage(this.#root.manifest.descriptor, ({ digest }) => {
      const manifest = this.#manifests.get(digest)
      if (!manifest) throw new ContentError(`the builder pushed an index without its manifest ${digest}`)
      return manifest
    })
  }

  /** A part of an attestation that was received; undefined for any other blob. */
  attestationPart(digest: Digest): SpoolFile | undefined {
    return this.#received.attestationPart(digest)
  }

  /** Makes the builder send a blob again in its next run. */
  forget(digest: Digest): void {
    this.#received.forget(digest)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#received[Symbol.asyncDispose]()
  }
}
