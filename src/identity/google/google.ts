import type { Variables } from '../../environment.ts'
import { InputError } from '../../input-error.ts'
import type { Identity, IdentityContext, IdentityFields, IdentityProvider } from '../identity.ts'
import type { AccessToken } from './access-token.ts'
import { isServiceAccount, isWorkloadIdentityProvider, jwtType } from './resource-names.ts'

/** Artifact Registry, and the hosts of Container Registry, which it serves now. */
const hosts = /^(?:[a-z0-9-]+-docker\.pkg\.dev|(?:(?:us|eu|asia)\.)?gcr\.io)$/

/** Tokens and files that earlier steps left, in the order in which gcloud prefers them. */
const tokenVariables = ['CLOUDSDK_AUTH_ACCESS_TOKEN', 'GOOGLE_OAUTH_ACCESS_TOKEN'] as const
const fileVariables = ['CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE', 'GOOGLE_APPLICATION_CREDENTIALS'] as const

/** Google Artifact Registry: workload identity federation, or what google-github-actions/auth left. */
export const google: IdentityProvider = {
  name: 'Google',
  fields: ['workload-identity-provider', 'service-account'],
  identify({ registry, entry, variables }) {
    if (!hosts.test(registry)) return undefined
    return entry ? identityOf(entry, registry) : identityIn(variables)
  },
}

function identityOf(entry: IdentityFields, registry: string): Identity | undefined {
  const { 'workload-identity-provider': provider = '', 'service-account': account = '', username, password } = entry
  if (!provider && !account) return undefined
  const fail = (problem: string) => new InputError('registry-auth', `${registry} ${problem}`)
  if (username || password)
    throw fail("has 'workload-identity-provider' as well as a username and password: remove one of the two")
  if (!provider) throw fail("has 'service-account' without 'workload-identity-provider', or with an empty one")
  if (!isWorkloadIdentityProvider(provider))
    throw fail(
      "has a 'workload-identity-provider' that is not a full resource name: 'projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/PROVIDER', with the number of the project instead of its ID"
    )
  if (account && !isServiceAccount(account))
    throw fail("has a 'service-account' that is not an email address: 'NAME@PROJECT.iam.gserviceaccount.com'")
  const audience = `https://iam.googleapis.com/${provider}`
  return {
    description: `OIDC, ${account || provider}`,
    trustedBy: `the attribute condition of ${provider}`,
    signIn: (context) =>
      shared(`${provider} ${account}`, context, async () => {
        const { signInAs } = await import('./access-token.ts')
        const subjectToken = () => context.oidcToken(audience)
        return await signInAs({ provider, account, type: jwtType, subjectToken }, context)
      }),
  }
}

function identityIn(variables: Variables): Identity | undefined {
  const given = tokenVariables.find((name) => variables[name])
  if (given) return { description: given, signIn: async ({ mask }) => login({ value: variables[given] ?? '' }, mask) }
  const named = fileVariables.find((name) => variables[name])
  if (named === undefined) return undefined
  const path = variables[named] ?? ''
  return {
    description: `the Google credentials in ${named}`,
    trustedBy: 'the attribute condition of the workload identity provider',
    signIn: (context) =>
      shared(path, context, async () => {
        const { signInByFile } = await import('./credentials-file.ts')
        return await signInByFile({ path, variable: named }, context)
      }),
  }
}

/** One token serves all of Google's hosts. */
async function shared(key: string, context: IdentityContext, signIn: () => Promise<AccessToken>) {
  return login(await context.shared(`Google ${key}`, signIn), context.mask)
}

function login({ value, expiresAt }: Partial<AccessToken> & { value: string }, mask: IdentityContext['mask']) {
  mask(value)
  return {
    kind: 'password' as const,
    username: 'oauth2accesstoken',
    password: value,
    ...(expiresAt && { expiresAt }),
  }
}
