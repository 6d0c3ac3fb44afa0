/** What rules depend on, apart from the repository. */
export interface RetentionFacts {
  /** Milliseconds since 1970. */
  readonly now: number
  /** Numbers of pull requests that are known to be closed. */
  readonly closedPullRequests?: ReadonlySet<number>
  /** The names of all branches that exist. */
  readonly branches?: readonly string[]
  /** Names of branches that are known to have existed, such as the heads of closed pull requests. */
  readonly formerBranches?: readonly string[]
}

/**
 * Whether a registry removes a tag alone: always; only while another tag points at the same manifest, since it deletes a
 * manifest with its last tag; or never, so that a tag goes only with its manifest.
 */
export type TagRemoval = 'always' | 'unless-last' | 'never'

/** What a registry does beside what it is asked for. */
export interface RemovalTraits {
  readonly tagRemoval: TagRemoval
  /**
   * Whether it may delete what is no longer named by any tag or index: together with the last index that named it, or when
   * it collects its garbage.
   */
  readonly dropsUnnamed: boolean
}
