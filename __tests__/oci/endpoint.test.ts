import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Endpoint, parseEndpoint, toUrl } from '../../src/oci/distribution/endpoint.ts'
import { isName } from '../../src/oci/distribution/reference.ts'
import { digests, names, tags } from './arbitraries.ts'

const d1 = 'sha256:6c3c624b58dbbcd3c0dd82b4c53f04194d1247c6eebdaab7c610cf7d66709b3b'
const d512 = `sha512:${'0123456789abcdef'.repeat(8)}`

/**
 * The table under "Endpoints" of the distribution-spec (v1.1.1; 4c, 7b and 14 from its main branch) with its examples
 * filled in: identifier, method, target, and the parsed endpoint. `<blob-push-location>` has the form of the sink's own
 * sessions. A push needs no endpoint that is `undefined` here.
 */
const table = [
  ['end-1', 'GET', '/v2/', { end: '1' }],
  ['end-2', 'GET', `/v2/acme/app/blobs/${d1}`, { end: '2', name: 'acme/app', digest: d1 }],
  ['end-2', 'HEAD', `/v2/acme/app/blobs/${d512}`, { end: '2', name: 'acme/app', digest: d512 }],
  ['end-3', 'GET', '/v2/acme/app/manifests/v1.4.2', { end: '3', name: 'acme/app', reference: 'v1.4.2' }],
  ['end-3', 'HEAD', `/v2/acme/app/manifests/${d1}`, { end: '3', name: 'acme/app', reference: d1 }],
  ['end-4a', 'POST', '/v2/acme/app/blobs/uploads/', { end: '4a', name: 'acme/app' }],
  ['end-4b', 'POST', `/v2/acme/app/blobs/uploads/?digest=${d1}`, { end: '4b', name: 'acme/app', digest: d1 }],
  ['end-4c', 'POST', '/v2/acme/app/blobs/uploads/?digest-algorithm=sha512', { end: '4a', name: 'acme/app' }],
  ['end-5', 'PATCH', '/v2/acme/app/blobs/uploads/9-a_B', { end: '5', name: 'acme/app', session: '9-a_B' }],
  [
    'end-6',
    'PUT',
    `/v2/acme/app/blobs/uploads/9-a_B?digest=${d1}`,
    { end: '6', name: 'acme/app', session: '9-a_B', digest: d1 },
  ],
  ['end-7a', 'PUT', '/v2/acme/app/manifests/v1.4.2', { end: '7a', name: 'acme/app', reference: 'v1.4.2' }],
  ['end-7a', 'PUT', `/v2/acme/app/manifests/${d1}`, { end: '7a', name: 'acme/app', reference: d1 }],
  [
    'end-7b',
    'PUT',
    `/v2/acme/app/manifests/${d1}?tag=1&tag=2&tag=3`,
    { end: '7b', name: 'acme/app', reference: d1, tags: ['1', '2', '3'] },
  ],
  ['end-8a', 'GET', '/v2/acme/app/tags/list', { end: '8', name: 'acme/app' }],
  ['end-8b', 'GET', '/v2/acme/app/tags/list?n=5&last=v1', { end: '8', name: 'acme/app' }],
  ['end-9', 'DELETE', '/v2/acme/app/manifests/v1.4.2', { end: '9', name: 'acme/app', reference: 'v1.4.2' }],
  ['end-9', 'DELETE', `/v2/acme/app/manifests/${d1}`, { end: '9', name: 'acme/app', reference: d1 }],
  ['end-10', 'DELETE', `/v2/acme/app/blobs/${d1}`, undefined],
  [
    'end-11',
    'POST',
    `/v2/acme/app/blobs/uploads/?mount=${d1}&from=acme/base`,
    { end: '11', name: 'acme/app', mount: d1, from: 'acme/base' },
  ],
  ['end-11', 'POST', `/v2/acme/app/blobs/uploads/?mount=${d1}`, { end: '11', name: 'acme/app', mount: d1 }],
  ['end-12a', 'GET', `/v2/acme/app/referrers/${d1}`, { end: '12', name: 'acme/app', digest: d1 }],
  [
    'end-12b',
    'GET',
    `/v2/acme/app/referrers/${d1}?artifactType=application/example`,
    { end: '12', name: 'acme/app', digest: d1 },
  ],
  ['end-13', 'GET', '/v2/acme/app/blobs/uploads/9-a_B', { end: '13', name: 'acme/app', session: '9-a_B' }],
  ['end-14', 'DELETE', '/v2/acme/app/blobs/uploads/9-a_B', { end: '14', name: 'acme/app', session: '9-a_B' }],
] as const

