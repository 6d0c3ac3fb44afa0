import { isManifest } from '../oci/descriptor.ts'
import type { Digest } from '../oci/digest.ts'
import type { Manifest } from '../oci/manifest.ts'
import type { Tag } from '../oci/tag.ts'
import type { Manifests } from '../registry/manifests.ts'

/** Manifests that are read at most; enough for an index of many platforms. */
const readLimit = 24

/**
 * Reads manifests of a repository from here downwards, and tells of each what it names: that is there, too, since
 * registries refuse a manifest without its content. Those that were read already are not read again.
 */
export async function explore(
  manifests: Manifests,
  start: readonly (Manifest | Tag | Digest)[],
  tell: (manifest: Manifest) => void
): Promise<void> {
  const seen = new Set<Tag | Digest>()
  const read = async (reference: Tag | Digest) => {
    if (seen.has(reference) || seen.size === readLimit) return
    seen.add(reference)
    const found = await manifests.get(reference)
    if (found) await note(found)
  }
  const note = async (manifest: Manifest) => {
    seen.add(manifest.descriptor.digest)
    tell(manifest)
    // What belongs to no platform speaks of one image and is in no other.
    const images = manifest.children.filter((child) => isManifest(child) && child.platform?.os !== 'unknown')
    await Promise.all(images.map(({ digest }) => read(digest)))
  }
  await Promise.all(start.map((each) => (typeof each === 'string' ? read(each) : note(each))))
}
