import { build } from '../../builder/buildx/build.ts'
import { buildOptionsFor, type Job, keyringFor } from './job.ts'
import type { Result } from './result.ts'

/** Builds without publishing. */
export async function buildOnly(order: Job): Promise<Result> {
  const { request, named, environment } = order
  const { signal } = environment
  const options = await buildOptionsFor(order, keyringFor(order, signal), signal)
  const metadata = await build(request, { kind: 'none' }, options)
  return { names: named.names, outcomes: [], metadata, isDone: true }
}
