import type { Environment } from '../environment.ts'
import type { JsonRecord } from '../json.ts'
import type { Claim } from './claim.ts'
import type { GivenServices } from './keyless/endpoints.ts'

/** A layer of an artifact: what was signed, and its signature. */
export interface SignedLayer {
  readonly mediaType: string
  readonly bytes: Uint8Array
  readonly annotations?: Readonly<Record<string, string>>
}

/** A signature or an attestation, to be stored beside an image. */
export interface Signed {
  readonly layer: SignedLayer
  /** Annotations of the manifest. */
  readonly annotations?: Readonly<Record<string, string>>
}

/** Where verifiers look for what a signer makes. */
export type ArtifactPlace =
  | {
      /** Among the referrers of the subject. */
      readonly kind: 'referrer'
      readonly artifactType: string
      /** The config of the manifest: its media type, with the content `{}`. */
      readonly configType: string
      /** The media type of the layer that makes the claim. */
      readonly layerType: string
      /** The predicate type in its annotations, if they have one. */
      readonly predicateType?: string
    }
  | {
      /** Under a tag that is derived from the digest of the subject, together with what others have put there. */
      readonly kind: 'tag'
      readonly ending: '.sig' | '.att'
      readonly layerType: string
    }

/** Signs images, one for each line of the input `sign`. */
export interface Signer {
  /** The word for it in the input `sign`. */
  readonly word: string
  /** How it is described in the log: `cosign (ECDSA P-256)` */
  readonly description: string
  /** Whether a signature names the repository, so that each needs its own; otherwise one serves all repositories. */
  readonly isPerRepository: boolean
  /** What the OIDC token of the workflow says, if it signs with that. */
  readonly claims?: JsonRecord
  /** Where claims of this kind are found; undefined if it cannot make them, as notation has no attestations. */
  placeOf(claim: Pick<Claim, 'predicate'>): ArtifactPlace | undefined
  /** Signs a claim that it has a place for. Throws RegistryError or Error if a service that it needs fails. */
  sign(claim: Claim): Promise<Signed>
  /** Throws Error, with the end of a sentence, unless the layer makes this claim and is signed with the same key. */
  verify(layer: SignedLayer, claim: Claim): Promise<void>
  /** The command that verifies a claim, to be copied by users: without the name of the image, which is appended. */
  commandFor(claim: Pick<Claim, 'predicate'>): string
}

/** The fields of a line of the input `sign`; for those that it leaves out, the inputs that apply to all lines. */
export interface SignerRequest {
  /** PEM; empty if none is given. */
  readonly key: string
  readonly password: string
  /** PEM; empty if none is given. */
  readonly certificate: string
  readonly format: 'bundle' | 'legacy'
  /** For those that sign without a key. */
  readonly services: GivenServices
  /** Makes the InputError that names the field of the line, or another input; `problem` is the end of its message. */
  readonly refuse: (field: string, problem: string) => Error
}

/** What a signer may use of the run. */
export type SignerContext = Pick<Environment, 'variables' | 'now' | 'log' | 'signal'>

/** A way to sign. */
export interface SignerKind {
  /** Checks what is given and prepares to sign, before anything is built. Throws InputError. */
  readonly open: (request: SignerRequest, context: SignerContext) => Promise<Signer>
}
