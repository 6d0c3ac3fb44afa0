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
