import { execFileSync } from 'node:child_process'
import {
  appendFile,
  cp,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Descriptor } from '../../src/oci/descriptor.ts'
import { digestOf } from '../../src/oci/digest.ts'
import type { ImageSource } from '../../src/oci/image-source.ts'
import { openSource, parseSource, type SourceReference } from '../../src/sources/open.ts'
import { VerifiedFile } from '../../src/sources/verified-file.ts'
import { image, index, json, layer } from '../support/images.ts'
import { sourceContext } from '../support/publish.ts'
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

function open(text: string): Promise<ImageSource> {
  return openSource(parseSource(text) as SourceReference, sourceContext(directory))
}

async function digestible(source: ImageSource): Promise<readonly (readonly [string, number])[]> {
  const { signal } = new AbortController()
  const sizes = source.image.blobs.map(async ({ digest, size }) => {
    let read = 0
    for await (const chunk of source.blob(digest)?.read(0, size, signal) ?? []) read += chunk.length
    return [digest, read] as const
  })
  return await Promise.all(sizes)
}

test.each(['oci-layout:app', 'oci-archive:app.tar', 'oci-layout:app:v1', 'oci-archive:./app.tar:v1'])(
  'reads an image from %s',
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

test('reads ranges of a blob in an archive', async () => {
  await using source = await open('oci-archive:app.tar')
  const [, one] = app.content
  const chunks: Uint8Array[] = []
  const { signal } = new AbortController()
  for await (const chunk of source.blob(one?.descriptor.digest as Descriptor['digest'])?.read(5, 20, signal) ?? []) {
    chunks.push(Buffer.from(chunk))
  }
  expect(Buffer.concat(chunks)).toEqual(Buffer.from(one?.bytes?.subarray(5, 20) ?? []))
})

test('reads an index with everything that it refers to, children first', async () => {
  await using source = await open('oci-layout:whole')
  expect(source.image.manifests.map(({ descriptor }) => descriptor.digest)).toEqual(
    whole.manifests.map(({ descriptor }) => descriptor.digest)
  )
  expect(source.image.blobs).toEqual(whole.blobs)
})

test('accepts a missing blob, but not a missing manifest', async () => {
  const [, one] = app.blobs
  await writeLayout(join(directory, 'part'), app, { without: [one?.digest ?? ''] })
  await using source = await open('oci-layout:part')
  expect(app.blobs.map(({ digest }) => source.blob(digest) !== undefined)).toEqual([true, false, true, true])
  await writeLayout(join(directory, 'headless'), app, { without: [app.root.digest] })
  await expect(open('oci-layout:headless')).rejects.toThrow(`headless is missing manifest ${app.root.digest}`)
})

test('says what to save if an index was saved with only one of its platforms', async () => {
  await cp(join(directory, 'whole'), join(directory, 'pulled'), { recursive: true })
  await rm(join(directory, 'pulled', 'blobs', 'sha256', arm.root.digest.slice('sha256:'.length)))
  await expect(open('oci-layout:pulled')).rejects.toThrow(
    `pulled is missing the image for linux/arm64 (${arm.root.digest}). Pull that platform before saving, or save only the others: docker save --platform <os/arch>.`
  )
})

test('does not take the name of another image for a digest', async () => {
  await writeLayout(join(directory, 'named'), arm, { ref: app.root.digest })
  await expect(open(`oci-layout:named:${app.root.digest}`)).rejects.toThrow(
    `contains no image named ${app.root.digest}; available: `
  )
  await using source = await open(`oci-layout:named:${arm.root.digest}`)
  expect(source.image.root.digest).toBe(arm.root.digest)
})

test('lists the names of some of the images if there are many, whatever they are called', async () => {
  const place = join(directory, 'many')
  await writeLayout(place, app)
  const roots = Array.from({ length: 1000 }, (_, each) => ({
    ...app.root,
    digest: `sha256:${String(each).padStart(64, '0')}`,
    annotations: { 'org.opencontainers.image.ref.name': each === 0 ? 'a\n::error::b' : `v${each}`.padEnd(500, 'x') },
  }))
  await writeFile(join(place, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: roots }))
  const error = await open('oci-layout:many').catch((failure: Error) => failure)
  expect(String(error)).toMatch(/choose one of "a\\n::error::b", v1x{198}…, .* and 980 more$/)
})

