import { describe, expect, test } from 'vitest'
import { withAges } from '../../src/inventory/graph/image-ages.ts'
import { type GraphOptions, readGraph } from '../../src/inventory/graph/read-graph.ts'
import { OciInventory } from '../../src/inventory/oci-inventory.ts'
import type { Digest } from '../../src/oci/digest.ts'
import { referrersTag } from '../../src/oci/distribution/referrer-tags.ts'
import { failureOf } from '../registry/client.ts'
import { meetRegistry, type Pair } from '../registry/pair.ts'
import { blob, image, index, json, layer, manifest, type TestImage } from '../support/images.ts'
import type { Behaviour } from '../support/registry/behaviour.ts'

const oci = 'application/vnd.oci.image.manifest.v1+json'
const amd64 = image({ layers: [layer('base'), layer('amd64')], config: { created: '2026-05-01T10:00:00Z' } })
const arm64 = image({
  layers: [layer('base'), layer('arm64')],
  platform: { os: 'linux', architecture: 'arm64' },
  config: { created: '1970-01-01T00:00:00Z' },
})
const app = index([amd64, arm64])
const nested = index([app, image({ layers: [layer('windows')] })])

/** What refers to an image. */
function referrerOf({ root }: TestImage, text: string): TestImage {
  const { mediaType, digest, size } = root
  const fields = { mediaType: oci, artifactType: 'application/x-signature', subject: { mediaType, digest, size } }
  return manifest(fields, blob(json({}), 'application/vnd.oci.empty.v1+json'), [layer(text)])
}

interface Read extends Pair {
  readonly lines: string[]
  read(options?: Partial<GraphOptions>): ReturnType<typeof readGraph>
}

async function meet(behaviour: Partial<Behaviour> = {}): Promise<Read> {
  const pair = await meetRegistry(behaviour)
  const lines: string[] = []
  const log = { info: (line: string) => lines.push(line), notice: (line: string) => lines.push(line) }
  const repository = { registry: pair.registry.host, name: 'o/app' }
  const { registry } = pair.client
  const inventory = new OciInventory({ registry, repository })
  return {
    ...pair,
    lines,
    read: (options) => readGraph({ inventory, registry, repository, keepDigests: [], log, ...options }),
  }
}

const digests = (...images: readonly TestImage[]) => images.map(({ root }) => root.digest).toSorted()
const known = ({ graph }: Awaited<ReturnType<typeof readGraph>>) => [...graph.manifests.keys()].toSorted()

