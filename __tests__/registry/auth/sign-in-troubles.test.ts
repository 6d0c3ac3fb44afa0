import { describe, expect, test } from 'vitest'
import type { Tag } from '../../../src/oci/distribution/tag.ts'
import type { Credential } from '../../../src/registry/auth/credential.ts'
import type { Auth } from '../../support/registry/auth.ts'
import { randomBytesOf } from '../../support/registry/content/random.ts'
import { badGateway, tooManyRequests } from '../../support/registry/misfortunes.ts'
import { startTestRegistry, type TestRegistry } from '../../support/registry/registry.ts'
import { startStranger } from '../../support/registry/stranger.ts'
import { Tokens } from '../../support/registry/tokens.ts'
import { clientAt, descriptorOf, failureOf, hasty, upload } from '../client.ts'

const bytes = randomBytesOf(3_000_000, 1)
const { digest } = descriptorOf(bytes)
const blob = digest.slice(0, 19)
const v1 = 'v1' as Tag
/** So long that a word after it would be cut off in the message. */
const long =
  'the scope that was asked for is not one of those that this service knows of, and neither is the user whom it was asked for by, who was known here once but left us in the meantime, so '

function withTokens(tokens = new Tokens(), more: Partial<Auth & { kind: 'bearer' }> = {}): Promise<TestRegistry> {
  return startTestRegistry({ auth: { kind: 'bearer', tokens, ...more } })
}

test.each([
  ['has never responded is asked 4 times', 0, 4],
  ['has responded before is asked as often as any', 1, 6],
])('a token service that %s', async (_, responses, times) => {
  await using service = await startStranger()
  service.fail({}, { status: 503, body: '' }, { times: responses })
  service.fail({}, 'reset before headers', { times: 99 })
  const auth: Auth = { kind: 'bearer', tokens: new Tokens(), realm: `${service.origin}/token` }
  await using registry = await startTestRegistry({ auth })
  await using client = await clientAt(registry.host)
  const { message } = await failureOf(upload(client.repository('o/app'), bytes))
  expect(message).toContain(`sign-in at ${new URL(service.origin).host} failed: `)
  expect(service.count().GET).toBe(times)
})

describe('an identity token', () => {
  const identity: Credential = { kind: 'identity-token', token: 'identity' }

  test('is exchanged with an OAuth 2.0 form, and sent to no one else', async () => {
    await using registry = await withTokens(new Tokens({ refreshTokens: { identity: 'ann' } }))
    await using client = await clientAt(registry.host, { credential: identity })
    await upload(client.repository('o/app'), bytes)
    expect(registry.log).toEqual(['POST upload 401', 'POST token 200', 'POST upload 202', `PUT upload ${blob} 201`])
    expect(registry.unexpected).toEqual([])
    expect(registry.entries.map(({ authorization }) => authorization?.split(' ')[0])).toEqual([
      ...[undefined, undefined],
      ...['Bearer', 'Bearer'],
    ])
  })

  test.each([400, 401, 404, 405])('is sent as a password if the form is answered with %i', async (post) => {
    const tokens = new Tokens({ users: { ann: 'identity' } })
    tokens.behave({ post })
    await using registry = await withTokens(tokens)
    await using client = await clientAt(registry.host, { credential: { ...identity, username: 'ann' } })
    await upload(client.repository('o/app'), bytes)
    expect(registry.log.filter((line) => line.includes('token'))).toEqual([`POST token ${post}`, 'GET token 200'])
    expect(client.masked).toContain(Buffer.from('ann:identity').toString('base64'))
  })

  test('is not sent as a password without a user name', async () => {
    const tokens = new Tokens()
    tokens.behave({ post: 405 })
    await using registry = await withTokens(tokens)
    await using client = await clientAt(registry.host, { credential: identity })
    expect((await failureOf(client.repository('o/app').manifests.head(v1))).message).toContain('405')
    expect(registry.log).toEqual(['HEAD manifest v1 401', 'POST token 405'])
  })
})

test('sends a registry token as it is, and only once', async () => {
  await using registry = await withTokens()
  await using client = await clientAt(registry.host, { credential: { kind: 'registry-token', token: 'given' } })
  const { message } = await failureOf(client.repository('o/app').manifests.head(v1))
  expect(message).not.toContain('may push')
  expect(registry.log).toEqual(['HEAD manifest v1 401'])
  expect(registry.entries[0]?.authorization).toBe('Bearer given')
})

