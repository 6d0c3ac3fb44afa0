import { describe, expect, test } from 'vitest'
import { testEnvironment } from '../support/environment.ts'
import { image, layer } from '../support/images.ts'
import { ann, impatient } from '../support/publish.ts'
import type { Behaviour } from '../support/registry/behaviour.ts'
import type { Fault } from '../support/registry/faults.ts'
import * as misfortunes from '../support/registry/misfortunes.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'
import { Tokens } from '../support/registry/tokens.ts'
import { promote } from './promote.ts'

const MiB = 1024 * 1024
const large = layer(3 * MiB)
const { digest, size } = large.descriptor
const app = image({ layers: [layer('base'), large] })

/** A GET of the large layer. */
const download = { method: 'GET', kind: 'blob', digest } as const
/** A PUT of the large layer. */
const upload = { method: 'PUT', kind: 'upload', digest } as const

async function start(behaviour: Partial<Behaviour> = {}) {
  const from = await startTestRegistry({ behaviour })
  const to = await startTestRegistry()
  const other = await startTestRegistry()
  from.put('acme/app', app, 'rc')
  return {
    from,
    to,
    other,
    source: `docker://${from.host}/acme/app:rc`,
    targets: [`${to.host}/o/app:v1`, `${other.host}/o/app:v1`],
    [Symbol.asyncDispose]: async () => {
      for (const registry of [from, to, other]) await registry[Symbol.asyncDispose]()
    },
  }
}

/** The ranges of the requests for the large layer. */
function rangesAt({ entries }: TestRegistry): readonly (string | undefined)[] {
  return entries
    .filter(({ method, route }) => method === 'GET' && route.kind === 'blob' && route.digest === digest)
    .map(({ headers }) => headers.range)
}

function expectPublished(outcomes: Awaited<ReturnType<typeof promote>>, ...registries: TestRegistry[]): void {
  expect(outcomes.map(({ status, error }) => [status, error])).toEqual(registries.map(() => ['published', undefined]))
  for (const registry of registries) {
    expect(registry.tags('o/app')).toEqual({ v1: app.root.digest })
    expect(Buffer.compare(registry.blob('o/app', digest) ?? Buffer.of(), large.bytes ?? Buffer.of())).toBe(0)
  }
}

describe('a source that fails in the middle of a blob', () => {
  test.each<[string, Fault, string | undefined]>([
    ['breaks the connection off', { truncate: MiB }, `bytes=${MiB}-`],
    ['breaks it off at once', { truncate: 0 }, undefined],
    ['resets it before it responds', 'reset before headers', undefined],
    ['responds with 503', { status: 503 }, undefined],
    ['responds with 502', misfortunes.badGateway, undefined],
    ['asks to slow down', misfortunes.tooManyRequests(1), undefined],
  ])('is asked for what is missing when it %s', async (_, fault, range) => {
    await using place = await start()
    place.from.fail(download, fault)
    const outcomes = await promote(place.source, place.targets)
    expectPublished(outcomes, place.to, place.other)
    expect(rangesAt(place.from)).toEqual([undefined, range])
    // Nothing was uploaded twice, and no target was blamed.
    expect(outcomes.map(({ sent, retries }) => [sent, retries])).toEqual(
      outcomes.map(() => [app.blobs.reduce((sum, blob) => sum + blob.size, 0), 0])
    )
  })

  test('is asked again when it falls silent', async () => {
    await using place = await start()
    place.from.fail(download, { trickle: MiB, every: 2_000 })
    const timeouts = {
      connect: 5_000,
      answer: 5_000,
      store: 5_000,
      optional: 500,
      piece: 1_000,
      body: 5_000,
      unwanted: 50,
    }
    const outcomes = await promote(place.source, place.targets, { timeouts })
    expectPublished(outcomes, place.to, place.other)
    expect(rangesAt(place.from)).toEqual([undefined, `bytes=${MiB}-`])
  })

  test('may be interrupted again and again, as long as there is progress', async () => {
    await using place = await start()
    place.from.fail(download, { truncate: MiB / 4 }, { times: 11 })
    expectPublished(await promote(place.source, place.targets), place.to, place.other)
    expect(rangesAt(place.from)).toHaveLength(12)
  })

  test('may ignore ranges', async () => {
    await using place = await start({ ranges: 'ignored' })
    place.from.fail(download, { truncate: MiB })
    expectPublished(await promote(place.source, place.targets), place.to, place.other)
  })

  test('gets a new token when the old one expires', async () => {
    const tokens = new Tokens()
    await using place = await start()
    place.from.authorize({ kind: 'bearer', tokens })
    place.from.fail(download, { truncate: MiB })
    place.from.fail(download, 'expire token')
    expectPublished(await promote(place.source, place.targets), place.to, place.other)
    expect(rangesAt(place.from)).toEqual([undefined, `bytes=${MiB}-`, `bytes=${MiB}-`])
  })

  test('may redirect downloads to a storage that gets no credentials', async () => {
    await using place = await start({ redirect: { methods: ['GET'], to: 'elsewhere', status: 307 } })
    place.from.authorize({ kind: 'bearer', tokens: new Tokens() })
    place.from.fail({ ...download, where: ({ authorization }) => authorization === undefined }, { truncate: MiB })
    expectPublished(await promote(place.source, place.targets), place.to, place.other)
    const elsewhere = place.from.entries.filter(({ place: where }) => where === 'elsewhere')
    expect(elsewhere.some(({ headers }) => headers.range === `bytes=${MiB}-`)).toBe(true)
    expect(elsewhere.filter(({ authorization }) => authorization !== undefined)).toEqual([])
  })
})

