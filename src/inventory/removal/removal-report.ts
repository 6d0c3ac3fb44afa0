import type { Digest } from '../../oci/digest.ts'
import type { Tag } from '../../oci/distribution/tag.ts'

/** A tag or manifest that the plan would have removed, but that stays. */
export interface Stayed {
  readonly tags: readonly Tag[]
  readonly digest: Digest
  /** Whether only the tag was to go. */
  readonly isTag: boolean
  /** Why it stays, for the end of a sentence: `it has moved meanwhile`. */
  readonly reason: string
}

/** The result of carrying out a plan. */
export interface RemovalReport {
  /** Removed tags, also those that were gone already. */
  readonly tags: readonly Tag[]
  /** Removed manifests, also those that were gone already. */
  readonly manifests: readonly Digest[]
  readonly stayed: readonly Stayed[]
  /** The error that ended the removal early; left out if all steps were tried. */
  readonly stopped?: string
}
