import { tmpdir } from 'node:os'
import { log } from '../github/report/log.ts'
import { reportErrors } from '../github/report/report-errors.ts'
import { rememberFolder } from '../github/report/state.ts'
import { environmentOf } from '../steps/environment/from-process.ts'
import { makeStepFolder } from '../steps/environment/step-folder.ts'
import { tidyUp } from '../steps/environment/tidy-up.ts'
import type { Action } from './action.ts'

/** What an action needs of the process it runs in. */
type Host = Pick<NodeJS.Process, 'env' | 'cwd' | 'on' | 'once'>

/** Runs an action as the runner's process, and gives its exit code. Never rejects: what is thrown is reported. */
export async function runAction(action: Action, host: Host): Promise<number> {
  const { env: variables } = host
  const { signal } = cancellation(host)
  // A rejection that is no longer awaited must not end a publication.
  host.on('unhandledRejection', (reason) => log.warning(`A background task failed: ${reason}`))
  let folder: string | undefined
  try {
    if (action.keepsFiles) {
      folder = await makeStepFolder(variables)
      rememberFolder(folder, { log, variables })
    }
    const temp = folder ?? (variables.RUNNER_TEMP || tmpdir())
    return (await action.run(environmentOf({ variables, directory: host.cwd(), temp, signal }))) ? 0 : 1
  } catch (error) {
    reportErrors(error, log)
    return 1
  } finally {
    if (folder) await tidyUp(folder, log.warning)
  }
}

function cancellation(host: Host): AbortController {
  const cancelled = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    host.once(signal, () => cancelled.abort(new Error(`The step was cancelled (${signal})`)))
  }
  return cancelled
}
