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

/** Methods and statuses: `PUT 413`. */
const steps = (registry: TestRegistry) => registry.entries.map(({ method, status }) => `${method} ${status}`)
const sizes = (registry: TestRegistry) => registry.entries.map(({ headers }) => Number(headers['content-length'] ?? 0))
const limited = (bytes: number, more: Partial<Behaviour> = {}): Partial<Behaviour> => ({
  bodyMaximum: { bytes, status: 413, put: true },
  ...more,
})

describe('if a proxy in front of the registry refuses a body as too large', () => {
  test.each<Partial<Behaviour>>([
    {},
    { patchStatus: 201 },
    { location: 'relative' },
    { location: 'elsewhere' },
    { locationQuery: false },
    { range: 'of chunk' },
    { range: 'stuck' },
    { refusals: 'early' },
  ])('sends chunks to the open session: %o', async (behaviour) => {
    await using pair = await meetRegistry(limited(MiB, behaviour))
    const { registry, client } = pair
    await upload(client.repository('o/app'), bytes)
    const patch = `PATCH ${behaviour.patchStatus ?? 202}`
    expect(steps(registry)).toEqual(['POST 202', 'PUT 413', ...Array(4).fill(patch), 'PUT 201'])
    expect(registry.unexpected).toEqual([])
    expect(isWhole(registry)).toBe(true)
  })

  test('remembers it for all repositories of the registry', async () => {
    await using pair = await meetRegistry(limited(MiB))
    const { registry, client } = pair
    await upload(client.repository('o/app'), bytes)
    registry.clearLog()
    await upload(client.repository('o/web'), others[0] as Uint8Array)
    expect(steps(registry)).toEqual(['POST 202', ...Array(3).fill('PATCH 202'), 'PUT 201'])
  })

  test('concurrent uploads discover it together, without making chunks smaller', async () => {
    await using pair = await meetRegistry(limited(MiB))
    const { registry, client } = pair
    const all = [bytes, ...others]
    await Promise.all(all.map((each) => upload(client.repository('o/app'), each)))
    expect(all.every((each) => isWhole(registry, each))).toBe(true)
    expect(client.registry.capabilities.bodyLimit).toBe(Math.floor(0.9 * MiB))
  })

  test('still sends smaller blobs whole', async () => {
    await using pair = await meetRegistry(limited(MiB))
    const { registry, client } = pair
    await upload(client.repository('o/app'), bytes)
    registry.clearLog()
    await upload(client.repository('o/app'), randomBytesOf(100_000, 5))
    expect(steps(registry)).toEqual(['POST 202', 'PUT 201'])
  })

  test('sends chunks as large as the registry requires, except for the last', async () => {
    await using pair = await meetRegistry(limited(2 * MiB, { chunkMinimum: 2 * MiB }))
    const { registry, client } = pair
    await upload(client.repository('o/app'), bytes)
    expect(sizes(registry)).toEqual([0, 3 * MiB, 2 * MiB, MiB, 0])
    expect(registry.unexpected).toEqual([])
    expect(isWhole(registry)).toBe(true)
  })

  test('reports an error if the registry requires larger chunks', async () => {
    await using pair = await meetRegistry(limited(MiB, { chunkMinimum: 2 * MiB }))
    const { message } = await failureOf(upload(pair.client.repository('o/app'), bytes))
    expect(message).toContain('was refused: 413')
    expect(message).toMatch(/A proxy in front of the registry limits the size of uploads: raise its limit\.$/)
    expect(pair.registry.entries.length).toBeLessThan(8)
  })

  test('reports an error if chunks of any size are refused', async () => {
    await using pair = await meetRegistry()
    pair.registry.fail({ kind: 'upload', where: ({ method }) => method !== 'POST' }, tooLargeForProxy, { times: 99 })
    const { message } = await failureOf(upload(pair.client.repository('o/app'), bytes))
    expect(message).toContain('was refused: 413 Request Entity Too Large nginx. A proxy')
    expect(pair.registry.entries.length).toBeLessThan(8)
  })
})

describe('if large bodies are cut off without a response', () => {
  /** Cuts bodies of more than 2 MiB off after a part of them. */
  const cutLarge = (registry: TestRegistry, times = 99) =>
    registry.fail(
      { kind: 'upload', where: ({ headers }) => Number(headers['content-length']) > 2 * MiB },
      { resetAfter: MiB },
      { times }
    )

  test('sends chunks after two cuts at the same place, and at once for the next blob', async () => {
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

  test('sends a blob whole again if the registry does not take chunks', async () => {
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

test("shrinks chunks step by step, from Cloudflare's limit to nginx's", () => {
  const chain = []
  for (let size: number | undefined = 2 ** 40; size !== undefined; size = smallerChunk(size)) chain.push(size / MiB)
  expect(chain.slice(1).map((size) => Math.round(size * 10) / 10)).toEqual([90, 18, 9, 4, 0.9])
  expect(90 * MiB).toBeLessThan(100_000_000)
})

describe('a registry that only takes chunks', () => {
  test('gets chunks after two failures, and at once for the next blob', async () => {
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

  test('is not confused with one that temporarily loses its sessions', async () => {
    await using pair = await meetRegistry()
    const { registry, client } = pair
    await upload(client.repository('o/app'), bytes)
    registry.fail({ method: 'PUT' }, { status: 404 }, { times: 3 })
    await upload(client.repository('o/app'), others[0] as Uint8Array)
    expect(registry.count().PATCH).toBeUndefined()
    expect(isWhole(registry, others[0])).toBe(true)
  })
})

test('uploads a blob again from the start after a cut if the registry refuses large chunks', async () => {
  await using pair = await meetRegistry({ bodyMaximum: { bytes: MiB, status: 416, put: false } })
  const { registry, client } = pair
  registry.fail({ method: 'PUT' }, { resetAfter: 1000 })
  await upload(client.repository('o/app'), bytes)
  expect(steps(registry)).toEqual([
    ...['POST 202', 'PUT reset', 'HEAD 404', 'GET 204', 'PATCH 416', 'GET 204', 'DELETE 204', 'POST 202', 'PUT 201'],
  ])
  expect(isWhole(registry)).toBe(true)
})

test.each(['of chunk', 'stuck'] as const)('starts over if the Range is %s in the middle of chunks', async (range) => {
  await using pair = await meetRegistry(limited(MiB, { range }))
  const { registry, client } = pair
  registry.fail({ method: 'PATCH' }, { resetAfter: 10_000 }, { after: 2 })
  await upload(client.repository('o/app'), bytes)
  expect(isWhole(registry)).toBe(true)
  expect(registry.count().POST).toBe(2)
})
