import { chunkSize } from '../content/file-bytes.ts'

/** Bytes of a batch. Who reads one from the disk reads one chunk. */
export const batchSize = chunkSize

/** A part of a blob, in memory. */
export class Batch {
  /** Where its first byte is in the blob. */
  readonly start: number
  readonly buffer: Buffer
  #filled = 0

  constructor(start: number, buffer: Buffer) {
    this.start = start
    this.buffer = buffer
  }

  /** Where the byte after its last is in the blob. */
  get end(): number {
    return this.start + this.#filled
  }

  get isFull(): boolean {
    return this.#filled === this.buffer.length
  }

  /** Copies what there is room for; gives how many bytes. */
  take(bytes: Uint8Array): number {
    const room = this.buffer.length - this.#filled
    const piece = bytes.length > room ? bytes.subarray(0, room) : bytes
    this.buffer.set(piece, this.#filled)
    this.#filled += piece.length
    return piece.length
  }

  /** The blob's bytes `start` up to, not including, `end`. */
  slice(start: number, end: number): Uint8Array {
    return this.buffer.subarray(start - this.start, end - this.start)
  }
}

/** The memory for all blobs on their way. Buffers are used again: to make one costs more than to fill it. */
export class Memory {
  readonly #limit: number
  readonly #spare: Buffer[] = []
  #used = 0

  /** `limit` is in bytes. */
  constructor(limit: number) {
    this.#limit = limit
  }

  /** Bytes that were taken and not given back. */
  get used(): number {
    return this.#used
  }

  /** Whether what comes now had better go to disk. */
  get isFull(): boolean {
    return this.#used >= this.#limit
  }

  /** Never refuses: who takes looks whether it is full. */
  take(size: number): Buffer {
    this.#used += size
    return (size === batchSize && this.#spare.pop()) || Buffer.allocUnsafeSlow(size)
  }

  /** Takes back a buffer that nobody reads any more: it is filled again. */
  give(buffer: Buffer): void {
    this.lose(buffer)
    if (buffer.length === batchSize) this.#spare.push(buffer)
  }

  /** Counts a buffer no more that somebody may still read: it is left to the garbage collector. */
  lose(buffer: Buffer): void {
    this.#used -= buffer.length
  }
}
