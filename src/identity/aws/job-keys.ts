import { join } from 'node:path'
import { readText, whyUnreadable } from '../../disk/regular-file.ts'
import type { Variables } from '../../environment.ts'
import { RegistryError } from '../../registry/errors/registry-error.ts'
import type { IdentityContext } from '../identity.ts'
import type { EcrHost } from './ecr-host.ts'
import { type KeySource, knownKeys, roleKeys } from './key-source.ts'
import type { AwsKeys } from './signature-v4.ts'

/**
 * The keys that earlier steps or the machine left in the job's environment, in the order of AWS's own tools:
 * docs.aws.amazon.com/sdkref, "Standardized credential providers". Undefined if there are none.
 */
export function jobKeys(variables: Variables, host: EcrHost): KeySource | undefined {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = variables
  const { AWS_SESSION_TOKEN: sessionToken, AWS_PROFILE: profile } = variables
  if (accessKeyId && secretAccessKey) {
    const keys = { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) }
    return knownKeys("AWS credentials in the job's environment", keys)
  }
  return webIdentityKeys(variables, host) ?? (profile ? profileKeys(profile, variables) : undefined)
}

/** A file with a token, as Kubernetes and others provide it. */
function webIdentityKeys(variables: Variables, host: EcrHost): KeySource | undefined {
  const { AWS_WEB_IDENTITY_TOKEN_FILE: file, AWS_ROLE_ARN: arn, AWS_ROLE_SESSION_NAME: name } = variables
  if (!file || !arn) return undefined
  const role = { arn, sessionName: name || undefined, region: host.region }
  return roleKeys(role, host, async (context) => {
    const token = (await readIn(file, 'AWS_WEB_IDENTITY_TOKEN_FILE', context)).trim()
    context.mask(token)
    return token
  })
}

function profileKeys(profile: string, variables: Variables): KeySource {
  const home = variables.HOME ?? variables.USERPROFILE ?? ''
  const file = variables.AWS_SHARED_CREDENTIALS_FILE || join(home, '.aws', 'credentials')
  const description = `AWS profile ${profile}`
  return {
    description,
    async keys(context) {
      const keys = profileIn(await readIn(file, 'AWS_PROFILE', context), profile)
      if (keys) return await knownKeys(description, keys).keys(context)
      throw new RegistryError({
        where: context.registry,
        operation: 'sign-in with AWS_PROFILE',
        reason: `${file} has no access key for the profile ${profile}`,
      })
    },
  }
}

async function readIn(file: string, variable: string, { registry }: IdentityContext): Promise<string> {
  return await readText(file).catch((error: Error) => {
    const reason = `${file} ${whyUnreadable(error)}`
    throw new RegistryError({ where: registry, operation: `sign-in with ${variable}`, reason })
  })
}

/** The keys in a section of a credentials file: docs.aws.amazon.com/sdkref, "Shared config and credentials files". */
function profileIn(text: string, profile: string): AwsKeys | undefined {
  const fields = new Map<string, string>()
  let section = ''
  for (const line of text.split(/\r?\n/)) {
    section = /^\[\s*(.*?)\s*\]/.exec(line)?.[1] ?? section
    const [, name = '', value = ''] = /^([a-z_]+)\s*=\s*(\S+)\s*$/i.exec(line) ?? []
    if (section === profile && name !== '') fields.set(name.toLowerCase(), value)
  }
  const accessKeyId = fields.get('aws_access_key_id')
  const secretAccessKey = fields.get('aws_secret_access_key')
  const sessionToken = fields.get('aws_session_token')
  return accessKeyId && secretAccessKey
    ? { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) }
    : undefined
}
