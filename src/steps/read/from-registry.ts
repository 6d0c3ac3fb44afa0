import type { Inputs } from '../../github/inputs/inputs.ts'
import { InputError } from '../../input-error.ts'

/** Throws InputError if an input for images in registries is given without one. */
export function checkReferrers({ referrers, source }: Pick<Inputs, 'referrers' | 'source'>): void {
  if (!referrers || source?.some(({ kind }) => kind === 'docker')) return
  throw new InputError(
    'referrers',
    "only an image that comes from a registry can have referrers to copy: set 'source: docker://…', or remove it"
  )
}
