import { type JsonRecord, recordOf } from '../../json.ts'
import { type Digest, isDigest } from '../../oci/digest.ts'
import { isTag, type Tag } from '../../oci/distribution/tag.ts'
import { RegistryError } from '../../registry/errors/registry-error.ts'
import type { ListedManifest, ListedTag, Listing, Removal } from '../inventory.ts'

/** Against lists that do not end: no repository is known to have more. */
const pageLimit = 20_000

/** The result of a removal that succeeded, or that had nothing left to remove. */
export const removed: Removal = { removed: true }

/** The result of a removal that the registry refused; `reason` is the end of a sentence. */
export function refused(reason: string): Removal {
  return { removed: false, reason }
}

/** Which list is read, for errors: `ghcr.io/acme/app`, `listing versions`. */
export interface ListRead {
  readonly where: string
  readonly operation: string
}

/** The error for a list that must not be relied on. */
export function brokenListing({ where, operation }: ListRead, reason: string): RegistryError {
  return new RegistryError({ where, operation, reason })
}

/** Reads pages until there is no next one. A page that comes twice is an error, as is a list without an end. */
export async function readPages<Next>(
  list: ListRead,
  first: Next,
  read: (page: Next) => Promise<{ readonly next: Next | undefined }>
): Promise<void> {
  const seen = new Set<string>()
  for (let page: Next | undefined = first; page !== undefined; ) {
    const key = String(page)
    if (seen.has(key)) throw brokenListing(list, 'its pages form a loop')
    if (seen.size >= pageLimit) throw brokenListing(list, `it has more than ${pageLimit} pages`)
    seen.add(key)
    page = (await read(page)).next
  }
}

/** Collects what a list says about each digest and tag. Throws RegistryError if it contradicts itself. */
export class Collected {
  readonly #list: ListRead
  readonly #manifests = new Map<Digest, ListedManifest>()
  readonly #tags = new Map<Tag, ListedTag>()

  constructor(list: ListRead) {
    this.#list = list
  }

  get tags(): readonly ListedTag[] {
    return [...this.#tags.values()]
  }

  /** What was collected from a list of all manifests. */
  get listing(): Required<Listing> {
    return { tags: this.tags, manifests: [...this.#manifests.values()] }
  }

  has(digest: Digest): boolean {
    return this.#manifests.has(digest)
  }

  addManifest(manifest: ListedManifest): void {
    if (this.#manifests.has(manifest.digest)) throw brokenListing(this.#list, `it has ${manifest.digest} twice`)
    this.#manifests.set(manifest.digest, manifest)
  }

  addTag(tag: ListedTag): void {
    if (this.#tags.has(tag.tag)) throw brokenListing(this.#list, `it has the tag '${tag.tag}' twice`)
    this.#tags.set(tag.tag, tag)
  }
}

/** The entries of a list; anything else is an error. */
export function listEntries(value: unknown, list: ListRead): readonly JsonRecord[] {
  if (Array.isArray(value)) return value.map(recordOf)
  throw brokenListing(list, 'the response is not a list')
}

/** A digest; anything else is an error. */
export function listedDigest(value: unknown, list: ListRead): Digest {
  if (typeof value === 'string' && isDigest(value)) return value
  throw brokenListing(list, 'an entry has no digest')
}

/** A tag; anything else is an error. */
export function listedTag(value: unknown, list: ListRead): Tag {
  if (typeof value === 'string' && isTag(value)) return value
  throw brokenListing(list, 'an entry has no tag')
}

/** The tags of an entry: a list of texts, where none may be left out or null. Anything else is an error. */
export function listedTags(value: unknown, list: ListRead): readonly Tag[] {
  const tags = value ?? []
  if (Array.isArray(tags)) return tags.map((tag) => listedTag(tag, list))
  throw brokenListing(list, 'the tags of an entry are not a list')
}

/** Milliseconds since 1970 of an ISO date; empty if there is none, or one that means none, such as Go's year 1. */
export function pushedAt(value: unknown): { readonly pushedAt?: number } {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return time > 0 ? { pushedAt: time } : {}
}
