import type { Field } from '../field/field.ts'
import type { ImagePair, StoredImage } from '../subjects/images.ts'
import type { TrialGroup } from './trial-group.ts'

/** Trials with an existing image. */
type ImageTrials = (pair: ImagePair, field: Field) => TrialGroup<StoredImage>

const repository = 'bench/app'
const fiveTags = ['1', '1.4', '1.4.2', 'edge', 'latest']

/** The registries are empty. */
const cold: ImageTrials = ({ image }, field) => {
  const trial = { ...publishing(image), before: () => field.wipe() }
  return {
    trials: [
      { ...trial, label: 'all new, one registry' },
      { ...trial, label: 'all new, three registries, peers in turn', registries: 3 },
      { ...trial, label: 'all new, three registries, peers at once', registries: 3, way: 'at once' },
    ],
  }
}

/** The registries have the image, with one tag. */
const warm: ImageTrials = ({ image, changed }, field) => {
  const trial = { ...publishing(image), before: (own: readonly string[]) => field.restore(own) }
  return {
    published: { subject: image, tags: trial.tags, repository },
    trials: [
      { ...trial, label: 'nothing changed, one registry' },
      { ...trial, label: 'nothing changed, three registries', registries: 3 },
      { ...trial, label: 'one small layer changed', ...publishing(changed) },
      { ...trial, label: 'all there in another repository', repository: 'bench/other', mountFrom: repository },
      { ...trial, label: 'five new tags, one registry', tags: fiveTags },
      { ...trial, label: 'five new tags, three registries', tags: fiveTags, registries: 3 },
    ],
  }
}

/** The registries have the image, with all of its tags. */
const tagged: ImageTrials = ({ image }, field) => {
  const trial = { ...publishing(image), tags: fiveTags, before: (own: readonly string[]) => field.restore(own) }
  return {
    published: { subject: image, tags: fiveTags, repository },
    trials: [
      { ...trial, label: 'five tags unchanged, one registry' },
      { ...trial, label: 'five tags unchanged, three registries', registries: 3 },
    ],
  }
}

export const coldTrials: readonly ImageTrials[] = [cold]
export const allTrials: readonly ImageTrials[] = [cold, warm, tagged]

function publishing(subject: StoredImage) {
  return { subject, digest: subject.digest, repository, tags: ['v1'], registries: 1, way: 'in turn' } as const
}
