import { expect, test } from 'vitest'
import { complaintsOf } from '../../src/plan/outcome-text.ts'
import type { TagRules } from '../../src/plan/tag-move.ts'
import { image, layer } from '../support/images.ts'
import { publishTo } from '../support/publish.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'

// What a registry says that it stored, and what it shows afterwards.

const app = image({ layers: [layer('base'), layer('app')] })
const old = image({ layers: [layer('base'), layer('old')] })
const theirs = image({ layers: [layer('theirs')] })
const { digest } = app.root
const before = old.root.digest
const always = { times: 1_000 }
/** An answer to a write that was not done. */
const lost = { status: 201, headers: { 'docker-content-digest': digest } }

function looksAt(registry: TestRegistry, tag: string): readonly string[] {
  return registry.log.filter((line) => line.startsWith(`HEAD manifest ${tag} `))
}

test('a tag that the registry took and does not show is not called published, and nothing is put back', async () => {
  await using good = await startTestRegistry()
  await using bad = await startTestRegistry()
  for (const registry of [good, bad]) registry.put('o/app', old, 'latest')
  bad.fail({ method: 'PUT', reference: 'v1' }, lost)
  const references = [`${good.host}/o/app:v1,latest`, `${bad.host}/o/app:v1,latest`]
  const [published, unconfirmed] = await publishTo(references, app, { catchUp: 20 })
  expect([published?.status, unconfirmed?.status, unconfirmed?.error]).toEqual(['published', 'unconfirmed', undefined])
  expect(unconfirmed?.tags).toEqual([
    { tag: 'v1', status: 'unconfirmed' },
    { tag: 'latest', status: 'published', digest, before },
  ])
  expect([good.tags('o/app'), bad.tags('o/app')]).toEqual([{ v1: digest, latest: digest }, { latest: digest }])
  expect(unconfirmed && complaintsOf(unconfirmed)).toEqual([
    `${bad.host}/o/app: the registry accepted these tags, but does not return the new image for them: 'v1' (returns nothing). Re-run this job.`,
  ])
})

test('a registry whose reads lag behind its writes is asked again, and nothing is put back', async () => {
  await using good = await startTestRegistry()
  await using slow = await startTestRegistry({ behaviour: { tagLag: 3 } })
  for (const registry of [good, slow]) registry.put('o/app', old, 'latest')
  const outcomes = await publishTo([`${good.host}/o/app:latest`, `${slow.host}/o/app:latest`], app)
  expect(outcomes.map(({ status, error }) => [status, error])).toEqual([
    ['published', undefined],
    ['published', undefined],
  ])
  // Once before, three times in vain, once more.
  expect(looksAt(slow, 'latest')).toHaveLength(1 + 3 + 1)
  expect([good, slow].map((registry) => registry.tags('o/app').latest)).toEqual([digest, digest])
})

test('one that lags for longer is unconfirmed, and says what it shows', async () => {
  await using registry = await startTestRegistry({ behaviour: { tagLag: 1_000 } })
  registry.put('o/app', old, 'latest')
  const [outcome] = await publishTo([`${registry.host}/o/app:latest`], app, { catchUp: 20 })
  expect([outcome?.status, outcome?.tags]).toEqual([
    'unconfirmed',
    [{ tag: 'latest', status: 'unconfirmed', digest: before, before }],
  ])
  expect(registry.tags('o/app')).toEqual({ latest: digest })
  // Two blobs and the tag, which is not written again.
  expect(registry.count().PUT).toBe(2 + 1)
})

test('all tags are looked at, at once, after they were written', async () => {
  await using registry = await startTestRegistry({ delay: 20 })
  await publishTo([`${registry.host}/o/app:v1,v2,v3`], app)
  const writes = registry.entries.filter(({ method, route }) => method === 'PUT' && !route.digest)
  const looks = registry.entries.filter(({ method }) => method === 'HEAD').slice(-3)
  const last = Math.max(...writes.map(({ ended = Number.POSITIVE_INFINITY }) => ended))
  expect(looks.map(({ began }) => began > last)).toEqual([true, true, true])
  expect(Math.max(...looks.map(({ concurrent }) => concurrent))).toBe(3)
})

test('what a registry shows of a tag is told by its bytes where its headers speak of another image', async () => {
  await using registry = await startTestRegistry()
  const wrong = { status: 200, headers: { 'docker-content-digest': theirs.root.digest } }
  registry.fail({ method: 'HEAD', reference: 'v1' }, wrong, always)
  const [outcome] = await publishTo([`${registry.host}/o/app:v1`], app)
  expect([outcome?.status, outcome?.tags]).toEqual(['published', [{ tag: 'v1', status: 'published', digest }]])
})

