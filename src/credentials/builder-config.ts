import { access, mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Variables } from '../environment.ts'
import type { JsonRecord } from '../json.ts'
import { encodeLogin, type Login } from '../oci/distribution/login.ts'
import { type Config, parseConfig, readConfigIn } from './config-files.ts'
import { configKeyOf } from './docker-config.ts'

/** A login, or a token that is sent as it is: docker/cli, cli/config/types/authconfig.go (`registrytoken`) */
export type DockerLogin = Login | { readonly registryToken: string }

export interface DockerConfigOptions {
  /** Where to write it: a folder that only this step uses. */
  readonly directory: string
  /** The user's folder, whose settings, helpers, contexts, plugins and builders keep working. */
  readonly base: string | undefined
  /** By canonical host. They take precedence over the user's folder and DOCKER_AUTH_CONFIG. */
  readonly logins: ReadonlyMap<string, DockerLogin>
  readonly variables: Variables
  /** Whether to leave out all other logins. */
  readonly isAnonymous?: boolean
}

/** Folders of Docker's configuration that hold no credentials. */
const linked = ['contexts', 'cli-plugins']

/**
 * Writes a Docker configuration for the builder only, so that the user's is not touched and credentials are gone after
 * the step. Returns the variables that point child processes to it.
 */
export async function writeDockerConfig({
  directory,
  base,
  logins,
  variables,
  isAnonymous = false,
}: DockerConfigOptions): Promise<Variables> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const found = base === undefined ? undefined : await readConfigIn(base)
  const config = isAnonymous ? found && withoutLogins(found) : found
  const auths = { ...authsIn(isAnonymous ? '' : variables.DOCKER_AUTH_CONFIG), ...authsOf(logins) }
  await writeConfig(directory, withAuths(config, auths))
  if (!base) return { DOCKER_CONFIG: directory }
  for (const name of linked) {
    if (await exists(join(base, name))) await symlink(join(base, name), join(directory, name))
  }
  return { DOCKER_CONFIG: directory, BUILDX_CONFIG: variables.BUILDX_CONFIG || join(base, 'buildx') }
}

/** Adds a login to a configuration that writeDockerConfig wrote. It is never in arguments or variables. */
export async function addLogin(directory: string, registry: string, login: Login): Promise<void> {
  await writeConfig(directory, withAuths(await readConfigIn(directory), authsOf(new Map([[registry, login]]))))
}

async function writeConfig(directory: string, document: JsonRecord): Promise<void> {
  await writeFile(join(directory, 'config.json'), JSON.stringify(document, null, 2), { mode: 0o600 })
}

/** The content of `auths`, with Docker's key for Docker Hub. */
export function authsOf(logins: ReadonlyMap<string, DockerLogin>): JsonRecord {
  const entryOf = (login: DockerLogin) =>
    'registryToken' in login ? { registrytoken: login.registryToken } : { auth: encodeLogin(login) }
  return Object.fromEntries([...logins].map(([registry, login]) => [configKeyOf(registry), entryOf(login)]))
}

/** Docker's variable for credentials. It is not passed to children, since it would override this step's logins. */
function authsIn(document = ''): JsonRecord {
  return document === '' ? {} : parseConfig(document, 'DOCKER_AUTH_CONFIG').config.auths
}

/** An entry in `auths` is only used if no helper is configured, which an empty name in `credHelpers` ensures. */
function withAuths(base: Config | undefined, auths: JsonRecord): JsonRecord {
  const helpers = Object.fromEntries(Object.keys(auths).map((key) => [key, '']))
  return {
    ...base?.config.document,
    auths: { ...base?.config.auths, ...auths },
    credHelpers: { ...base?.config.credHelpers, ...helpers },
  }
}

function withoutLogins({ config, ...place }: Config): Config {
  const { credsStore: _, HttpHeaders: __, ...document } = config.document
  return { ...place, config: { document, auths: {}, credHelpers: {}, credsStore: '' } }
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false
  )
}
