import type { StepResult } from '../../../scripts/runner.ts'
import type { Variables } from '../../../src/environment.ts'
import { resultInputs } from '../../../src/github/inputs/result-inputs.ts'
import { type Entry, runSubAction } from '../sub-action.ts'

/** Runs the action for later jobs, as the runner does in a job without a checkout. */
export async function runResult(
  variables: Variables,
  inputs: Readonly<Record<string, string>> = {},
  from: Entry = 'sources'
): Promise<StepResult> {
  return await runSubAction('result', resultInputs, inputs, variables, from)
}

/** The errors, warnings and notices of a step, each after its level. */
export function annotationsOf({ log }: Pick<StepResult, 'log'>): readonly string[] {
  const found = log.matchAll(/^::(?<level>error|warning|notice)[^:]*::(?<message>.*)$/gm)
  return [...found].map(({ groups }) => `${groups?.level}: ${decodeURIComponent(groups?.message ?? '')}`)
}
