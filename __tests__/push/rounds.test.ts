import { expect, test } from 'vitest'
import { testEnvironment } from '../support/environment.ts'
import { type Blob, image, index, layer } from '../support/images.ts'
import { type Options, publishTo } from '../support/publish.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'
import { Rounds } from '../support/registry/rounds.ts'
import { Tokens } from '../support/registry/tokens.ts'

// Round trips after the warm-up, counted, not timed: a round is all that is asked without needing another's answer.

const KiB = 1024
const arm64 = { os: 'linux', architecture: 'arm64' }

/** Layers of this size, each another. */
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

/** What it takes to publish to one target at each registry, `pause` milliseconds after it was warmed up. */
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

// The session that proved the right to push is there for the first blob that is sent, which saves a request.
const proven = 1

// Each tag is looked at after it was written; and right before, where it may have to be put back.
const after = 1
const before = 1

test('nothing is asked where everything is there: the session that nobody needed is given back', async () => {
  await using place = await start(2)
  for (const registry of place.registries) registry.put('o/app', app, 'v1', 'latest')
  expect(await cost(place, app, { tags: 'v1,latest' })).toEqual({ rounds: 1, requests: 2 })
  expect(place.registries.map((registry) => registry.log.at(-1)?.split(' ')[0])).toEqual(['DELETE', 'DELETE'])
})

test('one new layer: begin, send, tag, look', async () => {
  await using place = await start()
  place.registries[0]?.put('o/app', app, 'v1')
  // The layer and the config, two requests each, and the tag.
  expect(await cost(place, changed)).toEqual({ rounds: 3 + after, requests: 5 + after - proven })
})

test('nine new blobs: begin, send, tag, look', async () => {
  await using place = await start()
  expect(await cost(place, app)).toEqual({ rounds: 3 + after, requests: 2 * 9 + 1 + after - proven })
})

test('several tags cost one round more: the manifest goes before them', async () => {
  await using place = await start()
  expect(await cost(place, app, { tags: 'v1,v2,v3' })).toEqual({
    rounds: 4 + before + after,
    requests: 2 * 9 + 1 + 3 * (before + 1 + after) - proven,
  })
})

test('several tags cost nothing more at a registry that takes them with the manifest', async () => {
  await using place = await start()
  place.registries[0]?.behave({ tagsPerRequest: 10 })
  expect(await cost(place, app, { tags: 'v1,v2,v3' })).toEqual({
    rounds: 3 + before + after,
    requests: 2 * 9 + 1 + 3 * (before + after) - proven,
  })
})

test('two registries cost one round more: no tag goes before both are whole', async () => {
  await using place = await start(2)
  expect(await cost(place, app)).toEqual({
    rounds: 4 + before + after,
    requests: 2 * (2 * 9 + 1 + before + 1 + after - proven),
  })
})

test('an index costs one round more: children go before it', async () => {
  await using place = await start()
  expect(await cost(place, narrow)).toEqual({ rounds: 4 + after, requests: 2 * 16 + 2 + 1 + after - proven })
})

test('an index of more blobs than requests run at once', async () => {
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

test('an index that is there', async () => {
  await using place = await start()
  place.registries[0]?.put('o/app', both, 'v1')
  expect(await cost(place, both)).toEqual({ rounds: 1, requests: 1 })
})

test('a large blob is asked for and its upload begun in one round', async () => {
  await using place = await start()
  expect(await cost(place, large)).toEqual({ rounds: 3 + after, requests: 3 * 5 + 2 + 1 + after - proven })
})

test('one new large layer', async () => {
  await using place = await start()
  place.registries[0]?.put('o/app', large, 'v1')
  expect(await cost(place, largeChanged)).toEqual({ rounds: 3 + after, requests: 3 + 2 + 1 + after - proven })
})

test('a session that was opened for a blob that is there is given back', async () => {
  await using place = await start()
  const [registry] = place.registries
  for (const { bytes = new Uint8Array() } of large.content) registry?.putBlob('o/app', bytes)
  // Five are asked for, with a session each that is cancelled; the config is sent unasked.
  expect(await cost(place, large)).toEqual({ rounds: 2 + after, requests: 3 * 5 + 2 + 1 + after - proven })
  expect(registry?.count()).toMatchObject({ DELETE: 5, PUT: 2 })
})

test('sessions are opened in advance only as far as no needed request waits for them', async () => {
  await using place = await start()
  const [registry] = place.registries
  const many = image({ layers: layers(12, 100 * KiB, 0) })
  await cost(place, many)
  const first = registry?.entries.filter(({ route, method }) => route.kind === 'blob' && method === 'HEAD') ?? []
  // Twelve questions and the config leave three of sixteen places; one session is open already.
  expect(new Set(first.map(({ round }) => round)).size).toBe(1)
  const opened = registry?.entries.filter(({ round, method }) => round === first[0]?.round && method === 'POST')
  expect(opened).toHaveLength(3)
})

test('an image known from the start is looked for while the tags are read', async () => {
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

test('a target that was read long ago is read again while the content goes out', async () => {
  await using place = await start()
  const [registry] = place.registries
  registry?.put('o/app', app, 'v1')
  expect(await cost(place, changed, { pause: 6_000 })).toEqual({ rounds: 3 + after, requests: 5 + 1 + after - proven })
  expect(await cost(place, changed, { pause: 4_000 })).toEqual({ rounds: 1, requests: 1 })
})