describe('access is denied', () => {
  test('in one sentence, after a single attempt, if the password is wrong', async () => {
    await using registry = await withTokens(new Tokens({ users: { ann: 'another' } }))
    await using client = await clientAt(registry.host)
    const { manifests } = client.repository('o/app')
    const tags = Array.from({ length: 12 }, (_, index) => `v${index}` as Tag)
    const failures = await Promise.all(tags.map((tag) => failureOf(manifests.head(tag))))
    failures.push(await failureOf(manifests.head(v1)))
    expect(new Set(failures.map(({ message }) => message))).toEqual(
      new Set([
        `${registry.host}: sign-in at ${registry.host} was refused: 401 UNAUTHORIZED: wrong user name or password. Check the username and password for ${registry.host}.`,
      ])
    )
    // Repeated attempts with a wrong password may lock the account.
    expect(registry.log).toEqual(['HEAD manifest v0 401', 'GET token 401'])
  })

  test('in one sentence if a Basic password is wrong', async () => {
    await using registry = await startTestRegistry({ auth: { kind: 'basic', users: { ann: 'another' } } })
    await using client = await clientAt(registry.host)
    const { message } = await failureOf(client.repository('o/app').manifests.head(v1))
    expect(message).toContain(`Check the username and password for ${registry.host}.`)
    expect(registry.log).toEqual(['HEAD manifest v1 401', 'HEAD manifest v1 401'])
  })

  test('after one request without credentials, with what is missing', async () => {
    await using registry = await startTestRegistry({ auth: { kind: 'basic' } })
    await using client = await clientAt(registry.host, { credential: 'none' })
    const { message } = await failureOf(client.repository('o/app').manifests.head(v1))
    expect(message).toContain(`No credentials for ${registry.host}`)
    expect(registry.log).toEqual(['HEAD manifest v1 401'])
  })

  test.each([401, 403] as const)('if a token grants less than was requested, by %i', async (insufficient) => {
    const tokens = new Tokens()
    tokens.behave({ grant: (rights) => rights.slice(0, 1) })
    await using registry = await withTokens(tokens, { insufficient })
    await using client = await clientAt(registry.host)
    const { message } = await failureOf(upload(client.repository('o/app'), bytes))
    expect(message).toContain(`${registry.host}/o/app: upload of ${blob} (3 MB) was refused: ${insufficient}`)
    // The password is right: the service returned a token.
    const advice = `Check that ${registry.host}/o/app exists, and that this user, or the access token used as its password, may push to it.`
    expect(message).toContain(advice)
    expect(registry.log).toEqual(['POST upload 401', 'GET token 200', `POST upload ${insufficient}`])
  })

  test('after one more token if no token is ever accepted', async () => {
    const tokens = new Tokens()
    tokens.behave({ life: { requests: 0 } })
    await using registry = await withTokens(tokens)
    await using client = await clientAt(registry.host)
    expect((await failureOf(upload(client.repository('o/app'), bytes))).message).toContain('was refused: 401')
    const more = ['GET token 200', 'POST upload 401']
    expect(registry.log).toEqual(['POST upload 401', ...more, ...more])
  })

  test('at first, and granted after a second challenge with another scope', async () => {
    const tokens = new Tokens()
    const challenge = (scope: string) => `Bearer realm="${registry.origin}/token",service="test-registry"${scope}`
    await using registry = await withTokens(tokens)
    registry.fail({ kind: 'upload' }, { status: 401, headers: { 'www-authenticate': challenge('') } })
    registry.fail(
      { kind: 'upload' },
      {
        status: 401,
        headers: { 'www-authenticate': challenge(',error="insufficient_scope",scope="repository:o/app:*"') },
      }
    )
    await using client = await clientAt(registry.host)
    await client.repository('o/app').blobs.openSession()
    expect(tokens.asked.map((rights) => rights[0])).toEqual(['repository:o/app:pull', 'repository:o/app:*'])
  })
})

describe('an expired token', () => {
  test('is renewed before it is used', async () => {
    const tokens = new Tokens()
    tokens.behave({ expiresIn: 100 })
    await using registry = await withTokens(tokens)
    let seconds = 0
    await using client = await clientAt(registry.host, { now: () => new Date(seconds * 1000) })
    const { manifests } = client.repository('o/app')
    for (seconds of [0, 74, 76, 150, 152]) await manifests.head(v1)
    expect(registry.log.filter((line) => !line.startsWith('HEAD'))).toEqual(Array(3).fill('GET token 200'))
    expect(registry.count().HEAD).toBe(6)
  })

  test('is renewed once, for all concurrent requests, if it expires early', async () => {
    await using registry = await withTokens()
    await using client = await clientAt(registry.host)
    const { manifests } = client.repository('o/app')
    await manifests.head(v1)
    registry.fail({ method: 'HEAD' }, 'expire token')
    await Promise.all(Array.from({ length: 16 }, (_, index) => manifests.head(`v${index}` as Tag)))
    expect(registry.log.filter((line) => line.includes('token'))).toHaveLength(2)
  })

  test.each(['late', 'early'] as const)(
    'is renewed during an upload, which continues in its session (answered %s)',
    async (refusals) => {
      await using registry = await startTestRegistry({
        auth: { kind: 'bearer', tokens: new Tokens() },
        behaviour: { refusals },
      })
      await using client = await clientAt(registry.host)
      registry.fail({ method: 'PUT', kind: 'upload' }, 'expire token')
      const repository = client.repository('o/app')
      await upload(repository, bytes)
      expect(registry.log).toEqual([
        ...['POST upload 401', 'GET token 200', 'POST upload 202', `PUT upload ${blob} 401`],
        ...['GET token 200', `PUT upload ${blob} 201`],
      ])
      expect(Buffer.from(registry.blob('o/app', digest) ?? []).equals(bytes)).toBe(true)
      expect(repository.retries).toBe(0)
    }
  )
})

