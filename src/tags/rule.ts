/** What every rule has. Texts may hold expressions, which are expanded when the rule is applied. */
export interface CommonRule {
  /** The line that the rule was read from, for messages. */
  readonly line: string
  /** What of the line has no effect, a sentence each. */
  readonly doubts: readonly string[]
  readonly enable: string
  readonly priority: number
  /** Undefined where the flavor's is to be used. */
  readonly prefix?: string
  readonly suffix?: string
  /** The images that get the tag; empty for all of them. */
  readonly images: readonly string[]
}

/** A rule that reads a git tag, less the prefix that tells whose tag it is: `api/` in `api/v1.2.3`. */
interface TagReading {
  readonly tagPrefix: string
}

/** A version in the order of semver or of PEP 440. */
export interface VersionRule extends CommonRule, TagReading {
  readonly type: 'semver' | 'pep440'
  readonly pattern: string
  /** Is read in place of the git tag unless empty. */
  readonly value: string
  /** A regular expression whose first group is the version; empty where the whole text is. */
  readonly match: string
  /** `highest`: the tag is withheld where a higher stable version would have the same one. */
  readonly moving: 'always' | 'highest'
}

/** What a regular expression finds in the git tag. */
export interface MatchRule extends CommonRule, TagReading {
  readonly type: 'match'
  readonly pattern: string
  readonly group: string
  /** Is read in place of the git tag unless empty. */
  readonly value: string
}

export interface RefRule extends CommonRule, TagReading {
  readonly type: 'ref'
  readonly event: 'branch' | 'tag' | 'pr'
  /** Whether `latest` goes with every pushed tag, or only with that of a stable version. */
  readonly latest: 'always' | 'stable'
}

export interface ScheduleRule extends CommonRule {
  readonly type: 'schedule'
  readonly pattern: string
}

export interface EdgeRule extends CommonRule {
  readonly type: 'edge'
  /** The default branch where empty. */
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
