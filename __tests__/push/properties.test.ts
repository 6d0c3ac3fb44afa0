import fc from 'fast-check'
import { expect, test } from 'vitest'
import { image, index, layer, type TestImage } from '../support/images.ts'
import { publishTo } from '../support/publish.ts'
import type { Behaviour } from '../support/registry/behaviour.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'

// Any image, over any previous content, at registries of many kinds.

const tiny = 64 * 1024
const layers = [10, 2_000, tiny, tiny + 1, 90_000, 200_000].map((size) => layer(size))

/** An image by its layers and its platform, or an index by its children. */
type Recipe =
  | { readonly layers: readonly number[]; readonly platform: number }
  | { readonly children: readonly Recipe[] }

function cook(recipe: Recipe): TestImage {
  if ('children' in recipe) return index(recipe.children.map(cook))
  return image({
    layers: recipe.layers.flatMap((each) => layers[each] ?? []),
    platform: { os: 'linux', architecture: `a${recipe.platform}` },
  })
}

const plain = fc.record({
  layers: fc.array(fc.nat(layers.length - 1), { minLength: 1, maxLength: 4 }),
  platform: fc.nat(3),
})
const indexes = fc.record({ children: fc.array(plain, { minLength: 1, maxLength: 3 }) })
const nested = fc.record({ children: fc.tuple(indexes, plain) })
const recipes: fc.Arbitrary<Recipe> = fc.oneof(plain, indexes, nested)

const behaviours: fc.Arbitrary<Partial<Behaviour>> = fc.record(
  {
    mount: fc.constantFrom<Behaviour['mount']>('done', 'session', 405),
    location: fc.constantFrom<Behaviour['location']>('absolute', 'relative'),
    digestHeader: fc.constantFrom<Behaviour['digestHeader']>('right', 'missing'),
    headLength: fc.constantFrom<Behaviour['headLength']>('right', 'missing'),
    unknownBlob: fc.constantFrom<Behaviour['unknownBlob']>(
      { status: 404, detail: 'digest' },
      { status: 400, detail: 'none' }
    ),
    lag: fc.constantFrom(0, 0, 1),
    tagsPerRequest: fc.constantFrom(0, 1, 10),
    missing: fc.constantFrom<Behaviour['missing']>(404, 403),
  },
  { requiredKeys: [] }
)

interface Start {
  readonly behaviour: Partial<Behaviour>
  /** A complete image that exists, with the first of the tags. */
  readonly published: Recipe | undefined
  /** Layers that exist, but that no manifest refers to. */
  readonly loose: readonly number[]
}

const starts: fc.Arbitrary<Start> = fc.record({
  behaviour: behaviours,
  published: fc.option(recipes, { nil: undefined }),
  loose: fc.uniqueArray(fc.nat(layers.length - 1), { maxLength: 4 }),
})

/** Stores the initial content, and returns its digests. */
function begin(registry: TestRegistry, name: string, { published, loose }: Start): ReadonlySet<string> {
  const there = loose.flatMap((each) => layers[each] ?? [])
  for (const { bytes = Buffer.of() } of there) registry.putBlob(name, bytes)
  if (published) registry.put(name, cook(published), 'latest')
  const all = [...there.map(({ descriptor }) => descriptor), ...(published ? cook(published).blobs : [])]
  return new Set(all.map(({ digest }) => digest))
}

/** The digests of all blobs uploaded to a repository, with duplicates. */
function sentTo({ entries }: TestRegistry, name: string): readonly string[] {
  return entries
    .filter(
      ({ method, route, status }) =>
        method === 'PUT' && route.kind === 'upload' && route.name === name && status === 201
    )
    .map(({ route }) => route.digest ?? '')
}

function sizeIn({ blobs }: TestImage, digest: string): number {
  return blobs.find((blob) => blob.digest === digest)?.size ?? 0
}

test('publishes the whole image, and sends no blob twice or needlessly', async () => {
  const run = async (recipe: Recipe, all: readonly Start[], beforeBuild: boolean) => {
    const pushed = cook(recipe)
    const registries = await Promise.all(all.map(({ behaviour }) => startTestRegistry({ behaviour })))
    await using _ = { [Symbol.asyncDispose]: () => closeAll(registries) }
    const before = registries.map((registry, each) => begin(registry, 'o/app', all[each] as Start))
    const references = registries.map(({ host }) => `${host}/o/app:v1,latest`)
    const outcomes = await publishTo(references, pushed, { beforeBuild })
    expect(outcomes.map(({ status, error }) => [status, error])).toEqual(outcomes.map(() => ['published', undefined]))
    for (const [each, registry] of registries.entries()) {
      expectWhole(registry, 'o/app', pushed)
      const sent = sentTo(registry, 'o/app')
      expect(new Set(sent).size).toBe(sent.length)
      const { published } = all[each] as Start
      const reached = new Set<string>(published && cook(published).blobs.map(({ digest }) => digest))
      // Small blobs that no tag refers to are sent without asking.
      const isNeedless = (digest: string) => sizeIn(pushed, digest) > tiny || reached.has(digest)
      expect(sent.filter((digest) => before[each]?.has(digest) && isNeedless(digest))).toEqual([])
    }
  }
  const some = fc.array(starts, { minLength: 1, maxLength: 3 })
  await fc.assert(fc.asyncProperty(recipes, some, fc.boolean(), run), { numRuns: 60 })
})

test('publishes the whole image to two repositories of a registry, and sends each large blob once', async () => {
  const run = async (recipe: Recipe, one: Start, two: Start) => {
    const pushed = cook(recipe)
    await using registry = await startTestRegistry({ behaviour: { ...one.behaviour, mount: 'done', lag: 0 } })
    begin(registry, 'o/one', one)
    begin(registry, 'o/two', two)
    const references = [`${registry.host}/o/one:v1`, `${registry.host}/o/two:v1`]
    const outcomes = await publishTo(references, pushed, { beforeBuild: true })
    expect(outcomes.map(({ status }) => status)).toEqual(['published', 'published'])
    for (const name of ['o/one', 'o/two']) expectWhole(registry, name, pushed, ['v1'])
    const sent = [...sentTo(registry, 'o/one'), ...sentTo(registry, 'o/two')]
    const large = sent.filter((digest) => sizeIn(pushed, digest) > tiny)
    expect(new Set(large).size).toBe(large.length)
  }
  await fc.assert(fc.asyncProperty(recipes, starts, starts, run), { numRuns: 40 })
})

/** Expects all content of the image, and requests in the order of the specification: children before parents. */
function expectWhole(registry: TestRegistry, name: string, pushed: TestImage, tags = ['v1', 'latest']): void {
  for (const { digest } of pushed.blobs) expect(registry.hasBlob(name, digest)).toBe(true)
  for (const { descriptor, bytes } of pushed.manifests) {
    expect(Buffer.from(registry.manifest(name, descriptor.digest)?.bytes ?? []).equals(bytes)).toBe(true)
  }
  for (const tag of tags) expect(registry.tags(name)[tag]).toBe(pushed.root.digest)
  expect([registry.unexpected, registry.sessions]).toEqual([[], []])
}

async function closeAll(registries: readonly TestRegistry[]): Promise<void> {
  await Promise.all(registries.map((registry) => registry[Symbol.asyncDispose]()))
}
