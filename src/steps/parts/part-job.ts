import type { Inputs } from '../../github/inputs/inputs.ts'
import { formatTarget, type Target } from '../../oci/distribution/target.ts'
import type { Composition } from '../../oci/index/new-image.ts'
import type { BroughtImage } from '../../plan/parts/brought-image.ts'
import { imageKey } from '../../plan/parts/part-names.ts'
import type { Push } from '../../push/push.ts'
import { isBake } from '../bake/check-bake.ts'
import type { Job } from '../job/job.ts'
import type { MadeImage } from '../job/result.ts'
import { lineForPart } from '../name/annotation-lines.ts'
import { distinctPlatforms } from '../read/part.ts'

/** An image of a release that the jobs of a run build in parts. */
export interface PlannedImage {
  /** The target of a bake, or the path below `$MANIFOLD_REPOSITORY`; empty for a single image. */
  readonly name: string
  /** With the tags to publish. */
  readonly targets: readonly Target[]
  /** All platforms of the image, in the order of its index. */
  readonly platforms: readonly string[]
  /** Whether it is the target of a bake. */
  readonly isBaked?: boolean
  /** The annotations of the index. */
  readonly marks: Pick<Composition, 'index' | 'entries'>
}

/** One part of an image or of several images, which this job builds. */
export interface PartOfImage {
  /** The job as it publishes the whole release. */
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
  const { images, tags, flavor, target, part, bakeFiles, bakeTargets, bakeSource, vars } = inputs
  const platforms = distinctPlatforms(inputs.platforms)
  const bake = isBake(inputs) ? { bakeFiles, bakeTargets, bakeSource, vars } : undefined
  const key = imageKey({ images, tags, flavor, target, commit: named.commit, platforms, ...(bake && { bake }) })
  const attempt = Math.max(1, Math.trunc(Number(environment.variables.GITHUB_RUN_ATTEMPT)) || 1)
  return { job, key, attempt, part, platforms }
}

/** The images of a release as a note lists them, with what this job has made of each. */
export function broughtOf(planned: readonly PlannedImage[], made: readonly MadeImage[]): readonly BroughtImage[] {
  const isOnly = planned.length === 1
  return planned.map(({ name, targets, platforms }) => {
    const root = made.find((each) => each.name === name)?.image.root
    const tags = isOnly && name === '' ? [] : targets.flatMap(fullTags)
    return { name, tags, platforms, ...(root && { root }) }
  })
}

/** The repositories of images, each once: `ghcr.io/acme/app` */
export function repositoriesOf(images: readonly Pick<PlannedImage, 'targets'>[]): readonly string[] {
  return [...new Set(images.flatMap(({ targets }) => targets.map(formatTarget)))]
}

/** The pushes to the targets of each image, among those to the targets of all of them, which are in the same order. */
export function pushesOf(
  images: readonly Pick<PlannedImage, 'targets'>[],
  pushes: readonly Push[]
): readonly (readonly Push[])[] {
  let start = 0
  return images.map(({ targets: { length } }) => {
    start += length
    return pushes.slice(start - length, start)
  })
}

function fullTags(target: Target): readonly string[] {
  return target.tags.map((tag) => `${formatTarget(target)}:${tag}`)
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

/** Annotations of sources are for the index that is made from them. */
function marksOf({ annotations, source }: Pick<Inputs, 'annotations' | 'source'>, isWhole: boolean): string {
  return source && !isWhole ? '' : annotations
}
