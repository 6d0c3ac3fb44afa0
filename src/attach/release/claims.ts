import { type Descriptor, isIndex } from '../../oci/descriptor.ts'
import type { Digest } from '../../oci/digest.ts'
import type { Repository } from '../../oci/distribution/reference.ts'
import type { Image } from '../../oci/image.ts'
import { referrerOf } from '../artifact.ts'
import type { Claim } from '../claim.ts'
import type { Document } from '../documents/document.ts'
import { scanPredicateType } from '../documents/scan-document.ts'
import { unsigned } from '../documents/unsigned.ts'
import type { Signer } from '../signer.ts'
import { subjectsOf } from './signed-manifests.ts'

/** What is attached to each image. */
export interface Attachments {
  readonly signers: readonly Signer[]
  readonly documents: readonly Document[]
  /** Documents that checks of this run made, by the digest of the manifest that each is about. */
  readonly found?: ReadonlyMap<Digest, Document>
  /** Whether the checks will make one about each platform. */
  readonly isScanned?: boolean
}

/** A claim, and who signs it. */
export interface SignedClaim {
  readonly signer: Signer
  readonly claim: Claim
  /** Whether no earlier run can have made it. */
  readonly isNew?: boolean
}

/** All claims about an image in a repository, each after those that it refers to. */
export async function claimsAbout(
  image: Image,
  repository: Repository,
  { signers, documents, found }: Attachments
): Promise<readonly SignedClaim[]> {
  const signed = signers.flatMap((signer) =>
    subjectsOf(image).map((subject) => ({ signer, claim: { subject, repository } }))
  )
  const about = documents.map((document) => claimsOf(document, { subject: image.root, repository }, signers))
  const checked = subjectsOf(image).flatMap((subject) => {
    const document = found?.get(subject.digest)
    return document ? [claimsOf(document, { subject, repository }, signers)] : []
  })
  const fresh = (await Promise.all(checked)).flat().map((each) => ({ ...each, isNew: true }))
  return [...signed, ...(await Promise.all(about)).flat(), ...fresh]
}

/** How many claims there will be about an image, once its platforms are scanned. */
export async function countClaims(image: Image, repository: Repository, attachments: Attachments): Promise<number> {
  const report = { predicate: { type: scanPredicateType, text: '{}' }, title: '' }
  const platforms = subjectsOf(image).filter((subject) => !isIndex(subject))
  const found = new Map(attachments.isScanned ? platforms.map(({ digest }) => [digest, report]) : [])
  return (await claimsAbout(image, repository, { ...attachments, found })).length
}

/** A signer that cannot make attestations signs the attached document itself. */
async function claimsOf(document: Document, about: Claim, signers: readonly Signer[]): Promise<readonly SignedClaim[]> {
  const claim = { ...about, predicate: document.predicate }
  const attesting = signers.filter((signer) => signer.placeOf(claim))
  if (attesting.length > 0) return attesting.map((signer) => ({ signer, claim }))
  const signer = unsigned(document)
  const subject = await descriptorOf({ signer, claim })
  const { repository } = about
  return [{ signer, claim }, ...signers.map((each) => ({ signer: each, claim: { subject, repository } }))]
}

/** The descriptor of an unsigned artifact, which is the same each time it is made. */
async function descriptorOf({ signer, claim }: SignedClaim): Promise<Descriptor> {
  const place = signer.placeOf(claim)
  const { layer, annotations } = await signer.sign(claim)
  const artifactType = place?.kind === 'referrer' ? place.artifactType : ''
  return referrerOf(claim.subject, layer, { artifactType, annotations }).manifest.descriptor
}
