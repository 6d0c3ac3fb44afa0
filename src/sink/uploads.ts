import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Digest } from '../oci/digest.ts'
import { type Endpoint, toUrl } from '../oci/endpoint.ts'
import type { Intake, SinkBackend } from './backend.ts'
import { type Reply, refusal } from './reply.ts'

interface Upload {
  intake?: Intake
  offset: number
  finished?: Digest
}

type On<End extends Endpoint['end']> = Extract<Endpoint, { end: End }>

const noSession = refusal('BLOB_UPLOAD_UNKNOWN', 'there is no such upload session')

/**
 * Upload sessions of both kinds: BuildKit says the digest first (POST, then one PUT with all bytes), classic Docker and
 * buildah say it last (POST, PATCH …, PUT). An end that is asked for twice is answered twice.
 */
export class Uploads {
  readonly #backend: SinkBackend
  readonly #uploads = new Map<string, Upload>()

  constructor(backend: SinkBackend) {
    this.#backend = backend
  }

  /** end-4a; also end-11, since nothing is mounted here: what could be mounted was answered by HEAD. */
  start({ name }: On<'4a' | '11'>): Reply {
    const session = randomUUID()
    this.#uploads.set(session, { offset: 0 })
    return accepted(name, session, 0)
  }

  /** end-4b: a whole blob in the POST. */
  async whole(endpoint: On<'4b'>, request: IncomingMessage): Promise<Reply> {
    return await this.#finish({ offset: 0 }, endpoint, request)
  }

  /** end-5 */
  async append({ name, session }: On<'5'>, request: IncomingMessage): Promise<Reply> {
    const upload = this.#uploads.get(session)
    if (!upload || upload.finished) return noSession
    const start = /^(\d+)-\d+$/.exec(request.headers['content-range'] ?? '')?.[1]
    if (start !== undefined && Number(start) !== upload.offset)
      return { ...accepted(name, session, upload.offset), status: 416 }
    upload.intake ??= await this.#backend.receiveBlob()
    await take(upload, request)
    return accepted(name, session, upload.offset)
  }

  /** end-6 */
  async close(endpoint: On<'6'>, request: IncomingMessage): Promise<Reply> {
    const upload = this.#uploads.get(endpoint.session)
    return upload ? await this.#finish(upload, endpoint, request) : noSession
  }

  /** end-13 */
  status({ name, session }: On<'13'>): Reply {
    const upload = this.#uploads.get(session)
    return upload ? { ...accepted(name, session, upload.offset), status: 204 } : noSession
  }

  /** end-14 */
  async cancel({ session }: On<'14'>): Promise<Reply> {
    await this.#uploads.get(session)?.intake?.abandon()
    this.#uploads.delete(session)
    return { status: 204 }
  }

  async #finish(upload: Upload, { name, digest }: On<'4b' | '6'>, request: IncomingMessage): Promise<Reply> {
    if (upload.finished !== digest) {
      const size = Number(request.headers['content-length'] ?? Number.NaN)
      const isWhole = upload.intake === undefined && Number.isSafeInteger(size)
      upload.intake ??= await this.#backend.receiveBlob(isWhole ? { digest, size } : undefined)
      await take(upload, request)
      await upload.intake.finish(digest)
      upload.finished = digest
    }
    const location = toUrl({ end: '2', method: 'GET', name, digest })
    return { status: 201, headers: { location, 'docker-content-digest': digest } }
  }
}

async function take(upload: Upload, request: IncomingMessage): Promise<void> {
  try {
    for await (const chunk of request as AsyncIterable<Uint8Array>) {
      await upload.intake?.write(chunk)
      upload.offset += chunk.length
    }
  } catch (error) {
    await upload.intake?.abandon()
    throw error
  }
}

/** `Range` is `0-0` for nothing, too, as registries have it. */
function accepted(name: string, session: string, offset: number): Reply {
  const location = toUrl({ end: '13', method: 'GET', name, session })
  const range = `0-${Math.max(0, offset - 1)}`
  return { status: 202, headers: { location, range, 'docker-upload-uuid': session } }
}
