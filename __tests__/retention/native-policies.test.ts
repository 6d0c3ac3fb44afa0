import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toNativePolicy } from '../../src/retention/native/native-formats.ts'
import { type NativeWord, nativeWords } from '../../src/retention/native/native-policy.ts'
import { planCleanUp } from '../../src/retention/plan-clean-up.ts'
import { parsePolicy } from '../../src/retention/policy/parse-policy.ts'
import { models, type TaggedImage } from './native-models.ts'
import { randomFacts, randomPolicy, Tape } from './random-repository.ts'
import { day, repository } from './repository.ts'

const policy = await parsePolicy(`
keep:
  - tags: [latest, 'v*']
  - newest: 10
    tags: 'nightly-*'
  - younger-than: 2d
delete:
  - tags: ['pr-*', 'sha-*']
    older-than: 14d
  - closed-pull-requests: 'pr-{{number}}'
untagged: { older-than: 7d }
orphans: true
`)

const native = (word: NativeWord) => toNativePolicy(policy, word, 'acme/app')
const asJson = (word: NativeWord) => JSON.parse(native(word).text) as unknown

test('Amazon ECR: rules that keep come first, one for each pattern, and ages are in days', () => {
  const keep = (tag: string) => ({
    tagStatus: 'tagged',
    tagPatternList: [tag],
    countType: 'imageCountMoreThan',
    countNumber: 1_000_000,
  })
  const expire = (tag: string) => ({
    tagStatus: 'tagged',
    tagPatternList: [tag],
    countType: 'sinceImagePushed',
    countUnit: 'days',
    countNumber: 14,
  })
  const untagged = { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 7 }
  const selections = [keep('latest'), keep('v*'), keep('nightly-*'), expire('pr-*'), expire('sha-*'), untagged]
  expect(asJson('ecr')).toEqual({
    rules: selections.map((selection, index) => ({
      rulePriority: index + 1,
      description: expect.any(String) as string,
      selection,
      action: { type: 'expire' },
    })),
  })
  expect(native('ecr').differences).toEqual([
    "delete[1] (closed pull request 'pr-{{number}}') has no counterpart: those tags stay",
    "'younger-than' has no counterpart: every rule that deletes waits for 2d",
    "keep[1]: 'newest' has no counterpart, so all of these tags are kept",
    'an image goes with all its tags if a rule names one of them, also with tags that no rule names',
    'what refers to an image goes within a day of it, whatever the rules say',
  ])
})

test('Google Artifact Registry: tags are told apart by how they begin', () => {
  const { text } = toNativePolicy(policy, 'gar', 'acme-project/images/app')
  const named = { packageNamePrefixes: ['app'] }
  expect(JSON.parse(text)).toEqual([
    {
      name: 'keep-1',
      action: { type: 'Keep' },
      condition: { tagState: 'tagged', tagPrefixes: ['latest', 'v'], ...named },
    },
    {
      name: 'keep-2',
      action: { type: 'Keep' },
      condition: { tagState: 'tagged', tagPrefixes: ['nightly-'], ...named },
    },
    { name: 'keep-3', action: { type: 'Keep' }, condition: { tagState: 'any', newerThan: '2d', ...named } },
    {
      name: 'delete-4',
      action: { type: 'Delete' },
      condition: { tagState: 'tagged', tagPrefixes: ['pr-', 'sha-'], olderThan: '14d', ...named },
    },
    { name: 'delete-5', action: { type: 'Delete' }, condition: { tagState: 'untagged', olderThan: '7d', ...named } },
  ])
})

test('Harbor: what no rule names is retained first', () => {
  const rule = (template: string, params: object, decoration: string, pattern: string, untagged = false) => ({
    disabled: false,
    action: 'retain',
    template,
    params,
    tag_selectors: [{ kind: 'doublestar', decoration, pattern, extras: JSON.stringify({ untagged }) }],
    scope_selectors: { repository: [{ kind: 'doublestar', decoration: 'repoMatches', pattern: 'app' }] },
  })
  expect(asJson('harbor')).toEqual({
    algorithm: 'or',
    rules: [
      rule('always', {}, 'excludes', '{pr-*,sha-*}', true),
      rule('always', {}, 'matches', '{latest,v*}'),
      rule('latestPushedK', { latestPushedK: 10 }, 'matches', 'nightly-*'),
      rule('nDaysSinceLastPush', { nDaysSinceLastPush: 2 }, 'matches', '**'),
      rule('nDaysSinceLastPush', { nDaysSinceLastPush: 14 }, 'matches', '{pr-*,sha-*}'),
      rule('nDaysSinceLastPush', { nDaysSinceLastPush: 7 }, 'matches', '**', true),
    ],
    trigger: { kind: 'Schedule', settings: { cron: '' } },
    scope: { level: 'project', ref: 0 },
  })
})

