import { describe, expect, test } from 'vitest'
import { cosignTags, referrersTag } from '../../src/oci/distribution/referrer-tags.ts'
import { blob, image, index, json, layer, manifest, type TestImage } from '../support/images.ts'
import type { Behaviour } from '../support/registry/behaviour.ts'
import { attestation } from '../support/registry/content/attestation.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'
import { inspect } from './inspected.ts'

const created = '2026-01-02T03:04:05Z'
const base = layer('base '.repeat(500))
const amd = image({
  layers: [base, layer('amd')],
  config: { created, config: { Labels: { 'org.opencontainers.image.version': '1.4.2', notes: 'two\nlines' } } },
  annotations: { team: 'shop' },
})
const arm = image({
  layers: [base, layer('for arm')],
  platform: { os: 'linux', architecture: 'arm64', variant: 'v8' },
})
const provenance = attestation(amd)
const app = index([amd, arm, provenance], { annotations: { 'org.opencontainers.image.title': 'Shop' } })

const sizeOf = ({ content }: TestImage) => content.slice(1).reduce((sum, { descriptor }) => sum + descriptor.size, 0)
const empty = blob(Buffer.from('{}'), 'application/vnd.oci.empty.v1+json')

function sbomOf({ root: { mediaType, digest, size } }: TestImage): TestImage {
  const fields = { mediaType: amd.root.mediaType, artifactType: 'application/spdx+json' }
  const annotations = { 'org.opencontainers.image.created': created }
  return manifest({ ...fields, subject: { mediaType, digest, size }, annotations }, empty, [layer('sbom')])
}
const sbom = sbomOf(app)

async function stocked(behaviour: Partial<Behaviour> = {}): Promise<TestRegistry> {
  const registry = await startTestRegistry({ behaviour })
  registry.put('acme/one', amd, 'v1')
  registry.put('acme/app', app, 'v1')
  const names = { amd, arm, app, sbom, provenance }
  for (const [word, { root }] of Object.entries(names)) registry.name(root.digest, word)
  registry.name(amd.content[0]?.descriptor.digest ?? '', 'config of amd')
  registry.name(arm.content[0]?.descriptor.digest ?? '', 'config of arm')
  return registry
}

describe('an image for one platform', () => {
  test('takes two requests, and two more to find what refers to it', async () => {
    await using registry = await stocked()
    const { outputs, json: parsed, lines } = await inspect({ images: `${registry.host}/acme/one:v1` })
    expect(registry.log.toSorted()).toEqual([
      'GET blob config of amd 200',
      'GET manifest v1 200',
      'GET referrers amd 200',
      'GET tags 200',
    ])
    expect(registry.unexpected).toEqual([])
    expect(outputs).toMatchObject({
      exists: 'true',
      image: `${registry.host}/acme/one@${amd.root.digest}`,
      tag: 'v1',
      digest: amd.root.digest,
      'media-type': 'application/vnd.oci.image.manifest.v1+json',
      created,
      manifest: Buffer.from(amd.manifests[0]?.bytes ?? []).toString(),
      tags: '',
      catalog: '',
    })
    expect(parsed('labels')).toEqual({ 'org.opencontainers.image.version': '1.4.2', notes: 'two\nlines' })
    expect(parsed('annotations')).toEqual({ team: 'shop' })
    expect(parsed('config')).toMatchObject({ os: 'linux', architecture: 'amd64', rootfs: { type: 'layers' } })
    expect(parsed('layers')).toEqual(
      amd.content.slice(1).map(({ descriptor: { mediaType, digest, size } }) => ({ mediaType, digest, size }))
    )
    const size = sizeOf(amd)
    expect(parsed('size')).toEqual({ total: size, 'linux/amd64': size })
    const { digest, mediaType } = amd.root
    expect(parsed('platforms')).toEqual([{ platform: 'linux/amd64', digest, mediaType, size }])
    expect(parsed('referrers')).toEqual([])
    expect(lines).toEqual([
      `${registry.host}/acme/one:v1: ${digest}, linux/amd64 (${size} B), created ${created}, 0 referrers`,
    ])
  })

  test('is read in the Docker dialect, and by digest', async () => {
    await using registry = await stocked()
    const docker = image({ layers: [layer('docker')], mediaTypes: 'docker' })
    registry.put('acme/one', docker)
    const { outputs, json: parsed } = await inspect({ images: `${registry.host}/acme/one@${docker.root.digest}` })
    expect(outputs).toMatchObject({ exists: 'true', tag: '', digest: docker.root.digest })
    expect(outputs['media-type']).toBe('application/vnd.docker.distribution.manifest.v2+json')
    expect(parsed('layers')[0].mediaType).toBe('application/vnd.docker.image.rootfs.diff.tar.gzip')
    expect(parsed('platforms')[0].platform).toBe('linux/amd64')
  })
})

