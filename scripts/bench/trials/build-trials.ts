import type { Field } from '../field/field.ts'
import type { Checkout } from '../subjects/checkout.ts'
import type { TrialGroup } from './trial-group.ts'

export const coldLabels = ['all new, one registry', 'all new, two registries', 'all new, three registries'] as const

const repository = 'bench/app'
const tags = ['v1']

/** Publishing from the builder's cache, first to registries that lack the content, then to ones that have it. */
export function buildTrials(checkout: Checkout, field: Field): readonly TrialGroup<Checkout>[] {
  const trial = { subject: checkout, repository, tags, way: 'in turn' } as const
  const wiped = { ...trial, before: () => field.wipe() }
  const restored = { ...trial, before: (own: readonly string[]) => field.restore(own) }
  const changed = {
    ...trial,
    async before(own: readonly string[]) {
      await field.restore(own)
      await checkout.change()
    },
  }
  return [
    // The first build fills the cache. Every contender does it before anything is measured, since their cache entries
    // may differ, depending on what they request.
    { published: { subject: checkout, tags, repository }, trials: [{ ...wiped, label: coldLabels[0], registries: 1 }] },
    { trials: coldLabels.slice(1).map((label, index) => ({ ...wiped, label, registries: index + 2 })) },
    {
      published: { subject: checkout, tags, repository },
      trials: [
        { ...restored, label: 'nothing changed, one registry', registries: 1 },
        { ...restored, label: 'nothing changed, three registries', registries: 3 },
        { ...changed, label: 'one small layer changed and built, one registry', registries: 1 },
        { ...changed, label: 'one small layer changed and built, three registries', registries: 3 },
      ],
    },
  ]
}
