import { claimsIn } from '../../identity/oidc-token.ts'
import { recordOf } from '../../json.ts'
import { type CredentialSource, remembered } from '../../registry/auth/credential-source.ts'
import { RegistryError } from '../../registry/errors/registry-error.ts'
import type { InventoryContext } from '../inventory-kind.ts'
import type { RegistryApi } from '../registry-api.ts'

const operation = 'sign-in at hub.docker.com'
const needsToken =
  "Docker Hub's API takes a user and a personal access token with 'Read, Write & Delete', or an organization and its access token, and not the passwords of OIDC connections."

/**
 * Exchanges the credential for a token of Docker Hub's API, and again before that expires: docs.docker.com/reference/api/hub,
 * "Create access token".
 */
export function hubToken(
  api: Pick<RegistryApi, 'ask'>,
  { access, repository, log, now }: Pick<InventoryContext, 'access' | 'repository' | 'log' | 'now'>
): CredentialSource {
  const where = `${repository.registry}/${repository.name}`
  return remembered(async () => {
    const credential = await access.credential()
    if (credential?.kind !== 'password') {
      throw new RegistryError({ where, operation, reason: 'it needs a user and a password', advice: needsToken })
    }
    const body = { identifier: credential.username, secret: credential.password }
    const advice = (status: number) => (status < 500 && status !== 429 ? needsToken : undefined)
    const { json } = await api.ask({ method: 'POST', path: '/v2/auth/token', operation, body, advice })
    const { access_token: token } = recordOf(json)
    if (typeof token !== 'string' || token === '') {
      throw new RegistryError({ where, operation, reason: 'its response contains no token' })
    }
    log.mask(token)
    const { exp } = claimsIn(token)
    return { kind: 'registry-token', token, ...(typeof exp === 'number' && { expiresAt: new Date(exp * 1000) }) }
  }, now)
}
