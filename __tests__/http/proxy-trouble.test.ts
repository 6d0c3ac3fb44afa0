import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Tag } from '../../src/oci/distribution/tag.ts'
import { type ClientOptions, clientAt, failureOf } from '../registry/client.ts'
import { issue, makeAuthority } from '../support/registry/certificate.ts'
import { ForwardProxy } from '../support/registry/proxy/forward-proxy.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'
import { Tokens } from '../support/registry/tokens.ts'

const authority = makeAuthority()
const tls = issue(authority, { hosts: ['registry.test', '127.0.0.1'] })
const ca = authority.cert
const v1 = 'v1' as Tag

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

describe('a proxy without a scheme', () => {
  test('is used over http, as by Go and curl', async () => {
    const variables = { HTTPS_PROXY: proxy.url.replace('http://', '') }
    expect(await ask('registry.test', { tls: { ca }, variables })).toBeUndefined()
    expect(proxy.saw).toEqual(['CONNECT registry.test:443'])
    expect(proxy.authorizations[0]).toMatch(/^Basic /)
  })
})

describe('a proxy that cannot be reached is reported, rather than the registry', () => {
  const gone = 'http://ann:proxy-secret@127.0.0.1:1'

  test.each(['HTTPS_PROXY', 'https_proxy'])('by host and port only (%s)', async (variable) => {
    expect(await ask('registry.test', { variables: { [variable]: gone } })).toBe(
      `registry.test/o/app: check of tag 'v1' failed: the proxy 127.0.0.1:1 could not be reached: the connection was refused (ECONNREFUSED). Check ${variable} in the environment, and that the proxy is running.`
    )
  })

  test('also if its name is unknown', async () => {
    const failure = await ask('registry.test', { variables: { HTTPS_PROXY: 'proxy.invalid:3128' } })
    expect(failure).toContain('the proxy proxy.invalid:3128 could not be reached: ')
    expect(failure).toContain('Check HTTPS_PROXY')
  })

  test('and not taken for a sign that the registry speaks plain http', async () => {
    const failure = await ask('plain.test', { insecure: true, variables: { HTTPS_PROXY: gone, HTTP_PROXY: proxy.url } })
    expect(failure).toContain('the proxy 127.0.0.1:1 could not be reached')
    expect(proxy.saw).toEqual([])
  })
})

describe('a proxy that refuses the connection', () => {
  test.each([
    [407, "Put the proxy's user name and password in HTTPS_PROXY: 'http://USER:PASSWORD@HOST:PORT'."],
    [403, 'Allow requests to registry.test in the proxy, or add it to NO_PROXY.'],
  ])('is reported with what to do, and asked only once (%i)', async (status, advice) => {
    proxy.refuses = status
    const failure = await ask('registry.test', { tls: { ca }, variables: { HTTPS_PROXY: proxy.url } })
    proxy.refuses = undefined
    const { host } = new URL(proxy.url)
    expect(failure).toBe(
      `registry.test/o/app: check of tag 'v1' failed: the proxy ${host} refused the connection (${status}). ${advice}`
    )
    expect(proxy.saw).toHaveLength(1)
  })
})

describe('a variable with an invalid proxy', () => {
  test.each([
    'http://[',
    'ftp://ann:proxy-secret@proxy.test',
    'http://ann:proxy-secret%@proxy.test',
    'http://a b',
    '://',
  ])('is named without its value: %s', async (value) => {
    expect(await ask('registry.test', { variables: { https_proxy: value } })).toMatch(
      /^The environment variable https_proxy is not a usable proxy URL\. Write it as 'http:\/\/HOST:PORT', or 'http:\/\/USER:PASSWORD@HOST:PORT' with special characters percent-encoded\.$/
    )
  })

  test('is named for requests to the token service as well', async () => {
    await using guarded = await startTestRegistry()
    guarded.authorize({ kind: 'bearer', tokens: new Tokens(), realm: 'https://auth.registry.test/token' })
    const options: ClientOptions = { credential: 'none', variables: { HTTPS_PROXY: 'http://[' } }
    await using client = await clientAt(guarded.host, options)
    const { message } = await failureOf(client.repository('o/app').manifests.head(v1))
    expect(message).toMatch(/^The environment variable HTTPS_PROXY/)
  })

  test('is ignored for a host that needs no proxy', async () => {
    await using near = await startTestRegistry()
    expect(await ask(near.host, { variables: { HTTPS_PROXY: 'http://[', HTTP_PROXY: 'http://[' } })).toBeUndefined()
  })
})
