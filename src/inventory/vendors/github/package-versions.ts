import { wait } from '../../../async/wait.ts'
import { type JsonRecord, recordOf } from '../../../json.ts'
import type { Digest } from '../../../oci/digest.ts'
import type { Tag } from '../../../oci/distribution/tag.ts'
import { secretOf } from '../../../registry/auth/credential.ts'
import { RegistryError } from '../../../registry/errors/registry-error.ts'
import type { InventoryContext } from '../../inventory-kind.ts'
import type { ApiCall, ApiReply, RegistryApi } from '../../registry-api.ts'
import { brokenListing, type ListRead, listEntries, listedDigest, listedTags, pushedAt, readPages } from '../listed.ts'
import { PointBudget } from './point-budget.ts'

/** A version of a package in GitHub's registry: a manifest with all its tags. */
export interface PackageVersion {
  readonly id: number
  readonly digest: Digest
  readonly tags: readonly Tag[]
  /** Milliseconds since 1970 when it was pushed or last got a tag. */
  readonly pushedAt?: number
}

const pageSize = 100
/** docs.github.com, "Rate limits for the REST API". */
const points = { GET: 1, DELETE: 5 }
const needsAdmin =
  "Give the job 'permissions: packages: write', and this repository the Admin role in the package's settings, under 'Manage Actions access'; or use a classic token with read:packages and delete:packages as the password."

/** All repositories that are accessed with one token share its budget. */
const budgets = new WeakMap<object, PointBudget>()

function budgetOf({ access }: InventoryContext): PointBudget {
  const budget = budgets.get(access) ?? new PointBudget()
  budgets.set(access, budget)
  return budget
}

/** The versions of one package, by GitHub's API: docs.github.com/rest/packages. All methods throw RegistryError. */
export class PackageVersions {
  readonly #context: InventoryContext
  readonly #api: RegistryApi
  readonly #root: string
  readonly #where: string
  readonly #budget: PointBudget
  #path: Promise<string> | undefined

  /** `home` is the API of the server, perhaps with a path. */
  constructor(home: URL, context: InventoryContext) {
    const { access, repository } = context
    const headers = async () => {
      const credential = await access.credential()
      const accept = { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' }
      return { ...accept, ...(credential && { authorization: `Bearer ${secretOf(credential)}` }) }
    }
    this.#context = context
    this.#api = context.api({ home: new URL(home.origin), headers })
    this.#root = home.pathname
    this.#where = `${repository.registry}/${repository.name}`
    this.#budget = budgetOf(context)
  }

  /** All versions, or those up to the end of the page that has a wanted one: the newest come first. */
  async list(isWanted: (version: PackageVersion) => boolean = () => false): Promise<readonly PackageVersion[]> {
    const list = { where: this.#where, operation: 'listing versions' }
    const ask = (path: string) => this.#ask({ method: 'GET', path, operation: list.operation })
    const first = `${await this.#versions()}?per_page=${pageSize}&state=active`
    const found: PackageVersion[] = []
    let pages = 0
    await readPages(list, first, async (path) => {
      const { json, next } = await ask(path)
      const versions = listEntries(json, list).map((entry) => versionOf(entry, list))
      found.push(...versions)
      pages += 1
      if (versions.some(isWanted)) return { next: undefined }
      // A list that is cut short ends with a full page.
      const rest =
        next !== undefined || versions.length < pageSize ? [] : (await ask(`${first}&page=${pages + 1}`)).json
      if (listEntries(rest, list).length > 0)
        throw brokenListing(list, `its pages end after ${pages * pageSize} versions, but it has more`)
      return { next: next?.href }
    })
    return found
  }

  /** Deletes a version. Resolves with what GitHub says if it does not delete that one; undefined if it is gone. */
  async delete(id: number, operation: string): Promise<string | undefined> {
    const path = `${await this.#versions()}/${id}`
    const { status, json } = await this.#ask({ method: 'DELETE', path, operation, answers: [400, 404, 422] })
    if (status < 300 || status === 404) return undefined
    const { message } = recordOf(json)
    const said = typeof message === 'string' ? this.#context.log.redact(message) : ''
    if (/last (?:tagged )?version/i.test(said))
      return 'GitHub does not delete the last version with a tag: delete the whole package instead'
    if (/5,?000 downloads/i.test(said))
      return 'GitHub does not delete a public version with more than 5000 downloads: ask GitHub Support'
    throw new RegistryError({ where: this.#where, operation, status, problems: [{ code: '', message: said }] })
  }

  /** The path of the package's versions: those of organizations and users differ. */
  #versions(): Promise<string> {
    this.#path ??= this.#findPackage()
    return this.#path
  }

  async #findPackage(): Promise<string> {
    const [owner = '', ...rest] = this.#context.repository.name.split('/')
    const operation = 'search for the package'
    for (const kind of ['orgs', 'users']) {
      const path = `${this.#root}${kind}/${owner}/packages/container/${encodeURIComponent(rest.join('/'))}`
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

function versionOf({ id, name, updated_at: updated, metadata }: JsonRecord, list: ListRead): PackageVersion {
  const digest = listedDigest(name, list)
  if (typeof id !== 'number' || !Number.isSafeInteger(id)) throw brokenListing(list, 'a version has no ID')
  const { container } = recordOf(metadata)
  if (container === undefined) throw brokenListing(list, 'a version is not of a container')
  return { id, digest, tags: listedTags(recordOf(container).tags, list), ...pushedAt(updated) }
}
