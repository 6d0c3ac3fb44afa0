import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Tag } from '../../../src/oci/distribution/tag.ts'
import { parseManifest } from '../../../src/oci/manifest.ts'
import type { Layer } from '../../../src/plan/comparison/align-layers.ts'
import { compareImages, largestChanges } from '../../../src/plan/comparison/compare-images.ts'
import { describeSizes, formatChange, type ImageComparison } from '../../../src/plan/comparison/image-comparison.ts'
import { type PlatformImage, platformImages } from '../../../src/plan/comparison/image-layers.ts'
import type { TestImage } from '../../support/images.ts'
import { blob, image, index, json, layer, manifest } from '../../support/images.ts'
import { digestFor, layerOf } from './layers.ts'

const mb = 1_000_000
const on = (platform: string | undefined, layers: readonly Layer[] | undefined): PlatformImage => ({
  ...(platform !== undefined && { platform }),
  layers,
})
const amd64 = on('linux/amd64', [layerOf('base', 30 * mb), layerOf('app', 4 * mb, 'COPY app /')])
const arm64 = on('linux/arm64', [layerOf('arm base', 28 * mb), layerOf('arm app', 4 * mb, 'COPY app /')])

test('compares each platform with the same platform of the previous image, in any order', () => {
  const grown = on('linux/amd64', [layerOf('base', 30 * mb), layerOf('larger app', 6 * mb, 'COPY app /')])
  const compared = compareImages([arm64, grown], [amd64, arm64])
  expect(compared).toEqual(compareImages([arm64, grown], [arm64, amd64]))
  expect(compared.gone).toEqual([])
  expect(compared.platforms.map(({ platform, size, before }) => [platform, size, before])).toEqual([
    ['linux/arm64', 32 * mb, 32 * mb],
    ['linux/amd64', 36 * mb, 34 * mb],
  ])
  expect(compared.platforms[1]?.layers.map(({ status }) => status)).toEqual(['same', 'changed'])
})

test('tells a new platform, one that is gone, and one whose previous manifest is not known', () => {
  const compared = compareImages([amd64, arm64], [on('linux/amd64', undefined), on('linux/s390x', [])])
  const [unknown, added] = compared.platforms
  expect(unknown).not.toHaveProperty('before')
  expect(unknown?.layers.map(({ status }) => status)).toEqual(['alone', 'alone'])
  expect(added?.before).toBe(0)
  expect(added?.layers.map(({ status }) => status)).toEqual(['new', 'new'])
  expect(compared.gone).toEqual(['linux/s390x'])
})

test('compares two single images, whose manifests do not name their platform', () => {
  const { platforms, gone } = compareImages([amd64], [on(undefined, amd64.layers)])
  expect(platforms[0]?.before).toBe(34 * mb)
  expect(gone).toEqual([])
})

test('compares with nothing if there is no previous image', () => {
  const { platforms } = compareImages([amd64], undefined)
  expect(platforms).toEqual([
    {
      platform: 'linux/amd64',
      size: 34 * mb,
      layers: amd64.layers?.map((each) => ({ ...each, status: 'alone', before: 0 })),
    },
  ])
})

const anyLayers = fc.array(
  fc.record({ content: fc.integer({ min: 0, max: 6 }), size: fc.integer({ min: 0, max: 5_000 }) }),
  { maxLength: 6 }
)
const layersIn = (all: readonly { content: number; size: number }[]) =>
  all.map(({ content, size }) => layerOf(`${content}/${size}`, size))

test('has layers that add up to the sizes', () => {
  fc.assert(
    fc.property(anyLayers, anyLayers, (before, after) => {
      const [platform] = compareImages([on('a/b', layersIn(after))], [on('a/b', layersIn(before))]).platforms
      const sum = (key: 'size' | 'before') => platform?.layers.reduce((all, each) => all + each[key], 0)
      expect(sum('size')).toBe(platform?.size)
      expect(sum('before')).toBe(platform?.before)
      const changed = largestChanges(platform as never, 100)
      const difference = changed.reduce((all, { size, before: was }) => all + size - was, 0)
      expect(difference).toBe((platform?.size ?? 0) - (platform?.before ?? 0))
    })
  )
})

test('finds no change between an image and itself', () => {
  fc.assert(
    fc.property(anyLayers, (layers) => {
      const same = [on('a/b', layersIn(layers)), on('c/d', layersIn(layers))]
      for (const platform of compareImages(same, same.toReversed()).platforms) {
        expect(platform.before).toBe(platform.size)
        expect(platform.layers.every(({ status }) => status === 'same')).toBe(true)
        expect(largestChanges(platform, 3)).toEqual([])
      }
    })
  )
})

