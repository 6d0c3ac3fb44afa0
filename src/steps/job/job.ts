import type { BuildRequest } from '../../builder/build-request.ts'
import type { BuildWatch } from '../../builder/watch.ts'
import { Keyring } from '../../credentials/keyring.ts'
import type { Environment } from '../../environment.ts'
import type { Inputs } from '../../github/inputs/inputs.ts'
import { serverRegistry } from '../../github/repository/github-server.ts'
import { childVariables } from '../../process/variables.ts'
import type { JobNames } from '../name/name.ts'
import type { GivenAccess } from '../read/access.ts'
import type { Trust } from '../request/trust.ts'

/** Everything that is known before anything is started. */
export interface Job {
  readonly inputs: Inputs
  readonly named: JobNames
  readonly request: BuildRequest
  /** The text of the Dockerfile; empty if only the builder can read it, or nothing is built. */
  readonly dockerfile: string
  readonly trust: Trust
  readonly access: GivenAccess
  /** Observes the build. */
  readonly watch: BuildWatch
  readonly environment: Environment
}

/** All known credentials, by registry. */
export function keyringFor(
  { inputs, access, environment }: Pick<Job, 'inputs' | 'access' | 'environment'>,
  signal: AbortSignal
): Keyring {
  const { variables, run, log } = environment
  const jobToken = inputs.githubToken
  if (jobToken) log.mask(jobToken)
  return new Keyring({
    given: access.credentials,
    jobToken,
    jobRegistry: serverRegistry(variables),
    // Credential helpers may read DOCKER_AUTH_CONFIG.
    variables: childVariables(variables, ['DOCKER_AUTH_CONFIG']),
    run,
    mask: log.mask,
    redact: log.redact,
    signal,
  })
}
