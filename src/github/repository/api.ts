import type { Environment } from '../../environment.ts'
import { recordOf } from '../../json.ts'
import type { PullRequestPayload, RepositoryPayload } from '../event/payload.ts'
import type { ApiClient, ApiRetryPolicy, Question } from './api-client.ts'
import type { ApiResponse } from './api-error.ts'
import { apiUrl } from './github-server.ts'

/** Requests to GitHub's API about one repository. Each rejects if GitHub refuses or cannot be reached. */
export interface RepositoryApi {
  readonly repository: () => Promise<RepositoryPayload>
  readonly commitDate: (sha: string) => Promise<Date>
  readonly pullRequest: (number: number) => Promise<PullRequestPayload>
  /** The names of all git tags. */
  readonly tags: () => Promise<readonly string[]>
}

/** In milliseconds. The budget allows for the minute that GitHub's rate limits usually ask for. */
export const defaultApiPolicy: ApiRetryPolicy = {
  attempts: 3,
  firstWait: 2_000,
  longestWait: 4_000,
  budget: 90_000,
  timeout: 10_000,
}

const pageSize = 100
/** A longer list is not read to its end, so its tags count as unknown. */
const pageLimit = 100

/** Access to the API for the repository `owner/name`. Few runs need it, and its client is large: the first request loads it. */
export function repositoryApi(
  repository: string,
  token: string,
  environment: Pick<Environment, 'variables' | 'signal' | 'now'>,
  retryPolicy = defaultApiPolicy
): RepositoryApi {
  const [owner = '', repo = ''] = repository.split('/')
  const of = { owner, repo }
  const connect = async () => {
    if (token === '')
      throw new Error("GitHub's API is not used without a token: do not override the input 'github-token'")
    const { ApiClient } = await import('./api-client.ts')
    const { variables, signal, now } = environment
    return new ApiClient({ home: new URL(apiUrl(variables)), token, retryPolicy, variables, signal, now })
  }
  const read = async (question: Question<ApiResponse>) => {
    await using client = await connect()
    return recordOf((await client.ask(question)).data)
  }
  return {
    repository: () => read(({ rest }, request) => rest.repos.get({ ...of, request })),
    commitDate: async (sha) =>
      parseDate(await read(({ rest }, request) => rest.repos.getCommit({ ...of, ref: sha, request }))),
    pullRequest: (pull_number) => read(({ rest }, request) => rest.pulls.get({ ...of, pull_number, request })),
    tags: async () => {
      await using client = await connect()
      return await listTags(client, ({ rest }, request) => rest.repos.listTags({ ...of, per_page: pageSize, request }))
    },
  }
}

/** Octokit pages lists itself, but with one time limit for all pages, and from the start if one fails. */
async function listTags(client: ApiClient, first: Question<ApiResponse>): Promise<readonly string[]> {
  const names: unknown[] = []
  let next: Question<ApiResponse> | undefined = first
  for (let pages = 0; next !== undefined; pages++) {
    if (pages === pageLimit) throw new Error(`There are more than ${pageLimit * pageSize} tags`)
    const page: ApiResponse = await client.ask(next)
    if (!Array.isArray(page.data)) throw new Error("GitHub's response is not a list of tags")
    names.push(...page.data.map((tag) => recordOf(tag).name))
    const url = client.nextAfter(page)
    next = url === undefined ? undefined : (octokit, request) => octokit.request({ method: 'GET', url, request })
  }
  return names.filter((name) => typeof name === 'string')
}

function parseDate({ commit }: { readonly commit?: unknown }): Date {
  const { date } = recordOf(recordOf(commit).committer)
  const parsed = new Date(typeof date === 'string' ? date : Number.NaN)
  if (Number.isNaN(parsed.getTime())) throw new Error("GitHub's response has no date for the commit")
  return parsed
}
