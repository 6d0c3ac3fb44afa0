import { describe, expect, test } from 'vitest'
import { digestOf } from '../../../src/oci/digest.ts'
import { smallerChunk } from '../../../src/registry/upload/chunk-size.ts'
import type { Behaviour } from '../../support/registry/behaviour.ts'
import { randomBytesOf } from '../../support/registry/content/random.ts'
import { tooLargeForProxy } from '../../support/registry/misfortunes.ts'
import type { TestRegistry } from '../../support/registry/registry.ts'
import { failureOf, upload } from '../client.ts'
import { meetRegistry } from '../pair.ts'

const MiB = 1024 * 1024
const bytes = randomBytesOf(3 * MiB, 7)
const others = [1, 2].map((seed) => randomBytesOf(2 * MiB + seed, seed))

function isWhole(registry: TestRegistry, sent: Uint8Array = bytes): boolean {
  const stored = registry.blob('o/app', digestOf(sent))
  return stored !== undefined && Buffer.from(stored).equals(sent)
}

/** Methods and endings: `PUT 413`. */
const steps = (registry: TestRegistry) => registry.entries.map(({ method, status }) => `${method} ${status}`)
const sizes = (registry: TestRegistry) => registry.entries.map(({ headers }) => Number(headers['content-length'] ?? 0))
const limited = (bytes: number, more: Partial<Behaviour> = {}): Partial<Behaviour> => ({
  bodyMaximum: { bytes, status: 413, put: true },
  ...more,
})

describe('where a body is too large for what is before the registry', () => {
  test.each<Partial<Behaviour>>([
    {},
    { patchStatus: 201 },
    { location: 'relative' },
    { location: 'elsewhere' },
    { locationQuery: false },
    { range: 'of chunk' },
    { range: 'stuck' },
    { refusals: 'early' },
  ])('it goes in chunks, to the session that is open: %o', async (behaviour) => {
    await using pair = await meetRegistry(limited(MiB, behaviour))
    const { registry, client } = pair
    await upload(client.repository('o/app'), bytes)
    const patch = `PATCH ${behaviour.patchStatus ?? 202}`
    expect(steps(registry)).toEqual(['POST 202', 'PUT 413', ...Array(4).fill(patch), 'PUT 201'])
    expect(registry.unexpected).toEqual([])
    expect(isWhole(registry)).toBe(true)
  })

  test('that is found out once, for all of its repositories', async () => {
    await using pair = await meetRegistry(limited(MiB))
    const { registry, client } = pair
    await upload(client.repository('o/app'), bytes)
    registry.clearLog()
    await upload(client.repository('o/web'), others[0] as Uint8Array)
    expect(steps(registry)).toEqual(['POST 202', ...Array(3).fill('PATCH 202'), 'PUT 201'])
  })

  test('uploads at the same time find it out together, and take no smaller chunks for that', async () => {
    await using pair = await meetRegistry(limited(MiB))
    const { registry, client } = pair
    const all = [bytes, ...others]
    await Promise.all(all.map((each) => upload(client.repository('o/app'), each)))
    expect(all.every((each) => isWhole(registry, each))).toBe(true)
    expect(client.registry.capabilities.bodyLimit).toBe(Math.floor(0.9 * MiB))
  })

  test('blobs that fit go as before', async () => {
    await using pair = await meetRegistry(limited(MiB))
    const { registry, client } = pair
    await upload(client.repository('o/app'), bytes)
    registry.clearLog()
    await upload(client.repository('o/app'), randomBytesOf(100_000, 5))
    expect(steps(registry)).toEqual(['POST 202', 'PUT 201'])
  })

  test('it goes in chunks as large as the registry asks for, but for the last', async () => {
    await using pair = await meetRegistry(limited(2 * MiB, { chunkMinimum: 2 * MiB }))
    const { registry, client } = pair
    await upload(client.repository('o/app'), bytes)
    expect(sizes(registry)).toEqual([0, 3 * MiB, 2 * MiB, MiB, 0])
    expect(registry.unexpected).toEqual([])
    expect(isWhole(registry)).toBe(true)
  })

  test('that asks for more than gets through, that is said', async () => {
    await using pair = await meetRegistry(limited(MiB, { chunkMinimum: 2 * MiB }))
    const { message } = await failureOf(upload(pair.client.repository('o/app'), bytes))
    expect(message).toContain('was refused: 413')
    expect(message).toMatch(/A proxy in front of the registry limits the size of uploads: raise its limit\.$/)
    expect(pair.registry.entries.length).toBeLessThan(8)
  })

  test('nothing gets through, that is said, too', async () => {
    await using pair = await meetRegistry()
    pair.registry.fail({ kind: 'upload', where: ({ method }) => method !== 'POST' }, tooLargeForProxy, { times: 99 })
    const { message } = await failureOf(upload(pair.client.repository('o/app'), bytes))
    expect(message).toContain('was refused: 413 Request Entity Too Large nginx. A proxy')
    expect(pair.registry.entries.length).toBeLessThan(8)
  })
})

