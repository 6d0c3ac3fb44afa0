import { describe, expect, test } from 'vitest'
import type { Outcome } from '../../src/plan/outcome.ts'
import { describeOutcome } from '../../src/plan/outcome-text.ts'
import type { Push } from '../../src/push/push.ts'
import { blob, image, index, json, layer, type TestImage } from '../support/images.ts'
import { type Options, publishTo } from '../support/publish.ts'
import { attestation } from '../support/registry/content/attestation.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'
import { Rounds } from '../support/registry/rounds.ts'

// Publishes a release again after parts of it were lost.

const base = layer(150_000)
const app = image({ layers: [base, layer('app')] })
const arm = image({ layers: [layer('arm'), layer(90_000)], platform: { os: 'linux', architecture: 'arm64' } })
const both = index([app, arm])

const ways = [
  ['from a build', true],
  ['from a source', false],
] as const

/** Publishes an image that the tags already point at, and returns the requests sent after the warm-up. */
async function again(registry: TestRegistry, what: TestImage, options: Options) {
  let asked = 0
  const meanwhile = (pushes: readonly Push[]) => {
    asked = registry.entries.length
    return options.meanwhile?.(pushes)
  }
  const [outcome] = await publishTo([`${registry.host}/o/app:v1,latest`], what, { ...options, meanwhile })
  return { outcome: outcome as Outcome, log: registry.log.slice(asked) }
}

function isWhole(registry: TestRegistry, { manifests, blobs }: TestImage): boolean {
  const isThere = manifests.every(({ descriptor }) => registry.manifest('o/app', descriptor.digest))
  return isThere && blobs.every(({ digest }) => registry.hasBlob('o/app', digest))
}

describe.each(ways)('%s', (_, beforeBuild) => {
  test('writes removed manifests of an index again', async () => {
    await using registry = await startTestRegistry()
    registry.put('o/app', both, 'v1', 'latest')
    for (const child of [app, arm]) registry.lose('o/app', child.root.digest)
    const { outcome, log } = await again(registry, both, { beforeBuild })
    expect([outcome.status, outcome.repaired]).toEqual(['published', 2])
    expect(outcome.tags.map(({ status }) => status)).toEqual(['unchanged', 'unchanged'])
    expect(log.filter((line) => line.startsWith('PUT manifest'))).toHaveLength(2)
    expect(isWhole(registry, both)).toBe(true)
    expect(describeOutcome(outcome)).toContain('2 missing parts sent again')
    expect([registry.unexpected, registry.sessions]).toEqual([[], []])
  })

  test('sends removed blobs of a removed manifest again', async () => {
    await using registry = await startTestRegistry()
    registry.put('o/app', both, 'v1', 'latest')
    const [, tiny, large] = arm.blobs.map(({ digest }) => digest)
    for (const digest of [arm.root.digest, tiny, large]) registry.lose('o/app', digest ?? '')
    const { outcome } = await again(registry, both, { beforeBuild })
    expect([outcome.status, outcome.repaired, outcome.traffic.uploaded.blobs]).toEqual(['published', 3, 2])
    expect(isWhole(registry, both)).toBe(true)
  })

  test('sends a lost layer again if content is verified', async () => {
    await using registry = await startTestRegistry()
    registry.put('o/app', both, 'v1', 'latest')
    const lost = [base, layer('arm')].map(({ descriptor }) => descriptor.digest)
    for (const digest of lost) registry.lose('o/app', digest)
    const { outcome } = await again(registry, both, { beforeBuild, verifyContent: true })
    expect([outcome.status, outcome.repaired]).toEqual(['published', 2])
    expect(outcome.traffic).toMatchObject({ kept: { blobs: 4 }, uploaded: { blobs: 2 } })
    expect(isWhole(registry, both)).toBe(true)
  })

  test('asks for each blob if content is verified, and opens no session for blobs that exist', async () => {
    await using registry = await startTestRegistry()
    registry.put('o/app', both, 'v1', 'latest')
    const { outcome, log } = await again(registry, both, { beforeBuild, verifyContent: true })
    expect([outcome.status, outcome.repaired, outcome.traffic.kept.blobs]).toEqual(['published', undefined, 6])
    expect(log.filter((line) => line.startsWith('HEAD blob'))).toHaveLength(6)
    expect(registry.count().POST ?? 0).toBe(beforeBuild ? 1 : 0)
  })
})

test('sends a lost layer of a single-platform image again if content is verified', async () => {
  await using registry = await startTestRegistry()
  registry.put('o/app', app, 'v1', 'latest')
  registry.lose('o/app', base.descriptor.digest)
  const { outcome } = await again(registry, app, { beforeBuild: true, verifyContent: true })
  expect([outcome.repaired, outcome.traffic.kept.blobs, isWhole(registry, app)]).toEqual([1, 2, true])
})

test.each([
  ['from a build, during which they were read', true, 0],
  ['from a source', false, 2],
] as const)('checks the children of an index in one round trip (%s)', async (_, beforeBuild, looks) => {
  const rounds = new Rounds({ quiet: 20 })
  await using registry = await startTestRegistry({ rounds })
  registry.put('o/app', both, 'v1', 'latest')
  let before = 0
  const meanwhile = () => {
    before = rounds.count
  }
  const { outcome, log } = await again(registry, both, { beforeBuild, meanwhile })
  expect([outcome.status, outcome.repaired, outcome.traffic.kept.blobs]).toEqual(['published', undefined, 6])
  expect(rounds.count - before).toBe(1)
  expect(log.filter((line) => line.startsWith('HEAD'))).toHaveLength(looks)
  expect(log).toHaveLength(looks + (beforeBuild ? 1 : 0))
})

test('does not count blobs as kept that only a lost manifest refers to', async () => {
  await using registry = await startTestRegistry()
  registry.put('o/app', both, 'v1', 'latest')
  registry.lose('o/app', arm.root.digest)
  for (const { digest } of arm.blobs) registry.lose('o/app', digest)
  const { outcome } = await again(registry, both, { beforeBuild: true })
  expect(outcome.traffic).toMatchObject({ kept: { blobs: app.blobs.length }, uploaded: { blobs: arm.blobs.length } })
})

test('replaces an index that contradicts its attestations, although it lists the same images', async () => {
  await using registry = await startTestRegistry({ behaviour: { children: 'unchecked' } })
  const proof = attestation(app)
  const attested = index([app, proof])
  const wrong = { ...proof.root, size: proof.root.size + 5 }
  const bytes = json({ schemaVersion: 2, mediaType: attested.root.mediaType, manifests: [app.root, wrong] })
  const root = { ...blob(bytes).descriptor, mediaType: attested.root.mediaType }
  const former = { descriptor: root, bytes, children: [app.root, wrong], blobs: [] }
  registry.put('o/app', { ...attested, root, manifests: [...attested.manifests.slice(0, -1), former] }, 'v1')
  const outcomes = await publishTo([`${registry.host}/o/app:v1`], attested)
  expect(outcomes.map(({ status, error }) => [status, error?.message])).toEqual([['published', undefined]])
  expect(registry.tags('o/app')).toEqual({ v1: attested.root.digest })
})
