import type { Digest } from '../../oci/digest.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import type { Manifest } from '../../oci/manifest.ts'
import type { TagSnapshot } from '../../registry/condition.ts'
import { RegistryError } from '../../registry/errors/registry-error.ts'
import type { Manifests } from '../../registry/manifests.ts'

/** Milliseconds after which somebody else may well have moved a tag. */
const fresh = 5_000

/** What the tags of a target pointed at when they were last read. */
export class TagState {
  readonly #tags: readonly Tag[]
  readonly #manifests: Manifests
  readonly #elapsed: () => number
  readonly #digests = new Map<Tag, Digest | undefined>()
  /** What each tag pointed at when it was first read. */
  readonly #first = new Map<Tag, Digest | undefined>()
  readonly #denied = new Set<Tag>()
  #readAt = Number.NEGATIVE_INFINITY
  #deniedIsMissing = false
  #reading: Promise<unknown> | undefined

  /** `elapsed` gives milliseconds on a monotonic clock. */
  constructor(tags: readonly Tag[], manifests: Manifests, elapsed: () => number) {
    this.#tags = tags
    this.#manifests = manifests
    this.#elapsed = elapsed
  }

  /** The digests that the tags point at, without duplicates. */
  get digests(): readonly Digest[] {
    return [...new Set([...this.#digests.values()].filter((digest) => digest !== undefined))]
  }

  /** What a tag points at; undefined if it does not exist or was not read. */
  digestOf(tag: Tag): Digest | undefined {
    return this.#digests.get(tag)
  }

  /** What a tag pointed at when it was first read. */
  firstDigestOf(tag: Tag): Digest | undefined {
    return this.#first.get(tag)
  }

  /** Whether the registry refused to say what a tag points at, which was treated as a missing tag. */
  isDenied(tag: Tag): boolean {
    return this.#denied.has(tag)
  }

  /**
   * From now on, treats a refusal to say what a tag points at as a missing tag: Artifactory answers 403 for what does
   * not exist (RTFACT-13797).
   */
  takeDenialAsMissing(): void {
    this.#deniedIsMissing = true
  }

  async read(): Promise<void> {
    await this.#all(this.#tags.map((tag) => this.look(tag)))
  }

  /** Reads the tags again if they were read too long ago. */
  async refresh(): Promise<void> {
    if (this.#elapsed() - this.#readAt <= fresh) return
    await (this.#reading ?? this.read())
  }

  /** Like `read`, but returns the manifest of the last tag: usually (`1.4.2 1.4 latest`) it is the one that moves. */
  async readWithManifest(): Promise<Manifest | undefined> {
    const last = this.#tags.at(-1)
    const manifest = last ? this.#readManifest(last) : undefined
    await this.#all([...this.#tags.slice(0, -1).map((tag) => this.look(tag)), manifest])
    return await manifest
  }

  /** Reads one tag now. */
  async look(tag: Tag): Promise<TagSnapshot | undefined> {
    const found = await this.#unlessDenied(tag, this.#manifests.look(tag))
    this.#note(tag, found?.digest)
    return found
  }

  async #all(asked: readonly unknown[]): Promise<void> {
    const began = this.#elapsed()
    this.#reading = Promise.all(asked).finally(() => {
      this.#reading = undefined
    })
    await this.#reading
    this.#readAt = began
  }

  async #readManifest(tag: Tag): Promise<Manifest | undefined> {
    try {
      const manifest = await this.#unlessDenied(tag, this.#manifests.get(tag))
      this.#note(tag, manifest?.descriptor.digest)
      return manifest
    } catch (error) {
      // The tag may point at something that we never publish, but it still has a digest.
      if (error instanceof RegistryError && !error.isWrongAnswer) throw error
      await this.look(tag)
      return undefined
    }
  }

  #note(tag: Tag, digest: Digest | undefined): void {
    this.#digests.set(tag, digest)
    if (!this.#first.has(tag)) this.#first.set(tag, digest)
  }

  async #unlessDenied<Found>(tag: Tag, asked: Promise<Found | undefined>): Promise<Found | undefined> {
    this.#denied.delete(tag)
    return await asked.catch((error: unknown) => {
      const isDenied = error instanceof RegistryError && error.status === 403 && !error.isRateLimit
      if (!(isDenied && this.#deniedIsMissing)) throw error
      this.#denied.add(tag)
      return undefined
    })
  }
}
