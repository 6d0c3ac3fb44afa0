import { InputError } from '../../input-error.ts'
import { dockerHub } from '../../oci/distribution/reference.ts'
import type { Credential } from '../../registry/auth/credential.ts'
import type { Identity, IdentityContext, IdentityProvider } from '../identity.ts'
import { loginWith, readIssued, tokenExchange } from './issued-token.ts'

/** Docker Hub, and Docker Hardened Images, whose accounts are the same. */
const hosts = [dockerHub, 'dhi.io']
const service = new URL('https://identity.docker.com/oauth/token')
/** Where docker/login-action reads the connection from. */
const variable = 'DOCKERHUB_OIDC_CONNECTIONID'
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
/** Seconds; the most that every version of the service grants. */
const lifetime = 3600

/** Docker Hub's OIDC connections: docs.docker.com/enterprise/security/oidc-connections. */
export const dockerHubOidc: IdentityProvider = {
  name: 'Docker Hub',
  fields: ['connection-id'],
  identify({ registry, entry, variables }) {
    if (!entry || !hosts.includes(registry)) return undefined
    const { 'connection-id': given = '', username = '', password } = entry
    const left = username && !password ? (variables[variable] ?? '').trim() : ''
    const connection = given || left
    if (!connection) return undefined
    if (!uuid.test(connection)) throw new InputError(...notAnId(given !== '', registry))
    const fail = (problem: string) => new InputError('registry-auth', `${registry} has 'connection-id' ${problem}`)
    if (password) throw fail('as well as a password: remove one of the two')
    if (!username) throw fail("without 'username', which must be the organization that the connection belongs to")
    return identityAs(connection, username)
  },
}

function notAnId(isGiven: boolean, registry: string): [input: string, problem: string] {
  const form = 'a UUID, as shown under OIDC connections in Docker Home'
  return isGiven
    ? ['registry-auth', `${registry} has a 'connection-id' that is not ${form}`]
    : ['username', `the variable ${variable} is set, but it is not ${form}`]
}

function identityAs(connection: string, organization: string): Identity {
  return {
    description: `OIDC, connection ${connection} of ${organization}`,
    trustedBy: 'the rulesets of the OIDC connection in Docker Home',
    signIn: async (context): Promise<Credential> => {
      const token = await context.shared(`Docker Hub ${connection}`, () => exchangeAt(connection, context))
      return loginWith(token, organization, context)
    },
  }
}

async function exchangeAt(connection: string, context: IdentityContext) {
  const response = await context.exchange({
    method: 'POST',
    url: service,
    body: new URLSearchParams({
      ...tokenExchange,
      subject_token: await context.oidcToken(service.origin),
      connection_id: connection,
      expires_in: String(lifetime),
    }),
  })
  return readIssued(response, 'access_token', service, context)
}