describe('a source that fails for good is named, and no target is blamed', () => {
  const beginning = (from: TestRegistry) =>
    `The source docker://${from.host}/acme/app:rc cannot be read: ${from.host}/acme/app: download of ${digest.slice(0, 19)} (3.1 MB)`

  async function failureOf(place: Awaited<ReturnType<typeof start>>): Promise<string> {
    const outcomes = await promote(place.source, place.targets)
    const [first] = outcomes
    for (const { status, error } of outcomes)
      expect([status, error?.message]).toEqual(['failed', first?.error?.message])
    for (const registry of [place.to, place.other]) {
      expect([registry.tags('o/app'), registry.hasBlob('o/app', digest), registry.sessions]).toEqual([{}, false, []])
    }
    return first?.error?.message ?? ''
  }

  test('if the blob is gone', async () => {
    await using place = await start()
    place.from.lose('acme/app', digest)
    const message = await failureOf(place)
    expect(message).toContain(`${beginning(place.from)} failed: 404`)
    expect(message).toContain(
      `The image is incomplete there, so push it to ${place.from.host}/acme/app again, or publish another one.`
    )
  })

  test('if the blob vanishes in the middle', async () => {
    await using place = await start()
    place.from.fail(download, { truncate: MiB })
    place.from.fail(download, { status: 404 }, { times: 20 })
    expect(await failureOf(place)).toContain(`${beginning(place.from)} failed: 404`)
  })

  test('if it never recovers', async () => {
    await using place = await start()
    place.from.fail(download, { status: 503 }, { times: 100 })
    expect(await failureOf(place)).toContain(`${beginning(place.from)} failed: 503`)
    // The attempts of one download, not of one for each target and retry.
    expect(rangesAt(place.from)).toHaveLength(impatient.attempts)
  })

  test.each<[Behaviour['ranges'], string]>([
    ['shifted', `it sent the blob from byte ${MiB + 1} on, instead of from ${MiB}`],
    ['unnamed', 'it sent a part of the blob, but its Content-Range does not say which'],
  ])('if it sends another part than the one it was asked for (%s)', async (ranges, reason) => {
    await using place = await start({ ranges })
    place.from.fail(download, { truncate: MiB })
    expect(await failureOf(place)).toContain(`${beginning(place.from)} failed: ${reason}`)
  })

  test('if the blob has another size there', async () => {
    await using place = await start()
    place.from.damage('acme/app', digest, 2 * MiB)
    const reason = `the blob has ${2 * MiB} bytes there instead of ${size}`
    expect(await failureOf(place)).toContain(`${beginning(place.from)} failed: ${reason}`)
  })

  test('if the blob is corrupt, whose last bytes no target gets', async () => {
    await using place = await start()
    const bytes = Buffer.from(large.bytes ?? [])
    bytes[MiB] = (bytes[MiB] ?? 0) ^ 1
    place.from.fail(download, { status: 200, body: bytes }, { times: 10 })
    expect(await failureOf(place)).toMatch(
      new RegExp(`^The source ${place.source} is corrupt: the content of its blob ${digest} has the digest sha256:`)
    )
    for (const { entries } of [place.to, place.other]) {
      expect(entries.filter(({ bytes: received }) => received >= size)).toEqual([])
    }
  })
})

test('a source whose image contradicts itself is named, and nothing is sent', async () => {
  await using place = await start()
  const empty = { ...large, descriptor: { ...large.descriptor, size: 0 } }
  place.from.put('acme/app', image({ layers: [empty] }), 'rc')
  await expect(promote(place.source, place.targets)).rejects.toThrow(
    new RegExp(`^The source ${place.source} is invalid: manifest sha256:\\w+ says that ${digest} is empty, but`)
  )
  expect([place.to.count().PUT, place.other.count().PUT]).toEqual([undefined, undefined])
})

