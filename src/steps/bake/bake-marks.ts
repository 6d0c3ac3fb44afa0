import type { PlannedTarget } from '../../builder/bake/bake-request.ts'
import { withEscapes } from '../../builder/bake/templates.ts'
import { isAttestedTarget } from '../../builder/bake/write-definition.ts'
import type { Job } from '../job/job.ts'
import { defaultBakeLabels } from './default-bake-labels.ts'

/**
 * Adds the labels from the repository to a target, and drops annotations that its image has no place for: an image for one
 * platform without attestations has no index.
 */
export function marked(
  planned: PlannedTarget,
  dockerfile: string,
  job: Pick<Job, 'inputs' | 'named' | 'request' | 'environment'>
): PlannedTarget {
  const { target } = planned
  const labels = defaultBakeLabels(target, dockerfile, job)
  const kept = withoutIndex(target.annotations)
  const hasIndex = target.platforms.length > 1 || isAttestedTarget(target)
  if (hasIndex || kept.join('\n') === target.annotations.join('\n')) return { ...planned, labels }
  job.environment.log.warning(
    `Index annotations are ignored for target '${target.name}': an image for one platform without attestations has no index`
  )
  const fields = { ...target.fields, annotations: kept.map(withEscapes) }
  return { ...planned, labels, target: { ...target, annotations: kept, fields } }
}

/** The levels before an annotation: docker/buildx, util/buildflags, ParseAnnotations */
const levels = /^(?:(?:manifest|index)(?:-descriptor)?(?:\[[^\]]*\])?,?)+(?=:)/

/** Annotations, in buildx's format, without those of an index. */
export function withoutIndex(annotations: readonly string[]): readonly string[] {
  return annotations.flatMap((line) => {
    const [given = ''] = levels.exec(line) ?? []
    const kept = given.split(',').filter((level) => !level.startsWith('index'))
    return given !== '' && kept.length === 0 ? [] : [kept.join(',') + line.slice(given.length)]
  })
}
