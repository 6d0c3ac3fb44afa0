import type { Variables } from '../environment.ts'
import type { Tls } from '../http/connection/tls.ts'
import type { RetryPolicy } from '../http/retry/backoff.ts'
import type { JsonRecord } from '../json.ts'
import type { Repository } from '../oci/distribution/reference.ts'
import type { Credential } from '../registry/auth/credential.ts'
import { expiryMargin } from '../registry/auth/credential-source.ts'
import type { KeyedCall } from '../registry/connect.ts'
import { RegistryError } from '../registry/errors/registry-error.ts'
import type { Identity, IdentityContext } from './identity.ts'

export interface IdentityOptions {
  readonly variables: Variables
  readonly mask: (secret: string) => void
  readonly redact: (text: string) => string
  readonly now: () => Date
  readonly signal: AbortSignal
  readonly retry?: RetryPolicy
}

interface Expiring {
  readonly expiresAt: Date
}

/** The identities of a run, which share what they exchange: a role is assumed once for all registries. */
export class IdentitySession {
  readonly #options: IdentityOptions
  readonly #shared = new Map<string, Promise<Expiring>>()

  constructor(options: IdentityOptions) {
    this.#options = options
  }

  /**
   * Gets a credential for a registry. Throws RegistryError, which shows the claims of an OIDC token that was refused.
   */
  async signIn(identity: Identity, registry: string, tls: Tls = {}): Promise<Credential> {
    return await this.#during(identity, { registry, tls }, (context) => identity.signIn(context))
  }

  /** Creates a repository, unless it exists, if the identity can. Throws RegistryError. */
  async createRepository(identity: Identity, { registry, name }: Repository, tls: Tls = {}): Promise<void> {
    await this.#during(identity, { registry, tls }, async (context) => await identity.createRepository?.(name, context))
  }

  /** Calls the registry's own API as an identity that has one. Throws RegistryError. */
  async call(identity: Identity, registry: string, call: KeyedCall, tls: Tls = {}): Promise<JsonRecord> {
    return await this.#during(
      identity,
      { registry, tls },
      async (context) => (await identity.call?.(call, context)) ?? {}
    )
  }

  async #during<Result>(
    identity: Identity,
    { registry, tls }: { readonly registry: string; readonly tls: Tls },
    work: (context: IdentityContext) => Promise<Result>
  ): Promise<Result> {
    const { variables, mask, now, signal } = this.#options
    // Loaded when they are needed: most runs exchange nothing.
    const send: IdentityContext['exchange'] = async (request) => {
      const { exchange } = await import('./exchange.ts')
      return await exchange(request, { ...this.#options, registry, tls })
    }
    let claims = ''
    const oidcToken = async (audience: string) => {
      const { describeClaims, requestOidcToken } = await import('./oidc-token.ts')
      const token = await requestOidcToken(audience, { registry, variables, exchange: send, mask })
      claims = describeClaims(token)
      return token
    }
    const explained = async <Step>(work: () => Promise<Step>) => {
      try {
        return await work()
      } catch (error) {
        throw error instanceof RegistryError ? withClaims(error, registry, claims, identity) : error
      }
    }
    // The claims are those of the token that the exchange itself requested, whichever registry it was for.
    const shared: IdentityContext['shared'] = (key, work) => this.#share(key, () => explained(work))
    const context = { registry, variables, exchange: send, oidcToken, shared, mask, now, signal }
    return await explained(() => work(context))
  }

  async #share<Result extends Expiring>(key: string, work: () => Promise<Result>): Promise<Result> {
    const held = this.#shared.get(key) as Promise<Result> | undefined
    const result = await held
    if (result && result.expiresAt.getTime() - expiryMargin > this.#options.now().getTime()) return result
    if (this.#shared.get(key) === held) this.#shared.set(key, this.#forgettingTrouble(key, work()))
    return await (this.#shared.get(key) as Promise<Result>)
  }

  /** A refusal is kept, since another try would be refused as well; a service that did not respond may respond later. */
  async #forgettingTrouble<Result extends Expiring>(key: string, work: Promise<Result>): Promise<Result> {
    try {
      return await work
    } catch (error) {
      if (!(error instanceof RegistryError) || error.transient) this.#shared.delete(key)
      throw error
    }
  }
}

/** Names the registry that could not be signed in to, and shows the claims of a token that was refused. */
function withClaims(error: RegistryError, where: string, claims: string, { trustedBy }: Identity): RegistryError {
  const { status, reason, advice } = error.failure
  const isRefusal = [400, 401, 403].includes(status ?? 0) && reason === undefined && advice === undefined
  if (claims !== '' && isRefusal) {
    const remedy = trustedBy === undefined ? '' : `: compare it with ${trustedBy}`
    return new RegistryError({ ...error.failure, where, advice: `The workflow's token has ${claims}${remedy}.` })
  }
  return error.failure.where === where ? error : new RegistryError({ ...error.failure, where })
}
