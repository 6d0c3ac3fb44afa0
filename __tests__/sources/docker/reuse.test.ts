import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BlobRecipient } from '../../../src/intake/blob-recipient.ts'
import { digestOf } from '../../../src/oci/digest.ts'
import type { Outcome } from '../../../src/plan/outcome.ts'
import { publish } from '../../../src/push/publish.ts'
import { openPushes } from '../../../src/push/targets.ts'
import { warmUp } from '../../../src/push/warm-up.ts'
import { openSource, parseSource, type SourceReference } from '../../../src/sources/open.ts'
import { type ArchivedImage, archiveFiles, layerTar } from '../../support/docker-archive.ts'
import { testEnvironment } from '../../support/environment.ts'
import { type Blob, blob, image, index, json, manifest, type TestImage } from '../../support/images.ts'
import { registriesWith, sourceContext, targetOf, unshielded } from '../../support/publish.ts'
import { randomBytesOf } from '../../support/registry/content/random.ts'
import { tarOf } from '../../support/registry/content/tar.ts'
import { startTestRegistry, type TestRegistry } from '../../support/registry/registry.ts'

// A layer that the targets' present images have is published as it lies there, and neither compressed nor sent.

const baseTar = layerTar(randomBytesOf(200_000, 1))
const appTar = layerTar(randomBytesOf(100_000, 2))
const app: ArchivedImage = { layers: [{ tar: baseTar }, { tar: appTar }] }
const dockerLayer = 'application/vnd.docker.image.rootfs.diff.tar.gzip'

/** A layer as another program compressed it. */
function layerOf(tar: Uint8Array, level: number, mediaType = dockerLayer): Blob {
  return { ...blob(gzipSync(tar, { level }), mediaType), diffId: digestOf(tar) }
}

const base = layerOf(baseTar, 1)
/** What was published before: the same base, and another application. */
const former = image({ layers: [base, layerOf(layerTar('former'), 1)], mediaTypes: 'docker' })
let directory = ''

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'reuse-'))
  await writeFile(join(directory, 'app.tar'), tarOf(archiveFiles([app])))
})
afterAll(async () => {
  await rm(directory, { recursive: true })
})

interface Published {
  readonly outcomes: readonly Outcome[]
  readonly lines: readonly string[]
}

/** Publishes the archive as a run with `source: docker-archive:app.tar` does. */
async function publishArchive(references: readonly string[], { verifyContent = false } = {}): Promise<Published> {
  const environment = testEnvironment({ workspace: directory, temp: directory })
  const rules = { existing: 'overwrite', immutable: [] } as const
  await using registries = registriesWith(environment)
  const { elapsed, signal, log } = environment
  const onFailure = () => undefined
  const options = { registries, mountFrom: [], elapsed, signal, onFailure, verifyContent }
  await using pushes = await openPushes(references.map(targetOf), options)
  const { all, contents } = pushes
  const context = { ...environment, registries, publishes: true, pushes: all, contents }
  const opening = openSource(parseSource('docker-archive:app.tar') as SourceReference, context)
  for (const push of all) void warmUp(push, { beforeBuild: true, rules })
  await using source = await opening
  const release = [{ source, pushes: all }]
  const outcomes = await publish(release, { ...unshielded, required: 'all', log, rules, cancelled: signal })
  return { outcomes, lines: log.lines }
}

function layersAt(registry: TestRegistry, tag = 'v2') {
  const { bytes = Buffer.of() } = registry.manifest('o/app', registry.tags('o/app')[tag] ?? '') ?? {}
  return JSON.parse(Buffer.from(bytes).toString()).layers as readonly Blob['descriptor'][]
}

const uploadsTo = ({ entries }: TestRegistry) =>
  entries.filter(({ method, bytes }) => method === 'PUT' && bytes > 90_000)
