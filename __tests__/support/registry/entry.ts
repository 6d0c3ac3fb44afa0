import type { IncomingHttpHeaders } from 'node:http'
import type { Route } from './route.ts'

/** Where a request arrived: at the registry itself, or at the other origin that it sends clients to. */
export type Place = 'home' | 'elsewhere'

/** How an exchange ended: with a status, or else who ended it. */
export type Ending = number | 'pending' | 'reset' | 'stalled' | 'aborted'

/** A request in the log. Sequence numbers count the starts and ends of requests at all servers of the process. */
export interface Entry {
  readonly method: string
  /** With `<session>` instead of the ID of an upload session. */
  readonly path: string
  /** With `<state>` instead of the values of the registry's own parameters. */
  readonly query: string
  readonly route: Route
  readonly place: Place
  readonly headers: IncomingHttpHeaders
  readonly authorization?: string
  readonly cookie?: string
  /** The subject's common name. */
  readonly clientCertificate?: string
  /** The number of requests that the server was handling when this one arrived, including it. */
  readonly concurrent: number
  readonly began: number
  readonly beganAt: number
  /** Undefined while it is being handled. */
  readonly ended: number | undefined
  readonly endedAt: number | undefined
  readonly status: Ending
  /** The number of bytes of the request's body that arrived. */
  readonly bytes: number
  /** The beginning of the request's body, at servers that log it. */
  readonly body: Uint8Array
  /** The number of bytes of the response's body that were written. */
  readonly sent: number
  /** The round in which it was answered, if rounds are counted. */
  readonly round: number | undefined
}

/** An entry for a request that is being handled. */
export type OpenEntry = { -readonly [Key in keyof Entry]: Entry[Key] }

let sequence = 0

export function nextSequence(): number {
  sequence += 1
  return sequence
}

/** Replaces what differs between runs. */
export function stable(target: string, route: Route): { readonly path: string; readonly query: string } {
  const [path = '', query = ''] = target.split(/\?(.*)/s)
  return {
    path: route.session === undefined ? path : `${path.slice(0, path.lastIndexOf('/'))}/<session>`,
    query: query.replaceAll(/(^|&)(_[a-z]+)=[^&]*/g, '$1$2=<state>'),
  }
}

/** An entry as one line: `HEAD blob layer 404`, `PUT manifest v1 201`. */
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
