import type { Environment } from '../../environment.ts'
import type { Inputs } from '../../github/inputs/inputs.ts'
import type { Check } from '../../push/phases/check.ts'
import type { Job } from '../job/job.ts'

/** What a check may use of a job. `environment.signal` ends it. */
export type CheckJob = Pick<Job, 'inputs' | 'named' | 'trust' | 'keyring' | 'registries' | 'stop'> & {
  readonly environment: Environment
  /** How far the run goes: nothing is attached to an image that is not published. */
  readonly publishes: boolean
}

/** A kind of check. */
export interface CheckKind {
  readonly isAsked: (inputs: Inputs) => boolean
  /**
   * Prepares the check before anything is built, so that a missing program or a wrong key is known in the first second.
   * Undefined if there is nothing to do in this run. Throws InputError, or an AggregateError.
   */
  readonly open: (job: CheckJob) => Promise<Check | undefined>
}

/** All kinds, in the order in which the checks of one stage run. Each loads its code when it is asked for. */
export const checkKinds: readonly CheckKind[] = []
