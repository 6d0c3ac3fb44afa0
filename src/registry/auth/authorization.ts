import type { HttpRequest, HttpResponse, ResponseHead } from '../../http/message.ts'
import { resolveLocation } from '../../http/origin.ts'
import { RegistryError } from '../errors/registry-error.ts'
import { type Challenge, parseChallenges } from './challenge.ts'
import { basicAuthorization, type Credential, isSameCredential } from './credential.ts'
import type { CredentialSource } from './credential-source.ts'
import { whyNotSignIn } from './realm.ts'
import { requestToken, type Token } from './token.ts'
import { TokenCache } from './token-cache.ts'

const shortestToken = 16
/** How token services refuse a credential; 400 is OAuth2's `invalid_grant` (RFC 6749, 5.2). */
const refusals = new Set([400, 401, 403])

export interface AuthorizationOptions {
  /** The registry's canonical host, for errors. */
  readonly registry: string
  /** The registry's own URL. */
  readonly home: URL
  /** Asked for each request, and again if the registry or its token service refuses what it gave. */
  readonly credential: CredentialSource
  /** Hosts that the user trusts as token services of this registry. */
  readonly realms: readonly string[]
  /** Sends a request to the token service. */
  readonly send: (request: HttpRequest) => Promise<HttpResponse>
  readonly now: () => Date
  readonly signal: AbortSignal
  readonly mask: (secret: string) => void
  readonly redact: (text: string) => string
}

/** The sign-in state at one registry: its challenge, our credential, and the header that answers it. */
export class Authorization {
  readonly #options: AuthorizationOptions
  readonly #tokenCache: TokenCache
  /** Additional scopes that the registry asked for, keyed by the scopes of the request. */
  readonly #asked = new Map<string, readonly string[]>()
  #challenge: Challenge | undefined
  #masked: string | undefined

  constructor(options: AuthorizationOptions) {
    this.#options = options
    this.#tokenCache = new TokenCache((scopes) => this.#request(scopes), options.now)
  }

  /** Whether the registry has said how to sign in. */
  get isChallenged(): boolean {
    return this.#challenge !== undefined
  }

