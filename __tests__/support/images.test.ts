import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { digestOf } from '../../src/oci/digest.ts'
import { collectImage } from '../../src/oci/image.ts'
import { parseManifest } from '../../src/oci/manifest.ts'
import { image, index, layer, type TestImage } from './images.ts'
import { attestation } from './registry/content/attestation.ts'
import { writeArchive, writeLayout } from './registry/content/layout.ts'
import { randomBlob } from './registry/content/random.ts'

async function inTemporary<Result>(use: (directory: string) => Promise<Result>): Promise<Result> {
  const directory = await mkdtemp(join(tmpdir(), 'images-'))
  try {
    return await use(directory)
  } finally {
    await rm(directory, { recursive: true })
  }
}

const app = image({ layers: [layer('one'), layer(1000)], annotations: { a: 'b' } })

function readable({ root, manifests }: TestImage) {
  const bytes = new Map(manifests.map((manifest) => [manifest.descriptor.digest, manifest.bytes]))
  return collectImage(root, ({ digest, mediaType }) => parseManifest(bytes.get(digest) ?? new Uint8Array(), mediaType))
}

test('an image has the digests that it declares, and is always the same', async () => {
  expect(image({ layers: [layer('one'), layer(1000)], annotations: { a: 'b' } }).root).toEqual(app.root)
  const { root, manifests, blobs } = await readable(app)
  expect([root, manifests, blobs]).toEqual([app.root, app.manifests, app.blobs])
  for (const { descriptor, bytes = new Uint8Array() } of app.content) {
    expect([digestOf(bytes), bytes.length]).toEqual([descriptor.digest, descriptor.size])
  }
  const [config, one] = app.content
  const { rootfs } = JSON.parse(new TextDecoder().decode(config?.bytes))
  expect(rootfs.diff_ids[0]).toBe(digestOf(gunzipSync(one?.bytes ?? new Uint8Array())))
})

test("an image can have Docker's media types", () => {
  const docker = image({ layers: [layer('one')], mediaTypes: 'docker' })
  expect(docker.root.mediaType).toBe('application/vnd.docker.distribution.manifest.v2+json')
  expect(docker.blobs.map(({ mediaType }) => mediaType)).toEqual([
    'application/vnd.docker.container.image.v1+json',
    'application/vnd.docker.image.rootfs.diff.tar.gzip',
  ])
})

test("an index has platforms and attestations like BuildKit's", async () => {
  const arm = image({ layers: [layer('two')], platform: { os: 'linux', architecture: 'arm64' } })
  const proof = attestation(app)
  const whole = index([app, arm, proof])
  expect(await readable(whole)).toEqual({ root: whole.root, manifests: whole.manifests, blobs: whole.blobs })
  const { manifests } = JSON.parse(new TextDecoder().decode(whole.manifests.at(-1)?.bytes))
  expect(manifests[2]).toMatchObject({
    platform: { os: 'unknown', architecture: 'unknown' },
    annotations: {
      'vnd.docker.reference.digest': app.root.digest,
      'vnd.docker.reference.type': 'attestation-manifest',
    },
  })
  expect(proof.manifests[0]?.subject?.digest).toBe(app.root.digest)
  const older = attestation(app, { form: 'image' })
  expect([older.manifests[0]?.subject, older.blobs[1]?.mediaType]).toEqual([undefined, 'application/vnd.in-toto+json'])
})

test('a large blob is generated again for each reader', async () => {
  const blob = randomBlob(3_000_000, 7)
  for (const _ of ['once', 'again']) {
    const pieces: Uint8Array[] = []
    for await (const piece of blob.read()) pieces.push(piece)
    const bytes = Buffer.concat(pieces)
    expect([digestOf(bytes), bytes.length]).toEqual([blob.descriptor.digest, 3_000_000])
  }
  expect(randomBlob(3_000_000, 8).descriptor.digest).not.toBe(blob.descriptor.digest)
})

test('a layout has every blob under its digest, except for those left out', async () => {
  await inTemporary(async (directory) => {
    const [, one] = app.content
    await writeLayout(directory, app, { ref: 'v1', without: [one?.descriptor.digest ?? ''] })
    const { manifests } = JSON.parse(await readFile(join(directory, 'index.json'), 'utf8'))
    expect(manifests).toEqual([{ ...app.root, annotations: { 'org.opencontainers.image.ref.name': 'v1' } }])
    expect(JSON.parse(await readFile(join(directory, 'oci-layout'), 'utf8'))).toEqual({ imageLayoutVersion: '1.0.0' })
    const files = await readdir(join(directory, 'blobs/sha256'))
    expect(files).toHaveLength(3)
    for (const file of files) {
      expect(digestOf(await readFile(join(directory, 'blobs/sha256', file)))).toBe(`sha256:${file}`)
    }
  })
})

test('an archive is a valid tar of the layout', async () => {
  await inTemporary(async (directory) => {
    const large = image({ layers: [randomBlob(1_500_000)] })
    await writeArchive(join(directory, 'image.tar'), large)
    const bytes = await readFile(join(directory, 'image.tar'))
    expect(bytes.length % 512).toBe(0)
    const found: Record<string, number> = {}
    for (let offset = 0; bytes[offset] !== 0; ) {
      const name = bytes.toString('latin1', offset, bytes.indexOf(0, offset))
      const size = Number.parseInt(bytes.toString('latin1', offset + 124, offset + 135), 8)
      if (name.startsWith('blobs/')) {
        expect(name).toBe(`blobs/${digestOf(bytes.subarray(offset + 512, offset + 512 + size)).replace(':', '/')}`)
      }
      found[name] = size
      offset += 512 + Math.ceil(size / 512) * 512
    }
    expect(Object.keys(found)).toHaveLength(5)
    expect(Object.values(found)).toContain(1_500_000)
  })
})
