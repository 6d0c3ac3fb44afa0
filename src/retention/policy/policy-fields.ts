import { InputError } from '../../input-error.ts'
import type { JsonRecord } from '../../json.ts'
import { type Digest, isDigest } from '../../oci/digest.ts'
import type { Ceiling, DeleteRule, KeepRule, RetentionPolicy } from '../retention-policy.ts'
import { parseAge } from './duration.ts'
import { type Field, type Kind, listOf, objectOf, scalar, switchOr } from './policy-kind.ts'
import { parsePattern, type TagPattern, type TagPatterns } from './tag-patterns.ts'
import { parseTemplate } from './tag-template.ts'
import { isVersionRange } from './tag-version.ts'

const age = scalar(
  { type: 'string', pattern: '^[0-9]{1,5}[hdw]$' },
  'hours, days or weeks, such as 12h, 30d or 2w',
  (value) => (typeof value === 'string' ? parseAge(value) : undefined)
)

const flag = scalar({ type: 'boolean' }, 'true or false', (value) => (typeof value === 'boolean' ? value : undefined))

const patternForm = "a glob such as 'v*', or a regular expression such as '/v\\d+/', in quotes"

const pattern: Kind<{ readonly pattern: TagPattern; readonly isExcluded: boolean }> = {
  schema: { type: 'string', minLength: 1 },
  read: (value, at, report) => {
    if (typeof value !== 'string') return void report(at, `write ${patternForm}`)
    const isExcluded = value.startsWith('!')
    try {
      const parsed = parsePattern(isExcluded ? value.slice(1) : value, at)
      if (parsed) return { pattern: parsed, isExcluded }
      report(at, `'${value.slice(0, 80)}' cannot match a tag: write ${patternForm}`)
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      report(at, error.message.replace(/^Input 'policy': /, ''))
    }
    return undefined
  },
}

const patternList = listOf(pattern, 'a list of patterns for tags', true)

const patterns: Kind<TagPatterns> = {
  schema: patternList.schema,
  read: (value, at, report) => {
    const all = patternList.read(value, at, report)
    if (all === undefined) return undefined
    const included = all.filter(({ isExcluded }) => !isExcluded).map((each) => each.pattern)
    const excluded = all.filter(({ isExcluded }) => isExcluded).map((each) => each.pattern)
    if (included.length === 0 && excluded.length > 0) return void report(at, "add what to select, such as '*'")
    return { included, excluded }
  },
}

const versions = scalar(
  { type: 'string', minLength: 1 },
  "a range of semantic versions, such as '>=1.2 <2'",
  (value) => (typeof value === 'string' && isVersionRange(value) ? value : undefined)
)

function template<Variable extends 'number' | 'branch'>(variable: Variable, example: string) {
  return scalar(
    { type: 'string', pattern: `\\{\\{ *${variable} *\\}\\}` },
    `a tag with {{${variable}}} once, such as '${example}'`,
    (value) => (typeof value === 'string' ? parseTemplate(value, variable) : undefined)
  )
}

const count = scalar({ type: 'integer', minimum: 1 }, 'a number from 1 up', (value) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined
)

const ceiling = scalar<Ceiling>(
  {
    anyOf: [
      { type: 'integer', minimum: 0 },
      { type: 'string', pattern: '^(100|[0-9]{1,2})%$' },
    ],
  },
  'a number, or a percentage such as 20%',
  (value) => {
    if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? { count: value } : undefined
    const [, percent] = /^(100|\d{1,2})%$/.exec(typeof value === 'string' ? value : '') ?? []
    return percent === undefined ? undefined : { percent: Number(percent) }
  }
)

const digest = scalar<Digest>({ type: 'string' }, 'a digest, such as sha256:… with 64 hexadecimal digits', (value) =>
  typeof value === 'string' && isDigest(value) ? value : undefined
)

const digestList = listOf(digest, 'a list of digests')

