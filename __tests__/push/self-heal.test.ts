import { describe, expect, test } from 'vitest'
import { MissingBlobs } from '../../src/oci/missing-blobs.ts'
import { ContentUpload } from '../../src/push/content/content-upload.ts'
import { completeAll } from '../../src/push/phases/content-phase.ts'
import { openPushes } from '../../src/push/targets.ts'
import { testEnvironment } from '../support/environment.ts'
import { image, index, layer } from '../support/images.ts'
import { accessAs, contentIn, impatient, publishTo, registriesWith, sourceOf, targetOf } from '../support/publish.ts'
import type { Behaviour } from '../support/registry/behaviour.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'

// Registries that claim to have content that they do not have.

const base = layer(150_000)
const app = image({ layers: [base, layer('app')] })
const next = image({ layers: [base, layer('next')] })
const { digest, size } = base.descriptor
const manifestPut = (line: string) => line.startsWith('PUT manifest')

function uploadsOf(registry: TestRegistry, wanted: string): number {
  return registry.entries.filter(({ method, route }) => method === 'PUT' && route.digest === wanted).length
}

test.each(['digest', 'text', 'none'] as const)('sends a lost blob again (detail: %s)', async (detail) => {
  await using registry = await startTestRegistry({ behaviour: { unknownBlob: { status: 404, detail } } })
  registry.put('o/app', app, 'v1')
  registry.claim('o/app', digest, size)
  const [outcome] = await publishTo([`${registry.host}/o/app:v1`], next, { beforeBuild: true })
  expect([outcome?.status, outcome?.error]).toEqual(['published', undefined])
  expect(uploadsOf(registry, digest)).toBe(1)
  expect(registry.log.filter(manifestPut)).toEqual(['PUT manifest v1 404', 'PUT manifest v1 201'])
  expect(registry.unexpected).toEqual([])
})

test('sends a blob that the registry keeps claiming to have', async () => {
  await using registry = await startTestRegistry()
  registry.put('o/app', app, 'v1')
  registry.claim('o/app', digest, size, { stubborn: true })
  const [outcome] = await publishTo([`${registry.host}/o/app:v1`], next, { beforeBuild: true })
  expect(outcome?.status).toBe('published')
  expect(uploadsOf(registry, digest)).toBe(1)
  expect(registry.log.filter(manifestPut)).toEqual([...Array(3).fill('PUT manifest v1 404'), 'PUT manifest v1 201'])
})

test.each([
  [1, 'digest'],
  [2, 'digest'],
  [3, 'none'],
] as const)(
  'waits for a registry that is %i answers behind its own writes (detail: %s), and sends nothing twice',
  async (lag, detail) => {
    await using registry = await startTestRegistry({ behaviour: { lag, unknownBlob: { status: 404, detail } } })
    const [outcome] = await publishTo([`${registry.host}/o/app:v1`], app)
    expect(outcome?.status).toBe('published')
    expect(registry.log.filter(manifestPut)).toHaveLength(1 + lag)
    expect(outcome?.traffic.uploaded.blobs).toBe(3)
    expect(app.blobs.map((blob) => uploadsOf(registry, blob.digest))).toEqual([1, 1, 1])
  }
)

test('reports an error if the registry never finds a blob that it accepted', async () => {
  await using registry = await startTestRegistry({ behaviour: { lag: 1_000 } })
  const [outcome] = await publishTo([`${registry.host}/o/app:v1`], app)
  expect(outcome?.status).toBe('failed')
  expect(outcome?.error?.message).toContain('MANIFEST_BLOB_UNKNOWN')
  expect(registry.log.filter(manifestPut)).toHaveLength(4)
  expect(registry.tags('o/app')).toEqual({})
})

describe('a blob that a full disk truncated', () => {
  test.each([0, 1000])('is sent again, not kept or mounted, if %i bytes are left of it', async (left) => {
    await using registry = await startTestRegistry()
    for (const name of ['o/app', 'o/base']) {
      registry.put(name, app)
      registry.damage(name, digest, left)
    }
    const references = [`${registry.host}/o/app:v1`]
    const [outcome] = await publishTo(references, next, { mountFrom: [{ registry: registry.host, name: 'o/base' }] })
    expect([outcome?.status, outcome?.error]).toEqual(['published', undefined])
    expect(registry.blob('o/app', digest)?.length).toBe(size)
    expect(uploadsOf(registry, digest)).toBe(1)
  })

  test('is reported with what to do if the registry does not replace it', async () => {
    await using registry = await startTestRegistry()
    registry.put('o/app', app)
    registry.damage('o/app', digest, 0, { isReplaced: false })
    const [outcome] = await publishTo([`${registry.host}/o/app:v1`], next)
    expect(outcome?.status).toBe('failed')
    expect(outcome?.error?.message).toContain(
      'its damaged copy of the blob (not 150000 bytes long) is still there. Delete it from the registry.'
    )
    expect(registry.tags('o/app')).toEqual({})
  })
})

