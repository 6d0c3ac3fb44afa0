import { setTimeout as wait } from 'node:timers/promises'
import type { Environment } from '../environment.ts'
import type { PullRequestPayload, RepositoryPayload } from './event-payload.ts'
import { apiUrl } from './server.ts'
import { explainUnreached } from './unreached.ts'

/** What is asked of GitHub's API about one repository. Each rejects where GitHub refuses or cannot be reached. */
export interface RepositoryApi {
  readonly repository: () => Promise<RepositoryPayload>
  readonly commitDate: (sha: string) => Promise<Date>
  readonly pullRequest: (number: number) => Promise<PullRequestPayload>
  /** The names of all git tags. */
  readonly tags: () => Promise<readonly string[]>
}

/** How patient we are, in milliseconds: with one request, and between one attempt and the next. */
export interface Patience {
  readonly timeout: number
  readonly pauses: readonly number[]
}

const defaultPatience: Patience = { timeout: 10_000, pauses: [1000, 3000] }

const pageSize = 100
/** What has more is not read to its end, and so is not known. */
const pageLimit = 100

/** Access to the API for the repository `owner/name`. The client, which is large, is loaded by the first question. */
export function repositoryApi(
  repository: string,
  token: string,
  { variables, signal }: Pick<Environment, 'variables' | 'signal'>,
  patience = defaultPatience
): RepositoryApi {
  const [owner = '', repo = ''] = repository.split('/')
  const of = { owner, repo }
  const baseUrl = apiUrl(variables)
  const attempt = async <Answer extends Answered>(question: Question<Answer>) => {
    const client = await connect(token, baseUrl)
    const request = { signal: AbortSignal.any([signal, AbortSignal.timeout(patience.timeout)]) }
    const answer = await question(client, request).catch((error: unknown) => {
      signal.throwIfAborted()
      throw explainUnreached(error, new URL(baseUrl))
    })
    return whole(answer)
  }
  const ask: Ask = (question) => persist(() => attempt(question), patience.pauses, signal)
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

/** One request, which ends with its signal: the plugin for pages would send the later ones without any. */
type Question<Answer extends Answered> = (client: Client, request: { readonly signal: AbortSignal }) => Promise<Answer>

type Ask = <Answer extends Answered>(question: Question<Answer>) => Promise<Answer>

/** Octokit takes a body that breaks off for text. */
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

/** RFC 8288. The token goes with every request, so the next page is of the same origin or none at all. */
function nextPage({ headers, url }: Page, origin: string): string | undefined {
  const [, target] = /<([^<>]*)>\s*;[^,<]*\brel="?next"?/i.exec(headers.link ?? '') ?? []
  if (target === undefined) return undefined
  const next = URL.parse(target, url)
  if (next?.origin === origin) return next.href
  throw new Error(`GitHub's next page is at another origin (${next?.origin ?? 'no URL'})`)
}

function parseDate(text: string | undefined): Date {
  const date = new Date(text ?? Number.NaN)
  if (Number.isNaN(date.getTime())) throw new Error('GitHub does not say when the commit was made')
  return date
}

type Client = Awaited<ReturnType<typeof connect>>

async function connect(token: string, baseUrl: string) {
  if (token === '') throw new Error("GitHub is not asked without a token: do not override the input 'github-token'")
  const { getOctokitOptions, GitHub } = await import('@actions/github/lib/utils')
  return new GitHub(getOctokitOptions(token, { baseUrl }))
}

/** Tries again what may go well another time. */
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

/** Octokit gives failures of the network the status 500. */
function isPassing(error: unknown): boolean {
  const { status } = error as { status?: number }
  return status !== undefined && (status >= 500 || status === 429 || status === 408)
}
