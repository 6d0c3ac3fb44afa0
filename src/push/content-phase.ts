import { MissingBlobs, settleAll } from '../oci/missing-blobs.ts'
import type { Required } from '../plan/gate.ts'
import type { Push, TargetUpload } from './push.ts'
import { untilDecided } from './until-decided.ts'

/** A completion in progress. */
export interface Underway {
  readonly push: Push
  readonly completion: TargetUpload
  readonly done: Promise<void>
}

/**
 * The first phase: brings the complete image to all targets in parallel; a single target gets the root later, with its
 * tags. A failure at one target fails its push. Throws one MissingBlobs for all targets if blobs have to be sent to us
 * again. Waits `patience` milliseconds longer for targets that are not required, and returns those still in progress.
 */
export async function completeAll(
  completions: readonly TargetUpload[],
  required: Required,
  patience: number
): Promise<readonly Underway[]> {
  const withRoot = completions.length > 1
  const all = completions.map((completion) => ({
    completion,
    push: completion.push,
    done: complete(completion, withRoot),
  }))
  const late = await untilDecided(all, required, patience)
  await settleAll(all.filter((each) => !late.includes(each)).map(({ done }) => done))
  return late
}

/** Reads the tags again, since others may have moved them during the push. Returns the targets that are too slow. */
export async function refreshAll(
  completions: readonly TargetUpload[],
  required: Required,
  patience: number
): Promise<readonly Underway[]> {
  const all = completions.map((completion) => ({ completion, push: completion.push, done: refresh(completion) }))
  return await untilDecided(all, required, patience)
}

async function complete(completion: TargetUpload, withRoot: boolean): Promise<void> {
  const { push } = completion
  try {
    await push.warmedUp
    if (push.failure) return
    const content = push.meter.timed(() => (withRoot ? completion.complete() : completion.bringContent()))
    // Others may have moved the tags during the build.
    await settleAll([content, push.tags.refresh()])
  } catch (error) {
    if (error instanceof MissingBlobs) throw error
    push.fail(error as Error)
  }
}

async function refresh({ push }: TargetUpload): Promise<void> {
  if (!push.failure) await push.tags.refresh().catch((error: Error) => push.fail(error))
}
