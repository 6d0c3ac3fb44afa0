import type { Log } from '../../environment.ts'
import { findUnbound } from '../../intake/attestation/attestation.ts'
import type { ImageSource } from '../../oci/image-source.ts'

/** An attestation without a subject attests nothing. The image is no worse for it, so this is only a warning. */
export async function warnAboutUnbound(source: ImageSource, log: Log): Promise<void> {
  const unbound = await findUnbound(source.image, (digest) => source.blob(digest))
  if (unbound.length === 0) return
  const which = unbound.join(', ')
  log.warning(
    `The image has attestations without a subject, which cannot be used to verify it: ${which}. Set the image's name in the builder: for buildx, 'name=' in the output`
  )
}
