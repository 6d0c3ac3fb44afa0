import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InputError, problemsOf } from '../../src/input-error.ts'
import type { Tag } from '../../src/oci/distribution/tag.ts'
import { parsePolicy } from '../../src/retention/policy/parse-policy.ts'
import { policySchema } from '../../src/retention/policy/policy-fields.ts'
import { selectMatching } from '../../src/retention/policy/tag-patterns.ts'
import { day } from './repository.ts'

async function problems(text: string): Promise<readonly string[]> {
  try {
    await parsePolicy(text)
    return []
  } catch (error) {
    return problemsOf(error).map((each) => (each as Error).message)
  }
}

test('reads every field', async () => {
  const policy = await parsePolicy(`
keep:
  - tags: [latest, 'v*', '!v0*']
  - newest: 10
    tags: 'nightly-*'
  - younger-than: 30d
  - versions: '>=1.2 <2'
delete:
  - tags: ['pr-*', '/sha-[0-9a-f]{7}/i']
    older-than: 2w
  - closed-pull-requests: 'pr-{{number}}'
  - deleted-branches: '{{ branch }}'
  - versions: '<2'
    stable: true
untagged: { older-than: 12h }
orphans: true
broken: false
keep-digests: |
  sha256:${'a'.repeat(64)}
  ghcr.io/acme/app@sha256:${'b'.repeat(64)}
at-most: 20%
`)
  expect(policy).toMatchObject({
    keep: [
      { at: 'keep[0]', tags: { included: [{ text: 'latest' }, { text: 'v*' }], excluded: [{ text: 'v0*' }] } },
      { newest: 10 },
      { youngerThan: 30 * day },
      { versions: '>=1.2 <2' },
    ],
    delete: [
      { olderThan: 14 * day, stable: false, tags: { included: [{ kind: 'glob' }, { kind: 'regex', flags: 'i' }] } },
      { closedPullRequests: { before: 'pr-', after: '' } },
      { deletedBranches: { before: '', after: '' } },
      { at: 'delete[3]', stable: true },
    ],
    untagged: { olderThan: day / 2 },
    orphans: {},
    broken: false,
    keepDigests: [`sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`],
    atMost: { percent: 20 },
  })
})

test('what has no tag stays for seven days unless told otherwise, and forever if not named', async () => {
  expect((await parsePolicy('untagged: true')).untagged).toEqual({ olderThan: 7 * day })
  expect((await parsePolicy('orphans: true')).untagged).toBeUndefined()
  expect((await parsePolicy('{ untagged: false, orphans: true }')).untagged).toBeUndefined()
})

test('reports every mistake at once, with its place and what to write', async () => {
  expect(
    await problems(`
keep:
  - tag: 'v*'
  - newest: 0
  - newest: 3
    younger-than: 3d
  - {}
delete:
  - tags: [1.20, 'a b', '']
  - tags: 'pr-*'
    older-than: 14 days
  - closed-pull-requests: 'pr-{{branch}}'
  - versions: 'new'
  - older-than: 3d
  - tags: ['!v*']
untaged: true
orphans: yes
keep-digests: [latest]
at-most: 120%
`)
  ).toEqual([
    "Input 'policy': untaged: this field is unknown: did you mean 'untagged'?",
    "Input 'policy': keep[0].tag: this field is unknown: did you mean 'tags'?",
    "Input 'policy': keep[1].newest: 0 is not valid: write a number from 1 up",
    `Input 'policy': delete[0].tags[0]: write a glob such as 'v*', or a regular expression such as '/v\\d+/', in quotes`,
    `Input 'policy': delete[0].tags[1]: 'a b' cannot match a tag: write a glob such as 'v*', or a regular expression such as '/v\\d+/', in quotes`,
    `Input 'policy': delete[0].tags[2]: '' cannot match a tag: write a glob such as 'v*', or a regular expression such as '/v\\d+/', in quotes`,
    "Input 'policy': delete[1].older-than: '14 days' is not valid: write hours, days or weeks, such as 12h, 30d or 2w",
    "Input 'policy': delete[2].closed-pull-requests: 'pr-{{branch}}' is not valid: write a tag with {{number}} once, such as 'pr-{{number}}'",
    "Input 'policy': delete[3].versions: 'new' is not valid: write a range of semantic versions, such as '>=1.2 <2'",
    "Input 'policy': delete[5].tags: add what to select, such as '*'",
    "Input 'policy': orphans: write true, false or { older-than: 7d }",
    "Input 'policy': keep-digests[0]: 'latest' is not valid: write a digest, such as sha256:… with 64 hexadecimal digits",
    "Input 'policy': at-most: '120%' is not valid: write a number, or a percentage such as 20%",
    "Input 'policy': keep[2]: write 'newest' and 'younger-than' as two rules, each of which keeps what it selects",
    "Input 'policy': keep[3]: say what it keeps: 'tags', 'versions', 'newest' or 'younger-than'",
    "Input 'policy': delete[4]: say which tags: 'tags', 'versions', 'closed-pull-requests' or 'deleted-branches'; '*' is every tag",
  ])
})

