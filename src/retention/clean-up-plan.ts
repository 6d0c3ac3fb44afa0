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

/** What happens to a tag, and why. */
export interface TagDecision extends Decision {
  readonly tag: Tag
  readonly digest: Digest
  /** When the tag last moved, or else when its image was pushed or made: milliseconds since 1970. Left out if unknown. */
  readonly time?: number
}

/** What happens to a manifest, and why. */
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
  /** Manifests that must still be absent from the repository, since the tag goes because they are missing. */
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
  /** Manifests that must still be absent from the repository: it, or what it takes or drops, goes because they are missing. */
  readonly absent: readonly Digest[]
}

/** One step of a removal; steps are carried out in order. */
export type RemovalStep = Untagging | ManifestRemoval

/** What a clean-up does to one repository. */
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
