import { inDays } from '../policy/duration.ts'
import type { TagPattern } from '../policy/tag-patterns.ts'
import type { NativeFormat, NativePolicy, NativeRules } from './native-policy.ts'

/**
 * Amazon ECR, lifecycle policies: the first rule that an image matches decides. An image matches a list of patterns only
 * if it has a tag for each, so each pattern is a rule. docs.aws.amazon.com, AmazonECR, "Lifecycle policy properties"
 */
export const ecrLifecycle: NativeFormat = {
  abilities: {
    keeps: hasFewStars,
    deletes: hasFewStars,
    newest: 'none',
    younger: false,
    untagged: true,
    orphans: true,
    digests: false,
  },
  write,
}

const starLimit = 4
const ruleLimit = 50
/** More images than a repository can have. */
const unlimited = 1_000_000

function hasFewStars({ kind, text }: TagPattern): boolean {
  return kind === 'glob' && text.split('*').length - 1 <= starLimit
}

function write({ keep, delete: removed, untagged }: NativeRules): NativePolicy {
  const kept = [
    ...new Set(keep.flatMap(({ patterns }) => (patterns.length > 0 ? patterns.map(({ text }) => text) : ['*']))),
  ]
  const rules = [
    ...kept.map((tag) => ({
      description: `keep ${tag}`,
      tag,
      countType: 'imageCountMoreThan',
      countNumber: unlimited,
    })),
    ...removed.flatMap(({ at, patterns, olderThan }) =>
      patterns.map(({ text }) => ({ description: `${at} ${text}`, tag: text, ...since(olderThan) }))
    ),
    ...(untagged === undefined ? [] : [{ description: 'untagged', tag: undefined, ...since(untagged) }]),
  ]
  const isEmpty = rules.length === kept.length
  const isLong = rules.length > ruleLimit
  const written = rules.map(({ description, tag, ...count }, index) => ({
    rulePriority: index + 1,
    description,
    selection: {
      ...(tag === undefined ? { tagStatus: 'untagged' } : { tagStatus: 'tagged', tagPatternList: [tag] }),
      ...count,
    },
    action: { type: 'expire' },
  }))
  return {
    text: isEmpty || isLong ? '' : JSON.stringify({ rules: written }, undefined, 2),
    differences: [
      'an image goes with all its tags if a rule names one of them, also with tags that no rule names',
      'what refers to an image goes within a day of it, whatever the rules say',
      ...(isLong ? [`${rules.length} rules are needed, and a policy has at most ${ruleLimit}`] : []),
    ],
  }
}

function since(age: number): object {
  return { countType: 'sinceImagePushed', countUnit: 'days', countNumber: inDays(age) }
}