  /** The credential that requests carry; undefined if anonymous. Rejects if a credential helper failed. */
  async credential(): Promise<Credential | undefined> {
    const credential = await this.#options.credential()
    const pair = basicAuthorization(credential)
    if (pair !== undefined && pair !== this.#masked) this.#options.mask(pair.slice('Basic '.length))
    this.#masked = pair
    return credential
  }

  /** The Authorization header for a request that needs these scopes; undefined until there was a challenge. */
  async header(scopes: readonly string[]): Promise<string | undefined> {
    const credential = await this.credential()
    if (credential?.kind === 'registry-token') return `Bearer ${credential.token}`
    if (this.#challenge?.scheme === 'bearer') return `Bearer ${await this.#tokenCache.token(this.#widened(scopes))}`
    return this.#challenge && basicAuthorization(credential)
  }

  /**
   * The header for requests with exactly these scopes that another program sends, with a token of its own if there is a
   * token service; undefined for anonymous ones.
   */
  async headerToShare(scopes: readonly string[]): Promise<string | undefined> {
    const credential = await this.credential()
    if (!credential || credential.kind === 'registry-token' || this.#challenge?.scheme !== 'bearer') {
      return await this.header(scopes)
    }
    return `Bearer ${(await this.#request(scopes)).value}`
  }

  /**
   * Handles a 401 to a request that was sent with the header `sent`. True if the same request may succeed with the
   * current header; false if there is nothing else to try.
   */
  async challenged(response: ResponseHead, scopes: readonly string[], sent: string | undefined): Promise<boolean> {
    const challenges = parseChallenges(response.headers('www-authenticate'))
    const challenge =
      challenges.find(({ scheme }) => scheme === 'bearer') ?? challenges.find(({ scheme }) => scheme === 'basic')
    const credential = await this.credential()
    if (credential?.kind === 'registry-token') {
      return sent !== `Bearer ${credential.token}` || (await this.#replaced(credential))
    }
    if (!challenge) return false
    this.#challenge = challenge
    if (challenge.scheme === 'basic') {
      const pair = basicAuthorization(credential)
      return pair !== undefined && (pair !== sent || (await this.#replaced(credential)))
    }
    // A token with insufficient scope is still valid for the scopes it has.
    const isShort = challenge.parameters.get('error') === 'insufficient_scope'
    if (!isShort) this.#tokenCache.refused(this.#widened(scopes), sent?.replace(/^Bearer /, '') ?? '')
    return this.#widen(scopes, challenge) || !isShort
  }

  /** Whether there is another credential in place of an expired one, which the header `sent` was made of. */
  async expired(sent: string): Promise<boolean> {
    const credential = await this.credential()
    return basicAuthorization(credential) !== sent || (await this.#replaced(credential))
  }

  /** Whether there is another credential in place of one that was refused. */
  async #replaced(refused: Credential | undefined): Promise<boolean> {
    if (!refused) return false
    const other = await this.#options.credential(refused)
    return other !== undefined && !isSameCredential(other, refused)
  }

  /** Records scopes that the registry asks for beyond those of the request. False if there are none. */
  #widen(scopes: readonly string[], challenge: Challenge): boolean {
    const wanted = challenge.parameters.get('scope')?.split(' ').filter(Boolean) ?? []
    const missing = wanted.filter((scope) => !this.#widened(scopes).some((held) => covers(held, scope)))
    if (missing.length > 0) this.#asked.set(scopes.join(' '), missing)
    return missing.length > 0
  }

  /** The scopes that the registry asked for come first: some token services read only the first one. */
  #widened(scopes: readonly string[]): readonly string[] {
    return [...(this.#asked.get(scopes.join(' ')) ?? []), ...scopes]
  }

  async #request(scopes: readonly string[]): Promise<Token> {
    const credential = await this.credential()
    const token = await this.#requestAs(credential, scopes).catch(async (error: unknown) => {
      const isRefusal = error instanceof RegistryError && refusals.has(error.status ?? 0)
      if (!isRefusal || !(await this.#replaced(credential))) throw error
      return await this.#requestAs(await this.credential(), scopes)
    })
    // Otherwise a registry could mask any word it likes; nothing this short is a secret.
    for (const given of token.given) if (given.length >= shortestToken) this.#options.mask(given)
    return token
  }

  async #requestAs(credential: Credential | undefined, scopes: readonly string[]): Promise<Token> {
    const { registry, now, send, redact, signal } = this.#options
    const realm = await this.#realm(credential !== undefined)
    const service = this.#challenge?.parameters.get('service')
    return await requestToken({ realm, service, scopes, credential, registry, redact, now, signal }, send)
  }

  async #realm(signedIn: boolean): Promise<URL> {
    const { registry, home, realms } = this.#options
    const text = this.#challenge?.parameters.get('realm')
    const realm = text ? resolveLocation(text, home) : null
    const objection = realm
      ? await whyNotSignIn(realm, { registry, home, trusted: realms, signedIn })
      : { reason: 'its realm is not a URL', remedy: '' }
    if (realm && !objection) return realm
    const place = realm?.host || 'no URL'
    throw new RegistryError({
      where: registry,
      operation: 'sign-in',
      reason: `the registry's token service (${place}) was not used: ${objection?.reason}${objection?.remedy}`,
    })
  }
}

/** Whether scope `held` includes scope `wanted`: `repository:<name>:<actions>`. */
function covers(held: string, wanted: string): boolean {
  const split = (scope: string) =>
    [scope.slice(0, scope.lastIndexOf(':')), scope.slice(scope.lastIndexOf(':') + 1)] as const
  const [heldResource, heldActions] = split(held)
  const [resource, actions] = split(wanted)
  return heldResource === resource && actions.split(',').every((action) => heldActions.split(',').includes(action))
}
