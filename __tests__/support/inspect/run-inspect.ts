import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runStep, type StepResult } from '../../../scripts/runner.ts'
import { inspectInputs } from '../../../src/github/inputs/inspect-inputs.ts'

/** Runs the action that inspects, as the runner does in a job without a checkout. */
export async function runInspect(
  inputs: Readonly<Record<string, string>>,
  variables: Readonly<Record<string, string | undefined>> = {},
  from: 'sources' | 'bundle' = 'sources'
): Promise<StepResult> {
  const bundled = join(import.meta.dirname, '../../../dist/inspect/index.js')
  return await runStep({
    entry: from === 'bundle' ? bundled : join(import.meta.dirname, 'entry.ts'),
    table: inspectInputs,
    inputs,
    workspace: tmpdir(),
    event: {},
    variables: { PATH: process.env.PATH, GITHUB_REPOSITORY: 'acme/app', ...variables },
  })
}
