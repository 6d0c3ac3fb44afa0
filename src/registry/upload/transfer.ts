import type { RequestBody } from '../../http/message.ts'
import type { BlobContent } from '../../oci/blob-content.ts'
import type { BlobId } from '../../oci/descriptor.ts'
import { claimedDigest, contradicts } from '../digest-header.ts'
import { RegistryError } from '../errors/registry-error.ts'
import type { RepositoryRequests } from '../repository-requests.ts'
import { closingUrl, heldBytes, nextSession, type Session } from './session.ts'

/** What to upload and where, and how errors call it. */
export interface BlobUpload {
  readonly requests: RepositoryRequests
  readonly operation: string
  readonly blob: BlobId
  readonly content: BlobContent
  /** Called with all bytes sent, counting re-sent bytes again. */
  readonly sent: (bytes: number) => void
}

const octets = { 'content-type': 'application/octet-stream' }

/** The upload of one blob in one session. */
export class Transfer {
  readonly #upload: BlobUpload
  #session: Session
  #offset = 0
  /** The offset of the first byte that was never sent. */
  #reach = 0
  #bodySize = 0
  #start = 0
  #out = 0
  #wasClosed = false
  #hasTakenChunk = false

  constructor(upload: BlobUpload, session: Session) {
    this.#upload = upload
    this.#session = session
  }

  get session(): Session {
    return this.#session
  }

  /** The offset of the first byte that the session lacks. */
  get offset(): number {
    return this.#offset
  }

  /** The size in bytes of the last body. */
  get bodySize(): number {
    return this.#bodySize
  }

  /** The offset of the last body in the blob. */
  get start(): number {
    return this.#start
  }

  /** The bytes of the last body that were sent. */
  get out(): number {
    return this.#out
  }

  /** Whether the closing PUT was sent, so that the blob may be stored. */
  get wasClosed(): boolean {
    return this.#wasClosed
  }

  /** Whether this is a resumption of a session that has not accepted a chunk yet. */
  get isUntriedResumption(): boolean {
    return this.#offset > 0 && !this.#hasTakenChunk
  }

  /** Whether all bytes were sent. */
  get isOut(): boolean {
    return this.#reach === this.#upload.blob.size
  }

  /** Sends the blob in one body: end-6. */
  async sendWhole(): Promise<void> {
    await this.#close(this.#body(0, this.#upload.blob.size))
  }

  /** Sends what the session lacks, in chunks of at most `limit` bytes (but not below its minimum): end-5, end-6. */
  async sendChunks(limit: number): Promise<void> {
    const { size } = this.#upload.blob
    while (this.#offset < size) {
      const end = Math.min(size, this.#offset + Math.max(limit, this.#session.chunkMinimum ?? 0))
      await this.#append(end)
      this.#offset = end
    }
    await this.#close(new Uint8Array())
  }

  /**
   * Asks the session how many bytes it has: end-13. `unclear` if the answer is unreliable; the error if the session no
   * longer exists, or there is no response.
   */
  async resume(): Promise<'resumed' | 'unclear' | RegistryError> {
    const { requests, operation } = this.#upload
    const asked = `status of the ${operation}`
    try {
      const response = await requests.registry.attempt(requests.request(asked, 'GET', this.#session.url, [204]))
      const held = heldBytes(response)
      this.#session = nextSession(this.#session, response, requests, asked)
      // Some registries count from the last chunk, or not at all.
      if (held === undefined || held < this.#offset || held > this.#reach) return 'unclear'
      this.#offset = held
      return 'resumed'
    } catch (error) {
      if (error instanceof RegistryError) return error
      throw error
    }
  }

  async #append(end: number): Promise<void> {
    const { requests, operation } = this.#upload
    const headers = { ...octets, 'content-range': `${this.#offset}-${end - 1}` }
    const details = { headers, body: this.#body(this.#offset, end), stores: true }
    const request = requests.request(operation, 'PATCH', this.#session.url, [201, 202, 204], details)
    const response = await requests.registry.attempt(request)
    this.#hasTakenChunk = true
    this.#session = nextSession(this.#session, response, requests, operation)
  }

  async #close(body: RequestBody | Uint8Array): Promise<void> {
    const { requests, operation, blob } = this.#upload
    const url = closingUrl(this.#session, blob.digest)
    const details = { headers: octets, body, stores: true }
    const request = requests.request(operation, 'PUT', url, [200, 201, 204], details)
    this.#wasClosed = true
    const response = await requests.registry.attempt(request)
    if (!contradicts(response, blob.digest)) return
    throw new RegistryError({
      where: requests.where,
      operation,
      reason: `it stored ${claimedDigest(response)} instead`,
    })
  }

  #body(start: number, end: number): RequestBody {
    const { content, sent } = this.#upload
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
        // Bytes sent before may reach the session only now.
        this.#reach = Math.max(this.#reach, next)
        sent(bytes)
      },
    }
  }
}
