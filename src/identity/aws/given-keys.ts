import type { Variables } from '../../environment.ts'
import { InputError } from '../../input-error.ts'
import { RegistryError } from '../../registry/errors/registry-error.ts'
import type { IdentityFields } from '../identity.ts'
import { type EcrHost, isAwsRegion } from './ecr-host.ts'
import { jobKeys } from './job-keys.ts'
import { type KeySource, knownKeys, roleKeys, stsAudience } from './key-source.ts'

interface GivenKeys {
  readonly entry: IdentityFields
  readonly registry: string
  readonly host: EcrHost
  readonly variables: Variables
}

const roleArn = /^arn:(?<partition>aws[a-z-]*):iam::\d{12}:role\/[\w+=,.@/-]{1,577}$/
/** Of a user, and of a session: docs.aws.amazon.com/IAM, "IAM identifiers". */
const accessKeyId = /^A[KS]IA[A-Z0-9]{12,124}$/
const sessionName = /^[\w+=,.@-]{2,64}$/
const roleFields = ['role-session-name', 'role-duration-seconds'] as const

/**
 * The keys that an entry of the inputs stands for: a role, or an access key as user name and password. Undefined if the
 * entry has another kind of login, or none. Throws InputError.
 */
export function givenKeys({ entry, registry, host, variables }: GivenKeys): KeySource | undefined {
  const { username = '', 'role-to-assume': role, ecr } = entry
  const fail = (problem: string) => new InputError('registry-auth', `${problem} (${registry})`)
  const isKey = accessKeyId.test(username)
  if (ecr === 'false' && (role !== undefined || isKey))
    throw fail("'ecr: false' contradicts the AWS credentials of the same entry: remove one of the two")
  if (ecr === 'false') return undefined
  checkRegion(entry, host, fail)
  if (role !== undefined) return roleOf(role, entry, host, fail)
  const unused = roleFields.find((field) => entry[field] !== undefined)
  if (unused) throw fail(`'${unused}' has no effect without 'role-to-assume'`)
  if (isKey) return accessKeyOf(entry, fail)
  if (entry['aws-session-token'] !== undefined)
    throw fail("'aws-session-token' has no effect without an access key ID as 'username' and its secret as 'password'")
  return jobKeysFor(entry, { fail, host, variables })
}

type Fail = (problem: string) => InputError

function roleOf(arn: string, entry: IdentityFields, host: EcrHost, fail: Fail): KeySource {
  const { 'role-session-name': name, 'role-duration-seconds': duration, 'aws-region': region = host.region } = entry
  const partition = roleArn.exec(arn)?.groups?.partition
  if (partition === undefined) throw fail("'role-to-assume' must be an ARN: 'arn:aws:iam::123456789012:role/NAME'")
  if (partition !== host.partition)
    throw fail(`'role-to-assume' is in the partition ${partition}, but the registry in ${host.partition}`)
  if (entry.username !== undefined || entry.password !== undefined)
    throw fail("'role-to-assume' is used without 'username' and 'password': remove them, or the role")
  if (name !== undefined && !sessionName.test(name))
    throw fail("'role-session-name' must have 2 to 64 characters: letters, digits and any of =,.@_-+")
  const seconds = Number(duration ?? 3600)
  if (!Number.isInteger(seconds) || seconds < 900 || seconds > 43_200)
    throw fail("'role-duration-seconds' must be a number from 900 to 43200")
  const role = { arn, sessionName: name, region, ...(duration && { duration }) }
  return roleKeys(role, host, ({ oidcToken }) => oidcToken(stsAudience))
}

/** Undefined without the secret, which is empty in a run that has no access to secrets. */
function accessKeyOf(entry: IdentityFields, fail: Fail): KeySource | undefined {
  const { username = '', password, 'aws-session-token': sessionToken } = entry
  if (password === undefined) return undefined
  if (username.startsWith('ASIA') && sessionToken === undefined)
    throw fail("the access key ID in 'username' is that of a session: give its token as 'aws-session-token'")
  const keys = { accessKeyId: username, secretAccessKey: password, ...(sessionToken && { sessionToken }) }
  return knownKeys('AWS access key from the inputs', keys)
}

/** The job's own keys, if the entry needs some without having any. */
function jobKeysFor(
  { username, password, ecr, 'create-repository': creates }: IdentityFields,
  { fail, host, variables }: { readonly fail: Fail; readonly host: EcrHost; readonly variables: Variables }
): KeySource | undefined {
  const isNeeded = ecr === 'true' || creates === 'true'
  if (!isNeeded) return undefined
  const how =
    "set 'role-to-assume', or 'username' and 'password' to an access key, or use aws-actions/configure-aws-credentials in an earlier step"
  if (username !== undefined || password !== undefined) {
    const field = ecr === 'true' ? 'ecr' : 'create-repository'
    throw fail(`'${field}: true' needs AWS credentials, which this user and password are not: ${how}`)
  }
  return jobKeys(variables, host) ?? missingKeys(how)
}

/** An error only where they are used: secrets are empty in a run that has no access to them. */
function missingKeys(how: string): KeySource {
  return {
    description: 'AWS credentials',
    async keys({ registry }) {
      const reason = `the job has no AWS credentials: ${how}`
      throw new RegistryError({ where: registry, operation: 'sign-in with AWS credentials', reason })
    },
  }
}

function checkRegion({ 'aws-region': region }: IdentityFields, host: EcrHost, fail: Fail): void {
  if (region === undefined) return
  if (!isAwsRegion(region)) throw fail("'aws-region' must be the name of a region: 'eu-central-1'")
  if (host.kind === 'private' && region !== host.region)
    throw fail(`'aws-region' is ${region}, but the registry is in ${host.region}: remove it, or correct one of the two`)
}
