import { closeSync, constants, openSync } from 'node:fs'
import type { Variables } from '../../environment.ts'

/** Opening a FIFO must not block until it is read, and a terminal must not become ours. Windows has neither flag. */
const appendOnly = constants.O_WRONLY | constants.O_APPEND | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0)

/** Writes to the file that the runner names in a variable. If that fails, throws an error that names both. */
export function writeRunnerFile(variable: string, variables: Variables, write: (path: string) => void): void {
  const path = variables[variable] ?? ''
  try {
    if (path) closeSync(openSync(path, appendOnly))
    write(path)
  } catch (cause) {
    throw new Error(`${(cause as Error).message} (${variable} is '${path}')`, { cause })
  }
}
