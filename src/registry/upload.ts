import type { Descriptor } from '../oci/descriptor.ts'
import type { Channel } from './channel.ts'
import type { Answer, Body } from './exchange.ts'
import { RegistryError } from './registry-error.ts'
import { closingUrl, heldBytes, type Session, sessionOf } from './session.ts'

/** The bytes of a blob, readable from any offset and as often as needed, also while they are still arriving. */
export interface BlobContent {
  readonly size: number
  /** Bytes `start` up to, not including, `end`. A chunk may be overwritten once the next but one is asked for. */
  read(start: number, end: number, signal: AbortSignal): AsyncIterable<Uint8Array>
}

/** What an upload needs from the blobs of its repository. */
export interface UploadParts {
  readonly channel: Channel
  /** Asks for a session, once. */
  open(): Promise<Session>
  has(): Promise<boolean>
  /** Told of all bytes that went out, again those that went out again. */
  sent(bytes: number): void
}

/** Bytes of one chunk where a proxy refuses a whole blob: Cloudflare takes 100 MB. */
const chunkSize = 90 * 1024 * 1024
/** A registry that forgets one session after the other will not keep the next. */
const lostSessionLimit = 3
const created = [200, 201, 204]
const accepted = [201, 202, 204]

/**
 * Uploads one blob: POST (unless a session is given) and PUT; after a failure from the last byte that the registry
 * acknowledges, or anew. An end that leaves it open whether the blob is there is settled by asking for the blob.
 */
export class Upload {
  readonly #parts: UploadParts
  readonly #blob: Descriptor
  readonly #content: BlobContent
  readonly #operation: string
  #session: Session | undefined
  /** The first byte that the session lacks. */
  #offset = 0
  #chunk = Number.POSITIVE_INFINITY
  #lostSessions = 0

  constructor(parts: UploadParts, blob: Descriptor, content: BlobContent, operation: string, session?: Session) {
    this.#parts = parts
    this.#blob = blob
    this.#content = content
    this.#operation = operation
    this.#session = session
  }

  async run(): Promise<void> {
    const { channel, has, open } = this.#parts
    const patience = channel.registry.patience()
    for (;;) {
      try {
        this.#session ??= await open()
        return await this.#send(this.#session)
      } catch (error) {
        if (!this.#mayGoOn(error)) await channel.registry.recover(error, patience)
        channel.countRetry()
      }
      if (await has()) return
      await this.#resume()
    }
  }

  async #send(session: Session): Promise<void> {
    const whole = this.#offset === 0 && this.#chunk >= this.#blob.size
    if (whole) return await this.#close(session, this.#body(0, this.#blob.size))
    let current = session
    while (this.#offset < this.#blob.size) {
      const end = Math.min(this.#blob.size, this.#offset + Math.max(this.#chunk, current.chunkMinimum ?? 0))
      current = await this.#append(current, end)
      this.#session = current
      this.#offset = end
    }
    await this.#close(current, new Uint8Array())
  }

  async #append(session: Session, end: number): Promise<Session> {
    const { channel } = this.#parts
    const headers = { 'content-type': 'application/octet-stream', 'content-range': `${this.#offset}-${end - 1}` }
    const body = this.#body(this.#offset, end)
    const request = channel.request(this.#operation, 'PATCH', session.url, accepted, { headers, body })
    const answer = await channel.registry.attempt(request)
    await answer.discard()
    return sessionOf(answer, channel, this.#operation)
  }

  async #close(session: Session, body: Body | Uint8Array): Promise<void> {
    const { channel } = this.#parts
    const url = closingUrl(session, this.#blob.digest)
    const headers = { 'content-type': 'application/octet-stream' }
    const answer = await channel.registry.attempt(
      channel.request(this.#operation, 'PUT', url, created, { headers, body })
    )
    await answer.discard()
    this.#verify(answer)
  }

  #verify(answer: Answer): void {
    const stored = answer.header('docker-content-digest')
    if (stored === undefined || stored === this.#blob.digest) return
    const { where } = this.#parts.channel
    throw new RegistryError({ where, operation: this.#operation, reason: `it stored ${stored.slice(0, 80)} instead` })
  }

  /** Whether another way may help at once: in smaller pieces, or in a new session. */
  #mayGoOn(error: unknown): boolean {
    if (!(error instanceof RegistryError)) return false
    const { status } = error
    if (status === 413 && this.#blob.size > chunkSize && this.#chunk > chunkSize) {
      this.#chunk = chunkSize
      this.#session = undefined
      return true
    }
    const lost = status === 404 || status === 416 || (status === 400 && this.#offset > 0)
    if (!lost || this.#session === undefined || this.#lostSessions >= lostSessionLimit) return false
    this.#session = undefined
    this.#lostSessions += 1
    return true
  }

  async #resume(): Promise<void> {
    const held = this.#session && (await this.#held(this.#session).catch(() => undefined))
    this.#offset = held ?? 0
    if (held === undefined) this.#session = undefined
  }

  async #held(session: Session): Promise<number | undefined> {
    const { channel } = this.#parts
    const operation = `status of the ${this.#operation}`
    const answer = await channel.registry.attempt(channel.request(operation, 'GET', session.url, [204]))
    await answer.discard()
    const held = heldBytes(answer)
    if (held === undefined || held > this.#blob.size) return undefined
    if (answer.header('location') !== undefined) this.#session = sessionOf(answer, channel, operation)
    return held
  }

  #body(start: number, end: number): Body {
    const { sent } = this.#parts
    const content = this.#content
    return {
      size: end - start,
      async *read(signal) {
        for await (const chunk of content.read(start, end, signal)) {
          yield chunk
          sent(chunk.length)
        }
      },
    }
  }
}
