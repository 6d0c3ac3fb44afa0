import { afterAll, beforeAll, expect, test } from 'vitest'
import { Layouts } from '../support/parts.ts'
import { publishedIndex } from './matrix.ts'
import { platformsOf, playRandomRun, type RandomRun } from './random-run.ts'

/** Runs of two, three or six jobs at random. */
const runs = 200
const seeds = Array.from({ length: runs }, (_, seed) => seed)

let layouts: Layouts
beforeAll(async () => {
  layouts = await Layouts.make()
})
afterAll(() => layouts[Symbol.asyncDispose]())

/** Fails unless the image is under all tags, and no tag ever pointed at anything else. */
function expectOneImage({ matrix, platforms, results, failures, observer }: RandomRun): void {
  expect(failures).toEqual([])
  expect(results).not.toContain('dead')
  expect(platformsOf(publishedIndex(matrix))).toEqual(platforms)
  expect([observer.isEarly, observer.tagged.size]).toEqual([false, 1])
}

const seen = { deaths: 0, locked: 0, reruns: 0 }

test.each(seeds)('interleaving %i ends with one image under all tags', async (seed) => {
  const run = await playRandomRun(seed, { layouts, meeting: 'artifacts' })
  await using matrix = run.matrix
  expectOneImage(run)
  const ends = matrix.service.artifacts.filter(({ name }) => name.endsWith('-finish'))
  expect(ends.filter(({ id }) => id !== undefined)).toHaveLength(1)
  seen.deaths += run.deaths
  seen.reruns += run.reruns
  seen.locked += ends.length - 1
  expect(matrix.service.objections).toEqual([])
})

test('the interleavings include jobs that die, also while they publish', () => {
  expect(seen.deaths).toBeGreaterThan(runs / 2)
  expect(seen.reruns).toBeGreaterThan(runs / 4)
  expect(seen.locked).toBeGreaterThan(10)
})

/** Fails unless there are all images of a release, each under all of its tags, which never pointed at anything else. */
function expectRelease({ matrix, platforms, results, failures, observer }: RandomRun): void {
  expect(failures).toEqual([])
  expect(results).not.toContain('dead')
  for (const name of ['app', 'web']) expect(platformsOf(publishedIndex(matrix, name))).toEqual(platforms)
  expect(JSON.parse(publishedIndex(matrix, 'tools')).config).toBeDefined()
  expect([observer.isEarly, observer.tagged.size]).toEqual([false, 3])
}

const several = { deaths: 0, doubled: 0 }

test.each(
  seeds.slice(0, runs / 10).flatMap((seed) => [
    { seed, meeting: 'artifacts' as const },
    { seed, meeting: 'registry' as const },
  ])
)('interleaving $seed ends with one release of three images, by notes in $meeting', async ({ seed, meeting }) => {
  const run = await playRandomRun(seed, { layouts, meeting, areSeveral: true })
  await using _ = run.matrix
  expectRelease(run)
  several.deaths += run.deaths
  several.doubled += run.finishers > 1 ? 1 : 0
})

test('the interleavings of several images include jobs that die, and two that publish', () => {
  expect(several.deaths).toBeGreaterThan(runs / 10)
  expect(several.doubled).toBeGreaterThan(0)
})

const unlocked = { deaths: 0, doubled: 0 }

test.each(seeds.slice(0, runs / 2))('interleaving %i ends the same without a lock, in a registry', async (seed) => {
  const run = await playRandomRun(seed, { layouts, meeting: 'registry' })
  await using matrix = run.matrix
  expectOneImage(run)
  expect(Object.keys(matrix.one.tags('o/app')).filter((tag) => tag.endsWith('-finish'))).not.toEqual([])
  expect(matrix.service.log).toEqual([])
  unlocked.deaths += run.deaths
  unlocked.doubled += run.finishers > 1 ? 1 : 0
})

test('the interleavings without a lock include two jobs that publish the image', () => {
  expect(unlocked.deaths).toBeGreaterThan(runs / 4)
  expect(unlocked.doubled).toBeGreaterThan(5)
})
