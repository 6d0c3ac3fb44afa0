import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { action } from './action.ts'
import { run } from './build/run.ts'
import type { Environment } from './environment.ts'
import { log } from './github/log.ts'
import { reportErrors } from './github/report-errors.ts'
import { rememberFolder } from './github/state.ts'

const { env: variables } = process
const cancelled = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => cancelled.abort(new Error(`The step was cancelled (${signal})`)))
}

const temp = await mkdtemp(join(variables.RUNNER_TEMP || tmpdir(), 'manifold-'))
rememberFolder(temp)
const environment: Environment = {
  variables,
  workspace: variables.GITHUB_WORKSPACE || process.cwd(),
  temp,
  log,
  run,
  now: () => new Date(),
  signal: cancelled.signal,
}

try {
  process.exitCode = (await action(environment)) ? 0 : 1
} catch (error) {
  reportErrors(error, log)
  process.exitCode = 1
} finally {
  await rm(temp, { recursive: true, force: true })
}
