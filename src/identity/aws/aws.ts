import { InputError } from '../../input-error.ts'
import type { Identity, IdentityFields, IdentityProvider } from '../identity.ts'
import { type EcrHost, parseEcrHost } from './ecr-host.ts'
import { givenKeys } from './given-keys.ts'
import { jobKeys } from './job-keys.ts'
import type { KeySource } from './key-source.ts'

/** Amazon ECR and ECR Public take a password that their APIs give for the keys of an IAM user or of a role's session. */
export const aws: IdentityProvider = {
  name: 'AWS',
  fields: [
    'ecr',
    'role-to-assume',
    'aws-region',
    'role-session-name',
    'role-duration-seconds',
    'aws-session-token',
    'create-repository',
  ],
  identify({ registry, entry, variables }) {
    const host = parseEcrHost(registry)
    if (entry) checkSwitches(entry, registry, host)
    if (!host) return undefined
    const keys = entry ? givenKeys({ entry, registry, host, variables }) : jobKeys(variables, host)
    return keys && identityAt(host, keys, entry?.['create-repository'] === 'true')
  },
}

function checkSwitches(entry: IdentityFields, registry: string, host: EcrHost | undefined): void {
  const { ecr = 'auto', 'create-repository': create = 'false' } = entry
  const fail = (problem: string) => new InputError('registry-auth', problem)
  if (!['auto', 'true', 'false'].includes(ecr)) throw fail(`'ecr' of ${registry} must be auto, true or false`)
  if (!['true', 'false'].includes(create)) throw fail(`'create-repository' of ${registry} must be true or false`)
  if (ecr === 'true' && !host) throw fail(`${registry} is not a registry of Amazon ECR: remove 'ecr: true'`)
}

function identityAt(host: EcrHost, { description, trustedBy, keys }: KeySource, creates: boolean): Identity {
  return {
    description,
    ...(trustedBy !== undefined && { trustedBy }),
    async signIn(context) {
      const { getAuthorizationToken } = await import('./ecr-api.ts')
      return await getAuthorizationToken(host, await keys(context), context)
    },
    async call(call, context) {
      const { callEcrOf } = await import('./ecr-api.ts')
      return await callEcrOf(call, { host, keys: await keys(context), context })
    },
    ...(creates && {
      async createRepository(name, context) {
        const { createEcrRepository } = await import('./ecr-api.ts')
        await createEcrRepository(name, { host, keys: await keys(context), context })
      },
    }),
  }
}
