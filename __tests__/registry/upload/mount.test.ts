import { describe, expect, test } from 'vitest'
import { digestOf } from '../../../src/oci/digest.ts'
import { badGateway, secondaryRateLimit, tooManyRequests } from '../../support/registry/misfortunes.ts'
import { Tokens } from '../../support/registry/tokens.ts'
import { clientAt, failureOf, hasty, quick } from '../client.ts'
import { meetRegistry } from '../pair.ts'

const bytes = Buffer.from('a layer')
const digest = digestOf(bytes)
const other = digestOf(Buffer.from('another'))
const blob = digest.slice(0, 19)

test('mounts a blob from another repository', async () => {
  await using pair = await meetRegistry()
  const { registry, client } = pair
  registry.putBlob('o/base', bytes)
  expect(await client.repository('o/app').blobs.mount(digest, 'o/base')).toBe('mounted')
  expect(registry.log).toEqual([`POST mount ${blob} from o/base 201`])
  expect(registry.hasBlob('o/app', digest)).toBe(true)
  expect(registry.unexpected).toEqual([])
})

test('returns the session that the registry opens instead', async () => {
  await using pair = await meetRegistry()
  expect(await pair.client.repository('o/app').blobs.mount(digest, 'o/base')).toHaveProperty('url')
  expect(pair.registry.sessions).toHaveLength(1)
})

describe('returns undefined instead of failing', () => {
  test.each([400, 401, 403, 404, 405, 412, 501])('%i', async (mount) => {
    await using pair = await meetRegistry({ mount })
    expect(await pair.client.repository('o/app').blobs.mount(digest, 'o/base')).toBeUndefined()
    expect(pair.registry.entries).toHaveLength(1)
  })

  test('if a session is unusable', async () => {
    await using pair = await meetRegistry()
    pair.registry.fail({}, { status: 202 })
    expect(await pair.client.repository('o/app').blobs.mount(digest, 'o/base')).toBeUndefined()
  })

  test('if a proxy is unusable, which the upload will report', async () => {
    await using client = await clientAt('registry.test', { variables: { HTTPS_PROXY: 'http://[' } })
    expect(await client.repository('o/app').blobs.mount(digest, 'o/base')).toBeUndefined()
  })

  test('if the source cannot be read', async () => {
    const tokens = new Tokens()
    tokens.behave({ grant: (rights) => rights.filter((right) => !right.includes('o/base')) })
    await using pair = await meetRegistry({ mountFailed: 401 }, {}, { auth: { kind: 'bearer', tokens } })
    pair.registry.putBlob('o/base', bytes)
    expect(await pair.client.repository('o/app').blobs.mount(digest, 'o/base')).toBeUndefined()
  })
})

describe('after a refused mount', () => {
  test('skips other blobs of that source, but not other sources', async () => {
    await using pair = await meetRegistry({ mount: 403 })
    const { blobs } = pair.client.repository('o/app')
    await blobs.mount(digest, 'o/base')
    await blobs.mount(other, 'o/base')
    await blobs.mount(other, 'o/more')
    expect(pair.registry.log.map((line) => line.replace(/sha256:\w+ /, ''))).toEqual([
      'POST mount from o/base 403',
      'POST mount from o/more 403',
    ])
  })

  test('still tries other blobs if that one was missing', async () => {
    await using pair = await meetRegistry({ mountFailed: 404 })
    const { registry, client } = pair
    registry.putBlob('o/base', bytes)
    const { blobs } = client.repository('o/app')
    expect(await blobs.mount(other, 'o/base')).toBeUndefined()
    expect(await blobs.mount(digest, 'o/base')).toBe('mounted')
  })
})

