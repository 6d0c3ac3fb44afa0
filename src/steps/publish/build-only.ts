import type { Builder } from '../../builder/builder.ts'
import { usedBase } from '../../builder/dockerfile/used-base.ts'
import { checkUnpublished, hasUnpublishedChecks } from '../checks/check-unpublished.ts'
import { builderFor } from '../job/builder-for.ts'
import type { Job } from '../job/job.ts'
import type { Result } from '../job/result.ts'
import { buildHere } from './build-here.ts'

/** Builds without publishing. */
export async function buildOnly(job: Job): Promise<Result> {
  const { request, dockerfile, named, environment } = job
  const { signal } = environment
  await using builder = await builderFor(job, { signal })
  if (hasUnpublishedChecks(job)) return await buildAndCheck(job, builder)
  const metadata = await builder.build(request, { kind: 'none' })
  const base = usedBase(request, dockerfile, metadata)
  return { names: named.names, outcomes: [], metadata, base, isDone: true }
}

async function buildAndCheck(job: Job, builder: Builder): Promise<Result> {
  const { request, dockerfile, named } = job
  await using built = await buildHere(job, builder)
  await checkUnpublished([built], job)
  const { metadata } = built
  return { names: named.names, outcomes: [], metadata, base: usedBase(request, dockerfile, metadata), isDone: true }
}
