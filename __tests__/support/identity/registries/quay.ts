import { generateKeyPairSync, sign } from 'node:crypto'
import type { Internet, StandInRequest, StandInResponse } from '../internet.ts'
import { encodeJwt, verifyJwt } from '../jwt.ts'
import { issuer, type OidcService } from '../oidc-service.ts'

export const robot = 'acme+ci'

/** Quay with one federated robot account: quay/quay, util/security/federated_robot_auth.py. */
export class Quay {
  /** The robot's federation: whose tokens it trusts. */
  federation = { subject: 'repo:acme/app:ref:refs/heads/main', audience: '' }
  readonly issued: string[] = []
  readonly #oidc: OidcService
  readonly #now: () => Date
  readonly #keys = generateKeyPairSync('rsa', { modulusLength: 2048 })

  constructor(internet: Internet, oidc: OidcService, host = 'quay.io', now = () => new Date()) {
    this.#oidc = oidc
    this.#now = now
    this.federation.audience = `https://${host}`
    internet.serve(host, (request) => this.#exchange(request))
  }

  #exchange({ method, url, headers }: StandInRequest): StandInResponse {
    if (method !== 'GET' || url.pathname !== '/oauth2/federation/robot/token') return { status: 404 }
    const login = /^Basic (\S+)$/.exec(headers.authorization ?? '')?.[1]
    if (login === undefined) return refusal('No auth header')
    const [name = '', token = ''] = Buffer.from(login, 'base64').toString().split(':')
    if (!name.includes('+')) return refusal('Invalid robot')
    if (name !== robot) return refusal('Robot does not have federated login configured')
    try {
      const { audience, subject } = this.federation
      const claims = verifyJwt(token, { jwks: this.#oidc.jwks, issuer, audience, now: this.#now() })
      if (claims.sub !== subject) return refusal('Token does not match robot')
    } catch (error) {
      return refusal(`Invalid token: ${(error as Error).message}`)
    }
    const seconds = Math.floor(this.#now().getTime() / 1000)
    const payload = { iss: 'quay', aud: url.host, sub: robot, iat: seconds, nbf: seconds, exp: seconds + 3600 }
    const header = { typ: 'JWT', alg: 'RS256', kid: 'instance' }
    this.issued.push(encodeJwt(header, payload, (signed) => sign('sha256', signed, this.#keys.privateKey)))
    return { body: { token: this.issued.at(-1) } }
  }
}

function refusal(error: string): StandInResponse {
  return { status: 401, body: { error } }
}
