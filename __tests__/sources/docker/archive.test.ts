import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync, gunzipSync, gzipSync, zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ContentError } from '../../../src/oci/content-error.ts'
import type { Descriptor } from '../../../src/oci/descriptor.ts'
import { digestOf } from '../../../src/oci/digest.ts'
import type { ImageSource } from '../../../src/oci/image-source.ts'
import { openSource, parseSource, type SourceReference } from '../../../src/sources/open.ts'
import {
  type ArchivedImage,
  type ArchivedLayer,
  type ArchiveFiles,
  archiveFiles,
  configOf,
  layerTar,
} from '../../support/docker-archive.ts'
import { image, json, layer } from '../../support/images.ts'
import { sourceContext } from '../../support/publish.ts'
import { writeArchive } from '../../support/registry/content/layout.ts'
import { randomBytesOf } from '../../support/registry/content/random.ts'
import { tarEnd, tarLink, tarOf } from '../../support/registry/content/tar.ts'

const base: ArchivedLayer = { tar: layerTar('base') }
const large: ArchivedLayer = { tar: layerTar(randomBytesOf(1_500_000, 1)) }
const app: ArchivedImage = { layers: [base, large], names: ['acme/app:1'] }
let directory = ''

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'docker-archives-'))
})
afterAll(async () => {
  await rm(directory, { recursive: true })
})

function open(text: string): Promise<ImageSource> {
  const context = sourceContext(directory)
  return openSource(parseSource(text) as SourceReference, { ...context, temp: directory })
}

async function opened(files: ArchiveFiles | Uint8Array, name = ''): Promise<ImageSource> {
  const file = join(await mkdtemp(join(directory, 'archive-')), 'app.tar')
  await writeFile(file, files instanceof Uint8Array ? files : tarOf(files))
  return await open(`docker-archive:${file}${name}`)
}

async function contentOf(source: ImageSource, { digest, size }: Descriptor): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  const { signal } = new AbortController()
  for await (const chunk of source.blob(digest)?.read(0, size, signal) ?? []) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

test('publishes the configuration byte for byte, and compresses the layers', async () => {
  await using source = await opened(archiveFiles([app]))
  const [manifest] = source.image.manifests
  const [config, ...layers] = manifest?.blobs ?? []
  expect(source.image.root).toEqual(manifest?.descriptor)
  expect(JSON.parse(Buffer.from(manifest?.bytes ?? []).toString())).toMatchObject({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: { mediaType: 'application/vnd.oci.image.config.v1+json' },
  })
  expect(await contentOf(source, config as Descriptor)).toEqual(Buffer.from(configOf(app)))
  for (const [index, descriptor] of layers.entries()) {
    const content = await contentOf(source, descriptor)
    expect(descriptor).toEqual({
      mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
      digest: digestOf(content),
      size: content.length,
    })
    expect(Buffer.compare(gunzipSync(content), Buffer.from(app.layers[index]?.tar ?? []))).toBe(0)
  }
})

test('gives the same digest again, whatever the archive and the layers in it are called', async () => {
  const renamed = app.layers.map((each, index) => ({ ...each, path: `${index}.tar` }))
  await using first = await opened(archiveFiles([app]))
  await using second = await opened(archiveFiles([{ ...app, layers: renamed, names: null }], { VERSION: '1.0' }))
  expect(second.image.root.digest).toBe(first.image.root.digest)
})

test('leaves compressed layers as they are', async () => {
  const layers = [
    { ...base, file: gzipSync(base.tar, { level: 1 }), path: 'one.tar.gz' },
    { ...large, file: zstdCompressSync(large.tar) },
  ]
  await using source = await opened(archiveFiles([{ layers }]))
  expect(source.image.blobs.slice(1)).toEqual([
    {
      mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
      digest: digestOf(layers[0]?.file ?? Buffer.of()),
      size: layers[0]?.file.length,
    },
    {
      mediaType: 'application/vnd.oci.image.layer.v1.tar+zstd',
      digest: digestOf(layers[1]?.file ?? Buffer.of()),
      size: layers[1]?.file.length,
    },
  ])
  expect(await contentOf(source, source.image.blobs[2] as Descriptor)).toEqual(layers[1]?.file)
})

