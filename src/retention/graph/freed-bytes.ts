import type { BlobId } from '../../oci/descriptor.ts'
import type { Digest } from '../../oci/digest.ts'
import type { RepositoryGraph, StoredManifest } from '../repository-graph.ts'
import { isBlobEntry } from './links.ts'

/**
 * The bytes that each removal frees: the manifest, and the blobs that no manifest that stays has. A blob of several counts
 * for the first.
 */
export function freedBytes({ manifests }: RepositoryGraph, removed: ReadonlySet<Digest>): ReadonlyMap<Digest, number> {
  const stays = manifests.values().filter(({ digest }) => !removed.has(digest))
  const counted = new Set(stays.flatMap((manifest) => blobsOf(manifest).map(({ digest }) => digest)))
  const newBytes = ({ digest, size }: BlobId) => {
    if (counted.has(digest)) return 0
    counted.add(digest)
    return size
  }
  return new Map(
    [...removed].flatMap((digest) => {
      const manifest = manifests.get(digest)
      if (!manifest) return []
      return [[digest, blobsOf(manifest).reduce((sum, blob) => sum + newBytes(blob), manifest.size)] as const]
    })
  )
}

function blobsOf({ blobs, children }: StoredManifest): readonly BlobId[] {
  return children.length === 0 ? blobs : [...blobs, ...children.filter(isBlobEntry)]
}
