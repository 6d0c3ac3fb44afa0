import { saveState } from '@actions/core'
import type { Environment } from '../../environment.ts'
import { writeRunnerFile } from './runner-file.ts'

/** Tells the post step which folder to remove if the step does not finish. */
export function rememberFolder(path: string, { log, variables }: Pick<Environment, 'log' | 'variables'>): void {
  try {
    writeRunnerFile('GITHUB_STATE', variables, () => saveState('folder', path))
  } catch (error) {
    log.warning(
      `${path} will not be removed if the step is killed: its path could not be saved: ${(error as Error).message}`
    )
  }
}