test('asks which image to take from a layout with several', async () => {
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
  await expect(open('oci-layout:several:third')).rejects.toThrow('no image named third; available: first, second')
  for (const name of ['second', 'docker.io/o/app:second', whole.root.digest]) {
    await using source = await open(`oci-layout:several:${name}`)
    expect(source.image.root.digest).toBe(whole.root.digest)
  }
})

const damages: readonly (readonly [string, (place: string) => Promise<unknown>, RegExp])[] = [
  ['no index.json', (place) => rm(join(place, 'index.json')), /is not an OCI image layout: it has no index\.json/],
  [
    'an index.json that is not JSON',
    (place) => writeFile(join(place, 'index.json'), '{'),
    /index\.json is not valid, unambiguous JSON/,
  ],
  [
    'null as index.json',
    (place) => writeFile(join(place, 'index.json'), 'null'),
    /index\.json is not valid, unambiguous JSON/,
  ],
  ['no image', (place) => writeFile(join(place, 'index.json'), '{}'), /contains no image; available: none/],
  [
    'a digest that is a path',
    (place) => {
      const root = { ...app.root, digest: 'sha256:../../../../etc/passwd' }
      return writeFile(join(place, 'index.json'), json({ manifests: [root] }))
    },
    /a digest that cannot be verified/,
  ],
  [
    'a manifest that was changed',
    (place) => appendFile(manifestIn(place), ' '),
    /does not match its digest|has the (digest|size)/,
  ],
  ['a blob of the wrong size', (place) => appendFile(blobIn(place), ' '), /has \d+ bytes instead of \d+/],
  [
    'a link instead of index.json',
    (place) => linkElsewhere(place, 'index.json'),
    /index\.json is a link that points outside the image/,
  ],
  [
    'a link instead of a folder of blobs',
    (place) => linkElsewhere(place, 'blobs/sha256'),
    /is a link that points outside the image, to \/.*elsewhere/,
  ],
  [
    'a link instead of a parent folder',
    (place) => linkElsewhere(place, 'blobs'),
    /is a link that points outside the image/,
  ],
  [
    'a link instead of a manifest',
    (place) => linkElsewhere(place, pathIn(place, manifestIn)),
    /is a link that points outside the image/,
  ],
  [
    'a link instead of a blob',
    (place) => linkElsewhere(place, pathIn(place, blobIn)),
    /is a link that points outside the image/,
  ],
  [
    'a FIFO instead of a blob',
    async (place) => {
      await rm(blobIn(place))
      execFileSync('mkfifo', [blobIn(place)])
    },
    /[0-9a-f]{64} is not a regular file/,
  ],
  [
    'a manifest of more than 4 MiB',
    (place) => writeFile(manifestIn(place), Buffer.alloc(4 * 1024 * 1024 + 1, ' ')),
    /is larger than 4194304 bytes/,
  ],
]

/** Replaces a file or folder by a link to the same content elsewhere. */
async function linkElsewhere(place: string, path: string): Promise<void> {
  const elsewhere = join(await mkdtemp(join(directory, 'elsewhere-')), 'it')
  await rename(join(place, path), elsewhere)
  await symlink(elsewhere, join(place, path))
}

function manifestIn(place: string): string {
  return join(place, 'blobs', app.root.digest.replace(':', '/'))
}

function pathIn(place: string, of: (place: string) => string): string {
  return relative(place, of(place))
}

function blobIn(place: string): string {
  return join(place, 'blobs', app.blobs[1]?.digest.replace(':', '/') ?? '')
}

test.each(damages)('refuses a layout with %s', async (_, damage, sentence) => {
  const place = await mkdtemp(join(directory, 'damaged-'))
  await cp(join(directory, 'app'), place, { recursive: true })
  await damage(place)
  await expect(open(`oci-layout:${place}`)).rejects.toThrow(sentence)
})

