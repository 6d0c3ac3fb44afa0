import { setImmediate, setTimeout } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { batchSize } from '../../src/intake/spool/batch.ts'
import { digestOf } from '../../src/oci/digest.ts'
import { SharedBlob, type SharedBlobOptions } from '../../src/sources/registry/shared-blob.ts'
import { WindowPool } from '../../src/sources/registry/window-pool.ts'
import { randomBytesOf } from '../support/registry/content/random.ts'

const MiB = 1024 * 1024
const bytes = Buffer.from(randomBytesOf(24 * MiB, 1))

interface Source {
  /** Where each download began, and how many bytes it gave so far. */
  readonly downloads: { readonly start: number; given: number; isOver: boolean }[]
  readonly shared: SharedBlob
  readonly pool: WindowPool
}

/** A blob whose content comes in pieces from memory. */
function sourceOf(content = bytes, options: Partial<SharedBlobOptions> = {}): Source {
  const downloads: Source['downloads'] = []
  const pool = options.pool ?? new WindowPool()
  const shared = new SharedBlob({
    blob: { digest: digestOf(bytes.subarray(0, content.length)), size: content.length },
    pool,
    async *download(start, signal) {
      const download = { start, given: 0, isOver: false }
      downloads.push(download)
      try {
        for (let at = start; at < content.length; at += 60_000) {
          await setImmediate()
          signal.throwIfAborted()
          const piece = new Uint8Array(content.subarray(at, at + 60_000))
          download.given += piece.length
          yield piece
        }
      } finally {
        download.isOver = true
      }
    },
    refuse: (found) => new Error(`it has the digest ${found}`),
    ...options,
  })
  return { downloads, shared, pool }
}

const never = new AbortController().signal

interface Reader {
  readonly start?: number
  readonly signal?: AbortSignal
  /** Called with the number of bytes read so far, after each chunk. */
  readonly pause?: (read: number) => Promise<unknown> | undefined
}

/** Reads to the end, and compares each chunk with the content before the one after the next is requested. */
async function readAll(shared: SharedBlob, { start = 0, signal = never, pause }: Reader = {}): Promise<number> {
  let position = start
  let last: { chunk: Uint8Array; at: number } | undefined
  for await (const chunk of shared.read(start, shared.size, signal)) {
    if (last) expect(Buffer.compare(last.chunk, bytes.subarray(last.at, last.at + last.chunk.length))).toBe(0)
    last = { chunk, at: position }
    position += chunk.length
    await pause?.(position - start)
  }
  expect(position).toBe(shared.size)
  return position
}

test('is downloaded once for readers of about the same speed', async () => {
  const { downloads, shared } = sourceOf()
  await Promise.all([readAll(shared), readAll(shared, { pause: () => setImmediate() }), readAll(shared)])
  expect(downloads).toEqual([{ start: 0, given: bytes.length, isOver: true }])
})

test('a reader that stalls does not hold up others, and continues with a download of its own', async () => {
  const { downloads, shared } = sourceOf(bytes, { patience: 300 })
  const stalled = Promise.withResolvers<void>()
  const slow = readAll(shared, { pause: (read) => (read > 6 * MiB ? stalled.promise : undefined) })
  await Promise.all([readAll(shared), readAll(shared)])
  stalled.resolve()
  await slow
  expect(downloads.map(({ start }) => start)).toEqual([0, 4 * MiB])
})

test('a reader that is a little late still shares the download', async () => {
  const { downloads, shared } = sourceOf()
  const late = Promise.withResolvers<number>()
  const pause = (read: number) => {
    if (read === 4 * MiB) late.resolve(readAll(shared))
    return undefined
  }
  await Promise.all([readAll(shared, { pause }), late.promise])
  expect(downloads).toHaveLength(1)
})

test('does not download ahead of the fastest reader by more than a window', async () => {
  const { downloads, shared, pool } = sourceOf()
  const resumed = Promise.withResolvers<void>()
  const reading = readAll(shared, { pause: (read) => (read > 2 * MiB ? resumed.promise : undefined) })
  await setTimeout(100)
  expect(downloads[0]?.given).toBeLessThan(11 * MiB)
  expect(pool.memory.used).toBeLessThan(9 * MiB)
  resumed.resolve()
  await reading
})

test('begins again near an offset, and digests from there on', async () => {
  const { downloads, shared } = sourceOf()
  const broken = new AbortController()
  const pause = async (read: number) => {
    if (read > 13 * MiB) broken.abort(new Error('the connection was lost'))
  }
  await expect(readAll(shared, { signal: broken.signal, pause })).rejects.toThrow('the connection was lost')
  await setImmediate()
  expect(downloads[0]?.isOver).toBe(true)
  await readAll(shared, { start: 11 * MiB })
  expect(downloads.map(({ start }) => start)).toEqual([0, 8 * MiB])
})

test.each([0, 20 * MiB])('gives out no last byte of content with another digest, read from %i on', async (start) => {
  const content = Buffer.from(bytes)
  content[21 * MiB] = (content[21 * MiB] ?? 0) ^ 1
  const { shared } = sourceOf(content)
  let read = start
  const reading = async (from: number) => {
    for await (const chunk of shared.read(from, shared.size, never)) read += chunk.length
  }
  if (start > 0) await reading(0).catch(() => undefined)
  read = start
  await expect(reading(start)).rejects.toThrow('it has the digest sha256:')
  expect(read).toBe(shared.size - batchSize)
})

