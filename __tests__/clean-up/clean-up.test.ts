import { expect, test } from 'vitest'
import { referrersTag } from '../../src/oci/distribution/referrer-tags.ts'
import { runCleanUp } from '../support/clean-up/run-clean-up.ts'
import { blob, image, index, json, layer, manifest, type TestImage } from '../support/images.ts'
import type { Behaviour } from '../support/registry/behaviour.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'
import { annotationsOf } from '../support/result/run-result.ts'

const arm = { os: 'linux', architecture: 'arm64' }
const start = Date.now()
const ofDay = (day: number) => ({ created: new Date(start - day * 86_400_000).toISOString() })

/** An index of two images, of which the first is in several: the base that all builds share. */
function build(name: string, days: number): TestImage {
  return index([
    image({ layers: [layer('base'), layer(name)], config: ofDay(days) }),
    image({ layers: [layer('base')], platform: arm, config: ofDay(100) }),
  ])
}

function referrerOf({ root }: TestImage, text: string): TestImage {
  const subject = { mediaType: root.mediaType, digest: root.digest, size: root.size }
  const mediaType = 'application/vnd.oci.image.manifest.v1+json'
  const config = blob(json({}), 'application/vnd.oci.empty.v1+json')
  return manifest({ mediaType, artifactType: 'application/x-signature', subject }, config, [layer(text)])
}

const [v1, pr1, pr2] = [build('v1', 50), build('pr-1', 40), build('pr-2', 2)]
const [signed1, signedV1] = [referrerOf(pr1, 'signature of pr-1'), referrerOf(v1, 'signature of v1')]

async function stocked(behaviour: Partial<Behaviour> = {}): Promise<TestRegistry> {
  const registry = await startTestRegistry({ behaviour })
  registry.put('o/app', v1, '1.0.0', 'latest', 'sha-1')
  registry.put('o/app', pr1, 'pr-1')
  registry.put('o/app', pr2, 'pr-2')
  for (const each of [signed1, signedV1]) registry.put('o/app', each)
  return registry
}

const policy = `
keep:
  - tags: latest
delete:
  - { tags: 'pr-*', older-than: 14d }
  - tags: 'sha-*'
`

const present = (registry: TestRegistry, ...images: readonly TestImage[]) =>
  images.map(({ root }) => registry.manifest('o/app', root.digest) !== undefined)
const written = (registry: TestRegistry) => registry.log.filter((line) => !/^(?:GET|HEAD)/.test(line))

test('a dry run says what would go, and changes nothing', async () => {
  await using registry = await stocked()
  const { exitCode, log, outputs, summary } = await runCleanUp({ images: `${registry.host}/o/app`, policy })
  expect(exitCode, log).toBe(0)
  expect(written(registry)).toEqual([])
  expect(log).toContain(`${registry.host}/o/app: would delete 2 of 5 tags and 3 of 8 manifests`)
  expect(log).toMatch(/^delete pr-1 \(sha256:\w{12}\): delete\[0\]: tags 'pr-\*', older than 14d$/m)
  expect([outputs.deleted, outputs.kept]).toEqual(['2', '3'])
  const plan = JSON.parse(outputs.plan ?? '') as {
    repositories: { tags: { tag: string; do: string; rule?: string }[] }[]
  }
  expect(plan.repositories[0]?.tags.map((tag) => `${tag.tag} ${tag.do} ${tag.rule}`)).toEqual([
    '1.0.0 keep undefined',
    'latest keep keep[0]',
    'pr-1 delete delete[0]',
    'pr-2 keep delete[0]',
    'sha-1 delete delete[1]',
  ])
  expect(summary).toContain('### Clean-up, dry run: nothing was deleted')
  expect(summary).toMatch(
    /\| `pr-1` \| `sha256:\w{12}` \| delete \| delete\\\[0\\\]: tags 'pr-\\\*', older than 14d \|/
  )
})

