import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ContentError } from '../../src/oci/content-error.ts'
import { type Descriptor, mediaTypes } from '../../src/oci/descriptor.ts'
import { collectImage } from '../../src/oci/image.ts'
import { type Manifest, parseManifest } from '../../src/oci/manifest.ts'
import { image, index, json, layer, type TestImage } from '../support/images.ts'
import { attestation } from '../support/registry/content/attestation.ts'

/** Collects an image from its manifests, and records which were read. */
async function collect({ root, manifests }: TestImage) {
  const read: string[] = []
  const collected = await collectImage(root, ({ digest }) => {
    read.push(digest)
    return manifests.find(({ descriptor }) => descriptor.digest === digest) as Manifest
  })
  return { ...collected, read }
}

const digestsOf = (manifests: readonly Manifest[]) => manifests.map(({ descriptor }) => descriptor.digest)
const amd = image({ layers: [layer('base'), layer('amd')] })
const arm = image({ layers: [layer('base'), layer('arm')], platform: { os: 'linux', architecture: 'arm64' } })

test('collects the config and layers of an image manifest', async () => {
  const { root, manifests, blobs } = await collect(amd)
  expect([root, digestsOf(manifests), blobs]).toEqual([amd.root, [amd.root.digest], amd.blobs])
})

test('collects what the children of an index refer to, and a shared layer once', async () => {
  const both = index([amd, arm, attestation(amd)])
  const { manifests, blobs } = await collect(both)
  expect(digestsOf(manifests)).toEqual(digestsOf(both.manifests))
  expect(manifests.at(-1)?.descriptor.digest).toBe(both.root.digest)
  expect(blobs).toHaveLength(2 + 1 + 2 + 2)
})

test('reads an image once that two indexes share', async () => {
  const nested = index([index([amd]), index([amd, arm]), amd])
  const { read, manifests } = await collect(nested)
  expect(read).toHaveLength(5)
  expect(new Set(read).size).toBe(5)
  expect(digestsOf(manifests).at(-1)).toBe(nested.root.digest)
})

test('lists children before parents, and each manifest and blob once, for any shape', async () => {
  const leaf = fc
    .array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 })
    .map((layers) => image({ layers: layers.map((size) => layer(size)) }))
  const { tree } = fc.letrec<{ tree: TestImage }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.array(tie('tree'), { maxLength: 3 }).map((children) => index(children))
    ),
  }))
  await fc.assert(
    fc.asyncProperty(tree, async (whole) => {
      const { manifests, blobs } = await collect(whole)
      const order = digestsOf(manifests)
      expect(new Set(order).size).toBe(order.length)
      expect(order.at(-1)).toBe(whole.root.digest)
      for (const { descriptor, children } of manifests) {
        const own = order.indexOf(descriptor.digest)
        for (const { digest } of children) expect(order.indexOf(digest)).toBeLessThan(own)
      }
      const reached = new Set(manifests.flatMap((manifest) => manifest.blobs.map(({ digest }) => digest)))
      expect(blobs.map(({ digest }) => digest).toSorted()).toEqual([...reached].toSorted())
    })
  )
})

