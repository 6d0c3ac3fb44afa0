import type { TrustMaterial } from '@sigstore/verify'
import { bundleType, envelopeIn } from '../cosign/bundle.ts'
import { checkStatement } from '../cosign/in-toto.ts'
import { parseCertifiedBundle, verifyWithRoot } from '../keyless/verify-bundle.ts'
import type { Authority } from './authority.ts'

/** Whom a certificate was issued to, as the trusted authorities say. */
export function identityAuthority(
  signer: { readonly identity: string; readonly issuer: string },
  trusted: TrustMaterial
): Authority {
  return {
    description: signer.identity,
    verify({ mediaType, bytes }, digest) {
      if (mediaType !== bundleType) throw new Error('is not a bundle')
      checkStatement(envelopeIn(bytes).payload.toString('utf8'), { subject: { digest } })
      verifyWithRoot(parseCertifiedBundle(bytes), trusted, { signer, isLogged: trusted.tlogs.length > 0 })
    },
  }
}
