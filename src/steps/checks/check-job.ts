import type { Document } from '../../attach/documents/document.ts'
import type { Environment } from '../../environment.ts'
import type { Digest } from '../../oci/digest.ts'
import type { Job } from '../job/job.ts'

/** What a check may use of a job. `environment.signal` ends it. */
export type CheckJob = Pick<Job, 'inputs' | 'named' | 'trust' | 'keyring' | 'registries' | 'stop'> & {
  readonly environment: Environment
  /** How far the run goes: nothing is attached to an image that is not published. */
  readonly publishes: boolean
  /** Documents that checks make for later checks to attach, by the digest of the manifest that each is about. */
  readonly found: Map<Digest, Document>
}
