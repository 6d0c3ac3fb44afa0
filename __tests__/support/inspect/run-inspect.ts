import type { StepResult } from '../../../scripts/runner.ts'
import type { Variables } from '../../../src/environment.ts'
import { inspectInputs } from '../../../src/github/inputs/inspect-inputs.ts'
import { type Entry, runSubAction } from '../sub-action.ts'

/** Runs the action that inspects, as the runner does in a job without a checkout. */
export async function runInspect(
  inputs: Readonly<Record<string, string>>,
  variables: Variables = {},
  from: Entry = 'sources'
): Promise<StepResult> {
  return await runSubAction('inspect', inspectInputs, inputs, variables, from)
}
