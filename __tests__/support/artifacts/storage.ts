import { createHmac, randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { ArtifactMethod, ArtifactReply } from './faults.ts'
import { type ArtifactRecord, refusedByStorage } from './records.ts'

/** What a signed URL permits, and who it was given to. */
interface Grant {
  readonly record: ArtifactRecord
  readonly job: number
}

/** What a request to the storage is about. */
export interface StorageRequest extends Grant {
  readonly method: ArtifactMethod
  carryOut(body: Buffer): ArtifactReply
}

/** Azure's blob storage: signed URLs that expire, and blobs of committed blocks. */
export class ArtifactStorage {
  /** Milliseconds that a signed URL is valid for. */
  lifetime = 3_600_000
  /** Set before the first URL is signed. */
  origin = ''
  readonly #key = randomBytes(32)
  readonly #grants = new Map<string, Grant>()
  readonly #now: () => Date

  constructor(now: () => Date) {
    this.#now = now
  }

  /** `cw` permits to create and write, `r` to read. */
  sign(permissions: 'cw' | 'r', grant: Grant): string {
    const path = `/actions-results/${randomBytes(8).toString('hex')}/artifacts/${this.#grants.size}.zip`
    this.#grants.set(path, grant)
    const expiry = new Date(this.#now().getTime() + this.lifetime).toISOString()
    const sig = encodeURIComponent(this.#signatureOf(path, expiry, permissions))
    return `${this.origin}${path}?rscd=attachment%3B+filename%3D%22a.zip%22&se=${encodeURIComponent(expiry)}&sig=${sig}&sp=${permissions}&spr=https&sr=b&sv=2025-11-05`
  }

  /** The request, or its refusal with the job whose URL it is, if any. */
  read({
    method = '',
    url = '',
    headers,
  }: IncomingMessage): StorageRequest | (Partial<Grant> & { refusal: ArtifactReply }) {
    const { pathname, searchParams } = new URL(url, this.origin)
    const grant = this.#grants.get(pathname)
    const [expiry = '', permissions = '', sig] = ['se', 'sp', 'sig'].map((name) => searchParams.get(name) ?? undefined)
    if (headers.authorization !== undefined)
      return { ...grant, refusal: refusedByStorage(400, 'InvalidAuthenticationInfo') }
    const isValid = sig === this.#signatureOf(pathname, expiry, permissions) && new Date(expiry) > this.#now()
    const isPermitted = method === 'GET' ? permissions === 'r' : permissions === 'cw'
    if (!grant || !isValid || !isPermitted) return { ...grant, refusal: refusedByStorage(403, 'AuthenticationFailed') }
    const { record } = grant
    if (method === 'GET') return { ...grant, method: 'GET blob', carryOut: () => blobOf(record) }
    if (method !== 'PUT') return { ...grant, refusal: refusedByStorage(405, 'UnsupportedHttpVerb') }
    const block = searchParams.get('blockid')
    switch (searchParams.get('comp')) {
      case 'block':
        return { ...grant, method: 'PUT block', carryOut: (body) => stage(record, block, body) }
      case 'blocklist':
        return { ...grant, method: 'PUT blocklist', carryOut: (body) => commit(record, body.toString()) }
      default:
        return { ...grant, method: 'PUT blob', carryOut: (body) => putBlob(record, headers['x-ms-blob-type'], body) }
    }
  }

  #signatureOf(...signed: readonly string[]): string {
    return createHmac('sha256', this.#key).update(signed.join('\n')).digest('base64')
  }
}

const created: ArtifactReply = { status: 201 }

function blobOf({ blob }: ArtifactRecord): ArtifactReply {
  if (!blob) return refusedByStorage(404, 'BlobNotFound')
  return { status: 200, headers: { 'content-type': 'application/zip' }, body: blob }
}

function stage({ blocks }: ArtifactRecord, id: string | null, body: Buffer): ArtifactReply {
  const isBase64 = id !== null && id !== '' && Buffer.from(id, 'base64').toString('base64') === id
  if (!isBase64) return refusedByStorage(400, 'InvalidQueryParameterValue')
  blocks.set(id, body)
  return created
}

function commit(record: ArtifactRecord, list: string): ArtifactReply {
  if (!list.startsWith('<?xml') || !list.includes('<BlockList>')) return refusedByStorage(400, 'InvalidXmlDocument')
  const blocks = [...list.matchAll(/<Latest>([^<]*)<\/Latest>/g)].map(([, id = '']) => record.blocks.get(id))
  const known = blocks.filter((block) => block !== undefined)
  if (known.length < blocks.length) return refusedByStorage(400, 'InvalidBlockList')
  record.blob = Buffer.concat(known)
  return created
}

function putBlob(record: ArtifactRecord, type: unknown, body: Buffer): ArtifactReply {
  if (type !== 'BlockBlob') return refusedByStorage(400, 'MissingRequiredHeader')
  record.blob = body
  return created
}
