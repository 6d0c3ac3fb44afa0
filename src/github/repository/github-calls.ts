import type { Environment } from '../../environment.ts'
import type { GitHubAnswer, GitHubCall } from '../../inventory/inventory-kind.ts'
import { ApiClient, type ApiRetryPolicy } from './api-client.ts'
import { ApiError, type ApiResponse } from './api-error.ts'
import { apiUrl } from './github-server.ts'

/** In milliseconds. GitHub's secondary limits ask for a minute, several times if much is deleted. */
const patientPolicy: ApiRetryPolicy = {
  attempts: 8,
  firstWait: 2_000,
  longestWait: 60_000,
  budget: 900_000,
  timeout: 30_000,
}

/** Any requests to GitHub's API, with a token. */
export class GitHubCalls implements AsyncDisposable {
  readonly #token: string
  readonly #client: ApiClient

  constructor(token: string, { variables, signal, now }: Pick<Environment, 'variables' | 'signal' | 'now'>) {
    const home = new URL(apiUrl(variables))
    this.#token = token
    this.#client = new ApiClient({ home, token, retryPolicy: patientPolicy, variables, signal, now })
  }

  /** Throws ApiError. */
  async ask({ method, path, answers = [] }: GitHubCall): Promise<GitHubAnswer> {
    if (this.#token === '') throw new Error("GitHub's API is not used without a token: set the input 'github-token'")
    let answer: GitHubAnswer | undefined
    await this.#client.ask(async (octokit, request) => {
      const response = await octokit
        .request({ method, url: path, request })
        .catch((error: unknown): ApiResponse => answeredBy(error, answers))
      answer = this.#answerIn(response, method)
      // Neither a refusal that is an answer nor an empty response is a failure.
      return { ...response, status: 200, data: {} }
    })
    return answer as GitHubAnswer
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client[Symbol.asyncDispose]()
  }

  #answerIn(response: ApiResponse, method: GitHubCall['method']): GitHubAnswer {
    const { status, data } = response
    const isWhole = method !== 'GET' || status >= 300 || (typeof data === 'object' && data !== null)
    if (!isWhole) throw new ApiError("GitHub's response was incomplete", { transient: true })
    const next = status < 300 ? this.#client.nextAfter(response) : undefined
    return { status, data, ...(next !== undefined && { next }) }
  }
}

function answeredBy(error: unknown, answers: readonly number[]): ApiResponse {
  const { response } = Object(error) as { readonly response?: ApiResponse }
  if (response && answers.includes(response.status)) return response
  throw error
}
