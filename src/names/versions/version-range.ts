import Range from 'semver/classes/range.js'
import type { Version } from './version.ts'

/** A range of semantic versions, as npm writes it: `>=1.2 <2`, `^1.4`, `1.x`. */
export interface VersionRange {
  /** A pre-release is in a range that names one of the same version: node-semver, "Prerelease Tags". */
  readonly has: (version: Version) => boolean
}

/** Parses a range; undefined if it is not valid. */
export function parseRange(text: string): VersionRange | undefined {
  try {
    const range = new Range(text)
    return { has: ({ normal }) => range.test(normal) }
  } catch {
    return undefined
  }
}
