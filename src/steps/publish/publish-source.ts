import { lostAnnotations } from '../../builder/lost-annotations.ts'
import type { ImageSource } from '../../oci/image-source.ts'
import { selectionOf } from '../../oci/index/select-entries.ts'
import { untilDecided } from '../../push/phases/until-decided.ts'
import { attachmentsOf } from '../../push/referrers/attachments.ts'
import type { ReleaseImage } from '../../push/release.ts'
import { type WarmUp, warmUp } from '../../push/warm-up.ts'
import { formatSource, isMade, openSource, type SourceReference } from '../../sources/open.ts'
import { openAdmitted } from '../checks/admit.ts'
import { checkUnpublished } from '../checks/check-unpublished.ts'
import { sizesOf } from '../comparison/compare-release.ts'
import type { Job } from '../job/job.ts'
import type { Result } from '../job/result.ts'
import { compositionOf } from '../name/composition.ts'
import type { Mode } from '../request/mode.ts'
import { publishEverywhere } from './publish-everywhere.ts'
import { abandonedResult, endedEarly, isSuccess, openPublishSession, type PublishSession } from './publish-session.ts'
import { ReferrersLeft, tellReferrersLeft } from './referrers-left.ts'
import { warnAboutUnbound } from './subjects.ts'

/** Publishes an existing image to its targets, or only reads it. Throws ContentError or RegistryError. */
export async function publishSource(
  job: Job,
  references: readonly SourceReference[],
  mode: Mode['do']
): Promise<Result> {
  if (mode !== 'build') return await publishFrom(job, references, mode)
  await using source = await open(job, references)
  await checkUnpublished([source], job)
  const sizes = await sizesOf(source, job.environment.log.redact)
  return { names: job.named.names, outcomes: [], image: source.image, sizes, isDone: true }
}

async function open(
  job: Job,
  references: readonly SourceReference[],
  session?: Pick<PublishSession, 'pushes' | 'contents'>
): Promise<ImageSource> {
  const { inputs, named, registries, stop, environment } = job
  const { log, variables } = environment
  const { pushes = [], contents = [] } = session ?? {}
  const signal = references.some(isMade) ? stop.building : stop.network
  const context = { ...environment, registries, publishes: session !== undefined, contents, signal }
  const [only, ...others] = references
  if (only && others.length === 0 && inputs.platforms.length === 0)
    return await openAdmitted(openSource(only, { ...context, pushes }), job)
  const { openSources } = await import('../../sources/combined/open-sources.ts')
  const composition = compositionOf(named, inputs, variables)
  const { platforms } = inputs
  const part = { ...context, pushes: [], ...(platforms.length > 0 && { selection: selectionOf(platforms) }) }
  const lines = references.map((reference) => ({
    name: formatSource(reference),
    open: () => openAdmitted(openSource(reference, part), job),
  }))
  const source = await openSources(lines, composition, log)
  const lost = lostAnnotations(composition.lines, source.image)
  if (lost.length > 0) log.warning(describeUnset(lost))
  return source
}

/** The warning about annotations that an image does not get. */
function describeUnset(lost: readonly string[]): string {
  const keys = lost.map((line) => line.replace(/=.*/s, '')).join(', ')
  return `Annotations can only be set on a new index ('index:') and its entries ('manifest-descriptor:', for a platform that it lists), because the images themselves are not changed. Not set: ${keys}`
}

async function publishFrom(job: Job, references: readonly SourceReference[], mode: Mode['do']): Promise<Result> {
  // Nothing is sent yet.
  await using session = await openPublishSession(job)
  try {
    return await openAndPublish(job, references, mode, session)
  } catch (error) {
    return endedEarly(error, session, job)
  }
}

async function openAndPublish(
  job: Job,
  references: readonly SourceReference[],
  mode: Mode['do'],
  session: PublishSession
): Promise<Result> {
  const { pushes, rules } = session
  // Whether a tag that exists may stay is known only with the image.
  const beforeBuild = references.every(isMade) && rules.existing !== 'fail'
  const contents = beforeBuild && mode === 'publish' ? session.contents : []
  const opening = open(job, references, { pushes, contents })
  const warm: WarmUp = { beforeBuild, rules, creates: mode === 'publish', ...(!beforeBuild && { source: opening }) }
  const works = pushes.map((push) => ({ push, done: warmUp(push, warm) }))
  const left = job.inputs.referrers ? [] : [new ReferrersLeft(opening, pushes)]
  await using source: ImageSource = await opening
  job.onImages?.([{ name: '', image: source.image }])
  const attached = job.inputs.referrers ? await attachmentsOf(source, pushes) : []
  works.push(...attached.flatMap((part) => warmUpAll(part, warm)))
  // The builder of an image that is only copied cannot be told.
  if (!source.origin) await warnAboutUnbound(source, job.environment.log)
  await untilDecided(works, job.inputs.required, 0)
  // Nothing is sent if the image cannot be published in the end.
  if (job.stop.building.aborted) return abandonedResult(session, job)
  const outcomes = await publishEverywhere([{ source, pushes }, ...attached], job, mode, session)
  tellReferrersLeft(left, source.name, job.environment.log)
  return { names: job.named.names, outcomes, image: source.image, isDone: isSuccess(outcomes, job) }
}

function warmUpAll({ source, pushes }: ReleaseImage, warm: WarmUp) {
  return pushes.map((push) => ({ push, done: warmUp(push, { ...warm, source }) }))
}
