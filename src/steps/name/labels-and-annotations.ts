import { isAttested } from '../../builder/buildx/arguments.ts'
import type { Environment } from '../../environment.ts'
import type { Inputs } from '../../github/inputs/inputs.ts'
import { formatAnnotations } from '../../names/annotations.ts'
import { annotationLevelsIn, formatLabel } from '../../names/name-outputs.ts'
import { isBake } from '../bake/check-bake.ts'
import type { JobNames } from './name.ts'

/** The labels (`key=value`) and annotations (`level:key=value`) to set on the image. */
export interface LabelsAndAnnotations {
  readonly labels: readonly string[]
  readonly annotations: readonly string[]
}

const sourceStays =
  "Labels and annotations are only set as outputs, because 'source' is published unchanged. Add them where the image is built"
const imagesStay =
  "Labels are only set as outputs, because the images of 'source' are published unchanged. Add them where those are built"

const pushedStays =
  "Labels and annotations are only set as outputs, because what 'run' pushes is published unchanged. Have the tool set them"

type MarkInputs = Pick<
  Inputs,
  | 'bakeFiles'
  | 'bakeTargets'
  | 'bakeSource'
  | 'source'
  | 'run'
  | 'labels'
  | 'annotations'
  | 'platforms'
  | 'attests'
  | 'provenance'
  | 'sbom'
>

/** What to set on the image: labels always, annotations only on request, since they change its media types. */
export function labelsAndAnnotations(
  { names }: Pick<JobNames, 'names'>,
  inputs: MarkInputs,
  { variables, log }: Environment
): LabelsAndAnnotations {
  if (inputs.run) {
    if (inputs.labels || inputs.annotations) log.warning(pushedStays)
    return { labels: [], annotations: [] }
  }
  if (inputs.source) {
    warnAboutMarks(inputs, log)
    return { labels: [], annotations: [] }
  }
  // Each target has its own.
  if (isBake(inputs)) return { labels: [], annotations: [] }
  const asked = inputs.annotations === '' ? [] : names.annotations
  const levels = annotationLevelsIn(variables).split(',')
  const all = formatAnnotations(
    asked,
    levels.map((level) => level.trim())
  )
  const hasIndex = inputs.platforms.length > 1 || isAttested(inputs)
  const annotations = hasIndex ? all : all.filter((line) => !line.startsWith('index'))
  if (annotations.length < all.length) {
    log.warning('Index annotations are ignored: an image for one platform without attestations has no index')
  }
  return { labels: names.labels.map(formatLabel), annotations }
}

/** A new index gets the annotations, but nothing can be added to existing images. */
function warnAboutMarks({ source = [], platforms, labels, annotations }: MarkInputs, log: Environment['log']): void {
  const isNew = source.length > 1 || platforms.length > 0
  if (isNew && labels) log.warning(imagesStay)
  if (!isNew && (labels || annotations)) log.warning(sourceStays)
}
