import type { Descriptor } from '../../oci/descriptor.ts'
import type { Digest } from '../../oci/digest.ts'
import type { RemoteRepository } from '../../registry/repository.ts'
import { bundlePlace } from '../cosign/bundle.ts'
import { likelyReferrers } from '../release/listed-referrers.ts'
import { tagFor } from '../release/tagged-artifact.ts'
import { isSignatureType } from './authority.ts'

/** Maximum bytes of a signature. The largest, with a certificate and a log entry, have about ten thousand. */
const sizeLimit = 1024 * 1024
/** Maximum number of signatures to read in each place: anyone who may push can add more. */
const mostRead = 50

/** Resolves to layers that may be signatures. Rejects with RegistryError. */
export type SignatureLookup = () => Promise<readonly Descriptor[]>

/**
 * Where signatures of a manifest may be, as cosign 3 stores them: one lookup for each, the likeliest and newest first.
 * Throws RegistryError.
 */
export async function bundleLookups(remote: RemoteRepository, subject: Digest): Promise<readonly SignatureLookup[]> {
  const likely = (await likelyReferrers(remote, subject, bundlePlace())).flat().slice(0, mostRead)
  return likely.map(
    ({ digest }) =>
      async () =>
        // A bundle is the only layer.
        layersIn((await remote.manifests.get(digest))?.blobs.slice(0, 2))
  )
}

/** The same for cosign 1 and 2, which store all signatures of a manifest under one tag. */
export function taggedLookup(remote: RemoteRepository, digest: Digest): SignatureLookup {
  const tag = tagFor({ subject: { digest } }, { ending: '.sig' })
  return async () => layersIn((await remote.manifests.get(tag))?.blobs)
}

/** The first blob is the config. */
function layersIn(blobs: readonly Descriptor[] = []): readonly Descriptor[] {
  const fit = blobs.slice(1).filter(({ mediaType, size }) => isSignatureType(mediaType) && size <= sizeLimit)
  return fit.slice(-mostRead).toReversed()
}