test('verifies an empty blob, which it does not download', async () => {
  const { downloads, shared } = sourceOf(bytes.subarray(0, 0))
  await readAll(shared)
  const wrong = new SharedBlob({
    blob: { digest: digestOf(bytes), size: 0 },
    pool: new WindowPool(),
    async *download() {},
    refuse: (found) => new Error(`it has the digest ${found}`),
  })
  await expect(readAll(wrong)).rejects.toThrow('it has the digest sha256:e3b0c442')
  expect(downloads).toEqual([])
})

test('begins no large download before its reader, which may have to wait for its turn to send', async () => {
  const { downloads, shared } = sourceOf(bytes, { patience: 50 })
  using _ = shared.expect()
  await setTimeout(20)
  expect(downloads).toEqual([])
  await readAll(shared)
  expect(downloads).toEqual([{ start: 0, given: bytes.length, isOver: true }])
})

test('gives up a download for which only a reader is left that was expected', async () => {
  const { downloads, shared, pool } = sourceOf(bytes, { patience: 50 })
  using _ = shared.expect()
  using __ = shared.expect()
  const given = new AbortController()
  const pause = async (read: number) => void (read > MiB && given.abort(new Error('the target failed')))
  await expect(readAll(shared, { signal: given.signal, pause })).rejects.toThrow('the target failed')
  await expect.poll(() => [downloads[0]?.isOver, pool.memory.used]).toEqual([true, 0])
  await readAll(shared)
  expect(downloads.map(({ start }) => start)).toEqual([0, 0])
})

test('begins to download no more than there is memory for, however much is expected', async () => {
  const pool = new WindowPool(4 * MiB)
  const sources = Array.from({ length: 100 }, () => sourceOf(bytes.subarray(0, MiB), { pool }))
  const expected = sources.map(({ shared }) => shared.expect())
  await setTimeout(200)
  expect(pool.memory.used).toBeLessThanOrEqual(4 * MiB)
  await Promise.all(sources.map(({ shared }) => readAll(shared)))
  for (const each of expected) each[Symbol.dispose]()
  for (const { shared } of sources) shared[Symbol.dispose]()
  expect(pool.memory.used).toBe(0)
})

test('keeps the beginning for a moment for a reader that is expected', async () => {
  const { downloads, shared } = sourceOf(bytes, { patience: 2_000 })
  const expected = [shared.expect(), shared.expect()]
  const first = readAll(shared)
  await setTimeout(100)
  await Promise.all([first, readAll(shared)])
  for (const each of expected) each[Symbol.dispose]()
  expect(downloads).toHaveLength(1)
})

test('downloads a small blob that is expected before anybody reads it, and once', async () => {
  const { downloads, shared, pool } = sourceOf(bytes.subarray(0, 700_000))
  const expected = [shared.expect(), shared.expect()]
  await expect.poll(() => downloads).toEqual([{ start: 0, given: 700_000, isOver: true }])
  await Promise.all([readAll(shared), readAll(shared)])
  for (const each of expected) each[Symbol.dispose]()
  // Another target may still come.
  await readAll(shared)
  expect(downloads).toHaveLength(1)
  shared[Symbol.dispose]()
  expect(pool.memory.used).toBe(0)
})

test('forgets what nobody reads as soon as its memory is needed', async () => {
  const pool = new WindowPool(4 * MiB)
  const sources = Array.from({ length: 10 }, () => sourceOf(bytes.subarray(0, MiB), { pool }))
  for (const { shared } of sources) await readAll(shared)
  expect(pool.memory.used).toBeLessThanOrEqual(5 * MiB)
})

test('gives every reader the right bytes, however they pause, break off and begin again', async () => {
  const reader = fc.record({
    start: fc.constantFrom(0, 0, 100_000, 3 * MiB, 5 * MiB + 1),
    every: fc.integer({ min: 1, max: 12 }),
    wait: fc.constantFrom(0, 0, 1, 3),
    breaks: fc.option(fc.integer({ min: 0, max: 6 * MiB }), { nil: undefined }),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(reader, { minLength: 1, maxLength: 5 }),
      fc.constantFrom(0, 5),
      async (readers, patience) => {
        const { downloads, shared, pool } = sourceOf(bytes.subarray(0, 6 * MiB), {
          patience,
          pool: new WindowPool(2 * MiB),
        })
        await Promise.all(
          readers.map(async ({ start, every, wait, breaks }) => {
            let chunks = 0
            const broken = new AbortController()
            const pause = async (read: number) => {
              chunks += 1
              if (breaks !== undefined && read > breaks) broken.abort(new Error('broken'))
              if (chunks % every === 0) await setTimeout(wait)
            }
            await readAll(shared, { start, pause, signal: broken.signal }).catch((error: Error) => {
              if (error.message !== 'broken') throw error
            })
            if (breaks !== undefined) await readAll(shared, { start })
          })
        )
        expect(downloads.length).toBeLessThanOrEqual(4 * readers.length)
        shared[Symbol.dispose]()
        await setImmediate()
        expect([pool.memory.used, downloads.filter(({ isOver }) => !isOver)]).toEqual([0, []])
      }
    ),
    { numRuns: 30 }
  )
})
