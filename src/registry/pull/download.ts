import { formatBytes } from '../../format-amount.ts'
import { type ResponseHead, Truncated } from '../../http/message.ts'
import type { BlobId } from '../../oci/descriptor.ts'
import { shortDigest } from '../../oci/digest.ts'
import { RegistryError } from '../errors/registry-error.ts'
import type { RegistryRequest } from '../registry-request.ts'
import type { RepositoryRequests } from '../repository-requests.ts'
import { deliveryOf } from './content-range.ts'

/** Less progress than this does not reset the count of attempts, or a byte at a time would go on forever. */
const minimumProgress = 64 * 1024

/** A blob to download. */
export interface BlobDownload {
  readonly requests: RepositoryRequests
  readonly blob: BlobId
  readonly signal: AbortSignal
}

/**
 * end-2: downloads a blob from byte `start` on, as it is read. After a failure it goes on at the first byte that is
 * missing, with retries in one budget. The bytes are not digested. Throws RegistryError.
 */
export async function* download(given: BlobDownload, start: number): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const { requests, blob } = given
  const signal = AbortSignal.any([requests.signal, given.signal])
  const retryState = requests.registry.retryState(signal)
  for (let position = start; position < blob.size; ) {
    const before = position
    try {
      for await (const piece of piecesFrom(position, { ...given, signal })) {
        position += piece.length
        yield piece
      }
    } catch (error) {
      if (position >= before + minimumProgress) retryState.renew()
      await requests.registry.recover(error, retryState)
      requests.countRetry()
    }
  }
}

/** The bytes from `position` on that one request gives. Throws RegistryError if they are not all that are missing. */
async function* piecesFrom(position: number, download: BlobDownload): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const { requests, blob } = download
  const request = requestFor(position, download)
  const { where, operation } = request
  let reached = position
  const check = (head: ResponseHead) => {
    reached = beginningOf(head, request, { position, size: blob.size })
  }
  for await (const piece of requests.registry.stream(request, blob.size - position, check)) {
    // A registry that ignores ranges begins at the first byte.
    const wanted = piece.subarray(Math.max(0, position - reached), Math.max(0, blob.size - reached))
    reached += piece.length
    if (wanted.length > 0) yield wanted
    if (reached > blob.size) throw new RegistryError({ where, operation, reason: 'the blob is longer there' })
  }
  if (reached === blob.size) return
  throw new RegistryError({ where, operation, cause: new Truncated(`it sent ${reached} of ${blob.size} bytes`) })
}

function requestFor(position: number, { requests, blob, signal }: BlobDownload): RegistryRequest {
  const { digest, size } = blob
  const operation = `download of ${shortDigest(digest)} (${formatBytes(size)})`
  const url = requests.urlOf({ end: '2', method: 'GET', name: requests.name, digest })
  const headers = position === 0 ? {} : { range: `bytes=${position}-` }
  return { ...requests.request(operation, 'GET', url, [200, 206], { headers }), signal }
}

/** The offset at which a response begins, which must not be past the bytes that are missing. */
function beginningOf(
  head: ResponseHead,
  { where, operation }: RegistryRequest,
  { position, size }: { readonly position: number; readonly size: number }
): number {
  const delivery = deliveryOf(head)
  const refuse = (reason: string) => new RegistryError({ where, operation, reason })
  if (!delivery) throw refuse('it sent a part of the blob, but its Content-Range does not say which')
  if (delivery.size !== undefined && delivery.size !== size) {
    throw refuse(`the blob has ${delivery.size} bytes there instead of ${size}`)
  }
  if (delivery.first === position || (delivery.first === 0 && head.status === 200)) return delivery.first
  throw refuse(`it sent the blob from byte ${delivery.first} on, instead of from ${position}`)
}
