import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { defaultTimeouts, Transport } from '../../src/http/transport.ts'

/** A server that answers before it has read the upload, and keeps sending its response byte by byte. */
async function startDripping() {
  const server = createServer((request, response) => {
    request.resume()
    response.writeHead(201)
    response.write('x')
    const drip = setInterval(() => response.write('x'), 20)
    response.once('close', () => clearInterval(drip))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  return { url, [Symbol.dispose]: () => server.close().closeAllConnections() }
}

test('drops an endless response that began before the end of the upload', async () => {
  using server = await startDripping()
  await using transport = new Transport({
    home: server.url,
    tls: {},
    verify: true,
    variables: {},
    timeouts: { ...defaultTimeouts, unwanted: 100 },
  })
  const more = Promise.withResolvers<void>()
  const body = {
    size: 2,
    async *read() {
      yield Buffer.from('a')
      await more.promise
      yield Buffer.from('b')
    },
  }
  const { signal } = new AbortController()
  const answer = await transport.request({ method: 'PUT', url: server.url, headers: {}, body, stores: true, signal })
  expect(answer.status).toBe(201)
  const discarded = answer.discard()
  more.resolve()
  await discarded
})
