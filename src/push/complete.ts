import type { Completion } from './completion.ts'
import { MissingBlobs, settleAll } from './settle.ts'

/**
 * The first phase: makes the image whole at all targets at once, at an only target but for the root, which goes with
 * its tags. What fails at one target fails its push; blobs that have to be asked for again are thrown, as one
 * MissingBlobs for all targets, when all have come to an end.
 */
export async function completeAll(completions: readonly Completion[]): Promise<void> {
  const withRoot = completions.length > 1
  await settleAll(completions.map((completion) => complete(completion, withRoot)))
}

async function complete(completion: Completion, withRoot: boolean): Promise<void> {
  const { push } = completion
  if (push.failure) return
  try {
    const content = push.meter.timed(() => (withRoot ? completion.complete() : completion.bringContent()))
    // The build may have taken a while, in which others may have moved the tags.
    await settleAll([content, push.tags.refresh()])
  } catch (error) {
    if (error instanceof MissingBlobs) throw error
    push.fail(error as Error)
  }
}
