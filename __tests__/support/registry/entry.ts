import type { IncomingHttpHeaders } from 'node:http'
import type { Route } from './route.ts'

/** Where a request arrived: at the registry itself or at the other origin it sends clients to. */
export type Place = 'home' | 'elsewhere'

/** How an exchange ended: the status answered, or else by whom it was ended. */
export type Ending = number | 'pending' | 'reset' | 'stalled' | 'aborted'

/** One request in the log. Sequence numbers count the beginnings and ends of requests at all servers of the process. */
export interface Entry {
  readonly method: string
  /** With `<session>` for the id of an upload session. */
  readonly path: string
  /** With `<state>` for the value of the registry's own parameters. */
  readonly query: string
  readonly route: Route
  readonly place: Place
  readonly headers: IncomingHttpHeaders
  readonly authorization?: string
  readonly cookie?: string
  /** The subject's common name. */
  readonly clientCertificate?: string
  /** How many requests the server had under way when this one arrived, itself included. */
  readonly concurrent: number
  readonly began: number
  readonly beganAt: number
  /** Undefined while it is under way. */
  readonly ended: number | undefined
  readonly endedAt: number | undefined
  readonly status: Ending
  /** Bytes of the request's body that arrived. */
  readonly bytes: number
  /** How the request's body begins, at servers that look into it. */
  readonly body: Uint8Array
  /** Bytes of the answer's body that were written. */
  readonly sent: number
  /** The round in which it was answered, where rounds are counted. */
  readonly round: number | undefined
}

/** An entry that is still being written. */
export type OpenEntry = { -readonly [Key in keyof Entry]: Entry[Key] }

let sequence = 0

export function nextSequence(): number {
  sequence += 1
  return sequence
}

/** Replaces what differs from run to run. */
export function stable(target: string, route: Route): { readonly path: string; readonly query: string } {
  const [path = '', query = ''] = target.split(/\?(.*)/s)
  return {
    path: route.session === undefined ? path : `${path.slice(0, path.lastIndexOf('/'))}/<session>`,
    query: query.replaceAll(/(^|&)(_[a-z]+)=[^&]*/g, '$1$2=<state>'),
  }
}

/** `HEAD blob layer 404`, `PUT manifest v1 201`: an entry in one line. */
export function formatEntry(entry: Entry, nameOf: (digest: string) => string): string {
  const { method, route, status, place, headers } = entry
  const { kind, digest, reference, from, tags, objection } = route
  const object = kind === 'other' || (objection && kind === 'base') ? entry.path : kind
  const subject = reference === digest || reference === undefined ? digest && nameOf(digest) : reference
  const range = method === 'PATCH' ? headers['content-range'] : undefined
  const words = [
    method,
    object,
    subject,
    from && `from ${from}`,
    tags && `as ${tags.join(',')}`,
    range,
    place === 'elsewhere' ? 'elsewhere' : undefined,
    String(status),
  ]
  return words.filter(Boolean).join(' ')
}
