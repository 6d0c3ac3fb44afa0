import { algorithmOf, type Digest, isDigest } from '../oci/digest.ts'
import type { Head } from './exchange.ts'

/** The digest that an answer says its content has; undefined where it says none that can be read. */
export function claimedDigest(answer: Head): Digest | undefined {
  const text = answer.header('docker-content-digest')
  return text !== undefined && isDigest(text) ? text : undefined
}

/** Whether an answer says that its content is something else. Digests of two algorithms cannot be compared. */
export function contradicts(answer: Head, digest: Digest): boolean {
  const claimed = claimedDigest(answer)
  return claimed !== undefined && claimed !== digest && algorithmOf(claimed) === algorithmOf(digest)
}
