import type { Job } from '../job/job.ts'
import type { MadeImage, Result } from '../job/result.ts'
import type { Mode } from '../request/mode.ts'
import type { PlannedImage } from './part-job.ts'

/** Makes what one job builds of a release. */
export interface PartMaker {
  /** The job as it publishes the whole release. */
  readonly job: Job
  readonly mode: Mode['do']
  /** All images of the release, once those that this job makes are known. */
  plan(made: readonly MadeImage[]): readonly PlannedImage[]
  /** Brings the part to the targets. The job has no tags, and no platforms but those of the part. */
  make(job: Job): Promise<Result>
}
