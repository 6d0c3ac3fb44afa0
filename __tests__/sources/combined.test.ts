import { mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { run } from '../../scripts/machine/run.ts'
import type { StepResult } from '../../scripts/runner.ts'
import { mediaTypes } from '../../src/oci/descriptor.ts'
import { archiveFiles, layerTar } from '../support/docker-archive.ts'
import { blob, image, index, json, layer, manifest, type TestImage } from '../support/images.ts'
import { attestation } from '../support/registry/content/attestation.ts'
import { writeArchive, writeLayout } from '../support/registry/content/layout.ts'
import { tarOf } from '../support/registry/content/tar.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'
import { makeWorkspace, runAction, type Workspace } from '../support/workspace.ts'

const base = layer(200_000)
const imageFor = (architecture: string, variant?: string) =>
  image({
    layers: [base, layer(`${architecture}${variant}`)],
    platform: { os: 'linux', architecture, ...(variant !== undefined && { variant }) },
  })
const amd = imageFor('amd64')
const v6 = imageFor('arm', 'v6')
const v7 = imageFor('arm', 'v7')
const attested = index([amd, attestation(amd)])
const whole = index([amd, v6, v7, attestation(amd), attestation(v7)])

let workspace: Workspace
let files: Awaited<ReturnType<typeof mkdtempDisposable>>
beforeAll(async () => {
  workspace = await makeWorkspace({ Dockerfile: 'FROM scratch\n' })
  files = await mkdtempDisposable(join(tmpdir(), 'combined-'))
  await writeLayout(join(files.path, 'v7'), v7)
  await writeArchive(join(files.path, 'v6.tar'), index([v6]))
})
afterAll(async () => {
  await workspace[Symbol.asyncDispose]()
  await files[Symbol.asyncDispose]()
})

async function publish(inputs: Readonly<Record<string, string>>, variables = {}): Promise<StepResult> {
  return await runAction(workspace, { inputs, variables: { PATH: process.env.PATH, ...variables } })
}

function complaints({ log }: StepResult): readonly string[] {
  return [...log.matchAll(/^::(?:error|warning)::(.*)$/gm)].map(([, text = '']) => text.replaceAll('%0A', '\n'))
}

function indexAt(registry: TestRegistry, name: string, tag = '1') {
  const { bytes } = registry.manifest(name, registry.tags(name)[tag] ?? '') ?? {}
  return JSON.parse(Buffer.from(bytes ?? []).toString())
}

/** Checks that a repository has every byte of these images. */
function expectAll(registry: TestRegistry, name: string, ...images: readonly TestImage[]): void {
  for (const { descriptor, bytes = Buffer.of() } of images.flatMap(({ content }) => content)) {
    expect(Buffer.compare(registry.blob(name, descriptor.digest) ?? Buffer.of(), bytes)).toBe(0)
  }
  for (const { descriptor, bytes } of images.flatMap(({ manifests }) => manifests)) {
    expect(Buffer.from(registry.manifest(name, descriptor.digest)?.bytes ?? [])).toEqual(Buffer.from(bytes))
  }
  expect([registry.unexpected, registry.sessions]).toEqual([[], []])
}

/** The bytes of blobs that a registry received. */
function received({ entries }: TestRegistry): number {
  const uploads = entries.filter(({ route, method }) => route.kind === 'upload' && ['PUT', 'PATCH'].includes(method))
  return uploads.reduce((sum, { bytes }) => sum + bytes, 0)
}

test('makes an index of images from disk and from a registry, with their variants and attestations', async () => {
  await using from = await startTestRegistry()
  await using one = await startTestRegistry()
  await using two = await startTestRegistry()
  from.put('acme/app', attested, 'amd64')
  const source = [
    `docker://${from.host}/acme/app:amd64`,
    `oci-archive:${files.path}/v6.tar`,
    `oci-layout:${files.path}/v7`,
  ].join('\n')
  const result = await publish({ source, tags: `${one.host}/o/app:1\n${two.host}/p/app:1` })
  expect(result.exitCode, result.log).toBe(0)
  const { digest } = result.outputs
  expect([one.tags('o/app'), two.tags('p/app')]).toEqual([{ 1: digest }, { 1: digest }])
  for (const published of [indexAt(one, 'o/app'), indexAt(two, 'p/app')]) {
    expect(published).toEqual({
      schemaVersion: 2,
      mediaType: mediaTypes.ociIndex,
      manifests: [amd.root, attestation(amd).root, v6.root, v7.root],
    })
  }
  expectAll(one, 'o/app', amd, attestation(amd), v6, v7)
  expectAll(two, 'p/app', amd, attestation(amd), v6, v7)
  expect(result.log).toContain(`linux/arm/v6: ${v6.root.digest}`)
  expect(complaints(result)).toEqual([])

  const again = await publish({ source, tags: `${one.host}/o/app:1` })
  expect(again.outputs.digest).toBe(digest)
  expect(JSON.parse(again.outputs.result ?? '')[0].tags[0].status).toBe('unchanged')
})

test("mounts the images that are in the target's registry, and sends the others", async () => {
  await using one = await startTestRegistry()
  await using two = await startTestRegistry()
  one.put('acme/amd', attested, '1')
  one.put('o/app', v6, 'v6')
  two.put('acme/arm', v7, '1')
  const source = [
    `docker://${one.host}/acme/amd:1`,
    `docker://${one.host}/o/app:v6`,
    `docker://${two.host}/acme/arm:1`,
  ].join('\n')
  const result = await publish({ source, tags: `${one.host}/o/app:1\n${two.host}/o/app:1` })
  expect(result.exitCode, result.log).toBe(0)
  expectAll(one, 'o/app', amd, attestation(amd), v6, v7)
  expectAll(two, 'o/app', amd, attestation(amd), v6, v7)
  const sizeOf = (...images: readonly TestImage[]) => {
    const blobs = new Map(images.flatMap(({ blobs: all }) => all.map(({ digest, size }) => [digest, size])))
    return [...blobs.values()].reduce((sum, size) => sum + size, 0)
  }
  // The first lacks only what the third part does not share with the others.
  expect(received(one)).toBe(sizeOf(v7) - base.descriptor.size)
  expect(received(two)).toBe(sizeOf(attested, v6) - base.descriptor.size)
})

test("sends nothing if all images are in the target's registry", async () => {
  await using registry = await startTestRegistry()
  for (const [name, part] of Object.entries({ amd, v6, v7 })) registry.put(`acme/${name}`, part, '1')
  const source = ['amd', 'v6', 'v7'].map((name) => `docker://${registry.host}/acme/${name}:1`).join('\n')
  const result = await publish({ source, tags: `${registry.host}/o/app:1` })
  expect(result.exitCode, result.log).toBe(0)
  expect(received(registry)).toBe(0)
  expectAll(registry, 'o/app', amd, v6, v7)
})

test('combines what Docker has saved with an image in the registry of the target, which is mounted', async () => {
  await using registry = await startTestRegistry()
  registry.put('acme/arm', v7, '1')
  const saved = archiveFiles([{ layers: [{ tar: layerTar('saved') }] }])
  const file = join(files.path, 'docker.tar')
  await writeFile(file, tarOf(saved))
  const source = `docker-archive:${file}\ndocker://${registry.host}/acme/arm:1`
  const result = await publish({ source, tags: `${registry.host}/o/app:1` })
  expect(result.exitCode, result.log).toBe(0)
  const { manifests } = indexAt(registry, 'o/app')
  expect(manifests).toEqual([expect.objectContaining({ platform: { architecture: 'amd64', os: 'linux' } }), v7.root])
  expectAll(registry, 'o/app', v7)
  const [{ mounted, uploaded }] = JSON.parse(result.outputs.result ?? '')
  expect([mounted.blobs, uploaded.blobs]).toEqual([v7.blobs.length, 2])
})

test('annotates a new index, and says which annotations it cannot set', async () => {
  await using registry = await startTestRegistry()
  const result = await publish({
    source: `oci-archive:${files.path}/v6.tar\noci-layout:${files.path}/v7`,
    tags: `${registry.host}/o/app:1`,
    'default-labels': 'none',
    annotations: 'org.example.a=1\nmanifest-descriptor[linux/arm/v7]:org.example.b=2\nmanifest:org.example.c=3',
    labels: 'org.example.d=4',
  })
  expect(result.exitCode, result.log).toBe(0)
  const { annotations, manifests } = indexAt(registry, 'o/app')
  expect(annotations).toMatchObject({ 'org.example.a': '1' })
  expect(manifests.map(({ annotations: own }: TestImage['root']) => own)).toEqual([undefined, { 'org.example.b': '2' }])
  expect(complaints(result)).toEqual([
    "Labels are only set as outputs, because the images of 'source' are published unchanged. Add them where those are built",
    "Annotations can only be set on a new index ('index:') and its entries ('manifest-descriptor:', for a platform that it lists), because the images themselves are not changed. Not set: manifest:org.example.c",
  ])
})

test('gives an annotated index the time of the commit, so that a re-run makes the same index', async () => {
  await using registry = await startTestRegistry()
  const inputs = {
    source: `oci-archive:${files.path}/v6.tar\noci-layout:${files.path}/v7`,
    tags: `${registry.host}/o/app:1`,
    annotations: 'org.example.a=1',
  }
  const first = await publish(inputs)
  const again = await publish(inputs)
  expect(again.outputs.digest).toBe(first.outputs.digest)
  const committed = (await run('git', ['show', '--no-patch', '--format=%ct'], { directory: workspace.path })).trim()
  const created = new Date(Number(committed) * 1000).toISOString()
  expect(indexAt(registry, 'o/app').annotations).toMatchObject({ 'org.opencontainers.image.created': created })
  // Existing images keep their labels, so those of the repository are not in the log.
  expect(first.log).not.toContain('org.opencontainers.image.')
})

test('names both lines if two have different images for one platform', async () => {
  await using registry = await startTestRegistry()
  registry.put('acme/app', image({ layers: [layer('other')], platform: { os: 'linux', architecture: 'arm' } }), '1')
  const source = `docker://${registry.host}/acme/app:1\noci-layout:${files.path}/v7`
  const result = await publish({ source, tags: `${registry.host}/o/app:1` })
  expect(complaints(result)).toEqual([
    expect.stringMatching(
      `^Input 'source': docker://${registry.host}/acme/app:1 \\(sha256:\\w+\\) and oci-layout:${files.path}/v7 \\(${v7.root.digest}\\) both have an image for linux/arm/v7: remove one of the two lines$`
    ),
  ])
  expect(registry.tags('o/app')).toEqual({})
})

test('tells two images of one archive apart', async () => {
  await using registry = await startTestRegistry()
  const saved = archiveFiles(['a', 'b'].map((name) => ({ layers: [{ tar: layerTar(name) }], names: [`app:${name}`] })))
  const file = join(files.path, 'two.tar')
  await writeFile(file, tarOf(saved))
  const source = ['a', 'b'].map((name) => `docker-archive:${file}:app:${name}`).join('\n')
  const [complaint] = complaints(await publish({ source, tags: `${registry.host}/o/app:1` }))
  expect(complaint).toMatch(
    new RegExp(
      `docker-archive:${file}:app:a \\(.*\\) and docker-archive:${file}:app:b \\(.*\\) both have an image for linux/amd64`
    )
  )
})

test('reports every line that is not a source, and every image that cannot be opened', async () => {
  await using registry = await startTestRegistry()
  const tags = `${registry.host}/o/app:1`
  expect(
    complaints(await publish({ tags, source: 'oci-layout:gone\nfile:x\ndocker://UPPER/\noci-layout:lost' }))
  ).toEqual([
    expect.stringMatching(/^Input 'source': write 'oci-layout:folder', .*, not 'file:x'$/),
    expect.stringContaining("'UPPER/' is not an image name"),
  ])
  const source = ['a', 'b'].map((name) => `docker://${registry.host}/acme/${name}:1`).join('\n')
  expect(complaints(await publish({ tags, source }))).toEqual([
    expect.stringContaining(`${registry.host}/acme/a does not have the tag '1'`),
    expect.stringContaining(`${registry.host}/acme/b does not have the tag '1'`),
  ])
})

test('refuses what is not a container image as a part of an index', async () => {
  await using registry = await startTestRegistry()
  const config = blob(json({ name: 'chart' }), 'application/vnd.cncf.helm.config.v1+json')
  registry.put('acme/chart', manifest({ mediaType: mediaTypes.ociManifest }, config, [layer('chart')]), '1')
  const source = `docker://${registry.host}/acme/chart:1\noci-layout:${files.path}/v7`
  expect(complaints(await publish({ source, tags: `${registry.host}/o/app:1` }))).toEqual([
    `Input 'source': docker://${registry.host}/acme/chart:1 is an artifact (application/vnd.cncf.helm.config.v1+json), not a container image, so it cannot be combined with other images or selected by platform: publish it in a step of its own`,
  ])
})

test('publishes the selected platforms of an index, and says that signatures do not follow', async () => {
  await using from = await startTestRegistry()
  await using to = await startTestRegistry()
  from.put('acme/app', whole, '1')
  const source = `docker://${from.host}/acme/app:1`
  const result = await publish({ source, platforms: 'linux/arm/v7,linux/arm/v6', tags: `${to.host}/o/app:1` })
  expect(result.exitCode, result.log).toBe(0)
  expect(indexAt(to, 'o/app').manifests).toEqual([v6.root, v7.root, attestation(v7).root])
  expect(result.log).toContain(
    `${result.outputs.digest} was made from ${source}: signatures and other referrers of that image do not apply to it`
  )
  expect(to.blob('o/app', amd.blobs[1]?.digest ?? '')).toEqual(base.bytes)
  expect(to.hasBlob('o/app', amd.blobs[0]?.digest ?? '')).toBe(false)
})

test('reads nothing of the platforms that are not selected, which may even be gone', async () => {
  await using from = await startTestRegistry()
  await using to = await startTestRegistry()
  from.put('acme/app', whole, '1')
  const gone = [amd, attestation(amd), v7].map(({ root }) => root.digest)
  for (const digest of gone) from.lose('acme/app', digest)
  const source = `docker://${from.host}/acme/app:1`
  const result = await publish({ source, platforms: 'linux/arm/v6', tags: `${to.host}/o/app:1` })
  expect(result.exitCode, result.log).toBe(0)
  expect(to.tags('o/app')).toEqual({ 1: v6.root.digest })
  const asked = from.entries.map(({ path }) => path)
  expect(asked.filter((path) => gone.some((digest) => path.includes(digest.slice('sha256:'.length))))).toEqual([])
})

test('publishes the image manifest if one platform without attestations is left', async () => {
  await using from = await startTestRegistry()
  await using to = await startTestRegistry()
  from.put('acme/app', whole, '1')
  const source = `docker://${from.host}/acme/app:1`
  const result = await publish({ source, platforms: 'linux/arm/v6', tags: `${to.host}/o/app:1` })
  expect(result.exitCode, result.log).toBe(0)
  expect(to.tags('o/app')).toEqual({ 1: v6.root.digest })
})

test('publishes an index unchanged if all of its platforms are selected', async () => {
  await using from = await startTestRegistry()
  await using to = await startTestRegistry()
  from.put('acme/app', whole, '1')
  const source = `docker://${from.host}/acme/app:1`
  const platforms = 'linux/amd64,linux/arm/v6,linux/arm'
  const result = await publish({ source, platforms, tags: `${to.host}/o/app:1` })
  expect([result.outputs.digest, result.exitCode]).toEqual([whole.root.digest, 0])
  expect(result.log).not.toContain('is another image')
  expect(complaints(await publish({ source, platforms: 'linux/s390x', tags: `${to.host}/o/app:1` }))).toEqual([
    `Input 'platforms': ${source} has no image for linux/s390x, only for linux/amd64, linux/arm/v6, linux/arm/v7`,
  ])
  expect(complaints(await publish({ source, platforms: 'linux,local', tags: `${to.host}/o/app:1` }))).toEqual([
    "Input 'platforms': write OS/ARCHITECTURE, as in linux/arm64, not 'linux'",
    "Input 'platforms': write OS/ARCHITECTURE, as in linux/arm64, not 'local'",
  ])
})
