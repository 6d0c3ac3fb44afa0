import { describe, expect, test } from 'vitest'
import { referrersTag } from '../../src/oci/distribution/referrer-tags.ts'
import { cleanUpAt } from '../support/clean-up/clean-up-at.ts'
import { changesAt, hasWhole, indexOf, signatureOf, startStocked, stock } from '../support/clean-up/stock.ts'
import { index } from '../support/images.ts'
import type { FaultyRequest } from '../support/registry/faults.ts'
import type { TestRegistry } from '../support/registry/registry.ts'

const policy = `delete: [{ tags: 'pr-*', older-than: 14d }, { tags: 'sha-*' }]`
const { v1, pr1, pr2 } = stock

/** Does something when a request arrives for the given time, before it is answered: `GET tags`, `HEAD manifest v1`. */
function during(registry: TestRegistry, start: string, time: number, act: () => void): void {
  let count = 0
  const where = ({ method, route: { kind, reference = '' } }: FaultyRequest) => {
    if (`${method} ${kind} ${reference}`.startsWith(start)) count += 1
    if (count === time) {
      count += 1
      act()
    }
    return false
  }
  registry.fail({ where }, 'stall')
}

/** The check of all tags after the plan was made. */
const secondList = ['GET tags', 2] as const
const thirdList = ['GET tags', 3] as const

describe('what nothing needs any more goes, with its signature, parents first', () => {
  test.each([{}, { deleteTag: 400 }, { referrers: 404 }] as const)('%j', async (behaviour) => {
    await using registry = await startStocked(behaviour)
    registry.put('o/app', index([signatureOf(pr1)]), referrersTag(pr1.root.digest))
    const { problems, removal } = await cleanUpAt(registry, policy)
    expect(problems).toEqual([])
    expect(Object.keys(registry.tags('o/app'))).toEqual(['1.0.0', 'latest', 'pr-2'])
    for (const kept of [v1, pr2, signatureOf(v1)]) expect(hasWhole(registry, kept)).toBe(true)
    for (const { root } of [pr1, signatureOf(pr1)]) expect(registry.manifest('o/app', root.digest)).toBeUndefined()
    expect(removal?.tags.toSorted()).toEqual(['pr-1', 'sha-1', referrersTag(pr1.root.digest)])
    const again = await cleanUpAt(registry, policy)
    expect([again.removal, again.problems]).toEqual([undefined, []])
  })

  test('in the order of the plan', async () => {
    await using registry = await startStocked()
    await cleanUpAt(registry, policy)
    const [amd64] = pr1.manifests
    const removed = changesAt(registry).map((line) => line.replace(/^DELETE manifest (\S+) 202$/, '$1'))
    const place = (digest = '') => removed.indexOf(digest.slice(0, 19))
    expect(removed).toHaveLength(4)
    expect(place(pr1.root.digest)).toBeLessThan(place(amd64?.descriptor.digest))
    expect(place(pr1.root.digest)).toBeLessThan(place(signatureOf(pr1).root.digest))
  })

  test('and what is gone already is done', async () => {
    await using registry = await startStocked()
    during(registry, 'DELETE', 1, () => registry.lose('o/app', pr1.manifests[0]?.descriptor.digest ?? ''))
    expect((await cleanUpAt(registry, policy)).problems).toEqual([])
  })
})

describe('what others have done meanwhile', () => {
  test('a new tag keeps what it needs, found by a check of all tags', async () => {
    await using registry = await startStocked()
    during(registry, ...secondList, () => registry.put('o/app', pr1, 'promoted'))
    const { removal, problems } = await cleanUpAt(registry, policy)
    expect(problems).toEqual([])
    expect(hasWhole(registry, pr1)).toBe(true)
    expect(hasWhole(registry, signatureOf(pr1))).toBe(true)
    expect(registry.tags('o/app')).toMatchObject({ promoted: pr1.root.digest, 'pr-1': pr1.root.digest })
    expect(removal?.stayed.map(({ digest }) => digest)).toContain(pr1.root.digest)
  })

  test('a kept tag that was moved to an image that was to go keeps it', async () => {
    await using registry = await startStocked()
    during(registry, ...secondList, () => registry.put('o/app', pr1, 'latest'))
    const { problems } = await cleanUpAt(registry, policy)
    expect(problems).toEqual([])
    expect(hasWhole(registry, pr1)).toBe(true)
  })

  test('a new index that shares a part with one that goes keeps the part', async () => {
    await using registry = await startStocked()
    const [part] = pr1.manifests
    const other = { ...index([{ ...pr1, root: { ...pr1.root, ...part?.descriptor }, manifests: part ? [part] : [] }]) }
    during(registry, ...secondList, () => registry.put('o/app', other, 'other'))
    await cleanUpAt(registry, policy)
    expect(registry.manifest('o/app', pr1.root.digest)).toBeUndefined()
    expect(hasWhole(registry, other)).toBe(true)
  })

  test('a tag that was moved right before its turn stays where it is', async () => {
    await using registry = await startStocked()
    const newer = indexOf('newer', 0)
    during(registry, 'HEAD manifest sha-1', 2, () => registry.put('o/app', newer, 'sha-1'))
    const { removal } = await cleanUpAt(registry, policy)
    expect(registry.tags('o/app')).toMatchObject({ 'sha-1': newer.root.digest })
    expect(removal?.stayed).toMatchObject([{ tags: ['sha-1'], reason: "tag 'sha-1' has moved meanwhile" }])
  })

  test('an index that is pushed again right after it was deleted keeps its parts', async () => {
    await using registry = await startStocked()
    const [amd64] = pr1.manifests
    during(registry, `HEAD manifest ${pr1.root.digest}`, 1, () => registry.put('o/app', pr1, 'pr-1'))
    await cleanUpAt(registry, policy)
    expect(registry.manifest('o/app', amd64?.descriptor.digest ?? '')).toBeDefined()
    expect(hasWhole(registry, pr1)).toBe(true)
  })
})

