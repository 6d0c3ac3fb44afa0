import { expect, test } from 'vitest'
import type { Digest } from '../../src/oci/digest.ts'
import type { Tag } from '../../src/oci/distribution/tag.ts'
import type { CleanUpPlan } from '../../src/retention/clean-up-plan.ts'
import { planCleanUp } from '../../src/retention/plan-clean-up.ts'
import { parsePolicy } from '../../src/retention/policy/parse-policy.ts'
import { type CurrentState, whyHeldBack } from '../../src/retention/removal/may-remove.ts'
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
  const state = (tags: readonly string[], left: readonly Digest[] = []): CurrentState => ({
    tagsOf: (digest) => (digest === digestOfName('index') ? (tags as readonly Tag[]) : []),
    left: new Set(left),
    named: new Set(),
    exposed: new Set(),
    present: new Set(),
  })
  expect(parent && whyHeldBack(parent, state(['pr-1']))).toBeUndefined()
  expect(parent && whyHeldBack(parent, state(['pr-1', 'v1']))).toMatch(/^tag 'v1' points at sha256:\w+ now$/)
  expect(child && whyHeldBack(child, state([], [digestOfName('index')]))).toContain('stays')
})

test('a referrer that a registry would take along goes after the index that names it', async () => {
  const graph = repository(
    { other: { children: ['referrer'] }, image: {}, referrer: { subject: 'image' } },
    { 'pr-1': 'image', 'pr-2': 'other' }
  )
  const result = await plan(graph, "delete: [{ tags: 'pr-*' }]")
  expect(removedNames(result, 'other', 'image', 'referrer')).toEqual(['other', 'image', 'referrer'])
})

test('orphans go last, and only while their subject is absent', async () => {
  const graph = repository(
    {
      orphan: { subject: 'gone', age: 3 },
      list: { children: ['orphan'], age: 3 },
      image: {},
      young: { subject: 'gone', age: 0.5 },
    },
    { [tagAfter('gone')]: 'list', 'pr-1': 'image' }
  )
  const result = await plan(graph, "{ orphans: true, delete: [{ tags: 'pr-*' }] }")
  expect(removedNames(result, 'orphan', 'list', 'image')).toEqual(['image', 'list', 'orphan'])
  const [, list] = result.steps
  expect(list).toMatchObject({ absent: [digestOfName('gone')] })
  const back: CurrentState = {
    tagsOf: () => [],
    left: new Set(),
    named: new Set(),
    exposed: new Set(),
    present: new Set([digestOfName('gone')]),
  }
  expect(list && whyHeldBack(list, back)).toContain('exists by now')
  expect(gone(await plan(graph, 'untagged: true'))).toEqual([])
})

test('the tag of a signature is not deleted by its name while its image is there', async () => {
  const graph = repository({ image: {}, sig: {} }, { v1: 'image', [tagAfter('image', '.sig')]: 'sig' })
  expect(gone(await plan(graph, "delete: [{ tags: 'sha256-*' }]"))).toEqual([])
})

test('latest and stable versions go only if named in full, or with stable', async () => {
  const names = ['latest', 'v1', '1.2', 'v1.2.3', '1.2.3-alpine', '1.3.0-rc.1', '1.3.0-beta2']
  const graph = repository({ image: {} }, Object.fromEntries(names.map((name) => [name, 'image'])))
  const going = async (policy: string) => gone(await plan(graph, policy, {}, 'always'))
  expect(await going("delete: [{ tags: '*' }]")).toEqual(['1.3.0-rc.1', '1.3.0-beta2'])
  expect(await going("delete: [{ versions: '<1.3' }]")).toEqual([])
  expect(await going("delete: [{ versions: '<1.3', stable: true }]")).toEqual(['1.2', 'v1.2.3', '1.2.3-alpine'])
  expect(await going("delete: [{ versions: '<2', stable: true }]")).toEqual(names.slice(1))
  expect(await going('delete: [{ tags: [latest, v1.2.3] }]')).toEqual(['latest', 'v1.2.3'])
  const result = await plan(graph, "delete: [{ tags: 'v*' }]", {}, 'always')
  expect(decided(result, 'v1')?.reason).toBe("stable versions go only if named in full, or with 'stable: true'")
})

