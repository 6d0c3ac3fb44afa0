import { mkdtemp, open, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { batchSize, Memory } from '../../src/intake/spool/batch.ts'
import { Spool } from '../../src/intake/spool/spool.ts'
import { SpoolFile } from '../../src/intake/spool/spool-file.ts'
import { BrokenBlob, SpoolError } from '../../src/oci/broken-blob.ts'
import { digestOf } from '../../src/oci/digest.ts'
import { openPushes } from '../../src/push/targets.ts'
import { patient } from '../registry/client.ts'
import { testEnvironment } from '../support/environment.ts'
import { accessAs, registriesWith, targetOf } from '../support/publish.ts'
import { issue, makeAuthority } from '../support/registry/certificate.ts'
import { randomBytesOf } from '../support/registry/content/random.ts'
import { startTestRegistry } from '../support/registry/registry.ts'

const KiB = 1024
const MiB = 1024 * KiB
const { signal } = new AbortController()
let directory = ''

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'spool-'))
})
afterAll(async () => {
  await rm(directory, { recursive: true })
})

const ignore = () => undefined

/** An empty file for these bytes. `limit` is how many bytes of blobs may be in memory. */
function expecting(bytes: Uint8Array, limit?: number): SpoolFile {
  return new Spool(directory, ignore, limit).create({ digest: digestOf(bytes), size: bytes.length })
}

async function write(file: SpoolFile, bytes: Uint8Array, piece = 60 * KiB): Promise<void> {
  for (let start = 0; start < bytes.length; start += piece) await file.write(bytes.subarray(start, start + piece))
}

async function readAll(file: SpoolFile, start: number, end: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of file.read(start, end, signal)) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

describe.each([
  { limit: 64 * MiB, where: 'in memory' },
  { limit: 2 * MiB, where: 'in memory, and then on disk' },
  { limit: 0, where: 'on disk' },
])('$where', ({ limit }) => {
  test('returns any range to concurrent readers at their own pace, while it is being written', async () => {
    const bytes = randomBytesOf(5 * MiB + 3, 1)
    const file = expecting(bytes, limit)
    const ranges = [
      [0, bytes.length],
      [1, 2],
      [MiB - 1, 3 * MiB + 1],
      [bytes.length - 1, bytes.length],
      [bytes.length, bytes.length],
    ] as const
    const reading = Promise.all(ranges.map(([start, end]) => readAll(file, start, end)))
    await write(file, bytes)
    await file.finish(digestOf(bytes))
    for (const [index, read] of (await reading).entries()) {
      const [start, end] = ranges[index] ?? [0, 0]
      expect(Buffer.compare(read, bytes.subarray(start, end))).toBe(0)
    }
    await file.release()
  })

  test('keeps a chunk unchanged until the next but one is requested', async () => {
    const bytes = randomBytesOf(8 * MiB + 9, 2)
    const file = expecting(bytes, limit)
    const given: { at: number; chunk: Uint8Array }[] = []
    let written = 0
    const comes = async (size: number) => {
      await write(file, bytes.subarray(written, written + size))
      written += size
      if (written === bytes.length) await file.finish(digestOf(bytes))
    }
    await comes(MiB)
    for await (const chunk of file.read(0, bytes.length, signal)) {
      given.push({ at: given.reduce((sum, { chunk: { length } }) => sum + length, 0), chunk })
      // The reader keeps up at first, and falls behind while it holds the second chunk.
      if (given.length > 1 && written < bytes.length) await comes(Math.min(3 * MiB, bytes.length - written))
      expect(given.slice(-2).every(({ at, chunk: held }) => isAt(held, bytes, at))).toBe(true)
    }
    expect(given.reduce((sum, { chunk: { length } }) => sum + length, 0)).toBe(bytes.length)
    await file.release()
  })
})

function isAt(chunk: Uint8Array, bytes: Uint8Array, position: number): boolean {
  return Buffer.compare(chunk, bytes.subarray(position, position + chunk.length)) === 0
}

