import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Tag } from '../../src/oci/distribution/tag.ts'
import { type ClientOptions, clientAt } from '../registry/client.ts'
import { type Identity, issue, makeAuthority } from '../support/registry/certificate.ts'
import { ForwardProxy } from '../support/registry/proxy/forward-proxy.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'

const company = makeAuthority('The company')
const authority = makeAuthority()
const ca = authority.cert
const v1 = 'v1' as Tag
const hosts = ['registry.test', '127.0.0.1']

let folder: string
let registry: TestRegistry
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roots-'))
  // Node reads the system's authorities from this file once.
  process.env.SSL_CERT_FILE = join(folder, 'roots.pem')
  await writeFile(process.env.SSL_CERT_FILE, company.cert)
  registry = await startTestRegistry({ tls: issue(authority, { hosts }) })
})
afterAll(async () => {
  await registry[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

/** Checks a tag through a proxy with this identity. Returns the error, if any, and the proxy's requests. */
async function ask(identity: Identity | undefined, options: ClientOptions = { tls: { ca } }) {
  await using proxy = new ForwardProxy(identity)
  await proxy.start()
  proxy.routes.set('registry.test:443', registry.host)
  const url = proxy.url.replace('http:', 'https:')
  await using client = await clientAt('registry.test', { variables: { HTTPS_PROXY: url }, ...options })
  const { manifests } = client.repository('o/app')
  const failure = await manifests.head(v1).then(
    () => undefined,
    ({ message }: Error) => message.replace(new URL(url).host, 'PROXY')
  )
  return { failure, saw: proxy.saw }
}

const failed = "registry.test/o/app: check of tag 'v1' failed: the proxy PROXY could not be reached"

describe('an https proxy', () => {
  test('is trusted if the system trusts its authority', async () => {
    expect(await ask(issue(company, { hosts }))).toEqual({ failure: undefined, saw: ['CONNECT registry.test:443'] })
  })

  test("is not blamed for the registry's certificate", async () => {
    const { failure } = await ask(issue(company, { hosts }), { tls: {} })
    expect(failure).toMatch(
      /its certificate is signed by an unknown authority \(\w+\)\. Set 'ca' for registry\.test in 'registry-auth' to the certificate of its CA\.$/
    )
    expect(failure).not.toContain('PROXY')
  })

  test("is not trusted if only the registry's configuration has its authority", async () => {
    const { failure, saw } = await ask(issue(authority, { hosts }))
    expect(failure?.replace(/\(\w+\)/, '(…)')).toBe(
      `${failed}: its certificate is signed by an unknown authority (…). Add the proxy's CA to the runner's trust store, or set NODE_EXTRA_CA_CERTS to the path of its certificate.`
    )
    expect(saw).toEqual([])
  })

  test.each<[string, Identity | undefined, string]>([
    ['has expired', issue(company, { hosts, expired: true }), 'its certificate has expired (CERT_HAS_EXPIRED)'],
    [
      'is for another name',
      issue(company, { hosts: ['other.test'] }),
      'its certificate is for another name (ERR_TLS_CERT_ALTNAME_INVALID)',
    ],
    ['is missing', undefined, 'it does not speak TLS on this port (ERR_SSL_WRONG_VERSION_NUMBER)'],
  ])('is named if its certificate %s, also for an insecure registry', async (_, identity, words) => {
    for (const options of [{ tls: { ca } }, { insecure: true }]) {
      expect(await ask(identity, options)).toEqual({
        failure: `${failed}: ${words}. Check HTTPS_PROXY in the environment, and the proxy's certificate.`,
        saw: [],
      })
    }
  })

  test('is verified in the same way for a registry over plain http', async () => {
    await using plain = await startTestRegistry()
    const outcome = async (identity: Identity) => {
      await using proxy = new ForwardProxy(identity)
      await proxy.start()
      proxy.routes.set('plain.test', plain.host)
      await using client = await clientAt('plain.test', { insecure: true, variables: { HTTP_PROXY: proxy.url } })
      return await client
        .repository('o/app')
        .manifests.head(v1)
        .catch(({ message }: Error) => message)
    }
    expect(await outcome(issue(company, { hosts }))).toBeUndefined()
    expect(await outcome(issue(authority, { hosts }))).toMatch(
      /the proxy \S+ could not be reached: its certificate is signed/
    )
    expect(await outcome(issue(company, { hosts: ['other.test'] }))).toMatch(/: its certificate is for another name/)
  })
})
