import { saveState } from '@actions/core'
import type { Environment } from '../../environment.ts'
import { writeRunnerFile } from './runner-file.ts'

type Runner = Pick<Environment, 'log' | 'variables'>

/** Tells the post step which logins to remove. Throws if it cannot: they would stay. */
export function rememberLogins(record: string, { variables }: Runner): void {
  writeRunnerFile('GITHUB_STATE', variables, () => saveState('logins', record))
}

/** Tells the post step which folder to remove if the step does not finish. */
export function rememberFolder(path: string, { log, variables }: Runner): void {
  try {
    writeRunnerFile('GITHUB_STATE', variables, () => saveState('folder', path))
  } catch (error) {
    log.warning(
      `${path} will not be removed if the step is killed: its path could not be saved: ${(error as Error).message}`
    )
  }
}
