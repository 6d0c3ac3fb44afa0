import { randomBytes } from 'node:crypto'
import { type Answer, refusal } from './answer.ts'
import type { Call } from './call.ts'
import { type Desk, originOf } from './desk.ts'
import type { Session } from './sessions.ts'

/** The next Location of a session: a new one in each response, with characters that clients must not change. */
function locate(desk: Desk, session: Session): string {
  const { location, locationQuery } = desk.behaviour
  const state = locationQuery ? `?_state=${randomBytes(6).toString('hex')}~%2B${session.locations.length}%3D` : ''
  const path = `/v2/${session.name}/blobs/uploads/${session.id}${state}`
  session.locations.push(path)
  if (location === 'relative') return path
  return `${location === 'absolute' ? desk.home : originOf(desk, location)}${path}`
}

/** The headers that say where a session continues. */
export function progress(desk: Desk, session: Session): Record<string, string> {
  const { emptyRange } = desk.behaviour
  const range = session.received > 0 ? `0-${toldBytes(desk, session) - 1}` : emptyRange
  return { location: locate(desk, session), ...(range !== 'missing' && { range }) }
}

function toldBytes({ behaviour: { range } }: Desk, { chunks, received, locations }: Session): number {
  if (range === 'right') return received
  // Each response has added a Location.
  if (range === 'creeping') return Math.min(received, 1000 + locations.length)
  return chunks.at(range === 'stuck' ? 0 : -1) ?? received
}

/** Finds the session of a request, and compares the request with the Location that the client got. */
export function findSession(desk: Desk, call: Call): Session | Answer {
  const { session: id = '', name } = call.route
  const session = desk.sessions.find(id)
  if (typeof session?.closedBy?.status === 'number') call.object('MUST NOT go on with a session that was closed')
  if (!session || session.closedBy || session.name !== name) {
    if (!session) call.object('SHOULD use a Location it was given, and knows none with this id')
    return refusal('BLOB_UPLOAD_UNKNOWN', 'no such upload session')
  }
  return checkLocation(call, session) ?? session
}

function checkLocation(call: Call, session: Session): Answer | undefined {
  const given = withoutDigest(call.target)
  const latest = session.locations.at(-1) ?? ''
  if (given === latest) return undefined
  const known = session.locations.find((location) => sameMeaning(location, given))
  if (known === undefined) {
    call.object('SHOULD use the Location exactly as it was given, its query included')
    return refusal('BLOB_UPLOAD_INVALID', 'the state of the upload is missing or is not ours')
  }
  if (known !== latest && !session.broken && (call.method === 'PATCH' || call.method === 'PUT')) {
    call.object('SHOULD use the Location of the latest answer')
  } else if (known !== given) {
    call.object('SHOULD use the Location exactly as it was given, not rewritten')
  }
  return undefined
}

/** Removes `digest`, which the client appends to the Location. */
function withoutDigest(target: string): string {
  return target.replace(/[?&]digest=[^&]*$/, '')
}

function sameMeaning(a: string, b: string): boolean {
  const parts = (target: string) => {
    const url = new URL(target, 'http://registry')
    url.searchParams.delete('digest')
    return `${url.pathname}?${[...url.searchParams].map((pair) => pair.join('=')).sort()}`
  }
  return parts(a) === parts(b)
}
