import { describe, expect, test } from 'vitest'
import { digestOf } from '../../../src/oci/digest.ts'
import { refusal } from '../../support/registry/answer.ts'
import type { Behaviour } from '../../support/registry/behaviour.ts'
import { randomBytesOf } from '../../support/registry/content/random.ts'
import type { Fault } from '../../support/registry/faults.ts'
import { badGateway } from '../../support/registry/misfortunes.ts'
import type { TestRegistry } from '../../support/registry/registry.ts'
import { Tokens } from '../../support/registry/tokens.ts'
import { descriptorOf, failureOf, quick, upload } from '../client.ts'
import { meetRegistry } from '../pair.ts'

const MiB = 1024 * 1024
const bytes = randomBytesOf(12 * MiB, 7)
const { digest } = descriptorOf(bytes)
const blob = digest.slice(0, 19)
const startOver = ['POST upload 202', `PUT upload ${blob} 201`]

function isWhole(registry: TestRegistry, sent: Uint8Array = bytes): boolean {
  const stored = registry.blob('o/app', digestOf(sent))
  return stored !== undefined && Buffer.from(stored).equals(sent)
}

/** The lines of the log, without the byte counts. */
const lines = (registry: TestRegistry) => registry.log.map((line) => line.replace(/ \d+-\d+/, ' …'))

/** The requests that are sent if the first PUT of a blob fails this way. */
async function breakPut(fault: Fault, behaviour: Partial<Behaviour> = {}) {
  await using pair = await meetRegistry(behaviour)
  const { registry, client } = pair
  registry.fail({ method: 'PUT', kind: 'upload' }, fault)
  const repository = client.repository('o/app')
  const sent = await upload(repository, bytes)
  expect(isWhole(registry)).toBe(true)
  expect(registry.unexpected).toEqual([])
  return { log: lines(registry), sent, retries: repository.retries, entries: registry.entries }
}

