import { describe, expect, test } from 'vitest'
import { ContentError } from '../../../src/oci/content-error.ts'
import { digestOf } from '../../../src/oci/digest.ts'
import { RegistryError } from '../../../src/registry/errors/registry-error.ts'
import type { Behaviour } from '../../support/registry/behaviour.ts'
import { randomBytesOf } from '../../support/registry/content/random.ts'
import { startTestRegistry, type TestRegistry } from '../../support/registry/registry.ts'
import { clientAt, descriptorOf, failureOf, upload } from '../client.ts'
import { meetRegistry as meet } from '../pair.ts'

const bytes = randomBytesOf(3_000_000, 7)
const { digest } = descriptorOf(bytes)
const blob = digest.slice(0, 19)
const unchanged = ['POST upload 202', `PUT upload ${blob} 201`]

function isWhole(registry: TestRegistry, sent: Uint8Array = bytes): boolean {
  const stored = registry.blob('o/app', digestOf(sent))
  return stored !== undefined && Buffer.from(stored).equals(sent)
}

test('uploads a blob unchanged in two requests', async () => {
  await using meeting = await meet()
  const { registry, client } = meeting
  expect(await upload(client.repository('o/app'), bytes)).toBe(bytes.length)
  expect(registry.log).toEqual(unchanged)
  expect(registry.unexpected).toEqual([])
  expect(isWhole(registry)).toBe(true)
})

test.each([0, 1, 65_536, 65_537, 262_144])('uploads a blob of %i bytes in two requests', async (size) => {
  await using meeting = await meet()
  const { registry, client } = meeting
  const sent = randomBytesOf(size, size)
  await upload(client.repository('o/app'), sent)
  expect(registry.count()).toEqual({ POST: 1, PUT: 1 })
  expect(registry.unexpected).toEqual([])
  expect(isWhole(registry, sent)).toBe(true)
})

describe('uses the Location exactly as returned', () => {
  test.each<Partial<Behaviour>>([
    { location: 'absolute' },
    { location: 'relative' },
    { location: 'absolute', locationQuery: false },
    { location: 'relative', locationQuery: false },
  ])('%o', async (behaviour) => {
    await using meeting = await meet(behaviour)
    const { registry, client } = meeting
    await upload(client.repository('o/app'), bytes)
    expect(registry.log).toEqual(unchanged)
    expect(registry.unexpected).toEqual([])
  })

  test('at another origin, without credentials', async () => {
    await using meeting = await meet({ location: 'elsewhere' })
    const { registry, client } = meeting
    registry.authorize({ kind: 'basic' })
    await upload(client.repository('o/app'), bytes)
    expect(registry.log).toEqual(['POST upload 401', 'POST upload 202', `PUT upload ${blob} elsewhere 201`])
    expect(registry.unexpected).toEqual([])
  })

  test.each([
    ['/upload/1?', '/upload/1?digest='],
    ['/upload/1#part', '/upload/1?digest='],
    ['?_state=a%2Fb~%20c', '/v2/o/app/blobs/uploads/?_state=a%2Fb~%20c&digest='],
    ['/upload/1?digest-algorithm=sha256&_state=x&y', '/upload/1?digest-algorithm=sha256&_state=x&y&digest='],
  ])('%s', async (location, target) => {
    await using meeting = await meet()
    const { registry, client } = meeting
    registry.fail({ method: 'POST' }, { status: 202, headers: { location } })
    registry.fail({ method: 'PUT' }, { status: 201 })
    await upload(client.repository('o/app'), Buffer.from('x'))
    const { path, query } = registry.entries[1] ?? {}
    // The log contains `<state>` instead of the state.
    const written = `${target}${encodeURIComponent(digestOf(Buffer.from('x')))}`.replace(
      /_state=[^&]*/,
      '_state=<state>'
    )
    expect(`${path?.replace('<session>', '')}?${query}`).toBe(written)
  })

  test('and reports an error if it is missing', async () => {
    await using meeting = await meet()
    meeting.registry.fail({ method: 'POST' }, { status: 202 })
    const { message } = await failureOf(upload(meeting.client.repository('o/app'), bytes))
    expect(message).toMatch(/the Location of its upload session was not used: it is missing\.$/)
  })
})

describe('uses an open session', () => {
  test('after a refused mount', async () => {
    await using meeting = await meet({ mount: 'session' })
    const { registry, client } = meeting
    const { blobs } = client.repository('o/app')
    const session = await blobs.mount(digest, 'o/base')
    if (session === undefined || session === 'mounted') throw new Error('there is no session')
    const content = {
      size: bytes.length,
      read: async function* () {
        yield bytes
      },
    }
    await blobs.upload(descriptorOf(bytes), content, () => undefined, session)
    expect(registry.log).toEqual([`POST mount ${blob} from o/base 202`, `PUT upload ${blob} 201`])
    expect(registry.unexpected).toEqual([])
  })

  test('and opens another one if it has expired', async () => {
    await using meeting = await meet()
    const { registry, client } = meeting
    const { blobs } = client.repository('o/app')
    const session = await blobs.openSession()
    await blobs.cancel(session)
    registry.clearLog()
    const content = {
      size: bytes.length,
      read: async function* () {
        yield bytes
      },
    }
    await blobs.upload(descriptorOf(bytes), content, () => undefined, session)
    expect(registry.log).toEqual([`PUT upload ${blob} 404`, `HEAD blob ${blob} 404`, ...unchanged])
    expect(isWhole(registry)).toBe(true)
  })
})

