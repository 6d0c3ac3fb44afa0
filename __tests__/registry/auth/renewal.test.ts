import { expect, test } from 'vitest'
import type { Credential } from '../../../src/registry/auth/credential.ts'
import { type CredentialSource, remembered } from '../../../src/registry/auth/credential-source.ts'
import { startTestRegistry } from '../../support/registry/registry.ts'
import { Tokens } from '../../support/registry/tokens.ts'
import { clientAt, failureOf, upload } from '../client.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const later = (minutes: number) => new Date(Date.now() + minutes * 60_000)
const annWith = (password: string, expiresAt?: Date): Credential => ({
  kind: 'password',
  username: 'ann',
  password,
  ...(expiresAt && { expiresAt }),
})

/** A source that returns these credentials in turn, then the last one forever, and counts its calls. */
function sourceOf(...credentials: readonly Credential[]) {
  const asked: (Credential | undefined)[] = []
  const source: CredentialSource = async (useless) => {
    asked.push(useless)
    return credentials[Math.min(asked.length, credentials.length) - 1]
  }
  return { asked, source: remembered(source, () => new Date()) }
}

test('replaces a password that expires during a publication with one from its source, once for all requests', async () => {
  const users: Record<string, string> = { ann: 'first' }
  await using registry = await startTestRegistry({ auth: { kind: 'basic', users } })
  const { asked, source } = sourceOf(annWith('first'), annWith('second'))
  await using client = await clientAt(registry.host, { credential: source })
  const repository = client.repository('o/app')
  await upload(repository, bytes('before'))
  expect(asked).toEqual([undefined])

  users.ann = 'second'
  const seen = registry.entries.length
  await Promise.all(['one', 'two', 'three', 'four'].map((text) => upload(repository, bytes(text))))
  expect(asked).toEqual([undefined, annWith('first')])
  const refused = registry.entries.slice(seen).filter(({ status }) => status === 401)
  expect(refused.length).toBeGreaterThan(0)
  expect(refused.map(({ authorization }) => authorization)).toEqual(refused.map(() => basic('ann:first')))
  expect(client.masked).toContain(basic('ann:second').slice('Basic '.length))
})

test('asks a token service that refuses an expired password again with the new one', async () => {
  const users: Record<string, string> = { ann: 'first' }
  const tokens = new Tokens({ users })
  tokens.behave({ life: { requests: 3 } })
  await using registry = await startTestRegistry({ auth: { kind: 'bearer', tokens } })
  const { asked, source } = sourceOf(annWith('first'), annWith('second'))
  await using client = await clientAt(registry.host, { credential: source })
  await upload(client.repository('o/app'), bytes('before'))
  users.ann = 'second'
  tokens.expire()
  await upload(client.repository('o/app'), bytes('after'))
  expect(asked).toEqual([undefined, annWith('first')])
})

test.each(['basic', 'bearer'] as const)('sends a wrong password once to a %s registry', async (kind) => {
  const auth = kind === 'basic' ? { kind } : { kind, tokens: new Tokens() }
  await using registry = await startTestRegistry({ auth })
  const { asked, source } = sourceOf(annWith('wrong'))
  await using client = await clientAt(registry.host, { credential: source })
  const texts = ['one', 'two', 'three']
  for (const text of texts) await failureOf(upload(client.repository('o/app'), bytes(text)))
  // Once more, in case it had expired; the source is not asked again after returning the same one.
  expect(asked).toEqual([undefined, annWith('wrong')])
  const sent = registry.entries.filter(({ authorization }) => authorization === basic('ann:wrong'))
  expect(sent).toHaveLength(kind === 'basic' ? texts.length : 1)
})

test('replaces a registry token that is refused', async () => {
  const tokens = new Tokens()
  await using registry = await startTestRegistry({ auth: { kind: 'bearer', tokens } })
  const fetchToken = async () => {
    const query = new URLSearchParams({ service: 'test-registry', scope: 'repository:o/app:pull,push' })
    const response = await fetch(`http://${registry.host}/token?${query}`, {
      headers: { authorization: basic('ann:secret') },
    })
    return ((await response.json()) as { token: string }).token
  }
  const source = remembered(
    async () => ({ kind: 'registry-token', token: await fetchToken() }),
    () => new Date()
  )
  await using client = await clientAt(registry.host, { credential: source })
  await upload(client.repository('o/app'), bytes('before'))
  tokens.expire()
  await upload(client.repository('o/app'), bytes('after'))
  expect(registry.unexpected).toEqual([])
})

test('replaces a credential a minute before it expires, without sending it to find out', async () => {
  await using registry = await startTestRegistry({ auth: { kind: 'basic', users: { ann: 'second' } } })
  const { asked, source } = sourceOf(annWith('first', later(0.5)), annWith('second', later(60)))
  await using client = await clientAt(registry.host, { credential: source })
  // The first request finds out how to sign in, so it sends no credential.
  await client
    .repository('o/app')
    .blobs.has(digest)
    .catch(() => undefined)
  await upload(client.repository('o/app'), bytes('content'))
  expect(registry.entries.filter(({ authorization }) => authorization === basic('ann:first'))).toEqual([])
  expect(asked).toHaveLength(2)
})

test('does not ask a failing source again, and reports why it failed', async () => {
  await using registry = await startTestRegistry({ auth: { kind: 'basic' } })
  let count = 0
  const source = remembered(
    async () => {
      count += 1
      throw new Error('the helper failed')
    },
    () => new Date()
  )
  await using client = await clientAt(registry.host, { credential: source })
  for (const text of ['one', 'two']) {
    expect((await failureOf(upload(client.repository('o/app'), bytes(text)))).message).toContain('the helper failed')
  }
  expect(count).toBe(1)
})

function basic(pair: string): string {
  return `Basic ${Buffer.from(pair).toString('base64')}`
}

const digest = `sha256:${'0'.repeat(64)}` as never

test('a credential that cannot be replaced in time is used until it expires, and then replaced', async () => {
  const start = Date.now()
  let time = start
  const at = (seconds: number) => new Date(start + seconds * 1000)
  const answers = [
    () => annWith('first', at(30)),
    () => {
      throw new Error('the service is down')
    },
    () => annWith('second', at(3600)),
  ]
  const source = remembered(
    async () => answers.shift()?.(),
    () => new Date(time)
  )
  expect(await source()).toEqual(annWith('first', at(30)))
  time = start + 20_000
  expect(await source()).toEqual(annWith('second', at(3600)))
  expect(answers).toEqual([])
})

test('a source that fails after the expiry is an error', async () => {
  const start = Date.now()
  let time = start
  const answers = [() => annWith('first', new Date(start + 120_000)), () => Promise.reject(new Error('down'))]
  const source = remembered(
    async () => await answers.shift()?.(),
    () => new Date(time)
  )
  expect(await source()).toEqual(annWith('first', new Date(start + 120_000)))
  time = start + 130_000
  expect((await failureOf(source())).message).toBe('down')
})
