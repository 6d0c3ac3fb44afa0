import type { TargetPlan } from '../bake/plan-bake.ts'
import { narrowPlans } from '../bake/platforms-of-bake.ts'
import { type BakeJob, prepareBake } from '../bake/prepare-bake.ts'
import { bakePrepared } from '../bake/publish-bake.ts'
import type { Job } from '../job/job.ts'
import { levelsApart } from '../name/annotation-lines.ts'
import { marksIn } from '../name/composition.ts'
import { distinctPlatforms } from '../read/part.ts'
import type { Mode } from '../request/mode.ts'
import type { PartMaker } from './part-maker.ts'

/** The part of all images of a bake definition. Throws InputError or BuildError. */
export async function bakePart(given: Job, mode: Mode['do']): Promise<PartMaker> {
  const bake = await prepareBake(given, mode)
  const published = bake.plans.filter(({ targets }) => targets.length > 0)
  const platforms = distinctPlatforms(given.inputs.platforms)
  const planned = published.map(({ planned: { target }, targets }) => ({
    name: target.name,
    isBaked: true,
    targets,
    platforms: platforms.filter((platform) => target.platforms.includes(platform)),
    marks: marksIn(target.annotations.flatMap(levelsApart)),
  }))
  return {
    job: bake.job,
    mode: published.length > 0 ? mode : 'build',
    plan: () => planned,
    make: (bare) => bakePrepared(partOfBake(bake, bare), mode),
  }
}

/** The definition as this job bakes it: for the platforms of its part alone, and without tags. */
function partOfBake(bake: BakeJob, job: Job): BakeJob {
  const plans = narrowPlans(bake.plans, job.inputs.part).map(withoutTags)
  return { ...bake, job: { ...job, named: { ...job.named, targets: plans.flatMap(({ targets }) => targets) } }, plans }
}

/** Attestations name the tags that are published in the end. */
function withoutTags(plan: TargetPlan): TargetPlan {
  const { targets } = plan
  return { ...plan, subjects: targets, targets: targets.map(({ repository }) => ({ repository, tags: [] })) }
}
