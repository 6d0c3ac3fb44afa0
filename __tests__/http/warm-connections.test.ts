import { expect, test } from 'vitest'
import { digestOf } from '../../src/oci/digest.ts'
import { clientAt } from '../registry/client.ts'
import { issue, makeAuthority } from '../support/registry/certificate.ts'
import { startTestRegistry } from '../support/registry/registry.ts'

const authority = makeAuthority()
const tls = issue(authority)
const digests = Array.from({ length: 16 }, (_, index) => digestOf(Buffer.from(`${index}`)))

test.each([
  ['plain', {}, {}],
  ['TLS', { tls }, { tls: { ca: authority.cert } }],
])('opens connections in advance without sending requests, and then uses them (%s)', async (_, server, client) => {
  await using registry = await startTestRegistry(server)
  await using ours = await clientAt(registry.host, client)
  await ours.registry.warm(16)
  await expect.poll(() => registry.connections).toBe(16)
  expect(registry.entries).toEqual([])
  await Promise.all(digests.map((digest) => ours.repository('o/app').blobs.has(digest)))
  await Promise.all(digests.map((digest) => ours.repository('o/app').blobs.has(digest)))
  expect(registry.connections).toBe(16)
})

test('opens only as many as are missing', async () => {
  await using registry = await startTestRegistry()
  await using ours = await clientAt(registry.host)
  await ours.repository('o/app').blobs.has(digests[0] as never)
  await ours.registry.warm(4)
  await Promise.all([ours.registry.warm(4), ours.registry.warm(6)])
  await expect.poll(() => registry.connections).toBe(6)
})

test('uses connections for requests that arrive while these are being opened', async () => {
  await using registry = await startTestRegistry()
  await using ours = await clientAt(registry.host)
  await ours.repository('o/app').blobs.has(digests[0] as never)
  const warm = ours.registry.warm(8)
  await Promise.all(digests.slice(0, 8).map((digest) => ours.repository('o/app').blobs.has(digest)))
  await warm
  await expect.poll(() => registry.connections).toBe(8)
})

test('does not use connections that the registry has closed', async () => {
  await using registry = await startTestRegistry()
  await using ours = await clientAt(registry.host)
  await ours.registry.warm(8)
  await expect.poll(() => registry.connections).toBe(8)
  registry.disconnect()
  await expect.poll(() => registry.connections).toBe(0)
  const repository = ours.repository('o/app')
  await Promise.all(digests.map((digest) => repository.blobs.has(digest)))
  expect(repository.retries).toBe(0)
  expect(registry.entries).toHaveLength(16)
})

test('ignores failed connections, which the requests will report', async () => {
  await using ours = await clientAt('127.0.0.1:1')
  await ours.registry.warm(3)
  await using unknown = await clientAt('registry.invalid')
  await unknown.registry.warm(3)
})

test.each([
  ['certificate', { tls: { cert: 'no certificate', key: 'no key' } }],
  ['authority', { tls: { ca: '-----BEGIN CERTIFICATE-----\nbm8=\n-----END CERTIFICATE-----' } }],
  ['proxy', { variables: { HTTPS_PROXY: 'http://[' } }],
])('ignores an invalid %s, which the requests will report', async (_, options) => {
  await using ours = await clientAt('registry.invalid', options)
  await ours.registry.warm(3)
  await expect(ours.repository('o/app').blobs.has(digests[0] as never)).rejects.toThrow()
})
