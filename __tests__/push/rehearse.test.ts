import { expect, test } from 'vitest'
import type { Outcome } from '../../src/plan/outcome.ts'
import { describeOutcome } from '../../src/plan/outcome-text.ts'
import type { TagRules } from '../../src/plan/tag-move.ts'
import { rehearse } from '../../src/push/rehearse.ts'
import { openPushes } from '../../src/push/targets.ts'
import { warmUp } from '../../src/push/warm-up.ts'
import { testEnvironment } from '../support/environment.ts'
import { image, index, layer, type TestImage } from '../support/images.ts'
import { registriesWith, sourceOf, targetOf } from '../support/publish.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'

const app = image({ layers: [layer('base'), layer('app')] })
const old = image({ layers: [layer('base'), layer('old')] })
const overwrite: TagRules = { existing: 'overwrite', immutable: [] }

async function dryRun(
  registry: TestRegistry,
  tags: string,
  rules: TagRules,
  what: TestImage = app,
  verifyContent = false
): Promise<Outcome | undefined> {
  const environment = testEnvironment()
  await using registries = registriesWith(environment)
  await using pushes = await openPushes([targetOf(`${registry.host}/o/app:${tags}`)], {
    registries,
    mountFrom: [],
    elapsed: environment.elapsed,
    signal: environment.signal,
    onFailure: () => undefined,
    verifyContent,
  })
  await Promise.all(pushes.all.map((push) => warmUp(push, { beforeBuild: true, rules })))
  const source = sourceOf(what, () => undefined)
  const [outcome] = await rehearse([{ source, pushes: pushes.all }], rules)
  return outcome
}

test('reports what would be published, and publishes nothing', async () => {
  await using registry = await startTestRegistry()
  registry.put('o/app', old, 'latest')
  const outcome = await dryRun(registry, 'v1,latest', overwrite)
  expect(outcome).toMatchObject({
    status: 'planned',
    tags: [
      { tag: 'v1', status: 'published' },
      { tag: 'latest', status: 'published', before: old.root.digest },
    ],
    traffic: { kept: { blobs: 1 }, uploaded: { blobs: 2 } },
    sent: 0,
  })
  expect(registry.count().PUT).toBeUndefined()
  expect(registry.tags('o/app')).toEqual({ latest: old.root.digest })
  expect(registry.sessions).toEqual([])
})

test('reports an image that exists already as unchanged', async () => {
  await using registry = await startTestRegistry()
  registry.put('o/app', app, 'v1')
  const outcome = await dryRun(registry, 'v1', overwrite)
  expect(outcome).toMatchObject({
    tags: [{ status: 'unchanged' }],
    traffic: { kept: { blobs: 3 }, uploaded: { blobs: 0 } },
  })
})

test('reports the missing parts of an existing image, and does not send them', async () => {
  await using registry = await startTestRegistry()
  const arm = image({ layers: [layer('arm')], platform: { os: 'linux', architecture: 'arm64' } })
  const both = index([app, arm])
  registry.put('o/app', both, 'v1')
  registry.lose('o/app', arm.root.digest)
  registry.lose('o/app', arm.blobs[1]?.digest ?? '')
  registry.lose('o/app', app.blobs[1]?.digest ?? '')
  const outcome = await dryRun(registry, 'v1', overwrite, both)
  expect(outcome).toMatchObject({ status: 'planned', repaired: 2, tags: [{ status: 'unchanged' }] })
  expect(outcome && describeOutcome(outcome)).toContain('2 missing parts, 4 kept')
  const verified = await dryRun(registry, 'v1', overwrite, both, true)
  expect(verified).toMatchObject({ repaired: 3, traffic: { uploaded: { blobs: 2 } } })
  expect(registry.count().PUT).toBeUndefined()
})

test('reports a tag that would be refused as an error', async () => {
  await using registry = await startTestRegistry()
  registry.put('o/app', old, 'v1')
  const outcome = await dryRun(registry, 'v1,v2', { existing: 'overwrite', immutable: ['v*'] })
  expect(outcome?.tags.map(({ status }) => status)).toEqual(['failed', 'published'])
  expect([outcome?.status, outcome?.error?.message]).toEqual(['failed', expect.stringContaining("'immutable-tags'")])
})

test('reports a push that would be refused as an error', async () => {
  await using registry = await startTestRegistry()
  registry.fail({ method: 'POST' }, { status: 403 }, { times: 9 })
  const outcome = await dryRun(registry, 'v1', overwrite)
  expect([outcome?.status, outcome?.tags[0]?.status]).toEqual(['failed', 'withheld'])
  expect(outcome?.error?.message).toContain('403')
})

test('reports a registry that stops answering half-way as an error', async () => {
  await using registry = await startTestRegistry()
  registry.fail({ method: 'HEAD', kind: 'blob' }, { status: 503 }, { times: 99 })
  const outcome = await dryRun(registry, 'v1', overwrite)
  expect([outcome?.status, outcome?.error?.message]).toEqual(['failed', expect.stringContaining('503')])
})
