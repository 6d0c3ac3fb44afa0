import type { IncomingMessage, ServerResponse } from 'node:http'
import { Agent } from 'node:http'
import { Listener } from '../listener.ts'
import { Chance, pick } from './chance.ts'
import { Forward } from './forward.ts'
import { Link, type LinkOptions } from './link.ts'

/** What the proxy may do to a request. */
export const proxyFaults = [
  /** 408, 425, 429, 500, 502, 503 or 504, without asking the registry. */
  'status',
  /** The connection is reset, without asking the registry. */
  'reset before',
  /** Both connections are reset somewhere in the request's body. */
  'reset in request',
  /** The registry does it, and the connection is reset before its answer. */
  'reset after commit',
  /** The connection is cut somewhere in the answer's body, or before the answer where that has none. */
  'truncate',
  /** Nobody ever answers. */
  'stall',
  /** The registry does it, and its answer never arrives. */
  'stall after commit',
  /** The answer is late, by up to a quarter of a second. */
  'slow',
] as const

export type ProxyFault = (typeof proxyFaults)[number]

export interface FaultProxyOptions extends LinkOptions {
  /** The share of requests that something happens to; none unless given. */
  readonly probability?: number
  readonly faults?: readonly ProxyFault[]
  readonly seed?: number
  /** Which requests may be broken; all unless given. */
  readonly where?: (method: string, path: string) => boolean
}

/** A proxy in front of a real registry over plain http, that breaks requests and lengthens the line. */
export class FaultProxy implements AsyncDisposable {
  readonly #options: FaultProxyOptions
  readonly #upstream: URL
  readonly #chance: Chance
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 256 })
  readonly #broken = new Map<ProxyFault, number>()
  #listener: Listener | undefined
  #link: Link | undefined
  /** Requests that arrived. */
  requests = 0

  private constructor(upstreamHost: string, options: FaultProxyOptions) {
    this.#options = options
    this.#upstream = new URL(`http://${upstreamHost}`)
    this.#chance = new Chance(options.seed ?? 1)
  }

  static async start(upstreamHost: string, options: FaultProxyOptions): Promise<FaultProxy> {
    const proxy = new FaultProxy(upstreamHost, options)
    const serve = (request: IncomingMessage, response: ServerResponse) => proxy.#serve(request, response)
    proxy.#listener = await Listener.listen({}, { serve, moved: () => {}, malformed: () => {} })
    if (options.delay || options.bytesPerSecond) proxy.#link = await Link.start(proxy.#listener.host, options)
    return proxy
  }

  get host(): string {
    return this.#link?.host ?? this.#listener?.host ?? ''
  }

  get origin(): string {
    return `http://${this.host}`
  }

  /** How often each fault happened. */
  get broken(): Readonly<Partial<Record<ProxyFault, number>>> {
    return Object.fromEntries(this.#broken)
  }

  /** Bytes over the line, where it is a long one. */
  get bytes(): { readonly up: number; readonly down: number } {
    return { up: this.#link?.up.bytes ?? 0, down: this.#link?.down.bytes ?? 0 }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#link?.[Symbol.asyncDispose]()
    await this.#listener?.[Symbol.asyncDispose]()
    this.#agent.destroy()
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    this.requests += 1
    const { method = '', url = '' } = request
    const draw = this.#chance.next(kindOf(method, url))
    const fault = this.#choose(method, url, draw)
    if (fault) this.#broken.set(fault, (this.#broken.get(fault) ?? 0) + 1)
    const reset = () => this.#listener?.reset(request.socket)
    new Forward({
      request,
      response,
      upstream: this.#upstream,
      agent: this.#agent,
      fault,
      draw,
      reset,
      home: this.origin,
    }).run()
  }

  #choose(method: string, url: string, draw: () => number): ProxyFault | undefined {
    const { probability = 0, faults = proxyFaults, where } = this.#options
    if (draw() >= probability || where?.(method, url) === false) return undefined
    return pick(faults, draw)
  }
}

/** What stays the same of a request from run to run: not the ids of upload sessions. */
function kindOf(method: string, url: string): string {
  const [path = '', query] = url.split('?')
  const digest = new URLSearchParams(query).get('digest') ?? ''
  return `${method} ${path.replace(/(\/blobs\/uploads\/)[^/]+$/, '$1')} ${digest}`
}

export function startFaultProxy(upstreamHost: string, options: FaultProxyOptions = {}): Promise<FaultProxy> {
  return FaultProxy.start(upstreamHost, options)
}
