import { rm } from 'node:fs/promises'
import { builderKind } from '../../builder/builders.ts'
import { usedBase } from '../../builder/dockerfile/used-base.ts'
import { describeLostAnnotations, lostAnnotations } from '../../builder/lost-annotations.ts'
import { rememberImage } from '../../github/report/state.ts'
import { keepBuilt } from '../../sources/kept/keep.ts'
import { keptFolder } from '../../sources/kept/record.ts'
import { checkUnpublished } from '../checks/check-unpublished.ts'
import { sizesOf } from '../comparison/compare-release.ts'
import { builderFor } from '../job/builder-for.ts'
import type { Job } from '../job/job.ts'
import type { Result } from '../job/result.ts'
import { warnAboutUnbound } from './subjects.ts'

/** Builds an image and keeps it for later steps of the job. The post step removes it. */
export async function keepImage(job: Job): Promise<Result> {
  const { named, request, dockerfile, trust, stop, environment } = job
  const { variables, temp, log, now } = environment
  const step = variables.GITHUB_ACTION || 'unnamed'
  const folder = keptFolder(temp)
  rememberImage(folder, environment)
  await using builder = await builderFor(job, { signal: stop.building })
  await using built = await keepBuilt({
    request,
    targets: named.targets,
    builder,
    log,
    directory: temp,
    folder,
    record: { step, isTrusted: trust.isTrusted, time: now().getTime() },
    variables,
    onMachineFailure: stop.stopBuilding,
  })
  const lost = lostAnnotations(request.annotations, built.image)
  if (lost.length > 0) log.warning(describeLostAnnotations(lost, builderKind(request.builder).annotationAdvice))
  await warnAboutUnbound(built, log)
  await checkUnpublished([built], job).catch(async (error: unknown) => {
    // No later step must take it for one that is fit to be published.
    await rm(folder, { recursive: true, force: true })
    throw error
  })
  const { image, metadata } = built
  const base = usedBase(request, dockerfile, metadata)
  const sizes = await sizesOf(built, log.redact)
  return { names: named.names, outcomes: [], image, metadata, base, sizes, kept: `previous:${step}`, isDone: true }
}
