import { type Challenge, parseChallenges } from './challenge.ts'
import { basicAuthorization, type Credential } from './credentials/credential.ts'
import type { Answer, Exchange } from './exchange.ts'
import { whyNotSignIn } from './realm.ts'
import { RegistryError } from './registry-error.ts'
import { requestToken, type Token } from './token.ts'

export interface AuthorizationOptions {
  /** The registry's canonical host, for errors. */
  readonly registry: string
  /** The registry's own URL. */
  readonly home: URL
  /** Looked up once, when it is first needed. */
  readonly credential: () => Promise<Credential | undefined>
  /** Hosts that the user trusts as this registry's sign-in services. */
  readonly realms: readonly string[]
  /** Sends a request to the token service; network errors are retried there. */
  readonly send: (exchange: Exchange) => Promise<Answer>
  readonly now: () => Date
  readonly signal: AbortSignal
  readonly mask: (secret: string) => void
}

/** A token that was asked for, and its value once it is there. */
interface Held {
  readonly token: Promise<Token>
  value?: string
}

/** Our standing at one registry: its challenge, our credential, and one token for each set of scopes, single-flight. */
export class Authorization {
  readonly #options: AuthorizationOptions
  readonly #tokens = new Map<string, Held>()
  /** What registries asked for beyond the scopes that a request names. */
  readonly #asked = new Map<string, readonly string[]>()
  #challenge: Challenge | undefined
  #credential: Promise<Credential | undefined> | undefined

  constructor(options: AuthorizationOptions) {
    this.#options = options
  }

  /** The credential that requests carry; undefined for a stranger. Rejects where a credential helper failed. */
  credential(): Promise<Credential | undefined> {
    this.#credential ??= this.#options.credential().then((credential) => {
      if (credential?.kind === 'password')
        this.#options.mask(basicAuthorization(credential.username, credential.password).slice(6))
      return credential
    })
    return this.#credential
  }

  /** The Authorization header for a request that needs these scopes; undefined while nothing was asked for. */
  async header(scopes: readonly string[]): Promise<string | undefined> {
    const credential = await this.credential()
    if (credential?.kind === 'registry-token') return `Bearer ${credential.token}`
    if (this.#challenge?.scheme === 'bearer') return `Bearer ${(await this.#token(scopes)).value}`
    if (this.#challenge?.scheme !== 'basic' || credential?.kind !== 'password') return undefined
    return basicAuthorization(credential.username, credential.password)
  }

  /**
   * Takes in the 401 that a request with the header `sent` got. True where the same request may succeed with the
   * header that is known now; false where the registry has seen all that we have.
   */
  challenged(answer: Answer, scopes: readonly string[], sent: string | undefined): boolean {
    const challenges = parseChallenges(answer.headers('www-authenticate'))
    const challenge =
      challenges.find(({ scheme }) => scheme === 'bearer') ?? challenges.find(({ scheme }) => scheme === 'basic')
    if (!challenge) return false
    const known = this.#challenge
    this.#challenge = challenge
    if (challenge.scheme === 'basic') return sent === undefined || known?.scheme !== 'basic'
    this.#widen(scopes, challenge)
    const key = scopes.join(' ')
    // Many requests may have carried the same token: only the first to be refused drops it.
    if (sent === `Bearer ${this.#tokens.get(key)?.value}`) this.#tokens.delete(key)
    return true
  }

  #widen(scopes: readonly string[], challenge: Challenge): void {
    const wanted = challenge.parameters.get('scope')?.split(' ').filter(Boolean) ?? []
    const missing = wanted.filter((scope) => !scopes.some((held) => covers(held, scope)))
    if (missing.length > 0) this.#asked.set(scopes.join(' '), missing)
  }

  async #token(scopes: readonly string[]): Promise<Token> {
    const key = scopes.join(' ')
    const held = this.#tokens.get(key)
    if (held) {
      const token = await held.token
      if (token.staleAt > this.#options.now().getTime()) return token
      if (this.#tokens.get(key) === held) this.#tokens.delete(key)
      return await this.#token(scopes)
    }
    const fresh: Held = { token: this.#exchange([...(this.#asked.get(key) ?? []), ...scopes]) }
    this.#tokens.set(key, fresh)
    try {
      const token = await fresh.token
      fresh.value = token.value
      return token
    } catch (error) {
      this.#tokens.delete(key)
      throw error
    }
  }

  async #exchange(scopes: readonly string[]): Promise<Token> {
    const { registry, now, send, mask, signal } = this.#options
    const realm = await this.#realm()
    const service = this.#challenge?.parameters.get('service')
    const credential = await this.credential()
    const token = await requestToken({ realm, service, scopes, credential, registry, now, signal }, send)
    mask(token.value)
    return token
  }

  async #realm(): Promise<URL> {
    const { registry, home, realms } = this.#options
    const text = this.#challenge?.parameters.get('realm') ?? ''
    const realm = URL.parse(text, home.href)
    const objection = realm ? await whyNotSignIn(realm, { home, trusted: realms }) : 'it is not a web address'
    if (realm && !objection) return realm
    throw new RegistryError({
      where: registry,
      operation: 'sign-in',
      reason: `the registry sends us to ${realm?.host ?? 'nowhere'} with our credentials, but ${objection}. If you trust it, list it under 'realms' of ${registry} in 'registry-auth'`,
    })
  }
}

/** Whether scope `held` grants all that scope `wanted` does: `repository:<name>:<actions>`. */
function covers(held: string, wanted: string): boolean {
  const split = (scope: string) =>
    [scope.slice(0, scope.lastIndexOf(':')), scope.slice(scope.lastIndexOf(':') + 1)] as const
  const [heldResource, heldActions] = split(held)
  const [resource, actions] = split(wanted)
  return heldResource === resource && actions.split(',').every((action) => heldActions.split(',').includes(action))
}
