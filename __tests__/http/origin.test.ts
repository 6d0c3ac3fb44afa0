import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { HttpRequest, HttpResponse } from '../../src/http/message.ts'
import { isLoopback, isPrivateAddress, whyNotFollow } from '../../src/http/origin.ts'
import { followRedirects } from '../../src/http/redirect.ts'
import { whyNotSignIn } from '../../src/registry/auth/realm.ts'

const url = (text: string) => new URL(text)

describe('redirects of a registry', () => {
  test.each([
    ['https://registry.test', 'https://storage.test/x', undefined],
    ['https://registry.test', 'https://registry.test:8443/x', undefined],
    ['https://registry.test', 'http://registry.test/x', 'it goes from https to http'],
    ['http://registry.test', 'https://registry.test/x', undefined],
    ['https://registry.test', 'https://10.0.0.1/x', 'it is an address in a private network'],
    ['https://registry.test', 'https://[fd00::1]/x', 'it is an address in a private network'],
    ['https://registry.test', 'https://2130706433/x', 'it is an address in a private network'],
    ['https://registry.test', 'https://[::ffff:192.168.0.1]/x', 'it is an address in a private network'],
    ['https://registry.test', 'https://localhost./x', 'it is an address in a private network'],
    ['https://registry.test', 'https://169.254.169.254/x', 'it is an address in a private network'],
    ['https://10.0.0.5', 'https://10.0.0.6/x', undefined],
    ['https://10.0.0.5', 'https://127.0.0.1/x', 'it is an address in a private network'],
    ['http://10.0.0.5', 'http://169.254.169.254/x', 'it is an address in a private network'],
    ['http://127.0.0.1:5000', 'http://169.254.169.254/x', 'it is an address in a private network'],
    ['http://127.0.0.1:5000', 'http://localhost:5001/x', undefined],
    ['https://registry.test', 'https://me:secret@storage.test/x', 'it contains credentials'],
    ['https://registry.test', 'ftp://registry.test/x', 'it is not an http or https URL'],
  ])('from %s to %s: %s', (home, to, reason) => {
    expect(whyNotFollow(url(home), url(to), url(home))).toBe(reason)
  })

  test('recognize addresses in a private network in every notation', () => {
    const inward = ['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '172.31.0.1', '192.168.1.1', '[::]', '[::1]']
    const spellings = ['0x7f.1', '017700000001', '127.1', 'localhost', 'a.localhost', '[fe80::1]', '[fc00::1]']
    const outward = ['9.255.255.255', '172.32.0.1', '100.128.0.1', '[2001:db8::1]', 'localhost.test', '10.test']
    const asked = (hosts: readonly string[]) => hosts.map((host) => isPrivateAddress(url(`http://${host}/`)))
    expect(asked([...inward, ...spellings])).toEqual(Array(15).fill(true))
    expect(asked(outward)).toEqual(Array(6).fill(false))
    expect(['127.9.9.9', 'localhost', '[::1]'].every((host) => isLoopback(url(`http://${host}/`)))).toBe(true)
    expect(isLoopback(url('http://127.0.0.1.test/'))).toBe(false)
  })
})

describe('token services that may get a password', () => {
  const strange = 'it is not known to belong to this registry'
  test.each([
    ['https://registry-1.docker.io', 'https://auth.docker.io/token', undefined],
    ['https://registry.gitlab.com', 'https://gitlab.com/jwt/auth', undefined],
    ['https://rg.fr-par.scw.cloud', 'https://api.scaleway.com/registry-internal/token', undefined],
    ['https://rg.fr-par.scw.cloud.evil.test', 'https://api.scaleway.com/token', strange],
    ['https://nvcr.io', 'https://authn.nvidia.com/token', undefined],
    ['https://ghcr.io', 'https://ghcr.io/token', undefined],
    ['https://ghcr.io', 'https://ghcr.io:8443/token', undefined],
    ['https://ghcr.io', 'https://ghcr.io.evil.test/token', strange],
    ['https://ghcr.io', 'https://evil-ghcr.io/token', strange],
    ['https://app.github.io', 'https://evil.github.io/token', strange],
    ['https://registry.co.uk', 'https://evil.co.uk/token', strange],
    ['https://registry.internal', 'https://auth.internal/token', strange],
    ['https://127.0.0.1:5000', 'https://127.0.0.2:5000/token', 'it is an address in a private network'],
    ['https://10.0.0.1', 'https://10.0.0.2/token', 'it is an address in a private network'],
    ['https://203.0.113.1', 'https://203.0.113.2/token', strange],
    ['http://10.0.0.1', 'http://10.0.0.1:81/token', undefined],
    ['https://10.0.0.1', 'http://10.0.0.1/token', 'it is not https'],
  ])('for %s at %s: %s', async (home, realm, reason) => {
    const rules = { registry: 'r.test', home: url(home), trusted: [], signedIn: true }
    expect((await whyNotSignIn(url(realm), rules))?.reason).toBe(reason)
  })

  test('do not include a private address even without credentials, but any other https server', async () => {
    const rules = { registry: 'r.test', home: url('https://mirror.test'), trusted: [], signedIn: false }
    expect(await whyNotSignIn(url('https://auth.other.test/token'), rules)).toBeUndefined()
    expect((await whyNotSignIn(url('https://10.0.0.1/token'), rules))?.reason).toContain('private network')
    expect((await whyNotSignIn(url('http://auth.other.test/token'), rules))?.reason).toBe('it is not https')
  })
})

describe('any chain of redirects', () => {
  const home = url('https://registry.test')
  const hosts = fc.constantFrom('registry.test', 'registry.test:8443', 'evil.registry.test', 'storage.test', '10.0.0.1')
  const location = fc.oneof(
    fc
      .record({ scheme: fc.constantFrom('https', 'https', 'http', 'ftp'), host: hosts })
      .map(({ scheme, host }) => `${scheme}://${host}/next`),
    fc.constantFrom('/relative', '//storage.test/x', '?query', 'https://me:secret@registry.test/', '//[')
  )
  const hop = fc.record({ status: fc.constantFrom(301, 302, 303, 307, 308), location })

  test('sends no credentials to another origin, never leaves https, and redirects no writes elsewhere', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('GET', 'HEAD', 'PUT', 'POST', 'DELETE') as fc.Arbitrary<HttpRequest['method']>,
        fc.array(hop, { maxLength: 9 }),
        async (method, hops) => {
          const seen: HttpRequest[] = []
          const headers = { authorization: 'Bearer secret', accept: 'x' }
          const signal = new AbortController().signal
          await followRedirects({ method, url: url('https://registry.test/v2/'), headers, signal }, home, {
            request: async (next) => {
              seen.push(next)
              return answer(next.url, hops[seen.length - 1])
            },
          }).catch(() => undefined)
          expect(seen.length).toBeLessThanOrEqual(6)
          seen.forEach((exchange, index) => {
            const isHome = seen.slice(0, index + 1).every((each) => each.url.origin === home.origin)
            expect(exchange.headers).toEqual(isHome ? headers : { accept: 'x' })
            expect(exchange.url.protocol).toBe('https:')
            expect(exchange.url.hostname).not.toBe('10.0.0.1')
            expect(exchange.method).toBe(method)
            if (method !== 'GET' && method !== 'HEAD') expect(isHome).toBe(true)
          })
        }
      ),
      { numRuns: 500 }
    )
  })
})

function answer(at: URL, hop: { readonly status: number; readonly location: string } | undefined): HttpResponse {
  return {
    status: hop?.status ?? 200,
    url: at,
    header: (name) => (name === 'location' ? hop?.location : undefined),
    headers: () => [],
    headerNames: [],
    async *pieces() {},
    bytes: async () => new Uint8Array(),
    discard: async () => undefined,
  }
}
