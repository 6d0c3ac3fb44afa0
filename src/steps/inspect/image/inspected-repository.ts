import { ContentError } from '../../../oci/content-error.ts'
import type { BlobId } from '../../../oci/descriptor.ts'
import type { Repository } from '../../../oci/distribution/reference.ts'
import type { Tag } from '../../../oci/distribution/tag.ts'
import { manifestLimit } from '../../../oci/manifest.ts'
import type { Registries } from '../../../registry/connect.ts'
import { RegistryError } from '../../../registry/errors/registry-error.ts'
import type { TagPage } from '../../../registry/lists/tag-list.ts'
import { RemoteRepository } from '../../../registry/repository.ts'

/** A repository that images are inspected in: its tags are listed once for all of them. */
export class InspectedRepository {
  readonly remote: RemoteRepository
  #all: Promise<readonly Tag[]> | undefined
  #page: Promise<TagPage | undefined> | undefined

  private constructor(remote: RemoteRepository) {
    this.remote = remote
  }

  static async at(repository: Repository, registries: Registries): Promise<InspectedRepository> {
    return new InspectedRepository(new RemoteRepository(await registries.at(repository), repository, 'pull'))
  }

  /** All tags; none if the repository does not exist. Throws RegistryError. */
  async tags(): Promise<readonly Tag[]> {
    this.#all ??= this.#listAll()
    return await this.#all
  }

  /** All tags, if that takes one request at most; undefined if it does not. Throws RegistryError. */
  async tagsAtOnce(): Promise<TagPage | undefined> {
    this.#page ??= this.#all === undefined ? this.remote.tagsAtOnce() : pageOf(this.#all)
    return await this.#page
  }

  async #listAll(): Promise<readonly Tag[]> {
    try {
      return await this.remote.allTags()
    } catch (error) {
      if (!(error instanceof RegistryError) || error.status !== 404 || !error.isCoded) throw error
      // A page that is missing later is an error.
      const first = await this.remote.tagsAtOnce()
      if (first?.isRepository === false) return []
      throw error
    }
  }
}

async function pageOf(all: Promise<readonly Tag[]>): Promise<TagPage> {
  const tags = new Set(await all)
  return { isRepository: tags.size > 0, tags }
}

/** The total size of what is read of one image, in bytes, and the number of manifests: more than any real image has. */
const sizeLimit = 16 * manifestLimit
const countLimit = 1_000

/** Counts what is read of an image: an index can list anything. */
export class ReadLimits {
  readonly #image: string
  #bytes = 0
  #count = 0

  /** `image` is how errors name it. */
  constructor(image: string) {
    this.#image = image
  }

  /** Throws ContentError if this is too much. */
  count({ size }: Pick<BlobId, 'size'>): void {
    this.#bytes += size
    this.#count += 1
    if (this.#bytes > sizeLimit) this.#refuse(`more than ${sizeLimit} bytes of manifests and configurations`)
    if (this.#count > countLimit) this.#refuse(`more than ${countLimit} manifests and configurations`)
  }

  #refuse(what: string): never {
    throw new ContentError(`${this.#image} has ${what}, which is too much to read`)
  }
}
