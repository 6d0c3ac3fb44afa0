import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import type { Tag } from '../../src/oci/distribution/tag.ts'
import { type ClientOptions, clientAt, failureOf, hasty, upload } from '../registry/client.ts'
import { issue, makeAuthority } from '../support/registry/certificate.ts'
import { randomBytesOf } from '../support/registry/content/random.ts'
import { startTestRegistry, type TestRegistryOptions } from '../support/registry/registry.ts'
import { Tokens } from '../support/registry/tokens.ts'

const authority = makeAuthority()
const tls = issue(authority)
const ca = authority.cert
const v1 = 'v1' as Tag
const bytes = Buffer.from('a layer')

/** Checks a tag, and returns the error message, or undefined if it succeeds. */
async function check(server: TestRegistryOptions, options: ClientOptions): Promise<string | undefined> {
  await using registry = await startTestRegistry(server)
  await using client = await clientAt(registry.host, options)
  const ended = await client
    .repository('o/app')
    .manifests.head(v1)
    .then(
      () => undefined,
      ({ message }: Error) => message
    )
  expect(registry.unexpected.filter((line) => !line.startsWith('TLS was sent'))).toEqual([])
  return ended
}

describe('a registry with its own certificate authority', () => {
  test('is trusted if its authority is configured', async () => {
    expect(await check({ tls }, { tls: { ca } })).toBeUndefined()
  })

  test('is not trusted with another authority, and the error says what to do', async () => {
    for (const other of [makeAuthority('Another'), makeAuthority()]) {
      expect(await check({ tls }, { tls: { ca: other.cert } })).toMatch(
        /its certificate is signed by an unknown authority \(\w+\)\. Set 'ca' for 127\.0\.0\.1:\d+ in 'registry-auth' to the certificate of its CA\.$/
      )
    }
  })

  test('is not trusted if its certificate has expired, or is for another name', async () => {
    expect(await check({ tls: issue(authority, { expired: true }) }, { tls: { ca } })).toMatch(
      /its certificate has expired \(CERT_HAS_EXPIRED\)\. 127\.0\.0\.1:\d+ needs a new certificate\.$/
    )
    expect(await check({ tls: issue(authority, { hosts: ['other.test'] }) }, { tls: { ca } })).toMatch(
      /its certificate is for another name \(\w+\)\. Use a host name that the registry's certificate covers\.$/
    )
  })

  test('is not asked again after its certificate was refused', async () => {
    await using registry = await startTestRegistry({ tls })
    await using client = await clientAt(registry.host, { tls: { ca: makeAuthority().cert } })
    const heads = Array.from({ length: 5 }, () => failureOf(client.repository('o/app').manifests.head(v1)))
    const messages = (await Promise.all(heads)).map(({ message }) => message)
    expect(messages.every((message) => message.includes('unknown authority'))).toBe(true)
    expect(registry.entries).toEqual([])
  })

  test('is trusted with any certificate if it is configured as insecure', async () => {
    for (const one of [tls, issue(authority, { expired: true }), issue(authority, { hosts: ['other.test'] })]) {
      expect(await check({ tls: one }, { insecure: true })).toBeUndefined()
    }
  })

  test('supports uploads, tokens and concurrent requests', async () => {
    const auth = { kind: 'bearer', tokens: new Tokens() } as const
    await using registry = await startTestRegistry({ tls, auth })
    await using client = await clientAt(registry.host, { tls: { ca } })
    const blobs = Array.from({ length: 20 }, (_, index) => Buffer.alloc(100_000, index))
    await Promise.all(blobs.map((blob) => upload(client.repository('o/app'), blob)))
    expect(registry.storedBytes).toBe(2_000_000)
    expect(registry.unexpected).toEqual([])
  })
})