test('returns what was written to every reader, at any time and pace, and releases all memory', async () => {
  const size = fc.integer({ min: 0, max: 12 * batchSize })
  const reader = fc.record({ from: fc.double({ min: 0, max: 1, noNaN: true }), pause: fc.integer({ min: 0, max: 3 }) })
  const plan = fc.record({
    size,
    piece: fc.integer({ min: 1000, max: 2 * batchSize }),
    batches: fc.integer({ min: 0, max: 8 }),
    readers: fc.array(reader, { minLength: 1, maxLength: 4 }),
  })
  await fc.assert(
    fc.asyncProperty(plan, async ({ size, piece, batches, readers }) => {
      const bytes = randomBytesOf(size, size)
      const memory = new Memory(batches * batchSize)
      const file = new SpoolFile({ digest: digestOf(bytes), size }, { ...owner, memory })
      const reading = readers.map(async ({ from, pause }) => {
        const start = Math.floor(from * size)
        const read: Buffer[] = []
        for await (const chunk of file.read(start, size, signal)) {
          for (let left = pause; left > 0; left--) await new Promise(setImmediate)
          read.push(Buffer.from(chunk))
        }
        expect(Buffer.compare(Buffer.concat(read), bytes.subarray(start))).toBe(0)
      })
      await write(file, bytes, piece)
      await file.finish(digestOf(bytes))
      await Promise.all(reading)
      await file.release()
      expect(memory.used).toBe(0)
    }),
    { numRuns: 60 }
  )
})

/** The options for a disk that works. */
const owner = {
  open: async () => await open(join(directory, `blob-${Math.random()}`), 'wx+'),
  onClose: ignore,
  onFailure: (cause: Error) => cause,
}

test('holds the last byte back until the digest is known', async () => {
  const bytes = randomBytesOf(MiB, 3)
  const file = expecting(bytes)
  await write(file, bytes)
  const most = await readAll(file, 0, bytes.length - 1)
  expect(most).toHaveLength(bytes.length - 1)
  let isRead = false
  const last = readAll(file, bytes.length - 1, bytes.length).finally(() => {
    isRead = true
  })
  await new Promise((resolve) => setTimeout(resolve, 30))
  expect(isRead).toBe(false)
  await file.finish(digestOf(bytes))
  expect(await last).toEqual(Buffer.from(bytes.subarray(-1)))
  await file.release()
})

test('fails for the reader and the sender of a blob with the wrong digest', async () => {
  const bytes = randomBytesOf(MiB, 4)
  const file = expecting(bytes)
  const reading = readAll(file, 0, bytes.length)
  reading.catch(() => undefined)
  await write(file, bytes.subarray(1))
  await expect(file.finish(digestOf(bytes))).rejects.toThrow(BrokenBlob)
  await expect(reading).rejects.toThrow(BrokenBlob)
  await file.release()
})

test('stops waiting for bytes when a reader is aborted', async () => {
  const file = expecting(randomBytesOf(MiB, 5))
  const stop = new AbortController()
  const reading = file.read(0, MiB, stop.signal)[Symbol.asyncIterator]().next()
  stop.abort(new Error('enough'))
  await expect(reading).rejects.toThrow('enough')
  await file.release()
})

test('does not wait for bytes if the reader was aborted before', async () => {
  const file = expecting(randomBytesOf(MiB, 5))
  await expect(file.read(0, MiB, AbortSignal.abort(new Error('enough'))).next()).rejects.toThrow('enough')
  await file.release()
})

test('keeps complete blobs out of memory while they wait on disk for a slow registry', async () => {
  const memory = new Memory(2 * MiB)
  const blobs = Array.from({ length: 20 }, (_, seed) => randomBytesOf(MiB, 100 + seed))
  const files = blobs.map((bytes) => new SpoolFile({ digest: digestOf(bytes), size: MiB }, { ...owner, memory }))
  for (const [index, file] of files.entries()) {
    const bytes = blobs[index] ?? Buffer.of()
    await write(file, bytes)
    await file.finish(digestOf(bytes))
  }
  expect(memory.used).toBeLessThanOrEqual(2 * MiB)
  for (const [index, file] of files.entries()) {
    expect(Buffer.compare(await readAll(file, 0, MiB), blobs[index] ?? Buffer.of())).toBe(0)
    await file.release()
  }
  expect(memory.used).toBe(0)
})

test.each([0, 1, 3 * batchSize])('releases all memory of a blob that breaks off after %i bytes', async (sent) => {
  const memory = new Memory(MiB)
  const bytes = randomBytesOf(MiB, 10)
  const file = new SpoolFile({ digest: digestOf(bytes), size: MiB }, { ...owner, memory })
  await write(file, bytes.subarray(0, sent))
  file.fail(new BrokenBlob('the builder went away'))
  await file.release()
  expect(memory.used).toBe(0)
})

