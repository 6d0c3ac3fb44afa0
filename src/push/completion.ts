import { ContentError } from '../oci/content-error.ts'
import { type Descriptor, isDistributable } from '../oci/descriptor.ts'
import type { Digest } from '../oci/digest.ts'
import type { Image } from '../oci/image.ts'
import type { Manifest } from '../oci/manifest.ts'
import type { Tag } from '../oci/tag.ts'
import type { Condition } from '../registry/condition.ts'
import type { Patience } from '../registry/retry.ts'
import type { BlobContent } from '../registry/upload.ts'
import { AtMost } from './at-most.ts'
import { findEquivalent } from './equivalent.ts'
import { lacksContent, namedBy } from './lacking.ts'
import { once } from './once.ts'
import type { Push } from './push.ts'
import { MissingBlobs, settleAll } from './settle.ts'

/** The content of a blob, where it is in our hands. */
export type ContentOf = (digest: Digest) => BlobContent | undefined

/** How often a registry may say that it lacks what it said it has. */
export const lackingAttempts = 4
/** Blobs that are under way at once: more than connections, so that the heaviest of them goes first. */
const blobsAtOnce = 256
/** After so many it is not believed any more; until then it may be behind itself. */
const patientAttempts = 2

/**
 * Makes an image whole at one target, blobs before manifests and children before parents, all under digests: no tag
 * shows any of it. Each part follows its own chain, none waits for a part that it does not need. Rejects with
 * MissingBlobs where blobs are neither there nor in our hands.
 */
export class Completion {
  readonly push: Push
  readonly #contentOf: ContentOf
  readonly #wherever: string | undefined
  /** Manifests that the root reaches, and that turned out to be missing although the root is there. */
  readonly #gone = new Set<Digest>()
  #image: Image
  #manifests: ReadonlyMap<Digest, Manifest>
  #wasThere: boolean | undefined
  readonly #built: Digest
  readonly #puts = new Map<Digest, Promise<void>>()
  readonly #turns = new AtMost(blobsAtOnce)

  /**
   * `wherever` is given where nobody can be asked for more: what is missing then is a ContentError, whose sentence ends
   * with it, `and so does app.tar`.
   */
  constructor(push: Push, image: Image, contentOf: ContentOf, wherever?: string) {
    this.push = push
    this.#image = image
    this.#contentOf = contentOf
    this.#wherever = wherever
    this.#manifests = byDigest(image)
    this.#built = image.root.digest
  }

  /** What is published: the image as it was given, or the one there which is the same but for its attestations. */
  get image(): Image {
    return this.#image
  }

  /** Whether what is there differs by its attestations alone, and is left. */
  get isEquivalent(): boolean {
    return this.#image.root.digest !== this.#built
  }

  /** How many manifests and blobs of an image that was there already were missing. */
  get repaired(): number {
    if (!this.#wasThere) return 0
    return this.#gone.size + this.#image.blobs.filter(({ digest }) => this.#isBroken(digest)).length
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
    await this.survey()
    await this.#bringContentOf(this.root)
  }

  /** Learns what of the image is there, as far as that can be known without asking for single blobs. */
  async survey(): Promise<void> {
    const { presence } = this.push
    if (this.#wasThere === undefined) await this.#findEquivalent()
    this.#wasThere ??= presence.knows(this.image.root.digest)
    // Parents come after their children.
    for (const manifest of this.image.manifests.toReversed()) this.#assumeBelow(manifest)
    if (this.#wasThere) await this.#lookForChildren()
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

  #isBroken(digest: Digest): boolean {
    return this.push.hasBrought(digest) || this.push.presence.isMissing(digest)
  }

  async #findEquivalent(): Promise<void> {
    const image = await findEquivalent(this.push, this.#image)
    if (!image) return
    this.#image = image
    this.#manifests = byDigest(image)
  }

  /** Where a manifest is, its blobs are, too: registries refuse it without. The children of an index may be gone. */
  #assumeBelow({ descriptor, blobs }: Manifest): void {
    const { presence, verifiesContent } = this.push
    if (!verifiesContent && presence.knows(descriptor.digest)) presence.add(blobs.map(({ digest }) => digest))
  }

  async #lookForChildren(): Promise<void> {
    const { remote, presence } = this.push
    const look = async (child: Manifest) => {
      const { digest } = child.descriptor
      if (presence.knows(digest)) return
      if (await remote.manifests.head(digest)) presence.add([digest])
      else this.#miss(child)
      this.#assumeBelow(child)
    }
    await Promise.all(this.image.manifests.filter((manifest) => manifest !== this.root).map(look))
  }

  /** Who removed a manifest may have removed what is its own: that is asked for, and not sent unasked. */
  #miss({ descriptor, blobs }: Manifest): void {
    const { presence } = this.push
    this.#gone.add(descriptor.digest)
    for (const { digest } of blobs) if (!presence.knows(digest)) presence.doubt(digest)
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
    const ensured = this.#turns.run(() => push.ensure(blob, this.#contentOf(blob.digest)))
    await ensured.catch((error: Error) => {
      const isFinal = error instanceof MissingBlobs && this.#wherever !== undefined
      const failure = isFinal ? new ContentError(`${push.name} lacks ${blob.digest}, ${this.#wherever}`) : error
      // At once, so that nothing more is begun for this target.
      if (!(failure instanceof MissingBlobs)) push.fail(failure)
      throw failure
    })
  }

  async #bring(manifest: Manifest): Promise<void> {
    const { push } = this
    const { digest } = manifest.descriptor
    if (push.presence.knows(digest)) return push.verifiesContent ? await this.#bringContentOf(manifest) : undefined
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
        if (!lacksContent(error) || attempt === lackingAttempts) throw error
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

function byDigest({ manifests }: Image): ReadonlyMap<Digest, Manifest> {
  return new Map(manifests.map((manifest) => [manifest.descriptor.digest, manifest]))
}
