import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mistakenFor, parseJson, parseRecord, parseUnambiguousJson, recordOf } from '../src/json.ts'

const readers = [
  ['JSON', parseJson],
  ['unambiguous JSON', parseUnambiguousJson],
] as const

test.each(readers)('%s: parses any document', (_, read) => {
  fc.assert(
    fc.property(fc.json(), fc.nat(3), (text, indent) => {
      const pretty = JSON.stringify(JSON.parse(text), null, indent)
      expect(read(pretty)).toEqual(JSON.parse(pretty))
    })
  )
})

test.each(readers)('%s: throws a SyntaxError wherever JSON.parse does', (_, read) => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), fc.string({ maxLength: 3 }), (text, at, change) => {
      const place = at % (text.length + 1)
      const changed = text.slice(0, place) + change + text.slice(place + change.length)
      if (isJson(changed)) return
      expect(() => read(changed)).toThrow(SyntaxError)
    })
  )
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

test.each(readers)('%s: accepts the nesting of real documents, but not that of attacks', (_, read) => {
  const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
  expect(read(nested(500))).toBeInstanceOf(Array)
  expect(() => read(nested(501))).toThrow('it is nested more than 500 deep')
  expect(() => read(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`)).toThrow('it is nested more than 500 deep')
  expect(() => read('['.repeat(1_000_000))).toThrow('it is nested more than 500 deep')
  expect(read(JSON.stringify({ a: '['.repeat(1_000), 'b"{[\\': '"]}' }))).toEqual({
    a: '['.repeat(1_000),
    'b"{[\\': '"]}',
  })
})

test.each([
  ['{"a":1,"a":2}', 'a'],
  ['{"a":{"b":1,"c":{"d":2},"b":3}}', 'b'],
  ['{"manifests":[],"m\\u0061nifests":[]}', 'manifests'],
  ['[{"a":1},{"a":1,"b":{"a":2},"a":3}]', 'a'],
])('refuses %s, which parsers resolve differently', (text, key) => {
  expect(() => parseUnambiguousJson(text)).toThrow(`it has the key "${key}" twice`)
  expect(parseJson(text)).toEqual(JSON.parse(text))
})

test('accepts the same key in different objects', () => {
  expect(parseUnambiguousJson('[{"a":1,"b":{"a":2}},{"a":":"}]')).toEqual([{ a: 1, b: { a: 2 } }, { a: ':' }])
})

test.each([
  ['layers', undefined],
  ['Layers', 'layers'],
  ['LAYERS', 'layers'],
  ['layer\u017f', 'layers'],
  ['layer', undefined],
  ['x-layers', undefined],
])('Go takes the key %s for the field %s', (key, field) => {
  expect(mistakenFor(key, ['config', 'layers'])).toBe(field)
})

test.each([[undefined], [null], [[]], ['text'], [5]])('returns a record without fields for %j', (value) => {
  expect(recordOf(value)).toEqual({})
})

test('returns no fields for text that is not a JSON object', () => {
  expect(['{"a":1}', '[]', 'null', '{', ''].map(parseRecord)).toEqual([{ a: 1 }, {}, {}, {}, {}])
})