test('reports a full disk once, in one sentence, and fails everywhere with it', async () => {
  const reported: Error[] = []
  const file = new SpoolFile(undefined, {
    ...owner,
    memory: new Memory(MiB),
    open: async () => await open('/dev/full', 'r+'),
    onFailure: (cause) => {
      const error = new SpoolError('/somewhere', cause)
      reported.push(error)
      return error
    },
  })
  const sentence =
    /^Blobs for the registries cannot be buffered in \/somewhere: ENOSPC: no space left on device, \w+\. Free up disk space there\.$/
  await expect(write(file, randomBytesOf(8 * MiB, 6))).rejects.toThrow(sentence)
  await expect(file.finish(digestOf(Buffer.of()))).rejects.toThrow(sentence)
  expect(reported.map(({ message }) => message)).toEqual([expect.stringMatching(sentence)])
  await file.release()
})

test('reports a missing folder, but only once it is needed', async () => {
  const reported: Error[] = []
  const nowhere = new Spool(join(directory, 'nowhere'), (error) => reported.push(error), 2 * MiB)
  const bytes = randomBytesOf(MiB, 7)
  const small = nowhere.create()
  await write(small, bytes)
  await small.finish(digestOf(bytes))
  expect(Buffer.compare(await readAll(small, 0, MiB), bytes)).toBe(0)
  expect(reported).toEqual([])
  await expect(write(nowhere.create(), randomBytesOf(4 * MiB, 8))).rejects.toThrow(
    /cannot be buffered in .*nowhere: ENOENT/
  )
  expect(reported).toHaveLength(1)
  await small.release()
})

test('writes to a file without a name, so that a killed process leaves none behind', async () => {
  const bytes = randomBytesOf(4 * MiB, 9)
  const file = expecting(bytes, MiB)
  await write(file, bytes)
  await file.finish(digestOf(bytes))
  expect((await readdir(directory)).filter((name) => !name.startsWith('blob-0'))).toEqual([])
  expect(Buffer.compare(await readAll(file, 0, bytes.length), bytes)).toBe(0)
  await file.release()
})

// What arrives at the other end of a socket whose reader may be slow to take what is still in the buffer.

const authority = makeAuthority()
const sizes = [0, 1, 16 * KiB - 1, 64 * KiB + 1, 256 * KiB - 1, 256 * KiB, 256 * KiB + 1, 512 * KiB, MiB + 300 * KiB]

test.each([
  { tls: false, limit: undefined, what: 'plain' },
  { tls: false, limit: 0, what: 'plain, from disk' },
  { tls: true, limit: undefined, what: 'TLS' },
])('sends bytes unchanged over $what to registries of any speed', async ({ tls, limit }) => {
  const options = tls ? { tls: issue(authority) } : {}
  await using slow = await startTestRegistry(options)
  await using slower = await startTestRegistry(options)
  await using quick = await startTestRegistry(options)
  slow.fail({ method: 'PUT' }, { trickle: 128 * KiB, every: 1 }, { times: 100 })
  // So slow that only small pieces go out at a time, which may stay in the socket while the next ones are read.
  slower.fail({ method: 'PUT' }, { trickle: 64 * KiB, every: 25 }, { times: 100 })
  const registries = [slow, slower, quick]
  const environment = testEnvironment()
  await using clients = registriesWith(environment, {
    accessTo: accessAs(undefined, tls ? { tls: { ca: authority.cert } } : {}),
    timeouts: { ...patient, answer: 10_000, store: 10_000, piece: 320, optional: 2_000 },
  })
  await using pushes = await openPushes(
    registries.map(({ host }) => targetOf(`${host}/o/app:v1`)),
    {
      registries: clients,
      mountFrom: [],
      elapsed: environment.elapsed,
      signal: environment.signal,
      onFailure: () => undefined,
    }
  )
  for (const [seed, size] of sizes.entries()) {
    const bytes = randomBytesOf(size, seed)
    const digest = digestOf(bytes)
    const file = expecting(bytes, limit)
    const blob = { mediaType: 'application/octet-stream', digest, size }
    const sent = Promise.all(pushes.contents.map((content) => content.ensure(blob, file)))
    await write(file, bytes, 30 * KiB)
    await file.finish(digest)
    await sent
    for (const registry of registries) {
      expect(Buffer.compare(registry.blob('o/app', digest) ?? Buffer.of(255), bytes)).toBe(0)
    }
    await file.release()
  }
})
