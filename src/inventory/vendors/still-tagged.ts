import type { Digest } from '../../oci/digest.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import type { Manifests } from '../../registry/manifests.ts'
import type { ListedTag, Removal } from '../inventory.ts'
import { removed } from './listed.ts'

/** What removes the tags of a manifest, for registries that do not delete a manifest while it has one. */
export interface StillTagged {
  /** The tags of the last list. */
  readonly tags: readonly ListedTag[]
  readonly manifests: Pick<Manifests, 'head'>
  readonly untag: (tag: Tag, digest: Digest) => Promise<Removal>
}

/** Removes all tags that pointed at a manifest when it was listed, and still do. The first refusal ends it. */
export async function removeTagsOf(digest: Digest, { tags, manifests, untag }: StillTagged): Promise<Removal> {
  for (const { tag } of tags.filter((each) => each.digest === digest)) {
    // It may have moved since.
    if ((await manifests.head(tag)) !== digest) continue
    const removal = await untag(tag, digest)
    if (!removal.removed) return removal
  }
  return removed
}