test('newest counts images: by version if all tags are versions, else by time', async () => {
  const versions = repository(
    { a: {}, b: {}, c: {} },
    { '1.9.0': 'a', '1.10.0': 'b', '1.10': 'b', '1.8.0-rc.1': 'c', '1.9.0-rc.1': 'c' }
  )
  const policy = (count: number, tags: string) =>
    `{ keep: [{ newest: ${count}, tags: '${tags}' }], delete: [{ tags: '*', stable: true }] }`
  expect(gone(await plan(versions, policy(1, '*')))).toEqual(['1.9.0', '1.8.0-rc.1', '1.9.0-rc.1'])
  expect(gone(await plan(versions, policy(2, '*')))).toEqual(['1.8.0-rc.1', '1.9.0-rc.1'])
  const nightlies = repository(
    { a: { age: 1 }, b: { age: 2 }, c: { age: 2 }, d: { age: 3 }, e: {} },
    { 'nightly-a': 'a', 'nightly-b': 'b', 'nightly-c': 'c', 'nightly-d': 'd', 'nightly-e': 'e' }
  )
  expect(gone(await plan(nightlies, policy(1, 'nightly-*')))).toEqual(['nightly-b', 'nightly-c', 'nightly-d'])
  expect(gone(await plan(nightlies, policy(2, 'nightly-*')))).toEqual(['nightly-d'])
})

test('what is of unknown age stays, also where an image says that it was made in 1970', async () => {
  const graph = repository(
    { epoch: { created: 20_000 }, old: { created: 40 }, bare: {}, free: { age: 40 }, new: { age: 1 } },
    {
      'pr-1': 'epoch',
      'pr-2': 'old',
      'pr-3': 'bare',
    }
  )
  const result = await plan(graph, "{ delete: [{ tags: 'pr-*', older-than: 14d }], untagged: true }")
  expect(gone(result)).toEqual(['pr-2'])
  expect(decided(result, 'pr-1')?.reason).toBe('its age is unknown')
  expect(removedNames(result, 'old', 'free')).toEqual(['old', 'free'])
})

test('pull requests that are closed, and branches that are deleted', async () => {
  const graph = repository(
    { image: {} },
    Object.fromEntries(
      ['pr-1', 'pr-2', 'pr-x', 'main', 'fix-login', 'alpine', 'br-gone', 'br-dev'].map((tag) => [tag, 'image'])
    )
  )
  const facts = { closedPullRequests: new Set([1]), branches: ['main', 'dev'], formerBranches: ['fix/login', 'main'] }
  const policy =
    "delete: [{ closed-pull-requests: 'pr-{{number}}' }, { deleted-branches: '{{branch}}' }, { deleted-branches: 'br-{{branch}}' }]"
  expect(gone(await plan(graph, policy, facts, 'always'))).toEqual(['pr-1', 'fix-login', 'br-gone'])
  expect(await plan(graph, policy, { ...facts, branches: [] }, 'always')).toMatchObject({
    steps: [],
    refused: 'The branches that exist are not known. Nothing is deleted.',
  })
})

test('an index is broken if an image is missing, not if an attestation is', async () => {
  const graph = repository(
    {
      half: { children: ['there', 'gone'] },
      nested: { children: ['half'] },
      unsigned: { children: ['there'], attestations: ['lost'] },
      there: {},
    },
    { half: 'half', nested: 'nested', unsigned: 'unsigned', v1: 'half', ghost: 'nothing' }
  )
  expect(gone(await plan(graph, 'broken: true', {}, 'always'))).toEqual(['half', 'nested', 'ghost'])
  expect(gone(await plan(graph, 'broken: true', {}, 'never'))).toEqual(['nested'])
})

test('notes of runs go with what has no tag', async () => {
  const note = `manifold-run-123-${'0'.repeat(12)}-1-finish`
  const graph = repository({ note: { age: 8 }, v1: {} }, { [note]: 'note', v1: 'v1' })
  expect(gone(await plan(graph, 'untagged: true'))).toEqual([note])
  expect(gone(await plan(graph, 'untagged: { older-than: 9d }'))).toEqual([])
  expect(gone(await plan(graph, "delete: [{ tags: '*', stable: true }]"))).toEqual(['v1'])
})

