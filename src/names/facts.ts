import type { GitRef } from './git-ref.ts'

/** What is known about the event that triggered the run. */
export interface Event {
  /** `push`, `pull_request`, `schedule` … */
  readonly name: string
  readonly ref: GitRef
  /** The full SHA of the commit; empty if there is none. */
  readonly sha: string
  /** The branch that a pull request targets, or that a pushed tag was created from; otherwise empty. */
  readonly baseRef: string
  /** From the event; undefined if it does not say. */
  readonly defaultBranch?: string
  /** Whether this is a release marked as a pre-release. */
  readonly isPrerelease?: boolean
}

/** What labels say about the repository. Unknown fields are empty. */
export interface SourceRepository {
  readonly name: string
  readonly description: string
  readonly url: string
  /** An SPDX identifier. */
  readonly license: string
  readonly defaultBranch: string
}

export interface Facts {
  readonly event: Event
  readonly source: SourceRepository
  readonly now: Date
  /** The commit being built, which may differ from that of the event: the same commit must give the same image. */
  readonly revision?: { readonly sha: string; readonly date?: Date | undefined }
}

/** Names to search for higher versions: those of git tags, or of the tags in a registry. */
export interface KnownTags {
  readonly from: 'git' | 'registry'
  readonly names: readonly string[]
}

/** Facts that cost a request. Each is requested at most once, and only if a rule needs it. */
export interface Lookups {
  readonly commitDate: () => Promise<Date>
  /** Undefined if the names could not be read. */
  readonly knownTags: () => Promise<KnownTags | undefined>
}
