import type { Required } from '../../plan/gate.ts'
import { ContentUpload } from '../content/content-upload.ts'
import type { MayKeep } from '../content/equivalent.ts'
import type { TargetUpload } from '../push.ts'
import type { Release } from '../release.ts'
import { completeAfter, completeAll, makeFindable, type PendingCompletion, pending } from './content-phase.ts'

/** What must hold before any tag of a release moves, and what is attached to its images by then. */
export interface Checks {
  /** Called when content begins to go to the targets, which does not wait for it. Never rejects. */
  begin?(uploads: readonly TargetUpload[]): Promise<void>
  /** Whether an equivalent image, with attestations of others, may be kept instead of what was built. Never rejects. */
  readonly mayKeep?: MayKeep
  /**
   * Called when every required target has all images, by digest, and no tag points at them yet. `ready` are the
   * uploads to targets that have the images, `late` those to targets that will. Resolves to what is attached to the
   * images (`attachedTo`), at all these targets. Rejects to object: then no tag moves.
   */
  approve(ready: readonly TargetUpload[], late: readonly TargetUpload[]): Promise<Release>
  /** Called when targets have what was attached, before their tags move. Rejects to object. */
  confirm(attached: readonly TargetUpload[]): Promise<void>
}

/** The result of the checks. */
export interface Checked {
  /** Uploads of what was attached to the images. */
  readonly attached: readonly TargetUpload[]
  /** Uploads that are still in progress, and those of the images at the same targets. */
  readonly late: readonly PendingCompletion[]
  /** Why no tag may move. */
  readonly objection?: Error
}

export interface CheckOptions {
  readonly required: Required
  /** Milliseconds to wait for what is attached at targets that are not required. */
  readonly lateAfter: number
}

/** The second phase, if anything is checked: runs the checks and brings what they attach to all targets. */
export async function runChecks(
  checks: Checks,
  uploads: readonly TargetUpload[],
  late: readonly PendingCompletion[],
  options: CheckOptions
): Promise<Checked> {
  const alive = uploads.filter(({ push }) => !push.failure)
  const [slow, ready] = [alive.filter((each) => isAmong(each, late)), alive.filter((each) => !isAmong(each, late))]
  try {
    const attached = (await checks.approve(ready, slow)).flatMap(({ source, pushes }) =>
      pushes.map((push) => new ContentUpload(push, source))
    )
    const more = await bring(attached, uploads, late, options)
    const there = attached.filter((upload) => !isAmong(upload, [...late, ...more]))
    const repositories = Map.groupBy(there, ({ push }) => push.content)
    await Promise.all([...repositories].map(([content, group]) => makeFindable(content, group)))
    await checks.confirm(there.filter(({ push }) => !push.failure))
    return { attached, late: more }
  } catch (error) {
    return { attached: [], late: [], objection: error as Error }
  }
}

/** Brings what is attached. A target that is late with an image gets it afterwards. */
async function bring(
  attached: readonly TargetUpload[],
  images: readonly TargetUpload[],
  late: readonly PendingCompletion[],
  { required, lateAfter }: CheckOptions
): Promise<readonly PendingCompletion[]> {
  const later = attached
    .filter((upload) => isAmong(upload, late))
    .map((upload) => {
      const before = late.filter(({ push }) => push.content === upload.push.content)
      return completeAfter(upload, Promise.allSettled(before.map(({ done }) => done)))
    })
  const now = attached.filter((upload) => !isAmong(upload, late))
  const slow = now.length > 0 ? await completeAll(now, required, lateAfter, true) : []
  const held = images.filter((upload) => isAmong(upload, slow)).map((upload) => pending(upload, Promise.resolve()))
  return [...later, ...slow, ...held]
}

/** Whether an upload goes to a repository that is late. */
function isAmong({ push }: TargetUpload, late: readonly PendingCompletion[]): boolean {
  return late.some((each) => each.push.content === push.content)
}
