import { isAttestation } from '../../oci/attestations.ts'
import type { Digest } from '../../oci/digest.ts'
import { isPullCounted, type Reference } from '../../oci/distribution/reference.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import type { Registry } from '../../registry/registry.ts'
import { RemoteRepository } from '../../registry/repository.ts'
import { explore } from './explore.ts'

/**
 * Which blobs other repositories of a registry have: those of the base image, of the cache, and of what the previous
 * image was built from. Shared by all pushes to the registry.
 */
export class MountIndex {
  readonly #registry: Registry
  readonly #surveys = new Map<string, Promise<void>>()
  readonly #holders = new Map<Digest, string>()
  readonly #origins = new Set<Digest>()

  constructor(registry: Registry) {
    this.#registry = registry
  }

  /** Repositories that are known to have blobs. */
  get repositories(): readonly string[] {
    return [...new Set(this.#holders.values())]
  }

  /** A repository that is known to have this blob. */
  holderOf(digest: Digest): string | undefined {
    return this.#holders.get(digest)
  }

  /** Notes that the image to publish comes from this repository, which was found to have the blob. */
  addOrigin(digest: Digest, name: string): void {
    this.#holders.set(digest, name)
    this.#origins.add(digest)
  }

  /** Whether the image to publish comes from a repository of this registry that has the blob. */
  hasOrigin(digest: Digest): boolean {
    return this.#origins.has(digest)
  }

  /** Finds out, once, which blobs an image of this registry has. Ignores images that cannot be read: never rejects. */
  async survey({ repository, tag, digest }: Reference): Promise<void> {
    const { registry, name } = repository
    if (registry !== this.#registry.name || isPullCounted(repository)) return
    const reference: Tag | Digest = digest ?? tag ?? ('latest' as Tag)
    const key = `${name}@${reference}`
    const survey = this.#surveys.get(key) ?? this.#read(name, reference).catch(() => undefined)
    this.#surveys.set(key, survey)
    await survey
  }

  async #read(name: string, reference: Tag | Digest): Promise<void> {
    const repository = { registry: this.#registry.name, name }
    const { manifests } = new RemoteRepository(this.#registry, repository, 'pull')
    const hold = (digests: readonly Digest[]) => {
      for (const digest of digests) if (!this.#origins.has(digest)) this.#holders.set(digest, name)
    }
    // No two images share attestations.
    await explore(manifests, [reference], hold, (child) => !isAttestation(child))
  }
}
