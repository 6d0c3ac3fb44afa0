import { ConcurrencyLimit } from '../../async/concurrency-limit.ts'
import type { RetryState } from '../../http/retry/retry-state.ts'
import { ContentError } from '../../oci/content-error.ts'
import { type Descriptor, isDistributable } from '../../oci/descriptor.ts'
import type { Digest } from '../../oci/digest.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import type { Image } from '../../oci/image.ts'
import type { ImageSource } from '../../oci/image-source.ts'
import type { Manifest } from '../../oci/manifest.ts'
import { MissingBlobs, settleAll } from '../../oci/missing-blobs.ts'
import type { Condition } from '../../registry/condition.ts'
import { lacksContent, namedBy } from '../../registry/errors/lacking.ts'
import type { ContentPush } from './content-push.ts'
import { findEquivalent, type ImageDestination, type MayKeep } from './equivalent.ts'

/** What an upload needs of its source. */
export type UploadSource = Pick<
  ImageSource,
  'image' | 'blob' | 'resend' | 'absence' | 'attachedTo' | 'origin' | 'builtFrom'
>

/** How often a registry may report content as missing that it claimed to have. */
export const missingContentAttempts = 4
/** Blobs processed at a time: more than there are connections, so that the largest of them goes first. */
const blobsAtOnce = 256
/** After this many attempts the registry's claims are ignored; until then it may just not be consistent yet. */
const patientAttempts = 2

/**
 * Brings an image to one target, blobs before manifests and children before parents, all by digest, so that no tag
 * points at any of it yet. Each part waits only for the parts it references. Rejects with MissingBlobs if the target
 * lacks blobs that we do not have.
 */
export class ContentUpload<To extends ImageDestination = ImageDestination> {
  readonly push: To
  readonly source: UploadSource
  readonly #content: ContentPush
  /** Manifests below the root that turned out to be missing although the target has the root. */
  readonly #gone = new Set<Digest>()
  #image: Image
  #manifests: ReadonlyMap<Digest, Manifest>
  #wasThere: boolean | undefined
  readonly #built: Digest
  readonly #mayKeep: MayKeep | undefined
  readonly #turns = new ConcurrencyLimit(blobsAtOnce)

  constructor(push: To, source: UploadSource, mayKeep?: MayKeep) {
    const { image } = source
    this.#mayKeep = mayKeep
    this.push = push
    this.source = source
    this.#content = push.content
    this.#image = image
    this.#manifests = byDigest(image)
    this.#built = image.root.digest
  }

  /** The image to publish: the given one, or an existing one that differs only in its attestations. */
  get image(): Image {
    return this.#image
  }

  /** Whether the existing image differs only in its attestations, and is kept. */
  get isEquivalent(): boolean {
    return this.#image.root.digest !== this.#built
  }

  /** The number of missing manifests and blobs of an image that the target already had. */
  get repaired(): number {
    if (!this.#wasThere) return 0
    return this.#gone.size + this.#image.blobs.filter(({ digest }) => this.#isBroken(digest)).length
  }

  /** Whether the target had the image, as far as its tags showed. */
  get wasThere(): boolean {
    return this.#wasThere ?? false
  }

  get root(): Manifest {
    return this.#manifests.get(this.image.root.digest) as Manifest
  }

  /** Brings everything, including the root. */
  async complete(): Promise<void> {
    await this.uploadContent()
    await this.#bring(this.root)
  }

  /** Brings everything below the root. */
  async uploadContent(): Promise<void> {
    await this.survey()
    await this.#bringContentOf(this.root)
  }

  /** Finds out which parts of the image the target has, as far as possible without a request for each blob. */
  async survey(): Promise<void> {
    const { presence } = this.#content
    if (this.#wasThere === undefined) await this.#findEquivalent()
    this.#wasThere ??= presence.knows(this.image.root.digest)
    // Parents come after their children.
    for (const manifest of this.image.manifests.toReversed()) this.#assumeBelow(manifest)
    if (this.#wasThere) await this.#lookForChildren()
  }

  /**
   * Tries once to write the root under a tag. Returns the digest that the registry reports as stored, if it does.
   * `retryState` counts the remaining retries.
   */
  async putRoot(tag: Tag, retryState: RetryState, condition?: Condition): Promise<Digest | undefined> {
    return await this.#write(
      this.root,
      () => this.#content.remote.manifests.putOnce(this.root, tag, condition),
      retryState
    )
  }

  /** Writes the root by digest, with as many of these tags as the registry accepts in one request; returns those. */
  async putRootWith(tags: readonly Tag[]): Promise<readonly Tag[]> {
    const taken = await this.#write(this.root, (retryState) =>
      this.#content.remote.manifests.putTags(this.root, tags, retryState)
    )
    this.#content.presence.add([this.image.root.digest])
    return taken
  }

  #isBroken(digest: Digest): boolean {
    return this.#content.hasBrought(digest) || this.#content.presence.isMissing(digest)
  }

