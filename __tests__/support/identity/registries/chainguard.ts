import { randomUUID } from 'node:crypto'
import type { Internet, StandInRequest, StandInResponse } from '../internet.ts'
import { encodeJwt, verifyJwt } from '../jwt.ts'
import { issuer, type OidcService } from '../oidc-service.ts'

export const identity = '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d/0f1e2d3c4b5a6978'

/** Chainguard's token service with one assumable identity: chainguard-dev/sdk, sts. */
export class Chainguard {
  /** What the identity matches. */
  match = { subject: 'repo:acme/app:ref:refs/heads/main', audience: 'issuer.enforce.dev' }
  readonly issued: string[] = []
  readonly #oidc: OidcService
  readonly #now: () => Date

  constructor(internet: Internet, oidc: OidcService, now = () => new Date()) {
    this.#oidc = oidc
    this.#now = now
    internet.serve('issuer.enforce.dev', (request) => this.#exchange(request))
  }

  #exchange({ method, url, headers }: StandInRequest): StandInResponse {
    if (method !== 'GET' || url.pathname !== '/sts/exchange') return { status: 404 }
    const { aud, identity: wanted, ...more } = Object.fromEntries(url.searchParams)
    if (aud !== 'cgr.dev' || Object.keys(more).length > 0) return refusal(400, 'invalid request')
    if (wanted !== identity) return refusal(404, 'identity not found')
    const token = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? ''
    try {
      const { audience, subject } = this.match
      const claims = verifyJwt(token, { jwks: this.#oidc.jwks, issuer, audience, now: this.#now() })
      if (claims.sub !== subject) return refusal(403, 'the token does not match the identity')
    } catch (error) {
      return refusal(401, `invalid token: ${(error as Error).message}`)
    }
    const seconds = Math.floor(this.#now().getTime() / 1000)
    const payload = { iss: url.origin, aud, sub: identity, iat: seconds, exp: seconds + 3600 }
    this.issued.push(encodeJwt({ alg: 'RS256' }, payload, () => Buffer.from(randomUUID())))
    return { body: { token: this.issued.at(-1) } }
  }
}

function refusal(status: number, message: string): StandInResponse {
  return { status, body: { code: 16, message, details: [] } }
}
