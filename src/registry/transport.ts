import type { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import type { Dispatcher } from 'undici'
import type { Variables } from '../environment.ts'
import { codeOf } from './cause.ts'
import { type Answer, BodyTooLarge, type Exchange } from './exchange.ts'
import { type Line, lineTo } from './line.ts'
import { sameOrigin } from './origin.ts'
import { outgoing } from './outgoing.ts'
import { type Roots, type Tls, unknownAuthority } from './tls.ts'

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

/** Milliseconds of silence, never of a whole transfer. */
export interface Timeouts {
  readonly connect: number
  /** From the request's last byte to the answer's first. */
  readonly answer: number
  /** The same after content of a blob, which the registry may take its time to store. */
  readonly store: number
  /** The same where nothing depends on the answer. */
  readonly optional: number
  /** Between two pieces of a body, in either direction. */
  readonly piece: number
}

const defaultTimeouts: Timeouts = { connect: 10_000, answer: 120_000, store: 600_000, optional: 5_000, piece: 60_000 }

/** Made once: Node would make an error with a stack for each request. */
const isOver = new Error('the request is over')

/** Sends requests and nothing else: no redirects, no retries, no credentials but a client certificate at home. */
export class Transport implements AsyncDisposable {
  readonly #options: TransportOptions
  readonly #timeouts: Timeouts
  readonly #lines = new Map<string, Promise<Line>>()
  #roots: Roots = 'default'

  constructor(options: TransportOptions) {
    this.#options = options
    this.#timeouts = options.timeouts ?? defaultTimeouts
  }

  async exchange(exchange: Exchange): Promise<Answer> {
    const roots = this.#roots
    try {
      return await this.#send(exchange)
    } catch (error) {
      if (roots === 'system' || !unknownAuthority.has(codeOf(error) ?? '')) throw error
      this.#trustSystem()
      return await this.#send(exchange)
    }
  }

  /** Opens connections to the registry that will be needed. Sends nothing, and never rejects. */
  async warm(count: number): Promise<void> {
    // What is wrong with a certificate or a proxy is for the requests to say.
    await this.#lineTo(this.#options.home).then(
      (line) => line.warm(count),
      () => undefined
    )
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const lines = [...this.#lines.values()].map(async (line) => await (await line)[Symbol.asyncDispose]())
    await Promise.allSettled(lines)
  }

  async #send({ method, url, headers, body, optional, stores, signal }: Exchange): Promise<Answer> {
    const { dispatcher, explain } = await this.#lineTo(url)
    const { answer, store, optional: soon, piece } = this.#timeouts
    const stalled = new AbortController()
    const ended = new AbortController()
    const stream =
      body && 'size' in body
        ? outgoing(body, { silence: piece, onStall: (error) => stalled.abort(error), ended: ended.signal })
        : undefined
    try {
      const response = await dispatcher.request({
        origin: url.origin,
        path: url.pathname + url.search,
        method,
        headers: { 'user-agent': 'manifold', ...headers, ...sizeOf(body) },
        // undici takes any async iterable; its types know streams only.
        body: (stream as unknown as Readable | undefined) ?? (body as Uint8Array | undefined) ?? null,
        signal: AbortSignal.any([signal, stalled.signal]),
        headersTimeout: optional ? soon : stores ? store : answer,
        // Without this undici closes the connection after every HEAD.
        reset: false,
      })
      return answerOf(url, response)
    } catch (error) {
      throw explain(error)
    } finally {
      // An answer or an error ends the upload: a body that waits for bytes still to come must not wait on.
      ended.abort(isOver)
    }
  }

  #lineTo(url: URL): Promise<Line> {
    const known = this.#lines.get(url.origin)
    if (known) return known
    const { home, tls, verify, variables } = this.#options
    const { connect: connectTimeout, piece: bodyTimeout } = this.#timeouts
    const isHome = sameOrigin(url, home)
    const line = lineTo(url, {
      tls: isHome ? tls : { ...(tls.ca && { ca: tls.ca }) },
      verify: verify || !isHome,
      roots: this.#roots,
      ...{ variables, connectTimeout, bodyTimeout },
    })
    this.#lines.set(url.origin, line)
    return line
  }

  #trustSystem(): void {
    if (this.#roots === 'system') return
    this.#roots = 'system'
    for (const line of this.#lines.values()) line.then((old) => old.close()).catch(() => undefined)
    this.#lines.clear()
  }
}

function sizeOf(body: Exchange['body']): { readonly 'content-length'?: string } {
  return body && 'size' in body ? { 'content-length': String(body.size) } : {}
}

function answerOf(url: URL, { statusCode, headers, body }: Dispatcher.ResponseData): Answer {
  const linesOf = (name: string): string[] => [headers[name] ?? []].flat()
  return {
    status: statusCode,
    url,
    header: (name) => linesOf(name)[0],
    headers: linesOf,
    async discard() {
      await body.dump()
      await isFree()
    },
    async bytes(limit) {
      const chunks: Uint8Array[] = []
      let size = 0
      for await (const chunk of body as AsyncIterable<Uint8Array>) {
        size += chunk.length
        // Leaving the loop destroys the body and with it the connection.
        if (size > limit) throw new BodyTooLarge(limit)
        chunks.push(chunk)
      }
      await isFree()
      return Buffer.concat(chunks)
    },
  }
}

/** undici has the connection back a turn of the event loop later: who asks before that opens another for nothing. */
const isFree: () => Promise<void> = setImmediate
