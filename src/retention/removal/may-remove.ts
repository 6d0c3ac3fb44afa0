import { type Digest, shortDigest } from '../../oci/digest.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import type { RemovalStep } from '../clean-up-plan.ts'

/** What is known right before a step. */
export interface FreshLook {
  /** The tags that point at the manifest of the step now. */
  readonly tags: readonly Tag[]
  /** Manifests of the plan that were to go, and are still there: refused by the registry, or held back. */
  readonly left: ReadonlySet<Digest>
  /** Manifests that something names which was pushed since the repository was read. */
  readonly named: ReadonlySet<Digest>
  /** Whether the repository has a manifest that the step expects to be absent. */
  readonly present: ReadonlySet<Digest>
}

/**
 * Why a step must not be carried out any more; undefined if it may. A manifest that is held back belongs into `left`
 * for the steps after it.
 */
export function whyHeldBack(step: RemovalStep, { tags, left, named, present }: FreshLook): string | undefined {
  if (step.do === 'untag') {
    return tags.includes(step.tag) ? undefined : `tag '${step.tag}' has moved meanwhile`
  }
  const added = tags.find((tag) => !step.tags.includes(tag))
  if (added !== undefined) return `tag '${added}' points at it now`
  if (named.has(step.digest)) return 'something that was pushed meanwhile needs it'
  const parent = step.after.find((digest) => left.has(digest))
  if (parent !== undefined) return `${shortDigest(parent)}, which stays, needs it or is its subject`
  const back = step.absent.find((digest) => present.has(digest))
  return back && `${shortDigest(back)} exists by now`
}
