import { type JsonRecord, recordOf } from '../../json.ts'
import type { Digest } from '../../oci/digest.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import { secretOf } from '../../registry/auth/credential.ts'
import { inWords } from '../../registry/in-words.ts'
import type { Inventory, ListedTag, Listing, Removal } from '../inventory.ts'
import type { InventoryContext, InventoryKind } from '../inventory-kind.ts'
import { OciInventory } from '../oci-inventory.ts'
import type { RegistryApi } from '../registry-api.ts'
import {
  brokenListing,
  Collected,
  type ListRead,
  listEntries,
  listedDigest,
  listedTag,
  readPages,
  refused,
  removed,
} from './listed.ts'

/** The user with which Quay takes an OAuth token in place of a password. */
const oauthUser = '$oauthtoken'
const needsToken =
  "The OAuth token needs the permissions 'View all visible repositories' and 'Read/Write to any accessible repositories'."

/**
 * Quay's API takes OAuth tokens only: quay/quay, endpoints/api/tag.py. A robot account is left with the registry's own,
 * which does not say when a tag moved.
 */
export const quayApi: InventoryKind = {
  word: 'quay',
  title: "Quay's API",
  isFor: (registry) => registry === 'quay.io',
  async open(context) {
    const { access, registry, repository, log } = context
    const credential = await access.credential()
    const plain = new OciInventory(context)
    if (credential?.kind !== 'password' || credential.username !== oauthUser) {
      log.info(
        `${repository.registry}/${repository.name}: Quay says when a tag moved only to the user '${oauthUser}' with an OAuth token, and this is another user.`
      )
      return plain
    }
    const { tls, insecure } = access
    const headers = async () => ({ authorization: `Bearer ${secretOf(credential)}` })
    const api = context.api({ home: registry.home, headers, ...(tls && { tls }), ...(insecure && { insecure }) })
    return new Quay(api, plain, context)
  },
}

class Quay implements Inventory {
  readonly tagRemoval = 'always'
  /** By garbage collection: quay/quay, data/model/gc.py. */
  readonly dropsUnnamed = true
  readonly #api: RegistryApi
  readonly #plain: OciInventory
  readonly #where: string
  readonly #path: string

  constructor(api: RegistryApi, plain: OciInventory, { repository }: InventoryContext) {
    this.#api = api
    this.#plain = plain
    this.#where = `${repository.registry}/${repository.name}`
    this.#path = `/api/v1/repository/${repository.name}/tag/`
  }

  /** Without manifests: those that have no tag are not listed, and Quay deletes them by itself. */
  async list(): Promise<Listing> {
    const list = { where: this.#where, operation: 'listing tags' }
    const found = new Collected(list)
    await readPages(list, 1, async (page) => {
      const path = `${this.#path}?onlyActiveTags=true&limit=100&page=${page}`
      const { json } = await this.#api.ask({ method: 'GET', path, operation: list.operation, advice: deniedAdvice })
      const { tags, has_additional: hasMore, page: told } = recordOf(json)
      if (typeof hasMore !== 'boolean') throw brokenListing(list, 'a page does not say whether it is the last')
      if (told !== undefined && told !== page)
        throw brokenListing(list, `it sent page ${String(told)} instead of ${page}`)
      for (const entry of listEntries(tags, list)) found.addTag(tagOf(entry, list))
      return { next: hasMore ? page + 1 : undefined }
    })
    return { tags: found.tags }
  }

  async untag(tag: Tag): Promise<Removal> {
    const operation = `removal of ${inWords(tag)}`
    const path = `${this.#path}${tag}`
    const answers = [400, 404, 409]
    const { status, text } = await this.#api.ask({ method: 'DELETE', path, operation, answers, advice: deniedAdvice })
    if (status < 300 || status === 404) return removed
    return refused(/immutable/i.test(text) ? 'it is immutable' : `Quay responded with ${status}`)
  }

  /** The registry removes all tags of a manifest; Quay's own garbage collection removes the manifest. */
  async remove(digest: Digest): Promise<Removal> {
    return await this.#plain.remove(digest)
  }
}

function tagOf(entry: JsonRecord, list: ListRead): ListedTag {
  const { name, manifest_digest: digest, start_ts: time, immutable } = entry
  return {
    tag: listedTag(name, list),
    digest: listedDigest(digest, list),
    // In seconds.
    ...(typeof time === 'number' && time > 0 && { pushedAt: time * 1000 }),
    ...(immutable === true && { locked: 'it is immutable' }),
  }
}

function deniedAdvice(status: number): string | undefined {
  return status === 401 || status === 403 ? needsToken : undefined
}