test.each([
  [12, undefined, undefined],
  [12, 12, 'no change'],
  [34_000_000, 32_800_000, '+1.2 MB (+3.7 %)'],
  [32_800_000, 34_000_000, '−1.2 MB (−3.5 %)'],
  [20_000_000, 10_000_000, '+10 MB (+100 %)'],
  [10_000_000, 10_000_001, '−1 B'],
  [5_000_000, 0, '+5 MB'],
  [5_000_000, 1_000, '+5 MB'],
  [0, 1_000, '−1 kB (−100 %)'],
])('writes the change to %d bytes from %s as %j', (size, before, text) => {
  expect(formatChange(size, before)).toBe(text)
})

test('writes a line for each platform', () => {
  const previous = { tag: 'v1.2.3' as Tag, name: 'ghcr.io/acme/app@sha256:1' }
  const compared = compareImages(
    [amd64, arm64, on(undefined, [layerOf('x', 10)])],
    [on('linux/amd64', [layerOf('base', 30 * mb)])]
  )
  const comparison: ImageComparison = { ...compared, made: digestFor('made'), previous }
  expect(describeSizes(comparison)).toEqual([
    "linux/amd64: 34 MB (+4 MB since the previous 'v1.2.3')",
    "linux/arm64: 32 MB (new since the previous 'v1.2.3')",
    "Image: 10 B (new since the previous 'v1.2.3')",
  ])
  expect(describeSizes({ ...compareImages([amd64], undefined), made: digestFor('made') })).toEqual([
    'linux/amd64: 34 MB',
  ])
})

/** What the manifests of an image say, with the instructions for its layers. */
function read({ root, manifests }: TestImage, instructions?: readonly string[]): readonly PlatformImage[] {
  const all = new Map(manifests.map((each) => [each.descriptor.digest, each]))
  const found = all.get(root.digest)
  if (!found) throw new Error('no root')
  return platformImages({
    root: found,
    manifestOf: (digest) => all.get(digest),
    historyOf: () => instructions && { platform: 'linux/amd64', instructions },
  })
}

const attestation = manifest(
  { mediaType: 'application/vnd.oci.image.manifest.v1+json' },
  blob(json({}), 'application/vnd.oci.image.config.v1+json'),
  [layer('statement')],
  undefined,
  {
    platform: { os: 'unknown', architecture: 'unknown' },
    annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
  }
)

test('reads the platforms of an index, without attestations, and of indexes below it', () => {
  const arm = image({ layers: [layer('arm')], platform: { os: 'linux', architecture: 'arm64', variant: 'v8' } })
  const one = image({ layers: [layer('one'), layer('two')] })
  expect(
    read(index([one, attestation, index([arm])])).map(({ platform, layers }) => [platform, layers?.length])
  ).toEqual([
    ['linux/amd64', 2],
    ['linux/arm64', 1],
  ])
})

test('knows the platforms of an index whose manifests were not read', () => {
  const { manifests, root } = index([image({ layers: [layer('one')] })])
  const own = manifests.find(({ descriptor }) => descriptor.digest === root.digest) as never
  const found = platformImages({ root: own, manifestOf: () => undefined, historyOf: () => undefined })
  expect(found).toEqual([{ platform: 'linux/amd64', layers: undefined }])
})

test('reads a single image with its platform and instructions, if they fit its layers', () => {
  const single = image({ layers: [layer('one'), layer('two')] })
  const unnamed = { ...single, root: { ...single.root, platform: undefined as never } }
  const [found] = read(unnamed, ['COPY one /', 'COPY two /'])
  expect(found?.platform).toBe('linux/amd64')
  expect(found?.layers?.map(({ instruction }) => instruction)).toEqual(['COPY one /', 'COPY two /'])
  expect(read(unnamed, ['COPY one /'])[0]?.layers?.[0]).not.toHaveProperty('instruction')
})

test('finds no container image in another artifact', () => {
  const config = blob(json({}), 'application/vnd.cncf.helm.config.v1+json')
  expect(read(manifest({ mediaType: 'application/vnd.oci.image.manifest.v1+json' }, config, [layer('chart')]))).toEqual(
    []
  )
})

test('notices another base image where the manifests name it', () => {
  const based = (content: string, base: string) => {
    const digest = digestFor(base)
    const { manifests } = image({
      layers: [layer(content)],
      annotations: { 'org.opencontainers.image.base.digest': digest },
    })
    const [only] = manifests as [(typeof manifests)[0]]
    return platformImages({
      root: parseManifest(only.bytes, only.descriptor.mediaType),
      manifestOf: () => undefined,
      historyOf: () => undefined,
    })
  }
  const [changed] = compareImages(based('a', 'debian:12'), based('b', 'debian:11')).platforms
  expect(changed?.otherBase).toBe(digestFor('debian:11'))
  const [same] = compareImages(based('a', 'debian:12'), based('b', 'debian:12')).platforms
  expect(same).not.toHaveProperty('otherBase')
})
