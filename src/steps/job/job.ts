import type { BuildRequest } from '../../builder/build-request.ts'
import type { BuildWatch } from '../../builder/watch.ts'
import { Keyring } from '../../credentials/keyring.ts'
import type { Environment } from '../../environment.ts'
import type { Inputs } from '../../github/inputs/inputs.ts'
import { serverRegistry } from '../../github/repository/github-server.ts'
import type { InputError } from '../../input-error.ts'
import { childVariables } from '../../process/variables.ts'
import type { JobNames } from '../name/name.ts'
import { type GivenRegistries, whyAnonymous } from '../read/access.ts'
import type { Trust } from '../request/trust.ts'

/** Everything that is known before anything is started. */
export interface Job {
  readonly inputs: Inputs
  readonly named: JobNames
  readonly request: BuildRequest
  /** The text of the Dockerfile; empty if only the builder can read it, or nothing is built. */
  readonly dockerfile: string
  readonly trust: Trust
  readonly keyring: Keyring
  /** Logins of which the inputs give only half. */
  readonly incompleteLogins: readonly InputError[]
  /** Observes the build. */
  readonly watch: BuildWatch
  readonly environment: Environment
}

/** How to access each registry, with all known credentials. Says why the inputs have none, if they have others. */
export function keyringFor(inputs: Inputs, registries: GivenRegistries, environment: Environment): Keyring {
  const { variables, run, log, now, signal } = environment
  const jobToken = inputs.githubToken
  if (jobToken) log.mask(jobToken)
  return new Keyring({
    given: registries.given,
    job: { token: jobToken, registry: serverRegistry(variables) },
    variables,
    // Credential helpers may read DOCKER_AUTH_CONFIG.
    helperVariables: childVariables(variables, ['DOCKER_AUTH_CONFIG']),
    run,
    signingIn: (registry, description) => log.info(`${registry}: ${description}`),
    anonymous(repository) {
      const remark = whyAnonymous(repository, inputs, registries)
      if (remark !== undefined) log.notice(remark)
    },
    mask: log.mask,
    redact: log.redact,
    now,
    signal,
  })
}
