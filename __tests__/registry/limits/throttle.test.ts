import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { type Digest, digestOf } from '../../../src/oci/digest.ts'
import { randomBytesOf } from '../../support/registry/content/random.ts'
import type { Entry } from '../../support/registry/entry.ts'
import { secondaryRateLimit, tooManyRequests } from '../../support/registry/misfortunes.ts'
import { startTestRegistry } from '../../support/registry/registry.ts'
import { clientAt, quick, upload } from '../client.ts'

const digests = Array.from({ length: 200 }, (_, index) => digestOf(Buffer.from(`${index}`)))
const KiB = 1024

/** The maximum number of these requests that were in flight at the same time. */
function width(entries: readonly Entry[]): number {
  const steps = entries.flatMap(({ began, ended = Number.POSITIVE_INFINITY }) => [
    { at: began, step: 1 },
    { at: ended, step: -1 },
  ])
  let now = 0
  return Math.max(0, ...steps.sort((a, b) => a.at - b.at).map(({ step }) => (now += step)))
}

const puts = (entries: readonly Entry[]) => entries.filter(({ method }) => method === 'PUT')

describe('sends to one registry', () => {
  test('sixteen concurrent requests without a body, across all its repositories', async () => {
    await using registry = await startTestRegistry({ delay: 20 })
    await using client = await clientAt(registry.host)
    const repositories = [client.repository('o/app'), client.repository('o/web')]
    await repositories[0]?.blobs.has(digests[0] as Digest)
    await Promise.all(digests.slice(0, 64).map((digest, index) => repositories[index % 2]?.blobs.has(digest)))
    expect(width(registry.entries)).toBe(16)
  })

  test('six large bodies at first, and up to sixteen if all goes well', async () => {
    await using registry = await startTestRegistry({ keepBlobs: false })
    await using client = await clientAt(registry.host)
    const repository = client.repository('o/app')
    registry.fail({ method: 'PUT' }, { slow: 60 }, { times: 60 })
    await Promise.all(digests.slice(0, 60).map((_, seed) => upload(repository, randomBytesOf(65 * KiB, seed))))
    const all = puts(registry.entries)
    const [, ...ends] = all.map(({ ended = 0 }) => ended).sort((a, b) => a - b)
    expect(width(all.filter(({ began }) => began < (ends[0] ?? 0)))).toBeLessThanOrEqual(7)
    expect(width(all)).toBe(16)
  })

  test('the largest blobs first', async () => {
    await using registry = await startTestRegistry({ keepBlobs: false })
    await using client = await clientAt(registry.host)
    const repository = client.repository('o/app')
    registry.fail({ method: 'PUT' }, { slow: 300 }, { times: 6 })
    const sizes = [...Array(6).fill(100), 80, 200, 70, 150, 90].map((kibibytes) => kibibytes * KiB)
    await Promise.all(sizes.map((size, seed) => upload(repository, randomBytesOf(size, seed))))
    const order = puts(registry.entries).map(({ headers }) => Number(headers['content-length']) / KiB)
    expect(order.slice(6)).toEqual([200, 150, 90, 80, 70])
  })

  test('small blobs without waiting for large ones', async () => {
    await using registry = await startTestRegistry({ keepBlobs: false })
    await using client = await clientAt(registry.host)
    const repository = client.repository('o/app')
    registry.fail({ method: 'PUT', where: ({ route }) => route.digest !== undefined }, { slow: 400 }, { times: 6 })
    const large = Array.from({ length: 12 }, (_, seed) => upload(repository, randomBytesOf(100 * KiB, seed)))
    while (puts(registry.entries).length < 6) await new Promise((resolve) => setTimeout(resolve, 5))
    await upload(repository, randomBytesOf(64 * KiB, 99))
    expect(puts(registry.entries).filter(({ ended }) => ended !== undefined)).toHaveLength(1)
    await Promise.all(large)
  })
})

describe('a registry that limits the rate of requests', () => {
  test.each([
    ['429', tooManyRequests(1)],
    ['403', { ...secondaryRateLimit, headers: { 'retry-after': '1' } }],
  ])('with %s gets no requests from any repository until the time is up', async (_, refusal) => {
    await using registry = await startTestRegistry()
    await using client = await clientAt(registry.host)
    const { blobs } = client.repository('o/app')
    await blobs.openSession()
    registry.clearLog()
    registry.fail({}, refusal as never)
    registry.fail({}, { slow: 500 }, { times: 15 })
    await Promise.all(digests.slice(0, 48).map(() => blobs.openSession()))
    const heard = registry.entries.find(({ status }) => status === 429 || status === 403)?.endedAt ?? 0
    // Requests in flight still arrive; no new ones take their places.
    const began = registry.entries.map(({ beganAt }) => beganAt - heard).toSorted((one, other) => one - other)
    expect(began).toHaveLength(49)
    expect(began[16]).toBeGreaterThan(990)
  })

  test('gets half as many requests, reduced once for all refused together, and then gradually more again', async () => {
    await using registry = await startTestRegistry({ delay: 10 })
    await using client = await clientAt(registry.host)
    const { blobs } = client.repository('o/app')
    await blobs.has(digests[0] as Digest)
    registry.fail({}, tooManyRequests(0), { times: 12 })
    await Promise.all(digests.map((digest) => blobs.has(digest)))
    const calm = registry.entries.slice(17)
    const begun = calm.map(({ concurrent }) => concurrent)
    expect(Math.max(...begun.slice(0, 12))).toBeLessThanOrEqual(8)
    expect(Math.max(...begun)).toBeGreaterThan(12)
  })

  test('is not waited for by other requests if the wait would be too long', async () => {
    await using registry = await startTestRegistry()
    await using client = await clientAt(registry.host)
    const { blobs } = client.repository('o/app')
    registry.fail({}, tooManyRequests(3600))
    const [first, second] = await Promise.allSettled(digests.slice(0, 2).map((digest) => blobs.has(digest)))
    expect([first?.status, second?.status]).toEqual(['rejected', 'fulfilled'])
  })
})

