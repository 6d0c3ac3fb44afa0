import { describe, expect, test } from 'vitest'
import { layer } from '../images.ts'
import { ask, codeOf, type Question } from './ask.ts'
import type { Auth } from './auth.ts'
import { type ChallengeStyle, challengeLines } from './challenges.ts'
import { startTestRegistry, type TestRegistry } from './registry.ts'
import { startTokenService } from './token-service.ts'
import { Tokens } from './tokens.ts'

const base = layer('base')
const { digest } = base.descriptor
const basic = (user: string, password: string) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
const ann: Question = { headers: { authorization: basic('ann', 'secret') } }
const bearer = (token: string): Question => ({ headers: { authorization: `Bearer ${token}` } })

function withTokens(tokens: Tokens, more: Partial<Auth & { kind: 'bearer' }> = {}): Promise<TestRegistry> {
  return startTestRegistry({ auth: { kind: 'bearer', tokens, ...more } })
}

async function tokenFor(registry: TestRegistry, scopes: readonly string[], question: Question = ann): Promise<string> {
  const query = new URLSearchParams({ service: 'test-registry' })
  for (const scope of scopes) query.append('scope', scope)
  const { text } = await ask('GET', `${registry.origin}/token?${query}`, question)
  return (JSON.parse(text) as { token: string }).token
}

const begin = (registry: TestRegistry, question: Question) =>
  ask('POST', `${registry.origin}/v2/o/app/blobs/uploads/`, question)

test('Basic lets in users, and no one else', async () => {
  await using registry = await startTestRegistry({
    auth: { kind: 'basic', users: { ann: 'se:cret' }, anonymousPull: true },
  })
  const refused = await begin(registry, {})
  expect([refused.status, codeOf(refused)]).toEqual([401, 'UNAUTHORIZED'])
  expect(refused.headers['www-authenticate']).toBe('Basic realm="test registry"')
  expect((await begin(registry, ann)).status).toBe(401)
  expect((await begin(registry, { headers: { authorization: basic('ann', 'se:cret') } })).status).toBe(202)
  expect((await ask('GET', `${registry.origin}/v2/o/app/blobs/${digest}`)).status).toBe(404)
  expect((await ask('GET', `${registry.origin}/v2/`)).status).toBe(401)
})

describe('Bearer', () => {
  test('issues the requested tokens at the registry itself', async () => {
    const tokens = new Tokens()
    await using registry = await withTokens(tokens)
    const { headers } = await begin(registry, {})
    expect(headers['www-authenticate']).toBe(
      `Bearer realm="${registry.origin}/token",service="test-registry",scope="repository:o/app:pull,push"`
    )
    const token = await tokenFor(registry, ['repository:o/app:pull,push', 'repository:o/base:pull'])
    expect((await begin(registry, bearer(token))).status).toBe(202)
    expect(tokens.asked).toEqual([['repository:o/app:pull', 'repository:o/app:push', 'repository:o/base:pull']])
    expect(registry.log).toEqual(['POST upload 401', 'GET token 200', 'POST upload 202'])
    expect(registry.unexpected).toEqual([])
  })

  test('says what is wrong with a token', async () => {
    await using registry = await withTokens(new Tokens())
    const pull = await tokenFor(registry, ['repository:o/app:pull'])
    expect((await begin(registry, bearer(pull))).headers['www-authenticate']).toMatch(/error="insufficient_scope"$/)
    expect((await begin(registry, bearer('nonsense'))).headers['www-authenticate']).toMatch(/error="invalid_token"$/)
    registry.authorize({ kind: 'bearer', tokens: new Tokens(), insufficient: 403 })
  })

  test('refuses without a challenge if configured', async () => {
    await using registry = await withTokens(new Tokens(), { insufficient: 403 })
    const pull = await tokenFor(registry, ['repository:o/app:pull'])
    expect((await begin(registry, bearer(pull))).status).toBe(403)
  })

  test('may grant less than was requested, and only pull to anonymous users', async () => {
    const tokens = new Tokens()
    await using registry = await withTokens(tokens)
    const push = ['repository:o/app:pull,push']
    expect((await begin(registry, bearer(await tokenFor(registry, push, {})))).status).toBe(401)
    tokens.behave({ grant: (rights) => rights.slice(0, 1) })
    expect((await begin(registry, bearer(await tokenFor(registry, push)))).status).toBe(401)
  })

  test('mounts only from repositories that the token can pull from', async () => {
    await using registry = await withTokens(new Tokens())
    registry.putBlob('o/base', base.bytes ?? new Uint8Array())
    const mount = async (...scopes: string[]) => {
      const token = await tokenFor(registry, ['repository:o/app:pull,push', ...scopes])
      const path = `/v2/o/app/blobs/uploads/?mount=${digest}&from=o/base`
      return (await ask('POST', registry.origin + path, bearer(token))).status
    }
    expect([await mount(), await mount('repository:o/base:pull')]).toEqual([202, 201])
  })

  test('expires tokens by number of uses, by time, or by a fault', async () => {
    const tokens = new Tokens()
    await using registry = await withTokens(tokens)
    const scopes = ['repository:o/app:pull,push']
    tokens.behave({ life: { requests: 1 } })
    const once = await tokenFor(registry, scopes)
    expect([(await begin(registry, bearer(once))).status, (await begin(registry, bearer(once))).status]).toEqual([
      202, 401,
    ])
    tokens.behave({ life: { milliseconds: 0 } })
    expect((await begin(registry, bearer(await tokenFor(registry, scopes)))).status).toBe(401)
    tokens.behave({ life: {} })
    const token = await tokenFor(registry, scopes)
    registry.fail({ kind: 'upload' }, 'expire token', { after: 1 })
    expect([(await begin(registry, bearer(token))).status, (await begin(registry, bearer(token))).status]).toEqual([
      202, 401,
    ])
  })
})