test.each(table)('%s: parses %s %s', (_, method, target, endpoint) => {
  expect(parseEndpoint(method, target)).toEqual(endpoint && { method, ...endpoint })
})

/** Formats what a client sends. The result is the target of the table, except for `from`, which is encoded. */
test.each(table.filter(([end]) => !['end-4c', 'end-8b', 'end-10', 'end-12b'].includes(end)))(
  '%s: formats %s %s as in the spec',
  (_, method, target, endpoint) => {
    expect(decodeURIComponent(toUrl({ method, ...endpoint } as Endpoint))).toBe(target)
  }
)

const sessions = fc.stringMatching(/^[A-Za-z0-9_-]{1,128}$/)
const read = fc.constantFrom('GET' as const, 'HEAD' as const)
const reference = fc.oneof(tags, digests)
const only = <Word extends string>(word: Word) => fc.constant(word)
const endpoints: fc.Arbitrary<Endpoint> = fc.oneof(
  fc.record({ end: only('1'), method: only('GET') }),
  fc.record({ end: only('2'), method: read, name: names, digest: digests }),
  fc.record({ end: only('3'), method: read, name: names, reference }),
  fc.record({ end: only('4a'), method: only('POST'), name: names }),
  fc.record({ end: only('4b'), method: only('POST'), name: names, digest: digests }),
  fc.record({ end: only('5'), method: only('PATCH'), name: names, session: sessions }),
  fc.record({ end: only('6'), method: only('PUT'), name: names, session: sessions, digest: digests }),
  fc.record({ end: only('7a'), method: only('PUT'), name: names, reference }),
  fc.record({
    end: only('7b'),
    method: only('PUT'),
    name: names,
    reference: digests,
    tags: fc.array(tags, { minLength: 1, maxLength: 12 }),
  }),
  fc.record({ end: only('8'), method: only('GET'), name: names }),
  fc.record({ end: only('9'), method: only('DELETE'), name: names, reference }),
  fc.record(
    { end: only('11'), method: only('POST'), name: names, mount: digests, from: names },
    { requiredKeys: ['end', 'method', 'name', 'mount'] }
  ),
  fc.record({ end: only('12'), method: only('GET'), name: names, digest: digests }),
  fc.record({ end: only('13'), method: only('GET'), name: names, session: sessions }),
  fc.record({ end: only('14'), method: only('DELETE'), name: names, session: sessions })
)

test('parses any endpoint that it formats', () => {
  fc.assert(
    fc.property(endpoints, (endpoint) => {
      expect(parseEndpoint(endpoint.method, toUrl(endpoint))).toEqual(endpoint)
    }),
    { numRuns: 2000 }
  )
})

test('formats a target within the registry for any endpoint', () => {
  fc.assert(
    fc.property(endpoints, (endpoint) => {
      const url = new URL(toUrl(endpoint), 'https://registry.example')
      expect(url.origin).toBe('https://registry.example')
      expect(`${url.pathname}${url.search}`).toBe(toUrl(endpoint))
    })
  )
})

