import type { Environment } from '../../environment.ts'
import { recordOf } from '../../json.ts'
import { defaultApiPolicy } from './api.ts'
import { ApiClient, type Question } from './api-client.ts'
import type { ApiResponse } from './api-error.ts'
import { apiUrl } from './github-server.ts'

const pageSize = 100
/** GitHub's tokens of jobs allow a thousand requests per hour. */
const pageLimit = 500

/** A pull request that is closed. */
export interface ClosedPullRequest {
  readonly number: number
  /** The name of its branch, if that is in the repository itself. */
  readonly branch?: string
}

/** Lists of a repository on GitHub. All pages are read; a list that is cut short is an error. */
export class GitHubLists implements AsyncDisposable {
  readonly #client: ApiClient
  readonly #repository: string

  /** `repository` is `owner/name`. */
  constructor(repository: string, token: string, environment: Pick<Environment, 'variables' | 'signal' | 'now'>) {
    const { variables, signal, now } = environment
    const home = new URL(apiUrl(variables))
    this.#repository = repository
    this.#client = new ApiClient({ home, token, retryPolicy: defaultApiPolicy, variables, signal, now })
  }

  /** The closed pull requests down to a number, the latest first. Throws Error. */
  async closedPullRequests(downTo: number): Promise<readonly ClosedPullRequest[]> {
    const [owner = '', repo = ''] = this.#repository.split('/')
    const found: ClosedPullRequest[] = []
    const first: Question<ApiResponse> = ({ rest }, request) =>
      rest.pulls.list({
        ...{ owner, repo, state: 'closed', sort: 'created', direction: 'desc', per_page: pageSize },
        request,
      })
    for await (const page of this.#pages(first)) {
      const closed = page.map((entry) => this.#parsePullRequest(entry))
      found.push(...closed)
      if (closed.some(({ number }) => number <= downTo)) break
    }
    return found
  }

  /** The names of all branches. Throws Error. */
  async branches(): Promise<readonly string[]> {
    const all = await this.#branchesOnce()
    // A branch that is deleted while pages are read moves another one from the next page to the one before.
    return all.length <= pageSize ? all : [...new Set([...all, ...(await this.#branchesOnce())])]
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client[Symbol.asyncDispose]()
  }

  async #branchesOnce(): Promise<readonly string[]> {
    const [owner = '', repo = ''] = this.#repository.split('/')
    const names: string[] = []
    const first: Question<ApiResponse> = ({ rest }, request) =>
      rest.repos.listBranches({ owner, repo, per_page: pageSize, request })
    for await (const page of this.#pages(first)) {
      for (const { name } of page.map(recordOf)) {
        if (typeof name !== 'string' || name === '') throw new Error("GitHub's response has a branch without a name")
        names.push(name)
      }
    }
    return names
  }

  #parsePullRequest(entry: unknown): ClosedPullRequest {
    const { number, state, head } = recordOf(entry)
    const { ref, repo } = recordOf(head)
    if (!Number.isSafeInteger(number) || state !== 'closed') {
      throw new Error("GitHub's response has an entry that is not a closed pull request")
    }
    const { full_name } = recordOf(repo)
    const isOwn = typeof full_name === 'string' && full_name.toLowerCase() === this.#repository.toLowerCase()
    return { number: number as number, ...(isOwn && typeof ref === 'string' && { branch: ref }) }
  }

  async *#pages(first: Question<ApiResponse>): AsyncGenerator<readonly unknown[]> {
    let next: Question<ApiResponse> | undefined = first
    for (let pages = 0; next !== undefined; pages++) {
      if (pages === pageLimit) throw new Error(`GitHub's list has more than ${pageLimit * pageSize} entries`)
      const page: ApiResponse = await this.#client.ask(next)
      if (!Array.isArray(page.data)) throw new Error("GitHub's response is not a list")
      yield page.data
      const url = this.#client.nextAfter(page)
      next = url === undefined ? undefined : (octokit, request) => octokit.request({ method: 'GET', url, request })
    }
  }
}
