import { isAttestation } from '../../oci/attestations.ts'
import type { Digest } from '../../oci/digest.ts'
import type { RepositoryGraph, StoredManifest, StoredTag } from '../repository-graph.ts'

/** Times in milliseconds since 1970; undefined where nothing says so. */
export interface ImageTimes {
  /** When a manifest was pushed or else made; that of an index is the time of its youngest image. */
  readonly ofManifest: (digest: Digest) => number | undefined
  /** When a tag last moved, or else the time of its manifest. */
  readonly ofTag: (tag: StoredTag) => number | undefined
}

/** Docker was released in 2013. Reproducible builds write 1970 or 1980, which says nothing about age. */
const earliest = Date.UTC(2013, 2)
const depthLimit = 64

/** The times of all images and tags in a graph. */
export function imageTimes({ manifests }: RepositoryGraph): ImageTimes {
  const known = new Map<Digest, number | undefined>()
  const ofManifest = (digest: Digest, depth = 0): number | undefined => {
    const manifest = manifests.get(digest)
    if (!manifest || depth > depthLimit) return undefined
    if (!known.has(digest)) known.set(digest, ownTime(manifest) ?? ofChildren(manifest, depth))
    return known.get(digest)
  }
  const ofChildren = ({ children }: StoredManifest, depth: number): number | undefined => {
    const images = children.filter((child) => !isAttestation(child))
    const times = images.map((child) => ofManifest(child.digest, depth + 1)).filter((time) => time !== undefined)
    return times.length > 0 ? times.reduce((a, b) => Math.max(a, b)) : undefined
  }
  return { ofManifest: (digest) => ofManifest(digest), ofTag: ({ pushedAt, digest }) => pushedAt ?? ofManifest(digest) }
}

function ownTime({ pushedAt, createdAt = 0 }: StoredManifest): number | undefined {
  return pushedAt ?? (createdAt >= earliest ? createdAt : undefined)
}