describe('an index', () => {
  test('takes one request, two for each platform, and two to find what refers to it', async () => {
    await using registry = await stocked()
    registry.put('acme/app', sbom)
    const { outputs, json: parsed } = await inspect({ images: `${registry.host}/acme/app:v1` })
    expect(registry.log.toSorted()).toEqual([
      'GET blob config of amd 200',
      'GET blob config of arm 200',
      'GET manifest amd 200',
      'GET manifest arm 200',
      'GET manifest v1 200',
      'GET referrers app 200',
      'GET tags 200',
    ])
    expect(outputs.digest).toBe(app.root.digest)
    expect(parsed('platforms')).toMatchObject([
      { platform: 'linux/amd64', digest: amd.root.digest, size: sizeOf(amd), attestations: [provenance.root.digest] },
      { platform: 'linux/arm64', digest: arm.root.digest, size: sizeOf(arm) },
    ])
    // The base layer counts once.
    const total = sizeOf(amd) + sizeOf(arm) - base.descriptor.size
    expect(parsed('size')).toEqual({ total, 'linux/amd64': sizeOf(amd), 'linux/arm64': sizeOf(arm) })
    expect(parsed('annotations')).toEqual({ 'org.opencontainers.image.title': 'Shop' })
    expect(parsed('labels')).toMatchObject({ 'org.opencontainers.image.version': '1.4.2' })
    expect(outputs.created).toBe(created)
    const [{ platforms }] = parsed('json')
    expect(platforms[1]).toMatchObject({ config: { architecture: 'arm64' }, labels: {}, layers: [{}, {}] })
    const { digest, mediaType, size } = sbom.root
    const annotations = { 'org.opencontainers.image.created': created }
    expect(parsed('referrers')).toEqual([
      { digest, mediaType, size, artifactType: 'application/spdx+json', annotations },
    ])
  })

  test('may be nested, and tells versions of Windows apart', async () => {
    await using registry = await stocked()
    const windows = ['10.0.17763.1', '10.0.20348.2'].map((version) => {
      const platform = { os: 'windows', architecture: 'amd64', 'os.version': version }
      return image({ layers: [layer(version)], platform })
    })
    registry.put('acme/app', index([app, index(windows)]), 'all')
    const { json: parsed } = await inspect({ images: `${registry.host}/acme/app:all` })
    expect(parsed('platforms').map(({ platform }: { platform: string }) => platform)).toEqual([
      'linux/amd64',
      'linux/arm64',
      'windows(10.0.17763.1)/amd64',
      'windows(10.0.20348.2)/amd64',
    ])
  })

  test('names the platforms that the repository does not have', async () => {
    await using registry = await stocked()
    registry.lose('acme/app', arm.root.digest)
    const { outputs, json: parsed, lines } = await inspect({ images: `${registry.host}/acme/app:v1` })
    expect(outputs.exists).toBe('true')
    const { digest, mediaType } = arm.root
    expect(parsed('platforms')[1]).toEqual({ platform: 'linux/arm64', digest, mediaType, missing: true })
    expect(lines.at(-1)).toBe(
      `warning: ${registry.host}/acme/app:v1 is incomplete: its index lists manifests that the repository does not have: linux/arm64 (${digest}). Push the image there again, or ignore this if only some platforms were copied`
    )
  })
})

