import { expect, test } from 'vitest'
import { complaintsOf } from '../../src/github/report.ts'
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
    `${bad.host}/o/app: the registry accepted these tags, but does not return the new image for them: 'v1' (returns nothing). Run it again.`,
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
