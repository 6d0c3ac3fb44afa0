import { GitHub, getOctokitOptions } from '@actions/github/lib/utils'
import type { Environment } from '../../environment.ts'
import { nextPage } from '../../http/link.ts'
import type { RetryPolicy } from '../../http/retry/backoff.ts'
import { RetryState } from '../../http/retry/retry-state.ts'
import { Transport } from '../../http/transport.ts'
import { ApiError, type ApiResponse, explainApiFailure, refusedByApi } from './api-error.ts'
import { apiFetch } from './api-fetch.ts'

export interface ApiRetryPolicy extends RetryPolicy {
  /** Milliseconds that one attempt may take in total. */
  readonly timeout: number
}

export interface ApiClientOptions extends Pick<Environment, 'variables' | 'signal' | 'now'> {
  /** The URL of the API. */
  readonly home: URL
  readonly token: string
  readonly retryPolicy: ApiRetryPolicy
}

type Octokit = InstanceType<typeof GitHub>

/** One request with Octokit, to which `request` must be passed: its signal limits the time. */
export type Question<Answer extends ApiResponse> = (
  octokit: Octokit,
  request: { readonly signal: AbortSignal }
) => Promise<Answer>

/** Octokit with the job's token, over our own HTTP client and with its retries. */
export class ApiClient implements AsyncDisposable {
  readonly #options: ApiClientOptions
  readonly #transport: Transport
  readonly #octokit: Octokit

  constructor(options: ApiClientOptions) {
    const { home, token, variables } = options
    this.#options = options
    this.#transport = new Transport({ home, tls: {}, verify: true, variables })
    // Octokit would print deprecation warnings, which users can do nothing about.
    const request = { fetch: apiFetch(this.#transport, home), log: { warn: () => undefined } }
    const baseUrl = home.href.replace(/\/+$/, '')
    this.#octokit = new GitHub(getOctokitOptions(token, { baseUrl, userAgent: 'manifold', request }))
  }

  /** Sends a request that returns JSON, with retries. Throws ApiError. */
  async ask<Answer extends ApiResponse>(question: Question<Answer>): Promise<Answer> {
    const { home, retryPolicy, signal, now } = this.#options
    return await new RetryState(retryPolicy, signal).run(() =>
      this.#attempt(question).catch((error: unknown) => Promise.reject(explainApiFailure(error, home, now())))
    )
  }

  /** The URL of the next page of a list; undefined after the last. Throws if it is at another origin. */
  nextAfter({ status, url, headers }: ApiResponse): string | undefined {
    const lines = (name: string) => [headers[name] ?? []].flat().map(String)
    const page = { status, url: new URL(url), header: (name: string) => lines(name)[0], headers: lines }
    return nextPage(page, this.#options.home, (reason) => new Error(`GitHub's ${reason}`))?.href
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#transport[Symbol.asyncDispose]()
  }

  async #attempt<Answer extends ApiResponse>(question: Question<Answer>): Promise<Answer> {
    const { retryPolicy, signal, now } = this.#options
    const timeout = AbortSignal.timeout(retryPolicy.timeout)
    const answer = await question(this.#octokit, { signal: AbortSignal.any([signal, timeout]) })
    if (answer.status >= 300) throw refusedByApi(answer, now())
    if (isJson(answer.data)) return answer
    throw new ApiError("GitHub's response was incomplete", { transient: true })
  }
}

/** Octokit returns the text of a body that is cut short, and the bytes of one that is neither JSON nor text. */
function isJson(data: unknown): boolean {
  return typeof data === 'object' && data !== null && !(data instanceof ArrayBuffer)
}
