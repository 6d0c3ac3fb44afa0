import type { Login } from '../oci/distribution/login.ts'
import type { Repository } from '../oci/distribution/reference.ts'
import { parseScope, scopesOf } from '../oci/distribution/registry-scope.ts'
import { type Credential, secretOf } from '../registry/auth/credential.ts'
import { remembered } from '../registry/auth/credential-source.ts'
import type { Access } from '../registry/connect.ts'
import { CredentialLookup, type LookupOptions } from './lookup.ts'
import type { GivenAccess } from './settings.ts'

export interface KeyringOptions extends LookupOptions {
  /** Called when it is known how to sign in at a registry, and again if that changes. */
  readonly signingIn?: (registry: string, description: string) => void
  /** Called when there is no credential for a repository. */
  readonly anonymous?: (repository: Repository) => void
  /** Called when a repository was created because it was missing. */
  readonly created?: (repository: Repository) => void
}

/** Knows how to access each repository, and as whom. Nothing is looked up before it is needed. */
export class Keyring {
  readonly #options: KeyringOptions
  readonly #lookup: CredentialLookup
  readonly #accesses = new Map<string, Promise<Access>>()

  constructor(options: KeyringOptions) {
    this.#options = options
    this.#lookup = new CredentialLookup(options)
  }

  /**
   * Gives one object for all repositories with the same settings and the same credential. Throws InputError if Docker's
   * certificates for the registry cannot be read.
   */
  async accessTo(repository: Repository): Promise<Access> {
    const { given } = this.#options
    const settings = scopesOf(repository, given.keys())
    const key = [repository.registry, settings.at(-1), await this.#lookup.scopeOf(repository)].join(' ')
    const access = this.#accesses.get(key) ?? this.#newAccess(repository)
    this.#accesses.set(key, access)
    return await access
  }

  /**
   * The logins that a builder needs to sign in as we do; it already has the user's Docker configuration. Docker knows
   * one login per registry: of several by path, it is the one for the repositories that the builder reads.
   */
  async logins(read: readonly Repository[] = []): Promise<ReadonlyMap<string, Login>> {
    const { given, job } = this.#options
    const own = job.registry === undefined ? [] : [{ registry: job.registry, name: '' }]
    const toRead = await Promise.all([...read, ...own].map((repository) => this.#loginToRead(repository)))
    const whole = byWidth(given).map(([key, { credential }]) => loginOf(parseScope(key)?.registry ?? key, credential))
    return new Map([...toRead, ...whole].filter((login) => login !== undefined).toReversed())
  }

  /** What we sign in with at the registries of these repositories; the first repository of a registry counts. */
  async loginsTo(repositories: readonly Repository[]): Promise<ReadonlyMap<string, Login>> {
    const logins = repositories.map(async (repository) => {
      const { credential } = await this.accessTo(repository)
      return loginOf(repository.registry, await credential())
    })
    return new Map((await Promise.all(logins)).filter((login) => login !== undefined).toReversed())
  }

  async #credentialFor(repository: Repository, useless: Credential | undefined): Promise<Credential | undefined> {
    const { signingIn, anonymous } = this.#options
    const found = await this.#lookup.find(repository, useless)
    if (found) signingIn?.(repository.registry, found.way.description)
    else if (!useless) anonymous?.(repository)
    return found?.credential
  }

  async #newAccess(repository: Repository): Promise<Access> {
    const settings = await this.#lookup.settingsFor(repository)
    const { registry } = repository
    const call = this.#lookup.callerFor(repository)
    const create = this.#lookup.creatorFor(repository)
    return {
      ...settings,
      ...(call && { call }),
      ...(create && {
        createRepository: async (name) => {
          await create(name)
          this.#options.created?.({ registry, name })
        },
      }),
      credential: remembered((useless) => this.#credentialFor(repository, useless), this.#options.now),
    }
  }

  /** Undefined if there is none that Docker does not find by itself. */
  async #loginToRead(repository: Repository): Promise<readonly [registry: string, Login] | undefined> {
    try {
      if (await this.#lookup.isFoundByDocker(repository)) return undefined
      const found = await this.#lookup.find(repository)
      const isDockers = found?.way.isDockers && !(await this.#lookup.scopeOf(repository)).includes('/')
      return isDockers ? undefined : loginOf(repository.registry, found?.credential)
    } catch {
      // The builder, or the push, will say what is wrong if it matters.
      return undefined
    }
  }
}

function loginOf(registry: string, credential?: Credential): readonly [registry: string, Login] | undefined {
  if (!credential || credential.kind === 'registry-token' || !credential.username) return undefined
  return [registry, { username: credential.username, password: secretOf(credential) }]
}

/** Entries for whole registries first. */
function byWidth(given: KeyringOptions['given']): readonly (readonly [string, GivenAccess])[] {
  return [...given].toSorted(([one], [other]) => Number(one.includes('/')) - Number(other.includes('/')))
}
