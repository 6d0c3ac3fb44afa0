import { targetsBelow } from '../command/command-targets.ts'
import { publishCommand } from '../command/publish-command.ts'
import type { Job } from '../job/job.ts'
import type { MadeImage, Result } from '../job/result.ts'
import { compositionOf } from '../name/composition.ts'
import { buildOnly } from '../publish/build-only.ts'
import { keepImage } from '../publish/keep-image.ts'
import { publishImage } from '../publish/publish-image.ts'
import { publishSource } from '../publish/publish-source.ts'
import { distinctPlatforms } from '../read/part.ts'
import type { Mode } from '../request/mode.ts'
import type { PlannedImage } from './part-job.ts'
import type { PartMaker } from './part-maker.ts'

/** The part of a single image, or of the images that a command pushes: those that each job's command does. */
export function imagePart(job: Job, mode: Mode['do']): PartMaker {
  const { inputs, named, environment } = job
  const marks = compositionOf(named, inputs, environment.variables)
  const platforms = distinctPlatforms(inputs.platforms)
  const planned = ({ name }: Pick<MadeImage, 'name'>): PlannedImage => ({
    ...{ name, platforms, marks },
    targets: targetsBelow(named.targets, name),
  })
  return { job, mode, plan: (made) => made.map(planned), make: (bare) => make(bare, mode) }
}

async function make(job: Job, mode: Mode['do']): Promise<Result> {
  const { source, keepImage: isKept, run } = job.inputs
  if (source) return await publishSource(job, source, mode)
  if (run) return await publishCommand(job, mode)
  if (isKept) return await keepImage(job)
  return mode === 'build' ? await buildOnly(job) : await publishImage(job, mode)
}
