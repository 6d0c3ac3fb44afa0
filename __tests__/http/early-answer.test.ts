import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { defaultTimeouts, Transport } from '../../src/http/transport.ts'

/** A server that answers an upload before it has read it, and then goes on with its answer, a byte at a time. */
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

test('an answer that comes before the upload is out, and has no end, is dropped although the upload ends after it', async () => {
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
