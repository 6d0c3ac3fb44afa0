import { singleFlight } from '../async/single-flight.ts'
import type { Run, Variables } from '../environment.ts'
import type { Identity, IdentityRequest } from '../identity/identity.ts'
import { type IdentityOptions, IdentitySession } from '../identity/identity-session.ts'
import { identify } from '../identity/providers.ts'
import type { Repository } from '../oci/distribution/reference.ts'
import { formatScope, parseScope, scopesOf } from '../oci/distribution/registry-scope.ts'
import { type Credential, isSameCredential, secretOf } from '../registry/auth/credential.ts'
import { type CredentialSource, remembered } from '../registry/auth/credential-source.ts'
import type { Access, RegistrySettings } from '../registry/connect.ts'
import { type Config, readConfigs, readFound, secretsOf } from './config-files.ts'
import { type Found, keyFor, lookUp } from './docker-config.ts'
import { askHelper } from './helper.ts'
import { type GivenAccess, settingsFor } from './settings.ts'

export interface LookupOptions extends IdentityOptions {
  /** By canonical host, or host and path: `formatScope`. */
  readonly given: ReadonlyMap<string, GivenAccess>
  readonly job: IdentityRequest['job']
  /** The variables of credential helpers, which get none of the job's tokens. */
  readonly helperVariables: Variables
  readonly run: Run
  /** Timeout of a credential helper in milliseconds. */
  readonly helperTimeout?: number
}

/** One place where a credential may be. */
export interface SignInWay {
  /** For the log: `the job's token`. */
  readonly description: string
  readonly credential: CredentialSource
  /** Whether it is in Docker's own configuration, where a builder finds it as well. */
  readonly isDockers: boolean
}

/** A credential, and where it was. */
export interface FoundCredential {
  readonly credential: Credential
  readonly way: SignInWay
}

/**
 * Looks for credentials in order of precedence: the inputs, DOCKER_AUTH_CONFIG, Docker's config file with its helpers, and
 * the identities that the job has anyway. Every secret is masked as soon as it is known.
 */
export class CredentialLookup {
  readonly #options: LookupOptions
  readonly #identities: IdentitySession
  readonly #mask: (secret: string) => void
  readonly #refused: Credential[] = []
  readonly #sources = new Map<unknown, CredentialSource>()
  readonly #settings = new Map<string, Promise<RegistrySettings>>()
  #configs: Promise<readonly Config[]> | undefined

  constructor(options: LookupOptions) {
    this.#mask = maskOnce(options.mask)
    this.#options = { ...options, mask: this.#mask }
    this.#identities = new IdentitySession(this.#options)
  }

