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

test('lists the config of an image manifest first, and its layers in order', () => {
  const { descriptor, children, blobs, subject } = parse(imageManifest, mediaTypes.ociManifest)
  expect(descriptor.mediaType).toBe(mediaTypes.ociManifest)
  expect([children, blobs, subject]).toEqual([[], [config, layer, layer], undefined])
})

test('lists the children of an index, which may be empty', () => {
  expect(parse(index)).toMatchObject({ children: [child], blobs: [] })
  expect(parse({ ...index, manifests: [] })).toMatchObject({ children: [], blobs: [] })
})

test('reads the subject of a referrer', () => {
  expect(parse({ ...imageManifest, subject: child }).subject).toEqual(child)
  expect(parse({ ...imageManifest, subject: null }).subject).toBeUndefined()
})

test('keeps the bytes unchanged, and computes the digest of them', () => {
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

test('computes the digest with the requested algorithm', () => {
  const bytes = Buffer.from(JSON.stringify(imageManifest))
  expect(parseManifest(bytes, undefined, 'sha512').descriptor.digest).toBe(digestOf(bytes, 'sha512'))
})

test('without a mediaType field, uses the Content-Type, or else the fields', () => {
  const bare = { ...imageManifest, mediaType: undefined }
  const bareIndex = { ...index, mediaType: undefined }
  expect(parse(bare, mediaTypes.dockerManifest).descriptor.mediaType).toBe(mediaTypes.dockerManifest)
  expect(parse(bareIndex, `${mediaTypes.dockerIndex}; charset=utf-8`).descriptor.mediaType).toBe(mediaTypes.dockerIndex)
  expect(parse(bare, '').descriptor.mediaType).toBe(mediaTypes.ociManifest)
  expect(parse(bareIndex).descriptor.mediaType).toBe(mediaTypes.ociIndex)
})

// The same bytes must not be different images to different parsers: CVE-2021-41190.
test.each([
  ['an index with layers', { ...index, layers: [layer] }],
  ['an index with a config', { ...index, config }],
  ['an index with layers that only parsers in Go see', { ...index, Layers: [layer] }],
  ['an image manifest with children', { ...imageManifest, manifests: [child] }],
  ['an image manifest with an empty list of children', { ...imageManifest, manifests: [] }],
  ['an image manifest with children in upper case', { ...imageManifest, MANIFESTS: [child] }],
  ['both, without a mediaType', { ...imageManifest, ...index, mediaType: undefined }],
])('refuses %s', (_, value) => {
  expect(() => parse(value)).toThrow('both an index and an image manifest')
})

// Go's parsers ignore the case of field names, use the last of two fields, and merge it into the first.
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
])('refuses %s, which parsers read differently', (_, value, message) => {
  expect(() => (typeof value === 'string' ? parseManifest(Buffer.from(value)) : parse(value))).toThrow(message)
})

function twice(field: 'layers' | 'config'): string {
  return JSON.stringify({ ...imageManifest, last: imageManifest[field] }).replace('"last"', `"${field}"`)
}

test.each([
  ['an image manifest', imageManifest, mediaTypes.ociIndex],
  ['an index', index, mediaTypes.ociManifest],
  ['an OCI manifest', imageManifest, mediaTypes.dockerManifest],
])('refuses %s with the wrong Content-Type', (_, value, contentType) => {
  expect(() => parse(value, contentType)).toThrow(`but was sent as ${contentType}`)
})

test.each([
  ['an image manifest', { ...imageManifest, mediaType: undefined }, mediaTypes.ociIndex],
  ['an index', { ...index, mediaType: undefined }, mediaTypes.ociManifest],
])('refuses %s without a mediaType but with the Content-Type of the other kind', (_, value, contentType) => {
  expect(() => parse(value, contentType)).toThrow(ContentError)
})

test.each([
  ['text that is not JSON', '{', 'is not valid JSON'],
  ['an empty body', '', 'is not valid JSON'],
  ['a byte order mark, which Go does not accept', '\ufeff{}', 'is not valid JSON'],
  ['unbalanced brackets', '['.repeat(100_000), 'is not valid JSON'],
  ['a list', '[]', 'is not a JSON object'],
  ['null', 'null', 'is not a JSON object'],
  ['a string', '"manifest"', 'is not a JSON object'],
  ['a number as mediaType', { ...imageManifest, mediaType: 5 }, 'a mediaType that is not a string'],
  [
    'a manifest of schema 1',
    { schemaVersion: 1, mediaType: 'application/vnd.docker.distribution.manifest.v1+prettyjws', fsLayers: [] },
    'an unsupported media type: application/vnd.docker.distribution.manifest.v1+prettyjws',
  ],
  ['a config', { ...imageManifest, mediaType: config.mediaType }, 'an unsupported media type'],
  ['one without a config', { ...imageManifest, config: undefined }, 'config of manifest'],
  ['one without layers', { ...imageManifest, layers: undefined }, "no list of 'manifests' or 'layers'"],
  ['layers that are not a list', { ...imageManifest, layers: { 0: layer } }, "no list of 'manifests' or 'layers'"],
  ['an index without manifests', { ...index, manifests: null }, "no list of 'manifests' or 'layers'"],
  ['an invalid layer', { ...imageManifest, layers: [layer, {}] }, 'entry 1 of manifest'],
  ['an invalid child', { ...index, manifests: [5] }, 'entry 0 of manifest'],
  ['an invalid subject', { ...imageManifest, subject: 'sha256' }, 'subject of manifest'],
])('refuses %s', (_, value, message) => {
  expect(() => parse(value)).toThrow(ContentError)
  expect(() => parse(value)).toThrow(message)
})

test('refuses bytes that are not valid UTF-8', () => {
  const bytes = Buffer.concat([Buffer.from(`{"x":"`), Buffer.of(0xff), Buffer.from('"}')])
  expect(() => parseManifest(bytes)).toThrow('is not valid JSON')
})

test('treats __proto__ as an ordinary field', () => {
  const text = JSON.stringify(imageManifest).replace('{', '{"__proto__":{"manifests":[],"mediaType":"x"},')
  expect(parse(text).blobs).toHaveLength(3)
})

test('accepts a manifest of 4 MiB, and no more', () => {
  const text = JSON.stringify(imageManifest)
  expect(parse(text.padEnd(manifestLimit)).descriptor.size).toBe(4_194_304)
  expect(() => parse(text.padEnd(manifestLimit + 1))).toThrow('is larger than 4194304 bytes')
})

test('returns a manifest or throws a ContentError for any input', () => {
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
