import { orAborted } from '../async/or-aborted.ts'
import type { Log } from '../environment.ts'
import { MissingBlobs, settleAll } from '../oci/missing-blobs.ts'
import type { Outcome } from '../plan/outcome.ts'
import { describeTags } from '../plan/outcome-text.ts'
import { RegistryError } from '../registry/errors/registry-error.ts'
import { ContentUpload } from './content/content-upload.ts'
import { type Checked, type Checks, runChecks } from './phases/check-phase.ts'
import { completeAll, makeFindable, type PendingCompletion, settleTargets } from './phases/content-phase.ts'
import type { Push, TargetUpload } from './push.ts'
import { describeImages, type Release } from './release.ts'
import { inTime, isOpen, type MoveOptions, moveTags } from './tags/move-tags.ts'
import { TagUpdates } from './tags/tag-updates.ts'
import { outcomesOf } from './target-outcome.ts'

export interface PublishOptions extends MoveOptions {
  readonly log: Pick<Log, 'group' | 'info'>
  /** Lets the requests of a cancelled run continue while tags move. */
  readonly shield: () => Disposable
  /** What happens between content and tags. */
  readonly checks?: Checks | undefined
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
 * Publishes a release: one image or several. The order of publication is defined here and nowhere else: content, by
 * digest, of all images to all targets; the checks and what they attach, and whatever else has to be settled while
 * nothing is public yet; then the tags, of all images at all targets in parallel. A target that is not required and not complete in time is finished later: its tags
 * move once it is complete. Blobs that a registry turns out to lack are sent again by their source, before any tag was
 * moved. Throws MissingBlobs if it cannot send them. Returns an outcome for each push, in the order of the release.
 */
export async function publish(release: Release, options: PublishOptions): Promise<readonly Outcome[]> {
  for (;;) {
    try {
      return await publishOnce(
        release.flatMap(({ source, pushes }) =>
          pushes.map((push) => new ContentUpload(push, source, options.checks?.mayKeep))
        ),
        options
      )
    } catch (error) {
      if (!(error instanceof MissingBlobs)) throw error
      await resend(error, release)
    }
  }
}

/** Has all sources send their missing blobs again, at the same time. Throws the error if none can. */
async function resend(error: MissingBlobs, release: Release): Promise<void> {
  const isOnly = release.length === 1
  const asked = release.flatMap(({ source: { image, resend } }) => {
    const missing = error.digests.filter((digest) => isOnly || image.blobs.some((blob) => blob.digest === digest))
    return resend && missing.length > 0 ? [() => resend(missing)] : []
  })
  if (asked.length === 0) throw error
  await settleAll(asked.map((ask) => ask()))
}

async function publishOnce(images: readonly TargetUpload[], options: PublishOptions): Promise<readonly Outcome[]> {
  void options.checks?.begin?.(images).catch(() => undefined)
  const late = await sendContent(images, options)
  const { attached, late: more, objection } = await check(images, late, options)
  if (objection) return withheld(images, objection, options)
  const uploads = [...images, ...attached]
  late.push(...more)
  using shielded = new DisposableStack()
  shielded.use(options.shield())
  const moved = await options.log.group('Tags', async () => {
    late.push(...(await settle(without(late, uploads), attached, options)))
    return await move(without(late, uploads), options)
  })
  shielded.dispose()
  const repositories = [...Map.groupBy(late, ({ push }) => push.content).values()]
  const followed = await Promise.all(repositories.map((group) => followUp(group, moved, options)))
  const all = new Map([...moved, ...followed.flat()].map((each) => [each.upload, each]))
  return outcomesOf(uploads.map((upload) => all.get(upload) as TagUpdates))
}

/** The first phase. Returns the targets that are late. */
async function sendContent(
  uploads: readonly TargetUpload[],
  { required, log, checks, lateAfter = defaultLateAfter }: PublishOptions
): Promise<PendingCompletion[]> {
  const late = await log.group('Push', () => {
    for (const line of describeImages(uploads)) log.info(line)
    return completeAll(uploads, required, lateAfter, checks !== undefined)
  })
  return [...late]
}

/** The second phase: every byte is in place, and nothing is public yet. There is nothing to check if nothing can move. */
async function check(
  images: readonly TargetUpload[],
  late: readonly PendingCompletion[],
  { checks, lateAfter = defaultLateAfter, ...options }: PublishOptions
): Promise<Checked> {
  const updates = without(late, images).map((upload) => new TagUpdates(upload, options))
  if (!checks || !isOpen(updates, options.required)) return { attached: [], late: [] }
  const checked = await options.log.group('Checks', () =>
    runChecks(checks, images, late, { required: options.required, lateAfter: Math.min(answerWait, lateAfter) })
  )
  options.cancelled.throwIfAborted()
  return checked
}

/** The outcomes if a check objects: no tag moves. */
function withheld(images: readonly TargetUpload[], objection: Error, terms: PublishOptions): readonly Outcome[] {
  const outcomes = outcomesOf(images.map((upload) => new TagUpdates(upload, terms)))
  return outcomes.map((outcome) =>
    outcome.status === 'failed' ? outcome : { ...outcome, status: 'withheld', objection }
  )
}

/** The end of the second phase: reads the tags again. Returns the targets that do not respond in time. */
async function settle(
  uploads: readonly TargetUpload[],
  findable: readonly TargetUpload[],
  { required, lateAfter = defaultLateAfter, cancelled }: PublishOptions
): Promise<readonly PendingCompletion[]> {
  const late: PendingCompletion[] = []
  const looks = settleTargets(uploads, findable, required, Math.min(answerWait, lateAfter))
  await inTime(
    looks.then((more) => late.push(...more)),
    cancelled
  )
  cancelled.throwIfAborted()
  return late
}

/** The third phase. */
async function move(uploads: readonly TargetUpload[], options: PublishOptions): Promise<readonly TagUpdates[]> {
  const moved = await moveTags(uploads, options)
  tell(moved, options)
  return moved
}

/** Finishes a late target: its tags move if they still point where they did at the start, and the others' moved. */
async function followUp(
  works: readonly PendingCompletion[],
  others: readonly TagUpdates[],
  options: PublishOptions
): Promise<readonly TagUpdates[]> {
  const late = { ...options, required: 'all', isLate: true } as const
  const uploads = works.map(({ upload }) => upload)
  if (!isOpen(others, options.required)) return uploads.map((upload) => new TagUpdates(upload, late))
  for (const { push } of works.slice(0, 1)) {
    options.log.info(
      `${push.name} is not complete yet. It is not required, so the tags of the other targets did not wait for it`
    )
  }
  using over = endAfter(options.lateFor ?? defaultLateFor)
  await Promise.all(works.map((work) => finish(work, over.signal)))
  for (const { push } of works.slice(0, 1)) {
    await makeFindable(push.content, uploads)
    const attached = uploads.filter(({ source }) => source.attachedTo)
    if (!push.failure) await options.checks?.confirm(attached).catch((error: Error) => push.fail(error))
  }
  using _ = options.shield()
  const cancelled = AbortSignal.any([options.cancelled, over.signal])
  const updates = await moveTags(uploads, { ...late, cancelled })
  tell(updates, options)
  return updates
}

/** Waits until a late target has the image, and reads its tags. A failure fails the push. */
async function finish({ push, done }: PendingCompletion, signal: AbortSignal): Promise<void> {
  await orAborted(done, signal).catch((error: unknown) => push.fail(failureOf(push, error)))
  if (!push.failure) await orAborted(push.tags.read(), signal).catch((error) => push.fail(failureOf(push, error)))
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

function tell(updates: readonly TagUpdates[], { log }: PublishOptions): void {
  for (const line of describeTags(outcomesOf(updates))) log.info(line)
}

function without(late: readonly PendingCompletion[], uploads: readonly TargetUpload[]): readonly TargetUpload[] {
  return uploads.filter((upload) => !late.some((each) => each.upload === upload))
}
