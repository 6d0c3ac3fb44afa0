import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { BrokenBody, type RequestBody, type Stalled } from '../../src/http/message.ts'
import { streamRequestBody } from '../../src/http/request-body.ts'
import { contentOfBytes } from '../../src/oci/blob-content.ts'
import type { Tag } from '../../src/oci/distribution/tag.ts'
import { descriptorOf, failureOf, hasty, patient, upload } from '../registry/client.ts'
import { meetRegistry } from '../registry/pair.ts'
import { image, layer } from '../support/images.ts'
import { randomBytesOf } from '../support/registry/content/random.ts'
import type { TestRegistry } from '../support/registry/registry.ts'
import { startTokenService } from '../support/registry/token-service.ts'
import { Tokens } from '../support/registry/tokens.ts'

const bytes = randomBytesOf(300_000, 1)
const { digest } = descriptorOf(bytes)
const blob = digest.slice(0, 19)
const v1 = 'v1' as Tag
const MiB = 1024 * 1024

function isWhole(registry: TestRegistry, sent = bytes): boolean {
  return Buffer.from(registry.blob('o/app', descriptorOf(sent).digest) ?? []).equals(sent)
}

const meet = (timeouts = hasty) => meetRegistry({}, { timeouts })

describe('a registry that is silent', () => {
  test('instead of responding is asked again, up to three times', async () => {
    await using meeting = await meet()
    const { registry, client } = meeting
    const { manifests } = client.repository('o/app')
    registry.fail({}, 'stall')
    expect(await manifests.head(v1)).toBeUndefined()
    registry.clearLog()
    registry.fail({}, 'stall', { times: 9 })
    expect((await failureOf(manifests.head(v1))).message).toMatch(
      /check of tag 'v1' failed: it did not respond in time\.$/
    )
    expect(registry.entries).toHaveLength(3)
  })

  test('in the middle of a response is asked again', async () => {
    await using meeting = await meet()
    const { registry, client } = meeting
    registry.put('o/app', image({ layers: [layer('base')] }), 'v1')
    registry.fail({ method: 'GET' }, { trickle: 20, every: 60_000 })
    expect(await client.repository('o/app').manifests.get(v1)).toBeDefined()
    expect(registry.count()).toEqual({ GET: 2 })
  })

  test('in the middle of an upload gets it again', async () => {
    await using meeting = await meet()
    const { registry, client } = meeting
    const large = randomBytesOf(16 * MiB, 2)
    registry.fail({ method: 'PUT' }, { stopReadingAfter: 1000 })
    const repository = client.repository('o/app')
    await upload(repository, large)
    expect(isWhole(registry, large)).toBe(true)
    expect(repository.retries).toBe(1)
  })

  test('after an upload is asked whether the blob exists', async () => {
    await using meeting = await meet()
    const { registry, client } = meeting
    registry.fail({ method: 'PUT' }, 'stall after commit')
    await upload(client.repository('o/app'), bytes)
    expect(registry.log).toEqual(['POST upload 202', `PUT upload ${blob} stalled`, `HEAD blob ${blob} 200`])
    expect(isWhole(registry)).toBe(true)
  })

  test('from the end of an upload on is asked once for its result', async () => {
    await using meeting = await meet()
    const { registry, client } = meeting
    registry.fail({ where: ({ method }) => method !== 'POST' }, 'stall', { times: 99 })
    const { message } = await failureOf(upload(client.repository('o/app'), randomBytesOf(9 * MiB, 4)))
    expect(message).toMatch(/upload of sha256:\w{12} \(9\.4 MB\) failed: it did not respond in time\.$/)
    // Each request takes minutes.
    expect(registry.count()).toEqual({ POST: 1, PUT: 1, HEAD: 1, GET: 1 })
  })

  test('when asked whether a blob exists is only asked a few times, although it may still be storing it', async () => {
    await using meeting = await meet()
    const { registry, client } = meeting
    registry.fail({ method: 'PUT' }, 'reset before headers')
    registry.fail({ method: 'GET' }, { status: 404 })
    registry.fail({ method: 'HEAD' }, 'stall', { times: 99 })
    await upload(client.repository('o/app'), randomBytesOf(9 * MiB, 5)).catch(() => undefined)
    expect(registry.count().HEAD).toBeLessThanOrEqual(4)
  })

  test('after a manifest is given up on as early as after any request without content to store', async () => {
    await using meeting = await meet({ ...patient, answer: 200, store: 60_000 })
    const { registry, client } = meeting
    const [manifest] = image({ layers: [layer('base')] }).manifests
    registry.fail({ method: 'PUT' }, 'stall', { times: 9 })
    const { message } = await failureOf(client.repository('o/app').manifests.put(manifest as never, v1))
    expect(message).toMatch(/tag 'v1' failed: it did not respond in time\.$/)
  })

  test('while it stores a blob sent in chunks gets the time for that', async () => {
    await using meeting = await meetRegistry({ wholePut: 404 }, { timeouts: { ...hasty, store: 10_000 } })
    const { registry, client } = meeting
    registry.fail({ method: 'PUT', where: ({ route }) => route.kind === 'upload' }, { slow: 800 }, { after: 2 })
    await upload(client.repository('o/app'), bytes)
    expect(registry.entries.at(-1)).toMatchObject({ method: 'PUT', status: 201 })
    expect(isWhole(registry)).toBe(true)
  })

  test('when a session is cancelled is not waited for', async () => {
    await using meeting = await meet({ ...patient, optional: 200 })
    const { registry, client } = meeting
    const { blobs } = client.repository('o/app')
    registry.fail({ method: 'DELETE' }, 'stall', { times: 9 })
    await blobs.cancel(await blobs.openSession())
    expect(registry.count()).toEqual({ POST: 1, DELETE: 1 })
  })
})

