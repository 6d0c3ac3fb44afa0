import type { Digest } from '../../oci/digest.ts'
import type { ManifestRemoval, RemovalStep, TagDecision } from '../clean-up-plan.ts'
import type { Links } from '../graph/links.ts'
import type { Decided } from '../rules/manifest-decisions.ts'
import { absentFor } from '../rules/manifest-rulings.ts'
import type { RuleScope } from '../rules/tag-decisions.ts'
import { predecessors, sortForRemoval } from './removal-order.ts'

/** The steps of a removal: single tags, then manifests with their tags, parents first and orphans last. */
export function planSteps(
  tags: readonly TagDecision[],
  { removed, seeds }: Decided,
  links: Links,
  scope: RuleScope
): readonly RemovalStep[] {
  const isAlone = (each: TagDecision) => each.do === 'delete' && !removed.has(each.digest)
  const untaggings = tags.filter(isAlone).map(({ tag, digest }) => ({ do: 'untag', tag, digest }) as const)
  const before = predecessors(removed, links)
  const isOrphan = (digest: Digest) => seeds.get(digest)?.rule === 'orphans'
  const order = [...removed].toSorted((a, b) => Number(isOrphan(a)) - Number(isOrphan(b)))
  const removals = sortForRemoval(order, before).map((digest): ManifestRemoval => {
    const ruling = seeds.get(digest)
    return {
      do: 'remove',
      digest,
      tags: links.tags.get(digest)?.map(({ tag }) => tag) ?? [],
      after: [...(before.get(digest) ?? [])],
      absent: ruling ? absentFor(digest, ruling, scope) : [],
    }
  })
  return [...untaggings, ...removals]
}
