import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { StepResult } from '../../scripts/runner.ts'
import type { Tag } from '../../src/oci/distribution/tag.ts'
import { nameSome, selectTags } from '../../src/plan/tag-selection.ts'
import { blob, image, index, layer, manifest, type TestImage } from '../support/images.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'
import { makeWorkspace, runAction, type Workspace } from '../support/workspace.ts'

// `all-tags`: the tags of a repository, published elsewhere as one release.

const base = layer(150_000)
const versions = ['1.0', '1.1', '2.0'].map((version) => image({ layers: [base, layer(version)] }))
const [first, second, third] = versions as [TestImage, TestImage, TestImage]
const sbom = artifact(second)
const signatureTag = `${second.root.digest.replace(':', '-')}.sig`
const signature = image({ layers: [layer('signature')] })

function artifact({ root: { mediaType, digest, size } }: TestImage): TestImage {
  const empty = blob(Buffer.from('{}'), 'application/vnd.oci.empty.v1+json')
  const fields = { mediaType: 'application/vnd.oci.image.manifest.v1+json', artifactType: 'application/spdx+json' }
  return manifest({ ...fields, subject: { mediaType, digest, size } }, empty, [layer('sbom')])
}

let workspace: Workspace
beforeAll(async () => {
  workspace = await makeWorkspace({ Dockerfile: 'FROM scratch\n' })
})
afterAll(async () => {
  await workspace[Symbol.asyncDispose]()
})

async function start(): Promise<TestRegistry> {
  const registry = await startTestRegistry()
  registry.put('acme/app', first, '1.0')
  registry.put('acme/app', second, '1.1', '1')
  registry.put('acme/app', third, '2.0', 'latest')
  registry.put('acme/app', sbom)
  registry.put('acme/app', signature, signatureTag)
  return registry
}

interface Mirrored extends StepResult {
  readonly result: readonly { readonly status: string; readonly digest?: string; readonly sent: number }[]
}

async function mirror(from: TestRegistry, to: readonly TestRegistry[], inputs: object = {}): Promise<Mirrored> {
  const images = to.map(({ host }) => `${host}/o/app`).join('\n')
  const all = { source: `docker://${from.host}/acme/app`, images, 'all-tags': '*', ...inputs }
  const done = await runAction(workspace, { inputs: all, variables: { PATH: process.env.PATH } })
  return { ...done, result: JSON.parse(done.outputs.result || '[]') }
}

const complaints = ({ log }: StepResult) => [...log.matchAll(/^::(?:error|warning)::(.*)$/gm)].map(([, text]) => text)

const digests = {
  '1.0': first.root.digest,
  '1.1': second.root.digest,
  '1': second.root.digest,
  '2.0': third.root.digest,
  latest: third.root.digest,
}

test('publishes all tags at two registries, each image once, under their names', async () => {
  await using from = await start()
  await using one = await startTestRegistry()
  await using two = await startTestRegistry()
  const done = await mirror(from, [one, two])
  expect(done.exitCode, done.log).toBe(0)
  for (const registry of [one, two]) {
    expect(registry.tags('o/app')).toEqual(digests)
    const uploads = registry.entries.filter(({ method, route }) => method === 'PUT' && route.kind === 'upload')
    // What the images share is sent once.
    expect(uploads).toHaveLength(new Set(versions.flatMap(({ blobs }) => blobs.map(({ digest }) => digest))).size)
    const kinds = registry.entries
      .filter(({ method, route }) => method === 'PUT' && route.kind === 'manifest')
      .map(({ route }) => (route.digest ? 'digest' : 'tag'))
    expect(kinds).toEqual([...Array(3).fill('digest'), ...Array(5).fill('tag')])
    expect([registry.unexpected, registry.sessions]).toEqual([[], []])
  }
  // A HEAD for each tag, and each manifest and blob once.
  const read = from.entries.filter(({ method, route }) => method === 'GET' && ['manifest', 'blob'].includes(route.kind))
  expect(read).toHaveLength(3 + 7)
  expect(done.result.map(({ status }) => status)).toEqual(Array(6).fill('published'))
  expect(done.outputs.images?.split('\n')).toHaveLength(6)
  expect(done.outputs.tags?.split('\n')).toHaveLength(10)
  expect(done.log).toMatch(new RegExp(`✓ ${one.host}/o/app: 3 images, `))
  expect(done.log.match(/^✓/gm)).toHaveLength(2)
})

test('asks a target that has all of them once for each tag, and for nothing else', async () => {
  await using from = await start()
  await using to = await startTestRegistry()
  await mirror(from, [to])
  to.clearLog()
  const done = await mirror(from, [to])
  expect(done.exitCode, done.log).toBe(0)
  const { GET = 0, HEAD = 0, ...others } = to.count()
  expect([GET + HEAD, others]).toEqual([5, {}])
  expect(done.log).toContain(`${to.host}/o/app: 1, 1.1, 1.0, 2.0, latest already up to date`)
})

