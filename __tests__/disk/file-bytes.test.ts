import { mkdtemp, open, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Chunks, chunkSize, readBytes } from '../../src/disk/file-bytes.ts'
import { randomBytesOf } from '../support/registry/content/random.ts'

const { signal } = new AbortController()
const bytes = randomBytesOf(1_200_000, 1)
let directory = ''
let path = ''

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bytes-'))
  path = join(directory, 'file')
  await writeFile(path, bytes)
})
afterAll(async () => {
  await rm(directory, { recursive: true })
})

async function read(start: number, end: number): Promise<Buffer> {
  await using file = await open(path)
  const chunks: Uint8Array[] = []
  for await (const chunk of readBytes(file, { name: 'it', start, end }, signal)) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

test('any range of a file is what the file holds there', async () => {
  const place = fc.nat(bytes.length)
  await fc.assert(
    fc.asyncProperty(place, place, async (a, b) => {
      const [start, end] = [Math.min(a, b), Math.max(a, b)]
      expect(Buffer.compare(await read(start, end), bytes.subarray(start, end))).toBe(0)
    }),
    { numRuns: 50 }
  )
})

test.each([
  ['a disk that answers at once', Number.POSITIVE_INFINITY],
  ['a disk that is waited for', -1],
])('%s gives the same bytes', async (_, shortWait) => {
  await using file = await open(path)
  const chunks = new Chunks(file, 'it', shortWait)
  for (let start = 0; start < bytes.length; start += chunkSize) {
    const end = Math.min(bytes.length, start + chunkSize)
    const chunk = await chunks.read(start, end - start)
    expect(Buffer.compare(chunk, bytes.subarray(start, end))).toBe(0)
  }
  await expect(chunks.read(bytes.length - 10, 11)).rejects.toThrow('it was truncated while it was read')
})

test('many readers of one file do not get in each others way', async () => {
  await using file = await open(path)
  const readers = Array.from({ length: 5 }, async (_, start) => {
    const chunks: Uint8Array[] = []
    for await (const chunk of readBytes(file, { name: 'it', start, end: bytes.length }, signal))
      chunks.push(Buffer.from(chunk))
    return Buffer.compare(Buffer.concat(chunks), bytes.subarray(start))
  })
  expect(await Promise.all(readers)).toEqual([0, 0, 0, 0, 0])
})

test('memory does not grow with the file: two buffers take turns', async () => {
  await using file = await open(path)
  const buffers = new Set<ArrayBufferLike>()
  for await (const chunk of readBytes(file, { name: 'it', start: 0, end: bytes.length }, signal))
    buffers.add(chunk.buffer)
  // Four whole chunks, and a shorter one that gets a buffer of its own.
  expect(buffers.size).toBe(3)
})

test('a file that became shorter is an error, not a shorter blob', async () => {
  const shrinking = join(directory, 'shrinking')
  await writeFile(shrinking, bytes)
  await using file = await open(shrinking)
  const reading = readBytes(file, { name: 'it', start: 0, end: bytes.length }, signal)
  await reading.next()
  await truncate(shrinking, 300_000)
  await expect(
    (async () => {
      for await (const _ of reading);
    })()
  ).rejects.toThrow('it was truncated while it was read')
})