describe('a target that fails in the middle of a blob', () => {
  test.each<[string, Fault, isRetried: boolean]>([
    ['resets the connection', { resetAfter: 2 * MiB }, true],
    ['responds with 500', { status: 500 }, true],
    ['resets the connection after it stored the blob', 'reset after commit', false],
  ])('is sent the rest when it %s, and the other is not held up', async (_, fault, isRetried) => {
    await using place = await start()
    place.to.fail(upload, fault)
    const outcomes = await promote(place.source, place.targets)
    expectPublished(outcomes, place.to, place.other)
    expect(outcomes.map(({ retries }) => retries > 0)).toEqual([isRetried, false])
    // What is still in memory is not downloaded again.
    expect(rangesAt(place.from)).toEqual([undefined])
  })

  test('is blamed if it fails for good', async () => {
    await using place = await start()
    place.to.fail({ method: 'PUT' }, { status: 507 }, { times: 100 })
    const [one, two] = await promote(place.source, place.targets)
    expect([one?.status, two?.status]).toEqual(['failed', 'withheld'])
    expect(one?.error?.message).toContain(`${place.to.host}/o/app: upload of`)
  })
})

test('a user who may not read the source is told so, instead of being told how to push', async () => {
  await using place = await start()
  place.from.fail({ kind: 'manifest' }, { status: 403 }, { times: 9 })
  await expect(promote(place.source, place.targets)).rejects.toThrow(
    `The source ${place.source} cannot be read: ${place.from.host}/acme/app: reading tag 'rc' was refused: 403. Check that this user may pull from ${place.from.host}/acme/app.`
  )
})

test('a slow target does not hold up the others, and gets the rest in a download of its own', async () => {
  await using place = await start()
  const huge = layer(24 * MiB)
  const big = image({ layers: [huge] })
  place.from.put('acme/big', big, 'rc')
  const put = { ...upload, digest: huge.descriptor.digest }
  place.to.fail(put, { trickle: MiB, every: 80 })
  const targets = place.targets.map((target) => target.replace('o/app', 'o/big'))
  const outcomes = await promote(`docker://${place.from.host}/acme/big:rc`, targets)
  expect(outcomes.map(({ status }) => status)).toEqual(['published', 'published'])
  const ended = [place.to, place.other].map(
    ({ entries }) => entries.find(({ method, route }) => method === 'PUT' && route.digest === put.digest)?.endedAt ?? 0
  )
  expect(ended[0]).toBeGreaterThan((ended[1] ?? 0) + 300)
  const ranges = place.from.entries
    .filter(({ route, method }) => method === 'GET' && route.digest === put.digest)
    .map(({ headers }) => headers.range)
  expect(ranges[0]).toBe(undefined)
  expect(ranges.length).toBeGreaterThan(1)
  for (const range of ranges.slice(1)) expect(range).toMatch(/^bytes=[1-9]\d+-$/)
})

test('a target that loses an upload gets the blob from the start, and the other is not held up', async () => {
  await using place = await start()
  const huge = layer(24 * MiB)
  const big = image({ layers: [huge] })
  place.from.put('acme/big', big, 'rc')
  place.to.behave({ brokenUpload: 'lost' })
  const put = { ...upload, digest: huge.descriptor.digest }
  place.to.fail(put, { resetAfter: 20 * MiB })
  const targets = place.targets.map((target) => target.replace('o/app', 'o/big'))
  const outcomes = await promote(`docker://${place.from.host}/acme/big:rc`, targets)
  expect(outcomes.map(({ status }) => status)).toEqual(['published', 'published'])
  const downloads = place.from.entries.filter(({ route, method }) => method === 'GET' && route.digest === put.digest)
  expect(downloads.map(({ headers }) => headers.range)).toEqual([undefined, undefined])
  expect(Buffer.compare(place.to.blob('o/big', put.digest) ?? Buffer.of(), huge.bytes ?? Buffer.of())).toBe(0)
})

test('reads a private source with its own credentials, and never sends them to a target', async () => {
  await using place = await start()
  place.from.authorize({ kind: 'basic' })
  const environment = testEnvironment()
  expectPublished(await promote(place.source, place.targets, { environment }), place.to, place.other)
  expect(ann.kind).toBe('password')
  for (const { entries } of [place.to, place.other]) {
    expect(entries.filter(({ authorization }) => authorization !== undefined)).toEqual([])
  }
})
