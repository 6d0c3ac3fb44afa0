import { expect, test } from 'vitest'
import { image, index, layer, type TestImage } from '../support/images.ts'
import { attestation } from '../support/registry/content/attestation.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'
import { promote } from './promote.ts'

const amd = image({ layers: [layer('base'), layer(300_000)] })
const arm = image({ layers: [layer('base'), layer('arm')], platform: { os: 'linux', architecture: 'arm64' } })
const whole = index([amd, arm, attestation(amd)])

/** Checks that a repository has every byte of an image. */
function expectAll(registry: TestRegistry, name: string, { content, manifests }: TestImage): void {
  for (const { descriptor, bytes = Buffer.of() } of content) {
    expect(Buffer.compare(registry.blob(name, descriptor.digest) ?? Buffer.of(), bytes)).toBe(0)
  }
  for (const { descriptor, bytes } of manifests) {
    expect(Buffer.from(registry.manifest(name, descriptor.digest)?.bytes ?? [])).toEqual(Buffer.from(bytes))
  }
  expect([registry.unexpected, registry.sessions]).toEqual([[], []])
}

test.each([
  ['a single image', amd],
  ['an index with attestations', whole],
])('copies %s from one registry to another, and changes nothing', async (_, given) => {
  await using from = await startTestRegistry()
  await using to = await startTestRegistry()
  from.put('acme/app', given, 'rc')
  const [outcome] = await promote(`docker://${from.host}/acme/app:rc`, [`${to.host}/o/app:v1,latest`])
  expect([outcome?.status, outcome?.error]).toEqual(['published', undefined])
  expect(to.tags('o/app')).toEqual({ v1: given.root.digest, latest: given.root.digest })
  expectAll(to, 'o/app', given)
  expect(from.unexpected).toEqual([])
  // Each manifest and each blob once, and nothing else.
  expect(from.count()).toEqual({ GET: given.manifests.length + given.blobs.length })
})

test.each(['', ':latest', `@${whole.root.digest}`, `:other@${whole.root.digest}`])(
  'takes the image that name%s means',
  async (suffix) => {
    await using from = await startTestRegistry()
    await using to = await startTestRegistry()
    from.put('acme/app', whole, 'latest')
    await promote(`docker://${from.host}/acme/app${suffix}`, [`${to.host}/o/app:v1`])
    expect(to.tags('o/app')).toEqual({ v1: whole.root.digest })
  }
)

test('mounts all blobs within one registry, and sends none', async () => {
  await using registry = await startTestRegistry()
  registry.put('acme/app', whole, 'rc')
  const [outcome] = await promote(`docker://${registry.host}/acme/app:rc`, [`${registry.host}/o/app:v1`])
  expect(outcome?.status).toBe('published')
  expectAll(registry, 'o/app', whole)
  const { blobs, manifests } = whole
  expect(outcome?.traffic.mounted.blobs).toBe(blobs.length)
  const touched = registry.entries.filter(({ route }) => ['upload', 'mount', 'blob'].includes(route.kind))
  expect(touched.map(({ method, status }) => `${method} ${status}`)).toEqual(blobs.map(() => 'POST 201'))
  expect(registry.entries.filter(({ method }) => method === 'PUT').map(({ route }) => route.kind)).toEqual(
    manifests.map(() => 'manifest')
  )
})

test.each(['session', 405] as const)('sends blobs that the registry does not mount (%s)', async (mount) => {
  await using registry = await startTestRegistry({ behaviour: { mount } })
  registry.put('acme/app', whole, 'rc')
  const [outcome] = await promote(`docker://${registry.host}/acme/app:rc`, [`${registry.host}/o/app:v1`])
  expect([outcome?.status, outcome?.traffic.uploaded.blobs]).toEqual(['published', whole.blobs.length])
  expectAll(registry, 'o/app', whole)
})

