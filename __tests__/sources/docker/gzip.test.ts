import { setTimeout } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gzip } from '../../../src/sources/docker/layers/gzip.ts'
import { randomBytesOf } from '../../support/registry/content/random.ts'

/** Compresses content that arrives in pieces, each of which is overwritten when the one after the next is requested. */
async function compressed(content: Uint8Array, pieceSize = 256 * 1024): Promise<Buffer> {
  async function* pieces() {
    const buffers = [Buffer.alloc(pieceSize), Buffer.alloc(pieceSize)] as const
    for (let start = 0; start < content.length; start += pieceSize) {
      const buffer = buffers[(start / pieceSize) % 2 === 0 ? 0 : 1]
      buffer.set(content.subarray(start, start + pieceSize))
      yield buffer.subarray(0, Math.min(pieceSize, content.length - start))
    }
  }
  const written: Buffer[] = []
  await gzip(pieces(), async (bytes) => {
    written.push(Buffer.from(bytes))
  })
  return Buffer.concat(written)
}

/** Text that compresses well, and a part that does not. */
function mixed(size: number): Buffer {
  const text = Buffer.from(Array.from({ length: 1000 }, (_, index) => `line ${index * 7919}\n`).join(''))
  const bytes = Buffer.alloc(size)
  for (let start = 0; start < size; start += text.length) text.copy(bytes, start)
  bytes.set(randomBytesOf(Math.min(size, 1000), 1), Math.max(0, size - 1000))
  return bytes
}

test.each([0, 1, 512 * 1024 - 1, 512 * 1024, 512 * 1024 + 1, 5_000_000])(
  'compresses %i bytes into one member that decompresses to them',
  async (size) => {
    const content = mixed(size)
    expect(Buffer.compare(gunzipSync(await compressed(content)), content)).toBe(0)
  }
)

test('gives the same bytes however the content arrives', async () => {
  const content = mixed(3_000_000)
  const first = await compressed(content)
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1000, max: 1_000_000 }), async (pieceSize) => {
      expect(Buffer.compare(await compressed(content, pieceSize), first)).toBe(0)
    }),
    { numRuns: 10 }
  )
})

test('has no name, no time and no operating system in its header', async () => {
  const { length } = await compressed(Buffer.of())
  expect(length).toBe(20)
  expect((await compressed(mixed(10))).subarray(0, 10).toString('hex')).toBe('1f8b08000000000000ff')
})

test('refers back across blocks, so that cutting costs little', async () => {
  const block = randomBytesOf(30_000, 3)
  const content = Buffer.concat(Array.from({ length: 100 }, () => block))
  expect((await compressed(content)).length).toBeLessThan(60_000)
})

test('compresses blocks while none is written yet, but only as many as fit in memory', async () => {
  let read = 0
  async function* blocks() {
    while (read < 100) {
      read += 1
      yield Buffer.alloc(512 * 1024, read)
    }
  }
  const { promise: mayWrite, resolve: write } = Promise.withResolvers<void>()
  const sizes: number[] = []
  const done = gzip(blocks(), async (bytes) => {
    await mayWrite
    sizes.push(bytes.length)
  })
  await expect.poll(() => read).toBe(8)
  await setTimeout(100)
  expect(read).toBe(8)
  write()
  await done
  // The header, the blocks in order, and the trailer.
  expect([read, sizes.length, sizes[0], sizes.at(-1)]).toEqual([100, 102, 10, 10])
})

test('writes nothing more once the content breaks off', async () => {
  async function* broken() {
    yield Buffer.alloc(512 * 1024)
    throw new Error('broken off')
  }
  let writes = 0
  const done = gzip(broken(), async () => {
    writes += 1
  })
  await expect(done).rejects.toThrow('broken off')
  const before = writes
  await setTimeout(50)
  expect(writes).toBe(before)
})

test('gives the error of a write', async () => {
  const full = async () => {
    throw new Error('no space left')
  }
  const content = async function* () {
    for (let block = 0; block < 20; block++) yield Buffer.alloc(512 * 1024)
  }
  await expect(gzip(content(), full)).rejects.toThrow('no space left')
})
