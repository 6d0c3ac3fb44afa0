import type { Credential } from '../../registry/auth/credential.ts'
import { RegistryError } from '../../registry/errors/registry-error.ts'
import type { IdentityContext } from '../identity.ts'
import { claimsIn } from '../oidc-token.ts'
import { type Application, requestEntraToken } from './entra-token.ts'

/** The user to name where a refresh token is sent as a password. */
const nobody = '00000000-0000-0000-0000-000000000000'

/** Gets a registry's refresh token. One token of Entra ID serves all registries. Throws RegistryError. */
export async function signInByEntra(application: Application, context: IdentityContext): Promise<Credential> {
  const { entra, tenantId, clientId } = application
  const key = `Azure ${entra} ${tenantId} ${clientId}`
  const { value } = await context.shared(key, () => requestEntraToken(application, context))
  const token = await requestRefreshToken(value, application, context)
  context.mask(token)
  const { exp } = claimsIn(token)
  const expiresAt = typeof exp === 'number' ? { expiresAt: new Date(exp * 1000) } : {}
  return { kind: 'identity-token', username: nobody, token, ...expiresAt }
}

/** github.com/Azure/acr, docs/AAD-OAuth.md, "Calling POST /oauth2/exchange". */
async function requestRefreshToken(token: string, application: Application, context: IdentityContext): Promise<string> {
  const { registry, exchange } = context
  const { clientId, tenantId: tenant } = application
  const body = new URLSearchParams({ grant_type: 'access_token', service: registry, tenant, access_token: token })
  const url = new URL(`https://${registry}/oauth2/exchange`)
  const { json } = await exchange({ method: 'POST', url, body }).catch((error: unknown) => {
    if (!(error instanceof RegistryError) || ![401, 403].includes(error.status ?? 0)) throw error
    // The advice for the registry applies: the identity lacks a role, or the firewall blocks it.
    const failure = { ...error.failure, isExchange: false, hasToken: true }
    throw new RegistryError({ ...failure, reason: `Entra ID issued a token to ${clientId}` })
  })
  const { refresh_token: refreshToken } = json
  if (typeof refreshToken === 'string' && refreshToken !== '') return refreshToken
  const operation = `sign-in at ${registry}`
  throw new RegistryError({ where: registry, operation, reason: 'the response contains no refresh token' })
}
