import type { BlobRecipient } from '../../intake/blob-recipient.ts'
import { FanOut } from '../../intake/fan-out.ts'
import { IncomingBlob } from '../../intake/incoming-blob.ts'
import type { ReceivedBlobs } from '../../intake/received-blobs.ts'
import { ReceivedManifests } from '../../intake/received-manifests.ts'
import type { BlobWriter, ReceivedContents, SinkBackend } from '../../intake/sink/backend.ts'
import type { Spool } from '../../intake/spool/spool.ts'
import type { BlobId } from '../../oci/descriptor.ts'
import type { Digest } from '../../oci/digest.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import type { Manifest } from '../../oci/manifest.ts'

/** Tools send a few blobs at a time. */
const connections = 8

/** What the repositories of a command share. */
export interface SharedIntake {
  readonly spool: Spool
  /** The blobs of all of them, which are kept: tools read back what they have pushed, and mount it elsewhere. */
  readonly blobs: ReceivedBlobs
  /** Called with each manifest. Throws ContentError if there is no room for it. */
  readonly admit: (manifest: Manifest) => void
}

/** A repository that a command pushes to: hands each blob to the targets while it still arrives, and keeps it. */
export class PushedRepository implements SinkBackend {
  /** Below the sink's repository; empty for that itself. */
  readonly path: string
  readonly manifests = new ReceivedManifests()
  /** Resolves once its targets are known. Rejects if they cannot be opened. */
  readonly opened: Promise<unknown>
  readonly #shared: SharedIntake
  readonly #recipients: BlobRecipient[] = []
  readonly #fanOut = new FanOut(this.#recipients)
  #isPrepared = false

  constructor(path: string, shared: SharedIntake, opening: Promise<readonly BlobRecipient[]>) {
    this.path = path
    this.#shared = shared
    this.opened = opening.then((recipients) => this.#recipients.push(...recipients))
    // It is reported when the command has ended.
    this.opened.catch(() => undefined)
  }

  get contents(): ReceivedContents {
    const { blobs } = this.#shared
    return {
      blob: (digest) => blobs.content(digest),
      tags: [...this.manifests.tags.keys()],
      manifests: this.manifests.all,
    }
  }

  async hasBlob(digest: Digest): Promise<boolean> {
    if (this.#shared.blobs.has(digest)) return true
    await this.opened.catch(() => undefined)
    return this.#recipients.length > 0 && (await this.#fanOut.has(digest))
  }

  async receiveBlob(expected?: BlobId): Promise<BlobWriter> {
    await this.opened.catch(() => undefined)
    if (!this.#isPrepared) for (const recipient of this.#recipients) recipient.prepare(connections)
    this.#isPrepared = true
    const to = { fanOut: this.#fanOut, received: this.#shared.blobs }
    return new IncomingBlob(this.#shared.spool.create(expected), expected, to)
  }

  receiveManifest(manifest: Manifest, tag?: Tag): void {
    this.#shared.admit(manifest)
    this.manifests.add(manifest, tag)
  }

  manifest(reference: Digest | Tag): Manifest | undefined {
    return this.manifests.get(reference)
  }
}
