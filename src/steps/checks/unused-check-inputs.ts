import type { Variables } from '../../environment.ts'
import { namesOfGiven } from '../../github/inputs/input.ts'
import type { Inputs } from '../../github/inputs/inputs.ts'
import { checkInputs } from '../../github/inputs/tables/check-inputs.ts'
import { InputError, throwAll } from '../../input-error.ts'

/** Rejects inputs of checks that would do nothing. Throws InputError, or an AggregateError. */
export function rejectUnusedChecks(inputs: Pick<Inputs, 'call'>, variables: Variables): void {
  const given = namesOfGiven(checkInputs, variables)
  const problems = given.flatMap((name) => {
    const check = name.startsWith('test') ? 'test' : 'scan'
    if (!given.includes(check)) return [new InputError(name, `it has no effect without '${check}': remove it`)]
    if (name !== check || inputs.call === '') return []
    return [new InputError(name, "'call' makes no image that could be checked: remove it")]
  })
  throwAll(problems)
}
