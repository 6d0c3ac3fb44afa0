import { mkdtempDisposable, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StepResult } from '../../scripts/runner.ts'
import { run } from '../../src/process/run.ts'
import { compileCache } from './compile-cache.ts'
import { type JobOptions, runAction, type Workspace } from './workspace.ts'

/** A job of several steps, which share a folder for temporary files. */
export interface TestJob extends AsyncDisposable {
  /** RUNNER_TEMP */
  readonly temp: string
  /** Runs the step with this `id`. */
  step(id: string, options: Partial<JobOptions>): Promise<StepResult>
  /** Runs the post steps, the last step's first. Returns what they print. */
  post(variables?: Readonly<Record<string, string>>): Promise<string>
  /** What is left in RUNNER_TEMP of images and of the steps' own folders. */
  left(): Promise<readonly string[]>
}

/** `options` are those that all steps share. */
export async function startJob(workspace: Workspace, options: Partial<JobOptions>): Promise<TestJob> {
  const folder = await mkdtempDisposable(join(tmpdir(), 'job-'))
  const states: StepResult['state'][] = []
  return {
    temp: folder.path,
    async step(id, own) {
      const variables = { GITHUB_RUN_ID: '7', GITHUB_JOB: 'image', ...options.variables, ...own.variables }
      const result = await runAction(workspace, {
        inputs: {},
        ...options,
        ...own,
        temp: folder.path,
        variables: { ...variables, GITHUB_ACTION: id },
      })
      states.unshift(result.state)
      return result
    },
    async post(variables = {}) {
      const printed = states.map(async (state) => {
        const saved = Object.entries(state).map(([name, value]) => [`STATE_${name}`, value])
        return await run({
          program: process.execPath,
          args: [join(import.meta.dirname, '../../src/actions/post.ts')],
          variables: { ...compileCache, PATH: process.env.PATH ?? '', ...variables, ...Object.fromEntries(saved) },
          directory: folder.path,
        })
      })
      return (await Promise.all(printed)).map(({ stdout, stderr }) => stdout + stderr).join('')
    },
    left: async () => (await readdir(folder.path)).filter((name) => name.startsWith('manifold-')),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  }
}
