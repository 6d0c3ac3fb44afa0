import { describe, expect, test } from 'vitest'
import { digestOf } from '../../../src/oci/digest.ts'
import type { Tag } from '../../../src/oci/distribution/tag.ts'
import type { Auth } from '../../support/registry/auth.ts'
import type { ChallengeStyle } from '../../support/registry/challenges.ts'
import { startTestRegistry, type TestRegistry } from '../../support/registry/registry.ts'
import { Rounds } from '../../support/registry/rounds.ts'
import { startTokenService } from '../../support/registry/token-service.ts'
import { Tokens } from '../../support/registry/tokens.ts'
import { clientAt, descriptorOf, failureOf, upload } from '../client.ts'

const bytes = Buffer.from('a layer')
const { digest } = descriptorOf(bytes)
const digests = Array.from({ length: 20 }, (_, index) => digestOf(Buffer.from(`blob ${index}`)))

function withTokens(more: Partial<Auth & { kind: 'bearer' }> = {}, tokens = new Tokens()): Promise<TestRegistry> {
  return startTestRegistry({ auth: { kind: 'bearer', tokens, ...more } })
}

/** How often each line, without digests, is in the log. */
function tally(registry: TestRegistry): Readonly<Record<string, number>> {
  const lines = registry.log.map((line) => line.replace(/ sha256:\w+/, ''))
  return Object.fromEntries(
    Map.groupBy(lines, (line) => line)
      .entries()
      .map(([line, all]) => [line, all.length])
  )
}

describe('uses one challenge and one token for all requests', () => {
  test('if twenty concurrent requests are the first', async () => {
    await using registry = await withTokens()
    await using client = await clientAt(registry.host)
    const { blobs } = client.repository('o/app')
    await Promise.all(digests.map((each) => blobs.has(each)))
    expect(tally(registry)).toEqual({ 'HEAD blob 401': 1, 'GET token 200': 1, 'HEAD blob 404': 20 })
    expect(registry.unexpected).toEqual([])
  })

  test('and makes concurrent requests wait only for the challenge and the token', async () => {
    const rounds = new Rounds()
    await using registry = await startTestRegistry({ rounds, auth: { kind: 'bearer', tokens: new Tokens() } })
    await using client = await clientAt(registry.host)
    await client.registry.warm(16)
    const { blobs } = client.repository('o/app')
    await Promise.all(digests.slice(0, 16).map((each) => blobs.has(each)))
    expect(registry.rounds).toBe(3)
  })

  test('if reads are anonymous and only writes are challenged', async () => {
    await using registry = await withTokens({ anonymousPull: true })
    await using client = await clientAt(registry.host)
    const { blobs } = client.repository('o/app')
    await Promise.all([...digests.map((each) => blobs.has(each)), ...digests.map(() => blobs.openSession())])
    expect(tally(registry)['POST upload 401']).toBe(1)
    expect(tally(registry)['GET token 200']).toBe(1)
    expect(tally(registry)['POST upload 202']).toBe(20)
  })

  test('and a token for each repository after a single challenge', async () => {
    const tokens = new Tokens()
    await using registry = await withTokens({}, tokens)
    await using client = await clientAt(registry.host)
    const names = ['o/app', 'o/web', 'o/app']
    await Promise.all(names.map((name) => client.repository(name).blobs.has(digest)))
    expect(tally(registry)).toEqual({ 'HEAD blob 401': 1, 'GET token 200': 2, 'HEAD blob 404': 3 })
    expect(tokens.asked.map((rights) => rights.join(' ')).sort()).toEqual([
      'repository:o/app:pull repository:o/app:push',
      'repository:o/web:pull repository:o/web:push',
    ])
  })

  test('and challenges Basic only once', async () => {
    await using registry = await startTestRegistry({ auth: { kind: 'basic' } })
    await using client = await clientAt(registry.host)
    await Promise.all(digests.map((each) => client.repository('o/app').blobs.has(each)))
    expect(tally(registry)).toEqual({ 'HEAD blob 401': 1, 'HEAD blob 404': 20 })
  })
})

test('sends no credentials to a registry that does not ask for them', async () => {
  await using registry = await startTestRegistry()
  await using client = await clientAt(registry.host)
  await client.repository('o/app').blobs.has(digest)
  expect(registry.entries.map(({ authorization }) => authorization)).toEqual([undefined])
})

describe('understands a challenge', () => {
  test.each<ChallengeStyle>([
    ...(['plain', 'lower case', 'upper case', 'unquoted', 'spaced', 'escaped', 'without scope'] as const),
    ...(['empty scope', 'unknown scheme first', 'basic in one header', 'basic in two headers'] as const),
  ])('%s', async (style) => {
    await using registry = await withTokens({ style })
    await using client = await clientAt(registry.host)
    await upload(client.repository('o/app'), bytes)
    expect(registry.log).toEqual([
      'POST upload 401',
      'GET token 200',
      'POST upload 202',
      `PUT upload ${digest.slice(0, 19)} 201`,
    ])
    expect(registry.unexpected).toEqual([])
  })

  test('but not if it has only unknown schemes', async () => {
    await using registry = await withTokens({ challenge: ['Negotiate', 'Digest realm="x", nonce="y"'] })
    await using client = await clientAt(registry.host)
    expect((await failureOf(upload(client.repository('o/app'), bytes))).message).toContain('401 UNAUTHORIZED')
    expect(registry.log).toEqual(['POST upload 401'])
  })
})

