import { randomBytes } from 'node:crypto'
import type { Internet, StandInRequest, StandInResponse } from '../internet.ts'
import { verifyJwt } from '../jwt.ts'
import { issuer, type OidcService } from '../oidc-service.ts'

export const connection = '7f9b2c1e-3a4d-4c5e-9f60-718293a4b5c6'
export const organization = 'acme'

/** Docker's exchange of OIDC tokens, with one connection: docker/login-action, src/dockerhub.ts. */
export class DockerHubIdentity {
  /** What `sub` must match. */
  ruleset = /^repo:acme\/app:ref:refs\/heads\/main$/
  /** How many requests are still to be refused with 429. */
  busy = 0
  /** The passwords that were issued, the last one being the one to use. */
  readonly issued: string[] = []
  readonly #oidc: OidcService
  readonly #now: () => Date

  constructor(internet: Internet, oidc: OidcService, now = () => new Date()) {
    this.#oidc = oidc
    this.#now = now
    internet.serve('identity.docker.com', (request) => this.#exchange(request))
  }

  #exchange({ method, url, headers, body }: StandInRequest): StandInResponse {
    if (method !== 'POST' || url.pathname !== '/oauth/token' || url.search !== '') return { status: 404 }
    if (headers['content-type'] !== 'application/x-www-form-urlencoded') return refusal(415, 'unsupported media type')
    if (this.busy > 0) {
      this.busy -= 1
      return { ...refusal(429, 'too many requests'), headers: { 'retry-after': '1' } }
    }
    const {
      subject_token: subject = '',
      expires_in: seconds = '',
      ...rest
    } = Object.fromEntries(new URLSearchParams(body))
    const expected = {
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
      connection_id: connection,
    }
    if (rest.connection_id !== connection) return refusal(404, 'connection not found')
    if (JSON.stringify(Object.entries(rest).sort()) !== JSON.stringify(Object.entries(expected).sort()))
      return refusal(400, 'invalid request')
    if (!/^\d+$/.test(seconds) || Number(seconds) < 300 || Number(seconds) > 3600)
      return refusal(400, 'expires_in must be between 300 and 3600')
    try {
      const audience = 'https://identity.docker.com'
      const claims = verifyJwt(subject, { jwks: this.#oidc.jwks, issuer, audience, now: this.#now() })
      if (!this.ruleset.test(String(claims.sub))) return refusal(403, 'no ruleset matches the subject')
    } catch (error) {
      return refusal(401, `invalid token: ${(error as Error).message}`)
    }
    this.issued.push(`dckr_oidc_${randomBytes(24).toString('base64url')}`)
    return { body: { access_token: this.issued.at(-1) } }
  }
}

function refusal(status: number, message: string): StandInResponse {
  return { status, body: { message } }
}