test.each([{}, { deleteTag: 400 }, { referrers: 404 }] as const)(
  'what no tag needs any more goes with its signature, parents first (%j)',
  async (behaviour) => {
    await using registry = await stocked(behaviour)
    registry.put('o/app', index([signed1]), referrersTag(pr1.root.digest))
    const inputs = { images: `${registry.host}/o/app`, policy, 'dry-run': 'false' }
    const { exitCode, log, outputs } = await runCleanUp(inputs)
    expect(exitCode, log).toBe(0)
    expect(Object.keys(registry.tags('o/app'))).toEqual(['1.0.0', 'latest', 'pr-2'])
    expect(present(registry, v1, pr2, signedV1)).toEqual([true, true, true])
    expect(present(registry, pr1, signed1)).toEqual([false, false])
    for (const { descriptor } of [...v1.manifests, ...pr2.manifests]) {
      expect(registry.manifest('o/app', descriptor.digest)).toBeDefined()
    }
    expect(log).toMatch(/looked at 3 kept tags and the 5 manifests they reach: all are there/)
    expect([outputs.deleted, outputs.kept]).toEqual(['3', '3'])
    const again = await runCleanUp(inputs)
    expect(again.outputs.deleted, again.log).toBe('0')
  }
)

test('a repository that cannot be read is not touched; the others are', async () => {
  await using registry = await stocked()
  await using other = await stocked()
  registry.fail({ kind: 'manifest', digest: v1.manifests[0]?.descriptor.digest ?? '' }, { status: 403 }, { times: 9 })
  const images = [registry, other].map(({ host }) => `${host}/o/app`).join('\n')
  const { exitCode, log, outputs, summary } = await runCleanUp({ images, policy, 'dry-run': 'false' })
  expect(exitCode).toBe(1)
  expect(written(registry)).toEqual([])
  expect(present(other, pr1)).toEqual([false])
  const [error] = annotationsOf({ log })
  expect(error).toMatch(
    new RegExp(`^error: Nothing is deleted in ${registry.host}/o/app: .*reading sha256:\\w{12} was refused: 403`)
  )
  expect(outputs.deleted).toBe('2')
  expect(summary).toContain('Nothing is deleted in')
})

test('the removal ends at the first refusal of the registry, and says what was done', async () => {
  await using registry = await stocked()
  registry.fail({ method: 'DELETE' }, { status: 403 }, { after: 1, times: 99 })
  const inputs = { images: `${registry.host}/o/app`, policy, 'dry-run': 'false' }
  const { exitCode, log } = await runCleanUp(inputs)
  expect(exitCode).toBe(1)
  expect(annotationsOf({ log })[0]).toMatch(
    /the removal ended early: .*403.* were deleted before that; the next run goes on\)$/
  )
  for (const { descriptor } of v1.manifests) expect(registry.manifest('o/app', descriptor.digest)).toBeDefined()
})

test('a ceiling stops a rule that is wrong', async () => {
  await using registry = await stocked()
  const wrong = `delete: [{ tags: '*' }]\nat-most: 20%`
  const inputs = { images: `${registry.host}/o/app`, policy: wrong, 'dry-run': 'false' }
  const { exitCode, log } = await runCleanUp(inputs)
  expect(exitCode).toBe(1)
  expect(written(registry)).toEqual([])
  expect(annotationsOf({ log })[0]).toMatch(/at-most/)
})

test('all inputs that are wrong are reported at once', async () => {
  const { exitCode, log } = await runCleanUp({
    policy: 'keep: 7\nnewest: 1',
    'dry-run': 'perhaps',
    'registry-api': 'x',
  })
  expect(exitCode).toBe(1)
  const errors = annotationsOf({ log })
  for (const input of ['images', 'policy', 'dry-run', 'registry-api']) {
    expect(
      errors.some((error) => error.startsWith(`error: Input '${input}': `)),
      `${input}: ${errors}`
    ).toBe(true)
  }
})
