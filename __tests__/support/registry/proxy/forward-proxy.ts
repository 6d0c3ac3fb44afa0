import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { type AddressInfo, connect, type Socket } from 'node:net'
import type { Identity } from '../certificate.ts'

/** A forward proxy that resolves some host names, and records the requests. */
export class ForwardProxy implements AsyncDisposable {
  readonly saw: string[] = []
  readonly authorizations: (string | undefined)[] = []
  readonly routes = new Map<string, string>()
  readonly #sockets = new Set<Socket>()
  readonly #server: Server
  readonly #scheme: string
  refuses: number | undefined

  /** With an identity, the proxy itself uses https. */
  constructor(tls?: Identity) {
    const forward = (asked: IncomingMessage, response: ServerResponse) => this.#forward(asked, response)
    this.#server = tls ? createSecureServer(tls, forward) : createServer(forward)
    this.#scheme = tls ? 'https' : 'http'
  }

  async start(): Promise<void> {
    this.#server.on('connect', (asked, socket: Socket) => this.#tunnel(asked, socket))
    this.#server.on('connection', (socket) => this.#sockets.add(socket))
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
  }

  get url(): string {
    return `${this.#scheme}://ann:proxy-secret@127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    this.#server.close()
  }

  #note(asked: IncomingMessage): void {
    this.saw.push(`${asked.method} ${asked.url}`)
    this.authorizations.push(asked.headers['proxy-authorization'])
  }

  #tunnel(asked: IncomingMessage, socket: Socket): void {
    this.#note(asked)
    if (this.refuses) return void socket.end(`HTTP/1.1 ${this.refuses} No\r\n\r\n`)
    const { hostname, port } = new URL(`http://${this.routes.get(asked.url ?? '') ?? '127.0.0.1:1'}`)
    const upstream = connect(Number(port), hostname, () => socket.write('HTTP/1.1 200 OK\r\n\r\n'))
    this.#sockets.add(upstream)
    upstream.pipe(socket).pipe(upstream)
    socket.on('error', () => upstream.destroy())
    upstream.on('error', () => socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'))
  }

  #forward(asked: IncomingMessage, response: ServerResponse): void {
    this.#note(asked)
    const { host, pathname, search } = new URL(asked.url ?? '')
    const { hostname, port } = new URL(`http://${this.routes.get(host)}`)
    const options = { hostname, port, path: pathname + search, method: asked.method, headers: asked.headers }
    asked.pipe(request(options, (reply) => reply.pipe(response.writeHead(reply.statusCode ?? 502, reply.headers))))
  }
}
