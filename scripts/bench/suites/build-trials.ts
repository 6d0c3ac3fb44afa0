import type { Checkout } from '../checkout.ts'
import type { Field } from '../field.ts'
import type { TrialGroup } from '../trial-group.ts'

export const coldLabels = ['all new, one registry', 'all new, two registries', 'all new, three registries'] as const

const repository = 'bench/app'
const tags = ['v1']

/** Publishing what is in the builder's cache, at first where it must be sent, and then where it is known. */
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
    // Whoever builds first fills the cache. It is done before anything is measured, by everybody, since whose cache is
    // whose hangs on what they ask for.
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
