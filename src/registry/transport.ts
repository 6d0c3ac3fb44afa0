import type { Readable } from 'node:stream'
import type { Variables } from '../environment.ts'
import { codeOf } from './cause.ts'
import { Deadline } from './deadline.ts'
import { type Answer, type Exchange, Stalled } from './exchange.ts'
import { type BodyTimes, incoming } from './incoming.ts'
import { type Line, lineTo } from './line.ts'
import { orAborted } from './or-aborted.ts'
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

/** Milliseconds. An upload is ended by silence alone; every answer has an end, whatever comes in the meantime. */
export interface Timeouts extends BodyTimes {
  readonly connect: number
  /** From the request's last byte to the end of the answer's head, interim answers included. */
  readonly answer: number
  /** The same after content of a blob, which the registry may take its time to store. */
  readonly store: number
  /** The same where nothing depends on the answer. */
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

/** The most that connecting takes: lookup and TCP, a proxy's answer (three times as long), and TLS with it and behind it. */
export const connectSteps = 6
/** No server has more to say before it answers (RFC 9110, 15.2). */
export const interimLimit = 64
const late = 'it did not respond in time'

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
    const { connect, answer, store, optional: soon, piece } = this.#timeouts
    const head = optional ? soon : stores ? store : answer
    const deadline = new Deadline()
    const ended = new AbortController()
    const stream =
      body && 'size' in body
        ? outgoing(body, { silence: piece, onStall: (error) => deadline.miss(error), ended: ended.signal })
        : undefined
    const either = AbortSignal.any([signal, deadline.signal])
    // What was given to a socket may be as long on its way.
    const whole = connectSteps * connect + head
    deadline.begin(whole, late)
    try {
      const request = dispatcher.request({
        origin: url.origin,
        path: url.pathname + url.search,
        method,
        headers: { 'user-agent': 'manifold', ...headers, ...sizeOf(body) },
        // undici takes any async iterable; its types know streams only.
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
      // undici itself heeds the signal only once it is connected.
      const response = await orAborted(request, either)
      deadline.pause()
      return incoming(url, response, deadline, this.#timeouts)
    } catch (error) {
      deadline.close()
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

/** Content goes out for as long as it takes; then the time begins that its answer has, unless that came before. */
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

/** Counts interim answers: undici takes each for a reason to wait on. */
function interimWatch(deadline: Deadline): () => void {
  let count = 0
  return () => {
    count += 1
    if (count > interimLimit) deadline.miss(new Stalled(`it sent more than ${interimLimit} interim answers`))
  }
}
