import { join } from 'node:path'
import type { PushOptions } from '../build/build.ts'
import type { BuildRequest } from '../build/build-request.ts'
import { addLogin, encodeLogin, type Login, writeDockerConfig } from '../build/docker-config.ts'
import { childVariables, namedVariables } from '../build/variables.ts'
import type { BuildWatch } from '../build/watch.ts'
import type { Environment } from '../environment.ts'
import { confineGit } from '../github/git-settings.ts'
import type { Inputs } from '../github/inputs.ts'
import { serverRegistry } from '../github/server.ts'
import { dockerConfigDirectory } from '../registry/credentials/config-files.ts'
import { Keyring } from '../registry/credentials/keyring.ts'
import type { GivenAccess } from './access.ts'
import { madeOf } from './made-of.ts'
import type { Named } from './name.ts'
import type { Trust } from './trust.ts'

/** Everything that is known before anything is started. */
export interface Order {
  readonly inputs: Inputs
  readonly named: Named
  readonly request: BuildRequest
  readonly trust: Trust
  readonly access: GivenAccess
  /** Observes the build. */
  readonly watch: BuildWatch
  readonly environment: Environment
}

/** All known credentials, by registry. */
export function keyringFor(
  { inputs, access, environment }: Pick<Order, 'inputs' | 'access' | 'environment'>,
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
export async function buildOptionsFor(order: Order, keyring: Keyring, signal: AbortSignal): Promise<PushOptions> {
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
async function loginsFor({ request, environment }: Order, keyring: Keyring) {
  const read = await madeOf(request, environment.workspace)
  return await keyring.logins(read.map(({ repository }) => repository))
}