describe('rejects', () => {
  test.each([
    ['', "write what may be deleted, such as 'untagged: true'"],
    ['- a', "write a YAML mapping with 'keep', 'delete', 'untagged', 'orphans' or 'broken'"],
    ['keep: [', 'it is not valid YAML: unexpected end of the stream within a flow collection in line 1'],
    ['{ orphans: true, orphans: false }', 'it is not valid YAML: duplicated mapping key in line 1'],
    ["keep: [{ tags: 'v*' }]", 'it deletes nothing'],
    ['untagged: { older-than: 0d }', "untagged.older-than: '0d' is not valid"],
    [
      "delete: [{ tags: '/v(/' }]",
      'Invalid regular expression: /^(?:v()$/: Unterminated group, in: delete[0].tags: /v(/',
    ],
    ['delete:', 'delete: write a list of rules'],
    ["delete: [{ tags: 'v*', deleted_branches: '{{branch}}' }]", "did you mean 'deleted-branches'?"],
    [`orphans: true # ${'x'.repeat(65_536)}`, 'it is longer than 64 KiB'],
  ])('%j', async (text, problem) => {
    const found = await problems(text)
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(`Input 'policy': `)
    expect(found[0]).toContain(problem)
  })
})

test('no text makes it fail in another way', async () => {
  const keys = [
    'keep',
    'delete',
    'tags',
    'older-than',
    'untagged',
    'at-most',
    '- ',
    '{{number}}',
    "'v*'",
    '30d',
    '\n',
    '  ',
    ': ',
    '[',
    ']',
    '&a',
    '*a',
    '20%',
  ]
  const texts = fc.array(fc.oneof(fc.constantFrom(...keys), fc.string({ maxLength: 4 })), { maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(texts, async (parts) => {
      try {
        await parsePolicy(parts.join(''))
      } catch (error) {
        expect(problemsOf(error).every((each) => each instanceof InputError)).toBe(true)
      }
    }),
    { numRuns: 500 }
  )
})

test('a regular expression matches whole tags', async () => {
  const [rule] = (await parsePolicy("delete: [{ tags: '/v\\d+|a+/' }]")).delete
  const select = (...tags: readonly string[]) => [
    ...selectMatching(tags as readonly Tag[], rule?.tags ?? { included: [], excluded: [] }, 'delete[0].tags'),
  ]
  expect(select('v1', 'v1.2', 'xv1', 'aaa')).toEqual(['v1', 'aaa'])
})

describe('the schema for editors', () => {
  const accepts = async (text: string) => fits((await import('js-yaml')).load(text), policySchema as Schema)

  test.each([
    "{ keep: [{ tags: [latest, 'v*'] }, { newest: 10, tags: 'nightly-*' }, { younger-than: 30d }] }",
    "delete: [{ tags: 'pr-*', older-than: 14d }, { closed-pull-requests: 'pr-{{number}}' }, { versions: '<2', stable: true }]",
    "delete: [{ deleted-branches: '{{ branch }}' }]",
    '{ untagged: { older-than: 7d }, orphans: true, broken: false, keep-digests: "", at-most: 20% }',
    'at-most: 100',
  ])('accepts %s', async (text) => {
    expect(await accepts(text)).toBe(true)
  })

  test.each([
    'untaged: true',
    'keep: {}',
    'keep: [{ newest: 0 }]',
    'keep: [{ younger-than: 3 days }]',
    "delete: [{ tag: 'v*' }]",
    "delete: [{ closed-pull-requests: 'pr-*' }]",
    'untagged: yes',
    'broken: 1',
    'at-most: 120%',
  ])('rejects %s, as the action does', async (text) => {
    expect(await accepts(text)).toBe(false)
    expect(await problems(text)).not.toEqual([])
  })
})

interface Schema {
  readonly type?: string
  readonly anyOf?: readonly Schema[]
  readonly items?: Schema
  readonly minItems?: number
  readonly minLength?: number
  readonly minimum?: number
  readonly pattern?: string
  readonly properties?: Readonly<Record<string, Schema>>
}

/** As much of JSON Schema as the schema uses. */
function fits(value: unknown, schema: Schema): boolean {
  if (schema.anyOf) return schema.anyOf.some((each) => fits(value, each))
  if (typeof value === 'string') {
    const { pattern = '', minLength = 0 } = schema
    return schema.type === 'string' && value.length >= minLength && new RegExp(pattern).test(value)
  }
  if (typeof value === 'number') return schema.type === 'integer' && value >= (schema.minimum ?? 0)
  if (typeof value === 'boolean') return schema.type === 'boolean'
  if (Array.isArray(value)) {
    const { items } = schema
    return (
      schema.type === 'array' && value.length > 0 && value.every((each) => items !== undefined && fits(each, items))
    )
  }
  const { properties = {} } = schema
  return (
    schema.type === 'object' &&
    Object.entries(value as object).every(([key, each]) => {
      const property = properties[key]
      return property !== undefined && fits(each, property)
    })
  )
}
