import { problemsOf, throwAll } from '../../input-error.ts'
import type { Check } from '../../push/phases/check.ts'
import type { CheckJob } from './check-job.ts'
import { checkKinds } from './check-kinds.ts'
import { warnAboutContentTrust } from './content-trust.ts'

/** Prepares the checks that the inputs ask for. Throws InputError, or an AggregateError of several. */
export async function openChecks(prepared: Omit<CheckJob, 'found'>): Promise<readonly Check[]> {
  const job = { ...prepared, found: new Map() }
  warnAboutContentTrust(job.environment.variables, job.environment.log)
  const asked = checkKinds.filter(({ isAsked }) => isAsked(job.inputs))
  const opened = await Promise.allSettled(asked.map(({ open }) => open(job)))
  throwAll(opened.flatMap((result) => (result.status === 'rejected' ? problemsOf(result.reason) : [])))
  return opened.flatMap((result) => (result.status === 'fulfilled' && result.value ? [result.value] : []))
}
