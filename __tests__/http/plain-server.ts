import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import type { HttpRequest } from '../../src/http/message.ts'
import { Transport, type TransportOptions } from '../../src/http/transport.ts'
import { patient } from '../registry/client.ts'
import type { Identity } from '../support/registry/certificate.ts'

/** A plain HTTP server that records its requests. */
export interface PlainServer extends Disposable {
  readonly url: URL
  /** `GET /path`, followed by the Authorization header and the body, if any. */
  readonly saw: readonly string[]
  /** The number of open connections. */
  readonly connections: number
}

export async function startPlainServer(answer: RequestListener, tls?: Identity): Promise<PlainServer> {
  const saw: string[] = []
  const sockets = new Set<Socket>()
  const listener: RequestListener = async (request, response) => {
    saw.push(await describeRequest(request))
    answer(request, response)
  }
  const server = tls ? createSecureServer(tls, listener) : createServer(listener)
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  return {
    saw,
    url: new URL(`${tls ? 'https' : 'http'}://127.0.0.1:${port}/`),
    get connections() {
      return sockets.size
    },
    [Symbol.dispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

async function describeRequest(request: IncomingMessage): Promise<string> {
  const { method, url, headers } = request
  return [method, url, headers.authorization, await text(request)].filter(Boolean).join(' ')
}

/** A transport to this server, with long timeouts by default. */
export function transportTo(home: URL, options: Partial<TransportOptions> = {}): Transport {
  return new Transport({ home, tls: {}, verify: true, variables: {}, timeouts: patient, ...options })
}

export function requestFor(url: URL, details: Partial<HttpRequest> = {}): HttpRequest {
  return { method: 'GET', url, headers: {}, signal: new AbortController().signal, ...details }
}
