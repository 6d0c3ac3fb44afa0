import type { Digest } from '../oci/digest.ts'
import type { Tag } from '../oci/distribution/tag.ts'

/** What decides about a tag or a manifest. */
interface Decision {
  readonly do: 'keep' | 'delete'
  /** The place in the policy, such as `delete[1]`; left out if no rule decided. */
  readonly rule?: string
  /** Why, as a clause for a table: `tags 'pr-*', older than 14d`. */
  readonly reason: string
}

export interface TagDecision extends Decision {
  readonly tag: Tag
  readonly digest: Digest
  /** When it was pushed, or else the image was made; in milliseconds since 1970. */
  readonly time?: number
}

export interface ManifestDecision extends Decision {
  readonly digest: Digest
  readonly mediaType: string
  /** Bytes that its deletion frees, including blobs that nothing else uses; each blob counts for one manifest. */
  readonly bytes: number
}

/** A tag to be removed from a manifest that stays, or that is missing. */
export interface Untagging {
  readonly do: 'untag'
  readonly tag: Tag
  readonly digest: Digest
  /** What must still be absent from the repository, since the tag goes for that reason. */
  readonly absent: readonly Digest[]
}

/** A manifest to be removed, with its tags. */
export interface ManifestRemoval {
  readonly do: 'remove'
  readonly digest: Digest
  /** The tags that point at it, all of which are to go. */
  readonly tags: readonly Tag[]
  /** What refers to it, directly or not, with its tags: some registries delete that together with it. */
  readonly takes: readonly { readonly digest: Digest; readonly tags: readonly Tag[] }[]
  /** What it names, directly or not, that goes as well: some registries delete that together with it, if nothing else names it. */
  readonly drops: readonly Digest[]
  /** What goes before it: indexes that name it or what it takes, and its subject. If one of them stays, so does this one. */
  readonly after: readonly Digest[]
  /** What must still be absent from the repository, since the removal, also of what it takes and drops, is for that reason. */
  readonly absent: readonly Digest[]
}

export type RemovalStep = Untagging | ManifestRemoval

/** What is to become of one repository. */
export interface CleanUpPlan {
  /** All tags, in the order of the graph. */
  readonly tags: readonly TagDecision[]
  /** All manifests, in the order of the graph. */
  readonly manifests: readonly ManifestDecision[]
  /** In the order of removal; empty if the plan is refused. */
  readonly steps: readonly RemovalStep[]
  /** Bytes that all removals together free, once the registry collects its garbage. */
  readonly bytes: number
  /** A sentence that says why nothing may be deleted; left out if the plan may be carried out. */
  readonly refused?: string
  /** Digests in `keep-digests` that the repository does not have. */
  readonly unknownDigests: readonly Digest[]
}
