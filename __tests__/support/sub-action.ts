import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runStep, type StepResult } from '../../scripts/runner.ts'
import type { Variables } from '../../src/environment.ts'
import type { InputTable } from '../../src/github/inputs/input.ts'
import { compileCache } from './compile-cache.ts'

export type Entry = 'sources' | 'bundle'

/** Runs the action in a folder under dist/, as the runner does in a job without a checkout. */
export async function runSubAction(
  folder: string,
  table: InputTable,
  inputs: Readonly<Record<string, string>>,
  variables: Variables,
  from: Entry
): Promise<StepResult> {
  const bundled = join(import.meta.dirname, '../../dist', folder, 'index.js')
  return await runStep({
    entry: from === 'bundle' ? bundled : join(import.meta.dirname, folder, 'entry.ts'),
    table,
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