describe('what refers to an image', () => {
  const [sig = '', att = ''] = cosignTags(app.root.digest)
  const type = 'application/vnd.dev.cosign.simplesigning.v1+json'
  const signature = image({ layers: [layer('signature', type)], annotations: { signer: 'ann' } })

  test('is listed under the fallback tag where the registry has no list', async () => {
    await using registry = await stocked({ referrers: 404 })
    registry.put('acme/app', sbom)
    const list = json({
      schemaVersion: 2,
      mediaType: app.root.mediaType,
      manifests: [{ ...sbom.root, artifactType: 'application/spdx+json' }],
    })
    const tag = referrersTag(app.root.digest)
    registry.putManifest('acme/app', list, app.root.mediaType, tag)
    const { json: parsed } = await inspect({ images: `${registry.host}/acme/app:v1` })
    const { digest, mediaType, size } = sbom.root
    expect(parsed('referrers')).toEqual([{ digest, mediaType, size, artifactType: 'application/spdx+json', tag }])
    expect(registry.log.filter((line) => /referrers|tags|sha256-/.test(line))).toEqual([
      'GET referrers app 404',
      'GET tags 200',
      `GET manifest ${tag} 200`,
    ])
  })

  test('is read where the list does not say what it is, as cosign writes it', async () => {
    await using registry = await stocked({ referrers: 404 })
    registry.put('acme/app', sbom)
    const manifests = [{ ...sbom.root, artifactType: 'application/vnd.oci.empty.v1+json' }]
    const list = json({ schemaVersion: 2, mediaType: app.root.mediaType, manifests })
    registry.putManifest('acme/app', list, app.root.mediaType, referrersTag(app.root.digest))
    const { json: parsed } = await inspect({ images: `${registry.host}/acme/app:v1` })
    expect(parsed('referrers')).toMatchObject([{ artifactType: 'application/spdx+json', digest: sbom.root.digest }])
    expect(registry.log.at(-1)).toBe('GET manifest sbom 200')
  })

  test("is found by cosign's tags", async () => {
    await using registry = await stocked()
    registry.put('acme/app', signature, sig)
    const { json: parsed } = await inspect({ images: `${registry.host}/acme/app:v1` })
    const { digest, mediaType, size } = signature.manifests[0]?.descriptor ?? {}
    expect(parsed('referrers')).toEqual([
      { mediaType, digest, size, artifactType: type, annotations: { signer: 'ann' }, tag: sig },
    ])
    expect(registry.log.filter((line) => line.includes('sha256-'))).toEqual([`GET manifest ${sig} 200`])
  })

  test.each([{ page: { size: 1, link: 'relative' } }, { page: { size: 1, link: 'elsewhere' } }] as const)(
    'is asked for tag by tag if the tags are not on one page: %j',
    async (behaviour) => {
      await using registry = await stocked(behaviour)
      registry.put('acme/app', signature, sig, att)
      const { json: parsed } = await inspect({ images: `${registry.host}/acme/app:v1` })
      expect(parsed('referrers')).toHaveLength(1)
      expect(registry.log.filter((line) => /tags|sha256-/.test(line)).toSorted()).toEqual([
        `GET manifest ${att} 200`,
        `GET manifest ${sig.replace('.sig', '.sbom')} 404`,
        `GET manifest ${sig} 200`,
        'GET tags 200',
      ])
    }
  )

  test('is found where the user may not list tags', async () => {
    await using registry = await stocked()
    registry.put('acme/app', signature, sig)
    registry.fail({ kind: 'tags' }, { status: 403, body: '{"errors":[{"code":"DENIED","message":"no"}]}' })
    const { json: parsed } = await inspect({ images: `${registry.host}/acme/app:v1` })
    expect(parsed('referrers')).toHaveLength(1)
  })
})

test('an artifact has its type, its configuration and its layers, but no platforms', async () => {
  await using registry = await stocked()
  const chart = manifest(
    { mediaType: amd.root.mediaType },
    blob(json({ name: 'shop', version: '1.4.2' }), 'application/vnd.cncf.helm.config.v1+json'),
    [layer('chart', 'application/vnd.cncf.helm.chart.content.v1.tar+gzip')]
  )
  registry.put('acme/chart', chart, '1.4.2')
  const { outputs, json: parsed } = await inspect({ images: `${registry.host}/acme/chart:1.4.2` })
  expect([outputs.platforms, outputs.labels]).toEqual(['[]', '{}'])
  expect(parsed('config')).toEqual({ name: 'shop', version: '1.4.2' })
  expect(parsed('size')).toEqual({ total: sizeOf(chart) })
  expect(parsed('json')[0].artifactType).toBe('application/vnd.cncf.helm.config.v1+json')
})

test('several images are inspected at once, and the tags of a repository listed once', async () => {
  await using registry = await stocked()
  registry.put('acme/app', arm, 'arm')
  const names = ['acme/app:v1', 'acme/one:v1', 'acme/app:arm'].map((name) => `${registry.host}/${name}`)
  const { outputs, json: parsed, summary } = await inspect({ images: names.join('\n') })
  expect(outputs.digest).toBe(app.root.digest)
  expect(parsed('json').map((each: { image: string; digest: string }) => [each.image, each.digest])).toEqual([
    [names[0], app.root.digest],
    [names[1], amd.root.digest],
    [names[2], arm.root.digest],
  ])
  expect(registry.log.filter((line) => line.startsWith('GET tags'))).toHaveLength(2)
  expect(summary).toContain('### 🔎 Inspected 3 images')
  expect(summary).toContain(`<td nowrap>✅ <code>${names[2]}</code></td>`)
})
