import { expect, test } from 'vitest'
import type { Digest } from '../../src/oci/digest.ts'
import type { Tag } from '../../src/oci/distribution/tag.ts'
import type { CleanUpPlan } from '../../src/retention/clean-up-plan.ts'
import { planCleanUp } from '../../src/retention/plan-clean-up.ts'
import { parsePolicy } from '../../src/retention/policy/parse-policy.ts'
import { type FreshLook, whyHeldBack } from '../../src/retention/removal/may-remove.ts'
import type { RepositoryGraph } from '../../src/retention/repository-graph.ts'
import type { RetentionFacts, TagRemoval } from '../../src/retention/retention-facts.ts'
import { digestOfName, now, repository, tagAfter } from './repository.ts'

async function plan(
  graph: RepositoryGraph,
  policy: string,
  facts: Partial<RetentionFacts> = {},
  tagRemoval: TagRemoval = 'never',
  dropsUnnamed = false
): Promise<CleanUpPlan> {
  return planCleanUp(graph, await parsePolicy(policy), { now, ...facts }, { tagRemoval, dropsUnnamed })
}

const gone = ({ tags }: CleanUpPlan) => tags.filter((tag) => tag.do === 'delete').map(({ tag }) => tag)

/** The manifests that the steps remove, in order, called by their names. */
function removedNames({ steps }: CleanUpPlan, ...names: readonly string[]): readonly string[] {
  const byDigest = new Map(names.map((name) => [digestOfName(name), name]))
  return steps.map((step) => (step.do === 'untag' ? `untag ${step.tag}` : (byDigest.get(step.digest) ?? step.digest)))
}

const decided = ({ tags }: CleanUpPlan, name: string) => tags.find(({ tag }) => tag === name)

test('an index goes before its children, and its signature after it', async () => {
  const graph = repository(
    {
      index: { children: ['amd64', 'arm64'], attestations: ['proof'], age: 20 },
      amd64: {},
      arm64: {},
      proof: {},
      signature: { subject: 'index' },
      kept: { age: 20 },
    },
    { 'pr-1': 'index', main: 'kept' }
  )
  const result = await plan(graph, "delete: [{ tags: 'pr-*', older-than: 14d }]")
  expect(gone(result)).toEqual(['pr-1'])
  const order = removedNames(result, 'index', 'amd64', 'arm64', 'proof', 'signature')
  expect(order[0]).toBe('index')
  expect(order.toSorted()).toEqual(['amd64', 'arm64', 'index', 'proof', 'signature'])
  expect(decided(result, 'pr-1')).toMatchObject({ rule: 'delete[0]', reason: "tags 'pr-*', older than 14d" })
  expect(decided(result, 'main')).toMatchObject({ do: 'keep', reason: 'no rule names it' })
})

test('a child that a kept index shares stays, with everything that refers to it', async () => {
  const graph = repository(
    {
      old: { children: ['shared', 'own'] },
      current: { children: ['shared'] },
      shared: {},
      own: {},
      sbom: { subject: 'shared' },
      signature: { subject: 'sbom' },
    },
    { old: 'old', current: 'current' }
  )
  const result = await plan(graph, 'delete: [{ tags: old }]')
  expect(removedNames(result, 'old', 'own')).toEqual(['old', 'own'])
})

test('where an index goes with its entries, as in Harbor, it stays if only it names what an environment runs', async () => {
  const graph = repository(
    {
      index: { children: ['amd64', 'arm64'] },
      amd64: {},
      arm64: {},
      other: { children: ['arm64'] },
      proof: { subject: 'amd64' },
    },
    { 'pr-1': 'index', 'pr-2': 'other', signed: 'proof' }
  )
  const policies = [
    `{ delete: [{ tags: 'pr-*' }], keep-digests: ${digestOfName('amd64')} }`,
    "delete: [{ tags: 'pr-*' }]",
  ]
  for (const policy of policies) {
    const harbor = await plan(graph, policy, {}, 'always', true)
    expect(removedNames(harbor, 'other')).toEqual(['other'])
    expect(decided(harbor, 'pr-1')?.reason).toMatch(/deletes it only with its manifest .*, which another image needs$/)
    const index = harbor.manifests.find(({ digest }) => digest === digestOfName('index'))
    expect(index).toMatchObject({
      do: 'keep',
      reason: expect.stringMatching(/^this registry deletes sha256:\w+ together with it$/),
    })
    const others = await plan(graph, policy, {}, 'always')
    expect(removedNames(others, 'index', 'other', 'arm64')).toEqual(['index', 'other', 'arm64'])
  }
})

test('a tag named after a manifest stays or goes with it', async () => {
  const graph = repository(
    { one: {}, two: {}, list1: { children: ['sig1'] }, sig1: { subject: 'one' }, sig2: {} },
    { one: 'one', two: 'two', [tagAfter('one')]: 'list1', [tagAfter('two', '.sig')]: 'sig2' }
  )
  const result = await plan(graph, 'delete: [{ tags: one }]')
  expect(gone(result)).toEqual(['one', tagAfter('one')])
  expect(removedNames(result, 'one', 'list1', 'sig1')).toEqual(['one', 'list1', 'sig1'])
})

test('a graph that lacks what something names deletes nothing', async () => {
  const graph = repository({ index: { children: ['gone'] } }, { 'pr-1': 'index' })
  const result = await plan({ ...graph, missing: new Set() }, "delete: [{ tags: 'pr-*' }]")
  expect(result).toMatchObject({ steps: [], bytes: 0, refused: expect.stringContaining('which was not read') })
  expect(gone(result)).toEqual([])
})

test('a step is held back if a tag appeared meanwhile, or something above it stayed', async () => {
  const graph = repository({ index: { children: ['child'] }, child: {} }, { 'pr-1': 'index' })
  const { steps } = await plan(graph, "delete: [{ tags: 'pr-*' }]")
  const [parent, child] = steps
  const look = (tags: readonly string[], left: readonly Digest[] = []): FreshLook => ({
    tagsOf: () => tags as readonly Tag[],
    left: new Set(left),
    named: new Set(),
    exposed: new Set(),
    present: new Set(),
  })
  expect(parent && whyHeldBack(parent, look(['pr-1']))).toBeUndefined()
  expect(parent && whyHeldBack(parent, look(['pr-1', 'v1']))).toMatch(/^tag 'v1' points at sha256:\w+ now$/)
  expect(child && whyHeldBack(child, look([], [digestOfName('index')]))).toContain('stays')
})
