import { shortDigest } from '../../oci/digest.ts'
import type { TagDecision } from '../clean-up-plan.ts'
import type { Links } from '../graph/links.ts'
import type { StoredTag } from '../repository-graph.ts'
import type { RemovalTraits } from '../retention-facts.ts'
import type { Decided } from './manifest-decisions.ts'
import type { RuleScope, Ruling } from './tag-decisions.ts'

/** What becomes of each tag: one that is to go from a manifest that stays may have to stay as well. */
export function settleTags(
  decided: Decided,
  traits: RemovalTraits,
  links: Links,
  scope: RuleScope
): readonly TagDecision[] {
  const { graph, times } = scope
  const wanted = new Map(graph.tags.map((tag) => [tag, decided.tags.get(tag.tag) ?? withSubject(tag, decided, links)]))
  const parts = new Set(decided.kept.keys().flatMap(links.children))
  return graph.tags.map((tag) => {
    const ruling = wanted.get(tag) ?? { do: 'keep', reason: 'no rule names it' }
    const others = (links.tags.get(tag.digest) ?? []).filter((other) => wanted.get(other)?.do === 'keep')
    const isAlone = ruling.do === 'delete' && !decided.removed.has(tag.digest)
    const canGo =
      !isAlone || canUntag(tag, traits, { hasOthers: others.length > 0, isPart: parts.has(tag.digest) }, scope)
    const time = times.ofTag(tag)
    return {
      tag: tag.tag,
      digest: tag.digest,
      ...(time !== undefined && { time }),
      ...(canGo ? ruling : { ...ruling, do: 'keep', reason: whyStuck(tag, others, scope) }),
    }
  })
}

function withSubject({ tag }: StoredTag, { removed }: Decided, { namedAfter }: Links): Ruling {
  const subject = namedAfter.get(tag)
  if (subject === undefined) return { do: 'keep', reason: 'no rule names it' }
  return { do: removed.has(subject) ? 'delete' : 'keep', reason: `refers to ${shortDigest(subject)}` }
}

function canUntag(
  { digest }: StoredTag,
  { tagRemoval, dropsUnnamed }: RemovalTraits,
  { hasOthers, isPart }: { readonly hasOthers: boolean; readonly isPart: boolean },
  { graph }: RuleScope
): boolean {
  if (tagRemoval === 'never') return false
  if (hasOthers || graph.missing.has(digest)) return true
  return tagRemoval === 'always' && (isPart || !dropsUnnamed)
}

function whyStuck({ digest }: StoredTag, others: readonly StoredTag[], { graph }: RuleScope): string {
  if (graph.missing.has(digest)) return 'this registry deletes no tag whose manifest is missing'
  const [other] = others
  const user = other ? `tag '${other.tag}' keeps` : 'another image needs'
  return `this registry deletes it only with its manifest ${shortDigest(digest)}, which ${user}`
}
