import type { Version } from '../versions/version.ts'

/** The fields of every rule. Texts may contain expressions, which are expanded when the rule is applied. */
export interface CommonRule {
  /** The line that the rule was parsed from, for messages. */
  readonly line: string
  /** The parts of the line that have no effect, one sentence each. */
  readonly doubts: readonly string[]
  readonly enable: string
  readonly priority: number
  /** If undefined, the flavor's is used. */
  readonly prefix?: string
  readonly suffix?: string
  /** The images that get the tag; empty means all of them. */
  readonly images: readonly string[]
}

/** A rule that reads a git tag without the prefix that says which component it is for: `api/` in `api/v1.2.3`. */
interface TagReading {
  readonly tagPrefix: string
}

/** A version, ordered as in semver or PEP 440. */
export interface VersionRule extends CommonRule, TagReading {
  readonly type: 'semver' | 'pep440'
  readonly pattern: string
  /** Used instead of the git tag, unless empty. */
  readonly value: string
  /** A regular expression whose first group is the version; if empty, the whole text is. */
  readonly match: string
  /** `highest`: the tag is withheld if a higher stable version would have the same tag. */
  readonly moving: 'always' | 'highest'
}

/** A match of a regular expression in the git tag. */
export interface MatchRule extends CommonRule, TagReading {
  readonly type: 'match'
  readonly pattern: string
  readonly group: string
  /** Used instead of the git tag, unless empty. */
  readonly value: string
}

export interface RefRule extends CommonRule, TagReading {
  readonly type: 'ref'
  readonly event: 'branch' | 'tag' | 'pr'
  /** Whether `latest` moves with every pushed tag, or only with that of a stable version. */
  readonly latest: 'always' | 'stable'
}

export interface ScheduleRule extends CommonRule {
  readonly type: 'schedule'
  readonly pattern: string
}

export interface EdgeRule extends CommonRule {
  readonly type: 'edge'
  /** If empty, the default branch. */
  readonly branch: string
}

export interface RawRule extends CommonRule {
  readonly type: 'raw'
  readonly value: string
}

export interface ShaRule extends CommonRule {
  readonly type: 'sha'
  readonly format: 'short' | 'long'
}

/** One line of the `tags` input. */
export type Rule = VersionRule | MatchRule | RefRule | ScheduleRule | EdgeRule | RawRule | ShaRule

/** What one rule produces from the facts, before prefix, suffix and flavor. */
export interface Proposal {
  readonly value: string
  /** Whether `latest` moves with it, if the flavor leaves that to the rules. */
  readonly latest: boolean
  /** The version that the tag stands for, if any. */
  readonly version?: Version | undefined
}
