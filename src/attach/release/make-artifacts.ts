import type { Digest } from '../../oci/digest.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import { type Artifact, referrerOf } from '../artifact.ts'
import { claimId } from '../claim.ts'
import type { ArtifactPlace, Signed, SignedLayer, Signer } from '../signer.ts'
import type { SignedClaim } from './claims.ts'
import { tagFor, withLayers } from './tagged-artifact.ts'

/** A claim, and the layer of an artifact that makes it. */
export interface MadeClaim extends SignedClaim {
  readonly layer: SignedLayer
}

/** An artifact for one repository or several, and what it claims. */
export interface MadeArtifact {
  readonly artifact: Artifact
  readonly claims: readonly [MadeClaim, ...MadeClaim[]]
  /** The tag that it is found by, together with what others have put there. */
  readonly tag?: Tag
}

/** Makes artifacts, each only once, however many repositories they go to. */
export class ArtifactMaker {
  /** By signer, since the descriptions of two keys may be alike, and by what is signed. */
  readonly #signed = new Map<Signer, Map<string, Promise<Signed>>>()
  readonly #made = new Map<Digest, MadeArtifact>()

  /** The artifacts that make claims in one repository. Throws what signing throws. */
  async make(claims: readonly SignedClaim[]): Promise<readonly MadeArtifact[]> {
    const layers = await Promise.all(claims.map(async (each) => ({ ...each, signed: await this.#sign(each) })))
    const tagged = Map.groupBy(layers, tagOf)
    return [...tagged].flatMap(([tag, group]) =>
      tag === undefined ? group.map((each) => this.#refer(each)) : [together(tag, group)]
    )
  }

  #sign({ signer, claim }: SignedClaim): Promise<Signed> {
    const { registry, name } = claim.repository
    const key = [claimId(claim), ...(signer.isPerRepository ? [registry, name] : [])].join('\n')
    const own = this.#signed.get(signer) ?? new Map<string, Promise<Signed>>()
    this.#signed.set(signer, own)
    const signing = own.get(key) ?? signer.sign(claim)
    own.set(key, signing)
    return signing
  }

  #refer({ signer, claim, signed: { layer, annotations } }: Layered): MadeArtifact {
    const place = signer.placeOf(claim) as Extract<ArtifactPlace, { kind: 'referrer' }>
    const { artifactType, configType } = place
    const artifact = referrerOf(claim.subject, layer, { artifactType, annotations }, configType)
    const { digest } = artifact.manifest.descriptor
    const made = this.#made.get(digest) ?? { artifact, claims: [{ signer, claim, layer }] }
    this.#made.set(digest, made)
    return made
  }
}

interface Layered extends SignedClaim {
  readonly signed: Signed
}

function together(tag: Tag, group: readonly Layered[]): MadeArtifact {
  const claims = group.map(({ signer, claim, signed: { layer } }) => ({ signer, claim, layer }))
  const [first, ...others] = claims as [MadeClaim, ...MadeClaim[]]
  return {
    artifact: withLayers(
      undefined,
      claims.map(({ layer }) => layer)
    ),
    claims: [first, ...others],
    tag,
  }
}

/** The tag under which verifiers look for a claim; undefined if they look among the referrers. */
export function tagOf({ signer, claim }: SignedClaim): Tag | undefined {
  const place = signer.placeOf(claim)
  return place?.kind === 'tag' ? tagFor(claim, place) : undefined
}
