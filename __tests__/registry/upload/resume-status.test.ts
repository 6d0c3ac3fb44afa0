import { describe, expect, test } from 'vitest'
import { digestOf } from '../../../src/oci/digest.ts'
import { randomBytesOf } from '../../support/registry/content/random.ts'
import type { Fault } from '../../support/registry/faults.ts'
import { badGateway, tooManyRequests, unavailable } from '../../support/registry/misfortunes.ts'
import type { TestRegistry } from '../../support/registry/registry.ts'
import { upload } from '../client.ts'
import { meetRegistry } from '../pair.ts'

const MiB = 1024 * 1024
const bytes = randomBytesOf(12 * MiB, 7)
const blob = digestOf(bytes).slice(0, 19)
const startOver = ['POST upload 202', `PUT upload ${blob} 201`]
const cut = ['POST upload 202', `PUT upload ${blob} reset`]
const status = { method: 'GET', kind: 'upload' } as const

/** The requests for upload sessions, without the byte counts. */
function lines({ log }: TestRegistry): readonly string[] {
  return log.filter((line) => !line.startsWith('HEAD')).map((line) => line.replace(/ \d+-\d+/, ' …'))
}

/** A registry that cuts the first PUT off after 5 MiB. */
async function meetCut() {
  const pair = await meetRegistry()
  pair.registry.fail({ method: 'PUT' }, { resetAfter: 5 * MiB })
  return pair
}

describe('a failed query for the status of an upload', () => {
  test.each<[string, Fault]>([
    ['502', badGateway],
    ['503', unavailable],
    ['429', tooManyRequests(0)],
    ['reset', 'reset before headers'],
  ])('is retried without losing any bytes (%s)', async (ending, fault) => {
    await using pair = await meetCut()
    const { registry, client } = pair
    registry.fail(status, fault, { times: 3 })
    const repository = client.repository('o/app')
    await upload(repository, bytes)
    expect(lines(registry)).toEqual([
      ...[...cut, `GET upload ${ending}`, `GET upload ${ending}`, `GET upload ${ending}`],
      ...['GET upload 204', 'PATCH upload … 202', `PUT upload ${blob} 201`],
    ])
    expect(registry.entries.reduce((sum, entry) => sum + entry.bytes, 0)).toBe(bytes.length)
    expect(repository.retries).toBe(4)
  })

  test('is retried only a few times, and then another session is opened', async () => {
    await using pair = await meetCut()
    const { registry, client } = pair
    registry.fail(status, unavailable, { times: 99 })
    await upload(client.repository('o/app'), bytes)
    expect(lines(registry).slice(2)).toEqual([...Array(5).fill('GET upload 503'), 'DELETE upload 204', ...startOver])
  })

  test('counts, whatever its status', async () => {
    await using pair = await meetCut()
    const { registry, client } = pair
    for (const code of [500, 500, 503, 500, 500]) registry.fail(status, { status: code })
    await upload(client.repository('o/app'), bytes)
    expect(registry.count()).toMatchObject({ GET: 4, POST: 2 })
  })

  test('is retried only twice if it is always 500', async () => {
    await using pair = await meetCut()
    const { registry, client } = pair
    registry.fail(status, { status: 500 }, { times: 99 })
    await upload(client.repository('o/app'), bytes)
    expect(lines(registry).slice(2)).toEqual([
      ...['GET upload 500', 'GET upload 500', 'GET upload 500', 'DELETE upload 204', ...startOver],
    ])
  })
})

