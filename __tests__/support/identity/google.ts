import { generateKeyPairSync, randomBytes, verify } from 'node:crypto'
import type { Internet, StandInRequest, StandInResponse } from './internet.ts'
import { verifyJwt } from './jwt.ts'
import { issuer, type OidcService } from './oidc-service.ts'

export const provider = 'projects/123456789012/locations/global/workloadIdentityPools/github/providers/acme'
export const account = 'ci@acme-build.iam.gserviceaccount.com'

interface Issued {
  readonly who: string
  readonly endsAt: number
}

const scope = 'https://www.googleapis.com/auth/cloud-platform'
const form = 'application/x-www-form-urlencoded'

/**
 * Google's token services as their references describe them: sts, iamcredentials and oauth2. A pool trusts pushes of one
 * repository; whoever comes from it may impersonate one service account, which also has a key.
 */
export class GoogleCloud {
  /** The repository that the attribute condition requires. */
  condition = 'acme/app'
  /** Whether the pool's principals have roles/iam.workloadIdentityUser on the account. */
  isBound = true
  /** Seconds that tokens are valid. */
  lifetime = 3600
  /** Access tokens by value. */
  readonly issued = new Map<string, Issued>()
  readonly key = generateKeyPairSync('rsa', { modulusLength: 2048 })
  readonly #oidc: OidcService
  readonly #now: () => Date