describe('an interrupted upload', () => {
  test('continues after the last byte that the registry has', async () => {
    const { log, entries, retries } = await breakPut({ resetAfter: 5 * MiB })
    expect(log).toEqual([
      ...['POST upload 202', `PUT upload ${blob} reset`, `HEAD blob ${blob} 404`, 'GET upload 204'],
      ...['PATCH upload … 202', `PUT upload ${blob} 201`],
    ])
    const [, put, , , patch] = entries
    expect((put?.bytes ?? 0) + (patch?.bytes ?? 0)).toBe(bytes.length)
    expect(patch?.headers['content-range']).toBe(`${put?.bytes}-${bytes.length - 1}`)
    expect(retries).toBe(1)
  })

  test('continues as often as it makes progress, beyond the number of attempts', async () => {
    await using pair = await meetRegistry()
    const { registry, client } = pair
    const cuts = registry.fail(
      { kind: 'upload', where: ({ method }) => /PUT|PATCH/.test(method) },
      { resetAfter: MiB },
      {
        times: quick.attempts + 3,
      }
    )
    await upload(client.repository('o/app'), bytes)
    expect(cuts.hits).toBeGreaterThan(quick.attempts)
    expect(isWhole(registry)).toBe(true)
    const arrived = registry.entries.reduce((sum, entry) => sum + entry.bytes, 0)
    expect(arrived).toBe(bytes.length)
  })

  test('fails if it makes no progress', async () => {
    await using pair = await meetRegistry()
    const { registry, client } = pair
    registry.fail({ kind: 'upload', where: ({ method }) => /PUT|PATCH/.test(method) }, { resetAfter: 0 }, { times: 99 })
    const { message } = await failureOf(upload(client.repository('o/app'), bytes))
    expect(message).toMatch(/upload of sha256:\w{12} \(12\.6 MB\) failed: the connection was lost \(\w+\)\.$/)
    // Two whole bodies, and then chunks, in case large bodies were what was cut off.
    expect(registry.count()).toMatchObject({ PUT: 2, PATCH: quick.attempts - 2 })
  })

  test('starts over if the registry reports one more byte each time but takes no chunk', async () => {
    const { entries, log } = await breakPut({ resetAfter: 5 * MiB }, { range: 'creeping' })
    expect(entries.filter(({ method }) => method === 'PATCH')).toHaveLength(4)
    expect(log.slice(-2)).toEqual(startOver)
  })

  test('is not retried more often because the registry reports one more byte each time', async () => {
    await using pair = await meetRegistry({ range: 'creeping' })
    const { registry, client } = pair
    registry.fail({ method: 'PUT' }, { resetAfter: 5 * MiB })
    registry.fail({ method: 'PATCH' }, { status: 502 }, { times: 999 })
    await failureOf(upload(client.repository('o/app'), bytes))
    expect(registry.count().PATCH).toBeLessThan(quick.attempts)
  })

  test.each<Partial<Behaviour>>([
    { brokenUpload: 'lost' },
    { uploadStatus: 404 },
    { range: 'stuck', emptyRange: 'missing' },
  ])('starts over if the registry kept nothing, or does not say what: %o', async (behaviour) => {
    const { log } = await breakPut({ resetAfter: behaviour.range ? 0 : 5 * MiB }, behaviour)
    expect(log.slice(-2)).toEqual(startOver)
    expect(log.filter((line) => line.startsWith('POST'))).toHaveLength(2)
  })

  test.each(['0-0', '0--1', 'missing'] as const)(
    'starts over if nothing arrived, reported as %s',
    async (emptyRange) => {
      const { log } = await breakPut('reset before headers', { emptyRange })
      expect(log.slice(-4)).toEqual(['GET upload 204', 'DELETE upload 204', ...startOver])
    }
  )

  test('starts over if it is small', async () => {
    await using pair = await meetRegistry()
    const { registry, client } = pair
    const small = bytes.subarray(0, MiB - 1)
    registry.fail({ method: 'PUT' }, { resetAfter: 1000 })
    await upload(client.repository('o/app'), small)
    expect(registry.count()).toEqual({ POST: 2, PUT: 2, HEAD: 1 })
    expect(isWhole(registry, small)).toBe(true)
  })

  test('continues with a new token if the old one has expired', async () => {
    await using pair = await meetRegistry({}, {}, { auth: { kind: 'bearer', tokens: new Tokens() } })
    const { registry, client } = pair
    registry.fail({ method: 'PUT' }, { resetAfter: 5 * MiB })
    registry.fail({ method: 'PATCH' }, 'expire token')
    await upload(client.repository('o/app'), bytes)
    expect(isWhole(registry)).toBe(true)
    expect(registry.count()).toEqual({ POST: 2, GET: 3, PUT: 2, HEAD: 1, PATCH: 2 })
  })
})

describe('a registry that refuses large chunks', () => {
  test.each([400, 405, 413, 416] as const)(
    'gets whole blobs from then on, however often they are interrupted (%i)',
    async (status) => {
      await using pair = await meetRegistry({ bodyMaximum: { bytes: 4 * MiB, status, put: false } })
      const { registry, client } = pair
      registry.fail({ method: 'PUT' }, { resetAfter: 5 * MiB }, { times: 5 })
      await upload(client.repository('o/app'), bytes)
      expect(isWhole(registry)).toBe(true)
      expect(registry.count()).toMatchObject({ PATCH: 1, PUT: 6, POST: 6 })
      // No unused session is left open.
      expect(registry.sessions).toEqual([])
      const next = randomBytesOf(6 * MiB, 8)
      await upload(client.repository('o/app'), next)
      expect(lines(registry).slice(-2)).toEqual(['POST upload 202', `PUT upload ${digestOf(next).slice(0, 19)} 201`])
    }
  )

  test('is still asked whether a blob exists that was sent completely', async () => {
    await using pair = await meetRegistry({ bodyMaximum: { bytes: 4 * MiB, status: 416, put: false } })
    const { registry, client } = pair
    registry.fail({ method: 'PUT' }, { resetAfter: 5 * MiB })
    await upload(client.repository('o/app'), randomBytesOf(6 * MiB, 9))
    registry.clearLog()
    registry.fail({ method: 'PUT' }, 'reset after commit')
    registry.fail({ method: 'HEAD' }, { status: 404 }, { times: 2 })
    expect(await upload(client.repository('o/app'), bytes)).toBe(bytes.length)
    expect(registry.count()).toEqual({ POST: 1, PUT: 1, HEAD: 3, GET: 1 })
  })
})

