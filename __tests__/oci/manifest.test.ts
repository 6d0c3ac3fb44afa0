import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ContentError } from '../../src/oci/content-error.ts'
import { mediaTypes } from '../../src/oci/descriptor.ts'
import { digestOf } from '../../src/oci/digest.ts'
import { manifestLimit, parseManifest } from '../../src/oci/manifest.ts'

const descriptorOf = (mediaType: string, size = 2) => ({ mediaType, digest: digestOf(Buffer.alloc(size)), size })
const config = descriptorOf('application/vnd.oci.image.config.v1+json')
const layer = descriptorOf('application/vnd.oci.image.layer.v1.tar+gzip', 5)
const child = descriptorOf(mediaTypes.ociManifest, 9)
const imageManifest = { schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers: [layer, layer] }
const index = { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [child] }

function parse(value: unknown, contentType?: string) {
  return parseManifest(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)), contentType)
}

test('an image manifest names its config first and its layers in order', () => {
  const { descriptor, children, blobs, subject } = parse(imageManifest, mediaTypes.ociManifest)
  expect(descriptor.mediaType).toBe(mediaTypes.ociManifest)
  expect([children, blobs, subject]).toEqual([[], [config, layer, layer], undefined])
})

test('an index names its children, and an empty one none', () => {
  expect(parse(index)).toMatchObject({ children: [child], blobs: [] })
  expect(parse({ ...index, manifests: [] })).toMatchObject({ children: [], blobs: [] })
})

test('a referrer says what it refers to', () => {
  expect(parse({ ...imageManifest, subject: child }).subject).toEqual(child)
  expect(parse({ ...imageManifest, subject: null }).subject).toBeUndefined()
})

test('the bytes stay exactly as they are, and are what is digested', () => {
  fc.assert(
    fc.property(fc.constantFrom('', ' ', '\n', '\t'), fc.integer({ min: 0, max: 4 }), (blank, indent) => {
      const bytes = Buffer.from(`${blank}${JSON.stringify(imageManifest, null, indent)}${blank}`)
      const before = Buffer.from(bytes)
      const { descriptor, bytes: kept } = parseManifest(bytes)
      expect(kept).toBe(bytes)
      expect(before.equals(kept)).toBe(true)
      expect(descriptor).toEqual({ mediaType: mediaTypes.ociManifest, digest: digestOf(before), size: before.length })
    })
  )
})

test('a manifest goes by a digest of the algorithm that is asked for', () => {
  const bytes = Buffer.from(JSON.stringify(imageManifest))
  expect(parseManifest(bytes, undefined, 'sha512').descriptor.digest).toBe(digestOf(bytes, 'sha512'))
})

test('without a mediaType of its own it is what it was sent as, or else what it looks like', () => {
  const bare = { ...imageManifest, mediaType: undefined }
  const bareIndex = { ...index, mediaType: undefined }
  expect(parse(bare, mediaTypes.dockerManifest).descriptor.mediaType).toBe(mediaTypes.dockerManifest)
  expect(parse(bareIndex, `${mediaTypes.dockerIndex}; charset=utf-8`).descriptor.mediaType).toBe(mediaTypes.dockerIndex)
  expect(parse(bare, '').descriptor.mediaType).toBe(mediaTypes.ociManifest)
  expect(parse(bareIndex).descriptor.mediaType).toBe(mediaTypes.ociIndex)
})

// The same bytes must not be two images to two readers: CVE-2021-41190.
test.each([
  ['an index with layers', { ...index, layers: [layer] }],
  ['an index with a config', { ...index, config }],
  ['an index with layers that only readers written in Go see', { ...index, Layers: [layer] }],
  ['an image manifest with children', { ...imageManifest, manifests: [child] }],
  ['an image manifest with an empty list of children', { ...imageManifest, manifests: [] }],
  ['an image manifest with children in upper case', { ...imageManifest, MANIFESTS: [child] }],
  ['both, without a mediaType', { ...imageManifest, ...index, mediaType: undefined }],
])('%s is refused', (_, value) => {
  expect(() => parse(value)).toThrow('both an index and an image manifest')
})

