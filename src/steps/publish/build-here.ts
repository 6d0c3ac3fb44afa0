import { join } from 'node:path'
import type { Builder } from '../../builder/builder.ts'
import type { BuiltImage } from '../../sources/built/build-order.ts'
import { keepBuilt } from '../../sources/kept/keep.ts'
import type { Job } from '../job/job.ts'

/** Builds an image that is checked but not published: all of its content is on this machine, until the step ends. */
export async function buildHere(job: Job, builder: Builder): Promise<BuiltImage> {
  const { request, named, subjects, trust, stop, environment } = job
  const { temp, log, variables, now } = environment
  return await keepBuilt({
    request,
    targets: subjects ?? named.targets,
    builder,
    log,
    directory: temp,
    folder: join(temp, 'built'),
    record: { step: '', isTrusted: trust.isTrusted, time: now().getTime() },
    variables,
    onMachineFailure: stop.stopBuilding,
  })
}
