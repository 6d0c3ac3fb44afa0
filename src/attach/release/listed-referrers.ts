import type { Descriptor } from '../../oci/descriptor.ts'
import type { Digest } from '../../oci/digest.ts'
import { referrersTag } from '../../oci/distribution/referrer-tags.ts'
import type { RemoteRepository } from '../../registry/repository.ts'

/** What refers to a manifest, as the registry or the index under the fallback tag lists it. Throws RegistryError. */
export async function listedReferrers(remote: RemoteRepository, subject: Digest): Promise<readonly Descriptor[]> {
  return (await remote.referrers(subject)) ?? (await remote.manifests.get(referrersTag(subject)))?.children ?? []
}

/** What is looked for among the referrers of a manifest. */
export interface WantedReferrer {
  readonly artifactType: string
  /** The predicate type, if it is a bundle. */
  readonly predicateType?: string
}

/** The annotation of bundles with what they attest: github.com/sigstore/cosign, specs/BUNDLE_SPEC.md */
export const predicateField = 'dev.sigstore.bundle.predicateType'

/** Types that say nothing about a referrer: a list that a client such as cosign writes may have its config's type. */
const empty: readonly (string | undefined)[] = [
  undefined,
  'application/vnd.oci.empty.v1+json',
  'application/vnd.oci.image.config.v1+json',
]

/**
 * The referrers of a manifest in three groups: those that match according to the list, those that the list does
 * not describe, and all others, which may match as well: only content decides. The newest come first. Throws
 * RegistryError.
 */
export async function likelyReferrers(
  remote: RemoteRepository,
  subject: Digest,
  wanted: WantedReferrer
): Promise<readonly (readonly Descriptor[])[]> {
  const listed = await listedReferrers(remote, subject)
  const groups = Map.groupBy(listed.toReversed(), (entry) => rankOf(entry, wanted))
  return ([0, 1, 2] as const).map((rank) => groups.get(rank) ?? [])
}

function rankOf({ artifactType, annotations }: Descriptor, wanted: WantedReferrer): 0 | 1 | 2 {
  const predicateType = annotations?.[predicateField] ?? wanted.predicateType
  if (wanted.predicateType !== undefined && predicateType !== wanted.predicateType) return 2
  if (artifactType === wanted.artifactType) return 0
  return empty.includes(artifactType) ? 1 : 2
}