describe('a response that names what is missing', () => {
  test('is acted on at once, whatever its status, and its reason is reported', async () => {
    const unknownBlob = { status: 500, detail: 'digest' } as const
    await using registry = await startTestRegistry({ behaviour: { lag: 1_000, unknownBlob } })
    const [outcome] = await publishTo([`${registry.host}/o/app:v1`], app)
    expect(outcome?.error?.message).toContain(
      '500 MANIFEST_BLOB_UNKNOWN: manifest references a manifest or blob unknown'
    )
    expect(registry.log.filter(manifestPut)).toHaveLength(4)
  })

  test('shares its attempts with other failures: a manifest is written no more often than a single request is tried', async () => {
    await using registry = await startTestRegistry({ behaviour: { lag: 1_000 } })
    let puts = 0
    const where = () => ++puts % 4 !== 0
    const { digest: child } = app.root
    registry.fail({ method: 'PUT', digest: child, where }, { status: 503 }, { times: 999 })
    const [outcome] = await publishTo([`${registry.host}/o/app:v1`], index([app]))
    expect(outcome?.status).toBe('failed')
    expect(puts).toBe(impatient.attempts)
  })
})

const arm = image({ layers: [layer('arm')], platform: { os: 'linux', architecture: 'arm64' } })
const both = index([app, arm])
const bothNext = index([app, arm], { annotations: { version: '2' } })

test.each([
  { status: 404, detail: 'digest' },
  { status: 400, detail: 'none' },
] satisfies Behaviour['unknownBlob'][])(
  'writes a lost child manifest again ($status, $detail)',
  async (unknownBlob) => {
    await using registry = await startTestRegistry({ behaviour: { unknownBlob } })
    registry.put('o/app', both, 'v1')
    registry.lose('o/app', arm.root.digest)
    const [outcome] = await publishTo([`${registry.host}/o/app:v2`], bothNext, { meanwhile: claimBoth })
    expect([outcome?.status, outcome?.error]).toEqual(['published', undefined])
    expect(registry.manifest('o/app', arm.root.digest)).toBeDefined()
    expect(registry.tags('o/app').v2).toBe(bothNext.root.digest)
  }
)

/** As if the warm-up had found both children below a tag. */
function claimBoth(pushes: Parameters<NonNullable<Parameters<typeof publishTo>[2]>['meanwhile'] & object>[0]): void {
  for (const { content } of pushes) content.presence.add([app.root.digest, arm.root.digest])
}

test.each([true, false])(
  'writes a child manifest that a clean-up removed before a tag points at its index (from a build: %s)',
  async (beforeBuild) => {
    await using registry = await startTestRegistry({ behaviour: { children: 'unchecked' } })
    registry.put('o/app', both, 'v1')
    registry.lose('o/app', arm.root.digest)
    const image = beforeBuild ? bothNext : both
    const [outcome] = await publishTo([`${registry.host}/o/app:v1,v2`], image, { beforeBuild })
    expect(outcome?.status).toBe('published')
    expect(registry.manifest('o/app', arm.root.digest)).toBeDefined()
    // The child that still exists is not written again.
    expect(registry.log.filter(manifestPut).join()).not.toContain(app.root.digest.slice(0, 19))
  }
)

test('sends a lost blob of a lost child manifest again', async () => {
  await using registry = await startTestRegistry()
  registry.put('o/app', both, 'v1')
  registry.lose('o/app', arm.root.digest)
  registry.claim('o/app', arm.blobs[1]?.digest ?? '', arm.blobs[1]?.size ?? 0)
  const [outcome] = await publishTo([`${registry.host}/o/app:v2`], bothNext, { meanwhile: claimBoth })
  expect(outcome?.status).toBe('published')
  expect(registry.hasBlob('o/app', arm.blobs[1]?.digest ?? '')).toBe(true)
})

test('asks once, for all targets, for the blobs that the spool has already released', async () => {
  await using one = await startTestRegistry()
  await using two = await startTestRegistry()
  const environment = testEnvironment()
  const [lostAtOne = '', lostAtTwo = ''] = next.blobs.map((blob) => blob.digest)
  one.claim('o/app', lostAtOne, next.blobs[0]?.size ?? 0, { stubborn: true })
  two.claim('o/app', lostAtTwo, next.blobs[1]?.size ?? 0, { stubborn: true })
  await using registries = registriesWith(environment, { accessTo: accessAs() })
  await using pushes = await openPushes([targetOf(`${one.host}/o/app:v1`), targetOf(`${two.host}/o/app:v1`)], {
    registries,
    mountFrom: [],
    elapsed: environment.elapsed,
    signal: environment.signal,
    onFailure: () => undefined,
  })
  const content = contentIn(next)
  // As after a build: the sink released these blobs once every target claimed to have them.
  pushes.contents[0]?.presence.add([next.blobs[0]?.digest].filter((each) => each !== undefined))
  pushes.contents[1]?.presence.add([next.blobs[1]?.digest].filter((each) => each !== undefined))
  const gone: readonly string[] = [lostAtOne, lostAtTwo]
  const contentOf = (wanted: Parameters<typeof content>[0]) => (gone.includes(wanted) ? undefined : content(wanted))
  for (const push of pushes.contents) {
    for (const blob of next.blobs) if (push.needs(blob.digest)) await push.ensure(blob, content(blob.digest))
  }
  const first = completeAll(
    pushes.all.map((push) => new ContentUpload(push, sourceOf(next, contentOf))),
    'all',
    1_000
  )
  const error: unknown = await first.catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(MissingBlobs)
  expect((error as MissingBlobs).digests.toSorted()).toEqual([lostAtOne, lostAtTwo].toSorted())
  // The builder pushes them again.
  await completeAll(
    pushes.all.map((push) => new ContentUpload(push, sourceOf(next, content))),
    'all',
    1_000
  )
  expect(pushes.all.map(({ failure }) => failure)).toEqual([undefined, undefined])
  expect([one, two].map((registry) => registry.manifest('o/app', next.root.digest)?.digest)).toEqual([
    next.root.digest,
    next.root.digest,
  ])
})
