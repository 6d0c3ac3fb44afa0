import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toTag } from '../../src/names/tag-name.ts'
import { isTag } from '../../src/oci/distribution/tag.ts'

describe('a tag made from any text', () => {
  it.each([
    ['v1.2.3', 'v1.2.3'],
    ['feat/Login form', 'feat-Login-form'],
    ['1.0+build', '1.0-build'],
  ])('%j becomes %j, without a warning', (text, tag) => {
    expect(toTag(text)).toEqual({ tag })
  })

  it.each([
    ['-dash', 'dash', "'-dash' cannot be a tag, so 'dash' is used instead"],
    ['..dots', 'dots', "'..dots' cannot be a tag, so 'dots' is used instead"],
  ])('%j becomes %j, with a warning', (text, tag, warning) => {
    expect(toTag(text)).toEqual({ tag, warning })
  })

  it.each(['日本', '$', '...', '-', '🚀', ''])('%j has no character that is allowed in a tag', (text) => {
    expect(toTag(text)).toBeUndefined()
  })

  it('is shortened if it is too long, and remains unique', () => {
    const [one, other] = [toTag(`${'x'.repeat(300)}1`), toTag(`${'x'.repeat(300)}2`)]
    expect(one?.tag).toHaveLength(128)
    expect(one?.tag).toMatch(/^x{119}-[0-9a-f]{8}$/)
    expect(one?.tag).not.toBe(other?.tag)
  })

  it('is valid if the text has an allowed character, and does not change if converted again', () => {
    const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ maxLength: 300 }))
    fc.assert(
      fc.property(anyText, (text) => {
        const { tag } = toTag(text) ?? {}
        expect(tag === undefined).toBe(!/[A-Za-z0-9_]/.test(text))
        if (tag === undefined) return
        expect(isTag(tag)).toBe(true)
        expect(toTag(tag)).toEqual({ tag })
      })
    )
  })
})
