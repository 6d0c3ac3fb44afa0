import { createHash, X509Certificate } from 'node:crypto'
import type { Refuse } from '../keys/key-kind.ts'
import { describeKind, kindOf } from '../keys/key-kind.ts'
import type { SigningKey } from '../keys/signing-key.ts'
import { algorithmFor } from './algorithms.ts'
import { usageProblem } from './key-usage.ts'

/** The certificate of a key, those of its issuers, and the root: DER, in this order. */
export interface CertificateChain {
  readonly certificates: readonly Buffer[]
  /** SHA-256 of each, in lower-case hexadecimal. */
  readonly thumbprints: readonly string[]
  /** The subject of the key's certificate: `CN=acme,O=Acme` */
  readonly subject: string
}

const pem = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g

/**
 * Reads a chain in PEM, in any order, and checks that notation accepts signatures with it at a given time: it begins
 * with the certificate of the key and ends with a self-signed one. Throws what `refuse` makes.
 * github.com/notaryproject/specifications, specs/signature-specification.md, "Certificate Requirements"
 */
export async function parseCertificateChain(
  text: string,
  key: SigningKey,
  now: Date,
  refuse: Refuse
): Promise<CertificateChain> {
  const all = certificatesIn(text, refuse)
  const leaf = all.find((each) => each.publicKey.equals(key.publicKey))
  if (!leaf) throw refuse('does not belong to the key that signs')
  const chain = inOrder(leaf, all, refuse)
  for (const [position, certificate] of chain.entries()) {
    const name = `holds the certificate '${nameOf(certificate)}', which`
    const problem =
      validityProblem(certificate, now) ?? kindProblem(certificate) ?? (await usageProblem(certificate, position))
    if (problem !== undefined) throw refuse(`${name} ${problem}`)
  }
  const certificates = chain.map(({ raw }) => raw)
  const thumbprints = certificates.map((der) => createHash('sha256').update(der).digest('hex'))
  return { certificates, thumbprints, subject: nameOf(leaf) }
}

function certificatesIn(text: string, refuse: Refuse): readonly X509Certificate[] {
  const blocks = text.match(pem) ?? []
  if (blocks.length === 0) throw refuse('is not a chain of certificates in PEM')
  try {
    return blocks.map((block) => new X509Certificate(block))
  } catch {
    throw refuse('holds a certificate that cannot be read')
  }
}

/** Each certificate is followed by its issuer. Those of others are left out. */
function inOrder(leaf: X509Certificate, all: readonly X509Certificate[], refuse: Refuse): readonly X509Certificate[] {
  const chain = [leaf]
  for (let last = leaf; !isIssuedBy(last, last); ) {
    const issuer = all.find((each) => !chain.includes(each) && isIssuedBy(last, each))
    if (!issuer) {
      throw refuse(
        `comes without the certificate that issued '${nameOf(last)}': notation needs the chain up to the root`
      )
    }
    chain.push(issuer)
    last = issuer
  }
  return chain
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return certificate.issuer === issuer.subject && certificate.verify(issuer.publicKey)
}

function nameOf({ subject }: X509Certificate): string {
  return subject.split('\n').join(',')
}

function validityProblem({ validFromDate, validToDate }: X509Certificate, now: Date): string | undefined {
  if (validToDate < now) return `expired on ${validToDate.toISOString()}`
  return validFromDate > now ? `is not valid before ${validFromDate.toISOString()}` : undefined
}

function kindProblem({ publicKey }: X509Certificate): string | undefined {
  const kind = kindOf(publicKey)
  if (typeof kind === 'string') return `has ${kind}, which notation does not support`
  return algorithmFor(kind) ? undefined : `has an ${describeKind(kind)} key, which notation does not support`
}
