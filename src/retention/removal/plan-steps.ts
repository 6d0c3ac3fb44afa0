import type { Digest } from '../../oci/digest.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import type { ManifestRemoval, RemovalStep, TagDecision } from '../clean-up-plan.ts'
import type { Links } from '../graph/links.ts'
import type { Decided } from '../rules/manifest-decisions.ts'
import { absentFor } from '../rules/manifest-rulings.ts'
import type { RuleScope } from '../rules/tag-decisions.ts'
import { type Order, orderOf, sortForRemoval } from './removal-order.ts'

/** The steps of a removal: single tags, then manifests with their tags, parents first and orphans last. */
export function planSteps(
  tags: readonly TagDecision[],
  { removed, seeds }: Decided,
  links: Links,
  scope: RuleScope
): readonly RemovalStep[] {
  const isAlone = (each: TagDecision) => each.do === 'delete' && !removed.has(each.digest)
  const untaggings = tags.filter(isAlone).map(({ tag, digest }) => {
    const absent = scope.graph.missing.has(digest) ? [digest] : []
    return { do: 'untag', tag, digest, absent } as const
  })
  const order = orderOf(removed, links)
  const isOrphan = (digest: Digest) => seeds.get(digest)?.rule === 'orphans'
  const sorted = sortForRemoval(removed, order, isOrphan)
  const places = new Map(sorted.map((digest, place) => [digest, place]))
  const isBefore = (one: Digest, other: Digest) => (places.get(one) ?? 0) < (places.get(other) ?? 0)
  const removals = sorted.map((digest): ManifestRemoval => {
    const ruling = seeds.get(digest)
    return {
      do: 'remove',
      digest,
      tags: tagsOf(digest, links),
      after: waitsFor(digest, order).filter((each) => isBefore(each, digest)),
      takes: (order.takes.get(digest) ?? []).map((referrer) => ({ digest: referrer, tags: tagsOf(referrer, links) })),
      absent: ruling ? absentFor(digest, ruling, links, scope) : [],
    }
  })
  return [...untaggings, ...removals]
}

function waitsFor(digest: Digest, { indexes, subjects }: Order): readonly Digest[] {
  return [...new Set([...(indexes.get(digest) ?? []), ...(subjects.get(digest) ?? [])])]
}

function tagsOf(digest: Digest, links: Links): readonly Tag[] {
  return links.tags.get(digest)?.map(({ tag }) => tag) ?? []
}
