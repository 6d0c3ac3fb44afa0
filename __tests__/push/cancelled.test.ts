import { expect, test } from 'vitest'
import type { Outcome } from '../../src/plan/outcome.ts'
import { testEnvironment } from '../support/environment.ts'
import { image, layer } from '../support/images.ts'
import { type Options, publishTo } from '../support/publish.ts'
import type { Match } from '../support/registry/faults.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'
import { until } from './support/intake.ts'

// A run that is cancelled while its tags move, in the seconds before it is killed. Requests are still sent.

const app = image({ layers: [layer('base'), layer('app')] })
const old = image({ layers: [layer('base'), layer('old')] })
const always = { times: 1_000 }
const tagPut: Match = {
  method: 'PUT',
  kind: 'manifest',
  where: ({ route }) => route.reference !== undefined && route.digest === undefined,
}

interface Run {
  readonly good: TestRegistry
  readonly bad: TestRegistry
  readonly outcomes: readonly Outcome[]
}

/** Publishes over an old image at two registries, and cancels as soon as a condition is met. */
async function publish(
  trouble: (registries: Pick<Run, 'good' | 'bad'>) => void,
  when: (registries: Pick<Run, 'good' | 'bad'>) => boolean,
  options: Options = {}
): Promise<Run & AsyncDisposable> {
  const good = await startTestRegistry()
  const bad = await startTestRegistry()
  for (const registry of [good, bad]) registry.put('o/app', old, 'latest')
  trouble({ good, bad })
  const cancel = new AbortController()
  const { signal } = new AbortController()
  void until(() => when({ good, bad })).then(() => cancel.abort(new Error('The step was cancelled')))
  const references = [good, bad].map(({ host }) => `${host}/o/app:latest`)
  const outcomes = await publishTo(references, app, { ...options, signal, cancelled: cancel.signal })
  return {
    ...{ good, bad, outcomes },
    async [Symbol.asyncDispose]() {
      await good[Symbol.asyncDispose]()
      await bad[Symbol.asyncDispose]()
    },
  }
}

const isMoved = ({ good }: Pick<Run, 'good'>) => good.tags('o/app').latest === app.root.digest

/** The status of each target and of its tags. */
function statusesOf(outcomes: readonly Outcome[]) {
  return outcomes.map(({ status, tags }) => [status, ...tags.map((tag) => tag.status)])
}

test('does not wait for a registry that stopped answering, and rolls back the others', async () => {
  await using run = await publish(({ bad }) => bad.fail(tagPut, 'stall', always), isMoved)
  expect(statusesOf(run.outcomes)).toEqual([
    ['withheld', 'restored'],
    ['failed', 'failed'],
  ])
  expect(run.outcomes[1]?.error?.message).toBe(`${run.bad.host}/o/app: writing tags failed: The step was cancelled.`)
  expect([run.good, run.bad].map((registry) => registry.tags('o/app').latest)).toEqual([
    old.root.digest,
    old.root.digest,
  ])
})

test('does not retry a write after the rollback has begun', async () => {
  const patient = { attempts: 9, firstWait: 10, longestWait: 10, budget: 60_000 }
  const trouble = ({ good, bad }: Pick<Run, 'good' | 'bad'>) => {
    bad.fail(tagPut, { status: 503, headers: { 'retry-after': '3' } })
    // Slow enough that the next attempt would come in between.
    good.fail(tagPut, { slow: 1_500 }, { after: 1 })
  }
  await using run = await publish(trouble, isMoved, { retry: patient })
  expect(statusesOf(run.outcomes)).toEqual([
    ['withheld', 'restored'],
    ['failed', 'failed'],
  ])
  expect(run.bad.tags('o/app').latest).toBe(old.root.digest)
})

test('reports a tag as stuck if it may have moved and its registry no longer answers', async () => {
  const trouble = ({ bad }: Pick<Run, 'bad'>) => {
    bad.fail(tagPut, 'stall after commit')
    bad.fail({ where: () => bad.tags('o/app').latest === app.root.digest }, 'stall', always)
  }
  await using run = await publish(trouble, isMoved)
  expect(statusesOf(run.outcomes)).toEqual([
    ['withheld', 'restored'],
    ['failed', 'stuck'],
  ])
})

test('stops waiting for a registry that accepted all tags but lags behind, and rolls nothing back', async () => {
  const trouble = ({ bad }: Pick<Run, 'bad'>) => bad.behave({ tagLag: 1_000 })
  const isWritten = ({ good, bad }: Pick<Run, 'good' | 'bad'>) => [good, bad].every((each) => isMoved({ good: each }))
  await using run = await publish(trouble, isWritten)
  expect(statusesOf(run.outcomes)).toEqual([
    ['published', 'published'],
    ['unconfirmed', 'unconfirmed'],
  ])
  expect(run.bad.tags('o/app').latest).toBe(app.root.digest)
})

test('moves no tag if it is cancelled before the first one', async () => {
  await using registry = await startTestRegistry()
  await using other = await startTestRegistry()
  const cancel = new AbortController()
  let now = 0
  const environment = { ...testEnvironment(), elapsed: () => now }
  const takeLong = () => {
    now += 60_000
    return false
  }
  const stop = () => {
    cancel.abort(new Error('The step was cancelled'))
    return true
  }
  registry.fail({ method: 'PUT', kind: 'manifest', where: takeLong }, { slow: 1 }, always)
  // The tag is read again before any tag moves, because it was last read long ago.
  registry.fail({ method: 'HEAD', reference: 'latest', where: stop }, { slow: 100 })
  const references = [registry, other].map(({ host }) => `${host}/o/app:latest`)
  const { signal } = new AbortController()
  await expect(publishTo(references, app, { environment, signal, cancelled: cancel.signal })).rejects.toThrow(
    'The step was cancelled'
  )
  expect([registry.tags('o/app'), other.tags('o/app')]).toEqual([{}, {}])
  expect(registry.manifest('o/app', app.root.digest)).toBeDefined()
})
