import type { Version } from '../versions/version.ts'

/** What one rule produces from the facts, before prefix, suffix and flavor. */
export interface Proposal {
  readonly value: string
  /** Whether `latest` moves with it, if the flavor leaves that to the rules. */
  readonly latest: boolean
  /** The version that the tag stands for, if any. */
  readonly version?: Version | undefined
}
