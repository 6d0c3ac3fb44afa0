import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, test } from 'vitest'
import { contentOfBytes } from '../../../src/oci/blob-content.ts'
import type { Tag } from '../../../src/oci/distribution/tag.ts'
import { RegistryError } from '../../../src/registry/errors/registry-error.ts'
import { startTestRegistry } from '../../support/registry/registry.ts'
import { clientAt, descriptorOf, failureOf, quick, upload } from '../client.ts'
import { meetRegistry } from '../pair.ts'

const v1 = 'v1' as Tag

/** A server that closes every connection at once. */
async function startCutter() {
  let connections = 0
  const server = createServer((socket) => {
    connections += 1
    socket.resetAndDestroy()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    get connections() {
      return connections
    },
    [Symbol.dispose]: () => void server.close(),
  }
}

test('gives up after a few attempts on a registry that has never responded', async () => {
  using cutter = await startCutter()
  await using client = await clientAt(cutter.host)
  const { message } = await failureOf(client.repository('o/app').manifests.head(v1))
  expect(message).toBe(`${cutter.host}/o/app: check of tag 'v1' failed: the connection was lost (ECONNRESET).`)
  expect(cutter.connections).toBe(4)
})

test('makes all attempts at a registry that has responded before', async () => {
  await using registry = await startTestRegistry()
  await using client = await clientAt(registry.host)
  const { manifests } = client.repository('o/app')
  await manifests.head(v1)
  registry.fail({}, 'reset before headers', { times: 99 })
  await failureOf(manifests.head(v1))
  expect(registry.entries).toHaveLength(1 + quick.attempts)
})

test('sends the requests that wait for the first response even if it fails', async () => {
  using cutter = await startCutter()
  await using client = await clientAt(cutter.host)
  const { manifests } = client.repository('o/app')
  const failures = await Promise.all(Array.from({ length: 20 }, () => failureOf(manifests.head(v1))))
  expect(failures.every((failure) => failure instanceof RegistryError)).toBe(true)
  expect(cutter.connections).toBe(80)
})

test('reports a refused connection', async () => {
  const gone = await startTestRegistry()
  await gone[Symbol.asyncDispose]()
  await using client = await clientAt(gone.host)
  expect((await failureOf(client.repository('o/app').manifests.head(v1))).message).toBe(
    `${gone.host}/o/app: check of tag 'v1' failed: the connection was refused (ECONNREFUSED). Check that the registry is running, and that the port is right.`
  )
})

test('reports a host that does not exist', async () => {
  await using client = await clientAt('registry.invalid')
  expect((await failureOf(client.repository('o/app').manifests.head(v1))).message).toMatch(
    /^registry\.invalid\/o\/app: check of tag 'v1' failed: .+ \((ENOTFOUND|EAI_AGAIN)\)\. Check the registry's name, and that the runner can reach it\.$/
  )
})

test.each([
  [404, '<html><body><h1>404 Not Found</h1></body></html>'],
  [405, ''],
])('reports a host that is not a registry (%i)', async (status, body) => {
  await using pair = await meetRegistry()
  pair.registry.fail({}, { status, body }, { times: 9 })
  const { blobs } = pair.client.repository('o/app')
  const failures = [
    await failureOf(blobs.openSession('permission to push')),
    await failureOf(upload(pair.client.repository('o/app'), Buffer.from('a layer'))),
  ]
  for (const { message } of failures) {
    expect(message).toContain(
      `Check the host and the name: ${pair.registry.host} does not accept uploads under this name.`
    )
  }
})

test('reports content that was corrupted', async () => {
  await using pair = await meetRegistry()
  const bytes = Buffer.from('a layer')
  const content = contentOfBytes(Buffer.from('a liar!'))
  const { message } = await failureOf(
    pair.client.repository('o/app').blobs.upload(descriptorOf(bytes), content, () => undefined)
  )
  expect(message).toContain('400 DIGEST_INVALID')
  expect(message).toContain('The content was corrupted in transit or at its source')
})
