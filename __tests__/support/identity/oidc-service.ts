import { generateKeyPairSync, type JsonWebKey, type KeyObject, randomUUID, sign } from 'node:crypto'
import type { Variables } from '../../../src/environment.ts'
import type { Internet, StandInRequest, StandInResponse } from './internet.ts'
import { encodeJwt } from './jwt.ts'

export interface OidcServiceOptions {
  /** Replace or add to the claims of a push to main of acme/app. */
  readonly claims?: Readonly<Record<string, unknown>>
  /** Seconds that a token is valid. GitHub's are valid for 5 minutes. */
  readonly lifetime?: number
  readonly now?: () => Date
}

const service = 'run-actions-1-azure-eastus.actions.githubusercontent.com'
/** Who issues the tokens, and where its keys are. */
export const issuerHost = 'token.actions.githubusercontent.com'
export const issuer = `https://${issuerHost}`
const path = '/68//idtoken/7d7b2b4f-9b1c-4d0e-8a5e-1f0d3c2b4a59/3a1c6a55-54a5-5d2b-8a0b-7d8f7f0e2b11'

/** `sub` of repositories created since July 2026, with immutable ids. */
export const immutableSubject = 'repo:acme@65/app@74:ref:refs/heads/main'

/**
 * The OIDC service of a workflow run: docs.github.com, "OpenID Connect reference". It only serves who has the job's request
 * token, signs with RS256, and publishes its keys.
 */
export class OidcService {
  /** Claims that differ from the usual ones. */
  claims: Readonly<Record<string, unknown>>
  /** Seconds. */
  lifetime: number
  /** The audiences that tokens were requested for. */
  readonly audiences: string[] = []
  /** The tokens that it issued. */
  readonly issued: string[] = []
  /** The secret of the job that requests tokens. */
  readonly requestToken = `request-token-${randomUUID()}`
  readonly #now: () => Date
  readonly #keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  readonly #kid = randomUUID()

  constructor(internet: Internet, { claims = {}, lifetime = 300, now = () => new Date() }: OidcServiceOptions = {}) {
    this.claims = claims
    this.lifetime = lifetime
    this.#now = now
    internet.serve(service, (request) => this.#answer(request))
    internet.serve(issuerHost, (request) => this.#publish(request))
  }

  /** The variables of a job with `permissions: id-token: write`. */
  get variables(): Variables {
    return {
      ACTIONS_ID_TOKEN_REQUEST_URL: `https://${service}${path}?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: this.requestToken,
    }
  }

  /** The keys for `verifyJwt`: RFC 7517. */
  get jwks(): { readonly keys: readonly JsonWebKey[] } {
    const key = this.#keys.publicKey.export({ format: 'jwk' })
    return { keys: [{ ...key, kid: this.#kid, use: 'sig', alg: 'RS256' }] }
  }

  /** A token for an audience, as the service would issue it, or signed by somebody else. */
  sign(audience: string, key: KeyObject = this.#keys.privateKey): string {
    const seconds = Math.floor(this.#now().getTime() / 1000)
    const payload = {
      ...usualClaims,
      jti: randomUUID(),
      aud: audience,
      nbf: seconds - 600,
      iat: seconds,
      exp: seconds + this.lifetime,
      ...this.claims,
    }
    return encodeJwt({ typ: 'JWT', alg: 'RS256', kid: this.#kid }, payload, (signed) => sign('sha256', signed, key))
  }

  #answer({ method, url, headers }: StandInRequest): StandInResponse {
    if (method !== 'GET' || url.pathname !== path || url.searchParams.get('api-version') !== '2.0') {
      return { status: 404, body: { message: 'Not found' } }
    }
    if (headers.authorization !== `Bearer ${this.requestToken}`) {
      return { status: 401, body: { message: 'Bad credentials' } }
    }
    const audience = url.searchParams.get('audience') ?? 'https://github.com/acme'
    this.audiences.push(audience)
    const value = this.sign(audience)
    this.issued.push(value)
    return { body: { count: value.length, value } }
  }

  #publish({ method, url }: StandInRequest): StandInResponse {
    if (method === 'GET' && url.pathname === '/.well-known/jwks') return { body: this.jwks }
    const configuration = {
      issuer,
      jwks_uri: `${issuer}/.well-known/jwks`,
      id_token_signing_alg_values_supported: ['RS256'],
    }
    if (method === 'GET' && url.pathname === '/.well-known/openid-configuration') return { body: configuration }
    return { status: 404 }
  }
}

const usualClaims = {
  iss: issuer,
  sub: 'repo:acme/app:ref:refs/heads/main',
  repository: 'acme/app',
  repository_id: '74',
  repository_owner: 'acme',
  repository_owner_id: '65',
  repository_visibility: 'private',
  ref: 'refs/heads/main',
  ref_type: 'branch',
  ref_protected: 'true',
  sha: '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d',
  actor: 'ann',
  actor_id: '12',
  event_name: 'push',
  workflow: 'publish',
  workflow_ref: 'acme/app/.github/workflows/publish.yml@refs/heads/main',
  job_workflow_ref: 'acme/app/.github/workflows/publish.yml@refs/heads/main',
  run_id: '30433642',
  run_number: '10',
  run_attempt: '2',
  runner_environment: 'github-hosted',
  head_ref: '',
  base_ref: '',
}
