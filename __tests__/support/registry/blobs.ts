import { type Answer, refusal } from './answer.ts'
import type { Call } from './call.ts'
import { type Desk, digestHeader } from './desk.ts'

/** end-2 and end-10. */
export async function answerBlob(desk: Desk, call: Call): Promise<Answer> {
  const accept = call.header('accept')
  if (accept !== undefined && accept !== '*/*')
    call.object('needs no Accept header, and some registries refuse it (406)')
  await call.receive(() => {})
  const { name = '', digest = '' } = call.route
  if (call.method === 'DELETE') return removeBlob(desk, name, digest)
  const repository = desk.store.find(name)
  const claimed = call.method === 'HEAD' ? repository?.claims.get(digest) : undefined
  const kept = repository?.blobs.get(digest) ?? (claimed && { size: claimed.size, bytes: undefined })
  if (!kept) return refusal('BLOB_UNKNOWN', `there is no blob ${digest}`, desk.behaviour.missing)
  const headers = {
    'content-type': 'application/octet-stream',
    'accept-ranges': 'bytes',
    ...digestHeader(desk, digest),
  }
  if (call.method === 'HEAD') return { status: 200, headers: { ...headers, 'content-length': String(kept.size) } }
  if (!kept.bytes) return refusal('BLOB_UNKNOWN', 'this registry was started without keeping blobs', 500)
  return ranged(call, kept.bytes, headers, desk.behaviour.ranges)
}

/** RFC 9110, 14: one range of bytes. */
function ranged(
  call: Call,
  bytes: Uint8Array,
  headers: Record<string, string>,
  ranges: Desk['behaviour']['ranges']
): Answer {
  const match = /^bytes=(\d+)-(\d*)$/.exec(call.header('range') ?? '')
  if (!match || ranges === 'ignored') return { status: 200, headers, body: bytes }
  const first = Number(match[1]) + (ranges === 'shifted' ? 1 : 0)
  const last = match[2] ? Math.min(Number(match[2]), bytes.length - 1) : bytes.length - 1
  if (first > last) return { status: 416, headers: { 'content-range': `bytes */${bytes.length}` } }
  const range = ranges === 'unnamed' ? {} : { 'content-range': `bytes ${first}-${last}/${bytes.length}` }
  return { status: 206, headers: { ...headers, ...range }, body: bytes.subarray(first, last + 1) }
}

function removeBlob({ behaviour, store }: Desk, name: string, digest: string): Answer {
  if (behaviour.delete !== 'works') return refusal('UNSUPPORTED', 'nothing is deleted here', behaviour.delete)
  return store.find(name)?.blobs.delete(digest)
    ? { status: 202 }
    : refusal('BLOB_UNKNOWN', `there is no blob ${digest}`)
}