test('parses names that look like parts of the path', () => {
  for (const name of ['blobs', 'manifests/tags', 'a/blobs/uploads', 'v2', 'blobs/uploads', 'tags/list', 'uploads']) {
    expect(parseEndpoint('GET', `/v2/${name}/manifests/v1`)).toMatchObject({ end: '3', name, reference: 'v1' })
    expect(parseEndpoint('GET', `/v2/${name}/tags/list`)).toMatchObject({ end: '8', name })
    expect(parseEndpoint('HEAD', `/v2/${name}/blobs/${d1}`)).toMatchObject({ end: '2', name })
    expect(parseEndpoint('POST', `/v2/${name}/blobs/uploads/`)).toMatchObject({ end: '4a', name })
    expect(parseEndpoint('PATCH', `/v2/${name}/blobs/uploads/s`)).toMatchObject({ end: '5', name, session: 's' })
  }
})

test('parses percent-encoded digests, which some clients send', () => {
  for (const colon of ['%3A', '%3a']) {
    const encoded = d1.replace(':', colon)
    expect(parseEndpoint('HEAD', `/v2/a/blobs/${encoded}`)).toMatchObject({ digest: d1 })
    expect(parseEndpoint('PUT', `/v2/a/manifests/${encoded}`)).toMatchObject({ reference: d1 })
    expect(parseEndpoint('PUT', `/v2/a/blobs/uploads/s?_state=x%3D&digest=${encoded}`)).toMatchObject({ digest: d1 })
    expect(parseEndpoint('POST', `/v2/a/blobs/uploads/?from=acme%2Fbase&mount=${encoded}`)).toMatchObject({
      mount: d1,
      from: 'acme/base',
    })
  }
})

