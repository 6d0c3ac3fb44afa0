import type { Digest } from '../../oci/digest.ts'
import type { Links } from '../graph/links.ts'
import { formatAge } from '../policy/duration.ts'
import type { StoredManifest } from '../repository-graph.ts'
import { isOlder, isRecent, type RuleScope, type Ruling, whyNotOld } from './tag-decisions.ts'

/**
 * What the rules say about a manifest without a tag, regardless of what needs it. Undefined if it refers to another one,
 * with which it stays or goes.
 */
export function ruleOnManifest(manifest: StoredManifest, scope: RuleScope): Ruling | undefined {
  const { policy, graph, times } = scope
  const { digest, subject, locked } = manifest
  if (locked !== undefined) return { do: 'keep', reason: `locked: ${locked}` }
  if (policy.keepDigests.includes(digest)) return { do: 'keep', rule: 'keep-digests', reason: 'it is listed' }
  if (subject !== undefined && !graph.missing.has(subject)) return undefined
  const time = times.ofManifest(digest)
  if (subject !== undefined) return ruleOnOrphan(time, scope)
  return keptByAge(time, scope) ?? ruleOnBroken(digest, time, scope) ?? ruleOnUntagged(time, scope)
}

function ruleOnBroken(
  digest: Digest,
  time: number | undefined,
  { policy, broken, facts }: RuleScope
): Ruling | undefined {
  if (!(policy.broken && broken.has(digest))) return undefined
  const reason = 'an image of the index is missing'
  return isRecent(time, facts)
    ? keep('broken', `${reason}, but it may still be being pushed`)
    : remove('broken', reason)
}

function ruleOnUntagged(time: number | undefined, { policy: { untagged }, facts }: RuleScope): Ruling {
  if (!untagged) return { do: 'keep', reason: 'it has no tag, and no rule names it' }
  if (!isOlder(time, untagged.olderThan, facts)) return keep('untagged', whyNotOld(time, untagged.olderThan))
  return remove('untagged', `it has no tag, and is older than ${formatAge(untagged.olderThan)}`)
}

/** What the rules say about a manifest whose subject is gone; `time` is in milliseconds since 1970. */
export function ruleOnOrphan(time: number | undefined, scope: RuleScope): Ruling {
  const reason = 'its subject is gone'
  const { orphans } = scope.policy
  if (!orphans) return { do: 'keep', reason: `${reason}, and 'orphans' is not set` }
  const { olderThan } = orphans
  if (isRecent(time, scope.facts)) return keep('orphans', `${reason}, but the subject may still be being pushed`)
  if (olderThan !== undefined && !isOlder(time, olderThan, scope.facts))
    return keep('orphans', whyNotOld(time, olderThan))
  return keptByAge(time, scope) ?? remove('orphans', reason)
}

/** A rule of `keep` that names no tags keeps everything that is young, or may be. */
function keptByAge(time: number | undefined, { policy, facts }: RuleScope): Ruling | undefined {
  const rule = policy.keep.find(
    ({ tags, versions, youngerThan }) =>
      !(tags || versions) && youngerThan !== undefined && !isOlder(time, youngerThan, facts)
  )
  return rule && keep(rule.at, whyNotOld(time, rule.youngerThan ?? 0))
}

/** What must stay absent while a manifest is removed, so that it can be checked again: subjects, and images of a broken index. */
export function absentFor(
  digest: Digest,
  rule: string | undefined,
  { tags, namedAfter }: Links,
  { graph, broken }: RuleScope
): readonly Digest[] {
  const own = graph.manifests.get(digest)?.subject
  const named = (tags.get(digest) ?? []).map(({ tag }) => namedAfter.get(tag))
  const subjects = [own, ...named].filter((subject) => subject !== undefined)
  const images = rule === 'broken' ? (broken.get(digest) ?? []) : []
  return [...subjects.filter((subject) => graph.missing.has(subject)), ...images]
}

function keep(rule: string, reason: string): Ruling {
  return { do: 'keep', rule, reason }
}

function remove(rule: string, reason: string): Ruling {
  return { do: 'delete', rule, reason }
}
