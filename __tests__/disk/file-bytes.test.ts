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

test('reads any range of a file', async () => {
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
  ['a fast disk', Number.POSITIVE_INFINITY],
  ['a slow disk', -1],
])('reads the same bytes from %s', async (_, shortWait) => {
  await using file = await open(path)
  const chunks = new Chunks(file, 'it', shortWait)
  for (let start = 0; start < bytes.length; start += chunkSize) {
    const end = Math.min(bytes.length, start + chunkSize)
    const chunk = await chunks.read(start, end - start)
    expect(Buffer.compare(chunk, bytes.subarray(start, end))).toBe(0)
  }
  await expect(chunks.read(bytes.length - 10, 11)).rejects.toThrow('it was truncated while it was read')
})

test('reads a file for several readers at once', async () => {
  await using file = await open(path)
  const readers = Array.from({ length: 5 }, async (_, start) => {
    const chunks: Uint8Array[] = []
    for await (const chunk of readBytes(file, { name: 'it', start, end: bytes.length }, signal))
      chunks.push(Buffer.from(chunk))
    return Buffer.compare(Buffer.concat(chunks), bytes.subarray(start))
  })
  expect(await Promise.all(readers)).toEqual([0, 0, 0, 0, 0])
})

test('alternates between two buffers, so that memory does not grow with the file', async () => {
  await using file = await open(path)
  const buffers = new Set<ArrayBufferLike>()
  for await (const chunk of readBytes(file, { name: 'it', start: 0, end: bytes.length }, signal))
    buffers.add(chunk.buffer)
  // Four whole chunks, and a shorter one with its own buffer.
  expect(buffers.size).toBe(3)
})

test('fails if the file is truncated while it is read', async () => {
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
