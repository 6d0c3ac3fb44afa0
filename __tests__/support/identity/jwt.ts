import { createPublicKey, type JsonWebKey, verify } from 'node:crypto'

/** RFC 7519 with the compact form of RFC 7515. */
export function encodeJwt(header: object, payload: object, sign: (signed: Buffer) => Buffer): string {
  const signed = [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  return `${signed}.${sign(Buffer.from(signed)).toString('base64url')}`
}

export interface Verification {
  readonly jwks: { readonly keys: readonly JsonWebKey[] }
  readonly issuer: string
  readonly audience: string
  readonly now: Date
}

/** Verifies a token signed with RS256 and returns its claims. Throws an error that says what is wrong with it. */
export function verifyJwt(token: string, { jwks, issuer, audience, now }: Verification): Record<string, unknown> {
  const [head = '', body = '', signature = '', ...more] = token.split('.')
  if (signature === '' || more.length > 0) throw new Error('it is not a JWT')
  const { alg, kid } = JSON.parse(Buffer.from(head, 'base64url').toString())
  if (alg !== 'RS256') throw new Error(`its algorithm is ${alg}`)
  const key = jwks.keys.find((each) => each.kid === kid)
  if (!key) throw new Error('its key is unknown')
  const isValid = verify(
    'sha256',
    Buffer.from(`${head}.${body}`),
    createPublicKey({ key, format: 'jwk' }),
    Buffer.from(signature, 'base64url')
  )
  if (!isValid) throw new Error('its signature is not valid')
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString())
  const seconds = now.getTime() / 1000
  if (claims.iss !== issuer) throw new Error(`its issuer is ${claims.iss}`)
  if (claims.aud !== audience) throw new Error(`its audience is ${claims.aud}`)
  if (claims.exp <= seconds) throw new Error('it has expired')
  if (claims.nbf > seconds) throw new Error('it is not valid yet')
  return claims
}
