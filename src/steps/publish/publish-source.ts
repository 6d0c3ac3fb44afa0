import { parseReferences, type Reference } from '../../oci/distribution/reference.ts'
import type { Image } from '../../oci/image.ts'
import type { ImageSource } from '../../oci/image-source.ts'
import { untilDecided } from '../../push/until-decided.ts'
import { type WarmUp, warmUp } from '../../push/warm-up.ts'
import { openSource, type SourceReference } from '../../sources/open.ts'
import type { Job } from '../job/job.ts'
import type { Result } from '../job/result.ts'
import type { Mode } from '../request/mode.ts'
import { publishEverywhere } from './publish-everywhere.ts'
import { abandonedResult, isSuccess, openPublishSession } from './publish-session.ts'
import { warnAboutUnbound } from './subjects.ts'

/** Publishes an existing image to its targets, or only reads it. Throws ContentError or RegistryError. */
export async function publishSource(
  job: Job,
  references: readonly SourceReference[],
  mode: Mode['do']
): Promise<Result> {
  const { named, registries, stop, environment } = job
  await using source = await openSource(references[0] as SourceReference, {
    ...environment,
    registries,
    publishes: mode !== 'build',
    signal: stop.network,
  })
  if (mode !== 'build') return await publishFrom(source, job, mode)
  return { names: named.names, outcomes: [], image: source.image, isDone: true }
}

/** The base images that an image names. */
function basesOf({ manifests }: Image): readonly Reference[] {
  return parseReferences(new Set(manifests.flatMap(({ base }) => base ?? [])))
}

async function publishFrom(source: ImageSource, job: Job, mode: Mode['do']): Promise<Result> {
  await using session = await openPublishSession(job)
  const { pushes, rules } = session
  const { image } = source
  await warnAboutUnbound(source, job.environment.log)
  const warm: WarmUp = { beforeBuild: false, rules, creates: mode === 'publish', image, bases: basesOf(image) }
  const works = pushes.map((push) => ({ push, done: warmUp(push, warm) }))
  await untilDecided(works, job.inputs.required, 0)
  // Nothing is sent if the image cannot be published in the end.
  if (job.stop.building.aborted) return abandonedResult(session, job)
  const outcomes = await publishEverywhere([{ source, pushes }], job, mode, session)
  return { names: job.named.names, outcomes, image, isDone: isSuccess(outcomes, job) }
}
