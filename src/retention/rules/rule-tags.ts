import type { Tag } from '../../oci/distribution/tag.ts'
import { mayTake } from '../../plan/tag-selection.ts'
import { formatAge } from '../policy/duration.ts'
import { formatPatterns, selectMatching } from '../policy/tag-patterns.ts'
import { hasFormOf, identifiesBranches, pullRequestOf, tagsOfBranch } from '../policy/tag-template.ts'
import { isWithinRange, overlapsRange, versionIn } from '../policy/tag-version.ts'
import type { RetentionFacts } from '../retention-facts.ts'
import type { DeleteRule, KeepRule, RetentionPolicy } from '../retention-policy.ts'

/** The tags that a rule of `keep` names, before 'newest' and ages. In doubt it names a tag. */
export function tagsToKeep({ tags: patterns, versions, at }: KeepRule, tags: readonly Tag[]): readonly Tag[] {
  return matchingTags(patterns, tags, at).filter((tag) => {
    const version = versions === undefined ? undefined : versionIn(tag)
    return versions === undefined || (version !== undefined && overlapsRange(version, versions))
  })
}

/** The tags that a rule of `delete` names, before ages. In doubt it does not name a tag. */
export function tagsToDelete(
  rule: DeleteRule,
  tags: readonly Tag[],
  facts: RetentionFacts,
  policy: RetentionPolicy
): ReadonlySet<Tag> {
  const { versions } = rule
  const named = matchingTags(rule.tags, tags, rule.at).filter((tag) => {
    const version = versions === undefined ? undefined : versionIn(tag)
    return versions === undefined || (version !== undefined && isWithinRange(version, versions))
  })
  return new Set(ofDeletedBranches(rule, ofClosedPullRequests(rule, named, facts), facts, policy))
}

/** `tags 'pr-*', older than 14d`: what a rule says, as a clause. */
export function describeRule(rule: Partial<KeepRule & DeleteRule>): string {
  return [
    rule.newest !== undefined && `newest ${rule.newest}`,
    rule.tags && `tags ${formatPatterns(rule.tags)}`,
    rule.versions !== undefined && `versions '${rule.versions}'`,
    rule.closedPullRequests && `closed pull request '${rule.closedPullRequests.text}'`,
    rule.deletedBranches && `deleted branch '${rule.deletedBranches.text}'`,
    rule.youngerThan !== undefined && `younger than ${formatAge(rule.youngerThan)}`,
    rule.olderThan !== undefined && `older than ${formatAge(rule.olderThan)}`,
  ]
    .filter(Boolean)
    .join(', ')
}

function matchingTags(patterns: KeepRule['tags'], tags: readonly Tag[], at: string): readonly Tag[] {
  if (!patterns) return tags.filter((tag) => mayTake('*', tag))
  const selected = selectMatching(tags, patterns, at)
  return tags.filter((tag) => selected.has(tag))
}

function ofClosedPullRequests(
  { closedPullRequests: template }: DeleteRule,
  tags: readonly Tag[],
  { closedPullRequests }: RetentionFacts
): readonly Tag[] {
  if (!template) return tags
  return tags.filter((tag) => {
    const number = pullRequestOf(tag, template)
    return number !== undefined && closedPullRequests?.has(number) === true
  })
}

/** A tag that any of the templates gives an existing branch is that branch's. */
function ofDeletedBranches(
  { deletedBranches: template }: DeleteRule,
  tags: readonly Tag[],
  { branches = [], formerBranches = [] }: RetentionFacts,
  { delete: rules }: RetentionPolicy
): readonly Tag[] {
  if (!template) return tags
  const templates = rules.flatMap(({ deletedBranches }) => deletedBranches ?? [])
  const existing = new Set(branches.flatMap((branch) => templates.flatMap((each) => tagsOfBranch(branch, each))))
  const former = new Set(formerBranches.flatMap((branch) => tagsOfBranch(branch, template)))
  const isOwn = (tag: Tag) => identifiesBranches(template) && hasFormOf(tag, template) && !continuesOne(tag, existing)
  const isBranch = (tag: Tag) => former.has(tag) || isOwn(tag)
  return tags.filter((tag) => isBranch(tag) && !existing.has(tag))
}

/** Whether a tag begins with another one, as those of variants do: `main-alpine`. */
function continuesOne(tag: Tag, others: ReadonlySet<string>): boolean {
  return tag.matchAll(/[-_.]/g).some(({ index }) => others.has(tag.slice(0, index)))
}
