import { generateKeyPairSync, sign } from 'node:crypto'
import type { Internet, StandInRequest, StandInResponse } from '../internet.ts'
import { encodeJwt, verifyJwt } from '../jwt.ts'
import { issuer, type OidcService } from '../oidc-service.ts'

export const platform = 'acme.jfrog.io'

/** The exchange of a JFrog Platform with one integration: docs.jfrog.com/administration/reference/oidcTokenExchange. */
export class Artifactory {
  /** The integration, and its only identity mapping. */
  integration = { name: 'github', audience: 'jfrog-github', project: '', repository: 'acme/app', seconds: 3600 }
  /** The subject of the tokens that it issues. */
  subject = 'jfac@01hxk3v4p0q5r6s7t8u9v0w1x2/users/ci'
  readonly issued: string[] = []
  readonly #oidc: OidcService
  readonly #now: () => Date
  readonly #keys = generateKeyPairSync('rsa', { modulusLength: 2048 })

  constructor(internet: Internet, oidc: OidcService, host = platform, now = () => new Date()) {
    this.#oidc = oidc
    this.#now = now
    internet.serve(host, (request) => this.#exchange(request))
  }

  #exchange({ method, url, headers, body }: StandInRequest): StandInResponse {
    if (url.pathname !== '/access/api/v1/oidc/token') return refusal(404, 'NOT_FOUND', 'Not found')
    if (method !== 'POST') return refusal(405, 'METHOD_NOT_ALLOWED', 'Method not allowed')
    if (headers['content-type'] !== 'application/json' || headers.authorization)
      return refusal(415, 'UNSUPPORTED_MEDIA_TYPE', 'Unsupported media type')
    const { subject_token: subject, provider_name: name, project_key: project = '', ...types } = JSON.parse(body)
    const expected = {
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
    }
    if (JSON.stringify(types) !== JSON.stringify(expected))
      return refusal(400, 'BAD_REQUEST', 'Unsupported grant type or subject token type')
    const { name: known, project: owner, repository, audience, seconds } = this.integration
    if (name !== known || project !== owner) return refusal(400, 'BAD_REQUEST', `Provider ${name} was not found`)
    try {
      const claims = verifyJwt(subject, { jwks: this.#oidc.jwks, issuer, audience, now: this.#now() })
      if (claims.repository !== repository)
        return refusal(403, 'FORBIDDEN', 'No identity mapping matches the claims of the token')
    } catch (error) {
      return refusal(401, 'UNAUTHORIZED', `Invalid token: ${(error as Error).message}`)
    }
    this.issued.push(this.#issue(seconds))
    return { body: { access_token: this.issued.at(-1), token_type: 'Bearer', expires_in: seconds } }
  }

  #issue(lifetime: number): string {
    const seconds = Math.floor(this.#now().getTime() / 1000)
    const payload = {
      sub: this.subject,
      aud: '*@*',
      scp: 'applied-permissions/user',
      iat: seconds,
      exp: seconds + lifetime,
    }
    return encodeJwt({ typ: 'JWT', alg: 'RS256', kid: 'jfac' }, payload, (signed) =>
      sign('sha256', signed, this.#keys.privateKey)
    )
  }
}

function refusal(status: number, code: string, message: string): StandInResponse {
  return { status, body: { errors: [{ code, message }] } }
}
