import { type Digest, shortDigest } from '../../oci/digest.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import type { ManifestDecision } from '../clean-up-plan.ts'
import type { Links } from '../graph/links.ts'
import { companions, dependents, type Reached, reach } from '../graph/reachable.ts'
import type { StoredManifest, StoredTag } from '../repository-graph.ts'
import type { RemovalTraits } from '../retention-facts.ts'
import { reachWithNames } from './last-names.ts'
import { ruleOnManifest, ruleOnOrphan } from './manifest-rulings.ts'
import type { RuleScope, Ruling } from './tag-decisions.ts'

/** What follows from all rules together. */
export interface Decided {
  /** Tags that stay or go by themselves; the others go with the subject that they are named after. */
  readonly tags: ReadonlyMap<Tag, Ruling>
  /** Manifests without a tag that stay or go by themselves. */
  readonly untagged: ReadonlyMap<Digest, Ruling>
  /** Manifests that a rule deletes, and why; the removal of others follows from theirs. */
  readonly seeds: ReadonlyMap<Digest, Ruling>
  /** What would go if nothing else needed it. */
  readonly condemned: Reached
  /** What stays, and what led to it. */
  readonly kept: Reached
  readonly removed: ReadonlySet<Digest>
}

/** Decides about all manifests: what a rule deletes goes with its dependents, unless something that stays needs them. */
export function decideManifests(
  ruled: ReadonlyMap<Tag, Ruling | undefined>,
  links: Links,
  scope: RuleScope,
  { dropsUnnamed }: Pick<RemovalTraits, 'dropsUnnamed'>
): Decided {
  const { manifests } = scope.graph
  const tags = tagRulings(ruled, links, scope)
  const ruledOn = [...manifests.values()].map((manifest) => ruleOnOne(manifest, tags, links, scope))
  const seeds = new Map(ruledOn.flatMap(({ digest, ruling }) => (ruling?.do === 'delete' ? [[digest, ruling]] : [])))
  const condemned = reach(seeds.keys(), dependents(links))
  const roots = ruledOn.filter(({ isRoot }) => isRoot).map(({ digest }) => digest)
  const unnamed = manifests.keys().filter((digest) => !condemned.has(digest))
  const staying = [...roots, ...unnamed]
  const kept = dropsUnnamed ? reachWithNames(staying, condemned, tags, links) : reach(staying, companions(links))
  const removed = new Set(condemned.keys().filter((digest) => !kept.has(digest)))
  const untagged = new Map(
    ruledOn.flatMap(({ digest, ruling }) => (ruling && !links.tags.has(digest) ? [[digest, ruling]] : []))
  )
  return { tags, untagged, seeds, condemned, kept, removed }
}

interface RuledOn {
  readonly digest: Digest
  readonly ruling: Ruling | undefined
  /** Whether it stays even if everything that names it goes. */
  readonly isRoot: boolean
}

/** A manifest is removed with all its tags, so it stays if one of them does. */
function ruleOnOne(manifest: StoredManifest, tags: Decided['tags'], links: Links, scope: RuleScope): RuledOn {
  const { digest } = manifest
  const own = links.tags.get(digest)?.map(({ tag }) => tags.get(tag)) ?? []
  if (own.length === 0) return { digest, ruling: ruleOnManifest(manifest, scope), isRoot: isFixed(manifest, scope) }
  const keeping = own.find((ruling) => ruling?.do === 'keep')
  const isRoot = keeping !== undefined || isFixed(manifest, scope)
  return { digest, ruling: keeping ?? own.find((ruling) => ruling !== undefined), isRoot }
}

/** Whether a manifest without a tag stays even if everything that names it goes. */
function isFixed({ digest, locked }: StoredManifest, { policy }: RuleScope): boolean {
  return locked !== undefined || policy.keepDigests.includes(digest)
}

/** Adds the tags of referrers whose subject is gone, or not known. */
function tagRulings(
  ruled: ReadonlyMap<Tag, Ruling | undefined>,
  { namedAfter }: Links,
  scope: RuleScope
): ReadonlyMap<Tag, Ruling> {
  const { graph, times } = scope
  const rulingOn = (tag: StoredTag): Ruling | undefined => {
    const subject = namedAfter.get(tag.tag)
    const ruling = ruled.get(tag.tag)
    if (ruling || (subject && graph.manifests.has(subject))) return ruling
    if (subject && graph.missing.has(subject)) return ruleOnOrphan(times.ofTag(tag), scope)
    return { do: 'keep', reason: 'it is not known whether its subject exists' }
  }
  return new Map(
    graph.tags.flatMap((tag) => {
      const ruling = rulingOn(tag)
      return ruling ? [[tag.tag, ruling] as const] : []
    })
  )
}

/** What is decided about a manifest, and why. */
export function explainManifest(
  { digest }: StoredManifest,
  decided: Decided,
  links: Links
): Pick<ManifestDecision, 'do' | 'rule' | 'reason'> {
  const { removed, condemned, kept, seeds } = decided
  const verdict = removed.has(digest) ? 'delete' : 'keep'
  const from = (verdict === 'delete' ? condemned : kept).get(digest) ?? digest
  if (from === digest) return { ...explainRuling(digest, verdict, decided, links), do: verdict }
  const rule = verdict === 'delete' ? seeds.get(seedOf(digest, condemned))?.rule : undefined
  return { do: verdict, ...(rule && { rule }), reason: explainLink(digest, from, links) }
}

function explainRuling(
  digest: Digest,
  verdict: Ruling['do'],
  { tags, untagged }: Decided,
  links: Links
): Pick<ManifestDecision, 'rule' | 'reason'> {
  const tag = links.tags.get(digest)?.find((own) => tags.get(own.tag)?.do === verdict)?.tag
  const ruling = tag === undefined ? untagged.get(digest) : tags.get(tag)
  if (!ruling || ruling.do !== verdict) return { reason: 'no rule names it' }
  const { rule, reason } = ruling
  return { ...(rule !== undefined && { rule }), reason: tag === undefined ? reason : `tag '${tag}': ${reason}` }
}

function seedOf(digest: Digest, reached: Reached): Digest {
  let from = digest
  for (let next = reached.get(from); next !== undefined && next !== from; next = reached.get(from)) from = next
  return from
}

function explainLink(digest: Digest, from: Digest, links: Links): string {
  if (links.children(digest).includes(from)) return `this registry deletes ${shortDigest(from)} together with it`
  if (links.children(from).includes(digest)) return `part of ${shortDigest(from)}`
  if ([...links.referrers(from), ...links.formerLists(from)].includes(digest)) return `refers to ${shortDigest(from)}`
  return `${shortDigest(from)} refers to it`
}