test('limits the total time of redirects, even if each is answered in time', async () => {
  await using meeting = await meet({ ...hasty, connect: 100, answer: 900 })
  const { registry, client } = meeting
  registry.behave({ redirect: { methods: ['HEAD'], to: { origin: registry.origin }, status: 307 } })
  registry.fail({ method: 'HEAD' }, { slow: 400 }, { times: 99 })
  const { message } = await failureOf(client.repository('o/app').manifests.head(v1))
  expect(message).toMatch(/check of tag 'v1' failed: it did not respond in time\.$/)
})

describe('a registry that is slow', () => {
  test('but makes progress has no time limit for an upload', async () => {
    const piece = 1_000
    await using meeting = await meet({ ...hasty, piece, store: 10_000 })
    const { registry, client } = meeting
    const large = randomBytesOf(20 * MiB, 3)
    registry.fail({ method: 'PUT' }, { trickle: MiB, every: 200 })
    await upload(client.repository('o/app'), large)
    const put = () => registry.entries.find(({ method }) => method === 'PUT')
    await expect.poll(() => put()?.endedAt).toBeDefined()
    expect((put()?.endedAt ?? 0) - (put()?.beganAt ?? 0)).toBeGreaterThan(3 * piece)
    expect(registry.count()).toEqual({ POST: 1, PUT: 1 })
    expect(isWhole(registry, large)).toBe(true)
  })

  test('but makes progress has no time limit for a response', async () => {
    await using meeting = await meet({ ...hasty, piece: 1_000 })
    const { registry, client } = meeting
    registry.put('o/app', image({ layers: [layer('base')] }), 'v1')
    registry.fail({ method: 'GET' }, { trickle: 30, every: 150 })
    expect(await client.repository('o/app').manifests.get(v1)).toBeDefined()
    expect(registry.count()).toEqual({ GET: 1 })
  })
})

describe('an endless response', () => {
  const brief = { ...hasty, connect: 100, answer: 300, body: 300 }
  const dripping = { trickle: 1, every: 100 }

  test('of interim responses is given up on after three attempts', async () => {
    await using meeting = await meet(brief)
    const { registry, client } = meeting
    registry.fail({}, { interim: 999, every: 50 }, { times: 9 })
    const { message } = await failureOf(client.repository('o/app').manifests.head(v1))
    expect(message).toMatch(/check of tag 'v1' failed: it did not respond in time\.$/)
    expect(registry.entries).toHaveLength(3)
  })

  test('of interim responses without pauses is given up on because of their number', async () => {
    await using meeting = await meet(patient)
    const { registry, client } = meeting
    registry.fail({}, { interim: 999, every: 0 }, { times: 9 })
    const { message } = await failureOf(client.repository('o/app').manifests.head(v1))
    expect(message).toMatch(/check of tag 'v1' failed: it sent more than 64 interim responses\.$/)
    expect(registry.entries).toHaveLength(3)
  })

  test('is not assumed after a few interim responses', async () => {
    await using meeting = await meet(patient)
    const { registry, client } = meeting
    registry.put('o/app', image({ layers: [layer('base')] }), 'v1')
    registry.fail({ method: 'GET' }, { interim: 10, every: 5 })
    expect(await client.repository('o/app').manifests.get(v1)).toBeDefined()
    expect(registry.count()).toEqual({ GET: 1 })
  })

  test('that arrives byte by byte is given up on after three attempts if it is needed', async () => {
    await using meeting = await meet(brief)
    const { registry, client } = meeting
    registry.put('o/app', image({ layers: [layer('base')] }), 'v1')
    registry.fail({ method: 'GET' }, dripping, { times: 9 })
    const { message } = await failureOf(client.repository('o/app').manifests.get(v1))
    expect(message).toMatch(/reading tag 'v1' failed: its response did not end in time\.$/)
    expect(registry.count()).toEqual({ GET: 3 })
  })

  test('is dropped after a moment if it is not needed', async () => {
    await using meeting = await meet()
    const { registry, client } = meeting
    const body = 'stored, and this is what I have to say about it: '.repeat(20)
    registry.fail({ method: 'PUT' }, { status: 201, body, committed: true, drip: 100 })
    await upload(client.repository('o/app'), bytes)
    expect(registry.count()).toEqual({ POST: 1, PUT: 1 })
    expect(registry.entries.at(-1)?.sent).toBeLessThan(body.length)
  })

  test('does not prevent a refusal from being reported', async () => {
    await using meeting = await meet()
    const { registry, client } = meeting
    const body = '{"errors":[{"code":"DENIED","message":"not you"}]}'
    registry.fail({ method: 'POST' }, { status: 403, body, drip: 100 })
    expect((await failureOf(upload(client.repository('o/app'), bytes))).message).toContain('was refused: 403.')
    expect(registry.count()).toEqual({ POST: 1 })
  })

  test('of a token service is not waited for', async () => {
    const tokens = new Tokens()
    await using service = await startTokenService(tokens)
    await using meeting = await meetRegistry(
      {},
      { timeouts: brief },
      { auth: { kind: 'bearer', tokens, realm: service.realm } }
    )
    service.fail({}, dripping, { times: 9 })
    const { message } = await failureOf(meeting.client.repository('o/app').manifests.head(v1))
    expect(message).toMatch(/sign-in at 127.0.0.1:\d+ failed: its response did not end in time\.$/)
    expect(service.entries).toHaveLength(3)
  })
})

