import { describe, expect, test } from 'vitest'
import { describeTags, resultJson } from '../../src/plan/outcome-text.ts'
import type { TagRules } from '../../src/plan/tag-move.ts'
import { image, index, layer, type TestImage } from '../support/images.ts'
import { publishTo } from '../support/publish.ts'
import { type AttestationOptions, attestation } from '../support/registry/content/attestation.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'

// The same commit is built again: the images are identical, but their attestations describe another build.

const amd = image({ layers: [layer('base'), layer('app')] })
const arm = image({ layers: [layer('arm')], platform: { os: 'linux', architecture: 'arm64' } })
const old = image({ layers: [layer('old')] })
const sbom = 'https://spdx.dev/Document'

/** An index of both images, each with provenance and optionally another attestation. `name` tells builds apart. */
function built(
  name: string,
  more: readonly AttestationOptions[] = [],
  images: readonly TestImage[] = [amd, arm]
): TestImage {
  const attestations = images.flatMap((each) => [{}, ...more].map((options) => attestation(each, { ...options, name })))
  return index([...images, ...attestations])
}

const first = built('first')
const again = built('again')

const immutable: TagRules = { existing: 'overwrite', immutable: ['v*'] }
const overwrite: TagRules = { existing: 'overwrite', immutable: [] }
const fail: TagRules = { existing: 'fail', immutable: [] }

function puts(registry: TestRegistry): readonly string[] {
  return registry.log.filter((line) => line.startsWith('PUT'))
}

describe.each([
  ['from a build', true],
  ['from a source', false],
] as const)('%s', (_, beforeBuild) => {
  test.each([
    ['immutable-tags', immutable],
    ['existing-tags: overwrite', overwrite],
    ['existing-tags: skip', { existing: 'skip', immutable: [] } satisfies TagRules],
    // With a build, this fails before the build ends, whatever the image.
    ...(beforeBuild ? [] : [['existing-tags: fail', fail] as const]),
  ] as const)('leaves the tags alone, and reports the existing digest (%s)', async (_rule, rules) => {
    await using registry = await startTestRegistry()
    registry.put('o/app', first, 'v1', 'v2')
    const [outcome] = await publishTo([`${registry.host}/o/app:v1,v2`], again, { beforeBuild, rules })
    expect([outcome?.status, outcome?.error, outcome?.root?.digest]).toEqual([
      'published',
      undefined,
      first.root.digest,
    ])
    expect(outcome?.tags.map(({ status, digest }) => [status, digest])).toEqual([
      ['unchanged', first.root.digest],
      ['unchanged', first.root.digest],
    ])
    expect([puts(registry), registry.tags('o/app')]).toEqual([[], { v1: first.root.digest, v2: first.root.digest }])
    expect(outcome && describeTags([outcome])).toEqual([
      `${registry.host}/o/app: v1, v2 left at ${first.root.digest}: the same image except for its attestations`,
    ])
  })

  test('points further tags at the existing image, so that all tags of a release agree', async () => {
    await using registry = await startTestRegistry()
    registry.put('o/app', first, 'v1.2.3')
    registry.put('o/app', old, 'latest')
    const references = [`${registry.host}/o/app:v1.2.3,v1.2,latest`]
    const [outcome] = await publishTo(references, again, { beforeBuild, rules: overwrite })
    expect(outcome?.tags.map(({ status }) => status)).toEqual(['unchanged', 'published', 'published'])
    const { digest } = first.root
    expect(registry.tags('o/app')).toEqual({ 'v1.2.3': digest, 'v1.2': digest, latest: digest })
    // None of the new attestation is sent.
    expect(puts(registry).every((line) => line.startsWith('PUT manifest v1.2 ') || line.includes('latest'))).toBe(true)
  })

  test.each<readonly [string, TestImage]>([
    ['an added attestation', built('again', [{ predicateType: sbom }])],
    ['no attestations', index([amd, arm])],
    ['an added platform', built('again', [], [amd, arm, image({ layers: [layer('s390x')] })])],
    ['another image for a platform', built('again', [], [amd, image({ layers: [layer('other arm')] })])],
    ['other annotations', index([...[amd, arm], attestation(amd), attestation(arm)], { annotations: { a: 'b' } })],
  ])('publishes an image that differs: %s', async (_change, changed) => {
    await using registry = await startTestRegistry()
    registry.put('o/app', first, 'v1')
    const [refused] = await publishTo([`${registry.host}/o/app:v1`], changed, { beforeBuild, rules: immutable })
    expect(refused?.error?.message).toContain("it matches 'immutable-tags' and points at another image")
    const [moved] = await publishTo([`${registry.host}/o/app:v1`], changed, { beforeBuild })
    expect([moved?.status, moved?.error]).toEqual(['published', undefined])
    expect(registry.tags('o/app')).toEqual({ v1: changed.root.digest })
  })

  test('publishes an image whose predecessor has no attestations', async () => {
    await using registry = await startTestRegistry({ behaviour: { children: 'unchecked' } })
    registry.put('o/app', first, 'v1')
    registry.lose('o/app', first.manifests.at(-2)?.descriptor.digest ?? '')
    const [outcome] = await publishTo([`${registry.host}/o/app:v1`], again, { beforeBuild })
    expect([outcome?.status, registry.tags('o/app')]).toEqual(['published', { v1: again.root.digest }])
  })

  test('sends lost content of an image again whose tags it leaves alone', async () => {
    await using registry = await startTestRegistry()
    registry.put('o/app', first, 'v1')
    registry.lose('o/app', arm.root.digest)
    const [outcome] = await publishTo([`${registry.host}/o/app:v1`], again, { beforeBuild, rules: immutable })
    expect([outcome?.status, outcome?.repaired, outcome?.tags[0]?.status]).toEqual(['published', 1, 'unchanged'])
    expect(registry.manifest('o/app', arm.root.digest)).toBeDefined()
  })

  test('verifies the content of the attestations if content is verified', async () => {
    await using registry = await startTestRegistry()
    registry.put('o/app', first, 'v1')
    const statement = first.manifests.at(-2)?.blobs.at(-1)?.digest ?? ''
    registry.lose('o/app', statement)
    const options = { beforeBuild, verifyContent: true }
    const [outcome] = await publishTo([`${registry.host}/o/app:v1`], again, options)
    expect([outcome?.status, registry.tags('o/app')]).toEqual(['published', { v1: again.root.digest }])
  })
})

test('keeps an equivalent image at one target and sends the new one to another, with the digest of each in the result', async () => {
  await using kept = await startTestRegistry()
  await using fresh = await startTestRegistry()
  kept.put('o/app', first, 'v1')
  const references = [kept, fresh].map(({ host }) => `${host}/o/app:v1`)
  const outcomes = await publishTo(references, again, { beforeBuild: true })
  expect([kept.tags('o/app').v1, fresh.tags('o/app').v1]).toEqual([first.root.digest, again.root.digest])
  const result = JSON.parse(resultJson(outcomes, again.root.digest))
  expect(result.map(({ digest }: { digest: string }) => digest)).toEqual([first.root.digest, again.root.digest])
  expect(result[0].platforms).toEqual([
    { platform: 'linux/amd64', digest: amd.root.digest },
    { platform: 'linux/arm64', digest: arm.root.digest },
  ])
})
