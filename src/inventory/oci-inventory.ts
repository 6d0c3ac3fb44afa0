import type { Digest } from '../oci/digest.ts'
import type { Tag } from '../oci/distribution/tag.ts'
import { RegistryError } from '../registry/errors/registry-error.ts'
import { inWords } from '../registry/in-words.ts'
import { listTagsStrictly } from '../registry/lists/tag-list.ts'
import { RemoteRepository } from '../registry/repository.ts'
import { RepositoryRequests } from '../registry/repository-requests.ts'
import { TagDisplacement } from './displace-tag.ts'
import type { Inventory, Listing, Removal } from './inventory.ts'
import type { InventoryContext, InventoryKind } from './inventory-kind.ts'

/** distribution-spec, "Content Management": what every registry has that can delete anything. */
export const ociInventory: InventoryKind = {
  word: 'oci',
  title: 'the OCI distribution API',
  isFor: () => true,
  open: async (context) => new OciInventory(context),
}

const removed: Removal = { removed: true }
/** The registry's own decision about one manifest: immutable in Harbor, referred to, locked. */
const refusals = [409, 412, 423]

export class OciInventory implements Inventory {
  readonly #reads: RepositoryRequests
  readonly #writes: RepositoryRequests
  readonly #displacement: TagDisplacement
  /** Deleting tags is optional: registry 2.8 answers 400 or 405. */
  #deletesTags = true

  readonly tagRemoval = 'always'

  constructor({ registry, repository }: Pick<InventoryContext, 'registry' | 'repository'>) {
    this.#reads = new RepositoryRequests(registry, repository, 'pull')
    this.#writes = new RepositoryRequests(registry, repository, 'pull,push')
    const remote = new RemoteRepository(registry, repository)
    this.#displacement = new TagDisplacement(remote, (digest) => this.remove(digest))
  }

  async list(): Promise<Listing> {
    const tags = await listTagsStrictly(this.#reads)
    return { tags: tags.map((tag) => ({ tag })) }
  }

  async untag(tag: Tag, digest: Digest): Promise<Removal> {
    try {
      if (this.#deletesTags) return await this.#delete(tag)
    } catch (error) {
      // registry 2.8 answers DIGEST_INVALID with 400.
      if (!isUnsupported(error) && !isStatus(error, 400)) throw error
      this.#deletesTags = false
    }
    return await this.#displacement.untag(tag, digest)
  }

  async remove(digest: Digest): Promise<Removal> {
    try {
      return await this.#delete(digest)
    } catch (error) {
      if (!isUnsupported(error)) throw error
      const advice =
        "Deletion is switched off at this registry: switch it on (distribution: 'REGISTRY_STORAGE_DELETE_ENABLED=true'), or name its API in 'registry-api'."
      throw new RegistryError({ ...error.failure, advice })
    }
  }

  /** end-9 */
  async #delete(reference: Tag | Digest): Promise<Removal> {
    const { name } = this.#writes
    const endpoint = { end: '9', method: 'DELETE', name, reference } as const
    // A scope with `delete` is added once a registry asks for it: Quay refuses to give a token for it.
    const scopes = this.#writes.scopesWith('pull', name)
    try {
      await this.#writes.ask(`removal of ${inWords(reference)}`, endpoint, [200, 202, 204, 404], { scopes })
      return removed
    } catch (error) {
      if (!(error instanceof RegistryError) || !refusals.includes(error.status ?? 0)) throw error
      return { removed: false, reason: error.message }
    }
  }
}

function isUnsupported(error: unknown): error is RegistryError {
  return isStatus(error, 405) || isStatus(error, 501) || (error instanceof RegistryError && error.has('UNSUPPORTED'))
}

function isStatus(error: unknown, status: number): error is RegistryError {
  return error instanceof RegistryError && error.status === status
}
