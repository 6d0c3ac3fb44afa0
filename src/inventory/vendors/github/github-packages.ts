import { wait } from '../../../async/wait.ts'
import { recordOf } from '../../../json.ts'
import type { Digest } from '../../../oci/digest.ts'
import type { Tag } from '../../../oci/distribution/tag.ts'
import { secretOf } from '../../../registry/auth/credential.ts'
import { RegistryError } from '../../../registry/errors/registry-error.ts'
import { inWords } from '../../../registry/in-words.ts'
import type { Inventory, Listing, Removal } from '../../inventory.ts'
import type { InventoryContext, InventoryKind } from '../../inventory-kind.ts'
import type { ApiCall, ApiReply, RegistryApi } from '../../registry-api.ts'
import {
  brokenListing,
  Collected,
  listEntries,
  listedDigest,
  listedTags,
  pushedAt,
  readPages,
  refused,
  removed,
} from '../listed.ts'
import { PointBudget } from './point-budget.ts'
import { untagByReplacing } from './untag-by-replacing.ts'

const pageSize = 100
/** docs.github.com, "Rate limits for the REST API". */
const points = { GET: 1, DELETE: 5 }
/** How often a new version is looked for. */
const looks = 6
const gheCom = /^containers\.[a-z0-9-]+\.ghe\.com$/
const needsAdmin =
  "Give the job 'permissions: packages: write', and this repository the Admin role in the package's settings, under 'Manage Actions access'; or use a classic token with read:packages and delete:packages as the password."

