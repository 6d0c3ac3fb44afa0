import { readInputs } from '../../src/github/inputs/input.ts'
import { type Inputs, inputs } from '../../src/github/inputs/inputs.ts'

/** The inputs of a step of which only these are given. */
export async function inputsWith(changes: Partial<Inputs> = {}): Promise<Inputs> {
  return { ...(await readInputs(inputs, {})), ...changes }
}
