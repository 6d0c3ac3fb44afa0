import { recordOf } from '../../json.ts'
import type { Digest } from '../../oci/digest.ts'
import type { Repository } from '../../oci/distribution/reference.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import { secretOf } from '../../registry/auth/credential.ts'
import { RegistryError } from '../../registry/errors/registry-error.ts'
import { inWords } from '../../registry/in-words.ts'
import { RemoteRepository } from '../../registry/repository.ts'
import type { Inventory, ListedTag, Listing, Removal } from '../inventory.ts'
import type { InventoryContext, InventoryKind } from '../inventory-kind.ts'
import { OciInventory } from '../oci-inventory.ts'
import type { RegistryApi } from '../registry-api.ts'
import { brokenListing, listEntries, readPages, refused, removed } from './listed.ts'
import { removeTagsOf } from './still-tagged.ts'

const needsToken =
  "Use an access token with the scopes 'api' and 'read_registry', of a user, a project or a group, with the role Developer at least: deploy tokens cannot delete tags."

/**
 * GitLab's registry lists tags; only the jobs of its own pipelines may delete there. Others delete tags with GitLab's API:
 * docs.gitlab.com/api/container_registry. Manifests go by garbage collection.
 */
export const gitlab: InventoryKind = {
  word: 'gitlab',
  title: "GitLab's API",
  isFor: (registry) => registry === 'registry.gitlab.com',
  async open(context) {
    const { access, registry } = context
    const { tls, insecure } = access
    const headers = async () => {
      const credential = await access.credential()
      return credential ? { authorization: `Bearer ${secretOf(credential)}` } : {}
    }
    const home = apiOf(registry.home)
    const api = context.api({ home, headers, ...(tls && { tls }), ...(insecure && { insecure }) })
    return new GitLab(api, context)
  },
}

/** The registry is at `registry.HOST`, or at another port of the host, as GitLab's documentation sets it up. */
function apiOf({ protocol, hostname, origin }: URL): URL {
  if (hostname.startsWith('registry.')) return new URL(`${protocol}//${hostname.slice('registry.'.length)}`)
  return new URL(protocol === 'http:' ? origin : `https://${hostname}`)
}

class GitLab implements Inventory {
  readonly tagRemoval = 'always'
  /** By garbage collection. */
  readonly dropsUnnamed = true
  readonly #api: RegistryApi
  readonly #repository: Repository
  readonly #where: string
  readonly #plain: OciInventory
  readonly #remote: RemoteRepository
  #tags: readonly ListedTag[] = []
  #path: Promise<string> | undefined

  constructor(api: RegistryApi, context: InventoryContext) {
    this.#api = api
    this.#repository = context.repository
    this.#where = `${context.repository.registry}/${context.repository.name}`
    this.#plain = new OciInventory(context)
    this.#remote = new RemoteRepository(context.registry, context.repository, 'pull')
  }

  /** The digests are needed to delete; the client limits how many requests run at the same time. */
  async list(): Promise<Listing> {
    const { tags } = await this.#plain.list()
    this.#tags = await Promise.all(
      tags.map(async (each) => {
        const digest = await this.#remote.manifests.head(each.tag)
        return digest ? { ...each, digest } : each
      })
    )
    return { tags: this.#tags }
  }

  async untag(tag: Tag): Promise<Removal> {
    const operation = `removal of ${inWords(tag)}`
    const path = `${await this.#repositoryPath()}/tags/${tag}`
    const answers = [403, 404]
    const { status, text } = await this.#api.ask({ method: 'DELETE', path, operation, answers, advice: deniedAdvice })
    if (status !== 403) return removed
    if (/protected/i.test(text)) return refused('a rule of the project protects it')
    throw new RegistryError({ where: this.#where, operation, status, advice: needsToken })
  }

  async remove(digest: Digest): Promise<Removal> {
    const isTagged = this.#tags.some((each) => each.digest === digest)
    if (!isTagged) return refused('GitLab deletes only tags; its garbage collection deletes what nothing refers to')
    const { manifests } = this.#remote
    return await removeTagsOf(digest, { tags: this.#tags, manifests, untag: (tag) => this.untag(tag) })
  }

  #repositoryPath(): Promise<string> {
    this.#path ??= this.#findRepository()
    return this.#path
  }

  /** The project has the longest path that there is; below it, GitLab numbers the repositories. */
  async #findRepository(): Promise<string> {
    const list = { where: this.#where, operation: 'search for the repository' }
    const project = await this.#findProject(list.operation)
    const first = `/api/v4/projects/${project}/registry/repositories?per_page=100`
    let found: string | undefined
    await readPages(list, first, async (page) => {
      const { json, next } = await this.#api.ask({
        method: 'GET',
        path: page,
        operation: list.operation,
        advice: deniedAdvice,
      })
      const { id } = listEntries(json, list).find((each) => each.path === this.#repository.name) ?? {}
      if (typeof id === 'number') found = `/api/v4/projects/${project}/registry/repositories/${id}`
      return { next: found === undefined ? next?.href : undefined }
    })
    if (found !== undefined) return found
    throw brokenListing(list, `the project has no repository ${this.#repository.name}`)
  }

  async #findProject(operation: string): Promise<number> {
    const parts = this.#repository.name.split('/')
    for (let length = parts.length; length >= 2; length--) {
      const path = `/api/v4/projects/${encodeURIComponent(parts.slice(0, length).join('/'))}`
      const { status, json } = await this.#api.ask({
        method: 'GET',
        path,
        operation,
        answers: [404],
        advice: deniedAdvice,
      })
      const { id } = recordOf(json)
      if (status < 300 && typeof id === 'number') return id
    }
    throw new RegistryError({ where: this.#where, operation, status: 404, advice: needsToken })
  }
}

function deniedAdvice(status: number): string | undefined {
  return status === 401 || status === 403 ? needsToken : undefined
}
