import type { BuildReport } from '../plan/build-report.ts'
import type { Outcome } from '../plan/outcome.ts'

/** What a run's summary is made of. */
export interface JobSummary {
  /** What the run was about: the image with its first tag, or the Dockerfile. */
  readonly subject: string
  /** What the builder was to do, or that a source was to be read. */
  readonly goal: 'build' | 'read' | 'check' | 'call'
  readonly outcomes: readonly Outcome[]
  /** Whether what was required is done. */
  readonly isDone: boolean
  readonly digest?: string | undefined
  /** What ended the run early: an error, or several in an AggregateError. */
  readonly failure?: unknown
  readonly build?: BuildReport | undefined
  /** Why nothing was to be pushed. */
  readonly unpushed?: string | undefined
}
