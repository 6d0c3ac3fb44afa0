import { describe, expect, test } from 'vitest'
import type { Tag } from '../../src/oci/distribution/tag.ts'
import type { TestRegistry } from '../support/registry/registry.ts'
import { type ClientOptions, failureOf, upload } from './client.ts'
import { app, digest, meet, runner, tls } from './meeting.ts'

const v1 = 'v1' as Tag

/** Strangers that differ from the registry in one respect each. */
const kinds = [
  ['at another port', {}, {}],
  ['with another host name', {}, { hostname: 'localhost' }],
  ['with TLS', {}, { tls }],
  ['at another port, both with TLS', { tls }, { tls }],
  ['with another host name, both with TLS', { tls }, { tls, hostname: 'localhost' }],
] as const

/** Has a client certificate, even if the registry turns out to speak plain http. */
const known: ClientOptions = { tls: runner, insecure: true }

/** Redirects the given methods from now on. */
function redirect(registry: TestRegistry, methods: readonly string[], origin: string, status: 302 | 307 = 307) {
  registry.behave({ redirect: { methods, to: { origin }, status } })
}

describe.each(kinds)('a stranger %s', (_, registryOptions, strangerOptions) => {
  test('gets no credentials from a redirected read', async () => {
    await using meeting = await meet(registryOptions, strangerOptions, known)
    const { registry, stranger, client } = meeting
    redirect(registry, ['GET', 'HEAD'], stranger.origin)
    const { blobs, manifests } = client.repository('o/app')
    expect(await blobs.has(digest)).toBe(true)
    await failureOf(manifests.get(app.root.digest))
    expect(stranger.saw.map(({ method }) => method)).toEqual(['HEAD', 'GET'])
    expect(stranger.secrets).toEqual([])
  })

  test('gets no credentials when it asks for them, at first or after a failure', async () => {
    await using meeting = await meet(registryOptions, strangerOptions, known)
    const { registry, stranger, client } = meeting
    redirect(registry, ['GET', 'HEAD'], stranger.origin)
    const realm = `${stranger.origin}/token`
    const asks = ['Basic realm="please"', `Bearer realm="${realm}",service="x"`]
    stranger.fail({}, { status: 503 }, { times: 1 })
    stranger.fail({}, { status: 401, headers: { 'www-authenticate': asks } }, { times: 9 })
    const { message } = await failureOf(client.repository('o/app').blobs.has(digest))
    expect(message).toContain('401')
    expect(stranger.saw.map(({ method, url }) => `${method} ${url.split('?')[0]}`)).toEqual(
      Array(2).fill(`HEAD /v2/o/app/blobs/${digest}`)
    )
    expect(stranger.secrets).toEqual([])
  })

  test('gets no credentials with an upload to its URL', async () => {
    await using meeting = await meet(registryOptions, strangerOptions, known)
    const { registry, stranger, client } = meeting
    registry.behave({ location: { origin: stranger.origin } })
    stranger.fail({ method: 'PUT' }, 'reset after commit')
    stranger.fail({ method: 'PUT' }, { status: 401, headers: { 'www-authenticate': 'Basic realm="please"' } })
    const { blobs } = client.repository('o/app')
    await failureOf(upload(client.repository('o/app'), Buffer.alloc(2_000_000, 'x')))
    await blobs.cancel(await blobs.openSession())
    const methods = stranger.saw.map(({ method }) => method)
    expect(new Set(methods)).toEqual(new Set(['PUT', 'GET', 'DELETE']))
    expect(stranger.secrets).toEqual([])
  })

  test('gets no redirected writes', async () => {
    await using meeting = await meet(registryOptions, strangerOptions, known)
    const { registry, stranger, client } = meeting
    redirect(registry, ['POST', 'PUT', 'PATCH', 'DELETE'], stranger.origin)
    const { blobs, manifests } = client.repository('o/app')
    const [manifest] = app.manifests
    const writes = [blobs.openSession(), manifests.put(manifest as never, v1), manifests.removeOnce(v1)]
    for (const failure of await Promise.all(writes.map(failureOf))) {
      expect(failure.message).toContain('a redirect was not followed')
    }
    expect(stranger.saw).toEqual([])
  })

  test('gets no request for the next page of tags', async () => {
    await using meeting = await meet(registryOptions, strangerOptions, known)
    const { registry, stranger, client } = meeting
    registry.put('o/app', app, 'a', 'b')
    registry.behave({ page: { size: 1, link: { origin: stranger.origin } } })
    const { message } = await failureOf(client.repository('o/app').manifests.tags())
    expect(message).toContain(`its next page is at another origin (${stranger.origin})`)
    expect(stranger.saw).toEqual([])
  })
})

