import { InputError } from '../../input-error.ts'
import { dockerHub } from '../../oci/distribution/reference.ts'
import { RegistryError } from '../../registry/errors/registry-error.ts'
import type { Identity, IdentityContext, IdentityFields, IdentityProvider } from '../identity.ts'
import { claimsIn } from '../oidc-token.ts'
import { loginWith, readIssued, tokenExchange } from './issued-token.ts'

interface Integration {
  /** The JFrog Platform, which issues the token. */
  readonly platform: URL
  readonly provider: string
  /** The project that the integration belongs to; empty if it belongs to the whole platform. */
  readonly project: string
  readonly audience: string
}

/** The audience in JFrog's own examples; the platform checks it only if its integration names one. */
const usualAudience = 'jfrog-github'

/** OIDC integrations of the JFrog Platform: docs.jfrog.com/administration/reference/oidcTokenExchange. */
export const artifactory: IdentityProvider = {
  name: 'Artifactory',
  fields: ['provider-name', 'project-key', 'platform-url', 'audience'],
  identify({ registry, entry }) {
    const { 'provider-name': provider, 'project-key': project = '', username, password } = entry ?? {}
    if (!entry || !provider || registry === dockerHub) return undefined
    if (username || password)
      throw new InputError(
        'registry-auth',
        `${registry} has 'provider-name' as well as a username or password: remove one of the two`
      )
    const { audience = usualAudience } = entry
    return identityAs({ platform: platformIn(entry, registry), provider, project, audience })
  },
}

/** A host with a repository in its name is not that of the platform: `acme-docker.jfrog.io` belongs to `acme.jfrog.io`. */
function platformIn(entry: IdentityFields, registry: string): URL {
  const given = entry['platform-url'] ?? `https://${registry}`
  const url = URL.canParse(given) ? new URL(given) : undefined
  if (url?.protocol === 'https:' && `${url.origin}/` === url.href) return url
  throw new InputError(
    'registry-auth',
    `${registry} has a 'platform-url' that is not the URL of a JFrog Platform: 'https://HOST'`
  )
}

function identityAs(integration: Integration): Identity {
  const { provider, project, platform, audience } = integration
  return {
    description: `OIDC, provider ${provider} of ${platform.host}`,
    trustedBy: `the audience of the integration ${provider}, and the claims in its identity mappings`,
    signIn: async (context) => {
      const key = ['Artifactory', platform.host, provider, project, audience].join(' ')
      const token = await context.shared(key, () => exchangeAt(integration, context))
      return loginWith(token, userOf(token.value, platform, context), context)
    },
  }
}

async function exchangeAt({ platform, provider, project, audience }: Integration, context: IdentityContext) {
  const response = await context.exchange({
    method: 'POST',
    url: new URL('/access/api/v1/oidc/token', platform),
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({
      ...tokenExchange,
      subject_token: await context.oidcToken(audience),
      provider_name: provider,
      ...(project && { project_key: project }),
    }),
    atRegistry: true,
  })
  return readIssued(response, 'access_token', platform, context)
}

/** The user that an access token is for: `jfac@…/users/ci` or just `ci`. */
function userOf(token: string, { host }: URL, { registry: where }: IdentityContext): string {
  const { sub } = claimsIn(token)
  const user = typeof sub === 'string' ? sub.slice(sub.lastIndexOf('/') + 1) : ''
  if (user !== '' && !user.includes(':')) return user
  throw new RegistryError({ where, operation: `sign-in at ${host}`, reason: 'the access token names no user' })
}
