import type { Variables } from '../environment.ts'
import type { Tls } from '../http/connection/tls.ts'
import type { HttpRequest, HttpResponse } from '../http/message.ts'
import { isLoopback } from '../http/origin.ts'
import type { RetryPolicy } from '../http/retry/backoff.ts'
import { parseRetryAfter } from '../http/retry/retry-after.ts'
import { RetryState } from '../http/retry/retry-state.ts'
import { type Timeouts, Transport } from '../http/transport.ts'
import { type JsonRecord, parseRecord, recordOf } from '../json.ts'
import type { RegistryProblem } from '../oci/distribution/error-code.ts'
import { RegistryError } from '../registry/errors/registry-error.ts'

/** A request of a token exchange. */
export interface ExchangeRequest {
  readonly method: 'GET' | 'POST'
  readonly url: URL
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as a form, or as it is: JSON, if `headers` say so. */
  readonly body?: URLSearchParams | string
  /** What is requested, as a noun, for errors. Default: a sign-in. */
  readonly purpose?: string
  /** Whether http is accepted if the service is on this machine. */
  readonly mayBeLocal?: boolean
  /** Statuses beside 2xx that are an answer. */
  readonly answers?: readonly number[]
  /** Whether a service of the registry's own is asked, so the certificates that the inputs give for the registry apply. */
  readonly atRegistry?: boolean
  /** The maximum size of the response in bytes; by default that of a token. */
  readonly limit?: number
}

/** A successful response. */
export interface ExchangeResponse {
  readonly status: number
  readonly bytes: Uint8Array
  readonly header: (name: string) => string | undefined
  readonly text: string
  /** The JSON object in it; empty if it is something else. */
  readonly json: JsonRecord
}

export interface ExchangeOptions {
  /** The registry that the exchange is for, for errors. */
  readonly registry: string
  /** The certificates for the registry. */
  readonly tls?: Tls
  readonly variables: Variables
  readonly redact: (text: string) => string
  readonly now: () => Date
  readonly signal: AbortSignal
  readonly retry?: RetryPolicy
}

/** Bytes; a token of any of these services is much smaller. */
const responseLimit = 256 * 1024
const defaultRetry: RetryPolicy = { attempts: 5, firstWait: 500, longestWait: 10_000, budget: 60_000 }
/** Milliseconds: these services respond within a second, and the build waits for them. */
const timeouts: Timeouts = {
  connect: 10_000,
  answer: 20_000,
  store: 20_000,
  optional: 5_000,
  piece: 20_000,
  body: 20_000,
  unwanted: 2_000,
}

/**
 * Sends a request to an identity service, with retries, over https only. Redirects are refused: the request carries a
 * token. Throws RegistryError, which shows what the service said except for what may be a token.
 */
export async function exchange(request: ExchangeRequest, options: ExchangeOptions): Promise<ExchangeResponse> {
  const { variables, signal, retry = defaultRetry } = options
  const tls = request.atRegistry ? (options.tls ?? {}) : {}
  await using transport = new Transport({ home: request.url, tls, verify: true, variables, timeouts })
  const send = (each: HttpRequest) => transport.request(each)
  return await new RetryState(retry, signal).run(() => attempt(request, options, send))
}

async function attempt(
  request: ExchangeRequest,
  { registry, redact, now, signal }: ExchangeOptions,
  send: (request: HttpRequest) => Promise<HttpResponse>
): Promise<ExchangeResponse> {
  const { url, purpose: operation = `sign-in at ${url.host}`, answers = [], limit = responseLimit } = request
  const failure = { where: registry, operation, asked: url.origin, isExchange: true }
  if (!isSafe(request)) throw new RegistryError({ ...failure, reason: 'the identity service is not https' })
  try {
    const response = await send({ ...messageOf(request), signal })
    const { status } = response
    const bytes = await response.bytes(limit)
    const text = new TextDecoder().decode(bytes)
    if ((status >= 200 && status < 300) || answers.includes(status)) {
      return { status, bytes, text, json: parseRecord(text), header: (name) => response.header(name) }
    }
    const retryAfter = parseRetryAfter(response.header('retry-after'), '', now())
    const problems = problemsIn(text, redact)
    const advice = status < 500 ? adviceOnClock(response.header('date'), now(), url.host) : undefined
    throw new RegistryError({
      ...{ ...failure, status, problems },
      ...(retryAfter !== undefined && { retryAfter }),
      ...(advice !== undefined && { advice }),
    })
  } catch (cause) {
    signal.throwIfAborted()
    throw cause instanceof RegistryError ? cause : new RegistryError({ ...failure, cause })
  }
}

function isSafe({ url, mayBeLocal = false }: ExchangeRequest): boolean {
  return url.protocol === 'https:' || (mayBeLocal && isLoopback(url))
}

function messageOf({ method, url, headers = {}, body }: ExchangeRequest): Omit<HttpRequest, 'signal'> {
  if (body === undefined) return { method, url, headers }
  const isForm = body instanceof URLSearchParams
  const type = isForm ? { 'content-type': 'application/x-www-form-urlencoded' } : {}
  return { method, url, headers: { ...type, ...headers }, body: new TextEncoder().encode(body.toString()) }
}

/** Milliseconds by which clocks may differ: AWS refuses more, and OIDC tokens are only valid for this long. */
const clockTolerance = 5 * 60_000

/** Why a service refuses what is valid by the clock of this machine. */
function adviceOnClock(date = '', now: Date, host: string): string | undefined {
  const behind = Date.parse(date) - now.getTime()
  if (!(Math.abs(behind) > clockTolerance)) return undefined
  const [minutes, direction] = [Math.round(Math.abs(behind) / 60_000), behind > 0 ? 'behind' : 'ahead of']
  return `The runner's clock is ${minutes} min ${direction} that of ${host}: synchronize it.`
}

/** Words this long with a digit in them may be tokens. */
const tokenLike = /[\w.~+/=-]{40,}/g

/** OAuth2's `error` and `error_description`, the forms of registries, AWS, Google and Quay, and AWS's XML. */
function problemsIn(text: string, redact: (text: string) => string): readonly RegistryProblem[] {
  const fields = parseRecord(text)
  const inner = recordOf(Array.isArray(fields.errors) ? fields.errors[0] : fields.error)
  const name = firstText(fields.error, inner.status, inner.code, fields.__type, fields.code, textInXml(text, 'Code'))
  const said = firstText(
    fields.error_description,
    inner.message,
    fields.message,
    fields.Message,
    fields.detail,
    textInXml(text, 'Message')
  )
  if (name === '' && said === '') return []
  // Quay writes a sentence where others have a code.
  const [code, message] = /\s/.test(name) ? ['', name] : [name, said]
  const shown = (part: string) =>
    onOneLine(redact(part)).replaceAll(tokenLike, (word) => (/\d/.test(word) && !/^arn:/.test(word) ? '…' : word))
  return [{ code: shown(code).slice(0, 80).replace(/^.*#/, ''), message: shown(message).slice(0, 500) }]
}

/** Entra ID writes several lines. */
function onOneLine(text: string): string {
  return text.replaceAll(/[\p{C}\s]+/gu, ' ').trim()
}

function firstText(...values: readonly unknown[]): string {
  return values.find((value): value is string => typeof value === 'string' && value !== '') ?? ''
}

/** The text in the first element of this name, which has no attributes and no entities. */
export function textInXml(text: string, element: string): string | undefined {
  return new RegExp(`<${element}>([^<]*)</${element}>`).exec(text)?.[1]
}
