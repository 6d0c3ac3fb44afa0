/** A text as bytes, each of which knows where in the text it was read. */
export interface Decoded {
  readonly bytes: string
  /** Where in the text the bytes from `start` to before `end` are. */
  span(start: number, end: number): readonly [start: number, end: number]
}

/** Bytes that are put on and taken off at the end, with the places that they come from. */
export class Placed {
  length = 0
  readonly #bytes: Uint8Array
  readonly #starts: Int32Array
  readonly #ends: Int32Array

  /** Has room for so many bytes. */
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

  /** Takes so many bytes off, and says where the first of them began. */
  pop(count: number): number {
    this.length -= count
    return this.start(this.length)
  }

  /** Lets the last byte reach on to this place. */
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

  /** The byte before so many others from the end, the last one at 1. */
  fromEnd(count: number): number {
    return this.#bytes[this.length - count] ?? -1
  }

  /** The last bytes, as characters. */
  last(count: number): string {
    return Buffer.from(this.#bytes.subarray(Math.max(0, this.length - count), this.length)).toString('latin1')
  }

  /** The bytes but those of this value. */
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
