import type { Descriptor } from '../../oci/descriptor.ts'
import type { Digest } from '../../oci/digest.ts'
import type { Manifest } from '../../oci/manifest.ts'
import type { RemoteRepository } from '../../registry/repository.ts'
import type { Claim } from '../claim.ts'
import type { ArtifactPlace, Signer } from '../signer.ts'
import { likelyReferrers } from './listed-referrers.ts'
import { readLayer } from './read-layer.ts'
import { tagFor } from './tagged-artifact.ts'

/** Maximum number of manifests to read: beyond that, signing again is cheaper. */
const mostRead = 20

/** Where to look for a claim, and the signer that verifies it. */
interface Lookup {
  readonly remote: RemoteRepository
  readonly claim: Claim
  readonly signer: Signer
  readonly place: ArtifactPlace
}

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
  if (!place) return undefined
  const lookup = { remote, claim, signer, place }
  if (place.kind === 'tag') {
    const tagged = await remote.manifests.get(tagFor(claim, place))
    return tagged && (await firstOf([tagged], lookup))
  }
  let left = mostRead
  for (const group of await likelyReferrers(remote, claim.subject.digest, place)) {
    const some = group.slice(0, left)
    left -= some.length
    const manifests = await Promise.all(some.map(({ digest }) => remote.manifests.get(digest)))
    const found = await firstOf(
      manifests.filter((manifest) => manifest !== undefined),
      lookup
    )
    if (found) return found
  }
  return undefined
}

async function firstOf(manifests: readonly Manifest[], lookup: Lookup): Promise<Digest | undefined> {
  for (const { blobs, descriptor } of manifests) {
    // The first blob is the config. The newest layer is the last.
    const layers = blobs.slice(1).filter(({ mediaType }) => mediaType === lookup.place.layerType)
    for (const layer of layers.slice(-mostRead).toReversed()) {
      if (await makesClaim(layer, lookup)) return descriptor.digest
    }
  }
  return undefined
}

async function makesClaim(layer: Descriptor, { remote, claim, signer }: Lookup): Promise<boolean> {
  const content = await readLayer(remote, layer)
  return await signer.verify(content, claim).then(
    () => true,
    () => false
  )
}
