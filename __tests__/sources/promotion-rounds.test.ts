import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Blob, image, index, layer, type TestImage } from '../support/images.ts'
import { writeLayout } from '../support/registry/content/layout.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'
import { Rounds } from '../support/registry/rounds.ts'
import { promote } from './promote.ts'

// Round trips of a whole promotion, counted and not timed: one round is all requests that do not depend on each other.

const KiB = 1024
/** On a busy machine, what could be sent in one round may be sent in two. */
const retry = 3
const arm64 = { os: 'linux', architecture: 'arm64' }

function layers(count: number, size: number, seed: number): Blob[] {
  return Array.from({ length: count }, (_, each) => layer(size - seed - each))
}

const app = image({ layers: layers(8, 64 * KiB, 0) })
const large = image({ layers: layers(5, 300 * KiB, 0) })
const both = index([
  image({ layers: layers(7, 64 * KiB, 0) }),
  image({ layers: layers(7, 64 * KiB, 100), platform: arm64 }),
])

interface Place extends AsyncDisposable {
  readonly from: TestRegistry
  readonly to: TestRegistry
  readonly rounds: Rounds
  /** An image layout with the same image. */
  readonly layout: string
}

async function start(given: TestImage): Promise<Place> {
  const rounds = new Rounds({ quiet: 40 })
  const from = await startTestRegistry({ rounds })
  const to = await startTestRegistry({ rounds })
  from.put('acme/app', given, 'rc')
  const layout = await mkdtemp(join(tmpdir(), 'rounds-'))
  await writeLayout(layout, given)
  return {
    from,
    to,
    rounds,
    layout,
    async [Symbol.asyncDispose]() {
      await Promise.all([from, to].map((registry) => registry[Symbol.asyncDispose]()))
      await rm(layout, { recursive: true })
    },
  }
}

/** What it takes to publish the image from a source at one target. */
async function cost({ from, to, rounds }: Place, source: string, target: string) {
  const sum = () => ({ rounds: rounds.count, from: from.entries.length, to: to.entries.length })
  const before = sum()
  const [outcome] = await promote(source, [target])
  expect([outcome?.status, outcome?.error]).toEqual(['published', undefined])
  for (const { unexpected, sessions } of [from, to]) expect([unexpected, sessions]).toEqual([[], []])
  const after = sum()
  return { rounds: after.rounds - before.rounds, from: after.from - before.from, to: after.to - before.to }
}

const tagged = ({ from }: Place) => `docker://${from.host}/acme/app:rc`

test.each([
  ['an image', app],
  ['an image with large layers', large],
  ['an index', both],
])('%s takes no more rounds, and no more requests at the target, than from the disk', { retry }, async (_, given) => {
  await using place = await start(given)
  const disk = await cost(place, `oci-layout:${place.layout}`, `${place.to.host}/o/app:v1`)
  await using other = await start(given)
  const copied = await cost(other, tagged(other), `${other.to.host}/o/app:v1`)
  // Each manifest and each blob once.
  expect(copied).toEqual({ ...disk, from: given.manifests.length + given.blobs.length })
})

test.each([
  ['an image', app, 0],
  ['an index', both, 1],
])(
  '%s that is there takes a request for the tag and one for each manifest, as from the disk',
  async (_, given, levels) => {
    await using place = await start(given)
    place.to.put('o/app', given, 'v1')
    const disk = await cost(place, `oci-layout:${place.layout}`, `${place.to.host}/o/app:v1`)
    const copied = await cost(place, tagged(place), `${place.to.host}/o/app:v1`)
    expect(copied.from).toBe(given.manifests.length)
    // The tag, the root unless the tag shows it first, and each child.
    expect(copied.to).toBeLessThanOrEqual(1 + given.manifests.length)
    expect(disk.to).toBeLessThanOrEqual(1 + given.manifests.length)
    expect(copied.rounds).toBeLessThanOrEqual(disk.rounds + levels)
  }
)

test('within a registry, each blob takes one request, and all of them two rounds', { retry }, async () => {
  await using place = await start(large)
  // The tags and the root, one after the other, since the first may have to sign in; so may the first mount.
  const { length } = large.blobs
  expect(await cost(place, tagged(place), `${place.from.host}/o/app:v1`)).toEqual({
    rounds: 3 + 2 + 2,
    from: 3 + length + 2,
    to: 0,
  })
})

test('within a repository, another tag takes four requests', { retry }, async () => {
  await using place = await start(app)
  const requests = { from: 4, to: 0 }
  expect(await cost(place, tagged(place), `${place.from.host}/acme/app:v1`)).toEqual({ rounds: 4, ...requests })
})
