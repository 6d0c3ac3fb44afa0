import { expect, test } from 'vitest'
import { testEnvironment } from '../support/environment.ts'
import { type Blob, image, index, layer } from '../support/images.ts'
import { type Options, publishTo } from '../support/publish.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'
import { Rounds } from '../support/registry/rounds.ts'
import { Tokens } from '../support/registry/tokens.ts'

// Round trips after the warm-up, counted and not timed: one round is all requests that do not depend on each other.

const KiB = 1024
const arm64 = { os: 'linux', architecture: 'arm64' }

/** Different layers of about this size. */
function layers(count: number, size: number, seed: number): Blob[] {
  return Array.from({ length: count }, (_, each) => layer(size - seed - each))
}

const app = image({ layers: layers(8, 64 * KiB, 0) })
const changed = image({ layers: [...layers(7, 64 * KiB, 0), layer('changed')] })
const both = index([app, image({ layers: layers(8, 64 * KiB, 100), platform: arm64 })])
const bothChanged = index([
  changed,
  image({ layers: [...layers(7, 64 * KiB, 100), layer('changed')], platform: arm64 }),
])
const narrow = index([
  image({ layers: layers(7, 64 * KiB, 0) }),
  image({ layers: layers(7, 64 * KiB, 100), platform: arm64 }),
])
const large = image({ layers: layers(5, 100 * KiB, 0) })
const largeChanged = image({ layers: [...layers(4, 100 * KiB, 0), layer(99 * KiB)] })

interface Cost {
  readonly rounds: number
  readonly requests: number
}

async function start(count = 1): Promise<{ registries: TestRegistry[]; rounds: Rounds } & AsyncDisposable> {
  const rounds = new Rounds({ quiet: 20 })
  const each = () => startTestRegistry({ rounds, auth: { kind: 'bearer', tokens: new Tokens() } })
  const registries = await Promise.all(Array.from({ length: count }, each))
  return {
    registries,
    rounds,
    [Symbol.asyncDispose]: async () => {
      await Promise.all(registries.map((registry) => registry[Symbol.asyncDispose]()))
    },
  }
}

/** The cost of publishing to one target at each registry, `pause` milliseconds after the warm-up. */
async function cost(
  { registries, rounds }: Awaited<ReturnType<typeof start>>,
  published: Parameters<typeof publishTo>[1],
  { tags = 'v1', pause = 0, ...options }: Options & { tags?: string; pause?: number } = {}
): Promise<Cost> {
  const sum = () => registries.reduce((total, { entries }) => total + entries.length, 0)
  let start: Cost = { rounds: 0, requests: 0 }
  let passed = 0
  const environment = testEnvironment({ elapsed: () => performance.now() + passed })
  const meanwhile = () => {
    passed = pause
    start = { rounds: rounds.count, requests: sum() }
  }
  const references = registries.map(({ host }) => `${host}/o/app:${tags}`)
  const outcomes = await publishTo(references, published, { beforeBuild: true, environment, ...options, meanwhile })
  for (const { status, error } of outcomes) expect([status, error]).toEqual(['published', undefined])
  for (const { unexpected, sessions } of registries) expect([unexpected, sessions]).toEqual([[], []])
  return { rounds: rounds.count - start.rounds, requests: sum() - start.requests }
}

// The first upload reuses the session that proved the right to push, which saves a request.
const proven = 1

// Each tag is read after it was written, and also right before if it may have to be rolled back.
const after = 1
const before = 1

test('an unchanged image: nothing, except to cancel the unused session', async () => {
  await using place = await start(2)
  for (const registry of place.registries) registry.put('o/app', app, 'v1', 'latest')
  expect(await cost(place, app, { tags: 'v1,latest' })).toEqual({ rounds: 1, requests: 2 })
  expect(place.registries.map((registry) => registry.log.at(-1)?.split(' ')[0])).toEqual(['DELETE', 'DELETE'])
})

test('one new layer: open a session, upload, write the tag, read it back', async () => {
  await using place = await start()
  place.registries[0]?.put('o/app', app, 'v1')
  // Two requests each for the layer and the config, and the tag.
  expect(await cost(place, changed)).toEqual({ rounds: 3 + after, requests: 5 + after - proven })
})

test('nine new blobs: open sessions, upload, write the tag, read it back', async () => {
  await using place = await start()
  expect(await cost(place, app)).toEqual({ rounds: 3 + after, requests: 2 * 9 + 1 + after - proven })
})

