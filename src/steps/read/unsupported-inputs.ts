import { builderKind } from '../../builder/builders.ts'
import type { Variables } from '../../environment.ts'
import { givenInput } from '../../github/inputs/input.ts'
import type { Inputs } from '../../github/inputs/inputs.ts'
import { InputError, throwAll } from '../../input-error.ts'

/** Rejects inputs that the chosen builder does not support. Throws InputError, or an AggregateError of several. */
export function checkUnsupported(inputs: Inputs, variables: Variables): void {
  const { builder, source, run } = inputs
  if (source || run) return
  const { unsupported, problemsWith } = builderKind(builder)
  const given = Object.entries(unsupported).filter(
    ([name]) => !/^(?:false)?$/i.test(givenInput(name, variables)?.trim() ?? '')
  )
  throwAll([
    ...given.map(([name, predicate]) => new InputError(name, `${builder} ${predicate}`)),
    ...problemsWith(inputs),
  ])
}
