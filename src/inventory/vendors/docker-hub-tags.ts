import { InputError } from '../../input-error.ts'
import { type JsonRecord, recordOf } from '../../json.ts'
import { type Digest, isDigest } from '../../oci/digest.ts'
import { dockerHub } from '../../oci/distribution/reference.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import { secretOf } from '../../registry/auth/credential.ts'
import { RegistryError } from '../../registry/errors/registry-error.ts'
import { inWords } from '../../registry/in-words.ts'
import { RemoteRepository } from '../../registry/repository.ts'
import { RepositoryRequests } from '../../registry/repository-requests.ts'
import type { Inventory, ListedTag, Listing, Removal } from '../inventory.ts'
import type { InventoryContext, InventoryKind } from '../inventory-kind.ts'
import type { RegistryApi } from '../registry-api.ts'
import { hubToken } from './hub-token.ts'
import {
  brokenListing,
  Collected,
  type ListRead,
  listEntries,
  listedTag,
  pushedAt,
  readPages,
  refused,
  removed,
} from './listed.ts'
import { removeTagsOf } from './still-tagged.ts'

const home = new URL('https://hub.docker.com')
const needsDelete =
  "Use an access token with 'Read, Write & Delete' of a user, or organization, that may write to this repository."

/** Docker Hub's API has the tags; its registry deletes manifests that nothing refers to: docs.docker.com/reference/api. */
export const dockerHubApi: InventoryKind = {
  word: 'docker-hub',
  title: "Docker Hub's API",
  isFor: (registry) => registry === dockerHub,
  async open(context) {
    const { registry, name } = context.repository
    // The password of another registry must not be sent to Docker Hub.
    if (registry !== dockerHub)
      throw new InputError('registry-api', `'docker-hub' is for images at Docker Hub, not for ${registry}/${name}`)
    const signIn = hubToken(context.api({ home }), context)
    const headers = async () => {
      const token = await signIn()
      return token ? { authorization: `Bearer ${secretOf(token)}` } : {}
    }
    return new DockerHub(context.api({ home, headers }), context)
  },
}

class DockerHub implements Inventory {
  readonly tagRemoval = 'always'
  readonly dropsUnnamed = false
  readonly #api: RegistryApi
  readonly #requests: RepositoryRequests
  readonly #repository: RemoteRepository
  #tags: readonly ListedTag[] = []

  constructor(api: RegistryApi, { registry, repository }: InventoryContext) {
    this.#api = api
    this.#requests = new RepositoryRequests(registry, repository, 'pull')
    this.#repository = new RemoteRepository(registry, repository, 'pull')
  }

  /** Without manifests: those that have no tag are not listed. */
  async list(): Promise<Listing> {
    const list = { where: this.#requests.where, operation: 'listing tags' }
    const found = new Collected(list)
    const [namespace = '', name = ''] = this.#requests.name.split('/')
    const first = `/v2/namespaces/${namespace}/repositories/${name}/tags?page_size=100&page=1`
    let count: unknown
    await readPages(list, first, async (path) => {
      const { json } = await this.#api.ask({ method: 'GET', path, operation: list.operation, advice: deniedAdvice })
      const page = recordOf(json)
      for (const entry of listEntries(page.results, list)) found.addTag(tagOf(entry, list))
      count = page.count
      const { next } = page
      if (typeof next !== 'string' && next !== null)
        throw brokenListing(list, 'a page does not say whether it is the last')
      return { next: next ?? undefined }
    })
    if (count !== found.tags.length)
      throw brokenListing(list, `it ended after ${found.tags.length} tags, but there are ${String(count)}`)
    this.#tags = found.tags
    return { tags: found.tags }
  }

  async untag(tag: Tag): Promise<Removal> {
    const path = `/v2/repositories/${this.#requests.name}/tags/${tag}/`
    const operation = `removal of ${inWords(tag)}`
    await this.#api.ask({ method: 'DELETE', path, operation, answers: [404], advice: deniedAdvice })
    return removed
  }

  async remove(digest: Digest): Promise<Removal> {
    const { manifests } = this.#repository
    const untagged = await removeTagsOf(digest, { tags: this.#tags, manifests, untag: (tag) => this.untag(tag) })
    return untagged.removed ? await this.#removeManifest(digest) : untagged
  }

  async #removeManifest(digest: Digest): Promise<Removal> {
    const { name } = this.#requests
    const scopes = [...this.#requests.scopesWith('delete', name)]
    const endpoint = { end: '9', method: 'DELETE', name, reference: digest } as const
    try {
      // A 500 may mean that it goes on in the background.
      await this.#requests.ask(`removal of ${inWords(digest)}`, endpoint, [200, 202, 204, 404], { scopes, attempts: 2 })
      return removed
    } catch (error) {
      if (!(error instanceof RegistryError) || error.isRateLimit) throw error
      const { status, problems = [] } = error.failure
      if (status === 500 && problems.some(({ message }) => /background/i.test(message)))
        return refused('Docker Hub has not deleted it yet, and tries again in the background')
      if (status === 403) return refused("a tag or another image refers to it, or the access token lacks 'Delete'")
      throw error
    }
  }
}

function deniedAdvice(status: number): string | undefined {
  return status === 401 || status === 403 ? needsDelete : undefined
}

/** Older tags of one platform have their digest with the image only. */
function tagOf({ name, digest, images, tag_last_pushed: time }: JsonRecord, list: ListRead): ListedTag {
  const [only, ...more] = [images ?? []].flat()
  const known = [digest, more.length === 0 ? recordOf(only).digest : undefined].find(
    (each): each is Digest => typeof each === 'string' && isDigest(each)
  )
  return { tag: listedTag(name, list), ...(known && { digest: known }), ...pushedAt(time) }
}
