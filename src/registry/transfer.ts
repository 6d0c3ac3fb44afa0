import type { BlobId } from '../oci/descriptor.ts'
import type { Channel } from './channel.ts'
import { claimedDigest, contradicts } from './claim.ts'
import type { Body } from './exchange.ts'
import { RegistryError } from './registry-error.ts'
import { closingUrl, heldBytes, nextSession, type Session } from './session.ts'

/** The bytes of a blob, readable from any offset and as often as needed, also while they are still arriving. */
export interface BlobContent {
  readonly size: number
  /** Bytes `start` up to, not including, `end`. A chunk may be overwritten once the next but one is asked for. */
  read(start: number, end: number, signal: AbortSignal): AsyncIterable<Uint8Array>
}

/** What is sent, where, and under which name in errors. */
export interface Consignment {
  readonly channel: Channel
  readonly operation: string
  readonly blob: BlobId
  readonly content: BlobContent
  /** Told of all bytes that went out, again those that went out again. */
  readonly sent: (bytes: number) => void
}

const octets = { 'content-type': 'application/octet-stream' }

/** One blob on its way into one upload session. */
export class Transfer {
  readonly #consignment: Consignment
  #session: Session
  #offset = 0
  /** The first byte that never went out. */
  #reach = 0
  #bodySize = 0
  #start = 0
  #out = 0
  #wasClosed = false
  #hasTakenChunk = false

  constructor(consignment: Consignment, session: Session) {
    this.#consignment = consignment
    this.#session = session
  }

  get session(): Session {
    return this.#session
  }

  /** The first byte that the session lacks. */
  get offset(): number {
    return this.#offset
  }

  /** Bytes of the body that was sent last. */
  get bodySize(): number {
    return this.#bodySize
  }

  /** Where that begins in the blob. */
  get start(): number {
    return this.#start
  }

  /** Bytes of it that went out. */
  get out(): number {
    return this.#out
  }

  /** Whether the session was asked to become a blob, so that it may have done so. */
  get wasClosed(): boolean {
    return this.#wasClosed
  }

  /** Whether it was to go on with a session of which it is not known yet that it takes chunks. */
  get isUntriedResumption(): boolean {
    return this.#offset > 0 && !this.#hasTakenChunk
  }

  /** Whether all bytes went out. */
  get isOut(): boolean {
    return this.#reach === this.#consignment.blob.size
  }

  /** Sends the blob in one body: end-6. */
  async sendWhole(): Promise<void> {
    await this.#close(this.#body(0, this.#consignment.blob.size))
  }

  /** Sends what the session lacks, in chunks of at most so many bytes (but no less than it asks for): end-5, end-6. */
  async sendChunks(limit: number): Promise<void> {
    const { size } = this.#consignment.blob
    while (this.#offset < size) {
      const end = Math.min(size, this.#offset + Math.max(limit, this.#session.chunkMinimum ?? 0))
      await this.#append(end)
      this.#offset = end
    }
    await this.#close(new Uint8Array())
  }

  /**
   * Asks the session what it has: end-13. `unclear` where nobody can tell; the failure where the session is not known
   * any more, or nothing is answered.
   */
  async resume(): Promise<'resumed' | 'unclear' | RegistryError> {
    const { channel, operation } = this.#consignment
    const asked = `status of the ${operation}`
    try {
      const answer = await channel.registry.attempt(channel.request(asked, 'GET', this.#session.url, [204]))
      const held = heldBytes(answer)
      this.#session = nextSession(this.#session, answer, channel, asked)
      // Some count from the last chunk, or not at all.
      if (held === undefined || held < this.#offset || held > this.#reach) return 'unclear'
      this.#offset = held
      return 'resumed'
    } catch (error) {
      if (error instanceof RegistryError) return error
      throw error
    }
  }

  async #append(end: number): Promise<void> {
    const { channel, operation } = this.#consignment
    const headers = { ...octets, 'content-range': `${this.#offset}-${end - 1}` }
    const details = { headers, body: this.#body(this.#offset, end), stores: true }
    const request = channel.request(operation, 'PATCH', this.#session.url, [201, 202, 204], details)
    const answer = await channel.registry.attempt(request)
    this.#hasTakenChunk = true
    this.#session = nextSession(this.#session, answer, channel, operation)
  }

  async #close(body: Body | Uint8Array): Promise<void> {
    const { channel, operation, blob } = this.#consignment
    const url = closingUrl(this.#session, blob.digest)
    const details = { headers: octets, body, stores: true }
    const request = channel.request(operation, 'PUT', url, [200, 201, 204], details)
    this.#wasClosed = true
    const answer = await channel.registry.attempt(request)
    if (!contradicts(answer, blob.digest)) return
    throw new RegistryError({ where: channel.where, operation, reason: `it stored ${claimedDigest(answer)} instead` })
  }

  #body(start: number, end: number): Body {
    const { content, sent } = this.#consignment
    this.#bodySize = end - start
    this.#start = start
    this.#out = 0
    let next = start
    return {
      size: end - start,
      read: (signal) => {
        next = start
        this.#out = 0
        return content.read(start, end, signal)
      },
      out: (bytes) => {
        next += bytes
        this.#out += bytes
        // The session may get to see what went out before only now.
        this.#reach = Math.max(this.#reach, next)
        sent(bytes)
      },
    }
  }
}
