import type { FileHandle } from 'node:fs/promises'
import { ContentError } from '../oci/content-error.ts'

/** Large enough that a socket is full after one, so that it is out before the buffer is used again. */
const chunkSize = 256 * 1024

/** Resolves when the first `wanted` bytes of a growing file may be read; rejects where they will never come. */
export type Available = (wanted: number) => Promise<void>

export interface Range {
  /** How users know the file, for errors. */
  readonly name: string
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
  { name, start, end }: Range,
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
    if ((await readFully(file, buffer, length, position)) < length)
      throw new ContentError(`${name} became shorter while it was read`)
    yield buffer
    position += length
  }
}

/** Reads as many bytes as are wanted, or as there are; gives how many. */
async function readFully(file: FileHandle, buffer: Buffer, length: number, position: number): Promise<number> {
  let filled = 0
  for (let read = 1; filled < length && read > 0; filled += read) {
    read = (await file.read(buffer, filled, length - filled, position + filled)).bytesRead
  }
  return filled
}
