import type { BuildResult } from '../../builder/builder.ts'
import type { BaseImage } from '../../builder/dockerfile/used-base.ts'
import type { Names } from '../../names/names.ts'
import type { Image } from '../../oci/image.ts'
import type { ImageComparison } from '../../plan/comparison/image-comparison.ts'
import type { Outcome } from '../../plan/outcome.ts'
import type { PartReport } from '../../plan/parts/part-report.ts'

/** One of the images that a job publishes. */
export interface MadeImage {
  /** The target of a bake, or the path below `$MANIFOLD_REPOSITORY`; empty for a single image. */
  readonly name: string
  readonly image: Image
}

/** The result of a run. */
export interface Result {
  readonly names: Names
  readonly outcomes: readonly Outcome[]
  /** Undefined if nothing was built for publishing. */
  readonly image?: Image
  /** All images of a job that may publish several. */
  readonly images?: readonly MadeImage[]
  readonly metadata?: BuildResult
  /** The image that it was built from. */
  readonly base?: BaseImage | undefined
  /** The sizes of an image that was not published. */
  readonly sizes?: ImageComparison | undefined
  /** What became of a part, if the job builds one part of an image. */
  readonly part?: PartReport
  /** How later steps name the image in `source`, if it was kept for them. */
  readonly kept?: string
  /** Whether all that was required succeeded. */
  readonly isDone: boolean
  /** The error that ended the run early. */
  readonly failure?: unknown
}
