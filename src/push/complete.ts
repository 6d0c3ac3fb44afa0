import type { Completion } from './completion.ts'
import { MissingBlobs, settleAll } from './settle.ts'

/** Whether the only tag of an only target may be written with the root, which saves a round trip. */
function isDirect(completions: readonly Completion[]): boolean {
  const [only, ...others] = completions
  return only !== undefined && others.length === 0 && only.push.target.tags.length === 1
}

/**
 * The first phase: makes the image whole at all targets at once. What fails at one target fails its push; blobs that
 * have to be asked for again are thrown, as one MissingBlobs for all targets, when all have come to an end.
 */
export async function completeAll(completions: readonly Completion[]): Promise<void> {
  const withRoot = !isDirect(completions)
  await settleAll(completions.map((completion) => complete(completion, withRoot)))
}

async function complete(completion: Completion, withRoot: boolean): Promise<void> {
  const { push } = completion
  if (push.failure) return
  try {
    await (withRoot ? completion.complete() : completion.bringContent())
  } catch (error) {
    if (error instanceof MissingBlobs) throw error
    push.fail(error as Error)
  }
}
