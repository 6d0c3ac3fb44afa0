import type { BufferedResponse } from '../../http/message.ts'
import { parseRecord } from '../../json.ts'
import { isTag, type Tag } from '../../oci/distribution/tag.ts'
import type { RepositoryRequests } from '../repository-requests.ts'
import { brokenList, followPages, type PagedList, readPage } from './pages.ts'

/** Tags per page to request; registries may return fewer, or refuse so many. */
const pageSize = 1000
/** Against endless lists: no repository is known to have more tags. */
const tagLimit = 1_000_000
/** Milliseconds that a list may take in total. */
const timeLimit = 300_000
const bytesLimit = 4 * 1024 * 1024

/**
 * end-8: reads all pages of a repository's tags. Throws RegistryError if a link must not be followed or the list does
 * not end. `time` is in milliseconds.
 */
export async function listTags(requests: RepositoryRequests, time: number = timeLimit): Promise<readonly Tag[]> {
  const retryState = requests.retryState()
  const list: PagedList = { requests, operation: 'listing tags', bytes: bytesLimit, time, retryState }
  const tags = new Set<Tag>()
  const first = await firstPage(list)
  if (!first) return []
  for await (const page of followPages(list, first)) {
    for (const tag of tagsIn(page, list)) tags.add(tag)
    if (tags.size > tagLimit) throw brokenList(list, `it has more than ${tagLimit} tags`)
  }
  return [...tags]
}

async function firstPage(list: PagedList): Promise<BufferedResponse | undefined> {
  const { requests } = list
  const all = requests.urlOf({ end: '8', method: 'GET', name: requests.name })
  const many = new URL(`?n=${pageSize}`, all)
  const page = await readPage(list, many, [200, 400, 404])
  if (page.status === 400) return await readPage(list, all, [200])
  return page.status === 200 ? page : undefined
}

function tagsIn({ body }: BufferedResponse, list: PagedList): readonly Tag[] {
  const { name, tags } = parseRecord(new TextDecoder().decode(body))
  // Go encodes an empty list as null, and some registries omit it.
  if (name !== undefined && (tags ?? null) === null) return []
  if (!Array.isArray(tags)) throw brokenList(list, 'the response is not a tag list')
  return tags.filter((tag) => typeof tag === 'string').filter(isTag)
}
