import { chunkSize } from '../../disk/file-bytes.ts'

/** Bytes in a batch. Reading one from disk takes one chunk. */
export const batchSize = chunkSize

/** A part of a blob, in memory. */
export class Batch {
  /** The offset of its first byte in the blob. */
  readonly start: number
  readonly buffer: Buffer
  #filled = 0

  constructor(start: number, buffer: Buffer) {
    this.start = start
    this.buffer = buffer
  }

  /** The offset in the blob of the byte after its last. */
  get end(): number {
    return this.start + this.#filled
  }

  get isFull(): boolean {
    return this.#filled === this.buffer.length
  }

  /** Copies as many bytes as there is room for, and returns their number. */
  take(bytes: Uint8Array): number {
    const room = this.buffer.length - this.#filled
    const piece = bytes.length > room ? bytes.subarray(0, room) : bytes
    this.buffer.set(piece, this.#filled)
    this.#filled += piece.length
    return piece.length
  }

  /** Bytes `start` up to, not including, `end` of the blob. */
  slice(start: number, end: number): Uint8Array {
    return this.buffer.subarray(start - this.start, end - this.start)
  }
}

/** The memory for all blobs in transit. Buffers are reused: allocating one costs more than filling it. */
export class Memory {
  readonly #limit: number
  readonly #spare: Buffer[] = []
  #used = 0

  /** `limit` is in bytes. */
  constructor(limit: number) {
    this.#limit = limit
  }

  /** Bytes that were taken and not returned. */
  get used(): number {
    return this.#used
  }

  /** Whether further data should go to disk. */
  get isFull(): boolean {
    return this.#used >= this.#limit
  }

  /** Never fails: callers check `isFull`. */
  take(size: number): Buffer {
    this.#used += size
    return (size === batchSize && this.#spare.pop()) || Buffer.allocUnsafeSlow(size)
  }

  /** Takes back a buffer that has no readers left, to reuse it. */
  give(buffer: Buffer): void {
    this.lose(buffer)
    if (buffer.length === batchSize) this.#spare.push(buffer)
  }

  /** Stops counting a buffer that may still have readers, and leaves it to the garbage collector. */
  lose(buffer: Buffer): void {
    this.#used -= buffer.length
  }
}
