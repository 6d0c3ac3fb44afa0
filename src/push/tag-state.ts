import type { Digest } from '../oci/digest.ts'
import type { Manifest } from '../oci/manifest.ts'
import type { Tag } from '../oci/tag.ts'
import type { Manifests } from '../registry/manifests.ts'
import { RegistryError } from '../registry/registry-error.ts'

/** Milliseconds after which somebody else may have moved a tag. */
const fresh = 30_000

/** What the tags of a target point at, as it was when they were last read. */
export class TagState {
  readonly #tags: readonly Tag[]
  readonly #manifests: Manifests
  readonly #now: () => Date
  readonly #digests = new Map<Tag, Digest | undefined>()
  #readAt = Number.NEGATIVE_INFINITY
  #deniedIsMissing = false

  constructor(tags: readonly Tag[], manifests: Manifests, now: () => Date) {
    this.#tags = tags
    this.#manifests = manifests
    this.#now = now
  }

  get isStale(): boolean {
    return this.#now().getTime() - this.#readAt > fresh
  }

  /** The digests that tags point at, each once. */
  get digests(): readonly Digest[] {
    return [...new Set([...this.#digests.values()].filter((digest) => digest !== undefined))]
  }

  /** What a tag points at; undefined for one that is not there, or was not read. */
  digestOf(tag: Tag): Digest | undefined {
    return this.#digests.get(tag)
  }

  /** From now on a registry that does not say what a tag points at is taken to have no such tag. */
  takeDenialAsMissing(): void {
    this.#deniedIsMissing = true
  }

  async read(): Promise<void> {
    await this.#readAll(this.#tags)
  }

  /** The same, and gives the manifest of the last tag: by the usual order (`1.4.2 1.4 latest`) the one that moves. */
  async readWithManifest(): Promise<Manifest | undefined> {
    const last = this.#tags.at(-1)
    const [manifest] = await Promise.all([last && this.#readManifest(last), this.#readAll(this.#tags.slice(0, -1))])
    return manifest
  }

  get #doubt() {
    return { deniedIsMissing: this.#deniedIsMissing }
  }

  async #readAll(tags: readonly Tag[]): Promise<void> {
    await Promise.all(tags.map(async (tag) => this.#digests.set(tag, await this.#manifests.head(tag, this.#doubt))))
    this.#readAt = this.#now().getTime()
  }

  async #readManifest(tag: Tag): Promise<Manifest | undefined> {
    try {
      const manifest = await this.#manifests.get(tag, this.#doubt)
      this.#digests.set(tag, manifest?.descriptor.digest)
      return manifest
    } catch (error) {
      // Something that is not published here may lie under the tag. It has a digest all the same.
      if (error instanceof RegistryError && !error.isWrongAnswer) throw error
      await this.#readAll([tag])
      return undefined
    }
  }
}