  /**
   * The first credential for a repository that was not refused yet; `useless` is one that just was, or has expired. If
   * the inputs give one, no other is tried: publishing as somebody else may be worse.
   */
  async find(repository: Repository, useless?: Credential): Promise<FoundCredential | undefined> {
    if (useless) this.#refused.push(useless)
    for (const way of await this.#waysFor(repository)) {
      const credential = await way.credential(useless)
      if (!credential || this.#refused.some((each) => isSameCredential(each, credential))) continue
      this.#mask(secretOf(credential))
      return { credential, way }
    }
    return undefined
  }

  /** How to speak to a repository's registry: `settingsFor`, whose files are read once. Throws InputError. */
  settingsFor(repository: Repository): Promise<RegistrySettings> {
    const { registry } = repository
    const key = scopesOf(repository, this.#options.given.keys()).at(-1) ?? registry
    return singleFlight(this.#settings, key, () => settingsFor(repository, this.#options))
  }

  /** Whether Docker finds what we would find: it looks by registry only, and knows no identities. */
  async isFoundByDocker(repository: Repository): Promise<boolean> {
    const ways = await this.#waysFor(repository)
    return ways.every(({ isDockers }) => isDockers) && !(await this.scopeOf(repository)).includes('/')
  }

  /** The entry of the inputs that says who to be at a repository; undefined if none does. */
  #givenScope(repository: Repository): string | undefined {
    const { given } = this.#options
    return scopesOf(repository, given.keys()).findLast((scope) => {
      const { credential, identity } = given.get(scope) ?? {}
      return credential ?? identity
    })
  }

  /** Repositories of a registry with the same scope have the same credential. Never rejects. */
  async scopeOf(repository: Repository): Promise<string> {
    const given = this.#givenScope(repository)
    if (given !== undefined) return given
    // An invalid configuration is reported when a credential is requested.
    const configs = await this.#read().catch(() => [])
    const keys = configs.map(({ config }) => keyFor(repository, Object.keys(config.auths)) ?? repository.registry)
    return keys.map((key) => formatScope(parseScope(key) ?? { registry: key, path: '' })).join(' ')
  }

  /** Creates a repository as the identity that the inputs say; undefined if they do not ask for that. */
  creatorFor(repository: Repository): ((name: string) => Promise<void>) | undefined {
    const { identity } = this.#options.given.get(this.#givenScope(repository) ?? '') ?? {}
    if (!identity?.createRepository) return undefined
    return async (name) => {
      const { tls } = await this.settingsFor(repository)
      await this.#identities.createRepository(identity, { ...repository, name }, tls)
    }
  }

  /**
   * Calls the registry's own API, with the keys that the inputs give, or else the job has; undefined if there are none. A
   * password, such as that of an earlier `docker login`, is not enough for this.
   */
  callerFor(repository: Repository): Access['call'] {
    const { registry } = repository
    const scope = this.#givenScope(repository)
    const { given, variables, job } = this.#options
    const identity =
      scope === undefined ? identify({ registry, entry: undefined, variables, job }) : given.get(scope)?.identity
    if (!identity?.call) return undefined
    return async (call) => {
      const { tls } = await this.settingsFor(repository)
      return await this.#identities.call(identity, registry, call, tls)
    }
  }

  async #waysFor(repository: Repository): Promise<readonly SignInWay[]> {
    const { registry } = repository
    const scope = this.#givenScope(repository)
    const given = scope === undefined ? undefined : this.#options.given.get(scope)
    if (given?.identity) return [this.#asIdentity(given.identity, repository, given)]
    if (given)
      return [{ description: 'the login in the inputs', credential: async () => given.credential, isDockers: false }]
    const configs = await this.#read()
    const { variables, job } = this.#options
    const ambient = identify({ registry, entry: undefined, variables, job })
    return [
      ...configs.flatMap((config) => this.#waysIn(config, repository)),
      ...(ambient ? [this.#asIdentity(ambient, repository, registry)] : []),
    ]
  }

  /** `key` stands for the identity: the job's own is a new object each time it is asked for. */
  #asIdentity(identity: Identity, repository: Repository, key: unknown): SignInWay {
    const signIn = async () => {
      const { tls } = await this.settingsFor(repository)
      return await this.#identities.signIn(identity, repository.registry, tls)
    }
    return { description: identity.description, credential: this.#remembered(key, signIn), isDockers: false }
  }

  #waysIn({ config, where, isDockers }: Config, repository: Repository): readonly SignInWay[] {
    return lookUp(config, repository).map((found) =>
      'read' in found
        ? { description: where, credential: async () => readFound(found, where), isDockers }
        : {
            description: `docker-credential-${found.helper}`,
            credential: this.#helper(found, repository),
            isDockers,
          }
    )
  }

  /** A helper runs once for each server, since it may take seconds or ask somebody. */
  #helper({ helper, server }: Extract<Found, { helper: string }>, { registry }: Repository): CredentialSource {
    const { run, helperVariables: variables, mask, redact, helperTimeout: timeout, signal } = this.#options
    const how = { helper, server, registry, run, variables, mask, redact, signal, ...(timeout && { timeout }) }
    return this.#remembered(`${helper} ${server}`, () => askHelper(how))
  }

  #remembered(key: unknown, source: CredentialSource): CredentialSource {
    const known = this.#sources.get(key) ?? remembered(source, this.#options.now)
    this.#sources.set(key, known)
    return known
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
}

function maskOnce(mask: (secret: string) => void): (secret: string) => void {
  const masked = new Set<string>()
  return (secret) => {
    if (!masked.has(secret)) mask(secret)
    masked.add(secret)
  }
}
