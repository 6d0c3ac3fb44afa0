import { expect, test } from 'vitest'
import type { Outcome } from '../../src/plan/outcome.ts'
import { testEnvironment } from '../support/environment.ts'
import { image, layer } from '../support/images.ts'
import { impatient, type Options, publishTo } from '../support/publish.ts'
import type { Match } from '../support/registry/faults.ts'
import { tooManyRequests } from '../support/registry/misfortunes.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'
import { until } from './support/intake.ts'

// Optional targets that are not complete when the others are.

const app = image({ layers: [layer('base'), layer('app')] })
const old = image({ layers: [layer('base'), layer('old')] })
const theirs = image({ layers: [layer('theirs')] })
const { digest } = app.root
const always = { times: 1_000 }
const upload: Match = { method: 'PUT', kind: 'upload' }
const delayed = { slow: 600 }
const patient = { ...impatient, budget: 300_000, othersWait: 50 }

interface Run extends AsyncDisposable {
  readonly good: TestRegistry
  readonly late: TestRegistry
  readonly outcomes: readonly Outcome[]
}

type Pair = Pick<Run, 'good' | 'late'>

/** Publishes over an old image at two registries, of which the second is optional. */
async function publish(trouble: (pair: Pair) => void, options: Options = {}, published = app): Promise<Run> {
  const good = await startTestRegistry()
  const late = await startTestRegistry()
  for (const registry of [good, late]) registry.put('o/app', old, 'latest')
  trouble({ good, late })
  const references = [good, late].map(({ host }) => `${host}/o/app:v1,latest`)
  const outcomes = await publishTo(references, published, { required: [good.host], lateAfter: 30, ...options })
  return {
    ...{ good, late, outcomes },
    async [Symbol.asyncDispose]() {
      await good[Symbol.asyncDispose]()
      await late[Symbol.asyncDispose]()
    },
  }
}

function statusesOf(outcomes: readonly Outcome[]) {
  return outcomes.map(({ status, tags }) => [status, ...tags.map((tag) => tag.status)])
}

const isMoved = (registry: TestRegistry) => registry.tags('o/app').latest === digest

/** The sequence numbers at which the last tag and the last blob were written. */
function ends({ entries }: TestRegistry) {
  const puts = entries.filter(({ method }) => method === 'PUT')
  const last = (kind: string) =>
    Math.max(...puts.filter(({ route }) => route.kind === kind).map(({ ended = Number.POSITIVE_INFINITY }) => ended))
  return { tag: last('manifest'), blob: last('upload') }
}

test.each<Partial<Options>>([{}, { required: 'any' }])(
  'do not delay the others for long, and move their own tags when they are complete (%j)',
  async (options) => {
    const environment = testEnvironment()
    await using run = await publish(({ late }) => late.fail(upload, delayed, always), { ...options, environment })
    expect(statusesOf(run.outcomes)).toEqual([
      ['published', 'published', 'published'],
      ['published', 'published', 'published'],
    ])
    expect(ends(run.good).tag).toBeLessThan(ends(run.late).blob)
    for (const registry of [run.good, run.late]) {
      expect(registry.tags('o/app')).toEqual({ v1: digest, latest: digest })
      expect([registry.unexpected, registry.sessions]).toEqual([[], []])
    }
    expect(environment.log.lines).toContain(
      `${run.late.host}/o/app is not complete yet. It is not required, so the tags of the other targets did not wait for it`
    )
  }
)

test('are waited for until their time is up', async () => {
  await using run = await publish(({ late }) => late.fail(upload, { slow: 150 }, always), { lateAfter: 60_000 })
  expect(statusesOf(run.outcomes)[1]).toEqual(['published', 'published', 'published'])
  expect(ends(run.late).blob).toBeLessThan(ends(run.good).tag)
})

test('leave their tags alone, with an error, if another job has moved one meanwhile', async () => {
  const trouble = ({ good, late }: Pair) => {
    late.fail(upload, delayed, always)
    // After the tags of the others have moved.
    void until(() => good.tags('o/app').latest === digest).then(() => late.put('o/app', theirs, 'latest'))
  }
  await using run = await publish(trouble)
  expect(statusesOf(run.outcomes)).toEqual([
    ['published', 'published', 'published'],
    ['withheld', 'withheld', 'withheld'],
  ])
  expect(run.outcomes[1]?.error?.message).toContain('another job moved its tags before the image was complete')
  expect(run.late.tags('o/app')).toEqual({ latest: theirs.root.digest })
})

