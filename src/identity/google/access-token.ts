import { RegistryError } from '../../registry/errors/registry-error.ts'
import type { ExchangeResponse } from '../exchange.ts'
import type { IdentityContext } from '../identity.ts'
import { claimsIn, describeClaims } from '../oidc-token.ts'

/** An OAuth 2.0 access token of Google's. */
export interface AccessToken {
  readonly value: string
  readonly expiresAt: Date
}

/** Who to be, and what proves it. */
export interface Federation {
  /** `projects/…/providers/…` */
  readonly provider: string
  /** The service account to impersonate; empty to be what the token says. */
  readonly account: string
  /** The type of the subject token. */
  readonly type: string
  readonly subjectToken: () => Promise<string>
}

/** Artifact Registry accepts no narrower scope for uploads. */
export const scope = 'https://www.googleapis.com/auth/cloud-platform'
/** Seconds; the default maximum of organizations. */
const lifetime = 3600

/**
 * Exchanges a subject token: cloud.google.com/iam/docs/reference/sts/rest/v1/TopLevel/token. Throws RegistryError.
 */
export async function signInAs(federation: Federation, context: IdentityContext): Promise<AccessToken> {
  const { provider, account, type } = federation
  const subjectToken = await federation.subjectToken()
  const response = await context.exchange({
    method: 'POST',
    url: new URL('https://sts.googleapis.com/v1/token'),
    body: new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      audience: `//iam.googleapis.com/${provider}`,
      scope,
      requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      subject_token_type: type,
      subject_token: subjectToken,
    }),
  })
  const federated = accessTokenIn(response, context)
  if (account === '') return federated
  try {
    return await impersonate(account, federated, context)
  } catch (error) {
    throw withRole(error, federation, subjectToken)
  }
}

/** cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/generateAccessToken */
async function impersonate(account: string, token: AccessToken, context: IdentityContext): Promise<AccessToken> {
  const { json } = await context.exchange({
    method: 'POST',
    url: new URL(`https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${account}:generateAccessToken`),
    headers: { authorization: `Bearer ${token.value}`, 'content-type': 'application/json' },
    body: JSON.stringify({ scope: [scope], lifetime: `${lifetime}s` }),
  })
  const { accessToken: value, expireTime } = json
  const expiresAt = new Date(typeof expireTime === 'string' ? expireTime : Number.NaN)
  if (typeof value !== 'string' || value === '' || Number.isNaN(expiresAt.getTime()))
    throw noToken('iamcredentials.googleapis.com', context)
  context.mask(value)
  return { value, expiresAt }
}

/** The access token in a response of OAuth 2.0 (RFC 6749, 5.1), masked. Throws RegistryError. */
export function accessTokenIn({ json }: ExchangeResponse, context: IdentityContext): AccessToken {
  const { access_token: value, expires_in: seconds } = json
  if (typeof value !== 'string' || value === '') throw noToken('Google', context)
  context.mask(value)
  const life = typeof seconds === 'number' && seconds > 0 ? seconds : lifetime
  return { value, expiresAt: new Date(context.now().getTime() + life * 1000) }
}

function noToken(who: string, { registry }: IdentityContext): RegistryError {
  return new RegistryError({
    where: registry,
    operation: `sign-in at ${who}`,
    reason: 'the response contains no access token',
  })
}

/** Says which binding is missing if an impersonation was refused. */
function withRole(error: unknown, { provider, account }: Federation, subjectToken: string): unknown {
  if (!(error instanceof RegistryError) || ![403, 404].includes(error.status ?? 0)) return error
  const { problems, advice: known } = error.failure
  const isOff = problems?.some(({ message }) => /has not been used|is disabled/.test(message))
  if (isOff || known !== undefined) return error
  const pool = provider.replace(/\/providers\/.*/, '')
  const { repository = 'OWNER/REPOSITORY' } = claimsIn(subjectToken)
  const principals = `principalSet://iam.googleapis.com/${pool}/attribute.repository/${repository}`
  const claims = describeClaims(subjectToken)
  const advice = `Grant ${principals} the role roles/iam.workloadIdentityUser on ${account}.`
  return new RegistryError({ ...error.failure, advice: `${advice}${claims && ` The token has ${claims}.`}` })
}
