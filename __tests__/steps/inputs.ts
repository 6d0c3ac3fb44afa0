import { readInputs } from '../../src/github/inputs/input.ts'
import { type Inputs, inputs } from '../../src/github/inputs/inputs.ts'

/** The inputs of a step that sets only these. */
export async function inputsWith(changes: Partial<Inputs> = {}): Promise<Inputs> {
  return { ...(await readInputs(inputs, {})), ...changes }
}
