import type { Run, Variables } from '../../environment.ts'
import type { Repository } from '../../oci/reference.ts'
import { formatScope, parseScope, scopesOf } from '../../oci/registry-scope.ts'
import { type Config, readConfigs, readFound, secretsOf } from './config-files.ts'
import { type Credential, secretOf } from './credential.ts'
import { keyFor, lookUp } from './docker-config.ts'
import { askHelper } from './helper.ts'

export interface KeyringOptions {
  /** What the inputs give, by canonical host, or host and path: `formatScope`. */
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

type Login = Pick<Extract<Credential, { kind: 'password' }>, 'username' | 'password'>

/**
 * Finds who we are at a repository: the inputs, DOCKER_AUTH_CONFIG, what `docker login` left (with its helpers), and for
 * the server's own registry the job's token. Every secret is masked as soon as it is known.
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

  /** What decides on a repository's credential: those for which it is the same have the same. Never rejects. */
  async scopeOf(repository: Repository): Promise<string> {
    const given = scopesOf(repository, this.#options.given.keys()).at(-1)
    if (given !== undefined) return given
    // What is wrong with a configuration is said by whoever asks for a credential.
    const configs = await this.#read().catch(() => [])
    const keys = configs.map(({ config }) => keyFor(repository, Object.keys(config.auths)) ?? repository.registry)
    return keys.map((key) => formatScope(parseScope(key) ?? { registry: key, path: '' })).join(' ')
  }

  /**
   * What a builder must be told to sign in as we do: the user's own Docker configuration it has already. Docker knows one
   * login for a registry: where there are several by path it is that for the repositories that the builder reads.
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

  /** Undefined for what Docker finds by itself: it looks for a registry alone. */
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

  /** The configurations that count, the first of them first. */
  #read(): Promise<readonly Config[]> {
    this.#configs ??= this.#readOnce()
    return this.#configs
  }

  /** The builder is given all that is in them, so all of it is masked. */
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

/** Those for whole registries first. */
function byWidth(given: ReadonlyMap<string, Credential>): readonly (readonly [string, Credential])[] {
  return [...given].toSorted(([one], [other]) => Number(one.includes('/')) - Number(other.includes('/')))
}
