import { usedBase } from '../../builder/dockerfile/used-base.ts'
import { builderFor } from '../job/builder-for.ts'
import type { Job } from '../job/job.ts'
import type { Result } from '../job/result.ts'

/** Builds without publishing. */
export async function buildOnly(job: Job): Promise<Result> {
  const { request, dockerfile, named, environment } = job
  const { signal } = environment
  await using builder = await builderFor(job, { signal })
  const metadata = await builder.build(request, { kind: 'none' })
  const base = usedBase(request, dockerfile, metadata)
  return { names: named.names, outcomes: [], metadata, base, isDone: true }
}
