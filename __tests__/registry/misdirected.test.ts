import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { randomBytesOf } from '../support/registry/content/random.ts'
import { startStranger } from '../support/registry/stranger.ts'
import { failureOf, upload } from './client.ts'
import { meetRegistry } from './pair.ts'

// Proxies that drop the port or hide the original host: the registry sends uploads elsewhere.

const bytes = randomBytesOf(3_000_000, 1)
const remedy =
  "Configure the proxy in front of the registry to pass on Host with the port, and X-Forwarded-Proto, or set the public URL in the registry's own configuration."

/** An origin at which nothing listens. */
async function closedOrigin(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${port}`
}

test('reports an upload URL at which nothing listens, and gives up after a few attempts', async () => {
  const origin = await closedOrigin()
  await using pair = await meetRegistry({ location: { origin } })
  const { registry, client } = pair
  const { message } = await failureOf(upload(client.repository('o/app'), bytes))
  const happened = `the registry sent it to ${origin}: the connection was refused (ECONNREFUSED)`
  expect(message).toMatch(/o\/app: upload of sha256:\w{12} \(3 MB\) failed: /)
  expect(message).toContain(`failed: ${happened}. ${remedy}`)
  expect(registry.count().POST).toBe(4)
})

test.each([404, 405])('reports an upload URL at another web server (%i)', async (status) => {
  await using stranger = await startStranger()
  stranger.fail({}, { status, body: '<h1>nginx</h1>' }, { times: 99 })
  await using pair = await meetRegistry({ location: { origin: stranger.origin } })
  const { message } = await failureOf(upload(pair.client.repository('o/app'), bytes))
  expect(message).toContain(`the registry sent it to ${stranger.origin}: ${status} nginx. ${remedy}`)
})

test("blames the storage, not the user's permissions, if the storage refuses an upload", async () => {
  await using storage = await startStranger()
  storage.fail({}, { status: 403, body: '{"message":"the signature has ended"}' }, { times: 99 })
  await using pair = await meetRegistry({ location: { origin: storage.origin } })
  const { message } = await failureOf(upload(pair.client.repository('o/app'), bytes))
  expect(message).toContain(`Check the storage at ${storage.origin} that the registry redirects to.`)
  expect(message).not.toContain('may push')
})
