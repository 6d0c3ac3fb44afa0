import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'

/** A proxy for CONNECT that knows where some hosts are, and refuses all others. */
export interface Tunnels extends AsyncDisposable {
  readonly url: string
  /** The hosts that clients asked for, with their ports. */
  readonly asked: readonly string[]
  /** `to` is `127.0.0.1:PORT`, by default the address that it was started with. */
  serve(host: string, to?: string): void
}

export async function startTunnels(standard: string): Promise<Tunnels> {
  const asked: string[] = []
  const routes = new Map<string, string>()
  const sockets = new Set<Socket>()
  const server = createServer((_, response) => response.writeHead(405).end())
  server.on('connect', (request: IncomingMessage, near: Socket) => {
    const host = request.url ?? ''
    asked.push(host)
    sockets.add(near)
    near.on('error', () => near.destroy())
    const to = routes.get(host)
    if (to === undefined) return void near.end('HTTP/1.1 403 Nobody serves this host\r\n\r\n')
    const [hostname, port] = to.split(':')
    const far = connect(Number(port), hostname, () => near.write('HTTP/1.1 200 OK\r\n\r\n'))
    sockets.add(far)
    far.on('error', () => near.destroy()).on('close', () => near.destroy())
    near.on('close', () => far.destroy())
    near.pipe(far).pipe(near)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    serve: (host, to = standard) => routes.set(host.includes(':') ? host : `${host}:443`, to),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
