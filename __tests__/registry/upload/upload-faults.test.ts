import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Timeouts } from '../../../src/http/transport.ts'
import { RegistryError } from '../../../src/registry/errors/registry-error.ts'
import { refusal } from '../../support/registry/answer.ts'
import type { Behaviour } from '../../support/registry/behaviour.ts'
import { randomBytesOf } from '../../support/registry/content/random.ts'
import type { Fault } from '../../support/registry/faults.ts'
import {
  badGateway,
  secondaryRateLimit,
  tooLargeForProxy,
  tooManyRequests,
  unavailable,
} from '../../support/registry/misfortunes.ts'
import { Tokens } from '../../support/registry/tokens.ts'
import { descriptorOf, upload } from '../client.ts'
import { meetRegistry } from '../pair.ts'

const timeouts: Timeouts = {
  connect: 1_000,
  answer: 200,
  store: 200,
  optional: 100,
  piece: 200,
  body: 1_000,
  unwanted: 100,
}
const sizes = [0, 1, 70_000, 1_200_000, 2_600_000]

/** A response in place of the proper one, whose request may have been executed. */
const answers = fc
  .tuple(
    fc.constantFrom(
      ...[badGateway, unavailable, secondaryRateLimit, tooManyRequests(0), tooLargeForProxy],
      ...[408, 500, 504, 404, 410, 416, 400, 401, 409].map((status) => ({ status })),
      refusal('BLOB_UPLOAD_UNKNOWN', 'no such session')
    ),
    fc.constantFrom({}, { committed: true }, { early: true })
  )
  .map(([answer, way]) => ({ ...answer, ...way }))

const cuts = fc.oneof(
  fc.constantFrom<Fault>('reset before headers', 'reset after commit', 'expire token', { slow: 30 }),
  fc.nat(2_600_000).map((resetAfter) => ({ resetAfter })),
  fc.nat(200).map((truncate) => ({ truncate }))
)
// These take time, so there are few of them.
const silences = fc.oneof(
  fc.constantFrom<Fault>('stall', 'stall after commit'),
  fc.nat(2_600_000).map((stopReadingAfter) => ({ stopReadingAfter }))
)

const order = fc.record({
  method: fc.constantFrom('POST', 'PUT', 'PUT', 'PATCH', 'HEAD', 'GET', 'DELETE'),
  after: fc.nat(3),
  times: fc.integer({ min: 1, max: 3 }),
  fault: fc.oneof({ weight: 5, arbitrary: answers }, { weight: 5, arbitrary: cuts }) as fc.Arbitrary<Fault>,
})
const silence = fc.record({
  method: fc.constantFrom('POST', 'PUT', 'PATCH', 'HEAD'),
  after: fc.nat(2),
  times: fc.constant(1),
  fault: silences as fc.Arbitrary<Fault>,
})

const behaviours: fc.Arbitrary<Partial<Behaviour>> = fc.record(
  {
    location: fc.constantFrom('absolute', 'relative', 'elsewhere'),
    locationQuery: fc.boolean(),
    wholePut: fc.constantFrom('works', 'works', 404),
    patchStatus: fc.constantFrom(202, 201),
    range: fc.constantFrom('right', 'of chunk', 'stuck'),
    head: fc.constantFrom('works', 'works', 405),
    missing: fc.constantFrom(404, 403),
    chunkMinimum: fc.constantFrom(0, 100_000, 2_000_000),
    bodyMaximum: fc.constantFrom(
      undefined,
      { bytes: 1_000_000, status: 413, put: true },
      { bytes: 1_000_000, status: 416, put: false }
    ),
    uploadStatus: fc.constantFrom(204, 404),
    emptyRange: fc.constantFrom('0-0', '0--1', 'missing'),
    brokenUpload: fc.constantFrom('kept', 'lost'),
    refusals: fc.constantFrom('late', 'early'),
    cancel: fc.constantFrom('works', 405),
  },
  { requiredKeys: [] }
) as fc.Arbitrary<Partial<Behaviour>>

test('stores the whole blob or fails with a registry error whatever goes wrong, and never hangs', {
  timeout: 300_000,
}, async () => {
  let stored = 0
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...sizes),
      behaviours,
      fc.array(order, { maxLength: 6 }),
      fc.array(silence, { maxLength: 1 }),
      async (size, behaviour, orders, silent) => {
        const auth = { kind: 'bearer', tokens: new Tokens() } as const
        await using pair = await meetRegistry(behaviour, { timeouts }, { auth })
        const { registry, client } = pair
        for (const { method, after, times, fault } of [...orders, ...silent]) {
          registry.fail({ method }, fault, { after, times })
        }
        const bytes = randomBytesOf(size, size)
        const ended = await Promise.race([
          upload(client.repository('o/app'), bytes).then(
            () => 'stored' as const,
            (error: unknown) => error
          ),
          sleep(30_000, 'hangs' as const, { ref: false }),
        ])
        const kept = registry.blob('o/app', descriptorOf(bytes).digest)
        if (ended !== 'stored') expect(ended).toBeInstanceOf(RegistryError)
        if (ended === 'stored') expect(kept).toBeDefined()
        if (kept) expect(Buffer.from(kept).equals(bytes)).toBe(true)
        stored += ended === 'stored' ? 1 : 0
      }
    ),
    { numRuns: 60 }
  )
  // Most faults are survived.
  expect(stored).toBeGreaterThan(30)
})