const noDigests = "it lists no digest: check where they come from, or leave 'keep-digests' out if nothing runs"

/** A YAML list, or a text with one digest on each line; references such as `app@sha256:…` count as their digest. */
const digests: Kind<readonly Digest[]> = {
  schema: { anyOf: [{ type: 'string' }, digestList.schema] },
  read: (value, at, report) => {
    const listed = typeof value === 'string' ? value.split(/\s+/).filter((line) => line !== '') : value
    // An expression that names nothing is empty: that must not pass for an environment that runs nothing.
    if (!Array.isArray(listed) || listed.length === 0) return void report(at, noDigests)
    return digestList.read(
      listed.map((each: unknown) => (typeof each === 'string' ? each.replace(/^.*@/, '') : each)),
      at,
      report
    )
  },
}

function field<Value>(key: string, about: string, kind: Kind<Value>): Field<Value> {
  return { key, about, kind }
}

const selecting = {
  tags: field('tags', 'Globs, or regular expressions between slashes; one that begins with ! excludes.', patterns),
  versions: field('versions', 'A range of semantic versions; other tags are not selected.', versions),
}

const keepRule = objectOf<Omit<KeepRule, 'at'>>(
  {
    ...selecting,
    newest: field('newest', 'The newest images of those: by version if all tags are versions, else by time.', count),
    youngerThan: field('younger-than', 'Only what is younger, or of unknown age.', age),
  },
  "a rule with 'tags', 'versions', 'newest' or 'younger-than'"
)

const deleteRule = objectOf<Omit<DeleteRule, 'at'>>(
  {
    ...selecting,
    olderThan: field('older-than', 'Only what is older; what is of unknown age stays.', age),
    closedPullRequests: field(
      'closed-pull-requests',
      'How the tags of pull requests are named; those of closed ones are selected.',
      template('number', 'pr-{{number}}')
    ),
    deletedBranches: field(
      'deleted-branches',
      'How the tags of branches are named; those of deleted ones are selected.',
      template('branch', 'branch-{{branch}}')
    ),
    stable: field('stable', "Also take 'latest' and stable versions that are not named in full.", flag),
  },
  "a rule with 'tags', 'versions', 'closed-pull-requests' or 'deleted-branches'"
)

/** The fields that say what may go apart from tags. */
export interface PolicyFields extends Pick<RetentionPolicy, 'keepDigests' | 'atMost' | 'broken'> {
  readonly keep: readonly Partial<Omit<KeepRule, 'at'>>[]
  readonly delete: readonly Partial<Omit<DeleteRule, 'at'>>[]
  readonly untagged: Aged | false
  readonly orphans: Aged | false
}

type Aged = { readonly olderThan?: number }

const aged = switchOr(
  objectOf<Aged>({ olderThan: field('older-than', 'The least age.', age) }, 'true, false or { older-than: 7d }')
)

/** The whole policy: the parser, and the schema for editors, are made from this table. */
export const policyKind = objectOf<PolicyFields>(
  {
    keep: field('keep', 'What stays, whatever the other rules say.', listOf(keepRule, 'a list of rules')),
    delete: field('delete', 'What may go of the rest.', listOf(deleteRule, 'a list of rules')),
    untagged: field('untagged', 'Images without a tag that nothing names; from 7 days unless set otherwise.', aged),
    orphans: field('orphans', 'Signatures, attestations and other referrers whose subject is gone.', aged),
    broken: field('broken', 'Indexes of which an image is missing.', flag),
    keepDigests: field('keep-digests', 'Digests that stay, such as those that an environment runs.', digests),
    atMost: field('at-most', 'Nothing is deleted if more than this many, or this share, would go.', ceiling),
  },
  "a YAML mapping with 'keep', 'delete', 'untagged', 'orphans' or 'broken'"
)

/** For editors that check the policy while it is written. */
export const policySchema: JsonRecord = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'The policy of the clean-up action',
  ...policyKind.schema,
}