test('publishes a layer that occurs twice once', async () => {
  await using source = await opened(archiveFiles([{ layers: [base, large, base] }]))
  expect(source.image.manifests[0]?.blobs.length).toBe(4)
  expect(source.image.blobs.length).toBe(3)
})

/** An archive of an image, whose second layer is replaced by other entries. */
function withLayer(entries: readonly Uint8Array[], path = 'second/layer.tar', files: ArchiveFiles = {}): Uint8Array {
  const layers = [base, { ...large, path }]
  const { [path]: _, ...others } = archiveFiles([{ layers }], files)
  return Buffer.concat([tarOf(others).subarray(0, -tarEnd.length), ...entries, tarEnd])
}

const real = { 'data/real.tar': large.tar }

test.each([
  ['a symbolic link', [tarLink('second/layer.tar', '../data/real.tar')]],
  ['a hard link', [tarLink('second/layer.tar', 'data/real.tar', '1')]],
  ['a link to a link', [tarLink('second/layer.tar', './again.tar'), tarLink('second/again.tar', '../data/real.tar')]],
])('finds a layer through %s in the archive', async (_, links) => {
  await using source = await opened(withLayer(links, 'second/layer.tar', real))
  await using plain = await opened(archiveFiles([app]))
  expect(source.image.root.digest).toBe(plain.image.root.digest)
})

test.each<readonly [string, readonly Uint8Array[], string]>([
  [
    'a link out of the archive',
    [tarLink('second/layer.tar', '../../etc/passwd')],
    'is a link that points outside it, to "../../etc/passwd"',
  ],
  [
    'a link to an absolute path',
    [tarLink('second/layer.tar', '/etc/passwd')],
    'is a link that points outside it, to "/etc/passwd"',
  ],
  ['a hard link that climbs', [tarLink('second/layer.tar', 'data/../../x', '1')], 'is a link that points outside it'],
  [
    'links in a circle',
    [tarLink('second/layer.tar', 'other'), tarLink('second/other', 'layer.tar')],
    'a link that leads to more than 8 others',
  ],
  [
    'a link to nothing',
    [tarLink('second/layer.tar', 'nothing')],
    'lists the layer "second/layer.tar", but has no file of that name',
  ],
  ['no layer', [], 'lists the layer "second/layer.tar", but has no file of that name'],
])('refuses %s', async (_, entries, message) => {
  await expect(opened(withLayer(entries))).rejects.toThrow(message)
})

test.each<readonly [string, (files: ArchiveFiles) => ArchiveFiles | Uint8Array, string]>([
  ['an empty file', () => Buffer.alloc(0), 'it is empty'],
  ['an error page', () => Buffer.from('<html>Not found'), 'it is not a tar archive'],
  ['a truncated archive', (files) => tarOf(files).subarray(0, 800_000), 'it is truncated'],
  [
    'a member that leads out',
    (files) => ({ ...files, '../evil': 'x' }),
    '"../evil", which is not a relative path inside it',
  ],
  [
    'a member with an absolute path',
    (files) => ({ ...files, '/etc/x': 'x' }),
    'which is not a relative path inside it',
  ],
  [
    'a member that occurs twice',
    (files) => Buffer.concat([tarOf({ x: '1' }).subarray(0, 1024), tarOf({ ...files, x: '2' })]),
    'it contains "x" twice',
  ],
  ['no manifest.json', ({ 'manifest.json': _, ...files }) => files, 'is not a Docker archive: it has no manifest.json'],
  [
    'a manifest.json of another kind',
    (files) => ({ ...files, 'manifest.json': '{"name":"a web application"}' }),
    'manifest.json is not a list of images',
  ],
  [
    'a layer outside the archive',
    (files) => ({ ...files, 'manifest.json': json([{ Config: 'c.json', Layers: ['../x'] }]), 'c.json': '{}' }),
    'it refers to "../x", which is not a relative path inside it',
  ],
  [
    'a configuration that is missing',
    (files) => ({ ...files, 'manifest.json': json([{ Config: 'c.json', Layers: [] }]) }),
    'lacks the configuration of its image, "c.json"',
  ],
  [
    'a different number of layers and diff IDs',
    (files) => ({ ...files, 'manifest.json': json([{ Config: 'c.json', Layers: ['00/layer.tar'] }]), 'c.json': '{}' }),
    'has 1 layers for an image whose configuration lists 0 diff IDs',
  ],
  [
    'a folder in place of a layer',
    (files) => ({ ...files, 'manifest.json': json([{ Config: 'c.json', Layers: ['00'] }]), 'c.json': '{}' }),
    'lists the layer "00", but has no file of that name',
  ],
  [
    'a layer that is another one',
    (files) => ({ ...files, '00/layer.tar': layerTar('other') }),
    'layer 1 of 2 ("00/layer.tar")',
  ],
  [
    'a compressed layer that is another one',
    (files) => ({ ...files, '00/layer.tar': gzipSync(layerTar('other')) }),
    `uncompressed, its digest is ${digestOf(layerTar('other'))} instead of ${digestOf(base.tar)}. Save the image again.`,
  ],
  [
    'a truncated layer',
    (files) => ({ ...files, '01/layer.tar': gzipSync(large.tar).subarray(0, 900_000) }),
    'layer 2 of 2 ("01/layer.tar")',
  ],
  [
    'zeros after a compressed layer',
    (files) => ({ ...files, '01/layer.tar': Buffer.concat([gzipSync(large.tar), Buffer.alloc(600_000)]) }),
    'cannot be decompressed with gzip: it has data after its end',
  ],
  [
    'data after a compressed layer',
    (files) => ({ ...files, '01/layer.tar': Buffer.concat([gzipSync(large.tar), Buffer.alloc(9, 1)]) }),
    'cannot be decompressed with gzip: incorrect header check',
  ],
  [
    'data after a layer that is compressed with zstd',
    (files) => ({ ...files, '01/layer.tar': Buffer.concat([zstdCompressSync(large.tar), Buffer.alloc(9, 1)]) }),
    'cannot be decompressed with zstd: ',
  ],
  [
    'a layer in a format that images do not have',
    (files) => ({ ...files, '01/layer.tar': deflateSync(large.tar) }),
    "is not the layer that the image's configuration names",
  ],
])('refuses %s', async (_, change, message) => {
  await expect(opened(change(archiveFiles([app])))).rejects.toThrow(message)
})

