import type { Repository } from '../../oci/distribution/reference.ts'
import type { Access } from '../../registry/connect.ts'
import type { Trust } from './trust.ts'

type AccessTo = (repository: Repository) => Promise<Access>

/**
 * How a run accesses registries. One that is not trusted signs in nowhere, not even with a client certificate: what it
 * reads, its log and its outputs show to whoever made it run.
 */
export function accessIn(trust: Trust, accessTo: AccessTo): AccessTo {
  if (trust.isTrusted) return accessTo
  const known = new Map<Access, Access>()
  return async (repository) => {
    const access = await accessTo(repository)
    const anonymous = known.get(access) ?? withoutCredentials(access)
    known.set(access, anonymous)
    return anonymous
  }
}

function withoutCredentials({ tls, insecure }: Access): Access {
  return {
    ...(tls?.ca && { tls: { ca: tls.ca } }),
    ...(insecure && { insecure }),
    credential: async () => undefined,
  }
}
