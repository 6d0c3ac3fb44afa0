import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Run, Variables } from '../../environment.ts'
import { InputError } from '../../input-error.ts'
import type { Credential } from './credential.ts'
import { type DockerConfig, lookUp, parseDockerConfig } from './docker-config.ts'
import { askHelper } from './helper.ts'

export interface KeyringOptions {
  /** What the inputs give, by canonical host. */
  readonly given: ReadonlyMap<string, Credential>
  /** The job's own token, for the registry of the server that it is of, where nothing else is known. */
  readonly jobToken: string
  readonly jobRegistry: string | undefined
  readonly variables: Variables
  readonly run: Run
  readonly mask: (secret: string) => void
  readonly redact: (text: string) => string
  /** Milliseconds that a credential helper may take. */
  readonly helperTimeout?: number
  readonly signal: AbortSignal
}

/**
 * Finds who we are at a registry: the inputs, DOCKER_AUTH_CONFIG, what `docker login` left (with its helpers), and for
 * the server's own registry the job's token. Every secret is masked as soon as it is known.
 */
export class Keyring {
  readonly #options: KeyringOptions

  constructor(options: KeyringOptions) {
    this.#options = options
  }

  async credentialFor(registry: string): Promise<Credential | undefined> {
    const credential = await this.#find(registry)
    if (credential) this.#options.mask(credential.kind === 'password' ? credential.password : credential.token)
    return credential
  }

  /** What a builder must be told to sign in as we do: the user's own Docker configuration it has already. */
  async logins(): Promise<ReadonlyMap<string, { readonly username: string; readonly password: string }>> {
    const logins = new Map<string, { readonly username: string; readonly password: string }>()
    for (const [registry, credential] of this.#options.given) {
      if (credential.kind === 'password') logins.set(registry, credential)
    }
    const { jobRegistry, jobToken } = this.#options
    const ours = jobRegistry && (await this.credentialFor(jobRegistry).catch(() => undefined))
    if (ours && ours.kind === 'password' && ours.password === jobToken) logins.set(jobRegistry, ours)
    return logins
  }

  async #find(registry: string): Promise<Credential | undefined> {
    const { given, jobToken, jobRegistry, variables } = this.#options
    const known = given.get(registry)
    if (known) return known
    const document = variables.DOCKER_AUTH_CONFIG
    const configs = [...(document ? [parse(document, 'DOCKER_AUTH_CONFIG')] : []), await readConfig(variables)]
    for (const config of configs) {
      const credential = config && (await this.#fromConfig(config, registry))
      if (credential) return credential
    }
    if (registry !== jobRegistry || !jobToken) return undefined
    return { kind: 'password', username: variables.GITHUB_ACTOR || 'x-access-token', password: jobToken }
  }

  async #fromConfig(config: DockerConfig, registry: string): Promise<Credential | undefined> {
    const { run, variables, helperTimeout: timeout, signal } = this.#options
    const how = { registry, run, variables, signal, ...(timeout && { timeout }) }
    for (const found of lookUp(config, registry)) {
      const credential = 'credential' in found ? found.credential : await askHelper({ ...found, ...how })
      if (credential) return credential
    }
    return undefined
  }
}

/** The folder of Docker's configuration; undefined where there is no home. */
export function dockerConfigDirectory(variables: Variables): string | undefined {
  if (variables.DOCKER_CONFIG) return variables.DOCKER_CONFIG
  const home = variables.HOME ?? variables.USERPROFILE
  return home ? join(home, '.docker') : undefined
}

async function readConfig(variables: Variables): Promise<DockerConfig | undefined> {
  const directory = dockerConfigDirectory(variables)
  if (directory === undefined) return undefined
  const path = join(directory, 'config.json')
  try {
    return parse(await readFile(path, 'utf8'), path)
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (['ENOENT', 'ENOTDIR'].includes(code)) return undefined
    throw error instanceof InputError ? error : unreadable(path, error as Error)
  }
}

function parse(text: string, where: string): DockerConfig {
  try {
    return parseDockerConfig(text)
  } catch (cause) {
    throw unreadable(where, cause as Error)
  }
}

function unreadable(where: string, cause: Error): InputError {
  return new InputError('registry-auth', `the Docker configuration in ${where} cannot be read: ${cause.message}`, {
    cause,
  })
}
