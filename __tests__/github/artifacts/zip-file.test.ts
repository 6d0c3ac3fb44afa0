import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fileInZip, zipOf } from '../../../src/github/artifacts/storage/zip-file.ts'

/** Read with Info-ZIP, Python, and the library of actions/download-artifact. */
const known = [
  '504b03041400000000000000210046a3e874080000000800000009000000',
  '6e6f74652e6a736f6e7b2261223a317d0a',
  '504b010214001400000000000000210046a3e8740800000008000000090000000000000000000000000000000000',
  '6e6f74652e6a736f6e',
  '504b05060000000001000100370000002f0000000000',
]

test('a zip file is made of the headers in APPNOTE.TXT', () => {
  expect(Buffer.from(zipOf('note.json', Buffer.from('{"a":1}\n'))).toString('hex')).toBe(known.join(''))
})

test('a file comes back as it was', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), fc.stringMatching(/^[a-z.]{1,20}$/), (file, name) => {
      expect(Uint8Array.from(fileInZip(zipOf(name, file)))).toEqual(file)
    })
  )
})

test('a zip file with any other byte, or with more or fewer of them, is refused', () => {
  const zip = zipOf('content.json', new TextEncoder().encode('{"digest":"sha256:12ab"}'))
  const changed = fc.tuple(fc.nat(zip.length - 1), fc.integer({ min: 1, max: 255 })).map(([at, by]) => {
    const bytes = Uint8Array.from(zip)
    bytes[at] = (bytes[at] ?? 0) ^ by
    return bytes
  })
  const cut = fc.nat(zip.length - 1).map((length) => zip.subarray(0, length))
  const longer = fc.uint8Array({ minLength: 1, maxLength: 30 }).map((more) => Buffer.concat([zip, more]))
  fc.assert(
    fc.property(fc.oneof(changed, cut, longer), (bytes) => {
      expect(() => fileInZip(bytes)).toThrow('its content is not a zip file with a single file that is not compressed')
    })
  )
})

test('text and noise are refused', () => {
  const refused = (bytes: Uint8Array) => {
    expect(() => fileInZip(bytes)).toThrow('its content is not a zip file')
  }
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), refused))
})
