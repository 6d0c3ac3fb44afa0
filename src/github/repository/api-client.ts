import type { Environment } from '../../environment.ts'
import { nextPage } from '../../http/link.ts'
import type { HttpResponse, ResponseHead } from '../../http/message.ts'
import { followRedirects } from '../../http/redirect.ts'
import type { RetryPolicy } from '../../http/retry/backoff.ts'
import { RetryState } from '../../http/retry/retry-state.ts'
import { Transport } from '../../http/transport.ts'
import { parseJson } from '../../json.ts'
import { ApiError, explainMissingResponse, refusedByApi } from './api-error.ts'

export interface ApiRetryPolicy extends RetryPolicy {
  /** Milliseconds that one attempt may take in total. */
  readonly timeout: number
}

/** A response, with the JSON object or list in its body. */
interface ApiResponse extends ResponseHead {
  readonly data: object
}

export interface ApiClientOptions extends Pick<Environment, 'variables' | 'signal' | 'now'> {
  /** The URL of the API. */
  readonly home: URL
  readonly token: string
  readonly retryPolicy: ApiRetryPolicy
}

/** In bytes; a commit may list thousands of files. */
const bodyLimit = 32 * 1024 * 1024

/** Sends requests to GitHub's API with the job's token, and by the same rules as to a registry. */
export class ApiClient implements AsyncDisposable {
  readonly #options: ApiClientOptions
  readonly #transport: Transport

  constructor(options: ApiClientOptions) {
    const { home, variables } = options
    this.#options = options
    this.#transport = new Transport({ home, tls: {}, verify: true, variables })
  }

  /** Reads JSON from a URL of the API's origin, with retries. Throws ApiError. */
  async get(url: URL): Promise<ApiResponse> {
    const { home, retryPolicy, signal } = this.#options
    const retryState = new RetryState(retryPolicy, signal)
    for (;;) {
      try {
        return await this.#attempt(url)
      } catch (error) {
        await retryState.afterFailure(explainMissingResponse(error, home))
      }
    }
  }

  /** The next page of a list; undefined after the last. Throws if it is at another origin. */
  nextAfter(page: ApiResponse): URL | undefined {
    return nextPage(page, this.#options.home, (reason) => new Error(`GitHub's ${reason}`))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#transport[Symbol.asyncDispose]()
  }

  async #attempt(url: URL): Promise<ApiResponse> {
    const { home, token, retryPolicy, now } = this.#options
    const signal = AbortSignal.any([this.#options.signal, AbortSignal.timeout(retryPolicy.timeout)])
    const headers = { accept: 'application/vnd.github.v3+json', authorization: `token ${token}` }
    const request = { method: 'GET', url, headers, signal } as const
    const response = await followRedirects(request, home, this.#transport)
    if (response.status !== 200) throw refusedByApi(response, await explanationIn(response), now())
    const { status, url: found, header, headers: lines } = response
    return { status, url: found, header, headers: lines, data: parse(await textOf(response)) }
  }
}

/** If the body does not arrive, the status says enough. */
async function explanationIn(response: HttpResponse): Promise<string> {
  return await textOf(response, 'good to know').catch(() => '')
}

async function textOf(response: HttpResponse, use?: 'needed' | 'good to know'): Promise<string> {
  return new TextDecoder().decode(await response.bytes(bodyLimit, use))
}

function parse(text: string): object {
  try {
    const data = parseJson(text)
    if (typeof data === 'object' && data !== null) return data
  } catch {
    // It is cut short.
  }
  throw new ApiError("GitHub's response was incomplete", { transient: true })
}
