import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toTag } from '../../src/names/tag-name.ts'
import { isTag } from '../../src/oci/distribution/tag.ts'

describe('a tag made of any text', () => {
  it.each([
    ['v1.2.3', 'v1.2.3'],
    ['feat/Login form', 'feat-Login-form'],
    ['1.0+build', '1.0-build'],
  ])('%j is %j, and nobody is surprised', (text, tag) => {
    expect(toTag(text)).toEqual({ tag })
  })

  it.each([
    ['-dash', 'dash', "'-dash' cannot be a tag, so 'dash' is used instead"],
    ['..dots', 'dots', "'..dots' cannot be a tag, so 'dots' is used instead"],
  ])('%j is %j, which is said', (text, tag, warning) => {
    expect(toTag(text)).toEqual({ tag, warning })
  })

  it.each(['日本', '$', '...', '-', '🚀', ''])('%j has nothing that a tag could have', (text) => {
    expect(toTag(text)).toBeUndefined()
  })

  it('is cut where it is too long, but stays the tag of that text', () => {
    const [one, other] = [toTag(`${'x'.repeat(300)}1`), toTag(`${'x'.repeat(300)}2`)]
    expect(one?.tag).toHaveLength(128)
    expect(one?.tag).toMatch(/^x{119}-[0-9a-f]{8}$/)
    expect(one?.tag).not.toBe(other?.tag)
  })

  it('is one that a registry can have if any letter of it is, and stays as it is if made again', () => {
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