test('may use another server as token service, with all its options', async () => {
  const tokens = new Tokens({ refreshTokens: { identity: 'ann' } })
  await using service = await startTokenService(tokens)
  await using registry = await withTokens(tokens, { realm: service.realm })
  expect((await begin(registry, {})).headers['www-authenticate']).toContain(`realm="${service.realm}"`)
  const get = async () => JSON.parse((await ask('GET', `${service.realm}?service=test-registry`, ann)).text)
  tokens.behave({ field: 'access_token', expiresIn: undefined })
  expect(Object.keys(await get())).toEqual(['access_token'])
  const post = (form: Record<string, string>) =>
    ask('POST', service.realm, {
      body: new URLSearchParams({ service: 'test-registry', client_id: 'test', ...form }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
  tokens.behave({ refreshToken: true })
  const scope = 'repository:o/app:pull,push'
  const refreshed = await post({ grant_type: 'refresh_token', refresh_token: 'identity', scope })
  const { access_token: token, refresh_token: next } = JSON.parse(refreshed.text)
  expect((await begin(registry, bearer(token))).status).toBe(202)
  expect((await post({ grant_type: 'refresh_token', refresh_token: next, scope })).status).toBe(200)
  expect((await post({ grant_type: 'password', username: 'ann', password: 'secret', scope })).status).toBe(200)
  expect((await post({ grant_type: 'password', username: 'ann', password: 'wrong', scope })).status).toBe(401)
  tokens.behave({ post: 405 })
  expect((await post({ grant_type: 'refresh_token', refresh_token: 'identity', scope })).status).toBe(405)
  expect(
    (await ask('GET', `${service.realm}?service=test-registry`, { headers: { authorization: basic('ann', 'no') } }))
      .status
  ).toBe(401)
  expect(service.unexpected).toEqual([])
  await ask('GET', `${service.realm}?scope=repository:o/app`)
  expect(service.unexpected).toEqual([
    'GET token: MUST name the service of the challenge',
    "GET token: asks for a scope that breaks the grammar: 'repository:o/app'",
  ])
})

test.each<[ChallengeStyle, readonly string[]]>([
  ['plain', ['Bearer realm="r",service="s",scope="a:b:pull,push"']],
  ['lower case', ['bearer realm="r",service="s",scope="a:b:pull,push"']],
  ['upper case', ['BEARER REALM="r",SERVICE="s",SCOPE="a:b:pull,push"']],
  ['unquoted', ['Bearer realm="r",service=s,scope="a:b:pull,push"']],
  ['spaced', ['Bearer   realm = "r" ,  service = "s" ,  scope = "a:b:pull,push" ,']],
  ['without scope', ['Bearer realm="r",service="s"']],
  ['empty scope', ['Bearer realm="r",service="s",scope=""']],
  ['basic in one header', ['Basic realm="Registry, with a comma", Bearer realm="r",service="s",scope="a:b:pull,push"']],
])('writes a challenge as %s', (style, lines) => {
  expect(challengeLines(style, { realm: 'r', service: 's', scope: 'a:b:pull,push', error: undefined })).toEqual(lines)
})

test('writes challenges on two lines, and accepts Basic as well', async () => {
  await using registry = await withTokens(new Tokens(), { style: 'basic in two headers' })
  expect((await begin(registry, {})).headers['www-authenticate']).toMatch(/^Basic .*, Bearer realm/)
  expect((await begin(registry, ann)).status).toBe(202)
  registry.authorize({ kind: 'bearer', tokens: new Tokens(), challenge: ['Bearer realm="http://169.254.169.254/"'] })
  expect((await begin(registry, {})).headers['www-authenticate']).toBe('Bearer realm="http://169.254.169.254/"')
})
