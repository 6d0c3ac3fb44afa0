import { type Descriptor, isManifest } from '../../oci/descriptor.ts'
import type { Digest } from '../../oci/digest.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import type { Manifest } from '../../oci/manifest.ts'
import type { Manifests } from '../../registry/manifests.ts'

/** Maximum number of manifests to read; enough for an index of many platforms. */
const readLimit = 24

/**
 * Reads manifests of a repository from `start` downwards, and reports the digests that exist: the manifests themselves
 * and their blobs, since registries refuse a manifest without its blobs. The children of an index are not reported:
 * clean-up jobs delete them, and registries allow that. Children that are not wanted are not read.
 */
export async function explore(
  manifests: Manifests,
  start: readonly (Manifest | Tag | Digest)[],
  tell: (digests: readonly Digest[], manifest: Manifest) => void,
  isWanted: (child: Descriptor) => boolean = () => true
): Promise<void> {
  const seen = new Set<Tag | Digest>()
  const read = async (reference: Tag | Digest) => {
    if (seen.has(reference) || seen.size >= readLimit) return
    seen.add(reference)
    const found = await manifests.get(reference)
    if (found) await note(found)
  }
  const note = async (manifest: Manifest) => {
    const { descriptor, blobs, children } = manifest
    seen.add(descriptor.digest)
    // A build cache is an index of blobs.
    const content = [descriptor, ...blobs, ...children.filter((child) => !isManifest(child))]
    const digests = content.map(({ digest }) => digest)
    tell(digests, manifest)
    await Promise.all(
      children.filter((child) => isManifest(child) && isWanted(child)).map(({ digest }) => read(digest))
    )
  }
  await Promise.all(start.map((each) => (typeof each === 'string' ? read(each) : note(each))))
}
