import { recordOf } from '../../json.ts'
import type { Digest } from '../../oci/digest.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import { basicAuthorization } from '../../registry/auth/credential.ts'
import { inWords } from '../../registry/in-words.ts'
import type { Inventory, Listing, Removal } from '../inventory.ts'
import type { InventoryContext, InventoryKind } from '../inventory-kind.ts'
import type { RegistryApi } from '../registry-api.ts'
import {
  brokenListing,
  Collected,
  type ListRead,
  listEntries,
  listedDigest,
  listedTag,
  pushedAt,
  readPages,
  refused,
  removed,
} from './listed.ts'

const pageSize = 100
const needsRights =
  'Give the robot account the permissions to list and delete artifacts, and to delete tags, or the user the role Maintainer in the project.'

/** Harbor's API is at the registry's host, and takes its user and password: goharbor/harbor, api/v2.0/swagger.yaml. */
export const harbor: InventoryKind = {
  word: 'harbor',
  title: "Harbor's API",
  // It can run on any host.
  isFor: () => false,
  async open(context) {
    const { access, registry } = context
    const { tls, insecure } = access
    const headers = async () => {
      const authorization = basicAuthorization(await access.credential())
      return authorization === undefined ? {} : { authorization }
    }
    const api = context.api({ home: registry.home, headers, ...(tls && { tls }), ...(insecure && { insecure }) })
    return new Harbor(api, context)
  },
}

class Harbor implements Inventory {
  readonly tagRemoval = 'always'
  /** With an index its entries go: goharbor/harbor, src/controller/artifact/controller.go, `deleteDeeply`. */
  readonly dropsUnnamed = true
  readonly #api: RegistryApi
  readonly #where: string
  readonly #artifacts: string

  constructor(api: RegistryApi, { repository }: InventoryContext) {
    this.#api = api
    this.#where = `${repository.registry}/${repository.name}`
    const [project = '', ...rest] = repository.name.split('/')
    // A slash is encoded twice, since the proxy in front decodes it once.
    const name = encodeURIComponent(encodeURIComponent(rest.join('/')))
    this.#artifacts = `/api/v2.0/projects/${project}/repositories/${name}/artifacts`
  }

  async list(): Promise<Listing> {
    const list = { where: this.#where, operation: 'listing artifacts' }
    const found = new Collected(list)
    let count = 0
    await readPages(list, 1, async (page) => {
      // Without `base=*` the entries of an index are left out.
      const query = `q=base%3D*&with_tag=true&with_immutable_status=true&with_accessory=true&page=${page}&page_size=${pageSize}`
      const path = `${this.#artifacts}?${query}`
      const { json, header } = await this.#api.ask({
        method: 'GET',
        path,
        operation: list.operation,
        advice: rightsAdvice,
      })
      const entries = listEntries(json, list)
      for (const entry of entries) addTo(found, entry, list)
      count += entries.length
      return {
        next: isComplete({ count, entries: entries.length, total: header('x-total-count') }, list)
          ? undefined
          : page + 1,
      }
    })
    return found.listing
  }

  async untag(tag: Tag, digest: Digest): Promise<Removal> {
    return await this.#delete(tag, `${this.#artifacts}/${digest}/tags/${tag}`)
  }

  async remove(digest: Digest): Promise<Removal> {
    return await this.#delete(digest, `${this.#artifacts}/${digest}`)
  }

  async #delete(reference: Tag | Digest, path: string): Promise<Removal> {
    const operation = `removal of ${inWords(reference)}`
    const answers = [404, 412]
    const { status, json } = await this.#api.ask({ method: 'DELETE', path, operation, answers, advice: rightsAdvice })
    if (status !== 412) return removed
    const [problem] = [recordOf(json).errors].flat()
    const { message } = recordOf(problem)
    return refused(
      typeof message === 'string' && /immutable/i.test(message)
        ? 'a rule makes its tag immutable'
        : 'an index refers to it'
    )
  }
}

function rightsAdvice(status: number): string | undefined {
  return status === 401 || status === 403 ? needsRights : undefined
}

/** Whether as many artifacts were listed as there are. Throws RegistryError if that cannot be. */
function isComplete(
  {
    count,
    entries,
    total: text,
  }: { readonly count: number; readonly entries: number; readonly total: string | undefined },
  list: ListRead
): boolean {
  const total = Number(text ?? Number.NaN)
  if (!Number.isSafeInteger(total)) throw brokenListing(list, 'it does not say how many artifacts there are')
  if (count > total || (count < total && entries === 0))
    throw brokenListing(list, `it has ${count} artifacts, but there are ${total}`)
  return count === total
}

function addTo(
  found: Collected,
  { digest: text, push_time: time, tags, accessories }: Readonly<Record<string, unknown>>,
  list: ListRead
): void {
  const digest = listedDigest(text, list)
  const all = tags === null || tags === undefined ? [] : listEntries(tags, list)
  const locked = 'a rule makes it immutable'
  const isLocked = all.some(({ immutable }) => immutable === true)
  found.addManifest({ digest, ...pushedAt(time), ...(isLocked && { locked }) })
  for (const { name, push_time: moved, immutable } of all) {
    found.addTag({ tag: listedTag(name, list), digest, ...pushedAt(moved), ...(immutable === true && { locked }) })
  }
  // What refers to an artifact is listed with it only, and with each artifact that it refers to.
  for (const { digest: other, creation_time: created } of accessories ? listEntries(accessories, list) : []) {
    const accessory = listedDigest(other, list)
    if (!found.has(accessory)) found.addManifest({ digest: accessory, ...pushedAt(created) })
  }
}
