import { InputError } from '../../input-error.ts'
import type { Language } from '../expressions/expression.ts'
import type { RuleContext } from '../expressions/rule-context.ts'
import { semver } from '../versions/semver.ts'
import type { Scheme, Version } from '../versions/version.ts'
import { groupOf, readRuleText, searchMatch } from './reading.ts'
import type { MatchRule, Proposal, VersionRule } from './rule.ts'
import { search } from './search.ts'

/** `latest` moves with a version tag if the version is stable. */
export function proposeVersion(rule: VersionRule, scheme: Scheme, context: RuleContext): Proposal | undefined {
  const text = readRuleText(rule, context)
  if (text === undefined) return undefined
  const written = versionText(rule, text, context).replaceAll('/', '-')
  const version = scheme.read(written)
  if (version) return { value: renderPattern(rule.pattern, version, context.language), latest: version.stable, version }
  context.warn(
    `'${written}' is not a ${scheme.name} version (${scheme.url}), so this rule produces no tag: ${rule.line}`
  )
  return undefined
}

/** If `match` does not match, the whole text is used. */
function versionText({ match, line }: VersionRule, text: string, { warn }: RuleContext): string {
  if (match === '') return text
  const [found] = search([text], match, '', line)
  if (!found) {
    warn(`'${match}' does not match '${text}', so the whole text is used`)
    return text
  }
  const [, version] = found
  if (version !== undefined) return version
  throw new InputError('tags', `match needs a capture group around the version, as in match=v(.*), in: ${line}`)
}

/** Only a stable version moves the tags of a pattern; any other is published under its full version alone. */
export function renderPattern(pattern: string, version: Version, { expand, isRaw }: Language): string {
  return version.stable || isRaw(pattern) ? expand('tags', pattern, version.fields) : version.normal
}

/** `latest` moves with any match of a regular expression. */
export function proposeMatch(rule: MatchRule, context: RuleContext): Proposal | undefined {
  const text = readRuleText(rule, context)
  if (text === undefined) return undefined
  const [found] = searchMatch(rule, [text])
  const value = found ? groupOf(found, rule.group) : undefined
  if (value !== undefined) return { value, latest: true, version: semver.read(value) }
  const problem = found ? `has no group ${rule.group} in` : 'does not match'
  context.warn(`'${rule.pattern}' ${problem} '${text}', so this rule produces no tag: ${rule.line}`)
  return undefined
}
