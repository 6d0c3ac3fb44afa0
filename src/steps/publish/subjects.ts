import type { Log } from '../../environment.ts'
import { findUnbound } from '../../intake/attestation/attestation.ts'
import type { Image } from '../../oci/image.ts'
import type { ContentOf } from '../../push/content/content-upload.ts'

/** An attestation without a subject attests nothing. The image is no worse for it, so this is only a warning. */
export async function warnOfUnbound(image: Image, contentOf: ContentOf, log: Log): Promise<void> {
  const unbound = await findUnbound(image, contentOf)
  if (unbound.length === 0) return
  const which = unbound.join(', ')
  log.warning(
    `The image has attestations without a subject, which cannot be used to verify it: ${which}. Set the image's name in the builder: for buildx, 'name=' in the output`
  )
}
