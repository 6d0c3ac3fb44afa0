import type { Run, Variables } from '../environment.ts'
import type { Repository } from '../oci/distribution/reference.ts'
import { formatScope, parseScope, scopesOf } from '../oci/distribution/registry-scope.ts'
import { type Credential, secretOf } from '../registry/auth/credential.ts'
import { type Config, readConfigs, readFound, secretsOf } from './config-files.ts'
import { keyFor, lookUp } from './docker-config.ts'
import { askHelper } from './helper.ts'

export interface KeyringOptions {
  /** Credentials from the inputs, by canonical host, or host and path: `formatScope`. */
  readonly given: ReadonlyMap<string, Credential>
  /** The job's token, for the registry of its GitHub server, if there is no other credential. */
  readonly jobToken: string
  readonly jobRegistry: string | undefined
  readonly variables: Variables
  readonly run: Run
  readonly mask: (secret: string) => void
  readonly redact: (text: string) => string
  /** Time-out of a credential helper in milliseconds. */
  readonly helperTimeout?: number
  readonly signal: AbortSignal
}

type Login = Pick<Extract<Credential, { kind: 'password' }>, 'username' | 'password'>

/**
 * Finds the credential for a repository: from the inputs, DOCKER_AUTH_CONFIG, Docker's config file (with its helpers),
 * and for the GitHub server's registry the job's token. Every secret is masked as soon as it is known.
 */
export class Keyring {
  readonly #options: KeyringOptions
  readonly #masked = new Set<string>()
  #configs: Promise<readonly Config[]> | undefined

  constructor(options: KeyringOptions) {
    this.#options = options
  }

  async credentialFor(repository: Repository): Promise<Credential | undefined> {
    const credential = await this.#find(repository)
    if (credential) this.#mask(secretOf(credential))
    return credential
  }

  /** The scope of a repository's credential: repositories of the same scope share a credential. Never rejects. */
  async scopeOf(repository: Repository): Promise<string> {
    const given = scopesOf(repository, this.#options.given.keys()).at(-1)
    if (given !== undefined) return given
    // An invalid configuration is reported when a credential is requested.
    const configs = await this.#read().catch(() => [])
    const keys = configs.map(({ config }) => keyFor(repository, Object.keys(config.auths)) ?? repository.registry)
    return keys.map((key) => formatScope(parseScope(key) ?? { registry: key, path: '' })).join(' ')
  }

  /**
   * The logins that a builder needs to sign in as we do; it already has the user's Docker configuration. Docker knows
   * one login per registry: of several by path, it is the one for the repositories that the builder reads.
   */
  async logins(read: readonly Repository[] = []): Promise<ReadonlyMap<string, Login>> {
    const { given, jobRegistry, jobToken } = this.#options
    const toRead = await Promise.all(read.map((repository) => this.#loginToRead(repository)))
    const whole = byWidth(given).map(([key, credential]) => loginOf(parseScope(key)?.registry ?? key, credential))
    const logins = new Map([...toRead, ...whole].filter((login) => login !== undefined).toReversed())
    const ours = jobRegistry && (await this.credentialFor({ registry: jobRegistry, name: '' }).catch(() => undefined))
    if (ours && ours.kind === 'password' && ours.password === jobToken) logins.set(jobRegistry, ours)
    return logins
  }

  /** Undefined if Docker finds the login by itself, which it does by registry only. */
  async #loginToRead(repository: Repository): Promise<readonly [registry: string, Login] | undefined> {
    const isGiven = scopesOf(repository, this.#options.given.keys()).length > 0
    if (!isGiven && !(await this.scopeOf(repository)).includes('/')) return undefined
    const credential = await this.credentialFor(repository).catch(() => undefined)
    return credential && loginOf(repository.registry, credential)
  }

  async #find(repository: Repository): Promise<Credential | undefined> {
    const { given, jobToken, jobRegistry, variables } = this.#options
    const known = scopesOf(repository, given.keys()).at(-1)
    if (known !== undefined) return given.get(known)
    for (const config of await this.#read()) {
      const credential = await this.#inConfig(config, repository)
      if (credential) return credential
    }
    if (repository.registry !== jobRegistry || !jobToken) return undefined
    return { kind: 'password', username: variables.GITHUB_ACTOR || 'x-access-token', password: jobToken }
  }

  /** The configurations to use, in order of precedence. */
  #read(): Promise<readonly Config[]> {
    this.#configs ??= this.#readOnce()
    return this.#configs
  }

  /** The builder gets all of their content, so all secrets in them are masked. */
  async #readOnce(): Promise<readonly Config[]> {
    const configs = await readConfigs(this.#options.variables)
    for (const secret of configs.flatMap(secretsOf)) this.#mask(secret)
    return configs
  }

  #mask(secret: string): void {
    if (this.#masked.has(secret)) return
    this.#masked.add(secret)
    this.#options.mask(secret)
  }

  async #inConfig({ config, where }: Config, repository: Repository): Promise<Credential | undefined> {
    const { run, variables, redact, helperTimeout: timeout, signal } = this.#options
    const mask = (secret: string) => this.#mask(secret)
    const how = { registry: repository.registry, run, variables, mask, redact, signal, ...(timeout && { timeout }) }
    for (const found of lookUp(config, repository)) {
      const credential = 'read' in found ? readFound(found, where) : await askHelper({ ...found, ...how })
      if (credential) return credential
    }
    return undefined
  }
}

function loginOf(registry: string, credential: Credential): readonly [registry: string, Login] | undefined {
  return credential.kind === 'password' ? [registry, credential] : undefined
}

/** Credentials for whole registries first. */
function byWidth(given: ReadonlyMap<string, Credential>): readonly (readonly [string, Credential])[] {
  return [...given].toSorted(([one], [other]) => Number(one.includes('/')) - Number(other.includes('/')))
}