describe('a PUT whose outcome is unknown', () => {
  const unknown = refusal('BLOB_UPLOAD_UNKNOWN', 'no such session')
  test.each<[string, Fault, string]>([
    ['no response', 'reset after commit', 'reset'],
    ['the response of a proxy', { ...badGateway, committed: true }, '502'],
    ['an unknown session', { ...unknown, committed: true }, '404'],
    ['a rate limit', { status: 429, headers: { 'retry-after': '0' }, committed: true }, '429'],
  ])('%s', async (_, fault, ending) => {
    const { log, sent } = await breakPut(fault)
    expect(log).toEqual(['POST upload 202', `PUT upload ${blob} ${ending}`, `HEAD blob ${blob} 200`])
    expect(sent).toBe(bytes.length)
  })

  test('asks again if the check fails', async () => {
    await using pair = await meetRegistry()
    const { registry, client } = pair
    registry.fail({ method: 'PUT' }, 'reset after commit')
    registry.fail({ method: 'HEAD' }, badGateway, { times: 2 })
    expect(await upload(client.repository('o/app'), bytes)).toBe(bytes.length)
    expect(registry.count()).toEqual({ POST: 1, PUT: 1, HEAD: 3 })
  })

  test('asks several times, because the registry may need time to store a large blob', async () => {
    await using pair = await meetRegistry()
    const { registry, client } = pair
    registry.fail({ method: 'PUT' }, 'reset after commit')
    registry.fail({ method: 'HEAD' }, { status: 404 }, { times: 3 })
    expect(await upload(client.repository('o/app'), bytes)).toBe(bytes.length)
    expect(registry.count()).toEqual({ POST: 1, PUT: 1, HEAD: 4, GET: 1 })
  })

  test('does not ask after a refusal', async () => {
    await using pair = await meetRegistry()
    pair.registry.fail({ method: 'PUT' }, { status: 403 })
    await failureOf(upload(pair.client.repository('o/app'), bytes))
    expect(pair.registry.count()).toEqual({ POST: 1, PUT: 1 })
  })
})

describe('a registry that loses its sessions', () => {
  test.each([404, 410, 416])('gets another one (%i)', async (status) => {
    const { log } = await breakPut({ status })
    expect(log.slice(-2)).toEqual(startOver)
  })

  test('gets at most three others', async () => {
    await using pair = await meetRegistry()
    const { registry, client } = pair
    registry.fail({ kind: 'upload', where: ({ method }) => method !== 'POST' }, { status: 404 }, { times: 99 })
    const { message } = await failureOf(upload(client.repository('o/app'), bytes))
    expect(message).toContain('failed: 404')
    expect(registry.count().POST).toBe(4)
  })

  test('gets no second one if its repository does not exist', async () => {
    await using pair = await meetRegistry()
    pair.registry.fail({ method: 'POST' }, refusal('NAME_UNKNOWN', 'no such repository'), { times: 9 })
    const { message } = await failureOf(upload(pair.client.repository('o/app'), bytes))
    expect(message).toContain('Create the repository or project first, and check its name.')
    expect(pair.registry.count()).toEqual({ POST: 1 })
  })
})
