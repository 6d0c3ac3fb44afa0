import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { backoff, type RetryPolicy } from '../../../src/http/retry/backoff.ts'
import { parseRetryAfter } from '../../../src/http/retry/retry-after.ts'
import { transientStatuses } from '../../../src/http/retry/retryable.ts'
import type { Digest } from '../../../src/oci/digest.ts'
import { RegistryError } from '../../../src/registry/errors/registry-error.ts'
import { defaultRetryPolicy } from '../../../src/registry/limits/retry.ts'
import type { Fault } from '../../support/registry/faults.ts'
import {
  badGateway,
  secondaryRateLimit,
  tooManyRequests,
  tooManyRequestsInWords,
  unavailable,
} from '../../support/registry/misfortunes.ts'
import { startTestRegistry } from '../../support/registry/registry.ts'
import { type ClientOptions, clientAt, failureOf, quick } from '../client.ts'

const digest = `sha256:${'0'.repeat(64)}` as Digest
const denied = { status: 403, body: '{"errors":[{"code":"DENIED","message":"not you"}]}' }

/** As documented in docs/publishing.md. */
const passing = [408, 425, 429, 499, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 527, 529, 530]

/** Opens an upload session at a registry with these faults, one for each attempt. */
async function ask(faults: readonly Fault[], options: ClientOptions = {}) {
  await using registry = await startTestRegistry()
  await using client = await clientAt(registry.host, options)
  for (const fault of faults) registry.fail({ kind: 'upload' }, fault)
  const repository = client.repository('o/app')
  const failure = await repository.blobs.openSession().then(
    () => undefined,
    (error: Error) => error
  )
  const waits = registry.entries.slice(1).map(({ beganAt }, index) => beganAt - (registry.entries[index]?.endedAt ?? 0))
  return { failure, requests: registry.entries.length, retries: repository.retries, waits }
}

describe('retries a temporary failure', () => {
  test('with one of these statuses only', () => {
    expect([...transientStatuses]).toEqual(passing)
  })

  test.each(passing)('with status %i', async (status) => {
    expect(await ask([{ status }, { status }])).toMatchObject({ failure: undefined, requests: 3, retries: 2 })
  })

  test.each<[string, Fault]>([
    ['an error page of a proxy', badGateway],
    ['a rate limit', tooManyRequests(0)],
    ['a rate limit in words', tooManyRequestsInWords()],
    ['a rate limit that is a 403', secondaryRateLimit],
    ['an unavailable registry', unavailable],
    ['a dropped connection', 'reset before headers'],
    ['a connection dropped after the request was executed', 'reset after commit'],
  ])('such as %s', async (_, fault) => {
    expect(await ask([fault])).toMatchObject({ failure: undefined, requests: 2, retries: 1 })
  })
})

describe('does not retry a permanent failure', () => {
  test.each([400, 401, 403, 404, 405, 409, 410, 412, 413, 415, 418, 501, 200, 300])(
    'with status %i',
    async (status) => {
      const { failure, requests } = await ask([{ status }])
      expect(failure).toBeInstanceOf(RegistryError)
      expect(requests).toBe(1)
    }
  )

  test('such as a refusal', async () => {
    expect(await ask([denied])).toMatchObject({ requests: 1, retries: 0 })
  })
})

describe('stops retrying', () => {
  test('after the maximum number of attempts, with the last failure', async () => {
    const { failure, requests } = await ask(Array(9).fill({ status: 503 }))
    expect(requests).toBe(quick.attempts)
    expect(failure?.message).toMatch(/start of an upload failed: 503\.$/)
  })

  test('when the total of all pauses would exceed the budget', async () => {
    const policy = { attempts: 99, firstWait: 20, longestWait: 20, budget: 50 }
    const { requests } = await ask(Array(99).fill({ status: 500 }), { retry: policy })
    // Each pause is 10 to 20 ms.
    expect(requests).toBeGreaterThanOrEqual(3)
    expect(requests).toBeLessThanOrEqual(6)
  })

  test('at once if the registry asks for a longer pause than that', async () => {
    const { failure, requests } = await ask([tooManyRequests(3600)])
    expect(requests).toBe(1)
    expect(failure?.message).toContain(
      'The registry limits the rate of requests: try again later, or sign in to raise the limit.'
    )
  })

  test('in the middle of a pause if the run is cancelled', async () => {
    await using registry = await startTestRegistry()
    const cancelled = new AbortController()
    const retry = { ...quick, firstWait: 60_000, longestWait: 60_000, budget: 600_000 }
    await using client = await clientAt(registry.host, { retry, signal: cancelled.signal })
    registry.fail({}, { status: 503 })
    const failure = failureOf(client.repository('o/app').blobs.has(digest))
    while (registry.entries[0]?.status !== 503) await new Promise((resolve) => setTimeout(resolve, 5))
    cancelled.abort(new Error('the job was cancelled'))
    expect((await failure).message).toBe('the job was cancelled')
    expect(registry.entries).toHaveLength(1)
  })
})

