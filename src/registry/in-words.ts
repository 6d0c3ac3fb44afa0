import { type Digest, isDigest, shortDigest } from '../oci/digest.ts'
import type { Tag } from '../oci/distribution/tag.ts'
import type { Manifest } from '../oci/manifest.ts'

/** `sha256:12ab…`, or `tag 'v1'` */
export function inWords(reference: Tag | Digest): string {
  return isDigest(reference) ? shortDigest(reference) : `tag '${reference}'`
}

/** What a manifest is in error messages. Registries may refuse what refers to an image alone. */
export function manifestInWords({ subject }: Manifest, digest: Digest): string {
  return subject ? `referrer ${inWords(digest)} of ${inWords(subject.digest)}` : `manifest ${inWords(digest)}`
}
