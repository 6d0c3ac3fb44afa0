import { RegistryError } from '../../registry/errors/registry-error.ts'
import { textInXml } from '../exchange.ts'
import type { IdentityContext } from '../identity.ts'
import { adviseOnRole } from './aws-advice.ts'
import type { AwsKeys } from './signature-v4.ts'

/** A role, and how to assume it. */
export interface RoleRequest {
  readonly arn: string
  readonly sessionName: string
  /** Seconds; by default one hour. */
  readonly duration?: string
  /** The Security Token Service. */
  readonly sts: URL
}

/** The keys of a session. */
export interface SessionKeys extends AwsKeys {
  readonly sessionToken: string
  readonly expiresAt: Date
}

/** Exchanges an OIDC token for a role's session keys: AssumeRoleWithWebIdentity, which is not signed. Throws RegistryError. */
export async function assumeRole(
  { arn, sessionName, duration, sts }: RoleRequest,
  token: string,
  context: IdentityContext
): Promise<SessionKeys> {
  const body = new URLSearchParams({
    Action: 'AssumeRoleWithWebIdentity',
    Version: '2011-06-15',
    RoleArn: arn,
    RoleSessionName: sessionName,
    WebIdentityToken: token,
    ...(duration && { DurationSeconds: duration }),
  })
  const { text } = await context
    .exchange({ method: 'POST', url: sts, body })
    .catch((error: unknown) => Promise.reject(adviseOnRole(error, arn)))
  const field = (name: string) => textInXml(text, name)
  const [accessKeyId, secretAccessKey, sessionToken] = ['AccessKeyId', 'SecretAccessKey', 'SessionToken'].map(field)
  const expiresAt = new Date(field('Expiration') ?? '')
  if (!accessKeyId || !secretAccessKey || !sessionToken || Number.isNaN(expiresAt.getTime())) {
    const operation = `sign-in at ${sts.host}`
    throw new RegistryError({ where: context.registry, operation, reason: 'its response contains no credentials' })
  }
  context.mask(secretAccessKey)
  context.mask(sessionToken)
  return { accessKeyId, secretAccessKey, sessionToken, expiresAt }
}
