import fc from 'fast-check'
import { expect, test } from 'vitest'
import { referrersTag } from '../../src/oci/distribution/referrer-tags.ts'
import type { Outcome } from '../../src/plan/outcome.ts'
import { blob, image, index, layer, manifest, type TestImage } from '../support/images.ts'
import { impatient, publishAll, type TestRelease } from '../support/publish.ts'
import type { Behaviour } from '../support/registry/behaviour.ts'
import type { Entry } from '../support/registry/entry.ts'
import type { Match } from '../support/registry/faults.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'

// Any release: images that share layers and children, at targets of which some fail.

const tiny = 64 * 1024
const layers = [10, 2_000, tiny + 1, 90_000, 120_000].map((size) => layer(size))
const plain = (numbers: readonly number[], architecture: string) =>
  image({ layers: numbers.flatMap((each) => layers[each] ?? []), platform: { os: 'linux', architecture } })
const former = image({ layers: [layer('former')] })

/** Where an image may go: two repositories of one registry, and one of another. */
const places = [
  { registry: 0, name: 'o/one' },
  { registry: 0, name: 'o/two' },
  { registry: 1, name: 'o/one' },
] as const

interface Part {
  /** The layers of each child, or of the image itself if there is one child. */
  readonly children: readonly (readonly number[])[]
  readonly places: readonly number[]
  readonly tags: number
  /** How many artifacts are attached to it. */
  readonly attached: number
}

interface Trouble {
  readonly registry: 0 | 1
  readonly name: string
  readonly what: 'blob' | 'manifest' | 'tag'
  readonly status: 403 | 503
  readonly after: number
}

const some = fc.uniqueArray(fc.nat(layers.length - 1), { minLength: 1, maxLength: 3 })
const parts: fc.Arbitrary<readonly Part[]> = fc.array(
  fc.record({
    children: fc.array(some, { minLength: 1, maxLength: 2 }),
    places: fc.uniqueArray(fc.nat(places.length - 1), { minLength: 1 }),
    tags: fc.nat(2),
    attached: fc.oneof(fc.constant(0), fc.nat(2)),
  }),
  { minLength: 1, maxLength: 4 }
)
const troubles: fc.Arbitrary<Trouble | undefined> = fc.option(
  fc.record({
    registry: fc.constantFrom(0, 1),
    name: fc.constantFrom('o/one', 'o/two'),
    what: fc.constantFrom('blob', 'manifest', 'tag'),
    status: fc.constantFrom(403, 503),
    after: fc.nat(3),
  }),
  { nil: undefined }
)
const behaviours: fc.Arbitrary<Partial<Behaviour>> = fc.record(
  {
    mount: fc.constantFrom<Behaviour['mount']>('done', 'session'),
    tagsPerRequest: fc.constantFrom(0, 10),
    referrers: fc.constantFrom<Behaviour['referrers']>('works', 404),
    conditions: fc.constantFrom<Behaviour['conditions']>('kept', 'unknown'),
  },
  { requiredKeys: [] }
)

function cook({ children }: Part, at: number): TestImage {
  const [first = [], ...others] = children
  if (others.length === 0) return plain(first, `a${at}`)
  // Children without the number of the image, so that images share them.
  return index(
    children.map((each, child) => plain(each, `a${child}`)),
    { annotations: { at: `${at}` } }
  )
}

const tagOf = (at: number, tag: number) => `image-${at}.${tag}`
const isIndexWrite = ({ method, route }: Entry) => method === 'PUT' && /^sha256-/.test(route.reference ?? '')
const isTagWrite = (entry: Entry) => {
  const { method, route } = entry
  const hasTags = route.digest === undefined || route.tags !== undefined
  return method === 'PUT' && route.kind === 'manifest' && hasTags && !isIndexWrite(entry)
}
const isContentWrite = (entry: Entry) =>
  entry.method === 'PUT' &&
  !isTagWrite(entry) &&
  !isIndexWrite(entry) &&
  (entry.route.kind === 'manifest' || entry.route.kind === 'upload')

function matchOf({ name, what }: Trouble): Match {
  if (what === 'blob') return { method: 'PUT', kind: 'upload', name }
  return {
    method: 'PUT',
    kind: 'manifest',
    name,
    where: ({ route }) => (route.digest === undefined) === (what === 'tag'),
  }
}

/** Expects every tag where the outcome says it is; returns whether it points at the new image, if that is known. */
function whereTagsAre(outcomes: readonly Outcome[], images: readonly string[], registries: readonly TestRegistry[]) {
  return outcomes.flatMap(({ target, tags }, at) =>
    tags.map(({ tag, status }) => {
      const registry = registries.find(({ host }) => host === target.repository.registry)
      const found = registry?.tags(target.repository.name)[tag]
      const isNew = found === images[at]
      if (status === 'published') expect(isNew).toBe(true)
      if (status === 'withheld' || status === 'restored') expect(isNew).toBe(false)
      return isNew
    })
  )
}

