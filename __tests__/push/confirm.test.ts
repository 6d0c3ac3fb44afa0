import { expect, test } from 'vitest'
import { complaintsOf } from '../../src/plan/outcome-text.ts'
import type { TagRules } from '../../src/plan/tag-move.ts'
import { image, layer } from '../support/images.ts'
import { publishTo } from '../support/publish.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'

// What a registry claims to have stored, and what it returns afterwards.

const app = image({ layers: [layer('base'), layer('app')] })
const old = image({ layers: [layer('base'), layer('old')] })
const theirs = image({ layers: [layer('theirs')] })
const { digest } = app.root
const before = old.root.digest
const always = { times: 1_000 }
/** The response to a write that was not done. */
const lost = { status: 201, headers: { 'docker-content-digest': digest } }

function looksAt(registry: TestRegistry, tag: string): readonly string[] {
  return registry.log.filter((line) => line.startsWith(`HEAD manifest ${tag} `))
}

test('reports a tag that the registry accepted but does not show as unconfirmed, and rolls nothing back', async () => {
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

test('reads again from a registry whose reads lag behind its writes, and rolls nothing back', async () => {
  await using good = await startTestRegistry()
  await using slow = await startTestRegistry({ behaviour: { tagLag: 3 } })
  for (const registry of [good, slow]) registry.put('o/app', old, 'latest')
  const outcomes = await publishTo([`${good.host}/o/app:latest`, `${slow.host}/o/app:latest`], app)
  expect(outcomes.map(({ status, error }) => [status, error])).toEqual([
    ['published', undefined],
    ['published', undefined],
  ])
  // Once before the write, three times while it lags, and once more.
  expect(looksAt(slow, 'latest')).toHaveLength(1 + 3 + 1)
  expect([good, slow].map((registry) => registry.tags('o/app').latest)).toEqual([digest, digest])
})

test('reports a tag as unconfirmed, with what it shows, if the registry lags for longer', async () => {
  await using registry = await startTestRegistry({ behaviour: { tagLag: 1_000 } })
  registry.put('o/app', old, 'latest')
  const [outcome] = await publishTo([`${registry.host}/o/app:latest`], app, { catchUp: 20 })
  expect([outcome?.status, outcome?.tags]).toEqual([
    'unconfirmed',
    [{ tag: 'latest', status: 'unconfirmed', digest: before, before }],
  ])
  expect(registry.tags('o/app')).toEqual({ latest: digest })
  // Two blobs and the tag, which is written only once.
  expect(registry.count().PUT).toBe(2 + 1)
})

test('reads all tags back concurrently after they were written', async () => {
  await using registry = await startTestRegistry({ delay: 20 })
  await publishTo([`${registry.host}/o/app:v1,v2,v3`], app)
  const writes = registry.entries.filter(({ method, route }) => method === 'PUT' && !route.digest)
  const looks = registry.entries.filter(({ method }) => method === 'HEAD').slice(-3)
  const last = Math.max(...writes.map(({ ended = Number.POSITIVE_INFINITY }) => ended))
  expect(looks.map(({ began }) => began > last)).toEqual([true, true, true])
  expect(Math.max(...looks.map(({ concurrent }) => concurrent))).toBe(3)
})

test("computes the digest of a tag's manifest if the header names another image", async () => {
  await using registry = await startTestRegistry()
  const wrong = { status: 200, headers: { 'docker-content-digest': theirs.root.digest } }
  registry.fail({ method: 'HEAD', reference: 'v1' }, wrong, always)
  const [outcome] = await publishTo([`${registry.host}/o/app:v1`], app)
  expect([outcome?.status, outcome?.tags]).toEqual(['published', [{ tag: 'v1', status: 'published', digest }]])
})

test('reports a tag that another job moves right afterwards as published, and leaves it alone', async () => {
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

/** Another job writes the tag as soon as ours is there. */
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
  ["a tag to leave alone ('skip')", { existing: 'skip', immutable: [] }, "'existing-tags' is 'skip'"],
])('fails if %s shows another image right after its write, and leaves it alone', async (_, rules, rule) => {
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
  // The tag is written once, and neither overwritten nor deleted.
  expect(registry.log.filter((line) => /^(?:PUT|DELETE) manifest v1/.test(line))).toEqual(['PUT manifest v1 201'])
})

test('fails with on-failure: keep as well, and keeps the other tags', async () => {
  await using registry = await startTestRegistry()
  overtake(registry, 'v1')
  const options = { rules: { existing: 'overwrite', immutable: ['v1'] }, onFailure: 'keep' } as const
  const [outcome] = await publishTo([`${registry.host}/o/app:v1,latest`], app, options)
  expect([outcome?.status, outcome?.tags.map(({ status }) => status)]).toEqual(['failed', ['overtaken', 'published']])
  expect(registry.tags('o/app')).toEqual({ v1: theirs.root.digest, latest: digest })
})

test('reports a tag that shows another image with both digests, and keeps ours available by digest', async () => {
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

test('trusts the response to the write if tags cannot be read', async () => {
  await using registry = await startTestRegistry()
  const isRead = ({ method }: { readonly method: string }) => method !== 'PUT'
  registry.fail({ kind: 'manifest', reference: 'v1', where: isRead }, { status: 403 }, always)
  const [outcome] = await publishTo([`${registry.host}/o/app:v1`], app)
  expect([outcome?.status, outcome?.tags]).toEqual(['published', [{ tag: 'v1', status: 'published', hidden: true }]])
})

test('retries reading a tag back while the registry returns 503', async () => {
  await using registry = await startTestRegistry()
  const isWritten = () => registry.tags('o/app').v1 === digest
  registry.fail({ method: 'HEAD', reference: 'v1', where: isWritten }, { status: 503 }, { times: 6 })
  // As many attempts as one request makes.
  const [outcome] = await publishTo([`${registry.host}/o/app:v1`], app)
  expect([outcome?.status, looksAt(registry, 'v1').length]).toEqual(['published', 6 + 1])
})
