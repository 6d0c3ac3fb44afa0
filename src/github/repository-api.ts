import { setTimeout as wait } from 'node:timers/promises'
import type { Environment } from '../environment.ts'
import type { RepositoryPayload } from './event-payload.ts'

/** What is asked of GitHub's API about one repository. Each rejects where GitHub refuses or cannot be reached. */
export interface RepositoryApi {
  readonly repository: () => Promise<RepositoryPayload>
  readonly commitDate: (sha: string) => Promise<Date>
  /** The names of all git tags. */
  readonly tags: () => Promise<readonly string[]>
}

/** How patient we are, in milliseconds: with one request, and between one attempt and the next. */
export interface Patience {
  readonly timeout: number
  readonly pauses: readonly number[]
}

const defaultPatience: Patience = { timeout: 10_000, pauses: [1000, 3000] }

/** What has more is not read to its end, and so is not known. */
const tagLimit = 10_000

/** Access to the API for the repository `owner/name`. The client, which is large, is loaded by the first question. */
export function repositoryApi(
  repository: string,
  token: string,
  { variables, signal }: Pick<Environment, 'variables' | 'signal'>,
  patience = defaultPatience
): RepositoryApi {
  const [owner = '', repo = ''] = repository.split('/')
  const of = { owner, repo }
  const baseUrl = variables.GITHUB_API_URL || 'https://api.github.com'
  const request = () => ({ signal: AbortSignal.any([signal, AbortSignal.timeout(patience.timeout)]) })
  const ask = <Answer>(question: (client: Client) => Promise<Answer>) =>
    persist(async () => question(await connect(token, baseUrl)), patience.pauses, signal)
  return {
    repository: () => ask(async ({ rest }) => (await rest.repos.get({ ...of, request: request() })).data),
    commitDate: (sha) =>
      ask(async ({ rest }) => {
        const { data } = await rest.repos.getCommit({ ...of, ref: sha, request: request() })
        return parseDate(data.commit.committer?.date)
      }),
    tags: () => ask((client) => listTags(client, { ...of, request: request() })),
  }
}

/** What each request names: the repository, and how long to wait. */
interface Subject {
  readonly owner: string
  readonly repo: string
  readonly request: { readonly signal: AbortSignal }
}

async function listTags({ paginate, rest }: Client, subject: Subject): Promise<readonly string[]> {
  const names: string[] = []
  for await (const { data } of paginate.iterator(rest.repos.listTags, { ...subject, per_page: 100 })) {
    if (names.length >= tagLimit) throw new Error(`There are more than ${tagLimit} tags`)
    names.push(...data.map(({ name }) => name))
  }
  return names
}

function parseDate(text: string | undefined): Date {
  const date = new Date(text ?? Number.NaN)
  if (Number.isNaN(date.getTime())) throw new Error('GitHub does not say when the commit was made')
  return date
}

type Client = Awaited<ReturnType<typeof connect>>

async function connect(token: string, baseUrl: string) {
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
