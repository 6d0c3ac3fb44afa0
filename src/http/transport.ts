import type { Readable } from 'node:stream'
import { orAborted } from '../async/or-aborted.ts'
import type { Variables } from '../environment.ts'
import { type Connection, connectionTo } from './connection/connection.ts'
import { type Roots, type Tls, unknownAuthority } from './connection/tls.ts'
import { Deadline } from './deadline.ts'
import { type HttpRequest, type HttpResponse, Stalled } from './message.ts'
import { errorCodeOf } from './network-failure.ts'
import { sameOrigin } from './origin.ts'
import { streamRequestBody } from './request-body.ts'
import { type BodyTimes, openResponseBody } from './response-body.ts'

export interface TransportOptions {
  /** The registry's own URL. */
  readonly home: URL
  readonly tls: Tls
  /** False accepts any certificate from the registry's own origin. */
  readonly verify: boolean
  /** Where HTTP_PROXY, HTTPS_PROXY and NO_PROXY are looked up. */
  readonly variables: Variables
  readonly timeouts?: Timeouts
}

/** Milliseconds. Only silence aborts an upload; a response has a total timeout, even if bytes keep coming. */
export interface Timeouts extends BodyTimes {
  readonly connect: number
  /** From the request's last byte to the end of the response's head, including interim responses. */
  readonly answer: number
  /** The same after the content of a blob, since storing it may take long. */
  readonly store: number
  /** The same if nothing depends on the response. */
  readonly optional: number
  /** Between two pieces of a body, in either direction. */
  readonly piece: number
}

export const defaultTimeouts: Timeouts = {
  connect: 10_000,
  answer: 120_000,
  store: 600_000,
  optional: 5_000,
  piece: 60_000,
  body: 120_000,
  unwanted: 2_000,
}

/** Connect timeouts at most: lookup and TCP, a proxy's response (three times as long), TLS with it and behind it. */
export const connectSteps = 6
/** No server sends more interim responses than this (RFC 9110, 15.2). */
export const interimLimit = 64
const late = 'it did not respond in time'

/** Created once: by default Node creates an error with a stack for each request. */
const isOver = new Error('the request is over')

/**
 * Just sends requests: no redirects, no retries, no credentials except a client certificate at the registry's origin.
 */
export class Transport implements AsyncDisposable {
  readonly #options: TransportOptions
  readonly #timeouts: Timeouts
  readonly #connections = new Map<string, Promise<Connection>>()
  #roots: Roots = 'default'

  constructor(options: TransportOptions) {
    this.#options = options
    this.#timeouts = options.timeouts ?? defaultTimeouts
  }

  async request(request: HttpRequest): Promise<HttpResponse> {
    const roots = this.#roots
    try {
      return await this.#send(request)
    } catch (error) {
      if (roots === 'system' || !unknownAuthority.has(errorCodeOf(error) ?? '')) throw error
      this.#trustSystem()
      return await this.#send(request)
    }
  }

  /** Opens connections to the registry in advance. Sends nothing, and never rejects. */
  async warm(count: number): Promise<void> {
    // The requests will report what is wrong with a certificate or a proxy.
    await this.#lineTo(this.#options.home).then(
      (connection) => connection.warm(count),
      () => undefined
    )
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const connections = [...this.#connections.values()].map(
      async (connection) => await (await connection)[Symbol.asyncDispose]()
    )
    await Promise.allSettled(connections)
  }

  async #send(request: HttpRequest): Promise<HttpResponse> {
    const { method, url, headers, body, optional, stores, waited = { milliseconds: 0 }, signal } = request
    const { dispatcher, explain } = await this.#lineTo(url)
    const { connect, answer: response, store, optional: soon, piece } = this.#timeouts
    const head = optional ? soon : stores ? store : response
    const deadline = new Deadline()
    const ended = new AbortController()
    const stream =
      body && 'size' in body
        ? streamRequestBody(body, { silence: piece, onStall: (error) => deadline.miss(error), ended: ended.signal })
        : undefined
    const either = AbortSignal.any([signal, deadline.signal])
    // Bytes handed to a socket may take as long to be sent.
    const whole = Math.max(0, connectSteps * connect + head - waited.milliseconds)
    deadline.begin(whole, late)
    try {
      const request = dispatcher.request({
        origin: url.origin,
        path: url.pathname + url.search,
        method,
        headers: { 'user-agent': 'manifold', ...headers, ...sizeOf(body) },
        // undici accepts any async iterable; its types only allow streams.
        body:
          ((stream && timed(stream, deadline, whole, ended.signal)) as unknown as Readable) ??
          (body as Uint8Array) ??
          null,
        signal: either,
        headersTimeout: head,
        onInfo: interimWatch(deadline),
        // Without this undici closes the connection after every HEAD.
        reset: false,
      })
      // undici checks the signal only once it is connected.
      const response = await orAborted(request, either)
      deadline.pause()
      waited.milliseconds += deadline.timed
      return openResponseBody(url, response, deadline, this.#timeouts)
    } catch (error) {
      deadline.close()
      throw explain(error)
    } finally {
      // A response or an error ends the upload: a body must not go on waiting for bytes still to come.
      ended.abort(isOver)
    }
  }

  #lineTo(url: URL): Promise<Connection> {
    const known = this.#connections.get(url.origin)
    if (known) return known
    const { home, tls, verify, variables } = this.#options
    const { connect: connectTimeout, piece: bodyTimeout } = this.#timeouts
    const isHome = sameOrigin(url, home)
    const connection = connectionTo(url, {
      tls: isHome ? tls : { ...(tls.ca && { ca: tls.ca }) },
      verify: verify || !isHome,
      roots: this.#roots,
      ...{ variables, connectTimeout, bodyTimeout },
    })
    this.#connections.set(url.origin, connection)
    return connection
  }

  #trustSystem(): void {
    if (this.#roots === 'system') return
    this.#roots = 'system'
    for (const connection of this.#connections.values()) connection.then((old) => old.close()).catch(() => undefined)
    this.#connections.clear()
  }
}

function sizeOf(body: HttpRequest['body']): { readonly 'content-length'?: string } {
  return body && 'size' in body ? { 'content-length': String(body.size) } : {}
}

/** Sending has no time limit; the time for the response starts at its end, unless that came earlier. */
async function* timed(
  pieces: AsyncIterable<Uint8Array>,
  deadline: Deadline,
  head: number,
  answered: AbortSignal
): AsyncGenerator<Uint8Array> {
  if (!answered.aborted) deadline.pause()
  yield* pieces
  if (!answered.aborted) deadline.begin(head, late)
}

/** Counts interim responses: undici restarts its timeout after each. */
function interimWatch(deadline: Deadline): () => void {
  let count = 0
  return () => {
    count += 1
    if (count > interimLimit) deadline.miss(new Stalled(`it sent more than ${interimLimit} interim responses`))
  }
}
