import type { Digest } from '../../oci/digest.ts'
import type { Tag } from '../../oci/distribution/tag.ts'

/** Something that the plan would have removed, and that stays. */
export interface Stayed {
  readonly tags: readonly Tag[]
  readonly digest: Digest
  /** Whether only the tag was to go. */
  readonly isTag: boolean
  /** A sentence, without what it is about and without a full stop. */
  readonly reason: string
}

/** What became of a plan. */
export interface RemovalReport {
  readonly tags: readonly Tag[]
  readonly manifests: readonly Digest[]
  readonly stayed: readonly Stayed[]
  /** Why the removal ended before its end; left out if it did not. */
  readonly stopped?: string
}
