import { digestOfPart, isSingle, namesOfBrought } from '../../plan/parts/brought-image.ts'
import { isBake } from '../bake/check-bake.ts'
import type { Job } from '../job/job.ts'
import type { MadeImage, Result } from '../job/result.ts'
import { openMeetingPlace } from '../meeting/meeting-places.ts'
import { checkTargets } from '../publish/publish-session.ts'
import type { Mode } from '../request/mode.ts'
import { conclude } from './conclude.ts'
import { imagePart } from './image-part.ts'
import { broughtOf, jobForPart, type PartOfImage, type PlannedImage, partOf, withoutRollback } from './part-job.ts'
import type { PartMaker } from './part-maker.ts'
import { PendingNote } from './pending-note.ts'

/** Builds one part of an image, or of several that are published together. See `bringPart`. */
export async function publishPart(given: Job, mode: Mode['do']): Promise<Result> {
  const job = given.inputs.meeting === 'registry' ? withoutRollback(given) : given
  if (!isBake(job.inputs)) return await bringPart(imagePart(job, mode))
  return await bringPart(await (await import('./bake-part.ts')).bakePart(job, mode))
}

/**
 * Brings a part to every target, without a tag; then leaves a note of it for the other jobs of the run. The job that finds
 * the notes of all parts publishes the images. A part that is not published leaves no note.
 */
export async function bringPart(maker: PartMaker): Promise<Result> {
  const { job, mode } = maker
  const run = partOf(job)
  if (mode !== 'publish') {
    sayNoNote(run.part, job)
    // No job has the whole image: each checks what it has.
    return await maker.make({ ...jobForPart(run), checks: job.checks })
  }
  checkTargets(job)
  await using store = await openStore(run)
  const plan = (made: readonly MadeImage[]) => maker.plan(made)
  const note = new PendingNote(store, run, plan)
  const brought = await maker.make({ ...jobForPart(run), onImages: (made) => note.prepare(made) })
  const made = brought.images ?? (brought.image ? [{ name: '', image: brought.image }] : [])
  if (made.length === 0) return brought
  const planned = plan(made)
  if (!brought.isDone) return failed(brought, made, { ...run, planned })
  try {
    const whole = { ...job, named: { ...job.named, targets: planned.flatMap(({ targets }) => targets) } }
    return await conclude({ ...run, job: whole, planned, store, brought, note: await note.leave(made) })
  } catch (failure) {
    return { ...failed(brought, made, { ...run, planned }), failure }
  }
}

async function openStore({ job, key, platforms, attempt }: PartOfImage) {
  const { inputs, named, registries, environment } = job
  const repository = named.targets[0]?.repository
  const image = { key, platforms, attempt }
  return await openMeetingPlace(inputs.meeting, { registries, environment, repository, image })
}

/** The outputs of a job that failed must not show the part as the image either. */
function failed(
  brought: Result,
  made: readonly MadeImage[],
  { part, planned }: PartOfImage & { readonly planned: readonly PlannedImage[] }
): Result {
  const release = broughtOf(planned, made)
  const names = isSingle(release) ? '' : namesOfBrought(release)
  const report = { part, digest: digestOfPart(release), names, state: 'failed', missing: [], parts: [] } as const
  return { ...brought, isDone: false, part: report }
}

function sayNoNote(part: readonly string[], { environment: { log } }: Job): void {
  log.notice(
    `${part.join(', ')} is not published by this run, so no note is left for the jobs that build the other parts`
  )
}