// Go's readers do not mind the case of fields, take the last of two, and fill a first one's gaps from it.
test.each([
  [
    'layers in another case',
    { ...imageManifest, Layers: [] },
    "the field 'Layers', which some parsers take for 'layers'",
  ],
  ['children in another case', { ...index, manifestS: [] }, "'manifestS', which some parsers take for 'manifests'"],
  ['a field with a long s', { ...imageManifest, layer\u017f: [] }, "which some parsers take for 'layers'"],
  ['a digest in another case', { ...imageManifest, config: { ...config, Digest: layer.digest } }, "take for 'digest'"],
  ['a size in another case', { ...index, manifests: [{ ...child, SIZE: 1 }] }, "take for 'size'"],
  ['two lists of layers', twice('layers'), 'it has the key "layers" twice'],
  ['two configs', twice('config'), 'it has the key "config" twice'],
  [
    'JSON nested 20,000 deep',
    `{"annotations":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
    'nested more than 500 deep',
  ],
])('%s, which readers take for different things, is refused', (_, value, message) => {
  expect(() => (typeof value === 'string' ? parseManifest(Buffer.from(value)) : parse(value))).toThrow(message)
})

function twice(field: 'layers' | 'config'): string {
  return JSON.stringify({ ...imageManifest, last: imageManifest[field] }).replace('"last"', `"${field}"`)
}

test.each([
  ['an image manifest', imageManifest, mediaTypes.ociIndex],
  ['an index', index, mediaTypes.ociManifest],
  ['one dialect', imageManifest, mediaTypes.dockerManifest],
])('%s that was sent as something else is refused', (_, value, contentType) => {
  expect(() => parse(value, contentType)).toThrow(`but was sent as ${contentType}`)
})

test.each([
  ['an image manifest', { ...imageManifest, mediaType: undefined }, mediaTypes.ociIndex],
  ['an index', { ...index, mediaType: undefined }, mediaTypes.ociManifest],
])('%s without a mediaType that was sent as the other kind is refused', (_, value, contentType) => {
  expect(() => parse(value, contentType)).toThrow(ContentError)
})

test.each([
  ['no JSON', '{', 'is not valid JSON'],
  ['nothing', '', 'is not valid JSON'],
  ['brackets without end', '['.repeat(100_000), 'is not valid JSON'],
  ['a list', '[]', 'is not a JSON object'],
  ['null', 'null', 'is not a JSON object'],
  ['a text', '"manifest"', 'is not a JSON object'],
  ['a number as mediaType', { ...imageManifest, mediaType: 5 }, 'a mediaType that is not a string'],
  [
    'a manifest of schema 1',
    { schemaVersion: 1, mediaType: 'application/vnd.docker.distribution.manifest.v1+prettyjws', fsLayers: [] },
    'an unsupported media type: application/vnd.docker.distribution.manifest.v1+prettyjws',
  ],
  ['a config', { ...imageManifest, mediaType: config.mediaType }, 'an unsupported media type'],
  ['one without a config', { ...imageManifest, config: undefined }, 'config of manifest'],
  ['one without layers', { ...imageManifest, layers: undefined }, "no list of 'manifests' or 'layers'"],
  ['layers that are no list', { ...imageManifest, layers: { 0: layer } }, "no list of 'manifests' or 'layers'"],
  ['an index without manifests', { ...index, manifests: null }, "no list of 'manifests' or 'layers'"],
  ['a layer that is none', { ...imageManifest, layers: [layer, {}] }, 'entry 1 of manifest'],
  ['a child that is none', { ...index, manifests: [5] }, 'entry 0 of manifest'],
  ['a subject that is none', { ...imageManifest, subject: 'sha256' }, 'subject of manifest'],
])('%s is refused', (_, value, message) => {
  expect(() => parse(value)).toThrow(ContentError)
  expect(() => parse(value)).toThrow(message)
})

test('bytes that are no UTF-8 are refused', () => {
  const bytes = Buffer.concat([Buffer.from(`{"x":"`), Buffer.of(0xff), Buffer.from('"}')])
  expect(() => parseManifest(bytes)).toThrow('is not valid JSON')
})

test('a field named __proto__ is a field', () => {
  const text = JSON.stringify(imageManifest).replace('{', '{"__proto__":{"manifests":[],"mediaType":"x"},')
  expect(parse(text).blobs).toHaveLength(3)
})

test('a manifest may have 4 MiB and not a byte more', () => {
  const text = JSON.stringify(imageManifest)
  expect(parse(text.padEnd(manifestLimit)).descriptor.size).toBe(4_194_304)
  expect(() => parse(text.padEnd(manifestLimit + 1))).toThrow('is larger than 4194304 bytes')
})

test('whatever comes is a manifest or a ContentError', () => {
  const anything = fc.oneof(fc.jsonValue(), fc.constantFrom(config, layer, child, [layer], [child]))
  const keys = ['mediaType', 'config', 'layers', 'manifests', 'subject', 'schemaVersion', '__proto__', 'constructor']
  const fields = fc.record(Object.fromEntries(keys.map((key) => [key, anything])), { requiredKeys: [] })
  fc.assert(
    fc.property(fields, fc.option(fc.constantFrom(...Object.values(mediaTypes)), { nil: undefined }), (value, type) => {
      try {
        const { children, blobs } = parse(value, type)
        expect(children.length === 0 || blobs.length === 0).toBe(true)
      } catch (error) {
        expect(error).toBeInstanceOf(ContentError)
      }
    }),
    { numRuns: 1000 }
  )
})
