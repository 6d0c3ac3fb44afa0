import type { BuildRequest } from '../../builder/build-request.ts'
import { storeAdvice } from '../../builder/store-advice.ts'
import type { Log } from '../../environment.ts'
import { type Descriptor, mediaTypes } from '../../oci/descriptor.ts'

/** Attributes of an output that Docker's classic image store accepts and ignores. */
const ignored = ['compression', 'compression-level', 'force-compression', 'rewrite-timestamp']

/**
 * Tells what Docker's classic image store, which only writes Docker's media types, made of a request for OCI media types
 * and of the attributes that say how layers are made.
 */
export function reportMediaType(
  { mediaType }: Descriptor,
  imageAttributes: BuildRequest['imageAttributes'],
  log: Pick<Log, 'info' | 'warning'>
): void {
  if (mediaType !== mediaTypes.dockerManifest && mediaType !== mediaTypes.dockerIndex) return
  log.info(
    `The builder produced ${mediaType}, which some registries refuse, instead of the OCI media type. For the OCI type, ${storeAdvice}`
  )
  if (imageAttributes.get('oci-mediatypes') === 'false') return
  const lost = ignored.filter((name) => imageAttributes.has(name))
  if (lost.length > 0)
    log.warning(`Input 'outputs': Docker's classic image store ignores ${lost.join(', ')}: ${storeAdvice}`)
}
