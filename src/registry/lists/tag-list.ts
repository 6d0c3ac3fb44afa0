import type { BufferedResponse } from '../../http/message.ts'
import { parseRecord } from '../../json.ts'
import { isTag, type Tag } from '../../oci/distribution/tag.ts'
import { RegistryError } from '../errors/registry-error.ts'
import type { RepositoryRequests } from '../repository-requests.ts'
import { brokenList, followPages, type PagedList, readPage } from './pages.ts'

/** Tags per page to request; registries may return fewer, or refuse so many. */
const pageSize = 1000
/** Against endless lists: no repository is known to have more tags. */
const tagLimit = 1_000_000
/** Milliseconds that a list may take in total. */
const timeLimit = 300_000
const bytesLimit = 4 * 1024 * 1024

/** Whether entries that are not tags, and a list that may be cut short, are ignored or are an error. */
type Strictness = 'lenient' | 'strict'

/**
 * Like `listTags`, for what depends on knowing all tags. Throws RegistryError also if the repository does not exist, if
 * the list has an entry that is not a tag, or if the registry has more tags than it listed.
 */
export async function listTagsStrictly(requests: RepositoryRequests): Promise<readonly Tag[]> {
  const tags = await readTags(requests, timeLimit, 'strict')
  const last = tags.at(-1)
  // Registries that cut a list short without a `Link` do so at a round number.
  if (last === undefined || tags.length % 10 > 0) return tags
  const list = listOf(requests, timeLimit)
  const rest = requests.urlOf({ end: '8', method: 'GET', name: requests.name })
  const page = await readPage(list, new URL(`?n=${pageSize}&last=${last}`, rest), [200, 400, 404])
  const more = page.status === 200 ? tagsIn(page, list, 'strict').filter((tag) => !tags.includes(tag)) : []
  if (more.length === 0) return tags
  throw brokenList(list, `its pages end after ${tags.length} tags, but it has more, such as '${more[0]}'`)
}

/**
 * end-8: reads all pages of a repository's tags. Throws RegistryError if a link must not be followed or the list does
 * not end. `time` is in milliseconds.
 */
export async function listTags(requests: RepositoryRequests, time: number = timeLimit): Promise<readonly Tag[]> {
  return await readTags(requests, time, 'lenient')
}

async function readTags(requests: RepositoryRequests, time: number, strictness: Strictness): Promise<readonly Tag[]> {
  const list = listOf(requests, time)
  const tags = new Set<Tag>()
  const first = await firstPage(list, requests, strictness)
  if (!first) return []
  for await (const page of followPages(list, first)) {
    for (const tag of tagsIn(page, list, strictness)) tags.add(tag)
    if (tags.size > tagLimit) throw brokenList(list, `it has more than ${tagLimit} tags`)
  }
  return [...tags]
}

function listOf(requests: RepositoryRequests, time: number): PagedList {
  return { requests, operation: 'listing tags', bytes: bytesLimit, time, retryState: requests.retryState() }
}

/** What one page of a list says about a repository. */
export interface TagPage {
  /** False for a 404. */
  readonly isRepository: boolean
  readonly tags: ReadonlySet<Tag>
}

/** Registries that cut a list short without a `Link` have pages of 50, 100 or 1000 tags. */
const usualPage = 50
/** Statuses that say nothing about the tags: some registries let users read images, but not list them. */
const refusals: readonly unknown[] = [400, 401, 403, 405, 501]

/**
 * end-8: all tags of a repository, if they are on the first page; undefined if there are more, or if the registry does
 * not list them to this user. Throws RegistryError.
 */
export async function tagsOnFirstPage(requests: RepositoryRequests): Promise<TagPage | undefined> {
  const list = listOf(requests, timeLimit)
  try {
    const page = await firstPage(list, requests, 'lenient')
    if (!page) return { isRepository: false, tags: new Set() }
    const tags = tagsIn(page, list, 'lenient')
    const isCutShort = tags.length > 0 && tags.length % usualPage === 0
    return isCutShort || page.headers('link').length > 0 ? undefined : { isRepository: true, tags: new Set(tags) }
  } catch (error) {
    if (!(error instanceof RegistryError) || error.isRateLimit || !refusals.includes(error.status)) throw error
    return undefined
  }
}

async function firstPage(
  list: PagedList,
  requests: RepositoryRequests,
  strictness: Strictness
): Promise<BufferedResponse | undefined> {
  const all = requests.urlOf({ end: '8', method: 'GET', name: requests.name })
  const many = new URL(`?n=${pageSize}`, all)
  const page = await readPage(list, many, strictness === 'strict' ? [200, 400] : [200, 400, 404])
  if (page.status === 400) return await readPage(list, all, [200])
  return page.status === 200 ? page : undefined
}

function tagsIn({ body }: BufferedResponse, list: PagedList, strictness: Strictness): readonly Tag[] {
  const { name, tags } = parseRecord(new TextDecoder().decode(body))
  // Go encodes an empty list as null, and some registries omit it.
  if (name !== undefined && (tags ?? null) === null) return []
  if (!Array.isArray(tags)) throw brokenList(list, 'the response is not a tag list')
  const valid = tags.filter((tag) => typeof tag === 'string').filter(isTag)
  if (strictness === 'strict' && valid.length < tags.length) throw brokenList(list, 'it has an entry that is not a tag')
  return valid
}
