import fc from 'fast-check'
import { expect, test } from 'vitest'
import { digestOf } from '../../src/oci/digest.ts'
import { parseManifest } from '../../src/oci/manifest.ts'
import { composeNote, readNoteManifest } from '../../src/plan/parts/note-manifest.ts'

const run = '7'
const name = 'manifold-0123456789ab-1-finish'
const file = Buffer.from('{"version":1}')
const reparsed = (text: string) => parseManifest(Buffer.from(text))
const textOf = () => Buffer.from(composeNote({ run, name, file }).manifest.bytes).toString()

test('a note is read as it was composed', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), fc.string(), (bytes, title) => {
      const { manifest, blobs } = composeNote({ run, name: title, file: bytes })
      const note = readNoteManifest(parseManifest(manifest.bytes), run)
      expect(note && { ...note, file: [...note.file] }).toEqual({ run, name: title, file: [...bytes] })
      expect(manifest.blobs.map((blob) => blob.digest)).toEqual(blobs.map((blob) => digestOf(blob.bytes)))
    })
  )
})

test.each([
  ['of another run', textOf().replace('"io.manifold.run":"7"', '"io.manifold.run":"8"')],
  ['without a name', textOf().replace('io.manifold.note', 'io.manifold.other')],
  ['of another type', textOf().replace('"artifactType":"application/vnd.manifold.note.v1"', '"artifactType":"image"')],
  ['whose file is not the one in the layer', textOf().replace(/"data":"[^"]*"/, '"data":"e30="')],
  ['without its file', textOf().replace(/,"data":"[^"]*"/, '')],
  ['with data that is not text', textOf().replace(/"data":"[^"]*"/, '"data":{"a":1}')],
  ['with two layers', textOf().replace(/"layers":\[(\{[^\]]*\})\]/, '"layers":[$1,$1]')],
  ['without layers', textOf().replace(/"layers":\[[^\]]*\]/, '"layers":[]')],
])('a manifest %s is not a note', (_, text) => {
  expect(text).not.toBe(textOf())
  expect(readNoteManifest(reparsed(text), run)).toBeUndefined()
})

test('a note larger than 64 KiB is not read', () => {
  const { manifest } = composeNote({ run, name, file: Buffer.alloc(64 * 1024 + 1, ' ') })
  expect(readNoteManifest(manifest, run)).toBeUndefined()
})

test('never throws, whatever is in a manifest', () => {
  fc.assert(
    fc.property(fc.json(), fc.json(), fc.json(), (layers, annotations, artifactType) => {
      const bytes = Buffer.from(`{"layers":${layers},"annotations":${annotations},"artifactType":${artifactType}}`)
      const { manifest } = composeNote({ run, name, file })
      expect(readNoteManifest({ ...manifest, bytes }, run)).toBeUndefined()
    })
  )
})
