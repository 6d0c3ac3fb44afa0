import type { Required } from '../plan/gate.ts'
import type { Completion } from './completion.ts'
import type { Push } from './push.ts'
import { MissingBlobs, settleAll } from './settle.ts'
import { untilDecided } from './until-decided.ts'

/** A completion that is under way. */
export interface Underway {
  readonly push: Push
  readonly completion: Completion
  readonly done: Promise<void>
}

/**
 * The first phase: makes the image whole at all targets at once, at an only target but for the root, which goes with
 * its tags. What fails at one target fails its push; blobs that have to be asked for again are thrown, as one
 * MissingBlobs for all targets. Targets that are not required are waited for so many milliseconds after the others: gives
 * those that are still under way then.
 */
export async function completeAll(
  completions: readonly Completion[],
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

/** The push may have taken a while, in which others may have moved the tags: gives those that do not say so in time. */
export async function refreshAll(
  completions: readonly Completion[],
  required: Required,
  patience: number
): Promise<readonly Underway[]> {
  const all = completions.map((completion) => ({ completion, push: completion.push, done: refresh(completion) }))
  return await untilDecided(all, required, patience)
}

async function complete(completion: Completion, withRoot: boolean): Promise<void> {
  const { push } = completion
  try {
    await push.warmedUp
    if (push.failure) return
    const content = push.meter.timed(() => (withRoot ? completion.complete() : completion.bringContent()))
    // The build may have taken a while, in which others may have moved the tags.
    await settleAll([content, push.tags.refresh()])
  } catch (error) {
    if (error instanceof MissingBlobs) throw error
    push.fail(error as Error)
  }
}

async function refresh({ push }: Completion): Promise<void> {
  if (!push.failure) await push.tags.refresh().catch((error: Error) => push.fail(error))
}