describe('reads a repository', () => {
  test('with one request for each tag, and one for each manifest that no tag names', async () => {
    await using it = await meet()
    it.registry.put('o/app', nested, 'v1', 'latest')
    it.registry.put('o/app', amd64, 'v1-amd64')
    const reader = await it.read()
    expect(known(reader)).toEqual(nested.manifests.map(({ descriptor }) => descriptor.digest).toSorted())
    expect(reader.graph.tags.map(({ tag, digest }) => `${tag} ${digest}`)).toEqual([
      `latest ${nested.root.digest}`,
      `v1 ${nested.root.digest}`,
      `v1-amd64 ${amd64.root.digest}`,
    ])
    expect(it.registry.log).toHaveLength(1 + 3 + 3)
    expect(it.registry.log.filter((line) => !line.startsWith('GET'))).toEqual([])
  })

  test('with what the image referred to, what tags are named after, and the digests to keep', async () => {
    await using it = await meet()
    const signature = referrerOf(app, 'signature')
    const fallback = index([referrerOf(nested, 'other')])
    it.registry.put('o/app', app)
    it.registry.put('o/app', signature, 'signature')
    it.registry.put('o/app', fallback, referrersTag(nested.root.digest))
    it.registry.put('o/app', arm64)
    const gone = `sha256:${'0'.repeat(64)}` as Digest
    const { graph } = await it.read({ keepDigests: [arm64.root.digest, gone] })
    expect(graph.manifests.get(signature.root.digest)).toMatchObject({ subject: app.root.digest })
    expect(graph.manifests.has(amd64.root.digest)).toBe(true)
    expect([...graph.missing].toSorted()).toEqual([gone, nested.root.digest].toSorted())
    expect(graph.listsUntagged).toBe(false)
  })

  test('with the referrers that the registry lists, of the manifests that matter', async () => {
    await using it = await meet()
    const signature = referrerOf(app, 'signature')
    const countersignature = referrerOf(signature, 'countersignature')
    for (const each of [signature, countersignature]) it.registry.put('o/app', each)
    it.registry.put('o/app', app, 'v1')
    const reader = await it.read()
    expect(known(reader)).toEqual(digests(app, amd64, arm64))
    expect(await reader.readReferrers([app.root.digest, amd64.root.digest])).toBe(true)
    expect(await reader.readReferrers([app.root.digest, signature.root.digest])).toBe(true)
    expect(await reader.readReferrers([app.root.digest, amd64.root.digest])).toBe(false)
    expect(known(reader)).toEqual(digests(app, amd64, arm64, signature, countersignature))
  })

  test('and does not ask a registry without such lists again', async () => {
    await using it = await meet({ referrers: 404 })
    it.registry.put('o/app', app, 'v1')
    const reader = await it.read()
    expect(await reader.readReferrers([app.root.digest, amd64.root.digest])).toBe(false)
    expect(await reader.readReferrers([arm64.root.digest])).toBe(false)
    expect(it.registry.log.filter((line) => line.includes('referrers'))).toHaveLength(1)
  })

  test('with what is missing, and a tag that points at nothing', async () => {
    await using it = await meet()
    it.registry.put('o/app', app, 'v1')
    it.registry.put('o/app', image({ layers: [layer('old')] }), 'old')
    it.registry.lose('o/app', arm64.root.digest)
    it.registry.lose('o/app', it.registry.tags('o/app').old ?? '')
    const { graph } = await it.read()
    expect(graph.tags.map(({ tag }) => tag)).toEqual(['v1'])
    expect([...graph.missing]).toEqual([arm64.root.digest])
    expect(it.lines.at(-1)).toMatch(/o\/app: these tags point at no manifest, and are left as they are: old\./)
  })

  test('with layers in an index, as BuildKit stores a cache', async () => {
    await using it = await meet({ children: 'unchecked' })
    const part = layer('cached')
    const bytes = json({ schemaVersion: 2, mediaType: app.root.mediaType, manifests: [part.descriptor] })
    it.registry.putManifest('o/app', bytes, app.root.mediaType, 'cache')
    const { graph } = await it.read()
    expect(graph.missing.size).toBe(0)
    expect(graph.manifests.size).toBe(1)
  })
})

