import { nextPage } from '../http/link.ts'
import type { BufferedResponse } from '../http/message.ts'
import type { RetryState } from '../http/retry/retry-state.ts'
import { parseRecord } from '../json.ts'
import { isTag, type Tag } from '../oci/distribution/tag.ts'
import { RegistryError } from './errors/registry-error.ts'
import type { RepositoryRequests } from './repository-requests.ts'

/** Tags per page to request; registries may return fewer, or refuse so many. */
const pageSize = 1000
/** Limits against endless lists: no repository is known to have more tags, or more pages of the smallest size. */
const tagLimit = 1_000_000
const pageLimit = 2_000
/** Milliseconds that a list may take in total, however fast its pages come. */
const timeLimit = 300_000
const bytesLimit = 4 * 1024 * 1024
const operation = 'listing tags'

/**
 * end-8: reads all pages of a repository's tags. Throws RegistryError if a link must not be followed or the list does
 * not end. All pages share the retry budget of one request; `time` is in milliseconds.
 */
export async function listTags(requests: RepositoryRequests, time: number = timeLimit): Promise<readonly Tag[]> {
  const tags = new Set<Tag>()
  const seen = new Set<string>()
  const retryState = requests.retryState()
  const end = performance.now() + time
  let page = await firstPage(requests, retryState)
  while (page) {
    for (const tag of tagsIn(page, requests)) tags.add(tag)
    // Never at another origin: GHSA-h7vf-4x9w-h99v, CVE-2026-88887.
    const next = nextPage(page, requests.registry.home, (reason) => broken(requests, `its ${reason}`))
    if (!next) break
    const objection = whyStopReading(next, seen, tags)
    if (objection) throw broken(requests, objection)
    if (performance.now() > end) throw broken(requests, `it takes longer than ${time / 1000} seconds`)
    seen.add(next.href)
    retryState.renew()
    page = await read(requests, next, [200], retryState)
  }
  return [...tags]
}

function whyStopReading(next: URL, seen: ReadonlySet<string>, tags: ReadonlySet<Tag>): string | undefined {
  if (seen.has(next.href)) return 'its pages form a loop'
  if (tags.size > tagLimit) return `it has more than ${tagLimit} tags`
  // The first page is not in `seen`.
  return seen.size + 1 < pageLimit ? undefined : `it has more than ${pageLimit} pages`
}

async function firstPage(requests: RepositoryRequests, retryState: RetryState): Promise<BufferedResponse | undefined> {
  const all = requests.urlOf({ end: '8', method: 'GET', name: requests.name })
  const many = new URL(`?n=${pageSize}`, all)
  const page = await read(requests, many, [200, 400, 404], retryState)
  if (page.status === 400) return await read(requests, all, [200], retryState)
  return page.status === 200 ? page : undefined
}

async function read(
  requests: RepositoryRequests,
  url: URL,
  expect: readonly number[],
  retryState: RetryState
): Promise<BufferedResponse> {
  const request = requests.request(operation, 'GET', url, expect, { limit: bytesLimit, retryState: retryState })
  return await requests.registry.send(request, requests.countRetry)
}

function tagsIn({ body }: BufferedResponse, requests: RepositoryRequests): readonly Tag[] {
  const { name, tags } = parseRecord(new TextDecoder().decode(body))
  // Go encodes an empty list as null, and some registries omit it.
  if (name !== undefined && (tags ?? null) === null) return []
  if (!Array.isArray(tags)) throw broken(requests, 'the response is not a tag list')
  return tags.filter((tag) => typeof tag === 'string').filter(isTag)
}

function broken({ where }: RepositoryRequests, reason: string): RegistryError {
  return new RegistryError({ where, operation, reason })
}
