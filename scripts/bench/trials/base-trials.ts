import type { EmptyEngine } from '../field/empty-engine.ts'
import type { Field } from '../field/field.ts'
import type { Checkout } from '../subjects/checkout.ts'
import type { Trial } from './trial.ts'

export const baseRepository = 'bench/base'
export const childRepository = 'bench/app'

/** Publishing a child of a base, from a builder with an empty cache, to targets that have the base. */
export function baseTrials(child: Checkout, field: Field, empty: EmptyEngine) {
  const trial = {
    subject: child,
    repository: childRepository,
    tags: ['v1'],
    registries: 2,
    way: 'in turn',
    async before(own: readonly string[]) {
      await field.restore(own)
      await empty.forget()
    },
  } as const
  const elsewhere: Trial<Checkout> = {
    ...trial,
    label: 'the targets have the base in another repository',
    mountFrom: baseRepository,
    isMountShared: true,
  }
  const here: Trial<Checkout> = { ...trial, label: 'the targets have the base in the same repository' }
  return { elsewhere, here }
}
