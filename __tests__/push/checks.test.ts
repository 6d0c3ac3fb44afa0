import { expect, test } from 'vitest'
import type { Outcome } from '../../src/plan/outcome.ts'
import type { Checks } from '../../src/push/phases/check-phase.ts'
import { Push, type TargetUpload } from '../../src/push/push.ts'
import type { Release } from '../../src/push/release.ts'
import { blob, image, layer, manifest, type TestImage } from '../support/images.ts'
import { contentIn, type Options, publishTo, sourceOf } from '../support/publish.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'

// What happens between content and tags.

const app = image({ layers: [layer('base')] })
const old = image({ layers: [layer('old')] })
const empty = blob(Buffer.from('{}'), 'application/vnd.oci.empty.v1+json')
const { mediaType, digest, size } = app.root
const signature = manifest(
  {
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    artifactType: 'application/vnd.example.signature',
    subject: { mediaType, digest, size },
  },
  empty,
  [layer('signature')]
)

/** Attaches an artifact to an image wherever it goes. */
function attach(artifact: TestImage, uploads: readonly TargetUpload[]): Release {
  const [first] = uploads
  if (!first) return []
  const source = { ...sourceOf(artifact, contentIn(artifact)), attachedTo: first.source }
  const pushes = uploads.map(({ push: { content, target } }) => new Push({ ...target, tags: [] }, content))
  return [{ source, pushes }]
}

const nothing: Checks = { approve: async () => [], confirm: async () => undefined }
const signed: Checks = { ...nothing, approve: async (uploads) => attach(signature, uploads) }

/** Publishes over an old image at some registries. */
async function publish(registries: readonly TestRegistry[], checks: Checks, options: Options = {}) {
  for (const registry of registries) registry.put('o/app', old, 'v1')
  const references = registries.map(({ host }) => `${host}/o/app:v1`)
  return await publishTo(references, app, { checks, ...options })
}

function statusesOf(outcomes: readonly Outcome[]) {
  return outcomes.map(({ status, tags }) => [status, ...tags.map((tag) => tag.status)])
}

/** What was written: the references of manifests, by name where they have one. */
function written({ entries }: TestRegistry): readonly string[] {
  const names = new Map<string, string>([
    [digest, 'app'],
    [signature.root.digest, 'signature'],
  ])
  return entries
    .filter(({ method, route }) => method === 'PUT' && route.kind === 'manifest')
    .map(({ route: { reference = '' } }) => names.get(reference) ?? reference)
}

test('checks see an image by digest while its tag still points at the old one', async () => {
  await using registry = await startTestRegistry()
  const seen: unknown[] = []
  const checks: Checks = {
    ...nothing,
    async approve(uploads) {
      seen.push(uploads.map(({ image: { root } }) => root.digest))
      seen.push(registry.manifest('o/app', digest) !== undefined, registry.tags('o/app').v1)
      return []
    },
  }
  const outcomes = await publish([registry], checks)
  expect(seen).toEqual([[digest], true, old.root.digest])
  expect(statusesOf(outcomes)).toEqual([['published', 'published']])
  expect(registry.tags('o/app')).toEqual({ v1: digest })
})

test('what a check attaches is there, and confirmed, before a tag moves', async () => {
  await using one = await startTestRegistry()
  await using two = await startTestRegistry({ behaviour: { referrers: 404 } })
  const seen: unknown[] = []
  const checks: Checks = {
    ...signed,
    async confirm(attached) {
      for (const { push, root } of attached) seen.push([push.name, root.descriptor.digest])
      seen.push(...[one, two].map((registry) => registry.tags('o/app').v1))
    },
  }
  const outcomes = await publish([one, two], checks)
  expect(seen.slice(0, 2).sort()).toEqual([one, two].map(({ host }) => [`${host}/o/app`, signature.root.digest]).sort())
  expect(seen.slice(2)).toEqual([old.root.digest, old.root.digest])
  expect(outcomes.map(({ status, referrers }) => [status, referrers])).toEqual([
    ['published', 1],
    ['published', 1],
  ])
  expect(written(one)).toEqual(['app', 'signature', 'v1'])
  expect(written(two)).toEqual(['app', 'signature', `sha256-${digest.slice(7)}`, 'v1'])
})

test.each<[string, Checks]>([
  ['an image', { ...nothing, approve: () => Promise.reject(new Error('The test failed.')) }],
  ['what was attached', { ...signed, confirm: () => Promise.reject(new Error('The test failed.')) }],
])('no tag moves anywhere if a check objects to %s', async (_, checks) => {
  await using one = await startTestRegistry()
  await using two = await startTestRegistry()
  const outcomes = await publish([one, two], checks)
  expect(outcomes.map(({ status, objection }) => [status, objection?.message])).toEqual([
    ['withheld', 'The test failed.'],
    ['withheld', 'The test failed.'],
  ])
  for (const registry of [one, two]) {
    expect(registry.tags('o/app').v1).toBe(old.root.digest)
    expect([registry.unexpected, registry.sessions]).toEqual([[], []])
  }
})

test('an image that has its tag already is not published if a check objects to it', async () => {
  await using registry = await startTestRegistry()
  await publish([registry], nothing)
  const checks: Checks = { ...nothing, approve: () => Promise.reject(new Error('The test failed.')) }
  const [outcome] = await publishTo([`${registry.host}/o/app:v1`], app, { checks })
  expect([outcome?.status, outcome?.objection?.message]).toEqual(['withheld', 'The test failed.'])
})

test('nothing is checked if a required target has failed', async () => {
  await using one = await startTestRegistry()
  await using two = await startTestRegistry()
  two.fail({ method: 'PUT', kind: 'upload' }, { status: 403 }, { times: 99 })
  let isAsked = false
  const checks: Checks = {
    ...nothing,
    async approve() {
      isAsked = true
      return []
    },
  }
  const outcomes = await publish([one, two], checks)
  expect([isAsked, outcomes.map(({ status }) => status)]).toEqual([false, ['withheld', 'failed']])
})

test('a target that refuses what is attached keeps all tags from moving', async () => {
  await using one = await startTestRegistry()
  await using two = await startTestRegistry()
  two.fail({ method: 'PUT', kind: 'manifest', reference: signature.root.digest }, { status: 400 }, { times: 99 })
  const outcomes = await publish([one, two], signed)
  expect(outcomes.map(({ status }) => status)).toEqual(['withheld', 'failed'])
  expect([one, two].map((registry) => registry.tags('o/app').v1)).toEqual([old.root.digest, old.root.digest])
})

test('a late target gets what is attached before its own tags move', async () => {
  await using good = await startTestRegistry()
  await using late = await startTestRegistry()
  late.fail({ method: 'PUT', kind: 'upload' }, { slow: 150 }, { times: 99 })
  const confirmed: string[] = []
  const checks: Checks = {
    approve: async (ready, slow) => attach(signature, [...ready, ...slow]),
    confirm: async (attached) => {
      confirmed.push(...attached.map(({ push }) => push.name))
    },
  }
  const outcomes = await publish([good, late], checks, { required: [good.host], lateAfter: 30 })
  expect(outcomes.map(({ status, referrers }) => [status, referrers])).toEqual([
    ['published', 1],
    ['published', 1],
  ])
  expect(confirmed).toEqual([`${good.host}/o/app`, `${late.host}/o/app`])
  expect(written(late)).toEqual(['app', 'signature', 'v1'])
})
