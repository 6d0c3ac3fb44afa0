import type { Descriptor } from '../oci/descriptor.ts'
import type { Digest } from '../oci/digest.ts'
import type { Tag } from '../oci/tag.ts'
import type { Traffic } from './step.ts'
import type { Target } from './target.ts'

/**
 * What became of a tag. `withheld`: it was not touched, because a required target is not complete. `failed`: it does not
 * show the image. `restored`: it was moved and put back. `overtaken`: it was moved, and
 * right after showed another image, as where another job moved it on.
 * `unconfirmed`: the registry said that it moved, and reading it does not show that. `stuck`: it was moved, or may have
 * been, and could not be put back.
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
  /** What it pointed at when it was last looked at. */
  readonly digest?: Digest
  /** What it pointed at before; undefined for a new tag, and for one that the registry did not show. */
  readonly before?: Digest
  /** Whether the registry did not show it. */
  readonly hidden?: boolean
}

/** How one target ended: data, never an exception. */
export interface Outcome {
  readonly target: Target
  /**
   * `published`: the image is there, and its tags were seen to show it, but for those that are `skipped` or `overtaken`.
   * `withheld`: no tag shows the image, because of another target, or because the tags were moved by somebody else before
   * this target was complete. `unconfirmed`: the tags were written, and some do not show it. `planned`: a dry run.
   */
  readonly status: 'published' | 'unconfirmed' | 'withheld' | 'failed' | 'planned'
  readonly tags: readonly TagOutcome[]
  /** The image that it has, or was to get; undefined where that never came to be. */
  readonly root?: Descriptor
  /** The images of an index: `linux/arm64/v8`. */
  readonly platforms?: readonly { readonly platform: string; readonly digest: Digest }[]
  /** How many manifests and blobs of an image that was there already were missing, and are there again. */
  readonly repaired?: number
  /** Whether the image that is there differs from what was built by its attestations alone, and was left. */
  readonly isEquivalent?: boolean
  readonly traffic: Traffic
  /** Bytes that went out, those that went out again included. */
  readonly sent: number
  readonly retries: number
  readonly seconds: number
  /** Why it failed. */
  readonly error?: Error
}

/** The tags of a target that count as published although they show another image than it was published with. */
export function overtakenTags({ status, tags }: Outcome): readonly TagOutcome[] {
  const isTaken = status === 'published' || status === 'unconfirmed'
  return isTaken ? tags.filter((tag) => tag.status === 'overtaken') : []
}
