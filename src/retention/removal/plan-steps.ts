import type { Digest } from '../../oci/digest.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import type { ManifestRemoval, RemovalStep, TagDecision } from '../clean-up-plan.ts'
import type { Links } from '../graph/links.ts'
import { reach } from '../graph/reachable.ts'
import type { RemovalTraits } from '../retention-facts.ts'
import type { Decided } from '../rules/manifest-decisions.ts'
import { absentFor } from '../rules/manifest-rulings.ts'
import type { RuleScope } from '../rules/tag-decisions.ts'
import { type Order, orderOf, sortForRemoval } from './removal-order.ts'

/** The steps of a removal: single tags, then manifests with their tags, parents first and orphans last. */
export function planSteps(
  tags: readonly TagDecision[],
  { removed, seeds }: Decided,
  links: Links,
  scope: RuleScope,
  { dropsUnnamed }: Pick<RemovalTraits, 'dropsUnnamed'>
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
  const absentFrom = (digest: Digest) => absentFor(digest, seeds.get(digest)?.rule, links, scope)
  // Entries that an index lacks would go with it if somebody pushes them meanwhile.
  const lost = (digests: readonly Digest[]) =>
    dropsUnnamed ? digests.flatMap((each) => missingEntries(each, scope)) : []
  const removals = sorted.map((digest): ManifestRemoval => {
    const drops = dropsUnnamed ? droppedWith(digest, removed, links) : []
    // What refers to something that it drops, directly or not, is among that as well.
    const takes = [...new Set([...(order.takes.get(digest) ?? []), ...drops.flatMap(links.referrers)])].filter(
      (each) => each !== digest
    )
    return {
      do: 'remove',
      digest,
      tags: tagsOf(digest, links),
      after: waitsFor(digest, order).filter((each) => isBefore(each, digest)),
      takes: takes.map((referrer) => ({ digest: referrer, tags: tagsOf(referrer, links) })),
      drops,
      absent: [
        ...new Set([...[digest, ...takes, ...drops].flatMap(absentFrom), ...lost([digest, ...takes, ...drops])]),
      ],
    }
  })
  return [...untaggings, ...removals]
}

function droppedWith(digest: Digest, removed: ReadonlySet<Digest>, links: Links): readonly Digest[] {
  const next = (each: Digest) =>
    [...links.children(each), ...links.referrers(each)].filter((other) => other !== digest && removed.has(other))
  return [...reach(next(digest), next).keys()]
}

function missingEntries(digest: Digest, { graph: { manifests, missing } }: RuleScope): readonly Digest[] {
  const children = manifests.get(digest)?.children ?? []
  return children.map((child) => child.digest).filter((child) => missing.has(child))
}

function waitsFor(digest: Digest, { indexes, subjects }: Order): readonly Digest[] {
  return [...new Set([...(indexes.get(digest) ?? []), ...(subjects.get(digest) ?? [])])]
}

function tagsOf(digest: Digest, links: Links): readonly Tag[] {
  return links.tags.get(digest)?.map(({ tag }) => tag) ?? []
}
