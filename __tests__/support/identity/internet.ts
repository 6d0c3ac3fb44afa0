import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { createSecureContext, getCACertificates, type SecureContext, setDefaultCACertificates } from 'node:tls'
import type { Variables } from '../../../src/environment.ts'
import { type Identity, issue, makeAuthority } from '../registry/certificate.ts'
import { startTunnels, type Tunnels } from './tunnels.ts'

/** A request to a stand-in, with its body. */
export interface StandInRequest {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface StandInResponse {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** Objects are sent as JSON. */
  readonly body?: object | string
}

/** Responds for a host. What it throws is a fault of the test, and becomes a 500. */
export type StandIn = (request: StandInRequest) => StandInResponse | Promise<StandInResponse>

/**
 * Hosts of the internet, on this machine: give `variables` to what is tested. Names that are not served are refused by the
 * proxy. Its authority is trusted in this process, and in children through NODE_EXTRA_CA_CERTS.
 */
export class Internet implements AsyncDisposable {
  readonly requests: (StandInRequest & { readonly status: number })[] = []
  readonly #authority = makeAuthority()
  readonly #contexts = new Map<string, SecureContext>()
  readonly #standIns = new Map<string, StandIn>()
  readonly #rooted = getCACertificates('default')
  readonly #folder: string
  readonly #server: Server
  #tunnels: Tunnels | undefined

  private constructor(folder: string) {
    this.#folder = folder
    const SNICallback = (name: string, done: (error: null, context: SecureContext) => void) =>
      done(null, this.#contextFor(name))
    this.#server = createServer({ SNICallback, maxHeaderSize: 65_536 }, (request, response) => {
      this.#serve(request, response).catch(() => response.destroy())
    })
  }

  static async start(): Promise<Internet> {
    const internet = new Internet(await mkdtemp(join(tmpdir(), 'manifold-internet-')))
    await writeFile(internet.#caFile, internet.#authority.cert)
    setDefaultCACertificates([...internet.#rooted, internet.#authority.cert])
    internet.#server.listen(0, '127.0.0.1')
    await once(internet.#server, 'listening')
    internet.#tunnels = await startTunnels(`127.0.0.1:${(internet.#server.address() as AddressInfo).port}`)
    return internet
  }

  get variables(): Variables {
    return { HTTPS_PROXY: this.#tunnels?.url, NODE_EXTRA_CA_CERTS: this.#caFile }
  }

  /** The hosts that were asked for, with their ports, in order, also those that nobody serves. */
  get asked(): readonly string[] {
    return this.#tunnels?.asked ?? []
  }

  /** Lets a function respond for a host. Replaces what served it before. */
  serve(host: string, standIn: StandIn): void {
    this.#standIns.set(host, standIn)
    this.#tunnels?.serve(host)
  }

  /** Lets a server with TLS of its own, at `127.0.0.1:PORT`, stand in for a host. Use `certificateFor` for its TLS. */
  route(host: string, to: string): void {
    this.#tunnels?.serve(host, to)
  }

  certificateFor(...hosts: readonly string[]): Identity {
    return issue(this.#authority, { hosts })
  }

  /** The requests to a host. */
  requestsTo(host: string): Internet['requests'] {
    return this.requests.filter(({ url }) => url.host === host)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    setDefaultCACertificates(this.#rooted)
    await this.#tunnels?.[Symbol.asyncDispose]()
    this.#server.closeAllConnections()
    this.#server.close()
    await rm(this.#folder, { recursive: true, force: true })
  }

  get #caFile(): string {
    return join(this.#folder, 'ca.pem')
  }

  #contextFor(name: string): SecureContext {
    const context = this.#contexts.get(name) ?? createSecureContext(this.certificateFor(name))
    this.#contexts.set(name, context)
    return context
  }

  async #serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await requestOf(message)
    const standIn = this.#standIns.get(request.url.host)
    const reply: StandInResponse = standIn
      ? await Promise.resolve(request)
          .then(standIn)
          .catch((error: Error) => ({ status: 500, body: `the stand-in failed: ${error.stack}` }))
      : { status: 421, body: 'nobody stands in for this host' }
    const { status = 200, headers = {}, body = '' } = reply
    this.requests.push({ ...request, status })
    const type = typeof body === 'string' ? {} : { 'content-type': 'application/json' }
    response.writeHead(status, { ...type, ...headers }).end(typeof body === 'string' ? body : JSON.stringify(body))
  }
}

async function requestOf(message: IncomingMessage): Promise<StandInRequest> {
  const { method = '', headers, url = '/' } = message
  return {
    method,
    url: new URL(url, `https://${headers.host}`),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    body: await text(message),
  }
}

export function startInternet(): Promise<Internet> {
  return Internet.start()
}
