import type { Outcome } from '../../plan/outcome.ts'
import { publish } from '../../push/publish.ts'
import { rehearse } from '../../push/rehearse.ts'
import type { Release } from '../../push/release.ts'
import { checkUnpublished } from '../checks/check-unpublished.ts'
import { composeChecks } from '../checks/compose-checks.ts'
import type { Job } from '../job/job.ts'
import type { Mode } from '../request/mode.ts'
import type { PublishSession } from './publish-session.ts'

/** Publishes a release to all targets. A rehearsal only finds out what that would involve. */
export async function publishEverywhere(
  release: Release,
  job: Job,
  mode: Mode['do'],
  { rules }: Pick<PublishSession, 'rules'>
): Promise<readonly Outcome[]> {
  const { inputs, stop, checks, environment } = job
  const { log, signal: cancelled } = environment
  const terms = { ...inputs, rules, cancelled, log, shield: () => stop.shield() }
  const outcomes =
    mode === 'publish'
      ? await publish(release, { ...terms, checks: composeChecks(checks) })
      : await withUnpublishedChecks(release, await rehearse(release, rules), job)
  const { withComparisons } = await import('../comparison/compare-release.ts')
  return await withComparisons(release, outcomes, log.redact)
}

/** Checks images that are not published; if that fails, they would not be. */
async function withUnpublishedChecks(
  release: Release,
  outcomes: readonly Outcome[],
  job: Job
): Promise<readonly Outcome[]> {
  const images = release.map(({ source }) => source).filter(({ attachedTo }) => !attachedTo)
  try {
    await checkUnpublished(images, job)
    return outcomes
  } catch (error) {
    job.environment.signal.throwIfAborted()
    const objection = error as Error
    return outcomes.map((each) => (each.status === 'failed' ? each : { ...each, status: 'withheld', objection }))
  }
}
