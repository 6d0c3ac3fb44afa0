import type { X509Certificate } from 'node:crypto'
import { X509Certificate as ParsedCertificate } from '@sigstore/core'
import { shownText } from '../shown-text.ts'

/** Who a certificate was issued to, and who says so. */
export interface CertifiedIdentity {
  readonly identity: string | undefined
  readonly issuer: string | undefined
}

/** github.com/sigstore/fulcio, docs/oid-info.md: "Issuer (V2)", and "Issuer", which older certificates have alone. */
const [issuerExtension, olderExtension] = ['1.3.6.1.4.1.57264.1.8', '1.3.6.1.4.1.57264.1.1']

/** Whom a certificate is for. Node does not expose the issuer, and escapes the identity. Throws Error if it cannot be read. */
export function identityIn(certificate: X509Certificate): CertifiedIdentity {
  const parsed = ParsedCertificate.parse(certificate.raw)
  const stated = parsed.extension(issuerExtension)?.valueObj.subs[0] ?? parsed.extension(olderExtension)
  return { identity: parsed.subjectAltName, issuer: stated?.value.toString('utf8') }
}

/** How messages name an identity: `https://github.com/acme/app/… (issuer https://token.actions.githubusercontent.com)` */
export function formatIdentity({ identity, issuer }: CertifiedIdentity): string {
  return `${shownText(identity ?? 'nobody')} (issuer ${shownText(issuer ?? 'unknown')})`
}
