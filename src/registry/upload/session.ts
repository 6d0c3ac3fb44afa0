import type { ResponseHead } from '../../http/message.ts'
import { remedyForPlain, resolveLocation, whyNotFollow } from '../../http/origin.ts'
import type { Digest } from '../../oci/digest.ts'
import { RegistryError } from '../errors/registry-error.ts'
import type { RepositoryRequests } from '../repository-requests.ts'

/** An upload session. Its URL may be at another origin, and is used exactly as the registry gave it. */
export interface Session {
  readonly url: URL
  /** The minimum size in bytes of every chunk but the last: distribution-spec, `OCI-Chunk-Min-Length`. */
  readonly chunkMinimum?: number
}

/** Reads the Location of a response. Throws RegistryError if it is missing or must not be followed. */
export function sessionOf(response: ResponseHead, requests: RepositoryRequests, operation: string): Session {
  const location = response.header('location')
  const url = location === undefined ? null : resolveLocation(location, response.url)
  const objection = url ? whyNotFollow(response.url, url, requests.registry.home) : 'it is missing'
  if (!url || objection) {
    const details = url ? ` (${url.origin})${remedyForPlain(response.url, url)}` : ''
    const reason = `the Location of its upload session was not used: ${objection}${details}`
    throw new RegistryError({ where: requests.where, operation, reason })
  }
  const minimum = Number(response.header('oci-chunk-min-length') ?? Number.NaN)
  return Number.isSafeInteger(minimum) && minimum > 0 ? { url, chunkMinimum: minimum } : { url }
}

/** The session after one of its responses, which may contain a new Location. */
export function nextSession(
  session: Session,
  response: ResponseHead,
  requests: RepositoryRequests,
  operation: string
): Session {
  return response.header('location') === undefined
    ? session
    : { ...session, ...sessionOf(response, requests, operation) }
}

/** The URL that closes a session: end-6. */
export function closingUrl({ url }: Session, digest: Digest): URL {
  const closing = new URL(url)
  closing.search = `${url.search === '' ? '' : `${url.search}&`}digest=${encodeURIComponent(digest)}`
  return closing
}

/**
 * How many bytes a session holds, from the response to end-13; undefined if that is unreliable. `0-0` means one byte in
 * the spec but none in registries; others write `0--1` for none.
 */
export function heldBytes(response: ResponseHead): number | undefined {
  const [, last] = /^(?:bytes=)?0-(\d+)$/.exec(response.header('range') ?? '') ?? []
  const held = Number(last ?? 0) + 1
  return Number.isSafeInteger(held) && held > 1 ? held : undefined
}
