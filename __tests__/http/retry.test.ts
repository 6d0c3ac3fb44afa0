import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RetryPolicy } from '../../src/http/retry/backoff.ts'
import { RetryState, silentAttempts } from '../../src/http/retry/retry-state.ts'
import { isRetryable, type Retryable } from '../../src/http/retry/retryable.ts'

const policy: RetryPolicy = { attempts: 5, firstWait: 1, longestWait: 4, budget: 1_000 }

class Failure extends Error implements Retryable {
  readonly transient: boolean
  readonly isSilence: boolean
  readonly asked: number | undefined

  constructor({
    transient = true,
    isSilence = false,
    asked,
  }: Partial<Retryable> & { asked?: number | undefined } = {}) {
    super('it failed')
    this.transient = transient
    this.isSilence = isSilence
    this.asked = asked
  }

  askedWait(): number | undefined {
    return this.asked
  }
}

const newState = (changes: Partial<RetryPolicy> = {}, signal = new AbortController().signal) =>
  new RetryState({ ...policy, ...changes }, signal)

/** The number of attempts until the retries end, if each fails with what `failure` returns. */
async function attemptsWith(state: RetryState, failure: (attempt: number) => unknown, most?: number): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    const error = failure(attempt)
    const ended = await state.afterFailure(error, most).then(
      () => undefined,
      (thrown: unknown) => ({ thrown })
    )
    if (!ended) continue
    // The last failure itself is thrown, not an error about retries.
    expect(ended.thrown).toBe(error)
    return attempt
  }
}

describe('retries', () => {
  test('a transient error, up to the maximum number of attempts', async () => {
    expect(await attemptsWith(newState(), () => new Failure())).toBe(5)
    expect(await attemptsWith(newState(), () => new Failure(), 2)).toBe(2)
  })

  test.each([
    ['an error that is not transient', new Failure({ transient: false })],
    ['an error that is not Retryable', new TypeError('no')],
    ['a value that is not an Error', { transient: true, isSilence: false, askedWait: () => 0 }],
    ['undefined', undefined],
  ])('but not %s', async (_, error) => {
    expect(await attemptsWith(newState(), () => error)).toBe(1)
  })

  test('a time-out, with fewer attempts', async () => {
    expect(await attemptsWith(newState(), () => new Failure({ isSilence: true }))).toBe(silentAttempts)
    expect(silentAttempts).toBe(3)
    // Other failures in between do not add attempts.
    const mixed = (attempt: number) => new Failure({ isSilence: attempt % 2 === 1 })
    expect(await attemptsWith(newState({ attempts: 99 }), mixed)).toBe(5)
  })

  test('with all attempts again after progress, but within the same budget', async () => {
    const state = newState({ budget: 100 })
    await state.afterFailure(new Failure({ asked: 60 }))
    state.renew()
    expect(await attemptsWith(state, (attempt) => new Failure({ asked: attempt === 1 ? 0 : 60 }))).toBe(2)
    const patient = newState()
    for (let attempt = 1; attempt < 5; attempt++) await patient.afterFailure(new Failure())
    patient.renew()
    expect(await attemptsWith(patient, () => new Failure())).toBe(5)
  })

  test('only errors that implement Retryable', () => {
    expect(isRetryable(new Failure())).toBe(true)
    expect(isRetryable(new Error('no'))).toBe(false)
    expect(isRetryable(null)).toBe(false)
  })
})

describe('pauses', () => {
  test('until the budget is spent', async () => {
    // Each pause is 10 to 20 ms.
    const attempts = await attemptsWith(
      newState({ attempts: 99, firstWait: 20, longestWait: 20, budget: 50 }),
      () => new Failure()
    )
    expect(attempts).toBeGreaterThanOrEqual(3)
    expect(attempts).toBeLessThanOrEqual(6)
  })

  test('for as long as the server asks', async () => {
    const began = performance.now()
    await newState().afterFailure(new Failure({ asked: 200 }))
    // Timers may be early by a millisecond.
    expect(performance.now() - began).toBeGreaterThan(198)
  })

  test.each([1_001, Number.POSITIVE_INFINITY])(
    'not at all if the server asks for more than the budget: %d ms',
    async (asked) => {
      expect(await attemptsWith(newState(), () => new Failure({ asked }))).toBe(1)
    }
  )

  test('no longer once the request is cancelled, and rejects with the reason', async () => {
    const cancelled = new AbortController()
    const state = newState({ budget: 60_000 }, cancelled.signal)
    const waiting = state.afterFailure(new Failure({ asked: 50_000 }))
    cancelled.abort(new Error('the job was cancelled'))
    await expect(waiting).rejects.toThrow('the job was cancelled')
    await expect(state.afterFailure(new Failure({ transient: false }))).rejects.toThrow('the job was cancelled')
    await expect(state.pause(1)).rejects.toThrow('the job was cancelled')
  })

  test('within the budget in total, whatever the failures', async () => {
    const failure = fc.record({ isSilence: fc.boolean(), asked: fc.option(fc.nat(6), { nil: undefined }) })
    await fc.assert(
      fc.asyncProperty(fc.array(failure, { minLength: 12, maxLength: 12 }), fc.nat(12), async (failures, budget) => {
        const state = newState({ attempts: 9, longestWait: 2, budget })
        const attempts = await attemptsWith(state, (attempt) => new Failure(failures[attempt - 1]))
        const retried = failures.slice(0, attempts - 1)
        const asked = retried.reduce((sum, { asked: each = 0 }) => sum + each, 0)
        expect(asked).toBeLessThanOrEqual(budget)
        expect(attempts).toBeLessThanOrEqual(9)
        expect(retried.filter(({ isSilence }) => isSilence).length).toBeLessThan(silentAttempts)
      }),
      { numRuns: 30 }
    )
  })
})

describe('an attempt of several exchanges', () => {
  test('is given up after consecutive time-outs of any exchange', async () => {
    const state = newState()
    for (let exchange = 0; exchange < silentAttempts; exchange++) {
      expect(state.isSpent).toBe(false)
      state.note(new Failure({ isSilence: true }))
    }
    expect(state.isSpent).toBe(true)
    expect(await attemptsWith(state, () => new Failure())).toBe(1)
  })

  test('continues if there was a response in between', () => {
    const state = newState()
    for (let exchange = 0; exchange < 9; exchange++) {
      state.note(new Failure({ isSilence: true }))
      state.note(exchange % 2 === 0 ? new Failure() : undefined)
    }
    expect(state.isSpent).toBe(false)
  })

  test('can count an attempt without a pause', () => {
    const state = newState()
    const error = new Error('it lacks a blob')
    for (let attempt = 1; attempt < 5; attempt++) state.spend(error)
    expect(() => state.spend(error)).toThrow(error)
  })
})