  async #findEquivalent(): Promise<void> {
    // What is copied from a registry is not built again: it keeps its digest.
    const image = this.source.origin ? undefined : await findEquivalent(this.push, this.#image, this.#mayKeep)
    if (!image) return
    this.#image = image
    this.#manifests = byDigest(image)
  }

  /** If a manifest exists, so do its blobs: registries refuse it otherwise. The children of an index may be deleted. */
  #assumeBelow({ descriptor, blobs }: Manifest): void {
    const { presence, verifiesContent } = this.#content
    if (!verifiesContent && presence.knows(descriptor.digest)) presence.add(blobs.map(({ digest }) => digest))
  }

  async #lookForChildren(): Promise<void> {
    const { manifests, presence } = this.#content
    const look = async (child: Manifest) => {
      const { digest } = child.descriptor
      if (presence.knows(digest)) return
      if (await manifests.has(digest)) presence.add([digest])
      else this.#miss(child)
      this.#assumeBelow(child)
    }
    await Promise.all(this.image.manifests.filter((manifest) => manifest !== this.root).map(look))
  }

  /** The blobs of a deleted manifest may have been deleted with it, so the target is asked before they are sent. */
  #miss({ descriptor, blobs }: Manifest): void {
    const { presence } = this.#content
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
    const content = this.#content
    const ensured = this.#turns.run(() => content.ensure(blob, this.source.blob(blob.digest)))
    await ensured.catch((error: Error) => {
      const isFinal = error instanceof MissingBlobs && !this.source.resend
      const failure = isFinal
        ? new ContentError(`${content.name} does not have ${blob.digest}, ${this.source.absence}`)
        : error
      // Immediately, so that nothing more is started for this target.
      if (!(failure instanceof MissingBlobs)) content.fail(failure)
      throw failure
    })
  }

  async #bring(manifest: Manifest): Promise<void> {
    const { presence, verifiesContent, remote, manifests } = this.#content
    const { digest } = manifest.descriptor
    if (presence.knows(digest)) return verifiesContent ? await this.#bringContentOf(manifest) : undefined
    await manifests.write(digest, async () => {
      await this.#write(manifest, (retryState) => remote.manifests.put(manifest, digest, retryState))
      presence.add([digest])
    })
  }

  /** Writes a manifest. If the registry lacks what it claimed to have, waits, asks again, then ignores the claims. */
  async #write<Result>(
    manifest: Manifest,
    put: (retryState: RetryState) => Promise<Result>,
    retryState: RetryState = this.#content.remote.manifests.retryState()
  ): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      await this.#bringContentOf(manifest)
      try {
        return await put(retryState)
      } catch (error) {
        if (!lacksContent(error) || attempt === missingContentAttempts) throw error
        retryState.spend(error)
        await this.#content.pause(attempt)
        this.#unsettle(manifest, namedBy(error), attempt > patientAttempts)
      }
    }
  }

  /** Forgets what the registry claimed to have. What it accepted in this run is re-sent only if the error names it. */
  #unsettle({ blobs, children }: Manifest, named: readonly Digest[], isLiar: boolean): void {
    const own = [...blobs, ...children].map(({ digest }) => digest)
    const suspects = own.filter((digest) => named.includes(digest))
    for (const digest of suspects.length > 0 ? suspects : own) {
      if (isLiar && (suspects.length > 0 || !this.#content.hasBrought(digest))) this.#content.distrust(digest)
      else this.#content.doubt(digest)
    }
  }
}

function byDigest({ manifests }: Image): ReadonlyMap<Digest, Manifest> {
  return new Map(manifests.map((manifest) => [manifest.descriptor.digest, manifest]))
}
