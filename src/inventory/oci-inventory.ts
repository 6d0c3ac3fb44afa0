import { ConcurrencyLimit } from '../async/concurrency-limit.ts'
import type { Digest } from '../oci/digest.ts'
import type { Tag } from '../oci/distribution/tag.ts'
import type { Manifest } from '../oci/manifest.ts'
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

/** Lists and deletes with the distribution-spec's endpoints only. */
export class OciInventory implements Inventory {
  readonly #reads: RepositoryRequests
  readonly #writes: RepositoryRequests
  readonly #remote: RemoteRepository
  readonly #displacement: TagDisplacement
  /** Registry 2.8 loses sight of tags and manifests while others of the repository are written or deleted. */
  readonly #turns = new ConcurrencyLimit(1)
  /** Deleting tags is optional: registry 2.8 answers 400 or 405. Undefined until it was tried. */
  #deletesTags: boolean | undefined

  readonly tagRemoval = 'always'
  /** Any registry may be behind this API, such as Harbor or Quay. */
  readonly dropsUnnamed = true

  constructor({ registry, repository }: Pick<InventoryContext, 'registry' | 'repository'>) {
    this.#reads = new RepositoryRequests(registry, repository, 'pull')
    this.#writes = new RepositoryRequests(registry, repository, 'pull,push')
    this.#remote = new RemoteRepository(registry, repository)
    this.#displacement = new TagDisplacement(this.#remote, (digest) => this.#remove(digest))
  }

  async list(): Promise<Listing> {
    const tags = await listTagsStrictly(this.#reads)
    return { tags: tags.map((tag) => ({ tag })) }
  }

  async untag(tag: Tag, digest: Digest): Promise<Removal> {
    return await this.#inTurn(async () => {
      if (this.#deletesTags !== false) {
        const { manifest } = (await this.#remote.manifests.lookClosely(tag)) ?? {}
        const removal = await this.#deleteTag(tag)
        if (removal?.removed && manifest) await this.#checkIsThere(manifest, tag)
        if (removal) return removal
      }
      return await this.#displacement.untag(tag, digest)
    })
  }

  async remove(digest: Digest): Promise<Removal> {
    return await this.#inTurn(() => this.#remove(digest))
  }

  async #inTurn(work: () => Promise<Removal>): Promise<Removal> {
    return this.#deletesTags === true ? await work() : await this.#turns.run(work)
  }

  /** Undefined if the registry deletes no tags. */
  async #deleteTag(tag: Tag): Promise<Removal | undefined> {
    try {
      const removal = await this.#delete(tag)
      this.#deletesTags = true
      return removal
    } catch (error) {
      // registry 2.8 answers DIGEST_INVALID with 400.
      if (!isUnsupported(error) && !isStatus(error, 400)) throw error
      this.#deletesTags = false
      return undefined
    }
  }

  /** Some registries delete a manifest together with its tag: it is put back, and the error ends the removal. */
  async #checkIsThere(manifest: Manifest, tag: Tag): Promise<void> {
    const { digest } = manifest.descriptor
    const { afterwards } = this.#remote
    if ((await afterwards.head(digest)) !== undefined) return
    await afterwards.put(manifest, digest)
    const reason = `it deleted ${digest} as well, which was put back; other tags of it may be gone`
    const advice =
      "Name the registry's own API in 'registry-api', or do not let a rule delete tags of images that stay."
    throw new RegistryError({ where: this.#writes.where, operation: `removal of ${inWords(tag)}`, reason, advice })
  }

  async #remove(digest: Digest): Promise<Removal> {
    try {
      return await this.#delete(digest)
    } catch (error) {
      // zot answers 405 as well where an index names the manifest.
      if (error instanceof RegistryError && error.has('DENIED') && error.status === 405)
        return { removed: false, reason: error.message }
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
