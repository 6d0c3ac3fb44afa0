import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { MissingBlobs } from '../../oci/missing-blobs.ts'
import { mayPublishAll, type Required } from '../../plan/gate.ts'
import { RegistryError } from '../../registry/errors/registry-error.ts'
import type { TargetUpload } from '../push.ts'
import { imageOf } from '../release.ts'
import type { TagTerms } from './tag-update.ts'
import { TagUpdates } from './tag-updates.ts'

export interface MoveOptions extends TagTerms {
  readonly required: Required
  readonly onFailure: 'rollback' | 'keep'
}

/** Milliseconds. A runner that cancels a step kills it a few seconds later. */
const moment = 2_000

/**
 * The third phase: moves the tags of all images at all targets in parallel, if and only if every required target has all
 * of its images, complete; first those of what is attached to an image, such as its signatures. If that fails halfway, the tags that were moved are rolled back, unless that is turned off. Throws
 * MissingBlobs, before any tag was moved, if a single target turns out to lack content.
 */
export async function moveTags(
  uploads: readonly TargetUpload[],
  { required, onFailure, ...terms }: MoveOptions
): Promise<readonly TagUpdates[]> {
  const { cancelled } = terms
  const updates = uploads.map((upload) => new TagUpdates(upload, terms))
  for (const { push, refusal } of updates) if (refusal) push.fail(refusal)
  if (!isOpen(updates, required)) return updates

  const live = updates.filter(({ push }) => !push.failure)
  // A single tag has no others to be consistent with.
  const mayPutBack = onFailure === 'rollback' && live.flatMap(({ due }) => due).length > 1
  const isOnly = live.length === 1 && !terms.isLate
  const way = { looks: mayPutBack, isOnly, cancelled }
  const attached = live.filter(({ upload, due }) => upload.source.attachedTo && due.length > 0)
  await Promise.all(attached.map((updates) => write(updates, way)))
  const left = isOpen(updates, required) ? live.filter((each) => !attached.includes(each) && !each.push.failure) : []
  await Promise.all(left.map((updates) => write(updates, way)))
  if (!mayPutBack) return updates
  const everywhere = !isOpen(updates, required)
  const undone = updates.filter(({ push }) => everywhere || push.failure)
  // The status of each tag says whether it was rolled back in time.
  await inTime(Promise.all(undone.map((updates) => updates.putBack())), cancelled).catch(() => undefined)
  return updates
}

/** Whether the tags of all images may move at all targets. */
export function isOpen(updates: readonly TagUpdates[], required: Required): boolean {
  const images = Map.groupBy(updates, ({ upload }) => imageOf(upload))
  const targets = [...images.values()].map((group) =>
    group.map(({ push }) => ({ target: push.name, ready: !push.failure }))
  )
  return mayPublishAll(targets, required)
}

interface Writing {
  readonly looks: boolean
  readonly isOnly: boolean
  readonly cancelled: AbortSignal
}

async function write(updates: TagUpdates, { looks, isOnly, cancelled }: Writing): Promise<void> {
  const { push } = updates
  const fail = (reason: string) => push.fail(new RegistryError({ where: push.name, operation: 'writing tags', reason }))
  const work = updates.write(looks)
  try {
    using _ = push.content.meter.time()
    await inTime(work, cancelled)
  } catch (error) {
    if (cancelled.aborted && error === cancelled.reason) return fail((error as Error).message)
    if (!(error instanceof MissingBlobs)) return push.fail(error as Error)
    if (isOnly && updates.isUntouched) throw error
    fail(error.reason)
  } finally {
    // A failed push sends nothing more, so a tag that is rolled back stays so.
    await work.catch(() => undefined)
  }
}

/** Waits for work. Once the run is cancelled, waits only a moment longer, then rejects with the abort reason. */
export async function inTime(work: Promise<unknown>, cancelled: AbortSignal): Promise<void> {
  const isOver = new AbortController()
  const signal = isOver.signal
  const aborted = cancelled.aborted ? Promise.resolve() : once(cancelled, 'abort', { signal })
  const late = aborted.then(() => setTimeout(moment, undefined, { signal }))
  try {
    await Promise.race([work, late.then(() => cancelled.throwIfAborted())])
  } finally {
    isOver.abort()
    late.catch(() => undefined)
  }
}
