import { InputError } from '../input-error.ts'
import type { MatchRule, RefRule, VersionRule } from './rule.ts'
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

/** Searches as `String.match` does, so that with the flag `g` the groups are all that was found. */
export function search(text: string, pattern: string, flags: string, line: string): RegExpMatchArray | null {
  try {
    return text.match(new RegExp(pattern, flags))
  } catch (cause) {
    throw new InputError('tags', `${(cause as Error).message}, in: ${line}`, { cause })
  }
}

/** Searches for the pattern of a match rule, which is a regular expression or `/expression/flags`. */
export function searchMatch({ pattern, line }: MatchRule, text: string): RegExpMatchArray | null {
  const [, expression = pattern, flags = ''] = /^\/(.+)\/(.*)$/.exec(pattern) ?? []
  return search(text, expression, flags, line)
}

/** The group of a match that is named by its number, in decimal digits. */
export function groupOf(found: RegExpMatchArray, group: string): string | undefined {
  return Object.hasOwn(found, group) ? found[Number(group)] : undefined
}
