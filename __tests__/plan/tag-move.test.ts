import fc from 'fast-check'
import { expect, test } from 'vitest'
import { digestOf } from '../../src/oci/digest.ts'
import type { Tag } from '../../src/oci/distribution/tag.ts'
import { isImmutable, planTagMove, refusalOf, type TagRules } from '../../src/plan/tag-move.ts'

const tag = 'v1.2' as Tag
const ours = digestOf(Buffer.from('ours'))
const theirs = digestOf(Buffer.from('theirs'))

function rules(existing: TagRules['existing'], ...immutable: readonly string[]): TagRules {
  return { existing, immutable }
}

test.each([
  [undefined, rules('overwrite'), 'write'],
  [undefined, rules('skip', '*'), 'write'],
  [undefined, rules('fail', '*'), 'write'],
  [ours, rules('overwrite'), 'unchanged'],
  [ours, rules('fail', '*'), 'unchanged'],
  [ours, rules('skip'), 'unchanged'],
  [theirs, rules('overwrite'), 'write'],
  [theirs, rules('skip'), 'skip'],
  [theirs, rules('fail'), 'refuse'],
  [theirs, rules('overwrite', 'v*'), 'refuse'],
  [theirs, rules('skip', 'v*'), 'refuse'],
  [theirs, rules('overwrite', 'w*'), 'write'],
] as const)('a tag at %s with %j: %s', (before, rule, expected) => {
  const move = planTagMove(tag, before, ours, rule)
  expect(move.do).toBe(expected)
  if ('before' in move) expect(move.before).toBe(before)
})

test('moves a tag from another image only with overwrite', () => {
  const existing = fc.constantFrom<TagRules['existing']>('overwrite', 'skip', 'fail')
  const immutable = fc.array(fc.constantFrom('*', 'v*', '1.*', 'latest', ''))
  fc.assert(
    fc.property(existing, immutable, (rule, globs) => {
      const move = planTagMove(tag, theirs, ours, { existing: rule, immutable: globs })
      expect(move.do === 'write').toBe(rule === 'overwrite' && !globs.some((glob) => glob === '*' || glob === 'v*'))
    })
  )
})

test('matches a glob with the whole tag, in which only a star is special', () => {
  const text = fc.stringMatching(/^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,20}$/)
  fc.assert(
    fc.property(text, text, (one, other) => {
      expect(isImmutable(one as Tag, rules('overwrite', other))).toBe(one === other)
      expect(isImmutable(`${one}${other}` as Tag, rules('overwrite', `${one}*`, 'nothing'))).toBe(true)
      expect(isImmutable(`${one}${other}` as Tag, rules('overwrite', `*${other}`))).toBe(true)
      expect(isImmutable(`x${one}` as Tag, rules('overwrite', `${one}`))).toBe(`x${one}` === one)
    })
  )
  expect(isImmutable('v1x2' as Tag, rules('overwrite', 'v1.2'))).toBe(false)
  expect(isImmutable('1.2' as Tag, rules('overwrite', '1.2*2', '*1*1*', '1*.*2*2'))).toBe(false)
  expect(isImmutable('1.2.3' as Tag, rules('overwrite', '*.*.*'))).toBe(true)
  expect(isImmutable('v12' as Tag, rules('overwrite', 'v1+2', '[v]12', '(v12)', 'v12$'))).toBe(false)
})

test('matches a glob with many stars quickly', () => {
  expect(isImmutable('a'.repeat(128) as Tag, rules('overwrite', `${'*a'.repeat(30)}*b`))).toBe(false)
})

test('names every refused tag, with the reason', () => {
  const moves = ['v1', 'v2', 'latest'].map((each) => planTagMove(each as Tag, theirs, ours, rules('fail', 'v*')))
  expect(refusalOf('ghcr.io/acme/app', moves)?.message).toBe(
    "Input 'tags': ghcr.io/acme/app:v1 was not moved: it matches 'immutable-tags' and points at another image; " +
      "ghcr.io/acme/app:v2 was not moved: it matches 'immutable-tags' and points at another image; " +
      "ghcr.io/acme/app:latest was not moved: it already exists, and 'existing-tags' is 'fail'"
  )
  expect(refusalOf('ghcr.io/acme/app', [planTagMove(tag, ours, ours, rules('fail'))])).toBeUndefined()
})
