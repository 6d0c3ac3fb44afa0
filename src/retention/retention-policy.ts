import type { Digest } from '../oci/digest.ts'
import type { TagPatterns } from './policy/tag-patterns.ts'
import type { BranchTemplate, NumberTemplate } from './policy/tag-template.ts'

/** Which tags a rule is about: those that fulfil all that is given. */
export interface TagSelector {
  /** Where the policy says so: `delete[1]`. */
  readonly at: string
  readonly tags?: TagPatterns
  /** A range of semantic versions, as npm writes them: `>=1.2 <2`. */
  readonly versions?: string
}

/** A rule of `keep`. Times are in milliseconds. */
export interface KeepRule extends TagSelector {
  /** The number of images, counted by digest. */
  readonly newest?: number
  readonly youngerThan?: number
}

/** A rule of `delete`. Times are in milliseconds. */
export interface DeleteRule extends TagSelector {
  readonly olderThan?: number
  readonly closedPullRequests?: NumberTemplate
  readonly deletedBranches?: BranchTemplate
  /** Whether the rule may take `latest` and stable versions that it does not name in full. */
  readonly stable: boolean
}

/** How many of the tags and untagged images of a repository may go at once. */
export type Ceiling = { readonly count: number } | { readonly percent: number }

/** A parsed policy: what to keep, and what may go of the rest. What no rule names is kept. */
export interface RetentionPolicy {
  readonly keep: readonly KeepRule[]
  readonly delete: readonly DeleteRule[]
  /** Images without a tag that nothing names, from an age in milliseconds; left out: they stay. */
  readonly untagged?: { readonly olderThan: number }
  /** What refers to something that is gone, from an age in milliseconds where one is given. */
  readonly orphans?: { readonly olderThan?: number }
  /** Whether indexes go that lack an image. */
  readonly broken: boolean
  readonly keepDigests: readonly Digest[]
  readonly atMost?: Ceiling
}