test('GitLab: one age for all rules, from its list', () => {
  expect(asJson('gitlab')).toEqual({
    container_expiration_policy_attributes: {
      enabled: true,
      cadence: '1d',
      older_than: '14d',
      name_regex: '^(?:pr-.*|sha-.*)$',
      name_regex_keep: '^(?:latest|v.*|nightly-.*)$',
    },
  })
  expect(native('gitlab').differences).toContain("'untagged' has no counterpart: images without a tag stay")
})

test('Azure: what is kept is left out of the filter', () => {
  expect(native('acr').text.split('\n')).toEqual([
    `az acr run --registry "$REGISTRY" --cmd 'acr purge --filter "acme/app:^(?!(?:latest|v.*|nightly-.*)$)(?:pr-.*|sha-.*)$" --ago 14d --dry-run' /dev/null`,
    'az acr config retention update --registry "$REGISTRY" --status enabled --days 7 --type UntaggedManifests',
  ])
})

test('zot: what no rule names is kept by an expression for everything else', () => {
  expect(asJson('zot')).toEqual({
    storage: {
      retention: {
        dryRun: true,
        delay: '168h',
        policies: [
          {
            repositories: ['acme/app'],
            deleteReferrers: true,
            deleteUntagged: true,
            keepTags: [
              {
                patterns: ['^(?:|[^ps].*|p(?:|[^r].*|r(?:|[^-].*))|s(?:|[^h].*|h(?:|[^a].*|a(?:|[^-].*))))$'],
              },
              { patterns: ['^(?:latest|v.*)$'] },
              { patterns: ['^(?:nightly-.*)$'], mostRecentlyPushedCount: 10 },
              { patterns: ['.*'], pushedWithin: '48h' },
              { patterns: ['^(?:pr-.*|sha-.*)$'], pushedWithin: '336h' },
            ],
          },
        ],
      },
    },
  })
})

test.each(nativeWords)('%s says nothing where it cannot keep what is to be kept', async (word) => {
  const digests = await parsePolicy(
    `{ delete: [{ tags: 'pr-*' }], untagged: true, keep-digests: ['sha256:${'a'.repeat(64)}'] }`
  )
  const { text, differences } = toNativePolicy(digests, word, 'acme/images/app')
  if (word === 'gar') expect(text).toContain('versionNamePrefixes')
  else {
    expect(text).toBe('')
    expect(differences).toContain("'keep-digests' has no counterpart, so nothing may be deleted by such a policy")
  }
})

const tags = [
  'latest',
  'v1',
  'v1.2.3',
  '1.3.0-rc.1',
  'pr-1',
  'pr-2',
  'main',
  'feature-x',
  'nightly-1',
  'nightly-2',
  'n-1',
  'edge',
]
const ages = [0, 0.5, 2, 5, 10, 20, 40, 100]

test.each(nativeWords)('%s deletes no tag that the policy itself keeps', (word) => {
  let deleted = 0
  const property = fc.property(fc.uint8Array({ minLength: 60, maxLength: 100 }), (bytes) => {
    const tape = new Tape(bytes)
    const { keep, delete: rules, keepDigests } = randomPolicy(tape)
    const policy = { keep, delete: rules, keepDigests, broken: false }
    const images = tags
      .filter(() => tape.once(2))
      // The newest by time and by version are the same here, since a registry only knows times.
      .map((tag, index): TaggedImage => ({ tag, age: (tape.pick(ages) + index / 100) * day }))
    const graph = repository(
      Object.fromEntries(images.map(({ tag, age }) => [tag, { age: age / day }])),
      Object.fromEntries(images.map(({ tag }) => [tag, tag]))
    )
    const isByVersion = policy.keep.some(({ newest }) => newest !== undefined)
    const { text } = toNativePolicy(policy, word, word === 'gar' ? 'acme/images/app' : 'acme/app')
    if (text === '' || isByVersion) return
    const plan = planCleanUp(graph, policy, randomFacts, { tagRemoval: 'always', dropsUnnamed: false })
    const goes = new Set<string>(plan.tags.filter((tag) => tag.do === 'delete').map(({ tag }) => tag))
    const extra = models[word](text, images).filter(({ tag }) => !goes.has(tag))
    deleted += models[word](text, images).length
    if (extra.length > 0) throw new Error(JSON.stringify({ extra, text }))
  })
  fc.assert(property, { numRuns: 600 })
  expect(deleted).toBeGreaterThan(20)
})
