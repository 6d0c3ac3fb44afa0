import type { Run, Variables } from '../environment.ts'
import type { Repository } from '../oci/distribution/reference.ts'
import { formatScope, parseScope, scopesOf } from '../oci/distribution/registry-scope.ts'
import { type Credential, secretOf } from '../registry/auth/credential.ts'
import { type CredentialSource, remembered } from '../registry/auth/credential-source.ts'
import type { Access, RegistrySettings } from '../registry/connect.ts'
import { type Config, readConfigs, readFound, secretsOf } from './config-files.ts'
import { type Found, keyFor, lookUp } from './docker-config.ts'
import { askHelper } from './helper.ts'

/** What the inputs say about a registry, or a path on it. */
export interface GivenAccess extends RegistrySettings {
  readonly credential?: Credential
}

export interface KeyringOptions {
  /** By canonical host, or host and path: `formatScope`. */
  readonly given: ReadonlyMap<string, GivenAccess>
  /** The job's token, for the registry of its GitHub server, if there is no other credential. */
  readonly jobToken: string
  readonly jobRegistry: string | undefined
  readonly variables: Variables
  readonly run: Run
  /** Called when there is no credential for a repository. */
  readonly anonymous?: (repository: Repository) => void
  readonly mask: (secret: string) => void
  readonly redact: (text: string) => string
  readonly now: () => Date
  /** Time-out of a credential helper in milliseconds. */
  readonly helperTimeout?: number
  readonly signal: AbortSignal
}

type Login = Pick<Extract<Credential, { kind: 'password' }>, 'username' | 'password'>

/**
 * Knows how to access each repository, and as whom. Credentials come from the inputs, DOCKER_AUTH_CONFIG, Docker's config
 * file (with its helpers), and for the GitHub server's registry the job's token. Each is looked up when it is first needed,
 * and masked as soon as it is known.
 */
export class Keyring {
  readonly #options: KeyringOptions
  readonly #masked = new Set<string>()
  readonly #accesses = new Map<string, Access>()
  readonly #helpers = new Map<string, CredentialSource>()
  #configs: Promise<readonly Config[]> | undefined

  constructor(options: KeyringOptions) {
    this.#options = options
  }

  /** Gives one object for all repositories with the same settings and the same credential. Never rejects. */
  async accessTo(repository: Repository): Promise<Access> {
    const { now, anonymous } = this.#options
    const settings = scopesOf(repository, this.#options.given.keys())
    const key = [repository.registry, settings.at(-1), await this.#credentialScope(repository)].join(' ')
    const known = this.#accesses.get(key)
    if (known) return known
    const credential = remembered(async (useless) => {
      const found = await this.#credentialFor(repository, useless)
      if (!found) anonymous?.(repository)
      return found
    }, now)
    const access = { ...this.#settingsAt(settings), credential }
    this.#accesses.set(key, access)
    return access
  }

  /** The settings for the registry, overridden by those for the path. */
  #settingsAt(scopes: readonly string[]): RegistrySettings {
    const all = scopes.map((scope) => this.#options.given.get(scope) ?? {})
    const { credential: _, ...settings }: GivenAccess = Object.assign({}, ...all)
    return { ...settings, tls: Object.assign({}, ...all.map(({ tls }) => tls)) }
  }

  /** The scope of the entry in the inputs that has the credential of a repository. */
  #givenScope(repository: Repository): string | undefined {
    const { given } = this.#options
    return scopesOf(repository, given.keys()).findLast((scope) => given.get(scope)?.credential)
  }

  /** Repositories of a registry with the same scope have the same credential. */
  async #credentialScope(repository: Repository): Promise<string> {
    const given = this.#givenScope(repository)
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
    const whole = byWidth(given).map(([key, { credential }]) => loginOf(parseScope(key)?.registry ?? key, credential))
    const logins = new Map([...toRead, ...whole].filter((login) => login !== undefined).toReversed())
    const ours = jobRegistry && (await this.#credentialFor({ registry: jobRegistry, name: '' }).catch(() => undefined))
    if (ours && ours.kind === 'password' && ours.password === jobToken) logins.set(jobRegistry, ours)
    return logins
  }

  /** Undefined if Docker finds the login by itself, which it does by registry only. */
  async #loginToRead(repository: Repository): Promise<readonly [registry: string, Login] | undefined> {
    const isGiven = this.#givenScope(repository) !== undefined
    if (!isGiven && !(await this.#credentialScope(repository)).includes('/')) return undefined
    const credential = await this.#credentialFor(repository).catch(() => undefined)
    return loginOf(repository.registry, credential)
  }

  async #credentialFor(repository: Repository, useless?: Credential): Promise<Credential | undefined> {
    const credential = await this.#find(repository, useless)
    if (credential) this.#mask(secretOf(credential))
    return credential
  }

  async #find(repository: Repository, useless: Credential | undefined): Promise<Credential | undefined> {
    const { given, jobToken, jobRegistry, variables } = this.#options
    const scope = this.#givenScope(repository)
    if (scope !== undefined) return given.get(scope)?.credential
    for (const config of await this.#read()) {
      const credential = await this.#inConfig(config, repository, useless)
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

  async #inConfig(
    { config, where }: Config,
    repository: Repository,
    useless: Credential | undefined
  ): Promise<Credential | undefined> {
    for (const found of lookUp(config, repository)) {
      const ask = async () =>
        'read' in found ? readFound(found, where) : await this.#fromHelper(found, repository, useless)
      const credential = await ask()
      if (credential) return credential
    }
    return undefined
  }

  /** A helper runs once for each server, since it may take seconds or ask somebody. */
  async #fromHelper(
    { helper, server }: Extract<Found, { helper: string }>,
    { registry }: Repository,
    useless: Credential | undefined
  ): Promise<Credential | undefined> {
    const { run, variables, redact, now, helperTimeout: timeout, signal } = this.#options
    const key = `${helper} ${server}`
    const mask = (secret: string) => this.#mask(secret)
    const how = { helper, server, registry, run, variables, mask, redact, signal, ...(timeout && { timeout }) }
    const source = this.#helpers.get(key) ?? remembered(() => askHelper(how), now)
    this.#helpers.set(key, source)
    return await source(useless)
  }
}

function loginOf(registry: string, credential?: Credential): readonly [registry: string, Login] | undefined {
  return credential?.kind === 'password' ? [registry, credential] : undefined
}

/** Entries for whole registries first. */
function byWidth(given: KeyringOptions['given']): readonly (readonly [string, GivenAccess])[] {
  return [...given].toSorted(([one], [other]) => Number(one.includes('/')) - Number(other.includes('/')))
}