describe('does not go on', () => {
  test.each([401, 403, 429, 500, 503])('if the registry answers %i to one manifest', async (status) => {
    await using it = await meet()
    it.registry.put('o/app', nested, 'v1')
    it.registry.fail({ kind: 'manifest', digest: arm64.root.digest }, { status }, { times: 50 })
    expect((await failureOf(it.read())).message).toMatch(new RegExp(`reading sha256:\\w+.*: ${status}`))
  })

  test.each(['MANIFEST_UNKNOWN', 'NAME_UNKNOWN', 'DENIED'])(
    'if it answers 403 with %s, which hides what it has',
    async (code) => {
      await using it = await meet()
      it.registry.put('o/app', nested, 'v1')
      const body = JSON.stringify({ errors: [{ code }] })
      it.registry.fail({ kind: 'manifest', digest: arm64.root.digest }, { status: 403, body }, { times: 50 })
      expect((await failureOf(it.read())).message).toMatch(/reading sha256:\w+.*: 403/)
    }
  )

  test('if a web server answers 404 in its place', async () => {
    await using it = await meet()
    it.registry.put('o/app', nested, 'v1')
    const body = '<h1>Not Found</h1>'
    it.registry.fail({ kind: 'manifest', digest: arm64.root.digest }, { status: 404, body }, { times: 50 })
    it.registry.fail({ kind: 'base' }, { status: 404, body }, { times: 50 })
    expect((await failureOf(it.read())).message).toContain('does not answer as a registry')
  })

  test('if a manifest is cut short, is not what its digest says, or not what it says', async () => {
    await using it = await meet()
    it.registry.put('o/app', app, 'v1')
    it.registry.fail({ kind: 'manifest', digest: arm64.root.digest }, { truncate: 9 }, { times: 50 })
    await failureOf(it.read())
    await using other = await meet()
    other.registry.put('o/app', app, 'v1')
    const headers = { 'content-type': oci }
    other.registry.fail({ digest: arm64.root.digest }, { status: 200, headers, body: '{"schemaVersion":2}' })
    expect((await failureOf(other.read())).message).toMatch(/reading sha256/)
  })

  test.each([
    'application/vnd.oci.artifact.manifest.v1+json',
    'application/vnd.docker.distribution.manifest.v1+prettyjws',
  ])('at a manifest of the type %s', async (mediaType) => {
    await using it = await meet()
    it.registry.put('o/app', app, 'v1')
    it.registry.putManifest('o/app', json({ schemaVersion: 2, mediaType }), mediaType, 'other')
    expect((await failureOf(it.read())).message).toMatch(/reading tag 'other' failed/)
  })

  test('at an index whose entry is of an unknown type', async () => {
    await using it = await meet()
    const entry = { ...amd64.root, mediaType: 'application/x-unknown' }
    const bytes = json({ schemaVersion: 2, mediaType: app.root.mediaType, manifests: [entry] })
    it.registry.putManifest('o/app', bytes, app.root.mediaType, 'other')
    expect((await failureOf(it.read())).message).toMatch(
      /it has an entry of the unknown media type application\/x-unknown\.$/
    )
  })

  test('at manifests that are nested too deep', async () => {
    await using it = await meet()
    let deep = image({ layers: [layer('deep')] })
    for (let level = 0; level < 40; level++) deep = index([deep])
    it.registry.put('o/app', deep, 'deep')
    expect((await failureOf(it.read())).message).toMatch(/its manifests are nested more than 32 deep\.$/)
  })

  test('and sends no more requests after the first failure', async () => {
    await using it = await meet()
    const tags = Array.from({ length: 300 }, (_, number) => `t${number}`)
    it.registry.put('o/app', app, ...tags)
    it.registry.fail({ kind: 'manifest' }, { status: 403 }, { times: 1_000 })
    await failureOf(it.read())
    const sent = it.registry.entries.length
    expect(sent).toBeLessThan(150)
  })
})

describe('ages', () => {
  test('come from one configuration each, which need not be that of a reproducible build', async () => {
    await using it = await meet()
    it.registry.put('o/app', app, 'v1', 'v2')
    it.registry.put('o/app', arm64, 'arm64')
    const { graph } = await it.read()
    const before = it.registry.log.length
    const remote = it.client.repository('o/app')
    const dated = await withAges(
      graph,
      graph.tags.map(({ digest }) => digest),
      remote
    )
    expect(dated.manifests.get(app.root.digest)?.createdAt).toBe(Date.UTC(2026, 4, 1, 10))
    expect(dated.manifests.get(arm64.root.digest)?.createdAt).toBeUndefined()
    expect(it.registry.log.slice(before).map((line) => line.replace(/sha256:\w+/, 'config'))).toEqual([
      'GET blob config 200',
      'GET blob config 200',
    ])
  })

  test('come from an annotation without a request', async () => {
    await using it = await meet()
    const annotations = { 'org.opencontainers.image.created': '2026-06-01T00:00:00Z' }
    const annotated = index([amd64], { annotations })
    it.registry.put('o/app', annotated, 'v1')
    const { graph } = await it.read()
    expect(graph.manifests.get(annotated.root.digest)?.createdAt).toBe(Date.UTC(2026, 5, 1))
  })
})