describe('where larger bodies are cut off without a word', () => {
  /** Cuts bodies of more than 2 MiB after a part of them. */
  const cutLarge = (registry: TestRegistry, times = 99) =>
    registry.fail(
      { kind: 'upload', where: ({ headers }) => Number(headers['content-length']) > 2 * MiB },
      { resetAfter: MiB },
      { times }
    )

  test('a blob that was cut at the same place twice goes in chunks, and the next at once', async () => {
    await using pair = await meetRegistry({ brokenUpload: 'lost' })
    const { registry, client } = pair
    cutLarge(registry)
    await upload(client.repository('o/app'), bytes)
    expect(isWhole(registry)).toBe(true)
    expect(registry.count()).toMatchObject({ PUT: 3, PATCH: 4 })
    registry.clearLog()
    await upload(client.repository('o/app'), others[0] as Uint8Array)
    expect(steps(registry)).toEqual(['POST 202', ...Array(3).fill('PATCH 202'), 'PUT 201'])
  })

  test('by two bad moments, and no chunk is taken, it goes whole again', async () => {
    await using pair = await meetRegistry({
      brokenUpload: 'lost',
      bodyMaximum: { bytes: 100_000, status: 416, put: false },
    })
    const { registry, client } = pair
    cutLarge(registry, 2)
    await upload(client.repository('o/app'), bytes)
    expect(isWhole(registry)).toBe(true)
    expect(registry.count()).toMatchObject({ PUT: 3, PATCH: 1 })
    expect(registry.sessions).toEqual([])
    expect(client.registry.capabilities.bodyLimit).toBe(Number.POSITIVE_INFINITY)
  })
})

test('chunks are made smaller step by step, from what Cloudflare takes to what nginx takes', () => {
  const chain = []
  for (let size: number | undefined = 2 ** 40; size !== undefined; size = smallerChunk(size)) chain.push(size / MiB)
  expect(chain.slice(1).map((size) => Math.round(size * 10) / 10)).toEqual([90, 18, 9, 4, 0.9])
  expect(90 * MiB).toBeLessThan(100_000_000)
})

describe('a registry that takes a blob in chunks alone', () => {
  test('gets it so, and the next at once', async () => {
    await using pair = await meetRegistry({ wholePut: 404 })
    const { registry, client } = pair
    await upload(client.repository('o/app'), bytes)
    expect(steps(registry).slice(-3)).toEqual(['POST 202', 'PATCH 202', 'PUT 201'])
    expect(steps(registry).filter((step) => step === 'PUT 404')).toHaveLength(2)
    registry.clearLog()
    await upload(client.repository('o/app'), others[0] as Uint8Array)
    expect(steps(registry)).toEqual(['POST 202', 'PATCH 202', 'PUT 201'])
    expect(isWhole(registry, others[0])).toBe(true)
  })

  test('is not one that lost its sessions on a bad day', async () => {
    await using pair = await meetRegistry()
    const { registry, client } = pair
    await upload(client.repository('o/app'), bytes)
    registry.fail({ method: 'PUT' }, { status: 404 }, { times: 3 })
    await upload(client.repository('o/app'), others[0] as Uint8Array)
    expect(registry.count().PATCH).toBeUndefined()
    expect(isWhole(registry, others[0])).toBe(true)
  })
})

test('a registry that takes no large chunks gets the whole anew after a cut', async () => {
  await using pair = await meetRegistry({ bodyMaximum: { bytes: MiB, status: 416, put: false } })
  const { registry, client } = pair
  registry.fail({ method: 'PUT' }, { resetAfter: 1000 })
  await upload(client.repository('o/app'), bytes)
  expect(steps(registry)).toEqual([
    ...['POST 202', 'PUT reset', 'HEAD 404', 'GET 204', 'PATCH 416', 'GET 204', 'DELETE 204', 'POST 202', 'PUT 201'],
  ])
  expect(isWhole(registry)).toBe(true)
})

test.each(['of chunk', 'stuck'] as const)(
  'a registry whose Range is %s is not believed in the middle of chunks',
  async (range) => {
    await using pair = await meetRegistry(limited(MiB, { range }))
    const { registry, client } = pair
    registry.fail({ method: 'PATCH' }, { resetAfter: 10_000 }, { after: 2 })
    await upload(client.repository('o/app'), bytes)
    expect(isWhole(registry)).toBe(true)
    expect(registry.count().POST).toBe(2)
  }
)
