import type { ImageSource } from '../../oci/image-source.ts'
import type { Outcome } from '../../plan/outcome.ts'
import { publish } from '../../push/publish.ts'
import { rehearse } from '../../push/rehearse.ts'
import type { Job } from '../job/job.ts'
import type { Mode } from '../request/mode.ts'
import type { PublishSession } from './publish-session.ts'

/** Publishes an image to all targets. A rehearsal only finds out what that would involve. */
export async function publishEverywhere(
  source: ImageSource,
  { inputs, stop, environment: { log, signal: cancelled } }: Job,
  mode: Mode['do'],
  { pushes, rules }: PublishSession
): Promise<readonly Outcome[]> {
  if (mode !== 'publish') return await Promise.all(pushes.map((push) => rehearse(source, push, rules)))
  return await publish(source, pushes, { ...inputs, rules, cancelled, log, shield: () => stop.shield() })
}
