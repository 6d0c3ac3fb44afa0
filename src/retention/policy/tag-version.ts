import intersects from 'semver/ranges/intersects.js'
import subset from 'semver/ranges/subset.js'
import validRange from 'semver/ranges/valid.js'
import { semver } from '../../names/versions/semver.ts'
import type { Version } from '../../names/versions/version.ts'
import type { Tag } from '../../oci/distribution/tag.ts'

/** The version that a tag is named after. */
export interface TagVersion {
  /** For the order. That of `v1`, which moves, is higher than all of `v1.*`. */
  readonly version: Version
  /** All versions that the tag may stand for, as a range: `1.2.3` or `1`. */
  readonly range: string
  /** Whether it is a release, perhaps a variant of one: `v1`, `1.2.3`, `1.2.3-alpine`. */
  readonly isStable: boolean
}

const options = { includePrerelease: true } as const
const grammar = /^[vV]?(?<numbers>\d{1,5}(?:\.\d{1,5}){0,3})(?<rest>[-_+.].*)?$/
/** What the name of a pre-release has after its numbers; other names are those of variants, such as `-alpine`. */
const prerelease =
  /(?:^|[-_+.])(?:a|alpha|b|beta|c|rc|cr|m|milestone|pre|preview|prerelease|dev|develop|snapshot|nightly|canary|next|edge|ea|unstable|experimental|insiders?|test|pr|sha|git|g[0-9a-f]{7,})(?![a-z])/i

/** Reads a tag as a version; undefined if it is not named after one. */
export function versionIn(tag: Tag): TagVersion | undefined {
  const { numbers = '', rest = '' } = grammar.exec(tag)?.groups ?? {}
  if (numbers === '') return undefined
  const isStable = !prerelease.test(rest)
  const parts = numbers.split('.').map(Number)
  const exact = isStable ? undefined : semver.read(tag)
  if (exact) return { version: exact, range: exact.normal, isStable }
  const version = semver.read([...parts, highest, highest].slice(0, 3).join('.'))
  return version && { version, range: parts.slice(0, 3).join('.'), isStable }
}

/** Above every number that `grammar` accepts. */
const highest = 1_000_000

/** Whether a tag is `latest`, or named after a release or a variant of one: `v1`, `1.2.3-alpine`. */
export function isStableTag(tag: Tag): boolean {
  return tag === 'latest' || versionIn(tag)?.isStable === true
}

/** Whether a text is a range of semantic versions, as npm writes them: `>=1.2 <2`. */
export function isVersionRange(text: string): boolean {
  return text.trim() !== '' && validRange(text) !== null
}

/** Whether everything that the tag may stand for is in the range. */
export function isWithinRange({ range }: TagVersion, versions: string): boolean {
  return subset(range, versions, options)
}

/** Whether something that the tag may stand for is in the range. */
export function overlapsRange({ range }: TagVersion, versions: string): boolean {
  return intersects(range, versions, options)
}
