import { orAborted } from '../async/or-aborted.ts'
import type { Log } from '../environment.ts'
import { formatBytes } from '../format-bytes.ts'
import type { Image } from '../oci/image.ts'
import { MissingBlobs } from '../oci/missing-blobs.ts'
import type { Outcome } from '../plan/outcome.ts'
import { describeTags } from '../plan/outcome-text.ts'
import { RegistryError } from '../registry/errors/registry-error.ts'
import type { ContentUpload } from './content/content-upload.ts'
import type { Push } from './content/push.ts'
import { refreshAll, type Underway, uploadAll } from './content/upload-all.ts'
import { inTime, isOpen, type MoveOptions, moveTags } from './tags/move-tags.ts'
import { TagUpdates } from './tags/tag-updates.ts'
import { outcomeOf } from './target-outcome.ts'

export interface PublishOptions extends MoveOptions {
  readonly log: Pick<Log, 'group' | 'info'>
  /** Lets the requests of a cancelled run continue while tags move. */
  readonly shield: () => Disposable
  /** Milliseconds to wait for targets that are not required after the others are done; 2 minutes by default. */
  readonly lateAfter?: number
  /** Milliseconds for such a target to finish once the tags of the others have moved; 30 minutes by default. */
  readonly lateFor?: number
}

/** Milliseconds for which a target that is not required may delay the tags of the others. */
export const defaultLateAfter = 120_000
/** Milliseconds after which a late target is given up, even if it still makes progress. */
export const defaultLateFor = 1_800_000
/** Milliseconds of those, at most, to wait for the final read of its tags. */
const answerWait = 5_000

/**
 * Publishes an image: sends the content to all targets, then moves the tags at all targets in parallel. A target that
 * is not required and not complete in time is finished later: its tags move once it is complete. Throws MissingBlobs,
 * before any tag was moved, if content has to be sent to us again.
 */
export async function publish(
  completions: readonly ContentUpload[],
  options: PublishOptions
): Promise<readonly Outcome[]> {
  const { required, log, lateAfter = defaultLateAfter, cancelled } = options
  const pushed = await log.group('Push', () => {
    for (const { image } of completions.slice(0, 1)) log.info(describe(image))
    return uploadAll(completions, required, lateAfter)
  })
  const late = [...pushed]
  using shielded = new DisposableStack()
  shielded.use(options.shield())
  const publications = await log.group('Tags', async () => {
    await inTime(
      refreshAll(without(late, completions), required, Math.min(answerWait, lateAfter)).then((more) =>
        late.push(...more)
      ),
      cancelled
    )
    cancelled.throwIfAborted()
    const moved = await moveTags(without(late, completions), options)
    tell(moved, options)
    return moved
  })
  shielded.dispose()
  const followed = await Promise.all(late.map((each) => followUp(each, publications, options)))
  const all = [...publications, ...followed]
  return completions.map((completion) => outcomeOf(all.find((each) => each.completion === completion) as TagUpdates))
}

/** Finishes a late target: its tags move if they still point where they did at the start, and the others' moved. */
async function followUp(
  { completion, push, done }: Underway,
  others: readonly TagUpdates[],
  options: PublishOptions
): Promise<TagUpdates> {
  const late = { ...options, required: 'any', isLate: true } as const
  if (!isOpen(others, options.required)) return new TagUpdates(completion, late)
  options.log.info(
    `${push.name} is not complete yet. It is not required, so the tags of the other targets did not wait for it`
  )
  using over = endAfter(options.lateFor ?? defaultLateFor)
  const { signal } = over
  await orAborted(done, signal).catch((error: unknown) => push.fail(failureOf(push, error)))
  if (!push.failure) await orAborted(push.tags.read(), signal).catch((error) => push.fail(failureOf(push, error)))
  using _ = options.shield()
  const cancelled = AbortSignal.any([options.cancelled, signal])
  const publications = await moveTags([completion], { ...late, cancelled })
  tell(publications, options)
  return publications[0] as TagUpdates
}

/** The time limit of a late target has passed. */
class TooLate extends Error {
  constructor(milliseconds: number) {
    super(`it was not complete ${milliseconds / 60_000} minutes after the other targets`)
  }
}

function endAfter(milliseconds: number): Disposable & { readonly signal: AbortSignal } {
  const over = new AbortController()
  const timer = setTimeout(() => over.abort(new TooLate(milliseconds)), milliseconds)
  return { signal: over.signal, [Symbol.dispose]: () => clearTimeout(timer) }
}

/** Content that a late target turns out to lack is not requested again. */
function failureOf({ name }: Push, error: unknown): Error {
  if (error instanceof TooLate) return new RegistryError({ where: name, operation: 'push', reason: error.message })
  if (!(error instanceof MissingBlobs)) return error as Error
  return new RegistryError({ where: name, operation: 'push', reason: error.reason })
}

function tell(publications: readonly TagUpdates[], { log }: PublishOptions): void {
  for (const line of publications.map(outcomeOf).flatMap(describeTags)) log.info(line)
}

function without(late: readonly Underway[], completions: readonly ContentUpload[]): readonly ContentUpload[] {
  return completions.filter((completion) => !late.some((each) => each.completion === completion))
}

function describe({ root, manifests, blobs }: Image): string {
  const bytes = blobs.reduce((sum, { size }) => sum + size, 0)
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`
  return `${root.digest}: ${count(manifests.length, 'manifest')}, ${count(blobs.length, 'blob')} (${formatBytes(bytes)})`
}
