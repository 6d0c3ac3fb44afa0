import { publishedMetadata } from '../../builder/buildx/metadata-file.ts'
import type { Environment } from '../../environment.ts'
import type { Inputs } from '../../github/inputs/inputs.ts'
import type { OutputName } from '../../github/report/step-outputs.ts'
import { annotationLevelsIn, formatOutputs, type NameOutputs } from '../../names/name-outputs.ts'
import type { Digest } from '../../oci/digest.ts'
import type { Image } from '../../oci/image.ts'
import { commonDigest } from '../../plan/outcome.ts'
import { partResultJson, publishedImages, resultJson } from '../../plan/outcome-text.ts'
import { isPublication } from '../../plan/parts/part-report.ts'
import type { CheckReport } from '../../push/phases/check.ts'
import type { Result } from '../job/result.ts'
import { publishedRoot } from './summarize.ts'

/** The outputs of a step, and the bake files whose paths are outputs, too. */
export interface OutputValues extends Pick<NameOutputs, 'bakeFiles'> {
  readonly texts: Partial<Record<OutputName, string>>
}

export function outputValues(
  result: Result,
  { bakeTarget }: Pick<Inputs, 'bakeTarget'>,
  { variables }: Pick<Environment, 'variables'>,
  checks: readonly CheckReport[] = []
): OutputValues {
  const { texts, bakeFiles } = formatOutputs(result.names, {
    annotationLevels: annotationLevelsIn(variables),
    bakeTarget,
  })
  return {
    texts: Object.assign({ ...texts, ...imageOutputs(result) }, ...checks.map(({ outputs }) => outputs)),
    bakeFiles,
  }
}

function imageOutputs(result: Result): Partial<Record<OutputName, string>> {
  const { outcomes, image, metadata, part } = result
  // The digest of a part must not be taken for that of the image.
  if (part && !isPublication(part)) return { ...unpublished, result: partResultJson(outcomes, part) }
  const root = image && publishedRoot({ outcomes, image })
  const images = publishedImages(outcomes, root?.digest)
  const digest = root?.digest ?? metadata?.digest ?? commonDigest(outcomes) ?? ''
  const isPublished = metadata && root
  return {
    digest,
    image: areSeveral(outcomes) ? '' : (images[0] ?? ''),
    images: images.join('\n'),
    result: resultJson(outcomes, root?.digest),
    imageid: metadata?.configDigest ?? configOf(image) ?? digest,
    metadata: isPublished ? publishedMetadata(metadata, root, outcomes) : (metadata?.text ?? ''),
  }
}

/** Whether a bake made several images, of which none is the one to name. */
function areSeveral(outcomes: Result['outcomes']): boolean {
  return new Set(outcomes.flatMap(({ bakeTargets = [] }) => bakeTargets)).size > 1
}

const unpublished = { digest: '', image: '', images: '', imageid: '', metadata: '' } as const

/** The digest of the config; undefined if the root is an index of several images. */
function configOf(image: Image | undefined): Digest | undefined {
  return image?.manifests.at(-1)?.blobs[0]?.digest
}
