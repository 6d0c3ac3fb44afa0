import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { mayPublish, type Required } from '../plan/gate.ts'
import type { TagRules } from '../plan/tag-move.ts'
import { RegistryError } from '../registry/registry-error.ts'
import type { Completion } from './completion.ts'
import { Publication } from './publication.ts'
import type { Push } from './push.ts'
import { MissingBlobs } from './settle.ts'

export interface PublishOptions {
  readonly required: Required
  readonly rules: TagRules
  readonly onFailure: 'rollback' | 'keep'
  /** The run was cancelled: what does not end in a moment is given up, and what was moved put back. */
  readonly cancelled: AbortSignal
}

/** Milliseconds. A runner that cancels a step kills it a few seconds later. */
const moment = 2_000

/**
 * The second phase: moves the tags, at all targets at once, if and only if every required target has the image whole.
 * Where that fails half-way, the tags that were moved are put back, unless that is not wanted. Throws MissingBlobs,
 * before anything was moved, where an only target turns out to lack content.
 */
export async function publish(
  completions: readonly Completion[],
  { required, rules, onFailure, cancelled }: PublishOptions
): Promise<readonly Publication[]> {
  await inTime(Promise.all(completions.map(({ push }) => refreshTags(push))), cancelled)
  cancelled.throwIfAborted()
  const publications = completions.map((completion) => new Publication(completion, rules))
  for (const { push, refusal } of publications) if (refusal) push.fail(refusal)
  const isOpen = () =>
    mayPublish(
      publications.map(({ push }) => ({ target: push.name, ready: !push.failure })),
      required
    )
  if (!isOpen()) return publications

  const live = publications.filter(({ push }) => !push.failure)
  await Promise.all(live.map((publication) => write(publication, live.length === 1, cancelled)))
  if (onFailure === 'keep') return publications
  const everywhere = !isOpen()
  const undone = publications.filter(({ push }) => everywhere || push.failure)
  // What is not put back in time is said to be so by its tags.
  await inTime(Promise.all(undone.map((publication) => publication.putBack())), cancelled).catch(() => undefined)
  return publications
}

/** The push may have taken a while, in which others may have moved the tags. */
async function refreshTags(push: Push): Promise<void> {
  if (!push.failure) await push.tags.refresh().catch((error: Error) => push.fail(error))
}

async function write(publication: Publication, isOnly: boolean, cancelled: AbortSignal): Promise<void> {
  const { push } = publication
  const fail = (reason: string) =>
    push.fail(new RegistryError({ where: push.name, operation: 'writing of tags', reason }))
  const work = publication.write()
  try {
    await push.meter.timed(() => inTime(work, cancelled))
  } catch (error) {
    if (cancelled.aborted && error === cancelled.reason) return fail((error as Error).message)
    if (!(error instanceof MissingBlobs)) return push.fail(error as Error)
    if (isOnly && publication.isUntouched) throw error
    fail(`it has lost ${error.digests.join(', ')}, which it had before`)
  } finally {
    // A push that has failed sends nothing more: what is put back stays so.
    await work.catch(() => undefined)
  }
}

/** Waits for work; once the run is cancelled only for a moment more, and rejects with the reason. */
async function inTime(work: Promise<unknown>, cancelled: AbortSignal): Promise<void> {
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
