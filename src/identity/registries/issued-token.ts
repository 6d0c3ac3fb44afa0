import { encodeLogin } from '../../oci/distribution/login.ts'
import type { Credential } from '../../registry/auth/credential.ts'
import { expiryMargin } from '../../registry/auth/credential-source.ts'
import { RegistryError } from '../../registry/errors/registry-error.ts'
import type { ExchangeResponse } from '../exchange.ts'
import type { IdentityContext } from '../identity.ts'
import { claimsIn } from '../oidc-token.ts'

/** A token that a registry's own service issued for an OIDC token. */
export interface IssuedToken {
  readonly value: string
  readonly expiresAt: Date
}

/** The fields of a request that exchanges an OIDC token (RFC 8693, 2.1). */
export const tokenExchange = {
  grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
  subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
} as const

/** Seconds; what all of these services issue unless they say something else. */
const usualLifetime = 3600

/**
 * Reads the token in a field of a response, and masks it. How long it is valid is in the response (RFC 6749, 5.1) or in the
 * token itself (RFC 7519). Throws RegistryError if there is no token.
 */
export function readIssued(
  { json }: ExchangeResponse,
  field: string,
  { host }: URL,
  { registry: where, mask, now }: IdentityContext
): IssuedToken {
  const value = json[field]
  if (typeof value !== 'string' || value === '')
    throw new RegistryError({ where, operation: `sign-in at ${host}`, reason: 'the response contains no token' })
  mask(value)
  const { exp, iat } = claimsIn(value)
  const lifetime = [json.expires_in, Number(exp) - Number(iat)].find(isPositive) ?? usualLifetime
  // Artifactory's tokens last a minute by default: each request would get a new one.
  const used = Math.max(lifetime, lifetime / 2 + expiryMargin / 1000)
  return { value, expiresAt: new Date(now().getTime() + used * 1000) }
}

function isPositive(value: unknown): value is number {
  return typeof value === 'number' && value > 0
}

/** A token as the password of a user. */
export function loginWith(
  { value: password, expiresAt }: IssuedToken,
  username: string,
  { mask }: IdentityContext
): Credential {
  mask(encodeLogin({ username, password }))
  return { kind: 'password', username, password, expiresAt }
}