test('chooses one of several images by its name', async () => {
  const files = archiveFiles([app, { layers: [base], names: ['docker.io/acme/other:2'] }])
  await expect(opened(files)).rejects.toThrow(
    'contains several images: choose one of acme/app:1, docker.io/acme/other:2'
  )
  await using source = await opened(files, ':acme/other:2')
  expect(source.image.blobs.length).toBe(2)
})

test('chooses an image by its ID, which is the digest of its configuration', async () => {
  const files = archiveFiles([app, { layers: [base], names: null }])
  const id = digestOf(configOf({ layers: [base] }))
  await using source = await opened(files, `:${id}`)
  expect(source.image.blobs[0]?.digest).toBe(id)
  const path = `${id.slice('sha256:'.length)}.json`
  await expect(opened({ ...files, [path]: configOf(app) }, `:${id}`)).rejects.toThrow(
    `has an image under the ID ${id} whose ID is ${digestOf(configOf(app))}. Save it again`
  )
})

test('reads an archive of 10,000 entries', async () => {
  const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`some/where/${index}`, '']))
  await using source = await opened(archiveFiles([app], many))
  expect(source.image.blobs.length).toBe(3)
})

test('decompresses a layer that becomes huge without keeping it', async () => {
  const huge = Buffer.alloc(300 * 1024 * 1024)
  const layers = [{ tar: huge, file: gzipSync(huge, { level: 9 }) }]
  const files = archiveFiles([{ layers }])
  const { peak } = await peakWhile(async () => {
    await using source = await opened(files)
    expect(source.image.blobs.length).toBe(2)
  })
  expect(peak).toBeLessThan(100 * 1024 * 1024)
})

/** The memory that is added while something works, in bytes. */
async function peakWhile(work: () => Promise<void>): Promise<{ readonly peak: number }> {
  const before = process.memoryUsage().rss
  let peak = 0
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss - before)
  }, 5)
  await work().finally(() => clearInterval(timer))
  return { peak }
}

test('removes its files with the source', async () => {
  const before = await readdir(directory)
  const source = await opened(archiveFiles([app]))
  await source[Symbol.asyncDispose]()
  const left = (await readdir(directory)).filter((name) => !before.includes(name) && !name.startsWith('archive-'))
  expect(left).toEqual([])
})

