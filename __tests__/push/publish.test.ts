import { expect, test } from 'vitest'
import type { Outcome } from '../../src/plan/outcome.ts'
import { image, index, layer } from '../support/images.ts'
import { publishTo } from '../support/publish.ts'
import type { Match } from '../support/registry/faults.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'

const app = image({ layers: [layer('base'), layer('app')] })
const old = image({ layers: [layer('base'), layer('old')] })
const { digest } = app.root

const denied = { status: 403 }
const refused = { status: 400, body: 'no' }
const unavailable = { status: 503, body: 'away' }
const always = { times: 1_000 }
const tagPut: Match = {
  method: 'PUT',
  kind: 'manifest',
  where: ({ route }) => route.reference !== undefined && route.digest === undefined,
}

/** The status of each target and of its tags. */
function statusesOf(outcomes: readonly Outcome[]) {
  return outcomes.map(({ status, tags }) => [status, ...tags.map((tag) => tag.status)])
}

function isTagPut({ method, route }: TestRegistry['entries'][number]): boolean {
  return method === 'PUT' && route.kind === 'manifest' && route.digest === undefined
}

/** The sequence numbers at which the content was complete everywhere, and at which the first tag write began. */
function phases(registries: readonly TestRegistry[]) {
  const entries = registries.flatMap((registry) => registry.entries)
  const content = entries.filter(
    ({ method, route }) => method === 'PUT' && !(route.kind === 'manifest' && !route.digest)
  )
  const tags = entries.filter(isTagPut)
  return {
    lastContent: Math.max(...content.map(({ ended = Number.POSITIVE_INFINITY }) => ended)),
    firstTag: Math.min(...tags.map(({ began }) => began)),
  }
}

test('writes no tag anywhere before the image is complete everywhere', async () => {
  await using slow = await startTestRegistry({ delay: 15 })
  await using quick = await startTestRegistry()
  const both = index([app, image({ layers: [layer('arm')], platform: { os: 'linux', architecture: 'arm64' } })])
  const outcomes = await publishTo([`${slow.host}/o/app:v1,v2`, `${quick.host}/o/app:v1`], both)
  expect(statusesOf(outcomes)).toEqual([
    ['published', 'published', 'published'],
    ['published', 'published'],
  ])
  const { lastContent, firstTag } = phases([slow, quick])
  expect(lastContent).toBeLessThan(firstTag)
  expect(slow.tags('o/app')).toEqual({ v1: both.root.digest, v2: both.root.digest })
  expect([...slow.unexpected, ...quick.unexpected]).toEqual([])
})

const troubles: readonly (readonly [string, (registry: TestRegistry) => unknown, RegExp])[] = [
  ['is unavailable', (registry) => registry.fail({}, 'reset before headers', always), /lost|reset/],
  ['forbids pushing', (registry) => registry.fail({ method: 'POST' }, { status: 403 }, always), /403/],
  ['refuses every blob', (registry) => registry.fail({ method: 'PUT', kind: 'upload' }, refused, always), /400/],
  [
    'disappears half-way',
    (registry) => registry.fail({ method: 'PUT' }, 'reset before headers', { ...always, after: 2 }),
    /lost/,
  ],
  ['refuses every manifest', (registry) => registry.fail({ method: 'PUT', kind: 'manifest' }, refused, always), /400/],
  [
    'is unavailable for the last manifest',
    (registry) => registry.fail({ method: 'PUT', digest }, unavailable, always),
    /503/,
  ],
]

test.each(troubles)('writes no tag anywhere if one of two registries %s', async (_, trouble, reason) => {
  await using good = await startTestRegistry()
  await using bad = await startTestRegistry()
  good.put('o/app', old, 'v1')
  trouble(bad)
  const outcomes = await publishTo([`${good.host}/o/app:v1,v2`, `${bad.host}/o/app:v1`], app)
  expect(statusesOf(outcomes)).toEqual([
    ['withheld', 'withheld', 'withheld'],
    ['failed', 'withheld'],
  ])
  expect(outcomes[1]?.error?.message).toMatch(reason)
  expect(outcomes[1]?.error?.message).toContain(`${bad.host}/o/app`)
  expect([...good.entries, ...bad.entries].filter(isTagPut)).toEqual([])
  expect(good.tags('o/app')).toEqual({ v1: old.root.digest })
  // The uploaded content stays, so that the next run is short.
  expect(good.manifest('o/app', digest)).toBeDefined()
})

