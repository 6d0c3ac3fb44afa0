import { MissingBlobs, settleAll } from '../oci/missing-blobs.ts'
import type { Required } from '../plan/gate.ts'
import type { Push, TargetUpload } from './push.ts'
import { untilDecided } from './until-decided.ts'

/** A completion in progress. */
export interface PendingCompletion {
  readonly push: Push
  readonly source: unknown
  readonly upload: TargetUpload
  readonly done: Promise<void>
}

/**
 * The first phase: brings all images, complete, to all targets in parallel; a single image at a single target gets the
 * root later, with its tags. A failure at one target fails all pushes to it. Throws one MissingBlobs for all targets if
 * blobs have to be sent to us again. Waits `timeout` milliseconds longer for targets that are not required, and returns
 * those still in progress, with all their images.
 */
export async function completeAll(
  uploads: readonly TargetUpload[],
  required: Required,
  timeout: number
): Promise<readonly PendingCompletion[]> {
  const withRoot = uploads.length > 1
  const all = uploads.map((upload) => pending(upload, complete(upload, withRoot)))
  const late = await untilDecided(all, required, timeout)
  await settleAll(all.filter((each) => !late.includes(each)).map(({ done }) => done))
  return late
}

/** Reads the tags again, since others may have moved them during the push. Returns the targets that are too slow. */
export async function refreshAll(
  uploads: readonly TargetUpload[],
  required: Required,
  timeout: number
): Promise<readonly PendingCompletion[]> {
  const all = uploads.map((upload) => pending(upload, refresh(upload)))
  return await untilDecided(all, required, timeout)
}

function pending(upload: TargetUpload, done: Promise<void>): PendingCompletion {
  return { upload, push: upload.push, source: upload.source, done }
}

async function complete(upload: TargetUpload, withRoot: boolean): Promise<void> {
  const { push } = upload
  try {
    await push.content.preparation.warmedUp
    if (push.failure) return
    // Others may have moved the tags during the build.
    await settleAll([uploadContent(upload, withRoot), push.tags.refresh()])
  } catch (error) {
    if (error instanceof MissingBlobs) throw error
    push.fail(error as Error)
  }
}

async function uploadContent(upload: TargetUpload, withRoot: boolean): Promise<void> {
  using _ = upload.push.content.meter.time()
  await (withRoot ? upload.complete() : upload.uploadContent())
}

async function refresh({ push }: TargetUpload): Promise<void> {
  if (!push.failure) await push.tags.refresh().catch((error: Error) => push.fail(error))
}
