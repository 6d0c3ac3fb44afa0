import { RegistryError } from '../../registry/errors/registry-error.ts'

/** What to do when STS does not let a role be assumed. The token's claims show what is missing in its trust policy. */
export function adviseOnRole(error: unknown, arn: string): unknown {
  const account = arn.split(':')[4]
  return advised(error, [
    [
      /No OpenIDConnect provider found/,
      `Add it to the identity providers in IAM of account ${account}, with the audience sts.amazonaws.com.`,
    ],
    [/audience/i, `Add the audience sts.amazonaws.com to the identity provider in IAM of account ${account}.`],
    [/MaxSessionDuration|DurationSeconds/, `Lower 'role-duration-seconds', or raise the limit of ${arn}.`],
    [/RegionDisabled|not activated/, `Activate STS in this region for account ${account}, or set 'aws-region'.`],
  ])
}

/** What to do when ECR refuses a call of an action, such as `ecr:GetAuthorizationToken`. */
export function adviseOnEcr(error: unknown, action: string): unknown {
  const needed = action.startsWith('ecr-public:') ? `${action} and sts:GetServiceBearerToken` : action
  const resource = action.endsWith('AuthorizationToken') ? ", for the resource '*'" : ''
  return advised(error, [
    [/AccessDenied|not authorized/, `Allow ${needed} in a policy of this role or user${resource}.`],
    [
      /ExpiredToken|security token included in the request is expired/,
      'The AWS credentials have expired: request them in the same job, shortly before this step, for long enough.',
    ],
    [/Signature (?:expired|not yet current)/, "Synchronize the runner's clock."],
    [
      /UnrecognizedClient|InvalidClientTokenId|security token included in the request is invalid/,
      'Check that the access key exists and is active in the partition of this registry, that its region is enabled in the account, and that a temporary key comes with its session token.',
    ],
    [
      /SignatureDoesNotMatch|InvalidSignature|IncompleteSignature/,
      'Check that the secret access key is the one of this access key ID, without spaces or line breaks.',
    ],
    [/scoped to a valid region/, 'Check the region in the name of the registry.'],
    [/^(?!.*(?:Throttl|Limit|Unavailable))/, 'Check the AWS credentials.'],
  ])
}

type Advice = readonly [when: RegExp, say: string]

/** Only for refusals: users cannot fix other failures. A wrong clock, which AWS reports in many ways, comes first. */
function advised(error: unknown, table: readonly Advice[]): unknown {
  if (!(error instanceof RegistryError)) return error
  const { status = 0, problems = [], advice } = error.failure
  if (status < 400 || status >= 500 || advice !== undefined) return error
  const text = problems.map(({ code, message }) => `${code} ${message}`).join(' ')
  const found = table.find(([when]) => when.test(text))?.[1]
  return found === undefined ? error : new RegistryError({ ...error.failure, advice: found })
}
