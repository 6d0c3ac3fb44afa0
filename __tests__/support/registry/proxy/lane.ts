import type { Socket } from 'node:net'

/** One direction of a line that connections share: first come, first served, at so many bytes a second. */
export class Lane {
  readonly #bytesPerSecond: number
  #freeAt = 0
  #bytes = 0

  constructor(bytesPerSecond = Number.POSITIVE_INFINITY) {
    this.#bytesPerSecond = bytesPerSecond
  }

  /** Bytes that went this way. */
  get bytes(): number {
    return this.#bytes
  }

  /** How many bytes a connection may have on its way: what the line holds in so many milliseconds, within reason. */
  capacity(milliseconds: number): number {
    const held = (this.#bytesPerSecond * (milliseconds + 20)) / 1000
    return Math.min(Math.max(held, 256 * 1024), 16 * 1024 * 1024)
  }

  /** When so many bytes that come now have passed, in milliseconds of `performance.now()`. */
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
  /** Milliseconds from one end to the other. */
  readonly delay: number
  /** Added to what comes first, for the handshake that the line's own quick one stands for. */
  readonly opening: number
}

interface Parcel {
  /** Undefined for the end. */
  readonly piece: Buffer | undefined
  readonly due: number
}

/** Passes on what comes from one socket to another as a long line would: later, at its pace, and no more than it holds. */
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

  /** Delivers all that is due, as far as the other side takes it. */
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
