import { isRecord, parseRecord, recordOf } from '../../json.ts'
import type { Digest } from '../../oci/digest.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import { RegistryError } from '../../registry/errors/registry-error.ts'
import { inWords } from '../../registry/in-words.ts'
import { followPages, type PagedList, readPage } from '../../registry/lists/pages.ts'
import { RemoteRepository } from '../../registry/repository.ts'
import { RepositoryRequests } from '../../registry/repository-requests.ts'
import type { Inventory, ListedTag, Listing, Removal } from '../inventory.ts'
import type { InventoryContext, InventoryKind } from '../inventory-kind.ts'
import { brokenListing, Collected, type ListRead, listedDigest, listedTags, refused, removed } from './listed.ts'
import { removeTagsOf } from './still-tagged.ts'

const bytesLimit = 64 * 1024 * 1024
/** Milliseconds that the list may take in total. */
const timeLimit = 300_000
const needsRole = 'Grant this account roles/artifactregistry.repoAdmin on the repository.'

/**
 * Artifact Registry and gcr.io list all manifests beside the tags: google/go-containerregistry, pkg/v1/google/list.go.
 * They delete a manifest only when it has no tags.
 */
export const artifactRegistry: InventoryKind = {
  word: 'google',
  title: "Google's list of manifests",
  isFor: (registry) => /^(?:[a-z0-9-]+-docker\.pkg\.dev|(?:(?:us|eu|asia)\.)?gcr\.io)$/.test(registry),
  open: async (context) => new ArtifactRegistry(context),
}

class ArtifactRegistry implements Inventory {
  readonly tagRemoval = 'always'
  readonly dropsUnnamed = false
  readonly #requests: RepositoryRequests
  readonly #repository: RemoteRepository
  #tags: readonly ListedTag[] = []

  constructor({ registry, repository }: InventoryContext) {
    this.#requests = new RepositoryRequests(registry, repository, 'pull,push')
    this.#repository = new RemoteRepository(registry, repository, 'pull')
  }

  async list(): Promise<Listing> {
    const requests = this.#requests
    const operation = 'listing tags and manifests'
    const retryState = requests.retryState()
    const list: PagedList = { requests, operation, bytes: bytesLimit, time: timeLimit, retryState }
    const read = { where: requests.where, operation }
    const found = new Collected(read)
    const named = new Set<Tag>()
    const url = requests.urlOf({ end: '8', method: 'GET', name: requests.name })
    for await (const { body } of followPages(list, await readPage(list, url, [200]))) {
      const { manifest, tags } = parseRecord(new TextDecoder().decode(body))
      if (!isRecord(manifest)) throw brokenListing(read, 'the response lists no manifests')
      for (const [name, entry] of Object.entries(manifest)) addTo(found, name, recordOf(entry), read)
      for (const tag of listedTags(tags, read)) named.add(tag)
    }
    for (const { tag } of found.tags) named.delete(tag)
    const [lost] = named
    if (lost !== undefined) throw brokenListing(read, `it has no manifest for the tag '${lost}'`)
    this.#tags = found.tags
    return found.listing
  }

  async untag(tag: Tag): Promise<Removal> {
    return await this.#delete(tag)
  }

  async remove(digest: Digest): Promise<Removal> {
    const { manifests } = this.#repository
    const untagged = await removeTagsOf(digest, { tags: this.#tags, manifests, untag: (tag) => this.untag(tag) })
    return untagged.removed ? await this.#delete(digest) : untagged
  }

  async #delete(reference: Tag | Digest): Promise<Removal> {
    const { name } = this.#requests
    try {
      const endpoint = { end: '9', method: 'DELETE', name, reference } as const
      await this.#requests.ask(`removal of ${inWords(reference)}`, endpoint, [200, 202, 204, 404])
      return removed
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error
      const reason = whyRefused(error)
      if (reason) return refused(reason)
      const isDenied = error.status === 401 || error.status === 403
      throw isDenied && !error.isRateLimit ? new RegistryError({ ...error.failure, advice: needsRole }) : error
    }
  }
}

function addTo(
  found: Collected,
  name: string,
  { timeUploadedMs: time, tag: tags }: Readonly<Record<string, unknown>>,
  read: ListRead
): void {
  const digest = listedDigest(name, read)
  const isTime = typeof time === 'string' && /^[1-9]\d{0,15}$/.test(time)
  found.addManifest({ digest, ...(isTime && { pushedAt: Number(time) }) })
  // The time is that of the manifest: a tag may have moved to it later.
  for (const tag of listedTags(tags, read)) found.addTag({ tag, digest })
}

/** Why a manifest must stay; undefined if something else is wrong. */
function whyRefused(error: RegistryError): string | undefined {
  if (error.has('GOOGLE_MANIFEST_DANGLING_TAG')) return 'a tag points at it'
  if (error.has('GOOGLE_MANIFEST_DANGLING_PARENT_IMAGE')) return 'an index refers to it'
  const { problems = [] } = error.failure
  const isImmutable = problems.some(({ message }) => /immutable/i.test(message))
  return isImmutable ? "the repository's tags are immutable" : undefined
}
