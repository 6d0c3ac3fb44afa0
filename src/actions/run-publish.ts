import { log } from '../github/report/log.ts'
import { reportErrors } from '../github/report/report-errors.ts'
import { rememberFolder } from '../github/report/state.ts'
import { environmentOf } from '../steps/environment/from-process.ts'
import { makeStepFolder } from '../steps/environment/step-folder.ts'
import { tidyUp } from '../steps/environment/tidy-up.ts'
import { action } from './publish.ts'

const { env: variables } = process
const cancelled = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => cancelled.abort(new Error(`The step was cancelled (${signal})`)))
}
// A rejection that is no longer awaited must not end a publication.
process.on('unhandledRejection', (reason) => log.warning(`A background task failed: ${reason}`))

// Everything that the step stores for itself, credentials included, is in one folder.
let temp: string | undefined
try {
  temp = await makeStepFolder(variables)
  rememberFolder(temp, { log, variables })
  const isDone = await action(environmentOf({ variables, directory: process.cwd(), temp, signal: cancelled.signal }))
  process.exitCode = isDone ? 0 : 1
} catch (error) {
  reportErrors(error, log)
  process.exitCode = 1
} finally {
  if (temp) await tidyUp(temp, log.warning)
}
