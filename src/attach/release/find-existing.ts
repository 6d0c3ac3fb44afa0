import type { Descriptor } from '../../oci/descriptor.ts'
import type { Digest } from '../../oci/digest.ts'
import type { Manifest } from '../../oci/manifest.ts'
import type { RemoteRepository } from '../../registry/repository.ts'
import type { Claim } from '../claim.ts'
import type { ArtifactPlace, Signer } from '../signer.ts'
import { listedReferrers } from './listed-referrers.ts'
import { readLayer } from './read-layer.ts'
import { tagFor } from './tagged-artifact.ts'

/** Signatures to look at: more, of others, would cost more than signing again. */
const mostRead = 20

/**
 * The digest of an artifact of a repository that already makes the claim, signed with the same key; undefined if there
 * is none. Throws RegistryError.
 */
export async function findExisting(
  remote: RemoteRepository,
  claim: Claim,
  signer: Signer
): Promise<Digest | undefined> {
  const place = signer.placeOf(claim)
  for (const manifest of place ? await candidates(remote, claim, place) : []) {
    // The first blob is the config. The newest layer is the last.
    for (const layer of manifest.blobs.slice(1).toReversed().slice(0, mostRead)) {
      if (await makes(claim, layer, { remote, signer })) return manifest.descriptor.digest
    }
  }
  return undefined
}

async function candidates(remote: RemoteRepository, claim: Claim, place: ArtifactPlace): Promise<readonly Manifest[]> {
  if (place.kind === 'tag') {
    const tagged = await remote.manifests.get(tagFor(claim, place))
    return tagged ? [tagged] : []
  }
  const listed = await listedReferrers(remote, claim.subject.digest)
  // Lists may leave the type out.
  const like = listed.filter(({ artifactType = place.artifactType }) => artifactType === place.artifactType)
  const read = await Promise.all(like.slice(-mostRead).map((each) => remote.manifests.get(each.digest)))
  return read.filter((manifest) => manifest !== undefined)
}

async function makes(
  claim: Claim,
  layer: Descriptor,
  { remote, signer }: { readonly remote: RemoteRepository; readonly signer: Signer }
): Promise<boolean> {
  const content = await readLayer(remote, layer)
  return await signer.verify(content, claim).then(
    () => true,
    () => false
  )
}
