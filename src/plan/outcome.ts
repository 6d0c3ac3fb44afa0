import type { Descriptor } from '../oci/descriptor.ts'
import type { Digest } from '../oci/digest.ts'
import type { Tag } from '../oci/distribution/tag.ts'
import type { Target } from '../oci/distribution/target.ts'
import type { ImageComparison } from './comparison/image-comparison.ts'
import type { Traffic } from './step.ts'

/**
 * The result for a tag. `withheld`: not touched, because a required target is not complete. `failed`: it does not point
 * at the image. `restored`: moved, and then moved back. `overtaken`: moved, but right afterwards it pointed at another
 * image, for example because another job moved it. `unconfirmed`: the registry accepted the move, but reading the tag
 * does not confirm it. `stuck`: moved, or possibly moved, and could not be moved back.
 */
export type TagStatus =
  | 'published'
  | 'unchanged'
  | 'skipped'
  | 'withheld'
  | 'failed'
  | 'restored'
  | 'overtaken'
  | 'unconfirmed'
  | 'stuck'

export interface TagOutcome {
  readonly tag: Tag
  readonly status: TagStatus
  /** What it pointed at when it was last read. */
  readonly digest?: Digest
  /** What it pointed at before; undefined for a new tag, and for one that the registry did not let us read. */
  readonly before?: Digest
  /** Whether the registry did not let us read it before. */
  readonly hidden?: boolean
}

/** The result for one target: data, never an exception. */
export interface Outcome {
  readonly target: Target
  /**
   * `published`: the image is there, and its tags were read back and point at it, except those that are `skipped` or
   * `overtaken`. `withheld`: no tag points at the image, because of another target, or because somebody else moved the
   * tags before this target was complete. `unconfirmed`: the tags were written, but some do not point at it. `planned`:
   * a dry run.
   */
  readonly status: 'published' | 'unconfirmed' | 'withheld' | 'failed' | 'planned'
  readonly tags: readonly TagOutcome[]
  /** The image that it has, or was to get; undefined if there never was one. */
  readonly root?: Descriptor
  /** The targets of a bake definition whose images it is about. */
  readonly bakeTargets?: readonly string[]
  /** How many images it is about, if those of one target were merged. */
  readonly images?: number
  /** The images of an index: `linux/arm64/v8`. */
  readonly platforms?: readonly { readonly platform: string; readonly digest: Digest }[]
  /** How many manifests and blobs were missing from an image that was already there, and have been sent again. */
  readonly repaired?: number
  /** Whether the existing image was left in place because it differs from the built one only in its attestations. */
  readonly isEquivalent?: boolean
  /** How many manifests that refer to the image went along: signatures, attestations. */
  readonly referrers?: number
  /** The image's sizes, beside those of the image that a tag pointed at before. */
  readonly comparison?: ImageComparison
  readonly traffic: Traffic
  /** Bytes sent, including those that were sent again. */
  readonly sent: number
  readonly retries: number
  readonly seconds: number
  /** Why it failed. */
  readonly error?: Error
  /** Why it was withheld although the image is there: the check that objected. */
  readonly objection?: Error
}

/** The digest of the image: also of one that was not read, because the target has it. */
export function imageDigest({ root, tags }: Outcome): Digest | undefined {
  return root?.digest ?? tags.find(({ status }) => status === 'unchanged')?.digest
}

/** The digest that all published outcomes have in common; undefined if there are several, or none. */
export function commonDigest(outcomes: readonly Outcome[]): Digest | undefined {
  const digests = new Set(outcomes.filter(({ status }) => status === 'published').map(imageDigest))
  return digests.size === 1 ? [...digests][0] : undefined
}

/** The tags of a published target that now point at another image. */
export function overtakenTags({ status, tags }: Outcome): readonly TagOutcome[] {
  const isTaken = status === 'published' || status === 'unconfirmed'
  return isTaken ? tags.filter((tag) => tag.status === 'overtaken') : []
}
