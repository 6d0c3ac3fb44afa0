import type { Variables } from '../../environment.ts'
import { namesOfGiven } from '../../github/inputs/input.ts'
import type { Inputs } from '../../github/inputs/inputs.ts'
import { checkInputs } from '../../github/inputs/tables/check-inputs.ts'
import { InputError, throwAll } from '../../input-error.ts'

/** Rejects inputs of checks that would do nothing. Throws InputError, or an AggregateError. */
export function rejectUnusedChecks(inputs: Pick<Inputs, 'test' | 'call'>, variables: Variables): void {
  const given = namesOfGiven(checkInputs, variables)
  const without = (check: string, isAsked: boolean) =>
    given
      .filter((name) => !isAsked && name.startsWith(`${check}-`))
      .map((name) => new InputError(name, `it has no effect without '${check}': remove it`))
  const asked = [inputs.test && 'test'].filter((name) => typeof name === 'string' && name !== '')
  throwAll([
    ...without('test', inputs.test !== ''),
    ...(inputs.call === '' ? [] : asked).map(
      (name) => new InputError(String(name), "'call' makes no image that could be checked: remove it")
    ),
  ])
}
