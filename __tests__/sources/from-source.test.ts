import { mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ContentError } from '../../src/oci/content-error.ts'
import { mediaTypes } from '../../src/oci/descriptor.ts'
import { parseRepository, type Repository } from '../../src/oci/distribution/reference.ts'
import { parseManifest } from '../../src/oci/manifest.ts'
import type { Outcome } from '../../src/plan/outcome.ts'
import { publish } from '../../src/push/publish.ts'
import { openPushes } from '../../src/push/targets.ts'
import { warmUp } from '../../src/push/warm-up.ts'
import { openSource, parseSource, type SourceReference } from '../../src/sources/open.ts'
import { testEnvironment } from '../support/environment.ts'
import { image, index, json, layer } from '../support/images.ts'
import { registriesWith, targetOf, unshielded } from '../support/publish.ts'
import { attestation } from '../support/registry/content/attestation.ts'
import { writeArchive, writeLayout } from '../support/registry/content/layout.ts'
import { startTestRegistry } from '../support/registry/registry.ts'

const amd = image({ layers: [layer('base'), layer(300_000)] })
const arm = image({ layers: [layer('base'), layer('arm')], platform: { os: 'linux', architecture: 'arm64' } })
const whole = index([amd, arm, attestation(amd)])
const [, , large] = amd.content
const { digest: missing, size } = large?.descriptor ?? amd.root
let directory = ''

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sources-'))
  await writeLayout(join(directory, 'layout'), whole)
  await writeArchive(join(directory, 'archive.tar'), whole, { ref: 'v1' })
  await writeArchive(join(directory, 'part.tar'), whole, { without: [missing] })
})
afterAll(async () => {
  await rm(directory, { recursive: true })
})

interface Options {
  readonly mountFrom?: readonly Repository[]
  readonly meanwhile?: () => Promise<void>
}

/** Publishes an existing image, as a run with the input `source` does. */
async function publishFrom(
  text: string,
  references: readonly string[],
  options: Options = {}
): Promise<readonly Outcome[]> {
  const environment = testEnvironment()
  const rules = { existing: 'overwrite', immutable: [] } as const
  await using registries = registriesWith(environment)
  const context = { ...environment, workspace: directory, registries, publishes: true, pushes: [], contents: [] }
  await using source = await openSource(parseSource(text) as SourceReference, context)
  await using pushes = await openPushes(references.map(targetOf), {
    registries,
    mountFrom: options.mountFrom ?? [],
    elapsed: environment.elapsed,
    signal: environment.signal,
    onFailure: () => undefined,
  })
  await Promise.all(pushes.all.map((push) => warmUp(push, { beforeBuild: false, rules, source })))
  await options.meanwhile?.()
  const { log, signal: cancelled } = environment
  const release = [{ source, pushes: pushes.all }]
  return await publish(release, { ...unshielded, required: 'all', log, rules, cancelled })
}

test.each(['oci-layout:layout', 'oci-archive:archive.tar:v1'])('publishes %s unchanged', async (text) => {
  await using one = await startTestRegistry()
  await using two = await startTestRegistry()
  const outcomes = await publishFrom(text, [`${one.host}/o/app:v1,latest`, `${two.host}/o/app:v1`])
  expect(outcomes.map(({ status }) => status)).toEqual(['published', 'published'])
  for (const registry of [one, two]) {
    expect(registry.tags('o/app').v1).toBe(whole.root.digest)
    for (const { descriptor, bytes = Buffer.of() } of whole.content) {
      expect(Buffer.compare(registry.blob('o/app', descriptor.digest) ?? Buffer.of(), bytes)).toBe(0)
    }
    for (const { descriptor, bytes } of whole.manifests) {
      expect(Buffer.from(registry.manifest('o/app', descriptor.digest)?.bytes ?? [])).toEqual(Buffer.from(bytes))
    }
    expect([registry.unexpected, registry.sessions]).toEqual([[], []])
  }
})

test('does not test the permission to push, which only saves builds', async () => {
  await using registry = await startTestRegistry()
  registry.put('o/app', whole, 'v1')
  await publishFrom('oci-layout:layout', [`${registry.host}/o/app:v1`])
  // The tag, the root, and each of its children.
  expect(registry.count()).toEqual({ GET: 1, HEAD: whole.manifests.length })
})