// Each would be an endpoint if it were parsed as a URL, decoded, or truncated.
test.each([
  ['GET', '//v2/'],
  ['GET', '/v2//'],
  ['GET', '/v2'],
  ['GET', '/V2/'],
  ['GET', 'v2/'],
  ['GET', '/x/../v2/'],
  ['GET', '//evil.example/v2/'],
  ['GET', 'http://127.0.0.1/v2/'],
  ['GET', '\\v2\\'],
  ['GET', '/v2/#'],
  ['GET', '/v2/\n'],
  ['HEAD', '/v2/'],
  ['GET', '*'],
  ['GET', ''],
  ['GET', '/v2/other/../app/manifests/v1'],
  ['GET', '/v2/app/manifests/../manifests/v1'],
  ['GET', '/v2/app/./manifests/v1'],
  ['GET', '/v2/app//manifests/v1'],
  ['GET', '/v2//app/manifests/v1'],
  ['GET', '/v2/app/manifests//v1'],
  ['GET', '/v2/app/manifests/v1/'],
  ['GET', '/v2/app%2fmanifests/manifests/v1'],
  ['GET', '/v2/app%2Fother/manifests/v1'],
  ['GET', '/v2/%2e%2e/app/manifests/v1'],
  ['GET', '/v2/app/manifests/v1%00'],
  ['GET', '/v2/app/manifests/v1%20'],
  ['GET', '/v2/app/manifests/v1#x'],
  ['GET', '/v2/app/manifests/v1\n'],
  ['GET', '/v2/App/manifests/v1'],
  ['GET', '/v2/app/manifests/.v1'],
  ['GET', `/v2/app/manifests/${'v'.repeat(129)}`],
  ['GET', `/v2/${'a'.repeat(256)}/manifests/v1`],
  ['GET', '/v2/app/manifests/'],
  ['GET', '/v2/manifests/v1'],
  ['GET', '/v2/app\\manifests\\v1'],
  ['get', '/v2/app/manifests/v1'],
  ['CONNECT', '/v2/app/manifests/v1'],
  ['POST', '/v2/app/manifests/v1'],
  ['PATCH', '/v2/app/manifests/v1'],
  ['HEAD', `/v2/app/blobs/${d1}0`],
  ['HEAD', `/v2/app/blobs/${d1.slice(0, -1)}`],
  ['HEAD', `/v2/app/blobs/${d1.toUpperCase()}`],
  ['HEAD', `/v2/app/blobs/${d1}/`],
  ['HEAD', `/v2/app/blobs/${d1}%0a`],
  ['HEAD', '/v2/app/blobs/v1'],
  ['HEAD', '/v2/app/blobs/sha256:../../../x'],
  ['PUT', `/v2/app/blobs/${d1}`],
  ['POST', '/v2/app/blobs/uploads'],
  ['GET', '/v2/app/blobs/uploads/'],
  ['PUT', `/v2/app/blobs/uploads/?digest=${d1}`],
  ['POST', '/v2/app/blobs/uploads/?digest=sha256:x'],
  ['POST', '/v2/app/blobs/uploads/?digest='],
  ['POST', '/v2/app/blobs/uploads/?mount=x'],
  ['POST', `/v2/app/blobs/uploads/?mount=${d1}&from=../x`],
  ['POST', `/v2/app/blobs/uploads/?mount=${d1}&from=`],
  ['POST', `/v2/app/blobs/uploads/?mount=${d1}%23`],
  ['PUT', '/v2/app/blobs/uploads/s'],
  ['PUT', `/v2/app/blobs/uploads/s?digest=${d1}%00`],
  ['PUT', `/v2/app/blobs/uploads/s?digest=${d1}#`],
  ['PATCH', '/v2/app/blobs/uploads/a.b'],
  ['PATCH', '/v2/app/blobs/uploads/a%2fb'],
  ['PATCH', `/v2/app/blobs/uploads/${'s'.repeat(129)}`],
  ['HEAD', '/v2/app/blobs/uploads/s'],
  ['PUT', `/v2/app/manifests/${d1}?tag=.bad`],
  ['PUT', '/v2/app/manifests/v1?tag=v2'],
  ['PUT', `/v2/app/manifests/${d1}?tag=good&tag=`],
  ['GET', '/v2/app/tags/list/'],
  ['HEAD', '/v2/app/tags/list'],
  ['GET', '/v2/app/tags/all'],
  ['GET', '/v2/app/referrers/v1'],
  ['POST', `/v2/app/referrers/${d1}`],
  ['GET', '/v2/_catalog'],
])('%s %j is not an endpoint', (method, target) => {
  expect(parseEndpoint(method, target)).toBeUndefined()
})

test('parses only the exact target that the endpoint formats to', () => {
  const piece = fc.constantFrom(
    ...['/v2/', 'app', '/', '..', '.', '//', '%2f', '%2e', '?', '#', '\\', '&', '=', ' ', '\n', '\0', '@', ':', '%3A'],
    ...['blobs', 'uploads', 'manifests', 'tags', 'list', 'referrers', 'v1', d1, 'digest', 'mount', 'from', 'tag']
  )
  const target = fc.array(piece, { maxLength: 14 }).map((pieces) => `/v2/app/${pieces.join('')}`)
  const method = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE')
  fc.assert(
    fc.property(method, fc.oneof(target, fc.string()), (verb, text) => {
      const endpoint = parseEndpoint(verb, text)
      if (!endpoint) return
      const [path = ''] = text.split('?')
      expect(toUrl(endpoint).split('?')[0]).toBe(path.replaceAll(/%3A/gi, ':'))
      if ('name' in endpoint) expect(isName(endpoint.name)).toBe(true)
    }),
    { numRuns: 5000 }
  )
})

test('parses the longest possible target quickly', () => {
  const long = ['/v2/', '/blobs', '/manifests', 'a/', '..', '%3a', 'a', '?', '&mount=']
  for (const piece of long) {
    const target = `/v2/app${piece.repeat(16_384 / piece.length)}`
    expect(parseEndpoint('GET', target)).toBeUndefined()
    expect(parseEndpoint('POST', `${target}!`)).toBeUndefined()
  }
})
