import { formatBytes } from '../../format-amount.ts'
import { collectBytes } from '../../oci/blob-content.ts'
import type { Descriptor } from '../../oci/descriptor.ts'
import { algorithmOf, digestOf } from '../../oci/digest.ts'
import { formatRepository } from '../../oci/distribution/reference.ts'
import { RegistryError } from '../../registry/errors/registry-error.ts'
import type { RemoteRepository } from '../../registry/repository.ts'
import type { SignedLayer } from '../signer.ts'

/** Maximum bytes of a layer: the files of `attach` are smaller, but base64 makes them longer. */
const layerLimit = 32 * 1024 * 1024

/** Reads a layer and verifies its digest. Throws RegistryError. */
export async function readLayer(remote: RemoteRepository, layer: Descriptor): Promise<SignedLayer> {
  const { mediaType, digest, size, annotations } = layer
  const fail = (reason: string) => {
    const where = formatRepository(remote.repository)
    return new RegistryError({ where, operation: `reading back ${digest}`, reason })
  }
  if (size > layerLimit) throw fail(`it is larger than ${formatBytes(layerLimit)}`)
  const bytes = await collectBytes((signal) => remote.blobs.download(layer, 0, signal))
  if (digestOf(bytes, algorithmOf(digest)) !== digest) throw fail('its content does not match its digest')
  return { mediaType, bytes, ...(annotations && { annotations }) }
}
