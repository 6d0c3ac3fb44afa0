import { expect, test } from 'vitest'
import type { Manifest } from '../../src/oci/manifest.ts'
import type { TestImage } from '../support/images.ts'
import { publishTo } from '../support/publish.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'
import { startChild } from './support/child.ts'
import { former, released } from './support/released.ts'

// A process that publishes to two registries and is killed, each time at another of its requests.

const tags = ['v1', 'v2', 'latest']

async function startRegistries(): Promise<readonly [TestRegistry, TestRegistry]> {
  const registries = [await startTestRegistry(), await startTestRegistry()] as const
  for (const registry of registries) registry.put('o/app', former, 'latest')
  return registries
}

function targets(registries: readonly TestRegistry[]): readonly string[] {
  return registries.map(({ host }) => `${host}/o/app:${tags.join(',')}`)
}

/** Publishes in a child process, and kills it after `limit` requests. Returns how many requests arrived. */
async function publishUntil(limit: number, registries: readonly TestRegistry[]): Promise<number> {
  await using child = startChild('publisher.ts', targets(registries))
  let arrived = 0
  const count = () => {
    arrived += 1
    if (arrived === limit) child.process.kill('SIGKILL')
    return false
  }
  for (const registry of registries) registry.fail({ where: count }, 'stall', { times: Number.POSITIVE_INFINITY })
  await child.end()
  return arrived
}

function isWhole(registry: TestRegistry, { manifests, blobs }: TestImage): boolean {
  return (
    manifests.every(({ descriptor }: Manifest) => registry.manifest('o/app', descriptor.digest)) &&
    blobs.every(({ digest }) => registry.hasBlob('o/app', digest))
  )
}

async function killAndPublishAgain(limit: number): Promise<void> {
  const registries = await startRegistries()
  await publishUntil(limit, registries)
  const pointed = registries.flatMap((registry) => Object.values(registry.tags('o/app')))
  for (const digest of pointed) expect([former.root.digest, released.root.digest]).toContain(digest)
  // More than that its own registry is complete: no tag has moved before the image was complete everywhere.
  const isOut = pointed.includes(released.root.digest)
  if (isOut) expect(registries.map((registry) => isWhole(registry, released))).toEqual([true, true])
  expect(registries.map((registry) => isWhole(registry, former))).toEqual([true, true])

  const outcomes = await publishTo(targets(registries), released, { beforeBuild: true })
  expect(outcomes.map(({ status, error }) => [status, error])).toEqual([
    ['published', undefined],
    ['published', undefined],
  ])
  for (const registry of registries) {
    expect(registry.tags('o/app')).toEqual(Object.fromEntries(tags.map((tag) => [tag, released.root.digest])))
    expect(isWhole(registry, released)).toBe(true)
    await registry[Symbol.asyncDispose]()
  }
}

test('leaves no tag on an incomplete image when killed at any moment, and the next run completes', async () => {
  const registries = await startRegistries()
  const requests = await publishUntil(Number.POSITIVE_INFINITY, registries)
  for (const registry of registries) {
    expect(registry.tags('o/app').v1).toBe(released.root.digest)
    await registry[Symbol.asyncDispose]()
  }
  // The last requests are those that move tags.
  const last = Array.from({ length: 8 }, (_, each) => requests - each)
  const others = Array.from({ length: 12 }, (_, each) => 1 + Math.floor((each * (requests - 8)) / 12))
  const moments = [...others, ...last]
  for (let each = 0; each < moments.length; each += 4) {
    await Promise.all(moments.slice(each, each + 4).map(killAndPublishAgain))
  }
})
