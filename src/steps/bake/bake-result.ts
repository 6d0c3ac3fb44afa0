import type { BuildResult } from '../../builder/builder.ts'
import { publishedMetadata } from '../../builder/buildx/metadata-file.ts'
import { parseJson, parseRecord, recordOf } from '../../json.ts'
import type { Descriptor } from '../../oci/descriptor.ts'
import type { Outcome } from '../../plan/outcome.ts'
import type { BakedImage } from '../../sources/baked/bake-order.ts'
import type { TargetPlan } from './plan-bake.ts'

/** Outcomes in the order of the plans, each with the name of the bake target whose image it is about. */
export function withTargetNames(outcomes: readonly Outcome[], plans: readonly TargetPlan[]): readonly Outcome[] {
  const names = plans.flatMap(({ planned, targets }) => targets.map(() => planned.target.name))
  return outcomes.map((outcome, index) => {
    const name = names[index]
    return name === undefined ? outcome : { ...outcome, bakeTargets: [name] }
  })
}

/**
 * The metadata by target, as docker/bake-action gives it, with the published digests and names. If there is only one
 * image, also its digest.
 */
export function bakedMetadata(
  images: readonly BakedImage[],
  outcomes: readonly Outcome[],
  plans: readonly TargetPlan[]
): BuildResult {
  const named = withTargetNames(outcomes, plans)
  const entries = images.map(({ target: { name }, image, metadata }) => {
    const own = named.filter(({ bakeTargets }) => bakeTargets?.includes(name))
    const root = own.find((outcome) => outcome.root)?.root ?? image.root
    return { name, root, metadata, text: publishedMetadata(metadata, root, own) }
  })
  const [only, ...others] = entries
  const single = others.length === 0 && only ? { ...only.metadata, digest: only.root.digest } : {}
  return { ...single, materials: [], text: formatByTarget(entries) }
}

/**
 * The metadata by target of images that several jobs have built: what this job's builder says, with the digests of the
 * whole images. A target that this job has not built only has those.
 */
export function joinedBakeMetadata(
  text: string,
  images: readonly { readonly name: string; readonly root: Descriptor }[],
  outcomes: readonly Outcome[]
): string {
  const own = parseRecord(text)
  const entries = images.map(({ name, root }) => {
    const { 'containerimage.config.digest': _, ...fields } = recordOf(own[name])
    const about = outcomes.filter(({ bakeTargets }) => bakeTargets?.includes(name))
    return { name, text: publishedMetadata({ text: JSON.stringify(fields), materials: [] }, root, about) }
  })
  return formatByTarget(entries)
}

/** JSON with the metadata of each target under its name. */
export function formatByTarget(entries: Iterable<{ readonly name: string; readonly text: string }>): string {
  return JSON.stringify(Object.fromEntries([...entries].map(({ name, text }) => [name, parseJson(text)])), null, 2)
}
