import { nextPage } from '../../http/link.ts'
import type { BufferedResponse } from '../../http/message.ts'
import type { RetryState } from '../../http/retry/retry-state.ts'
import { RegistryError } from '../errors/registry-error.ts'
import type { RepositoryRequests } from '../repository-requests.ts'

/** Against lists that do not end: no repository is known to have more pages of the smallest size. */
const pageLimit = 2_000

/** A list that a registry sends in pages. */
export interface PagedList {
  readonly requests: Pick<RepositoryRequests, 'registry' | 'where' | 'request' | 'countRetry'>
  /** `listing tags` */
  readonly operation: string
  /** The media type to ask for, if the registry may have others. */
  readonly accept?: string
  /** The maximum size of a page, in bytes. */
  readonly bytes: number
  /** Milliseconds that the list may take in total, however fast its pages come. */
  readonly time: number
  /** All pages share the retries of one request. */
  readonly retryState: RetryState
}

/** Reads one page. Resolves with any of the statuses in `expect`. */
export async function readPage(list: PagedList, url: URL, expect: readonly number[]): Promise<BufferedResponse> {
  const { requests, operation, accept, bytes, retryState } = list
  const headers = accept === undefined ? {} : { accept }
  const request = requests.request(operation, 'GET', url, expect, { headers, limit: bytes, retryState })
  return await requests.registry.send(request, requests.countRetry)
}

/**
 * The given page and all that follow it, as their `Link` headers say. Throws RegistryError if a link must not be
 * followed or the list does not end.
 */
export async function* followPages(list: PagedList, first: BufferedResponse): AsyncGenerator<BufferedResponse> {
  const { requests, retryState, time } = list
  const seen = new Set<string>()
  const end = performance.now() + time
  for (let page = first; ; ) {
    yield page
    // Never at another origin: GHSA-h7vf-4x9w-h99v, CVE-2026-88887.
    const next = nextPage(page, requests.registry.home, (reason) => brokenList(list, `its ${reason}`))
    if (!next) return
    if (seen.has(next.href)) throw brokenList(list, 'its pages form a loop')
    // The first page is not in `seen`.
    if (seen.size + 1 >= pageLimit) throw brokenList(list, `it has more than ${pageLimit} pages`)
    if (performance.now() > end) throw brokenList(list, `it takes longer than ${time / 1000} seconds`)
    seen.add(next.href)
    retryState.renew()
    page = await readPage(list, next, [200])
  }
}

/** The error for a list that cannot be used. */
export function brokenList({ requests, operation }: PagedList, reason: string): RegistryError {
  return new RegistryError({ where: requests.where, operation, reason })
}