test('a ceiling stops everything, and says how much would go', async () => {
  const graph = repository({ image: {} }, Object.fromEntries(['a', 'b', 'c', 'd'].map((tag) => [tag, 'image'])))
  const result = await plan(graph, '{ delete: [{ tags: [a, b] }], at-most: 20% }', {}, 'always')
  expect(result).toMatchObject({
    steps: [],
    refused:
      "2 of 4 entries (tags, and manifests without one) would be deleted, and 'at-most' allows 20%. Nothing is deleted: correct the rules, or raise 'at-most'.",
  })
  expect(gone(result)).toEqual(['a', 'b'])
  expect((await plan(graph, '{ delete: [{ tags: [a, b] }], at-most: 50% }', {}, 'always')).steps).toHaveLength(2)
})

test('bytes are those of manifests, and of blobs that nothing else has, each once', async () => {
  const graph = repository(
    { a: { blobs: { base: 500, one: 70 } }, b: { blobs: { base: 500, one: 70, two: 8 } }, c: { blobs: { base: 500 } } },
    { a: 'a', b: 'b', c: 'c' }
  )
  const result = await plan(graph, 'delete: [{ tags: [a, b] }]')
  expect(result.bytes).toBe(2 * 1000 + 70 + 8)
  expect(result.manifests.map(({ bytes }) => bytes)).toEqual([1070, 1008, 0])
})

test('a list of signatures that its tag has left goes with the image', async () => {
  const graph = repository(
    {
      image: {},
      one: { subject: 'image' },
      two: { subject: 'image' },
      before: { children: ['one'] },
      now: { children: ['one', 'two'] },
    },
    { 'pr-1': 'image', [tagAfter('image')]: 'now' }
  )
  const result = await plan(graph, "delete: [{ tags: 'pr-*' }]")
  expect(removedNames(result, 'image', 'one', 'two', 'before', 'now')).toHaveLength(5)
})

test('a tag stays where the registry would delete the manifest with it', async () => {
  const graph = repository({ index: { children: ['amd64'] }, amd64: {} }, { v1: 'index', 'v1-amd64': 'amd64' })
  const policy = "delete: [{ tags: '*-amd64', stable: true }]"
  expect(removedNames(await plan(graph, policy, {}, 'always'))).toEqual(['untag v1-amd64'])
  for (const tagRemoval of ['unless-last', 'never'] as const) {
    const result = await plan(graph, policy, {}, tagRemoval)
    expect(result.steps).toEqual([])
    expect(decided(result, 'v1-amd64')?.reason).toMatch(
      /^this registry deletes it only with its manifest sha256:\w+, which another image needs$/
    )
  }
})

test('what an environment runs stays, with its tags', async () => {
  const graph = repository(
    { index: { children: ['amd64'] }, amd64: {}, other: {} },
    { 'pr-1': 'index', 'pr-2': 'other' }
  )
  const policy = `{ delete: [{ tags: 'pr-*' }], keep-digests: [${digestOfName('amd64')}, ${digestOfName('elsewhere')}] }`
  const missing = new Set([digestOfName('elsewhere')])
  const result = await plan({ ...graph, missing }, policy)
  expect(removedNames(result, 'index', 'other')).toEqual(['index', 'other'])
  expect(result.unknownDigests).toEqual([digestOfName('elsewhere')])
  const running = `{ delete: [{ tags: 'pr-*' }], keep-digests: "app@${digestOfName('index')}" }`
  expect(gone(await plan(graph, running))).toEqual(['pr-2'])
})

test('a tag that continues that of an existing branch may be its variant, and stays', async () => {
  const tags = [
    'branch-main',
    'branch-main-alpine',
    'branch-main.2',
    'branch-mainly',
    'branch-old-alpine',
    'branch-main-fix',
  ]
  const graph = repository({ image: {} }, Object.fromEntries(tags.map((tag) => [tag, 'image'])))
  const facts = { branches: ['main'], formerBranches: ['main/fix'] }
  const result = await plan(graph, "delete: [{ deleted-branches: 'branch-{{branch}}' }]", facts, 'always')
  expect(gone(result)).toEqual(['branch-mainly', 'branch-old-alpine', 'branch-main-fix'])
})