test('publishes by digest alone to a target without tags, also beside one with tags', async () => {
  await using bare = await startTestRegistry()
  await using tagged = await startTestRegistry()
  const alone = await publishTo([`${bare.host}/o/alone:`], app)
  const outcomes = await publishTo([`${bare.host}/o/app:`, `${tagged.host}/o/app:v1`], app)
  expect([...alone, ...outcomes].map(({ status, tags }) => [status, tags.length])).toEqual([
    ['published', 0],
    ['published', 0],
    ['published', 1],
  ])
  for (const name of ['o/alone', 'o/app']) {
    expect(bare.manifest(name, app.root.digest)?.digest).toBe(app.root.digest)
    expect(bare.tags(name)).toEqual({})
  }
  expect([...bare.unexpected, ...tagged.unexpected]).toEqual([])
})

test('reports a target without tags as withheld if the release is withheld', async () => {
  await using bare = await startTestRegistry()
  await using broken = await startTestRegistry()
  broken.fail({}, 'reset before headers', always)
  const outcomes = await publishTo([`${bare.host}/o/app:`, `${broken.host}/o/app:v1`], app)
  expect(outcomes.map(({ status }) => status)).toEqual(['withheld', 'failed'])
})

test('names the registry whose connection was refused', async () => {
  await using good = await startTestRegistry()
  const gone = await startTestRegistry()
  const { host } = gone
  await gone[Symbol.asyncDispose]()
  const outcomes = await publishTo([`${good.host}/o/app:v1`, `${host}/o/app:v1`], app)
  expect(statusesOf(outcomes)[0]).toEqual(['withheld', 'withheld'])
  expect(outcomes[1]?.error?.message).toContain(`${host}/o/app`)
  expect(outcomes[1]?.error?.message).toContain('the connection was refused')
})

test.each([
  ['any', 'published'],
  ['list', 'published'],
  ['all', 'withheld'],
] as const)('with required: %s, an unavailable registry leaves the other one %s', async (required, status) => {
  await using good = await startTestRegistry()
  await using bad = await startTestRegistry()
  bad.fail({}, unavailable, always)
  const outcomes = await publishTo([`${good.host}/o/app:v1`, `${bad.host}/o/app:v1`], app, {
    required: required === 'list' ? [good.host] : required,
  })
  expect(statusesOf(outcomes)).toEqual([
    [status, status],
    ['failed', 'withheld'],
  ])
})

test('withholds all others if a required registry is unavailable', async () => {
  await using good = await startTestRegistry()
  await using bad = await startTestRegistry()
  bad.fail({}, unavailable, always)
  const outcomes = await publishTo([`${good.host}/o/app:v1`, `${bad.host}/o/app:v1`], app, {
    required: [`${bad.host}/o/app`],
  })
  expect(statusesOf(outcomes)[0]).toEqual(['withheld', 'withheld'])
  expect(good.tags('o/app')).toEqual({})
})

test('rolls back moved tags if another registry fails to move its own', async () => {
  await using good = await startTestRegistry()
  await using bad = await startTestRegistry()
  good.put('o/app', old, 'latest')
  bad.put('o/app', old, 'latest')
  bad.fail({ ...tagPut, reference: 'v1' }, refused, always)
  const outcomes = await publishTo([`${good.host}/o/app:v1,latest`, `${bad.host}/o/app:v1,latest`], app)
  expect(statusesOf(outcomes)).toEqual([
    ['withheld', 'restored', 'restored'],
    ['failed', 'failed', 'restored'],
  ])
  expect(outcomes[1]?.error?.message).toContain("tag 'v1'")
  expect(good.tags('o/app')).toEqual({ latest: old.root.digest })
  expect(bad.tags('o/app')).toEqual({ latest: old.root.digest })
  expect(outcomes[0]?.tags[1]?.before).toBe(old.root.digest)
})

