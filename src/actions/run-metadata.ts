import { tmpdir } from 'node:os'
import { log } from '../github/report/log.ts'
import { reportErrors } from '../github/report/report-errors.ts'
import { environmentOf } from '../steps/environment/from-process.ts'
import { nameOnly } from './metadata.ts'

const { env: variables } = process
const { signal } = new AbortController()
const temp = variables.RUNNER_TEMP || tmpdir()
try {
  await nameOnly(environmentOf({ variables, directory: process.cwd(), temp, signal }))
} catch (error) {
  reportErrors(error, log)
  process.exitCode = 1
}
