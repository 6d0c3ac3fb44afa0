/** A text as bytes, each with its position in the text. */
export interface Decoded {
  readonly bytes: string
  /** The position in the text of the bytes from `start` up to before `end`. */
  span(start: number, end: number): readonly [start: number, end: number]
}

/** A stack of bytes, with their positions in the text. */
export class Placed {
  length = 0
  readonly #bytes: Uint8Array
  readonly #starts: Int32Array
  readonly #ends: Int32Array

  /** `room` is the capacity in bytes. */
  constructor(room: number) {
    this.#bytes = new Uint8Array(room)
    this.#starts = new Int32Array(room)
    this.#ends = new Int32Array(room)
  }

  push(byte: number, start: number, end: number): void {
    this.#bytes[this.length] = byte
    this.#starts[this.length] = start
    this.#ends[this.length] = end
    this.length++
  }

  /** Removes the last `count` bytes, and returns the start of the first of them. */
  pop(count: number): number {
    this.length -= count
    return this.start(this.length)
  }

  /** Extends the last byte's position to `end`. */
  extend(end: number): void {
    this.#ends[this.length - 1] = end
  }

  byte(index: number): number {
    return this.#bytes[index] ?? -1
  }

  start(index: number): number {
    return this.#starts[index] ?? 0
  }

  end(index: number): number {
    return this.#ends[index] ?? 0
  }

  /** The byte at this position from the end; the last one is at 1. */
  fromEnd(count: number): number {
    return this.#bytes[this.length - count] ?? -1
  }

  /** The last bytes, as characters. */
  last(count: number): string {
    return Buffer.from(this.#bytes.subarray(Math.max(0, this.length - count), this.length)).toString('latin1')
  }

  /** All bytes except those of this value. */
  without(unwanted: number): Decoded {
    const kept = this.#bytes.slice(0, this.length)
    const places = new Int32Array(this.length)
    let count = 0
    for (let index = 0; index < this.length; index++) {
      if (kept[index] === unwanted) continue
      kept[count] = kept[index] ?? 0
      places[count] = index
      count++
    }
    return {
      bytes: Buffer.from(kept.buffer, 0, count).toString('latin1'),
      span: (start, end) => [this.start(places[start] ?? 0), this.end(places[end - 1] ?? 0)],
    }
  }
}