test('leaves out layers that must not be uploaded, by media type and not because of their urls', async () => {
  const kept = layer('kept')
  const foreign = layer('foreign', 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip')
  const restricted = layer('restricted', 'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip')
  const elsewhere = { ...kept, descriptor: { ...kept.descriptor, urls: ['https://example.com/'] } }
  const { blobs } = await collect(image({ layers: [elsewhere, foreign, restricted] }))
  expect(blobs.slice(1).map(({ digest }) => digest)).toEqual([kept.descriptor.digest])
})

test('treats an index entry with an unknown media type as a blob', async () => {
  const other = layer('something', 'application/vnd.example.thing.v1+json')
  const manifest = parseManifest(
    json({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [other.descriptor] })
  )
  const { manifests, blobs } = await collectImage(manifest.descriptor, () => manifest)
  expect([digestsOf(manifests), blobs]).toEqual([[manifest.descriptor.digest], [other.descriptor]])
})

test('does not include the subject of an image', async () => {
  const proof = attestation(amd)
  expect(digestsOf((await collect(proof)).manifests)).toEqual([proof.root.digest])
})

test('accepts eight levels of indexes, but not nine', async () => {
  const levels = (count: number): TestImage => (count === 1 ? amd : index([levels(count - 1)]))
  expect((await collect(levels(8))).manifests).toHaveLength(8)
  await expect(collect(levels(9))).rejects.toThrow(/^index sha256:\w+ is nested more than 8 deep$/)
})

test('refuses manifests of more than 64 MiB in total', async () => {
  const children = Array.from({ length: 20 }, (_, n) => ({
    ...amd.root,
    digest: layer(`${n}`).descriptor.digest,
    size: 4_000_000,
  }))
  const [parent] = index([amd]).manifests.slice(-1)
  let reads = 0
  const read = (descriptor: Descriptor): Manifest => {
    reads += 1
    const [leaf] = amd.manifests
    return descriptor.size === 4_000_000 ? { ...(leaf as Manifest), descriptor } : { ...(parent as Manifest), children }
  }
  await expect(collectImage((parent as Manifest).descriptor, read)).rejects.toThrow(
    'more than 67108864 bytes of manifests'
  )
  expect(reads).toBeLessThan(18)
})

test('refuses sizes that no content can have', async () => {
  const [base, top] = [layer('base'), layer('top')]
  const sized = (of: typeof base, size: number) => ({ ...of, descriptor: { ...of.descriptor, size } })
  await expect(collect(image({ layers: [base, sized(base, 5), top] }))).rejects.toThrow(
    `says that ${base.descriptor.digest} has 5 bytes, but it is also listed with ${base.descriptor.size}`
  )
  await expect(collect(index([arm, image({ layers: [sized(base, 5)] })]))).rejects.toThrow('but it is also listed with')
  await expect(collect(image({ layers: [sized(base, 0)] }))).rejects.toThrow(
    `says that ${base.descriptor.digest} is empty, but that is not the digest of empty content`
  )
})

test('refuses an index that contains itself', async () => {
  const { manifests } = index([amd])
  const loop = manifests.at(-1) as Manifest
  const children: Descriptor[] = [{ ...loop.descriptor }]
  await expect(collectImage(loop.descriptor, () => ({ ...loop, children }))).rejects.toThrow(ContentError)
})

test.each([
  ['size', { size: amd.root.size + 1 }],
  ['mediaType', { mediaType: mediaTypes.dockerManifest }],
  ['digest', { digest: arm.root.digest }],
])('refuses a manifest whose %s differs from that in the index', async (field, wrong) => {
  const manifest = amd.manifests[0] as Manifest
  const lying = index([{ ...amd, root: { ...amd.root, ...wrong } }])
  const read = ({ digest }: Descriptor) =>
    digest === lying.root.digest ? (lying.manifests.at(-1) as Manifest) : manifest
  await expect(collectImage(lying.root, read)).rejects.toThrow(
    `has the ${field} ${manifest.descriptor[field as 'size']}`
  )
})

test('fails if a manifest cannot be read', async () => {
  const missing = new ContentError('it is not there')
  await expect(collectImage(amd.root, () => Promise.reject(missing))).rejects.toBe(missing)
})

test('reads and collects only what a selection chooses of an index', async () => {
  const [one, two] = [image({ layers: [layer('one')] }), image({ layers: [layer('two')] })]
  const both = index([one, two])
  const read: string[] = []
  const collected = await collectImage(
    both.root,
    ({ digest }) => {
      read.push(digest)
      return both.manifests.find(({ descriptor }) => descriptor.digest === digest) as Manifest
    },
    ({ children }) => new Set(children.slice(1).map(({ digest }) => digest))
  )
  expect(read).toEqual([both.root.digest, two.root.digest])
  expect(collected.manifests.map(({ descriptor }) => descriptor.digest)).toEqual([two.root.digest, both.root.digest])
  expect(collected.blobs).toEqual(two.blobs)
})
