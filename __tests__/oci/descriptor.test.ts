import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ContentError } from '../../src/oci/content-error.ts'
import { isDistributable, isIndex, isManifest, mediaTypes, parseDescriptor } from '../../src/oci/descriptor.ts'

const digest = `sha256:${'a'.repeat(64)}`
const layer = { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest, size: 7 }

test('parses a descriptor with all fields that are used', () => {
  const full = {
    ...layer,
    platform: { os: 'linux', architecture: 'arm64', variant: 'v8', 'os.version': '1' },
    annotations: { 'org.opencontainers.image.ref.name': 'v1' },
    artifactType: 'application/example',
  }
  expect(parseDescriptor(full, 'it')).toEqual(full)
  expect(parseDescriptor({ ...layer, size: 0 }, 'it')).toEqual({ ...layer, size: 0 })
})

test('drops fields that are not used or not valid', () => {
  const odd = {
    ...layer,
    urls: ['https://evil.example/layer'],
    data: 'aGVsbG8=',
    platform: { os: 5, architecture: 'amd64' },
    annotations: { a: 1 },
    artifactType: ['x'],
  }
  expect(parseDescriptor(odd, 'it')).toEqual(layer)
  expect(parseDescriptor({ ...layer, platform: null, annotations: ['a'] }, 'it')).toEqual(layer)
})

test.each([
  ['null', null, 'the config is not a descriptor'],
  ['a list', [], 'the config is not a descriptor'],
  ['a string', 'sha256', 'the config is not a descriptor'],
  ['one without a media type', { ...layer, mediaType: undefined }, 'the config has no mediaType'],
  ['one with an empty media type', { ...layer, mediaType: '' }, 'the config has no mediaType'],
  [
    'one with a digest of another algorithm',
    { ...layer, digest: 'md5:0' },
    'the config has a digest that cannot be verified: "md5:0"',
  ],
  ['one with a digest that is a path', { ...layer, digest: '../../etc' }, /cannot be verified/],
  ['one without a digest', { ...layer, digest: undefined }, /cannot be verified: undefined/],
  ['one with a negative size', { ...layer, size: -1 }, 'the config has no valid size'],
  ['one with a fractional size', { ...layer, size: 1.5 }, 'the config has no valid size'],
  ['one with a size that is not a safe integer', { ...layer, size: 2 ** 53 }, 'the config has no valid size'],
  ['one with a size in quotes', { ...layer, size: '7' }, 'the config has no valid size'],
  ['one without a size', { ...layer, size: undefined }, 'the config has no valid size'],
])('refuses %s', (_, value, message) => {
  expect(() => parseDescriptor(value, 'the config')).toThrow(ContentError)
  expect(() => parseDescriptor(value, 'the config')).toThrow(message)
})

test('returns a descriptor or throws a ContentError for any input', () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.record({ ...strange(layer) }, { requiredKeys: [] })), (value) => {
      try {
        const parsed = parseDescriptor(value, 'it')
        expect(Number.isSafeInteger(parsed.size)).toBe(true)
        expect(Object.values(parsed.annotations ?? {}).every((text) => typeof text === 'string')).toBe(true)
      } catch (error) {
        expect(error).toBeInstanceOf(ContentError)
      }
    })
  )
})

/** Each field either valid or anything. */
function strange(fields: Readonly<Record<string, unknown>>) {
  const optional = { platform: { os: 'linux', architecture: 'amd64' }, annotations: { a: 'b' }, artifactType: 'a' }
  const all = Object.entries({ ...fields, ...optional })
  return Object.fromEntries(all.map(([key, value]) => [key, fc.oneof(fc.constant(value), fc.jsonValue())]))
}

test('shortens a long digest in the message', () => {
  const message = () => parseDescriptor({ ...layer, digest: 'x'.repeat(10_000) }, 'it')
  expect(message).toThrow(/^.{0,150}$/)
})

test('distinguishes indexes and image manifests by media type', () => {
  const kinds = Object.values(mediaTypes).map((mediaType) => [isIndex({ mediaType }), isManifest({ mediaType })])
  expect(Object.keys(mediaTypes)).toEqual(['ociIndex', 'ociManifest', 'dockerIndex', 'dockerManifest', 'inToto'])
  expect(kinds).toEqual([
    [true, true],
    [false, true],
    [true, true],
    [false, true],
    [false, false],
  ])
  expect(isManifest({ mediaType: 'application/vnd.docker.distribution.manifest.v1+prettyjws' })).toBe(false)
})

// image-spec, layer.md#non-distributable-layers, and Docker's earlier media types.
test.each([
  ['application/vnd.oci.image.layer.nondistributable.v1.tar', false],
  ['application/vnd.oci.image.layer.nondistributable.v1.tar+gzip', false],
  ['application/vnd.oci.image.layer.nondistributable.v1.tar+zstd', false],
  ['application/vnd.docker.image.rootfs.foreign.diff.tar.gzip', false],
  ['application/vnd.docker.image.rootfs.foreign.diff.tar', false],
  ['application/vnd.docker.image.rootfs.diff.tar.gzip', true],
  ['application/vnd.oci.image.layer.v1.tar+zstd', true],
  ['application/vnd.example.nondistributable.v1', true],
])('%s is distributable: %s', (mediaType, expected) => {
  expect(isDistributable({ mediaType })).toBe(expected)
})

test('uploads a layer with urls', () => {
  expect(isDistributable(parseDescriptor({ ...layer, urls: ['https://example.com/layer'] }, 'it'))).toBe(true)
})