test('reports a new tag that cannot be deleted as stuck', async () => {
  await using good = await startTestRegistry({ behaviour: { delete: 405 } })
  await using bad = await startTestRegistry()
  bad.fail(tagPut, refused, always)
  good.put('o/app', old, 'latest')
  const outcomes = await publishTo([`${good.host}/o/app:v1,latest`, `${bad.host}/o/app:v1`], app)
  expect(statusesOf(outcomes)).toEqual([
    ['failed', 'stuck', 'restored'],
    ['failed', 'failed'],
  ])
  expect(good.tags('o/app')).toEqual({ v1: digest, latest: old.root.digest })
})

test('does not delete a tag that could not be read before: it may have existed', async () => {
  await using hidden = await startTestRegistry()
  await using bad = await startTestRegistry()
  hidden.put('o/app', old, 'latest')
  // Reading the old image is denied, overwriting it is not.
  const isHidden = () => hidden.tags('o/app').latest !== digest
  hidden.fail(
    { kind: 'manifest', reference: 'latest', where: (it) => it.method !== 'PUT' && isHidden() },
    denied,
    always
  )
  bad.fail(tagPut, refused, always)
  const outcomes = await publishTo([`${hidden.host}/o/app:latest`, `${bad.host}/o/app:v1`], app)
  expect(statusesOf(outcomes)).toEqual([
    ['failed', 'stuck'],
    ['failed', 'failed'],
  ])
  expect(hidden.count()).not.toHaveProperty('DELETE')
  expect(hidden.tags('o/app')).toEqual({ latest: digest })
})

test('rolls back at a registry that accepts only one write of a manifest at a time', async () => {
  await using good = await startTestRegistry({ delay: 10, behaviour: { parallelManifests: 'refused' } })
  await using bad = await startTestRegistry()
  good.put('o/app', old, 'v1', 'v1.4', 'latest')
  bad.fail(tagPut, refused, always)
  const outcomes = await publishTo([`${good.host}/o/app:v1,v1.4,latest`, `${bad.host}/o/app:v1`], app)
  expect(statusesOf(outcomes)[0]).toEqual(['withheld', 'restored', 'restored', 'restored'])
  const { digest: before } = old.root
  expect(good.tags('o/app')).toEqual({ v1: before, 'v1.4': before, latest: before })
})

test('reports a tag as stuck if it may have been written and its registry is gone since', async () => {
  await using good = await startTestRegistry()
  await using bad = await startTestRegistry()
  bad.put('o/app', old, 'latest')
  bad.fail(tagPut, 'reset after commit')
  const isGone = () => bad.tags('o/app').latest === digest
  bad.fail({ where: isGone }, 'reset before headers', always)
  const outcomes = await publishTo([`${good.host}/o/app:latest`, `${bad.host}/o/app:latest`], app)
  expect(statusesOf(outcomes)).toEqual([
    ['withheld', 'restored'],
    ['failed', 'stuck'],
  ])
  expect(bad.tags('o/app')).toEqual({ latest: digest })
})

test('rolls back a tag that was written although every response was lost', async () => {
  await using good = await startTestRegistry()
  await using bad = await startTestRegistry()
  bad.put('o/app', old, 'latest')
  bad.fail(tagPut, 'reset after commit', { times: 6 })
  // Reading it fails as well, until the rollback.
  const isWritten = () => bad.tags('o/app').latest === digest
  bad.fail({ method: 'HEAD', kind: 'manifest', reference: 'latest', where: isWritten }, unavailable, { times: 6 })
  const meanwhile = () => {
    good.clearLog()
    bad.clearLog()
  }
  const outcomes = await publishTo([`${good.host}/o/app:latest`, `${bad.host}/o/app:latest`], app, { meanwhile })
  expect(statusesOf(outcomes)).toEqual([
    ['withheld', 'restored'],
    ['failed', 'restored'],
  ])
  expect([good.tags('o/app'), bad.tags('o/app')]).toEqual([{}, { latest: old.root.digest }])
})