test('leave a tag alone that another job moves right before it is written', async () => {
  const trouble = ({ late }: Pair) => {
    late.behave({ conditions: 'unknown' })
    late.fail(upload, delayed, always)
    // The third look is the one right before the write, after all tags were read.
    let looks = 0
    const where = () => {
      looks += 1
      if (looks === 3) late.put('o/app', theirs, 'latest')
      return false
    }
    late.fail({ kind: 'manifest', reference: 'latest', where }, { status: 500 }, always)
  }
  await using run = await publish(trouble)
  expect(statusesOf(run.outcomes)[1]).toEqual(['withheld', 'published', 'withheld'])
  expect(run.late.tags('o/app')).toEqual({ v1: digest, latest: theirs.root.digest })
})

test('fail, and leave the tag alone, if it shows another image right after the write', async () => {
  const trouble = ({ late }: Pair) => {
    late.fail(upload, delayed, always)
    const where = () => {
      if (late.tags('o/app').latest === digest) late.put('o/app', theirs, 'latest')
      return false
    }
    late.fail({ method: 'HEAD', where }, { status: 500 }, always)
  }
  await using run = await publish(trouble)
  expect(statusesOf(run.outcomes)).toEqual([
    ['published', 'published', 'published'],
    ['failed', 'restored', 'overtaken'],
  ])
  expect(run.outcomes[1]?.error?.message).toContain(
    `accepted ${digest}, but now returns another image for 'latest' (returns ${theirs.root.digest}; this target was late)`
  )
  expect(run.late.tags('o/app')).toEqual({ latest: theirs.root.digest })
})

test('fail and are rolled back on their own', async () => {
  const trouble = ({ late }: Pair) => {
    late.fail(upload, delayed, always)
    late.fail({ method: 'PUT', reference: 'v1' }, { status: 400, body: 'no' }, always)
  }
  await using run = await publish(trouble)
  expect(statusesOf(run.outcomes)).toEqual([
    ['published', 'published', 'published'],
    ['failed', 'failed', 'restored'],
  ])
  expect(run.late.tags('o/app')).toEqual({ latest: old.root.digest })
})

test('are not waited for if the others did not publish', async () => {
  const trouble = ({ good, late }: Pair) => {
    late.fail(upload, 'stall', always)
    good.fail({ method: 'PUT', reference: 'v1' }, { status: 400, body: 'no' }, always)
  }
  await using run = await publish(trouble)
  expect(statusesOf(run.outcomes)).toEqual([
    ['failed', 'failed', 'restored'],
    ['withheld', 'withheld', 'withheld'],
  ])
  expect(run.late.tags('o/app')).toEqual({ latest: old.root.digest })
})

test('are not waited for if a required target failed', async () => {
  const trouble = ({ good, late }: Pair) => {
    late.fail(upload, 'stall', always)
    good.fail(upload, { status: 400, body: 'no' }, always)
  }
  await using run = await publish(trouble)
  expect(statusesOf(run.outcomes)).toEqual([
    ['failed', 'withheld', 'withheld'],
    ['withheld', 'withheld', 'withheld'],
  ])
})

test('are abandoned when the run is cancelled, and what was already published is reported', async () => {
  const cancel = new AbortController()
  const trouble = ({ good, late }: Pair) => {
    late.fail(upload, 'stall', always)
    void until(() => isMoved(good)).then(() => setTimeout(() => cancel.abort(new Error('The step was cancelled')), 500))
  }
  await using run = await publish(trouble, { signal: cancel.signal, cancelled: cancel.signal })
  expect(statusesOf(run.outcomes)).toEqual([
    ['published', 'published', 'published'],
    ['failed', 'withheld', 'withheld'],
  ])
  expect(run.outcomes[1]?.error?.message).toBe('The step was cancelled')
})

