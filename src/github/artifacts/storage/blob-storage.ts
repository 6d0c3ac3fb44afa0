import type { ArtifactHttp, ArtifactRequest } from '../artifact-http.ts'
import type { SignedUrl } from './signed-url.ts'

export interface SignedUpload {
  /** What the upload is for, for errors: `upload the artifact 'x'`. */
  readonly action: string
  readonly content: Uint8Array
  /** Its media type. */
  readonly type: string
}

/** The name of the block, in base64. learn.microsoft.com/rest/api/storageservices/put-block */
const blockId = Buffer.from('block-00000').toString('base64')
const blockList = `<?xml version="1.0" encoding="utf-8"?><BlockList><Latest>${blockId}</Latest></BlockList>`

/** Bytes; only errors have a body. */
const bodyLimit = 64 * 1024

/**
 * Uploads a blob to Azure's storage in one block. A single PUT would do there, but other implementations of the service
 * know only blocks, which is what GitHub's own client sends. Throws ArtifactError.
 */
export async function uploadBlob(
  http: ArtifactHttp,
  url: SignedUrl,
  { action, content, type }: SignedUpload
): Promise<void> {
  const put = async (query: string, headers: ArtifactRequest['headers'], body: Uint8Array) => {
    const request: ArtifactRequest = {
      ...{ action, method: 'PUT', url: withQuery(url, query), headers, body },
      limit: bodyLimit,
    }
    const response = await http.send(request)
    // A server that responds with 200 has not stored anything.
    if (response.status !== 201) throw http.refused(request, response)
  }
  const octets = { 'content-type': 'application/octet-stream' }
  await put(`comp=block&blockid=${encodeURIComponent(blockId)}`, octets, content)
  const xml = { 'content-type': 'application/xml', 'x-ms-blob-content-type': type }
  await put('comp=blocklist', xml, new TextEncoder().encode(blockList))
}

/** Adds to the query without touching the rest: a signature that is encoded differently might not be accepted. */
function withQuery(url: SignedUrl, query: string): URL {
  const target = new URL(url)
  target.search += `${target.search ? '&' : ''}${query}`
  return target
}

/**
 * Downloads a blob of at most `limit` bytes from a URL that `sign` gives. If it has expired, asks for another one, once.
 * Throws ArtifactError.
 */
export async function downloadBlob(
  http: ArtifactHttp,
  sign: () => Promise<SignedUrl>,
  { action, limit }: Pick<ArtifactRequest, 'action' | 'limit'>
): Promise<Uint8Array> {
  const download = async () => {
    const request: ArtifactRequest = { action, method: 'GET', url: await sign(), headers: {}, limit }
    return { request, response: await http.send(request) }
  }
  const first = await download()
  const isExpired = first.response.status === 401 || first.response.status === 403
  const { request, response } = isExpired ? await download() : first
  if (response.status !== 200) throw http.refused(request, response)
  return response.body
}
