import { setTimeout as wait } from 'node:timers/promises'
import type { Environment } from '../../environment.ts'
import type { PullRequestPayload, RepositoryPayload } from '../event/payload.ts'
import { apiUrl } from './github-server.ts'
import { explainUnreached } from './unreached.ts'

/** Requests to GitHub's API about one repository. Each rejects if GitHub refuses or cannot be reached. */
export interface RepositoryApi {
  readonly repository: () => Promise<RepositoryPayload>
  readonly commitDate: (sha: string) => Promise<Date>
  readonly pullRequest: (number: number) => Promise<PullRequestPayload>
  /** The names of all git tags. */
  readonly tags: () => Promise<readonly string[]>
}

/** In milliseconds: the timeout of one request, and the pauses between attempts. */
export interface ApiRetryPolicy {
  readonly timeout: number
  readonly pauses: readonly number[]
}

const defaultPolicy: ApiRetryPolicy = { timeout: 10_000, pauses: [1000, 3000] }

const pageSize = 100
/** A longer list is not read to its end, so its tags count as unknown. */
const pageLimit = 100

/** Access to the API for the repository `owner/name`. The client is large, so it is loaded by the first request. */
export function repositoryApi(
  repository: string,
  token: string,
  { variables, signal }: Pick<Environment, 'variables' | 'signal'>,
  retryPolicy = defaultPolicy
): RepositoryApi {
  const [owner = '', repo = ''] = repository.split('/')
  const of = { owner, repo }
  const baseUrl = apiUrl(variables)
  const attempt = async <Answer extends Answered>(question: Question<Answer>) => {
    const client = await connect(token, baseUrl)
    const request = { signal: AbortSignal.any([signal, AbortSignal.timeout(retryPolicy.timeout)]) }
    const answer = await question(client, request).catch((error: unknown) => {
      signal.throwIfAborted()
      throw explainUnreached(error, new URL(baseUrl))
    })
    return whole(answer)
  }
  const ask: Ask = (question) => persist(() => attempt(question), retryPolicy.pauses, signal)
  return {
    repository: async () => (await ask(({ rest }, request) => rest.repos.get({ ...of, request }))).data,
    commitDate: async (sha) => {
      const { data } = await ask(({ rest }, request) => rest.repos.getCommit({ ...of, ref: sha, request }))
      return parseDate(data.commit.committer?.date)
    },
    pullRequest: async (pull_number) =>
      (await ask(({ rest }, request) => rest.pulls.get({ ...of, pull_number, request }))).data,
    tags: async () => {
      const first = await ask(({ rest }, request) => rest.repos.listTags({ ...of, per_page: pageSize, request }))
      return await listTags(first, ask, new URL(baseUrl).origin)
    },
  }
}

interface Answered {
  readonly data: object
}

/** One request, aborted by its signal: the pagination plugin would send later pages without a signal. */
type Question<Answer extends Answered> = (client: Client, request: { readonly signal: AbortSignal }) => Promise<Answer>

type Ask = <Answer extends Answered>(question: Question<Answer>) => Promise<Answer>

/** Octokit returns a truncated body as text. */
function whole<Answer extends Answered>(answer: Answer): Answer {
  if (typeof answer.data === 'object') return answer
  throw Object.assign(new Error("GitHub's response was incomplete"), { status: 500 })
}

interface Page extends Answered {
  readonly url: string
  readonly headers: { readonly link?: string }
  readonly data: readonly { readonly name: string }[]
}

async function listTags(first: Page, ask: Ask, origin: string): Promise<readonly string[]> {
  const pages = [first]
  let next = nextPage(first, origin)
  while (next !== undefined) {
    if (pages.length === pageLimit) throw new Error(`There are more than ${pageLimit * pageSize} tags`)
    const url = next
    const page = await ask((client, request) => client.request({ method: 'GET', url, request }) as Promise<Page>)
    pages.push(page)
    next = nextPage(page, origin)
  }
  return pages.flatMap(({ data }) => data.map(({ name }) => name))
}

/** RFC 8288. The token is sent with every request, so the next page must have the same origin. */
function nextPage({ headers, url }: Page, origin: string): string | undefined {
  const [, target] = /<([^<>]*)>\s*;[^,<]*\brel="?next"?/i.exec(headers.link ?? '') ?? []
  if (target === undefined) return undefined
  const next = URL.parse(target, url)
  if (next?.origin === origin) return next.href
  throw new Error(`GitHub's next page is at another origin (${next?.origin ?? 'not a URL'})`)
}

function parseDate(text: string | undefined): Date {
  const date = new Date(text ?? Number.NaN)
  if (Number.isNaN(date.getTime())) throw new Error("GitHub's response has no date for the commit")
  return date
}

type Client = Awaited<ReturnType<typeof connect>>

async function connect(token: string, baseUrl: string) {
  if (token === '')
    throw new Error("GitHub's API is not used without a token: do not override the input 'github-token'")
  const { getOctokitOptions, GitHub } = await import('@actions/github/lib/utils')
  return new GitHub(getOctokitOptions(token, { baseUrl }))
}

/** Retries what may succeed later. */
async function persist<Answer>(
  attempt: () => Promise<Answer>,
  [pause, ...pauses]: readonly number[],
  signal: AbortSignal
): Promise<Answer> {
  try {
    return await attempt()
  } catch (error) {
    if (pause === undefined || signal.aborted || !isPassing(error)) throw error
    await wait(pause, undefined, { signal })
    return persist(attempt, pauses, signal)
  }
}

/** Octokit gives network failures the status 500. */
function isPassing(error: unknown): boolean {
  const { status } = error as { status?: number }
  return status !== undefined && (status >= 500 || status === 429 || status === 408)
}
