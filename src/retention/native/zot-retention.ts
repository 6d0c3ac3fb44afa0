import { inHours } from '../policy/duration.ts'
import type { NativeFormat, NativeKeep, NativePolicy, NativeRules } from './native-policy.ts'
import { anyOf, complementOf, hasComplement, isRe2 } from './pattern-forms.ts'

/**
 * zot, `storage.retention` of its configuration. Rules only keep tags, and all other tags go: so the first keeps what no
 * rule names, which takes an expression without assertions. zotregistry.dev, "Configuring zot Tag Retention Policies"
 */
export const zotRetention: NativeFormat = {
  abilities: {
    keeps: isRe2,
    deletes: hasComplement,
    newest: 'some',
    younger: true,
    untagged: true,
    orphans: true,
    digests: false,
  },
  write,
}

function write({ keep, delete: removed, untagged, orphans }: NativeRules, repository: string): NativePolicy {
  const others = complementOf(removed.flatMap(({ patterns }) => patterns))
  const keepTags = [
    ...(others === undefined ? [] : [{ patterns: [others] }]),
    ...keep.map(keepTag),
    ...removed
      .filter(({ olderThan }) => olderThan > 0)
      .map(({ patterns, olderThan }) => ({ patterns: [anyOf(patterns)], pushedWithin: hours(olderThan) })),
  ]
  const policy = {
    repositories: [repository],
    deleteReferrers: orphans,
    deleteUntagged: untagged !== undefined,
    // Without this list all tags are kept.
    ...(removed.length > 0 && { keepTags }),
  }
  const delay = untagged === undefined ? {} : { delay: hours(untagged) }
  const isEmpty = removed.length === 0 && untagged === undefined && !orphans
  return {
    text: isEmpty
      ? ''
      : JSON.stringify({ storage: { retention: { dryRun: true, ...delay, policies: [policy] } } }, undefined, 2),
    differences: [
      "set 'dryRun' to false to delete",
      ...(untagged === undefined ? [] : ["'delay' is that of the whole storage, and also applies to orphans"]),
    ],
  }
}

function keepTag({ patterns, newest, youngerThan }: NativeKeep): object {
  return {
    patterns: [patterns.length === 0 ? '.*' : anyOf(patterns)],
    ...(newest !== undefined && { mostRecentlyPushedCount: newest }),
    ...(youngerThan !== undefined && { pushedWithin: hours(youngerThan) }),
  }
}

function hours(age: number): string {
  return `${inHours(age)}h`
}