/** GitHub's registry refuses DELETE. Its API deletes versions of a package, each a manifest with all its tags. */
export const githubPackages: InventoryKind = {
  word: 'github',
  title: "GitHub's API",
  isFor: (registry, { GITHUB_SERVER_URL: server = '' }) =>
    registry === 'ghcr.io' || gheCom.test(registry) || registry === `containers.${URL.parse(server)?.host}`,
  async open(context) {
    const { access, registry } = context
    const headers = async () => {
      const credential = await access.credential()
      const accept = { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' }
      return { ...accept, ...(credential && { authorization: `Bearer ${secretOf(credential)}` }) }
    }
    return new GitHubPackages(context.api({ home: apiOf(registry.name), headers }), context)
  },
}

/** The API of the server that has this registry: of github.com, of ghe.com, or of an Enterprise Server. */
function apiOf(registry: string): URL {
  if (registry === 'ghcr.io') return new URL('https://api.github.com/')
  const server = registry.replace(/^containers\./, '')
  return new URL(gheCom.test(registry) ? `https://api.${server}/` : `https://${server}/api/v3/`)
}

/** All repositories that are accessed with one token share its budget. */
const budgets = new WeakMap<object, PointBudget>()

function budgetOf({ access }: InventoryContext): PointBudget {
  const budget = budgets.get(access) ?? new PointBudget()
  budgets.set(access, budget)
  return budget
}

class GitHubPackages implements Inventory {
  readonly #api: RegistryApi
  readonly #context: InventoryContext
  readonly #where: string
  readonly #budget: PointBudget
  /** The IDs of the versions that were listed. */
  readonly #ids = new Map<Digest, number>()
  #path: Promise<string> | undefined

  constructor(api: RegistryApi, context: InventoryContext) {
    this.#api = api
    this.#context = context
    this.#budget = budgetOf(context)
    this.#where = `${context.repository.registry}/${context.repository.name}`
  }

  async list(): Promise<Listing> {
    return await this.#listUntil(() => false)
  }

  /** There is no request for this, so the tag is moved to a version of its own, and that is deleted. */
  async untag(tag: Tag, digest: Digest): Promise<Removal> {
    return await untagByReplacing(tag, digest, this.#context, async (replacement, turn) => {
      await this.#listUntil((found) => found === replacement)
      if (this.#ids.has(replacement)) return await this.remove(replacement)
      if (turn < looks) return undefined
      const reason = "GitHub's API does not list the version that the tag was moved to"
      throw new RegistryError({ where: this.#where, operation: `removal of ${inWords(tag)}`, reason })
    })
  }

  async remove(digest: Digest): Promise<Removal> {
    if (this.#ids.size === 0) await this.list()
    const id = this.#ids.get(digest)
    if (id === undefined) return removed
    const operation = `removal of ${inWords(digest)}`
    const path = `${await this.#versions()}/${id}`
    const { status, json } = await this.#ask({ method: 'DELETE', path, operation, answers: [400, 404, 422] })
    if (status < 300 || status === 404) return removed
    const { message } = recordOf(json)
    const said = typeof message === 'string' ? this.#context.log.redact(message) : ''
    if (/last (?:tagged )?version/i.test(said))
      return refused('GitHub does not delete the last version with a tag: delete the whole package instead')
    if (/5,?000 downloads/i.test(said))
      return refused('GitHub does not delete a public version with more than 5000 downloads: ask GitHub Support')
    throw new RegistryError({ where: this.#where, operation, status, problems: [{ code: '', message: said }] })
  }

  /** Lists versions, the newest first, to the end of the page that has the wanted one. */
  async #listUntil(isWanted: (digest: Digest) => boolean): Promise<Listing> {
    const list = { where: this.#where, operation: 'listing versions' }
    const found = new Collected(list)
    const first = `${await this.#versions()}?per_page=${pageSize}&state=active`
    const ask = (path: string) => this.#ask({ method: 'GET', path, operation: list.operation })
    let pages = 0
    await readPages(list, first, async (path) => {
      const { json, next } = await ask(path)
      pages += 1
      const digests = listEntries(json, list).map(({ id, name, updated_at: updated, metadata }) => {
        const digest = listedDigest(name, list)
        if (typeof id !== 'number' || !Number.isSafeInteger(id)) throw brokenListing(list, 'a version has no ID')
        const { container } = recordOf(metadata)
        if (container === undefined) throw brokenListing(list, 'a version is not of a container')
        // A version is updated when it gets a tag.
        const time = pushedAt(updated)
        found.addManifest({ digest, ...time })
        for (const tag of listedTags(recordOf(container).tags, list)) found.addTag({ tag, digest, ...time })
        this.#ids.set(digest, id)
        return digest
      })
      if (digests.some(isWanted)) return { next: undefined }
      // A list that is cut short ends with a full page.
      const rest = next !== undefined || digests.length < pageSize ? [] : (await ask(`${first}&page=${pages + 1}`)).json
      if (listEntries(rest, list).length > 0)
        throw brokenListing(list, `its pages end after ${pages * pageSize} versions, but it has more`)
      return { next: next?.href }
    })
    return found.listing
  }

  /** The path of the package's versions: those of organizations and users differ. */
  #versions(): Promise<string> {
    this.#path ??= this.#findPackage()
    return this.#path
  }

  async #findPackage(): Promise<string> {
    const [owner = '', ...rest] = this.#context.repository.name.split('/')
    const operation = 'search for the package'
    const { pathname: root } = apiOf(this.#context.registry.name)
    for (const kind of ['orgs', 'users']) {
      const path = `${root}${kind}/${owner}/packages/container/${encodeURIComponent(rest.join('/'))}`
      const { status } = await this.#ask({ method: 'GET', path, operation, answers: [404] })
      if (status < 300) return `${path}/versions`
    }
    const advice = `Check the name. ${needsAdmin}`
    throw new RegistryError({ where: this.#where, operation, status: 404, advice })
  }

  async #ask(request: Omit<ApiCall, 'method'> & { readonly method: 'GET' | 'DELETE' }): Promise<ApiReply> {
    const { now, signal } = this.#context
    const time = this.#budget.spend(points[request.method], now().getTime())
    if (time > 0) await wait(time, signal)
    const advice = (status: number, text: string) =>
      [401, 403].includes(status) && !/rate limit/i.test(text) ? needsAdmin : undefined
    return await this.#api.ask({ ...request, advice })
  }
}
