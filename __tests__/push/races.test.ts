import { expect, test } from 'vitest'
import type { TagRules } from '../../src/plan/tag-move.ts'
import { image, layer } from '../support/images.ts'
import { publishTo } from '../support/publish.ts'
import type { Behaviour } from '../support/registry/behaviour.ts'
import type { FaultyRequest } from '../support/registry/faults.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'

// Another job publishes at the same time, within the seconds in which what was read counts as fresh.

const app = image({ layers: [layer('base'), layer('app')] })
const old = image({ layers: [layer('base'), layer('old')] })
const theirs = image({ layers: [layer('theirs')] })
const { digest } = app.root
const always = { times: 1_000 }
const refused = { status: 400, body: 'no' }
const slowed = { slow: 1 }

function rules(existing: TagRules['existing'], ...immutable: readonly string[]): { rules: TagRules } {
  return { rules: { existing, immutable } }
}

/** Does something once, when a matching request arrives and before it is handled. */
function onFirst(registry: TestRegistry, fits: (request: FaultyRequest) => boolean, work: () => void): void {
  let isDone = false
  const where = (request: FaultyRequest) => {
    if (isDone || !fits(request)) return false
    isDone = true
    work()
    return true
  }
  registry.fail({ where }, slowed)
}

const isContent = ({ method, route }: FaultyRequest) => method === 'PUT' && route.kind === 'upload'
const isTagPut = ({ method, route }: FaultyRequest) =>
  method === 'PUT' && route.kind === 'manifest' && route.digest === undefined

test.each([
  ['an immutable tag', rules('overwrite', 'v*'), 'failed', 'failed'],
  ["a tag that must not exist ('fail')", rules('fail'), 'failed', 'failed'],
  ["a tag to leave alone ('skip')", rules('skip'), 'published', 'skipped'],
] as const)(
  'does not move %s that appears during the upload, whether or not the registry supports conditional requests',
  async (_, options, status, tag) => {
    for (const conditions of ['kept', 'unknown', 412, 501] satisfies Behaviour['conditions'][]) {
      await using registry = await startTestRegistry({ behaviour: { conditions } })
      onFirst(registry, isContent, () => registry.put('o/app', theirs, 'v1'))
      const [outcome] = await publishTo([`${registry.host}/o/app:v1`], app, options)
      expect([outcome?.status, outcome?.tags[0]?.status]).toEqual([status, tag])
      expect(registry.tags('o/app')).toEqual({ v1: theirs.root.digest })
    }
  }
)

test('does not move a tag that appears between reading and writing it if the registry supports conditional requests', async () => {
  await using registry = await startTestRegistry()
  onFirst(registry, isTagPut, () => registry.put('o/app', theirs, 'v1'))
  const [outcome] = await publishTo([`${registry.host}/o/app:v1`], app, rules('overwrite', 'v*'))
  expect(outcome?.error?.message).toContain("v1 was not moved: it matches 'immutable-tags'")
  expect(registry.tags('o/app')).toEqual({ v1: theirs.root.digest })
  // The refusal is final: it is not retried.
  expect(registry.log.filter((line) => line.startsWith('PUT manifest v1'))).toEqual(['PUT manifest v1 412'])
})

test('does not move a tag that appears while its write is retried', async () => {
  await using registry = await startTestRegistry({ behaviour: { conditions: 'unknown' } })
  const appears = () => {
    registry.put('o/app', theirs, 'v1')
    return true
  }
  registry.fail({ method: 'PUT', reference: 'v1', where: appears }, { status: 503 })
  const [outcome] = await publishTo([`${registry.host}/o/app:v1`], app, rules('overwrite', 'v*'))
  expect(outcome?.error?.message).toContain("it matches 'immutable-tags'")
  expect(registry.tags('o/app')).toEqual({ v1: theirs.root.digest })
})

test.each([412, 501] as const)(
  'writes tags unconditionally to a registry that refuses every condition with %i',
  async (conditions) => {
    await using registry = await startTestRegistry({ behaviour: { conditions } })
    registry.put('o/app', old, 'latest')
    const references = [`${registry.host}/o/app:v1,latest`]
    const [outcome] = await publishTo(references, app, rules('overwrite', 'v*'))
    expect([outcome?.status, outcome?.error]).toEqual(['published', undefined])
    expect(registry.tags('o/app')).toEqual({ v1: digest, latest: digest })
  }
)

test('reports a policy that refuses with 412, and does not keep retrying', async () => {
  await using registry = await startTestRegistry()
  registry.fail({ method: 'PUT', reference: 'v1' }, { status: 412, body: 'configured as immutable' }, always)
  const [outcome] = await publishTo([`${registry.host}/o/app:v1,v2`], app)
  expect(outcome?.error?.message).toMatch(/tag 'v1' was refused: 412 configured as immutable/)
  expect(registry.log.filter((line) => line === 'PUT manifest v1 412')).toHaveLength(2)
})

test('rolls back to what another job has published since the tags were read', async () => {
  await using good = await startTestRegistry()
  await using bad = await startTestRegistry()
  good.put('o/app', old, 'latest')
  onFirst(good, isContent, () => good.put('o/app', theirs, 'latest'))
  bad.fail({ method: 'PUT', reference: 'v1' }, refused, always)
  const [restored, failed] = await publishTo([`${good.host}/o/app:latest`, `${bad.host}/o/app:v1`], app)
  expect([restored?.status, failed?.status]).toEqual(['withheld', 'failed'])
  expect(restored?.tags).toEqual([
    { tag: 'latest', status: 'restored', digest: theirs.root.digest, before: theirs.root.digest },
  ])
  expect(good.tags('o/app')).toEqual({ latest: theirs.root.digest })
})

