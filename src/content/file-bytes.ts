import { readSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { ContentError } from '../oci/content-error.ts'
import { checkStamp, type Stamp } from './stamp.ts'

/** Large enough that a socket is full after one, so that it is out before the buffer is used again. */
export const chunkSize = 256 * 1024

/** Milliseconds that everything else may wait for a chunk. */
const shortWait = 3

export interface Range {
  /** How users know the file, for errors. */
  readonly name: string
  /** The first byte. */
  readonly start: number
  /** The byte after the last. */
  readonly end: number
  /** The file as it was when it was found. What has changed since is an error. */
  readonly stamp?: Stamp
}

/** Reads a range of an open file. Throws ContentError before the last chunk where the file has changed. */
export async function* readBytes(
  file: FileHandle,
  { name, start, end, stamp }: Range,
  signal: AbortSignal
): AsyncGenerator<Uint8Array> {
  const chunks = new Chunks(file, name)
  for (let position = start; position < end; position += chunkSize) {
    signal.throwIfAborted()
    const chunk = await chunks.read(position, Math.min(chunkSize, end - position))
    if (stamp !== undefined && position + chunk.length === end) await checkStamp(file, stamp, name)
    yield chunk
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
  readonly #shortWait: number
  #isQuick = true

  /** `name` is how users know the file, for errors. */
  constructor(file: FileHandle, name: string, wait = shortWait) {
    this.#file = file
    this.#name = name
    this.#shortWait = wait
  }

  /** At most `chunkSize` bytes. Throws ContentError where there are fewer than are asked for. */
  async read(position: number, length: number): Promise<Uint8Array> {
    const buffer = this.#buffer(length)
    for (let filled = 0; filled < length; ) {
      const part = { offset: filled, length: length - filled, position: position + filled }
      const count = this.#isQuick ? this.#readAtOnce(buffer, part) : (await this.#file.read(buffer, part)).bytesRead
      if (count === 0) throw new ContentError(`${this.#name} was truncated while it was read`)
      filled += count
    }
    return buffer
  }

  /**
   * A thread of Node's reads on another core, out of whose cache the bytes then have to come: a quarter of the CPU time
   * of a push. So what the system has in memory is read here; a disk that lets us wait is left to the threads.
   */
  #readAtOnce(buffer: Buffer, part: { readonly offset: number; readonly length: number; readonly position: number }) {
    const began = performance.now()
    const count = readSync(this.#file.fd, buffer, part)
    this.#isQuick = performance.now() - began < this.#shortWait
    return count
  }

  /** A short chunk may leave the socket late: it gets a buffer of its own. */
  #buffer(length: number): Buffer {
    if (length < chunkSize) return Buffer.allocUnsafeSlow(length)
    const [next, other] = this.#buffers ?? [Buffer.allocUnsafeSlow(chunkSize), Buffer.allocUnsafeSlow(chunkSize)]
    this.#buffers = [other, next]
    return next
  }
}
