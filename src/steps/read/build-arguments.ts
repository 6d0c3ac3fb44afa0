import type { Variables } from '../../environment.ts'
import type { Inputs } from '../../github/inputs/inputs.ts'
import { throwAll } from '../../input-error.ts'
import { unlike } from '../../names/inputs/list.ts'

/** A build argument without `=` must name a variable; otherwise it is a stray line of a value. Throws InputError. */
export function checkBuildArguments({ buildArgs }: Pick<Inputs, 'buildArgs'>, variables: Variables): void {
  const missing = buildArgs.map((argument) => !argument.includes('=') && variables[argument] === undefined)
  const problem = ', or set an environment variable of that name for the step'
  throwAll(missing.flatMap((isMissing, index) => (isMissing ? unlike('NAME=value', 'build-args', index, problem) : [])))
}
