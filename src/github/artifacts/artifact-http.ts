import type { Environment, Secrets } from '../../environment.ts'
import type { BufferedResponse, HttpRequest } from '../../http/message.ts'
import { UnusableProxy } from '../../http/proxy.ts'
import { followRedirects } from '../../http/redirect.ts'
import type { RetryPolicy } from '../../http/retry/backoff.ts'
import { parseRetryAfter } from '../../http/retry/retry-after.ts'
import { RetryState } from '../../http/retry/retry-state.ts'
import { transientStatuses } from '../../http/retry/retryable.ts'
import { type Timeouts, Transport } from '../../http/transport.ts'
import { parseRecord } from '../../json.ts'
import { ArtifactError } from './artifact-error.ts'

/** A request for artifacts. */
export interface ArtifactRequest extends Pick<HttpRequest, 'method' | 'url' | 'headers' | 'body'> {
  /** What is done with it, for errors: `list artifacts`. */
  readonly action: string
  /** Bytes that the response has at most. */
  readonly limit: number
}

/** A response that is final: waiting would not change its status. */
export interface ArtifactResponse extends BufferedResponse {
  /** Whether the same request may have been carried out before: its response was lost. */
  readonly isRepeated: boolean
}

export interface ArtifactHttpOptions extends Pick<Environment, 'variables' | 'signal' | 'now'> {
  /** The origin of the artifact service. */
  readonly home: URL
  readonly redact: Secrets['redact']
  readonly retryPolicy?: RetryPolicy
  readonly timeouts?: Timeouts
}

const defaultPolicy: RetryPolicy = { attempts: 6, firstWait: 1_000, longestWait: 10_000, budget: 120_000 }
/** Milliseconds: everything sent and received is small. */
const defaultArtifactTimes: Timeouts = {
  connect: 10_000,
  answer: 30_000,
  store: 30_000,
  optional: 5_000,
  piece: 30_000,
  body: 30_000,
  unwanted: 2_000,
}

/** Requests to the artifact service and its storage, with retries. Adds no credentials. */
export class ArtifactHttp implements AsyncDisposable {
  readonly #options: ArtifactHttpOptions
  readonly #transport: Transport

  constructor(options: ArtifactHttpOptions) {
    const { home, variables, timeouts = defaultArtifactTimes } = options
    this.#options = options
    this.#transport = new Transport({ home, tls: {}, verify: true, variables, timeouts })
  }

  /** Sends a request until its response is final. Throws ArtifactError if no response is, and UnusableProxy. */
  async send(request: ArtifactRequest): Promise<ArtifactResponse> {
    const { retryPolicy = defaultPolicy, signal } = this.#options
    let isRepeated = false
    const attempt = async () => {
      try {
        return await this.#attempt(request)
      } catch (error) {
        isRepeated ||= error instanceof ArtifactError && error.mayBeDone
        throw error
      }
    }
    const response = await new RetryState(retryPolicy, signal).run(attempt)
    return { ...response, isRepeated }
  }

  /** The error for a response that is not what was asked for. */
  refused({ action }: ArtifactRequest, { status, url, body, header }: BufferedResponse): ArtifactError {
    const retryAfter = parseRetryAfter(header('retry-after'), '', this.#options.now())
    const words = this.#wordsIn(body, header('x-ms-error-code'))
    return new ArtifactError({ action, host: url.host, status, words, retryAfter })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#transport[Symbol.asyncDispose]()
  }

  async #attempt(request: ArtifactRequest): Promise<BufferedResponse> {
    const response = await this.#exchange(request)
    if (transientStatuses.has(response.status)) throw this.refused(request, response)
    return response
  }

  async #exchange({ action, limit, ...request }: ArtifactRequest): Promise<BufferedResponse> {
    const { home, signal } = this.#options
    try {
      const response = await followRedirects({ ...request, signal }, home, this.#transport)
      const { status, url, header, headers } = response
      // If the body of an error does not arrive, the status says enough.
      const body =
        status < 400
          ? await response.bytes(limit)
          : await response.bytes(errorLimit, 'good to know').catch(() => new Uint8Array())
      return { status, url, header, headers, body }
    } catch (cause) {
      signal.throwIfAborted()
      if (cause instanceof UnusableProxy) throw cause
      throw new ArtifactError({ action, host: request.url.host, cause })
    }
  }

  /** What an error says: Twirp's `code` and `msg`, or the code of Azure's storage. */
  #wordsIn(body: Uint8Array, storageCode = ''): string {
    const { code, msg } = parseRecord(new TextDecoder().decode(body))
    const words = [code, msg].filter((word) => typeof word === 'string' && word !== '').join(': ') || storageCode
    return this.#options
      .redact(words)
      .replaceAll(/[\p{C}\s]+/gu, ' ')
      .trim()
      .slice(0, 300)
  }
}

/** Bytes of the body of an error. */
const errorLimit = 64 * 1024
