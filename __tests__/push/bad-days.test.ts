import { expect, test } from 'vitest'
import type { Outcome } from '../../src/plan/outcome.ts'
import type { Options } from '../support/publish.ts'
import { proxyFaults, startFaultProxy } from '../support/registry/proxy/fault-proxy.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'
import { hasty, type Place, publishThrough, readTag, tags } from './support/bad-day.ts'
import { former, released } from './support/released.ts'

// Publications to two registries, each behind a proxy that breaks requests in many ways, chosen by a seed.

/** Short, but long enough for a request that is merely slow on a busy machine. */
const timeouts = { ...hasty, answer: 2_500, store: 2_500, piece: 2_500 }
/** Enough attempts for every request to succeed, with short pauses; and too few. */
const patient = { timeouts, retry: { attempts: 9, firstWait: 2, longestWait: 20, budget: 60_000 } }
const weak = { timeouts, retry: { attempts: 2, firstWait: 2, longestWait: 5, budget: 60_000 } }

interface Day extends AsyncDisposable {
  readonly places: readonly Place[]
  readonly registries: readonly TestRegistry[]
  /** How often each fault occurred. */
  readonly broken: () => Readonly<Record<string, number>>
}

async function startDay(seed: number, probability: number): Promise<Day> {
  const registries = await Promise.all([startTestRegistry(), startTestRegistry()])
  const proxies = await Promise.all(
    registries.map(({ host }, each) => startFaultProxy(host, { probability, seed: seed * 2 + each }))
  )
  return {
    registries,
    places: registries.map(({ host }, each) => ({ host, proxy: proxies[each] as (typeof proxies)[number] })),
    broken: () => {
      const counts: Record<string, number> = {}
      for (const proxy of proxies) {
        for (const [fault, count] of Object.entries(proxy.broken)) counts[fault] = (counts[fault] ?? 0) + count
      }
      return counts
    },
    async [Symbol.asyncDispose]() {
      for (const each of [...proxies, ...registries]) await each[Symbol.asyncDispose]()
    },
  }
}

/** What the tags of a repository point at, read directly from the registries. */
async function readTags(places: readonly Place[], name: string): Promise<readonly (readonly (string | undefined)[])[]> {
  return await Promise.all(places.map((place) => Promise.all(tags.map((tag) => readTag(place, name, tag)))))
}

/** Publishes `count` images, a few at a time, each to its own repositories, which have another image under `latest`. */
async function publishMany(day: Day, count: number, options: Options): Promise<readonly (readonly Outcome[])[]> {
  const names = Array.from({ length: count }, (_, each) => `o/app-${each}`)
  for (const registry of day.registries) for (const name of names) registry.put(name, former, 'latest')
  const all: (readonly Outcome[])[] = []
  for (let each = 0; each < count; each += 20) {
    const some = names.slice(each, each + 20)
    all.push(
      ...(await Promise.all(
        some.map((name) => publishThrough(day.places, name, released, { ...options, beforeBuild: true }))
      ))
    )
  }
  return all
}

test('publishes every image everywhere when one request in ten is broken', async () => {
  await using day = await startDay(1, 0.1)
  const all = await publishMany(day, 40, patient)
  for (const [each, outcomes] of all.entries()) {
    expect(outcomes.map(({ status, error }) => [status, error?.message])).toEqual([
      ['published', undefined],
      ['published', undefined],
    ])
    const right = tags.map(() => released.root.digest)
    expect(await readTags(day.places, `o/app-${each}`)).toEqual([right, right])
  }
  expect(Object.keys(day.broken()).toSorted()).toEqual([...proxyFaults].toSorted())
})

test('moves all tags or none, and reports which, when one request in four is broken and few are retried', async () => {
  await using day = await startDay(2, 0.25)
  const all = await publishMany(day, 20, weak)
  const endings = new Set<string>()
  for (const [each, outcomes] of all.entries()) {
    const found = (await readTags(day.places, `o/app-${each}`)).flat()
    const reported = outcomes.flatMap((outcome) => outcome.tags)
    for (const [place, { tag, status }] of reported.entries()) expectStatus(status, found[place], tag)
    const ending = endingOf(reported.map(({ status }) => status))
    if (ending === 'restored' || ending === 'withheld') expect(found).not.toContain(released.root.digest)
    expect(outcomes.every(({ status }) => status === 'published')).toBe(ending === 'published')
    endings.add(ending)
  }
  expect([...endings]).toEqual(expect.arrayContaining(['published', 'withheld']))
})

/** The statuses of a tag that may or may not point at the new image. */
const unsure: readonly string[] = ['stuck', 'failed', 'unconfirmed']

/** How a publication ended as a whole. If a tag is stuck or its state is unknown, nothing more is guaranteed. */
function endingOf(statuses: readonly string[]): string {
  if (statuses.every((status) => status === 'published')) return 'published'
  if (statuses.some((status) => unsure.includes(status))) return 'unsure'
  return statuses.includes('restored') ? 'restored' : 'withheld'
}

/** Expects a tag to point where its status says. With `failed`, either image is fine: the write may have succeeded. */
function expectStatus(status: string, found: string | undefined, tag: string): void {
  const before = tag === 'latest' ? former.root.digest : undefined
  if (status === 'published') expect(found).toBe(released.root.digest)
  else if (unsure.includes(status)) expect([before, released.root.digest]).toContain(found)
  else expect(found).toBe(before)
}