describe('a repository', () => {
  const many = { times: 999 }

  /** Two repositories at one registry: requests of the first never finish. */
  async function two() {
    const registry = await startTestRegistry()
    const over = new AbortController()
    const retry = { ...quick, budget: 300_000, othersWait: 50 }
    const client = await clientAt(registry.host, { retry, signal: over.signal })
    const [held, free] = [client.repository('o/held'), client.repository('o/free')]
    return {
      ...{ registry, held, free },
      /** Waits until the client knows that the first must wait: from then on, it does not retry. */
      async rateLimited() {
        while (registry.entries.every(({ status }) => status !== 429)) await sleep(5)
        await sleep(200)
      },
      sent: (name: string) => registry.entries.filter(({ route }) => route.name === name),
      async [Symbol.asyncDispose]() {
        over.abort(new Error('enough'))
        await client[Symbol.asyncDispose]()
        await registry[Symbol.asyncDispose]()
      },
    }
  }

  test('that is rate limited delays another one for a moment, which then sends a single request before it continues', async () => {
    await using at = await two()
    await at.free.blobs.has(digests[0] as Digest)
    at.registry.fail({ name: 'o/held' }, tooManyRequests(200), many)
    const waiting = Promise.allSettled(digests.slice(0, 40).map((digest) => at.held.blobs.has(digest)))
    await at.rateLimited()
    at.registry.clearLog()
    await Promise.all(digests.slice(0, 40).map((digest) => at.free.blobs.has(digest)))
    const [first, ...others] = at.sent('o/free')
    expect(others).toHaveLength(39)
    expect(Math.min(...others.map(({ began }) => began))).toBeGreaterThan(first?.ended ?? Number.POSITIVE_INFINITY)
    void waiting
  })

  test('whose queued requests have to pause leaves the limits to another one', async () => {
    await using at = await two()
    await at.free.blobs.has(digests[0] as Digest)
    at.registry.fail({ name: 'o/held' }, tooManyRequests(200), many)
    at.registry.fail({ name: 'o/free' }, { slow: 20 }, many)
    void Promise.allSettled(digests.slice(0, 40).map((digest) => at.held.blobs.has(digest)))
    await at.rateLimited()
    await Promise.all(digests.slice(1, 40).map((digest) => at.free.blobs.has(digest)))
    expect(width(at.sent('o/free'))).toBeGreaterThanOrEqual(8)
  })

  test('under a rate limit for the whole registry is not probed by all requests of another one', async () => {
    await using at = await two()
    await at.free.blobs.has(digests[0] as Digest)
    at.registry.fail({}, tooManyRequests(200), many)
    void at.held.blobs.has(digests[0] as Digest).catch(() => undefined)
    await at.rateLimited()
    at.registry.clearLog()
    void Promise.allSettled(digests.slice(0, 40).map((digest) => at.free.blobs.has(digest)))
    await sleep(500)
    expect(at.sent('o/free')).toHaveLength(1)
  })

  test('whose uploads are stuck leaves room for another one', async () => {
    await using at = await two()
    await at.free.blobs.has(digests[0] as Digest)
    at.registry.fail({ name: 'o/held', method: 'PUT' }, 'stall', many)
    const stuck = digests.slice(0, 20).map((_, seed) => upload(at.held, randomBytesOf(100 * KiB, seed)))
    void Promise.allSettled(stuck)
    while (puts(at.sent('o/held')).length < 6) await sleep(5)
    await upload(at.free, randomBytesOf(100 * KiB, 99))
    expect(puts(at.sent('o/free')).map(({ status }) => status)).toEqual([201])
  })

  test('whose first request gets no response lets another one go first', async () => {
    await using at = await two()
    at.registry.fail({ name: 'o/held' }, 'stall', many)
    void at.held.blobs.has(digests[0] as Digest).catch(() => undefined)
    while (at.sent('o/held').length === 0) await sleep(5)
    expect(await at.free.blobs.has(digests[0] as Digest)).toBe(false)
  })
})
