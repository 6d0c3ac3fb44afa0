import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import type { Internet, StandInRequest, StandInResponse } from './internet.ts'
import { encodeJwt, verifyJwt } from './jwt.ts'
import { issuer, type OidcService } from './oidc-service.ts'

export const clientId = '6731de76-14a6-49ae-97bc-6eba6914391e'
export const tenantId = '72f988bf-86f1-41af-91ab-2d7cd011db47'
export const clientSecret = 'Zf78Q~a-secret-of-the-application'

const form = 'application/x-www-form-urlencoded'
const scope = 'https://containerregistry.azure.net/.default'
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
/** Seconds that ACR's refresh tokens are valid. */
const refreshLife = 3 * 3600

export interface AzureOptions {
  readonly now?: () => Date
  /** The host of Entra ID. */
  readonly entra?: string
}

/** Entra ID with one application in one tenant, and the token service of registries that it has a role on. */
export class AzureCloud {
  /** The subject of the application's federated credential. */
  subject = 'repo:acme/app:ref:refs/heads/main'
  /** Whether the application has a role on the registry. */
  isAssigned = true
  /** Whether the registry's firewall lets requests through. */
  isOpen = true
  /** Tokens of Entra ID, with the end of their life. */
  readonly entraTokens = new Map<string, number>()
  readonly refreshTokens: string[] = []
  readonly #keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  readonly #oidc: OidcService
  readonly #now: () => Date

  constructor(internet: Internet, oidc: OidcService, options: AzureOptions = {}) {
    this.#oidc = oidc
    this.#now = options.now ?? (() => new Date())
    internet.serve(options.entra ?? 'login.microsoftonline.com', (request) => this.#signIn(request))
  }

  /** `/oauth2/exchange` and, with the token that `exchange` returned, `/oauth2/token`. */
  registry(host: string, token: (form: URLSearchParams) => Promise<StandInResponse>) {
    return async (request: StandInRequest): Promise<StandInResponse> => {
      const problem = this.#problemWithRequest(request)
      if (problem) return problem
      const fields = new URLSearchParams(request.body)
      const { pathname } = request.url
      if (pathname === '/oauth2/exchange') return this.#exchange(host, fields)
      if (pathname !== '/oauth2/token') return { status: 404 }
      return this.#problemWithRefresh(host, fields) ?? (await token(fields))
    }
  }

  #problemWithRequest({ method, headers }: StandInRequest): StandInResponse | undefined {
    if (method !== 'POST' || headers['content-type'] !== form) return denied(400, 'UNSUPPORTED', 'not a form')
    if (headers.authorization) return denied(400, 'UNSUPPORTED', 'a form and a header')
    const help = 'Refer https://aka.ms/acr/firewall to grant access.'
    return this.isOpen ? undefined : denied(403, 'DENIED', `client with IP '20.1.2.3' is not allowed access. ${help}`)
  }

