import { saveState } from '@actions/core'
import type { Log } from '../environment.ts'

/** Tells the post step which folder to remove, should the step not come to its end. */
export function rememberFolder(path: string, log: Pick<Log, 'warning'>): void {
  try {
    saveState('folder', path)
  } catch (error) {
    log.warning(
      `${path} will not be removed if the step is killed: its path cannot be saved: ${(error as Error).message}`
    )
  }
}
