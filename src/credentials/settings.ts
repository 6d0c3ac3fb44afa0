import type { Variables } from '../environment.ts'
import type { Identity } from '../identity/identity.ts'
import type { Repository } from '../oci/distribution/reference.ts'
import { scopesOf } from '../oci/distribution/registry-scope.ts'
import type { Credential } from '../registry/auth/credential.ts'
import type { RegistrySettings } from '../registry/connect.ts'
import { hostCertificates } from './host-certificates.ts'

/** What the inputs say about a registry, or a path on it: at most one of credential and identity. */
export interface GivenAccess extends RegistrySettings {
  readonly credential?: Credential
  readonly identity?: Identity
}

interface Sources {
  /** By canonical host, or host and path: `formatScope`. */
  readonly given: ReadonlyMap<string, GivenAccess>
  readonly variables: Variables
  readonly mask: (secret: string) => void
}

/**
 * How to speak to a repository's registry: the certificates that Docker has for it, overridden by the inputs for the
 * registry, and these by the inputs for the path. Throws InputError if Docker's certificates cannot be read.
 */
export async function settingsFor(
  repository: Repository,
  { given, variables, mask }: Sources
): Promise<RegistrySettings> {
  const found = await hostCertificates(repository.registry, variables)
  if (found.key) mask(found.key)
  const all = scopesOf(repository, given.keys()).map((scope) => given.get(scope) ?? {})
  const { credential: _, identity: __, ...settings }: GivenAccess = Object.assign({}, ...all)
  return { ...settings, tls: Object.assign({}, found, ...all.map(({ tls }) => tls)) }
}
