import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseBakeDefinition } from '../../src/builder/bake/definition.ts'
import type { Outcome } from '../../src/plan/outcome.ts'
import { publish } from '../../src/push/publish.ts'
import { openPushes } from '../../src/push/targets.ts'
import { warmUp } from '../../src/push/warm-up.ts'
import { bakeImages } from '../../src/sources/baked/bake-images.ts'
import type { BakeOrder } from '../../src/sources/baked/bake-order.ts'
import { testEnvironment } from '../support/environment.ts'
import { pushLikeBuildKit } from '../support/fake-docker/push.ts'
import { image, layer, type TestImage } from '../support/images.ts'
import { registriesWith, targetOf } from '../support/publish.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'

const shared = layer(150_000)
const images: Readonly<Record<string, TestImage>> = {
  api: image({ layers: [shared, layer('api')] }),
  web: image({ layers: [shared, layer('web')] }),
  Worker: image({ layers: [shared, layer('worker')] }),
  tool: image({ layers: [layer('tool')] }),
  db: image({ layers: [shared, layer('db')] }),
  job: image({ layers: [layer('job')] }),
}
const { digest, size } = shared.descriptor

interface Baking {
  readonly outcomes: readonly Outcome[]
  /** The targets of each run of the builder. */
  readonly runs: readonly (readonly string[])[]
  /** The blobs that the builder sent. */
  readonly sent: readonly string[]
  readonly lines: readonly string[]
}

/** Bakes these targets with a builder that pushes all of them at once, and publishes them to each registry. */
async function bake(names: readonly string[], registries: readonly TestRegistry[]): Promise<Baking> {
  const environment = testEnvironment()
  const clients = registriesWith(environment)
  await using directory = await mkdtempDisposable(join(tmpdir(), 'baked-'))
  const parts = names.map((name) => ({
    name,
    targets: registries.map(({ host }) => targetOf(`${host}/o/${name.toLowerCase()}:v1`)),
  }))
  const { signal, elapsed, log } = environment
  const all = parts.flatMap(({ targets }) => targets)
  const options = { registries: clients, mountFrom: [], elapsed, signal, onFailure: () => undefined }
  await using pushes = await openPushes(all, options)
  const rules = { existing: 'overwrite', immutable: [] } as const
  for (const push of pushes.all) void warmUp(push, { beforeBuild: true, rules })
  const pushesOf = (name: string) =>
    pushes.all.filter(({ target }) => parts.find((part) => part.name === name)?.targets.includes(target))
  const runs: string[][] = []
  const sent: string[] = []
  let authorization: string | undefined
  const order: BakeOrder = {
    plan: parseBakeDefinition(JSON.stringify({ target: Object.fromEntries(names.map((name) => [name, {}])) })).map(
      (target) => ({ target, names: [], outputs: [], imageAttributes: new Map(), labels: new Map() })
    ),
    published: parts.map((part) => ({ ...part, contents: pushesOf(part.name).map(({ content }) => content) })),
    reach: { expected: true, address: '127.0.0.1' },
    builder: {
      async signIn(_, { username, password }) {
        authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
      },
    },
    async bake(plan, destinations) {
      runs.push(plan.map(({ target }) => target.name))
      const pushed = plan.map(async ({ target: { name } }) => {
        const destination = destinations.get(name)
        const built = images[name] as TestImage
        if (destination?.kind === 'sink') {
          await pushLikeBuildKit(built, destination.name, (blob) => sent.push(blob), authorization)
        }
        return [name, { digest: built.root.digest, materials: [], text: '{}' }] as const
      })
      return new Map(await Promise.all(pushed))
    },
    log,
    directory: directory.path,
    onMachineFailure: (error) => {
      throw error
    },
  }
  await using baked = await bakeImages(order)
  const release = baked.images.map((source) => ({ source, pushes: pushesOf(source.target.name) }))
  const shield = () => ({ [Symbol.dispose]: () => undefined })
  const outcomes = await publish(release, {
    required: 'all',
    onFailure: 'rollback',
    rules,
    cancelled: signal,
    log,
    shield,
  })
  await clients[Symbol.asyncDispose]()
  return { outcomes, runs, sent, lines: log.lines }
}

function puts({ entries }: TestRegistry, wanted: string): number {
  return entries.filter(({ method, route }) => method === 'PUT' && route.digest === wanted).length
}

test('a layer of several images comes from the builder once, goes to each registry once, and is mounted elsewhere', async () => {
  await using one = await startTestRegistry()
  await using two = await startTestRegistry()
  const { outcomes, runs, sent } = await bake(['api', 'web', 'Worker', 'tool'], [one, two])
  expect(outcomes.map(({ status }) => status)).toEqual(Array(8).fill('published'))
  expect([runs, sent.filter((each) => each === digest).length]).toEqual([[['api', 'web', 'Worker', 'tool']], 1])
  for (const registry of [one, two]) {
    expect(puts(registry, digest)).toBe(1)
    expect(registry.log.filter((line) => /^POST mount .* 201$/.test(line))).toHaveLength(2)
    const firstTag = registry.log.findIndex((line) => line.startsWith('PUT manifest v1'))
    expect(registry.log.slice(firstTag).filter((line) => /^(?:POST|PATCH|PUT (?!manifest v1))/.test(line))).toEqual([])
    expect([registry.unexpected, registry.sessions]).toEqual([[], []])
  }
})

test('asks each repository only about the content of its own image, however many there are', async () => {
  await using registry = await startTestRegistry()
  const names = ['api', 'web', 'Worker', 'tool', 'db', 'job']
  await bake(names, [registry])
  const asked = registry.entries.filter(({ method, route }) => method === 'HEAD' && route.kind === 'blob')
  const blobs = names.flatMap((name) => images[name]?.blobs ?? [])
  expect(asked.length).toBeLessThanOrEqual(blobs.length)
})

test('asks the builder again only for targets with a blob that a registry turned out to lack', async () => {
  await using registry = await startTestRegistry()
  for (const name of ['api', 'web', 'tool']) registry.claim(`o/${name}`, digest, size)
  const { outcomes, runs, lines } = await bake(['api', 'web', 'tool'], [registry])
  expect(outcomes.map(({ status }) => status)).toEqual(Array(3).fill('published'))
  expect(runs).toEqual([
    ['api', 'web', 'tool'],
    ['api', 'web'],
  ])
  expect(lines).toContain('Asking the builder again for blobs that a registry turned out to lack (1, for api, web)')
  expect(puts(registry, digest)).toBe(1)
})

test('asks the builder once for all that a registry turned out to lack, whichever targets have it', async () => {
  await using registry = await startTestRegistry()
  for (const name of ['api', 'web', 'tool', 'job']) {
    for (const { descriptor } of images[name]?.content ?? []) {
      registry.claim(`o/${name}`, descriptor.digest, descriptor.size)
    }
  }
  const { outcomes, runs } = await bake(['api', 'web', 'tool', 'job'], [registry])
  expect(outcomes.map(({ status }) => status)).toEqual(Array(4).fill('published'))
  expect(runs).toEqual(Array(2).fill(['api', 'web', 'tool', 'job']))
})

test('a target that fails at one registry keeps all tags from moving', async () => {
  await using one = await startTestRegistry()
  await using two = await startTestRegistry()
  two.fail({ method: 'PUT', kind: 'manifest' }, { status: 403 }, { times: 100 })
  const { outcomes } = await bake(['api', 'web'], [one, two])
  expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['withheld', 'failed']))
  expect(one.log.filter((line) => line.startsWith('PUT manifest v1'))).toEqual([])
})
