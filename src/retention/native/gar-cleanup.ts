import { formatAge } from '../policy/duration.ts'
import type { TagPattern } from '../policy/tag-patterns.ts'
import type { NativeFormat, NativeKeep, NativePolicy, NativeRules } from './native-policy.ts'
import { isGlob, literalStart, prefixOf } from './pattern-forms.ts'

/** Google Artifact Registry, cleanup policies, for `gcloud artifacts repositories set-cleanup-policies --policy`. */
export const garCleanup: NativeFormat = {
  abilities: {
    keeps: isGlob,
    deletes: (pattern) => prefixOf(pattern) !== undefined,
    newest: 'all',
    younger: true,
    untagged: true,
    orphans: false,
    digests: true,
  },
  write,
}

const policyLimit = 10

function write(rules: NativeRules, repository: string): NativePolicy {
  // Project and repository come first; what follows is the package.
  const name = repository.split('/').slice(2).join('/')
  const named = name === '' ? {} : { packageNamePrefixes: [name] }
  const kept = rules.keep.map((rule) => keepPolicy(rule, named))
  const digests = rules.keepDigests
  const policies = [
    ...kept,
    ...(digests.length > 0
      ? [{ action: keep, condition: { tagState: 'any', versionNamePrefixes: digests, ...named } }]
      : []),
    ...rules.delete.map(({ patterns, olderThan }) => ({
      action: remove,
      condition: { tagState: 'tagged', ...beginning(patterns), ...older(olderThan), ...named },
    })),
    ...(rules.untagged === undefined
      ? []
      : [{ action: remove, condition: { tagState: 'untagged', ...older(rules.untagged), ...named } }]),
  ]
  const isEmpty = !policies.some(({ action }) => action === remove)
  const isLong = policies.length > policyLimit
  const written = policies.map((policy, index) => ({
    name: `${policy.action.type.toLowerCase()}-${index + 1}`,
    ...policy,
  }))
  return {
    text: isEmpty || isLong ? '' : JSON.stringify(written, undefined, 2),
    differences: [
      'an image goes with all its tags if a rule names one of them, also with tags that no rule names',
      'a tag that is kept also keeps tags that begin with it, since tags are told apart by how they begin',
      ...(name === '' ? [] : [`the rules also apply to images whose names begin with '${name}'`]),
      ...(isLong ? [`${policies.length} policies are needed, and a repository has at most ${policyLimit}`] : []),
    ],
  }
}

const keep = { type: 'Keep' } as const
const remove = { type: 'Delete' } as const

function keepPolicy({ patterns, newest, youngerThan }: NativeKeep, named: object) {
  if (newest !== undefined) return { action: keep, mostRecentVersions: { keepCount: newest, ...named } }
  const tagState = patterns.length === 0 ? 'any' : 'tagged'
  const age = youngerThan === undefined ? {} : { newerThan: formatAge(youngerThan) }
  return { action: keep, condition: { tagState, ...beginning(patterns), ...age, ...named } }
}

/** A pattern that may begin with anything is about every tag. */
function beginning(patterns: readonly TagPattern[]): object {
  const starts = [...new Set(patterns.map(literalStart))]
  return starts.length === 0 || starts.includes('') ? {} : { tagPrefixes: starts }
}

function older(age: number): object {
  return age > 0 ? { olderThan: formatAge(age) } : {}
}
