import type { MatchRule, RefRule, VersionRule } from './rule.ts'
import { type Found, search } from './search.ts'
import type { Setting } from './setting.ts'

/** The text that a rule reads: its value, else the pushed tag. Undefined where there is none or it is not for this rule. */
export function readText(rule: VersionRule | MatchRule, { facts, language, vocabulary }: Setting): string | undefined {
  const { ref } = facts.event
  if (rule.value !== '') return withoutPrefix(rule, language.expand('tags', rule.value, vocabulary))
  return ref.kind === 'tag' ? withoutPrefix(rule, ref.name) : undefined
}

/** What follows the tag prefix; undefined where the tag does not begin with it, and so is another component's. */
export function withoutPrefix({ tagPrefix }: VersionRule | MatchRule | RefRule, name: string): string | undefined {
  return name.startsWith(tagPrefix) ? name.slice(tagPrefix.length) : undefined
}

/** Searches for the pattern of a match rule, which is a regular expression or `/expression/flags`. */
export function searchMatch({ pattern, line }: MatchRule, texts: readonly string[]): readonly Found[] {
  const [, expression = pattern, flags = ''] = /^\/(.+)\/(.*)$/.exec(pattern) ?? []
  return search(texts, expression, flags, line)
}

/** The group of a match that is named by its number, in decimal digits. */
export function groupOf(found: RegExpMatchArray, group: string): string | undefined {
  return Object.hasOwn(found, group) ? found[Number(group)] : undefined
}