test('adds a tag within a repository, and asks about no blob', async () => {
  await using registry = await startTestRegistry()
  registry.put('acme/app', whole, 'rc')
  const [outcome] = await promote(`docker://${registry.host}/acme/app:rc`, [`${registry.host}/acme/app:v1`])
  expect([outcome?.status, registry.tags('acme/app').v1]).toEqual(['published', whole.root.digest])
  // The source, and the new tag: read, written, read back.
  expect(registry.count()).toEqual({ GET: whole.manifests.length + 1, PUT: 1, HEAD: 1 })
})

test('costs a target that has the image no more than publishing it again from disk', async () => {
  await using from = await startTestRegistry()
  await using to = await startTestRegistry()
  from.put('acme/app', whole, 'rc')
  to.put('o/app', whole, 'v1')
  const [outcome] = await promote(`docker://${from.host}/acme/app:rc`, [`${to.host}/o/app:v1`])
  expect(outcome?.tags.map(({ status }) => status)).toEqual(['unchanged'])
  expect(from.count()).toEqual({ GET: whole.manifests.length })
  // The tag, and each child; the root as well if its check was sent before the tag was read.
  expect(to.count().GET).toBe(1)
  expect(to.count().HEAD).toBeLessThanOrEqual(whole.manifests.length)
})

test('a rehearsal reads manifests only', async () => {
  await using from = await startTestRegistry()
  await using to = await startTestRegistry()
  from.put('acme/app', whole, 'rc')
  const targets = [`${to.host}/o/app:v1`, `${from.host}/o/app:v1`]
  const [one, two] = await promote(`docker://${from.host}/acme/app:rc`, targets, { isRehearsal: true })
  expect([one?.status, one?.traffic.uploaded.blobs]).toEqual(['planned', whole.blobs.length])
  expect([two?.status, two?.traffic.mounted.blobs]).toEqual(['planned', whole.blobs.length])
  expect(from.entries.filter(({ method, route }) => method === 'GET' && route.kind === 'blob')).toEqual([])
})

test('says that a tag is missing, and that it is the source', async () => {
  await using from = await startTestRegistry()
  await using to = await startTestRegistry()
  from.put('acme/app', amd, 'v1')
  const source = `docker://${from.host}/acme/app`
  await expect(promote(source, [`${to.host}/o/app:v1`])).rejects.toThrow(
    `The source ${source} cannot be read: ${from.host}/acme/app does not have the tag 'latest'. Without a tag, 'latest' is meant. Check the spelling. If the repository is private, sign in to its registry: some registries hide private repositories.`
  )
})

test('says that a platform is missing from the source', async () => {
  await using from = await startTestRegistry({ behaviour: { children: 'unchecked' } })
  await using to = await startTestRegistry()
  from.put('acme/app', whole, 'v1')
  from.lose('acme/app', arm.root.digest)
  const source = `docker://${from.host}/acme/app:v1`
  await expect(promote(source, [`${to.host}/o/app:v1`])).rejects.toThrow(
    `The source ${source} is incomplete: its index ${whole.root.digest} lists the image for linux/arm64 (${arm.root.digest}), which ${from.host}/acme/app does not have. Copy all platforms of the image there first.`
  )
})

test('knows which instructions made the layers if a configuration was sent, and asks for none', async () => {
  await using from = await startTestRegistry()
  await using to = await startTestRegistry()
  const history = [{ created_by: 'COPY base / # buildkit' }]
  const made = image({ layers: [layer('base')], config: { history } })
  for (const registry of [from, to]) registry.put('acme/app', made, 'rc')
  const instructionsOf = async (target: string) => {
    const [outcome] = await promote(`docker://${from.host}/acme/app:rc`, [target])
    expect(outcome?.status).toBe('published')
    return outcome?.comparison?.platforms.flatMap(({ layers }) => layers.map(({ instruction }) => instruction))
  }
  expect(await instructionsOf(`${to.host}/o/new:v1`)).toEqual(['COPY base /'])
  expect(from.count()).toEqual({ GET: made.manifests.length + made.blobs.length })
  // Mounted, or there already: the configuration is not read.
  expect(await instructionsOf(`${from.host}/o/mounted:v1`)).toEqual([undefined])
  expect(await instructionsOf(`${to.host}/acme/app:rc`)).toEqual([undefined])
})
