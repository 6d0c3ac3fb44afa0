import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { digestOf } from '../../src/oci/digest.ts'
import { BrokenBlob, SpoolError } from '../../src/push/broken-blob.ts'
import { Spool } from '../../src/push/spool.ts'
import { SpoolFile } from '../../src/push/spool-file.ts'
import { openPushes } from '../../src/push/targets.ts'
import { testEnvironment } from '../support/environment.ts'
import { targetOf } from '../support/publish.ts'
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

function spool(onBroken: (error: Error) => void = () => undefined): Spool {
  return new Spool(directory, onBroken)
}

/** A file for these bytes, of which nothing has come yet. */
async function expecting(bytes: Uint8Array): Promise<SpoolFile> {
  return await spool().create({ digest: digestOf(bytes), size: bytes.length })
}

async function write(file: SpoolFile, bytes: Uint8Array, piece = 60 * KiB): Promise<void> {
  for (let start = 0; start < bytes.length; start += piece) await file.write(bytes.subarray(start, start + piece))
}

async function readAll(file: SpoolFile, start: number, end: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of file.read(start, end, signal)) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

test('readers of any range get what is written, at their own pace, while it is written', async () => {
  const bytes = randomBytesOf(5 * MiB + 3, 1)
  const file = await expecting(bytes)
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

test('a chunk stays as it is until the next but one is asked for', async () => {
  const bytes = randomBytesOf(4 * MiB + 9, 2)
  const file = await expecting(bytes)
  await write(file, bytes)
  await file.finish(digestOf(bytes))
  let position = 0
  let before: { at: number; chunk: Uint8Array } | undefined
  for await (const chunk of file.read(0, bytes.length, signal)) {
    if (before) expect(Buffer.compare(before.chunk, bytes.subarray(before.at, before.at + before.chunk.length))).toBe(0)
    before = { at: position, chunk }
    position += chunk.length
  }
  await file.release()
})

test('the last byte waits for the digest', async () => {
  const bytes = randomBytesOf(MiB, 3)
  const file = await expecting(bytes)
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

test('who reads a blob that turns out to be another is told, and so is who sent it', async () => {
  const bytes = randomBytesOf(MiB, 4)
  const file = await expecting(bytes)
  const reading = readAll(file, 0, bytes.length)
  reading.catch(() => undefined)
  await write(file, bytes.subarray(1))
  await expect(file.finish(digestOf(bytes))).rejects.toThrow(BrokenBlob)
  await expect(reading).rejects.toThrow(BrokenBlob)
  await file.release()
})

test('a reader that is told to stop does not wait for bytes to come', async () => {
  const file = await expecting(randomBytesOf(MiB, 5))
  const stop = new AbortController()
  const reading = file.read(0, MiB, stop.signal)[Symbol.asyncIterator]().next()
  stop.abort(new Error('enough'))
  await expect(reading).rejects.toThrow('enough')
  await file.release()
})

test('a disk that is full is told in one sentence, to all', async () => {
  const told: Error[] = []
  const full = await open('/dev/full', 'r+')
  const file = new SpoolFile(full, undefined, {
    onClose: () => undefined,
    onFailure: (cause) => {
      const error = new SpoolError('/somewhere', cause)
      told.push(error)
      return error
    },
  })
  const sentence =
    /^Blobs on their way to the registries cannot be kept in \/somewhere: ENOSPC: no space left on device, \w+\. Free some room there\.$/
  await expect(write(file, randomBytesOf(8 * MiB, 6))).rejects.toThrow(sentence)
  await expect(file.finish(digestOf(Buffer.of()))).rejects.toThrow(sentence)
  expect(told.map(({ message }) => message)).toEqual([expect.stringMatching(sentence)])
  await file.release()
})

test('a folder that is not there is told, too', async () => {
  const told: Error[] = []
  const nowhere = new Spool(join(directory, 'nowhere'), (error) => told.push(error))
  await expect(nowhere.create()).rejects.toThrow(/cannot be kept in .*nowhere: ENOENT/)
  expect(told).toHaveLength(1)
})

// What comes out at the other end of a socket, whose reader may take its time with what is still in the buffer.

const authority = makeAuthority()
const sizes = [0, 1, 16 * KiB - 1, 64 * KiB + 1, 256 * KiB - 1, 256 * KiB, 256 * KiB + 1, 512 * KiB, MiB + 300 * KiB]

test.each([
  { tls: false, what: 'plain' },
  { tls: true, what: 'TLS' },
])('bytes arrive as they were sent over $what, however slowly they are taken', async ({ tls }) => {
  const options = tls ? { tls: issue(authority) } : {}
  await using slow = await startTestRegistry(options)
  await using slower = await startTestRegistry(options)
  await using quick = await startTestRegistry(options)
  slow.fail({ method: 'PUT' }, { trickle: 128 * KiB, every: 1 }, { times: 100 })
  // So slowly that only small pieces go out at a time, which may stay in the socket while the next are read.
  slower.fail({ method: 'PUT' }, { trickle: 64 * KiB, every: 25 }, { times: 100 })
  const registries = [slow, slower, quick]
  const environment = testEnvironment()
  await using pushes = await openPushes(
    registries.map(({ host }) => targetOf(`${host}/o/app:v1`)),
    {
      accessTo: () => (tls ? { tls: { ca: authority.cert } } : {}),
      credentialFor: async () => undefined,
      mountFrom: [],
      environment,
      signal: environment.signal,
      onFailure: () => undefined,
      timeouts: { connect: 5_000, answer: 10_000, store: 10_000, piece: 320, optional: 2_000 },
    }
  )
  for (const [seed, size] of sizes.entries()) {
    const bytes = randomBytesOf(size, seed)
    const digest = digestOf(bytes)
    const file = await expecting(bytes)
    const blob = { mediaType: 'application/octet-stream', digest, size }
    const sent = Promise.all(pushes.all.map((push) => push.ensure(blob, file)))
    await write(file, bytes, 30 * KiB)
    await file.finish(digest)
    await sent
    for (const registry of registries) {
      expect(Buffer.compare(registry.blob('o/app', digest) ?? Buffer.of(255), bytes)).toBe(0)
    }
    await file.release()
  }
})
