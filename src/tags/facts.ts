import type { GitRef } from './git-ref.ts'

/** What is known of the event that started the run. */
export interface Event {
  /** `push`, `pull_request`, `schedule` … */
  readonly name: string
  readonly ref: GitRef
  /** The commit, in full; empty where there is none. */
  readonly sha: string
  /** The branch that a pull request would be merged into, or that a pushed tag was made from; else empty. */
  readonly baseRef: string
  /** As the event says; undefined where it does not. */
  readonly defaultBranch?: string
  /** Whether this is a release that is marked as a pre-release. */
  readonly isPrerelease?: boolean
}

/** What labels say of the repository. A field is empty where nothing is known. */
export interface Source {
  readonly name: string
  readonly description: string
  readonly url: string
  /** An SPDX identifier. */
  readonly license: string
  readonly defaultBranch: string
}

export interface Facts {
  readonly event: Event
  readonly source: Source
  readonly now: Date
  /** The commit that is built, where it may be another than the event's: the same commit makes the same image. */
  readonly revision?: { readonly sha: string; readonly date?: Date | undefined }
}

/** Names among which higher versions are looked for: of git tags, or of what a registry holds. */
export interface KnownTags {
  readonly from: 'git' | 'registry'
  readonly names: readonly string[]
}

/** Facts that cost a request. Each is asked for once at most, and only where a rule needs it. */
export interface Lookups {
  readonly commitDate: () => Promise<Date>
  /** Undefined where the names could not be read. */
  readonly knownTags: () => Promise<KnownTags | undefined>
}
