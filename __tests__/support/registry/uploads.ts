import { type Answer, refusal } from './answer.ts'
import type { Call } from './call.ts'
import { type Desk, digestHeader } from './desk.ts'
import { progress } from './location.ts'
import { algorithmOf, type Kept } from './store.ts'

/** end-4a, end-4b and end-11: the POST requests. `mayRead` says whether the client may pull from a repository. */
export async function startUpload(desk: Desk, call: Call, mayRead: (name: string) => boolean): Promise<Answer> {
  const { kind, name = '', digest } = call.route
  if (call.length === undefined) call.object('MUST have a Content-Length')
  if (kind === 'upload' && digest !== undefined) return await singlePost(desk, call, name, digest)
  if (call.length) call.object('MUST have Content-Length: 0, as it begins a session')
  await call.receive(() => {})
  return kind === 'mount' && digest !== undefined ? mount(desk, call, digest, mayRead) : openSession(desk, name)
}

function openSession(desk: Desk, name: string): Answer {
  desk.store.open(name)
  const { chunkMinimum } = desk.behaviour
  const session = desk.sessions.open(name)
  const minimum = chunkMinimum > 0 ? { 'oci-chunk-min-length': String(chunkMinimum) } : {}
  return { status: 202, headers: { ...progress(desk, session), 'docker-upload-uuid': session.id, ...minimum } }
}

/** The response that says that a blob exists. */
export function created(desk: Desk, name: string, digest: string): Answer {
  return {
    status: 201,
    headers: { location: `${desk.home}/v2/${name}/blobs/${digest}`, ...digestHeader(desk, digest) },
  }
}

/** Stores a blob in a repository. An existing one is not replaced. */
export function keepBlob(desk: Desk, name: string, digest: string, content: Kept): void {
  const { blobs, claims } = desk.store.open(name)
  claims.delete(digest)
  if (!blobs.has(digest) || blobs.get(digest)?.isReplaced) blobs.set(digest, content)
}

function mount(desk: Desk, call: Call, digest: string, mayRead: (name: string) => boolean): Answer {
  const { name = '', from } = call.route
  const { mount: withFrom, mountWithoutFrom, mountFailed } = desk.behaviour
  const way = from === undefined ? mountWithoutFrom : withFrom
  if (typeof way === 'number') return refusal(way === 403 ? 'DENIED' : 'UNSUPPORTED', 'no such mount here', way)
  if (way === 'session') return openSession(desk, name)
  const readable = from === undefined || mayRead(from)
  const source = from === undefined ? desk.store.anywhere(digest) : desk.store.find(from)?.blobs.get(digest)
  if (source && readable) {
    keepBlob(desk, name, digest, { ...source, by: call.entry })
    return created(desk, name, digest)
  }
  return mountFailed === 'session' ? openSession(desk, name) : refusal('BLOB_UNKNOWN', 'cannot mount that', mountFailed)
}

async function singlePost(desk: Desk, call: Call, name: string, digest: string): Promise<Answer> {
  if (call.header('content-type') !== 'application/octet-stream') {
    call.object('MUST have Content-Type: application/octet-stream')
  }
  if (desk.behaviour.singlePost === 'ignored') {
    await call.receive(() => {})
    return openSession(desk, name)
  }
  const session = desk.sessions.open(name)
  desk.sessions.close(session, call.entry)
  await call.receive((piece) => session.take(piece, algorithmOf(digest)))
  const { content, actual } = session.finish(digest)
  if (actual !== digest) return wrongDigest(call, actual)
  keepBlob(desk, name, digest, { ...content, by: call.entry })
  return created(desk, name, digest)
}

export function wrongDigest(call: Call, actual: string): Answer {
  call.object(`MUST name the digest of what it sends, which is ${actual}`)
  return refusal('DIGEST_INVALID', `the content has the digest ${actual}`)
}
