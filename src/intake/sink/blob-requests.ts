import type { IncomingMessage } from 'node:http'
import type { On } from '../../oci/distribution/endpoint.ts'
import type { SinkBackend } from './backend.ts'
import { refusal, type SinkResponse } from './response.ts'
import type { Uploads } from './uploads.ts'

/**
 * end-2. 200 if the blob is not needed: then the builder does not send it, and does not even fetch it from its source.
 * Clients other than BuildKit write the Content-Length into the manifest as the layer's size, or fail without one, so they
 * get 200 only for blobs that were received here. Those can be read, too, if the backend keeps them.
 */
export async function findBlob(
  { method, digest }: On<'2'>,
  { headers }: IncomingMessage,
  backend: SinkBackend,
  uploads: Uploads
): Promise<SinkResponse> {
  const content = backend.contents?.blob(digest)
  const size = content?.size ?? uploads.sizeOf(digest)
  const found = { 'docker-content-digest': digest, ...(size !== undefined && { 'content-length': String(size) }) }
  if (content) {
    const type = { 'content-type': 'application/octet-stream' }
    return { status: 200, headers: { ...type, ...found }, ...(method === 'GET' && { content }) }
  }
  const isEnough = size !== undefined || headers['user-agent']?.startsWith('buildkit/')
  if (method === 'HEAD' && isEnough && (await backend.hasBlob(digest))) return { status: 200, headers: found }
  return refusal('BLOB_UNKNOWN', 'a target lacks this blob')
}
