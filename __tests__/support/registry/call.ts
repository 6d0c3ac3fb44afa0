import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBody } from './body.ts'
import type { OpenEntry } from './entry.ts'
import { nextSequence } from './entry.ts'
import type { Fault } from './faults.ts'
import type { Listener } from './listener.ts'
import type { Log } from './log.ts'

/** The exchange ended before its response: the client disconnected, or a fault stopped it. */
export class Broken extends Error {
  override readonly name = 'Broken'
}

export interface CallOptions {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly listener: Listener
  readonly log: Log
  readonly entry: OpenEntry
  readonly fault: Fault | undefined
  /** Waits until it is time to respond. */
  readonly turn: () => Promise<number | undefined>
  readonly moved: () => void
  /** How much of the body is logged. */
  readonly peek: number
}

/** A request that is being handled. */
export class Call {
  readonly query: URLSearchParams
  /** The path and query as they were sent. */
  readonly target: string
  readonly entry: OpenEntry
  readonly fault: Fault | undefined
  readonly #options: CallOptions
  #turn: Promise<void> | undefined

  constructor(options: CallOptions) {
    this.#options = options
    this.entry = options.entry
    this.fault = options.fault
    this.target = options.request.url ?? ''
    this.query = new URLSearchParams(this.target.split(/\?(.*)/s)[1] ?? '')
  }

  get route(): OpenEntry['route'] {
    return this.entry.route
  }

  get method(): string {
    return this.entry.method
  }

  get response(): ServerResponse {
    return this.#options.response
  }

  header(name: string): string | undefined {
    const value = this.entry.headers[name]
    return Array.isArray(value) ? value.join(', ') : value
  }

  /** The Content-Length of the request, if there is one. */
  get length(): number | undefined {
    const text = this.header('content-length')
    return text === undefined ? undefined : Number(text)
  }

  object(sentence: string): void {
    this.#options.log.object(this.entry, sentence)
  }

  /** Waits until it is time to respond. Content must be read or changed after this only. */
  turn(): Promise<void> {
    this.#turn ??= this.#options.turn().then((round) => {
      this.entry.round = round
    })
    return this.#turn
  }

  /** Passes the body on in pieces, then waits until it is time to respond. */
  async receive(take: (piece: Buffer) => void): Promise<void> {
    const { request, moved, peek } = this.#options
    const read = (piece: Buffer) => {
      moved()
      this.entry.bytes += piece.length
      const room = peek - this.entry.body.length
      if (room > 0) this.entry.body = Buffer.concat([this.entry.body, piece.subarray(0, room)])
      take(piece)
    }
    const ending = await readBody(request, this.fault, read)
    if (ending !== 'end') this.break(ending)
    await this.turn()
  }

  /** The whole body, or undefined if it exceeds the limit. */
  async bytes(limit: number): Promise<Buffer | undefined> {
    const pieces: Buffer[] = []
    await this.receive((piece) => {
      if (this.entry.bytes <= limit) pieces.push(piece)
    })
    return this.entry.bytes > limit ? undefined : Buffer.concat(pieces)
  }

  /** Ends the exchange without a response. */
  break(ending: 'reset' | 'stalled' | 'aborted'): never {
    this.end(ending)
    if (ending === 'reset') this.#options.listener.reset(this.#options.request.socket)
    throw new Broken(ending)
  }

  /** Logs the end of the request, once. */
  end(status: OpenEntry['status']): void {
    if (this.entry.ended !== undefined) return
    this.entry.status = status
    this.entry.ended = nextSequence()
    this.entry.endedAt = performance.now()
    this.#options.log.end()
    this.#options.moved()
  }
}
