import type { PlannedTarget } from '../../builder/bake/bake-request.ts'
import { isAttestedTarget } from '../../builder/bake/write-definition.ts'
import type { Job } from '../job/job.ts'
import { defaultBakeLabels } from './default-bake-labels.ts'

/**
 * Adds the labels from the repository to a target, and drops annotations of this step that its image has no place for:
 * an image for one platform without attestations has no index.
 */
export function marked(
  planned: PlannedTarget,
  dockerfile: string,
  {
    ownAnnotations,
    ...job
  }: Pick<Job, 'inputs' | 'named' | 'request' | 'environment'> & {
    readonly ownAnnotations: readonly string[]
  }
): PlannedTarget {
  const { target } = planned
  const labels = defaultBakeLabels(target, dockerfile, job)
  const stray = ownAnnotations.filter((line) => line.startsWith('index') && target.annotations.includes(line))
  if (target.platforms.length > 1 || isAttestedTarget(target) || stray.length === 0) return { ...planned, labels }
  job.environment.log.warning(
    `Index annotations are ignored for target '${target.name}': an image for one platform without attestations has no index`
  )
  const given = Array.isArray(target.fields.annotations) ? (target.fields.annotations as readonly unknown[]) : []
  const kept = given.filter((_, index) => !stray.includes(target.annotations[index] ?? ''))
  return { ...planned, labels, target: { ...target, fields: { ...target.fields, annotations: kept } } }
}
