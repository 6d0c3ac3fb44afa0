import type { Tag } from '../../oci/distribution/tag.ts'
import type { TagPattern } from '../policy/tag-patterns.ts'
import { versionIn } from '../policy/tag-version.ts'
import type { DeleteRule, KeepRule, RetentionPolicy } from '../retention-policy.ts'
import { describeRule } from '../rules/rule-tags.ts'
import type { NativeDelete, NativeKeep, NativeRules } from './native-policy.ts'
import { literalStart } from './pattern-forms.ts'

/** Collects, one sentence at a time, how a native policy differs from the policy that it is made from. */
export type Differ = (difference: string) => void

const digits = [...'0123456789']

/** The tags of versions, and others: what keeps them may keep more. */
const versionGlobs = digits.flatMap((digit) => [globOf(`${digit}*`), globOf(`v${digit}*`)])

/** The rules of a policy that registries can express in some form. In doubt they keep more. */
export function commonRules(policy: RetentionPolicy, differ: Differ): NativeRules {
  const removed = policy.delete.flatMap((rule) => toDelete(rule, differ))
  if (policy.broken) differ("'broken' has no counterpart: indexes that lack an image stay")
  if (policy.atMost) differ("'at-most' has no counterpart: any number may go at once")
  return {
    keep: [
      ...policy.keep.map((rule) => toKeep(rule, differ)),
      ...policy.delete.flatMap(excludedBy),
      ...stableTags(policy.delete),
    ],
    delete: removed,
    ...(policy.untagged && { untagged: policy.untagged.olderThan }),
    orphans: policy.orphans !== undefined,
    keepDigests: policy.keepDigests,
  }
}

function toKeep({ at, tags, versions, newest, youngerThan }: KeepRule, differ: Differ): NativeKeep {
  if (versions !== undefined) differ(`${at}: ranges of versions have no counterpart, so more is kept`)
  if (tags && tags.excluded.length > 0) differ(`${at}: exclusions have no counterpart, so more is kept`)
  const byVersion = versions === undefined ? [] : versionGlobs
  return {
    at,
    patterns: tags?.included ?? byVersion,
    ...(newest !== undefined && versions === undefined && { newest }),
    ...(youngerThan !== undefined && { youngerThan }),
  }
}

function toDelete(rule: DeleteRule, differ: Differ): readonly NativeDelete[] {
  const { at, tags, versions, closedPullRequests, deletedBranches, olderThan = 0 } = rule
  if (!tags || versions !== undefined || closedPullRequests || deletedBranches) {
    differ(`${at} (${describeRule(rule)}) has no counterpart: those tags stay`)
    return []
  }
  return [{ at, patterns: tags.included, olderThan }]
}

function excludedBy({ at, tags }: DeleteRule): readonly NativeKeep[] {
  return tags && tags.excluded.length > 0 ? [{ at, patterns: tags.excluded }] : []
}

/** `latest` and stable versions, if a rule could match them that does not name them in full. */
function stableTags(rules: readonly DeleteRule[]): readonly NativeKeep[] {
  const wide = rules
    .filter(({ stable }) => !stable)
    .flatMap(({ tags }) => tags?.included ?? [])
    .filter(({ kind, text }) => kind === 'regex' || text.includes('*'))
  const latest = wide.some((pattern) => 'latest'.startsWith(literalStart(pattern))) ? [globOf('latest')] : []
  const versions = wide.some(mayBeVersion) ? versionGlobs : []
  const patterns = [...latest, ...versions]
  return patterns.length > 0 ? [{ at: 'delete', patterns }] : []
}

function mayBeVersion(pattern: TagPattern): boolean {
  const start = literalStart(pattern)
  return start === '' || start === 'v' || versionIn(start.replace(/[-_+.]$/, '') as Tag) !== undefined
}

function globOf(text: string): TagPattern {
  return { kind: 'glob', text }
}