describe('an upload whose status cannot be read', () => {
  test.each([403, 405])('is cancelled (%i)', async (answer) => {
    await using pair = await meetCut()
    pair.registry.fail(status, { status: answer })
    await upload(pair.client.repository('o/app'), bytes)
    expect(lines(pair.registry).slice(2)).toEqual([`GET upload ${answer}`, 'DELETE upload 204', ...startOver])
    expect(pair.registry.sessions).toEqual([])
  })

  test.each([404, 410])('is not cancelled if its session no longer exists (%i)', async (answer) => {
    await using pair = await meetCut()
    pair.registry.fail(status, { status: answer })
    await upload(pair.client.repository('o/app'), bytes)
    expect(lines(pair.registry).slice(2)).toEqual([`GET upload ${answer}`, ...startOver])
  })

  test('is checked for before it is cancelled if all of it was sent', async () => {
    await using pair = await meetRegistry()
    const { registry, client } = pair
    registry.fail({ method: 'PUT' }, 'reset after commit')
    registry.fail({ method: 'HEAD' }, { status: 404 })
    registry.fail(status, { status: 403 })
    expect(await upload(client.repository('o/app'), bytes)).toBe(bytes.length)
    expect(registry.count()).toEqual({ POST: 1, PUT: 1, HEAD: 2, GET: 1 })
  })
})

describe('a refused first chunk of the rest', () => {
  const less: Fault = { status: 204, headers: { range: `0-${3 * MiB - 1}` } }

  test('is sent from where the session really is if more has arrived than reported', async () => {
    await using pair = await meetCut()
    const { registry, client } = pair
    registry.fail(status, less)
    await upload(client.repository('o/app'), bytes)
    expect(lines(registry).slice(2)).toEqual([
      ...['GET upload 204', 'PATCH upload … 416', 'GET upload 204', 'PATCH upload … 202', `PUT upload ${blob} 201`],
    ])
    const patch = registry.entries.findLast(({ method }) => method === 'PATCH')
    expect(patch?.headers['content-range']).toMatch(/-12582911$/)
    expect(patch?.bytes).toBeLessThan(8 * MiB)
    expect(client.registry.capabilities.resumes).toBe(true)
  })

  test('costs nothing if it was refused before it was read', async () => {
    await using pair = await meetRegistry()
    const { registry, client } = pair
    registry.fail({ method: 'PUT' }, { resetAfter: 11 * MiB })
    registry.fail(status, { status: 204, headers: { range: '0-999' } })
    registry.fail({ method: 'PATCH' }, { status: 416, early: true })
    await upload(client.repository('o/app'), bytes)
    expect(registry.count()).toMatchObject({ POST: 1, PATCH: 2 })
    expect(registry.entries.findLast(({ method }) => method === 'PATCH')?.bytes).toBeLessThan(2 * MiB)
  })

  test.each([400, 409, 416])('whose session is gone does not affect other uploads (%i)', async (refusal) => {
    await using pair = await meetCut()
    const { registry, client } = pair
    registry.fail({ method: 'PATCH' }, { status: refusal })
    registry.fail(status, { status: 404 }, { after: 1 })
    await upload(client.repository('o/app'), bytes)
    expect(lines(registry).slice(2)).toEqual([
      ...['GET upload 204', `PATCH upload … ${refusal}`, 'GET upload 404', ...startOver],
    ])
    const next = randomBytesOf(6 * MiB, 8)
    registry.fail({ method: 'PUT' }, { resetAfter: 2 * MiB })
    expect(await upload(client.repository('o/web'), next)).toBeGreaterThan(0)
    expect(lines(registry).slice(-2)).toEqual([
      ...['PATCH upload … 202', `PUT upload ${digestOf(next).slice(0, 19)} 201`],
    ])
  })

  test.each([400, 409, 416])('whose session has not moved disables resuming for all uploads (%i)', async (refusal) => {
    await using pair = await meetCut()
    const { registry, client } = pair
    registry.fail({ method: 'PATCH' }, { status: refusal })
    await upload(client.repository('o/app'), bytes)
    expect(lines(registry).slice(2)).toEqual([
      ...['GET upload 204', `PATCH upload … ${refusal}`, 'GET upload 204', 'DELETE upload 204', ...startOver],
    ])
    registry.fail({ method: 'PUT' }, { resetAfter: 2 * MiB })
    await upload(client.repository('o/web'), randomBytesOf(6 * MiB, 8))
    expect(registry.count().PATCH).toBe(1)
  })
})
