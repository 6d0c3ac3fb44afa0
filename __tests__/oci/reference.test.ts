import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  canonicalRegistry,
  formatRepository,
  isName,
  isRegistry,
  parseReference,
  parseRepository,
  sameRepository,
} from '../../src/oci/distribution/reference.ts'
import { isTag } from '../../src/oci/distribution/tag.ts'
import { digests, names, registries, tags } from './arbitraries.ts'

const digest = `sha256:${'0'.repeat(64)}`

// text, followed by the expected registry, name, tag and digest
test.each([
  ['nginx', 'docker.io', 'library/nginx'],
  ['nginx:1.27', 'docker.io', 'library/nginx', '1.27'],
  ['acme/app', 'docker.io', 'acme/app'],
  ['acme/team/app', 'docker.io', 'acme/team/app'],
  ['docker.io/nginx', 'docker.io', 'library/nginx'],
  ['docker.io/library/nginx', 'docker.io', 'library/nginx'],
  ['index.docker.io/acme/app', 'docker.io', 'acme/app'],
  ['registry-1.docker.io/nginx', 'docker.io', 'library/nginx'],
  ['registry.hub.docker.com/acme/app', 'docker.io', 'acme/app'],
  ['Docker.IO/acme/app', 'docker.io', 'acme/app'],
  ['docker.io.example.com/nginx', 'docker.io.example.com', 'nginx'],
  ['mydocker.io/nginx', 'mydocker.io', 'nginx'],
  ['ghcr.io/acme/app', 'ghcr.io', 'acme/app'],
  ['GHCR.io/acme/app', 'ghcr.io', 'acme/app'],
  ['ghcr.io/app', 'ghcr.io', 'app'],
  ['ghcr.io/acme/app:v1', 'ghcr.io', 'acme/app', 'v1'],
  [`ghcr.io/acme/app@${digest}`, 'ghcr.io', 'acme/app', undefined, digest],
  [`ghcr.io/acme/app:v1@${digest}`, 'ghcr.io', 'acme/app', 'v1', digest],
  ['localhost/app', 'localhost', 'app'],
  ['LOCALHOST/app', 'localhost', 'app'],
  ['localhost:5000/app', 'localhost:5000', 'app'],
  ['localhost:5000/app:5000', 'localhost:5000', 'app', '5000'],
  ['registry:5000/app', 'registry:5000', 'app'],
  ['registry:5000', 'docker.io', 'library/registry', '5000'],
  ['registry/app', 'docker.io', 'registry/app'],
  ['127.0.0.1:5000/a/b:c', '127.0.0.1:5000', 'a/b', 'c'],
  ['[::1]/app', '[::1]', 'app'],
  ['[::1]:5000/app:v1', '[::1]:5000', 'app', 'v1'],
  ['[FD00::5:1]:5000/app', '[fd00::5:1]:5000', 'app'],
  ['123456789012.dkr.ecr.eu-west-1.amazonaws.com/app', '123456789012.dkr.ecr.eu-west-1.amazonaws.com', 'app'],
  ['xn--bcher-kva.example/app', 'xn--bcher-kva.example', 'app'],
  ['ghcr.io/a.b_c__d---e/f', 'ghcr.io', 'a.b_c__d---e/f'],
  ['ghcr.io/acme/app:UPPER_case.1-x', 'ghcr.io', 'acme/app', 'UPPER_case.1-x'],
  ['host:65535/app', 'host:65535', 'app'],
])('parses %s', (text, registry, name, tag?: string, written?: string) => {
  const repository = { registry, name }
  expect(parseReference(text)).toEqual({ repository, ...(tag && { tag }), ...(written && { digest: written }) })
})

test.each([
  [''],
  [' '],
  ['/'],
  [':'],
  ['@'],
  ['Acme/app'],
  ['acme/App'],
  ['ghcr.io/Acme/app'],
  ['ghcr.io/'],
  ['ghcr.io//app'],
  ['ghcr.io/acme/'],
  ['/acme/app'],
  ['acme//app'],
  ['ghcr.io/../app'],
  ['ghcr.io/acme/.app'],
  ['ghcr.io/acme/app-'],
  ['ghcr.io/acme/a___b'],
  ['ghcr.io/acme/a..b'],
  ['ghcr.io/acme/a._b'],
  ['ghcr.io/acme/app:'],
  ['ghcr.io/acme/app:.v1'],
  ['ghcr.io/acme/app:-v1'],
  ['ghcr.io/acme/app:v1/x'],
  ['ghcr.io/acme/app:v1:v2'],
  [`ghcr.io/acme/app:${'v'.repeat(129)}`],
  ['ghcr.io/acme/app@'],
  ['ghcr.io/acme/app@sha256:0'],
  [`ghcr.io/acme/app@${digest}:v1`],
  [`ghcr.io/acme/app@${digest}@${digest}`],
  [`@${digest}`],
  ['https://ghcr.io/acme/app'],
  ['user@ghcr.io/acme/app'],
  ['ghcr.io:/acme/app'],
  ['ghcr.io:0/acme/app'],
  ['ghcr.io:080/acme/app'],
  ['ghcr.io:65536/acme/app'],
  ['ghcr.io:http/acme/app'],
  ['ghcr..io/acme/app'],
  ['.ghcr.io/acme/app'],
  ['ghcr.io./acme/app'],
  ['-ghcr.io/acme/app'],
  ['ghcr_io.example/acme/app'],
  ['[::1/app'],
  ['::1/app'],
  ['[:::]/app'],
  ['[0:0:0::1]/app'],
  ['[fe80::1%eth0]/app'],
  [' ghcr.io/acme/app'],
  ['ghcr.io /acme/app'],
  ['ghcr.io/acme/app '],
  ['\nghcr.io/acme/app'],
  ['ghcr.io/acme/app\n'],
  ['ghcr.io/acme/app\u00e9'],
  ['gh\u0441r.io/acme/app'],
])('%j is not a reference', (text) => {
  expect(parseReference(text)).toBeUndefined()
})

