import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { cleanUpInputs } from '../../src/github/inputs/tables/clean-up-inputs.ts'
import { parsePolicy } from '../../src/retention/policy/parse-policy.ts'
import { cleanUpAt } from '../support/clean-up/clean-up-at.ts'
import { type KnownRepository, startGitHub } from '../support/clean-up/github.ts'
import { changesAt, hasWhole, indexOf, signatureOf } from '../support/clean-up/stock.ts'
import { testEnvironment } from '../support/environment.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'

// The policies in docs/clean-up.md and in the example, at a repository that has some of everything.

const root = join(import.meta.dirname, '../..')
const page = readFileSync(join(root, 'docs/clean-up.md'), 'utf8')
const usual = page.slice(page.indexOf('## Ten usual policies'), page.indexOf('## Why nothing goes'))
const documented = [
  ...usual.matchAll(/^### (?<title>.+)\n\n(?:[^`#]+`[^`]+`[^`#]+\n\n)?```yaml\n(?<policy>[^`]+)```/gm),
].map(({ groups }) => ({
  title: groups?.title ?? '',
  policy: groups?.policy ?? '',
}))

/** The tags of each image, and its age in days. */
const images: Readonly<Record<string, number>> = {
  '1.0.0 v1.0.0': 300,
  '1.1.0': 200,
  '2.0.0': 100,
  '2.1.0 latest sha-release': 50,
  '2.2.0-rc.1': 45,
  '2.2.0-rc.2': 3,
  'nightly-1': 40,
  'nightly-2': 20,
  'nightly-3 sha-nightly': 1,
  'pr-1': 35,
  'pr-2': 5,
  'branch-feature-x': 60,
  'branch-main': 60,
  'sha-new': 2,
}
const built = Object.entries(images).map(([tags, days]) => ({ tags: tags.split(' '), image: indexOf(tags, days) }))
const imageAt = (tag: string) => built.find(({ tags }) => tags.includes(tag))?.image ?? indexOf('', 0)
const production = imageAt('pr-1').root.digest

const known: KnownRepository = { closed: { 1: 'feature/x', 7: 'other' }, branches: ['main', 'topic'] }

/** What each of the policies deletes. */
const expected: Readonly<Record<string, readonly string[]>> = {
  'Images of closed pull requests': ['pr-1'],
  'Images of deleted branches': ['branch-feature-x'],
  'Images of single commits, after two weeks': ['sha-release'],
  'All but the newest nightly builds': ['nightly-1'],
  'Versions that are no longer maintained': ['1.0.0', '1.1.0', 'v1.0.0'],
  'All but the newest versions': ['1.0.0', '1.1.0', 'v1.0.0'],
  'Release candidates, after a month': ['2.2.0-rc.1'],
  'Everything that is old, except releases': ['branch-feature-x', 'branch-main', 'nightly-1', 'pr-1', 'sha-release'],
  'Everything but what runs in production': [
    'nightly-1',
    'nightly-2',
    'nightly-3',
    'pr-2',
    'sha-new',
    'sha-nightly',
    'sha-release',
  ],
  'What nothing needs any more': [],
}

async function stocked(): Promise<TestRegistry> {
  const registry = await startTestRegistry()
  for (const { tags, image } of built) {
    registry.put('o/app', image, ...tags)
    registry.put('o/app', signatureOf(image))
  }
  return registry
}

async function cleanUp(registry: TestRegistry, policy: string, of: KnownRepository = known) {
  using github = await startGitHub(of)
  const environment = testEnvironment({ variables: github.variables })
  const result = await cleanUpAt(registry, policy, { environment })
  return { ...result, asked: github.asked }
}

test('the page has ten policies', () => {
  expect(documented.map(({ title }) => title)).toEqual(Object.keys(expected))
})

test.each(documented)('$title', async ({ title, policy }) => {
  await using registry = await stocked()
  const all = Object.keys(registry.tags('o/app'))
  const given = policy.replace(/\$\{\{[^}]*\}\}/, `app@${production}`)
  const { problems, asked } = await cleanUp(registry, given)
  expect(problems).toEqual([])
  const left = Object.keys(registry.tags('o/app'))
  expect(all.filter((tag) => !left.includes(tag)).toSorted()).toEqual(expected[title])
  for (const { tags, image } of built) {
    const isKept = tags.some((tag) => left.includes(tag))
    expect([tags, registry.manifest('o/app', image.root.digest) !== undefined]).toEqual([tags, isKept])
    expect(hasWhole(registry, signatureOf(image))).toBe(isKept)
    if (isKept) expect(hasWhole(registry, image)).toBe(true)
  }
  // GitHub is asked only if a rule depends on it.
  expect(asked.length > 0).toBe(/closed-pull|deleted-branches/.test(policy))
  for (const line of asked) expect(line).toMatch(/ token token$/)
})

test('the example has inputs that exist, and a policy that is valid', async () => {
  const workflow = load(readFileSync(join(root, 'examples/clean-up.yml'), 'utf8')) as {
    readonly jobs: {
      readonly 'clean-up': { readonly steps: readonly { readonly with: Readonly<Record<string, string>> }[] }
    }
  }
  const [step] = workflow.jobs['clean-up'].steps
  expect(Object.keys(cleanUpInputs)).toEqual(expect.arrayContaining(Object.keys(step?.with ?? {})))
  await parsePolicy(step?.with.policy ?? '')
  await using registry = await stocked()
  const { problems, removal } = await cleanUp(registry, step?.with.policy ?? '')
  expect(problems).toEqual([])
  expect(removal?.tags.toSorted()).toEqual(['pr-1', 'sha-release'])
})

describe('what GitHub says', () => {
  const pulls = `delete: [{ closed-pull-requests: 'pr-{{number}}' }]`

  test.each([
    [401, 'pulls', pulls],
    [403, 'pulls', pulls],
    [404, 'branches', `delete: [{ deleted-branches: 'branch-{{branch}}' }]`],
  ] as const)('%i for a page of %s deletes nothing', async (status, _, policy) => {
    await using registry = await stocked()
    const many = { closed: { 1: 'a', 2: 'b', 3: 'c' }, branches: ['main', 'x', 'y'], page: 2 }
    const { problems } = await cleanUp(registry, policy, { ...many, broken: { page: 2, status } })
    expect(problems[0]).toMatch(/^Nothing is deleted in \S+\/o\/app: /)
    expect(changesAt(registry)).toEqual([])
  })

  test('is read no further than the oldest pull request that has a tag', async () => {
    await using registry = await stocked()
    const closed = Object.fromEntries(Array.from({ length: 9 }, (_, number) => [number + 2, `b${number}`]))
    const { asked, removal } = await cleanUp(registry, `${pulls}\nkeep: [{ tags: 'pr-1' }]`, {
      closed,
      branches: [],
      page: 3,
    })
    expect(asked).toHaveLength(3)
    expect(removal?.tags).toEqual(['pr-2'])
  })

  test('about branches is read twice if it has pages, since one may slip from page to page', async () => {
    await using registry = await stocked()
    const branches = Array.from({ length: 120 }, (_, number) => `b${number}`)
    const policy = `delete: [{ deleted-branches: 'branch-{{branch}}' }]`
    const { asked } = await cleanUp(registry, policy, { closed: {}, branches })
    expect(asked.map((line) => line.split(' ')[1])).toEqual(['1', '2', '1', '2'])
  })
})
