import { setTimeout as sleep } from 'node:timers/promises'
import { type Answer, refusal, withHeaders } from './answer.ts'
import type { Call } from './call.ts'
import type { Desk } from './desk.ts'
import { parseContentRange } from './grammar.ts'
import { findSession, progress } from './location.ts'
import type { Session } from './sessions.ts'
import { algorithmOf } from './store.ts'
import { created, keepBlob, wrongDigest } from './uploads.ts'

/** end-5, end-6, end-13 and end-14: the requests to an upload session. */
export async function answerSession(desk: Desk, call: Call): Promise<Answer> {
  const session = findSession(desk, call)
  if ('status' in session) {
    await call.receive(() => {})
    return session
  }
  // The end of one connection may be noticed after the next request on another.
  if (session.busy) await sleep(20)
  if (call.method === 'PATCH') return await patch(desk, call, session)
  if (call.method === 'PUT') return await put(desk, call, session)
  await call.receive(() => {})
  return call.method === 'GET' ? status(desk, session) : cancel(desk, call, session)
}

function status(desk: Desk, session: Session): Answer {
  if (desk.behaviour.uploadStatus === 404) return refusal('BLOB_UPLOAD_UNKNOWN', 'no status is available')
  return { status: 204, headers: progress(desk, session) }
}

function cancel(desk: Desk, call: Call, session: Session): Answer {
  const { cancel: way } = desk.behaviour
  if (way !== 'works') return refusal('UNSUPPORTED', 'sessions end by themselves', way)
  desk.sessions.close(session, call.entry)
  return { status: 204 }
}

async function patch(desk: Desk, call: Call, session: Session): Promise<Answer> {
  if (call.header('content-range') === undefined) call.object('MUST have a Content-Range')
  const refused = checkChunk(desk, call, session)
  if (refused) {
    await call.receive(() => {})
    return refused
  }
  await takeBody(desk, call, session)
  session.chunks.push(call.entry.bytes)
  return { status: desk.behaviour.patchStatus, headers: progress(desk, session) }
}

async function put(desk: Desk, call: Call, session: Session): Promise<Answer> {
  const { name = '', digest = '' } = call.route
  const chunked = session.chunks.length > 0
  if (chunked && call.length && call.header('content-range') === undefined) {
    call.object('MUST have the Content-Range of the chunk it brings')
  }
  const refused = checkChunk(desk, call, session) ?? checkWhole(desk, chunked)
  if (refused) {
    await call.receive(() => {})
    return refused
  }
  const before = session.received
  await takeBody(desk, call, session)
  desk.sessions.close(session, call.entry)
  const { content, actual } = session.finish(digest)
  if (actual !== digest && before > 0 && !chunked) {
    call.object(`sends a whole blob to a session that has ${before} bytes of it already`)
  }
  if (actual !== digest) return wrongDigest(call, actual)
  keepBlob(desk, name, digest, { ...content, by: call.entry })
  return created(desk, name, digest)
}

function checkWhole({ behaviour }: Desk, chunked: boolean): Answer | undefined {
  if (chunked || behaviour.wholePut === 'works') return undefined
  return refusal('BLOB_UPLOAD_UNKNOWN', 'nothing was sent before', behaviour.wholePut)
}

/** What is wrong with a body according to its headers. */
function checkChunk(desk: Desk, call: Call, session: Session): Answer | undefined {
  const { length, method } = call
  if (length === undefined) call.object('MUST have a Content-Length')
  if (length !== 0 && call.header('content-type') !== 'application/octet-stream') {
    call.object('MUST have Content-Type: application/octet-stream')
  }
  if (session.busy) {
    call.object('MUST NOT send to a session while another request to it is under way')
    return refusal('BLOB_UPLOAD_INVALID', 'the session is in use')
  }
  return checkSize(desk, call) ?? checkRange(desk, call, session) ?? checkMinimum(desk, call, session, method)
}

function checkSize({ behaviour }: Desk, call: Call): Answer | undefined {
  const { bodyMaximum } = behaviour
  if (!bodyMaximum || (call.method === 'PUT' && !bodyMaximum.put)) return undefined
  if ((call.length ?? 0) <= bodyMaximum.bytes) return undefined
  return refusal('SIZE_INVALID', `a body may have ${bodyMaximum.bytes} bytes`, bodyMaximum.status)
}

function checkRange(desk: Desk, call: Call, session: Session): Answer | undefined {
  const text = call.header('content-range')
  if (text === undefined) return undefined
  const range = parseContentRange(text)
  if (!range || range.last - range.first + 1 !== call.length) {
    call.object(`MUST have a Content-Range of the form first-last that fits its Content-Length, not '${text}'`)
    return refusal('SIZE_INVALID', 'Content-Range and Content-Length do not fit')
  }
  if (range.first === session.received) return undefined
  if (!session.broken)
    call.object(`MUST send chunks in order: this one begins at ${range.first}, not ${session.received}`)
  return withHeaders(refusal('BLOB_UPLOAD_INVALID', 'that is not the next byte', 416), progress(desk, session))
}

function checkMinimum(desk: Desk, call: Call, session: Session, method: string): Answer | undefined {
  const { chunkMinimum } = desk.behaviour
  const last = session.chunks.at(-1)
  const follows = method === 'PATCH' || (call.length ?? 0) > 0
  if (last === undefined || last >= chunkMinimum || !follows) return undefined
  call.object(`SHOULD have sent at least ${chunkMinimum} bytes with the chunk before, which was not the last`)
  return refusal('SIZE_INVALID', `a chunk has at least ${chunkMinimum} bytes`)
}

async function takeBody(desk: Desk, call: Call, session: Session): Promise<void> {
  const { digest } = call.route
  session.busy = true
  try {
    await call.receive((piece) => session.take(piece, digest && algorithmOf(digest)))
  } catch (broken) {
    session.broken = true
    if (desk.behaviour.brokenUpload === 'lost') desk.sessions.close(session, call.entry)
    throw broken
  } finally {
    session.busy = false
  }
}
