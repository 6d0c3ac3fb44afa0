import type { Document } from '../../attach/documents/document.ts'
import type { Environment } from '../../environment.ts'
import type { Digest } from '../../oci/digest.ts'
import type { Job } from '../job/job.ts'

/** What a check may use of a job. `environment.signal` ends it. */
export type CheckJob = Pick<Job, 'inputs' | 'named' | 'trust' | 'keyring' | 'registries' | 'stop'> & {
  readonly environment: Environment
  /** How far the run goes: nothing is attached to an image that is not published. */
  readonly publishes: boolean
  /** What checks find out, to be attached to the images by those that run after them: by the digests of manifests. */
  readonly found: Map<Digest, Document>
}
