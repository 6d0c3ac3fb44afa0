import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import type { TestRegistry } from '../registry/registry.ts'
import type { Internet, StandIn, StandInRequest } from './internet.ts'

/** A host whose `/oauth2/` is one stand-in and whose `/v2/` is a test registry, as at Azure. */
export interface Front extends AsyncDisposable {
  /** The requests to `/oauth2/`. */
  readonly requests: readonly StandInRequest[]
}

/** `registry` has TLS, with a certificate of `internet`. */
export async function startFront(
  internet: Internet,
  host: string,
  { registry, oauth2 }: { readonly registry: TestRegistry; readonly oauth2: StandIn }
): Promise<Front> {
  const requests: StandInRequest[] = []
  const answer = async (message: IncomingMessage, response: ServerResponse) => {
    const { method = '', url = '/', headers } = message
    if (!url.startsWith('/oauth2/')) return await forward(message, response, registry.host)
    const names = Object.entries(headers).map(([name, value]) => [name, String(value)])
    const asked = { method, url: new URL(url, `https://${host}`), headers: Object.fromEntries(names) }
    const received = { ...asked, body: await text(message) }
    requests.push(received)
    const { status = 200, headers: sent = {}, body = '' } = await oauth2(received)
    const type = { 'content-type': 'application/json' }
    response.writeHead(status, { ...type, ...sent }).end(typeof body === 'string' ? body : JSON.stringify(body))
  }
  const server = createServer(internet.certificateFor(host), (message, response) => {
    answer(message, response).catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  internet.route(host, `127.0.0.1:${(server.address() as AddressInfo).port}`)
  return {
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function forward(message: IncomingMessage, response: ServerResponse, to: string): Promise<void> {
  const [hostname, port] = to.split(':')
  const { method, url: path, headers } = message
  const onward = request({ hostname, port, method, path, headers, rejectUnauthorized: false })
  const answered = once(onward, 'response')
  await pipeline(message, onward)
  const [answer] = (await answered) as [IncomingMessage]
  response.writeHead(answer.statusCode ?? 500, answer.rawHeaders)
  await pipeline(answer, response)
}
