import { once } from 'node:events'
import * as http from 'node:http'
import * as https from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'

export interface Tls {
  readonly key: string
  readonly cert: string
  /** If set, clients need a certificate from this authority. Otherwise a certificate is requested and logged. */
  readonly clientCA?: string
}

export interface ListenOptions {
  readonly tls?: Tls
  /** By default 127.0.0.1. */
  readonly address?: string
  /** The host in the origin, if it is not the address, such as `localhost`. */
  readonly hostname?: string
}

export interface Handlers {
  readonly serve: (request: http.IncomingMessage, response: http.ServerResponse) => void
  /** Called when anything arrives, including connections and TLS handshakes. */
  readonly moved: () => void
  /** Called when something arrives that is not HTTP. */
  readonly malformed: (sentence: string) => void
}

/** An HTTP server on a free port that does not close connections by itself, and can reset them. */
export class Listener implements AsyncDisposable {
  readonly origin: string
  readonly #server: http.Server
  readonly #sockets: Map<number, Socket>

  private constructor(server: http.Server, sockets: Map<number, Socket>, origin: string) {
    this.#server = server
    this.#sockets = sockets
    this.origin = origin
  }

  static async listen(
    { tls, address = '127.0.0.1', hostname = address }: ListenOptions,
    handlers: Handlers
  ): Promise<Listener> {
    const server = tls ? https.createServer({ ...limits, ...security(tls) }) : http.createServer(limits)
    const sockets = new Map<number, Socket>()
    server.on('connection', (socket: Socket) => {
      const port = socket.remotePort ?? 0
      sockets.set(port, socket)
      socket.once('close', () => sockets.delete(port))
      handlers.moved()
    })
    server.on('secureConnection', handlers.moved)
    server.on('request', handlers.serve)
    server.on('checkContinue', (request: http.IncomingMessage, response: http.ServerResponse) => {
      response.writeContinue()
      handlers.serve(request, response)
    })
    server.on('clientError', (error: NodeJS.ErrnoException & { rawPacket?: Buffer }, socket: Socket) => {
      const isTls = error.rawPacket?.[0] === 0x16
      if (error.code?.startsWith('HPE_'))
        handlers.malformed(isTls ? 'TLS was sent to plain http' : `no HTTP: ${error.code}`)
      socket.destroy()
    })
    server.keepAliveTimeout = 0
    server.listen(0, address)
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    return new Listener(server, sockets, `${tls ? 'https' : 'http'}://${hostname}:${port}`)
  }

  get host(): string {
    return new URL(this.origin).host
  }

  get connections(): number {
    return this.#sockets.size
  }

  /** Sends a TCP reset. What was written before may be lost. */
  reset(socket: Socket): void {
    const raw = this.#sockets.get(socket.remotePort ?? -1)
    raw?.resetAndDestroy()
    socket.destroy()
  }

  /** Closes all connections gracefully, as a server does with idle ones. */
  disconnect(): void {
    for (const socket of this.#sockets.values()) socket.end()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close')
    this.#server.close()
    for (const socket of this.#sockets.values()) socket.destroy()
    await closed
  }
}

/** The common name in a client's certificate. */
export function clientCertificateOf({ socket }: http.IncomingMessage): string | undefined {
  if (!('getPeerCertificate' in socket)) return undefined
  const name = (socket as TLSSocket).getPeerCertificate()?.subject?.CN
  return Array.isArray(name) ? name[0] : name
}

/** Disables all timeouts: slow tests are slow on purpose. */
const limits = { maxHeaderSize: 65_536, requestTimeout: 0, headersTimeout: 0, highWaterMark: 256 * 1024 }

function security({ key, cert, clientCA }: Tls): https.ServerOptions {
  const required = clientCA !== undefined
  return { key, cert, requestCert: true, rejectUnauthorized: required, ...(required && { ca: clientCA }) }
}
