import type { Environment } from '../../environment.ts'
import { recordOf } from '../../json.ts'
import type { PullRequestPayload, RepositoryPayload } from '../event/payload.ts'
import type { ApiClient, ApiRetryPolicy } from './api-client.ts'
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

/** Access to the API for the repository `owner/name`. Few runs need it, so its client is loaded by the first request. */
export function repositoryApi(
  repository: string,
  token: string,
  environment: Pick<Environment, 'variables' | 'signal' | 'now'>,
  retryPolicy = defaultApiPolicy
): RepositoryApi {
  const home = () => new URL(apiUrl(environment.variables))
  const path = ['repos', ...repository.split('/').slice(0, 2)].map(encodeURIComponent).join('/')
  const urlOf = (of: string) => new URL(`${home().href.replace(/\/+$/, '')}/${path}${of}`)
  const connect = async () => {
    if (token === '')
      throw new Error("GitHub's API is not used without a token: do not override the input 'github-token'")
    const { ApiClient } = await import('./api-client.ts')
    const { variables, signal, now } = environment
    return new ApiClient({ home: home(), token, retryPolicy, variables, signal, now })
  }
  const read = async (of: string) => {
    await using client = await connect()
    return recordOf((await client.get(urlOf(of))).data)
  }
  return {
    repository: () => read(''),
    commitDate: async (sha) => parseDate(await read(`/commits/${encodeURIComponent(sha)}`)),
    pullRequest: (number) => read(`/pulls/${number}`),
    tags: async () => {
      await using client = await connect()
      return await listTags(client, urlOf(`/tags?per_page=${pageSize}`))
    },
  }
}

async function listTags(client: ApiClient, first: URL): Promise<readonly string[]> {
  const names: unknown[] = []
  let next: URL | undefined = first
  for (let pages = 0; next !== undefined; pages++) {
    if (pages === pageLimit) throw new Error(`There are more than ${pageLimit * pageSize} tags`)
    const page = await client.get(next)
    if (!Array.isArray(page.data)) throw new Error("GitHub's response is not a list of tags")
    names.push(...page.data.map((tag) => recordOf(tag).name))
    next = client.nextAfter(page)
  }
  return names.filter((name) => typeof name === 'string')
}

function parseDate({ commit }: { readonly commit?: unknown }): Date {
  const { date } = recordOf(recordOf(commit).committer)
  const parsed = new Date(typeof date === 'string' ? date : Number.NaN)
  if (Number.isNaN(parsed.getTime())) throw new Error("GitHub's response has no date for the commit")
  return parsed
}
