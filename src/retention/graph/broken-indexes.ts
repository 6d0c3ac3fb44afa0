import { isAttestation } from '../../oci/attestations.ts'
import type { Digest } from '../../oci/digest.ts'
import type { RepositoryGraph } from '../repository-graph.ts'
import { isBlobEntry } from './links.ts'

/**
 * Indexes that lack an image, each with the ones that are missing; also if it is an index in an index that does. A missing
 * attestation does not count: the image can be pulled without it.
 */
export function brokenIndexes({ manifests, missing }: RepositoryGraph): ReadonlyMap<Digest, readonly Digest[]> {
  const lacks = new Map<Digest, readonly Digest[]>()
  const visit = (digest: Digest, depth: number): readonly Digest[] => {
    const known = lacks.get(digest)
    if (known || depth > depthLimit) return known ?? []
    const images = (manifests.get(digest)?.children ?? []).filter(
      (child) => !(isAttestation(child) || isBlobEntry(child))
    )
    const lacking = images.flatMap((child) =>
      missing.has(child.digest) ? [child.digest] : visit(child.digest, depth + 1)
    )
    lacks.set(digest, [...new Set(lacking)])
    return lacking
  }
  for (const digest of manifests.keys()) visit(digest, 0)
  return new Map([...lacks].filter(([, lacking]) => lacking.length > 0))
}

const depthLimit = 64
