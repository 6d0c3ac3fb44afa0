import type { Field } from '../field/field.ts'
import { candidateAt, type PublishedImage } from '../subjects/published-image.ts'
import type { TrialGroup } from './trial-group.ts'

export const releaseRepository = 'bench/app'
/** Where the image to promote is, at the source and, for promotion within a registry, at a target. */
export const candidateRepository = 'bench/candidate'

/** Where images are promoted from and to. */
export interface Promotion {
  readonly candidate: PublishedImage
  readonly field: Field
}

function releaseOf({ candidate }: Promotion) {
  return {
    ...{ subject: candidate, digest: candidate.digest, repository: releaseRepository },
    ...({ tags: ['v1'], registries: 1, way: 'in turn' } as const),
  }
}

/** From one registry to another, or to three, that are empty. */
export function newPromotion(promotion: Promotion, registries: 1 | 3): TrialGroup<PublishedImage> {
  const label = registries === 1 ? 'all new, one registry' : 'all new, three registries, peers in turn'
  return { trials: [{ ...releaseOf(promotion), label, registries, before: () => promotion.field.wipe() }] }
}

/** From one registry to others that have the image, with the same tag. `near` is the candidate, without a line. */
export function repeatedPromotions(promotion: Promotion, near: PublishedImage): TrialGroup<PublishedImage> {
  const restored = (own: readonly string[]) => promotion.field.restore(own)
  const trial = { ...releaseOf(promotion), before: restored }
  return {
    published: { subject: near, tags: trial.tags, repository: releaseRepository },
    trials: [
      { ...trial, label: 'all there, one registry' },
      { ...trial, label: 'all there, three registries, peers in turn', registries: 3 },
    ],
  }
}

/** From one repository to another at the same registry, which has been saved with the candidate. */
export function promotionWithin({ candidate, field }: Promotion): TrialGroup<PublishedImage> {
  const subject = candidateAt(field.hosts, candidateRepository, candidate.digest)
  const trial = { ...releaseOf({ candidate: subject, field }), repository: 'bench/release' }
  const restored = (own: readonly string[]) => field.restore(own)
  return { trials: [{ ...trial, label: 'within one registry', before: restored }] }
}
