import type { X509Certificate } from 'node:crypto'

const codeSigning = '1.3.6.1.5.5.7.3.3'
/** anyExtendedKeyUsage, and the uses that must not be mixed with code signing. */
const otherUses = ['2.5.29.37.0', '1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.4', '1.3.6.1.5.5.7.3.8', '1.3.6.1.5.5.7.3.9']

/**
 * Why notation refuses the use of a certificate, as the end of a sentence; undefined if it accepts it. `position` is 0
 * for that of the key that signs. RFC 5280, 4.2.1.3 and 4.2.1.12; signature-specification.md, "Certificate Requirements"
 */
export async function usageProblem(certificate: X509Certificate, position: number): Promise<string | undefined> {
  // Node exposes only the extended key usage.
  const { X509Certificate: Parsed } = await import('@sigstore/core')
  const usage = Parsed.parse(certificate.toString()).extKeyUsage
  if (!usage?.critical) return "has no critical extension 'keyUsage'"
  if (position > 0)
    return usage.keyCertSign && certificate.ca ? undefined : 'does not belong to a certificate authority'
  if (!usage.digitalSignature) return "may not be used for digital signatures ('keyUsage' lacks digitalSignature)"
  if (certificate.ca && !isSelfSigned(certificate)) {
    return 'belongs to a certificate authority, which may not sign images'
  }
  return extendedUsageProblem(certificate)
}

function extendedUsageProblem(certificate: X509Certificate): string | undefined {
  // Undefined if there is no such extension, whatever the type says.
  const uses: readonly string[] = certificate.keyUsage ?? []
  if (uses.length === 0) return undefined
  if (!uses.includes(codeSigning)) return "may not be used for code signing ('extendedKeyUsage' lacks codeSigning)"
  const other = uses.find((id) => otherUses.includes(id))
  return other === undefined ? undefined : `may also be used for other purposes than signing (${other})`
}

function isSelfSigned(certificate: X509Certificate): boolean {
  return certificate.verify(certificate.publicKey)
}