test('a tag that somebody else moves a moment later was published, and is left to them', async () => {
  await using registry = await startTestRegistry()
  const where = () => {
    if (registry.tags('o/app').v1 === digest) registry.put('o/app', theirs, 'v1')
    return false
  }
  registry.fail({ method: 'HEAD', where }, { status: 500 }, always)
  const [outcome] = await publishTo([`${registry.host}/o/app:v1`], app)
  expect([outcome?.status, outcome?.tags]).toEqual([
    'published',
    [{ tag: 'v1', status: 'overtaken', digest: theirs.root.digest }],
  ])
  expect(registry.tags('o/app')).toEqual({ v1: theirs.root.digest })
})

/** Somebody else writes the tag as soon as ours is there. */
function overtake(registry: TestRegistry, tag: string): void {
  const where = () => {
    if (registry.tags('o/app')[tag] === digest) registry.put('o/app', theirs, tag)
    return false
  }
  registry.fail({ method: 'HEAD', where }, { status: 500 }, always)
}

test.each<[string, TagRules, string]>([
  ['an immutable tag', { existing: 'overwrite', immutable: ['v*'] }, "it matches 'immutable-tags'"],
  ["a tag that must not exist ('fail')", { existing: 'fail', immutable: [] }, "'existing-tags' is 'fail'"],
  ["a tag that is to be left ('skip')", { existing: 'skip', immutable: [] }, "'existing-tags' is 'skip'"],
])('%s that shows another image right after its write fails the target, and stays as it is', async (_, rules, rule) => {
  await using registry = await startTestRegistry()
  overtake(registry, 'v1')
  const [outcome] = await publishTo([`${registry.host}/o/app:v1,v2`], app, { rules })
  expect(outcome?.error?.message).toBe(
    `${registry.host}/o/app: writing tags failed: the registry accepted ${digest}, but now returns another image for 'v1' (returns ${theirs.root.digest}; ${rule}); check which other job publishes there, then run this again.`
  )
  expect([outcome?.status, outcome?.tags]).toEqual([
    'failed',
    [
      { tag: 'v1', status: 'overtaken', digest: theirs.root.digest },
      { tag: 'v2', status: 'restored' },
    ],
  ])
  expect(registry.tags('o/app')).toEqual({ v1: theirs.root.digest })
  // Ours is written once; what is there is neither written over nor removed.
  expect(registry.log.filter((line) => /^(?:PUT|DELETE) manifest v1/.test(line))).toEqual(['PUT manifest v1 201'])
})

test('one whose release is to be kept fails as well, and its other tags stay', async () => {
  await using registry = await startTestRegistry()
  overtake(registry, 'v1')
  const options = { rules: { existing: 'overwrite', immutable: ['v1'] }, onFailure: 'keep' } as const
  const [outcome] = await publishTo([`${registry.host}/o/app:v1,latest`], app, options)
  expect([outcome?.status, outcome?.tags.map(({ status }) => status)]).toEqual(['failed', ['overtaken', 'published']])
  expect(registry.tags('o/app')).toEqual({ v1: theirs.root.digest, latest: digest })
})

test('a tag that no rule is about and that shows another image is told with both digests, and can be had by digest', async () => {
  await using registry = await startTestRegistry()
  overtake(registry, 'latest')
  const rules = { existing: 'overwrite', immutable: ['v*'] } as const
  const [outcome] = await publishTo([`${registry.host}/o/app:latest`], app, { rules })
  expect([outcome?.status, outcome?.error]).toEqual(['published', undefined])
  expect(outcome && complaintsOf(outcome)).toEqual([
    expect.stringContaining(
      `the registry accepted ${digest}, but now returns another image for these tags: 'latest' (returns ${theirs.root.digest}).`
    ),
  ])
  expect(registry.log.at(-1)).toMatch(/^PUT manifest sha256:.* 201$/)
})

test('who may not read tags is told by the answer to the write', async () => {
  await using registry = await startTestRegistry()
  const isRead = ({ method }: { readonly method: string }) => method !== 'PUT'
  registry.fail({ kind: 'manifest', reference: 'v1', where: isRead }, { status: 403 }, always)
  const [outcome] = await publishTo([`${registry.host}/o/app:v1`], app)
  expect([outcome?.status, outcome?.tags]).toEqual(['published', [{ tag: 'v1', status: 'published', hidden: true }]])
})

test('a registry that has a bad moment after a write is asked again', async () => {
  await using registry = await startTestRegistry()
  const isWritten = () => registry.tags('o/app').v1 === digest
  registry.fail({ method: 'HEAD', reference: 'v1', where: isWritten }, { status: 503 }, { times: 6 })
  // So many times does a request try it.
  const [outcome] = await publishTo([`${registry.host}/o/app:v1`], app)
  expect([outcome?.status, looksAt(registry, 'v1').length]).toEqual(['published', 6 + 1])
})