test("does not blame the registry for being silent while it waits for the upload's content", async () => {
  await using meeting = await meet({ ...hasty, piece: 200, store: 200 })
  const { registry, client } = meeting
  const content = {
    size: bytes.length,
    async *read(start: number, end: number) {
      yield bytes.subarray(start, start + 1000)
      await sleep(700)
      yield bytes.subarray(start + 1000, end)
    },
  }
  await client.repository('o/app').blobs.upload(descriptorOf(bytes), content, () => undefined)
  expect(registry.count()).toEqual({ POST: 1, PUT: 1 })
  expect(isWhole(registry)).toBe(true)
})

describe('a request body', () => {
  const body = (
    chunks: readonly Uint8Array[],
    size = chunks.reduce((sum, { length }) => sum + length, 0)
  ): RequestBody => ({
    size,
    async *read() {
      yield* chunks
    },
  })
  const options = (stalls: Stalled[], silence = 100) => ({
    silence,
    onStall: (error: Stalled) => stalls.push(error),
    ended: new AbortController().signal,
  })

  test('is sent slowly in pieces that are small enough to show progress', async () => {
    const stalls: Stalled[] = []
    const pieces: Uint8Array[] = []
    // A fast connection takes the first piece in a quarter of the timeout: whole chunks would take twice the timeout.
    for await (const piece of streamRequestBody(body([bytes, bytes]), options(stalls))) {
      pieces.push(piece)
      await sleep((piece.length / (64 * 1024)) * 25)
    }
    expect(stalls).toEqual([])
    expect(Buffer.concat(pieces).equals(Buffer.concat([bytes, bytes]))).toBe(true)
    expect(Math.max(...pieces.map(({ length }) => length))).toBe(64 * 1024)
  })

  test('is sent fast in its original pieces', async () => {
    const sizes: number[] = []
    for await (const piece of streamRequestBody(body(Array(20).fill(bytes)), options([], 60_000)))
      sizes.push(piece.length)
    expect(sizes.filter((size) => size === bytes.length).length).toBeGreaterThan(15)
  })

  test('that is no longer read is reported', async () => {
    const stalls: Stalled[] = []
    for await (const _ of streamRequestBody(body([bytes]), options(stalls, 20))) {
      while (stalls.length === 0) await sleep(10)
      break
    }
    expect(stalls[0]?.message).toBe('it stopped reading the upload')
  })

  test.each([
    ['longer', 299_999],
    ['shorter', 300_001],
  ])('that is %s than announced is an error, and too much is never sent', async (word, size) => {
    let sent = 0
    const failure = await failureOf(
      Array.fromAsync(
        streamRequestBody(body([bytes.subarray(0, 1000), bytes.subarray(1000)], size), options([])),
        (piece) => {
          sent += piece.length
        }
      )
    )
    expect(failure).toBeInstanceOf(BrokenBody)
    expect(failure.message).toBe(`the content is ${word} than the ${size} bytes announced`)
    expect(sent).toBeLessThanOrEqual(size)
  })
})

test('reads content from memory like any other', async () => {
  const chunks = await Array.fromAsync(contentOfBytes(bytes).read(10, 20, new AbortController().signal))
  expect(Buffer.concat(chunks).equals(bytes.subarray(10, 20))).toBe(true)
})
