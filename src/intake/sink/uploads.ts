import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { WrongContent } from '../../oci/content-error.ts'
import type { BlobId } from '../../oci/descriptor.ts'
import type { Digest } from '../../oci/digest.ts'
import { type On, toUrl } from '../../oci/distribution/endpoint.ts'
import type { BlobWriter, SinkBackend } from './backend.ts'
import { readAll } from './read-all.ts'
import { refusal, type SinkResponse } from './response.ts'

interface Upload {
  intake?: BlobWriter
  /** The number of bytes received. */
  offset: number
  /** The digest of the content, once it is complete. */
  finished?: Digest
  isAbandoned?: boolean
}

/** The request that completes an upload; a blob that is sent in one POST (end-4b) has no session. */
interface Ending {
  readonly name: string
  readonly session?: string
  readonly digest: Digest
}

const noSession = refusal('BLOB_UPLOAD_UNKNOWN', 'no such upload session')

/**
 * Upload sessions of both kinds: BuildKit sends the digest first (POST, then one PUT with all bytes), classic Docker
 * and buildah send it last (POST, PATCH …, PUT). A repeated closing PUT gets the same response. A session is deleted
 * after any failure.
 */
export class Uploads implements AsyncDisposable {
  readonly #backend: SinkBackend
  readonly #uploads = new Map<string, Upload>()
  readonly #sizes = new Map<Digest, number>()

  constructor(backend: SinkBackend) {
    this.#backend = backend
  }

  /** The size in bytes of a blob that was received completely. */
  sizeOf(digest: Digest): number | undefined {
    return this.#sizes.get(digest)
  }

  /** end-4a; also end-11: only what can be read back is mounted. For another blob of a target, HEAD has answered 200. */
  start(endpoint: On<'4a' | '11'>): SinkResponse {
    const { name } = endpoint
    if (endpoint.end === '11' && this.#backend.contents?.blob(endpoint.mount)) return created(name, endpoint.mount)
    const session = randomUUID()
    this.#uploads.set(session, { offset: 0 })
    return accepted(name, session, 0)
  }

  /** end-4b: a whole blob in the POST. */
  async whole(endpoint: On<'4b'>, request: IncomingMessage): Promise<SinkResponse> {
    return await this.#finish({ offset: 0 }, endpoint, request)
  }

  /** end-5 */
  async append({ name, session }: On<'5'>, request: IncomingMessage): Promise<SinkResponse> {
    const upload = this.#open(session)
    if (!upload) return noSession
    const start = /^(\d+)-\d+$/.exec(request.headers['content-range'] ?? '')?.[1]
    if (start !== undefined && Number(start) !== upload.offset) {
      return { ...accepted(name, session, upload.offset), status: 416 }
    }
    await this.#take(session, upload, request)
    if (this.#uploads.has(session)) return accepted(name, session, upload.offset)
    // The session was abandoned in the meantime, perhaps while its intake was being opened.
    await this.#abandon(session, upload)
    return noSession
  }

  /** end-6 */
  async close(endpoint: On<'6'>, request: IncomingMessage): Promise<SinkResponse> {
    const { session, name, digest } = endpoint
    const upload = this.#uploads.get(session)
    if (upload?.finished === digest) return created(name, digest)
    if (!upload || upload.finished) return noSession
    return await this.#finish(upload, endpoint, request)
  }

  /** end-13 */
  status({ name, session }: On<'13'>): SinkResponse {
    const upload = this.#open(session)
    return upload ? { ...accepted(name, session, upload.offset), status: 204 } : noSession
  }

  /** end-14 */
  async cancel({ session }: On<'14'>): Promise<SinkResponse> {
    const upload = this.#open(session)
    if (!upload) return noSession
    await this.#abandon(session, upload)
    return { status: 204 }
  }

  /** Abandons unfinished uploads. */
  async [Symbol.asyncDispose](): Promise<void> {
    const open = [...this.#uploads].filter(([, { finished }]) => !finished)
    await Promise.all(open.map(([session, upload]) => this.#abandon(session, upload)))
  }

  async #abandon(session: string, upload: Upload): Promise<void> {
    this.#uploads.delete(session)
    if (upload.isAbandoned || !upload.intake) return
    upload.isAbandoned = true
    await upload.intake.abandon()
  }

  #open(session: string): Upload | undefined {
    const upload = this.#uploads.get(session)
    return upload?.finished ? undefined : upload
  }

  async #finish(
    upload: Upload,
    { name, session = '', digest }: Ending,
    request: IncomingMessage
  ): Promise<SinkResponse> {
    const length = request.headers['content-length']
    const expected = length ? { digest, size: Number(length) } : undefined
    const intake = await this.#take(session, upload, request, expected)
    try {
      await intake.finish(digest)
    } catch (error) {
      this.#uploads.delete(session)
      if (error instanceof WrongContent) return refusal('DIGEST_INVALID', error.message)
      throw error
    }
    upload.finished = digest
    this.#sizes.set(digest, upload.offset)
    return created(name, digest)
  }

  /** Takes the body of a request. Returns what it was written to. */
  async #take(session: string, upload: Upload, request: IncomingMessage, expected?: BlobId): Promise<BlobWriter> {
    upload.intake ??= await this.#backend.receiveBlob(expected)
    try {
      await readAll(request, upload.intake, (bytes) => {
        upload.offset += bytes
      })
      return upload.intake
    } catch (error) {
      await this.#abandon(session, upload)
      throw error
    }
  }
}

function created(name: string, digest: Digest): SinkResponse {
  const location = toUrl({ end: '2', method: 'GET', name, digest })
  return { status: 201, headers: { location, 'docker-content-digest': digest } }
}

/** `Range` is `0-0` for an empty session as well, as in other registries. */
function accepted(name: string, session: string, offset: number): SinkResponse {
  const location = toUrl({ end: '13', method: 'GET', name, session })
  const range = `0-${Math.max(0, offset - 1)}`
  return { status: 202, headers: { location, range, 'docker-upload-uuid': session } }
}
