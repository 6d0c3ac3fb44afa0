import { promisify } from 'node:util'
import { constants, crc32, deflateRaw } from 'node:zlib'

const deflate = promisify(deflateRaw)

/** Bytes that are compressed as one piece, on a thread of their own. The output depends on it. */
const blockSize = 512 * 1024
/** Bytes before a block that it may refer to: the window of the format. RFC 1951, section 2 */
const windowSize = 32 * 1024
/** As small as what `docker push` makes with its level 6, for less time: docs/decisions/0039 */
const effort = { level: 4, memLevel: 9 }

/** No time, no name, no operating system: RFC 1952, section 2.3 */
const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff])
/** An empty last block: those before it end with a flush, so that they can be joined. */
const lastBlock = Buffer.from([0x03, 0x00])

/** Blocks of one layer that may be compressed or written at a time; Node's thread pool, which does both, has 4 threads. */
const blocksAhead = 8

/**
 * Compresses content into one gzip member, several blocks at a time, as pigz does. The same content always gives the
 * same bytes with the same version of zlib, whatever the machine is busy with. `write` gets the output in order.
 */
export async function gzip(
  content: AsyncIterable<Uint8Array>,
  write: (bytes: Uint8Array) => Promise<void>
): Promise<void> {
  const pending: Promise<void>[] = []
  let [checksum, size, before]: [number, number, Buffer] = [0, 0, Buffer.of()]
  let written = write(header)
  try {
    for await (const block of blocksOf(content)) {
      checksum = crc32(block, checksum)
      size += block.length
      written = writeAfter(written, compress(block, before), write)
      before = block.subarray(-windowSize)
      pending.push(written)
      if (pending.length === blocksAhead) await pending.shift()
    }
  } finally {
    // Nothing is written any more once this has failed.
    await Promise.allSettled([written])
  }
  await written
  await write(Buffer.concat([lastBlock, trailer(checksum, size)]))
}

/** Writes a block once it is compressed, and all before it are written. */
function writeAfter(
  before: Promise<void>,
  compressed: Promise<Buffer>,
  write: (bytes: Uint8Array) => Promise<void>
): Promise<void> {
  const written = Promise.all([compressed, before]).then(([bytes]) => write(bytes))
  // Whoever waits for the last one gets the error.
  written.catch(() => undefined)
  return written
}

/** The output is read at once: Node would get it in pieces of 16 KiB, and start a task for each. */
function compress(block: Buffer, dictionary: Buffer): Promise<Buffer> {
  const finishFlush = constants.Z_SYNC_FLUSH
  const chunkSize = blockSize + 1024
  return deflate(block, { ...effort, finishFlush, chunkSize, ...(dictionary.length > 0 && { dictionary }) })
}

/** Copies content into blocks of one size, since a chunk may be overwritten by the next. */
async function* blocksOf(content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let [block, filled] = [Buffer.allocUnsafeSlow(blockSize), 0]
  for await (const chunk of content) {
    for (let start = 0; start < chunk.length; ) {
      const part = chunk.subarray(start, start + blockSize - filled)
      block.set(part, filled)
      filled += part.length
      start += part.length
      if (filled < blockSize) continue
      yield block
      ;[block, filled] = [Buffer.allocUnsafeSlow(blockSize), 0]
    }
  }
  if (filled > 0) yield block.subarray(0, filled)
}

/** RFC 1952, section 2.3.1: CRC32 and ISIZE. */
function trailer(checksum: number, size: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeUInt32LE(checksum, 0)
  bytes.writeUInt32LE(size % 2 ** 32, 4)
  return bytes
}
