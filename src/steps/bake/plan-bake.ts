import type { PlannedTarget } from '../../builder/bake/bake-request.ts'
import type { BakeTarget } from '../../builder/bake/definition.ts'
import { describesPublished, parseImageOutput } from '../../builder/buildx/options/output-option.ts'
import { InputError, problemsOf, throwAll } from '../../input-error.ts'
import { targetsOf } from '../../names/inputs/target-naming.ts'
import { formatRepository, parseReference } from '../../oci/distribution/reference.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import { formatTarget, type Target } from '../../oci/distribution/target.ts'
import { checkOutputs, namesToPublish, splitOutputs } from '../read/build-outputs.ts'

/** A target of a bake, and where its image is published. */
export interface TargetPlan {
  readonly planned: PlannedTarget
  /** Empty if it is only built. */
  readonly targets: readonly Target[]
  /** The targets that attestations name, if those of the image have no tags. */
  readonly subjects?: readonly Target[]
  /** Why it is only built; undefined if that was asked for. */
  readonly whyNot?: string
}

/** Decides which images are published, and where. Throws InputError, or an AggregateError of several. */
export function planBake(targets: readonly BakeTarget[], isPublished: boolean): readonly TargetPlan[] {
  if (!isPublished) return targets.map(built)
  const problems: unknown[] = []
  const plans = targets.map((target) => {
    try {
      return planTarget(target)
    } catch (error) {
      problems.push(...problemsOf(error))
      return built(target)
    }
  })
  throwAll([...problems, ...sharedTags(plans)])
  return plans
}

function built(target: BakeTarget): TargetPlan {
  return {
    planned: { target, names: [], outputs: target.outputs, imageAttributes: new Map(), labels: new Map() },
    targets: [],
  }
}

function planTarget(target: BakeTarget): TargetPlan {
  const { name, tags, outputs } = target
  if (!makesImage(outputs)) return built(target)
  checkOutputsOf(target)
  const names = tags.length > 0 ? tags : namesToPublish({ outputs }, true)
  const found = targetsOf(names.map((text) => parseTag(name, text)))
  if (found.length === 0) {
    const whyNot = `it has no tags. Add 'tags' to it, or let it inherit the names of this step from 'docker-metadata-action'`
    return { ...built(target), whyNot }
  }
  const { others, imageAttributes } = splitOutputs({ outputs, push: true })
  const full = found.flatMap((each) => each.tags.map((tag) => `${formatTarget(each)}:${tag}`))
  const planned = { target: target, names: full, outputs: others, imageAttributes, labels: new Map() }
  return { planned, targets: found }
}

/** Whether `buildx bake --push` would push an image: docker/buildx, bake/bake.go, setPushOverride */
export function makesImage(outputs: readonly string[]): boolean {
  const images = outputs.map(parseImageOutput)
  return images.every((image) => image?.type === 'docker') || images.some((image) => image && describesPublished(image))
}

function checkOutputsOf({ name, outputs }: BakeTarget): void {
  try {
    checkOutputs({ outputs, push: true })
  } catch (error) {
    const all = problemsOf(error) as readonly Error[]
    throwAll(
      all.map(
        ({ message }) => new InputError('bake-files', `target '${name}': ${message.replace(/^Input 'outputs': /, '')}`)
      )
    )
  }
}

function parseTag(target: string, text: string): { readonly name: string; readonly tags: readonly Tag[] } {
  const reference = parseReference(text)
  if (!reference || reference.digest) {
    throw new InputError(
      'bake-files',
      `target '${target}' has the tag '${text}', which is not a reference like ghcr.io/owner/name:tag`
    )
  }
  return { name: formatRepository(reference.repository), tags: [reference.tag ?? ('latest' as Tag)] }
}

/** The errors for tags that several targets have. */
function sharedTags(plans: readonly TargetPlan[]): readonly InputError[] {
  const named = plans.flatMap(({ planned }) => planned.names.map((name) => ({ name, target: planned.target.name })))
  const groups = [...Map.groupBy(named, ({ name }) => name)].filter(([, group]) => group.length > 1)
  return groups.map(([name, group]) => {
    const targets = group.map(({ target }) => `'${target}'`)
    const [all, how] = targets.length > 2 ? [targets.join(', '), 'all'] : [targets.join(' and '), 'both']
    return new InputError('bake-files', `targets ${all} would ${how} be published as ${name}: give each its own tags`)
  })
}
