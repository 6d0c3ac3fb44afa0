import { setTimeout } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import {
  parseReference,
  parseRepository,
  type Reference,
  type Repository,
} from '../../src/oci/distribution/reference.ts'
import { image, index, layer } from '../support/images.ts'
import { publishTo } from '../support/publish.ts'
import type { Behaviour } from '../support/registry/behaviour.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'
import { Tokens } from '../support/registry/tokens.ts'

const base = layer(150_000)
const more = layer(160_000)
const app = image({ layers: [base, more] })
const [config] = app.content
const all = { blobs: 2, bytes: 310_000 }
const none = { blobs: 0, bytes: 0 }

function at({ host }: { host: string }, name: string): Repository {
  return parseRepository(`${host}/${name}`) as Repository
}

function posts(registry: TestRegistry): readonly string[] {
  return registry.log.filter((line) => line.startsWith('POST')).toSorted()
}

async function start(behaviour: Partial<Behaviour> = {}): Promise<TestRegistry> {
  const registry = await startTestRegistry({ behaviour, auth: { kind: 'bearer', tokens: new Tokens() } })
  registry.name(base.descriptor.digest, 'base')
  registry.name(more.descriptor.digest, 'more')
  return registry
}

function stock(registry: TestRegistry, name: string): void {
  for (const { bytes = new Uint8Array() } of [base, more]) registry.putBlob(name, bytes)
}

test('mounts a layer from another repository of the registry instead of sending it', async () => {
  await using registry = await start()
  stock(registry, 'o/base')
  const [outcome] = await publishTo([`${registry.host}/o/app:v1`], app, { mountFrom: [at(registry, 'o/base')] })
  expect(outcome?.traffic.mounted).toEqual(all)
  expect(outcome?.sent).toBe(config?.descriptor.size)
  expect(posts(registry)).toEqual([
    'POST mount base from o/base 201',
    'POST mount more from o/base 201',
    'POST upload 202',
  ])
  expect([registry.unexpected, registry.sessions]).toEqual([[], []])
})

test('uploads to the session that the registry opens in place of a mount', async () => {
  await using registry = await start()
  const [outcome] = await publishTo([`${registry.host}/o/app:v1`], app, { mountFrom: [at(registry, 'o/base')] })
  expect([outcome?.traffic.mounted, outcome?.traffic.uploaded.blobs]).toEqual([none, 3])
  expect(posts(registry)).toEqual([
    'POST mount base from o/base 202',
    'POST mount more from o/base 202',
    'POST upload 202',
  ])
  expect(registry.count()).toMatchObject({ PUT: 3 + 1 })
  expect([registry.unexpected, registry.sessions]).toEqual([[], []])
})

test.each([400, 401, 403, 404, 405, 500])('uploads a blob whose mount is refused with %i', async (mount) => {
  await using registry = await start({ mount })
  stock(registry, 'o/base')
  const [outcome] = await publishTo([`${registry.host}/o/app:v1`], app, { mountFrom: [at(registry, 'o/base')] })
  expect([outcome?.status, outcome?.traffic.uploaded.blobs]).toEqual(['published', 3])
  expect(registry.sessions).toEqual([])
})

test('tries only the first few repositories, and leaves no session open', async () => {
  await using registry = await start()
  registry.putBlob('o/third', base.bytes ?? new Uint8Array())
  const mountFrom = ['o/first', 'o/second', 'o/third', 'o/fourth'].map((name) => at(registry, name))
  const [outcome] = await publishTo([`${registry.host}/o/app:v1`], app, { mountFrom })
  expect(outcome?.traffic.mounted).toEqual({ blobs: 1, bytes: 150_000 })
  expect(posts(registry)).toEqual([
    'POST mount base from o/first 202',
    'POST mount base from o/second 202',
    'POST mount base from o/third 201',
    'POST mount more from o/first 202',
    'POST mount more from o/second 202',
    'POST mount more from o/third 202',
    'POST upload 202',
  ])
  expect(registry.sessions).toEqual([])
})

test('ignores a failed mount that is no longer needed', async () => {
  await using registry = await start()
  stock(registry, 'o/app')
  registry.fail({ method: 'POST', kind: 'mount' }, 'stall', { times: 99 })
  const [outcome] = await publishTo([`${registry.host}/o/app:v1`], app, { mountFrom: [at(registry, 'o/base')] })
  expect(outcome?.status).toBe('published')
  // An unhandled rejection would end the process, and fails the test run.
  await setTimeout(20)
})

test('mounts neither from another registry nor from the target itself', async () => {
  await using registry = await start()
  const mountFrom = [at({ host: 'other.example' }, 'o/base'), at(registry, 'o/app')]
  await publishTo([`${registry.host}/o/app:v1`], app, { mountFrom })
  expect(posts(registry)).toEqual(['POST upload 202', 'POST upload 202', 'POST upload 202'])
})

test('keeps a blob that exists rather than mounting it', async () => {
  await using registry = await start()
  stock(registry, 'o/app')
  stock(registry, 'o/base')
  const [outcome] = await publishTo([`${registry.host}/o/app:v1`], app, { mountFrom: [at(registry, 'o/base')] })
  expect(outcome?.traffic).toMatchObject({ kept: all, mounted: none })
  expect(registry.sessions).toEqual([])
})

