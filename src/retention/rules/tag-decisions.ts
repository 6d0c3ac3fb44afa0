import type { Digest } from '../../oci/digest.ts'
import { isReferrerTag } from '../../oci/distribution/referrer-tags.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import { isNoteTag } from '../../plan/parts/note-tags.ts'
import type { TagDecision } from '../clean-up-plan.ts'
import type { ImageTimes } from '../graph/image-times.ts'
import { formatAge } from '../policy/duration.ts'
import { namesInFull } from '../policy/tag-patterns.ts'
import { isStableTag } from '../policy/tag-version.ts'
import type { RepositoryGraph, StoredTag } from '../repository-graph.ts'
import type { RetentionFacts } from '../retention-facts.ts'
import type { DeleteRule, KeepRule, RetentionPolicy } from '../retention-policy.ts'
import { newestTags } from './newest-tags.ts'
import { describeRule, tagsToDelete, tagsToKeep } from './rule-tags.ts'

/** What the rules are applied to. */
export interface RuleScope {
  readonly graph: RepositoryGraph
  readonly policy: RetentionPolicy
  readonly facts: RetentionFacts
  readonly times: ImageTimes
  /** Indexes that lack an image, with what they lack. */
  readonly broken: ReadonlyMap<Digest, readonly Digest[]>
}

/** What a rule decides about a tag or manifest, and why. */
export type Ruling = Pick<TagDecision, 'do' | 'reason' | 'rule'>

/**
 * What the rules say about each tag, regardless of what its manifest is needed for. Undefined for the tag of a referrer that
 * no rule of `keep` names: it stays or goes with its subject.
 */
export function ruleOnTags(scope: RuleScope): ReadonlyMap<Tag, Ruling | undefined> {
  const { graph, policy } = scope
  const names = graph.tags.map(({ tag }) => tag)
  const keeping = policy.keep.map((rule) => ({ rule, tags: keptBy(rule, names, scope) }))
  const deleting = policy.delete.map((rule) => ({ rule, tags: tagsToDelete(rule, names, scope.facts, policy) }))
  return new Map(graph.tags.map((tag) => [tag.tag, ruleOn(tag, keeping, deleting, scope)]))
}

interface Applied<Rule> {
  readonly rule: Rule
  readonly tags: ReadonlySet<Tag>
}

function ruleOn(
  tag: StoredTag,
  keeping: readonly Applied<KeepRule>[],
  deleting: readonly Applied<DeleteRule>[],
  scope: RuleScope
): Ruling | undefined {
  const locked = tag.locked ?? scope.graph.manifests.get(tag.digest)?.locked
  if (locked !== undefined) return { do: 'keep', reason: `locked: ${locked}` }
  if (scope.policy.keepDigests.includes(tag.digest)) return keep('keep-digests', 'its digest is listed')
  const kept = keeping.find(({ tags }) => tags.has(tag.tag))
  if (kept) return keep(kept.rule.at, describeRule(kept.rule))
  if (isReferrerTag(tag.tag)) return undefined
  const named = deleting.filter(({ tags }) => tags.has(tag.tag)).map(({ rule }) => applyRule(rule, tag, scope))
  return (
    named.find((ruling) => ruling.do === 'delete') ??
    (isNoteTag(tag.tag) ? ruleOnNote(tag, scope) : undefined) ??
    ruleOnBrokenTag(tag, scope) ??
    named[0] ?? { do: 'keep', reason: 'no rule names it' }
  )
}

/** `younger-than` keeps what is of unknown age. */
function keptBy(rule: KeepRule, names: readonly Tag[], { graph, times, facts }: RuleScope): ReadonlySet<Tag> {
  const { newest, youngerThan } = rule
  const named = new Set(tagsToKeep(rule, names))
  const tags = graph.tags.filter(({ tag }) => named.has(tag))
  if (newest !== undefined) return new Set(newestTags(tags, newest, times.ofTag).map(({ tag }) => tag))
  if (youngerThan === undefined) return named
  return new Set(tags.filter((tag) => !isOlder(times.ofTag(tag), youngerThan, facts)).map(({ tag }) => tag))
}

function applyRule(rule: DeleteRule, tag: StoredTag, { times, facts }: RuleScope): Ruling {
  const isNamed = rule.tags !== undefined && namesInFull(rule.tags, tag.tag)
  if (isStableTag(tag.tag) && !(isNamed || rule.stable)) {
    const what = tag.tag === 'latest' ? "'latest' goes" : 'stable versions go'
    return keep(rule.at, `${what} only if named in full, or with 'stable: true'`)
  }
  const { olderThan } = rule
  if (olderThan === undefined || isOlder(times.ofTag(tag), olderThan, facts)) {
    return { do: 'delete', rule: rule.at, reason: describeRule(rule) }
  }
  return keep(rule.at, whyNotOld(times.ofTag(tag), olderThan))
}

/** A note of a run serves only while the run may be repeated. */
function ruleOnNote(tag: StoredTag, { policy: { untagged }, times, facts }: RuleScope): Ruling {
  if (!untagged) return { do: 'keep', reason: "a note of a run, which goes with 'untagged'" }
  const time = times.ofTag(tag)
  if (!isOlder(time, untagged.olderThan, facts)) return keep('untagged', whyNotOld(time, untagged.olderThan))
  return { do: 'delete', rule: 'untagged', reason: `a note of a run, older than ${formatAge(untagged.olderThan)}` }
}

function ruleOnBrokenTag(tag: StoredTag, { policy, graph, broken, times, facts }: RuleScope): Ruling | undefined {
  const isGone = graph.missing.has(tag.digest)
  if (!(policy.broken && (isGone || broken.has(tag.digest)))) return undefined
  if (isStableTag(tag.tag)) return keep('broken', 'an image is missing, but stable versions go only if named in full')
  if (isRecent(times.ofTag(tag), facts)) return keep('broken', 'an image is missing, but it may still be being pushed')
  return {
    do: 'delete',
    rule: 'broken',
    reason: isGone ? 'its manifest is missing' : 'an image of the index is missing',
  }
}

function keep(rule: string, reason: string): Ruling {
  return { do: 'keep', rule, reason }
}

/** Why a rule with `older-than` does not apply: `age` is in milliseconds, `time` in milliseconds since 1970. */
export function whyNotOld(time: number | undefined, age: number): string {
  return time === undefined ? 'its age is unknown' : `it is not older than ${formatAge(age)}`
}

/** Whether something is known to be older than an age in milliseconds. */
export function isOlder(time: number | undefined, age: number, { now }: RetentionFacts): boolean {
  return time !== undefined && now - time > age
}

/** Pushes are over within a day. */
const pushLimit = 86_400_000

/** Whether something is known to be so young that it may be part of a push that is not complete. */
export function isRecent(time: number | undefined, facts: RetentionFacts): boolean {
  return time !== undefined && !isOlder(time, pushLimit, facts)
}
