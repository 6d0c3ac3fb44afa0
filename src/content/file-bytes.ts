import type { FileHandle } from 'node:fs/promises'
import { ContentError } from '../oci/content-error.ts'

/** Large enough that a socket is full after one, so that it is out before the buffer is used again. */
const chunkSize = 256 * 1024

/** Resolves when the first `wanted` bytes of a growing file may be read; rejects where they will never come. */
export type Available = (wanted: number) => Promise<void>

export interface Range {
  /** The first byte. */
  readonly start: number
  /** The byte after the last. */
  readonly end: number
}

/**
 * Reads a range of an open file, which may still grow. Two buffers take turns, whatever the length: a stream of Node's
 * own takes twice the memory and half again the CPU (docs/benchmarks.md).
 */
export async function* readBytes(
  file: FileHandle,
  { start, end }: Range,
  signal: AbortSignal,
  available?: Available
): AsyncGenerator<Uint8Array> {
  const buffers = [Buffer.allocUnsafeSlow(chunkSize), Buffer.allocUnsafeSlow(chunkSize)]
  for (let position = start, turn = 0; position < end; turn ^= 1) {
    const length = Math.min(chunkSize, end - position)
    await available?.(position + length)
    signal.throwIfAborted()
    // The last chunk is short and may leave the socket late: it gets a buffer of its own.
    const buffer = length === chunkSize ? (buffers[turn] as Buffer) : Buffer.allocUnsafeSlow(length)
    await readFully(file, buffer, length, position)
    yield buffer
    position += length
  }
}

async function readFully(file: FileHandle, buffer: Buffer, length: number, position: number): Promise<void> {
  for (let filled = 0; filled < length; ) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, position + filled)
    if (bytesRead === 0) throw new ContentError('a file became shorter while it was read')
    filled += bytesRead
  }
}
