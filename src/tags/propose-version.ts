import { InputError } from '../input-error.ts'
import type { Language } from './expression.ts'
import type { Proposal } from './proposal.ts'
import { groupOf, readText, searchMatch } from './reading.ts'
import type { MatchRule, VersionRule } from './rule.ts'
import { search } from './search.ts'
import { semver } from './semver.ts'
import type { Setting } from './setting.ts'
import type { Scheme, Version } from './version.ts'

/** A version tag goes with `latest` if the version is stable. */
export function proposeVersion(rule: VersionRule, scheme: Scheme, setting: Setting): Proposal | undefined {
  const text = readText(rule, setting)
  if (text === undefined) return undefined
  const written = versionText(rule, text, setting).replaceAll('/', '-')
  const version = scheme.read(written)
  if (version) return { value: renderPattern(rule.pattern, version, setting.language), latest: version.stable, version }
  setting.warn(`'${written}' is not a ${scheme.name} version (${scheme.url}), so this rule gives no tag: ${rule.line}`)
  return undefined
}

/** A text that `match` does not match is taken whole. */
function versionText({ match, line }: VersionRule, text: string, { warn }: Setting): string {
  if (match === '') return text
  const [found] = search([text], match, '', line)
  if (!found) {
    warn(`'${match}' does not match '${text}', which is taken whole`)
    return text
  }
  const [, version] = found
  if (version !== undefined) return version
  throw new InputError('tags', `match needs a group around the version, as in match=v(.*), in: ${line}`)
}

/** Only a stable version moves the tags of a pattern; any other is published under its own name alone. */
export function renderPattern(pattern: string, version: Version, { expand, isRaw }: Language): string {
  return version.stable || isRaw(pattern) ? expand('tags', pattern, version.fields) : version.normal
}

/** What a regular expression finds goes with `latest`, whatever it is. */
export function proposeMatch(rule: MatchRule, setting: Setting): Proposal | undefined {
  const text = readText(rule, setting)
  if (text === undefined) return undefined
  const [found] = searchMatch(rule, [text])
  const value = found ? groupOf(found, rule.group) : undefined
  if (value !== undefined) return { value, latest: true, version: semver.read(value) }
  const problem = found ? `has no group ${rule.group}` : 'does not match'
  setting.warn(`'${rule.pattern}' ${problem} in '${text}', so this rule gives no tag: ${rule.line}`)
  return undefined
}