test('accepts a layout that is a link, and links within it', async () => {
  const place = join(directory, 'linked')
  await cp(join(directory, 'app'), place, { recursive: true })
  await rename(blobIn(place), join(place, 'layer'))
  await symlink('../../layer', blobIn(place))
  await symlink('linked', join(directory, 'link'))
  await using source = await open('oci-layout:link')
  expect(await digestible(source)).toEqual(app.blobs.map((blob) => [blob.digest, blob.size]))
})

async function readAll(source: ImageSource, { digest, size }: Descriptor, start = 0): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  const { signal } = new AbortController()
  for await (const chunk of source.blob(digest)?.read(start, size, signal) ?? []) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

const large = app.blobs[3] as Descriptor

test('does not follow a link that replaces a blob after the layout was opened', async () => {
  const place = join(directory, 'swapped')
  await cp(join(directory, 'app'), place, { recursive: true })
  await using source = await open('oci-layout:swapped')
  await linkElsewhere(place, pathIn(place, blobIn))
  await expect(readAll(source, app.blobs[1] as Descriptor)).rejects.toThrow('is a link that points outside the image')
  await linkElsewhere(place, 'blobs')
  await expect(readAll(source, large)).rejects.toThrow('is a link that points outside the image')
})

describe.each([
  ['oci-layout:flipped', 0],
  ['oci-archive:flipped.tar', 0],
  ['oci-layout:flipped', 900_000],
])('a damaged blob of %s, read from byte %i,', (text, start) => {
  test('fails with the names of file and digest, and does not return its last bytes', async () => {
    await writeLayout(join(directory, 'flipped'), app)
    await writeArchive(join(directory, 'flipped.tar'), app)
    const path = join('blobs', large.digest.replace(':', '/'))
    const bytes = await readFile(join(directory, 'app', path))
    const damaged = text.startsWith('oci-layout') ? join(directory, 'flipped', path) : join(directory, 'flipped.tar')
    const whole = await readFile(damaged)
    const first = whole.indexOf(bytes.subarray(0, 64))
    bytes[500_000] = (bytes[500_000] ?? 0) ^ 1
    bytes.copy(whole, first)
    await writeFile(damaged, whole)
    await using source = await open(text)
    let received = 0
    const { signal } = new AbortController()
    const reading = (async () => {
      for await (const chunk of source.blob(large.digest)?.read(start, large.size, signal) ?? [])
        received += chunk.length
    })()
    const file = `${source.name}/blobs/${large.digest.replace(':', '/')}`
    await expect(reading).rejects.toThrow(
      `${file} is corrupt: its content has the digest ${digestOf(bytes)}. Export the image again.`
    )
    expect(start + received).toBeLessThan(large.size)
    await expect(readAll(source, large)).rejects.toThrow('is corrupt')
  })
})

test('fails for the second reader of a blob that has changed', async () => {
  const place = join(directory, 'changing')
  await cp(join(directory, 'app'), place, { recursive: true })
  await using source = await open('oci-layout:changing')
  expect(digestOf(await readAll(source, large))).toBe(large.digest)
  const path = join(place, 'blobs', large.digest.replace(':', '/'))
  await truncate(path, 0)
  await truncate(path, large.size)
  await utimes(path, 1, 1)
  await expect(readAll(source, large)).rejects.toThrow(`${path} was changed while it was read`)
})

test('detects a changed blob even if its modification time was restored', async () => {
  const place = join(directory, 'put-back')
  await cp(join(directory, 'app'), place, { recursive: true })
  const path = join(place, 'blobs', large.digest.replace(':', '/'))
  await utimes(path, 1, 1)
  await using source = await open('oci-layout:put-back')
  expect(digestOf(await readAll(source, large))).toBe(large.digest)
  await truncate(path, 0)
  await truncate(path, large.size)
  await utimes(path, 1, 1)
  await expect(readAll(source, large)).rejects.toThrow(`${path} was changed while it was read`)
})