test('uses a token service on another server, whatever its field for the token', async () => {
  const tokens = new Tokens()
  await using service = await startTokenService(tokens)
  await using registry = await withTokens({ realm: service.realm }, tokens)
  for (const field of ['token', 'access_token', 'both'] as const) {
    tokens.behave({ field, expiresIn: field === 'token' ? undefined : 300 })
    await using client = await clientAt(registry.host)
    await upload(client.repository('o/app'), bytes)
  }
  expect(service.log).toEqual(['GET token 200', 'GET token 200', 'GET token 200'])
  expect(new URLSearchParams(service.entries[0]?.query).get('account')).toBe('ann')
  expect(service.unexpected).toEqual([])
  expect(registry.entries.some(({ authorization }) => authorization?.startsWith('Basic'))).toBe(false)
})

test.each([
  ['service "quoted", and more', 'a, b; c="d" \\ e'],
  ['a service with other letters', 'régistre/ünïversal'],
  ['a service that is a query', 'x&scope=repository:victim:pull#'],
])('sends %s unchanged', async (_, service) => {
  await using registry = await withTokens({
    challenge: [],
  })
  const quoted = Buffer.from(service.replaceAll(/["\\]/g, '\\$&'), 'utf8').toString('latin1')
  registry.authorize({
    kind: 'bearer',
    tokens: new Tokens(),
    challenge: [`Bearer realm="${registry.origin}/token?own=1%202&x=",service="${quoted}"`],
  })
  await using client = await clientAt(registry.host)
  await failureOf(client.repository('o/app').manifests.head('v1' as Tag))
  const { query } = registry.entries.find(({ route }) => route.kind === 'token') ?? { query: '' }
  const asked = new URLSearchParams(query)
  expect(asked.get('own')).toBe('1 2')
  expect(asked.getAll('scope')).toEqual(['repository:o/app:pull,push'])
  expect(Buffer.from(asked.get('service') ?? '', 'latin1').toString('utf8')).toBe(service)
})

test("asks for the right to pull a mount's source, after the right to push", async () => {
  const tokens = new Tokens()
  await using registry = await withTokens({}, tokens)
  registry.putBlob('o/base', bytes)
  await using client = await clientAt(registry.host)
  expect(await client.repository('o/app').blobs.mount(digest, 'o/base')).toBe('mounted')
  expect(tokens.asked).toEqual([['repository:o/app:pull', 'repository:o/app:push', 'repository:o/base:pull']])
})

test('asks first, and once, for an additional scope that the registry requires', async () => {
  const tokens = new Tokens()
  await using registry = await withTokens({ style: 'without scope' }, tokens)
  const own = 'repository:library/o/app:pull,push'
  const challenge = [`Bearer realm="${registry.origin}/token",service="test-registry",scope="${own}"`]
  registry.authorize({ kind: 'bearer', tokens, challenge })
  await using client = await clientAt(registry.host)
  for (const each of digests.slice(0, 3)) await client.repository('o/app').blobs.has(each)
  expect(tokens.asked).toEqual([
    [
      ...['pull', 'push'].map((right) => `repository:library/o/app:${right}`),
      'repository:o/app:pull',
      'repository:o/app:push',
    ],
  ])
})

test('masks secrets as soon as they exist: Basic credentials and every token', async () => {
  await using registry = await withTokens()
  await using client = await clientAt(registry.host)
  await upload(client.repository('o/app'), bytes)
  const tokens = registry.entries.flatMap(({ authorization }) => authorization?.match(/^Bearer (.*)$/)?.[1] ?? [])
  expect(client.masked).toEqual([Buffer.from('ann:secret').toString('base64'), tokens[0]])
})

test('masks all tokens that a service returns, not only the one that is used', async () => {
  await using registry = await withTokens()
  await using client = await clientAt(registry.host)
  const given = {
    token: 'the-token-that-is-used',
    access_token: 'the-same-by-another-name',
    refresh_token: 'for-another-time',
  }
  registry.fail({ kind: 'token' }, { status: 200, body: JSON.stringify(given) })
  await upload(client.repository('o/app'), bytes)
  expect(client.masked).toEqual(expect.arrayContaining(Object.values(given)))
})

test('does not mask ordinary words that a registry returns as tokens', async () => {
  await using registry = await withTokens()
  await using client = await clientAt(registry.host)
  registry.fail({ kind: 'token' }, { status: 200, body: JSON.stringify({ token: 'published' }) })
  await upload(client.repository('o/app'), bytes)
  expect(registry.entries.map(({ authorization }) => authorization)).toContain('Bearer published')
  expect(client.masked).not.toContain('published')
})
