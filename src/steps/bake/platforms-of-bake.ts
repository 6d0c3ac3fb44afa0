import { withEscapes } from '../../builder/bake/templates.ts'
import { InputError, throwAll } from '../../input-error.ts'
import { levelsApart, lineForPart } from '../name/annotation-lines.ts'
import { isSamePlatform, partIn } from '../read/part.ts'
import type { TargetPlan } from './plan-bake.ts'

/**
 * The plans of a bake that several jobs build, each for some of these platforms. A target that names none is for all of
 * them. Throws InputError if a published target is for others, or none is for one of them.
 */
export function plansForPlatforms(plans: readonly TargetPlan[], platforms: readonly string[]): readonly TargetPlan[] {
  const published = plans.filter(({ targets }) => targets.length > 0).map(({ planned }) => planned.target)
  const strangers = published.flatMap((target) => {
    const unknown = target.platforms.filter((each) => !platforms.some((platform) => isSamePlatform(each, platform)))
    return unknown.length > 0 ? [strangerError(target.name, unknown)] : []
  })
  const isUsed = (platform: string) =>
    published.some(
      (target) => target.platforms.length === 0 || target.platforms.some((each) => isSamePlatform(each, platform))
    )
  const idle = published.length > 0 ? platforms.filter((platform) => !isUsed(platform)) : []
  throwAll([...strangers, ...idle.map(idleError)])
  return plans.map((plan) => {
    const given = plan.planned.target.platforms
    return withPlatforms(plan, given.length === 0 ? platforms : partIn({ part: given, platforms }))
  })
}

/**
 * The plans as one job bakes them, for the platforms of its part. A target that has none of them is left out, unless
 * another one is built on it.
 */
export function narrowPlans(plans: readonly TargetPlan[], part: readonly string[]): readonly TargetPlan[] {
  const narrow = plans.map((plan) => {
    const { target } = plan.planned
    return withPlatforms(
      plan,
      target.platforms.filter((platform) => part.includes(platform))
    )
  })
  const isKept = ({ planned: { target } }: TargetPlan) => target.platforms.length > 0
  const needed = new Set(narrow.filter(isKept).flatMap(({ planned: { target } }) => [...target.contexts.values()]))
  return narrow.flatMap((plan, index) => {
    const whole = plans[index] as TargetPlan
    if (isKept(plan)) return [withAnnotations(plan, part, whole.planned.target.platforms.length)]
    return needed.has(`target:${plan.planned.target.name}`) ? [{ ...whole, targets: [] }] : []
  })
}

function withPlatforms({ planned, ...plan }: TargetPlan, platforms: readonly string[]): TargetPlan {
  const { target } = planned
  return {
    ...plan,
    planned: { ...planned, target: { ...target, platforms, fields: { ...target.fields, platforms } } },
  }
}

/** What the index gets is left to the index, unless this part is the whole image. */
function withAnnotations({ planned, ...plan }: TargetPlan, part: readonly string[], count: number): TargetPlan {
  const { target } = planned
  if (target.annotations.length === 0 || target.platforms.length === count) return { planned, ...plan }
  const own = part.filter((platform) => target.platforms.includes(platform))
  const annotations = target.annotations.flatMap(levelsApart).flatMap((line) => lineForPart(line, own))
  const fields = { ...target.fields, annotations: annotations.map(withEscapes) }
  return { ...plan, planned: { ...planned, target: { ...target, annotations, fields } } }
}

function strangerError(name: string, unknown: readonly string[]): InputError {
  return new InputError(
    'platforms',
    `target '${name}' is also for ${unknown.join(', ')}: list the platforms of all targets, or leave some out with 'set: ${name}.platform=…'`
  )
}

function idleError(platform: string): InputError {
  return new InputError(
    'platforms',
    `no published target of the definition is for ${platform}: remove it, and the job that builds it`
  )
}