// The host that is connected to must be the one that was compared as text.
test.each(['0x7f.1', '127.1', '2130706433:5000', '127.0.0.01', '0177.0.0.1', '1.2', '256.1.1.1', '[::ffff:127.0.0.1]'])(
  '%s is not a registry, because a URL would resolve to another host',
  (host) => {
    expect(isRegistry(host)).toBe(false)
    expect(parseRepository(`${host}/app`)).toBeUndefined()
  }
)

test('accepts names of up to 255 characters and hosts of up to 261', () => {
  const name = (length: number) => `a/${'b'.repeat(length - 2)}`
  expect([isName(name(255)), isName(name(256))]).toEqual([true, false])
  expect(parseRepository(`ghcr.io/${name(255)}`)).toBeDefined()
  expect(parseRepository(`ghcr.io/${name(256)}`)).toBeUndefined()
  expect(parseRepository('a'.repeat(248))).toBeUndefined()
  const host = (length: number) => `${`${'a'.repeat(60)}.`.repeat(4)}${'b'.repeat(length)}`
  expect([isRegistry(`${host(11)}:65535`), isRegistry(`${host(12)}:65535`)]).toEqual([true, false])
})

test('checks text of any length quickly', () => {
  for (const piece of ['a', 'a.', 'a-', '-', 'a/', '_', '@', ':', '[', 'a__']) {
    const text = piece.repeat(500_000)
    expect([isName(text), isRegistry(text), isTag(text), parseReference(text)]).toEqual([
      false,
      false,
      false,
      undefined,
    ])
  }
})

test('parses any reference that it formats', () => {
  const optional = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: undefined })
  fc.assert(
    fc.property(registries, names, optional(tags), optional(digests), (registry, name, tag, hash) => {
      const repository = { registry, name }
      const text = `${formatRepository(repository)}${tag ? `:${tag}` : ''}${hash ? `@${hash}` : ''}`
      expect(parseReference(text)).toEqual({ repository, ...(tag && { tag }), ...(hash && { digest: hash }) })
    }),
    { numRuns: 1000 }
  )
})

test('returns references in canonical form, which format and parse to the same', () => {
  const piece = fc.constantFrom(
    ...['ghcr.io', 'docker.io', 'index.docker.io', 'LOCALHOST', 'a', 'B', '/', ':', '@', '.', '-', '_', '5', digest]
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const reference = parseReference(pieces.join(''))
      if (!reference) return
      const { registry, name } = reference.repository
      expect([isRegistry(registry), canonicalRegistry(registry), isName(name)]).toEqual([true, registry, true])
      expect(parseRepository(formatRepository(reference.repository))).toEqual(reference.repository)
    }),
    { numRuns: 3000 }
  )
})

test.each([
  ['', 'docker.io'],
  [' docker.io ', 'docker.io'],
  ['https://index.docker.io/v1/', 'docker.io'],
  ['index.docker.io', 'docker.io'],
  ['https://ghcr.io', 'ghcr.io'],
  ['HTTP://GHCR.IO/v2/', 'ghcr.io'],
  ['ghcr.io/acme', 'ghcr.io'],
  ['registry.example:5000', 'registry.example:5000'],
  ['auth.docker.io', 'auth.docker.io'],
])('the registry %j is %s', (text, registry) => {
  expect(canonicalRegistry(text)).toBe(registry)
})

test('compares both the registry and the name of two repositories', () => {
  const app = { registry: 'ghcr.io', name: 'acme/app' }
  expect(sameRepository(app, { ...app })).toBe(true)
  expect(sameRepository(app, { ...app, registry: 'quay.io' })).toBe(false)
  expect(sameRepository(app, { ...app, name: 'acme/other' })).toBe(false)
})
