import type { StepResult } from '../../../scripts/runner.ts'
import type { Variables } from '../../../src/environment.ts'
import { cleanUpInputs } from '../../../src/github/inputs/tables/clean-up-inputs.ts'
import { type Entry, runSubAction } from '../sub-action.ts'

/** Runs the action that deletes images, as the runner does in a job without a checkout. */
export async function runCleanUp(
  inputs: Readonly<Record<string, string>>,
  variables: Variables = {},
  from: Entry = 'sources'
): Promise<StepResult> {
  return await runSubAction('clean-up', cleanUpInputs, inputs, variables, from)
}