test('leaves a tag alone that another job moves while it is rolled back', async () => {
  await using good = await startTestRegistry()
  await using bad = await startTestRegistry()
  good.put('o/app', old, 'latest')
  // The other job writes after the rollback has read that the tag shows ours.
  const isPutBack = (request: FaultyRequest) => isTagPut(request) && good.tags('o/app').latest === digest
  onFirst(good, isPutBack, () => good.put('o/app', theirs, 'latest'))
  bad.fail({ method: 'PUT', reference: 'v1' }, refused, always)
  const [overtaken] = await publishTo([`${good.host}/o/app:latest`, `${bad.host}/o/app:v1`], app)
  expect(overtaken?.tags[0]).toMatchObject({ status: 'overtaken', digest: theirs.root.digest })
  expect(good.tags('o/app')).toEqual({ latest: theirs.root.digest })
})

test.each([412, 501] as const)(
  'rolls back tags at a registry that refuses every condition with %i',
  async (conditions) => {
    await using good = await startTestRegistry({ behaviour: { conditions } })
    await using bad = await startTestRegistry()
    good.put('o/app', old, 'latest')
    bad.fail({ method: 'PUT', reference: 'v1' }, refused, always)
    const [restored] = await publishTo([`${good.host}/o/app:latest`, `${bad.host}/o/app:v1`], app)
    expect(restored?.tags[0]?.status).toBe('restored')
    expect(good.tags('o/app')).toEqual({ latest: old.root.digest })
  }
)

test('does not delete a new tag that another job moves while its deletion is retried', async () => {
  await using good = await startTestRegistry()
  await using bad = await startTestRegistry()
  const where = () => {
    good.put('o/app', theirs, 'v1')
    return true
  }
  good.fail({ method: 'DELETE', kind: 'manifest', where }, { status: 503 })
  bad.fail({ method: 'PUT', reference: 'v1' }, refused, always)
  const [overtaken] = await publishTo([`${good.host}/o/app:v1`, `${bad.host}/o/app:v1`], app)
  expect(overtaken?.tags[0]).toMatchObject({ status: 'overtaken', digest: theirs.root.digest })
  expect(good.tags('o/app')).toEqual({ v1: theirs.root.digest })
})

test('rolls back a tag that was written although the response was lost', async () => {
  await using good = await startTestRegistry()
  await using bad = await startTestRegistry()
  good.put('o/app', old, 'latest')
  good.fail({ method: 'PUT', reference: 'latest' }, 'reset after commit')
  bad.fail({ method: 'PUT', reference: 'v1' }, refused, always)
  const [restored] = await publishTo([`${good.host}/o/app:latest`, `${bad.host}/o/app:v1`], app)
  expect(restored?.tags).toEqual([
    { tag: 'latest', status: 'restored', digest: old.root.digest, before: old.root.digest },
  ])
  expect(good.tags('o/app')).toEqual({ latest: old.root.digest })
})

test('recognizes a tag that was rolled back although the response was lost', async () => {
  await using good = await startTestRegistry()
  await using bad = await startTestRegistry()
  good.put('o/app', old, 'latest')
  const isBack = (request: FaultyRequest) => isTagPut(request) && good.tags('o/app').latest === digest
  good.fail({ where: isBack }, 'reset after commit')
  good.fail({ method: 'DELETE', kind: 'manifest' }, 'reset after commit')
  bad.fail({ method: 'PUT', reference: 'v1' }, refused, always)
  const [restored] = await publishTo([`${good.host}/o/app:v1,latest`, `${bad.host}/o/app:v1`], app)
  expect(restored?.tags.map(({ status }) => status)).toEqual(['restored', 'restored'])
  expect(good.tags('o/app')).toEqual({ latest: old.root.digest })
})

test('does not read a tag before writing it if there is one tag at one registry', async () => {
  await using registry = await startTestRegistry()
  registry.put('o/app', old, 'latest')
  await publishTo([`${registry.host}/o/app:latest`], app)
  const write = registry.log.indexOf('PUT manifest latest 201')
  expect(registry.log.slice(write - 1, write)).not.toEqual(['HEAD manifest latest 200'])
  const { headers } = registry.entries[write] ?? {}
  expect([headers?.['if-match'], headers?.['if-none-match']]).toEqual([undefined, undefined])
})

test('sends the entity tag of the registry as condition, and nothing else', async () => {
  await using registry = await startTestRegistry()
  registry.put('o/app', old, 'main', 'latest')
  const bare = { status: 200, headers: { 'docker-content-digest': old.root.digest } }
  registry.fail({ method: 'HEAD', reference: 'latest' }, bare, { after: 1 })
  await publishTo([`${registry.host}/o/app:v1,latest,main`], app)
  const conditionOf = (tag: string) => {
    const write = registry.entries.find(({ method, route }) => method === 'PUT' && route.reference === tag)
    return [write?.headers['if-match'], write?.headers['if-none-match']]
  }
  expect(conditionOf('v1')).toEqual([undefined, '*'])
  expect(conditionOf('main')).toEqual([`"${old.root.digest}"`, undefined])
  expect(conditionOf('latest')).toEqual([undefined, undefined])
})
