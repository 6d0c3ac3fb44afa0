import type { Outcome } from '../../plan/outcome.ts'
import type { ContentUpload } from '../../push/content/content-upload.ts'
import { publish } from '../../push/publish.ts'
import { rehearse } from '../../push/rehearse.ts'
import type { Mode } from '../request/mode.ts'
import type { Job } from './job.ts'
import type { PublishSession } from './publish-session.ts'

/** Publishes an image. A rehearsal only finds out what that would involve. */
export async function publishEverywhere(
  completions: readonly ContentUpload[],
  { inputs, environment: { log, signal: cancelled } }: Job,
  mode: Mode['do'],
  { rules, stop }: PublishSession
): Promise<readonly Outcome[]> {
  if (mode !== 'publish') return await Promise.all(completions.map((completion) => rehearse(completion, rules)))
  return await publish(completions, { ...inputs, rules, cancelled, log, shield: () => stop.shield() })
}
