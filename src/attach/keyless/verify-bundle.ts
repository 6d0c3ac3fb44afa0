import { X509Certificate } from 'node:crypto'
import { type BundleLatest, bundleFromJSON } from '@sigstore/bundle'
import { type TrustMaterial, toSignedEntity, Verifier, type VerifierOptions } from '@sigstore/verify'
import { parseRecord } from '../../json.ts'
import { shownText } from '../shown-text.ts'
import { type CertifiedIdentity, formatIdentity, identityIn } from './certified-identity.ts'
import type { ServiceTrust } from './trusted-services.ts'

type Entity = ReturnType<typeof toSignedEntity>

/** What a bundle has to prove besides its signature. */
export interface Requirements {
  readonly signer: CertifiedIdentity
  /** Whether it has to be in a transparency log. */
  readonly isLogged: boolean
}

/** A bundle, and its certificate. */
export interface CertifiedBundle {
  readonly entity: Entity
  readonly certificate: X509Certificate
  readonly signer: CertifiedIdentity
  readonly logNames: readonly string[]
}

/** Reads a bundle that is signed with a certificate. Throws Error, with the end of a sentence. */
export function parseCertifiedBundle(bytes: Uint8Array): CertifiedBundle {
  const bundle = tryParse(bytes)
  const { content, tlogEntries } = bundle?.verificationMaterial ?? {}
  if (!bundle || content?.$case !== 'certificate') throw new Error('is not signed with a certificate')
  const notes = (tlogEntries ?? []).map(({ inclusionProof }) => inclusionProof?.checkpoint?.envelope ?? '')
  const logNames = notes.map((note) => note.split(/ - |\n/)[0] ?? '')
  try {
    const certificate = new X509Certificate(content.certificate.rawBytes)
    return { entity: toSignedEntity(bundle), certificate, signer: identityIn(certificate), logNames }
  } catch {
    throw new Error('has a certificate that cannot be read')
  }
}

function tryParse(bytes: Uint8Array): BundleLatest | undefined {
  try {
    return bundleFromJSON(parseRecord(Buffer.from(bytes).toString('utf8'))) as BundleLatest
  } catch {
    return undefined
  }
}

/** Verifies a bundle with a trusted root. Throws Error, with the end of a sentence. */
export function verifyWithRoot(bundle: CertifiedBundle, trusted: TrustMaterial, required: Requirements): void {
  checkIdentity(bundle, required)
  verify(bundle.entity, trusted, {
    ...thresholds(required),
    // GitHub's own authority has no log of its certificates.
    ctlogThreshold: trusted.ctlogs.length > 0 ? 1 : 0,
  })
}

/**
 * Verifies a bundle with the keys and certificates that the services return themselves; one of `authorities` must have
 * issued its certificate. Certificate transparency is not verified. Throws Error, with the end of a sentence.
 */
export function verifyWithServices(
  bundle: CertifiedBundle,
  { timestampAuthorities, tlogs }: ServiceTrust,
  authorities: readonly X509Certificate[],
  required: Requirements
): void {
  checkIdentity(bundle, required)
  const { certificate, entity, logNames } = bundle
  if (!authorities.some((each) => hasIssued(each, certificate))) {
    throw new Error('has a certificate of an unknown authority')
  }
  const from = certificate.validFromDate
  const key = {
    publicKey: certificate.publicKey,
    validFor: (date: Date) => from <= date && date <= certificate.validToDate,
  }
  // A private log may sign under any name: only its key counts.
  const named = tlogs.map((log) => ({ ...log, baseURL: [log.baseURL, ...logNames].join(' ') }))
  const trusted = { timestampAuthorities, tlogs: named, certificateAuthorities: [], ctlogs: [], publicKey: () => key }
  verify({ ...entity, key: { $case: 'public-key', hint: '' } }, trusted, thresholds(required))
}

function checkIdentity({ signer: { identity, issuer } }: CertifiedBundle, { signer }: Requirements): void {
  if (identity === signer.identity && issuer === signer.issuer) return
  throw new Error(`claims to be signed by ${formatIdentity({ identity, issuer })}`)
}

function hasIssued(authority: X509Certificate, certificate: X509Certificate): boolean {
  return authority.ca && certificate.checkIssued(authority) && certificate.verify(authority.publicKey)
}

function thresholds({ isLogged }: Requirements): VerifierOptions {
  return { tlogThreshold: isLogged ? 1 : 0, timestampThreshold: 1 }
}

function verify(entity: Entity, trusted: TrustMaterial, options: VerifierOptions): void {
  try {
    new Verifier(trusted, options).verify(entity)
  } catch (error) {
    // It may quote the entry of a log that anyone may have written.
    throw new Error(`does not verify: ${shownText((error as Error).message)}`, { cause: error })
  }
}
