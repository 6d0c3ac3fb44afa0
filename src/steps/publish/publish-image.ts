import { builderKind } from '../../builder/builders.ts'
import { baseImages } from '../../builder/buildx/base-images.ts'
import { usedBase } from '../../builder/dockerfile/used-base.ts'
import { describeLostAnnotations, lostAnnotations } from '../../builder/lost-annotations.ts'
import { warmUp } from '../../push/warm-up.ts'
import { buildImage } from '../../sources/built/build-image.ts'
import { hasUnpublishedChecks } from '../checks/check-unpublished.ts'
import { builderFor } from '../job/builder-for.ts'
import type { Job } from '../job/job.ts'
import type { Result } from '../job/result.ts'
import type { Mode } from '../request/mode.ts'
import { buildHere } from './build-here.ts'
import { publishEverywhere } from './publish-everywhere.ts'
import { endedEarly, isSuccess, openPublishSession, type PublishSession } from './publish-session.ts'
import { warnAboutUnbound } from './subjects.ts'

/** Builds an image and publishes it to its targets; a rehearsal only finds out what that would involve. */
export async function publishImage(job: Job, mode: Mode['do']): Promise<Result> {
  await using session = await openPublishSession(job)
  try {
    return await buildAndPublish(job, mode, session)
  } catch (error) {
    return endedEarly(error, session, job)
  }
}

async function buildAndPublish(job: Job, mode: Mode['do'], session: PublishSession): Promise<Result> {
  const { named, request, dockerfile, stop, environment } = job
  const { pushes, rules } = session
  const bases = baseImages(request, dockerfile)
  const onStarted = () => {
    for (const push of pushes) void warmUp(push, { beforeBuild: true, rules, bases, creates: mode === 'publish' })
  }
  await using builder = await builderFor(job, { signal: stop.building, onStarted })
  const order = { request, builder, log: environment.log, directory: environment.temp }
  const contents = mode === 'publish' ? session.contents : []
  const onMachineFailure = stop.stopBuilding
  await using built =
    mode !== 'publish' && hasUnpublishedChecks(job)
      ? await buildHere(job, builder)
      : await buildImage({ ...order, contents, targets: job.subjects ?? named.targets, onMachineFailure })
  const lost = lostAnnotations(request.annotations, built.image)
  if (lost.length > 0)
    environment.log.warning(describeLostAnnotations(lost, builderKind(request.builder).annotationAdvice))
  job.onImages?.([{ name: '', image: built.image }])
  await warnAboutUnbound(built, environment.log)
  const outcomes = await publishEverywhere([{ source: built, pushes }], job, mode, session)
  const { image, metadata } = built
  const base = usedBase(request, dockerfile, metadata)
  return { names: named.names, outcomes, image, metadata, base, isDone: isSuccess(outcomes, job) }
}
