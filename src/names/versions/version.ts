/** A version as one scheme reads it. */
export interface Version {
  readonly scheme: Scheme
  /** In the scheme's normal form, without the parts that do not affect the order. */
  readonly normal: string
  /** Whether it is a final release: neither a pre-release nor a fix to an earlier release. */
  readonly stable: boolean
  /** The fields that a pattern can use, and more. */
  readonly fields: Release
}

interface Release {
  readonly major: number
  readonly minor: number
  readonly patch: number
}

/** A way to write and order versions. */
export interface Scheme {
  /** For messages: `semver`. */
  readonly name: string
  readonly url: string
  readonly read: (text: string) => Version | undefined
  /** Negative if `a` is lower. */
  readonly compare: (a: Version, b: Version) => number
}
