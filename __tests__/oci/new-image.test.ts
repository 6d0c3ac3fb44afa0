import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type JsonRecord, parseRecord } from '../../src/json.ts'
import { isAttestation } from '../../src/oci/attestations.ts'
import type { Descriptor, Platform } from '../../src/oci/descriptor.ts'
import { mediaTypes } from '../../src/oci/descriptor.ts'
import type { Image } from '../../src/oci/image.ts'
import type { IndexPart } from '../../src/oci/index/index-entry.ts'
import { type Composition, combineImages } from '../../src/oci/index/new-image.ts'
import { image, index, json, layer, type TestImage } from '../support/images.ts'
import { attestation } from '../support/registry/content/attestation.ts'

const all: Composition = { platforms: [], index: {}, entries: [] }
const only = (...platforms: readonly string[]): Composition => ({ ...all, platforms })

function imageFor(text: string, content = text, details: object = {}): TestImage {
  const [os = '', architecture = '', variant] = text.split('/')
  const platform = { os, architecture, ...(variant !== undefined && { variant }), ...details } as Platform
  return image({ layers: [layer(content)], platform })
}

/** An image manifest as a line of its own, with the platform of its configuration. */
function plain(name: string, of: TestImage): IndexPart {
  return { name, image: of, platform: of.root.platform as unknown as JsonRecord }
}

function fieldsOf({ manifests }: Image): { readonly [field: string]: unknown; readonly manifests: Descriptor[] } {
  return parseRecord(new TextDecoder().decode(manifests.at(-1)?.bytes)) as ReturnType<typeof fieldsOf>
}

function platformsOf(made: Image): readonly string[] {
  return fieldsOf(made).manifests.map(({ platform: { os = '', architecture = '', variant = '' } = {} as Platform }) =>
    [os, architecture, variant].filter(Boolean).join('/')
  )
}

const amd = imageFor('linux/amd64')
const v6 = imageFor('linux/arm/v6')
const v7 = imageFor('linux/arm/v7')
const arm = imageFor('linux/arm64/v8')
const whole = index([amd, arm, attestation(amd), attestation(arm)])

