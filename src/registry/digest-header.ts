import type { ResponseHead } from '../http/message.ts'
import { algorithmOf, type Digest, isDigest } from '../oci/digest.ts'

/** The digest that a response states for its content; undefined if it is missing or invalid. */
export function claimedDigest(response: ResponseHead): Digest | undefined {
  const text = response.header('docker-content-digest')
  return text !== undefined && isDigest(text) ? text : undefined
}

/** Whether a response states another digest. Digests of different algorithms cannot be compared. */
export function contradicts(response: ResponseHead, digest: Digest): boolean {
  const claimed = claimedDigest(response)
  return claimed !== undefined && claimed !== digest && algorithmOf(claimed) === algorithmOf(digest)
}
