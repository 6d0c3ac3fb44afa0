import { describe, expect, test } from 'vitest'
import type { Digest } from '../../src/oci/digest.ts'
import type { ImageSource } from '../../src/oci/image-source.ts'
import type { Outcome } from '../../src/plan/outcome.ts'
import { publish } from '../../src/push/publish.ts'
import { rehearse } from '../../src/push/rehearse.ts'
import { openPushes } from '../../src/push/targets.ts'
import { warmUp } from '../../src/push/warm-up.ts'
import { testEnvironment } from '../support/environment.ts'
import { image, index, layer } from '../support/images.ts'
import { contentIn, publishAll, registriesWith, sourceOf, targetOf, unshielded } from '../support/publish.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'

// Several images that are published as one act.

const base = layer(150_000)
const api = image({ layers: [base, layer('api')] })
const worker = image({ layers: [base, layer('worker')] })
const old = image({ layers: [layer('old')] })
const rules = { existing: 'overwrite', immutable: [] } as const

function lines(registry: TestRegistry, start: string): readonly string[] {
  return registry.log.filter((line) => line.startsWith(start))
}

function statusesOf(outcomes: readonly Outcome[]) {
  return outcomes.map(({ status, tags }) => [status, ...tags.map((tag) => tag.status)])
}

describe('two images in one repository', () => {
  test('share what it is asked, what is sent to it, and the proof that it may be written', async () => {
    await using registry = await startTestRegistry()
    const repository = `${registry.host}/o/app`
    const parts = [
      { image: api, references: [`${repository}:api`] },
      { image: worker, references: [`${repository}:worker`] },
    ]
    const outcomes = await publishAll(parts, { beforeBuild: true })
    expect(statusesOf(outcomes)).toEqual([
      ['published', 'published'],
      ['published', 'published'],
    ])
    expect(registry.tags('o/app')).toEqual({ api: api.root.digest, worker: worker.root.digest })
    const shared = base.descriptor.digest.slice(0, 19)
    expect(registry.log.filter((line) => line.startsWith('HEAD blob') && line.includes(shared))).toHaveLength(1)
    expect(registry.log.filter((line) => line.startsWith('PUT upload') && line.includes(shared))).toHaveLength(1)
    // One session for each blob, the first of which proved the right to push.
    const blobs = new Set([...api.blobs, ...worker.blobs].map(({ digest }) => digest))
    expect(lines(registry, 'POST')).toHaveLength(blobs.size)
    expect([registry.unexpected, registry.sessions]).toEqual([[], []])
  })

  test('share a manifest that both have, which is written once', async () => {
    await using registry = await startTestRegistry()
    const one = index([api])
    const two = index([api, worker], { annotations: { version: '2' } })
    const parts = [one, two].map((each, tag) => ({ image: each, references: [`${registry.host}/o/app:v${tag}`] }))
    await publishAll(parts)
    expect(lines(registry, `PUT manifest ${api.root.digest.slice(0, 19)}`)).toHaveLength(1)
    expect(registry.tags('o/app')).toEqual({ v0: one.root.digest, v1: two.root.digest })
  })

  test('are counted so that the sums are right: what they share for the first', async () => {
    await using registry = await startTestRegistry()
    const parts = [api, worker].map((each, tag) => ({ image: each, references: [`${registry.host}/o/app:v${tag}`] }))
    const [first, second] = await publishAll(parts)
    expect([first?.traffic.uploaded.blobs, first?.traffic.kept.blobs]).toEqual([3, 0])
    expect([second?.traffic.uploaded.blobs, second?.traffic.kept.blobs]).toEqual([2, 1])
    const total = [...new Map([...api.blobs, ...worker.blobs].map((blob) => [blob.digest, blob.size])).values()]
    expect((first?.sent ?? 0) + (second?.sent ?? 0)).toBe(total.reduce((sum, size) => sum + size, 0))
  })

  test('may not claim the same tag', async () => {
    await using registry = await startTestRegistry()
    const parts = [api, worker].map((each) => ({ image: each, references: [`${registry.host}/o/app:latest`] }))
    await expect(publishAll(parts)).rejects.toThrow(`two images would be published as ${registry.host}/o/app:latest`)
    expect(registry.entries).toEqual([])
  })
})

