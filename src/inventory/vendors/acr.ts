import { type JsonRecord, parseRecord, recordOf } from '../../json.ts'
import type { Digest } from '../../oci/digest.ts'
import { toUrl } from '../../oci/distribution/endpoint.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import { RegistryError } from '../../registry/errors/registry-error.ts'
import { inWords } from '../../registry/in-words.ts'
import { RepositoryRequests } from '../../registry/repository-requests.ts'
import type { Inventory, Listing, Removal } from '../inventory.ts'
import type { InventoryContext, InventoryKind } from '../inventory-kind.ts'
import { Collected, listEntries, listedDigest, listedTag, pushedAt, readPages, refused, removed } from './listed.ts'

const pageSize = 500
const pageLimit = 4 * 1024 * 1024
const needsRole =
  "Assign this identity the role AcrDelete beside AcrPush on the registry, or 'Container Registry Repository Contributor' if the registry uses ABAC; a token needs content/delete and metadata/read."

/** Azure's own API is at the registry's host, and is signed in to in the same way: Azure/acr-cli, docs/swagger.yaml. */
export const acr: InventoryKind = {
  word: 'acr',
  title: 'the API of Azure Container Registry',
  isFor: (registry) => /^[a-z0-9-]+\.azurecr\.(?:io|cn|us)$/.test(registry),
  open: async (context) => new Acr(context),
}

class Acr implements Inventory {
  readonly tagRemoval = 'always'
  readonly dropsUnnamed = false
  readonly #requests: RepositoryRequests

  constructor({ registry, repository }: InventoryContext) {
    this.#requests = new RepositoryRequests(registry, repository, 'pull')
  }

  async list(): Promise<Listing> {
    const list = { where: this.#requests.where, operation: 'listing manifests' }
    const found = new Collected(list)
    await this.#listAll('manifests', (entry) => {
      const digest = listedDigest(entry.digest, list)
      found.addManifest({ digest, ...pushedAt(entry.lastUpdateTime ?? entry.createdTime), ...lockIn(entry) })
      return digest
    })
    await this.#listAll('tags', (entry) => {
      const tag = listedTag(entry.name, list)
      const digest = listedDigest(entry.digest, list)
      found.addTag({ tag, digest, ...pushedAt(entry.lastUpdateTime ?? entry.createdTime), ...lockIn(entry) })
      return tag
    })
    return found.listing
  }

  async untag(tag: Tag): Promise<Removal> {
    return await this.#delete(tag, `/acr/v1/${this.#requests.name}/_tags/${tag}`)
  }

  async remove(digest: Digest): Promise<Removal> {
    const { name } = this.#requests
    return await this.#delete(digest, toUrl({ end: '9', method: 'DELETE', name, reference: digest }))
  }

  /** Pages continue after the last entry, until one is empty: their `Link` need not be relied on. */
  async #listAll(what: 'manifests' | 'tags', add: (entry: JsonRecord) => string): Promise<void> {
    const operation = `listing ${what}`
    const list = { where: this.#requests.where, operation }
    await readPages(list, '', async (last) => {
      const query = new URLSearchParams({ n: String(pageSize), ...(last && { last }) })
      const path = `/acr/v1/${this.#requests.name}/_${what}?${query}`
      const { body } = await this.#send(operation, 'GET', path, 'metadata_read')
      const page = parseRecord(new TextDecoder().decode(body))
      // The last page may have no list, but a response of another kind without one must not pass for it.
      const isPage = page.imageName === this.#requests.name
      const entries = listEntries(page[what] ?? (isPage ? [] : undefined), list)
      const added = entries.map(add)
      return { next: added.at(-1) }
    })
  }

  async #delete(reference: Tag | Digest, path: string): Promise<Removal> {
    try {
      await this.#send(`removal of ${inWords(reference)}`, 'DELETE', path, 'delete')
      return removed
    } catch (error) {
      if (!(error instanceof RegistryError) || ![405, 409].includes(error.status ?? 0)) throw error
      return refused('it is locked: deleteEnabled or writeEnabled is false')
    }
  }

  async #send(operation: string, method: 'GET' | 'DELETE', path: string, action: 'metadata_read' | 'delete') {
    const { registry, countRetry, name } = this.#requests
    const url = new URL(path, registry.home)
    const scopes = [`repository:${name}:${action}`]
    const isRead = method === 'GET'
    const expect = isRead ? [200] : [200, 202, 204, 404]
    const details = { scopes, ...(isRead && { limit: pageLimit }) }
    const request = this.#requests.request(operation, method, url, expect, details)
    return await registry.send(request, countRetry).catch((error: unknown) => {
      const isDenied = error instanceof RegistryError && (error.status === 401 || error.status === 403)
      if (!isDenied || error.isRateLimit) throw error
      throw new RegistryError({ ...error.failure, advice: needsRole })
    })
  }
}

function lockIn({ changeableAttributes }: JsonRecord): { readonly locked?: string } {
  const { deleteEnabled, writeEnabled } = recordOf(changeableAttributes)
  if (deleteEnabled === false) return { locked: 'deleteEnabled is false' }
  return writeEnabled === false ? { locked: 'writeEnabled is false' } : {}
}
