import type { Variables } from '../../environment.ts'
import { InputError } from '../../input-error.ts'
import type { Identity, IdentityFields, IdentityProvider } from '../identity.ts'
import type { Application } from './entra-token.ts'

/** Unanchored patterns sent tokens to look-alike hosts: GO-2026-6225. */
const hosts = /^[a-z0-9-]+\.azurecr\.(io|cn|us)$/
/** Entra ID in each of Microsoft's clouds. */
const entraHosts = new Map([
  ['io', 'login.microsoftonline.com'],
  ['cn', 'login.partner.microsoftonline.cn'],
  ['us', 'login.microsoftonline.us'],
])
const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const domain = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i

/** Azure Container Registry: a federated credential, or an application that the environment names. */
export const azure: IdentityProvider = {
  name: 'Azure',
  fields: ['client-id', 'tenant-id'],
  identify({ registry, entry, variables }) {
    const entra = entraHosts.get(hosts.exec(registry)?.[1] ?? '')
    if (entra === undefined) return undefined
    return entry ? identityOf(entry, registry, entra) : identityIn(variables, entra)
  },
}

function identityOf(entry: IdentityFields, registry: string, entra: string): Identity | undefined {
  const { 'client-id': clientId = '', 'tenant-id': tenantId = '', username, password } = entry
  if (!clientId && !tenantId) return undefined
  const fail = (problem: string) => new InputError('registry-auth', `${registry} has ${problem}`)
  if (username || password)
    throw fail("'client-id' or 'tenant-id' as well as a username and password: remove one of the two")
  if (!tenantId) throw fail("'client-id' without 'tenant-id', or with an empty one")
  if (!clientId) throw fail("'tenant-id' without 'client-id', or with an empty one")
  if (!guid.test(clientId)) throw fail("a 'client-id' that is not the ID of an application or managed identity")
  if (!guid.test(tenantId) && !domain.test(tenantId)) throw fail("a 'tenant-id' that is not the ID of a tenant")
  return identityAs({ clientId, tenantId, entra, proof: { kind: 'oidc' } }, 'OIDC')
}

/** The variables of Azure's libraries, in their order: EnvironmentCredential, WorkloadIdentityCredential. */
function identityIn(variables: Variables, entra: string): Identity | undefined {
  const { AZURE_CLIENT_ID: clientId, AZURE_TENANT_ID: tenantId } = variables
  const { AZURE_CLIENT_SECRET: secret, AZURE_FEDERATED_TOKEN_FILE: path } = variables
  if (!clientId || !tenantId) return undefined
  const application = { clientId, tenantId, entra }
  if (secret) return identityAs({ ...application, proof: { kind: 'secret', secret } }, 'AZURE_CLIENT_SECRET')
  if (path) return identityAs({ ...application, proof: { kind: 'file', path } }, 'AZURE_FEDERATED_TOKEN_FILE')
  return undefined
}

function identityAs(application: Application, how: string): Identity {
  return {
    description: `${how}, client ${application.clientId}`,
    signIn: async (context) => (await import('./refresh-token.ts')).signInByEntra(application, context),
  }
}
