import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { Lane, Passage } from './lane.ts'

export interface LinkOptions {
  /** Milliseconds in one direction; a round trip takes twice as long, and opening a connection one round trip. */
  readonly delay?: number
  /** For each direction, shared by all connections. */
  readonly bytesPerSecond?: number | { readonly up?: number; readonly down?: number }
}

/**
 * A long and narrow line to a server, at the level of TCP, so that it also carries TLS. The server sees the Host that
 * the client used, so Locations lead back through the line. There is no packet loss and no slow start.
 */
export class Link implements AsyncDisposable {
  readonly up: Lane
  readonly down: Lane
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  readonly #delay: number

  private constructor(target: string, { delay = 0, bytesPerSecond }: LinkOptions) {
    const rates = typeof bytesPerSecond === 'number' ? { up: bytesPerSecond, down: bytesPerSecond } : bytesPerSecond
    this.#delay = delay
    this.up = new Lane(rates?.up)
    this.down = new Lane(rates?.down)
    const { hostname, port } = new URL(`http://${target}`)
    this.#server = createServer({ allowHalfOpen: true, noDelay: true, highWaterMark: 256 * 1024 }, (client) =>
      this.#join(client, connect({ host: hostname, port: Number(port), allowHalfOpen: true, noDelay: true }))
    )
  }

  /** `target` is host:port. */
  static async start(target: string, options: LinkOptions = {}): Promise<Link> {
    const link = new Link(target, options)
    link.#server.listen(0, '127.0.0.1')
    await once(link.#server, 'listening')
    return link
  }

  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  get origin(): string {
    return `http://${this.host}`
  }

  /** The total number of connections opened. */
  connections = 0

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close')
    this.#server.close()
    for (const socket of this.#sockets) socket.destroy()
    await closed
  }

  #join(client: Socket, upstream: Socket): void {
    this.connections += 1
    const delay = this.#delay
    new Passage({ from: client, to: upstream, lane: this.up, delay, opening: 2 * delay })
    new Passage({ from: upstream, to: client, lane: this.down, delay, opening: 0 })
    this.#tie(client, upstream)
    this.#tie(upstream, client)
  }

  /** Resets one side if the other was reset. */
  #tie(socket: Socket, other: Socket): void {
    this.#sockets.add(socket)
    socket.on('error', () => other.resetAndDestroy())
    socket.on('close', () => this.#sockets.delete(socket))
  }
}

export function startLink(target: string, options?: LinkOptions): Promise<Link> {
  return Link.start(target, options)
}
