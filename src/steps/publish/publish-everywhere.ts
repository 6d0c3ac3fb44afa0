import type { Outcome } from '../../plan/outcome.ts'
import { publish } from '../../push/publish.ts'
import { rehearse } from '../../push/rehearse.ts'
import type { Release } from '../../push/release.ts'
import { composeChecks } from '../checks/compose-checks.ts'
import type { Job } from '../job/job.ts'
import type { Mode } from '../request/mode.ts'
import type { PublishSession } from './publish-session.ts'

/** Publishes a release to all targets. A rehearsal only finds out what that would involve. */
export async function publishEverywhere(
  release: Release,
  { inputs, stop, checks, environment: { log, signal: cancelled } }: Job,
  mode: Mode['do'],
  { rules }: Pick<PublishSession, 'rules'>
): Promise<readonly Outcome[]> {
  const terms = { ...inputs, rules, cancelled, log, shield: () => stop.shield() }
  const outcomes =
    mode === 'publish'
      ? await publish(release, { ...terms, checks: composeChecks(checks) })
      : await rehearse(release, rules)
  const { withComparisons } = await import('../comparison/compare-release.ts')
  return await withComparisons(release, outcomes, log.redact)
}
