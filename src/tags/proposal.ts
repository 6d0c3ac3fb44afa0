import type { Version } from './version.ts'

/** What one rule makes of the facts, before prefix, suffix and flavor. */
export interface Proposal {
  readonly value: string
  /** Whether `latest` goes with it, where the flavor leaves that to the rules. */
  readonly latest: boolean
  /** The version that the tag stands for, where it is one. */
  readonly version?: Version | undefined
}
