import { expect, test } from 'vitest'
import { InputError } from '../../src/input-error.ts'
import type { TagRules } from '../../src/plan/tag-move.ts'
import { testEnvironment } from '../support/environment.ts'
import { image, layer } from '../support/images.ts'
import { publishTo } from '../support/publish.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'
import { Rounds } from '../support/registry/rounds.ts'

// What happens to existing tags.

const app = image({ layers: [layer('base'), layer('app')] })
const old = image({ layers: [layer('base'), layer('old')] })
const { digest } = app.root
const before = old.root.digest

function rules(existing: TagRules['existing'], ...immutable: readonly string[]): { rules: TagRules } {
  return { rules: { existing, immutable } }
}

function manifestPuts(registry: TestRegistry): readonly string[] {
  return registry.log.filter((line) => line.startsWith('PUT manifest'))
}

test('does not write a tag that already points at the image', async () => {
  await using registry = await startTestRegistry({ behaviour: { immutable: () => true } })
  registry.put('o/app', app, 'v1')
  const [outcome] = await publishTo([`${registry.host}/o/app:v1,v2`], app)
  expect(outcome?.tags).toEqual([
    { tag: 'v1', status: 'unchanged', digest, before: digest },
    { tag: 'v2', status: 'published', digest },
  ])
  expect(manifestPuts(registry)).toEqual(['PUT manifest v2 201'])
})

test('accepts an immutable tag that already points at the image', async () => {
  await using registry = await startTestRegistry()
  registry.put('o/app', app, 'v1')
  const [outcome] = await publishTo([`${registry.host}/o/app:v1`], app, rules('fail', 'v*'))
  expect([outcome?.status, outcome?.tags[0]?.status]).toEqual(['published', 'unchanged'])
  expect(manifestPuts(registry)).toEqual([])
})

test.each([true, false])(
  'refuses an immutable tag of another image before any tag moves (built: %s)',
  async (beforeBuild) => {
    await using fixed = await startTestRegistry()
    await using free = await startTestRegistry()
    fixed.put('o/app', old, 'v1')
    const targets = [`${fixed.host}/o/app:v1,latest`, `${free.host}/o/app:v1`]
    const [refused, other] = await publishTo(targets, app, { beforeBuild, ...rules('overwrite', 'v*') })
    expect(refused?.error).toBeInstanceOf(InputError)
    expect(refused?.error?.message).toContain(`${fixed.host}/o/app:v1 was not moved: it matches 'immutable-tags'`)
    expect([refused?.status, other?.status]).toEqual(['failed', 'withheld'])
    expect([fixed.tags('o/app'), free.tags('o/app')]).toEqual([{ v1: before }, {}])
  }
)

test('sends nothing of an image that would be refused', async () => {
  await using registry = await startTestRegistry()
  registry.put('o/app', old, 'v1')
  await publishTo([`${registry.host}/o/app:v1`], app, rules('overwrite', 'v1'))
  expect(registry.count()).toEqual({ GET: 1, HEAD: 1 })
})

test('treats only matching tags as immutable', async () => {
  await using registry = await startTestRegistry()
  registry.put('o/app', old, 'v1', 'v1.2', 'latest')
  const [outcome] = await publishTo([`${registry.host}/o/app:v1,latest`], app, rules('overwrite', 'v1.*', 'v+'))
  expect(outcome?.status).toBe('published')
  expect(registry.tags('o/app')).toEqual({ v1: digest, 'v1.2': before, latest: digest })
})

test('skips existing tags if requested, and writes new ones', async () => {
  await using registry = await startTestRegistry()
  registry.put('o/app', old, 'v1')
  const [outcome] = await publishTo([`${registry.host}/o/app:v1,v2`], app, rules('skip'))
  expect(outcome?.tags).toEqual([
    { tag: 'v1', status: 'skipped', digest: before, before },
    { tag: 'v2', status: 'published', digest },
  ])
  expect(registry.tags('o/app')).toEqual({ v1: before, v2: digest })
})

test('publishes an image by digest if all its tags are skipped', async () => {
  await using registry = await startTestRegistry()
  registry.put('o/app', old, 'v1')
  const [outcome] = await publishTo([`${registry.host}/o/app:v1`], app, rules('skip'))
  expect(outcome?.status).toBe('published')
  expect(registry.manifest('o/app', digest)).toBeDefined()
  expect(registry.tags('o/app')).toEqual({ v1: before })
})