test('succeeds if the response to a write was lost but the tag points at the image', async () => {
  await using registry = await startTestRegistry({ behaviour: { immutable: () => true } })
  registry.fail(tagPut, 'reset after commit')
  const [outcome] = await publishTo([`${registry.host}/o/app:v1`], app)
  expect([outcome?.status, outcome?.error]).toEqual(['published', undefined])
  // The retry was refused because the tag is immutable.
  expect(registry.log.slice(-3)).toEqual(['PUT manifest v1 reset', 'PUT manifest v1 400', 'HEAD manifest v1 200'])
})

test('leaves a tag alone that another job has moved on', async () => {
  await using good = await startTestRegistry()
  await using bad = await startTestRegistry()
  const theirs = image({ layers: [layer('theirs')] })
  const moveOn = () => {
    if (good.tags('o/app').latest === digest) good.put('o/app', theirs, 'latest')
    return true
  }
  bad.fail({ method: 'PUT', reference: 'v1', where: moveOn }, unavailable, always)
  const outcomes = await publishTo([`${good.host}/o/app:latest`, `${bad.host}/o/app:v1`], app)
  expect(statusesOf(outcomes)).toEqual([
    ['withheld', 'overtaken'],
    ['failed', 'failed'],
  ])
  expect(good.tags('o/app')).toEqual({ latest: theirs.root.digest })
})

test.each([
  ['rollback', 'stuck'],
  ['keep', 'unconfirmed'],
] as const)(
  'does not report a tag as published that cannot be read back, if another one was refused (%s)',
  async (onFailure, status) => {
    await using registry = await startTestRegistry({ behaviour: { digestHeader: 'missing' } })
    registry.put('o/app', old, 'latest')
    const isMoved = () => registry.tags('o/app').latest === digest
    registry.fail({ where: isMoved }, { status: 403 }, always)
    const [outcome] = await publishTo([`${registry.host}/o/app:latest,v1`], app, { onFailure })
    expect([outcome?.status, outcome?.tags[0]?.status]).toEqual(['failed', status])
  }
)

test('with on-failure: keep, leaves moved tags as they are', async () => {
  await using good = await startTestRegistry()
  await using bad = await startTestRegistry()
  bad.fail(tagPut, refused, always)
  const outcomes = await publishTo([`${good.host}/o/app:v1`, `${bad.host}/o/app:v1`], app, { onFailure: 'keep' })
  expect(statusesOf(outcomes)).toEqual([
    ['published', 'published'],
    ['failed', 'failed'],
  ])
  expect(good.tags('o/app')).toEqual({ v1: digest })
})

test('with required: any, rolls back only the registry that failed half-way', async () => {
  await using good = await startTestRegistry()
  await using bad = await startTestRegistry()
  bad.put('o/app', old, 'latest')
  bad.fail({ ...tagPut, reference: 'v1' }, refused, always)
  const outcomes = await publishTo([`${good.host}/o/app:v1,latest`, `${bad.host}/o/app:v1,latest`], app, {
    required: 'any',
  })
  expect(statusesOf(outcomes)).toEqual([
    ['published', 'published', 'published'],
    ['failed', 'failed', 'restored'],
  ])
  expect(bad.tags('o/app')).toEqual({ latest: old.root.digest })
})

test('rolls back several tags at a single registry', async () => {
  await using registry = await startTestRegistry()
  registry.put('o/app', old, 'latest')
  registry.fail({ ...tagPut, reference: 'v1' }, refused, always)
  const [outcome] = await publishTo([`${registry.host}/o/app:v1,latest`], app)
  expect(statusesOf(outcome ? [outcome] : [])).toEqual([['failed', 'failed', 'restored']])
  expect(registry.tags('o/app')).toEqual({ latest: old.root.digest })
})
