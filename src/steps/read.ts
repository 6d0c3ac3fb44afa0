import type { Environment } from '../environment.ts'
import { readInputs } from '../github/input.ts'
import { type Inputs, inputs as inputTable, nameInputs } from '../github/inputs.ts'
import type { Naming, NamingInputs } from '../tags/naming.ts'
import { parseTargetNaming } from '../tags/target.ts'

/** Waits for all, and throws all that was wrong at once: who mends one input should not find the next by another run. */
export async function all<Works extends readonly Promise<unknown>[]>(
  ...works: Works
): Promise<{ -readonly [Index in keyof Works]: Awaited<Works[Index]> }> {
  const results = await Promise.allSettled(works)
  const errors = results.flatMap((result) => (result.status === 'rejected' ? problemsOf(result.reason) : []))
  if (errors.length > 1) throw new AggregateError(errors, 'Some inputs cannot be used')
  for (const error of errors) throw error
  return (await Promise.all(works)) as { -readonly [Index in keyof Works]: Awaited<Works[Index]> }
}

function problemsOf(error: unknown): readonly unknown[] {
  return error instanceof AggregateError ? error.errors : [error]
}

/** Reads the inputs, those together that only make sense together. Throws InputError, or an AggregateError of several. */
export async function readOrder({ variables }: Environment): Promise<{ inputs: Inputs; naming: Naming }> {
  const [inputs, naming] = await all(readInputs(inputTable, variables), readNaming(variables))
  return { inputs, naming }
}

async function readNaming(variables: Environment['variables']): Promise<Naming> {
  const texts: NamingInputs = await readInputs(nameInputs, variables)
  const shortShaLength = variables.DOCKER_METADATA_SHORT_SHA_LENGTH
  return parseTargetNaming({ ...texts, shortShaLength }, variables.GITHUB_REPOSITORY ?? '')
}
