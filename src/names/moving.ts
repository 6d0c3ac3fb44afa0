import type { Candidate } from './candidate.ts'
import type { Language } from './expressions/expression.ts'
import type { KnownTags } from './facts.ts'
import type { Flavor } from './inputs/flavor.ts'
import { renderPattern } from './rules/propose-version.ts'
import { groupOf, searchMatch, withoutPrefix } from './rules/reading.ts'
import type { MatchRule, Rule, VersionRule } from './rules/rule.ts'
import { type SearchResult, search } from './rules/search.ts'
import { sanitize } from './tag-name.ts'
import type { Version } from './versions/version.ts'

/** Whether the other existing versions must be known. */
export function needsKnownTags(candidates: readonly Candidate[], flavor: Flavor, language: Language): boolean {
  const latest = flavor.latest === 'highest' && candidates.some(({ latest, version }) => latest && version?.stable)
  return latest || candidates.some((candidate) => movesToHighest(candidate, language))
}

/** Why a tag from a pattern must not move; undefined if it may. */
export function whyTagStays(candidate: Candidate, known: KnownTags | undefined, language: Language) {
  if (!movesToHighest(candidate, language)) return undefined
  return whyStays(candidate, known, (other) => sharesTag(candidate, other, language))
}

/** Why `latest` must not move although a rule would move it; undefined if it may. */
export function whyLatestStays(candidate: Candidate, known: KnownTags | undefined): string | undefined {
  return whyStays(candidate, known, () => true)
}

/** A tag that the next patch release would also have is one that moves. */
function movesToHighest(candidate: Candidate, language: Language): boolean {
  const { rule, version } = candidate
  if (!version?.stable || !('moving' in rule) || rule.moving !== 'highest') return false
  const { major, minor, patch } = version.fields
  const next = version.scheme.read(`${major}.${minor}.${patch + 1}`)
  return next !== undefined && sharesTag(candidate, next, language)
}

function sharesTag({ rule, value }: Candidate, other: Version, language: Language): boolean {
  return 'moving' in rule && renderPattern(rule.pattern, other, language) === value
}

function whyStays(
  candidate: Candidate,
  known: KnownTags | undefined,
  shares: (other: Version) => boolean
): string | undefined {
  const { version, value } = candidate
  if (!version) return `'${value}' is not a version, so it cannot be the highest`
  if (!version.stable) return `${version.normal} is not a stable version`
  if (!known) return 'the existing versions could not be listed'
  const { compare, read } = version.scheme
  const [highest] = knownTexts(candidate, known)
    .map(read)
    .filter((other) => other !== undefined)
    .filter((other) => other.stable && compare(other, version) > 0 && shares(other))
    .toSorted((a, b) => compare(b, a))
  return highest && `${highest.normal} is higher than ${version.normal}`
}

/** The version texts in known names: git tags are read like the pushed one, published tags without prefix and suffix. */
function knownTexts(candidate: Candidate, { names, from }: KnownTags): readonly string[] {
  if (from === 'git') return gitTagTexts(candidate.rule, names).map((text) => text.replaceAll('/', '-'))
  const prefix = sanitize(candidate.prefix)
  const suffix = sanitize(candidate.suffix)
  const ours = names.filter((name) => name.startsWith(prefix) && name.endsWith(suffix))
  return ours.map((name) => name.slice(prefix.length, name.length - suffix.length))
}

function gitTagTexts(rule: Rule, names: readonly string[]): readonly string[] {
  if (!('tagPrefix' in rule)) return names
  const texts = names.map((name) => withoutPrefix(rule, name)).filter((text) => text !== undefined)
  if (rule.type === 'ref') return texts
  return searchAll(rule, texts).filter((text) => text !== undefined)
}

function searchAll(rule: MatchRule | VersionRule, texts: readonly string[]): readonly (string | undefined)[] {
  const group = (name: string) => (found: SearchResult) => (found ? groupOf(found, name) : undefined)
  if (rule.type === 'match') return searchMatch(rule, texts).map(group(rule.group))
  return rule.match === '' ? texts : search(texts, rule.match, '', rule.line).map(group('1'))
}
