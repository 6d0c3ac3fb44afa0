import { createHash, type Hash, randomUUID } from 'node:crypto'
import type { Entry } from './entry.ts'
import { algorithmOf, hashOf, type Kept } from './store.ts'

/** An upload session. */
export class Session {
  readonly id = randomUUID()
  readonly name: string
  /** Every Location that was returned, as path and query; the last is the one to use. */
  readonly locations: string[] = []
  /** The lengths of the chunks received by PATCH. */
  readonly chunks: number[] = []
  /** Whether a request to it was interrupted, so that its client cannot know how much arrived. */
  broken = false
  /** Whether a request to it is being handled. */
  busy = false
  /** The request that ended it. */
  closedBy: Entry | undefined
  received = 0
  readonly #pieces: Buffer[] | undefined
  #hash: Hash | undefined
  #algorithm = 'sha256'

  constructor(name: string, keep: boolean) {
    this.name = name
    this.#pieces = keep ? [] : undefined
  }

  /** Receives bytes. The digest algorithm must be known from the first byte. */
  take(piece: Buffer, algorithm = this.#algorithm): void {
    if (piece.length === 0) return
    this.received += piece.length
    this.#pieces?.push(piece)
    if (this.#pieces) return
    this.#algorithm = algorithm
    this.#hash ??= createHash(algorithm)
    this.#hash.update(piece)
  }

  /** The received bytes, and their digest with the algorithm of `digest`. */
  finish(digest: string): { readonly content: Kept; readonly actual: string } {
    if (!this.#pieces) {
      const hash = this.#hash ?? createHash(algorithmOf(digest))
      return { content: { size: this.received, bytes: undefined }, actual: `${this.#algorithm}:${hash.digest('hex')}` }
    }
    const bytes = Buffer.concat(this.#pieces)
    return { content: { size: bytes.length, bytes }, actual: hashOf(bytes, algorithmOf(digest)) }
  }
}

/** The upload sessions of a registry. */
export class Sessions {
  readonly #sessions = new Map<string, Session>()
  readonly #keep: boolean

  constructor(keep: boolean) {
    this.#keep = keep
  }

  open(name: string): Session {
    const session = new Session(name, this.#keep)
    this.#sessions.set(session.id, session)
    return session
  }

  /** Also finds closed sessions. */
  find(id: string): Session | undefined {
    return this.#sessions.get(id)
  }

  close(session: Session, by: Entry): void {
    session.closedBy ??= by
  }

  get openOnes(): readonly Session[] {
    return [...this.#sessions.values()].filter(({ closedBy }) => closedBy === undefined)
  }
}