test('reuses a layer of the image that a tag points at', async () => {
  await using registry = await startTestRegistry()
  registry.put('o/app', former, 'v1')
  const { outcomes, lines } = await publishArchive([`${registry.host}/o/app:v2,v1`])
  expect(outcomes.map(({ status }) => status)).toEqual(['published'])
  const [first, second] = layersAt(registry)
  const { digest, size } = base.descriptor
  expect(first).toEqual({ mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest, size })
  expect(Buffer.compare(gunzipSync(registry.blob('o/app', second?.digest ?? '') ?? ''), appTar)).toBe(0)
  expect(uploadsTo(registry).length).toBe(1)
  expect(lines.find((line) => line.startsWith('Verified'))).toMatch(/; 1 of them reused from the targets$/)
  expect(registry.unexpected).toEqual([])
})

test('publishes again what it has published, without compressing or sending a layer', async () => {
  await using registry = await startTestRegistry()
  const reference = `${registry.host}/o/app:v2`
  await publishArchive([reference])
  const before = registry.tags('o/app').v2
  registry.clearLog()
  const { outcomes, lines } = await publishArchive([reference])
  expect(outcomes[0]?.tags).toEqual([expect.objectContaining({ status: 'unchanged' })])
  expect(registry.tags('o/app').v2).toBe(before)
  expect(lines.find((line) => line.startsWith('Verified'))).toMatch(/; 2 of them reused/)
  // The session that proves the right to push, the tag, and the configuration of its image.
  expect(registry.count()).toEqual({ POST: 1, DELETE: 1, GET: 2 })
})

test('finds the platform of the archive in an index', async () => {
  await using registry = await startTestRegistry()
  const arm = image({ layers: [layerOf(appTar, 2)], platform: { os: 'linux', architecture: 'arm64' } })
  registry.put('o/app', index([arm, former]), 'v2')
  await publishArchive([`${registry.host}/o/app:v2`])
  const [first, second] = layersAt(registry)
  expect(first?.digest).toBe(base.descriptor.digest)
  expect(second?.digest).not.toBe(layerOf(appTar, 2).descriptor.digest)
})

test.each<readonly [string, TestImage | undefined, boolean]>([
  ['has the layer with the same digest', former, true],
  ['has it compressed in another way', image({ layers: [layerOf(baseTar, 9)] }), false],
  ['has another image', image({ layers: [layerOf(appTar, 1)] }), false],
  ['has nothing', undefined, false],
])('if another target %s, all targets get one digest', async (_, other, isReused) => {
  await using one = await startTestRegistry()
  await using two = await startTestRegistry()
  one.put('o/app', former, 'v2')
  if (other) two.put('o/app', other, 'v2')
  const { outcomes } = await publishArchive([`${one.host}/o/app:v2`, `${two.host}/o/app:v2`])
  expect(outcomes.map(({ status }) => status)).toEqual(['published', 'published'])
  expect(one.tags('o/app').v2).toBe(two.tags('o/app').v2)
  expect(layersAt(one)[0]?.digest === base.descriptor.digest).toBe(isReused)
})

test('compresses a reused layer if a registry turns out to have lost it', async () => {
  await using registry = await startTestRegistry()
  registry.put('o/app', former, 'v2')
  registry.claim('o/app', base.descriptor.digest, base.descriptor.size)
  const { outcomes, lines } = await publishArchive([`${registry.host}/o/app:v2`])
  expect(outcomes.map(({ status, error }) => [status, error])).toEqual([['published', undefined]])
  expect(lines).toContain('A target lacks layers that its image should have, so they have to be compressed')
  const [first] = layersAt(registry)
  expect(first?.digest).not.toBe(base.descriptor.digest)
  expect(Buffer.compare(gunzipSync(registry.blob('o/app', first?.digest ?? '') ?? ''), baseTar)).toBe(0)
})

