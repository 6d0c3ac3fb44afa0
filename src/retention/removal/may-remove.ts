import { type Digest, shortDigest } from '../../oci/digest.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import type { ManifestRemoval, RemovalStep } from '../clean-up-plan.ts'

/** The state of the repository right before a step. */
export interface CurrentState {
  /** The tags that point at a manifest now; called for the manifest of the step, and for all that the step takes. */
  readonly tagsOf: (digest: Digest) => readonly Tag[]
  /** Manifests of the plan that were to go, and are still there: refused by the registry, or held back. */
  readonly left: ReadonlySet<Digest>
  /** Everything that is needed by tags that appeared or moved since the repository was read. */
  readonly named: ReadonlySet<Digest>
  /** Those of `named` that no tag and no index names now. */
  readonly exposed: ReadonlySet<Digest>
  /** Manifests that the steps expect to be absent, and that the repository has now. */
  readonly present: ReadonlySet<Digest>
}

/**
 * Why a step must no longer be carried out, as a clause; undefined if it may be. Add a manifest that is held back to `left`
 * for the steps after it.
 */
export function whyHeldBack(step: RemovalStep, state: CurrentState): string | undefined {
  const back = step.absent.find((digest) => state.present.has(digest))
  if (back !== undefined) return `${shortDigest(back)} exists by now`
  if (step.do === 'untag') {
    return state.tagsOf(step.digest).includes(step.tag) ? undefined : `tag '${step.tag}' has moved meanwhile`
  }
  const used = [step, ...step.takes].map((each) => whyUsed(each, state)).find((why) => why !== undefined)
  if (used !== undefined) return used
  const dropped = step.drops.find((digest) => state.exposed.has(digest))
  if (dropped !== undefined)
    return `something that was pushed meanwhile needs ${shortDigest(dropped)}, which goes with it`
  const parent = step.after.find((digest) => state.left.has(digest))
  return parent && `${shortDigest(parent)}, which stays, needs it or is its subject`
}

function whyUsed(
  { digest, tags }: Pick<ManifestRemoval, 'digest' | 'tags'>,
  { tagsOf, named }: CurrentState
): string | undefined {
  const added = tagsOf(digest).find((tag) => !tags.includes(tag))
  if (added !== undefined) return `tag '${added}' points at ${shortDigest(digest)} now`
  return named.has(digest) ? `a tag that appeared meanwhile needs ${shortDigest(digest)}` : undefined
}