test('fails for an empty blob with another digest', async () => {
  const empty = { ...app.blobs[1], size: 0 } as Descriptor
  const file = { size: 0, async *read() {} }
  const reading = new VerifiedFile(file, empty, 'it').read(0, 0, new AbortController().signal)
  await expect(reading.next()).rejects.toThrow('it is corrupt')
})

test.each([
  ['a symbolic link over index.json', 'ln -sf other/index.json index.json; tar -rf ../app.tar index.json'],
  ['a hard link over index.json', 'ln -f other/index.json index.json; tar -rf ../app.tar other/index.json index.json'],
  ['another index.json', 'cp other/index.json index.json; tar -rf ../app.tar index.json'],
  ['a link over the folder of blobs', 'mv blobs away; ln -s other blobs; tar -rf ../app.tar blobs'],
  ['another archive after it', 'tar -cf other.tar other; cat other.tar >> ../app.tar'],
])('refuses an archive with %s, which tar reads differently', async (_, commands) => {
  const place = await mkdtemp(join(directory, 'ambiguous-'))
  await cp(join(directory, 'app'), join(place, 'app'), { recursive: true })
  await cp(join(directory, 'whole'), join(place, 'app/other'), { recursive: true })
  const script = `cd app; tar -cf ../app.tar oci-layout index.json blobs; ${commands}`
  execFileSync('sh', ['-ec', script], { cwd: place })
  await expect(open(`oci-archive:${place}/app.tar`)).rejects.toThrow(/app\.tar cannot be read as an archive: it /)
})

test('says what to do with a compressed archive', async () => {
  const tar = tarOf({ 'index.json': '{}' })
  await writeFile(join(directory, 'app.tar.gz'), gzipSync(tar))
  await writeFile(join(directory, 'app.tar.zst'), zstdCompressSync(tar))
  const advice = (name: string) => `it is compressed with ${name}; decompress it first`
  await expect(open('oci-archive:app.tar.gz')).rejects.toThrow(advice('gzip'))
  await expect(open('oci-archive:app.tar.zst')).rejects.toThrow(advice('zstd'))
})

test('names a file that is not an archive or layout', async () => {
  await mkdir(join(directory, 'folder'))
  await writeFile(join(directory, 'text'), 'not a tar, and long enough to be one'.repeat(30))
  await writeFile(join(directory, 'empty'), '')
  await expect(open('oci-archive:nowhere.tar')).rejects.toThrow(/nowhere\.tar cannot be read: ENOENT/)
  await expect(open('oci-archive:folder')).rejects.toThrow(/folder cannot be read/)
  await expect(open('oci-archive:text')).rejects.toThrow(/text cannot be read as an archive: it is not a tar archive/)
  await expect(open('oci-archive:empty')).rejects.toThrow(/empty cannot be read as an archive: it is empty/)
  await expect(open('oci-layout:nowhere')).rejects.toThrow(/nowhere is not an OCI image layout/)
  await expect(open('oci-layout:text')).rejects.toThrow(/text is not an OCI image layout/)
})

test.each([
  ['oci-layout:dir', { kind: 'oci-layout', location: 'dir' }],
  ['oci-layout://dir', { kind: 'oci-layout', location: 'dir' }],
  ['oci-layout:/a/b c', { kind: 'oci-layout', location: '/a/b c' }],
  [' oci-archive:a.tar:v1 ', { kind: 'oci-archive', location: 'a.tar', name: 'v1' }],
  ['oci-archive:a.tar:docker.io/o/app:v1', { kind: 'oci-archive', location: 'a.tar', name: 'docker.io/o/app:v1' }],
  ['oci-layout:C:\\images\\app:v1', { kind: 'oci-layout', location: 'C:\\images\\app', name: 'v1' }],
  ['oci-layout:', undefined],
  ['oci-layout:dir:', undefined],
  ['docker://ghcr.io/o/app:v1', { kind: 'docker', location: 'ghcr.io/o/app:v1' }],
  ['docker://', undefined],
  ['docker:app', undefined],
  ['docker-tarball:a.tar', undefined],
  ['dir', undefined],
])('parses %s', (text, expected) => {
  expect(parseSource(text)).toEqual(expected)
})
