import { readSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { ContentError } from '../oci/content-error.ts'
import { checkStamp, type Stamp } from './stamp.ts'

/** Bytes. One chunk fills a socket's buffer, so it has been sent before its own buffer is reused. */
export const chunkSize = 256 * 1024

/** Milliseconds that reading a chunk may block the event loop. */
const shortWait = 3

export interface Range {
  /** The file's name in error messages. */
  readonly name: string
  /** The first byte. */
  readonly start: number
  /** The byte after the last. */
  readonly end: number
  /** The state of the file when it was found. Any change since then is an error. */
  readonly stamp?: Stamp
}

/** Reads a range of an open file. Throws ContentError before the last chunk if the file has changed. */
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
 * Reads a file in chunks. Two buffers alternate, so a chunk stays valid until the second read after it. A Node stream
 * takes twice the memory and half again the CPU (docs/benchmarks.md).
 */
export class Chunks {
  readonly #file: FileHandle
  readonly #name: string
  #buffers: readonly [Buffer, Buffer] | undefined
  readonly #shortWait: number
  #isQuick = true

  /** `name` is the file's name in error messages. */
  constructor(file: FileHandle, name: string, wait = shortWait) {
    this.#file = file
    this.#name = name
    this.#shortWait = wait
  }

  /** Reads at most `chunkSize` bytes. Throws ContentError if the file has fewer than requested. */
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
   * Node's thread pool reads on another core, and fetching the bytes from that core's cache takes a quarter of the CPU
   * time of a push. So what is in the page cache is read synchronously; a slow disk is left to the thread pool.
   */
  #readAtOnce(buffer: Buffer, part: { readonly offset: number; readonly length: number; readonly position: number }) {
    const began = performance.now()
    const count = readSync(this.#file.fd, buffer, part)
    this.#isQuick = performance.now() - began < this.#shortWait
    return count
  }

  /** A short chunk may stay in the socket's buffer for longer, so it gets a separate buffer. */
  #buffer(length: number): Buffer {
    if (length < chunkSize) return Buffer.allocUnsafeSlow(length)
    const [next, other] = this.#buffers ?? [Buffer.allocUnsafeSlow(chunkSize), Buffer.allocUnsafeSlow(chunkSize)]
    this.#buffers = [other, next]
    return next
  }
}
