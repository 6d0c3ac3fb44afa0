import type { BuildRequest } from '../../builder/build-request.ts'
import type { BuildWatch } from '../../builder/watch.ts'
import type { Keyring } from '../../credentials/keyring.ts'
import type { Environment } from '../../environment.ts'
import type { Inputs } from '../../github/inputs/inputs.ts'
import type { InputError } from '../../input-error.ts'
import type { Target } from '../../oci/distribution/target.ts'
import type { Check } from '../../push/phases/check.ts'
import type { Registries } from '../../registry/connect.ts'
import type { JobNames } from '../name/name.ts'
import type { Trust } from '../request/trust.ts'
import type { MadeImage } from './result.ts'
import type { Stop } from './stop.ts'

/** Everything that is known before anything is started. */
export interface Job {
  readonly inputs: Inputs
  readonly named: JobNames
  readonly request: BuildRequest
  /** The text of the Dockerfile; empty if only the builder can read it, or nothing is built. */
  readonly dockerfile: string
  readonly trust: Trust
  readonly keyring: Keyring
  readonly registries: Registries
  /** What can stop the run. */
  readonly stop: Stop
  /** Logins that the inputs give only half of. */
  readonly incompleteLogins: readonly InputError[]
  /** Observes the build. */
  readonly watch: BuildWatch
  /** What must agree before any tag moves. */
  readonly checks: readonly Check[]
  readonly environment: Environment
  /** The targets that attestations name, if those of the job have no tags. */
  readonly subjects?: readonly Target[]
  /** Called once all images are known that are about to be published; their content may still be on the way. */
  readonly onImages?: (images: readonly MadeImage[]) => void
}
