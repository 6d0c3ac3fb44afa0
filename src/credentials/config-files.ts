import { join } from 'node:path'
import { readText } from '../disk/regular-file.ts'
import type { Variables } from '../environment.ts'
import { InputError } from '../input-error.ts'
import { type Credential, secretOf } from '../registry/auth/credential.ts'
import { readAuthEntry } from './auth-entry.ts'
import { type DockerConfig, type Found, parseDockerConfig } from './docker-config.ts'

/** A Docker configuration, and its location. */
export interface Config {
  readonly config: DockerConfig
  readonly where: string
  /** Whether a builder reads it as well. */
  readonly isDockers: boolean
}

/** Reads an entry that was found in a configuration. Throws InputError, which names the entry. */
export function readFound({ read }: Extract<Found, { read: unknown }>, where: string): Credential | undefined {
  try {
    return read()
  } catch (cause) {
    throw unreadable(where, cause as Error)
  }
}

/** The directory of Docker's configuration; undefined if there is no home directory. */
export function dockerConfigDirectory(variables: Variables): string | undefined {
  if (variables.DOCKER_CONFIG) return variables.DOCKER_CONFIG
  const home = variables.HOME ?? variables.USERPROFILE
  return home ? join(home, '.docker') : undefined
}

/** The configurations to use, in order of precedence. Throws InputError. */
export async function readConfigs(variables: Variables): Promise<readonly Config[]> {
  const document = variables.DOCKER_AUTH_CONFIG
  const given = document ? [parseConfig(document, 'DOCKER_AUTH_CONFIG')] : []
  const directory = dockerConfigDirectory(variables)
  const docker = directory === undefined ? undefined : await readConfigIn(directory)
  const podman = await Promise.all(podmanFiles(variables).map(readFile))
  return [...given, docker, ...podman.map((file) => file && { ...file, isDockers: false })].filter(
    (config) => config !== undefined
  )
}

/** The user's directory for configurations (XDG Base Directory Specification); undefined if there is no home directory. */
export function userConfigDirectory({ XDG_CONFIG_HOME, HOME }: Variables): string | undefined {
  return XDG_CONFIG_HOME || (HOME ? join(HOME, '.config') : undefined)
}

/** Where Podman, Buildah and Skopeo keep what `podman login` stored: containers-auth.json(5). */
function podmanFiles(variables: Variables): readonly string[] {
  const { REGISTRY_AUTH_FILE, XDG_RUNTIME_DIR } = variables
  if (REGISTRY_AUTH_FILE) return [REGISTRY_AUTH_FILE]
  return [XDG_RUNTIME_DIR, userConfigDirectory(variables)]
    .filter(Boolean)
    .map((folder = '') => join(folder, 'containers/auth.json'))
}

/** The configuration in a directory; undefined if there is none. Throws InputError. */
export async function readConfigIn(directory: string): Promise<Config | undefined> {
  return await readFile(join(directory, 'config.json'))
}

async function readFile(path: string): Promise<Config | undefined> {
  try {
    return parseConfig(await readText(path), path)
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (['ENOENT', 'ENOTDIR'].includes(code)) return undefined
    throw error instanceof InputError ? error : unreadable(path, error as Error)
  }
}

/** Reads a configuration; `where` names it in errors. Throws InputError. */
export function parseConfig(text: string, where: string): Config {
  try {
    return { config: parseDockerConfig(text), where, isDockers: true }
  } catch (cause) {
    throw unreadable(where, cause as Error)
  }
}

function unreadable(where: string, cause: Error): InputError {
  return new InputError('registry-auth', `the Docker configuration in ${where} cannot be read: ${cause.message}`, {
    cause,
  })
}

/** The secrets of all valid entries. */
export function secretsOf({ config }: Config): readonly string[] {
  return Object.values(config.auths).flatMap((entry) => {
    try {
      const credential = readAuthEntry(entry)
      return credential ? [secretOf(credential)] : []
    } catch {
      return []
    }
  })
}
