import { setTimeout } from 'node:timers/promises'
import { ContentError } from '../oci/content-error.ts'
import { type Digest, isDigest } from '../oci/digest.ts'
import { collectImage, type Image } from '../oci/image.ts'
import type { Manifest } from '../oci/manifest.ts'
import type { Tag } from '../oci/tag.ts'
import type { Intake, SinkBackend } from '../sink/backend.ts'
import { Arrival, type Expected, type Reception } from './arrival.ts'
import type { Push } from './push.ts'
import type { Spool } from './spool.ts'
import { BrokenBlob, type SpoolFile } from './spool-file.ts'

/** Milliseconds. A target that takes longer to say what it has is not waited for: taking the blob is never wrong. */
const patience = 5_000

/** Takes an image from a builder and hands each blob, while it arrives, to the pushes that need it. */
export class Receiver implements SinkBackend, Reception, AsyncDisposable {
  readonly #pushes: readonly Push[]
  readonly #spool: Spool
  readonly #onBroken: (error: Error) => void
  readonly #manifests = new Map<Digest, Manifest>()
  readonly #received = new Set<Digest>()
  /** What names the sink goes out only when it names the targets. */
  readonly #attestationParts = new Map<Digest, SpoolFile>()
  #root: { readonly tag: Tag; readonly manifest: Manifest } | undefined

  /** `onBroken` is told of an error that is this machine's, no target's. */
  constructor(pushes: readonly Push[], spool: Spool, onBroken: (error: Error) => void) {
    this.#pushes = pushes
    this.#spool = spool
    this.#onBroken = onBroken
  }

  async hasBlob(digest: Digest): Promise<boolean> {
    if (this.#received.has(digest)) return true
    const answers = await Promise.all(this.#live().map((push) => hasInTime(push, digest)))
    return answers.every(Boolean)
  }

  async receiveBlob(expected?: Expected): Promise<Intake> {
    try {
      return new Arrival(await this.#spool.create(expected), expected, this)
    } catch (error) {
      this.broken(error as Error)
      throw error
    }
  }

  receiveManifest(manifest: Manifest, tag?: Tag): void {
    this.#manifests.set(manifest.descriptor.digest, manifest)
    if (tag) this.#root = { tag, manifest }
  }

  manifest(reference: Digest | Tag): Manifest | undefined {
    if (isDigest(reference)) return this.#manifests.get(reference)
    return this.#root?.tag === reference ? this.#root.manifest : undefined
  }

  deliver(blob: Expected, file: SpoolFile): void {
    for (const push of this.#live()) {
      file.hold()
      void bring(push, blob, file)
    }
  }

  arrived(digest: Digest, file: SpoolFile, isPart: boolean): void {
    this.#received.add(digest)
    if (isPart) this.#attestationParts.set(digest, file)
  }

  broken(error: Error): void {
    this.#onBroken(error)
  }

  /** The image that came. Throws ContentError where no root came, or not all that it names. */
  async image(): Promise<Image> {
    if (!this.#root) throw new ContentError('the builder ended well but pushed no image')
    return await collectImage(this.#root.manifest.descriptor, ({ digest }) => {
      const manifest = this.#manifests.get(digest)
      if (!manifest) throw new ContentError(`the builder pushed an index without its manifest ${digest}`)
      return manifest
    })
  }

  /** A part of an attestation that came; undefined for any other blob. */
  attestationPart(digest: Digest): SpoolFile | undefined {
    return this.#attestationParts.get(digest)
  }

  /** The content of a part of an attestation. */
  async readAttestationPart(digest: Digest): Promise<Uint8Array | undefined> {
    const file = this.attestationPart(digest)
    if (!file) return undefined
    const chunks: Uint8Array[] = []
    for await (const chunk of file.read(0, file.size, new AbortController().signal)) chunks.push(Buffer.from(chunk))
    return Buffer.concat(chunks)
  }

  /** Makes the builder send a blob again when it is run again. */
  forget(digest: Digest): void {
    this.#received.delete(digest)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#attestationParts.values()].map((file) => file.release()))
    this.#attestationParts.clear()
  }

  #live(): readonly Push[] {
    return this.#pushes.filter((push) => !push.failure)
  }
}

async function hasInTime(push: Push, digest: Digest): Promise<boolean> {
  const known = push.has(digest).catch((error: Error) => {
    push.fail(error)
    // Nothing is sent to a target that failed, so it lacks nothing.
    return true
  })
  return await Promise.race([known, setTimeout(patience, false, { ref: false })])
}

async function bring(push: Push, blob: Expected, file: SpoolFile): Promise<void> {
  try {
    await ensure(push, blob, file)
  } catch (error) {
    // A sender that broke off is no fault of the target: it will come again.
    if (!(error instanceof BrokenBlob)) push.fail(error as Error)
  } finally {
    await file.release()
  }
}

async function ensure(push: Push, { digest, size }: Expected, file: SpoolFile): Promise<void> {
  const blob = { mediaType: 'application/octet-stream', digest, size }
  try {
    await push.ensure(blob, file)
  } catch (error) {
    // What broke was another arrival of the same blob, whose upload this one had joined.
    if (!(error instanceof BrokenBlob) || file.isBroken) throw error
    await push.ensure(blob, file)
  }
}