test('do not delay the others while their tags are read', async () => {
  let passed = 0
  const environment = testEnvironment({ elapsed: () => performance.now() + passed })
  const trouble = ({ good, late }: Pair) => {
    const takeLong = () => {
      passed = 60_000
      return false
    }
    good.fail({ ...upload, where: takeLong }, { status: 500 }, always)
    // The second answer is slow until the others are done.
    const isLate = () => passed > 0 && !isMoved(good)
    late.fail({ method: 'HEAD', kind: 'manifest', where: isLate }, delayed, always)
  }
  await using run = await publish(trouble, { environment })
  expect(statusesOf(run.outcomes)).toEqual([
    ['published', 'published', 'published'],
    ['published', 'published', 'published'],
  ])
  expect(ends(run.good).tag).toBeLessThan(ends(run.late).tag)
})

test('do not delay the others during sign-in and warm-up', async () => {
  const trouble = ({ late }: Pair) => late.fail({ method: 'GET' }, delayed)
  await using run = await publish(trouble, { isWarm: false })
  expect(statusesOf(run.outcomes)).toEqual([
    ['published', 'published', 'published'],
    ['published', 'published', 'published'],
  ])
  expect(ends(run.good).tag).toBeLessThan(ends(run.late).blob)
})

test('do not delay a required target at the same registry', async () => {
  await using registry = await startTestRegistry()
  const large = image({ layers: [layer(300_000), layer(300_001)] })
  const isFirst = ({ route }: { readonly route: { readonly name?: string } }) => route.name === 'o/first'
  registry.fail({ ...upload, where: isFirst }, delayed, always)
  const references = [`${registry.host}/o/first:v1`, `${registry.host}/o/shop:v1`]
  const outcomes = await publishTo(references, large, { required: [`${registry.host}/o/shop`], lateAfter: 30 })
  expect(statusesOf(outcomes)).toEqual([
    ['published', 'published'],
    ['published', 'published'],
  ])
  const blobs = registry.entries.filter(({ method, route }) => method === 'PUT' && route.kind === 'upload')
  const answered = Math.min(...blobs.filter(isFirst).map(({ ended = 0 }) => ended))
  const tag = registry.entries.find(
    ({ method, route }) => method === 'PUT' && route.name === 'o/shop' && route.reference
  )
  expect(tag?.ended).toBeLessThan(answered)
})

test.each<[string, (late: TestRegistry) => void, readonly string[]]>([
  [
    'whose uploads are sent a few bytes at a time',
    (late) => late.fail(upload, { trickle: 1, every: 20 }, always),
    ['failed', 'withheld', 'withheld'],
  ],
  [
    'that is rate limited again and again',
    (late) => late.fail(upload, tooManyRequests(1), always),
    ['failed', 'withheld', 'withheld'],
  ],
  [
    'whose tag writes get no response',
    (late) => {
      late.fail(upload, { slow: 200 }, always)
      late.fail(
        { method: 'PUT', kind: 'manifest', where: ({ route }) => ['v1', 'latest'].includes(route.reference ?? '') },
        'stall',
        always
      )
    },
    ['failed', 'failed', 'failed'],
  ],
])('are abandoned after a while: one %s', async (_, trouble, expected) => {
  const large = image({ layers: [layer(300_000), layer(300_001)] })
  await using run = await publish(({ late }) => trouble(late), { lateFor: 600, retry: patient }, large)
  expect(statusesOf(run.outcomes)).toEqual([['published', 'published', 'published'], expected])
  expect(run.outcomes[1]?.error?.message).toContain('it was not complete 0.01 minutes after the other targets')
  expect(run.late.tags('o/app')).toEqual({ latest: old.root.digest })
})

test('do not slow down another target at the same registry with rate limits of their own', async () => {
  await using registry = await startTestRegistry()
  registry.fail({ name: 'o/first' }, tooManyRequests(200), { times: 1_000, after: 1 })
  const references = [`${registry.host}/o/first:v1`, `${registry.host}/o/shop:v1`]
  const options = {
    required: [`${registry.host}/o/shop`],
    lateAfter: 30,
    lateFor: 100,
    retry: patient,
    isWarm: false,
  }
  const outcomes = await publishTo(references, app, options)
  expect(statusesOf(outcomes)).toEqual([
    ['failed', 'withheld'],
    ['published', 'published'],
  ])
  expect(registry.tags('o/shop')).toEqual({ v1: digest })
})