test('takes the tags that match, and says which there are if none does', async () => {
  await using from = await start()
  await using to = await startTestRegistry()
  const some = await mirror(from, [to], { 'all-tags': '1*, !1\n2.*' })
  expect(some.exitCode, some.log).toBe(0)
  expect(Object.keys(to.tags('o/app')).toSorted()).toEqual(['1.0', '1.1', '2.0'])
  const none = await mirror(from, [to], { 'all-tags': 'v*' })
  expect(none.exitCode).toBe(1)
  expect(complaints(none)).toEqual([
    `Input 'all-tags': no tag of docker://${from.host}/acme/app matches 'v*'. It has '1', '1.0', '1.1', '2.0', 'latest'`,
  ])
})

test('moves no tag at all if one image cannot be completed', async () => {
  await using from = await start()
  await using one = await startTestRegistry()
  await using two = await startTestRegistry()
  two.fail({ method: 'PUT', kind: 'manifest', digest: third.root.digest }, { status: 403 }, { times: 9 })
  const done = await mirror(from, [one, two])
  expect(done.exitCode).toBe(1)
  expect([one.tags('o/app'), two.tags('o/app')]).toEqual([{}, {}])
  // One complaint for the target, and not one for each image.
  expect(complaints(done)).toHaveLength(1)
})

test('copies what refers to the images, and says how many are not published without it', async () => {
  await using from = await start()
  await using to = await startTestRegistry()
  const without = await mirror(from, [to])
  expect(without.log).toMatch(/::notice::At least 2 referrers of docker:\/\/.*\/acme\/app .* are not published/)
  const done = await mirror(from, [to], { referrers: 'true' })
  expect(done.exitCode, done.log).toBe(0)
  expect(to.tags('o/app')).toEqual({ ...digests, [signatureTag]: signature.root.digest })
  expect(to.manifest('o/app', sbom.root.digest)).toBeDefined()
  expect(done.log).toContain('3 images, with 2 referrers')
})

test('mounts everything within one registry', async () => {
  await using registry = await start()
  const done = await mirror(registry, [registry])
  expect(done.exitCode, done.log).toBe(0)
  expect(registry.tags('o/app')).toEqual(digests)
  expect(done.result.map(({ sent }) => sent)).toEqual([0, 0, 0])
})

test('a dry run publishes nothing, and `push: false` only lists', async () => {
  await using from = await start()
  await using to = await startTestRegistry()
  const dry = await mirror(from, [to], { 'dry-run': 'true' })
  expect(dry.exitCode, dry.log).toBe(0)
  expect(dry.result.map(({ status }) => status)).toEqual(['planned', 'planned', 'planned'])
  expect(dry.log).toContain(`${to.host}/o/app: 1, 1.1, 1.0, 2.0, latest would be published`)
  const listed = await mirror(from, [to], { push: 'false' })
  expect(listed.exitCode, listed.log).toBe(0)
  expect(listed.log).toContain(`docker://${from.host}/acme/app: 5 tags of 3 images: 1, 1.0, 1.1, 2.0, latest`)
  expect(to.count().PUT).toBeUndefined()
})

test('does not read an image again that all targets have, where each read counts as a pull', async () => {
  await using from = await start()
  await using one = await startTestRegistry()
  await using two = await startTestRegistry()
  from.behave({ headers: { 'ratelimit-limit': '100;w=21600', 'ratelimit-remaining': '76;w=21600' } })
  await mirror(from, [one, two])
  const next = image({ layers: [base, layer('next')] })
  from.put('acme/app', next, 'latest')
  for (const registry of [from, one, two]) registry.clearLog()
  const done = await mirror(from, [one, two])
  expect(done.exitCode, done.log).toBe(0)
  expect(two.tags('o/app')).toEqual({ ...digests, latest: next.root.digest })
  const read = from.entries.filter(({ method, route }) => method === 'GET' && route.kind === 'manifest')
  // Only the new one.
  expect(read).toHaveLength(1)
  expect(done.log).toContain('reading the source took 1 pull; 76 of 100 pulls left')
  expect(done.result.map(({ status, digest }) => [status, digest])).toEqual(
    [second, first, third, next].flatMap(({ root }) => Array(2).fill(['published', root.digest]))
  )
  const again = await mirror(from, [one, two])
  expect(again.exitCode, again.log).toBe(0)
  expect(again.log).not.toContain('reading the source took')
  expect(again.log).toMatch(/✓ .*: 4 images/)
})

