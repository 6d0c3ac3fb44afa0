import { describe, expect, test } from 'vitest'
import { image, index, layer, type TestImage } from '../support/images.ts'
import { type Options, publishTo } from '../support/publish.ts'
import { startTestRegistry, type TestRegistry, type TestRegistryOptions } from '../support/registry/registry.ts'

// All requests to each of three registries, including the warm-up. There is no sign-in, which would add two.

const app = image({ layers: [layer('base'), layer('app')] })
const next = image({ layers: [layer('base'), layer('next')] })
const large = image({ layers: [layer(200_000), layer(100_000)] })
const both = index([app, image({ layers: [layer('arm')], platform: { os: 'linux', architecture: 'arm64' } })])
const tags = ['1.4.2', '1.4', '1', 'main', 'latest']

interface Case {
  readonly what: string
  readonly image: TestImage
  readonly before?: (registry: TestRegistry) => void
  readonly behaviour?: TestRegistryOptions['behaviour']
  readonly options?: Options
  readonly requests: Readonly<Record<string, number>>
}

const built = { beforeBuild: true }
const known = { beforeBuild: false }
const published = (registry: TestRegistry) => registry.put('o/app', app, ...tags)

const cases: readonly Case[] = [
  {
    what: 'an image that was rebuilt without changes',
    image: app,
    before: published,
    options: built,
    // The tags, one of them with its manifest, and the session that proves the right to push.
    requests: { GET: 1, HEAD: 4, POST: 1, DELETE: 1 },
  },
  {
    what: 'the same image from a source',
    image: app,
    before: published,
    options: known,
    requests: { GET: 1, HEAD: 4 + 1 },
  },
  {
    what: 'the same index, whose children are read during the build',
    image: both,
    before: (registry) => registry.put('o/app', both, ...tags),
    options: built,
    requests: { GET: 1 + 2, HEAD: 4, POST: 1, DELETE: 1 },
  },
  {
    what: 'five tags that move to existing content',
    image: next,
    before: (registry) => {
      published(registry)
      registry.put('o/app', next)
    },
    options: known,
    // Each tag is read before it is written, because it may have to be rolled back, and afterwards.
    requests: { GET: 1, HEAD: 4 + 1 + 2 * 5, PUT: 5 },
  },
  {
    what: 'five new tags for existing content',
    image: app,
    before: (registry) => registry.put('o/app', app),
    options: known,
    requests: { GET: 1, HEAD: 4 + 1 + 2 * 5, PUT: 5 },
  },
  {
    what: 'two of five tags that have to move',
    image: next,
    before: (registry) => {
      registry.put('o/app', app, 'main', '1')
      registry.put('o/app', next, '1.4.2', '1.4', 'latest')
    },
    options: known,
    requests: { GET: 1, HEAD: 4 + 1 + 2 * 2, PUT: 2 },
  },
  {
    what: 'one new layer: two requests each for small blobs',
    image: next,
    before: published,
    options: built,
    // The first blob is sent to the session that proved the right to push.
    requests: { GET: 1, HEAD: 4 + 2 * 5, POST: 2, PUT: 2 + 1 + 5 },
  },
  {
    what: 'large new blobs: three requests each',
    image: large,
    options: known,
    requests: { GET: 1, HEAD: 4 + 1 + 2 + 2 * 5, POST: 2 + 1, PUT: 2 + 1 + 1 + 5 },
  },
]

describe.each(cases)('$what', ({ image: what, before, options, requests }) => {
  test('sends the expected requests to each of three registries', async () => {
    await using first = await startTestRegistry()
    await using second = await startTestRegistry()
    await using third = await startTestRegistry()
    const registries = [first, second, third]
    if (before) registries.forEach(before)
    const outcomes = await publishTo(
      registries.map(({ host }) => `${host}/o/app:${tags.join(',')}`),
      what,
      options
    )
    expect(outcomes.map(({ status }) => status)).toEqual(['published', 'published', 'published'])
    for (const registry of registries) {
      expect(registry.count()).toEqual(requests)
      expect(registry.tags('o/app')).toEqual(Object.fromEntries(tags.map((tag) => [tag, what.root.digest])))
      expect([registry.unexpected, registry.sessions]).toEqual([[], []])
    }
  })
})

test('writes all tags with the manifest in one request to a single registry that supports it', async () => {
  await using registry = await startTestRegistry({ behaviour: { tagsPerRequest: 10 } })
  await publishTo([`${registry.host}/o/app:${tags.join(',')}`], app, known)
  expect(registry.log.filter((line) => line.startsWith('PUT manifest'))).toEqual([
    `PUT manifest ${app.root.digest.slice(0, 19)} as ${tags.join(',')} 201`,
  ])
  expect(Object.keys(registry.tags('o/app')).sort()).toEqual(tags.toSorted())
})

test('writes the tags that the registry did not take with the manifest one by one', async () => {
  await using registry = await startTestRegistry({ behaviour: { tagsPerRequest: 2 } })
  const [outcome] = await publishTo([`${registry.host}/o/app:${tags.join(',')}`], app, known)
  expect(registry.log.filter((line) => line.startsWith('PUT manifest'))).toHaveLength(1 + 3)
  expect(outcome?.tags.map(({ status }) => status)).toEqual(tags.map(() => 'published'))
  expect(registry.tags('o/app')).toEqual(Object.fromEntries(tags.map((tag) => [tag, app.root.digest])))
})

test('reads only one manifest of an unchanged image, because Docker Hub counts reads as pulls', async () => {
  await using registry = await startTestRegistry()
  registry.put('o/app', app, 'v1')
  await publishTo([`${registry.host}/o/app:v1`], app, built)
  expect(registry.count()).toMatchObject({ GET: 1 })
})
