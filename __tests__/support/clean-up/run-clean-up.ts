import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runStep, type StepResult } from '../../../scripts/runner.ts'
import type { Variables } from '../../../src/environment.ts'
import { cleanUpInputs } from '../../../src/github/inputs/tables/clean-up-inputs.ts'
import { compileCache } from '../compile-cache.ts'

/** Runs the action that deletes images, as the runner does in a job without a checkout. */
export async function runCleanUp(
  inputs: Readonly<Record<string, string>>,
  variables: Variables = {},
  from: 'sources' | 'bundle' = 'sources'
): Promise<StepResult> {
  const bundled = join(import.meta.dirname, '../../../dist/clean-up/index.js')
  return await runStep({
    entry: from === 'bundle' ? bundled : join(import.meta.dirname, 'entry.ts'),
    table: cleanUpInputs,
    inputs,
    workspace: tmpdir(),
    event: {},
    variables: {
      ...(from === 'sources' && compileCache),
      PATH: process.env.PATH,
      GITHUB_REPOSITORY: 'acme/app',
      ...variables,
    },
  })
}