test('checks with verify-content that what it reuses is there', async () => {
  await using registry = await startTestRegistry()
  registry.put('o/app', former, 'v2')
  const { digest } = base.descriptor
  await publishArchive([`${registry.host}/o/app:v2`], { verifyContent: true })
  expect(registry.entries.filter(({ method, route }) => method === 'HEAD' && route.digest === digest).length).toBe(1)
  expect(layersAt(registry)[0]?.digest).toBe(digest)
})

/** An image whose configuration says these diff IDs of its only layer. */
function claiming(diffIds: readonly string[], config: object = { os: 'linux', architecture: 'amd64' }): TestImage {
  const bytes = json({ ...config, rootfs: { type: 'layers', diff_ids: diffIds } })
  const mediaType = 'application/vnd.oci.image.manifest.v1+json'
  return manifest({ mediaType }, blob(bytes, 'application/vnd.oci.image.config.v1+json'), [base])
}

test.each<readonly [string, TestImage]>([
  ['another number of diff IDs', claiming([digestOf(baseTar), digestOf(appTar)])],
  ['diff IDs that are not digests', claiming(['../../etc/passwd'])],
  ['layers that are not compressed', image({ layers: [blob(baseTar, 'application/vnd.oci.image.layer.v1.tar')] })],
  ['layers of an unknown type', image({ layers: [layerOf(baseTar, 1, 'application/vnd.example.layer')] })],
])('does not reuse layers of an image with %s', async (_, present) => {
  await using registry = await startTestRegistry()
  registry.put('o/app', present, 'v2')
  const { outcomes } = await publishArchive([`${registry.host}/o/app:v2`])
  expect(outcomes[0]?.status).toBe('published')
  expect(present.blobs.map(({ digest }) => digest)).not.toContain(layersAt(registry)[0]?.digest)
})

test('does not believe a configuration that is not the one its digest names', async () => {
  await using registry = await startTestRegistry()
  registry.put('o/app', former, 'v2')
  const [{ descriptor, bytes = Buffer.of() } = base] = former.content
  const body = Buffer.from(bytes).toString().replace('amd64', 'amd65')
  const fault = registry.fail({ method: 'GET', digest: descriptor.digest }, { status: 200, body })
  const { outcomes } = await publishArchive([`${registry.host}/o/app:v2`])
  expect([outcomes[0]?.status, fault.hits]).toEqual(['published', 1])
  expect(layersAt(registry)[0]?.digest).not.toBe(base.descriptor.digest)
})

test('refuses a layer of the archive that only claims to be the one that targets have', async () => {
  await using registry = await startTestRegistry()
  registry.put('o/app', former, 'v2')
  const files = archiveFiles([app])
  await writeFile(join(directory, 'app.tar'), tarOf({ ...files, '00/layer.tar': layerTar('evil') }))
  await expect(publishArchive([`${registry.host}/o/app:v2`])).rejects.toThrow(
    "is not the layer that the image's configuration names"
  )
  await writeFile(join(directory, 'app.tar'), tarOf(files))
  expect(registry.tags('o/app').v2).toBe(former.root.digest)
})

test('hands out each layer as soon as it is compressed, even if the next one turns out to be damaged', async () => {
  const files = archiveFiles([{ layers: [{ tar: appTar }, { tar: layerTar(randomBytesOf(4_000_000, 3)) }] }])
  await writeFile(join(directory, 'damaged.tar'), tarOf({ ...files, '01/layer.tar': randomBytesOf(4_000_000, 4) }))
  const sizes: number[] = []
  const recipient = {
    failure: undefined,
    ensure: async ({ size }: Blob['descriptor']) => sizes.push(size),
    fail: () => undefined,
  } as unknown as BlobRecipient
  const context = { ...sourceContext(directory), temp: directory, contents: [recipient] }
  const opening = openSource(parseSource('docker-archive:damaged.tar') as SourceReference, context)
  await expect(opening).rejects.toThrow('layer 2 of 2')
  expect(sizes).toEqual([expect.any(Number)])
})
