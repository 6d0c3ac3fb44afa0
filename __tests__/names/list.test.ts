import { describe, expect, it } from 'vitest'
import { parseList, splitFields } from '../../src/names/inputs/list.ts'

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
    ['a,"b",c', ['a,"b",c']],
    ['A=["a","b","c"]', ['A=["a","b","c"]']],
    ['type=registry,"ref=a,b"', ['type=registry,"ref=a,b"']],
    ['   "two\nlines"  \nb', ['two\nlines', 'b']],
    ['"two\r\nlines"\r\nb', ['two\r\nlines', 'b']],
    ['"  # kept"', ['# kept']],
    ['# nothing', []],
    ['   ', []],
  ])('%j has the items %j', (text, items) => {
    expect(parseList('labels', text)).toEqual(items)
  })

  it('that is malformed is reported without its content, which may be secret', () => {
    const problem = /^Input 'secrets': write entry 2 as one quoted text: the closing quote must be/
    for (const text of ['a=b\n"TOKEN=hunter2', 'a=b\n"TOKEN=hunter2" hunter2', 'a=b\n"TOKEN": hunter2']) {
      expect(() => parseList('secrets', text)).toThrow(problem)
      expect(() => parseList('secrets', text)).not.toThrow(/hunter2/)
    }
  })

  const key = '-----BEGIN EC PRIVATE KEY-----'
  const quotes = 'as "NAME=first line⏎last line" (quote the whole entry, and double any quotes inside it)'

  it.each([
    ['a key cut to its first line', `A=1\nB=${key}\nMHcCAQEE\n-----END EC PRIVATE KEY-----`, 2],
    ['base64 with its padding on another line', 'A=1\nB=aGVsbG8K\nd29ybGQKIQ==', 2],
    ['base64 whose last line looks like an empty entry', 'B=aGVsbG8K\nd29ybGQKaGVsbG8KIQo=', 1],
  ])('that seems to be split by mistake needs quotes: %s', (_, text, entry) => {
    expect(() => parseList('build-args', text)).toThrow(`Input 'build-args': write entry ${entry} ${quotes}: `)
    expect(() => parseList('build-args', text)).not.toThrow(/MHcCAQEE|aGVsbG8K|d29ybGQK/)
  })

  it.each([
    ['a key in quotes', `"B=${key}\nMHcCAQEE==\n-----END EC PRIVATE KEY-----"`],
    ['a key on one line', `B=${key}\\nMHcCAQEE==\\n-----END EC PRIVATE KEY-----`],
    ['base64 as a value', 'A=1\nB=aGVsbG8KaGVsbG8KIQ=='],
    ['an empty entry', 'A=1\nSENTRY_AUTH_TOKEN=\nSENTRYAUTHTOKEN='],
  ])('that is complete is accepted: %s', (_, text) => {
    expect(() => parseList('secrets', text)).not.toThrow()
  })
})

describe('the fields of an item', () => {
  it('with invalid quotes are reported with what to write', () => {
    expect(() => splitFields('tags', 'type=raw,value="a"', ', in: type=raw,value="a"')).toThrow(
      `Input 'tags': the quotes are not valid: quote a whole field, as in "value=a,b", and double any quotes inside it, in: type=raw,value="a"`
    )
  })

  it.each([
    ['type=raw,value=a', ['type=raw', 'value=a']],
    ['type=match,"pattern=\\d{1,3}"', ['type=match', 'pattern=\\d{1,3}']],
  ])('of %j are %j', (item, fields) => {
    expect(splitFields('tags', item)).toEqual(fields)
  })
})
