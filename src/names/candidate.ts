import { InputError } from '../input-error.ts'
import type { Tag } from '../oci/distribution/tag.ts'
import type { RuleContext } from './expressions/rule-context.ts'
import { parseFieldChoice } from './inputs/choice.ts'
import type { Flavor } from './inputs/flavor.ts'
import { parseEach } from './inputs/problems.ts'
import { propose } from './rules/propose.ts'
import type { Proposal, Rule } from './rules/rule.ts'
import { toTag } from './tag-name.ts'

/** A tag that a rule produced. */
export interface Candidate extends Proposal {
  readonly rule: Rule
  readonly tag: Tag
  readonly prefix: string
  readonly suffix: string
}

/** Applies all rules in order, regardless of which image they are for. */
export function findCandidates(rules: readonly Rule[], flavor: Flavor, context: RuleContext): readonly Candidate[] {
  return parseEach(rules, (rule) => findCandidate(rule, flavor, context)).flatMap((candidate) => candidate ?? [])
}

function findCandidate(rule: Rule, flavor: Flavor, context: RuleContext): Candidate | undefined {
  if (!isEnabled(rule, context)) return undefined
  for (const doubt of rule.doubts) context.warn(doubt)
  const proposal = propose(rule, context)
  if (!proposal) return undefined
  const { expand } = context.language
  const prefix = expand('tags', rule.prefix ?? flavor.prefix, context.vocabulary)
  const suffix = expand('tags', rule.suffix ?? flavor.suffix, context.vocabulary)
  const text = `${prefix}${proposal.value}${suffix}`
  return text === '' ? undefined : { ...proposal, rule, tag: nameTag(text, rule.line, context), prefix, suffix }
}

function isEnabled({ enable, line }: Rule, { language, vocabulary }: RuleContext): boolean {
  return (
    parseFieldChoice('tags', 'enable', ['true', 'false'], language.expand('tags', enable, vocabulary), line) === 'true'
  )
}

/** Turns a text into a tag, and warns if users might not recognize it. `line` is the line that the text comes from. */
export function nameTag(text: string, line: string, { warn }: Pick<RuleContext, 'warn'>): Tag {
  const { tag, warning } = toTag(text) ?? {}
  if (tag === undefined) {
    throw new InputError(
      'tags',
      `'${text}' contains no letter or digit that is allowed in a tag (A-Z, a-z, 0-9), in: ${line}`
    )
  }
  if (warning !== undefined) warn(warning)
  return tag
}