test('says that the source cannot be read, and publishes nothing', async () => {
  await using from = await start()
  await using to = await startTestRegistry()
  from.fail({ method: 'GET', kind: 'manifest', digest: third.root.digest }, { status: 403 }, { times: 9 })
  const done = await mirror(from, [to])
  expect(done.exitCode).toBe(1)
  expect(complaints(done)).toEqual([
    expect.stringMatching(/^The source docker:\/\/.*\/acme\/app.* cannot be read: .* was refused: 403/),
  ])
  expect(to.count().PUT).toBeUndefined()
})

test('stays readable with a hundred images', async () => {
  await using from = await startTestRegistry()
  await using to = await startTestRegistry()
  for (let each = 0; each < 100; each++) from.put('acme/app', image({ layers: [base, layer(`${each}`)] }), `v${each}`)
  const done = await mirror(from, [to])
  expect(done.exitCode, done.log).toBe(0)
  expect(Object.keys(to.tags('o/app'))).toHaveLength(100)
  expect(done.log.split('\n').length).toBeLessThan(50)
  const visible = done.summary.replace(/<details>.*<\/details>/s, '')
  expect(visible.split('\n').length).toBeLessThan(30)
  expect(done.summary).toContain('<th nowrap align="right">Images</th>')
  expect(done.summary).toContain('<td nowrap align="right">100</td>')
  expect(done.result).toHaveLength(100)
})

test.each([
  [{ 'all-tags': '*', source: 'docker://ghcr.io/acme/app:1' }, /'all-tags': it needs one source, without a tag/],
  [{ 'all-tags': '*', source: 'oci-layout:x' }, /'all-tags': it needs one source, without a tag/],
  [{ 'all-tags': '*', source: 'docker://ghcr.io/a/b', tags: 'type=sha' }, /'tags': with 'all-tags' the tags are those/],
  [{ 'all-tags': '*', source: 'docker://ghcr.io/a/b', platforms: 'linux/amd64' }, /'platforms': with 'all-tags'/],
  [{ 'all-tags': 'true', source: 'docker://ghcr.io/a/b' }, /'all-tags': write '\*' for all tags/],
  [{ 'all-tags': 'v[0-9]', source: 'docker://ghcr.io/a/b' }, /'all-tags': write tags such as .*, not 'v\[0-9\]'/],
])('refuses %j', async (inputs, message) => {
  const { exitCode, log } = await runAction(workspace, {
    inputs: { images: 'ghcr.io/acme/other', ...inputs },
    variables: { PATH: process.env.PATH },
  })
  expect(exitCode).toBe(1)
  expect(log).toMatch(message)
})

test('refuses the source as its own target', async () => {
  await using registry = await start()
  const done = await mirror(registry, [], { images: `${registry.host}/acme/app` })
  expect(complaints(done)).toEqual([
    `Input 'images': ${registry.host}/acme/app is the source itself: name another repository`,
  ])
})

describe('patterns', () => {
  const ofSignature = `sha256-${'0'.repeat(64)}.sig`
  const tags = ['v10', 'v1.0', 'v1.1-rc1', 'v2', 'latest', ofSignature] as unknown as readonly Tag[]

  test.each([
    [['*'], ['latest', 'v1.0', 'v1.1-rc1', 'v2', 'v10']],
    [
      ['v*', '!*-rc*'],
      ['v1.0', 'v2', 'v10'],
    ],
    [['!latest'], ['v1.0', 'v1.1-rc1', 'v2', 'v10']],
    [
      ['v1.*', 'latest'],
      ['latest', 'v1.0', 'v1.1-rc1'],
    ],
    [['sha256-*'], [ofSignature]],
    [['*.sig'], []],
    [['v'], []],
  ])('%j', (patterns, chosen) => {
    expect(selectTags(tags, patterns)).toEqual(chosen)
  })

  test('names a few of the tags, the last of the list', () => {
    expect(nameSome(tags)).toBe("'v10', 'v1.0', 'v1.1-rc1', 'v2', 'latest'")
    const many = Array.from({ length: 12 }, (_, each) => `v${each}`) as unknown as readonly Tag[]
    expect(nameSome(many)).toBe("'v7', 'v8', 'v9', 'v10', 'v11' and 7 more")
    expect(nameSome([])).toBe('')
  })
})

test('an index is one image, whose platforms are kept', async () => {
  await using from = await startTestRegistry()
  await using to = await startTestRegistry()
  const both = index([first, image({ layers: [layer('arm')], platform: { os: 'linux', architecture: 'arm64' } })])
  from.put('acme/app', both, '3.0', '3')
  const done = await mirror(from, [to])
  expect(done.exitCode, done.log).toBe(0)
  expect(to.tags('o/app')).toEqual({ '3.0': both.root.digest, '3': both.root.digest })
  expect(done.outputs.digest).toBe(both.root.digest)
})
