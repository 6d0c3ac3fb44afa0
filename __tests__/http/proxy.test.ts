import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Tag } from '../../src/oci/distribution/tag.ts'
import { type ClientOptions, clientAt, quick, upload } from '../registry/client.ts'
import { issue, makeAuthority } from '../support/registry/certificate.ts'
import { ForwardProxy } from '../support/registry/proxy/forward-proxy.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'
import { startTokenService } from '../support/registry/token-service.ts'
import { Tokens } from '../support/registry/tokens.ts'

const authority = makeAuthority()
const tls = issue(authority, { hosts: ['registry.test', 'auth.registry.test', 'auth.other.test', '127.0.0.1'] })
const ca = authority.cert
const v1 = 'v1' as Tag
const notFound = /ENOTFOUND|EAI_AGAIN/

let proxy: ForwardProxy
let registry: TestRegistry
beforeAll(async () => {
  proxy = new ForwardProxy()
  await proxy.start()
  registry = await startTestRegistry({ tls })
  proxy.routes.set('registry.test:443', registry.host)
})
afterAll(async () => {
  await proxy[Symbol.asyncDispose]()
  await registry[Symbol.asyncDispose]()
})

async function ask(host: string, options: ClientOptions): Promise<string | undefined> {
  proxy.saw.length = 0
  proxy.authorizations.length = 0
  await using client = await clientAt(host, options)
  return await client
    .repository('o/app')
    .manifests.head(v1)
    .then(
      () => undefined,
      ({ message }: Error) => message
    )
}

describe('a registry behind a proxy', () => {
  test.each(['HTTPS_PROXY', 'https_proxy'])(
    'is reached through %s, with TLS to the registry itself',
    async (variable) => {
      expect(await ask('registry.test', { tls: { ca }, variables: { [variable]: proxy.url } })).toBeUndefined()
      expect(proxy.saw).toEqual(['CONNECT registry.test:443'])
      expect(proxy.authorizations).toEqual([`Basic ${Buffer.from('ann:proxy-secret').toString('base64')}`])
      expect(registry.entries.at(-1)?.headers['proxy-authorization']).toBeUndefined()
    }
  )

  test('gets uploads and a client certificate, which the proxy does not', async () => {
    const runner = { ...issue(authority, { name: 'runner' }), ca }
    await using client = await clientAt('registry.test', { tls: runner, variables: { HTTPS_PROXY: proxy.url } })
    await upload(client.repository('o/app'), Buffer.alloc(2_000_000, 'x'))
    expect(registry.entries.at(-1)).toMatchObject({ method: 'PUT', status: 201, clientCertificate: 'runner' })
  })

  test('is not trusted if its authority is unknown', async () => {
    expect(await ask('registry.test', { variables: { HTTPS_PROXY: proxy.url } })).toContain('unknown authority')
  })

  test('is reached through the proxy for plain http as well', async () => {
    await using plain = await startTestRegistry()
    proxy.routes.set('plain.test', plain.host)
    const failure = await ask('plain.test', { insecure: true, variables: { HTTP_PROXY: proxy.url } })
    expect(failure).toBeUndefined()
    expect(proxy.saw.at(-1)).toBe('HEAD http://plain.test/v2/o/app/manifests/v1')
  })

  test('is not reached if the proxy refuses', async () => {
    proxy.refuses = 407
    const failure = await ask('registry.test', { tls: { ca }, variables: { HTTPS_PROXY: proxy.url } })
    proxy.refuses = undefined
    expect(failure).toContain('registry.test/o/app')
    expect(proxy.saw.length).toBeLessThanOrEqual(quick.attempts)
  })
})

describe('uses no proxy', () => {
  test.each(['registry.test', '.test', '*.test', '*', 'other.test, registry.test:443', 'other.test registry.test'])(
    'for hosts in NO_PROXY: %s',
    async (list) => {
      const variables = { HTTPS_PROXY: proxy.url, NO_PROXY: list }
      expect(await ask('registry.test', { variables })).toMatch(notFound)
      expect(proxy.saw).toEqual([])
    }
  )

  test.each(['HTTP_PROXY', 'http_proxy'])('for https if only one for http is set (%s)', async (variable) => {
    expect(await ask('registry.test', { tls: { ca }, variables: { [variable]: proxy.url } })).toMatch(notFound)
    expect(proxy.saw).toEqual([])
  })

  test('for http if only one for https is set', async () => {
    await using plain = await startTestRegistry()
    proxy.routes.set('plain.test', plain.host)
    expect(await ask('plain.test', { insecure: true, variables: { HTTPS_PROXY: proxy.url } })).toMatch(notFound)
    expect(proxy.saw).toEqual(['CONNECT plain.test:443'])
  })

  test('for this machine, whatever the variables', async () => {
    await using near = await startTestRegistry()
    await using named = await startTestRegistry({ hostname: 'localhost' })
    const variables = { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url }
    expect(await ask(near.host, { variables })).toBeUndefined()
    expect(await ask(named.host, { variables })).toBeUndefined()
    expect(proxy.saw).toEqual([])
  })

  test('if none is set, and uses one for hosts that NO_PROXY does not match', async () => {
    expect(await ask('registry.test', {})).toMatch(notFound)
    const variables = { HTTPS_PROXY: proxy.url, NO_PROXY: 'egistry.test,registry.test.evil.test,registry.test:80' }
    expect(await ask('registry.test', { tls: { ca }, variables })).toBeUndefined()
    expect(proxy.saw).toHaveLength(1)
  })
})

describe('a token service at another host', () => {
  async function askWith(realmHost: string, options: ClientOptions) {
    const tokens = new Tokens()
    await using service = await startTokenService(tokens, { tls })
    await using guarded = await startTestRegistry({ tls })
    guarded.authorize({ kind: 'bearer', tokens, realm: `https://${realmHost}/token`, anonymousPull: false })
    proxy.routes.set('registry.test:443', guarded.host)
    proxy.routes.set(`${realmHost}:443`, service.host)
    const failure = await ask('registry.test', { tls: { ca }, variables: { HTTPS_PROXY: proxy.url }, ...options })
    proxy.routes.set('registry.test:443', registry.host)
    return { failure, seen: service.entries.map(({ authorization }) => authorization?.split(' ')[0] ?? 'nothing') }
  }

  test('gets the password if it is in the same domain', async () => {
    expect(await askWith('auth.registry.test', {})).toEqual({ failure: undefined, seen: ['Basic'] })
  })

  test('gets nothing if it is in another domain', async () => {
    const { failure, seen } = await askWith('auth.other.test', {})
    expect(failure).toContain('it is not known to belong to this registry')
    expect(seen).toEqual([])
  })

  test('is asked without credentials if there are none', async () => {
    expect((await askWith('auth.other.test', { credential: 'none' })).seen).toEqual(['nothing'])
  })
})
