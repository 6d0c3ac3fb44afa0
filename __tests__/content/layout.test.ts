import { appendFile, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSource } from '../../src/content/open-source.ts'
import type { Source } from '../../src/content/source.ts'
import type { Descriptor } from '../../src/oci/descriptor.ts'
import { parseSource, type SourceReference } from '../../src/plan/source-reference.ts'
import { image, index, json, layer } from '../support/images.ts'
import { attestation } from '../support/registry/content/attestation.ts'
import { writeArchive, writeLayout } from '../support/registry/content/layout.ts'
import { randomBlob } from '../support/registry/content/random.ts'
import { tarOf } from '../support/registry/content/tar.ts'

const app = image({ layers: [layer('one'), layer('two'), randomBlob(1_000_000)] })
const arm = image({ layers: [layer('arm')], platform: { os: 'linux', architecture: 'arm64' } })
const whole = index([app, arm, attestation(app)])
let directory = ''

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'layouts-'))
  await writeLayout(join(directory, 'app'), app, { ref: 'v1' })
  await writeLayout(join(directory, 'whole'), whole)
  await writeArchive(join(directory, 'app.tar'), app, { ref: 'v1' })
})
afterAll(async () => {
  await rm(directory, { recursive: true })
})

function open(text: string): Promise<Source> {
  return openSource(parseSource(text) as SourceReference, directory)
}

async function digestible(source: Source): Promise<readonly (readonly [string, number])[]> {
  const { signal } = new AbortController()
  const sizes = source.image.blobs.map(async ({ digest, size }) => {
    let read = 0
    for await (const chunk of source.blob(digest)?.read(0, size, signal) ?? []) read += chunk.length
    return [digest, read] as const
  })
  return await Promise.all(sizes)
}

test.each(['oci-layout:app', 'oci-archive:app.tar', 'oci-layout:app:v1', 'oci-archive:./app.tar:v1'])(
  'an image is read from %s',
  async (text) => {
    await using source = await open(text)
    const { root, blobs, manifests } = source.image
    const { digest, mediaType, size } = app.root
    expect(root).toEqual({ digest, mediaType, size })
    expect(blobs).toEqual(app.blobs)
    expect(manifests.map(({ descriptor }) => descriptor)).toEqual(app.manifests.map(({ descriptor }) => descriptor))
    expect(await digestible(source)).toEqual(app.blobs.map((blob) => [blob.digest, blob.size]))
    expect(source.name).toContain(directory)
  }
)

test('ranges of a blob are read from within an archive', async () => {
  await using source = await open('oci-archive:app.tar')
  const [, one] = app.content
  const chunks: Uint8Array[] = []
  const { signal } = new AbortController()
  for await (const chunk of source.blob(one?.descriptor.digest as Descriptor['digest'])?.read(5, 20, signal) ?? []) {
    chunks.push(Buffer.from(chunk))
  }
  expect(Buffer.concat(chunks)).toEqual(Buffer.from(one?.bytes?.subarray(5, 20) ?? []))
})

test('an index is read with all it reaches, children first', async () => {
  await using source = await open('oci-layout:whole')
  expect(source.image.manifests.map(({ descriptor }) => descriptor.digest)).toEqual(
    whole.manifests.map(({ descriptor }) => descriptor.digest)
  )
  expect(source.image.blobs).toEqual(whole.blobs)
})

test('a blob may be missing, a manifest may not', async () => {
  const [, one] = app.blobs
  await writeLayout(join(directory, 'part'), app, { without: [one?.digest ?? ''] })
  await using source = await open('oci-layout:part')
  expect(app.blobs.map(({ digest }) => source.blob(digest) !== undefined)).toEqual([true, false, true, true])
  await writeLayout(join(directory, 'headless'), app, { without: [app.root.digest] })
  await expect(open('oci-layout:headless')).rejects.toThrow(`headless lacks the manifest ${app.root.digest}`)
})

test('a layout of several images is asked for one', async () => {
  const several = join(directory, 'several')
  await writeLayout(several, app, { ref: 'first' })
  await cp(join(directory, 'whole'), several, { recursive: true })
  const named = (root: Descriptor, annotations: object) => ({ ...root, annotations })
  const manifests = [
    named(app.root, { 'org.opencontainers.image.ref.name': 'first' }),
    named(whole.root, {
      'io.containerd.image.name': 'docker.io/o/app:second',
      'org.opencontainers.image.ref.name': 'second',
    }),
  ]
  await writeFile(join(several, 'index.json'), json({ schemaVersion: 2, manifests }))
  await expect(open('oci-layout:several')).rejects.toThrow('several images: choose one of first, second')
  await expect(open('oci-layout:several:third')).rejects.toThrow('no image named third; what it holds: first, second')
  for (const name of ['second', 'docker.io/o/app:second', whole.root.digest]) {
    await using source = await open(`oci-layout:several:${name}`)
    expect(source.image.root.digest).toBe(whole.root.digest)
  }
})