test('fails before the build ends if a tag exists that must not', async () => {
  await using registry = await startTestRegistry()
  registry.put('o/app', old, 'latest')
  let known: Error | undefined
  const options = {
    beforeBuild: true,
    onFailed: ({ failure }: { failure: Error | undefined }) => {
      known = failure
    },
    meanwhile: () => expect(known?.message).toMatch(/latest already exists/),
    ...rules('fail'),
  }
  const [outcome] = await publishTo([`${registry.host}/o/app:v1,latest`], app, options)
  expect(outcome?.status).toBe('failed')
  expect(registry.tags('o/app')).toEqual({ latest: before })
})

test('refuses a tag that appears during the build', async () => {
  await using registry = await startTestRegistry()
  let passed = 0
  const meanwhile = () => {
    registry.put('o/app', old, 'v1')
    passed = 60_000
  }
  const environment = { ...testEnvironment(), elapsed: () => performance.now() + passed }
  const options = { beforeBuild: true, environment, meanwhile, ...rules('fail') }
  const [outcome] = await publishTo([`${registry.host}/o/app:v1`], app, options)
  expect(outcome?.error?.message).toContain("it already exists, and 'existing-tags' is 'fail'")
  expect(registry.tags('o/app')).toEqual({ v1: before })
})

test('does not report a tag as unchanged that another run moves during a long push', async () => {
  await using registry = await startTestRegistry()
  registry.put('o/app', app, 'v1')
  let passed = 0
  const where = () => {
    // The other run finishes in the minute that this one takes for a blob.
    registry.put('o/app', old, 'v1')
    passed = 60_000
    return false
  }
  registry.fail({ method: 'PUT', kind: 'upload', where }, { status: 500 })
  const environment = { ...testEnvironment(), elapsed: () => performance.now() + passed }
  const next = image({ layers: [layer('next')] })
  const references = [`${registry.host}/o/app:v1`, `${registry.host}/o/copy:v1`]
  const outcomes = await publishTo(references, next, { beforeBuild: true, environment })
  expect(outcomes.map(({ tags: [tag] }) => [tag?.status, tag?.before])).toEqual([
    ['published', old.root.digest],
    ['published', undefined],
  ])
})

test('writes tags one by one to a registry that accepts one manifest at a time', async () => {
  const rounds = new Rounds({ quiet: 20 })
  await using registry = await startTestRegistry({ rounds, behaviour: { parallelManifests: 'refused' } })
  const [outcome] = await publishTo([`${registry.host}/o/app:v1,v2,v3`], app)
  expect(outcome?.status).toBe('published')
  expect(registry.tags('o/app')).toEqual({ v1: digest, v2: digest, v3: digest })
  const refused = manifestPuts(registry).filter((line) => line.endsWith(' 400'))
  expect(refused.length).toBeGreaterThan(0)
})

test('reads the tag back from a registry that returns no digest', async () => {
  await using registry = await startTestRegistry({ behaviour: { digestHeader: 'missing' } })
  const [outcome] = await publishTo([`${registry.host}/o/app:v1`], app)
  expect(outcome?.status).toBe('published')
  const written = registry.log.indexOf('PUT manifest v1 201')
  expect(registry.log.slice(written + 1)).toEqual(['HEAD manifest v1 200', 'GET manifest v1 200'])
})

test('fails, and rolls back, if the registry returns another digest', async () => {
  await using honest = await startTestRegistry()
  await using liar = await startTestRegistry()
  liar.put('o/app', old, 'latest')
  const lie = { status: 201, headers: { 'docker-content-digest': before }, committed: true }
  liar.fail({ method: 'PUT', reference: 'latest' }, lie)
  const outcomes = await publishTo([`${honest.host}/o/app:v1`, `${liar.host}/o/app:latest`], app)
  expect(outcomes.map(({ status }) => status)).toEqual(['withheld', 'failed'])
  expect(outcomes[1]?.error?.message).toContain(`it stored ${before} instead of ${digest}`)
  expect(outcomes.map(({ tags }) => tags[0]?.status)).toEqual(['restored', 'restored'])
  expect([honest.tags('o/app'), liar.tags('o/app')]).toEqual([{}, { latest: before }])
})