test('accepts a blob that only the target has', async () => {
  await using registry = await startTestRegistry()
  registry.putBlob('o/app', large?.bytes ?? Buffer.of())
  const [outcome] = await publishFrom('oci-archive:part.tar', [`${registry.host}/o/app:v1`])
  expect([outcome?.status, outcome?.traffic.kept]).toEqual(['published', { blobs: 1, bytes: size }])
})

test('accepts a blob that can only be mounted', async () => {
  await using registry = await startTestRegistry()
  registry.putBlob('o/base', large?.bytes ?? Buffer.of())
  const mountFrom = [parseRepository(`${registry.host}/o/base`) as Repository]
  const [outcome] = await publishFrom('oci-archive:part.tar', [`${registry.host}/o/app:v1`], { mountFrom })
  expect([outcome?.status, outcome?.traffic.mounted]).toEqual(['published', { blobs: 1, bytes: size }])
})

test('fails for a target if a blob is missing everywhere', async () => {
  await using full = await startTestRegistry()
  await using bare = await startTestRegistry()
  full.putBlob('o/app', large?.bytes ?? Buffer.of())
  const outcomes = await publishFrom('oci-archive:part.tar', [`${full.host}/o/app:v1`, `${bare.host}/o/app:v1`])
  expect(outcomes.map(({ status }) => status)).toEqual(['withheld', 'failed'])
  expect(outcomes[1]?.error).toBeInstanceOf(ContentError)
  expect(outcomes[1]?.error?.message).toBe(
    `${bare.host}/o/app does not have ${missing}, and neither does ${join(directory, 'part.tar')}. Export the complete image, or list a repository that has it in 'mount-from'.`
  )
  expect([full.tags('o/app'), bare.tags('o/app')]).toEqual([{}, {}])
})

test('does not blame the registry for a file that is truncated while it is read', async () => {
  await writeArchive(join(directory, 'shrinking.tar'), whole)
  await using registry = await startTestRegistry()
  const [outcome] = await publishFrom('oci-archive:shrinking.tar', [`${registry.host}/o/app:v1`], {
    meanwhile: () => truncate(join(directory, 'shrinking.tar'), 200_000),
  })
  expect(outcome?.error?.message).toBe(`${join(directory, 'shrinking.tar')} was truncated while it was read`)
  expect([outcome?.status, registry.tags('o/app'), registry.sessions]).toEqual(['failed', {}, []])
})

test.each(['oci-layout:damaged', 'oci-archive:damaged.tar'])(
  'names the damaged layer of %s, and sends all of it to no registry',
  async (text) => {
    await writeLayout(join(directory, 'damaged'), whole)
    await writeArchive(join(directory, 'damaged.tar'), whole)
    const path = join('blobs', missing.replace(':', '/'))
    const file = text.startsWith('oci-layout') ? join(directory, 'damaged', path) : join(directory, 'damaged.tar')
    const written = await readFile(file)
    const first = written.indexOf(large?.bytes?.subarray(0, 64) ?? '')
    written[first + 1] = (written[first + 1] ?? 0) ^ 1
    await writeFile(file, written)
    await using one = await startTestRegistry()
    await using two = await startTestRegistry()
    two.behave({ wholePut: 404 })
    const outcomes = await publishFrom(text, [`${one.host}/o/app:v1`, `${two.host}/o/app:v1`])
    for (const [index, registry] of [one, two].entries()) {
      expect(outcomes[index]?.status).toBe('failed')
      expect(outcomes[index]?.error?.message).toContain(`${path} is corrupt: its content has the digest sha256:`)
      expect([registry.tags('o/app'), registry.blob('o/app', missing)]).toEqual([{}, undefined])
      expect(registry.entries.filter(({ bytes }) => bytes >= size)).toEqual([])
    }
  }
)

test('fails at the first of thousands of missing blobs, without asking for all of them', async () => {
  const entries = Array.from(
    { length: 4_000 },
    (_, n) => layer(`thing ${n}`, 'application/vnd.example.thing').descriptor
  )
  const many = json({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: entries })
  const { descriptor } = parseManifest(many)
  const place = join(directory, 'many')
  await mkdir(join(place, 'blobs/sha256'), { recursive: true })
  await writeFile(join(place, 'index.json'), json({ schemaVersion: 2, manifests: [descriptor] }))
  await writeFile(join(place, 'blobs', descriptor.digest.replace(':', '/')), many)
  await using registry = await startTestRegistry()
  const [outcome] = await publishFrom('oci-layout:many', [`${registry.host}/o/app:v1`])
  expect(outcome?.error?.message).toContain(`and neither does ${place}`)
  expect(registry.entries.length).toBeLessThan(2_000)
})