test('several tags: one more round, because the manifest is written first', async () => {
  await using place = await start()
  expect(await cost(place, app, { tags: 'v1,v2,v3' })).toEqual({
    rounds: 4 + before + after,
    requests: 2 * 9 + 1 + 3 * (before + 1 + after) - proven,
  })
})

test('several tags: no more rounds if the registry accepts tags with the manifest', async () => {
  await using place = await start()
  place.registries[0]?.behave({ tagsPerRequest: 10 })
  expect(await cost(place, app, { tags: 'v1,v2,v3' })).toEqual({
    rounds: 3 + before + after,
    requests: 2 * 9 + 1 + 3 * (before + after) - proven,
  })
})

test('two registries: one more round, because no tag is written before both are complete', async () => {
  await using place = await start(2)
  expect(await cost(place, app)).toEqual({
    rounds: 4 + before + after,
    requests: 2 * (2 * 9 + 1 + before + 1 + after - proven),
  })
})

test('an index: one more round, because its children are written first', async () => {
  await using place = await start()
  expect(await cost(place, narrow)).toEqual({ rounds: 4 + after, requests: 2 * 16 + 2 + 1 + after - proven })
})

test('an index with more blobs than concurrent requests', async () => {
  await using place = await start()
  const { rounds, requests } = await cost(place, both)
  expect(requests).toBe(2 * 18 + 2 + 1 + after - proven)
  expect(rounds).toBeLessThanOrEqual(6 + after)
})

test('an index with one new layer for each platform', async () => {
  await using place = await start()
  place.registries[0]?.put('o/app', both, 'v1')
  expect(await cost(place, bothChanged)).toEqual({ rounds: 4 + after, requests: 2 * 3 + 2 + 1 + after - proven })
})

test('an index that exists', async () => {
  await using place = await start()
  place.registries[0]?.put('o/app', both, 'v1')
  expect(await cost(place, both)).toEqual({ rounds: 1, requests: 1 })
})

test('a large blob: asks for it and opens its session in one round', async () => {
  await using place = await start()
  expect(await cost(place, large)).toEqual({ rounds: 3 + after, requests: 3 * 5 + 2 + 1 + after - proven })
})

test('one new large layer', async () => {
  await using place = await start()
  place.registries[0]?.put('o/app', large, 'v1')
  expect(await cost(place, largeChanged)).toEqual({ rounds: 3 + after, requests: 3 + 2 + 1 + after - proven })
})

test('cancels a session that was opened for a blob that exists', async () => {
  await using place = await start()
  const [registry] = place.registries
  for (const { bytes = new Uint8Array() } of large.content) registry?.putBlob('o/app', bytes)
  // Five lookups, each with a session that is cancelled; the config is sent without asking.
  expect(await cost(place, large)).toEqual({ rounds: 2 + after, requests: 3 * 5 + 2 + 1 + after - proven })
  expect(registry?.count()).toMatchObject({ DELETE: 5, PUT: 2 })
})

test('opens sessions in advance only if no necessary request has to wait for them', async () => {
  await using place = await start()
  const [registry] = place.registries
  const many = image({ layers: layers(12, 100 * KiB, 0) })
  await cost(place, many)
  const first = registry?.entries.filter(({ route, method }) => route.kind === 'blob' && method === 'HEAD') ?? []
  // Twelve lookups and the config leave three of sixteen places; one session is already open.
  expect(new Set(first.map(({ round }) => round)).size).toBe(1)
  const opened = registry?.entries.filter(({ round, method }) => round === first[0]?.round && method === 'POST')
  expect(opened).toHaveLength(3)
})

test('looks for an image that is known from the start while the tags are read', async () => {
  await using place = await start()
  const [registry] = place.registries
  registry?.put('o/app', app, 'old')
  expect(await cost(place, app, { beforeBuild: false, tags: 'v1' })).toEqual({ rounds: 1 + after, requests: 1 + after })
  expect(registry?.log.slice(-4)).toEqual([
    'GET manifest v1 404',
    `HEAD manifest ${app.root.digest.slice(0, 19)} 200`,
    'PUT manifest v1 201',
    'HEAD manifest v1 200',
  ])
})

test('reads a target again during the upload if it was read long ago', async () => {
  await using place = await start()
  const [registry] = place.registries
  registry?.put('o/app', app, 'v1')
  expect(await cost(place, changed, { pause: 6_000 })).toEqual({ rounds: 3 + after, requests: 5 + 1 + after - proven })
  expect(await cost(place, changed, { pause: 4_000 })).toEqual({ rounds: 1, requests: 1 })
})
