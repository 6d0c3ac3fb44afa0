import type { KeptCheck } from '../../inventory/removal/confirm-kept.ts'
import type { RemovalReport } from '../../inventory/removal/removal-report.ts'
import type { Repository } from '../../oci/distribution/reference.ts'
import type { CleanUpPlan } from '../../retention/clean-up-plan.ts'

/** The result of cleaning up one repository. */
export interface RepositoryResult {
  readonly repository: Repository
  /** Undefined if the repository could not be read. */
  readonly plan?: CleanUpPlan
  /** Undefined in a dry run, and if there was nothing to delete. */
  readonly removal?: RemovalReport
  /** Left out if nothing was removed, or the kept tags could not be checked. */
  readonly confirmation?: KeptCheck
  /** Sentences that say what is wrong; the step fails if there are any. */
  readonly problems: readonly string[]
}

/** The number of tags that were deleted, or would be in a dry run. */
export function deletedTags({ plan, removal }: RepositoryResult): number {
  if (removal) return removal.tags.length
  return plan && plan.refused === undefined ? plan.tags.filter((tag) => tag.do === 'delete').length : 0
}

/** The number of manifests that were deleted, or would be in a dry run. */
export function deletedManifests({ plan, removal }: RepositoryResult): number {
  if (removal) return removal.manifests.length
  return plan && plan.refused === undefined ? plan.manifests.filter((each) => each.do === 'delete').length : 0
}

/** Bytes that this frees, or would free in a dry run, once the registry collects its garbage. */
export function bytesFreed({ plan, removal }: RepositoryResult): number {
  if (!plan || plan.refused !== undefined) return 0
  if (!removal) return plan.bytes
  const gone = new Set(removal.manifests)
  return plan.manifests.reduce((sum, { digest, bytes }) => sum + (gone.has(digest) ? bytes : 0), 0)
}
