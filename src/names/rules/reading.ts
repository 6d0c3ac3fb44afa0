import type { RuleContext } from '../expressions/rule-context.ts'
import type { MatchRule, RefRule, VersionRule } from './rule.ts'
import { type SearchResult, search } from './search.ts'

/**
 * The text that a rule reads: its value, or else the pushed tag. Undefined if there is none, or if it is not for this
 * rule.
 */
export function readRuleText(
  rule: VersionRule | MatchRule,
  { facts, language, vocabulary }: RuleContext
): string | undefined {
  const { ref } = facts.event
  if (rule.value !== '') return withoutPrefix(rule, language.expand('tags', rule.value, vocabulary))
  return ref.kind === 'tag' ? withoutPrefix(rule, ref.name) : undefined
}

/** The tag without its prefix; undefined if it does not have the prefix, and so belongs to another component. */
export function withoutPrefix({ tagPrefix }: VersionRule | MatchRule | RefRule, name: string): string | undefined {
  return name.startsWith(tagPrefix) ? name.slice(tagPrefix.length) : undefined
}

/** Searches for a match rule's pattern, which is a regular expression or `/expression/flags`. */
export function searchMatch({ pattern, line }: MatchRule, texts: readonly string[]): readonly SearchResult[] {
  const [, expression = pattern, flags = ''] = /^\/(.+)\/(.*)$/.exec(pattern) ?? []
  return search(texts, expression, flags, line)
}

/** The capture group with the given number, in decimal digits. */
export function groupOf(found: RegExpMatchArray, group: string): string | undefined {
  return Object.hasOwn(found, group) ? found[Number(group)] : undefined
}