describe('pauses for as long as a registry asks', () => {
  test('in seconds', async () => {
    expect((await ask([tooManyRequests(1)])).waits[0]).toBeGreaterThan(990)
  })

  test('until a date', async () => {
    const at = new Date('2026-01-01T00:00:00Z')
    const until = new Date(at.getTime() + 1000).toUTCString()
    expect((await ask([tooManyRequests(until)], { now: () => at })).waits[0]).toBeGreaterThan(990)
  })

  test('in the message', async () => {
    expect((await ask([tooManyRequestsInWords('300ms')])).waits[0]).toBeGreaterThan(290)
  })

  test('and longer than usual for a rate limit without a duration', async () => {
    const retry = { ...quick, longestWait: 100 }
    expect((await ask([secondaryRateLimit], { retry })).waits[0]).toBeGreaterThan(190)
  })

  test('also without a rate limit', async () => {
    const answer = { status: 503, headers: { 'retry-after': '1' } }
    expect((await ask([answer])).waits[0]).toBeGreaterThan(990)
  })
})

test.each([
  ['0', '', 0],
  ['120', '', 120_000],
  [' 7 ', '', 7_000],
  ['Fri, 31 Dec 1999 23:59:59 GMT', '', 0],
  ['Sat, 01 Jan 2000 00:01:00 GMT', '', 60_000],
  ['1.5', '', 1_500],
  ['soon', '', undefined],
  ['', 'retry-after: 10.3ms, allowed: 2000/minute', 11],
  [undefined, 'Retry-After: 1m10.5s', 70_500],
  [undefined, 'retry-after: 2h3m, allowed', 7_380_000],
  [undefined, 'retry-after: 900µs', 1],
  [undefined, 'retry-after: never', undefined],
  [undefined, '', undefined],
  ['9'.repeat(400), '', Number.POSITIVE_INFINITY],
] as const)('parses Retry-After %j with %j as %s', (header, body, expected) => {
  expect(parseRetryAfter(header, body, new Date('2000-01-01T00:00:00Z'))).toBe(expected)
})

test.each([
  ['1700000090', 90_000],
  ['1700000090.25', 90_250],
  ['1699999999', 0],
] as const)('parses Retry-After %j as Unix time in seconds', (header, expected) => {
  expect(parseRetryAfter(header, '', new Date(1_700_000_000_000))).toBe(expected)
})

test('doubles pauses up to the longest, with jitter, and never pauses for less than requested', () => {
  const policies = fc.record<RetryPolicy>({
    attempts: fc.nat(20),
    firstWait: fc.integer({ min: 1, max: 10_000 }),
    longestWait: fc.integer({ min: 1, max: 60_000 }),
    budget: fc.nat(),
  })
  const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  fc.assert(
    fc.property(policies, fc.integer({ min: 1, max: 60 }), chance, fc.nat(100_000), (policy, retry, random, asked) => {
      const ceiling = Math.min(policy.longestWait, policy.firstWait * 2 ** (retry - 1))
      const wait = backoff(policy, retry, random)
      expect(wait).toBeGreaterThanOrEqual(ceiling / 2)
      expect(wait).toBeLessThanOrEqual(ceiling)
      expect(backoff(policy, retry, random, asked)).toBe(Math.max(asked, wait))
    })
  )
})

test('pauses for no more than five minutes per request', () => {
  const { attempts, budget } = defaultRetryPolicy
  const most = Array.from({ length: attempts - 1 }, (_, index) => backoff(defaultRetryPolicy, index + 1, 1))
  expect(most.reduce((sum, wait) => sum + wait, 0)).toBeLessThan(budget)
  expect(budget).toBe(300_000)
})
