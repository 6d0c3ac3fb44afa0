import { describe, expect, it } from 'vitest'
import { parseList, splitFields } from '../../src/tags/list.ts'

describe('a list', () => {
  it.each([
    ['a\nb', ['a', 'b']],
    ['  a  \r\n b ', ['a', 'b']],
    ['a,b\nc', ['a,b', 'c']],
    ['# one\na\n   # two\n\t\n\nb # no comment', ['a', 'b # no comment']],
    ['"two\nlines",x', ['two\nlines,x']],
    ['"say ""hi"""', ['say "hi"']],
    ['a\n"#b"', ['a', '#b']],
    ['half"quoted"', ['half"quoted"']],
    ['# nothing', []],
    ['   ', []],
  ])('%j has the items %j', (text, items) => {
    expect(parseList('labels', text)).toEqual(items)
  })

  it('that cannot be read shows nothing of what it holds, which may be secret', () => {
    expect(() => parseList('secrets', 'a=b\n"TOKEN=hunter2')).toThrow(/^Input 'secrets': Quote Not Closed/)
    expect(() => parseList('secrets', 'a=b\n"TOKEN=hunter2')).not.toThrow(/hunter2/)
  })
})

describe('the fields of an item', () => {
  it.each([
    ['type=raw,value=a', ['type=raw', 'value=a']],
    ['type=match,"pattern=\\d{1,3}"', ['type=match', 'pattern=\\d{1,3}']],
  ])('of %j are %j', (item, fields) => {
    expect(splitFields('tags', item)).toEqual(fields)
  })
})
