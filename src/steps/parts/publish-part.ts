import type { Image } from '../../oci/image.ts'
import { publishCommand } from '../command/publish-command.ts'
import type { Job } from '../job/job.ts'
import type { Result } from '../job/result.ts'
import { openMeetingPlace } from '../meeting/meeting-places.ts'
import { buildOnly } from '../publish/build-only.ts'
import { keepImage } from '../publish/keep-image.ts'
import { publishImage } from '../publish/publish-image.ts'
import { checkTargets } from '../publish/publish-session.ts'
import { publishSource } from '../publish/publish-source.ts'
import type { Mode } from '../request/mode.ts'
import { conclude } from './conclude.ts'
import { jobForPart, type PartOfImage, partOf, withoutRollback } from './part-job.ts'
import { PendingNote } from './pending-note.ts'

/**
 * Builds one part of an image and brings it to every target, without a tag; then leaves a note of it for the other jobs of
 * the run. The job that finds the notes of all parts publishes the image. A part that is not published leaves no note.
 */
export async function publishPart(job: Job, what: Mode['do']): Promise<Result> {
  const run = partOf(job.inputs.meeting === 'registry' ? withoutRollback(job) : job)
  if (what !== 'publish') {
    sayNoNote(run.part, job)
    return await bring(jobForPart(run), what)
  }
  checkTargets(job)
  await using store = await openStore(run)
  const note = new PendingNote(store, run)
  const brought = await bring({ ...jobForPart(run), onImage: (image) => note.prepare(image) }, what)
  const { image } = brought
  if (!image) return brought
  if (!brought.isDone) return failed(brought, image, run)
  try {
    return await conclude({ ...run, store, brought: { ...brought, image }, note: await note.leave(image) })
  } catch (failure) {
    return { ...failed(brought, image, run), failure }
  }
}

async function openStore({ job, key, platforms, attempt }: PartOfImage) {
  const { inputs, named, registries, environment } = job
  const repository = named.targets[0]?.repository
  const image = { key, platforms, attempt }
  return await openMeetingPlace(inputs.meeting, { registries, environment, repository, image })
}

/** The outputs of a job that failed must not show the part as the image either. */
function failed(brought: Result, { root: { digest } }: Image, { part }: PartOfImage): Result {
  return { ...brought, isDone: false, part: { part, digest, state: 'failed', missing: [], parts: [] } }
}

async function bring(job: Job, what: Mode['do']): Promise<Result> {
  const { source, keepImage: isKept, run } = job.inputs
  if (source) return await publishSource(job, source, what)
  if (run) return await publishCommand(job, what)
  if (isKept) return await keepImage(job)
  return what === 'build' ? await buildOnly(job) : await publishImage(job, what)
}

function sayNoNote(part: readonly string[], { environment: { log } }: Job): void {
  log.notice(
    `${part.join(', ')} is not published by this run, so no note is left for the jobs that build the other parts`
  )
}
