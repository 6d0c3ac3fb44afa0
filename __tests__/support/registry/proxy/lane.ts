import type { Socket } from 'node:net'

/** One direction of a line that connections share: first come, first served, at a number of bytes per second. */
export class Lane {
  readonly #bytesPerSecond: number
  #freeAt = 0
  #bytes = 0

  constructor(bytesPerSecond = Number.POSITIVE_INFINITY) {
    this.#bytesPerSecond = bytesPerSecond
  }

  /** The number of bytes transferred in this direction. */
  get bytes(): number {
    return this.#bytes
  }

  /** How many bytes a connection may have in flight: what the line carries within this latency, within reason. */
  capacity(milliseconds: number): number {
    const held = (this.#bytesPerSecond * (milliseconds + 20)) / 1000
    return Math.min(Math.max(held, 256 * 1024), 16 * 1024 * 1024)
  }

  /** When this many more bytes have been transferred, in milliseconds of `performance.now()`. */
  book(size: number): number {
    this.#bytes += size
    this.#freeAt = Math.max(this.#freeAt, performance.now()) + (size / this.#bytesPerSecond) * 1000
    return this.#freeAt
  }
}

export interface Route {
  readonly from: Socket
  readonly to: Socket
  readonly lane: Lane
  /** The latency in one direction, in milliseconds. */
  readonly delay: number
  /** Added to the first bytes, for the handshake of a real line, which this one does without delay. */
  readonly opening: number
}

interface Parcel {
  /** Undefined for the end of the stream. */
  readonly piece: Buffer | undefined
  readonly due: number
}

/** Forwards data from one socket to another like a long line: later, at its rate, and no more than it holds. */
export class Passage {
  readonly #route: Route
  readonly #parcels: Parcel[] = []
  readonly #window: number
  #queued = 0
  #added: number
  #timer: NodeJS.Timeout | undefined

  constructor(route: Route) {
    const { from, to, lane, delay } = route
    this.#route = route
    this.#added = route.opening
    this.#window = lane.capacity(2 * delay)
    from.on('data', (piece) => this.#take(piece))
    from.on('end', () => this.#take(undefined))
    to.on('drain', () => this.#schedule())
    to.on('close', () => clearTimeout(this.#timer))
  }

  #take(piece: Buffer | undefined): void {
    const { from, lane, delay } = this.#route
    const due = (piece ? lane.book(piece.length) : performance.now()) + delay + this.#added
    this.#added = 0
    this.#queued += piece?.length ?? 0
    this.#parcels.push({ piece, due: Math.max(due, this.#parcels.at(-1)?.due ?? 0) })
    if (this.#queued > this.#window) from.pause()
    this.#schedule()
  }

  #schedule(): void {
    const [next] = this.#parcels
    if (!next || this.#timer !== undefined || this.#route.to.writableNeedDrain) return
    const wait = next.due - performance.now()
    if (wait <= 0) this.#deliver()
    else this.#timer = setTimeout(() => this.#deliver(), wait)
  }

  /** Delivers everything that is due, as far as the other side accepts it. */
  #deliver(): void {
    const { from, to } = this.#route
    this.#timer = undefined
    const now = performance.now()
    while ((this.#parcels[0]?.due ?? Number.POSITIVE_INFINITY) <= now && !to.writableNeedDrain) this.#handOver()
    if (this.#queued <= this.#window / 2 && from.isPaused()) from.resume()
    this.#schedule()
  }

  #handOver(): void {
    const { piece } = this.#parcels.shift() ?? {}
    this.#queued -= piece?.length ?? 0
    if (piece) this.#route.to.write(piece)
    else this.#route.to.end()
  }
}
