import type { Variables } from '../environment.ts'
import type { Tls } from '../http/connection/tls.ts'
import { nextPage } from '../http/link.ts'
import type { HttpRequest, HttpResponse } from '../http/message.ts'
import { isLoopback, sameOrigin } from '../http/origin.ts'
import type { RetryPolicy } from '../http/retry/backoff.ts'
import { parseRetryAfter } from '../http/retry/retry-after.ts'
import { RetryState } from '../http/retry/retry-state.ts'
import { Transport } from '../http/transport.ts'
import { parseJson } from '../json.ts'
import { parseProblems } from '../oci/distribution/error-code.ts'
import { type Failure, RegistryError } from '../registry/errors/registry-error.ts'

/** How to reach and sign in to an API. */
export interface ApiOptions {
  /** The origin of the API, the only one that gets requests: `https://hub.docker.com`. */
  readonly home: URL
  /** The certificates that the inputs give, if the API is at the registry's own host. */
  readonly tls?: Tls
  /** Whether any certificate is accepted, as for an insecure registry, and http at its own host. */
  readonly insecure?: boolean
  /** Headers of every request, which may sign in. */
  readonly headers?: (request: ApiCall) => Promise<Readonly<Record<string, string>>>
}

/** One request to an API. */
export interface ApiCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** A path with its query, or the URL of a next page, which must be at the same origin. */
  readonly path: string
  /** What is being done, as a noun, for errors: `listing tags`. */
  readonly operation: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON, or as it is if it is a text. */
  readonly body?: object | string
  /** Statuses other than 2xx that are not errors. */
  readonly answers?: readonly number[]
  /** What to do if it is refused, in whole sentences. */
  readonly advice?: (status: number, text: string) => string | undefined
}

/** The response to a request, read completely. */
export interface ApiReply {
  readonly status: number
  readonly text: string
  /** The parsed body; undefined if it is empty or not JSON. */
  readonly json: unknown
  readonly header: (name: string) => string | undefined
  /** The URL of the next page according to the `Link` header; undefined if there is none. */
  readonly next: URL | undefined
}

/** What every API of a repository needs. */
export interface ApiParts {
  /** `ghcr.io/acme/app`, for errors. */
  readonly where: string
  readonly variables: Variables
  readonly redact: (text: string) => string
  readonly now: () => Date
  readonly signal: AbortSignal
  readonly retry?: RetryPolicy
}

/** Bytes; the longest pages that these APIs send have a thousand entries. */
const responseLimit = 8 * 1024 * 1024
/** In milliseconds. The budget allows for limits by the minute. */
const defaultRetry: RetryPolicy = { attempts: 6, firstWait: 1_000, longestWait: 20_000, budget: 300_000 }

/** An API other than that of the distribution-spec, at one origin. Redirects are refused, since requests carry a secret. */
export class RegistryApi implements AsyncDisposable {
  readonly #options: ApiOptions
  readonly #parts: ApiParts
  readonly #transport: Transport

  constructor(options: ApiOptions, parts: ApiParts) {
    const { home, tls = {}, insecure = false } = options
    this.#options = options
    this.#parts = parts
    this.#transport = new Transport({ home, tls, verify: !insecure, variables: parts.variables })
  }

  /** Sends a request, with retries. Throws RegistryError, which shows what the API said. */
  async ask(request: ApiCall): Promise<ApiReply> {
    const { signal, retry = defaultRetry } = this.#parts
    return await new RetryState(retry, signal).run(() => this.#attempt(request))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#transport[Symbol.asyncDispose]()
  }

  async #attempt(request: ApiCall): Promise<ApiReply> {
    const { home, headers } = this.#options
    const { where, signal } = this.#parts
    const failure = { where, operation: request.operation, asked: home.origin }
    const url = this.#urlOf(request, failure)
    const own = await headers?.(request)
    try {
      const sent = { ...messageOf(request), url, signal }
      const response = await this.#transport.request({ ...sent, headers: { ...sent.headers, ...own } })
      return await this.#read(request, response, failure)
    } catch (cause) {
      signal.throwIfAborted()
      throw cause instanceof RegistryError ? cause : new RegistryError({ ...failure, cause })
    }
  }

  #urlOf({ path }: ApiCall, failure: Failure): URL {
    const { home, insecure = false } = this.#options
    const url = URL.parse(path, home.href)
    if (!url || !sameOrigin(url, home)) {
      throw new RegistryError({ ...failure, reason: `a page is at another origin (${url?.origin ?? 'no URL'})` })
    }
    if (url.protocol === 'https:' || insecure || isLoopback(url)) return url
    throw new RegistryError({ ...failure, reason: `${home.origin} is not https` })
  }

  async #read(request: ApiCall, response: HttpResponse, failure: Failure): Promise<ApiReply> {
    const { redact, now } = this.#parts
    const { status } = response
    const text = new TextDecoder().decode(await response.bytes(responseLimit))
    if ((status >= 200 && status < 300) || request.answers?.includes(status)) {
      const refuse = (reason: string) => new RegistryError({ ...failure, reason: `its ${reason}` })
      const next = nextPage(response, this.#options.home, refuse)
      return { status, text, json: jsonIn(text), header: (name) => response.header(name), next }
    }
    const retryAfter = parseRetryAfter(response.header('retry-after'), text, now())
    const advice = request.advice?.(status, text)
    throw new RegistryError({
      ...{ ...failure, status, problems: parseProblems(text, redact) },
      ...(retryAfter !== undefined && { retryAfter }),
      ...(advice !== undefined && { advice }),
    })
  }
}

function messageOf({ method, headers = {}, body }: ApiCall): Pick<HttpRequest, 'method' | 'headers' | 'body'> {
  const accept = { accept: 'application/json', ...headers }
  if (body === undefined) return { method, headers: accept }
  if (typeof body === 'string') return { method, headers: accept, body: new TextEncoder().encode(body) }
  const type = { 'content-type': 'application/json' }
  return { method, headers: { ...type, ...accept }, body: new TextEncoder().encode(JSON.stringify(body)) }
}

function jsonIn(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}
