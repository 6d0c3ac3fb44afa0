import { expect, test } from 'vitest'
import type { Push } from '../../src/push/push.ts'
import { testEnvironment } from '../support/environment.ts'
import { image, index, layer } from '../support/images.ts'
import { accessAs, publishTo } from '../support/publish.ts'
import { issue, makeAuthority } from '../support/registry/certificate.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'
import { Tokens } from '../support/registry/tokens.ts'
import { startTunnel } from '../support/tunnel.ts'

const app = image({ layers: [layer('base'), layer('app')] })
const built = { beforeBuild: true }

/** Fails the test unless the push has failed before the image exists. */
function failedInTime(pushes: readonly Push[]): void {
  expect(pushes.map(({ failure }) => failure !== undefined)).toEqual([true])
}

const refusals: readonly (readonly [string, (registry: TestRegistry) => void, RegExp])[] = [
  [
    'pushing is forbidden',
    (registry) => registry.fail({ method: 'POST' }, { status: 403 }, { times: 9 }),
    /permission to push/,
  ],
  ['the token only grants pull', grantPull, /permission to push/],
  ['access is denied altogether', (registry) => registry.fail({}, { status: 401 }, { times: 99 }), /401/],
  ['every connection is dropped', (registry) => registry.fail({}, 'reset before headers', { times: 999 }), /lost/],
]

function grantPull(registry: TestRegistry): void {
  const tokens = new Tokens()
  tokens.behave({ grant: (rights) => rights.filter((right) => right.endsWith(':pull')) })
  registry.authorize({ kind: 'bearer', tokens })
}

test.each(refusals)('fails during the build if %s', async (_, trouble, reason) => {
  await using registry = await startTestRegistry()
  trouble(registry)
  const failed: string[] = []
  const [outcome] = await publishTo([`${registry.host}/o/app:v1`], app, {
    ...built,
    meanwhile: failedInTime,
    onFailed: ({ name }) => failed.push(name),
  })
  expect(failed).toEqual([`${registry.host}/o/app`])
  expect([outcome?.status, outcome?.error?.message]).toEqual(['failed', expect.stringMatching(reason)])
  expect(registry.tags('o/app')).toEqual({})
})

test('uses the session that proves the right to push, or cancels it', async () => {
  await using tidy = await startTestRegistry()
  await using untidy = await startTestRegistry({ behaviour: { cancel: 405 } })
  const outcomes = await publishTo([`${tidy.host}/o/app:v1`, `${untidy.host}/o/app:v1`], app, built)
  expect(outcomes.map(({ status }) => status)).toEqual(['published', 'published'])
  for (const registry of [tidy, untidy]) {
    expect(registry.sessions).toEqual([])
    expect(registry.count()).toMatchObject({ POST: app.blobs.length })
    registry.clearLog()
  }
  await publishTo([`${tidy.host}/o/app:v1`, `${untidy.host}/o/app:v1`], app, built)
  expect([tidy.sessions.length, untidy.sessions.length]).toEqual([0, 1])
})

test('does not upload to a session that is old by the time of the first upload', async () => {
  await using registry = await startTestRegistry()
  let now = 0
  const environment = testEnvironment({ elapsed: () => now })
  const meanwhile = () => {
    now += 61_000
  }
  const [outcome] = await publishTo([`${registry.host}/o/app:v1`], app, { ...built, environment, meanwhile })
  expect(outcome?.status).toBe('published')
  expect(registry.count()).toMatchObject({ POST: 1 + app.blobs.length, DELETE: 1 })
  expect(registry.sessions).toEqual([])
})

test('does not upload to a session that was opened in advance and has become old', async () => {
  await using registry = await startTestRegistry()
  const times = Array.from({ length: 100 }, (_, each) => each * 61_000)
  const environment = testEnvironment({ elapsed: () => times.shift() as number })
  const large = image({ layers: [layer(200_000), layer(100_000)] })
  const [outcome] = await publishTo([`${registry.host}/o/app:v1`], large, { ...built, environment })
  expect(outcome?.status).toBe('published')
  const { POST = 0, DELETE = 0 } = registry.count()
  // One for each blob, besides those that were cancelled unused.
  expect([POST - DELETE, DELETE > 1]).toEqual([large.blobs.length, true])
  expect(registry.sessions).toEqual([])
})

test('finds all blobs below the tags of an index, at any depth', async () => {
  await using registry = await startTestRegistry()
  const arm = image({ layers: [layer('arm'), layer(300_000)], platform: { os: 'linux', architecture: 'arm64' } })
  const nested = index([index([app, arm])])
  registry.put('o/app', nested, 'v1')
  let known: readonly boolean[] = []
  const meanwhile = ([push]: readonly Push[]) => {
    known = nested.blobs.map(({ digest }) => push?.content.presence.knows(digest) ?? false)
    registry.clearLog()
  }
  const next = image({ layers: [layer('base'), layer(300_000), layer('next')] })
  const [outcome] = await publishTo([`${registry.host}/o/app:v1`], next, { ...built, meanwhile })
  expect(known).not.toContain(false)
  expect(outcome?.traffic.kept.blobs).toBe(2)
  expect(registry.log.filter((line) => line.startsWith('HEAD blob'))).toEqual([])
})

test('reads only a limited number of manifests of a very large index', async () => {
  await using registry = await startTestRegistry()
  const platforms = Array.from({ length: 60 }, (_, each) => ({ os: 'linux', architecture: `a${each}` }))
  const many = index(platforms.map((platform) => image({ layers: [layer('base')], platform })))
  registry.put('o/app', many, 'v1', 'latest')
  await publishTo([`${registry.host}/o/app:v1,latest`], app, built)
  expect(registry.count().GET).toBeLessThanOrEqual(1 + 24)
})

test('replaces a tag that points at something that is not an image', async () => {
  await using registry = await startTestRegistry()
  const odd = Buffer.from('{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":7}')
  const before = registry.putManifest('o/app', odd, 'application/vnd.oci.image.index.v1+json', 'v1')
  const [outcome] = await publishTo([`${registry.host}/o/app:v1`], app, built)
  expect(outcome?.tags).toEqual([{ tag: 'v1', status: 'published', digest: app.root.digest, before }])
})

test('asks for each blob if a manifest cannot be read', async () => {
  await using registry = await startTestRegistry()
  const large = image({ layers: [layer(200_000), layer(100_000)] })
  registry.put('o/app', large, 'v1')
  registry.fail({ method: 'GET', kind: 'manifest', reference: large.root.digest }, { status: 500 }, { times: 99 })
  const [outcome] = await publishTo([`${registry.host}/o/app:v1,v2`], large, built)
  expect([outcome?.status, outcome?.traffic.kept.blobs]).toEqual(['published', 3])
})

test('reads no manifest from Docker Hub, which would count as a pull', async () => {
  const authority = makeAuthority()
  const tls = issue(authority, { hosts: ['registry-1.docker.io'] })
  await using registry = await startTestRegistry({ tls })
  await using proxy = await startTunnel(registry.host)
  registry.put('o/app', app, 'v1')
  const [outcome] = await publishTo(['docker.io/o/app:v1,latest'], app, {
    ...built,
    environment: testEnvironment({ variables: { HTTPS_PROXY: proxy.url } }),
    accessTo: accessAs(undefined, { tls: { ca: authority.cert } }),
  })
  expect([outcome?.status, outcome?.tags.map(({ status }) => status)]).toEqual([
    'published',
    ['unchanged', 'published'],
  ])
  expect(registry.log.filter((line) => line.startsWith('GET manifest'))).toEqual([])
})
