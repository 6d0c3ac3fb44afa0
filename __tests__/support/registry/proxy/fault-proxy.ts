import type { IncomingMessage, ServerResponse } from 'node:http'
import { Agent } from 'node:http'
import { Listener } from '../listener.ts'
import { Chance, pick } from './chance.ts'
import { Forward } from './forward.ts'
import { Link, type LinkOptions } from './link.ts'

/** What the proxy may do to a request. */
export const proxyFaults = [
  /** Responds 408, 425, 429, 500, 502, 503 or 504 without asking the registry. */
  'status',
  /** Resets the connection without asking the registry. */
  'reset before',
  /** Resets both connections somewhere in the request's body. */
  'reset in request',
  /** Lets the registry execute the request, and resets the connection before the response. */
  'reset after commit',
  /** Cuts the connection off somewhere in the response's body, or before the response if it has no body. */
  'truncate',
  /** Never responds. */
  'stall',
  /** Lets the registry execute the request, and never responds. */
  'stall after commit',
  /** Delays the response by up to a quarter of a second. */
  'slow',
] as const

export type ProxyFault = (typeof proxyFaults)[number]

export interface FaultProxyOptions extends LinkOptions {
  /** The probability of a fault; by default none. */
  readonly probability?: number
  readonly faults?: readonly ProxyFault[]
  readonly seed?: number
  /** The requests that may be broken; by default all. */
  readonly where?: (method: string, path: string) => boolean
}

/** A proxy over plain http in front of a real registry that breaks requests and adds latency. */
export class FaultProxy implements AsyncDisposable {
  readonly #options: FaultProxyOptions
  readonly #upstream: URL
  readonly #chance: Chance
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 256 })
  readonly #broken = new Map<ProxyFault, number>()
  #listener: Listener | undefined
  #link: Link | undefined
  /** The number of requests that arrived. */
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

  /** How often each fault occurred. */
  get broken(): Readonly<Partial<Record<ProxyFault, number>>> {
    return Object.fromEntries(this.#broken)
  }

  /** The number of bytes transferred, if the line is slow. */
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

/** What identifies a request across runs: without the IDs of upload sessions. */
function kindOf(method: string, url: string): string {
  const [path = '', query] = url.split('?')
  const digest = new URLSearchParams(query).get('digest') ?? ''
  return `${method} ${path.replace(/(\/blobs\/uploads\/)[^/]+$/, '$1')} ${digest}`
}

export function startFaultProxy(upstreamHost: string, options: FaultProxyOptions = {}): Promise<FaultProxy> {
  return FaultProxy.start(upstreamHost, options)
}
