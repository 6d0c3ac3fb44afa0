import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runStep, type StepResult } from '../../../scripts/runner.ts'
import type { Variables } from '../../../src/environment.ts'
import { resultInputs } from '../../../src/github/inputs/result-inputs.ts'
import { compileCache } from '../compile-cache.ts'

/** Runs the action for later jobs, as the runner does in a job without a checkout. */
export async function runResult(
  variables: Variables,
  inputs: Readonly<Record<string, string>> = {},
  from: 'sources' | 'bundle' = 'sources'
): Promise<StepResult> {
  const bundled = join(import.meta.dirname, '../../../dist/result/index.js')
  return await runStep({
    entry: from === 'bundle' ? bundled : join(import.meta.dirname, 'entry.ts'),
    table: resultInputs,
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

/** The errors, warnings and notices of a step, each after its level. */
export function annotationsOf({ log }: Pick<StepResult, 'log'>): readonly string[] {
  const found = log.matchAll(/^::(?<level>error|warning|notice)[^:]*::(?<message>.*)$/gm)
  return [...found].map(({ groups }) => `${groups?.level}: ${decodeURIComponent(groups?.message ?? '')}`)
}
