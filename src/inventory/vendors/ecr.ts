import { parseEcrHost } from '../../identity/aws/ecr-host.ts'
import { type JsonRecord, recordOf } from '../../json.ts'
import type { Digest } from '../../oci/digest.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import { RegistryError } from '../../registry/errors/registry-error.ts'
import { inWords } from '../../registry/in-words.ts'
import type { Inventory, Listing, Removal } from '../inventory.ts'
import type { InventoryContext, InventoryKind } from '../inventory-kind.ts'
import { EcrBatch } from './ecr-batch.ts'
import {
  brokenListing,
  Collected,
  type ListRead,
  listEntries,
  listedDigest,
  listedTags,
  readPages,
  refused,
  removed,
} from './listed.ts'

/** Entries of a page; the most that ECR sends. */
const pageSize = 1000

/** The API of ECR and ECR Public, whose requests are signed with AWS keys: the registry's password is not enough. */
export const ecr: InventoryKind = {
  word: 'ecr',
  title: 'the API of Amazon ECR',
  isFor: (registry) => parseEcrHost(registry) !== undefined,
  open: async (context) => new Ecr(context),
}

class Ecr implements Inventory {
  readonly tagRemoval = 'unless-last'
  readonly dropsUnnamed = false
  readonly #context: InventoryContext
  readonly #where: string
  readonly #batch: EcrBatch
  #lastUntagging: Promise<unknown> = Promise.resolve()

  constructor(context: InventoryContext) {
    this.#context = context
    this.#where = `${context.repository.registry}/${context.repository.name}`
    this.#batch = new EcrBatch((ids) =>
      this.#call('BatchDeleteImage', { imageIds: ids }, `removal of ${ids.length} images`)
    )
  }

  async list(): Promise<Listing> {
    const list = { where: this.#where, operation: 'listing images' }
    const found = new Collected(list)
    await readPages(list, '', async (token) => {
      const page = await this.#describe({ maxResults: pageSize, ...(token && { nextToken: token }) }, list.operation)
      for (const entry of listEntries(page.imageDetails, list)) addTo(found, entry, list)
      const { nextToken: next } = page
      if (next !== undefined && next !== null && typeof next !== 'string')
        throw brokenListing(list, 'its next page has no name')
      return { next: next || undefined }
    })
    return found.listing
  }

  /** ECR deletes an image together with its last tag: docs.aws.amazon.com/AmazonECR, `BatchDeleteImage`. */
  async untag(tag: Tag, digest: Digest): Promise<Removal> {
    // One after the other: two at once might both take the other one's tag for the last.
    const untagging = this.#lastUntagging.then(() => this.#untag(tag, digest))
    this.#lastUntagging = untagging.catch(() => undefined)
    return await untagging
  }

  async #untag(tag: Tag, digest: Digest): Promise<Removal> {
    const operation = `check of ${inWords(digest)}`
    const images = await this.#describe({ imageIds: [{ imageDigest: digest }] }, operation).catch((error: unknown) => {
      if (error instanceof RegistryError && error.has('ImageNotFoundException')) return { imageDetails: [] }
      throw error
    })
    const list = { where: this.#where, operation }
    const [image] = listEntries(images.imageDetails, list)
    const tags = listedTags(recordOf(image).imageTags, list)
    if (!tags.includes(tag)) return removed
    if (tags.length === 1) return refused('Amazon ECR deletes an image together with its last tag')
    return await this.#batch.remove({ imageTag: tag })
  }

  async remove(digest: Digest): Promise<Removal> {
    return await this.#batch.remove({ imageDigest: digest })
  }

  async #describe(fields: JsonRecord, operation: string): Promise<JsonRecord> {
    return await this.#call('DescribeImages', fields, operation)
  }

  async #call(action: string, fields: JsonRecord, operation: string): Promise<JsonRecord> {
    const { access, repository } = this.#context
    if (access.call) return await access.call({ action, name: repository.name, fields, operation })
    const reason =
      "it needs AWS keys, and the registry's password is not enough: use aws-actions/configure-aws-credentials in an earlier step, or 'role-to-assume' in 'registry-auth'"
    throw new RegistryError({ where: this.#where, operation, reason })
  }
}

function addTo(found: Collected, { imageDigest, imagePushedAt: time, imageTags }: JsonRecord, list: ListRead): void {
  const digest = listedDigest(imageDigest, list)
  // In seconds. It is that of the manifest: a tag may have moved to it later.
  found.addManifest({ digest, ...(typeof time === 'number' && time > 0 && { pushedAt: Math.round(time * 1000) }) })
  for (const tag of listedTags(imageTags, list)) found.addTag({ tag, digest })
}