describe('an optional mount', () => {
  test.each([
    ['a proxy whose registry is unavailable', badGateway],
    ['a registry that fails', { status: 500 }],
    ['a dropped connection', 'reset before headers'],
    ['a long rate limit', tooManyRequests(60)],
    ['a rate limit without a duration, which lasts for minutes', secondaryRateLimit],
  ] as const)('fails after one request, without consequences: %s', async (_, fault) => {
    await using pair = await meetRegistry({}, { retry: { ...quick, longestWait: 30_000 } })
    const { registry, client } = pair
    registry.putBlob('o/base', bytes)
    registry.fail({}, fault)
    const { blobs } = client.repository('o/app')
    expect(await blobs.mount(other, 'o/base')).toBeUndefined()
    expect(registry.entries).toHaveLength(1)
    expect(await blobs.mount(digest, 'o/base')).toBe('mounted')
  })

  test('is retried after a short rate limit', async () => {
    await using pair = await meetRegistry()
    const { registry, client } = pair
    registry.putBlob('o/base', bytes)
    registry.fail({}, tooManyRequests())
    const repository = client.repository('o/app')
    expect(await repository.blobs.mount(digest, 'o/base')).toBe('mounted')
    expect([registry.entries.length, repository.retries]).toEqual([2, 1])
  })

  test('is retried only twice', async () => {
    await using pair = await meetRegistry()
    pair.registry.fail({}, tooManyRequests(), { times: 99 })
    expect(await pair.client.repository('o/app').blobs.mount(digest, 'o/base')).toBeUndefined()
    expect(pair.registry.entries).toHaveLength(3)
  })

  test('is not tried again at a source for which the registry does not respond', async () => {
    await using pair = await meetRegistry({}, { timeouts: hasty })
    pair.registry.fail({}, 'stall', { times: 99 })
    const { blobs } = pair.client.repository('o/app')
    expect(await blobs.mount(digest, 'o/base')).toBeUndefined()
    expect(await blobs.mount(other, 'o/base')).toBeUndefined()
    expect(pair.registry.entries).toHaveLength(1)
  })
})

test('rejects if the run is aborted', async () => {
  const abort = new AbortController()
  await using pair = await meetRegistry({}, { signal: abort.signal })
  const mount = failureOf(pair.client.repository('o/app').blobs.mount(digest, 'o/base'))
  abort.abort(new Error('the job was cancelled'))
  expect((await mount).message).toBe('the job was cancelled')
})

describe('preparing mounts', () => {
  async function meet(tokens = new Tokens()) {
    const pair = await meetRegistry({}, {}, { auth: { kind: 'bearer', tokens } })
    pair.registry.putBlob('o/base', bytes)
    return { ...pair, blobs: pair.client.repository('o/app').blobs, tokens }
  }

  test('gets the token before the first mount', async () => {
    await using at = await meet()
    await at.blobs.openSession()
    await at.blobs.prepareMounts(['o/base', 'o/more'])
    at.registry.clearLog()
    expect(await at.blobs.mount(digest, 'o/base')).toBe('mounted')
    expect(await at.blobs.mount(other, 'o/more')).toHaveProperty('url')
    expect(at.registry.log.map((line) => line.split(' ')[1])).toEqual(['mount', 'mount'])
    expect(at.tokens.asked).toHaveLength(3)
  })

  test('does nothing if no token was needed', async () => {
    await using at = await meet()
    await at.blobs.prepareMounts(['o/base'])
    expect(at.registry.entries).toEqual([])
    await using open = await meetRegistry({}, {}, { auth: { kind: 'basic' } })
    const { blobs } = open.client.repository('o/app')
    await blobs.openSession()
    open.registry.clearLog()
    await blobs.prepareMounts(['o/base'])
    expect(open.registry.entries).toEqual([])
  })

  test('leaves failures to the mounts', async () => {
    await using at = await meet()
    await at.blobs.openSession()
    at.registry.fail({ kind: 'token' }, { status: 500 }, { times: 99 })
    await at.blobs.prepareMounts(['o/base'])
    expect(await at.blobs.mount(digest, 'o/base')).toBeUndefined()
  })
})
