import type { Descriptor } from '../../oci/descriptor.ts'
import type { Digest } from '../../oci/digest.ts'
import { referrersTag } from '../../oci/distribution/referrer-tags.ts'
import type { RemoteRepository } from '../../registry/repository.ts'

/** What refers to a manifest, as the registry or the index under the fallback tag lists it. Throws RegistryError. */
export async function listedReferrers(remote: RemoteRepository, subject: Digest): Promise<readonly Descriptor[]> {
  return (await remote.referrers(subject)) ?? (await remote.manifests.get(referrersTag(subject)))?.children ?? []
}
