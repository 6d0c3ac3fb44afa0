import { attachmentsOf } from '../../push/referrers/attachments.ts'
import type { Release } from '../../push/release.ts'
import { warmUp } from '../../push/warm-up.ts'
import { CommandIntake } from '../../sources/command/command-intake.ts'
import type { Job } from '../job/job.ts'
import type { Result } from '../job/result.ts'
import { publishEverywhere } from '../publish/publish-everywhere.ts'
import { endedEarly, isSuccess, openPublishSession, type PublishSession } from '../publish/publish-session.ts'
import { warnAboutUnbound } from '../publish/subjects.ts'
import type { Mode } from '../request/mode.ts'
import { CommandTargets, namesBelow } from './command-targets.ts'
import { pushedImages } from './pushed-images.ts'
import { runIn } from './run-in.ts'

/** Runs a command, and publishes all that it pushes as one release. A run that may not publish only runs it. */
export async function publishCommand(job: Job, mode: Mode['do']): Promise<Result> {
  if (mode === 'build') return await (await import('./run-only.ts')).runOnly(job)
  await using session = await openPublishSession(job)
  try {
    return await runAndPublish(job, mode, session)
  } catch (error) {
    return endedEarly(error, session, job)
  }
}

async function runAndPublish(job: Job, mode: Mode['do'], session: PublishSession): Promise<Result> {
  const { named, stop, environment } = job
  const { log, temp: directory } = environment
  const targets = new CommandTargets(job, session, mode)
  await using intake = await CommandIntake.open({
    directory,
    onMachineFailure: stop.stopBuilding,
    open: (path) => targets.recipients(path),
  })
  await runIn(intake, job, () => targets.warmUp())
  const images = await pushedImages(intake, job.subjects ?? named.targets, log)
  const release = await Promise.all(
    images.map(async ({ path, source }) => ({ source, pushes: await targets.pushes(path) }))
  )
  const [only, ...others] = release
  const made = images.map(({ path, source: { image } }) => ({ name: path, image }))
  job.onImages?.(made)
  const attached = await attach(release, session, mode)
  for (const { source } of release) await warnAboutUnbound(source, log)
  const outcomes = await publishEverywhere([...release, ...attached], job, mode, session)
  return {
    names: namesBelow(
      named.names,
      images.map(({ path }) => path)
    ),
    outcomes,
    ...(only && others.length === 0 && { image: only.source.image }),
    images: made,
    isDone: isSuccess(outcomes, job),
  }
}

/** What refers to the images goes along with them. */
async function attach(release: Release, { rules }: PublishSession, mode: Mode['do']): Promise<Release> {
  const attached = (await Promise.all(release.map(({ source, pushes }) => attachmentsOf(source, pushes)))).flat()
  for (const { source, pushes } of attached) {
    for (const push of pushes) void warmUp(push, { beforeBuild: false, rules, creates: mode === 'publish', source })
  }
  return attached
}