describe('the response of a token service', () => {
  test.each([badGateway, { status: 500 }, tooManyRequests(0)])(
    'is requested again after a failure ($status)',
    async (answer) => {
      await using registry = await withTokens()
      await using client = await clientAt(registry.host)
      registry.fail({ kind: 'token' }, answer, { times: 2 })
      await upload(client.repository('o/app'), bytes)
      expect(registry.log.filter((line) => line.includes('token'))).toEqual([
        ...Array(2).fill(`GET token ${answer.status}`),
        'GET token 200',
      ])
    }
  )

  test.each(['reset before headers', { truncate: 20 }] as const)(
    'is requested again after a broken connection (%o)',
    async (fault) => {
      await using registry = await withTokens()
      await using client = await clientAt(registry.host)
      registry.fail({ kind: 'token' }, fault)
      await upload(client.repository('o/app'), bytes)
      expect(registry.hasBlob('o/app', digest)).toBe(true)
    }
  )

  test.each([
    ['its response is larger than 131072 bytes', { status: 200, body: 'endless' }],
    ['its response contains no token', { status: 200, body: '<html>' }],
    ['its response contains no token', { status: 200, body: '{"token":"a\\r\\nx-evil: 1"}' }],
    ['its response contains no token', { status: 200, body: '[]' }],
  ] as const)('is not requested again if it is invalid: %s', async (reason, answer) => {
    await using registry = await withTokens()
    await using client = await clientAt(registry.host)
    registry.fail({ kind: 'token' }, answer)
    const { message } = await failureOf(upload(client.repository('o/app'), bytes))
    expect(message).toBe(`${registry.host}: sign-in at ${registry.host} failed: ${reason}.`)
    expect(registry.log).toEqual(['POST upload 401', 'GET token 200'])
  })

  test.each([201, 202, 203, 206])('is accepted with status %i', async (status) => {
    const tokens = new Tokens()
    tokens.behave({ status })
    await using registry = await startTestRegistry({ auth: { kind: 'bearer', tokens } })
    await using client = await clientAt(registry.host)
    await upload(client.repository('o/app'), bytes)
    expect(registry.hasBlob('o/app', digest)).toBe(true)
  })

  test.each([
    ['{"token":"short"}', '400'],
    ['{"data":{"refresh_token":"short"},"message":"here you are"}', '400'],
    ['{"token":"eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJh', '400'],
    ["{'token': 'short'}", '400'],
    [
      '{"errors":[{"code":"DENIED","message":"eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.e30.c2ln has ended"}]}',
      '400 DENIED: … has ended',
    ],
    ['{"code":"DENIED","message":"wrong user"}', '400 DENIED: wrong user'],
    [`${long}f00ba4f00ba4f00ba4f00ba4f00ba4`, `400 ${long}…`],
    ['<h1>Bad Request</h1> nginx', '400 Bad Request nginx'],
  ])('is reported in an error (%s) without anything that may be a token', async (body, expected) => {
    await using registry = await withTokens()
    await using client = await clientAt(registry.host)
    registry.fail({ kind: 'token' }, { status: 400, body })
    const { message } = await failureOf(upload(client.repository('o/app'), bytes))
    expect(message).toBe(`${registry.host}: sign-in at ${registry.host} was refused: ${expected}.`)
  })

  test('is not waited for to its end if it is a slow refusal, and the password is sent once', async () => {
    await using registry = await withTokens()
    await using client = await clientAt(registry.host, { timeouts: hasty })
    registry.fail({ kind: 'token' }, { status: 401, body: 'who are you?', drip: 100 }, { times: 9 })
    const { message } = await failureOf(upload(client.repository('o/app'), bytes))
    expect(message).toContain('was refused: 401. Check the username and password')
    expect(registry.count().GET).toBe(1)
  })

  test('is read up to a limit', async () => {
    await using registry = await withTokens()
    await using client = await clientAt(registry.host)
    registry.fail({ kind: 'token' }, { status: 403, body: 'endless' })
    expect((await failureOf(upload(client.repository('o/app'), bytes))).message).toContain('larger than 131072 bytes')
  })
})
