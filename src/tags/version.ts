/** A version as one scheme reads it. */
export interface Version {
  readonly scheme: Scheme
  /** In the scheme's normal form, less what does not order it. */
  readonly normal: string
  /** A release that is neither a preview nor a repair of another. */
  readonly stable: boolean
  /** What a pattern can name, and more. */
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
  /** Negative where `a` is the lower one. */
  readonly compare: (a: Version, b: Version) => number
}
