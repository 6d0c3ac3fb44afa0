import { attributesOf } from '../buildx/options/attributes.ts'
import type { BuilderNeeds } from '../buildx/selection/classic-store.ts'
import type { BakeRequest, PlannedTarget } from './bake-request.ts'

/** What decides which builder is needed for all of these targets together. */
export function bakeNeeds(
  { builder, call }: Pick<BakeRequest, 'builder' | 'call'>,
  plan: readonly PlannedTarget[]
): BuilderNeeds {
  const targets = plan.map(({ target }) => target)
  const [platforms = []] = targets.map((target) => target.platforms).toSorted((a, b) => b.length - a.length)
  const attests = targets.flatMap((target) => target.attests)
  return {
    builder,
    call,
    platforms,
    attests: attests.filter((attest) => attributesOf(attest)?.get('disabled') !== 'true'),
    provenance: '',
    sbom: '',
    cacheTo: targets.flatMap((target) => target.cacheTo),
    annotations: targets.flatMap((target) => target.annotations),
    outputs: plan.flatMap(({ outputs }) => outputs),
    imageAttributes: new Map(plan.flatMap(({ imageAttributes }) => [...imageAttributes])),
  }
}
