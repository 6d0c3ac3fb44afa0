import type { Digest } from '../../oci/digest.ts'
import { bundleType } from '../cosign/bundle.ts'
import { verifyBundle } from '../cosign/bundle-signer.ts'
import { signingType, verifyPayload } from '../cosign/legacy-signer.ts'
import { describeKind } from '../keys/key-kind.ts'
import type { VerifyingKey } from '../keys/public-key.ts'
import type { SignedLayer } from '../signer.ts'

/** Who may have signed what goes into an image. */
export interface Authority {
  /** How the log names it: `key 1 (ECDSA P-256)` */
  readonly description: string
  /** Throws Error, with the end of a sentence, unless the layer is a signature of the manifest by this authority. */
  verify(layer: SignedLayer, digest: Digest): void
}

/** Accepts signatures by the private key that belongs to `key`. `name` is how the log names the key. */
export function keyAuthority(key: VerifyingKey, name: string): Authority {
  return {
    description: `${name} (${describeKind(key.kind)})`,
    verify(layer, digest) {
      // An attestation is a bundle as well, but states something else: it does not sign the image.
      if (layer.mediaType === bundleType) verifyBundle(layer.bytes, { subject: { digest } }, key)
      else verifyPayload(layer, digest, key)
    },
  }
}

/** Whether a layer may be a signature in one of cosign's formats. */
export function isSignatureType(mediaType: string): boolean {
  return mediaType === bundleType || mediaType === signingType
}
