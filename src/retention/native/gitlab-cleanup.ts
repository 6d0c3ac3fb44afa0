import { inDays } from '../policy/duration.ts'
import type { NativeFormat, NativePolicy, NativeRules } from './native-policy.ts'
import { anyOf, isRe2 } from './pattern-forms.ts'

/**
 * GitLab, cleanup policy of a project, as `PUT /projects/:id` takes it. A project has one policy, with one age and one
 * number from fixed lists. docs.gitlab.com, "Use the cleanup policy API"
 */
export const gitlabCleanup: NativeFormat = {
  abilities: {
    keeps: isRe2,
    deletes: isRe2,
    newest: 'all',
    younger: false,
    untagged: false,
    orphans: false,
    digests: false,
  },
  write,
}

const ages = [7, 14, 30, 60, 90]
const counts = [1, 5, 10, 25, 50, 100]

function write({ keep, delete: removed }: NativeRules): NativePolicy {
  const isAllKept = keep.some(({ patterns, newest }) => patterns.length === 0 && newest === undefined)
  const days = atLeast(
    ages,
    removed.map(({ olderThan }) => inDays(olderThan))
  )
  const newest = keep.flatMap((rule) => rule.newest ?? [])
  const count = atLeast(counts, newest)
  const kept = keep.filter((rule) => rule.newest === undefined).flatMap(({ patterns }) => patterns)
  const attributes = {
    enabled: true,
    cadence: '1d',
    ...(newest.length > 0 && { keep_n: count }),
    older_than: `${days}d`,
    name_regex: anyOf(removed.flatMap(({ patterns }) => patterns)),
    ...(kept.length > 0 && { name_regex_keep: anyOf(kept) }),
  }
  const isEmpty = removed.length === 0 || isAllKept || days === undefined || count === undefined
  const text = { container_expiration_policy_attributes: attributes }
  return {
    text: isEmpty ? '' : JSON.stringify(text, undefined, 2),
    differences: [
      'the policy is that of the whole project: it applies to all its repositories',
      `all rules have one age: ${days === undefined ? 'no age in the list is high enough' : `${days} days`}`,
      ...(count === undefined ? ['no number in the list is as high as that of the newest to keep'] : []),
    ],
  }
}

/** The first that is as high as all of the numbers; undefined if there is none. */
function atLeast(allowed: readonly number[], numbers: readonly number[]): number | undefined {
  return allowed.find((each) => numbers.every((number) => number <= each))
}
