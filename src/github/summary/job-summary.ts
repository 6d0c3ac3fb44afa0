import type { BuildReport } from '../../plan/build-report.ts'
import type { Outcome } from '../../plan/outcome.ts'
import type { PartReport } from '../../plan/parts/part-report.ts'
import type { ImageSections } from './image/image-sections.ts'

/** What a run's summary is made of. */
export interface JobSummary {
  /** What the run was about: the image with its first tag, or the Dockerfile. */
  readonly subject: string
  /** What the builder was asked to do, `run` for a command, or `read` for an image that already exists. */
  readonly goal: 'build' | 'run' | 'read' | 'check' | 'call'
  readonly outcomes: readonly Outcome[]
  /** Whether everything that is required succeeded. */
  readonly isDone: boolean
  readonly digest?: string | undefined
  /** What ended the run early: an error, or several in an AggregateError. */
  readonly failure?: unknown
  readonly build?: BuildReport | undefined
  /** What the checks between content and tags have to say: Markdown. */
  readonly checks?: readonly string[]
  /** The images with their sizes. */
  readonly image?: ImageSections | undefined
  /** What became of a part, if the job builds one part of an image. */
  readonly part?: PartReport | undefined
  /** Why nothing was to be pushed. */
  readonly unpushed?: string | undefined
}
