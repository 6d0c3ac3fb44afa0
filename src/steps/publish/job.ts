import { join } from 'node:path'
import type { BuildRequest } from '../../builder/build-request.ts'
import type { BuildWithLoginOptions } from '../../builder/buildx/build.ts'
import { namedVariables } from '../../builder/buildx/named-variables.ts'
import type { BuildWatch } from '../../builder/watch.ts'
import { addLogin, writeDockerConfig } from '../../credentials/builder-config.ts'
import { dockerConfigDirectory } from '../../credentials/config-files.ts'
import { Keyring } from '../../credentials/keyring.ts'
import type { Environment } from '../../environment.ts'
import { confineGit } from '../../github/git/git-settings.ts'
import type { Inputs } from '../../github/inputs/inputs.ts'
import { serverRegistry } from '../../github/repository/github-server.ts'
import { encodeLogin, type Login } from '../../oci/distribution/login.ts'
import { childVariables } from '../../process/variables.ts'
import type { JobNames } from '../name/name.ts'
import type { GivenAccess } from '../read/access.ts'
import { baseImages } from '../request/base-images.ts'
import type { Trust } from '../request/trust.ts'

/** Everything that is known before anything is started. */
export interface Job {
  readonly inputs: Inputs
  readonly named: JobNames
  readonly request: BuildRequest
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

/** Prepares the builder: a separate Docker configuration, and no more of the environment than it needs. */
export async function buildOptionsFor(
  order: Job,
  keyring: Keyring,
  signal: AbortSignal
): Promise<BuildWithLoginOptions> {
  const { inputs, trust, request, watch, environment } = order
  const { variables, temp, log } = environment
  const directory = join(temp, 'docker')
  const secrets = inputs.secretEnvs.map(([, variable]) => variable)
  const passedOn = namedVariables(variables, request, secrets)
  const config = await writeDockerConfig({
    directory,
    base: dockerConfigDirectory(variables),
    logins: trust.isTrusted ? await loginsFor(order, keyring) : new Map(),
    variables: trust.isTrusted ? variables : { ...variables, DOCKER_AUTH_CONFIG: '' },
  })
  return {
    environment,
    variables: { ...confineGit(childVariables(variables, passedOn)), ...config },
    async signIn(registry: string, login: Login) {
      log.mask(login.password)
      log.mask(encodeLogin(login))
      await addLogin(directory, registry, login)
    },
    metadataFile: join(temp, 'metadata.json'),
    watch,
    signal,
  }
}

/** Docker keeps one login per registry. If the step has several by path, the images that the build reads decide. */
async function loginsFor({ request, environment }: Job, keyring: Keyring) {
  const read = await baseImages(request, environment.workspace)
  return await keyring.logins(read.map(({ repository }) => repository))
}