describe('does not go from https to http', () => {
  test('with a redirect', async () => {
    await using meeting = await meet({ tls }, { hostname: '127.0.0.1' })
    redirect(meeting.registry, ['GET', 'HEAD'], meeting.stranger.origin, 302)
    const { message } = await failureOf(meeting.client.repository('o/app').manifests.head(v1))
    expect(message).toContain(`a redirect was not followed: it goes from https to http (${meeting.stranger.origin})`)
    expect(meeting.stranger.saw).toEqual([])
  })

  test('with a Location', async () => {
    await using meeting = await meet({ tls })
    meeting.registry.behave({ location: { origin: meeting.stranger.origin } })
    const { message } = await failureOf(upload(meeting.client.repository('o/app'), Buffer.from('new')))
    expect(message).toMatch(
      /the Location of its upload session was not used: it goes from https to http \(http:\S+\)\. If a proxy in front of the registry terminates TLS, have it pass on Host, and set X-Forwarded-Proto to https\.$/
    )
    expect(meeting.stranger.saw).toEqual([])
  })
})

describe('a registry behind a TLS proxy that takes its own URL for http', () => {
  const itself = ({ origin }: TestRegistry) => ({ origin: origin.replace('https:', 'http:') })

  test('gets uploads over https', async () => {
    await using meeting = await meet({ tls })
    const { registry, client } = meeting
    registry.behave({ location: itself(registry) })
    await upload(client.repository('o/app'), Buffer.from('new'))
    await client.repository('o/app').blobs.cancel(await client.repository('o/app').blobs.openSession())
    expect([registry.sessions, registry.unexpected]).toEqual([[], []])
    expect(registry.entries.every(({ place }) => place === 'home')).toBe(true)
  })

  test('gets redirected requests over https, with credentials', async () => {
    await using meeting = await meet({ tls })
    const { registry, client } = meeting
    await client.repository('o/app').blobs.openSession()
    const location = `${itself(registry).origin}/v2/o/app/blobs/${digest}`
    registry.fail({ method: 'HEAD' }, { status: 307, headers: { location } })
    expect(await client.repository('o/app').blobs.has(digest)).toBe(true)
    expect(registry.entries.slice(-2).map(({ authorization }) => authorization?.split(' ')[0])).toEqual([
      ...['Bearer', 'Bearer'],
    ])
  })
})

test('sends no credentials to the registry when a stranger redirects back to it', async () => {
  await using meeting = await meet({})
  const { registry, stranger, client } = meeting
  redirect(registry, ['HEAD'], stranger.origin)
  stranger.fail({}, { status: 307, headers: { location: `${registry.origin}/v2/o/app/tags/list?n=1` } }, { times: 9 })
  registry.authorize({ kind: 'basic', anonymousPull: true })
  await client.repository('o/app').blobs.has(digest)
  const back = registry.entries.filter(({ route }) => route.kind === 'tags')
  expect(back.length).toBeGreaterThan(0)
  expect(back.every(({ authorization }) => authorization === undefined)).toBe(true)
})

test('stops following a chain of redirects', async () => {
  await using meeting = await meet({})
  meeting.registry.fail({}, { status: 307, headers: { location: '/v2/round/and/round' } }, { times: 99 })
  const { message } = await failureOf(meeting.client.repository('o/app').manifests.head(v1))
  expect(message).toContain('a redirect was not followed: it is the 6th in a row')
  expect(meeting.registry.entries).toHaveLength(6)
})

test.each(['javascript:alert(1)', 'file:///etc/passwd', 'http://user:password@127.0.0.1/', '//[', 'ftp://a.test/'])(
  'does not follow a redirect to %s',
  async (location) => {
    await using meeting = await meet({})
    meeting.registry.fail({}, { status: 302, headers: { location } }, { times: 9 })
    const { message } = await failureOf(meeting.client.repository('o/app').manifests.head(v1))
    expect(message).toContain('a redirect was not followed')
  }
)

test('keeps no cookies', async () => {
  await using meeting = await meet({})
  const { registry, client } = meeting
  registry.fail({}, { status: 404, headers: { 'set-cookie': ['session=1; Path=/', 'b=2'] } })
  const { blobs } = client.repository('o/app')
  await blobs.has(digest)
  await blobs.has(digest)
  expect(registry.entries.some(({ cookie }) => cookie !== undefined)).toBe(false)
})
