import { ContentError } from '../oci/content-error.ts'
import { type Descriptor, isDistributable } from '../oci/descriptor.ts'
import type { Digest } from '../oci/digest.ts'
import type { Image } from '../oci/image.ts'
import type { Manifest } from '../oci/manifest.ts'
import type { Tag } from '../oci/tag.ts'
import type { Condition } from '../registry/condition.ts'
import type { Patience } from '../registry/retry.ts'
import type { BlobContent } from '../registry/upload.ts'
import { lacksContent, namedBy } from './lacking.ts'
import { once } from './once.ts'
import type { Push } from './push.ts'
import { MissingBlobs, settleAll } from './settle.ts'

/** The content of a blob, where it is in our hands. */
export type ContentOf = (digest: Digest) => BlobContent | undefined

/** How often a registry may say that it lacks what it said it has. */
const attempts = 4
/** After so many it is not believed any more; until then it may be behind itself. */
const patientAttempts = 2

/**
 * Makes an image whole at one target, blobs before manifests and children before parents, all under digests: no tag
 * shows any of it. Each part follows its own chain, none waits for a part that it does not need. Rejects with
 * MissingBlobs where blobs are neither there nor in our hands.
 */
export class Completion {
  readonly push: Push
  readonly image: Image
  readonly #contentOf: ContentOf
  readonly #wherever: string | undefined
  readonly #manifests: ReadonlyMap<Digest, Manifest>
  readonly #puts = new Map<Digest, Promise<void>>()

  /**
   * `wherever` is given where nobody can be asked for more: what is missing then is a ContentError, whose sentence ends
   * with it, `and so does app.tar`.
   */
  constructor(push: Push, image: Image, contentOf: ContentOf, wherever?: string) {
    this.push = push
    this.image = image
    this.#contentOf = contentOf
    this.#wherever = wherever
    this.#manifests = new Map(image.manifests.map((manifest) => [manifest.descriptor.digest, manifest]))
    // Parents come after their children.
    for (const manifest of image.manifests.toReversed()) this.#assumeBelow(manifest)
  }

  get root(): Manifest {
    return this.#manifests.get(this.image.root.digest) as Manifest
  }

  /** Brings all there is, the root included. */
  async complete(): Promise<void> {
    await this.bringContent()
    await this.#bring(this.root)
  }

  /** Brings all there is below the root. */
  async bringContent(): Promise<void> {
    if (this.#isShown) return
    if (this.push.presence.knows(this.image.root.digest)) await this.#lookForChildren()
    await this.#bringContentOf(this.root)
  }

  /**
   * Tries once to write the root under a tag, and gives the digest that the registry says it stored, if it says one.
   * `patience` is what is left of the tries.
   */
  async putRoot(tag: Tag, patience: Patience, condition?: Condition): Promise<Digest | undefined> {
    return await this.#write(this.root, () => this.push.remote.manifests.putOnce(this.root, tag, condition), patience)
  }

  /** Writes the root under its digest, and in the same request under as many of these tags as the registry takes so. */
  async putRootWith(tags: readonly Tag[]): Promise<readonly Tag[]> {
    const taken = await this.#write(this.root, (patience) =>
      this.push.remote.manifests.putTags(this.root, tags, patience)
    )
    this.push.presence.add([this.image.root.digest])
    return taken
  }

  /** Whether all tags show this image already, so that nothing will be done that could show less of it. */
  get #isShown(): boolean {
    const { target, tags } = this.push
    return target.tags.every((tag) => tags.digestOf(tag) === this.image.root.digest)
  }

  /** Where a manifest is, its blobs are, too: registries refuse it without. The children of an index may be gone. */
  #assumeBelow({ descriptor, blobs }: Manifest): void {
    const { presence } = this.push
    if (presence.knows(descriptor.digest)) presence.add(blobs.map(({ digest }) => digest))
  }

  async #lookForChildren(): Promise<void> {
    const { remote, presence } = this.push
    const children = this.image.manifests.filter((manifest) => manifest !== this.root)
    const look = async (child: Manifest) => {
      if (await remote.manifests.head(child.descriptor.digest)) presence.add([child.descriptor.digest])
      this.#assumeBelow(child)
    }
    await Promise.all(children.map(look))
  }

  async #bringContentOf({ blobs, children }: Manifest): Promise<void> {
    await settleAll([
      ...blobs.filter(isDistributable).map((blob) => this.#ensure(blob)),
      ...children.map((child) => {
        const known = this.#manifests.get(child.digest)
        return known ? this.#bring(known) : this.#ensure(child)
      }),
    ])
  }

  async #ensure(blob: Descriptor): Promise<void> {
    const { push } = this
    await push.ensure(blob, this.#contentOf(blob.digest)).catch((error: Error) => {
      // At once, so that nothing more is begun for this target.
      if (!(error instanceof MissingBlobs)) push.fail(error)
      else if (this.#wherever !== undefined)
        throw new ContentError(`${push.name} lacks ${blob.digest}, ${this.#wherever}`)
      throw error
    })
  }

  async #bring(manifest: Manifest): Promise<void> {
    const { push } = this
    const { digest } = manifest.descriptor
    if (push.presence.knows(digest)) return
    await once(this.#puts, digest, async () => {
      await this.#write(manifest, (patience) => push.remote.manifests.put(manifest, digest, patience))
      push.presence.add([digest])
    })
  }

  /** Writes a manifest. A registry that lacks what it claimed is waited for and asked again, then believed no more. */
  async #write<Result>(
    manifest: Manifest,
    put: (patience: Patience) => Promise<Result>,
    patience: Patience = this.push.remote.manifests.patience()
  ): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      await this.#bringContentOf(manifest)
      try {
        return await put(patience)
      } catch (error) {
        if (!lacksContent(error) || attempt === attempts) throw error
        patience.spend(error)
        await this.push.pause(attempt)
        this.#unsettle(manifest, namedBy(error), attempt > patientAttempts)
      }
    }
  }

  /** Forgets what the registry said it has. What it took in this run is not sent again for an answer without names. */
  #unsettle({ blobs, children }: Manifest, named: readonly Digest[], isLiar: boolean): void {
    const own = [...blobs, ...children].map(({ digest }) => digest)
    const suspects = own.filter((digest) => named.includes(digest))
    for (const digest of suspects.length > 0 ? suspects : own) {
      if (isLiar && (suspects.length > 0 || !this.push.hasBrought(digest))) this.push.distrust(digest)
      else this.push.doubt(digest)
      this.#puts.delete(digest)
    }
  }
}