  #problemWithRefresh(host: string, fields: URLSearchParams): StandInResponse | undefined {
    if (fields.get('grant_type') !== 'refresh_token' || fields.get('service') !== host)
      return denied(400, 'BAD_REQUEST', 'grant_type or service')
    const jwks = { keys: [{ ...this.#keys.publicKey.export({ format: 'jwk' }), kid: 'acr' }] }
    const expected = { jwks, issuer: 'Azure Container Registry', audience: host, now: this.#now() }
    try {
      verifyJwt(fields.get('refresh_token') ?? '', expected)
      return undefined
    } catch {
      return denied(401, 'UNAUTHORIZED', 'authentication required')
    }
  }

  #signIn({ method, url, headers, body }: StandInRequest): StandInResponse {
    if (method !== 'POST' || url.pathname !== `/${tenantId}/oauth2/v2.0/token`)
      return entraError(400, 90002, 'invalid_request', 'Tenant not found.')
    const {
      grant_type: grant,
      client_id: client,
      scope: asked,
      ...proof
    } = Object.fromEntries(new URLSearchParams(body))
    if (headers['content-type'] !== form || grant !== 'client_credentials')
      return entraError(400, 900144, 'invalid_request', 'The request body must contain the grant_type.')
    if (client !== clientId)
      return entraError(400, 700016, 'unauthorized_client', `Application '${client}' was not found in the directory.`)
    if (asked !== scope) return entraError(400, 70011, 'invalid_scope', 'The provided value for scope is not valid.')
    const problem = 'client_secret' in proof ? problemWithSecret(proof) : this.#problemWithAssertion(proof)
    if (problem) return problem
    const payload = { aud: 'https://containerregistry.azure.net', appid: clientId, tid: tenantId, jti: randomUUID() }
    const token = encodeJwt({ typ: 'JWT', alg: 'RS256' }, payload, (signed) =>
      sign('sha256', signed, this.#keys.privateKey)
    )
    this.entraTokens.set(token, this.#now().getTime() + 3_599_000)
    return { body: { token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, access_token: token } }
  }

  #problemWithAssertion({
    client_assertion: token = '',
    client_assertion_type: type,
    ...more
  }: Record<string, string>) {
    if (type !== assertionType || Object.keys(more).length > 0)
      return entraError(400, 7000216, 'invalid_request', "'client_assertion' or 'client_secret' is required.")
    const audience = 'api://AzureADTokenExchange'
    try {
      const { sub } = verifyJwt(token, { jwks: this.#oidc.jwks, issuer, audience, now: this.#now() })
      if (sub === this.subject) return undefined
      return entraError(
        401,
        700213,
        'invalid_client',
        `No matching federated identity record found for presented assertion subject '${sub}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion.`
      )
    } catch (error) {
      return entraError(401, 700024, 'invalid_client', `Client assertion: ${(error as Error).message}.`)
    }
  }

  #exchange(host: string, fields: URLSearchParams): StandInResponse {
    const { access_token: token = '', ...rest } = Object.fromEntries(fields)
    if (JSON.stringify(rest) !== JSON.stringify({ grant_type: 'access_token', service: host, tenant: tenantId }))
      return denied(400, 'BAD_REQUEST', 'grant_type, service or tenant')
    const endsAt = this.entraTokens.get(token)
    if (endsAt === undefined || endsAt <= this.#now().getTime() || !this.isAssigned)
      return denied(
        401,
        'UNAUTHORIZED',
        'authentication required, visit https://aka.ms/acr/authorization for more information.'
      )
    const seconds = Math.floor(this.#now().getTime() / 1000)
    const payload = {
      iss: 'Azure Container Registry',
      aud: host,
      sub: clientId,
      jti: randomUUID(),
      grant_type: 'refresh_token',
    }
    const times = { nbf: seconds - 900, exp: seconds + refreshLife }
    const refresh = encodeJwt({ alg: 'RS256', typ: 'JWT', kid: 'acr' }, { ...payload, ...times }, (signed) =>
      sign('sha256', signed, this.#keys.privateKey)
    )
    this.refreshTokens.push(refresh)
    return { body: { refresh_token: refresh } }
  }
}

function problemWithSecret({ client_secret: secret, ...more }: Record<string, string>): StandInResponse | undefined {
  if (secret === clientSecret && Object.keys(more).length === 0) return undefined
  return entraError(401, 7000215, 'invalid_client', 'Invalid client secret provided.')
}

/** Entra ID describes errors in several lines. */
function entraError(status: number, code: number, error: string, description: string): StandInResponse {
  const lines = ['', 'Trace ID: 0d3b1c00', 'Correlation ID: 7f1e', 'Timestamp: 2026-11-29 10:00:00Z'].join('\r\n')
  return { status, body: { error, error_description: `AADSTS${code}: ${description}${lines}`, error_codes: [code] } }
}

function denied(status: number, code: string, message: string): StandInResponse {
  return { status, body: { errors: [{ code, message }] } }
}
