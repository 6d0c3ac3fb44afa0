import { InputError } from '../input-error.ts'
import { aws } from './aws/aws.ts'
import { azure } from './azure/azure.ts'
import { google } from './google/google.ts'
import type { Identity, IdentityFields, IdentityProvider, IdentityRequest } from './identity.ts'
import { jobToken } from './job-token.ts'
import { artifactory } from './registries/artifactory.ts'
import { chainguard } from './registries/chainguard.ts'
import { dockerHubOidc } from './registries/docker-hub.ts'
import { quay } from './registries/quay.ts'

/** Every way to get a credential that is not stored. The first one that has an identity for a registry is used. */
export const identityProviders: readonly IdentityProvider[] = [
  aws,
  azure,
  google,
  dockerHubOidc,
  quay,
  artifactory,
  chainguard,
  jobToken,
]

/** The fields of `registry-auth` that providers read. */
export const identityFields: readonly string[] = [...new Set(identityProviders.flatMap(({ fields }) => fields))]

/** The identity to use at a registry; undefined if no provider has one there. Throws InputError. */
export function identify(request: IdentityRequest): Identity | undefined {
  for (const provider of identityProviders) {
    const identity = provider.identify(request)
    if (identity) return onlyWith(provider.fields, request, identity)
  }
  return undefined
}

/** Values that ask for nothing; docker/login-action has `ecr: auto` by default. */
export const neutralValues: ReadonlySet<string> = new Set(['', 'auto', 'false'])

/** Of two kinds of registries one is a mistake, and its fields must not be ignored in silence. */
function onlyWith(fields: readonly string[], { registry, entry = {} }: IdentityRequest, identity: Identity): Identity {
  const other = identityFields.find((field) => !neutralValues.has(entry[field] ?? '') && !fields.includes(field))
  if (other === undefined) return identity
  throw new InputError('registry-auth', `'${other}' has no effect at ${registry} next to '${given(fields, entry)}'`)
}

function given(fields: readonly string[], entry: IdentityFields): string {
  return fields.find((field) => entry[field] !== undefined) ?? 'username'
}
