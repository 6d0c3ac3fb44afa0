import type { Field } from '../field/field.ts'
import type { Checkout } from '../subjects/checkout.ts'
import type { TrialGroup } from './trial-group.ts'

const repository = 'bench/bake'
const tags = ['v1']

/** Publishing all images of a definition from the builder's cache to two registries that lack them, or have them. */
export function bakeTrials(checkout: Checkout, field: Field): readonly TrialGroup<Checkout>[] {
  const published = { subject: checkout, tags, repository }
  const trial = { ...published, registries: 2, way: 'in turn' } as const
  const restored = (own: readonly string[]) => field.restore(own)
  return [
    // The first build fills the cache, before anything is measured.
    { published, trials: [{ ...trial, label: 'all new, two registries', before: () => field.wipe() }] },
    {
      published,
      trials: [
        { ...trial, label: 'nothing changed, two registries', before: restored },
        {
          ...trial,
          label: 'one of the images changed, two registries',
          async before(own) {
            await field.restore(own)
            await checkout.change()
          },
        },
      ],
    },
  ]
}