describe('the removal ends early', () => {
  test.each([401, 403, 405, 500])('if the registry answers %i, and says what was done', async (status) => {
    await using registry = await startStocked()
    registry.fail({ method: 'DELETE' }, { status }, { after: 1, times: 99 })
    const { problems } = await cleanUpAt(registry, policy)
    expect(problems[0]).toMatch(
      /the removal ended early: .*removal of sha256:\w{12}.*\(\d tags and \d manifests were deleted before that; the next run goes on\)$/
    )
    for (const kept of [v1, pr2]) expect(hasWhole(registry, kept)).toBe(true)
  })

  test('if the tags cannot be checked again', async () => {
    await using registry = await startStocked()
    registry.fail({ kind: 'tags' }, { status: 403 }, { after: 1, times: 9 })
    const { problems } = await cleanUpAt(registry, policy)
    expect(changesAt(registry)).toEqual([])
    expect(problems[0]).toMatch(/the removal ended early: .*listing tags was refused: 403/)
  })
})

test('a manifest that the registry will not delete stays, with its parts, and the others go', async () => {
  await using registry = await startStocked()
  const body = '{"errors":[{"code":"PRECONDITION","message":"matched an immutable rule"}]}'
  registry.fail({ method: 'DELETE', digest: pr1.root.digest }, { status: 412, body })
  const { problems, removal } = await cleanUpAt(registry, policy)
  expect(problems).toEqual([])
  expect(removal?.tags).toEqual(['sha-1'])
  expect(hasWhole(registry, pr1)).toBe(true)
  expect(removal?.stayed[0]?.reason).toContain('matched an immutable rule')
})

test('what is lost during the removal is reported', async () => {
  await using registry = await startStocked()
  during(registry, 'DELETE', 1, () => registry.lose('o/app', v1.manifests[0]?.descriptor.digest ?? ''))
  const { problems } = await cleanUpAt(registry, policy)
  expect(problems.map((problem) => problem.replace(/^\S+ /, ''))).toEqual([
    expect.stringMatching(/^the tag '1\.0\.0' lacks sha256:\w{12}$/),
    expect.stringMatching(/^the tag 'latest' lacks sha256:\w{12}$/),
  ])
})

describe('what is wrong afterwards is reported', () => {
  test('a tag that was pushed during the removal, and whose index lacks what was removed', async () => {
    await using registry = await startStocked()
    const [part] = pr1.manifests
    const manifests = part ? [part] : []
    const other = { ...pr1, ...index([{ ...pr1, root: { ...pr1.root, ...part?.descriptor }, manifests }]) }
    // After the last check of all tags: the registry is asked for the list a third time when everything is done.
    during(registry, ...thirdList, () => {
      for (const tag of ['new', 'pr-1']) {
        registry.put('o/app', other, tag)
        registry.lose('o/app', part?.descriptor.digest ?? '')
      }
    })
    const { problems } = await cleanUpAt(registry, policy)
    expect(problems.map((problem) => problem.replace(/^\S+ /, ''))).toEqual(
      ['new', 'pr-1'].map((tag) =>
        expect.stringMatching(
          `^the tag '${tag}' lacks sha256:\\w{12}; it was pushed during the clean-up: push it again$`
        )
      )
    )
  })

  test('tags that are still there, since a proxy answered in place of the registry', async () => {
    await using registry = await startStocked()
    registry.fail({ method: 'DELETE' }, { status: 404 }, { times: 99 })
    const { problems } = await cleanUpAt(registry, policy)
    expect(problems).toEqual([
      `${registry.host}/o/app: sha-1, pr-1: still there, though the registry, or a proxy in front of it, says that they are deleted`,
    ])
  })
})

test('a ceiling stops a rule that is wrong', async () => {
  await using registry = await startStocked()
  const { problems } = await cleanUpAt(registry, "delete: [{ tags: '*', stable: true }]\nat-most: 20%")
  expect(changesAt(registry)).toEqual([])
  expect(problems[0]).toMatch(/at-most/)
})
