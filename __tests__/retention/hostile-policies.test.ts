import { expect, test } from 'vitest'
import type { Tag } from '../../src/oci/distribution/tag.ts'
import { parsePolicy } from '../../src/retention/policy/parse-policy.ts'
import { isStableTag } from '../../src/retention/policy/tag-version.ts'

const listed = "it lists no digest: check where they come from, or leave 'keep-digests' out if nothing runs"
const rest = 'untagged: true'
/** Seven levels of aliases: ten million texts. */
const bomb = ['a0: &a0 [x]', ...Array.from({ length: 7 }, (_, to) => `a${to + 1}: &a${to + 1} [${alias(to)}]`)].join(
  '\n'
)

function alias(to: number): string {
  return Array(10).fill(`*a${to}`).join(', ')
}

test.each([
  ['keep-digests that an expression left empty', `keep-digests: ''\n${rest}`, `keep-digests: ${listed}`],
  ['keep-digests without a value', `keep-digests:\n${rest}`, `keep-digests: ${listed}`],
  ['an empty list of keep-digests', `keep-digests: []\n${rest}`, `keep-digests: ${listed}`],
  [
    'a list that contains itself',
    `at-most: &a [*a]\n${rest}`,
    'at-most: a list is not valid: write a number, or a percentage such as 20%',
  ],
  [
    'an age that contains itself',
    'untagged: &a { older-than: *a }',
    'untagged.older-than: a mapping is not valid: write hours, days or weeks, such as 12h, 30d or 2w',
  ],
  [
    'a tag that YAML reads as a number',
    'delete: [{ tags: 1.10 }]',
    "delete[0].tags: write a glob such as 'v*', or a regular expression such as '/v\\d+/', in quotes",
  ],
  ['an empty list of what to keep', `keep: []\n${rest}`, 'keep: write a list of rules'],
  ['a key twice', `${rest}\n${rest}`, 'it is not valid YAML: duplicated mapping key in line 2'],
])('%s is not understood', async (_, policy, problem) => {
  await expect(parsePolicy(policy)).rejects.toThrow(`Input 'policy': ${problem}`)
})

test('aliases that stand for millions of texts are not written out', async () => {
  const problem = await parsePolicy(`${bomb}\nuntagged: true\nat-most: *a7`).catch((error: unknown) => error)
  const messages = (problem as AggregateError).errors.map(({ message }: Error) => message)
  expect(messages).toContain(
    "Input 'policy': at-most: a list is not valid: write a number, or a percentage such as 20%"
  )
})

test.each([
  ['latest', true],
  ['V1.2.3', true],
  ['v1.2.3.4.5', true],
  ['1.2.3-20260101', true],
  ['1.2.3-rc.1', false],
  ['20260101', false],
] as const)('%s is a stable version: %s', (tag, isStable) => {
  expect(isStableTag(tag as Tag)).toBe(isStable)
})
