import { MissingBlobs, settleAll } from '../../oci/missing-blobs.ts'
import type { Required } from '../../plan/gate.ts'
import type { ContentPush } from '../content/content-push.ts'
import type { Push, TargetUpload } from '../push.ts'
import { listReferrersAt } from '../referrers/list-referrers.ts'
import { SubjectsFirst } from '../referrers/subjects-first.ts'
import { imageOf } from '../release.ts'
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
 * root later, with its tags, unless it is checked by digest before. A failure at one target fails all pushes to it.
 * Throws one MissingBlobs for all targets if blobs have to be sent to us again. Waits `timeout` milliseconds longer for
 * targets that are not required, and returns those still in progress, with all their images.
 */
export async function completeAll(
  uploads: readonly TargetUpload[],
  required: Required,
  timeout: number,
  isChecked = false
): Promise<readonly PendingCompletion[]> {
  // An artifact is listed among the referrers of its subject before its tag moves, so it has to be there.
  const withRoot = isChecked || uploads.length > 1 || uploads.some(({ root }) => root.subject)
  const order = new SubjectsFirst()
  const all = uploads.map((upload) =>
    pending(
      upload,
      order.run(upload, (subjects) => complete(upload, withRoot, subjects))
    )
  )
  const late = await untilDecided(all, required, timeout)
  await settleAll(all.filter((each) => !late.includes(each)).map(({ done }) => done))
  return late
}

/**
 * Reads the tags again, since others may have moved them during the push, and makes referrers findable. A failure fails
 * the push; `findable` are those that are found already. Returns the targets that are too slow.
 */
export async function settleTargets(
  uploads: readonly TargetUpload[],
  findable: readonly TargetUpload[],
  required: Required,
  timeout: number
): Promise<readonly PendingCompletion[]> {
  const groups = Map.groupBy(
    uploads.filter((upload) => !findable.includes(upload)),
    ({ push }) => push.content
  )
  const lists = new Map([...groups].map(([content, group]) => [content, makeFindable(content, group)]))
  const all = uploads.map((upload) => pending(upload, settle(upload, lists.get(upload.push.content))))
  return await untilDecided(all, required, timeout)
}

/** Makes what was pushed to a repository with a subject findable. A failure fails the pushes. */
export async function makeFindable(content: ContentPush, uploads: readonly TargetUpload[]): Promise<void> {
  if (!content.failure) await listReferrersAt(content, uploads).catch((error: Error) => content.fail(error))
}

/** Brings an upload, with its root, once other work has ended. */
export function completeAfter(upload: TargetUpload, others: Promise<unknown>): PendingCompletion {
  return pending(
    upload,
    others.then(() => complete(upload, true, Promise.resolve()))
  )
}

export function pending(upload: TargetUpload, done: Promise<void>): PendingCompletion {
  return { upload, push: upload.push, source: imageOf(upload), done }
}

async function complete(upload: TargetUpload, withRoot: boolean, subjects: Promise<unknown>): Promise<void> {
  const { push } = upload
  try {
    await push.content.preparation.warmedUp
    if (push.failure) return
    // Others may have moved the tags during the build.
    await settleAll([uploadContent(upload, withRoot, subjects), push.tags.refresh()])
  } catch (error) {
    if (error instanceof MissingBlobs) throw error
    push.fail(error as Error)
  }
}

async function uploadContent(upload: TargetUpload, withRoot: boolean, subjects: Promise<unknown>): Promise<void> {
  using _ = upload.push.content.meter.time()
  await upload.uploadContent()
  if (!withRoot) return
  await subjects
  if (!upload.push.failure) await upload.complete()
}

async function settle({ push }: TargetUpload, listed: Promise<void> | undefined): Promise<void> {
  if (!push.failure) await Promise.all([push.tags.refresh(), listed]).catch((error: Error) => push.fail(error))
}