describe('all or nothing', () => {
  const where = (registry: TestRegistry, name: string) => `${registry.host}/o/${name}:v1,latest`

  test('moves no tag of any image if one cannot be completed', async () => {
    await using one = await startTestRegistry()
    await using two = await startTestRegistry()
    two.fail({ method: 'PUT', kind: 'upload', name: 'o/worker' }, { status: 403 }, { times: 99 })
    const outcomes = await publishAll([
      { image: api, references: [where(one, 'api'), where(two, 'api')] },
      { image: worker, references: [where(one, 'worker'), where(two, 'worker')] },
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['withheld', 'withheld', 'withheld', 'failed'])
    for (const registry of [one, two]) {
      for (const name of ['o/api', 'o/worker']) expect(registry.tags(name)).toEqual({})
    }
  })

  test('rolls the tags of all images back if one cannot be written', async () => {
    await using one = await startTestRegistry()
    await using two = await startTestRegistry()
    for (const registry of [one, two]) {
      for (const name of ['o/api', 'o/worker']) registry.put(name, old, 'latest')
    }
    two.fail({ method: 'PUT', kind: 'manifest', name: 'o/worker', reference: 'latest' }, { status: 403 })
    const outcomes = await publishAll([
      { image: api, references: [where(one, 'api'), where(two, 'api')] },
      { image: worker, references: [where(one, 'worker'), where(two, 'worker')] },
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['withheld', 'withheld', 'withheld', 'failed'])
    for (const registry of [one, two]) {
      for (const name of ['o/api', 'o/worker']) expect(registry.tags(name)).toEqual({ latest: old.root.digest })
    }
  })

  test('counts a repository as failed for all of its images', async () => {
    await using one = await startTestRegistry()
    await using two = await startTestRegistry()
    two.fail({ method: 'PUT', kind: 'manifest', digest: worker.root.digest }, { status: 403 }, { times: 9 })
    const parts = [api, worker].map((each, tag) => ({
      image: each,
      references: [`${one.host}/o/app:v${tag}`, `${two.host}/o/app:v${tag}`],
    }))
    const outcomes = await publishAll(parts, { required: [one.host] })
    expect(outcomes.map(({ status }) => status)).toEqual(['published', 'failed', 'published', 'failed'])
    expect(one.tags('o/app')).toEqual({ v0: api.root.digest, v1: worker.root.digest })
    expect(two.tags('o/app')).toEqual({})
  })

  test('with any target required, needs one for each image', async () => {
    await using one = await startTestRegistry()
    await using two = await startTestRegistry()
    for (const registry of [one, two]) {
      registry.fail({ method: 'PUT', kind: 'upload', name: 'o/worker' }, { status: 403 }, { times: 99 })
    }
    const parts = [
      { image: api, references: [where(one, 'api'), where(two, 'api')] },
      { image: worker, references: [where(one, 'worker'), where(two, 'worker')] },
    ]
    const outcomes = await publishAll(parts, { required: 'any' })
    expect(outcomes.map(({ status }) => status)).toEqual(['withheld', 'withheld', 'failed', 'failed'])
    expect(one.tags('o/api')).toEqual({})
  })

  test('finishes a late target with all of its images', async () => {
    await using good = await startTestRegistry()
    await using late = await startTestRegistry()
    for (const registry of [good, late]) registry.put('o/app', old, 'latest')
    late.fail({ method: 'PUT', kind: 'upload', digest: worker.blobs[2]?.digest ?? '' }, { slow: 600 })
    const parts = [api, worker].map((each, tag) => ({
      image: each,
      references: [good, late].map(({ host }) => `${host}/o/app:v${tag}${tag === 0 ? ',latest' : ''}`),
    }))
    const outcomes = await publishAll(parts, { required: [good.host], lateAfter: 30 })
    expect(outcomes.map(({ status }) => status)).toEqual(Array(4).fill('published'))
    const tags = (registry: TestRegistry) =>
      registry.entries.filter(({ method, route }) => method === 'PUT' && route.kind === 'manifest' && !route.digest)
    const lastUpload = Math.max(
      ...late.entries
        .filter(({ route }) => route.kind === 'upload')
        .map(({ ended = Number.POSITIVE_INFINITY }) => ended)
    )
    expect(Math.max(...tags(good).map(({ began }) => began))).toBeLessThan(lastUpload)
    expect(Math.min(...tags(late).map(({ began }) => began))).toBeGreaterThan(lastUpload)
    for (const registry of [good, late]) {
      expect(registry.tags('o/app')).toEqual({
        v0: api.root.digest,
        latest: api.root.digest,
        v1: worker.root.digest,
      })
    }
  })

  test('a tag that a rule protects keeps all images from being published', async () => {
    await using one = await startTestRegistry()
    await using two = await startTestRegistry()
    two.put('o/worker', old, 'v1')
    const parts = [
      { image: api, references: [`${one.host}/o/api:v1`] },
      { image: worker, references: [`${two.host}/o/worker:v1`] },
    ]
    const outcomes = await publishAll(parts, { rules: { existing: 'overwrite', immutable: ['v*'] } })
    expect(outcomes.map(({ status }) => status)).toEqual(['withheld', 'failed'])
    expect([one.tags('o/api'), two.tags('o/worker')]).toEqual([{}, { v1: old.root.digest }])
  })
})

test('pushes what has no tags by digest, before any tag moves', async () => {
  await using registry = await startTestRegistry()
  const parts = [
    { image: api, references: [`${registry.host}/o/app:v1`] },
    { image: worker, references: [`${registry.host}/o/app:`] },
  ]
  const outcomes = await publishAll(parts)
  expect(statusesOf(outcomes)).toEqual([['published', 'published'], ['published']])
  const puts = lines(registry, 'PUT manifest')
  expect(puts.at(-1)).toBe('PUT manifest v1 201')
  expect(puts).toContain(`PUT manifest ${worker.root.digest.slice(0, 19)} 201`)
})

interface Opened extends AsyncDisposable {
  readonly sources: ImageSource[]
  readonly asked: Digest[][]
  run(): Promise<readonly Outcome[]>
  rehearse(): Promise<readonly Outcome[]>
}

/** Two images in one repository, whose sources first lack `missing`, and send it when asked. */
async function open(registry: TestRegistry, missing: readonly string[]): Promise<Opened> {
  const environment = testEnvironment()
  const registries = registriesWith(environment)
  const pushes = await openPushes(
    ['api', 'worker'].map((tag) => targetOf(`${registry.host}/o/app:${tag}`)),
    { registries, mountFrom: [], elapsed: environment.elapsed, signal: environment.signal, onFailure: () => undefined }
  )
  const asked: Digest[][] = [[], []]
  const sources = [api, worker].map((each, at): ImageSource => {
    const content = contentIn(each)
    const contentOf = (digest: Digest) =>
      missing.includes(digest) && !asked[at]?.includes(digest) ? undefined : content(digest)
    return { ...sourceOf(each, contentOf), resend: async (digests) => void asked[at]?.push(...digests) }
  })
  const release = sources.map((source, at) => ({ source, pushes: pushes.all.slice(at, at + 1) }))
  for (const { source, pushes: some } of release) {
    for (const push of some) await warmUp(push, { beforeBuild: false, rules, source })
  }
  const { log, signal: cancelled } = environment
  return {
    sources,
    asked,
    run: () => publish(release, { ...unshielded, required: 'all', log, rules, cancelled }),
    rehearse: () => rehearse(release, rules),
    async [Symbol.asyncDispose]() {
      await pushes[Symbol.asyncDispose]()
      await registries[Symbol.asyncDispose]()
    },
  }
}

test('asks each source again for the blobs of its own image', async () => {
  await using registry = await startTestRegistry()
  const [, , ofApi] = api.blobs
  const [, , ofWorker] = worker.blobs
  await using opened = await open(registry, [ofApi?.digest ?? '', ofWorker?.digest ?? ''])
  const outcomes = await opened.run()
  expect(outcomes.map(({ status, error }) => [status, error])).toEqual([
    ['published', undefined],
    ['published', undefined],
  ])
  expect(opened.asked).toEqual([[ofApi?.digest], [ofWorker?.digest]])
})

test('a rehearsal says what each image would send, without counting anything twice', async () => {
  await using registry = await startTestRegistry()
  await using opened = await open(registry, [])
  const outcomes = await opened.rehearse()
  expect(outcomes.map(({ status, traffic }) => [status, traffic.uploaded.blobs, traffic.kept.blobs])).toEqual([
    ['planned', 3, 0],
    ['planned', 2, 1],
  ])
  expect(registry.count().PUT).toBeUndefined()
})