describe('a client certificate', () => {
  const strict = { ...tls, clientCA: authority.cert }
  const runner = { ...issue(authority, { name: 'runner' }), ca }

  test('is sent to a registry that requires one', async () => {
    await using registry = await startTestRegistry({ tls: strict })
    await using client = await clientAt(registry.host, { tls: runner })
    await client.repository('o/app').manifests.head(v1)
    expect(registry.entries.map(({ clientCertificate }) => clientCertificate)).toEqual(['runner'])
  })

  test('is required by a registry, which gets no requests without', async () => {
    await using registry = await startTestRegistry({ tls: strict })
    await using client = await clientAt(registry.host, { tls: { ca } })
    await failureOf(client.repository('o/app').manifests.head(v1))
    expect(registry.entries).toEqual([])
  })

  test.each(['a read', 'an upload'])('is reported as missing, once, by %s', async (what) => {
    await using registry = await startTestRegistry({ tls: strict })
    await using client = await clientAt(registry.host, { tls: { ca } })
    const repository = client.repository('o/app')
    const { message } = await failureOf(
      what === 'a read' ? repository.manifests.head(v1) : upload(repository, randomBytesOf(3_000_000, 1))
    )
    expect(message).toContain('it requires a client certificate (ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED)')
    expect(message).toContain(`Set 'cert' and 'key' for ${registry.host} in 'registry-auth'.`)
    expect(repository.retries).toBe(0)
  })

  test("is not sent to the registry's other origin", async () => {
    await using registry = await startTestRegistry({ tls: strict, elsewhere: { tls } })
    await using client = await clientAt(registry.host, { tls: runner })
    registry.behave({ location: 'elsewhere' })
    await upload(client.repository('o/app'), bytes)
    expect(registry.entries.map(({ clientCertificate }) => clientCertificate)).toEqual(['runner', undefined])
    expect(registry.unexpected).toEqual([])
  })

  test('is reported at once if it cannot be used', async () => {
    const message = await check({ tls }, { tls: { ca, cert: runner.cert, key: issue(authority).key } })
    expect(message).toMatch(/the given certificate or key cannot be used/)
  })
})

describe('plain http', () => {
  test('is used for this machine, and for an insecure registry that does not speak TLS', async () => {
    expect(await check({}, {})).toBeUndefined()
    expect(await check({ hostname: 'localhost' }, {})).toBeUndefined()
    expect(await check({}, { insecure: true })).toBeUndefined()
  })

  test('is not used if a certificate is configured', async () => {
    const server = createServer((_, response) => response.end()).listen(0, '127.0.0.1')
    await once(server, 'listening')
    await using client = await clientAt(`127.0.0.1:${(server.address() as AddressInfo).port}`, { tls: { ca } })
    const { message } = await failureOf(client.repository('o/app').manifests.head(v1))
    server.close()
    expect(message).toMatch(
      /it does not speak TLS on this port \(ERR_SSL_WRONG_VERSION_NUMBER\)\. If it speaks plain HTTP, set 'insecure: true' for 127\.0\.0\.1:\d+ in 'registry-auth'\.$/
    )
  })

  test('is not used for an insecure registry after a temporary failure', async () => {
    await using registry = await startTestRegistry({ tls })
    registry.fail({}, 'stall')
    const timeouts = { ...hasty, connect: 1_000, answer: 300 }
    await using client = await clientAt(registry.host, { insecure: true, timeouts })
    expect(client.registry.home.protocol).toBe('https:')
    expect(await client.repository('o/app').manifests.head(v1)).toBeUndefined()
  })

  test('is not used for any other host', async () => {
    for (const host of ['registry.test', '10.0.0.1', '192.168.1.1:5000', 'docker.io', '127.0.0.1.test']) {
      await using client = await clientAt(host)
      expect(client.registry.home.protocol).toBe('https:')
    }
  })
})

test('connects to the API host of Docker Hub', async () => {
  await using client = await clientAt('docker.io')
  expect(client.registry.home.href).toBe('https://registry-1.docker.io/')
})