describe('a redirect of the PUT', () => {
  test.each([307, 308] as const)('is followed within the registry (%i)', async (status) => {
    await using meeting = await meet()
    const { registry, client } = meeting
    registry.fail({ method: 'PUT' }, { status, headers: { location: '/v2/o/app/blobs/uploads/moved' } })
    registry.fail({ method: 'PUT' }, { status: 201 })
    await upload(client.repository('o/app'), bytes)
    const puts = registry.entries.filter(({ method }) => method === 'PUT')
    expect(puts.map(({ bytes: size }) => size)).toEqual([bytes.length, bytes.length])
  })

  test.each([301, 302, 303] as const)('is not followed if it may change the method (%i)', async (status) => {
    await using meeting = await meet()
    const { registry, client } = meeting
    registry.fail({ method: 'PUT' }, { status, headers: { location: '/v2/elsewhere' } })
    expect((await failureOf(upload(client.repository('o/app'), bytes))).message).toContain(
      'a redirect was not followed'
    )
    expect(registry.count()).toEqual({ POST: 1, PUT: 1 })
  })
})

describe('does not blame the registry for broken content', () => {
  class Broken extends ContentError {}
  const breaking = (after: number) => ({
    size: bytes.length,
    async *read(start: number) {
      yield bytes.subarray(start, after)
      throw new Broken('the sender went away')
    },
  })

  test.each([0, 1_000_000])(
    'if reading fails after %i bytes: throws that error, and cancels the session',
    async (after) => {
      await using meeting = await meet()
      const { registry, client } = meeting
      const repository = client.repository('o/app')
      const failure = await failureOf(repository.blobs.upload(descriptorOf(bytes), breaking(after), () => undefined))
      expect(failure).toBeInstanceOf(Broken)
      await repository.blobs.settled()
      expect(registry.count()).toEqual({ POST: 1, ...(after && { PUT: 1 }), DELETE: 1 })
      expect(registry.hasBlob('o/app', digest)).toBe(false)
      expect(repository.retries).toBe(0)
    }
  )

  test.each([
    ['longer', 1, 'is longer than'],
    ['shorter', -1, 'is shorter than'],
  ])('if it is %s than declared: never sends too many bytes', async (_, difference, message) => {
    await using meeting = await meet()
    const { registry, client } = meeting
    const real = randomBytesOf(bytes.length + difference, 1)
    const content = {
      size: bytes.length,
      read: async function* () {
        yield real
      },
    }
    const failure = await failureOf(
      client.repository('o/app').blobs.upload(descriptorOf(bytes), content, () => undefined)
    )
    expect(failure).toBeInstanceOf(ContentError)
    expect(failure.message).toContain(message)
    expect(registry.entries.every(({ bytes: size }) => size <= bytes.length)).toBe(true)
    expect(registry.hasBlob('o/app', digest)).toBe(false)
  })

  test("if its digest is wrong: the registry's refusal is final", async () => {
    await using meeting = await meet()
    const { registry, client } = meeting
    const wrong = randomBytesOf(bytes.length, 8)
    const content = {
      size: bytes.length,
      read: async function* () {
        yield wrong
      },
    }
    const failure = await failureOf(
      client.repository('o/app').blobs.upload(descriptorOf(bytes), content, () => undefined)
    )
    expect(failure).toBeInstanceOf(RegistryError)
    expect(failure.message).toContain('was refused: 400 DIGEST_INVALID')
    expect(registry.count()).toEqual({ POST: 1, PUT: 1 })
  })
})

test('stops an upload at once when the run is cancelled', async () => {
  const cancelled = new AbortController()
  await using registry = await startTestRegistry()
  await using client = await clientAt(registry.host, { signal: cancelled.signal })
  registry.fail({ method: 'PUT' }, { stopReadingAfter: 100_000 })
  const failure = failureOf(upload(client.repository('o/app'), randomBytesOf(20_000_000, 1)))
  while ((registry.entries[1]?.bytes ?? 0) < 100_000) await new Promise((resolve) => setTimeout(resolve, 5))
  cancelled.abort(new Error('the job was cancelled'))
  expect((await failure).message).toBe('the job was cancelled')
  expect(registry.count()).toEqual({ POST: 1, PUT: 1 })
})
