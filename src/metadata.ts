import { tmpdir } from 'node:os'
import { log } from './github/log.ts'
import { reportErrors } from './github/report-errors.ts'
import { environmentOf } from './steps/environment.ts'
import { nameOnly } from './steps/metadata.ts'

const { env: variables } = process
const { signal } = new AbortController()
const temp = variables.RUNNER_TEMP || tmpdir()
try {
  await nameOnly(environmentOf({ variables, directory: process.cwd(), temp, signal }))
} catch (error) {
  reportErrors(error, log)
  process.exitCode = 1
}
