import type { TrustMaterial } from '@sigstore/verify'
import { bundleType, envelopeIn } from '../cosign/bundle.ts'
import { checkStatement } from '../cosign/in-toto.ts'
import { checkPayload } from '../cosign/legacy-signer.ts'
import { formatIdentity } from '../keyless/certified-identity.ts'
import { parseCertifiedLayer } from '../keyless/certified-layer.ts'
import { parseCertifiedBundle, verifyWithRoot } from '../keyless/verify-bundle.ts'
import type { Authority } from './authority.ts'

/** Accepts signatures whose certificate was issued to one identity by an authority in the trusted root. */
export function identityAuthority(
  signer: { readonly identity: string; readonly issuer: string },
  trusted: TrustMaterial
): Authority {
  const required = { signer, isLogged: trusted.tlogs.length > 0 }
  return {
    description: formatIdentity(signer),
    verify(layer, digest) {
      if (layer.mediaType === bundleType) {
        checkStatement(envelopeIn(layer.bytes).payload.toString('utf8'), { subject: { digest } })
        verifyWithRoot(parseCertifiedBundle(layer.bytes), trusted, required)
      } else {
        const certified = parseCertifiedLayer(layer)
        checkPayload(layer, digest)
        verifyWithRoot(certified, trusted, required)
      }
    },
  }
}