describe('several images', () => {
  test('become an index in the order of the lines, with their variants', async () => {
    const made = await combineImages([plain('b', v7), plain('a', amd), plain('c', v6)], all)
    expect(platformsOf(made)).toEqual(['linux/arm/v7', 'linux/amd64', 'linux/arm/v6'])
    const { manifests, ...fields } = fieldsOf(made)
    expect(fields).toEqual({ schemaVersion: 2, mediaType: mediaTypes.ociIndex })
    expect(manifests).toEqual([v7, amd, v6].map(({ root }) => root))
    expect(made.blobs).toHaveLength(6)
    expect(made.manifests.map(({ descriptor }) => descriptor.digest)).toEqual([
      ...[v7, amd, v6].map(({ root }) => root.digest),
      made.root.digest,
    ])
  })

  test('give the same bytes wherever they come from', async () => {
    const parts = [plain('docker://one.test/a', amd), plain('docker://two.test/b', v7)]
    const same = [plain('oci-layout:a', amd), { name: 'oci-archive:b', image: index([v7]) }]
    const digests = await Promise.all([parts, same].map((each) => combineImages(each, all)))
    expect(digests[0]?.root).toEqual(digests[1]?.root)
    const text = JSON.stringify(
      { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [amd.root, v7.root] },
      null,
      2
    )
    expect(new TextDecoder().decode(digests[0]?.manifests.at(-1)?.bytes)).toBe(text)
  })

  test('keep the entries of an index as they are, attestations included', async () => {
    const made = await combineImages([{ name: 'a', image: whole }, plain('b', v7)], all)
    expect(fieldsOf(made).manifests).toEqual([...fieldsOf(whole).manifests, v7.root])
    expect(made.manifests.length).toBe(whole.manifests.length + 1)
  })

  test('keep fields of entries that this program does not know', async () => {
    const extra = { ...index([amd]) }
    const entry = { ...amd.root, urls: ['https://test/'], 'org.example': { deep: [1.5] } }
    const bytes = json({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [entry] })
    const root = { ...(extra.manifests.at(-1) as (typeof extra.manifests)[number]), bytes }
    const part = { name: 'a', image: { ...extra, manifests: [...extra.manifests.slice(0, -1), root] } }
    expect(fieldsOf(await combineImages([part, plain('b', v7)], all)).manifests[0]).toEqual(entry)
  })

  test('keep the versions of Windows apart', async () => {
    const one = imageFor('windows/amd64', 'one', { 'os.version': '10.0.17763.1', 'os.features': ['win32k'] })
    const two = imageFor('windows/amd64', 'two', { 'os.version': '10.0.20348.1' })
    const made = await combineImages([plain('a', one), plain('b', two)], all)
    expect(fieldsOf(made).manifests).toEqual([one.root, two.root])
    expect(await combineImages([plain('a', one), plain('b', two)], only('windows/amd64'))).toEqual(made)
  })

  test('that are the same are listed once', async () => {
    const made = await combineImages(
      [{ name: 'a', image: whole }, plain('b', amd), plain('c', v7), plain('d', v7)],
      all
    )
    expect(fieldsOf(made).manifests).toEqual([...fieldsOf(whole).manifests, v7.root])
    const alone = await combineImages([plain('a', amd), plain('b', amd)], all)
    expect(fieldsOf(alone).manifests).toEqual([amd.root])
  })

  test.each([
    ['linux/arm64', 'linux/arm64/v8'],
    ['linux/arm/v7', 'linux/arm'],
    ['linux/amd64', 'linux/amd64/v1'],
    ['linux/amd64', 'linux/x86_64'],
  ])('for %s and %s are for one platform', async (one, other) => {
    const parts = [plain('a', imageFor(one, 'one')), plain('b', imageFor(other, 'other'))]
    const [first, second] = parts.map((part) => part.image.root.digest)
    const shown = one.replace(/\/x86_64$/, '/amd64')
    await expect(combineImages(parts, all)).rejects.toThrow(
      `Input 'source': a (${first}) and b (${second}) both have an image for ${shown}: remove one of the two lines`
    )
  })

  test('of one index for one platform are accepted, such as those with two compressions', async () => {
    const both = { name: 'a', image: index([amd, imageFor('linux/amd64', 'zstd')]) }
    expect(platformsOf(await combineImages([both, plain('b', v7)], all))).toEqual([
      'linux/amd64',
      'linux/amd64',
      'linux/arm/v7',
    ])
  })

  test('get annotations for the index, for all its images, and for those of one platform', async () => {
    const made = await combineImages([{ name: 'a', image: whole }, plain('b', v7)], {
      ...all,
      index: { title: 'App' },
      entries: [{ annotations: { all: '1' } }, { platform: 'linux/arm64', annotations: { some: '2', all: '3' } }],
    })
    expect(fieldsOf(made).annotations).toEqual({ title: 'App' })
    expect(
      fieldsOf(made)
        .manifests.filter((entry) => !isAttestation(entry))
        .map((entry) => entry.annotations)
    ).toEqual([{ all: '1' }, { all: '3', some: '2' }, { all: '1' }])
  })
})

describe('platforms', () => {
  test('select from an index, with the attestations', async () => {
    const annotated = index([amd, arm, v7, attestation(amd), attestation(arm)], { annotations: { title: 'App' } })
    const made = await combineImages([{ name: 'a', image: annotated }], only('linux/arm64', 'linux/arm/v7'))
    const { manifests, ...fields } = fieldsOf(made)
    expect(fields).toEqual({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, annotations: { title: 'App' } })
    expect(manifests).toEqual([arm.root, v7.root, attestation(arm).root])
    expect(made.blobs.map(({ digest }) => digest)).not.toContain(amd.blobs[1]?.digest)
  })

  test('leave the image manifest if it is the only one and has no attestations, as crane and skopeo do', async () => {
    const made = await combineImages([{ name: 'a', image: index([amd, v7]) }], only('linux/arm'))
    const { digest, mediaType, size } = v7.root
    expect(made).toEqual({ root: { digest, mediaType, size }, manifests: v7.manifests, blobs: v7.blobs })
    const attested = await combineImages([{ name: 'a', image: whole }], only('linux/amd64'))
    expect(fieldsOf(attested).manifests).toEqual([amd.root, attestation(amd).root])
  })

  test.each([
    ['linux/amd64', 'linux/arm64/v8'],
    ['linux/aarch64', 'amd64'],
  ])('leave an index of %s and %s as it is', async (...platforms) => {
    expect(await combineImages([{ name: 'a', image: whole }], only(...platforms))).toBe(whole)
  })

  test('leave the only image as it is', async () => {
    expect(await combineImages([plain('a', arm)], only('linux/arm64'))).toBe(arm)
  })

  test('that are not there are listed with those that are', async () => {
    const composing = combineImages(
      [{ name: 'docker://a', image: whole }],
      only('linux/s390x', 'linux/amd64', 'linux/arm')
    )
    const error = await composing.catch((problem: AggregateError) => problem)
    expect((error as AggregateError).errors.map(({ message }) => message)).toEqual([
      "Input 'platforms': docker://a has no image for linux/s390x, only for linux/amd64, linux/arm64",
      "Input 'platforms': docker://a has no image for linux/arm, only for linux/amd64, linux/arm64",
    ])
  })

  test('cannot select from an index that names none', async () => {
    const { digest, mediaType, size } = amd.root
    const nameless = index([{ ...amd, root: { digest, mediaType, size } }])
    await expect(combineImages([{ name: 'a', image: nameless }], only('linux/amd64'))).rejects.toThrow(
      "Input 'platforms': a names no platforms, so linux/amd64 cannot be selected"
    )
  })

  test('select before conflicts are reported', async () => {
    const parts = [{ name: 'a', image: whole }, plain('b', imageFor('linux/amd64', 'other'))]
    const made = await combineImages(parts, only('linux/arm64'))
    expect(fieldsOf(made).manifests).toEqual([arm.root, attestation(arm).root])
  })

  test('keep the media type of a list in the Docker dialect', async () => {
    const list = index(
      [amd, v6, v7].map((each) => ({ ...each })),
      { mediaTypes: 'docker' }
    )
    const made = await combineImages([{ name: 'a', image: list }], only('linux/amd64', 'linux/arm/v6'))
    expect(made.root.mediaType).toBe(mediaTypes.dockerIndex)
  })
})

