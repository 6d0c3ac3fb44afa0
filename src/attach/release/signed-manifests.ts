import { isAttestation } from '../../oci/attestations.ts'
import type { Descriptor } from '../../oci/descriptor.ts'
import type { Image } from '../../oci/image.ts'

/** What is signed of an image: its root, and with an index also each of its images, but not BuildKit's attestations. */
export function subjectsOf({ root, manifests }: Image): readonly Descriptor[] {
  const attestations = new Set(
    manifests.flatMap(({ children }) => children.filter(isAttestation)).map(({ digest }) => digest)
  )
  const all = manifests.map(({ descriptor }) => descriptor).filter(({ digest }) => !attestations.has(digest))
  return [root, ...all.filter(({ digest }) => digest !== root.digest)]
}
