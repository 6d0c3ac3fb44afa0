import type { Readable } from 'node:stream'
import type { Dispatcher } from 'undici'
import type { Variables } from '../environment.ts'
import { type Answer, type Body, BodyTooLarge, type Exchange, Stalled } from './exchange.ts'
import { isLoopback, sameOrigin } from './origin.ts'
import { codeOf } from './registry-error.ts'
import { type Roots, secureContext, type Tls, unknownAuthority } from './tls.ts'

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
  /** The same after a body, which the registry may take its time to store. */
  readonly store: number
  /** Between two pieces of a body, in either direction. */
  readonly piece: number
}

const defaultTimeouts: Timeouts = { connect: 10_000, answer: 120_000, store: 600_000, piece: 60_000 }

/** Enough for all requests that Registry lets run at once. */
const connectionsPerOrigin = 40

/** Sends requests and nothing else: no redirects, no retries, no credentials but a client certificate at home. */
export class Transport implements AsyncDisposable {
  readonly #options: TransportOptions
  readonly #timeouts: Timeouts
  readonly #agents = new Map<string, Promise<Dispatcher>>()
  #roots: Roots = 'default'

  constructor(options: TransportOptions) {
    this.#options = options
    this.#timeouts = options.timeouts ?? defaultTimeouts
  }

  async exchange(exchange: Exchange): Promise<Answer> {
    try {
      return await this.#send(exchange)
    } catch (error) {
      if (this.#roots === 'system' || !unknownAuthority.has(codeOf(error) ?? '')) throw error
      this.#roots = 'system'
      this.#agents.clear()
      return await this.#send(exchange)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const agents = await Promise.all(this.#agents.values())
    await Promise.all(agents.map((agent) => agent.destroy()))
  }

  async #send({ method, url, headers, body, signal }: Exchange): Promise<Answer> {
    const agent = await this.#agentFor(url)
    const stalled = new AbortController()
    const reading = new AbortController()
    try {
      const response = await agent.request({
        origin: url.origin,
        path: url.pathname + url.search,
        method,
        headers: { ...headers, ...(body && 'size' in body && { 'content-length': String(body.size) }) },
        body:
          body && 'size' in body
            ? iterable(watched(body, this.#timeouts.piece, stalled, reading.signal))
            : (body ?? null),
        signal: AbortSignal.any([signal, stalled.signal]),
        headersTimeout: body ? this.#timeouts.store : this.#timeouts.answer,
        // Without this undici closes the connection after every HEAD.
        reset: false,
      })
      return answerOf(url, response)
    } finally {
      // An answer or an error ends the upload: a body that waits for bytes still to come must not wait on.
      reading.abort()
    }
  }

  #agentFor(url: URL): Promise<Dispatcher> {
    const known = this.#agents.get(url.origin)
    if (known) return known
    const agent = this.#connect(url)
    this.#agents.set(url.origin, agent)
    return agent
  }

  async #connect(url: URL): Promise<Dispatcher> {
    const { Agent, EnvHttpProxyAgent } = await import('undici')
    const { home, tls, verify, variables } = this.#options
    const atHome = sameOrigin(url, home)
    const context = secureContext(atHome ? tls : { ...(tls.ca && { ca: tls.ca }) }, this.#roots)
    const security = { ...(context && { secureContext: context }), rejectUnauthorized: verify || !atHome }
    const options = {
      connections: connectionsPerOrigin,
      pipelining: 1,
      // Uploads over HTTP/2 are held back by its small windows.
      allowH2: false,
      keepAliveTimeout: 60_000,
      bodyTimeout: this.#timeouts.piece,
      maxHeaderSize: 65_536,
      connect: { ...security, timeout: this.#timeouts.connect },
    }
    const httpProxy = proxyVariable(variables, 'http_proxy')
    const httpsProxy = proxyVariable(variables, 'https_proxy')
    if (isLoopback(url) || !(httpProxy || httpsProxy)) return new Agent(options)
    const noProxy = proxyVariable(variables, 'no_proxy')
    return new EnvHttpProxyAgent({ ...options, requestTls: security, httpProxy, httpsProxy, noProxy })
  }
}

/** undici takes any async iterable as a body; its types know streams only. */
function iterable(chunks: AsyncIterable<Uint8Array>): Readable {
  return chunks as unknown as Readable
}

function proxyVariable(variables: Variables, name: string): string {
  return variables[name] || variables[name.toUpperCase()] || ''
}

/** Passes a body on, and aborts where the other side takes nothing for too long. Waiting for our own bytes is no stall. */
async function* watched(
  body: Body,
  silence: number,
  stalled: AbortController,
  ended: AbortSignal
): AsyncGenerator<Uint8Array> {
  for await (const chunk of body.read(ended)) {
    const timer = setTimeout(() => stalled.abort(new Stalled('it stopped taking the upload')), silence)
    try {
      yield chunk
    } finally {
      clearTimeout(timer)
    }
  }
}

function answerOf(url: URL, { statusCode, headers, body }: Dispatcher.ResponseData): Answer {
  const linesOf = (name: string): string[] => [headers[name] ?? []].flat()
  return {
    status: statusCode,
    url,
    header: (name) => linesOf(name)[0],
    headers: linesOf,
    discard: () => body.dump(),
    async bytes(limit) {
      const chunks: Uint8Array[] = []
      let size = 0
      for await (const chunk of body as AsyncIterable<Uint8Array>) {
        size += chunk.length
        // Leaving the loop destroys the body and with it the connection.
        if (size > limit) throw new BodyTooLarge(limit)
        chunks.push(chunk)
      }
      return Buffer.concat(chunks)
    },
  }
}
