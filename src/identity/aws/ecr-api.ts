import { type JsonRecord, recordOf } from '../../json.ts'
import type { Credential } from '../../registry/auth/credential.ts'
import type { KeyedCall } from '../../registry/connect.ts'
import { RegistryError } from '../../registry/errors/registry-error.ts'
import type { ExchangeResponse } from '../exchange.ts'
import type { IdentityContext } from '../identity.ts'
import { adviseOnEcr } from './aws-advice.ts'
import { type EcrHost, ecrApiOf } from './ecr-host.ts'
import { type AwsKeys, signV4 } from './signature-v4.ts'

/** Gets the password that a registry takes, for 12 hours as a rule. Throws RegistryError. */
export async function getAuthorizationToken(
  host: EcrHost,
  keys: AwsKeys,
  context: IdentityContext
): Promise<Credential> {
  const registries = host.kind === 'public' ? {} : { registryIds: [host.account] }
  const { json } = await callEcr('GetAuthorizationToken', registries, { host, keys, context })
  // ECR returns a list, ECR Public one object.
  const [data] = [json.authorizationData].flat()
  const { authorizationToken: token, expiresAt } = recordOf(data)
  const [username, password] = typeof token === 'string' ? decoded(token) : []
  if (typeof token !== 'string' || !username || !password) {
    const operation = `sign-in at ${ecrApiOf(host).host}`
    throw new RegistryError({ where: context.registry, operation, reason: 'its response contains no token' })
  }
  context.mask(token)
  context.mask(password)
  const expiry = typeof expiresAt === 'number' ? { expiresAt: new Date(expiresAt * 1000) } : {}
  return { kind: 'password', username, password, ...expiry }
}

/** Creates a repository, unless it exists. Throws RegistryError. */
export async function createEcrRepository(name: string, call: EcrCall): Promise<void> {
  await callEcr('CreateRepository', repositoryFields(name, call.host), call).catch((error: unknown) => {
    if (!(error instanceof RegistryError)) throw error
    if (error.has('RepositoryAlreadyExistsException')) return
    throw new RegistryError({ ...error.failure, operation: `creation of repository ${name}` })
  })
}

/** Who calls, and where. */
export interface EcrCall {
  readonly host: EcrHost
  readonly keys: AwsKeys
  readonly context: IdentityContext
}

/** Bytes: a page of the images of a repository, each of which may have many tags. */
const pageLimit = 16 * 1024 * 1024

/** Calls an action about one repository. Throws RegistryError. */
export async function callEcrOf({ action, name, fields, operation }: KeyedCall, call: EcrCall): Promise<JsonRecord> {
  const request = { ...repositoryFields(name, call.host), ...fields }
  return await callEcr(action, request, call, pageLimit).then(
    ({ json }) => json,
    (error: unknown) =>
      Promise.reject(error instanceof RegistryError ? new RegistryError({ ...error.failure, operation }) : error)
  )
}

function repositoryFields(name: string, { kind, account }: EcrHost): JsonRecord {
  // The first part of a name at ECR Public is the alias of the registry.
  if (kind === 'public') return { repositoryName: name.split('/').slice(1).join('/') }
  return { registryId: account, repositoryName: name }
}

async function callEcr(
  action: string,
  fields: object,
  { host, keys, context }: EcrCall,
  limit?: number
): Promise<ExchangeResponse> {
  const url = ecrApiOf(host)
  const [service, api] =
    host.kind === 'public' ? ['ecr-public', 'SpencerFrontendService'] : ['ecr', 'AmazonEC2ContainerRegistry_V20150921']
  const body = JSON.stringify(fields)
  const plain = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${api}.${action}` }
  const scope = { keys, region: host.region, service, date: context.now() }
  const headers = signV4({ method: 'POST', url, headers: plain, body }, scope)
  return await context
    .exchange({ method: 'POST', url, headers, body, ...(limit && { limit }) })
    .catch((error: unknown) => Promise.reject(adviseOnEcr(error, `${service}:${action}`)))
}

function decoded(token: string): readonly string[] {
  return /^([^:]+):(.+)$/s.exec(Buffer.from(token, 'base64').toString('utf8'))?.slice(1) ?? []
}
