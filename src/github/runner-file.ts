import { closeSync, constants, openSync } from 'node:fs'
import type { Variables } from '../environment.ts'

/** Opening a FIFO must not wait for its reader, nor a terminal become ours. Windows knows neither. */
const appendOnly = constants.O_WRONLY | constants.O_APPEND | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0)

/** Writes to the file that the runner names in a variable. Throws, and names both, where that takes nothing. */
export function writeRunnerFile(variable: string, variables: Variables, write: (path: string) => void): void {
  const path = variables[variable] ?? ''
  try {
    if (path) closeSync(openSync(path, appendOnly))
    write(path)
  } catch (cause) {
    throw new Error(`${(cause as Error).message} (${variable} is '${path}')`, { cause })
  }
}