describe('for any images', () => {
  const platform = fc.constantFrom('linux/amd64', 'linux/arm64', 'linux/arm/v6', 'linux/arm/v7', 'linux/s390x')
  const content = fc.constantFrom('one', 'two')
  const single = fc.tuple(platform, content).map(([text, each]) => imageFor(text, `${text} ${each}`))
  const anyIndex = fc
    .uniqueArray(single, { minLength: 1, maxLength: 4, selector: ({ root: { platform: of } }) => JSON.stringify(of) })
    .chain((images) =>
      fc.boolean().map((attested) => index([...images, ...(attested ? images.map((each) => attestation(each)) : [])]))
    )
  const part: fc.Arbitrary<IndexPart> = fc.oneof(
    single.map((of) => plain(of.root.digest, of)),
    anyIndex.map((of) => ({ name: of.root.digest, image: of }))
  )
  const parts = fc.array(part, { minLength: 2, maxLength: 4 })

  test('an index is the same each time, has each entry once, and none of an image that no line has', async () => {
    await fc.assert(
      fc.asyncProperty(parts, async (lines) => {
        const [one, two] = await Promise.allSettled([combineImages(lines, all), combineImages(lines, all)])
        if (one.status === 'rejected' || two.status === 'rejected') {
          const seen = Map.groupBy(
            lines.flatMap(({ image: of }) => (of as TestImage).manifests.filter(({ blobs }) => blobs.length > 0)),
            ({ descriptor }) => descriptor.digest
          )
          expect(seen.size).toBeGreaterThan(1)
          return
        }
        expect(one.value.manifests.at(-1)?.bytes).toEqual(two.value.manifests.at(-1)?.bytes)
        const entries = fieldsOf(one.value).manifests
        expect(new Set(entries.map(({ digest }) => digest)).size).toBe(entries.length)
        const given = lines.flatMap(({ image: of }) =>
          of.root.mediaType === mediaTypes.ociIndex ? fieldsOf(of).manifests : [of.root]
        )
        expect(new Set(entries.map(({ digest }) => digest))).toEqual(new Set(given.map(({ digest }) => digest)))
        // In the order of the first line that has each.
        const order = [...new Set(given.map(({ digest }) => digest))]
        expect(entries.map(({ digest }) => digest)).toEqual(order)
      })
    )
  })

  test('a selection has just the platforms that were asked for, and attestations of those only', async () => {
    await fc.assert(
      fc.asyncProperty(anyIndex, fc.integer({ min: 1, max: 4 }), async (of, count) => {
        const wanted = [...new Set(platformsOf(of).filter((text) => !text.startsWith('unknown')))].slice(0, count)
        const made = await combineImages([{ name: 'a', image: of }], only(...wanted))
        if (made.root.mediaType === mediaTypes.ociManifest) {
          expect(wanted).toHaveLength(1)
          return
        }
        const entries = fieldsOf(made).manifests
        expect(platformsOf(made).filter((text) => !text.startsWith('unknown'))).toEqual(wanted)
        const digests = entries.map(({ digest }) => String(digest))
        for (const { annotations } of entries.filter(isAttestation)) {
          expect(digests).toContain(annotations?.['vnd.docker.reference.digest'])
        }
        const attested = fieldsOf(of).manifests.some(isAttestation)
        expect(entries.filter(isAttestation)).toHaveLength(attested ? wanted.length : 0)
      })
    )
  })
})
