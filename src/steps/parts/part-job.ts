import type { Inputs } from '../../github/inputs/inputs.ts'
import { isForPlatform, parsePlatform } from '../../oci/index/image-platform.ts'
import { imageKey } from '../../plan/parts/part-names.ts'
import type { Job } from '../job/job.ts'
import { distinctPlatforms } from '../read/part.ts'

/** One part of an image, which this job builds. */
export interface PartOfImage {
  /** The job as it publishes the whole image. */
  readonly job: Job
  readonly key: string
  /** GITHUB_RUN_ATTEMPT */
  readonly attempt: number
  /** The platforms of the part, and of the image. */
  readonly part: readonly string[]
  readonly platforms: readonly string[]
}

export function partOf(job: Job): PartOfImage {
  const { inputs, named, environment } = job
  const { images, tags, flavor, target, part } = inputs
  const platforms = distinctPlatforms(inputs.platforms)
  const key = imageKey({ images, tags, flavor, target, commit: named.commit, platforms })
  const attempt = Math.max(1, Math.trunc(Number(environment.variables.GITHUB_RUN_ATTEMPT)) || 1)
  return { job, key, attempt, part, platforms }
}

/** Without a lock two jobs may publish the same image: if one of them fails, it must not undo what the other has done. */
export function withoutRollback(job: Job): Job {
  return { ...job, inputs: { ...job.inputs, onFailure: 'keep' } }
}

/** The job as it brings the part: these platforms alone, and no tag. What the index gets is left to the index. */
export function jobForPart({ job, part, platforms }: PartOfImage): Job {
  const { inputs, named, request } = job
  const isWhole = part.length === platforms.length
  const annotations = isWhole ? request.annotations : request.annotations.flatMap((line) => lineForPart(line, part))
  return {
    ...job,
    inputs: { ...inputs, platforms: part, annotations: marksOf(inputs, isWhole) },
    request: { ...request, platforms: part, annotations },
    named: { ...named, targets: named.targets.map(({ repository }) => ({ repository, tags: [] })) },
    subjects: named.targets,
    checks: job.checks.filter(({ isForParts }) => isForParts),
  }
}

/** A line `level[platform]:key=value`, unless it is for the index or for images of other parts. */
function lineForPart(line: string, part: readonly string[]): readonly string[] {
  const [, level, only, rest = ''] = /^([a-z-]+)(?:\[(.*?)\])?(:.*)$/s.exec(line) ?? []
  if (level === 'index' || level === 'manifest-descriptor') return []
  const wanted = only === undefined ? undefined : parsePlatform(only)
  if (!wanted) return [line]
  const isOwn = part.map(parsePlatform).some((platform) => platform && isForPlatform(wanted, platform))
  // In a build of one platform, BuildKit ignores what is for a platform.
  return isOwn ? [part.length === 1 ? `${level}${rest}` : line] : []
}

/** Annotations of sources are for the index that is made from them. */
function marksOf({ annotations, source }: Pick<Inputs, 'annotations' | 'source'>, isWhole: boolean): string {
  return source && !isWhole ? '' : annotations
}
