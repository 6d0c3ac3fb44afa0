import type { Descriptor } from '../oci/descriptor.ts'
import type { Repository } from '../oci/distribution/reference.ts'

/** What an attestation states: in-toto, spec/v1/predicate.md */
export interface Predicate {
  /** A URI. */
  readonly type: string
  /** JSON, which is not serialized again. */
  readonly text: string
}

/** What is signed: an image or, with a predicate, a statement about it. */
export interface Claim {
  /** The manifest that the tag will point at, or one of its platforms. */
  readonly subject: Descriptor
  /** Where the image is. */
  readonly repository: Repository
  readonly predicate?: Predicate
}

/** Identifies a claim, regardless of the repository, which only some verifiers check. */
export function claimId({ subject, predicate }: Claim): string {
  return [subject.digest, predicate?.type, predicate?.text].join('\n')
}