test('publishes an OCI archive with compressed layers unchanged, also as a Docker archive', async () => {
  const oci = image({ layers: [layer('one')] })
  await writeArchive(join(directory, 'oci.tar'), oci)
  await expect(open('docker-archive:oci.tar')).rejects.toThrow(
    "is an OCI archive, not a Docker archive: write 'oci-archive:' instead of 'docker-archive:'"
  )
  const { root, manifests, content } = oci
  const pathOf = (digest: string) => `blobs/${digest.replace(':', '/')}`
  const blobs = [...manifests, ...content].map(({ descriptor, bytes }) => [pathOf(descriptor.digest), bytes ?? ''])
  const [config, ...layers] = content.map(({ descriptor }) => pathOf(descriptor.digest))
  const both = {
    ...Object.fromEntries(blobs),
    'index.json': json({
      schemaVersion: 2,
      manifests: [{ ...root, annotations: { 'io.containerd.image.name': 'docker.io/library/app:1' } }],
    }),
    'manifest.json': json([{ Config: config, RepoTags: ['app:1'], Layers: layers }]),
  }
  for (const name of ['', ':app:1', `:${root.digest}`]) {
    await using source = await opened(both, name)
    expect(source.image.root.digest).toBe(root.digest)
  }
})

test('compresses the layers that docker save left uncompressed, with either name of the archive', async () => {
  const tars = [base, large].map(({ tar }) => layer(tar, 'application/vnd.oci.image.layer.v1.tar'))
  const { root, manifests, content } = image({ layers: tars })
  const pathOf = (digest: string) => `blobs/${digest.replace(':', '/')}`
  const blobs = [...manifests, ...content].map(({ descriptor, bytes }) => [pathOf(descriptor.digest), bytes ?? ''])
  const [config, ...layers] = content.map(({ descriptor }) => pathOf(descriptor.digest))
  const file = join(directory, 'saved.tar')
  const manifest = json([{ Config: config, RepoTags: ['app:1'], Layers: layers }])
  const files = { ...Object.fromEntries(blobs), 'index.json': json({ manifests: [root] }) }
  await writeFile(file, tarOf({ ...files, 'manifest.json': manifest }))
  await using one = await open(`docker-archive:${file}`)
  await using two = await open(`oci-archive:${file}`)
  expect(one.image.blobs.map(({ mediaType }) => mediaType.split('.').at(-1))).toEqual([
    'v1+json',
    'tar+gzip',
    'tar+gzip',
  ])
  expect(two.image.root.digest).toBe(one.image.root.digest)
  // Without manifest.json it was not docker save that chose not to compress.
  await writeFile(file, tarOf(files))
  await using unchanged = await open(`oci-archive:${file}`)
  expect(unchanged.image.root.digest).toBe(root.digest)
})

test('says which of the two kinds an archive is', async () => {
  await writeFile(join(directory, 'classic.tar'), tarOf(archiveFiles([app])))
  await expect(open('oci-archive:classic.tar')).rejects.toThrow(
    "classic.tar is a Docker archive, not an OCI archive: write 'docker-archive:' instead of 'oci-archive:'"
  )
})

test('of an archive with a damaged byte, either everything is right, or it is a ContentError', async () => {
  const layers = [{ tar: layerTar('one') }, { tar: layerTar('two'), file: gzipSync(layerTar('two')) }]
  const whole = tarOf(archiveFiles([{ layers }]))
  const path = join(await mkdtemp(join(directory, 'archive-')), 'app.tar')
  const damage = fc.record({ at: fc.nat({ max: whole.length - 1 }), to: fc.nat({ max: 255 }) })
  await fc.assert(
    fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 3 }), async (damages) => {
      const bytes = Buffer.from(whole)
      for (const { at, to } of damages) bytes[at] = to
      await writeFile(path, bytes)
      try {
        await using source = await open(`docker-archive:${path}`)
        const [config, ...blobs] = source.image.manifests[0]?.blobs ?? []
        const { rootfs } = JSON.parse((await contentOf(source, config as Descriptor)).toString())
        const contents = await Promise.all(blobs.map(async (blob) => gunzipSync(await contentOf(source, blob))))
        expect(contents.map((content) => digestOf(content))).toEqual(rootfs.diff_ids)
      } catch (error) {
        expect(error).toBeInstanceOf(ContentError)
      }
    }),
    { numRuns: 100 }
  )
})
