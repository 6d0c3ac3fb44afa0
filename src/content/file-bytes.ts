import type { FileHandle } from 'node:fs/promises'
import { ContentError } from '../oci/content-error.ts'

/** Large enough that a socket is full after one, so that it is out before the buffer is used again. */
export const chunkSize = 256 * 1024

export interface Range {
  /** How users know the file, for errors. */
  readonly name: string
  /** The first byte. */
  readonly start: number
  /** The byte after the last. */
  readonly end: number
}

/** Reads a range of an open file. */
export async function* readBytes(
  file: FileHandle,
  { name, start, end }: Range,
  signal: AbortSignal
): AsyncGenerator<Uint8Array> {
  const chunks = new Chunks(file, name)
  for (let position = start; position < end; position += chunkSize) {
    signal.throwIfAborted()
    yield await chunks.read(position, Math.min(chunkSize, end - position))
  }
}

/**
 * Reads chunks of a file, of which one stays as it is until the next but one is read. Two buffers take turns, however
 * many there are: a stream of Node's own takes twice the memory and half again the CPU (docs/benchmarks.md).
 */
export class Chunks {
  readonly #file: FileHandle
  readonly #name: string
  #buffers: readonly [Buffer, Buffer] | undefined

  /** `name` is how users know the file, for errors. */
  constructor(file: FileHandle, name: string) {
    this.#file = file
    this.#name = name
  }

  /** At most `chunkSize` bytes. Throws ContentError where there are fewer than are asked for. */
  async read(position: number, length: number): Promise<Uint8Array> {
    const buffer = this.#buffer(length)
    for (let filled = 0; filled < length; ) {
      const { bytesRead } = await this.#file.read(buffer, filled, length - filled, position + filled)
      if (bytesRead === 0) throw new ContentError(`${this.#name} became shorter while it was read`)
      filled += bytesRead
    }
    return buffer
  }

  /** A short chunk may leave the socket late: it gets a buffer of its own. */
  #buffer(length: number): Buffer {
    if (length < chunkSize) return Buffer.allocUnsafeSlow(length)
    const [next, other] = this.#buffers ?? [Buffer.allocUnsafeSlow(chunkSize), Buffer.allocUnsafeSlow(chunkSize)]
    this.#buffers = [other, next]
    return next
  }
}