  constructor(internet: Internet, oidc: OidcService, now: () => Date = () => new Date()) {
    this.#oidc = oidc
    this.#now = now
    internet.serve('sts.googleapis.com', (request) => this.#exchange(request))
    internet.serve('iamcredentials.googleapis.com', (request) => this.#impersonate(request))
    internet.serve('oauth2.googleapis.com', (request) => this.#grant(request))
  }

  /** The newest token, if it is still valid: the password that the registry accepts. */
  get password(): string | undefined {
    const [value, issued] = [...this.issued].at(-1) ?? []
    return issued && issued.endsAt > this.#now().getTime() ? value : undefined
  }

  /** A credentials file with a workload identity, as google-github-actions/auth writes it. */
  federationFile(changes: object = {}): string {
    const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token } = this.#oidc.variables
    return JSON.stringify({
      type: 'external_account',
      audience: `//iam.googleapis.com/${provider}`,
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      token_url: 'https://sts.googleapis.com/v1/token',
      service_account_impersonation_url: `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${account}:generateAccessToken`,
      credential_source: {
        url: `${url}&audience=${encodeURIComponent(`https://iam.googleapis.com/${provider}`)}`,
        headers: { Authorization: `Bearer ${token}` },
        format: { type: 'json', subject_token_field_name: 'value' },
      },
      ...changes,
    })
  }

  get privateKey(): string {
    return this.key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  }

  /** A service account's key, as the console downloads it. */
  keyFile(changes: object = {}): string {
    return JSON.stringify({
      type: 'service_account',
      project_id: 'acme-build',
      private_key_id: 'key-1',
      private_key: this.privateKey,
      client_email: account,
      client_id: '101',
      token_uri: 'https://oauth2.googleapis.com/token',
      ...changes,
    })
  }

  #exchange({ method, url, headers, body }: StandInRequest): StandInResponse {
    if (method !== 'POST' || url.pathname !== '/v1/token' || url.search !== '') return notFound
    if (headers['content-type'] !== form || headers.authorization) return oauthError('invalid_request', 'not a form')
    const { audience, subject_token: subject = '', ...rest } = Object.fromEntries(new URLSearchParams(body))
    const expected = {
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      scope,
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    }
    const wrong = Object.entries({ ...expected, ...rest }).find(
      ([name, value]) => rest[name] !== value || !(name in expected)
    )
    if (wrong) return oauthError('invalid_request', `Invalid value for "${wrong[0]}".`)
    if (audience !== `//iam.googleapis.com/${provider}`)
      return oauthError('invalid_target', 'The target service indicated by the "audience" parameters is invalid.')
    try {
      const claims = verifyJwt(subject, {
        ...{ jwks: this.#oidc.jwks, issuer, now: this.#now() },
        audience: `https://iam.googleapis.com/${provider}`,
      })
      if (claims.repository !== this.condition)
        return oauthError('unauthorized_client', 'The given credential is rejected by the attribute condition.')
      const token = this.#issue(String(claims.sub))
      const issuedType = 'urn:ietf:params:oauth:token-type:access_token'
      return {
        body: { access_token: token, issued_token_type: issuedType, token_type: 'Bearer', expires_in: this.lifetime },
      }
    } catch (error) {
      return oauthError('invalid_grant', `Error with the ID Token: ${(error as Error).message}`)
    }
  }

  #impersonate({ method, url, headers, body }: StandInRequest): StandInResponse {
    const path = `/v1/projects/-/serviceAccounts/${account}:generateAccessToken`
    if (method !== 'POST' || decodeURIComponent(url.pathname) !== path) return notFound
    const caller = this.issued.get(/^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? '')
    if (!caller || caller.endsAt <= this.#now().getTime())
      return apiError(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.')
    if (!this.isBound)
      return apiError(
        403,
        'PERMISSION_DENIED',
        "Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may not exist)."
      )
    const { lifetime, scope: scopes, ...more } = JSON.parse(body)
    if (lifetime !== '3600s' || String(scopes) !== scope || Object.keys(more).length > 0)
      return apiError(400, 'INVALID_ARGUMENT', 'Request contains an invalid argument.')
    const accessToken = this.#issue(account)
    return { body: { accessToken, expireTime: new Date(this.#now().getTime() + this.lifetime * 1000).toISOString() } }
  }

  #grant({ method, url, headers, body }: StandInRequest): StandInResponse {
    if (method !== 'POST' || url.pathname !== '/token') return notFound
    const { grant_type: grant, assertion = '', ...more } = Object.fromEntries(new URLSearchParams(body))
    if (headers['content-type'] !== form || Object.keys(more).length > 0)
      return oauthError('invalid_request', 'Bad Request')
    if (grant !== 'urn:ietf:params:oauth:grant-type:jwt-bearer')
      return oauthError('unsupported_grant_type', `Invalid grant_type: ${grant}`)
    const problem = this.#problemWith(assertion, url.href)
    if (problem !== '') return oauthError('invalid_grant', problem)
    return { body: { access_token: this.#issue(account), expires_in: this.lifetime, token_type: 'Bearer' } }
  }

  /** What is wrong with a JWT that the account's key signed; empty if nothing is. */
  #problemWith(assertion: string, audience: string): string {
    const [head = '', payload = '', signature = ''] = assertion.split('.')
    const [header, claims] = [head, payload].map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()))
    const signed = Buffer.from(`${head}.${payload}`)
    const isSigned = verify('sha256', signed, this.key.publicKey, Buffer.from(signature, 'base64url'))
    if (!isSigned || [header.alg, header.typ, header.kid].join(' ') !== 'RS256 JWT key-1')
      return 'Invalid JWT Signature.'
    const now = this.#now().getTime() / 1000
    const isTimely = Math.abs(claims.iat - now) < 300 && claims.exp > now && claims.exp - claims.iat <= 3600
    if (!isTimely) return 'Invalid JWT: Token must be a short-lived token.'
    return claims.iss === account && claims.aud === audience && claims.scope === scope ? '' : 'Invalid JWT'
  }

  #issue(who: string): string {
    const value = `ya29.${randomBytes(48).toString('base64url')}`
    this.issued.set(value, { who, endsAt: this.#now().getTime() + this.lifetime * 1000 })
    return value
  }
}

const notFound: StandInResponse = { status: 404, body: 'Not Found' }

function oauthError(error: string, description: string): StandInResponse {
  return { status: 400, body: { error, error_description: description } }
}

function apiError(code: number, status: string, message: string): StandInResponse {
  return { status: code, body: { error: { code, message, status } } }
}