test('sends a layer to one of two repositories of a registry, and mounts it in the other', async () => {
  await using registry = await start()
  const outcomes = await publishTo([`${registry.host}/o/app:v1`, `${registry.host}/o/copy:v1`], app)
  expect(outcomes.map(({ traffic }) => traffic.mounted)).toEqual([none, all])
  expect(posts(registry)).toEqual([
    'POST mount base from o/app 201',
    'POST mount more from o/app 201',
    // One for each layer, and two for the config, which is too small to wait for.
    'POST upload 202',
    'POST upload 202',
    'POST upload 202',
    'POST upload 202',
  ])
  const sent = registry.entries.filter(({ method, route }) => method === 'PUT' && route.kind === 'upload')
  expect(sent.map(({ bytes }) => bytes).filter((bytes) => bytes >= 150_000)).toHaveLength(2)
  expect([registry.unexpected, registry.sessions]).toEqual([[], []])
  expect(registry.tags('o/copy')).toEqual({ v1: app.root.digest })
})

test('mounts what one of two repositories already has in the other', async () => {
  await using registry = await start()
  registry.put('o/app', app, 'v1')
  const outcomes = await publishTo([`${registry.host}/o/app:v1`, `${registry.host}/o/copy:v1`], app)
  expect(outcomes.map(({ sent }) => sent)).toEqual([0, 0])
  expect(outcomes[1]?.traffic.mounted.blobs).toBe(3)
  expect(registry.tags('o/copy')).toEqual({ v1: app.root.digest })
})

test('uploads to a repository if another one of its registry refuses every upload', async () => {
  await using registry = await start()
  registry.fail({ method: 'PUT', kind: 'upload', name: 'o/app' }, { status: 400 }, { times: 100 })
  const targets = [`${registry.host}/o/app:v1`, `${registry.host}/o/copy:v1`]
  const outcomes = await publishTo(targets, app, { required: 'any' })
  expect(outcomes.map(({ status }) => status)).toEqual(['failed', 'published'])
  expect(outcomes[1]?.traffic.uploaded.blobs).toBe(3)
})

test('uploads the layers twice to a registry that refuses mounts between two repositories', async () => {
  await using registry = await start({ mount: 'session' })
  const outcomes = await publishTo([`${registry.host}/o/app:v1`, `${registry.host}/o/copy:v1`], app)
  expect(outcomes.map(({ traffic }) => traffic.uploaded.blobs)).toEqual([3, 3])
  expect([registry.unexpected, registry.sessions]).toEqual([[], []])
})

describe('base images', () => {
  const parent = image({ layers: [base] })
  const built = { beforeBuild: true }

  function reference(registry: TestRegistry, name: string): Reference {
    return parseReference(`${registry.host}/${name}`) as Reference
  }

  test('mounts layers of a base image without asking for them first, and tries no other layer', async () => {
    await using registry = await start()
    registry.put('o/base', parent, '1')
    const [outcome] = await publishTo([`${registry.host}/o/app:v1`], app, {
      ...built,
      bases: [reference(registry, 'o/base:1')],
    })
    expect(outcome?.traffic.mounted).toEqual({ blobs: 1, bytes: 150_000 })
    expect(posts(registry)).toEqual([
      'POST mount base from o/base 201',
      // One to prove the right to push, then used for the config, and one for the other layer.
      'POST upload 202',
      'POST upload 202',
      'POST upload 401',
    ])
    expect([registry.unexpected, registry.sessions]).toEqual([[], []])
  })

  test('mounts layers of every platform of the base', async () => {
    await using registry = await start()
    const arm = image({ layers: [more], platform: { os: 'linux', architecture: 'arm64' } })
    registry.put('o/base', index([parent, arm]), 'latest')
    const bases = [reference(registry, 'o/base')]
    const [outcome] = await publishTo([`${registry.host}/o/app:v1`], app, { ...built, bases })
    expect(outcome?.traffic.mounted).toEqual(all)
  })

  test('uses the base that the annotation of the previous image names', async () => {
    await using registry = await start()
    registry.put('o/base', app, '1')
    const annotations = { 'org.opencontainers.image.base.name': `${registry.host}/o/base:1` }
    registry.put('o/app', image({ layers: [layer('before')], annotations }), 'v1')
    const [outcome] = await publishTo([`${registry.host}/o/app:v1`], app, built)
    expect(outcome?.traffic.mounted.blobs).toBe(3)
  })

  test('reads a base once for all repositories of a registry', async () => {
    await using registry = await start()
    registry.put('o/base', parent, '1')
    const targets = ['o/app:v1', 'o/copy:v1'].map((name) => `${registry.host}/${name}`)
    await publishTo(targets, app, { ...built, bases: [reference(registry, 'o/base:1')] })
    const read = registry.entries.filter(({ method, route }) => method === 'GET' && route.name === 'o/base')
    expect(read.map(({ status }) => status)).toEqual([200])
  })

  test.each([401, 403, 404, 500])(
    'uploads the layers of a base that cannot be read (%i), and does not fail',
    async (status) => {
      await using registry = await start()
      registry.put('o/base', parent, '1')
      registry.fail({ method: 'GET', name: 'o/base' }, { status }, { times: 99 })
      const bases = [reference(registry, 'o/base:1')]
      const [outcome] = await publishTo([`${registry.host}/o/app:v1`], app, { ...built, bases })
      expect([outcome?.status, outcome?.traffic.uploaded.blobs]).toEqual(['published', 3])
    }
  )

  test('sends no requests to a base at another registry', async () => {
    await using registry = await start()
    await using other = await start()
    other.put('o/base', parent, '1')
    await publishTo([`${registry.host}/o/app:v1`], app, { ...built, bases: [reference(other, 'o/base:1')] })
    expect(other.log).toEqual([])
  })
})
