import { ContentError } from '../oci/content-error.ts'
import { type Descriptor, isDistributable } from '../oci/descriptor.ts'
import type { Digest } from '../oci/digest.ts'
import type { Image } from '../oci/image.ts'
import type { Manifest } from '../oci/manifest.ts'
import type { Tag } from '../oci/tag.ts'
import type { BlobContent } from '../registry/upload.ts'
import { lacksContent, namedBy } from './lacking.ts'
import { once } from './once.ts'
import type { Push } from './push.ts'
import { MissingBlobs, settleAll } from './settle.ts'

/** The content of a blob, where it is in our hands. */
export type ContentOf = (digest: Digest) => BlobContent | undefined

/** How often a registry may say that it lacks what it said it has. */
const attempts = 4

/**
 * Makes an image whole at one target, blobs before manifests and children before parents, all under digests: no tag
 * shows any of it. Each part follows its own chain, none waits for a part that it does not need. Rejects with
 * MissingBlobs where blobs are neither there nor in our hands.
 */
export class Completion {
  readonly push: Push
  readonly image: Image
  readonly #contentOf: ContentOf
  readonly #source: string | undefined
  readonly #manifests: ReadonlyMap<Digest, Manifest>
  readonly #puts = new Map<Digest, Promise<void>>()

  /** `source` is how users know a source that can be asked for nothing more: what it lacks is an error, ContentError. */
  constructor(push: Push, image: Image, contentOf: ContentOf, source?: string) {
    this.push = push
    this.image = image
    this.#contentOf = contentOf
    this.#source = source
    this.#manifests = new Map(image.manifests.map((manifest) => [manifest.descriptor.digest, manifest]))
    // Parents come after their children.
    for (const manifest of image.manifests.toReversed()) this.#assumeBelow(manifest)
  }

  get root(): Manifest {
    return this.#manifests.get(this.image.root.digest) as Manifest
  }

  /** Brings all there is, the root included. */
  async complete(): Promise<void> {
    await this.#bring(this.root)
  }

  /** Brings all there is below the root. */
  async bringContent(): Promise<void> {
    await this.#bringContentOf(this.root)
  }

  /** Writes the root under a tag, and gives the digest that the registry says it stored, if it says one. */
  async putRoot(tag: Tag): Promise<Digest | undefined> {
    return await this.#write(this.root, () => this.push.remote.manifests.put(this.root, tag))
  }

  /** Writes the root under its digest, and in the same request under as many of these tags as the registry takes so. */
  async putRootWith(tags: readonly Tag[]): Promise<readonly Tag[]> {
    const taken = await this.#write(this.root, () => this.push.remote.manifests.putTags(this.root, tags))
    this.push.presence.add([this.image.root.digest])
    return taken
  }

  /** Where a manifest is, all that it names is, too: registries refuse a manifest without its content. */
  #assumeBelow({ descriptor, blobs, children }: Manifest): void {
    const { presence } = this.push
    if (presence.knows(descriptor.digest)) presence.add([...blobs, ...children].map(({ digest }) => digest))
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
      else if (this.#source !== undefined)
        throw new ContentError(`${push.name} lacks ${blob.digest}, and so does ${this.#source}`)
      throw error
    })
  }

  async #bring(manifest: Manifest): Promise<void> {
    const { push } = this
    const { digest } = manifest.descriptor
    if (push.presence.knows(digest)) return
    await once(this.#puts, digest, async () => {
      await this.#write(manifest, () => push.remote.manifests.put(manifest, digest))
      push.presence.add([digest])
    })
  }

  /** Writes a manifest. A registry that lacks what it claimed is waited for and asked again, then believed no more. */
  async #write<Result>(manifest: Manifest, put: () => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      await this.#bringContentOf(manifest)
      try {
        return await put()
      } catch (error) {
        if (!lacksContent(error) || attempt === attempts) throw error
        await this.push.pause(attempt)
        for (const digest of namedBy(error, manifest)) this.#unsettle(digest, attempt)
      }
    }
  }

  #unsettle(digest: Digest, attempt: number): void {
    if (attempt === 1) this.push.doubt(digest)
    else this.push.distrust(digest)
    this.#puts.delete(digest)
  }
}