const damages: readonly (readonly [string, (place: string) => Promise<unknown>, RegExp])[] = [
  ['index.json', (place) => rm(join(place, 'index.json')), /is not an OCI image layout: it has no index\.json/],
  ['JSON', (place) => writeFile(join(place, 'index.json'), '{'), /index\.json is not JSON/],
  ['null', (place) => writeFile(join(place, 'index.json'), 'null'), /index\.json is not JSON/],
  ['any image', (place) => writeFile(join(place, 'index.json'), '{}'), /holds no image; what it holds: nothing/],
  [
    'a digest that can be a path',
    (place) => {
      const root = { ...app.root, digest: 'sha256:../../../../etc/passwd' }
      return writeFile(join(place, 'index.json'), json({ manifests: [root] }))
    },
    /a digest that cannot be verified/,
  ],
  ['the right bytes of a manifest', (place) => appendFile(manifestIn(place), ' '), /damaged|has the (digest|size)/],
  ['the right size of a blob', (place) => appendFile(blobIn(place), ' '), /has \d+ bytes instead of \d+/],
  [
    'a manifest of a likely size',
    (place) => writeFile(manifestIn(place), Buffer.alloc(4 * 1024 * 1024 + 1, ' ')),
    /is larger than 4194304 bytes/,
  ],
]

function manifestIn(place: string): string {
  return join(place, 'blobs', app.root.digest.replace(':', '/'))
}

function blobIn(place: string): string {
  return join(place, 'blobs', app.blobs[1]?.digest.replace(':', '/') ?? '')
}

test.each(damages)('a layout without %s is told to be no good', async (_, damage, sentence) => {
  const place = await mkdtemp(join(directory, 'damaged-'))
  await cp(join(directory, 'app'), place, { recursive: true })
  await damage(place)
  await expect(open(`oci-layout:${place}`)).rejects.toThrow(sentence)
})

test('a compressed archive is refused with what to do', async () => {
  const tar = tarOf({ 'index.json': '{}' })
  await writeFile(join(directory, 'app.tar.gz'), gzipSync(tar))
  await writeFile(join(directory, 'app.tar.zst'), zstdCompressSync(tar))
  const advice = (name: string) => `it is compressed with ${name}: decompress it first`
  await expect(open('oci-archive:app.tar.gz')).rejects.toThrow(advice('gzip'))
  await expect(open('oci-archive:app.tar.zst')).rejects.toThrow(advice('zstd'))
})

test('what is no archive is told by its name', async () => {
  await mkdir(join(directory, 'folder'))
  await writeFile(join(directory, 'text'), 'not a tar, and long enough to be one'.repeat(30))
  await writeFile(join(directory, 'empty'), '')
  await expect(open('oci-archive:nowhere.tar')).rejects.toThrow(/nowhere\.tar cannot be read: ENOENT/)
  await expect(open('oci-archive:folder')).rejects.toThrow(/folder cannot be read/)
  await expect(open('oci-archive:text')).rejects.toThrow(/text cannot be read as an archive: it is no tar archive/)
  await expect(open('oci-archive:empty')).rejects.toThrow(/empty is not an OCI image layout/)
  await expect(open('oci-layout:nowhere')).rejects.toThrow(/nowhere is not an OCI image layout/)
  await expect(open('oci-layout:text')).rejects.toThrow(/text is not an OCI image layout/)
})

test.each([
  ['oci-layout:dir', { kind: 'oci-layout', path: 'dir' }],
  ['oci-layout://dir', { kind: 'oci-layout', path: 'dir' }],
  ['oci-layout:/a/b c', { kind: 'oci-layout', path: '/a/b c' }],
  [' oci-archive:a.tar:v1 ', { kind: 'oci-archive', path: 'a.tar', name: 'v1' }],
  ['oci-archive:a.tar:docker.io/o/app:v1', { kind: 'oci-archive', path: 'a.tar', name: 'docker.io/o/app:v1' }],
  ['oci-layout:C:\\images\\app:v1', { kind: 'oci-layout', path: 'C:\\images\\app', name: 'v1' }],
  ['oci-layout:', undefined],
  ['oci-layout:dir:', undefined],
  ['docker-archive:a.tar', undefined],
  ['dir', undefined],
])('%s names a source', (text, expected) => {
  expect(parseSource(text)).toEqual(expected)
})