/** The images of a release, and where they go. The first tag of each exists already. */
function prepare(release: readonly Part[], registries: readonly TestRegistry[]): readonly TestRelease[] {
  return release.flatMap((part, at) => {
    const tags = Array.from({ length: part.tags }, (_, tag) => tagOf(at, tag))
    const references = part.places.map((place) => {
      const { registry: which, name } = places[place] as (typeof places)[number]
      const registry = registries[which] as TestRegistry
      for (const tag of tags.slice(0, 1)) registry.put(name, former, tag)
      return `${registry.host}/${name}:${tags.join(',')}`
    })
    const cooked = cook(part, at)
    const untagged = references.map((reference) => reference.replace(/[^:]*$/, ''))
    const attached = Array.from({ length: part.attached }, (_, each) => ({
      image: attach(cooked, `${at}.${each}`),
      references: untagged,
      attachedTo: cooked,
    }))
    return [{ image: cooked, references }, ...attached]
  })
}

/** An artifact that refers to an image. */
function attach({ root: { mediaType, digest, size } }: TestImage, text: string): TestImage {
  const empty = blob(Buffer.from('{}'), 'application/vnd.oci.empty.v1+json')
  const fields = { mediaType: 'application/vnd.oci.image.manifest.v1+json', artifactType: 'application/x' }
  return manifest({ ...fields, subject: { mediaType, digest, size } }, empty, [layer(text)])
}

/** Expects that what is attached is there, and listed where the registry does not list it itself. */
function expectListed(all: readonly TestRelease[], registries: readonly TestRegistry[]): void {
  const attached = all.flatMap(({ image: artifact, attachedTo, references }) =>
    attachedTo ? references.map((reference) => ({ artifact, subject: attachedTo.root.digest, reference })) : []
  )
  for (const { artifact, subject, reference } of attached) {
    const registry = registries.find(({ host }) => reference.startsWith(host)) as TestRegistry
    const name = reference.slice(registry.host.length + 1, -1)
    expect(registry.manifest(name, artifact.root.digest)).toBeDefined()
    const list = registry.tags(name)[referrersTag(subject)] ?? ''
    const text = Buffer.from(registry.manifest(name, list)?.bytes ?? []).toString()
    expect(text.includes(artifact.root.digest)).toBe(registry.behaviour.referrers !== 'works')
  }
}

/** The digest that each tag is to point at: that of the image, for each of its targets. */
function rootsOf(all: readonly TestRelease[]): readonly string[] {
  return all.flatMap(({ image: { root }, attachedTo, references }) =>
    attachedTo ? [] : references.map(() => root.digest)
  )
}

/** Breaks requests. A tag is refused only once, so that the others can be rolled back. */
function stir(trouble: Trouble | undefined, registries: readonly TestRegistry[]): void {
  if (!trouble) return
  const { registry, what, after } = trouble
  const isTag = what === 'tag'
  registries[registry]?.fail(
    matchOf(trouble),
    { status: isTag ? 403 : trouble.status },
    { times: isTag ? 1 : 999, after }
  )
}

/** Expects that no tag was written before all content was: except that of a single image, which is written with it. */
function expectOrder(registries: readonly TestRegistry[], isOnly: boolean): void {
  const entries = registries.flatMap((registry) => [...registry.entries])
  const firstTag = Math.min(...entries.filter(isTagWrite).map(({ began }) => began))
  const ends = entries
    .filter((entry) => isContentWrite(entry) || isIndexWrite(entry))
    .map(({ ended = Number.POSITIVE_INFINITY }) => ended)
  if (!isOnly) expect(firstTag).toBeGreaterThan(Math.max(...ends))
}

test('moves the tags of all images or of none, never before all content is there, and sends what is shared once', async () => {
  const seen = new Set<string>()
  const run = async (release: readonly Part[], trouble: Trouble | undefined, behaviour: Partial<Behaviour>) => {
    await using one = await startTestRegistry({ behaviour })
    await using two = await startTestRegistry()
    const registries = [one, two]
    const all = prepare(release, registries)
    stir(trouble, registries)
    const outcomes = await publishAll(all, { retry: { ...impatient, attempts: 2 } })

    const roots = rootsOf(all)
    const areNew = whereTagsAre(outcomes, roots, registries)
    const isPublished = outcomes.every(({ status }) => status === 'published')
    // A release without tags may be published only in part: nothing says that it is complete.
    if (areNew.length > 0) expect(areNew).toEqual(areNew.map(() => isPublished))
    expect(isPublished || trouble !== undefined).toBe(true)
    expectOrder(registries, all.flatMap(({ references }) => references).length === 1)
    if (isPublished) expectListed(all, registries)
    registries.forEach(expectOnce)
    // Of a target that failed, the requests in progress are aborted.
    if (!trouble) expect(registries.flatMap(({ unexpected, sessions }) => [...unexpected, ...sessions])).toEqual([])
    seen.add(isPublished ? 'published' : 'withheld')
  }
  await fc.assert(fc.asyncProperty(parts, troubles, behaviours, run), { numRuns: 80 })
  expect(seen).toEqual(new Set(['published', 'withheld']))
})

/** Expects that no blob was uploaded, and no manifest written by digest, twice to one repository. */
function expectOnce({ entries }: TestRegistry): void {
  const sent = entries
    .filter((entry) => isContentWrite(entry) && entry.status === 201)
    .map(({ route }) => `${route.name}@${route.digest}`)
  expect(sent.length).toBe(new Set(sent).size)
}
