import { readText, whyUnreadable } from '../../disk/regular-file.ts'
import { RegistryError } from '../../registry/errors/registry-error.ts'
import type { IdentityContext } from '../identity.ts'
import { describeClaims } from '../oidc-token.ts'

/** What proves who sends a token request: the workflow's OIDC token, a secret, or a token in a file. */
type ProofSource =
  | { readonly kind: 'oidc' }
  | { readonly kind: 'secret'; readonly secret: string }
  | { readonly kind: 'file'; readonly path: string }

/** An application or managed identity in Entra ID. */
export interface Application {
  readonly clientId: string
  /** Its ID, or one of its domains. */
  readonly tenantId: string
  /** The host that issues tokens. */
  readonly entra: string
  readonly proof: ProofSource
}

/** What federated credentials have by default, and azure/login requests. */
const audience = 'api://AzureADTokenExchange'
/** A token for this scope is valid for container registries only. */
const scope = 'https://containerregistry.azure.net/.default'

/** The fields of a token request that prove an application. Throws RegistryError. */
async function prove(proof: ProofSource, { oidcToken, registry, mask }: IdentityContext) {
  switch (proof.kind) {
    case 'oidc':
      return assertion(await oidcToken(audience))
    case 'secret':
      mask(proof.secret)
      return { client_secret: proof.secret }
    case 'file': {
      // The file is replaced from time to time.
      const token = (await readTokenFile(proof.path, registry)).trim()
      mask(token)
      return assertion(token)
    }
  }
}

async function readTokenFile(path: string, registry: string): Promise<string> {
  return await readText(path).catch((error: Error) => {
    const operation = 'sign-in with the file in AZURE_FEDERATED_TOKEN_FILE'
    throw new RegistryError({ where: registry, operation, reason: `it ${whyUnreadable(error)}` })
  })
}

function assertion(token: string) {
  return {
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: token,
  }
}

/**
 * Requests a token for an application: learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow.
 * Throws RegistryError, which shows the claims of a token that was refused.
 */
export async function requestEntraToken(application: Application, context: IdentityContext) {
  const { clientId, tenantId, entra } = application
  const { exchange, mask, now, registry: where } = context
  const proof = await prove(application.proof, context)
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, scope, ...proof })
  const url = new URL(`https://${entra}/${encodeURIComponent(tenantId)}/oauth2/v2.0/token`)
  const { json } = await exchange({ method: 'POST', url, body }).catch((error: unknown) => {
    throw 'client_assertion' in proof ? withClaims(error, proof.client_assertion, clientId) : error
  })
  const { access_token: value, expires_in: seconds } = json
  if (typeof value !== 'string' || value === '' || typeof seconds !== 'number')
    throw new RegistryError({ where, operation: `sign-in at ${entra}`, reason: 'the response contains no token' })
  mask(value)
  return { value, expiresAt: new Date(now().getTime() + seconds * 1000) }
}

function withClaims(error: unknown, token: string, clientId: string): unknown {
  const claims = describeClaims(token)
  if (!(error instanceof RegistryError) || claims === '') return error
  const { status = 0, advice: known } = error.failure
  if (![400, 401].includes(status) || known !== undefined) return error
  const trust = `the subject and audience of the federated credentials of ${clientId}`
  return new RegistryError({ ...error.failure, advice: `The token has ${claims}: compare it with ${trust}.` })
}
