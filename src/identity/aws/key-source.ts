import type { IdentityContext } from '../identity.ts'
import type { RoleRequest } from './assume-role.ts'
import { type EcrHost, stsOf } from './ecr-host.ts'
import type { AwsKeys } from './signature-v4.ts'

/** The audience that AWS's documentation, and its own action, have IAM's identity provider expect. */
export const stsAudience = 'sts.amazonaws.com'

/** Where the keys for AWS's APIs come from. */
export interface KeySource {
  /** For the log: `OIDC, role arn:aws:iam::123456789012:role/deploy`. */
  readonly description: string
  /** What decides about the OIDC token, if there is one. */
  readonly trustedBy?: string
  /** Throws RegistryError. */
  keys(context: IdentityContext): Promise<AwsKeys>
}

interface AssumedRole extends Omit<RoleRequest, 'sts' | 'sessionName'> {
  readonly sessionName: string | undefined
  /** Of the Security Token Service. */
  readonly region: string
}

/** What AWS's own action calls its sessions: trust policies may depend on it. */
const usualSessionName = 'GitHubActions'

/** A role that is assumed with an OIDC token: once for all registries, wherever they are. */
export function roleKeys(
  { arn, sessionName = usualSessionName, duration, region }: AssumedRole,
  host: EcrHost,
  oidcToken: (context: IdentityContext) => Promise<string>
): KeySource {
  const request = { arn, sessionName, sts: stsOf(host, region), ...(duration && { duration }) }
  const key = ['aws', arn, sessionName, duration, host.fips].join(' ')
  return {
    description: `OIDC, role ${arn}`,
    trustedBy: `the trust policy of ${arn}`,
    keys: async (context) =>
      await context.shared(key, async () => {
        const { assumeRole } = await import('./assume-role.ts')
        return await assumeRole(request, await oidcToken(context), context)
      }),
  }
}

/** Keys that are known. All of their parts are masked before they are used. */
export function knownKeys(description: string, keys: AwsKeys): KeySource {
  return {
    description,
    keys: async ({ mask }) => {
      mask(keys.secretAccessKey)
      if (keys.sessionToken !== undefined) mask(keys.sessionToken)
      return keys
    },
  }
}
